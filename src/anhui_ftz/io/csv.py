"""Observations from a spreadsheet: a CSV file whose header names the columns, one observation a row."""

from __future__ import annotations

__all__ = ["load_csv"]

import os
from collections.abc import Callable
from functools import cache

import attrs

from anhui_ftz.analysis.names import bearers, indicators_named
from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.cells import Cells, plain, read_period, read_quantity
from anhui_ftz.io.references import Ids, Sources
from anhui_ftz.io.sheet import read_sheet
from anhui_ftz.model.checks import member, text
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation, ObservationStatus

#: Unknown names that get a hint: hostile input stays cheap.
_HINTED, _SHOWN = 20, 5


def load_csv(path: str | os.PathLike[str], ds: Dataset) -> Dataset:
    """Read a CSV file of observations, and return the data set with those added; the one given stays as it is.

    The file is UTF-8, its cells separated by commas, semicolons or tabs. The header names, in any order and in
    English or Chinese: ``subject`` (an id, or any name that `find` resolves), ``indicator`` (an id or name),
    ``period`` (EDTF or Chinese), and ``figure`` (as printed, see `read_figure`) or ``value`` (with ``lower``,
    ``upper``, ``unit`` and ``bound`` where needed). The source is ``source`` (the id of one in the data set), or is
    described by ``source_publisher``, ``source_title``, ``source_url``, ``source_published`` and
    ``source_language``. Optional are ``id`` (else made of subject, indicator and period), ``status``, ``locator`` and
    ``note``.

    Parameters
    ----------
    path
        The file.
    ds
        The data set that has the places and indicators.

    Returns
    -------
    Dataset
        With every row of the file, or not at all.

    Raises
    ------
    DatasetError
        If a row cannot be read, or the file is no such table; lists every fault with its line and column.
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
    from pathlib import Path

    sheet = read_sheet(Path(path).read_bytes())
    problems = list(sheet.problems)
    rows = [Cells(row, problems) for row in sheet.rows]
    ids = Ids(ds, rows)
    sources = Sources(ds, rows, ids)
    table = _Table(ds, sources, ids)
    observations = [table.observation(cells) for cells in rows]
    if problems:
        raise DatasetError(sorted(problems, key=_line))
    return attrs.evolve(
        ds,
        observations=(*ds.observations, *(each for each in observations if each is not None)),
        sources=(*ds.sources, *sources.described),
    )


def _line(problem: Problem) -> int:
    return int(problem.path.removeprefix("line ").partition(",")[0])


class _Table:
    """What the rows of a file need: the names of the data set, and ids of their own."""

    def __init__(self, ds: Dataset, sources: Sources, ids: Ids) -> None:
        self._ds, self._sources, self._ids = ds, sources, ids
        self._place = cache(lambda text: bearers(ds, text))
        self._indicator = cache(lambda text: indicators_named(ds, text))
        self._hints = _HINTED

    def observation(self, cells: Cells) -> Observation | None:
        """Return the observation of a row, or None after a problem."""
        subject = self._named(cells, "subject", self._place, _names_of_places)
        indicator = self._named(cells, "indicator", self._indicator, _names_of_indicators)
        period = cells.require("period", read_period)
        quantity = read_quantity(cells, self._ds.get(indicator, Indicator).unit) if indicator else None
        source = self._sources.of(cells)
        status = cells.read("status", _status)
        note = cells.read("note", text)
        locator = cells.read("locator", text)
        printed = cells.read("figure", _as_published)
        id = self._id(cells) if "id" in cells else ""
        if subject is None or indicator is None or period is None or quantity is None:
            return None
        if source is None or status is None or note is None or locator is None or printed is None:
            return None
        if id is None:
            return None
        id = id or self._ids.made(f"{subject}-{indicator}-{_slug(period)}")
        return Observation(id, subject, indicator, period, quantity, status, [Citation(source, locator, printed)], note)

    def _id(self, cells: Cells) -> str | None:
        id = cells.read("id", _kebab)
        return self._ids.claim(cells, "id", id) if id else None

    def _named(
        self, cells: Cells, column: str, lookup: Callable[[str], tuple[str, ...]], names: Callable[[Dataset], list[str]]
    ) -> str | None:
        """Return the id that a cell means, or None after a problem."""
        if column not in cells:
            cells.refuse(column, "required, and empty", "missing-value")
            return None
        hits = lookup(cells[column])
        if len(hits) == 1:
            return hits[0]
        if hits:
            message = f"{shown(cells[column])} may mean any of {', '.join(hits[:_SHOWN])}"
            cells.refuse(column, message, "ambiguous-name", "write the id")
            return None
        self._hints -= 1
        meant = nearest(cells[column], names(self._ds)) if self._hints >= 0 else []
        hint = f"nearest: {', '.join(meant)}" if meant else ""
        cells.refuse(column, f"nothing is called {shown(cells[column])}", "unknown-name", hint)
        return None


def _names_of_places(ds: Dataset) -> list[str]:
    tables: tuple[tuple[Place, ...], ...] = (ds.divisions, ds.zones, ds.areas, ds.organizations)
    return [form for table in tables for place in table for form in (place.id, *place.name.all)]


def _names_of_indicators(ds: Dataset) -> list[str]:
    return [form for row in ds.indicators for form in (row.id, *row.name.all)]


def _status(cell: str) -> ObservationStatus:
    return member(ObservationStatus, plain(cell).upper()) if cell else ObservationStatus.NORMAL


def _kebab(cell: str) -> str:
    return Source(plain(cell), "").id


def _as_published(cell: str) -> str:
    return Citation("source", as_published=cell).as_published


def _slug(period: Period) -> str:
    start, slash, end = period.edtf.partition("/")
    ends = (each.replace("..", "open") or "unknown" for each in (start, end))
    return "-to-".join(ends) if slash else start
