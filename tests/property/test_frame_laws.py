"""Laws of frames: on every backend the answers are those of the object functions, and nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets, lawful_sums

pytest.importorskip("narwhals", reason="frames are an extra")
pytest.importorskip("pyarrow", reason="frames are an extra")

import pandas as pd

from anhui_ftz.io.frames import (
    evidence_frame,
    from_frame,
    hierarchy,
    linkage_frame,
    to_frame,
    total_frame,
)
from anhui_ftz.io.frames.engines import arrow_of
from anhui_ftz.io.frames.frame_tables import FRAMES, fits

BACKENDS = ["pyarrow", "polars", "polars-lazy", "pandas", "duckdb"]
each_backend = pytest.mark.parametrize("backend", BACKENDS)
few = settings(max_examples=max(10, settings().max_examples // 10))
several = settings(max_examples=max(25, settings().max_examples // 4))
_PERIODS = ["2020", "2020", "2020-03", "2020-03-31", "2021", "2020-03/..", "2020-03/", "../2020-02", "2021-01-01"]
_INDICATORS = [
    ftz.Indicator("trade", "Trade", "CNY", "flow"),
    ftz.Indicator("payments", "Payments", "CNY", "flow", additive=False),
    ftz.Indicator("loans", "Loans", "CNY", "stock"),
    ftz.Indicator("wage", "Wage", "CNY", "ratio"),
]
_SUBJECTS = ["province", "city", "zone", "north", "south", "port", "firm", "other", "west"]
_KEYS = ["subject", "indicator", "year", "zone", "province"]


def _figure() -> st.SearchStrategy[ftz.Quantity]:
    build = st.sampled_from([ftz.Quantity.exactly, ftz.Quantity.at_least, ftz.Quantity.at_most, _rounded])
    unit = st.sampled_from(["CNY", "CNY", "CNY", "CNY", "USD"])
    return st.builds(lambda how, number, unit: how(number, unit), build, st.integers(-9, 10**19), unit)


def _rounded(number: int, unit: str) -> ftz.Quantity:
    return ftz.Quantity.rounded(number, unit, "0.01")


@st.composite
def crowds(draw: st.DrawFn) -> ftz.Dataset:
    """Generate figures of few subjects, indicators and periods, so that every reason against a sum is common."""
    subjects = draw(st.lists(st.sampled_from(_SUBJECTS), min_size=1, max_size=4))
    indicators = draw(st.lists(st.sampled_from(_INDICATORS), min_size=1, max_size=2))
    rows = [
        ftz.Observation(
            f"row-{n}",
            draw(st.sampled_from(subjects)),
            draw(st.sampled_from(indicators)).id,
            draw(st.sampled_from(_PERIODS)),
            draw(_figure()),
            citations=[ftz.Citation("source")],
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    return ftz.Dataset(
        divisions=[
            ftz.Division("province", "P"),
            ftz.Division("other", "O"),
            ftz.Division("city", "C", "city", within=["province"]),
        ],
        zones=[ftz.Zone("zone", "Z", "province"), ftz.Zone("far", "F", "other")],
        areas=[ftz.Area("north", "N", "zone"), ftz.Area("south", "S", "zone"), ftz.Area("west", "W", "far")],
        organizations=[
            ftz.Organization("port", "Port", "port", ["north", "city"]),
            ftz.Organization("firm", "F", "company"),
            ftz.Organization("bridge", "B", "company", ["south", "west"]),
        ],
        indicators=_INDICATORS,
        observations=rows,
        sources=[ftz.Source("source", "Publisher")],
    )


_CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.lists(st.one_of(st.none(), st.text(), st.integers()), max_size=2),
)


@given(st.dictionaries(st.sampled_from(FRAMES["observations"].names), st.lists(_CELLS, min_size=2, max_size=2)))
def test_whatever_a_frame_contains_is_read_or_refused_in_words_of_our_own(cells: dict[str, list[Any]]) -> None:
    frame = to_frame(ftz.load(), "observations").slice(0, 2).to_pandas()
    try:
        from_frame(frame.assign(**{name: pd.Series(column, dtype=object) for name, column in cells.items()}))
    except ftz.DatasetError as refusal:
        said = str(refusal).splitlines()
        assert all(line.isprintable() and len(line) < 300 for line in said)
        assert len(said) <= 1 + len(frame) * len(frame.columns)  # a fault a cell, and how many there are


def key_of(ds: ftz.Dataset, row: ftz.Observation, by: list[str]) -> tuple[object, ...] | None:
    """Return the key that the object functions give a row; None where they find none."""
    try:
        ((key, _),) = ftz.totals(ds, [row], by, allow=_SET_ASIDE).items()
    except ftz.InvalidValue:
        return None
    assert isinstance(key, tuple)
    return key


_SET_ASIDE: Any = ("ratio", "not-additive")


def asked(ds: ftz.Dataset, by: list[str], allow: Any) -> dict[tuple[object, ...], Any]:
    """Ask the object functions for the sum of each group, or for the rules against it."""
    groups: dict[tuple[object, ...], list[ftz.Observation]] = {}
    for row in ds.observations:
        key = key_of(ds, row, by)
        if key is not None:
            groups.setdefault(key, []).append(row)
    found: dict[tuple[object, ...], Any] = {}
    for key, rows in groups.items():
        try:
            sum_ = ftz.total(ds, rows, allow=allow)
            aside = {note.split(": ")[1] for note in sum_.notes}
            found[key] = (len(rows), sum_.quantity, sum_.period.start, sum_.period.end, aside)  # type: ignore[union-attr]
        except ftz.NotAdditiveError as refusal:
            found[key] = {reason.rule for reason in refusal.reasons}
    return found


def answered(frame: Any, by: list[str]) -> dict[tuple[object, ...], Any]:
    """Return what a frame of totals says of each group, in the terms of the object functions."""
    found: dict[tuple[object, ...], Any] = {}
    for row in arrow_of(frame).to_pylist():
        key = tuple(row[name] for name in by)
        rules = set(row["reasons"].split())
        if None in key:
            assert "no-group" in rules
            continue
        assert key not in found
        if rules:
            assert row["value"] is row["lower"] is row["upper"] is None
            found[key] = rules
        else:
            aside = set(row["set_aside"].split())
            found[key] = (row["observations"], _quantity(row), row["period_start"], row["period_end"], aside)
    return found


def _quantity(row: dict[str, Any]) -> tuple[object, ...]:
    """Spell a sum, which may have more digits than a stated figure may."""
    lower = Decimal("-Infinity") if row["lower"] is None else row["lower"]
    upper = Decimal("Infinity") if row["upper"] is None else row["upper"]
    return row["value"], lower, upper, row["unit"], row["bound"]


def comparable(found: dict[tuple[object, ...], Any]) -> dict[tuple[object, ...], Any]:
    """Spell the quantities of the object functions as `_quantity` does."""
    spelled = {}
    for key, value in found.items():
        if isinstance(value, tuple) and isinstance(value[1], ftz.Quantity):
            q = value[1]
            value = (value[0], (q.value, q.lower, q.upper, str(q.unit), q.bound.value), *value[2:])  # noqa: PLW2901 - spelled anew
        spelled[key] = value
    return spelled


@each_backend
@few
@given(datasets())
def test_observations_come_back_as_they_went(backend: str, ds: ftz.Dataset) -> None:
    assert from_frame(to_frame(ds, "observations", backend)) == ds.observations


@each_backend
@several
@given(crowds(), st.lists(st.sampled_from(_KEYS), max_size=3, unique=True), st.booleans())
def test_sums_and_refusals_are_those_of_the_object_functions(
    backend: str, ds: ftz.Dataset, by: list[str], lenient: bool
) -> None:
    allow: Any = ["overlapping-subjects", "overlapping-periods", "indicator", "gaps"] if lenient else []
    frame = total_frame(to_frame(ds, "observations", backend), hierarchy(ds, backend), by, allow=allow)
    assert answered(frame, by) == comparable(asked(ds, by, allow))


@each_backend
@few
@given(lawful_sums())
def test_a_lawful_set_is_added_as_the_object_functions_add_it(
    backend: str, case: tuple[ftz.Dataset, tuple[ftz.Observation, ...]]
) -> None:
    ds, rows = case
    one = ftz.Quantity.exactly(1, "CNY")  # in place of what the columns cannot hold
    held = evolve(ds, observations=[row if _is_held(row) else evolve(row, quantity=one) for row in rows])
    found = answered(total_frame(to_frame(held, "observations", backend), ds, "indicator"), ["indicator"])
    assert found == comparable(asked(held, ["indicator"], frozenset()))
    assert all(isinstance(each, tuple) for each in found.values())


def _is_held(row: ftz.Observation) -> bool:
    figures = (row.quantity.value, row.quantity.lower, row.quantity.upper)
    return all(figure.is_infinite() or fits(figure) for figure in figures)


@each_backend
@few
@given(datasets(max_observations=8), st.lists(st.sampled_from(_KEYS), max_size=2, unique=True))
def test_every_row_of_any_data_set_is_counted_in_one_group(backend: str, ds: ftz.Dataset, by: list[str]) -> None:
    rows = arrow_of(total_frame(to_frame(ds, "observations", backend), ds, by)).to_pylist()
    assert sum(row["observations"] for row in rows) == len(ds.observations)
    kept = [key_of(ds, row, by) for row in ds.observations]
    sizes = {tuple(row[name] for name in by): row["observations"] for row in rows}
    assert {key: size for key, size in sizes.items() if None not in key} == Counter(
        key for key in kept if key is not None
    )


@each_backend
@few
@given(datasets(), st.sampled_from(ftz.Level), st.booleans())
def test_links_are_those_of_the_object_functions(
    backend: str, ds: ftz.Dataset, level: ftz.Level, provincial: bool
) -> None:
    parties = to_frame(ds, "participations", backend)
    links = ftz.linkages(ds, level=level, provincial=provincial)
    expected = {
        (link.a, link.b, each.cooperation.id, each.cooperation.form, each.status, each.provincial)
        for link in links
        for each in link.evidence
    }
    found = arrow_of(evidence_frame(parties, hierarchy(ds, backend), level, provincial=provincial)).to_pylist()
    assert sorted(map(str, (tuple(row.values()) for row in found))) == sorted(
        str(tuple(map(_plain, row))) for row in expected
    )
    counted = arrow_of(linkage_frame(parties, ds, level, provincial=provincial)).to_pylist()
    counts = Counter(row[:2] + row[3:5] for row in expected)
    lifted = Counter(row[:2] + row[3:5] for row in expected if row[5])
    assert {(r["a"], r["b"], r["form"], r["status"]): (r["cooperations"], r["provincial"]) for r in counted} == {
        key: (number, lifted[key]) for key, number in counts.items()
    }
    assert len(counted) == len(counts)


def _plain(value: object) -> object:
    return value.value if isinstance(value, ftz.CooperationForm | ftz.CooperationStatus) else value


@each_backend
@few
@given(datasets(), st.sampled_from(ftz.Level), st.none() | st.just(date(2020, 6, 30)))
def test_the_frame_of_linkages_has_a_row_for_each_evidence(
    backend: str, ds: ftz.Dataset, level: ftz.Level, on: date | None
) -> None:
    rows = arrow_of(to_frame(ds, "linkages", backend, level=level, on=on)).to_pylist()
    links = ftz.linkages(ds, level=level)
    assert [(row["a"], row["b"], row["cooperation"], tuple(row["stated_at"])) for row in rows] == [
        (link.a, link.b, each.cooperation.id, each.stated_at) for link in links for each in link.evidence
    ]
    assert [row["status"] for row in rows] == [
        each.cooperation.status_on(on) for link in links for each in link.evidence
    ]
