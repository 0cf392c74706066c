"""The queries of `total_frame` and `linkage_frame` written by hand, once in SQL and once in polars.

They do the same work: exact sums with bounds, the same refusals, pairs by form and status.
"""

from __future__ import annotations

__all__ = ["LINKS_SQL", "TOTALS_SQL", "links_in_polars", "totals_in_polars"]

from datetime import date

import polars as pl

#: For DuckDB and Spark alike; tables ``observations`` and ``ground``.
TOTALS_SQL = """
with inside as (select place, ancestor, level from ground where via is null),
zones as (
    select place, min(ancestor) as zone from inside where level = 'zone'
    group by place having min(ancestor) = max(ancestor)
),
keyed as (
    select o.subject, o.indicator, o.kind, o.additive, o.period, o.period_start, o.period_end,
        o.value, o.lower, o.upper, o.unit, o.bound, z.zone,
        case when year(period_start) = year(period_end) then year(period_start) end as year,
        coalesce(period_start, date '0001-01-01') as first, coalesce(period_end, date '9999-12-31') as last
    from observations o left join zones z on o.subject = z.place
),
lagged as (
    select *, lag(last) over w as last_before, lag(period) over w as period_before
    from keyed window w as (partition by indicator, zone, year, subject order by first, last, period)
),
sums as (
    select indicator, zone, year, count(*) as observations,
        sum(value) as value, sum(lower) as lower, sum(upper) as upper,
        bool_or(value is null) as beyond, bool_or(lower is null) as no_lower, bool_or(upper is null) as no_upper,
        min(unit) as unit, max(unit) as other_unit, min(bound) as bound,
        bool_or(kind = 'ratio') as ratio, bool_or(not additive and kind <> 'ratio') as closed,
        max(case when kind = 'stock' then first end) > min(case when kind = 'stock' then last end) as over_time,
        bool_or(period = period_before) as same,
        bool_or(period <> period_before and last_before >= first) as meets,
        case when not bool_or(period_start is null) then min(period_start) end as period_start,
        case when not bool_or(period_end is null) then max(period_end) end as period_end
    from lagged group by indicator, zone, year
),
subjects as (select distinct subject from observations),
observed as (select i.place, i.ancestor as subject from inside i join subjects s on i.ancestor = s.subject),
pairs as (
    select distinct a.subject as a, b.subject as b from observed a join observed b on a.place = b.place
    where a.subject < b.subject
),
grouped as (select indicator, zone, year, subject, first, last from keyed where zone is not null and year is not null),
spans as (
    select indicator, zone, year, subject, min(first) as first, max(last) as last from grouped
    group by indicator, zone, year, subject
),
near as (
    select p.a, p.b, s.indicator, s.zone, s.year from pairs p join spans s on s.subject = p.a
    join spans t on t.subject = p.b and t.indicator = s.indicator and t.zone = s.zone and t.year = s.year
    where s.first <= t.last and t.first <= s.last
),
sides as (
    select n.*, g.first, g.last as last_a, date '0001-01-01' as last_b, true as of_a from grouped g
    join near n on g.subject = n.a and g.indicator = n.indicator and g.zone = n.zone and g.year = n.year
    union all
    select n.*, g.first, date '0001-01-01', g.last, false from grouped g
    join near n on g.subject = n.b and g.indicator = n.indicator and g.zone = n.zone and g.year = n.year
),
swept as (
    select indicator, zone, year, first, of_a, max(last_a) over w as so_far_a, max(last_b) over w as so_far_b
    from sides window w as (partition by indicator, zone, year, a, b order by first rows unbounded preceding)
),
shared as (
    select distinct indicator, zone, year from swept where first <= case when of_a then so_far_b else so_far_a end
),
stepped as (
    select indicator, zone, year, subject, first, last, max(last) over w as reached from keyed
    where zone is not null and year is not null and kind in ('flow', 'ratio')
    window w as (
        partition by indicator, zone, year, subject order by first, last
        rows between unbounded preceding and 1 preceding
    )
),
left_out as (
    select distinct indicator, zone, year, reached, first from stepped where first > reached + interval 1 day
),
spread as (
    select indicator, zone, year, subject, min(first) as first, max(last) as last,
        sum(case when first > reached + interval 1 day then 1 else 0 end) as gaps
    from stepped group by indicator, zone, year, subject
),
kinds as (select indicator, zone, year, count(*) as kinds from left_out group by indicator, zone, year),
lacking as (
    select s.indicator, s.zone, s.year, max(s.gaps) > 0 as gaps,
        min(s.first) <> max(s.first) or min(s.last) <> max(s.last) or min(s.gaps) <> max(s.gaps)
            or coalesce(max(k.kinds), 0) <> max(s.gaps) as unequal
    from spread s left join kinds k on s.indicator = k.indicator and s.zone = k.zone and s.year = k.year
    group by s.indicator, s.zone, s.year
),
strangers as (select subject from subjects where subject not in (select place from ground)),
unknown as (
    select distinct indicator, zone, year from grouped g where g.subject in (select subject from strangers)
),
told as (
    select s.*, concat_ws(' ',
        case when s.zone is null or s.year is null then 'no-group' end,
        case when u.zone is not null then 'unknown-subject' end,
        case when beyond then 'beyond-decimal' end,
        case when unit <> other_unit then 'unit' end,
        case when ratio then 'ratio' end,
        case when closed then 'not-additive' end,
        case when over_time then 'stock-over-time' end,
        case when same then 'conflicting-sources' end,
        case when meets then 'overlapping-periods' end,
        case when h.zone is not null then 'overlapping-subjects' end,
        case when l.gaps then 'gaps' end,
        case when l.unequal then 'unequal-periods' end) as reasons
    from sums s
    left join unknown u on s.indicator = u.indicator and s.zone = u.zone and s.year = u.year
    left join shared h on s.indicator = h.indicator and s.zone = h.zone and s.year = h.year
    left join lacking l on s.indicator = l.indicator and s.zone = l.zone and s.year = l.year
)
select indicator, zone, year, observations,
    case when reasons = '' then value end as value,
    case when reasons = '' and not no_lower then lower end as lower,
    case when reasons = '' and not no_upper then upper end as upper,
    case when unit = other_unit then unit end as unit,
    case when reasons <> '' then null when observations = 1 then bound
        when no_lower and no_upper then 'unbounded' when no_upper then 'at-least' when no_lower then 'at-most'
        when lower = upper then 'exact' else 'between' end as bound,
    period_start, period_end, reasons
from told
"""

#: For DuckDB and Spark alike; tables ``participations`` and ``ground``.
LINKS_SQL = """
with lifted as (
    select p.cooperation, p.form, p.status, p.party, g.ancestor as place, g.via
    from participations p join ground g on p.party = g.place and g.level = 'zone'
),
linked as (
    select a.place as a, b.place as b, a.cooperation, a.form, a.status,
        min(case when a.via is null and b.via is null then 0 else 1 end) as lifted
    from lifted a join lifted b on a.cooperation = b.cooperation
    where a.place < b.place and a.party <> b.party group by a.place, b.place, a.cooperation, a.form, a.status
)
select a, b, form, status, count(*) as cooperations, cast(sum(lifted) as bigint) as provincial
from linked group by a, b, form, status
"""

_KEYS = ["indicator", "zone", "year"]
_WITHIN = [*_KEYS, "subject"]


def totals_in_polars(observations: pl.LazyFrame, ground: pl.LazyFrame) -> pl.LazyFrame:
    """Return the totals by indicator, zone and year."""
    inside = ground.filter(pl.col("via").is_null())
    zones = inside.filter(pl.col("level") == "zone").group_by("place").agg(zone=pl.col("ancestor").min(), n=pl.len())
    start, end = pl.col("period_start"), pl.col("period_end")
    columns = "subject indicator kind additive period period_start period_end value lower upper unit bound".split()
    keyed = (
        observations.select(columns)
        .join(zones.filter(pl.col("n") == 1).drop("n"), left_on="subject", right_on="place", how="left")
        .with_columns(
            year=pl.when(start.dt.year() == end.dt.year()).then(start.dt.year()),
            first=start.fill_null(date.min),
            last=end.fill_null(date.max),
        )
    )
    order = ["first", "last", "period"]
    lagged = keyed.with_columns(
        pl.col("last").shift(1).over(_WITHIN, order_by=order).alias("last_before"),
        pl.col("period").shift(1).over(_WITHIN, order_by=order).alias("period_before"),
    )
    stock, ratio = pl.col("kind") == "stock", pl.col("kind") == "ratio"
    same = pl.col("period") == pl.col("period_before")
    sums = lagged.group_by(_KEYS).agg(
        pl.len().alias("observations"),
        pl.col("value", "lower", "upper").sum(),
        beyond=pl.col("value").is_null().any(),
        no_lower=pl.col("lower").is_null().any(),
        no_upper=pl.col("upper").is_null().any(),
        unit=pl.col("unit").min(),
        other_unit=pl.col("unit").max(),
        bound=pl.col("bound").min(),
        ratio=ratio.any(),
        closed=(~pl.col("additive") & ~ratio).any(),
        over_time=pl.col("first").filter(stock).max() > pl.col("last").filter(stock).min(),
        same=same.any(),
        meets=(~same & (pl.col("last_before") >= pl.col("first"))).any(),
        period_start=pl.when(~start.is_null().any()).then(start.min()),
        period_end=pl.when(~end.is_null().any()).then(end.max()),
    )
    shared = _shared_in_polars(keyed, inside, observations.select("subject").unique())
    strangers = observations.select("subject").unique().join(ground, left_on="subject", right_on="place", how="anti")
    unknown = keyed.join(strangers, on="subject", how="semi").select(_KEYS).unique().with_columns(unknown=True)
    rules = {
        "no-group": pl.col("zone").is_null() | pl.col("year").is_null(),
        "unknown-subject": pl.col("unknown"),
        "beyond-decimal": pl.col("beyond"),
        "unit": pl.col("unit") != pl.col("other_unit"),
        "ratio": pl.col("ratio"),
        "not-additive": pl.col("closed"),
        "stock-over-time": pl.col("over_time"),
        "conflicting-sources": pl.col("same"),
        "overlapping-periods": pl.col("meets"),
        "overlapping-subjects": pl.col("shared"),
        "gaps": pl.col("gaps"),
        "unequal-periods": pl.col("unequal"),
    }
    reasons = pl.concat_str(
        [pl.when(x).then(pl.lit(rule)) for rule, x in rules.items()], separator=" ", ignore_nulls=True
    )
    judged = sums.join(unknown, on=_KEYS, how="left").join(shared, on=_KEYS, how="left")
    told = judged.join(_lacking_in_polars(keyed), on=_KEYS, how="left").with_columns(reasons=reasons)
    stands = pl.col("reasons") == ""
    bound = (
        pl.when(~stands).then(None)
        .when(pl.col("observations") == 1).then(pl.col("bound"))
        .when(pl.col("no_lower") & pl.col("no_upper")).then(pl.lit("unbounded"))
        .when(pl.col("no_upper")).then(pl.lit("at-least"))
        .when(pl.col("no_lower")).then(pl.lit("at-most"))
        .when(pl.col("lower") == pl.col("upper")).then(pl.lit("exact"))
        .otherwise(pl.lit("between"))
    )  # fmt: skip
    return told.select(
        *_KEYS,
        "observations",
        value=pl.when(stands).then(pl.col("value")),
        lower=pl.when(stands & ~pl.col("no_lower")).then(pl.col("lower")),
        upper=pl.when(stands & ~pl.col("no_upper")).then(pl.col("upper")),
        unit=pl.when(pl.col("unit") == pl.col("other_unit")).then(pl.col("unit")),
        bound=bound,
        period_start=pl.col("period_start"),
        period_end=pl.col("period_end"),
        reasons=pl.col("reasons"),
    )


def _shared_in_polars(keyed: pl.LazyFrame, inside: pl.LazyFrame, subjects: pl.LazyFrame) -> pl.LazyFrame:
    observed = inside.join(subjects, left_on="ancestor", right_on="subject", how="semi").select("place", a="ancestor")
    pairs = observed.join(observed.rename({"a": "b"}), on="place").filter(pl.col("a") < pl.col("b"))
    pairs = pairs.select("a", "b").unique()
    grouped = keyed.select(*_WITHIN, "first", "last").drop_nulls(_KEYS)
    spans = grouped.group_by(_WITHIN).agg(pl.col("first").min(), pl.col("last").max())
    one = spans.rename({"subject": "a"}).join(pairs, on="a")
    both = one.join(spans.rename({"subject": "b"}), on=[*_KEYS, "b"], suffix="_b")
    near = both.filter((pl.col("first") <= pl.col("last_b")) & (pl.col("first_b") <= pl.col("last")))
    near = near.select(*_KEYS, "a", "b")
    sides = []
    for own, other in (("a", "b"), ("b", "a")):
        found = grouped.rename({"subject": own}).join(near, on=[*_KEYS, own])
        last = {f"last_{own}": pl.col("last"), f"last_{other}": pl.lit(date.min)}
        sides.append(found.select(*_KEYS, "a", "b", "first", **dict(sorted(last.items())), of_a=pl.lit(own == "a")))
    window = [*_KEYS, "a", "b"]
    swept = pl.concat(sides).with_columns(pl.col("last_a", "last_b").cum_max().over(window, order_by="first"))
    meets = pl.col("first") <= pl.when(pl.col("of_a")).then(pl.col("last_b")).otherwise(pl.col("last_a"))
    return swept.filter(meets).select(_KEYS).unique().with_columns(shared=True)


def _lacking_in_polars(keyed: pl.LazyFrame) -> pl.LazyFrame:
    counted = keyed.filter(pl.col("kind").is_in(["flow", "ratio"])).drop_nulls(_KEYS)
    reached = pl.col("last").cum_max().shift(1).over(_WITHIN, order_by=["first", "last"])
    stepped = counted.select(*_WITHIN, "first", "last", reached=reached)
    gap = pl.col("first") > pl.col("reached") + pl.duration(days=1)
    spread = stepped.group_by(_WITHIN).agg(pl.col("first").min(), pl.col("last").max(), n=gap.sum())
    kinds = stepped.filter(gap).select(*_KEYS, "reached", "first").unique().group_by(_KEYS).agg(kinds=pl.len())
    unlike = [pl.col(name).n_unique() > 1 for name in ("first", "last", "n")]
    other = pl.col("kinds").first().fill_null(0) != pl.col("n").max()
    judged = spread.join(kinds, on=_KEYS, how="left").group_by(_KEYS)
    return judged.agg(gaps=pl.col("n").max() > 0, unequal=pl.any_horizontal(*unlike, other))


def links_in_polars(participations: pl.LazyFrame, ground: pl.LazyFrame) -> pl.LazyFrame:
    """Return the pairs of zones with their cooperations, by form and status."""
    zones = ground.filter(pl.col("level") == "zone").select("place", "ancestor", "via")
    lifted = participations.select("cooperation", "form", "status", "party").join(
        zones, left_on="party", right_on="place"
    )
    pairs = lifted.join(lifted.drop("form", "status"), on="cooperation", suffix="_b")
    linked = pairs.filter((pl.col("ancestor") < pl.col("ancestor_b")) & (pl.col("party") != pl.col("party_b")))
    each = linked.group_by("cooperation", "form", "status", a="ancestor", b="ancestor_b")
    found = each.agg(lifted=(pl.col("via").is_not_null() | pl.col("via_b").is_not_null()).all())
    counted = found.group_by("a", "b", "form", "status")
    return counted.agg(cooperations=pl.len(), provincial=pl.col("lifted").sum())
