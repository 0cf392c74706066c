"""What the fields of the nouns may contain: ids, printable text, days. Refused values raise InvalidValue."""

from __future__ import annotations

__all__ = [
    "ID",
    "LONGEST_ID",
    "Day",
    "as_day",
    "as_years",
    "check_id",
    "check_optional_id",
    "each_id",
    "ids",
    "instances",
    "is_several",
    "items",
    "key_step",
    "member",
    "one_or_several",
    "sorted_ids",
    "text",
    "texts",
]

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import cache
from operator import index
from typing import Any, SupportsIndex, TypeVar

from anhui_ftz.errors import InvalidValue, shown, suggestion

#: A calendar day: a ``datetime.date`` or its ISO 8601 text.
Day = date | str

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
#: How an id is written, in so many characters at most.
ID, LONGEST_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*", 120
_is_id = re.compile(ID).fullmatch
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
_MANY = 100
_PLAIN_KEY = re.compile(r"\w{1,60}", re.ASCII).fullmatch
#: Characters that would let a text lie about itself on a screen: controls, bidi overrides, lone surrogates. The
#: noncharacters of Unicode are refused too: many programs, XML among them, cannot take them.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_NONCHARACTERS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def key_step(key: str) -> str:
    """Spell a key as a step of a path; what could lie on a screen is escaped.

    >>> key_step("zones"), key_step("a b")
    ('.zones', "['a b']")
    """
    return f".{key}" if _PLAIN_KEY(key) else f"[{shown(key)}]"


def text(value: object) -> str:
    """Convert to text that can be shown: a ``str`` without controls, bidi overrides or lone surrogates."""
    if not isinstance(value, str):
        raise InvalidValue(f"expected text, got {shown(value)}")
    if not value.isprintable():
        for character in value:
            if unicodedata.category(character) in _UNSAFE_CATEGORIES or character in _BIDI:
                raise InvalidValue(f"text may not contain the control character U+{ord(character):04X}")
            if ord(character) & 0xFFFE == 0xFFFE or character in _NONCHARACTERS:  # noqa: PLR2004 - the last two of a plane
                raise InvalidValue(f"text may not contain the noncharacter U+{ord(character):04X}")
    return value


def check_id(_instance: object, attribute: Any, value: Any) -> None:
    """Validate an id: kebab-case ASCII, such as ``anhui-ftz-hefei``."""
    if type(value) is not str or len(value) > LONGEST_ID or not _is_id(value):
        raise InvalidValue(f"{attribute.alias} must be kebab-case ASCII such as anhui-ftz, not {shown(value)}")


def check_optional_id(instance: object, attribute: Any, value: Any) -> None:
    """Validate an id or None."""
    if value is not None:
        check_id(instance, attribute, value)


def each_id(instance: object, attribute: Any, value: Any) -> None:
    """Validate a tuple of ids, none of them twice."""
    for item in value:
        check_id(instance, attribute, item)
    if len(set(value)) != len(value):
        twice = dict.fromkeys(item for item in value if value.count(item) > 1) if len(value) < _MANY else ()
        raise InvalidValue(f"{attribute.alias} names an id twice: {', '.join([*twice][:3]) or 'among many'}")


def items(values: Iterable[Any]) -> tuple[Any, ...]:
    """Convert to a tuple; a lone text is refused, it would fall into letters."""
    if type(values) is list or type(values) is tuple:
        return tuple(values)
    if not is_several(values):
        raise InvalidValue(f"expected a list, got {shown(values)}")
    return tuple(values)


def one_or_several(values: Any, kind: Any, what: str) -> tuple[Any, ...]:
    """Convert a text or a record of some kind, or several of them, to a tuple; ``what`` names them in a message.

    >>> one_or_several("anhui", int, "places"), one_or_several(["anhui", "hubei"], int, "places")
    (('anhui',), ('anhui', 'hubei'))
    """
    if isinstance(values, (str, kind)):
        return (values,)
    if not is_several(values):
        raise InvalidValue(f"{what}: give a text, a record or a list of these, not {shown(values)}")
    return tuple(values)


def ids(values: Iterable[str]) -> tuple[str, ...]:
    """Convert to a tuple of ids; `each_id` checks them."""
    return items(values)


def sorted_ids(values: Iterable[str]) -> tuple[str, ...]:
    """Convert to a sorted tuple of ids; `each_id` checks them."""
    return tuple(sorted(items(values), key=str))


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """Convert to a tuple of texts that can be shown."""
    return tuple(map(text, items(values)))


def instances(kind: type[_T], values: Iterable[_T]) -> tuple[_T, ...]:
    """Convert to a tuple, all of one kind."""
    result = items(values)
    for value in result:
        if not isinstance(value, kind):
            raise InvalidValue(f"expected records of {kind.__name__}, got {shown(value)}")
    return result


def member(kind: type[_E], value: str) -> _E:
    """Convert to a member of an enumeration, naming the members where that fails."""
    if isinstance(value, kind):
        return value
    found: _E | None = _members(kind).get(value) if isinstance(value, str) else None
    if found is not None:
        return found
    words = f"{_with_article(kind.__name__)} is one of {', '.join(kind)}"
    raise InvalidValue(f"{words}, not {shown(value)}{suggestion(value, kind)}")


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "AEIOU" else f"a {noun}"


@cache
def _members(kind: type[_E]) -> dict[str, _E]:
    """Return the members by value: looking them up takes a fraction of the time of calling the enumeration."""
    return {each.value: each for each in kind}


def as_day(value: Day) -> date:
    """Convert an ISO 8601 text or a date to a ``datetime.date``; of a ``datetime`` the time is dropped.

    >>> as_day("2021-01-25")
    datetime.date(2021, 1, 25)
    """
    if type(value) is date:
        return value
    if isinstance(value, str) and _ISO_DAY(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise InvalidValue(f"{value} is not a day of the calendar: {error}") from None
    if isinstance(value, date):
        with suppress(TypeError, ValueError):  # pandas.NaT is a datetime without a day
            return date(value.year, value.month, value.day)
    raise InvalidValue(f"a day is written 2021-01-25, not {shown(value)}; Period.parse reads longer periods")


def as_years(years: SupportsIndex | Iterable[SupportsIndex]) -> list[int]:
    """Convert one calendar year or several to a sorted list without repetition; integers of any type are accepted.

    >>> as_years([2021, 2050, 2020, 2021]), as_years(2021)
    ([2020, 2021, 2050], [2021])
    """
    if isinstance(years, str) or not isinstance(years, SupportsIndex | Iterable):
        raise InvalidValue(f"years are numbers such as 2021, not {shown(years)}")
    return sorted(set(map(_year, years if is_several(years) else (years,))))  # type: ignore[arg-type] # one or several


def is_several(value: object) -> bool:
    """Whether a value is a list of several; a text, a mapping and an array without dimensions are one value."""
    is_one = isinstance(value, str | bytes | dict) or getattr(value, "ndim", None) == 0
    return isinstance(value, Iterable) and not is_one


def _year(value: SupportsIndex) -> int:
    year = index(value) if isinstance(value, SupportsIndex) and not isinstance(value, bool) else 0
    if not date.min.year <= year <= date.max.year:
        raise InvalidValue(f"a year is a number such as 2021, not {shown(value)}")
    return year
