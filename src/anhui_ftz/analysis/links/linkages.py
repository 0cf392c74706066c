"""Linkages: which places cooperation links, with the evidence. An absent pair is unknown, not unlinked."""

from __future__ import annotations

__all__ = ["Evidence", "Linkage", "linkages", "partners"]

from collections.abc import Collection, Iterable, Iterator
from datetime import date

import attrs

from anhui_ftz.analysis.links.index import Adjacency, adjacency, sides
from anhui_ftz.analysis.links.query import Filter
from anhui_ftz.analysis.links.rollup import Level, as_level, level_of
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.places import Place

_Several = str | Collection[str] | None


@attrs.frozen
class Evidence:
    """One cooperation that links two places, and how its parties came to count there."""

    #: The cooperation.
    cooperation: Cooperation
    #: Ids of the parties that count for either place, as stated, sorted.
    stated_at: tuple[str, ...]
    #: Ids of the cities or provinces through which parties from outside count, sorted.
    lifted_via: tuple[str, ...] = ()
    #: Whether the link rests on such lifting: without it, one side has no party.
    provincial: bool = False
    #: Whether one side is only where the cooperation stands, not a party.
    presence: bool = False
    #: The day asked about; None asks of all time.
    on: date | None = None

    @property
    def status(self) -> CooperationStatus | None:
        """The latest status surely reached by the day asked about; None where none is."""
        return self.cooperation.status_on(self.on)

    @property
    def possible(self) -> tuple[CooperationStatus, ...]:
        """Further statuses that may have been reached by then."""
        return self.cooperation.possible_statuses_on(self.on)


@attrs.frozen
class Linkage:
    """Two places that cooperation links.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> link = ftz.partners(ftz.load(), "anhui-ftz", form="shipping-route")["shanghai-ftz"]
    >>> link.a, link.b, link.evidence[0].cooperation.id
    ('anhui-ftz', 'shanghai-ftz', 'ah-coop-014')
    >>> link.evidence[0].stated_at, link.evidence[0].lifted_via
    (('shanghai-waigaoqiao-port', 'wuhu-port'), ('anhui', 'shanghai'))
    """

    #: Id of the place that sorts first.
    a: str
    #: Id of the other place.
    b: str
    #: What links them, sorted by the id of the cooperation; never empty.
    evidence: tuple[Evidence, ...]

    @property
    def cooperations(self) -> tuple[Cooperation, ...]:
        """The cooperations that link them."""
        return tuple(each.cooperation for each in self.evidence)

    @property
    def by_status(self) -> dict[CooperationStatus | None, int]:
        """How many cooperations stand at which status, in order of life; None is: not surely any."""
        found = [each.status for each in self.evidence]
        return {status: found.count(status) for status in (*CooperationStatus, None) if status in found}

    @property
    def by_form(self) -> dict[CooperationForm, int]:
        """How many cooperations have which form."""
        found = [each.cooperation.form for each in self.evidence]
        return {form: found.count(form) for form in CooperationForm if form in found}

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the evidence, sorted."""
        return tuple(sorted({id for each in self.cooperations for id in each.sources}))

    def other(self, place: str) -> str:
        """Return the id of the partner of one of the two."""
        return self.b if place == self.a else self.a

    _repr_html_ = repr_html


def linkages(
    ds: Dataset,
    *,
    level: Level | str = Level.ZONE,
    of: str | Place | None = None,
    form: _Several = None,
    topic: _Several = None,
    status: _Several = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
) -> tuple[Linkage, ...]:
    """Return every pair of places at a level that cooperation links, with the evidence.

    A party is lifted to the level along ``within``. A cooperation of n parties links every pair of
    distinct places that two of them count at. Without ``on`` and ``status`` every record counts,
    whatever became of it. A pair that is not returned is *unknown*, not unlinked.

    Parameters
    ----------
    ds
        The data set.
    level
        Zones by default; areas, cities, provinces, or parties as stated.
    of
        Only linkages of this place, which must stand at the level.
    form, topic, status
        One or several to keep. ``status`` is the latest one surely reached, by ``on`` if given.
    on
        A day: only what had surely begun by then and not ended.
    sure
        False keeps also what may have been so on that day, such as an agreement of unknown date.
    provincial
        False leaves out links that rest on lifting a body from outside every zone or area.
    presence
        True adds links to where a cooperation stands, marked as such.

    Returns
    -------
    tuple of Linkage
        Sorted by the two ids.

    Raises
    ------
    UnknownName
        If ``of`` is in no table.
    InvalidValue
        If ``of`` does not stand at the level, or a filter names what does not exist.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [(link.a, link.b) for link in ftz.linkages(ds, level="area", of="anhui-ftz-hefei", form="framework-agreement")]
    [('anhui-ftz-hefei', 'zhejiang-ftz-hangzhou'), ('anhui-ftz-hefei', 'zhejiang-ftz-ningbo')]
    """
    as_dataset(ds)
    chosen = as_level(level)
    wanted = Filter.of(form=form, topic=topic, status=status, on=on, sure=sure)
    graph = adjacency(ds, chosen, presence)
    found = Finder(ds, chosen, wanted, provincial=provincial, presence=presence)
    if of is not None:
        place = at_level(ds, of, chosen)
        pairs: Iterable[tuple[str, str]] = ((min(place, other), max(place, other)) for other in graph.get(place, ()))
    else:
        pairs = ((a, b) for a, others in graph.items() for b in others if a < b)
    return tuple(found.linkages(graph, sorted(pairs)))


def partners(
    ds: Dataset,
    place: str | Place,
    *,
    level: Level | str | None = None,
    form: _Several = None,
    topic: _Several = None,
    status: _Several = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
) -> dict[str, Linkage]:
    """Return the partners of a place with the evidence, by the partner's id.

    Parameters
    ----------
    ds
        The data set.
    place
        The place; partners are places of its own level unless ``level`` says otherwise.
    level, form, topic, status, on, sure, provincial, presence
        As for `linkages`.

    Returns
    -------
    dict
        Partner's id to `Linkage`, sorted. Who is absent is *unknown*, not unlinked.

    Raises
    ------
    UnknownName, InvalidValue
        As for `linkages`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> found = ftz.partners(ftz.load(), "anhui-ftz", status="signed", on="2021-01-25")
    >>> {partner: len(link.evidence) for partner, link in found.items()}
    {'jiangsu-ftz': 2, 'shanghai-ftz': 2, 'zhejiang-ftz': 5}
    """
    as_dataset(ds)
    record = ds.place(place)
    found = linkages(
        ds,
        level=level_of(record) if level is None else level,
        of=record,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
    )
    return dict(sorted((link.other(record.id), link) for link in found))


def at_level(ds: Dataset, place: str | Place, level: Level) -> str:
    """Return the id of a place that must stand at a level.

    Raises
    ------
    InvalidValue
        If it stands at another level.
    """
    record = ds.place(place)
    if level is not Level.STATED and level_of(record) is not level:
        raise InvalidValue(f"{record.id} is no {level}; pass level={str(level_of(record))!r}, or ask of a {level}")
    return record.id


class Finder:
    """Turns pairs of places into linkages, by one set of filters."""

    def __init__(self, ds: Dataset, level: Level, wanted: Filter, *, provincial: bool, presence: bool) -> None:
        self._ds = ds
        self._level = level
        self._wanted = wanted
        self._provincial = provincial
        self._presence = presence

    def linkages(self, graph: Adjacency, pairs: Iterable[tuple[str, str]]) -> Iterator[Linkage]:
        """Yield the linkage of each pair for which any evidence is left."""
        for a, b in pairs:
            if evidence := self.evidence(graph, a, b):
                yield Linkage(a, b, evidence)

    def evidence(self, graph: Adjacency, a: str, b: str) -> tuple[Evidence, ...]:
        """Return what links two places and passes the filters."""
        rows = (self._ds.cooperations[index] for index in graph.get(a, {}).get(b, ()))
        passed = (self._evidence(row, a, b) for row in rows if self._wanted.keeps(row))
        return tuple(each for each in passed if self._provincial or not each.provincial)

    def _evidence(self, row: Cooperation, a: str, b: str) -> Evidence:
        side_a, side_b = sides(self._ds, row, self._level, (a, b), presence=False)
        direct = _linked(_inside(side_a), _inside(side_b), row.parties)
        presence = not _linked(side_a, side_b, row.parties) or (self._presence and not self._provincial and not direct)
        if presence:
            side_a, side_b = sides(self._ds, row, self._level, (a, b), presence=True)
            direct = _linked(_inside(side_a), _inside(side_b), row.parties)
        via = {each for side in (side_a, side_b) for each in side.values() if each is not None}
        stated_at = tuple(sorted(side_a.keys() | side_b.keys()))
        return Evidence(row, stated_at, tuple(sorted(via)), not direct, presence, self._wanted.on)


def _inside(side: dict[str, str | None]) -> set[str]:
    """Return the members that count there without being lifted from outside."""
    return {member for member, via in side.items() if via is None}


def _linked(one: Collection[str], two: Collection[str], parties: Collection[str]) -> bool:
    """Whether two distinct members stand on the two sides, one of them a party: two mere places link nothing."""
    return any(a != b and (a in parties or b in parties) for a in one for b in two)
