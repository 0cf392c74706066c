"""Editions, titles and licences of two data sets, joined: in any order and grouping the same."""

from __future__ import annotations

__all__ = ["joined_head"]

import re
from collections.abc import Callable

#: A plus, AND or OR that stands by itself; the plus of C++ or GPL-2.0+ is part of its word.
_PLUS = re.compile(r"(?:^|(?<=\s))\+(?=\s|$)")
_SPDX = re.compile(r"(?<![\w.+-])(AND|OR)(?![\w.+-])|([()])")


def joined_head(field: str, one: str, two: str) -> str:
    """Join a head field of two data sets: what is blank gives way, what differs stands side by side.

    Parameters
    ----------
    field
        ``edition``, ``title`` or ``licence``.
    one, two
        What the data sets hold there.

    Examples
    --------
    >>> joined_head("edition", "2026.11", "mine")
    '2026.11 + mine'
    >>> joined_head("licence", "MIT OR 0BSD", "CC-BY-4.0")
    '(MIT OR 0BSD) AND CC-BY-4.0'
    """
    if one == two:
        return one
    parts, glue = (_terms, " AND ") if field == "licence" else (_pieces, " + ")
    return _side_by_side(one, two, parts, glue)


def _side_by_side(one: str, two: str, parts: Callable[[str], set[str]], glue: str) -> str:
    first, second = parts(one), parts(two)
    if not (first and second):  # a text of nothing but glue counts as blank
        return one if first else two if second else max(one, two)
    return glue.join(sorted(first | second))


def _pieces(text: str) -> set[str]:
    return {piece for part in _PLUS.split(text) if (piece := part.strip())}


def _terms(licence: str) -> set[str]:
    """Split an SPDX expression at each AND that stands outside brackets; one with an OR there is one term."""
    depth, start, either, ends = 0, 0, False, list[str]()
    for match in _SPDX.finditer(licence):
        if match[2]:
            depth += 1 if match[2] == "(" else -1
            if depth < 0:
                break
        elif not depth:
            either |= match[1] == "OR"
            ends.append(licence[start : match.start()])
            start = match.end()
    if depth:  # the brackets do not match, so they say nothing
        return _terms(re.sub(r"[()]", " ", licence))
    if either:
        return {f"({licence.strip()})"}
    return {term for each in (*ends, licence[start:]) if (term := each.strip())}
