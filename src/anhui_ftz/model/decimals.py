"""Figures as decimals: what may be stated, what is added without rounding, and ends that are rounded outward.

Nothing here looks at the decimal context of the caller.
"""

from __future__ import annotations

__all__ = [
    "EXACT",
    "INFINITY",
    "NEAREST",
    "RANGE",
    "ZERO",
    "Computed",
    "Given",
    "Number",
    "exactly",
    "figure",
    "is_statable",
    "multiplied",
    "positive",
    "product_ends",
    "quotient_ends",
    "spelled",
    "trimmed",
]

from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    Inexact,
    InvalidOperation,
    Overflow,
    Subnormal,
)
from operator import index
from typing import TYPE_CHECKING, NamedTuple, SupportsIndex

from anhui_ftz.errors import InvalidValue, shown

if TYPE_CHECKING:
    from fractions import Fraction

#: What a figure may be given as: an integer of any type, such as ``numpy.int64``; a float counts as the shortest
#: text that spells it. A ``bool`` is not a figure, and a ``Fraction`` has no decimal of its own: divide first.
Number = Decimal | int | str | float | SupportsIndex
#: The lower and the upper end of an interval.
_Ends = tuple[Decimal, Decimal]

ZERO, INFINITY = Decimal(0), Decimal("Infinity")
_DIGITS, _EXPONENT = 40, 30
#: Exponent beyond which no result is known.
RANGE = 600
#: Refuses what no statistic needs: more than 40 significant digits, exponents beyond 30.
_STATED = Context(_DIGITS, ROUND_HALF_EVEN, -_EXPONENT, _EXPONENT, 1, 0, [], [Inexact, Overflow, Subnormal])
#: Holds every sum of stated and computed figures without rounding.
EXACT = Context(4_000, ROUND_HALF_EVEN, -2_000, 2_000, 1, 0, [], [Inexact, Overflow, InvalidOperation])
#: Round a result to 40 digits; one beyond 1e600 becomes infinite.
NEAREST, _DOWN, _UP = (
    Context(_DIGITS, way, -RANGE, RANGE, 1, 0, [], []) for way in (ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING)
)


class Computed(NamedTuple):
    """A figure without trailing zeros, read before or a result: that may have more digits than a stated one."""

    #: The figure.
    result: Decimal


#: What a field of a quantity is built from.
Given = Number | Computed


def figure(number: Given) -> Decimal:
    """Convert to a finite or infinite Decimal within the limits, without trailing zeros.

    Raises
    ------
    InvalidValue
        If it is not a number, NaN, a bool or Fraction, or beyond 40 significant digits or exponents of 30.

    Examples
    --------
    >>> figure("500e9"), figure(0.1), figure("-Infinity")
    (Decimal('5E+11'), Decimal('0.1'), Decimal('-Infinity'))
    """
    if isinstance(number, Computed):
        return number.result
    try:
        given = number if type(number) is str else _unspelled(number)
        if isinstance(given, str) and ("_" in given or not given.isascii()):
            raise ValueError  # noqa: TRY301 - one message for all that is no figure
        result = _STATED.normalize(exactly(given))
    except (DecimalException, ValueError, TypeError):
        raise InvalidValue(
            f"a figure is a decimal of at most {_DIGITS} digits with an exponent within {_EXPONENT}, "
            f"not {shown(number)}"
        ) from None
    if result.is_nan():
        raise InvalidValue("a figure must be a number, not NaN")
    return result or ZERO


def positive(number: Number, what: str) -> Decimal:
    """Convert to a positive and finite Decimal, which messages call ``what``."""
    size = figure(number)
    if not 0 < size < INFINITY:
        raise InvalidValue(f"{what} is positive and finite, not {shown(number)}")
    return size


def _unspelled(number: Number) -> Decimal | int | str:
    """Return what Decimal reads exactly; a float as the shortest text that spells it."""
    if isinstance(number, float):
        return float.__repr__(number)
    if isinstance(number, Decimal | str):
        return number
    whole = index(number)  # an integer of any type; all else raises
    if isinstance(number, bool):
        raise TypeError
    if abs(whole) >= 10 ** (_DIGITS + _EXPONENT):
        raise ValueError
    return whole


def exactly(number: Decimal | int | str) -> Decimal:
    """Convert without rounding.

    Raises
    ------
    decimal.DecimalException
        If a text is not a number, or there are thousands of digits.

    Examples
    --------
    >>> exactly("1.50")
    Decimal('1.50')
    """
    return EXACT.create_decimal(number.strip() if isinstance(number, str) else number)


def spelled(number: Decimal) -> str:
    """Spell a number with an exponent where it is short so; ``str`` follows the caller's context.

    >>> spelled(Decimal("5e11"))
    '5E+11'
    """
    return EXACT.to_sci_string(number)


def is_statable(result: Decimal) -> bool:
    """Whether a result keeps to the limits of stated figures.

    >>> is_statable(Decimal("0.1")), is_statable(EXACT.add(Decimal("1e20"), Decimal("1e-21")))
    (True, False)
    """
    try:
        return _STATED.plus(result) == result
    except DecimalException:
        return False


def trimmed(result: Decimal) -> Decimal:
    """Drop trailing zeros and the sign of zero, so that equal figures are spelled alike.

    >>> trimmed(Decimal("-0.00")), trimmed(Decimal("1.50"))
    (Decimal('0'), Decimal('1.5'))
    """
    return EXACT.normalize(result) or ZERO


def multiplied(value: Decimal, ends: _Ends, factor: int | Fraction) -> tuple[Decimal, Decimal, Decimal]:
    """Multiply a stated figure and its ends by an exact factor, the ends rounded outward where they must be.

    >>> multiplied(Decimal(3), (Decimal(2), Decimal(4)), 10)
    (Decimal('30'), Decimal('20'), Decimal('40'))
    """
    numerator, denominator = factor.numerator, factor.denominator
    pairs = zip((NEAREST, _DOWN, _UP), (value, *ends), strict=True)
    # one rounding alone: the product of two stated figures is exact in EXACT
    nearest, lower, upper = (context.divide(EXACT.multiply(each, numerator), denominator) for context, each in pairs)
    return nearest, lower, upper


def product_ends(left: _Ends, right: _Ends) -> _Ends:
    """Return the least and the largest product of two intervals, rounded outward.

    >>> product_ends((Decimal(-2), Decimal(3)), (Decimal(5), INFINITY))
    (Decimal('-Infinity'), Decimal('Infinity'))
    """
    pairs = [(x, y) for x in left for y in right]
    return min(_times(_DOWN, x, y) for x, y in pairs), max(_times(_UP, x, y) for x, y in pairs)


def quotient_ends(dividend: _Ends, divisor: _Ends) -> _Ends:
    """Return the least and the largest quotient of two intervals, rounded outward.

    A divisor with zero inside leaves nothing known.

    >>> quotient_ends((Decimal(1), Decimal(2)), (Decimal(0), Decimal(4)))
    (Decimal('0.25'), Decimal('Infinity'))
    """
    if divisor[0] < 0 < divisor[1]:
        return -INFINITY, INFINITY
    above = divisor[1] > 0
    pairs = [(x, y) for x in dividend for y in divisor]
    lower = min(_over(_DOWN, x, y, above=above) for x, y in pairs)
    return lower, max(_over(_UP, x, y, above=above) for x, y in pairs)


def _times(context: Context, x: Decimal, y: Decimal) -> Decimal:
    # the ends are limits: nothing times anything is nothing, however large
    return context.multiply(x, y) if x and y else ZERO


def _over(context: Context, x: Decimal, y: Decimal, *, above: bool) -> Decimal:
    if not x:
        return ZERO
    if not y:  # an end of the divisor, approached from the side on which the interval lies
        return -INFINITY if x.is_signed() == above else INFINITY
    if x.is_infinite() and y.is_infinite():
        return ZERO
    return context.divide(x, y)
