"""Overlaps: groups in which different subjects share ground while their periods share days."""

from __future__ import annotations

__all__ = ["overlapping_groups"]

from typing import TYPE_CHECKING

from anhui_ftz.io.frames.engines import Lazy, distinct, running_max
from anhui_ftz.io.frames.hierarchy import sharing_sides

if TYPE_CHECKING:
    import narwhals as nw

#: Codes of days that come before and after all others: a year has 12 months of 31 days in this count.
_MONTH, _YEAR, _BEFORE_ALL, _AFTER_ALL = 31, 372, 1, 4_000_000


def overlapping_groups(rows: Lazy, ground: Lazy, keys: list[str]) -> Lazy:
    """Return the keys of the groups that would count some ground twice on some day.

    Pairs of subjects of which a group has one alone, or whose first and last days are apart, are left early. For
    the others the periods of both are read in order of their starts, with the latest end so far of either: no pair
    of periods is ever formed, so the work grows with the rows and not with their square. Each input is read as few
    times as can be, since lazy backends work it out again each time.
    """
    import narwhals as nw

    grouped = rows.filter(nw.col("_keyless") == 0)
    sides = sharing_sides(ground, distinct(rows, "subject"))
    near = _near(grouped, sides, keys)
    days = grouped.select(*keys, "subject", "period_start", "period_end").join(sides, on="subject", how="inner")
    pair = [*keys, "_a", "_b"]
    of_a = nw.col("_of_a") == 1
    last = _code("period_end", _AFTER_ALL)
    swept = days.join(near, on=pair, how="inner").select(
        *pair,
        "_of_a",
        _from=_code("period_start", _BEFORE_ALL),
        _to_a=nw.when(of_a).then(last).otherwise(nw.lit(0)),
        _to_b=nw.when(of_a).then(nw.lit(0)).otherwise(last),
    )
    seen = running_max(swept, {"_to_a": "_last_a", "_to_b": "_last_b"}, pair, "_from")
    latest_of_other = nw.when(of_a).then(nw.col("_last_b")).otherwise(nw.col("_last_a"))
    return distinct(seen.filter(nw.col("_from") <= latest_of_other), *keys)


def _near(rows: Lazy, sides: Lazy, keys: list[str]) -> Lazy:
    """Return, with their group, the pairs of subjects of one group that share ground and may share days."""
    import narwhals as nw

    spans = rows.group_by(*keys, "subject").agg(nw.col("_start").min(), nw.col("_end").max())
    of_a = nw.col("_of_a") == 1
    told = spans.join(sides, on="subject", how="inner").with_columns(
        _start_a=nw.when(of_a).then(nw.col("_start")),
        _start_b=nw.when(~of_a).then(nw.col("_start")),
        _end_a=nw.when(of_a).then(nw.col("_end")),
        _end_b=nw.when(~of_a).then(nw.col("_end")),
    )
    ends = [nw.col(name).max() for name in ("_start_a", "_start_b", "_end_a", "_end_b")]
    pairs = told.group_by(*keys, "_a", "_b").agg(*ends)
    meets = (nw.col("_start_a") <= nw.col("_end_b")) & (nw.col("_start_b") <= nw.col("_end_a"))
    return pairs.filter(meets).select(*keys, "_a", "_b")  # where one side is not there, its ends are null


def _code(name: str, missing: int) -> nw.Expr:
    """Return a day as a number that keeps the order, which is what a running maximum wants."""
    import narwhals as nw

    day = nw.col(name).dt
    code = day.year().cast(nw.Int64) * _YEAR + day.month().cast(nw.Int64) * _MONTH + day.day().cast(nw.Int64)
    return code.fill_null(nw.lit(missing))
