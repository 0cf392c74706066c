"""Laws of graphs: edges are the evidence of linkages, nodes the places, and files hold both."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.io.graphs import to_networkx, write_gexf, write_graphml
from anhui_ftz.testing import datasets

levels = st.sampled_from(ftz.Level)
filters = st.fixed_dictionaries(
    {},
    optional={
        "form": st.sampled_from(ftz.CooperationForm),
        "topic": st.sampled_from(["port", "shipping"]),
        "status": st.sampled_from(ftz.CooperationStatus),
        "on": st.sampled_from(["2019-12-31", "2021-06-30"]),
        "sure": st.booleans(),
        "provincial": st.booleans(),
        "presence": st.booleans(),
    },
)

Edge = tuple[str, str, str]


def evidence(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> Counter[Edge]:
    """Return the pairs and cooperations of linkages."""
    found = ftz.linkages(ds, level=level, **chosen)
    return Counter((link.a, link.b, each.cooperation.id) for link in found for each in link.evidence)


def edges(graph: Any, field: str = "cooperation") -> Counter[Edge]:
    """Return the pairs of a multigraph with what their edges say."""
    return Counter((min(a, b), max(a, b), data[field]) for a, b, data in graph.edges(data=True))


@given(datasets(), levels, filters)
def test_the_edges_of_a_multigraph_are_the_evidence(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> None:
    graph = to_networkx(ds, level=level, **chosen)
    assert edges(graph) == evidence(ds, level, chosen)
    assert {key for *_, key in graph.edges(keys=True)} == {id for *_, id in evidence(ds, level, chosen)}


@given(datasets(), levels, filters)
def test_the_weights_of_a_simple_graph_are_the_counts_of_the_matrix(
    ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]
) -> None:
    graph = to_networkx(ds, level=level, multigraph=False, **chosen)
    matrix = ftz.linkage_matrix(ds, level=level, **chosen)
    weights = {(a, b): graph.edges[a, b]["weight"] if graph.has_edge(a, b) else 0 for a in graph for b in graph}
    assert weights == {(a, b): matrix[a, b] for a in matrix.places for b in matrix.places}
    assert set(graph) == set(matrix.places)


@given(datasets(), levels, st.sampled_from([(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)]), st.data())
def test_a_file_holds_nodes_and_edges(ds: ftz.Dataset, level: ftz.Level, door: Any, data: st.DataObject) -> None:
    write, read = door
    graph = to_networkx(ds, level=level, multigraph=data.draw(st.booleans()))
    with tempfile.TemporaryDirectory() as folder:
        write(graph, Path(folder, "graph"))
        back = read(io.BytesIO(Path(folder, "graph").read_bytes()))
    field = "cooperation" if graph.is_multigraph() else "weight"
    assert edges(back, field) == edges(graph, field)
    assert {id: row["label"] for id, row in back.nodes(data=True)} == {
        id: row["label"] for id, row in graph.nodes(data=True)
    }
