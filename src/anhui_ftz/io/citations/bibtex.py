r"""Works as BibTeX: UTF-8, what LaTeX would read as markup escaped, titles kept in their case.

Braces in a text become ``\textbraceleft{}`` and ``\textbraceright{}``, since BibTeX counts braces that are
escaped with a backslash too, and one alone would swallow the rest of the file.
"""

from __future__ import annotations

__all__ = ["bibtex"]

from collections.abc import Iterable, Iterator

from anhui_ftz.io.citations.works import Kind, Work, remarks
from anhui_ftz.model.period import Period
from anhui_ftz.words.periods import period_words

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
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


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
        "key": "" if work.creator else _escaped(work.publisher),
        "title": f"{{{_escaped(work.title)}}}" if work.title else "",
        "howpublished": _escaped(work.publisher),
        "version": _escaped(work.version),
    }
    yield from _braced(texts)
    if work.published is not None:
        yield from _date(work.published)
    notes = [*remarks(work, lang), *_day_unknown(work.published, lang)]
    if work.kind is Kind.DATASET:
        notes.append("数据集" if lang == "zh" else "data set")
    note = ". ".join(filter(None, ["; ".join(notes), work.note]))
    yield from _braced({"language": work.language, "url": work.url.translate(_IN_ADDRESS), "note": _escaped(note)})


def _braced(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, f"{{{text}}}") for name, text in texts.items() if text)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _date(period: Period) -> Iterator[tuple[str, str]]:
    """Give the year, month and day, each only where the period lies in one."""
    if period.start is None or period.year is None:
        return
    yield "year", f"{{{period.year:04}}}"
    precision = period.edtf.count("-") if "/" not in period.edtf else 0
    if precision:
        yield "month", _MONTHS[period.start.month - 1]
    if precision > 1:
        yield "day", f"{{{period.start.day}}}"


def _day_unknown(period: Period | None, lang: str) -> list[str]:
    """Say in words what year, month and day cannot."""
    return [period_words(period, lang)] if period is not None and "/" in period.edtf else []
