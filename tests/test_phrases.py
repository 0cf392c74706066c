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


def test_each_of_several_figures_has_the_words_behind_it() -> None:
    found = figures_of("进口5亿元以上，增长3%以上，运输2吨以上")
    assert [str(each.quantity) for each in found] == ["more than 500 million yuan", "more than 3%", "more than 2 t"]


def test_each_figure_of_a_sentence_has_the_unit_that_is_repeated_behind_it() -> None:
    found = figures_of("进口5亿元（万元），出口3亿元（亿元）")
    assert [(each.quantity is None, each.trouble) for each in found] == [
        (True, "has another unit than its heading"),
        (False, ""),
    ]
