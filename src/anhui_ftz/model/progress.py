"""Progress of long calls: reported to a callable of the caller's own, or shown as a bar."""

from __future__ import annotations

__all__ = ["Advance", "Progress", "progress_of"]

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anhui_ftz.errors import InvalidValue, shown

#: What tells the caller: how much is done, and of how much; None where that is not known.
_Show = Callable[[int, int | None], object]
#: What ``progress=`` takes: such a callable, True for a bar, None or False for silence.
Progress = _Show | bool | None
#: What the worker calls with the number of steps done since it last called.
Advance = Callable[[int], None]

_REPORTS = 1_000


@contextmanager
def progress_of(progress: Progress, total: int | None, what: str) -> Iterator[Advance]:
    """Hand the worker a function to call as it goes on, and tell the caller at a bearable pace.

    The callable is called at the start, at most a thousand times on the way, and at the end. What the
    callable raises stops the work: a caller can cancel.

    Parameters
    ----------
    progress
        A callable of what is done and the total, such as a widget's; True shows a bar of ``tqdm`` where
        that is installed, else a count, on stderr; None and False keep silent.
    total
        Number of steps; None where it is not known.
    what
        What is being done, for the bar: ``"saving"``.

    Yields
    ------
    callable
        To be called with the number of steps done since the last call.

    Raises
    ------
    InvalidValue
        If ``progress`` is none of these.

    Examples
    --------
    >>> with progress_of(lambda done, total: print(f"{done} of {total}"), 2, "counting") as advance:
    ...     for _ in range(2):
    ...         advance(1)
    0 of 2
    1 of 2
    2 of 2
    """
    if progress is None or progress is False:
        yield _silent
        return
    if progress is not True and not callable(progress):
        raise InvalidValue(f"progress is a callable of done and total, True or None, not {shown(progress)}")
    show, close = _bar(total, what) if progress is True else (progress, _nothing)
    meter = _Meter(show, total)
    try:
        yield meter
        meter.finish()
    finally:
        close()


class _Meter:
    """Counts the steps, and passes every so many of them on."""

    __slots__ = ("_done", "_next", "_show", "_step", "_told", "_total")

    def __init__(self, show: _Show, total: int | None) -> None:
        self._show, self._total = show, total
        self._step = _REPORTS if total is None else max(1, -(-total // _REPORTS))
        self._done = 0
        self._tell()

    def __call__(self, steps: int) -> None:
        self._done += steps
        if self._done >= self._next:
            self._tell()

    def finish(self) -> None:
        if self._told != self._done:
            self._tell()

    def _tell(self) -> None:
        self._told, self._next = self._done, self._done + self._step
        self._show(self._done, self._total)


def _silent(_steps: int) -> None:
    """Tell nobody."""


def _nothing() -> None:
    """Close nothing."""


def _bar(total: int | None, what: str) -> tuple[_Show, Callable[[], None]]:
    """Return what draws a bar, and what ends it."""
    try:
        from tqdm.auto import tqdm  # the one optional library of the core: it is only looked at
    except ImportError:
        return _count(what)
    bar = tqdm(total=total, desc=what)
    return lambda done, _: bar.update(done - bar.n), bar.close


def _count(what: str) -> tuple[_Show, Callable[[], None]]:
    def show(done: int, total: int | None) -> None:
        sys.stderr.write(f"\r{what}: {done:,}" if total is None else f"\r{what}: {done:,} of {total:,}")
        sys.stderr.flush()

    def close() -> None:
        sys.stderr.write("\n")

    return show, close
