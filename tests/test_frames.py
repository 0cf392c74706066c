"""Frames: what the tables hold, how they come back, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz
from world import WORLD, count, figure, pact, with_figures, with_pacts

pytest.importorskip("narwhals", reason="frames are an extra")

import pandas as pd
import pyarrow as pa

from anhui_ftz.io.frames import (
    evidence_frame,
    from_frame,
    hierarchy,
    linkage_frame,
    read_parquet,
    to_frame,
    total_frame,
    write_parquet,
)
from anhui_ftz.io.frames.engines import BACKENDS, arrow_of, native_of
from anhui_ftz.io.frames.frame_tables import FRAMES
from anhui_ftz.io.frames.record_frames import TABLES
from anhui_ftz.testing import simulate

LOCAL = [backend for backend in BACKENDS if backend != "pyspark"]
each_backend = pytest.mark.parametrize("backend", LOCAL)
TRADE = figure("n-trade", "n-a", "money", "2020", ftz.Quantity.at_least(5, "CNY"))
FIGURES = with_figures(
    TRADE,
    figure("n-more", "n-b", "money", "2020", ftz.Quantity.rounded(3, "CNY", "0.2")),
    figure("tiny", "s-a", "money", "2021", ftz.Quantity.exactly("1e-9", "CNY")),
)


def rows_of(frame: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = arrow_of(frame).to_pylist()
    return found


@pytest.mark.parametrize("table", TABLES)
@each_backend
def test_every_table_has_its_columns_on_every_backend(table: str, backend: str) -> None:
    assert arrow_of(to_frame(ftz.load(), table, backend)).column_names == FRAMES[table].names


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_nothing_has_its_columns_too(table: str) -> None:
    frame = to_frame(ftz.Dataset(), table)
    assert (frame.column_names, frame.num_rows) == (FRAMES[table].names, 0)


@each_backend
def test_the_frame_is_one_of_the_backend(backend: str) -> None:
    home = {"polars-lazy": "polars", "duckdb": "_duckdb"}.get(backend, backend)
    assert type(to_frame(FIGURES, "observations", backend)).__module__.split(".")[0] in (home, "duckdb")


def test_figures_are_decimals_and_a_missing_bound_is_null() -> None:
    row = rows_of(to_frame(FIGURES, "observations"))[1]
    assert (row["id"], row["value"], row["lower"], row["upper"]) == ("n-trade", Decimal(5), Decimal(5), None)
    assert (row["unit"], row["bound"], row["period_start"]) == ("CNY", "at-least", date(2020, 1, 1))
    assert (row["sources"], row["locators"]) == (["mirror"], ["paragraph 1"])


def test_a_figure_that_the_columns_cannot_hold_stands_as_text() -> None:
    row = rows_of(to_frame(FIGURES, "observations"))[2]
    assert (row["value"], row["lower"], row["upper"], row["beyond"]) == (None, None, None, "1E-9 1E-9 1E-9")


def test_participations_have_a_row_a_party() -> None:
    ds = with_pacts(pact("p", "n-port", "s-port", milestones=(ftz.Milestone("signed", "2020"),)))
    assert [(row["party"], row["status"]) for row in rows_of(to_frame(ds, "participations"))] == [
        ("n-port", "signed"),
        ("s-port", "signed"),
    ]
    assert rows_of(to_frame(ds, "participations", on="2019-01-01"))[0]["status"] is None


def test_places_have_their_points_as_decimals() -> None:
    ds = evolve(WORLD, divisions=[*WORLD.divisions, ftz.Division("x", "X", location="31.5,117.25")])
    (row,) = [row for row in rows_of(to_frame(ds, "places")) if row["id"] == "x"]
    assert (row["latitude"], row["longitude"], row["level"]) == (Decimal("31.5"), Decimal("117.25"), "province")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("figures",), "table is one of observations"), (("observations", "excel"), "backend is one of pyarrow")],
)
def test_what_does_not_exist_is_named_with_what_does(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        to_frame(WORLD, *arguments)


@pytest.mark.parametrize("wrong", [None, FIGURES.observations])
def test_what_is_no_data_set_becomes_no_frame(wrong: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        to_frame(wrong)


def test_the_table_is_that_of_observations_where_none_is_named() -> None:
    assert from_frame(to_frame(FIGURES)) == FIGURES.observations


def test_all_missing_columns_are_told() -> None:
    with pytest.raises(ftz.InvalidValue, match="no column value, notes_zh"):
        from_frame(to_frame(FIGURES, "observations").drop_columns(["value", "notes_zh"]))


def test_all_rows_that_are_no_observation_are_told() -> None:
    frame = to_frame(FIGURES, "observations")
    bad = frame.set_column(0, "id", pa.array(["A", "b", "C"]))
    with pytest.raises(ftz.DatasetError) as caught:
        from_frame(bad)
    assert [problem.path for problem in caught.value.problems] == ["$[0]", "$[2]"]


@pytest.mark.parametrize("column", ["id", "period", "unit", "sources", "bound", "value"])
def test_a_null_where_something_must_stand_is_told(column: str) -> None:
    frame = to_frame(FIGURES, "observations")
    nulls = pa.nulls(3, frame.schema.field(column).type)
    with pytest.raises(ftz.DatasetError):
        from_frame(frame.set_column(frame.column_names.index(column), column, nulls))


@pytest.mark.parametrize(("column", "value"), [("locators", []), ("beyond", "1 2")])
def test_a_row_of_broken_parts_is_told(column: str, value: object) -> None:
    frame = to_frame(with_figures(TRADE), "observations")
    broken = pa.array([value], frame.schema.field(column).type)
    with pytest.raises(ftz.DatasetError, match="n-trade: "):
        from_frame(frame.set_column(frame.column_names.index(column), column, broken))


def changed(**columns: Any) -> Any:
    """Return the frame of pandas of one figure, with other cells in some columns."""
    frame = to_frame(with_figures(TRADE), "observations").to_pandas()
    return frame.assign(**{name: pd.Series([cell], dtype=object) for name, cell in columns.items()})


def told(frame: Any) -> str:
    """Return what is said of the one row of a frame, which no terminal minds."""
    with pytest.raises(ftz.DatasetError) as caught:
        from_frame(frame)
    [problem] = caught.value.problems
    assert str(caught.value).replace("\n", "").isprintable()
    assert len(str(caught.value)) < 400
    return f"{problem.path}: {problem.message}"


@pytest.mark.parametrize("figure", [292.2e9, 0.1, -12.5, 5e11, 1e22, 123456789.012345, 999999999999999.0, 1e-8, -0.0])
def test_a_float_is_the_figure_that_it_shows(figure: float) -> None:
    [row] = from_frame(changed(value=figure, lower=figure, upper=figure, bound="exact"))
    assert row.quantity == ftz.Quantity.exactly(repr(figure), "CNY")


def test_a_table_that_pandas_reads_from_csv_is_read() -> None:
    text = "value,lower,upper,bound\n292.2e9,291.5e9,,at-least\n"
    read = pd.read_csv(StringIO(text))
    [row] = from_frame(changed().drop(columns=read.columns).join(read.assign(lower=read.value)))
    assert row.quantity == ftz.Quantity.at_least("292.2e9", "CNY")


@pytest.mark.parametrize("figure", [1 / 3, 0.1 + 0.2, 2.0**53, 1234567890123456.0, 1e300, 5e-324])
def test_a_float_of_more_digits_than_it_can_state_is_refused(figure: float) -> None:
    said = told(changed(value=figure, lower=figure, upper=figure, bound="exact"))
    assert said.startswith("$[0]: n-trade: ")


def test_a_float_of_fewer_bits_is_refused_rather_than_widened() -> None:
    figure = pa.array([0.1], pa.float32())
    frame = to_frame(with_figures(TRADE))
    assert "at most 15 digits" in told(frame.set_column(frame.column_names.index("value"), "value", figure))


def test_no_number_is_refused() -> None:
    nan = pa.array([float("nan")])
    frame = to_frame(with_figures(TRADE))
    for name in ("value", "lower", "upper"):
        assert "nan" in told(frame.set_column(frame.column_names.index(name), name, nan)).casefold()


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"id": "\x1b[31mred\u202e"}, r"$[0]: '\x1b[31mred\u202e': id must be kebab-case"),
        ({"id": "x" * 1_000_000}, "id must be"),
        ({"id": 3}, "$[0]: 3: id must be kebab-case"),
        ({"period": "199⁹"}, "$[0]: n-trade: '199⁹' is not a period"),
        ({"sources": "abc", "locators": "abc", "as_published": "abc"}, "sources is a list of texts, not 'abc'"),
        ({"sources": None}, "sources is a list of texts, not None"),
        ({"sources": ["mirror", "paper"]}, "2 sources and 1 locators and 1 as_published"),
        ({"beyond": "1 2"}, "beyond is three figures with blanks between, not '1 2'"),
        ({"beyond": 7}, "beyond is three figures with blanks between, not 7"),
        ({"value": 10**30}, "column value cannot be read"),
        ({"value": 1j}, "column value cannot be read"),
        ({"value": object()}, "column value cannot be read"),
        ({"notes_en": ["\ud800"]}, "column notes_en cannot be read"),
        (
            {"note_kinds": ["scope"]},
            "lists of notes are of one length, not 1 note_kinds and 0 notes_en and 0 notes_zh",
        ),
        ({"note_kinds": ["x"], "notes_en": ["a"], "notes_zh": ["b"]}, "a NoteKind is one of definition, scope"),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, dict) else "",
)
def test_what_is_wrong_with_a_row_is_told_in_words_of_our_own(columns: dict[str, Any], message: str) -> None:
    assert message in told(changed(**columns))


def test_a_column_of_several_types_is_told() -> None:
    frame = pd.concat([changed(), changed(id=3)], ignore_index=True)
    assert "column id cannot be read: int and str" in told(frame)


@pytest.mark.parametrize("backend", ["pyarrow", "pandas", "duckdb"])
def test_columns_that_occur_twice_are_told(backend: str) -> None:
    frame = native_of(to_frame(with_figures(TRADE)), backend)
    twice: dict[str, Any] = {
        "pyarrow": lambda: frame.append_column("id", frame["id"]),
        "pandas": lambda: pd.concat([frame, frame[["id"]]], axis=1),
        "duckdb": lambda: frame.query("frame", "select *, id from frame"),
    }
    assert "column 'id' occurs twice" in told(twice[backend]())
    with pytest.raises(ftz.InvalidValue, match="column 'id' occurs twice"):
        total_frame(twice[backend](), WORLD)


@pytest.mark.parametrize(
    "stray", [None, 7, "frame", [1], pd.Series(["\x1b[31m"])], ids=lambda each: type(each).__name__
)
def test_what_is_no_frame_is_refused(stray: object) -> None:
    for verb in (from_frame, lambda x: total_frame(x, WORLD), lambda x: linkage_frame(x, WORLD)):
        with pytest.raises(ftz.InvalidValue, match="expected a frame") as refusal:
            verb(stray)
        assert str(refusal.value).isprintable()


@each_backend
def test_a_sum_over_a_frame_keeps_its_bound_and_its_kind(backend: str) -> None:
    result = total_frame(to_frame(FIGURES, "observations", backend), FIGURES, "zone")
    assert type(result) is type(to_frame(FIGURES, "observations", backend))
    (row,) = [row for row in rows_of(result) if row["zone"] == "n-zone"]
    assert (row["value"], row["lower"], row["upper"], row["bound"]) == (Decimal(8), Decimal("7.9"), None, "at-least")


def test_a_group_that_must_not_be_added_keeps_its_row() -> None:
    frame = to_frame(
        with_figures(TRADE, evolve(TRADE, id="again"), evolve(TRADE, id="o", subject="n-b")), "observations"
    )
    rows = {row["subject"]: row for row in rows_of(total_frame(frame, WORLD))}
    assert (rows["n-a"]["value"], rows["n-a"]["reasons"]) == (None, "conflicting-sources")
    assert (rows["n-b"]["value"], rows["n-b"]["reasons"]) == (Decimal(5), "")


def test_refused_groups_are_raised_with_all_their_reasons() -> None:
    rows = [TRADE, evolve(TRADE, id="again"), figure("quota", "n-b", "rate", "2020", ftz.Quantity.exactly(1, "%"))]
    frame = to_frame(with_figures(*rows), "observations")
    with pytest.raises(ftz.GroupsRefused) as caught:
        total_frame(frame, WORLD, ["subject"], on_refusal="raise")
    assert caught.value.observations == ("subject=n-a", "subject=n-b")
    assert [reason.rule for reason in caught.value.reasons] == ["conflicting-sources", "ratio"]
    assert str(caught.value).startswith("2 groups cannot be added:\n  conflicting-sources: in subject=n-a: several")


def test_lawful_groups_are_returned_also_where_refusals_are_raised() -> None:
    frame = to_frame(with_figures(TRADE), "observations")
    assert rows_of(total_frame(frame, WORLD, [], on_refusal="raise"))[0]["value"] == Decimal(5)


def test_what_is_set_aside_is_told() -> None:
    frame = to_frame(with_figures(TRADE, evolve(TRADE, id="again")), "observations")
    (row,) = rows_of(total_frame(frame, WORLD, allow=["conflicting-sources"]))
    assert (row["value"], row["reasons"], row["set_aside"]) == (Decimal(10), "", "conflicting-sources")


def test_a_figure_beyond_the_columns_is_never_left_out_of_a_sum() -> None:
    (row,) = rows_of(total_frame(to_frame(with_figures(FIGURES.observations[2]), "observations"), WORLD, "year"))
    assert (row["year"], row["value"], row["reasons"]) == (2021, None, "beyond-decimal")


def test_a_subject_that_the_hierarchy_lacks_is_told() -> None:
    (row,) = rows_of(total_frame(to_frame(with_figures(TRADE), "observations"), ftz.Dataset(), "indicator"))
    assert row["reasons"] == "unknown-subject"


@pytest.mark.parametrize(
    ("periods", "reasons"),
    [
        (("2020-03", "2020-03-31"), "overlapping"),
        (("2020-03-01", "2020-03"), "overlapping"),
        (("2020-03", "2020-04"), ""),
        (("2020-03/..", "../2020-03-01"), "overlapping"),
    ],
)
@each_backend
def test_one_common_day_is_enough_to_overlap_and_none_is_not(
    backend: str, periods: tuple[str, str], reasons: str
) -> None:
    for subject, rule in (("n-zone", "subjects"), ("n-a", "periods")):
        one, two = (figure(f"f-{n}", (subject, "n-a")[n], "money", periods[n], TRADE.quantity) for n in (0, 1))
        (row,) = rows_of(total_frame(to_frame(with_figures(one, two), "observations", backend), WORLD, "indicator"))
        unequal = ["unequal-periods"] if subject == "n-zone" else []  # two subjects, and not on the same days
        assert row["reasons"].split() == [*([f"{reasons}-{rule}"] if reasons else []), *unequal]


def test_the_unit_may_be_a_key() -> None:
    mixed = with_figures(TRADE, figure("d", "n-b", "money", "2020", ftz.Quantity.exactly(1, "USD")))
    rows = rows_of(total_frame(to_frame(mixed, "observations"), WORLD, ["unit"]))
    assert {row["unit"]: row["value"] for row in rows} == {"CNY": Decimal(5), "USD": Decimal(1)}


@pytest.mark.parametrize("options", [{"by": "colour"}, {"by": ["value"]}, {"allow": "unit"}, {"on_refusal": "ignore"}])
def test_an_argument_of_no_meaning_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ftz.InvalidValue):
        total_frame(to_frame(FIGURES, "observations"), WORLD, **options)


@pytest.mark.parametrize("kind", [pa.float64(), pa.decimal128(38, 8)])
def test_figures_whose_sum_could_be_inexact_are_refused(kind: pa.DataType) -> None:
    frame = to_frame(with_figures(TRADE), "observations")
    other = frame.set_column(frame.column_names.index("value"), "value", frame["value"].cast(kind))
    with pytest.raises(ftz.InvalidValue, match=r"value is .*, not a decimal of at most 28 digits"):
        total_frame(other, WORLD)


def test_all_faults_of_a_frame_are_told_at_once() -> None:
    frame = to_frame(FIGURES, "observations").drop_columns(["unit", "kind"])
    with pytest.raises(ftz.InvalidValue, match="no column kind; no column unit"):
        total_frame(frame, WORLD)
    with pytest.raises(ftz.InvalidValue, match="no column party, status"):
        linkage_frame(pa.table({"cooperation": ["c"], "form": ["project"]}), WORLD)
    with pytest.raises(ftz.InvalidValue, match="hierarchy has no column via"):
        total_frame(to_frame(FIGURES, "observations"), hierarchy(WORLD).drop_columns(["via"]))


@each_backend
@pytest.mark.parametrize("other", LOCAL)
def test_a_hierarchy_of_another_backend_is_carried_over(backend: str, other: str) -> None:
    result = total_frame(to_frame(FIGURES, "observations", backend), hierarchy(FIGURES, other), "zone")
    assert {row["zone"] for row in rows_of(result)} == {"n-zone", "s-one"}


def test_a_relation_of_a_connection_of_its_own_can_be_asked_too() -> None:
    import duckdb

    own = duckdb.connect().from_arrow(to_frame(FIGURES, "observations"))
    assert len(rows_of(total_frame(own, hierarchy(FIGURES, "duckdb"), "zone"))) == 2


@pytest.mark.parametrize("extra", ["Zone", "PROVINCE", "_above"])
def test_columns_that_differ_in_capitals_alone_change_nothing_on_duckdb(extra: str) -> None:
    import duckdb

    own = duckdb.connect()
    own.from_arrow(to_frame(FIGURES, "observations")).create("figures")
    own.from_arrow(hierarchy(FIGURES)).create("places")
    wide = own.sql(f"""select *, 'x' as "{extra}" from places""")  # noqa: S608 - a name of this test
    found, expected = (
        rows_of(total_frame(own.table("figures"), each, ["zone", "province"])) for each in (wide, own.table("places"))
    )
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_one_table_given_for_both_is_told_like_any_hierarchy_without_its_columns() -> None:
    import duckdb

    own = duckdb.connect()
    own.from_arrow(to_frame(FIGURES, "observations")).create("figures")
    with pytest.raises(ftz.InvalidValue, match="hierarchy has no column place"):
        total_frame(own.table("figures"), own.table("figures"), "zone")


def test_a_hierarchy_on_the_same_connection_stays_where_it_is() -> None:
    import duckdb

    own = duckdb.connect()
    own.from_arrow(to_frame(FIGURES, "observations")).create("figures")
    own.from_arrow(hierarchy(FIGURES)).create("places")
    beside = total_frame(own.table("figures"), own.table("places"), "zone")
    carried = total_frame(own.table("figures"), hierarchy(FIGURES, "duckdb"), "zone")
    assert "ARROW_SCAN" in carried.explain()
    assert "ARROW_SCAN" not in beside.explain()
    assert sorted(rows_of(beside), key=str) == sorted(rows_of(carried), key=str)


@each_backend
def test_columns_that_a_hierarchy_has_beside_its_own_change_nothing(backend: str) -> None:
    plain = hierarchy(FIGURES)
    wide = plain.append_column("zone", pa.array(["x"] * len(plain))).append_column("party", pa.array([1] * len(plain)))
    figures = to_frame(FIGURES, "observations", backend)
    found, expected = (rows_of(total_frame(figures, each, "zone")) for each in (wide, plain))
    assert sorted(found, key=str) == sorted(expected, key=str)
    ds = with_pacts(pact("p", "n-a", "s-a"))
    ground = hierarchy(ds)
    wide = ground.append_column("party", pa.array(["x"] * len(ground)))
    parties = to_frame(ds, "participations", backend)
    assert rows_of(linkage_frame(parties, wide)) == rows_of(linkage_frame(parties, ground)) != []


@each_backend
def test_links_are_counted_by_form_and_status(backend: str) -> None:
    ds = with_pacts(pact("p", "n-a", "s-a"), pact("q", "n-port", "s-a"))
    assert rows_of(linkage_frame(to_frame(ds, "participations", backend), ds)) == [
        {"a": "n-zone", "b": "s-one", "form": "project", "status": None, "cooperations": 2, "provincial": 1}
    ]
    direct = evidence_frame(to_frame(ds, "participations", backend), ds, provincial=False)
    assert [row["cooperation"] for row in rows_of(direct)] == ["p"]


def test_a_body_in_two_places_links_them_to_others_and_not_to_each_other() -> None:
    alone, both = with_pacts(pact("p", "bridge")), with_pacts(pact("p", "bridge", "block"))
    assert rows_of(evidence_frame(to_frame(alone, "participations"), alone, "area")) == []
    assert [(r["a"], r["b"]) for r in rows_of(evidence_frame(to_frame(both, "participations"), both, "area"))] == [
        ("n-a", "s-a")
    ]


@each_backend
@pytest.mark.parametrize("keys", [(), ("indicator",), ("kind", "unit")])
def test_observations_pass_through_parquet(tmp_path: Path, backend: str, keys: tuple[str, ...]) -> None:
    write_parquet(to_frame(FIGURES, "observations", backend), tmp_path / "new", keys)
    for reader in LOCAL:
        assert set(from_frame(read_parquet(tmp_path / "new", reader))) == set(FIGURES.observations)


def test_partitions_named_by_digits_stay_text(tmp_path: Path) -> None:
    frame = pa.table({"id": ["007", "10"], "n": [1, 2]})
    write_parquet(frame, tmp_path / "new", "id")
    for reader in LOCAL:
        rows = rows_of(read_parquet(tmp_path / "new", reader))
        assert sorted((row["id"], row["n"]) for row in rows) == [("007", 1), ("10", 2)]


def test_a_folder_that_holds_something_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(ftz.InvalidValue, match="contains other files"):
        write_parquet(to_frame(FIGURES, "observations"), tmp_path)


def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Any:
        yield from to_frame(FIGURES, "observations").to_batches()
        raise OSError("the tape tore")

    with pytest.raises(OSError, match="the tape tore"):
        write_parquet(broken(), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "keys", "message"),
    [([], (), "no batches"), (to_frame(FIGURES, "observations"), ("value", "colour"), "not value, colour")],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, data: Any, keys: tuple[str, ...], message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        write_parquet(data, tmp_path / "new", keys)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_parquet_is_told(tmp_path: Path) -> None:
    with pytest.raises(ftz.InvalidValue, match=r"contains no \*\.parquet"):
        read_parquet(tmp_path)
    with pytest.raises(ftz.InvalidValue, match="backend is one of"):
        read_parquet(tmp_path, "excel")


def test_progress_tells_the_rows_written(tmp_path: Path) -> None:
    told: list[int] = []
    write_parquet(to_frame(FIGURES, "observations"), tmp_path / "new", progress=lambda done, _: told.append(done))
    assert told[-1] == 3


#: Names of folders in which engines see patterns, keys, addresses or escapes.
ODD = [
    "run[1]",
    "run*",
    "run?",
    "run{1,2}",
    "unit=km2/run",
    "=",
    "it's",
    'a"b',
    "100%20",
    "a b",
    "~",
    r"b\c",
    r"b\[c",
    "run#1",
    "$x",
    "中",
]


@each_backend
@pytest.mark.parametrize("columns", [(), ("indicator",)], ids=["whole", "parted"])
@pytest.mark.parametrize("name", ODD)
def test_a_path_is_taken_as_it_is_written(name: str, columns: tuple[str, ...], backend: str, tmp_path: Path) -> None:
    decoy = with_figures(figure("decoy", "n-b", "money", "2020", ftz.Quantity.exactly(1, "CNY")))
    for other in ("run1", "run12", "run2"):
        write_parquet(to_frame(decoy), tmp_path / other)
    write_parquet(to_frame(FIGURES), tmp_path / name, columns)
    frame = arrow_of(read_parquet(tmp_path / name, backend))
    assert set(from_frame(frame)) == set(FIGURES.observations)
    assert sorted(frame.column_names) == sorted(FRAMES["observations"].names)


@each_backend
def test_a_column_of_the_file_is_not_that_of_a_folder_above(backend: str, tmp_path: Path) -> None:
    folder = tmp_path / "unit=EUR" / "figures"
    write_parquet(to_frame(FIGURES), folder, "indicator")
    assert {row["unit"] for row in rows_of(read_parquet(folder, backend))} == {"CNY"}


@pytest.mark.parametrize("mask", [0o002, 0o027, 0o077])
def test_folders_of_parquet_have_the_permissions_that_the_umask_leaves(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_parquet(to_frame(FIGURES), tmp_path / "figures", "indicator")
    finally:
        os.umask(before)
    modes = {path.is_dir(): path.stat().st_mode & 0o777 for path in (tmp_path / "figures").rglob("*")}
    assert modes == {True: 0o777 & ~mask, False: 0o666 & ~mask}
    assert (tmp_path / "figures").stat().st_mode & 0o777 == 0o777 & ~mask


def test_progress_tells_the_rows_framed_and_read_and_simulated() -> None:
    told: list[tuple[object, ...]] = []
    frame = to_frame(FIGURES, progress=lambda *each: told.append(each))
    from_frame(frame, progress=lambda *each: told.append(each))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)] * 2
    places = to_frame(FIGURES, "places", progress=lambda *each: told.append(each))
    assert [*told[-1]] == [places.num_rows, None]
    simulate(zones=2, areas=1, indicators=1, months=2).dataset(progress=lambda *each: told.append(each))
    assert told[-1] == (4, 4)


def test_a_simulation_is_lawful_and_the_same_for_the_same_seed() -> None:
    made = simulate(seed=5, zones=8, areas=2, indicators=5, months=14)
    ds = made.dataset(participations=100)
    assert len(ds.observations) == made.rows == 8 * 2 * 5 * 14
    assert ds == simulate(seed=5, zones=8, areas=2, indicators=5, months=14).dataset(participations=100)
    assert ds.observations != simulate(seed=6, zones=8, areas=2, indicators=5, months=14).dataset().observations
    assert len({zone.province for zone in ds.zones}) == 7


def test_the_streams_of_a_simulation_are_the_tables_of_its_data_set(tmp_path: Path) -> None:
    made = simulate(zones=3, areas=2, indicators=2, months=3)
    ds = made.dataset(participations=30)
    made.write(tmp_path, participations=30, progress=lambda _done, _of: None)
    stored = [read_parquet(tmp_path / name, "polars") for name in ("observations", "participations")]
    assert sorted(from_frame(stored[0]), key=lambda row: row.id) == list(ds.observations)
    parties = {(row["cooperation"], row["party"]) for row in rows_of(stored[1])}
    assert parties == {(row["cooperation"], row["party"]) for row in rows_of(to_frame(ds, "participations"))}


def test_numbers_that_cannot_be_simulated_are_all_told() -> None:
    with pytest.raises(ftz.InvalidValue, match="zones=0, months='x'"):
        simulate(zones=0, months="x")  # type: ignore[arg-type]


@pytest.mark.parametrize("hidden", ["narwhals", "pyarrow", "polars", "pandas", "duckdb", "pyspark"])
def test_a_missing_library_is_told_with_the_extra(hidden: str) -> None:
    backend = hidden if hidden != "narwhals" else "pyarrow"
    code = (
        "import sys\n"
        "class Hider:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {hidden!r}: raise ModuleNotFoundError(name=name)\n"
        "sys.meta_path.insert(0, Hider())\n"
        "import anhui_ftz as ftz; from anhui_ftz.io import frames\n"
        "try:\n"
        f"    frames.from_frame(frames.to_frame(ftz.load(), 'observations', {backend!r}))\n"
        "except ftz.MissingExtra as error:\n"
        "    print(error.extra)\n"
    )
    run = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ("spark" if hidden == "pyspark" else "frames")


def test_importing_the_frames_imports_no_backend() -> None:
    code = "import sys, anhui_ftz.io.frames; print(*{name.split('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"narwhals", "pyarrow", "polars", "pandas", "duckdb", "pyspark"} & set(run.stdout.split())


def test_a_count_is_added_too() -> None:
    rows = [figure(f"f-{place}", place, "new-firms", "2020", count(3)) for place in ("n-a", "n-b")]
    assert rows_of(total_frame(to_frame(with_figures(*rows), "observations"), WORLD, "province"))[0]["value"] == 6
