"""Names on a map: each beside its place, none on another, a thin line to it where it stands far off."""

from __future__ import annotations

__all__ = ["BEND", "draw_names"]

from collections.abc import Iterable, Sequence
from math import hypot
from typing import TYPE_CHECKING, cast

from anhui_ftz.plots.layout import Box, along_arc, label_offsets

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

_Point = tuple[float, float]

#: How far the lines between places bend, as part of their length.
BEND = 0.12
#: From which distance on a line leads from a name to its place, in points of 1/72 inch.
_FAR = 14.0


def draw_names(
    ax: Axes,
    names: Sequence[tuple[str, _Point]],
    arcs: Iterable[tuple[_Point, _Point]],
    families: Sequence[str],
    mark: float,
) -> int:
    """Write names beside their places, the first ones nearest.

    Parameters
    ----------
    ax
        The axes, with everything else on them already.
    names
        Each name and the point of its place, in data coordinates.
    arcs
        Ends of the lines that names had better not cover.
    families
        Font families.
    mark
        Half the size of a place's mark, in points of 1/72 inch.

    Returns
    -------
    int
        How many names have no room, and are left out.
    """
    figure = cast("Figure", ax.get_figure(root=True))  # axes that are on none have failed before
    written = [_written(ax, words, at, families) for words, at in names]
    figure.draw_without_rendering()  # lays the figure out: only now is it known how large things are
    scale = figure.dpi / 72
    extents = [name.get_window_extent() for name in written]
    pixels = [_pixels(ax, at) for _, at in names]
    offsets = label_offsets(
        pixels,
        [(extent.width, extent.height) for extent in extents],
        Box(*map(float, ax.get_window_extent().extents)),
        taken=[_square(at, mark * scale) for at in pixels],
        busy=[_square(at, scale) for a, b in arcs for at in along_arc(_pixels(ax, a), _pixels(ax, b), BEND)],
        scale=scale,
    )
    for name, offset, extent in zip(written, offsets, extents, strict=True):
        if offset is None:
            name.remove()
        else:
            name.xyann = (offset[0] / scale, offset[1] / scale)
            gap = hypot(max(abs(offset[0]) - extent.width / 2, 0), max(abs(offset[1]) - extent.height / 2, 0))
            if name.arrow_patch is not None and gap < _FAR * scale:
                name.arrow_patch.set_visible(False)
    return offsets.count(None)


def _written(ax: Axes, words: str, at: _Point, families: Sequence[str]) -> Annotation:
    from matplotlib.patheffects import withStroke

    name = ax.annotate(
        words,
        at,
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=8,
        fontfamily=list(families),
        path_effects=[withStroke(linewidth=2, foreground="white")],
        arrowprops={"arrowstyle": "-", "color": "#8a8a8a", "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3},
        zorder=4,
    )
    name.set_in_layout(False)  # the axes keep the size for which the names are set
    return name


def _pixels(ax: Axes, at: _Point) -> _Point:
    x, y = ax.transData.transform(at)
    return float(x), float(y)


def _square(at: _Point, half: float) -> Box:
    return Box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
