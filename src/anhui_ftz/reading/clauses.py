"""What is left over in the clause of a figure and may change it: negations, bounds, falls, rates, other languages."""

from __future__ import annotations

__all__ = ["BLANK", "KNOWN", "Clauses"]

import re
from bisect import bisect_right

from anhui_ftz.reading.hedges import STRAY, Word
from anhui_ftz.reading.lexicon import SCALES, UNITS, starts_a_word

#: Mask what counts nothing, such as a date, and what is understood.
BLANK, KNOWN = "\ue000", "\ue001"
_BREAK = re.compile(r"[，。；;、！!？?…\n:]|[,.](?=\s|$)|(?<![0-9 ])[,.](?![0-9])")
#: 以上 and the like behind a figure, but for 规模以上 and other classes.
_BOUND_BEHIND = re.compile("(?<!规模)(?<!限额)(?<!级)(?:以上|以下|以内|左右)")
#: Letters of scripts that are read in known words alone.
_OTHER_LETTERS = re.compile(r"[a-z]*[^\W\d_a-z\u3400-\u9fff\u3005-\u3007][^\W\d_\u3400-\u9fff]*")
_ANY_WORD = re.compile(r"[^\W\d_\u3400-\u9fff]+")
#: Words that bound figures in languages that are not read.
_OTHER_WORDS = re.compile(
    r"\b(?:moins|menos|meer|minder|plus de|mais de|jusqu|hasta|environ|cerca|casi|quase|presque|unos|unas|alrededor|"
    r"apenas|acima|abaixo|bijna|ruim|ongeveer|boven|onder|ueber|groesser|kleiner|maggiore|minore|inferior|superior)\b"
)
#: Hedges of what is no figure: 近五年, 不到3个月, "more than 3 years".
_OF_A_SPAN = re.compile(
    "(?:超过|超|近|约|大约|将近|接近|逾|不[到足满]|未满|不超过|"
    f"more than|less than|at least|up to|fewer than)\\s?(?={BLANK})"
)
_RATE = re.compile(r"每|[人户亩地日月车家单次班厂企]均|单位(?:面积|产值|gdp)|\b(?:per capita|each|every|per)\b")
_AVERAGE = re.compile(r"[年平]均|均价|\b(?:averag[a-z]+|mean)\b")
_FALL = re.compile(
    r"下降|减少|降低|下滑|回落|缩减|萎缩|负增长|下跌|降幅|跌幅|"
    r"\b(?:fell|falls?|falling|decreas[a-z]+|declin[a-z]+|drop[a-z]*|shr[aiu]nk|reduction|lower)\b"
)
_TO_A_LEVEL = re.compile(r"[至到]|\bto\b")
_SCALES_APART = re.compile(r"\b(?:hundreds|thousands|millions|billions|trillions)\b")
_SCALE_WORD = re.compile("[万亿]")


class Clauses:
    """The clauses of a plain text, in which what counts nothing and what is understood are masked.

    >>> clauses = Clauses(f"没有{KNOWN}，出口{KNOWN}")
    >>> clauses.stray(2), clauses.stray(6)
    ('没', '')
    """

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = [match.start() for match in _BREAK.finditer(text)]
        self._starts = [0, *(place + 1 for place in breaks)]
        self._ends = [*breaks, len(text)]

    def around(self, place: int) -> tuple[int, int]:
        """Return where the clause of a position starts and ends."""
        index = bisect_right(self._starts, place) - 1
        return self._starts[index], self._ends[index]

    def stray(self, place: int) -> str:
        """Return a word of the clause at a position that may turn its figure around, or that is not read."""
        start, end = self.around(place)
        here = start
        while here < end:
            if span := _OF_A_SPAN.match(self.text, here, end):
                here = span.end()
                continue
            found = STRAY.at(self.text, here) if starts_a_word(self.text, here) else None
            if found and found[0] is not Word.NOTHING:
                return self.text[here : found[1]]
            here = found[1] if found else here + 1
        match = (
            _BOUND_BEHIND.search(self.text, place, end)
            or _OTHER_LETTERS.search(self.text, start, end)
            or _OTHER_WORDS.search(self.text, start, end)
        )
        return match[0] if match else ""

    def word(self, place: int) -> str:
        """Return a word of an alphabet in the clause at a position."""
        match = _ANY_WORD.search(self.text, *self.around(place))
        return match[0] if match else ""

    def rate(self, start: int, since: int, *, averages: bool) -> str:
        """Return a word that makes a figure one per unit, between another place and its start."""
        first = max(self.around(start)[0], since)
        match = _RATE.search(self.text, first, start) or (
            None if averages else _AVERAGE.search(self.text, first, start)
        )
        return match[0] if match else ""

    def falls(self, start: int, since: int) -> bool:
        """Whether a word before a figure says a fall by it, not one to it."""
        match = _FALL.search(self.text, max(self.around(start)[0], since), start)
        return match is not None and not _TO_A_LEVEL.search(self.text, match.end(), start)

    def scale(self) -> str:
        """Return a word such as "thousands" that belongs to no number, and may belong to any."""
        match = _SCALES_APART.search(self.text)
        return match[0] if match else ""

    def unit(self) -> str:
        """Return a unit or scale word that belongs to no number, and may belong to a bare one."""
        if match := _SCALE_WORD.search(self.text):
            return match[0]
        for here in range(len(self.text)):
            if starts_a_word(self.text, here):
                found = UNITS.at(self.text, here) or SCALES.at(self.text, here)
                if found and found[0] not in ("", "?"):
                    return self.text[here : found[1]]
        return ""
