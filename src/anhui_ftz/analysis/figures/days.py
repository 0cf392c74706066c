"""Days: which ones a set of periods covers, and which of a span it leaves out."""

from __future__ import annotations

__all__ = ["covered", "in_time", "left_out", "span_of"]

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from anhui_ftz.model.period import Period

_DAY = timedelta(days=1)


def in_time(period: Period) -> tuple[date, date]:
    """Return the key that sorts periods by their first and last day; a missing end is far away.

    >>> [str(each) for each in sorted(map(Period.parse, ["2021-01/..", "2021", "../2020"]), key=in_time)]
    ['../2020-12-31', '2021', '2021-01-01/..']
    """
    return period.start or date.min, period.end or date.max


def covered(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Return the days of periods, which are in the order of their starts, as few periods.

    Those that meet or overlap become one. An end that is missing reaches beyond all days; whether it is open or
    unknown is kept.

    >>> covered(map(Period.parse, ["2021-01", "2021-02", "2021-03", "2021-07"]))
    (Period('2021-33'), Period('2021-07'))
    """
    runs: list[list[Period]] = []
    reached: date | None = None  # by the last run; None if it reaches beyond all days
    for period in periods:
        start, end = period.start, period.end
        if not runs or (reached is not None and start is not None and start - reached > _DAY):
            runs.append([period])
            reached = end
        else:
            runs[-1].append(period)
            reached = None if reached is None or end is None else max(reached, end)
    return tuple(run[0] if len(run) == 1 else span_of(run) for run in runs)


def span_of(periods: Sequence[Period]) -> Period:
    """Return the days from the first start to the last end; what is open for one is open for all, else unknown.

    >>> span_of([Period.parse("2020"), Period.parse("2021-03-01/..")])
    Period('2020-01-01/..')
    """
    starts = [each.start for each in periods if each.start is not None]
    ends = [each.end for each in periods if each.end is not None]
    return Period(
        min(starts) if len(starts) == len(periods) else None,
        max(ends) if len(ends) == len(periods) else None,
        start_unknown=len(starts) < len(periods) and all(each.start or each.start_unknown for each in periods),
        end_unknown=len(ends) < len(periods) and all(each.end or each.end_unknown for each in periods),
    )


def left_out(span: Period, parts: Sequence[Period]) -> tuple[Period, ...]:
    """Return the days of a span that are in none of its parts, which are as `covered` returns them.

    >>> left_out(Period.parse("2021"), covered([Period.parse("2021-01"), Period.parse("2021-03")]))
    (Period('2021-02'), Period('2021-04-01/2021-12-31'))
    """
    found: list[Period] = []
    free = span.start
    for part in parts:
        if part.start is not None and (free is None or free < part.start):
            found.append(Period(free, part.start - _DAY, start_unknown=free is None and span.start_unknown))
        if part.end is None:
            return tuple(found)
        free = part.end + _DAY if part.end < date.max else None
        if free is None:
            return tuple(found)
    if span.end is None or free is None or free <= span.end:
        found.append(Period(free, span.end, end_unknown=span.end_unknown))
    return tuple(found)
