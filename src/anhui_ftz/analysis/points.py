"""Positions: the point at which a map shows a place, and whose point that is."""

from __future__ import annotations

__all__ = ["RepresentativePoint", "representative_point"]

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.location import Location
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone

#: Decimals of a degree that a mean is given to: about a metre.
_DECIMALS = 5


class RepresentativePoint(NamedTuple):
    """A point for a place, taken from the data: its own, or one of what it has or lies in."""

    #: The point.
    location: Location
    #: Ids of the places whose points it is, or is the mean of; its own id where it has one itself.
    of: tuple[str, ...]


def representative_point(ds: Dataset, place: str | Place) -> RepresentativePoint | None:
    """Return where a map shows a place.

    A division or body stands at its own point, an area at its city's, a zone at the mean of its areas'
    points, else at its province's. What has no point of its own stands at the mean of the nearest that
    it lies within. A mean is one of plain degrees, which serves well away from the date line.

    Parameters
    ----------
    ds
        The data set.
    place
        Id of the place, or the place.

    Returns
    -------
    RepresentativePoint or None
        None where the data set has no point for it: nothing is guessed.

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
    ...         Division("hefei-city", "Hefei", "city", within=["anhui"], location="31.86,117.28"),
    ...         Division("wuhu-city", "Wuhu", "city", within=["anhui"], location="31.36,118.42"),
    ...     ],
    ...     zones=[Zone("anhui-ftz", "Anhui zone", "anhui")],
    ...     areas=[Area("hefei", "Hefei area", "anhui-ftz", "hefei-city"),
    ...            Area("wuhu", "Wuhu area", "anhui-ftz", "wuhu-city")],
    ... )
    >>> representative_point(ds, "hefei")
    RepresentativePoint(location=Location('31.86,117.28'), of=('hefei-city',))
    >>> representative_point(ds, "anhui-ftz")
    RepresentativePoint(location=Location('31.61,117.85'), of=('hefei-city', 'wuhu-city'))
    """
    as_dataset(ds)
    record = ds.place(place)
    known = ds.memo(_known)
    if record.id not in known:
        known[record.id] = _position(ds, record)
    return known[record.id]


def _position(ds: Dataset, record: Place) -> RepresentativePoint | None:
    if isinstance(record, Zone):
        return _of_zone(ds, record) or _upward(ds, record.province)
    if isinstance(record, Area):
        return _of_area(ds, record) or representative_point(ds, record.zone)
    return _upward(ds, record.id)


def _of_zone(ds: Dataset, zone: Zone) -> RepresentativePoint | None:
    return _mean(_of_area(ds, area) for area in ds.areas if area.zone == zone.id)


def _of_area(ds: Dataset, area: Area) -> RepresentativePoint | None:
    return None if area.city is None else _upward(ds, area.city)


def _upward(ds: Dataset, id: str) -> RepresentativePoint | None:
    """Return the point of a place, else the mean of the nearest points above it."""
    layer, seen = [id], {id}
    while layer:
        places = [ds.place(each) for each in layer]
        if found := _mean(_own(ds, place) for place in places):
            return found
        above = {each for place in places for each in place.within} - seen
        layer, seen = sorted(above), seen | above
    return None


def _own(ds: Dataset, place: Place) -> RepresentativePoint | None:
    """Return the point that a place has itself, or by its areas or city; nothing from further up."""
    if isinstance(place, Division | Organization):
        return None if place.location is None else RepresentativePoint(place.location, (place.id,))
    return _of_zone(ds, place) if isinstance(place, Zone) else _of_area(ds, place)


def _mean(positions: Iterable[RepresentativePoint | None]) -> RepresentativePoint | None:
    found = [each for each in positions if each is not None]
    if len({each.location for each in found}) < 2:  # noqa: PLR2004 - one point stays as it was printed
        of = tuple(sorted({id for each in found for id in each.of}))
        return RepresentativePoint(found[0].location, of) if found else None
    latitude, longitude = (_average(each) for each in zip(*(_degrees(each.location) for each in found), strict=True))
    return RepresentativePoint(Location(latitude, longitude), tuple(sorted({id for each in found for id in each.of})))


def _degrees(point: Location) -> tuple[Fraction, Fraction]:
    return Fraction(point.latitude), Fraction(point.longitude)


def _average(degrees: tuple[Fraction, ...]) -> Decimal:
    return Decimal(f"{round(sum(degrees) / len(degrees) * 10**_DECIMALS)}e-{_DECIMALS}")


def _known(_: Dataset) -> dict[str, RepresentativePoint | None]:
    return {}
