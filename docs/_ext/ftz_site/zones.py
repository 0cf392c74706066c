"""The data set as pages: one for each zone, in English and in Chinese."""

from __future__ import annotations

__all__ = ["setup"]

from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx

import anhui_ftz as ftz
from anhui_ftz.words import LANGUAGES, as_heading, phrase, status_words
from anhui_ftz.words.document import Numbers
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.sources import remarks
from ftz_site.text import escaped, heading, link, page, table

_LOCALES = {"en": "en", "zh": "zh-CN"}


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for them, and mark the Chinese ones as Chinese."""
    app.connect("config-inited", lambda app, _: _write(Path(app.srcdir) / "zones"))
    app.connect("html-page-context", _language)


def _language(app: Sphinx, name: str, template: str, context: dict[str, object], tree: object) -> None:
    if name.startswith("zones/zh/"):
        context["language"] = _LOCALES["zh"]


def _write(folder: Path) -> None:
    ds = ftz.load()
    for language in LANGUAGES:
        own = folder if language == "en" else folder / language
        page(own / "index.rst", _index(ds, language))
        for zone in ds.zones:
            page(own / f"{zone.id}.rst", _Page(ds, zone, language).lines())


def _index(ds: ftz.Dataset, language: str) -> Iterator[str]:
    yield from heading(phrase("site.zones", language), "=")
    counts = _counts(ds)
    tables = ("zones", "areas", "observations", "cooperations", "sources")
    yield from (phrase("site.zones-lead", language, ds.edition, *(counts[name] for name in tables)), "")
    other = "zh/index" if language == "en" else "../index"
    yield from (f":doc:`{phrase('site.other-language', language)} <{other}>`", "")
    rows = []
    for zone in sorted(ds.zones, key=lambda zone: (zone.batch or 99, zone.id)):
        areas = sum(area.zone == zone.id for area in ds.areas)
        figures = len(ftz.observations(ds, within=zone))
        rows.append(
            [
                f":doc:`{escaped(zone.name.in_(language))} <{zone.id}>`",
                str(zone.batch or "–"),
                escaped(period_words(opened, language)) if (opened := zone.date_of("inaugurated")) else "–",
                str(areas),
                str(len(ftz.partners(ds, zone))),
                str(figures),
            ]
        )
    columns = [
        phrase("field.zone", language),
        phrase("field.batch", language),
        as_heading(ftz.label(ftz.ZoneEventKind.INAUGURATED, language)),
        *(phrase(f"briefing.{key}", language) for key in ("areas", "linkages", "figures")),
    ]
    yield from table(columns, rows)
    yield from (".. toctree::", "   :hidden:", "")
    yield from (f"   {zone.id}" for zone in ds.zones)
    yield from (["   zh/index"] if language == "en" else [])


def _counts(ds: ftz.Dataset) -> dict[str, int]:
    return {name: len(rows) for name, rows in ds.tables()}


class _Page:
    """One page: what is shown of a zone, and the sources numbered as they come up."""

    def __init__(self, ds: ftz.Dataset, zone: ftz.Zone, language: str) -> None:
        self.ds, self.zone, self.language = ds, zone, language
        self.numbers = Numbers()

    def lines(self) -> Iterator[str]:
        yield from (".. This page is made when the site is built.", "")
        yield from heading(escaped(self.name(self.zone.id)), "=")
        other = f"zh/{self.zone.id}" if self.language == "en" else f"../{self.zone.id}"
        yield from (f":doc:`{self.word('site.other-language')} <{other}>` · ``{self.zone.id}``", "")
        yield from self.facts()
        yield from self.section("briefing.areas", self.areas())
        yield from self.section("briefing.figures", self.figures(), self.word("briefing.no-figures"))
        yield from self.section("briefing.linkages", self.partners(), self.word("briefing.no-linkages"))
        yield from self.section("sources", self.sources())

    def word(self, key: str, *values: object) -> str:
        return phrase(key, self.language, *values)

    def section(self, key: str, lines: Iterable[str], absent: str = "") -> Iterator[str]:
        rows = list(lines)
        if rows or absent:
            yield from heading(self.word(key), "-")
            yield from rows or (escaped(absent), "")

    def name(self, id: str) -> str:
        return self.ds.place(id).name.in_(self.language)

    def linked(self, id: str) -> str:
        """Name a place; a zone with a link to its page."""
        place = self.ds.place(id)
        words = escaped(self.name(id))
        return f"\\ :doc:`{words} <{id}>`\\ " if isinstance(place, ftz.Zone) else words

    def days(self, period: ftz.Period | None) -> str:
        return "–" if period is None else escaped(period_words(period, self.language))

    def refs(self, sources: Iterable[str]) -> str:
        return " ".join(f"`\\[{number}\\] <#source-{number}>`__" for number in self.numbers.refs(sources))

    def cited(self, row: ftz.Place | ftz.Observation) -> str:
        return self.refs(each.source for each in row.citations)

    def facts(self) -> Iterator[str]:
        zone = self.zone
        other = zone.name.in_("zh" if self.language == "en" else "en")
        facts = {
            self.word("site.other-name"): escaped(other),
            self.word("field.province"): escaped(self.name(zone.province)),
            self.word("field.batch"): str(zone.batch or "–"),
            **{as_heading(ftz.label(each.kind, self.language)): self.days(each.period) for each in zone.events},
            self.word("field.document"): escaped(zone.document) or "–",
            self.word("field.status"): ftz.label(zone.status, self.language),
        }
        yield from (f":{heading}: {value}" for heading, value in facts.items())
        yield from (f":{self.word('sources')}: {self.cited(zone)}", "")
        for note in zone.notes:
            yield from (escaped(note.in_(self.language)), "")

    def areas(self) -> Iterator[str]:
        rows = []
        for area in (area for area in self.ds.areas if area.zone == self.zone.id):
            sizes = ftz.observations(self.ds, subject=area, indicator="area") if "area" in self.ds else ()
            sized = "; ".join(f"{escaped(format(row.quantity, self.language))} {self.cited(row)}" for row in sizes)
            city = escaped(self.name(area.city)) if area.city else "–"
            focus = escaped(self.word("sep").join(each.in_(self.language) for each in area.focus)) or "–"
            rows.append([f"{escaped(self.name(area.id))} {self.cited(area)}", city, sized or "–", focus])
        yield from table([self.word(key) for key in ("area", "field.city", "site.size", "field.focus")], rows)

    def figures(self) -> Iterator[str]:
        inside = ftz.observations(self.ds, within=self.zone)
        province = ftz.observations(self.ds, subject=self.zone.province)
        by_subject: dict[str, list[list[str]]] = {}
        for row in (*sorted(inside, key=lambda row: row.subject != self.zone.id), *province):
            by_subject.setdefault(row.subject, []).append(self.figure(row))
        columns = [self.word(f"field.{key}") for key in ("indicator", "period", "quantity", "as_published", "id")]
        for subject, rows in by_subject.items():
            yield from heading(escaped(self.name(subject)), "~")
            yield from table(columns, rows)

    def figure(self, row: ftz.Observation) -> list[str]:
        indicator = self.ds.get(row.indicator, ftz.Indicator)
        printed = "; ".join(dict.fromkeys(each.as_published for each in row.citations if each.as_published))
        return [
            escaped(indicator.name.in_(self.language)),
            self.days(row.period),
            escaped(format(row.quantity, self.language)),
            f"{escaped(printed) or '–'} {self.cited(row)}",
            f"``{row.id}``",
        ]

    def partners(self) -> Iterator[str]:
        for partner, linkage in ftz.partners(self.ds, self.zone).items():
            yield from heading(escaped(self.name(partner)), "~")
            yield from (self.word("site.with", self.linked(partner)), "")
            columns = [
                self.word(key) for key in ("cooperation", "field.form", "field.status", "field.parties", "field.id")
            ]
            yield from table(columns, [self.evidence(each) for each in linkage.evidence])

    def evidence(self, each: ftz.Evidence) -> list[str]:
        row = each.cooperation
        status = self.word("sep").join(status_words(each.status, each.possible, self.language))
        reached = self.word("stop").join(
            ftz.label(one.status, self.language) + self.word("colon") + period_words(one.period, self.language)
            for one in row.milestones
        )
        parties = escaped(self.word("sep").join(map(self.name, row.parties)))
        return [
            f"{escaped(row.name.in_(self.language))} {self.refs(row.sources)}",
            escaped(ftz.label(row.form, self.language)),
            f"**{escaped(status)}** {escaped(reached)}",
            parties,
            f"``{row.id}``",
        ]

    def sources(self) -> Iterator[str]:
        for number, id in enumerate(self.numbers.keys, 1):
            source = self.ds.get(id, ftz.Source)
            title = source.title or self.word("site.untitled")
            own = source.url and source.carrier is not ftz.Carrier.MIRROR  # a mirror is no page of the publisher
            publisher = escaped(source.publisher_in(self.language))
            parts = [publisher, link(title, source.url) if own else escaped(title)]
            if source.published is not None:
                parts.append(self.days(source.published))
            parts += remarks(source, self.language)
            yield from (f".. _source-{number}:", "")
            yield from (
                f"[{number}]".replace("[", "\\[") + " " + self.word("sep").join(parts) + f" · ``{id}``",
                "",
            )
