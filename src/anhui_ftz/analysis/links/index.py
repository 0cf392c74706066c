"""The index under the linkage queries: for each place its partners, for each pair its cooperations."""

from __future__ import annotations

__all__ = ["Adjacency", "Members", "adjacency", "linked", "members_at", "neighbours"]

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import combinations

from anhui_ftz.analysis.links.rollup import Level, lifts
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset

#: Place to partner to positions in the table of cooperations, in order.
Adjacency = dict[str, dict[str, list[int]]]
#: Place to the members of one cooperation that count there, each with what it is lifted through.
Members = dict[str, dict[str, str | None]]


def adjacency(ds: Dataset, level: Level, *, presence: bool) -> Adjacency:
    """Return the graph of a level, built once per data set; with presence, places count as well as parties."""
    return ds.memo(_adjacency, level, presence)


def neighbours(ds: Dataset, place: str, level: Level, *, presence: bool) -> dict[str, list[int]]:
    """Return what `adjacency` has for one place, without the links among all others.

    >>> import anhui_ftz as ftz
    >>> sorted(neighbours(ftz.load(), "japan-main-ports", Level.STATED, presence=False))
    ['wuhu-port']
    """
    return ds.memo(_neighbours, place, level, presence)


def members_at(ds: Dataset, members: Iterable[str], level: Level) -> Members:
    """Return where the members of a cooperation count, in their order.

    >>> import anhui_ftz as ftz
    >>> members_at(ftz.load(), ["wuhu-port", "anhui-ftz-wuhu"], Level.ZONE)
    {'anhui-ftz': {'wuhu-port': 'anhui', 'anhui-ftz-wuhu': None}}
    """
    found: Members = {}
    for member in members:
        for place, via in lifts(ds, member, level):
            found.setdefault(place, {})[member] = via
    return found


def linked(one: Iterable[str], two: Iterable[str], parties: AbstractSet[str]) -> bool:
    """Whether two distinct members count on the two sides, one of them a party: two mere places link nothing."""
    sides = frozenset(one), frozenset(two)
    return any(a and b and len(a | b) > 1 for a, b in ((sides[0] & parties, sides[1]), (sides[0], sides[1] & parties)))


def _adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    graph: Adjacency = defaultdict(dict)
    lifted = ds.memo(_Lifted, level)
    for index, row in enumerate(ds.cooperations):
        spots = _spots(row, lifted, presence=presence)
        pairs = _pairs(row, lifted, presence=presence) if spots is None else combinations(spots, 2)
        for a, b in pairs:
            others = graph[a]
            rows = others.get(b)
            if rows is not None:
                rows.append(index)
            else:  # one list serves both directions
                others[b] = graph[b][a] = [index]
    return dict(graph)


def _neighbours(ds: Dataset, place: str, level: Level, presence: bool) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    lifted = ds.memo(_Lifted, level)
    for index in ds.memo(_cooperations_at, level, presence).get(place, ()):
        row = ds.cooperations[index]
        spots = _spots(row, lifted, presence=presence)
        others = _partners(row, place, lifted, presence=presence) if spots is None else spots - {place}
        for other in others:
            found[other].append(index)
    return dict(found)


def _cooperations_at(ds: Dataset, level: Level, presence: bool) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    lifted = ds.memo(_Lifted, level)
    for index, row in enumerate(ds.cooperations):
        for place in {place for member in _members(row, presence=presence) for place in lifted[member]}:
            found[place].append(index)
    return dict(found)


def _pairs(row: Cooperation, lifted: _Lifted, *, presence: bool) -> Iterable[tuple[str, str]]:
    """Return the pairs of distinct places that a cooperation links."""
    places = {place for member in _members(row, presence=presence) for place in lifted[member]}
    return [(a, b) for a in places for b in _partners(row, a, lifted, presence=presence) if a < b]


def _spots(row: Cooperation, lifted: _Lifted, *, presence: bool) -> set[str] | None:
    """Return where a cooperation counts if each party counts at one place at most: then all are linked."""
    if presence and row.places:
        return None
    spots = set()
    for party in row.parties:
        places = lifted[party]
        if len(places) == 1:
            spots.add(places[0])
        elif places:
            return None
    return spots


def _partners(row: Cooperation, place: str, lifted: _Lifted, *, presence: bool) -> set[str]:
    """Return the places with which a cooperation links one: two distinct members count there, one of them a party."""
    members = _members(row, presence=presence)
    parties, here = frozenset(row.parties), {member for member in members if place in lifted[member]}
    parties_here = parties & here
    # another member is here, and one of the two is a party
    facing = [each for each in members if (len(here) > (each in here) if each in parties else parties_here)]
    return {other for member in facing for other in lifted[member] if other != place}


def _members(row: Cooperation, *, presence: bool) -> Iterable[str]:
    return dict.fromkeys((*row.parties, *row.places)) if presence else row.parties


class _Lifted(dict[str, tuple[str, ...]]):
    """Party to the places at which it counts, each once; worked out when first needed."""

    def __init__(self, ds: Dataset, level: Level) -> None:
        super().__init__()
        self._ds, self._level = ds, level

    def __missing__(self, party: str) -> tuple[str, ...]:
        places = tuple(dict.fromkeys(lift.place for lift in lifts(self._ds, party, self._level)))
        self[party] = places
        return places
