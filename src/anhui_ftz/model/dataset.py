"""The data set: eight tables that are checked as a whole when it is built, and looked up by id."""

from __future__ import annotations

__all__ = ["TABLES", "Dataset", "Record", "as_dataset"]

from collections.abc import Callable, Hashable, Iterator
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

import attrs

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, UnknownName, shown
from anhui_ftz.model.checks import items, text
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.integrity import faults, nearest
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Indicator, Observation

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

_T = TypeVar("_T")
_R = TypeVar("_R", Division, Zone, Area, Organization, Indicator, Observation, Cooperation, Source)


class _Memo:
    """What has been worked out about one data set: each index once, whichever thread asks first."""

    __slots__ = ("_lock", "_values")

    def __init__(self) -> None:
        self._lock = RLock()
        self._values: dict[object, object] = {}

    def get(self, key: object, build: Callable[[], _T]) -> _T:
        if key not in self._values:
            with self._lock:
                if key not in self._values:
                    self._values[key] = build()
        return cast("_T", self._values[key])

    def __reduce__(self) -> tuple[type[_Memo], tuple[()]]:
        return (_Memo, ())


@attrs.frozen(repr=False)
class Dataset:
    """An edition of the data: every record checked, sorted by id, and the same for every order of input.

    Raises
    ------
    DatasetError
        If an id stands twice, a reference does not resolve, containment runs in a circle, a unit does not
        fit its indicator, or an observation or cooperation cites nothing. Lists every fault.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> ds.get("anhui-ftz").document
    '国发〔2020〕10号'
    >>> ds.zones[0].id
    'anhui-ftz'
    """

    #: Provinces, cities and counties.
    divisions: tuple[Division, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: Pilot free trade zones.
    zones: tuple[Zone, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: Areas (片区) of the zones.
    areas: tuple[Area, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: Other places and bodies.
    organizations: tuple[Organization, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: What is measured.
    indicators: tuple[Indicator, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: The figures.
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: Agreements and other arrangements.
    cooperations: tuple[Cooperation, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: What the records rest on.
    sources: tuple[Source, ...] = attrs.field(default=(), converter=items, kw_only=True)
    #: Calendar version of the contents, such as ``2026.11``.
    edition: str = attrs.field(default="", converter=text, kw_only=True)
    #: What the data set is called.
    title: str = attrs.field(default="", converter=text, kw_only=True)
    #: Licence of the contents, as an SPDX expression.
    licence: str = attrs.field(default="", converter=text, kw_only=True)
    _memo: _Memo = attrs.field(factory=_Memo, init=False, eq=False, repr=False)
    _read: Callable[[str], tuple[Any, ...]] | None = attrs.field(default=None, init=False, eq=False, repr=False)

    @classmethod
    def deferred(cls, read: Callable[[str], tuple[Any, ...]], **head: str) -> Dataset:
        """Build a data set whose tables are read when they are first asked for, each once.

        For an edition that is known to be lawful, such as the bundled one: what holds across records
        is not checked again.

        Parameters
        ----------
        read
            Takes the name of a table, and returns its records, sorted by id.
        **head
            ``edition``, ``title`` and ``licence``.

        Examples
        --------
        >>> ds = Dataset.deferred(lambda table: (), edition="2026.11")
        >>> ds == Dataset(edition="2026.11")
        True
        """
        result = object.__new__(cls)
        for name in ("edition", "title", "licence"):
            object.__setattr__(result, name, head.get(name, ""))
        object.__setattr__(result, "_memo", _Memo())
        object.__setattr__(result, "_read", read)
        return result

    if not TYPE_CHECKING:  # pragma: no branch # a type checker that sees this would believe in any attribute

        def __getattr__(self, name: str) -> Any:
            """Read a table that has not been asked for yet: reached only where its slot is empty."""
            if name not in TABLES or self._read is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            rows = self._memo.get(name, lambda: self._read(name))
            object.__setattr__(self, name, rows)
            return rows

    def __attrs_post_init__(self) -> None:
        problems = []
        for name, kind in TABLES.items():
            rows = getattr(self, name)
            problems += [
                Problem(f"$.{name}[{index}]", f"expected a {kind.__name__}, got {shown(row)}", "wrong-type")
                for index, row in enumerate(rows)
                if type(row) is not kind
            ]
            if not problems:
                object.__setattr__(self, name, tuple(sorted(rows, key=_by_id)))
        problems = problems or faults(dict(self.tables()))
        if problems:
            raise DatasetError(problems)

    def tables(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Iterate over the names of the tables and their rows, in the order of the contract."""
        return ((name, getattr(self, name)) for name in TABLES)

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
            If there is none; the error names the nearest ids.
        InvalidValue
            If it is of another kind.

        Examples
        --------
        >>> import anhui_ftz as ftz
        >>> ftz.load().get("anhui-fzt")
        Traceback (most recent call last):
        ...
        anhui_ftz.errors.UnknownName: nothing is called 'anhui-fzt'; nearest: anhui-ftz, ...
        """
        by_id = self.memo(_index)
        try:
            record = by_id[id]
        except (KeyError, TypeError):
            near = nearest(id, by_id)
            raise UnknownName(
                id if isinstance(id, str) else shown(id),
                near,
                "" if near else "ids are taken here, and find() reads names",
            ) from None
        if kind is not None and not isinstance(record, kind):
            raise InvalidValue(f"{id} is a {type(record).__name__}, not a {kind.__name__}")
        return record

    def place(self, id: str | Place) -> Place:
        """Return the place or body with that id; a place passes through if the data set holds it.

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
        record = self.memo(_places).get(asked) or self.get(asked)
        if not isinstance(record, Place):
            raise InvalidValue(f"{record.id} is a {type(record).__name__}, not a place or body")
        return record

    def memo(self, build: Callable[..., _T], *arguments: Hashable) -> _T:
        """Return ``build(self, *arguments)``, worked out once; ``build`` must be pure."""
        return self._memo.get((build, arguments), lambda: build(self, *arguments))

    def __contains__(self, id: object) -> bool:
        return id in self.memo(_index)

    def __len__(self) -> int:
        return sum(len(rows) for _, rows in self.tables())

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(rows)} {name}" for name, rows in self.tables() if rows)
        return f"<Dataset {self.edition or 'without edition'}: {counts or 'empty'}>"

    _repr_html_ = repr_html


def as_dataset(value: object) -> Dataset:
    """Return a data set as it is; anything else in its place is refused.

    Raises
    ------
    InvalidValue
        If it is no Dataset.
    """
    if not isinstance(value, Dataset):
        raise InvalidValue(f"expected a Dataset, got {shown(value)}; load() returns one")
    return value


def _by_id(record: Record) -> str:
    return record.id


def _places(dataset: Dataset) -> dict[str, Place]:
    """Index the places alone, so that questions about places read no other table."""
    tables = (dataset.divisions, dataset.zones, dataset.areas, dataset.organizations)
    return {row.id: row for rows in tables for row in rows}


def _index(dataset: Dataset) -> dict[str, Record]:
    return {row.id: row for _, rows in dataset.tables() for row in rows}
