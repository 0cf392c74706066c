"""Numbers that only sources print: Chinese numerals, and numbers in several parts."""

from __future__ import annotations

__all__ = ["chinese", "joined"]

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.words.numbers import WIDE, Printed, spelled

_NUMERALS = {"〇": 0, "零": 0, "两": 2, "兩": 2} | {numeral: n for n, numeral in enumerate("一二三四五六七八九", 1)}
_TENS = {"十": 10, "百": 100, "千": 1000}


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
    return spelled(str(total + one), "")


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
        total = WIDE.add(total, part.value)
    return attrs.evolve(parts[-1], value=total, single=False)
