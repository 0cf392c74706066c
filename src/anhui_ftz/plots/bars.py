"""Bars of figures: what is certain is full, what is possible is pale, what has no end is an arrow."""

from __future__ import annotations

__all__ = ["Bars"]

from collections.abc import Collection
from decimal import Decimal
from math import inf
from typing import NamedTuple

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.plots.canvas import Canvas, plain
from anhui_ftz.words.quantities import scale_of, unit_words

_HEIGHT, _PALE, _ARROW, _TICK = 0.58, 0.32, 0.07, "#16242e"
#: What a float can hold with room for margins.
_LARGEST = Decimal("1e300")


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

        ax, lang = self.canvas.ax, self.canvas.voice.lang
        zero, first, *_ = MaxNLocator(6).tick_values(self.low, self.high)
        scale, word = scale_of(Decimal(f"{first - zero:.12g}"), lang)
        size = float(scale)
        ax.set_xlim(self.low - (self._arrow * 1.5 if self.low < 0 else 0), self.high + self._arrow * 1.5)
        ax.xaxis.set_major_locator(MaxNLocator(6))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / size:,.6g}"))
        self.canvas.set_note(plain((word + unit_words(example.unit, lang)).strip()), "right")
        ax.axvline(0, color="#8a8a8a", linewidth=0.8)

    @property
    def _arrow(self) -> float:
        """How long an arrow for a missing bound is."""
        return (self.high - self.low) * _ARROW

    def draw(self, row: float, quantity: Quantity, colour: str, start: float = 0.0) -> None:
        """Draw a figure as a bar that begins at ``start``, and write it beside its row."""
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
        half = _HEIGHT / 2
        ax.plot([mark, mark], [row - half, row + half], color=_TICK, linewidth=1.4, solid_capstyle="butt")

    def draw_unknown(self, row: float) -> None:
        """Say that a row has no figure."""
        middle = (self.low + self.high) / 2
        self.canvas.write(middle, row, "?", ha="center", fontsize="large", color="#9a9a9a")
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
