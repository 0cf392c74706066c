"""Periods in words."""

import pytest

from anhui_ftz import Basis, InvalidValue, Milestone, Observation, Period, Quantity, read_dating
from anhui_ftz.words.display import display
from anhui_ftz.words.periods import period_words, reached_words, short_period, stated_period_words


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2020", "2020", "2020年"),
        ("2020-09", "September 2020", "2020年9月"),
        ("2020-09-24", "24 September 2020", "2020年9月24日"),
        ("2020-09-24/2021-01-25", "24 September 2020 to 25 January 2021", "2020年9月24日至2021年1月25日"),
        ("../2021-01-25", "by 25 January 2021", "不晚于2021年1月25日"),
        ("2020-09-24/..", "since 24 September 2020", "自2020年9月24日起"),
        ("../..", "at an unknown time", "时间未知"),
        ("2020-09-24/", "24 September 2020 to an unknown day", "2020年9月24日至未知日期"),
        ("/2021-01-25", "an unknown day to 25 January 2021", "未知日期至2021年1月25日"),
        ("/", "an unknown day to an unknown day", "未知日期至未知日期"),
    ],
)
def test_a_period_is_worded_as_precisely_as_it_is_known(period: str, english: str, chinese: str) -> None:
    read = Period.parse(period)
    assert (period_words(read, "en"), period_words(read, "zh")) == (english, chinese)


@pytest.mark.parametrize(
    ("period", "basis", "english", "chinese"),
    [
        ("2021-01-25", "printed", "25 January 2021", "2021年1月25日"),
        ("2021-01", "inferred", "January 2021 (inferred)", "2021年1月（推断）"),
        ("../2026-11-23", "printed", "by 23 November 2026", "不晚于2026年11月23日"),
        ("/2026-11-23", "printed", "by 23 November 2026", "不晚于2026年11月23日"),
        ("2021-01-25/..", "printed", "25 January 2021 at the earliest", "不早于2021年1月25日"),
        ("2021-01-25/", "inferred", "25 January 2021 at the earliest (inferred)", "不早于2021年1月25日（推断）"),
        ("2026-11-23", "seen", "date not stated", "日期未载明"),
        ("../2026-11-23", "seen", "date not stated", "日期未载明"),
    ],
)
def test_a_milestone_that_may_be_later_is_not_since_then_and_what_was_seen_is_no_date(
    period: str, basis: Basis, english: str, chinese: str
) -> None:
    milestone = Milestone("signed", period, basis=basis)
    assert (reached_words(milestone, "en"), reached_words(milestone, "zh")) == (english, chinese)


def test_a_whole_year_is_not_shown_as_its_months() -> None:
    periods = ("2021", "2021-01/2021-11", "2021-03", "2021-12/2022-01")
    assert [short_period(Period.parse(each), "en") for each in periods] == [
        "2021",
        "Jan to Nov 2021",
        "Mar 2021",
        "1 Dec 2021 to 31 Jan 2022",
    ]


def test_the_day_on_which_a_figure_was_seen_is_not_shown() -> None:
    def row(basis: Basis) -> Observation:
        return Observation("firms", "zone", "firms", "2022-01-14", Quantity.exactly(9, "1"), basis=basis)

    assert stated_period_words(row(Basis.PRINTED), "en") == "14 January 2022"
    assert stated_period_words(row(Basis.INFERRED), "en") == "14 January 2022 (inferred)"
    assert "2022" not in display(row(Basis.SEEN), "en").text
    assert "14 January 2022" in display(row(Basis.PRINTED), "en").text
    assert "2022" not in stated_period_words(row(Basis.SEEN), "en") + stated_period_words(row(Basis.SEEN), "zh")


@pytest.mark.parametrize("mark", ["-", "/"])
def test_each_month_in_digits_is_read_as_its_days(mark: str) -> None:
    days = [str(read_dating(f"2021{mark}{month}").period) for month in range(1, 13)]
    assert days == [f"2021-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize("words", ["2021-13", "2021/13"])
def test_a_month_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(InvalidValue, match=r"is not a period that can be read: write .*/2021-01-25$"):
        read_dating(words, published="2022-05-01")
    with pytest.raises(InvalidValue, match=r"is not a period that can be read: write .*, or give the day of the page$"):
        read_dating(words)
