"""Values as HTML for notebooks: compact tables with sources as footnotes, every text escaped."""

from __future__ import annotations

__all__ = ["html_of"]

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import singledispatch
from html import escape
from typing import Any

from anhui_ftz.analysis.figures.derived import Derived, working
from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.decimals import spelled
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Zone
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Observation
from anhui_ftz.model.table import Table
from anhui_ftz.reports.explanation import heading
from anhui_ftz.words import label, phrase
from anhui_ftz.words.labels import LABELS, cited, period_words, source_words

#: So many rows and footnotes are shown; the rest is counted.
_SHOWN, _NAMES, _MARKS = 20, 4, 8
_LABELS = LABELS["en"]
_LEFT = ' style="text-align:left"'
_DIGITS, _LARGE, _DEEPEST = 10, 18, 12
_MISSING = "not known, and not counted as zero"
#: Bounds whose words do not say where the interval ends.
_VAGUE = frozenset({Bound.ROUNDED, Bound.ABOUT, Bound.BETWEEN})


@singledispatch
def html_of(value: object) -> str:
    """Return a value as an HTML table with its sources as footnotes.

    Parameters
    ----------
    value
        A Dataset, Table, Zone, Observation, Derived or Linkage.

    Returns
    -------
    str
        HTML in which nothing that the data say is markup.

    Raises
    ------
    InvalidValue
        If it is something else.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(html_of(ftz.load().get("ah-obs-010")).splitlines()[0])
    <table><caption style="text-align:left"><b>ah-obs-010</b></caption>
    """
    raise InvalidValue(f"expected a Dataset, Table, Zone, Observation, Derived or Linkage, got {shown(value)}")


@html_of.register
def _(value: Dataset) -> str:
    rows = [(name.capitalize(), f"{len(table):,}", _first_names(table)) for name, table in value.tables() if table]
    cells = [(_text(name), _text(count), _text(names)) for name, count, names in rows]
    heading = ", ".join(filter(None, [value.title or "Dataset", value.edition, value.licence]))
    notes = [source_words(source, "en") for source in value.sources[:_SHOWN]]
    return _table(heading, cells) + _footnotes(notes, len(value.sources))


@html_of.register
def _(value: Table) -> str:  # type: ignore[type-arg] # singledispatch reads the class
    rows = [(_text(row.id), _row_words(row)) for row in value[:_SHOWN]]
    left = len(value) - _SHOWN
    rows += [(_text(_LABELS["more"].format(f"{left:,}")), "")] if left > 0 else []
    return _table(f"{len(value):,} records", rows)


def _row_words(row: Any) -> str:
    if isinstance(row, Observation):
        return _text(f"{heading(row, 'en')} = ") + _figure(row.quantity)
    return _text(source_words(row, "en") if isinstance(row, Source) else _names(row.name, row.id))


@html_of.register
def _(value: Zone) -> str:
    notes = _Notes()
    rows = [
        ("Province", _text(value.province)),
        (_LABELS["status"], _text(_LABELS[value.status])),
        (_LABELS["batch"], _text("" if value.batch is None else str(value.batch))),
        *((label(each.kind).capitalize(), _days(each.period)) for each in value.events),
        (_LABELS["document"], _text(value.document)),
        ("Note", _text(value.note)),
    ]
    return _table(_names(value.name, value.id), _filled(rows), notes.marks(value.citations)) + notes.html()


@html_of.register
def _(value: Observation) -> str:
    notes = _Notes()
    rows = [
        ("Subject", _text(value.subject)),
        ("Indicator", _text(value.indicator)),
        ("Period", _days(value.period)),
        ("Figure", _figure(value.quantity) + notes.marks(value.citations)),
        ("Status", _text(f"{value.status.value} ({value.status.name.lower().replace('_', ' ')})")),
        ("Note", _text(value.note)),
    ]
    return _table(value.id, _filled(rows)) + notes.html()


@html_of.register
def _(value: Derived) -> str:
    notes = _Notes()
    rows = [("&emsp;" * min(depth, _DEEPEST) + words,) for depth, words in _working(value, notes)]
    more = [(_text(_LABELS["more"].format(len(rows) - _SHOWN)),)] if len(rows) > _SHOWN else []
    return _table(value.rule, [*rows[:_SHOWN], *more]) + notes.html()


@html_of.register
def _(value: Linkage) -> str:
    notes = _Notes()
    rows = [_evidence(each, notes) for each in value.evidence[:_SHOWN]]
    left = len(value.evidence) - _SHOWN
    rows += [(_text(_LABELS["more"].format(left)), "", "", "")] if left > 0 else []
    return _table(f"{value.a} – {value.b}", rows, head=("Cooperation", "Form", "Status", "Parties")) + notes.html()


def _working(root: Derived, notes: _Notes) -> Iterator[tuple[int, str]]:
    """Yield the steps from the result down to the figures as stated, each with its depth."""
    for depth, figure, is_repeated in working(root):
        if isinstance(figure, Observation):
            words = _text(f"{heading(figure, 'en')} = ")
            yield depth, words + _figure(figure.quantity) + notes.marks(figure.citations)
            continue
        if is_repeated:
            yield depth, _text(phrase("working.above", "en", figure.rule, f"{figure.quantity:en}"))
            continue
        yield depth, (_text(f"{figure.rule} = ") if depth else "") + _figure(figure.quantity)
        yield from ((depth + 1, _text(f"{id}: {_MISSING}")) for id in figure.missing)
        yield from ((depth + 1, _text(note)) for note in figure.notes)


def _evidence(evidence: Evidence, notes: _Notes) -> tuple[str, ...]:
    row = evidence.cooperation
    citations = (*row.citations, *(each for milestone in row.milestones for each in milestone.citations))
    status = _LABELS[evidence.status] if evidence.status is not None else _LABELS["not-sure"]
    words = [status, *(_LABELS["may"].format(_LABELS[each]) for each in evidence.possible)]
    via = f"; {_LABELS['lifted']}{', '.join(evidence.lifted_via)}" if evidence.lifted_via else ""
    name = _text(_names(row.name, row.id)) + notes.marks(citations)
    return name, _text(row.form.value), _text(", ".join(words)), _text(", ".join(evidence.stated_at) + via)


class _Notes:
    """The footnotes of a table: each citation once, numbered as it comes up."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def marks(self, citations: Iterable[Citation]) -> str:
        words = dict.fromkeys(map(cited, citations))
        return _mark(self._numbers.setdefault(each, len(self._numbers) + 1) for each in words)

    def html(self) -> str:
        return _footnotes([*self._numbers][:_SHOWN], len(self._numbers))


def _mark(numbers: Iterable[int]) -> str:
    found = sorted(set(numbers))
    more = ["…"] if len(found) > _MARKS else []
    return f"<sup>[{', '.join([*map(str, found[:_MARKS]), *more])}]</sup>" if found else ""


def _table(heading: str, rows: Iterable[Sequence[str]], marks: str = "", head: Sequence[str] = ()) -> str:
    """Build a table of cells that are HTML already; the first of several is the head of its row."""
    lines = [f"<table><caption{_LEFT}><b>{_text(heading)}</b>{marks}</caption>"]
    if head:
        lines.append("<tr>" + "".join(f"<th{_LEFT}>{_text(cell)}</th>" for cell in head) + "</tr>")
    for row in rows:
        first = [f"<th{_LEFT}>{row[0]}</th>"] if len(row) > 1 and not head else [f"<td{_LEFT}>{row[0]}</td>"]
        lines.append("<tr>" + "".join([*first, *(f"<td{_LEFT}>{cell}</td>" for cell in row[1:])]) + "</tr>")
    return "\n".join([*lines, "</table>"])


def _footnotes(notes: Sequence[str], count: int) -> str:
    if not notes:
        return ""
    more = f"<small>{_text(_LABELS['more'].format(count - len(notes)))}</small>" if count > len(notes) else ""
    return "\n<ol>" + "".join(f"<li><small>{_text(note)}</small></li>" for note in notes) + f"</ol>{more}"


def _filled(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(_text(name), cell) for name, cell in rows if cell]


def _text(words: str) -> str:
    return escape(words, quote=True)


def _names(name: Name, id: str) -> str:
    return f"{' · '.join(dict.fromkeys(filter(None, (name.en, name.zh))))} ({id})".lstrip()


def _first_names(table: Sequence[Any]) -> str:
    names = [str(getattr(row, "name", "")) or row.id for row in table[:_NAMES]]
    return ", ".join(names) + (", …" if len(table) > _NAMES else "")


def _days(period: Period | None) -> str:
    return "" if period is None else _text(period_words(period, "en"))


def _figure(quantity: Quantity) -> str:
    """Word a figure, with the ends of its interval where the words do not say them."""
    words = _text(format(quantity, "en"))
    if quantity.bound not in _VAGUE:
        return words
    ends = f"{_end(quantity.lower, ROUND_FLOOR)} to {_end(quantity.upper, ROUND_CEILING)}"
    return f"{words} <small>({_text(ends)})</small>"


def _end(number: Decimal, rounding: str) -> str:
    """Write an end of an interval, a long one rounded outward."""
    short = Context(_DIGITS, rounding, -9_999, 9_999, 1, 0, [], []).plus(number)
    return f"{short:,f}" if abs(short.adjusted()) <= _LARGE else spelled(short)
