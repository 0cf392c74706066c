"""The gallery: each picture in the version of the theme, with type that a phone shows, and its code folded below."""

import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from built import BUILT

pytest.importorskip("selenium", reason="the tests of the site need the extra `site`")

from selenium.webdriver import Chrome

PAGES = ["gallery-figures.html", "gallery-linkages.html", "gallery-panels.html"]
#: Other pages with pictures, whose code is hidden.
OTHERS = ["index.html", "tutorial.html", "how-to-did.html", "api/data-quality.html"]
#: What a picture is drawn of, and how large its type is there: `font: 10.2px 'DejaVu Sans'`.
_TYPE = re.compile(r"font(?:-size)?:[^;\"]*?([\d.]+)px")
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ')
_SHOWN = """
return [...document.querySelectorAll("figure.picture img")].map(image => {
  image.loading = "eager";
  return {source: image.currentSrc, width: image.getBoundingClientRect().width, alt: image.alt};
});
"""
_Visit = Callable[..., Chrome]


def shown(browser: Chrome) -> list[dict[str, Any]]:
    """Return the pictures that a reader sees, once they are there."""
    browser.execute_script(_SHOWN)
    loaded = (
        "const done = arguments[0]; Promise.all([...document.querySelectorAll('figure.picture img')]"
        ".filter(image => image.offsetParent).map(image => image.decode())).then(() => done(true), () => done(false));"
    )
    assert browser.execute_async_script(loaded)
    found: list[dict[str, Any]] = browser.execute_script(_SHOWN)
    return [each for each in found if each["width"]]


@pytest.mark.parametrize("page", PAGES + OTHERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "drawn"), [("wide", "wide"), ("phone", "phone")])
def test_each_picture_is_that_of_the_theme_and_of_the_size(
    visit: _Visit, page: str, scheme: str, size: str, drawn: str
) -> None:
    seen = shown(visit(page, size, scheme))
    assert seen
    assert {each["source"].rsplit("-", 2)[1:][0] for each in seen} == {drawn}
    assert {each["source"].rsplit("-", 1)[1] for each in seen} == {f"{scheme}.svg"}
    assert all(each["alt"] for each in seen)


@pytest.mark.parametrize("page", PAGES + OTHERS)
def test_no_type_is_under_ten_pixels_on_a_phone(visit: _Visit, page: str) -> None:
    small = []
    for each in shown(visit(page, "phone")):
        drawn = (BUILT / "_images" / Path(each["source"]).name).read_text(encoding="utf-8")
        box = _BOX.search(drawn)
        assert box is not None
        sizes = [float(size) for size in _TYPE.findall(drawn)]
        assert sizes
        least = min(sizes) * each["width"] / float(box[1])
        if least < 10:
            small.append((Path(each["source"]).name, round(least, 1)))
    assert small == []


@pytest.mark.parametrize("page", PAGES)
def test_the_code_is_folded_below_each_picture(visit: _Visit, page: str) -> None:
    browser = visit(page)
    figures = browser.find_elements("css selector", "figure.picture")
    folds = browser.find_elements("css selector", "figure.picture + details")
    assert len(folds) == len(figures) > 0
    for fold in folds:
        assert not fold.find_element("css selector", "pre").is_displayed()
    folds[0].find_element("css selector", "summary").click()
    assert "ds" in folds[0].find_element("css selector", "pre").text


@pytest.mark.parametrize("page", OTHERS)
def test_other_pages_have_no_code_below_a_picture(visit: _Visit, page: str) -> None:
    browser = visit(page)
    assert browser.find_elements("css selector", "figure.picture")
    assert not browser.find_elements("css selector", "figure.picture + details")
    assert not browser.find_elements("css selector", "img[src$='.png']")


def test_the_index_shows_every_picture_and_leads_to_it(visit: _Visit) -> None:
    browser = visit("gallery.html")
    links = [each.get_attribute("href") for each in browser.find_elements("css selector", "ul.thumbnails a")]
    found = {link.rsplit("/", 1)[1] for link in links if link is not None}
    wanted = {
        f"{page}#{name}"
        for page in PAGES
        for name in re.findall(r'id="(picture-[^"]+)"', (BUILT / page).read_text(encoding="utf-8"))
    }
    assert found == wanted
    assert len(found) > 12


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_no_entry_of_the_index_covers_what_follows(visit: _Visit, size: str) -> None:
    browser = visit("gallery.html", size)
    boxes = browser.execute_script(
        "const box = (each) => { const at = each.getBoundingClientRect();"
        " return [at.left, at.top, at.right, at.bottom]; };"
        "const list = document.querySelector('ul.thumbnails');"
        "return [...list.querySelectorAll('a'), list.nextElementSibling].map(box)"
    )
    for one, two in combinations(boxes, 2):
        apart = one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        assert apart, "one entry covers another, or the text below"
