"""Laws of printed periods: composed of a year and a part of it, they are read as the days that the calendar has."""

from __future__ import annotations

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from anhui_ftz import Dating, InvalidValue, Period, read_dating, read_period
from anhui_ftz.reading.dates import datings_in
from anhui_ftz.reading.plain import Plain

MONTHS = (
    "January February March April May June July August September October November December".split(),
    "一 二 三 四 五 六 七 八 九 十 十一 十二".split(),
)
ORDINALS, COUNTS = (
    "first second third fourth".split(),
    "zero one two three four five six seven eight nine ten eleven".split(),
)
years = st.integers(1901, 2099)
months = st.integers(1, 12)
days = st.dates(date(1901, 1, 1), date(2099, 12, 31))
joiners = st.sampled_from(["-", "–", "—", "~", "至", "到", "－", "～"])


def whole(year: int, first: int, last: int) -> Period:
    """Return the days from the first of a month to the last of another."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


#: A part of a year in Chinese and in English, with its first and last month.
Part = tuple[str, str, int, int]


def halves(half: int) -> Part:
    return f"{'上下'[half]}半年", f"the {ORDINALS[half]} half", 6 * half + 1, 6 * half + 6


def quarters(quarter: int, prefix: str, english: str) -> Part:
    words = english.format(quarter + 1, ORDINALS[quarter])
    return f"{prefix}{'一二三四'[quarter]}季度", words, 3 * quarter + 1, 3 * quarter + 3


def first_months(count: int, in_numerals: bool) -> Part:
    printed = MONTHS[1][count - 1] if in_numerals else str(count)
    return f"前{printed}个月", f"the first {COUNTS[count]} months", 1, count


def one_month(month: int, suffix: str) -> Part:
    return f"{month}月{suffix}", MONTHS[0][month - 1], month, month


def spans(first: int, length: int, joiner: str, letters: int) -> Part:
    last = min(first + length, 12)
    names = (MONTHS[0][month - 1][:letters] for month in (first, last))
    return f"{first}{joiner}{last}月份", "-".join(names), first, last


parts = st.one_of(
    st.builds(
        lambda chinese, english: (chinese, english, 1, 12),
        st.sampled_from(["", "全年", "度", "全年度"]),
        st.sampled_from(["", "the year"]),
    ),
    st.builds(halves, st.integers(0, 1)),
    st.builds(quarters, st.integers(0, 3), st.sampled_from(["第", ""]), st.sampled_from(["Q{0}", "the {1} quarter"])),
    st.just(("前三季度", "the first three quarters", 1, 9)),
    st.builds(first_months, st.integers(2, 11), st.booleans()),
    st.builds(one_month, months, st.sampled_from(["", "份"])),
    st.builds(spans, st.integers(1, 11), st.integers(1, 11), joiners, st.sampled_from([3, 20])),
)
FORMS = [
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month}-{0.day}",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
    "{0:%d %B %Y}",
    "{0:%B %d, %Y}",
    "{0:%Y-%m-%d 00:00:00}",
    "截至{0.year}年{0.month}月{0.day}日",
    "as of {0.day} {0:%B} {0.year}",
]
PIECES = [
    *"年月日至-到0129上下半季度前第一二三份底末全今去本截以来自起/. ",
    "2021",
    "first ",
    "of ",
    "Jan",
    "Q3",
    "half ",
]


@given(years, parts, st.sampled_from(["zh", "numerals", "wide", "en"]))
def test_a_year_and_a_part_of_it_are_read_as_their_days(year: int, part: Part, form: str) -> None:
    chinese, english, first, last = part
    numerals = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(year))
    text = {
        "zh": f"{year}年{chinese}",
        "numerals": f"{numerals}年{chinese}",
        "wide": f"{wide}年{chinese}",
        "en": f"{english} of {year}" if english else str(year),
    }[form]
    assert read_dating(text).period == whole(year, first, last)
    assert read_dating(text).basis == "printed"


@given(days, st.sampled_from(FORMS))
def test_a_day_is_read_in_every_form(day: date, form: str) -> None:
    assert read_period(form.format(day)) == Period(day, day)


@given(days, days, joiners)
def test_two_days_are_read_as_the_days_between(one: date, other: date, joiner: str) -> None:
    first, last = sorted((one, other))
    assume(first < last and joiner not in "-－")
    text = joiner.join(f"{day.year}年{day.month}月{day.day}日" for day in (first, last))
    assert read_period(text) == Period(first, last)
    assert read_period(f"{first}/{last}") == Period(first, last)


@given(parts, st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_what_names_no_year_is_over_on_the_day_of_the_page_or_refused(part: Part, published: date) -> None:
    for text in filter(None, part[:2]):
        with suppress(InvalidValue):
            dating = read_dating(text, published=published)
            assert dating.basis == "inferred"
            assert dating.period == whole(dating.period.year or 0, part[2], part[3])
            assert dating.period.end is not None
            assert dating.period.end <= published < dating.period.end + timedelta(366)


@given(parts)
def test_what_names_no_year_is_refused_without_a_page(part: Part) -> None:
    for text in filter(None, part[:2]):
        with suppress(InvalidValue):
            raise AssertionError(read_period(text))


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join), st.none() | st.just("2022-08-04"))
def test_words_in_any_order_are_read_or_refused(text: str, published: str | None) -> None:
    with suppress(InvalidValue):
        period = read_period(text, published=published)
        assert period.start is None or period.end is None or period.start <= period.end


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidValue):
        read_period(text, published="2022-08-04", start="2020-09-24")


@given(years, st.integers(1, 19), st.integers(1, 39), st.sampled_from(["{}年{}月{}日", "{}-{:02}-{:02}", "{}/{}/{}"]))
def test_a_sentence_names_a_day_wholly_or_names_none(year: int, month: int, day: int, form: str) -> None:
    """2021年2月30日 is no day; it is not February, and 2021-02-30 is not the third."""
    printed = form.format(year, month, day)
    with suppress(ValueError):
        real = date(year, month, day)
        assert [str(each and each.period) for _, each in named(f"，{printed}，进出口增长")] == [str(real)]
        return
    assert [each for _, each in named(f"，{printed}，进出口增长")] == [None]


@given(years, st.integers(1, 12), st.integers(13, 99), joiners)
def test_a_sentence_names_a_span_of_months_wholly_or_names_none(year: int, first: int, last: int, joiner: str) -> None:
    assert [each for _, each in named(f"{year}年{first}{joiner}{last}月，进出口增长")] == [None]


@given(years, months, st.integers(13, 999))
def test_a_count_behind_a_month_is_no_day_of_it(year: int, month: int, count: int) -> None:
    assert [str(each and each.period) for _, each in named(f"{year}年{month}月{count}家企业")] == [f"{year}-{month:02}"]


def named(sentence: str) -> list[tuple[int, Dating | None]]:
    """Return the periods that a sentence on a page of the year 2100 names; None for days that are not read."""
    return datings_in(Plain.of(sentence), date(2100, 1, 1), None)


def test_a_month_that_goes_on_in_digits_is_none() -> None:
    assert [each for _, each in named("，2021-0305，进出口增长")] == [None]
