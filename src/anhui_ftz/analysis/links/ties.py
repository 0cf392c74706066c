"""Ties: each cooperation of a place with each of its partners, shown at a level or else as stated."""

from __future__ import annotations

__all__ = ["Side", "Tie", "ties"]

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from anhui_ftz.analysis.containment import descendants
from anhui_ftz.analysis.links.query import LinkQuery
from anhui_ftz.analysis.links.rollup import Level, Lift, level_of, lifts
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.places import Place

_ZONE = Level.ZONE


class Side(NamedTuple):
    """Where a party of a cooperation is shown."""

    #: Id of the place, or of the party itself where the level does not know it.
    place: str
    #: The level asked for, or ``stated``.
    level: Level
    #: Ids of the cities or provinces through which the party counts; empty where it lies within.
    via: tuple[str, ...]


@attrs.frozen
class Tie:
    """One cooperation of a place with one partner."""

    #: The cooperation.
    cooperation: Cooperation
    #: Where the parties of the place are shown, in the order of the parties.
    own: tuple[Side, ...]
    #: Where the partner is shown.
    partner: Side
    #: Ids of the other zones for which the partner counts, sorted; empty if it counts for no other.
    zones: tuple[str, ...]


def ties(
    ds: Dataset,
    place: Place,
    query: LinkQuery,
    *,
    partners: Collection[Place] | None = None,
    fallback: bool = True,
) -> tuple[Tie, ...]:
    """Return each cooperation of a place with each of its partners.

    A party is of the place if it is the place, lies within it, or counts for it by roll-up. Every other party
    is a partner; where the place itself is a party, so are the bodies within it.

    Parameters
    ----------
    ds
        The data set.
    place
        The place.
    query
        Which cooperations count, and the level at which both sides are shown.
    partners
        Only partners that are of one of these places; None keeps all.
    fallback
        Whether a party that the level does not know is shown as stated; otherwise its ties are left out.

    Returns
    -------
    tuple of Tie
        In the order of the cooperations; the partners of each in the order of the parties.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> query = LinkQuery(level="area", form="shipping-route")
    >>> found = ties(ds, ds.zones["anhui-ftz"], query, partners=[ds.zones["shanghai-ftz"]])
    >>> [(tie.own[0].place, tie.partner) for tie in found if tie.cooperation.id == "ah-coop-014"]
    [('anhui-ftz-wuhu', Side(place='shanghai-waigaoqiao-port', level=<Level.STATED: 'stated'>, via=('shanghai',)))]
    """
    wanted = None if partners is None else tuple(partners)
    finder = _Finder(ds, place, query.level, wanted, fallback=fallback)
    return tuple(tie for row in ds.cooperations if query.accepts(row) for tie in finder.ties(row))


class _Of:
    """Tells which parties are of some places: each is one of them, lies within one, or counts for one by roll-up."""

    def __init__(self, ds: Dataset, places: Iterable[Place]) -> None:
        self._ds = ds
        self._levels: defaultdict[Level, set[str]] = defaultdict(set)
        for place in places:
            self._levels[level_of(place)].add(place.id)
        self._inside = descendants(ds, *(id for ids in self._levels.values() for id in ids))

    def __contains__(self, party: str) -> bool:
        return party in self._inside or any(
            lift.place in ids for level, ids in self._levels.items() for lift in lifts(self._ds, party, level)
        )


class _Finder:
    """Finds the ties of one place."""

    def __init__(
        self, ds: Dataset, place: Place, level: Level, wanted: tuple[Place, ...] | None, *, fallback: bool
    ) -> None:
        self._ds, self._place, self._level = ds, place, level
        self._of_place = _Of(ds, [place])
        self._of_wanted = None if wanted is None else _Of(ds, wanted)
        self._stated = fallback or level is Level.STATED

    def ties(self, row: Cooperation) -> Iterator[Tie]:
        """Yield the ties of a cooperation; a partner at which several parties are shown comes once."""
        own = {party: self._own(party) for party in row.parties if party in self._of_place}
        together = _once(own.values())
        found: dict[str, list[Side]] = {}
        facings: dict[str, list[tuple[Side, ...]]] = {}
        for party in row.parties if own else ():
            if (self._of_wanted is None or party in self._of_wanted) and (facing := self._facing(party, own, together)):
                for partner in self._partner(party):
                    found.setdefault(partner.place, []).append(partner)
                    facings.setdefault(partner.place, []).append(facing)
        for id, sides in found.items():
            zones = (lift.place for lift in lifts(self._ds, id, _ZONE))
            partner, own_sides = _merged(sides), _once(facings[id])
            yield Tie(row, own_sides, partner, tuple(zone for zone in zones if zone != self._place.id))

    def _facing(self, party: str, own: Mapping[str, tuple[Side, ...]], together: tuple[Side, ...]) -> tuple[Side, ...]:
        """Return the sides of the place that a party is the partner of; none for a body of the place alone."""
        if party not in own:
            return together
        if self._counts_elsewhere(party):
            return _once(sides for other, sides in own.items() if other != party)
        return own.get(self._place.id, ()) if party != self._place.id else ()

    def _counts_elsewhere(self, party: str) -> bool:
        level = level_of(self._place)
        return level is not Level.STATED and len(lifts(self._ds, party, level)) > 1

    def _own(self, party: str) -> tuple[Side, ...]:
        inside = [lift for lift in lifts(self._ds, party, self._level) if lift.place in self._of_place]
        way = [lift for lift in lifts(self._ds, party, level_of(self._place)) if lift.place == self._place.id]
        return self._shown(party, inside, way)

    def _partner(self, party: str) -> tuple[Side, ...]:
        others = [lift for lift in lifts(self._ds, party, self._level) if lift.place != self._place.id]
        outside = [lift for lift in others if lift.place not in self._of_place]
        return self._shown(party, outside or others, lifts(self._ds, party, _ZONE))

    def _shown(self, party: str, found: Sequence[Lift], way: Iterable[Lift]) -> tuple[Side, ...]:
        """Return where a party is shown: at the level, or else as stated with the way by which it counts."""
        if found and self._level is not Level.STATED:
            return tuple(Side(lift.place, self._level, _via([lift])) for lift in found)
        return (Side(party, Level.STATED, _via(way)),) if self._stated else ()


def _via(lifted: Iterable[Lift]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lift.via for lift in lifted if lift.via is not None))


def _once(sides: Iterable[tuple[Side, ...]]) -> tuple[Side, ...]:
    by_place: dict[str, list[Side]] = {}
    for each in (each for several in sides for each in several):
        by_place.setdefault(each.place, []).append(each)
    return tuple(map(_merged, by_place.values()))


def _merged(sides: Sequence[Side]) -> Side:
    """Return where several parties are shown together: directly if one of them lies within, else by all ways."""
    ways = [each.via for each in sides]
    return sides[0]._replace(via=tuple(dict.fromkeys(via for way in ways for via in way)) if all(ways) else ())
