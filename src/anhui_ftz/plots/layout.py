"""Where points and names go on a map: pure geometry, the same for the same input."""

from __future__ import annotations

__all__ = ["Box", "along_arc", "label_offsets", "spread"]

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import cos, floor, pi, sin
from typing import NamedTuple

#: Directions in which a name may stand beside its point: right first, then left, above, below and between.
_DIRECTIONS = [0, pi, pi / 2, -pi / 2, pi / 4, -pi / 4, 3 * pi / 4, -3 * pi / 4] + [
    n * pi / 8 for n in (1, -1, 7, -7, 3, -3, 5, -5)
]
#: Distances between a name and its point, in points of 1/72 inch: beyond these a reader does not connect them.
_DISTANCES = (5.0, 8.0, 12.0, 17.0, 23.0, 30.0, 38.0, 48.0, 60.0, 75.0)
_PER_TURN = 7
#: Where along a line points are taken.
_TIMES = [step / 12 for step in range(13)]


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top

    def inside(self, other: Box) -> bool:
        """Whether it does not stick out of the other."""
        across = other.left <= self.left and self.right <= other.right
        return across and other.bottom <= self.bottom and self.top <= other.top


def spread(points: Mapping[str, tuple[float, float]], radius: float) -> dict[str, tuple[float, float]]:
    """Move points that coincide onto a ring around where they are; points that stand alone stay.

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
    """Choose where names stand, so that none covers another or what is taken.

    Each name in turn takes the first free place, near before far; earlier ones choose first.

    Parameters
    ----------
    points
        The points, all in one unit such as pixels.
    sizes
        Width and height of each name.
    frame
        Where names may stand.
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
