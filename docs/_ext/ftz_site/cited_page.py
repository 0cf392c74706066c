"""What every page of a place is made of: names in one language, numbered sources, and rows with their notes."""

from __future__ import annotations

__all__ = ["CitedPage", "short_name"]

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import urlsplit

import anhui_ftz as ftz
from anhui_ftz.words import CATALOGUES, phrase
from anhui_ftz.words.document import Numbers
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.sources import remarks
from ftz_site.hypertext import element, folded

#: In a Chinese text: what is quoted in another script, and a name in it.
_quotes = re.compile(r"(?<=[“《])[^”》\u2e80-\uffff]*[A-Za-z][^”》\u2e80-\uffff]*(?=[”》])")
_latin = re.compile(r"[A-Za-z][^\u2e80-\uffff“”]*[A-Za-z]\)?")
_inner = re.compile(r"[（(](.+?)[）)]").search


def short_name(zone: ftz.Zone, language: str) -> str:
    """Return what the name of a zone has in brackets: Anhui, 安徽."""
    name = zone.name.in_(language)
    found = _inner(name)
    return found[1] if found else name


class CitedPage:
    """A page about a place, in one language; the sources are numbered as they come up."""

    def __init__(self, ds: ftz.Dataset, subject: str, language: str) -> None:
        self.ds, self.subject, self.language = ds, subject, language
        self.numbers = Numbers()

    def word(self, key: str, *values: object) -> str:
        return phrase(key, self.language, *values)

    def name(self, id: str) -> str:
        return self.ds.place(id).name.in_(self.language)

    def named(self, name: ftz.Name | ftz.Text) -> str:
        """Write a name, marked if it is known in the other language alone."""
        own = getattr(name, self.language, "")
        other = next((lang for lang in CATALOGUES if lang != self.language), "")
        return self.marked(own, _quotes) if own else element("span", escape(name.in_(self.language)), lang=other)

    def marked(self, text: str, foreign: re.Pattern[str] = _latin) -> str:
        """Write a text; on a Chinese page, the names or quotations in Latin letters are marked as such."""
        if self.language == "en":
            return escape(text)
        parts, at = [], 0
        for found in foreign.finditer(text):
            parts += [escape(text[at : found.start()]), element("span", escape(found[0]), lang="en")]
            at = found.end()
        return "".join([*parts, escape(text[at:])])

    def place(self, id: str) -> str:
        """Name a place; a zone by its short name, and another one with a link to its page."""
        place = self.ds.place(id)
        if not isinstance(place, ftz.Zone):
            return self.named(place.name)
        short = escape(short_name(place, self.language))
        return short if id == self.subject else element("a", short, href=f"{id}.html")

    def refs(self, sources: Iterable[str]) -> str:
        return " ".join(
            element("a", f"[{number}]", href=f"#source-{number}")
            for number in self.numbers.refs(dict.fromkeys(sources))
        )

    def cited(self, row: ftz.Place | ftz.Observation | ftz.ZoneEvent) -> str:
        return self.refs(each.source for each in row.citations)

    def record_id(self, id: str) -> str:
        return element("code", id, class_="record-id")

    def badge(self, grade: ftz.Grade) -> str:
        return element("span", escape(self.word("explorer.grade", grade.value)), class_=f"badge grade-{grade.value}")

    def row(self, cells: Sequence[str], notes: Sequence[str] = (), *, id: str = "") -> str:
        """Write a row of a table, and below it what a reader should know of it."""
        said = element("tr", element("td", "<br>".join(notes), colspan=str(len(cells))), class_="note")
        return element("tr", *(element("td", cell) for cell in cells), id=id) + (said if notes else "")

    def sources(self) -> Iterator[str]:
        """List the sources in the order of their numbers, folded; a link to a number unfolds them."""
        keys = list(self.numbers.keys)
        items = [self.source(number, self.ds.get(id, ftz.Source)) for number, id in enumerate(keys, 1)]
        if items:
            yield folded(self.word("site.all-sources", len(items)), element("ol", *items, class_="sources"))

    def source(self, number: int, source: ftz.Source) -> str:
        """Name a source, with a link unless it is a mirror, which is not a page of the publisher."""
        own = source.url if source.carrier is not ftz.Carrier.MIRROR else ""
        publisher = self.marked(source.publisher_in(self.language))
        title = element("span", self.titled(source), lang=source.language) if source.title else ""
        linked = element("a", title or publisher, href=own, rel="noreferrer") if own else title or publisher
        host = urlsplit(source.url).netloc
        mirrored = [escape(host)] if host and not own else []
        days = [escape(period_words(source.published, self.language))] if source.published is not None else []
        carrier = re.split("[,，]", ftz.label(source.carrier, self.language))[0]
        badge = element("span", escape(f"{source.grade.value} {carrier}"), class_=f"badge grade-{source.grade.value}")
        marks = [escape(each) for each in remarks(source, self.language) if not each.startswith(carrier)]
        parts = [*([publisher] if title else []), linked, *days, *mirrored, *marks]
        return element(
            "li", f"{badge} {self.word('sep').join(parts)} {self.record_id(source.id)}", id=f"source-{number}"
        )

    def titled(self, source: ftz.Source) -> str:
        return self.marked(source.title) if source.language == "zh" else escape(source.title)

    def printed(self, row: ftz.Observation) -> str:
        """Write the figure as printed, in the language of its source."""
        words = {
            each.as_published: self.ds.get(each.source, ftz.Source).language
            for each in reversed(row.citations)
            if each.as_published
        }
        return self.word("stop").join(
            element("q", escape(text), lang=language) for text, language in reversed(words.items())
        )
