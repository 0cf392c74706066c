"""Laws of sums: exact and free of order (2), bounds survive (3), refusal both ways with every reason (4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import citations, datasets, lawful_sums, quantities

Rows = tuple[ftz.Observation, ...]
Sum = tuple[ftz.Dataset, Rows]

#: Rules that a caller may set aside.
OPTIONAL: Any = (
    "indicator ratio not-additive stock-over-time conflicting-sources overlapping-periods overlapping-subjects"
).split()
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


def forbidden(ds: ftz.Dataset, rows: Sequence[ftz.Observation]) -> set[str]:
    """Find the rules against a sum by asking each observation, and each pair."""
    kinds = {indicator.id: indicator for indicator in ds.indicators}
    refused = {kinds[row.indicator].kind.value for row in rows if not kinds[row.indicator].additive}
    alone = {"ratio" if kind == "ratio" else "not-additive" for kind in refused}
    stocks = {id for id, indicator in kinds.items() if indicator.kind.value == "stock"}
    return {"empty"} if not rows else alone.union(*(_against(ds, *pair, stocks) for pair in combinations(rows, 2)))


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
def test_no_lawful_set_and_no_part_of_one_refuses(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    some = data.draw(st.lists(st.sampled_from(rows), min_size=1, unique=True))
    assert ftz.total(ds, rows).inputs == rows
    assert ftz.total(ds, some).inputs == tuple(some)


@given(lawful_sums(), st.data())
def test_a_total_is_the_sum_of_the_fractions_in_any_order(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    result = ftz.total(ds, rows).quantity
    for end in ("value", "lower", "upper"):
        assert exact([getattr(result, end)]) == exact(getattr(row.quantity, end) for row in rows)
    again = ftz.total(ds, data.draw(st.permutations(rows)))
    assert (again.quantity, again.quantity.bound, again.period) == (result, result.bound, ftz.total(ds, rows).period)


@given(lawful_sums(), st.data())
def test_the_sums_of_the_parts_of_any_partition_add_up_to_the_total(case: Sum, data: st.DataObject) -> None:
    ds, rows = case
    numbers = data.draw(st.lists(st.integers(0, 3), min_size=len(rows), max_size=len(rows)))
    parts = [[row for row, number in zip(rows, numbers, strict=True) if number == part] for part in set(numbers)]
    sums = [ftz.total(ds, part).quantity for part in parts]
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
def test_a_flow_of_another_place_and_period_keeps_a_set_lawful(case: Sum) -> None:
    ds, rows = case
    other = ds.get("other-day")
    assert isinstance(other, ftz.Observation)
    assert reasons(ds, [*rows, other]) == set()


@given(lawful_sums(), st.data())
def test_a_place_that_shares_a_body_with_a_summed_one_makes_a_lawful_set_refused(
    case: Sum, data: st.DataObject
) -> None:
    ds, rows = case
    row = data.draw(st.sampled_from(rows))
    shared = ftz.Organization("shared", "Shared", "port", [row.subject, "elsewhere"])
    beside = evolve(row, id="beside", subject="elsewhere")
    assert reasons(ds, [*rows, beside]) == set()
    assert reasons(evolve(ds, organizations=[shared]), [*rows, beside]) == {"overlapping-subjects"}


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
    assert reasons(ds, ds.observations) == forbidden(ds, ds.observations)


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
    assert found == ftz.totals(ds, rows, by)
    return set()
