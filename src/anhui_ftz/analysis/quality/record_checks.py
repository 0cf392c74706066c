"""Checks of records by themselves: names, the dates of zones, the course of cooperations."""

from __future__ import annotations

__all__ = ["record_checks"]

from collections.abc import Iterator
from itertools import permutations

from anhui_ftz.analysis.names import shared_names
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Observation


def record_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about places, indicators and cooperations, each by itself."""
    yield from _names(ds)
    yield from _shared(ds)
    yield from _zones(ds)
    for row in ds.cooperations:
        yield from _cooperation(row)


def _names(ds: Dataset) -> Iterator[Finding]:
    for table, rows in ds.tables():
        for row in rows:
            if not isinstance(row, Observation | Source):
                path = f"$.{table}['{row.id}'].name"
                if not row.name.zh:
                    yield finding("no-chinese-name", f"{path}.zh", f"{row.name.en or row.id} has no Chinese name")
                if not row.name.en:
                    yield finding("no-english-name", f"{path}.en", f"{row.name.zh or row.id} has no English name")


def _shared(ds: Dataset) -> Iterator[Finding]:
    tables = {row.id: table for table, rows in ds.tables() for row in rows}
    for name, ids in shared_names(ds).items():
        path = f"$.{tables[ids[0]]}['{ids[0]}'].name"
        yield finding("ambiguous-name", path, f"{name!r} may mean any of {', '.join(ids)}", "ask by id")


def _zones(ds: Dataset) -> Iterator[Finding]:
    for zone in ds.zones:
        if zone.approved is not None and zone.inaugurated is not None and zone.inaugurated.precedes(zone.approved):
            message = f"inaugurated {zone.inaugurated}, and approved {zone.approved}"
            yield finding("inaugurated-before-approved", f"$.zones['{zone.id}'].inaugurated", message)


def _cooperation(row: Cooperation) -> Iterator[Finding]:
    path = f"$.cooperations['{row.id}']"
    if len(row.parties) == 1:
        message = f"{row.parties[0]} is its one party, so it links nothing"
        yield finding("one-party", f"{path}.parties", message, "name the others if a source does")
    for (index, one), (_, two) in permutations(enumerate(row.milestones), 2):
        if one.status.rank > two.status.rank and one.period.precedes(two.period):
            message = f"{one.status} in {one.period}, and {two.status} only in {two.period}"
            yield finding("milestones-out-of-order", f"{path}.milestones[{index}]", message)
