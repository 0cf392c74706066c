"""Dates of cooperations: when a status was reached, as closely as it is stated, and what that date says."""

from __future__ import annotations

__all__ = ["DateKind", "date_kind", "reached"]

from datetime import date
from enum import StrEnum

from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, Milestone


class DateKind(StrEnum):
    """What the date of a cooperation says: a day, a span of days, one end of it, or nothing."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    #: On some day between two days.
    BETWEEN = "between"
    #: On a day or before it.
    BY = "by"
    #: On a day or after it.
    EARLIEST = "earliest"
    #: No source prints the day.
    NOT_STATED = "not stated"

    @property
    def is_bound(self) -> bool:
        """Whether it only bounds the day.

        >>> [kind.value for kind in DateKind if kind.is_bound]
        ['between', 'by', 'earliest']
        """
        return self in (DateKind.BETWEEN, DateKind.BY, DateKind.EARLIEST)


def reached(row: Cooperation, on: date | None = None) -> Milestone | None:
    """Return when the status of a cooperation was reached, as closely as it is stated; None without milestones.

    That is the latest status certainly reached, by a day if one is given, or else the first that may have been.

    >>> import anhui_ftz as ftz
    >>> reached(
    ...     ftz.load().cooperations["ah-coop-014"]
    ... ).period  # stated as 2020, and as by 25 January 2021
    Period('2020')
    """
    status = row.status_on(on) or next(iter(row.possible_statuses_on(on)), None)
    found = [each for each in row.milestones if each.status is status]
    sure = [each for each in found if each.period.sure_by(on or date.max)]
    return min(sure or found, key=_closeness, default=None)


def date_kind(milestone: Milestone | None) -> DateKind:
    """Return what the date of a milestone says.

    >>> (
    ...     date_kind(Milestone("signed", "../2021-01-25")),
    ...     date_kind(Milestone("signed", "2021", basis="seen")),
    ... )
    (<DateKind.BY: 'by'>, <DateKind.NOT_STATED: 'not stated'>)
    """
    if milestone is None or milestone.basis is Basis.SEEN:
        return DateKind.NOT_STATED
    period = milestone.period
    if period.start is None:
        return DateKind.NOT_STATED if period.end is None else DateKind.BY
    if period.end is None:
        return DateKind.EARLIEST
    unit = period.calendar_unit
    return DateKind(unit) if unit in ("day", "month", "year") else DateKind.BETWEEN


def _closeness(milestone: Milestone) -> tuple[bool, bool, int, str]:
    """Return the key that puts the closest statement first: printed, with both ends, of few days."""
    start, end = milestone.period.start, milestone.period.end
    days = (end - start).days if start is not None and end is not None else 0
    return milestone.basis is Basis.SEEN, start is None or end is None, days, milestone.period.edtf
