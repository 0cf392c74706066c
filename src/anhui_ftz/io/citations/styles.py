"""Works in the styles of citations: footnotes in English and Chinese, BibTeX, and CSL-JSON."""

from __future__ import annotations

__all__ = ["STYLES", "footnotes"]

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from anhui_ftz.io.citations.works import Work, WorkKind
from anhui_ftz.model.period import Period
from anhui_ftz.model.source import Citation
from anhui_ftz.words import phrase
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.sources import locator_words, remarks, source_words, title_words

_Json = str | list[dict[str, str]] | dict[str, str | list[list[int]]]

#: What LaTeX would read as markup. BibTeX counts braces that are escaped with a backslash too, and one alone would
#: swallow the rest of the file: so they are spelled.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "_": r"\_",
        "$": r"\$",
    }
)
#: What would end or unbalance a field; an address means the same with it percent-encoded.
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
#: Macros that every style of BibTeX defines.
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def footnotes(works: Iterable[Work], lang: str) -> str:
    """Word each work in a line of its own.

    >>> from anhui_ftz import Period
    >>> from anhui_ftz.io.citations.works import WorkKind, Work
    >>> footnotes([Work("cns", WorkKind.NEWS, title="A", publisher="B", published=Period.parse("2021-01"))], "zh")
    'B，《A》，2021年1月'
    """
    return "\n".join(_footnote(work, lang) for work in works)


def _footnote(work: Work, lang: str) -> str:
    if work.kind is not WorkKind.DATASET:
        return source_words(work, lang, phrase("stop", lang).join(_pinpoints(work.pinpoints, lang))) or work.key
    title = title_words(work.title, lang)
    version = phrase("cite.version", lang, work.version) if work.version else ""
    parts = [work.creator, title, version, phrase("data-set", lang), work.note_in(lang)]
    return phrase("clause", lang).join(filter(None, parts))


def _pinpoints(citations: Iterable[Citation], lang: str) -> Iterable[str]:
    """Word the places meant, each once, with all figures that are printed there."""
    printed: dict[str, list[str]] = {}
    for each in citations:
        figures = printed.setdefault(locator_words(each.locator, lang), [])
        figures += [phrase("print", lang, each.as_published)] if each.as_published else []
    for locator, figures in printed.items():
        prints = phrase("clause", lang).join(dict.fromkeys(figures))
        yield phrase("colon", lang).join(filter(None, [locator, prints]))


def bibtex(works: Iterable[Work], lang: str) -> str:
    """Write each work as an entry ``@misc``, which every style knows; the keys are the ids of the sources.

    ``howpublished`` names the publisher, because the classic styles print it for such an entry and would
    leave ``publisher`` out; ``key`` lets them sort entries that have no author.
    """
    return "\n".join(_entry(work, lang) for work in works)


def _entry(work: Work, lang: str) -> str:
    fields = [f"  {name} = {value},\n" for name, value in _fields(work, lang)]
    return f"@misc{{{work.key},\n{''.join(fields)}}}\n"


def _fields(work: Work, lang: str) -> Iterator[tuple[str, str]]:
    texts = {
        "author": f"{{{_escaped(work.creator)}}}" if work.creator else "",
        "key": "" if work.creator else _escaped(work.publisher_in(lang)),
        "title": f"{{{_escaped(work.title)}}}" if work.title else "",
        "howpublished": _escaped(work.publisher_in(lang)),
        "version": _escaped(work.version),
    }
    yield from _braced(texts)
    if work.published is not None:
        yield from _dated(work.published)
    notes = [*remarks(work, lang), *_day_unknown(work.published, lang)]
    if work.kind is WorkKind.DATASET:
        notes.append(phrase("data-set", lang))
    note = ". ".join(filter(None, ["; ".join(notes), work.note_in(lang)]))
    yield from _braced({"language": work.language, "url": work.url.translate(_IN_ADDRESS), "note": _escaped(note)})


#: Calendar units that a style has fields for: how many of year, month and day they name.
_PARTS: dict[str | None, int] = {"year": 1, "month": 2, "day": 3}


def _braced(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, f"{{{text}}}") for name, text in texts.items() if text)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _dated(period: Period) -> Iterator[tuple[str, str]]:
    """Give the year, month and day, each only where the period lies in one."""
    if period.start is None or period.year is None:
        return
    yield "year", f"{{{period.year:04}}}"
    if period.calendar_unit in ("month", "day"):
        yield "month", _MONTHS[period.start.month - 1]
    if period.calendar_unit == "day":
        yield "day", f"{{{period.start.day}}}"


def _day_unknown(period: Period | None, lang: str) -> list[str]:
    """Say in words what year, month and day cannot."""
    return [period_words(period, lang)] if period is not None and period.calendar_unit not in _PARTS else []


def csl_json(works: Iterable[Work], lang: str) -> str:
    """Write works as a JSON list of CSL items; a field that is not known is absent."""
    return json.dumps([_item(work, lang) for work in works], ensure_ascii=False, indent=2)


def _item(work: Work, lang: str) -> dict[str, _Json]:
    item: dict[str, _Json] = {
        "id": work.key,
        "type": work.kind.value,
        "title": work.title,
        "author": [{"literal": work.creator}] if work.creator else "",
        "container-title": work.publisher_in(lang) if work.kind is WorkKind.NEWS else "",
        "publisher": work.publisher_in(lang),
        "language": work.language,
        "issued": _issued(work.published, lang) if work.published is not None else "",
        "version": work.version,
        "URL": work.url,
        "note": ". ".join(filter(None, ["; ".join(remarks(work, lang)), work.note_in(lang)])),
    }
    return {name: value for name, value in item.items() if value}


def _issued(period: Period, lang: str) -> dict[str, str | list[list[int]]]:
    """Give a day, month or year with the parts it has, an interval as a range, and words where an end is missing."""
    start, end = period.start, period.end
    if start is None or end is None:
        return {"literal": period_words(period, lang)}
    if period.calendar_unit not in _PARTS:
        return {"date-parts": [_parts(start), _parts(end)]}
    return {"date-parts": [_parts(start)[: _PARTS[period.calendar_unit]]]}


def _parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]


#: The styles, by the names that `anhui_ftz.cite` takes.
STYLES: dict[str, Callable[[Iterable[Work], str], str]] = {
    "footnote": footnotes,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
