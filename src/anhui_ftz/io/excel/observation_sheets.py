"""Observations from a workbook of one's own: its sheets are read by the rules of `load_csv`."""

from __future__ import annotations

__all__ = ["load_excel"]

import os
import re
from collections.abc import Iterable, Mapping

from anhui_ftz.errors import InvalidValue, Problem, UnknownName
from anhui_ftz.io.excel.grid import Grid, GridCell, cell_text, grids_of
from anhui_ftz.io.headings import column_of
from anhui_ftz.io.observation_rows import with_rows
from anhui_ftz.io.sheet import Lines, Row, rows_of_lines
from anhui_ftz.model.checks import items
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest

#: So many rows may be above the header, and so many known columns make one.
_ABOVE, _FEWEST = 10, 2
#: A line above the header that says in which unit the figures are.
_unit_in = re.compile(r"(?:单位|單位|[Uu]nit)\s*[:：]\s*([^\s，,；;）)]+)").search
_row_in = re.compile(r"(.*), (?:cell [A-Z]+|row )(\d+)").match


def load_excel(path: str | os.PathLike[str], ds: Dataset, *, sheets: str | Iterable[str] | None = None) -> Dataset:
    """Read a workbook of observations, and return the data set with those added; the one given stays as it is.

    Each sheet is a table with the columns of `load_csv`. Above the header there may be up to ten rows with a title,
    merged or not, or with the unit of all figures, as in 单位：万元. A heading may have a unit too, as in 数值（亿元）.
    What is in cells that are merged downward counts for each of their rows. A percentage counts as Excel shows it,
    and a date as the day, month or year that is shown. A number whose format adds a text, such as 亿元, is refused.

    Parameters
    ----------
    path
        The ``.xlsx`` file.
    ds
        The data set that has the places and indicators.
    sheets
        Names of the sheets to read; None reads every sheet that is neither hidden nor empty.

    Returns
    -------
    Dataset
        With every row of the sheets, or not at all.

    Raises
    ------
    DatasetError
        If a row cannot be read, or a sheet is not such a table; lists every fault with its sheet and cell.
    UnknownName
        If no sheet has one of the names; names the nearest.
    MissingExtra
        If the extra ``excel`` is not installed.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import anhui_ftz as ftz, openpyxl, pathlib, tempfile
    >>> from anhui_ftz.io import load_excel
    >>> book = openpyxl.Workbook()
    >>> book.active.append(["主体", "指标", "时期", "数值（亿元）", "来源机构"])
    >>> book.active.append(["安徽", "goods-trade", 1999, 100, "Mine"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.xlsx")
    ...     book.save(file)
    ...     mine = load_excel(file, ftz.load())
    >>> print(ftz.latest(mine, "anhui", "goods-trade", on="1999-12-31").quantity)
    exactly 10,000,000,000 yuan
    """
    as_dataset(ds)
    problems: list[Problem] = []
    grids = grids_of(path, problems, "load_excel")
    chosen = _chosen(grids, sheets) if grids else []
    problems += [each for grid in chosen for each in grid.problems]
    if grids and not any(grid.cells for grid in chosen):
        problems.append(Problem("workbook", "no sheet has anything in it", "missing-header"))
    rows = [row for grid in chosen if grid.cells for row in _rows(grid, problems)]
    numbers = {grid.place: number for number, grid in enumerate(chosen)}

    def order(problem: Problem) -> tuple[int, int]:
        found = _row_in(problem.path)
        return (numbers.get(found[1], -1), int(found[2])) if found else (-1, 0)

    return with_rows(ds, rows, problems, order)


def _chosen(grids: Mapping[str, Grid], sheets: str | Iterable[str] | None) -> list[Grid]:
    if sheets is None:
        return [grid for grid in grids.values() if grid.visible]
    names = [sheets] if isinstance(sheets, str) else items(sheets)
    for name in names:
        if name not in grids:
            raise UnknownName(str(name), nearest(name, grids), f"the sheets are {', '.join(grids)}")
    return [grids[name] for name in dict.fromkeys(names)]


class _InCells:
    """Places in a sheet: rows and cells."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def row(self, number: int) -> str:
        return f"{self._grid.place}, row {number}"

    def cell(self, number: int, position: int | None, name: str) -> str:
        return f"{self.row(number)} ({name})" if position is None else f"{self._grid.cell(number, position)} ({name})"


def _rows(grid: Grid, problems: list[Problem]) -> list[Row]:
    """Return the rows of a sheet below its header."""
    numbers = list(grid.cells)
    head = next((at for at, row in enumerate(numbers[: _ABOVE + 1]) if _is_header(grid.cells[row])), 0)
    above = " ".join(_text(cell) for row in numbers[:head] for cell in grid.cells[row].values())
    unit = _unit_in(above)
    return rows_of_lines(_lines(grid, numbers[head:], problems), problems, _InCells(grid), unit[1] if unit else "")


def _is_header(cells: Mapping[int, GridCell]) -> bool:
    texts = (re.sub(r"\s*[（(\[【].*", "", _text(cell)) for cell in cells.values())
    return len({column_of(text) for text in texts if text} - {None}) >= _FEWEST


def _lines(grid: Grid, numbers: list[int], problems: list[Problem]) -> Lines:
    """Return the header and the rows below it as texts, as many in each as the header has, or more."""
    header = grid.cells[numbers[0]]
    cells = {row: {at: _read(grid, cell, at, problems) for at, cell in grid.cells[row].items()} for row in numbers}
    for first, last, column in ((first, last, left) for first, last, left, _ in grid.merged if first > numbers[0]):
        for row in range(first + 1, last + 1):
            if row in cells and (text := cells.get(first, {}).get(column)):
                cells[row].setdefault(column, text)
    width = max(header) + 1
    return [(row, [line.get(at, "") for at in range(max(width, max(line) + 1))]) for row, line in cells.items()]


def _read(grid: Grid, cell: GridCell, column: int, problems: list[Problem]) -> str:
    try:
        return cell_text(cell)
    except InvalidValue as error:
        message, _, hint = str(error).rpartition("; ")
        problems.append(Problem(grid.cell(cell.row, column), message, "cell-format", hint))
        return str(cell.value)


def _text(cell: GridCell) -> str:
    """Return the text of a title or heading."""
    return " ".join(str(cell.value).split())
