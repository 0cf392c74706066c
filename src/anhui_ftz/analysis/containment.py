"""Containment: what lies within what, along the directed graph that ``within`` spells."""

from __future__ import annotations

__all__ = [
    "FromAbove",
    "Inherited",
    "ancestors",
    "children",
    "descendants",
    "downward",
    "is_province",
    "province_of",
    "sharing",
]

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.outline import Outline, every_outline, outlines

_T = TypeVar("_T")


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
    return _reached([id], lambda node: dataset.place(node).within)


def descendants(dataset: Dataset, *ids: str) -> frozenset[str]:
    """Return the ids of everything that lies within some places, themselves included.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> "wuhu-port" in descendants(ftz.load(), "anhui"), "shanghai-port" in descendants(ftz.load(), "anhui")
    (True, False)
    """
    return _reached(ids, partial(children, dataset))


def children(dataset: Dataset, id: str) -> tuple[str, ...]:
    """Return the ids of what lies directly within a place, in the order of the tables and of their ids.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> children(ftz.load(), "anhui-ftz")
    ('anhui-ftz-bengbu', 'anhui-ftz-hefei', 'anhui-ftz-wuhu')
    """
    return dataset.memo(_children).get(id, ())


def downward(dataset: Dataset) -> tuple[str, ...]:
    """Return the ids of all places, each after everything that it lies within.

    >>> import anhui_ftz as ftz
    >>> order = downward(ftz.load())
    >>> order.index("anhui") < order.index("anhui-ftz") < order.index("anhui-ftz-wuhu")
    True
    """
    return dataset.memo(_downward)


def province_of(dataset: Dataset, id: str) -> str | None:
    """Return the id of the one province that a place lies within; None for a province, and where there are several.

    >>> import anhui_ftz as ftz
    >>> province_of(ftz.load(), "wuhu-port"), province_of(ftz.load(), "anhui")
    ('anhui', None)
    """
    provinces = dataset.memo(Inherited, is_province)
    found = {province for parent in dataset.place(id).within for province in provinces[parent]}
    return found.pop() if len(found) == 1 else None


def sharing(dataset: Dataset, ids: Iterable[str]) -> set[frozenset[str]]:
    """Return the groups of places that share ground: something that has no parts lies in all of a group.

    Two places share ground if one lies in the other, or if something lies in both; then they are together in
    some group. Only what has no parts is looked at, and upwards from there, so that no pair is ever formed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> groups = sharing(ftz.load(), ["anhui-ftz", "anhui-ftz-bengbu", "anhui-ftz-wuhu"])
    >>> sorted(map(sorted, groups))
    [['anhui-ftz', 'anhui-ftz-bengbu'], ['anhui-ftz', 'anhui-ftz-wuhu']]
    """
    asked = frozenset(ids)
    if len(asked) == 1:
        return set()
    bottom = (id for id in _reached(asked, partial(children, dataset)) if not children(dataset, id))
    return {group for id in bottom if len(group := asked & ancestors(dataset, id)) > 1}


class FromAbove(dict[str, _T]):
    """Place to what is worked out for it from what it lies directly in, when first needed.

    A long chain of places is walked once, and not anew for each place.

    Parameters
    ----------
    dataset
        The data set.
    work_out
        Takes the outline of a place and the values of what it lies directly in, and returns its value.
    """

    def __init__(self, dataset: Dataset, work_out: Callable[[Outline, list[_T]], _T]) -> None:
        super().__init__()
        self._outlines, self._work_out = outlines(dataset), work_out

    def __missing__(self, id: str) -> _T:
        stack = [id]
        while stack:
            place = self._outlines[stack[-1]]
            if waiting := [parent for parent in place.parents if parent not in self]:
                stack += waiting
                continue
            self[place.id] = self._work_out(place, [self[parent] for parent in place.parents])
            stack.pop()
        return self[id]


class Inherited(FromAbove[tuple[str, ...]]):
    """Place to those of a choice that it lies within, itself included, sorted.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zones = Inherited(ftz.load(), lambda place: place.rank == "zone")
    >>> zones["anhui-ftz-hefei"], zones["anhui"]
    (('anhui-ftz',), ())
    """

    def __init__(self, dataset: Dataset, is_chosen: Callable[[Outline], bool]) -> None:
        def gathered(place: Outline, above: list[tuple[str, ...]]) -> tuple[str, ...]:
            found = {*above, (place.id,)} if is_chosen(place) else set(above)
            return found.pop() if len(found) == 1 else tuple(sorted({id for ids in found for id in ids}))

        super().__init__(dataset, gathered)


def is_province(place: Outline) -> bool:
    """Whether a place is a province."""
    return place.rank == "province"


def _reached(start: Iterable[str], step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Return all that some steps lead to, without recursion: chains may be long."""
    seen: set[str] = set()
    stack = list(start)
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += step(node)
    return frozenset(seen)


def _downward(dataset: Dataset) -> tuple[str, ...]:
    from graphlib import TopologicalSorter  # only here: the first linkages need no order

    return tuple(TopologicalSorter({place.id: place.parents for place in every_outline(dataset)}).static_order())


def _children(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    below: defaultdict[str, list[str]] = defaultdict(list)
    for place in every_outline(dataset):
        for parent in place.parents:
            below[parent].append(place.id)
    return {parent: tuple(ids) for parent, ids in below.items()}
