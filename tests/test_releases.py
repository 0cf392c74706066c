"""Press releases read into drafts: what is certain is settled, what is not is named, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.mentions import mentioned, place_forms
from anhui_ftz.analysis.quality.source_checks import misread
from anhui_ftz.words.remark import in_language

DS = ftz.load()
PAGE = ftz.Source("release-2023", "Department of Commerce", "A release", language="zh", published="2023-01-20")
TEXT = """2022年，安徽省货物进出口总额7530.6亿元，同比增长8.9%，其中货物出口额超4700亿元，同比增长约15%。
2022年，中国（安徽）自由贸易试验区新设企业约1.2万家，实际使用外资3.5亿美元，同比下降12.3%，签约项目358个。

合肥片区2022年新设企业近8000家，占全区的65%；芜湖片区新设企业2000余家。
截至2022年底，全省累计形成制度创新成果100余项，每亩税收30万元。
目前，蚌埠片区高新技术企业达120家，有望突破150家。
"""


def draft(text: str = TEXT, subject: str | None = None, published: str = "2023-01-20") -> ftz.Draft:
    return ftz.read_release(text, DS, source=PAGE, published=published, subject=subject)


def rows(result: ftz.Draft) -> list[tuple[str, str | None, str | None, str, str]]:
    return [
        (each.printed, each.subject, each.indicator, str(each.period or ""), str(each.basis or ""))
        for each in result.candidates
    ]


def test_a_release_is_read_figure_by_figure() -> None:
    assert rows(draft()) == [
        ("7530.6亿元", "anhui", "goods-trade", "2022", "printed"),
        ("8.9%", "anhui", "goods-trade-growth", "2022", "printed"),
        ("超4700亿元", "anhui", "goods-exports", "2022", "printed"),
        ("约15%", "anhui", "goods-exports-growth", "2022", "printed"),
        ("约1.2万家", "anhui-ftz", "new-enterprises", "2022", "printed"),
        ("3.5亿美元", "anhui-ftz", "actual-foreign-capital", "2022", "printed"),
        ("下降12.3%", "anhui-ftz", "actual-foreign-capital-growth", "2022", "printed"),
        ("358个", "anhui-ftz", "signed-projects", "2022", "printed"),
        ("近8000家", "anhui-ftz-hefei", "new-enterprises", "2022", "printed"),
        ("65%", "anhui-ftz-hefei", None, "2022", "printed"),
        ("2000余家", "anhui-ftz-wuhu", "new-enterprises", "2022", "printed"),
        ("100余项", None, "institutional-innovation-results", "", ""),
        ("达120家", "anhui-ftz-bengbu", "high-tech-enterprises", "2023-01-20", "seen"),
    ]
    assert str(draft()) == "figures: 13 (11 settled, 2 to decide); not read: 2"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2022年，合肥片区新设企业8000家。", "figures: 1 (1 settled, 0 to decide); not read: 0"),
        ("2022年，合肥片区税收300亿元。第3次会议召开。", "figures: 1 (0 settled, 1 to decide); not read: 1"),
        ("", "figures: 0 (0 settled, 0 to decide); not read: 0"),
    ],
)
def test_a_draft_counts_its_figures_in_words_that_fit_any_number(text: str, counts: str) -> None:
    assert str(draft(text)) == counts


def test_bounds_and_falls_are_those_of_the_words() -> None:
    quantities = {each.printed: str(each.quantity) for each in draft().candidates}
    assert quantities["超4700亿元"] == "more than 470 billion yuan"
    assert quantities["下降12.3%"] == "-12.3%"
    assert quantities["近8000家"] == "nearly 8,000"


def test_what_is_open_is_named_and_never_filled_in() -> None:
    needs = {each.printed: each.needs for each in draft().candidates if each.needs}
    assert needs == {
        "65%": ("indicator: a share, of what",),
        "100余项": ("subject: the sentence names no place", "period: from when to 2022-12-31"),
    }
    assert draft().left == (
        "30万元: follows '每': it is an amount per unit",
        "突破150家: follows '有望', which leaves it open",
    )


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("2022年，合肥片区、芜湖片区新设企业2000家。", "subject: one of anhui-ftz-hefei, anhui-ftz-wuhu"),
        ("2022年，新设企业2000家。", "subject: the sentence names no place"),
        ("2022年合肥片区揭牌。新设企业2000家，芜湖。", "subject: the sentence names no place"),
        ("新设企业2000家，在合肥片区。", "subject: the sentence names no place"),
        ("2022年，合肥片区税收300亿元。", "indicator: the clause does not name it"),
        ("合肥片区新设企业2000家。", "period: the text does not name it"),
        ("截至2022年底，合肥片区新设企业2000家。", "period: from when to 2022-12-31"),
        ("2022年，合肥片区高新技术企业2000家。", "period: on which day of 2022"),
        ("2022年，合肥片区新设企业2000家，同比增长5%，占比3%。", "indicator: a share, of what"),
        ("The exports to the EU from Anhui were 3 billion yuan.", "indicator: a part of goods-exports"),
        ("The imports from the EU to Anhui were 3 billion yuan.", "indicator: a part of goods-imports"),
    ],
)
def test_each_kind_of_doubt_is_for_a_person(text: str, need: str) -> None:
    assert need in [need for each in draft(text).candidates for need in each.needs]


def test_the_subject_of_the_release_stands_where_no_other_place_is_named() -> None:
    assert draft("2022年，新设企业2000家。", "安徽自贸区").candidates[0].subject == "anhui-ftz"
    text = "2022年，芜湖片区新设企业2000家。签约项目300个。"
    needs = draft(text, "安徽自贸区").candidates[1].needs
    assert needs == ("subject: one of anhui-ftz-wuhu, anhui-ftz",)


def test_months_without_their_year_are_those_of_the_page() -> None:
    result = draft("1至6月，芜湖片区新设企业2000余家。", published="2023-07-15")
    (each,), (row,) = result.candidates, result.observations()
    assert (str(each.period), each.basis) == ("2023-40", "inferred")
    assert (row.period, row.basis) == (each.period, each.basis)


def test_a_candidate_confirms_what_is_on_record_contradicts_it_or_is_new() -> None:
    text = "2022年，安徽省货物进出口总额7530.6亿元，货物进出口总额9000亿元。2001年，安徽省货物出口额3亿元。"
    compared = [(str(each.match), bool(each.records)) for each in draft(text).candidates]
    assert compared == [("confirmation", True), ("conflict", True), ("new", False)]


def test_what_is_settled_and_not_confirmed_is_ready_to_merge() -> None:
    result = draft()
    merged = ftz.merge(DS, result.dataset())
    added = [row for row in merged.observations if row not in DS.observations]
    assert len(added) == len(result.observations()) == 9
    assert {citation.source for row in added for citation in row.citations} == {"release-2023"}
    assert {row.citations[0].locator for row in added} == {"paragraph 1", "paragraph 2", "paragraph 3", "paragraph 5"}
    assert not any("，" in citation.as_published for row in added for citation in row.citations)


def test_a_table_of_what_is_settled_is_read_back_by_load_csv(tmp_path: Path) -> None:
    settled = draft("".join(line + "\n" for line in TEXT.splitlines()[:2]))
    file = tmp_path / "draft.csv"
    file.write_text(settled.to_csv(), encoding="utf-8")
    back = [row for row in ftz.load_csv(file, DS).observations if row not in DS.observations]
    known = {(each.subject, each.indicator, each.period, each.quantity) for each in settled.candidates}
    assert {(row.subject, row.indicator, row.period, row.quantity) for row in back} == known


@pytest.mark.parametrize(
    "publisher", [ftz.Name("Anhui Daily", "安徽日报"), ftz.Name("Anhui Daily"), ftz.Name(zh="安徽日报"), "Anhui Daily"]
)
def test_a_publisher_keeps_its_name_in_each_language_in_the_table(publisher: ftz.Name | str, tmp_path: Path) -> None:
    page = ftz.Source("daily", publisher, published="2023-01-20")
    file = tmp_path / "draft.csv"
    text = "2022年，合肥片区新设企业2000家，签约项目300个。"
    file.write_text(ftz.read_release(text, DS, source=page).to_csv(), encoding="utf-8")
    assert ftz.load_csv(file, DS).sources["daily"] == page


def test_what_is_not_decided_is_refused_by_load_csv(tmp_path: Path) -> None:
    file = tmp_path / "draft.csv"
    file.write_text(draft("2022年，新设企业2000家。").to_csv(), encoding="utf-8")
    with pytest.raises(ftz.DatasetError) as refusal:
        ftz.load_csv(file, DS)
    assert "undecided" in {problem.rule for problem in refusal.value.problems}


def test_the_article_that_we_hold_is_read_without_a_guess() -> None:
    source = DS.sources["cns-2021-01-25"]
    text = (
        "The Anhui Pilot Free Trade Zone was inaugurated on September 24, 2020.\n"
        "At present, 3857 new enterprises have been established, helping import and export volume "
        "to exceed 500 billion yuan."
    )
    result = ftz.read_release(text, DS, source=source, published="2021-01-25", subject="anhui-ftz")
    assert [each.is_settled for each in result.candidates] == [False, False]
    assert result.candidates[0].indicator == "new-enterprises"
    assert result.candidates[0].needs == ("period: from when to 2021-01-25",)


@pytest.mark.parametrize("text", [None, b"2022", 5])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(ftz.InvalidValue, match="a release is a text"):
        ftz.read_release(text, DS, source=PAGE, published="2023-01-20")  # type: ignore[arg-type]


def test_a_source_or_subject_that_is_not_in_the_data_is_refused() -> None:
    with pytest.raises(ftz.UnknownName):
        ftz.read_release("", DS, source="no-such-page", published="2023-01-20")
    with pytest.raises(ftz.UnknownName):
        draft("", "Atlantis")


def test_the_day_of_the_page_is_that_of_its_source() -> None:
    text = "今年前10个月，安徽自贸试验区新设企业100家。"
    dated = ftz.Source("page", "Publisher", published="2023-11-20")
    given = ftz.read_release(text, ftz.load(), source=ftz.Source("page", "Publisher"), published="2023-11-20")
    assert [each.period for each in ftz.read_release(text, ftz.load(), source=dated).candidates] == [
        each.period for each in given.candidates
    ]
    for published in (None, "2023", "2023-11/.."):
        with pytest.raises(ftz.InvalidValue, match="page does not say on which day it was published"):
            ftz.read_release(text, ftz.load(), source=ftz.Source("page", "Publisher", published=published))


def test_each_figure_of_a_list_is_of_the_place_named_before_it() -> None:
    text = "2021年，合肥片区新设企业3万家，芜湖片区新设企业1.1万家，蚌埠片区新设企业4210家，安庆、六安新设企业10家。"
    draft = ftz.read_release(text, ftz.load(), source="cns-2021-01-25", published="2022-01-25")
    areas = ["anhui-ftz-hefei", "anhui-ftz-wuhu", "anhui-ftz-bengbu"]
    assert [each.subject for each in draft.candidates] == [*areas, None]
    assert draft.candidates[-1].needs[0].startswith("subject: one of")


def test_a_period_counts_for_the_next_sentence_and_no_longer() -> None:
    text = "2021年新设企业100家。\n签约项目5个。\n协议引资额5亿元。"
    periods = [each.period for each in draft(text, subject="anhui-ftz").candidates]
    assert periods == [ftz.Period.parse("2021")] * 2 + [None]


def test_a_sentence_that_cannot_be_read_is_left_and_the_others_are_read() -> None:
    long = "合肥" * 200 + "新设企业7家"
    found = draft(f"2021年，合肥片区新设企业100家。①新设企业3家。2021年，{long}。2021年，合肥片区签约项目5个。")
    assert [each.printed for each in found.candidates] == ["100家", "5个"]
    assert [each.partition(":")[0] for each in found.left] == ["①新设企业3家。", long]


LONG, LIMITS = "9" * 41, "a figure is a decimal of at most 40 digits with an exponent within 30,"


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            "税收7至5亿元",
            "7至5亿元: the first end of 7至5亿元 is above the second",
            "7至5亿元：7至5亿元的前一端大于后一端",
        ),
        (
            "新设企业约100余家",
            "约100余家: is hedged in ways that do not go together: about, at least",
            "约100余家：限定词不能并用：约、至少",
        ),
        (
            "新设企业①3家",
            "2022年，合肥片区新设企业①3家。: ① may be part of a figure or a footnote; write plain digits",
            "2022年，合肥片区新设企业①3家。：①可能是数字的一部分，也可能是脚注；请改用普通数字",
        ),
        (
            "人均GDP7.36万元",
            "7.36万元: touches 'p', which is not understood",
            "7.36万元：与无法识别的“p”相连",
        ),
        (
            f"税收{LONG}元",
            f"{LONG}元: {LIMITS} not '{LONG}元' and its bounds",
            f"{LONG}元：数字及其上下限最多40位，指数在±30以内，而“{LONG}元”超出了此范围",
        ),
    ],
)
def test_what_is_not_read_is_named_once_with_its_reason(text: str, english: str, chinese: str) -> None:
    [left] = draft(f"2022年，合肥片区{text}。").left
    assert (left, in_language(left, "zh")) == (english, chinese)


def test_a_place_that_is_not_in_the_data_is_refused() -> None:
    with pytest.raises(ftz.UnknownName):
        ftz.read_release(TEXT, ftz.load(), source="cns-2021-01-25", subject=ftz.Division("x", "X"))


@pytest.mark.parametrize("words", ["下降了整整3.5%", "3.5%的降幅", "下降3.5%"])
def test_a_fall_is_cited_with_its_word_so_that_the_check_agrees(words: str) -> None:
    ds = ftz.load()
    page = ftz.Source("page", "Publisher", published="2023-01-20")
    found = ftz.read_release(f"2022年，安徽省货物进出口总额7530.6亿元，同比{words}。", ds, source=page)
    [rate] = [each for each in found.candidates if each.quantity.value < 0]
    assert rate.printed == words
    assert {each.rule for each in misread(rate.quantity, rate.printed, "$")} <= {"unreadable-print"}


def test_each_record_of_a_draft_has_an_id_of_its_own() -> None:
    months = [f"2021年{month}月，合肥片区新设企业{month}家。" for month in (10, 11)]
    text = "".join(f"2021年，合肥片区新设企业{number}家。" for number in range(100, 112))
    ids = [row.id for row in draft("".join([*months, text])).observations()]
    assert ids[:4] == [f"anhui-ftz-hefei-new-enterprises-2021{end}" for end in ("-10", "-11", "", "-2")]
    assert len(set(ids)) == len(ids) == 14
    assert ftz.merge(DS, draft(text).dataset())


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("2022年，安徽省货物进出口总额7530.6亿元，比上年同期增长12.1%。", "2022"),
        ("2022年，安徽省货物进出口总额7530.6亿元，与2021年相比增长12.1%。", "2022"),
        ("2022年，安徽省货物进出口总额7530.6亿元，上年同期为6920.2亿元。", None),
        ("2022年，安徽省货物进出口总额7530.6亿元，去年同期货物进出口总额6920.2亿元。", None),
        ("In 2022, total imports and exports of goods of Anhui were 75 billion yuan, up 12% from 2021.", "2022"),
        ("2022年，安徽省货物进出口总额7530.6亿元。同期，安徽自贸试验区货物进出口总额1000亿元。", None),
        ("2022年，安徽省货物进出口总额7530.6亿元。2021年2月30日货物进出口总额10亿元。", None),
    ],
)
def test_a_period_that_is_compared_with_or_not_known_is_not_that_of_a_figure(sentence: str, last: str | None) -> None:
    assert [str(each.period or "") for each in draft(sentence, "anhui").candidates] == ["2022", last or ""]


@pytest.mark.parametrize(
    "words",
    ["比2020年增长12%", "环比增长12%", "较上月增长12%", "比年初增长12%", "比上年末增长12%", "与2019年相比增长12%"],
)
def test_growth_over_another_base_than_the_year_before_is_for_a_person(words: str) -> None:
    *_, growth = draft(f"2022年，安徽省货物进出口总额7530.6亿元，{words}。").candidates
    assert growth.indicator is None
    assert "indicator: a growth rate, over what" in growth.needs


@pytest.mark.parametrize(
    ("text", "days", "days_zh"),
    [
        ("2030年，合肥片区新设企业8000家。", "2030", "2030年"),
        ("安徽省计划2025年实现货物进出口总额10000亿元。", "2025", "2025年"),
        ("到2025年末，合肥片区高新技术企业达到1200家。", "2025-12-31", "2025年12月31日"),
        ("2023年1月，合肥片区新设企业700家。", "2023-01", "2023年1月"),
        ("2021-2025年，合肥片区新设企业7000家。", "2021-01-01/2025-12-31", "2021年1月1日至2025年12月31日"),
        ("自2020年9月24日起，合肥片区新设企业7000家。", "2020-09-24/..", "自2020年9月24日起"),
    ],
)
def test_a_figure_of_days_that_were_not_over_when_the_page_was_published_is_for_a_person(
    text: str, days: str, days_zh: str
) -> None:
    [figure] = draft(text).candidates
    assert (figure.period, figure.basis, str(figure.match)) == (None, None, "open")
    assert figure.needs == (f"period: {days} was not over when the page was published, so the figure may be a plan",)
    assert in_language(figure.needs[0], "zh") == f"时期：来源发布时{days_zh}尚未结束，数字可能为计划或预测"


def test_a_period_that_ends_on_the_day_of_the_page_is_over() -> None:
    [figure] = draft("2022年，合肥片区新设企业8000家。", published="2022-12-31").candidates
    assert (str(figure.period), figure.needs) == ("2022", ())


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        (
            "2022年三季度，合肥片区新设企业1200家，前三季度新设企业6000家，全年新设企业8000家。",
            ["2022-35", "2022-01-01/2022-09-30", "2022"],
        ),
        ("2022年12月，合肥片区新设企业700家；1—12月，新设企业8000家。", ["2022-12", "2022"]),
        ("2022年12月，合肥片区新设企业700家。1—12月，合肥片区新设企业8000家。", ["2022-12", "2022"]),
        ("二〇二一年，合肥片区新设企业8000家；第1季度新设企业900家，Q3新设企业800家。", ["2021", "2021-33", "2021-35"]),
        ("2022年，合肥片区新设企业8000家；前两个月新设企业900家。", ["2022", "2022-01-01/2022-02-28"]),
        ("2022年，合肥片区新设企业8000家，连续三年居首位，新设企业900家。", ["2022", "2022"]),
        ("2022年，合肥片区新设企业8000家；前两月新设企业900家。", ["2022", "2022-01-01/2022-02-28"]),
        ("2021年，合肥片区新设企业8000家；上半年新设企业4000家。", ["2021", "2021-40"]),
        (
            "2022年三季度，合肥片区新设企业1200家。目前高新技术企业达120家，全年新设企业8000家。",
            ["2022-35", "", "2022"],
        ),
        (
            "In 2022 the Hefei Area had 300 new enterprises; in the third quarter it had 40 new enterprises.",
            ["2022", "2022-35"],
        ),
    ],
)
def test_a_part_of_a_year_is_that_of_the_year_named_before_it(text: str, periods: list[str]) -> None:
    found = draft(text, "anhui-ftz-hefei").candidates
    levels = [each for each in found if each.indicator == "new-enterprises"]
    assert [str(each.period) for each in levels] == [each for each in periods if each]


@pytest.mark.parametrize(
    "words",
    [
        "今年1月",  # not over
        "今年",
        "全年",  # of which year
        "一季度",  # of 2020, and long ago
        "前三个季度",
        "1—12月",
        "11—15月",
        "当年",
        "同年",
        "次年",
        "前年",
        "明年",
        "近年来",
        "年内",
        "年初",
        "当月",
        "月末",
        "昨日",
        "上周",
        "12日",
        "近三年",
        "两年来",
        "“十四五”期间",
        "春节期间",
        "挂牌以来",
        "揭牌至今",
        "第1季度",
        "第2季度",
        "q3",
        "下旬",
        "此前三年",
        "三年",
        "21年",
        "上年",
        "上年度",
        "上一年",
        "前一年",
        "当天",
        "当日",
        "首日",
        "首月",
        "首年",
        "周末",
        "春节",
        "国庆假期",
        "“十四五”",
        "十三五末",
        "双12期间",
        "618大促",
        "“618”购物节",
    ],
)
@pytest.mark.parametrize("stop", ["，", "。合肥片区"])
def test_days_that_are_not_read_are_for_a_person_and_not_those_named_before(words: str, stop: str) -> None:
    _, figure = draft(f"2020年9月24日，合肥片区新设企业8家{stop}{words}新设企业700家。").candidates
    assert (figure.period, figure.basis, str(figure.match)) == (None, None, "open")
    assert figure.needs == ("period: the text names days that could not be read for certain",)
    assert in_language(figure.needs[0], "zh") == "时期：文中提及的时间无法确切读出"


@pytest.mark.parametrize(
    "words",
    [
        "last year",
        "in the first quarter",
        "since its opening",
        "in the first two quarters",
        "last month",
        "on Double 11",
    ],
)
def test_english_days_that_are_not_read_are_for_a_person(words: str) -> None:
    text = f"On 24 September 2020 the Hefei Area had 30 new enterprises; {words} it had 40 new enterprises."
    assert [str(each.period or "") for each in draft(text).candidates][-1] == ""


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("去年，合肥片区新设企业8000家，今年1月新设企业700家，1月新设企业700家。", ""),
        ("去年，合肥片区新设企业8000家，今年新设企业700家。合肥片区1月新设企业700家。", ""),
        ("2019-2021年，合肥片区新设企业8000家，12月新设企业700家。", ""),
        ("2021年，合肥片区新设企业8000家，12月新设企业700家。", ""),  # of 2021, or of 2022
        ("2022年，合肥片区新设企业8000家，12月新设企业700家。", "2022-12"),
        ("2022年9月24日，合肥片区新设企业8家，12月新设企业700家。", "2022-12"),
        ("目前，合肥片区高新技术企业120家，12月新设企业700家。", "2022-12"),
        ("目前，合肥片区高新技术企业120家。合肥片区12月新设企业700家。", "2022-12"),
    ],
)
def test_a_part_of_a_year_that_may_be_of_two_years_is_for_a_person(text: str, last: str) -> None:
    assert str(draft(text).candidates[-1].period or "") == last


@pytest.mark.parametrize(
    "text",
    [
        "The Hefei Area had 200 new enterprises in 2021 and 300 in 2022.",
        "In 2022 the Hefei Area was busy. It had 200 new enterprises in 2021.",
        "2022年，合肥片区新设企业8000家（2021年），签约项目300个（2021年）。",
    ],
)
def test_days_behind_a_figure_are_not_those_before_it(text: str) -> None:
    found = draft(text, "anhui-ftz-hefei").candidates
    assert all("period: the text names days that could not be read for certain" in each.needs for each in found)


def test_a_month_behind_a_sentence_of_days_that_are_not_read_is_for_a_person() -> None:
    _, figure = draft("近年来，合肥片区新设企业8000家。合肥片区12月新设企业700家。").candidates
    assert figure.needs == ("period: the text names days that could not be read for certain",)


def test_yen_are_no_days() -> None:
    [figure] = draft("2022年，合肥片区实际使用外资50日元。").candidates
    assert str(figure.period) == "2022"


def test_a_rate_is_not_settled_where_the_days_of_its_level_are_open() -> None:
    level, growth = draft("截至2022年11月底，安徽省货物进出口总额7000亿元，同比增长7.8%。").candidates
    assert level.period is None
    assert growth.period is None


def test_days_that_are_not_read_count_for_all_of_a_long_sentence() -> None:
    long = "2021年2月30日，" + "安徽省积极推进改革试点任务，" * 25 + "货物进出口总额10亿元。"
    *_, figure = draft("2022年，安徽省货物进出口总额7530.6亿元。" + long).candidates
    assert (figure.printed, figure.period) == ("10亿元", None)


@pytest.mark.parametrize("mark", ["{}. ", "{}．", "{}、", "（{}）", "{}) "])
def test_the_number_of_a_sentence_is_no_figure(mark: str) -> None:
    text = f"{mark.format(1)}2022年合肥片区新设企业500家。{mark.format(2)}合肥片区签约项目300个。"
    assert [each.printed for each in draft(text).candidates] == ["500家", "300个"]
    for item in ("1.", "1. ", "1 "):
        number, figure = draft(f"2022年，合肥片区：{item}新设企业500家。").candidates
        assert (number.indicator, figure.indicator) == (None, "new-enterprises")
    [figure] = draft("2022年合肥片区货物吞吐量增长。2.5万吨是合肥片区货物吞吐量。").candidates
    assert figure.quantity.value == 25000


def test_what_follows_a_clause_that_is_too_long_is_read() -> None:
    found = draft(f"2022年，合肥片区签约{'稳' * 300}9个，合肥片区新设企业8000家。")
    assert [each.printed for each in found.candidates] == ["8000家"]
    assert len(found.left) == 1


def test_a_figure_apart_from_a_list_is_not_in_order() -> None:
    *_, figure = draft("2022年，合肥片区签约项目、新设企业分别为300个、400家；500家。").candidates
    assert not [need for need in figure.needs if need.startswith("figure:")]


def test_a_base_is_looked_for_behind_a_rate_too() -> None:
    for words in ("up 12% against 2019", "up 12% at constant prices"):
        *_, growth = draft(f"In 2022, Anhui's imports and exports of goods were 75 billion yuan, {words}.").candidates
        assert growth.needs == ("indicator: a growth rate, over what",)


@pytest.mark.parametrize(("longer", "subject"), [(0, "anhui-ftz-hefei"), (1, None)])
def test_a_sentence_of_300_characters_is_read_as_a_whole(longer: int, subject: str | None) -> None:
    first, last = "2022年，合肥片区", "，新设企业8000家。"
    text = first + "稳" * (300 - len(first + last) + longer) + last
    [figure] = draft(text).candidates
    assert figure.subject == subject


@pytest.mark.parametrize("longer", [0, 1])
def test_a_clause_of_300_characters_is_read(longer: int) -> None:
    last = "新设企业8000家"
    clause = "稳" * (300 - len(last) + longer) + last
    found = draft(f"2022年，合肥片区建设加快，{clause}。")
    assert [each.printed for each in found.candidates] == ["8000家"] * (not longer)
    assert found.left == (f"{clause}: has more than 300 characters without a stop",) * longer


@pytest.mark.parametrize("clause", ["稳" * 301, "稳" * 300 + "，①"])
def test_clauses_behind_one_that_cannot_be_read_are_read(clause: str) -> None:
    found = draft(f"2022年，合肥片区新设企业8000家，{clause}，签约项目300个。").candidates
    assert [each.printed for each in found] == ["8000家", "300个"]


def test_words_without_a_digit_leave_nothing_open_however_long_they_are() -> None:
    assert draft("积极推进改革试点任务" * 40 + "。").left == ()


def test_a_place_that_only_says_where_another_lies_is_not_the_subject() -> None:
    [figure] = draft("2022年，安徽省合肥市货物进出口总额3000亿元。").candidates
    assert figure.subject == "hefei-city"
    [figure] = draft("2022年，上海市和安徽省合肥市货物进出口总额3000亿元。").candidates
    assert figure.subject is None
    assert [need for need in figure.needs if "hefei-city" in need and "shanghai" in need and "anhui" not in need]


@pytest.mark.parametrize(
    "text",
    [
        "除合肥片区外，安徽自贸试验区2022年新设企业8000家。",
        "2022年，包括合肥片区在内，安徽自贸试验区新设企业8000家。",
        "2022年，以合肥片区为龙头，安徽自贸试验区新设企业8000家。",
        "2022年，安徽自贸试验区在合肥片区的带动下新设企业8000家。",
        "2022年，安徽自贸试验区、合肥片区新设企业8000家。",
        "2022年，合肥片区安徽自贸试验区新设企业8000家。",
        "In 2022, excluding the Hefei Area, the Anhui FTZ had 8,000 new enterprises.",
    ],
)
def test_an_outer_place_that_does_not_stand_beside_the_inner_one_may_be_the_subject(text: str) -> None:
    [figure] = draft(text).candidates
    assert (figure.subject, figure.needs) == (None, ("subject: one of anhui-ftz, anhui-ftz-hefei",))


@pytest.mark.parametrize(
    "place",
    [
        "安徽自贸试验区合肥片区",
        "安徽自贸试验区的合肥片区",
        "中国（安徽）自由贸易试验区 合肥片区",
        "安徽省合肥市合肥片区",
        "我省合肥片区",
    ],
)
def test_an_outer_place_directly_before_the_inner_one_says_where_that_lies(place: str) -> None:
    [figure] = draft(f"2022年，{place}新设企业8000家。").candidates
    assert (figure.subject, figure.needs) == ("anhui-ftz-hefei", ())


@pytest.mark.parametrize(
    "place",
    [
        "the Hefei Area of the Anhui Pilot Free Trade Zone",
        "the Hefei Area in Anhui Province",
        "Anhui's Hefei Area",
        "the Anhui FTZ Hefei Area",
    ],
)
def test_an_outer_place_beside_the_inner_one_says_where_that_lies_in_english(place: str) -> None:
    [figure] = draft(f"In 2022, {place} had 8,000 new enterprises.").candidates
    assert (figure.subject, figure.needs) == ("anhui-ftz-hefei", ())


@pytest.mark.parametrize(
    "text",
    [
        "2022年，除合肥片区外，新设企业8000家，签约项目300个。",
        "2022年，除合肥片区以外，全区新设企业8000家。",
        "2022年，合肥片区之外新设企业8000家。",
        "2022年，合肥片区等片区在内新设企业8000家。",
        "2022年，在合肥片区的引领下，新设企业8000家。",
        "2022年，以合肥片区为龙头，全区新设企业8000家。",
        "包括合肥片区，2022年新设企业8000家。",
        "In 2022, other than the Hefei Area, there were 8,000 new enterprises.",
    ],
)
@pytest.mark.parametrize("subject", [None, "anhui-ftz"])
def test_a_place_that_is_a_part_or_an_exception_is_not_the_subject(text: str, subject: str | None) -> None:
    found = draft(text, subject).candidates
    assert [each.subject for each in found] == [None] * len(found)
    assert {each.needs for each in found} == {
        ("subject: the sentence names anhui-ftz-hefei as a part or an exception only",)
    }


def test_an_outer_place_is_told_apart_from_several_of_one_name_if_not_all_lie_in_it() -> None:
    twins = [ftz.Division(f"twin-{end}", ftz.Name("", "双城市"), "city", within=[end]) for end in ("home", "away")]
    ds = ftz.Dataset(divisions=[ftz.Division("home", ftz.Name("", "家乡省")), ftz.Division("away", "Away"), *twins])
    [figure] = ftz.read_release("2022年，家乡省双城市新设企业8家。", ds, source=PAGE).candidates
    assert figure.needs[0] == "subject: one of home, twin-away, twin-home"


def test_a_name_does_not_go_on_behind_a_mark_that_ends_it() -> None:
    assert [each.end for each in mentioned(place_forms(DS), "安徽、全省")] == [2]


def test_foreign_firms_of_a_place_are_not_outside_it() -> None:
    assert draft("2022年，合肥片区外资企业300家，外贸货物进出口总额80亿元。").candidates[1].subject == "anhui-ftz-hefei"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2022年，合肥片区揭牌，全省新设企业5万家。", None),
        ("2022年，合肥市片区揭牌，全省新设企业5万家。", None),
        ("2022年，合肥片区揭牌，全市新设企业5万家。", None),
        ("2022年，合肥市全省领先，新设企业2万家。", None),
        ("2022年，合肥市全市新设企业5万家。", "hefei-city"),
        ("2022年，安徽省全省新设企业5万家。", "anhui"),
        ("2022年，我省合肥市新设企业5万家。", "hefei-city"),
        ("2022年，合肥市新设企业5万家，占全省的30%，签约项目300个。", "hefei-city"),
    ],
)
def test_the_whole_province_or_city_behind_a_place_is_that_place_or_is_for_a_person(
    text: str, subject: str | None
) -> None:
    for figure in draft(text).candidates:
        assert figure.subject == subject
        assert ("subject: the sentence names no place" in figure.needs) == (subject is None)


TRADE = "2022年，安徽省货物进出口总额7530.6亿元"


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (f"{TRADE}。其中，货物出口额4700亿元。", ["anhui"] * 2),
        (f"{TRADE}，同比增长8.9%。其中货物出口额4700亿元，同比增长15%。", ["anhui"] * 4),
        (f"{TRADE}。其中，货物出口额4700亿元。其中，实际使用外资3亿美元。", ["anhui"] * 3),
        (f"{TRADE}。其中，合肥市货物出口额2000亿元，实际使用外资3亿美元。", ["anhui", "hefei-city", "hefei-city"]),
        ("2022年，安徽省合肥市货物进出口总额3000亿元。其中，货物出口额2000亿元。", ["hefei-city"] * 2),
        (f"{TRADE}，合肥市占30%。其中，货物出口额4700亿元。", ["anhui", "anhui", None]),
        (f"{TRADE}，合肥市货物进出口总额3000亿元。其中，货物出口额2000亿元。", ["anhui", "hefei-city", None]),
        ("2022年，合肥市新设企业2万家。其中，全省外资企业300家。", ["hefei-city", None]),
        ("2022年，全省新设企业5万家，合肥市新设企业2万家。其中，外资企业300家。", [None, "hefei-city", None]),
        (f"{TRADE}。货物出口额4700亿元。其中，实际使用外资3亿美元。", ["anhui", None, None]),
        (f"{TRADE}。货物出口额4700亿元。", ["anhui", None]),
        (f"{TRADE}。\n其中，货物出口额4700亿元。", ["anhui", None]),
        ("2022年，合肥片区揭牌。其中，新设企业2000家。", [None]),
        ("其中，货物出口额4700亿元。", [None]),
    ],
)
def test_a_part_of_what_the_sentence_before_says_is_of_its_one_place(text: str, subjects: list[str | None]) -> None:
    assert [each.subject for each in draft(text).candidates] == subjects


def test_a_part_of_the_sentence_before_is_not_of_the_subject_of_the_release() -> None:
    text = "2022年，合肥片区新设企业2000家。其中，高新技术企业50家。"
    assert [each.subject for each in draft(text, "安徽自贸区").candidates] == ["anhui-ftz-hefei"] * 2
    text = "2022年，新设企业2000家。其中，合肥片区新设企业50家。"
    assert [each.subject for each in draft(text, "安徽自贸区").candidates] == ["anhui-ftz", "anhui-ftz-hefei"]


@pytest.mark.parametrize(
    ("text", "of_a_part"),
    [
        ("2022年，安徽省民营企业出口总额3000亿元。", "goods-exports"),
        ("2022年，安徽省对欧盟出口额3000亿元。", "goods-exports"),
        ("2022年，安徽省与东盟货物进出口总额3000亿元。", "goods-trade"),
        ("2022年，安徽省自美国进口额3000亿元。", "goods-imports"),
        ("2022年，安徽省一般贸易货物进出口额3000亿元。", "goods-trade"),
        ("2022年，安徽省机电产品出口额3000亿元。", "goods-exports"),
        ("2022年，安徽省外商投资企业实现货物进出口总额3000亿元。", "goods-trade"),
        ("In 2022, the exports of goods to the EU from Anhui were 3 billion yuan.", "goods-exports"),
        ("In 2022, private enterprises of Anhui had imports and exports of 3 billion yuan.", "goods-trade"),
        ("In 2022, the imports of goods from Japan to Anhui were 3 billion yuan.", "goods-imports"),
        ("In 2022, the exports from Anhui were 3 billion yuan.", ""),
        ("In 2022, the imports to Anhui were 3 billion yuan.", ""),
        ("2022年，安徽省货物进出口总额3000亿元。", ""),
        ("2022年，安徽省对外贸易进出口总额3000亿元。", ""),
        ("2022年，安徽自贸试验区实现货物进出口总额3000亿元。", ""),
        ("2022年，安徽自由贸易试验区货物进出口总额3000亿元。", ""),
        ("2022年，安徽省高新技术产品出口额3000亿元。", ""),
        ("2022年，安徽省跨境电商出口额3亿美元。", ""),
        ("2022年，安徽省新设外商投资企业300家。", ""),
        ("In 2022, total imports and exports of goods of Anhui were 75 billion yuan.", ""),
        ("From January to December 2022, Anhui had exports of goods of 75 billion yuan.", ""),
    ],
)
def test_a_part_of_an_indicator_is_not_settled_as_the_whole(text: str, of_a_part: str) -> None:
    [figure] = draft(text).candidates
    assert figure.needs == ((f"indicator: a part of {of_a_part}",) if of_a_part else ())
    assert (figure.indicator is None) == bool(of_a_part)


@pytest.mark.parametrize(
    ("text", "subject", "subjects"),
    [
        ("2022年，全省新设企业5万家，签约项目300个。", "hefei-city", [None] * 2),
        ("2022年，全省新设企业5万家，签约项目300个。", "anhui-ftz", [None] * 2),
        ("2022年，全省新设企业5万家，签约项目300个。", "anhui", ["anhui"] * 2),
        ("2022年，全市新设企业5万家。", "hefei-city", ["hefei-city"]),
        ("2022年，全市新设企业5万家。", "anhui", [None]),
        ("2022年，全市新设企业5万家。", "shanghai", ["shanghai"]),
        ("2022年，全国新设企业2900万家，签约项目300个。", "anhui-ftz", [None] * 2),
        ("2022年，我国新设企业2900万家。", "anhui", [None]),
        ("2022年，全县新设企业5万家。", "hefei-city", [None]),
        ("2022年，全区新设企业5万家。", "anhui-ftz", ["anhui-ftz"]),
        ("2022年，全区新设企业5万家。", "anhui-ftz-hefei", [None]),
        ("2022年，全国率先试点，新设企业5万家。", "anhui-ftz", ["anhui-ftz"]),
        ("2022年，增速高于全国，新设企业5万家。", "anhui-ftz", ["anhui-ftz"]),
        ("In 2022, the province had 300 new enterprises.", "anhui-ftz", [None]),
        ("In 2022, the province had 300 new enterprises.", "anhui", ["anhui"]),
        ("In 2022, the city had 300 new enterprises.", "hefei-city", ["hefei-city"]),
        ("In 2022, the whole country had 300 new enterprises.", "anhui", [None]),
        ("In 2022, ahead of the province, there were 300 new enterprises.", "anhui-ftz", ["anhui-ftz"]),
        ("2022年，新设企业5万家，占全省的30%，签约项目300个。", "hefei-city", ["hefei-city"] * 3),
        ("2022年，新设企业5万家，居全省第一，签约项目300个。", "hefei-city", ["hefei-city"] * 2),
    ],
)
def test_the_whole_province_or_city_is_the_subject_of_the_release_only_if_that_is_one(
    text: str, subject: str, subjects: list[str | None]
) -> None:
    found = draft(text, subject).candidates
    assert [each.subject for each in found] == subjects
    assert all(("subject: the sentence names no place" in each.needs) == (each.subject is None) for each in found)


def test_the_growth_of_a_part_is_not_that_of_the_whole() -> None:
    level, growth = draft("2022年，安徽省民营企业出口总额3000亿元，同比增长5%。").candidates
    assert (level.indicator, growth.indicator) == (None, None)
    assert growth.needs == ("indicator: that of the figure before it",)


def test_of_indicators_that_share_words_with_a_clause_the_one_that_shares_most_comes_first() -> None:
    names = {"a": "新设机构", "b": "新设企业总数", "c": "企业机构"}
    rows = [ftz.Indicator(id, ftz.Name(id.upper(), zh), "1", "flow") for id, zh in names.items()]
    release = ftz.read_release("2022年，全省新设企业数量20家。", ftz.Dataset(indicators=rows), source=PAGE)
    assert release.candidates[0].needs[1] == "indicator: one of b, a, c"


@pytest.mark.parametrize(
    ("name", "counted", "need"),
    [
        ("Jobs", "jobs", ""),
        ("Job", "job fairs", "the clause does not name it"),
        ("Trade events", "trade fairs", "one of it"),
        ("Tradable events", "trade fairs", "the clause does not name it"),
        ("Grades P Q", "p q tests", "the clause does not name it"),
    ],
)
def test_latin_names_of_four_letters_are_found_and_words_of_five_are_alike(name: str, counted: str, need: str) -> None:
    ds = ftz.Dataset(
        divisions=[ftz.Division("home", "Home Province")], indicators=[ftz.Indicator("it", name, "1", "flow")]
    )
    [figure] = ftz.read_release(f"In 2022 Home Province had 20 {counted}.", ds, source=PAGE).candidates
    assert figure.needs == (f"indicator: {need}",) * bool(need)


def test_a_number_that_counts_nothing_and_is_no_day_is_listed() -> None:
    assert draft("第3次会议召开。").left == ("第3次会议召开。",)


def test_a_place_that_is_set_apart_once_is_not_settled_as_the_subject() -> None:
    [figure] = draft("2022年，以合肥片区为龙头，合肥片区新设企业8000家。").candidates
    assert figure.subject is None


PLAN = "figure: the sentence may give a plan or a forecast and no result"


@pytest.mark.parametrize(
    "text",
    [
        "2022年，合肥片区计划，新设企业500家。",
        "2022年，按照计划，合肥片区新设企业500家。",
        "合肥片区预计，2022年新设企业500家。",
        "2022年，合肥片区提出新设企业500家的目标任务。",
        "2022年，合肥片区新设企业500家的计划。",
        "2022年，合肥片区将新设企业500家。",
        "2022年，合肥片区新设企业要达到500家。",
        "2022年，合肥片区确保新设企业500家。",
        "2022年，合肥片区打算新设企业500家。",
        "2022年，合肥片区规划新设企业500家。",
        "2022年，合肥片区目标新设企业500家。",
        "力争2022年，合肥片区签约项目300个，新设企业500家。",
        "根据2022年工作要求，合肥片区新设企业500家。",
        "合肥片区2022年目标：新设企业500家。",
        "In 2022, the target of the Hefei Area for new enterprises was 500.",
        "The plan for 2022 was that the Hefei Area had 500 new enterprises.",
        "In 2022, the Hefei Area planned, with its partners, 500 new enterprises.",
        "It is expected that in 2022, the Hefei Area had 500 new enterprises.",
        "In 2022, 500 new enterprises were planned in the Hefei Area.",
    ],
)
def test_a_figure_of_a_plan_is_open_whatever_its_year(text: str) -> None:
    figures = [each for each in draft(text, "anhui-ftz-hefei").candidates if each.quantity.value == 500]
    assert all(PLAN in each.needs and each.key is None for each in figures)
    assert figures or draft(text).left


def test_a_plan_is_said_in_both_languages() -> None:
    [figure] = draft("2022年，合肥片区打算新设企业500家。").candidates
    assert figure.needs == (PLAN,)
    assert in_language(figure.needs[0], "zh") == "数字：句中所述可能为计划或预测，而非结果"


@pytest.mark.parametrize(
    "text",
    [
        "2022年，合肥片区完成年度计划，新设企业500家。",
        "2022年，合肥片区超额完成全年目标，新设企业500家。",
        "2022年，合肥片区围绕打造开放高地的目标，新设企业500家。",
        "2022年，合肥片区实施专项行动计划，新设企业500家。",
        "2022年，合肥片区新设企业500家，2023年计划新设600家。",
        "2022年，合肥片区新设企业500家；预计新设外资项目20个。",
        "2022年，合肥片区通关时间将近减半，新设企业500家。",
        "In 2022, the Hefei Area met its target, with 500 new enterprises.",
        "In May 2022, the Hefei Area had 500 new enterprises.",
        "In 2022, the Hefei Area signed 300 projects and had 500 new enterprises.",
    ],
)
def test_a_result_beside_a_plan_is_settled(text: str) -> None:
    figures = [each for each in draft(text).candidates if each.quantity.value == 500]
    assert [each.needs for each in figures] == [()]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("2022年，合肥片区货物出口额比上年增加3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额增加约3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额减少3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额下滑3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额同比净增3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额比上年多3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额增量3亿元。", "goods-exports"),
        ("2022年，合肥片区货物出口额增长达到3亿元。", "goods-exports"),
        ("2022年，合肥片区货物进出口总额顺差20亿元。", "goods-trade"),
        ("2022年，合肥片区外贸进出口总额实现顺差20亿元。", "goods-trade"),
        ("2022年，合肥片区终止签约项目5个。", "signed-projects"),
        ("2022年，合肥片区注销新设企业30家。", "new-enterprises"),
        ("截至2022年底，合肥片区新增高新技术企业50家。", "high-tech-enterprises"),
        ("截至2022年底，合肥片区高新技术企业净增50家。", "high-tech-enterprises"),
        ("截至2022年底，合肥片区新认定高新技术企业50家。", "high-tech-enterprises"),
        ("In 2022, the Hefei Area's imports and exports of goods rose by 5 billion yuan.", "goods-trade"),
        ("In 2022, the Hefei Area's imports and exports of goods were up 5 billion yuan.", "goods-trade"),
        ("In 2022, the Hefei Area's foreign trade surplus was 5 billion yuan.", "goods-trade"),
        ("In 2022, the Hefei Area had exports of goods of 5 billion yuan more than in 2021.", "goods-exports"),
        ("In 2022, the Hefei Area cancelled 5 signed projects.", "signed-projects"),
        ("2022年，合肥片区新增货物进出口总额100亿元。", "goods-trade"),
        ("In 2022, the Hefei Area had 300 more new enterprises.", "new-enterprises"),
        ("In 2022, the Hefei Area's exports of goods were 3 billion yuan higher.", "goods-exports"),
        ("In 2022, the Hefei Area's exports of goods were 3 billion yuan up on the year.", "goods-exports"),
        ("As of 31 December 2022, the Hefei Area had 50 new high-tech enterprises.", "high-tech-enterprises"),
    ],
)
def test_a_change_or_a_balance_is_not_settled_as_the_level(text: str, indicator: str) -> None:
    [figure] = draft(text).candidates
    assert (figure.indicator, figure.key) == (None, None)
    assert f"indicator: a change, a multiple, a balance or an end of {indicator}" in figure.needs
    zh = [in_language(need, "zh") for need in figure.needs]
    assert f"指标：{indicator}的变动、倍数、差额或终止" in zh


@pytest.mark.parametrize(
    "text",
    [
        "2022年，合肥片区货物出口额增加到3亿元。",
        "2022年，合肥片区货物出口额增至3亿元。",
        "2022年，合肥片区新增企业300家。",
        "2022年，合肥片区新增市场主体300户。",
        "2022年，合肥片区新增签约项目300个。",
        "2022年，合肥片区联动接卸节约成本300万元。",
        "截至2022年底，合肥片区高新技术企业增至300家。",
        "In 2022, the Hefei Area's exports of goods rose to 3 billion yuan.",
        "In 2022, the Hefei Area had 300 new enterprises, more than in 2021.",
    ],
)
def test_a_level_that_something_rose_to_is_settled(text: str) -> None:
    assert [each.needs for each in draft(text).candidates] == [()]


@pytest.mark.parametrize(
    "words",
    [
        "增速快于全国",
        "增速比全国高",
        "增速居全省第一，高于全省",
        "较全国增长",
        "比上海增长",
        "以美元计价增长",
        "两年平均增长",
        "按可比价格增长",
        "剔除价格因素增长",
    ],
)
def test_growth_that_is_compared_or_counted_otherwise_is_not_settled(words: str) -> None:
    found = draft(f"2022年，安徽省货物进出口总额7530.6亿元，{words}12%。").candidates[1:]
    assert all(each.indicator is None and each.needs for each in found)


@pytest.mark.parametrize(
    "words",
    [
        "growth was 12% higher than the national average",
        "growth of 12% in dollar terms",
        "up 12% on average over two years",
        "12% growth at constant prices",
        "up 12% against 2019",
    ],
)
def test_english_growth_that_is_compared_or_counted_otherwise_is_not_settled(words: str) -> None:
    found = draft(f"In 2022, Anhui's imports and exports of goods were 75 billion yuan, {words}.").candidates[1:]
    assert all(each.indicator is None and each.needs for each in found)


@pytest.mark.parametrize(
    "text",
    [
        "2022年，安徽省货物进出口总额、出口额、进口额分别为7530.6亿元、4763.7亿元、2766.9亿元。",
        "2022年，合肥片区对欧盟、东盟、美国进出口额分别为100亿元、90亿元、80亿元。",
        "2022年，合肥片区货物出口额、进口额为100亿元、90亿元。",
        "2022年，合肥片区货物出口额、进口额为100亿元和约90亿元。",
        "2021年和2022年，合肥片区新设企业分别为8000家和9000家。",
        "In 2022, Anhui's goods exports and goods imports were 5 billion yuan and 3 billion yuan respectively.",
    ],
)
def test_figures_that_are_listed_in_order_are_for_a_person(text: str) -> None:
    found = draft(text).candidates
    assert found
    assert all("figure: one of several that the sentence lists in order, for which one" in each.needs for each in found)
    assert "数字：句中依次列出多个数字，须确定其所指" in [in_language(need, "zh") for need in found[0].needs]


@pytest.mark.parametrize(
    "words",
    [
        "分别增长12%、20%",
        "分别占全省的13%、16%",
        "拉动全省增长12%",
        "对美国增长12%",
        "民营企业增长12%",
        "出口增长12%",
        "集成电路出口增长12%",
        "芜湖市增长12%",
        "成本下降12%",
        "税收增长12%",
        "税收占全省的12%",
        "增速回落12%",
        "增速提高12%",
        "增速下滑12%",
        "增速提高 12%",
        "增幅比上年扩大12%",
        "增长12%的税收",
        "实现增长12%的税收收入",
        "有12%的企业实现增长",
        "其中12%实现增长",
        "全省增长12%",
        "占全省增长的12%",
        "占全省增量的12%",
        "占全省比重提高12%",
        "占全省的比重由10%提高到12%",
        "占全省12%的企业",
        "增长12%、15%",
        "增速快于全国5%和全省12%",
    ],
)
def test_growth_or_a_share_of_something_else_is_not_that_of_the_level(words: str) -> None:
    level, *rates = draft(f"2022年，安徽省货物进出口总额7530.6亿元，{words}。").candidates
    assert level.is_settled
    assert rates
    assert not any(each.is_settled for each in rates)


@pytest.mark.parametrize(
    "words",
    [
        "a 12% increase in tax revenue",
        "tax revenue grew 12%",
        "exports to the EU rose 12%",
        "with private firms up 12%",
        "driving growth of the province of 12%",
        "up 12% on weaker demand",
        "growth of 12% for the province",
        "accounting for 12% of the province's growth",
        "its share rising from 10% to 12% of the province's",
        "increasing its share of the province's by 12%",
        "with the growth rate up 12%",
        "compared with growth of 12%",
        "up 12% over the first half",
        "up 12% compared with May",
        "growth reaching 12% in half of the months",
    ],
)
def test_english_growth_of_something_else_is_not_that_of_the_level(words: str) -> None:
    level, *rates = draft(f"In 2022, Anhui's imports and exports of goods were 75 billion yuan, {words}.").candidates
    assert level.is_settled
    assert rates
    assert not any(each.is_settled for each in rates)


@pytest.mark.parametrize(
    "words",
    [
        "同比增长12%",
        "增长12%",
        "比上年增长约12%",
        "较上年同期增长12%",
        "与上年同期相比增长12%",
        "同比增幅达12%",
        "增速为12%",
        "实现同比增长12%以上",
        "货物进出口总额同比增长12%",
        "安徽省货物进出口总额增长12%",
        "安徽省同比增长12%",
        "同比大幅增长12%",
        "同比增长至少12%",
        "同比增长接近12%",
    ],
)
def test_growth_in_plain_words_is_that_of_the_level(words: str) -> None:
    _, growth = draft(f"2022年，安徽省货物进出口总额7530.6亿元，{words}。").candidates
    assert growth.is_settled


@pytest.mark.parametrize(
    "words",
    [
        "up 12%",
        "up 12% year on year",
        "a year-on-year increase of 12%",
        "an increase of 12% over the previous year",
        "representing growth of 12 percent",
        "up at least 12%",
        "up 12% compared with the previous year",
        "12% more than a year earlier",
        "growing 12% from the previous year",
        "growth was 12%",
    ],
)
def test_english_growth_in_plain_words_is_that_of_the_level(words: str) -> None:
    *_, growth = draft(f"In 2022, Anhui's imports and exports of goods were 75 billion yuan, {words}.").candidates
    assert growth.is_settled


@pytest.mark.parametrize(
    "text",
    [
        "2022年，合肥片区对RCEP其他成员国进出口额300亿元。",
        "2022年，合肥海关监管进出口额5000亿元。",
        "2022年，合肥片区蔚来项目总投资50亿元。",
        "2022年，合肥片区软件出口额5亿美元。",
        "2022年，安徽自贸区合肥片区庐阳区块新设企业300家。",
        "2022年，合肥片区经开区块新设企业3000家，高新区块新设企业4000家。",
        "2022年，合肥片区科大硅谷签约项目300个。",
        "2022年，合肥片区货物出口额中民营企业50亿元。",
        "2022年，合肥片区货物出口额（含保税）500亿元。",
        "2022年，合肥片区新设企业8 000家。",
        "In 2022, the Hefei Area's chip exports were 3 billion yuan.",
        "In 2022, the Hefei Area's exports of chips were 3 billion yuan.",
        "In 2022, the Luyang block had 300 software new enterprises.",
        "In 2022, new enterprises registered online in the Hefei Area numbered 300.",
        "In 2022, exports of Anhui to the United States totaled 50 billion yuan.",
        "In 2022, exports by foreign-invested enterprises in the Hefei Area were 30 billion yuan.",
        "In 2022, the Hefei Area's exports via rail were 30 billion yuan.",
        "In 2022, container throughput at the port of Wuhu hit 1.25 million TEUs.",
        "In 2022, the Hefei Comprehensive Bonded Zone had foreign trade of 20 billion yuan.",
        "In 2022, cargo throughput of Hefei Airport was 610 million tonnes.",
        "In 2022, the Hefei Area's 300 signed projects created 20,000 jobs.",
        "In 2022, the Hefei Area had 300 new enterprises in chips.",
        "2022年，合肥片区每新增100家企业，就有5家新设外商投资企业。",
        "2022年，若剔除价格因素，合肥片区货物进出口总额为1000亿元。",
        "2022年，合肥片区货物进出口总额1000亿元，占全省的13%，较上年提高2%。",
        "2022年，合肥片区货物进出口总额1000亿元，增长13%，较上年提高2%。",
        "截至2022年12月31日，合肥片区超过60家高新技术企业上市。",
        "截至2022年12月31日，合肥片区规模以上高新技术企业500家。",
        "截至2022年12月31日，合肥片区建成面积30平方公里。",
        "2022年，合肥片区进出口总额（民营企业）1680亿元。",
        "2022年，合肥片区进出口总额（一般贸易）1680亿元。",
        "2022年，合肥片区进出口总额（对东盟）1680亿元。",
        "In 2022, Chery recorded exports of 3 billion yuan in the Hefei Area.",
        "In 2022, chipmakers in the Hefei Area reported exports of 3 billion yuan.",
        "In 2022, chipmakers and banks in the Hefei Area reported exports of 3 billion yuan.",
        "In 2022, each of the signed projects in the Hefei Area had contracted investment of 5 billion yuan.",
        "In 2022, the Hefei Area had 30 institutional innovation cases replicated nationwide.",
        "In 2022, the Hefei Area had a third of the province's 300 new enterprises.",
        "In 2022, the Hefei Area had its 300 new enterprises.",
        "In 2022, the Hefei Area had 300 new enterprises per month.",
        "In 2022, the Hefei Area had 300 new enterprises a month.",
        "In 2022, the Hefei Area had 30 new enterprises on average.",
    ],
)
def test_a_name_with_more_words_than_its_own_is_not_settled_as_the_whole(text: str) -> None:
    assert not any(each.is_settled for each in draft(text).candidates[-1:])


@pytest.mark.parametrize(
    "text",
    [
        "2022年合肥片区实现货物进出口总额300亿元。",
        "2022年1-11月合肥片区累计完成货物进出口总额达300亿元。",
        "2022年，全年合肥片区共新设企业300家。",
        "合肥片区2022年全年新设企业数量达300家。",
        "2022年，安徽省办理跨境人民币结算额2500亿元。",
        "2022年，合肥片区外贸进出口总额首次突破300亿元。",
        "2022年，合肥片区外贸进出口总额突破300亿元大关。",
        "2022年，合肥片区外贸进出口总额300亿元（人民币，下同）。",
        "2022年，合肥片区实际使用外资（按商务部口径）21.6亿美元。",
        "2022年，合肥片区实际使用外资3.5亿美元（约24亿元人民币）。",
        "2022年，合肥片区进出口总额（亿元）1680。",
        "2022年，安徽自贸试验区改革试点任务实施率达到95.5%。",
        "In 2022, the Hefei Area recorded total imports and exports of 3 billion yuan.",
        "In 2022, the imports and exports of goods of the Hefei Area reached 3 billion yuan.",
        "In 2022, 300 new enterprises were established in the Hefei Area.",
        "In 2022, the Hefei Area attracted 300 new foreign-funded enterprises.",
        "In 2022, the foreign trade of Anhui hit 753.06 billion yuan.",
        "In 2022, Anhui's foreign trade reached a record high of 753.06 billion yuan.",
        "In 2022, exports from Anhui totaled 753.06 billion yuan.",
        "In 2022, newly established enterprises in the Hefei Area numbered 8,000.",
        "From January to November 2022, Anhui's foreign trade was 690 billion yuan.",
    ],
)
def test_a_name_among_plain_words_is_settled(text: str) -> None:
    assert [each.needs for each in draft(text, "anhui-ftz-hefei").candidates] == [()]


@pytest.mark.parametrize(
    "text",
    [
        "2022年，合肥片区签约项目、货物进口额分别为300个、4亿元，货物出口额5亿元。",
        "The Hefei Area was busy in 2022. 300 new enterprises were established.",
    ],
)
def test_a_figure_that_does_not_go_on_with_a_list_is_settled(text: str) -> None:
    *_, figure = draft(text, "anhui-ftz-hefei").candidates
    assert figure.needs == ()


def test_a_semicolon_ends_a_list() -> None:
    found = draft("2022年，合肥片区新设企业、签约项目分别为500家、300个；800家。").candidates
    assert [any("in order" in need for need in each.needs) for each in found] == [True, True, False]


def test_none_of_what_is_counted_is_a_level() -> None:
    [figure] = draft("2022年，合肥片区新设外商投资企业0家。").candidates
    assert figure.quantity.value == 0
    assert figure.needs == ()


def test_a_multiple_is_no_count() -> None:
    [figure] = draft("2022年，合肥片区新设企业数是2021年的1.5倍。").candidates
    assert (figure.indicator, figure.key) == (None, None)


def test_a_share_behind_a_growth_rate_is_that_of_the_level() -> None:
    *_, share = draft("2022年，合肥片区货物进出口总额1000亿元，增长8%，占全省的13%。").candidates
    assert (share.indicator, share.needs) == ("share-of-province-goods-trade", ())


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("约占全省的13%", "about 13%"),
        ("占全省比重约13%", "about 13%"),
        ("占全省比重提高至13%", "13%"),
        ("约占全省的三分之一", "about 33.3%"),
        ("占全省13%的份额", "13%"),
    ],
)
def test_a_share_in_plain_words_is_that_of_the_level(words: str, share: str) -> None:
    _, found = draft(f"2022年，合肥片区货物进出口总额1000亿元，{words}。").candidates
    assert (found.indicator, str(found.quantity), found.needs) == ("share-of-province-goods-trade", share, ())


def test_a_second_growth_rate_of_a_level_is_for_a_person() -> None:
    _, real, nominal = draft("2022年，安徽省货物进出口总额7530.6亿元，增长8.9%，名义增长10%。").candidates
    assert (real.is_settled, nominal.indicator) == (True, None)
    *_, again = draft("2022年，安徽省货物出口额4700亿元，增长16%；货物进口额2700亿元，增长3%。").candidates
    assert again.is_settled


def test_a_yearly_average_is_of_the_years_that_the_text_names() -> None:
    *_, mean = draft("2022年，安徽省货物进出口总额7530.6亿元，年均增长12%。").candidates
    assert (mean.indicator, mean.period) == ("goods-trade-growth-annual-average", None)
    assert mean.needs == ("period: a yearly average, of which years",)
    assert in_language(mean.needs[0], "zh") == "时期：年均数，起止年份不明"
    *_, mean = draft("2018—2022年，安徽省货物进出口总额3万亿元，年均增长12%。").candidates
    assert (str(mean.period), mean.needs) == ("2018-01-01/2022-12-31", ())


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("2022年，合肥片区签约项目358个，其中超10亿元项目30个，协议引资额1200亿元。", None),
        ("2022年，合肥片区签约项目358个，其中超10亿元项目30个、增长5%，协议引资额1200亿元。", None),
        ("2022年，合肥片区签约项目358个，其中超10亿元项目30个；协议引资额1200亿元。", "contracted-investment"),
        ("2022年，合肥片区签约项目358个，其中超10亿元项目30个，芜湖片区协议引资额1200亿元。", "contracted-investment"),
        ("2022年，合肥片区签约项目358个，其中超10亿元项目30个。协议引资额1200亿元。", "contracted-investment"),
        ("2022年，合肥片区货物进出口总额80亿元，其中货物出口额50亿元，实际使用外资3亿美元。", "actual-foreign-capital"),
        ("In 2022, there were 358 signed projects, including 30 in chips, with exports of 5 billion yuan.", None),
    ],
)
def test_what_follows_a_part_that_is_not_known_may_be_of_that_part(text: str, indicator: str | None) -> None:
    *_, last = draft(text, "anhui-ftz-hefei").candidates
    assert last.indicator == indicator
    assert last.is_settled == (indicator is not None)


CUMULATIVE = "period: the figure is cumulative, from which day"


@pytest.mark.parametrize(
    "text",
    [
        "2022年累计新设企业500家。",
        "2022年，合肥片区累计新设企业500家，同比增长5%。",
        "2022年，合肥片区累计签约项目300个，新设企业500家。",
        "2022年，合肥片区累计新设企业500家。其中，新设外资企业30家。",
        "2022年12月，合肥片区累计新设企业500家。",
        "2022年三季度，合肥片区累计新设企业500家。",
        "2022年下半年，合肥片区累计新设企业500家。",
        "2022年，合肥片区建设加快。累计新设企业500家。",
        "In 2022, the Hefei Area had a cumulative 500 new enterprises.",
        "In 2022, the Hefei Area's cumulative number of new enterprises reached 500.",
        "In 2022, the Hefei Area has attracted 500 new enterprises to date.",
        "In 2022, the Hefei Area had so far attracted 500 new enterprises.",
        "In 2022, the Hefei Area brought the number of new enterprises to 500.",
        "Cumulative new enterprises of the Hefei Area were 500 in 2022.",
    ],
)
def test_a_count_that_may_go_back_to_before_its_days_is_for_a_person(text: str) -> None:
    found = draft(text, "anhui-ftz-hefei").candidates
    assert all(CUMULATIVE in each.needs and each.key is None for each in found)
    assert in_language(CUMULATIVE, "zh") == CUMULATIVE
    assert "时期：数字为累计数，起始日不明" in [in_language(need, "zh") for need in found[0].needs]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2022年1-11月，合肥片区累计新设企业500家。", ["2022-01-01/2022-11-30"]),
        ("2022年1-12月，合肥片区累计新设企业500家。", ["2022"]),
        ("2022年全年，合肥片区累计新设企业500家。", ["2022"]),
        ("2022年上半年，合肥片区累计新设企业500家。", ["2022-40"]),
        ("2022年一季度，合肥片区累计新设企业500家。", ["2022-33"]),
        ("2021年至2022年，合肥片区累计新设企业500家。", ["2021-01-01/2022-12-31"]),
        ("2022年，合肥片区累计新设企业500家，2021年新设企业400家。", ["", "2021"]),
        ("2022年，合肥片区累计新设企业500家；签约项目300个。", ["", "2022"]),
        ("2022年，合肥片区累计新设企业500家。签约项目300个。", ["", "2022"]),
        ("2022年，合肥片区累计新设企业500家。其中，2021年新设企业400家。", ["", "2021"]),
        ("截至2022年12月31日，合肥片区累计拥有高新技术企业500家。", ["2022-12-31"]),
        ("其中，2022年新设企业500家。其中，新设外资企业30家。", ["2022", "2022"]),
        ("其中，2022年合肥片区建设加快，" + "稳步推进，" * 70 + "新设企业500家。", ["2022"]),
    ],
)
def test_a_count_from_the_start_of_a_year_is_of_its_days(text: str, periods: list[str]) -> None:
    found = draft(text, "anhui-ftz-hefei").candidates
    assert [str(each.period or "") for each in found] == periods
    assert [each.is_settled for each in found] == [each != "" for each in periods]


@pytest.mark.parametrize(
    "words",
    [
        "2022年1月发布的数据显示",
        "2021年12月30日印发的方案指出",
        "2022年召开的会议透露",
        "2020年挂牌的合肥片区发展迅速",
        "2022年春",
        "按照《2022年工作要点》",
        "《2022年工作要点》印发",
        "成立于2020年的园区发展迅速",
        "截至2022年6月",
        "截至2022年",
        "Since its opening in 2020",
        "Established in 2020",
        "According to data released in January 2022",
        "At the 5th import expo in 2022",
        "Unlike in 2022",
        "By June 2022",
        "In the 12 months to June 2022",
        "In 2021, 2022",
        "In 2021 and 2022",
    ],
)
def test_days_of_a_page_an_opening_or_an_event_are_not_those_of_a_figure(words: str) -> None:
    text = f"{words}, the Hefei Area had 500 new enterprises." if words.isascii() else f"{words}，新设企业500家。"
    *_, figure = draft(text, "anhui-ftz-hefei").candidates
    assert figure.needs == ("period: the text names days that could not be read for certain",)


def test_the_title_of_a_document_does_not_date_a_figure_that_has_its_own_days() -> None:
    [figure] = draft("2022年，合肥片区印发《2021年方案》，新设企业500家。").candidates
    assert (str(figure.period), figure.needs) == ("2022", ())
    [figure] = draft("《工作方案》印发后，2022年合肥片区新设企业500家。").candidates
    assert (str(figure.period), figure.needs) == ("2022", ())


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("The Hefei Area had 500 new enterprises in 2022.", "2022"),
        ("The Hefei Area attracted 500 new enterprises during the first half of 2022.", "2022-40"),
        ("The Hefei Area had 500 new enterprises, the most in 2022.", ""),
        ("The Hefei Area had 500 new enterprises since 2022.", ""),
        ("The Hefei Area had a cumulative 500 new enterprises in 2022.", ""),
        ("Cumulative new enterprises of the Hefei Area numbered 500 in 2022.", ""),
        ("The Hefei Area had 500 new enterprises in 2021 or in 2022.", ""),
    ],
)
def test_days_behind_the_one_figure_of_a_sentence_are_its_own(text: str, period: str) -> None:
    [figure] = draft(text).candidates
    assert (str(figure.period or ""), figure.is_settled) == (period, period != "")


@pytest.mark.parametrize("word", ["marking", "decided", "novel", "augmented", "separate", "marched"])
def test_the_beginning_of_a_word_is_no_month(word: str) -> None:
    [figure] = draft(f"In 2022, {word} policies took effect, and the Hefei Area had 500 new enterprises.").candidates
    assert (str(figure.period), figure.needs) == ("2022", ())


def test_a_rate_of_its_own_has_its_own_subject() -> None:
    text = "2022年，合肥片区新设企业8000家，芜湖片区试点任务实施率达95.5%。"
    assert [(each.subject, each.indicator) for each in draft(text).candidates] == [
        ("anhui-ftz-hefei", "new-enterprises"),
        ("anhui-ftz-wuhu", "pilot-task-implementation-rate"),
    ]


@pytest.mark.parametrize(
    "days",
    [
        "2021和2022年",
        "2021年和2022年",
        "2021、2022年",
        "2021年、2022年",
        "2022年1月和3月",
        "2022年1月、3月",
        "2022年上半年及三季度",
        "2022年前",
        "2022年之前",
        "2022年以后",
        "2022年世界制造业大会上",
        "2022年进博会期间",
        "2022年推介会现场",
    ],
)
def test_days_that_are_several_or_only_bound_others_are_for_a_person(days: str) -> None:
    [figure] = draft(f"{days}，合肥片区新设企业8000家。").candidates
    assert figure.period is None
    assert figure.needs == ("period: the text names days that could not be read for certain",)


@pytest.mark.parametrize("text", ["At the 2022 World Manufacturing Convention", "In 2022, at the import expo"])
def test_an_event_of_a_year_is_not_the_year(text: str) -> None:
    [figure] = draft(f"{text}, the Hefei Area had 8,000 new enterprises.").candidates
    assert figure.period is None


@pytest.mark.parametrize("join", ["—", "——", "–", "-", "~", "至", "到"])
def test_years_that_are_joined_are_one_period(join: str) -> None:
    [figure] = draft(f"2021{join}2022年，合肥片区新设企业8000家。").candidates
    assert str(figure.period) == "2021-01-01/2022-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "2022年，马鞍山港吞吐繁忙，货物吞吐量1.2亿吨。",
        "2022年，马鞍山机场繁忙，货物吞吐量1.2亿吨。",
        "2022年，合肥综合保税区新设企业80家。",
        "In 2022, at the port of Wuhu, the cargo throughput was 120 million tonnes.",
        "In 2022, Hefei Airport was busy, and the cargo throughput was 120 million tonnes.",
    ],
)
def test_a_port_or_an_airport_of_a_city_is_not_the_city(text: str) -> None:
    assert [each.subject for each in draft(text).candidates] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "In 2022, there were 8,000 new enterprises in the Hefei Area and 2,000 in the Wuhu Area.",
        "In 2022, the Hefei Area had 8,000 new enterprises and 2,000 in the Bengbu Area.",
        "In 2022, the Hefei Area reported 8,000 new enterprises in the Wuhu Area.",
        "In 2022, the Anhui FTZ reported 8,000 new enterprises in the Anhui FTZ and the Wuhu Area.",
    ],
)
def test_a_place_behind_a_figure_is_not_passed_over(text: str) -> None:
    *_, figure = draft(text).candidates
    assert figure.subject is None
    assert [need for need in figure.needs if need.startswith("subject: one of ") and "anhui-ftz-" in need]


def test_a_part_of_the_containers_is_not_all_of_them() -> None:
    [figure] = draft("2022年，芜湖市外贸集装箱吞吐量30万标箱。").candidates
    assert figure.needs == ("indicator: a part of container-throughput",)
