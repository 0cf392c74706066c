"""Figures in words, English and Chinese: a bound stays a bound, and no digit stands that the interval denies."""

from __future__ import annotations

__all__ = ["LANGUAGES", "check_language", "unit_words", "worded"]

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit
from anhui_ftz.words.numbers import WIDE, digits, implied_step

#: The languages that the library words figures in.
LANGUAGES = ("en", "zh")

_DIGITS, _ZERO = 6, Decimal(0)
_SCALES = {
    "en": [(Decimal("1e12"), " trillion"), (Decimal("1e9"), " billion"), (Decimal("1e6"), " million")],
    "zh": [(Decimal("1e12"), "万亿"), (Decimal("1e8"), "亿"), (Decimal("1e4"), "万")],
}
_THOUSAND = (Decimal(1000), " thousand")
_PLAIN = (Decimal(1), "")
_PHRASES = {
    "en": {
        Bound.AT_LEAST: "more than {0}{u}",
        Bound.AT_MOST: "at most {0}{u}",
        Bound.ABOUT: "about {0}{u}",
        Bound.BETWEEN: "between {0} and {1}{u}",
        Bound.UNBOUNDED: "an unknown figure{u}",
    },
    "zh": {
        Bound.AT_LEAST: "超过{0}{u}",
        Bound.AT_MOST: "不超过{0}{u}",
        Bound.ABOUT: "约{0}{u}",
        Bound.BETWEEN: "介于{0}至{1}{u}之间",
        Bound.UNBOUNDED: "未知数值{u}",
    },
}
_NEARLY = {"en": "nearly {0}{u}", "zh": "近{0}{u}"}
_EXACTLY = {"en": "exactly {0}{u}", "zh": "恰为{0}{u}"}
_ROUNDED = {"en": "{0}{u} (rounded)", "zh": "{0}{u}（四舍五入）"}
_TO_STEP = {"en": "{0}{u} (to the nearest {1}{u})", "zh": "{0}{u}（精确到{1}{u}）"}
#: Percentages take no scale word: no one reads "28 thousand%".
_PERCENT = Unit("%")
_SYMBOLS = {
    "en": {"CNY": "yuan", "USD": "US dollars", "EUR": "euros", "km2": "km²"},
    "zh": {"CNY": "元", "USD": "美元", "EUR": "欧元", "km2": "平方公里", "t": "吨", "TEU": "标箱"},
}


def check_language(language: str) -> str:
    """Return the language if figures can be worded in it.

    Raises
    ------
    InvalidValue
        If it is neither ``en`` nor ``zh``.
    """
    if language not in LANGUAGES:
        raise InvalidValue(f"the languages are en and zh, not {shown(language)}")
    return language


def worded(quantity: Quantity, language: str) -> str:  # noqa: PLR0911 - one return a bound
    """Word a figure with its bound and unit; this is what ``format(quantity, "zh")`` calls.

    Parameters
    ----------
    quantity
        The figure.
    language
        ``en`` or ``zh``.

    Examples
    --------
    >>> worded(Quantity.at_least("500e9", "CNY"), "zh")
    '超过5000亿元'
    >>> worded(Quantity.rounded("292.2e9", "CNY", "0.1e9"), "en")
    '292.2 billion yuan'

    What a reader would take for rounded, or for exact, and is not, says so:

    >>> worded(Quantity.exactly("22.3", "%"), "en"), worded(Quantity.rounded("119.86", "km2", "0.01"), "en")
    ('exactly 22.3%', '119.86 km² (rounded)')
    >>> worded(Quantity.rounded("140", "%", "10"), "en")
    '140% (to the nearest 10%)'
    """
    check_language(language)
    phrases, unit = _PHRASES[language], unit_words(quantity.unit, language)
    match quantity.bound:
        case Bound.EXACT:
            return _exact(quantity, language, unit)
        case Bound.ROUNDED:
            return _rounded(quantity, language, unit)
        case Bound.ABOUT:
            hedge = _NEARLY[language] if quantity.value in (quantity.lower, quantity.upper) else phrases[Bound.ABOUT]
            return hedge.format(_short(_sensible(quantity), language), u=unit)
        case Bound.AT_LEAST:
            return phrases[Bound.AT_LEAST].format(_trimmed(quantity.lower, language, ROUND_FLOOR), u=unit)
        case Bound.AT_MOST:
            return phrases[Bound.AT_MOST].format(_trimmed(quantity.upper, language, ROUND_CEILING), u=unit)
        case Bound.BETWEEN:
            return _between(quantity, language, unit)
        case _:
            return phrases[Bound.UNBOUNDED].format(u=unit)


def unit_words(unit: Unit, language: str) -> str:
    """Word a unit as it follows a number, with its space where one belongs.

    >>> unit_words(Unit.parse("CNY/km2"), "en"), unit_words(Unit.parse("CNY/km2"), "zh")
    (' yuan per km²', '元/平方公里')
    """
    names = _SYMBOLS[language]
    above = ".".join(_symbol(s, p, names) for s, p in unit.powers if p > 0)
    below = [_symbol(s, -p, names) for s, p in unit.powers if p < 0]
    if language == "zh":
        return (above or "个" * bool(below)) + "".join(f"/{name}" for name in below)
    words = ([above] if above else []) + [f"per {name}" for name in below]
    return "%" if words == ["%"] else "".join(f" {word}" for word in words)


def _symbol(symbol: str, power: int, names: dict[str, str]) -> str:
    code = symbol if power == 1 else f"{symbol}{power}"
    return names.get(code, code.strip("{}"))


def _exact(quantity: Quantity, language: str, unit: str) -> str:
    """Word an exact figure; where such digits imply rounding, say that it is exact."""
    number = _plain(quantity.value, language)
    implied = _implied(number, Decimal(1), quantity.unit, unit)
    if implied == (quantity.value.copy_abs(), _ZERO):
        return number + unit
    return _EXACTLY[language].format(number, u=unit)


def _rounded(quantity: Quantity, language: str, unit: str) -> str:
    """Word a rounded figure; where its digits do not imply its step, say that it is rounded, and to what."""
    printed = _printed(quantity, language)
    if printed is None:
        return _to_step(quantity, language, unit)
    number, size, word = printed
    if _implied(number, size, quantity.unit, word + unit) == (quantity.value.copy_abs(), quantity.width):
        return number + word + unit
    return _ROUNDED[language].format(number + word, u=unit)


def _to_step(quantity: Quantity, language: str, unit: str) -> str:
    """Word a figure with the step that its digits cannot show; a tail of digits, as of a conversion, is left out."""
    step = WIDE.normalize(quantity.width)
    place = min(_place(quantity.value), _place(step))
    if max(quantity.value.adjusted(), step.adjusted()) - place >= 2 * _DIGITS:
        about = _PHRASES[language][Bound.ABOUT].format(_short(_sensible(quantity), language), u=unit)
        return _ROUNDED[language].format(about, u="")
    scales = [] if quantity.unit == _PERCENT else _SCALES[language]
    size, word = next((each for each in scales if each[0] <= quantity.value.copy_abs()), _PLAIN)
    last = min(Decimal(1), WIDE.divide(Decimal(1).scaleb(place, WIDE), size))
    number = format(WIDE.quantize(WIDE.divide(quantity.value, size), last), ",f" if language == "en" else "f")
    named = _short(step, language) if scales else _plain(step, language)
    return _TO_STEP[language].format(number + word, named, u=unit)


def _place(number: Decimal) -> int:
    """Return the exponent of the last digit that is no trailing zero."""
    exponent = WIDE.normalize(number).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _implied(number: str, size: Decimal, unit: Unit, words: str) -> tuple[Decimal, Decimal] | None:
    """Return the value and the step that a reader takes from a number without hedge, or None where it is unclear."""
    mark = "" if words.replace("²", "").isascii() and size == 1 else "."  # else nothing tells 7.674 from 7,674
    try:
        read = digits(number.lstrip("-"), mark, whole=unit.is_count)
    except InvalidValue:
        return None
    read = read if size == 1 else read.times(size)
    return read.value, implied_step(read, unit)


def _plain(number: Decimal, language: str) -> str:
    """Write every digit; English groups them by thousands."""
    return format(WIDE.normalize(number) or _ZERO, ",f" if language == "en" else "f")


def _short(number: Decimal, language: str) -> str:
    """Write every significant digit, with a scale word that saves zeros."""
    for size, word in _SCALES[language]:
        if number.copy_abs() >= size:
            return _plain(WIDE.divide(number, size), language) + word
    return _plain(number, language)


def _trimmed(number: Decimal, language: str, rounding: str) -> str:
    """Write a bound; a computed one with a tail of digits is moved outward to a short one."""
    if len(number.normalize(WIDE).as_tuple().digits) > 2 * _DIGITS:
        number = Context(prec=_DIGITS, rounding=rounding).plus(number)
    return _short(number, language)


def _sensible(quantity: Quantity) -> Decimal:
    """Return the figure without a tail of digits far below its own interval, as a conversion makes them."""
    if len(quantity.value.normalize(WIDE).as_tuple().digits) <= 2 * _DIGITS:
        return quantity.value
    return quantity.value.quantize(Decimal(1).scaleb(quantity.width.adjusted() - 3, WIDE), ROUND_HALF_EVEN, WIDE)


def _printed(quantity: Quantity, language: str) -> tuple[str, Decimal, str] | None:
    """Write a rounded figure so that its last digit is the step, or None where no scale does that.

    Returns the number, what its scale word means, and the scale word.
    """
    step = quantity.width.normalize(WIDE)
    if step.as_tuple().digits != (1,):
        return None
    thousand = [_THOUSAND] if language == "en" else []
    scales = [_PLAIN] if quantity.unit == _PERCENT else [*_SCALES[language], *thousand, _PLAIN]
    fitting = [(size, word) for size, word in scales if step <= size]
    if not fitting:
        return None
    size, word = next((each for each in fitting if each[0] <= quantity.value.copy_abs()), fitting[-1])
    if scales[-2:-1] == [(size, word)] and quantity.value.copy_abs() < size:  # no one reads "0.14 thousand"
        return None
    number = WIDE.quantize(WIDE.divide(quantity.value, size), WIDE.divide(step, size).normalize(WIDE))
    if WIDE.multiply(number, size) != quantity.value:  # its digits go on below the step
        return None
    return format(number, ",f" if language == "en" else "f"), size, word


def _between(quantity: Quantity, language: str, unit: str) -> str:
    phrases, exponent = _PHRASES[language], quantity.width.adjusted()
    if quantity.value and exponent < quantity.value.adjusted() - _DIGITS:
        number = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN).plus(quantity.value)
        return phrases[Bound.ABOUT].format(_short(number, language), u=unit)
    quantum = Decimal(1).scaleb(exponent - 1, WIDE)
    ends = (
        quantity.lower.quantize(quantum, ROUND_FLOOR, WIDE),
        quantity.upper.quantize(quantum, ROUND_CEILING, WIDE),
    )
    size, word = next(
        (each for each in _SCALES[language] if each[0] <= max(end.copy_abs() for end in ends)),
        _PLAIN,
    )
    low, high = (_plain(WIDE.divide(end, size), language) for end in ends)
    if language == "zh":
        low += word
    return phrases[Bound.BETWEEN].format(low, high + word, u=unit)
