"""Units: products of base symbols with integer powers, written as UCUM and ISO 4217 write them.

Source: UCUM (ucum.org) for symbols, ISO 4217 for currencies; ``TEU`` is the container trade's own.
"""

from __future__ import annotations

__all__ = ["Unit", "as_unit", "scaled"]

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.errors import InvalidValue, UnitError, shown
from anhui_ftz.model.checks import items

if TYPE_CHECKING:
    from fractions import Fraction

_CURRENCIES = frozenset(
    (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
        "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
        "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK "
        "LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
        "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
        "SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF "
        "XPF YER ZAR ZMW ZWG"
    ).split()
)
_UCUM = frozenset("% Cel GWh MW TWh W Wh a d g h J kJ km kW kWh L m min mo MWh s t wk".split())
_SYMBOLS = _CURRENCIES | _UCUM | {"TEU"}
_TERM = re.compile(r"([A-Za-z%]+|\{[A-Za-z-]+\})(-?[0-9]{1,2})?", re.ASCII).fullmatch
_COUNTED = re.compile(r"\{[A-Za-z][A-Za-z-]*\}", re.ASCII).fullmatch
_OPERATORS, _TERMS = re.compile(r"[./]").findall, re.compile(r"[./]").split
_LARGEST_POWER, _LONGEST = 99, 200

#: Words for a unit, or for what so many make one of a unit: 1500 mu (亩) are a km2 since 1959.
_WORDS: dict[str, tuple[int, str]] = {
    "": (1, "1"),
    "count": (1, "1"),
    "percent": (1, "%"),
    "ha": (100, "km2"),
    "har": (100, "km2"),
    "m2": (10**6, "km2"),
    "kg": (1000, "t"),
    "mu": (1500, "km2"),
    "yuan": (1, "CNY"),
    "RMB": (1, "CNY"),
    "亩": (1500, "km2"),
    "公顷": (100, "km2"),
    "平方公里": (1, "km2"),
    "平方米": (10**6, "km2"),
    "吨": (1, "t"),
    "元": (1, "CNY"),
    "人民币": (1, "CNY"),
    "美元": (1, "USD"),
    "标箱": (1, "TEU"),
    "标准箱": (1, "TEU"),
}
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
}


def _powers(value: str | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    if isinstance(value, str):
        return _parse(_code(value)).powers
    powers = items(value)
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

    An unknown symbol is refused; what is counted may stand in braces, as UCUM has it:

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
            raise UnitError(f"base symbols must stand sorted and once each, not {powers}")

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
            If a symbol is unknown, or carries a scale (``ha``, ``亿元``): those are for `Quantity` to convert.
        """
        if type(code) is str and len(code) <= _LONGEST:
            return _parse(code)
        return code if isinstance(code, Unit) else _parse(_code(code))

    def __mul__(self, other: Unit) -> Unit:
        return _combined(self, other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return _combined(self, other, -1)

    def __str__(self) -> str:
        above = ".".join(_spelled(s, p) for s, p in self.powers if p > 0)
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
        return tuple(symbol for symbol, _ in self.powers if symbol in _CURRENCIES)

    @property
    def is_count(self) -> bool:
        """Whether it counts things: ``1``, ``TEU`` or one in braces.

        >>> Unit("1").is_count, Unit("TEU").is_count, Unit("{train}").is_count, Unit("t").is_count
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
    return Unit.parse(code)


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
    for scale, size in _SCALES.items():
        if word.startswith(scale):
            word, multiple = word[len(scale) :], size
            break
    parts, symbol = _WORDS.get(word, (1, word))
    return _quotient(multiple, parts), _parse(symbol)


def _quotient(multiple: int, parts: int) -> int | Fraction:
    if multiple % parts == 0:
        return multiple // parts
    from fractions import Fraction  # the first answer needs none, and need not wait for it

    return Fraction(multiple, parts)


@lru_cache(maxsize=1024)
def _parse(code: str) -> Unit:
    powers: dict[str, int] = {}
    operators, terms = ["", *_OPERATORS(code)], _TERMS(code)
    for operator, term in zip(operators, terms, strict=True):  # from left to right, as UCUM has it
        if term == "1" and operator != "/":
            continue
        match = _TERM(term)
        if match is None:
            raise UnitError(f"unknown unit {shown(code)}: use UCUM (km2, t, %, 1) or ISO 4217 (CNY)")
        power = int(match[2] or 1)
        powers[match[1]] = powers.get(match[1], 0) + (-power if operator == "/" else power)
    return Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power)))


def _combined(left: Unit, right: Unit, sign: int) -> Unit:
    powers = dict(left.powers)
    for symbol, power in right.powers:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    return Unit(tuple(sorted((symbol, power) for symbol, power in powers.items() if power)))


def _spelled(symbol: str, power: int) -> str:
    return symbol if power == 1 else f"{symbol}{power}"


def _dimension(unit: Unit) -> dict[str, int]:
    powers: dict[str, int] = {}
    for symbol, power in unit.powers:
        name = "money" if symbol in _CURRENCIES else symbol
        powers[name] = powers.get(name, 0) + power
    return powers
