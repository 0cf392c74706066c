"""Panels of figures by the length of their periods: a quarter and a year are not compared on one axis."""

from __future__ import annotations

__all__ = ["Figure", "by_length", "set_heading", "split"]

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import Speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.gridspec import GridSpec, GridSpecBase

#: A figure that a chart draws.
Figure = Observation | Derived
#: Days of a month on average: only for the order of lengths.
_MONTH = 30.44
#: Inches between panels, for ticks, unit and heading.
_BETWEEN = 0.75


def by_length(
    voice: Speech, ds: Dataset, rows: Iterable[tuple[str, Figure]]
) -> list[tuple[str, list[tuple[str, Figure]]]]:
    """Return rows by the length of their period, the longest first, each with its heading."""
    found: dict[tuple[float, str], list[tuple[str, Figure]]] = {}
    for words, row in rows:
        found.setdefault(_length(voice, ds, row), []).append((words, row))
    return [(heading, found[length, heading]) for length, heading in sorted(found, key=lambda key: -key[0])]


def _length(voice: Speech, ds: Dataset, row: Figure) -> tuple[float, str]:
    """Return how long the period of a figure is, in days and in words.

    A result over several periods has the length that these share; states of a day have none.
    """
    leaves = [row] if isinstance(row, Observation) else row.observations
    found = {_length_of(voice, ds, leaf, row.period or leaf.period) for leaf in leaves}
    return found.pop() if len(found) == 1 else (-1, voice.word("plot.length-several"))


def _length_of(voice: Speech, ds: Dataset, leaf: Observation, period: Period) -> tuple[float, str]:
    if leaf.indicator in ds and ds.get(leaf.indicator, Indicator).kind is IndicatorKind.STOCK:
        return 0, voice.word("plot.length-state")
    if period.days is None:
        return inf, voice.word("plot.length-open")
    months = period.months
    if months:
        return months * _MONTH, voice.word("plot.length-month" if months == 1 else "plot.length-months", months)
    return period.days, voice.word("plot.length-day" if period.days == 1 else "plot.length-days", period.days)


def split(canvas: Canvas, rows: Sequence[int]) -> list[Canvas]:
    """Divide axes into panels one below the other, as high as they have rows; the first has these axes."""
    if len(rows) == 1:
        return [canvas]
    figure, spec = canvas.ax.figure, canvas.ax.get_subplotspec()
    if spec is None:
        grid: GridSpecBase = _grid_within(canvas.ax, rows)
    else:
        grid = spec.subgridspec(len(rows), 1, height_ratios=rows, hspace=_apart(canvas.ax, rows))
    canvas.ax.set_subplotspec(grid[0])
    others = (figure.add_subplot(grid[number]) for number in range(1, len(rows)))
    return [canvas, *(Canvas(ax, canvas.voice, canvas.own) for ax in others)]


def set_heading(panel: Canvas, heading: str) -> None:
    """Write above the axes what this panel of several shows, below a title."""
    panel.ax.annotate(
        heading,
        xy=(0, 1),
        xycoords="axes fraction",
        xytext=(0, 4),
        textcoords="offset points",
        fontsize="small",
        fontweight="bold",
        fontfamily=panel.fonts,
        gid="heading",
    )


def _apart(ax: Axes, rows: Sequence[int]) -> float | None:
    """Return the room between panels, as part of their height; None leaves it to the layout of the figure."""
    figure = ax.get_figure(root=True)
    if figure is None or figure.get_layout_engine() is not None:
        return None
    inches = float(ax.get_position().height) * float(figure.get_size_inches()[1])
    return _BETWEEN * len(rows) / max(inches - _BETWEEN * (len(rows) - 1), _BETWEEN)


def _grid_within(ax: Axes, rows: Sequence[int]) -> GridSpec:
    """Return a grid of panels where axes are that were placed by hand."""
    from matplotlib.gridspec import GridSpec

    at = ax.get_position()
    edges = {"left": at.x0, "right": at.x1, "bottom": at.y0, "top": at.y1}
    return GridSpec(len(rows), 1, **edges, height_ratios=rows, hspace=_apart(ax, rows))
