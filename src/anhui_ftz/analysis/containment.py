"""Containment: what lies within what, along the directed graph that ``within`` spells."""

from __future__ import annotations

__all__ = ["ancestors", "children", "overlapping_pairs"]

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from anhui_ftz.model.dataset import Dataset


def ancestors(dataset: Dataset, id: str) -> frozenset[str]:
    """Return the ids of everything that a place lies within, itself included.

    Raises
    ------
    UnknownName
        If no place has that id.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> {"anhui", "anhui-ftz", "anhui-ftz-hefei", "hefei-city"} <= ancestors(ftz.load(), "anhui-ftz-hefei")
    True
    """
    known = dataset.memo(_known_ancestors)
    if id not in known:
        seen: set[str] = set()
        stack = [id]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack += dataset.place(node).within
        known[id] = frozenset(seen)
    return known[id]


def children(dataset: Dataset, id: str) -> tuple[str, ...]:
    """Return the ids of what lies directly within a place, sorted.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> children(ftz.load(), "anhui-ftz")
    ('anhui-ftz-bengbu', 'anhui-ftz-hefei', 'anhui-ftz-wuhu')
    """
    return dataset.memo(_children).get(id, ())


def overlapping_pairs(dataset: Dataset, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of distinct places that share ground: one lies in the other, or something lies in both.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> overlapping_pairs(ftz.load(), ["anhui-ftz", "hefei-city", "anhui-ftz-wuhu"])
    [('anhui-ftz', 'anhui-ftz-wuhu'), ('anhui-ftz', 'hefei-city')]
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for id in set(ids):
        stack = [id]
        while stack:
            node = stack.pop()
            if id not in owners[node]:
                owners[node].add(id)
                stack += children(dataset, node)
    return sorted({pair for ids in owners.values() for pair in combinations(sorted(ids), 2)})


def _known_ancestors(_: Dataset) -> dict[str, frozenset[str]]:
    return {}


def _children(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    below: defaultdict[str, list[str]] = defaultdict(list)
    for table in (dataset.divisions, dataset.zones, dataset.areas, dataset.organizations):
        for place in table:
            for parent in place.within:
                below[parent].append(place.id)
    return {parent: tuple(sorted(ids)) for parent, ids in below.items()}
