"""The explorer answers as the library does."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.words import phrase
from anhui_ftz.words.periods import reached_words
from built import BUILT

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

_Visit = Callable[..., Chrome]

#: Fields of the explorer by the keywords of the library.
_FIELDS = {"level": "level", "of": "place", "form": "form", "status": "status", "topic": "topic", "on": "day"}
FILTERS: list[dict[str, Any]] = [
    {},
    {"level": "area"},
    {"level": "province"},
    {"of": "anhui-ftz"},
    {"form": "shipping-route"},
    {"status": "signed", "on": "2021-01-25"},
    {"status": "signed", "on": "2020-12-31"},
    {"status": "signed", "on": "2020-12-31", "sure": False},
    {"on": "2021-01-25"},
    {"on": "2020-12-31", "sure": False},
    {"on": "2020-12-31"},
    {"form": "framework-agreement", "status": "signed", "sure": False},
    {"provincial": False},
    {"topic": "port"},
    {"topic": "talent", "form": "training"},
    {"of": "anhui-ftz", "form": "framework-agreement", "on": "2022-06-01", "provincial": False},
]


def _set(browser: Chrome, field: str, value: str) -> None:
    script = (
        "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
        "field.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    browser.execute_script(script, f"ex-{field}", value)


def _tick(browser: Chrome, field: str, wanted: bool) -> None:
    box = browser.find_element("id", f"ex-{field}")
    if box.is_selected() != wanted:
        box.click()


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_explorer_shows_what_the_library_answers(visit: _Visit, asked: dict[str, Any]) -> None:
    browser = visit("explorer.html")
    for key, field in _FIELDS.items():
        if key in asked:
            _set(browser, field, asked[key])
    _tick(browser, "may", not asked.get("sure", True))
    _tick(browser, "lifted", asked.get("provincial", True))
    _tick(browser, "all", wanted=True)
    found = ftz.linkages(ftz.load(), **asked)
    assert _shown(browser) == {(f"{link.a} {link.b}", str(len(link.evidence))) for link in found}


def _shown(browser: Chrome) -> set[tuple[str, str]]:
    """Return the links of the table, each with its number of records."""
    script = (
        "return [...document.querySelectorAll('#ex-table tbody tr')]"
        ".map((row) => [row.querySelector('button').dataset.link, row.cells[1].textContent])"
    )
    return {(link, count) for link, count in browser.execute_script(script)}


def _edges(browser: Chrome) -> list[dict[str, Any]]:
    """Return what the map draws for each line."""
    script = (
        "return [...document.querySelectorAll('#ex-map .edge')].map((edge) => {"
        " const style = getComputedStyle(edge.querySelector('.line'));"
        " const number = edge.querySelector('text');"
        " return {link: edge.dataset.link, count: number.textContent,"
        " shown: number.checkVisibility({opacityProperty: true, visibilityProperty: true}),"
        " pattern: style.strokeDasharray, colour: style.stroke}; })"
    )
    found: list[dict[str, Any]] = browser.execute_script(script)
    return found


def _places(browser: Chrome) -> set[str]:
    """Return the ids of the places on the map."""
    script = "return [...document.querySelectorAll('#ex-map .node')].map((node) => node.dataset.place)"
    return {*browser.execute_script(script)}


def test_the_delta_comes_first_and_every_line_bears_its_number(visit: _Visit) -> None:
    browser = visit("explorer.html")
    delta = {f"{province}-ftz" for province in ("anhui", "jiangsu", "shanghai", "zhejiang")}
    found = {
        (f"{link.a} {link.b}", str(len(link.evidence)))
        for link in ftz.linkages(ftz.load())
        if {link.a, link.b} <= delta
    }
    assert _shown(browser) == found
    assert {(edge["link"], edge["count"]) for edge in _edges(browser)} == found
    assert all(edge["shown"] for edge in _edges(browser))
    assert {"Anhui", "Jiangsu", "Shanghai", "Zhejiang", *(count for _, count in found)} <= _legible(browser)


def _legible(browser: Chrome) -> set[str]:
    """Return the texts of the map that are large enough to be read, and inside it."""
    script = (
        "const map = document.getElementById('ex-map'); const frame = map.getBoundingClientRect();"
        "return [...map.querySelectorAll('svg text')].filter((text) => { const box = text.getBoundingClientRect();"
        " return box.height >= 9 && box.left >= frame.left && box.right <= frame.right"
        " && box.top >= frame.top && box.bottom <= frame.bottom; }).map((text) => text.textContent)"
    )
    return {*browser.execute_script(script)}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_zone_of_the_map_is_named(visit: _Visit, language: str) -> None:
    browser = visit(f"explorer.html#level=zone&lifted=true&all=true&lang={language}")
    ds = ftz.load()
    index = (BUILT / "zones" / {"en": "", "zh": "zh"}[language] / "index.html").read_text(encoding="utf-8")
    found = {zone.id: re.findall(rf'<td[^>]*><a href="{zone.id}\.html">([^<]+)</a>', index) for zone in ds.zones}
    names = {id: name for id, [name] in found.items()}
    assert names["inner-mongolia-ftz"] == {"en": "Inner Mongolia", "zh": "内蒙古"}[language]
    shown = {names[zone.id] for zone in ds.zones if ftz.representative_point(ds, zone)}
    assert len(shown) > 20
    assert shown <= _legible(browser)


def test_what_is_only_planned_is_dashed_and_the_legend_says_so(visit: _Visit) -> None:
    browser = visit("explorer.html#level=area&lifted=true&status=planned&all=true")
    assert {edge["pattern"] for edge in _edges(browser)} == {"8px, 5px"}
    planned = {edge["colour"] for edge in _edges(browser)}
    legend = browser.find_elements("css selector", "#ex-legend li")
    assert [item.get_attribute("data-standing") for item in legend] == ["foreseen"]
    assert legend[0].text == "explored, planned or negotiated"
    _set(browser, "status", "signed")
    assert {edge["pattern"] for edge in _edges(browser)} == {"none"}
    assert planned.isdisjoint(edge["colour"] for edge in _edges(browser))


@pytest.mark.parametrize(
    ("field", "text"), [("party", "芜湖港"), ("party", "wuhu port"), ("text", "单一窗口"), ("text", "HIGH-TECH")]
)
def test_a_party_and_a_text_can_be_searched_in_both_languages(visit: _Visit, field: str, text: str) -> None:
    browser = visit("explorer.html#level=zone&lifted=true&all=true")
    browser.find_element("id", f"ex-{field}").send_keys(text)
    ds = ftz.load()

    def names(row: ftz.Cooperation) -> list[str]:
        if field == "party":
            return [name for id in (*row.parties, *row.places) for name in (ds.place(id).name.en, ds.place(id).name.zh)]
        return [row.name.en, row.name.zh, *(text for note in row.notes for text in (note.text.en, note.text.zh))]

    found = {
        (f"{link.a} {link.b}", str(count))
        for link in ftz.linkages(ds)
        if (count := sum(any(text.lower() in name.lower() for name in names(row)) for row in link.cooperations))
    }
    assert found
    assert _shown(browser) == found


def test_a_cooperation_has_an_address_of_its_own(visit: _Visit) -> None:
    browser = visit("explorer.html")
    _set(browser, "form", "shipping-route")
    browser.execute_script(
        "arguments[0].click()",
        browser.find_element("css selector", 'button[data-link="anhui-ftz shanghai-ftz"]'),
    )
    assert "pair=anhui-ftz+shanghai-ftz" in browser.current_url
    link = browser.find_element("css selector", '[data-cooperation="ah-coop-014"] .permalink')
    browser.execute_script("arguments[0].click()", link)
    kept = browser.current_url.partition("#")[2]
    assert "cooperation=ah-coop-014" in kept
    browser = visit(f"explorer.html#{kept}")
    article = browser.find_element("css selector", '[data-cooperation="ah-coop-014"]')
    assert browser.switch_to.active_element == article.find_element("tag name", "h3")
    assert {
        each.get_attribute("value") for each in Select(browser.find_element("id", "ex-form")).all_selected_options
    } == {"shipping-route"}
    browser = visit("explorer.html#cooperation=ah-coop-014")
    assert browser.find_elements("css selector", '[data-cooperation="ah-coop-014"]')


def test_what_is_shown_can_be_taken_along_as_csv(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&form=shipping-route&lifted=true&all=true")
    script = (
        "const done = arguments[0]; const make = URL.createObjectURL;"
        "URL.createObjectURL = (blob) => { blob.text().then(done); return make.call(URL, blob); };"
        "document.getElementById('ex-csv').click()"
    )
    rows = list(csv.DictReader(io.StringIO(browser.execute_async_script(script).lstrip("\ufeff"))))
    found = ftz.linkages(ftz.load(), form="shipping-route")
    assert sorted((row["place_a"], row["place_b"], row["cooperation"]) for row in rows) == sorted(
        (link.a, link.b, each.id) for link in found for each in link.cooperations
    )
    route = next(row for row in rows if row["cooperation"] == "ah-coop-014")
    record = ftz.load().cooperations["ah-coop-014"]
    assert (route["title_zh"], route["parties"]) == (record.name.zh, " ".join(record.parties))
    assert route["sources"].startswith("http")


def test_the_view_can_be_enlarged_and_reset_and_the_wheel_scrolls_the_page(visit: _Visit) -> None:
    browser = visit("explorer.html")
    where = (
        "const [one, two] = [...document.querySelectorAll('#ex-map .node circle')].map((each) => [each.cx, each.cy]"
        ".map((axis) => axis.baseVal.value)); return Math.hypot(one[0] - two[0], one[1] - two[1])"
    )
    before = browser.execute_script(where)
    browser.find_element("id", "ex-larger").click()
    assert browser.execute_script(where) == pytest.approx(1.4 * before)
    place = browser.find_element("id", "ex-map")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    top = browser.execute_script("return window.scrollY")
    ActionChains(browser).scroll_from_origin(ScrollOrigin.from_element(place), 0, 120).perform()
    WebDriverWait(browser, 5).until(lambda driver: driver.execute_script("return window.scrollY") > top)
    assert browser.execute_script(where) == pytest.approx(1.4 * before)
    browser.execute_script("document.getElementById('ex-view').click()")
    assert browser.execute_script(where) == pytest.approx(before)


def test_the_explorer_is_chinese_if_asked(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&form=shipping-route&lifted=true")
    browser.find_element("id", "ex-language").click()
    assert "lang=zh" in browser.current_url
    browser = visit("explorer.html#" + browser.current_url.partition("#")[2])
    assert browser.find_element("tag name", "h1").text.startswith("联动浏览")
    assert browser.find_element("id", "ex-explorer").get_attribute("lang") == "zh"
    browser.execute_script("document.querySelector('button[data-link=\"anhui-ftz shanghai-ftz\"]').click()")
    assert "芜湖" in browser.find_element("id", "ex-detail").text
    said = browser.execute_script(
        "const page = document.getElementById('ex-explorer').cloneNode(true);"
        "for (const node of page.querySelectorAll('[lang=en], ol, #ex-language, #ex-map, script, dd')) node.remove();"
        "const labels = [...document.querySelectorAll('#ex-explorer [aria-label]')].map((node) => node.ariaLabel);"
        "return page.textContent + labels.join()"
    )
    assert re.findall("[^。、]*[A-Za-z]{2,}[^。、]*", said) == []
    browser.find_element("id", "ex-language").click()
    assert browser.find_element("tag name", "h1").text.startswith("Explorer")


def test_the_explorer_shows_evidence_and_sources_from_the_keyboard(visit: _Visit) -> None:
    browser = visit("explorer.html", "phone")
    _set(browser, "form", "shipping-route")
    button = browser.find_element("css selector", 'button[data-link="anhui-ftz shanghai-ftz"]')
    browser.execute_script("arguments[0].focus()", button)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.tag_name == "h2"
    route = browser.find_element("css selector", '[data-cooperation="ah-coop-014"]')
    assert not route.find_element("tag name", "dl").is_displayed()
    browser.execute_script("arguments[0].focus()", route.find_element("tag name", "summary"))
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert "芜湖港" in route.text
    ds = ftz.load()
    for id in ds.get("ah-coop-014", ftz.Cooperation).sources:
        source = ds.get(id, ftz.Source)
        assert source.publisher_in("en") in route.text
        addresses = [link.get_attribute("href") for link in route.find_elements("css selector", "ol a")]
        linked = any(address and address.startswith(source.url[:30]) for address in addresses if source.url)
        # a mirror on somebody else's domain is named, and never linked
        assert linked is (bool(source.url) and source.carrier is not ftz.Carrier.MIRROR)
    browser.find_element("css selector", "#ex-detail > button").send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("data-link") == "anhui-ftz shanghai-ftz"


def test_every_control_of_the_explorer_can_be_reached_with_the_tab_key(visit: _Visit) -> None:
    browser = visit("explorer.html")
    browser.execute_script("document.getElementById('ex-level').focus()")
    reached = []
    for _ in range(25):  # a date has several fields
        reached.append(
            browser.switch_to.active_element.get_attribute("id") or browser.switch_to.active_element.tag_name
        )
        browser.switch_to.active_element.send_keys(Keys.TAB)
    order = [each for each in dict.fromkeys(reached) if each.startswith("ex-")]
    fields = "level place form status topic party text day before may lifted all reset larger smaller view csv"
    assert order[:17] == [f"ex-{each}" for each in fields.split()]
    assert "button" in reached


def test_a_line_of_the_map_opens_its_evidence(visit: _Visit) -> None:
    browser = visit("explorer.html")
    place = browser.find_element("id", "ex-map")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    middle = browser.execute_script(
        "const line = arguments[0].querySelector('.edge .line');"
        "const point = line.getPointAtLength(0.3 * line.getTotalLength());"
        "return [point.x - arguments[0].clientWidth / 2, point.y - arguments[0].clientHeight / 2]",
        place,
    )
    ActionChains(browser).move_to_element_with_offset(place, *map(round, middle)).click().perform()
    shown = browser.find_elements("css selector", "#ex-detail article")
    assert shown
    assert browser.switch_to.active_element.tag_name == "h2"


def test_all_zones_can_be_put_on_the_map(visit: _Visit) -> None:
    browser = visit("explorer.html")
    before = _places(browser)
    browser.find_element("id", "ex-all").click()
    ds = ftz.load()
    assert before == {"anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"}
    assert _places(browser) >= before | {zone.id for zone in ds.zones if ftz.representative_point(ds, zone)}


def test_a_choice_is_kept_in_the_address(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&form=shipping-route&lifted=true")
    assert (
        Select(browser.find_element("id", "ex-form")).first_selected_option.get_attribute("value") == "shipping-route"
    )
    browser.find_element("id", "ex-reset").click()
    WebDriverWait(browser, 5).until(lambda driver: "form=" not in driver.current_url)


def _delta(day: str) -> set[tuple[str, str]]:
    """Return the links of the zones of the Delta on a day, with their numbers of records, as the library has them."""
    delta = {f"{province}-ftz" for province in ("anhui", "jiangsu", "shanghai", "zhejiang")}
    found = (link for link in ftz.linkages(ftz.load(), on=day) if {link.a, link.b} <= delta)
    return {(f"{link.a} {link.b}", str(len(link.evidence))) for link in found}


def test_the_day_is_stepped_to_the_change_before_and_after(visit: _Visit) -> None:
    browser = visit("explorer.html")
    day = browser.find_element("id", "ex-day")
    before, after = (browser.find_element("id", f"ex-{name}") for name in ("before", "after"))
    assert not after.is_enabled(), "without a day, nothing comes later"
    days = []
    for _ in range(5):
        before.click()
        days.append(day.get_attribute("value") or "")
        assert f"day={days[-1]}" in browser.current_url
        assert _shown(browser) == _delta(days[-1])
    assert days == sorted(set(days), reverse=True)
    known = {
        (stone.period.end or stone.period.start or date.min).isoformat()
        for row in ftz.load().cooperations
        for stone in row.milestones
        if stone.basis is not ftz.Basis.SEEN
    }
    assert set(days) <= known, "a day on which a page was only seen is not one of a change"
    after.click()
    assert day.get_attribute("value") == days[-2]
    words = browser.find_element("id", "ex-count").text
    assert words.startswith(f"{int(days[-2][-2:])} ")


def test_the_first_change_has_none_before(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&lifted=true&day=1990-01-01")
    assert _shown(browser) == set()
    browser.find_element("id", "ex-after").click()
    assert _shown(browser) == _delta(browser.find_element("id", "ex-day").get_attribute("value") or "") != set()
    assert not browser.find_element("id", "ex-before").is_enabled()


def _evidence(browser: Chrome) -> list[tuple[str, bool]]:
    """Return the cooperations of the open link in their order, and whether each is unfolded."""
    script = (
        "return [...document.querySelectorAll('#ex-detail article')]"
        ".map((each) => [each.dataset.cooperation, each.querySelector('details').open])"
    )
    return [(id, is_open) for id, is_open in browser.execute_script(script)]


def test_evidence_is_folded_and_sorted(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&lifted=true&pair=anhui-ftz+shanghai-ftz")
    ds = ftz.load()
    found = _evidence(browser)
    assert len(found) > 10
    assert not any(is_open for _, is_open in found)
    days = [
        max(
            (
                stone.period.end or stone.period.start or date.min
                for stone in ds.cooperations[id].milestones
                if stone.basis is not ftz.Basis.SEEN
            ),
            default=date.min,
        )
        for id, _ in found
    ]
    assert days == sorted(days, reverse=True)
    _set(browser, "sort", "title")
    titles = [str(ds.cooperations[id].name) for id, _ in _evidence(browser)]
    assert sorted(titles) == sorted(str(ds.cooperations[id].name) for id, _ in found)
    assert titles[0].lower() < titles[len(titles) // 2].lower() < titles[-1].lower()
    browser.find_element("id", "ex-unfold").click()
    assert all(is_open for _, is_open in _evidence(browser))


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("zh", "：")])
def test_what_was_reached_is_said_once(visit: _Visit, language: str, colon: str) -> None:
    browser = visit(f"explorer.html#level=zone&lifted=true&lang={language}&cooperation=ah-coop-014")
    route = browser.find_element("css selector", '[data-cooperation="ah-coop-014"]')
    said = route.find_element("css selector", "summary small").text
    milestones = ftz.load().cooperations["ah-coop-014"].milestones
    steps = [f"{ftz.label(each.status, language)}{colon}{reached_words(each, language)}" for each in milestones]
    assert said == phrase("stop", language).join(steps) != ""
    assert route.text.count(said) == 1


def test_the_figures_of_both_are_beside_their_cooperations_and_lead_to_their_pages(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&lifted=true&pair=anhui-ftz+zhejiang-ftz")
    box = browser.find_element("css selector", ".explorer-figures")
    browser.execute_script("arguments[0].open = true", box)
    ds = ftz.load()
    first = ftz.on_record(ds, "anhui-ftz").rows[0]
    assert format(first.newest[0].quantity, "en") in box.text
    assert box.find_elements("css selector", "thead th")[1].text == "Anhui"
    links = browser.find_elements("css selector", "#ex-detail a[href^='zones/']")
    assert [(link.get_attribute("href") or "").rpartition("/")[2] for link in links] == [
        "anhui-ftz.html",
        "zhejiang-ftz.html",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_shown_can_be_cited(visit: _Visit, language: str) -> None:
    browser = visit(f"explorer.html#level=zone&lifted=true&lang={language}")
    browser.find_element("css selector", "#ex-cite summary").click()
    ds = ftz.load()
    said = browser.find_element("id", "ex-citation")
    assert ds.edition in said.text
    assert browser.current_url in said.text
    browser = visit(f"explorer.html#level=zone&lifted=true&lang={language}&cooperation=ah-coop-014")
    text = browser.find_element("id", "ex-citation").get_attribute("textContent") or ""
    record = ds.cooperations["ah-coop-014"]
    assert record.name.in_(language) in text
    assert all(ds.sources[id].publisher_in(language) in text for id in record.sources)
    assert browser.current_url in text


def test_the_first_load_is_light(visit: _Visit) -> None:
    loaded = visit("explorer.html").execute_script(
        "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
        ".map((each) => each.decodedBodySize)"
    )
    assert 0 < sum(loaded) < 600_000


def test_no_half_width_punctuation_in_chinese(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&lifted=true&lang=zh&pair=anhui-ftz+shanghai-ftz")
    browser.find_element("id", "ex-unfold").click()
    texts = browser.execute_script(
        "const box = document.getElementById('ex-detail').cloneNode(true);"
        "for (const node of box.querySelectorAll('[lang=en], li > span, li > a')) node.remove();"  # titles as printed
        "return [...box.querySelectorAll('dd, li, summary small')].map((each) => each.textContent)"
    )
    assert len(texts) > 20
    assert [text for text in texts if re.search(r"[\u4e00-\u9fff][,;:(]|[,;:)] ?[\u4e00-\u9fff]", text)] == []


def test_the_map_is_shifted_with_the_mouse(visit: _Visit) -> None:
    browser = visit("explorer.html")
    place = browser.find_element("id", "ex-map")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    where = "return document.querySelector('#ex-map .node circle').cx.baseVal.value"
    before = browser.execute_script(where)
    chain = ActionChains(browser).move_to_element_with_offset(place, -250, -150).click_and_hold()
    chain.move_by_offset(40, 0).release().perform()
    assert browser.execute_script(where) == pytest.approx(before + 40, abs=1)
    assert not browser.find_elements("css selector", "#ex-detail *"), "what was drawn is not a click"
    browser.find_element("id", "ex-view").click()
    assert browser.execute_script(where) == pytest.approx(before)


def test_an_address_scrolls_to_what_it_opens_where_scrolling_is_smooth(visit: _Visit) -> None:
    browser = visit("index.html", "phone")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.get(browser.current_url.replace("index.html", "explorer.html#cooperation=ah-coop-014"))
    place = "return document.querySelector('[data-cooperation=\"ah-coop-014\"] h3').getBoundingClientRect().top"
    bar = browser.execute_script("return document.querySelector('.mobile-header').getBoundingClientRect().bottom")
    WebDriverWait(browser, 5).until(lambda driver: bar <= driver.execute_script(place) < bar + 60)
