"""What every plot draws on: axes, and their title, rows, legend, notes and source line."""

from __future__ import annotations

__all__ = ["Canvas", "lay_out"]

from collections.abc import Sequence
from math import inf
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, cast

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.citations.captions import PUBLISHERS, Captioned, caption_of
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.plots.speech import Speech, in_even_lines, in_lines, plain, pyplot
from anhui_ftz.words.screen import width_of

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.text import Text

_RGB = tuple[float, float, float]

#: Columns that an inch of a small and of a medium text takes, and the part of a figure that axes have.
_SMALL, _MEDIUM, _PART, _NARROW_PART = 17, 14, 0.66, 0.42
#: Inches of axes, given or new, below which figures are below their labels, and not to the right; a new figure can be
#: made higher for it.
_NARROW, _NARROW_NEW = 5.5, 7
#: How dark quiet words are, between ground and ink.
_QUIET = 0.68
#: Columns that the mark of a legend takes.
_MARK = 3
#: Inches that a new figure can be wide.
_LEAST, _MOST = 2, 100
#: Inches that a line of a label is high.
_LINE, _NARROW_LINE = 0.15, 0.12
#: Inches in which titles, legends and notes have room.
_AMPLE = 5
#: Inches that the layout of matplotlib leaves at the upper and the lower edge together.
_EDGES = 0.09
#: How often a figure is laid out at most, and the part of its width by which its axes may then still move.
_PASSES, _STAYS = 6, 0.0005


@attrs.frozen
class Canvas:
    """Axes to draw on, and the words and fonts to write with."""

    #: The axes.
    ax: Axes
    #: The language and the fonts.
    voice: Speech
    #: Whether the figure was made for the plot, and can be as high as it needs.
    own: bool = False

    @classmethod
    def of(cls, ax: Axes | None, width: float | None, voice: Speech, usual: float) -> Canvas:
        """Return the caller's axes, or those of a new figure of this width in inches; None takes the usual one.

        Raises
        ------
        InvalidValue
            If what the caller gives is not an Axes, such as a figure, or an array of several; or if the width is
            not a number from 2 to 100, or is given for axes that have one.
        """
        plt = pyplot()
        if width is not None:
            if ax is not None:
                raise InvalidValue("width is that of a new figure: give ax or width, not both")
            if isinstance(width, bool) or not isinstance(width, Real) or not _LEAST <= width <= _MOST:
                raise InvalidValue(f"width is a number of inches from {_LEAST} to {_MOST}, not {shown(width)}")
        if ax is None:
            made = plt.subplots(figsize=(float(width or usual), usual), layout="constrained")[1]
            return cls(made, voice, own=True)
        if not isinstance(ax, plt.Axes):
            raise InvalidValue(f"ax is one Axes of matplotlib, not {shown(ax)}")
        return cls(ax, voice)

    def set_height(self, least: float, height: float, most: float) -> None:
        """Make a new figure so high in inches, within these limits."""
        if self.own:
            cast("Figure", self.ax.figure).set_figheight(min(max(height, least), most))

    def rows_height(self, labels: Sequence[str], between: float) -> float:
        """Return how many inches high rows with these labels are together, with so many between each two."""
        lines = 1 + max((label.count("\n") for label in labels), default=0)
        return (between + (_NARROW_LINE if self.is_narrow else _LINE) * lines) * len(labels)

    @property
    def fonts(self) -> list[str]:
        """The font families, as matplotlib takes them."""
        return list(self.voice.families)

    def grow(self, inches: float = inf) -> None:
        """Make a new narrow figure so high that its axes have so many inches, or their shape at its width."""
        if self.own and self.is_narrow:
            figure = cast("Figure", self.ax.figure)
            figure.set_figheight(figure.get_figheight() + _AMPLE)
            lay_out(figure)  # only now is it known how large things are
            drawn = sum(float(ax.get_position().height) for ax in figure.axes) * figure.get_figheight()
            around = float(figure.get_tightbbox().height) - drawn
            figure.set_figheight(around + _EDGES + (inches if self.ax.get_aspect() == "auto" else min(inches, drawn)))

    def fit(self) -> None:
        """Make a new figure as high as axes of a fixed shape and all around them, and lay it out."""
        self.grow()
        self.settle()

    def settle(self) -> None:
        """Lay a new figure out until its axes stay: those of a fixed shape move only a part of their way each time."""
        if self.own:
            figure, before = cast("Figure", self.ax.figure), None
            for _ in range(_PASSES):
                lay_out(figure)
                if before is not None and abs(before - self.ax.get_position().width) < _STAYS:
                    break
                before = float(self.ax.get_position().width)

    def set_title(self, title: str, pad: float | None = None) -> None:
        """Write a title at the left, in several lines where it is long; so many points above the axes."""
        title = in_even_lines(title, self._columns(_MEDIUM))
        self.ax.set_title(title, loc="left", fontsize="medium", fontfamily=self.fonts, pad=pad)

    @property
    def ground(self) -> str:
        """The colour seen behind what is drawn: that of the axes, and of the figure where they are transparent."""
        return self.shade(0)

    @property
    def ink(self) -> str:
        """The colour of texts on it."""
        return self.shade(1)

    def shade(self, part: float, colour: str | None = None) -> str:
        """Return a colour that is so far from the ground to another, usually to the ink."""
        from matplotlib.colors import to_hex, to_rgb

        seen = to_rgb("white")  # paper
        for figure in dict.fromkeys((self.ax.get_figure(root=True), self.ax.figure)):  # or a part of a figure
            seen = seen if figure is None else _over(seen, figure.get_facecolor(), 1)
        seen = _over(seen, self.ax.get_facecolor(), 1)
        return str(to_hex(_over(seen, colour or pyplot().rcParams["text.color"], part)))

    @property
    def columns(self) -> int:
        """How many columns of small text the axes have room for, roughly."""
        return self._columns(_SMALL)

    @property
    def beside(self) -> int:
        """How many columns of small text have room to the left of the axes."""
        return max(int(self.inches * (1 - _PART) * _SMALL), 1)

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room beside the axes."""
        return self.inches < (_NARROW_NEW if self.own else _NARROW)

    @property
    def inches(self) -> float:
        """How wide the part of the figure is that the axes have."""
        figure, spec = cast("Figure | None", self.ax.figure), self.ax.get_subplotspec()  # or a part of a figure
        if figure is None:
            return 10.0
        whole = float(figure.bbox.width) / figure.dpi
        if spec is None:
            return whole
        grid = spec.get_topmost_subplotspec().get_gridspec()
        _, _, left, right = grid.get_grid_positions(figure)
        return whole * float(spec.get_position(figure).width) / float(max(right) - min(left))

    def _columns(self, per_inch: float) -> int:
        part = _NARROW_PART if self.is_narrow else _PART
        points = float(pyplot().rcParams["font.size"])  # 10, unless the style of the caller says otherwise
        return max(int(self.inches * part * per_inch * 10 / points), 16)

    def set_source(self, ds: Dataset, shown: Captioned) -> None:
        """Write who published what is shown, below everything else under the axes."""
        words = caption_of(ds, shown, self.voice.lang, PUBLISHERS)
        self._hang(plain(in_lines(words, self.columns)), "source", fontsize="x-small", color=self.shade(_QUIET))

    def set_note(self, words: str, side: Literal["left", "right"] = "left") -> None:
        """Write words below the axes, or below the legend that is there."""
        note = self._hung("note")
        if note is not None:
            note.set_text(words)
        elif side == "left" and self._legend_below is not None:
            self._hang(words, "note", fontsize="x-small")
        else:
            size = "x-small" if side == "left" else "small"
            self.ax.set_xlabel(words, loc=side, fontsize=size, fontfamily=self.fonts)

    @property
    def _legend_below(self) -> Legend | None:
        """The legend, if it is below the axes."""
        legend = self.ax.get_legend()
        return None if legend is None or legend.get_bbox_to_anchor().y0 > self.ax.bbox.y0 else legend

    def _hung(self, gid: str) -> Text | None:
        return next((text for text in self.ax.texts if text.get_gid() == gid), None)

    def _hang(self, words: str, gid: str, **style: Any) -> None:
        """Write words below everything else under the axes."""
        below = self._hung("note") or self._legend_below or self.ax.xaxis.label
        self.ax.annotate(
            words,
            xy=(0, 0),
            xycoords=("axes fraction", below),
            xytext=(0, -6),
            textcoords="offset points",
            va="top",
            fontfamily=self.fonts,
            gid=gid,
            **style,
        )

    def set_ticks(self, axis: Literal["x", "y"], labels: Sequence[str]) -> None:
        """Label the places 0, 1, 2 and so on of an axis."""
        one = self.ax.xaxis if axis == "x" else self.ax.yaxis
        one.set_ticks(range(len(labels)), labels=labels, fontfamily=self.fonts)
        self.ax.tick_params(axis=axis, length=0, labelsize="x-small" if self.is_narrow else "small")

    def set_rows(self, labels: Sequence[str]) -> None:
        """Make a row of each label, the first on top, over a grid of the other axis."""
        self.set_ticks("y", labels)
        self.ax.set(ylim=(len(labels) - 0.4, -0.6))
        self.ax.tick_params(axis="x", labelsize="x-small" if self.is_narrow else "small")
        self.ax.spines[["top", "right"]].set_visible(False)
        self.ax.grid(axis="x", color=self.shade(0.1), linewidth=0.6)
        self.ax.set_axisbelow(True)

    def set_legend(self, handles: Sequence[Artist]) -> None:
        """Explain marks to the right of the axes, or below them where there is no room."""
        if self.is_narrow:
            self.set_legend_below(handles)
            return
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
            handletextpad=0.6,
            columnspacing=1.2,
            ncols=self._legend_columns(handles),
            frameon=False,
            prop=font,
        )

    def _legend_columns(self, handles: Sequence[Artist]) -> int:
        """Return how many marks are explained beside each other: in a narrow figure as many as fit."""
        widest = max((width_of(str(each.get_label())) for each in handles), default=0)
        return min(max(self.columns // (widest + _MARK), 1), 2 if self.is_narrow else 4)

    def write(self, x: float, y: float, words: str, **style: Any) -> None:
        """Write words at a point of the data, or of another transform."""
        self.ax.text(x, y, words, **{"fontsize": "small", "va": "center", "fontfamily": self.fonts} | style)

    def empty(self, words: str = "") -> Axes:
        """Say that there is nothing to draw."""
        self.ax.set_axis_off()
        words = words or self.voice.word("plot.nothing")
        self.write(0.5, 0.5, words, transform=self.ax.transAxes, ha="center", fontsize=None)
        return self.ax


def lay_out(figure: Figure) -> None:
    """Give axes the places that they have when the figure is drawn, without drawing it."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    for ax in figure.axes:
        ax.apply_aspect()


def _over(below: _RGB, colour: Any, part: float) -> _RGB:
    """Return what is seen where a colour lies over another one, as far as it is opaque, and so far only."""
    from matplotlib.colors import to_rgba

    *above, alpha = to_rgba(colour)
    red, green, blue = (low + (high - low) * alpha * part for low, high in zip(below, above, strict=True))
    return red, green, blue
