"""Runs of tests against copies of the package, each in a process forked from one that has imported what tests need."""

from __future__ import annotations

import compileall
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

import hypothesis.strategies  # noqa: F401 - imported once, for all the processes forked from this one
import pytest

from mutants.planted import Fault

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "src" / "anhui_ftz"
#: Other work on the machine may slow a run down by so much.
_WAIT = 6
#: How a run ends that took too long: it was stopped.
STOPPED = "ran for ever"
#: So many seconds of work a test or a run may take, and so many times as much as without a fault; then it is endless.
PATIENCE, TIMES = 10, 4
#: More memory than any run needs: what asks for more has gone wrong.
_MEMORY = 3 << 30
#: A test that takes longer than so many seconds is not tried against a fault.
_SLOW = 1.0
_OPTIONS = (
    "--exitfirst --quiet --tb=no --assert=plain --continue-on-collection-errors --override-ini=addopts= "
    "--doctest-modules -p no:cacheprovider -p no:xdist -p no:cov"
).split()


class Run(NamedTuple):
    """Some tests, against the package with a fault or without one."""

    fault: Fault | None
    #: Files of tests by their names, and files of the package whose examples are tests too.
    tests: tuple[str, ...]
    examples: tuple[str, ...]
    #: So many seconds of work are too many.
    limit: float
    #: So many seconds of work each test is without a fault: the quick ones come first, the slow ones not at all.
    known: Mapping[str, float] = {}


class Ended(NamedTuple):
    """How a run ended: as pytest says, or because it was stopped or broke the process."""

    run: Run
    status: int | str
    seconds: float
    #: So many seconds of work each test was.
    each: Mapping[str, float]
    #: What the run printed, if it had no fault.
    printed: str = ""

    @property
    def found(self) -> bool:
        """Whether a test failed; a run that could not try its tests found nothing."""
        return self.status == pytest.ExitCode.TESTS_FAILED or isinstance(self.status, str)


class _Order:
    """Notes how much work each test is, in seconds, runs the quick ones first, and stops those that never end."""

    def __init__(self, known: Mapping[str, float]) -> None:
        self.known = known
        self.taken: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.known:
            quick = [item for item in items if self.known.get(item.nodeid, 0) <= _SLOW]
            items[:] = sorted(quick, key=lambda item: self.known.get(item.nodeid, 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        began = sum(os.times()[:4])
        if self.known:  # a new limit for each test; one that the fault has renamed has that of the run alone
            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            usual = self.known.get(item.nodeid, hard)
            resource.setrlimit(resource.RLIMIT_CPU, (min(int(began + PATIENCE + TIMES * usual), hard), hard))
        done = yield
        self.taken[item.nodeid] = sum(os.times()[:4]) - began
        return done


class _Bench:
    """A copy of the package, in which faults are planted one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder / "anhui_ftz"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))
        self.taken, self.printed = folder / "taken.json", folder / "printed.txt"
        compileall.compile_dir(self.package, quiet=1)

    def plant(self, fault: Fault | None) -> None:
        if fault:
            path = self.package / fault.path
            text = (PACKAGE / fault.path).read_text(encoding="utf-8")
            path.write_text(fault.planted(text), encoding="utf-8")
            os.utime(path, (0, 0))  # what is compiled of the file without the fault is not read for it

    def restore(self, fault: Fault | None) -> None:
        if fault:
            shutil.copy2(PACKAGE / fault.path, self.package / fault.path)


def ended(runs: Iterable[Run], *, jobs: int, folder: Path) -> Iterator[Ended]:
    """Run tests, so many runs at a time, and yield how each ended as soon as it is known."""
    sys.pycache_prefix = str(folder / "compiled")
    benches = [_Bench(folder / str(number)) for number in range(jobs)]
    waiting, running = deque(runs), dict[int, tuple[Run, _Bench, float]]()
    try:
        while waiting or running:
            while waiting and benches:
                run, bench = waiting.popleft(), benches.pop()
                bench.plant(run.fault)
                running[_forked(run, bench)] = run, bench, time.monotonic()
            time.sleep(0.01)
            for process, (run, bench, began) in list(running.items()):
                took = time.monotonic() - began
                status = _status(process, late=took > _WAIT * run.limit)
                if status is not None:
                    del running[process]
                    bench.restore(run.fault)
                    benches.append(bench)
                    if run.fault:
                        yield Ended(run, status, took, {})
                    else:
                        each = json.loads(bench.taken.read_text(encoding="utf-8"))
                        yield Ended(run, status, took, each, bench.printed.read_text(encoding="utf-8"))
    finally:
        for process in running:
            os.killpg(process, signal.SIGKILL)


def _status(process: int, *, late: bool) -> int | str | None:
    """Return how a process ended, or None while it runs."""
    if late:
        os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return STOPPED
    done, status = os.waitpid(process, os.WNOHANG)
    if not done:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else signal.Signals(-code).name


def _forked(run: Run, bench: _Bench) -> int:
    process = os.fork()
    if not process:
        _try(run, bench)
    with suppress(OSError):  # it has done so itself, or has ended
        os.setpgid(process, process)
    return process


def _try(run: Run, bench: _Bench) -> NoReturn:
    """Run the tests in this process, and end it."""
    status = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(run.limit), int(run.limit)))
        nowhere = os.open(os.devnull, os.O_RDWR)
        printed = nowhere if run.fault else os.open(bench.printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream, to in enumerate((nowhere, printed, printed)):
            os.dup2(to, stream)
        os.environ |= {
            "PYTHONPATH": str(bench.folder),
            "HYPOTHESIS_PROFILE": "glance",
            "PYTEST_ADDOPTS": "",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONDONTWRITEBYTECODE": "1",  # a process without room on its disk would leave half of a file
        }
        sys.path[:0] = [str(bench.folder)]
        sys.dont_write_bytecode = run.fault is not None
        files = [str(bench.package / name) for name in run.examples] + [str(TESTS / f"{name}.py") for name in run.tests]
        order = _Order(run.known)
        where = [f"--rootdir={TESTS.parent}", f"-c{TESTS.parent / 'pyproject.toml'}"]
        status = int(pytest.main([*_OPTIONS, *where, *files], plugins=[order]))
        if not run.fault:
            bench.taken.write_text(json.dumps(order.taken), encoding="utf-8")
        sys.stdout.flush()
    finally:
        os._exit(status)
