"""Small pictures on the pages of zones, as SVG in the colour of the text: figures by year, and where the areas are."""

from __future__ import annotations

__all__ = ["areas_map", "years_chart"]

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from math import cos, hypot, pi, radians, sin, sqrt

from attrs import evolve, frozen

import anhui_ftz as ftz
from anhui_ftz.plots.map_names import Box
from anhui_ftz.words import phrase
from anhui_ftz.words.screen import wrapped_text
from ftz_site.hypertext import element

#: Pictures are no wider than the page on a phone, where they are shown in their own size.
_WIDTH, _BAR, _TALL = 340, 26, 90
_MAP_HEIGHT, _EDGE, _SIZE, _LINE = 270, 34, 11, 13
#: So many columns of a name are on one line, and so often is each name put where it covers less.
_COLUMNS, _ROUNDS = 20, 6
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
#: The circle of the largest area; how far areas of one city are drawn from it, beside other cities and alone.
_RADIUS, _RING, _ALONE = 16, 40, 76
_FRAME = Box(0, 0, _WIDTH, _MAP_HEIGHT)
#: So many ways of turning such a ring are tried.
_TURNS = 8
#: The shortest and the longest bar that shows a distance.
_SHORT, _LONG = 20, 80
_KILOMETRES = 111.32  # of a degree of latitude

_Spot = tuple[float, float]


def years_chart(rows: Iterable[ftz.Observation], language: str) -> str:
    """Draw how many figures there are by the last year of their periods; those of whole years are solid."""
    found: defaultdict[int, list[bool]] = defaultdict(list)
    for row in rows:
        if last := row.period.end or row.period.start:
            found[last.year].append(row.period.calendar_unit == "year")
    if not found:
        return ""
    years = range(min(found), max(found) + 1)
    most = max(len(each) for each in found.values())
    bars, told = [], []
    for at, year in enumerate(years):
        count, whole = len(found[year]), sum(found[year])
        x, unit = at * _BAR, _TALL / most
        for height, opacity in ((count * unit, "0.25"), (whole * unit, "0.8")):
            bars.append(_rect(x + 3, 15 + _TALL - height, _BAR - 6, height, opacity))
        bars.append(_text(x + _BAR / 2, 11 + _TALL - count * unit, str(count)))
        bars.append(_text(x + _BAR / 2, 29 + _TALL, str(year), size=10))
        told.append(phrase("site.year-figures", language, year, count, whole))
    desc = phrase("stop", language).join(told)
    drawn = _svg("years", phrase("site.years", language), desc, len(years) * _BAR, _TALL + 36, bars)
    return element(
        "figure", drawn, element("figcaption", escape(phrase("site.years-caption", language))), class_="small"
    )


def areas_map(ds: ftz.Dataset, areas: Sequence[ftz.Area], sizes: Mapping[str, ftz.Quantity], language: str) -> str:
    """Draw the areas at their cities, with names and sizes; larger areas have larger circles."""
    known = {area.id: found for area in areas if (found := ftz.representative_point(ds, area)) is not None}
    if not known:
        return ""
    points = {id: (float(each.location.longitude), float(each.location.latitude)) for id, each in known.items()}
    spots, kilometres = _spots(points)
    largest = max((sizes[id].value for id in known if id in sizes), default=None)
    radii = {
        id: max(3.0, _RADIUS * sqrt(sizes[id].value / largest)) if id in sizes and largest else 3.0 for id in known
    }
    drawn_areas = [area for area in areas if area.id in known]
    labels = [
        _Label(_lines(area, sizes.get(area.id), language), spots[area.id], radii[area.id]) for area in drawn_areas
    ]
    parts, told = [], []
    for area, label in zip(drawn_areas, _apart(labels), strict=True):
        x, y = label.spot
        circle = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{label.radius:.1f}"}
        opacity = "0.45" if area.id in sizes else "0"
        parts.append(element("circle", fill="currentColor", fill_opacity=opacity, stroke="currentColor", **circle))
        parts += label.drawn()
        size = phrase("brackets", language, format(sizes[area.id], language)) if area.id in sizes else ""
        told.append(area.name.in_(language) + size)
    parts += _scale(kilometres, language)
    drawn = _svg("map", phrase("site.map", language), phrase("stop", language).join(told), _WIDTH, _MAP_HEIGHT, parts)
    rings = ["site.map-ring"] if len(set(points.values())) < len(points) else []
    caption = " ".join(phrase(key, language) for key in ("site.map-caption", *rings))
    return element("figure", drawn, element("figcaption", escape(caption)), class_="small")


def _spots(points: Mapping[str, _Spot]) -> tuple[dict[str, _Spot], float]:
    """Return where each area is drawn, and how many kilometres a pixel is; 0 if all are in one city."""
    near = cos(radians(sum(north for _, north in points.values()) / len(points)))
    flat = {id: (east * near, -north) for id, (east, north) in points.items()}
    cities: defaultdict[_Spot, list[str]] = defaultdict(list)
    for id, spot in flat.items():
        cities[spot].append(id)
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*cities, strict=True))
    ring = _RING if len(cities) > 1 else _ALONE
    edge = _EDGE + (ring if any(len(ids) > 1 for ids in cities.values()) else 0)
    spans = ((right - left, _WIDTH - 2 * edge - 60), (bottom - top, _MAP_HEIGHT - 2 * edge))
    scale = min((room / span for span, room in spans if span), default=0.0)
    middles = {
        spot: (
            _WIDTH / 2 + (spot[0] - (left + right) / 2) * scale,
            _MAP_HEIGHT / 2 + (spot[1] - (top + bottom) / 2) * scale,
        )
        for spot in cities
    }
    found: dict[str, _Spot] = {}
    for city, ids in cities.items():
        others = [middle for each, middle in middles.items() if each != city]
        found |= dict(zip(ids, _ring(middles[city], len(ids), ring, others), strict=True))
    return found, _KILOMETRES / scale if scale else 0.0


def _ring(middle: _Spot, count: int, away: float, others: Sequence[_Spot]) -> list[_Spot]:
    """Return places around a city, turned so that they are as far from the other cities as can be."""
    if count == 1:
        return [middle]

    def turned(start: int) -> list[_Spot]:
        turns = [2 * pi * (at / count + start / (count * _TURNS)) for at in range(count)]
        return [(middle[0] + away * sin(turn), middle[1] - away * cos(turn)) for turn in turns]

    def distance(spots: list[_Spot]) -> float:
        return min((hypot(x - p, y - q) for x, y in spots for p, q in others), default=0.0)

    return max(map(turned, range(_TURNS)), key=distance)


def _lines(area: ftz.Area, size: ftz.Quantity | None, language: str) -> list[str]:
    name = wrapped_text(area.name.in_(language), _COLUMNS)
    return [*name, *([] if size is None else [format(size, language)])]


@frozen
class _Label:
    """The name of a place beside it: across and down are -1, 0 or 1, and never both 0."""

    lines: Sequence[str]
    spot: _Spot
    radius: float
    side: tuple[int, int] = (1, 0)

    @property
    def box(self) -> Box:
        (x, y), (across, down), gap = self.spot, self.side, self.radius + 4
        wide = max(sum(1.0 if each > "\u2e80" else 0.58 for each in line) for line in self.lines) * _SIZE
        tall = len(self.lines) * _LINE
        if across and down:
            gap *= sqrt(0.5)
        left = x + across * gap + (across - 1) * wide / 2
        top = y + down * gap + (down - 1) * tall / 2
        return Box(left, top, left + wide, top + tall)

    @property
    def circle(self) -> Box:
        (x, y), around = self.spot, self.radius
        return Box(x - around, y - around, x + around, y + around)

    def drawn(self) -> Iterator[str]:
        """Write the lines one below another."""
        left, top, right, _ = self.box
        anchor, x = {1: ("start", left), -1: ("end", right), 0: ("middle", self.spot[0])}[self.side[0]]
        for number, line in enumerate(self.lines, 1):
            yield _text(x, top + number * _LINE - 3, line, anchor=anchor)


def _apart(labels: Sequence[_Label]) -> list[_Label]:
    """Put each label on the side where it covers the least, in turn; the best of what several beginnings lead to."""
    tries = []
    for side in _SIDES:
        found = [evolve(label, side=side) for label in labels]
        for _ in range(_ROUNDS):
            for at, label in enumerate(found):
                found[at] = min((evolve(label, side=each) for each in _SIDES), key=lambda each: _covered(each, found))
        tries.append(found)
    return min(tries, key=lambda found: sum(_covered(label, found) for label in found))


def _covered(label: _Label, labels: Iterable[_Label]) -> float:
    """Return how many square pixels of others a label covers; outside the picture is the worst."""
    left, top, right, bottom = box = label.box
    others = [other for each in labels if each.spot != label.spot for other in (each.box, each.circle)]
    shared = (
        (min(right, other[2]) - max(left, other[0])) * (min(bottom, other[3]) - max(top, other[1]))
        for other in others
        if box.meets(other)
    )
    return sum(shared) + (0 if box.inside(_FRAME) else _WIDTH * _MAP_HEIGHT)


def _scale(kilometres: float, language: str) -> Iterator[str]:
    """Draw a bar of a round length."""
    steps = [step * 10**power for power in range(4) for step in (1, 2, 5)]
    if fitting := [step for step in steps if kilometres and _SHORT <= step / kilometres <= _LONG]:
        long = fitting[-1] / kilometres
        y = _MAP_HEIGHT - 5
        yield element("path", d=f"M4 {y - 4}V{y}H{4 + long:.1f}V{y - 4}", fill="none", stroke="currentColor")
        yield _text(10 + long, y, phrase("site.kilometres", language, fitting[-1]), anchor="start")


def _svg(name: str, title: str, desc: str, width: int, height: int, parts: Iterable[str]) -> str:
    head = [element("title", escape(title), id=f"{name}-title"), element("desc", escape(desc), id=f"{name}-desc")]
    return element(
        "svg", *head, *parts, viewBox=f"0 0 {width} {height}", width=str(width), height=str(height),
        role="img", aria_labelledby=f"{name}-title {name}-desc",
    )  # fmt: skip


def _rect(x: float, y: float, width: float, height: float, opacity: str) -> str:
    box = {"x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    return element("rect", fill="currentColor", fill_opacity=opacity, **box)


def _text(x: float, y: float, text: str, *, anchor: str = "middle", size: int = _SIZE) -> str:
    at = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text_anchor": anchor, "font_size": str(size)}
    return element("text", escape(text), fill="currentColor", **at)
