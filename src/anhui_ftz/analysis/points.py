"""Positions: the point at which a map shows a place, and whose point that is."""

from __future__ import annotations

__all__ = ["RepresentativePoint", "great_circle", "representative_point"]

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from anhui_ftz.analysis.containment import downward
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.location import Location
from anhui_ftz.model.places import Division, Organization, Place

#: Decimals of a degree that a mean is given to: about a metre.
_DECIMALS = 5
#: Mean radius of the earth in kilometres (IUGG).
_EARTH = 6371.0088


class RepresentativePoint(NamedTuple):
    """A point for a place, taken from the data: its own, or one of what it has or lies in."""

    #: The point.
    location: Location
    #: Ids of the places whose points it is, or is the mean of; its own id where it has one itself.
    of: tuple[str, ...]


def representative_point(ds: Dataset, place: str | Place) -> RepresentativePoint | None:
    """Return the point at which to draw a place on a map.

    A division or body is drawn at its own location, an area at its city, and a zone at the mean of its areas or, if
    there are none, at its province. A place without a location of its own is drawn at the mean of the nearest points
    of the places in which it lies; a division or a city at those of divisions and bodies. Means are of degrees, which
    is exact enough away from the date line.

    Parameters
    ----------
    ds
        The data set.
    place
        Id of the place, or the place.

    Returns
    -------
    RepresentativePoint or None
        None if the data set has no point for it.

    Raises
    ------
    UnknownName
        If no place has that id.

    Examples
    --------
    >>> from anhui_ftz import Area, Dataset, Division, Zone
    >>> ds = Dataset(
    ...     divisions=[
    ...         Division("anhui", "Anhui"),
    ...         Division(
    ...             "hefei-city",
    ...             "Hefei",
    ...             "city",
    ...             within=["anhui"],
    ...             location="31.86,117.28",
    ...         ),
    ...         Division(
    ...             "wuhu-city",
    ...             "Wuhu",
    ...             "city",
    ...             within=["anhui"],
    ...             location="31.36,118.42",
    ...         ),
    ...     ],
    ...     zones=[Zone("anhui-ftz", "Anhui zone", "anhui")],
    ...     areas=[
    ...         Area("hefei", "Hefei area", "anhui-ftz", "hefei-city"),
    ...         Area("wuhu", "Wuhu area", "anhui-ftz", "wuhu-city"),
    ...     ],
    ... )
    >>> representative_point(ds, "hefei")
    RepresentativePoint(location=Location('31.86,117.28'), of=('hefei-city',))
    >>> representative_point(ds, "anhui-ftz")
    RepresentativePoint(location=Location('31.61,117.85'), of=('hefei-city', 'wuhu-city'))
    """
    as_dataset(ds)
    record = ds.place(place)
    return ds.memo(_points).get(record.id)


def _points(ds: Dataset) -> dict[str, RepresentativePoint]:
    """Return the point of every place that has one."""
    holders: tuple[Division | Organization, ...] = (*ds.divisions, *ds.organizations)
    stored = {row.id: RepresentativePoint(row.location, (row.id,)) for row in holders if row.location is not None}
    known = _nearest(ds, stored)  # of places by the points stored alone, so that no zone is worked out from itself
    areas = {area.id: known[area.city] for area in ds.areas if area.city in known}
    seats: defaultdict[str, list[RepresentativePoint]] = defaultdict(list)
    for area in ds.areas:
        seats[area.zone] += [areas[area.id]] if area.id in areas else []
    zones = {zone: _mean(points) for zone, points in seats.items() if points}
    bodies = _nearest(ds, stored | areas | zones)
    zones = {zone.id: known[zone.province] for zone in ds.zones if zone.province in known} | zones
    areas = {area.id: zones[area.zone] for area in ds.areas if area.zone in zones} | areas
    divisions = {division.id: known[division.id] for division in ds.divisions if division.id in known}
    return bodies | divisions | zones | areas


def _nearest(ds: Dataset, own: Mapping[str, RepresentativePoint]) -> dict[str, RepresentativePoint]:
    """Return for each place its own point, else the mean of the nearest that it lies within."""
    found: dict[str, tuple[int, frozenset[str]]] = {}
    for id in downward(ds):
        if id in own:
            found[id] = 0, frozenset([id])
            continue
        above = [found[parent] for parent in ds.place(id).within if parent in found]
        if above:
            steps = min(distance for distance, _ in above)
            nearest = [ids for distance, ids in above if distance == steps]
            found[id] = steps + 1, nearest[0] if len(nearest) == 1 else frozenset().union(*nearest)
    means = {ids: _mean([own[each] for each in ids]) for ids in {ids for _, ids in found.values()}}
    return {id: means[ids] for id, (_, ids) in found.items()}


def _mean(points: Sequence[RepresentativePoint]) -> RepresentativePoint:
    """Return the mean of some points; one point stays as it was printed."""
    of = tuple(sorted({id for each in points for id in each.of}))
    if len({each.location for each in points}) == 1:
        return RepresentativePoint(points[0].location, of)
    latitude, longitude = (_average(each) for each in zip(*(_degrees(each.location) for each in points), strict=True))
    return RepresentativePoint(Location(latitude, longitude), of)


def _degrees(point: Location) -> tuple[Fraction, Fraction]:
    return Fraction(point.latitude), Fraction(point.longitude)


def _average(degrees: tuple[Fraction, ...]) -> Decimal:
    return Decimal(f"{round(sum(degrees) / len(degrees) * 10**_DECIMALS)}e-{_DECIMALS}")


def great_circle(one: Location, two: Location) -> float:
    """Return the great-circle distance of two points in kilometres, on a sphere.

    >>> round(
    ...     great_circle(
    ...         Location("31.22222", "121.45806"), Location("31.86389", "117.28083")
    ...     )
    ... )
    402
    """
    north, other = radians(float(one.latitude)), radians(float(two.latitude))
    width = radians(float(two.longitude)) - radians(float(one.longitude))
    half = sin((other - north) / 2) ** 2 + cos(north) * cos(other) * sin(width / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))
