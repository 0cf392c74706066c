"""Run every benchmark and print one table: ``python tests/benchmarks`` or, from ``tests``, ``python -m benchmarks``."""

import sys
from importlib import import_module
from pathlib import Path

if __package__:
    from .table import main
else:  # run as a folder: it is made the package that it is
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    main = import_module("benchmarks.table").main

if __name__ == "__main__":
    main()
