"""Ground: the hierarchy of places as a frame, and what follows from it."""

from __future__ import annotations

__all__ = ["opened_hierarchy", "place_keys", "sharing_pairs"]

from typing import Any

from anhui_ftz.errors import InvalidValue
from anhui_ftz.export.frames.engines import Engine, Lazy
from anhui_ftz.export.frames.schema import COLUMNS
from anhui_ftz.export.frames.tables import hierarchy
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
    return ground.select(*COLUMNS["hierarchy"])


def place_keys(ground: Lazy, level: str) -> Lazy:
    """Return the one place of a level in which each place lies, in a column of that name; none where several."""
    import narwhals as nw

    inside = ground.filter(nw.col("via").is_null(), nw.col("level") == level).group_by("place")
    found = inside.agg(nw.col("ancestor").min().alias(level), nw.col("ancestor").max().alias("_other"))
    return found.filter(nw.col(level) == nw.col("_other")).select(nw.col("place").alias("_place"), level)


def sharing_pairs(ground: Lazy, subjects: Lazy) -> Lazy:
    """Return the pairs of subjects, ``_a`` before ``_b``, that share ground: something lies in both."""
    import narwhals as nw

    inside = ground.filter(nw.col("via").is_null()).select("place", nw.col("ancestor").alias("_a"))
    observed = inside.join(subjects.select(nw.col("subject").alias("_a")), on="_a", how="inner")
    pairs = observed.join(observed.rename({"_a": "_b"}), on="place", how="inner")
    return pairs.filter(nw.col("_a") < nw.col("_b")).select("_a", "_b").unique()
