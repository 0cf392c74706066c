"""Questions about two places: are they linked, and by which chain of linkages."""

from __future__ import annotations

__all__ = ["Answer", "is_linked", "shortest_path"]

from enum import StrEnum

import attrs

from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.linkages import Finder, at_level
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName, as_level, level_of
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import CooperationStatus
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place


class Answer(StrEnum):
    """Whether two places are linked. There is no NO: no record is *unknown*.

    Only YES is true; whether another answer is true is refused, since it is neither yes nor no.

    Raises
    ------
    InvalidValue
        If an answer other than YES is asked whether it is true.
    """

    YES = "yes"
    POSSIBLY = "possibly"
    UNKNOWN = "unknown"
    ENDED = "ended"

    def __bool__(self) -> bool:
        if self is not Answer.YES:
            raise InvalidValue(f"{self.value!r} is neither true nor false: compare it, as in answer == 'yes'")
        return True


def is_linked(
    ds: Dataset,
    a: str | Place,
    b: str | Place,
    *,
    level: Level | LevelName | None = None,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> Answer:
    """Return whether two places are linked; no record means unknown.

    Parameters
    ----------
    ds
        The data set.
    a, b
        Two places of one level.
    level
        The level; by default their own.
    form, topic, status, on, provincial, presence, parties
        As for `linkages`.

    Returns
    -------
    Answer
        ``YES`` if a record certainly links them, ``POSSIBLY`` if one may, ``ENDED`` if all links have certainly
        ended, ``UNKNOWN`` if there is no record, which does not mean no.

    Raises
    ------
    UnknownName
        If a place is in no table.
    InvalidValue
        If the two are not of one level, or are the same.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     str(
    ...         ftz.is_linked(
    ...             ds,
    ...             "anhui-ftz",
    ...             "zhejiang-ftz",
    ...             form="platform",
    ...             status="in-progress",
    ...             on=day,
    ...         )
    ...     )
    ...     for day in ("2020-12-31", "2021-01-25")
    ... ]
    ['possibly', 'yes']
    >>> ftz.is_linked(ds, "anhui-ftz", "tianjin-ftz")  # no record is not a no
    <Answer.UNKNOWN: 'unknown'>
    """
    as_dataset(ds)
    one, two, chosen = _two_places(ds, a, b, level)
    query = LinkQuery(
        level=chosen,
        form=form,
        topic=topic,
        status=status,
        on=on,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )

    def evidence(asked: LinkQuery) -> tuple[Evidence, ...]:
        return Finder(ds, asked).evidence(one, two)

    if query.on is None and query.status is None:
        found = evidence(query)
        if any(not each.cooperation.milestones or _runs(each) for each in found):
            return Answer.YES
        if any(each.status is not CooperationStatus.ENDED for each in found):
            return Answer.POSSIBLY
        return Answer.ENDED if found else Answer.UNKNOWN
    if evidence(query):
        return Answer.YES
    if evidence(attrs.evolve(query, sure=False)):
        return Answer.POSSIBLY
    ended = query.status is None and evidence(attrs.evolve(query, status=CooperationStatus.ENDED))
    return Answer.ENDED if ended else Answer.UNKNOWN


def _runs(evidence: Evidence) -> bool:
    return evidence.status not in (None, CooperationStatus.ENDED) and CooperationStatus.ENDED not in evidence.possible


def shortest_path(
    ds: Dataset,
    a: str | Place,
    b: str | Place,
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
) -> tuple[Linkage, ...]:
    """Return a shortest chain of linkages from one place to another; if there are several, the first by ids.

    Parameters
    ----------
    ds
        The data set.
    a, b
        Two places of one level.
    level, form, topic, status, on, sure, provincial, presence, parties
        As for `linkages`.

    Returns
    -------
    tuple of Linkage
        The steps in order from ``a`` to ``b``; empty if no chain is on record, which means unknown.

    Raises
    ------
    UnknownName
        If a place is in no table.
    InvalidValue
        If the two are not of one level, or are the same.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> [
    ...     (step.a, step.b)
    ...     for step in ftz.shortest_path(
    ...         ftz.load(), "wuhu-port", "shanghai-port", level="zone"
    ...     )
    ... ]
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: wuhu-port is not a zone; pass level='stated', or name a zone
    >>> [
    ...     (step.a, step.b)
    ...     for step in ftz.shortest_path(
    ...         ftz.load(), "japan-main-ports", "shanghai-waigaoqiao-port"
    ...     )
    ... ]
    [('japan-main-ports', 'wuhu-port'), ('shanghai-waigaoqiao-port', 'wuhu-port')]
    """
    as_dataset(ds)
    start, goal, chosen = _two_places(ds, a, b, level)
    query = LinkQuery(
        level=chosen,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    finder = Finder(ds, query)
    came: dict[str, tuple[str, Linkage] | None] = {start: None}
    frontier = [start]
    while frontier and goal not in came:
        reached: list[str] = []
        for place in frontier:
            for link in finder.around(place, skip=came):
                came[link.other(place)] = (place, link)
                reached.append(link.other(place))
        frontier = reached  # in the order of their paths, so that the first path by ids is found
    steps = []
    step = came.get(goal)
    while step is not None:
        steps.append(step[1])
        step = came[step[0]]
    return tuple(steps[::-1])


def _two_places(ds: Dataset, a: str | Place, b: str | Place, level: Level | LevelName | None) -> tuple[str, str, Level]:
    if level is None:
        levels = {level_of(ds.place(a)), level_of(ds.place(b))}
        chosen = levels.pop() if len(levels) == 1 else Level.STATED
    else:
        chosen = as_level(level)
    one, two = at_level(ds, a, chosen), at_level(ds, b, chosen)
    if one == two:
        raise InvalidValue(f"a linkage is between two places, not {one} and itself")
    return one, two, chosen
