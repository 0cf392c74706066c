"""The first screen of a place: what it is, its headline figures and its partners, in at most forty lines."""

from __future__ import annotations

__all__ = ["Headline"]

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from anhui_ftz.analysis.figures.lookup import observations
from anhui_ftz.analysis.figures.rates import GROWTH
from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import partners
from anhui_ftz.analysis.quality.reconciliation import Reconciliation, Verdict, reconcile
from anhui_ftz.errors import FtzError
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import CooperationStatus
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Organization, OrganizationKind, Place, Zone
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.words import label, phrase
from anhui_ftz.words.document import Line, Numbers, Section
from anhui_ftz.words.periods import short_period, stated_period_words
from anhui_ftz.words.sources import publisher_alone, remarks

#: So many partners, parts, years and sources for one figure are shown; the rest is counted.
_PARTNERS, _PARTS, _UNKNOWN, _SOURCES = 4, 6, 2, 2
#: The order of statuses in which a reader wants them.
_STATUSES = (CooperationStatus.SIGNED, CooperationStatus.IN_OPERATION)


class Headline:
    """Collects the sections of the first screen, and numbers the sources as they come up."""

    def __init__(self, ds: Dataset, place: Place, lang: str, *, indicators: int) -> None:
        self.ds, self.place, self.lang, self.most = ds, place, lang, indicators
        self.numbers = Numbers()

    def sections(self) -> tuple[Section, ...]:
        """Return the sections, those without content left out."""
        sections = [
            Section("", (Line(self._profile()),)),
            self._extent(),
            Section(self._word("headline.zones"), tuple(self._zones())),
            Section(self._word("briefing.figures"), rows=tuple(self._figures())),
            Section(self._word("headline.partners"), rows=tuple(self._partners())),
            Section(self._word("headline.unknown"), tuple(self._unknown())),
        ]
        return tuple(each for each in sections if each.lines or each.rows)

    def sources(self) -> tuple[str, ...]:
        """Return the sources, each in a few words, in the order of their numbers."""
        return tuple(self._source(self.ds.get(id, Source)) for id in self.numbers.keys)

    def _word(self, key: str, *values: object) -> str:
        return phrase(key, self.lang, *values)

    def _list(self, words: Iterable[str]) -> str:
        return self._word("sep").join(words)

    def _name(self, id: str) -> str:
        return self.ds.place(id).name.in_(self.lang)

    def _source(self, source: Source) -> str:
        days = short_period(source.published, self.lang) if source.published is not None else ""
        marks = [re.split("[,，]", each)[0] for each in remarks(source, self.lang)]
        publisher = publisher_alone(source.publisher_in(self.lang))
        return self._word("clause").join(filter(None, [publisher, days, *marks]))

    def _refs(self, *rows: Observation) -> tuple[int, ...]:
        cited = dict.fromkeys(each.source for row in rows for each in row.citations[:_SOURCES])
        return self.numbers.refs(list(cited))

    def _profile(self) -> str:
        """Say in one line what the place is."""
        place = self.place
        facts = [place.name.in_("zh" if self.lang == "en" else "en")]
        if isinstance(place, Zone | Area):
            # a zone that was never unveiled began when its plan was made public, and is not said to have opened
            days = {key: place.date_of(key) for key in ("inaugurated", "plan-published")}
            known = next(((key, day) for key, day in days.items() if day is not None), None)
            facts += [self._word(f"headline.{known[0]}", short_period(known[1], self.lang))] if known else []
        if isinstance(place, Zone):
            facts.append(place.document)
            facts += [] if place.status == "established" else [label(place.status, self.lang)]
        else:
            facts.append(self._list(self._name(id) for id in place.within if not _is_group(self.ds.place(id))))
        if isinstance(place, Area):
            facts.append(self._list(each.in_(self.lang) for each in place.focus))
        facts.append(self._word("headline.edition", self.ds.edition) if self.ds.edition else "")
        return " · ".join(fact for fact in facts if fact and fact != place.name.in_(self.lang))

    def _extent(self) -> Section:
        """Say how large the place is, and whether its parts add up to that."""
        try:
            check = reconcile(self.ds, self.place, "area", prefer="publisher-first")
        except FtzError:
            return Section("")
        is_sum = len(check.parts) > 1
        title, words = ("briefing.areas", self._sum(check)) if is_sum else ("theme.size", self._size(check))
        return Section(self._word(title), (Line(words, self._refs(check.whole), facts=_facts(check.whole)),))

    def _size(self, check: Reconciliation) -> str:
        """Say how large the place is, and of that the one part whose size is known, if it is another size."""
        words = format(check.whole.quantity, self.lang)
        for row in check.parts:
            if row.quantity != check.whole.quantity:
                words = self._word("headline.of-which", words, self._name(row.subject), format(row.quantity, self.lang))
        return words

    def _sum(self, check: Reconciliation) -> str:
        whole = format(check.whole.quantity, self.lang)
        parts = [f"{self._name(row.subject)} {row.quantity:{self.lang}}" for row in check.parts[:_PARTS]]
        parts += [self._word("more", len(check.parts) - _PARTS)] if len(check.parts) > _PARTS else []
        total = f" = {check.sum.quantity:{self.lang}}" if check.sum is not None else ""
        stated = "" if check.verdict is Verdict.EQUAL else f"{self._word('stop')}{self._word('whole')} {whole}"
        return f"{' + '.join(parts)}{total}{stated}{self._word('clause')}{label(check.verdict, self.lang)}"

    def _zones(self) -> Iterator[Line]:
        """Name the zone of a province, about which a reader may have meant to ask."""
        for zone in self.ds.zones if isinstance(self.place, Division) else ():
            if zone.province == self.place.id:
                yield Line(f"{zone.name.in_(self.lang)}{self._word('brackets', zone.id)}")

    def _rows(self) -> dict[str, list[Observation]]:
        """Return the figures of the place by indicator, in the order of rank; growth rates go with their level."""
        found: defaultdict[str, list[Observation]] = defaultdict(list)
        for row in observations(self.ds, subject=self.place.id):
            found[row.indicator].append(row)
        indicators = sorted((self.ds.get(id, Indicator) for id in found), key=lambda row: (row.rank, row.id))
        own = [row.id for row in indicators if row.id != "area" and not row.id.endswith(GROWTH)]
        return {id: found[id] for id in own}

    def _figures(self) -> Iterator[tuple[Line, ...]]:
        rows = self._rows()
        for id, figures in list(rows.items())[: self.most]:
            name = self.ds.get(id, Indicator).name.in_(self.lang)
            for row in _first_and_newest(figures):
                rates = self._growth(row)
                when = Line(
                    self._word("clause").join([self._days(row), *map(self._change, rates)]),
                    self._refs(row, *rates),
                    facts=tuple(fact for rate in rates for fact in _facts(rate)),
                )
                yield Line(name), Line(format(row.quantity, self.lang), facts=_facts(row)), when
                name = ""
        if len(rows) > self.most:
            yield Line(self._word("headline.more-figures", len(rows) - self.most)), Line(""), Line("")
        if not rows:
            yield (Line(self._word("headline.no-figures")),)

    def _days(self, row: Observation) -> str:
        """Return the period, by its end alone where it runs since the opening."""
        opened = self.place.date_of("inaugurated") if isinstance(self.place, Zone | Area) else None
        start, end = row.period.start, row.period.end
        runs_since = opened is not None and start is not None and start == opened.start and start != end
        if not runs_since or end is None or row.basis is Basis.SEEN:
            return stated_period_words(row, self.lang, short=True)
        return self._word("headline.since-opening", short_period(Period(end, end), self.lang))

    def _growth(self, row: Observation) -> list[Observation]:
        """Return the growth over a year before that is on record for the days of a figure, if any."""
        rate = row.indicator + GROWTH
        known = self.ds.indicators.get(rate) is not None
        rates = observations(self.ds, subject=row.subject, indicator=rate) if known else ()
        return [each for each in rates if each.period == row.period][:1]

    def _change(self, rate: Observation) -> str:
        """Say a growth as a rise or a fall."""
        figure = rate.quantity
        key = "up" if figure.lower > 0 else "down" if figure.upper < 0 else "changed"
        return self._word(f"headline.{key}", format(-figure if key == "down" else figure, self.lang))

    def _partners(self) -> Iterator[tuple[Line, ...]]:
        """Say with whom cooperation is on record: the zone's own first, those with most agreements first."""
        found = partners(self.ds, self.place)
        ranked = sorted(found.items(), key=lambda each: (-_direct(each[1]), -len(each[1].evidence), each[0]))
        for partner, link in ranked[:_PARTNERS]:
            place = self.ds.place(partner)
            yield Line(self._name(place.province if isinstance(place, Zone) else partner)), Line(self._counts(link))
        if len(ranked) > _PARTNERS:
            yield Line(self._word("more", len(ranked) - _PARTNERS)), Line("")
        if not ranked:
            yield (Line(self._word("briefing.no-linkages")),)

    def _counts(self, link: Linkage) -> str:
        counted = [(status, link.by_status.get(status, 0)) for status in _STATUSES]
        words = [self._word("count", count, label(status, self.lang)) for status, count in counted if count]
        total, own = len(link.evidence), _direct(link)
        parts = [self._word("headline.own", own)] if own else []
        # an area is lifted to from its city, a zone from its province
        key = "headline.through-city" if isinstance(self.place, Area) else "headline.through-province"
        parts += [self._word(key, total - own)] if total > own else []
        all_of_them = self._word("cooperation-count" if total == 1 else "cooperations-count", total)
        known = self._word("colon").join(filter(None, [all_of_them, self._list(words)]))
        return self._word("stop").join([known, self._list(parts)])

    def _unknown(self) -> Iterator[Line]:
        """Say for which whole years the headline flows are not on record."""
        opened = self.place.date_of("inaugurated") if isinstance(self.place, Zone | Area) else None
        gaps: list[str] = []
        found = self._rows()
        ends = (row.period.end.year for rows in found.values() for row in rows if row.period.end is not None)
        newest = max(ends, default=0)
        for id, figures in found.items():
            if self.ds.get(id, Indicator).kind is IndicatorKind.FLOW and len(gaps) < _UNKNOWN:
                known = {row.period.year for row in figures if row.period.calendar_unit == "year"}
                starts = [row.period.start.year for row in figures if row.period.start is not None]
                first = opened.end.year + 1 if opened is not None and opened.end is not None else min(starts, default=1)
                years = [year for year in range(first, newest) if year not in known]
                if years:
                    name = self.ds.get(id, Indicator).name.in_(self.lang)
                    gaps.append(f"{name} {self._list(self._years(years))}")
        if gaps:
            yield Line(self._word("headline.no-year", self._word("stop").join(gaps)))

    def _years(self, years: list[int]) -> Iterator[str]:
        """Yield years in words, those that follow each other as a range."""
        for _, group in groupby(enumerate(years), key=lambda each: each[1] - each[0]):
            run = [year for _, year in group]
            key = "headline.year" if len(run) == 1 else "headline.years"
            yield self._word(key, run[0], run[-1])


def _is_group(place: Place) -> bool:
    return isinstance(place, Organization) and place.kind is OrganizationKind.GROUP_OF_PLACES


def _first_and_newest(rows: list[Observation]) -> list[Observation]:
    """Return the figure since the opening, or else the first, and the newest one."""
    ordered = sorted(rows, key=lambda row: (row.period.end or date.max, row.period.start or date.min, row.id))
    chosen = [ordered[0], ordered[-1]] if len(ordered) > 1 else ordered
    return chosen if chosen[0].period != chosen[-1].period else chosen[-1:]


def _direct(link: Linkage) -> int:
    return sum(not each.provincial for each in link.evidence)


def _facts(row: Observation) -> tuple[tuple[str, object], ...]:
    """Return a figure as values, for the JSON form."""
    figure = row.quantity
    return (
        ("observation", row.id),
        ("subject", row.subject),
        ("indicator", row.indicator),
        ("basis", row.basis.value),
        ("period", row.period.edtf),
        ("value", format(figure.value, "f")),
        ("lower", format(figure.lower, "f") if figure.lower.is_finite() else None),
        ("upper", format(figure.upper, "f") if figure.upper.is_finite() else None),
        ("unit", str(figure.unit)),
        ("bound", figure.bound.value),
        ("source_ids", [each.source for each in row.citations]),
    )
