"""Periods, case by case: what is read, what is written, what is refused; and what was reached by a day."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pytest

import anhui_ftz as ftz
from anhui_ftz import (
    Area,
    Citation,
    Cooperation,
    CooperationStatus,
    InvalidValue,
    Milestone,
    Name,
    Note,
    Period,
    Quantity,
)
from anhui_ftz.model.checks import as_day
from anhui_ftz.model.period import as_optional_period, as_period
from anhui_ftz.words.periods import short_period

OPENING, REPORT = date(2020, 9, 24), date(2021, 1, 25)


# Reading and writing


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2021-01", date(2021, 1, 1), date(2021, 1, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2020-09-24", OPENING, OPENING),
        ("2020-09-24/2021-01-25", OPENING, REPORT),
        ("2020-09/2021-01-25", date(2020, 9, 1), REPORT),
        ("2019/2020", date(2019, 1, 1), date(2020, 12, 31)),
        ("../2021-01-25", None, REPORT),
        ("2020-09-24/..", OPENING, None),
        ("/2021-01-25", None, REPORT),
        ("2020-09-24/", OPENING, None),
        ("2020年", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020年9月", date(2020, 9, 1), date(2020, 9, 30)),
        ("2020年9月24日", OPENING, OPENING),
        ("2020年09月24日", OPENING, OPENING),
        ("2020年9月24日/2021年1月25日", OPENING, REPORT),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2021-S1", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021-S2", date(2021, 7, 1), date(2021, 12, 31)),
        ("2020-Q4/2021-Q1", date(2020, 10, 1), date(2021, 3, 31)),
        (" 2020 ", date(2020, 1, 1), date(2020, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_is_read_from_its_code(text: str, start: date | None, end: date | None) -> None:
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2020", "2020"),
        ("2020-09", "2020-09"),
        ("2020-09-24", "2020-09-24"),
        ("2020-09-24/2021-01-25", "2020-09-24/2021-01-25"),
        ("../2021-01-25", "../2021-01-25"),
        ("2020-09-24/..", "2020-09-24/.."),
        ("/2021-01-25", "/2021-01-25"),
        ("2020-09-24/", "2020-09-24/"),
        ("2020年9月", "2020-09"),
        ("2020-01-01/2020-12-31", "2020"),
        ("2020-02-01/2020-02-29", "2020-02"),
        ("2020-02-01/2020-02-28", "2020-02-01/2020-02-28"),
        ("2020-02-02/2020-02-29", "2020-02-02/2020-02-29"),
        ("2019/2020", "2019-01-01/2020-12-31"),
        ("2020-01/2020-11", "2020-01-01/2020-11-30"),
        ("2020-02/2020-12", "2020-02-01/2020-12-31"),
        ("2020-12/2021-12", "2020-12-01/2021-12-31"),
        ("2021-Q1", "2021-33"),
        ("2021Q2", "2021-34"),
        ("2021-07-01/2021-09-30", "2021-35"),
        ("2021-10/2021-12", "2021-36"),
        ("2021H1", "2021-40"),
        ("2021-S2", "2021-41"),
        ("2021-33/2021-34", "2021-40"),
        ("2021-02/2021-04", "2021-02-01/2021-04-30"),
        ("2020-09-24/P124D", "2020-09-24/2021-01-25"),
        ("2021-01-01/P1Y", "2021"),
        ("2021-01-01/P3M", "2021-33"),
        ("2021-01-01/P6M", "2021-40"),
        ("2021-01-01/P1W", "2021-01-01/2021-01-07"),
        ("2021-01-31/P1Y2M3D", "2021-01-31/2022-04-02"),
        ("0999", "0999"),
    ],
)
def test_a_period_is_written_as_short_as_it_can_be(text: str, written: str) -> None:
    assert Period.parse(text).edtf == str(Period.parse(text)) == written
    assert repr(Period.parse(text)) == f"Period({written!r})"


def test_an_unknown_end_is_not_an_open_one() -> None:
    assert Period.parse("2020/") != Period.parse("2020/..")
    assert Period.parse("2020/").end_unknown
    assert Period.parse("/2020").start_unknown
    assert not Period.parse("../2020").start_unknown


@pytest.mark.parametrize(
    "text",
    [
        "2021-32", "2021-37", "2021-39", "2021-42", "2021-21", "2021Q5", "2021Q0", "2021H3", "2021-H0", "2021q1",
        "21Q1", "202133", "2021--33", "2021-33-01", "2020-09-24/P", "2020-09-24/P0D", "2020-09-24/P0M", "2020-09/-P1D",
        "2020-09-24/PT24H", "2020-09/P30D", "../P30D", "/P30D", "P30D/2020-09-24", "2021-01-31/P1M", "9999-12-31/P2D",
        "9999-12-31/P1Y", "2020-09-24/P1D2M", "2020-09-24/P1.5M", "2020-09-24/P9999999D", "2020-09-24/p1D",
    ],
)  # fmt: skip
def test_what_is_no_quarter_half_or_range_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2021", "year"), ("2021H2", "half"), ("2021-36", "quarter"), ("2021-05", "month"), ("2021-05-05", "day"),
        ("2021-01/2021-09", None), ("2021-02/2021-04", None), ("2020-12/2021-02", None), ("2021/..", None),
        ("2020-07/2021-06", None), ("2021-01-02/2021-03-31", None), ("/2021", None),
    ],
)  # fmt: skip
def test_a_period_knows_the_calendar_unit_that_it_is(text: str, unit: str | None) -> None:
    assert Period.parse(text).calendar_unit == unit


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2021", 12), ("2020-02", 1), ("2021-02", 1), ("2021-02-01/2021-02-28", 1), ("2020-02-01/2020-02-28", None),
        ("2021-01/2021-09", 9), ("2020-07/2022-06", 24), ("9999-10/9999-12", 3), ("9999-12", 1), ("0001/9999", 119_988),
        ("2021-01-02/2021-02", None), ("2021-01-31", None), ("2021-01-01/..", None), ("../2021-01-31", None),
    ],
)  # fmt: skip
def test_a_period_counts_its_whole_months(text: str, months: int | None) -> None:
    assert Period.parse(text).months == months


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("9999-10/9999-12", "Oct to Dec 9999", "9999年10月至12月"),
        ("9999-12", "Dec 9999", "9999年12月"),
        ("2021-12/2022-01", "1 Dec 2021 to 31 Jan 2022", "2021年12月1日至2022年1月31日"),
        ("2021-07/2022-06", "1 Jul 2021 to 30 Jun 2022", "2021年7月1日至2022年6月30日"),
        ("2021", "2021", "2021年"),
        ("2021-01-02/2021-03", "2 Jan 2021 to 31 Mar 2021", "2021年1月2日至2021年3月31日"),
        ("2021-02/2021-03", "Feb to Mar 2021", "2021年2月至3月"),
    ],
)
def test_whole_months_of_one_year_are_written_together(text: str, en: str, zh: str) -> None:
    assert (short_period(Period.parse(text), "en"), short_period(Period.parse(text), "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("outer", "inner", "contains"),
    [
        ("2020-09-24/..", "2021", True),
        ("2020-09-24/", "2021", False),
        ("2020-09-24/", "2020-09-24", True),
        ("../2021", "2020", True),
        ("/2021", "2020", False),
        ("/2021-01-25", "2021-01-25", True),
        ("/", "2021", False),
        ("../..", "/", True),
        ("/..", "2021", False),
        ("2020-09-24/..", "2021/", True),
        ("2020-09-24/..", "2021/..", True),
        ("2020-09-24/2021-01-25", "2020-10-01/", False),
    ],
)
def test_an_unknown_end_is_as_near_as_it_may_be(outer: str, inner: str, contains: bool) -> None:
    assert Period.parse(outer).contains(inner) is contains


@pytest.mark.parametrize("value", [OPENING, datetime(2020, 9, 24, 23, 59, tzinfo=UTC), "2020-09-24"])
def test_a_day_is_a_period(value: date | str) -> None:
    assert Period.parse(value) == as_period(value) == Period(OPENING, OPENING)


def test_a_text_of_another_library_counts_as_text() -> None:
    class Text(str):
        __slots__ = ()

    assert Period.parse(Text("2020")) == Period.parse("2020")
    assert Period.parse(Text(f"{2020:60}")) == Period.parse(f"{2020:60}") == Period.parse("2020")
    assert Period.parse("2020").sure_by(Text("2020-12-31"))


def test_a_period_passes_through() -> None:
    period = Period.parse("2020")
    assert Period.parse(period) is as_period(period) is as_optional_period(period) is period
    assert as_optional_period(None) is None


def test_ends_may_be_given_as_text() -> None:
    start: Any = "2020-09-24"
    assert Period(start, REPORT) == Period.parse("2020-09-24/2021-01-25")


def test_a_period_cannot_be_changed() -> None:
    period = Period.parse("2020")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        period.start = None  # type: ignore[misc]


def test_a_period_can_be_copied_pickled_and_hashed() -> None:
    period = Period.parse("../2021-01-25")
    assert copy.deepcopy(period) == period
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 - our own bytes
    assert len({period, Period(None, REPORT)}) == 1


# Refusals


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "..", "soon", "20", "20200", "2020-1", "2020-13", "2020-00", "2020-02-30",
        "0000", "2020-09-24/soon", "2020/2021/2022", "2020 / 2021", "2020-Q0", "2020-Q5", "2020-S3", "2020-X1",
        "2020-W1", "２０２０", "2020年13月", "2020年24日", "2020年9月31日", "2020~", "2020-09-24T10:00", "20200924",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(InvalidValue, match=r" is not a period: write 2020, 2021-01, 2021-01-25, .* or ../2021-01-25$"):
        Period.parse(text)


@pytest.mark.parametrize("value", [None, 2020, 2020.5, b"2020", ["2020"], pytest.param(10**5000, id="huge")])
def test_a_period_is_text(value: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a period is an EDTF text such as 2020-09, not "):
        Period.parse(value)


@pytest.mark.parametrize("text", ["2021/2020", "2020-09-24/2020-09-23"])
def test_a_period_starts_before_it_ends(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"^a period starts before it ends, not 202"):
        Period.parse(text)


@pytest.mark.parametrize("which", ["start_unknown", "end_unknown"])
def test_an_end_that_is_given_is_not_unknown(which: str) -> None:
    unknown: dict[str, Any] = {which: True}
    with pytest.raises(InvalidValue, match=r"^an end that is given is not unknown$"):
        Period(OPENING, REPORT, **unknown)


def test_an_end_is_called_unknown_by_name_alone() -> None:
    unnamed: list[Any] = [None, REPORT, True]
    with pytest.raises(TypeError, match="positional"):
        Period(*unnamed)


@pytest.mark.parametrize("value", ["2020", "2020-9-24", "24.9.2020", "20200924", "", 20200924, b"2020-09-24"])
@pytest.mark.parametrize("ask", [Period, Period.parse("2020").sure_by, Period.parse("2020").possible_by, as_day])
def test_a_day_is_an_iso_day(ask: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a day is written 2021-01-25, not "):
        ask(value)


@pytest.mark.parametrize("value", [OPENING, datetime(2020, 9, 24, 23, 59, tzinfo=UTC), "2020-09-24"])
def test_a_day_may_be_a_date_a_moment_or_its_text(value: Any) -> None:
    assert as_day(value) == OPENING
    assert type(as_day(value)) is date


@pytest.mark.parametrize("value", [pd.NaT, np.datetime64("NaT", "D"), float("nan"), pd.NA], ids=repr)
@pytest.mark.parametrize(
    "ask",
    [
        as_day,
        Period,
        Period.parse,
        lambda value: Period(None, value),
        Period.parse("2020").sure_by,
        Period.parse("2020").contains,
        lambda value: Milestone("signed", value),
        lambda value: ftz.as_known_on(ftz.load(), value),
        lambda value: ftz.linkages(ftz.load(), on=value),
    ],
    ids=["as_day", "start", "parse", "end", "sure_by", "contains", "milestone", "as_known_on", "linkages"],
)
def test_a_day_of_pandas_that_is_none_is_refused(ask: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^a (day|period) is .*, not (NaT|nan|<NA>|np.datetime64)"):
        ask(value)


def test_a_moment_of_pandas_is_a_day() -> None:
    assert as_day(pd.Timestamp("2020-09-24 23:59")) == Period.parse(pd.Timestamp("2020-09-24")).start == OPENING
    assert type(as_day(pd.Timestamp("2020-09-24"))) is date


@pytest.mark.parametrize("value", ["2021-02-29", "2021-13-01", "0000-01-01"])
def test_a_day_stands_in_the_calendar(value: str) -> None:
    with pytest.raises(InvalidValue, match=rf"^{value} is not a day of the calendar: "):
        as_day(value)


def test_no_message_grows_with_what_is_refused() -> None:
    with pytest.raises(InvalidValue) as refusal:
        Period.parse("2020-" * 20_000)
    assert len(str(refusal.value)) < 250


# Asking


@pytest.mark.parametrize(
    ("text", "days", "year"),
    [
        ("2020", 366, 2020),
        ("2021", 365, 2021),
        ("2020-09", 30, 2020),
        ("2020-09-24", 1, 2020),
        ("2020-12-31/2021-01-01", 2, None),
        ("../2021-01-25", None, None),
        ("2020-09-24/", None, None),
    ],
)
def test_a_closed_period_has_days_and_perhaps_a_year(text: str, days: int | None, year: int | None) -> None:
    assert (Period.parse(text).days, Period.parse(text).year) == (days, year)


@pytest.mark.parametrize(
    ("left", "right", "contains", "overlaps", "precedes"),
    [
        ("2020", "2020", True, True, False),
        ("2020", "2020-09", True, True, False),
        ("2020-09", "2020", False, True, False),
        ("2019", "2020", False, False, True),
        ("2020", "2019", False, False, False),
        ("2020-09-24/..", "2021", True, True, False),
        ("2020-09-24/..", "2020-09-24/", True, True, False),
        ("../2021-01-25", "2021-01-25", True, True, False),
        ("../2021-01-25", "2021-01-26", False, False, True),
        ("../2021-01-25", "2021-01-25/..", False, True, False),
        ("2020", "2020/..", False, True, False),
        ("2020", "../2020", False, True, False),
        ("2020/..", "../2019", False, False, False),
        ("../2019", "2020/..", False, False, True),
    ],
)
def test_periods_relate_by_their_days(left: str, right: str, contains: bool, overlaps: bool, precedes: bool) -> None:
    period = Period.parse(left)
    assert (period.contains(right), period.overlaps(right), period.precedes(right)) == (contains, overlaps, precedes)


@pytest.mark.parametrize(
    ("text", "day", "sure", "possible"),
    [
        ("2020", "2019-12-31", False, False),
        ("2020", "2020-01-01", False, True),
        ("2020", "2020-12-30", False, True),
        ("2020", "2020-12-31", True, True),
        ("../2021-01-25", "2021-01-25", True, True),
        ("../2021-01-25", "2021-01-24", False, True),
        ("../2021-01-25", "1900-01-01", False, True),
        ("2020-09-24/..", "9999-12-31", False, True),
        ("2020-09-24/..", "2020-09-23", False, False),
        ("2020-09-24/", "2020-09-24", False, True),
    ],
)
def test_a_day_tells_what_is_sure_and_what_is_possible(text: str, day: str, sure: bool, possible: bool) -> None:
    period = Period.parse(text)
    assert (period.sure_by(day), period.possible_by(day)) == (sure, possible)
    assert (period.sure_by(as_day(day)), period.possible_by(as_day(day))) == (sure, possible)


# What a cooperation has reached


def pact(**changes: Any) -> Cooperation:
    fields: dict[str, Any] = {"id": "pact", "name": "Port pact", "form": "framework-agreement", "parties": ["wuhu"]}
    return Cooperation(**(fields | changes))


def test_a_pact_signed_by_a_day_is_surely_signed_then_and_possibly_before() -> None:
    signed = pact(milestones=[Milestone("signed", "../2021-01-25")])
    assert signed.status_on("2021-01-25") is CooperationStatus.SIGNED
    assert signed.status_on("2021-01-24") is None
    assert signed.possible_statuses_on("2021-01-24") == (CooperationStatus.SIGNED,)
    assert signed.possible_statuses_on("2021-01-25") == ()


@pytest.mark.parametrize(
    ("day", "sure", "possible"),
    [
        ("2018-12-31", None, ()),
        ("2019-06-30", None, ("planned",)),
        ("2019-12-31", "planned", ()),
        ("2020-09-24", "planned", ("in-operation",)),
        ("2020-12-31", "in-operation", ()),
        ("2021-06-01", "in-operation", ("ended",)),
        (None, "in-operation", ("ended",)),
    ],
)
def test_statuses_are_reached_within_their_days(day: str | None, sure: str | None, possible: tuple[str, ...]) -> None:
    rows = [
        Milestone("ended", "2021-06-01/.."),
        Milestone("planned", "2019"),
        Milestone("in-operation", "2020-09/2020-12"),
    ]
    cooperation = pact(milestones=rows)
    assert cooperation.status_on(day) == sure
    assert cooperation.possible_statuses_on(day) == possible


def test_statuses_are_ranked_in_the_order_of_life() -> None:
    assert [status.rank for status in CooperationStatus] == list(range(8))
    assert [CooperationStatus.EXPLORED.rank, CooperationStatus.SIGNED.rank, CooperationStatus.ENDED.rank] == [0, 3, 7]


def test_the_sources_of_a_cooperation_are_its_own_and_those_of_its_milestones() -> None:
    rows = [Milestone("signed", "2020", [Citation("b"), Citation("a")])]
    assert pact(citations=[Citation("c"), Citation("a")], milestones=rows).sources == ("a", "b", "c")


@pytest.mark.parametrize("value", [None, Quantity.at_least(5, "亿元")])
def test_a_cooperation_may_have_a_value(value: Quantity | None) -> None:
    assert pact(value=value).value == value


@pytest.mark.parametrize(
    "value", [5, "5 CNY", Quantity.sum([Quantity.exactly(each, "CNY") for each in ("1e30", "1e-30")])]
)
def test_the_value_of_a_cooperation_is_a_stated_quantity(value: Any) -> None:
    with pytest.raises(InvalidValue, match=r"^value is a stated Quantity or None, not "):
        pact(value=value)


# What fields may hold


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "Pact"}, r"^id must be kebab-case ASCII such as anhui-ftz, not 'Pact'$"),
        ({"id": "a" * 121}, "id must be kebab-case ASCII"),
        ({"id": 5}, "id must be kebab-case ASCII such as anhui-ftz, not 5"),
        ({"parties": []}, "a cooperation has one party at least"),
        ({"parties": "wuhu"}, "expected a list, got 'wuhu'"),
        ({"parties": 5}, "expected a list, got 5"),
        ({"parties": {"wuhu": 1}}, "expected a list, got an object of 1 keys"),
        ({"parties": ["wuhu", "wuhu"]}, "parties names an id twice: wuhu"),
        ({"parties": ["wuhu", ["hefei"]]}, "parties must be kebab-case ASCII such as anhui-ftz, not a list of 1"),
        ({"form": "pact"}, "one of framework-agreement, alliance, .*, event, not 'pact'"),
        ({"notes": ["a note"]}, "expected records of Note, got 'a note'"),
        ({"milestones": ["signed"]}, "Milestone, got 'signed'"),
        ({"name": "x" * 301}, "text of 301 characters where 300 is the most"),
    ],
)
def test_a_field_says_what_it_may_hold(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        pact(**changes)


def test_texts_that_can_be_shown_are_taken() -> None:
    note = Note("scope", "安徽自贸区\u3000A\u00a0B")
    assert pact(notes=[note]).notes[0].text.en == "安徽自贸区\u3000A\u00a0B"
    assert Name("Hefei", aliases=["Hé\u200bféi"]).aliases == ("Hé\u200bféi",)


@pytest.mark.parametrize("city", ["", "He Fei", 5])
def test_an_optional_id_is_an_id_or_none(city: Any) -> None:
    assert Area("area", "Area", "zone").city is None
    with pytest.raises(InvalidValue, match="city must be kebab-case ASCII"):
        Area("area", "Area", "zone", city)


@pytest.mark.parametrize("citation", ["cns", None, 5])
def test_a_list_of_records_holds_no_other(citation: Any) -> None:
    assert pact(citations=[Citation("cns")]).citations == (Citation("cns"),)
    with pytest.raises(InvalidValue, match="Citation, got "):
        pact(citations=[citation])
