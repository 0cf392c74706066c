"""What every plot needs: matplotlib, axes to draw on, and words in a language and in fonts that have them."""

from __future__ import annotations

__all__ = ["Canvas", "Speech", "chinese_font", "pyplot", "speech"]

import re
import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import attrs

from anhui_ftz.analysis.links.query import LinkQuery
from anhui_ftz.errors import InvalidValue, MissingExtra, shown
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.plots.lettering import in_lines, plain
from anhui_ftz.words import check_language, phrase
from anhui_ftz.words.periods import period_words, stated_period_words

if TYPE_CHECKING:
    from types import ModuleType

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontEntry

#: Families with simplified Chinese that systems ship, the most legible first; of a collection only the first is seen.
_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK JP",
    "PingFang SC", "PingFang HK", "Microsoft YaHei", "Hiragino Sans GB", "Heiti SC", "Heiti TC", "STHeiti", "SimHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Sarasa Gothic SC", "LXGW WenKai", "Droid Sans Fallback",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "Source Han Serif SC", "Songti SC", "SimSun", "Arial Unicode MS",
    "AR PL UMing CN", "AR PL UKai CN",
)  # fmt: skip
#: Characters that a font with simplified Chinese has.
_PROBE = "中国安徽蚌埠芜湖贸易试验区"
_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]").sub
#: What a line of a label holds at most, in columns of a terminal: a Chinese character takes two.
_COLUMNS = 52
_SHORT = 22
#: Columns that an inch of a small and of a medium text takes, and the part of a figure that axes have.
_SMALL, _MEDIUM, _PART, _NARROW_PART = 17, 14, 0.7, 0.5
#: Inches of a figure below which figures stand below their labels, and not to the right.
_NARROW = 5.5


def pyplot() -> ModuleType:
    """Return ``matplotlib.pyplot``.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    """
    try:
        from matplotlib import pyplot as plt
    except ImportError:
        raise MissingExtra("a plot", "plot") from None
    return plt


@cache
def chinese_font() -> str | None:
    """Return the family of an installed font that has simplified Chinese; None if no such font is installed."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    entries = {entry.name: entry for entry in reversed(fontManager.ttflist)}
    if entries.keys().isdisjoint(_FAMILIES):
        # the list is a cache, which does not know of fonts that were installed later
        known = {entry.fname for entry in fontManager.ttflist}
        for path in sorted(set(findSystemFonts()) - known):
            _try_to_add(path)
        entries = {entry.name: entry for entry in reversed(fontManager.ttflist)}
    return next((family for family in _FAMILIES if family in entries and _has_chinese(entries[family])), None)


def _try_to_add(path: str) -> None:
    from matplotlib.font_manager import fontManager

    try:
        fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError):  # a file that FreeType cannot read is no font for us
        return


def _has_chinese(entry: FontEntry) -> bool:
    from matplotlib.font_manager import get_font

    charmap = get_font(entry.fname).get_charmap()
    return all(ord(character) in charmap for character in _PROBE)


@attrs.frozen
class Speech:
    """A language, and the font families to write it in."""

    #: ``en`` or ``zh``.
    lang: str
    #: Font families, the caller's own first.
    families: tuple[str, ...]
    #: Whether Chinese characters can be drawn.
    chinese: bool

    def word(self, key: str, *values: object) -> str:
        """Return a fixed text with its values."""
        return phrase(key, self.lang, *values)

    def title(self, key: str, query: LinkQuery) -> str:
        """Return the title of linkages, with the day that was asked about."""
        day = "" if query.on is None else f"{self.word('clause')}{query.on}"
        return self.word(key, self.word(f"plot.among-{query.level}")) + day

    def cooperations(self, count: int) -> str:
        """Word a number of cooperations."""
        return self.word("cooperation-count" if count == 1 else "cooperations-count", count)

    def figure(self, quantity: Quantity) -> str:
        """Word a figure."""
        return plain(format(quantity, self.lang))

    def days(self, period: Period) -> str:
        """Word a period, its days as ISO 8601 has them."""
        return period_words(period, self.lang, iso=True)

    def stated(self, row: Observation) -> str:
        """Word the period of an observation; a day on which a page was only seen is not shown."""
        return stated_period_words(row, self.lang, iso=True)

    def name(self, record_id: str, name: Name, columns: int = _COLUMNS) -> str:
        """Return a name in the language, else in the other, else the id; in several lines where it is long."""
        found = name.in_(self.lang) if self.chinese else name.en
        return plain(in_lines(found or record_id, columns))

    def place(self, ds: Dataset, id: str) -> str:
        """Return the name of a place."""
        return self.name(id, ds.place(id).name)

    def indicator(self, ds: Dataset, id: str) -> str:
        """Return the name of an indicator."""
        return self.name(id, ds.get(id, Indicator).name)

    def short(self, ds: Dataset, place: Place) -> str:
        """Return a name for a crowded plot: that of a zone's province or of an area's city where no other is meant."""
        if isinstance(place, Zone) and sum(zone.province == place.province for zone in ds.zones) == 1:
            place = ds.place(place.province)
        english = _BRACKETED("", place.name.en)
        if isinstance(place, Area) and place.city is not None and english == f"{ds.place(place.city).name.en} Area":
            english = ds.place(place.city).name.en
        return self.name(place.id, Name(english, _BRACKETED("", place.name.zh)), _SHORT)


def speech(lang: str) -> Speech:
    """Return the language and fonts of a plot.

    Warns
    -----
    UserWarning
        If Chinese is asked for, and no installed font has it; the plot is then in English.

    Raises
    ------
    InvalidValue
        If the language is neither ``en`` nor ``zh``.
    MissingExtra
        If matplotlib is not installed.
    """
    check_language(lang)
    families = pyplot().rcParams["font.family"]
    font = chinese_font()
    if lang == "zh" and font is None:
        message = (
            "no installed font has Chinese characters, so the plot is in English; "
            "install one, such as Noto Sans CJK (Debian: fonts-noto-cjk)"
        )
        warnings.warn(message, stacklevel=3)
        lang = "en"
    return Speech(lang, (*families, *([font] if font else [])), font is not None)


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
