"""The working of a figure: from the result down to what was stated, step by step."""

from __future__ import annotations

__all__ = ["figure_line", "rule_words", "working"]

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

import attrs

from anhui_ftz.words import catalogue, phrase, word_of
from anhui_ftz.words.document import Line, Numbers
from anhui_ftz.words.nouns import Interval, Result, Stated
from anhui_ftz.words.numbers import rounding
from anhui_ftz.words.periods import stated_period_words
from anhui_ftz.words.quantities import quantity_words
from anhui_ftz.words.remark import in_language
from anhui_ftz.words.sources import citation_words

#: Bounds whose words do not say where the interval ends.
_VAGUE = frozenset({"rounded", "about", "between"})
_DIGITS, _LARGE = 10, 18
#: The depth from which steps are indented alike.
_DEEPEST = 20
_DOWN, _UP = rounding(_DIGITS, ROUND_FLOOR), rounding(_DIGITS, ROUND_CEILING)


def working(
    figure: Result | Stated,
    language: str,
    numbers: Numbers | None = None,
    named: Callable[[str], str] = str,
) -> Iterator[Line]:
    """Yield the working of a figure, one line per step: the result, then below it what it was worked out from.

    A result that several others rest on is worked out where it first comes up.

    Parameters
    ----------
    figure
        A derived figure, or an observation.
    language
        ``en`` or ``zh``.
    numbers
        Numbers for the citations, for a table with notes; None gives the citations lines of their own.
    named
        Gives the name of a place or indicator by its id; without it, the ids are shown.
    """
    shown: set[int] = set()
    stack: list[tuple[int, Result | Stated]] = [(0, figure)]
    while stack:
        depth, each = stack.pop()
        if not isinstance(each, Result):
            yield from _stated(each, depth, language, numbers, named)
            continue
        rule = rule_words(each.rule, language)
        if id(each) in shown:
            yield _step(phrase("working.above", language, rule, quantity_words(each.quantity, language)), depth)
            continue
        shown.add(id(each))
        before = "" if numbers and not depth else f"{rule} = "
        yield _placed(_figure(each.quantity, language, numbers), before, depth)
        yield from (_step(phrase("working.missing", language, named(id)), depth + 1) for id in each.missing)
        notes = [in_language(note, language) for note in each.notes]
        notes = notes if numbers else [phrase("working.note", language, note) for note in notes]
        yield from (_step(note, depth + 1) for note in notes)
        stack += [(depth + 1, one) for one in reversed(each.inputs)]


def _stated(
    row: Stated, depth: int, language: str, numbers: Numbers | None, named: Callable[[str], str]
) -> Iterator[Line]:
    """Yield an observation, and below it where it is stated, unless that is a note."""
    days = stated_period_words(row, language)
    before = f"{phrase('working.figure', language, named(row.subject), named(row.indicator), days)} = "
    citations = [citation_words(each, language) for each in row.citations]
    yield _placed(_figure(row.quantity, language, numbers, citations), before, depth)
    if numbers is None:
        yield _step(f"{row.id} [{phrase('stop', language).join(citations)}]", depth + 1)


def _figure(quantity: Interval, language: str, numbers: Numbers | None, citations: Sequence[str] = ()) -> Line:
    if numbers is None:
        return Line(quantity_words(quantity, language))
    return figure_line(quantity, language, numbers.refs(citations))


def _placed(line: Line, before: str, depth: int) -> Line:
    return attrs.evolve(line, text=before + line.text, depth=min(depth, _DEEPEST))


def _step(text: str, depth: int) -> Line:
    return Line(text, depth=min(depth, _DEEPEST))


def figure_line(quantity: Interval, language: str, refs: tuple[int, ...] = ()) -> Line:
    """Return a figure in words, with the ends of its interval in brackets where the words do not say them.

    >>> from anhui_ftz import Quantity
    >>> line = figure_line(Quantity.about(40, "%", 5), "en")
    >>> line.text, line.aside
    ('about 40%', '35 to 45')
    """
    words = quantity_words(quantity, language)
    if quantity.bound not in _VAGUE:
        return Line(words, refs)
    ends = _end(quantity.lower, _DOWN, language), _end(quantity.upper, _UP, language)
    return Line(words, refs, aside=phrase("ends", language, *ends))


def _end(number: Decimal, outward: Context, language: str) -> str:
    """Write an end of an interval, a long one rounded outward."""
    short = outward.plus(number)
    return format(short, catalogue(language).number) if abs(short.adjusted()) <= _LARGE else str(short)


def rule_words(rule: str, language: str) -> str:
    """Return what was done to get a figure; a rule of the caller's own stays as it is.

    >>> rule_words("density", "zh"), rule_words("mine", "zh")
    ('单位平均值', 'mine')
    """
    return word_of("rule", rule, language)
