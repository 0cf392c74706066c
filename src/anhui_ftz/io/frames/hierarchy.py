"""Ground: the hierarchy of places as a frame, and what follows from it."""

from __future__ import annotations

__all__ = ["opened_hierarchy", "place_keys", "sharing_sides"]

from typing import Any

from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.frames.engines import Engine, Lazy, distinct, flag
from anhui_ftz.io.frames.frame_schema import COLUMNS
from anhui_ftz.io.frames.to_frames import hierarchy
from anhui_ftz.model.dataset import Dataset


def opened_hierarchy(engine: Engine, given: Any) -> Lazy:
    """Return a hierarchy as a lazy frame beside a frame of an engine.

    Raises
    ------
    InvalidValue
        If columns are missing.
    """
    ground = engine.beside(hierarchy(given) if isinstance(given, Dataset) else given)
    names = ground.collect_schema().names()
    missing = [name for name in COLUMNS["hierarchy"] if name not in names]
    if missing:
        raise InvalidValue(f"the hierarchy has no column {', '.join(missing)}; hierarchy(ds, backend) gives it")
    # a column that only differs in capitals from one that is derived would be taken for it by DuckDB
    return ground if len(names) == len(COLUMNS["hierarchy"]) else ground.select(*COLUMNS["hierarchy"])


def place_keys(ground: Lazy, levels: list[str]) -> Lazy:
    """Return every place, with the one place of each level in which it lies: null where there is none, or several.

    The columns are ``_place`` and the names of the levels; that a place is there says that it is known.
    """
    import narwhals as nw

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


def sharing_sides(ground: Lazy, subjects: Lazy) -> Lazy:
    """Return the pairs of subjects that share ground, since something lies in both, once for either side.

    The columns are ``subject``, the pair ``_a`` before ``_b``, and ``_of_a``: whether the subject is ``_a``.
    """
    import narwhals as nw

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
