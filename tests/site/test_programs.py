"""The explorer and the live page answer as the library does."""

from collections.abc import Callable
from typing import Any

import pytest

import anhui_ftz as ftz

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

_Visit = Callable[..., Chrome]

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
    for key, field in {"level": "level", "of": "place", "form": "form", "status": "status", "on": "day"}.items():
        if key in asked:
            _set(browser, field, asked[key])
    _tick(browser, "may", not asked.get("sure", True))
    _tick(browser, "lifted", asked.get("provincial", True))
    rows = browser.find_elements("css selector", "#ex-table tbody tr")
    shown = {
        (row.find_element("tag name", "button").get_attribute("data-link"), row.find_elements("tag name", "td")[1].text)
        for row in rows
    }
    found = ftz.linkages(ftz.load(), **asked)
    assert shown == {(f"{link.a} {link.b}", str(len(link.evidence))) for link in found}


def test_the_explorer_shows_evidence_and_sources_from_the_keyboard(visit: _Visit) -> None:
    browser = visit("explorer.html", "phone")
    _set(browser, "form", "shipping-route")
    button = browser.find_element("css selector", 'button[data-link="anhui-ftz shanghai-ftz"]')
    browser.execute_script("arguments[0].focus()", button)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.tag_name == "h2"
    route = browser.find_element("css selector", '[data-cooperation="ah-coop-014"]')
    assert "芜湖港" in route.text
    ds = ftz.load()
    for id in ds.get("ah-coop-014", ftz.Cooperation).sources:
        source = ds.get(id, ftz.Source)
        assert source.publisher_in("en") in route.text
        addresses = [link.get_attribute("href") for link in route.find_elements("css selector", "ol a")]
        assert not source.url or any(address and address.startswith(source.url[:30]) for address in addresses)
    browser.find_element("css selector", "#ex-detail > button").send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("data-link") == "anhui-ftz shanghai-ftz"


def test_every_control_of_the_explorer_can_be_reached_with_the_tab_key(visit: _Visit) -> None:
    browser = visit("explorer.html")
    browser.execute_script("document.getElementById('ex-level').focus()")
    reached = []
    for _ in range(17):  # a date has several fields
        reached.append(
            browser.switch_to.active_element.get_attribute("id") or browser.switch_to.active_element.tag_name
        )
        browser.switch_to.active_element.send_keys(Keys.TAB)
    order = [each for each in dict.fromkeys(reached) if each.startswith("ex-")]
    assert order[:9] == [
        f"ex-{each}" for each in ("level", "place", "form", "status", "day", "may", "lifted", "all", "reset")
    ]
    assert "button" in reached


def test_a_line_of_the_map_opens_its_evidence(visit: _Visit) -> None:
    browser = visit("explorer.html")
    place = browser.find_element("id", "ex-map")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", place)
    middle = browser.execute_script(
        "const chart = echarts.getInstanceByDom(arguments[0]);"
        "const edges = chart.getModel().getSeriesByIndex(0).getData('edge');"
        "const line = edges.getItemGraphicEl(0).childOfName('line');"
        "const [x, y] = line.transformCoordToGlobal(...line.pointAt(0.4));"
        "return [x - arguments[0].clientWidth / 2, y - arguments[0].clientHeight / 2]",
        place,
    )
    ActionChains(browser).move_to_element_with_offset(place, *map(round, middle)).click().perform()
    shown = browser.find_elements("css selector", "#ex-detail article")
    assert shown
    assert browser.switch_to.active_element.tag_name == "h2"


def test_all_zones_can_be_put_on_the_map(visit: _Visit) -> None:
    browser = visit("explorer.html")
    script = (
        "const chart = echarts.getInstanceByDom(document.getElementById('ex-map'));"
        "return chart.getOption().series[0].data.map((node) => node.id)"
    )
    before = browser.execute_script(script)
    browser.find_element("id", "ex-all").click()
    ds = ftz.load()
    assert set(before) == {place for link in ftz.linkages(ds) for place in (link.a, link.b)}
    assert set(browser.execute_script(script)) >= set(before) | {
        zone.id for zone in ds.zones if ftz.representative_point(ds, zone)
    }


def test_a_choice_is_kept_in_the_address(visit: _Visit) -> None:
    browser = visit("explorer.html#level=zone&form=shipping-route&lifted=true")
    assert (
        Select(browser.find_element("id", "ex-form")).first_selected_option.get_attribute("value") == "shipping-route"
    )
    browser.find_element("id", "ex-reset").click()
    WebDriverWait(browser, 5).until(lambda driver: "form=" not in driver.current_url)


def _answer(browser: Chrome, code: str) -> str:
    field = browser.find_element("id", "live-code")
    browser.execute_script("arguments[0].value = arguments[1]", field, code)
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    WebDriverWait(browser, 120).until(
        lambda driver: driver.find_element("id", "live-status").text in ("Done", "Failed")
    )
    return browser.find_element("id", "live-output").text


def test_the_live_page_answers_total_and_linkages_and_refuses(visit: _Visit) -> None:
    browser = visit("live.html")
    ds = ftz.load()
    areas = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == "anhui-ftz"]
    example = browser.find_element("id", "live-code").get_attribute("value") or ""
    assert _answer(browser, example) == ftz.explain(ftz.total(ds, areas))
    pairs = [(link.a, link.b, len(link.evidence)) for link in ftz.linkages(ds)]
    assert _answer(browser, "[(link.a, link.b, len(link.evidence)) for link in ftz.linkages(ds)]") == str(pairs)
    assert "NotAdditiveError" in _answer(browser, 'ftz.total(ds, [ds.get("ah-obs-001"), ds.get("ah-obs-004")])')
    assert _answer(browser, "ftz.loads(ftz.dumps(ds)) == ds") == "True"


def test_every_example_of_the_live_page_runs(visit: _Visit) -> None:
    browser = visit("live.html", "phone", "dark")
    for option in Select(browser.find_element("id", "live-example")).options:
        option.click()
        code = browser.find_element("id", "live-code").get_attribute("value") or ""
        answer = _answer(browser, code)
        assert ("Error" in answer) == (option.get_attribute("value") == "refusal"), answer
