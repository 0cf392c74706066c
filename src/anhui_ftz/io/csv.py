"""Observations from a spreadsheet: a CSV file whose header names the columns, one observation a row."""

from __future__ import annotations

__all__ = ["load_csv"]

import os

from anhui_ftz.errors import Problem
from anhui_ftz.io.observation_rows import with_rows
from anhui_ftz.io.sheet import read_sheet
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.storage.whole import as_path


def load_csv(path: str | os.PathLike[str], ds: Dataset, *, encoding: str = "utf-8") -> Dataset:
    """Read a CSV file of observations, and return the data set with those added; the one given stays as it is.

    Its cells are separated by commas, semicolons or tabs. The header names, in any order and in English or Chinese:
    ``subject`` (an id, or any name that `find` resolves), ``indicator`` (an id or name), ``period`` (EDTF or
    Chinese), and ``figure`` (as printed, see `read_figure`) or ``value`` (with ``lower``, ``upper``, ``unit`` and
    ``bound`` where needed). The heading of a figure may have its unit, as in 数值（万元）. The source is
    ``source`` (the id of one in the data set), or is described by ``source_publisher`` (or its names in
    ``source_publisher_en`` and ``source_publisher_zh``), ``source_title``, ``source_url``, ``source_published``
    and ``source_language``. Optional are ``id`` (else made of subject, indicator and period), ``status``,
    ``basis``, ``locator``, ``note`` (in either language), and ``needs``: what is still to be decided about a row,
    which is refused until the cell is empty.

    Parameters
    ----------
    path
        The file.
    ds
        The data set that has the places and indicators.
    encoding
        How the text is encoded: ``utf-8``, or what the spreadsheet used, such as ``gb18030``.

    Returns
    -------
    Dataset
        With every row of the file, or not at all.

    Raises
    ------
    DatasetError
        If a row cannot be read, or the file is not such a table; lists every fault with its line and column.
    InvalidValue
        If there is no such encoding.
    OSError
        If nothing can be read there.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> table = '''主体,指标,时期,数字,来源机构
    ... 安徽,goods-trade,1999年,约100亿元,Mine
    ... '''
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.csv")
    ...     _ = file.write_text(table, encoding="utf-8")
    ...     mine = ftz.load_csv(file, ftz.load())
    >>> print(ftz.latest(mine, "anhui", "goods-trade", on="1999-12-31").quantity)
    about 10 billion yuan
    """
    as_dataset(ds)
    problems: list[Problem] = []
    rows = read_sheet(as_path(path).read_bytes(), problems, encoding)
    return with_rows(ds, rows, problems, _line)


def _line(problem: Problem) -> tuple[int, int]:
    return 0, int(problem.path.removeprefix("line ").partition(",")[0])
