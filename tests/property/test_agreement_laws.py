"""Laws of agreement: equal to asking every two figures, free of order, and one with what a look-up refuses."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import quantities

#: Periods, with the same days of the year before where there are such days.
BEFORE = {
    "2021": "2020",
    "2020": "2019",
    "2019": "2018",
    "2021-01-01/2021-02-28": "2020-01-01/2020-02-29",
    "2020-01-01/2020-02-29": "2019-01-01/2019-02-28",
    "2020-02-29": "2019-02-28",
    "2021-02-28": "2020-02-28",
    "2021-01/2021-06": "2020-01/2020-06",
    "2021/..": None,
    "../2021": None,
}
_SMALL = st.integers(0, 4).map(Decimal)
_UNITS = {"trade": ["CNY", "CNY", "USD"], "firms": ["1"], "trade-growth": ["%"], "firms-growth": ["%"]}


@st.composite
def figures(draw: st.DrawFn) -> ftz.Dataset:
    """Generate figures of two places, many for one thing, with growth rates among them."""
    rows = [_figure(draw, f"obs-{n}") for n in range(draw(st.integers(0, 12)))]
    return ftz.Dataset(
        divisions=[ftz.Division("a", "A"), ftz.Division("b", "B")],
        indicators=[
            ftz.Indicator(id, id, units[0], "ratio" if "%" in units else "flow") for id, units in _UNITS.items()
        ],
        observations=rows,
        sources=[ftz.Source("one", "Publisher"), ftz.Source("two", "Publisher")],
    )


def _figure(draw: st.DrawFn, id: str) -> ftz.Observation:
    indicator = draw(st.sampled_from(list(_UNITS)))
    unit = draw(st.sampled_from(_UNITS[indicator]))
    days = draw(st.sampled_from([*BEFORE, *filter(None, BEFORE.values())]))
    quantity = draw(quantities(unit, figures=st.just(Decimal(-100)) | _SMALL if unit == "%" else _SMALL))
    subject = draw(st.sampled_from("aab"))
    status = draw(st.sampled_from(["A", "A", "F"]))
    return ftz.Observation(
        id, subject, indicator, days, quantity, status, [ftz.Citation(draw(st.sampled_from(["one", "two"])))]
    )


def worst(quantities: list[ftz.Quantity]) -> ftz.Agreement:
    """Judge by asking every two."""
    verdicts = [_of_two(one, two) for one, two in combinations(quantities, 2)]
    return max(verdicts, key=list(ftz.Agreement).index)


def _of_two(one: ftz.Quantity, two: ftz.Quantity) -> ftz.Agreement:
    if one.certainly_less(two) or two.certainly_less(one):
        return ftz.Agreement.CONFLICTING
    holds = one.lower <= two.lower and two.upper <= one.upper
    held = two.lower <= one.lower and one.upper <= two.upper
    return ftz.Agreement.CONFIRMED if holds or held else ftz.Agreement.COMPATIBLE


def _alike(one: ftz.Observation, two: ftz.Observation) -> bool:
    return all(getattr(one, each) == getattr(two, each) for each in ("subject", "indicator", "period")) and (
        one.quantity.unit == two.quantity.unit
    )


@given(figures())
def test_stated_figures_are_judged_as_by_asking_every_two(ds: ftz.Dataset) -> None:
    groups = {frozenset(two.id for two in ds.observations if _alike(one, two)) for one in ds.observations}
    expected = {ids: worst([ds.get(id, ftz.Observation).quantity for id in ids]) for ids in groups if len(ids) > 1}
    found = [each for each in ftz.cross_checks(ds) if each.implied is None]
    assert {frozenset(row.id for row in each.observations): each.verdict for each in found} == expected
    assert len(found) == len(expected)


@given(figures())
def test_implied_figures_are_those_of_every_level_rate_and_earlier_level(ds: ftz.Dataset) -> None:
    expected = {}
    for earlier, later, rate in product(ds.observations, repeat=3):
        if (
            (earlier.subject, earlier.indicator) == (later.subject, later.indicator)
            and (rate.subject, rate.indicator) == (later.subject, f"{later.indicator}-growth")
            and rate.period == later.period
            and earlier.period.edtf == ftz.Period.parse(BEFORE.get(later.period.edtf) or "1000").edtf
            and earlier.quantity.unit == later.quantity.unit
            and rate.quantity.lower > -100
            and (rate.citations == later.citations or not _own_rates(ds, later))
        ):
            base = ftz.implied_base(later, rate)
            expected[earlier.id, later.id, rate.id] = base.quantity, worst([earlier.quantity, base.quantity])
    found = {
        (*(row.id for row in (*each.observations, *each.implied.observations)),): (each.implied.quantity, each.verdict)
        for each in ftz.cross_checks(ds)
        if each.implied is not None
    }
    assert found == expected


def _own_rates(ds: ftz.Dataset, level: ftz.Observation) -> list[ftz.Observation]:
    """Return the growth rates of a figure that its own source states."""
    rates = ftz.observations(ds, subject=level.subject, indicator=f"{level.indicator}-growth")
    return [each for each in rates if each.period == level.period and each.citations == level.citations]


@given(figures())
def test_what_conflicts_still_does_when_figures_are_narrowed(ds: ftz.Dataset) -> None:
    narrowed = evolve(ds, observations=tuple(evolve(row, quantity=_point(row.quantity)) for row in ds.observations))
    assert _clashing(ds) <= _clashing(narrowed)


def _point(quantity: ftz.Quantity) -> ftz.Quantity:
    return ftz.Quantity.exactly(quantity.value, quantity.unit)


def _clashing(ds: ftz.Dataset) -> set[frozenset[str]]:
    """Return what states one thing and shares no value."""
    stated = [each for each in ftz.cross_checks(ds) if each.implied is None]
    return {
        frozenset(row.id for row in each.observations) for each in stated if each.verdict is ftz.Agreement.CONFLICTING
    }


@given(figures())
def test_latest_refuses_only_what_is_conflicting_here(ds: ftz.Dataset) -> None:
    for place in ("a", "b"):
        assert any(ids <= set(_refused(ds, place)) for ids in _clashing(ds)) or not _refused(ds, place)


def _refused(ds: ftz.Dataset, place: str) -> tuple[str, ...]:
    """Return the ids of the figures between which a look-up does not choose."""
    try:
        ftz.latest(ds, place, "firms")
    except ftz.ConflictError as error:
        return error.observations
    except ftz.NoObservation:
        pass
    return ()
