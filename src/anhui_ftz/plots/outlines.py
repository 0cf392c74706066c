"""Outlines on a map: borders or coasts that the caller has, drawn below the places."""

from __future__ import annotations

__all__ = ["Outlines", "draw_outlines"]

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from anhui_ftz.errors import InvalidValue, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: A GeoDataFrame, whatever else has ``__geo_interface__``, or a mapping as GeoJSON has it.
Outlines = Any
#: How deep the lines of a geometry lie in its coordinates, and whether they enclose an area.
_LINES = {"Polygon": (1, True), "MultiPolygon": (2, True), "LineString": (0, False), "MultiLineString": (1, False)}
_COLOUR, _PALE = "#a8a391", 0.15
_Line = list[tuple[float, float]]


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
