"""Places side by side: a cell for each place and period, in which no figure on record is lost."""

from __future__ import annotations

__all__ = ["ComparisonCell", "ComparisonKind", "cells_of", "columns_of", "outside_of"]

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from enum import StrEnum

import attrs

from anhui_ftz.analysis.containment import province_of
from anhui_ftz.analysis.figures.agreement import implied_figures, rows_by_key, year_before
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import observations
from anhui_ftz.analysis.figures.preference import Preferred, chosen, one_or_disputed
from anhui_ftz.analysis.figures.rates import GROWTH, share
from anhui_ftz.analysis.figures.trends import growth
from anhui_ftz.errors import FtzError, InvalidValue, shown
from anhui_ftz.model.checks import as_years, is_several
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation

_MOST_COLUMNS = 500


class ComparisonKind(StrEnum):
    """What is on record of a place and period."""

    #: A source states the figure of the period; of a stock, that of its last day.
    STATED = "stated"
    #: Only figures of parts of the period are stated, such as those of some months of a year.
    PART_YEAR = "part-year"
    #: No figure of the period is stated; others imply it.
    IMPLIED = "implied"
    #: Sources state figures that share no value.
    CONFLICT = "conflict"
    #: Nothing is on record, which does not mean zero.
    ABSENT = "absent"


@attrs.frozen
class ComparisonCell:
    """What is on record of one place in one period.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> cell = ftz.compare(ftz.load(), ["anhui-ftz"], "goods-trade", periods=[2025])[
    ...     "anhui-ftz", 2025
    ... ]
    >>> cell.kind.value, cell.figures[0].period, format(cell.quantity, "en")
    ('part-year', Period('2025-01-01/2025-09-30'), 'more than 229.7 billion yuan')
    """

    #: Id of the place.
    subject: str
    #: The period of the column.
    period: Period
    #: What is on record.
    kind: ComparisonKind
    #: The figure of the cell; all that disagree in a conflict; the longest part of a year.
    figures: tuple[Observation, ...] = ()
    #: What other figures imply, if the kind is ``implied``.
    implied: tuple[Derived, ...] = ()
    #: Further figures that belong to the period: of parts of it, in another currency, or of another source.
    others: tuple[Observation, ...] = ()
    #: Its share of the province's figure, in ``%``; None where that was not asked for or cannot be said.
    share: Derived | None = None
    #: Its growth on the year before, in ``%``, worked out or else as stated; None likewise.
    growth: Derived | Observation | None = None

    @property
    def observations(self) -> tuple[Observation, ...]:
        """All figures on record that belong to the cell."""
        return (*self.figures, *self.others)

    @property
    def quantity(self) -> Quantity | None:
        """The one figure of the cell; None without a figure, or if sources disagree."""
        if self.kind is ComparisonKind.CONFLICT:
            return None
        if self.figures:
            return self.figures[0].quantity
        return self.implied[0].quantity if self.implied else None


def columns_of(
    ds: Dataset, subjects: Sequence[str], indicator: Indicator, periods: str | int | Iterable[int | str | Period]
) -> tuple[Period, ...]:
    """Return the periods of the columns, in the order of time.

    Raises
    ------
    InvalidValue
        If ``periods`` is neither of its words nor periods, or there are too many.
    """
    rows = [row for id in subjects for row in observations(ds, subject=id, indicator=indicator)]
    found: Iterable[Period]
    word = periods if isinstance(periods, str | bytes) else None  # an array would be compared item by item
    if word == "years":
        ends = [day.year for row in rows for day in (row.period.start, row.period.end) if day is not None]
        found = [_year(year) for year in range(min(ends), max(ends) + 1)] if ends else []
    elif word == "best":
        counts = Counter(period for _, period in {(row.subject, row.period) for row in rows})
        most = max(counts.values(), default=0)
        found = [period for period, count in counts.items() if count == most]
    elif word is not None:
        raise InvalidValue(f"periods: give 'years', 'best' or a list of years and periods, not {shown(word)}")
    else:
        given = periods if is_several(periods) else [periods]
        found = [_column(each) for each in given]  # type: ignore[union-attr] # one or several
        if not found:
            raise InvalidValue("periods: give one period at least")
    columns = sorted(set(found), key=in_time)
    if len(columns) > _MOST_COLUMNS:
        raise InvalidValue(f"periods: give {_MOST_COLUMNS} at most, not {len(columns)}")
    return tuple(columns)


def _column(value: object) -> Period:
    if isinstance(value, str | Period):
        return Period.parse(value)
    return _year(as_years(value)[0])  # type: ignore[arg-type] # refused there


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def outside_of(
    ds: Dataset, subjects: Sequence[str], indicator: Indicator, columns: Sequence[Period]
) -> tuple[Observation, ...]:
    """Return the figures that overlap a column and belong to none, such as those that run over several years."""
    stock = not indicator.kind.has_length
    rows = (row for id in subjects for row in observations(ds, subject=id, indicator=indicator))
    return tuple(
        row
        for row in rows
        if not stock and _home(row.period, columns) is None and any(each.overlaps(row.period) for each in columns)
    )


def _home(period: Period, columns: Sequence[Period]) -> Period | None:
    """Return the one column that a figure of days belongs to: its own, or the shortest that contains it."""
    if period in columns:
        return period
    around = [each for each in columns if each.contains(period)]
    return min(around, key=lambda each: (each.days or date.max.toordinal(), in_time(each)), default=None)


def cells_of(
    ds: Dataset,
    subject: str,
    indicator: Indicator,
    columns: Sequence[Period],
    *,
    prefer: Preferred = None,
    show: Collection[str] = (),
) -> tuple[ComparisonCell, ...]:
    """Return the cells of one place, a cell for each column."""
    stock = not indicator.kind.has_length
    belonging: defaultdict[Period, list[Observation]] = defaultdict(list)
    for row in observations(ds, subject=subject, indicator=indicator):
        home = [each for each in columns if each.overlaps(row.period)] if stock else [_home(row.period, columns)]
        for column in home:
            if column is not None:
                belonging[column].append(row)
    work = _Work(ds, indicator, prefer)
    return tuple(work.cell(subject, column, belonging[column], show) for column in columns)


class _Work:
    """Fills cells from the figures of one indicator."""

    def __init__(self, ds: Dataset, indicator: Indicator, prefer: Preferred) -> None:
        self.ds, self.indicator, self.prefer = ds, indicator, prefer

    def cell(self, subject: str, column: Period, rows: list[Observation], show: Collection[str]) -> ComparisonCell:
        whole = self._whole(rows, column)
        kind, implied, figures = ComparisonKind.STATED, tuple[Derived, ...](), self._figures(whole)
        if not whole:
            implied = implied_figures(self.ds, subject, self.indicator, column)
            figures = () if implied else self._figures(_longest(rows))
            known = ComparisonKind.PART_YEAR if figures else ComparisonKind.ABSENT
            kind = ComparisonKind.IMPLIED if implied else known
        if len(figures) > 1:
            kind = ComparisonKind.CONFLICT
        used = {row.id for row in figures}
        others = tuple(row for row in rows if row.id not in used)
        found = ComparisonCell(subject, column, kind, figures, implied, others)
        if len(figures) != 1 or not self.indicator.kind.has_growth:
            return found
        part = self._share(figures[0]) if "share" in show else None
        rate = self._growth(figures[0]) if "growth" in show else None
        return attrs.evolve(found, share=part, growth=rate)

    def _whole(self, rows: list[Observation], column: Period) -> list[Observation]:
        """Return the figures of a whole period: those of its days, or of a stock, those of its last day."""
        if self.indicator.kind.has_length or column.end is None:
            return [row for row in rows if row.period == column]
        last = Period(column.end, column.end)
        return [row for row in rows if row.period == column or row.period.contains(last)]

    def _figures(self, rows: list[Observation]) -> tuple[Observation, ...]:
        """Return the figure chosen among those of one period, or all that disagree."""
        return one_or_disputed(rows, lambda: chosen(self.ds, rows, self.indicator, self.prefer)) if rows else ()

    def _one(self, subject: str, period: Period | None) -> Observation | None:
        """Return the figure of another place or year, if there is one and sources agree on it."""
        if period is None:
            return None
        rows = self.ds.memo(rows_by_key).get((subject, self.indicator.id, period), [])
        if not rows and not self.indicator.kind.has_length:
            rows = self._whole(list(observations(self.ds, subject=subject, indicator=self.indicator)), period)
        figures = self._figures(rows)
        return figures[0] if len(figures) == 1 else None

    def _share(self, part: Observation) -> Derived | None:
        province = province_of(self.ds, part.subject)
        whole = self._one(province, part.period) if province is not None else None
        if whole is None or whole is part:
            return None
        try:
            return share(part, whole, ds=self.ds, allow="period")
        except FtzError:  # of another currency, or a whole of zero: there is no share to state
            return None

    def _growth(self, now: Observation) -> Derived | Observation | None:
        before = self._one(now.subject, year_before(now.period))
        try:
            return growth(before, now, ds=self.ds) if before is not None else self._stated_growth(now)
        except FtzError:  # of another currency, or from zero
            return self._stated_growth(now)

    def _stated_growth(self, now: Observation) -> Observation | None:
        rates = self.ds.memo(rows_by_key).get((now.subject, now.indicator + GROWTH, now.period), [])
        return rates[0] if len({rate.quantity for rate in rates}) == 1 else None


def _longest(rows: list[Observation]) -> list[Observation]:
    """Return the figures of the longest part of a period; of several, the one that ends last."""
    days = max((_length(row.period) for row in rows), default=None)
    return [row for row in rows if _length(row.period) == days]


def _length(period: Period) -> tuple[int, date, date]:
    return period.days or 0, period.end or date.max, period.start or date.min
