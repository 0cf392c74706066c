"""Linkages as graphs of networkx, and in the files that Gephi, yEd and others read. Extra: ``graph``."""

from __future__ import annotations

__all__ = ["to_networkx", "write_gexf", "write_graphml"]

import os
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, overload

from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.linkages import linkages_by
from anhui_ftz.analysis.links.matrices import places_shown
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.analysis.points import representative_point
from anhui_ftz.errors import InvalidValue, MissingExtra, shown
from anhui_ftz.io.columns import xml_text
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.storage.whole import whole_file

if TYPE_CHECKING:
    from types import ModuleType

    import networkx as nx


@overload
def to_networkx(
    ds: Dataset,
    *,
    multigraph: Literal[True] = ...,
    level: Level | LevelName = ...,
    of: str | Place | None = ...,
    form: Forms = ...,
    topic: Topics = ...,
    status: Statuses = ...,
    on: Day | None = ...,
    sure: bool = ...,
    provincial: bool = ...,
    presence: bool = ...,
    parties: Parties | PartiesName = ...,
) -> nx.MultiGraph[str]: ...
@overload
def to_networkx(
    ds: Dataset,
    *,
    multigraph: bool,
    level: Level | LevelName = ...,
    of: str | Place | None = ...,
    form: Forms = ...,
    topic: Topics = ...,
    status: Statuses = ...,
    on: Day | None = ...,
    sure: bool = ...,
    provincial: bool = ...,
    presence: bool = ...,
    parties: Parties | PartiesName = ...,
) -> nx.Graph[str]: ...


def to_networkx(
    ds: Dataset,
    *,
    multigraph: bool = True,
    level: Level | LevelName = Level.ZONE,
    of: str | Place | None = None,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> nx.Graph[str]:
    """Return the linkages of a level as a graph of networkx.

    Every place of the level is a node, linked or not: a node without edges says that none is on record.
    With ``of`` there are that place and its partners alone, and at the level ``stated`` the linked ones.

    Parameters
    ----------
    ds
        The data set.
    multigraph
        True gives one edge per piece of evidence, with the id of the cooperation as its key. False gives one
        edge per pair, with the number of pieces of evidence as its ``weight``.
    level, of, form, topic, status, on, sure, provincial, presence, parties
        As for `anhui_ftz.linkages`.

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
    UnknownName
        If ``of`` is in no table.
    InvalidValue
        If ``of`` is not of the level, or a word names no level, form, status or choice of parties.

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
    query = LinkQuery(
        level=level,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    found = linkages_by(ds, query, of)
    graph: nx.Graph[str] = networkx.MultiGraph() if multigraph else networkx.Graph()
    graph.graph.update({"name": ds.title, "edition": ds.edition, "licence": ds.licence, "level": query.level.value})
    graph.add_nodes_from((id, _node(ds, id)) for id in places_shown(ds, query, of, found))
    for link in found:
        if multigraph:
            for each in link.evidence:
                graph.add_edge(link.a, link.b, key=each.cooperation.id, **_edge(each))
        else:
            graph.add_edge(link.a, link.b, **_summary(link))
    return graph


def write_graphml(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> None:
    """Write a graph as GraphML, whole or not at all.

    Numbers remain numbers, including integers of numpy; decimals and fractions become floats. Lists become text,
    separated by semicolons. An attribute that is None is left out.

    Parameters
    ----------
    graph
        A graph, such as `to_networkx` returns.
    path
        The file to write.

    Raises
    ------
    MissingExtra
        If networkx is not installed.
    InvalidValue
        If ``graph`` is not a graph.
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
    _write(graph, path, _networkx().write_graphml)


def write_gexf(graph: nx.Graph[Any], path: str | os.PathLike[str]) -> None:
    """Write a graph as GEXF 1.2, which Gephi reads; otherwise as `write_graphml`.

    The file states the day on which it is written.

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
    _write(graph, path, partial(_networkx().write_gexf, version="1.2draft"))


def _networkx() -> ModuleType:
    try:
        import networkx as nx
    except ImportError:
        raise MissingExtra("a graph of linkages", "graph") from None
    return nx


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


def _write(
    graph: nx.Graph[Any], path: str | os.PathLike[str], write: Callable[[nx.Graph[str], BinaryIO], None]
) -> None:
    """Write a graph whole or not at all, with attributes and edge ids that the formats take."""
    if not isinstance(graph, _networkx().Graph):
        raise InvalidValue(f"what is written is a graph, as of to_networkx(ds), not {shown(graph)}")
    plain: nx.Graph[str] = graph.__class__()
    plain.graph.update(_plain_attributes(graph.graph))
    plain.add_nodes_from((xml_text(node), _plain_attributes(attributes)) for node, attributes in graph.nodes(data=True))
    for number, (one, two, attributes) in enumerate(graph.edges(data=True)):
        # both formats want ids of edges to be distinct, and a cooperation may make several
        keyed = {"key": f"e{number}"} if graph.is_multigraph() else {}
        plain.add_edge(xml_text(one), xml_text(two), **keyed, **_plain_attributes(attributes))
    written = BytesIO()  # lxml passes over what fails while it writes to a file
    write(plain, written)
    with whole_file(path) as file:
        file.write(written.getbuffer())


def _plain_attributes(attributes: dict[str, Any]) -> dict[str, str | int | float]:
    return {key: _plain_value(value) for key, value in attributes.items() if value is not None}


def _plain_value(value: Any) -> str | int | float:
    if hasattr(value, "tolist"):  # a number or an array of numpy
        value = value.tolist()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal | Fraction):
        return float(value)
    parts = sorted(map(str, value)) if isinstance(value, set | frozenset) else value
    return xml_text("; ".join(map(str, parts)) if isinstance(parts, list | tuple) else value)
