"""The page of a zone, one template for every language: what is on record, the most wanted first and the rest folded."""

from __future__ import annotations

__all__ = ["ZonePage", "disputes", "size_of"]

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from html import escape
from urllib.parse import urlencode

import anhui_ftz as ftz
from anhui_ftz.words import CATALOGUES, as_heading, status_words
from anhui_ftz.words.periods import period_words, reached_words, stated_period_words
from ftz_site.cited_page import CitedPage
from ftz_site.hypertext import element, folded, grid, raw
from ftz_site.pictures import areas_map, years_chart
from ftz_site.text import escaped, heading

#: So many headline figures, figures of a theme and agreements are shown before the rest is unfolded.
_HEADLINES, _FIGURES, _AGREEMENTS = 8, 4, 10
#: So many sources of one fact are numbered beside it in the box of headlines.
_REFS = 2

_Disputed = Mapping[str, Sequence[ftz.CrossCheck]]


def size_of(ds: ftz.Dataset, place: ftz.Place) -> ftz.Observation | None:
    """Return the newest size of a place, as its publisher prints it if sources differ; None if none is known."""
    with suppress(ftz.FtzError):
        found = ftz.latest(ds, place, "area", prefer="publisher-first")
        return found if isinstance(found, ftz.Observation) else None
    return None


def disputes(ds: ftz.Dataset) -> _Disputed:
    """Return the conflicts in which each figure is, by its id."""
    found: defaultdict[str, list[ftz.CrossCheck]] = defaultdict(list)
    for check in ftz.conflicts(ds):
        for row in check.observations:
            found[row.id].append(check)
    return found


class ZonePage(CitedPage):
    """One page: what is shown of a zone, and the sources numbered as they come up."""

    def __init__(self, ds: ftz.Dataset, zone: ftz.Zone, language: str, disputed: _Disputed) -> None:
        super().__init__(ds, zone.id, language)
        self.zone = zone
        self.inner = [area for area in ds.areas if area.zone == zone.id]
        self.disputed = disputed
        self.root = "../" if language == "en" else "../../"

    def lines(self) -> Iterator[str]:
        """Return the page as reStructuredText."""
        yield from (".. This page is made when the site is built.", "")
        yield from heading(escaped(self.name(self.zone.id)), "=")
        yield from raw(self.facts())
        inside = ftz.observations(self.ds, within=self.zone)
        province = ftz.observations(self.ds, subject=self.zone.province)
        yield from self.section("site.headline", self.headlines(inside))
        yield from self.section("briefing.areas", self.areas())
        yield from self.section("site.timeline", self.timeline())
        yield from self.section("briefing.linkages", self.partners(), absent="briefing.no-linkages")
        yield from self.section("briefing.figures", self.figures(inside), absent="briefing.no-figures")
        yield from self.section("briefing.province-figures", self.folded_figures(province))
        yield from self.section("sources", self.sources())

    def section(self, key: str, parts: Iterable[str], absent: str = "") -> Iterator[str]:
        """Return a section; one without content is left out, unless there are words for that."""
        markup = [each for each in parts if each] or ([element("p", escape(self.word(absent)))] if absent else [])
        if markup:
            yield from heading(self.word(key), "-")
            yield from raw(*markup)

    def facts(self) -> str:
        zone = self.zone
        other = next(lang for lang in CATALOGUES if lang != self.language)
        size = size_of(self.ds, zone)
        facts = {
            self.word("site.other-name"): element("span", escape(zone.name.in_(other)), lang=other),
            self.word("field.province"): self.place(zone.province),
            self.word("field.batch"): str(zone.batch or ""),
            self.word("site.size"): f"{escape(format(size.quantity, self.language))} {self.cited(size)}"
            if size
            else "",
            self.word("field.document"): element("span", escape(zone.document), lang="zh") if zone.document else "",
            self.word("field.status"): escape(ftz.label(zone.status, self.language)),
            self.word("sources"): self.cited(zone),
        }
        rows = (element("dt", escape(key)) + element("dd", value) for key, value in facts.items() if value)
        target = f"zh/{zone.id}.html" if self.language == "en" else f"../{zone.id}.html"
        link = element("a", self.word("site.other-language"), href=target, lang=other, hreflang=other)
        show = f'<label class="show-ids"><input type="checkbox"> {escape(self.word("site.show-ids"))}</label>'
        bar = element("p", link, show, self.record_id(zone.id), class_="page-bar")
        notes = (element("li", self.named(note.text)) for note in zone.notes)
        return bar + element("dl", *rows, class_="facts") + (element("ul", *notes) if zone.notes else "")

    def headlines(self, rows: Iterable[ftz.Observation]) -> Iterator[str]:
        """Show the newest figure of each indicator that a reader wants first; sources that differ, side by side."""
        found = ftz.on_record(self.ds, self.zone)
        wanted = [row for row in found if row.indicator != "area" and not row.indicator.endswith("-growth")]
        if wanted:
            yield element("ul", *(self.card(row) for row in wanted[:_HEADLINES]), class_="headline")
        yield years_chart(rows, self.language)

    def card(self, indicator: ftz.OnRecordRow) -> str:
        parts = [element("span", self.named(indicator.name), class_="what")]
        for row in indicator.newest:
            graded = ftz.grade(self.ds, row)
            when = escape(stated_period_words(row, self.language))
            refs = self.refs([each.source for each in row.citations][:_REFS])
            parts.append(element("strong", escape(format(row.quantity, self.language))))
            parts.append(element("span", f"{when} {self.badge(graded) if graded else ''} {refs}", class_="when"))
        return element("li", *parts)

    def areas(self) -> Iterator[str]:
        rows = []
        sizes = {area.id: size for area in self.inner if (size := size_of(self.ds, area))}
        yield areas_map(self.ds, self.inner, {id: size.quantity for id, size in sizes.items()}, self.language)
        for area in self.inner:
            size = sizes.get(area.id)
            focus = self.word("sep").join(self.named(each) for each in area.focus)
            cells = [
                f"{self.named(area.name)} {self.cited(area)} {self.record_id(area.id)}",
                self.place(area.city) if area.city else "",
                f"{escape(format(size.quantity, self.language))} {self.cited(size)}" if size else "",
                focus,
            ]
            rows.append(self.row(cells, [self.named(note.text) for note in area.notes]))
        if rows:
            yield grid([self.word(key) for key in ("area", "field.city", "site.size", "field.focus")], rows)

    def timeline(self) -> Iterator[str]:
        """Show what happened to the zone and its areas, one line for all to which it happened on the same day."""
        found: dict[tuple[ftz.Period, ftz.ZoneEventKind], list[tuple[str, ftz.ZoneEvent]]] = {}
        owners: list[ftz.Zone | ftz.Area] = [self.zone, *self.inner]
        for place in owners:
            for event in place.events:
                found.setdefault((event.period, event.kind), []).append((place.id, event))
        items = []
        for (period, kind), rows in sorted(found.items(), key=lambda each: _day(each[0][0])):
            places = [self.named(self.ds.place(id).name) for id, _ in rows if id != self.zone.id]
            documents = dict.fromkeys(event.document for _, event in rows if event.document)
            parts = [escape(as_heading(ftz.label(kind, self.language)))]
            parts += [element("span", escape(each), lang="zh") for each in documents]
            parts += [self.word("sep").join(places)] if places else []
            refs = self.refs(each.source for _, event in rows for each in event.citations)
            when = element("strong", escape(period_words(period, self.language)))
            items.append(element("li", f"{when} {self.word('stop').join(parts)} {refs}"))
        if items:
            yield element("ul", *items, class_="timeline")

    def partners(self) -> Iterator[str]:
        """Show each agreement once: the zone's own first, then the province's, the newest first."""
        found = ftz.partners(self.ds, self.zone)
        counts = [f"{self.place(partner)} {self.explored(link)}" for partner, link in found.items()]
        by_id: dict[str, list[ftz.Evidence]] = {}
        for link in found.values():
            for each in link.evidence:
                by_id.setdefault(each.cooperation.id, []).append(each)
        evidence = [min(each, key=lambda one: one.provincial) for each in by_id.values()]
        evidence.sort(key=lambda each: (not each.provincial, _reached(each.cooperation)), reverse=True)
        if counts:
            yield element("ul", *(element("li", each) for each in counts), class_="partners")
        columns = [self.word(key) for key in ("cooperation", "field.status", "field.parties")]
        rows = [self.agreement(each) for each in evidence]
        if rows:
            yield grid(columns, rows[:_AGREEMENTS])
        if rest := rows[_AGREEMENTS:]:
            yield folded(self.word("site.more-agreements", len(rest)), grid(columns, rest))

    def explorer(self, **wanted: str) -> str:
        """Return the address of the explorer that shows what is wanted of this zone."""
        state = {"level": "zone", "place": self.zone.id, "lifted": "true", "lang": self.language, **wanted}
        return f"{self.root}explorer.html#{urlencode(state)}"

    def explored(self, link: ftz.Linkage) -> str:
        """Write the number of cooperations of a link, which leads to their evidence."""
        return element("a", str(len(link.evidence)), href=self.explorer(pair=f"{link.a} {link.b}"), class_="count")

    def agreement(self, each: ftz.Evidence) -> str:
        row = each.cooperation
        title = element("a", self.named(row.name), href=self.explorer(cooperation=row.id))
        kind = [
            escape(ftz.label(row.form, self.language)),
            *([self.word("site.provincial")] if each.provincial else []),
        ]
        status = self.word("sep").join(status_words(each.status, each.possible, self.language))
        reached = self.word("stop").join(
            ftz.label(one.status, self.language) + self.word("colon") + reached_words(one, self.language)
            for one in row.milestones
        )
        small = element("small", f"{self.word('stop').join(kind)} {self.refs(row.sources)} {self.record_id(row.id)}")
        parties = self.word("sep").join(self.place(id) for id in row.parties)
        state_words = f"{element('strong', escape(status))} {element('small', escape(reached))}"
        return self.row([f"{title} {small}", state_words, parties], id=row.id)

    def themes(self, rows: Iterable[ftz.Observation]) -> Iterator[tuple[str, list[ftz.Observation]]]:
        """Yield the figures by theme, the themes that readers want first, and within each the newest first."""
        found: defaultdict[str, list[ftz.Observation]] = defaultdict(list)
        for row in rows:
            found[self.ds.get(row.indicator, ftz.Indicator).theme].append(row)
        ranked = {theme: min(self.rank(row) for row in each) for theme, each in found.items()}
        for theme in sorted(found, key=lambda theme: (ranked[theme], theme)):
            title = CATALOGUES[self.language].phrases.get(f"theme.{theme}", theme)
            yield title, sorted(found[theme], key=_recency, reverse=True)

    def rank(self, row: ftz.Observation) -> tuple[int, str]:
        return self.ds.get(row.indicator, ftz.Indicator).rank, row.indicator

    def figures(self, rows: Sequence[ftz.Observation]) -> Iterator[str]:
        """Show by theme the newest figure of the indicators wanted first; the others are folded."""
        for title, found in self.themes(rows):
            newest: dict[tuple[str, str], ftz.Observation] = {}
            for row in found:
                newest.setdefault((row.subject, row.indicator), row)
            order = sorted(newest.values(), key=lambda row: (row.subject != self.zone.id, self.rank(row), row.subject))
            first = order[:_FIGURES]
            rest = [row for row in found if row not in first]
            yield element("h3", escape(title))
            yield self.figure_grid(sorted(first, key=_recency, reverse=True))
            if rest:
                yield folded(self.word("site.more-figures", len(rest)), self.figure_grid(rest))

    def folded_figures(self, rows: Sequence[ftz.Observation]) -> Iterator[str]:
        for title, found in self.themes(rows):
            yield folded(self.word("site.theme-figures", title, len(found)), self.figure_grid(found))

    def figure_grid(self, rows: Iterable[ftz.Observation]) -> str:
        columns = [self.word(f"field.{key}") for key in ("indicator", "period", "quantity", "as_published")]
        return grid(columns, (self.figure(row) for row in rows))

    def figure(self, row: ftz.Observation) -> str:
        of = element("small", self.named(self.ds.place(row.subject).name)) if row.subject != self.zone.id else ""
        indicator = self.named(self.ds.get(row.indicator, ftz.Indicator).name)
        cells = [
            f"{indicator} {of} {self.record_id(row.id)}",
            escape(stated_period_words(row, self.language)),
            escape(format(row.quantity, self.language)),
            f"{self.printed(row)} {self.cited(row)}",
        ]
        notes = [self.named(note.text) for note in row.notes]
        marks = [
            element("span", self.dispute(check, row), class_="conflict") for check in self.disputed.get(row.id, ())
        ]
        return self.row(cells, [*marks, *notes], id=row.id)

    def dispute(self, check: ftz.CrossCheck, row: ftz.Observation) -> str:
        """Say what other records of the same figure say."""
        others = [each for each in check.observations if each.id != row.id]
        stated = [f"{escape(format(each.quantity, self.language))} {self.cited(each)}" for each in others]
        if check.implied is not None:
            implied = escape(format(check.implied.quantity, self.language))
            stated.append(f"{self.word('site.implied', implied)} {self.refs(check.implied.sources)}")
        return self.word("site.conflict", self.word("sep").join(stated))


def _day(period: ftz.Period) -> tuple[date, date]:
    return period.start or period.end or date.min, period.end or date.max


def _recency(row: ftz.Observation) -> tuple[date, date, str]:
    start, end = row.period.start or date.min, row.period.end
    return end or start, start, row.id


def _reached(row: ftz.Cooperation) -> tuple[date, str]:
    """Return the day by which the latest milestone was reached; one that was only seen says nothing of that."""
    dated = [each.period for each in row.milestones if each.basis is not ftz.Basis.SEEN]
    days = [each.end or each.start or date.min for each in dated]
    return max(days, default=date.min), row.id
