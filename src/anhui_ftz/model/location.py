"""Locations: a point on the WGS 84 globe, written as in a geo URI (RFC 5870): latitude, comma, longitude."""

from __future__ import annotations

__all__ = ["Location", "as_optional_location"]

import re
from decimal import Decimal
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.decimals import ZERO, exactly

_DEGREES = r"-?[0-9]{1,3}(?:\.[0-9]{1,10})?"
_is_degrees, _is_pair = re.compile(_DEGREES).fullmatch, re.compile(rf"({_DEGREES}),\s?({_DEGREES})").fullmatch
_POLE, _DATE_LINE = 90, 180


def _degrees(value: Any) -> Decimal:
    """Convert to a Decimal that is spelled in one way: no exponent, no zeros at the end, no negative zero."""
    if isinstance(value, Decimal | int | str) and not isinstance(value, bool):
        try:
            spelled = format(exactly(value) or ZERO, "f")
        except ArithmeticError:
            spelled = ""
        spelled = spelled.rstrip("0").rstrip(".") if "." in spelled else spelled
        if _is_degrees(spelled):
            return Decimal(spelled)
    raise InvalidValue(f"degrees are a decimal of at most ten places, not {shown(value)}")


@attrs.frozen(repr=False)
class Location:
    """A representative point of a place: where a map shows its name, not where it begins or ends.

    Raises
    ------
    InvalidValue
        If the latitude is not within 90, or the longitude not within 180 degrees.

    Examples
    --------
    >>> Location.parse("31.86389,117.28083").latitude
    Decimal('31.86389')
    """

    #: Degrees north of the equator, on WGS 84.
    latitude: Decimal = attrs.field(converter=_degrees)
    #: Degrees east of Greenwich, on WGS 84.
    longitude: Decimal = attrs.field(converter=_degrees)

    def __attrs_post_init__(self) -> None:
        if self.latitude.copy_abs() > _POLE or self.longitude.copy_abs() > _DATE_LINE:  # abs() would round
            raise InvalidValue(f"a point lies within 90 degrees north and 180 east, not at {self}")

    @classmethod
    def parse(cls, text: Location | str) -> Location:
        """Read ``latitude,longitude`` in decimal degrees; a Location passes through.

        Examples
        --------
        >>> Location.parse("31.2,121.5")
        Location('31.2,121.5')
        """
        if isinstance(text, Location):
            return text
        match = _is_pair(text) if isinstance(text, str) else None
        if match is None:
            raise InvalidValue(f"a location is written latitude,longitude such as 31.86,117.28, not {shown(text)}")
        return cls(*match.groups())

    def __str__(self) -> str:
        return f"{self.latitude:f},{self.longitude:f}"

    def __repr__(self) -> str:
        return f"Location('{self}')"


def as_optional_location(value: Location | str | None) -> Location | None:
    """Convert to a Location or None."""
    return None if value is None else Location.parse(value)
