"""The cells of a workbook as they are: values with their places, formulas and errors refused."""

from __future__ import annotations

__all__ = ["Grid", "GridCell", "grids_of"]

import io
import os
import warnings
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import attrs

from anhui_ftz.errors import MissingExtra, Problem, shown
from anhui_ftz.storage.whole import as_path

#: What openpyxl raises where a file is no workbook, or a damaged one.
_DAMAGED = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, SyntaxError, OSError)


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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
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
