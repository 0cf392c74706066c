"""Why observations must not be added: every reason, found before any sum is made."""

from __future__ import annotations

__all__ = ["days_covered", "days_left_out", "in_order", "reasons_against"]

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from anhui_ftz.analysis.containment import sharing
from anhui_ftz.analysis.figures.days import covered, in_time, left_out, span_of
from anhui_ftz.analysis.figures.lookup import indicator_of
from anhui_ftz.analysis.figures.rules import Rule
from anhui_ftz.errors import Reason
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.words.remark import listed

#: Observations by subject, those of each in the order of their days.
Rows = Mapping[str, Sequence[Observation]]
#: The days that the figures of each subject cover, as few periods in order.
Days = Mapping[str, tuple[Period, ...]]


def in_order(observations: Iterable[Observation]) -> Rows:
    """Return observations by subject, those of each in the order of their days.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> found = in_order(map(ds.get, ("ah-obs-014", "ah-obs-010")))
    >>> {subject: [row.id for row in rows] for subject, rows in found.items()}
    {'anhui': ['ah-obs-014'], 'anhui-ftz': ['ah-obs-010']}
    """
    by_subject: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in sorted(observations, key=_in_time):
        by_subject[row.subject].append(row)
    return by_subject


def reasons_against(ds: Dataset, rows: Rows, days: Days) -> list[Reason]:
    """Return every reason against adding these observations; none means that they may be added.

    Parameters
    ----------
    ds
        The data set, for the kinds of indicators and for what lies within what.
    rows
        The observations, as `in_order` returns them.
    days
        The days that they cover, as `days_covered` returns them.

    Raises
    ------
    UnknownName
        If the data set does not have a subject or an indicator.
    """
    if not rows:
        return [Rule.EMPTY.broken()]
    for subject in rows:
        ds.place(subject)
    observations = [row for several in rows.values() for row in several]
    indicators = [indicator_of(ds, id) for id in sorted({row.indicator for row in observations})]
    return [
        *_of_units(observations),
        *_of_indicators(indicators),
        *_of_stocks(observations, indicators),
        *_of_one_subject(rows),
        *_of_subjects(ds, rows),
        *_of_days(days),
    ]


def days_covered(ds: Dataset, rows: Rows) -> Days:
    """Return the days that the figures of each subject cover, by subject.

    Only figures that count over their days cover any: a stock applies on each of its days.

    Raises
    ------
    UnknownName
        If the data set does not have an indicator.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> days_covered(ftz.load(), in_order([ftz.load().observations["ah-obs-010"]]))
    {'anhui-ftz': (Period('2020-09-24/2021-01-25'),)}
    """
    named = sorted({row.indicator for several in rows.values() for row in several})
    counted = {id for id in named if indicator_of(ds, id).kind.has_length}
    periods = {subject: [row.period for row in rows[subject] if row.indicator in counted] for subject in sorted(rows)}
    return {subject: covered(each) for subject, each in periods.items() if each}


def days_left_out(days: Days, span: Period | None = None) -> tuple[str, ...]:
    """Return the days of a span that figures leave out, with the subject where subjects differ in them.

    Parameters
    ----------
    days
        The days that the figures of each subject cover.
    span
        The days that should be covered; None takes those from the first start to the last end.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> days = days_covered(ds, in_order([ds.observations["ah-obs-010"]]))
    >>> days_left_out(days, Period.parse("2020-09/2021-01-31"))
    ('2020-09-01/2020-09-23', '2021-01-26/2021-01-31')
    """
    whole = span or span_of([period for periods in days.values() for period in periods])
    missing = {subject: left_out(whole, periods) for subject, periods in days.items()}
    if len(set(missing.values())) == 1:
        return tuple(map(str, next(iter(missing.values()))))
    return tuple(f"{subject} {period}" for subject, periods in missing.items() for period in periods)


def _in_time(row: Observation) -> tuple[date, date, str, str]:
    return *in_time(row.period), row.indicator, row.id


def _end(row: Observation) -> date:
    return row.period.end or date.max


def _of_units(observations: Sequence[Observation]) -> Iterator[Reason]:
    first = observations[0].quantity.unit  # as a rule one object, which is compared in less time than hashed
    units = {unit for row in observations if (unit := row.quantity.unit) is not first} | {first}
    if len(units) > 1:
        yield Rule.UNIT.broken(listed(sorted(map(str, units))))


def _of_indicators(indicators: Sequence[Indicator]) -> Iterator[Reason]:
    if len(indicators) > 1:
        yield Rule.INDICATOR.broken(listed([each.id for each in indicators]))
    for each in indicators:
        if not each.kind.adds_over_subjects:
            yield Rule.RATIO.broken(each.id)
        elif not each.additive:
            yield Rule.NOT_ADDITIVE.broken(f"{each.id} ({each.definition or each.name})")


def _of_stocks(observations: Sequence[Observation], indicators: Sequence[Indicator]) -> Iterator[Reason]:
    stocks = {each.id for each in indicators if not each.kind.has_length}
    periods = [row.period for row in observations if row.indicator in stocks]
    if not periods:
        return
    begun = max(period.start or date.min for period in periods)
    over = min(period.end or date.max for period in periods)
    if begun > over:
        yield Rule.STOCK_OVER_TIME.broken(listed(sorted({period.edtf for period in periods})))


def _of_one_subject(by_subject: Rows) -> Iterator[Reason]:
    """Look for one subject's observations that count the same days twice."""
    same: list[str] = []
    overlapping: list[str] = []
    for rows in by_subject.values():
        seen: dict[tuple[str, Period], Observation] = {}
        for row in rows:
            before = len(seen)
            first = seen.setdefault((row.indicator, row.period), row)
            if len(seen) == before:  # a row that is given twice, too
                same.append(f"{first.id} and {row.id}")
        widest, *rest = seen.values()
        last = _end(widest)
        for row in rest:  # in the order of their starts
            start, end = in_time(row.period)
            if start <= last:
                overlapping.append(f"{widest.id} and {row.id}")
            if last < end:
                widest, last = row, end
    if same:
        yield Rule.CONFLICTING_SOURCES.broken(listed(same))
    if overlapping:
        yield Rule.OVERLAPPING_PERIODS.broken(listed(overlapping))


def _of_subjects(ds: Dataset, by_subject: Rows) -> Iterator[Reason]:
    """Look for places that share ground while their periods share days."""
    pairs: set[tuple[str, str]] = set()
    for subjects in sharing(ds, by_subject):
        pairs |= _meeting(row for subject in subjects for row in by_subject[subject])
    if pairs:
        yield Rule.OVERLAPPING_SUBJECTS.broken(listed([f"{one} and {two}" for one, two in sorted(pairs)]))


def _of_days(days: Days) -> Iterator[Reason]:
    """Look for days between the periods of a subject, and for subjects that cover different days."""
    gaps = [
        f"{subject} {period}" for subject, periods in days.items() for period in left_out(span_of(periods), periods)
    ]
    if gaps:
        yield Rule.GAPS.broken(listed(gaps))
    if len(set(days.values())) > 1:
        unequal = [f"{subject} ({', '.join(map(str, periods))})" for subject, periods in days.items()]
        yield Rule.UNEQUAL_PERIODS.broken(listed(unequal))


def _meeting(observations: Iterable[Observation]) -> set[tuple[str, str]]:
    """Return pairs of subjects whose periods share days: for each row that meets an earlier one, such a pair.

    In order of their starts, a row meets an earlier one of another subject if and only if the latest end among
    those is not before its start. So the latest row of each of two subjects is all that has to be kept.
    """
    found: set[tuple[str, str]] = set()
    latest: list[Observation] = []
    for row in sorted(observations, key=_in_time):
        for other in latest:
            if other.subject != row.subject and other.period.overlaps(row.period):
                found.add((min(other.subject, row.subject), max(other.subject, row.subject)))
        ends = {each.subject: each for each in sorted([*latest, row], key=_end)}
        latest = sorted(ends.values(), key=_end)[-2:]
    return found
