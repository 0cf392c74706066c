"""Laws of sums: exact and free of order (2), bounds survive (3), refusal both ways with every reason (4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.analysis.figures.days import span_of
from anhui_ftz.testing import citations, datasets, lawful_sums, periods, quantities

Rows = tuple[ftz.Observation, ...]
Sum = tuple[ftz.Dataset, Rows]

#: Rules that a caller may set aside.
OPTIONAL: Any = (
    "indicator ratio not-additive stock-over-time conflicting-sources overlapping-periods overlapping-subjects "
    "gaps unequal-periods"
).split()
#: What the parts of a set may break though the whole does not.
PARTIAL: Any = ["gaps", "unequal-periods"]
_FIRST, _LAST = date(2009, 1, 1).toordinal(), date(2032, 12, 31).toordinal()
_PERIODS = ["2020", "2020", "2020-03", "2020-03-31", "2021", "2020-03/..", "2020-03/", "../2020-02", "2021-01-01"]
_SUBJECTS = ["province", "city", "zone", "north", "south", "port", "firm"]
_INDICATORS = [
    ftz.Indicator("trade", "Trade", "CNY", "flow"),
    ftz.Indicator("payments", "Payments", "CNY", "flow", additive=False),
    ftz.Indicator("loans", "Loans", "CNY", "stock"),
    ftz.Indicator("deposits", "Deposits", "CNY", "stock"),
    ftz.Indicator("wage", "Wage", "CNY", "ratio"),
]


@st.composite
def crowds(draw: st.DrawFn) -> Sum:
    """Generate figures of few subjects, indicators and periods, so that every reason against a sum is common."""
    cited = [ftz.Citation("source")]
    number = draw(st.integers(0, 6))
    subjects = draw(st.lists(st.sampled_from(_SUBJECTS), min_size=1, max_size=3))
    indicators = draw(st.lists(st.sampled_from(_INDICATORS), min_size=1, max_size=2))
    figures = st.builds(ftz.Quantity.exactly, st.integers(0, 9), st.sampled_from(["CNY", "CNY", "CNY", "USD"]))
    rows = [
        ftz.Observation(
            f"row-{n}",
            draw(st.sampled_from(subjects)),
            draw(st.sampled_from(indicators)).id,
            draw(st.sampled_from(_PERIODS)),
            draw(figures),
            citations=cited,
        )
        for n in range(number)
    ]
    ds = ftz.Dataset(
        divisions=[ftz.Division("province", "P"), ftz.Division("city", "C", "city", within=["province"])],
        zones=[ftz.Zone("zone", "Z", "province")],
        areas=[ftz.Area("north", "N", "zone"), ftz.Area("south", "S", "zone")],
        organizations=[
            ftz.Organization("port", "Port", "port", ["north", "city"]),
            ftz.Organization("firm", "F", "company"),
        ],
        indicators=_INDICATORS,
        observations=rows,
        sources=[ftz.Source("source", "Publisher")],
    )
    return ds, tuple(draw(st.permutations(rows)))


@lru_cache(maxsize=256)
def days(period: ftz.Period) -> frozenset[int]:
    """Return every day of a period, one by one; a missing end reaches beyond all that is generated."""
    start = _FIRST if period.start is None else period.start.toordinal()
    end = _LAST if period.end is None else period.end.toordinal()
    return frozenset(range(start, end + 1))


def ground(ds: ftz.Dataset, id: str) -> set[str]:
    """Return a place with all below it: every place from which a walk upwards passes it."""
    within = {place.id: place.within for place in ds.places}

    def passes(place: str) -> bool:
        return place == id or any(passes(parent) for parent in within[place])

    return {place for place in within if passes(place)}


def forbidden(ds: ftz.Dataset, rows: Rows) -> set[str]:
    """Find the rules against a sum by asking each observation, and each pair."""
    kinds = {indicator.id: indicator for indicator in ds.indicators}
    refused = {kinds[row.indicator].kind.value for row in rows if not kinds[row.indicator].additive}
    alone = {"ratio" if kind == "ratio" else "not-additive" for kind in refused}
    stocks = {id for id, indicator in kinds.items() if indicator.kind.value == "stock"}
    pairs = [_against(ds, *pair, stocks) for pair in combinations(rows, 2)]
    return {"empty"} if not rows else alone.union(*pairs, _of_days(_counted(rows, stocks)))


def _counted(rows: Iterable[ftz.Observation], stocks: set[str]) -> list[ftz.Observation]:
    return [row for row in rows if row.indicator not in stocks]


def by_subject(rows: Iterable[ftz.Observation]) -> dict[str, set[int]]:
    """Return every day that the figures of each subject cover, one by one."""
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.subject, set()).update(days(row.period))
    return found


def _of_days(rows: Iterable[ftz.Observation]) -> set[str]:
    """Find the rules about days by counting them; a period with an unknown end is not one with an open end."""
    kept = list(rows)
    every = by_subject(kept)
    gaps = any(len(each) <= max(each) - min(each) for each in every.values())
    ends = {subject: min(_ends_of(row for row in kept if row.subject == subject), default=0) for subject in every}
    unequal = len({frozenset(each) for each in every.values()}) > 1 or len(set(ends.values())) > 1
    return {rule for rule, holds in {"gaps": gaps, "unequal-periods": unequal}.items() if holds}


def _ends_of(rows: Iterable[ftz.Observation]) -> list[int]:
    """Return 1 for each open end and 2 for each unknown one: what is open for one is open for all."""
    return [1 + row.period.end_unknown for row in rows if row.period.end is None]


def _against(ds: ftz.Dataset, one: ftz.Observation, two: ftz.Observation, stocks: set[str]) -> set[str]:
    meet = bool(days(one.period) & days(two.period))
    alike = one.subject == two.subject
    same = alike and (one.indicator, one.period) == (two.indicator, two.period)
    found = {
        "unit": one.quantity.unit != two.quantity.unit,
        "indicator": one.indicator != two.indicator,
        "stock-over-time": {one.indicator, two.indicator} <= stocks and not meet,
        "conflicting-sources": same,
        "overlapping-periods": alike and meet and not same,
        "overlapping-subjects": not alike and meet and bool(ground(ds, one.subject) & ground(ds, two.subject)),
    }
    return {rule for rule, holds in found.items() if holds}


def reasons(ds: ftz.Dataset, rows: Iterable[ftz.Observation], allow: Any = ()) -> set[str]:
    """Return the rules by which a sum is refused; none if it is made."""
    try:
        ftz.total(ds, rows, allow=list(allow))
    except ftz.NotAdditiveError as refusal:
        return {reason.rule for reason in refusal.reasons}
    return set()


def exact(figures: Iterable[Decimal]) -> Fraction | Decimal:
    """Add as fractions; a missing limit stays missing."""
    terms = list(figures)
    limits = [each for each in terms if each.is_infinite()]
    return limits[0] if limits else sum(map(Fraction, terms), Fraction())


@given(lawful_sums(), st.data())
def test_no_lawful_set_refuses_and_a_part_of_one_only_for_the_days_that_it_lacks(
    case: Sum, data: st.DataObject
) -> None:
    ds, rows = case
    some = data.draw(st.lists(st.sampled_from(rows), min_size=1, unique=True))
    assert ftz.total(ds, rows).inputs == rows
    assert not ftz.total(ds, rows).missing
    assert reasons(ds, some) == forbidden(ds, tuple(some)) <= set(PARTIAL)
    assert ftz.total(ds, some, allow=PARTIAL).inputs == tuple(some)


@given(lawful_sums(), st.data())
def test_a_total_is_the_sum_of_the_fractions_in_any_order(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    result = ftz.total(ds, rows).quantity
    for end in ("value", "lower", "upper"):
        assert exact([getattr(result, end)]) == exact(getattr(row.quantity, end) for row in rows)
    again = ftz.total(ds, data.draw(st.permutations(rows)))
    assert (again.quantity, again.quantity.bound, again.period) == (result, result.bound, ftz.total(ds, rows).period)


@given(st.lists(periods(), min_size=1, max_size=4))
@example([ftz.Period.parse("/2020"), ftz.Period.parse("2021")])
@example([ftz.Period.parse("/2020"), ftz.Period.parse("../2021")])
@example([ftz.Period.parse("2020/"), ftz.Period.parse("2021")])
@example([ftz.Period.parse("2020/"), ftz.Period.parse("2021/..")])
def test_the_end_of_a_total_is_open_where_that_of_one_figure_is_else_unknown(rows: list[ftz.Period]) -> None:
    span = span_of(rows)
    for end in ("start", "end"):
        without = [row for row in rows if getattr(row, end) is None]
        assert (getattr(span, end) is None) == bool(without)
        unknown = bool(without) and all(getattr(row, f"{end}_unknown") for row in without)
        assert getattr(span, f"{end}_unknown") == unknown


@given(lawful_sums(), st.data())
def test_the_sums_of_the_parts_of_any_partition_add_up_to_the_total(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    numbers = data.draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))
    parts = [[row for row, number in zip(rows, numbers, strict=True) if number == part] for part in set(numbers)]
    sums = [ftz.total(ds, part, allow=PARTIAL).quantity for part in parts]
    assert ftz.Quantity.sum(sums) == ftz.total(ds, rows).quantity


@given(lawful_sums(), st.integers(-(10**9), 10**9))
def test_a_total_with_one_lower_bound_is_a_lower_bound(case: Sum, figure: int) -> None:
    ds, (first, *rest) = case
    bounded = [evolve(first, quantity=ftz.Quantity.at_least(figure, "CNY")), *rest]
    result = ftz.total(ds, bounded).quantity
    has_floor = all(row.quantity.lower.is_finite() for row in rest)
    assert result.upper.is_infinite()
    assert result.bound is (ftz.Bound.AT_LEAST if has_floor else ftz.Bound.UNBOUNDED)


@given(lawful_sums(), st.data())
def test_narrowing_a_figure_never_widens_a_total(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    wide = ftz.total(ds, rows).quantity
    narrow = ftz.total(ds, [evolve(row, quantity=data.draw(_within(row.quantity))) for row in rows]).quantity
    assert wide.lower <= narrow.lower <= narrow.value == wide.value <= narrow.upper <= wide.upper


def _within(quantity: ftz.Quantity) -> st.SearchStrategy[ftz.Quantity]:
    """Generate quantities of the same figure that allow no more."""
    lower, upper = (st.sampled_from([end, quantity.value]) for end in (quantity.lower, quantity.upper))
    return st.builds(ftz.Quantity, st.just(quantity.value), lower, upper, st.just(quantity.unit))


@given(lawful_sums(), st.data())
def test_what_counts_twice_or_measures_otherwise_makes_a_lawful_set_refused(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    culprits = _culprits(ds, data.draw(st.sampled_from(rows)), data)
    for rule, culprit in culprits.items():
        assert rule in reasons(ds, [*rows, culprit])
    several = data.draw(st.lists(st.sampled_from(list(culprits)), min_size=1, unique=True))
    together = (*rows, *(culprits[rule] for rule in several))
    assert set(several) <= reasons(ds, data.draw(st.permutations(together))) == forbidden(ds, together)


def _culprits(ds: ftz.Dataset, row: ftz.Observation, data: st.DataObject) -> dict[str, ftz.Observation]:
    """Return, by the rule that each breaks, figures that must not be added to a sum with this row in it."""
    start, end = row.period.start, row.period.end
    assert start is not None
    assert end is not None
    earlier = start - timedelta(days=data.draw(st.integers(1, 99)))
    figure = data.draw(quantities("CNY"))
    other = data.draw(citations(st.just("source")))
    found = {rule: ds.get(id) for rule, id in _STORED.items()}
    found["conflicting-sources"] = evolve(row, id="second-source", quantity=figure, citations=[other])
    found["overlapping-periods"] = evolve(row, id="longer", period=ftz.Period(earlier, start), quantity=figure)
    return {rule: each for rule, each in found.items() if isinstance(each, ftz.Observation)}


_STORED = {"overlapping-subjects": "whole", "unit": "other-unit", "ratio": "ratio", "indicator": "ratio"}


@given(lawful_sums(kind=ftz.IndicatorKind.STOCK))
def test_a_stock_of_another_day_makes_a_lawful_set_refused(case: Sum) -> None:
    ds, rows = case
    culprit = ds.get("other-day")
    assert isinstance(culprit, ftz.Observation)
    assert reasons(ds, [*rows, culprit]) == {"stock-over-time"}


@given(lawful_sums(kind=ftz.IndicatorKind.FLOW))
def test_a_flow_of_another_place_and_period_makes_a_lawful_set_refused(case: Sum) -> None:
    ds, rows = case
    other = ds.observations["other-day"]
    assert reasons(ds, [*rows, other]) == {"unequal-periods"}


@given(lawful_sums(kind=ftz.IndicatorKind.FLOW), st.data())
def test_a_day_that_one_subject_lacks_is_a_gap_or_makes_subjects_unequal(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    row = data.draw(st.sampled_from(rows))
    if row.period.days != 1:
        first = row.period.start
        assert first is not None
        cut = [
            evolve(each, period=ftz.Period(first + timedelta(1), each.period.end)) if each is row else each
            for each in rows
        ]
        assert reasons(ds, cut) == forbidden(ds, tuple(cut))
        assert reasons(ds, cut) or len({each.subject for each in rows}) == 1


@given(crowds())
def test_the_days_of_a_total_and_those_it_lists_as_missing_are_all_days_of_its_period(case: Sum) -> None:
    ds, rows = case
    stocks = {indicator.id for indicator in ds.indicators if indicator.kind == "stock"}
    counted = [row for row in rows if row.indicator not in stocks and row.quantity.unit == rows[0].quantity.unit]
    if not counted:
        return
    result = ftz.total(ds, counted, allow=OPTIONAL)
    assert result.period is not None
    every = by_subject(counted)
    span = set().union(*every.values())
    wanted = set(range(min(span), max(span) + 1))
    lacked = {subject: wanted - each for subject, each in every.items()}
    assert days(result.period) == wanted
    if len(set(map(frozenset, every.values()))) > 1:
        found: dict[str, set[int]] = {subject: set() for subject in every}
        for each in result.missing:
            subject, _, period = each.partition(" ")
            found[subject] |= days(ftz.Period.parse(period))
        assert found == lacked
    elif "unequal-periods" not in forbidden(ds, tuple(counted)):
        assert set().union(*(days(ftz.Period.parse(each)) for each in result.missing)) == next(iter(lacked.values()))


@given(crowds())
def test_without_leave_the_days_of_a_total_are_those_of_each_subject(case: Sum) -> None:
    ds, rows = case
    stocks = {indicator.id for indicator in ds.indicators if indicator.kind == "stock"}
    if rows and not reasons(ds, rows) and rows[0].indicator not in stocks:
        result = ftz.total(ds, rows)
        assert result.period is not None
        assert not result.missing
        assert all(each == days(result.period) for each in by_subject(rows).values())


@given(crowds())
def test_a_year_of_which_days_are_left_out_says_so(case: Sum) -> None:
    ds, rows = case
    stocks = {indicator.id for indicator in ds.indicators if indicator.kind == "stock"}
    lying = [row for row in rows if len(_year(ds, row)) == 1 and row.quantity.unit == rows[0].quantity.unit]
    for year, result in ftz.totals(ds, lying, by="year", allow=OPTIONAL).items():
        counted = [row for row in result.observations if row.indicator not in stocks]
        whole = days(ftz.Period.parse(str(year)))
        incomplete = any(each != whole for each in by_subject(counted).values())
        assert bool(result.missing) == incomplete == any(f"{year} is incomplete" in note for note in result.notes)


@given(lawful_sums(), st.data())
def test_a_place_that_shares_a_body_with_a_summed_one_makes_a_lawful_set_refused(
    case: Sum, data: st.DataObject
) -> None:
    ds, rows = case
    row = data.draw(st.sampled_from(rows))
    shared = ftz.Organization("shared", "Shared", "port", [row.subject, "elsewhere"])
    beside = [evolve(each, id=f"beside-{each.id}", subject="elsewhere") for each in rows if each.subject == row.subject]
    assert reasons(ds, [*rows, *beside]) == set()
    assert reasons(evolve(ds, organizations=[shared]), [*rows, *beside]) == {"overlapping-subjects"}


@given(crowds())
def test_a_sum_is_refused_for_exactly_the_reasons_that_asking_each_pair_finds(case: Sum) -> None:
    ds, rows = case
    assert reasons(ds, rows) == forbidden(ds, rows)
    for pair in combinations(rows, 2):
        assert reasons(ds, pair) == forbidden(ds, pair)


@given(datasets())
def test_in_any_data_set_a_sum_is_refused_if_and_only_if_a_pair_forbids_it(ds: ftz.Dataset) -> None:
    for indicator in ds.indicators:
        rows = ftz.observations(ds, indicator=indicator)
        assert reasons(ds, rows) == forbidden(ds, rows)
    assert reasons(ds, ds.observations) == forbidden(ds, tuple(ds.observations))


@given(crowds(), st.sets(st.sampled_from(OPTIONAL)))
def test_allow_sets_aside_the_named_rules_alone_and_notes_them(case: Sum, allow: set[Any]) -> None:
    ds, rows = case
    left = forbidden(ds, rows) - allow
    assert reasons(ds, rows, allow) == left
    if not left:
        result = ftz.total(ds, rows, allow=allow)
        assert {note.split(": ")[1] for note in result.notes} == forbidden(ds, rows)
        assert exact([result.quantity.value]) == exact(row.quantity.value for row in rows)


@given(crowds(), st.sampled_from(["unit", "empty", "units", ""]))
def test_what_no_sum_can_do_without_is_never_set_aside(case: Sum, rule: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="is not a rule that can be set aside here"):
        ftz.total(*case, allow=[rule])


def _year(_: ftz.Dataset, row: ftz.Observation) -> set[object]:
    return {date.fromordinal(day).year for day in days(row.period)}


def _zone(ds: ftz.Dataset, row: ftz.Observation) -> set[object]:
    return {zone.id for zone in ds.zones if row.subject in ground(ds, zone.id)}


def _province(ds: ftz.Dataset, row: ftz.Observation) -> set[object]:
    return {place.id for place in ds.divisions if place.kind == "province" and row.subject in ground(ds, place.id)}


#: What a row may be grouped by, with every key that it might have; with exactly one it has a group.
_KEYS: dict[str, Callable[[ftz.Dataset, ftz.Observation], set[object]]] = {
    "subject": lambda _, row: {row.subject},
    "indicator": lambda _, row: {row.indicator},
    "year": _year,
    "zone": _zone,
    "province": _province,
}


def _groups(ds: ftz.Dataset, rows: Rows, by: list[str]) -> dict[tuple[object, ...], Counter[ftz.Observation]]:
    groups: dict[tuple[object, ...], Counter[ftz.Observation]] = {}
    for row in rows:
        key = tuple(next(iter(_KEYS[each](ds, row))) for each in by)
        groups.setdefault(key, Counter())[row] += 1
    return groups


@given(st.one_of(crowds(), datasets().map(lambda ds: (ds, ds.observations))), st.data())
def test_totals_put_each_figure_in_its_one_group_and_drop_none(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    by = data.draw(st.lists(st.sampled_from(list(_KEYS)), min_size=1, max_size=2, unique=True))
    kept = tuple(row for row in rows if all(len(_KEYS[each](ds, row)) == 1 for each in by))
    alike = tuple(row for row in kept if row.quantity.unit == kept[0].quantity.unit)
    found = ftz.totals(ds, alike, by, allow=OPTIONAL)
    assert {key: Counter(each.inputs) for key, each in found.items()} == _groups(ds, alike, by)
    assert list(found) == sorted(found, key=str)
    assert set(ftz.totals(ds, alike, by[0], allow=OPTIONAL)) == {key[0] for key in _groups(ds, alike, by[:1])}


@given(crowds(), st.sampled_from(list(_KEYS)))
def test_totals_refuse_a_figure_that_has_no_group_rather_than_drop_it(case: Sum, by: str) -> None:
    ds, rows = case
    if any(len(_KEYS[by](ds, row)) != 1 for row in rows):
        with pytest.raises(ftz.InvalidValue, match="cannot group"):
            ftz.totals(ds, rows, by, allow=OPTIONAL)
    else:
        assert _refused_groups(ds, rows, by) == set().union(*(forbidden(ds, group) for group in _lists(ds, rows, by)))


def _lists(ds: ftz.Dataset, rows: Rows, by: str) -> list[Rows]:
    return [tuple(group.elements()) for group in _groups(ds, rows, [by]).values()]


def _refused_groups(ds: ftz.Dataset, rows: Rows, by: str) -> set[str]:
    try:
        found = ftz.totals(ds, rows, lambda row: next(iter(_KEYS[by](ds, row))))
    except ftz.NotAdditiveError as refusal:
        return {reason.rule for reason in refusal.reasons}
    named = ftz.totals(ds, rows, by)  # by its name, a year also says which of its days are missing
    assert {key: each.quantity for key, each in found.items()} == {key: each.quantity for key, each in named.items()}
    assert {key: each.inputs for key, each in found.items()} == {key: each.inputs for key, each in named.items()}
    assert by == "year" or found == named
    return set()
