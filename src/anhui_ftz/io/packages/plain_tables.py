"""A data set as plain tables: its eight tables, and one for each list in them, so that no cell contains a list.

Nothing is lost: the tables can be put together to the same data set. What may refer to any place or any
record is listed in ``places`` and ``records``, so that every reference is a foreign key.
"""

from __future__ import annotations

__all__ = ["COUNTED", "TABLES", "PlainTable"]

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import Any

import attrs

from anhui_ftz.io.columns import ID, NAMES, SOURCE, Cell, CellKind, Column, both, figure, period, point
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import CooperationForm, CooperationStatus
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.event import ZoneEventKind
from anhui_ftz.model.integrity import PLACES, cited_parts
from anhui_ftz.model.name import Name
from anhui_ftz.model.note import NoteKind
from anhui_ftz.model.places import DivisionKind, OrganizationKind, ZoneStatus
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import IndicatorKind, ObservationStatus

#: The tables whose records may cite sources, and may have notes.
_CITING = (*PLACES, "indicators", "observations", "cooperations")
_NOTED = (*_CITING, "sources")
#: Columns of keys that count the entries of a list.
COUNTED = ("part", "position")


@attrs.frozen
class PlainTable:
    """A table: what a row is, what identifies a row, and what its rows are made of."""

    #: Its name, which its file has too.
    name: str
    #: What a row is.
    about: str
    #: Names of the columns that tell rows apart.
    key: tuple[str, ...]
    #: What the rows of a data set are made of, in order.
    records: Callable[[Dataset], Iterable[Any]]
    #: Its columns, in order.
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"

    @property
    def references(self) -> list[tuple[str, str]]:
        """The columns that refer to another table, each with that table."""
        return [(column.name, column.refers) for column in self.columns if column.refers]


def _refers(name: str, table: str, about: str, cell: Callable[[Any], Cell]) -> Column:
    return Column(name, about, cell, required=True, refers=table)


def _chosen(name: str, about: str, choices: type[StrEnum] | Sequence[str], cell: Callable[[Any], Cell]) -> Column:
    return Column(name, about, cell, required=True, choices=choices)


#: Tables of lists are made of tuples: what has the list, the place in it, and what is there.
_OWNER, _ENTRY = itemgetter(0), itemgetter(2)
_POSITION = Column("position", "Place in the list, from 1.", itemgetter(1), CellKind.INTEGER, required=True)


def _listed(lists: Iterable[tuple[str, Sequence[Any]]]) -> Iterator[tuple[str, int, Any]]:
    return ((owner, position, entry) for owner, entries in lists for position, entry in enumerate(entries, 1))


def _records(ds: Dataset, tables: Iterable[str]) -> Iterator[tuple[str, Any]]:
    return ((table, row) for table in tables for row in getattr(ds, table))


def _list_table(
    name: str, about: str, owner: str, tables: Sequence[str], of: Callable[[Any], Sequence[Any]], *columns: Column
) -> PlainTable:
    """Return the table of a list that the records of some tables have."""

    def lists(ds: Dataset) -> Iterator[tuple[str, int, Any]]:
        return _listed((row.id, of(row)) for _, row in _records(ds, tables))

    whose = _refers(owner, f"{owner}s", f"The {owner}.", _OWNER)
    return PlainTable(name, about, (owner, "position"), lists, (whose, _POSITION, *columns))


def _own(name: str, about: str, *columns: Column) -> PlainTable:
    """Return the table of the records of one table of a data set."""
    return PlainTable(name, about, ("id",), lambda ds: getattr(ds, name), (ID, *columns))


def _index(name: str, about: str, tables: Sequence[str]) -> PlainTable:
    """Return the table that lists the records of several tables."""
    columns = (
        Column("id", ID.about, lambda each: each[1].id, required=True),
        _chosen("table", "Name of its table.", tables, lambda each: each[0]),
    )
    return PlainTable(name, about, ("id",), lambda ds: _records(ds, tables), columns)


def _citations(ds: Dataset) -> Iterator[tuple[str, int, Citation, int]]:
    """List what records and then their parts cite: the record, position, citation and number of the part."""
    for _, row in _records(ds, _CITING):
        yield from ((*each, 0) for each in _listed([(row.id, row.citations)]))
    for _, row in _records(ds, _CITING):
        for _, parts in cited_parts(row):
            for number, part in enumerate(parts, 1):
                yield from ((*each, number) for each in _listed([(row.id, part.citations)]))


def _participants(ds: Dataset) -> Iterator[tuple[str, int, str, str]]:
    """List who takes part in a cooperation, and where it is located: the cooperation, position, place and role."""
    for row in ds.cooperations:
        for role, ids in (("party", row.parties), ("place", row.places)):
            yield from ((*each, role) for each in _listed([(row.id, ids)]))


#: Every table, each before those that refer to it.
TABLES: tuple[PlainTable, ...] = (
    _index("records", "Every record, with its table.", _NOTED),
    _index("places", "Every place or body, with its table.", PLACES),
    _own(
        "divisions",
        "Administrative divisions of China: provinces, cities and counties.",
        *NAMES,
        _chosen("kind", "Its rank.", DivisionKind, lambda row: row.kind),
        Column("iso_3166_2", "ISO 3166-2 code; empty below the provinces.", lambda row: row.iso_3166_2),
        Column("gb_t_2260", "GB/T 2260 code of 2, 4 or 6 digits.", lambda row: row.gb_t_2260),
        *point(lambda row: row.location),
    ),
    _own(
        "zones",
        "Pilot free trade zones.",
        *NAMES,
        _refers("province", "divisions", "Its province.", lambda row: row.province),
        Column("batch", "Number of the batch in which it was established.", lambda row: row.batch, CellKind.INTEGER),
        Column("document", "Number of the founding document.", lambda row: row.document),
        _chosen("status", "Whether it is established.", ZoneStatus, lambda row: row.status),
    ),
    _own(
        "areas",
        "Areas of the zones.",
        *NAMES,
        _refers("zone", "zones", "Its zone.", lambda row: row.zone),
        *period("Since when it exists", lambda row: row.since, "since", required=False),
    ),
    _own(
        "organizations",
        "Ports, companies, authorities and other bodies.",
        *NAMES,
        _chosen("kind", "What it is.", OrganizationKind, lambda row: row.kind),
        *point(lambda row: row.location),
    ),
    _own(
        "indicators",
        "What is measured.",
        *NAMES,
        Column("unit", "Unit of its figures: UCUM symbol or ISO 4217 code.", lambda row: str(row.unit), required=True),
        _chosen("kind", "How it relates to time.", IndicatorKind, lambda row: row.kind),
        Column(
            "additive",
            "Whether figures of disjoint places may be added.",
            lambda row: row.additive,
            CellKind.BOOLEAN,
            required=True,
        ),
        *both("definition", "What is counted, and what is not", lambda row: row.definition),
        Column("concept", "The SDMX concept or standard that it follows.", lambda row: row.concept),
        Column("theme", "What it is about.", lambda row: row.theme, required=True),
        Column("rank", "Place among the figures that a reader wants first.", lambda row: row.rank, CellKind.INTEGER),
    ),
    _own(
        "observations",
        "Figures: subject, indicator, period and value.",
        _refers("subject", "places", "The place or body that it is about.", lambda row: row.subject),
        _refers("indicator", "indicators", "What is measured.", lambda row: row.indicator),
        *period("The days counted, or on which it held", lambda row: row.period),
        *figure(lambda row: row.quantity),
        _chosen("status", "SDMX observation status (CL_OBS_STATUS).", ObservationStatus, lambda row: row.status),
        _chosen("basis", "How the period is known.", Basis, lambda row: row.basis),
    ),
    _own(
        "cooperations",
        "Agreements and other arrangements.",
        *NAMES,
        _chosen("form", "What kind of arrangement it is.", CooperationForm, lambda row: row.form),
        *figure(lambda row: row.value, "value_", required=False),
    ),
    _own("sources", "Pages and documents that the records rest on.", *SOURCE),
    _list_table(
        "aliases",
        "Further names of places, indicators and cooperations.",
        "record",
        (*PLACES, "indicators", "cooperations"),
        lambda row: row.name.aliases,
        Column("alias", "The name.", _ENTRY),
    ),
    _list_table(
        "publisher_aliases",
        "Further names of the publisher of a source.",
        "source",
        ("sources",),
        lambda row: row.publisher.aliases if isinstance(row.publisher, Name) else (),
        Column("alias", "The name.", _ENTRY),
    ),
    PlainTable(
        "containment",
        "What lies within what.",
        ("place", "within"),
        lambda ds: _listed((row.id, row.within) for _, row in _records(ds, PLACES)),
        (
            _refers("place", "places", "The place or body within.", _OWNER),
            _refers("within", "places", "What it lies within.", _ENTRY),
        ),
    ),
    PlainTable(
        "hosts",
        "The city of an area, where a source says; apart, since a foreign key is never empty.",
        ("area",),
        lambda ds: (row for row in ds.areas if row.city is not None),
        (
            _refers("area", "areas", "The area.", lambda row: row.id),
            _refers("city", "divisions", "Its city.", lambda row: row.city),
        ),
    ),
    _list_table(
        "former",
        "Former names and codes of divisions, in order.",
        "division",
        ("divisions",),
        lambda row: row.former,
        Column("name", "The former name or code.", _ENTRY),
    ),
    _list_table(
        "focuses",
        "Industries and tasks that the plan of an area names.",
        "area",
        ("areas",),
        lambda row: row.focus,
        *both("focus", "The industry or task", _ENTRY),
    ),
    _list_table(
        "notes",
        "What a reader should know of a record.",
        "record",
        _NOTED,
        lambda row: row.notes,
        _chosen("kind", "What it is about.", NoteKind, lambda each: each[2].kind),
        *both("text", "What it says", lambda each: each[2].text),
    ),
    PlainTable(
        "participations",
        "Who takes part in a cooperation, and where it is located.",
        ("cooperation", "role", "position"),
        _participants,
        (
            _refers("cooperation", "cooperations", "The cooperation.", _OWNER),
            _chosen("role", "A party takes part; a place is where it is located.", ("party", "place"), itemgetter(3)),
            _POSITION,
            _refers("place", "places", "The place or body.", _ENTRY),
        ),
    ),
    _list_table(
        "milestones",
        "What a cooperation reached when.",
        "cooperation",
        ("cooperations",),
        lambda row: row.milestones,
        _chosen("status", "The status reached.", CooperationStatus, lambda each: each[2].status),
        *period("The days within which it was reached", lambda each: each[2].period),
        _chosen("basis", "How the period is known.", Basis, lambda each: each[2].basis),
    ),
    _list_table(
        "events",
        "What happened in the life of a zone or area, and when.",
        "place",
        ("zones", "areas"),
        lambda row: row.events,
        _chosen("kind", "What happened.", ZoneEventKind, lambda each: each[2].kind),
        *period("The days within which it happened", lambda each: each[2].period),
        Column("document", "Number of the document; empty where none was seen.", lambda each: each[2].document),
    ),
    _list_table(
        "topics",
        "Topics of a cooperation.",
        "cooperation",
        ("cooperations",),
        lambda row: row.topics,
        Column("topic", "Kebab-case topic.", _ENTRY),
    ),
    PlainTable(
        "citations",
        "Where a record is stated, with the figure as printed there.",
        ("record", "part", "position"),
        _citations,
        (
            _refers("record", "records", "The record that cites.", _OWNER),
            Column(
                "part",
                "Position of the milestone or event; 0 is the record itself.",
                itemgetter(3),
                CellKind.INTEGER,
                required=True,
            ),
            _POSITION,
            _refers("source", "sources", "The source.", lambda each: each[2].source),
            Column("locator", "Place in the source, such as 'paragraph 3'.", lambda each: each[2].locator),
            Column("as_published", "The figure, name or title as printed.", lambda each: each[2].as_published),
        ),
    ),
)
