"""Values as notebooks show them: a table for each record, result, table and data set, with its sources as notes."""

from __future__ import annotations

__all__ = ["display"]

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.words import as_heading, label, phrase, status_words
from anhui_ftz.words.document import Document, Line, Numbers, Section, cut
from anhui_ftz.words.nouns import Days, Happened, Interval, Link, Named, Reached, Result
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.sources import citation_words, source_words
from anhui_ftz.words.working import figure_line, rule_words, working

#: How many names of a table of a data set are shown, and how many of its sources.
_NAMES, _SOURCES = 4, 20
#: The fields that a table of records shows, where they have them, in this order.
_COLUMNS = (
    "id", "name", "publisher", "title", "subject", "indicator", "period", "quantity", "kind", "form", "parties",
    "unit", "province", "zone", "status", "published",
)  # fmt: skip
#: The fields of a record that its table does not repeat: they are its caption and its notes.
_ELSEWHERE = frozenset({"id", "name", "citations"})


def display(value: object, language: str = "en") -> Document:
    """Return a value as a document of one table.

    Parameters
    ----------
    value
        A data set, a table of it, a record, a derived figure or a linkage.
    language
        ``en`` or ``zh``.

    Raises
    ------
    InvalidValue
        If it is something else.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(display(ftz.load().get("ah-obs-010")).text)
    ah-obs-010
    ==========
    <BLANKLINE>
    Subject    anhui-ftz
    Indicator  new-enterprises
    Period     24 September 2020 to 25 January 2021
    Figure     3,857 [1]
    Status     A (normal)
    ...
    """
    if isinstance(value, Result):
        return _result(value, language)
    if isinstance(value, Link):
        return _linkage(value, language)
    if hasattr(value, "tables"):
        return _dataset(value, language)
    if isinstance(value, Sequence) and all(hasattr(row, "id") for row in value[:1]):
        return _table(value, language)
    if attrs.has(type(value)) and hasattr(value, "id"):
        return _record(value, language)
    raise InvalidValue(f"expected a data set, a table, a record, a derived figure or a linkage, got {shown(value)}")


def _result(result: Result, language: str) -> Document:
    numbers = Numbers()
    rows = cut(((line,) for line in working(result, language, numbers)), language)
    return Document(rule_words(result.rule, language), language, (Section(rows=rows),), numbers.keys)


def _linkage(link: Link, language: str) -> Document:
    numbers, sep = Numbers(), phrase("sep", language)
    columns = ("cooperation", "field.form", "field.status", "field.parties")
    rows = []
    for each in link.evidence:
        row, parties = each.cooperation, sep.join(each.stated_at)
        if each.lifted_via:
            parties += phrase("stop", language) + phrase("lifted", language, sep.join(each.lifted_via))
        name = Line(_title(row), _refs((row, *row.milestones), numbers, language))
        status = sep.join(status_words(each.status, each.possible, language))
        rows.append((name, Line(label(row.form, language)), Line(status), Line(parties)))
    headings = tuple(phrase(key, language) for key in columns)
    section = Section(columns=headings, rows=cut(rows, language))
    return Document(f"{link.a} – {link.b}", language, (section,), numbers.keys)


def _dataset(ds: Any, language: str) -> Document:
    rows = [
        (Line(phrase(f"table.{name}", language)), Line(f"{len(table):,}"), Line(_first_names(table)))
        for name, table in ds.tables()
        if table
    ]
    title = ", ".join(filter(None, [ds.title or phrase("data-set", language), ds.edition, ds.licence]))
    notes = tuple(source_words(source, language) for source in ds.sources[:_SOURCES])
    return Document(title, language, (Section(rows=tuple(rows)),), notes, left_out=len(ds.sources) - len(notes))


def _table(records: Sequence[Any], language: str) -> Document:
    some = records[: _SOURCES + 1]
    names = [name for name in _COLUMNS if any(hasattr(record, name) for record in some)]
    numbers = Numbers()
    rows = (tuple(_cell(record, name, numbers, language) for name in names) for record in records)
    section = Section(columns=tuple(phrase(f"field.{name}", language) for name in names), rows=cut(rows, language))
    return Document(phrase("records", language, f"{len(records):,}"), language, (section,), numbers.keys)


def _record(record: Any, language: str) -> Document:
    numbers = Numbers()
    refs = () if _is_figure(record) else _refs((record,), numbers, language)
    rows: list[tuple[Line, ...]] = []
    said: set[object] = set()
    for name in (field.alias for field in attrs.fields(type(record)) if field.init):
        value = getattr(record, name)
        if name == "within":
            value = tuple(id for id in value if id not in said)
        if isinstance(value, tuple) and all(isinstance(each, Reached | Happened) for each in value):
            rows += (_dated(each, numbers, language) for each in value)
        elif name not in _ELSEWHERE and value not in (None, "", ()):
            rows.append((Line(phrase(f"field.{name}", language)), _worded(record, value, numbers, language)))
            said.add(value)
    return Document(_title(record), language, (Section(rows=tuple(rows)),), numbers.keys, refs=refs)


def _dated(each: Reached | Happened, numbers: Numbers, language: str) -> tuple[Line, ...]:
    """Return a row for what happened on some day: what, when, and where it is stated."""
    words = label(each.status if isinstance(each, Reached) else each.kind, language)
    days = Line(period_words(each.period, language), _refs((each,), numbers, language))
    return Line(as_heading(words)), days


def _cell(record: Any, name: str, numbers: Numbers, language: str) -> Line:
    value = getattr(record, name, None)
    return Line("") if value in (None, "", ()) else _worded(record, value, numbers, language)


def _worded(record: Any, value: Any, numbers: Numbers, language: str) -> Line:
    """Word a field of a record by what it is; the figure of an observation carries its sources."""
    if isinstance(value, Interval):
        return figure_line(value, language, _refs((record,), numbers, language) if _is_figure(record) else ())
    if isinstance(value, tuple):
        parts = [_text(each, language) for each in value]
        return Line(phrase("sep", language).join(parts), _refs(value, numbers, language))
    return Line(_text(value, language))


def _is_figure(record: object) -> bool:
    return hasattr(record, "quantity")


def _text(value: object, language: str) -> str:
    if isinstance(value, StrEnum):  # a code is shown beside what it means
        words = label(value, language)
        return f"{value.value}{phrase('brackets', language, words)}" if value.isupper() else words
    if isinstance(value, Days):
        return period_words(value, language)
    if isinstance(value, Named):
        return value.in_(language)
    if isinstance(value, bool):
        return phrase("yes" if value else "no", language)
    return str(value)


def _refs(holders: Iterable[Any], numbers: Numbers, language: str) -> tuple[int, ...]:
    citations = (each for holder in holders for each in getattr(holder, "citations", ()))
    return numbers.refs(citation_words(each, language) for each in citations)


def _title(record: Any) -> str:
    name = getattr(record, "name", None)
    names = () if name is None else dict.fromkeys(filter(None, (name.en, name.zh)))
    return f"{' · '.join(names)} ({record.id})" if names else record.id


def _first_names(table: Sequence[Any]) -> str:
    names = [str(getattr(row, "name", "")) or row.id for row in table[:_NAMES]]
    return ", ".join(names) + (", …" if len(table) > _NAMES else "")
