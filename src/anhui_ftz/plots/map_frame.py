"""The frame of a map: which degrees it spans, how they lie on the page, and where places go that coincide."""

from __future__ import annotations

__all__ = ["Frame", "spread"]

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import cos, pi, radians, sin
from typing import TYPE_CHECKING, NamedTuple

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
