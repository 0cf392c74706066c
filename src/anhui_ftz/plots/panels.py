"""Panels of figures by the length of their periods: a quarter and a year are not compared on one axis."""

from __future__ import annotations

__all__ = ["by_length", "set_heading", "split"]

from collections import Counter
from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from anhui_ftz.analysis.figures.derived import TracedFigure
from anhui_ftz.analysis.figures.likeness import lengths
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import Speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.gridspec import GridSpec, GridSpecBase

#: A figure and its label.
_Labelled = tuple[str, TracedFigure]

#: What has no length of its own, by its place among panels, of which the longest is first.
_OPEN, _STATE, _SEVERAL = (inf, "plot.length-open"), (0, "plot.length-state"), (-1, "plot.length-several")
#: Inches between panels, for ticks, unit and heading.
_BETWEEN = 0.75


def by_length(voice: Speech, ds: Dataset, rows: Iterable[_Labelled]) -> list[tuple[str, list[_Labelled]]]:
    """Return rows by the length of their period, the longest first, each with its heading.

    Figures are in one panel if their lengths can be compared, as for a rate of growth.
    """
    rows, groups = list(rows), list[tuple[set[object], list[int]]]()
    for number, (_, row) in enumerate(rows):
        measures, members = _measures(ds, row), [number]
        alike = [group for group in groups if not measures.isdisjoint(group[0])]
        groups = [group for group in groups if measures.isdisjoint(group[0])]
        for others, earlier in alike:
            measures, members = measures | others, earlier + members
        groups.append((measures, members))
    panels = [_Panel.of(measures, [rows[number] for number in sorted(members)]) for measures, members in groups]
    in_months = Counter(panel.months for panel in panels)
    return [
        (panel.heading(voice, exact=in_months[panel.months] > 1), panel.rows)
        for panel in sorted(panels, key=lambda panel: panel.order, reverse=True)
    ]


def _measures(ds: Dataset, row: TracedFigure) -> set[object]:
    """Return all measures of the length of a figure; a result over several periods has those of all if they agree."""
    leaves = [row] if isinstance(row, Observation) else row.observations
    found = [_measures_of(ds, leaf, period) for leaf, period in zip(leaves, _periods(row), strict=True)]
    if not found or any(found[0].isdisjoint(each) for each in found):
        return {_SEVERAL}
    return set().union(*found)


def _measures_of(ds: Dataset, leaf: Observation, period: Period) -> frozenset[object]:
    if leaf.indicator in ds and not ds.get(leaf.indicator, Indicator).kind.has_length:
        return frozenset({_STATE})
    return lengths(period) or frozenset({_OPEN})


def _periods(row: TracedFigure) -> list[Period]:
    """Return the periods that a figure is about, one for each observation that went into it."""
    return [row.period] if isinstance(row, Observation) else [row.period or leaf.period for leaf in row.observations]


class _Panel(NamedTuple):
    """Rows of one length, and where it is among the others: by its days, or by what it has instead of a length."""

    rows: list[_Labelled]
    order: float
    key: str
    days: range
    months: int | None

    @classmethod
    def of(cls, measures: set[object], rows: list[_Labelled]) -> _Panel:
        for order, key in (_OPEN, _STATE, _SEVERAL):
            if (order, key) in measures:
                return cls(rows, order, key, range(0), None)
        periods = [period for _, row in rows for period in _periods(row)]
        days = [period.days for period in periods if period.days is not None]
        months = {period.months for period in periods}
        return cls(rows, max(days), "", range(min(days), max(days) + 1), months.pop() if len(months) == 1 else None)

    def heading(self, voice: Speech, *, exact: bool) -> str:
        """Word the length, in months where it is one of whole months; ``exact`` counts its days."""
        if self.key:
            return voice.word(self.key)
        if self.months is not None and not exact:
            return voice.word("plot.length-month" if self.months == 1 else "plot.length-months", self.months)
        days = "–".join(map(voice.number, dict.fromkeys((self.days[0], self.days[-1]))))
        return voice.word("plot.length-day" if days == "1" else "plot.length-days", days)


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
