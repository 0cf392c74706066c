"""Workbooks written: the sheets of a data set, or the rows of a result, for people who work with a spreadsheet."""

from __future__ import annotations

__all__ = ["write_excel"]

import os
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from anhui_ftz.errors import InvalidValue, MissingExtra, shown
from anhui_ftz.io.columns import CellKind
from anhui_ftz.io.excel.result_rows import Rows, rows_of
from anhui_ftz.io.excel.sheets import Link, Sheet, SheetCell, SheetColumn, sheets
from anhui_ftz.model.bound import Bound
from anhui_ftz.model.dataset import HEAD, Dataset
from anhui_ftz.model.source import Grade
from anhui_ftz.storage.whole import whole_file
from anhui_ftz.words import check_language, label, phrase

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: What Excel can have: characters of a cell and of an address, rows and links of a sheet, and its first day.
_LONGEST_TEXT, _LONGEST_LINK, _MOST_ROWS, _MOST_LINKS = 32_767, 2_000, 1_048_575, 65_000
_FIRST_DAY = date(1900, 3, 1)  # before it, the days of Excel are not those of the calendar
#: Workbooks of equal content are equal files: none says when it was made.
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zones


def write_excel(
    content: Dataset | Rows | object,
    path: str | os.PathLike[str],
    lang: str = "en",
    *,
    ds: Dataset | None = None,
) -> None:
    """Write an Excel workbook, whole or not at all: a data set, or the rows of a result.

    A data set has a sheet for each table, and one that says what bounds and grades mean. Figures are real numbers, with
    their bounds, unit and words beside them; places and indicators are named; sources are links. Hidden columns
    have the ids and the exact decimals, from which `read_excel` gets the same data set back. A text that begins with
    ``=``, ``+``, ``-`` or ``@`` stays a text.

    Parameters
    ----------
    content
        A Dataset; or a result with rows: a Table of records, a TreatmentPanel, Comparison or LinkageMatrix, any list of
        results, or an object with ``columns`` (names) and ``rows`` (a sequence of cells each).
    path
        The file to write.
    lang
        ``en`` or ``zh``.
    ds
        The data set whose names replace the ids of a result; None leaves the ids.

    Raises
    ------
    InvalidValue
        If the content has no rows, or more or longer ones than Excel can have.
    MissingExtra
        If the extra ``excel`` is not installed.
    OSError
        If the file cannot be written; an old one is untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io import read_excel, write_excel
    >>> mine = ftz.Dataset(divisions=[ftz.Division("anhui", ftz.Name("Anhui", "安徽"))])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.xlsx")
    ...     write_excel(mine, file, "zh")
    ...     read_excel(file) == mine
    True
    """
    check_language(lang)
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("write_excel", "excel") from None
    found = list(sheets(content, lang)) if isinstance(content, Dataset) else [rows_of(content, lang, ds)]
    about = content if isinstance(content, Dataset) else ds
    made = BytesIO()  # an error of the disk is then one of the system, and none of xlsxwriter's own
    with whole_file(path) as file:
        with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
            book.set_properties({"created": _MADE, "title": about.title if about else ""})
            formats = _Formats(book)
            _read_me(book, formats, about, lang, whole=isinstance(content, Dataset))
            for sheet in found:
                _Writer(book.add_worksheet(sheet.name), formats, sheet).write()
        file.write(made.getbuffer())


class _Formats:
    """The formats of cells."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0.######"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.plain = book.add_format({"num_format": "0"})
        self.degrees = book.add_format({"num_format": "0.00000"})
        self.text = book.add_format({"num_format": "@"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.link = book.get_default_url_format()


class _Writer:
    """Writes one sheet."""

    def __init__(self, worksheet: Worksheet, formats: _Formats, sheet: Sheet) -> None:
        self._worksheet, self._formats, self._sheet = worksheet, formats, sheet
        self._links = 0

    def write(self) -> None:
        sheet, worksheet, number = self._sheet, self._worksheet, 0
        for at, column in enumerate(sheet.columns):
            worksheet.write_string(0, at, column.heading, self._formats.head)
            worksheet.set_column(at, at, column.width, None, {"hidden": column.hidden})
        for number, record in enumerate(sheet.records, 1):
            if number > _MOST_ROWS:
                raise InvalidValue(f"a sheet has at most {_MOST_ROWS:,} rows, and {sheet.name} has more")
            for at, column in enumerate(sheet.columns):
                self._cell(number, at, column, column.cell(record))
        worksheet.freeze_panes(1, 0)
        if sheet.columns:
            worksheet.autofilter(0, 0, max(number, 1), len(sheet.columns) - 1)
        if not number and sheet.table is not None:
            worksheet.hide()

    def _cell(self, row: int, at: int, column: SheetColumn, value: SheetCell) -> None:
        if value is None or value == "":
            return
        worksheet, formats = self._worksheet, self._formats
        if isinstance(value, Link):
            self._link(row, at, value)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            worksheet.write_datetime(row, at, datetime(value.year, value.month, value.day), formats.day)  # noqa: DTZ001
        elif isinstance(value, Decimal | int | float):
            worksheet.write_number(row, at, float(value), self._number(column, value))
        else:
            self._text(row, at, str(value))

    def _number(self, column: SheetColumn, value: Decimal | float) -> Any:
        if column.shows in ("latitude", "longitude"):
            return self._formats.degrees
        if column.kind is CellKind.INTEGER:
            return self._formats.plain
        return self._formats.whole if value == int(value) else self._formats.number

    def _text(self, row: int, at: int, text: str) -> None:
        # a character takes one or two of the places that Excel counts
        if 2 * len(text) > _LONGEST_TEXT and len(text.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
            where = f"{self._sheet.name}, row {row + 1}, {self._sheet.columns[at].heading}"
            raise InvalidValue(f"a cell has at most {_LONGEST_TEXT:,} characters; {where} needs more: {shown(text)}")
        self._worksheet.write_string(row, at, text, self._formats.text)

    def _link(self, row: int, at: int, link: Link) -> None:
        if (
            link.url
            and len(link.url) <= _LONGEST_LINK
            and self._links < _MOST_LINKS
            and len(link.text) <= _LONGEST_LINK
        ):
            self._links += 1
            self._worksheet.write_url(row, at, link.url, self._formats.link, link.text)
        else:
            self._text(row, at, link.text)


def _read_me(book: Workbook, formats: _Formats, about: Dataset | None, lang: str, *, whole: bool) -> None:
    """Write the sheet that says what the workbook is, and what its words mean."""
    worksheet = book.add_worksheet(phrase("sheet.read-me", lang))
    worksheet.set_column(0, 0, 26, formats.wrapped)
    worksheet.set_column(1, 1, 90, formats.wrapped)
    for row, (name, text) in enumerate(_explained(about, lang, whole=whole)):
        worksheet.write_string(row, 0, name, formats.head if text is None else formats.wrapped)
        if text:
            worksheet.write_string(row, 1, text, formats.wrapped)
    worksheet.freeze_panes(len(HEAD) if about else 0, 0)


def _explained(about: Dataset | None, lang: str, *, whole: bool) -> Iterator[tuple[str, str | None]]:
    if about is not None:
        yield from ((phrase(f"sheet.{name}", lang), getattr(about, name)) for name in HEAD)
    yield phrase("sheet.bounds", lang), None
    yield from ((label(each, lang), phrase(f"sheet.bound.{each}", lang)) for each in Bound)
    yield phrase("sheet.grades", lang), None
    yield from ((str(each), label(each, lang)) for each in Grade)
    yield phrase("sheet.rules", lang), None
    for key in ("unknown", "dates", *(("hidden", "back") if whole else ())):
        yield "", phrase(f"sheet.rule.{key}", lang)
