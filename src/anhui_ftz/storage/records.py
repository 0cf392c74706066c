"""Parsed JSON to records, the quick way: right input is built, anything else raises without a path.

`anhui_ftz.storage.diagnosis` then reads the same input again, slowly, and finds every fault. The two
are held to the same answer by a property.
"""

from __future__ import annotations

__all__ = ["READERS", "DoubleKeyError", "early", "listed", "quantity_from"]

from collections.abc import Callable
from typing import Any

from anhui_ftz.model.cooperation import Cooperation, Milestone
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.name import Name
from anhui_ftz.model.places import Area, Division, Organization, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation

_Json = dict[str, Any]


def _name(tree: _Json | str) -> Name:
    return Name(en=tree) if isinstance(tree, str) else Name(**tree)


def quantity_from(tree: _Json | Quantity) -> Quantity:
    """Build a Quantity; without ``lower`` and ``upper`` the figure is exact."""
    if isinstance(tree, Quantity):
        return tree
    if None in tree.values():  # what is not stated is left out
        raise TypeError
    return Quantity.read(**tree)


def _citations(trees: list[_Json]) -> list[Citation]:
    return [tree if isinstance(tree, Citation) else Citation(**tree) for tree in listed(trees)]


def listed(tree: Any) -> list[Any]:
    """Return a list as it is, and refuse what merely can be iterated over."""
    if not isinstance(tree, list):
        raise TypeError
    return tree


def _milestone(tree: _Json) -> Milestone:
    return Milestone(**{**tree, "citations": _citations(tree.get("citations", []))})


def _milestones(trees: list[_Json]) -> list[Milestone]:
    return list(map(_milestone, listed(trees)))


def _events(trees: list[_Json]) -> list[ZoneEvent]:
    return [ZoneEvent(**{**tree, "citations": _citations(tree.get("citations", []))}) for tree in listed(trees)]


def _value(tree: _Json | None) -> Quantity | None:
    return None if tree is None else quantity_from(tree)


def _built(kind: type[Any], tree: _Json, nested: dict[str, Callable[[Any], Any]]) -> Any:
    if isinstance(tree, kind):
        return tree
    if type(tree) is not dict:
        raise TypeError
    fields = dict(tree)
    for field, read in nested.items():
        if field in fields:
            fields[field] = read(fields[field])
    return kind(**fields)


def early(pairs: list[tuple[str, Any]]) -> Any:
    """Build the most frequent records while the JSON is parsed, so that no tree of them is ever held.

    A record that begins as `anhui_ftz.storage.text.dumps` writes it is built; any other object stays as it is.
    """
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise DoubleKeyError
    first = pairs[0][0] if pairs else ""
    if first == "source":
        return Citation(**tree)
    if first == "value" and "unit" in tree:
        return quantity_from(tree)
    if first == "id" and type(tree.get("quantity")) is Quantity:
        citations = tree.get("citations", ())
        if type(citations) is not list:
            return tree
        for each in citations:
            if type(each) is not Citation:
                return tree
        return Observation(**tree)
    return tree


class DoubleKeyError(Exception):
    """A key stands twice in one object; where, is found by reading again."""


def _reader(kind: type[Any], **nested: Callable[[Any], Any]) -> Callable[[_Json], Any]:
    return lambda tree: _built(kind, tree, nested)


#: How a record of each table is read.
READERS: dict[str, Callable[[_Json], Any]] = {
    "divisions": _reader(Division, name=_name, citations=_citations),
    "zones": _reader(Zone, name=_name, citations=_citations, events=_events),
    "areas": _reader(Area, name=_name, citations=_citations, events=_events),
    "organizations": _reader(Organization, name=_name, citations=_citations),
    "indicators": _reader(Indicator, name=_name, citations=_citations),
    "observations": _reader(Observation, quantity=quantity_from, citations=_citations),
    "cooperations": _reader(Cooperation, name=_name, citations=_citations, milestones=_milestones, value=_value),
    "sources": _reader(Source),
}
