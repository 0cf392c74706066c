"""Events in the life of a zone or area: each kind of day with one meaning for all zones."""

from __future__ import annotations

__all__ = ["EventKindName", "ZoneEvent", "ZoneEventKind", "date_of", "events"]

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal

import attrs

from anhui_ftz.model.checks import instances, member, text
from anhui_ftz.model.period import Period, as_period
from anhui_ftz.model.source import Citation, citations


class ZoneEventKind(StrEnum):
    """What happened on a day, in the usual order."""

    #: The decision in principle, or its announcement: Politburo, executive meeting of the State Council.
    DECIDED = "decided"
    #: The State Council's consent.
    APPROVED = "approved"
    #: The National People's Congress or its Standing Committee let laws be adjusted.
    AUTHORISED = "authorised"
    #: The date on the plan.
    PLAN_ISSUED = "plan-issued"
    #: The plan was made public.
    PLAN_PUBLISHED = "plan-published"
    #: The zone or area was unveiled (揭牌).
    INAUGURATED = "inaugurated"
    #: A part that was added later was unveiled; where it was not, its plan was made public.
    ENLARGED = "enlarged"
    #: Its regulations took effect.
    REGULATED = "regulated"


EventKindName = Literal[
    "decided",
    "approved",
    "authorised",
    "plan-issued",
    "plan-published",
    "inaugurated",
    "enlarged",
    "regulated",
]


def _kind(value: ZoneEventKind | EventKindName) -> ZoneEventKind:
    return member(ZoneEventKind, value)


@attrs.frozen
class ZoneEvent:
    """One event in the life of a zone or area.

    Examples
    --------
    >>> ZoneEvent("plan-issued", "2020-08-30", "国发〔2020〕10号").period
    Period('2020-08-30')
    """

    #: What happened.
    kind: ZoneEventKind = attrs.field(converter=_kind)
    #: The days within which it happened.
    period: Period = attrs.field(converter=as_period)
    #: Number of the document; empty where none was seen.
    document: str = attrs.field(default="", converter=text)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)


def events(values: Iterable[ZoneEvent]) -> tuple[ZoneEvent, ...]:
    """Convert to a tuple of ZoneEvents, in the order of their days."""
    return tuple(sorted(instances(ZoneEvent, values), key=_order))


def date_of(rows: Iterable[ZoneEvent], kind: ZoneEventKind | EventKindName) -> Period | None:
    """Return the earliest days of a kind among events, or None if no event is of that kind.

    >>> date_of(
    ...     [ZoneEvent("enlarged", "2019-08-20"), ZoneEvent("enlarged", "2015-04-27")],
    ...     "enlarged",
    ... )
    Period('2015-04-27')
    """
    wanted = _kind(kind)
    return min((each.period for each in rows if each.kind is wanted), key=_first, default=None)


def _first(period: Period) -> tuple[date, date]:
    return period.end or date.max, period.start or date.min


def _order(event: ZoneEvent) -> tuple[tuple[date, date], int, str]:
    return _first(event.period), list(ZoneEventKind).index(event.kind), event.document
