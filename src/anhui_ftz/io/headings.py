"""Headings of a table of observations: the column that each means, and the unit that it may have."""

from __future__ import annotations

__all__ = ["COLUMNS", "column_of", "heading_of", "names_of", "plain"]

import re

#: Columns of a table of observations, each with its other names; those of `source` describe a new one.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("编号", "編號", "标识"),
    "subject": ("place", "主体", "主體", "地区", "地區", "地点", "地點", "片区", "片區"),
    "indicator": ("指标", "指標"),
    "period": ("date", "year", "time", "时期", "時期", "时间", "時間", "日期", "年份"),
    "figure": ("as published", "as printed", "原文", "数字", "數字", "公布数字", "原文数字"),
    "value": ("数值", "數值", "值"),
    "lower": ("下限",),
    "upper": ("上限",),
    "unit": ("单位", "單位"),
    "bound": ("界", "界限"),
    "status": ("状态", "狀態"),
    "basis": ("依据", "依據"),
    "source": ("来源", "來源", "出处", "出處"),
    "source_publisher": ("publisher", "来源机构", "发布者", "發布者", "发布机构"),
    "source_publisher_en": ("publisher_en", "发布者英文名称", "發布者英文名稱", "来源机构英文名称"),
    "source_publisher_zh": ("publisher_zh", "发布者中文名称", "發布者中文名稱", "来源机构中文名称"),
    "source_title": ("title", "来源标题", "标题", "標題"),
    "source_url": ("url", "网址", "網址", "链接", "来源网址"),
    "source_published": ("published", "发布日期", "發布日期", "来源日期"),
    "source_language": ("language", "语言", "語言", "来源语言"),
    "locator": ("位置", "段落"),
    "needs": ("待定",),
    "note": ("备注", "備註", "说明", "說明"),
}
#: Full-width characters, with the ones of ASCII that they are the wide forms of.
_WIDE = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
#: Columns whose heading may have the unit, in brackets.
_MEASURED = ("figure", "value", "lower", "upper")
_with_unit = re.compile(r"(.+?)\s*[（(\[【]([^（）()\[\]【】]+)[)）\]】]").fullmatch


def heading_of(cell: str) -> tuple[str | None, str]:
    """Return the column that a heading means, and its unit if it has one; empty for an empty cell, None if unknown.

    >>> heading_of("数值（万元）"), heading_of(""), heading_of("colour")
    (('value', '万元'), ('', ''), (None, ''))
    """
    name = column_of(cell) if cell else ""
    if name is None and (found := _with_unit(cell)) and column_of(found[1]) in _MEASURED:
        return column_of(found[1]), found[2].strip()
    return name, ""


def plain(cell: str) -> str:
    """Return a cell with full-width letters, digits and signs as ASCII, as dates, numbers and codes are written.

    Other characters stay: ``10²`` is not 102.

    >>> plain("２０２１－０１"), plain("10²")
    ('2021-01', '10²')
    """
    return cell.translate(_WIDE)


def _folded(name: str) -> str:
    return "".join(character for character in plain(name).casefold() if character.isalnum())


_BY_NAME = {_folded(name): column for column, others in COLUMNS.items() for name in (column, *others)}


def column_of(name: str) -> str | None:
    """Return the column that a header cell means, without regard to case, width, spaces and underscores.

    >>> column_of("Ｓｏｕｒｃｅ URL"), column_of("指標"), column_of("colour")
    ('source_url', 'indicator', None)
    """
    return _BY_NAME.get(_folded(name))


def names_of(column: str) -> str:
    """Return the names that a header may give a column, for a message.

    >>> names_of("lower")
    'lower or 下限'
    """
    return " or ".join((column, *COLUMNS[column]))
