"""The index under the linkage queries: for each place its partners, for each pair its cooperations."""

from __future__ import annotations

__all__ = ["Adjacency", "adjacency", "sides"]

from collections.abc import Iterable
from itertools import combinations

from anhui_ftz.analysis.links.rollup import Level, known_lifts, lifts
from anhui_ftz.model.collector import uncollected
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset

#: Place to partner to positions in the table of cooperations, in order.
Adjacency = dict[str, dict[str, list[int]]]


def adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    """Return the graph of a level, built once a data set; with presence, places count beside parties."""
    with uncollected():
        return ds.memo(_adjacency, level, presence)


def sides(
    ds: Dataset, row: Cooperation, level: Level, pair: tuple[str, str], *, presence: bool
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return, for each place of a pair, the members that count there, and what each is lifted through."""
    a, b = pair
    side_a: dict[str, str | None] = {}
    side_b: dict[str, str | None] = {}
    known = ds.memo(known_lifts, level)
    for member in (*row.parties, *row.places) if presence else row.parties:
        for place, via in known.get(member) or lifts(ds, member, level):
            if place == a:
                side_a[member] = via
            elif place == b:
                side_b[member] = via
    return side_a, side_b


def _adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    graph: Adjacency = {}
    only, places = _Only(ds, level), _Lifted(ds, level)
    for index, row in enumerate(ds.cooperations):
        spots = {only[party] for party in row.parties}
        if None in spots or (presence and row.places):
            pairs = _pairs(row, places, presence=presence)
        else:
            pairs = combinations(sorted(filter(None, spots)), 2)
        for a, b in pairs:
            others = graph.get(a)
            if others is None:
                others = graph[a] = {}
            rows = others.get(b)
            if rows is not None:
                rows.append(index)
            else:  # one list serves both directions
                others[b] = rows = [index]
                back = graph.get(b)
                if back is None:
                    back = graph[b] = {}
                back[a] = rows
    return graph


def _pairs(row: Cooperation, places: _Lifted, *, presence: bool) -> Iterable[tuple[str, str]]:
    """Return the pairs of distinct places on which two parties, or a party and a place, stand."""
    members = [*combinations(row.parties, 2)]
    if presence:
        members += [(party, place) for party in row.parties for place in row.places if place not in row.parties]
    return sorted({(min(a, b), max(a, b)) for one, two in members for a in places[one] for b in places[two] if a != b})


class _Lifted(dict[str, tuple[str, ...]]):
    """Party to the places at which it counts, worked out when first asked for."""

    def __init__(self, ds: Dataset, level: Level) -> None:
        super().__init__()
        self._ds, self._level = ds, level

    def __missing__(self, party: str) -> tuple[str, ...]:
        places = tuple(dict.fromkeys(lift.place for lift in lifts(self._ds, party, self._level)))
        self[party] = places
        return places


class _Only(dict[str, str | None]):
    """Party to the one place at which it counts: empty if there is none, None if there are several."""

    def __init__(self, ds: Dataset, level: Level) -> None:
        super().__init__()
        self._lifted = _Lifted(ds, level)

    def __missing__(self, party: str) -> str | None:
        places = self._lifted[party]
        place = None if len(places) > 1 else places[0] if places else ""
        self[party] = place
        return place
