"""What every plot draws on: axes, and their title, rows, legend, notes and source line."""

from __future__ import annotations

__all__ = ["Canvas"]

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.plots.lettering import in_lines, plain
from anhui_ftz.plots.speech import Speech, pyplot

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

#: Columns that an inch of a small and of a medium text takes, and the part of a figure that axes have.
_SMALL, _MEDIUM, _PART, _NARROW_PART = 17, 14, 0.7, 0.5
#: Inches of a figure below which figures stand below their labels, and not to the right.
_NARROW = 5.5


@attrs.frozen
class Canvas:
    """Axes to draw on, and the words and fonts to write with."""

    #: The axes.
    ax: Axes
    #: The language and the fonts.
    voice: Speech

    @classmethod
    def of(cls, ax: Axes | None, voice: Speech, width: float, height: float) -> Canvas:
        """Return the caller's axes, or those of a new figure of this width and height in inches.

        Raises
        ------
        InvalidValue
            If what the caller gives is not an Axes, such as a figure, or an array of several.
        """
        plt = pyplot()
        if ax is None:
            ax = plt.subplots(figsize=(width, height), layout="constrained")[1]
        elif not isinstance(ax, plt.Axes):
            raise InvalidValue(f"ax is one Axes of matplotlib, not {shown(ax)}")
        return cls(ax, voice)

    @property
    def fonts(self) -> list[str]:
        """The font families, as matplotlib takes them."""
        return list(self.voice.families)

    def set_title(self, title: str) -> None:
        """Write a title at the left, in several lines where it is long."""
        title = in_lines(title, self._columns(_MEDIUM))
        self.ax.set_title(title, loc="left", fontsize="medium", fontfamily=self.fonts)

    @property
    def columns(self) -> int:
        """How many columns of small text the axes have room for, roughly."""
        return self._columns(_SMALL)

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room beside the axes."""
        return self._inches < _NARROW

    @property
    def _inches(self) -> float:
        figure = self.ax.get_figure(root=True)
        whole = 10.0 if figure is None else float(figure.get_size_inches()[0])
        spec = self.ax.get_subplotspec()
        return whole if spec is None else whole * len(spec.colspan) / spec.get_gridspec().ncols

    def _columns(self, per_inch: float) -> int:
        part = _NARROW_PART if self.is_narrow else _PART
        return max(int(self._inches * part * per_inch), 24)

    def set_source(self, words: str) -> None:
        """Write who published what is shown, below everything else under the axes."""
        legend = self.ax.get_legend()
        below = self.ax.xaxis.label if legend is None or legend.get_bbox_to_anchor().y0 > self.ax.bbox.y0 else legend
        self.ax.annotate(
            plain(in_lines(words, self.columns)),
            xy=(0, 0),
            xycoords=("axes fraction", below),
            xytext=(0, -6),
            textcoords="offset points",
            va="top",
            fontsize="x-small",
            fontfamily=self.fonts,
            color="#5a5a5a",
            gid="source",
        )

    def set_note(self, words: str, side: Literal["left", "right"] = "left") -> None:
        """Write words below the axes."""
        self.ax.set_xlabel(words, loc=side, fontsize="small", fontfamily=self.fonts)

    def set_ticks(self, axis: Literal["x", "y"], labels: Sequence[str]) -> None:
        """Label the places 0, 1, 2 and so on of an axis."""
        one = self.ax.xaxis if axis == "x" else self.ax.yaxis
        one.set_ticks(range(len(labels)), labels=labels, fontfamily=self.fonts)
        self.ax.tick_params(axis=axis, length=0, labelsize="x-small" if self.is_narrow else "small")

    def set_rows(self, labels: Sequence[str]) -> None:
        """Make a row of each label, the first on top, over a grid of the other axis."""
        self.set_ticks("y", labels)
        self.ax.set(ylim=(len(labels) - 0.4, -0.6))
        self.ax.tick_params(axis="x", labelsize="small")
        self.ax.spines[["top", "right"]].set_visible(False)
        self.ax.grid(axis="x", color="#e6e6e6", linewidth=0.6)
        self.ax.set_axisbelow(True)

    def set_legend(self, handles: Sequence[Artist]) -> None:
        """Explain marks to the right of the axes."""
        font = {"family": self.fonts, "size": "small"}
        self.ax.legend(
            handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), borderaxespad=0, frameon=False, prop=font
        )

    def set_legend_below(self, handles: Sequence[Artist]) -> None:
        """Explain marks in a line below the axes."""
        font = {"family": self.fonts, "size": "x-small"}
        self.ax.legend(
            handles=handles,
            loc="upper left",
            bbox_to_anchor=(0, 0),
            borderaxespad=4.2 if self.is_narrow else 2.8,
            borderpad=0,
            handletextpad=0.2,
            columnspacing=1.2,
            ncols=2 if self.is_narrow else 4,
            frameon=False,
            prop=font,
        )

    def write(self, x: float, y: float, words: str, **style: Any) -> None:
        """Write words at a point of the data, or of another transform."""
        self.ax.text(x, y, words, **{"fontsize": "small", "va": "center", "fontfamily": self.fonts} | style)

    def empty(self, words: str = "") -> Axes:
        """Say that there is nothing to draw."""
        self.ax.set_axis_off()
        words = words or self.voice.word("plot.nothing")
        self.write(0.5, 0.5, words, transform=self.ax.transAxes, ha="center", fontsize=None)
        return self.ax
