"""The cells of a workbook: values with their places and as Excel shows them, formulas and errors refused."""

from __future__ import annotations

__all__ = ["Grid", "GridCell", "cell_text", "grids_of"]

import io
import os
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import attrs

from anhui_ftz.errors import InvalidValue, MissingExtra, Problem, shown
from anhui_ftz.storage.whole import as_path

#: What openpyxl raises where a file is no workbook, or a damaged one.
_DAMAGED = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError, OSError)
#: The parts of a format that are no placeholders: texts, blanks and fillings, currencies, colours and conditions.
_part = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<blank>[_*].)'
    r"|\[\$(?P<currency>[^\[\]-]*)(?:-[^\[\]]*)?\]|(?P<condition>\[[<>=][^\[\]]*\])|(?P<bracket>\[[^\[\]]*\])|(?P<rest>.)",
    re.DOTALL,
)
_is_number = re.compile(
    r"(?:general|[0#?][0#?,]*(?:\.[0#?]*)?(?:e[+-][0#?]+)?|\.[0#?]+|[0#? ]+/(?:[0#?]+|\d+))[ %]*", re.IGNORECASE
)
#: A comma behind the digits divides by a thousand.
_divides = re.compile(r"[0#?],+(?![0#?,])").search
#: Signs that may be texts of a format: a number below zero may be in brackets.
_SIGNS = {1: " +", -1: " -()", 0: " -+()"}
#: Letters m beside hours or seconds are minutes.
_minutes = re.compile(r"(h[^dmsyh]*)m+|(?<!m)m+(?!m)(?=[^dmhys]*s)").sub
#: Excel allows so many characters.
_LONGEST = 255
_NUMBER_HINT = "type the figure as text, or as a plain number with its unit in a column or heading"
_DAY_HINT = "type the period as text, such as 2021-03"


class GridCell(NamedTuple):
    """A cell that is not empty."""

    #: Its value: a text, a number, a truth value or a day.
    value: Any
    #: Number of its row, from 1.
    row: int
    #: How it is formatted.
    number_format: str


@attrs.frozen
class Grid:
    """A sheet: its name, its cells, and which of them are merged."""

    name: str
    #: The cells that are not empty by row and column, both in order; rows count from 1, columns from 0.
    cells: dict[int, dict[int, GridCell]]
    #: The first and last row, first and last column of each group of cells that are merged to one.
    merged: tuple[tuple[int, int, int, int], ...]
    #: Whether people see it.
    visible: bool
    #: Cells that have no value: formulas and errors.
    problems: tuple[Problem, ...] = ()

    def rows(self) -> Iterator[dict[int, GridCell]]:
        """Iterate over the rows that are not empty, each as its cells by column."""
        return iter(self.cells.values())

    @property
    def place(self) -> str:
        """What it is called in a message."""
        return _sheet(self.name)

    def cell(self, row: int, column: int) -> str:
        """Return where a cell is, for a message."""
        return _place(self.name, row, column)


def _sheet(name: str) -> str:
    return f"sheet {name if name.isprintable() else shown(name)}"


def _place(sheet: str, row: int, column: int) -> str:
    return f"{_sheet(sheet)}, cell {_letters(column)}{row}"


def _letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> _letters(0), _letters(25), _letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def grids_of(path: str | os.PathLike[str], problems: list[Problem], caller: str) -> dict[str, Grid]:
    """Read the sheets of a workbook by name.

    Parameters
    ----------
    path
        The ``.xlsx`` file.
    problems
        Takes what is wrong with the file; a sheet has its own problems.
    caller
        What needs the optional library, for the message where it is missing.

    Raises
    ------
    MissingExtra
        If openpyxl is not installed.
    OSError
        If the file cannot be read.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra(caller, "excel") from None
    content = Path(as_path(path)).read_bytes()
    try:
        book = load_workbook(io.BytesIO(content), keep_links=False)
        return {sheet.title: _grid(sheet) for sheet in book.worksheets}
    except _DAMAGED as error:
        hint = "save it as .xlsx" if content[:2] != b"PK" else ""
        message = f"not an Excel workbook that can be read: {shown(str(error), 100)}"
        problems.append(Problem("workbook", message, "not-a-workbook", hint))
        return {}


def _grid(sheet: Any) -> Grid:
    cells: dict[int, dict[int, GridCell]] = {}
    problems: list[Problem] = []
    # the cells that the file has; iter_rows would make each cell up to the last row and column
    for _, cell in sorted(sheet._cells.items()):  # noqa: SLF001 - openpyxl has no other way
        if cell.value is None:
            continue
        if cell.data_type in ("f", "e"):
            problems.append(_no_value(cell, _place(sheet.title, cell.row, cell.column - 1)))
        else:
            value = _day(cell.value)
            cells.setdefault(cell.row, {})[cell.column - 1] = GridCell(value, cell.row, cell.number_format)
    merged = tuple(
        (each.min_row, each.max_row, each.min_col - 1, each.max_col - 1) for each in sheet.merged_cells.ranges
    )
    return Grid(sheet.title, cells, merged, sheet.sheet_state == "visible", tuple(problems))


def _no_value(cell: Any, place: str) -> Problem:
    if cell.data_type == "f":
        hint = "copy the cells and paste their values"
        return Problem(place, "a formula, where a value is needed", "formula", hint)
    return Problem(place, f"the error {shown(cell.value)}, where a value is needed", "error-cell")


def _day(value: Any) -> Any:
    """Return a moment at midnight as its day; Excel has no days without hours."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def cell_text(cell: GridCell) -> str:
    """Return what is in a cell as a person reads it, in one line.

    Raises
    ------
    InvalidValue
        If its format shows more or something else than its number, or a day without its year.

    Examples
    --------
    >>> from datetime import date
    >>> cell_text(GridCell(0.123, 2, "0.0%")), cell_text(GridCell(date(2021, 3, 1), 2, 'yyyy"年"m"月"'))
    ('12.3%', '2021-03')
    """
    value = cell.value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        percent = _percent(value, cell.number_format)
        number = format(Decimal(f"{value * 100 if percent else value:.15g}"), "f")
        return f"{number}%" if percent else number
    return _shown_day(value, cell.number_format) if isinstance(value, date) else " ".join(str(value).split())


def _sections(number_format: str) -> list[tuple[str, str, bool]]:
    """Return the sections of a format: the texts of each, its placeholders, and whether it has a condition."""
    if len(number_format) > _LONGEST:
        raise InvalidValue(f"a format has {_LONGEST} characters at most, not {len(number_format)}; {_NUMBER_HINT}")
    sections = [("", "", False)]
    for part in _part.finditer(number_format):
        texts, rest, condition = sections[-1]
        if part["rest"] == ";":
            sections.append(("", "", False))
            continue
        texts += part["quoted"] or part["escaped"] or part["currency"] or ""
        rest += " " if part["blank"] else part["rest"] or ""
        sections[-1] = (texts, rest, condition or part["condition"] is not None)
    return sections


def _percent(value: float, number_format: str) -> bool:
    """Whether a number is shown as a percentage; refuse a format that shows something else than the number."""
    sections = _sections(number_format)[:3]
    sign = (value > 0) - (value < 0)
    at = {1: 0, -1: 1, 0: 2}[sign]
    used = sections if any(condition for *_, condition in sections) else [sections[at if at < len(sections) else 0]]
    for texts, rest, _ in used:
        signs = _SIGNS[sign]
        number = rest.translate(str.maketrans("", "", signs.strip())) if sign < 1 else rest.lstrip("+")
        shows = _is_number.fullmatch(number.lstrip(" ")) or (sign == 0 and not number.strip(" #?"))
        if texts.strip(signs) or not shows or number.count("%") > 1 or _divides(number):
            raise InvalidValue(
                f"the format {shown(number_format)} shows something else than the number {value}; {_NUMBER_HINT}"
            )
    found = {"%" in rest for _, rest, _ in used}
    if len(found) > 1:
        raise InvalidValue(f"the format {shown(number_format)} may show a percentage or a number; {_NUMBER_HINT}")
    return found.pop()


def _shown_day(day: date, number_format: str) -> str:
    """Return a day, or the month or year of it that is shown."""
    _, rest, _ = _sections(number_format)[0]
    fields = _minutes(r"\1", rest.lower())
    if "y" not in fields and "e" not in fields:
        raise InvalidValue(f"the format {shown(number_format)} shows {day.isoformat()} without its year; {_DAY_HINT}")
    if re.search(r"(?<!d)d{1,2}(?!d)", fields):
        return day.isoformat()
    return f"{day.year:04}-{day.month:02}" if "m" in fields else f"{day.year:04}"
