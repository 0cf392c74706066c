"""Quantities: a figure as stated, with the interval in which the true one lies.

Sums are exact to the last digit; products and quotients that do not fit 40 digits are rounded outward,
so that the true result always lies inside (interval arithmetic as in IEEE 1788, without its decorations).
"""

from __future__ import annotations

__all__ = ["Bound", "Number", "Quantity"]

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

import attrs

from anhui_ftz.errors import InvalidValue, UndefinedQuotient, UnitError, shown
from anhui_ftz.model.checks import member
from anhui_ftz.model.decimals import (
    EXACT,
    INFINITY,
    NEAREST,
    RANGE,
    Number,
    figure,
    is_statable,
    multiplied,
    product_ends,
    quotient_ends,
    trimmed,
)
from anhui_ftz.model.unit import Unit, as_unit, scaled

_TWO = Decimal(2)


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


def _as_bound(bound: Bound | str) -> Bound:
    return member(Bound, bound)


def _implied_bound(quantity: Quantity) -> Bound:
    if quantity.lower == quantity.upper:
        return Bound.EXACT
    if quantity.upper == INFINITY:
        return Bound.UNBOUNDED if quantity.lower == -INFINITY else Bound.AT_LEAST
    return Bound.AT_MOST if quantity.lower == -INFINITY else Bound.BETWEEN


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
        stated = figure(value)
        result = _built(
            stated,
            stated if lower is None else figure(lower),
            stated if upper is None else figure(upper),
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
        stated = figure(value)
        return _in_unit(stated, stated, stated, unit, Bound.EXACT)

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
        size = figure(step)
        if not 0 < size < INFINITY:
            raise InvalidValue(f"a rounding step is positive and finite, not {shown(step)}")
        return _around(figure(value), EXACT.divide(size, _TWO), unit, Bound.ROUNDED)

    @classmethod
    def about(cls, value: Number, unit: Unit | str, within: Number) -> Quantity:
        """Build a figure given as "about": the true one lies within so much each way.

        Examples
        --------
        >>> Quantity.about("33.3", "%", within="1")
        Quantity('about 33.3%')
        """
        size = figure(within)
        if not 0 < size < INFINITY:
            raise InvalidValue(f"within is positive and finite, not {shown(within)}")
        return _around(figure(value), size, unit, Bound.ABOUT)

    @classmethod
    def at_least(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build a lower bound: "exceeds", "more than", 超过, 突破, 以上.

        Examples
        --------
        >>> Quantity.at_least(5000, "亿元")
        Quantity('more than 500 billion yuan')
        """
        stated = figure(value)
        return _in_unit(stated, stated, INFINITY, unit, Bound.AT_LEAST)

    @classmethod
    def at_most(cls, value: Number, unit: Unit | str) -> Quantity:
        """Build an upper bound: "less than", 不足, 不超过; "nearly" and 近 also say that it is not far below.

        Examples
        --------
        >>> Quantity.at_most(90, "%")
        Quantity('at most 90%')
        """
        stated = figure(value)
        return _in_unit(stated, -INFINITY, stated, unit, Bound.AT_MOST)

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
        value, lower, upper, add = first.value, first.lower, first.upper, EXACT.add
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
        value, lower, upper = (each.copy_negate() for each in (self.value, self.upper, self.lower))
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

        >>> Quantity.at_least("500e9", "CNY").may_equal(Quantity.rounded("540.64e9", "CNY", "1e7"))
        True
        """
        _same_unit(self, other, "compare")
        return self.lower <= other.upper and other.lower <= self.upper

    @property
    def width(self) -> Decimal:
        """Width of the interval, in ``unit``; zero where the figure is exact, else possibly ``Infinity``."""
        return EXACT.subtract(self.upper, self.lower)

    def __format__(self, spec: str) -> str:
        from anhui_ftz.words.figures import quantity_words

        return quantity_words(self, spec or "en")

    def __str__(self) -> str:
        return format(self, "en")

    def __repr__(self) -> str:
        return f"Quantity({format(self, 'en')!r})"


def _around(value: Decimal, half: Decimal, unit: Unit | str, bound: Bound) -> Quantity:
    if value.is_infinite():
        raise InvalidValue(f"a stated figure is finite, not {value}")
    return _in_unit(value, EXACT.subtract(value, half), EXACT.add(value, half), unit, bound)


def _in_unit(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit | str, bound: Bound) -> Quantity:
    """Convert from a scale word where one is given; only 亩 needs rounding, and is rounded outward."""
    factor, base = scaled(unit)
    if factor == 1:
        return Quantity(value, lower, upper, base, bound)
    result = Quantity(*multiplied(value, (lower, upper), factor), base)
    return attrs.evolve(result, bound=bound) if bound in (Bound.ROUNDED, Bound.ABOUT) else result


def _computed(value: Decimal, lower: Decimal, upper: Decimal, unit: Unit) -> Quantity:
    """Build a result, which may have more digits than a stated figure may."""
    if value.is_infinite():
        raise InvalidValue(f"the result lies beyond 1e{RANGE}")
    value, lower, upper = trimmed(min(max(value, lower), upper)), trimmed(lower), trimmed(upper)
    result = _built(value, lower, upper, unit)
    if not (is_statable(value) and is_statable(lower) and is_statable(upper)):
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


def _same_unit(left: Quantity, right: Quantity, verb: str) -> None:
    if left.unit != right.unit:
        raise UnitError(f"cannot {verb} {left.unit} and {right.unit}: bring both to one unit first")
