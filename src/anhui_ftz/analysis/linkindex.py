"""The index under the linkage queries: for each place its partners, for each pair its cooperations."""

from __future__ import annotations

__all__ = ["Adjacency", "adjacency", "sides"]

from collections.abc import Iterable
from itertools import combinations

from anhui_ftz.analysis.rollup import Level, lifts
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset

#: Place to partner to positions in the table of cooperations, in order.
Adjacency = dict[str, dict[str, list[int]]]


def adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    """Return the graph of a level, built once a data set; with presence, places count beside parties."""
    return ds.memo(_adjacency, level, presence)


def sides(
    ds: Dataset, row: Cooperation, level: Level, pair: tuple[str, str], *, presence: bool
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return, for each place of a pair, the members that count there, and what each is lifted through."""
    found: tuple[dict[str, str | None], dict[str, str | None]] = ({}, {})
    members = dict.fromkeys((*row.parties, *row.places) if presence else row.parties)
    for member in members:
        for lift in lifts(ds, member, level):
            for place, side in zip(pair, found, strict=True):
                if lift.place == place:
                    side[member] = lift.via
    return found


def _adjacency(ds: Dataset, level: Level, presence: bool) -> Adjacency:
    graph: Adjacency = {}
    places: dict[str, tuple[str, ...]] = _Lifted(ds, level)
    for index, row in enumerate(ds.cooperations):
        lifted = [places[party] for party in row.parties]
        also = [places[place] for place in row.places if place not in row.parties] if presence else []
        for a, b in _pairs(lifted, also):
            partners = graph.setdefault(a, {})
            rows = partners.get(b)
            if rows is None:  # one list serves both directions
                rows = partners[b] = graph.setdefault(b, {})[a] = []
            rows.append(index)
    return graph


def _pairs(lifted: list[tuple[str, ...]], also: list[tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    """Return the pairs of distinct places on which two parties, or a party and a place, stand."""
    if not also and all(len(places) <= 1 for places in lifted):
        return combinations(sorted({places[0] for places in lifted if places}), 2)
    members = [*combinations(lifted, 2), *((party, place) for party in lifted for place in also)]
    return sorted({(min(a, b), max(a, b)) for one, two in members for a in one for b in two if a != b})


class _Lifted(dict[str, tuple[str, ...]]):
    """Party to the places at which it counts, worked out when first asked for."""

    def __init__(self, ds: Dataset, level: Level) -> None:
        super().__init__()
        self._ds, self._level = ds, level

    def __missing__(self, party: str) -> tuple[str, ...]:
        places = tuple(dict.fromkeys(lift.place for lift in lifts(self._ds, party, self._level)))
        self[party] = places
        return places
