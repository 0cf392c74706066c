"""Linkages: which places cooperation links, with the evidence. An absent pair is unknown, not unlinked."""

from __future__ import annotations

__all__ = ["Finder", "at_level", "linkages", "linkages_by", "partners", "partners_by"]

from collections.abc import Collection, Iterable, Iterator, Mapping

from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.index import Members, adjacency, members_at
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName, level_of
from anhui_ftz.analysis.read_only import ReadOnly
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place


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
    """Return every pair of places of a level that cooperation links, with the evidence.

    A party is lifted to the level along ``within``. A cooperation of n parties links every pair of
    distinct places at which two of them count. Without ``on`` and ``status`` every record counts,
    whatever became of it. A pair that is not returned is *unknown*, not unlinked.

    Parameters
    ----------
    ds
        The data set.
    level
        Zones by default; areas, cities, provinces, or parties as stated.
    of
        Only linkages of this place, which must be of the level.
    form, topic, status
        One or several to keep. ``status`` is the latest one certainly reached, by ``on`` if given.
    on
        A day: only what had certainly begun by then and not ended.
    sure
        False also keeps what may have been so on that day, such as an agreement of unknown date.
    provincial
        False leaves out links that rest on lifting a body from outside every zone or area.
    presence
        True adds links to where a cooperation is located, marked as such.
    parties
        ``bilateral`` keeps only cooperations of exactly two parties, counted as stated, not as lifted.

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
    >>> [(link.a, link.b) for link in ftz.linkages(ds, level="area", of="anhui-ftz-hefei", form="framework-agreement")]
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
    >>> linkages_by(ftz.load(), LinkQuery(level="area")) == ftz.linkages(ftz.load(), level="area")
    True
    """
    as_dataset(ds)
    finder = Finder(ds, query)
    if of is not None:
        place = at_level(ds, of, query.level)
        pairs: Iterable[tuple[str, str]] = ((min(place, other), max(place, other)) for other in finder.partners(place))
    else:
        pairs = finder.pairs()
    return tuple(finder.linkages(sorted(pairs)))


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
    UnknownName, InvalidValue
        As for `linkages`.

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
    found = {link.other(place.id): link for link in linkages_by(ds, query, place)}
    return ReadOnly({partner: found[partner] for partner in sorted(found)})


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
        self._graph = adjacency(ds, query.level, presence=query.presence)
        self._parties: dict[str, Members] = {}
        self._members: dict[str, Members] = {}

    def partners(self, place: str) -> Iterable[str]:
        """Return the ids of the places that any cooperation links with one, before the query chooses."""
        return self._graph.get(place, ())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Iterate over the pairs that any cooperation links, before the query chooses."""
        return ((a, b) for a, others in self._graph.items() for b in others if a < b)

    def linkages(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Linkage]:
        """Yield the linkage of each pair for which any evidence is left."""
        for a, b in pairs:
            if evidence := self.evidence(a, b):
                yield Linkage(a, b, evidence)

    def evidence(self, a: str, b: str) -> tuple[Evidence, ...]:
        """Return what links two places and passes the query."""
        rows = (self._ds.cooperations[index] for index in self._graph.get(a, {}).get(b, ()))
        passed = (self._evidence(row, a, b) for row in rows if self._query.accepts(row))
        return tuple(each for each in passed if self._query.provincial or not each.provincial)

    def _evidence(self, row: Cooperation, a: str, b: str) -> Evidence:
        among, query = self._at(self._parties, row, row.parties), self._query
        side_a, side_b = among.get(a, {}), among.get(b, {})
        parties = side_a.keys() | side_b.keys()
        direct = _linked(_inside(side_a), _inside(side_b), parties)
        presence = not _linked(side_a, side_b, parties) or (query.presence and not query.provincial and not direct)
        if presence:
            among = self._at(self._members, row, (*row.parties, *row.places))
            side_a, side_b = among.get(a, {}), among.get(b, {})
            direct = _linked(_inside(side_a), _inside(side_b), parties)
        via = {each for side in (side_a, side_b) for each in side.values() if each is not None}
        stated_at = tuple(sorted(side_a.keys() | side_b.keys()))
        return Evidence(row, stated_at, tuple(sorted(via)), not direct, presence, query.on)

    def _at(self, known: dict[str, Members], row: Cooperation, members: Iterable[str]) -> Members:
        """Return where the members count, worked out once per cooperation and not once per pair."""
        found = known.get(row.id)
        if found is None:
            found = known[row.id] = members_at(self._ds, members, self._query.level)
        return found


def _inside(side: dict[str, str | None]) -> set[str]:
    """Return the members that count there without being lifted from outside."""
    return {member for member, via in side.items() if via is None}


def _linked(one: Collection[str], two: Collection[str], parties: Collection[str]) -> bool:
    """Whether two distinct members count on the two sides, one of them a party: two mere places link nothing."""
    return any(a != b and (a in parties or b in parties) for a in one for b in two)
