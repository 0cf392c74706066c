"""Why observations must not be added: every reason, found before any sum is made."""

from __future__ import annotations

__all__ = ["RULES", "reasons_against"]

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from anhui_ftz.analysis.containment import overlapping_pairs
from anhui_ftz.errors import Reason, UnknownName
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation

#: Every rule that can forbid a sum, with what it says.
RULES = {
    "empty": "there is nothing to add",
    "unit": "the units differ",
    "indicator": "the indicators differ",
    "ratio": "a ratio is never added",
    "not-additive": "the indicator is declared not additive",
    "stock-over-time": "stocks of different days are never added",
    "conflicting-sources": "several sources state the same figure",
    "overlapping-periods": "periods of one subject overlap",
    "overlapping-subjects": "subjects overlap",
}

_SHOWN = 4


def reasons_against(ds: Dataset, observations: Sequence[Observation]) -> list[Reason]:
    """Return every reason against adding these observations; none means that the sum is lawful.

    Parameters
    ----------
    ds
        The data set, for the kinds of indicators and for what lies within what.
    observations
        The observations.

    Raises
    ------
    UnknownName
        If the data set does not have a subject or an indicator.
    """
    if not observations:
        return [Reason("empty", "a sum of nothing has no unit; give one observation at least")]
    indicators = _indicators(ds, observations)
    return [
        *_of_units(observations),
        *_of_indicators(indicators),
        *_of_stocks(observations, indicators),
        *_of_one_subject(observations),
        *_of_subjects(ds, observations),
    ]


def _indicators(ds: Dataset, observations: Sequence[Observation]) -> list[Indicator]:
    found = [ds.get(id) for id in sorted({row.indicator for row in observations})]
    for record in found:
        if not isinstance(record, Indicator):
            raise UnknownName(record.id)
    return [record for record in found if isinstance(record, Indicator)]


def _of_units(observations: Sequence[Observation]) -> Iterator[Reason]:
    units = sorted({str(row.quantity.unit) for row in observations})
    if len(units) > 1:
        yield Reason("unit", f"{_listed(units)} cannot be added; bring them to one unit first")


def _of_indicators(indicators: Sequence[Indicator]) -> Iterator[Reason]:
    if len(indicators) > 1:
        meanings = "; ".join(f"{each.id} ({each.definition or each.name})" for each in indicators[:_SHOWN])
        yield Reason("indicator", f"they measure different things, and one may be inside the other: {meanings}")
    for each in indicators:
        if each.kind is IndicatorKind.RATIO:
            yield Reason("ratio", f"{each.id} is a ratio; add what it is a ratio of, then divide")
        elif not each.additive:
            yield Reason("not-additive", f"{each.id} is not additive: {each.definition or each.name}")


def _of_stocks(observations: Sequence[Observation], indicators: Sequence[Indicator]) -> Iterator[Reason]:
    stocks = {each.id for each in indicators if each.kind is IndicatorKind.STOCK}
    periods = [row.period for row in observations if row.indicator in stocks]
    if not periods:
        return
    begun = max(period.start or date.min for period in periods)
    over = min(period.end or date.max for period in periods)
    if begun > over:
        days = _listed(sorted({period.edtf for period in periods}))
        yield Reason("stock-over-time", f"a stock holds at a day, and {days} have none in common; choose one day")


def _of_one_subject(observations: Sequence[Observation]) -> Iterator[Reason]:
    """Look for one subject's observations that count the same days twice."""
    by_subject: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        by_subject[row.subject].append(row)
    same: list[str] = []
    overlapping: list[str] = []
    for rows in by_subject.values():
        rows.sort(key=lambda row: (row.period.start or date.min, row.period.end or date.max, row.indicator, row.id))
        seen: dict[tuple[str, Period], Observation] = {}
        for row in rows:
            key = row.indicator, row.period
            if key in seen:
                same.append(f"{seen[key].id} and {row.id}")
            else:
                seen[key] = row
        widest, *rest = seen.values()
        for row in rest:
            if widest.period.overlaps(row.period):
                overlapping.append(f"{widest.id} and {row.id}")
            if (row.period.end or date.max) > (widest.period.end or date.max):
                widest = row
    if same:
        text = f"{_listed(same)} state the same figure; take one, by latest(..., prefer=)"
        yield Reason("conflicting-sources", text)
    if overlapping:
        text = f"{_listed(overlapping)} cover some of the same days, so one may be inside the other"
        yield Reason("overlapping-periods", text)


def _of_subjects(ds: Dataset, observations: Sequence[Observation]) -> Iterator[Reason]:
    """Look for places that share ground while their periods share days."""
    by_subject: defaultdict[str, list[Observation]] = defaultdict(list)
    for row in observations:
        by_subject[row.subject].append(row)
    if len(by_subject) == 1:
        ds.place(observations[0].subject)
        return
    pairs = [
        f"{one} and {two}"
        for one, two in overlapping_pairs(ds, by_subject)
        if any(a.period.overlaps(b.period) for a in by_subject[one] for b in by_subject[two])
    ]
    if pairs:
        text = f"{_listed(pairs)} share ground, so that part would count twice; keep the whole or the parts"
        yield Reason("overlapping-subjects", text)


def _listed(items: Sequence[str]) -> str:
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return ", ".join(items[:_SHOWN]) + more
