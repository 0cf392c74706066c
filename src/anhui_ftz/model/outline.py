"""Outlines: the rank of each place and what it lies directly in, which is all that roll-up needs of it."""

from __future__ import annotations

__all__ = ["KEPT", "Outline", "every_outline", "outline_of", "outlines"]

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.places import Area, Division, Place, Zone

#: What an edition keeps them in, beside its tables: so the first linkages wait for no names, notes and citations.
KEPT = "outline/places"


class Outline(NamedTuple):
    """The rank of a place, and what it lies directly in."""

    #: Id of the place.
    id: str
    #: The kind of a division, or ``zone``, ``area`` or ``organization``.
    rank: str
    #: Ids of what it lies directly in, the province of a zone first.
    parents: tuple[str, ...] = ()


def outline_of(place: Place) -> Outline:
    """Return the outline of a place.

    >>> import anhui_ftz as ftz
    >>> outline_of(ftz.load().zones["anhui-ftz"])
    Outline(id='anhui-ftz', rank='zone', parents=('anhui', 'china-ftz', 'yrd-ftz-four-zones'))
    """
    if isinstance(place, Division):
        return Outline(place.id, place.kind.value, place.within)
    if isinstance(place, Zone):
        return Outline(place.id, "zone", tuple(dict.fromkeys((place.province, *place.within))))
    return Outline(place.id, "area" if isinstance(place, Area) else "organization", place.within)


def outlines(dataset: Dataset) -> Mapping[str, Outline]:
    """Return the outlines of all places by id, each made or read when it is first asked for.

    The id of no place raises UnknownName, which is a KeyError.

    >>> import anhui_ftz as ftz
    >>> outlines(ftz.load())["hefei-city"]
    Outline(id='hefei-city', rank='city', parents=('anhui',))
    """
    return dataset.memo(_Outlines)


def every_outline(dataset: Dataset) -> Iterator[Outline]:
    """Yield the outline of every place; those of an edition are read without its names, notes and citations.

    >>> import anhui_ftz as ftz
    >>> len(list(every_outline(ftz.load()))) == len(ftz.load().places)
    True
    """
    kept = dataset.memo(_kept)
    return iter(kept.values() if kept else map(outline_of, dataset.places))


def _kept(dataset: Dataset) -> Mapping[str, Outline]:
    table = dataset.divisions.resource
    return {} if table is None or not dataset.is_edition else table.read(table.folder, KEPT)


class _Outlines(dict[str, Outline]):
    def __init__(self, dataset: Dataset) -> None:
        super().__init__()
        self._dataset, self._kept = dataset, dataset.memo(_kept)

    def __missing__(self, id: str) -> Outline:
        found = self[id] = self._kept[id] if id in self._kept else outline_of(self._dataset.place(id))
        return found
