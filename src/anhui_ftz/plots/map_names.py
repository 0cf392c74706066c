"""Names on a map: each beside its place, none on another, a thin line to it where it is far off."""

from __future__ import annotations

__all__ = ["BEND", "Box", "along_arc", "draw_names", "label_offsets"]

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, floor, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple, cast

from anhui_ftz.plots.canvas import Canvas, lay_out

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation, Text

_Point = tuple[float, float]

#: How far the lines between places bend, as part of their length.
BEND = 0.12
#: From which distance on a line leads from a name to its place, in points of 1/72 inch.
_FAR = 14.0
#: Directions in which a name may stand beside its point: right first, then left, above, below and between.
_DIRECTIONS = [0, pi, pi / 2, -pi / 2, pi / 4, -pi / 4, 3 * pi / 4, -3 * pi / 4] + [
    n * pi / 8 for n in (1, -1, 7, -7, 3, -3, 5, -5)
]
#: Distances between a name and its point, in points of 1/72 inch: beyond these a reader does not connect them.
_DISTANCES = (5.0, 8.0, 12.0, 17.0, 23.0, 30.0, 38.0, 48.0, 60.0, 75.0)
#: Room on each side of a number, in points of 1/72 inch: 4 and 2 beside each other are not 42.
_GAP = 2.5
#: Where along a line points are taken.
_TIMES = [step / 12 for step in range(13)]


def draw_names(
    canvas: Canvas, names: Sequence[tuple[str, _Point]], arcs: Sequence[tuple[str, tuple[_Point, _Point]]], mark: float
) -> tuple[int, int]:
    """Write names beside their places, the first ones nearest, and on each line its number.

    Parameters
    ----------
    canvas
        The axes, with everything else on them already.
    names
        Each name and the point of its place, in data coordinates.
    arcs
        The number of each line and its ends; names had better not cover the lines.
    mark
        Half the size of a place's mark, in points of 1/72 inch.

    Returns
    -------
    tuple of int
        How many names, and how many numbers, have no room and are left out.
    """
    ax = canvas.ax
    figure = cast("Figure", ax.get_figure(root=True))  # axes that are on none have failed before
    written = [_written(canvas, words, at) for words, at in names]
    numbers = [_number(canvas, words) for words, _ in arcs]
    lay_out(figure)  # only now is it known how large things are
    scale = figure.dpi / 72
    extents = [name.get_window_extent() for name in written]
    pixels = [_pixels(ax, at) for _, at in names]
    lines = [along_arc(_pixels(ax, a), _pixels(ax, b), BEND) for _, (a, b) in arcs]
    frame = Box(*map(float, ax.get_window_extent().extents))
    marks = [_square(at, mark * scale) for at in pixels]
    counts = [each.get_window_extent() for each in numbers]
    spots = _spots(lines, [(each.width + 2 * _GAP * scale, each.height) for each in counts], marks)
    counted = [box for box in spots if box is not None]
    offsets = label_offsets(
        pixels,
        [(extent.width, extent.height) for extent in extents],
        frame,
        taken=[*marks, *counted],
        busy=[_square(at, scale) for line in lines for at in line],
        scale=scale,
    )
    for number, box in zip(numbers, spots, strict=True):
        if box is None:
            number.remove()
        else:
            x, y = ax.transData.inverted().transform(box.middle)
            number.set_position((float(x), float(y)))
    for name, offset, extent in zip(written, offsets, extents, strict=True):
        if offset is None:
            name.remove()
        else:
            name.xyann = (offset[0] / scale, offset[1] / scale)
            gap = hypot(max(abs(offset[0]) - extent.width / 2, 0), max(abs(offset[1]) - extent.height / 2, 0))
            if name.arrow_patch is not None and gap < _FAR * scale:
                name.arrow_patch.set_visible(False)
    return offsets.count(None), spots.count(None)


def _number(canvas: Canvas, words: str) -> Text:
    """Write the number of a line, to be moved onto it."""
    box = {"boxstyle": "round,pad=0.15", "facecolor": canvas.ground, "edgecolor": "none", "alpha": 0.85}
    x, y = canvas.ax.get_xlim()[0], canvas.ax.get_ylim()[0]
    number = canvas.ax.text(x, y, words, fontsize=8, ha="center", va="center", bbox=box, zorder=3.5, gid="count")
    number.set_in_layout(False)
    return number


def _spots(
    lines: Sequence[Sequence[_Point]], sizes: Sequence[tuple[float, float]], marks: Iterable[Box]
) -> list[Box | None]:
    """Choose where on its line each number goes: near the middle, away from marks and other numbers.

    >>> line = along_arc((0, 0), (120, 0), 0)
    >>> [round(box.middle[0]) for box in _spots([line, line], [(8, 8), (8, 8)], [])]
    [60, 70]
    """
    crowd, found = _Crowd(marks, 24), list[Box | None]()
    middle = len(_TIMES) // 2
    order = sorted(range(1, len(_TIMES) - 1), key=lambda step: (abs(step - middle), -step))
    for line, (width, height) in zip(lines, sizes, strict=True):
        boxes = (Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in (line[n] for n in order))
        chosen = next((box for box in boxes if not crowd.meets(box)), None)
        if chosen is not None:
            crowd.add(chosen)
        found.append(chosen)
    return found


def _written(canvas: Canvas, words: str, at: _Point) -> Annotation:
    from matplotlib.patheffects import withStroke

    name = canvas.ax.annotate(
        words,
        at,
        xytext=(0, 0),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=8,
        fontfamily=canvas.fonts,
        path_effects=[withStroke(linewidth=2, foreground=canvas.ground)],
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


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> _Point:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def inside(self, other: Box) -> bool:
        """Whether it does not stick out of the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.bottom <= self.bottom and self.top <= other.top


def along_arc(a: tuple[float, float], b: tuple[float, float], bend: float) -> list[tuple[float, float]]:
    """Return points along an arc from one point to another, drawn as matplotlib's ``arc3``.

    >>> along_arc((0, 0), (24, 0), 0.5)[6]
    (12.0, -6.0)
    """
    control = (a[0] + b[0]) / 2 + bend * (b[1] - a[1]), (a[1] + b[1]) / 2 - bend * (b[0] - a[0])
    return [(_bezier(a[0], control[0], b[0], t), _bezier(a[1], control[1], b[1], t)) for t in _TIMES]


def _bezier(start: float, control: float, end: float, t: float) -> float:
    return (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end


def label_offsets(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    frame: Box,
    *,
    taken: Iterable[Box] = (),
    busy: Iterable[Box] = (),
    scale: float = 1.0,
) -> list[tuple[float, float] | None]:
    """Choose where names go, so that none covers another or what is taken.

    Each name in turn takes the first free place, near before far; earlier ones choose first.

    Parameters
    ----------
    points
        The points, all in one unit such as pixels.
    sizes
        Width and height of each name.
    frame
        Where names may go.
    taken
        What they may not cover, such as the marks of all points.
    busy
        What they had better not cover, such as lines.
    scale
        How many of the unit make a point of 1/72 inch.

    Returns
    -------
    list
        For each name the vector from its point to its own centre; None where no place is free.

    Examples
    --------
    >>> label_offsets([(50, 50), (52, 50)], [(20, 8), (20, 8)], Box(0, 0, 100, 100))
    [(15.0, 0.0), (-15.0, 0.0)]
    """
    hard, soft = _Crowd(taken, 24 * scale), _Crowd(busy, 24 * scale)
    found: list[tuple[float, float] | None] = []
    for point, (width, height) in zip(points, sizes, strict=True):
        free = {}
        for offset in _places(width, height, scale):
            x, y = point[0] + offset[0], point[1] + offset[1]
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if box.inside(frame) and not hard.meets(box):
                free[offset] = box
        quiet = (offset for offset, box in free.items() if not soft.meets(box))
        chosen = next(quiet, next(iter(free), None))
        if chosen is not None:
            hard.add(free[chosen])
        found.append(chosen)
    return found


class _Crowd:
    """Boxes by the cells of a grid, so that only near ones are looked at."""

    def __init__(self, boxes: Iterable[Box], cell: float) -> None:
        self._cell = cell
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for key in self._keys(box):
            self._cells[key].append(box)

    def meets(self, box: Box) -> bool:
        return any(box.meets(other) for key in self._keys(box) for other in self._cells.get(key, ()))

    def _keys(self, box: Box) -> Iterator[tuple[int, int]]:
        left, bottom, right, top = (floor(edge / self._cell) for edge in box)
        return ((x, y) for x in range(left, right + 1) for y in range(bottom, top + 1))


def _places(width: float, height: float, scale: float) -> Iterable[tuple[float, float]]:
    """Yield where a name's centre may be, seen from its point: so that its near edge has the distance."""
    for distance in _DISTANCES:
        for angle in _DIRECTIONS:
            x, y = round(cos(angle), 9), round(sin(angle), 9)
            yield x * distance * scale + width / 2 * _sign(x), y * distance * scale + height / 2 * _sign(y)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
