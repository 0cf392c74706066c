"""What a language has to say: the structure that every catalogue of words fills in."""

from __future__ import annotations

__all__ = ["Catalogue"]

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class Catalogue:
    """All words of one language; every catalogue has the same keys.

    Templates take ``{0}`` and further values by position, and what is named below by name.
    """

    #: Its code, as BCP 47 has it.
    language: str
    #: How a number is formatted, as `format` takes it.
    number: str
    #: Scale words and the powers of ten that they mean, the largest first.
    scales: tuple[tuple[int, str], ...]
    #: Further scale words, for figures that are rounded to them.
    small_scales: tuple[tuple[int, str], ...] = ()
    #: Figures by how they are bounded: ``{0}``, ``{1}`` numbers, ``{scale}`` and ``{unit}`` as they follow a number.
    figures: Mapping[str, str]
    #: A unit as it follows a number; one that is divided by; what is counted where only the divisor is named.
    unit: str
    per: str
    counted: str = ""
    #: Units, by their codes, that are not written as their codes.
    units: Mapping[str, str]
    #: The months, from the first.
    months: tuple[str, ...]
    #: So many letters of a month are written where room is short.
    short_month: int
    #: Periods: ``{year}``, ``{month}`` and ``{day}``, or days as ``{0}`` and ``{1}``.
    periods: Mapping[str, str]
    #: Places in a source, by the English words for them; empty in English, in which data have them.
    locators: Mapping[str, str] = attrs.field(factory=dict)
    #: The members of each enumeration, by its name and their values.
    labels: Mapping[str, Mapping[str, str]]
    #: Everything else, by key.
    phrases: Mapping[str, str]
