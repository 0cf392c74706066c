"""The briefing of a place: what is known of it, with bounds in words and every source numbered."""

from __future__ import annotations

__all__ = ["Briefing", "Line", "Section", "briefing"]

from collections.abc import Iterable, Iterator

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import observations
from anhui_ftz.analysis.figures.rates import density, implied_base
from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import partners
from anhui_ftz.analysis.quality.reconciliation import reconcile
from anhui_ftz.errors import FtzError
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.reports.explanation import explain
from anhui_ftz.words import check_language, label
from anhui_ftz.words.document import as_html, as_json, as_markdown, as_text
from anhui_ftz.words.labels import LABELS, name_of, period_words, source_words

#: So many figures and cooperations a section shows; the rest is counted.
_SHOWN = 24
#: Pairs whose quotient says something: what, and per what.
_DENSITIES = (("new-enterprises", "area"), ("contracted-investment", "signed-projects"))


@attrs.frozen
class Line:
    """One statement, with the numbers of the sources that it rests on."""

    #: The statement.
    text: str
    #: Numbers of its sources, from 1.
    refs: tuple[int, ...] = ()
    #: Depth of indentation, from 0.
    depth: int = 0


@attrs.frozen
class Section:
    """Statements under a heading."""

    #: The heading.
    title: str
    #: The statements, in order.
    lines: tuple[Line, ...]


@attrs.frozen
class Briefing:
    """What is known of a place, ready to be read.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> brief = ftz.briefing(ftz.load(), "anhui-ftz", "zh")
    >>> print(brief.text.splitlines()[0])
    中国（安徽）自由贸易试验区
    """

    #: Id of the place.
    place: str
    #: Its language, ``en`` or ``zh``.
    language: str
    #: Name of the place.
    title: str
    #: The sections, in order.
    sections: tuple[Section, ...]
    #: The sources in words, in the order of their numbers.
    sources: tuple[str, ...]
    #: Edition of the data.
    edition: str = ""

    @property
    def text(self) -> str:
        """The briefing as plain text for a terminal."""
        return as_text(self)

    @property
    def markdown(self) -> str:
        """The briefing as Markdown."""
        return as_markdown(self)

    @property
    def html(self) -> str:
        """The briefing as an HTML article, all text escaped."""
        return as_html(self)

    @property
    def json(self) -> str:
        """The briefing as JSON."""
        return as_json(self)

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def briefing(ds: Dataset, place: str | Place, lang: str = "en") -> Briefing:
    """Put together what is known of a place.

    Parameters
    ----------
    ds
        The data set.
    place
        Id of the place, or the place.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    Briefing
        A value with ``text``, ``markdown``, ``html`` and ``json``.

    Raises
    ------
    UnknownName
        If no place has that id.
    InvalidValue
        If the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> [section.title for section in ftz.briefing(ftz.load(), "anhui-ftz").sections]
    ['Place', 'Areas', 'Figures', 'Figures of the province and its places', 'Partners', 'Derived figures, ...']
    """
    as_dataset(ds)
    return _Writer(ds, ds.place(place), check_language(lang)).briefing()


class _Writer:
    """Collects the sections of one briefing, and numbers the sources as they come up."""

    def __init__(self, ds: Dataset, place: Place, lang: str) -> None:
        self.ds, self.place, self.lang = ds, place, lang
        self.labels = LABELS[lang]
        self.numbers: dict[str, int] = {}

    def briefing(self) -> Briefing:
        titled = [
            ("place", self.profile()),
            ("areas" if isinstance(self.place, Zone) else "parts", self.parts()),
            ("figures", self.figures(self.own_figures())),
            ("province-figures", self.figures(self.province_figures())),
            ("linkages", self.linkages()),
            ("derived", self.derived()),
        ]
        sections = [Section(self.labels[key], lines) for key, rows in titled if (lines := tuple(rows))]
        sources = (self.ds.get(id) for id in self.numbers)
        words = tuple(source_words(source, self.lang) for source in sources)  # type: ignore[arg-type] # by integrity
        title = name_of(self.place.name, self.lang)
        return Briefing(self.place.id, self.lang, title, tuple(sections), words, self.ds.edition)

    def refs(self, sources: Iterable[str]) -> tuple[int, ...]:
        found = {self.numbers.setdefault(id, len(self.numbers) + 1) for id in dict.fromkeys(sources)}
        return tuple(sorted(found))

    def cited(self, row: Place | Observation | ZoneEvent) -> tuple[int, ...]:
        return self.refs(each.source for each in row.citations)

    def name(self, id: str) -> str:
        return name_of(self.ds.place(id).name, self.lang)

    def fact(self, key: str, value: str) -> str:
        return f"{self.labels[key]}{self.labels['colon']}{value}"

    def profile(self) -> Iterator[Line]:
        place, refs = self.place, self.cited(self.place)
        other = name_of(place.name, "zh" if self.lang == "en" else "en")
        yield Line(f"{place.id}{self.labels['stop']}{other}", refs)
        if place.within:
            yield Line(self.fact("within", self.labels["sep"].join(map(self.name, place.within))))
        if isinstance(place, Zone):
            yield Line(self.fact("status", self.labels[place.status]))
            facts = {
                "batch": str(place.batch or ""),
                "document": place.document,
            }
            for key, value in facts.items():
                if value:
                    yield Line(self.fact(key, value))
            for each in place.events:
                words = label(each.kind, self.lang)
                days = period_words(each.period, self.lang)
                yield Line(f"{words[0].upper()}{words[1:]}{self.labels['colon']}{days}", self.cited(each))
        if isinstance(place, Area) and place.focus:
            yield Line(self.fact("focus", self.labels["sep"].join(place.focus)))
        if place.note:
            yield Line(place.note)

    def parts(self) -> Iterator[Line]:
        """Say how large the parts are, and whether they add up."""
        try:
            check = reconcile(self.ds, self.place, "area", prefer="publisher-first")
        except FtzError:
            for area in self.ds.areas:
                if self.place.id == area.zone:
                    yield Line(name_of(area.name, self.lang), self.cited(area))
            return
        for row in check.parts:
            yield Line(f"{self.name(row.subject)}{self.labels['colon']}{row.quantity:{self.lang}}", self.cited(row))
        for id in check.missing:
            yield Line(f"{self.name(id)}{self.labels['colon']}{self.labels['missing']}")
        whole = f"{self.labels['stated']}{self.labels['colon']}{check.whole.quantity:{self.lang}}"
        yield Line(whole, self.cited(check.whole))
        if check.sum is not None and check.residual is not None:
            added = self.fact("sum", format(check.sum.quantity, self.lang))
            left = self.fact("residual", format(check.residual.quantity, self.lang))
            yield Line(f"{added}{self.labels['stop']}{left}{self.labels['stop']}{self.labels[check.verdict]}")
        else:
            yield Line(self.labels[check.verdict])

    def own_figures(self) -> list[Observation]:
        sizes = {row.id for row in observations(self.ds, indicator="area")} if "area" in self.ds else set()
        rows = observations(self.ds, within=self.place)
        return [row for row in rows if row.subject == self.place.id or row.id not in sizes]

    def province_figures(self) -> list[Observation]:
        """Return figures of the zone's province, and of what lies in the cities that host its areas."""
        if not isinstance(self.place, Zone):
            return []
        zone = self.place.id
        cities = {area.city for area in self.ds.areas if area.zone == zone and area.city is not None}
        return [
            row
            for row in observations(self.ds, within=self.place.province)
            if zone not in (above := ancestors(self.ds, row.subject))
            and (row.subject == self.place.province or not cities.isdisjoint(above))
        ]

    def figures(self, rows: list[Observation]) -> Iterator[Line]:
        """Say the last figure of each subject and indicator; figures of one period stand side by side."""
        last: dict[tuple[str, str], list[Observation]] = {}
        for row in rows:  # ordered by period within subject and indicator
            known = last.setdefault((row.subject, row.indicator), [])
            if known and known[0].period != row.period:
                known.clear()
            known.append(row)
        chosen = [row for known in last.values() for row in known]
        chosen.sort(key=lambda row: row.subject != self.place.id)
        for row in chosen[:_SHOWN]:
            words = [self.subject_and_indicator(row), period_words(row.period, self.lang)]
            figure = format(row.quantity, self.lang)
            note = self.labels["brackets"].format(row.note) if row.note and self.lang == "en" else ""
            text = f"{self.labels['clause'].join(words)}{self.labels['colon']}{figure}{note}"
            yield Line(text, self.cited(row))
        if len(chosen) > _SHOWN:
            yield Line(self.labels["more"].format(len(chosen) - _SHOWN))

    def subject_and_indicator(self, row: Observation) -> str:
        """Name what is measured, and where if that is elsewhere."""
        indicator = self.indicator(row)
        if row.subject == self.place.id:
            return indicator
        return f"{self.name(row.subject)}{self.labels['clause']}{indicator}"

    def indicator(self, row: Observation) -> str:
        record = self.ds.get(row.indicator)
        return name_of(record.name, self.lang) if isinstance(record, Indicator) else row.indicator

    def linkages(self) -> Iterator[Line]:
        """Say with whom there is how much cooperation of what status, and which."""
        found = partners(self.ds, self.place)
        if not found:
            yield Line(self.labels["no-linkages"])
        for partner, link in found.items():
            yield Line(f"{self.name(partner)}{self.labels['colon']}{self.counts(link)}")
            for each in link.evidence[:_SHOWN]:
                row = each.cooperation
                status = self.labels[each.status] if each.status is not None else self.labels["not-sure"]
                may = [self.labels["may"].format(self.labels[one]) for one in each.possible]
                words = self.labels["sep"].join([status, *may])
                if each.lifted_via:
                    via = self.labels["sep"].join(map(self.name, each.lifted_via))
                    words += f"{self.labels['stop']}{self.labels['lifted']}{via}"
                text = name_of(row.name, self.lang) + self.labels["brackets"].format(words)
                yield Line(text, self.refs(row.sources), depth=1)
            if len(link.evidence) > _SHOWN:
                yield Line(self.labels["more"].format(len(link.evidence) - _SHOWN), depth=1)

    def counts(self, link: Linkage) -> str:
        each = [
            self.labels["count"].format(count, self.labels[status] if status is not None else self.labels["not-sure"])
            for status, count in link.by_status.items()
        ]
        total = self.labels["count"].format(
            len(link.evidence), self.labels["cooperation" if len(link.evidence) == 1 else "cooperations"]
        )
        return total + self.labels["brackets"].format(self.labels["sep"].join(each))

    def derived(self) -> Iterator[Line]:
        """Work out what the figures allow, and show how."""
        rows = [*self.own_figures(), *self.province_figures()]
        by_key: dict[tuple[str, str], Observation] = {(row.subject, row.indicator): row for row in rows}
        for (subject, indicator), row in by_key.items():
            for what, per in _DENSITIES:
                base = by_key.get((subject, per))
                if indicator == what and base is not None and base.period.overlaps(row.period):
                    words = self.labels["ratio"].format(self.subject_and_indicator(row), self.indicator(base))
                    yield from self.working(words, density(row, base))
            rate = by_key.get((subject, f"{indicator}-growth"))
            if rate is not None and rate.period == row.period:
                words = self.labels["year-before"].format(self.subject_and_indicator(row))
                yield from self.working(words, implied_base(row, rate))

    def working(self, words: str, result: Derived) -> Iterator[Line]:
        yield Line(f"{words} = {format(result.quantity, self.lang)}", self.refs(result.sources))
        for line in explain(result, self.lang).splitlines()[1:]:
            text = line.lstrip(" ")
            yield Line(text, depth=(len(line) - len(text)) // 2)
