"""Results as rows for a sheet: any list of results, and whatever has columns and rows."""

from __future__ import annotations

__all__ = ["Rows", "rows_of"]

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from typing import Any, Protocol, runtime_checkable

import attrs

from anhui_ftz.analysis.links.evidence import Evidence
from anhui_ftz.analysis.links.matrices import LinkageMatrix
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.columns import CellKind
from anhui_ftz.io.excel.sheets import Link, Sheet, SheetCell, SheetColumn, grade_words, heading, link_to, sheets
from anhui_ftz.model.cooperation import Milestone
from anhui_ftz.model.dataset import TABLES, Dataset
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, Grade, Source
from anhui_ftz.storage.records import Difference
from anhui_ftz.words import label, phrase, word_of
from anhui_ftz.words.periods import dated_words, period_words
from anhui_ftz.words.quantities import quantity_words, unit_words
from anhui_ftz.words.remark import in_language
from anhui_ftz.words.sources import citation_words

_Get = Callable[[Any], Any]
_WEB = ("http://", "https://")


@runtime_checkable
class Rows(Protocol):
    """A result with named columns and rows of as many cells."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns."""

    @property
    def rows(self) -> Iterable[Any]:
        """The rows: sequences of cells in the order of the columns, or objects with fields of these names."""


def rows_of(content: object, lang: str, ds: Dataset | None = None) -> Sheet:
    """Return the sheet of a result.

    Parameters
    ----------
    content
        A result with ``columns`` and ``rows``, one with ``rows`` of objects, a matrix, or any list of objects.
    lang
        ``en`` or ``zh``.
    ds
        The data set whose names replace ids.

    Raises
    ------
    InvalidValue
        If the content has no rows.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> gap = ftz.LinkageGap("anhui-ftz", "zhejiang-ftz", "shipping")
    >>> sheet = rows_of([gap], "en", ftz.load())
    >>> [column.heading for column in sheet.columns]
    ['Place or body', 'Partner', 'Topic']
    >>> [column.cell(gap) for column in sheet.columns]
    ['China (Anhui) Pilot Free Trade Zone', 'China (Zhejiang) Pilot Free Trade Zone', 'shipping']
    """
    name = phrase("sheet.rows", lang)
    if isinstance(content, LinkageMatrix):
        return Sheet(name, tuple(zip(content.places, content.counts, strict=True)), _matrix(content, lang, ds))
    rows = getattr(content, "rows", content)
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise InvalidValue(f"a workbook needs a Dataset or a result with rows, not {shown(content)}")
    rows = tuple(rows)
    kinds = {type(row) for row in rows}
    if ds is not None and len(kinds) == 1 and (table := _table_of(kinds.pop())):
        sheet = next(each for each in sheets(ds, lang) if each.table is not None and each.table.name == table)
        return Sheet(name, rows, sheet.columns)
    names = tuple(content.columns) if isinstance(content, Rows) else _fields(rows, content)
    columns = (each for at, name in enumerate(names) for each in _columns(name, _getter(name, at), rows, lang, ds))
    return Sheet(name, rows, tuple(columns))


def _table_of(kind: type[Any]) -> str:
    return next((name for name, record in TABLES.items() if record is kind), "")


def _fields(rows: Collection[Any], content: object) -> tuple[str, ...]:
    """Return the names of the fields of all rows, in order."""
    found: dict[str, None] = {}
    for row in rows:
        if attrs.has(type(row)):
            names: Iterable[str] = (each.name for each in attrs.fields(type(row)) if not each.name.startswith("_"))
        elif hasattr(row, "_fields"):
            names = row._fields
        else:
            raise InvalidValue(f"a workbook needs a Dataset or a result with rows, not {shown(content)}")
        found |= dict.fromkeys(names)
    # a result that is about one record says by a property which
    own = () if "id" in found or not all(hasattr(row, "id") for row in rows) else ("id",)
    return (*own, *found) if rows else ()


def _getter(name: str, at: int) -> _Get:
    """Return what gets a cell of a row: by position from a plain sequence, by name from anything else."""

    def get(row: Any) -> Any:
        if isinstance(row, Mapping):
            return row.get(name)
        if isinstance(row, Sequence) and not hasattr(row, "_fields"):
            return row[at] if at < len(row) else None
        return getattr(row, name, None)

    return get


def _columns(name: str, get: _Get, rows: Iterable[Any], lang: str, ds: Dataset | None) -> Iterable[SheetColumn]:
    """Yield the columns of a field: a figure has its number, bounds and unit, and its words."""
    title = heading(name, lang)
    if name in ("id", "path") or name.endswith(("_id", "_ids")):
        # for programs, which need them as they are
        yield SheetColumn(title, lambda row: _cell(get(row), lang, None), hidden=name != "id", width=24)
        return
    if not any(_quantity(get(row)) is not None for row in rows):
        named = _NAMED.get(name)
        yield SheetColumn(title, lambda row: _cell(get(row), lang, ds, named), width=24)
        return

    def part(show: Callable[[Quantity], SheetCell]) -> Callable[[Any], SheetCell]:
        def cell(row: Any) -> SheetCell:
            quantity = _quantity(get(row))
            return None if quantity is None else show(quantity)

        return cell

    joined = "{0}" + phrase("colon", lang) + "{1}"
    for key, show in _PARTS.items():
        column = joined.format(title, heading(key, lang))
        yield SheetColumn(column, part(show), CellKind.DECIMAL, width=16)
    yield SheetColumn(
        joined.format(title, heading("unit", lang)), part(lambda each: unit_words(each.unit, lang).strip())
    )
    yield SheetColumn(title, part(lambda each: quantity_words(each, lang)), width=34)


def _finite(figure: Decimal) -> Decimal | None:
    return figure if figure.is_finite() else None


#: Columns whose words are in the catalogue, and the kind of word that each is.
_NAMED = {"rule": "rule", "theme": "theme", "topic": "topic", "topics": "topic"}
_PARTS: dict[str, Callable[[Quantity], SheetCell]] = {
    "value": lambda each: each.value,
    "lower": lambda each: _finite(each.lower),
    "upper": lambda each: _finite(each.upper),
}


def _quantity(value: object) -> Quantity | None:
    """Return a figure, or that of an observation or a result."""
    found = value if isinstance(value, Quantity) else getattr(value, "quantity", None)
    return found if isinstance(found, Quantity) else None


def _cell(value: object, lang: str, ds: Dataset | None, named: str | None = None) -> SheetCell:
    if value is None or isinstance(value, Link):
        return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value if Decimal(value).is_finite() else str(value)
    if isinstance(value, date):
        return value
    if isinstance(value, Source):
        return link_to(value, lang)
    if isinstance(value, str) and value.startswith(_WEB):
        return Link(value, value)
    return _words(value, lang, ds, named)


def _words(value: object, lang: str, ds: Dataset | None, named: str | None = None) -> str:
    if isinstance(value, str):
        return _text(value, lang, ds, named)
    for kinds, word in _WORDED:
        if isinstance(value, kinds):
            return word(value, lang, ds)
    if isinstance(value, Collection):
        words = [_words(each, lang, ds, named) for each in value]
        if words and all(isinstance(each, Note) for each in value):
            return reduce(lambda before, note: phrase("sentences", lang, before, note), words)
        # what has commas in it is set apart by more than a comma
        mark = "stop" if any(phrase("clause", lang) in each for each in words) else "sep"
        return phrase(mark, lang).join(words)
    if (quantity := _quantity(value)) is not None:
        return quantity_words(quantity, lang)
    id = getattr(value, "id", None)
    return _words(id, lang, ds) if isinstance(id, str) else str(value)


def _text(value: str, lang: str, ds: Dataset | None, named: str | None) -> str:
    if isinstance(value, StrEnum):
        return grade_words(value, lang) if isinstance(value, Grade) else label(value, lang)
    if named is not None:
        return word_of(named, value, lang)
    return in_language(value, lang) if ds is None or value not in ds else _called(ds, value, lang)


def _difference(value: Difference, lang: str, ds: Dataset | None) -> str:
    field = value.path.split(".")[1]
    both = (value.before, value.after)
    stated = ("–" if each is None else _words(each, lang, ds, _NAMED.get(field)) for each in both)
    return heading(field, lang) + phrase("colon", lang) + " → ".join(stated)


def _counts(value: Mapping[object, int], lang: str, ds: Dataset | None) -> str:
    return phrase("sep", lang).join(
        phrase("count", lang, count, _words(each, lang, ds)) for each, count in value.items()
    )


#: How kinds of values are put into words that are neither texts, lists, figures nor records with an id.
_WORDED: tuple[tuple[Any, Callable[[Any, str, Dataset | None], str]], ...] = (
    (bool, lambda value, lang, _: phrase("yes" if value else "no", lang)),
    (Period, lambda value, lang, _: period_words(value, lang)),
    (Name | Text, lambda value, lang, _: value.in_(lang)),
    (Note, lambda value, lang, _: value.text.in_(lang)),
    (Citation, lambda value, lang, _: citation_words(value, lang)),
    (Milestone | ZoneEvent, lambda value, lang, _: phrase("clause", lang).join(dated_words(value, lang))),
    (Evidence, lambda value, lang, _: value.cooperation.name.in_(lang)),
    (Difference, _difference),
    (Mapping, _counts),
)


def _called(ds: Dataset, id: str, lang: str) -> str:
    """Return what a record is called; a figure has no name but its id."""
    record = ds[id]
    if isinstance(record, Source):
        return link_to(record, lang).text
    name = getattr(record, "name", None)
    return name.in_(lang) if isinstance(name, Name) else id


def _matrix(matrix: LinkageMatrix, lang: str, ds: Dataset | None) -> tuple[SheetColumn, ...]:
    def count(at: int) -> Callable[[Any], SheetCell]:
        return lambda row: row[1][at]

    first = SheetColumn(heading("place", lang), lambda row: _words(row[0], lang, ds), width=34)
    others = enumerate(matrix.places)
    return (first, *(SheetColumn(_words(id, lang, ds), count(at), CellKind.INTEGER, width=12) for at, id in others))
