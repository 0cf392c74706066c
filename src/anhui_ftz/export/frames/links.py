"""Links over frames: roll-up by join and pairs by self-join, on any backend and at any size."""

from __future__ import annotations

__all__ = ["evidence_frame", "linkage_frame"]

from typing import Any

from anhui_ftz.analysis.rollup import Level, as_level
from anhui_ftz.errors import InvalidValue
from anhui_ftz.export.frames.engines import Engine, Lazy, flag, narwhals
from anhui_ftz.export.frames.ground import opened_hierarchy

_NEEDED = ("cooperation", "party", "form", "status")


def linkage_frame(
    participations: Any, hierarchy: Any, level: Level | str = Level.ZONE, *, provincial: bool = True
) -> Any:
    """Count the cooperations that link each pair of places, by form and status, on any backend.

    The rules are those of `anhui_ftz.linkages` without presence: a party is lifted to the level, and two
    distinct parties link the distinct places that they count at. A pair that is not there is *unknown*.

    Parameters
    ----------
    participations
        A frame with the columns that `to_frame` gives for ``participations``: one row a party.
    hierarchy
        A frame of `anhui_ftz.export.frames.hierarchy`, or the Dataset itself.
    level
        The level of the places; at ``stated`` the parties themselves.
    provincial
        False leaves out links that rest on lifting a body from outside every zone or area.

    Returns
    -------
    frame
        A row a pair, form and status: ``a``, ``b``, ``form``, ``status`` (null where none is sure),
        ``cooperations`` (how many) and ``provincial`` (how many of them rest on lifting).

    Raises
    ------
    InvalidValue
        If columns are missing, or there is no such level.
    MissingExtra
        If Narwhals is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.export.frames import to_frame
    >>> ds = ftz.load()
    >>> parties = [row for row in to_frame(ds, "participations").to_pylist() if row["cooperation"] == "ah-coop-014"]
    >>> import pyarrow as pa
    >>> linkage_frame(pa.Table.from_pylist(parties), ds).to_pylist()
    [{'a': 'anhui-ftz', 'b': 'shanghai-ftz', 'form': 'shipping-route', 'status': 'in-operation',
      'cooperations': 1, 'provincial': 1}]
    """
    import narwhals as nw

    engine = Engine.of(participations)
    found = _evidence(engine, hierarchy, level, provincial=provincial)
    counted = found.group_by("a", "b", "form", "status").agg(
        nw.len().alias("cooperations"), nw.col("_lifted").sum().alias("provincial")
    )
    whole = [nw.col(name).cast(nw.Int64) for name in ("cooperations", "provincial")]
    return engine.close(counted.select("a", "b", "form", "status", *whole))


def evidence_frame(
    participations: Any, hierarchy: Any, level: Level | str = Level.ZONE, *, provincial: bool = True
) -> Any:
    """List the cooperations that link each pair of places: what `linkage_frame` counts.

    Parameters
    ----------
    participations, hierarchy, level, provincial
        As for `linkage_frame`.

    Returns
    -------
    frame
        A row a pair and cooperation: ``a``, ``b``, ``cooperation``, ``form``, ``status``, ``provincial``
        (whether the link rests on lifting).

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.export.frames import to_frame
    >>> ds = ftz.load()
    >>> frame = evidence_frame(to_frame(ds, "participations"), ds, "area")
    >>> row = next(row for row in frame.to_pylist() if row["form"] == "framework-agreement")
    >>> row["a"], row["b"]
    ('anhui-ftz-hefei', 'zhejiang-ftz-hangzhou')
    """
    import narwhals as nw

    engine = Engine.of(participations)
    found = _evidence(engine, hierarchy, level, provincial=provincial)
    told = found.with_columns(provincial=nw.col("_lifted") == 1)
    return engine.close(told.select("a", "b", "cooperation", "form", "status", "provincial"))


def _evidence(engine: Engine, hierarchy: Any, level: Level | str, *, provincial: bool) -> Lazy:
    """Return a row a pair of places and a cooperation that links them."""
    import narwhals as nw

    rows = engine.open()
    names = rows.collect_schema().names()
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InvalidValue(f"the frame has no column {', '.join(missing)}; to_frame gives all that are needed")
    standing = _standing(_lifted(rows, engine, hierarchy, as_level(level)))
    other = standing.select("cooperation", *(nw.col(name).alias(f"{name}_b") for name in ("place", *_ENDS)))
    pairs = standing.join(other, on="cooperation", how="inner").filter(nw.col("place") < nw.col("place_b"))
    linked = pairs.filter(_distinct("first", "last"))
    direct = (
        nw.col("inner_first").is_null() | nw.col("inner_first_b").is_null() | ~_distinct("inner_first", "inner_last")
    )
    found = linked.select(nw.col("place").alias("a"), nw.col("place_b").alias("b"), *_KEPT, _lifted=flag(direct))
    return found if provincial else found.filter(nw.col("_lifted") == 0)


_KEPT = ("cooperation", "form", "status")
_ENDS = ("first", "last", "inner_first", "inner_last")


def _lifted(rows: Lazy, engine: Engine, hierarchy: Any, level: Level) -> Lazy:
    """Return where each party counts, and the party again where it lies within."""
    import narwhals as nw

    if level is Level.STATED:
        return rows.select(*_KEPT, "party", place=nw.col("party"), inner=nw.col("party"))
    ground = opened_hierarchy(engine, hierarchy).filter(nw.col("level") == level.value)
    lifts = ground.select(nw.col("place").alias("party"), nw.col("ancestor").alias("place"), "via")
    found = rows.select(*_KEPT, "party").join(lifts, on="party", how="inner")
    return found.select(*_KEPT, "party", "place", inner=nw.when(nw.col("via").is_null()).then(nw.col("party")))


def _standing(lifted: Lazy) -> Lazy:
    """Return a row a cooperation and place, with the first and last party that count there.

    Two sides have distinct parties unless each has one, and it is the same: the ends are enough to know.
    """
    import narwhals as nw

    return lifted.group_by("cooperation", "place").agg(
        nw.col("form").min(),
        nw.col("status").min(),
        nw.col("party").min().alias("first"),
        nw.col("party").max().alias("last"),
        nw.col("inner").min().alias("inner_first"),
        nw.col("inner").max().alias("inner_last"),
    )


def _distinct(first: str, last: str) -> Any:
    """Whether a party of one side is another than some party of the other."""
    import narwhals as nw

    several = (nw.col(first) != nw.col(last)) | (nw.col(f"{first}_b") != nw.col(f"{last}_b"))
    return several | (nw.col(first) != nw.col(f"{first}_b"))
