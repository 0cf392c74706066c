"""Periods: closed intervals of days, read and written as EDTF (ISO 8601-2).

A period says to which days a figure belongs, or within which days something happened.
"""

from __future__ import annotations

__all__ = ["YEAR_PARTS", "CalendarUnit", "Period", "as_optional_period", "as_period", "month_end"]

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import Day, as_day

#: A unit of the calendar.
CalendarUnit = Literal["year", "half", "quarter", "month", "day"]

_ENDS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII).fullmatch
_PART = re.compile(r"(\d{4})(?:-?([QHS])([1-4])|-(3[3-6]|4[01]))", re.ASCII).fullmatch
_DURATION = re.compile(r"P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?", re.ASCII).fullmatch
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?", re.ASCII).fullmatch
_LAST_MONTH, _LONGEST = 12, 60
#: How an unknown and an open end are written.
_NO_DAY = ("", "..")
#: Months of quarters (33 to 36) and halves (40, 41) as EDTF counts them.
YEAR_PARTS = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}
_CODES = {months: code for code, months in YEAR_PARTS.items()}
#: Calendar units by the months that they have.
_UNITS: dict[int, CalendarUnit] = {1: "month", 3: "quarter", 6: "half", 12: "year"}


@attrs.frozen(repr=False)
class Period:
    """A closed interval of days; either end may be open (``..``) or unknown (empty), which are not the same.

    An open end has no last day: the period goes on. An unknown end has one that is not known.

    Raises
    ------
    InvalidValue
        If the start lies after the end, or a text is not EDTF that this library reads.

    Examples
    --------
    >>> by_then = Period.parse("../2021-01-25")  # at the latest then
    >>> by_then.sure_by("2021-01-25"), by_then.sure_by("2021-01-24")
    (True, False)
    >>> Period.parse("2020年9月")
    Period('2020-09')
    """

    #: First day; None where the start is open or unknown.
    start: date | None = attrs.field(default=None, converter=attrs.converters.optional(as_day))
    #: Last day; None where the end is open or unknown.
    end: date | None = attrs.field(default=None, converter=attrs.converters.optional(as_day))
    #: Whether a missing start is unknown rather than open.
    start_unknown: bool = attrs.field(default=False, kw_only=True)
    #: Whether a missing end is unknown rather than open.
    end_unknown: bool = attrs.field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise InvalidValue(f"a period starts before it ends, not {self.start}/{self.end}")
        if (self.start is not None and self.start_unknown) or (self.end is not None and self.end_unknown):
            raise InvalidValue("an end that is given is not unknown")

    @classmethod
    def parse(cls, text: Period | Day) -> Period:
        """Read EDTF, 2020年9月, a quarter or half, or an SDMX range of start and duration; a Period passes through.

        Parameters
        ----------
        text
            ``2020``, ``2021-01``, ``2021-01-25``, ``2020-09-24/2021-01-25``, ``../2021-01-25``,
            ``2020-09-24/..`` (open), ``2020-09-24/`` (unknown); quarters ``2021-33``, ``2021-Q1`` or ``2021Q1``,
            halves ``2021-40``, ``2021-S1`` or ``2021H1``; ``2020-09-24/P124D``.

        Examples
        --------
        >>> Period.parse("2020").start, Period.parse("2020").end
        (datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
        >>> Period.parse("2021H1"), Period.parse("2020-09-24/P124D")
        (Period('2021-40'), Period('2020-09-24/2021-01-25'))
        """
        if isinstance(text, str) and len(text) <= _LONGEST:
            return _parse(str(text))  # a text of another library, too
        if isinstance(text, Period):
            return text
        if isinstance(text, date):
            day = as_day(text)
            return cls(day, day)
        raise InvalidValue(f"a period is an EDTF text such as 2020-09, not {shown(text)}")

    @property
    def edtf(self) -> str:
        """The shortest EDTF that means the same days.

        >>> (
        ...     Period.parse("2020-09-01/2020-09-30").edtf,
        ...     Period.parse("2021-01-01/2021-03-31").edtf,
        ... )
        ('2020-09', '2021-33')
        """
        start, end = self.start, self.end
        if start is None or end is None:
            left = _end_text(start, self.start_unknown)
            return f"{left}/{_end_text(end, self.end_unknown)}"
        match self.calendar_unit:
            case "day":
                return start.isoformat()
            case "month":
                return start.isoformat()[:7]
            case "quarter" | "half":
                return f"{start.year:04}-{_CODES[start.month, end.month]}"
            case "year":
                return start.isoformat()[:4]
            case _:
                return f"{start.isoformat()}/{end.isoformat()}"

    @property
    def calendar_unit(self) -> CalendarUnit | None:
        """The one unit of the calendar that it is: ``year``, ``half``, ``quarter``, ``month`` or ``day``, or None.

        >>> (
        ...     Period.parse("2021Q1").calendar_unit,
        ...     Period.parse("2021-01/2021-09").calendar_unit,
        ... )
        ('quarter', None)
        """
        start, end = self.start, self.end
        if start is None or end is None:
            return None
        if start == end:
            return "day"
        months = self.months
        if months is None or start.year != end.year:
            return None
        unit = _UNITS.get(months)
        return unit if unit in ("month", "year") or (start.month, end.month) in _CODES else None

    @property
    def days(self) -> int | None:
        """Number of days; None where an end is missing.

        >>> Period.parse("2020").days
        366
        """
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int | None:
        """Number of whole months of the calendar; None if it does not begin and end with one, or an end is missing.

        >>> (
        ...     Period.parse("2021-01/2021-09").months,
        ...     Period.parse("2021-01-02/2021-09-30").months,
        ... )
        (9, None)
        """
        start, end = self.start, self.end
        if start is None or end is None or start.day != 1 or end != month_end(end.year, end.month):
            return None
        return (end.year - start.year) * _LAST_MONTH + end.month - start.month + 1

    @property
    def year(self) -> int | None:
        """The calendar year in which it lies; None where it lies in no single one."""
        if self.start is None or self.end is None or self.start.year != self.end.year:
            return None
        return self.start.year

    def contains(self, other: Period | Day) -> bool:
        """Whether every day of the other certainly lies in it: an open end has no limit, an unknown one may be near.

        >>> (
        ...     Period.parse("2020-09-24/..").contains("2021"),
        ...     Period.parse("2020-09-24/").contains("2021"),
        ... )
        (True, False)
        """
        inner = Period.parse(other)
        # of a period whose other end is unknown no day is sure but the one that is known
        first = self.end if self.start_unknown else self.start
        last = self.start if self.end_unknown else self.end
        if (self.start_unknown and first is None) or (self.end_unknown and last is None):
            return False
        starts = first is None or (inner.start is not None and first <= inner.start)
        return starts and (last is None or (inner.end is not None and inner.end <= last))

    def overlaps(self, other: Period | Day) -> bool:
        """Whether some day may lie in both; an open or unknown end has no limit here.

        >>> Period.parse("2020").overlaps("2020-09-24/2021-01-25")
        True
        """
        peer = Period.parse(other)
        return not (self.precedes(peer) or peer.precedes(self))

    def precedes(self, other: Period | Day) -> bool:
        """Whether it certainly ends before the other starts.

        >>> Period.parse("2019").precedes("2020")
        True
        """
        peer = Period.parse(other)
        return self.end is not None and peer.start is not None and self.end < peer.start

    def sure_by(self, day: Day) -> bool:
        """Whether what happened within it has certainly happened by that day."""
        return self.end is not None and self.end <= as_day(day)

    def possible_by(self, day: Day) -> bool:
        """Whether what happened within it may have happened by that day."""
        return self.start is None or self.start <= as_day(day)

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"Period({self.edtf!r})"


def as_period(value: Period | Day) -> Period:
    """Convert to a Period."""
    return Period.parse(value)


def as_optional_period(value: Period | Day | None) -> Period | None:
    """Convert to a Period; None stays None."""
    return None if value is None else Period.parse(value)


def _end_text(day: date | None, unknown: bool) -> str:
    return day.isoformat() if day is not None else "" if unknown else ".."


@lru_cache(maxsize=4096)
def _parse(text: str) -> Period:
    head, slash, tail = text.strip().partition("/")
    try:
        return _interval(head, tail) if slash else Period(*_days(head))
    except InvalidValue:
        raise
    except ValueError:
        raise InvalidValue(
            f"{shown(text)} is not a period: write 2020, 2021-01, 2021-01-25, 2020-09-24/2021-01-25 or ../2021-01-25"
        ) from None


def _interval(head: str, tail: str) -> Period:
    if tail.startswith("P"):
        start = as_day(head)
        return Period(start, _last_day(start, tail))
    return Period(
        None if head in _NO_DAY else _days(head)[0],
        None if tail in _NO_DAY else _days(tail)[1],
        start_unknown=not head,
        end_unknown=not tail,
    )


def _days(text: str) -> tuple[date, date]:
    """Return the first and last day of a year, half, quarter, month or day."""
    if part := _PART(text):
        code = part[4] or str({"Q": 32}.get(part[2], 39) + int(part[3]))
        if code not in YEAR_PARTS:
            raise ValueError
        first, last = YEAR_PARTS[code]
        return date(int(part[1]), first, 1), month_end(int(part[1]), last)
    match = _ENDS(text) or _CHINESE(text)
    if match is None:
        raise ValueError
    year, month, day = (int(group) if group else None for group in match.groups())
    if year is None or (day is not None and month is None):
        raise ValueError
    if month is None:
        return date(year, 1, 1), date(year, _LAST_MONTH, 31)
    if day is None:
        return date(year, month, 1), month_end(year, month)
    return date(year, month, day), date(year, month, day)


def _last_day(start: date, duration: str) -> date:
    """Return the last day of so many years, months, weeks and days from a day on."""
    match = _DURATION(duration)
    if match is None:
        raise ValueError
    years, months, weeks, days = (int(group or 0) for group in match.groups())
    more, month = divmod(start.month - 1 + months, _LAST_MONTH)
    try:
        end = date(start.year + years + more, month + 1, start.day) + timedelta(weeks=weeks, days=days - 1)
    except OverflowError:
        raise ValueError from None
    if end < start:
        raise ValueError
    return end


def month_end(year: int, month: int) -> date:
    """Return the last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    if month == _LAST_MONTH:
        return date(year, _LAST_MONTH, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
