"""Prints that differ in their digits alone: read from one of them, they say what their own words say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anhui_ftz import FtzError, InvalidValue, Quantity, Unit, UnitError, read_figure
from anhui_ftz.reading import printed
from anhui_ftz.reading.shapes import read_alike

#: Words around a number, {} in its place: with a hedge, a unit or neither, and those of days, names and ranks.
WORDS = (
    *(
        "{}",
        " {} ",
        "{}家",
        "{}亿元",
        "约{}%",
        "超过{}万亿元",
        "近{}万吨",
        "{} TEU",
        "{}余家",
        "{}多万元",
        "{}成",
        "增长{}倍",
    ),
    *("nearly {} enterprises", "up {} percent", "less than {} billion yuan", "US${}m", "about {} square kilometers"),
    *(
        "新设企业{}家",
        "占全省的{}%",
        "in {}",
        "in {} new firms",
        "By {} the zone had grown",
        "{}年",
        "{}月",
        "{}日",
        "{}天",
    ),
    *(
        "{}家（含）以上",
        "第{}家",
        "第{}届",
        "{}强",
        "top {}",
        "no. {}",
        "q{}",
        "{}h",
        "双{}",
        "{}热线",
        "{}同城",
        "{}期工程",
        "“{}”",
    ),
    *(
        "中欧班列{}列",
        "G{}",
        "{}G",
        "{}个百分点",
        "-{}%",
        "下降{}%",
        "每亩{}万元",
        "３{}家",
        "{}０家",
        "{}分之一",
        "{}亩",
        "{}米",
    ),
)
#: Numbers that mean something by themselves, and such as end in zeros.
NUMBERS = (
    *map(str, range(1, 130)),
    *"211 312 365 500 618 700 863 900 973 985 999 1000 1001 1010 1050 1200 1210 1239 1500 1800 1900 1949 1999".split(),
    *"2000 2001 2010 2020 2021 2026 2099 2100 2500 3000 7000 7777 9610 9710 9810 9999 10000 12000 12315 12345".split(),
    *"20000 20210 70000 100000 123456 200000 999999 1000000 20200925 123456789012345 1234567890123456".split(),
    *"1.0 1.5 2.00 5.10 7.0 7.5 7.07 7.674 9.99 10.0 10.05 10.50 19.5 19.99 20.21 20.20 70.70 100.0 2021.5".split(),
    *"2020.0 1000.000 12345.678 0 0.5 0.50 007 1,000 5,3 1.12345678 1.123456789".split(),
)


def read(text: str, unit: object = None) -> Quantity | None:
    """Read a print, or None where it is refused."""
    try:
        return read_figure(text, unit)  # type: ignore[arg-type]
    except FtzError:
        return None


def outcome(text: str, unit: str | None) -> tuple[str, ...]:
    """What reading says: the quantity in all its parts, or the refusal in its words."""
    try:
        found = read_figure(text, unit)
    except FtzError as error:
        return type(error).__name__, str(error)
    return tuple(map(str, (found.value, found.lower, found.upper, found.unit, found.bound)))


def word_by_word(text: str, unit: Unit | str | None, words: Callable[..., Quantity]) -> Quantity:
    return words(text, unit)


def readings(words: str, unit: str | None) -> list[Quantity | None]:
    return [read(words.replace("{}", number), unit) for number in NUMBERS]


@pytest.mark.parametrize("words", WORDS)
def test_a_print_is_read_as_its_own_words_say(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    units = (None, "1", "%", "亿元", "t")
    found = {unit: readings(words, unit) for unit in units}
    monkeypatch.setattr(printed, "read_alike", word_by_word)
    assert found == {unit: readings(words, unit) for unit in units}


numbers = st.from_regex(r"[1-9][0-9]{0,6}(\.[0-9]{1,3})?", fullmatch=True)
pieces = st.lists(
    st.sampled_from(
        "约 超过 近 不足 nearly over about up in by 第 每 家 个 亿元 万 % percent 年 月 日 强 万吨 -  （ ） ， . 的 占 "
        "增长 下降 号 七家， 四成 七十亿元（精确到 G".split(" ")
    ),
    max_size=3,
).map("".join)


@given(pieces, numbers, pieces, st.sampled_from([None, "1", "%", "CNY", "亿元"]))
@example("in ", "2021", " firms", "1")
@example("", "2000", " World Fairs", "1")
def test_words_in_any_order_are_read_alike_for_any_number(
    before: str, number: str, behind: str, unit: str | None
) -> None:
    text = before + number + behind
    found = read(text, unit)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(printed, "read_alike", word_by_word)
        assert found == read(text, unit)


def test_the_words_of_a_shape_are_read_once() -> None:
    asked = []

    def count(text: str, unit: Unit | str | None) -> Quantity:
        asked.append(text)
        return read_figure(text, unit)

    read_alike("超过71.3亿元", "CNY", count)
    asked.clear()
    found = [read_alike(f"超过{number}亿元", "CNY", count) for number in ("29.2", "31.7", "90.4")]
    assert found == [Quantity.at_least(number, "亿元") for number in ("29.2", "31.7", "90.4")]
    assert not asked
    assert read_alike("超过30.0亿元", "CNY", count) == Quantity.at_least(30, "亿元")
    assert asked, "zeros at the end are part of a shape"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("七家企业入选G20", "1"),  # the digits are a name's: what counts is 七, which 7 would equal
        ("七家5G企业", "1"),
        ("七十七家企业和G60", "1"),
        ("七吨co2", "t"),
        ("７家和5家企业", "1"),
        ("７e3", None),
        ("六至八家5G企业", None),  # in the middle of a range too
        ("22%，即百分之七十七", "%"),
        ("the 2021 (sic) m²", "km2"),  # a year without what a page adds to a misprint
        ("增长约99999999999999千万亿倍", "%"),  # an end beyond the limits, as that of 77777777777777 is not
    ],
)
def test_another_figure_of_the_words_is_not_taken_for_the_digits(
    text: str, unit: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = outcome(text, unit)
    monkeypatch.setattr(printed, "read_alike", word_by_word)
    assert found == outcome(text, unit)


@pytest.mark.parametrize(
    ("text", "found"), [("七家企业入选G20", 7), ("七家5G企业", 7), ("七至9家", Quantity.read(8, "1", 7, 9))]
)
def test_a_figure_in_chinese_beside_digits_is_read_as_it_stands(text: str, found: Quantity | int) -> None:
    assert read_figure(text, "1") == (Quantity.exactly(found, "1") if isinstance(found, int) else found)


def test_a_unit_of_a_type_of_its_own_is_taken_as_it_spells() -> None:
    class Same(str):
        """A text that calls itself equal to any other."""

        __slots__ = ()

        def __eq__(self, _: object) -> bool:
            return True

        def __hash__(self) -> int:
            return hash("CNY")

    assert read_figure("5亿元", "CNY") == read_figure("5亿元")
    with pytest.raises(InvalidValue, match="no figure in USD"):
        read_figure("5亿元", Same("USD"))


def test_a_unit_that_is_not_known_is_not_kept_with_a_shape() -> None:
    def none(text: str, _: Unit | str | None) -> Quantity:
        raise AssertionError(text)

    for unit in ("x" * 1000, "{" + "a" * 1000 + "}"):
        with pytest.raises(UnitError):
            read_alike("5亿元", unit, none)


def test_what_is_refused_is_refused_for_its_own_words() -> None:
    for number in (20, 31):
        with pytest.raises(InvalidValue, match=f"每亩{number}万元"):
            read_figure(f"每亩{number}万元", "CNY")


def test_a_unit_that_is_none_is_refused_as_before() -> None:
    with pytest.raises(FtzError, match="a unit is a text"):
        read_figure("5亿元", ["CNY"])  # type: ignore[arg-type]
