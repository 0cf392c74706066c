"""A data set as CSV files, one per table, with their description: a Data Package, or CSV on the Web (W3C)."""

from __future__ import annotations

__all__ = ["DESCRIPTOR", "EXPRESSION", "write_csvw", "write_datapackage"]

import json
import os
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import attrs

from anhui_ftz.io.citations.styles import footnotes
from anhui_ftz.io.citations.works import works
from anhui_ftz.io.columns import CellKind, Column, csv_pieces
from anhui_ftz.io.packages.plain_tables import TABLES, PlainTable
from anhui_ftz.model.checks import items, text
from anhui_ftz.model.dataset import TABLES as CONTRACT
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.storage.whole import whole_folder

_Json = object
#: The file that describes the others.
DESCRIPTOR = "datapackage.json"
#: Its key for the licence as an SPDX expression, beside the list of the licences that this names.
EXPRESSION = "spdxExpression"
#: Where readers of CSV on the Web look for the metadata of the files beside it.
_CSVW_FILE = "csv-metadata.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {CellKind.DECIMAL: "number"}
_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "MIT": ("MIT License", "https://opensource.org/license/mit"),
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def write_datapackage(
    ds: Dataset,
    folder: str | os.PathLike[str],
    *,
    contributors: Sequence[str] = ("The anhui_ftz authors",),
    progress: Progress = None,
) -> None:
    """Write a data set as a Data Package: ``datapackage.json`` and one CSV file per table, whole or not at all.

    Every list is a table of its own, and every reference a foreign key. Figures are decimals in full, to
    the last digit; ``lower`` or ``upper`` is empty where the wording sets no such bound. Cells are written as
    they are, those too that a spreadsheet would take for a formula: import the files as text there.

    Parameters
    ----------
    ds
        The data set.
    folder
        Where to write; a folder that exists is replaced, if it contains nothing but such a package.
    contributors
        Who made the package; for your own data set, your name.
    progress
        A callable of what is done and the total, or True for a bar.

    Raises
    ------
    InvalidValue
        If the folder contains other files, or a contributor is not a str.
    OSError
        If the folder cannot be written; an old package is untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, json, pathlib, tempfile
    >>> from anhui_ftz.io.packages import write_datapackage
    >>> with tempfile.TemporaryDirectory() as room:
    ...     write_datapackage(ftz.load(), pathlib.Path(room, "package"))
    ...     described = json.loads(
    ...         pathlib.Path(room, "package", "datapackage.json").read_text("utf-8")
    ...     )
    >>> described["licenses"][0]["name"]
    'CC-BY-4.0'
    """
    as_dataset(ds)
    makers = [{"title": text(each), "roles": ["wrangler"]} for each in items(contributors)]
    with whole_folder(folder, {DESCRIPTOR, *(table.file for table in TABLES)}) as room:
        written = _write_tables(ds, room, progress)
        _write_json(room / DESCRIPTOR, _package(ds, written, makers))


def write_csvw(ds: Dataset, folder: str | os.PathLike[str], *, progress: Progress = None) -> None:
    """Write a data set as CSV on the Web: ``csv-metadata.json`` and one CSV file per table, whole or not at all.

    The tables are those of `write_datapackage`, cell by cell.

    Parameters
    ----------
    ds
        The data set.
    folder
        Where to write; a folder that exists is replaced if it contains nothing but such tables.
    progress
        A callable of what is done and the total, or True for a bar.

    Raises
    ------
    InvalidValue
        If the folder contains other files.
    OSError
        If the folder cannot be written; old files are untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, json, pathlib, tempfile
    >>> from anhui_ftz.io.packages import write_csvw
    >>> with tempfile.TemporaryDirectory() as room:
    ...     write_csvw(ftz.load(), pathlib.Path(room, "tables"))
    ...     described = json.loads(
    ...         pathlib.Path(room, "tables", "csv-metadata.json").read_text("utf-8")
    ...     )
    >>> described["tables"][3]["url"]
    'zones.csv'
    """
    as_dataset(ds)
    with whole_folder(folder, {_CSVW_FILE, *(table.file for table in TABLES)}) as room:
        _write_tables(ds, room, progress)
        _write_json(room / _CSVW_FILE, _table_group(ds))


@attrs.frozen
class _Written:
    """A table that was written to its file, with the length and SHA-256 of the file."""

    table: PlainTable
    size: int
    sha256: str


def _write_tables(ds: Dataset, folder: Path, progress: Progress) -> list[_Written]:
    """Write every table to its file."""
    written = []
    with progress_of(progress, len(ds), "writing tables") as advance:
        for table in TABLES:
            digest, size = sha256(), 0
            with (folder / table.file).open("wb") as file:
                for rows, content in csv_pieces(table.columns, table.records(ds)):
                    file.write(content)
                    digest.update(content)
                    size += len(content)
                    advance(rows if table.name in CONTRACT else 0)
            written.append(_Written(table, size, digest.hexdigest()))
    return written


def _write_json(path: Path, described: _Json) -> None:
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _package(ds: Dataset, written: Sequence[_Written], makers: Sequence[_Json]) -> dict[str, _Json]:
    package = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "-".join(re.findall(r"[a-z0-9]+", ds.title.lower(), re.ASCII)) or "data-set",
        "title": ds.title,
        "version": ds.edition,
        "licenses": _licences(ds.licence),
        EXPRESSION: ds.licence,
        "contributors": makers,
        "sources": _sources(ds),
        "resources": [_resource(each) for each in written],
    }
    return {name: value for name, value in package.items() if value}


def _licences(expression: str) -> list[dict[str, str]]:
    """List the licences that an SPDX expression names."""
    found = []
    for name in re.findall(r"[-A-Za-z0-9._]+", expression, re.ASCII):
        title, path = _LICENCES.get(name, ("", ""))
        if name not in ("AND", "OR", "WITH"):
            found.append({"name": name} | ({"title": title, "path": path} if title else {}))
    return found


def _sources(ds: Dataset) -> list[dict[str, str]]:
    found = []
    for source in ds.sources:
        words = footnotes(works(ds, source), "en").removesuffix(source.url).removesuffix(". ")
        address = re.sub(r"^\w+", lambda scheme: scheme[0].lower(), source.url)
        found.append({"name": source.id, "title": words or source.id} | ({"path": address} if address else {}))
    return found


def _resource(written: _Written) -> dict[str, _Json]:
    table = written.table
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": table.name,
        "type": "table",
        "path": table.file,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": f"sha256:{written.sha256}",
        "dialect": {"$schema": f"{_PROFILES}/tabledialect.json", **_DIALECT},
        "schema": _schema(table),
    }


def _schema(table: PlainTable) -> dict[str, _Json]:
    keys = [
        {"fields": [name], "reference": {"resource": refers, "fields": ["id"]}} for name, refers in table.references
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, _Json]:
    limits = {"required": column.required, "enum": list(column.choices)}
    constraints = {name: limit for name, limit in limits.items() if limit}
    field = {"name": column.name, "type": _TYPES.get(column.kind, column.kind.value), "description": column.about}
    return field | ({"constraints": constraints} if constraints else {})


def _table_group(ds: Dataset) -> dict[str, _Json]:
    """Describe the tables in the words of CSV on the Web."""
    about = {"dc:title": ds.title, "dc:license": ds.licence, "schema:version": ds.edition}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **{name: value for name, value in about.items() if value},
        "tables": [_csvw_table(table) for table in TABLES],
    }


def _csvw_table(table: PlainTable) -> dict[str, _Json]:
    keys = [
        {"columnReference": [name], "reference": {"resource": f"{refers}.csv", "columnReference": ["id"]}}
        for name, refers in table.references
    ]
    schema = {"columns": [_csvw_column(column) for column in table.columns], "primaryKey": list(table.key)}
    return {
        "url": table.file,
        "dc:description": table.about,
        "tableSchema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _csvw_column(column: Column) -> dict[str, _Json]:
    choices = "|".join(re.escape(choice) for choice in column.choices)
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": {"base": "string", "format": choices} if choices else column.kind.value,
        "required": column.required,
    }
