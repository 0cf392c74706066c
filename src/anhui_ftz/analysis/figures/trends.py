"""Figures over time: changes, growth rates and increments, each with its bounds and its working."""

from __future__ import annotations

__all__ = ["change", "growth", "increments"]

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from anhui_ftz.analysis.figures.derived import Derived, Figure
from anhui_ftz.analysis.figures.likeness import (
    Seen,
    compared,
    days_apart,
    different_parts,
    differing,
    no_ratios,
    same_units,
    seen,
)
from anhui_ftz.analysis.figures.rules import (
    Allowed,
    ChangeRule,
    GrowthRule,
    IncrementRule,
    Rule,
    set_aside,
)
from anhui_ftz.errors import NotComparableError, Reason
from anhui_ftz.model.checks import instances
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation
from anhui_ftz.model.unit import Unit
from anhui_ftz.words.remark import Remark, listed

_HUNDRED_PERCENT = Quantity.exactly(100, "%")
_PERCENT = Unit.parse("%")
_POINTS_PER_PERCENT = Quantity.exactly(1, Unit("{percentage-point}") / _PERCENT)


def change(a: Figure, b: Figure, *, ds: Dataset | None = None, allow: Allowed[ChangeRule] = ()) -> Derived:
    """Return the change from ``a`` to ``b``, that is b minus a; for two figures in ``%``, in percentage points.

    Parameters
    ----------
    a, b
        The earlier and the later figure, with the same subject, indicator and unit. Two flows must have periods
        of the same length that share no day; two stocks must be of different days.
    ds
        The data set that says what is a stock; without it, a figure of a single day or with an open end is one.
    allow
        Rules to set aside: ``subject``, ``indicator``, ``period-length``, ``overlapping-periods``, ``gaps``,
        ``unbounded``.

    Returns
    -------
    Derived
        The difference, rule ``change``; a note says if the periods are different parts of their years.

    Raises
    ------
    NotComparableError
        If the two cannot be compared, or the change would have no bound. Lists every reason.

    Examples
    --------
    >>> from anhui_ftz import Quantity, change
    >>> print(
    ...     change(
    ...         Quantity.rounded("120.4", "亿元", "0.1"),
    ...         Quantity.rounded("153.3", "亿元", "0.1"),
    ...     ).quantity
    ... )
    between 3.28 and 3.30 billion yuan
    >>> print(
    ...     change(
    ...         Quantity.exactly("31.4", "%"), Quantity.exactly("28.5", "%")
    ...     ).quantity
    ... )
    exactly -2.9 percentage points
    """
    inputs = (seen(a, ds), seen(b, ds))

    def difference() -> Quantity:
        found = inputs[1].figure.quantity - inputs[0].figure.quantity
        return found * _POINTS_PER_PERCENT if found.unit == _PERCENT else found

    return compared(
        "change", inputs, difference, _unlike(inputs), set_aside(allow, ChangeRule), notes=_on_time(*inputs)
    )


def growth(a: Figure, b: Figure, *, ds: Dataset | None = None, allow: Allowed[GrowthRule] = ()) -> Derived:
    """Return the growth rate from ``a`` to ``b``, that is b / a - 1.

    Parameters
    ----------
    a, b
        The earlier and the later figure, with the same subject, indicator and unit; not ratios. Two flows must
        have periods of the same length that share no day; two stocks must be of different days.
    ds
        The data set that says what is a ratio or a stock; without it, a figure in ``%`` is a ratio, and one of a
        single day or with an open end a stock.
    allow
        Rules to set aside: ``subject``, ``indicator``, ``ratio``, ``period-length``, ``overlapping-periods``,
        ``gaps``, ``unbounded``.

    Returns
    -------
    Derived
        The rate in ``%``, rule ``growth``; a note says if the periods are different parts of their years.

    Raises
    ------
    NotComparableError
        If the two cannot be compared, or the rate would have no bound. Lists every reason.
    UndefinedQuotient
        If the earlier figure is zero.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(
    ...     ftz.growth(
    ...         ftz.Quantity.exactly(200, "1"), ftz.Quantity.exactly(250, "1")
    ...     ).quantity
    ... )
    exactly 25%
    >>> ds = ftz.load()
    >>> ftz.growth(ds.get("ah-obs-011"), ds.get("ah-obs-010"))
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.NotComparableError: 2 observations cannot be compared:
      indicator: new-enterprises, signed-projects measure different things, and one may be inside the other
      overlapping-periods: 2020-09-24/2021-01-25 and 2020-09-24/2021-01-25 cover some of the same days, so one may ...
    """
    inputs = (seen(a, ds), seen(b, ds))
    return compared(
        "growth",
        inputs,
        lambda: inputs[1].figure.quantity / inputs[0].figure.quantity * _HUNDRED_PERCENT - _HUNDRED_PERCENT,
        [*_unlike(inputs), *no_ratios(inputs)],
        set_aside(allow, GrowthRule),
        floor=-100,
        notes=_on_time(*inputs),
    )


def increments(
    observations: Iterable[Observation], *, ds: Dataset | None = None, allow: Allowed[IncrementRule] = ()
) -> tuple[Derived, ...]:
    """Return what was added between successive figures of one cumulative series.

    Parameters
    ----------
    observations
        Figures of one subject, indicator and unit: flows that begin on the same day and end on different ones,
        or stocks of different days.
    ds
        The data set that says what is a ratio or a stock; without it, a figure in ``%`` is a ratio, and one of a
        single day or with an open end a stock.
    allow
        Rules to set aside: ``subject``, ``indicator``, ``ratio``, ``start``, ``unbounded``.

    Returns
    -------
    tuple of Derived
        One increment per step, in order of time, with the days in which it was added; rule ``increment``.

    Raises
    ------
    NotComparableError
        If the figures are not one series, or two of them are for the same day. Lists every reason.

    Examples
    --------
    >>> from attrs import evolve
    >>> import anhui_ftz as ftz
    >>> first = ftz.load().get("ah-obs-011")
    >>> later = evolve(
    ...     first,
    ...     id="later",
    ...     period="2020-09-24/2021-06-30",
    ...     quantity=ftz.Quantity.exactly(500, "1"),
    ... )
    >>> [
    ...     (str(each.period), str(each.quantity))
    ...     for each in ftz.increments([later, first])
    ... ]
    [('2021-01-26/2021-06-30', '159')]
    """
    allowed = set_aside(allow, IncrementRule)
    given = [seen(row, ds) for row in instances(Observation, observations)]
    are_states = all(each.is_state for each in given)
    rows = sorted(given, key=lambda each: (_reached(each, are_states) or date.max, _id(each)))
    reasons = [
        *same_units(rows),
        *differing(Rule.SUBJECT, [each.subjects for each in rows]),
        *differing(Rule.INDICATOR, [each.indicators for each in rows]),
        *no_ratios(rows),
        *([] if are_states else differing(Rule.START, [[_first_day(each)] for each in rows])),
        *_without_order([_reached(each, are_states) for each in rows]),
    ]
    steps: list[Derived] = []
    found = dict.fromkeys(reason for reason in reasons if reason.rule not in allowed)
    for one, two in pairwise(rows):
        try:
            steps.append(_increment(one, two, reasons, allowed, are_states=are_states))
        except NotComparableError as refusal:
            found |= dict.fromkeys(refusal.reasons)
    if found:
        raise NotComparableError([_id(each) for each in rows], tuple(found))
    return tuple(steps)


def _unlike(inputs: tuple[Seen, Seen]) -> list[Reason]:
    """Return why there is no way from one figure to another."""
    return [
        *same_units(inputs),
        *differing(Rule.SUBJECT, [each.subjects for each in inputs]),
        *differing(Rule.INDICATOR, [each.indicators for each in inputs]),
        *days_apart(inputs),
    ]


def _on_time(one: Seen, two: Seen) -> Iterator[str]:
    """Yield what a reader should know of the periods of two figures."""
    yield from different_parts(one, two)
    if one.period is not None and two.period is not None and two.period.precedes(one.period):
        yield Remark("later-first", one.period, two.period)


def _increment(
    one: Seen, two: Seen, reasons: Iterable[Reason], allowed: Collection[Rule], *, are_states: bool
) -> Derived:
    before, after = _reached(one, are_states), _reached(two, are_states)
    has_days = before is not None and after is not None and before < after
    period = Period(before + timedelta(days=1), after) if before is not None and has_days else None
    return compared(
        "increment", (one, two), lambda: two.figure.quantity - one.figure.quantity, reasons, allowed, period=period
    )


def _reached(each: Seen, are_states: bool) -> date | None:
    """Return the day up to which a figure counts: of a state the first on which it is so."""
    if each.period is None:
        return None
    return each.period.start if are_states else each.period.end


def _first_day(each: Seen) -> str:
    return str(each.period.start) if each.period is not None else ""


def _without_order(days: list[date | None]) -> Iterator[Reason]:
    """Yield why figures have no order in time."""
    twice = [str(day) for day, count in Counter(days).items() if count > 1 and day is not None]
    if twice:
        yield Rule.PERIOD.broken(f"several figures of {listed(twice)}", "keep one of each day")
    if None in days:
        yield Rule.PERIOD.broken("figures without an end", "give figures that end on a day")


def _id(each: Seen) -> str:
    return each.figure.id if isinstance(each.figure, Observation) else ""
