"""SDMX with its structure: two other libraries read data and structure with nothing made by hand."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sdmx
import sdmx.reader.csv as sdmx_csv
from attrs import evolve
from hypothesis import given, settings
from pysdmx.io import get_datasets
from pysdmx.io import read_sdmx as read_with_pysdmx
from pysdmx.model import Codelist, Schema

import anhui_ftz as ftz
from anhui_ftz import Name, Observation, Period, Quantity
from anhui_ftz.io import write_sdmx
from anhui_ftz.testing import datasets, periods
from world import CITED, WORLD, count, figure, with_figures

DS = ftz.load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sdmx") / "all"
    write_sdmx(DS, path)
    return path


def code_lists(path: Path) -> dict[str, dict[str, str | None]]:
    """Return the names of all codes, as pysdmx reads and validates them against the schemas of SDMX."""
    structures = read_with_pysdmx(path / "structure.xml", validate=True).structures or ()
    return {each.id: {code.id: code.name for code in each} for each in structures if isinstance(each, Codelist)}


def test_pysdmx_reads_the_data_by_the_structure_beside_them(folder: Path) -> None:
    [data] = get_datasets(folder / "data.csv", folder / "structure.xml")
    schema = data.structure
    assert isinstance(schema, Schema)
    assert [each.id for each in schema.components.dimensions] == ["REF_AREA", "INDICATOR", "OBS_ID", "TIME_PERIOD"]
    assert [each.id for each in schema.components.measures] == ["OBS_VALUE"]
    frame = data.data  # type: ignore[attr-defined,unused-ignore]
    assert set(frame.columns) == {each.id for each in schema.components}
    assert list(frame["OBS_ID"]) == [row.id for row in DS.observations]
    for each in schema.components:
        if each.enumeration is not None:
            assert set(frame[each.id]) <= {code.id for code in each.enumeration}
    assert {each.id for each in schema.components if each.enumeration} == {
        "REF_AREA", "INDICATOR", "OBS_STATUS", "BOUND",
    }  # fmt: skip


def test_the_codes_are_those_of_the_data_set(folder: Path) -> None:
    lists = code_lists(folder)
    assert lists["CL_REF_AREA"] == {row.id: str(row.name) for row in DS.places}
    assert lists["CL_INDICATOR"] == {row.id: str(row.name) for row in DS.indicators}
    assert lists["CL_OBS_STATUS"]["P"] == "provisional"
    assert set(lists["CL_BOUND"]) == {each.value for each in ftz.Bound}


def test_sdmx1_reads_the_data_by_the_structure_beside_them(folder: Path) -> None:
    with (folder / "structure.xml").open("rb") as file:
        message: Any = sdmx.read_sdmx(file)
    structure = message.structure["FTZ_OBSERVATIONS"]
    assert message.codelist["CL_REF_AREA"]["anhui-ftz"].name["zh"] == DS.zones["anhui-ftz"].name.zh
    with (folder / "data.csv").open("rb") as file:
        [data] = sdmx_csv.Reader().convert(file, structure=structure).data
    for read, row in zip(data.obs, DS.observations, strict=True):
        assert (str(read.dimension["OBS_ID"].value), Decimal(str(read.value))) == (row.id, row.quantity.value)


@settings(max_examples=15)
@given(datasets())
def test_whatever_a_data_set_has_pysdmx_accepts(ds: ftz.Dataset) -> None:
    rows = [row for row in ds.observations if row.period.start or row.period.end]
    ds = evolve(ds, observations=rows)
    with tempfile.TemporaryDirectory() as room:
        write_sdmx(ds, Path(room, "sdmx"))
        lists = code_lists(Path(room, "sdmx"))
        if rows:
            [data] = get_datasets(Path(room, "sdmx", "data.csv"), Path(room, "sdmx", "structure.xml"))
            assert list(data.data["OBS_ID"]) == [row.id for row in rows]  # type: ignore[attr-defined,unused-ignore]
    assert set(lists["CL_REF_AREA"]) == {row.id for row in ds.places}


def test_names_with_marks_of_xml_and_places_without_a_name_are_written(tmp_path: Path) -> None:
    odd = [evolve(row, name=Name()) if row.id == "moon" else row for row in WORLD.organizations]
    odd = [evolve(row, name=Name("a<&>", "乙")) if row.id == "block" else row for row in odd]
    write_sdmx(evolve(WORLD, organizations=odd, edition="first"), tmp_path / "sdmx")
    names = code_lists(tmp_path / "sdmx")["CL_REF_AREA"]
    assert (names["moon"], names["block"]) == ("moon", "a<&>")
    assert b"2000-01-01T00:00:00Z" in (tmp_path / "sdmx" / "structure.xml").read_bytes()


def test_equal_data_sets_are_equal_files_and_a_refused_one_changes_nothing(tmp_path: Path) -> None:
    write_sdmx(DS, tmp_path / "one")
    before = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    timeless = with_figures(figure("x", "n-a", "firms", "/..", count(1)))
    with pytest.raises(ftz.InvalidValue, match="SDMX needs a period with a start or an end, which x lack"):
        write_sdmx(timeless, tmp_path / "one")
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == before
    write_sdmx(DS, tmp_path / "one")
    assert {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()} == before


@given(periods())
def test_a_period_is_read_back_from_the_time_that_is_written(period: Period) -> None:
    row = Observation("x", "n-a", "firms", period, Quantity.exactly(1, "1"), citations=CITED)
    if period.start is None and period.end is None:
        return
    with tempfile.TemporaryDirectory() as room:
        write_sdmx(with_figures(row), Path(room, "sdmx"))
        lines = Path(room, "sdmx", "data.csv").read_text("utf-8").splitlines()
    time = dict(zip(lines[0].split(","), lines[1].split(","), strict=False))["TIME_PERIOD"]
    day = period.start or period.end
    assert Period.parse(time) == (period if period.start and period.end else Period(day, day))
