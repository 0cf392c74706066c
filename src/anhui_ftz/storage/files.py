"""Data sets in files: one JSON file, or a folder with one file per table; the bundled one is such a folder."""

from __future__ import annotations

__all__ = ["SCHEMA_FILE", "editions", "load", "outlined", "save"]

import json
import os
import sys
from typing import TYPE_CHECKING, Any, cast

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, UnknownName, shown
from anhui_ftz.model.dataset import HEAD, TABLES, Dataset
from anhui_ftz.model.outline import KEPT, Outline, outline_of
from anhui_ftz.model.table import Memo, Resource, Table
from anhui_ftz.storage.structure import made

if TYPE_CHECKING:
    from pathlib import Path

    from anhui_ftz.model.progress import Progress

#: The file of a folder that describes the others, and holds no data.
SCHEMA_FILE = "schema.json"
#: The folder of the package with the bundled data set, and what has been read of it.
_DATA, _LOADED = "data", Memo()
#: The folder in it with earlier editions, a file each.
_EARLIER = "editions"
#: How the line of a record begins.
_RECORD = '{"id": "'
#: Reads the record that a text begins with, whatever ends its line.
_FIRST = json.JSONDecoder().raw_decode


def load(
    path: str | os.PathLike[str] | None = None, *, edition: str | None = None, base: Dataset | None = None
) -> Dataset:
    """Return a data set: the bundled one, an earlier edition of it, or the user's own.

    Parameters
    ----------
    path
        A JSON file, or a folder with one JSON file per table; None means the bundled data set,
        which is read once and then returned again.
    edition
        An edition of the bundled data set, one of `editions`; None is the newest. Earlier editions come in the
        present data model and without notes.
    base
        A data set to which the references of the file may point; the result contains both, as `merge` combines
        them.

    Raises
    ------
    DatasetError
        If it is not a valid data set, or conflicts with the base; lists every problem. In a folder, everything
        whose name ends in ``.json`` must be a file.
    InvalidValue
        If no file can have that name, or both a path and an edition are given.
    UnknownName
        If there is no such edition; lists the editions.
    OSError
        If nothing can be read there.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ftz.load().get("anhui-ftz").name.zh
    '中国（安徽）自由贸易试验区'
    >>> len(ftz.load(edition="2026.11").observations)
    946
    """
    if path is None:
        bundled = _bundled() if edition is None else _of_edition(edition)
        return bundled if base is None else _united(base, bundled)
    if edition is not None:
        raise InvalidValue(f"give a path or an edition, not both: path={shown(path)}, edition={shown(edition)}")
    from anhui_ftz.storage.json_text import dataset_of
    from anhui_ftz.storage.whole import as_path

    place = as_path(path)
    return dataset_of(_texts_in(place) if place.is_dir() else {"": place.read_bytes()}, base)


def editions() -> tuple[str, ...]:
    """Return the editions of the bundled data set that `load` accepts, the newest first.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ftz.editions()
    ('2026.12', '2026.11')
    >>> ftz.editions()[0] == ftz.load().edition
    True
    """
    return _LOADED.get("editions", _listed)


def _listed() -> tuple[str, ...]:
    from importlib.resources import files  # only here: importing it takes longer than reading a table

    folder = files("anhui_ftz").joinpath(_DATA, _EARLIER)
    kept = (file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))
    return (_bundled().edition, *sorted(kept, key=_by_calendar, reverse=True))


def _by_calendar(edition: str) -> tuple[int, ...]:
    return tuple(map(int, edition.split(".")))


def _of_edition(edition: object) -> Dataset:
    named, hint = (edition, "") if isinstance(edition, str) else (shown(edition), "an edition is a text; ")
    if not hint and named == _bundled().edition:
        return _bundled()
    if hint or named not in editions():
        raise UnknownName(named, hint=f"{hint}the editions are {', '.join(editions())}")
    return _LOADED.get(("edition", edition), _kept, edition)


def _kept(edition: str) -> Dataset:
    """Read an earlier edition from its one file."""
    from anhui_ftz.storage.json_text import dataset_of

    return dataset_of({"": _bundled_text(_DATA, os.path.join(_EARLIER, edition))})  # noqa: PTH118 - as below


def _united(base: Dataset, other: Dataset) -> Dataset:
    from anhui_ftz.storage.merging import merge

    return merge(base, other)


def _texts_in(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder; what has the name of a table and is not a file is refused, never ignored."""
    from anhui_ftz.storage.json_text import in_file

    found = [file for file in sorted(folder.iterdir()) if file.suffix.lower() == ".json" and file.name != SCHEMA_FILE]
    if not found:
        raise DatasetError([Problem("$", "the folder contains no *.json", "no-file", "it has one file per table")])
    problems = [
        Problem(in_file(file.name, "$"), f"expected a file, got {what}", "no-file")
        for file in found
        if (what := _other_than_file(file))
    ]
    if problems:
        raise DatasetError(problems)
    return {file.name: file.read_bytes() for file in found}


def _other_than_file(path: Path) -> str:
    """Name what a path leads to if that is not a file; empty if it is one."""
    if path.is_file():
        return ""
    if path.is_dir():
        return "a folder"
    return "a pipe or device" if path.exists() else "a link that leads to nothing"


def save(dataset: Dataset, path: str | os.PathLike[str], *, progress: Progress = None) -> None:
    """Write a data set to a file, whole or not at all.

    The text is written to a new file next to the old one, forced to disk, and renamed in one step. If the process is
    killed, the file is either the old or the new one. The next save removes temporary files (``.anhui-ftz-*.tmp``)
    that a killed process left.

    Parameters
    ----------
    dataset
        The data set.
    path
        The file to write; it keeps its permissions if it exists.
    progress
        Called with the records done and their number; True shows a bar. What it raises stops the writing,
        and the old file is untouched.

    Raises
    ------
    InvalidValue
        If it is not a data set, or no file can have that name; the old file is untouched then.
    OSError
        If the target is not a regular file, or cannot be written; the old file is untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mine.json")
    ...     ftz.save(ftz.load(), file)
    ...     ftz.load(file) == ftz.load()
    True
    """
    from anhui_ftz.storage.json_text import dumps
    from anhui_ftz.storage.whole import whole_file

    content = dumps(dataset, progress=progress).encode()
    with whole_file(path) as file:
        file.write(content)


def _bundled() -> Dataset:
    """Return the bundled data set, one object for all who ask."""
    return _LOADED.get(_DATA, _edition)


def _edition() -> Dataset:
    """Build the bundled data set; each table is read when it is first asked for."""
    head = json.loads(_bundled_text(_DATA, "edition"))
    tables: dict[str, Any] = {name: Table(Resource(_DATA, name, _parts, _record)) for name in TABLES}
    return Dataset(**tables, **{name: head[name] for name in HEAD})


def _parts(folder: str, table: str) -> dict[str, Any]:
    """Return the text of each record by id: the writer begins a new line for it, with its id first; or the outlines."""
    text = _bundled_text(folder, table)
    if table == KEPT:  # roll-up asks for all of them
        return {tree["id"]: Outline(tree["id"], tree["rank"], tuple(tree["parents"])) for tree in json.loads(text)}
    _, *parts = text.split("\n" + _RECORD)
    return {part[: part.index('"')]: _RECORD + part for part in parts}


def _record(table: str, part: str) -> Any:
    return made(TABLES[table], _FIRST(part)[0])


def _bundled_text(folder: str, name: str) -> str:
    path = os.path.join(os.path.dirname(os.path.dirname(__file__)), folder, f"{name}.json")  # noqa: PTH118, PTH120 - so does pathlib
    # the loader of a module reads from a zip file too, and importing importlib.resources takes longer than a table
    return cast("bytes", globals()["__loader__"].get_data(path)).decode()


def outlined(dataset: Dataset) -> str:
    """Return what an edition keeps as the outlines of its places, a line each."""
    lines = (json.dumps(outline_of(place)._asdict()) for place in dataset.places)
    return "[\n" + ",\n".join(lines) + "\n]\n"


if __name__ == "__main__":
    sys.stdout.write(outlined(load()))
