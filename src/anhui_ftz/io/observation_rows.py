"""Rows of a table of observations to the observations and sources of a data set."""

from __future__ import annotations

__all__ = ["with_rows"]

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

import attrs

from anhui_ftz.analysis.indicators import indicators_named
from anhui_ftz.analysis.names import bearers
from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.cells import read_quantity
from anhui_ftz.io.headings import plain
from anhui_ftz.io.sheet import Row
from anhui_ftz.model.basis import Basis
from anhui_ftz.model.checks import member, text
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note, NoteKind
from anhui_ftz.model.period import Period
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation, ObservationStatus
from anhui_ftz.reading.dates import read_period

#: Unknown names that get a hint: hostile input stays cheap.
_HINTED, _SHOWN = 20, 5
#: A made id is cut to so many characters, so that a number fits behind it.
_LONGEST = 110


def with_rows(
    ds: Dataset, rows: Sequence[Row], problems: list[Problem], order: Callable[[Problem], tuple[int, int]]
) -> Dataset:
    """Return a data set with the observations and sources of some rows added.

    Parameters
    ----------
    ds
        The data set that has the places and indicators.
    rows
        The rows; they add their problems to the list.
    problems
        What is wrong with the table already.
    order
        Returns where a problem is, so that they are listed in the order of the rows.

    Raises
    ------
    DatasetError
        If there is any problem; lists all.
    """
    ids = _Ids(ds, rows)
    sources = _Sources(ds, rows, ids)
    table = _Table(ds, sources, ids)
    observations = [table.observation(cells) for cells in rows]
    if problems:
        raise DatasetError(sorted(problems, key=order))
    return attrs.evolve(
        ds,
        observations=(*ds.observations, *(each for each in observations if each is not None)),
        sources=(*ds.sources, *sources.described),
    )


class _Table:
    """What the rows of a file need: the names of the data set, and ids of their own."""

    def __init__(self, ds: Dataset, sources: _Sources, ids: _Ids) -> None:
        self._ds, self._sources, self._ids = ds, sources, ids
        self._place = cache(lambda text: bearers(ds, text))
        self._indicator = cache(lambda text: indicators_named(ds, text))
        self._hints = _HINTED

    def observation(self, cells: Row) -> Observation | None:
        """Return the observation of a row, or None after a problem."""
        subject = self._named(cells, "subject", self._place, _names_of_places)
        indicator = self._named(cells, "indicator", self._indicator, _names_of_indicators)
        period = cells.require("period", read_period)
        quantity = read_quantity(cells, self._ds.get(indicator, Indicator).unit) if indicator else None
        source = self._sources.of(cells)
        status = cells.read("status", _status)
        basis = cells.read("basis", _basis)
        said = cells.read("note", _note)
        if "needs" in cells:
            message = f"to be decided: {cells['needs']}"
            cells.refuse("needs", message, "undecided", "fill in the row, and empty the cell")
        locator = cells.read("locator", text)
        printed = cells.read("figure", _as_published)
        id = self._id(cells) if "id" in cells else ""
        if subject is None or indicator is None or period is None or quantity is None or id is None:
            return None
        if source is None or status is None or basis is None or said is None or locator is None or printed is None:
            return None
        id = id or self._ids.made(f"{subject}-{indicator}-{_slug(period)}")
        cited = [Citation(source, locator, printed)]
        return Observation(id, subject, indicator, period, quantity, status, cited, said, basis)

    def _id(self, cells: Row) -> str | None:
        id = cells.read("id", _kebab)
        return self._ids.claim(cells, "id", id) if id else None

    def _named(
        self, cells: Row, column: str, lookup: Callable[[str], tuple[str, ...]], names: Callable[[Dataset], list[str]]
    ) -> str | None:
        """Return the id that a cell means, or None after a problem."""
        if column not in cells:
            cells.refuse(column, "required, and empty", "missing-value")
            return None
        hits = lookup(cells[column])
        if len(hits) == 1:
            return hits[0]
        if hits:
            message = f"{shown(cells[column])} may mean any of {', '.join(hits[:_SHOWN])}"
            cells.refuse(column, message, "ambiguous-name", "write the id")
            return None
        self._hints -= 1
        meant = nearest(cells[column], names(self._ds)) if self._hints >= 0 else []
        hint = f"nearest: {', '.join(meant)}" if meant else ""
        cells.refuse(column, f"nothing is called {shown(cells[column])}", "unknown-name", hint)
        return None


def _names_of_places(ds: Dataset) -> list[str]:
    return [form for place in ds.places for form in (place.id, *place.name.all)]


def _names_of_indicators(ds: Dataset) -> list[str]:
    return [form for row in ds.indicators for form in (row.id, *row.name.all)]


def _status(cell: str) -> ObservationStatus:
    return member(ObservationStatus, plain(cell).upper()) if cell else ObservationStatus.NORMAL


def _basis(cell: str) -> Basis:
    return member(Basis, plain(cell)) if cell else Basis.PRINTED


def _note(cell: str) -> tuple[Note, ...]:
    """Read a note of one language: Chinese if any character of it is."""
    said = Text(**{"zh" if re.search("[\u4e00-\u9fff]", cell) else "en": cell})
    return (Note(NoteKind.SCOPE, said),) if said else ()


def _kebab(cell: str) -> str:
    return Source(plain(cell), "").id


def _as_published(cell: str) -> str:
    return Citation("source", as_published=cell).as_published


def _slug(period: Period) -> str:
    if period.calendar_unit in ("quarter", "half"):  # days say more in an id than the codes of EDTF
        return f"{period.start}-to-{period.end}"
    start, slash, end = period.edtf.partition("/")
    ends = (each.replace("..", "open") or "unknown" for each in (start, end))
    return "-to-".join(ends) if slash else start


class _Ids:
    """Ids of new records: unique among those of a data set and of each other."""

    def __init__(self, ds: Dataset, rows: Iterable[Row]) -> None:
        self._ds = ds
        self._reserved = {plain(cells[column]) for cells in rows for column in ("id", "source")}
        self._used: set[str] = set()
        self._made: Counter[str] = Counter()

    def claim(self, cells: Row, column: str, id: str) -> str | None:
        """Return the id that a row names, or None after a problem."""
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
    "source_publisher": lambda cell: str(Source("source", cell).publisher),
    "source_publisher_en": lambda cell: Name(en=cell).en,
    "source_publisher_zh": lambda cell: Name(zh=cell).zh,
    "source_title": lambda cell: Source("source", "", cell).title,
    "source_url": lambda cell: Source("source", "", url=cell).url,
    "source_published": lambda cell: read_period(cell) if cell else None,
    "source_language": lambda cell: Source("source", "", language=cell or "zh").language,
}
#: Those of them that name who published it.
_PUBLISHER = ("source_publisher", "source_publisher_en", "source_publisher_zh")


class _Sources:
    """The sources of the rows: those of the data set, and those that some row describes."""

    def __init__(self, ds: Dataset, rows: Sequence[Row], ids: _Ids) -> None:
        self._ds, self._ids = ds, ids
        self._known = {source.id: source for source in ds.sources}
        self._new: dict[str, Source] = {}
        self._unnamed: dict[Source, str] = {}
        self._hints = _HINTED
        self._by_row = {id(cells): self._describe(cells) for cells in rows if _describes(cells)}

    @property
    def described(self) -> tuple[Source, ...]:
        """The new sources."""
        return tuple(self._new.values())

    def of(self, cells: Row) -> str | None:
        """Return the id of the source of a row, or None after a problem."""
        if id(cells) in self._by_row:
            return self._by_row[id(cells)]
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

    def _describe(self, cells: Row) -> str | None:
        """Return the id of the source that a row describes, or None after a problem."""
        if not any(column in cells for column in _PUBLISHER):
            cells.refuse("source_publisher", "required for a new source, and empty", "missing-value")
            return None
        before = cells.refused
        fields = {column.removeprefix("source_"): cells.read(column, read) for column, read in _DESCRIBING.items()}
        given, *names = (str(fields.pop(column.removeprefix("source_")) or "") for column in _PUBLISHER)
        publisher = Name(*names) if any(names) else given
        if given and given not in (str(publisher), *names):
            cells.refuse("source_publisher", f"{shown(given)} is neither of its names", "contradiction")
        named = cells.read("source", lambda cell: Source(plain(cell), "").id) if "source" in cells else ""
        if named is None or cells.refused > before:
            return None
        return self._settled(cells, Source(named or "source", publisher, **fields), named)  # type: ignore[arg-type]  # read above

    def _settled(self, cells: Row, source: Source, named: str) -> str | None:
        """Return the id under which a described source is recorded, or None where another has that id."""
        if not named:
            return self._without_id(source)
        before = self._known.get(named) or self._new.get(named)
        if before is None:
            if self._ids.claim(cells, "source", named):
                self._new[named] = source
                return named
            return None
        if any(column in cells and not _agree(before, source, column) for column in _DESCRIBING):
            cells.refuse("source", f"{named} is described otherwise before", "contradiction", "use another id")
            return None
        return named

    def _without_id(self, source: Source) -> str:
        """Return the id of a source that is described in these very words, or make one."""
        if not self._unnamed:
            self._unnamed = {
                attrs.evolve(known, id=source.id, publisher=publisher): known.id
                for known in self._ds.sources
                for publisher in _published_by(known)
            }
        if source not in self._unnamed:
            id = self._unnamed[source] = self._ids.made(_wish(source))
            self._new[id] = attrs.evolve(source, id=id)
        return self._unnamed[source]


def _describes(cells: Row) -> bool:
    return any(column in cells for column in _DESCRIBING)


def _agree(known: Source, source: Source, column: str) -> bool:
    """Whether a cell describes a source as it is known; a publisher by any of its names."""
    if column in _PUBLISHER:
        return set(source.publisher_names) <= set(known.publisher_names)
    name = column.removeprefix("source_")
    return bool(getattr(known, name) == getattr(source, name))


def _published_by(source: Source) -> Iterator[Name | str]:
    """Iterate over what a row may say of who published a source: any name, or the one in each language."""
    yield from source.publisher_names
    if isinstance(source.publisher, Name):
        yield attrs.evolve(source.publisher, aliases=())


def _wish(source: Source) -> str:
    words = re.findall("[a-z0-9]+", str(source.publisher).casefold()) or ["source"]
    return "-".join(
        [*words, *([source.published.edtf.replace("/", "-to-").replace(".", "")] if source.published else [])]
    )
