"""Amounts and ranges of two, in the order of a text, with the unit that a heading gives."""

from __future__ import annotations

__all__ = ["Heading", "Span", "spans_in"]

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.amounts import Amount, Kind, Scanner
from anhui_ftz.reading.clauses import FRACTIONS, ONES, PARTS
from anhui_ftz.reading.hedges import hedge_behind
from anhui_ftz.reading.lexicon import COUNTERS, SCALES, SIGNS, UNITS, UNKNOWN
from anhui_ftz.reading.numerals import printed
from anhui_ftz.reading.pieces import number_at
from anhui_ftz.words.remark import Remark

_JOINER = re.compile(r"\s?(-|–|—|~|至|到|to|and|bis|和|与|до)\s?").match
_TOWARD = frozenset(["to", "至", "到"])
#: What a joiner needs before the lower end.
_NEEDED = {"and": ("between",), "和": ("介于", "在"), "与": ("介于", "在"), "до": ("от",)}
#: 由5亿元增至7亿元, "rose by 5 to 7": a change, and no range.
_CHANGE = re.compile(
    r"(?:从|由|自|长|加|增|升|高|大|涨|少|降|低|减|跌|"
    r"\b(?:from|by|rose|grew|up|down|fell|increased|decreased|climbed|dropped|declined|jumped))\s?$"
).search
_HEADING = re.compile(
    r"\s?(?:\((?P<inside>[^()]{1,30})\)|(?:计量)?(?:单位|\bunits?)\s?:\s?(?P<behind>[^\s,，。;；)]{1,12}))"
)
#: Within how many characters before a range a word of a change starts.
_NEAR = 40
_ANOTHER_UNIT = Remark("unread.another-unit")
_WORDS_BEFORE_UNIT = re.compile(r"(?:(?:计量)?单位\s?:?|units?\s?:|in)?\s?")


@attrs.frozen
class Heading:
    """A unit that is separate from its numbers, in brackets or behind 单位."""

    #: Unit code; empty where it counts.
    code: str
    #: Power of ten of its scale word.
    power: int
    start: int
    end: int


@attrs.frozen
class Span:
    """One amount, or the two ends of a range."""

    high: Amount
    low: Amount | None = None

    @property
    def start(self) -> int:
        """Where its words start."""
        return (self.low or self.high).start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.high.end

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amount, or both."""
        return (self.low, self.high) if self.low else (self.high,)


def spans_in(text: str, wanted: Unit | None) -> tuple[list[Span], Heading | None]:
    """Return the amounts and ranges of a plain text in order, and the unit that a heading gives to bare numbers.

    >>> spans, heading = spans_in("5至7亿元", None)
    >>> [amount.printed.value for amount in spans[0].amounts], heading
    ([Decimal('5E+8'), Decimal('700000000')], None)
    """
    headings = list(_headings(text))
    heading = headings[0] if len(headings) == 1 else None
    blanked = list(text)
    for each in headings:
        blanked[each.start : each.end] = " " * (each.end - each.start)
    starts = {each.start: each for each in headings}
    spans = [_checked(span, starts, text) for span in _Reader("".join(blanked), wanted).spans()]
    if heading:
        after = [*spans, None][1:]
        spans = [
            span if _shares_a_unit(span, other, text) else _under(span, heading)
            for span, other in zip(spans, after, strict=True)
        ]
    return spans, heading


def _headings(text: str) -> Iterator[Heading]:
    for match in _HEADING.finditer(text):
        inside, behind = match.group("inside", "behind")
        found = _unit_alone(inside or behind)
        if found:
            yield Heading(*found, match.start(), match.end())


def _unit_alone(words: str) -> tuple[str, int] | None:
    """Return the code and the power of ten of words that are a unit and nothing else: 亿元, million yuan, 万家."""
    start = _WORDS_BEFORE_UNIT.match(words)
    place, power, code = start.end() if start else 0, 0, ""
    if (sign := SIGNS.at(words, place)) and sign[1] < len(words):
        code, place = sign[0], sign[1] + words.startswith(" ", sign[1])
    if place < len(words) and (number := number_at(words, place, bare=True)) and number.powers is not None:
        power, place = sum(number.powers), number.end
    elif scale := SCALES.at(words, place):
        power, place = scale
    place += words.startswith(" ", place)
    place += 3 * words.startswith("of ", place)
    unit = UNITS.at(words, place)
    if unit and unit[1] == len(words) and unit[0] not in ("", UNKNOWN) and code in ("", unit[0]):
        return unit[0], power
    is_counted = words[place:] in COUNTERS or (code and place == len(words))
    return (code, power) if power and is_counted else None


def _checked(span: Span, headings: dict[int, Heading], text: str) -> Span:
    """Return a span, in doubt if a heading directly behind it gives another unit than its own: 5亿元（万元）."""
    end = span.end
    while found := hedge_behind(text, end):  # 5亿元以上（万元）
        end = found[1]
    heading, high = headings.get(end) or headings.get(end + 1), span.high
    if heading is None or high.kind is Kind.BARE:
        return span
    if heading.code == high.code and _has_scale(high, heading):
        return span
    return attrs.evolve(span, high=attrs.evolve(high, trouble=_ANOTHER_UNIT))


def _has_scale(amount: Amount, heading: Heading) -> bool:
    """Whether the last scale words of an amount are those of a heading, which may have none."""
    return heading.power in (amount.number.last_powers if amount.number else (0,))


def _shares_a_unit(span: Span, after: Span | None, text: str) -> bool:
    """Whether a number without a unit is joined to one with its own, which may be that of both: 增长5至7%."""
    match = _JOINER(text, span.end)
    return bool(match and after and match.end() == after.start and after.high.kind is not Kind.BARE)


def _under(span: Span, heading: Heading) -> Span:
    """Return a span with the unit of the heading, where it has none; the lower end of a range has that of the upper."""
    low, high = span.low, _with_unit(span.high, heading)
    if low is None or span.high.kind is Kind.BARE:
        return Span(high, low and _with_unit(low, heading))
    if low.kind is Kind.BARE and heading.code == high.code and not _has_scale(high, heading):  # 5至700000万元 in 亿元
        high = attrs.evolve(high, trouble=_ANOTHER_UNIT)
    return Span(high, low)


def _with_unit(amount: Amount, heading: Heading) -> Amount:
    if amount.kind is not Kind.BARE or amount.number is None or amount.printed is None:
        is_other = amount.code != heading.code or (heading.power and not (amount.number and amount.number.is_scaled))
        return attrs.evolve(amount, trouble=_ANOTHER_UNIT) if is_other and amount.kind is Kind.NOUN else amount
    if heading.power and amount.number.is_scaled:
        return attrs.evolve(amount, trouble=Remark("unread.scale-in-heading"))
    printed = amount.printed.times(Decimal((0, (1,), heading.power))) if heading.power else amount.printed
    kind = Kind.UNIT if heading.code else Kind.NOUN
    return attrs.evolve(amount, printed=printed, code=heading.code, kind=kind)


class _Reader:
    """Reads the spans of a text from left to right."""

    def __init__(self, text: str, wanted: Unit | None) -> None:
        self.text = text
        self.scanner = Scanner(text, wanted)
        self.fractions = {match.start(): match for match in FRACTIONS.finditer(text)}

    def spans(self) -> Iterator[Span]:
        """Iterate over all; a Chinese numeral without a unit counts as the whole text or as the end of a range."""
        place = 0
        while place < len(self.text):
            if match := self.fractions.get(place):
                place = match.end()
                yield Span(_fraction(match))
                continue
            amount, place = self.scanner.amount_at(place)
            if amount is None:
                continue
            span = self.range_from(amount) or Span(amount)
            if amount.is_loose and not span.low and self.starts_a_range(amount):
                span = Span(attrs.evolve(amount, trouble=Remark("unread.one-end")))
            elif amount.is_loose and not span.low and amount.end - amount.start < len(self.text):
                continue
            yield span
            place = span.end

    def starts_a_range(self, low: Amount) -> bool:
        """Whether a joiner and another amount follow one: 三到 in 三到五十万."""
        match = _JOINER(self.text, low.end)
        return match is not None and self.amount_from(match.end()) is not None

    def range_from(self, low: Amount) -> Span | None:
        """Return the range that an amount starts, if it does."""
        counter = low.kind is Kind.NOUN and self.text[low.end] in COUNTERS
        match = _JOINER(self.text, low.end) or (_JOINER(self.text, low.end + 1) if counter else None)
        if match is None or not self.is_joined(match[1], self.text[max(low.start - _NEAR, 0) : low.start].rstrip()):
            return None
        high = self.amount_from(match.end())
        if high is None or high.kind is Kind.ORDINAL or low.kind is Kind.ORDINAL:
            return None
        if low.has_sign and not high.code:
            high = attrs.evolve(high, code=low.code, kind=low.kind, is_loose=False)
        is_like = low.code == high.code if low.kind is not Kind.BARE else True
        if high.is_loose or not is_like or (low.kind is Kind.NOUN and high.kind is not Kind.NOUN):
            return None
        return _scaled_alike(low, high)

    def is_joined(self, joiner: str, before: str) -> bool:
        """Whether a joiner makes a range of what is on both sides."""
        if joiner in _NEEDED:
            return before.endswith(_NEEDED[joiner])
        return not (joiner in _TOWARD and _CHANGE(before))

    def amount_from(self, start: int) -> Amount | None:
        """Return the amount whose sign or digits start at a position."""
        for place in range(start, len(self.text)):
            amount, _ = self.scanner.amount_at(place, floor=start)
            if amount:
                return amount if amount.start == start else None
        return None


def _scaled_alike(low: Amount, high: Amount) -> Span | None:
    """Give the lower end the scale of the upper one where it has none; None where that is unclear."""
    if not (low.number and high.number and low.printed) or low.number.is_scaled or not high.number.is_scaled:
        return Span(high, low)
    if low.code and not low.has_sign:  # 5元至10万元
        return Span(high, low)
    power = high.number.power_for(low.number)
    if power is None:
        return None
    return Span(high, attrs.evolve(low, printed=low.printed.times(Decimal((0, (1,), power)))))


def _fraction(match: re.Match[str]) -> Amount:
    amount = Amount(start=match.start(), end=match.end(), kind=Kind.UNIT, code="%")
    count, parts = 1, 2
    if match["name"]:
        count, parts = ONES[match["ones"]], PARTS[match["name"]]
    elif match["parts"]:
        try:
            parts, count = (_small_number(each) for each in match.group("parts", "count"))
        except InvalidValue as error:
            return attrs.evolve(amount, trouble=error.message)
    return attrs.evolve(amount, fraction=(count, parts))


def _small_number(words: str) -> int:
    number = number_at(words, 0)
    return int(printed(number, ".", whole=True).value) if number else 0
