"""Overlaps: groups in which different subjects share ground while their periods share days."""

from __future__ import annotations

__all__ = ["overlapping_groups", "unknown_groups"]

from anhui_ftz.export.frames.engines import Lazy, flag, running_max
from anhui_ftz.export.frames.ground import sharing_pairs

#: Codes of days that come before and after all others: a year has 12 months of 31 days in this count.
_MONTH, _YEAR, _BEFORE_ALL, _AFTER_ALL = 31, 372, 1, 4_000_000


def unknown_groups(rows: Lazy, ground: Lazy, keys: list[str]) -> Lazy:
    """Return the keys of the groups with a subject that the hierarchy does not have."""
    import narwhals as nw

    places = ground.select(nw.col("place").alias("subject")).unique()
    strangers = rows.select("subject").unique().join(places, on="subject", how="anti")
    found = rows.filter(nw.col("_keyless") == 0).join(strangers, on="subject", how="semi")
    return found.select(*keys).unique().with_columns(_unknown=nw.lit(1), _shared=nw.lit(0))


def overlapping_groups(rows: Lazy, ground: Lazy, keys: list[str]) -> Lazy:
    """Return the keys of the groups that would count some ground twice on some day.

    Pairs of subjects whose first and last days are apart are left early. For the others the periods of both are
    read in order of their starts, with the latest end so far of either: no pair of periods is ever formed, so
    the work grows with the rows and not with their square.
    """
    import narwhals as nw

    grouped = rows.filter(nw.col("_keyless") == 0)
    near = _near(grouped, sharing_pairs(ground, rows.select("subject").unique()), keys)
    days = grouped.select(
        *keys, "subject", _from=_code("period_start", _BEFORE_ALL), _to=_code("period_end", _AFTER_ALL)
    )
    sides = nw.concat([_side(days, near, keys, "_a", "_b"), _side(days, near, keys, "_b", "_a")], how="vertical")
    so_far = {"_to_a": "_last_a", "_to_b": "_last_b"}
    seen = running_max(sides, so_far, [*keys, "_a", "_b"], "_from")
    of_a = nw.col("_to_a") > 0
    meets = (of_a & (nw.col("_from") <= nw.col("_last_b"))) | (~of_a & (nw.col("_from") <= nw.col("_last_a")))
    return seen.filter(meets).select(*keys).unique().with_columns(_unknown=nw.lit(0), _shared=nw.lit(1))


def _near(rows: Lazy, pairs: Lazy, keys: list[str]) -> Lazy:
    """Return, with their group, the pairs of subjects of one group that share ground and may share days."""
    import narwhals as nw

    spans = rows.group_by(*keys, "subject").agg(nw.col("_start").min(), nw.col("_end").max())
    one = spans.rename({"subject": "_a"}).join(pairs, on="_a", how="inner")
    two = spans.rename({"subject": "_b", "_start": "_start_b", "_end": "_end_b"})
    both = one.join(two, on=[*keys, "_b"], how="inner")
    near = both.filter(nw.col("_start") <= nw.col("_end_b"), nw.col("_start_b") <= nw.col("_end"))
    return near.select(*keys, "_a", "_b")


def _side(days: Lazy, near: Lazy, keys: list[str], own: str, other: str) -> Lazy:
    """Return the periods of one subject of each pair, its last day in a column of its own, 0 in the other's."""
    import narwhals as nw

    found = days.rename({"subject": own}).join(near, on=[*keys, own], how="inner")
    last = {f"_to{own}": nw.col("_to"), f"_to{other}": nw.col("_to") * 0}
    return found.with_columns(**last).select(*keys, "_a", "_b", "_from", "_to_a", "_to_b")


def _code(name: str, missing: int):
    """Return a day as a number that keeps the order, which is what a running maximum wants."""
    import narwhals as nw

    day = nw.col(name).dt
    code = day.year().cast(nw.Int64) * _YEAR + day.month().cast(nw.Int64) * _MONTH + day.day().cast(nw.Int64)
    return code.fill_null(nw.lit(missing))
