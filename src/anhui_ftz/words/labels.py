"""Words for what is not a figure: names, days, statuses, sources; English and Chinese."""

from __future__ import annotations

__all__ = ["LABELS", "cited", "name_of", "period_words", "source_words"]

from anhui_ftz.model.name import Name
from anhui_ftz.model.source import Carrier, Citation, Source, Translation
from anhui_ftz.words.periods import period_words

#: Fixed words by language and key.
LABELS: dict[str, dict[str, str]] = {
    "en": {
        "areas": "Areas",
        "approved": "Approved",
        "batch": "Batch",
        "contradicted": "the parts do not add up to the whole",
        "consistent": "the parts can add up to the whole within their bounds",
        "cooperation": "cooperation",
        "cooperations": "cooperations",
        "derived": "Derived figures, with their working",
        "document": "Founding document",
        "edition": "Data edition",
        "equal": "the parts add up to the whole exactly",
        "figures": "Figures",
        "focus": "Focus",
        "inaugurated": "Inaugurated",
        "incomplete": "not every part is known",
        "linkages": "Partners",
        "lifted": "through ",
        "missing": "nothing on record of",
        "more": "and {0} more",
        "no-figures": "No figure is on record.",
        "no-linkages": "No cooperation is on record, which does not say that there is none.",
        "not-sure": "not surely any",
        "parts": "Parts",
        "place": "Place",
        "province-figures": "Figures of the province and its places",
        "residual": "left over",
        "sources": "Sources",
        "stated": "whole as stated",
        "status": "Status",
        "sum": "sum of the parts",
        "untitled": "title not seen",
        "within": "Lies within",
        "publisher": "publisher's page",
        "reprint": "reprint",
        "mirror": "mirror",
        "machine": "machine translation",
        "human": "translation",
        "explored": "explored",
        "planned": "planned",
        "under-negotiation": "under negotiation",
        "signed": "signed",
        "in-progress": "in progress",
        "in-operation": "in operation",
        "held": "held",
        "ended": "ended",
        "may": "may be {0}",
        "established": "established",
        "reported": "reported, unconfirmed",
        "sep": ", ",
        "clause": ", ",
        "colon": ": ",
        "stop": "; ",
        "brackets": " ({0})",
        "ratio": "{0} / {1}",
        "year-before": "{0}, implied a year before",
        "count": "{0} {1}",
    },
    "zh": {
        "areas": "片区",
        "approved": "批准",
        "batch": "批次",
        "contradicted": "各部分之和与总数不符",
        "consistent": "在误差范围内各部分之和可与总数相符",
        "cooperation": "合作",
        "cooperations": "合作",
        "derived": "推算数据及其计算过程",
        "document": "设立文件",
        "edition": "数据版本",
        "equal": "各部分之和与总数完全相等",
        "figures": "数据",
        "focus": "重点产业",
        "inaugurated": "揭牌",
        "incomplete": "并非每一部分都有数据",
        "linkages": "联动伙伴",
        "lifted": "经由",
        "missing": "无记录",
        "more": "另有{0}项",
        "no-figures": "没有记录在案的数据。",
        "no-linkages": "没有记录在案的合作，但这并不表示没有合作。",
        "not-sure": "状态未定",
        "parts": "组成部分",
        "place": "地点",
        "province-figures": "所在省及其各地数据",
        "residual": "余数",
        "sources": "来源",
        "stated": "公布的总数",
        "status": "状态",
        "sum": "各部分之和",
        "untitled": "标题未见",
        "within": "位于",
        "publisher": "原发布页",
        "reprint": "转载",
        "mirror": "镜像",
        "machine": "机器翻译",
        "human": "翻译",
        "explored": "探索中",
        "planned": "计划中",
        "under-negotiation": "洽谈中",
        "signed": "已签署",
        "in-progress": "推进中",
        "in-operation": "运行中",
        "held": "已举办",
        "ended": "已结束",
        "may": "可能{0}",
        "established": "已设立",
        "reported": "据报道，未经证实",
        "sep": "、",
        "clause": "，",
        "colon": "：",
        "stop": "；",
        "brackets": "（{0}）",
        "ratio": "{0} ÷ {1}",
        "year-before": "{0}，推算的上年同期值",
        "count": "{0}项{1}",
    },
}


def name_of(name: Name, language: str) -> str:
    """Return a name in a language, or in the other where the data hold none.

    >>> name_of(Name("Anhui", "安徽省"), "zh")
    '安徽省'
    """
    return (name.zh or name.en) if language == "zh" else (name.en or name.zh)


def source_words(source: Source, language: str) -> str:
    """Word a source for a footnote: who, what, when, whose page, where."""
    labels = LABELS[language]
    parts = [source.publisher, source.title or f"({labels['untitled']})"]
    if source.published is not None:
        parts.append(period_words(source.published, language))
    if source.carrier not in (None, Carrier.PUBLISHER):
        parts.append(labels[source.carrier])
    if source.translation is not Translation.ORIGINAL:
        parts.append(labels[source.translation])
    return ". ".join([labels["clause"].join(parts), *([source.url] if source.url else [])])


def cited(citation: Citation) -> str:
    """Word a citation: source, locator, and the figure as printed."""
    where = f"{citation.source}, {citation.locator}" if citation.locator else citation.source
    return f"{where}: “{citation.as_published}”" if citation.as_published else where
