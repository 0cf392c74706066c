"""Laws of layouts: names cover nothing, rings keep places apart, and drawings fail for no data set."""

from __future__ import annotations

import itertools
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

import anhui_ftz as ftz
from anhui_ftz.plots import (
    plot_coverage,
    plot_linkage_map,
    plot_linkage_matrix,
    plot_parts,
    plot_statistics,
    plot_timeline,
)
from anhui_ftz.plots.map_frame import spread
from anhui_ftz.plots.map_names import Box, along_arc, label_offsets
from anhui_ftz.testing import datasets

_NUMBERS = st.floats(0, 600, allow_nan=False)
_POINTS = st.tuples(_NUMBERS, _NUMBERS)
_NAMES = st.lists(st.tuples(_POINTS, st.tuples(st.floats(8, 120), st.floats(6, 20))), max_size=25)
_BUSY = st.lists(
    st.builds(lambda at, size: Box(at[0], at[1], at[0] + size, at[1] + size), _POINTS, st.floats(1, 60)), max_size=8
)
FRAME = Box(0, 0, 600, 600)


def labels(names: list[tuple[tuple[float, float], tuple[float, float]]], taken: list[Box]) -> list[Box]:
    """Return the boxes of the names for which a place was found."""
    offsets = label_offsets([at for at, _ in names], [size for _, size in names], FRAME, taken=taken)
    found = []
    for ((x, y), (width, height)), offset in zip(names, offsets, strict=True):
        if offset is not None:
            middle = x + offset[0], y + offset[1]
            found.append(
                Box(middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)
            )
    return found


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes overlap by more than rounding."""
    return min(a.right, b.right) - max(a.left, b.left) > 1e-6 and min(a.top, b.top) - max(a.bottom, b.bottom) > 1e-6


@given(_NAMES, _BUSY)
def test_no_name_covers_another_or_what_is_taken_or_the_frame(
    names: list[tuple[tuple[float, float], tuple[float, float]]], taken: list[Box]
) -> None:
    boxes = labels(names, taken)
    assert not any(meet(a, b) for a, b in itertools.combinations(boxes, 2))
    assert not any(meet(a, b) for a in boxes for b in taken)
    assert all(box.inside(FRAME) for box in boxes)


@given(_POINTS)
def test_a_name_alone_in_a_wide_frame_always_has_a_place(at: tuple[float, float]) -> None:
    assert label_offsets([at], [(40, 10)], Box(-600, -600, 1200, 1200)) == [(25.0, 0.0)]


@given(_NAMES)
def test_what_is_busy_takes_no_place_away(names: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    points, sizes = [at for at, _ in names[:1]], [size for _, size in names[:1]]
    everywhere = [Box(-100, -100, 700, 700)]
    assert label_offsets(points, sizes, FRAME, busy=everywhere) == label_offsets(points, sizes, FRAME)


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.sampled_from([(0.0, 0.0), (9.0, 3.0), (9.0, 4.0)]))
)
def test_places_that_coincide_are_kept_apart_and_others_stay(points: dict[str, tuple[float, float]]) -> None:
    found = spread(points, 0.1)
    for name, (x, y) in found.items():
        alone = list(points.values()).count(points[name]) == 1
        assert ((x, y) == points[name]) is alone
        assert hypot(x - points[name][0], y - points[name][1]) < 0.1 * max(1, len(points) / 7) + 1e-9
    assert len({(round(x, 9), round(y, 9)) for x, y in found.values()}) == len(points)


@given(_POINTS, _POINTS, st.floats(-0.5, 0.5))
def test_an_arc_begins_and_ends_at_its_points(a: tuple[float, float], b: tuple[float, float], bend: float) -> None:
    points = along_arc(a, b, bend)
    assert hypot(points[0][0] - a[0], points[0][1] - a[1]) < 1e-6
    assert hypot(points[-1][0] - b[0], points[-1][1] - b[1]) < 1e-6


@settings(max_examples=15)
@given(datasets(), st.sampled_from(ftz.Level))
def test_every_data_set_can_be_drawn(ds: ftz.Dataset, level: ftz.Level) -> None:
    figure = Figure(figsize=(5, 4), dpi=50)
    plot_linkage_map(ds, level=level, ax=figure.add_subplot(231))
    plot_linkage_matrix(ds, level=level, ax=figure.add_subplot(233))
    plot_timeline(ds, ax=figure.add_subplot(234))
    for place in list(ds.places)[:3]:
        plot_coverage(ds, place, ax=figure.add_subplot(236))
    for unit in {row.quantity.unit for row in ds.observations}:
        rows = [row for row in ds.observations if row.quantity.unit == unit]
        plot_statistics(ds, rows, ax=figure.add_subplot(235))
    for row in ds.observations:
        try:
            check = ftz.reconcile(ds, row.subject, row.indicator, prefer="publisher-first")
        except ftz.FtzError:
            continue
        plot_parts(ds, check, ax=figure.add_subplot(236))
    figure.draw_without_rendering()
