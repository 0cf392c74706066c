"""The table of all figures."""

from __future__ import annotations

__all__ = ["main"]

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from . import frames, linking, loading, startup
from .measure import Row, run_module, table


def main(arguments: Sequence[str] = ()) -> None:
    """Measure the figures named, or all of them, and print them as a Markdown table."""
    figures: dict[str, Callable[[], list[Row]]] = {
        "startup": startup.rows,
        "loading": _loading,
        "linking": linking.rows,
        "frames": frames.all_rows,
    }
    chosen = arguments or sys.argv[1:] or list(figures)
    sys.stdout.write(table([row for name in chosen for row in figures[name]()]) + "\n")


def _loading() -> list[Row]:
    with TemporaryDirectory() as folder:
        file = Path(folder, "observations.json")
        run_module("generate", str(file))
        return loading.rows(file)
