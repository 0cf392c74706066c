"""The index under the linkage queries: where each cooperation counts, and what counts at each place."""

from __future__ import annotations

__all__ = ["Members", "linked", "members_at", "neighbours", "places_of"]

from collections import defaultdict
from collections.abc import Collection, Iterable

from anhui_ftz.analysis.links.rollup import Level, lifts
from anhui_ftz.model.dataset import Dataset

#: Place to the members of one cooperation that count there, each with what it is lifted through.
Members = dict[str, dict[str, str | None]]


def members_at(ds: Dataset, members: Iterable[str], level: Level) -> Members:
    """Return where the members of a cooperation count, in their order.

    >>> import anhui_ftz as ftz
    >>> members_at(ftz.load(), ["wuhu-port", "anhui-ftz-wuhu"], Level.ZONE)
    {'anhui-ftz': {'wuhu-port': 'anhui', 'anhui-ftz-wuhu': None}}
    """
    found: Members = {}
    for member in members:
        for place, via in lifts(ds, member, level):
            found.setdefault(place, {})[member] = via
    return found


def places_of(ds: Dataset, level: Level, *, presence: bool) -> tuple[Members, ...]:
    """Return where each cooperation counts, in the order of the table; with presence, its places count as well."""
    return ds.memo(_places_of, level, presence)


def neighbours(ds: Dataset, place: str, level: Level, *, presence: bool) -> dict[str, list[int]]:
    """Return the places that any cooperation links with one: to each, the positions of the cooperations in the table.

    Only the cooperations of that place are looked at.

    >>> import anhui_ftz as ftz
    >>> sorted(neighbours(ftz.load(), "japan-main-ports", Level.STATED, presence=False))
    ['wuhu-port']
    """
    found: dict[str, list[int]] = {}
    among = places_of(ds, level, presence=presence)
    for index in ds.memo(_cooperations_at, level, presence).get(place, ()):
        here, parties = among[index][place], ds.cooperations[index].parties
        for other, there in among[index].items():
            if other != place and linked(here, there, parties):
                found.setdefault(other, []).append(index)
    return found


def linked(one: Collection[str], two: Collection[str], parties: Collection[str]) -> bool:
    """Whether two distinct members count on the two sides, one of them a party: two mere places link nothing."""
    return any(a != b and (a in parties or b in parties) for a in one for b in two)


def _places_of(ds: Dataset, level: Level, presence: bool) -> tuple[Members, ...]:
    return tuple(
        members_at(ds, (*row.parties, *row.places) if presence else row.parties, level) for row in ds.cooperations
    )


def _cooperations_at(ds: Dataset, level: Level, presence: bool) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, places in enumerate(places_of(ds, level, presence=presence)):
        for place in places:
            found[place].append(index)
    return dict(found)
