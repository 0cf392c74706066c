"""Passages: the paragraphs of a text, where a locator points among them, and where printed words are found."""

from __future__ import annotations

__all__ = ["Page", "paragraphs_of"]

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_SPAN = r"[1-9]\d{0,3}(?:\s*[-\u2013]\s*[1-9]\d{0,3})?"
_NUMBERED = re.compile(rf"paragraphs?\s+({_SPAN}(?:\s*(?:,|and)\s*{_SPAN})*)", re.IGNORECASE | re.ASCII).fullmatch
_NUMBER = re.compile(r"\d+", re.ASCII).findall
_SPANS = re.compile(_SPAN, re.ASCII).findall
#: What an editor adds to words as printed.
_REMARK = re.compile(r"\s*[(\[](?:sic|wording altered)[)\]]\s*", re.IGNORECASE)
#: Full-width commas part numbers and are never inside one; the rest of width is folded by NFKC.
_FOLDED = str.maketrans(
    {"\uff0c": ", ", **dict.fromkeys("“”„‟«»「」『』〝〞〟＂", '"'), **dict.fromkeys("‘’‚‛`´＇", "'"), "\u2011": "-"}
)
#: What makes a number larger: where it follows the number printed, the text has another one.
_SCALE = r"(?!\s*(?:[万亿萬億]|(?:thousand|million|billion|trillion)\b))"
_LONGEST_RUN, _JOINER = 30, "\u034f"
_NO_GAP = re.compile(r"\d\d|[^\W\d_]{2}", re.ASCII).fullmatch


class Page:
    r"""A text as numbered paragraphs: its lines that are not empty, counted from 1.

    Examples
    --------
    >>> page = Page("The zone\n\nIn all 341 projects were signed.\n31 measures were formed.", title="The zone")
    >>> page.where("31"), page.where("341"), page.where("3")
    ([3], [2], [])
    >>> page.place("paragraphs 2-3"), page.place("last paragraph"), page.place("section 4")
    ([2, 3], [3], None)
    """

    def __init__(self, text: str, title: str = "") -> None:
        self._lines = [folded(line) for line in text.splitlines() if line.strip()]
        self._title = folded(title)

    def __len__(self) -> int:
        return len(self._lines)

    def place(self, locator: str) -> list[int] | None:
        """Return the numbers of the paragraphs that a locator names; None where plain text does not show it.

        The title is number 0, and the first paragraph, which often repeats it. No locator means the whole page.
        """
        words = locator.strip().casefold()
        if words in ("", "whole page"):
            return list(range(len(self) + 1))
        if words == "title":
            return [0, 1][: len(self) + 1]
        if words == "last paragraph":
            return [len(self)]
        return paragraphs_of(locator)

    def where(self, printed: str) -> list[int]:
        """Return the numbers of the paragraphs in which words are found as printed; 0 is the title."""
        parts = _patterns(printed)
        return [number for number, line in enumerate((self._title, *self._lines)) if _stands_in(line, parts)]


def paragraphs_of(locator: str) -> list[int] | None:
    """Return the numbers that a locator such as ``paragraphs 1, 3-5`` names; None where it is of another form.

    >>> paragraphs_of("paragraphs 1, 3-5"), paragraphs_of("section 2, paragraph 3")
    ([1, 3, 4, 5], None)
    """
    match = _NUMBERED(locator.strip())
    if match is None:
        return None
    found: list[int] = []
    for span in _SPANS(match[1]):
        ends = [int(number) for number in _NUMBER(span)]
        found += range(ends[0], ends[-1] + 1)
    return found


def folded(text: str) -> str:
    """Fold what typesetting varies: width, quotes, white space, and the hyphen that does not break.

    >>> folded("“２，９２２”  亿元")
    '"2,922" 亿元'
    """
    return " ".join(unicodedata.normalize("NFKC", _stream_safe(_commas(text).translate(_FOLDED))).split())


def _stream_safe(text: str) -> str:
    """Part runs of more than 30 combining marks, which take quadratic time to normalise (UAX 15, D4)."""
    if not any(map(unicodedata.combining, text)):
        return text
    safe, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run > _LONGEST_RUN:
            safe.append(_JOINER)
            run = 1
        safe.append(character)
    return "".join(safe)


def _commas(text: str) -> str:
    """Fold a full-width comma between full-width digits, which is part of their number."""
    return re.sub(r"(?<=[０-９])，(?=[０-９])", ",", text)


def _stands_in(line: str, parts: tuple[re.Pattern[str], ...]) -> bool:
    """Whether all parts are found in a line, one after another; false without any part."""
    end = 0
    for part in parts:
        match = part.search(line, end)
        if match is None:
            return False
        end = match.end()
    return bool(parts)


@lru_cache(maxsize=1024)
def _patterns(printed: str) -> tuple[re.Pattern[str], ...]:
    """Compile words as printed, a part before and after each ellipsis: white space may differ, numbers are whole."""
    words = _REMARK.sub(" ", printed.replace("…", "\0")).replace("...", "\0")
    parts = [part.strip() for part in folded(words).split("\0")]
    return tuple(re.compile(_part(part)) for part in parts if part)


def _part(words: str) -> str:
    result = re.escape(words[0])
    for before, after in pairwise(words):
        if after == " ":
            continue
        result += _gap(before, after) + re.escape(after)
    return _edge(words[0], r"(?<!\d)(?<!\d[.,])") + result + _edge(words[-1], r"(?!\d)(?![.,]\d)" + _SCALE)


def _gap(before: str, after: str) -> str:
    """Return what may come between two characters: white space, but not inside a number or a Latin word."""
    return "" if _NO_GAP(before + after) else r"\s*"


def _edge(character: str, guard: str) -> str:
    return guard if character.isdecimal() else ""
