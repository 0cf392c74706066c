"""Kinds of fault that editions had: each is found where it is planted, and not in what is valid beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.analysis.quality.findings import RULES
from anhui_ftz.analysis.quality.word_checks import numbers_missing
from anhui_ftz.words.remark import in_language

DS = ftz.load()
PAGE = ftz.Source("page", "Publisher", published="2021-03-15")
REPORT = ftz.Source("report", "Publisher", published="2022")


def name(id: str) -> ftz.Name:
    return ftz.Name(id, f"名{id}")


def cited(printed: str = "", source: str = "report", locator: str = "paragraph 1") -> ftz.Citation:
    return ftz.Citation(source, locator, printed)


def world(*rows: ftz.Observation | ftz.Cooperation, **tables: Any) -> ftz.Dataset:
    """Return a small data set with figures and cooperations."""
    given: dict[str, Any] = {
        "divisions": [ftz.Division("p", name("p")), ftz.Division("q", name("q"))],
        "zones": [ftz.Zone("z", name("z"), "p")],
        "areas": [ftz.Area("a", name("a"), "z"), ftz.Area("b", name("b"), "z")],
        "organizations": [
            ftz.Organization("port", ftz.Name("Port", "大港口"), "port", within=["a"]),
            ftz.Organization("league", ftz.Name("Port league", "港口联盟"), "alliance", within=["q"]),
        ],
        "indicators": [
            ftz.Indicator("trade", name("trade"), "CNY", "flow"),
            ftz.Indicator("trade-growth", name("growth"), "%", "ratio"),
            ftz.Indicator("contracted-investment", name("contracted"), "CNY", "flow"),
            ftz.Indicator("firms", name("firms"), "1", "stock"),
            ftz.Indicator("weight", name("weight"), "t", "flow"),
        ],
        "observations": [row for row in rows if isinstance(row, ftz.Observation)],
        "cooperations": [row for row in rows if isinstance(row, ftz.Cooperation)],
        "sources": [PAGE, REPORT],
    }
    return ftz.Dataset(**given | tables)


def figure(
    id: str, value: str, period: str = "2020", *, subject: str = "z", indicator: str = "trade", **more: Any
) -> ftz.Observation:
    unit = {"trade": "CNY", "trade-growth": "%", "contracted-investment": "CNY", "firms": "1", "weight": "t"}[indicator]
    quantity = ftz.Quantity.rounded(value, more.pop("unit", unit), "0.1")
    citations = more.pop("citations", [cited(value, locator=f"paragraph of {id}")])
    return ftz.Observation(id, subject, indicator, period, quantity, citations=citations, **more)


def pact(id: str, *parties: str, **more: Any) -> ftz.Cooperation:
    fields: dict[str, Any] = {"citations": [cited()], "topics": ["port"], "name": name(id)}
    return ftz.Cooperation(id=id, form="project", parties=parties, **fields | more)


def found(rule: str, *rows: Any, **tables: Any) -> list[tuple[str, ...]]:
    """Return the records of each finding of a rule."""
    assert rule in RULES
    findings = [each for each in ftz.check(world(*rows, **tables)) if each.rule == rule]
    assert all(each.hint and each.message and each.records[0] in each.path for each in findings)
    spoken = {in_language(words, "zh") for each in findings for words in (each.message, each.hint)}
    assert all(re.search("[\u4e00-\u9fff]", words) for words in spoken)
    return [each.records for each in findings]


def test_two_records_of_one_printed_figure() -> None:
    print_ = [cited("5.0")]
    one, two = (figure(id, "5", citations=print_) for id in ("one", "two"))
    assert found("one-print-twice", one, two) == [("two", "one")]
    assert found("one-print-twice", one, evolve(two, period="2019/2020")) == [("two", "one")]
    assert found("one-print-twice", one, evolve(two, citations=[cited("5.0", locator="paragraph 2")])) == []
    assert found("one-print-twice", one, evolve(two, indicator="contracted-investment")) == []
    assert found("one-print-twice", one, evolve(two, subject="p")) == []  # "5 each"
    unprinted = [evolve(each, citations=[cited()]) for each in (one, two)]
    assert found("one-print-twice", *unprinted) == [("two", "one")]
    assert found("one-print-twice", unprinted[0], evolve(unprinted[1], period="2019")) == []


@given(st.lists(st.tuples(st.sampled_from(["z", "p"]), st.integers(2000, 2009), st.integers(0, 9)), max_size=7))
def test_a_record_is_named_if_one_before_it_can_be_the_same_statement(rows: list[tuple[str, int, int]]) -> None:
    made = [
        figure(f"r{n}", "5", subject=subject, period=f"{first}/{first + more}", citations=[cited("5.0")])
        for n, (subject, first, more) in enumerate(rows)
    ]
    every = {
        frozenset((one.id, two.id))
        for one, two in combinations(made, 2)
        if one.subject == two.subject or (one.period != two.period and one.period.overlaps(two.period))
    }
    named = {frozenset(each) for each in found("one-print-twice", *made)}
    assert named <= every
    assert bool(named) == bool(every)
    assert len(named) < max(len(made), 1)
    in_order = sorted(made, key=lambda row: (row.period.start, row.period.end, row.id))
    later = {row.id for n, row in enumerate(in_order) if any(frozenset((row.id, b.id)) in every for b in in_order[:n])}
    assert later <= set().union(*named)


def test_figures_that_share_no_value() -> None:
    one, two = figure("one", "5"), figure("two", "6")
    assert found("disjoint-figures", one, two) == [("one", "two")]
    assert found("disjoint-figures", one, figure("two", "5.1")) == []  # to the nearest 0.1: they meet
    assert found("disjoint-figures", one, evolve(two, period="2019")) == []
    assert found("disjoint-figures", one, figure("two", "6", unit="USD")) == []
    assert found("disjoint-figures", one, explained(two)) == []


@pytest.mark.parametrize(("indicator", "printed", "exact"), [
    ("trade", "5 billion yuan", "5000000000"),
    ("weight", "46吨", "46"),
    ("trade-growth", "5%", "5"),
])  # fmt: skip
def test_an_exact_figure_that_no_print_supports(indicator: str, printed: str, exact: str) -> None:
    row = figure("row", "5", indicator=indicator, citations=[cited(printed)])
    wrong = evolve(row, quantity=ftz.Quantity.exactly(exact, row.quantity.unit))
    assert found("exact-without-print", row) == []
    assert found("exact-without-print", wrong) == [("row",)]
    assert found("exact-without-print", evolve(wrong, citations=[cited("a good many")])) == [("row",)]
    assert found("exact-without-print", evolve(wrong, citations=[cited()])) == [("row",)]
    assert found("exact-without-print", evolve(wrong, citations=[cited(f"exactly {printed}")])) == []
    count = figure("count", "5", indicator="firms")
    assert found("exact-without-print", evolve(count, quantity=ftz.Quantity.exactly(5, "1"))) == []


@pytest.mark.parametrize("printed", ["总投资5亿元", "total investment of 5", "總投資5億元"])
def test_total_investment_recorded_as_contracted(printed: str) -> None:
    row = figure("row", "5", indicator="contracted-investment", citations=[cited(printed)])
    assert found("total-investment-as-contracted", row) == [("row",)]
    assert found("total-investment-as-contracted", explained(row)) == [("row",)]
    assert found("total-investment-as-contracted", explained(row, ftz.NoteKind.SCOPE)) == []
    assert found("total-investment-as-contracted", evolve(row, citations=[cited("协议引资5亿元")])) == []
    assert found("total-investment-as-contracted", evolve(row, indicator="trade")) == []


def test_a_period_that_ends_on_the_day_of_its_source() -> None:
    row = figure("row", "5", "2020-09-24/2021-03-15", citations=[cited(source="page")])
    assert found("period-ends-with-source", row) == [("row",)]
    assert found("period-ends-with-source", evolve(row, basis="seen")) == []
    assert found("period-ends-with-source", evolve(row, basis="inferred")) == []
    assert found("period-ends-with-source", evolve(row, period="2020-09-24/2021-03-14")) == []
    assert found("period-ends-with-source", evolve(row, period="2020-09-24/..")) == []
    assert found("period-ends-with-source", evolve(row, citations=[*row.citations, cited()])) == []


def test_a_period_that_ends_after_its_source() -> None:
    row = figure("row", "5", "2021", citations=[cited(source="page")])
    assert found("published-before-period-ends", row) == [("row",)]
    assert found("published-before-period-ends", evolve(row, period="2020")) == []


def test_a_level_and_a_growth_rate_in_different_currencies() -> None:
    level, rate = figure("level", "5", unit="USD"), figure("rate", "9", indicator="trade-growth")
    assert found("growth-in-other-currency", level, rate) == [("rate", "level")]
    assert found("growth-in-other-currency", level, explained(rate)) == []
    assert found("growth-in-other-currency", level, figure("own", "33"), rate) == []
    assert found("growth-in-other-currency", figure("level", "5"), rate) == []
    assert found("growth-in-other-currency", rate) == []


def test_a_part_that_is_larger_than_its_whole() -> None:
    whole, part = figure("whole", "5"), figure("part", "6", subject="a")
    assert found("part-larger-than-whole", whole, part) == [("part", "whole")]
    assert found("part-larger-than-whole", figure("whole", "5", subject="p"), part) == [("part", "whole")]
    assert found("part-larger-than-whole", whole, figure("part", "5", subject="a")) == []
    assert found("part-larger-than-whole", whole, evolve(part, period="2019")) == []
    assert found("part-larger-than-whole", whole, evolve(part, subject="q")) == []
    assert found("part-larger-than-whole", whole, figure("part", "6", subject="a", unit="USD")) == []
    rates = (figure(id, value, indicator="trade-growth", subject=at) for id, value, at in
             (("whole", "5", "z"), ("part", "6", "a")))  # fmt: skip
    assert found("part-larger-than-whole", *rates) == []


@pytest.mark.parametrize("period", ["2020-02", "2020-Q1", "2020-H1", "2020-02-03", "2020-01/2020-11"])
def test_a_part_of_a_year_that_is_larger_than_the_year(period: str) -> None:
    year, part = figure("year", "5"), figure("part", "6", period)
    assert found("part-larger-than-whole", year, part) == [("part", "year")]
    assert found("part-larger-than-whole", year, figure("part", "5", period)) == []
    assert found("part-larger-than-whole", year, evolve(part, period="2019-02")) == []
    stocks = [figure(id, v, p, indicator="firms") for id, v, p in (("year", "5", "2020"), ("part", "6", period))]
    assert found("part-larger-than-whole", *stocks) == []
    assert found("part-larger-than-whole", year, evolve(part, period="2020-02/2021-02")) == []
    assert found("part-larger-than-whole", year, evolve(part, period="../2020-02")) == []


def test_a_cumulative_series_that_falls() -> None:
    first, last = figure("first", "5", "2020-03/2020-06"), figure("last", "4", "2020-03/2020-08")
    assert found("cumulative-series-falls", first, last) == [("last", "first")]
    assert found("cumulative-series-falls", first, figure("last", "5", "2020-03/2020-08")) == []
    assert found("cumulative-series-falls", first, evolve(last, period="2020-04/2020-08")) == []
    assert found("cumulative-series-falls", first, evolve(last, period="2020-03/2020-06")) == []
    assert found("cumulative-series-falls", first, evolve(last, subject="a")) == []
    middle = figure("middle", "3", "2020-03/2020-07")
    assert found("cumulative-series-falls", first, middle, last) == [("last", "first"), ("middle", "first")]
    stocks = [
        evolve(row, indicator="firms", quantity=ftz.Quantity.exactly(n, "1")) for n, row in ((5, first), (4, last))
    ]
    assert found("cumulative-series-falls", *stocks) == []


def test_a_party_within_another_party() -> None:
    assert found("party-within-party", pact("x", "port", "z")) == [("x", "port", "z")]
    assert found("party-within-party", pact("x", "port", "b")) == []
    assert found("party-within-party", pact("x", "port", places=["z"])) == []


def test_a_party_that_is_also_the_place() -> None:
    assert found("party-is-place", pact("x", "a", "q", places=["a"])) == [("x", "a")]
    assert found("party-is-place", pact("x", "a", "q", places=["b"])) == []


def test_a_party_that_is_what_the_record_is_about() -> None:
    founding = ftz.Name("Founding of the league", "港口联盟成立")
    assert found("party-is-subject", pact("x", "port", "league", name=founding)) == [("x", "league")]
    assert found("party-is-subject", pact("x", "port", "q", name=founding, places=["league"])) == []
    assert found("party-is-subject", pact("x", "port", "league")) == []
    assert found("party-is-subject", pact("x", "port", "q", name=ftz.Name("x", "大港口建设"))) == []  # it builds itself


def test_a_milestone_on_the_day_of_its_source() -> None:
    def dated(period: str, *citations: ftz.Citation, **more: Any) -> ftz.Cooperation:
        milestone = ftz.Milestone("signed", period, citations=citations, **more)
        return pact("x", "a", "q", milestones=[milestone], citations=[cited(source="page")])

    assert found("milestone-on-source-day", dated("2021-03-15")) == [("x",)]
    assert found("milestone-on-source-day", dated("2021-03-15", cited(source="page"))) == [("x",)]
    assert found("milestone-on-source-day", dated("2021-03-15", cited())) == []
    assert found("milestone-on-source-day", dated("2021-03-15", cited(), cited(source="page"))) == []
    assert found("milestone-on-source-day", dated("2021-03-15", basis="seen")) == []
    assert found("milestone-on-source-day", dated("2021-03-14")) == []
    assert found("milestone-on-source-day", dated("../2021-03-15")) == []


def test_two_records_of_one_cooperation() -> None:
    def reached(id: str, period: str, *parties: str, **more: Any) -> ftz.Cooperation:
        return pact(id, *(parties or ("a", "q")), milestones=[ftz.Milestone("signed", period)], **more)

    one, two = reached("one", "2020"), reached("two", "2020-05")
    assert found("same-cooperation-twice", one, two) == [("two", "one")]
    assert found("same-cooperation-twice", one, evolve(two, parties=("q", "a"))) == [("two", "one")]
    assert found("same-cooperation-twice", one, reached("two", "2021")) == []
    assert found("same-cooperation-twice", one, reached("two", "2020-12-31")) == [("two", "one")]
    assert found("same-cooperation-twice", one, evolve(two, parties=("a", "b"))) == []
    assert found("same-cooperation-twice", one, evolve(two, form="event")) == []
    assert found("same-cooperation-twice", one, evolve(two, topics=["rail"])) == []
    twice = pact("one", "a", "q", milestones=[ftz.Milestone("signed", "2020"), ftz.Milestone("signed", "2020")])
    assert found("same-cooperation-twice", twice) == []


def test_names_with_different_numbers() -> None:
    wrong = ftz.Name("Plan for 2021 to 2025", "2021—2035年规划")
    assert found("name-numbers-differ", pact("x", "a", name=wrong)) == [("x",)]
    assert found("name-numbers-differ", pact("x", "a", name=ftz.Name("Plan for 2021", "2021年规划"))) == []
    assert found("name-numbers-differ", pact("x", "a", name=ftz.Name("Plan for 2021"))) == []


@pytest.mark.parametrize(("en", "zh", "missing"), [
    ("The 6th fair", "第六届博览会", ()),
    ("Twentieth meeting", "第20次会议", ()),
    ("The fifteenth", "第15届", ()),
    ("The 8th fair", "第八届博览会", ()),
    ("The 15th fair", "第十五届博览会", ()),
    ("The 15th Belt and Road forum", "第十五一带一路论坛", ()),
    ("Some 30 firms", "两三十家企业", ()),
    ("Projects of over 100 million yuan", "亿元以上项目", ()),
    ("Its millionth TEU", "百万标箱", ()),
    ("Its 2 millionth", "第200万个", ()),
    ("1.5 billion, 3,000 and 20", "15亿、3000和二十", ()),
    ("Three provinces", "三省", ()),
    ("Plan to 2025", "规划", ("2025",)),
    ("Plan", "第3期规划", ("3",)),
    ("17 plans, 9 fairs and 4 parks", "规划", ("4", "9", "17")),
    ("Plans", "17个规划、9个展会、4个园区", ("4", "9", "17")),
])  # fmt: skip
def test_numbers_are_compared_in_digits_and_words(en: str, zh: str, missing: tuple[str, ...]) -> None:
    assert numbers_missing(en, zh) == missing


def explained(row: ftz.Observation, kind: ftz.NoteKind = ftz.NoteKind.SOURCES_DIFFER) -> ftz.Observation:
    """Return a figure with a note."""
    return evolve(row, notes=[ftz.Note(kind, "The two sources count differently.")])


@pytest.mark.parametrize(("en", "zh", "leans"), [
    ("The same reading applies.", "", True),
    ("See above.", "", True),
    ("Against two, the total is wrong.", "", True),
    ("", "同上。", True),
    ("", "如上所述。", True),
    ("Of the whole city.", "全市数据，如上海市。", False),
    ("Counted as Anhui counts.", "见上海市的说明。", False),
])  # fmt: skip
def test_a_note_that_depends_on_another_record(en: str, zh: str, leans: bool) -> None:
    note = ftz.Note("scope", ftz.Text(en.replace("two,", "two-b,"), zh))
    row = evolve(figure("row", "5"), notes=[note])
    assert found("note-depends", row, figure("two-b", "6", "2021")) == (
        [("row", *(["two-b"] if "two" in en else []))] if leans else []
    )


def test_a_note_that_repeats_itself() -> None:
    def noted(*texts: ftz.Text) -> ftz.Observation:
        return evolve(figure("row", "5"), notes=[ftz.Note("scope", text) for text in texts])

    once, other = (
        ftz.Text("Of the city. Not of the area.", "为全市数据。非片区。"),
        ftz.Text("It was revised.", "已修订。"),
    )
    assert found("note-repeats", noted(once, other)) == []
    assert found("note-repeats", noted(ftz.Text("Of the city. Of the  City."))) == [("row",)]
    assert found("note-repeats", noted(once, ftz.Text("Of the city."))) == [("row",)]
    assert found("note-repeats", noted(ftz.Text("", "为全市数据。为全市数据。"))) == [("row",)]


#: Rules that many records of the edition break for one reason.
FOR_ONE_REASON = {
    "no-as-published": "the page was read without keeping the print; the locator leads to it",
    "source-without-date": "the page prints no date",
    "conflicting-sources": "the growth rate of a later year counts from a figure that was revised since",
    "growth-in-other-currency": "the source prints the rate with the level in this currency alone",
    "period-ends-with-source": "the page counts up to its own day",
    "milestone-on-source-day": "the page reports what happened on its own day",
    "area-without-size": "no source gives the sizes of the areas of Hebei and Inner Mongolia",
}
#: Further warnings, by rule and record.
REASONS = {
    ("bound-differs-from-print", "ah-obs-071"): "the sentence says about for both of its figures",
    ("bound-differs-from-print", "ah-obs-072"): "the sentence says about for both of its figures",
    ("bound-differs-from-print", "ah-obs-126"): "the thousandth train ran on that day: exactly so many by then",
    ("bound-differs-from-print", "gap-obs-017"): "with the imports of the page it makes the total to the hundredth",
    ("bound-differs-from-print", "yrd-obs-068-growth"): "its sentence says about",
    ("milestones-out-of-order", "yrd-coop-056"): "the park was founded in September, the agreement signed in December",
    ("party-within-party", "yrd-coop-056"): "the city and its development zone both signed",
    ("party-within-party", "yrd-coop-074"): "the plan names Jinhua, and Yiwu beside it",
    ("party-is-place", "yrd-coop-042"): "the forum of the four was held in one of them",
    ("party-is-subject", "yrd-coop-049"): "the council holds its own meeting",
    ("party-is-subject", "yrd-coop-050"): "the secretariat of the alliance holds its own meeting",
    ("party-is-subject", "yrd-coop-062"): "the two electronic ports connect themselves",
    ("same-cooperation-twice", "ah-coop-030"): "of a statement in 2020; the other record is a next step named in 2021",
    ("same-cooperation-twice", "ah-coop-061"): "the layout of industrial chains, not the pairing of areas",
    ("same-cooperation-twice", "n2-coop-yrd-space-plan"): "two plans of the four",
    ("same-cooperation-twice", "yrd-coop-044"): "two plans of the four",
    ("same-cooperation-twice", "yrd-coop-007"): "the deal function, not the quotation",
    ("same-cooperation-twice", "yrd-coop-076"): "the quotation for another fuel",
    ("name-numbers-differ", "ciie-2020"): "the English name has the year, the Chinese one the number of the fair",
}


def warnings(findings: Iterable[ftz.Finding]) -> set[tuple[str, str]]:
    return {(each.rule, each.records[0]) for each in findings if each.severity is ftz.Severity.WARNING}


def test_the_edition_has_no_error_and_each_warning_a_reason() -> None:
    findings = ftz.check(DS)
    assert [str(each) for each in findings if each.severity is ftz.Severity.ERROR] == []
    listed = {each for each in warnings(findings) if each[0] not in FOR_ONE_REASON}
    assert listed == set(REASONS)
    assert set(FOR_ONE_REASON) <= {rule for rule, _ in warnings(findings)}


def test_findings_name_their_records() -> None:
    ids = {row.id for _, rows in DS.tables() for row in rows}
    for each in ftz.check(DS):
        assert each.records
        assert set(each.records) <= ids
        assert f"'{each.records[0]}'" in each.path
