"""Bars of figures: what is certain is full, what is possible is pale, what has no end is an arrow."""

from __future__ import annotations

__all__ = ["Bars", "labelled"]

from collections.abc import Collection
from decimal import Decimal
from math import inf
from typing import NamedTuple

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import in_even_lines, plain
from anhui_ftz.words import label
from anhui_ftz.words.quantities import scale_of, unit_words

_HEIGHT, _PALE, _ARROW = 0.58, 0.32, 0.07
#: Columns of a label, at least in a narrow figure and at most elsewhere, and ticks of the axis there and elsewhere.
_LEAST_COLUMNS, _MOST_COLUMNS, _FEW, _MANY = 26, 52, 4, 6
#: Half the height of a bracket, and how far one stands from the figure at least, as part of the axis.
_BRACKET, _APART = 0.38, 0.006
#: Marks by which the kinds of bounds are told apart without colour.
_MARKERS = {
    "$|$": (Bound.EXACT,),
    "$[\\,]$": (Bound.ROUNDED, Bound.ABOUT, Bound.BETWEEN),
    r"$\rightarrow$": (Bound.AT_LEAST,),
    r"$\leftarrow$": (Bound.AT_MOST,),
}
#: What a float can hold with room for margins.
_LARGEST = Decimal("1e300")


def labelled(canvas: Canvas, words: str, quantity: Quantity | None) -> str:
    """Return the label of a row in lines that fit: with its figure if that does not fit beside the axes."""
    if not canvas.is_narrow:
        return in_even_lines(words, _MOST_COLUMNS)
    figure = canvas.voice.word("plot.unknown") if quantity is None else canvas.voice.figure(quantity)
    return in_even_lines("\n".join(filter(None, [words, figure])), max(_LEAST_COLUMNS, canvas.beside))


class Bars(NamedTuple):
    """Rows of figures of one unit on one axis, which shows all of them and zero."""

    canvas: Canvas
    low: float
    high: float

    @classmethod
    def of(cls, canvas: Canvas, quantities: Collection[Quantity]) -> Bars:
        """Set an axis for figures, with a scale word that saves zeros and leaves no tick below one, and the unit.

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
        bars = cls(canvas, low, high if high > low else low + 1)
        bars._set_axis(next(iter(quantities)))
        return bars

    def _set_axis(self, example: Quantity) -> None:
        from matplotlib.ticker import FuncFormatter, MaxNLocator

        ax, voice = self.canvas.ax, self.canvas.voice
        ticks = _FEW if self.canvas.is_narrow else _MANY
        zero, first, *_ = MaxNLocator(ticks).tick_values(self.low, self.high)
        scale, word = scale_of(Decimal(f"{first - zero:.12g}"), voice.lang)
        size = float(scale)
        ax.set_xlim(self.low - (self._arrow * 1.5 if self.low < 0 else 0), self.high + self._arrow * 1.5)
        ax.xaxis.set_major_locator(MaxNLocator(ticks))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: voice.number(value / size)))
        self.canvas.set_note(plain((word + unit_words(example.unit, voice.lang)).strip()), "right")
        ax.axvline(0, color="#8a8a8a", linewidth=0.8)

    @property
    def _arrow(self) -> float:
        """How long an arrow for a missing bound is."""
        return (self.high - self.low) * _ARROW

    def draw(self, row: float, quantity: Quantity, colour: str, start: float = 0.0) -> None:
        """Draw a figure as a bar that begins at ``start``, and write it beside its row."""
        if not self.canvas.is_narrow:
            self._write(row, self.canvas.voice.figure(quantity))
        if quantity.bound is Bound.UNBOUNDED:
            return
        ax = self.canvas.ax
        lower, upper = float(quantity.lower), float(quantity.upper)
        sure = min(max(0.0, lower), upper)  # between zero and the nearer bound all is certain
        least = lower if lower > -inf else min(0.0, upper)
        most = upper if upper < inf else max(0.0, lower)
        ax.barh(row, sure, left=start, height=_HEIGHT, color=colour, linewidth=0)
        ax.barh(row, most - least, left=start + least, height=_HEIGHT, color=colour, alpha=_PALE, linewidth=0)
        if upper == inf:
            self._draw_arrow(row, start + lower, self._arrow, colour)
        if lower == -inf:
            self._draw_arrow(row, start + upper, -self._arrow, colour)
        # of a sum with one bound the value says little: the bound is what is known
        mark = start + (lower if upper == inf else upper if lower == -inf else float(quantity.value))
        self._draw_stroke(mark, row, _HEIGHT / 2, "stated")
        if quantity.bound is not Bound.EXACT and upper < inf and lower > -inf:
            self._draw_interval(row, start + lower, start + upper, mark)

    def _draw_stroke(self, x: float, row: float, half: float, gid: str) -> None:
        self.canvas.ax.plot(
            [x, x], [row - half, row + half], color=self.canvas.ink, linewidth=1.4, solid_capstyle="butt", gid=gid
        )

    def _draw_interval(self, row: float, lower: float, upper: float, mark: float) -> None:
        """Draw brackets at the ends of an interval; those of a narrow one are far enough apart to be seen."""
        apart = (self.high - self.low) * _APART
        lower, upper = min(lower, mark - apart), max(upper, mark + apart)
        for x in (lower, upper):
            self._draw_stroke(x, row, _BRACKET, "bound")
        for y in (row - _BRACKET, row + _BRACKET):
            for x, inward in ((lower, apart / 2), (upper, -apart / 2)):
                self.canvas.ax.plot([x, x + inward], [y, y], color=self.canvas.ink, linewidth=1.4, gid="bound")

    def explain(self, quantities: Collection[Quantity]) -> None:
        """Say below the axes what the marks mean, where any figure is not exact."""
        from matplotlib.lines import Line2D

        lang, found = self.canvas.voice.lang, {quantity.bound for quantity in quantities}
        handles = []
        for marker, bounds in _MARKERS.items():
            words = self.canvas.voice.word("sep").join(label(bound, lang) for bound in bounds if bound in found)
            if words:
                mark = Line2D([], [], linestyle="", marker=marker, markersize=9, color=self.canvas.ink)
                mark.set_label(words)
                handles.append(mark)
        if found - {Bound.EXACT, Bound.UNBOUNDED}:
            self.canvas.set_legend_below(handles)

    def draw_unknown(self, row: float) -> None:
        """Say that a row has no figure."""
        middle = (self.low + self.high) / 2
        self.canvas.write(middle, row, "?", ha="center", fontsize="large", color=self.canvas.shade(0.68))
        if not self.canvas.is_narrow:
            self._write(row, self.canvas.voice.word("plot.unknown"))

    def _write(self, row: float, words: str) -> None:
        """Write to the right of the axes."""
        self.canvas.write(1.012, row, words, transform=self.canvas.ax.get_yaxis_transform())

    def _draw_arrow(self, row: float, edge: float, length: float, colour: str) -> None:
        self.canvas.ax.annotate(
            "",
            xy=(edge + length, row),
            xytext=(edge, row),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0},
        )
