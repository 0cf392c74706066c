"""Reading: the rows of a frame as observations again, with every fault told."""

from __future__ import annotations

__all__ = ["from_frame"]

from collections.abc import Mapping
from typing import Any

from anhui_ftz.errors import DatasetError, InvalidValue, Problem
from anhui_ftz.io.frames.engines import arrow_of
from anhui_ftz.io.frames.frame_schema import CITED
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Observation

#: The columns that observations are read from; the others repeat what these say.
_READ = "id subject indicator period value lower upper unit bound status sources locators as_published note".split()
_INFINITE = {"lower": "-Infinity", "upper": "Infinity"}


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
        tuple(Citation(*cited) for cited in zip(*(row[name] for name in CITED), strict=True)),
        row["note"],
    )


def _quantity(row: Mapping[str, Any]) -> Quantity:
    if row.get("beyond") is not None:
        value, lower, upper = row["beyond"].split(" ")
        return Quantity(value, lower, upper, row["unit"], row["bound"])
    lower, upper = (infinite if row[name] is None else row[name] for name, infinite in _INFINITE.items())
    return Quantity(row["value"], lower, upper, row["unit"], row["bound"])
