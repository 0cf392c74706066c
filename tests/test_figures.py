"""Derived figures, case by case."""

from decimal import Decimal
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz import Quantity
from world import WORLD, count, figure, with_figures

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
    with pytest.raises(ftz.NotComparableError, match="subject: n-a, n-b are different subjects"):
        verb(OLD, elsewhere)
    assert verb(OLD, elsewhere, allow="subject").inputs == (OLD, elsewhere)


def test_only_what_is_compared_can_be_set_aside() -> None:
    with pytest.raises(ftz.InvalidValue, match=r"'subject' is not a rule that can be set aside here \(indicator, "):
        ftz.share(OLD, NEW, allow=["subject"])  # type: ignore[list-item]


@pytest.mark.parametrize("verb", [ftz.share, ftz.change, ftz.growth])
def test_unlike_units_are_told_apart(verb: object) -> None:
    assert callable(verb)
    with pytest.raises(ftz.NotComparableError, match="unit: CNY, USD are different units; bring"):
        verb(Quantity.exactly(1, "CNY"), Quantity.exactly(1, "USD"))


def test_results_can_be_worked_with_further() -> None:
    ds = with_figures(OLD, NEW)
    both = ftz.total(ds, [OLD, NEW])
    half = ftz.share(NEW, both, allow=["period"])
    assert half.observations == (NEW, OLD)
    assert ftz.explain(half).splitlines()[4] == "  total = 450"


def test_a_bare_quantity_shows_as_given_by_the_caller() -> None:
    result = ftz.implied_base(NEW, Quantity.exactly("25", "%"))
    assert result.quantity == count(200)
    assert result.inputs[1] == ftz.Derived(Quantity.exactly("25", "%"), "given")
    assert "given by the caller = exactly 25%" in ftz.explain(result)


def test_a_rate_must_be_a_rate() -> None:
    for unit in ("t", "1"):
        with pytest.raises(ftz.NotComparableError, match=f"unit: {unit}, % .*; give the growth rate in %"):
            ftz.implied_base(NEW, Quantity.exactly(1, unit))
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
    wrong: Any
    for wrong in ("CNY", None, 7.1):
        with pytest.raises(ftz.InvalidValue, match=r"a rate is a figure such as Quantity.exactly\('7.1', 'CNY/USD'\)"):
            ftz.convert(dollars, wrong)


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
    assert "n-b：未知，未按零计" in ftz.explain(result, "zh")
    assert repr(result) == "Derived('total: 1')"


def test_a_deep_tree_has_leaves() -> None:
    result = ftz.Derived(count(1), "step", (NEW,))
    for _ in range(20_000):
        result = ftz.Derived(count(1), "step", (result,))
    assert result.observations == (NEW,)
    assert result.sources == ("mirror",)


def firms(period: str, number: int = 100, subject: str = "n-a") -> ftz.Observation:
    return figure(
        f"firms-{subject}-{period.replace('/', '-to-').lower().strip('.-')}",
        subject,
        "new-firms",
        period,
        count(number),
    )


def size(period: str, number: int = 100) -> ftz.Observation:
    return figure(f"size-{number}", "n-a", "firms", period, count(number))


def rate(period: str, percent: str, subject: str = "n-a") -> ftz.Observation:
    return figure(f"rate-{subject}-{period}", subject, "rate", period, Quantity.rounded(percent, "%", "0.1"))


NINE_MONTHS = "2025-01-01/2025-09-30"


@pytest.mark.parametrize(
    ("one", "two", "rules"),
    [
        ("2021", "2022-Q1", ["period-length"]),
        ("2022-S1", NINE_MONTHS, ["period-length"]),
        ("2021-S1", "2021", ["period-length", "overlapping-periods"]),
        ("2020-09-24/2021-01-25", "2020-09-24/2021-06-30", ["period-length", "overlapping-periods"]),
        ("2021", "2021", ["overlapping-periods"]),
        ("2020", "2021-01-01/..", ["period-length"]),
        ("2020", "2021-01-01/", ["period-length"]),
        ("2021-02-01/2021-03-31", "2021-04-01/2021-05-31", ["period-length"]),
    ],
)
def test_periods_that_are_not_alike_have_no_growth_and_no_change(one: str, two: str, rules: list[str]) -> None:
    for verb in (ftz.growth, ftz.change):
        for ds in (None, WORLD):
            with pytest.raises(ftz.NotComparableError) as refusal:
                verb(firms(one), firms(two), ds=ds)
            assert [reason.rule for reason in refusal.value.reasons] == rules


@pytest.mark.parametrize(
    ("one", "two", "parts"),
    [
        ("2020", "2021", False),
        ("2020-02", "2021-02", False),
        ("2021-Q1", "2021-Q2", True),
        ("2021-S1", "2021-S2", True),
        ("2021-02", "2021-03", True),
        ("2021-Q1", "2022-Q1", False),
        ("2024-01-01/2024-09-30", NINE_MONTHS, False),
        ("2021-03-01/2021-03-10", "2021-05-02/2021-05-11", True),
    ],
)
def test_periods_of_one_length_have_a_growth_and_a_note_says_where_they_are_different_parts(
    one: str, two: str, parts: bool
) -> None:
    result = ftz.growth(firms(one), firms(two, 150), ds=WORLD)
    assert result.quantity == Quantity.exactly(50, "%")
    assert any("different parts of their years" in note for note in result.notes) == parts


def test_a_running_flow_points_to_increments() -> None:
    with pytest.raises(ftz.NotComparableError, match=r"overlapping-periods: .*increments\(\) gives what was added"):
        ftz.growth(firms("2021-S1"), firms("2021"))


def test_stocks_grow_between_different_days_whatever_their_periods() -> None:
    assert ftz.growth(size("2020-12-31"), size("2022-06-30", 150)).quantity == Quantity.exactly(50, "%")
    assert ftz.change(size("2020-09-24/.."), size("2023-01-01/..", 120)).quantity == count(20)
    assert ftz.growth(size("2020"), size("2021-06-30", 120), ds=WORLD).quantity == Quantity.exactly(20, "%")
    for one, two in (("2020-12-31", "2020-12-31"), ("../2020", "2021-06-30")):
        with pytest.raises(ftz.NotComparableError, match=r"overlapping-periods: .*two different days"):
            ftz.growth(size(one), size(two), ds=WORLD)


def test_a_rate_has_no_growth_and_no_share_and_changes_in_percentage_points() -> None:
    before, after = rate("2020", "31.4"), rate("2021", "28.5")
    for verb in (ftz.growth, ftz.share):
        for ds in (None, WORLD):
            with pytest.raises(ftz.NotComparableError, match="ratio: rate is never added or divided"):
                verb(before, after, ds=ds)
    result = ftz.change(before, after)
    assert f"{result.quantity:en}" == "between -3.0 and -2.8 percentage points"
    assert f"{result.quantity:zh}" == "介于-3.0至-2.8个百分点之间"
    assert "change = between -3.0 and -2.8 percentage points" in ftz.explain(result)


def test_a_rate_implies_the_base_of_its_own_figure_alone() -> None:
    zone, area = firms("2021", subject="n-zone"), rate("2021", "25")
    with pytest.raises(ftz.NotComparableError, match="subject: n-a, n-zone are different subjects"):
        ftz.implied_base(zone, area)
    with pytest.raises(ftz.NotComparableError, match="ratio"):
        ftz.implied_base(area, area)
    other = figure("g", "n-a", "trade-growth", "2021", Quantity.exactly(25, "%"))
    with pytest.raises(ftz.NotComparableError, match="indicator: new-firms, trade-growth"):
        ftz.implied_base(NEW, other)
    with pytest.raises(ftz.NotComparableError, match="period: 2020, 2021 do not fit together"):
        ftz.implied_base(NEW, rate("2020", "25"))
    with pytest.raises(ftz.NotComparableError, match="indicator: new-firms, share-of-province-new-firms"):
        ftz.implied_base(NEW, figure("s", "n-a", "share-of-province-new-firms", "2021", Quantity.exactly(5, "%")))


def test_a_sum_with_a_gap_is_not_compared() -> None:
    january, march, quarter = firms("2021-01", 10), firms("2021-03", 30), firms("2021-Q1", 80)
    both = ftz.total(with_figures(january, march), [january, march], allow="gaps")
    assert both.period == quarter.period
    for verb in (ftz.share, ftz.density):
        with pytest.raises(ftz.NotComparableError, match="gaps: 2021-02 are left out"):
            verb(both, quarter)
    assert ftz.share(both, quarter, allow="gaps").quantity == Quantity.exactly(50, "%")
    with pytest.raises(ftz.NotComparableError, match="gaps: 2021-02"):
        ftz.growth(ftz.Derived(both.quantity, "hull", [both], period=both.period), firms("2021-Q2"))


@pytest.mark.parametrize("verb", [ftz.growth, ftz.change, ftz.share, ftz.density])
def test_two_lower_bounds_say_nothing_of_each_other(verb: object) -> None:
    assert callable(verb)
    two = (Quantity.at_least(5, "t"), Quantity.at_least(7, "t"))
    with pytest.raises(
        ftz.NotComparableError, match="unbounded: more than 5 t and more than 7 t bound the result on no"
    ):
        verb(*two)
    assert verb(*two, allow="unbounded").notes[0].startswith("set aside: unbounded: ")
    assert verb(Quantity.exactly(5, "t"), Quantity.at_least(7, "t")).quantity


def test_a_density_needs_one_subject_and_shared_days() -> None:
    area = figure("size", "n-a", "firms", "2020-09-24/..", count(4))
    assert ftz.density(NEW, area).quantity == Quantity.exactly("62.5", "1")
    for other, rule in ((OLD, "period"), (firms("2021", subject="n-b"), "subject")):
        with pytest.raises(ftz.NotComparableError) as refusal:
            ftz.density(other, figure("late", "n-a", "firms", "2021-06-30/..", count(4)))
        assert [reason.rule for reason in refusal.value.reasons] == [rule]


def test_every_reason_against_a_comparison_is_listed_at_once() -> None:
    odd = figure("odd", "n-b", "rate", "2021-Q1", Quantity.at_least(5, "%"))
    with pytest.raises(ftz.NotComparableError) as refusal:
        ftz.growth(NEW, odd, ds=WORLD)
    found = [reason.rule for reason in refusal.value.reasons]
    assert found == ["unit", "subject", "indicator", "period-length", "overlapping-periods", "ratio"]


def test_with_a_data_set_the_kind_of_the_indicator_decides() -> None:
    day = [firms("2021-06-29"), firms("2021-06-30", 110)]
    assert ftz.growth(*day).notes == ()  # of a single day: taken for a stock
    assert ftz.growth(*day, ds=WORLD).notes == (
        "the periods are different parts of their years: 2021-06-29 and 2021-06-30",
    )
    with pytest.raises(ftz.UnknownName, match="trade"):
        ftz.growth(
            figure("a", "n-a", "trade", "2020", count(1)), figure("b", "n-a", "trade", "2021", count(2)), ds=WORLD
        )


@pytest.mark.parametrize("verb", [ftz.growth, ftz.change, ftz.share, ftz.density, ftz.implied_base])
def test_what_is_not_a_data_set_is_refused(verb: object) -> None:
    assert callable(verb)
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset, got 'anhui-ftz'"):
        verb(OLD, NEW, ds="anhui-ftz")
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        ftz.increments([OLD, NEW], ds="anhui-ftz")  # type: ignore[arg-type] # what a caller may do


def test_stocks_of_different_days_have_increments() -> None:
    rows = [size("2020-12-31", 10), size("2022-12-31", 25), size("2021-12-31", 14)]
    steps = ftz.increments(rows, ds=WORLD)
    assert [(str(step.period), step.quantity) for step in steps] == [("2021", count(4)), ("2022", count(11))]


def test_the_working_names_what_the_data_set_names_and_keeps_other_ids() -> None:
    ds = ftz.load()
    row = ds.observations["ah-obs-010"]
    assert "China (Anhui) Pilot Free Trade Zone: New enterprises, " in ftz.explain(row)
    assert ds.zones["anhui-ftz"].name.zh in ftz.explain(row, "zh")
    assert "anhui-ftz: new-enterprises, " in ftz.explain(row, ds=ftz.Dataset())
    with pytest.raises(ftz.InvalidValue):
        ftz.explain(row, ds="anhui-ftz")  # type: ignore[arg-type]
