"""Parts against the whole: what is stated of either, and what nobody has stated."""

from __future__ import annotations

__all__ = ["plot_parts"]

from typing import TYPE_CHECKING

from anhui_ftz.analysis.quality.reconciliation import Reconciliation, Verdict
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.statistics import Indicator
from anhui_ftz.plots.bars import Span, draw_figure, set_scale, span_of, write_beside
from anhui_ftz.plots.canvas import axes, set_ticks, titled
from anhui_ftz.plots.speech import Speech, speech
from anhui_ftz.words import label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WHOLE, _PART, _SUM = "#33475b", "#2a9d8f", "#5f7f95"


def plot_parts(ds: Dataset, check: Reconciliation, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the parts of a whole one after the other, below the whole as stated.

    Each part begins where the one above it ends, as stated. Of a missing part the row says that it is
    unknown: it has no bar, and its sum is that of the parts known.

    Parameters
    ----------
    ds
        The data set, for the names.
    check
        What `reconcile` found.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: the whole, a row a part, and their sum.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    InvalidValue
        If ``check`` is no Reconciliation, or a figure is too large to be drawn.

    Warns
    -----
    UserWarning
        If Chinese is asked for and no font has it.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_parts
    >>> ds = ftz.load()
    >>> ax = plot_parts(ds, ftz.reconcile(ds, "anhui-ftz", "area", prefer="publisher-first"))
    >>> len(ax.get_yticklabels())  # the whole, three areas, and the sum
    5
    """
    as_dataset(ds)
    if not isinstance(check, Reconciliation):
        raise InvalidValue(f"expected what reconcile() returns, got {shown(check)}")
    voice = speech(lang)
    whole = check.whole
    rows = 1 + len(check.parts) + len(check.missing) + (check.sum is not None)
    ax = axes(ax, 10, min(max(0.4 * rows + 1.4, 2.4), 60))
    indicator = ds.get(whole.indicator, Indicator)
    heading = [_name(voice, ds, whole.subject), voice.name(indicator.id, indicator.name), voice.days(whole.period)]
    verdict = label(check.verdict, voice.lang)
    titled(ax, voice.word("clause").join(heading) + voice.word("colon") + verdict, voice.families)
    set_ticks(ax.yaxis, range(rows), _draw_rows(ax, voice, ds, check), voice.families)
    ax.set(ylim=(rows - 0.4, -0.6))
    return ax


def _draw_rows(ax: Axes, voice: Speech, ds: Dataset, check: Reconciliation) -> list[str]:
    """Draw all rows from top to bottom, and return their labels."""
    stated = [check.whole.quantity, *(part.quantity for part in check.parts)]
    span = span_of([*stated, *([check.sum.quantity] if check.sum is not None else [])])
    labels = [voice.word("whole")]
    draw_figure(ax, 0, check.whole.quantity, span, _WHOLE)
    write_beside(ax, 0, voice.figure(check.whole.quantity), voice)
    start = 0.0
    for row, part in enumerate(check.parts, 1):
        draw_figure(ax, row, part.quantity, span, _PART, start=start)
        write_beside(ax, row, voice.figure(part.quantity), voice)
        labels.append(_name(voice, ds, part.subject))
        start += float(part.quantity.value)
    for row, id in enumerate(check.missing, len(labels)):
        _draw_unknown(ax, row, span, voice)
        labels.append(_name(voice, ds, id))
    if check.sum is not None:
        draw_figure(ax, len(labels), check.sum.quantity, span, _SUM)
        write_beside(ax, len(labels), voice.figure(check.sum.quantity), voice)
        labels.append(voice.word("sum" if check.verdict is not Verdict.INCOMPLETE else "plot.sum-known"))
    whole = float(check.whole.quantity.value)
    ax.axvline(whole, color=_WHOLE, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
    set_scale(ax, check.whole.quantity.unit, span, voice)
    return labels


def _name(voice: Speech, ds: Dataset, id: str) -> str:
    place = ds.place(id)
    return voice.name(place.id, place.name)


def _draw_unknown(ax: Axes, row: int, span: Span, voice: Speech) -> None:
    middle = (span.low + span.high) / 2
    ax.text(middle, row, "?", ha="center", va="center", fontsize="large", color="#9a9a9a")
    write_beside(ax, row, voice.word("plot.unknown"), voice)
