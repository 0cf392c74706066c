"""Laws of packages: whatever a data set holds, other libraries read back exactly that."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import ProvDerivation, ProvDocument, ProvEntity

import anhui_ftz as ftz
from anhui_ftz.io.packages import read_datapackage as read_back
from anhui_ftz.io.packages import to_prov, write_csvw, write_datapackage, write_sdmx_csv
from anhui_ftz.model.note import joined
from anhui_ftz.testing import datasets, lawful_sums
from packaged import described, read_csvw, read_datapackage, read_sdmx, rebuilt

_AWKWARD = ["=1", "+", "-", "@", ",", '"', "'", "a", " ", "安", ";", "\\", "#", "NA", "\ufeff", "\u00a0"]
texts = st.lists(st.sampled_from(_AWKWARD), max_size=4).map("".join)
notes = st.lists(st.builds(ftz.Note, st.sampled_from(ftz.NoteKind), texts.filter(bool)), max_size=2)
#: Validating eighteen tables takes a reader up to two seconds: so many data sets are tried in every profile.
few = settings(max_examples=10)


@st.composite
def awkward(draw: st.DrawFn) -> ftz.Dataset:
    """Generate data sets whose texts a careless reader would change."""
    ds = draw(datasets(max_observations=4, max_cooperations=3))
    return evolve(
        ds,
        sources=[evolve(row, title=draw(texts), notes=draw(notes)) for row in ds.sources],
        areas=[evolve(row, focus=draw(st.lists(st.builds(ftz.Text, texts, texts), max_size=3))) for row in ds.areas],
        observations=[evolve(row, notes=draw(notes)) for row in ds.observations],
        title=draw(texts),
    )


@few
@given(awkward())
def test_a_data_package_is_valid_and_holds_the_data_set_whole(ds: ftz.Dataset) -> None:
    with tempfile.TemporaryDirectory() as room:
        write_datapackage(ds, Path(room, "package"))
        assert rebuilt(read_datapackage(Path(room, "package")), described(Path(room, "package"))) == ds


@given(awkward())
def test_reading_a_data_package_inverts_writing_it(ds: ftz.Dataset) -> None:
    with tempfile.TemporaryDirectory() as room:
        write_datapackage(ds, Path(room, "package"))
        assert read_back(Path(room, "package")) == ds


@few
@given(awkward())
def test_csv_on_the_web_is_valid_and_holds_the_data_set_whole(ds: ftz.Dataset) -> None:
    with tempfile.TemporaryDirectory() as room:
        write_csvw(ds, Path(room, "tables"))
        head = {"title": ds.title, "version": ds.edition}
        assert rebuilt(read_csvw(Path(room, "tables")), head) == ds


@given(awkward())
def test_sdmx_csv_has_every_observation_to_the_last_digit(ds: ftz.Dataset) -> None:
    with tempfile.TemporaryDirectory() as room:
        write_sdmx_csv(ds, Path(room, "x.csv"))
        read = read_sdmx(Path(room, "x.csv"))
    for row, each in zip(ds.observations, read, strict=True):
        ends = each["LOWER"] or "-Infinity", each["UPPER"] or "Infinity"
        figure = ftz.Quantity(each["OBS_VALUE"], *ends, each["UNIT_MEASURE"], each["BOUND"])
        assert (each["OBS_ID"], figure) == (row.id, row.quantity)
        assert (each["PERIOD_EDTF"], each["COMMENT_OBS"]) == (
            row.period.edtf,
            joined(row.notes, "en"),
        )


@given(lawful_sums())
def test_prov_has_the_inputs_of_every_result_and_the_sources_of_every_observation(
    sums: tuple[ftz.Dataset, tuple[ftz.Observation, ...]],
) -> None:
    ds, rows = sums
    result = ftz.Derived(rows[0].quantity, "own", (ftz.total(ds, rows), ftz.total(ds, rows[:1])))
    document = ProvDocument.deserialize(content=to_prov(result, ds))
    steps = Counter(str(each.args[0]).partition(":")[0] for each in document.get_records(ProvDerivation))
    assert steps["record"] == sum(len(row.citations) for row in rows)
    assert steps["result"] == 2 + len(rows) + 1
    entities = {str(each.identifier) for each in document.get_records(ProvEntity)}
    assert {f"record:{row.id}" for row in rows} | {"record:source"} <= entities
