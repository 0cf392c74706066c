"""Reading: 100,000 observations with all checks on, against pydantic models that check the same."""

from __future__ import annotations

__all__ = ["rows"]

import gc
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median

from pydantic import ValidationError

import anhui_ftz as ftz

from .measure import Row, in_turns, run_module, spread
from .peer_models import Dataset

_PEER = f"pydantic {version('pydantic')}"
#: What each side must refuse: a text that stands in the data set, and what to put in its place.
_DAMAGES = (
    ('"id": "obs-000001"', '"id": "Obs 1"'),
    ('"id": "obs-000001"', '"id": "obs-000000"'),
    ('"subject": "', '"subject": "no-such-'),
    ('"indicator": "', '"indicator": "no-such-'),
    ('"period": "', '"period": "9'),
    ('"citations": [{"source": "source-', '"citations": [{"source": "no-such-'),
    ('"locator": "', '"locator": "\\u202e'),
    ('"locator": "', '"place": "'),
    ('"lower": "', '"lower": "9'),
    ('"value": "', f'"value": "0.{"1" * 41}'),
    ('"value": "', '"value": "NaN'),
    ('"unit": "', '"unit": "furlong'),
    ('"within": ["', '"within": ["no-such-'),
    ('"city": "city-1"', '"city": "area-0"'),
    ('"province": "province-3"', '"province": "city-3"'),
    ('"within": ["province-3"]', '"within": ["city-3"]'),
    ('"status": "', '"status": "Z'),
)


def rows(file: Path, rounds: int = 9) -> list[Row]:
    """Return time and memory of reading a file of observations."""
    content = file.read_bytes()
    _check_agreement(content)
    called = _times(content, rounds)
    gc.disable()
    try:
        paused = _times(content, rounds)
    finally:
        gc.enable()
    return [
        _row("(c) loads, 100,000 observations", called, "at most 0.8"),
        _row("(c) the same, garbage collector off for both", paused, "for information"),
        *_memory_rows(file),
    ]


def _times(content: bytes, rounds: int) -> list[list[float]]:
    def prepared(read: Callable[[bytes], object]) -> Callable[[], Callable[[], object]]:
        return lambda: partial(read, content)

    return in_turns([prepared(ftz.loads), prepared(Dataset.model_validate_json)], rounds)


def _row(figure: str, times: list[list[float]], aim: str) -> Row:
    ours, peer = times
    return Row(figure, spread(ours), f"{_PEER}: {spread(peer)}", median(ours) / median(peer), aim)


def _memory_rows(file: Path) -> list[Row]:
    found = []
    for what, name in (("retained", "memory retained, tracemalloc"), ("peak", "peak memory, growth of RSS")):
        ours, peer = (float(run_module("memory", side, what, str(file))) / 2**20 for side in ("ours", "peer"))
        found.append(Row(f"(c) {name}", f"{ours:.0f} MiB", f"{_PEER}: {peer:.0f} MiB", ours / peer, "at most 0.4"))
    return found


def _check_agreement(content: bytes) -> None:
    """Make sure that the two read the same, and refuse the same."""
    ours, peer = ftz.loads(content), Dataset.model_validate_json(content)
    for name, table in ours.tables():
        if len(table) != len(getattr(peer, name, ())):
            raise AssertionError(f"{name}: {len(table)} and {len(getattr(peer, name))} records")
    for one, two in zip(ours.observations, peer.observations, strict=True):
        if (one.id, one.quantity.lower, one.period.end) != (two.id, two.quantity.lower, two.period.end):
            raise AssertionError(f"{one.id} and {two.id} are read otherwise")
    text = ftz.dumps(_first(ours, 300))
    Dataset.model_validate_json(text)
    for old, new in _DAMAGES:
        damaged = text.replace(old, new, 1)
        if damaged == text:
            raise AssertionError(f"{old} does not stand in the data set")
        for read in (ftz.loads, Dataset.model_validate_json):
            try:
                read(damaged)
            except (ftz.DatasetError, ValidationError):
                continue
            raise AssertionError(f"{read} takes {new} for {old}")


def _first(data: ftz.Dataset, count: int) -> ftz.Dataset:
    tables = dict(data.tables())
    return ftz.Dataset(**{**tables, "observations": tables["observations"][:count]})
