"""Printed phrases that a reader of fragments gets wrong: each is read as what it says, or refused."""

from __future__ import annotations

import time
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from anhui_ftz import InvalidValue, Quantity, read_figure
from anhui_ftz.reading.printed import figures_of

#: How many of the phrases must be read, and not refused.
LEAST = 58


class Phrase(NamedTuple):
    kind: str
    text: str
    unit: str
    #: Empty where any is right; ``refuse`` where only a refusal is.
    lower: str = ""
    value: str = ""
    upper: str = ""


LINES = Path(__file__).with_name("printed_phrases.tsv").read_text(encoding="utf-8").splitlines()[1:]
PHRASES = [Phrase(*line.split("\t")) for line in LINES]


def read(phrase: Phrase) -> Quantity | None:
    try:
        return read_figure(phrase.text, phrase.unit)
    except InvalidValue:
        return None


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_is_read_as_what_it_says_or_refused(phrase: Phrase) -> None:
    quantity = read(phrase)
    if phrase.lower == "refuse":
        assert quantity is None
    elif quantity is not None:
        ends = zip((quantity.lower, quantity.value, quantity.upper), phrase[3:], strict=True)
        assert all(got == Decimal(right) for got, right in ends if right), quantity


def test_most_of_the_phrases_are_read() -> None:
    assert sum(read(phrase) is not None for phrase in PHRASES) >= LEAST


#: Phrases that were thought up to mislead a reader; the third column is the lower bound, or ``refuse``.
MISLEADING = [
    line.split("\t")
    for line in Path(__file__).with_name("printed_otherwise.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("text", "unit", "lower", "upper"), MISLEADING)
def test_a_misleading_phrase_is_read_with_its_bounds_or_refused(text: str, unit: str, lower: str, upper: str) -> None:
    if lower == "refuse":
        with pytest.raises(InvalidValue, match=r"^['\"]"):
            read_figure(text, unit or None)
    else:
        quantity = read_figure(text, unit or None)
        assert (quantity.lower, quantity.upper) == (Decimal(lower), Decimal(upper))


def test_a_refusal_points_at_the_part_that_is_not_understood() -> None:
    told = {
        "每亩30万元": "30万元 follows '每': it is an amount per unit",
        "有望突破5亿元": "5亿元 follows '有望', which leaves it open",
        "没有一家企业超过5亿元": "5亿元 comes with '没', which is not understood",
        "5亿元*": "5亿元 touches '*', which is not understood",
        "5亿元.5": "5亿元 touches '.5', which is not understood",
        "3万元欧元": "3万元欧元 names two units",
        "（5亿元）": "5亿元 is alone in brackets, which may mean a minus",
        "約數百家": "百 says no number",
        "in millions of yuan: 350": "350 is separate from 'millions'",
        "50万元（含）": "50万元 is said to be included, and in what is not said",
    }
    for text, reason in told.items():
        with pytest.raises(InvalidValue) as refusal:
            read_figure(text, "1" if "家" in text and "亿" not in text else "CNY")
        assert str(refusal.value) == f"{text!r}: {reason}"


@pytest.mark.parametrize("text", ["\u0323\u0301" * 65_536, "5" * 131_072, "约" * 1_000_000])
def test_a_text_that_is_too_long_is_refused_before_it_is_looked_at(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(InvalidValue, match="a printed figure is a text of at most 300 characters"):
        read_figure(text)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "piece", ["不超过5亿元，", "5-", "三到", "（含5", "5亿零", "not more than ", "每5", "of the ", "约占全省的"]
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        begun = time.process_time()
        for _ in range(5):
            with suppress(InvalidValue):
                read_figure((piece * 300)[:length], "CNY")
        return time.process_time() - begun

    seconds(300)
    assert seconds(300) < 12 * seconds(100) + 0.2


@pytest.mark.parametrize("text", ["推行统一家电标准", "建成单一家园平台", "逐一家访"])
def test_a_numeral_that_is_part_of_a_word_counts_nothing(text: str) -> None:
    with pytest.raises(InvalidValue, match="has no figure"):
        read_figure(text)


@pytest.mark.parametrize(
    ("text", "printed", "quantity"),
    [("投资$5成立公司", "$5", "5 US dollars"), ("出口额增长1.4倍", "1.4倍", "140% (to the nearest 10%)")],
)
def test_a_figure_of_a_sentence_ends_with_its_unit(text: str, printed: str, quantity: str) -> None:
    assert [(each.printed, str(each.quantity)) for each in figures_of(text)] == [(printed, quantity)]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("跌破8000家", "at most 8,000"),
        ("fell below 120 billion yuan", "at most 120 billion yuan"),
        ("fell short of 120 billion yuan", "at most 120 billion yuan"),
        ("shut down 120 plants", "120"),
        ("下降达到5%", "-5%"),
        ("增至2.3倍", "2.3"),
        ("成本下降带动利润增长5%", "None"),
        ("a 3.4 percent slump", "-3.4%"),
        ("减少为5亿元", "None"),
    ],
)
def test_a_fall_is_a_minus_and_a_level_is_none(text: str, quantity: str) -> None:
    assert [str(each.quantity) for each in figures_of(text)] == [quantity]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("安徽自贸试验区合肥片区深入推进改革开放，降幅收窄至5%", ["-5%"]),
        ("安徽自贸试验区合肥片区深入推进改革开放，进出口增长1.4倍", ["140% (to the nearest 10%)"]),
        ("安徽自贸试验区合肥片区深入推进改革开放，进出口最高1.4倍", ["at most 1.4"]),
        ("规模为历史最大，进出口增长1.4倍", ["140% (to the nearest 10%)"]),
        ("增速快于全国平均，进出口增长5%", ["5%"]),
        ("8 500家", ["None", "None"]),
        ("降为约5%", ["None"]),
        ("50余企业参展", ["more than 50"]),
        ("进出口增速为负 5%", ["-5%"]),
        ("第100家", ["more than 100"]),
        ("安徽自贸试验区合肥片区深入推进改革开放，规模是增长前的1.4倍", ["1.4"]),
        ("安徽自贸试验区合肥片区深入推进改革开放，受去年高增长影响回落幅度近5%", ["nearly -5%"]),
        ("In the pilot free trade zone of Anhui, it cut the time by 5%", ["-5%"]),
        ("In the pilot free trade zone of Anhui, growth fell short of 5%", ["at most 5%"]),
        ("between negative 5 percent and negative 3 percent", ["between -5 and -3%"]),
        ("between minus us$5 million and minus us$3 million", ["between -5 and -3 million US dollars"]),
    ],
)
def test_a_figure_is_read_with_the_words_that_belong_to_it(text: str, quantities: list[str]) -> None:
    assert [str(each.quantity) for each in figures_of(text)] == quantities


def test_what_says_a_fall_far_behind_the_start_of_a_text_is_printed_with_its_figure() -> None:
    [figure] = figures_of("安徽自贸试验区合肥片区深入推进改革开放，成本回落幅度近5%")
    assert figure.printed == "回落幅度近5%"


@pytest.mark.parametrize(("between", "quantity"), [(98, "140% (to the nearest 10%)"), (99, "1.4")])
def test_a_word_of_growth_is_within_a_hundred_characters(between: int, quantity: str) -> None:
    assert [str(each.quantity) for each in figures_of("增长" + "区" * between + "1.4倍")] == [quantity]


def test_the_noun_of_a_figure_is_read_up_to_its_limit() -> None:
    assert read_figure(f"5 {'a' * 79}s", f"{{{'a' * 79}}}").value == 5
    with pytest.raises(InvalidValue, match="has no figure"):
        read_figure(f"5 {'a' * 80}s", f"{{{'a' * 80}}}")


def test_an_adverb_before_a_figure_is_quoted_in_full() -> None:
    [figure] = figures_of("exports were reportedly 5 billion yuan")
    assert figure.trouble == "touches 'reportedly', which is not understood"


def test_each_of_several_figures_has_the_words_behind_it() -> None:
    found = figures_of("进口5亿元以上，增长3%以上，运输2吨以上")
    assert [str(each.quantity) for each in found] == ["more than 500 million yuan", "more than 3%", "more than 2 t"]


def test_each_figure_of_a_sentence_has_the_unit_that_is_repeated_behind_it() -> None:
    found = figures_of("进口5亿元（万元），出口3亿元（亿元）")
    assert [(each.quantity is None, each.trouble) for each in found] == [
        (True, "has another unit than its heading"),
        (False, ""),
    ]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("进口7至5亿元", "the first end of 7至5亿元 is above the second"),
        ("进口每吨5亿元", "follows '每': it is an amount per unit"),
    ],
)
def test_what_is_wrong_with_a_figure_of_a_sentence_does_not_repeat_it(text: str, trouble: str) -> None:
    assert [(each.quantity, each.trouble) for each in figures_of(text)] == [(None, trouble)]


def test_the_longest_text_is_read() -> None:
    assert read_figure(" " * 296 + "35 t") == read_figure("35 t")


@pytest.mark.parametrize(
    ("text", "value"), [("廿家", 20), ("廿五家", 25), ("卅五万家", 350_000), ("廿余家", 20), ("一百廿家", None)]
)
def test_the_numerals_of_twenty_and_thirty_are_as_two_and_three_tens(text: str, value: int | None) -> None:
    [figure] = figures_of(text)
    assert (figure.quantity and figure.quantity.value) == value


@pytest.mark.parametrize("text", ["近0%", "nearly 0%"])
def test_nearly_nothing_is_below_it(text: str) -> None:
    quantity = read_figure(text)
    assert (quantity.lower, quantity.value, quantity.upper) == (Decimal(-1), Decimal(0), Decimal(0))


#: Names with digits or numerals in them, which count nothing.
NAMES = (
    """
双11 双十一 双12 “双11” 双十二购物节 618大促 618年中促销 “618” “518” 3·15晚会 “12·31” 12345热线 12345政务服务便民热线
12315投诉举报热线 985高校 985、211高校 211工程 863计划 1210模式 跨境电商9710出口 9710/9810 “2+N” “1+3+N”体系 4+8+N
自贸试验区2.0版 8.6代线 21世纪海上丝绸之路 二十一世纪 20国集团 77国集团 320国道 3期工程 排名前10 居全国前10位
三个一批 “五个一”工程 “四个一”行动 十个一批 四个自信 两个维护 四个意识 “三个聚焦” 八项规定 一件事一次办 24/7
7×24小时服务 工业4.0 沪深300指数 中证500 波音737飞机 空客320 5G 4A级景区 一带一路 十四五
二十大 第一批 G60科创走廊 C919飞机
""".split()
    + """
Double 11,Double Eleven,Singles' Day 11.11,the 618 shopping festival,the 12345 hotline,the 12345 government service
hotline,Industry 4.0,Web 3.0,RCEP 2.0,ISO 9001,Boeing 737,Terminal 3,Phase 2,CSI 300,S&P 500,Vision 2035,Agenda 2030,
Made in China 2025,the 2030 Agenda,the 2022 World Manufacturing Convention,the 20th National Congress
""".replace("\n", " ").split(",")
)


@pytest.mark.parametrize("name", [name.strip() for name in NAMES])
def test_digits_of_a_name_are_no_figure(name: str) -> None:
    assert figures_of(name) == ()
    for sentence in (f"{name}，进出口5亿元", f"{name}, exports of 5 billion yuan"):
        [figure] = figures_of(sentence)
        assert figure.quantity is not None


@pytest.mark.parametrize(
    "text",
    [
        "新增双11个", "618家", "“3857家”", "“5亿元”", "985家高校", "211个", "12345条热线", "12,345 hotline calls",
        "1210家", "前10家企业", "三个一类口岸", "三个项目", "四个意向", "phase 2 billion yuan", "3期", "5代", "4.0%",
        "5个一百万元", "版2.0%",
    ],
)  # fmt: skip
def test_a_figure_that_looks_like_a_name_is_one(text: str) -> None:
    assert figures_of(text)


@pytest.mark.parametrize(
    "text", ["58同城", "360公司", "2022世界制造业大会", "315晚会", "8703税号", "1039市场采购", "12英寸晶圆", "360园区"]
)
def test_digits_directly_before_a_word_that_they_do_not_count_may_be_a_name(text: str) -> None:
    assert [each.quantity for each in figures_of(text)] == [None]
    with pytest.raises(InvalidValue):
        read_figure(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("亏损5亿元", "亏损"),
        ("亏损收窄至5亿元", "亏损"),
        ("净亏损约5亿元", "亏损"),
        ("预亏5亿元", "亏"),
        ("净流出3亿元", "流出"),
        ("资金净流出达3亿元", "流出"),
        ("逆差20亿元", "逆差"),
        ("贸易逆差扩大到20亿元", "逆差"),
        ("20亿元的贸易逆差", "逆差"),
        ("20亿元逆差", "逆差"),
        ("逆差同比下降5%", "逆差"),
        ("财政赤字为20亿元", "赤字"),
        ("资金缺口5亿元", "缺口"),
        ("经济损失5亿元", "损失"),
        ("撤资5亿元", "撤资"),
        ("a loss of 5 million yuan", "loss"),
        ("net losses narrowed to 5 million yuan", "losses"),
        ("the trade deficit was 5 million yuan", "deficit"),
        ("a 5 million yuan deficit", "deficit"),
        ("a 5 million yuan trade deficit", "deficit"),
        ("a net outflow of 5 million yuan", "outflow"),
        ("the deficit fell by 5%", "deficit"),
        ("a shortfall of 5 million yuan", "shortfall"),
    ],
)
def test_a_figure_of_what_is_negative_is_refused_as_its_sign_is_in_the_noun(text: str, words: str) -> None:
    [figure] = figures_of(text)
    assert (figure.quantity, figure.trouble) == (None, f"is of {words!r}: its sign is in that word")
    with pytest.raises(InvalidValue, match=f"is of {words!r}: its sign is in that word"):
        read_figure(text)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("亏损企业5家", "5"),
        ("亏损面5%", "5%"),
        ("赤字率3%", "3%"),
        ("deficit ratio of 3%", "3%"),
        ("顺差20亿元", "2.0 billion yuan"),
        ("逆差扩大，出口20亿元", "2.0 billion yuan"),
        ("a deficit, exports of 20 million yuan", "20 million yuan"),
        ("水土流失治理5平方公里", "5 km²"),
    ],
)
def test_a_noun_that_turns_no_sign_leaves_its_figure_as_it_is(text: str, quantity: str) -> None:
    assert [str(each.quantity) for each in figures_of(text)] == [quantity]


def test_a_noun_that_turns_the_sign_is_of_the_figure_next_to_it_alone() -> None:
    read = [each.quantity is not None for each in figures_of("逆差20亿元出口30亿元，进口50亿元逆差")]
    assert read == [False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "高出5%",
        "比全省高5%",
        "比全国平均快5%",
        "快于全国5%",
        "慢于全国5%",
        "优于去年5%",
        "领先全国5%",
        "落后全国5%",
        "跑赢全国5%",
        "较全省平均水平高出5%",
        "比江苏多5家",
        "增速高于全国5%",
        "5 percent weaker demand",
        "5% stronger demand",
        "5 percent slower growth",
        "5 percent lower output",
        "5% faster than the national average",
        "5% higher than the national average",
        "5% more than in Jiangsu",
        "outpacing the country by 5%",
        "5% ahead of the country",
        "outperformed the province by 5%",
    ],
)
def test_a_comparison_whose_sign_or_base_is_not_certain_is_refused(text: str) -> None:
    assert [each.quantity for each in figures_of(text)] == [None]
    with pytest.raises(InvalidValue):
        read_figure(text)


@pytest.mark.parametrize(
    "text",
    [
        "低于去年5个百分点",
        "高于全国5.3个百分点",
        "增长5到8个百分点",
        "5 points above",
        "5.3 points higher",
        "5 pct pts",
        "5% points",
        "5%pt",
        "5 to 8 points",
        "5 p.p.",
    ],
)
def test_points_are_no_figure_whatever_they_are_compared_with(text: str) -> None:
    assert figures_of(text) == ()


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("比上年高5%", "5%"),
        ("较去年同期多5家", "5"),
        ("比上年提高5%", "5%"),
        ("较快增长5%", "5%"),
        ("5% higher than in 2021", "5%"),
        ("5 percent higher", "5%"),
        ("5 percent lower than last year", "-5%"),
        ("up 5% on weaker demand", "5%"),
        ("占比较高，为5%", "5%"),
    ],
)
def test_a_comparison_with_the_year_before_is_read(text: str, quantity: str) -> None:
    assert [str(each.quantity) for each in figures_of(text)] == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        "计划新设企业500家",
        "计划签约项目500个",
        "2022年计划招引企业500家",
        "年度计划新增企业500家",
        "年度计划引进企业500家",
        "planned to have 500 firms",
        "aims for 500 firms",
    ],
)
def test_a_figure_of_a_plan_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        read_figure(text, "1")


@pytest.mark.parametrize(
    "text", ["火炬计划企业500家", "行动计划实施后企业500家", "完成年度计划的500家", "计划总投资项目500个"]
)
def test_a_plan_that_is_no_plan_of_the_figure_is_passed_over(text: str) -> None:
    assert read_figure(text, "1").value == 500
