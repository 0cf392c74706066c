"""Likeness: why figures must not be compared, found before any result is given."""

from __future__ import annotations

__all__ = [
    "Seen",
    "calendar_length",
    "compared",
    "days_apart",
    "different_parts",
    "differing",
    "lengths",
    "no_ratios",
    "same_days",
    "same_part",
    "same_units",
    "seen",
]

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import attrs

from anhui_ftz.analysis.figures.derived import Derived, Figure, TracedFigure, as_derived, leaves, results_below
from anhui_ftz.analysis.figures.lookup import indicator_of
from anhui_ftz.analysis.figures.rules import Rule, set_aside_remark
from anhui_ftz.errors import InvalidValue, NotComparableError, Reason, UndefinedQuotient
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period, month_end
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import IndicatorKind, Observation
from anhui_ftz.model.unit import Unit
from anhui_ftz.words.remark import Remark, listed

_PERCENT = Unit.parse("%")


@attrs.frozen
class Seen:
    """What a comparison looks at in a figure; a quantity of the caller's own has no subject, indicator or period."""

    #: The figure.
    figure: TracedFigure
    #: What it is about, each once, sorted.
    subjects: tuple[str, ...]
    #: What it measures, each once, sorted.
    indicators: tuple[str, ...]
    #: Whether it is a share or a rate, which has no growth of its own.
    is_ratio: bool
    #: Whether it is so on a day, like a stock, and not counted over its days.
    is_state: bool
    #: Days and parts that are left out of it.
    missing: tuple[str, ...]

    @property
    def period(self) -> Period | None:
        """The days that it is about."""
        return self.figure.period


def seen(figure: Figure, ds: Dataset | None) -> Seen:
    """Look at a figure; with a data set the kind of its indicator says whether it is a ratio or a state.

    Without one, a figure in % is a ratio, and one of a single day or with an open end a state. A result is a
    state if the first figure that went into it is one.

    >>> import anhui_ftz as ftz
    >>> size = ftz.load().observations["ah-obs-001"]
    >>> seen(size, None).is_state, seen(size, None).is_ratio
    (True, False)
    """
    given, ds = as_derived(figure), None if ds is None else as_dataset(ds)
    rows = leaves([given])
    is_ratio, is_state = given.quantity.unit == _PERCENT, _looks_like_a_state(given.period)
    if ds is not None and rows:
        kind = indicator_of(ds, rows[0].indicator).kind
        is_ratio = is_ratio or (isinstance(given, Observation) and not kind.has_growth)
        is_state = is_state if kind is IndicatorKind.RATIO else not kind.has_length
    results = results_below(given) if isinstance(given, Derived) else ()
    missing = (each for result in results for each in result.missing)
    return Seen(
        given,
        tuple(sorted({row.subject for row in rows})),
        tuple(sorted({row.indicator for row in rows})),
        is_ratio,
        is_state,
        tuple(dict.fromkeys(missing)),
    )


def _looks_like_a_state(period: Period | None) -> bool:
    return period is not None and (period.days == 1 or (period.end is None and not period.end_unknown))


def compared(
    rule: str,
    inputs: Sequence[Seen],
    work: Callable[[], Quantity],
    reasons: Iterable[Reason],
    allowed: Collection[Rule],
    *,
    floor: int | None = None,
    period: Period | None = None,
    notes: Iterable[str] = (),
) -> Derived:
    """Return a result if nothing speaks against it, or only what the caller sets aside.

    Parameters
    ----------
    rule
        What is done.
    inputs
        What it is done to.
    work
        Works the result out; called where the units allow it.
    reasons
        What speaks against it, apart from what the result itself shows.
    allowed
        The rules that the caller sets aside.
    floor
        What every such result is at least, whatever the figures are, so that this much says nothing; None if nothing.
    period, notes
        Of the result.

    Raises
    ------
    NotComparableError
        If a reason is left; lists every reason that is.
    UndefinedQuotient, InvalidValue
        If nothing else speaks against it and there is no such result, such as where a divisor is zero.
    """
    found = [*reasons, *_of_gaps(inputs)]
    quantity: Quantity | None = None
    undefined: UndefinedQuotient | InvalidValue | None = None
    if all(reason.rule != Rule.UNIT for reason in found):
        try:
            quantity = work()
        except (UndefinedQuotient, InvalidValue) as error:
            undefined = error
    if quantity is not None and _says_nothing(quantity, floor):
        stated = " and ".join(f"{each.figure.quantity:en}" for each in inputs)
        found.append(Rule.UNBOUNDED.broken(stated))
    found = list(dict.fromkeys(found))  # two figures may break a rule in the same words
    left = [reason for reason in found if reason.rule not in allowed]
    if left:
        raise NotComparableError([leaf.id for leaf in leaves(each.figure for each in inputs)], left)
    if quantity is None:
        raise undefined or UndefinedQuotient(rule)
    aside = map(set_aside_remark, found)
    return Derived(quantity, rule, [each.figure for each in inputs], period=period, notes=[*aside, *notes])


def _says_nothing(quantity: Quantity, floor: int | None) -> bool:
    if quantity.upper.is_finite():
        return False
    return quantity.lower.is_infinite() or (floor is not None and quantity.lower <= Decimal(floor))


def _of_gaps(inputs: Sequence[Seen]) -> Iterator[Reason]:
    for each in inputs:
        if each.missing:
            yield Rule.GAPS.broken(", ".join(each.missing))


def differing(rule: Rule, found: Iterable[Sequence[str]], hint: str = "") -> Iterator[Reason]:
    """Yield a reason if figures differ in something; what a figure does not have is not compared."""
    values = {", ".join(each) for each in found if each}
    if len(values) > 1:
        yield rule.broken(listed(sorted(values)), hint)


def same_units(inputs: Sequence[Seen]) -> Iterator[Reason]:
    """Yield a reason if figures are in different units."""
    yield from differing(Rule.UNIT, [[str(each.figure.quantity.unit)] for each in inputs])


def no_ratios(inputs: Sequence[Seen]) -> Iterator[Reason]:
    """Yield a reason for each figure that is a ratio."""
    for each in inputs:
        if each.is_ratio:
            yield Rule.RATIO.broken(", ".join(each.indicators) or f"{each.figure.quantity:en}")


def same_days(inputs: Sequence[Seen]) -> Iterator[Reason]:
    """Yield a reason if figures are of different periods."""
    periods = [[each.period.edtf] for each in inputs if each.period is not None]
    yield from differing(Rule.PERIOD, periods, "take figures of the same days")


def days_apart(inputs: Sequence[Seen]) -> Iterator[Reason]:
    """Yield the reasons why the periods of two figures, or of several in a row, cannot be compared.

    States need different first days. Other figures need periods of one length that share no day.
    """
    for one, two in pairwise(inputs):
        if one.period is not None and two.period is not None:
            if one.is_state and two.is_state:
                yield from _of_states(one.period, two.period)
            else:
                yield from _of_flows(one.period, two.period)


def _of_states(one: Period, two: Period) -> Iterator[Reason]:
    if one.start is None or one.start == two.start:
        yield Rule.OVERLAPPING_PERIODS.broken(f"{one} and {two}", "take figures of two different days")


def _of_flows(one: Period, two: Period) -> Iterator[Reason]:
    if lengths(one).isdisjoint(lengths(two)):
        words = [f"{each} ({calendar_length(each) or 'of no length'})" for each in (one, two)]
        yield Rule.PERIOD_LENGTH.broken(" and ".join(dict.fromkeys(words)))
    if one.overlaps(two):
        hint = "increments() gives what was added between them" if one.start == two.start and one != two else ""
        yield Rule.OVERLAPPING_PERIODS.broken(f"{one} and {two}", hint)


def different_parts(one: Seen, two: Seen) -> Iterator[str]:
    """Yield what a reader should know of periods that may be compared: that they are different parts of their years."""
    if one.period is None or two.period is None or (one.is_state and two.is_state):
        return
    if one.period.days is not None and two.period.days is not None and not same_part(one.period, two.period):
        yield Remark("different-parts", one.period, two.period)


def calendar_length(period: Period) -> str | None:
    """Return how long a period is: a year, half, quarter or month of the calendar, else so many days.

    None where an end is open or unknown: then it has no length.

    >>> periods = ("2020", "2021-Q3", "2021-02", "2021-02-01/2021-03-31", "2021-01-01/..")
    >>> [calendar_length(Period.parse(each)) for each in periods]
    ['a year', 'a quarter', 'a month', '59 days', None]
    """
    if period.calendar_unit not in (None, "day"):
        return f"a {period.calendar_unit}"
    days = period.days
    return None if days is None else f"{days} day{'s' if days != 1 else ''}"


def lengths(period: Period) -> frozenset[object]:
    """Return all measures of how long a period is; two that have one in common can be compared.

    The measures are days, the unit of the calendar, and the part of the year, which a leap day makes no longer. A
    period without a length has none.

    >>> first, second, other = (Period.parse(each) for each in ("2021-Q1", "2021-Q2", "2021-01/2021-09"))
    >>> lengths(first).isdisjoint(lengths(second)), lengths(first).isdisjoint(lengths(other))
    (False, True)
    """
    if period.days is None:
        return frozenset()
    return frozenset({period.days, calendar_length(period), *_parts(period)})


def same_part(one: Period, two: Period) -> bool:
    """Whether two periods are the same days of their years, so that one may be a day longer in a leap year.

    >>> same_part(Period.parse("2024-01-01/2024-09-30"), Period.parse("2025-01-01/2025-09-30"))
    True
    """
    return not _parts(one).isdisjoint(_parts(two))


def _parts(period: Period) -> set[tuple[object, ...]]:
    """Return which days of its year a period is; the last day of a month is that and has a number."""
    start, end = period.start, period.end
    if start is None or end is None:
        return set()
    last_days = {end.day, "last" if end == month_end(end.year, end.month) else end.day}
    return {(start.month, start.day, end.year - start.year, end.month, day) for day in last_days}
