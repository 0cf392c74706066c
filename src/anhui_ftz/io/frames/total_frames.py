"""Sums over frames: the same refusals as `anhui_ftz.total`, group by group, on any backend and at any size."""

from __future__ import annotations

__all__ = ["total_frame"]

from collections.abc import Sequence
from datetime import date
from typing import Any

from anhui_ftz.analysis.figures.rules import Allowed, Rule, TotalRule, set_aside
from anhui_ftz.errors import GroupsRefused, InvalidValue, Reason, shown
from anhui_ftz.io.frames.engines import Engine, Lazy, beside_in_order, first_day, flag, nw
from anhui_ftz.io.frames.frame_tables import DIGITS
from anhui_ftz.io.frames.ground import lacking_groups, opened_hierarchy, overlapping_groups, place_keys

#: What a frame alone can break, with what the message says of a group.
_OF_FRAMES = {
    "no-group": "rows without a year, zone or province, or with several, belong to no group",
    "unknown-subject": "a subject is not in the hierarchy, so what it overlaps is not known",
    "beyond-decimal": "a figure has more digits than the columns have room for; use anhui_ftz.totals for it",
}
_NEEDED = "subject indicator kind additive period period_start period_end value lower upper unit bound".split()
_DERIVED = ("year", "zone", "province")
_OUT = ("observations", "value", "lower", "upper", "period_start", "period_end", "reasons", "set_aside")
_SHOWN = 20


def total_frame(
    observations: Any,
    hierarchy: Any,
    by: str | Sequence[str] = ("subject",),
    *,
    allow: Allowed[TotalRule] = (),
    on_refusal: str = "column",
) -> Any:
    """Return the sum of each group of observations, on any backend; a group that is refused keeps its row.

    The rules are those of `anhui_ftz.total`. Nothing is dropped, and nothing is collected: a lazy frame
    gives a lazy frame. Sums are exact, decimal128(38, 8).

    Parameters
    ----------
    observations
        A frame with the columns that `to_frame` gives for ``observations``: of pyarrow, polars (eager or
        lazy), pandas, DuckDB or Spark.
    hierarchy
        A frame that `anhui_ftz.io.frames.hierarchy` returns, or the Dataset itself. A frame of another backend is
        converted. Two relations of DuckDB are read several times.
    by
        Columns of the frame, ``year``, ``zone`` or ``province``; an empty list makes one group. Rows that lie in
        no single year, zone or province form a group with a null key, refused as ``no-group``.
    allow
        Rules to set aside, such as ``"overlapping-periods"``; ``set_aside`` lists those that were broken.
    on_refusal
        ``"column"`` says why in ``reasons``; ``"raise"`` raises, which computes the result.

    Returns
    -------
    frame
        One row per group: the keys, ``observations`` (how many), ``value``, ``lower``, ``upper`` (null where
        refused, and where the wording sets no bound), ``unit``, ``bound``, ``period_start``, ``period_end``,
        ``reasons`` (rules broken, with spaces between; empty where the sum is valid) and ``set_aside``.

    Raises
    ------
    GroupsRefused
        If ``on_refusal="raise"`` and a group must not be added; lists the groups with all their reasons.
    InvalidValue
        If columns are missing or not exact, or an argument names what does not exist.
    MissingExtra
        If Narwhals is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io.frames import to_frame
    >>> ds = ftz.load()
    >>> parts = [
    ...     row
    ...     for row in to_frame(ds, "observations").to_pylist()
    ...     if row["id"] in ("ah-obs-001", "ah-obs-003", "ah-obs-004", "ah-obs-005")
    ... ]
    >>> import pyarrow as pa
    >>> whole_and_parts = pa.Table.from_pylist(
    ...     parts, to_frame(ds, "observations").schema
    ... )
    >>> total_frame(whole_and_parts, ds, by="indicator").to_pylist()[0]["reasons"]
    'overlapping-subjects'
    >>> total_frame(whole_and_parts.slice(1), ds, by="zone").select(
    ...     ["zone", "value", "reasons"]
    ... ).to_pylist()
    [{'zone': 'anhui-ftz', 'value': Decimal('119.86000000'), 'reasons': ''}]
    """
    if on_refusal not in ("column", "raise"):
        raise InvalidValue(f"on_refusal is 'column' or 'raise', not {shown(on_refusal)}")
    allowed = set_aside(allow, TotalRule)
    engine = Engine.of(observations)
    rows = engine.open()
    keys = _keys(rows, [by] if isinstance(by, str) else list(by))
    result = _totals(rows, opened_hierarchy(engine, hierarchy), keys, allowed)
    if on_refusal == "raise":
        _raise_refusals(result, keys)
    return engine.close(result)


def _keys(rows: Lazy, by: list[str]) -> list[str]:
    """Return the keys, once it is sure that the frame has what a sum needs."""
    schema = rows.collect_schema()
    faults = [f"no column {name}" for name in _NEEDED if name not in schema]
    faults += [
        f"{name} is {schema[name]}, not a decimal of at most {DIGITS} digits, whose sums are exact"
        for name in ("value", "lower", "upper")
        if name in schema and not _is_exact(schema[name])
    ]
    if faults:
        raise InvalidValue(f"the frame cannot be added: {'; '.join(faults)}")
    wrong = [name for name in by if name in _OUT or (name not in schema and name not in _DERIVED)]
    if wrong:
        possible = ", ".join(dict.fromkeys([*_DERIVED, *(name for name in schema.names() if name not in _OUT)]))
        raise InvalidValue(f"by takes any of {possible}, not {', '.join(map(shown, wrong))}")
    return list(dict.fromkeys(by))


def _is_exact(dtype: object) -> bool:
    return isinstance(dtype, nw.Decimal) and dtype.precision is not None and dtype.precision <= DIGITS


def _totals(rows: Lazy, ground: Lazy, by: list[str], allowed: frozenset[str]) -> Lazy:
    keyed, keys = _keyed(rows, ground, by)
    sums = _judged(keyed, keys).group_by(keys).agg(*_aggregates())
    sums = sums.join(lacking_groups(keyed, keys), on=keys, how="left")
    if "subject" in keys:
        return _told(sums.with_columns(_shared=nw.lit(0)), by, keys, allowed)
    shared = overlapping_groups(keyed, ground, keys).with_columns(_shared=nw.lit(1))
    return _told(sums.join(shared, on=keys, how="left"), by, keys, allowed)


def _keyed(rows: Lazy, ground: Lazy, by: list[str]) -> tuple[Lazy, list[str]]:
    """Add the keys that are derived, and the ends of the periods with a far day where one is missing."""
    present = rows.collect_schema()
    rows = rows.select(*dict.fromkeys([*_NEEDED, *(name for name in by if name in present)]))
    levels = [name for name in by if name in ("zone", "province") and name not in present]
    rows = rows.join(place_keys(ground, levels), left_on="subject", right_on="_place", how="left")
    start, end = nw.col("period_start"), nw.col("period_end")
    added = {"_start": start.fill_null(first_day(rows)), "_end": end.fill_null(nw.lit(date.max))}
    if "year" in by and "year" not in present:
        added["year"] = nw.when(start.dt.year() == end.dt.year()).then(start.dt.year())
    if not by:
        added["_all"] = nw.lit(1)
    keys = by or ["_all"]
    keyless = nw.any_horizontal(*(nw.col(key).is_null() for key in keys), ignore_nulls=False)
    return rows.with_columns(**added).with_columns(_keyless=flag(keyless)), keys


def _judged(rows: Lazy, keys: list[str]) -> Lazy:
    """Add to each row which rules it breaks, alone or with the row before it of the same subject."""
    within = list(dict.fromkeys([*keys, "subject"]))
    before = {"_end": "_end_before", "period": "_period_before"}
    if "indicator" not in within:
        before["indicator"] = "_indicator_before"
    order = ["_start", "_end", "indicator", "period"]
    rows = beside_in_order(rows, within, [name for name in order if name not in within], before=before)
    stock = nw.col("kind") == "stock"
    ratio = nw.col("kind") == "ratio"
    grouped = nw.col("_keyless") == 0
    same = nw.col("period") == nw.col("_period_before")
    if "indicator" not in within:
        same &= nw.col("indicator") == nw.col("_indicator_before")
    meets = nw.col("_end_before") >= nw.col("_start")
    return rows.with_columns(
        _unknown=flag(nw.col("_above").is_null()),
        _ratio=flag(ratio),
        _closed=flag(~nw.col("additive") & ~ratio),
        _beyond=flag(nw.col("value").is_null()),
        _no_lower=flag(nw.col("lower").is_null()),
        _no_upper=flag(nw.col("upper").is_null()),
        _no_start=flag(nw.col("period_start").is_null()),
        _no_end=flag(nw.col("period_end").is_null()),
        _stock_start=nw.when(stock).then(nw.col("_start")),
        _stock_end=nw.when(stock).then(nw.col("_end")),
        _same=flag(same & grouped),
        _meets=flag(meets & ~same & grouped),
    )


def _aggregates() -> list[nw.Expr]:
    flags = "_keyless _unknown _ratio _closed _beyond _no_lower _no_upper _no_start _no_end _same _meets"
    return [
        nw.len().alias("_rows"),
        *(nw.col(name).sum().alias(f"_{name}") for name in ("value", "lower", "upper")),
        *(nw.col(name).min().alias(f"_{name}_min") for name in ("unit", "indicator", "bound")),
        *(nw.col(name).max().alias(f"_{name}_max") for name in ("unit", "indicator")),
        nw.col("_start").min().alias("_span_start"),
        nw.col("_end").max().alias("_span_end"),
        nw.col("_stock_end").min(),
        *(nw.col(name).max() for name in ["_stock_start", *flags.split()]),
    ]


def _broken() -> dict[str, nw.Expr]:
    """Return, by rule, whether a group breaks it."""
    return {
        "no-group": nw.col("_keyless") == 1,
        "unknown-subject": nw.col("_unknown") == 1,
        "beyond-decimal": nw.col("_beyond") == 1,
        "unit": nw.col("_unit_min") != nw.col("_unit_max"),
        "indicator": nw.col("_indicator_min") != nw.col("_indicator_max"),
        "ratio": nw.col("_ratio") == 1,
        "not-additive": nw.col("_closed") == 1,
        "stock-over-time": nw.col("_stock_start") > nw.col("_stock_end"),
        "conflicting-sources": nw.col("_same") == 1,
        "overlapping-periods": nw.col("_meets") == 1,
        "overlapping-subjects": nw.col("_shared") == 1,
        "gaps": nw.col("_gaps") == 1,
        "unequal-periods": nw.col("_unequal") == 1,
    }


def _told(sums: Lazy, by: list[str], keys: list[str], allowed: frozenset[str]) -> Lazy:
    """Turn what was found of each group into its row."""
    broken = _broken()
    told = sums.with_columns(
        reasons=_listed({rule: broken[rule] for rule in broken if rule not in allowed}),
        set_aside=_listed({rule: broken[rule] for rule in broken if rule in allowed}),
    )
    stands = nw.col("reasons") == ""
    told = told.with_columns(
        value=nw.when(stands).then(nw.col("_value")),
        lower=nw.when(stands & (nw.col("_no_lower") == 0)).then(nw.col("_lower")),
        upper=nw.when(stands & (nw.col("_no_upper") == 0)).then(nw.col("_upper")),
        observations=nw.col("_rows").cast(nw.Int64),
        period_start=nw.when(nw.col("_no_start") == 0).then(nw.col("_span_start")),
        period_end=nw.when(nw.col("_no_end") == 0).then(nw.col("_span_end")),
    )
    extra = {"unit": nw.when(nw.col("_unit_min") == nw.col("_unit_max")).then(nw.col("_unit_min"))}
    extra["bound"] = nw.when(stands).then(_bound())
    told = told.with_columns(**{name: column for name, column in extra.items() if name not in keys})
    columns = ["observations", "value", "lower", "upper", "unit", "bound", "period_start", "period_end", "reasons"]
    return told.select(*by, *(name for name in [*columns, "set_aside"] if name not in by))


def _listed(broken: dict[str, nw.Expr]) -> nw.Expr:
    if not broken:
        return nw.lit("")
    return nw.concat_str(
        [nw.when(holds).then(nw.lit(rule)) for rule, holds in broken.items()], separator=" ", ignore_nulls=True
    )


def _bound() -> nw.Expr:
    """Return how a sum bounds the true one: as stated for a single figure, else by its interval."""
    open_below, open_above = nw.col("_no_lower") == 1, nw.col("_no_upper") == 1
    closed = nw.when(nw.col("_lower") == nw.col("_upper")).then(nw.lit("exact")).otherwise(nw.lit("between"))
    below = nw.when(open_below).then(nw.lit("at-most")).otherwise(closed)
    above = nw.when(open_above & ~open_below).then(nw.lit("at-least")).otherwise(below)
    several = nw.when(open_above & open_below).then(nw.lit("unbounded")).otherwise(above)
    return nw.when(nw.col("_rows") == 1).then(nw.col("_bound_min")).otherwise(several)


def _raise_refusals(result: Lazy, keys: list[str]) -> None:
    refused = result.filter(nw.col("reasons") != "").select(*keys, "reasons").collect("pyarrow").to_native().to_pylist()
    if refused:
        named = sorted((", ".join(f"{key}={row[key]}" for key in keys) or "all", row["reasons"]) for row in refused)
        reasons = [_reason(rule, group) for group, rules in named for rule in rules.split()]
        raise GroupsRefused([group for group, _ in named], reasons)


def _reason(rule: str, group: str) -> Reason:
    return Reason(rule, f"in {group}: {_OF_FRAMES[rule] if rule in _OF_FRAMES else Rule(rule).broken().text}")
