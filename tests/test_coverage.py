"""Coverage: what is stated, bounded, implied or absent, by place, indicator and year, with the grade."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given

import anhui_ftz as ftz
from anhui_ftz.analysis.quality.coverage import covered, uncovered
from anhui_ftz.testing import datasets
from world import WORLD, count, figure

INDICATORS = [
    *WORLD.indicators,
    ftz.Indicator("money-growth", "Growth of money", "%", "ratio"),
    ftz.Indicator("share-of-province-money", "Share of money", "%", "ratio"),
    ftz.Indicator("share-of-province-firms", "Share of firms", "1", "ratio"),
]
YUAN = ftz.Quantity.exactly(100, "CNY")


def percent(number: str) -> ftz.Quantity:
    return ftz.Quantity.exactly(number, "%")


def states(*rows: ftz.Observation, **options: object) -> dict[tuple[str, str, int], str]:
    ds = evolve(WORLD, indicators=INDICATORS, observations=rows)
    found = ftz.coverage(ds, **options)  # type: ignore[arg-type]
    return {(each.zone, each.indicator, each.year): each.state.value for each in found}


def only(*rows: ftz.Observation, indicator: str = "money", year: int = 2020) -> ftz.Coverage:
    ds = evolve(WORLD, indicators=INDICATORS, observations=rows)
    (found,) = ftz.coverage(ds, zones="n-zone", indicators=indicator, years=year)
    return found


def test_a_figure_of_the_full_year_is_stated() -> None:
    row = figure("row", "n-zone", "money", "2020", YUAN)
    assert only(row) == ftz.Coverage("n-zone", "money", 2020, ftz.CoverageState.STATED, (row,), grade=ftz.Grade.C)
    assert str(only(row)) == "money of n-zone in 2020: stated, exactly 100 yuan (row)"


@pytest.mark.parametrize("period", ["2020-01-01/2020-12-30", "2019", "2020-01-01/..", "2019/2020"])
def test_a_flow_of_other_days_says_nothing_of_the_year(period: str) -> None:
    found = only(figure("row", "n-zone", "money", period, YUAN))
    assert str(found) == "money of n-zone in 2020: absent (unknown, not zero)"


@pytest.mark.parametrize(
    ("period", "state"), [("2020-06-30", "stated"), ("2019/..", "stated"), ("../2020", "stated"), ("2021/..", "absent")]
)
def test_a_stock_that_held_on_some_day_of_the_year_is_stated(period: str, state: str) -> None:
    assert only(figure("row", "n-zone", "firms", period, count(3)), indicator="firms").state.value == state


@pytest.mark.parametrize("build", [ftz.Quantity.at_least, ftz.Quantity.at_most])
def test_one_end_alone_is_a_bound(build: type[ftz.Quantity]) -> None:
    row = figure("row", "n-zone", "money", "2020", build(100, "CNY"))  # type: ignore[call-arg]
    assert (only(row).state.value, only(row).observations) == ("bounded", (row,))


def test_a_figure_without_any_end_says_nothing() -> None:
    nothing = ftz.Quantity(1, "-Infinity", "Infinity", "CNY")
    assert only(figure("row", "n-zone", "money", "2020", nothing)).state is ftz.CoverageState.ABSENT


def test_a_stated_figure_counts_before_a_bound() -> None:
    bound = figure("bound", "n-zone", "money", "2020", ftz.Quantity.at_least(90, "CNY"))
    row = figure("row", "n-zone", "money", "2020", YUAN)
    assert only(bound, row).observations == (row,)


def test_the_next_year_and_its_growth_imply_a_year() -> None:
    later = figure("later", "n-zone", "money", "2021", ftz.Quantity.exactly(150, "CNY"))
    found = only(later, figure("pace", "n-zone", "money-growth", "2021", percent("50")))
    assert str(found) == "money of n-zone in 2020: implied, exactly 100 yuan (implied-base of later and pace)"
    assert only(later).state is ftz.CoverageState.ABSENT


def test_a_share_of_the_province_implies_the_part() -> None:
    whole = figure("whole", "north", "money", "2020", ftz.Quantity.exactly(400, "CNY"))
    found = only(whole, figure("share", "n-zone", "share-of-province-money", "2020", percent("25")))
    assert str(found) == "money of n-zone in 2020: implied, exactly 100 yuan (part-of-whole of whole and share)"
    assert found.implied[0].period == ftz.Period.parse("2020")


def test_a_share_of_another_unit_implies_nothing() -> None:
    whole = figure("whole", "north", "firms", "2020", count(4))
    share = figure("share", "n-zone", "share-of-province-firms", "2020", count(3))
    assert only(whole, share, indicator="firms").state is ftz.CoverageState.ABSENT


def test_by_default_all_that_zones_have_over_all_years() -> None:
    rows = (
        figure("one", "n-zone", "money", "2019", YUAN),
        figure("two", "s-one", "new-firms", "2021", count(3)),
        figure("else", "north", "rate", "2023", percent("3")),
    )
    found = states(*rows)
    assert list(found) == [
        (zone, indicator, year)
        for zone in ("n-zone", "s-one")
        for indicator in ("money", "new-firms")
        for year in (2019, 2020, 2021)
    ]
    assert [key for key, state in found.items() if state == "stated"] == [
        ("n-zone", "money", 2019),
        ("s-one", "new-firms", 2021),
    ]


def test_without_figures_there_is_nothing_to_ask() -> None:
    assert states() == {}
    assert states(figure("row", "n-zone", "firms", "../..", count(3))) == {}


def test_years_may_be_integers_of_numpy() -> None:
    row = figure("row", "n-zone", "firms", "2020", count(3))
    assert states(row, years=np.arange(2019, 2021)) == states(row, years=[2019, 2020]) != {}
    assert states(row, years=np.int64(2020)) == states(row, years=2020)


def test_records_may_be_given_for_their_ids() -> None:
    zones, indicators = [WORLD.zones[1], "n-zone"], [INDICATORS[0]]
    assert list(states(zones=zones, indicators=indicators, years=range(2020, 2021))) == [
        ("n-zone", "firms", 2020),
        ("s-one", "firms", 2020),
    ]
    assert states(zones=WORLD.zones[0], indicators=INDICATORS[0], years=9999) == {("n-zone", "firms", 9999): "absent"}


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"zones": "n-zoon"}, ftz.UnknownName, "nearest: n-zone"),
        ({"zones": "north"}, ftz.InvalidValue, "north is a Division, not a Zone"),
        ({"indicators": "monney"}, ftz.UnknownName, "nearest: money"),
        ({"indicators": "north"}, ftz.InvalidValue, "not a Indicator"),
        ({"places": 5}, ftz.InvalidValue, "places: give a text, a record or a list of these, not 5"),
        ({"indicators": 5}, ftz.InvalidValue, "indicators: give a text, a record or a list of these, not 5"),
        ({"years": [0]}, ftz.InvalidValue, "a year is a number such as 2021, not 0"),
        ({"years": ["2020"]}, ftz.InvalidValue, "not '2020'"),
        ({"years": True}, ftz.InvalidValue, "not True"),
        ({"years": [2020.0]}, ftz.InvalidValue, "a year is a number such as 2021, not 2020.0"),
    ],
)
def test_what_does_not_exist_is_refused(options: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        states(**options)


def test_parts_of_a_year_are_listed_whatever_is_known_of_the_whole() -> None:
    year, part = figure("year", "n-zone", "money", "2020", YUAN), figure("part", "n-zone", "money", "2020-06", YUAN)
    assert only(year, part).parts == (part,)
    assert (only(part).state, only(part).parts, only(part).grade) == (ftz.CoverageState.ABSENT, (part,), ftz.Grade.C)
    assert not only(part).is_unknown
    assert only().is_unknown
    assert only().grade is None
    stock = figure("stock", "n-zone", "firms", "2020-06-30", count(3))
    assert only(stock, indicator="firms").parts == ()


def test_the_grade_is_the_best_of_what_is_known() -> None:
    rows = [figure(f"of-{id}", "n-zone", "money", "2020", YUAN, source=id) for id in ("mirror", "paper", "web")]
    assert [only(row).grade for row in rows] == [ftz.Grade.C, ftz.Grade.A, ftz.Grade.D]
    assert only(*rows).grade is ftz.Grade.A
    later = figure("later", "n-zone", "money", "2021", ftz.Quantity.exactly(150, "CNY"))
    pace = figure("pace", "n-zone", "money-growth", "2021", percent("50"), source="paper")
    assert only(later, pace).grade is ftz.Grade.A


def test_any_place_can_be_asked_of() -> None:
    rows = [figure("port", "n-port", "money", "2020", YUAN), figure("city", "n-city", "money", "2021", YUAN)]
    ds = evolve(WORLD, indicators=INDICATORS, observations=rows)
    table = ftz.coverage(ds, ["n-port", WORLD.divisions["n-city"]])
    assert [(each.subject, each.year, each.state.value) for each in table] == [
        ("n-city", 2020, "absent"), ("n-city", 2021, "stated"), ("n-port", 2020, "stated"), ("n-port", 2021, "absent"),
    ]  # fmt: skip
    assert (len(table), table[0].is_unknown, len(table.unknown)) == (4, True, 2)
    assert repr(table) == "<CoverageTable: 2 places, 4 cells, something known of 2>"
    with pytest.raises(ftz.InvalidValue, match="places or zones, not both"):
        ftz.coverage(ds, "n-port", zones="n-zone")
    with pytest.raises(ftz.InvalidValue, match="the languages are"):
        ftz.coverage(ds, lang="fr")


@given(datasets())
def test_every_figure_of_a_place_is_in_the_table(ds: ftz.Dataset) -> None:
    for place in ds.places:
        table = ftz.coverage(ds, place)
        inside = [row.id for cell in table for row in (*cell.observations, *cell.parts)]
        outside = [row.id for row in table.outside]
        for row in ftz.observations(ds, subject=place):
            ends = [day for day in (row.period.start, row.period.end) if day is not None]
            says_nothing = not row.quantity.lower.is_finite() and not row.quantity.upper.is_finite()
            if ds.indicators[row.indicator].kind.has_length and ends:
                stated = [cell for cell in table if row in cell.observations]
                bounded = any(cell.state is ftz.CoverageState.STATED for cell in stated)
                hidden = not stated and row.period.calendar_unit == "year" and (says_nothing or not bounded)
                assert inside.count(row.id) + outside.count(row.id) == 1 or hidden


def test_it_reads_in_both_languages_and_becomes_a_frame() -> None:
    rows = [
        figure("year", "n-zone", "money", "2020", YUAN, source="paper"),
        figure("part", "n-zone", "money", "2021-01/2021-06", YUAN),
        figure("long", "n-zone", "money", "2020-07/2021-06", YUAN),
        figure("later", "n-zone", "money", "2023", ftz.Quantity.exactly(150, "CNY")),
        figure("pace", "n-zone", "money-growth", "2023", percent("50")),
        *(figure(f"f-{n}", "n-zone", "money", "2024", ftz.Quantity.exactly(n, "CNY")) for n in (5, 6)),
        figure("usd", "s-one", "money", "2024", ftz.Quantity.exactly(5, "USD")),
        figure("cny", "s-one", "money", "2024", ftz.Quantity.exactly(5, "CNY")),
    ]
    ds = evolve(WORLD, indicators=INDICATORS, observations=rows)
    table = ftz.coverage(ds, indicators="money")
    text = table.to_markdown()
    assert "| Money | exactly 100 yuan (A) " in text
    assert "exactly 100 yuan (Jan to Jun 2021, C)" in text
    assert "exactly 100 yuan (implied by other figures, C)" in text
    assert "exactly 5 yuan or exactly 6 yuan (C)" in text
    assert "- North Zone, Money, 1 July 2020 to 30 June 2021: exactly 100 yuan" in text
    chinese = ftz.coverage(ds, indicators="money", lang="zh")
    assert chinese._repr_html_().startswith('<article lang="zh">')
    assert "“–”表示未知" in str(chinese)
    records = table.to_frame("pyarrow").to_pylist()
    assert [(row["year"], row["state"], row["lower"], row["upper"]) for row in records[:5]] == [
        (2020, "stated", 100, 100), (2021, "absent", None, None), (2022, "implied", 100, 100),
        (2023, "stated", 150, 150), (2024, "stated", 5, 6),
    ]  # fmt: skip
    assert records[1]["parts"] == ["part"]
    assert (records[-1]["unit"], records[-1]["lower"]) == (None, None)  # two currencies
    assert len(table.to_frame("pandas")) == len(table)


def test_what_is_uncovered_does_not_depend_on_the_order_of_the_cells() -> None:
    ds = ftz.load()
    cells = covered(ds, "anhui-ftz")
    assert uncovered(ds, cells)
    assert uncovered(ds, reversed(cells)) == uncovered(ds, cells)
