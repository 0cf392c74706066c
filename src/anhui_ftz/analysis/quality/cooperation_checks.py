"""Checks of cooperations: who is a party, when it was, and whether it is on record twice."""

from __future__ import annotations

__all__ = ["cooperation_checks"]

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from anhui_ftz.analysis.containment import ancestors, children
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.names import folded_name
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, CooperationStatus, Milestone
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.places import Organization, OrganizationKind

#: Bodies that cooperation founds, builds or holds: in the name of a record, they are its subject.
_FOUNDED = frozenset(
    {
        OrganizationKind.ALLIANCE,
        OrganizationKind.CORRIDOR,
        OrganizationKind.EVENT,
        OrganizationKind.FACILITY,
        OrganizationKind.TRAIN_SERVICE,
    }
)
#: A shorter name says too little to look for it in another.
_SHORTEST = 4


def cooperation_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about cooperations."""
    for row in ds.cooperations:
        yield from _parties(ds, row)
        yield from _days(ds, row)
        yield from _order(row)
    yield from _twice(ds)


def _path(row: Cooperation, field: str) -> str:
    return f"$.cooperations['{row.id}'].{field}"


def _parties(ds: Dataset, row: Cooperation) -> Iterator[Finding]:
    """Report a lone party, one that lies in another, one that the record is about, and one that is also its place."""
    if len(row.parties) == 1:
        yield finding("one-party", _path(row, "parties"), row.parties[0])
    outers = {party for party in row.parties if children(ds, party)}
    for party in row.parties:
        around = outers - {party}
        for outer in ancestors(ds, party) & around if around else ():
            yield finding("party-within-party", _path(row, "parties"), party, outer, others=[party, outer])
        if party in row.places:
            yield finding("party-is-place", _path(row, "places"), party, others=[party])
        if _is_subject(ds, row, party):
            yield finding("party-is-subject", _path(row, "parties"), party, others=[party])


def _is_subject(ds: Dataset, row: Cooperation, party: str) -> bool:
    body = ds.place(party)
    if not isinstance(body, Organization) or body.kind not in _FOUNDED:
        return False
    titles = [folded_name(form) for form in row.name.all]
    names = [name for form in body.name.all if len(name := folded_name(form)) >= _SHORTEST]
    return any(name in title for name in names for title in titles)


def _days(ds: Dataset, row: Cooperation) -> Iterator[Finding]:
    """Report a milestone on the day of each of its sources that is said to be printed."""
    for index, each in enumerate(row.milestones):
        cited = each.citations or row.citations
        days = [ds.sources[one.source].published for one in cited]
        single = each.period.start is not None and each.period.start == each.period.end
        if each.basis is Basis.PRINTED and single and days and all(day == each.period for day in days):
            yield finding("milestone-on-source-day", _path(row, f"milestones[{index}]"), each.status, each.period)


def _order(row: Cooperation) -> Iterator[Finding]:
    """Report a milestone that was certainly reached before one of an earlier status."""
    by_status: defaultdict[CooperationStatus, list[Milestone]] = defaultdict(list)
    for each in sorted(row.milestones, key=lambda each: each.period.start or date.min, reverse=True):
        by_status[each.status].append(each)
    for index, one in enumerate(row.milestones):
        for status, latest_first in by_status.items():
            for two in _after(one, latest_first) if one.status.rank > status.rank else ():
                stated = one.status, one.period, two.status, two.period
                yield finding("milestones-out-of-order", _path(row, f"milestones[{index}]"), *stated)


def _after(one: Milestone, latest_first: Iterable[Milestone]) -> Iterable[Milestone]:
    """Return the milestones that one was certainly reached before."""
    return takewhile(lambda two: one.period.precedes(two.period), latest_first)


def _twice(ds: Dataset) -> Iterator[Finding]:
    """Report two records of the same parties, form and topic that reached one status within days that overlap."""
    alike: defaultdict[tuple[object, ...], list[tuple[date, date, str]]] = defaultdict(list)
    for row in ds.cooperations:
        for each in row.milestones:
            for topic in row.topics:
                key = frozenset(row.parties), row.form, topic, each.status
                alike[key].append((*in_time(each.period), row.id))
    for reached in alike.values():
        end, first = date.min, ""
        for start, last, id in sorted(reached):
            if start <= end and first != id and first:
                yield finding("same-cooperation-twice", f"$.cooperations['{id}']", first, others=[first])
            end, first = max((end, first), (last, id))
