"""Checks of figures against their prints, their sources and each other: what a careful reader would find."""

from __future__ import annotations

__all__ = ["figure_checks"]

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby

from anhui_ftz.analysis.containment import FromAbove
from anhui_ftz.analysis.figures.agreement import rows_by_key
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.rates import GROWTH
from anhui_ftz.analysis.quality.cross_checks import conflicts
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.analysis.quality.source_checks import as_read, prints_of
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.note import NoteKind
from anhui_ftz.model.outline import Outline
from anhui_ftz.model.period import YEAR_PARTS, Period
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.statistics import IndicatorKind, Observation
from anhui_ftz.model.unit import Unit

_CONTRACTED = "contracted-investment"
_TOTAL_INVESTMENT = re.compile(r"总投资|總投資|\btotal investment\b", re.IGNORECASE)
_PERCENT, _TONNE = Unit.parse("%"), Unit.parse("t")


def figure_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about figures: how they were read, dated, and how they go together."""
    yield from _printed_once(ds)
    for row in ds.observations:
        yield from _exact(row)
        yield from _total_investment(row)
        yield from _source_days(ds, row)
    yield from _disjoint(ds)
    yield from _wholes(ds)
    yield from _currencies(ds)
    yield from _falling(ds)


def _path(row: Observation, field: str = "") -> str:
    return f"$.observations['{row.id}']{field}"


def _printed_once(ds: Dataset) -> Iterator[Finding]:
    """Look for two records of one printed figure: one source, place in it, words, indicator and value."""
    prints: defaultdict[tuple[object, ...], dict[str, Observation]] = defaultdict(dict)
    for row in ds.observations:
        for cited in row.citations:
            words = re.sub(r"\s", "", cited.as_published).casefold()
            about = () if words and cited.locator else (row.subject, row.period)
            prints[cited.source, cited.locator, words, row.indicator, row.quantity, about][row.id] = row
    pairs: dict[tuple[str, str], Finding] = {}
    for (source, *_), rows in prints.items():
        for first, row in _same_statements(rows.values()):
            stated = first.id, row.quantity, source
            pairs[first.id, row.id] = finding("one-print-twice", _path(row), *stated, others=[first.id])
    yield from pairs.values()


def _same_statements(rows: Iterable[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Yield the records that can be the statement of one before: of its place, or of days that meet its days.

    Records of the same days are left out: "5 each" is a statement about several places.
    """
    by_place: dict[str, Observation] = {}
    last: Observation | None = None  # of those before, the one that ends last, and the one of other days that does
    other: Observation | None = None
    for row in sorted(rows, key=lambda row: (*in_time(row.period), row.id)):
        before = other if last is not None and last.period == row.period else last
        first = by_place.setdefault(row.subject, row)
        if first is row and before is not None and before.period.overlaps(row.period):
            first = before
        if first is not row:
            yield (first, row) if first.id < row.id else (row, first)
        if last is None or in_time(row.period)[1] > in_time(last.period)[1]:
            last, other = row, last
        elif row.period != last.period and (other is None or in_time(row.period)[1] > in_time(other.period)[1]):
            other = row


def _disjoint(ds: Dataset) -> Iterator[Finding]:
    """Report figures of one subject, indicator, period and unit that share no value, where no note says why."""
    for each in conflicts(ds):
        if each.implied is None and not any(row.notes for row in each.observations):
            high = max(each.observations, key=lambda row: row.quantity.lower)
            low = min(each.observations, key=lambda row: row.quantity.upper)
            stated = low.quantity, low.id, high.quantity, high.id
            yield finding("disjoint-figures", _path(low), *stated, others=[high.id])


def _exact(row: Observation) -> Iterator[Finding]:
    """Report an exact figure in money, weight or per cent that no print gives as exact."""
    unit = row.quantity.unit
    if row.quantity.lower != row.quantity.upper or not (unit.currencies or unit in (_PERCENT, _TONNE)):
        return
    if not any(_is_exact(printed, unit) for printed in prints_of(row)):
        yield finding("exact-without-print", _path(row, ".quantity"), row.quantity)


def _is_exact(printed: str, unit: Unit) -> bool:
    found = as_read(printed, unit)
    return isinstance(found, Quantity) and found.bound is Bound.EXACT


def _total_investment(row: Observation) -> Iterator[Finding]:
    """Report total investment (总投资) under contracted investment, unless a note says so."""
    if row.indicator != _CONTRACTED:
        return
    for cited in row.citations:
        titles = (cited.as_published, cited.locator)
        scoped = any(note.kind is NoteKind.SCOPE for note in row.notes)
        if any(map(_TOTAL_INVESTMENT.search, titles)) and not scoped:
            stated = cited.as_published, row.indicator, "project-total-investment"
            yield finding("total-investment-as-contracted", _path(row, ".indicator"), *stated)


def _source_days(ds: Dataset, row: Observation) -> Iterator[Finding]:
    """Report a period that ends on the day of each source, and is said to be printed."""
    days = [ds.sources[cited.source].published for cited in row.citations]
    if row.basis is Basis.PRINTED and row.period.end and days and all(_is_day(day, row.period.end) for day in days):
        yield finding("period-ends-with-source", _path(row, ".period"), row.period)


def _is_day(published: Period | None, day: date) -> bool:
    return published is not None and published.start == published.end == day


def _currencies(ds: Dataset) -> Iterator[Finding]:
    """Report a growth rate whose level is on record only in another currency than that of its indicator."""
    rows = ds.memo(rows_by_key)
    for (subject, indicator, period), rates in rows.items():
        level = indicator.removesuffix(GROWTH)
        levels = rows.get((subject, level, period), []) if level != indicator else []
        own = ds.indicators[level].unit if levels else None
        if own is not None and own.currencies and all(row.quantity.unit != own for row in levels):
            for rate in rates:
                if not rate.notes:
                    stated = level, own, levels[0].id, levels[0].quantity.unit
                    others = [each.id for each in levels]
                    yield finding("growth-in-other-currency", _path(rate), *stated, others=others)


def _wholes(ds: Dataset) -> Iterator[Finding]:
    """Report a part that is larger than its whole: of a place within another, or of a shorter time."""
    alike: defaultdict[tuple[str, Period, Unit], list[Observation]] = defaultdict(list)
    for row in ds.observations:
        if ds.indicators[row.indicator].additive:
            alike[row.indicator, row.period, row.quantity.unit].append(row)
    tightest = {key: FromAbove(ds, partial(_inherited, _by_subject(rows))) for key, rows in alike.items()}
    for (indicator, period, unit), parts in alike.items():
        longer = _around(period) if ds.indicators[indicator].kind.adds_over_time else ()
        around = [tightest[key] for each in longer if (key := (indicator, each, unit)) in tightest]
        for part in parts:
            wholes = [tightest[indicator, period, unit][id] for id in ds.place(part.subject).within]
            for whole in dict.fromkeys([*wholes, *(each[part.subject] for each in around)]):
                if whole is not None and part.quantity.lower > whole.quantity.upper:
                    stated = part.quantity, whole.quantity, whole.id
                    yield finding("part-larger-than-whole", _path(part), *stated, others=[whole.id])


def _by_subject(rows: Iterable[Observation]) -> dict[str, Observation]:
    """Return the figure of each place that leaves least room for its parts."""
    found: dict[str, Observation] = {}
    for row in rows:
        found[row.subject] = _tightest([found.get(row.subject, row), row])
    return found


def _inherited(own: Mapping[str, Observation], place: Outline, above: list[Observation | None]) -> Observation | None:
    """Return the figure of a place, or of what it lies within, that leaves least room for its parts."""
    known = [row for row in (own.get(place.id), *above) if row is not None]
    return _tightest(known) if known else None


def _tightest(rows: Iterable[Observation]) -> Observation:
    return min(rows, key=lambda row: row.quantity.upper)


def _around(period: Period) -> Iterator[Period]:
    """Yield the quarter, half and year around a period of one year, those that are longer."""
    if period.year is None:
        return
    year = f"{period.year:04}"
    for span in map(Period.parse, (year, *(f"{year}-{code}" for code in YEAR_PARTS))):
        if span != period and span.contains(period):
            yield span


def _falling(ds: Dataset) -> Iterator[Finding]:
    """Report a flow since one day that is smaller on a later one."""
    flows = {row.id for row in ds.indicators if row.kind is IndicatorKind.FLOW}
    rows = [row for row in ds.observations if row.indicator in flows and row.period.start and row.period.end]
    key = _series
    for _, group in groupby(sorted(rows, key=lambda row: (key(row), row.period.end, row.id)), key=key):
        yield from _falls(group)


def _series(row: Observation) -> tuple[str, str, str, str]:
    return row.subject, row.indicator, str(row.quantity.unit), str(row.period.start)


def _falls(rows: Iterable[Observation]) -> Iterator[Finding]:
    """Compare each figure of a running series with the highest that was certain before."""
    highest: Observation | None = None
    waiting: list[Observation] = []
    for row in rows:
        if waiting and waiting[-1].period.end != row.period.end:
            highest = max([*waiting, *([highest] if highest else [])], key=lambda each: each.quantity.lower)
            waiting = []
        if highest is not None and row.quantity.upper < highest.quantity.lower:
            stated = row.quantity, row.period, highest.quantity, highest.period, highest.id
            yield finding("cumulative-series-falls", _path(row), *stated, others=[highest.id])
        waiting.append(row)
