"""What words need to know of the values that they name: small protocols, which the classes of the model satisfy."""

from __future__ import annotations

__all__ = [
    "Carried",
    "Days",
    "Interval",
    "Measure",
    "Named",
    "Pinpoint",
    "Published",
    "Reached",
    "Result",
    "Stated",
]

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable


@runtime_checkable
class Named(Protocol):
    """A name in both languages."""

    @property
    def en(self) -> str:
        """The English name; empty where none is known."""

    @property
    def zh(self) -> str:
        """The Chinese name; the same."""

    def in_(self, lang: str) -> str:
        """Return the name in a language, or in the other if it is empty."""


class Measure(Protocol):
    """A unit."""

    @property
    def powers(self) -> tuple[tuple[str, int], ...]:
        """Base symbols with their powers."""

    @property
    def is_count(self) -> bool:
        """Whether it counts things."""


@runtime_checkable
class Interval(Protocol):
    """A quantity."""

    @property
    def value(self) -> Decimal:
        """The figure as stated."""

    @property
    def lower(self) -> Decimal:
        """The smallest value that the wording allows."""

    @property
    def upper(self) -> Decimal:
        """The largest value that the wording allows."""

    @property
    def width(self) -> Decimal:
        """The width of the interval."""

    @property
    def unit(self) -> Measure:
        """The unit of all of them."""

    @property
    def bound(self) -> str:
        """How the figure bounds the true one."""


@runtime_checkable
class Days(Protocol):
    """A period."""

    @property
    def start(self) -> date | None:
        """The first day; None where it is missing."""

    @property
    def end(self) -> date | None:
        """The last day; None where it is missing."""

    @property
    def start_unknown(self) -> bool:
        """Whether a missing start is unknown rather than open."""

    @property
    def end_unknown(self) -> bool:
        """Whether a missing end is unknown rather than open."""

    @property
    def calendar_unit(self) -> str | None:
        """The unit of the calendar that it is, such as ``month``; None for others."""

    @property
    def months(self) -> int | None:
        """How many whole months it has; None if it does not consist of such."""

    @property
    def edtf(self) -> str:
        """The shortest EDTF that means the same days."""


class Carried(Protocol):
    """What is between a reader and the words of a publisher."""

    @property
    def carrier(self) -> StrEnum:
        """Whose page it is."""

    @property
    def translation(self) -> StrEnum:
        """Whether its words are translated."""


class Published(Carried, Protocol):
    """A source; what is not known of it is empty or None."""

    def publisher_in(self, lang: str) -> str:
        """Return who published it."""

    @property
    def title(self) -> str:
        """Its title as printed."""

    @property
    def published(self) -> Days | None:
        """When it was published."""

    @property
    def url(self) -> str:
        """The address where it was seen."""


class Pinpoint(Protocol):
    """A citation."""

    @property
    def source(self) -> str:
        """The id of the source."""

    @property
    def locator(self) -> str:
        """The place in it."""

    @property
    def as_published(self) -> str:
        """The figure as printed there."""


class Stated(Protocol):
    """An observation."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def subject(self) -> str:
        """The id of what it is about."""

    @property
    def indicator(self) -> str:
        """The id of what is measured."""

    @property
    def period(self) -> Days:
        """The days that it is about."""

    @property
    def basis(self) -> StrEnum:
        """How the period is known: printed, inferred or seen."""

    @property
    def quantity(self) -> Interval:
        """The figure."""

    @property
    def citations(self) -> Sequence[Pinpoint]:
        """Where it is stated."""


@runtime_checkable
class Result(Protocol):
    """A derived figure."""

    @property
    def rule(self) -> str:
        """What was done."""

    @property
    def quantity(self) -> Interval:
        """What came of it."""

    @property
    def inputs(self) -> Sequence[Stated | Result]:
        """What it was done to."""

    @property
    def missing(self) -> Sequence[str]:
        """The ids of what belongs in it and is not known."""

    @property
    def notes(self) -> Sequence[str]:
        """What a reader should know."""


class Reached(Protocol):
    """A milestone."""

    @property
    def status(self) -> StrEnum:
        """The status reached."""

    @property
    def period(self) -> Days:
        """The days within which it was reached."""

    @property
    def basis(self) -> StrEnum:
        """How the period is known: printed, inferred or seen."""

    @property
    def citations(self) -> Sequence[Pinpoint]:
        """Where it is stated."""
