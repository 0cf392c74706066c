"""Prints of one shape: of those that differ in the digits of one number alone, one is read, and the others follow."""

from __future__ import annotations

__all__ = ["read_alike"]

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

import attrs

from anhui_ftz.errors import FtzError, InvalidValue
from anhui_ftz.model.decimals import EXACT
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.unit import Unit, scaled
from anhui_ftz.reading.lexicon import NO_FIGURES
from anhui_ftz.reading.plain import Plain

_Read = Callable[[str, Unit | str | None], Quantity]
#: Words with one number in them, and no wide digits; one that starts with a zero is for the reader to judge.
_PRINT = re.compile(r"(\D{0,60})([1-9][0-9]{0,14}(?:\.[0-9]{1,8})?)(\D{0,60})").fullmatch
#: The digits of the two prints that are read for all of their shape: they make no year, day or well-known number.
_ONE, _OTHER = "7", "4"
_ALIKE = str.maketrans(dict.fromkeys("0123456789", _ONE))
_UNITS = (str, Unit, type(None))


@attrs.frozen
class _Shape:
    """How one print of a shape is read."""

    #: Its number, the quantity that it says, and by which power of ten its words multiply a number.
    number: Decimal
    quantity: Quantity
    power: int
    #: The plain text before and behind its number.
    before: str
    behind: str

    def at(self, digits: str) -> Quantity:
        """Return what a print of the shape with another number says."""
        away = EXACT.scaleb(EXACT.subtract(Decimal(digits), self.number), self.power)
        known = self.quantity
        value, lower, upper = (EXACT.add(each, away) for each in (known.value, known.lower, known.upper))
        return Quantity(value, lower, upper, known.unit, known.bound)


def read_alike(text: str, unit: Unit | str | None, read: _Read) -> Quantity:
    """Read a print as another of its shape was read, which takes a tenth of the time, or else by its own words.

    How a print is read depends on the value of its digits, on how many there are, and on the zeros at their end. So
    the quantities of two prints that share these and all words are as far from each other as their numbers.

    Parameters
    ----------
    text, unit
        As `read_figure` takes them.
    read
        Reads the words of a print.

    Examples
    --------
    >>> from anhui_ftz.reading.printed import read_figure
    >>> read_alike("超过2922亿元", "CNY", read_figure)
    Quantity('more than 292.2 billion yuan')
    """
    if type(unit) not in _UNITS or not (match := _PRINT(text)):
        return read(text, unit)
    if unit is not None:
        scaled(unit)  # one that is not known is refused here, and not kept, however long it is
    before, digits, behind = match.groups()
    significant = digits.rstrip("0.")
    like = significant.translate(_ALIKE) + digits[len(significant) :]
    shape = _shape(before, like, behind, unit, read)
    if shape is None or NO_FIGURES.search(shape.before + digits + shape.behind):
        return read(text, unit)
    try:
        return shape.at(digits)
    except InvalidValue:  # "about 99" may go beyond the limits where "about 77" does not
        return read(text, unit)


@lru_cache(maxsize=4096)
def _shape(before: str, digits: str, behind: str, unit: Unit | str | None, read: _Read) -> _Shape | None:
    """Read two prints for all of their shape; None where one is refused, or they are not as far apart as their numbers.

    They are not where the figure is another one than the number in digits: 七家 on the G3.
    """
    others = digits.replace(_ONE, _OTHER)
    try:
        quantity, other = (read(before + each + behind, unit) for each in (digits, others))
        plain = Plain.of(before + digits + behind)
        number, start = Decimal(digits), plain.origins.index(len(before))
        power = quantity.value.adjusted() - number.adjusted()
        shape = _Shape(number, quantity, power, plain.text[:start], plain.text[start + len(digits) :])
        return shape if shape.at(others) == other else None
    except FtzError:
        return None
