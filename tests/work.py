"""How much work a call is, counted and not timed, so that it is the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

import anhui_ftz as ftz

__all__ = ["FACTOR", "Case", "calls", "chain", "growth_of", "work_of"]

#: How many times larger the second input is.
FACTOR = 4

#: Methods of lists and texts that look through the whole of them, inside the interpreter.
_LOOKING_THROUGH = frozenset(
    """
    capitalize casefold copy count decode encode expandtabs find index insert isalnum isalpha isascii isdecimal isdigit
    isidentifier islower isnumeric isprintable isspace istitle isupper lower partition remove replace reverse rfind
    rindex rpartition rsplit split splitlines swapcase title translate upper
    """.split()
)
#: So many items are looked through at the cost of one step.
_ITEMS = 8


def work_of(call: Callable[[], object], *, within: str = "") -> int:
    """Return the steps that a call takes: lines, and calls of what is written in C, by the length it looks through.

    A line that goes back to itself, as in a comprehension, is a step each time. What C code does to a long argument
    counts as one step, so that a repeated ``in`` or ``+`` of lists goes unseen.

    Parameters
    ----------
    call
        What to measure, without arguments.
    within
        Count only code whose file name contains this text; empty counts all.
    """
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if within and within not in frame.f_code.co_filename:
            return None
        count += event in ("call", "line")
        return trace

    def profile(frame: FrameType, event: str, called: Any) -> None:
        nonlocal count
        if event == "c_call" and not (within and within not in frame.f_code.co_filename):
            count += 1
            if called.__name__ in _LOOKING_THROUGH and isinstance(called.__self__, list | tuple | str | bytes):
                count += len(called.__self__) // _ITEMS

    before = sys.gettrace(), sys.getprofile()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        call()
    finally:
        sys.setprofile(before[1])
        sys.settrace(before[0])
    return count


class Case(NamedTuple):
    """What is measured: how an input of some size is made, and what is done with it."""

    make: Callable[[int], Any]
    run: Callable[[Any], Any]
    #: The size of what `run` returns, where that grows faster than the input.
    answer: Callable[[Any], int] | None = None
    #: The smaller size.
    small: int = 100
    #: Only code whose file name contains this is counted; empty counts all.
    within: str = ""


class _Run:
    """A call with an input of some size, which then knows the size of what it is measured by."""

    def __init__(self, case: Case, size: int) -> None:
        self._case, self._given, self.size = case, case.make(size), size

    def __call__(self) -> None:
        answer = self._case.run(self._given)
        self.size = self._case.answer(answer) if self._case.answer else self.size


def growth_of(case: Case) -> float:
    """Return how many times more work four times the input takes: 4 where work grows as the input or answer does."""
    # what is imported or kept for ever on first use is not the input's; Python 3.12 counts what it has traced before
    work_of(_Run(case, case.small), within=case.within)
    work, sizes = [], []
    for size in (case.small, FACTOR * case.small):
        run = _Run(case, size)
        work.append(work_of(run, within=case.within))
        sizes.append(run.size)
    return work[1] / work[0] / (sizes[1] / sizes[0]) * FACTOR


def calls(run: Callable[[], object]) -> int:
    """Return how many functions are called, those of C too, while something runs."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def chain(length: int) -> ftz.Dataset:
    """Build bodies of which each lies within the one before, with a figure of each for one year."""
    names = [f"body-{n:05}" for n in range(length)]
    within = [[], *([name] for name in names)]
    cited = [ftz.Citation("page", "title", "1")]
    one = ftz.Quantity.exactly(1, "1")
    return ftz.Dataset(
        organizations=[
            ftz.Organization(name, "Body", "park", above) for name, above in zip(names, within, strict=False)
        ],
        indicators=[ftz.Indicator("firms", "Firms", "1", "flow")],
        observations=[ftz.Observation(f"{name}-row", name, "firms", "2021", one, citations=cited) for name in names],
        sources=[ftz.Source("page", "Publisher")],
    )
