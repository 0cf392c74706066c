"""Periods in words."""

import pytest

from anhui_ftz import Period
from anhui_ftz.words.periods import period_words


@pytest.mark.parametrize(
    ("period", "english", "chinese"),
    [
        ("2020", "2020", "2020年"),
        ("2020-09", "September 2020", "2020年9月"),
        ("2020-09-24", "24 September 2020", "2020年9月24日"),
        ("2020-09-24/2021-01-25", "24 September 2020 to 25 January 2021", "2020年9月24日至2021年1月25日"),
        ("../2021-01-25", "by 25 January 2021", "2021年1月25日或之前"),
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
