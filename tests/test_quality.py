"""Data quality: every rule finds what it is for, at its path, and leaves alone what is sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz.analysis.quality.findings import RULES
from anhui_ftz.analysis.quality.source_checks import misread
from anhui_ftz.words.remark import in_language


def cited(printed: str = "", source: str = "page", locator: str = "paragraph 1") -> ftz.Citation:
    return ftz.Citation(source, locator, printed)


def name(id: str) -> ftz.Name:
    return ftz.Name(id, f"名{id}")


def row(id: str, subject: str, size: str, period: str = "2020") -> ftz.Observation:
    quantity = ftz.Quantity.exactly(size, "km2")
    return ftz.Observation(
        id, subject, "area", period, quantity, citations=[cited(f"{size} square kilometers", locator=id)]
    )


def count(id: str, number: int, period: str = "2020", indicator: str = "firms", **more: object) -> ftz.Observation:
    is_rate = indicator.endswith("growth")
    quantity = ftz.Quantity.rounded(number, "%", 1) if is_rate else ftz.Quantity.exactly(number, "1")
    citations = [cited(f"{number}%" if is_rate else f"{number} firms", locator=id)]
    return evolve(ftz.Observation(id, "hefei", indicator, period, quantity, citations=citations), **more)  # type: ignore[arg-type]


def pact(*milestones: ftz.Milestone, parties: tuple[str, ...] = ("hefei", "wuhu")) -> ftz.Cooperation:
    return ftz.Cooperation("pact", name("pact"), "project", parties, (), milestones, citations=[cited()])


APPROVED = ftz.ZoneEvent("approved", "2020-08-30")
#: In which nothing is doubtful.
SOUND = ftz.Dataset(
    divisions=[ftz.Division("anhui", name("anhui"))],
    zones=[ftz.Zone("zone", name("zone"), "anhui", events=[APPROVED, ftz.ZoneEvent("inaugurated", "2020-09-24")])],
    areas=[ftz.Area("hefei", name("hefei"), "zone"), ftz.Area("wuhu", name("wuhu"), "zone")],
    indicators=[
        ftz.Indicator("area", name("area"), "km2", "stock"),
        ftz.Indicator("firms", name("firms"), "1", "flow"),
        ftz.Indicator("firms-growth", name("growth"), "%", "ratio"),
    ],
    observations=[
        row("zone-size", "zone", "100"),
        row("hefei-size", "hefei", "65"),
        row("wuhu-size", "wuhu", "35"),
        count("firms-2020", 31),
        count("growth-2020", 24, indicator="firms-growth"),
    ],
    cooperations=[pact(ftz.Milestone("planned", "2019"), ftz.Milestone("signed", "2020"))],
    sources=[ftz.Source("page", "Publisher", published="2021", url="https://example.org/a")],
)


def found(**changes: object) -> list[tuple[str, str]]:
    """Check the sound data set after a change: the rules that it breaks now, and where."""
    return [(each.rule, each.path) for each in ftz.check(evolve(SOUND, **changes))]  # type: ignore[arg-type]


def with_rows(*rows: ftz.Observation) -> list[tuple[str, str]]:
    """Check the sound data set with these observations beside its own, or in their place."""
    own = {each.id: each for each in (*SOUND.observations, *rows)}
    return found(observations=own.values())


def with_sources(*rows: ftz.Source) -> list[tuple[str, str]]:
    return found(sources=[*SOUND.sources, *rows])


def test_nothing_is_found_where_nothing_is_doubtful() -> None:
    assert ftz.check(SOUND) == ()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://example.org/a", "http://www.Example.org/a/#top"),
        ("https://example.org/a?b=c", "https://example.org:443/a?b=c"),
    ],
)
def test_two_sources_of_one_page(one: str, two: str) -> None:
    sources = [ftz.Source("page", "P", published="2021", url=one), ftz.Source("twin", "P", published="2021", url=two)]
    assert ("same-url", "$.sources['twin'].url") in found(sources=sources)


@pytest.mark.parametrize("url", ["https://example.org/A", "https://example.org/a?b", "https://example.com/a", ""])
def test_other_pages_are_other_pages(url: str) -> None:
    twins = [ftz.Source(id, "P", published="2021", url=url) for id in (["twin", "third"] if not url else ["twin"])]
    assert "same-url" not in dict(with_sources(*twins))


def test_a_source_that_nothing_cites() -> None:
    assert with_sources(ftz.Source("idle", "P", published="2021")) == [("unused-source", "$.sources['idle']")]


def test_a_source_without_date() -> None:
    (source,) = SOUND.sources
    assert found(sources=[evolve(source, published=None)]) == [
        ("source-without-date", "$.sources['page'].published"),
    ]


def test_a_citation_without_locator() -> None:
    area = evolve(SOUND.areas[0], citations=[cited(), cited(locator="")])
    assert found(areas=[area, SOUND.areas[1]]) == [("no-locator", "$.areas['hefei'].citations[1]")]


def test_a_figure_without_its_printed_form() -> None:
    bare = count("firms-2020", 31, citations=[cited()])
    assert with_rows(bare) == [("no-as-published", "$.observations['firms-2020'].citations[0]")]


def test_a_figure_that_is_printed_otherwise() -> None:
    wrong = count("firms-2020", 31, citations=[cited("31 firms"), cited("37 firms")])
    assert with_rows(wrong) == [("figure-differs-from-print", "$.observations['firms-2020'].citations[1]")]


def test_a_figure_whose_print_bounds_it_otherwise() -> None:
    bounded = count("firms-2020", 31, citations=[cited("more than 31 firms")])
    assert with_rows(bounded) == [("bound-differs-from-print", "$.observations['firms-2020'].citations[0]")]


def test_bounds_are_those_of_one_print_at_least() -> None:
    counted = count("firms-2020", 31, citations=[cited("31 firms"), cited("more than 31 firms")])
    assert with_rows(counted) == []


def test_a_printed_form_that_no_one_can_read() -> None:
    vague = count("firms-2020", 31, citations=[cited("a good many")])
    assert with_rows(vague) == [("unreadable-print", "$.observations['firms-2020'].citations[0]")]


def test_a_print_that_is_not_read_says_why_in_both_languages_and_bounds_nothing() -> None:
    printed = [cited("more than 31 firms"), cited("每亩31家")]
    bounded = count("firms-2020", 31, citations=printed)
    assert with_rows(bounded) == [
        ("bound-differs-from-print", "$.observations['firms-2020'].citations[0]"),
        ("unreadable-print", "$.observations['firms-2020'].citations[1]"),
    ]
    [unread] = misread(bounded.quantity, printed[1].as_published, "$")
    assert unread.message == "'每亩31家': 31 follows '每': it is an amount per unit"
    assert in_language(unread.message, "zh") == "“每亩31家”：31前面有“每”，因此是单位平均值"


def test_a_flow_that_was_published_before_it_was_over() -> None:
    early = count("firms-2022", 31, "2022")
    assert with_rows(early) == [("published-before-period-ends", "$.observations['firms-2022'].citations[0]")]


@pytest.mark.parametrize("early", [count("x", 31, "2022", status="F"), count("x", 31, "2020/..")])
def test_a_forecast_and_a_flow_without_end_may_be_published_before(early: ftz.Observation) -> None:
    assert with_rows(early) == []


def test_a_stock_may_hold_on_after_its_source_but_not_begin() -> None:
    assert with_rows(row("hefei-size", "hefei", "65", "2020/2025")) == []
    assert with_rows(row("later", "hefei", "65", "2022/2025")) == [
        ("published-before-period-ends", "$.observations['later'].citations[0]")
    ]


def test_an_order_may_be_announced_before_it_holds() -> None:
    assert with_rows(row("later", "hefei", "65", "2022/..")) == []


def test_a_source_without_date_is_not_too_early() -> None:
    (source,) = SOUND.sources
    late = [count("firms-2020", 31, "2030"), count("growth-2020", 24, "2030", indicator="firms-growth")]
    rows = [each for each in SOUND.observations if each.indicator == "area"]
    undated = found(sources=[evolve(source, published=None)], observations=[*rows, *late])
    assert "published-before-period-ends" not in dict(undated)


def test_a_zone_inaugurated_before_it_was_approved() -> None:
    early = ftz.ZoneEvent("inaugurated", "2020-08-29")
    zone = evolve(SOUND.zones[0], events=[early, APPROVED])
    assert found(zones=[zone]) == [("inaugurated-before-approved", "$.zones['zone'].events")]
    assert found(zones=[evolve(zone, events=[early])]) == []


def test_an_area_without_size() -> None:
    rows = [each for each in SOUND.observations if each.id != "wuhu-size"]
    assert found(observations=rows) == [("area-without-size", "$.areas['wuhu']")]


def test_areas_that_contradict_their_zone() -> None:
    assert with_rows(row("wuhu-size", "wuhu", "36")) == [("parts-contradict-whole", "$.observations['zone-size']")]
    (first, *_) = ftz.check(evolve(SOUND, observations=[*SOUND.observations[:-1], row("zone-size", "zone", "99")]))
    assert (str(first.severity), first.message) == ("error", "zone has 99 km², and its areas have 100 km² together")


def test_areas_that_disagree_among_sources_contradict_nothing_yet() -> None:
    assert with_rows(row("twin", "wuhu", "36")) == [
        ("disjoint-figures", "$.observations['wuhu-size']"),
        ("conflicting-sources", "$.observations['twin']"),
    ]


def test_a_zone_without_areas_is_contradicted_by_none() -> None:
    lone = ftz.Zone("lone", name("lone"), "anhui")
    size = row("lone-size", "lone", "7")
    assert found(zones=[*SOUND.zones, lone], observations=[*SOUND.observations, size]) == []


def test_sources_that_share_no_value() -> None:
    path = "$.observations['firms-2020']"
    assert with_rows(count("twin", 32)) == [("disjoint-figures", path), ("conflicting-sources", path)]
    assert with_rows(count("twin", 32, notes=[ftz.Note("sources-differ", "The two count differently.")])) == [
        ("conflicting-sources", path)
    ]


def test_sources_that_confirm_each_other_are_no_finding() -> None:
    more = count("twin", 30, quantity=ftz.Quantity.at_least(30, "1"), citations=[cited("more than 30 firms")])
    assert with_rows(more) == []


def test_growth_without_what_grew() -> None:
    assert with_rows(count("lonely", 24, "2019", "firms-growth")) == [
        ("growth-without-level", "$.observations['lonely']")
    ]


def test_an_indicator_that_nothing_has() -> None:
    indicators = [*SOUND.indicators, ftz.Indicator("idle", name("idle"), "1", "flow")]
    assert found(indicators=indicators) == [("unused-indicator", "$.indicators['idle']")]


def test_names_in_one_language() -> None:
    areas = [evolve(SOUND.areas[0], name=ftz.Name("Hefei")), evolve(SOUND.areas[1], name=ftz.Name(zh="芜湖"))]
    assert found(areas=areas) == [
        ("no-chinese-name", "$.areas['hefei'].name.zh"),
        ("no-english-name", "$.areas['wuhu'].name.en"),
    ]


@pytest.mark.parametrize(
    "text", ["新华社（经中国政府网（gov.cn）", "Xinhua (via gov.cn", "a) Xinhua", "《安徽日报", "“Daily"]
)
def test_a_bracket_or_quotation_mark_without_its_other_half(text: str) -> None:
    source = ftz.Source("other", ftz.Name("Daily", text), published="2021")
    areas = [evolve(SOUND.areas[0], name=ftz.Name(text, "合肥")), SOUND.areas[1]]
    findings = found(areas=areas, sources=[*SOUND.sources, source])
    assert [each for each in findings if each[0] == "bracket-not-closed"] == [
        ("bracket-not-closed", "$.areas['hefei'].name"),
        ("bracket-not-closed", "$.sources['other'].publisher"),
    ]


def test_brackets_in_brackets_are_whole() -> None:
    areas = [
        evolve(SOUND.areas[0], name=ftz.Name("Hefei (Anhui (China))", "合肥（安徽（中国）“新区”）")),
        SOUND.areas[1],
    ]
    assert found(areas=areas) == []


def test_a_name_that_two_places_share() -> None:
    areas = [evolve(each, name=ftz.Name(each.id, "片区")) for each in SOUND.areas]
    assert found(areas=areas) == [("ambiguous-name", "$.areas['hefei'].name")]


def test_a_shared_name_that_is_an_id_is_not_ambiguous() -> None:
    shared = [evolve(each, name=ftz.Name("wuhu", name(each.id).zh)) for each in SOUND.areas]
    assert found(areas=shared) == []
    no_place = [evolve(each, name=ftz.Name("pact", name(each.id).zh)) for each in SOUND.areas]
    assert found(areas=no_place) == [("ambiguous-name", "$.areas['hefei'].name")]


@pytest.mark.parametrize(
    ("given", "words"),
    [(ftz.Name("Hefei Area"), "Hefei Area has no Ch"), (ftz.Name("", "合肥片区"), "合肥片区 has no En")],
)
def test_what_has_no_name_in_a_language_is_called_by_the_other(given: ftz.Name, words: str) -> None:
    areas = [evolve(SOUND.areas["hefei"], name=given), SOUND.areas["wuhu"]]
    assert words in "".join(each.message for each in ftz.check(evolve(SOUND, areas=areas)))


def test_a_cooperation_of_one() -> None:
    assert found(cooperations=[pact(parties=("hefei",))]) == [("one-party", "$.cooperations['pact'].parties")]


def test_milestones_that_run_backwards() -> None:
    backwards = pact(ftz.Milestone("planned", "2021"), ftz.Milestone("signed", "2020"))
    assert found(cooperations=[backwards]) == [("milestones-out-of-order", "$.cooperations['pact'].milestones[1]")]
    assert found(cooperations=[pact(ftz.Milestone("planned", "2021"), ftz.Milestone("signed", "../2021"))]) == []
    twice = pact(ftz.Milestone("planned", "2019"), ftz.Milestone("planned", "2021"), ftz.Milestone("signed", "2020"))
    assert found(cooperations=[twice]) == [("milestones-out-of-order", "$.cooperations['pact'].milestones[2]")]


def test_the_weightiest_comes_first() -> None:
    order = list(ftz.Severity)
    severities = [order.index(each.severity) for each in ftz.check(ftz.load())]
    assert severities == sorted(severities)


def test_every_rule_that_is_listed_is_one_that_something_breaks() -> None:
    tests = [Path(__file__).with_name(f"test_{name}.py") for name in ("quality", "fault_kinds", "audit")]
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    assert [rule for rule in RULES if f'"{rule}"' not in text] == []


def test_bundled_data_state_nothing_that_cannot_be_true() -> None:
    assert [str(each) for each in ftz.check(ftz.load()) if each.severity is ftz.Severity.ERROR] == []


def _counted(*parts: ftz.Observation) -> ftz.Reconciliation:
    """Reconcile 10 firms of a zone in 2021 with those of its two areas."""
    ds = ftz.Dataset(
        divisions=[ftz.Division("anhui", "Anhui"), ftz.Division("city", "City", "city", within=["anhui"])],
        zones=[ftz.Zone("zone", "Zone", "anhui")],
        areas=[ftz.Area("a-one", "One", "zone", "city"), ftz.Area("a-two", "Two", "zone", "city")],
        indicators=[ftz.Indicator("firms", "Firms", "1", "flow"), ftz.Indicator("ships", "Ships", "1", "flow")],
        observations=[evolve(count("whole", 10, "2021"), subject="zone"), *parts],
        sources=[ftz.Source("page", "A bureau")],
    )
    return ftz.reconcile(ds, "zone", "firms")


def test_a_part_of_two_years_is_compared_in_that_of_the_whole() -> None:
    one = [evolve(count(f"one-{year}", 4, year), subject="a-one") for year in ("2020", "2021", "2022")]
    found = _counted(*one, evolve(count("two", 6, "2021"), subject="a-two"))
    assert ([each.id for each in found.parts], str(found.verdict)) == (["one-2021", "two"], "equal")


def test_a_part_that_has_only_another_indicator_is_missing() -> None:
    one, two = count("one", 10, "2021"), count("two", 6, "2021", indicator="ships")
    found = _counted(evolve(one, subject="a-one"), evolve(two, subject="a-two"))
    assert (found.missing, str(found.verdict)) == (("a-two",), "incomplete")
