"""The rows of the treatment panel: one unit in one period."""

from __future__ import annotations

__all__ = ["FreqName", "PanelPeriod", "PanelRow", "PanelRows", "TimingName", "spans_of"]

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

import attrs

from anhui_ftz.analysis.containment import Inherited, ancestors, is_province
from anhui_ftz.analysis.points import great_circle, representative_point
from anhui_ftz.analysis.sizes import Sizes, mean_size
from anhui_ftz.analysis.treatments import Treatment
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.event import ZoneEventKind
from anhui_ftz.model.period import month_end
from anhui_ftz.model.places import Division

FreqName = Literal["Y", "Q", "M"]
TimingName = Literal["same", "next", "midyear"]
#: Months of a period.
_MONTHS = {"Y": 12, "Q": 3, "M": 1}
#: The group of provinces of the Yangtze River Delta.
_DELTA = "yrd-provinces"
#: Kilometres within which a treated unit counts as a neighbour; months of half a year.
_NEAR, _HALF_YEAR = 200, 6


@attrs.frozen
class PanelRow:
    """One unit in one period."""

    #: Id of the unit.
    unit: str
    #: Its GB/T 2260 code of six digits.
    gb_t_2260: str
    #: Its English name.
    name_en: str
    #: Its Chinese name.
    name_zh: str
    #: Id of its province.
    province: str
    #: The period, as EDTF: ``2020``, ``2020-36`` (its last quarter) or ``2020-09``.
    period: str
    #: Its calendar year.
    year: int
    #: Its running number, from 1.
    time: int
    #: Id of the zone that treats the unit first; None where none does.
    zone: str | None
    #: Ids of the areas that treat it first.
    areas: tuple[str, ...]
    #: Batch of the zone.
    batch: int | None
    #: First treated period: the year, or for quarters and months its running number; 0 is never, None not known.
    cohort: int | None
    #: Earliest day on which treatment may have begun.
    start_lower: date | None
    #: Day by which it had certainly begun.
    start_upper: date | None
    #: Kind of that day.
    start_kind: ZoneEventKind | None
    #: 1 where the unit is treated, 0 where it is not, None where that is not known.
    treated: int | None
    #: Periods since the first treated one, negative before; None for never and where it is not known.
    event_time: int | None
    #: Days of the period from the certain day on.
    days_treated: int | None
    #: Their share of the period's days, from 0 to 1.
    exposure: float | None
    #: Size of the zone (of its areas in the prefecture) in km2, as a mean over the days; None where not known.
    area_km2: float | None
    #: 1 from the period in which the zone was enlarged within the unit.
    enlarged: int
    #: Other units that are treated in the period and lie within 200 km; None unless distances were asked for.
    neighbours_treated: int | None
    #: Kilometres to the nearest other treated unit; None unless required, or if no other unit is treated.
    km_to_nearest: float | None
    #: Whether it lies in the Yangtze River Delta.
    delta: bool
    #: Ids of the sources of the day of treatment.
    sources: tuple[str, ...]


class PanelPeriod(NamedTuple):
    """One period of the panel."""

    #: As EDTF.
    text: str
    #: Its calendar year.
    year: int
    #: Number of its first day, as `datetime.date.toordinal` has it.
    first: int
    #: Number of its last day.
    last: int


def spans_of(years: tuple[int, int], freq: FreqName) -> tuple[PanelPeriod, ...]:
    """Return the periods of a panel, in order.

    >>> [span.text for span in spans_of((2020, 2020), "Q")]
    ['2020-33', '2020-34', '2020-35', '2020-36']
    """
    return tuple(_spans(years, freq))


def _spans(years: tuple[int, int], freq: FreqName) -> Iterator[PanelPeriod]:
    step = _MONTHS[freq]
    for year in range(years[0], years[1] + 1):
        for number, month in enumerate(range(1, 13, step)):
            end = month + step - 1
            text = {"Y": f"{year:04}", "Q": f"{year:04}-{33 + number}", "M": f"{year:04}-{month:02}"}[freq]
            yield PanelPeriod(text, year, date(year, month, 1).toordinal(), month_end(year, end).toordinal())


class PanelRows:
    """What the rows of a panel are made from."""

    def __init__(
        self, ds: Dataset, found: Sequence[Treatment], spans: Sequence[PanelPeriod], freq: FreqName, timing: TimingName
    ) -> None:
        self._ds, self._spans, self._freq, self._timing = ds, spans, freq, timing
        self._found, self._first = found, _by_unit(found)
        self._begins = {id: self._number(row) for id, row in self._first.items()}
        self._sizes = Sizes(ds)

    def of(self, units: Sequence[Division], others: Sequence[Division] = ()) -> Iterator[PanelRow]:
        """Yield the rows of units, with distances to the other units that are given."""
        near = _Nearness(self._ds, others, self._begins) if others else None
        for unit in units:
            yield from self._rows(unit, near)

    def treatments(self, ids: Container[str]) -> Iterator[Treatment]:
        """Yield what treats some units, with the size with which it began."""
        for row in self._found:
            if row.unit in ids:
                yield attrs.evolve(row, area_km2=self._sizes.first(self._ds.divisions[row.unit], row))

    def _number(self, row: Treatment) -> int | None:
        """Return the running number of the first treated period; below 1 before the panel, None where not known."""
        if row.upper is None:
            return None
        step = _MONTHS[self._freq]
        years = row.upper.year - self._spans[0].year
        number = years * (12 // step) + (row.upper.month - 1) // step + 1
        return number + (self._timing == "next" or (self._timing == "midyear" and row.upper.month > _HALF_YEAR))

    def _cohort(self, row: Treatment) -> int | None:
        begin = self._begins[row.unit]
        return begin if begin is None or self._freq != "Y" else self._spans[0].year + begin - 1

    def _rows(self, unit: Division, near: _Nearness | None) -> Iterator[PanelRow]:
        ds, row = self._ds, self._first.get(unit.id)
        above = ancestors(ds, unit.id)
        province = next(iter(ds.memo(Inherited, is_province)[unit.id]), "")
        begin, steps, enlarged = self._begins.get(unit.id), self._sizes.of(unit, row), self._sizes.enlarged(unit, row)
        zone, batch, cohort = (row.zone, ds.zones[row.zone].batch, self._cohort(row)) if row else (None, None, 0)
        code, english, chinese, delta = unit.gb_t_2260 or "", unit.name.en, unit.name.zh, _DELTA in above
        areas, lower, upper, kind = (row.areas, row.lower, row.upper, row.kind) if row else ((), None, None, None)
        sources = row.sources if row else ()
        for time, span in enumerate(self._spans, 1):
            days_treated = 0 if row is None else _days_treated(row, span)
            is_known = days_treated is not None
            treated = int(begin is not None and time >= begin) if is_known else None
            event_time = None if begin is None else time - begin
            exposure = None if days_treated is None else days_treated / (span.last - span.first + 1)
            size = mean_size(steps, span.first, span.last)
            is_enlarged = int(enlarged is not None and enlarged <= span.last)
            count, nearest = (None, None) if near is None else near.of(unit.id, time)
            # fmt: off
            yield PanelRow(  # by position, in the order of the fields: naming 25 of them takes a third more time
                unit.id, code, english, chinese, province, span.text, span.year, time,
                zone, areas, batch, cohort, lower, upper, kind,
                treated, event_time, days_treated, exposure, size, is_enlarged, count, nearest, delta, sources,
            )
            # fmt: on


def _by_unit(found: Sequence[Treatment]) -> dict[str, Treatment]:
    """Return the treatment of each unit that begins first."""
    first: dict[str, Treatment] = {}
    for row in found:
        known = first.get(row.unit)
        if known is None or (row.upper or date.max) < (known.upper or date.max):
            first[row.unit] = row
    return first


def _days_treated(row: Treatment, span: PanelPeriod) -> int | None:
    """Return the days of a period from the certain day on; None where they are not known."""
    if row.upper is not None:
        return max(0, span.last + 1 - max(span.first, row.upper.toordinal()))
    ahead = row.lower is not None and span.last < row.lower.toordinal()
    return 0 if ahead else None


class _Nearness:
    """Great-circle distances between the representative points of units."""

    def __init__(self, ds: Dataset, units: Sequence[Division], begins: dict[str, int | None]) -> None:
        at = {row.id: representative_point(ds, row) for row in units}
        self._points = {id: point.location for id, point in at.items() if point is not None}
        self._begins = {id: begin for id, begin in begins.items() if begin is not None and id in self._points}
        self._sorted: dict[str, list[tuple[float, int]]] = {}

    def of(self, unit: str, time: int) -> tuple[int | None, float | None]:
        """Return how many other treated units are near in a period, and how far the nearest is."""
        if unit not in self._points:
            return None, None
        if unit not in self._sorted:
            here = self._points[unit]
            self._sorted[unit] = sorted(
                (great_circle(here, self._points[id]), begin) for id, begin in self._begins.items() if id != unit
            )
        away = [km for km, begin in self._sorted[unit] if begin <= time]
        return sum(km <= _NEAR for km in away), round(away[0], 3) if away else None
