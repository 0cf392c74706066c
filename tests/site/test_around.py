"""What surrounds the pages: the reference by task, search results, previews of links, and files for programs."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable
from html import unescape
from importlib import import_module
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

import anhui_ftz as ftz
from built import BUILT

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.support.wait import WebDriverWait

SITE_URL = os.environ.get("SITE_URL", "https://example.org/anhui_ftz").rstrip("/") + "/"
PAGES = sorted(
    path.relative_to(BUILT).as_posix()
    for path in BUILT.rglob("*.html")
    if "_modules" not in path.parts and path.name not in ("genindex.html", "py-modindex.html", "search.html")
)
FUNCTIONS = [f"anhui_ftz.{name}" for name in ftz.__all__ if inspect.isroutine(getattr(ftz, name))] + [
    f"anhui_ftz.{module}.{name}"
    for module in ("io", "plots")
    for name in import_module(f"anhui_ftz.{module}").__all__
    if name not in ftz.__all__
]
_Visit = Callable[..., Chrome]


def _read(page: str) -> str:
    return (BUILT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_has_a_page_with_a_link_to_its_source(name: str) -> None:
    short = name.rpartition(".")[2]
    (page,) = (each for each in PAGES if re.fullmatch(f"api/[a-z]+/{short}.html", each))
    text = _read(page)
    assert f'id="{name}"' in text
    assert re.search(r'href="[./]*_modules/anhui_ftz/[^"]+"', text)
    group = _read(f"{page.rpartition('/')[0]}.html")
    assert f'href="{page.removeprefix("api/")}#{name}"' in group, "the table of the group lists it"


def test_a_parameter_is_described_in_full_where_the_source_names_another_function() -> None:
    shown = re.sub(r"<[^>]+>", "", _read("api/links/partners.html"))
    assert "framework-agreement" in shown
    assert "under-negotiation" in shown
    assert [page for page in PAGES if page.startswith("api/") and "As for <" in _read(page)] == []


@pytest.mark.parametrize("task", ["treatment_panel", "coverage", "caption", "read_release", "total"])
def test_the_table_of_tasks_links_each_function_to_its_page(task: str) -> None:
    assert re.search(rf'href="api/[a-z]+/{task}.html#anhui_ftz.{task}"', _read("how-do-i.html"))


@pytest.mark.parametrize("task", ["write_excel", "write_sqlite", "to_geojson"])
def test_the_table_of_tasks_links_the_functions_of_packages_too(task: str) -> None:
    assert re.search(rf'href="api/files/{task}.html#anhui_ftz.io.{task}"', _read("how-do-i.html"))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_description_and_a_preview(page: str) -> None:
    text = _read(page)
    tags = {}
    for tag in re.findall(r"<meta [^>]+>", text):
        values = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        tags[values.get("property") or values.get("name")] = unescape(values.get("content", ""))
    assert tags["og:title"]
    assert tags["og:url"] == SITE_URL + page
    image = tags["og:image"]
    assert image.startswith(SITE_URL)
    assert (BUILT / image.removeprefix(SITE_URL)).is_file()
    assert len(tags["description"]) > 20
    assert tags["og:description"] == tags["description"]


def test_the_sitemap_lists_every_page_once() -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [str(each.text) for each in ET.parse(BUILT / "sitemap.xml").iter(f"{space}loc")]  # noqa: S314 - our own file
    assert sorted(listed) == sorted(SITE_URL + page for page in PAGES if page != "404.html")


def test_the_page_for_a_wrong_address_works_at_any_depth() -> None:
    text = _read("404.html")
    assert "There is no page at this address" in text
    prefix = urlsplit(SITE_URL).path
    links = re.findall(r'(?:href|src)="([^"#]+)', text)
    inside = [link for link in links if not urlsplit(link).scheme]
    assert len(inside) > 20
    assert [link for link in inside if not link.startswith(prefix)] == []
    assert [link for link in inside if not (BUILT / urlsplit(link).path.removeprefix(prefix)).exists()] == []


def test_the_summary_for_programs_lists_every_name_with_a_page() -> None:
    text = (BUILT / "llms.txt").read_text(encoding="utf-8")
    line = rf"^- \[`[^`]+`\]\({re.escape(SITE_URL)}([^#)]+)#anhui_ftz\.([\w.]+)\): .{{10,}}$"
    listed = re.findall(line, text, re.MULTILINE)
    names = [name for _, name in listed]
    assert set(ftz.__all__) <= set(names)
    assert len(names) == len(set(names))
    assert [page for page, _ in listed if not (BUILT / page).is_file()] == []


def test_the_example_of_the_summary_runs(capsys: pytest.CaptureFixture[str]) -> None:
    text = (BUILT / "llms.txt").read_text(encoding="utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "llms.txt", "exec"), {})  # noqa: S102 - our own example
    assert "more than 229.7 billion yuan" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("excel", "how-to-excel.html"),
        ("DataFrame", "how-to-scale.html"),
        ("interval", "bounds.html"),
        ("Stata", "how-to-did.html"),
        ("GeoJSON", "how-to-geojson.html"),
        ("SQLite", "how-to-sqlite.html"),
        ("芜湖", "zones/zh/anhui-ftz.html"),
    ],
)
def test_the_search_shows_the_best_page_first(visit: _Visit, words: str, best: str) -> None:
    browser = visit(f"search.html?q={words}")
    found = "#search-results ul.search li a"
    wait = WebDriverWait(browser, 20)
    wait.until(lambda driver: "finished" in driver.find_element("css selector", "#search-results").text)
    first = browser.find_elements("css selector", found)[0].get_attribute("href") or ""
    assert urlsplit(first).path.lstrip("/") == best


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith(("how-to", "api/", "index", "tutorial"))])
def test_no_code_scrolls_sideways(visit: _Visit, page: str) -> None:
    browser = visit(page)
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1400, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    wide = (
        "return [...document.querySelectorAll('.highlight pre, .sig')]"
        ".filter((block) => block.scrollWidth > block.clientWidth).map((block) => block.innerText.slice(0, 60))"
    )
    assert browser.execute_script(wide) == []


def test_a_copied_example_has_no_prompts_and_no_output(visit: _Visit) -> None:
    browser = visit("index.html")
    selector = ".highlight-pycon button.copybtn"
    WebDriverWait(browser, 20).until(lambda driver: driver.find_elements("css selector", selector))
    copied = "document.addEventListener('copy', () => { window.copied = document.activeElement.value; }, true)"
    browser.execute_script(copied)
    block = browser.find_element("css selector", ".highlight-pycon")
    button = browser.find_element("css selector", selector)
    ActionChains(browser).move_to_element(block).pause(0.5).click(button).perform()
    code = browser.execute_script("return window.copied")
    assert code.startswith("import anhui_ftz as ftz\nds = ftz.load()")
    assert "229.7" not in code


def test_the_print_of_a_zone_has_its_text_alone(visit: _Visit) -> None:
    browser = visit("zones/anhui-ftz.html")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        shown = (
            "return ['.sidebar-drawer', '.toc-drawer', '.mobile-header', '.copybtn', '.headerlink'].filter((each) =>"
            " [...document.querySelectorAll(each)].some((found) => getComputedStyle(found).display !== 'none'))"
        )
        assert browser.execute_script(shown) == []
        assert browser.execute_script("return document.querySelector('h1').offsetHeight") > 0
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
