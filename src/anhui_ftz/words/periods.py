"""Periods in words, English and Chinese; an end that is missing is never filled in."""

from __future__ import annotations

__all__ = ["period_words"]

from datetime import date

from anhui_ftz.model.period import Period

_MONTHS = "January February March April May June July August September October November December".split()


def period_words(period: Period, language: str) -> str:
    """Word a period.

    >>> period_words(Period.parse("2020-09-24/2021-01-25"), "en")
    '24 September 2020 to 25 January 2021'
    >>> period_words(Period.parse("../2021-01-25"), "zh")
    '2021年1月25日或之前'
    """
    start, end = period.start, period.end
    if start is not None and end is not None:
        return _short_words(period, language) or _between(start, end, language)
    if end is not None:
        return f"{_day(end, language)}或之前" if language == "zh" else f"by {_day(end, language)}"
    if start is not None:
        return f"自{_day(start, language)}起" if language == "zh" else f"since {_day(start, language)}"
    return "时间未知" if language == "zh" else "at an unknown time"


def _short_words(period: Period, language: str) -> str:
    """Word a period that is one day, month or year; empty for others."""
    year, _, rest = period.edtf.partition("-")
    if "/" in period.edtf:
        return ""
    if not rest:
        return f"{int(year)}年" if language == "zh" else str(int(year))
    month, _, day = rest.partition("-")
    if day and period.start is not None:
        return _day(period.start, language)
    return f"{int(year)}年{int(month)}月" if language == "zh" else f"{_MONTHS[int(month) - 1]} {int(year)}"


def _between(start: date, end: date, language: str) -> str:
    to = "至" if language == "zh" else " to "
    return f"{_day(start, language)}{to}{_day(end, language)}"


def _day(day: date, language: str) -> str:
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
