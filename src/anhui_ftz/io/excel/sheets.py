"""The sheets of a workbook: which columns each has, in words for people and in codes for reading back.

Every column of a plain table is in its sheet. What a person reads otherwise than it is stored has two columns: one in
words, a number or a day, and a hidden one with the id, the code or the exact decimal under the name of the plain table.
"""

from __future__ import annotations

__all__ = [
    "Link", "Sheet", "SheetCell", "SheetColumn", "grade_words", "heading", "link_to", "sheet_name", "sheets",
]  # fmt: skip

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

import attrs

from anhui_ftz.analysis.quality.grades import cited_sources, grade
from anhui_ftz.io.columns import CellKind, Column
from anhui_ftz.io.packages.plain_records import INDEXES
from anhui_ftz.io.packages.plain_tables import TABLES, PlainTable
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, Milestone
from anhui_ftz.model.dataset import TABLES as RECORDS
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.source import Grade, Source
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words import label, phrase, phrase_or, word_of
from anhui_ftz.words.periods import period_words, reached_words, stated_period_words
from anhui_ftz.words.quantities import quantity_words
from anhui_ftz.words.sources import locator_words, title_words

#: The order of the sheets: first what a reader wants first.
_FIRST = ("observations", "cooperations", "zones", "areas", "organizations", "divisions", "indicators", "sources")
#: What the names of columns begin with where a table has several of a kind.
_PREFIXES = ("value_", "since_", "published_", "period_")
#: The kinds of phrases that head columns; the first that has a name counts.
_HEADINGS = ("sheet", "field", "link")
#: Columns that are shown in words.
_IN_WORDS = ("period", "since", "published", "locator", "publisher", "theme", "topic")
#: Columns that tell rows apart, and nothing to a reader.
_KEYS = ("id", "position", "part")
_WIDTHS = {CellKind.DECIMAL: 16, CellKind.INTEGER: 10, CellKind.DATE: 12}
_WIDE, _WORDS = 34, 24
_LONG = ("definition_en", "definition_zh", "title", "url", "text_en", "text_zh")


class Link(NamedTuple):
    """A text with the address that it leads to, which may be empty."""

    text: str
    url: str


#: What is in a cell.
SheetCell = str | Decimal | int | float | date | Link | None


@attrs.frozen
class SheetColumn:
    """A column of a sheet."""

    #: What its first cell says.
    heading: str
    #: Returns the cell of a record.
    cell: Callable[[Any], SheetCell]
    #: What its cells contain.
    kind: CellKind = CellKind.STRING
    #: The column of the plain table that it stores; empty where it only shows what others store.
    stores: str = ""
    #: The column of the plain table that has what it shows in another way; empty if no column does.
    shows: str = ""
    #: Whether it is hidden.
    hidden: bool = False
    #: Its width in characters.
    width: int = _WORDS


@attrs.frozen
class Sheet:
    """A sheet: its name, the records in its rows, and its columns."""

    name: str
    records: Iterable[Any]
    columns: tuple[SheetColumn, ...]
    #: The plain table that it has; None for other results.
    table: PlainTable | None = None


def sheet_name(table: str, lang: str) -> str:
    """Return the name of the sheet of a table.

    >>> sheet_name("observations", "en"), sheet_name("citations", "zh")
    ('Observations', '引用')
    """
    return phrase(f"table.{table}", lang)


def heading(name: str, lang: str) -> str:
    """Return the heading of a column in words; a name that the catalogue does not know stays as it is.

    >>> heading("value", "en"), heading("period_start", "zh"), heading("mine", "zh")
    ('Figure', '首日', 'mine')
    """
    short = name
    for prefix in _PREFIXES:
        short = short.removeprefix(prefix)
    return next((words for kind in _HEADINGS if (words := phrase_or(f"{kind}.{short}", lang, ""))), name)


def sheets(ds: Dataset, lang: str) -> Iterator[Sheet]:
    """Yield the sheets of a data set, one for each plain table but the indexes."""
    tables = {table.name: table for table in TABLES if table.name not in INDEXES}
    called = cache(partial(_called, ds, lang))  # many rows name the same few records
    for name in (*_FIRST, *(each for each in tables if each not in _FIRST)):
        table = tables[name]
        columns = tuple(each for column in table.columns for each in _columns(table, column, called, lang))
        yield Sheet(sheet_name(name, lang), table.records(ds), (*columns, *_added(ds, name, lang)), table)


def _columns(table: PlainTable, column: Column, called: Callable[[str], SheetCell], lang: str) -> Iterator[SheetColumn]:
    """Yield the columns of a sheet for a column of a plain table."""
    name, cell, kind = column.name, column.cell, column.kind
    title = (
        heading("former-name" if table.name == "former" and name == "name" else name, lang) if name not in _KEYS else ""
    )
    stored = SheetColumn(name, _stored(column), CellKind.STRING, name, hidden=True, width=_WORDS)

    def shown(show: Callable[[Any], SheetCell], kind: CellKind = CellKind.STRING, width: int = _WORDS) -> SheetColumn:
        return SheetColumn(title, show, kind, shows=name, width=width)

    if name in _KEYS:
        yield stored
    elif column.refers:
        yield shown(lambda row: called(str(cell(row))), width=_WIDE)
        yield stored
    elif kind is CellKind.BOOLEAN:
        yield shown(lambda row: phrase("yes" if cell(row) else "no", lang), width=10)
        yield stored
    elif column.choices:
        yield shown(lambda row: _chosen(cell(row), lang))
        yield stored
    elif kind is CellKind.DECIMAL:
        yield shown(cell, kind, _WIDTHS[kind])  # type: ignore[arg-type]  # a decimal or nothing
        yield stored
    elif kind is CellKind.DATE:
        yield shown(lambda row: None if _seen(row) else cell(row), kind, _WIDTHS[kind])  # type: ignore[arg-type,return-value]
    elif name in _IN_WORDS:
        yield shown(lambda row: _worded(row, name, lang), width=_WIDE)
        yield stored
    elif kind is CellKind.INTEGER:
        yield SheetColumn(title, cell, kind, name, width=_WIDTHS[kind])  # type: ignore[arg-type]
    else:
        show = (lambda row: Link(row.url, row.url)) if (table.name, name) == ("sources", "url") else cell
        width = _WIDE if name in _LONG or name.startswith("name_") else _WORDS
        yield SheetColumn(title, show, kind, name, width=width)  # type: ignore[arg-type]


def _stored(column: Column) -> Callable[[Any], SheetCell]:
    """Return what stores a cell as text: a decimal in full, an enumeration by its code."""

    def cell(row: Any) -> SheetCell:
        value = column.cell(row)
        if value is None or isinstance(value, bool):
            return None if value is None else str(value).lower()
        return format(value, "f") if isinstance(value, Decimal) else str(value)

    return cell


def _added(ds: Dataset, table: str, lang: str) -> Iterator[SheetColumn]:
    """Yield the columns that a sheet has beside those of its plain table, for the reader alone."""
    if table == "observations":
        yield SheetColumn(heading("words", lang), lambda row: quantity_words(row.quantity, lang), width=_WIDE)
    if table == "cooperations":
        yield SheetColumn(heading("parties", lang), lambda row: _joined(ds, row.parties, lang), width=_WIDE)
        yield SheetColumn(heading("status", lang), lambda row: _status(row, lang))
    if table in RECORDS and table != "sources":
        yield SheetColumn(heading("source", lang), lambda row: _source(ds, row, lang), width=_WIDE)
    if table in RECORDS:
        yield SheetColumn(heading("grade", lang), lambda row: _grade(ds, row, lang))


def _called(ds: Dataset, lang: str, id: str) -> SheetCell:
    """Return the name of a record; a source leads to its page, and a figure is named by what it is about."""
    record = ds[id]
    if isinstance(record, Source):
        return link_to(record, lang)
    if isinstance(record, Observation):
        subject, indicator = (ds[each].name.in_(lang) for each in (record.subject, record.indicator))  # type: ignore[union-attr]
        return phrase("sep", lang).join((subject, indicator, stated_period_words(record, lang)))
    return record.name.in_(lang) or id


def link_to(source: Source, lang: str) -> Link:
    """Return a source by its publisher and title, with its address.

    >>> link_to(Source("daily", "Anhui Daily", "R&D", url="https://example.org"), "en")
    Link(text='Anhui Daily, “R&D”', url='https://example.org')
    """
    title = title_words(source.title, lang)
    words = phrase("clause", lang).join(filter(None, (source.publisher_in(lang), title)))
    return Link(words or source.id, source.url)


def _source(ds: Dataset, row: Any, lang: str) -> SheetCell:
    """Return the source of the best grade, which is the grade of the record."""
    best = min(cited_sources(ds, row), key=lambda each: each.grade, default=None)
    return None if best is None else link_to(best, lang)


def _grade(ds: Dataset, row: Any, lang: str) -> SheetCell:
    best = grade(ds, row)
    return None if best is None else grade_words(best, lang)


def grade_words(grade: Grade, lang: str) -> str:
    """Return a grade with what it means.

    >>> grade_words(Grade.A, "en")
    "A: publisher's own page"
    """
    return f"{grade}{phrase('colon', lang)}{label(grade, lang)}"


def _joined(ds: Dataset, ids: Iterable[str], lang: str) -> str:
    return phrase("sep", lang).join(ds.place(id).name.in_(lang) for id in ids)


def _status(row: Cooperation, lang: str) -> str:
    status = row.status_on()
    return phrase("not-confirmed", lang) if status is None else label(status, lang)


def _chosen(value: object, lang: str) -> str | None:
    if value is None:
        return None
    return label(value, lang) if isinstance(value, StrEnum) else phrase(f"sheet.role.{value}", lang)


def _part(row: Any) -> Any:
    """Return what a row is about: a record, or the entry of a list."""
    return row[2] if isinstance(row, tuple) else row


def _seen(row: Any) -> bool:
    """Whether the days of a row are only those on which a page was seen, which are never shown as dates."""
    return getattr(_part(row), "basis", None) is Basis.SEEN


def _worded(row: Any, name: str, lang: str) -> str | None:
    """Return a period, the place in a source, who published it, a theme or topic in words."""
    part = _part(row)
    if name in ("theme", "topic"):
        return word_of(name, part if isinstance(part, str) else part.theme, lang)
    if name == "publisher":
        return str(part.publisher_in(lang)) or None
    if name == "locator":
        return locator_words(part.locator, lang)
    if isinstance(part, Observation):
        return stated_period_words(part, lang)
    if isinstance(part, Milestone):
        return reached_words(part, lang)
    days = getattr(part, name)
    return None if days is None else period_words(days, lang)
