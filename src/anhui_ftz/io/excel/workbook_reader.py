"""Workbooks of this library read back: the hidden columns make the data set, and what people see must agree with it."""

from __future__ import annotations

__all__ = ["read_excel"]

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from math import isclose
from typing import Any

import attrs

from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.columns import CellKind
from anhui_ftz.io.excel.grid import Grid, GridCell, grids_of
from anhui_ftz.io.excel.sheets import Link, Sheet, SheetCell, SheetColumn, sheets
from anhui_ftz.io.packages.plain_records import PlainRow, dataset_of_tables
from anhui_ftz.io.packages.plain_tables import COUNTED
from anhui_ftz.model.dataset import HEAD, Dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.words import LANGUAGES, phrase

#: Excel keeps fifteen digits.
_FIFTEEN = 1e-14


def read_excel(path: str | os.PathLike[str]) -> Dataset:
    """Return the data set of a workbook that `write_excel` wrote, in either language.

    A person may sort rows, change texts, and remove or add rows. A cell that shows a number or a name must be empty or
    agree with the hidden column next to it; otherwise the file is refused.

    Parameters
    ----------
    path
        The ``.xlsx`` file.

    Raises
    ------
    DatasetError
        If it is not such a workbook, a sheet or column is missing, a cell has a formula, a row appears twice, what is
        shown contradicts what is stored, or the rows make no valid data set; lists every problem with its sheet and
        cell.
    MissingExtra
        If the extra ``excel`` is not installed.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io import read_excel, write_excel
    >>> mine = ftz.Dataset(divisions=[ftz.Division("anhui", ftz.Name("Anhui", "安徽"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.xlsx")
    ...     write_excel(mine, file)
    ...     read_excel(file).divisions["anhui"].name.zh
    '安徽'
    """
    problems: list[Problem] = []
    grids = grids_of(path, problems, "read_excel")
    lang = _language(grids)
    if not problems and lang is None:
        names = " or ".join(phrase("sheet.read-me", each) for each in LANGUAGES)
        problems.append(Problem("workbook", f"no sheet is called {names}", "missing-sheet", "write_excel writes it"))
    if lang is None:
        raise DatasetError(problems)
    problems += [each for grid in grids.values() for each in grid.problems]
    tables = {}
    expected = {each.name: each for each in sheets(Dataset(), lang)}
    unknown = [name for name in grids if name not in expected and name != phrase("sheet.read-me", lang)]
    for name in unknown:
        near = nearest(name, expected, 1)
        hint = f"did you mean {near[0]}?" if near else "move it to another file"
        problems.append(Problem(f"sheet {name}", "unknown sheet", "unknown-sheet", hint))
    for name, sheet in expected.items():
        if name not in grids:
            problems.append(Problem(f"sheet {name}", "the sheet is missing", "missing-sheet"))
        elif sheet.table is not None:
            tables[sheet.table.name] = _Found.of(sheet, grids[name], problems)
    rows = {name: found.rows() for name, found in tables.items()}
    ds = dataset_of_tables(rows, _head(grids, lang), problems)
    named = [(_table(sheet), sheet) for sheet in sheets(ds, lang)]
    wrong = [each for name, sheet in named for each in tables[name].contradictions(sheet, rows[name])]
    if wrong:
        raise DatasetError(wrong)
    return ds


def _language(grids: Mapping[str, Grid]) -> str | None:
    return next((lang for lang in LANGUAGES if phrase("sheet.read-me", lang) in grids), None)


def _table(sheet: Sheet) -> str:
    return "" if sheet.table is None else sheet.table.name


def _head(grids: Mapping[str, Grid], lang: str) -> dict[str, str]:
    """Return edition, title and licence from the sheet that explains the others."""
    said: dict[str, str] = {}
    for row in grids[phrase("sheet.read-me", lang)].rows():
        name, value = (_text(row[at].value) if at in row else "" for at in (0, 1))
        said.setdefault(name, value)
    return {name: said.get(phrase(f"sheet.{name}", lang), "") for name in HEAD}


def _text(value: object) -> str:
    """Return what is in a cell as text: a whole number without point, a day as ISO has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@attrs.frozen
class _Found:
    """The rows of a sheet of a file, with the columns that its headings name."""

    sheet: Sheet
    grid: Grid
    #: The column of the sheet under each position.
    columns: dict[int, SheetColumn]
    lines: list[dict[int, GridCell]]

    @classmethod
    def of(cls, sheet: Sheet, grid: Grid, problems: list[Problem]) -> _Found:
        """Match the headings of a sheet, and report those that are unknown, doubled or missing."""
        lines = grid.rows()
        head = next(lines, {})
        # what is stored goes by its name, and a heading that several have is taken from left to right
        open_ = list(sheet.columns)
        columns: dict[int, SheetColumn] = {}
        for at, cell in head.items():
            said = _text(cell.value)
            column = next((each for each in open_ if each.heading == said), None)
            if column is None:
                problems.append(Problem(grid.cell(cell.row, at), f"unknown column {shown(said)}", "unknown-column"))
            else:
                open_.remove(column)
                columns[at] = column
        problems += [
            Problem(f"sheet {sheet.name}", f"a column is missing: {each.heading}", "missing-column")
            for each in open_
            if each.stores
        ]
        return cls(sheet, grid, columns, list(lines))

    def rows(self) -> list[PlainRow]:
        """Return the rows as those of the plain table."""
        stored = {at: column.stores for at, column in self.columns.items() if column.stores}
        places = {name: at for at, name in stored.items()}
        return [
            PlainRow(
                {name: _text(line[at].value) if at in line else "" for at, name in stored.items()},
                self._place(line, places),
            )
            for line in self.lines
        ]

    def _place(self, line: Mapping[int, GridCell], places: Mapping[str, int]) -> Callable[[str], str]:
        number = next(iter(line.values())).row

        def place(column: str) -> str:
            at = places.get(column, 0)
            return f"{self.grid.cell(number, at)} ({column})"

        return place

    def _paired(self, sheet: Sheet, rows: list[PlainRow]) -> Iterator[tuple[int, Any]]:
        """Yield the number of each row with its record: the one that stores the same, else the next one in order.

        Positions count for little: a data set numbers the entries of a list anew, and sorts events by day.
        """
        key = () if sheet.table is None else sheet.table.key
        stores = [(column.stores, column.cell) for column in sheet.columns if column.stores]
        records = list(sheet.records)
        stored = [{name: _text(_plain(cell(record))) for name, cell in stores} for record in records]
        found, due = _lists((row.cells for row in rows), key), _lists(stored, key)
        for owner, numbers in found.items():
            alike: defaultdict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
            for at in reversed(due[owner]):
                alike[_entry(stored[at])].append(at)
            same = {number: several.pop() for number in numbers if (several := alike[_entry(rows[number].cells)])}
            taken = set(same.values())
            left = (number for number in numbers if number not in same)
            changed = zip(left, (at for at in due[owner] if at not in taken), strict=True)
            yield from ((number, records[at]) for number, at in (*same.items(), *changed))

    def contradictions(self, sheet: Sheet, rows: list[PlainRow]) -> Iterator[Problem]:
        """Yield the cells that show something else than what is stored beside them."""
        showing = {(each.heading, each.shows): each for each in sheet.columns if not each.stores}
        places = {column.stores: at for at, column in self.columns.items() if column.stores}
        for at_row, record in self._paired(sheet, rows):
            line, row = self.lines[at_row], rows[at_row]
            number = next(iter(line.values())).row
            for at, column in self.columns.items():
                if column.stores:
                    continue
                due = showing[column.heading, column.shows].cell(record)
                got = line[at].value if at in line else None
                if got is not None and not _agree(column, due, got):
                    beside = self.grid.cell(number, places[column.shows]) if column.shows in places else "its columns"
                    stored = shown(row[column.shows]) if column.shows in places else "something else"
                    message = f"shows {shown(got)}, where {beside} has {stored}, which is shown as {shown(_plain(due))}"
                    yield Problem(self.grid.cell(number, at), message, "contradiction", "change both, or neither")


def _lists(rows: Iterable[Mapping[str, str]], key: Iterable[str]) -> dict[tuple[str, ...], list[int]]:
    """Return the numbers of the rows of each list in the order of the list; a record is a list of one."""
    found: dict[tuple[str, ...], list[tuple[tuple[int, ...], int]]] = {}
    for number, row in enumerate(rows):
        owner = tuple(row[name] for name in key if name not in COUNTED)
        found.setdefault(owner, []).append((tuple(int(row[name]) for name in key if name in COUNTED), number))
    return {owner: [number for _, number in sorted(several)] for owner, several in found.items()}


def _entry(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return what a row stores, but for its place in a list."""
    return frozenset((name, cell) for name, cell in cells.items() if name not in COUNTED)


def _plain(cell: SheetCell) -> object:
    """Return what a cell should show, as a message may quote it."""
    if isinstance(cell, Link):
        return cell.text
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell) if isinstance(cell, date) else cell


def _agree(column: SheetColumn, due: SheetCell, got: Any) -> bool:
    """Whether a cell shows what it should; numbers to the digits that Excel keeps."""
    if column.kind is CellKind.DECIMAL and due is not None and due != "":
        number = isinstance(got, int | float) and not isinstance(got, bool)
        return number and isclose(float(str(due)), float(got), rel_tol=_FIFTEEN, abs_tol=0)
    return _text(_plain(due)) == _text(got)
