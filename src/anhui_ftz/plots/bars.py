"""Bars of figures: what is certain is full, what is possible is pale, what has no end is an arrow."""

from __future__ import annotations

__all__ = ["Span", "draw_figure", "set_scale", "span_of", "write_beside"]

from collections.abc import Iterable
from decimal import Decimal
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit
from anhui_ftz.plots.speech import Speech, plain
from anhui_ftz.words.figures import scale_of, unit_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT, _PALE, _ARROW, _TICK = 0.58, 0.32, 0.07, "#16242e"
#: What a float can hold with room for margins.
_LARGEST = Decimal("1e300")


class Span(NamedTuple):
    """The stretch of an axis that shows some figures, and zero."""

    low: float
    high: float

    @property
    def arrow(self) -> float:
        """How long an arrow for a missing bound is."""
        return (self.high - self.low) * _ARROW


def span_of(quantities: Iterable[Quantity]) -> Span:
    """Return the stretch that shows all finite values and bounds, and zero.

    Raises
    ------
    InvalidValue
        If one of them is too large to be drawn.
    """
    ends = [Decimal(0)]
    for quantity in quantities:
        known = quantity.bound is not Bound.UNBOUNDED
        ends += [end for end in (quantity.lower, quantity.upper) if end.is_finite()]
        ends += [quantity.value] if known and quantity.value.is_finite() else []
        if max(map(Decimal.copy_abs, ends)) > _LARGEST:
            raise InvalidValue(f"{quantity!r} is too large to be drawn")
    low, high = float(min(ends)), float(max(ends))
    return Span(low, high if high > low else low + 1)


def draw_figure(ax: Axes, place: float, quantity: Quantity, span: Span, colour: str, *, start: float = 0.0) -> None:
    """Draw a figure as a bar.

    Parameters
    ----------
    ax
        The axes.
    place
        Where its row is.
    quantity
        The figure.
    span
        The stretch that the axes show.
    colour
        Colour of the bar.
    start
        Where the bar begins.
    """
    if quantity.bound is Bound.UNBOUNDED:
        return
    lower, upper = float(quantity.lower), float(quantity.upper)
    sure = min(max(0.0, lower), upper)  # between zero and the nearer bound all is certain
    least = lower if lower > -inf else min(0.0, upper)
    most = upper if upper < inf else max(0.0, lower)
    ax.barh(place, sure, left=start, height=_HEIGHT, color=colour, linewidth=0)
    ax.barh(place, most - least, left=start + least, height=_HEIGHT, color=colour, alpha=_PALE, linewidth=0)
    if upper == inf:
        _draw_arrow(ax, place, start + lower, span.arrow, colour)
    if lower == -inf:
        _draw_arrow(ax, place, start + upper, -span.arrow, colour)
    # of a sum with one bound the value says little: the bound is what is known
    mark = start + (lower if upper == inf else upper if lower == -inf else float(quantity.value))
    half = _HEIGHT / 2
    ax.plot([mark, mark], [place - half, place + half], color=_TICK, linewidth=1.4, solid_capstyle="butt")


def _draw_arrow(ax: Axes, place: float, edge: float, length: float, colour: str) -> None:
    ax.annotate(
        "",
        xy=(edge + length, place),
        xytext=(edge, place),
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0},
    )


def write_beside(ax: Axes, place: float, words: str, voice: Speech) -> None:
    """Write words to the right of the axes, in the row of a figure."""
    ax.text(
        1.012,
        place,
        words,
        transform=ax.get_yaxis_transform(),
        va="center",
        fontsize="small",
        fontfamily=list(voice.families),
    )


def set_scale(ax: Axes, unit: Unit, span: Span, voice: Speech) -> None:
    """Set the limits of the axis of figures, with a scale word that saves zeros and leaves no tick below one."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    zero, first, *_ = MaxNLocator(6).tick_values(span.low, span.high)
    scale, word = scale_of(Decimal(f"{first - zero:.12g}"), voice.lang)
    size = float(scale)
    ax.set_xlim(span.low - (span.arrow * 1.5 if span.low < 0 else 0), span.high + span.arrow * 1.5)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / size:,.6g}"))
    label = plain((word + unit_words(unit, voice.lang)).strip())
    ax.set_xlabel(label, loc="right", fontsize="small", fontfamily=list(voice.families))
    ax.tick_params(labelsize="small")
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis="x", color="#e6e6e6", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.axvline(0, color="#8a8a8a", linewidth=0.8)
