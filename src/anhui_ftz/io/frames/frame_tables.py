"""The tables that a data set gives as frames: their columns, of which types, and what their rows are made of."""

from __future__ import annotations

__all__ = ["DIGITS", "FRAMES", "SCALE", "arrow_schema", "arrow_table", "fits"]

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.linkages import linkages
from anhui_ftz.analysis.links.rollup import Level, LevelName, level_of, lifts
from anhui_ftz.io.columns import ID, NAMES, SOURCE, CellKind, Column, batches, cells, figure, notes, period, point
from anhui_ftz.io.frames.engines import pa
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import Cooperation, CooperationStatus
from anhui_ftz.model.dataset import TABLES, Dataset
from anhui_ftz.model.decimals import spelled
from anhui_ftz.model.places import Area, Place, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Indicator, Observation

#: Figures are decimal128(28, 8): up to 20 digits before the point and 8 behind it. A sum of ten thousand
#: million of them fits decimal128(38, 8), into which every backend adds them: no sum can overflow unseen.
DIGITS, SCALE = 28, 8

_TABLE_OF = {kind: name for name, kind in TABLES.items()}


@attrs.frozen
class FrameTable:
    """A table: its columns, and what its rows are made of."""

    #: Its columns, in order.
    columns: tuple[Column, ...]
    #: What the rows of a data set are made of; the level of linked places and the day of statuses are given.
    records: Callable[[Dataset, Level | LevelName, Day | None], Iterable[Any]]

    @property
    def names(self) -> list[str]:
        """Names of its columns."""
        return [column.name for column in self.columns]


class _Stated(NamedTuple):
    row: Observation
    indicator: Indicator
    #: The quantity where the columns of figures can contain it.
    held: Quantity | None


class _Part(NamedTuple):
    row: Cooperation
    party: str
    status: CooperationStatus | None


class _Proof(NamedTuple):
    link: Linkage
    evidence: Evidence
    row: Cooperation
    status: CooperationStatus | None


class _Standing(NamedTuple):
    place: str
    ancestor: str
    level: Level
    via: str | None


def _stated(ds: Dataset, _level: Level | LevelName, _on: Day | None) -> Iterator[_Stated]:
    indicators = {indicator.id: indicator for indicator in ds.indicators}
    for row in ds.observations:
        figures = (row.quantity.value, row.quantity.lower, row.quantity.upper)
        held = all(fits(each) for each in figures if each.is_finite())
        yield _Stated(row, indicators[row.indicator], row.quantity if held else None)


def _parts(ds: Dataset, _level: Level | LevelName, on: Day | None) -> Iterator[_Part]:
    for row in ds.cooperations:
        status = row.status_on(on)
        yield from (_Part(row, party, status) for party in row.parties)


def _proofs(ds: Dataset, level: Level | LevelName, on: Day | None) -> Iterator[_Proof]:
    for link in linkages(ds, level=level):
        for each in link.evidence:
            yield _Proof(link, each, each.cooperation, each.cooperation.status_on(on))


def _places(ds: Dataset, _level: Level | LevelName, _on: Day | None) -> tuple[Place, ...]:
    return (*ds.divisions, *ds.zones, *ds.areas, *ds.organizations)


def _standings(ds: Dataset, level: Level | LevelName, on: Day | None) -> Iterator[_Standing]:
    for place in _places(ds, level, on):
        for ancestor in sorted(ancestors(ds, place.id)):
            yield _Standing(place.id, ancestor, level_of(ds.place(ancestor)), None)
        for above in (Level.ZONE, Level.AREA):
            for lift in lifts(ds, place.id, above):
                if lift.via is not None:
                    yield _Standing(place.id, lift.place, above, lift.via)


def _beyond(each: _Stated) -> str | None:
    quantity = each.row.quantity
    return None if each.held else " ".join(map(spelled, (quantity.value, quantity.lower, quantity.upper)))


def _cited(of: Callable[[Any], Sequence[Citation]]) -> tuple[Column, ...]:
    """Return the columns of citations: parallel lists, one entry per citation."""
    return (
        Column("sources", "Ids of the sources.", lambda row: [each.source for each in of(row)], CellKind.LIST),
        Column("locators", "Places in them.", lambda row: [each.locator for each in of(row)], CellKind.LIST),
        Column("as_published", "As printed.", lambda row: [each.as_published for each in of(row)], CellKind.LIST),
    )


#: The tables by name, each with its columns and what makes them.
FRAMES = {
    "observations": FrameTable(
        (
            Column("id", "The observation.", lambda each: each.row.id),
            Column("subject", "The place or body that it is about.", lambda each: each.row.subject),
            Column("indicator", "What is measured.", lambda each: each.row.indicator),
            Column("kind", "Flow, stock or ratio.", lambda each: each.indicator.kind),
            Column("additive", "Whether it may be added.", lambda each: each.indicator.additive, CellKind.BOOLEAN),
            *period("The days counted", lambda each: each.row.period),
            *figure(lambda each: each.held)[:3],
            *figure(lambda each: each.row.quantity)[3:],
            Column("beyond", "Value, lower and upper where these have too many digits.", _beyond),
            Column("status", "SDMX observation status.", lambda each: each.row.status),
            *_cited(lambda each: each.row.citations),
            *notes(lambda each: each.row.notes),
            Column("basis", "How the period is known: printed, inferred or seen.", lambda each: each.row.basis),
        ),
        _stated,
    ),
    "participations": FrameTable(
        (
            Column("cooperation", "The cooperation.", lambda each: each.row.id),
            Column("party", "One of its parties.", lambda each: each.party),
            Column("form", "What kind of arrangement it is.", lambda each: each.row.form),
            Column("status", "Latest status certainly reached.", lambda each: each.status),
            Column("topics", "Its topics.", lambda each: each.row.topics, CellKind.LIST),
            Column("sources", "Ids of the sources.", lambda each: each.row.sources, CellKind.LIST),
        ),
        _parts,
    ),
    "linkages": FrameTable(
        (
            Column("a", "The place whose id comes first.", lambda each: each.link.a),
            Column("b", "The other place.", lambda each: each.link.b),
            Column("cooperation", "The cooperation that links them.", lambda each: each.row.id),
            Column("form", "What kind of arrangement it is.", lambda each: each.row.form),
            Column("status", "Latest status certainly reached.", lambda each: each.status),
            Column("provincial", "Whether by lifting.", lambda each: each.evidence.provincial, CellKind.BOOLEAN),
            Column("stated_at", "The parties meant.", lambda each: each.evidence.stated_at, CellKind.LIST),
            Column("lifted_via", "Lifted through what.", lambda each: each.evidence.lifted_via, CellKind.LIST),
            Column("sources", "Ids of the sources.", lambda each: each.row.sources, CellKind.LIST),
        ),
        _proofs,
    ),
    "places": FrameTable(
        (
            ID,
            Column("table", "Its table.", lambda row: _TABLE_OF[type(row)]),
            Column("kind", "Its kind.", lambda row: None if isinstance(row, Zone | Area) else row.kind),
            Column("level", "Its level in linkages.", level_of),
            *NAMES,
            Column("aliases", "Further names.", lambda row: row.name.aliases, CellKind.LIST),
            Column("within", "What it lies within.", lambda row: row.within, CellKind.LIST),
            Column("iso_3166_2", "ISO 3166-2 code of a province.", lambda row: getattr(row, "iso_3166_2", None)),
            Column("gb_t_2260", "GB/T 2260 code of a division.", lambda row: getattr(row, "gb_t_2260", None)),
            *point(lambda row: getattr(row, "location", None)),
            *_cited(lambda row: row.citations),
            *notes(lambda row: row.notes),
        ),
        _places,
    ),
    "sources": FrameTable((ID, *SOURCE, *notes(lambda row: row.notes)), lambda ds, _level, _on: ds.sources),
    "hierarchy": FrameTable(
        (
            Column("place", "The place.", lambda each: each.place),
            Column("ancestor", "Where it counts.", lambda each: each.ancestor),
            Column("level", "The level of the ancestor.", lambda each: each.level),
            Column("via", "What it was lifted through; empty if it lies there.", lambda each: each.via),
        ),
        _standings,
    ),
}


def fits(figure: Decimal) -> bool:
    """Whether a column of figures contains a finite figure exactly.

    >>> fits(Decimal("292.2e9")), fits(Decimal("1e-30")), fits(Decimal("1e20"))
    (True, False, False)
    """
    exponent = figure.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -SCALE and figure.adjusted() < DIGITS - SCALE


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table.

    Parameters
    ----------
    table
        Name of a table, or ``hierarchy``.

    Raises
    ------
    MissingExtra
        If pyarrow is not installed.

    Examples
    --------
    >>> arrow_schema("observations").field("value").type
    Decimal128Type(decimal128(28, 8))
    """
    types = {
        CellKind.STRING: pa.string(),
        CellKind.BOOLEAN: pa.bool_(),
        CellKind.DATE: pa.date32(),
        CellKind.DECIMAL: pa.decimal128(DIGITS, SCALE),
        CellKind.LIST: pa.list_(pa.string()),
    }
    degrees = dict.fromkeys(("latitude", "longitude"), pa.decimal128(13, 10))
    return pa.schema([(each.name, degrees.get(each.name, types[each.kind])) for each in FRAMES[table].columns])


def arrow_table(table: str, records: Iterable[Any]) -> pa.Table:
    """Return what the rows of a table are made of as an Arrow table."""
    schema = arrow_schema(table)
    columns = FRAMES[table].columns
    made: list[list[Any]] = [[] for _ in columns]
    for some in batches(records):
        for values, more in zip(made, cells(columns, some), strict=True):
            values.extend(more)
    return pa.table([pa.array(values, each.type) for values, each in zip(made, schema, strict=True)], schema=schema)
