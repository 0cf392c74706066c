"""Sources that the rows of a table describe, and ids that they are given."""

from __future__ import annotations

__all__ = ["Ids", "Sources"]

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import attrs

from anhui_ftz.errors import shown
from anhui_ftz.io.cells import Cells, plain, read_period
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.period import Period
from anhui_ftz.model.source import Source

#: A made id is cut to so many characters, so that a number fits behind it.
_LONGEST, _HINTED = 110, 20


class Ids:
    """Ids of new records: unique among those of a data set and of each other."""

    def __init__(self, ds: Dataset, rows: Iterable[Cells]) -> None:
        self._ds = ds
        self._reserved = {plain(cells[column]) for cells in rows for column in ("id", "source")}
        self._used: set[str] = set()
        self._made: Counter[str] = Counter()

    def claim(self, cells: Cells, column: str, id: str) -> str | None:
        """Return the id that a row asks for, or None after a problem."""
        if id in self._ds or id in self._used:
            where = "a record of the data set" if id in self._ds else "another record of the file"
            cells.refuse(column, f"{id} is the id of {where}", "duplicate-id", "leave it empty, and one is made")
            return None
        self._used.add(id)
        return id

    def made(self, wish: str) -> str:
        """Return an id that is not taken, the one wished for if it can be."""
        stem = wish[:_LONGEST].rstrip("-")
        while True:
            self._made[stem] += 1
            id = stem if self._made[stem] == 1 else f"{stem}-{self._made[stem]}"
            if id not in self._ds and id not in self._reserved and id not in self._used:
                self._used.add(id)
                return id


#: Columns that describe a source, with how each is read.
_DESCRIBING: dict[str, Callable[[str], str | Period | None]] = {
    "source_publisher": lambda cell: Source("source", cell).publisher,
    "source_title": lambda cell: Source("source", "", cell).title,
    "source_url": lambda cell: Source("source", "", url=cell).url,
    "source_published": lambda cell: read_period(cell) if cell else None,
    "source_language": lambda cell: Source("source", "", language=cell or "zh").language,
}


class Sources:
    """The sources of the rows: those of the data set, and those that some row describes."""

    def __init__(self, ds: Dataset, rows: Sequence[Cells], ids: Ids) -> None:
        self._ds, self._ids = ds, ids
        self._known = {source.id: source for source in ds.sources}
        self._new: dict[str, Source] = {}
        self._unnamed: dict[Source, str] = {}
        self._hints = _HINTED
        self._by_line = {cells.line: self._describe(cells) for cells in rows if _describes(cells)}

    @property
    def described(self) -> tuple[Source, ...]:
        """The new sources."""
        return tuple(self._new.values())

    def of(self, cells: Cells) -> str | None:
        """Return the id of the source of a row, or None after a problem."""
        if cells.line in self._by_line:
            return self._by_line[cells.line]
        source = plain(cells["source"])
        if source in self._known or source in self._new:
            return source
        if not source:
            hint = "the id of a source, or who published it in source_publisher"
            cells.refuse("source", "required, and empty", "missing-value", hint)
            return None
        self._hints -= 1
        meant = nearest(source, self._known, 1) if self._hints >= 0 else []
        hint = f"did you mean {meant[0]}? " if meant else ""
        hint += "source_publisher describes a new one"
        cells.refuse("source", f"no source has the id {shown(source)}", "unknown-source", hint)
        return None

    def _describe(self, cells: Cells) -> str | None:
        """Return the id of the source that a row describes, or None after a problem."""
        if "source_publisher" not in cells:
            cells.refuse("source_publisher", "required for a new source, and empty", "missing-value")
            return None
        before = cells.refused
        fields = {column.removeprefix("source_"): cells.read(column, read) for column, read in _DESCRIBING.items()}
        named = cells.read("source", lambda cell: Source(plain(cell), "").id) if "source" in cells else ""
        if named is None or cells.refused > before:
            return None
        return self._settled(cells, Source(named or "source", **fields), named)  # type: ignore[arg-type]  # read above

    def _settled(self, cells: Cells, source: Source, named: str) -> str | None:
        """Return the id under which a described source stands, or None where another stands there."""
        if not named:
            return self._without_id(source)
        before = self._known.get(named) or self._new.get(named)
        if before is None:
            if self._ids.claim(cells, "source", named):
                self._new[named] = source
                return named
            return None
        if any(column in cells and _field(before, column) != _field(source, column) for column in _DESCRIBING):
            cells.refuse("source", f"{named} is described otherwise before", "contradiction", "use another id")
            return None
        return named

    def _without_id(self, source: Source) -> str:
        """Return the id of a source that is described in these very words, or make one."""
        if not self._unnamed:
            self._unnamed = {attrs.evolve(known, id=source.id): known.id for known in self._ds.sources}
        if source not in self._unnamed:
            id = self._unnamed[source] = self._ids.made(_wish(source))
            self._new[id] = attrs.evolve(source, id=id)
        return self._unnamed[source]


def _describes(cells: Cells) -> bool:
    return any(column in cells for column in _DESCRIBING)


def _field(source: Source, column: str) -> object:
    return getattr(source, column.removeprefix("source_"))


def _wish(source: Source) -> str:
    words = re.findall("[a-z0-9]+", source.publisher.casefold()) or ["source"]
    return "-".join(
        [*words, *([source.published.edtf.replace("/", "-to-").replace(".", "")] if source.published else [])]
    )
