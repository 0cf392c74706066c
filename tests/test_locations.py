"""Locations: degrees are spelled in one way, and whatever can be built can be written and read back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhui_ftz import InvalidValue, Location


@given(st.decimals(-90, 90, places=10), st.decimals(-180, 180, places=10))
def test_a_location_is_read_back_as_written(latitude: Decimal, longitude: Decimal) -> None:
    place = Location(latitude, longitude)
    assert (place.latitude, place.longitude) == (latitude, longitude)
    assert Location.parse(str(place)) == place


@pytest.mark.parametrize(
    ("one", "two"), [("31.80", "31.8"), ("1E+1", "10"), ("-0.0", "0"), ("0e-30", "0"), ("10.0000000000000", "10")]
)
def test_equal_degrees_are_spelled_alike(one: str, two: str) -> None:
    assert str(Location(Decimal(one), 0)) == str(Location(Decimal(two), 0)) == f"{two},0"


@pytest.mark.parametrize(
    "degrees", ["NaN", "sNaN", "Infinity", "1e999999999", "1e-999999999", "0.12345678901", "", True, 1.5]
)
def test_what_could_not_be_read_back_is_no_location(degrees: object) -> None:
    with pytest.raises(InvalidValue, match="degrees are a decimal"):
        Location(degrees, 0)


@pytest.mark.parametrize("text", ["91,0", "0,181", "-90.1,0"])
def test_no_place_lies_beyond_the_poles_or_the_date_line(text: str) -> None:
    with pytest.raises(InvalidValue, match="90 degrees north"):
        Location.parse(text)


@pytest.mark.parametrize("text", ["31.8", "31.8 117.2", "31.8,117.2,0", "٣,1", None])
def test_a_text_of_another_form_is_no_location(text: object) -> None:
    with pytest.raises(InvalidValue, match="latitude,longitude"):
        Location.parse(text)  # type: ignore[arg-type] # the point
