"""Measuring: two rivals in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

__all__ = ["Row", "in_turns", "milliseconds", "processes_in_turns", "run_module", "spread", "table"]

import gc
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

_PEERS = ("attrs", "pydantic", "networkx", "pycountry", "polars", "duckdb", "pyspark", "pandas", "narwhals", "pyarrow")
_TESTS = str(Path(__file__).resolve().parents[1])


class Row(NamedTuple):
    """One line of the table: a figure of ours, that of the peer, and what is aimed at."""

    figure: str
    ours: str
    peer: str
    ratio: float
    aim: str

    def markdown(self) -> str:
        """Return the line as Markdown."""
        ratio = f"{self.ratio:.2f}" if self.ratio < 100 else f"{self.ratio:.0f}"
        aimed = re.match(r"(?:at most|below) ([0-9.]+)\b(?! µs)", self.aim)
        missed = " (missed)" if aimed is not None and float(ratio) > float(aimed[1]) else ""
        return f"| {self.figure} | {self.ours} | {self.peer} | {ratio} | {self.aim}{missed} |"


def table(rows: Sequence[Row]) -> str:
    """Return a Markdown table; a ratio is ours divided by the peer's."""
    head = "| figure | ours | peer | ours / peer | aim |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *(row.markdown() for row in rows), "", _machine()])


def _machine() -> str:
    peers = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, {python}, {peers}."


def milliseconds(seconds: float) -> str:
    """Return a duration as text, in the unit that reads best.

    >>> milliseconds(0.0123), milliseconds(3.21), milliseconds(0.0000123)
    ('12.3 ms', '3.21 s', '12.3 µs')
    """
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.3g} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.3g} µs"


def spread(samples: Sequence[float]) -> str:
    """Return the median with the quartiles around it."""
    ordered = sorted(samples)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    return f"{milliseconds(median(samples))} ({milliseconds(low)} to {milliseconds(high)})"


def in_turns(
    rivals: Sequence[Callable[[], Callable[[], object]]], rounds: int, *, unmeasured: int = 0
) -> list[list[float]]:
    """Time the rivals A B A B; each first prepares, unmeasured, and returns what is measured.

    What a rival returns is let go, and the garbage collected, before the next one starts. Whole rounds may go
    unmeasured first: a virtual machine such as that of Java compiles what it has run often.
    """
    times: list[list[float]] = [[] for _ in rivals]
    for turn in range(-unmeasured, rounds):
        for prepare, found in zip(rivals, times, strict=True):
            run = prepare()
            gc.collect()
            start = perf_counter()
            result = run()
            seconds = perf_counter() - start
            if turn >= 0:
                found.append(seconds)
            del result, run
    return times


def processes_in_turns(codes: Sequence[str], rounds: int = 21) -> list[list[float]]:
    """Time ``python -c code`` of each rival as whole processes, A B A B.

    An unmeasured round comes first: it leaves the bytecode that an installed library has.
    """
    commands = [[sys.executable, "-c", code] for code in codes]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: list[list[float]] = [[] for _ in codes]
    for turn in range(rounds + 1):
        for command, found in zip(commands, times, strict=True):
            start = perf_counter()
            subprocess.run(command, check=True, env=environment)
            if turn:
                found.append(perf_counter() - start)
    return times


def run_module(name: str, *arguments: str) -> str:
    """Run a module of this folder in a fresh interpreter, and return what it prints."""
    command = [sys.executable, "-m", f"{Path(__file__).parent.name}.{name}", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=_TESTS)
    return done.stdout
