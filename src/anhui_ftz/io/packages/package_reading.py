"""A Data Package of this library back to the data set that it was written from."""

from __future__ import annotations

__all__ = ["read_datapackage"]

import csv
import io
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import attrs

from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.packages.datapackage import DESCRIPTOR, EXPRESSION
from anhui_ftz.io.packages.plain_records import PlainRow, dataset_of_tables
from anhui_ftz.io.packages.plain_tables import TABLES, PlainTable
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.storage.strict import parsed
from anhui_ftz.storage.whole import as_path

#: The keys of a descriptor that have the head of a data set.
_HEAD = {"edition": "version", "title": "title", "licence": EXPRESSION}


def read_datapackage(folder: str | os.PathLike[str]) -> Dataset:
    """Return the data set of a Data Package that `write_datapackage` wrote.

    A file that was changed after the package was written no longer has the SHA-256 that the descriptor states, and is
    refused. To read a package that you changed on purpose, remove ``hash`` and ``bytes`` of that file from
    ``datapackage.json``.

    Parameters
    ----------
    folder
        The folder with ``datapackage.json`` and the CSV files.

    Raises
    ------
    DatasetError
        If a file is missing or was changed, or the tables make no valid data set; lists every problem with its
        file, line and column.
    OSError
        If the folder cannot be read.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io import read_datapackage, write_datapackage
    >>> with tempfile.TemporaryDirectory() as room:
    ...     write_datapackage(ftz.load(), pathlib.Path(room, "package"))
    ...     read_datapackage(pathlib.Path(room, "package")) == ftz.load()
    True
    """
    place = as_path(folder)
    problems: list[Problem] = []
    if not (place / DESCRIPTOR).is_file() and place.is_dir():
        raise DatasetError([Problem(DESCRIPTOR, "the file is missing", "no-file", "name the folder of a package")])
    descriptor = _descriptor((place / DESCRIPTOR).read_bytes())
    resources = _resources(descriptor, problems)
    tables = {}
    for table in TABLES:
        if table.name not in resources:
            problems.append(Problem(f"{DESCRIPTOR}: $.resources", f"no resource is {table.name}", "missing-table"))
        elif not (place / table.file).is_file():
            problems.append(Problem(table.file, "the file is missing", "no-file"))
        else:
            content = (place / table.file).read_bytes()
            problems += _changed(table, resources[table.name], content)
            tables[table.name] = list(_rows(table, content, problems))
    if problems:
        raise DatasetError(problems)
    head = {name: descriptor.get(key, "") for name, key in _HEAD.items()}
    wrong = [
        Problem(f"{DESCRIPTOR}: $.{_HEAD[name]}", f"expected a text, got {shown(value)}", "wrong-type")
        for name, value in head.items()
        if not isinstance(value, str)
    ]
    return dataset_of_tables(tables, {} if wrong else head, wrong)


def _descriptor(content: bytes) -> dict[str, Any]:
    try:
        tree, problems = parsed(content)
    except DatasetError as error:
        tree, problems = {}, list(error.problems)
    if not problems and not isinstance(tree, dict):
        problems = [Problem("$", "expected an object", "wrong-type")]
    if problems:
        raise DatasetError([each._replace(path=f"{DESCRIPTOR}: {each.path}") for each in problems])
    return dict(tree)


def _resources(descriptor: Mapping[str, Any], problems: list[Problem]) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """Return the resources of a descriptor by name, each with its position."""
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        problems.append(Problem(f"{DESCRIPTOR}: $.resources", "expected a list of objects", "wrong-type"))
        return {}
    found = {each["name"]: (at, each) for at, each in enumerate(listed) if isinstance(each.get("name"), str)}
    files = {table.name: table.file for table in TABLES}
    for name, (at, each) in found.items():
        if name not in files:
            problems.append(
                Problem(
                    f"{DESCRIPTOR}: $.resources[{at}].name",
                    f"{shown(name)} is not a table of a data set",
                    "unknown-table",
                )
            )
        elif each.get("path") != files[name]:
            message = f"expected {files[name]}, got {shown(each.get('path'))}"
            problems.append(Problem(f"{DESCRIPTOR}: $.resources[{at}].path", message, "other-file"))
    return found


def _changed(table: PlainTable, resource: tuple[int, Mapping[str, Any]], content: bytes) -> Iterator[Problem]:
    at, said = resource
    found = {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    if any(said.get(key, value) != value for key, value in found.items()):
        hint = f"if you changed it, remove bytes and hash of $.resources[{at}] in {DESCRIPTOR}"
        yield Problem(table.file, "the file is not the one that the descriptor describes", "changed-file", hint)


@attrs.frozen
class _Place:
    """Where a row of a file is."""

    file: str
    line: int

    def __call__(self, column: str) -> str:
        return f"{self.file}: line {self.line}, column {column}"


def _rows(table: PlainTable, content: bytes, problems: list[Problem]) -> Iterator[PlainRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(f"{table.file}: line {line}", "the text is not UTF-8", "not-utf8"))
        return
    names = [column.name for column in table.columns]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        wrong = [(f"unknown column {shown(each)}", "unknown-column") for each in header if each not in names]
        wrong += [(f"a column is missing: {each}", "missing-column") for each in names if each not in header]
        if not wrong and len(header) != len(names):
            wrong = [("a column appears twice", "duplicate-column")]
        problems += [Problem(f"{table.file}: line 1", message, rule) for message, rule in wrong]
        if wrong:
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                message = f"{len(cells)} cells, where the header has {len(header)}"
                problems.append(Problem(f"{table.file}: line {line}", message, "ragged-row"))
            else:
                yield PlainRow(dict(zip(header, cells, strict=True)), _Place(table.file, line))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(f"{table.file}: line {reader.line_num}", f"not read on from here: {error}", "not-csv"))
