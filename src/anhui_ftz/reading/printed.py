"""Figures as printed: from the words of a page to a quantity with the interval that its digits support."""

from __future__ import annotations

__all__ = ["PrintedFigure", "figures_of", "read_figure"]

import re
from decimal import Decimal
from functools import reduce
from typing import cast

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.unit import Unit, scaled
from anhui_ftz.reading.amounts import OWN, Amount, Kind
from anhui_ftz.reading.hedges import Hedge
from anhui_ftz.reading.lexicon import COUNTERS, UNKNOWN, is_counted_as
from anhui_ftz.reading.numerals import between, bounded, in_percent
from anhui_ftz.reading.phrases import Figure, figures_in
from anhui_ftz.reading.pieces import NUMERALS, Number, Piece, number_at
from anhui_ftz.reading.plain import Plain
from anhui_ftz.reading.shapes import read_alike
from anhui_ftz.words.numbers import Printed
from anhui_ftz.words.remark import Quoted, Remark, as_quoted

_LONGEST = 300
_SIC = re.compile(r"\s?[(\[（]sic[)\]）]", re.IGNORECASE)
#: What the figure before it is rounded to; and words of rounding that say so in no figure.
_TO_STEP = re.compile(r"\s?\((?P<words>(?:rounded )?to the nearest |精确到)(?P<step>[0-9][^()]*)\)$")
_ROUNDING = re.compile(r"\((?:rounded to|to the nearest|四舍五入到|精确到)")
_AREAS, _YUAN_OR_YEN = ("km2", "ha", "m2", "mu"), ("CNY", "JPY")
_ONE, _PERCENT = Unit("1"), Unit("%")
#: What one of a unit of the reader's own is in percent.
_IN_PERCENT = {"tenth": Decimal(10), "permille": Decimal("0.1"), "per 10000": Decimal("0.01")}


def read_figure(text: str, unit: Unit | str | None = None) -> Quantity:
    """Read a figure as a page prints it, with the interval that the printed digits and words support.

    The text is read as a whole: each digit, sign, unit and qualifier that touches the figure is understood, or the
    text is refused. Days, years, spans of time, ordinals, percentage points and numbers in names (12345热线) are not
    figures. The size of a loss, a deficit or an outflow is refused, as its sign is in that word.

    ===========================  ==================================================================================
    printed                      read as
    ===========================  ==================================================================================
    292.2 billion yuan, 22.3%    rounded to the last digit, as money, weights, percentages and scaled numbers are
    3,857; 13,000; 2,500         a count is exact, but round thousands, and hundreds from a thousand on
    119.86 square kilometers     exact: areas are fixed by decree
    over 5 billion               at least; "not over 5 billion" mirrors it: at most
    about 4%                     3.5 to 4.5%: half a unit of the only significant digit
    about 40                     35 to 45: the same
    about 26%                    25 to 27%: one unit of the last significant digit, where there are several
    nearly 40                    35 to 40: as far below as "about" reaches
    5 to 7 billion               between the two
    ===========================  ==================================================================================

    Parameters
    ----------
    text
        Words with one figure of the unit, in Chinese or English, or in a few forms of Japanese, Italian, German and
        Russian.
    unit
        The unit, or a scale word such as 亿元; required if the text does not state it. If no word implies the decimal
        mark, as Chinese and English words do, a number such as 5.000 is refused; as a count (``1``), it is 5,000.

    Returns
    -------
    Quantity
        In the given unit, or in that of the text.

    Raises
    ------
    InvalidValue
        If the text has no figure of that unit, or several, or something about it is not understood; says what.
    UnitError
        If the unit is unknown.

    Examples
    --------
    >>> read_figure("2021年进出口2922亿元").lower
    Decimal('2.9215E+11')
    >>> read_figure("总投资不得超过5亿元")
    Quantity('at most 500 million yuan')
    >>> read_figure("7.674", "1")  # no words, and a count is whole
    Quantity('7,674')
    >>> read_figure("每亩30万元", "CNY")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: '每亩30万元': 30万元 follows '每': it is an amount per unit
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise InvalidValue(Remark("unread.long-figure", _LONGEST, as_quoted(text)))
    return _read_words(text, unit) if _SIC.search(text) else read_alike(text, unit, _read_words)


def _read_words(text: str, unit: Unit | str | None) -> Quantity:
    """Read a print word by word."""
    wanted = None if unit is None else scaled(unit)[1]
    clear = _SIC.sub("", text)
    try:
        plain, step = _without_step(clear)
    except InvalidValue as error:
        raise InvalidValue(Remark("unread", Quoted(text), error.message)) from None
    reader = _Reader(text, unit, wanted, step, is_misprinted=clear != text)
    return reader.read(figures_in(plain, wanted))


@attrs.frozen
class PrintedFigure:
    """A figure in a sentence, as `figures_of` finds it."""

    #: What it says; None where something about it is not understood. A fall is a minus.
    quantity: Quantity | None
    #: The figure with the words that bound it, as printed.
    printed: str
    #: The sentence as printed, and where it starts and ends in it.
    sentence: str = attrs.field(repr=False)
    place: int
    stop: int
    #: Where it starts in the plain text of the sentence.
    start: int
    #: A remark on what is not understood; empty if all is.
    trouble: str = ""


def figures_of(text: str) -> tuple[PrintedFigure, ...]:
    """Return every figure of a sentence, in its own unit.

    Examples
    --------
    >>> [(each.printed, str(each.quantity)) for each in figures_of("进出口2922亿元，同比下降3.5%，每亩税收30万元")]
    [('2922亿元', '292.2 billion yuan'), ('下降3.5%', '-3.5%'), ('30万元', 'None')]
    """
    plain = Plain.of(text)
    found = []
    for figure in figures_in(plain, None):
        quantity, trouble = _alone(figure)
        last = figure.end + (figure.amount.kind is Kind.NOUN and plain.text[figure.end : figure.end + 1] in COUNTERS)
        place, end = plain.origins[figure.start], plain.origins[last]
        fall = figure.fall or (figure.start, last)
        printed = plain.original(min(fall[0], figure.start), max(fall[1], last))
        found.append(PrintedFigure(quantity, printed, text, place, end, figure.start, trouble))
    return tuple(found)


def _alone(figure: Figure) -> tuple[Quantity | None, str]:
    """Return the quantity of one figure among others, or why it cannot be read."""
    wanted = _PERCENT if figure.amount.code == "times" and figure.is_growth else None
    reader = _Reader("", wanted, wanted, "", is_misprinted=False)
    if trouble := reader.trouble(attrs.evolve(figure, fall=None)):
        return None, trouble
    try:
        quantity = reader.quantity(figure)
    except InvalidValue as error:
        return None, error.message
    return (-quantity if figure.fall and quantity.value > 0 else quantity), ""


def _without_step(text: str) -> tuple[Plain, str]:
    """Take out what a figure is rounded to, worded as in "145% (to the nearest 10%)"; that it is rounded stays."""
    plain, step = Plain.of(text), ""
    if found := _TO_STEP.search(plain.text):
        rounded = "(四舍五入)" if found["words"] == "精确到" else " (rounded)"
        step = plain.original(*found.span("step")) + rounded
        plain = Plain.of(plain.original(0, found.start()) + rounded)
    if _ROUNDING.search(plain.text):
        raise InvalidValue(Remark("unread.rounded-to-what"))
    return plain, step


@attrs.frozen
class _Reader:
    """What is asked of a text, and what its figures answer."""

    #: The text; empty for one figure of a sentence, whose refusal names neither.
    text: str
    unit: Unit | str | None
    wanted: Unit | None
    #: What the figure is said to be rounded to; empty where nothing says so.
    step: str
    is_misprinted: bool = attrs.field(kw_only=True)

    def read(self, figures: list[Figure]) -> Quantity:
        """Return the one figure that is asked for."""
        fitting = [each for each in figures if each.amount.kind is not Kind.ORDINAL and self.fits(each.amount)]
        fitting = fitting or [each for each in figures if self.fits(each.amount)]
        found = set[Quantity]()
        for each in fitting:
            self.check(each)
            found.add(self.quantity(each))
        negated = {each.clause: each for each in figures if each.negation and each not in fitting}
        for each in fitting:
            if other := negated.get(each.clause):
                raise self.refusal("unread.negation", Quoted(other.negation), other.words, each.words)
        if len(found) == 1:
            return found.pop()
        for each in () if found else figures:
            self.check(each)
        key, key_in = ("unread.several", "unread.several-in") if found else ("unread.none", "unread.none-in")
        text, unit = Quoted(self.text), self.wanted
        has = Remark(key, text) if unit is None else Remark(key_in, text, unit)
        words = [each.words for each in fitting or figures]
        named = reduce(lambda before, word: Remark("listed", before, word), words) if words else ""
        raise InvalidValue(Remark("unread", has, named) if words else has)

    def fits(self, amount: Amount) -> bool:
        """Whether an amount is, or may be, in the unit that is asked for."""
        if self.wanted is None or amount.kind is Kind.BARE or amount.code == OWN:
            return True
        if amount.code and amount.kind is not Kind.TIMES:
            return _base(amount.code, self.wanted) == self.wanted
        if amount.kind is Kind.TIMES:
            return self.wanted in (_ONE, _PERCENT)
        return self.wanted == _ONE or (self.wanted.is_count and is_counted_as(amount.noun, self.wanted))

    def quantity(self, figure: Figure) -> Quantity:
        """Return the quantity that a figure supports, of which nothing is left to be understood."""
        try:
            return self.built(figure)
        except InvalidValue as error:
            if isinstance(error.message, Remark):
                raise
            raise InvalidValue(Remark("unread.limits", Quoted(figure.words))) from None

    def built(self, figure: Figure) -> Quantity:
        """Return that quantity, which may be beyond the limits of one."""
        printed, code = self.converted(figure.amount, figure.hedges)
        if self.step:
            return self.rounded(printed, code)
        if figure.low is None:
            count, parts = figure.amount.fraction or (1, 1)
            is_cut = figure.hedges == {Hedge.EXACTLY} and 1000 * count % parts  # 恰好三分之一 is not 33.3%
            return bounded(printed, code, frozenset({Hedge.ROUNDED}) if is_cut else figure.hedges)
        low, _ = self.converted(figure.low, figure.hedges)
        if low.value > printed.value:
            raise self.refusal("unread.ends", figure.words)
        return between(Quantity.exactly(low.value, code), Quantity.exactly(printed.value, code))

    def rounded(self, printed: Printed, code: Unit | str) -> Quantity:
        """Return a number rounded to the step that the text names."""
        value, place = Quantity.exactly(printed.value, code), Quantity.exactly(printed.place, code)
        step = read_figure(self.step, value.unit)
        if step.value < place.value:  # as in 140亿元 (精确到10): ten yuan, or ten 亿?
            raise self.refusal("unread.small-step")
        return Quantity.rounded(value.value, value.unit, step.value)

    def converted(self, amount: Amount, hedges: frozenset[Hedge]) -> tuple[Printed, Unit | str]:
        """Return the number and the unit or scale word that it is in."""
        printed, code = amount.printed or in_percent(*cast("tuple[int, int]", amount.fraction), hedges), amount.code
        if code == "times" and self.wanted == _PERCENT:
            return printed.times(Decimal(100)), _PERCENT
        if code in _IN_PERCENT:
            return printed.times(_IN_PERCENT[code]), _PERCENT
        if amount.kind is Kind.UNIT and code not in (OWN, "¥") and not self.is_misprinted:
            return printed, code
        if amount.kind is Kind.BARE and amount.number and isinstance(self.unit, str):
            return self.bare(printed, amount.number, self.unit)
        return printed, self.wanted or _ONE

    def bare(self, printed: Printed, number: Number, unit: str) -> tuple[Printed, Unit | str]:
        """Return a number in the unit of its column; 5亿 is not meant 亿 times, and 1.2万 in 亿元 may be."""
        scale = number_at(unit, 0, bare=True) if unit[:1] in NUMERALS else None
        has_own = any(kind in (Piece.BIG, Piece.WORD) for kind, _ in number.pieces)
        if scale is None or not has_own:
            return printed.times(Decimal(1)) if scale and not printed.scale else printed, unit
        if sum(scale.powers or ()) not in number.last_powers:
            raise InvalidValue(Remark("unread.two-scales", Quoted(self.text), unit))
        return printed, self.wanted or _ONE

    def check(self, figure: Figure) -> None:
        """Refuse what is not understood, or can be read in more than one way."""
        if trouble := self.trouble(figure):
            raise self.refusal("unread.figure", figure.words, trouble)

    def refusal(self, key: str, *values: object) -> InvalidValue:
        """Return the refusal of the text for a reason."""
        reason = Remark(key, *values)
        return InvalidValue(Remark("unread", Quoted(self.text), reason) if self.text else reason)

    def trouble(self, figure: Figure) -> str:
        """Return what about a figure is not understood, or can be read in more than one way; empty if nothing is."""
        amount = figure.amount
        hedges = figure.hedges - {Hedge.BETWEEN}
        if figure.trouble:
            return figure.trouble
        for wrong, key, *values in (
            (amount.code in (UNKNOWN, "¥") and self.wanted is None, "unread.unknown-unit"),
            (figure.fall is not None, "unread.fall"),
            (amount.code == "times" and self.wanted == _PERCENT and not figure.is_growth, "unread.level"),
            (_is_part_of_one(amount), "unread.part-of-one"),
            (figure.low and hedges, "unread.hedged-range"),
            (len(hedges if self.step else hedges - {Hedge.ROUNDED}) > 1, "unread.hedges", tuple(sorted(hedges))),
            (self.is_misprinted and not self.has_misprinted_unit(amount), "unread.misprint"),
        ):
            if wrong:
                return Remark(key, *values)
        return ""

    def has_misprinted_unit(self, amount: Amount) -> bool:
        """Whether a misprint is plainly that of an area's unit, as in "35 sqm (sic)" of square kilometers."""
        return amount.code in _AREAS and self.wanted == scaled(amount.code)[1] and amount.code != str(self.wanted)


def _is_part_of_one(amount: Amount) -> bool:
    return amount.kind is Kind.NOUN and bool(amount.printed and amount.printed.decimals and not amount.printed.scale)


def _base(code: str, wanted: Unit) -> Unit | None:
    if code == "¥":
        return wanted if str(wanted) in _YUAN_OR_YEN else None
    if code in _IN_PERCENT:
        return _PERCENT
    return None if code == UNKNOWN else scaled(code)[1]
