"""The pages of zones: short enough to read, complete once unfolded, and each in one language."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from math import hypot
from typing import Any

import pytest

import anhui_ftz as ftz
from accessibility import findings
from anhui_ftz.words.periods import stated_period_words

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

_Visit = Callable[..., Chrome]
_PREFIXES = {"en": "zones/", "zh": "zones/zh/"}
_PAGES = [f"{prefix}{zone.id}.html" for prefix in _PREFIXES.values() for zone in ftz.load().zones]
#: The most pixels of a page before anything is unfolded, and the most bytes of all that it loads.
_HEIGHT, _WEIGHT = 8_000, 400_000
#: So many agreements are shown before the rest is unfolded.
_SHOWN = 10
_DELTA = [f"{province}-ftz" for province in ("anhui", "jiangsu", "shanghai", "zhejiang")]


@pytest.mark.parametrize("path", _PAGES)
def test_a_page_is_short_and_light(visit: _Visit, path: str) -> None:
    browser = visit(path, "wide")
    height = browser.execute_script("return document.documentElement.scrollHeight")
    loaded = browser.execute_script(
        "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((each) => each.decodedBodySize)"
    )
    assert 0 < height < _HEIGHT
    assert 0 < sum(loaded) < _WEIGHT


@pytest.mark.parametrize("path", _PAGES)
def test_people_can_read_a_page_once_it_is_unfolded(visit: _Visit, path: str) -> None:
    browser = visit(path, "phone")
    browser.execute_script("for (const each of document.querySelectorAll('details')) each.open = true")
    assert findings(browser) == []
    width = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"


@pytest.mark.parametrize("path", [*_PAGES, "zones/index.html", "zones/zh/index.html"])
def test_a_page_names_both_languages(visit: _Visit, path: str) -> None:
    script = (
        "return [document.documentElement.lang, location.href, [...document.querySelectorAll('link[rel=alternate]')]"
        ".map((each) => [each.hreflang, each.href])]"
    )
    language, here, links = visit(path).execute_script(script)
    found = dict(links)
    assert set(found) == {"en", "zh-CN"}
    assert found[language] == here
    assert found["zh-CN"] == found["en"].replace("/zones/", "/zones/zh/")


def _agreements(browser: Chrome) -> list[tuple[str, bool]]:
    """Return the agreements of a page in their order, and whether each is folded."""
    known = {row.id for row in ftz.load().cooperations}
    rows = browser.execute_script(
        "return [...document.querySelectorAll('tr[id]')].map((row) => [row.id, !!row.closest('details')])"
    )
    return [(id, folded) for id, folded in rows if id in known]


@pytest.mark.parametrize("language", _PREFIXES)
@pytest.mark.parametrize("zone", _DELTA)
def test_each_agreement_is_shown_once_and_the_zones_own_first(visit: _Visit, zone: str, language: str) -> None:
    ds = ftz.load()
    found = _agreements(visit(f"{_PREFIXES[language]}{zone}.html"))
    evidence = [each for link in ftz.partners(ds, zone).values() for each in link.evidence]
    own = {each.cooperation.id for each in evidence if not each.provincial}
    assert sorted(id for id, _ in found) == sorted({each.cooperation.id for each in evidence})
    assert [folded for _, folded in found] == [at >= _SHOWN for at in range(len(found))]
    order = [id in own for id, _ in found]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("zone", _DELTA)
def test_agreements_of_known_days_are_newest_first(visit: _Visit, zone: str) -> None:
    ds = ftz.load()
    own = {
        each.cooperation.id for link in ftz.partners(ds, zone).values() for each in link.evidence if not each.provincial
    }
    days = [
        [stone.period.end or stone.period.start for stone in ds.cooperations[id].milestones if stone.basis != "seen"]
        for id, _ in _agreements(visit(f"zones/{zone}.html"))
        if id in own
    ]
    newest = [max(day for day in each if day) for each in days if any(each)]
    assert newest
    assert newest == sorted(newest, reverse=True)


def test_what_is_folded_can_be_unfolded(visit: _Visit) -> None:
    browser = visit("zones/anhui-ftz.html")
    box = browser.find_element("css selector", "details.more")
    table = box.find_element("css selector", "table")
    assert not table.is_displayed()
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.find_element("css selector", "summary").click()
    assert table.is_displayed()


def test_the_number_of_a_source_unfolds_the_sources(visit: _Visit) -> None:
    browser = visit("zones/anhui-ftz.html")
    source = browser.find_element("id", "source-1")
    assert not source.is_displayed()
    browser.find_element("css selector", 'a[href="#source-1"]').click()
    WebDriverWait(browser, 10).until(lambda _: source.is_displayed())


@pytest.mark.parametrize("language", _PREFIXES)
def test_an_agreement_leads_to_its_evidence_in_the_explorer(visit: _Visit, language: str) -> None:
    browser = visit(f"{_PREFIXES[language]}anhui-ftz.html")
    ids = [id for id, _ in _agreements(browser)]
    targets = [
        browser.execute_script("return document.getElementById(arguments[0]).querySelector('a').href", id) for id in ids
    ]
    for id, target in {ids[0]: targets[0], ids[-1]: targets[-1]}.items():
        browser = visit(target.partition("/")[2].partition("/")[2].partition("/")[2])
        shown = browser.find_element("css selector", f'[data-cooperation="{id}"] h3')
        assert shown.text.startswith(ftz.load().cooperations[id].name.in_(language))
        assert browser.find_element("id", "ex-explorer").get_attribute("lang") == language


@pytest.mark.parametrize("language", _PREFIXES)
def test_the_number_of_agreements_with_a_partner_leads_to_them(visit: _Visit, language: str) -> None:
    browser = visit(f"{_PREFIXES[language]}anhui-ftz.html")
    script = "return [...document.querySelectorAll('ul.partners a.count')].map((each) => [each.textContent, each.href])"
    found = browser.execute_script(script)
    links = ftz.partners(ftz.load(), "anhui-ftz").values()
    assert [int(count) for count, _ in found] == [len(link.evidence) for link in links]
    items = [each.text for each in browser.find_elements("css selector", "ul.partners > li")]
    assert all(re.fullmatch(r"[\w ]+ \d+", item) for item in items), "nothing but the number follows a partner"
    assert len(items) == len(links)
    browser = visit("explorer.html#" + found[1][1].partition("#")[2])
    shown = browser.find_elements("css selector", "#ex-detail article")
    assert len(shown) == int(found[1][0])
    assert browser.find_element("id", "ex-explorer").get_attribute("lang") == language


def test_ids_are_shown_on_demand(visit: _Visit) -> None:
    browser = visit("zones/anhui-ftz.html")
    visible = "return [...document.querySelectorAll('.record-id')].filter((each) => each.checkVisibility()).length"
    assert browser.execute_script(visible) == 0
    browser.find_element("css selector", ".show-ids input").click()
    assert browser.execute_script(visible) > 0


#: Of each row of a figure: its id, its period, what is printed in which language, and the row of notes below it.
_ROWS = """
return [...document.querySelectorAll('tr[id]')].map((row) => {
  const next = row.nextElementSibling;
  return {
    id: row.id, period: row.cells[1].textContent, figure: row.cells[2].textContent,
    printed: [...row.querySelectorAll('q')].map((each) => [each.textContent, each.lang]),
    notes: next && next.classList.contains('note') ? next.textContent : '',
    disputed: !!(next && next.querySelector('.conflict')),
  };
});
"""


@pytest.mark.parametrize("language", _PREFIXES)
@pytest.mark.parametrize("zone", [*_DELTA, "hainan-ftz"])
def test_a_figure_has_its_days_words_notes_and_marks(visit: _Visit, zone: str, language: str) -> None:
    ds = ftz.load()
    shown: list[dict[str, Any]] = visit(f"{_PREFIXES[language]}{zone}.html").execute_script(_ROWS)
    wanted = {row.id: row for row in ftz.observations(ds, within=zone)}
    wanted |= {row.id: row for row in ftz.observations(ds, subject=ds.zones[zone].province)}
    disputed = {row.id for check in ftz.conflicts(ds) for row in check.observations}
    found = [row for row in shown if row["id"] in wanted]
    assert sorted(row["id"] for row in found) == sorted(wanted)
    for row in found:
        figure = wanted[row["id"]]
        assert row["period"] == stated_period_words(figure, language)
        assert row["figure"] == format(figure.quantity, language)
        assert {text for text, _ in row["printed"]} == {one.as_published for one in figure.citations} - {""}
        assert {lang for _, lang in row["printed"]} <= {ds.sources[one.source].language for one in figure.citations}
        assert [note for note in figure.notes if note.in_(language) not in row["notes"]] == []
        assert row["disputed"] == (row["id"] in disputed)


@pytest.mark.parametrize("zone", _DELTA)
def test_a_mirror_is_named_and_not_linked(visit: _Visit, zone: str) -> None:
    browser = visit(f"zones/{zone}.html")
    sources = {source.id: source for source in ftz.load().sources}
    rows = browser.execute_script(
        "return [...document.querySelectorAll('ol.sources > li')].map((each) => [each.querySelector('.record-id')"
        ".textContent, each.querySelector('.badge').textContent, each.querySelector('a')?.getAttribute('href') ?? ''])"
    )
    assert {sources[id].carrier for id, _, _ in rows} >= {ftz.Carrier.PUBLISHER, ftz.Carrier.MIRROR}
    for id, badge, address in rows:
        assert badge.startswith(f"{sources[id].grade.value} ")
        assert address == ("" if sources[id].carrier is ftz.Carrier.MIRROR else sources[id].url)


#: Names that have no Chinese form: the library, its licence, and hosts.
_NAMES = re.compile(r"anhui_ftz|CC BY|(?a:[\w-]+\.)+(?a:\w+)")
#: What a reader or a screen reader finds on a page, without that which is marked as another language or is a code.
_WORDS = """
const foreign = '[lang]:not([lang^=zh]), code, script, style, .sidebar-brand, .mobile-header .brand';
const texts = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(foreign)) texts.push(walk.currentNode.data);
for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]'))
  texts.push(...['aria-label', 'title', 'placeholder'].map((name) => each.getAttribute(name) || ''));
return texts.map((text) => text.trim()).filter((text) => text);
"""


@pytest.mark.parametrize("path", [*(page for page in _PAGES if "/zh/" in page), "zones/zh/index.html"])
def test_a_chinese_page_is_in_chinese(visit: _Visit, path: str) -> None:
    texts: list[str] = visit(path).execute_script(_WORDS)
    plain = [_NAMES.sub("", text) for text in texts]
    assert len(plain) > 1
    assert [text for text in plain if re.search(r"[A-Za-z]{2,}[ -][A-Za-z]{2,}|\b[a-z]{4,}\b", text)] == []


@pytest.mark.parametrize("page", ["zones/index.html", "zones/zh/index.html"])
@pytest.mark.parametrize(("column", "kind"), [(0, str), (1, float), (2, str), (3, float), (6, float)])
def test_the_index_is_sorted_by_a_column(visit: _Visit, page: str, column: int, kind: type[str] | type[float]) -> None:
    browser = visit(page)
    button = browser.find_elements("css selector", "table.sortable th button")[column]
    values = (
        "return [...document.querySelectorAll('table.sortable tbody tr')]"
        f".map((row) => row.cells[{column}].dataset.sort || '')"
    )
    for direction in ("ascending", "descending"):
        button.click()
        found: list[str] = browser.execute_script(values)
        known = [kind(each) for each in found if each]
        assert known == sorted(known, reverse=direction == "descending")
        assert len(known) > 1
        assert not any(found[len(known) :])
        sorted_by = browser.execute_script("return [...document.querySelectorAll('th')].map((each) => each.ariaSort)")
        assert [each for each in sorted_by if each] == [direction]
        assert sorted_by[column] == direction


@pytest.mark.parametrize("language", _PREFIXES)
@pytest.mark.parametrize("zone", _DELTA)
def test_a_chart_shows_what_is_known_by_year(visit: _Visit, zone: str, language: str) -> None:
    browser = visit(f"{_PREFIXES[language]}{zone}.html", "phone", "dark")
    ds = ftz.load()
    last = [row.period.end or row.period.start for row in ftz.observations(ds, within=zone)]
    found = Counter(day.year for day in last if day)
    script = (
        "const chart = document.querySelector('svg[aria-labelledby^=years]');"
        "return [[...chart.querySelectorAll('text')].map((each) => each.textContent),"
        " chart.querySelector('desc').textContent,"
        " Math.min(...[...chart.querySelectorAll('text')].map((each) => each.getBoundingClientRect().height))]"
    )
    texts, told, smallest = browser.execute_script(script)
    shown = dict(zip(map(int, texts[1::2]), map(int, texts[::2]), strict=True))
    assert shown == {year: found[year] for year in range(min(found), max(found) + 1)}
    assert all(str(year) in told for year in shown)
    assert smallest >= 10


@pytest.mark.parametrize("language", _PREFIXES)
@pytest.mark.parametrize("zone", [zone.id for zone in ftz.load().zones])
def test_a_map_names_the_areas_and_their_sizes(visit: _Visit, zone: str, language: str) -> None:
    browser = visit(f"{_PREFIXES[language]}{zone}.html", "wide")
    ds = ftz.load()
    script = (
        "const map = document.querySelector('svg[aria-labelledby^=map]'); if (!map) return null;"
        "const box = (each) => { const at = each.getBBox(); return [at.x, at.y, at.x + at.width, at.y + at.height]; };"
        "return [[...map.querySelectorAll('text')].map((each) => each.textContent).join(''),"
        " map.querySelectorAll('circle').length, map.querySelector('desc').textContent,"
        " [...map.querySelectorAll('text')].map(box),"
        " [...map.querySelectorAll('circle')]"
        ".map((each) => [each.cx, each.cy, each.r].map((one) => one.baseVal.value))]"
    )
    found = browser.execute_script(script)
    areas = [area for area in ds.areas if area.zone == zone and ftz.representative_point(ds, area)]
    assert (found is None) == (not areas)
    if not areas:
        return
    words, count, told, boxes, circles = found
    assert count == len(areas)
    for one, two in combinations(circles, 2):
        assert hypot(one[0] - two[0], one[1] - two[1]) > one[2] + two[2], "one circle covers another"
    plain = words.replace(" ", "")
    for area in areas:
        assert area.name.in_(language).replace(" ", "") in plain
        assert area.name.in_(language) in told
        sizes = {format(row.quantity, language) for row in ftz.observations(ds, subject=area, indicator="area")}
        assert not sizes or any(size.replace(" ", "") in plain for size in sizes)
    assert all(left >= -1 and right <= 341 for left, _, right, _ in boxes)
    for one, two in combinations(boxes, 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        down = min(one[3], two[3]) - max(one[1], two[1])
        assert across < 3 or down < 3, "one name covers another"
