"""Texts on a screen: how wide they are, and how they are wrapped and set in columns."""

from __future__ import annotations

__all__ = ["aligned", "fitted", "padded", "underlined", "width_of", "wrapped_text"]

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_WIDE = "\u2e80"
#: Pieces of a text between which a line may break: no line starts with a closing mark or ends with an opening one.
_PIECES = re.compile("[（《〔【“‘「『]*(?:[\x00-\x1f!-\u2e7f]+|[^ ])[，。、；：）》〕】！？％”’」』]* *| +")


def width_of(text: str) -> int:
    """Return how many columns of a terminal a text takes; Chinese characters take two.

    >>> width_of("面积 km²")
    8
    """
    return len(text) if text.isascii() else sum(2 if character >= _WIDE else 1 for character in text)


def fitted(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield the rows of a table in a width: the widest columns are narrowed, and their cells wrapped.

    >>> for line in fitted([["Goods trade", "73 billion yuan"]], 26):
    ...     print(line)
    Goods trade  73 billion
                 yuan
    """
    rows = [row for row in rows if any(row)]
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + 2 * len(widths) - 2 > width:
        widths[widths.index(max(widths))] -= 1
    for row in rows:
        cells = [list(wrapped_text(cell, size)) for cell, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield "  ".join(map(padded, parts, widths)).rstrip()


def padded(text: str, width: int) -> str:
    """Return a text followed by blanks up to a width.

    >>> padded("面积", 6) + "|"
    '面积  |'
    """
    return text + " " * (width - width_of(text))


def wrapped_text(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most a width, broken at blanks and between wide characters.

    >>> list(wrapped_text("trade of the zone", 9))
    ['trade of', 'the zone']
    >>> list(wrapped_text("anhui-ftz", 5))  # one word is never broken
    ['anhui-ftz']
    >>> list(wrapped_text("增长140%（约10%）", 11))
    ['增长140%', '（约10%）']
    >>> list(wrapped_text("他说“增长”了很多", 9))
    ['他说“增', '长”了很多']
    """
    line = ""
    for piece in filter(None, _PIECES.findall(text)):
        if line.strip() and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows of a table, its columns padded to one width; a heading without words is left out."""
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        if line := "  ".join(map(padded, row, widths)).rstrip():
            yield line


def underlined(title: str, mark: str) -> str:
    """Return a title with a line of marks below it, as wide as it is.

    >>> print(underlined("面积", "="))
    面积
    ====
    """
    return f"{title}\n{mark * width_of(title)}"
