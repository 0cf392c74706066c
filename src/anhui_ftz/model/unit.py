"""Units: products of base symbols with integer powers, written as UCUM and ISO 4217 write them.

Each dimension has one unit: an area is in ``km2``, a mass in ``t``, an energy in ``kW.h``, and figures in other
units of that dimension are converted, exactly. A year, month, week and day are not fractions of each other here,
since what is counted per week is not spread evenly over days.

Source: UCUM (ucum.org) for symbols, ISO 4217 for currencies; ``TEU`` is the container trade's own.
"""

from __future__ import annotations

__all__ = ["Unit", "as_dimension", "as_unit", "measured", "scaled"]

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.errors import InvalidValue, UnitError, shown
from anhui_ftz.model.checks import is_several
from anhui_ftz.model.symbols import BASE, CURRENCIES, SCALED, SCALES, WORDS

if TYPE_CHECKING:
    from fractions import Fraction

_SYMBOLS = CURRENCIES | BASE | {"TEU"}
_TERM = re.compile(r"([A-Za-z%]+|\{[A-Za-z-]+\})(-?[0-9]{1,2})?", re.ASCII).fullmatch
_COUNTED = re.compile(r"\{[A-Za-z][A-Za-z-]*\}", re.ASCII).fullmatch
_OPERATORS, _TERMS = re.compile(r"[./]").findall, re.compile(r"[./]").split
_LARGEST_POWER, _LONGEST = 99, 200


def _powers(value: str | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    if isinstance(value, str):
        return Unit.parse(value).powers
    if not is_several(value):
        raise InvalidValue(f'a unit is read from a text, as in Unit.parse("CNY"), not from {shown(value)}')
    powers = tuple(value)
    for each in powers:
        if not (isinstance(each, tuple) and [type(part) for part in each] == [str, int]):
            raise UnitError(f"a power is a pair such as ('km', 2), not {shown(each)}")
    return powers


def _code(value: object) -> str:
    """Check that a code is a text of sensible length, before it is looked up or remembered."""
    if not isinstance(value, str):
        raise InvalidValue(f"a unit is a text such as km2, not {shown(value)}")
    if len(value) > _LONGEST:
        raise UnitError(f"unknown unit {shown(value)}: use UCUM (km2, t, %, 1) or ISO 4217 (CNY)")
    return value


@attrs.frozen(repr=False)
class Unit:
    """A product of base symbols with integer powers; dimensionless is ``1``.

    Examples
    --------
    >>> Unit("CNY") / Unit("km2")
    Unit('CNY/km2')
    >>> Unit("CNY/km2") * Unit("km2") == Unit("CNY")
    True

    An unknown symbol is refused; what is counted may be in braces, as UCUM has it:

    >>> Unit("{train}/wk")
    Unit('{train}/wk')
    >>> Unit("furlong")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.UnitError: unknown unit 'furlong': use UCUM (km2, t, %, 1), ISO 4217 (CNY) or {furlong}
    """

    #: Base symbols with their powers, sorted, none of power zero; a code such as ``CNY/km2`` is read into them.
    powers: tuple[tuple[str, int], ...] = attrs.field(converter=_powers)

    @powers.validator
    def _check_powers(self, _: object, powers: tuple[tuple[str, int], ...]) -> None:
        for symbol, power in powers:
            if symbol not in _SYMBOLS and not _COUNTED(symbol):
                counted = f" or {{{symbol}}}" if symbol.isalpha() else ""
                raise UnitError(f"unknown unit {shown(symbol)}: use UCUM (km2, t, %, 1), ISO 4217 (CNY){counted}")
            if power == 0 or abs(power) > _LARGEST_POWER:
                raise UnitError(f"power {power} of {symbol}: a power lies in -99 to 99 and is not 0")
        if list(powers) != sorted(set(powers)) or len({symbol for symbol, _ in powers}) != len(powers):
            raise UnitError(f"base symbols must be sorted and appear once each, not {powers}")

    def __attrs_post_init__(self) -> None:
        if len(str(self)) > _LONGEST:
            raise UnitError(f"a unit is written in {_LONGEST} characters at most, not as {shown(str(self))}")

    @classmethod
    def parse(cls, code: Unit | str) -> Unit:
        """Read a unit code such as ``km2``, ``CNY/km2``, ``%`` or ``1``.

        Parameters
        ----------
        code
            UCUM or ISO 4217 symbols joined by ``.`` and ``/``; a Unit passes through.

        Raises
        ------
        UnitError
            If a symbol is unknown, or carries a scale (``m2``, ``ha``, ``亿元``): those are for `Quantity` to convert.

        Examples
        --------
        >>> Unit.parse("kWh")
        Unit('kW.h')
        >>> Unit.parse("m2")
        Traceback (most recent call last):
        ...
        anhui_ftz.errors.UnitError: m2 is a scale of the unit km2: give Quantity the figure with it, or write km2
        """
        factor, unit = measured(code)
        if factor != 1:
            raise UnitError(f"{code} is a scale of the unit {unit}: give Quantity the figure with it, or write {unit}")
        return unit

    def __mul__(self, other: Unit) -> Unit:
        return _combined(self, other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return _combined(self, other, -1)

    def __str__(self) -> str:
        above = ".".join(_spelled(s, p) for s, p in sorted(self.powers, key=_hours_last) if p > 0)
        below = "".join("/" + _spelled(s, -p) for s, p in self.powers if p < 0)
        return (above or "1") + below

    def __repr__(self) -> str:
        return f"Unit({str(self)!r})"

    @property
    def currencies(self) -> tuple[str, ...]:
        """The ISO 4217 codes in it.

        >>> Unit.parse("CNY/km2").currencies
        ('CNY',)
        """
        return tuple(symbol for symbol, _ in self.powers if symbol in CURRENCIES)

    @property
    def is_count(self) -> bool:
        """Whether it counts things: ``1``, ``TEU`` or one in braces.

        >>> (
        ...     Unit("1").is_count,
        ...     Unit("TEU").is_count,
        ...     Unit("{train}").is_count,
        ...     Unit("t").is_count,
        ... )
        (True, True, True, False)
        """
        symbols = [symbol for symbol, power in self.powers if power == 1]
        return len(symbols) == len(self.powers) and all(each == "TEU" or each.startswith("{") for each in symbols)

    def measures_like(self, other: Unit) -> bool:
        """Whether both measure the same thing: equal, or differing in the currency alone.

        >>> Unit.parse("USD").measures_like(Unit.parse("CNY"))
        True
        """
        return self == other or _dimension(self) == _dimension(other)


def as_unit(code: Unit | str) -> Unit:
    """Convert to a Unit."""
    return code if isinstance(code, Unit) else Unit.parse(code)


def as_dimension(code: Unit | str) -> Unit:
    """Convert to the Unit in which figures of that dimension are kept, whatever their scale.

    >>> as_dimension("m2")
    Unit('km2')
    """
    return measured(code)[1]


def measured(code: Unit | str) -> tuple[int | Fraction, Unit]:
    """Read a code of UCUM or ISO 4217: the exact factor, and the unit that it multiplies.

    Examples
    --------
    >>> measured("t"), measured("MWh")
    ((1, Unit('t')), (1000, Unit('kW.h')))
    >>> measured("m2")
    (Fraction(1, 1000000), Unit('km2'))
    """
    return (1, code) if isinstance(code, Unit) else _measured(_code(code))


def scaled(code: Unit | str) -> tuple[int | Fraction, Unit]:
    """Read a unit or a scale word: the exact factor, and the unit that it multiplies.

    Examples
    --------
    >>> scaled("亿元")
    (100000000, Unit('CNY'))
    >>> scaled("亩")
    (Fraction(1, 1500), Unit('km2'))
    """
    return (1, code) if isinstance(code, Unit) else _scaled(_code(code))


@lru_cache(maxsize=1024)
def _scaled(code: str) -> tuple[int | Fraction, Unit]:
    word, multiple = code.strip().replace("²", "2"), 1
    for scale, size in SCALES.items():
        if word.startswith(scale):
            word, multiple = word[len(scale) :], size
            break
    parts, symbol = WORDS.get(word, (1, word))
    factor, unit = _measured(symbol)
    return _quotient(factor.numerator * multiple, factor.denominator * parts), unit


def _quotient(above: int, below: int) -> int | Fraction:
    if above % below == 0:
        return above // below
    from fractions import Fraction  # the first answer needs none, and need not wait for it

    return Fraction(above, below)


@lru_cache(maxsize=1024)
def _measured(code: str) -> tuple[int | Fraction, Unit]:
    powers: dict[str, int] = {}
    scale = [1, 1]
    operators, terms = ["", *_OPERATORS(code)], _TERMS(code)
    for operator, term in zip(operators, terms, strict=True):  # from left to right, as UCUM has it
        if term == "1" and operator != "/":
            continue
        match = _TERM(term)
        if match is None:
            raise UnitError(f"unknown unit {shown(code)}: use UCUM (km2, t, %, 1) or ISO 4217 (CNY)")
        power = -int(match[2] or 1) if operator == "/" else int(match[2] or 1)
        base, *factor = SCALED.get(match[1], (match[1], 1, 1))
        scale = [kept * by ** abs(power) for kept, by in zip(scale, factor if power > 0 else factor[::-1], strict=True)]
        for symbol, each in _measured(base)[1].powers if match[1] in SCALED else [(base, 1)]:
            powers[symbol] = powers.get(symbol, 0) + each * power
    return _quotient(*scale), Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power)))


def _combined(left: Unit, right: Unit, sign: int) -> Unit:
    powers = dict(left.powers)
    for symbol, power in right.powers:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    return Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power)))


def _hours_last(power: tuple[str, int]) -> tuple[bool, str]:
    """Order symbols as UCUM's own codes do: ``kW.h``."""
    return power[0] == "h", power[0]


def _spelled(symbol: str, power: int) -> str:
    return symbol if power == 1 else f"{symbol}{power}"


def _dimension(unit: Unit) -> dict[str, int]:
    powers: dict[str, int] = {}
    for symbol, power in unit.powers:
        name = "money" if symbol in CURRENCIES else symbol
        powers[name] = powers.get(name, 0) + power
    return powers
