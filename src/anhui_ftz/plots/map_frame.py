"""The frame of a map: its degrees as they lie on the page, the outlines in it, and where places go that coincide."""

from __future__ import annotations

__all__ = ["Frame", "Outlines", "draw_outlines", "spread"]

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple

from anhui_ftz.errors import InvalidValue, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Degrees of latitude that a map spans at least.
_LEAST = 3.0
#: Room around the places for their names, as part of the longer side; the flattest and the steepest frame.
_MARGIN, _FLATTEST, _STEEPEST = 0.14, 0.45, 1.3
#: Radius of the ring of places that coincide, as part of the longer side.
_RING = 0.02
#: How many places a small ring has room for.
_PER_TURN = 7
#: A GeoDataFrame, whatever else has ``__geo_interface__``, or a mapping as GeoJSON has it.
Outlines = Any
#: How deep the lines of a geometry lie in its coordinates, and whether they enclose an area.
_LINES = {"Polygon": (1, True), "MultiPolygon": (2, True), "LineString": (0, False), "MultiLineString": (1, False)}
_COLOUR, _PALE = "#a8a391", 0.15
_Line = list[tuple[float, float]]


class Frame(NamedTuple):
    """Degrees of longitude and latitude, drawn so that a kilometre is as long in both directions."""

    #: Longitude and latitude of its middle.
    middle: tuple[float, float]
    #: Half its width and height, in degrees of latitude.
    half: tuple[float, float]
    #: Length of a degree of longitude in degrees of latitude.
    squeeze: float

    @classmethod
    def around(cls, points: Collection[tuple[float, float]]) -> Frame:
        """Return the frame in which points have room.

        >>> Frame.around([(117.0, 31.0), (121.0, 31.0)]).middle
        (119.0, 31.0)
        """
        longitudes, latitudes = zip(*points, strict=True)
        squeeze = max(cos(radians(sum(latitudes) / len(latitudes))), 0.05)
        width = (max(longitudes) - min(longitudes)) * squeeze
        height = max(latitudes) - min(latitudes)
        room = _MARGIN * max(width, height, _LEAST)
        across, up = width / 2 + room, height / 2 + room
        half = (max(across, up / _STEEPEST), max(up, across * _FLATTEST))
        middle = ((max(longitudes) + min(longitudes)) / 2, (max(latitudes) + min(latitudes)) / 2)
        return cls(middle, half, squeeze)

    @property
    def steepness(self) -> float:
        """Its height as part of its width."""
        return self.half[1] / self.half[0]

    def spread(self, points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
        """Move points that coincide onto a ring, which is round on the page."""
        flat = spread({name: (x * self.squeeze, y) for name, (x, y) in points.items()}, 2 * max(self.half) * _RING)
        moved = {name: (x / self.squeeze, y) for name, (x, y) in flat.items()}
        alone = {name for name, (x, y) in flat.items() if (x, y) == (points[name][0] * self.squeeze, points[name][1])}
        return {name: points[name] if name in alone else moved[name] for name in points}

    def set_on(self, ax: Axes, ticks: int) -> None:
        """Give axes these limits, with a net of about so many degrees each way."""
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        across, up = self.half[0] / self.squeeze, self.half[1]
        ax.set(xlim=(self.middle[0] - across, self.middle[0] + across), ylim=(self.middle[1] - up, self.middle[1] + up))
        ax.set_aspect(1 / self.squeeze)
        ax.xaxis.set_major_locator(MaxNLocator(ticks))
        ax.yaxis.set_major_locator(MaxNLocator(ticks))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: degrees(value, "WE")))
        ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: degrees(value, "SN")))
        ax.tick_params(color="#9a9a9a")
        ax.grid(color="#8a8a8a", alpha=0.2, linewidth=0.6)
        ax.set_axisbelow(True)


def degrees(value: float, signs: str) -> str:
    """Write degrees with their side of the globe.

    >>> degrees(117.5, "WE"), degrees(-3, "SN"), degrees(0, "SN")
    ('117.5°E', '3°S', '0°')
    """
    return f"{abs(round(value, 6)):g}°" + (signs[int(value > 0)] if value else "")


def spread(points: Mapping[str, tuple[float, float]], radius: float) -> dict[str, tuple[float, float]]:
    """Move points that coincide onto a ring around where they are; other points stay.

    Parameters
    ----------
    points
        Names to points.
    radius
        Radius of a small ring; one for more than seven points is as much larger.

    Examples
    --------
    >>> found = spread({"a": (0, 0), "b": (0, 0), "c": (5, 5)}, 1)
    >>> {name: (round(x, 6), round(y, 6)) for name, (x, y) in found.items()}
    {'a': (0.0, 1.0), 'b': (0.0, -1.0), 'c': (5, 5)}
    """
    together: defaultdict[tuple[float, float], list[str]] = defaultdict(list)
    for name in sorted(points):
        together[points[name]].append(name)
    found = dict(points)
    for (x, y), names in together.items():
        if len(names) > 1:
            reach = radius * max(1.0, len(names) / _PER_TURN)
            for turn, name in enumerate(names):
                angle = pi / 2 - 2 * pi * turn / len(names)
                found[name] = (x + reach * cos(angle), y + reach * sin(angle))
    return found


def draw_outlines(ax: Axes, outlines: Outlines) -> None:
    """Draw the polygons and lines of outlines below everything else; points are left out.

    Raises
    ------
    InvalidValue
        If it is not GeoJSON, or coordinates are not numbers.
    """
    from matplotlib.collections import LineCollection, PolyCollection

    if getattr(outlines, "crs", None) is not None:
        outlines = outlines.to_crs(4326)
    tree = getattr(outlines, "__geo_interface__", outlines)
    lines = list(_lines(tree))
    areas = [line for line, encloses in lines if encloses]
    ax.add_collection(
        PolyCollection(areas, facecolors=_COLOUR, alpha=_PALE, edgecolors="none", zorder=0), autolim=False
    )
    every = LineCollection([line for line, _ in lines], colors=_COLOUR, linewidths=0.8, zorder=0.5)
    ax.add_collection(every, autolim=False)


def _lines(tree: object) -> Iterator[tuple[_Line, bool]]:
    """Yield the lines of a GeoJSON object, each with whether it encloses an area.

    >>> square = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    >>> list(_lines({"type": "Feature", "geometry": square}))
    [([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)], True)]
    """
    if not isinstance(tree, Mapping):
        raise InvalidValue(f"outlines are a GeoDataFrame or a mapping as GeoJSON has it, not {shown(tree)}")
    kind = tree.get("type")
    for name in ("features", "geometries"):
        for each in tree.get(name) or ():
            yield from _lines(each)
    if kind == "Feature":
        if tree.get("geometry") is not None:
            yield from _lines(tree["geometry"])
    elif kind in _LINES:
        depth, encloses = _LINES[kind]
        try:
            yield from ((line, encloses) for line in _at_depth(tree["coordinates"], depth))
        except (KeyError, TypeError, ValueError, IndexError):
            raise InvalidValue(f"outlines: the coordinates of a {kind} are not lists of numbers") from None
    elif kind not in ("FeatureCollection", "GeometryCollection", "Point", "MultiPoint"):
        raise InvalidValue(f"outlines: {shown(kind)} is not a type of GeoJSON")


def _at_depth(coordinates: Sequence[Any], depth: int) -> Iterator[_Line]:
    if depth:
        for each in coordinates:
            yield from _at_depth(each, depth - 1)
    else:
        yield [(float(at[0]), float(at[1])) for at in coordinates]
