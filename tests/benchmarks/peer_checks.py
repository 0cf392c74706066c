"""The checks of the pydantic peer: in Rust wherever pydantic can do it there, else short and cached as ours are."""

from __future__ import annotations

__all__ = ["EdtfPeriod", "Figure", "Id", "KnownUnit", "Period", "ShortText", "Text"]

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, Inexact, Overflow, Subnormal
from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, GetPydanticSchema, StringConstraints
from pydantic_core import core_schema

from anhui_ftz.model.unit import Unit

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_PRINTABLE = rf"^[^\p{{Cc}}{_BIDI}]*$"
_LIMITS = Context(40, ROUND_HALF_EVEN, -30, 30, 1, 0, [], [Inexact, Overflow, Subnormal])
_ENDS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII).fullmatch
#: First and last month of what EDTF writes in place of a month: quarters and halves.
_PARTS = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 40: (1, 6), 41: (7, 12)}


class Period(NamedTuple):
    """A closed interval of days; None where an end is missing."""

    start: date | None
    end: date | None


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    head, slash, tail = text.partition("/")
    start = None if slash and head in ("", "..") else _days(head)[0]
    end = _days(head)[1] if not slash else None if tail in ("", "..") else _days(tail)[1]
    if start is not None and end is not None and start > end:
        raise ValueError("a period starts before it ends")
    if start is end is None:
        raise ValueError("a period has one end at least")
    return Period(start, end)


def _days(text: str) -> tuple[date, date]:
    match = _ENDS(text)
    if match is None:
        raise ValueError("a period is EDTF text")
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or month is None:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if day is None:
        first, last = _PARTS.get(month) or (month, month)
        following = date(year + last // 12, last % 12 + 1, 1)
        return date(year, first, 1), following - timedelta(days=1)
    return date(year, month, day), date(year, month, day)


@lru_cache(maxsize=1024)
def _unit(text: str) -> Unit:
    return Unit.parse(text)


def _limited(figure: Decimal) -> Decimal:
    try:
        result = _LIMITS.normalize(figure)
    except DecimalException:
        raise ValueError("a figure has at most 40 digits and an exponent within 30") from None
    if result.is_nan():
        raise ValueError("a figure is a number")
    return result


def _from_text(read: Callable[[str], object]) -> GetPydanticSchema:
    """Check in Rust that it is text, then call the cached function, with nothing between."""
    return GetPydanticSchema(lambda _, __: core_schema.no_info_after_validator_function(read, core_schema.str_schema()))


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=120)]
Text = Annotated[str, StringConstraints(pattern=_PRINTABLE)]
ShortText = Annotated[str, StringConstraints(pattern=_PRINTABLE, max_length=200)]
Figure = Annotated[Decimal, Field(allow_inf_nan=True), AfterValidator(_limited)]
EdtfPeriod = Annotated[Period, _from_text(_period)]
KnownUnit = Annotated[Unit, _from_text(_unit)]
