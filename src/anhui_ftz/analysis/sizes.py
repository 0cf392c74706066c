"""Sizes over time: how large a zone, or what of it lies in a unit, was on each day."""

from __future__ import annotations

__all__ = ["Sizes", "Steps", "mean_size"]

from bisect import bisect_right
from collections import defaultdict
from datetime import date

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.treatments import Treatment
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.event import ZoneEventKind
from anhui_ftz.model.places import Area, Division, DivisionKind, Zone
from anhui_ftz.model.statistics import Observation

_LAST_DAY = date.max.toordinal()
#: A size in km2 from a day on; None where it is not known.
Steps = list[tuple[int, float | None]]


class Sizes:
    """The sizes of zones and areas over time."""

    def __init__(self, ds: Dataset) -> None:
        self._ds = ds
        rows: defaultdict[str, list[Observation]] = defaultdict(list)
        for row in ds.observations:
            if row.indicator == "area" and row.period.start is not None:
                rows[row.subject].append(row)
        self._standing = {id: _standing(found) for id, found in rows.items()}

    def of(self, unit: Division, row: Treatment | None) -> Steps:
        """Return the size of the zone in a province, or of its areas in a prefecture, from day to day."""
        if row is None:
            return [(1, 0.0)]
        if unit.kind is DivisionKind.PROVINCE:
            return self._steps(self._ds.zones[row.zone])
        areas = self._areas(unit, row)
        if not areas:
            return [(1, None)]
        days = sorted({day for area in areas for day, _ in self._steps(area)})
        return [(day, _total([_at(self._steps(area), day) for area in areas])) for day in days]

    def first(self, unit: Division, row: Treatment) -> float | None:
        """Return the size with which a treatment began, which a day of a plan or a decision may precede."""
        if row.upper is None:
            return None
        day, steps = row.upper.toordinal(), self.of(unit, row)
        ends = [first for first, _ in steps[1:]] + [_LAST_DAY]
        return next((size for (_, size), end in zip(steps, ends, strict=True) if end > day and size != 0), None)

    def enlarged(self, unit: Division, row: Treatment | None) -> int | None:
        """Return the number of the day on which the zone grew within the unit for the first time."""
        if row is None:
            return None
        begun = 0 if row.upper is None else row.upper.toordinal()
        places = [self._ds.zones[row.zone]] if unit.kind is DivisionKind.PROVINCE else self._areas(unit, row)
        days = [
            each.period.end.toordinal()
            for place in places
            for each in place.events
            if each.kind is ZoneEventKind.ENLARGED and each.period.end is not None
        ]
        return min((day for day in days if day > begun), default=None)

    def _areas(self, unit: Division, row: Treatment) -> list[Area]:
        mine = [area for area in self._ds.areas if area.zone == row.zone]
        return [area for area in mine if unit.id in ancestors(self._ds, area.id)]

    def _steps(self, place: Zone | Area) -> Steps:
        since = [each.period.start for each in place.events if each.period.start is not None]
        known = self._standing.get(place.id)
        if known:
            return [(1, 0.0), *known]
        return [(1, 0.0), (min(since).toordinal(), None)] if since else [(1, None)]


def _standing(rows: list[Observation]) -> Steps:
    """Return the sizes that held one after the other up to an open end; other figures are of one day or source."""
    chain: list[Observation] = [row for row in rows if row.period.end is None][:1]
    while chain:
        start = chain[-1].period.start
        before = [r for r in rows if r.period.end and start and (start - r.period.end).days == 1]
        if not before:
            break
        chain.append(before[0])
    return sorted((row.period.start.toordinal(), float(row.quantity.value)) for row in chain if row.period.start)


def _at(steps: Steps, day: int) -> float | None:
    return steps[bisect_right([first for first, _ in steps], day) - 1][1]


def _total(sizes: list[float | None]) -> float | None:
    known = [size for size in sizes if size is not None]
    return sum(known) if len(known) == len(sizes) else None


def mean_size(steps: Steps, start: int, end: int) -> float | None:
    """Return the mean of a size over the days of a period; None where it is not known on one of them.

    >>> mean_size([(1, 0.0), (11, 30.0)], 1, 15)
    10.0
    """
    if len(steps) == 1:  # as for every unit that is never treated
        return steps[0][1]
    total = 0.0
    for (first, size), (after, _) in zip(steps, [*steps[1:], (_LAST_DAY, None)], strict=True):
        days = min(end + 1, after) - max(start, first)
        if days > 0:
            if size is None:
                return None
            total += size * days
    return round(total / (end - start + 1), 6)
