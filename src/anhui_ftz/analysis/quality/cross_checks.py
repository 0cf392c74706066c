"""Agreement: whether several figures for one thing can be true at once, stated ones and implied ones."""

from __future__ import annotations

__all__ = ["GROWTH", "Agreement", "CrossCheck", "agreement", "conflicts", "implied_bases", "rows_by_key", "year_before"]

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise

import attrs

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.rates import implied_base
from anhui_ftz.errors import InvalidValue, UnitError
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation, ObservationStatus

#: What the indicator of a growth rate is called: that of the level, with this behind.
GROWTH = "-growth"


class Agreement(StrEnum):
    """How far figures for one thing agree."""

    #: Of any two, one allows all that the other does: "exceeds 500 billion" and 540.64 billion.
    CONFIRMED = "confirmed"
    #: Any two share a value, but some two overlap only in part.
    COMPATIBLE = "compatible"
    #: Some two share no value: one of them is wrong, or measures something else.
    CONFLICTING = "conflicting"


@attrs.frozen
class CrossCheck:
    """Several figures for one thing, and how far they agree.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> seed = ftz.load().get("ah-obs-014")
    >>> customs = attrs.evolve(seed, id="customs", quantity=Quantity.rounded("5406.4", "亿元", "0.1"))
    >>> print(CrossCheck("anhui", "goods-trade", seed.period, Agreement.CONFIRMED, (seed, customs)))
    confirmed: goods-trade of anhui in 2020: more than 500 billion yuan (ah-obs-014); 540.64 billion yuan (customs)
    """

    #: Id of the place or body that the figures are about.
    subject: str
    #: Id of the indicator.
    indicator: str
    #: The days that they are about.
    period: Period
    #: How far they agree.
    verdict: Agreement
    #: The figures as stated, by id.
    observations: tuple[Observation, ...]
    #: What a later figure and its growth rate imply; None where all figures are stated.
    implied: Derived | None = None
    #: What a reader should know; empty where there is nothing.
    note: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that the figures rest on, sorted."""
        stated = {cited.source for row in self.observations for cited in row.citations}
        return tuple(sorted(stated.union(self.implied.sources if self.implied else ())))

    def __str__(self) -> str:
        text = "; ".join(map(_figure, self.observations))
        if self.implied is not None:
            basis = " and ".join(map(_figure, self.implied.observations))
            text += f" against {self.implied.quantity:en} implied by {basis}"
        note = f" ({self.note})" if self.note else ""
        return f"{self.verdict}: {self.indicator} of {self.subject} in {self.period}: {text}{note}"


def conflicts(ds: Dataset) -> tuple[CrossCheck, ...]:
    """Hold all figures for one thing against each other, and against what growth rates imply.

    Figures of one subject, indicator and period are compared all at once. A figure is also compared with
    the base that the figure for the same days of the next year implies by its growth rate, an observation
    of the indicator with ``-growth`` behind its name; where the source of that figure states a rate, by that
    one. Figures in different currencies are not compared.

    Parameters
    ----------
    ds
        The data set.

    Returns
    -------
    tuple of CrossCheck
        Every comparison that can be made, whatever its verdict; sorted by subject, indicator and period,
        stated figures before implied ones.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> customs = attrs.evolve(ds.get("ah-obs-014"), id="x", quantity=ftz.Quantity.rounded("5406.4", "亿元", "0.1"))
    >>> both = attrs.evolve(ds, observations=(ds.get("ah-obs-014"), customs))
    >>> [str(each.verdict) for each in ftz.conflicts(both)]
    ['confirmed']
    """
    as_dataset(ds)
    return tuple(sorted([*_stated(ds), *_implied(ds)], key=_order))


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
    intervals = sorted(((each.lower, each.upper) for each in quantities), key=lambda ends: (ends[0], -ends[1]))
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
    found = (_implied_by(level, rate) for level in levels for rate in _going_with(level, rates))
    return tuple(base for base in found if base is not None)


def _going_with(level: Observation, rates: list[Observation]) -> list[Observation]:
    sources = {cited.source for cited in level.citations}
    return [rate for rate in rates if not sources.isdisjoint(cited.source for cited in rate.citations)] or rates


def _implied_by(level: Observation, rate: Observation) -> Derived | None:
    """Return the base that a figure and its growth rate imply; None where they imply none."""
    try:
        return attrs.evolve(implied_base(level, rate), period=year_before(level.period))
    except (InvalidValue, UnitError):  # a rate that may be -100 %, or is no rate
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


def _stated(ds: Dataset) -> Iterator[CrossCheck]:
    for key, several in ds.memo(rows_by_key).items():
        for alike in _by_unit(several):
            if len(alike) > 1:
                verdict = agreement(row.quantity for row in alike)
                yield CrossCheck(*key, verdict, alike, note=_note(alike))


def _implied(ds: Dataset) -> Iterator[CrossCheck]:
    rows = ds.memo(rows_by_key)
    for subject, indicator, period in rows:
        before = year_before(period) if indicator.endswith(GROWTH) else None
        if before is None:
            continue
        level = indicator.removesuffix(GROWTH)
        for row in rows.get((subject, level, before), ()):
            for base in implied_bases(ds, subject, level, period):
                if row.quantity.unit == base.quantity.unit:
                    verdict = agreement((row.quantity, base.quantity))
                    note = _note((row, *base.observations))
                    yield CrossCheck(subject, level, before, verdict, (row,), base, note)


def _by_unit(rows: list[Observation]) -> list[tuple[Observation, ...]]:
    units = dict.fromkeys(row.quantity.unit for row in rows)
    return [tuple(row for row in rows if row.quantity.unit == unit) for unit in units]


def _note(rows: Iterable[Observation]) -> str:
    forecasts = [row.id for row in rows if row.status is ObservationStatus.FORECAST]
    return f"forecast: {', '.join(forecasts)}" if forecasts else ""


def _figure(row: Observation) -> str:
    return f"{row.quantity:en} ({row.id})"


def _order(each: CrossCheck) -> tuple[object, ...]:
    days = each.period.start or date.min, each.period.end or date.max, each.period.edtf
    basis = [row.id for row in each.implied.observations] if each.implied else []
    return each.subject, each.indicator, *days, each.implied is not None, [row.id for row in each.observations], basis
