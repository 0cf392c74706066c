"""What every plot needs first: matplotlib, axes to draw on, and a font that has the words."""

from __future__ import annotations

__all__ = ["axes", "chinese_font", "emptied", "pyplot", "set_ticks", "titled"]

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from anhui_ftz.errors import InvalidValue, MissingExtra, shown

if TYPE_CHECKING:
    from types import ModuleType

    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
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


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return the caller's axes, or those of a new figure of this width and height in inches.

    Raises
    ------
    InvalidValue
        If what the caller gives is no Axes, such as a figure, or an array of several.
    """
    plt = pyplot()
    if ax is None:
        ax = plt.subplots(figsize=(width, height), layout="constrained")[1]
    elif not isinstance(ax, plt.Axes):
        raise InvalidValue(f"ax is one Axes of matplotlib, not {shown(ax)}")
    return ax


@cache
def chinese_font() -> str | None:
    """Return the family of an installed font that has simplified Chinese; None where there is none."""
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


def titled(ax: Axes, title: str, families: Sequence[str]) -> None:
    """Give axes a title in these font families, at the left."""
    ax.set_title(title, loc="left", fontsize="medium", fontfamily=list(families))


def emptied(ax: Axes, words: str, families: Sequence[str]) -> Axes:
    """Say on axes that there is nothing to draw."""
    ax.set_axis_off()
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", fontfamily=list(families))
    return ax


def set_ticks(axis: Axis, places: Sequence[float], labels: Sequence[str], families: Sequence[str]) -> None:
    """Set the ticks of an axis, with labels in these font families."""
    axis.set_ticks(list(places), labels=list(labels), fontfamily=list(families))
