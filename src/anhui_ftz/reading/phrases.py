"""Finding the figures in a printed text: each with its number, unit word and hedges."""

from __future__ import annotations

__all__ = ["OWN", "UNKNOWN", "Figure", "Kind", "figures_in"]

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import attrs

from anhui_ftz.model.unit import Unit
from anhui_ftz.reading.lexicon import (
    HEDGES_BEFORE,
    HEDGES_BEHIND,
    HEDGES_INSIDE,
    HEDGES_LATER,
    SCALES,
    SIGN,
    SIGNS,
    UNITS,
    Hedge,
)
from anhui_ftz.reading.not_figures import (
    COUNTERS,
    DOWNWARD,
    FRACTIONS,
    FUNCTION_WORDS,
    LESS,
    NO_FIGURES,
    ONES,
    PARTS,
    RANK,
    decimal_mark,
)
from anhui_ftz.reading.numerals import chinese, joined
from anhui_ftz.words import LANGUAGES
from anhui_ftz.words.figures import unit_words
from anhui_ftz.words.numbers import Printed, digits

_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_ONE_TO_NINE = "[一二两兩三四五六七八九]"
_NUMERAL = f"(?:{_ONE_TO_NINE}?千)?零?(?:{_ONE_TO_NINE}?百)?零?(?:{_ONE_TO_NINE}?十)?{_ONE_TO_NINE}?"
_START = re.compile(
    r"(?<![A-Za-zА-я0-9.,])(?<![A-Za-z]-)"
    rf"(?:(?P<sign>{SIGN})\s?)?"
    rf"(?P<minus>(?<![A-Za-z0-9%)元吨箱家个亩万亿])[-–])?"
    rf"(?P<number>{_NUMBER}|(?=[一二两兩三四五六七八九十百千]){_NUMERAL})"
)
_DIGITS, _CHINESE = re.compile(_NUMBER), re.compile("[一二两兩三四五六七八九十百千万亿几幾数數上]")
_GAP = re.compile(r"\s?-?(?=[A-Za-z])|\s?")
_OF = re.compile(r"\s?(?:di |d'|в )?")
_PER = re.compile(r"\s?(?:/|per |每)", re.IGNORECASE)
_WORD = re.compile(r"\s?[^\W\d_]")
_BLANK, _ASCII = "|", "0123456789"
#: From here on an ordinal is the count reached, as in 第1000列; below, it ranks or names.
_MILESTONE, _NOUN = 100, 40
#: Codes of a unit in the very words of the unit asked for, and of one that is not known.
OWN, UNKNOWN = "own", "?"


class Kind(StrEnum):
    """What follows a number, and so what it may be."""

    #: A unit or currency.
    UNIT = "unit"
    #: A noun or counter: 家, enterprises.
    NOUN = "noun"
    #: Nothing that it counts.
    BARE = "bare"
    #: 倍, times, fold.
    TIMES = "times"
    #: 第…: the so manieth.
    ORDINAL = "ordinal"


@attrs.frozen
class Figure:
    """One figure in a text."""

    #: The number, with its scale words.
    printed: Printed
    #: What follows it.
    kind: Kind
    #: Unit code as `scaled` reads it; empty where no unit stands, ``?`` where it is not known.
    code: str
    #: What the words around it say.
    hedges: frozenset[Hedge]
    #: The number and its unit as they stand in the text.
    words: str
    #: Where the words start.
    start: int
    #: The words before it, without its hedges.
    before: str = ""
    #: Whether a word such as 下降 or "fell" stands before it.
    downward: bool = False
    #: What follows it, cut.
    noun: str = ""

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.words)


def figures_in(text: str, wanted: Unit | None) -> list[Figure]:
    """Return every figure in a text, in order; days, years, ranks and the like are none.

    Parameters
    ----------
    text
        The text, with plain digits and single spaces.
    wanted
        The unit that is asked for; its own spelling counts too.

    Examples
    --------
    >>> [(each.printed.value, each.code) for each in figures_in("2021年, 20个项目, 33.1亿元", None)]
    [(Decimal('20'), ''), (Decimal('3.31E+9'), 'CNY')]
    """
    clear = NO_FIGURES.sub(lambda match: _BLANK * len(match[0]), text)
    found = [_fraction(clear, match) for match in FRACTIONS.finditer(clear)]
    clear = FRACTIONS.sub(lambda match: _BLANK * len(match[0]), clear)
    return sorted([*found, *_Scan(clear, wanted).figures()], key=lambda each: each.start)


def _fraction(text: str, match: re.Match[str]) -> Figure:
    """Read a fraction in words, in percent with one decimal: a bound is moved outward, else it is about."""
    parts, count = 2, 1
    if match["parts"]:
        parts, count = (
            int(each if each[0] in _ASCII else chinese(each).value) for each in match.group("parts", "count")
        )
    elif match["name"]:
        parts, count = PARTS[match["name"].lower()], ONES[match["ones"].lower()]
    hedges, before = _hedges_before(text[: match.start()])
    hedges = (hedges | _hedges_behind(text, match.end())) or {Hedge.ABOUT}
    down, up = 1000 * count // parts, -(-1000 * count // parts)
    middle = (2000 * count + parts) // (2 * parts)
    tenths = down if Hedge.AT_LEAST in hedges else up if Hedge.AT_MOST in hedges else middle
    printed = Printed(_decimal(tenths, -1), Decimal("0.1"), _decimal(tenths, -2), decimals=True)
    downward = DOWNWARD.search(before) is not None
    return Figure(printed, Kind.UNIT, "%", frozenset(hedges), match[0], match.start(), before, downward)


def _decimal(digits: int, exponent: int) -> Decimal:
    return Decimal((0, tuple(map(int, str(digits))), exponent))


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str, wanted: Unit | None) -> None:
        self.text = text
        self.mark = decimal_mark(text)
        #: Whether a number without unit can only be a whole one.
        self.whole = wanted is None or wanted.is_count
        self.own = _own_words(wanted)

    def figures(self) -> Iterator[Figure]:
        """Iterate over the figures with digits or numerals."""
        position = 0
        while start := _START.search(self.text, position):
            figure = self.figure(start)
            position = figure.end if figure else start.end("number")
            if figure:
                yield figure

    def figure(self, start: re.Match[str]) -> Figure | None:
        """Read on from the start of a number; None if it is no figure."""
        pieces, end, hedges = self.pieces(start)
        code, end = self.unit(start["sign"], end)
        before = self.text[: start.start()]
        ordinal = before.endswith("第") or self.text[start.start() : end].endswith("th")
        kind = _kind(self.text, end, code, ordinal=ordinal)
        numeral = start["number"][0] not in _ASCII
        if kind is None or (numeral and not (code or pieces[-1][1] or COUNTERS.match(self.text, end))):
            return None
        printed = self.printed(pieces, code)
        if kind is Kind.ORDINAL:
            if printed.value < _MILESTONE:
                return None
            hedges |= {Hedge.AT_LEAST}
        printed = attrs.evolve(printed, value=printed.value.copy_negate()) if start["minus"] else printed
        found, before = _hedges_before(before.removesuffix("第"), numeral=numeral)
        hedges |= found | _hedges_behind(self.text, end)
        words, noun = self.text[start.start() : end], self.text[end : end + _NOUN].strip()
        downward = bool(DOWNWARD.search(before) or LESS.match(self.text, end))
        return Figure(printed, kind, code, frozenset(hedges), words, start.start(), before, downward, noun)

    def pieces(self, start: re.Match[str]) -> tuple[list[tuple[str, int]], int, set[Hedge]]:
        """Return digits with the powers of ten of their scale words (5,539億9,000万), the end, and what hedges."""
        pieces: list[tuple[str, int]] = []
        hedges: set[Hedge] = set()
        piece: re.Match[str] | None = start
        end, spelled = start.end("number"), start["number"]
        while piece:
            end, power, inside = self.scale(end)
            hedges |= inside
            pieces.append((spelled, power))
            if piece := _DIGITS.match(self.text, end) if power else None:
                end, spelled = piece.end(), piece[0]
        return pieces, end, hedges

    def printed(self, pieces: list[tuple[str, int]], code: str) -> Printed:
        """Return the number that pieces make up."""
        whole = self.whole and code in ("", OWN, "TEU")
        parts = []
        for spelled, power in pieces:
            part = digits(spelled, self.mark, whole=whole) if spelled[0] in _ASCII else chinese(spelled)
            if power and spelled[0] not in _ASCII:  # 百亿 is known to the hundred
                part = attrs.evolve(part, place=part.significant)
            parts.append(part.times(Decimal((0, (1,), power))) if power else part)
        return joined(parts)

    def scale(self, end: int) -> tuple[int, int, set[Hedge]]:
        """Read a scale word and the 余 or 多 before and behind it."""
        end, hedges = self.inside(end)
        found = SCALES.match(self.text, _gap(self.text, end))
        if found is None:
            return end, 0, hedges
        power, end = found
        end, behind = self.inside(end)
        return end, power, hedges | behind

    def inside(self, end: int) -> tuple[int, set[Hedge]]:
        """Read 余 or 多 where a unit, a noun or a scale word follows."""
        found = HEDGES_INSIDE.match(self.text, end)
        return (found[1], {found[0]}) if found else (end, set())

    def unit(self, sign: str | None, end: int) -> tuple[str, int]:
        """Read a unit; return its code and its end."""
        behind = _OF.match(self.text, _gap(self.text, end))
        place = behind.end() if behind else end
        if own := self.own.match(self.text, place):
            return OWN, own.end()
        found = UNITS.match(self.text, place)
        end = found[1] if found else end
        codes = {each[0] for each in (found, sign and SIGNS.match(sign)) if each}
        if len(codes) > 1 or (found and _PER.match(self.text, end)):
            return UNKNOWN, end
        return (codes.pop() if codes else ""), end


def _own_words(wanted: Unit | None) -> re.Pattern[str]:
    words = {unit_words(wanted, language).strip().replace("²", "2") for language in LANGUAGES} if wanted else set()
    own = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)
    return re.compile(f"(?:{own})(?![A-Za-z0-9/]| per )" if own else "(?!)")


def _gap(text: str, end: int) -> int:
    match = _GAP.match(text, end)
    return match.end() if match else end


def _kind(text: str, end: int, code: str, *, ordinal: bool) -> Kind | None:
    """Return what a number is by what follows it; None where it is part of a name or rank."""
    if code == "times":
        return Kind.TIMES
    if ordinal:
        return None if RANK.match(text, end) else Kind.ORDINAL
    if code:
        return Kind.UNIT
    if text[end : end + 1].isascii() and text[end : end + 1].isalpha():
        return None
    if _WORD.match(text, end) and not (FUNCTION_WORDS.match(text, end) or HEDGES_BEHIND.match(text, end)):
        return Kind.NOUN
    return Kind.BARE


def _hedges_before(text: str, *, numeral: bool = False) -> tuple[set[Hedge], str]:
    """Return the hedges that a text ends with, and the text without them."""
    hedges = {Hedge.VAGUE} if numeral and _CHINESE.search(text[-1:]) else set()
    while found := HEDGES_BEFORE.search(text):
        hedges.add(found[0])
        text = text[: found[1]].rstrip()
    return hedges, text


def _hedges_behind(text: str, end: int) -> set[Hedge]:
    hedges: set[Hedge] = set()
    while found := HEDGES_BEHIND.match(text, end):
        hedges.add(found[0])
        end = found[1]
    if not hedges and (found := HEDGES_LATER.match(text, end)):
        hedges.add(found[0])
    return hedges
