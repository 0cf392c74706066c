"""Frames: `total_frame` and `linkage_frame` against the same queries written by hand, and how they grow."""

from __future__ import annotations

__all__ = ["growth_rows", "memory_rows", "object_rows", "rows"]

import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import pyarrow as pa

import anhui_ftz as ftz
from anhui_ftz.io.frames import from_frame, hierarchy, linkage_frame, total_frame
from anhui_ftz.io.frames.engines import native_of
from anhui_ftz.testing import Simulation, simulate

from .frame_queries import LINKS_SQL, TOTALS_SQL, links_in_polars, totals_in_polars
from .measure import Row, in_turns, milliseconds, run_module, spread
from .memory import high_water

if TYPE_CHECKING:
    import polars as pl

_BY = ["indicator", "zone", "year"]
#: Sizes by the number of rows: what grows is the number of months.
_PLACES = {"zones": 25, "areas": 4, "indicators": 10}
_GROWTH = (10_000, 100_000, 1_000_000, 10_000_000)
_Run = Callable[[], object]


def rows(size: int = 1_000_000, rounds: int = 7) -> list[Row]:
    """Return both verbs against the queries by hand, in polars, DuckDB and Spark."""
    made = sized(size)
    figures, parties, ground = tables(made)
    found = _rivals("polars", size, _in_polars(figures, parties, ground), rounds)
    found += _rivals("duckdb", size, _in_duckdb(figures, parties, ground), rounds)
    return found + _rivals("pyspark", size, _in_spark(figures, parties, ground), rounds, unmeasured=3)


def sized(size: int) -> Simulation:
    """Return a simulation of so many observations."""
    per_month = _PLACES["zones"] * _PLACES["areas"] * _PLACES["indicators"]
    return simulate(seed=1, months=max(1, size // per_month), **_PLACES)


def tables(made: Simulation) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Return observations, as many participations, and the hierarchy."""
    figures = pa.Table.from_batches(made.observations())
    parties = pa.Table.from_batches(made.participations(made.rows))
    return figures, parties, hierarchy(made.places)


def _rivals(
    backend: str, size: int, pairs: dict[str, tuple[_Run, _Run]], rounds: int, *, unmeasured: int = 0
) -> list[Row]:
    found = []
    for verb, (ours, peer) in pairs.items():
        _check_agreement(verb, ours(), peer())
        mine, theirs = _timed(ours, peer, rounds, unmeasured)
        figure = f"{verb}, {backend}, {size:,} rows"
        by_hand = f"by hand, {backend} {version(backend)}: {spread(theirs)}"
        found.append(Row(figure, spread(mine), by_hand, median(mine) / median(theirs), "at most 1.15"))
    return found


def _timed(ours: _Run, peer: _Run, rounds: int, unmeasured: int = 0) -> list[list[float]]:
    return in_turns([lambda: ours, lambda: peer], rounds, unmeasured=unmeasured)


def _check_agreement(verb: str, ours: Any, peer: Any) -> None:
    names = [*_BY, "value", "lower", "upper", "bound", "reasons"] if verb == "total_frame" else None
    one, two = (sorted(map(str, table.select(names or table.column_names).to_pylist())) for table in (ours, peer))
    if one != two:
        raise AssertionError(f"{verb}: the query by hand answers otherwise")


def _in_polars(figures: pa.Table, parties: pa.Table, ground: pa.Table) -> dict[str, tuple[_Run, _Run]]:
    obs, part, places = (native_of(table, "polars-lazy") for table in (figures, parties, ground))

    def run(build: Callable[[], pl.LazyFrame]) -> pa.Table:
        return build().collect().to_arrow()

    return {
        "total_frame": (
            lambda: run(lambda: total_frame(obs, places, _BY)),
            lambda: run(lambda: totals_in_polars(obs, places)),
        ),
        "linkage_frame": (
            lambda: run(lambda: linkage_frame(part, places)),
            lambda: run(lambda: links_in_polars(part, places)),
        ),
    }


def _in_duckdb(figures: pa.Table, parties: pa.Table, ground: pa.Table) -> dict[str, tuple[_Run, _Run]]:
    db = duckdb.connect()
    for name, table in (("observations", figures), ("participations", parties), ("ground", ground)):
        db.from_arrow(table).create(name)
    obs, part, places = (db.table(name) for name in ("observations", "participations", "ground"))
    return {
        "total_frame": (
            lambda: total_frame(obs, places, _BY).to_arrow_table(),
            lambda: db.sql(TOTALS_SQL).to_arrow_table(),
        ),
        "linkage_frame": (
            lambda: linkage_frame(part, places).to_arrow_table(),
            lambda: db.sql(LINKS_SQL).to_arrow_table(),
        ),
    }


def _in_spark(figures: pa.Table, parties: pa.Table, ground: pa.Table) -> dict[str, tuple[_Run, _Run]]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "4")
    session = builder.config("spark.driver.host", "localhost").config("spark.driver.memory", "4g").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    frames = {"observations": figures, "participations": parties, "ground": ground}
    for name, table in frames.items():
        frame = session.createDataFrame(table.combine_chunks()).cache()
        frame.count()
        frame.createOrReplaceTempView(name)
    obs, part, places = map(session.table, frames)
    return {
        "total_frame": (
            lambda: total_frame(obs, places, _BY).toArrow(),
            lambda: session.sql(TOTALS_SQL).toArrow(),
        ),
        "linkage_frame": (
            lambda: linkage_frame(part, places).toArrow(),
            lambda: session.sql(LINKS_SQL).toArrow(),
        ),
    }


def growth_rows(sizes: tuple[int, ...] = _GROWTH, rounds: int = 5) -> list[Row]:
    """Return how the time of both verbs grows, on DuckDB and polars, when the data grow tenfold.

    The ratio is that of our own two times; how the query by hand grows says what part of it is the engine's.
    """
    seconds: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for size in sizes:
        figures, parties, ground = tables(sized(size))
        for backend, build in (("duckdb", _in_duckdb), ("polars", _in_polars)):
            for verb, (ours, peer) in build(figures, parties, ground).items():
                mine, theirs = _timed(ours, peer, rounds, unmeasured=1)
                seconds.setdefault((verb, backend), []).append((median(mine), median(theirs)))
    found = []
    for (verb, backend), times in seconds.items():
        for index, (small, large) in enumerate(pairwise(times)):
            figure = f"{verb}, {backend}, growth from {sizes[index]:,} to {sizes[index + 1]:,} rows"
            (ours_small, hand_small), (ours_large, hand_large) = small, large
            told = f"{milliseconds(ours_small)} to {milliseconds(ours_large)}"
            grown = f"{hand_large / hand_small:.2f}"
            by_hand = f"by hand: {milliseconds(hand_small)} to {milliseconds(hand_large)}, {grown}"
            found.append(Row(figure, told, by_hand, ours_large / ours_small, "at most 11"))
    return found


def memory_rows(size: int = 3_000_000) -> list[Row]:
    """Return the bytes a row by which each verb raises the peak of the resident set, ours and by hand."""
    found = []
    for backend in ("duckdb", "polars"):
        for verb in ("total_frame", "linkage_frame"):
            ours, peer = (float(run_module("frames", backend, verb, side, str(size))) for side in ("ours", "peer"))
            told = f"{ours / size:.0f} bytes a row"
            figure = f"memory of {verb}, {backend}, {size:,} rows"
            found.append(Row(figure, told, f"by hand: {peer / size:.0f} bytes a row", ours / peer, "at most 1.15"))
    return found


def object_rows(sizes: tuple[int, ...] = (100_000, 1_000_000), rounds: int = 3) -> list[Row]:
    """Return `anhui_ftz.totals` over objects against a pandas group-by of bare decimals, which checks nothing."""
    found = []
    for size in sizes:
        made = sized(2 * size)  # some are stocks and ratios, which are not added over time
        flows = pa.Table.from_batches(made.observations()).filter(pa.compute.field("kind") == "flow")
        figures = flows.slice(0, size)
        ds = _with(made, from_frame(figures))
        frame = figures.select(["indicator", "subject", "value"]).to_pandas(types_mapper=pd.ArrowDtype)
        ours = partial(ftz.totals, ds, ds.observations, ["indicator", "subject"])
        peer = lambda frame=frame: frame.groupby(["indicator", "subject"])["value"].sum()  # noqa: E731 - timed below
        mine, theirs = _timed(ours, peer, rounds)
        figure = f"totals over {len(ds.observations):,} objects, checked and cited"
        name = f"pandas {pd.__version__} groupby.sum, unchecked: {spread(theirs)}"
        found.append(Row(figure, spread(mine), name, median(mine) / median(theirs), "to be known"))
    return found


def _with(made: Simulation, observations: tuple[ftz.Observation, ...]) -> ftz.Dataset:
    tables_ = dict(made.places.tables())
    return ftz.Dataset(**tables_ | {"observations": observations})


def _peak(backend: str, verb: str, side: str, size: int) -> int:
    figures, parties, ground = tables(sized(size))
    build = {"duckdb": _in_duckdb, "polars": _in_polars}[backend]
    run = build(figures, parties, ground)[verb][side == "peer"]
    before = high_water()
    run()
    return high_water() - before


if __name__ == "__main__":
    sys.stdout.write(str(_peak(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))))
