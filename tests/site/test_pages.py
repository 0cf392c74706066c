"""What holds of every page: links resolve, names are documented, and people can read it, whoever they are."""

import zlib
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

import anhui_ftz as ftz
import anhui_ftz.testing
from accessibility import findings
from built import BUILT

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

#: One page of each kind.
KINDS = [
    "index.html",
    "tutorial.html",
    "how-to.html",
    "how-to-total.html",
    "why-sums-refuse.html",
    "linked.html",
    "reference.html",
    "data.html",
    "api/models.html",
    "api/index.html",
    "api/add.html",
    "api/add/total.html",
    "api/dictionary.html",
    "api/indicators.html",
    "api/data-quality.html",
    "zones/index.html",
    "zones/anhui-ftz.html",
    "zones/zh/index.html",
    "zones/zh/anhui-ftz.html",
    "zones/zh/shanghai-ftz.html",
    "zones/hainan-ftz.html",
    "gallery.html",
    "gallery-figures.html",
    "gallery-linkages.html",
    "gallery-panels.html",
    "explorer.html",
    "live.html",
    "how-do-i.html",
    "speed.html",
    "contribute.html",
    "search.html?q=port",
]
_Visit = Callable[..., Chrome]


class _Page(HTMLParser):
    """The ids of a page, and what it links to or loads."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's call
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.ids.add(value)
            if name in ("href", "src") and value:
                self.links.append(value)


@cache
def page(path: Path) -> _Page:
    return _Page(path)


@cache
def _known() -> dict[str, set[str]]:
    """Return what an address of the explorer may ask for."""
    ds = ftz.load()
    pairs = {f"{link.a} {link.b}" for link in ftz.linkages(ds)}
    return {"cooperation": {row.id for row in ds.cooperations}, "pair": pairs}


def _broken(source: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    if source.name == "404.html" and parts.path.startswith("/"):
        return False  # written from the root of the published site; test_around.py looks at these
    target = (source.parent / unquote(parts.path)).resolve() if parts.path else source
    if not target.is_relative_to(BUILT.resolve()) or not target.exists():
        return True
    if target.name == "explorer.html" and "=" in parts.fragment:  # what it is to show, not a place on the page
        wanted = dict(parse_qsl(parts.fragment))
        given = _known().keys() & wanted.keys()
        return not given or any(wanted[kind] not in _known()[kind] for kind in given)
    return bool(parts.fragment) and target.suffix == ".html" and unquote(parts.fragment) not in page(target).ids


def test_every_internal_link_and_anchor_resolves() -> None:
    pages = sorted(BUILT.resolve().rglob("*.html"))
    broken = {
        f"{path.relative_to(BUILT.resolve())}: {link}"
        for path in pages
        for link in page(path).links
        if _broken(path, link)
    }
    assert broken == set()


def test_no_page_loads_anything_from_elsewhere() -> None:
    class Loads(HTMLParser):
        found: list[str]

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            loaded = values.get("src") or (values.get("href") if tag == "link" else None)
            if loaded and urlsplit(loaded).netloc and values.get("rel") != "canonical":
                self.found.append(loaded)

    parser = Loads()
    parser.found = []
    for path in BUILT.rglob("*.html"):
        parser.feed(path.read_text(encoding="utf-8"))
    assert parser.found == []


def test_every_public_name_is_in_the_reference() -> None:
    raw = (BUILT / "objects.inv").read_bytes()
    listed = zlib.decompress(raw.split(b"\n", 4)[4]).decode()
    names = {line.split(" ", 1)[0] for line in listed.splitlines()}
    wanted = {f"anhui_ftz.{name}" for name in ftz.__all__} | {
        f"anhui_ftz.testing.{name}" for name in anhui_ftz.testing.__all__
    }
    assert wanted - names == set()


def test_every_zone_has_a_page_in_both_languages() -> None:
    for zone in ftz.load().zones:
        for path, language in ((f"zones/{zone.id}.html", "en"), (f"zones/zh/{zone.id}.html", "zh-CN")):
            text = (BUILT / path).read_text(encoding="utf-8")
            assert f'lang="{language}"' in text
            assert zone.name.zh in text


@pytest.mark.parametrize("zone", [zone.id for zone in ftz.load().zones])
def test_the_page_of_a_zone_shows_all_that_is_on_record(zone: str) -> None:
    ds = ftz.load()
    text = (BUILT / f"zones/{zone}.html").read_text(encoding="utf-8")
    figures = [row.id for row in ftz.observations(ds, within=zone)]
    cooperations = [row.id for link in ftz.partners(ds, zone).values() for row in link.cooperations]
    areas = [area.name.en.replace("'", "&#39;").replace("&", "&amp;") for area in ds.areas if area.zone == zone]
    assert [
        each for each in (*figures, *cooperations, *areas) if each not in text and each.split("&")[0] not in text
    ] == []


@pytest.mark.parametrize("term", ["芜湖", "自贸试验区", "框架协议", "additive", "throughput"])
def test_the_search_finds(visit: _Visit, term: str) -> None:
    browser = visit(f"search.html?q={term}")
    found = "#search-results ul.search li a"
    WebDriverWait(browser, 20).until(lambda driver: driver.find_elements("css selector", found))
    assert browser.find_elements("css selector", found)[0].is_displayed()


def test_the_search_finds_nothing_where_there_is_nothing(visit: _Visit) -> None:
    browser = visit("search.html?q=火星自贸区")
    status = "#search-results .search-summary, #search-results p"
    WebDriverWait(browser, 20).until(lambda driver: "did not match" in driver.find_element("css selector", status).text)
    assert browser.find_elements("css selector", "#search-results ul.search li") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("path", KINDS)
def test_people_can_read_it(visit: _Visit, path: str, size: str, scheme: str) -> None:
    browser = visit(path, size, scheme)
    if path == "explorer.html":
        browser.execute_script("document.querySelector('.explorer-table button').click()")
        browser.execute_script("document.querySelectorAll('#ex-explorer details').forEach((each) => each.open = true)")
    assert findings(browser) == []
    width = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1], "the page scrolls sideways"
