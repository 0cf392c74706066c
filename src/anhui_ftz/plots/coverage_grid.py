"""The grid of coverage: what is known of a place by indicator and year, with the grade of its sources."""

from __future__ import annotations

__all__ = ["plot_coverage"]

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from anhui_ftz.analysis.quality.coverage import Coverage, CoverageState, covered
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.model.statistics import Indicator
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import in_even_lines, speech
from anhui_ftz.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class _Style(NamedTuple):
    """How a state is drawn: by colour, by hatch and its colour, and by the ink of the grade."""

    face: str
    hatch: str
    edge: str
    ink: str


#: The states, the surest first; the hatches tell them apart without colour.
_STYLES = {
    "stated": _Style("#2a6f97", "", "#2a6f97", "white"),
    "bounded": _Style("#8ec3da", "////", "#1f5673", "#1a1a1a"),
    "implied": _Style("#dcebf3", "....", "#5f8aa3", "#1a1a1a"),
    "part": _Style("#f6ead2", "\\\\\\", "#b08d4f", "#1a1a1a"),
}
_BLANK = _Style("none", "", "#9a9a9a", "")
#: Room on each side of a cell, as a part of it.
_GAP = 0.06
#: Inches between the labels of two rows.
_BETWEEN = 0.13
#: Columns of a label at least.
_NARROW_COLUMNS = 22


def plot_coverage(
    ds: Dataset,
    place: str | Place,
    *,
    indicators: str | Indicator | Iterable[str | Indicator] | None = None,
    years: int | Iterable[int] | None = None,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw what is known about a place, and what is not, by indicator and year.

    A cell is *stated*, *bounded* on one side, *implied* by other figures, or known only for *part of the year*.
    Each state has its own colour and hatch, and the letter is the grade of the source. A blank cell is unknown; it
    does not mean zero.

    Parameters
    ----------
    ds
        The data set.
    place
        The place or body.
    indicators
        One or several; by default all that have a figure, in the order of their ranks.
    years
        One or several; by default from the first to the last on record.
    source_line
        Whether to write below the plot who published what it shows, the edition, and how much is not exact.
    width
        Inches of a new figure, from 2 to 100. In less than 7, such as a column or a phone, labels take more lines,
        and what is usually beside the axes is below. None takes a width for a screen.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en``, or ``zh`` if a font has it; if none has, the plot is in English, with a warning.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: one row per indicator, one column per year.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownName
        If an id is in no table.
    InvalidValue
        If an id is that of something else, or a year is not a year;
        if the width is out of range, or is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_coverage
    >>> ax = plot_coverage(ftz.load(), "jiangsu-ftz", years=range(2019, 2025))
    >>> [each.get_text() for each in ax.get_xticklabels()]
    ['2019', '2020', '2021', '2022', '2023', '2024']
    """
    as_dataset(ds)
    voice, about = speech(lang), ds.place(place)
    cells = covered(ds, about, indicators=indicators, years=years)
    span = sorted({cell.year for cell in cells})
    grouped = {id: list(row) for id, row in groupby(cells, lambda cell: cell.indicator)}
    rows = sorted(grouped, key=lambda each: (ds.indicators[each].rank, each))
    canvas = Canvas.of(ax, width, voice, min(max(5.5 + 0.42 * len(span), 7), 24))
    columns = max(_NARROW_COLUMNS, canvas.beside)
    names = [voice.name(id, ds.indicators[id].name, columns) for id in rows]
    height = canvas.rows_height(names, _BETWEEN)
    canvas.set_height(2.4, 1.4 + height + 0.4 * source_line, 60)
    canvas.set_title(voice.word("plot.coverage", voice.place(ds, about.id)))
    if not cells:
        return canvas.empty()
    for at, id in enumerate(rows):
        for cell in grouped[id]:
            _draw(canvas, span.index(cell.year), at, cell)
    canvas.ax.set(xlim=(-0.5, len(span) - 0.5), ylim=(len(rows) - 0.5, -0.5))
    canvas.set_ticks("y", names)
    canvas.set_ticks("x", [str(year) for year in span])
    if len(span) > _UPRIGHT or canvas.is_narrow:
        canvas.ax.tick_params(axis="x", rotation=90)
    canvas.ax.spines[:].set_visible(False)
    _explain(canvas, {_state(cell) for cell in cells})
    canvas.set_note(in_even_lines(voice.word("plot.blank"), canvas.columns))
    if source_line:
        canvas.set_source(ds, cells)
    canvas.grow(height)
    return canvas.ax


#: So many years stand beside each other with their names across.
_UPRIGHT = 8


def _state(cell: Coverage) -> str:
    """Return the state of a cell, or that only parts of the year are known; empty where nothing is."""
    if cell.state is CoverageState.ABSENT:
        return "part" if cell.parts else ""
    return cell.state.value


def _draw(canvas: Canvas, x: int, y: int, cell: Coverage) -> None:
    from matplotlib.patches import Rectangle

    state = _state(cell)
    style = _STYLES.get(state, _BLANK)
    canvas.ax.add_patch(
        Rectangle(
            (x - 0.5 + _GAP, y - 0.5 + _GAP),
            1 - 2 * _GAP,
            1 - 2 * _GAP,
            facecolor=style.face,
            edgecolor=style.edge,
            hatch=style.hatch,
            linewidth=0.6,
            gid=f"{cell.indicator}-{cell.year}-{state or 'unknown'}",
        )
    )
    if cell.grade is not None:
        ground = {"facecolor": style.face, "edgecolor": "none", "pad": 1.2}  # a letter on a hatch is hard to read
        canvas.write(x, y, cell.grade.value, ha="center", color=style.ink, bbox=ground)


def _explain(canvas: Canvas, states: set[str]) -> None:
    from matplotlib.patches import Patch

    lang = canvas.voice.lang
    words = {state.value: label(state, lang) for state in CoverageState} | {
        "part": canvas.voice.word("plot.part"),
        "": canvas.voice.word("plot.unknown"),
    }
    handles = [
        Patch(facecolor=style.face, edgecolor=style.edge, hatch=style.hatch, linewidth=0.6, label=words[state])
        for state, style in (_STYLES | {"": _BLANK}).items()
        if state in states
    ]
    canvas.set_legend(handles)
