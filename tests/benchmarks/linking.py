"""Linkages: building the index of 200,000 cooperations, and asking it of one place, against networkx."""

from __future__ import annotations

__all__ = ["rows"]

from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import combinations
from statistics import median
from time import perf_counter

import networkx as nx  # type: ignore[import-untyped, unused-ignore] # its stubs are a package of their own

import anhui_ftz as ftz
from anhui_ftz.analysis.links.index import Adjacency, adjacency
from anhui_ftz.analysis.links.rollup import Level, lifts

from .generate import QUIET_ZONE, cooperation_dataset
from .measure import Row, in_turns, milliseconds, spread

_PEER = f"networkx {version('networkx')}"
_Edges = list[tuple[str, str, str]]


def rows(rounds: int = 7) -> list[Row]:
    """Return the figures of both levels."""
    data = cooperation_dataset()
    found = []
    for level in (Level.ZONE, Level.STATED):
        edges = list(_edges(data, level))
        found += _index_rows(data, level, edges, rounds)
        found += _query_rows(data, level, _edge_by_edge(edges))
    return found


def _edges(data: ftz.Dataset, level: Level) -> Iterator[tuple[str, str, str]]:
    """Yield each pair of places that a cooperation links, with its id: what networkx is given, already lifted."""
    for row in data.cooperations:
        places = {lift.place for party in row.parties for lift in lifts(data, party, level)}
        yield from ((a, b, row.id) for a, b in combinations(sorted(places), 2))


def _index_rows(data: ftz.Dataset, level: Level, edges: _Edges, rounds: int) -> list[Row]:
    def fresh() -> Callable[[], object]:
        return partial(adjacency, ftz.Dataset(**dict(data.tables())), level, presence=False)

    graph = _edge_by_edge(edges)
    _check_agreement(data, adjacency(data, level, presence=False), graph)
    del graph
    ours, single, bulk = in_turns([fresh, lambda: partial(_edge_by_edge, edges), lambda: partial(_bulk, edges)], rounds)
    return [
        Row(
            f"(d) index of 200,000 cooperations, level {level}, {len(edges):,} links",
            spread(ours),
            f"{_PEER} {how}: {spread(peer)}",
            median(ours) / median(peer),
            "below 1",
        )
        for how, peer in (("add_edge", single), ("add_edges_from", bulk))
    ]


def _edge_by_edge(edges: _Edges) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    add = graph.add_edge
    for a, b, key in edges:
        add(a, b, key)
    return graph


def _bulk(edges: _Edges) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_edges_from(edges)  # type: ignore[arg-type] # keys are taken, the stubs do not say so
    return graph


def _check_agreement(data: ftz.Dataset, index: Adjacency, graph: nx.MultiGraph[str]) -> None:
    for a, partners in index.items():
        for b, positions in partners.items():
            if {data.cooperations[position].id for position in positions} != set(graph[a][b]):
                raise AssertionError(f"{a} and {b} are linked otherwise")
    if sum(len(each) for partners in index.values() for each in partners.values()) != 2 * graph.number_of_edges():
        raise AssertionError("networkx has more links")


def _query_rows(data: ftz.Dataset, level: Level, graph: nx.MultiGraph[str]) -> Iterator[Row]:
    degrees: dict[str, int] = dict(graph.degree())
    places = sorted(degrees, key=lambda place: (degrees[place], place))
    few = QUIET_ZONE if level is Level.ZONE else places[0]
    for place in (few, places[-1]):
        ask_peer = partial(_partners_of_peer, graph, place)
        queries: dict[str, Callable[[], object]] = {
            "linkages(of=)": partial(ftz.linkages, data, level=level, of=place),
            "partners()": partial(ftz.partners, data, place, level=level),
        }
        for name, ask in queries.items():
            yield _query_row(f"{name}, level {level}", ask, ask_peer, degrees[place])


def _query_row(figure: str, ask: Callable[[], object], ask_peer: Callable[[], object], size: int) -> Row:
    repeats = max(1, min(300, 20_000 // size))
    ask(), ask_peer()
    ours: list[float] = []
    peer: list[float] = []
    for _ in range(9):
        for run, times in ((ask, ours), (ask_peer, peer)):
            start = perf_counter()
            for _ in range(repeats):
                run()
            times.append((perf_counter() - start) / repeats)
    each = median(ours) / size
    return Row(
        f"(d) {figure}, {size:,} evidences",
        f"{milliseconds(median(ours))}, {each * 1e6:.2f} µs an evidence",
        f"{_PEER}, ids alone: {milliseconds(median(peer))}",
        median(ours) / median(peer),
        "at most 100 µs and a little an evidence",
    )


def _partners_of_peer(graph: nx.MultiGraph[str], place: str) -> dict[str, list[str]]:
    """Return the partners with the ids of their cooperations: no status, no roll-up, no filter."""
    return {partner: sorted(keys) for partner, keys in sorted(graph.adj[place].items())}
