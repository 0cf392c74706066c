"""Figures in a text: amounts and ranges with the words that bound them; whatever touches one is understood or named."""

from __future__ import annotations

__all__ = ["Figure", "figures_in"]

import re
from collections.abc import Iterator

import attrs

from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.amounts import Amount, Kind
from anhui_ftz.reading.clauses import (
    BECAME,
    BLANK,
    FALL_AFTER,
    FALL_BEFORE,
    KNOWN,
    ON_AVERAGE,
    PER_SPAN,
    TO_A_LEVEL,
    Clauses,
)
from anhui_ftz.reading.hedges import NEGATION, Hedge, Word, doubt_behind, hedge_before, hedge_behind
from anhui_ftz.reading.lexicon import CURRENCY_LETTERS, FOREIGN, NO_FIGURES, SCALES, UNKNOWN
from anhui_ftz.reading.pieces import NO_NUMERALS, NUMBER_BEFORE, NUMERAL_BEHIND, NUMERALS
from anhui_ftz.reading.plain import Plain
from anhui_ftz.reading.ranges import Heading, Span, spans_in
from anhui_ftz.words.remark import Quoted, Remark

_MIRRORED = {Hedge.AT_LEAST: Hedge.AT_MOST, Hedge.AT_MOST: Hedge.AT_LEAST}
#: 约占全省的26%: what stands between a hedge and a share.
_SHARE = re.compile("(?:占|相当于)[\u3400-\u9fff]{0,10}$")
#: 50万元（含50万元）以上, 50万元以上（含）.
_REPEATED = re.compile(
    r"(?P<all>(?P<one>[0-9一二三四五六七八九十百千万][^\s()以及或]{0,15}?)(?:[及或]?以[上下内])?)"
    r"\((?P<again>(?:不含|包括|包含|含)(?P=one))\)"
)
_INCLUDING = re.compile(r"\s?\((?:不含|含|包括|包含)(?:本数)?\s*\)")
_ROUNDED = re.compile(r"\s?\((?:rounded|四舍五入)\)")
#: A noun between a figure and what bounds it: 500家企业以上, "500 firms or more".
_NOUN = re.compile(
    "[\u3400-\u9fff]{1,8}?(?=(?:以上|以下|以内|左右)(?:$|[，,。;；、)]))|(?: [a-z]+){1,3}(?= or (?:more|so|less|fewer))"
)
#: Marks that may touch a figure before and behind it.
_LEFT, _RIGHT = (
    frozenset(f' ，。；;、:！!？?…()[]】【「『“"‘《{BLANK}'),
    frozenset(f' ，。；;、:！!？?…()[]】」』”"’》{BLANK}'),
)
#: The letter o as a zero, and an exponent apart.
_TORN = re.compile(r"o+\b| e[+-]?[0-9]")
#: An adverb directly before a figure, which may say how sure it is.
_ADVERB = re.compile(r"\b(?!only|newly|jointly|early|july|monthly|family|supply|assembly)[a-z]+ly\s?$")
#: Within how many characters before a figure a word that touches it starts.
_NEAR = 40
_DASHES, _STOPS, _QUOTES = frozenset("-–+"), frozenset(".,"), frozenset(")”\"'")
_OPENING, _CLOSING = frozenset("([【"), frozenset(")]】")
_PERCENT, _FIRST_WIDE = Unit("%"), 0x2E80


@attrs.frozen(kw_only=True)
class Figure:
    """One figure in a text, or one range."""

    #: The number and its unit; of a range, the upper end.
    amount: Amount
    #: The lower end of a range; None where there is one number.
    low: Amount | None
    #: What the words around it say.
    hedges: frozenset[Hedge]
    #: The number and its unit as they stand in the text.
    words: str
    #: Where it starts and ends, with the words that bound it, in the plain text.
    start: int
    end: int
    #: Whether 倍 says growth by so much: 增长1.4倍, not 是1.4倍, 增至1.4倍 or 1.4倍于; English "times" may say both.
    is_growth: bool
    #: Where a word such as 下降 or "fell" says a fall by it; None if no word does.
    fall: tuple[int, int] | None
    #: A remark on what is not understood; empty if all is.
    trouble: str
    #: Where its clause starts, and the negation that bounds it; empty if none does.
    clause: int
    negation: str


def figures_in(plain: Plain, wanted: Unit | None) -> list[Figure]:
    """Return every figure in a text, in order; days, years, ranks and the like are none.

    Parameters
    ----------
    plain
        The text.
    wanted
        The unit that is asked for; its own spelling counts too.

    Examples
    --------
    >>> figures = figures_in(Plain.of("2021年, 20个项目, 超过33.1亿元"), Unit("CNY"))
    >>> [(each.words, str(*each.hedges)) for each in figures]
    [('20', ''), ('33.1亿元', 'at least')]
    """
    return list(_Phrases(plain, wanted).figures())


@attrs.frozen
class _Bounds:
    """What surrounds an amount or range and bounds it."""

    start: int
    end: int
    hedges: frozenset[Hedge]
    trouble: str


class _Phrases:
    """The figures of one text."""

    def __init__(self, plain: Plain, wanted: Unit | None) -> None:
        self.plain = plain
        text = _REPEATED.sub(lambda match: match["all"] + "(含" + " " * (len(match["again"]) - 1) + ")", plain.text)
        self.text = NO_FIGURES.sub(lambda match: BLANK * len(match[0]), text)
        self.is_percent = wanted == _PERCENT
        self.spans, self.heading = spans_in(self.text, wanted)

    def figures(self) -> Iterator[Figure]:
        """Iterate over them."""
        bounds: list[_Bounds] = []
        for index, span in enumerate(self.spans):
            floor = bounds[-1].end if bounds else 0
            ceiling = self.spans[index + 1].start if index + 1 < len(self.spans) else len(self.text)
            bounds.append(self.bounds(span, floor, ceiling))
        clauses = Clauses(self.masked(bounds))
        since = 0
        for span, around in zip(self.spans, bounds, strict=True):
            yield self.figure(span, around, clauses, since)
            since = around.end

    def masked(self, bounds: list[_Bounds]) -> str:
        """Return the text without what is understood; a dot before a digit, which is then hidden, ends no clause."""
        masked = list(re.sub(r"\.(?=[0-9])", KNOWN, self.text))
        known: list[_Bounds | Heading] = [*bounds, *([self.heading] if self.heading else [])]
        for each in known:
            masked[each.start : each.end] = KNOWN * (each.end - each.start)
        return "".join(masked)

    def figure(self, span: Span, around: _Bounds, clauses: Clauses, since: int) -> Figure:
        """Return a figure with what is not understood about it."""
        amount = span.high
        is_percent = amount.code in ("%", "permille", "tenth", "times") or (self.is_percent and amount.code != UNKNOWN)
        prefix, words = self.text[around.start : span.start], self.plain.original(span.start, span.end)
        near = (
            None
            if TO_A_LEVEL.search(self.text, around.start, span.start)
            else FALL_BEFORE.search(self.text, max(around.start - _NEAR, 0), around.start)
        )
        far = clauses.fall(around.start, since, prefix) if is_percent else None
        negation = NEGATION.search(prefix) or NEGATION.search(self.text, span.end, around.end)
        fall = near or FALL_AFTER.match(self.text, around.end)
        return Figure(
            amount=amount,
            low=span.low,
            hedges=around.hedges,
            words=words,
            start=around.start,
            end=around.end,
            is_growth="倍" in words and clauses.is_growth(around.start, prefix, span.end),
            fall=fall.span() if fall else far,
            trouble=next(filter(None, self.troubles(span, around, clauses, since, averages=is_percent)), "")
            or ("" if near or far is None else clauses.turned(far, around.start)),
            clause=clauses.around(span.start)[0],
            negation=negation[0] if negation else "",
        )

    def troubles(self, span: Span, around: _Bounds, clauses: Clauses, since: int, *, averages: bool) -> Iterator[str]:
        """Yield what is not understood, or nothing."""
        yield from (each.trouble for each in span.amounts)
        yield around.trouble
        yield self.touching(span, around)
        if match := BECAME.search(self.text, max(around.start - 1, 0), span.start):
            yield Remark("unread.became", Quoted(match[0]))
        if match := PER_SPAN.match(self.plain.text, around.end):
            yield Remark("unread.per-span", Quoted(match[0]))
        if not averages and (match := ON_AVERAGE.match(self.text, around.end)):
            yield Remark("unread.average", Quoted(match[0].strip()))
        if noun := clauses.negative(around.start, since, around.end):
            yield Remark("unread.sign", Quoted(self.given(noun)))
        if words := clauses.compared(around.start, since, around.end, is_percent=averages):
            yield Remark("unread.compared", Quoted(self.given(words)))
        if stray := clauses.stray(span.start):
            yield Remark("unread.stray", Quoted(self.given(stray)))
        if rate := clauses.rate(around.start, since, averages=averages):
            yield Remark("unread.rate", Quoted(rate))
        if FOREIGN.intersection(self.text[around.start : around.end].split()) and (word := clauses.word(span.start)):
            yield Remark("unread.stray", Quoted(word))
        is_bare, is_scaled = span.high.kind is Kind.BARE, bool(span.high.number and span.high.number.is_scaled)
        if apart := (clauses.unit if is_bare else "") or ("" if is_scaled else clauses.scale):
            yield Remark("unread.apart", Quoted(apart))

    def given(self, word: str) -> str:
        """Return a word of the plain text as it was given."""
        start = self.text.find(word)
        return self.plain.original(start, start + len(word)) if start >= 0 else word

    def bounds(self, span: Span, floor: int, ceiling: int) -> _Bounds:
        """Read the words around an amount or range that bound it."""
        start, before, trouble = self.prefix(span.start, floor)
        end, behind, is_inclusive = self.suffix(span, ceiling)
        inside = frozenset[Hedge]().union(*(each.hedges for each in span.amounts))
        hedges = before | behind | inside
        if span.high.fraction and not hedges:
            hedges = frozenset({Hedge.ABOUT})
        if is_inclusive and hedges.isdisjoint(_MIRRORED):
            trouble = trouble or Remark("unread.included")
        if Hedge.BETWEEN in hedges and span.low is None:
            trouble = trouble or Remark("unread.one-end")
        return _Bounds(start, end, hedges, trouble)

    def prefix(self, start: int, floor: int) -> tuple[int, frozenset[Hedge], str]:
        """Return where the words before a figure start, what they say, and what they leave open."""
        hedges: set[Hedge] = set()
        mirrored: Hedge | None = None
        if (share := _SHARE.search(self.text, floor, start)) and hedge_before(self.text, share.start()):
            start = share.start()
        while found := self.word_before(start, floor):
            meaning, place, is_bound = found
            if meaning is Word.DOUBT:
                doubt = Quoted(self.plain.original(place, start))
                return start, frozenset(hedges), Remark("unread.doubt", doubt)
            if meaning is Word.NOT:
                if mirrored is None:
                    break
                hedges = (hedges - {mirrored}) | {_MIRRORED[mirrored]}
                mirrored = None
            elif meaning is Word.REACHED:
                mirrored = Hedge.AT_LEAST
            elif isinstance(meaning, Hedge):
                hedges.add(meaning)
                mirrored = meaning if is_bound else None
            start = place
        return start, frozenset(hedges), ""

    def word_before(self, start: int, floor: int) -> tuple[Hedge | Word, int, bool] | None:
        """Return what the word before a position means, where it starts, and whether a negation mirrors it."""
        found = hedge_before(self.text, start - self.text.endswith(" ", floor, start))
        return None if found is None or found[1] < floor or found[0] is Word.NOTHING else found

    def suffix(self, span: Span, ceiling: int) -> tuple[int, frozenset[Hedge], bool]:
        """Return where the words behind a figure end, what they say, and whether the figure itself is included."""
        end, hedges, is_inclusive = span.end, set[Hedge](), False
        while True:
            if match := _INCLUDING.match(self.text, end):
                end, is_inclusive = match.end(), True
            elif match := _ROUNDED.match(self.text, end):
                end = match.end()
                hedges.add(Hedge.ROUNDED)
            elif found := self.behind(span, end, ceiling):
                hedges.add(found[0])
                end = found[1]
            else:
                return end, frozenset(hedges), is_inclusive

    def behind(self, span: Span, end: int, ceiling: int) -> tuple[Hedge, int] | None:
        """Return what bounds a figure behind it, its counter (300家以上), or its noun (300家企业以上)."""
        if found := self.word_behind(end, ceiling):
            return found
        if end > span.end:
            return None
        if span.high.kind is Kind.NOUN and (found := self.word_behind(end + 1, ceiling)):
            return found
        match = _NOUN.match(self.text, end, ceiling)
        return self.word_behind(match.end(), ceiling) if match else None

    def word_behind(self, end: int, ceiling: int) -> tuple[Hedge, int] | None:
        """Return what the word behind a position says, and where it ends."""
        found = hedge_behind(self.text, end)
        return found if found and found[1] <= ceiling else None

    def touching(self, span: Span, around: _Bounds) -> str:
        """Say what touches a figure and is not understood."""
        left, right = self.text[max(around.start - _NEAR, 0) : around.start], self.text[around.end : around.end + _NEAR]
        if left.rstrip()[-1:] in _OPENING and right.lstrip()[:1] in _CLOSING:
            return Remark("unread.brackets")
        if piece := (_unclear_before(left) if around.start == span.start else "") or _unclear_behind(right):
            return Remark("unread.touches", Quoted(piece))
        return ""


def _unclear_before(left: str) -> str:
    """Return what ends a text and may be part of a figure behind it."""
    last, before = left[-1:], left[-2:-1]
    if word := _ADVERB.search(left) or NUMBER_BEFORE.search(left):
        return word[0].strip()
    if last == " " and (before in _DASHES or (before in NUMERALS and left[-3:-1] not in NO_NUMERALS)):
        return before
    if not last or last in _LEFT:
        return ""
    if last.isalpha() and ord(last) >= _FIRST_WIDE:
        return last if last == "负" or (last in NUMERALS and left[-2:] not in NO_NUMERALS) else ""
    if last in _STOPS:
        is_a_comma = last == "," and (before.isalpha() or before in _QUOTES)
        return "" if is_a_comma else before + last
    return "" if last == before == "—" else last


def _unclear_behind(right: str) -> str:
    """Return what starts a text and may be part of a figure before it."""
    first, place = right[:1], int(right.startswith(" "))
    if match := _TORN.match(right):
        return match[0].strip()
    if doubt := doubt_behind(right) or SCALES.at(right, place) or CURRENCY_LETTERS.at(right, place):
        return right[: doubt[1]].strip()
    if numeral := NUMERAL_BEHIND.match(right):
        return numeral[0]
    if not first or first in _RIGHT or first.isalpha():
        return ""
    if first in _STOPS:
        return right[:2] if right[1:2] in _STOPS or right[1:2].isdecimal() else ""
    return "" if right.startswith("——") else first
