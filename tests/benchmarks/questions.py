"""Questions: checking a data set, and a panel for policy evaluation, against pandas with a table of treatments."""

from __future__ import annotations

__all__ = ["panel_rows", "rows"]

from functools import partial
from statistics import median

import pandas as pd

import anhui_ftz as ftz

from .generate import observation_dataset
from .measure import Row, in_turns, milliseconds, spread

_YEARS = (2008, 2025)


def rows(sizes: tuple[int, int] = (10_000, 100_000), rounds: int = 1) -> list[Row]:
    """Return the time of `anhui_ftz.check`, and its growth."""
    small, large = (_check_times(size, rounds) for size in sizes)
    after, before = median(large), median(small)
    grown = f"{milliseconds(before)} to {milliseconds(after)}"
    return [
        Row(f"check of {sizes[1]:,} observations, each print read", spread(large), "2 s", after / 2, "at most 1"),
        Row(f"check, growth from {sizes[0]:,} to {sizes[1]:,} observations", grown, "", after / before, "at most 11"),
        *panel_rows(),
    ]


def _check_times(size: int, rounds: int) -> list[float]:
    tables = dict(observation_dataset(size).tables())
    # a data set of its own each time: what one has worked out once, it keeps
    [times] = in_turns([lambda: partial(ftz.check, ftz.Dataset(**tables))], rounds)
    return times


def panel_rows(rounds: int = 9) -> list[Row]:
    """Return the time of a panel of prefectures by month, and of what pandas makes of the treatments by hand."""
    ds = ftz.load()
    panel = ftz.treatment_panel(ds, "prefecture", years=_YEARS, freq="M")
    begun = pd.DataFrame({(row.unit, row.cohort) for row in panel.rows}, columns=["unit", "cohort"])
    if _by_hand(begun)["treated"].sum() != sum(row.treated == 1 for row in panel.rows):
        raise AssertionError("the two panels differ")
    ours = partial(ftz.treatment_panel, ds, "prefecture", years=_YEARS, freq="M")
    mine, theirs = in_turns([lambda: ours, lambda: partial(_by_hand, begun)], rounds)
    months = len({row.period for row in panel.rows})
    figure = f"treatment_panel, {len(begun)} units, {months} months, with sources"
    peer = f"pandas {pd.__version__}, treated and event time alone: {spread(theirs)}"
    return [
        Row(figure, spread(mine), peer, median(mine) / median(theirs), "to be known"),
        Row(figure, spread(mine), "300 ms", median(mine) / 0.3, "at most 1"),
    ]


def _by_hand(begun: pd.DataFrame) -> pd.DataFrame:
    first, last = _YEARS
    months = pd.DataFrame({"time": range(1, 12 * (last - first + 1) + 1)})
    frame = begun.merge(months, how="cross")
    frame["event_time"] = frame["time"] - frame["cohort"].where(frame["cohort"] > 0)  # 0 is never
    return frame.assign(treated=(frame["event_time"] >= 0).astype(int))
