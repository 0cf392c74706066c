"""GeoJSON, read by a GIS library: where places lie, what is known of them, and which are linked."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, box, shape

import anhui_ftz as ftz
from anhui_ftz import Level, Quantity
from anhui_ftz.io import to_geojson
from anhui_ftz.testing import datasets
from world import WORLD, figure, pact

DS = ftz.load()
CHINA = box(73, 3, 136, 54)


def by_id(collection: dict[str, Any]) -> dict[str, Any]:
    return {each["id"]: each for each in collection["features"]}


@pytest.mark.parametrize("level", ["zone", "area", "city", "province"])
def test_a_gis_library_reads_every_place_where_it_lies(level: ftz.Level) -> None:
    collection = to_geojson(DS, level)
    assert json.loads(json.dumps(collection, allow_nan=False)) == collection
    points = []
    for each in collection["features"]:
        point = ftz.representative_point(DS, each["id"])
        assert (each["geometry"] is None) == (point is None)
        if point is not None:
            read = shape(each["geometry"])
            assert isinstance(read, Point)
            assert CHINA.contains(read)
            assert (read.x, read.y) == (float(point.location.longitude), float(point.location.latitude))
            points.append(read)
    west, south, east, north = collection["bbox"]
    assert all(box(west, south, east, north).covers(each) for each in points)
    assert (west, north) == (min(each.x for each in points), max(each.y for each in points))


def test_the_places_are_those_of_the_level() -> None:
    assert set(by_id(to_geojson(DS))) == {zone.id for zone in DS.zones}
    assert set(by_id(to_geojson(DS, "area"))) == {area.id for area in DS.areas}
    linked = {id for link in ftz.linkages(DS, level="stated") for id in (link.a, link.b)}
    assert set(by_id(to_geojson(DS, "stated"))) == linked
    assert to_geojson(DS)["edition"] == DS.edition


def test_a_zone_has_its_names_size_and_dates() -> None:
    zone = by_id(to_geojson(DS))["anhui-ftz"]["properties"]
    assert (zone["name_zh"], zone["kind"], zone["batch"], zone["status"]) == (
        "中国（安徽）自由贸易试验区",
        "zone",
        6,
        "established",
    )
    size = ftz.latest(DS, "anhui-ftz", "area")
    assert (zone["size_km2"], zone["size_exact"], zone["size_observation"]) == (119.86, "119.86", size.id)
    assert zone["inaugurated"] == "2020-09-24"
    assert zone["point"] == "mean"
    assert len(zone["point_of"]) == 3


def test_how_exact_a_point_is_is_said() -> None:
    places = by_id(to_geojson(DS, "city"))
    assert places["wuhu-city"]["properties"]["point"] == "own"
    assert places["wuhu-city"]["properties"]["gb_t_2260"] == DS.divisions["wuhu-city"].gb_t_2260
    area = by_id(to_geojson(DS, "area"))["anhui-ftz-wuhu"]["properties"]
    assert (area["point"], area["point_of"]) == ("other", ["wuhu-city"])
    nowhere = by_id(to_geojson(WORLD))["n-zone"]
    assert (nowhere["geometry"], nowhere["properties"]["point"]) == (None, "unknown")
    assert "bbox" not in to_geojson(WORLD)


SIZE = ftz.Indicator("area", "Area", "km2", "stock")


def test_a_size_that_sources_dispute_says_so() -> None:
    ds = WORLD.with_(
        indicators=[SIZE],
        observations=[
            figure("a", "n-zone", "area", "2021/..", Quantity.at_least(5, "km2"), source="paper"),
            figure("b", "n-zone", "area", "2021/..", Quantity.exactly(3, "km2"), source="mirror"),
            figure("c", "s-one", "area", "2021/..", Quantity.exactly(3, "km2"), source="web"),
            figure("d", "s-one", "area", "2021/..", Quantity.exactly(4, "km2"), source="web"),
            figure("e", "s-two", "area", "2021/..", Quantity.exactly(4, "km2"), source="web"),
        ],
    )
    places = {id: each["properties"] for id, each in by_id(to_geojson(ds)).items()}
    assert (places["n-zone"]["size_km2"], places["n-zone"]["size_upper"], places["n-zone"]["size_differs"]) == (
        5,
        None,
        True,
    )
    assert (places["s-one"]["size_km2"], places["s-one"]["size_differs"]) == (3, True)
    assert (places["s-two"]["size_km2"], places["s-two"]["size_differs"]) == (4, False)
    assert "size_km2" not in by_id(to_geojson(ds, on="2020-01-01"))["s-two"]["properties"]
    other = evolve(WORLD, indicators=[*WORLD.indicators, evolve(SIZE, unit="t")])
    other = other.with_(observations=[figure("x", "n-zone", "area", "2021", Quantity.exactly(1, "t"))])
    assert "size_km2" not in by_id(to_geojson(other))["n-zone"]["properties"]


def test_linkages_are_lines_between_their_places() -> None:
    collection = to_geojson(DS, links=True, form="framework-agreement")
    places = by_id(collection)
    lines = [each for each in collection["features"] if "a" in each["properties"]]
    due = ftz.linkages(DS, form="framework-agreement")
    assert [(each["properties"]["a"], each["properties"]["b"]) for each in lines] == [(link.a, link.b) for link in due]
    for each, link in zip(lines, due, strict=True):
        line = shape(each["geometry"])
        assert isinstance(line, LineString)
        assert line.is_valid
        assert line.boundary.covers(shape(places[link.a]["geometry"]))
        assert line.boundary.covers(shape(places[link.b]["geometry"]))
        assert each["properties"]["weight"] == len(link.evidence)
        assert each["properties"]["sources"] == list(link.sources)


def test_one_place_is_shown_with_its_partners() -> None:
    ids = set(by_id(to_geojson(DS, of="anhui-ftz", on="2021-01-25")))
    assert ids == {"anhui-ftz", *ftz.partners(DS, "anhui-ftz", on="2021-01-25")}


def test_a_linkage_without_two_points_has_no_line() -> None:
    here = [evolve(row, location="31,117") for row in WORLD.divisions]
    ds = evolve(WORLD, divisions=here, cooperations=[pact("deal", "n-zone", "s-one")])
    [link] = [each for each in to_geojson(ds, links=True)["features"] if "a" in each["properties"]]
    assert link["geometry"] is None
    plain = evolve(WORLD, cooperations=[pact("deal", "n-zone", "s-one")])
    assert by_id(to_geojson(plain, links=True))["n-zone--s-one"]["geometry"] is None


def test_wrong_words_are_refused() -> None:
    with pytest.raises(ftz.InvalidValue, match="did you mean 'zone'"):
        to_geojson(DS, "zon")  # type: ignore[call-overload,arg-type,unused-ignore]
    with pytest.raises(ftz.InvalidValue, match="links is True or False"):
        to_geojson(DS, links="yes")  # type: ignore[arg-type]


@given(datasets(), st.sampled_from(Level))
def test_every_collection_is_valid(ds: ftz.Dataset, level: Level) -> None:
    collection = to_geojson(ds, level, links=True)
    assert json.loads(json.dumps(collection, allow_nan=False)) == collection
    ids = [each["id"] for each in collection["features"]]
    assert len(set(ids)) == len(ids)
    for each in collection["features"]:
        assert set(each) == {"type", "id", "geometry", "properties"}
        assert each["geometry"] is None or shape(each["geometry"]).is_valid
    assert sum("a" in each["properties"] for each in collection["features"]) == len(ftz.linkages(ds, level=level))


@pytest.mark.parametrize("level", Level)
def test_the_documentation_names_every_property(level: Level) -> None:
    assert _properties(level) <= _documented() | set(map(str, ftz.ZoneEventKind))


def test_every_property_that_the_documentation_names_is_there() -> None:
    words = {"own", "other", "mean", "unknown"}  # how a point is known: values, not properties
    assert _documented() - words == set[str]().union(*map(_properties, Level)) - set(map(str, ftz.ZoneEventKind))


def _documented() -> set[str]:
    said = (to_geojson.__doc__ or "").partition("Returns")[2].partition("Raises")[0]
    return set(re.findall(r"``(\w+)``", said)) - {"inaugurated"}


def _properties(level: Level) -> set[str]:
    return {name for each in to_geojson(DS, level, links=True)["features"] for name in each["properties"]}
