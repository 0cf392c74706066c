"""Statistics: indicators and the observations of them, in the terms of SDMX."""

from __future__ import annotations

__all__ = ["Indicator", "IndicatorKind", "Observation", "ObservationStatus"]

from enum import StrEnum
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.basis import Basis, as_basis
from anhui_ftz.model.checks import check_id, member, text
from anhui_ftz.model.name import Name, Text, as_text, named
from anhui_ftz.model.note import Note, notes
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period, as_period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, citations
from anhui_ftz.model.unit import Unit, as_dimension

#: The rank of what a reader wants last.
_LAST_RANK = 999


class IndicatorKind(StrEnum):
    """How an indicator relates to time, and which calculations that allows.

    Examples
    --------
    >>> [kind.value for kind in IndicatorKind if kind.adds_over_time]
    ['flow']
    """

    #: Describes a day: an area, a number of firms that exist.
    STOCK = "stock"
    #: Counts over a period; a figure "since the opening" is a flow over the period since then.
    FLOW = "flow"
    #: A quotient: a share, a growth rate, a density; never summed.
    RATIO = "ratio"

    @property
    def adds_over_subjects(self) -> bool:
        """Whether figures of disjoint places may be added."""
        return self in (IndicatorKind.STOCK, IndicatorKind.FLOW)

    @property
    def adds_over_time(self) -> bool:
        """Whether figures of disjoint periods may be added."""
        return self is IndicatorKind.FLOW

    @property
    def has_growth(self) -> bool:
        """Whether a growth rate or a share of it means anything; a rate changes in percentage points."""
        return self in (IndicatorKind.STOCK, IndicatorKind.FLOW)

    @property
    def has_length(self) -> bool:
        """Whether its figures count over all days of their period; others apply to each of them."""
        return self in (IndicatorKind.FLOW, IndicatorKind.RATIO)


class ObservationStatus(StrEnum):
    """SDMX code list CL_OBS_STATUS, version 2.2."""

    NORMAL = "A"
    TIME_SERIES_BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    EXPERIMENTAL = "G"
    MISSING_HOLIDAY = "H"
    IMPUTED = "I"
    DEROGATION = "J"
    DATA_INCLUDED_ELSEWHERE = "K"
    MISSING_EXISTS = "L"
    MISSING_CANNOT_EXIST = "M"
    NOT_SIGNIFICANT = "N"
    MISSING = "O"
    PROVISIONAL = "P"
    MISSING_SUPPRESSED = "Q"
    STRIKE = "S"
    LOW_RELIABILITY = "U"
    UNVALIDATED = "V"
    INCLUDES_OTHER = "W"


def _kind(value: IndicatorKind | str) -> IndicatorKind:
    return member(IndicatorKind, value)


def _status(value: ObservationStatus | str) -> ObservationStatus:
    return member(ObservationStatus, value)


def _stated(_: object, __: object, value: Any) -> None:
    if not isinstance(value, Quantity):
        raise InvalidValue(f"quantity must be a Quantity, not {shown(value)}")
    if not value.is_stated:
        raise InvalidValue(f"{value!r} has more digits than a stated figure may; round it")


@attrs.frozen
class Indicator:
    """What is measured.

    Examples
    --------
    >>> trade = Indicator("goods-trade", "Goods trade", unit="CNY", kind="flow")
    >>> trade.additive
    True
    >>> Indicator("growth", "Growth", unit="%", kind="ratio").additive
    False
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: Unit of its observations, such as ``km2`` also where ``m2`` is given; another currency is accepted beside it.
    unit: Unit = attrs.field(converter=as_dimension)
    #: How it relates to time.
    kind: IndicatorKind = attrs.field(converter=_kind)
    #: Whether figures of disjoint places may be added; never for a ratio.
    additive: bool = attrs.field()
    #: What is counted, and what is not.
    definition: Text = attrs.field(default=Text(), converter=as_text)
    #: Where it is defined.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: How it differs from indicators that sound like it.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: The SDMX concept or international standard that it follows, such as ``IMTS 2010``; empty where none fits.
    concept: str = attrs.field(default="", converter=text)
    #: What it is about, such as ``trade`` or ``investment``: a kebab-case word under which figures are grouped.
    theme: str = attrs.field(default="other", validator=check_id)
    #: Its place among the figures that a reader wants first, from 1.
    rank: int = attrs.field(default=_LAST_RANK, metadata={"least": 1, "most": _LAST_RANK})

    @additive.default
    def _default_additive(self) -> bool:
        return self.kind.adds_over_subjects

    @rank.validator
    def _check_rank(self, _: object, rank: object) -> None:
        if type(rank) is not int or not 1 <= rank <= _LAST_RANK:
            raise InvalidValue(f"rank is a number from 1 to {_LAST_RANK}, not {shown(rank)}")

    @additive.validator
    def _check_additive(self, _: object, additive: object) -> None:
        if not isinstance(additive, bool):
            raise InvalidValue(f"additive is true or false, not {shown(additive)}")

    def __attrs_post_init__(self) -> None:
        if self.additive and not self.kind.adds_over_subjects:
            raise InvalidValue(f"a {self.kind} is not additive")


@attrs.frozen
class Observation:
    """One figure: its subject, indicator, period, value and sources.

    Raises
    ------
    InvalidValue
        If an id is not kebab-case, or a field is of the wrong type.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> trade = ftz.load().get("ah-obs-014")
    >>> trade.subject, trade.period, trade.quantity
    ('anhui', Period('2020'), Quantity('more than 500 billion yuan'))
    >>> trade.citations[0].locator
    'paragraph 3'
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Id of the place or body that it is about.
    subject: str = attrs.field(validator=check_id)
    #: Id of the indicator.
    indicator: str = attrs.field(validator=check_id)
    #: For a flow the days counted, for a stock the days to which it applies.
    period: Period = attrs.field(converter=as_period)
    #: The figure with its interval and unit.
    quantity: Quantity = attrs.field(validator=_stated)
    #: SDMX observation status.
    status: ObservationStatus = attrs.field(default=ObservationStatus.NORMAL, converter=_status)
    #: Where it is stated, with the figure as printed.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: How the period is known: ``printed``, ``inferred`` or ``seen``; what is only seen is never shown as a date.
    basis: Basis = attrs.field(default=Basis.PRINTED, converter=as_basis)

    _repr_html_ = repr_html
