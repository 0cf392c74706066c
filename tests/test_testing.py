"""The strategies for users: what they generate is as varied as the laws need, and shrinks to small examples."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cache
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import anhui_ftz as ftz
from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.testing import datasets, lawful_sums, overlapping
from anhui_ftz.testing.strategies import Choices

#: Whether a data set has something.
Feature = Callable[[ftz.Dataset], object]


def _many(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    """Return generated examples, the same every time."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


@cache
def _many_apart() -> tuple[list[ftz.Dataset], list[ftz.Dataset]]:
    """Return examples that a process of its own generates: made of bytes, and drawn part by part.

    Hypothesis draws constants of all modules that are imported: here, these differ with the tests that ran before.
    """
    code = "import pickle, sys; from test_testing import _many, datasets; "
    code += "found = _many(datasets(rich=False), 400), _many(datasets(rich=True), 60); "
    code += "pickle.dump(found, sys.stdout.buffer)"
    run = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parent)
    found: tuple[list[ftz.Dataset], list[ftz.Dataset]] = pickle.loads(run.stdout)  # noqa: S301 - its own
    return found


def _quantities(ds: ftz.Dataset) -> list[ftz.Quantity]:
    return [row.quantity for row in ds.observations]


def _periods(ds: ftz.Dataset) -> list[ftz.Period]:
    return [row.period for row in ds.observations]


def _bodies_outside(ds: ftz.Dataset) -> Iterator[ftz.Organization]:
    """Yield bodies that lie in a province, but in no zone."""
    for row in ds.organizations:
        above = ancestors(ds, row.id) - {row.id}
        if above and not any(zone.id in above for zone in ds.zones):
            yield row


def _forms(ds: ftz.Dataset) -> list[str]:
    return [form for _, rows in ds.tables() for row in rows if hasattr(row, "name") for form in row.name.all]


def _most(ids: list[str | None]) -> int:
    return max((ids.count(id) for id in ids if id is not None), default=0)


def _sharing_ground_and_days(ds: ftz.Dataset) -> bool:
    """Whether two figures are about places of which one lies in the other, on some day both."""
    return any(
        a.subject != b.subject and b.subject in ancestors(ds, a.subject) and a.period.overlaps(b.period)
        for a, b in permutations(ds.observations, 2)
    )


def _bounded(bound: ftz.Bound) -> Feature:
    return lambda ds: any(each.bound is bound for each in _quantities(ds))


def _measuring(kind: ftz.IndicatorKind) -> Feature:
    return lambda ds: any(ds.get(row.indicator, ftz.Indicator).kind is kind for row in ds.observations)


#: What some data set must have, by name.
FEATURES: dict[str, Feature] = {
    **{f"a figure that is {bound}": _bounded(bound) for bound in ftz.Bound if bound is not ftz.Bound.UNBOUNDED},
    "a negative figure": lambda ds: any(each.value < 0 for each in _quantities(ds)),
    "a figure of 40 digits": lambda ds: any(len(each.value.as_tuple().digits) == 40 for each in _quantities(ds)),
    "a lower and an upper bound": lambda ds: {"at-least", "at-most"} <= {each.bound for each in _quantities(ds)},
    "an open start": lambda ds: any(each.start is None and not each.start_unknown for each in _periods(ds)),
    "an open end": lambda ds: any(each.end is None and not each.end_unknown for each in _periods(ds)),
    "an unknown start": lambda ds: any(each.start_unknown for each in _periods(ds)),
    "an unknown end": lambda ds: any(each.end_unknown for each in _periods(ds)),
    "a day": lambda ds: any(each.days == 1 for each in _periods(ds)),
    "a month": lambda ds: any(len(each.edtf) == len("2020-01") for each in _periods(ds)),
    "a year": lambda ds: any(len(each.edtf) == len("2020") for each in _periods(ds)),
    "figures that share ground and days": _sharing_ground_and_days,
    "figures of one subject and indicator": lambda ds: any(
        (a.subject, a.indicator) == (b.subject, b.indicator) for a, b in combinations(ds.observations, 2)
    ),
    **{f"a figure that is a {kind}": _measuring(kind) for kind in ftz.IndicatorKind},
    "several sources": lambda ds: len(ds.sources) > 1,
    "a figure with two sources": lambda ds: any(
        len({each.source for each in row.citations}) > 1 for row in ds.observations
    ),
    "a dated and an undated source": lambda ds: len({each.published is None for each in ds.sources}) > 1,
    "a cooperation of three": lambda ds: any(len(row.parties) >= 3 for row in ds.cooperations),
    "a cooperation of one": lambda ds: any(len(row.parties) == 1 for row in ds.cooperations),
    "a place that is no party": lambda ds: any(set(row.places) - set(row.parties) for row in ds.cooperations),
    "a place that is a party": lambda ds: any(set(row.places) & set(row.parties) for row in ds.cooperations),
    "a milestone with its own citations": lambda ds: any(
        each.citations for row in ds.cooperations for each in row.milestones
    ),
    "a cooperation that may have ended": lambda ds: any(
        each.status is ftz.CooperationStatus.ENDED for row in ds.cooperations for each in row.milestones
    ),
    "a cooperation with a value": lambda ds: any(row.value is not None for row in ds.cooperations),
    "two topics": lambda ds: any(len(row.topics) == 2 for row in ds.cooperations),
    "a body outside every zone": lambda ds: any(_bodies_outside(ds)),
    "a body outside every place": lambda ds: any(not row.within for row in ds.organizations),
    "a body in two places": lambda ds: any(len(row.within) == 2 for row in ds.organizations),
    "a body within a body": lambda ds: any(
        {row.id for row in ds.organizations}.intersection(row.within) for row in ds.organizations
    ),
    "two zones of one province": lambda ds: _most([row.province for row in ds.zones]) > 1,
    "two areas of one city": lambda ds: _most([row.city for row in ds.areas]) > 1,
    "an area without a city": lambda ds: any(row.city is None for row in ds.areas),
    "an area in a city of another province": lambda ds: any(
        row.city is not None and ds.get(row.zone, ftz.Zone).province not in ds.get(row.city, ftz.Division).within
        for row in ds.areas
    ),
    "no zone": lambda ds: not ds.zones,
    "no figure": lambda ds: not ds.observations,
    "no cooperation": lambda ds: not ds.cooperations,
    "a Chinese name": lambda ds: any(not form.isascii() and max(form) >= "\u4e00" for form in _forms(ds)),
    "a name with accents": lambda ds: any("é" in form or "ä" in form for form in _forms(ds)),
    "a name that two places share": lambda ds: len(set(_forms(ds))) < len(_forms(ds)),
    "a place without an English name": lambda ds: any(not row.name.en for row in ds.divisions),
    "an alias": lambda ds: any(row.name.aliases for row in ds.organizations),
    "a point on the map": lambda ds: any(row.location for row in ds.divisions),
    "a note": lambda ds: any(row.notes for row in ds.observations),
    "ids in another order than the records": lambda ds: any(
        int(a.id.rpartition("o")[2]) > int(b.id.rpartition("o")[2]) for a, b in combinations(ds.organizations, 2)
    ),
}


#: The words for each choice, and which of them a data set uses.
WORDS: list[tuple[type[StrEnum], Callable[[ftz.Dataset], set[Any]]]] = [
    (ftz.ObservationStatus, lambda ds: {row.status for row in ds.observations}),
    (ftz.CooperationForm, lambda ds: {row.form for row in ds.cooperations}),
    (ftz.CooperationStatus, lambda ds: {each.status for row in ds.cooperations for each in row.milestones}),
    (ftz.OrganizationKind, lambda ds: {row.kind for row in ds.organizations}),
    (ftz.Carrier, lambda ds: {row.carrier for row in ds.sources}),
    (ftz.Translation, lambda ds: {row.translation for row in ds.sources}),
]


def _features_missing_in(found: list[ftz.Dataset]) -> list[str]:
    return [name for name, has in FEATURES.items() if not any(map(has, found))]


def test_data_sets_made_of_bytes_have_each_feature_and_each_word_for_a_choice() -> None:
    quick, _ = _many_apart()
    assert _features_missing_in(quick) == []
    for kind, seen in WORDS:
        assert set[Any]().union(*map(seen, quick)) == set(kind)


def test_data_sets_drawn_part_by_part_have_each_feature() -> None:
    _, rich = _many_apart()
    assert _features_missing_in(rich) == []


def _records(ds: ftz.Dataset) -> int:
    return sum(len(rows) for name, rows in ds.tables() if name != "indicators")


def _smallest(strategy: st.SearchStrategy[Any], has: Callable[[Any], object]) -> Any:
    chosen = settings(max_examples=1_000, database=None, derandomize=True, deadline=None)
    return find(strategy, lambda example: bool(has(example)), settings=chosen)


@pytest.mark.parametrize(
    ("feature", "records"),
    [
        ("an open start", 3),  # a source, a province, an observation
        ("a cooperation of three", 5),
        ("two zones of one province", 4),
        ("a body outside every place", 3),
    ],
)
def test_an_example_shrinks_to_the_records_that_it_needs(feature: str, records: int) -> None:
    assert _records(_smallest(datasets(rich=False), FEATURES[feature])) == records


def test_the_parts_of_a_record_that_do_not_matter_shrink_to_the_plainest() -> None:
    ds = _smallest(datasets(rich=False), FEATURES["a figure that is at-most"])
    [row] = ds.observations
    assert (row.id, row.period, row.status, row.notes) == ("obs-0", ftz.Period.parse("2020"), "A", ())
    assert row.quantity == ftz.Quantity.at_most(0, "1")
    assert ds.divisions == (ftz.Division("p0", ftz.Name("Anhui", "Anhui")),)


def test_parts_of_one_data_set_shrink_to_the_record_that_they_share() -> None:
    parts = _smallest(overlapping(rich=False), lambda parts: {*parts[0].divisions} & {*parts[1].divisions})
    assert max(map(_records, parts)) <= 2


def test_a_sum_shrinks_to_two_figures() -> None:
    ds, rows = _smallest(lawful_sums(rich=False), lambda case: len(case[1]) > 1)
    assert [row.quantity.value for row in rows] == [0, 0]
    assert len(ds.areas) <= 2


def test_sums_come_in_every_order() -> None:
    cases = _many(lawful_sums(rich=False), 100)
    assert {[row.id for row in rows] == sorted(row.id for row in rows) for _, rows in cases} == {False, True}


@given(st.binary(max_size=64))
def test_some_options_are_different_and_as_many_as_asked_at_most(content: bytes) -> None:
    chosen = Choices(content).some("abc", 4, fewest=1)
    assert 1 <= len(chosen) <= len("abc")
    assert len(set(chosen)) == len(chosen)


@given(st.binary(min_size=16, max_size=16))
def test_figures_do_not_depend_on_the_context_of_decimals(content: bytes) -> None:
    with localcontext(prec=3):
        figure = Choices(content).figure()
    assert figure == Choices(content).figure()
    assert isinstance(figure, Decimal)


def test_examples_are_rich_where_a_thousand_are_asked_for() -> None:
    def has(ds: ftz.Dataset) -> bool:
        return any(len(row.id) > len("src-0") for row in ds.sources)

    few, many = (settings(max_examples=count, phases=[Phase.generate], database=None) for count in (50, 1_000))
    assert has(find(datasets(), has, settings=many))
    with pytest.raises(NoSuchExample):
        find(datasets(), has, settings=few)
