"""Figures as printed: from the words of a page to a quantity with the interval that its digits support."""

from __future__ import annotations

__all__ = ["read_figure"]

import re
import unicodedata
from decimal import Context, Decimal

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit, scaled
from anhui_ftz.reading.lexicon import SCALES, Hedge
from anhui_ftz.reading.not_figures import GREATER, JOINERS
from anhui_ftz.reading.phrases import OWN, UNKNOWN, Figure, Kind, figures_in
from anhui_ftz.words.numbers import Printed, implied_step

_WIDE = Context(prec=4_000)
_LONGEST = 300
#: Full-width forms, but for the comma: that one ends a clause and groups no digits.
_FULL_WIDTH = {ord(wide): ord(wide) - 0xFEE0 for wide in map(chr, range(0xFF01, 0xFF5F)) if wide != "，"} | {
    0x2212: "-"
}
_THIN = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_SQUARE, _SPACE = re.compile("([kmMК]?[mм])([²³])(?![²³])"), re.compile(r"\s+")
_SIC = re.compile(r"\s?[(\[]sic[)\]]", re.IGNORECASE)
_BRACKETED = re.compile(r"\([0-9.,]+\)")
#: What the figure before it is rounded to; and words of rounding that say so in no figure.
_TO_STEP = re.compile(r"\s?\((?P<words>(?:rounded )?to the nearest |精确到)(?P<step>[0-9][^()]*)\)$")
_ROUNDING = re.compile(r"\((?:rounded to|to the nearest|四舍五入到|精确到)")
_FROM = re.compile(r"(?:\bfrom|从|從|由|自)\s?$", re.IGNORECASE)
_AREAS, _YUAN_OR_YEN = ("km2", "ha", "m2", "mu"), ("CNY", "JPY")
_PLAIN_BOUNDS = {
    Hedge.EXACTLY: Quantity.exactly,
    Hedge.AT_LEAST: Quantity.at_least,
    Hedge.AT_MOST: Quantity.at_most,
}
_ONE, _PERCENT = Unit("1"), Unit("%")


def read_figure(text: str, unit: Unit | str | None = None) -> Quantity:
    """Read a figure as a page prints it, with the interval that the printed digits and words support.

    A scale word or decimals mean rounding to the last printed digit, and so does a percentage; a whole number is
    exact, but for round thousands, and round hundreds from a thousand on; an area is fixed by decree and exact.
    "About" reaches one unit of the last digit that is no trailing zero each way, half of one where it is the only
    such digit; "nearly" as far below. Days, years, spans of time, ordinals and percentage points are no figures.

    Parameters
    ----------
    text
        Chinese, English, Japanese, Italian, German or Russian words, with one figure of the unit.
    unit
        What is measured, or a scale word such as 亿元; needed where the text does not say it. ``1`` counts, and then
        a number without decimals is meant where the language leaves that open.

    Returns
    -------
    Quantity
        In the unit asked for, or in that of the text.

    Raises
    ------
    InvalidValue
        If the text holds no figure of that unit, several, or one that can be read in two ways; says what was seen.
    UnitError
        If the unit is unknown.

    Examples
    --------
    >>> read_figure("2021年进出口2922亿元").lower
    Decimal('2.9215E+11')
    >>> read_figure("oltre 154 miliardi di yuan")
    Quantity('more than 154 billion yuan')
    >>> read_figure("7.674", "1")  # no words, and a count is whole
    Quantity('7,674')
    >>> read_figure("7.674", "t")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: '7.674' can be read in two ways: its words do not say which mark is the decimal one
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidValue(f"a printed figure is a text of {_LONGEST} characters at most, not {shown(text)}")
    wanted = None if unit is None else scaled(unit)[1]
    plain = _plain(text)
    clear = _SIC.sub("", plain)
    misprinted = clear != plain
    clear, step = _without_step(clear)
    asked = _Asked(text, unit, wanted, step, misprinted=misprinted)
    return asked.answer(_spans(clear, figures_in(clear, wanted)))


#: One figure, or the two ends of a range.
_Span = tuple[Figure, ...]


def _plain(text: str) -> str:
    """Return the text with plain digits, brackets and single spaces."""
    clear = _THIN.sub("", text.translate(_FULL_WIDTH))
    clear = _SPACE.sub(" ", _SQUARE.sub(_plain_power, clear)).strip()
    odd = [each for each in clear if each == "±" or (unicodedata.category(each) in ("Nd", "No") and each > "9")]
    if odd:
        raise InvalidValue(
            f"{shown(text)} holds {odd[0]}, which may be part of a figure or a footnote: use plain digits"
        )
    if _BRACKETED.fullmatch(clear):
        raise InvalidValue(
            f"{shown(text)} stands in brackets, which may mean minus: write it with its sign or without them"
        )
    return clear


def _without_step(text: str) -> tuple[str, str]:
    """Take out what a figure is rounded to, worded as in "145% (to the nearest 10%)"; that it is rounded stays."""
    rest, step = text, ""
    if found := _TO_STEP.search(text):
        rounded = "(四舍五入)" if found["words"] == "精确到" else " (rounded)"
        rest, step = text[: found.start()] + rounded, found["step"] + rounded
    if _ROUNDING.search(rest):
        raise InvalidValue(f"{shown(text)}: what it is rounded to stands at the end, as in 145% (to the nearest 10%)")
    return rest, step


def _plain_power(match: re.Match[str]) -> str:
    return match[1] + ("2" if match[2] == "²" else "3")


def _spans(text: str, figures: list[Figure]) -> list[_Span]:
    """Join the two ends of each range."""
    spans: list[_Span] = []
    for figure in figures:
        last = spans[-1][-1] if spans and len(spans[-1]) == 1 else None
        if last is not None and _is_range(text, last, figure):
            spans[-1] = (last, figure)
        else:
            spans.append((figure,))
    return spans


def _is_range(text: str, low: Figure, high: Figure) -> bool:
    joiner = JOINERS.fullmatch(text, low.end, high.start)
    if joiner is None or _FROM.search(low.before) or not (low.kind is Kind.BARE or low.code == high.code):
        return False
    return joiner[0].strip().lower() != "and" or Hedge.BETWEEN in low.hedges


@attrs.frozen
class _Asked:
    """What is asked of a text."""

    text: str
    unit: Unit | str | None
    wanted: Unit | None
    #: What the figure is said to be rounded to; empty where nothing says so.
    step: str
    misprinted: bool = attrs.field(kw_only=True)

    def answer(self, spans: list[_Span]) -> Quantity:
        """Return the one figure that is asked for."""
        fitting = [span for span in spans if span[-1].kind is not Kind.ORDINAL and self.fits(span[-1])]
        fitting = fitting or [span for span in spans if span[-1].kind is Kind.ORDINAL and self.fits(span[-1])]
        found = {self.quantity(span) for span in fitting}
        if len(found) == 1:
            return found.pop()
        seen = [figure.words for span in (fitting or spans) for figure in span]
        what = "several figures" if found else "no figure"
        of = "" if self.wanted is None else f" in {self.wanted}"
        raise InvalidValue(f"{shown(self.text)} holds {what}{of}{': ' if seen else ''}{', '.join(seen)}")

    def fits(self, figure: Figure) -> bool:
        """Whether a figure is, or may be, in the unit that is asked for."""
        if self.wanted is None or figure.kind is Kind.BARE or figure.code == OWN:
            return True
        if figure.kind is Kind.UNIT:
            return _base(figure.code, self.wanted) == self.wanted
        if figure.kind is Kind.TIMES:
            return self.wanted in (_ONE, _PERCENT)
        return self.wanted == _ONE or (self.wanted.is_count and _names(self.wanted, figure.noun))

    def quantity(self, span: _Span) -> Quantity:
        """Return the quantity that a figure or range supports."""
        figure = span[-1]
        self.check(span)
        printed, code = self.converted(figure)
        if self.step:
            return self.rounded(printed, code)
        if len(span) == 1:
            return _bounded(printed, code, figure.hedges - {Hedge.BETWEEN})
        low = span[0].printed
        low = low.times(printed.scale) if printed.scale and not low.scale else low
        return _between(Quantity.exactly(low.value, code), Quantity.exactly(printed.value, code))

    def rounded(self, printed: Printed, code: Unit | str) -> Quantity:
        """Return a number rounded to the step that the text names."""
        value, place = Quantity.exactly(printed.value, code), Quantity.exactly(printed.place, code)
        step = read_figure(self.step, value.unit)
        if step.value < place.value:  # as in 140亿元 (精确到10): ten yuan, or ten 亿?
            raise InvalidValue(f"{shown(self.text)}: what it is rounded to is less than its last digit is worth")
        return Quantity.rounded(value.value, value.unit, step.value)

    def converted(self, figure: Figure) -> tuple[Printed, Unit | str]:
        """Return the number and the unit or scale word that it stands in."""
        printed, code = figure.printed, figure.code
        if code == "times" and self.wanted == _PERCENT:
            return printed.times(Decimal(100)), _PERCENT
        if code == "tenth":
            return printed.times(Decimal(10)), _PERCENT
        if figure.kind is Kind.UNIT and code not in (OWN, "¥") and not self.misprinted:
            return printed, code
        if figure.kind is Kind.BARE and isinstance(self.unit, str) and not printed.scale:
            scale = Decimal(1) if SCALES.match(self.unit) else None
            return attrs.evolve(printed, scale=scale), self.unit
        return printed, self.wanted or _ONE

    def check(self, span: _Span) -> None:
        """Refuse what can be read in more than one way."""
        figure, words = span[-1], "–".join(each.words for each in span)
        hedges = frozenset[Hedge]().union(*(each.hedges for each in span)) - {Hedge.BETWEEN}
        percent_of = figure.code == "times" and self.wanted == _PERCENT
        for wrong, why in (
            (Hedge.VAGUE in hedges, "says no number"),
            (figure.code in (UNKNOWN, "¥") and self.wanted is None, "is in a unit that is not known"),
            (any(each.downward for each in span), "says a fall: write the change with its sign"),
            (percent_of and GREATER.search(figure.before), "is a level, not a growth"),
            (
                figure.kind is Kind.NOUN and figure.printed.decimals and not figure.printed.scale,
                "counts in parts of one",
            ),
            (len(span) > 1 and hedges, "is a range with a hedge"),
            (
                len(hedges if self.step else hedges - {Hedge.ROUNDED}) > 1,
                f"is hedged in ways that do not go together: {', '.join(sorted(hedges))}",
            ),
            (self.misprinted and not self.unit_misprinted(figure), "is marked as a misprint"),
        ):
            if wrong:
                raise InvalidValue(f"{shown(self.text)}: {words} {why}")

    def unit_misprinted(self, figure: Figure) -> bool:
        """Whether a misprint is plainly that of an area's unit, as in "35 sqm (sic)" of square kilometers."""
        return figure.code in _AREAS and self.wanted == scaled(figure.code)[1] and figure.code != str(self.wanted)


def _names(unit: Unit, noun: str) -> bool:
    """Whether a noun or counter may be what a unit such as ``TEU`` or ``{train}`` counts."""
    words = (
        "containers?|boxes|集装箱|集裝箱"
        if str(unit) == "TEU"
        else "|".join(symbol.strip("{}") for symbol, _ in unit.powers)
    )
    return re.match(f"[个個]|{words}", noun, re.IGNORECASE) is not None


def _base(code: str, wanted: Unit) -> Unit | None:
    if code == "¥":
        return wanted if str(wanted) in _YUAN_OR_YEN else None
    if code == "tenth":
        return _PERCENT
    return None if code == UNKNOWN else scaled(code)[1]


def _bounded(printed: Printed, code: Unit | str, hedges: frozenset[Hedge]) -> Quantity:
    """Build the quantity that a number, its unit and at most one hedge say."""
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


def _between(low: Quantity, high: Quantity) -> Quantity:
    middle = _WIDE.divide(_WIDE.add(low.value, high.value), Decimal(2))
    return Quantity(middle, low.value, high.value, high.unit)
