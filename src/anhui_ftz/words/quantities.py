"""Figures in words: a bound stays a bound, and no digit is printed that the interval does not support."""

from __future__ import annotations

__all__ = ["quantity_words", "scale_of", "unit_words"]

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from anhui_ftz.words import catalogue
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.nouns import Interval, Measure
from anhui_ftz.words.numbers import WIDE, digits, implied_step, rounding

_DIGITS, _ZERO, _ONE = 6, Decimal(0), Decimal(1)
#: A scale: what it multiplies by, and its word.
_Scale = tuple[Decimal, str]
_PLAIN: _Scale = (_ONE, "")
_PERCENT = (("%", 1),)
_UP, _DOWN, _NEAREST = (rounding(_DIGITS, way) for way in (ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN))


def quantity_words(quantity: Interval, language: str) -> str:
    """Return a figure in words, with its bound and unit; this is what ``format(quantity, "zh")`` calls.

    Parameters
    ----------
    quantity
        The figure.
    language
        ``en`` or ``zh``.

    Examples
    --------
    >>> from anhui_ftz import Quantity
    >>> quantity_words(Quantity.at_least("500e9", "CNY"), "zh")
    '超过5000亿元'
    >>> quantity_words(Quantity.rounded("292.2e9", "CNY", "0.1e9"), "en")
    '292.2 billion yuan'

    What a reader would take for rounded, or for exact, and is not, says so:

    >>> quantity_words(Quantity.exactly("22.3", "%"), "en")
    'exactly 22.3%'
    >>> quantity_words(Quantity.rounded("119.86", "km2", "0.01"), "en")
    '119.86 km² (rounded)'
    >>> quantity_words(Quantity.rounded("500e6", "CNY", "100e6"), "en")
    '500 million yuan (to the nearest 100 million yuan)'
    """
    words, unit = catalogue(language), unit_words(quantity.unit, language)
    key, number = str(quantity.bound), ""
    match key:
        case "exact":
            return _exact(quantity, words, unit)
        case "rounded":
            return _rounded(quantity, words, unit)
        case "between":
            return _between(quantity, words, unit)
        case "about":
            key = "nearly" if quantity.value in (quantity.lower, quantity.upper) else key
            number = _short(_sensible(quantity), words)
        case "at-least":
            number = _trimmed(quantity.lower, words, _DOWN)
        case "at-most":
            number = _trimmed(quantity.upper, words, _UP)
    return words.figures[key].format(number, unit=unit)


def unit_words(unit: Measure, language: str) -> str:
    """Return a unit as it follows a number, with a space before it where one belongs.

    >>> from anhui_ftz import Unit
    >>> unit_words(Unit.parse("CNY/km2"), "en"), unit_words(Unit.parse("CNY/km2"), "zh")
    (' yuan per km²', '元/平方公里')
    """
    words = catalogue(language)
    if unit.powers == _PERCENT:
        return "%"
    above = ".".join(_symbol(s, p, words) for s, p in unit.powers if p > 0)
    below = [words.per.format(_symbol(s, -p, words)) for s, p in unit.powers if p < 0]
    above = words.units.get(above, above) or (words.counted if below else "")
    return (words.unit.format(above) if above else "") + "".join(below)


def scale_of(number: Decimal, language: str) -> _Scale:
    """Return the largest scale that leaves digits before the decimal mark of a number: what it is worth, its word.

    >>> scale_of(Decimal("500e6"), "en"), scale_of(Decimal(500), "en")
    ((Decimal('1E+6'), ' million'), (Decimal('1'), ''))
    """
    return _scale(number, catalogue(language).scales)


def _scale(number: Decimal, scales: tuple[tuple[int, str], ...]) -> _Scale:
    sizes = ((Decimal((0, (1,), power)), word) for power, word in scales)
    return next((each for each in sizes if each[0] <= number.copy_abs()), _PLAIN)


def _symbol(symbol: str, power: int, words: Catalogue) -> str:
    code = symbol if power == 1 else f"{symbol}{power}"
    return words.units.get(code, code.strip("{}"))


def _exact(quantity: Interval, words: Catalogue, unit: str) -> str:
    """Word an exact figure; where such digits imply rounding, say that it is exact."""
    number = _full(quantity.value, words)
    if _implied(number, _ONE, quantity.unit, unit) == (quantity.value.copy_abs(), _ZERO):
        return number + unit
    return words.figures["exactly"].format(number, unit=unit)


def _rounded(quantity: Interval, words: Catalogue, unit: str) -> str:
    """Word a rounded figure; where its digits do not imply its step, say that it is rounded, and to what."""
    scale = _showing(quantity, words)
    if scale is None:
        return _to_step(quantity, words, unit)
    size, word = scale
    last = WIDE.normalize(WIDE.divide(quantity.width, size))
    number = format(WIDE.quantize(WIDE.divide(quantity.value, size), last), words.number)
    if _implied(number, size, quantity.unit, word + unit) == (quantity.value.copy_abs(), quantity.width):
        return number + word + unit
    return words.figures["rounded"].format(number + word, unit=unit)


def _showing(quantity: Interval, words: Catalogue) -> _Scale | None:
    """Return the scale at which the last digit of a rounded figure is its step; None if no scale fits."""
    step = WIDE.normalize(quantity.width)
    if step.as_tuple().digits != (1,) or _place(quantity.value) < step.adjusted():
        return None
    scales = () if quantity.unit.powers == _PERCENT else (*words.scales, *words.small_scales)
    fitting = tuple(each for each in scales if each[0] >= step.adjusted())
    scale = _scale(quantity.value, fitting)
    return scale if scale[0] >= step else None


def _to_step(quantity: Interval, words: Catalogue, unit: str) -> str:
    """Word a figure with the step that its digits cannot show; a tail of digits, as of a conversion, is left out."""
    step = WIDE.normalize(quantity.width)
    place = min(_place(quantity.value or step), _place(step))
    if max(quantity.value.adjusted(), step.adjusted()) - place >= 2 * _DIGITS:
        about = words.figures["about"].format(_short(_sensible(quantity), words), unit=unit)
        return words.figures["rounded"].format(about, unit="")
    scales = () if quantity.unit.powers == _PERCENT else words.scales
    size, word = _scale(quantity.value, scales)
    last = min(_ONE, WIDE.divide(_ONE.scaleb(place, WIDE), size))
    number = format(WIDE.quantize(WIDE.divide(quantity.value, size), last), words.number)
    named = _short(step, words) if scales else _full(step, words)
    return words.figures["to-step"].format(number + word, named, unit=unit)


def _place(number: Decimal) -> int:
    """Return the exponent of the last digit that is not a trailing zero."""
    normal = WIDE.normalize(number)
    return normal.adjusted() - len(normal.as_tuple().digits) + 1


def _implied(number: str, size: Decimal, unit: Measure, follows: str) -> tuple[Decimal, Decimal] | None:
    """Return the value and the step that a reader takes from a number without hedge, or None where it is unclear."""
    mark = "" if follows.replace("²", "").isascii() and size == 1 else "."  # else nothing tells 7.674 from 7,674
    read = digits(number.lstrip("-"), mark, whole=unit.is_count)
    if isinstance(read, str):
        return None
    read = read if size == 1 else read.times(size)
    return read.value, implied_step(read, unit)


def _full(number: Decimal, words: Catalogue) -> str:
    """Write every digit."""
    return format(WIDE.normalize(number) or _ZERO, words.number)


def _short(number: Decimal, words: Catalogue) -> str:
    """Write every significant digit, with a scale word that saves zeros."""
    size, word = _scale(number, words.scales)
    return _full(WIDE.divide(number, size), words) + word


def _trimmed(number: Decimal, words: Catalogue, outward: Context) -> str:
    """Write a bound; a computed one with a tail of digits is moved outward to a short one."""
    long = len(WIDE.normalize(number).as_tuple().digits) > 2 * _DIGITS
    return _short(outward.plus(number) if long else number, words)


def _sensible(quantity: Interval) -> Decimal:
    """Return the figure without a tail of digits far below its own interval, as a conversion makes them."""
    if len(WIDE.normalize(quantity.value).as_tuple().digits) <= 2 * _DIGITS:
        return quantity.value
    return quantity.value.quantize(_ONE.scaleb(quantity.width.adjusted() - 3, WIDE), ROUND_HALF_EVEN, WIDE)


def _between(quantity: Interval, words: Catalogue, unit: str) -> str:
    """Word both ends of an interval to two digits of its width, at one scale, that of the nearer to zero.

    Both have the same decimals, of which the last is not zero at both; zero itself has none.
    """
    exponent = quantity.width.adjusted()
    if quantity.value and exponent < quantity.value.adjusted() - _DIGITS:
        return words.figures["about"].format(_short(_NEAREST.plus(quantity.value), words), unit=unit)
    quantum = _ONE.scaleb(exponent - 1, WIDE)
    low = quantity.lower.quantize(quantum, ROUND_FLOOR, WIDE)
    high = quantity.upper.quantize(quantum, ROUND_CEILING, WIDE)
    size, word = _scale(min(end.copy_abs() for end in (low, high) if end), words.scales)
    ends = [WIDE.divide(end, size) for end in (low, high)]
    last = _ONE.scaleb(min(0, *map(_place, ends)), WIDE)
    numbers = (format(WIDE.quantize(end, last) if end else _ZERO, words.number) for end in ends)
    return words.figures["between"].format(*numbers, scale=word, unit=unit)
