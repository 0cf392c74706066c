"""Tables: records sorted by id, which answer to positions and to ids; and the mappings that operations return."""

from __future__ import annotations

__all__ = ["Memo", "ReadOnly", "Resource", "Table", "as_table"]

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from threading import RLock
from typing import Any, Generic, TypeVar, cast, overload

import attrs

from anhui_ftz.errors import InvalidValue, UnknownName, shown
from anhui_ftz.model.checks import items
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.notebook import repr_html

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")
_Row = TypeVar("_Row", covariant=True)  # noqa: PLC0105 - a private name
_NAMED = 3
#: Under what a resource keeps what is not one record; no id is a number.
_PARTS, _ALL = 0, 1


class Memo:
    """What has been worked out about one value: each answer once, whichever thread asks first.

    Each process has a lock of its own, so that a process which is forked while another thread works something
    out does not wait for a thread that it does not have.

    >>> memo = Memo()
    >>> memo.get("answer", lambda: 42), memo.get("answer", lambda: 43)
    (42, 42)
    """

    __slots__ = ("_locks", "_values")

    def __init__(self) -> None:
        self._locks: dict[int, Any] = {}
        self._values: dict[Hashable, Any] = {}

    def get(self, key: Hashable, build: Callable[..., _T], *arguments: Any) -> _T:
        """Return what is known under a key; what is not known yet is built, and kept unless that fails."""
        try:
            known: _T = self._values[key]
        except KeyError:
            return self._built(key, build, arguments)
        return known

    def _built(self, key: Hashable, build: Callable[..., _T], arguments: tuple[Any, ...]) -> _T:
        # setdefault is one step, so all threads of a process get the same lock
        with self._locks.setdefault(os.getpid(), RLock()):
            if key not in self._values:
                self._values[key] = build(*arguments)
        found: _T = self._values[key]
        return found

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        return (Memo, ())


@attrs.frozen(eq=False, repr=False)
class Resource(Mapping[str, Any]):
    """A table of an edition that comes with the package, by id: read when it is first asked for, record by record.

    The edition is known to be valid as a whole, so what its records say of each other is not checked again.
    """

    #: What the table is part of.
    folder: str
    #: Name of the table.
    name: str
    #: Reads a table, given folder and name: the text that begins with each record, by id, sorted by id.
    read: Callable[[str, str], dict[str, Any]]
    #: Builds a record, given the name of the table and what was read of it.
    build: Callable[[str, Any], Any]
    _memo: Memo = attrs.field(factory=Memo, init=False)

    def rows(self) -> tuple[Any, ...]:
        """Return all records, in the order of their ids."""
        return self._memo.get(_ALL, lambda: tuple(self[id] for id in self._parts()))

    def naming(self, id: str) -> Iterator[Any]:
        """Yield the records that name an id anywhere, in the order of their own ids; no other is built."""
        name = f'"{id}"'
        return (self[key] for key, text in self._parts().items() if name in text)

    def __getitem__(self, id: str) -> Any:
        return self._memo.get(id, self._record, id)

    def __contains__(self, id: object) -> bool:
        return id in self._parts()

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts())

    def __len__(self) -> int:
        return len(self._parts())

    def _record(self, id: str) -> Any:
        return self.build(self.name, self._parts()[id])

    def _parts(self) -> dict[str, Any]:
        return self._memo.get(_PARTS, self.read, self.folder, self.name)


def _settled(rows: Iterable[_T] | Resource) -> tuple[_T, ...] | Resource:
    """Sort records by id, and refuse what is not a record and what has the id of another."""
    if isinstance(rows, Resource):
        return rows
    found = items(rows)
    for row in found:
        if not isinstance(getattr(row, "id", None), str):
            raise InvalidValue(f"a table consists of records with an id, not of {shown(row)}")
    found = tuple(sorted(found, key=attrgetter("id")))
    for one, two in pairwise(found):
        if one.id == two.id:
            raise InvalidValue(f"two records of a table have the id {one.id}")
    return found


@attrs.frozen(eq=False, repr=False)
class Table(Generic[_Row]):
    """Records sorted by id: an immutable sequence that also answers to ids.

    A table equals a tuple of the same records, and has its hash. A slice is a table too; one that runs backwards
    is a tuple, since a table is sorted.

    Raises
    ------
    InvalidValue
        If something in it is not a record, or two records have one id.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zones = ftz.load().zones
    >>> zones["anhui-ftz"].document
    '国发〔2020〕10号'
    >>> zones[0].id, "anhui-ftz" in zones, zones.get("anhui-fzt")
    ('anhui-ftz', True, None)
    >>> zones["anhui-fzt"]
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.UnknownName: nothing is called 'anhui-fzt'; nearest: anhui-ftz, ...
    """

    _rows: tuple[_Row, ...] | Resource = attrs.field(default=(), converter=_settled)
    _memo: Memo = attrs.field(factory=Memo, init=False)

    @property
    def resource(self) -> Resource | None:
        """Where it is read from when it is first asked for; None where its records were given."""
        return self._rows if isinstance(self._rows, Resource) else None

    @overload
    def __getitem__(self, key: str | int, /) -> _Row: ...
    @overload
    def __getitem__(self, key: slice, /) -> Table[_Row] | tuple[_Row, ...]: ...

    def __getitem__(self, key: str | int | slice, /) -> _Row | Table[_Row] | tuple[_Row, ...]:
        if isinstance(key, str):
            return self._found(key)
        rows = self._all()
        try:
            if isinstance(key, slice):
                return rows[key] if (key.step or 1) < 0 else Table(rows[key])
            return rows[key]
        except TypeError:
            raise InvalidValue(f"a table takes an id, a position or a slice, not {shown(key)}") from None

    @overload
    def get(self, id: str, default: None = None) -> _Row | None: ...
    @overload
    def get(self, id: str, default: _T) -> _Row | _T: ...

    def get(self, id: str, default: object = None) -> object:
        """Return the record with that id, or the default if no record has it.

        >>> import anhui_ftz as ftz
        >>> ftz.load().zones.get("atlantis-ftz", "no such zone")
        'no such zone'
        """
        return self._by_id().get(id, default) if isinstance(id, str) else default

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the records, in their order.

        >>> import anhui_ftz as ftz
        >>> ftz.load().zones.ids()[:2]
        ('anhui-ftz', 'beijing-ftz')
        """
        return tuple(self._by_id())

    def __contains__(self, item: object) -> bool:
        """Whether a record has that id, or is the one given."""
        if isinstance(item, str):
            return item in self._by_id()
        found = self.get(getattr(item, "id", ""))
        return found is not None and found == item

    def __iter__(self) -> Iterator[_Row]:
        return iter(self._all())

    def __reversed__(self) -> Iterator[_Row]:
        return reversed(self._all())

    def __len__(self) -> int:
        return len(self._rows)

    def index(self, item: object) -> int:
        """Return the position of a record; raises ValueError if the table does not contain it."""
        return self._all().index(item)

    def count(self, item: object) -> int:
        """Return how often a record occurs: once or never."""
        return self._all().count(item)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Table):
            return self._all() == other._all()
        return self._all() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all())

    def __reduce__(self) -> tuple[type[Table[Any]], tuple[Any, ...]]:
        return Table, (self._all(),)

    def __repr__(self) -> str:
        names = ", ".join(self._by_id()) if len(self) <= _NAMED else f"{', '.join([*self._by_id()][:_NAMED])}, ..."
        return f"<Table of {len(self)}{': ' if names else ''}{names}>"

    _repr_html_ = repr_html

    def _all(self) -> tuple[_Row, ...]:
        return self._rows if type(self._rows) is tuple else cast("Resource", self._rows).rows()

    def _by_id(self) -> Mapping[str, _Row]:
        return self._memo.get("ids", self._indexed) if type(self._rows) is tuple else cast("Resource", self._rows)

    def _indexed(self) -> dict[str, _Row]:
        return {cast("Any", row).id: row for row in self._all()}

    def _found(self, id: str) -> _Row:
        try:
            return self._by_id()[id]
        except KeyError:
            raise unknown_id(id, self._all()) from None


# not a base class: type checkers would then refuse to look for an id in a sequence of records
Sequence.register(Table)


def as_table(values: Iterable[Any]) -> Table[Any]:
    """Convert to a Table; records that make none are left as they are, for the data set to report them all."""
    if isinstance(values, Table):
        return values
    rows = items(values)
    try:
        return Table(rows)
    except InvalidValue:
        return cast("Table[Any]", rows)


class ReadOnly(Mapping[_K, _V]):
    """A mapping that cannot be changed, in the order in which it was given; equal to a dict of the same items.

    Unlike ``types.MappingProxyType``, it can be pickled.

    Examples
    --------
    >>> found = ReadOnly({"b": 1, "a": 2})
    >>> found, found["a"], found == {"a": 2, "b": 1}
    ({'b': 1, 'a': 2}, 2, True)
    >>> found["c"] = 3
    Traceback (most recent call last):
    ...
    TypeError: 'ReadOnly' object does not support item assignment
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[_K, _V]) -> None:
        self._values = dict(values)

    def __getitem__(self, key: _K) -> _V:
        return self._values[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


def unknown_id(id: object, rows: Sequence[Any]) -> UnknownName:
    """Return the error for an id that no record has: it names those whose name it is, or else the nearest ids."""
    named = [row.id for row in rows if id in getattr(getattr(row, "name", None), "all", ())]
    near = named or nearest(id, [row.id for row in rows])
    hint = "an id is needed here" if named else "" if near else "an id is needed here; find() reads names of places"
    return UnknownName(id if isinstance(id, str) else shown(id), near, hint)
