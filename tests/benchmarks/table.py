"""The table of all figures: ``python tests/benchmarks`` prints it and writes docs/performance.md."""

from __future__ import annotations

__all__ = ["FIGURES", "main"]

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from . import frames, linking, loading, questions, scale, startup
from .measure import Row, run_module, table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_HEAD = """\
# Performance

`python tests/benchmarks` writes this page. Each figure is the median of runs that alternate between this library and
the peer, so that other load on the machine affects both: compare the ratios, not the seconds. The quartiles are in
brackets. Where a ratio is above its aim, the line says "missed". In lines of growth, the ratio is our time after to our
time before, next to the growth of the query written by hand.

"""


def _loading() -> list[Row]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "observations.json")
        run_module("generate", str(file))
        return loading.rows(file)


def _scale() -> list[Row]:
    with TemporaryDirectory() as folder:
        return scale.rows(Path(folder))


#: What can be measured, by the name that the command line takes.
FIGURES: dict[str, Callable[[], list[Row]]] = {
    "startup": startup.rows,
    "loading": _loading,
    "linking": linking.rows,
    "frames": frames.rows,
    "growth": frames.growth_rows,
    "memory": frames.memory_rows,
    "objects": frames.object_rows,
    "questions": questions.rows,
    "scale": _scale,
}


def main(arguments: Sequence[str] = ()) -> None:
    """Measure the figures named and print them; with none named, all of them, and write the page."""
    chosen = [*(arguments or sys.argv[1:])]
    rows = []
    for name in chosen or FIGURES:
        found = FIGURES[name]()
        rows += found
        sys.stdout.write("".join(f"{row.markdown()}\n" for row in found))
        sys.stdout.flush()
    text = table(rows)
    sys.stdout.write(f"\n{text}\n")
    if not chosen:
        PAGE.write_text(f"{_HEAD}{text}\n", encoding="utf-8")
