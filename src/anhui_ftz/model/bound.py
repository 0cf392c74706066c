"""Bounds: how a figure bounds the true one, and which of them an interval implies."""

from __future__ import annotations

__all__ = ["MIRRORED", "WORDED", "Bound", "as_bound", "implied_bound"]

from decimal import Decimal
from enum import StrEnum

from anhui_ftz.model.checks import member
from anhui_ftz.model.decimals import INFINITY


class Bound(StrEnum):
    """How a figure bounds the true one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    #: An interval that no one printed: the result of arithmetic.
    BETWEEN = "between"
    UNBOUNDED = "unbounded"


#: Bounds that words say of an interval, which would be BETWEEN without them.
WORDED = (Bound.ROUNDED, Bound.ABOUT)
#: What a bound becomes where the sign is changed.
MIRRORED = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


def as_bound(bound: Bound | str) -> Bound:
    """Convert to a Bound."""
    return bound if type(bound) is Bound else member(Bound, bound)


def implied_bound(lower: Decimal, upper: Decimal) -> Bound:
    """Return the bound of an interval of which no words are known.

    >>> implied_bound(Decimal(4), Decimal(6)), implied_bound(Decimal(4), INFINITY)
    (<Bound.BETWEEN: 'between'>, <Bound.AT_LEAST: 'at-least'>)
    """
    if lower is upper or lower == upper:
        return Bound.EXACT
    if upper == INFINITY:
        return Bound.UNBOUNDED if lower == -INFINITY else Bound.AT_LEAST
    return Bound.AT_MOST if lower == -INFINITY else Bound.BETWEEN
