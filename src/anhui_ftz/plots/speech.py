"""The words of plots, safe for matplotlib, in fonts that have them."""

from __future__ import annotations

__all__ = ["Speech", "speech"]

import re
import warnings

import attrs

from anhui_ftz.analysis.links.rollup import Level
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.plots.canvas import chinese_font, pyplot
from anhui_ftz.words import check_language, phrase
from anhui_ftz.words.periods import period_words

_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]").sub
#: What a label holds at most, in columns of a terminal: a Chinese character takes two.
_COLUMNS = 52
_SHORT, _WIDE = 22, 0x2E80


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

    def title(self, key: str, level: Level, on: object) -> str:
        """Return the title of linkages, with the day that was asked about."""
        return self.word(key, self.word(f"plot.among-{level}")) + ("" if on is None else f"{self.word('clause')}{on}")

    def cooperations(self, count: int) -> str:
        """Word a number of cooperations."""
        return self.word("cooperation-count" if count == 1 else "cooperations-count", count)

    def figure(self, quantity: Quantity) -> str:
        """Word a figure."""
        return plain(format(quantity, self.lang))

    def days(self, period: Period) -> str:
        """Word a period, its days as ISO 8601 has them."""
        return period_words(period, self.lang, iso=True)

    def name(self, record_id: str, name: Name, columns: int = _COLUMNS) -> str:
        """Return a name in the language, else in the other, else the id; cut where it is long."""
        found = name.in_(self.lang) if self.chinese else name.en
        return plain(_cut(found or record_id, columns))

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


def _cut(text: str, columns: int) -> str:
    width = 0
    for index, character in enumerate(text):
        width += 2 if ord(character) >= _WIDE else 1
        if width > columns and index < len(text):
            return text[: index - 1].rstrip() + "…"
    return text
