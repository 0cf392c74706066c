"""Texts as pictures have them: in lines that fit, and never read as formulas."""

from __future__ import annotations

__all__ = ["in_lines", "plain"]

from collections.abc import Iterator

from anhui_ftz.words.screen import width_of, wrapped_text


def plain(text: str) -> str:
    r"""Return text that matplotlib shows as it is: a dollar begins no formula.

    >>> print(plain("US$5"))
    US\$5
    """
    return text.replace("$", r"\$")


def in_lines(text: str, columns: int) -> str:
    r"""Return a text in lines of at most so many columns; a word that is longer is broken.

    >>> in_lines("Wuhu Area", 5), in_lines("芜湖片区", 4), in_lines("anhui-ftz", 5)
    ('Wuhu\nArea', '芜湖\n片区', 'anhui\n-ftz')
    """
    broken = (_pieces(line, columns) for line in wrapped_text(text, columns))
    return "\n".join(piece for pieces in broken for piece in pieces)


def _pieces(line: str, columns: int) -> Iterator[str]:
    piece = ""
    for character in line:
        if width_of(piece + character) > columns:
            yield piece
            piece = ""
        piece += character
    yield piece
