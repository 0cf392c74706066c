"""Briefings: what they say of gaps, of much, and of hostile words."""

import html.parser
import json
import subprocess
import sys

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import Quantity
from anhui_ftz.words.screen import width_of
from world import WORLD, count, figure, pact

HOSTILE = '<script>alert("x")</script> [a](b) *c* | `d`'


class Balance(html.parser.HTMLParser):
    """Checks that every tag is closed in order, and collects tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_hostile_name_is_no_markup() -> None:
    ds = evolve(WORLD, zones=[ftz.Zone("n-zone", HOSTILE, "north")], areas=[], organizations=[])
    brief = ftz.briefing(ds, "n-zone", depth="full")
    balance = Balance()
    balance.feed(brief.html)
    assert balance.open == []
    assert balance.seen == {"article", "h1", "h2", "ul", "li", "ol"}
    assert '# \\<script\\>alert("x")\\</script\\> \\[a\\](b) \\*c\\* \\| \\`d\\`' in brief.markdown


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_html_is_balanced_and_its_notes_lead_to_its_sources(lang: str) -> None:
    text = ftz.briefing(ftz.load(), "anhui-ftz", lang, depth="full").html
    balance = Balance()
    balance.feed(text)
    assert balance.open == []
    assert f'href="#anhui-ftz-{lang}-source-3"' in text
    assert f'id="anhui-ftz-{lang}-source-3"' in text
    assert '<a href="http://english.ah.gov.cn' in text


@pytest.mark.parametrize(
    ("lang", "words", "other"),
    [("en", "plan published 16 Oct 2018", "opened"), ("zh", "总体方案2018年10月16日公布", "揭牌")],
)
def test_a_zone_that_was_never_unveiled_is_not_said_to_have_opened(lang: str, words: str, other: str) -> None:
    head = ftz.briefing(ftz.load(), "hainan-ftz", lang).text.splitlines()[1]
    assert words in head
    assert other not in head


def test_absence_is_told_and_is_no_no() -> None:
    text = ftz.briefing(WORLD, "moon", depth="full").text
    assert "That means unknown, not absent." in text
    assert "Moon Base" in text


def test_a_part_without_a_figure_is_told() -> None:
    ds = evolve(WORLD, indicators=[*WORLD.indicators, ftz.Indicator("area", "Area", "km2", "stock")])
    whole = figure("w", "n-zone", "area", "2021/..", Quantity.exactly(9, "km2"))
    part = figure("p", "n-a", "area", "2021/..", Quantity.exactly(5, "km2"))
    both = ftz.briefing(evolve(ds, observations=[whole, part]), "n-zone", depth="full").text
    assert "Area B: no figure on record" in both
    assert "residual: 4 km²; not every part is known" in both
    assert "- not every part is known" in ftz.briefing(evolve(ds, observations=[whole]), "n-zone", depth="full").text


def test_figures_of_one_period_stand_side_by_side_and_old_ones_give_way() -> None:
    rows = [
        figure("old", "n-zone", "new-firms", "2020", count(1)),
        figure("a", "n-zone", "new-firms", "2021", count(2)),
        figure("b", "n-zone", "new-firms", "2021", count(3)),
    ]
    text = ftz.briefing(evolve(WORLD, observations=rows), "n-zone", depth="full").text
    assert [line for line in text.splitlines() if "New firms" in line] == [
        "- New firms, 2021: 2 [1]",
        "- New firms, 2021: 3 [1]",
    ]


def test_a_full_briefing_has_every_indicator_and_cooperation() -> None:
    names = [ftz.Indicator(f"i-{n}", f"I {n}", "1", "flow") for n in range(30)]
    rows = [figure(f"o-{n}", "n-zone", f"i-{n}", "2021", count(n)) for n in range(30)]
    pacts = [pact(f"c-{n}", "n-zone", "s-one") for n in range(30)]
    ds = evolve(WORLD, indicators=names, observations=rows, cooperations=pacts)
    text = ftz.briefing(ds, "n-zone", depth="full").text
    assert all(f"I {n}, 2021: {n} [1]" in text and f"  - c-{n} (not confirmed) [1]" in text for n in range(30))
    assert "30 cooperations (30 not confirmed)" in text


def test_an_area_tells_its_focus_and_a_zone_its_notes() -> None:
    area = ftz.Area(
        "n-a",
        "Area A",
        "n-zone",
        focus=[ftz.Text("ships", "船舶"), "chips"],
        notes=[ftz.Note("scope", ftz.Text("A note.", "一条说明。"))],
    )
    ds = evolve(WORLD, areas=[area], organizations=[], zones=[ftz.Zone("n-zone", "Z", "north", status="reported")])
    assert "Focus: ships, chips" in ftz.briefing(ds, "n-a", depth="full").text
    assert "A note." in ftz.briefing(ds, "n-a", depth="full").text
    chinese = ftz.briefing(ds, "n-a", "zh", depth="full").text
    assert "船舶、chips" in chinese
    assert "一条说明。" in chinese
    assert "Status: reported, unconfirmed" in ftz.briefing(ds, "n-zone", depth="full").text


def test_the_languages_are_two() -> None:
    with pytest.raises(ftz.InvalidValue, match="the languages are en and zh, not 'fr'"):
        ftz.briefing(WORLD, "moon", "fr")


def test_a_briefing_prints_as_text() -> None:
    assert str(ftz.briefing(WORLD, "moon")) == ftz.briefing(WORLD, "moon").text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("place", [zone.id for zone in ftz.load().zones] + ["anhui-ftz-wuhu", "wuhu-city", "anhui"])
def test_the_first_screen_of_every_zone_fits(place: str, lang: str) -> None:
    text = ftz.briefing(ftz.load(), place, lang).text
    assert len(text.splitlines()) <= 38
    assert max(map(width_of, text.splitlines())) <= 100


def test_the_first_screen_has_the_same_figures_in_both_languages() -> None:
    ds = ftz.load()
    for place in [*ds.zones, *ds.areas, ds.divisions["anhui"], ds.divisions["hainan"]]:
        trees = [json.loads(ftz.briefing(ds, place, lang).json) for lang in ("en", "zh")]
        english, chinese = (
            [section.get("rows", section.get("lines")) for section in tree["sections"]] for tree in trees
        )
        assert [len(rows) for rows in english] == [len(rows) for rows in chinese], place.id
        assert _values(english) == _values(chinese), place.id


def _values(tree: object) -> list[object]:
    """Return all ids of observations and numbers of sources in a tree, in order."""
    if isinstance(tree, dict):
        return [
            tree.get("observation"),
            tree.get("sources"),
            *(each for value in tree.values() for each in _values(value)),
        ]
    return [each for value in tree for each in _values(value)] if isinstance(tree, list) else []


def test_a_growth_is_a_rise_or_a_fall() -> None:
    indicators = [*WORLD.indicators, ftz.Indicator("money-growth", "Growth of money", "%", "ratio")]
    level = figure("o-level", "n-zone", "money", "2021", Quantity.exactly(5, "CNY"))
    for rate, english, chinese in (
        (Quantity.at_least(12, "%"), "up more than 12% on", "同比增长超过12%"),
        (Quantity.rounded("-17.5", "%", "0.1"), "down 17.5% on", "同比下降17.5%"),
        (Quantity.at_most(-3, "%"), "down more than 3% on", "同比下降超过3%"),
        (Quantity.about(0, "%", 1), "a change of ", "同比变动"),
    ):
        rows = [level, figure("o-rate", "n-zone", "money-growth", "2021", rate)]
        ds = evolve(WORLD, observations=rows, indicators=indicators)
        assert english in " ".join(ftz.briefing(ds, "n-zone").text.split())
        assert chinese in ftz.briefing(ds, "n-zone", "zh").text


def test_a_province_names_its_zone_and_no_group_that_it_belongs_to() -> None:
    text = ftz.briefing(ftz.load(), "anhui").text
    assert "Zone         China (Anhui) Pilot Free Trade Zone (anhui-ftz)\n" in text
    assert "together" not in text


def test_one_part_is_no_sum() -> None:
    assert "Size         35,400 km² [1]\n" in ftz.briefing(ftz.load(), "hainan-ftz").text
    wuhu = ftz.briefing(ftz.load(), "anhui-ftz-wuhu")
    assert "Size         35 km², of which Wuhu Comprehensive Bonded Zone 2.17 km² [1, 2]\n" in wuhu.text
    assert " via the city" in wuhu.text
    assert " via the province" in ftz.briefing(ftz.load(), "anhui-ftz").text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_line_of_the_first_screen_starts_with_a_closing_mark_or_parts_a_number_from_its_source(lang: str) -> None:
    for zone in ftz.load().zones:
        lines = [line.strip() for line in ftz.briefing(ftz.load(), zone.id, lang).text.splitlines() if line.strip()]
        assert not [line for line in lines if line[0] in "）》，。、；：" or line[-1] in "（《"]
        sources = "\n".join(lines).partition("[1]\u00a0")[2]
        assert not [line for line in sources.splitlines() if line.endswith("]")]


def test_a_place_without_parts_or_figures_says_so() -> None:
    text = ftz.briefing(ftz.load(), "anhui-ftz-bengbu").text
    assert "Size " in text
    assert "No figures are on record. That means unknown, not zero." in text
    assert "Areas" not in text
    assert "没有记录在案的数据" in ftz.briefing(ftz.load(), "hubei-ftz", "zh").text


def test_the_first_screen_has_figures_as_values() -> None:
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    tree = json.loads(ftz.briefing(ftz.load(), "anhui-ftz").json, object_pairs_hook=once)
    cells = [cell for section in tree["sections"] for row in section.get("rows", []) for cell in row]
    figures = {cell["observation"]: cell for cell in cells if "observation" in cell}
    trade = figures["ah-obs-100"]
    assert (trade["value"], trade["lower"], trade["upper"]) == ("229700000000", "229700000000", None)
    assert (trade["unit"], trade["bound"], trade["period"]) == ("CNY", "at-least", "2025-01-01/2025-09-30")
    assert (trade["subject"], trade["indicator"], trade["basis"]) == ("anhui-ftz", "goods-trade", "printed")
    assert trade["source_ids"]
    [size] = [line for section in tree["sections"] for line in section.get("lines", []) if "observation" in line]
    assert (size["value"], size["unit"], size["indicator"]) == ("119.86", "km2", "area")


def test_growth_beside_a_figure_has_its_own_values_and_sources() -> None:
    rows = [
        figure("o-level", "n-zone", "money", "2021", Quantity.exactly(5, "CNY")),
        figure("o-rate", "n-zone", "money-growth", "2021", Quantity.at_least(12, "%"), source="daily"),
    ]
    sources = [*WORLD.sources, ftz.Source("daily", "Daily", published="2022-01-05")]
    indicators = [*WORLD.indicators, ftz.Indicator("money-growth", "Growth of money", "%", "ratio")]
    ds = evolve(WORLD, observations=rows, sources=sources, indicators=indicators)
    tree = json.loads(ftz.briefing(ds, "n-zone").json)
    [(_, level, when)] = [row for section in tree["sections"] for row in section.get("rows", []) if len(row) == 3]
    assert (level["observation"], level["source_ids"]) == ("o-level", ["mirror"])
    assert (when["observation"], when["value"], when["upper"], when["unit"]) == ("o-rate", "12", None, "%")
    assert when["source_ids"] == ["daily"]
    cited = [tree["sources"][number - 1] for number in when["sources"]]
    assert len(cited) == 2
    assert cited[1].startswith("Daily")


def test_figures_come_in_the_order_of_their_rank() -> None:
    ranked = [ftz.Indicator(f"i-{n}", f"I {n}", "1", "flow", rank=9 - n) for n in range(3)]
    rows = [figure(f"o-{n}", "n-zone", f"i-{n}", "2021", count(n)) for n in range(3)]
    text = ftz.briefing(evolve(WORLD, indicators=ranked, observations=rows), "n-zone").text
    assert text.index("I 2") < text.index("I 1") < text.index("I 0")


def test_years_without_a_whole_figure_are_named_as_not_known() -> None:
    rows = [figure("a", "n-zone", "new-firms", "2019", count(1)), figure("b", "n-zone", "new-firms", "2022", count(2))]
    ds = evolve(WORLD, observations=rows)
    assert "Not known" in ftz.briefing(ds, "n-zone").text
    assert "New firms 2020–2021\n" in ftz.briefing(ds, "n-zone").text
    assert "2020—2021年\n" in ftz.briefing(ds, "n-zone", "zh").text
    later = figure("c", "n-zone", "money", "2025", Quantity.exactly(5, "CNY"))
    ds = evolve(WORLD, observations=[*rows, later])
    assert "New firms 2020–2021, 2023–2024\n" in ftz.briefing(ds, "n-zone").text


def test_an_unknown_depth_is_refused() -> None:
    with pytest.raises(ftz.InvalidValue, match="depth: 'long' is not one of headline, full"):
        ftz.briefing(WORLD, "moon", depth="long")  # type: ignore[arg-type]


_COUNTING = """
from re import _compiler
found, compile = [], _compiler.compile
_compiler.compile = lambda pattern, flags=0: found.append(pattern) or compile(pattern, flags)
import anhui_ftz as ftz
print(ftz.briefing(ftz.load(), "anhui-ftz").text)
assert all(len(pattern) < 150 for pattern in found), max(found, key=len)
"""


def test_a_first_briefing_waits_for_no_long_pattern() -> None:
    """A grammar takes longer to compile than the briefing to write: what reads press releases is loaded with them."""
    subprocess.run([sys.executable, "-c", _COUNTING], check=True, capture_output=True)
