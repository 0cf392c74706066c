"""Derived figures, case by case."""

from decimal import Decimal

import pytest

import anhui_ftz as ftz
from anhui_ftz import Quantity
from world import count, figure, with_figures

OLD = figure("old", "n-a", "new-firms", "2020", count(200))
NEW = figure("new", "n-a", "new-firms", "2021", count(250))


def test_growth_and_change_go_from_the_first_to_the_second() -> None:
    assert ftz.growth(OLD, NEW).quantity == Quantity.exactly(25, "%")
    assert ftz.change(OLD, NEW).quantity == count(50)


def test_a_share_is_in_percent_and_knows_its_period() -> None:
    whole = figure("whole", "n-zone", "new-firms", "2021", count(1000))
    result = ftz.share(NEW, whole)
    assert (result.quantity, str(result.period)) == (Quantity.exactly(25, "%"), "2021")


def test_a_lower_bound_below_a_quotient_stays_a_bound() -> None:
    result = ftz.share(Quantity.at_least(5, "t"), Quantity.exactly(20, "t"))
    assert (result.quantity.lower, result.quantity.bound) == (Decimal(25), "at-least")


def test_figures_of_different_days_or_things_have_no_share() -> None:
    money = figure("money", "n-a", "rank", "2020", count(3))
    with pytest.raises(ftz.NotComparableError) as refusal:
        ftz.share(NEW, money)
    assert [reason.rule for reason in refusal.value.reasons] == ["indicator", "period"]
    assert ftz.share(NEW, money, allow=["indicator", "period"]).rule == "share"


@pytest.mark.parametrize("verb", [ftz.change, ftz.growth])
def test_figures_of_different_places_have_no_growth(verb: object) -> None:
    assert callable(verb)
    elsewhere = figure("b", "n-b", "new-firms", "2021", count(1))
    with pytest.raises(ftz.NotComparableError, match="subjects differ: n-a, n-b"):
        verb(OLD, elsewhere)
    assert verb(OLD, elsewhere, allow="subject").inputs == (OLD, elsewhere)


def test_only_what_is_compared_can_be_set_aside() -> None:
    with pytest.raises(ftz.InvalidValue, match="allow takes any of indicator, period, not subject"):
        ftz.share(OLD, NEW, allow=["subject"])


@pytest.mark.parametrize("verb", [ftz.share, ftz.change, ftz.growth])
def test_unlike_units_are_told_apart(verb: object) -> None:
    assert callable(verb)
    with pytest.raises(ftz.UnitError, match="needs one unit, not CNY and USD"):
        verb(Quantity.exactly(1, "CNY"), Quantity.exactly(1, "USD"))


def test_results_can_be_worked_with_further() -> None:
    ds = with_figures(OLD, NEW)
    both = ftz.total(ds, [OLD, NEW])
    half = ftz.share(NEW, both, allow=["period"])
    assert half.observations == (NEW, OLD)
    assert ftz.explain(half).splitlines()[3].strip() == "total = 450"


def test_a_bare_quantity_shows_as_given_by_the_caller() -> None:
    result = ftz.implied_base(NEW, Quantity.exactly("0.25", "1"))
    assert result.quantity == count(200)
    assert result.inputs[1] == ftz.Derived(Quantity.exactly("0.25", "1"), "given")
    assert "given = exactly 0.25" in ftz.explain(result)


def test_a_rate_must_be_a_rate() -> None:
    with pytest.raises(ftz.UnitError, match="a growth rate is in % or 1, not in t"):
        ftz.implied_base(NEW, Quantity.exactly(1, "t"))
    with pytest.raises(ftz.InvalidValue, match="a growth of exactly -100% implies no earlier figure"):
        ftz.implied_base(NEW, Quantity.exactly(-100, "%"))


def test_nothing_can_be_divided_by_zero() -> None:
    with pytest.raises(ftz.UndefinedQuotient, match="stated figure is zero"):
        ftz.density(NEW, Quantity.exactly(0, "km2"))


def test_increments_follow_the_days() -> None:
    rows = [figure(f"r{n}", "n-a", "new-firms", f"2020-01-01/202{n}-12-31", count(10 * n + 5)) for n in (2, 0, 1)]
    steps = ftz.increments(rows)
    assert [(str(step.period), step.quantity.value) for step in steps] == [("2021", Decimal(10)), ("2022", Decimal(10))]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ((OLD, NEW), "start"),
        (
            (figure("a", "n-a", "firms", "2020-01-01", count(1)), figure("b", "n-b", "firms", "2020-01-01", count(1))),
            "period",
        ),
        ((figure("a", "n-a", "firms", "2020-01-01/..", count(1)), NEW), "period"),
    ],
)
def test_what_is_no_series_has_no_increments(rows: tuple[ftz.Observation, ...], rule: str) -> None:
    with pytest.raises(ftz.NotComparableError) as refusal:
        ftz.increments(rows)
    assert rule in {reason.rule for reason in refusal.value.reasons}


def test_increments_take_observations_alone() -> None:
    with pytest.raises(ftz.InvalidValue, match="expected records of Observation"):
        ftz.increments([count(1)])  # type: ignore[list-item] # what a caller may do


def test_a_currency_changes_by_a_rate_alone() -> None:
    dollars = Quantity.exactly(2, "USD")
    assert ftz.convert(dollars, Quantity.exactly(7, "CNY/USD")).quantity == Quantity.exactly(14, "CNY")
    for rate in (Quantity.exactly(7, "1"), Quantity.exactly(7, "CNY"), Quantity.exactly(7, "USD/CNY")):
        with pytest.raises(ftz.UnitError, match="does not convert USD"):
            ftz.convert(dollars, rate)


def test_a_figure_is_an_observation_a_result_or_a_quantity() -> None:
    with pytest.raises(ftz.InvalidValue, match="expected an Observation, a Derived or a Quantity, got 3"):
        ftz.share(3, NEW)  # type: ignore[arg-type] # what a caller may do
    with pytest.raises(ftz.InvalidValue, match="inputs of a derived figure"):
        ftz.Derived(count(1), "total", [3])
    with pytest.raises(ftz.InvalidValue, match="expected a Derived"):
        ftz.explain(3)  # type: ignore[arg-type] # what a caller may do


def test_the_working_tells_what_is_missing() -> None:
    result = ftz.Derived(count(1), "total", (NEW,), missing=("n-b",))
    assert "n-b: not known, and not counted as zero" in ftz.explain(result)
    assert "n-b: 未知，未按零计" in ftz.explain(result, "zh")
    assert repr(result) == "Derived('total: 1')"


def test_a_deep_tree_has_leaves() -> None:
    result = ftz.Derived(count(1), "step", (NEW,))
    for _ in range(20_000):
        result = ftz.Derived(count(1), "step", (result,))
    assert result.observations == (NEW,)
    assert result.sources == ("mirror",)
