"""Remarks on results: English text that can be had in Chinese, through pickles and copies."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.figures.rules import Rule, set_aside_remark
from anhui_ftz.words.remark import Quoted, Remark, listed

#: Codes, ids and periods are the same in every language.
CODE = re.compile(r"[a-z0-9-]*[0-9-][a-z0-9-]*|[A-Z]{3}")
ASIDE = [set_aside_remark(rule.broken("ah-obs-001", "take another")) for rule in Rule]
REMARKS = [
    *ASIDE,
    Remark("incomplete", 2021, ("2021-02",)),
    Remark("incomplete", 2021, tuple(f"2021-{n:02}" for n in range(1, 8))),
    Remark("different-parts", ftz.Period.parse("2021-02"), ftz.Period.parse("2022-03")),
    Remark("no-as-published", ftz.Quantity.at_least("500e9", "CNY")),
    Remark("wrong-paragraph", "3857", ftz.Citation("x", "last paragraph"), Remark("title")),
    Remark(
        "compared", "a-1", "b-1", ftz.Period.parse("2021"), (Remark("figure", 1, "c-1"), Remark("figure", 2, "c-2"))
    ),
    Remark("later-first", ftz.Period.parse("2022"), ftz.Period.parse("2021")),
    Remark("milestone-on-source-day", ftz.CooperationStatus.SIGNED, ftz.Period.parse("2021")),
    Remark("unread", Quoted("5万"), Remark("unread.touches", Quoted("万"))),
]


@pytest.mark.parametrize("remark", REMARKS)
def test_a_remark_in_chinese_has_no_english_word(remark: Remark) -> None:
    ids = {rule.value for rule in Rule}
    words = CODE.sub("", " ".join(each for each in re.findall(r"[A-Za-z0-9-]+", remark.in_("zh")) if each not in ids))
    assert not re.search("[A-Za-z]", words), remark.in_("zh")
    assert remark.in_("en") == remark == str(remark)


@pytest.mark.parametrize("remark", REMARKS)
@pytest.mark.parametrize("again", [lambda each: pickle.loads(pickle.dumps(each)), copy.copy, copy.deepcopy])  # noqa: S301 - its own
def test_a_copied_remark_is_the_same_in_both_languages(remark: Remark, again: object) -> None:
    other = again(remark)  # type: ignore[operator]
    assert (other, other.in_("zh")) == (remark, remark.in_("zh"))


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(ftz.InvalidValue, match="the languages are en and zh"):
        REMARKS[0].in_("fr")


def test_a_set_aside_rule_is_explained_in_both_languages() -> None:
    ds = ftz.load()
    rows = [ds.observations["ah-obs-012"], ds.observations["ah-obs-016"]]
    result = ftz.total(ds, rows, allow=["indicator", "overlapping-periods"])
    assert "note: set aside: indicator: " in ftz.explain(result)
    assert "注：已按要求不适用以下规则：" in ftz.explain(result, "zh")
    assert "set aside" not in ftz.explain(result, "zh")


def test_figures_places_in_a_source_and_remarks_are_worded_in_the_language() -> None:
    figure, wrong, compared = REMARKS[-6:-3]
    assert figure.in_("zh") == "引用超过5000亿元时未附原文"
    assert figure == "more than 500 billion yuan is cited without its printed form"
    assert (wrong, wrong.in_("zh")) == ("'3857' is not in last paragraph", "“3857”不在末段")
    assert compared == "a-1 of b-1 in 2021: 1 (c-1); 2 (c-2)"
    assert compared.in_("zh") == "b-1在2021年的a-1：1（c-1）；2（c-2）"


def test_a_short_list_is_whole() -> None:
    assert (listed(["a"]), listed(["a", "b"], "zh"), listed("abcd")) == ("a", "a、b", "a, b, c, d")


def test_days_are_worded_in_chinese_and_stay_what_a_program_writes_in_english() -> None:
    remark = Remark("period-from", ftz.Period.parse("2021-10-20"))
    assert (remark, remark.in_("zh")) == ("period: from when to 2021-10-20", "时期：截至2021年10月20日，起始日不明")
    missing = Remark("incomplete", ftz.Period.parse("2021"), (ftz.Period.parse("2021-02"),))
    assert (missing, missing.in_("zh")) == ("2021 is incomplete: without 2021-02", "2021年不完整：缺2021年2月")


@pytest.mark.parametrize(("count", "words"), [(1, "a0"), (2, "a0、a1"), (5, "a0、a1、a2、a3，另有1项")])
def test_a_choice_is_worded_with_any_number_of_ids(count: int, words: str) -> None:
    ids = tuple(f"a{n}" for n in range(count))
    assert Remark("subject-one-of", ids).in_("zh") == f"主体：以下之一：{words}"
    assert Remark("indicator-one-of", ids).in_("zh") == f"指标：以下之一：{words}"


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        ("每", "'每'", "“每”"),
        ("'", '"\'"', "“'”"),
        ("一\n二", r"'一\n二'", "“一\n二”"),
        ("一" * 60, f"'{'一' * 56}...", f"“{'一' * 60}”"),
        ("一" * 61, f"'{'一' * 56}...", f"“{'一' * 60}…”"),
    ],
)
def test_words_are_quoted_in_the_marks_of_the_language(words: str, english: str, chinese: str) -> None:
    remark = Remark("unread.apart", Quoted(words))
    assert (remark, remark.in_("zh")) == (f"is separate from {english}", f"与{chinese}分开")


def test_a_remark_in_a_remark_has_its_language() -> None:
    remark = Remark("unread", "5万家", Remark("unread.figure", "5万", Remark("unread.rate", Quoted("每"))))
    assert remark == "5万家: 5万 follows '每': it is an amount per unit"
    assert remark.in_("zh") == "5万家：5万前面有“每”，因此是单位平均值"
