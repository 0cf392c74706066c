"""Bytes of a CSV file to rows of cells by column, with the lines that they start on."""

from __future__ import annotations

__all__ = ["Lines", "Places", "Row", "read_sheet", "rows_of_lines"]

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from anhui_ftz.errors import FtzError, InvalidValue, Problem, UnitError, shown
from anhui_ftz.io.headings import COLUMNS, column_of, heading_of, names_of
from anhui_ftz.model.integrity import nearest

_T = TypeVar("_T")
#: A longer cell is no figure, name or note; csv's own limit by default.
_LONGEST = 131_072
_DELIMITERS = ",;\t"
_REQUIRED = ("subject", "indicator", "period")
_FIGURES = ("figure", "value")
_Cells = tuple[int, list[str]]
#: The rows of a table that are not empty: the number of each in its file, and its cells.
Lines = Sequence[_Cells]


class Places(Protocol):
    """Says in a message where something is in a file."""

    def row(self, number: int) -> str:
        """Return where a row is."""

    def cell(self, number: int, position: int | None, name: str) -> str:
        """Return where a cell of a row is: its position, and the name of its column."""


class _InLines:
    """Places in a text file: lines and names of columns."""

    def row(self, number: int) -> str:
        return f"line {number}"

    def cell(self, number: int, _position: int | None, name: str) -> str:
        return f"line {number}, column {name}"


_IN_LINES = _InLines()


class Row:
    """One row of a sheet: its cells are read one by one, and what is wrong with them is gathered."""

    def __init__(
        self,
        line: int,
        cells: Mapping[str, str],
        problems: list[Problem],
        places: Places = _IN_LINES,
        positions: Mapping[str, int] | None = None,
    ) -> None:
        self._cells, self._problems, self._places, self._positions = cells, problems, places, positions or {}
        #: Line of the file that it starts on, counted from 1.
        self.line = line
        #: How many problems it has so far.
        self.refused = 0

    def __contains__(self, column: str) -> bool:
        return column in self._cells

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "")

    def read(self, column: str, convert: Callable[[str], _T], hint: str = "") -> _T | None:
        """Return the value of a cell, or None after a problem."""
        try:
            return convert(self[column])
        except FtzError as error:
            self.refuse(column, str(error), "wrong-unit" if isinstance(error, UnitError) else "invalid-value", hint)
            return None

    def require(self, column: str, convert: Callable[[str], _T], hint: str = "") -> _T | None:
        """Return the value of a cell that must not be empty, or None after a problem."""
        if column not in self:
            self.refuse(column, "required, and empty", "missing-value")
            return None
        return self.read(column, convert, hint)

    def refuse(self, column: str, message: str, rule: str, hint: str = "") -> None:
        """Note a problem of a cell."""
        self.refused += 1
        place = self._places.cell(self.line, self._positions.get(column), column)
        self._problems.append(Problem(place, message, rule, hint))


def read_sheet(content: bytes, problems: list[Problem], encoding: str = "utf-8") -> list[Row]:
    """Read a CSV file with a header; the delimiter is the one of comma, semicolon and tab that gives most columns.

    Parameters
    ----------
    content
        The file.
    problems
        Takes what is wrong with its text, header and rows.
    encoding
        How the text is encoded.

    Raises
    ------
    InvalidValue
        If there is no such encoding.

    Examples
    --------
    >>> lines = "主体;指标;时期;数值", "anhui;goods-trade;2020;5"
    >>> [row] = read_sheet(chr(10).join(lines).encode(), [])
    >>> row.line, row["period"]
    (2, '2020')
    """
    text = _text(content, problems, encoding)
    lines = [] if problems else list(_rows(text, _delimiter(text), problems))
    if not lines:
        problems += [] if problems else [_no_header("line 1", "the file is empty")]
        return []
    return rows_of_lines(lines, problems)


def rows_of_lines(lines: Lines, problems: list[Problem], places: Places = _IN_LINES, unit: str = "") -> list[Row]:
    """Return the rows of a table whose first line is its header.

    Parameters
    ----------
    lines
        The lines, one at least.
    problems
        Takes what is wrong with the header and the rows.
    places
        Says where something is.
    unit
        The unit of the figures for which neither a cell nor a heading has one.

    Examples
    --------
    >>> [row] = rows_of_lines([(4, ["主体", "指标", "时期", "数值（万元）"]), (5, ["皖", "x", "2020", "5"])], [])
    >>> row["value"], row["unit"]
    ('5', '万元')
    """
    columns = _header(*lines[0], problems, places)
    return [] if columns is None else list(_fitting(lines[1:], columns, problems, places, unit))


def _text(content: bytes, problems: list[Problem], encoding: str) -> str:
    """Decode a text, with or without a byte order mark."""
    try:
        name = codecs.lookup(encoding).name
        text = content.removeprefix(codecs.BOM_UTF8).decode() if name == "utf-8" else content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "save it as CSV UTF-8, or name its encoding, such as gb18030" if name == "utf-8" else "utf-8 is usual"
        hint += "; it may be UTF-16" if content[:1] in (b"\xff", b"\xfe") else ""
        what = "UTF-8" if name == "utf-8" else name.upper()
        problems.append(
            Problem(f"line {line}", f"the text is not {what}", f"not-{what.lower().replace('-', '')}", hint)
        )
        return ""
    except (LookupError, TypeError, ValueError):  # no name of an encoding, or of one that is not for texts
        raise InvalidValue(f"encoding: {shown(encoding)} is unknown; utf-8 and gb18030 are usual") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(
            Problem(f"line {line}", "the text contains a NUL character", "not-text", "save it as CSV UTF-8")
        )
    return text.removeprefix("\ufeff")


def _rows(text: str, delimiter: str, problems: list[Problem]) -> Iterator[_Cells]:
    """Iterate over the rows that are not blank, each with the line that it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > _LONGEST for cell in cells):  # csv's own limit is global: others raise it
                raise csv.Error(f"field larger than field limit ({_LONGEST})")  # noqa: TRY301 - as csv tells it
            if any(map(str.strip, cells)):
                yield line, [_cell(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"the file cannot be read on from here: {error}"
        problems.append(Problem(f"line {line}", message, "not-csv", "a quoted cell may not be closed"))


def _cell(text: str) -> str:
    """Return a cell in one line, without blanks around it."""
    return " ".join(text.split()) if "\n" in text or "\r" in text else text.strip()


def _delimiter(text: str) -> str:
    def known(delimiter: str) -> int:
        _, cells = next(_rows(text, delimiter, []), (1, []))
        return sum(column_of(cell) is not None for cell in cells)

    return max(_DELIMITERS, key=known)


#: A column by its position: its name, empty where the heading is, None where it is unknown; and its unit.
_Columns = list[tuple[str | None, str]]


def _header(line: int, cells: list[str], problems: list[Problem], places: Places) -> _Columns | None:
    """Return the column of each cell, with the unit that its heading has; None if no row can be read."""
    columns = [heading_of(cell) for cell in cells]
    names = [name for name, _ in columns]
    if not any(names):
        message = "the first row names no column of a table of observations"
        problems.append(_no_header(places.row(line), message))
        return None
    for position, (cell, name) in enumerate(zip(cells, names, strict=True)):
        place = places.cell(line, position, _named(cell))
        if name is None:
            meant = nearest(cell.casefold(), COLUMNS, 1)
            hint = f"did you mean {meant[0]}?" if meant else f"the columns are {', '.join(COLUMNS)}"
            problems.append(Problem(place, "unknown column", "unknown-column", hint))
        elif name and name in names[:position]:
            problems.append(Problem(place, f"column {name} appears twice", "duplicate-column"))
    missing = [names_of(column) for column in _REQUIRED if column not in names]
    if not set(_FIGURES) & set(names):
        missing.append(" or ".join(map(names_of, _FIGURES)))
    problems += [Problem(places.row(line), f"a column is missing: {each}", "missing-column") for each in missing]
    return None if missing else columns


def _fitting(lines: Lines, columns: _Columns, problems: list[Problem], places: Places, unit: str) -> Iterator[Row]:
    """Iterate over the rows whose cells are all under the header; blank cells too many do no harm."""
    positions = {name: position for position, (name, _) in enumerate(columns) if name}
    for line, cells in lines:
        named = list(zip(columns, cells, strict=False))
        astray = any(cells[len(columns) :]) or any(cell for (column, _), cell in named if column == "")
        if astray or len(cells) < len(columns):
            message = f"{len(cells)} cells, where the header has {len(columns)}"
            message = "a cell is under no column" if astray else message
            problems.append(Problem(places.row(line), message, "ragged-row", "quote cells that contain the delimiter"))
            continue
        found = {column: cell for (column, _), cell in named if column and cell}
        row = Row(line, found, problems, places, positions)
        units = {of for (column, of), cell in named if of and cell}
        if units | {found["unit"]} != units if "unit" in found and units else len(units) > 1:
            said = ", ".join(sorted(units | {found.get("unit", "")} - {""}))
            row.refuse("unit", f"the headings and cells of the row name several units: {said}", "contradiction")
        elif (of := next(iter(units), unit)) and "unit" not in found:
            found["unit"] = of
        yield row


def _no_header(place: str, message: str) -> Problem:
    return Problem(place, message, "missing-header", f"the columns are {', '.join(COLUMNS)}")


def _named(cell: str) -> str:
    """Return a header cell as a message may show it."""
    return cell if cell.isprintable() and len(cell) <= max(map(len, COLUMNS)) else shown(cell, 40)
