"""The pairs of a level as a matrix: how many cooperations link each, and which topics have no record."""

from __future__ import annotations

__all__ = ["LinkageGap", "LinkageMatrix", "linkage_gaps", "linkage_matrix", "matrix_by", "places_shown"]

from collections.abc import Iterable
from typing import NamedTuple

import attrs

from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import linkages_by, partners_by
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName, level_of
from anhui_ftz.errors import UnknownName
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.places import Place


@attrs.frozen
class LinkageMatrix:
    """How many cooperations link each pair of places; 0 means that none is on record, which is unknown, not "no".

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> matrix = ftz.linkage_matrix(
    ...     ftz.load(), form="framework-agreement", status="signed", on="2021-01-25"
    ... )
    >>> matrix["anhui-ftz", "zhejiang-ftz"], matrix["anhui-ftz", "tianjin-ftz"]
    (6, 0)
    """

    #: Ids of the places, sorted.
    places: tuple[str, ...]
    #: Row by row, in the order of ``places``; symmetric, the diagonal is 0.
    counts: tuple[tuple[int, ...], ...]
    #: The cooperations that are counted, sorted by id.
    cooperations: tuple[Cooperation, ...] = attrs.field(default=(), eq=False, repr=False)

    def __getitem__(self, pair: tuple[str, str]) -> int:
        missing = [id for id in pair if id not in self.places]
        if missing:
            raise UnknownName(missing[0], nearest(missing[0], self.places))
        one, two = map(self.places.index, pair)
        return self.counts[one][two]

    def __len__(self) -> int:
        return len(self.places)

    _repr_html_ = repr_html


def linkage_matrix(
    ds: Dataset,
    *,
    level: Level | LevelName = Level.ZONE,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> LinkageMatrix:
    """Count the cooperations that link each pair of places of a level.

    Parameters
    ----------
    ds
        The data set.
    level, form, topic, status, on, sure, provincial, presence, parties
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
    >>> (
    ...     len(matrix.places),
    ...     matrix["anhui-ftz", "jiangsu-ftz"]
    ...     == matrix["jiangsu-ftz", "anhui-ftz"]
    ...     > 0,
    ... )
    (23, True)
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
    return matrix_by(ds, query)


def matrix_by(ds: Dataset, query: LinkQuery) -> LinkageMatrix:
    """Return the matrix of the linkages that a query finds; `linkage_matrix` says how.

    >>> import anhui_ftz as ftz
    >>> matrix_by(ftz.load(), LinkQuery(level="area")) == ftz.linkage_matrix(
    ...     ftz.load(), level="area"
    ... )
    True
    """
    found = linkages_by(ds, query)
    counts = {(link.a, link.b): len(link.evidence) for link in found}
    places = tuple(places_shown(ds, query, None, found))
    rows = tuple(tuple(counts.get((min(a, b), max(a, b)), 0) for b in places) for a in places)
    counted = {row.id: row for link in found for row in link.cooperations}
    return LinkageMatrix(places, rows, tuple(counted[id] for id in sorted(counted)))


def places_shown(ds: Dataset, query: LinkQuery, of: str | Place | None, found: Iterable[Linkage]) -> list[str]:
    """Return the ids of the places that a graph or a map of linkages shows, sorted.

    They are all places of the level, linked or not; if the linkages are those of one place, it and its partners;
    and as stated, the linked ones.
    """
    linked = {id for link in found for id in (link.a, link.b)}
    if of is not None:
        return sorted(linked | {ds.place(of).id})
    return sorted(linked if query.level is Level.STATED else _places_at(ds, query.level))


class LinkageGap(NamedTuple):
    """A partner and a topic without a record, which means unknown."""

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
    topics: Topics = None,
    level: Level | LevelName | None = None,
    form: Forms = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> tuple[LinkageGap, ...]:
    """Return the partners and topics of which there is no record for a place.

    Parameters
    ----------
    ds
        The data set.
    place
        The place; partners are all others of its level.
    topics
        The topics to look for; None looks for all that any cooperation has.
    level
        The level; by default the place's own.
    form, status, on, sure, provincial, presence, parties
        As for `linkages`.

    Returns
    -------
    tuple of LinkageGap
        Sorted by partner and topic. Each is *unknown*: no record does not mean no link.

    Raises
    ------
    UnknownName
        If ``place`` is in no table.
    InvalidValue
        If ``place`` is not of the level, or a word names no level, form, status or choice of parties.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> gaps = ftz.linkage_gaps(ftz.load(), "anhui-ftz", topics=["shipping"])
    >>> [
    ...     zone
    ...     for zone in ("shanghai-ftz", "zhejiang-ftz")
    ...     if zone in {gap.partner for gap in gaps}
    ... ]
    ['zhejiang-ftz']
    """
    as_dataset(ds)
    record = ds.place(place)
    query = LinkQuery(
        level=level_of(record) if level is None else level,
        form=form,
        topic=topics,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    asked = query.topic
    if asked is None:
        asked = frozenset(topic for row in ds.cooperations for topic in row.topics)
    found = partners_by(ds, record, query)
    covered = {other: {topic for row in link.cooperations for topic in row.topics} for other, link in found.items()}
    return tuple(
        LinkageGap(record.id, other, topic)
        for other in sorted(_places_at(ds, query.level) - {record.id})
        for topic in sorted(asked - covered.get(other, set()))
    )


def _places_at(ds: Dataset, level: Level) -> set[str]:
    return {place.id for place in ds.places if level is Level.STATED or level_of(place) is level}
