"""Linkages: which places cooperation links, with the evidence. An absent pair is unknown, not unlinked."""

from __future__ import annotations

__all__ = ["Finder", "at_level", "linkages", "linkages_by", "partners", "partners_by"]

from collections.abc import Container, Iterable, Iterator, Mapping

from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.index import Members, adjacency, linked, members_at, neighbours
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName, level_of
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.model.table import ReadOnly


def linkages(
    ds: Dataset,
    *,
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
) -> tuple[Linkage, ...]:
    """Return every pair of places that a cooperation links, with the evidence.

    A party is lifted to the level along ``within``. A cooperation with several parties links every pair of
    distinct places for which two of them count. Without ``on`` and ``status``, every record counts, even if
    the cooperation has ended. A pair that is not returned is *unknown*, not unlinked.

    Parameters
    ----------
    ds
        The data set.
    level
        The level of the places: ``zone``, ``area``, ``city``, ``province``, or ``stated`` for the parties themselves.
    of
        Only linkages of this place, which must be of the level.
    form
        One or several forms to keep: ``framework-agreement``, ``alliance``, ``shipping-route``, ``platform``,
        ``project``, ``investment``, ``training``, ``exchange``, ``mechanism``, ``event``. None keeps all.
    topic
        One or several topics; a cooperation with any of them is kept. None keeps all.
    status
        One or several statuses to keep: ``explored``, ``planned``, ``under-negotiation``, ``signed``,
        ``in-progress``, ``in-operation``, ``held``, ``ended``. A cooperation counts by the latest status that
        it certainly reached, by ``on`` if given. None keeps all.
    on
        A day: keeps only what had certainly begun by then and had not ended.
    sure
        False also keeps what was possibly true on that day, such as an agreement of unknown date.
    provincial
        False leaves out links for which a body outside every zone or area was lifted.
    presence
        True adds links to the places where a cooperation is located, marked as such.
    parties
        ``bilateral`` keeps only cooperations with exactly two parties, counted as stated, not as lifted.

    Returns
    -------
    tuple of Linkage
        Sorted by the two ids.

    Raises
    ------
    UnknownName
        If ``of`` is in no table.
    InvalidValue
        If ``of`` is not of the level, or a word names no level, form, status or choice of parties.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     (link.a, link.b)
    ...     for link in ftz.linkages(
    ...         ds, level="area", of="anhui-ftz-hefei", form="framework-agreement"
    ...     )
    ... ]
    [('anhui-ftz-hefei', 'zhejiang-ftz-hangzhou'), ('anhui-ftz-hefei', 'zhejiang-ftz-ningbo')]
    """
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
    return linkages_by(ds, query, of)


def linkages_by(ds: Dataset, query: LinkQuery, of: str | Place | None = None) -> tuple[Linkage, ...]:
    """Return the linkages that a query finds, of one place or of all; `linkages` says how.

    >>> import anhui_ftz as ftz
    >>> linkages_by(ftz.load(), LinkQuery(level="area")) == ftz.linkages(
    ...     ftz.load(), level="area"
    ... )
    True
    """
    as_dataset(ds)
    finder = Finder(ds, query)
    if of is not None:
        return tuple(finder.around(at_level(ds, of, query.level)))
    return tuple(finder.linkages())


def partners(
    ds: Dataset,
    place: str | Place,
    *,
    level: Level | LevelName | None = None,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> Mapping[str, Linkage]:
    """Return the partners of a place with the evidence, by the partner's id.

    Parameters
    ----------
    ds
        The data set.
    place
        The place; partners are places of its own level unless ``level`` says otherwise.
    level, form, topic, status, on, sure, provincial, presence, parties
        As for `linkages`.

    Returns
    -------
    Mapping of str to Linkage
        Read-only, from the partner's id, sorted. A partner that is absent is *unknown*, not unlinked.

    Raises
    ------
    UnknownName
        If ``place`` is in no table.
    InvalidValue
        If ``place`` is not of the level, or a word names no level, form, status or choice of parties.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> found = ftz.partners(ftz.load(), "anhui-ftz", status="signed", on="2021-01-25")
    >>> {partner: len(link.evidence) for partner, link in found.items()}
    {'jiangsu-ftz': 2, 'shanghai-ftz': 2, 'zhejiang-ftz': 6}
    """
    as_dataset(ds)
    record = ds.place(place)
    query = LinkQuery(
        level=level_of(record) if level is None else level,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    return partners_by(ds, record, query)


def partners_by(ds: Dataset, place: Place, query: LinkQuery) -> Mapping[str, Linkage]:
    """Return the partners of a place that a query finds; `partners` says how."""
    return ReadOnly({link.other(place.id): link for link in linkages_by(ds, query, place)})


def at_level(ds: Dataset, place: str | Place, level: Level) -> str:
    """Return the id of a place that must be of a level.

    Raises
    ------
    InvalidValue
        If it is of another level.
    """
    record = ds.place(place)
    if level is not Level.STATED and level_of(record) is not level:
        wanted = f"{'an' if level is Level.AREA else 'a'} {level}"
        raise InvalidValue(f"{record.id} is not {wanted}; pass level={str(level_of(record))!r}, or name {wanted}")
    return record.id


class Finder:
    """Turns pairs of places into linkages, by one query."""

    def __init__(self, ds: Dataset, query: LinkQuery) -> None:
        self._ds = ds
        self._query = query
        self._parties: dict[int, Members] = {}
        self._members: dict[int, Members] = {}

    def linkages(self) -> Iterator[Linkage]:
        """Yield every linkage, in the order of the two ids."""
        graph = adjacency(self._ds, self._query.level, presence=self._query.presence)
        for a in sorted(graph):
            yield from self._among(a, graph[a], (b for b in graph[a] if a < b))

    def around(self, place: str, *, skip: Container[str] = ()) -> Iterator[Linkage]:
        """Yield the linkages of a place with others, in the order of their ids, but for those to skip."""
        found = self._neighbours(place)
        yield from self._among(place, found, (other for other in found if other not in skip))

    def evidence(self, a: str, b: str) -> tuple[Evidence, ...]:
        """Return what links two places and passes the query."""
        return self._passed(a, b, self._neighbours(a).get(b, []))

    def _neighbours(self, place: str) -> Mapping[str, list[int]]:
        return neighbours(self._ds, place, self._query.level, presence=self._query.presence)

    def _among(self, place: str, rows: Mapping[str, list[int]], others: Iterable[str]) -> Iterator[Linkage]:
        for other in sorted(others):
            a, b = min(place, other), max(place, other)
            if evidence := self._passed(a, b, rows[other]):
                yield Linkage(a, b, evidence)

    def _passed(self, a: str, b: str, rows: Iterable[int]) -> tuple[Evidence, ...]:
        kept = (index for index in rows if self._query.accepts(self._ds.cooperations[index]))
        passed = (self._evidence(index, a, b) for index in kept)
        return tuple(each for each in passed if self._query.provincial or not each.provincial)

    def _evidence(self, index: int, a: str, b: str) -> Evidence:
        row, query = self._ds.cooperations[index], self._query
        among = self._at(self._parties, index, row.parties)
        side_a, side_b = among.get(a, {}), among.get(b, {})
        parties = side_a.keys() | side_b.keys()
        direct = linked(_inside(side_a), _inside(side_b), parties)
        presence = not linked(side_a, side_b, parties) or (query.presence and not query.provincial and not direct)
        if presence:
            among = self._at(self._members, index, (*row.parties, *row.places))
            side_a, side_b = among.get(a, {}), among.get(b, {})
            direct = linked(_inside(side_a), _inside(side_b), parties)
        via = {each for side in (side_a, side_b) for each in side.values() if each is not None}
        stated_at = tuple(sorted(side_a.keys() | side_b.keys()))
        return Evidence(row, stated_at, tuple(sorted(via)), not direct, presence, query.on)

    def _at(self, known: dict[int, Members], index: int, members: Iterable[str]) -> Members:
        """Return where the members count, worked out once per cooperation and not once per pair."""
        found = known.get(index)
        if found is None:
            found = known[index] = members_at(self._ds, members, self._query.level)
        return found


def _inside(side: dict[str, str | None]) -> set[str]:
    """Return the members that count there without being lifted from outside."""
    return {member for member, via in side.items() if via is None}
