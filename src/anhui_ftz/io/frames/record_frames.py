"""Records of a data set as the rows of frames, and observations back from them."""

from __future__ import annotations

__all__ = ["TABLES", "from_frame", "hierarchy", "to_frame"]

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.io.frames.engines import arrow_of, extra_for, native_of, require
from anhui_ftz.io.frames.frame_tables import FRAMES, arrow_table
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.progress import Advance, Progress, progress_of
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Observation

#: The tables that ``to_frame`` gives.
TABLES = tuple(name for name in FRAMES if name != "hierarchy")
#: The columns that observations are read from; the others repeat what these say.
_READ = "id subject indicator period value lower upper unit bound status sources locators as_published note".split()
_CITED = ("sources", "locators", "as_published")
_INFINITE = {"lower": "-Infinity", "upper": "Infinity"}


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
    the wording does not set is null. The few figures that these cannot hold (beyond 1e20, or with more than
    8 decimals) are null there and stand as text in ``beyond``; nothing is rounded. Citations are parallel
    lists: ``sources``, ``locators``, ``as_published``.

    Parameters
    ----------
    ds
        The data set.
    table
        ``observations``, ``participations`` (one row a party of a cooperation), ``linkages`` (one row a pair
        of places and a cooperation that links them), ``places`` or ``sources``.
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
        If there is no such table or backend, or ``ds`` is no Dataset.
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
        raise InvalidValue(f"table is one of {', '.join(TABLES)}, not {shown(table)}")
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
    """Return what lies within what, with every place in between: what the frame verbs roll up by.

    A row says that ``place`` counts at ``ancestor``, which stands at ``level``. Where ``via`` is null, it
    lies there, however deep (each place lies in itself); else it lies in no place of that level, and counts
    there through the province or city ``via``, as for `anhui_ftz.linkages`.

    Parameters
    ----------
    ds
        The data set.
    backend
        As for `to_frame`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> rows = [row for row in hierarchy(ftz.load()).to_pylist() if row["place"] == "wuhu-port"]
    >>> [(row["ancestor"], row["level"], row["via"]) for row in rows if row["level"] in ("zone", "province")]
    [('anhui', 'province', None), ('anhui-ftz', 'zone', 'anhui')]
    """
    as_dataset(ds)
    rows = FRAMES["hierarchy"].records(ds, Level.STATED, None)
    return native_of(arrow_table("hierarchy", rows), backend)


def from_frame(frame: Any, *, progress: Progress = None) -> tuple[Observation, ...]:
    """Return the observations that a frame holds, in its order: the inverse of `to_frame`.

    Folders of Parquet and engines such as Spark give their own order; a Dataset sorts what it is built of.

    Parameters
    ----------
    frame
        A frame of any backend, with the columns that `to_frame` gives; ``kind``, ``additive``,
        ``period_start`` and ``period_end`` are not read, and ``beyond`` may be missing.
    progress
        A callable of the rows done and their number, or True for a bar.

    Raises
    ------
    InvalidValue
        If columns are missing; names all of them.
    DatasetError
        If a row is no observation; lists every such row.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io.frames import to_frame
    >>> ds = ftz.load()
    >>> from_frame(to_frame(ds, "observations")) == ds.observations
    True
    """
    table = arrow_of(frame)
    missing = [name for name in _READ if name not in table.column_names]
    if missing:
        raise InvalidValue(f"the frame has no column {', '.join(missing)}; to_frame gives all that are needed")
    found: list[Observation] = []
    problems: list[Problem] = []
    with progress_of(progress, table.num_rows, "reading observations") as advance:
        for row in (row for batch in table.to_batches() for row in batch.to_pylist()):
            advance(1)
            try:
                found.append(_observation(row))
            except (ValueError, TypeError, AttributeError) as error:  # FtzErrors of values are ValueErrors
                problems.append(Problem(f"$[{len(found) + len(problems)}]", f"{row['id']}: {error}"))
    if problems:
        raise DatasetError(problems)
    return tuple(found)


def _observation(row: Mapping[str, Any]) -> Observation:
    return Observation(
        row["id"],
        row["subject"],
        row["indicator"],
        row["period"],
        _quantity(row),
        row["status"],
        tuple(Citation(*cited) for cited in zip(*(row[name] for name in _CITED), strict=True)),
        row["note"],
    )


def _quantity(row: Mapping[str, Any]) -> Quantity:
    if row.get("beyond") is not None:
        value, lower, upper = row["beyond"].split(" ")
        return Quantity(value, lower, upper, row["unit"], row["bound"])
    lower, upper = (infinite if row[name] is None else row[name] for name, infinite in _INFINITE.items())
    return Quantity(row["value"], lower, upper, row["unit"], row["bound"])
