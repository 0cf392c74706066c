"""What plots say: a language, names and figures in it, in lines that fit, and fonts that have its characters."""

from __future__ import annotations

__all__ = ["Speech", "chinese_font", "in_even_lines", "in_lines", "plain", "pyplot", "speech"]

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.analysis.links.query import LinkQuery
from anhui_ftz.errors import MissingExtra
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.words import catalogue, check_language, phrase
from anhui_ftz.words.periods import period_words, stated_period_words
from anhui_ftz.words.screen import width_of, wrapped_text

if TYPE_CHECKING:
    from types import ModuleType

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

    def number(self, value: float) -> str:
        """Write a number of an axis in its first six digits, grouped as the language groups them."""
        return format(value or 0.0, catalogue(self.lang).number.replace("f", ".6g"))

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
        return in_even_lines(self._whole(record_id, name), columns)

    def _whole(self, record_id: str, name: Name) -> str:
        return plain((name.in_(self.lang) if self.chinese else name.en) or record_id)

    def place(self, ds: Dataset, id: str) -> str:
        """Return the name of a place, in one line."""
        return self._whole(id, ds.place(id).name)

    def indicator(self, ds: Dataset, id: str) -> str:
        """Return the name of an indicator, in one line."""
        return self._whole(id, ds.get(id, Indicator).name)

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


def plain(text: str) -> str:
    r"""Return text that matplotlib shows as it is: a dollar begins no formula.

    >>> print(plain("US$5"))
    US\$5
    """
    return text.replace("$", r"\$")


def in_lines(text: str, columns: int) -> str:
    r"""Return a text in lines of at most so many columns; a word that is longer is broken.

    >>> in_lines("Wuhu Area", 5), in_lines("芜湖片区", 4), in_lines("anhui-ftz", 5)
    ('Wuhu\nArea', '芜湖\n片区', 'anhui\n-ftz')
    >>> in_lines("growth\n2022-01-01", 12)  # each line of the text by itself
    'growth\n2022-01-01'
    """
    broken = (_pieces(line, columns) for part in text.split("\n") for line in wrapped_text(part, columns))
    return "\n".join(piece for pieces in broken for piece in pieces)


def in_even_lines(text: str, columns: int) -> str:
    r"""Return a text in as few lines as `in_lines` makes of it, each of about one length.

    >>> in_lines("Anhui Pilot Free Trade Zone", 24), in_even_lines("Anhui Pilot Free Trade Zone", 24)
    ('Anhui Pilot Free Trade\nZone', 'Anhui Pilot\nFree Trade Zone')
    """
    return "\n".join(_even(line, columns) for line in text.split("\n"))


def _even(line: str, columns: int) -> str:
    most = in_lines(line, columns).count("\n")
    enough = bisect_left(range(1, columns), True, key=lambda each: in_lines(line, each).count("\n") <= most)
    return in_lines(line, enough + 1)


def _pieces(line: str, columns: int) -> Iterator[str]:
    if width_of(line) <= columns:  # most do, and need not be measured character by character
        yield line
        return
    piece = ""
    for character in line:
        if width_of(piece + character) > columns:
            yield piece
            piece = ""
        piece += character
    yield piece
