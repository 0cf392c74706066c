"""Links over frames: roll-up by join and pairs by self-join, on any backend and at any size."""

from __future__ import annotations

__all__ = ["evidence_frame", "linkage_frame"]

from typing import Any

from anhui_ftz.analysis.links.rollup import Level, LevelName, as_level
from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.frames.engines import Engine, Lazy, flag, nw
from anhui_ftz.io.frames.ground import opened_hierarchy

_NEEDED = ("cooperation", "party", "form", "status")


def linkage_frame(
    participations: Any, hierarchy: Any, level: Level | LevelName = Level.ZONE, *, provincial: bool = True
) -> Any:
    """Return how many cooperations link each pair of places, by form and status, on any backend.

    The rules are those of `anhui_ftz.linkages` without presence: a party is lifted to the level, and two
    distinct parties link the distinct places that they count at. A pair that is not there is *unknown*.

    Parameters
    ----------
    participations
        A frame with the columns that `to_frame` gives for ``participations``: one row per party.
    hierarchy
        A frame of `anhui_ftz.io.frames.hierarchy`, or the Dataset itself.
    level
        The level of the places; at ``stated`` the parties themselves.
    provincial
        False leaves out links for which a body outside every zone or area was lifted.

    Returns
    -------
    frame
        One row per pair, form and status: ``a``, ``b``, ``form``, ``status`` (null if none is certain),
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
    >>> from anhui_ftz.io.frames import to_frame
    >>> ds = ftz.load()
    >>> parties = [
    ...     row
    ...     for row in to_frame(ds, "participations").to_pylist()
    ...     if row["cooperation"] == "ah-coop-014"
    ... ]
    >>> import pyarrow as pa
    >>> linkage_frame(pa.Table.from_pylist(parties), ds).to_pylist()
    [{'a': 'anhui-ftz', 'b': 'shanghai-ftz', 'form': 'shipping-route', 'status': 'in-operation',
      'cooperations': 1, 'provincial': 1}]
    """
    engine = Engine.of(participations)
    found = _evidence(engine, hierarchy, level, provincial=provincial)
    counted = found.group_by("a", "b", "form", "status").agg(
        nw.len().alias("cooperations"), nw.col("_lifted").sum().alias("provincial")
    )
    whole = [nw.col(name).cast(nw.Int64) for name in ("cooperations", "provincial")]
    return engine.close(counted.select("a", "b", "form", "status", *whole))


def evidence_frame(
    participations: Any, hierarchy: Any, level: Level | LevelName = Level.ZONE, *, provincial: bool = True
) -> Any:
    """Return the cooperations that link each pair of places, which `linkage_frame` counts.

    Parameters
    ----------
    participations, hierarchy, level, provincial
        As for `linkage_frame`.

    Returns
    -------
    frame
        One row per pair and cooperation: ``a``, ``b``, ``cooperation``, ``form``, ``status``, ``provincial``
        (whether the link rests on lifting).

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io.frames import to_frame
    >>> ds = ftz.load()
    >>> frame = evidence_frame(to_frame(ds, "participations"), ds, "area")
    >>> row = next(
    ...     row for row in frame.to_pylist() if row["form"] == "framework-agreement"
    ... )
    >>> row["a"], row["b"]
    ('anhui-ftz-hefei', 'zhejiang-ftz-hangzhou')
    """
    engine = Engine.of(participations)
    found = _evidence(engine, hierarchy, level, provincial=provincial)
    told = found.with_columns(provincial=nw.col("_lifted") == 1)
    return engine.close(told.select("a", "b", "cooperation", "form", "status", "provincial"))


def _evidence(engine: Engine, hierarchy: Any, level: Level | LevelName, *, provincial: bool) -> Lazy:
    """Return one row per pair of places and cooperation that links them."""
    rows = engine.open()
    names = rows.collect_schema().names()
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise InvalidValue(f"the frame has no column {', '.join(missing)}; to_frame gives all that are needed")
    lifted = _lifted(rows, engine, hierarchy, as_level(level))
    other = lifted.select("cooperation", *(nw.col(name).alias(f"{name}_b") for name in ("place", "party", "via")))
    pairs = lifted.join(other, on="cooperation", how="inner").filter(
        nw.col("place") < nw.col("place_b"), nw.col("party") != nw.col("party_b")
    )
    lifting = flag(~(nw.col("via").is_null() & nw.col("via_b").is_null()))
    alike = pairs.select(*_KEPT, a=nw.col("place"), b=nw.col("place_b"), _lifted=lifting)
    # two places may be linked by several pairs of parties: one that lies within both sides is enough
    found = alike.group_by("a", "b", *_KEPT).agg(nw.col("_lifted").min())
    return found if provincial else found.filter(nw.col("_lifted") == 0)


_KEPT = ("cooperation", "form", "status")


def _lifted(rows: Lazy, engine: Engine, hierarchy: Any, level: Level) -> Lazy:
    """Return where each party counts, and through what if it does not lie there."""
    parties = rows.select(*_KEPT, "party")
    if level is Level.STATED:
        return parties.with_columns(place=nw.col("party"), via=nw.when(nw.col("party").is_null()).then(nw.col("party")))
    ground = opened_hierarchy(engine, hierarchy).filter(nw.col("level") == level.value)
    lifts = ground.select(nw.col("place").alias("party"), nw.col("ancestor").alias("place"), "via")
    return parties.join(lifts, on="party", how="inner")
