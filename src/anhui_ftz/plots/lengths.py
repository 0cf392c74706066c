"""Figures by the length of their periods: flows of a quarter and of a year are not compared on one axis."""

from __future__ import annotations

__all__ = ["Figure", "by_length"]

from collections.abc import Iterable
from datetime import timedelta
from math import inf

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.plots.speech import Speech

#: A figure that a chart draws.
Figure = Observation | Derived
#: Days of a month on average: only for the order of lengths.
_MONTH = 30.44


def by_length(
    voice: Speech, ds: Dataset, rows: Iterable[tuple[str, Figure]]
) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """Return rows by the length of their period, the longest first, each with its heading."""
    found: dict[tuple[float, str], list[tuple[str, Figure]]] = {}
    for words, row in rows:
        found.setdefault(_length(voice, ds, row), []).append((words, row))
    return [(heading, found[length, heading]) for length, heading in sorted(found, key=lambda key: -key[0])]


def _length(voice: Speech, ds: Dataset, row: Figure) -> tuple[float, str]:
    """Return how long the period of a figure is, in days and in words.

    A result over several periods has the length that these share; states of a day have none.
    """
    leaves = [row] if isinstance(row, Observation) else row.observations
    found = {_length_of(voice, ds, leaf, row.period or leaf.period) for leaf in leaves}
    return found.pop() if len(found) == 1 else (-1, voice.word("plot.length-several"))


def _length_of(voice: Speech, ds: Dataset, leaf: Observation, period: Period) -> tuple[float, str]:
    if leaf.indicator in ds and ds.get(leaf.indicator, Indicator).kind is IndicatorKind.STOCK:
        return 0, voice.word("plot.length-state")
    if period.days is None:
        return inf, voice.word("plot.length-open")
    months = _months(period)
    if months:
        return months * _MONTH, voice.word("plot.length-month" if months == 1 else "plot.length-months", months)
    return period.days, voice.word("plot.length-day" if period.days == 1 else "plot.length-days", period.days)


def _months(period: Period) -> int:
    """Return how many whole months a period has; 0 if it is not one of whole months.

    >>> (
    ...     _months(Period.parse("2021-01/2021-09")),
    ...     _months(Period.parse("2021-01-02/2021-02")),
    ... )
    (9, 0)
    """
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or (end.month == (end + timedelta(1)).month):
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1
