"""Laws of derived figures and look-ups: provenance (5), enclosure (1, 3), and plain definitions of what is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise, permutations
from typing import Any, NamedTuple

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import citations, datasets, days, ids, lawful_sums, periods, quantities

Rows = tuple[ftz.Observation, ...]
Figure = ftz.Observation | ftz.Derived | ftz.Quantity
Rule = Callable[[Figure, Figure], ftz.Derived]

_FIRST, _LAST = date(2009, 1, 1).toordinal(), date(2034, 12, 31).toordinal()
_SMALL = st.integers(0, 3).map(Decimal)
_CARRIERS = ["publisher", "reprint", "mirror", "unknown", None]
_PERIODS = ["2020", "2020", "2020", "2020-06-30", "2020-06-30/..", "2019/2020-06", "2020-07/2021", "2019", "../2020"]


class Measured(NamedTuple):
    """A figure, and what is true: some value that its interval allows."""

    figure: ftz.Observation
    true: Fraction


@st.composite
def measured(draw: st.DrawFn, unit: str = "CNY", figures: st.SearchStrategy[Decimal] | None = None) -> Measured:
    """Generate cited figures, each with a true value inside."""
    quantity = draw(quantities(unit, figures=figures))
    row = ftz.Observation("row", "zone", "figure", "2020", quantity)
    reach = Fraction(10) ** draw(st.integers(0, 40))
    low = Fraction(quantity.value) - reach if quantity.lower.is_infinite() else Fraction(quantity.lower)
    high = Fraction(quantity.value) + reach if quantity.upper.is_infinite() else Fraction(quantity.upper)
    return Measured(row, low + draw(st.fractions(0, 1, max_denominator=100)) * (high - low))


def holds(figure: ftz.Derived, true: Fraction) -> bool:
    """Whether a value lies in the interval of a figure, by exact arithmetic."""
    lower, upper = figure.quantity.lower, figure.quantity.upper
    above = lower.is_infinite() or Fraction(lower) <= true
    return above and (upper.is_infinite() or true <= Fraction(upper))


def share(a: Figure, b: Figure) -> ftz.Derived:
    """Work out a share of figures of any indicators and periods."""
    return ftz.share(a, b, allow=["indicator", "ratio", "period", "unbounded"])


def change(a: Figure, b: Figure) -> ftz.Derived:
    """Work out a change between any figures."""
    return ftz.change(a, b, allow=["subject", "indicator", "period-length", "overlapping-periods", "unbounded"])


def growth(a: Figure, b: Figure) -> ftz.Derived:
    """Work out a growth rate between any figures."""
    rules: list[Any] = ["subject", "indicator", "ratio", "period-length", "overlapping-periods", "unbounded"]
    return ftz.growth(a, b, allow=rules)


def density(a: Figure, b: Figure) -> ftz.Derived:
    """Divide any figures."""
    return ftz.density(a, b, allow=["subject", "ratio", "period", "unbounded"])


def implied_base(a: Figure, b: Figure) -> ftz.Derived:
    """Work out an earlier figure from any figure and rate."""
    return ftz.implied_base(a, b, allow=["subject", "indicator", "ratio", "period", "unbounded"])


RULES: list[Rule] = [share, density, change, growth, implied_base]


@contextmanager
def where_defined() -> Iterator[None]:
    """Leave a block where a result is not defined: a divisor is zero, or units do not go together."""
    try:
        yield
    except (ftz.UndefinedQuotient, ftz.InvalidValue):
        pass
    except ftz.NotComparableError as refusal:
        if any(reason.rule != "unit" for reason in refusal.reasons):
            raise


@st.composite
def trees(draw: st.DrawFn) -> tuple[ftz.Derived, Rows]:
    """Generate figures derived from derived figures, with the observations that went in, in the order of use."""
    ds, lawful = draw(lawful_sums())
    cited = st.lists(citations(ids("src-")), min_size=1, max_size=2)
    rows = tuple(evolve(row, citations=draw(cited)) for row in lawful)
    total = ftz.total(ds, rows)
    grown: list[tuple[ftz.Derived, Rows]] = [(total, rows)]
    pool: list[tuple[Figure, Rows]] = [(total, rows), (ftz.Quantity.exactly(2, "CNY"), ())]
    pool += [(row, (row,)) for row in rows]
    for _ in range(draw(st.integers(1, 8))):
        (one, left), (two, right) = draw(st.sampled_from(pool)), draw(st.sampled_from(pool))
        with where_defined():
            grown.append((draw(st.sampled_from(RULES))(one, two), left + right))
            pool.append(grown[-1])
    return grown[-1]


@given(trees())
def test_the_leaves_of_a_tree_are_exactly_the_observations_given_to_it(case: tuple[ftz.Derived, Rows]) -> None:
    result, rows = case
    assert result.observations == tuple(dict.fromkeys(rows))
    assert result.sources == tuple(sorted({cited.source for row in rows for cited in row.citations}))


@given(measured(), measured())
def test_a_share_and_a_density_hold_the_true_quotient(part: Measured, whole: Measured) -> None:
    assume(whole.figure.quantity.value and whole.true)
    assert holds(density(part.figure, whole.figure), part.true / whole.true)
    assert holds(share(part.figure, whole.figure), 100 * part.true / whole.true)


@given(measured(), measured())
def test_a_change_and_a_growth_hold_the_true_ones(before: Measured, after: Measured) -> None:
    assert holds(change(before.figure, after.figure), after.true - before.true)
    assume(before.figure.quantity.value and before.true)
    assert holds(growth(before.figure, after.figure), 100 * (after.true / before.true - 1))


@given(measured(), st.data())
def test_an_implied_base_holds_the_true_one_or_is_refused(after: Measured, data: st.DataObject) -> None:
    rate = data.draw(measured("%", st.decimals(-200, 500, places=2)))
    if rate.figure.quantity.lower > -100:
        assert holds(implied_base(after.figure, rate.figure), after.true / (1 + rate.true / 100))
    else:
        with pytest.raises(ftz.InvalidValue, match="implies no earlier figure"):
            implied_base(after.figure, rate.figure)


@given(measured(), measured(), st.sampled_from(RULES))
def test_narrowing_a_figure_never_widens_what_is_derived_from_it(one: Measured, two: Measured, rule: Rule) -> None:
    with where_defined():
        wide = rule(one.figure, two.figure).quantity
        figures = [ftz.Quantity.exactly(each.figure.quantity.value, "CNY") for each in (one, two)]
        for a, b in ((figures[0], two.figure), (one.figure, figures[1]), (figures[0], figures[1])):
            narrow = rule(a, b).quantity
            assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper


@given(st.lists(measured(), min_size=1, max_size=5), st.data())
def test_increments_hold_each_true_step_whatever_the_order_given(values: list[Measured], data: st.DataObject) -> None:
    ends = data.draw(st.lists(days(), min_size=len(values), max_size=len(values), unique=True).map(sorted))
    series = [
        evolve(value.figure, id=f"row-{n}", period=ftz.Period(date(2012, 1, 1), end))
        for n, (value, end) in enumerate(zip(values, ends, strict=True))
    ]
    steps = ftz.increments(data.draw(st.permutations(series)), allow=["unbounded"])
    assert [step.inputs for step in steps] == list(pairwise(series))
    assert [step.period for step in steps] == [ftz.Period(a + timedelta(days=1), b) for a, b in pairwise(ends)]
    assert all(holds(step, b.true - a.true) for step, (a, b) in zip(steps, pairwise(values), strict=True))


@lru_cache(maxsize=256)
def covered(period: ftz.Period) -> frozenset[int]:
    """Return every day of a period, one by one; a missing end reaches beyond all that is generated."""
    start = _FIRST if period.start is None else period.start.toordinal()
    end = _LAST if period.end is None else period.end.toordinal()
    return frozenset(range(start, end + 1))


def is_stock(ds: ftz.Dataset, row: ftz.Observation) -> bool:
    """Whether a figure holds at a day."""
    return any(each.id == row.indicator and each.kind == "stock" for each in ds.indicators)


def lies_in(ds: ftz.Dataset, place: str, other: str) -> bool:
    """Whether a walk upwards from a place passes the other."""
    return place == other or any(lies_in(ds, parent, other) for parent in ds.place(place).within)


def _in_order(row: ftz.Observation) -> tuple[str, str, int, int, str]:
    found = covered(row.period)
    return row.subject, row.indicator, min(found), max(found), row.id


@given(datasets(), st.data())
def test_observations_are_those_that_pass_each_filter_in_order(ds: ftz.Dataset, data: st.DataObject) -> None:
    places = [place.id for table in (ds.divisions, ds.zones, ds.areas, ds.organizations) for place in table]
    subject, within = (data.draw(st.none() | st.sampled_from(places)) for _ in range(2))
    indicator = data.draw(st.none() | st.sampled_from([each.id for each in ds.indicators]))
    during = data.draw(st.none() | periods())
    asked = [row for row in ds.observations if subject in (None, row.subject) and indicator in (None, row.indicator)]
    inside = [row for row in asked if within is None or lies_in(ds, row.subject, within)]
    found = sorted((row for row in inside if during is None or _counts(ds, row, during)), key=_in_order)
    assert ftz.observations(ds, subject=subject, indicator=indicator, during=during, within=within) == tuple(found)


def _counts(ds: ftz.Dataset, row: ftz.Observation, during: ftz.Period) -> bool:
    """Whether a stock held on some day of a period, or a flow or ratio surely lies in it."""
    own = covered(row.period)
    return bool(own & covered(during)) if is_stock(ds, row) else own <= sure_days(during)


def sure_days(period: ftz.Period) -> frozenset[int]:
    """Return the days that surely are of a period: beside an end that is not known, the other one alone."""
    if not (period.start_unknown or period.end_unknown):
        return covered(period)
    known = (
        [] if period.start_unknown and period.end_unknown else [period.end if period.start_unknown else period.start]
    )
    return frozenset(day.toordinal() for day in known if day is not None)


def finalists(ds: ftz.Dataset, rows: Rows, on: date | None) -> Rows:
    """Return those that end last, and of them the longest, among what had ended, or begun to hold, by the day."""
    limit = _LAST if on is None else on.toordinal()
    reached = [row for row in rows if (min if is_stock(ds, row) else max)(covered(row.period)) <= limit]
    ranks = [_end_and_length(row, limit) for row in reached]
    return tuple(row for row, rank in zip(reached, ranks, strict=True) if rank == max(ranks))


def _end_and_length(row: ftz.Observation, limit: int) -> tuple[int, int]:
    found = [day for day in covered(row.period) if day <= limit]
    return max(found), len(found)


def apart(rows: Rows) -> bool:
    """Whether two of them cannot both be true."""
    return any(a.quantity.upper < b.quantity.lower for a, b in permutations(rows, 2))


@st.composite
def series(draw: st.DrawFn) -> ftz.Dataset:
    """Generate figures of one place by several sources, for few periods."""
    published = st.none() | st.sampled_from(["2020", "2021-05-01", "2022-03"])
    carriers = st.sampled_from(_CARRIERS)
    sources = [ftz.Source(f"src-{n}", "P", published=draw(published), carrier=draw(carriers)) for n in range(3)]
    cited = st.lists(citations(st.sampled_from([source.id for source in sources])), min_size=1, max_size=2)
    rows = [
        ftz.Observation(
            f"row-{n}",
            "place",
            "figure",
            draw(st.sampled_from(_PERIODS)),
            draw(quantities("1", figures=_SMALL)),
            citations=draw(cited),
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    kind = draw(st.sampled_from(ftz.IndicatorKind))
    indicators = [ftz.Indicator("figure", "F", "1", kind)]
    return ftz.Dataset(
        divisions=[ftz.Division("place", "P")], indicators=indicators, observations=rows, sources=sources
    )


@given(series(), ids("no-such-"))
def test_an_unknown_id_is_never_answered_by_an_empty_list(ds: ftz.Dataset, unknown: str) -> None:
    with pytest.raises(ftz.UnknownName):
        ftz.observations(ds, subject=unknown)
    with pytest.raises(ftz.UnknownName):
        ftz.observations(ds, indicator=unknown)
    with pytest.raises(ftz.UnknownName):
        ftz.observations(ds, within=unknown)


@given(series(), st.lists(periods(), min_size=1, max_size=5), periods())
def test_the_figures_of_some_days_are_found_among_any_others(
    ds: ftz.Dataset, spans: list[ftz.Period], during: ftz.Period
) -> None:
    more = [
        ftz.Observation(
            f"more-{n}", "place", "figure", span, ftz.Quantity.exactly(n, "1"), citations=[ftz.Citation("src-0")]
        )
        for n, span in enumerate(spans)
    ]
    ds = ds.with_(observations=[*ds.observations, *more])
    wanted = sorted((row for row in ds.observations if _counts(ds, row, during)), key=_in_order)
    assert ftz.observations(ds, subject="place", indicator="figure", during=during) == tuple(wanted)


_days = st.none() | st.sampled_from([date(2019, 7, 1), date(2020, 6, 30), date(2020, 12, 31), date(2023, 1, 1)])


def looked_up(ds: ftz.Dataset, on: date | None, prefer: Any = None) -> tuple[str, Rows]:
    """Return what became of asking for the latest figure, and the observations concerned."""
    try:
        found = ftz.latest(ds, "place", "figure", on=on, prefer=prefer)
    except ftz.NoObservation:
        return "none", ()
    except ftz.ConflictError as conflict:
        return "conflict", tuple(row for row in ds.observations if row.id in conflict.observations)
    return "found", found.observations if isinstance(found, ftz.Derived) else (found,)


@given(series(), _days)
def test_latest_is_the_narrowest_of_those_that_end_last_unless_they_disagree(ds: ftz.Dataset, on: date | None) -> None:
    last = finalists(ds, tuple(ds.observations), on)
    least = min((row.quantity.width for row in last), default=None)
    outcome, found = looked_up(ds, on)
    assert outcome == ("none" if not last else "conflict" if apart(last) else "found")
    assert found == last if outcome != "found" else found[0] in last and found[0].quantity.width == least


@given(datasets(max_cooperations=0, max_observations=12), days())
def test_latest_answers_for_every_observed_figure_of_a_data_set(ds: ftz.Dataset, on: date) -> None:
    for row in ds.observations:
        rows = tuple(each for each in ds.observations if (each.subject, each.indicator) == (row.subject, row.indicator))
        for day in (None, on):
            with suppress(ftz.NoObservation, ftz.ConflictError):
                assert ftz.latest(ds, row.subject, row.indicator, on=day) in finalists(ds, rows, day)


_SCORES: dict[str, Callable[[ftz.Source], int]] = {
    "publisher-first": lambda source: _CARRIERS.index(source.carrier),
    "newest": lambda source: -source.published.end.toordinal() if source.published and source.published.end else 0,
}


@given(series(), _days)
def test_each_preference_chooses_by_its_own_measure(ds: ftz.Dataset, on: date | None) -> None:
    last = finalists(ds, tuple(ds.observations), on)
    sources = {source.id: source for source in ds.sources}
    for name, score in _SCORES.items():
        scores = {row: min(score(sources[cited.source]) for cited in row.citations) for row in last}
        for chosen in looked_up(ds, on, name)[1]:
            assert scores[chosen] == min(scores.values())
    for chosen in looked_up(ds, on, "narrowest")[1]:
        assert chosen.quantity.width == min(row.quantity.width for row in last)


@given(series(), _days)
def test_the_hull_is_the_least_interval_that_holds_all_that_disagree(ds: ftz.Dataset, on: date | None) -> None:
    last = finalists(ds, tuple(ds.observations), on)
    assume(last)
    hull = ftz.latest(ds, "place", "figure", on=on, prefer="hull")
    assert hull.quantity.lower == min(row.quantity.lower for row in last)
    assert hull.quantity.upper == max(row.quantity.upper for row in last)
    assert set(hull.observations) == set(last)


@st.composite
def wholes(draw: st.DrawFn) -> tuple[ftz.Dataset, str, list[str]]:
    """Generate a zone, province or area with its parts, and figures of some of them; beside its id the parts'."""
    whole = draw(st.sampled_from(["zone", "province", "area"]))
    parts = [f"part-{n}" for n in range(draw(st.integers(1, 3)))]
    indicator = ftz.Indicator("figure", "F", "1", draw(st.sampled_from(["stock", "flow"])))
    period = draw(st.sampled_from(_PERIODS))
    stated = [(whole, period)]
    for part in parts:
        spans = st.sampled_from([period, period, *_PERIODS])
        stated += [(part, span) for span in draw(st.lists(spans, min_size=draw(st.integers(0, 1)), max_size=2))]
    rows = [
        ftz.Observation(f"row-{n}", subject, "figure", span, draw(_figures), citations=[ftz.Citation("source")])
        for n, (subject, span) in enumerate(stated)
    ]
    return _with_parts(whole, parts, [indicator], rows), whole, parts


_figures = st.one_of(st.builds(ftz.Quantity.exactly, _SMALL, st.just("1")), quantities("1", figures=_SMALL))


def _with_parts(
    whole: str, parts: list[str], indicators: list[ftz.Indicator], rows: list[ftz.Observation]
) -> ftz.Dataset:
    cities = [ftz.Division(part, part, "city", within=["province"]) for part in parts]
    areas = [ftz.Area(part, part, "zone") for part in parts]
    ports = [ftz.Organization(part, part, "port", ["area"]) for part in parts]
    return ftz.Dataset(
        divisions=[ftz.Division("province", "P"), *(cities if whole == "province" else [])],
        zones=[ftz.Zone("zone", "Z", "province")],
        areas=areas if whole == "zone" else [ftz.Area("area", "A", "zone")],
        organizations=ports if whole == "area" else [],
        indicators=indicators,
        observations=rows,
        sources=[ftz.Source("source", "Publisher")],
    )


def judged(ds: ftz.Dataset, whole: ftz.Observation, parts: list[str]) -> str:
    """Hold parts against a whole by definition: what fits its days, of that the latest, added as fractions."""
    chosen: list[ftz.Observation] = []
    for part in parts:
        own = tuple(row for row in ds.observations if row.subject == part and _fits(ds, row, whole))
        last = finalists(ds, own, None)
        if apart(last):
            return "conflict"
        chosen += [min(last, key=lambda row: row.quantity.width)] if last else []
    if any(not covered(a.period) & covered(b.period) for a, b in combinations(chosen, 2)):
        return "not-additive"
    return "incomplete" if len(chosen) < len(parts) else _verdict(whole, chosen)


def _verdict(whole: ftz.Observation, parts: list[ftz.Observation]) -> str:
    low, high = sum(part.quantity.lower for part in parts), sum(part.quantity.upper for part in parts)
    if whole.quantity.lower == whole.quantity.upper == low == high:
        return "equal"
    return "consistent" if low <= whole.quantity.upper and whole.quantity.lower <= high else "contradicted"


def _fits(ds: ftz.Dataset, row: ftz.Observation, whole: ftz.Observation) -> bool:
    own, wanted = covered(row.period), covered(whole.period)
    return bool(own & wanted) if is_stock(ds, row) else own == wanted


def reconciled(ds: ftz.Dataset, whole: str) -> str:
    """Return the verdict, or what kept one from being given."""
    try:
        return ftz.reconcile(ds, whole, "figure").verdict.value
    except ftz.ConflictError:
        return "conflict"
    except ftz.NotAdditiveError:
        return "not-additive"


@given(wholes())
def test_a_reconciliation_says_what_its_definition_says(case: tuple[ftz.Dataset, str, list[str]]) -> None:
    ds, whole, parts = case
    (stated,) = ftz.observations(ds, subject=whole)
    assert reconciled(ds, whole) == judged(ds, stated, parts)


@given(wholes())
def test_a_missing_part_is_named_and_never_counted_as_nothing(case: tuple[ftz.Dataset, str, list[str]]) -> None:
    ds, whole, parts = case
    with suppress(ftz.ConflictError, ftz.NotAdditiveError):
        check = ftz.reconcile(ds, whole, "figure")
        (stated,) = ftz.observations(ds, subject=whole)
        unknown = [
            part for part in parts if not any(r.subject == part and _fits(ds, r, stated) for r in ds.observations)
        ]
        assert check.missing == tuple(unknown)
        assert (check.verdict is ftz.Verdict.INCOMPLETE) == bool(unknown)
        assert {part.subject for part in check.parts} == set(parts) - set(unknown)
