"""Periods in words; an end that is missing is never filled in."""

from __future__ import annotations

__all__ = ["period_words", "short_period"]

from datetime import date, timedelta

from anhui_ftz.words import catalogue
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.nouns import Days

_YEAR = 12


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
    >>> [period_words(Period.parse(text), "en") for text in ("2020-09-24/..", "2020-09-24/")]  # open, unknown
    ['since 24 September 2020', '24 September 2020 to an unknown day']
    """
    words, (start, end) = catalogue(language), (period.start, period.end)
    unit = period.calendar_unit
    if start is not None and unit in ("year", "month", "day"):
        return period.edtf if iso else _date(start, unit, words)
    first = _end(start, words, unknown=period.start_unknown, iso=iso)
    last = _end(end, words, unknown=period.end_unknown, iso=iso)
    key = ("between" if last else "since") if first else ("by" if last else "unknown")
    return words.periods[key].format(*filter(None, (first, last)))


def short_period(period: Days, language: str) -> str:
    """Return a period in few words: months by their first letters, whole months of one year together.

    >>> from anhui_ftz import Period
    >>> short_period(Period.parse("2022-01/2022-06"), "en"), short_period(Period.parse("2020-09-24"), "en")
    ('Jan to Jun 2022', '24 Sep 2020')
    >>> short_period(Period.parse("2022-01/2022-06"), "zh")
    '2022年1月至6月'
    """
    words, (start, end) = catalogue(language), (period.start, period.end)
    whole = start and end and start.year == end.year and start.day == 1 and (end + timedelta(1)).day == 1
    if whole and start and end and 0 < end.month - start.month < _YEAR - 1:
        months = (words.months[each.month - 1][: words.short_month] for each in (start, end))
        return words.periods["months"].format(*months, year=start.year)
    text = period_words(period, language)
    for month in words.months:
        text = text.replace(month, month[: words.short_month])
    return text


def _end(day: date | None, words: Catalogue, *, unknown: bool, iso: bool) -> str:
    """Write an end; an open one is empty."""
    if day is None:
        return words.periods["unknown-day"] if unknown else ""
    return str(day) if iso else _date(day, "day", words)


def _date(day: date, unit: str, words: Catalogue) -> str:
    template = words.periods[unit]
    return template.format(year=day.year, month=words.months[day.month - 1], day=day.day)
