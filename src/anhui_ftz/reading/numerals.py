"""Numbers as pages print them: digits with the separators of several languages, and Chinese numerals."""

from __future__ import annotations

__all__ = ["Printed", "chinese", "digits", "implied_step", "joined"]

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from itertools import pairwise

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.unit import Unit

_WIDE = Context(prec=4_000)
_grouped = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+", re.ASCII).fullmatch
_GROUP, _ROUND = 3, (Decimal(1000), Decimal(100))
_NUMERALS = {"〇": 0, "零": 0, "两": 2, "兩": 2} | {numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}
_AREA, _PERCENT = Unit("km2"), Unit("%")
_TENS = {"十": 10, "百": 100, "千": 1000}


@attrs.frozen
class Printed:
    """A number as printed: its value, and what its digits tell of its precision."""

    #: The number itself.
    value: Decimal
    #: What one in the last printed digit is worth.
    place: Decimal
    #: What one in the last digit is worth that is no trailing zero; zeros after a decimal mark are no such zeros.
    significant: Decimal
    #: Whether the number has but one digit that is no such zero.
    single: bool = False
    #: Whether digits stand after a decimal mark.
    decimals: bool = False
    #: What a scale word such as 亿 or million multiplies it by; None where there is none.
    scale: Decimal | None = None

    def times(self, factor: Decimal) -> Printed:
        """Return the number that many times as large, as a scale word makes it."""
        value, place, significant = (
            _WIDE.multiply(each, factor) for each in (self.value, self.place, self.significant)
        )
        return attrs.evolve(self, value=value, place=place, significant=significant, scale=factor)

    @property
    def step(self) -> Decimal:
        """What the number is rounded to, in its own unit; nothing is left of it where it is written out in full.

        >>> digits("13,000", ".").step, digits("13,001", ".").step
        (Decimal('1000'), Decimal('0'))
        """
        if self.decimals:
            return self.place
        fitting = (each for each in (_WIDE.multiply(size, self.place) for size in _ROUND) if self._is_round(each))
        return next(fitting, self.place if self.scale else Decimal(0))

    def _is_round(self, size: Decimal) -> bool:
        return self.significant >= size and self.value.copy_abs() >= _WIDE.multiply(_ROUND[0], self.place)

    @property
    def within(self) -> Decimal:
        """How far "about" this number reaches: one in its last digit that is no trailing zero, half if it is alone.

        >>> digits("5630", ".").within, digits("200", ".").within
        (Decimal('1E+1'), Decimal('5E+1'))
        """
        return _WIDE.divide(self.significant, Decimal(2)) if self.single else self.significant


def digits(text: str, mark: str, *, whole: bool = False) -> Printed:
    """Read digits with separators.

    Parameters
    ----------
    text
        Digits, commas and dots.
    mark
        The decimal mark of the language, ``.`` or ``,``; empty where nothing tells it.
    whole
        Whether only a whole number can be meant, which then settles what nothing else tells.

    Raises
    ------
    InvalidValue
        If the separators can be read in two ways, or in none.

    Examples
    --------
    >>> digits("5.210", ",").value, digits("5.210", ".").value
    (Decimal('5210'), Decimal('5.210'))
    """
    decimal = _decimal_mark(text, mark, whole=whole)
    head, _, tail = text.partition(decimal) if decimal else (text, "", "")
    groups = re.split(r"[.,]", head)
    if len(groups) > 1 and not _grouped(head):
        raise InvalidValue(f"{shown(text)} is neither grouped by thousands nor a decimal of its language")
    return _spelled("".join(groups), tail)


def implied_step(printed: Printed, unit: Unit) -> Decimal:
    """Return what a number that stands without a hedge is rounded to, in its unit; zero where it is exact.

    An area is fixed by decree and exact, a percentage rounded, unless a scale word says more.

    >>> implied_step(digits("35", "."), Unit("km2")), implied_step(digits("35", "."), Unit("%"))
    (Decimal('0'), Decimal('1'))
    """
    if unit == _AREA and not printed.scale:
        return Decimal(0)
    return printed.step or (printed.place if unit == _PERCENT else Decimal(0))


def chinese(text: str) -> Printed:
    """Read a Chinese numeral below ten thousand; 百 alone is a hundred.

    >>> chinese("三百五十").value
    Decimal('350')
    """
    total = one = 0
    for numeral in text:
        if numeral in _TENS:
            total, one = total + (one or 1) * _TENS[numeral], 0
        else:
            one = 10 * one + _NUMERALS[numeral]
    return _spelled(str(total + one), "")


def joined(parts: Sequence[Printed]) -> Printed:
    """Return the sum of parts such as 5,539億 and 9,000万, known to the last of them.

    Raises
    ------
    InvalidValue
        If a part does not fit below the one before it.
    """
    if len(parts) == 1:
        return parts[0]
    total = Decimal(0)
    for before, after in pairwise(parts):
        if after.value >= before.place or before.decimals:
            raise InvalidValue(f"{after.value:f} does not fit behind {before.value:f}")
    for part in parts:
        total = _WIDE.add(total, part.value)
    return attrs.evolve(parts[-1], value=total, single=False)


def _spelled(figure: str, tail: str) -> Printed:
    place = Decimal(1).scaleb(-len(tail), _WIDE)
    written = figure + tail
    bare = written.rstrip("0") if not tail else written
    zeros = len(written) - len(bare) if bare else 0
    single = len(bare.lstrip("0")) == 1
    value = _WIDE.multiply(Decimal(written), place)
    return Printed(value, place, place.scaleb(zeros, _WIDE), single, decimals=bool(tail))


def _decimal_mark(text: str, mark: str, *, whole: bool) -> str:
    """Return the character that is a decimal mark in this number, or nothing."""
    found: list[str] = re.findall(r"[.,]", text)
    kinds = set(found)
    if len(kinds) == 1 and len(found) == 1:
        return _lone_mark(text, found[0], mark, whole=whole)
    if len(kinds) < 2:  # noqa: PLR2004 - both a comma and a dot
        return ""
    last = found[-1]
    odd = last == "," and not mark and len(text.rpartition(",")[2]) == _GROUP
    if found.count(last) > 1 or odd or last != (mark or last):
        raise _ambiguous(text)
    return last


def _lone_mark(text: str, found: str, mark: str, *, whole: bool) -> str:
    head, _, tail = text.partition(found)
    can_group = len(tail) == _GROUP and len(head) <= _GROUP and not head.startswith("0")
    if mark:
        return found if found == mark else ""
    if can_group and found == "." and not whole:
        raise _ambiguous(text)
    return "" if can_group else found


def _ambiguous(text: str) -> InvalidValue:
    return InvalidValue(f"{shown(text)} can be read in two ways: its words do not say which mark is the decimal one")
