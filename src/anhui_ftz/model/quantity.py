"""Quantities: a figure as stated, with the interval in which the true one lies.

Sums are exact to the last digit; products and quotients that do not fit 40 digits are rounded outward,
so that the true result always lies inside (interval arithmetic as in IEEE 1788, without its decorations).
"""

from __future__ import annotations

__all__ = ["Bound", "Number", "Quantity"]

from collections.abc import Iterable
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
from enum import StrEnum
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.errors import InvalidValue, UndefinedQuotient, UnitError
from anhui_ftz.model.checks import member, shown
from anhui_ftz.model.unit import Unit, as_unit, scaled

if TYPE_CHECKING:
    from fractions import Fraction

#: What a figure may be given as; a float counts as the shortest text that spells it.
Number = Decimal | int | str | float

_DIGITS, _EXPONENT = 40, 30
#: Refuses what no statistic needs: more than 40 significant digits, exponents beyond 30.
_STATED = Context(_DIGITS, ROUND_HALF_EVEN, -_EXPONENT, _EXPONENT, 1, 0, [], [Inexact, Overflow, Subnormal])
#: Holds every sum of stated and computed figures without rounding.
_EXACT = Context(4_000, ROUND_HALF_EVEN, -2_000, 2_000, 1, 0, [], [Inexact, Overflow, InvalidOperation])
_RANGE = 600
_NEAREST = Context(_DIGITS, ROUND_HALF_EVEN, -_RANGE, _RANGE, 1, 0, [], [])
_DOWN = Context(_DIGITS, ROUND_FLOOR, -_RANGE, _RANGE, 1, 0, [], [])
_UP = Context(_DIGITS, ROUND_CEILING, -_RANGE, _RANGE, 1, 0, [], [])
_ZERO, _TWO, _INFINITY = Decimal(0), Decimal(2), Decimal("Infinity")


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


_MIRRORED = {Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST}


def _figure(number: Number) -> Decimal:
    """Convert to a finite or infinite Decimal within the limits, without trailing zeros."""
    try:
        spelled = number if type(number) is str else _unspelled(number)
        if isinstance(spelled, str) and ("_" in spelled or not spelled.isascii()):
            raise ValueError  # noqa: TRY301 - one message for all that is no figure
        result = _STATED.normalize(Decimal(spelled))
    except (DecimalException, ValueError, TypeError):
        raise InvalidValue(
            f"a figure is a decimal of at most {_DIGITS} digits with an exponent within {_EXPONENT}, "
            f"not {shown(number)}"
        ) from None
    if result.is_nan():
        raise InvalidValue("a figure must be a number, not NaN")
    return result or _ZERO


def _unspelled(number: Number) -> Decimal | int | str:
    """Return what Decimal reads exactly; a float as the shortest text that spells it."""
    if isinstance(number, float):
        return float.__repr__(number)
    if isinstance(number, bool) or not isinstance(number, Decimal | int | str):
        raise TypeError
    if isinstance(number, int) and abs(number) >= 10 ** (_DIGITS + _EXPONENT):
        raise ValueError
    return number


def _as_bound(bound: Bound | str) -> Bound:
    return member(Bound, bound)


def _implied_bound(quantity: Quantity) -> Bound:
    if quantity.lower == quantity.upper:
        return Bound.EXACT
    if quantity.upper == _INFINITY:
        return Bound.UNBOUNDED if quantity.lower == -_INFINITY else Bound.AT_LEAST
    return Bound.AT_MOST if quantity.lower == -_INFINITY else Bound.BETWEEN


@attrs.frozen(repr=False)
class Quantity:
    """A stated figure, and the interval in which the true one lies.

    Two quantities are equal when figure, interval, unit and wording (``bound``) are.

    Raises
    ------
    InvalidValue
        If a figure is NaN, has more than 40 significant digits or an exponent beyond 30, or if not
        ``lower <= value <= upper``.
    UnitError
        If the unit is unknown.

    Examples
    --------
    >>> trade = Quantity.at_least("500e9", "CNY")  # "exceeds 500 billion yuan"
    >>> trade + trade  # a bound stays a bound
    Quantity('more than 1 trillion yuan')
    >>> Quantity.exactly(3857, "1") / Quantity.exactly("119.86", "km2")
    Quantity('about 32.1792 per km²')
    """

    #: The figure as stated, in ``unit``.
    value: Decimal = attrs.field(converter=_figure)
    #: Smallest value that the wording allows, in ``unit``; ``-Infinity`` where it sets none.
    lower: Decimal = attrs.field(converter=_figure)
    #: Largest value that the wording allows, in ``unit``; ``Infinity`` for "exceeds".
    upper: Decimal = attrs.field(converter=_figure)
    #: Unit of all three.
    unit: Unit = attrs.field(converter=as_unit)
    #: How the figure bounds the true one: ``exact``, ``rounded``, ``about``, ``at-least``, ``at-most`` and so on.
    bound: Bound = attrs.field(converter=_as_bound)
    #: Whether it keeps to the limits of stated figures, so that it can be stored; a result need not.
    is_stated: bool = attrs.field(default=True, init=False, eq=False)

    @bound.default
    def _default_bound(self) -> Bound:
        return _implied_bound(self)

    def __attrs_post_init__(self) -> None:
        self._check()

    def _check(self) -> None:
        if self.value.is_infinite():
            raise InvalidValue(f"a stated figure is finite, not {self.value}")
        if not self.lower <= self.value <= self.upper:
            raise InvalidValue(f"need lower <= value <= upper, got {self.lower}, {self.value}, {self.upper}")
        implied = _implied_bound(self)
        if self.bound is not implied and (
            implied is not Bound.BETWEEN or self.bound not in (Bound.ROUNDED, Bound.ABOUT)
        ):
            raise InvalidValue(f"an interval that is {implied} cannot be called {self.bound}")

    @classmethod
    def read(
        cls,
        value: Number,
        unit: Unit | str,
        lower: Number | None = None,
        upper: Number | None = None,
        bound: Bound | str | None = None,
    ) -> Quantity:
        """Build a figure as data sets store it: without ``lower`` and ``upper`` it is exact.

        Examples
        --------
        >>> Quantity.read("5e11", "CNY", upper="Infinity")
        Quantity('more than 500 billion yuan')
        """
        figure = _figure(value)
        result = _built(
            figure,
            figure if lower is None else _figure(lower),
            figure if upper is None else _figure(upper),
            Unit.parse(unit),
        )
        if bound is not None:
            object.__setattr__(result, "bound", _as_bound(bound))
        result._check()  # noqa: SLF001 - its own
        return result

    @classmethod
    def exactly(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build a figure that is exact: a count printed in full, an area fixed by decree.

        Parameters
        ----------
        value
            The figure, in ``unit``.
        unit
            A unit, or an exact scale word such as ``亿元``, ``万吨``, ``亩``, ``ha``.

        Examples
        --------
        >>> Quantity.exactly(1500, "亩")
        Quantity('1 km²')
        """
        figure = _figure(value)
        return _in_unit(figure, figure, figure, unit, Bound.EXACT)

    @classmethod
    def rounded(cls, value: Number, unit: Unit | str, step: Number) -> Quantity:
        """Build a figure rounded to a step: the true one lies within half a step each way.

        Parameters
        ----------
        value, unit
            The figure as printed, and its unit or scale word.
        step
            One in the last printed digit, in ``unit``; positive.

        Examples
        --------
        >>> Quantity.rounded("292.2e9", "CNY", "0.1e9").lower
        Decimal('2.9215E+11')
        """
        size = _figure(step)
        if not 0 < size < _INFINITY:
            raise InvalidValue(f"a rounding step is positive and finite, not {shown(step)}")
        return _around(_figure(value), _EXACT.divide(size, _TWO), unit, Bound.ROUNDED)

    @classmethod
    def about(cls, value: Number, unit: Unit | str, within: Number) -> Quantity:
        """Build a figure given as "about": the true one lies within so much each way.

        Examples
        --------
        >>> Quantity.about("33.3", "%", within="1")
        Quantity('about 33.3%')
        """
        size = _figure(within)
        if not 0 < size < _INFINITY:
            raise InvalidValue(f"within is positive and finite, not {shown(within)}")
        return _around(_figure(value), size, unit, Bound.ABOUT)

    @classmethod
    def at_least(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build a lower bound: "exceeds", "more than", 超过, 突破, 以上.

        Examples
        --------
        >>> Quantity.at_least(5000, "亿元")
        Quantity('more than 500 billion yuan')
        """
        figure = _figure(value)
        return _in_unit(figure, figure, _INFINITY, unit, Bound.AT_LEAST)

    @classmethod
    def at_most(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build an upper bound: "less than", 不足, 不超过; "nearly" and 近 also say that it is not far below.

        Examples
        --------
        >>> Quantity.at_most(90, "%")
        Quantity('at most 90%')
        """
        figure = _figure(value)
        return _in_unit(figure, -_INFINITY, figure, unit, Bound.AT_MOST)

    @classmethod
    def sum(cls, quantities: Iterable[Quantity]) -> Quantity:
        """Add any number of quantities of one unit, exactly; the order does not matter.

        Raises
        ------
        UnitError
            If the units differ.
        InvalidValue
            If there are none: a sum of nothing has no unit.

        Examples
        --------
        >>> Quantity.sum(Quantity.exactly(size, "km2") for size in ("64.95", "35", "19.91"))
        Quantity('119.86 km²')
        """
        terms = iter(quantities)
        try:
            first = next(terms)
        except StopIteration:
            raise InvalidValue("a sum of nothing has no unit") from None
        value, lower, upper, add = first.value, first.lower, first.upper, _EXACT.add
        alone = True
        for term in terms:
            _same_unit(first, term, "add")
            value, lower, upper = add(value, term.value), add(lower, term.lower), add(upper, term.upper)
            alone = False
        return first if alone else _computed(value, lower, upper, first.unit)

    def __add__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity.sum((self, other))

    def __neg__(self) -> Quantity:
        # copy_negate, since a minus sign rounds to the digits of the caller's context
        value, lower, upper = (figure.copy_negate() for figure in (self.value, self.upper, self.lower))
        result = _computed(value, lower, upper, self.unit)
        object.__setattr__(result, "bound", _MIRRORED.get(self.bound, self.bound))
        return result

    def __sub__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        _same_unit(self, other, "subtract")
        return self + -other

    def __mul__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        pairs = [(x, y) for x in (self.lower, self.upper) for y in (other.lower, other.upper)]
        lower = min(_times(_DOWN, x, y) for x, y in pairs)
        upper = max(_times(_UP, x, y) for x, y in pairs)
        return _computed(_NEAREST.multiply(self.value, other.value), lower, upper, self.unit * other.unit)

    def __truediv__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        if not other.value:
            raise UndefinedQuotient(f"cannot divide {self!r} by {other!r}: its stated figure is zero")
        unit = self.unit / other.unit
        value = _NEAREST.divide(self.value, other.value)
        if other.lower < 0 < other.upper:
            return _computed(value, -_INFINITY, _INFINITY, unit)
        pairs = [(x, y) for x in (self.lower, self.upper) for y in (other.lower, other.upper)]
        lower = min(_over(_DOWN, x, y, other) for x, y in pairs)
        upper = max(_over(_UP, x, y, other) for x, y in pairs)
        return _computed(value, lower, upper, unit)

    def certainly_less(self, other: Quantity) -> bool:
        """Whether every value that this wording allows is below every value that the other allows.

        >>> Quantity.exactly(3, "t").certainly_less(Quantity.at_least(4, "t"))
        True
        """
        _same_unit(self, other, "compare")
        return self.upper < other.lower

    def may_equal(self, other: Quantity) -> bool:
        """Whether some value satisfies both wordings.

        >>> Quantity.at_least("500e9", "CNY").may_equal(Quantity.rounded("540.64e9", "CNY", "1e7"))
        True
        """
        _same_unit(self, other, "compare")
        return self.lower <= other.upper and other.lower <= self.upper

    @property
    def width(self) -> Decimal:
        """Width of the interval, in ``unit``; zero where the figure is exact, else possibly ``Infinity``."""
        return _EXACT.subtract(self.upper, self.lower)

    def __format__(self, spec: str) -> str:
        from anhui_ftz.model.wording import worded

        return worded(self, spec or "en")

    def __str__(self) -> str:
        return format(self, "en")

    def __repr__(self) -> str:
        return f"Quantity({format(self, 'en')!r})"


def _around(figure: Decimal, half: Decimal, unit: Unit | str, bound: Bound) -> Quantity:
    if figure.is_infinite():
        raise InvalidValue(f"a stated figure is finite, not {figure}")
    return _in_unit(figure, _EXACT.subtract(figure, half), _EXACT.add(figure, half), unit, bound)


def _in_unit(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit | str, bound: Bound) -> Quantity:
    """Convert from a scale word where one is given; only 亩 needs rounding, and is rounded outward."""
    factor, base = scaled(unit)
    if factor == 1:
        return Quantity(value, lower, upper, base, bound)
    result = Quantity(_by(_NEAREST, value, factor), _by(_DOWN, lower, factor), _by(_UP, upper, factor), base)
    return attrs.evolve(result, bound=bound) if bound in (Bound.ROUNDED, Bound.ABOUT) else result


def _by(context: Context, figure: Decimal, factor: int | Fraction) -> Decimal:
    # one rounding alone: the product of two stated figures is exact in _EXACT
    return context.divide(_EXACT.multiply(figure, factor.numerator), factor.denominator)


def _computed(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit) -> Quantity:
    """Build a result, which may have more digits than a stated figure may."""
    if value.is_infinite():
        raise InvalidValue(f"the result lies beyond 1e{_RANGE}")
    value, lower, upper = _trimmed(min(max(value, lower), upper)), _trimmed(lower), _trimmed(upper)
    result = _built(value, lower, upper, unit)
    if not (_keeps_limits(value) and _keeps_limits(lower) and _keeps_limits(upper)):
        object.__setattr__(result, "is_stated", False)
    return result


def _built(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit) -> Quantity:
    """Build a quantity from parts that are converted; the caller has checked them, or will."""
    result = object.__new__(Quantity)
    put = object.__setattr__
    put(result, "value", value)
    put(result, "lower", lower)
    put(result, "upper", upper)
    put(result, "unit", unit)
    put(result, "is_stated", True)
    put(result, "bound", Bound.EXACT if lower is upper else _implied_bound(result))
    return result


def _trimmed(figure: Decimal) -> Decimal:
    """Drop trailing zeros and the sign of zero, so that equal figures are spelled alike."""
    return _EXACT.normalize(figure) or _ZERO


def _keeps_limits(figure: Decimal) -> bool:
    try:
        return _STATED.plus(figure) == figure
    except DecimalException:
        return False


def _same_unit(left: Quantity, right: Quantity, verb: str) -> None:
    if left.unit != right.unit:
        raise UnitError(f"cannot {verb} {left.unit} and {right.unit}: bring both to one unit first")


def _times(context: Context, x: Decimal, y: Decimal) -> Decimal:
    # the ends are limits: nothing times anything is nothing, however large
    return context.multiply(x, y) if x and y else _ZERO


def _over(context: Context, x: Decimal, y: Decimal, divisor: Quantity) -> Decimal:
    if not x:
        return _ZERO
    if not y:  # an end of the divisor, approached from the side on which the interval lies
        sign = x if divisor.upper > 0 else x.copy_negate()
        return _INFINITY if sign > 0 else -_INFINITY
    if x.is_infinite() and y.is_infinite():
        return _ZERO
    return context.divide(x, y)
