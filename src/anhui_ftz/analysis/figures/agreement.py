"""Agreement: whether several figures for one thing can be true at once, and what growth rates imply of earlier ones."""

from __future__ import annotations

__all__ = ["Agreement", "agreement", "implied_bases", "rows_by_key", "year_before"]

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

import attrs

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.rates import GROWTH, implied_base
from anhui_ftz.errors import InvalidValue, NotComparableError
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation


class Agreement(StrEnum):
    """How far figures for one thing agree."""

    #: Of any two, one allows all that the other does: "exceeds 500 billion" and 540.64 billion.
    CONFIRMED = "confirmed"
    #: Any two share a value, but some two overlap only in part.
    COMPATIBLE = "compatible"
    #: Some two share no value: one of them is wrong, or measures something else.
    CONFLICTING = "conflicting"


def agreement(quantities: Iterable[Quantity]) -> Agreement:
    """Return how far figures of one unit agree: the worst of any two.

    Examples
    --------
    >>> agreement([Quantity.at_least(500, "t"), Quantity.exactly(540, "t")]).value
    'confirmed'
    >>> agreement([Quantity.rounded(500, "t", 10), Quantity.rounded(508, "t", 10)]).value
    'compatible'
    >>> agreement([Quantity.exactly(500, "t"), Quantity.exactly(540, "t")]).value
    'conflicting'
    """
    intervals = [(each.lower, each.upper) for each in quantities]
    intervals.sort(key=lambda ends: (ends[0], ends[1].copy_negate()))  # a minus sign would round
    if max(lower for lower, _ in intervals) > min(upper for _, upper in intervals):
        return Agreement.CONFLICTING
    # by falling width from the left, each must hold the next one
    uppers = [upper for _, upper in intervals]
    nested = all(later <= earlier for earlier, later in pairwise(uppers))
    return Agreement.CONFIRMED if nested else Agreement.COMPATIBLE


def rows_by_key(ds: Dataset) -> dict[tuple[str, str, Period], list[Observation]]:
    """Return the observations of each subject, indicator and period, by id."""
    found: defaultdict[tuple[str, str, Period], list[Observation]] = defaultdict(list)
    for row in ds.observations:
        found[row.subject, row.indicator, row.period].append(row)
    return dict(found)


def implied_bases(ds: Dataset, subject: str, indicator: str, period: Period) -> tuple[Derived, ...]:
    """Return what the figures for a period and their growth rates imply of the year before.

    A figure goes with the rates that one of its sources states; where none does, with all of them.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> seed = attrs.evolve(ds, observations=(ds.get("ah-obs-017"), ds.get("ah-obs-017-growth")))
    >>> implied_bases(seed, "wuhu-port", "cargo-throughput", Period.parse("2020"))
    (Derived('implied-base: between 126.9 and 128.1 million t'),)
    """
    rows = ds.memo(rows_by_key)
    rates = rows.get((subject, indicator + GROWTH, period), [])
    levels = rows.get((subject, indicator, period), []) if rates else []
    found = (_implied_by(ds, level, rate) for level in levels for rate in _going_with(level, rates))
    return tuple(base for base in found if base is not None)


def _going_with(level: Observation, rates: list[Observation]) -> list[Observation]:
    sources = {cited.source for cited in level.citations}
    return [rate for rate in rates if not sources.isdisjoint(cited.source for cited in rate.citations)] or rates


def _implied_by(ds: Dataset, level: Observation, rate: Observation) -> Derived | None:
    """Return the base that a figure and its growth rate imply; None where they imply none."""
    try:
        return attrs.evolve(implied_base(level, rate, ds=ds), period=year_before(level.period))
    except (InvalidValue, NotComparableError):  # a rate that may be -100 %, or is not in %
        return None


def year_before(period: Period) -> Period | None:
    """Return the same days of the year before; whole months stay whole months.

    None where an end is missing: then there are no such days.

    Examples
    --------
    >>> year_before(Period.parse("2021-01-01/2021-02-28"))
    Period('2020-01-01/2020-02-29')
    """
    if period.start is None or period.end is None or period.start.year == date.min.year:
        return None
    whole_months = period.start.day == 1
    return Period(_back(period.start, whole_months=False), _back(period.end, whole_months=whole_months))


def _back(day: date, *, whole_months: bool) -> date:
    year = day.year - 1
    last = monthrange(day.year, day.month)[1]
    if whole_months and day.day == last:
        return day.replace(year=year, day=monthrange(year, day.month)[1])
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
