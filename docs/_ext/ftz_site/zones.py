"""The data set as pages: an index and one page for each zone, in English and in Chinese."""

from __future__ import annotations

__all__ = ["setup"]

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

import anhui_ftz as ftz
from anhui_ftz.words import CATALOGUES, LANGUAGES, as_heading, phrase
from anhui_ftz.words.periods import period_words
from ftz_site.cited_page import short_name
from ftz_site.hypertext import element, grid, raw
from ftz_site.text import heading, page
from ftz_site.zone_page import ZonePage, disputes, size_of

_LOCALES = {"en": "en", "zh": "zh-CN"}
_COPYRIGHT = "2026 anhui_ftz 作者；代码：MIT；数据：CC BY 4.0"
#: Where the pages of a language are.
_FOLDERS = {"en": "zones/", "zh": "zones/zh/"}


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for them, and mark each with its language once the theme is done."""
    app.connect("config-inited", lambda app, _: _write(Path(app.srcdir)))
    app.connect("html-page-context", _language, priority=900)
    app.connect("html-page-context", _places)


def _language(app: Sphinx, name: str, template: str, context: dict[str, object], tree: object) -> None:
    """Name the page in the other language; around a Chinese page there are Chinese pages alone."""
    language = "zh" if name.startswith(_FOLDERS["zh"]) else "en"
    if not name.startswith(_FOLDERS[language]):
        return
    own = name.removeprefix(_FOLDERS[language])
    places = (
        {"en": f"../{own}.html", "zh": f"{own}.html"}
        if language == "zh"
        else {"en": f"{own}.html", "zh": f"zh/{own}.html"}
    )
    links = [f'<link rel="alternate" hreflang="{_LOCALES[each]}" href="{place}">' for each, place in places.items()]
    context["metatags"] = f"{context.get('metatags', '')}{''.join(links)}"
    for neighbour in (context.get("prev"), context.get("next")):
        if isinstance(neighbour, dict):
            neighbour["title"] = _neighbour(neighbour)
    if language == "zh":
        context["language"] = _LOCALES["zh"]
        context["copyright"] = _COPYRIGHT
        context["furo_navigation_tree"] = _navigation(ftz.load(), own)


def _neighbour(neighbour: dict[str, str]) -> str:
    """Return the title of the page before or after this one; a zone has its short name."""
    zone = ftz.load().zones.get(neighbour["link"].removesuffix(".html").rpartition("/")[2])
    return neighbour["title"] if zone is None else escape(short_name(zone, "en"))


def _navigation(ds: ftz.Dataset, current: str) -> str:
    """Return the list of the Chinese pages, as the theme writes its own."""
    titles = {"index": phrase("site.zones", "zh")} | {zone.id: short_name(zone, "zh") for zone in ds.zones}
    items = []
    for name, title in titles.items():
        here = " current" if name == current else ""
        link = element("a", escape(title), class_=f"reference internal{here}", href=f"{name}.html")
        items.append(element("li", link, class_=f"toctree-l1{here}"))
    return element("ul", *items, class_="current")


def _write(source: Path) -> None:
    ds = ftz.load()
    disputed = disputes(ds)
    for language in LANGUAGES:
        folder = source / _FOLDERS[language]
        page(folder / "index.rst", _index(ds, language))
        for zone in ds.zones:
            page(folder / f"{zone.id}.rst", [*_apart(language), *ZonePage(ds, zone, language, disputed).lines()])


def _places(app: Sphinx, name: str, *_: object) -> None:
    """Tell the search page which places each zone page is about: the areas and their cities, in both languages."""
    if name == "search":
        ds = ftz.load()
        found = {
            f"{_FOLDERS[language]}{zone.id}": _near(ds, zone, language) for language in LANGUAGES for zone in ds.zones
        }
        app.add_js_file(None, body=f"window.zonePlaces = {json.dumps(found)}")


def _near(ds: ftz.Dataset, zone: ftz.Zone, language: str) -> list[str]:
    areas = [area for area in ds.areas if area.zone == zone.id]
    names = [area.name.in_(language) for area in areas]
    return sorted({*names, *(ds.divisions[area.city].name.in_(language) for area in areas if area.city)})


def _apart(language: str) -> tuple[str, ...]:
    """Keep Chinese pages out of the English navigation: they are linked from their twins and have their own."""
    return (":orphan:", "") if language == "zh" else ()


def _index(ds: ftz.Dataset, language: str) -> Iterator[str]:
    counts = {name: len(rows) for name, rows in ds.tables()}
    tables = ("zones", "areas", "observations", "cooperations", "sources")
    lead = phrase("site.zones-lead", language, ds.edition, *(counts[name] for name in tables))
    yield from _apart(language)
    yield from (f":og\\:description: {lead}", "", ".. meta::", f"   :description: {lead}", "")
    yield from heading(phrase("site.zones", language), "=")
    other = next(each for each in CATALOGUES if each != language)
    target = "zh/index.html" if language == "en" else "../index.html"
    link = element("a", phrase("site.other-language", language), href=target, lang=other, hreflang=other)
    columns = [
        phrase("field.zone", language),
        phrase("field.batch", language),
        as_heading(ftz.label(ftz.ZoneEventKind.INAUGURATED, language)),
        phrase("site.size", language),
        *(phrase(f"briefing.{key}", language) for key in ("areas", "linkages", "figures")),
    ]
    order = sorted(ds.zones, key=lambda zone: (zone.batch or len(ds.zones), zone.id))
    rows = (_row(ds, zone, language) for zone in order)
    yield from raw(element("p", escape(lead)), element("p", link), grid(columns, rows, class_="data docutils sortable"))
    if language == "en":
        yield from (".. toctree::", "   :hidden:", "")
        yield from (f"   {short_name(zone, language)} <{zone.id}>" for zone in ds.zones)


def _row(ds: ftz.Dataset, zone: ftz.Zone, language: str) -> str:
    """Write a row of the index, each cell with the value by which it is sorted; one that is not known has none."""
    opened, size = zone.date_of("inaugurated"), size_of(ds, zone)
    areas = sum(area.zone == zone.id for area in ds.areas)
    name = element("a", escape(short_name(zone, language)), href=f"{zone.id}.html")
    cells = [
        (name, zone.name.en),
        (str(zone.batch or ""), str(zone.batch or "")),
        (escape(period_words(opened, language)), opened.edtf) if opened else ("", ""),
        (escape(format(size.quantity, language)), f"{size.quantity.value:f}") if size else ("", ""),
        *((str(count), str(count)) for count in (areas, len(ftz.partners(ds, zone)))),
        *((str(count), str(count)) for count in (len(ftz.observations(ds, within=zone)),)),
    ]
    return element("tr", *(element("td", text, data_sort=value) for text, value in cells))
