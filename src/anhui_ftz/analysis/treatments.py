"""Treatments: from which day a zone treats a province or a prefecture, and on what evidence."""

from __future__ import annotations

__all__ = ["StartName", "Treatment", "UnitName", "municipalities", "starts", "treatments", "units_of"]

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.event import ZoneEvent, ZoneEventKind
from anhui_ftz.model.places import Area, Division, DivisionKind, OrganizationKind, Zone, ZoneStatus

#: The level of the units.
UnitName = Literal["province", "prefecture"]
#: The kinds of day from which treatment may be counted.
StartName = Literal["inaugurated", "decided", "approved", "plan-published"]


#: What happens where an area is added, and may name the document of it.
_OF_A_PLAN = {
    ZoneEventKind.APPROVED,
    ZoneEventKind.PLAN_ISSUED,
    ZoneEventKind.PLAN_PUBLISHED,
    ZoneEventKind.ENLARGED,
}


@attrs.frozen
class Treatment:
    """Why and since when a unit is treated by a zone."""

    #: Id of the unit.
    unit: str
    #: Id of the zone.
    zone: str
    #: Ids of the areas in the unit that begin on that day; empty where the zone as a whole treats it.
    areas: tuple[str, ...] = ()
    #: Earliest day on which it may have begun; None where nothing is known.
    lower: date | None = None
    #: Day by which it had certainly begun; None where that is not known.
    upper: date | None = None
    #: Kind of that day: the one asked for, or the one that stands in for it; None where no day is known.
    kind: ZoneEventKind | None = None
    #: Number of the document.
    document: str = ""
    #: Ids of the sources of the day, sorted.
    sources: tuple[str, ...] = ()
    #: Size with which it began, in km2: of the zone in a province, of its areas in a prefecture; None where not known.
    area_km2: float | None = None


class _Start(NamedTuple):
    """When a zone or area began."""

    lower: date | None
    upper: date | None
    kind: ZoneEventKind | None = None
    document: str = ""
    sources: tuple[str, ...] = ()


_UNKNOWN = _Start(None, None)


def units_of(ds: Dataset, unit: UnitName) -> tuple[Division, ...]:
    """Return the units of a level by GB/T 2260 code; a municipality is a unit at both levels.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> len(units_of(ftz.load(), "province")), len(units_of(ftz.load(), "prefecture"))
    (31, 337)
    """
    coded = [row for row in ds.divisions if row.gb_t_2260]
    whole = municipalities(ds)
    if unit == "province":
        rows = [row for row in coded if row.kind is DivisionKind.PROVINCE]
    else:
        rows = [row for row in coded if row.kind is DivisionKind.CITY or row.id in whole]
    return tuple(sorted(rows, key=lambda row: str(row.gb_t_2260)))


def municipalities(ds: Dataset) -> set[str]:
    """Return the ids of the provinces without prefectures: the municipalities under the State Council."""
    divided = {id for row in ds.divisions if row.kind is DivisionKind.CITY for id in row.within}
    return {row.id for row in ds.divisions if row.kind is DivisionKind.PROVINCE and row.id not in divided}


def treatments(
    ds: Dataset, unit: UnitName, start: ZoneEventKind, *, by_zone: bool, linked_innovation: bool = False
) -> tuple[Treatment, ...]:
    """Return what treats each unit, one row for each unit and zone, sorted by unit.

    Parameters
    ----------
    ds
        The data set.
    unit
        The level of the units.
    start
        The kind of day from which treatment counts.
    by_zone
        Whether the day of the zone treats every unit of its province; otherwise its areas treat the units
        in which they lie. A province begins with its zone or its first area, whichever is earlier.
    linked_innovation
        Whether a linked innovation zone treats its prefecture too, from a day that is not known.
    """
    ids = {row.id for row in units_of(ds, unit)}
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for id in ids:
        for outer in ancestors(ds, id):
            inside[outer].add(id)
    rows: list[Treatment] = []
    for zone in ds.zones:
        if zone.status is ZoneStatus.ESTABLISHED:
            rows += _of_zone(ds, zone, inside[zone.province], start, by_zone=by_zone)
    if linked_innovation:
        rows += _linked(ds, ids, {row.unit for row in rows})
    return tuple(sorted(rows, key=lambda row: (row.unit, row.zone)))


def starts(ds: Dataset, place: Zone | Area, start: ZoneEventKind) -> _Start:
    """Return when a zone or area began, by a kind of day.

    The day of an area is its own, or where it has none, that of its zone. An area that was added later begins
    with its own inauguration; a zone or area that was never inaugurated begins when its plan was made public.
    """
    joined = isinstance(place, Area) and _is_joined(place)
    kinds = [start]
    if start is ZoneEventKind.INAUGURATED:
        kinds = [start, *([ZoneEventKind.ENLARGED] if joined else []), ZoneEventKind.PLAN_PUBLISHED]
    for kind in kinds:
        if (event := _earliest(place.events, kind)) is not None:
            return _started(event, place, _document(ds, place, joined=joined))
        if isinstance(place, Area) and not joined and kind is start:
            zone = ds.zones[place.zone]
            if (event := _earliest(zone.events, kind)) is not None:
                return _started(event, zone, zone.document)
    if isinstance(place, Area) and not joined:
        return starts(ds, ds.zones[place.zone], start)
    return _UNKNOWN


def _is_joined(area: Area) -> bool:
    """Whether an area was added by an enlargement."""
    return area.date_of(ZoneEventKind.ENLARGED) is not None


def _earliest(events: Iterable[ZoneEvent], kind: ZoneEventKind) -> ZoneEvent | None:
    return next((each for each in events if each.kind is kind), None)  # in the order of their days


def _document(ds: Dataset, place: Zone | Area, *, joined: bool) -> str:
    """Return the number of the founding document; of an area that joined later, that of its own plan."""
    if isinstance(place, Area) and joined:
        return next((each.document for each in place.events if each.document and each.kind in _OF_A_PLAN), "")
    return (place if isinstance(place, Zone) else ds.zones[place.zone]).document


def _started(event: ZoneEvent, place: Zone | Area, document: str) -> _Start:
    sources = tuple(each.source for each in event.citations or place.citations)
    return _Start(event.period.start, event.period.end, event.kind, event.document or document, sources)


def _of_zone(ds: Dataset, zone: Zone, inside: set[str], start: ZoneEventKind, *, by_zone: bool) -> list[Treatment]:
    """Return what a zone treats of the units inside its province, the province itself included."""
    areas = [row for row in ds.areas if row.zone == zone.id]
    own = starts(ds, zone, start)
    begun: defaultdict[str, list[tuple[_Start, tuple[str, ...]]]] = defaultdict(list)
    if zone.province in inside:
        begun[zone.province].append((own, ()))
        if not by_zone or areas:
            known = own.lower is not None or own.upper is not None  # what is later does not tell when it began
            first = areas if known else [area for area in areas if not _is_joined(area)]
            begun[zone.province] += [(starts(ds, area, start), (area.id,)) for area in first]
    elif by_zone or not areas:  # where no area is on record, any unit of the province may be treated
        for id in inside:
            begun[id].append((own if by_zone else _Start(own.lower, None), ()))
    else:
        for area in areas:
            hosts = (inside & ancestors(ds, area.id)) or (inside if area.city is None else set())
            for id in hosts:
                begun[id].append((starts(ds, area, start), (area.id,)))
    return [_first(id, zone, found) for id, found in begun.items()]


def _first(unit: str, zone: Zone, found: list[tuple[_Start, tuple[str, ...]]]) -> Treatment:
    """Return the first of several beginnings: by the day that is certain, else with none."""
    known = [each for each in found if each[0].upper is not None]
    lowers = [start.lower for start, _ in found]
    lower = None if None in lowers else min(day for day in lowers if day is not None)
    if not known:
        return Treatment(unit, zone.id, lower=lower, kind=found[0][0].kind)
    upper = min(start.upper for start, _ in known if start.upper is not None)
    first = [each for each in known if each[0].upper == upper]
    areas = tuple(id for _, ids in first for id in ids)  # in order, as the areas of the zone are
    sources = tuple(sorted({id for start, _ in first for id in start.sources}))
    start = first[0][0]
    document = next((each.document for each, _ in first if each.document), "")
    return Treatment(
        unit, zone.id, areas, start.lower if lower is None else lower, upper, start.kind, document, sources
    )


def _linked(ds: Dataset, units: set[str], treated: set[str]) -> list[Treatment]:
    """Return the prefectures that host a linked innovation zone and no area of a zone."""
    rows: list[Treatment] = []
    for zone in ds.zones:
        hosts = {
            id
            for row in ds.organizations
            if row.kind is OrganizationKind.INNOVATION_ZONE
            for id in units & ancestors(ds, row.id)
            if zone.province in ancestors(ds, id)
        }
        rows += [Treatment(id, zone.id) for id in hosts - treated]
    return rows
