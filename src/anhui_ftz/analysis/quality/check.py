"""Data quality: what is doubtful in a data set that is valid."""

from __future__ import annotations

__all__ = ["check"]

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from anhui_ftz.analysis.containment import children
from anhui_ftz.analysis.figures.agreement import rows_by_key
from anhui_ftz.analysis.figures.rates import GROWTH
from anhui_ftz.analysis.quality.cooperation_checks import cooperation_checks
from anhui_ftz.analysis.quality.cross_checks import compared, conflicts
from anhui_ftz.analysis.quality.figure_checks import figure_checks
from anhui_ftz.analysis.quality.findings import Finding, finding, sorted_findings
from anhui_ftz.analysis.quality.reconciliation import Verdict, reconcile
from anhui_ftz.analysis.quality.source_checks import source_checks
from anhui_ftz.analysis.quality.word_checks import word_checks
from anhui_ftz.errors import ConflictError, NotAdditiveError
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Area

#: The indicator of a place's size.
_SIZE = "area"


def check(ds: Dataset) -> tuple[Finding, ...]:
    r"""Return what is doubtful in a valid data set.

    Parameters
    ----------
    ds
        The data set.

    Returns
    -------
    tuple of Finding
        The most severe first; ``anhui_ftz.analysis.quality.findings.RULES`` says what each rule means.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> mine = ftz.Dataset(sources=[ftz.Source("page", "Publisher", published="2021")])
    >>> print(*ftz.check(mine), sep="\n")
    info: $.sources['page']: no record cites it (cite it, or leave it out) [unused-source]
    """
    as_dataset(ds)
    figures = (_comparisons(ds), figure_checks(ds), _zones(ds))
    return sorted_findings(chain(source_checks(ds), *figures, cooperation_checks(ds), word_checks(ds)))


def _comparisons(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about figures compared with each other, and which ones are missing."""
    yield from _sizes(ds)
    yield from _parts(ds)
    yield from _conflicts(ds)
    yield from _growth(ds)
    yield from _unused(ds)


def _sizes(ds: Dataset) -> Iterator[Finding]:
    sized = {row.subject for row in ds.observations if row.indicator == _SIZE}
    for area in ds.areas:
        if area.id not in sized:
            yield finding("area-without-size", f"$.areas['{area.id}']", _SIZE, area.zone)


def _parts(ds: Dataset) -> Iterator[Finding]:
    """Compare the areas of each zone with the zone, for every indicator that all of them have."""
    measured: defaultdict[str, set[str]] = defaultdict(set)
    for row in ds.observations:
        measured[row.subject].add(row.indicator)
    additive = {indicator.id for indicator in ds.indicators if indicator.additive}
    for zone in ds.zones:
        parts = [id for id in children(ds, zone.id) if isinstance(ds.place(id), Area)]
        shared = measured[zone.id].intersection(additive, *(measured[part] for part in parts))
        for indicator in shared if parts else ():
            yield from _contradiction(ds, zone.id, indicator)


def _contradiction(ds: Dataset, zone: str, indicator: str) -> Iterator[Finding]:
    try:
        found = reconcile(ds, zone, indicator)
    except (ConflictError, NotAdditiveError):  # reported by another rule, or without a sum that could contradict
        return
    if found.verdict is Verdict.CONTRADICTED and found.sum is not None:
        path = f"$.observations['{found.whole.id}']"
        ids = tuple(part.id for part in found.parts)
        figures = found.whole.quantity, found.sum.quantity
        yield finding("parts-contradict-whole", path, zone, *figures, ids, others=ids)


def _conflicts(ds: Dataset) -> Iterator[Finding]:
    for each in conflicts(ds):
        first, *others = (row.id for row in each.observations)
        stated = compared(each), "latest(prefer=...)"
        yield finding("conflicting-sources", f"$.observations['{first}']", *stated, others=others)


def _growth(ds: Dataset) -> Iterator[Finding]:
    rows = ds.memo(rows_by_key)
    for (subject, indicator, period), rates in rows.items():
        level = indicator.removesuffix(GROWTH)
        if level != indicator and (subject, level, period) not in rows:
            for rate in rates:
                yield finding("growth-without-level", f"$.observations['{rate.id}']", level, subject, period)


def _unused(ds: Dataset) -> Iterator[Finding]:
    used = {row.indicator for row in ds.observations}
    for indicator in ds.indicators:
        if indicator.id not in used:
            yield finding("unused-indicator", f"$.indicators['{indicator.id}']")


def _zones(ds: Dataset) -> Iterator[Finding]:
    for zone in ds.zones:
        approved, inaugurated = zone.date_of("approved"), zone.date_of("inaugurated")
        if approved is not None and inaugurated is not None and inaugurated.precedes(approved):
            yield finding("inaugurated-before-approved", f"$.zones['{zone.id}'].events", inaugurated, approved)
