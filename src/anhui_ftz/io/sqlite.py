"""A data set as a SQLite database: typed tables with keys, flat views for queries, and full-text search."""

from __future__ import annotations

__all__ = ["read_sqlite", "write_sqlite"]

import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any

import attrs

from anhui_ftz.analysis.links.linkages import linkages
from anhui_ftz.analysis.links.rollup import Level
from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.columns import CellKind, Column, batches
from anhui_ftz.io.packages.plain_records import PlainRow, dataset_of_tables
from anhui_ftz.io.packages.plain_tables import TABLES, PlainTable
from anhui_ftz.model.checks import as_day
from anhui_ftz.model.dataset import HEAD, Dataset, as_dataset
from anhui_ftz.model.dataset import TABLES as RECORDS
from anhui_ftz.model.source import Source
from anhui_ftz.storage.whole import as_path, whole_file

_TYPES = {CellKind.DECIMAL: "REAL", CellKind.INTEGER: "INTEGER", CellKind.BOOLEAN: "INTEGER"}
#: What the name of a column with the exact decimal ends with; beside it is the number that SQL calculates with.
_EXACT = "_exact"
_Cells = tuple[Any, ...]

#: Evidence of linkages at every level, since SQL cannot lift parties.
_EVIDENCE = """
CREATE TABLE linkage_evidence (
    level TEXT NOT NULL CHECK (level IN ({levels})),
    a TEXT NOT NULL REFERENCES places (id),
    b TEXT NOT NULL REFERENCES places (id),
    cooperation TEXT NOT NULL REFERENCES cooperations (id),
    status TEXT,
    stated_at TEXT NOT NULL,
    lifted_via TEXT NOT NULL,
    provincial INTEGER NOT NULL CHECK (provincial IN (0, 1)),
    PRIMARY KEY (level, a, b, cooperation)
)
"""
_VIEWS = """
CREATE VIEW place_names AS
SELECT id, name_en, name_zh FROM divisions
UNION ALL SELECT id, name_en, name_zh FROM zones
UNION ALL SELECT id, name_en, name_zh FROM areas
UNION ALL SELECT id, name_en, name_zh FROM organizations;

CREATE VIEW figures AS
SELECT o.id, o.subject, p.name_en AS subject_en, p.name_zh AS subject_zh,
    o.indicator, i.name_en AS indicator_en, i.name_zh AS indicator_zh, i.kind AS indicator_kind,
    o.period, o.period_start, o.period_end, o.basis,
    o.value, o.value_exact, o.lower, o.lower_exact, o.upper, o.upper_exact, o.unit, o.bound, o.status,
    (SELECT group_concat(source, ' ') FROM
        (SELECT source FROM citations WHERE record = o.id GROUP BY source ORDER BY min(position))) AS sources,
    (SELECT s.url FROM citations c JOIN sources s ON s.id = c.source WHERE c.record = o.id ORDER BY c.position) AS url
FROM observations o
JOIN place_names p ON p.id = o.subject
JOIN indicators i ON i.id = o.indicator;

CREATE VIEW linkages AS
SELECT e.level, e.a, a.name_en AS a_en, a.name_zh AS a_zh, e.b, b.name_en AS b_en, b.name_zh AS b_zh,
    e.cooperation, c.name_en AS cooperation_en, c.name_zh AS cooperation_zh, c.form, e.status,
    e.stated_at, e.lifted_via, e.provincial,
    (SELECT group_concat(t.topic, ' ') FROM topics t WHERE t.cooperation = e.cooperation) AS topics,
    (SELECT group_concat(source, ' ') FROM (SELECT DISTINCT source FROM citations WHERE record = c.id)) AS sources
FROM linkage_evidence e
JOIN place_names a ON a.id = e.a
JOIN place_names b ON b.id = e.b
JOIN cooperations c ON c.id = e.cooperation;
"""
_SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5 (id UNINDEXED, kind UNINDEXED, field UNINDEXED, text UNINDEXED, words)"
)
#: Chinese has no blanks between words: so many characters in a row can be searched for.
_LONGEST = 12
_chinese = re.compile("[\u3400-\u9fff]+").findall


def write_sqlite(ds: Dataset, path: str | os.PathLike[str], *, on: str | None = None) -> None:
    """Write a data set as a SQLite database, whole or not at all.

    The tables are those of `write_datapackage`, with primary and foreign keys. A decimal is a REAL to calculate with,
    and a text with every digit: ``value`` and ``value_exact``. An end that the wording does not set is
    NULL. The view ``figures`` has an observation in each row with all names; the view ``linkages`` has the evidence
    of each linkage at each level. ``search MATCH '芜湖'`` finds names, aliases, titles and notes by words, or by up to
    twelve Chinese characters in a row, where SQLite has FTS5.

    Parameters
    ----------
    ds
        The data set.
    path
        The file to write.
    on
        The day for which ``linkages`` states the status of a cooperation; None asks of all time.

    Raises
    ------
    InvalidValue
        If it is not a data set, or ``on`` is not a day.
    OSError
        If the file cannot be written; an old one is untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, sqlite3, tempfile
    >>> from anhui_ftz.io import write_sqlite
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "ftz.db")
    ...     write_sqlite(ftz.load(), file)
    ...     db = sqlite3.connect(file)
    ...     size = "SELECT subject_en, value_exact, unit FROM figures WHERE"
    ...     size += " indicator = 'area' AND subject_zh LIKE '%安徽%'"
    ...     [row] = db.execute(size)
    ...     db.close()
    >>> row
    ('China (Anhui) Pilot Free Trade Zone', '119.86', 'km2')
    """
    as_dataset(ds)
    day = None if on is None else as_day(on)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN")
        database.execute(f"CREATE TABLE dataset ({', '.join(f'{name} TEXT NOT NULL' for name in HEAD)})")
        _insert(database, "dataset", [tuple(getattr(ds, name) for name in HEAD)])
        for table in TABLES:
            database.execute(_definition(table))
            for records in batches(table.records(ds)):
                _insert(database, table.name, [_row(table, record) for record in records])
            _index(database, table)
        database.execute(_EVIDENCE.format(levels=", ".join(f"'{level}'" for level in Level)))
        for rows in batches(_evidence(ds, day)):
            _insert(database, "linkage_evidence", rows)
        for view in filter(str.strip, _VIEWS.split(";")):
            database.execute(view)
        _search(database, ds)
        database.execute("COMMIT")
        content = database.serialize()
    with whole_file(path) as file:
        file.write(content)


def _definition(table: PlainTable) -> str:
    """Return the statement that makes a table."""
    lines = [line for column in table.columns for line in _column(column)]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    body = ",\n    ".join(lines)
    return f"CREATE TABLE {table.name} (\n    {body}\n)"


def _column(column: Column) -> Iterator[str]:
    words = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    words += ["NOT NULL"] if column.required else []
    words += [f"REFERENCES {column.refers} (id)"] if column.refers else []
    choices = ("0", "1") if column.kind is CellKind.BOOLEAN else tuple(f"'{each}'" for each in column.choices)
    words += [f'CHECK ("{column.name}" IN ({", ".join(choices)}))'] if choices else []
    yield " ".join(words)
    if column.kind is CellKind.DECIMAL:
        yield f"{column.name}{_EXACT} TEXT" + (" NOT NULL" if column.required else "")


def _row(table: PlainTable, record: Any) -> _Cells:
    cells: list[Any] = []
    for column in table.columns:
        value = column.cell(record)
        if isinstance(value, Decimal):
            cells += [float(value), format(value, "f")]
        elif column.kind is CellKind.DECIMAL:
            cells += [None, None]
        elif isinstance(value, int):
            cells.append(int(value))
        else:
            cells.append(None if value is None or (value == "" and not column.required) else str(value))
    return tuple(cells)


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[_Cells]) -> None:
    marks = ", ".join("?" * len(rows[0]))
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - the names are ours


def _index(database: sqlite3.Connection, table: PlainTable) -> None:
    """Index the references that do not begin the primary key, so that views and checks of keys are quick."""
    for name, _ in table.references:
        if name != table.key[0]:
            database.execute(f"CREATE INDEX {table.name}_by_{name} ON {table.name} ({name})")


def _evidence(ds: Dataset, day: Any) -> Iterator[_Cells]:
    for level in Level:
        for link in linkages(ds, level=level, on=day):
            for each in link.evidence:
                status = None if each.status is None else str(each.status)
                stated, via = " ".join(each.stated_at), " ".join(each.lifted_via)
                yield str(level), link.a, link.b, each.cooperation.id, status, stated, via, int(each.provincial)


def _search(database: sqlite3.Connection, ds: Dataset) -> None:
    """Make the table for searches, where this SQLite can."""
    try:
        database.execute(_SEARCH)
    except sqlite3.OperationalError:  # this SQLite has no FTS5
        return
    for rows in batches(_texts(ds)):
        _insert(database, "search", [(*row, _words(row[-1])) for row in rows])


def _words(text: str) -> str:
    """Return what a text is found by: its words, and of Chinese each run of some characters.

    >>> _words("Wuhu 芜湖港")
    'Wuhu 芜湖港 芜 芜湖 芜湖港 湖 湖港 港'
    """
    runs = (
        run[start:end]
        for run in _chinese(text)
        for start in range(len(run))
        for end in range(start + 1, min(start + _LONGEST, len(run)) + 1)
    )
    return " ".join((text, *runs))


def _texts(ds: Dataset) -> Iterator[_Cells]:
    """Yield the names and notes of all records: the id, the table, the field, and the text."""
    for table in RECORDS:
        for row in getattr(ds, table):
            named = row.publisher_names if isinstance(row, Source) else row.name.all if hasattr(row, "name") else ()
            texts = [*(("name", name) for name in named), ("title", getattr(row, "title", ""))]
            texts += [("note", text) for note in row.notes for text in (note.text.en, note.text.zh)]
            yield from ((row.id, table, field, text) for field, text in texts if text)


def read_sqlite(path: str | os.PathLike[str]) -> Dataset:
    """Return the data set of a database that `write_sqlite` wrote.

    Decimals are read from the columns that have every digit, such as ``value_exact``.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    DatasetError
        If it is not such a database, or its rows make no valid data set; lists every problem with its table, row and
        column.
    OSError
        If the file cannot be read.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io import read_sqlite, write_sqlite
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "ftz.db")
    ...     write_sqlite(ftz.load(), file)
    ...     read_sqlite(file) == ftz.load()
    True
    """
    content = as_path(path).read_bytes()
    if not content:
        raise DatasetError([Problem("database", "the file is empty", "not-a-database")])
    problems: list[Problem] = []
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            kinds = dict(database.execute("SELECT name, type FROM sqlite_master").fetchall())
            wanted = ("dataset", *(table.name for table in TABLES))
            missing = [name for name in wanted if kinds.get(name) != "table"]
            problems += [Problem(f"table {name}", "the table is missing", "missing-table") for name in missing]
            if problems:
                raise DatasetError(problems)
            tables = {table.name: list(_rows(database, table)) for table in TABLES}
            head = dict.fromkeys(HEAD, "")
            for row in database.execute(f"SELECT {', '.join(HEAD)} FROM dataset LIMIT 1"):  # noqa: S608 - ours
                head |= {name: _text(cell) for name, cell in zip(HEAD, row, strict=True)}
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            message = f"not a database of write_sqlite that can be read: {shown(str(error), 100)}"
            raise DatasetError([Problem("database", message, "not-a-database")]) from None
    return dataset_of_tables(tables, head)


@attrs.frozen
class _RowPlace:
    """Where a row of a table is."""

    table: str
    number: int

    def __call__(self, column: str) -> str:
        return f"table {self.table}, row {self.number}, column {column}"


def _rows(database: sqlite3.Connection, table: PlainTable) -> Iterator[PlainRow]:
    names = [each.name for each in table.columns]
    # a name that no column has would be read as a text, were it not for the table before it
    stored = (f'{table.name}."{each.name}{_EXACT if each.kind is CellKind.DECIMAL else ""}"' for each in table.columns)
    found = database.execute(f"SELECT {', '.join(stored)} FROM {table.name} ORDER BY rowid")  # noqa: S608 - ours
    for number, row in enumerate(found, 1):
        cells = dict(zip(names, map(_text, row), strict=True))
        cells |= {
            each.name: {"1": "true", "0": "false"}.get(cells[each.name], cells[each.name])
            for each in table.columns
            if each.kind is CellKind.BOOLEAN
        }
        yield PlainRow(cells, _RowPlace(table.name, number))


def _text(cell: object) -> str:
    return "" if cell is None else cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
