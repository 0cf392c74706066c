"""The data set: eight tables that are checked as a whole when it is built, and looked up by id."""

from __future__ import annotations

__all__ = ["HEAD", "PARTS", "TABLES", "Dataset", "Record", "as_dataset"]

from collections.abc import Callable, Container, Hashable, Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar, overload

import attrs

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.model.checks import items, text
from anhui_ftz.model.cooperation import Cooperation, Milestone
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.integrity import PLACES, faults
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.model.table import Memo, Table, as_table, unknown_id

#: Anything that a data set holds and that has an id.
Record = Division | Zone | Area | Organization | Indicator | Observation | Cooperation | Source

#: The tables in their order, with what each holds.
TABLES: dict[str, type[Any]] = {
    "divisions": Division,
    "zones": Zone,
    "areas": Area,
    "organizations": Organization,
    "indicators": Indicator,
    "observations": Observation,
    "cooperations": Cooperation,
    "sources": Source,
}
#: What records consist of, beside figures, texts, numbers and days: each is an object where records are stored.
PARTS: tuple[type[Any], ...] = (Name, Text, Note, Citation, Milestone, ZoneEvent)
#: What a data set says of itself, beside the tables.
HEAD = ("edition", "title", "licence")

_T = TypeVar("_T")
_R = TypeVar("_R", Division, Zone, Area, Organization, Indicator, Observation, Cooperation, Source)


@attrs.frozen(repr=False)
class Dataset:
    """An edition of the data: valid, sorted by id, and the same for every order of input.

    Raises
    ------
    DatasetError
        If an id appears twice, a reference does not resolve, a place lies within itself, a unit does not fit
        its indicator, or an observation or cooperation cites nothing. Lists every problem.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> ds.zones["anhui-ftz"].document
    '国发〔2020〕10号'
    >>> ds.zones[0].id, ds["anhui-ftz"].name.zh
    ('anhui-ftz', '中国（安徽）自由贸易试验区')
    """

    #: Provinces, prefecture-level units and counties.
    divisions: Table[Division] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Pilot free trade zones.
    zones: Table[Zone] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Areas (片区) of the zones.
    areas: Table[Area] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Ports, authorities, companies, alliances, and other places and bodies.
    organizations: Table[Organization] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: What is measured, with its unit and definition.
    indicators: Table[Indicator] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Figures, each with its subject, period and sources.
    observations: Table[Observation] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Agreements and other arrangements, each with its parties and sources.
    cooperations: Table[Cooperation] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Pages and documents that the records cite.
    sources: Table[Source] = attrs.field(default=(), converter=as_table, kw_only=True)
    #: Calendar version of the contents, such as ``2026.11``.
    edition: str = attrs.field(default="", converter=text, kw_only=True)
    #: What the data set is called.
    title: str = attrs.field(default="", converter=text, kw_only=True)
    #: Licence of the contents, as an SPDX expression.
    licence: str = attrs.field(default="", converter=text, kw_only=True)
    _memo: Memo = attrs.field(factory=Memo, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.is_edition:
            return
        tables = dict(self.tables())
        problems = [
            Problem(f"$.{name}[{index}]", f"expected a {kind.__name__}, got {shown(row)}", "wrong-type")
            for name, kind in TABLES.items()
            for index, row in enumerate(tables[name])
            if type(row) is not kind
        ]
        problems = problems or faults({name: tuple(_in_order(rows)) for name, rows in tables.items()})
        if problems:
            raise DatasetError(problems)

    def tables(self) -> Iterator[tuple[str, Table[Any]]]:
        """Iterate over the names of the tables and their rows, in the order of the contract."""
        return ((name, getattr(self, name)) for name in TABLES)

    @property
    def is_edition(self) -> bool:
        """Whether its tables are those of one edition that comes with the package, and so known to be valid.

        >>> import anhui_ftz as ftz
        >>> ftz.load().is_edition, ftz.load().without(["ah-obs-014"]).is_edition
        (True, False)
        """
        resources = {name: getattr(table, "resource", None) for name, table in self.tables()}
        folders = {each.folder if each is not None and each.name == name else "" for name, each in resources.items()}
        return len(folders) == 1 and "" not in folders

    @property
    def places(self) -> Table[Place]:
        """Every place and body: divisions, zones, areas and organizations in one table.

        >>> import anhui_ftz as ftz
        >>> ftz.load().places["anhui-ftz-hefei"].name.en
        'Hefei Area'
        """
        return self.memo(_places)

    def __getitem__(self, id: str, /) -> Record:
        """Return the record with that id, of any table; raises UnknownName, which is a KeyError, if none has it."""
        return self.get(id)

    @overload
    def get(self, id: str) -> Record: ...
    @overload
    def get(self, id: str, kind: type[_R]) -> _R: ...

    def get(self, id: str, kind: type[_R] | None = None) -> Record | _R:
        """Return the record with that id, in constant time.

        Parameters
        ----------
        id
            The id, of any table.
        kind
            What the record must be, such as `Observation`; type checkers then know it too.

        Raises
        ------
        UnknownName
            If no record has that id; the error names the nearest ids.
        InvalidValue
            If it is of another kind, or the kind is not a class.

        Examples
        --------
        >>> import anhui_ftz as ftz
        >>> ftz.load().get("anhui-fzt")
        Traceback (most recent call last):
        ...
        anhui_ftz.errors.UnknownName: nothing is called 'anhui-fzt'; nearest: anhui-ftz, ...
        """
        record: Record | None = next((table[id] for _, table in self.tables() if id in table), None)
        if record is None or not isinstance(id, str):
            raise unknown_id(id, [row for _, table in self.tables() for row in table])
        if kind is not None and not isinstance(kind, type):
            raise InvalidValue(f"a kind is a class such as Zone, not {shown(kind)}")
        if kind is not None and not isinstance(record, kind):
            raise InvalidValue(f"{id} is a {type(record).__name__}, not a {kind.__name__}")
        return record

    def place(self, id: str | Place) -> Place:
        """Return the place or body with that id; a place passes through if the data set contains it.

        Raises
        ------
        UnknownName
            If there is no record with that id.
        InvalidValue
            If the id is that of something else.
        """
        if not isinstance(id, str | Place):
            raise InvalidValue(f"expected the id of a place, or a place, got {shown(id)}")
        asked = id if isinstance(id, str) else id.id
        return self.memo(_place, asked)

    def with_(
        self,
        *,
        divisions: Iterable[Division] = (),
        zones: Iterable[Zone] = (),
        areas: Iterable[Area] = (),
        organizations: Iterable[Organization] = (),
        indicators: Iterable[Indicator] = (),
        observations: Iterable[Observation] = (),
        cooperations: Iterable[Cooperation] = (),
        sources: Iterable[Source] = (),
    ) -> Dataset:
        """Return a data set with these records too; a record replaces the one of its table with the same id.

        Raises
        ------
        DatasetError
            If the result would not be valid; lists every fault.

        Examples
        --------
        >>> import anhui_ftz as ftz
        >>> ds = ftz.load()
        >>> zone = attrs.evolve(ds.zones["anhui-ftz"], batch=7)
        >>> ds.with_(zones=[zone]).zones["anhui-ftz"].batch, ds.zones["anhui-ftz"].batch
        (7, 6)
        """
        given = (divisions, zones, areas, organizations, indicators, observations, cooperations, sources)
        added = {name: items(rows) for name, rows in zip(TABLES, given, strict=True) if rows != ()}
        tables = {
            name: [*_kept(getattr(self, name), {getattr(row, "id", None) for row in rows}), *rows]
            for name, rows in added.items()
        }
        return attrs.evolve(self, **tables)

    def without(self, ids: Iterable[str | Record]) -> Dataset:
        """Return a data set without the records of these ids; a record counts as its id.

        Raises
        ------
        UnknownName
            If there is no record with one of the ids.
        DatasetError
            If other records refer to one of them; lists every such reference.

        Examples
        --------
        >>> import anhui_ftz as ftz
        >>> ds = ftz.load()
        >>> len(ds) - len(ds.without(["ah-obs-014"]))
        1
        """
        gone = {self.get(each.id if isinstance(each, Record) else each).id for each in items(ids)}
        return attrs.evolve(
            self, **{name: table for name, rows in self.tables() if len(table := _kept(rows, gone)) < len(rows)}
        )

    def memo(self, build: Callable[..., _T], *arguments: Hashable) -> _T:
        """Return ``build(self, *arguments)``, worked out once; ``build`` must be pure."""
        return self._memo.get((build, arguments), build, self, *arguments)

    def __contains__(self, item: object) -> bool:
        """Whether a record has that id, or is the one given."""
        return any(item in table for _, table in self.tables())

    #: A data set is asked by table or by id: to iterate over all of it, iterate over its tables.
    __iter__ = None

    def __len__(self) -> int:
        return sum(len(rows) for _, rows in self.tables())

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(rows)} {name}" for name, rows in self.tables() if rows)
        return f"<Dataset {self.edition or 'without edition'}: {counts or 'empty'}>"

    _repr_html_ = repr_html


def _in_order(rows: Iterable[Any]) -> Iterable[Any]:
    """Return records in the order of their ids, in which those of a table are; a sequence with twins is not a table."""
    return rows if isinstance(rows, Table) else sorted(rows, key=_id)


def _id(record: Any) -> str:
    return str(record.id)


def _kept(table: Table[_T], gone: Container[str | None]) -> tuple[_T, ...]:
    return tuple(row for row in table if _id(row) not in gone)


def _place(dataset: Dataset, id: str) -> Place:
    tables = (getattr(dataset, name) for name in PLACES)
    record: Record = next((table[id] for table in tables if id in table), None) or dataset.get(id)
    if not isinstance(record, Place):
        raise InvalidValue(f"{record.id} is a {type(record).__name__}, not a place or body")
    return record


def _places(dataset: Dataset) -> Table[Place]:
    return Table(chain.from_iterable(getattr(dataset, name) for name in PLACES))


def as_dataset(value: object) -> Dataset:
    """Return a data set as it is; anything else in its place is refused.

    Raises
    ------
    InvalidValue
        If it is not a Dataset.
    """
    if not isinstance(value, Dataset):
        raise InvalidValue(f"expected a Dataset, got {shown(value)}; load() returns one")
    return value
