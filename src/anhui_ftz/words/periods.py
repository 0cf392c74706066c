"""Periods in words; an end that is missing is never filled in."""

from __future__ import annotations

__all__ = ["dated_words", "period_words", "reached_words", "short_period", "stated_period_words"]

from datetime import date
from typing import Any

from anhui_ftz.words import catalogue, label, phrase
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.nouns import Days, Reached, Stated

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
    '不晚于2021年1月25日'
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
    if start and end and start.year == end.year and 1 < (period.months or 0) < _YEAR:
        months = (words.months[each.month - 1][: words.short_month] for each in (start, end))
        return words.periods["months"].format(*months, year=start.year)
    return _shortened(period_words(period, language), language)


def _shortened(text: str, language: str) -> str:
    """Cut the names of months to their first letters."""
    words = catalogue(language)
    for month in words.months:
        text = text.replace(month, month[: words.short_month])
    return text


def stated_period_words(row: Stated, language: str, *, short: bool = False, iso: bool = False) -> str:
    """Return the period of an observation in words, short or with days as ISO 8601; a day only seen is not shown.

    Of a figure since a first day, such as the opening, only the last day was seen.

    >>> from anhui_ftz import Observation, Quantity
    >>> row = Observation("firms", "anhui-ftz", "firms", "2022-01-14", Quantity.exactly(9, "1"), basis="seen")
    >>> stated_period_words(row, "en"), stated_period_words(row, "zh")
    ('date not stated', '日期未载明')
    >>> row = Observation("firms", "anhui-ftz", "firms", "2020-09-24/2022-01-14", row.quantity, basis="seen")
    >>> stated_period_words(row, "en"), stated_period_words(row, "zh")
    ('since 24 September 2020, to a date not stated', '自2020年9月24日起，截止日期未载明')
    """
    start, end = row.period.start, row.period.end
    if row.basis == "seen" and start and start != end:
        first = str(start) if iso else _date(start, "day", catalogue(language))
        return phrase("since-to-not-stated", language, _shortened(first, language) if short else first)
    days = short_period(row.period, language) if short else period_words(row.period, language, iso=iso)
    return _by_basis(row.basis, days, language)


def reached_words(milestone: Reached, language: str) -> str:
    """Return in words when a status was reached.

    A status is reached on one day: a period without an end says "at the earliest", never "since".

    >>> from anhui_ftz import Milestone
    >>> reached_words(Milestone("signed", "2021-01-25/.."), "en")
    '25 January 2021 at the earliest'
    >>> reached_words(Milestone("in-operation", "../2026-11-23", basis="seen"), "en")
    'date not stated'
    """
    days, words = period_words(milestone.period, language), catalogue(language)
    if milestone.period.start is not None and milestone.period.end is None:
        days = words.periods["earliest"].format(_date(milestone.period.start, "day", words))
    elif milestone.period.start is None and milestone.period.end is not None:
        days = words.periods["by"].format(_date(milestone.period.end, "day", words))
    return _by_basis(milestone.basis, days, language)


def dated_words(each: Any, language: str) -> tuple[str, str]:
    """Return what a milestone or an event is, and when it was.

    >>> from anhui_ftz import Milestone, ZoneEvent
    >>> dated_words(Milestone("signed", "../2021", basis="seen"), "en"), dated_words(ZoneEvent("decided", "2019"), "zh")
    (('signed', 'date not stated'), ('决定设立', '2019年'))
    """
    if hasattr(each, "status"):
        return label(each.status, language), reached_words(each, language)
    return label(each.kind, language), period_words(each.period, language)


def _by_basis(basis: str, days: str, language: str) -> str:
    templates = catalogue(language).periods
    return {"seen": templates["seen"], "inferred": templates["inferred"].format(days)}.get(basis, days)


def _end(day: date | None, words: Catalogue, *, unknown: bool, iso: bool) -> str:
    """Write an end; an open one is empty."""
    if day is None:
        return words.periods["unknown-day"] if unknown else ""
    return str(day) if iso else _date(day, "day", words)


def _date(day: date, unit: str, words: Catalogue) -> str:
    template = words.periods[unit]
    return template.format(year=day.year, month=words.months[day.month - 1], day=day.day)
