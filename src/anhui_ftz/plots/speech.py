"""The words of plots in English and Chinese, safe for matplotlib, in fonts that have them."""

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
from anhui_ftz.words import check_language

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "established": "signed, running or held",
        "foreseen": "explored, planned or negotiated",
        "unsure": "status not sure",
        "ended": "ended",
        "linked": "linked",
        "unlinked": "no linkage on record",
        "evidence-one": "1 cooperation",
        "evidence": "{0} cooperations",
        "off-map": "Not on the map, since no source gives a point: {0}",
        "no-labels": "Names left out for want of room: {0}",
        "more": "and {0} more",
        "nothing": "Nothing on record",
        "no-record": "blank: none on record, which does not say that there is none",
        "cooperations": "Cooperations on record between {0}",
        "map": "Linkages of {0} on record",
        "zone": "free trade zones",
        "area": "areas of free trade zones",
        "city": "cities",
        "province": "provinces",
        "stated": "the parties",
        "timeline": "Milestones, each reached on some day of its bar",
        "statistics": "Figures as stated",
        "several": "several places",
        "undated": "no date on record",
        "whole": "whole as stated",
        "sum": "sum of the parts",
        "sum-known": "sum of the parts known",
        "unknown": "unknown",
        "equal": "the parts add up to the whole exactly",
        "consistent": "the parts can add up to the whole within their bounds",
        "contradicted": "the parts do not add up to the whole",
        "incomplete": "not every part is known",
        "sep": ", ",
        "since": "since {0}",
        "by": "by {0}",
        "to": "{0} to {1}",
        "no-day": "days unknown",
        "clause": ", ",
        "colon": ": ",
        "explored": "explored",
        "planned": "planned",
        "under-negotiation": "under negotiation",
        "signed": "signed",
        "in-progress": "in progress",
        "in-operation": "in operation",
        "held": "held",
    },
    "zh": {
        "established": "已签署、运行或举办",
        "foreseen": "探索、计划或洽谈中",
        "unsure": "状态未定",
        "ended": "已结束",
        "linked": "有联动记录",
        "unlinked": "无联动记录",
        "evidence-one": "1项合作",
        "evidence": "{0}项合作",
        "off-map": "未标于图上（来源未给出坐标）：{0}",
        "no-labels": "因空间不足而略去的名称：{0}个",
        "more": "另有{0}个",
        "nothing": "无记录",
        "no-record": "空白：无记录，但不表示没有",
        "cooperations": "{0}之间记录在案的合作数",
        "map": "{0}之间记录在案的联动",
        "zone": "自贸试验区",
        "area": "自贸试验区片区",
        "city": "城市",
        "province": "省级行政区",
        "stated": "合作各方",
        "timeline": "合作进展（达成于所示时段内的某一天）",
        "statistics": "公布的数据",
        "several": "多地",
        "undated": "无日期记录",
        "whole": "公布的总数",
        "sum": "各部分之和",
        "sum-known": "已知部分之和",
        "unknown": "未知",
        "equal": "各部分之和与总数完全相等",
        "consistent": "在误差范围内各部分之和可与总数相符",
        "contradicted": "各部分之和与总数不符",
        "incomplete": "并非每一部分都有数据",
        "sep": "、",
        "since": "{0}起",
        "by": "{0}或之前",
        "to": "{0}至{1}",
        "no-day": "时间未知",
        "clause": "，",
        "colon": "：",
        "explored": "探索中",
        "planned": "计划中",
        "under-negotiation": "洽谈中",
        "signed": "已签署",
        "in-progress": "推进中",
        "in-operation": "运行中",
        "held": "已举办",
    },
}
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
        return _WORDS[self.lang][key].format(*values)

    def title(self, key: str, level: Level, on: object) -> str:
        """Return the title of linkages, with the day that was asked about."""
        return self.word(key, self.word(level)) + ("" if on is None else f"{self.word('clause')}{on}")

    def cooperations(self, count: int) -> str:
        """Word a number of cooperations."""
        return self.word("evidence-one" if count == 1 else "evidence", count)

    def figure(self, quantity: Quantity) -> str:
        """Word a figure."""
        return plain(format(quantity, self.lang))

    def days(self, period: Period) -> str:
        """Word a period, its days as ISO 8601 has them."""
        start, end = period.start, period.end
        if start is not None and end is not None:
            return self.word("to", start, end) if "/" in period.edtf else period.edtf
        if start is None and end is None:
            return self.word("no-day")
        return self.word("by", end) if start is None else self.word("since", start)

    def name(self, record_id: str, name: Name, columns: int = _COLUMNS) -> str:
        """Return a name in the language, else in the other, else the id; cut where it is long."""
        found = (name.zh or name.en) if self.lang == "zh" else (name.en or (name.zh if self.chinese else ""))
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
