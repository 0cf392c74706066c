"""The briefing of a place: what is known of it, with bounds in words and every source numbered."""

from __future__ import annotations

__all__ = ["SECTIONS", "Briefing", "briefing", "section_of"]

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, Literal, get_args

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import observations
from anhui_ftz.analysis.figures.rates import GROWTH, density, implied_base
from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import partners
from anhui_ftz.analysis.quality.reconciliation import reconcile
from anhui_ftz.errors import FtzError, InvalidValue, shown, suggestion
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.note import joined
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.reports.explanation import names_in
from anhui_ftz.reports.headline import Headline
from anhui_ftz.words import LANGUAGES, as_heading, check_language, label, phrase, status_words
from anhui_ftz.words.document import Document, Line, Numbers, Section
from anhui_ftz.words.periods import period_words, stated_period_words
from anhui_ftz.words.sources import source_words
from anhui_ftz.words.working import working

#: Characters of a line of the first screen, its lines, and the most indicators that it shows.
_WIDTH, _LINES, _MOST = 100, 38, 7
DepthName = Literal["headline", "full"]
#: The sections of a full briefing.
SECTIONS = ("place", "areas", "figures", "province", "partners", "derived")
#: Pairs whose quotient says something: what, and per what.
_DENSITIES = (("new-enterprises", "area"), ("contracted-investment", "signed-projects"))


@attrs.frozen
class Briefing(Document):
    """What is known about a place, as text for people.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> brief = ftz.briefing(ftz.load(), "anhui-ftz", "zh")
    >>> print(brief.text.splitlines()[0])
    中国（安徽）自由贸易试验区
    """

    #: Id of the place.
    place: str = attrs.field(kw_only=True)
    #: Edition of the data.
    edition: str = attrs.field(default="", kw_only=True)
    #: Whether it is one screen, or everything.
    depth: str = attrs.field(default="full", kw_only=True)

    @property
    def text(self) -> str:
        """The briefing as plain text for a terminal; the headline is set in columns of at most 100 characters."""
        return self.compact(_WIDTH) if self.depth == "headline" else super().text

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources in words, in the order of their numbers."""
        return self.notes

    def _tree(self) -> dict[str, Any]:
        return {"place": self.place, "language": self.language, "edition": self.edition} | super()._tree()


def briefing(ds: Dataset, place: str | Place, lang: str = "en", *, depth: DepthName = "headline") -> Briefing:
    """Return what is known about a place, as text, Markdown, HTML and JSON.

    Parameters
    ----------
    ds
        The data set.
    place
        Id of the place, or the place.
    lang
        ``en`` or ``zh``.
    depth
        ``headline``: one screen with the figures that a reader wants first; ``full``: the newest figure of every
        indicator, every cooperation, and what follows from them.

    Returns
    -------
    Briefing
        A value with ``text``, ``markdown``, ``html`` and ``json``; in JSON a figure has its value, bounds, unit,
        period and source ids.

    Raises
    ------
    UnknownName
        If no place has that id.
    InvalidValue
        If the language or the depth is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> whole = ftz.briefing(ftz.load(), "anhui-ftz", depth="full")
    >>> [section.title for section in whole.sections]
    ['Place', 'Areas', 'Figures', 'Figures of the province and its places', 'Partners', 'Derived figures, ...']
    >>> [section.title for section in ftz.briefing(ftz.load(), "anhui-ftz").sections]
    ['', 'Areas', 'Figures', 'Linked with', 'Not known']
    """
    as_dataset(ds)
    if depth not in get_args(DepthName):
        words = get_args(DepthName)
        raise InvalidValue(f"depth: {shown(depth)} is not one of {', '.join(words)}{suggestion(depth, words)}")
    if depth == "full":
        return _Writer(ds, ds.place(place), check_language(lang)).briefing()
    return _first_screen(ds, ds.place(place), check_language(lang))


def section_of(ds: Dataset, place: Place, lang: str, section: str) -> Briefing:
    """Return one section of a full briefing, of ``SECTIONS``, with the sources that it rests on."""
    return _Writer(ds, place, check_language(lang)).briefing(section)


def _first_screen(ds: Dataset, place: Place, lang: str) -> Briefing:
    """Return the screen with the most indicators that fit in every language: all of them say the same figures."""
    others = [each for each in LANGUAGES if each != lang]
    for count in range(_MOST, 0, -1):
        brief = _screen(ds, place, lang, count)
        if _fits(brief) and all(_fits(_screen(ds, place, each, count)) for each in others):
            return brief
    return _screen(ds, place, lang, 0)


def _fits(brief: Briefing) -> bool:
    return len(brief.text.splitlines()) <= _LINES


def _screen(ds: Dataset, place: Place, lang: str, indicators: int) -> Briefing:
    """Return the first screen with so many indicators."""
    screen = Headline(ds, place, lang, indicators=indicators)
    return Briefing(
        place.name.in_(lang),
        lang,
        screen.sections(),
        screen.sources(),
        notes_title=phrase("sources", lang),
        anchor=place.id,
        place=place.id,
        edition=ds.edition,
        depth="headline",
    )


class _Writer:
    """Collects the sections of one briefing, and numbers the sources as they come up."""

    def __init__(self, ds: Dataset, place: Place, lang: str) -> None:
        self.ds, self.place, self.lang = ds, place, lang
        self.numbers = Numbers()

    def briefing(self, section: str | None = None) -> Briefing:
        titled = {
            "place": ("place", self.profile()),
            "areas": ("areas" if isinstance(self.place, Zone) else "parts", self.parts()),
            "figures": ("figures", self.figures(self.own_figures())),
            "province": ("province-figures", self.figures(self.province_figures())),
            "partners": ("linkages", self.linkages()),
            "derived": ("derived", self.derived()),
        }
        chosen = [titled[section]] if section else list(titled.values())
        sections = [Section(self.word(f"briefing.{key}"), lines) for key, rows in chosen if (lines := tuple(rows))]
        edition = self.word("brackets", self.word("briefing.edition", self.ds.edition)) if self.ds.edition else ""
        return Briefing(
            self.place.name.in_(self.lang),
            self.lang,
            tuple(sections),
            tuple(source_words(self.ds.get(id, Source), self.lang) for id in self.numbers.keys),
            notes_title=self.word("sources") + edition,
            anchor=self.place.id,
            place=self.place.id,
            edition=self.ds.edition,
        )

    def word(self, key: str, *values: object) -> str:
        return phrase(key, self.lang, *values)

    def cited(self, row: Place | Observation | ZoneEvent) -> tuple[int, ...]:
        return self.numbers.refs(each.source for each in row.citations)

    def name(self, id: str) -> str:
        return self.ds.place(id).name.in_(self.lang)

    def fact(self, name: str, value: str) -> str:
        return f"{name}{self.word('colon')}{value}"

    def profile(self) -> Iterator[Line]:
        place, refs = self.place, self.cited(self.place)
        other = place.name.in_("zh" if self.lang == "en" else "en")
        yield Line(f"{place.id}{self.word('stop')}{other}", refs)
        facts = {"within": self.word("sep").join(map(self.name, place.within))}
        if isinstance(place, Zone):
            facts |= {"status": label(place.status, self.lang), "batch": str(place.batch or "")}
            facts["document"] = place.document
        if isinstance(place, Area):
            facts["focus"] = self.word("sep").join(each.in_(self.lang) for each in place.focus)
        yield from (Line(self.fact(self.word(f"field.{key}"), value)) for key, value in facts.items() if value)
        for each in place.events if isinstance(place, Zone) else ():
            days = period_words(each.period, self.lang)
            yield Line(self.fact(as_heading(label(each.kind, self.lang)), days), self.cited(each))
        yield from (Line(each.in_(self.lang)) for each in place.notes)

    def parts(self) -> Iterator[Line]:
        """Say how large the parts are, and whether they add up."""
        try:
            check = reconcile(self.ds, self.place, "area", prefer="publisher-first")
        except FtzError:
            areas = (area for area in self.ds.areas if self.place.id == area.zone)
            yield from (Line(area.name.in_(self.lang), self.cited(area)) for area in areas)
            return
        for row in check.parts:
            yield Line(self.fact(self.name(row.subject), format(row.quantity, self.lang)), self.cited(row))
        yield from (Line(self.fact(self.name(id), self.word("no-figure"))) for id in check.missing)
        yield Line(self.fact(self.word("whole"), format(check.whole.quantity, self.lang)), self.cited(check.whole))
        known = {key: each for key, each in (("sum", check.sum), ("residual", check.residual)) if each is not None}
        words = [self.fact(self.word(key), format(each.quantity, self.lang)) for key, each in known.items()]
        yield Line(self.word("stop").join([*words, label(check.verdict, self.lang)]))

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
        """Say the last figure of each subject and indicator; figures of one period are all kept."""
        last: dict[tuple[str, str], list[Observation]] = {}
        for row in rows:  # ordered by period within subject and indicator
            known = last.setdefault((row.subject, row.indicator), [])
            if known and known[0].period != row.period:
                known.clear()
            known.append(row)
        chosen = [row for known in last.values() for row in known]
        chosen.sort(key=lambda row: row.subject != self.place.id)
        for row in chosen:
            words = [self.subject_and_indicator(row), stated_period_words(row, self.lang)]
            note = self.word("brackets", joined(row.notes, self.lang)) if row.notes else ""
            text = self.fact(self.word("clause").join(words), format(row.quantity, self.lang) + note)
            yield Line(text, self.cited(row))

    def subject_and_indicator(self, row: Observation) -> str:
        """Name what is measured, and where if that is elsewhere."""
        indicator = self.indicator(row)
        if row.subject == self.place.id:
            return indicator
        return f"{self.name(row.subject)}{self.word('clause')}{indicator}"

    def indicator(self, row: Observation) -> str:
        return self.ds.get(row.indicator, Indicator).name.in_(self.lang)

    def linkages(self) -> Iterator[Line]:
        """Say with whom there is how much cooperation of what status, and which."""
        found = partners(self.ds, self.place)
        if not found:
            yield Line(self.word("briefing.no-linkages"))
        for partner, link in found.items():
            yield Line(self.fact(self.name(partner), self.counts(link)))
            for each in link.evidence:
                row = each.cooperation
                words = self.word("sep").join(status_words(each.status, each.possible, self.lang))
                if each.lifted_via:
                    via = self.word("sep").join(map(self.name, each.lifted_via))
                    words += self.word("stop") + self.word("lifted", via)
                text = row.name.in_(self.lang) + self.word("brackets", words)
                yield Line(text, self.numbers.refs(row.sources), depth=1)

    def counts(self, link: Linkage) -> str:
        found = {status_words(status, (), self.lang)[0]: count for status, count in link.by_status.items()}
        each = [self.word("count", count, words) for words, count in found.items()]
        total = len(link.evidence)
        words = self.word("cooperation-count" if total == 1 else "cooperations-count", total)
        return words + self.word("brackets", self.word("sep").join(each))

    def derived(self) -> Iterator[Line]:
        """Work out what the figures allow, and show how."""
        rows = [*self.own_figures(), *self.province_figures()]
        by_key: dict[tuple[str, str], Observation] = {(row.subject, row.indicator): row for row in rows}
        for (subject, indicator), row in by_key.items():
            for what, per in _DENSITIES:
                base = by_key.get((subject, per))
                if indicator == what and base is not None and base.period.overlaps(row.period):
                    words = self.word("briefing.ratio", self.subject_and_indicator(row), self.indicator(base))
                    with suppress(FtzError):  # bounds that say nothing have no quotient
                        yield from self.working(words, density(row, base, ds=self.ds))
            rate = by_key.get((subject, indicator + GROWTH))
            if rate is not None and rate.period == row.period:
                words = self.word("briefing.year-before", self.subject_and_indicator(row))
                with suppress(FtzError):
                    yield from self.working(words, implied_base(row, rate, ds=self.ds))

    def working(self, words: str, result: Derived) -> Iterator[Line]:
        yield Line(f"{words} = {format(result.quantity, self.lang)}", self.numbers.refs(result.sources))
        yield from islice(working(result, self.lang, named=names_in(self.ds, self.lang)), 1, None)
