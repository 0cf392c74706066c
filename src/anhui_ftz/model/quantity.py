"""Quantities: a figure as stated, with the interval in which the true one lies.

Sums are exact; products and quotients of over 40 digits are rounded outward (as in IEEE 1788, without decorations).
"""

from __future__ import annotations

__all__ = ["Bound", "Number", "Quantity"]

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.errors import InvalidValue, UndefinedQuotient, UnitError
from anhui_ftz.model.bound import MIRRORED, WORDED, Bound, as_bound, implied_bound
from anhui_ftz.model.decimals import (
    EXACT,
    INFINITY,
    NEAREST,
    RANGE,
    Computed,
    Given,
    Number,
    figure,
    is_statable,
    multiplied,
    positive,
    product_ends,
    quotient_ends,
    spelled,
    trimmed,
)
from anhui_ftz.model.unit import Unit, as_unit, measured, scaled

if TYPE_CHECKING:
    from fractions import Fraction

#: An exact factor and the unit that it multiplies.
_Scale = tuple["int | Fraction", Unit]


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
    value: Decimal = attrs.field(converter=figure)
    #: Smallest value that the wording allows, in ``unit``; ``-Infinity`` where it sets none.
    lower: Decimal = attrs.field(converter=figure)
    #: Largest value that the wording allows, in ``unit``; ``Infinity`` for "exceeds".
    upper: Decimal = attrs.field(converter=figure)
    #: Unit of all three.
    unit: Unit = attrs.field(converter=as_unit)
    #: How the figure bounds the true one: ``exact``, ``rounded``, ``about``, ``at-least``, ``at-most`` and so on.
    bound: Bound = attrs.field(converter=as_bound)

    @bound.default
    def _default_bound(self) -> Bound:
        return implied_bound(self.lower, self.upper)

    def __attrs_post_init__(self) -> None:
        if self.value.is_infinite():
            raise InvalidValue(f"a stated figure is finite, not {self.value}")
        if not self.lower <= self.value <= self.upper:
            got = ", ".join(map(spelled, (self.lower, self.value, self.upper)))
            raise InvalidValue(f"need lower <= value <= upper, got {got}")
        implied = implied_bound(self.lower, self.upper)
        if self.bound is not implied and (implied is not Bound.BETWEEN or self.bound not in WORDED):
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

        Parameters
        ----------
        value, lower, upper
            The figure and its ends, in ``unit``.
        unit
            A code of UCUM or ISO 4217; the figure is converted to the one unit of its dimension.
        bound
            ``rounded`` or ``about``, if the words say so; other bounds follow from the ends.

        Examples
        --------
        >>> Quantity.read("5e11", "CNY", upper="Infinity")
        Quantity('more than 500 billion yuan')
        >>> Quantity.read("500000", "m2") + Quantity.read("1", "km2")
        Quantity('1.5 km²')
        """
        is_end = lower is None or upper is None
        stated = Computed(figure(value)) if is_end else value  # what is several of the three is read once
        low, high = stated if lower is None else lower, stated if upper is None else upper
        return _in_unit(stated, low, high, measured(unit), bound)

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
        return _in_unit(value, value, value, scaled(unit))

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
        half = EXACT.divide(positive(step, "a rounding step"), 2)
        return _around(figure(value), half, unit, Bound.ROUNDED)

    @classmethod
    def about(cls, value: Number, unit: Unit | str, within: Number) -> Quantity:
        """Build a figure given as "about": the true one lies within so much each way.

        Examples
        --------
        >>> Quantity.about("33.3", "%", within="1")
        Quantity('about 33.3%')
        """
        return _around(figure(value), positive(within, "within"), unit, Bound.ABOUT)

    @classmethod
    def at_least(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build a lower bound: "exceeds", "more than", 超过, 突破, 以上.

        Examples
        --------
        >>> Quantity.at_least(5000, "亿元")
        Quantity('more than 500 billion yuan')
        """
        return _in_unit(value, value, INFINITY, scaled(unit))

    @classmethod
    def at_most(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build an upper bound: "less than", 不足, 不超过; "nearly" and 近 also say that it is not far below.

        Examples
        --------
        >>> Quantity.at_most(90, "%")
        Quantity('at most 90%')
        """
        return _in_unit(value, -INFINITY, value, scaled(unit))

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
        terms = tuple(quantities)
        if not terms:
            raise InvalidValue("a sum of nothing has no unit")
        first, add = terms[0], EXACT.add
        value, lower, upper = first.value, first.lower, first.upper
        for term in terms[1:]:
            _same_unit(first, term, "add")
            value, lower, upper = add(value, term.value), add(lower, term.lower), add(upper, term.upper)
        return first if len(terms) == 1 else _computed(value, lower, upper, first.unit)

    def __add__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity.sum((self, other))

    def __neg__(self) -> Quantity:
        # copy_negate, since a minus sign rounds to the digits of the caller's context
        value, lower, upper = (each.copy_negate() for each in (self.value, self.upper, self.lower))
        return _computed(value, lower, upper, self.unit, MIRRORED.get(self.bound, self.bound))

    def __sub__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        _same_unit(self, other, "subtract")
        return self + -other

    def __mul__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        lower, upper = product_ends((self.lower, self.upper), (other.lower, other.upper))
        return _computed(NEAREST.multiply(self.value, other.value), lower, upper, self.unit * other.unit)

    def __truediv__(self, other: Quantity) -> Quantity:
        if not isinstance(other, Quantity):
            return NotImplemented
        if not other.value:
            raise UndefinedQuotient(f"cannot divide {self!r} by {other!r}: its stated figure is zero")
        lower, upper = quotient_ends((self.lower, self.upper), (other.lower, other.upper))
        return _computed(NEAREST.divide(self.value, other.value), lower, upper, self.unit / other.unit)

    def certainly_less(self, other: Quantity) -> bool:
        """Whether every value that this wording allows is below every value that the other allows.

        >>> Quantity.exactly(3, "t").certainly_less(Quantity.at_least(4, "t"))
        True
        """
        _same_unit(self, other, "compare")
        return self.upper < other.lower

    def may_equal(self, other: Quantity) -> bool:
        """Whether some value satisfies both wordings.

        >>> Quantity.at_least(500, "CNY").may_equal(Quantity.rounded(540, "CNY", 10))
        True
        """
        _same_unit(self, other, "compare")
        return self.lower <= other.upper and other.lower <= self.upper

    @property
    def is_stated(self) -> bool:
        """Whether it keeps to the limits of stated figures, so that it can be stored; a result need not.

        >>> third = Quantity.exactly(1, "t") / Quantity.exactly(3, "1")
        >>> third.is_stated, (third + Quantity.exactly("1e20", "t")).is_stated
        (True, False)
        """
        value, lower, upper = self.value, self.lower, self.upper
        return is_statable(value) and (value is lower is upper or (is_statable(lower) and is_statable(upper)))

    @property
    def width(self) -> Decimal:
        """Width of the interval, in ``unit``; zero where the figure is exact, else possibly ``Infinity``."""
        return EXACT.subtract(self.upper, self.lower)

    def __format__(self, spec: str) -> str:
        from anhui_ftz.words.quantities import quantity_words

        return quantity_words(self, spec or "en")

    def __str__(self) -> str:
        return format(self, "en")

    def __repr__(self) -> str:
        return f"Quantity({format(self, 'en')!r})"


def _around(value: Decimal, half: Decimal, unit: Unit | str, bound: Bound) -> Quantity:
    return _in_unit(value, EXACT.subtract(value, half), EXACT.add(value, half), scaled(unit), bound)


def _in_unit(value: Given, lower: Given, upper: Given, scale: _Scale, bound: Bound | str | None = None) -> Quantity:
    """Build a quantity of a scale; a factor such as 1/1500 may need rounding, and is rounded outward."""
    factor, unit = scale
    stated = Quantity(value, lower, upper, unit) if bound is None else Quantity(value, lower, upper, unit, bound)
    if factor == 1:
        return stated
    ends = multiplied(stated.value, (stated.lower, stated.upper), factor)
    return Quantity(*ends, unit, stated.bound) if stated.bound in WORDED else Quantity(*ends, unit)


def _computed(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit, bound: Bound | None = None) -> Quantity:
    """Build a result, which may have more digits than a stated figure may."""
    if value.is_infinite():
        raise InvalidValue(f"the result lies beyond 1e{RANGE}")
    low, high = Computed(trimmed(lower)), Computed(trimmed(upper))
    return _in_unit(Computed(trimmed(min(max(value, lower), upper))), low, high, (1, unit), bound)


def _same_unit(left: Quantity, right: Quantity, verb: str) -> None:
    if left.unit is not right.unit and left.unit != right.unit:
        raise UnitError(f"cannot {verb} {left.unit} and {right.unit}: bring both to one unit first")
