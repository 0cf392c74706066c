"""The timeline of cooperation: when each status was reached, as exactly as the sources say."""

from __future__ import annotations

__all__ = ["plot_timeline"]

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, CooperationStatus, Milestone
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import speech
from anhui_ftz.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Locator

#: Colours of the statuses, in the order of life; distinct also to the colour-blind (after Okabe and Ito).
_COLOURS = dict(
    zip(
        CooperationStatus,
        ("#bdbdbd", "#56b4e9", "#e69f00", "#0072b2", "#cc79a7", "#009e73", "#d55e00", "#7a7a7a"),
        strict=True,
    )
)
#: Patterns of the same: they tell statuses apart where a print is grey.
_PATTERNS = dict(zip(CooperationStatus, ("", "...", "///", "", "\\\\\\", "|||", "xxx", "---"), strict=True))
#: Days, or months, between ticks: the fewest that leave no more than eight of them.
_STEPS_OF_DAYS, _STEPS_OF_MONTHS = (1, 2, 7, 14, 28), (1, 2, 3, 6)
_TICKS, _MONTH, _YEAR = 8, 30, 365
#: Ticks, and columns of a label, in a narrow figure.
_FEW_TICKS, _NARROW_COLUMNS = 3, 30
#: Between these days even steps stay within the calendar.
_FIRST, _LAST = date(100, 1, 1), date(9900, 1, 1)
#: Steps in which an open end fades out, and the part of the time shown that it takes.
_STEPS, _FADE = 16, 0.07
#: A bar is never narrower than this part of the time shown.
_NARROWEST = 0.006
#: How high a row of bars is, as part of its room, and the inches between the labels of two rows.
_HEIGHT, _BETWEEN = 0.62, 0.14


def plot_timeline(
    ds: Dataset,
    cooperations: Iterable[Cooperation | str] | None = None,
    *,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw the milestones of cooperations, each as the days within which it was reached.

    A long bar means that the day is not known more exactly, not that the step took long. At an open end, as in
    "signed by then", the bar ends in an arrow. A milestone without a date on record says so.

    Parameters
    ----------
    ds
        The data set.
    cooperations
        The cooperations or their ids; None draws all.
    source_line
        Whether to write below the plot who published what it shows, the edition, and how much is not exact.
    width
        Inches of a new figure, from 2 to 100. In less than 7, such as a column or a phone, labels take more lines,
        and what is usually beside the axes is below. None takes a width for a screen.
    ax
        Axes to draw on; None makes a figure, whose height depends on the number of cooperations.
    lang
        ``en``, or ``zh`` if a font has it; if none has, the plot is in English, with a warning.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: one row per cooperation, the earliest on top.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownName, InvalidValue
        If an id is not that of a cooperation; if the width is out of range, or is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_timeline
    >>> ax = plot_timeline(ftz.load(), ["ah-coop-001", "ah-coop-014"])
    >>> len(ax.get_yticklabels())
    2
    """
    as_dataset(ds)
    voice, rows = speech(lang), _rows(ds, cooperations)
    canvas = Canvas.of(ax, width, voice, 12)
    columns = [max(_NARROW_COLUMNS, canvas.beside)] if canvas.is_narrow else []
    names = [voice.name(row.id, row.name, *columns) for row in rows]
    height = canvas.rows_height(names, _BETWEEN)
    canvas.set_height(2.5, height + 1.2 + 0.4 * source_line, 200)
    canvas.set_title(voice.word("plot.timeline"))
    if not rows:
        return canvas.empty()
    span = _Span.of(rows)
    for place, row in enumerate(rows):
        _draw_row(canvas, place, row, span)
    canvas.set_rows(names)
    _draw_time(
        canvas.ax, span, _FEW_TICKS if canvas.is_narrow else min(max(int(canvas.inches / 2), _FEW_TICKS), _TICKS)
    )
    _draw_legend(canvas, rows)
    if source_line:
        canvas.set_source(ds, rows)
    canvas.grow(height)
    return canvas.ax


def _rows(ds: Dataset, cooperations: Iterable[Cooperation | str] | None) -> list[Cooperation]:
    if cooperations is None:
        rows = list(ds.cooperations)
    elif isinstance(cooperations, str | Cooperation) or not isinstance(cooperations, Iterable):
        raise InvalidValue(f"expected a list of cooperations or their ids, got {shown(cooperations)}")
    else:
        rows = [each if isinstance(each, Cooperation) else ds.get(each, Cooperation) for each in cooperations]
    return sorted(rows, key=_first)


def _first(row: Cooperation) -> tuple[date, str]:
    known = [day for each in _dated(row) for day in (each.period.start or each.period.end,) if day is not None]
    return min(known, default=date.max), row.id


def _dated(row: Cooperation) -> list[Milestone]:
    """Return the milestones that can be drawn: a day on which a page was only seen is not a date."""
    return [
        each
        for each in row.milestones
        if each.basis is not Basis.SEEN and (each.period.start is not None or each.period.end is not None)
    ]


class _Span(NamedTuple):
    """The days that are shown, as matplotlib counts them; room for open ends is part of it."""

    start: float
    end: float
    dated: bool

    @classmethod
    def of(cls, rows: Sequence[Cooperation]) -> _Span:
        periods = [each.period for row in rows for each in _dated(row)]
        days = [_number(day) for period in periods for day in (period.start, period.end) if day is not None]
        if not days:
            return cls(0, 1, dated=False)
        room = max((max(days) - min(days)) * _FADE * 1.4, 20)
        start, end = max(min(days) - room, _number(date.min)), min(max(days) + room, _number(date.max))
        return cls(start, end, dated=True)

    @property
    def fade(self) -> float:
        """How long an open end is drawn, in days."""
        return (self.end - self.start) * _FADE


def _draw_row(canvas: Canvas, place: int, row: Cooperation, span: _Span) -> None:
    dated = _dated(row)
    for lane, lanes, each in _lanes(dated, span):
        height = _HEIGHT / lanes
        _draw_bar(canvas, place - _HEIGHT / 2 + height * (lane + 0.5), height, each, span)
    if not dated:
        voice = canvas.voice
        statuses = (label(each.status, voice.lang) for each in row.milestones)
        words = voice.word("sep").join([*statuses, voice.word("plot.undated")])
        canvas.write((span.start + span.end) / 2, place, words, color=canvas.shade(0.68), ha="center")


def _lanes(milestones: Sequence[Milestone], span: _Span) -> list[tuple[int, int, Milestone]]:
    """Give each milestone of a row its lane, and say how many there are: what overlaps is drawn one below the other."""
    ends: list[float] = []
    found = []
    for each in sorted(milestones, key=lambda each: (_ends(each.period, span), each.status.rank)):
        start, end = _ends(each.period, span)
        start -= span.fade if each.period.start is None else 0
        end += span.fade if each.period.end is None else 0
        lane = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        found.append((lane, each))
    return [(lane, len(ends), each) for lane, each in found]


def _draw_bar(canvas: Canvas, middle: float, height: float, milestone: Milestone, span: _Span) -> None:
    colour = _COLOURS[milestone.status]
    start, end = _ends(milestone.period, span)
    pattern: dict[str, Any] = {"hatch": _PATTERNS[milestone.status], "edgecolor": canvas.ground, "linewidth": 0}
    canvas.ax.barh(middle, end - start, left=start, height=height, facecolor=colour, **pattern)
    for edge, known, way in ((start, milestone.period.start, -1), (end, milestone.period.end, 1)):
        if known is None:
            _draw_fading(canvas.ax, (edge, middle), way * span.fade, height, colour)


def _ends(period: Period, span: _Span) -> tuple[float, float]:
    """Return the days of a bar's solid part: at least as wide as can be seen, around what is known."""
    narrowest = (span.end - span.start) * _NARROWEST
    start = None if period.start is None else _number(period.start)
    end = None if period.end is None else _number(period.end) + 1
    if start is None or end is None:
        known = end if end is not None else start
        return ((known or 0.0) - narrowest, known or 0.0) if start is None else (start, start + narrowest)
    short = max(narrowest - (end - start), 0) / 2
    return start - short, end + short


def _draw_fading(ax: Axes, at: tuple[float, float], length: float, height: float, colour: str) -> None:
    step = length / _STEPS
    for number in range(_STEPS):
        left, alpha = at[0] + step * number, 0.8 * (1 - number / _STEPS)
        ax.barh(at[1], step, left=left, height=height, color=colour, alpha=alpha, linewidth=0)
    mark = "<" if length < 0 else ">"
    ax.plot(at[0] + length, at[1], marker=mark, color=colour, markersize=9 * height, linestyle="")


def _number(day: date) -> float:
    from matplotlib.dates import date2num

    return float(date2num(day))  # type: ignore[no-untyped-call] # as is all of matplotlib.dates


def _draw_time(ax: Axes, span: _Span, ticks: int) -> None:
    from matplotlib.dates import AutoDateFormatter, AutoDateLocator, DateFormatter

    ax.set_xlim(span.start, span.end)
    ax.spines["left"].set_visible(False)
    if not span.dated:
        ax.xaxis.set_ticks([])
        return
    if span.start < _number(_FIRST) or span.end > _number(_LAST):  # ticks of even steps would leave the calendar
        auto = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call] # the same
        ax.xaxis.set_major_locator(auto)
        ax.xaxis.set_major_formatter(AutoDateFormatter(auto))  # type: ignore[no-untyped-call] # the same
        return
    locator, iso = _ruler(ax, span, ticks)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(DateFormatter(iso))  # type: ignore[no-untyped-call] # the same


def _ruler(ax: Axes, span: _Span, ticks: int) -> tuple[Locator, str]:
    """Return the finest ticks that are no more than so many, with their format; one alone would show no distance."""
    finer = None
    for ruler in _rulers(span.end - span.start, ticks):
        ax.xaxis.set_major_locator(ruler[0])
        inside = sum(span.start <= tick <= span.end for tick in ax.get_xticks())
        if inside <= ticks:
            return ruler if inside > 1 or finer is None else finer
        finer = ruler
    raise AssertionError("the steps of years grow without end")


def _rulers(days: float, ticks: int) -> Iterator[tuple[Locator, str]]:
    """Yield ticks of even steps, the finest first, in formats of ISO 8601, which are good in any language."""
    from matplotlib.dates import MonthLocator, YearLocator
    from matplotlib.ticker import MultipleLocator

    longest = days / (ticks + 1)
    yield from ((MultipleLocator(step), "%Y-%m-%d") for step in _STEPS_OF_DAYS if step >= longest)
    for step in _STEPS_OF_MONTHS:
        if step * _MONTH >= longest:
            yield MonthLocator(range(1, 13, step)), "%Y-%m"  # type: ignore[no-untyped-call] # as is all of dates
    for step in count(max(int(longest / _YEAR), 1)):
        yield YearLocator(step), "%Y"  # type: ignore[no-untyped-call] # the same


def _draw_legend(canvas: Canvas, rows: Sequence[Cooperation]) -> None:
    from matplotlib.patches import Patch

    reached = {each.status for row in rows for each in row.milestones}
    shown = [each for each in CooperationStatus if each in reached]
    style: dict[str, Any] = {"edgecolor": canvas.ground, "linewidth": 0}
    canvas.set_legend(
        [
            Patch(facecolor=_COLOURS[each], hatch=_PATTERNS[each], label=label(each, canvas.voice.lang), **style)
            for each in shown
        ]
    )
