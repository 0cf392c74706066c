"""Sources and citations in words: who published what, when, on whose page, and where in it a fact is stated."""

from __future__ import annotations

__all__ = ["citation_words", "locator_words", "publisher_alone", "remarks", "source_words", "title_words"]

import re
from collections.abc import Mapping

from anhui_ftz.words import catalogue, label, phrase
from anhui_ftz.words.nouns import Carried, Pinpoint, Published
from anhui_ftz.words.periods import period_words

_NUMBERS = r"\d+(?:[-–]\d+)?(?:, \d+(?:[-–]\d+)?)*"
#: The forms of a place in a source, each with what the catalogue has behind the word: a number, a heading, a subject
#: or a name.
_FORMS = (
    (re.compile(rf"([a-z]+) ({_NUMBERS})").fullmatch, ""),
    (re.compile(r"([a-z]+) [«'](.+)[»']").fullmatch, " «»"),
    (re.compile(r"([a-z]+) on (.+)").fullmatch, " on"),
    (re.compile(r"([a-z]+(?: of)?) (.+)").fullmatch, " …"),
)
#: Marks around a title, and those of what is marked inside it.
_INNER = {"《》": "〈〉", "“”": "‘’"}
_parts = re.compile(r", (?=[a-z])").split
#: What follows the name of a publisher at its end: a remark in brackets, which may have brackets in it, or whose
#: page it was seen on.
_remark = re.compile(
    r"\s*[（(][^（()）]*(?:[（(][^（()）]*[)）]?)?[)）]?$"
    r"|,? via .*$|,? mirrored .*$|, (?:citing|copy|digest|for|from|reposted|reprinted|reproduced) .*$|，供.*$"
).sub


def source_words(source: Published, language: str, pinpoints: str = "") -> str:
    """Return a source as a footnote names it; what is not known is left out.

    >>> from anhui_ftz import Source
    >>> daily = Source("daily", "Anhui Daily", "R&D", published="2021-01", carrier="reprint")
    >>> source_words(daily, "en", "page 9"), source_words(daily, "zh")
    ('Anhui Daily, “R&D”, January 2021, reprint, page 9', 'Anhui Daily，《R&D》，2021年1月，转载')
    """
    title = title_words(source.title, language)
    days = period_words(source.published, language) if source.published is not None else ""
    parts = [source.publisher_in(language), title, days, *remarks(source, language), pinpoints]
    text = phrase("clause", language).join(filter(None, parts))
    return phrase("end", language).join(filter(None, [text, source.url]))


def title_words(title: str, language: str) -> str:
    """Return a title in its marks, each pair once: marks inside it become inner ones; empty for no title.

    >>> title_words("《条例》公布", "zh"), title_words("《条例》", "zh"), title_words("A “new” era", "en")
    ('《〈条例〉公布》', '《条例》', '“A ‘new’ era”')
    """
    return _marked(catalogue(language).phrases["title"], title) if title else ""


def _marked(template: str, text: str) -> str:
    before, _, after = template.partition("{0}")
    marks = before[-1:] + after[:1]
    if text[:1] + text[-1:] == marks and not set(marks) & set(text[1:-1]):
        return template.format(text[1:-1])
    return template.format(text.translate(str.maketrans(marks, _INNER.get(marks, marks))))


def publisher_alone(name: str) -> str:
    """Return the name of a publisher without what follows it: a remark in brackets, or on whose page it was seen.

    >>> publisher_alone("Xinhua (Russian), via dknews.kz"), publisher_alone("Forum (Macao) Secretariat")
    ('Xinhua', 'Forum (Macao) Secretariat')
    """
    shorter = _remark("", name, count=1)
    return name if shorter in ("", name) else publisher_alone(shorter)


def remarks(source: Carried, language: str) -> list[str]:
    """Return what is between a reader and the publisher's own words: a reprint, a mirror, a translation."""
    usual = ("publisher", "unknown", "original")
    return [label(each, language) for each in (source.carrier, source.translation) if each not in usual]


def citation_words(citation: Pinpoint, language: str) -> str:
    """Return a citation in words: the source, the place in it, and the figure as printed.

    >>> from anhui_ftz import Citation
    >>> citation_words(Citation("daily", "paragraph 3", "33%"), "zh")
    'daily，第3段：“33%”'
    """
    where = filter(None, [citation.source, locator_words(citation.locator, language)])
    printed = phrase("print", language, citation.as_published) if citation.as_published else ""
    return phrase("colon", language).join(filter(None, [phrase("clause", language).join(where), printed]))


def locator_words(locator: str, language: str) -> str:
    """Return the place in a source in words; one that the catalogue does not know stays as it is.

    Data have locators in English. Another language names the kind of passage, not what it is about.

    >>> locator_words("item «国内联播快讯», paragraphs 2-3", "zh")
    '条目《国内联播快讯》，第2-3段'
    """
    words = catalogue(language).locators
    return phrase("clause", language).join(_place(part, words) for part in _parts(locator))


def _place(part: str, words: Mapping[str, str]) -> str:
    if part in words:
        return words[part]
    for match, form in _FORMS:
        if (found := match(part)) and (template := words.get(found[1] + form)):
            return _marked(template, found[2])
    return part
