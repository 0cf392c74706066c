"""Parquet: frames and streams of batches as folders of files, partitioned in the way of Hive, and back."""

from __future__ import annotations

__all__ = ["read_parquet", "write_parquet"]

from collections.abc import Callable, Iterable, Iterator, Sequence
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from anhui_ftz.errors import InvalidValue, MissingExtra, shown, suggestion
from anhui_ftz.io.frames.engines import BACKENDS, Engine, extra_for, native_of, pa, require
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.storage.whole import as_path, whole_folder

_Folder = str | PathLike[str]

#: Rows of a row group at most: a reader of one holds so many.
_ROWS = 1 << 17
#: How a character that would begin a pattern stands for itself.
_LITERAL = str.maketrans({each: f"[{each}]" for each in "*?["})


def write_parquet(
    data: Any, folder: _Folder, partition_by: str | Sequence[str] = (), *, progress: Progress = None
) -> None:
    """Write a frame, or a stream of Arrow batches, as a folder of Parquet files; whole or not at all.

    A stream or a relation of DuckDB is written batch by batch and never collected. A lazy frame of polars is
    collected first. Spark writes a Spark frame.

    Parameters
    ----------
    data
        A frame of any backend, or an iterable of ``pyarrow.RecordBatch`` of one schema.
    folder
        A folder that does not exist yet, or is empty.
    partition_by
        Text columns; there is one folder per value, such as ``indicator=area``.
    progress
        A callable of the rows done and None, or True for a bar.

    Raises
    ------
    InvalidValue
        If the folder contains something, a partition column is not a text column, or there are no batches.
    MissingExtra
        If pyarrow is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz, tempfile, pathlib
    >>> from anhui_ftz.io.frames import to_frame
    >>> with tempfile.TemporaryDirectory() as home:
    ...     folder = pathlib.Path(home, "figures")
    ...     write_parquet(
    ...         to_frame(ftz.load(), "observations"), folder, partition_by="kind"
    ...     )
    ...     sorted(path.name for path in folder.iterdir())
    ['kind=flow', 'kind=ratio', 'kind=stock']
    """
    require()
    columns = [partition_by] if isinstance(partition_by, str) else list(partition_by)
    if not _is_stream(data) and (engine := Engine.of(data)).backend == "pyspark":
        _check_columns(dict(engine.frame.dtypes), columns, "string")
        engine.frame.write.partitionBy(*columns).parquet(fspath(folder))
        return
    schema, batches = _batches(data)
    _check_columns({field.name: str(field.type) for field in schema}, columns, "string")
    with progress_of(progress, None, "writing") as advance:
        _write(schema, _counted(batches, advance), Path(folder), columns)


def read_parquet(folder: _Folder, backend: str = "pyarrow") -> Any:
    """Open a folder of Parquet files as a frame; the lazy backends read no rows yet.

    Parameters
    ----------
    folder
        A folder that `write_parquet` wrote; partition columns are read as text. It is never a pattern. With
        ``pyspark``, any address that Spark reads.
    backend
        As for `anhui_ftz.io.frames.to_frame`.

    Raises
    ------
    InvalidValue
        If there is no such backend, or the folder contains no Parquet.
    MissingExtra
        If a library is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz, tempfile, pathlib
    >>> from anhui_ftz.io.frames import from_frame, to_frame
    >>> ds = ftz.load()
    >>> with tempfile.TemporaryDirectory() as home:
    ...     folder = pathlib.Path(home, "figures")
    ...     write_parquet(
    ...         to_frame(ds, "observations"), folder, partition_by="indicator"
    ...     )
    ...     back = from_frame(read_parquet(folder, "polars"))
    >>> set(back) == set(ds.observations)
    True
    """
    if backend not in BACKENDS:
        raise InvalidValue(
            f"backend is one of {', '.join(BACKENDS)}, not {shown(backend)}{suggestion(backend, BACKENDS)}"
        )
    require(extra_for(backend))
    if backend == "pyspark":
        return _read_with_spark(fspath(folder))
    home = as_path(folder).absolute()
    first = next(home.rglob("*.parquet"), None)
    if first is None:
        raise InvalidValue(f"{fspath(folder)} contains no *.parquet; write_parquet writes such a folder")
    keys = [step.partition("=")[0] for step in first.relative_to(home).parts[:-1]]
    try:
        return _READERS[backend](home, keys)
    except ImportError as error:
        raise MissingExtra(f"a frame of {backend} ({error.name} is not installed)", "frames") from None


def _is_stream(data: object) -> bool:
    return isinstance(data, Iterator | list | tuple)


def _check_columns(types: dict[str, str], columns: Sequence[str], text: str) -> None:
    wrong = [name for name in columns if types.get(name) not in (text, f"large_{text}")]
    if wrong:
        possible = ", ".join(name for name, kind in types.items() if kind in (text, f"large_{text}"))
        raise InvalidValue(f"partition_by takes columns of text, which are {possible}, not {', '.join(wrong)}")


def _batches(data: Any) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """Return the schema and the batches of a frame or stream."""
    if not _is_stream(data):
        return _frame_batches(Engine.of(data))
    stream = iter(data)
    first = next(stream, None)
    if first is None:
        raise InvalidValue("there are no batches, so no columns are known; give one batch at least")

    def chained() -> Iterator[pa.RecordBatch]:
        yield first
        yield from stream

    return first.schema, chained()


def _frame_batches(engine: Engine) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    if engine.backend == "duckdb":
        reader = engine.frame.to_arrow_reader(_ROWS)
        return reader.schema, iter(reader)
    table = engine.open().collect("pyarrow").to_native()
    return table.schema, iter(table.to_batches(_ROWS))


def _counted(batches: Iterable[pa.RecordBatch], advance: Callable[[int], None]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch
        advance(batch.num_rows)


def _write(schema: pa.Schema, batches: Iterator[pa.RecordBatch], target: Path, columns: list[str]) -> None:
    """Write into a folder that takes its name once it is whole; one that has files is not replaced."""
    import pyarrow.dataset as arrow

    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_folder(target, ()) as beside:
        hive = arrow.partitioning(pa.schema([schema.field(name) for name in columns]), flavor="hive")
        arrow.write_dataset(
            batches,
            beside,
            schema=schema,
            format="parquet",
            partitioning=hive if columns else None,
            max_rows_per_group=_ROWS,
            min_rows_per_group=_ROWS // 8,
            max_partitions=100_000,
        )


def _arrow_dataset(folder: Path, keys: list[str]) -> Any:
    import pyarrow.dataset as arrow

    hive = arrow.partitioning(pa.schema([(key, pa.string()) for key in keys]), flavor="hive")
    return arrow.dataset(folder, format="parquet", partitioning=hive if keys else None)


def _read_with_arrow(folder: Path, keys: list[str]) -> Any:
    return _arrow_dataset(folder, keys).to_table()


def _read_with_polars(folder: Path, keys: list[str]) -> Any:
    import polars as pl

    if keys and "=" in str(folder):
        return pl.scan_pyarrow_dataset(_arrow_dataset(folder, keys))
    hive = dict.fromkeys(keys, pl.String)
    return pl.scan_parquet(_files(folder), hive_partitioning=bool(keys), hive_schema=hive or None)


def _read_with_duckdb(folder: Path, keys: list[str]) -> Any:
    import duckdb

    if (keys and "=" in str(folder)) or "\\" in folder.as_posix():  # DuckDB has no backslash in a name
        return duckdb.from_arrow(_arrow_dataset(folder, keys))
    files = _files(folder).replace("'", "''")
    hive = "true, hive_types_autocast = false" if keys else "false"
    return duckdb.sql(f"select * from read_parquet('{files}', hive_partitioning = {hive})")  # noqa: S608 - quoted


def _files(folder: Path) -> str:
    """Return the pattern of all files of a folder, whose own name is not a pattern."""
    return f"{str(folder).translate(_LITERAL)}/**/*.parquet"


def _read_with_spark(folder: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MissingExtra("a frame of pyspark (pyspark is not installed)", "spark") from None
    session = SparkSession.builder.getOrCreate()
    inference = "spark.sql.sources.partitionColumnTypeInference.enabled"
    before = session.conf.get(inference) or "true"
    session.conf.set(inference, "false")  # the ids of partitions are text, also those made of digits
    try:
        return session.read.parquet("".join(f"\\{each}" if each in "*?[]{}\\" else each for each in folder))
    finally:
        session.conf.set(inference, before)


_READERS: dict[str, Callable[[Path, list[str]], Any]] = {
    "pyarrow": _read_with_arrow,
    "polars": lambda folder, keys: _read_with_polars(folder, keys).collect(),
    "polars-lazy": _read_with_polars,
    "pandas": lambda folder, keys: native_of(_read_with_arrow(folder, keys), "pandas"),
    "duckdb": _read_with_duckdb,
}
