"""Laws of positions: a place's own point first, nothing invented, the mean inside its points."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import given

import anhui_ftz as ftz
from anhui_ftz.testing import datasets, locations
from work import calls, chain


def ids(ds: ftz.Dataset) -> list[str]:
    """Return the ids of all places and bodies."""
    return [row.id for table in (ds.divisions, ds.zones, ds.areas, ds.organizations) for row in table]


@given(datasets(max_observations=0, max_cooperations=0))
def test_what_has_a_point_of_its_own_stands_there(ds: ftz.Dataset) -> None:
    rows: list[ftz.Division | ftz.Organization] = [*ds.divisions, *ds.organizations]
    for row in rows:
        if row.location is not None:
            assert ftz.representative_point(ds, row) == (row.location, (row.id,))


@given(datasets(max_observations=0, max_cooperations=0))
def test_a_point_is_the_mean_of_the_points_that_it_names(ds: ftz.Dataset) -> None:
    for id in ids(ds):
        found = ftz.representative_point(ds, id)
        if found is not None:
            points = [ds.get(each).location for each in found.of]  # type: ignore[union-attr] # only these have points
            for axis in ("latitude", "longitude"):
                degrees = [Fraction(getattr(point, axis)) for point in points]
                assert min(degrees) - Fraction(1, 10**5) <= getattr(found.location, axis)
                assert getattr(found.location, axis) <= max(degrees) + Fraction(1, 10**5)


@given(datasets(max_observations=0, max_cooperations=0))
def test_an_area_stands_in_its_city_and_a_zone_among_its_areas(ds: ftz.Dataset) -> None:
    for area in ds.areas:
        if area.city is not None and ftz.representative_point(ds, area.city) is not None:
            assert ftz.representative_point(ds, area) == ftz.representative_point(ds, area.city)
    for zone in ds.zones:
        seats = [
            ftz.representative_point(ds, row.city) for row in ds.areas if row.zone == zone.id and row.city is not None
        ]
        wanted = {id for seat in seats if seat is not None for id in seat.of}
        found = ftz.representative_point(ds, zone)
        assert set(found.of if found and wanted else ()) == wanted
        assert wanted or found == ftz.representative_point(ds, zone.province)


@given(datasets(max_observations=0, max_cooperations=0))
def test_without_any_point_no_place_has_a_position(ds: ftz.Dataset) -> None:
    bare = evolve(
        ds,
        divisions=[evolve(row, location=None) for row in ds.divisions],
        organizations=[evolve(row, location=None) for row in ds.organizations],
    )
    assert {ftz.representative_point(bare, id) for id in ids(bare)} <= {None}


def test_a_city_within_its_own_zone_does_not_rest_on_itself() -> None:
    city = ftz.Division("city", "City", "city", within=["zone"])
    ds = ftz.Dataset(
        divisions=[ftz.Division("province", "Province", location="31,117"), city],
        zones=[ftz.Zone("zone", "Zone", "province")],
        areas=[ftz.Area("area", "Area", "zone", "city")],
    )
    assert [ftz.representative_point(ds, id) for id in ("city", "area", "zone")] == [
        (ftz.Location.parse("31,117"), ("province",))
    ] * 3


def test_the_points_of_a_long_chain_take_work_in_its_length() -> None:
    def work(length: int) -> int:
        ds = chain(length)
        return calls(lambda: [ftz.representative_point(ds, id) for id in ids(ds)])

    assert work(400) < 3 * work(200)


@given(locations())
def test_a_location_is_read_back_as_written(point: ftz.Location) -> None:
    assert ftz.Location.parse(str(point)) == point
