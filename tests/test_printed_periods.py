"""Periods as pages print them: the days that they mean, or a refusal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from anhui_ftz import InvalidValue, Period, read_dating, read_period

OPENED = "2020-09-24"


class Printed(NamedTuple):
    text: str
    #: Day of the page; empty where none is given.
    published: str
    #: EDTF, or ``refuse``.
    days: str


LINES = Path(__file__).with_name("printed_periods.tsv").read_text(encoding="utf-8").splitlines()[1:]
PRINTED = [Printed(*line.split("\t")) for line in LINES]


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: row.text)
def test_a_printed_period_is_read_as_its_days_or_refused(row: Printed) -> None:
    if row.days == "refuse":
        with pytest.raises(InvalidValue, match=row.text):
            read_period(row.text, published=row.published or None)
    else:
        assert read_period(row.text, published=row.published or None) == Period.parse(row.days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021年1-9月份", "2021-01-01/2021-09-30"),
        ("2021年前九个月", "2021-01-01/2021-09-30"),
        ("2021年上半年", "2021-01-01/2021-06-30"),
        ("二〇二一年下半年", "2021-07-01/2021-12-31"),
        ("2021年首季", "2021-01-01/2021-03-31"),
        ("2021年三季度末", "2021-09-30"),
        ("2021年3月上旬", "2021-03-01/2021-03-10"),
        ("2021年3月中旬", "2021-03-11/2021-03-20"),
        ("2021年3月下旬", "2021-03-21/2021-03-31"),
        ("2024年2月末", "2024-02-29"),
        ("截至2021年9月底", "2021-09-30"),
        ("截至2021年9月24日", "2021-09-24"),
        ("2019-2021年", "2019-01-01/2021-12-31"),
        ("2020年9月24日至2021年1月25日", "2020-09-24/2021-01-25"),
        ("2021年9月24日—10月8日", "2021-09-24/2021-10-08"),
        ("自2020年9月24日起", "2020-09-24/.."),
        ("2021-01-25 00:00:00", "2021-01-25"),
        ("2021-01-25T00:00:00Z", "2021-01-25"),
        ("2021/9", "2021-09"),
        ("2022Q3", "2022-07-01/2022-09-30"),
        ("2022-S1", "2022-01-01/2022-06-30"),
        ("../2021-01-25", "../2021-01-25"),
        ("2020-09-24/", "2020-09-24/"),
        ("25 January 2021", "2021-01-25"),
        ("Jan. 25, 2021", "2021-01-25"),
        ("by the end of June 2021", "2021-06-30"),
        ("in the second half of 2022", "2022-07-01/2022-12-31"),
        ("between January and June 2021", "2021-01-01/2021-06-30"),
        ("between 2020 and 2021", "2020-01-01/2021-12-31"),
        ("January and February 2021", "2021-01-01/2021-02-28"),
        ("24 September 2020 to 25 January 2021", "2020-09-24/2021-01-25"),
    ],
)
def test_words_that_name_their_year_need_no_page(text: str, days: str) -> None:
    assert read_dating(text) == read_dating(text, published="2026-01-01")
    assert (read_period(text), read_dating(text).basis) == (Period.parse(days), "printed")


@pytest.mark.parametrize(
    ("text", "published", "days", "basis"),
    [
        ("截至目前", "2022-01-14", "2022-01-14", "seen"),
        ("currently", "2022-01-14", "2022-01-14", "seen"),
        ("开放以来", "2021-01-25", "2020-09-24/2021-01-25", "seen"),
        ("自贸试验区设立以来", "2021-01-25", "2020-09-24/2021-01-25", "seen"),
        ("since its opening", "2021-01-25", "2020-09-24/2021-01-25", "seen"),
        ("今年以来", "2021-05-03", "2021-01-01/2021-05-03", "seen"),
        ("2021年以来", "2022-01-14", "2021-01-01/2022-01-14", "seen"),
        ("去年", "2021-05-03", "2020", "inferred"),
        ("12月份", "2021-01-10", "2020-12", "inferred"),
        ("上个月", "2021-01-10", "2020-12", "inferred"),
        ("9月24日至10月8日", "2021-11-01", "2021-09-24/2021-10-08", "inferred"),
        ("the first nine months", "2025-10-20", "2025-01-01/2025-09-30", "inferred"),
    ],
)
def test_what_the_page_says_alone_is_told_apart(text: str, published: str, days: str, basis: str) -> None:
    dating = read_dating(text, published=published, start=OPENED)
    assert (dating.period, dating.basis) == (Period.parse(days), basis)


def test_since_the_opening_ends_on_the_day_of_the_page_which_may_be_unknown() -> None:
    assert read_period("开放以来", start=OPENED) == Period(date(2020, 9, 24), end_unknown=True)
    assert read_period("开放以来", start=OPENED, published=date(2021, 1, 25)) == Period.parse("2020-09-24/2021-01-25")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("", ""),
        ("soon", ""),
        ("last year", ""),
        ("from 2021", ""),
        ("from January 2021", ""),
        ("from 25 January 2021", ""),
        ("between 2021", ""),
        ("from Q1 2021", ""),
        ("21年9月", ""),
        ("2021.9", ""),
        ("25/01/2021", ""),
        ("2021年初", ""),
        ("2021年13月", ""),
        ("2021年1-13月", ""),
        ("2021年9-1月", ""),
        ("2021-13", ""),
        ("2021-01-25 25:00", ""),
        ("截至2021年9月", ""),
        ("as of June 2021", ""),
        ("2021年同期", ""),
        ("2021年9月左右", ""),
        ("明年", "2021-05-03"),
        ("开放以来", ""),
        ("开放以来", "2021-01-25"),
        ("目前", ""),
        ("去年上半年", ""),
        ("今年", "2021-05-03"),
        ("今年上半年", "2021-05-03"),
        ("11月", "2021-10-12"),
        ("全年", "2022-01-10"),
        ("近五年", "2022-01-10"),
        ("三五年", "2022-01-10"),
        ("2020年9月24日至1月25日", ""),
        ("24 September to 25 October 2020", "2020-12-01"),
        ("2021年1月至", ""),
        ("2021-01-25/2020-01-25", ""),
        ("2021年0月", ""),
        ("\u0663月", "2022-01-10"),
        ("本月1日至15日", "2024-03-10"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_text_unchanged(text: str, published: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        read_period(text, published=published or None)
    assert repr(text) in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["January and March 2022", "in 2020 and 2022", "2020 and 2022", "24 September 2020 and 25 January 2021"]
)
def test_days_that_are_only_listed_are_no_period(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_period(text, published="2023-01-20")


@pytest.mark.parametrize("text", [None, 2021, b"2021", "2021年" * 30, "\u0301\u0323" * 65_536])
def test_what_is_no_text_or_too_long_is_refused_at_once(text: object) -> None:
    with pytest.raises(InvalidValue, match="a printed period is a text of at most 60 characters"):
        read_period(text)  # type: ignore[arg-type]


def test_a_leap_day_without_its_year_is_that_of_the_page() -> None:
    assert read_period("2月29日", published="2024-03-05") == Period.parse("2024-02-29")
    with pytest.raises(InvalidValue):
        read_period("2月29日", published="2025-03-05")


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("本月1日至10日", "2024-03-10", "2024-03-01/2024-03-10"),
        ("本月", "2024-03-31", "2024-03"),
        ("上月", "2024-03-10", "2024-02"),
    ],
)
def test_days_of_the_month_may_end_on_the_day_of_the_page(text: str, published: str, days: str) -> None:
    assert read_period(text, published=published) == Period.parse(days)
