"""Columns of the tables in which a data set is written: what each cell means, and how it is made of a record."""

from __future__ import annotations

__all__ = [
    "ID",
    "NAMES",
    "SOURCE",
    "Cell",
    "CellKind",
    "Column",
    "batches",
    "both",
    "cells",
    "csv_pieces",
    "figure",
    "fixed",
    "notes",
    "period",
    "point",
    "xml_text",
]

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from itertools import islice
from typing import Any

import attrs

from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.source import Carrier, Translation

#: The value of a cell; None is an empty one, and a sequence a list of texts.
Cell = str | Decimal | int | date | Sequence[str] | None
#: What a row is made of: a record, or a part of one; each table has its own.
_Row = Any
_AT_ONCE = 1_000


class CellKind(StrEnum):
    """What the cells of a column contain; the names are those of XML Schema."""

    STRING = "string"
    #: A decimal to the last digit, never rounded by a float.
    DECIMAL = "decimal"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    #: Texts, in the formats that have lists.
    LIST = "list"


def _choices(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, values))


@attrs.frozen
class Column:
    """A column of a table."""

    #: Its name in the header.
    name: str
    #: What it means, with the unit.
    about: str
    #: Returns the cell of a record.
    cell: Callable[[_Row], Cell]
    #: What its cells contain.
    kind: CellKind = CellKind.STRING
    #: Whether no cell is empty.
    required: bool = attrs.field(default=False, kw_only=True)
    #: The table whose first column has each of its values; empty where it refers to none.
    refers: str = attrs.field(default="", kw_only=True)
    #: The values that it may have; empty where any.
    choices: tuple[str, ...] = attrs.field(default=(), converter=_choices, kw_only=True)


ID = Column("id", "Kebab-case id.", lambda row: row.id, required=True)
NAMES = (
    Column("name_en", "English name; empty where none was seen.", lambda row: row.name.en),
    Column("name_zh", "Chinese name in simplified characters; empty where none was seen.", lambda row: row.name.zh),
)


def notes(of: Callable[[_Row], Sequence[Note]]) -> tuple[Column, ...]:
    """Return the columns of notes: parallel lists, one entry per note."""
    return (
        Column(
            "note_kinds", "What each note is about.", lambda row: [str(each.kind) for each in of(row)], CellKind.LIST
        ),
        Column("notes_en", "The notes in English.", lambda row: [each.text.en for each in of(row)], CellKind.LIST),
        Column("notes_zh", "The notes in Chinese.", lambda row: [each.text.zh for each in of(row)], CellKind.LIST),
    )


def both(name: str, about: str, of: Callable[[_Row], Text]) -> tuple[Column, ...]:
    """Return the columns of a text in both languages."""
    return (
        Column(f"{name}_en", f"{about}, in English.", lambda row: of(row).en),
        Column(f"{name}_zh", f"{about}, in Chinese.", lambda row: of(row).zh),
    )


def _through(of: Callable[[_Row], object], get: Callable[[_Row], Cell]) -> Callable[[_Row], Cell]:
    """Return what makes the cell of a part of a record: empty where the record has no such part."""

    def cell(row: _Row) -> Cell:
        part = of(row)
        return None if part is None else get(part)

    return cell


def period(
    about: str, of: Callable[[_Row], Period | None], name: str = "period", *, required: bool = True
) -> tuple[Column, ...]:
    """Return the columns of a period: as EDTF, and its ends, each empty where it is open or unknown."""
    words = f"{about}, as EDTF; '..' is an open end, nothing an unknown one."
    return (
        Column(name, words, _through(of, lambda each: each.edtf), required=required),
        Column(f"{name}_start", "First day; empty if not known.", _through(of, lambda each: each.start), CellKind.DATE),
        Column(f"{name}_end", "Last day; empty if not known.", _through(of, lambda each: each.end), CellKind.DATE),
    )


def figure(of: Callable[[_Row], Quantity | None], prefix: str = "", *, required: bool = True) -> tuple[Column, ...]:
    """Return the columns of a quantity: value, lower, upper, unit and bound."""
    value = _through(of, lambda each: each.value)
    lower, upper = _through(of, lambda each: _finite(each.lower)), _through(of, lambda each: _finite(each.upper))
    unit, bound = _through(of, lambda each: str(each.unit)), _through(of, lambda each: each.bound)
    limit = "value that the wording allows; empty where it sets none."
    return (
        Column(f"{prefix}value", "The figure as stated, in the unit.", value, CellKind.DECIMAL, required=required),
        Column(f"{prefix}lower", f"Smallest {limit}", lower, CellKind.DECIMAL),
        Column(f"{prefix}upper", f"Largest {limit}", upper, CellKind.DECIMAL),
        Column(f"{prefix}unit", "UCUM symbol or ISO 4217 code.", unit, required=required),
        Column(f"{prefix}bound", "How the figure bounds the true one.", bound, required=required, choices=Bound),
    )


def _finite(figure: Decimal) -> Decimal | None:
    return figure if figure.is_finite() else None


def point(of: Callable[[_Row], Location | None]) -> tuple[Column, ...]:
    """Return the columns of a representative point on WGS 84."""
    latitude, longitude = _through(of, lambda each: each.latitude), _through(of, lambda each: each.longitude)
    return (
        Column("latitude", "Degrees north of a representative point, on WGS 84.", latitude, CellKind.DECIMAL),
        Column("longitude", "Degrees east of a representative point, on WGS 84.", longitude, CellKind.DECIMAL),
    )


def _publisher_en(row: _Row) -> str:
    return row.publisher.en if isinstance(row.publisher, Name) else ""


def _publisher_zh(row: _Row) -> str:
    return row.publisher.zh if isinstance(row.publisher, Name) else ""


#: What a source says of itself.
SOURCE = (
    Column("publisher", "Who published it.", lambda row: str(row.publisher)),
    Column("publisher_en", "Its English name; empty where it has one name for both languages.", _publisher_en),
    Column("publisher_zh", "Its Chinese name; empty where it has one name for both languages.", _publisher_zh),
    Column("title", "Title as printed; empty where it was not seen.", lambda row: row.title),
    Column("language", "Language of the words seen, as a BCP 47 tag.", lambda row: row.language, required=True),
    *period("When it was published", lambda row: row.published, "published", required=False),
    Column("url", "Address where it was seen.", lambda row: row.url),
    Column("carrier", "Whose page it is.", lambda row: row.carrier, required=True, choices=Carrier),
    Column("translation", "Whether it is translated.", lambda row: row.translation, required=True, choices=Translation),
    Column("sha256", "SHA-256 of the text where it is kept.", lambda row: row.sha256),
)


def batches(records: Iterable[_Row]) -> Iterator[list[_Row]]:
    """Iterate over records, some at once."""
    remaining = iter(records)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some


def cells(columns: Iterable[Column], records: Sequence[_Row]) -> list[list[Cell]]:
    """Return the cells of records, column by column."""
    return [[cell(row) for row in records] for cell in (column.cell for column in columns)]


def csv_pieces(columns: Sequence[Column], records: Iterable[_Row]) -> Iterator[tuple[int, bytes]]:
    r"""Write CSV piece by piece, as RFC 4180 and UTF-8: the number of rows in each piece, and its bytes.

    A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to some spreadsheets. It is written unchanged
    all the same: an apostrophe before it would falsify the data for every other reader, negative numbers begin so,
    and no quoting keeps a spreadsheet from it. Import such a file as text.

    >>> columns = Column("a", "", lambda row: row), Column("b", "", lambda row: 'x"y')
    >>> list(csv_pieces(columns, ["=1"]))
    [(0, b'a,b\r\n'), (1, b'=1,"x""y"\r\n')]
    """
    yield 0, _encoded([[column.name for column in columns]])
    for some in batches(records):
        written = [
            list(map(_WRITTEN[column.kind], made)) if column.kind in _WRITTEN else made
            for column, made in zip(columns, cells(columns, some), strict=True)
        ]
        yield len(some), _encoded(zip(*written, strict=True))


def _encoded(rows: Iterable[Iterable[Cell]]) -> bytes:
    buffer = StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def fixed(figure: Decimal) -> str:
    """Write a figure in full, without exponent; empty where it is infinite.

    >>> fixed(Decimal("5E+11")), fixed(Decimal("Infinity"))
    ('500000000000', '')
    """
    return format(figure, "f") if figure.is_finite() else ""


#: What XML 1.0 cannot have, even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(value: object) -> str:
    """Return a text that XML can have; a character that it cannot have is replaced by U+FFFD.

    >>> xml_text("a" + chr(0xFFFE)) == "a" + chr(0xFFFD), xml_text(5)
    (True, '5')
    """
    return _NOT_XML.sub("\ufffd", str(value))


#: How the cells are written that the writer of CSV would not write so itself.
_WRITTEN = {
    CellKind.DECIMAL: lambda figure: None if figure is None else format(figure, "f"),
    CellKind.BOOLEAN: lambda flag: str(flag).lower(),
}
