"""Periods in words; an end that is missing is never filled in."""

from __future__ import annotations

__all__ = ["period_words"]

from datetime import date

from anhui_ftz.words import catalogue
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.nouns import Days


def period_words(period: Days, language: str, *, iso: bool = False) -> str:
    """Return a period in words.

    Parameters
    ----------
    period
        The period.
    language
        ``en`` or ``zh``.
    iso
        Whether days are written as 2021-01-25, for axes and other narrow places.

    Examples
    --------
    >>> from anhui_ftz import Period
    >>> period_words(Period.parse("2020-09-24/2021-01-25"), "en")
    '24 September 2020 to 25 January 2021'
    >>> period_words(Period.parse("../2021-01-25"), "zh")
    '2021年1月25日或之前'
    >>> period_words(Period.parse("../2021-01-25"), "en", iso=True)
    'by 2021-01-25'
    """
    words, (start, end) = catalogue(language), (period.start, period.end)
    if start is not None and end is not None and "/" not in period.edtf:
        return period.edtf if iso else _date(start, period.edtf.count("-"), words)
    days = [str(day) if iso else _date(day, 2, words) for day in (start, end) if day is not None]
    key = ("between" if end else "since") if start else ("by" if end else "unknown")
    return words.periods[key].format(*days)


def _date(day: date, precision: int, words: Catalogue) -> str:
    """Write a year, a month or a day: so many parts beyond the year."""
    template = words.periods[("year", "month", "day")[precision]]
    return template.format(year=day.year, month=words.months[day.month - 1], day=day.day)
