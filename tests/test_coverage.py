"""Gaps: what is stated, bounded, implied or absent."""

from __future__ import annotations

import numpy as np
import pytest
from attrs import evolve

import anhui_ftz as ftz
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
    assert only(row) == ftz.Coverage("n-zone", "money", 2020, ftz.CoverageState.STATED, (row,))
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
        ({"years": [0]}, ftz.InvalidValue, "a year is a number such as 2021, not 0"),
        ({"years": ["2020"]}, ftz.InvalidValue, "not '2020'"),
        ({"years": True}, ftz.InvalidValue, "not True"),
        ({"years": [2020.0]}, ftz.InvalidValue, "a year is a number such as 2021, not 2020.0"),
    ],
)
def test_what_does_not_exist_is_refused(options: dict[str, object], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        states(**options)
