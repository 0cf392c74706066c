"""Charts of figures: as stated, and the parts of a whole. A bound is drawn as one, and never as a point."""

from __future__ import annotations

__all__ = ["plot_parts", "plot_statistics"]

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.quality.reconciliation import Reconciliation, Verdict
from anhui_ftz.errors import InvalidValue, UnitError, shown
from anhui_ftz.io.citations.captions import PUBLISHERS, caption_of
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.plots.bars import Bars
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.lettering import plain
from anhui_ftz.plots.speech import Speech, speech
from anhui_ftz.words import label
from anhui_ftz.words.working import rule_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_Figure = Observation | Derived
#: Days of a month on average: only for the order of lengths.
_MONTH = 30.44
_FIGURE, _WHOLE, _PART, _SUM = "#2a6f97", "#33475b", "#2a9d8f", "#5f7f95"


def plot_statistics(
    ds: Dataset,
    figures: Iterable[Observation | Derived],
    *,
    source_line: bool = False,
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
        are grouped by the length of their period, the longest first.
    source_line
        Whether to write below the plot who published what it shows, the edition, and how much is not exact.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en``, or ``zh`` if a font has it; if none has, the plot is in English, with a warning.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: one row per figure, and one per heading of a group.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnitError
        If the figures are not of one unit.
    InvalidValue
        If something is not a figure, or is too large to be drawn.

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
    groups = _groups(voice, ds, list(zip(labels, rows, strict=True)))
    lines = 1 + max((label.count("\n") for label in labels), default=0)
    height = (0.18 + 0.17 * lines) * len(rows) + 0.3 * len(groups)
    canvas = Canvas.of(ax, voice, 10, min(max(height + 1.2 + 0.4 * source_line, 2.2), 200))
    canvas.set_title(title)
    if not rows:
        return canvas.empty()
    bars = Bars.of(canvas, [row.quantity for row in rows])
    written: list[str] = []
    for heading, members in groups:
        if len(groups) > 1:
            canvas.ax.axhline(len(written) - 0.5, color="#c9c9c9", linewidth=0.8, gid="group")
            canvas.write(0.004, len(written), heading, transform=canvas.ax.get_yaxis_transform(), weight="bold")
            written.append("")
        for words, row in members:
            bars.draw(len(written), row.quantity, _FIGURE)
            written.append(bars.labelled(words, row.quantity))
    canvas.set_rows(written)
    bars.explain([row.quantity for row in rows])
    if source_line:
        canvas.set_source(caption_of(ds, rows, voice.lang, PUBLISHERS))
    return canvas.ax


def plot_parts(
    ds: Dataset, check: Reconciliation, *, source_line: bool = False, ax: Axes | None = None, lang: str = "en"
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
    source_line, ax, lang
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
        If ``check`` is not a Reconciliation, or a figure is too large to be drawn.

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
    canvas = Canvas.of(ax, voice, 10, min(max(0.4 * len(rows) + 1.4, 2.4), 60))
    heading = [voice.place(ds, whole.subject), voice.indicator(ds, whole.indicator), voice.stated(whole)]
    canvas.set_title(voice.word("clause").join(heading) + voice.word("colon") + label(check.verdict, voice.lang))
    bars = Bars.of(canvas, [row.quantity for row in rows if row.quantity is not None])
    for number, row in enumerate(rows):
        if row.quantity is None:
            bars.draw_unknown(number)
        else:
            bars.draw(number, row.quantity, row.colour, row.start)
    canvas.ax.axvline(float(whole.quantity.value), color=_WHOLE, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    canvas.set_rows([bars.labelled(row.label, row.quantity) for row in rows])
    bars.explain([row.quantity for row in rows if row.quantity is not None])
    if source_line:
        canvas.set_source(caption_of(ds, check, voice.lang, PUBLISHERS))
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


def _groups(
    voice: Speech, ds: Dataset, rows: Sequence[tuple[str, _Figure]]
) -> list[tuple[str, list[tuple[str, _Figure]]]]:
    """Return rows by the length of their period, the longest first, each with its heading."""
    found: dict[tuple[float, str], list[tuple[str, _Figure]]] = {}
    for words, row in rows:
        found.setdefault(_length(voice, ds, row), []).append((words, row))
    return [(heading, found[length, heading]) for length, heading in sorted(found, key=lambda key: -key[0])]


def _length(voice: Speech, ds: Dataset, row: _Figure) -> tuple[float, str]:
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
    months = _months(period)
    if months:
        return months * _MONTH, voice.word("plot.length-month" if months == 1 else "plot.length-months", months)
    return period.days, voice.word("plot.length-day" if period.days == 1 else "plot.length-days", period.days)


def _months(period: Period) -> int:
    """Return how many whole months a period has; 0 if it is not one of whole months.

    >>> (
    ...     _months(Period.parse("2021-01/2021-09")),
    ...     _months(Period.parse("2021-01-02/2021-02")),
    ... )
    (9, 0)
    """
    start, end = period.start, period.end
    if start is None or end is None or start.day != 1 or (end.month == (end + timedelta(1)).month):
        return 0
    return (end.year - start.year) * 12 + end.month - start.month + 1


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
        return voice.indicator(ds, row.indicator)
    return plain(rule_words(row.rule, voice.lang))


def _where(voice: Speech, ds: Dataset, row: Observation | Derived) -> str:
    """Name the subject of a figure; a derived one may have several, or none."""
    subjects = {row.subject} if isinstance(row, Observation) else {leaf.subject for leaf in row.observations}
    if len(subjects) > 1:
        return voice.word("plot.several")
    return "".join(voice.place(ds, id) for id in subjects)


def _when(voice: Speech, _: Dataset, row: Observation | Derived) -> str:
    if isinstance(row, Observation):
        return voice.stated(row)
    return "" if row.period is None else voice.days(row.period)
