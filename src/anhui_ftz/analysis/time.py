"""What could be known on a day: the data set cut down to the sources that were published by then."""

from __future__ import annotations

__all__ = ["NAME_ALONE", "as_known_on"]

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import TypeVar

import attrs

from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.cooperation import Cooperation, Milestone
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.event import ZoneEvent, ZoneEventKind
from anhui_ftz.model.name import Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Organization, Zone, ZoneStatus
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.words import phrase

#: The note of a place that is named by what was known, while all that was said of it was published later.
NAME_ALONE = Note("basis", Text(*(phrase("name-alone", lang) for lang in ("en", "zh"))))

#: Events without which a zone is not established.
_FOUNDING = frozenset(
    {ZoneEventKind.APPROVED, ZoneEventKind.PLAN_ISSUED, ZoneEventKind.PLAN_PUBLISHED, ZoneEventKind.INAUGURATED}
)

_Body = Zone | Area | Organization
_R = TypeVar("_R", Division, Indicator, Zone, Area, Organization, Observation)
_Cut = Callable[[tuple[Citation, ...]], tuple[Citation, ...]]


def as_known_on(ds: Dataset, day: Day) -> Dataset:
    """Return the data set that could have been written on a day, from the sources published by then.

    A source does not count if it has no date or if its date may be later. A figure or cooperation is kept if
    one of its sources counts. A milestone is kept if one of its own sources counts (or, if it has none, one of
    its cooperation's) and it does not lie after the day. A place is kept if one of its sources counts, if it
    never had one, or if a kept record needs it. If none of its sources counts, only its name and what it lies
    within are kept, and a note says so. A zone of which only the name is known, or that was not founded by
    then, has the status ``reported``. All divisions and indicators are kept. A record that lost a citation
    loses its notes, because they may depend on it.

    Parameters
    ----------
    ds
        The data set.
    day
        The day, such as ``2021-01-25``; sources published on that day count.

    Returns
    -------
    Dataset
        A new data set, with the same edition.

    Raises
    ------
    InvalidValue
        If the day is not a day.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> (
    ...     "ah-obs-010" in ftz.as_known_on(ds, "2021-01-25"),
    ...     "ah-obs-010" in ftz.as_known_on(ds, "2021-01-24"),
    ... )
    (True, False)
    """
    as_dataset(ds)
    limit = as_day(day)
    known = tuple(source for source in ds.sources if _is_out(source, limit))
    cut = _cutter({source.id for source in known})
    observations = tuple(_cited(row, cut) for row in ds.observations if cut(row.citations))
    pacts = tuple(_cooperation(row, cut, limit) for row in ds.cooperations)
    cooperations = tuple(row for row in pacts if row is not None)
    needed = _needed(ds, cut, observations, cooperations)
    return attrs.evolve(
        ds,
        divisions=tuple(_cited(row, cut) for row in ds.divisions),
        zones=tuple(_zone(row, cut, limit) for row in ds.zones if row.id in needed),
        areas=tuple(_area(row, cut, limit) for row in ds.areas if row.id in needed),
        organizations=tuple(_organization(row, cut) for row in ds.organizations if row.id in needed),
        indicators=tuple(_cited(row, cut) for row in ds.indicators),
        observations=observations,
        cooperations=cooperations,
        sources=known,
    )


def _is_out(source: Source, day: date) -> bool:
    return source.published is not None and source.published.sure_by(day)


def _cutter(known: Collection[str]) -> _Cut:
    def cut(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        kept = tuple(cited for cited in citations if cited.source in known)
        return citations if len(kept) == len(citations) else kept

    return cut


def _cited(row: _R, cut: _Cut) -> _R:
    kept = cut(row.citations)
    return row if kept is row.citations else attrs.evolve(row, citations=kept, notes=())


def _cooperation(row: Cooperation, cut: _Cut, day: date) -> Cooperation | None:
    """Cut a cooperation; None where no source is left."""
    kept = cut(row.citations)
    rests = bool(kept) or not row.citations
    milestones = tuple(
        attrs.evolve(each, citations=cut(each.citations))
        for each in row.milestones
        if (cut(each.citations) if each.citations else rests) and each.period.possible_by(day)
    )
    if not kept and not any(each.citations for each in milestones):
        return None
    lost = _count(row.citations, row.milestones) != _count(kept, milestones)
    return attrs.evolve(row, citations=kept, milestones=milestones, notes=() if lost else row.notes)


def _count(citations: tuple[Citation, ...], milestones: tuple[Milestone, ...]) -> int:
    return len(citations) + sum(len(each.citations) for each in milestones)


def _needed(
    ds: Dataset, cut: _Cut, observations: Iterable[Observation], cooperations: Iterable[Cooperation]
) -> set[str]:
    """Return the ids of the places that count without the others, or that what stays is about or lies within."""
    stack = [row.subject for row in observations]
    stack += [id for row in cooperations for id in (*row.parties, *row.places)]
    stack += [row.id for row in ds.divisions]
    bodies: tuple[_Body, ...] = (*ds.zones, *ds.areas, *ds.organizations)
    stack += [row.id for row in bodies if _stands(row, cut)]
    found: set[str] = set()
    while stack:
        id = stack.pop()
        if id not in found:
            found.add(id)
            stack += ds.place(id).within
    return found


def _stands(row: _Body, cut: _Cut) -> bool:
    return bool(cut(row.citations)) or (not row.citations and row.notes != (NAME_ALONE,))


def _zone(row: Zone, cut: _Cut, day: date) -> Zone:
    if _is_bare(row, cut):
        blank = attrs.evolve(row, batch=None, events=(), document="")
        return attrs.evolve(blank, status=ZoneStatus.REPORTED, citations=(), notes=(NAME_ALONE,))
    past = _past(row, cut, day)
    founded = not _founding(row.events) or _founding(past)
    status = row.status if founded else ZoneStatus.REPORTED
    return attrs.evolve(_cited(row, cut), events=past, status=status)


def _area(row: Area, cut: _Cut, day: date) -> Area:
    if _is_bare(row, cut):
        return attrs.evolve(row, citations=(), notes=(NAME_ALONE,), focus=(), since=None, events=())
    return attrs.evolve(_cited(row, cut), since=_begun(row.since, day), events=_past(row, cut, day))


def _past(row: Zone | Area, cut: _Cut, day: date) -> tuple[ZoneEvent, ...]:
    """Return the events that had happened and were known: by a source of their own, or else of the place."""
    rests = bool(cut(row.citations)) or not row.citations
    return tuple(
        attrs.evolve(each, citations=cut(each.citations))
        for each in row.events
        if (cut(each.citations) if each.citations else rests) and each.period.possible_by(day)
    )


def _founding(events: Iterable[ZoneEvent]) -> bool:
    return any(each.kind in _FOUNDING for each in events)


def _organization(row: Organization, cut: _Cut) -> Organization:
    if _is_bare(row, cut):
        return attrs.evolve(row, citations=(), notes=(NAME_ALONE,), location=None)
    return _cited(row, cut)


def _is_bare(row: _Body, cut: _Cut) -> bool:
    """Whether a place lost all its sources: the name and what it lies within are left."""
    return bool(row.citations) and not cut(row.citations)


def _begun(when: Period | None, day: date) -> Period | None:
    """Return the days of an event, or None if it lies ahead."""
    return when if when is not None and when.possible_by(day) else None
