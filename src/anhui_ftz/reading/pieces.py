"""The pieces of a number in a text: digits, Chinese numerals, and the scale words that follow them."""

from __future__ import annotations

__all__ = ["NO_NUMERALS", "NUMBER_BEFORE", "NUMERALS", "NUMERAL_BEHIND", "ONES", "Number", "Piece", "number_at"]

import re
from enum import StrEnum
from itertools import accumulate, takewhile

import attrs

from anhui_ftz.reading.hedges import MARKERS, Hedge
from anhui_ftz.reading.lexicon import COUNTERS, SCALES, UNITS, UNKNOWN

_ARABIC = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_EXPONENT = re.compile(r"(?:e\+?|\s?[x×*]\s?10\^)(-?[0-9]{1,2})(?![0-9a-z.,])")
_FINANCIAL = dict(zip("壹贰叁肆伍陆柒捌玖", "123456789", strict=True))
ONES = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True)) | _FINANCIAL
_SMALL = {"十": "1", "拾": "1", "百": "2", "佰": "2", "千": "3", "仟": "3"}
_TWENTIES = {"廿": "2", "卅": "3"}
_BIG = {"万": "4", "亿": "8", "兆": "12"}
#: All characters of Chinese numerals.
NUMERALS = frozenset([*ONES, *_SMALL, *_TWENTIES, *_BIG])
#: Words that end in what looks like a numeral.
NO_NUMERALS = frozenset("统一 唯一 合一 专一 单一 同一 逐一 其一 大陆 登陆".split())
#: Words that start with a scale character, which is not a scale there.
_NO_SCALE = re.compile("[千兆][克瓦米字位帕赫]|[百千万]分|千禧|百强").match
#: Words of a number that the figure behind them would belong to: half 5 million, one point 5, 三分之 in 三分之一百.
NUMBER_BEFORE = re.compile(
    r"分之\s?$|[零〇一二两三四五六七八九十百千万亿]点\s?$|\b(?:point|half|dozen|hundred|thousand|[mbt]illion|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)(?: and)?[ -]?$"
    r"|\b(?:[btm]n|mln|bln|trn|mio|mrd)\s?$|\b(?:double|twice|triple|thrice|quadruple)\s?$|半个$"
)
#: A Chinese numeral behind digits: 5二千, but not 5一带一路.
NUMERAL_BEHIND = re.compile(
    "\\s?(?:[零〇一二两三四五六七八九十百千万亿点]{2,}|[零〇一二两三四五六七八九十](?=[个家项元户件名%]|$))"
)
_BEHIND_FINANCIAL = frozenset([*_FINANCIAL, *_SMALL, *_BIG, *"零元圆角分整"])
_BEHIND_COMING = frozenset([*COUNTERS, *_SMALL, *_BIG])


class Piece(StrEnum):
    """The kinds of pieces."""

    #: Digits with their commas and dots.
    ARABIC = "digits"
    #: Numerals from zero to nine, as digits.
    ONES = "ones"
    #: 零 between two parts.
    ZERO = "zero"
    #: What follows 点, as digits.
    POINT = "point"
    #: 廿 and 卅, as their number of tens.
    TWENTIES = "twenties"
    #: 十, 百, 千, as powers of ten.
    SMALL = "small"
    #: 万, 亿, 兆, as powers of ten.
    BIG = "big"
    #: A scale word of an alphabet, as a power of ten.
    WORD = "word"
    #: A power of ten, as in 5E+11.
    EXPONENT = "exponent"
    #: 几 behind a numeral: no number.
    VAGUE = "vague"


_AFTER_ONES = (Piece.ONES, Piece.SMALL, Piece.TWENTIES, Piece.ZERO)
_SCALES = (Piece.BIG, Piece.WORD, Piece.EXPONENT)
_SCALING = (Piece.SMALL, *_SCALES)
_BEFORE_ONES = (None, Piece.SMALL, Piece.TWENTIES, Piece.BIG, Piece.ZERO)


@attrs.frozen
class Number:
    """A number as a text prints it, in pieces."""

    pieces: tuple[tuple[Piece, str], ...]
    #: Where it ends.
    end: int
    #: What 余, 多 and 来 in it or behind it say.
    hedges: frozenset[Hedge] = frozenset()
    #: Its scale words of an alphabet.
    words: tuple[str, ...] = ()

    @property
    def is_numeral(self) -> bool:
        """Whether it starts with a Chinese numeral."""
        return self.pieces[0][0] is not Piece.ARABIC

    @property
    def is_digits(self) -> bool:
        """Whether it is digits alone, without a scale or a word that bounds it."""
        return len(self.pieces) == 1 and not (self.is_numeral or self.hedges)

    @property
    def is_scaled(self) -> bool:
        """Whether a scale word says what its digits are worth: 千 does so behind digits, and in 三千 is one of them."""
        kinds = {kind for kind, _ in self.pieces}
        return not kinds.isdisjoint(_SCALES) or (Piece.SMALL in kinds and not self.is_numeral)

    @property
    def powers(self) -> tuple[int, ...] | None:
        """The powers of ten of its scales where it has nothing else, as in 百万; else None."""
        if all(kind in _SCALING for kind, _ in self.pieces):
            return tuple(int(piece) for _, piece in self.pieces)
        return None

    @property
    def last_powers(self) -> set[int]:
        """The powers of ten of none, one or more of its last scale words.

        >>> sorted(number_at("3千万", 0).last_powers), sorted(number_at("5亿9000万", 0).last_powers)
        ([0, 4, 7], [0, 4])
        """
        last = takewhile(lambda piece: piece[0] in _SCALING, reversed(self.pieces))
        return set(accumulate((int(power) for _, power in last), initial=0))

    def power_for(self, low: Number) -> int | None:
        """Return the power of ten that the lower end of a range takes over from this upper one; None if unclear.

        >>> number_at("3千万", 0).power_for(number_at("2", 0)), number_at("五十万", 0).power_for(number_at("三", 0))
        (7, None)
        """
        scales = attrs.evolve(self, pieces=self.pieces[1:]).powers
        if scales is not None and not (self.is_numeral and Piece.SMALL in [kind for kind, _ in self.pieces]):
            return sum(scales) if len(low.pieces) == 1 else None
        kinds = [kind for kind, _ in self.pieces]
        has_tens = [any(kind is Piece.SMALL for kind, _ in each.pieces) for each in (low, self)]
        is_alike = all(has_tens) and kinds.count(Piece.BIG) == 1 and kinds[-1] is Piece.BIG
        return int(self.pieces[-1][1]) if is_alike else None

    @property
    def ends_in_ones(self) -> bool:
        """Whether it ends in a numeral that may start the next word: 5万一线职工."""
        return len(self.pieces) > 1 and self.pieces[-1][0] is Piece.ONES


def number_at(text: str, start: int, *, bare: bool = False) -> Number | None:
    """Return the number that starts at a position, with its scale words; None where none does.

    Parameters
    ----------
    text
        Plain text.
    start
        The position.
    bare
        Whether 万 and 亿 count without a number before them, as behind a hedge: 突破万亿元.

    Examples
    --------
    >>> [" ".join(piece for _, piece in number_at(text, 0).pieces) for text in ("5,539亿9,000万", "三万五千")]
    ['5,539 8 9,000 4', '3 4 5 3']
    """
    first = text[start]
    if text[max(start - 1, 0) : start + 1] in NO_NUMERALS:
        return None
    if not (_is_digit(first) or first in NUMERALS) or (first in _BIG and not bare):
        return None
    if first in _FINANCIAL and not _is_financial(text, start + 1):  # 伍家岗
        return None
    scan = _Scan(text, start)
    if not scan.pieces:
        return None
    number = Number(tuple(scan.pieces), scan.end, frozenset(scan.hedges), tuple(scan.words))
    return None if number.is_numeral and _is_digit(text[scan.end : scan.end + 1]) else number  # 统一5个


def _is_financial(text: str, start: int) -> bool:
    """Whether a number or a unit goes on at a position, so that what comes before it is a financial numeral."""
    unit = UNITS.at(text, start)
    return text[start : start + 1] in _BEHIND_FINANCIAL or (unit is not None and unit[0] not in ("", UNKNOWN))


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdecimal()


class _Scan:
    """Reads the pieces of one number from left to right."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.end = text, start
        self.pieces: list[tuple[Piece, str]] = []
        self.hedges: set[Hedge] = set()
        self.words: list[str] = []
        while piece := self.piece():
            self.pieces.append(piece)
            self.marker()
        while self.pieces and (piece := self.word()):
            self.pieces.append(piece)
            self.marker()

    def take(self, kind: Piece, digits: str, end: int) -> tuple[Piece, str]:
        """Move behind a piece."""
        self.end = end
        return kind, digits

    def piece(self) -> tuple[Piece, str] | None:
        """Return the next piece in digits or Chinese numerals."""
        here = self.text[self.end : self.end + 1]
        last = self.pieces[-1][0] if self.pieces else None
        if _is_digit(here):
            goes_on = last in _BEFORE_ONES and (last is None or self.pieces[0][0] is Piece.ARABIC)
            match = _ARABIC.match(self.text, self.end) if goes_on else None
            return self.take(Piece.ARABIC, match[0], match.end()) if match else None
        if here in ONES:
            return self.ones(last)
        if here == "点" and last in _AFTER_ONES and (after := self.run(self.end + 1)):
            return self.take(Piece.POINT, after, self.end + 1 + len(after))
        if here == "几" and last in (Piece.SMALL, Piece.BIG):
            return self.take(Piece.VAGUE, here, self.end + 1)
        return self.scale(here)

    def run(self, start: int) -> str:
        """Return the numerals from zero to nine that start at a position, as digits."""
        end = start
        while end < len(self.text) and self.text[end] in ONES:
            end += 1
        return "".join(ONES[each] for each in self.text[start:end])

    def ones(self, last: Piece | None) -> tuple[Piece, str] | None:
        """Return a run of numerals from zero to nine, or the zero between two parts."""
        if last not in _BEFORE_ONES:
            return None
        run = self.run(self.end)
        if last and run[0] == "0":
            return self.take(Piece.ZERO, "0", self.end + 1)
        return self.take(Piece.ONES, run, self.end + len(run))

    def scale(self, here: str) -> tuple[Piece, str] | None:
        """Return 十, 百, 千, 万, 亿 or 兆; a space may come before the last three."""
        spaced = here == " " and bool(self.pieces) and self.text[self.end + 1 : self.end + 2] in _BIG
        place = self.end + spaced
        here = self.text[place : place + 1]
        if not here or _NO_SCALE(self.text, place):
            return None
        if self.text.startswith("万亿", place):
            return self.take(Piece.BIG, "12", place + 2)
        for kind, scales in ((Piece.SMALL, _SMALL), (Piece.BIG, _BIG), (Piece.TWENTIES, _TWENTIES)):
            if here in scales and (kind is not Piece.TWENTIES or not self.pieces):
                return self.take(kind, scales[here], place + 1)
        return None

    def marker(self) -> None:
        """Read 余, 多 or 来."""
        found = MARKERS.at(self.text, self.end)
        hedge, end = found or (None, self.end)
        is_coming = self.text[end : end + 1] in _BEHIND_COMING or UNITS.at(self.text, end) is not None
        if isinstance(hedge, Hedge) and (hedge is Hedge.AT_LEAST or is_coming):
            self.hedges.add(hedge)
            self.end = end

    def word(self) -> tuple[Piece, str] | None:
        """Return a power of ten, or a scale word of an alphabet."""
        if len(self.pieces) == 1 and (match := _EXPONENT.match(self.text, self.end)):
            return self.take(Piece.EXPONENT, match[1], match.end())
        place = self.end + self.text.startswith((" ", "-"), self.end)
        found = SCALES.at(self.text, place)
        if found is None:
            return None
        self.words.append(self.text[place : found[1]])
        return self.take(Piece.WORD, str(found[0]), found[1])
