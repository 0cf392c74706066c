"""Roll-up: at which place of a level a party counts, and by which way it came there."""

from __future__ import annotations

__all__ = ["Level", "LevelName", "Lift", "as_level", "level_of", "lifts"]

from enum import StrEnum
from typing import Literal, NamedTuple

from anhui_ftz.analysis.choices import choice
from anhui_ftz.analysis.containment import Inherited
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.outline import outline_of, outlines
from anhui_ftz.model.places import Place


class Level(StrEnum):
    """The level of the places that are linked."""

    #: Every party as it is stated, not lifted.
    STATED = "stated"
    AREA = "area"
    CITY = "city"
    ZONE = "zone"
    PROVINCE = "province"


LevelName = Literal["stated", "area", "city", "zone", "province"]
#: Rank of a place to its level; whatever else there is takes part as it is stated.
_LEVELS = {level.value: level for level in Level if level is not Level.STATED}


class Lift(NamedTuple):
    """The place at which a party counts."""

    #: Id of the place, at the level asked for.
    place: str
    #: Id of the city or province through which a party from outside counts there; None if it lies within.
    via: str | None


def as_level(level: Level | LevelName) -> Level:
    """Return the level that a word names.

    Raises
    ------
    InvalidValue
        If it names none.
    """
    return choice(Level, level, "level")


def level_of(place: Place) -> Level:
    """Return the level of a place itself.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     level_of(ds.place(id)).value
    ...     for id in ("anhui-ftz", "anhui-ftz-hefei", "anhui", "wuhu-port")
    ... ]
    ['zone', 'area', 'province', 'stated']
    """
    return _LEVELS.get(outline_of(place).rank, Level.STATED)


def lifts(ds: Dataset, party: str, level: Level) -> tuple[Lift, ...]:
    """Return the places at which a party counts, sorted; none if it is above the level or outside it.

    A body outside every zone counts for its province's zone, and one outside every area for its city's
    area, but only where there is exactly one, and that area is of a zone for which the body counts: nothing
    is guessed, and what links areas links their zones. ``via`` says so.

    Parameters
    ----------
    ds
        The data set.
    party
        Id of a place or body.
    level
        The level to lift to.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> lifts(ftz.load(), "wuhu-port", Level.ZONE)
    (Lift(place='anhui-ftz', via='anhui'),)
    >>> lifts(ftz.load(), "anhui-ftz-hefei", Level.ZONE)
    (Lift(place='anhui-ftz', via=None),)
    """
    return ds.memo(_lifted, party, level)


def _lifted(ds: Dataset, party: str, level: Level) -> tuple[Lift, ...]:
    if level is Level.STATED:
        return (Lift(ds.place(party).id, None),)
    inside = ds.memo(_inside, level)[party]
    if inside or level not in (Level.ZONE, Level.AREA):
        return tuple(Lift(id, None) for id in inside)
    hosts = ds.memo(_hosted, level)
    found = tuple(Lift(hosts[id], id) for id in ds.memo(_hosts_above, level)[party])
    if level is Level.ZONE:
        return found
    zones, above = {lift.place for lift in lifts(ds, party, Level.ZONE)}, ds.memo(_inside, Level.ZONE)
    return tuple(lift for lift in found if not zones.isdisjoint(above[lift.place]))


def _inside(ds: Dataset, level: Level) -> Inherited:
    """Return the places of a level that each place lies in."""
    return Inherited(ds, lambda place: _LEVELS.get(place.rank) is level)


def _hosts_above(ds: Dataset, level: Level) -> Inherited:
    """Return the provinces or cities of `_hosted` that each place lies in."""
    hosts = ds.memo(_hosted, level)
    return Inherited(ds, lambda place: place.id in hosts)


def _hosted(ds: Dataset, level: Level) -> dict[str, str]:
    """Return the provinces with exactly one zone, or the cities with exactly one area, and which it is."""
    found: dict[str, list[str]] = {}
    if level is Level.ZONE:
        for zone in map(outlines(ds).__getitem__, ds.zones.ids()):
            found.setdefault(zone.parents[0], []).append(zone.id)
    else:
        for area in ds.areas:
            if area.city is not None and level_of(ds.place(area.city)) is Level.CITY:
                found.setdefault(area.city, []).append(area.id)
    return {host: ids[0] for host, ids in found.items() if len(ids) == 1}
