"""The query: which cooperations count as links, and at which level; every linkage function asks by one."""

from __future__ import annotations

__all__ = ["Forms", "LinkQuery", "Parties", "PartiesName", "Statuses", "Topics"]

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Any, Literal

import attrs

from anhui_ftz.analysis.choices import choice, choices, yes_or_no
from anhui_ftz.analysis.links.rollup import Level, as_level
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus, FormName, StatusName


class Parties(StrEnum):
    """Which cooperations count by the number of their parties, as they are stated."""

    #: Every cooperation; one of n parties links each pair of them.
    ALL = "all"
    #: Only cooperations of exactly two parties.
    BILATERAL = "bilateral"


#: What the keywords of linkage queries take: one word or member, several, or None for all.
Forms = CooperationForm | FormName | Collection[CooperationForm | FormName] | None
Statuses = CooperationStatus | StatusName | Collection[CooperationStatus | StatusName] | None
Topics = str | Collection[str] | None
PartiesName = Literal["all", "bilateral"]

_RUNNING = frozenset(CooperationStatus) - {CooperationStatus.ENDED}


def _forms(given: Forms) -> frozenset[CooperationForm] | None:
    return None if given is None else choices(CooperationForm, given, "form")


def _statuses(given: Statuses) -> frozenset[CooperationStatus] | None:
    return None if given is None else choices(CooperationStatus, given, "status")


def _topics(given: Topics) -> frozenset[str] | None:
    topics = given if isinstance(given, Collection) and not isinstance(given, str) else [given]
    for topic in topics:
        if topic is not None and not isinstance(topic, str):
            raise InvalidValue(f"topic: {shown(topic)} is not a topic, which is a text such as 'port'")
    return None if given is None else frozenset(topic for topic in topics if topic is not None)


def _day(given: Day | None) -> date | None:
    return None if given is None else as_day(given)


def _parties(given: Parties | PartiesName) -> Parties:
    return choice(Parties, given, "parties", "a choice of parties")


def _boolean(_: object, attribute: Any, value: bool) -> None:
    yes_or_no(value, attribute.name)


@attrs.frozen(kw_only=True)
class LinkQuery:
    """Which cooperations count as links, and at which level of places; valid once it is built.

    `linkages`, `partners`, `linkage_matrix`, `shortest_path`, `is_linked` and `linkage_gaps` take these
    fields as keywords.

    Raises
    ------
    InvalidValue
        If a word names no level, form, status or choice of parties, or the day is not a day.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> query = ftz.LinkQuery(
    ...     form="framework-agreement", status="signed", on="2021-01-25"
    ... )
    >>> len([row for row in ftz.load().cooperations if query.accepts(row)]) > 0
    True
    >>> ftz.LinkQuery(level="zon")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: level: 'zon' is not a level; did you mean 'zone'? (stated, area, ...)
    """

    #: Places of which level are linked: ``zone``, ``area``, ``city``, ``province``, or parties as ``stated``.
    level: Level = attrs.field(default=Level.ZONE, converter=as_level)
    #: The forms that count; None counts all.
    form: frozenset[CooperationForm] | None = attrs.field(default=None, converter=_forms)
    #: The topics of which a cooperation must have one; None counts all.
    topic: frozenset[str] | None = attrs.field(default=None, converter=_topics)
    #: The statuses that count: the latest one certainly reached, by ``on`` if given; None counts all.
    status: frozenset[CooperationStatus] | None = attrs.field(default=None, converter=_statuses)
    #: Only what had certainly begun by this day and not ended; None counts what was ever on record.
    on: date | None = attrs.field(default=None, converter=_day)
    #: Whether the status must be certain; False also counts what may be so, such as an agreement without a date.
    sure: bool = attrs.field(default=True, validator=_boolean)
    #: Whether a body outside every zone counts for its province's zone, and one outside every area for its city's.
    provincial: bool = attrs.field(default=True, validator=_boolean)
    #: Whether the places where a cooperation is located count as well as its parties.
    presence: bool = attrs.field(default=False, validator=_boolean)
    #: ``all``, or ``bilateral``: only cooperations of exactly two parties. Parties count as stated, whatever the
    #: level, so that raising the level never turns an agreement of three parties into a bilateral one.
    parties: Parties = attrs.field(default=Parties.ALL, converter=_parties)

    def accepts(self, cooperation: Cooperation) -> bool:
        """Whether a cooperation counts: its form, topics, number of parties, and how far it had come.

        >>> pact = Cooperation("pact", "Pact", "alliance", ["anhui", "jiangsu", "zhejiang"])
        >>> (
        ...     LinkQuery(form="alliance").accepts(pact),
        ...     LinkQuery(parties="bilateral").accepts(pact),
        ... )
        (True, False)
        """
        if self.form is not None and cooperation.form not in self.form:
            return False
        if self.topic is not None and self.topic.isdisjoint(cooperation.topics):
            return False
        if self.parties is Parties.BILATERAL and len(cooperation.parties) != 2:  # noqa: PLR2004 - what the word says
            return False
        return (self.on is None and self.status is None) or self._has_come(cooperation)

    def _has_come(self, row: Cooperation) -> bool:
        """Whether it certainly, or possibly, has a wanted status on the day; ended is wanted only if asked for."""
        reached, further = row.status_on(self.on), row.possible_statuses_on(self.on)
        if self.status is None:
            wanted = _RUNNING
            surely = reached in wanted and CooperationStatus.ENDED not in further
            # what is known to have ended was there before, since when is not known
            undated = reached is None and all(each.status is CooperationStatus.ENDED for each in row.milestones)
        else:
            wanted = self.status
            surely = reached in wanted
            undated = False
        if self.sure:
            return surely
        return surely or undated or reached in wanted or not wanted.isdisjoint(further)
