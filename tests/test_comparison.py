"""Side by side: every figure on record is in one cell, and a conflict shows both without ending the table."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets

CITED = [ftz.Citation("source", "paragraph 1")]
ZONES = ["anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"]
DS = ftz.load()


def figure(subject: str, period: str, value: str, unit: str = "CNY", indicator: str = "trade") -> ftz.Observation:
    plain = period.casefold().replace("/", "-").replace(".", "o")
    id = f"{subject}-{indicator}-{plain}-{unit.lower().strip('%')}-{value}".replace("--", "-")
    return ftz.Observation(id, subject, indicator, period, ftz.Quantity.exactly(value, unit), citations=CITED)


def world(*rows: ftz.Observation) -> ftz.Dataset:
    return ftz.Dataset(
        divisions=[ftz.Division("p", "P"), ftz.Division("q", "Q")],
        zones=[ftz.Zone("z", ftz.Name("Z", "甲区"), "p"), ftz.Zone("y", ftz.Name("Y", "乙区"), "q")],
        indicators=[
            ftz.Indicator("trade", ftz.Name("Trade", "贸易额"), "CNY", "flow"),
            ftz.Indicator("trade-growth", "Growth", "%", "ratio"),
            ftz.Indicator("firms", "Firms", "1", "stock"),
            ftz.Indicator("rate", "Rate", "%", "ratio"),
        ],
        observations=rows,
        sources=[ftz.Source("source", "Publisher")],
    )


def kind(cell: ftz.ComparisonCell) -> str:
    return cell.kind.value


def test_a_figure_is_part_of_the_shortest_period_around_it() -> None:
    """Also where a longer one begins earlier."""
    table = ftz.compare(world(figure("z", "2021-Q1", "30")), ["z"], "trade", periods=["2020-07/2021-06", "2021-H1"])
    assert [kind(cell) for cell in table] == ["absent", "part-year"]


def test_a_year_is_stated_part_implied_in_conflict_or_absent() -> None:
    rows = [
        figure("z", "2018", "200"),
        figure("z", "2019-01/2019-06", "70"),
        figure("z", "2019-Q1", "30"),
        figure("z", "2021", "250"),
        figure("z", "2021", "25", "%", "trade-growth"),
        figure("z", "2022", "5"),
        figure("z", "2022", "6"),
        figure("z", "2017-04/2022-03", "999"),
    ]
    table = ftz.compare(world(*rows), ["z", "y"], "trade", periods=range(2018, 2024))
    assert [kind(table["z", year]) for year in range(2018, 2024)] == [
        "stated", "part-year", "implied", "stated", "conflict", "absent",
    ]  # fmt: skip
    assert table["z", 2019].figures == (rows[1],)
    assert table["z", 2019].others == (rows[2],)
    implied = table["z", 2020].quantity
    assert implied is not None
    assert implied.value == 200
    assert {row.id for row in table["z", 2022].figures} == {rows[5].id, rows[6].id}
    assert table["z", 2022].quantity is None
    assert table.outside == (rows[7],)
    assert [kind(cell) for cell in table if cell.subject == "y"] == ["absent"] * 6
    assert (len(table), len(table.missing), len(table.conflicts)) == (12, 7, 1)
    assert repr(table) == (
        "<Comparison of trade: 2 places, 6 periods, 2 stated, 1 part-year, 1 implied, 1 conflict, 7 absent>"
    )


def test_a_part_that_is_implied_beside_a_part_that_is_stated_keeps_both() -> None:
    rows = [figure("z", "2021", "250"), figure("z", "2021", "25", "%", "trade-growth"), figure("z", "2020-01", "9")]
    cell = ftz.compare(world(*rows), "z", "trade", periods=2020)["z", 2020]
    assert (kind(cell), cell.figures, cell.others) == ("implied", (), (rows[2],))


def test_a_preference_settles_a_conflict_and_drops_nothing() -> None:
    rows = [figure("z", "2021", "5"), figure("z", "2021", "6")]
    cell = ftz.compare(world(*rows), "z", "trade", periods=2021, prefer="narrowest")["z", 2021]
    assert kind(cell) == "stated"
    assert set(cell.observations) == set(rows)
    assert len(cell.figures) == 1


def test_parts_of_a_year_can_be_in_conflict() -> None:
    rows = [figure("z", "2021-06", "5"), figure("z", "2021-06", "6"), figure("z", "2021-02", "6")]
    cell = ftz.compare(world(*rows), "z", "trade", periods=2021)["z", 2021]
    assert (kind(cell), set(cell.figures), cell.others) == ("conflict", set(rows[:2]), (rows[2],))


def test_the_columns_are_years_or_the_best_periods_or_those_given() -> None:
    rows = [
        figure("z", "2019", "1"),
        figure("z", "2021-Q1", "2"),
        figure("y", "2021-Q1", "3"),
        figure("y", "2020", "4"),
    ]
    ds = world(*rows)
    assert list(map(str, ftz.compare(ds, ["z", "y"], "trade").periods)) == ["2019", "2020", "2021"]
    best = ftz.compare(ds, ["z", "y"], "trade", periods="best")
    assert list(map(str, best.periods)) == ["2021-33"]
    assert [kind(cell) for cell in best] == ["stated", "stated"]
    mixed = ftz.compare(ds, ["z"], "trade", periods=["2021", ftz.Period.parse("2021-H1"), 2019, "2020-01-01"])
    assert list(map(str, mixed.periods)) == ["2019", "2020-01-01", "2021-40", "2021"]
    assert [kind(cell) for cell in mixed] == ["stated", "absent", "part-year", "absent"]
    assert mixed["z", "2021-40"].figures == (rows[1],)
    nothing = ftz.compare(ds, ["p"], "trade")
    assert (nothing.periods, len(nothing), nothing.outside) == ((), 0, ())
    assert ftz.compare(ds, ["p"], "trade", periods="best").periods == ()
    assert "–" in str(nothing)


def test_a_stock_counts_in_each_year_on_whose_last_day_it_applies() -> None:
    rows = [figure("z", "2019-05/..", "5", "1", "firms"), figure("z", "2020-03-01", "7", "1", "firms")]
    table = ftz.compare(world(*rows), "z", "firms", periods=[2018, 2019, 2020])
    assert [kind(cell) for cell in table] == ["absent", "stated", "stated"]
    assert table["z", 2020].others == (rows[1],)
    day = ftz.compare(world(rows[1]), "z", "firms", periods=[2020])["z", 2020]
    assert (kind(day), day.figures) == ("part-year", (rows[1],))
    open_ = ftz.compare(world(rows[0]), "z", "firms", periods=["2019-05/.."])
    assert kind(open_.cells[0]) == "stated"


def test_share_and_growth_are_beside_a_figure_where_they_are_asked_for() -> None:
    rows = [figure("z", "2020", "200"), figure("z", "2021", "250"), figure("p", "2021", "1000")]
    bare = ftz.compare(world(*rows), "z", "trade", periods=2021)["z", 2021]
    assert (bare.share, bare.growth) == (None, None)
    cell = ftz.compare(world(*rows), "z", "trade", periods=2021, show=("share", "growth"))["z", 2021]
    assert cell.share is not None
    assert cell.growth is not None
    assert Fraction(cell.share.quantity.value) == Fraction(cell.growth.quantity.value) == Fraction(25)
    only = ftz.compare(world(*rows), "z", "trade", periods=2021, show="share")["z", 2021]
    assert (only.share, only.growth) == (cell.share, None)


@pytest.mark.parametrize(
    "rows",
    [
        [figure("z", "2021", "5")],
        [figure("z", "2021", "5"), figure("z", "2020", "5", "USD"), figure("p", "2021", "5", "USD")],
        [figure("z", "2021", "5"), figure("z", "2020", "0"), figure("p", "2021", "0")],
        [figure("z", "2021", "5"), *(figure(s, y, v) for s, y in (("z", "2020"), ("p", "2021")) for v in "67")],
    ],
    ids=["nothing", "another currency", "zero", "a conflict"],
)
def test_where_there_is_no_share_or_growth_there_is_none(rows: list[ftz.Observation]) -> None:
    both: Any = ("share", "growth")
    cell = ftz.compare(world(*rows), "z", "trade", periods=2021, show=both)["z", 2021]
    assert (kind(cell), cell.share, cell.growth) == ("stated", None, None)
    rate = figure("z", "2021", "9", "%", "trade-growth")
    cell = ftz.compare(world(*rows, rate), "z", "trade", periods=2021, show=both)["z", 2021]
    assert (cell.share, cell.growth) == (None, rate)


def test_one_year_may_be_given_alone() -> None:
    ds = world(figure("z", "2021", "250"))
    assert ftz.compare(ds, ["z"], "trade", periods=2021) == ftz.compare(ds, ["z"], "trade", periods=[2021])


def test_the_first_year_has_no_growth_on_the_year_before() -> None:
    both: Any = ("share", "growth")
    ds = world(figure("z", "0001", "250"), figure("p", "0001", "500"))
    cell = ftz.compare(ds, ["z"], "trade", periods=1, show=both)["z", 1]
    assert cell.growth is None
    assert cell.share is not None
    assert cell.share.quantity.value == 50


def test_growth_that_sources_state_otherwise_is_left_out() -> None:
    rates = [figure("z", "2021", value, "%", "trade-growth") for value in "89"]
    cell = ftz.compare(world(figure("z", "2021", "5"), *rates), "z", "trade", periods=2021, show="growth")["z", 2021]
    assert cell.growth is None


def test_a_ratio_and_a_province_have_no_share_and_a_stock_is_compared_by_its_days() -> None:
    both: Any = ("share", "growth")
    ds = world(*(figure(s, y, "5", "%", "rate") for s in "zp" for y in ("2020", "2021")))
    cell = ftz.compare(ds, "z", "rate", periods=2021, show=both)["z", 2021]
    assert (cell.share, cell.growth) == (None, None)
    ds = world(figure("p", "2021", "6"))
    assert ftz.compare(ds, "p", "trade", periods=2021, show=both)["p", 2021].share is None
    stocks = world(figure("z", "2021-12-31", "5", "1", "firms"), figure("p", "2021/2022", "20", "1", "firms"))
    cell = ftz.compare(stocks, "z", "firms", periods=2021, show=both)["z", 2021]
    assert cell.share is not None
    assert cell.share.quantity.value == 25
    open_ = world(figure("z", "2021/..", "5", "1", "firms"))
    assert ftz.compare(open_, "z", "firms", periods=2021, show=both)["z", 2021].growth is None


@given(datasets(), st.data())
def test_every_figure_in_the_columns_is_in_exactly_one_cell(ds: ftz.Dataset, data: st.DataObject) -> None:
    if not ds.indicators or not len(ds.places):
        return
    indicator = data.draw(st.sampled_from(list(ds.indicators)))
    places = data.draw(
        st.lists(st.sampled_from([place.id for place in ds.places]), min_size=1, max_size=3, unique=True)
    )
    given_: Any = data.draw(st.sampled_from(["years", "best", [2019, 2020, 2021], ["2020", "2020-H1", "2020-03"]]))
    table = ftz.compare(ds, places, indicator, periods=given_)
    cells = Counter((cell.subject, row.id) for cell in table for row in cell.observations)
    columns = table.periods
    for row in ds.observations:
        if row.indicator != indicator.id or row.subject not in places:
            assert all(id != row.id for _, id in cells)
            continue
        inside = [column for column in columns if holds(column, row.period)]
        over = [column for column in columns if not apart(column, row.period)]
        if indicator.kind.has_length:
            assert cells[row.subject, row.id] == bool(inside)
            assert (row in table.outside) == (bool(over) and not inside)
        else:
            assert cells[row.subject, row.id] == len(over)
    for cell in table:
        if cell.kind is ftz.ComparisonKind.CONFLICT:
            assert disagree(cell.figures)
        elif cell.kind in (ftz.ComparisonKind.STATED, ftz.ComparisonKind.PART_YEAR):
            assert len(cell.figures) == 1
        else:
            assert not cell.figures
        assert (cell.kind is ftz.ComparisonKind.ABSENT) <= (not cell.observations)
        if indicator.kind.has_length and any(row.period == cell.period for row in cell.observations):
            assert cell.kind in (ftz.ComparisonKind.STATED, ftz.ComparisonKind.CONFLICT)
            assert all(row.period == cell.period for row in cell.figures)


def holds(outer: ftz.Period, inner: ftz.Period) -> bool:
    """Whether every day of the one is a day of the other."""
    ends = (outer.start, outer.end, inner.start, inner.end)
    if outer == inner:
        return True
    if any(day is None for day in ends):
        return outer.contains(inner)
    return bool(outer.start <= inner.start and inner.end <= outer.end)  # type: ignore[operator] # all are days


def apart(one: ftz.Period, two: ftz.Period) -> bool:
    """Whether no day is in both."""
    far = [(each.start or date.min, each.end or date.max) for each in (one, two)]
    return far[0][1] < far[1][0] or far[1][1] < far[0][0]


def disagree(rows: tuple[ftz.Observation, ...]) -> bool:
    units = {row.quantity.unit for row in rows}
    return len(units) > 1 or max(row.quantity.lower for row in rows) > min(row.quantity.upper for row in rows)


def test_it_reads_in_both_languages_with_all_that_is_on_record() -> None:
    rows = [
        figure("z", "2021", "5"), figure("z", "2021", "6"), figure("y", "2021-01/2021-06", "7"),
        figure("y", "2021-01", "1"), figure("z", "2019-07/2021-06", "9"),
    ]  # fmt: skip
    both: Any = ("share", "growth")
    table = ftz.compare(world(*rows), ["甲区", "Y"], "trade", periods=[2020, 2021], show=both)
    assert "| Z | – | exactly 5 yuan or exactly 6 yuan (sources disagree) \\[1\\] |" in table.to_markdown()
    assert "| Y | – | exactly 7 yuan (Jan to Jun 2021) \\[1\\] |" in table.to_markdown()
    further = [line for line in str(table).splitlines() if line.startswith("- ")][1:]
    assert further == [
        "- Z, 1 July 2019 to 30 June 2021: exactly 9 yuan [1]",
        "- Y, January 2021: exactly 1 yuan [1]",
    ]
    chinese = ftz.compare(world(*rows), ["z", "y"], "trade", periods=[2020, 2021], lang="zh")
    assert "恰为5元或恰为6元<small>（来源不一致）</small>" in chinese.to_html()
    assert "| 甲区 | – | 恰为5元或恰为6元（来源不一致） \\[1\\] |" in chinese.to_markdown()
    assert chinese.to_html() == chinese._repr_html_()
    assert chinese.to_html().startswith('<article lang="zh">')
    assert "甲区" in chinese.to_html()


def test_an_implied_figure_says_so() -> None:
    rows = [figure("z", "2021", "250"), figure("z", "2021", "25", "%", "trade-growth")]
    table = ftz.compare(world(*rows), "z", "trade", periods=[2020])
    assert "(implied)" in str(table)
    assert "推算" in str(ftz.compare(world(*rows), "z", "trade", periods=[2020], lang="zh"))


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_it_becomes_a_frame(backend: str) -> None:
    rows = [figure("z", "2021", "5"), figure("z", "2021", "6"), figure("z", "2019-07/2021-06", "9")]
    frame = ftz.compare(world(*rows), ["z", "y"], "trade", periods=[2020, 2021]).to_frame(backend)
    records = frame.to_dict("records") if backend == "pandas" else (
        frame.to_dicts() if backend == "polars" else frame.to_pylist()
    )  # fmt: skip
    assert [(row["subject"], row["period"], row["kind"]) for row in records] == [
        ("z", "2020", "absent"), ("z", "2021", "conflict"), ("y", "2020", "absent"), ("y", "2021", "absent"),
        ("z", "2019-07-01/2021-06-30", "stated"),
    ]  # fmt: skip
    conflict, outside = records[1], records[-1]
    assert (conflict["lower"], conflict["upper"], list(conflict["observations"])) == (5, 6, [rows[0].id, rows[1].id])
    assert pd.isna(conflict["value"])
    assert (outside["value"], outside["unit"]) == (9, "CNY")
    table = ftz.compare(world(*rows), ["z"], "trade", periods=[2020, 2021])
    five, six, nine = (ftz.Quantity.exactly(each, "CNY") for each in (5, 6, 9))
    assert [row[4] for row in table.rows] == [(), (five, six), (nine,)]
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_years_and_places_may_be_arrays() -> None:
    ds, years = world(figure("z", "2021", "5")), [2021, 2022]
    table = ftz.compare(ds, ["z", "y"], "trade", periods=years)
    assert ftz.compare(ds, pd.Series(["z", "y"]).to_numpy(), "trade", periods=pd.Series(years).to_numpy()) == table
    assert ftz.compare(ds, pd.Series(["z", "y"]), "trade", periods=pd.Series(years)) == table
    one: Any = pd.Series(years).to_numpy()[0:1].reshape(())
    assert ftz.compare(ds, "z", "trade", periods=one) == ftz.compare(ds, "z", "trade", periods=2021)
    with pytest.raises(ftz.InvalidValue, match="subjects: give a text, a record or a list"):
        ftz.compare(ds, one, "trade")


@pytest.mark.parametrize("places", [None, 5, b"z", {"z": 1}])
def test_places_are_given_as_such(places: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="subjects: give a text, a record or a list of these, not "):
        ftz.compare(world(), places, "trade")


@pytest.mark.parametrize(
    ("places", "more", "message"),
    [
        ([], {}, "one place at least"),
        (["z"], {"periods": []}, "one period at least"),
        (["z"], {"periods": range(1, 9_999)}, "500 at most, not 9998"),
        (["z"], {"periods": range(10**12)}, "a year is a number such as 2021, not 0"),
        (["z"], {"periods": range(1, 10**12)}, "a year is a number such as 2021, not 10000"),
        (["z"], {"periods": [10_000]}, "a year is a number such as 2021, not 10000"),
        (["z"], {"periods": [True]}, "a year is a number such as 2021, not True"),
        (["z"], {"periods": b"2021"}, "give 'years', 'best' or a list"),
        (["z"], {"periods": "2021"}, "give 'years', 'best' or a list"),
        (["z"], {"periods": ["then"]}, "is not a period"),
        (["z"], {"periods": None}, "years are numbers"),
        (["z"], {"prefer": "hull"}, "not a figure to compare"),
        (["z"], {"prefer": "best"}, "'best' is not a preference"),
        (["z"], {"show": 5}, "show: 5 is not one of share, growth"),
        (["z"], {"show": None}, "show: None is not one of share, growth"),
        (["z"], {"show": "shares"}, "show: 'shares' is not one of share, growth"),
        (["z"], {"lang": "fr"}, "the languages are"),
    ],
)
def test_what_cannot_be_compared_is_refused(places: list[str], more: dict[str, Any], message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        ftz.compare(world(), places, "trade", **more)


def test_a_cell_that_was_not_asked_for_is_refused() -> None:
    table = ftz.compare(world(), ["z"], "trade", periods=[2021])
    with pytest.raises(ftz.UnknownName, match="nearest: z"):
        table["zz", 2021]
    with pytest.raises(ftz.InvalidValue, match="are 2021, not 2020"):
        table["z", 2020]
    with pytest.raises(ftz.UnknownName, match="nearest: trade"):
        ftz.compare(world(), ["z"], "trad")


def test_the_four_zones_of_the_delta_show_all_that_is_on_record() -> None:
    span = ftz.Period.parse("2018-01-01/2025-12-31")
    for indicator in ("goods-trade", "actual-foreign-capital", "new-enterprises"):
        table = ftz.compare(DS, ZONES, indicator, periods=range(2018, 2026))
        known = {row.id for zone in ZONES for row in ftz.observations(DS, subject=zone, indicator=indicator)}
        known = {id for id in known if DS.observations[id].period.overlaps(span)}
        assert {row.id for cell in table for row in cell.observations} | {row.id for row in table.outside} == known
        text = str(table)
        for id in known:
            assert format(DS.observations[id].quantity, "en") in text
        states = {
            (each.subject, each.year): each.state.value
            for each in ftz.coverage(DS, ZONES, indicators=[indicator], years=range(2018, 2026))
        }
        for cell in table:  # the two agree on what is on record
            assert cell.period.start is not None
            state = states[cell.subject, cell.period.start.year]
            assert (kind(cell) in ("stated", "conflict")) == (state in ("stated", "bounded")), cell
            assert kind(cell) != "implied" or state == "implied", cell
            assert kind(cell) != "absent" or state == "absent", cell
    stated = DS.get("yrd-obs-025", ftz.Observation)
    assert ftz.compare(DS, ZONES, "goods-trade")["jiangsu-ftz", 2021].figures == (stated,)
    assert ftz.compare(DS, "安徽自贸区", "goods-trade").places == (DS.zones["anhui-ftz"],)
    assert evolve(table) == table
