"""Cooperation: agreements and other standing arrangements, with what was reached when."""

from __future__ import annotations

__all__ = ["Cooperation", "CooperationForm", "CooperationStatus", "FormName", "Milestone", "StatusName"]

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, Literal

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.basis import Basis, as_basis
from anhui_ftz.model.checks import Day, as_day, check_id, each_id, ids, instances, member
from anhui_ftz.model.name import Name, named
from anhui_ftz.model.note import Note, notes
from anhui_ftz.model.period import Period, as_period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, citations


class CooperationForm(StrEnum):
    """What kind of arrangement a cooperation is."""

    FRAMEWORK_AGREEMENT = "framework-agreement"
    ALLIANCE = "alliance"
    SHIPPING_ROUTE = "shipping-route"
    PLATFORM = "platform"
    PROJECT = "project"
    INVESTMENT = "investment"
    TRAINING = "training"
    EXCHANGE = "exchange"
    MECHANISM = "mechanism"
    EVENT = "event"


#: The same as words, for type checkers.
FormName = Literal[
    "framework-agreement",
    "alliance",
    "shipping-route",
    "platform",
    "project",
    "investment",
    "training",
    "exchange",
    "mechanism",
    "event",
]


class CooperationStatus(StrEnum):
    """How far a cooperation has come, in the usual order."""

    EXPLORED = "explored"
    PLANNED = "planned"
    UNDER_NEGOTIATION = "under-negotiation"
    SIGNED = "signed"
    IN_PROGRESS = "in-progress"
    IN_OPERATION = "in-operation"
    HELD = "held"
    ENDED = "ended"

    @property
    def rank(self) -> int:
        """Its place in the order of life, from 0.

        >>> CooperationStatus.SIGNED.rank > CooperationStatus.PLANNED.rank
        True
        """
        return _RANK[self]

    @property
    def is_established(self) -> bool:
        """Whether the cooperation has come about: past the plans, and not ended.

        >>> [status.value for status in CooperationStatus if status.is_established]
        ['signed', 'in-progress', 'in-operation', 'held']
        """
        return CooperationStatus.SIGNED.rank <= self.rank < CooperationStatus.ENDED.rank


#: The same as words, for type checkers.
StatusName = Literal[
    "explored", "planned", "under-negotiation", "signed", "in-progress", "in-operation", "held", "ended"
]
_RANK = {status: rank for rank, status in enumerate(CooperationStatus)}


def _form(value: CooperationForm | str) -> CooperationForm:
    return member(CooperationForm, value)


def _status(value: CooperationStatus | str) -> CooperationStatus:
    return member(CooperationStatus, value)


def _milestones(values: Iterable[Milestone]) -> tuple[Milestone, ...]:
    return instances(Milestone, values)


def _amount(_: object, __: object, value: Any) -> None:
    if value is not None and (not isinstance(value, Quantity) or not value.is_stated):
        raise InvalidValue(f"value is a stated Quantity or None, not {shown(value)}")


@attrs.frozen
class Milestone:
    """A status that a cooperation reached on some day of a period.

    The day on which a page was read is ``seen``: it says that the status was reached by then, and no more.

    Examples
    --------
    >>> Milestone("signed", "../2021-01-25").period  # signed by then, day unknown
    Period('../2021-01-25')
    >>> Milestone(
    ...     "in-operation", "../2022-11-08", basis="seen"
    ... ).basis  # the day of the page
    <Basis.SEEN: 'seen'>
    """

    #: The status reached.
    status: CooperationStatus = attrs.field(converter=_status)
    #: The days within which it was reached.
    period: Period = attrs.field(converter=as_period)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: How the period is known: ``printed``, ``inferred`` or ``seen``; what is only seen is never shown as a date.
    basis: Basis = attrs.field(default=Basis.PRINTED, converter=as_basis)


@attrs.frozen
class Cooperation:
    """A cooperation agreement or another lasting arrangement.

    A party is a body that signed or that, in the page's own words, carries out the work. An organization acts
    for itself: the two customs houses, not the two ports. A transport service is carried out by the operators
    that the page names, otherwise by the ports or stations at its ends. What is founded or built is the subject
    of the record, not a party; the venue is a place. If a page names a body and the place in which it lies, only
    the one that acted is a party. One act is one record; several acts are several records.

    Examples
    --------
    >>> pact = Cooperation(
    ...     "pact",
    ...     "Port pact",
    ...     form="framework-agreement",
    ...     parties=["wuhu-port", "shanghai-port"],
    ...     milestones=[Milestone("signed", "../2021-01-25")],
    ... )
    >>> pact.status_on("2021-01-25")
    <CooperationStatus.SIGNED: 'signed'>
    >>> pact.status_on("2020-12-31"), pact.possible_statuses_on("2020-12-31")
    (None, (<CooperationStatus.SIGNED: 'signed'>,))
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: What kind of arrangement it is.
    form: CooperationForm = attrs.field(converter=_form)
    #: Ids of those who signed or carry out the work.
    parties: tuple[str, ...] = attrs.field(converter=ids, validator=each_id, metadata={"fewest": 1})
    #: Ids of where it is located or takes place, and of what is founded or built; these are not parties.
    places: tuple[str, ...] = attrs.field(default=(), converter=ids, validator=each_id)
    #: What was reached when.
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=_milestones)
    #: Kebab-case topics such as ``port`` or ``talent``.
    topics: tuple[str, ...] = attrs.field(default=(), converter=ids, validator=each_id)
    #: Its money value; None where none is stated.
    value: Quantity | None = attrs.field(default=None, validator=_amount)
    #: Where it is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)

    @parties.validator
    def _check_parties(self, _: object, parties: tuple[str, ...]) -> None:
        if not parties:
            raise InvalidValue("a cooperation has one party at least")

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that it and its milestones cite, sorted."""
        cited = (*self.citations, *(each for milestone in self.milestones for each in milestone.citations))
        return tuple(sorted({each.source for each in cited}))

    def status_on(self, day: Day | None = None) -> CooperationStatus | None:
        """Return the latest status certainly reached by a day.

        Parameters
        ----------
        day
            The day; None asks of all time on record.

        Returns
        -------
        CooperationStatus or None
            None if no status was certainly reached by then; one may still have been reached.
        """
        limit = date.max if day is None else as_day(day)
        sure = [each.status for each in self.milestones if each.period.sure_by(limit)]
        return max(sure, key=_RANK.__getitem__, default=None)

    def possible_statuses_on(self, day: Day | None = None) -> tuple[CooperationStatus, ...]:
        """Return the further statuses that were possibly, but not certainly, reached by a day, in their usual order.

        Parameters
        ----------
        day
            The day; None asks of all time on record.
        """
        limit = date.max if day is None else as_day(day)
        sure = self.status_on(limit)
        floor = -1 if sure is None else sure.rank
        possible = {each.status for each in self.milestones if each.period.possible_by(limit)}
        return tuple(sorted((s for s in possible if s.rank > floor), key=_RANK.__getitem__))
