"""Laws of likeness (10): what is compared is alike, by an oracle that counts days, and every result says something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import quantities

Pair = tuple[ftz.Observation, ftz.Observation]

_FIRST, _LAST = date(2015, 1, 1), date(2026, 12, 31)
_INDICATORS = {"trade": "flow", "firms": "stock", "trade-growth": "ratio", "firms-growth": "ratio"}
_PERIODS = [
    "2020", "2021", "2022", "2021-01", "2021-02", "2020-02", "2021-03", "2021-Q1", "2021-Q2", "2022-Q1", "2021-S1",
    "2021-S2", "2022-S1", "2024-01-01/2024-09-30", "2025-01-01/2025-09-30", "2021-06-30", "2021-12-31", "2020-02-29",
    "2020-09-24/2021-01-25", "2020-09-24/..", "2020-09-24/", "2022-01-01/..", "../2021", "/2021", "2020/2021",
    "2021-02-01/2021-03-31", "2021-04-01/2021-05-31", "2020-02-10/2020-02-29", "2021-02-10/2021-02-28", "2022/2023",
]  # fmt: skip
DS = ftz.Dataset(
    divisions=[ftz.Division("a", "A"), ftz.Division("b", "B")],
    indicators=[ftz.Indicator(id, id, "%" if kind == "ratio" else "1", kind) for id, kind in _INDICATORS.items()],
)
with_or_without = st.sampled_from([None, DS])


@st.composite
def periods(draw: st.DrawFn) -> ftz.Period:
    """Generate periods of every kind, calendar ones and others that may be as long."""
    if draw(st.booleans()):
        return ftz.Period.parse(draw(st.sampled_from(_PERIODS)))
    start = _FIRST + timedelta(days=draw(st.integers(0, 3_000)))
    return ftz.Period(start, start + timedelta(days=draw(st.sampled_from([0, 27, 30, 89, 180, 364]))))


@st.composite
def figures(draw: st.DrawFn, id: str) -> ftz.Observation:
    """Generate a figure of one of two places, three kinds and two units."""
    indicator = draw(st.sampled_from(["trade", "trade", *_INDICATORS]))
    unit = "%" if indicator.endswith("growth") else draw(st.sampled_from(["1", "1", "1", "t"]))
    quantity = draw(quantities(unit, figures=st.integers(0, 9).map(Decimal)))
    return ftz.Observation(id, draw(st.sampled_from("aab")), indicator, draw(periods()), quantity)


pairs = st.tuples(figures("one"), figures("two"))


@lru_cache(maxsize=512)
def days(period: ftz.Period) -> frozenset[date]:
    """Return every day of a period; a missing end reaches beyond all that is generated."""
    first, last = period.start or _FIRST, period.end or _LAST
    return frozenset(first + timedelta(days=n) for n in range((last - first).days + 1))


@lru_cache(maxsize=1)
def calendar() -> dict[frozenset[date], str]:
    """Return the days of every year, half, quarter and month."""
    found = {}
    for months, name in ((12, "year"), (6, "half"), (3, "quarter"), (1, "month")):
        for year in range(_FIRST.year, _LAST.year + 1):
            for first in range(1, 13, months):
                every = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
                found[frozenset(d for d in every if d.year == year and first <= d.month < first + months)] = name
    return found


def is_endless(period: ftz.Period) -> bool:
    """Whether an end is open or unknown, so that there is no length."""
    return period.start is None or period.end is None


def are_the_same_part(one: ftz.Period, two: ftz.Period) -> bool:
    """Whether two periods are the same days of their years, 29 February apart."""
    if is_endless(one) or is_endless(two):
        return False
    spelled = []
    for period in (one, two):
        first = min(days(period))
        left = {(d.year - first.year, d.month, d.day) for d in days(period) if (d.month, d.day) != (2, 29)}
        spelled.append((first.month, first.day, frozenset(left)))
    return spelled[0] == spelled[1]


def are_of_one_length(one: ftz.Period, two: ftz.Period) -> bool:
    """Whether two periods are as long, in units of the calendar or in days."""
    if is_endless(one) or is_endless(two):
        return False
    units = [calendar().get(days(each)) for each in (one, two)]
    return (
        (units[0] == units[1] and units[0] is not None)
        or len(days(one)) == len(days(two))
        or are_the_same_part(one, two)
    )


def is_state(row: ftz.Observation, ds: ftz.Dataset | None) -> bool:
    """Whether a figure is so on a day: by the kind of its indicator, or by its period where no kind says so."""
    kind = _INDICATORS[row.indicator] if ds else "ratio"
    if kind == "ratio":
        return len(days(row.period)) == 1 or (row.period.end is None and row.period.edtf.endswith(".."))
    return kind == "stock"


def unlike(one: ftz.Observation, two: ftz.Observation, *names: str) -> Iterator[str]:
    """Return the rules that two figures break by what they are of."""
    broken = {
        "unit": one.quantity.unit != two.quantity.unit,
        "ratio": "%" in (str(one.quantity.unit), str(two.quantity.unit)),
        **{name: getattr(one, name) != getattr(two, name) for name in ("subject", "indicator", "period")},
    }
    return (name for name in names if broken[name])


def in_time(one: ftz.Observation, two: ftz.Observation, ds: ftz.Dataset | None) -> Iterator[str]:
    """Yield the rules that the periods of two figures break."""
    if is_state(one, ds) and is_state(two, ds):
        if one.period.start is None or one.period.start == two.period.start:
            yield "overlapping-periods"
        return
    if not are_of_one_length(one.period, two.period):
        yield "period-length"
    if days(one.period) & days(two.period):
        yield "overlapping-periods"


#: By function: the rules that two figures break, and what every result is at least.
_LAWS: dict[str, tuple[Callable[..., ftz.Derived], Callable[..., set[str]], int | None]] = {
    "growth": (
        ftz.growth, lambda a, b, ds: {*unlike(a, b, "unit", "subject", "indicator", "ratio"), *in_time(a, b, ds)}, -100,
    ),
    "change": (
        ftz.change, lambda a, b, ds: {*unlike(a, b, "unit", "subject", "indicator"), *in_time(a, b, ds)}, None,
    ),
    "share": (ftz.share, lambda a, b, _: {*unlike(a, b, "unit", "indicator", "ratio", "period")}, 0),
    "density": (
        ftz.density,
        lambda a, b, _: {*unlike(a, b, "subject", "ratio"), *([] if days(a.period) & days(b.period) else ["period"])},
        0,
    ),
    "implied_base": (
        ftz.implied_base,
        lambda a, b, _: {
            *unlike(a, b, "subject", "period"),
            *([] if str(b.quantity.unit) == "%" else ["unit"]),
            *(["ratio"] if str(a.quantity.unit) == "%" else []),
            *(["indicator"] if b.indicator.endswith("-growth") and b.indicator != f"{a.indicator}-growth" else []),
        },
        0,
    ),
}  # fmt: skip
each_law = pytest.mark.parametrize("name", _LAWS)


def asked(name: str, pair: Pair, ds: ftz.Dataset | None, allow: Any = ()) -> tuple[ftz.Derived | None, set[str]]:
    """Return the result, or the rules by which it is refused; neither where a divisor is zero."""
    try:
        return _LAWS[name][0](*pair, ds=ds, allow=allow), set()
    except ftz.NotComparableError as refusal:
        once = set(refusal.reasons)
        assert len(once) == len(refusal.reasons)  # noqa: PT017 - each reason is given once
        return None, {reason.rule for reason in once}
    except ftz.UndefinedQuotient:
        divisor = pair[0] if name == "growth" else pair[1]
        assert name in ("growth", "share", "density")
        assert divisor.quantity.value == 0
        return None, set()
    except ftz.InvalidValue:
        assert name == "implied_base"
        assert pair[1].quantity.lower <= -100
        return None, set()


def says_something(quantity: ftz.Quantity, floor: int | None) -> bool:
    """Whether a bound is finite and excludes something."""
    return quantity.upper.is_finite() or (quantity.lower.is_finite() and (floor is None or quantity.lower > floor))


@each_law
@given(pairs, with_or_without)
def test_what_is_refused_is_exactly_what_is_unlike(name: str, pair: Pair, ds: ftz.Dataset | None) -> None:
    _, wanted, floor = _LAWS[name]
    result, found = asked(name, pair, ds)
    assert found - {"unbounded"} == wanted(*pair, ds)
    assert result is None or says_something(result.quantity, floor)


@each_law
@given(pairs, with_or_without, st.data())
def test_allow_sets_aside_the_named_rules_alone_and_notes_them(
    name: str, pair: Pair, ds: ftz.Dataset | None, data: st.DataObject
) -> None:
    every = asked(name, pair, ds)[1]
    if every and "unit" not in every:
        allow = data.draw(st.sets(st.sampled_from(sorted(every)), min_size=1))
        result, left = asked(name, pair, ds, allow)
        assert left - {"unbounded"} == every - allow - {"unbounded"}
        assert left <= every - allow
        if result is not None:
            assert {note.split(": ")[1] for note in result.notes if "set aside" in note} == every
            assert len(set(result.notes)) == len(result.notes)
    elif "unit" in every:
        with pytest.raises(ftz.InvalidValue, match="'unit' is not a rule that can be set aside"):
            _LAWS[name][0](*pair, allow="unit")


@each_law
@given(pairs, with_or_without)
def test_a_result_that_says_nothing_is_refused_and_one_that_is_refused_for_that_says_nothing(
    name: str, pair: Pair, ds: ftz.Dataset | None
) -> None:
    result, rules = asked(name, pair, ds)
    if rules == {"unbounded"}:
        result, rules = asked(name, pair, ds, "unbounded")
        assert result is not None
        assert not says_something(result.quantity, _LAWS[name][2])
        assert result.notes[0].startswith("set aside: unbounded: ")


@given(pairs, with_or_without)
def test_a_growth_between_different_parts_of_their_years_says_so(pair: Pair, ds: ftz.Dataset | None) -> None:
    result, _ = asked("growth", pair, ds)
    if result is not None:
        one, two = pair
        states = is_state(one, ds) and is_state(two, ds)
        apart = not states and not are_the_same_part(one.period, two.period)
        assert any("different parts of their years" in note for note in result.notes) == apart
        assert any("the first figure is of the later period" in note for note in result.notes) == (
            max(days(two.period)) < min(days(one.period))
        )


@given(pairs, with_or_without)
def test_a_change_of_rates_is_in_percentage_points_and_any_other_in_its_unit(
    pair: Pair, ds: ftz.Dataset | None
) -> None:
    result, _ = asked("change", pair, ds)
    if result is not None:
        unit = pair[0].quantity.unit
        in_points = "percentage points" in f"{result.quantity:en}"
        assert in_points == ("个百分点" in f"{result.quantity:zh}") == (str(unit) == "%")
        assert result.quantity.unit == unit or str(unit) == "%"
        assert result.quantity.value == pair[1].quantity.value - pair[0].quantity.value


@given(st.lists(figures("x"), max_size=5), with_or_without)
def test_increments_are_of_one_series_in_order_of_time(rows: list[ftz.Observation], ds: ftz.Dataset | None) -> None:
    series = [evolve(row, id=f"row-{n}") for n, row in enumerate(rows)]
    states = all(is_state(row, ds) for row in series)
    ends = [row.period.start if states else row.period.end for row in series]
    alike = {
        "unit": len({row.quantity.unit for row in series}) > 1,
        "subject": len({row.subject for row in series}) > 1,
        "indicator": len({row.indicator for row in series}) > 1,
        "ratio": any(str(row.quantity.unit) == "%" for row in series),
        "start": not states and len({row.period.start for row in series}) > 1,
        "period": None in ends or len(set(ends)) < len(ends),
    }
    broken = {rule for rule, holds in alike.items() if holds}
    if broken:
        with pytest.raises(ftz.NotComparableError) as refusal:
            ftz.increments(series, ds=ds)
        assert {reason.rule for reason in refusal.value.reasons} - {"unbounded"} == broken
        assert len(set(refusal.value.reasons)) == len(refusal.value.reasons)
        if broken <= {"subject", "indicator", "ratio", "start"}:
            steps = ftz.increments(series, ds=ds, allow=[*broken, "unbounded"])  # type: ignore[list-item]
            for step in steps:
                assert len(set(step.notes)) == len(step.notes)
                assert {note.split(": ")[1] for note in step.notes} - {"unbounded"} == broken
        return
    ordered = sorted(series, key=lambda row: _reached(row, states=states))
    found = ftz.increments(series, ds=ds, allow="unbounded")
    assert [step.inputs for step in found] == list(pairwise(ordered))
    for step, (one, two) in zip(found, pairwise(ordered), strict=True):
        until, after = (_reached(each, states=states) for each in (one, two))
        assert step.quantity.value == two.quantity.value - one.quantity.value
        assert step.period is not None
        assert days(step.period) == days(ftz.Period(until, after)) - {until}
    if all(says_something(step.quantity, None) for step in found):
        assert ftz.increments(series, ds=ds) == found
    else:
        with pytest.raises(ftz.NotComparableError) as refusal:
            ftz.increments(series, ds=ds)
        assert {reason.rule for reason in refusal.value.reasons} == {"unbounded"}


def _reached(row: ftz.Observation, *, states: bool) -> date:
    found = row.period.start if states else row.period.end
    assert found is not None
    return found


@given(pairs, st.sampled_from(["growth", "change", "share"]))
def test_a_figure_that_leaves_days_out_is_not_compared(pair: Pair, name: str) -> None:
    one, two = pair
    lacking = ftz.Derived(one.quantity, "total", [one], missing=["2021-02"], period=one.period)
    nested = ftz.Derived(one.quantity, "hull", [lacking], period=one.period)
    for figure in (lacking, nested):
        _, found = asked(name, (figure, two), None)  # type: ignore[arg-type] # a result in place of an observation
        assert "gaps" in found
        result, left = asked(name, (figure, two), None, "gaps")  # type: ignore[arg-type]
        assert "gaps" not in left
        assert result is None or any(note.startswith("set aside: gaps: ") for note in result.notes)
