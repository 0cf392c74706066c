"""Linkages as graphs of networkx, and in the files that Gephi, yEd and others read. Extra: ``graph``."""

from __future__ import annotations

__all__ = ["to_networkx", "write_gexf", "write_graphml"]

import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, Unpack, overload

from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.linkages import linkages
from anhui_ftz.analysis.links.matrices import linkage_matrix
from anhui_ftz.analysis.links.rollup import Level, LevelName, as_level
from anhui_ftz.analysis.points import representative_point
from anhui_ftz.errors import InvalidValue, MissingExtra, shown
from anhui_ftz.io.link_filters import LinkageFilters
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.storage.whole import whole_file

if TYPE_CHECKING:
    from types import ModuleType

    import networkx as nx

#: What XML 1.0 cannot hold, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@overload
def to_networkx(
    ds: Dataset, *, level: Level | LevelName = ..., multigraph: Literal[True] = ..., **filters: Unpack[LinkageFilters]
) -> nx.MultiGraph[str]: ...
@overload
def to_networkx(
    ds: Dataset, *, level: Level | LevelName = ..., multigraph: Literal[False], **filters: Unpack[LinkageFilters]
) -> nx.Graph[str]: ...
@overload
def to_networkx(
    ds: Dataset, *, level: Level | LevelName = ..., multigraph: bool, **filters: Unpack[LinkageFilters]
) -> nx.Graph[str] | nx.MultiGraph[str]: ...


def to_networkx(
    ds: Dataset, *, level: Level | LevelName = Level.ZONE, multigraph: bool = True, **filters: Unpack[LinkageFilters]
) -> nx.Graph[str] | nx.MultiGraph[str]:
    """Return the linkages of a level as a graph of networkx.

    Every place of the level is a node, linked or not: a node without edges says that none is on record.
    With ``of`` there are that place and its partners alone, and at the level ``stated`` the linked ones.

    Parameters
    ----------
    ds
        The data set.
    level
        Zones by default; areas, cities, provinces, or parties as stated.
    multigraph
        True gives an edge a piece of evidence, with the id of the cooperation as its key. False gives an
        edge a pair, with the number of pieces of evidence as its ``weight``.
    **filters
        ``of``, ``form``, ``topic``, ``status``, ``on``, ``sure``, ``provincial`` and ``presence`` as for
        `linkages`.

    Returns
    -------
    networkx.MultiGraph or networkx.Graph
        A node has ``label``, ``name_en``, ``name_zh`` and, where the data have a point for it,
        ``latitude`` and ``longitude`` in degrees. An edge of a multigraph has ``cooperation``, ``name_en``,
        ``name_zh``, ``form``, ``status`` (None where none is sure), ``possible``, ``topics``, ``stated_at``,
        ``lifted_via``, ``provincial``, ``presence`` and ``sources``; one of a simple graph has ``weight``,
        ``cooperations``, ``forms``, ``statuses`` and ``sources``.

    Raises
    ------
    MissingExtra
        If networkx is not installed.
    UnknownName, InvalidValue
        As for `linkages`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io.graphs import to_networkx
    >>> graph = to_networkx(ftz.load(), form="shipping-route")
    >>> graph.edges["anhui-ftz", "shanghai-ftz", "ah-coop-014"]["stated_at"]
    ('shanghai-waigaoqiao-port', 'wuhu-port')
    """
    as_dataset(ds)
    networkx = _networkx()
    chosen = as_level(level)
    found = linkages(ds, level=chosen, **filters)
    graph: nx.Graph[str] = networkx.MultiGraph() if multigraph else networkx.Graph()
    graph.graph.update({"name": ds.title, "edition": ds.edition, "licence": ds.licence, "level": chosen.value})
    for id in _nodes(ds, chosen, filters.get("of"), found):
        graph.add_node(id, **_node(ds, id))
    for link in found:
        if multigraph:
            for each in link.evidence:
                graph.add_edge(link.a, link.b, key=each.cooperation.id, **_edge(each))
        else:
            graph.add_edge(link.a, link.b, **_summary(link))
    return graph


def write_graphml(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> None:
    """Write a graph as GraphML, whole or not at all; lists become text, what is None is left out.

    Parameters
    ----------
    graph
        A graph, as of `to_networkx`.
    path
        The file to write.

    Raises
    ------
    MissingExtra
        If networkx is not installed.
    InvalidValue
        If ``graph`` is no graph.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import anhui_ftz as ftz, networkx, pathlib, tempfile
    >>> graph = to_networkx(ftz.load(), form="shipping-route")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "linkages.graphml")
    ...     write_graphml(graph, file)
    ...     networkx.read_graphml(file).nodes == graph.nodes
    True
    """
    networkx = _networkx()
    written = BytesIO()  # lxml passes over what fails while it writes to a file
    networkx.write_graphml(_plain(graph), written)
    with whole_file(path) as file:
        file.write(written.getbuffer())


def write_gexf(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> None:
    """Write a graph as GEXF 1.2, which Gephi reads, whole or not at all; lists become text, None is left out.

    The file bears the day on which it is written.

    Parameters
    ----------
    graph
        A graph, as of `to_networkx`.
    path
        The file to write.

    Raises
    ------
    MissingExtra
        If networkx is not installed.
    InvalidValue
        If ``graph`` is no graph.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import anhui_ftz as ftz, networkx, pathlib, tempfile
    >>> graph = to_networkx(ftz.load(), form="shipping-route")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "linkages.gexf")
    ...     write_gexf(graph, file)
    ...     networkx.read_gexf(file).nodes == graph.nodes
    True
    """
    networkx = _networkx()
    with whole_file(path) as file:
        networkx.write_gexf(_plain(graph), file, version="1.2draft")


def _networkx() -> ModuleType:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtra("a graph of linkages", "graph") from None
    return nx


def _nodes(ds: Dataset, level: Level, of: str | Place | None, found: tuple[Linkage, ...]) -> Iterator[str]:
    linked = {id for link in found for id in (link.a, link.b)}
    if of is not None:
        return iter(sorted(linked | {ds.place(of).id}))
    if level is Level.STATED:
        return iter(sorted(linked))
    return iter(linkage_matrix(ds, level=level).places)


def _node(ds: Dataset, id: str) -> dict[str, object]:
    place, point = ds.place(id), representative_point(ds, id)
    names: dict[str, object] = {"label": str(place.name), "name_en": place.name.en, "name_zh": place.name.zh}
    if point is None:
        return names
    return {**names, "latitude": float(point.location.latitude), "longitude": float(point.location.longitude)}


def _edge(evidence: Evidence) -> dict[str, object]:
    row = evidence.cooperation
    return {
        "cooperation": row.id,
        "name_en": row.name.en,
        "name_zh": row.name.zh,
        "form": row.form.value,
        "status": None if evidence.status is None else evidence.status.value,
        "possible": tuple(each.value for each in evidence.possible),
        "topics": row.topics,
        "stated_at": evidence.stated_at,
        "lifted_via": evidence.lifted_via,
        "provincial": evidence.provincial,
        "presence": evidence.presence,
        "sources": row.sources,
    }


def _summary(link: Linkage) -> dict[str, object]:
    return {
        "weight": len(link.evidence),
        "cooperations": tuple(each.id for each in link.cooperations),
        "forms": tuple(form.value for form in link.by_form),
        "statuses": tuple("" if status is None else status.value for status in link.by_status),
        "sources": link.sources,
    }


def _plain(graph: nx.Graph[Any]) -> nx.Graph[str]:
    """Copy a graph, with attributes and edge ids that the formats take."""
    if not isinstance(graph, _networkx().Graph):
        raise InvalidValue(f"what is written is a graph, as of to_networkx(ds), not {shown(graph)}")
    plain: nx.Graph[str] = graph.__class__()
    plain.graph.update(_plain_attributes(graph.graph))
    for node, attributes in graph.nodes(data=True):
        plain.add_node(_text(node), **_plain_attributes(attributes))
    for number, (one, two, attributes) in enumerate(graph.edges(data=True)):
        # both formats want ids of edges to be distinct, and a cooperation may make several
        keyed = {"key": f"e{number}"} if graph.is_multigraph() else {}
        plain.add_edge(_text(one), _text(two), **keyed, **_plain_attributes(attributes))
    return plain


def _plain_attributes(attributes: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in attributes.items() if value is not None}


def _plain_value(value: object) -> str | int | float:
    if isinstance(value, bool | int | float):
        return value
    return _text("; ".join(map(str, value)) if isinstance(value, list | tuple) else value)


def _text(value: object) -> str:
    return _NOT_XML.sub("\ufffd", str(value))
