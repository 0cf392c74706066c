"""Charts of figures: as stated, and the parts of a whole. A bound is drawn as one, and never as a point."""

from __future__ import annotations

__all__ = ["plot_parts", "plot_statistics"]

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from anhui_ftz.analysis.figures.derived import Derived, TracedFigure
from anhui_ftz.analysis.quality.reconciliation import Reconciliation, Verdict
from anhui_ftz.errors import InvalidValue, UnitError, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation
from anhui_ftz.plots.bars import Bars, labelled
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.panels import by_length, set_heading, split
from anhui_ftz.plots.speech import Speech, plain, speech
from anhui_ftz.words import label
from anhui_ftz.words.working import rule_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Inches that a panel takes beside its rows: for ticks, unit and heading.
_PANEL = 0.8
#: Inches between the labels of two rows.
_BETWEEN = 0.24
#: Points between axes and title where the heading of a panel is in between.
_HEADING = 20
#: How many periods a rate of growth compares.
_COMPARED = 2
_FIGURE, _WHOLE, _PART, _SUM = "#2a6f97", "#5b7288", "#2a9d8f", "#7d9bb0"


def plot_statistics(
    ds: Dataset,
    figures: Iterable[Observation | Derived],
    *,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw figures of one unit as bars, with the intervals in which the true figures lie.

    The full bar is certain, the pale part is the rest of the interval, and the tick is the figure as stated.
    Brackets mark a figure that is rounded, approximate or an interval. "More than" ends in an arrow; "at most" is
    pale up to its bound. A figure without any bound is named but not drawn.

    Parameters
    ----------
    ds
        The data set, for the names.
    figures
        Observations and derived figures of one unit, drawn from top to bottom in this order. Flows and ratios
        have a panel and an axis for each length of period, as `growth` compares them, the longest first.
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
        The axes, with one row per figure; those of the first panel where lengths of periods differ. The other
        panels are below it in the same figure.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnitError
        If the figures are not of one unit.
    InvalidValue
        If something is not a figure, or is too large to be drawn;
        if the width is out of range, or is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_statistics
    >>> ds = ftz.load()
    >>> sizes = [
    ...     ftz.latest(ds, area, "area")
    ...     for area in ds.areas
    ...     if area.zone == "anhui-ftz"
    ... ]
    >>> ax = plot_statistics(ds, sizes)
    >>> len(ax.get_yticklabels())
    3
    """
    as_dataset(ds)
    voice, rows = speech(lang), _checked(figures)
    title, labels = _labels(voice, ds, rows)
    groups = by_length(voice, ds, zip(labels, rows, strict=True))
    canvas = Canvas.of(ax, width, voice, 10)
    written = {heading: _written(canvas, members) for heading, members in groups}
    height = canvas.rows_height([words for each in written.values() for words in each], _BETWEEN)
    canvas.set_height(2.2, height + _PANEL * len(groups) + 0.4 + 0.4 * source_line, 200)
    canvas.set_title(title, _HEADING if len(groups) > 1 else None)
    if not rows:
        return canvas.empty()
    panels = split(canvas, [len(members) for _, members in groups])
    for panel, (heading, members) in zip(panels, groups, strict=True):
        if len(groups) > 1:
            set_heading(panel, heading)
        bars = Bars.of(panel, [row.quantity for _, row in members])
        for number, (_, row) in enumerate(members):
            bars.draw(number, row.quantity, _FIGURE)
        panel.set_rows(written[heading])
    bars.explain([row.quantity for row in rows])
    if source_line:
        panels[-1].set_source(ds, rows)
    canvas.grow(height)
    return canvas.ax


def plot_parts(
    ds: Dataset,
    check: Reconciliation,
    *,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the parts of a whole one after the other, below the stated whole.

    Each part begins where the one above it ends. A missing part has a row without a bar that says "unknown",
    and the sum is that of the known parts.

    Parameters
    ----------
    ds
        The data set, for the names.
    check
        What `reconcile` found.
    source_line, width, ax, lang
        As for `plot_statistics`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: the whole, one row per part, and their sum.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    InvalidValue
        If ``check`` is not a Reconciliation, or a figure is too large to be drawn; if the width is out of range, or
        is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_parts
    >>> ds = ftz.load()
    >>> ax = plot_parts(
    ...     ds, ftz.reconcile(ds, "anhui-ftz", "area", prefer="publisher-first")
    ... )
    >>> len(ax.get_yticklabels())  # the whole, three areas, and the sum
    5
    """
    as_dataset(ds)
    if not isinstance(check, Reconciliation):
        raise InvalidValue(f"expected what reconcile() returns, got {shown(check)}")
    voice, whole = speech(lang), check.whole
    rows = list(_rows(voice, ds, check))
    canvas = Canvas.of(ax, width, voice, 10)
    labels = [labelled(canvas, row.label, row.quantity) for row in rows]
    height = canvas.rows_height(labels, _BETWEEN)
    canvas.set_height(2.4, height + 1.4, 60)
    heading = [voice.place(ds, whole.subject), voice.indicator(ds, whole.indicator), voice.stated(whole)]
    canvas.set_title(voice.word("clause").join(heading) + voice.word("colon") + label(check.verdict, voice.lang))
    bars = Bars.of(canvas, [row.quantity for row in rows if row.quantity is not None])
    for number, row in enumerate(rows):
        if row.quantity is None:
            bars.draw_unknown(number)
        else:
            bars.draw(number, row.quantity, row.colour, row.start)
    canvas.ax.axvline(float(whole.quantity.value), color=_WHOLE, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    canvas.set_rows(labels)
    bars.explain([row.quantity for row in rows if row.quantity is not None])
    if source_line:
        canvas.set_source(ds, check)
    canvas.grow(height)
    return canvas.ax


class _Row(NamedTuple):
    label: str
    quantity: Quantity | None
    colour: str
    start: float


def _rows(voice: Speech, ds: Dataset, check: Reconciliation) -> Iterator[_Row]:
    """Yield the whole, the parts each from where the one before ends, and their sum."""
    yield _Row(voice.word("whole"), check.whole.quantity, _WHOLE, 0.0)
    start = 0.0
    for part in check.parts:
        yield _Row(voice.place(ds, part.subject), part.quantity, _PART, start)
        start += float(part.quantity.value)
    for id in check.missing:
        yield _Row(voice.place(ds, id), None, _PART, 0.0)
    if check.sum is not None:
        words = voice.word("plot.sum-known" if check.verdict is Verdict.INCOMPLETE else "sum")
        yield _Row(words, check.sum.quantity, _SUM, 0.0)


def _written(canvas: Canvas, members: Iterable[tuple[str, TracedFigure]]) -> list[str]:
    return [labelled(canvas, words, row.quantity) for words, row in members]


def _checked(figures: Iterable[TracedFigure]) -> list[TracedFigure]:
    if isinstance(figures, str | TracedFigure):
        raise InvalidValue(f"expected a list of Observations and Deriveds, got {shown(figures)}")
    rows = list(figures)
    for row in rows:
        if not isinstance(row, TracedFigure):
            raise InvalidValue(f"expected Observations and Deriveds, got {shown(row)}")
    units = sorted({str(row.quantity.unit) for row in rows})
    if len(units) > 1:
        raise UnitError(f"figures in {', '.join(units)} have no common axis: draw each unit by itself, or convert")
    return rows


def _labels(voice: Speech, ds: Dataset, rows: Sequence[TracedFigure]) -> tuple[str, list[str]]:
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


def _what(voice: Speech, ds: Dataset, row: TracedFigure) -> str:
    if isinstance(row, Observation):
        return voice.indicator(ds, row.indicator)
    return plain(rule_words(row.rule, voice.lang))


def _where(voice: Speech, ds: Dataset, row: TracedFigure) -> str:
    """Name the subject of a figure; a derived one may have several, or none."""
    subjects = {row.subject} if isinstance(row, Observation) else {leaf.subject for leaf in row.observations}
    if len(subjects) > 1:
        return voice.word("plot.several")
    return "".join(voice.place(ds, id) for id in subjects)


def _when(voice: Speech, _: Dataset, row: TracedFigure) -> str:
    if isinstance(row, Observation):
        return voice.stated(row)
    if row.period is not None:
        return voice.days(row.period)
    periods = {leaf.period: None for leaf in row.observations}  # those that a rate of growth compares
    return voice.word("sep").join(map(voice.days, periods)) if len(periods) == _COMPARED else ""
