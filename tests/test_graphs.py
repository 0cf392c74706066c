"""Graphs of linkages: what stands at nodes and edges, and what files of them hold."""

import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import Cooperation, Milestone, Name
from anhui_ftz.io.graphs import to_networkx, write_gexf, write_graphml
from world import CITED, pact, with_pacts

PACTS = with_pacts(
    pact("one", "n-zone", "s-one", milestones=(Milestone("signed", "2020"),)),
    pact("two", "n-port", "s-one", "s-two"),
    Cooperation("three", Name("A <b> & 'c'", "甲乙"), form="event", parties=["n-a", "s-a"], citations=CITED),
)
WRITERS = [(write_graphml, nx.read_graphml), (write_gexf, nx.read_gexf)]
writers = pytest.mark.parametrize(("write", "read"), WRITERS, ids=["graphml", "gexf"])


def test_an_edge_is_a_piece_of_evidence() -> None:
    graph = to_networkx(PACTS)
    assert sorted((a, b, key) for a, b, key in graph.edges(keys=True)) == [
        ("n-zone", "s-one", "one"),
        ("n-zone", "s-one", "three"),
        ("n-zone", "s-one", "two"),
        ("n-zone", "s-two", "two"),
        ("s-one", "s-two", "two"),
    ]


def test_an_edge_says_what_the_evidence_says() -> None:
    edge = to_networkx(PACTS).edges["n-zone", "s-one", "two"]
    assert edge == {
        "cooperation": "two",
        "name_en": "two",
        "name_zh": "",
        "form": "project",
        "status": None,
        "possible": (),
        "topics": ("port",),
        "stated_at": ("n-port", "s-one"),
        "lifted_via": ("north",),
        "provincial": True,
        "presence": False,
        "sources": ("mirror",),
    }


def test_a_simple_graph_weighs_a_pair_by_its_evidence() -> None:
    edge = to_networkx(PACTS, multigraph=False).edges["n-zone", "s-one"]
    assert edge == {
        "weight": 3,
        "cooperations": ("one", "three", "two"),
        "forms": ("project", "event"),
        "statuses": ("signed", ""),
        "sources": ("mirror",),
    }


def test_a_place_that_nothing_links_is_a_node_all_the_same() -> None:
    assert set(to_networkx(with_pacts(), level="area")) == {"n-a", "n-b", "s-a"}


def test_of_a_place_there_are_it_and_its_partners_alone() -> None:
    assert set(to_networkx(PACTS, of="s-two", form="project")) == {"s-two", "s-one", "n-zone"}
    assert set(to_networkx(PACTS, of="s-two", form="event")) == {"s-two"}


def test_of_two_parties_there_are_the_edges_of_two_parties_alone() -> None:
    graph = to_networkx(PACTS, parties="bilateral")
    assert sorted(key for _, _, key in graph.edges(keys=True)) == ["one", "three"]
    assert graph.graph["level"] == "zone"


def test_as_stated_there_are_the_linked_parties_alone() -> None:
    assert set(to_networkx(PACTS, level="stated", form="event")) == {"n-a", "s-a"}


def test_a_node_has_its_names_and_its_point_in_degrees() -> None:
    cities = [evolve(row, location="31.5,117.25") if row.id == "n-city" else row for row in PACTS.divisions]
    graph = to_networkx(evolve(PACTS, divisions=cities))
    assert graph.nodes["n-zone"] == {
        "label": "North Zone",
        "name_en": "North Zone",
        "name_zh": "",
        "latitude": 31.5,
        "longitude": 117.25,
    }
    assert "latitude" not in graph.nodes["s-two"]


def test_the_graph_says_what_it_was_made_from() -> None:
    ds = evolve(PACTS, title="World", edition="2026.11", licence="CC-BY-4.0")
    assert to_networkx(ds).graph == {"name": "World", "edition": "2026.11", "licence": "CC-BY-4.0", "level": "zone"}


@writers
def test_a_file_holds_what_is_hard_to_write_in_xml(
    write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    graph = to_networkx(PACTS)
    for _, _, data in graph.edges(data=True):
        data["name_zh"] = data["name_zh"].replace("甲乙", "甲\ufffe乙")  # a graph of the caller's may have any text
    write(graph, tmp_path / "graph")
    edges = [data for _, _, data in read(tmp_path / "graph").edges(data=True)]
    (event,) = [data for data in edges if data["form"] == "event"]
    assert event["name_en"] == "A <b> & 'c'"
    assert event["name_zh"] == "甲\ufffd乙"  # U+FFFE is no XML character


@writers
def test_lists_become_text_and_none_is_left_out(
    write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    write(to_networkx(PACTS, form="project"), tmp_path / "graph")
    edges = {(data["cooperation"], data.get("status")) for _, _, data in read(tmp_path / "graph").edges(data=True)}
    assert edges == {("one", "signed"), ("two", None)}
    places = {data["stated_at"] for _, _, data in read(tmp_path / "graph").edges(data=True)}
    assert "n-port; s-one" in places


@writers
@pytest.mark.parametrize(
    ("given", "read_back"),
    [
        (np.int64(3), 3),
        (np.uint8(3), 3),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (Fraction(1, 2), 0.5),
        (Decimal("0.1"), 0.1),
        (2**70, 2**70),
        (True, True),
        (np.array(3), 3),
        (np.array([1, 2]), "1; 2"),
        (("a", 1), "a; 1"),
        pytest.param({"b", "a"}, "a; b", id="set"),
        ("3", "3"),
    ],
    ids=str,
)
def test_numbers_of_every_kind_stay_numbers(
    given: object, read_back: object, write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    graph: nx.Graph[str] = nx.Graph(whole=given)
    graph.add_node("a", part=given)
    graph.add_edge("a", "b", part=given)
    write(graph, tmp_path / "graph")
    found = read(tmp_path / "graph")
    for part in (found.nodes["a"]["part"], found.edges["a", "b"]["part"]):
        assert (type(part), part) == (type(read_back), read_back)


@writers
def test_an_old_file_stays_when_the_new_one_cannot_be_written(
    write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "graph"
    write(to_networkx(PACTS), file)
    before = read(file)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("write_graphml", "write_gexf"):
        monkeypatch.setattr(nx, name, full_disk)
    with pytest.raises(OSError, match="No space left"):
        write(to_networkx(with_pacts()), file)
    assert sorted(before.edges) == sorted(read(file).edges)
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


@writers
def test_a_file_keeps_its_permissions(
    write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    file = tmp_path / "graph"
    file.touch(mode=0o640)
    write(to_networkx(PACTS), file)
    assert file.stat().st_mode & 0o777 == 0o640
    assert read(file)


@writers
def test_what_is_no_graph_is_refused_and_the_way_to_one_is_named(
    write: Callable[[Any, Path], None], read: Callable[[Path], Any], tmp_path: Path
) -> None:
    write(to_networkx(PACTS), tmp_path / "graph")
    with pytest.raises(ftz.InvalidValue, match=r"a graph, as of to_networkx\(ds\), not <Dataset"):
        write(PACTS, tmp_path / "graph")
    assert read(tmp_path / "graph").nodes


def test_without_networkx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(ftz.MissingExtra, match=r"pip install 'anhui-ftz\[graph\]'"):
        to_networkx(PACTS)
