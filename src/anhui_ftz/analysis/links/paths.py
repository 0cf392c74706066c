"""Questions asked of linkages: is there one, how does one get from here to there, what is not on record."""

from __future__ import annotations

__all__ = ["Answer", "LinkageGap", "LinkageMatrix", "is_linked", "linkage_gaps", "linkage_matrix", "shortest_path"]

from collections.abc import Collection
from enum import StrEnum
from typing import Any, NamedTuple

import attrs

from anhui_ftz.analysis.links.index import adjacency
from anhui_ftz.analysis.links.linkages import Evidence, Finder, Linkage, at_level, linkages, partners
from anhui_ftz.analysis.links.query import Filter
from anhui_ftz.analysis.links.rollup import Level, as_level, level_of
from anhui_ftz.errors import InvalidValue, UnknownName
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import CooperationStatus
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.places import Place

_Several = str | Collection[str] | None


class Answer(StrEnum):
    """Whether two places are linked. There is no NO: no record is *unknown*."""

    YES = "yes"
    POSSIBLY = "possibly"
    UNKNOWN = "unknown"
    ENDED = "ended"


def is_linked(
    ds: Dataset,
    a: str | Place,
    b: str | Place,
    *,
    level: Level | str | None = None,
    form: _Several = None,
    topic: _Several = None,
    status: _Several = None,
    on: Day | None = None,
    provincial: bool = True,
    presence: bool = False,
) -> Answer:
    """Say whether two places are linked.

    Parameters
    ----------
    ds
        The data set.
    a, b
        Two places of one level.
    level
        The level; by default their own.
    form, topic, status, on, provincial, presence
        As for `linkages`.

    Returns
    -------
    Answer
        ``YES`` if a record surely says so, ``POSSIBLY`` if one may, ``ENDED`` if all that there were have
        surely ended, ``UNKNOWN`` if there is no record, which is not a no.

    Raises
    ------
    UnknownName
        If a place is in no table.
    InvalidValue
        If the two do not stand at one level, or are the same.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [str(ftz.is_linked(ds, "anhui-ftz", "shanghai-ftz", form="framework-agreement", status="signed", on=day))
    ...  for day in ("2020-01-01", "2021-01-25")]
    ['possibly', 'yes']
    >>> ftz.is_linked(ds, "anhui-ftz", "tianjin-ftz")  # no record is not a no
    <Answer.UNKNOWN: 'unknown'>
    """
    as_dataset(ds)
    one, two, chosen = _two_places(ds, a, b, level)
    wanted = Filter.of(form=form, topic=topic, status=status, on=on)
    graph = adjacency(ds, chosen, presence)

    def evidence(**changes: Any) -> tuple[Evidence, ...]:
        asked = attrs.evolve(wanted, **changes)
        return Finder(ds, chosen, asked, provincial=provincial, presence=presence).evidence(graph, one, two)

    if wanted.on is None and wanted.statuses is None:
        found = evidence()
        if any(not each.cooperation.milestones or _runs(each) for each in found):
            return Answer.YES
        if any(each.status is not CooperationStatus.ENDED for each in found):
            return Answer.POSSIBLY
        return Answer.ENDED if found else Answer.UNKNOWN
    if evidence(sure=True):
        return Answer.YES
    if evidence(sure=False):
        return Answer.POSSIBLY
    ended = wanted.statuses is None and evidence(statuses=frozenset({CooperationStatus.ENDED}))
    return Answer.ENDED if ended else Answer.UNKNOWN


def _runs(evidence: Evidence) -> bool:
    return evidence.status not in (None, CooperationStatus.ENDED) and CooperationStatus.ENDED not in evidence.possible


def shortest_path(
    ds: Dataset,
    a: str | Place,
    b: str | Place,
    *,
    level: Level | str | None = None,
    form: _Several = None,
    topic: _Several = None,
    status: _Several = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
) -> tuple[Linkage, ...]:
    """Return a shortest chain of linkages from one place to another; of several, the first by ids.

    Parameters
    ----------
    ds
        The data set.
    a, b
        Two places of one level.
    level, form, topic, status, on, sure, provincial, presence
        As for `linkages`.

    Returns
    -------
    tuple of Linkage
        The steps in order from ``a`` to ``b``; empty if no chain is on record, which is not a no.

    Raises
    ------
    UnknownName, InvalidValue
        As for `is_linked`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> [(step.a, step.b) for step in ftz.shortest_path(ftz.load(), "wuhu-port", "shanghai-port", level="zone")]
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: wuhu-port is no zone; pass level='stated', or ask of a zone
    >>> [(step.a, step.b) for step in ftz.shortest_path(ftz.load(), "japan-main-ports", "shanghai-waigaoqiao-port")]
    [('japan-main-ports', 'wuhu-port'), ('shanghai-waigaoqiao-port', 'wuhu-port')]
    """
    as_dataset(ds)
    start, goal, chosen = _two_places(ds, a, b, level)
    wanted = Filter.of(form=form, topic=topic, status=status, on=on, sure=sure)
    finder = Finder(ds, chosen, wanted, provincial=provincial, presence=presence)
    graph = adjacency(ds, chosen, presence)
    came: dict[str, tuple[str, Linkage] | None] = {start: None}
    frontier = [start]
    while frontier and goal not in came:
        reached: list[str] = []
        for place in frontier:
            new = sorted(other for other in graph.get(place, ()) if other not in came)
            pairs = ((min(place, other), max(place, other)) for other in new)
            for link in finder.linkages(graph, pairs):
                came[link.other(place)] = (place, link)
                reached.append(link.other(place))
        frontier = reached  # in the order of their paths, so that the first path by ids is found
    steps = []
    step = came.get(goal)
    while step is not None:
        steps.append(step[1])
        step = came[step[0]]
    return tuple(steps[::-1])


@attrs.frozen
class LinkageMatrix:
    """How many cooperations link each pair of places; 0 says that none is on record, not that none is.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> matrix = ftz.linkage_matrix(ftz.load(), form="framework-agreement", status="signed", on="2020-01-01")
    >>> matrix["anhui-ftz", "zhejiang-ftz"], matrix["anhui-ftz", "tianjin-ftz"]
    (1, 0)
    """

    #: Ids of the places, sorted.
    places: tuple[str, ...]
    #: Row by row, in the order of ``places``; symmetric, the diagonal is 0.
    counts: tuple[tuple[int, ...], ...]

    def __getitem__(self, pair: tuple[str, str]) -> int:
        missing = sorted({*pair} - {*self.places})
        if missing:
            raise UnknownName(missing[0], nearest(missing[0], self.places))
        one, two = map(self.places.index, pair)
        return self.counts[one][two]

    def __len__(self) -> int:
        return len(self.places)


def linkage_matrix(
    ds: Dataset,
    *,
    level: Level | str = Level.ZONE,
    form: _Several = None,
    topic: _Several = None,
    status: _Several = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
) -> LinkageMatrix:
    """Count the cooperations that link each pair of places of a level.

    Parameters
    ----------
    ds
        The data set.
    level, form, topic, status, on, sure, provincial, presence
        As for `linkages`.

    Returns
    -------
    LinkageMatrix
        Square and symmetric, over all places of the level that the data set has; over the parties of
        some linkage where the level is ``stated``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> matrix = ftz.linkage_matrix(ftz.load(), on="2021-01-25")
    >>> len(matrix.places), matrix["anhui-ftz", "jiangsu-ftz"] == matrix["jiangsu-ftz", "anhui-ftz"] > 0
    (23, True)
    """
    as_dataset(ds)
    found = linkages(
        ds,
        level=level,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
    )
    counts = {(link.a, link.b): len(link.evidence) for link in found}
    chosen = as_level(level)
    ids = {id for pair in counts for id in pair} if chosen is Level.STATED else _places_at(ds, chosen)
    places = tuple(sorted(ids))
    rows = tuple(tuple(counts.get((min(a, b), max(a, b)), 0) for b in places) for a in places)
    return LinkageMatrix(places, rows)


class LinkageGap(NamedTuple):
    """A partner and a topic of which no record is known: a question to ask, not an answer."""

    #: Id of the place asked about.
    place: str
    #: Id of the partner.
    partner: str
    #: The topic.
    topic: str


def linkage_gaps(
    ds: Dataset,
    place: str | Place,
    *,
    topics: Collection[str] | None = None,
    level: Level | str | None = None,
) -> tuple[LinkageGap, ...]:
    """Return the partners and topics of which there is no record for a place.

    Parameters
    ----------
    ds
        The data set.
    place
        The place; partners are all others of its level.
    topics
        The topics to ask about; None asks about all that any cooperation has.
    level
        The level; by default the place's own.

    Returns
    -------
    tuple of LinkageGap
        Sorted by partner and topic. Each is *unknown*: no record is not a no.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> gaps = ftz.linkage_gaps(ftz.load(), "anhui-ftz", topics=["shipping"])
    >>> [zone for zone in ("shanghai-ftz", "zhejiang-ftz") if zone in {gap.partner for gap in gaps}]
    ['zhejiang-ftz']
    """
    as_dataset(ds)
    if isinstance(topics, str):
        topics = [topics]
    record = ds.place(place)
    chosen = level_of(record) if level is None else as_level(level)
    asked = sorted({topic for row in ds.cooperations for topic in row.topics} if topics is None else set(topics))
    found = partners(ds, record, level=chosen)
    others = sorted(_places_at(ds, chosen) - {record.id})
    covered = {
        other: {topic for row in found[other].cooperations for topic in row.topics} if other in found else set()
        for other in others
    }
    return tuple(
        LinkageGap(record.id, other, topic) for other in others for topic in asked if topic not in covered[other]
    )


def _places_at(ds: Dataset, level: Level) -> set[str]:
    tables = (ds.divisions, ds.zones, ds.areas, ds.organizations)
    return {place.id for table in tables for place in table if level is Level.STATED or level_of(place) is level}


def _two_places(ds: Dataset, a: str | Place, b: str | Place, level: Level | str | None) -> tuple[str, str, Level]:
    if level is None:
        levels = {level_of(ds.place(a)), level_of(ds.place(b))}
        chosen = levels.pop() if len(levels) == 1 else Level.STATED
    else:
        chosen = as_level(level)
    one, two = at_level(ds, a, chosen), at_level(ds, b, chosen)
    if one == two:
        raise InvalidValue(f"a linkage is between two places, not {one} and itself")
    return one, two, chosen
