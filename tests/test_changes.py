"""Differences read line by line, and patches that do not fit, by example."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from world import WORLD, count, figure, pact, with_figures, with_pacts

BEFORE = with_figures(figure("f-1", "n-a", "firms", "2020", count(5)))


def changed(table: str, id: str, **fields: Any) -> ftz.Dataset:
    """Return the world with some fields of one record changed."""
    rows = [attrs.evolve(row, **fields) if row.id == id else row for row in getattr(BEFORE, table)]
    return attrs.evolve(BEFORE, **{table: rows})


@pytest.mark.parametrize(
    ("after", "line"),
    [
        (changed("zones", "n-zone", batch=6), "~ zones['n-zone'].batch: null -> 6"),
        (changed("zones", "n-zone", document="x"), '~ zones[\'n-zone\'].document: "" -> "x"'),
        (changed("zones", "n-zone", status="reported"), '~ zones[\'n-zone\'].status: "established" -> "reported"'),
        (changed("zones", "n-zone", within=["south"]), "~ zones['n-zone'].within: [] -> [\"south\"]"),
        (changed("zones", "n-zone", name=ftz.Name("N", "北")), None),
        (changed("areas", "n-b", city="n-city"), "~ areas['n-b'].city: null -> \"n-city\""),
        (changed("organizations", "moon", location="1.5,2"), "~ organizations['moon'].location: null -> \"1.5,2\""),
        (changed("indicators", "rank", unit="t"), '~ indicators[\'rank\'].unit: "1" -> "t"'),
        (
            changed("observations", "f-1", quantity=count(6)),
            '~ observations[\'f-1\'].quantity: {"value": "5", "unit": "1"} -> {"value": "6", "unit": "1"}',
        ),
        (attrs.evolve(BEFORE, edition="2026.12"), '~ edition: "" -> "2026.12"'),
        (WORLD, "- observations['f-1']"),
        (with_figures(*BEFORE.observations, figure("f-2", "n-a", "firms", "2021", count(5))), "+ observations['f-2']"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_change_reads_as_a_line(after: ftz.Dataset, line: str | None) -> None:
    expected = line or '~ zones[\'n-zone\'].name.en: "North Zone" -> "N"\n~ zones[\'n-zone\'].name.zh: "" -> "北"'
    assert str(ftz.diff(BEFORE, after)) == expected


def test_a_record_that_moves_to_another_table_goes_and_comes() -> None:
    moved = attrs.evolve(
        WORLD,
        organizations=[row for row in WORLD.organizations if row.id != "moon"],
        divisions=[*WORLD.divisions, ftz.Division("moon", "Moon", "county")],
    )
    change = ftz.diff(WORLD, moved)
    assert str(change) == "- organizations['moon']\n+ divisions['moon']"
    assert ftz.patch(WORLD, change) == moved


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    after = attrs.evolve(changed("zones", "n-zone", batch=6), observations=[], edition="2026.12")
    after = attrs.evolve(after, cooperations=with_pacts(pact("p", "n-port", "s-port")).cooperations)
    change = ftz.diff(BEFORE, after)
    other = attrs.evolve(after, zones=[attrs.evolve(row, batch=7) for row in after.zones], edition="2027.01")
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.patch(other, change)
    assert [(each.path, each.message) for each in caught.value.problems] == [
        ("$.edition", 'is "2027.01", not ""'),
        ("$.cooperations['p']", "to be added, and already there"),
        ("$.observations['f-1']", "to be changed or removed, and not there"),
        ("$.zones['n-zone'].batch", "is 7, not null"),
    ]
    assert all(each.hint.startswith("apply it to the data set") for each in caught.value.problems)


def test_a_patch_that_would_leave_a_reference_dangling_is_refused_as_such() -> None:
    removal = ftz.diff(BEFORE, WORLD).reversed.reversed
    assert ftz.patch(BEFORE, removal) == WORLD
    without_moon = attrs.evolve(WORLD, organizations=[row for row in WORLD.organizations if row.id != "moon"])
    leaning = with_figures(figure("f-2", "moon", "firms", "2020", count(1)))
    with pytest.raises(ftz.DatasetError, match="no place has the id moon"):
        ftz.patch(leaning, ftz.diff(WORLD, without_moon))


@pytest.mark.parametrize("junk", [None, "x", 5])
def test_what_is_no_data_set_or_diff_is_refused(junk: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        ftz.diff(WORLD, junk)
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        ftz.patch(junk, ftz.diff(WORLD, WORLD))
    with pytest.raises(ftz.InvalidValue, match="expected a Diff"):
        ftz.patch(WORLD, junk)


def test_a_diff_is_a_value() -> None:
    assert hash(ftz.diff(BEFORE, WORLD)) == hash(ftz.diff(BEFORE, WORLD))
    assert ftz.diff(BEFORE, WORLD) != ftz.diff(WORLD, BEFORE)
    assert ftz.Diff() == ftz.diff(WORLD, WORLD)
