"""The rows of the tables that a data set is written as, cell by cell."""

from __future__ import annotations

__all__ = [
    "PLACES",
    "RECORDS",
    "aliases",
    "areas",
    "citations",
    "containment",
    "cooperations",
    "divisions",
    "focuses",
    "hosts",
    "indicators",
    "milestones",
    "observations",
    "organizations",
    "participations",
    "places",
    "records",
    "sources",
    "topics",
    "zones",
]

from collections.abc import Iterator, Sequence

from anhui_ftz.io.packages.table_columns import Row, fixed
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation

#: The tables that hold places and bodies.
PLACES = ("divisions", "zones", "areas", "organizations")
#: The tables whose records may cite sources.
RECORDS = (*PLACES, "indicators", "observations", "cooperations")


def records(ds: Dataset) -> Iterator[Row]:
    """List every record that may cite sources, with its table."""
    return _index(ds, RECORDS)


def places(ds: Dataset) -> Iterator[Row]:
    """List every place or body, with its table."""
    return _index(ds, PLACES)


def divisions(ds: Dataset) -> Iterator[Row]:
    """List the divisions."""
    for row in ds.divisions:
        codes = row.iso_3166_2 or "", row.gb_t_2260 or ""
        yield row.id, *_named(row.name), row.kind.value, *codes, *_at(row.location), row.note


def zones(ds: Dataset) -> Iterator[Row]:
    """List the zones."""
    for row in ds.zones:
        days = str(row.approved or ""), str(row.inaugurated or "")
        facts = row.province, str(row.batch or ""), *days, row.document, row.status.value
        yield row.id, *_named(row.name), *facts, row.note


def areas(ds: Dataset) -> Iterator[Row]:
    """List the areas."""
    for row in ds.areas:
        yield row.id, *_named(row.name), row.zone, str(row.since or ""), row.note


def organizations(ds: Dataset) -> Iterator[Row]:
    """List the organizations."""
    for row in ds.organizations:
        yield row.id, *_named(row.name), row.kind.value, *_at(row.location), row.note


def indicators(ds: Dataset) -> Iterator[Row]:
    """List the indicators."""
    for row in ds.indicators:
        facts = str(row.unit), row.kind.value, str(row.additive).lower(), row.definition, row.concept
        yield row.id, *_named(row.name), *facts, row.note


def observations(ds: Dataset) -> Iterator[Row]:
    """List the observations."""
    for row in ds.observations:
        figure = *_days(row.period), *_figure(row.quantity)
        yield row.id, row.subject, row.indicator, *figure, row.status.value, row.note


def cooperations(ds: Dataset) -> Iterator[Row]:
    """List the cooperations."""
    for row in ds.cooperations:
        yield row.id, *_named(row.name), row.form.value, *_figure(row.value), row.note


def sources(ds: Dataset) -> Iterator[Row]:
    """List the sources."""
    for row in ds.sources:
        printed = row.publisher, row.title, row.language, str(row.published or ""), row.url
        kept = row.carrier.value if row.carrier else "", row.translation.value, row.sha256
        yield row.id, *printed, *kept, row.note


def aliases(ds: Dataset) -> Iterator[Row]:
    """List further names."""
    for row in (*_places(ds), *ds.indicators, *ds.cooperations):
        yield from _listed(row.id, row.name.aliases)


def containment(ds: Dataset) -> Iterator[Row]:
    """List what lies within what."""
    return ((row.id, parent) for row in _places(ds) for parent in row.within)


def hosts(ds: Dataset) -> Iterator[Row]:
    """List the city of each area that has one."""
    return ((row.id, row.city) for row in ds.areas if row.city is not None)


def focuses(ds: Dataset) -> Iterator[Row]:
    """List what the plan of each area names."""
    return (focus for row in ds.areas for focus in _listed(row.id, row.focus))


def participations(ds: Dataset) -> Iterator[Row]:
    """List who takes part in each cooperation, and where it stands."""
    for row in ds.cooperations:
        for role, ids in (("party", row.parties), ("place", row.places)):
            yield from ((row.id, role, str(position), place) for position, place in enumerate(ids, 1))


def milestones(ds: Dataset) -> Iterator[Row]:
    """List what each cooperation reached when."""
    for row in ds.cooperations:
        for position, each in enumerate(row.milestones, 1):
            yield row.id, str(position), each.status.value, *_days(each.period)


def topics(ds: Dataset) -> Iterator[Row]:
    """List the topics of each cooperation."""
    return (topic for row in ds.cooperations for topic in _listed(row.id, row.topics))


def citations(ds: Dataset) -> Iterator[Row]:
    """List where each record and milestone is stated."""
    for table, rows in ds.tables():
        if table in RECORDS:
            for row in rows:
                yield from _cited(row.id, 0, row.citations)
    for row in ds.cooperations:
        for number, milestone in enumerate(row.milestones, 1):
            yield from _cited(row.id, number, milestone.citations)


def _index(ds: Dataset, tables: Sequence[str]) -> Iterator[Row]:
    return ((row.id, table) for table, rows in ds.tables() if table in tables for row in rows)


def _places(ds: Dataset) -> Iterator[Place]:
    return (row for table, rows in ds.tables() if table in PLACES for row in rows)


def _listed(id: str, values: Sequence[str]) -> Iterator[Row]:
    return ((id, str(position), value) for position, value in enumerate(values, 1))


def _cited(id: str, milestone: int, citations: Sequence[Citation]) -> Iterator[Row]:
    for position, each in enumerate(citations, 1):
        yield id, str(milestone), str(position), each.source, each.locator, each.as_published


def _days(period: Period) -> Row:
    return period.edtf, str(period.start or ""), str(period.end or "")


def _figure(quantity: Quantity | None) -> Row:
    if quantity is None:
        return ("",) * 5
    figures = (fixed(each) for each in (quantity.value, quantity.lower, quantity.upper))
    return *figures, str(quantity.unit), quantity.bound.value


def _named(name: Name) -> Row:
    return name.en, name.zh


def _at(location: Location | None) -> Row:
    return ("", "") if location is None else (fixed(location.latitude), fixed(location.longitude))
