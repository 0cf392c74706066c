"""The index under the linkage queries: for each place its partners, for each pair its cooperations."""

from __future__ import annotations

__all__ = ["Adjacency", "Members", "adjacency", "members_at"]

from collections import defaultdict
from collections.abc import Iterable
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


def _adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    graph: Adjacency = defaultdict(dict)
    places = _Lifted(ds, level)
    for index, row in enumerate(ds.cooperations):
        spots = [places[party] for party in row.parties]
        if (presence and row.places) or any(len(each) > 1 for each in spots):
            pairs = _pairs(row, places, presence=presence)
        else:
            pairs = combinations(sorted({each[0] for each in spots if each}), 2)
        for a, b in pairs:
            others = graph[a]
            rows = others.get(b)
            if rows is not None:
                rows.append(index)
            else:  # one list serves both directions
                others[b] = graph[b][a] = [index]
    return dict(graph)


def _pairs(row: Cooperation, places: _Lifted, *, presence: bool) -> Iterable[tuple[str, str]]:
    """Return the pairs of distinct places at which two parties, or a party and a place, count."""
    members = [*combinations(row.parties, 2)]
    if presence:
        members += [(party, place) for party in row.parties for place in row.places if place not in row.parties]
    return sorted({(min(a, b), max(a, b)) for one, two in members for a in places[one] for b in places[two] if a != b})


class _Lifted(dict[str, tuple[str, ...]]):
    """Party to the places at which it counts, each once; worked out when first needed."""

    def __init__(self, ds: Dataset, level: Level) -> None:
        super().__init__()
        self._ds, self._level = ds, level

    def __missing__(self, party: str) -> tuple[str, ...]:
        places = tuple(dict.fromkeys(lift.place for lift in lifts(self._ds, party, self._level)))
        self[party] = places
        return places
