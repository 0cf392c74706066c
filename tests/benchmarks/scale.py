"""Scale, for real: 50 million observations and 10 million participations: ``python -m benchmarks.scale FOLDER``.

The data are simulated into the folder unless they are there. Each verb then runs on DuckDB in a process of its own
and writes its result beside the data; printed are the seconds and the peak of the resident set.
"""

from __future__ import annotations

__all__ = ["PARTICIPATIONS", "SIZE", "rows"]

import sys
from pathlib import Path
from time import perf_counter

from anhui_ftz.testing import simulate

from .measure import Row, milliseconds, run_module
from .memory import high_water

#: 50 million observations, and 10 million participations beside them.
SIZE = simulate(seed=1, zones=100, areas=50, indicators=50, months=200)
PARTICIPATIONS = 10_000_000
_GIB = 1 << 30
_VERBS = {
    "total_frame by indicator, zone and year": SIZE.rows,
    "linkage_frame of zones": PARTICIPATIONS,
}


def rows(folder: Path) -> list[Row]:
    """Return the seconds and the peak memory of both verbs; the ratio is that of the memory to 16 GiB."""
    if not (folder / "participations").exists():
        SIZE.write(folder, PARTICIPATIONS, progress=True)
    found = []
    for verb, size in _VERBS.items():
        seconds, peak, groups = map(float, run_module("scale", str(folder), verb).split())
        told = f"{milliseconds(seconds)}, peak {peak / _GIB:.1f} GiB, {int(groups):,} rows out"
        found.append(Row(f"{verb}, {size:,} rows", told, "16 GiB", peak / _GIB / 16, "at most 1"))
    return found


def _measure(folder: Path, verb: str) -> str:
    import duckdb

    from anhui_ftz.io.frames import hierarchy, linkage_frame, read_parquet, total_frame

    duckdb.sql(
        f"set memory_limit = '10GB'; set temp_directory = '{folder / 'spill'}'; set preserve_insertion_order = false"
    )
    ground = hierarchy(SIZE.places, "duckdb")
    out = folder / f"{verb.split(maxsplit=1)[0]}.parquet"
    start = perf_counter()
    if verb.startswith("total"):
        result = total_frame(read_parquet(folder / "observations", "duckdb"), ground, ["indicator", "zone", "year"])
    else:
        result = linkage_frame(read_parquet(folder / "participations", "duckdb"), ground)
    result.write_parquet(str(out))
    seconds = perf_counter() - start
    return f"{seconds} {high_water()} {duckdb.read_parquet(str(out)).shape[0]}"


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if len(sys.argv) > 2:
        sys.stdout.write(_measure(place, sys.argv[2]))
    else:
        sys.stdout.write("\n".join(row.markdown() for row in rows(place)) + "\n")
