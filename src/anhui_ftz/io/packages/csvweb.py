"""A data set as CSV on the Web (W3C Recommendation, "Metadata Vocabulary for Tabular Data")."""

from __future__ import annotations

__all__ = ["write_csvw"]

import json
import os
import re

from anhui_ftz.io.packages.csv_files import write_tables
from anhui_ftz.io.packages.plain_tables import TABLES
from anhui_ftz.io.packages.table_columns import Column, Table
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.progress import Progress
from anhui_ftz.storage.whole import whole_folder

_Json = object
#: Where readers of CSV on the Web look for the metadata of a file beside it.
_FILE = "csv-metadata.json"


def write_csvw(ds: Dataset, folder: str | os.PathLike[str], *, progress: Progress = None) -> None:
    """Write a data set as CSV on the Web: ``csv-metadata.json`` and a CSV file a table, whole or not at all.

    The tables are those of `write_datapackage`, cell by cell.

    Parameters
    ----------
    ds
        The data set.
    folder
        Where to write; a folder that exists is replaced, if it holds nothing but such tables.
    progress
        A callable of what is done and the total, or True for a bar.

    Raises
    ------
    InvalidValue
        If the folder holds other files.
    OSError
        If the folder cannot be written; old files are untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, json, pathlib, tempfile
    >>> from anhui_ftz.io.packages import write_csvw
    >>> with tempfile.TemporaryDirectory() as room:
    ...     write_csvw(ftz.load(), pathlib.Path(room, "tables"))
    ...     described = json.loads(pathlib.Path(room, "tables", "csv-metadata.json").read_text("utf-8"))
    >>> described["tables"][3]["url"]
    'zones.csv'
    """
    as_dataset(ds)
    with whole_folder(folder, {_FILE, *(table.file for table in TABLES)}) as room:
        write_tables(ds, room, progress)
        described = json.dumps(_group(ds), ensure_ascii=False, indent=2)
        (room / _FILE).write_text(described + "\n", encoding="utf-8")


def _group(ds: Dataset) -> dict[str, _Json]:
    about = {"dc:title": ds.title, "dc:license": ds.licence, "schema:version": ds.edition}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **{name: value for name, value in about.items() if value},
        "tables": [_table(table) for table in TABLES],
    }


def _table(table: Table) -> dict[str, _Json]:
    keys = [
        {
            "columnReference": [column.name],
            "reference": {"resource": f"{column.refers}.csv", "columnReference": ["id"]},
        }
        for column in table.columns
        if column.refers
    ]
    schema = {"columns": [_column(column) for column in table.columns], "primaryKey": list(table.key)}
    return {
        "url": table.file,
        "dc:description": table.about,
        "tableSchema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _column(column: Column) -> dict[str, _Json]:
    choices = "|".join(re.escape(choice) for choice in column.choices)
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": {"base": "string", "format": choices} if choices else column.kind.value,
        "required": column.required,
    }
