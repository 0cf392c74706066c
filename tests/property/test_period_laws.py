"""Laws of periods and of what was reached when: equal to asking every day, and every way it may have gone."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from hypothesis import assume, example, given
from hypothesis import strategies as st

from anhui_ftz import Cooperation, CooperationStatus, InvalidValue, Milestone, Period
from anhui_ftz.testing import periods

#: The window holds the days 1 to 8; 0 and 9 stand for all days before and after it.
FIRST, BEFORE, AFTER = date(2020, 12, 27), 0, 9


class Asked(NamedTuple):
    """A period, and every day of the window that lies in it."""

    period: Period
    days: frozenset[int]


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def asked(start: int, length: int, ends: tuple[bool, bool]) -> Asked:
    last, (begins, stops) = min(start + length, AFTER - 1), ends
    period = Period(day_of(start) if begins else None, day_of(last) if stops else None)
    return Asked(period, frozenset(range(start if begins else BEFORE, (last if stops else AFTER) + 1)))


def last_of(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])


def read(code: str) -> tuple[date | None, date | None]:
    """Read EDTF as its words go: a year, a month, a day, or two of them."""
    if match := re.fullmatch(r"(\d{4})-(3[3-6]|4[01])", code):
        begin, count = ((int(match[2]) - 33) * 3 + 1, 3) if match[2] < "40" else ((int(match[2]) - 40) * 6 + 1, 6)
        return date(int(match[1]), begin, 1), last_of(f"{match[1]}-{begin + count - 1}")
    head, _, tail = code.partition("/")
    tail = tail if "/" in code else head
    first = {0: None, 2: None, 4: f"{head}-01-01", 7: f"{head}-01", 10: head}[len(head)]
    last = {0: None, 2: None, 4: f"{tail}-12-31", 10: tail}.get(len(tail))
    ending = last_of(tail) if len(tail) == 7 else date.fromisoformat(last) if last else None
    return date.fromisoformat(first) if first else None, ending


def from_to(days: tuple[date, date], ends: tuple[bool, bool], unknown: tuple[bool, bool]) -> Period:
    """Build a period of any time, an end missing or not, open or unknown."""
    begins, stops = ends
    return Period(
        min(days) if begins else None,
        max(days) if stops else None,
        start_unknown=unknown[0] and not begins,
        end_unknown=unknown[1] and not stops,
    )


one_end_at_least = st.sampled_from([(True, True), (True, False), (False, True)])
any_periods = st.builds(
    from_to, st.tuples(st.dates(), st.dates()), one_end_at_least, st.tuples(st.booleans(), st.booleans())
)
windows = st.builds(asked, st.integers(1, AFTER - 1), st.integers(0, AFTER), one_end_at_least)
numbers = st.integers(1, AFTER - 1)
milestones = st.lists(st.tuples(st.sampled_from(CooperationStatus), windows), max_size=3)
Reached = list[tuple[CooperationStatus, Asked]]


# Writing and reading


@given(any_periods | periods())
def test_a_period_is_read_back_as_it_is_written(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(st.booleans(), st.booleans())
def test_a_period_without_ends_is_refused_or_read_back(start_unknown: bool, end_unknown: bool) -> None:
    try:
        period = Period(start_unknown=start_unknown, end_unknown=end_unknown)
    except InvalidValue:
        return
    assert Period.parse(str(period)) == period


@given(any_periods | periods())
def test_what_is_written_names_the_same_days(period: Period) -> None:
    assert read(str(period)) == (period.start, period.end)


@given(st.dates(max_value=date(9999, 11, 30)), st.sampled_from(["year", "month", "day"]))
def test_a_calendar_unit_is_written_as_short_as_it_is(day: date, unit: str) -> None:
    code = {"year": f"{day.year:04}", "month": day.isoformat()[:7], "day": day.isoformat()}[unit]
    start, end = read(code)
    assert str(Period(start, end)) == code
    assert Period.parse(code) == Period(start, end)


@given(st.dates())
def test_chinese_dates_are_read_like_their_codes(day: date) -> None:
    assert Period.parse(f"{day.year:04}年") == Period.parse(f"{day.year:04}")
    assert Period.parse(f"{day.year:04}年{day.month}月") == Period.parse(day.isoformat()[:7])
    assert Period.parse(f"{day.year:04}年{day.month}月{day.day}日") == Period.parse(day)


@given(st.integers(1, 9999), st.sampled_from([("Q", 3, 33), ("S", 6, 40), ("H", 6, 40)]), st.data())
def test_quarters_and_halves_part_the_year(year: int, part: tuple[str, int, int], data: st.DataObject) -> None:
    letter, months, code = part
    number = data.draw(st.integers(1, 12 // months))
    period = Period.parse(f"{year:04}-{letter}{number}")
    assert period == Period.parse(f"{year:04}{letter}{number}") == Period.parse(f"{year:04}-{code + number - 1}")
    assert period.edtf == f"{year:04}-{code + number - 1}"
    assert period.calendar_unit == ("quarter" if letter == "Q" else "half")
    assert period.start == date(year, (number - 1) * months + 1, 1)
    assert period.end == last_of(f"{year}-{number * months}")


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 300_000))
def test_a_range_of_sdmx_has_so_many_days(start: date, days: int) -> None:
    period = Period.parse(f"{start}/P{days}D")
    assert (period.start, period.days) == (start, days)


@given(st.dates(max_value=date(9000, 1, 1)).filter(lambda day: day.day <= 28), st.integers(0, 30), st.integers(0, 40))
def test_ranges_of_years_and_months_follow_one_another(start: date, years: int, months: int) -> None:
    assume(years or months)
    first = Period.parse(f"{start}/P{years}Y{months}M")
    assert first.end is not None
    following = first.end + timedelta(days=1)
    assert following.day == start.day
    assert (following.year - start.year) * 12 + following.month - start.month == 12 * years + months


@given(windows, windows)
def test_what_an_unknown_end_contains_lies_in_it_wherever_it_is(left: Asked, right: Asked) -> None:
    unknown = Period(
        left.period.start, left.period.end, start_unknown=left.period.start is None, end_unknown=left.period.end is None
    )
    ends = [day_of(number) for number in range(BEFORE, AFTER + 1)]
    ways = [
        Period(unknown.start or first, unknown.end or last)
        for first in (ends if unknown.start_unknown else ends[:1])
        for last in (ends if unknown.end_unknown else ends[:1])
        if (unknown.start or first) <= (unknown.end or last)
    ]
    assert unknown.contains(right.period) == all(way.contains(right.period) for way in ways)
    assert left.period.contains(right.period) or not unknown.contains(right.period)


@given(any_periods)
def test_days_and_year_are_those_of_the_calendar(period: Period) -> None:
    if period.start is None or period.end is None:
        assert (period.days, period.year) == (None, None)
    else:
        years = {period.start.year, period.end.year}
        assert period.days == period.end.toordinal() - period.start.toordinal() + 1
        assert period.year == (years.pop() if len(years) == 1 else None)


# Comparing


@given(windows, windows)
def test_a_period_contains_another_if_it_has_all_its_days(left: Asked, right: Asked) -> None:
    assert left.period.contains(right.period) == (right.days <= left.days)


@given(windows, windows)
def test_periods_overlap_if_some_day_lies_in_both(left: Asked, right: Asked) -> None:
    assert left.period.overlaps(right.period) == bool(left.days & right.days)


@given(windows, windows)
def test_a_period_precedes_another_if_each_of_its_days_does(left: Asked, right: Asked) -> None:
    every = all(one < other for one, other in product(left.days, right.days))
    assert left.period.precedes(right.period) == every


@given(windows, numbers)
def test_a_day_lies_in_a_period_if_it_is_one_of_its_days(window: Asked, number: int) -> None:
    day = day_of(number)
    assert window.period.contains(day) == window.period.overlaps(day.isoformat()) == (number in window.days)


@given(windows, windows)
def test_of_two_periods_one_precedes_or_they_overlap(left: Asked, right: Asked) -> None:
    answers = (
        left.period.precedes(right.period), right.period.precedes(left.period), left.period.overlaps(right.period)
    )  # fmt: skip
    assert answers.count(True) == 1


@given(any_periods, any_periods)
def test_periods_of_all_times_relate_like_their_ends(left: Period, right: Period) -> None:
    first, last = max(left.start or date.min, right.start or date.min), min(left.end or date.max, right.end or date.max)
    assert left.overlaps(right) == (first <= last)
    assert not left.contains(right) or right.overlaps(left)


# What has happened by a day


@given(windows, numbers)
def test_it_has_surely_happened_if_no_day_is_left(window: Asked, number: int) -> None:
    assert window.period.sure_by(day_of(number)) == all(day <= number for day in window.days)


@given(windows, numbers)
def test_it_may_have_happened_if_some_day_has_come(window: Asked, number: int) -> None:
    assert window.period.possible_by(day_of(number)) == any(day <= number for day in window.days)


@given(any_periods, st.dates())
def test_what_is_sure_is_possible(period: Period, day: date) -> None:
    assert period.possible_by(day) or not period.sure_by(day)


@given(any_periods, st.dates(), st.dates())
def test_what_is_sure_or_possible_stays_so(period: Period, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert period.sure_by(later) >= period.sure_by(earlier)
    assert period.possible_by(later) >= period.possible_by(earlier)


# What a cooperation has reached


def pact(reached: Reached) -> Cooperation:
    rows = [Milestone(status, window.period) for status, window in reached]
    return Cooperation("pact", "Pact", "project", ["anhui"], milestones=rows)


def courses(reached: Reached, number: int) -> set[CooperationStatus | None]:
    """Return the latest status reached by a day, for every way in which things may have gone."""
    order = [None, *CooperationStatus]
    ways = product(*(window.days for _, window in reached))
    return {
        max([None, *(s for (s, _), day in zip(reached, way, strict=True) if day <= number)], key=order.index)
        for way in ways
    }


@given(milestones, numbers)
def test_the_status_on_a_day_is_the_least_of_all_courses(reached: Reached, number: int) -> None:
    least = min(courses(reached, number), key=[None, *CooperationStatus].index)
    assert pact(reached).status_on(day_of(number)) == least


@given(milestones, numbers)
@example(
    [(CooperationStatus.SIGNED, asked(1, 9, (True, False))), (CooperationStatus.PLANNED, asked(1, 1, (True, True)))], 5
)
def test_the_possible_statuses_are_those_of_the_other_courses(reached: Reached, number: int) -> None:
    cooperation, day = pact(reached), day_of(number)
    others = courses(reached, number) - {cooperation.status_on(day)}
    assert cooperation.possible_statuses_on(day) == tuple(status for status in CooperationStatus if status in others)


@given(milestones, numbers, numbers)
def test_what_is_surely_reached_stays_reached(reached: Reached, one: int, other: int) -> None:
    order = [None, *CooperationStatus]
    earlier, later = (pact(reached).status_on(day_of(number)) for number in sorted((one, other)))
    assert order.index(earlier) <= order.index(later)


@given(milestones, numbers)
def test_possible_statuses_lie_above_the_sure_one_in_order_of_life(reached: Reached, number: int) -> None:
    sure, possible = pact(reached).status_on(day_of(number)), pact(reached).possible_statuses_on(day_of(number))
    ranks = [status.rank for status in possible]
    assert ranks == sorted(set(ranks))
    assert sure is None or all(rank > sure.rank for rank in ranks)


@given(milestones, numbers, numbers)
def test_what_was_possible_stays_possible_unless_more_is_sure(reached: Reached, one: int, other: int) -> None:
    earlier, later = (day_of(number) for number in sorted((one, other)))
    sure, possible = pact(reached).status_on(later), pact(reached).possible_statuses_on(later)
    passed = -1 if sure is None else sure.rank
    assert all(s in possible or s.rank <= passed for s in pact(reached).possible_statuses_on(earlier))


@given(milestones)
def test_without_a_day_all_time_on_record_is_meant(reached: Reached) -> None:
    cooperation, order = pact(reached), [None, *CooperationStatus]
    assert cooperation.status_on() == min(courses(reached, AFTER - 1), key=order.index)
    assert {cooperation.status_on(), *cooperation.possible_statuses_on()} == courses(reached, AFTER - 1)


@given(milestones, numbers)
def test_the_order_of_milestones_does_not_matter(reached: Reached, number: int) -> None:
    backwards = list(reversed(reached))
    assert pact(backwards).status_on(day_of(number)) == pact(reached).status_on(day_of(number))
    assert pact(backwards).possible_statuses_on(day_of(number)) == pact(reached).possible_statuses_on(day_of(number))
