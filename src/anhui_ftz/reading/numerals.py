"""What the pieces of a number add up to: its value, what its last digit is worth, and the quantity that this says."""

from __future__ import annotations

__all__ = ["between", "bounded", "in_percent", "printed"]

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit, scaled
from anhui_ftz.reading.hedges import Hedge
from anhui_ftz.reading.pieces import Number, Piece
from anhui_ftz.words.numbers import WIDE, Printed, digits, implied_step, spelled
from anhui_ftz.words.remark import Remark

_PAIR, _TEN_THOUSAND, _HUNDRED_MILLION, _TEN, _THOUSAND = 2, 4, 8, Decimal(10), Decimal(1000)
#: Powers of hundred and thousand, which another scale word may multiply.
_MULTIPLIED = (2, 3)
_VAGUE, _TWO_WAYS, _ORDER = Remark("unread.vague"), Remark("unread.two-ways"), Remark("unread.scale-order")
#: What a figure is not above.
_FROM_ABOVE = (Hedge.AT_MOST, Hedge.NEARLY)
_PLAIN_BOUNDS = {
    Hedge.EXACTLY: Quantity.exactly,
    Hedge.AT_LEAST: Quantity.at_least,
    Hedge.AT_MOST: Quantity.at_most,
}


def printed(number: Number, mark: str, *, whole: bool) -> Printed:
    """Return the value of a number, with what its digits tell about its precision.

    Parameters
    ----------
    number
        The number, in pieces.
    mark
        The decimal mark of its language, or nothing where no word tells it.
    whole
        Whether only a whole number can be meant.

    Raises
    ------
    InvalidValue
        If it says no number, or can be read in two ways.

    Examples
    --------
    >>> from anhui_ftz.reading.pieces import number_at
    >>> [int(printed(number_at(text, 0), ".", whole=True).value) for text in ("5,539亿9,000万", "两万五千亿", "3万2")]
    [553990000000, 2500000000000, 32000]
    """
    if number.pieces[-1][0] is Piece.EXPONENT:
        mark = "."
    parts = _Parts()
    for kind, piece in number.pieces:
        parts.add(kind, piece, lambda text: _arabic(text, mark, whole=whole))
    result = parts.total(is_numeral=number.is_numeral)
    return _without_idle_zeros(result) if number.words[-1:] == ("miliardi",) else result


def in_percent(count: int, parts: int, hedges: frozenset[Hedge]) -> Printed:
    """Return a fraction in words, in percent with one decimal: a bound is moved outward, else it is about.

    >>> in_percent(1, 3, frozenset()).value, in_percent(1, 3, frozenset({Hedge.AT_MOST})).value
    (Decimal('33.3'), Decimal('33.4'))
    """
    down, up = 1000 * count // parts, -(-1000 * count // parts)
    middle = (2000 * count + parts) // (2 * parts)
    tenths = down if Hedge.AT_LEAST in hedges else middle if hedges.isdisjoint(_FROM_ABOVE) else up
    value, hundredths = (Decimal((0, tuple(map(int, str(tenths))), exponent)) for exponent in (-1, -2))
    return Printed(value, Decimal("0.1"), hundredths)


def _arabic(text: str, mark: str, *, whole: bool) -> Printed:
    found = "unread.first-zero" if re.match("0[0-9]", text) else digits(text, mark, whole=whole)
    if isinstance(found, str):
        raise InvalidValue(Remark(found))
    return found


def _power(exponent: int) -> Decimal:
    return Decimal((0, (1,), exponent))


def _without_idle_zeros(number: Printed) -> Printed:
    """Drop the zeros that end thousands of miliardi: Italian has no trillion, so 5.210 of them are 5.21 trillion."""
    is_long = number.scale is not None and number.value >= WIDE.multiply(number.scale, _THOUSAND)
    return attrs.evolve(number, place=number.significant) if is_long else number


class _Parts:
    """The parts of a number, from the largest down, as its pieces add them up."""

    def __init__(self) -> None:
        self.parts: list[Printed] = []
        #: How many of them 万, 亿 or 兆 have multiplied.
        self.multiplied = 0
        #: Digits that no scale follows yet, and how many.
        self.pending: Printed | None = None
        self.length = 0
        #: Power of ten of the last scale, and whether 零 stands behind it.
        self.power, self.has_zero = 0, False
        #: Whether 千, 百 or 十 stand behind 亿 without 万 or 零: 三亿五千.
        self.is_short = False
        #: Whether its one part so far is 十, 百 or 千 without a count.
        self.is_bare = False
        self.last: Piece | None = None
        #: Whether the last digit leaves out the scale that it is in: 三亿五.
        self.is_cut = False

    def add(self, kind: Piece, piece: str, arabic: Callable[[str], Printed]) -> None:
        """Take the next piece in."""
        self.last = kind
        match kind:
            case Piece.ARABIC:
                self.pending, self.length = arabic(piece), sum(each.isdecimal() for each in piece)
            case Piece.ONES:
                self.pending, self.length = self.ones(piece), 1
            case Piece.ZERO:
                self.has_zero = True
            case Piece.POINT:
                if self.may_be_cut:  # 三万二点五: 32,000 and a half, or 30,002.5?
                    raise InvalidValue(_TWO_WAYS)
                whole = sum(int(each.value) for each in (*self.parts, *([self.pending] if self.pending else [])))
                self.parts, self.pending = [], spelled(str(whole), piece)
            case Piece.TWENTIES:
                self.parts, self.power = [spelled(piece, "").times(_TEN)], 1
            case Piece.SMALL:
                self.small(int(piece))
            case Piece.BIG:
                self.big(int(piece))
            case Piece.WORD | Piece.EXPONENT:
                self.word(int(piece))
            case _:  # Piece.VAGUE
                raise InvalidValue(_VAGUE)

    @property
    def may_be_cut(self) -> bool:
        """Whether the pending digit may leave out the scale that it is in, as in 三千五."""
        return bool(self.pending and self.parts) and self.power > 1 and not self.has_zero

    def ones(self, piece: str) -> Printed:
        """Return what a numeral from zero to nine says, or several as in 三八五七; 三五 and 二三十 say no number."""
        steps = {int(after) - int(before) for before, after in pairwise(piece)}
        if len(piece) > 1 and (self.parts or steps == {1} or (len(piece) == _PAIR and "0" not in piece)):
            raise InvalidValue(_VAGUE)
        return spelled(piece, "")

    def small(self, power: int) -> None:
        """Add tens, hundreds or thousands; 百 alone is one hundred."""
        count = self.pending or spelled("1", "")
        if self.parts and count.value >= _TEN:
            raise InvalidValue(_ORDER)
        if self.is_bare and not self.pending:  # 百十家
            raise InvalidValue(_VAGUE)
        self.is_bare = not (self.parts or self.pending)
        self.is_short = self.is_short or (self.power >= _HUNDRED_MILLION and not self.has_zero)
        self.parts.append(count.times(_power(power)))
        self.pending, self.power, self.has_zero = None, power, False

    def big(self, power: int) -> None:
        """Multiply what lies below: all of 两万五千 before 亿, and 五千 before 万 in 三亿五千万."""
        if self.may_be_cut and self.power < power:  # 三千五亿: 3500亿, or 3005亿?
            raise InvalidValue(_TWO_WAYS)
        factor = _power(power)
        above = [each for each in self.parts[: self.multiplied] if each.value >= factor]
        below = self.parts[len(above) :]
        if self.pending or not self.parts:
            below = [*below, self.pending or spelled("1", "")]
        if not below:
            raise InvalidValue(_ORDER)
        self.parts = [*above, *(each.times(factor) for each in below)]
        self.multiplied = len(self.parts)
        self.pending, self.power, self.has_zero, self.is_short = None, power, False, False

    def word(self, power: int) -> None:
        """Multiply all: 5 million, 5 hundred million."""
        if self.pending:
            self.parts.append(self.pending)
        elif self.power not in _MULTIPLIED or power <= self.power:
            raise InvalidValue(_ORDER)
        self.parts = [each.times(_power(power)) for each in self.parts]
        self.pending, self.power = None, power

    def total(self, *, is_numeral: bool) -> Printed:
        """Return the number."""
        if self.pending and not self.parts:
            return self.pending
        if self.pending:
            self.parts.append(self.last_digits(self.pending))
        for before, after in pairwise(self.parts):
            if before.decimals or after.value >= before.place:
                raise InvalidValue(Remark("unread.no-fit", f"{after.value:f}", f"{before.value:f}"))
        if self.is_short:
            raise InvalidValue(_TWO_WAYS)
        value = Decimal(0)
        for part in self.parts:
            value = WIDE.add(value, part.value)
        is_spelled_out = self.last in (Piece.ARABIC, Piece.ONES) and not self.is_cut
        if is_spelled_out or (is_numeral and self.last in (Piece.SMALL, Piece.TWENTIES)):
            return spelled(f"{value:f}", "")
        return attrs.evolve(self.parts[-1], value=value, single=len(self.parts) == 1 and self.parts[0].single)

    def last_digits(self, pending: Printed) -> Printed:
        """Return what the digits behind the last scale say: 3万2 is 32,000, 1万2345 is 12,345, 3万零2 is 30,002."""
        if (self.has_zero or self.length == self.power) and not pending.decimals:
            return pending
        if self.length == 1 and self.parts[-1].significant == _power(self.power):
            self.is_cut = self.power >= _TEN_THOUSAND
            return pending.times(_power(self.power - 1))
        raise InvalidValue(_TWO_WAYS)


def bounded(printed: Printed, code: Unit | str, hedges: frozenset[Hedge]) -> Quantity:
    """Build the quantity that a number, its unit and at most one hedge say.

    >>> bounded(spelled("40", ""), "1", frozenset({Hedge.NEARLY}))
    Quantity('nearly 40')
    """
    value = printed.value
    if Hedge.ROUNDED in hedges:
        return Quantity.rounded(value, code, printed.place)
    if not hedges:
        step = implied_step(printed, scaled(code)[1])
        return Quantity.rounded(value, code, step) if step else Quantity.exactly(value, code)
    [hedge] = hedges
    if hedge in _PLAIN_BOUNDS:
        return _PLAIN_BOUNDS[hedge](value, code)
    around = Quantity.about(value, code, printed.within)
    if hedge is Hedge.ABOUT:
        return around
    ends = (around.lower, around.value) if value >= 0 else (around.value, around.upper)
    return Quantity(around.value, *ends, around.unit, Bound.ABOUT)


def between(low: Quantity, high: Quantity) -> Quantity:
    """Build the quantity between two figures.

    >>> between(Quantity.exactly(5, "t"), Quantity.exactly(7, "t"))
    Quantity('between 5 and 7 t')
    """
    middle = WIDE.divide(WIDE.add(low.value, high.value), Decimal(2))
    return Quantity(middle, low.value, high.value, high.unit)
