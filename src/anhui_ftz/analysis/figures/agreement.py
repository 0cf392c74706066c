"""Agreement: whether several figures for one thing can be true at once, and what growth rates imply of earlier ones."""

from __future__ import annotations

__all__ = [
    "Agreement",
    "agreement",
    "implied_bases",
    "implied_figures",
    "levels",
    "rows_by_key",
    "year_after",
    "year_before",
]

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

import attrs

from anhui_ftz.analysis.containment import province_of
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import observations
from anhui_ftz.analysis.figures.rates import GROWTH, SHARE, implied_base
from anhui_ftz.errors import InvalidValue, NotComparableError
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period, month_end
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation

_PERCENT = Quantity.exactly(100, "%")


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
    >>> agreement(
    ...     [Quantity.rounded(500, "t", 10), Quantity.rounded(508, "t", 10)]
    ... ).value
    'compatible'
    >>> agreement([Quantity.exactly(500, "t"), Quantity.exactly(540, "t")]).value
    'conflicting'
    """
    intervals = [(each.lower, each.upper) for each in quantities]
    intervals.sort(key=lambda ends: (ends[0], ends[1].copy_negate()))  # a minus sign would round
    if max(lower for lower, _ in intervals) > min(upper for _, upper in intervals):
        return Agreement.CONFLICTING
    # from the left, by falling width: each must contain the next one
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
    >>> seed = attrs.evolve(
    ...     ds, observations=(ds.get("ah-obs-017"), ds.get("ah-obs-017-growth"))
    ... )
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


def implied_figures(ds: Dataset, subject: str, indicator: Indicator, period: Period) -> tuple[Derived, ...]:
    """Return what other figures imply of one: that of the year after with its growth, and a share of the province's.

    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> implied_figures(
    ...     ds, "wuhu-port", ds.indicators["cargo-throughput"], Period.parse("2019")
    ... )
    (Derived('implied-base: between 126.9 and 128.1 million t'),)
    """
    after = year_after(period)
    found = list(implied_bases(ds, subject, indicator.id, after)) if after is not None else []
    parts = ds.memo(rows_by_key).get((subject, SHARE + indicator.id, period), ())
    home = province_of(ds, subject) if parts else None
    for part in parts:
        for whole in levels(ds, home, indicator, period) if home is not None else ():
            if part.quantity.unit == _PERCENT.unit:
                quantity = whole.quantity * (part.quantity / _PERCENT)
                found.append(Derived(quantity, "part-of-whole", (whole, part), period=period))
    return tuple(found)


def levels(ds: Dataset, subject: str, indicator: Indicator, period: Period) -> tuple[Observation, ...]:
    """Return the figures for a period: those of these days, or of a stock, those that apply on some day of it."""
    if indicator.kind.has_length:
        return tuple(ds.memo(rows_by_key).get((subject, indicator.id, period), ()))
    return observations(ds, subject=subject, indicator=indicator, during=period)


def year_before(period: Period) -> Period | None:
    """Return the same days of the year before; whole months stay whole months.

    None where an end is missing: then there are no such days.

    Examples
    --------
    >>> year_before(Period.parse("2021-01-01/2021-02-28"))
    Period('2020-01-01/2020-02-29')
    """
    return _moved(period, -1)


def year_after(period: Period) -> Period | None:
    """Return the same days of the year after, as `year_before`.

    >>> year_after(Period.parse("2020-02"))
    Period('2021-02')
    """
    return _moved(period, 1)


def _moved(period: Period, years: int) -> Period | None:
    start, end = period.start, period.end
    if start is None or end is None or not date.min.year <= start.year + years <= end.year + years <= date.max.year:
        return None
    whole_months = start.day == 1
    return Period(_in_year(start, start.year + years), _in_year(end, end.year + years, whole_months=whole_months))


def _in_year(day: date, year: int, *, whole_months: bool = False) -> date:
    """Return the same day of another year; the last of a month stays so if months are whole."""
    last = month_end(year, day.month)
    is_last = whole_months and day == month_end(day.year, day.month)
    return last if is_last else last.replace(day=min(day.day, last.day))
