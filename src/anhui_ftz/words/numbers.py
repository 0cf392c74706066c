"""Numbers as they are printed: what their digits tell of their value and of their precision.

Wording and reading both rest on it, so that what is printed is read back as it was meant.
"""

from __future__ import annotations

__all__ = ["WIDE", "Printed", "digits", "implied_step", "rounding", "spelled"]

import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation, Overflow

import attrs

from anhui_ftz.words.nouns import Measure

#: Wide enough for every figure and for what is worked out from it, whatever the caller's context is.
WIDE = Context(4_000, ROUND_HALF_EVEN, -9_000, 9_000, 1, 0, [], [InvalidOperation, Overflow])
_grouped = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+", re.ASCII).fullmatch
_GROUP, _ROUND = 3, (Decimal(1000), Decimal(100))
_AREA = (("km", 2),)


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
    #: What a scale word such as 亿 or million multiplies it by; None without a scale word.
    scale: Decimal | None = None

    def times(self, factor: Decimal) -> Printed:
        """Return the number that many times as large, as a scale word makes it."""
        value, place, significant = (WIDE.multiply(each, factor) for each in (self.value, self.place, self.significant))
        return Printed(value, place, significant, self.single, self.decimals, factor)

    @property
    def step(self) -> Decimal:
        """What the number is rounded to, in its own unit; nothing is left of it where it is written out in full.

        >>> digits("13,000", ".").step, digits("13,001", ".").step
        (Decimal('1000'), Decimal('0'))
        """
        if self.decimals:
            return self.place
        fitting = (each for each in (WIDE.multiply(size, self.place) for size in _ROUND) if self._is_round(each))
        return next(fitting, self.place if self.scale else Decimal(0))

    def _is_round(self, size: Decimal) -> bool:
        return self.significant >= size and self.value.copy_abs() >= WIDE.multiply(_ROUND[0], self.place)

    @property
    def within(self) -> Decimal:
        """How far "about" this number reaches: one in its last digit that is not a trailing zero, half if it is alone.

        >>> digits("5630", ".").within, digits("200", ".").within
        (Decimal('1E+1'), Decimal('5E+1'))
        """
        return WIDE.divide(self.significant, Decimal(2)) if self.single else self.significant


def rounding(places: int, way: str) -> Context:
    """Return what rounds a figure of any size to so many digits, up, down or to the nearest.

    >>> rounding(3, ROUND_HALF_EVEN).plus(Decimal(12345))
    Decimal('1.23E+4')
    """
    context = WIDE.copy()
    context.prec, context.rounding = places, way
    return context


def digits(text: str, mark: str, *, whole: bool = False) -> Printed | str:
    """Read digits with separators; if these can be read in two ways, or in none, return the key of a remark on that.

    Parameters
    ----------
    text
        Digits, commas and dots.
    mark
        The decimal mark of the language, ``.`` or ``,``; empty where nothing tells it.
    whole
        Whether only a whole number can be meant, which then settles what nothing else tells.

    Examples
    --------
    >>> digits("5.210", ",").value, digits("5.210", ".").value, digits("5.210", "")
    (Decimal('5210'), Decimal('5.210'), 'unread.which-mark')
    """
    decimal = _decimal_mark(text, mark, whole=whole)
    if decimal is None:
        return "unread.which-mark"
    head, _, tail = text.partition(decimal) if decimal else (text, "", "")
    groups = re.split(r"[.,]", head)
    if len(groups) > 1 and not _grouped(head):
        return "unread.not-grouped"
    return spelled("".join(groups), tail)


def implied_step(printed: Printed, unit: Measure) -> Decimal:
    """Return what a number without a hedge is rounded to, in its unit; zero where it is exact.

    An area is fixed by decree and exact unless it has a scale word, and a count that is written out is exact. What
    is measured, such as money, weight or a percentage, is rounded to its last digit.

    >>> from anhui_ftz import Unit
    >>> [str(implied_step(digits("35", "."), Unit.parse(unit))) for unit in ("km2", "1", "%", "t", "CNY")]
    ['0', '0', '1', '1', '1']
    """
    if unit.powers == _AREA and not printed.scale:
        return Decimal(0)
    return printed.step or (Decimal(0) if unit.is_count else printed.place)


def spelled(figure: str, tail: str) -> Printed:
    """Return the number that digits spell: those before the decimal mark, and those after it."""
    place = Decimal(1).scaleb(-len(tail), WIDE)
    written = figure + tail
    bare = written.rstrip("0") if not tail else written
    zeros = len(written) - len(bare) if bare else 0
    single = len(bare.lstrip("0")) == 1
    value = WIDE.multiply(Decimal(written), place)
    return Printed(value, place, place.scaleb(zeros, WIDE), single, decimals=bool(tail))


def _decimal_mark(text: str, mark: str, *, whole: bool) -> str | None:
    """Return the character that is a decimal mark in this number, or nothing; None if that is unclear."""
    found: list[str] = re.findall(r"[.,]", text)
    kinds = set(found)
    if len(kinds) == 1 and len(found) == 1:
        return _lone_mark(text, found[0], mark, whole=whole)
    if len(kinds) < 2:  # noqa: PLR2004 - both a comma and a dot
        return ""
    last = found[-1]
    odd = last == "," and not mark and len(text.rpartition(",")[2]) == _GROUP
    if found.count(last) > 1 or odd or last != (mark or last):
        return None
    return last


def _lone_mark(text: str, found: str, mark: str, *, whole: bool) -> str | None:
    head, _, tail = text.partition(found)
    can_group = len(tail) == _GROUP and len(head) <= _GROUP and not head.startswith("0")
    if mark:
        return found if found == mark else ""
    if can_group and found == "." and not whole:
        return None
    return "" if can_group else found
