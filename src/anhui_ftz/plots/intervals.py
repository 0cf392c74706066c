"""Statistics as interval bars: a bound is drawn as one, and never as a point."""

from __future__ import annotations

__all__ = ["plot_statistics"]

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.errors import InvalidValue, UnitError, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.plots.bars import draw_figure, set_scale, span_of, write_beside
from anhui_ftz.plots.canvas import axes, emptied, set_ticks, titled
from anhui_ftz.plots.speech import Speech, plain, speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOUR = "#2a6f97"


def plot_statistics(
    ds: Dataset,
    figures: Iterable[Observation | Derived],
    *,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw figures of one unit as bars, with the intervals in which the true ones lie.

    The full bar is what is certain, the pale part the rest of the interval, and the tick the figure as
    stated. "More than" ends in an arrow, "at most" is pale up to its bound; a figure without any bound is
    named, and not drawn.

    Parameters
    ----------
    ds
        The data set, for the names.
    figures
        Observations and derived figures, all of one unit; drawn from top to bottom in this order.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row a figure.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnitError
        If the figures are not of one unit.
    InvalidValue
        If something is no figure, or is too large to be drawn.

    Warns
    -----
    UserWarning
        If Chinese is asked for and no font has it.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_statistics
    >>> ds = ftz.load()
    >>> sizes = [ftz.latest(ds, area, "area") for area in ds.areas if area.zone == "anhui-ftz"]
    >>> ax = plot_statistics(ds, sizes)
    >>> len(ax.get_yticklabels())
    3
    """
    as_dataset(ds)
    voice, rows = speech(lang), _checked(figures)
    title, labels = _labels(voice, ds, rows)
    lines = 1 + max((label.count("\n") for label in labels), default=0)
    ax = axes(ax, 10, min(max((0.18 + 0.17 * lines) * len(rows) + 1.2, 2.2), 200))
    titled(ax, title, voice.families)
    if not rows:
        return emptied(ax, voice.word("plot.nothing"), voice.families)
    span = span_of([row.quantity for row in rows])
    for place, row in enumerate(rows):
        draw_figure(ax, place, row.quantity, span, _COLOUR)
        write_beside(ax, place, voice.figure(row.quantity), voice)
    set_ticks(ax.yaxis, range(len(rows)), labels, voice.families)
    ax.set(ylim=(len(rows) - 0.4, -0.6))
    set_scale(ax, rows[0].quantity.unit, span, voice)
    return ax


def _checked(figures: Iterable[Observation | Derived]) -> list[Observation | Derived]:
    if isinstance(figures, str | Observation | Derived):
        raise InvalidValue(f"expected a list of Observations and Deriveds, got {shown(figures)}")
    rows = list(figures)
    for row in rows:
        if not isinstance(row, Observation | Derived):
            raise InvalidValue(f"expected Observations and Deriveds, got {shown(row)}")
    units = sorted({str(row.quantity.unit) for row in rows})
    if len(units) > 1:
        raise UnitError(f"figures in {', '.join(units)} have no common axis: draw each unit by itself, or convert")
    return rows


def _labels(voice: Speech, ds: Dataset, rows: Sequence[Observation | Derived]) -> tuple[str, list[str]]:
    """Return a title, which says what all rows share, and the labels, which say how they differ."""
    columns = [[part(voice, ds, row) for row in rows] for part in (_what, _where, _when)]
    shared = [len(rows) > 1 and len(set(column)) == 1 for column in columns]
    heading = [column[0] for column, common in zip(columns, shared, strict=True) if common and column[0]]
    left = [column for column, common in zip(columns, shared, strict=True) if not common]
    labels = [_label(voice, [words for words in each if words]) for each in zip(*left, strict=True)]
    if len(set(labels)) < len(rows):  # several sources of one figure: the ids tell them apart
        ids = [row.id if isinstance(row, Observation) else "" for row in rows]
        labels = ["\n".join(filter(None, each)) for each in zip(labels or [""] * len(rows), ids, strict=True)]
    return voice.word("clause").join(heading) or voice.word("plot.statistics"), labels


def _label(voice: Speech, words: Sequence[str]) -> str:
    """Write what, and below it where and when."""
    return "\n".join(filter(None, [*words[:1], voice.word("clause").join(words[1:])]))


def _what(voice: Speech, ds: Dataset, row: Observation | Derived) -> str:
    if isinstance(row, Observation):
        return voice.name(row.indicator, ds.get(row.indicator, Indicator).name)
    return plain(row.rule)


def _where(voice: Speech, ds: Dataset, row: Observation | Derived) -> str:
    """Name the subject of a figure; a derived one may have several, or none."""
    subjects = {row.subject} if isinstance(row, Observation) else {leaf.subject for leaf in row.observations}
    if len(subjects) > 1:
        return voice.word("plot.several")
    return "".join(voice.name(id, ds.place(id).name) for id in subjects)


def _when(voice: Speech, _: Dataset, row: Observation | Derived) -> str:
    return "" if row.period is None else voice.days(row.period)
