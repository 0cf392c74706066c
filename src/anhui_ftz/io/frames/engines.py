"""Engines: frames of six kinds go in, are worked on as one lazy frame of Narwhals, and come out as they came."""

from __future__ import annotations

__all__ = [
    "BACKENDS",
    "Engine",
    "Lazy",
    "RepeatedColumn",
    "arrow_of",
    "beside_in_order",
    "distinct",
    "extra_for",
    "first_day",
    "flag",
    "native_of",
    "nw",
    "pa",
    "require",
]

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from anhui_ftz.errors import InvalidValue, MissingExtra, shown, suggestion

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

#: What a frame may be made of; ``polars-lazy`` and ``duckdb`` and ``pyspark`` are lazy.
BACKENDS = ("pyarrow", "polars", "polars-lazy", "pandas", "duckdb", "pyspark")
#: A lazy frame of Narwhals, whatever stands below it; what stands below has no common type.
Lazy: TypeAlias = "nw.LazyFrame[Any]"

#: More than any day code, so that a shift by it keeps the days of two windows apart.
_SPAN = 4_000_001
_NONE: Mapping[str, str] = MappingProxyType({})


def require(extra: str = "frames") -> None:
    """Import Narwhals and pyarrow, through which every frame is read and made.

    Parameters
    ----------
    extra
        The extra to name where that fails: ``spark`` brings all that ``frames`` does.

    Raises
    ------
    MissingExtra
        If one of them is not installed.
    """
    try:
        import narwhals  # noqa: F401 - both are only imported
        import pyarrow as pa  # noqa: F401
    except ImportError:
        raise MissingExtra("anhui_ftz.io.frames", extra) from None


class _OnUse:
    """A library that is imported when it is first used: importing this package needs none."""

    def __init__(self, library: str) -> None:
        self._library = library

    def __getattr__(self, name: str) -> object:
        require()
        return getattr(sys.modules[self._library], name)


if not TYPE_CHECKING:
    nw, pa = _OnUse("narwhals"), _OnUse("pyarrow")


class RepeatedColumn(InvalidValue):
    """A frame has two columns of one name."""


@attrs.frozen
class Engine:
    """What a frame is made of, and how to open it and close the result again."""

    #: One of ``BACKENDS``.
    backend: str
    #: The frame itself: a relation of DuckDB knows the connection that others must share.
    frame: Any = attrs.field(repr=False)

    @classmethod
    def of(cls, frame: object) -> Engine:
        """Find out what a frame is made of.

        Raises
        ------
        InvalidValue
            If it is a frame of no backend that is known.
        """
        return cls(_backend_of(frame), frame)

    def open(self) -> Lazy:
        """Return the frame as a lazy one; pandas is worked on as Arrow, whose decimal sums are exact."""
        return _lazy(_plain(arrow_of(self.frame)) if self.backend in ("pyarrow", "pandas") else self.frame)

    def beside(self, frame: Any) -> Lazy:
        """Return another frame as a lazy one of this engine; a small one is carried over where it is of another."""
        if self.backend in ("pyarrow", "pandas"):
            return _lazy(_plain(arrow_of(frame)))
        if self.backend == "duckdb":
            return _lazy(frame if _share_connection(self.frame, frame) else _carried(self.frame, arrow_of(frame)))
        alike = _backend_of(frame).split("-", maxsplit=1)[0] == self.backend.split("-", maxsplit=1)[0]
        return _lazy(frame if alike else native_of(arrow_of(frame), self.backend))

    def close(self, result: Lazy) -> Any:
        """Return a result as a frame of the kind that came in: a lazy one stays lazy."""
        if self.backend in ("polars-lazy", "duckdb", "pyspark"):
            return result.to_native()
        native = result.collect().to_native()
        return native_of(native, "pandas") if self.backend == "pandas" else native


def native_of(table: pa.Table, backend: str) -> Any:
    """Return an Arrow table as a frame of a backend.

    Raises
    ------
    InvalidValue
        If there is no such backend.
    MissingExtra
        If its library is not installed.
    """
    if backend not in BACKENDS:
        raise InvalidValue(
            f"backend is one of {', '.join(BACKENDS)}, not {shown(backend)}{suggestion(backend, BACKENDS)}"
        )
    try:
        return _NATIVE[backend](table)
    except ImportError as error:
        extra = extra_for(backend)
        raise MissingExtra(f"a frame of {backend}", extra, "" if extra == "spark" else str(error.name)) from None


def extra_for(backend: str) -> str:
    """Return the extra that brings a backend, or what it needs beside its own library.

    >>> extra_for("pyspark"), extra_for("polars")
    ('spark', 'frames')
    """
    return {"pyspark": "spark"}.get(backend, "frames")


def arrow_of(frame: Any) -> pa.Table:
    """Return a frame of any backend as an Arrow table, without an index."""
    if _backend_of(frame) == "pandas":
        return pa.Table.from_pandas(frame, preserve_index=False)
    return nw.from_native(frame).lazy().collect("pyarrow").to_native()


def flag(condition: nw.Expr) -> nw.Expr:
    """Return 1 where a condition is true, 0 where it is false or unknown: what every backend can take the max of."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def distinct(frame: Lazy, *columns: str) -> Lazy:
    """Return each row of some columns once; by grouping, since Narwhals would number all rows in a window."""
    return frame.group_by(*columns).agg(nw.len().alias("_times")).select(*columns)


def first_day(frame: Lazy) -> nw.Expr:
    """Return the first day of the calendar, which represents a start that is missing."""
    if frame.implementation.is_pyspark():  # its bridge spells the year 1 without zeros, which Java refuses
        return nw.lit(date.min.isoformat()).cast(nw.Date)
    return nw.lit(date.min)


def beside_in_order(
    frame: Lazy,
    within: Sequence[str],
    order: Sequence[str],
    *,
    before: Mapping[str, str] = _NONE,
    after: Mapping[str, str] = _NONE,
    largest: Mapping[str, str] = _NONE,
) -> Lazy:
    """Add columns with what the rows beside a row say, in order, among those alike in ``within``.

    All of them are asked for at once, so that rows are put in order once.

    Parameters
    ----------
    frame
        The rows.
    within, order
        Columns of the window, at least one, and of its order.
    before, after
        Column to the name of what is added: its value in the row before, or after.
    largest
        Column to the name of what is added: its largest value so far. It contains codes of days, from 0, and no
        column of the window is null.
    """
    if not _is_arrow(frame):
        found = {new: nw.col(old).shift(1) for old, new in before.items()}
        found |= {new: nw.col(old).shift(-1) for old, new in after.items()}
        found |= {new: nw.col(old).cum_max() for old, new in largest.items()}
        return frame.with_columns(**{new: each.over(*within, order_by=order) for new, each in found.items()})
    # Arrow has no windows: each is lifted above those before it
    ordered = frame.collect().sort(*within, *order)
    alike = [nw.col(name) == nw.col(name).shift(1) for name in within]
    first = ~nw.all_horizontal(*alike, ignore_nulls=False).fill_null(False)
    ordered = ordered.with_columns(_window=first.cast(nw.Int64).cum_sum())
    window = nw.col("_window")
    found = {
        new: nw.when(window == window.shift(step)).then(nw.col(old).shift(step))
        for step, names in ((1, before), (-1, after))
        for old, new in names.items()
    }
    found |= {new: (nw.col(old) + window * _SPAN).cum_max() - window * _SPAN for old, new in largest.items()}
    return ordered.with_columns(**found).drop("_window").lazy()


def _lazy(frame: Any) -> Lazy:
    lazy: Lazy = nw.from_native(frame).lazy()
    return lazy


def _plain(table: pa.Table) -> pa.Table:
    """Return a table whose text columns are of one type, dictionaries too, so that all can be joined with all."""

    def plain(field: pa.Field) -> pa.Field:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
        return field.with_type(pa.large_string()) if is_text else field

    return table.cast(pa.schema([plain(field) for field in table.schema]))


def _is_arrow(frame: Lazy) -> bool:
    return frame.implementation.is_pyarrow()


def _backend_of(frame: Any) -> str:
    try:
        opened = nw.from_native(frame)
    except nw.exceptions.DuplicateError:
        raise _repeated(frame) from None
    except TypeError:
        raise InvalidValue(f"expected a frame of {', '.join(BACKENDS)}, got {shown(frame)}") from None
    name = str(opened.implementation.value).removesuffix("[connect]")
    name = "polars-lazy" if name == "polars" and isinstance(opened, nw.LazyFrame) else name
    if name not in BACKENDS:
        raise InvalidValue(f"expected a frame of {', '.join(BACKENDS)}, got one of {name}")
    if name in ("duckdb", "pyspark") and len(set(frame.columns)) < len(frame.columns):
        raise _repeated(frame)  # these may have two columns of one name, of which Narwhals would take one
    return name


def _repeated(frame: Any) -> RepeatedColumn:
    counted = Counter(map(str, getattr(frame, "column_names", None) or frame.columns))
    names = ", ".join(shown(name) for name, count in counted.items() if count > 1)
    return RepeatedColumn(f"column {names} occurs twice; a frame has each column once")


def _share_connection(relation: Any, frame: Any) -> bool:
    """Whether a frame is a relation beside another already; DuckDB, which alone knows, then plans by its statistics."""
    import duckdb

    if not isinstance(frame, duckdb.DuckDBPyRelation):
        return False
    try:
        relation.cross(frame)  # planned, never run
    except (duckdb.InvalidInputException, duckdb.BinderException):  # of another connection; one table on both sides
        return False
    return True


def _carried(relation: Any, carried: pa.Table) -> Any:  # noqa: ARG001 - DuckDB finds it by its name
    """Return a table as a relation of the connection of another relation: only such can be joined."""
    return relation.query("anhui_ftz_beside", "select * from carried")


def _as_polars(table: pa.Table) -> Any:
    import polars as pl

    return pl.from_arrow(table)


def _as_pandas(table: pa.Table) -> Any:
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _as_duckdb(table: pa.Table) -> Any:
    import duckdb

    return duckdb.from_arrow(table)


def _as_spark(table: pa.Table) -> Any:
    from pyspark.sql import SparkSession

    # in one piece: of a table whose first piece is empty, Spark 4 takes no rows at all
    return SparkSession.builder.getOrCreate().createDataFrame(table.combine_chunks())


_NATIVE = {
    "pyarrow": lambda table: table,
    "polars": _as_polars,
    "polars-lazy": lambda table: _as_polars(table).lazy(),
    "pandas": _as_pandas,
    "duckdb": _as_duckdb,
    "pyspark": _as_spark,
}
