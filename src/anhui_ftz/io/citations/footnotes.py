"""Works as footnotes, English and Chinese: who, what, when, whose page, which paragraph, and the figure as printed."""

from __future__ import annotations

__all__ = ["footnotes"]

import re
from collections.abc import Iterable

from anhui_ftz.io.citations.works import Kind, Work, remarks
from anhui_ftz.model.source import Citation
from anhui_ftz.words.periods import period_words

_PARAGRAPH = re.compile(r"paragraphs? (\d+(?:[-–]\d+)?)").fullmatch
_WORDS = {
    "en": {
        "clause": ", ",
        "stop": "; ",
        "colon": ": ",
        "end": ". ",
        "title": "“{0}”",
        "version": "edition {0}",
        "dataset": "data set",
    },
    "zh": {
        "clause": "，",
        "stop": "；",
        "colon": "：",
        "end": "。",
        "title": "《{0}》",
        "version": "{0}版",
        "dataset": "数据集",
    },
}


def footnotes(works: Iterable[Work], lang: str) -> str:
    """Word each work in a line of its own.

    >>> from anhui_ftz import Period
    >>> from anhui_ftz.io.citations.works import Kind, Work
    >>> footnotes([Work("cns", Kind.NEWS, title="A", publisher="B", published=Period.parse("2021-01"))], "zh")
    'B，《A》，2021年1月'
    """
    return "\n".join(_footnote(work, lang) for work in works)


def _footnote(work: Work, lang: str) -> str:
    words = _WORDS[lang]
    parts = [work.creator, work.publisher, words["title"].format(work.title) if work.title else ""]
    if work.version:
        parts.append(words["version"].format(work.version))
    if work.kind is Kind.DATASET:
        parts += [words["dataset"], work.note]
    elif work.published is not None:
        parts.append(period_words(work.published, lang))
    parts += [*remarks(work, lang), words["stop"].join(_pinpoints(work.pinpoints, lang))]
    text = words["clause"].join(filter(None, parts))
    return words["end"].join(filter(None, [text, work.url])) or work.key


def _pinpoints(citations: Iterable[Citation], lang: str) -> Iterable[str]:
    """Word the places meant, each once, with all figures that stand there."""
    printed: dict[str, list[str]] = {}
    for each in citations:
        figures = printed.setdefault(_locator(each.locator, lang), [])
        figures += [f"“{each.as_published}”"] if each.as_published else []
    words = _WORDS[lang]
    for locator, figures in printed.items():
        yield words["colon"].join(filter(None, [locator, words["clause"].join(dict.fromkeys(figures))]))


def _locator(locator: str, lang: str) -> str:
    paragraph = _PARAGRAPH(locator)
    if lang == "zh":
        return f"第{paragraph[1]}段" if paragraph else {"title": "标题"}.get(locator, locator)
    return locator
