"""Laws of printed phrases: composed from words whose meaning is known, they are read as just that, or refused.

The words stand here, not in the reader's tables; cn2an spells the numerals.
"""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple, TypeVar

import cn2an
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from anhui_ftz import Bound, InvalidValue, Quantity, read_figure

AT_LEAST, AT_MOST, ABOUT = Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT
MIRRORED = {AT_LEAST: AT_MOST, AT_MOST: AT_LEAST}
PLAIN = (Bound.EXACT, Bound.ROUNDED)

#: Scale words and units, as Chinese and English pages print them.
CHINESE_SCALES = {"": 0, "万": 4, "亿": 8, "万亿": 12, "萬": 4, "億": 8, "萬億": 12}
ENGLISH_SCALES = {"": 0, " thousand": 3, " million": 6, " billion": 9, " trillion": 12, "bn": 9, " bn": 9, "mn": 6}
CHINESE_UNITS = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "歐元": "EUR",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "吨": "t",
    "噸": "t",
}
ENGLISH_UNITS = {" yuan": "CNY", " RMB": "CNY", " US dollars": "USD", " euros": "EUR", " tonnes": "t", " tons": "t"}
SIGNS = {"$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP", "RMB": "CNY", "RMB ": "CNY", "USD ": "USD"}
LETTERS = {"B": 9, "b": 9, "bn": 9, "tn": 12, "trn": 12, "M": 6, "MM": 6, "m": 6, "mn": 6, "k": 3, "K": 3}
#: Words that bound a figure, before and behind it; those of the first two are mirrored by a negation.
CHINESE_BOUNDS = {
    **dict.fromkeys(("超过", "超過", "超", "突破", "逾", "高于", "高於", "大于", "多于", "站上", "迈上"), AT_LEAST),
    **dict.fromkeys(("低于", "低於", "少于", "小于"), AT_MOST),
}
ENGLISH_BOUNDS = {
    **dict.fromkeys(("more than ", "over ", "above ", "exceeding ", "in excess of ", "greater than "), AT_LEAST),
    **dict.fromkeys(("less than ", "under ", "below ", "fewer than ", "lower than "), AT_MOST),
}
CHINESE_HEDGES = {
    **CHINESE_BOUNDS,
    **dict.fromkeys(("至少", "不少于", "不低于"), AT_LEAST),
    **dict.fromkeys(("不足", "不到", "不超过", "至多", "最高", "未达"), AT_MOST),
    **dict.fromkeys(("约", "約", "大约", "约为"), ABOUT),
}
ENGLISH_HEDGES = {
    **ENGLISH_BOUNDS,
    **dict.fromkeys(("at least ", "a minimum of ", "no less than ", "not below "), AT_LEAST),
    **dict.fromkeys(("at most ", "up to ", "no more than ", "failed to reach ", "did not exceed "), AT_MOST),
    **dict.fromkeys(("about ", "around ", "approximately ", "roughly "), ABOUT),
}
BEHIND = {
    "以上": AT_LEAST,
    "多": AT_LEAST,
    "及以上": AT_LEAST,
    "以下": AT_MOST,
    "以内": AT_MOST,
    "不到": AT_MOST,
    "左右": ABOUT,
}
CHINESE_NEGATIONS = ["不", "未", "没有", "沒有", "不得", "不会", "不應", "不能", "未能", "尚未", "并未", "从未", "绝不"]
ENGLISH_NEGATIONS = ["not ", "no ", "never ", "is not ", "was not ", "cannot be ", "should not be ", "isn't "]
#: What a page says before and behind a figure, and what it changes nothing of.
CHINESE_BEFORE = [
    "",
    "进出口总额",
    "2021年1-9月，实际使用外资",
    "其中，",
    "全市第三批20个项目中，投资额",
    "同比增长，达",
    "占全国3%，总额为",
]
CHINESE_BEHIND = ["", "，同比增长", "。", "；其中", "（第一批）", "，居全国第3位", " "]
ENGLISH_BEFORE = [
    "",
    "Exports reached ",
    "In 2021, trade was ",
    "a total of ",
    "The zone, opened on 24 September 2020, has ",
]
ENGLISH_BEHIND = ["", ".", ", year-on-year", " in 2021", " of trade", "; others"]


class Phrase(NamedTuple):
    """A printed amount, with its value and unit; and words of its language to put around it."""

    text: str
    value: Decimal
    unit: str
    language: str = "zh"


def spelled(number: Decimal, *, grouped: bool) -> str:
    return format(number, ",f" if grouped else "f")


@st.composite
def numbers(draw: st.DrawFn) -> Decimal:
    """Generate numbers as pages print them: few digits, no zero before others."""
    digits, places = draw(st.integers(1, 99_999)), draw(st.sampled_from([0, 0, 1, 2]))
    return Decimal(digits).scaleb(-places)


@st.composite
def chinese(draw: st.DrawFn) -> Phrase:
    """Compose a Chinese amount."""
    number, scale = draw(numbers()), draw(st.sampled_from(list(CHINESE_SCALES)))
    unit = draw(st.sampled_from(list(CHINESE_UNITS)))
    printed = spelled(number, grouped=draw(st.booleans()))
    if draw(st.booleans()):
        printed = printed.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}).replace(",", "")
    return Phrase(printed + scale + unit, number.scaleb(CHINESE_SCALES[scale]), CHINESE_UNITS[unit])


@st.composite
def english(draw: st.DrawFn) -> Phrase:
    """Compose an English amount, with its unit behind it or its sign before it."""
    number = draw(numbers())
    printed = spelled(number, grouped=True)
    if draw(st.booleans()):
        scale, unit = draw(st.sampled_from(list(ENGLISH_SCALES))), draw(st.sampled_from(list(ENGLISH_UNITS)))
        return Phrase(printed + scale + unit, number.scaleb(ENGLISH_SCALES[scale]), ENGLISH_UNITS[unit], "en")
    letters, sign = draw(st.sampled_from(list(LETTERS))), draw(st.sampled_from(list(SIGNS)))
    return Phrase(sign + printed + letters, number.scaleb(LETTERS[letters]), SIGNS[sign], "en")


phrases = chinese() | english()
T = TypeVar("T")


def in_language(phrase: Phrase, chinese: T, english: T) -> T:
    return chinese if phrase.language == "zh" else english


def around(data: st.DataObject, phrase: Phrase, text: str) -> str:
    """Put words of its language around a phrase, which change nothing of it."""
    before = data.draw(st.sampled_from(in_language(phrase, CHINESE_BEFORE, ENGLISH_BEFORE)))
    behind = data.draw(st.sampled_from(in_language(phrase, CHINESE_BEHIND, ENGLISH_BEHIND)))
    return f"{before}{text}{behind}"


def read(text: str, unit: str) -> Quantity | None:
    with suppress(InvalidValue):
        return read_figure(text, unit)
    return None


@given(phrases, st.data())
def test_a_figure_is_read_with_its_value_whatever_stands_around_it(phrase: Phrase, data: st.DataObject) -> None:
    quantity = read_figure(around(data, phrase, phrase.text), phrase.unit)
    assert (quantity.value, str(quantity.unit)) == (phrase.value, phrase.unit)
    assert quantity.bound in PLAIN


@given(phrases, st.data())
def test_a_hedge_bounds_its_figure(phrase: Phrase, data: st.DataObject) -> None:
    hedges = in_language(phrase, CHINESE_HEDGES, ENGLISH_HEDGES)
    hedge = data.draw(st.sampled_from(list(hedges)))
    quantity = read_figure(around(data, phrase, hedge + phrase.text), phrase.unit)
    assert (quantity.value, quantity.bound) == (phrase.value, hedges[hedge])
    if quantity.bound in MIRRORED:
        assert phrase.value in (quantity.lower, quantity.upper)


@given(chinese(), st.sampled_from(list(BEHIND)), st.sampled_from(["", "（含）", "（不含）"]), st.data())
def test_a_hedge_behind_a_figure_bounds_it(phrase: Phrase, hedge: str, extent: str, data: st.DataObject) -> None:
    assume(not extent or hedge in ("以上", "以下"))
    before = data.draw(st.sampled_from(CHINESE_BEFORE))
    quantity = read_figure(f"{before}{phrase.text}{extent}{hedge}", phrase.unit)
    assert (quantity.value, quantity.bound) == (phrase.value, BEHIND[hedge])


@given(phrases, st.data())
def test_a_negation_mirrors_the_bound(phrase: Phrase, data: st.DataObject) -> None:
    bounds = in_language(phrase, CHINESE_BOUNDS, ENGLISH_BOUNDS)
    bound = data.draw(st.sampled_from(list(bounds)))
    negation = data.draw(st.sampled_from(in_language(phrase, CHINESE_NEGATIONS, ENGLISH_NEGATIONS)))
    assume(negation != "no " or bound.endswith("than "))
    quantity = read_figure(around(data, phrase, negation + bound + phrase.text), phrase.unit)
    assert (quantity.value, quantity.bound) == (phrase.value, MIRRORED[bounds[bound]])


@given(phrases, st.data())
def test_a_negation_anywhere_in_the_clause_never_leaves_a_bound_as_it_was(phrase: Phrase, data: st.DataObject) -> None:
    bounds = in_language(phrase, CHINESE_BOUNDS, ENGLISH_BOUNDS)
    bound = data.draw(st.sampled_from(list(bounds)))
    words = in_language(phrase, ["今年", "进出口总额", bound, phrase.text], ["trade ", "of Wuhu ", bound, phrase.text])
    negations = in_language(phrase, ["不", "未", "没有", "并非", "无"], ["not ", "never ", "hardly ", "without "])
    place = data.draw(st.integers(0, 3))
    text = "".join([*words[:place], data.draw(st.sampled_from(negations)), *words[place:]])
    quantity = read(text, phrase.unit)
    assert quantity is None or quantity.bound is MIRRORED[bounds[bound]]


@given(phrases, st.sampled_from(["（{}）", "({})", "[{}]", " ( {} ) "]), st.data())
def test_a_figure_alone_in_brackets_is_refused(phrase: Phrase, brackets: str, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(["", "其中", "trade "])) + brackets.format(phrase.text)
    with pytest.raises(InvalidValue, match="alone in brackets"):
        read_figure(text, phrase.unit)


@given(numbers(), st.sampled_from(list(CHINESE_SCALES)), st.sampled_from(list(CHINESE_UNITS)), st.data())
def test_a_unit_in_brackets_or_in_a_heading_is_as_good_as_one_behind(
    number: Decimal, scale: str, unit: str, data: st.DataObject
) -> None:
    form = data.draw(
        st.sampled_from(
            ["{0}（{1}）", "{0}({1})", "总额（{1}）：{0}", "总额（单位：{1}）{0}", "单位：{1}，{0}", "总额{0}（{1}）"]
        )
    )
    text, code = form.format(number, scale + unit), CHINESE_UNITS[unit]
    assert read_figure(text, code) == read_figure(f"{number}{scale}{unit}", code)


@given(
    numbers(),
    st.tuples(*[st.sampled_from(list(CHINESE_SCALES))] * 2),
    st.sampled_from(list(CHINESE_UNITS)),
    st.sampled_from(["", "以上", "左右"]),
    st.sampled_from(["{}{}（{}）", "1至{}{}（{}）", "{}{}（单位：{}）", "约{}{} （{}）"]),
)
def test_a_unit_repeated_in_brackets_is_the_same_or_the_figure_is_refused(
    number: Decimal, scales: tuple[str, str], unit: str, behind: str, form: str
) -> None:
    scale, again = scales
    code, same = CHINESE_UNITS[unit], not again or CHINESE_SCALES[scale] == CHINESE_SCALES[again]
    amount = f"{number}{scale}{unit}"
    quantity = read(form.format(amount, behind, again + unit), code)
    assert quantity == (read(form.partition("（")[0].strip().format(amount, behind), code) if same else None)


@given(
    numbers(),
    st.sampled_from([("万亿", 4, "亿"), ("亿", 4, "万"), ("亿", 1, "千万"), ("亿", 2, "百万"), ("万", 4, "")]),
)
def test_a_figure_in_another_scale_is_the_same_figure(number: Decimal, scales: tuple[str, int, str]) -> None:
    large, power, small = scales
    one, other = read_figure(f"{number}{large}元"), read_figure(f"{number.scaleb(power):f}{small}元")
    assert one.value == other.value


#: 一亿一千 without 零 says 110 million to many; cn2an spells some numbers so, and the reader refuses them.
SHORT = re.compile("[亿億][^万萬零][^万萬]*$")


@given(st.integers(0, 10**16 - 1), st.sampled_from(["low", "up"]), st.sampled_from(["吨", "美元", "平方公里"]))
def test_a_numeral_is_read_as_the_digits_that_it_spells(number: int, mode: str, unit: str) -> None:
    numeral = cn2an.an2cn(number, mode)
    if SHORT.search(numeral):
        assert read(f"{numeral}{unit}", CHINESE_UNITS.get(unit, "km2")) is None
    else:
        assert read_figure(f"{numeral}{unit}").value == read_figure(f"{number}{unit}").value


@given(
    st.integers(1, 9999),
    st.integers(0, 12),
    st.sampled_from(["low", "up"]),
    st.sampled_from([{}, dict(zip("万亿两", "萬億兩", strict=True))]),
)
def test_a_round_numeral_is_read_in_either_script(digits: int, zeros: int, mode: str, script: dict[str, str]) -> None:
    numeral = cn2an.an2cn(digits * 10**zeros, mode)
    assume(not SHORT.search(numeral))
    assert read_figure(numeral.translate(str.maketrans(script)) + "吨").value == digits * 10**zeros


@given(st.integers(100, 10**11))
def test_an_amount_on_a_bill_is_read_to_the_cent(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert read_figure(cn2an.an2cn(str(amount), "rmb"), "CNY").value == amount


@given(st.integers(0, 99_999), st.integers(1, 999), st.sampled_from(["", "万", "亿"]))
def test_decimals_in_numerals_are_read(whole: int, decimals: int, scale: str) -> None:
    number = Decimal(f"{whole}.{decimals}")
    assume(whole < 10_000 or not scale)
    value = number.scaleb({"": 0, "万": 4, "亿": 8}[scale])
    assert read_figure(f"{cn2an.an2cn(str(number), 'low')}{scale}元").value == value


@given(
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.sampled_from(["-", "–", "—", "~", "～", "至", "到"]),
    st.sampled_from(list(CHINESE_SCALES)),
    st.booleans(),
)
def test_a_range_is_read_with_one_scale_or_two(one: int, other: int, joiner: str, scale: str, twice: bool) -> None:
    low, high = sorted((one, other))
    assume(low < high and not (1900 <= high <= 2099))
    quantity = read_figure(f"投资额{low}{scale * twice}{joiner}{high}{scale}元", "CNY")
    size = 10 ** CHINESE_SCALES[scale]
    assert (quantity.lower, quantity.upper) == (low * size, high * size)


@given(phrases, st.sampled_from(["-", "−", "﹣", "－"]))
def test_a_minus_before_a_figure_is_one(phrase: Phrase, minus: str) -> None:
    quantity = read_figure(minus + phrase.text, phrase.unit)
    assert quantity.value == -phrase.value


@given(phrases, st.data())
def test_what_touches_a_figure_and_is_not_understood_is_refused(phrase: Phrase, data: st.DataObject) -> None:
    strange = data.draw(st.sampled_from([*"*#^_\\|±×÷=<>'`@&†°$¥%‰½²³①٣\u200b\u0301"]))
    place = data.draw(st.sampled_from([place for place, each in enumerate(phrase.text) if each.isdecimal()]))
    text = phrase.text[: place + 1] + strange + phrase.text[place + 1 :]
    assert read(text, phrase.unit) is None, text


@given(
    phrases,
    st.sampled_from(
        ["每亩{}", "人均{}", "户均{}", "{}/亩", "{}每亩", "{} per hectare", "{} each", "per capita {}", "日均{}"]
    ),
)
def test_an_amount_per_unit_is_refused(phrase: Phrase, rate: str) -> None:
    assert read(rate.format(phrase.text), phrase.unit) is None


@given(chinese(), st.sampled_from(["美元", "欧元", "英镑", "卢布", "公里", "年"]))
def test_two_units_are_refused(phrase: Phrase, unit: str) -> None:
    assume(CHINESE_UNITS.get(unit) != phrase.unit)
    text = phrase.text + unit
    assert unit == "年" or read(text, phrase.unit) is None


@given(
    phrases,
    st.sampled_from(
        [
            "可能超过",
            "有望突破",
            "预计达",
            "力争达到",
            "目标",
            "难以突破",
            "将突破",
            "即将超过",
            "险些突破",
            "差点到",
            "如果超过",
            "是否低于",
            "禁止超过",
            "避免低于",
            "控制在",
            "迈向",
            "直追",
            "除了",
            "半个",
            "may exceed ",
            "expected to reach ",
            "could top ",
            "will exceed ",
            "set to reach ",
            "nothing less than ",
            "nowhere near ",
            "rarely over ",
            "if over ",
            "unless below ",
            "all but ",
            "as high as ",
            "over or under ",
            "avoided exceeding ",
            "twice ",
            "less ",
        ]
    ),
)
def test_what_is_left_open_is_refused(phrase: Phrase, doubt: str) -> None:
    assert read(doubt + phrase.text, phrase.unit) is None


@given(phrases, st.data())
def test_what_qualifies_a_figure_from_behind_and_is_not_read_is_refused(phrase: Phrase, data: st.DataObject) -> None:
    chinese = [
        "以外",
        "打底",
        "还多",
        "多一点",
        "前后",
        "上下浮动",
        "一年",
        "（预计）",
        "（目标）",
        "的缺口",
        "为底线",
        "迈进",
    ]
    english = [" below target", " short", " behind plan", " annually", " each", " (est.)", " (planned)", " on average"]
    behind = data.draw(st.sampled_from(in_language(phrase, chinese, english)))
    assert read(phrase.text + behind, phrase.unit) is None


@given(numbers(), st.data())
def test_a_fall_is_never_read_as_a_rise(number: Decimal, data: st.DataObject) -> None:
    chinese = ["下降", "收窄", "放缓", "下挫", "降幅收窄至", "跌幅扩大到", "降幅为", "负增长", "少了", "减产"]
    english = [
        "slipped ",
        "slumped by ",
        "plunged ",
        "the decline narrowed to ",
        "the drop eased to about ",
        "down by ",
    ]
    words = data.draw(st.sampled_from([*chinese, *english]))
    assert read(f"{words}{number}%", "%") is None
    assert read(f"进出口总额{number}亿元，同比{data.draw(st.sampled_from(chinese))}{number}%", "%") is None


@given(
    numbers(),
    st.sampled_from(["square miles", "square feet", "cubic meters", "平方英里", "kt", "bp", "nautical miles"]),
)
def test_a_unit_that_is_not_known_is_not_counted(number: Decimal, unit: str) -> None:
    assert read(f"{number} {unit}", "1") is None


@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from([("万", 4), ("亿", 8)]), st.booleans())
def test_a_last_digit_without_its_scale_is_known_to_that_scale(
    one: int, other: int, scale: tuple[str, int], numeral: bool
) -> None:
    word, power = scale
    digits = (cn2an.an2cn(one), cn2an.an2cn(other)) if numeral else (str(one), str(other))
    quantity, step = read_figure(f"{digits[0]}{word}{digits[1]}元"), 10 ** (power - 1)
    assert quantity == Quantity.rounded((10 * one + other) * step, "CNY", step)


@given(numbers(), st.sampled_from(["5%%", "{} USD bn", "bn USD {}", "{} RMB mn", "{} billion dollars yuan", "{}个%"]))
def test_a_scale_or_unit_behind_the_unit_is_not_left_out(number: Decimal, form: str) -> None:
    for unit in ("USD", "CNY", "%", "1"):
        assert read(form.format(number), unit) is None


@given(phrases, st.data())
def test_a_limit_in_words_bounds_a_figure(phrase: Phrase, data: st.DataObject) -> None:
    most = data.draw(st.sampled_from(["max {}", "max. {}", "maximum {}", "{} max", "{} maximum"]))
    assert read_figure(most.format(phrase.text), phrase.unit).bound is AT_MOST
    least = data.draw(st.sampled_from(["min {}", "min. {}", "minimum {}"]))
    assert read_figure(least.format(phrase.text), phrase.unit).bound is AT_LEAST


@given(
    st.text(alphabet="不未没超过约近低于以上下左右5亿万元%吨0.-，、（）的达到", max_size=14),
    st.sampled_from(["CNY", "%", "t", "1"]),
)
@example("不超5上5元", "CNY")
@example("没达3吨5", "CNY")
@example("未达3% 5元", "CNY")
@example("3%不到 5元", "CNY")
@example("不、右5万吨", "t")
@example("不.0上0", "CNY")
@example("（吨）", "CNY")
def test_a_negation_is_never_left_out(text: str, unit: str) -> None:
    clauses = re.split(r"[，、]|(?<![0-9])[.](?![0-9])", text)
    quantity = read(text, unit)
    if quantity is not None and quantity.bound in PLAIN and set(text) & set("不未没"):
        clean = [clause for clause in clauses if not set(clause) & set("不未没")]
        assert any(read(clause, unit) == quantity for clause in clean)  # 5不、0 has a figure of another clause
        assert all(read(clause, unit) is None for clause in clauses if clause not in clean)
