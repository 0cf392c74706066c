"""Agreement of figures, on the two kinds that the data have: stated beside stated, and stated beside implied."""

from decimal import Decimal

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz.analysis.figures.agreement import year_before
from world import WORLD, figure

TRADE = ftz.Indicator("trade", "Trade", "CNY", "flow")
GROWTH = ftz.Indicator("trade-growth", "Growth of trade", "%", "ratio")
FIRST_HALF = "2021-01-01/2021-06-30"


def money(number: str) -> ftz.Quantity:
    return ftz.Quantity.rounded(number, "亿元", "0.1")


def rate(number: str) -> ftz.Quantity:
    return ftz.Quantity.rounded(number, "%", "0.1")


def judged(*rows: ftz.Observation) -> tuple[ftz.CrossCheck, ...]:
    return ftz.cross_checks(evolve(WORLD, indicators=[TRADE, GROWTH], observations=rows))


HALVES = (
    figure("first", "n-zone", "trade", FIRST_HALF, money("730.2")),
    figure("second", "n-zone", "trade", "2022-01-01/2022-06-30", money("959.3"), source="paper"),
    figure("rate", "n-zone", "trade-growth", "2022-01-01/2022-06-30", rate("28.5"), source="web"),
)


def test_a_bound_and_a_figure_beyond_it_confirm_each_other() -> None:
    rows = (
        figure("more-than", "north", "trade", "2020", ftz.Quantity.at_least("500e9", "CNY")),
        figure("customs", "north", "trade", "2020", money("5406.4")),
    )
    assert [str(each) for each in judged(*rows)] == [
        "confirmed: trade of north in 2020: 540.64 billion yuan (customs); more than 500 billion yuan (more-than)"
    ]


def test_what_the_next_year_implies_may_conflict() -> None:
    (found,) = judged(*HALVES)
    assert found.verdict is ftz.Agreement.CONFLICTING
    assert found.implied is not None
    assert found.implied.quantity.lower / 10**9 == pytest.approx(Decimal("74.62"), abs=Decimal("0.01"))
    assert found.period == found.implied.period == ftz.Period.parse(FIRST_HALF)
    assert str(found) == (
        "conflicting: trade of n-zone in 2021-40: 73.02 billion yuan (first) "
        f"against {found.implied.quantity} implied by 95.93 billion yuan (second) and 28.5% (rate)"
    )


def test_a_comparison_rests_on_the_sources_of_all_its_figures() -> None:
    assert judged(*HALVES)[0].sources == ("mirror", "paper", "web")


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (money("730.2"), "confirmed"),
        (ftz.Quantity.exactly("73.02e9", "CNY"), "confirmed"),
        (ftz.Quantity("73.025e9", "73.02e9", "73.03e9", "CNY"), "compatible"),
        (money("730.4"), "conflicting"),
        (ftz.Quantity.at_most("73e9", "CNY"), "conflicting"),
    ],
)
def test_two_figures_are_confirmed_compatible_or_conflicting(other: ftz.Quantity, verdict: str) -> None:
    twin = figure("twin", "n-zone", "trade", FIRST_HALF, other)
    assert [each.verdict.value for each in judged(HALVES[0], twin)] == [verdict]


def test_of_three_figures_the_worst_two_decide() -> None:
    rows = [figure(f"row-{n}", "n-zone", "trade", "2020", money(n)) for n in ("500", "501")]
    wide = figure("wide", "n-zone", "trade", "2020", ftz.Quantity.at_least("10e9", "CNY"))
    assert [each.verdict.value for each in judged(*rows, wide)] == ["conflicting"]


def test_figures_in_different_currencies_are_not_compared() -> None:
    dollars = figure("dollars", "n-zone", "trade", FIRST_HALF, ftz.Quantity.exactly(1, "USD"))
    assert judged(HALVES[0], dollars) == ()
    assert judged(dollars, *HALVES[1:]) == ()


@pytest.mark.parametrize("quantity", [ftz.Quantity.at_most(10, "%"), rate("-100")])
def test_a_rate_that_may_be_a_total_loss_implies_nothing(quantity: ftz.Quantity) -> None:
    assert judged(*HALVES[:2], evolve(HALVES[2], quantity=quantity)) == ()


def test_a_growth_that_is_no_rate_implies_nothing() -> None:
    rows = (*HALVES[:2], evolve(HALVES[2], quantity=money("28.5")))
    ds = evolve(WORLD, indicators=[TRADE, evolve(GROWTH, unit="CNY")], observations=rows)
    assert ftz.cross_checks(ds) == ()


def test_a_figure_goes_with_the_rate_of_its_own_source() -> None:
    own = figure("own", "n-zone", "trade-growth", "2022-01-01/2022-06-30", rate("31.4"), source="paper")
    bases = [each.implied for each in judged(*HALVES, own) if each.implied is not None]
    assert [[row.id for row in base.observations] for base in bases] == [["second", "own"]]


def test_growth_since_an_unknown_day_implies_nothing() -> None:
    assert judged(HALVES[0], *(evolve(row, period="../2022-06-30") for row in HALVES[1:])) == ()


def test_conflicts_are_the_cross_checks_that_disagree() -> None:
    twin = evolve(HALVES[0], id="twin")
    other = evolve(HALVES[0], id="other", quantity=money("730.6"))
    for rows in (HALVES, (*HALVES, other), (*HALVES, twin)):
        ds = evolve(WORLD, indicators=[TRADE, GROWTH], observations=rows)
        every = ftz.cross_checks(ds)
        assert ftz.conflicts(ds) == tuple(each for each in every if each.verdict == "conflicting")
    assert 0 < len(ftz.conflicts(ds)) < len(every)


def test_a_forecast_is_named_as_such() -> None:
    twin = evolve(HALVES[0], id="hope", status="F")
    assert judged(HALVES[0], twin)[0].note == "forecast: hope"
    assert str(judged(HALVES[0], twin)[0]).endswith("(forecast: hope)")


@pytest.mark.parametrize(
    ("days", "before"),
    [
        ("2021", "2020"),
        ("2021-02", "2020-02"),
        ("2020-02", "2019-02"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-28"),
        ("2020-09-24/2021-01-25", "2019-09-24/2020-01-25"),
        ("2020-09-24/..", None),
        ("../2021", None),
        ("0001", None),
    ],
)
def test_the_same_days_of_the_year_before(days: str, before: str | None) -> None:
    found = year_before(ftz.Period.parse(days))
    assert (found and found.edtf) == before
