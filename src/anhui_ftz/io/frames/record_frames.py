"""Records of a data set as the rows of frames, and observations back from them."""

from __future__ import annotations

__all__ = ["TABLES", "frame_of", "from_frame", "hierarchy", "to_frame"]

import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.errors import DatasetError, FtzError, InvalidValue, Problem, shown, suggestion
from anhui_ftz.io.frames.engines import Engine, RepeatedColumn, arrow_of, extra_for, native_of, nw, pa, require
from anhui_ftz.io.frames.frame_tables import FRAMES, arrow_table
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.name import Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.progress import Advance, Progress, progress_of
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Observation

#: The tables that ``to_frame`` gives.
TABLES = tuple(name for name in FRAMES if name != "hierarchy")
#: The columns that observations are read from; the others repeat what these say.
_CITED, _NOTED = ("sources", "locators", "as_published"), ("note_kinds", "notes_en", "notes_zh")
_READ = (*"id subject indicator period value lower upper unit bound status".split(), *_CITED, *_NOTED)
_FIGURES = ("value", "lower", "upper")
#: Columns that may be missing.
_ALSO_READ = ("beyond", "basis")
#: What a figure is that is null.
_INFINITE = {"lower": "-Infinity", "upper": "Infinity"}
_LONGEST = 120


def to_frame(
    ds: Dataset,
    table: str = "observations",
    backend: str = "pyarrow",
    *,
    level: Level | LevelName = Level.ZONE,
    on: Day | None = None,
    progress: Progress = None,
) -> Any:
    """Return a table of a data set as a frame.

    Figures are decimals, exactly: ``value``, ``lower`` and ``upper`` are decimal128(28, 8), and a bound that
    the wording does not set is null. The few figures that these cannot represent (beyond 1e20, or with more than
    8 decimals) are null there and are written as text in ``beyond``; nothing is rounded. Citations are parallel
    lists: ``sources``, ``locators``, ``as_published``; so are notes: ``note_kinds``, ``notes_en``, ``notes_zh``.

    Parameters
    ----------
    ds
        The data set.
    table
        ``observations``, ``participations`` (one row per party of a cooperation), ``linkages`` (one row per
        pair of places and cooperation that links them), ``places`` or ``sources``.
    backend
        ``pyarrow``, ``polars``, ``polars-lazy``, ``pandas``, ``duckdb`` (a relation on its default
        connection) or ``pyspark`` (in the active session).
    level
        For ``linkages``: the level of the places.
    on
        For ``participations`` and ``linkages``: the day of ``status``; None asks of all time.
    progress
        A callable of the rows done and their number (None where that is not known), or True for a bar.

    Returns
    -------
    frame
        A frame of that backend.

    Raises
    ------
    InvalidValue
        If there is no such table or backend, or ``ds`` is not a Dataset.
    MissingExtra
        If a library is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> frame = to_frame(ftz.load(), "observations")
    >>> row = next(row for row in frame.to_pylist() if row["id"] == "ah-obs-014")
    >>> row["subject"], row["value"], row["upper"], row["bound"], row["locators"]
    ('anhui', Decimal('500000000000.00000000'), None, 'at-least', ['paragraph 3'])
    """
    as_dataset(ds)
    if table not in TABLES:
        raise InvalidValue(f"table is one of {', '.join(TABLES)}, not {shown(table)}{suggestion(table, TABLES)}")
    require(extra_for(backend))
    known = {"observations": len(ds.observations), "sources": len(ds.sources)}
    with progress_of(progress, known.get(table), f"framing {table}") as advance:
        arrow = arrow_table(table, _counted(FRAMES[table].records(ds, level, on), advance))
    return native_of(arrow, backend)


def _counted(rows: Iterable[Any], advance: Advance) -> Iterator[Any]:
    for row in rows:
        yield row
        advance(1)


def hierarchy(ds: Dataset, backend: str = "pyarrow") -> Any:
    """Return a frame of the places in which each place lies, which `total_frame` and `linkage_frame` use.

    A row says that ``place`` counts for ``ancestor``, which is of ``level``. If ``via`` is null, the place
    lies in the ancestor, at any depth (each place lies in itself). Otherwise it lies in no place of that level, and
    counts through the province or city ``via``, as in `anhui_ftz.linkages`.

    Parameters
    ----------
    ds
        The data set.
    backend
        As for `to_frame`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> rows = [
    ...     row
    ...     for row in hierarchy(ftz.load()).to_pylist()
    ...     if row["place"] == "wuhu-port"
    ... ]
    >>> [
    ...     (row["ancestor"], row["level"], row["via"])
    ...     for row in rows
    ...     if row["level"] in ("zone", "province")
    ... ]
    [('anhui', 'province', None), ('anhui-ftz', 'zone', 'anhui')]
    """
    as_dataset(ds)
    rows = FRAMES["hierarchy"].records(ds, Level.STATED, None)
    return native_of(arrow_table("hierarchy", rows), backend)


def frame_of(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], backend: str) -> Any:
    """Return rows as a frame of a backend.

    Parameters
    ----------
    columns
        The names of the columns in order, each with the name of its Arrow type, or ``list`` for a list of texts.
    rows
        The rows; what they do not have is null.
    backend
        ``pyarrow``, ``polars``, ``polars-lazy``, ``pandas``, ``duckdb`` or ``pyspark``.

    Raises
    ------
    InvalidValue
        If there is no such backend.
    MissingExtra
        If the libraries of the extra ``frames`` or the backend are not installed.

    Examples
    --------
    >>> frame_of({"id": "string", "size": "float64"}, [{"id": "hefei", "size": 64.95}], "pyarrow").to_pylist()
    [{'id': 'hefei', 'size': 64.95}]
    """
    require()
    types = [
        (name, pa.list_(pa.string()) if kind == "list" else pa.type_for_alias(kind)) for name, kind in columns.items()
    ]
    return native_of(pa.Table.from_pylist(list(rows), schema=pa.schema(types)), backend)


def from_frame(frame: Any, *, progress: Progress = None) -> tuple[Observation, ...]:
    """Return the observations that a frame contains, in its order: the inverse of `to_frame`.

    Folders of Parquet and engines such as Spark give their own order; a Dataset sorts what it is built of.

    Parameters
    ----------
    frame
        A frame of any backend, with the columns that `to_frame` gives; ``kind``, ``additive``,
        ``period_start`` and ``period_end`` are not read, and ``beyond`` may be missing. Figures are decimals,
        integers or texts, or floats whose shortest form has at most 15 digits, as pandas reads them from CSV.
    progress
        A callable of the rows done and their number, or True for a bar.

    Raises
    ------
    InvalidValue
        If it is not a frame, or columns are missing; names all of them.
    DatasetError
        If a row is not an observation, a column occurs twice, or cells of a column are of types that no frame
        has together; lists every problem.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io.frames import to_frame
    >>> ds = ftz.load()
    >>> from_frame(to_frame(ds, "observations")) == ds.observations
    True
    """
    found: list[Observation] = []
    problems: list[Problem] = []
    table = _read(frame)
    with progress_of(progress, table.num_rows, "reading observations") as advance:
        for row in (row for batch in table.to_batches() for row in batch.to_pylist()):
            advance(1)
            try:
                found.append(_observation(row))
            except FtzError as error:
                path = f"$[{len(found) + len(problems)}]"
                problems.append(Problem(path, f"{_named(row['id'])}: {error}"))
    if problems:
        raise DatasetError(problems)
    return tuple(found)


def _read(frame: Any) -> pa.Table:
    """Return the columns of observations, once it is sure that all are there and can be read."""
    try:
        backend = Engine.of(frame).backend
    except RepeatedColumn as error:
        raise DatasetError([Problem("$", str(error), "duplicate-column")]) from None
    opened = nw.from_native(frame)
    names = opened.collect_schema().names()
    missing = [name for name in _READ if name not in names]
    if missing:
        raise InvalidValue(f"the frame has no column {', '.join(missing)}; to_frame gives all that are needed")
    chosen = opened.select(*_READ, *(name for name in _ALSO_READ if name in names)).to_native()
    try:
        return arrow_of(chosen)
    except _unreadable() as error:
        said = _mixed(chosen) if backend == "pandas" else [f"the frame cannot be read: {shown(str(error))}"]
        raise DatasetError([Problem("$", each, "wrong-type") for each in said]) from None


def _unreadable() -> tuple[type[Exception], ...]:
    """Return what is raised where Arrow has no type for the cells of a column."""
    return OverflowError, TypeError, ValueError, pa.ArrowException


def _mixed(frame: Any) -> Iterator[str]:
    """Say of each column of pandas that Arrow has no type for what is in it."""
    for name, column in frame.items():
        try:
            pa.Array.from_pandas(column)
        except _unreadable():
            types = " and ".join(sorted({type(each).__name__ for each in column}))
            yield f"column {name} cannot be read: {types}; its cells are of one type, such as text or decimals"


def _named(id: object) -> str:
    return id if isinstance(id, str) and id.isprintable() and len(id) <= _LONGEST else shown(id)


def _observation(row: Mapping[str, Any]) -> Observation:
    return Observation(
        row["id"],
        row["subject"],
        row["indicator"],
        row["period"],
        _quantity(row),
        row["status"],
        _citations(row),
        _notes(row),
        row.get("basis") or Basis.PRINTED,
    )


def _citations(row: Mapping[str, Any]) -> tuple[Citation, ...]:
    return tuple(map(Citation, *_parallel(row, _CITED, "citations")))


def _notes(row: Mapping[str, Any]) -> tuple[Note, ...]:
    kinds, english, chinese = _parallel(row, _NOTED, "notes")
    return tuple(map(Note, kinds, map(Text, english, chinese)))


def _parallel(row: Mapping[str, Any], names: tuple[str, ...], what: str) -> list[list[Any]]:
    for name in names:
        if not isinstance(row[name], list):
            raise InvalidValue(f"{name} is a list of texts, not {shown(row[name])}")
    counts = [len(row[name]) for name in names]
    if len(set(counts)) > 1:
        told = " and ".join(f"{count} {name}" for count, name in zip(counts, names, strict=True))
        raise InvalidValue(f"the lists of {what} are of one length, not {told}")
    return [row[name] for name in names]


def _quantity(row: Mapping[str, Any]) -> Quantity:
    beyond = row.get("beyond")
    figures: list[Any]
    if beyond is not None:
        figures = beyond.split(" ") if isinstance(beyond, str) else []
        if len(figures) != len(_FIGURES):
            raise InvalidValue(f"beyond is three figures with blanks between, not {shown(beyond)}")
    else:
        figures = [_INFINITE.get(name) if row[name] is None else _stated(row[name]) for name in _FIGURES]
    value, lower, upper = figures
    return Quantity(value, lower, upper, row["unit"], row["bound"])


def _stated(figure: Any) -> Any:
    """Return a figure; a float is the one that it shows, if it has no more digits than every float states exactly."""
    if not isinstance(figure, float):
        return figure
    shortest = Decimal(repr(figure))
    if shortest.is_finite() and len("".join(map(str, shortest.as_tuple().digits)).strip("0")) > sys.float_info.dig:
        raise InvalidValue(f"a float states a figure of at most 15 digits, not {figure!r}; give a decimal or a text")
    return shortest
