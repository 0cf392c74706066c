"""The data set as pages: one for each zone, in English and in Chinese."""

from __future__ import annotations

__all__ = ["setup"]

from collections.abc import Iterable, Iterator
from pathlib import Path

from anhui_ftz.words.labels import LABELS, name_of, period_words
from sphinx.application import Sphinx

import anhui_ftz as ftz
from ftz_site.text import escaped, heading, link, page, table
from ftz_site.words import WORDS

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
    for language in LABELS:
        own = folder if language == "en" else folder / language
        page(own / "index.rst", _index(ds, language))
        for zone in ds.zones:
            page(own / f"{zone.id}.rst", _Page(ds, zone, language).lines())


def _index(ds: ftz.Dataset, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield from heading(words["zones"], "=")
    yield from (words["zones-lead"].format(edition=ds.edition, **_counts(ds)), "")
    other = "zh/index" if language == "en" else "../index"
    yield from (f":doc:`{words['other-language']} <{other}>`", "")
    rows = []
    for zone in sorted(ds.zones, key=lambda zone: (zone.batch or 99, zone.id)):
        areas = sum(area.zone == zone.id for area in ds.areas)
        figures = len(ftz.observations(ds, within=zone))
        rows.append(
            [
                f":doc:`{escaped(name_of(zone.name, language))} <{zone.id}>`",
                str(zone.batch or "–"),
                escaped(period_words(opened, language)) if (opened := zone.date_of("inaugurated")) else "–",
                str(areas),
                str(len(ftz.partners(ds, zone))),
                str(figures),
            ]
        )
    labels = LABELS[language]
    columns = [
        words["zone"],
        labels["batch"],
        ftz.label(ftz.ZoneEventKind.INAUGURATED, language).capitalize(),
        labels["areas"],
        labels["linkages"],
        labels["figures"],
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
        self.labels, self.words = LABELS[language], WORDS[language]
        self.numbers: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        yield from (".. This page is made when the site is built.", "")
        yield from heading(escaped(self.name(self.zone.id)), "=")
        other = f"zh/{self.zone.id}" if self.language == "en" else f"../{self.zone.id}"
        yield from (f":doc:`{self.words['other-language']} <{other}>` · ``{self.zone.id}``", "")
        yield from self.facts()
        yield from self.section("areas", self.areas())
        yield from self.section("figures", self.figures(), self.labels["no-figures"])
        yield from self.section("linkages", self.partners(), self.labels["no-linkages"])
        yield from self.section("sources", self.sources())

    def section(self, key: str, lines: Iterable[str], absent: str = "") -> Iterator[str]:
        rows = list(lines)
        if rows or absent:
            yield from heading(self.labels[key], "-")
            yield from rows or (escaped(absent), "")

    def name(self, id: str) -> str:
        return name_of(self.ds.place(id).name, self.language)

    def linked(self, id: str) -> str:
        """Name a place; a zone with a link to its page."""
        place = self.ds.place(id)
        words = escaped(self.name(id))
        return f"\\ :doc:`{words} <{id}>`\\ " if isinstance(place, ftz.Zone) else words

    def days(self, period: ftz.Period | None) -> str:
        return "–" if period is None else escaped(period_words(period, self.language))

    def refs(self, sources: Iterable[str]) -> str:
        numbers = {self.numbers.setdefault(id, len(self.numbers) + 1) for id in sources}
        return " ".join(f"`\\[{number}\\] <#source-{number}>`__" for number in sorted(numbers))

    def cited(self, row: ftz.Place | ftz.Observation) -> str:
        return self.refs(each.source for each in row.citations)

    def facts(self) -> Iterator[str]:
        zone, labels = self.zone, self.labels
        other = name_of(zone.name, "zh" if self.language == "en" else "en")
        facts = {
            self.words["other-name"]: escaped(other),
            self.words["province"]: escaped(self.name(zone.province)),
            labels["batch"]: str(zone.batch or "–"),
            **{ftz.label(each.kind, self.language).capitalize(): self.days(each.period) for each in zone.events},
            labels["document"]: escaped(zone.document) or "–",
            labels["status"]: labels[zone.status],
        }
        for label, value in facts.items():
            yield f":{label}: {value}"
        yield from (f":{labels['sources']}: {self.cited(zone)}", "")
        if zone.note:
            yield from (escaped(zone.note), "")

    def areas(self) -> Iterator[str]:
        rows = []
        for area in (area for area in self.ds.areas if area.zone == self.zone.id):
            sizes = ftz.observations(self.ds, subject=area, indicator="area") if "area" in self.ds else ()
            sized = "; ".join(f"{escaped(format(row.quantity, self.language))} {self.cited(row)}" for row in sizes)
            city = escaped(self.name(area.city)) if area.city else "–"
            focus = escaped(self.labels["sep"].join(area.focus)) or "–"
            rows.append([f"{escaped(self.name(area.id))} {self.cited(area)}", city, sized or "–", focus])
        yield from table([self.words["area"], self.words["city"], self.words["size"], self.labels["focus"]], rows)

    def figures(self) -> Iterator[str]:
        inside = ftz.observations(self.ds, within=self.zone)
        province = ftz.observations(self.ds, subject=self.zone.province)
        by_subject: dict[str, list[list[str]]] = {}
        for row in (*sorted(inside, key=lambda row: row.subject != self.zone.id), *province):
            by_subject.setdefault(row.subject, []).append(self.figure(row))
        columns = [self.words[each] for each in ("indicator", "period", "figure", "printed", "id")]
        for subject, rows in by_subject.items():
            yield from heading(escaped(self.name(subject)), "~")
            yield from table(columns, rows)

    def figure(self, row: ftz.Observation) -> list[str]:
        indicator = self.ds.get(row.indicator, ftz.Indicator)
        printed = "; ".join(dict.fromkeys(each.as_published for each in row.citations if each.as_published))
        return [
            escaped(name_of(indicator.name, self.language)),
            self.days(row.period),
            escaped(format(row.quantity, self.language)),
            f"{escaped(printed) or '–'} {self.cited(row)}",
            f"``{row.id}``",
        ]

    def partners(self) -> Iterator[str]:
        for partner, linkage in ftz.partners(self.ds, self.zone).items():
            yield from heading(escaped(self.name(partner)), "~")
            yield from (self.words["see"].format(self.linked(partner)), "")
            columns = [self.words[each] for each in ("cooperation", "form", "status", "parties", "id")]
            yield from table(columns, [self.evidence(each) for each in linkage.evidence])

    def evidence(self, each: ftz.Evidence) -> list[str]:
        row = each.cooperation
        status = self.labels[each.status] if each.status is not None else self.labels["not-sure"]
        may = [self.labels["may"].format(self.labels[one]) for one in each.possible]
        reached = [
            f"{self.labels[one.status]}{self.labels['colon']}{period_words(one.period, self.language)}"
            for one in row.milestones
        ]
        status = f"**{escaped(self.labels['sep'].join([status, *may]))}** {escaped(self.labels['stop'].join(reached))}"
        parties = escaped(self.labels["sep"].join(map(self.name, row.parties)))
        form = escaped(self.words[row.form])
        return [
            f"{escaped(name_of(row.name, self.language))} {self.refs(row.sources)}",
            form,
            status,
            parties,
            f"``{row.id}``",
        ]

    def sources(self) -> Iterator[str]:
        for id, number in self.numbers.items():
            source = self.ds.get(id, ftz.Source)
            title = source.title or f"({self.labels['untitled']})"
            parts = [escaped(source.publisher), link(title, source.url) if source.url else escaped(title)]
            if source.published is not None:
                parts.append(self.days(source.published))
            extra = [source.carrier, source.translation]
            parts += [self.labels[each] for each in extra if each is not None and each in self.labels]
            yield from (f".. _source-{number}:", "")
            yield from (
                f"[{number}]".replace("[", "\\[") + " " + f"{self.labels['sep']}".join(parts) + f" · ``{id}``",
                "",
            )
