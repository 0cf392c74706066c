"""Ground: the hierarchy of places as a frame, and in which groups different subjects share ground and days."""

from __future__ import annotations

__all__ = ["lacking_groups", "opened_hierarchy", "overlapping_groups", "place_keys"]

from typing import Any

from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.frames.engines import Engine, Lazy, beside_in_order, distinct, flag, nw
from anhui_ftz.io.frames.frame_tables import FRAMES
from anhui_ftz.io.frames.record_frames import hierarchy
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.statistics import IndicatorKind

#: Numbers of days that come before and after all others, and what keeps the numbers of all days between them.
_BEFORE_ALL, _AFTER_ALL, _SHIFT, _WIDE = 1, 4_000_000, 1_000, 10_000_000
#: The kinds of indicators whose figures count over their days.
_COUNTED = [kind.value for kind in IndicatorKind if kind.has_length]


def opened_hierarchy(engine: Engine, given: Any) -> Lazy:
    """Return a hierarchy as a lazy frame beside a frame of an engine.

    Raises
    ------
    InvalidValue
        If columns are missing.
    """
    ground = engine.beside(hierarchy(given) if isinstance(given, Dataset) else given)
    names = ground.collect_schema().names()
    missing = [name for name in FRAMES["hierarchy"].names if name not in names]
    if missing:
        raise InvalidValue(f"the hierarchy has no column {', '.join(missing)}; hierarchy(ds, backend) gives it")
    # a column that only differs in capitals from one that is derived would be taken for it by DuckDB
    return ground if len(names) == len(FRAMES["hierarchy"].names) else ground.select(*FRAMES["hierarchy"].names)


def place_keys(ground: Lazy, levels: list[str]) -> Lazy:
    """Return every place, with the one place of each level in which it lies: null if it lies in none or in several.

    The columns are ``_place`` and the names of the levels; that a place is there says that it is known.
    """
    told = ground.filter(nw.col("via").is_null())
    for level in levels:
        told = told.with_columns(nw.when(nw.col("level") == level).then(nw.col("ancestor")).alias(level))
    ends = [nw.col(level).min().alias(f"_min_{level}") for level in levels]
    ends += [nw.col(level).max().alias(f"_max_{level}") for level in levels]
    found = told.group_by("place").agg(nw.len().alias("_above"), *ends)
    for level in levels:
        low, high = nw.col(f"_min_{level}"), nw.col(f"_max_{level}")
        found = found.with_columns(nw.when(low == high).then(low).alias(level))
    return found.select(nw.col("place").alias("_place"), "_above", *levels)


def _sharing_sides(ground: Lazy, subjects: Lazy) -> Lazy:
    """Return the pairs of subjects that share ground, since something lies in both, once for either side.

    The columns are ``subject``, the pair ``_a`` before ``_b``, and ``_of_a``: whether the subject is ``_a``.
    """
    inside = ground.filter(nw.col("via").is_null()).select("place", nw.col("ancestor").alias("subject"))
    other = inside.rename({"subject": "_other"})
    both = inside.join(other, on="place", how="inner").filter(nw.col("subject") != nw.col("_other"))
    first = nw.col("subject") < nw.col("_other")
    sides = distinct(both, "subject", "_other").select(
        "subject",
        _a=nw.when(first).then(nw.col("subject")).otherwise(nw.col("_other")),
        _b=nw.when(first).then(nw.col("_other")).otherwise(nw.col("subject")),
        _of_a=flag(first),
    )
    seen = sides.join(subjects, on="subject", how="inner").group_by("_a", "_b").agg(nw.len().alias("_sides"))
    return sides.join(seen.filter(nw.col("_sides") > 1).select("_a", "_b"), on=["_a", "_b"], how="inner")


def overlapping_groups(rows: Lazy, ground: Lazy, keys: list[str]) -> Lazy:
    """Return the keys of the groups that would count some ground twice on some day.

    Pairs of subjects of which a group has one alone, or whose first and last days are apart, are left early. For
    the others the periods of both are read in order of their starts, with the latest end so far of either: no pair
    of periods is ever formed, so the work grows with the rows and not with their square. Each input is read as few
    times as can be, since lazy backends work it out again each time.
    """
    grouped = rows.filter(nw.col("_keyless") == 0)
    sides = _sharing_sides(ground, distinct(rows, "subject"))
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
    seen = beside_in_order(swept, pair, ["_from"], largest={"_to_a": "_last_a", "_to_b": "_last_b"})
    latest_of_other = nw.when(of_a).then(nw.col("_last_b")).otherwise(nw.col("_last_a"))
    return distinct(seen.filter(nw.col("_from") <= latest_of_other), *keys)


def _near(rows: Lazy, sides: Lazy, keys: list[str]) -> Lazy:
    """Return, with their group, the pairs of subjects of one group that share ground and may share days."""
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


def lacking_groups(rows: Lazy, keys: list[str]) -> Lazy:
    """Return for groups what days they lack: ``_gaps``, between the periods of one subject; ``_unequal`` subjects.

    Only figures that count over their days lack any. The periods of each subject are read in order of their
    starts, with the latest end so far and the next start: what lies between is a gap. Subjects cover the same
    days if they begin and end alike, and each has every gap that one of them has.
    """
    within = list(dict.fromkeys([*keys, "subject"]))
    counted = rows.filter(nw.col("_keyless") == 0, nw.col("kind").is_in(_COUNTED)).select(
        *within, _from=_first(), _to=_last()
    )
    ordered = beside_in_order(
        counted,
        within,
        ["_from", "_to"],
        before={"_from": "_previous"},
        after={"_from": "_next"},
        largest={"_to": "_reached"},
    )
    reached, following = nw.col("_reached"), nw.col("_next")
    gap = following > reached + 1
    told = ordered.select(
        *keys,
        _subject=flag(following.is_null()),
        _first=nw.when(nw.col("_previous").is_null()).then(nw.col("_from")),
        _last=nw.when(following.is_null()).then(reached),
        _gap=flag(gap),
        _between=nw.when(gap).then(reached * _WIDE + following),
    )
    found = told.group_by(*keys).agg(
        *(nw.col(name).sum() for name in ("_subject", "_gap")),
        *(nw.col(name).min().alias(f"{name}_least") for name in ("_first", "_last")),
        *(nw.col(name).max().alias(f"{name}_most") for name in ("_first", "_last")),
        nw.col("_between").n_unique().alias("_kinds"),  # with null, which is after the last period of a subject
    )
    unlike = [nw.col(f"{name}_least") != nw.col(f"{name}_most") for name in ("_first", "_last")]
    lacks_one = nw.col("_gap") != nw.col("_subject") * (nw.col("_kinds") - 1)
    unequal = nw.any_horizontal(*unlike, lacks_one, ignore_nulls=False)
    return found.select(*keys, _gaps=flag(nw.col("_gap") > 0), _unequal=flag(unequal))


def _first() -> nw.Expr:
    """Return the number of the first day of a period; one that is open is before one that is unknown."""
    is_unknown = nw.col("period_start").is_null() & nw.col("period").str.starts_with("/")
    return _code("period_start", _BEFORE_ALL) + flag(is_unknown)


def _last() -> nw.Expr:
    """Return the number of the last day of a period; one that is open is after one that is unknown."""
    is_unknown = nw.col("period_end").is_null() & nw.col("period").str.ends_with("/")
    return _code("period_end", _AFTER_ALL) - flag(is_unknown)


def _code(name: str, missing: int) -> nw.Expr:
    """Return the number of a day, so that the next day has the next one; years are counted from March."""
    day = nw.col(name).dt
    month, number = day.month().cast(nw.Int64), day.day().cast(nw.Int64)
    shifted = nw.when(month > 2).then(month - 3).otherwise(month + 9)  # noqa: PLR2004 - February is the last month
    year = day.year().cast(nw.Int64) - nw.when(month > 2).then(nw.lit(0)).otherwise(nw.lit(1))  # noqa: PLR2004 - the same
    days = year * 365 + year // 4 - year // 100 + year // 400 + (shifted * 153 + 2) // 5 + number
    return (days + _SHIFT).fill_null(nw.lit(missing))
