"""Drafts of observations that were read from a text, for a person to confirm."""

from __future__ import annotations

__all__ = ["Candidate", "Draft", "Match", "compared", "period_of"]

import csv
import io
import re
from collections import Counter
from datetime import date
from enum import StrEnum

import attrs

from anhui_ftz.analysis.figures.agreement import rows_by_key
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation
from anhui_ftz.reading.dates import Dating
from anhui_ftz.words import phrase
from anhui_ftz.words.remark import Remark

_COLUMNS = (
    "subject indicator period figure value lower upper unit bound source source_publisher source_publisher_en "
    "source_publisher_zh source_title source_url source_published source_language locator basis needs"
).split()


class Match(StrEnum):
    """How a candidate compares with the data set that it was read against."""

    #: The data set has no figure for that subject, indicator and period.
    NEW = "new"
    #: It has one that may be the same.
    CONFIRMATION = "confirmation"
    #: It has others only.
    CONFLICT = "conflict"
    #: Something about the candidate is open, so that it cannot be compared.
    OPEN = "open"


@attrs.frozen(kw_only=True)
class Candidate:
    """A figure of a text, as far as the text says what it is."""

    #: Id of the place that it is about; None if the text leaves that open.
    subject: str | None
    #: Id of the indicator; None likewise.
    indicator: str | None
    #: Its days; None likewise.
    period: Period | None
    #: How the days are known; None where they are not.
    basis: Basis | None
    #: The figure.
    quantity: Quantity
    #: The figure with the words that bound it, as printed.
    printed: str
    #: Number of its paragraph, from 1.
    paragraph: int
    #: What a person must decide; empty if it is settled.
    needs: tuple[str, ...] = ()
    #: How it compares with the data set.
    match: Match = Match.OPEN
    #: Ids of the records for the same subject, indicator and period.
    records: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing about it is open."""
        return not self.needs

    @property
    def key(self) -> tuple[str, str, Period] | None:
        """Its subject, indicator and period; None unless all are settled."""
        if self.needs or self.subject is None or self.indicator is None or self.period is None:
            return None
        return self.subject, self.indicator, self.period


@attrs.frozen
class Draft:
    """What was read from a text: its candidates, and what could not be read."""

    #: The data set that it was read against.
    base: Dataset = attrs.field(repr=False)
    #: The source of the text.
    source: Source
    #: The figures, in the order of the text.
    candidates: tuple[Candidate, ...]
    #: Figures and clauses that could not be read, with the reason where there is one: then it is a remark, which
    #: ``in_("zh")`` returns in Chinese.
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        settled = sum(each.is_settled for each in self.candidates)
        numbers = len(self.candidates), settled, len(self.candidates) - settled, len(self.left)
        return phrase("release.counts", "en", *numbers)

    def observations(self) -> tuple[Observation, ...]:
        """Return what is settled and not a confirmation, as records."""
        rows, taken, numbers = list[Observation](), set[str](), Counter[str]()
        for each in self.candidates:
            if each.key is not None and each.match is not Match.CONFIRMATION:
                id = self._new_id(each, taken, numbers)
                basis = each.basis or Basis.PRINTED
                cited = Citation(self.source.id, f"paragraph {each.paragraph}", each.printed)
                rows.append(Observation(id, *each.key, each.quantity, citations=[cited], basis=basis))
        return tuple(rows)

    def dataset(self) -> Dataset:
        """Return a data set of what is settled and not on record yet, ready to `merge` into the base."""
        sources = self.base.sources if self._is_known else (*self.base.sources, self.source)
        return attrs.evolve(self.base, observations=self.observations(), cooperations=(), sources=sources)

    def to_csv(self) -> str:
        """Return the candidates as a table; `load_csv` reads it once the cells of ``needs`` are empty."""
        table = io.StringIO()
        writer = csv.DictWriter(table, _COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(_cells(each, self.source, known=self._is_known) for each in self.candidates)
        return table.getvalue()

    @property
    def _is_known(self) -> bool:
        return self.source.id in self.base.sources

    def _new_id(self, candidate: Candidate, taken: set[str], numbers: Counter[str]) -> str:
        """Return an id that no record has; takes it, and counts how often its words were used."""
        words = f"{candidate.subject}-{candidate.indicator}-{candidate.period}".lower()
        stem = re.sub("[^a-z0-9]+", "-", words).strip("-")
        while True:
            numbers[stem] += 1
            id = stem if numbers[stem] == 1 else f"{stem}-{numbers[stem]}"
            if id not in self.base and id not in taken:
                taken.add(id)
                return id


def _cells(candidate: Candidate, source: Source, *, known: bool) -> dict[str, str]:
    quantity = candidate.quantity
    names = source.publisher if isinstance(source.publisher, Name) else Name()
    described = {
        "source_publisher": str(source.publisher),
        "source_publisher_en": names.en,
        "source_publisher_zh": names.zh,
        "source_title": source.title,
        "source_url": source.url,
        "source_published": str(source.published or ""),
        "source_language": source.language,
    }
    return {
        "subject": candidate.subject or "",
        "indicator": candidate.indicator or "",
        "period": str(candidate.period or ""),
        "figure": candidate.printed,
        "value": f"{quantity.value:f}",
        "lower": f"{quantity.lower:f}",
        "upper": f"{quantity.upper:f}",
        "unit": str(quantity.unit),
        "bound": str(quantity.bound),
        "locator": f"paragraph {candidate.paragraph}",
        "basis": str(candidate.basis or ""),
        "needs": "; ".join(candidate.needs),
        "source": source.id,
        **({} if known else described),
    }


def compared(ds: Dataset, candidate: Candidate) -> Candidate:
    """Return a candidate with how it compares with the data set."""
    if candidate.key is None:
        return candidate
    known = ds.memo(rows_by_key).get(candidate.key, [])
    rows = [row for row in known if row.quantity.unit == candidate.quantity.unit]
    same = [row.id for row in rows if row.quantity.may_equal(candidate.quantity)]
    match = Match.CONFIRMATION if same else Match.CONFLICT if rows else Match.NEW
    return attrs.evolve(candidate, match=match, records=tuple(same or (row.id for row in rows)))


def period_of(
    dating: Dating | Remark, indicator: Indicator | None, published: date, *, is_average: bool
) -> tuple[Period | None, str]:
    """Return the days of a figure, or what is to be decided about them: those of a plan are not over.

    The indicator is that of the level; a yearly average is of several years.
    """
    if isinstance(dating, Remark):
        return None, dating
    if dating.period.end is None or dating.period.end > published:
        return None, Remark("period-not-over", dating.period)
    if is_average and dating.period.year is not None:
        return None, Remark("period-of-an-average")
    if indicator and indicator.kind is IndicatorKind.FLOW and dating.period.days == 1:
        return None, Remark("period-from", dating.period)
    if indicator and indicator.kind is IndicatorKind.STOCK and dating.period.days != 1:
        return None, Remark("period-on", dating.period)
    return dating.period, ""
