"""Plain tables to a data set: the inverse of `plain_tables`, for every format that stores such tables.

The rows become the JSON of a data set, which is read as any other, so that there is one reader of records. What is
wrong with a record is reported where the cell is: a line of a file, a cell of a sheet.
"""

from __future__ import annotations

__all__ = ["INDEXES", "PlainRow", "dataset_of_tables"]

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from anhui_ftz.errors import DatasetError, Problem, shown
from anhui_ftz.io.columns import CellKind
from anhui_ftz.io.packages.plain_tables import COUNTED, TABLES, PlainTable
from anhui_ftz.model.dataset import HEAD, Dataset
from anhui_ftz.model.dataset import TABLES as RECORDS
from anhui_ftz.storage.json_text import loads

_Tree = dict[str, Any]
#: The columns of a figure, and what stands for an end that the wording does not set.
_FIGURE = ("value", "lower", "upper", "unit", "bound")
_OPEN = {"lower": "-Infinity", "upper": "Infinity"}
#: The path of a problem: a table, the record by number or id, perhaps a part of it by number, and a field.
_split = re.compile(r"\$\.(\w+)\[(?:(\d+)|'([^']*)')\](?:\.(\w+)\[(\d+)\])?(.*)").fullmatch
#: Tables that list what other tables have already: nothing is read from them.
INDEXES = ("records", "places")


@attrs.frozen
class PlainRow:
    """A row of a plain table: its cells as text, and where each of them is."""

    #: Column to text; empty where the cell is.
    cells: Mapping[str, str]
    #: Returns where a column of the row is, for a message.
    at: Callable[[str], str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def dataset_of_tables(
    tables: Mapping[str, Sequence[PlainRow]], head: Mapping[str, str], problems: Sequence[Problem] = ()
) -> Dataset:
    """Put a data set together from its plain tables.

    Parameters
    ----------
    tables
        The rows of each table by its name; a table that is missing has none.
    head
        Edition, title and licence.
    problems
        What is wrong with the tables already.

    Raises
    ------
    DatasetError
        If the tables make no valid data set; lists every problem with the place of the cell.
    """
    builder = _Builder(tables)
    tree: _Tree = {name: head[name] for name in HEAD if head.get(name)}
    tree |= builder.trees
    found = [*problems, *builder.problems]
    try:
        dataset = loads(json.dumps(tree))
    except DatasetError as error:
        raise DatasetError([*found, *map(builder.located, error.problems)]) from None
    if found:
        raise DatasetError(found)
    return dataset


class _Builder:
    """Builds the JSON of a data set, and remembers which row each part of it came from."""

    def __init__(self, tables: Mapping[str, Sequence[PlainRow]]) -> None:
        self.problems: list[Problem] = []
        self.trees: dict[str, list[_Tree]] = {}
        self._tables = tables
        self._rows: dict[tuple[str, str, int], PlainRow] = {}
        self._owners: dict[tuple[str, str], _Tree] = {}
        self._parts: dict[tuple[str, str, int], PlainRow] = {}
        self._numbered: dict[tuple[str, str], _Tree] = {}
        for table in TABLES:
            if table.name in RECORDS:
                self.trees[table.name] = [self._record(table, row) for row in self._unique(table)]
        for table in TABLES:
            if table.name not in (*RECORDS, *INDEXES):
                self._lists(table)

    def _unique(self, table: PlainTable) -> Iterator[PlainRow]:
        """Yield the rows of a table in order, and report those whose key an earlier one has."""
        known: set[tuple[str, ...]] = set()
        for row in sorted(self._tables.get(table.name, ()), key=_position):
            key = tuple(row[column] for column in table.key)
            for column in (name for name in COUNTED if name in table.key and not _is_number(row[name])):
                message = f"{column} is a number, not {shown(row[column])}"
                self.problems.append(Problem(row.at(column), message, "invalid-value"))
            if key in known:
                message = f"an earlier row has the same {', '.join(table.key)}: {shown(', '.join(key))}"
                self.problems.append(Problem(row.at(table.key[-1]), message, "duplicate-row"))
                continue
            known.add(key)
            yield row

    def _record(self, table: PlainTable, row: PlainRow) -> _Tree:
        tree: _Tree = {}
        for column in table.columns:
            cell = row[column.name]
            field, _, part = column.name.partition("_")
            if field in ("name", "definition"):
                tree.setdefault(field, {})[part] = cell
            elif column.name.endswith(("_start", "_end")) or column.name in ("publisher_en", "publisher_zh"):
                continue  # said by the column of the period, or read with the publisher
            elif column.name == "latitude":
                tree |= {"location": f"{cell},{row['longitude']}"} if cell or row["longitude"] else {}
            elif column.name != "longitude" and cell:
                tree[column.name] = _typed(column.kind, cell)
        if table.name in ("observations", "cooperations"):
            field, prefix = ("quantity", "") if table.name == "observations" else ("value", "value_")
            figure = {part: tree.pop(prefix + part, _OPEN.get(part)) for part in _FIGURE}
            if figure["value"] is not None or figure["unit"] is not None:
                tree[field] = {part: cell for part, cell in figure.items() if cell is not None}
        if table.name == "sources":
            names = {lang: row[f"publisher_{lang}"] for lang in ("en", "zh")}
            tree["publisher"] = names if any(names.values()) else row["publisher"]
        for kind in (table.name, *(index for index in INDEXES if table.name in _KINDS[index])):
            self._owners[kind, row["id"]] = tree
        self._rows[table.name, row["id"], -1] = row
        return tree

    def _lists(self, table: PlainTable) -> None:
        """Add the rows of a table of lists to the records that have them."""
        owner = table.columns[0]
        for row in self._unique(table):
            tree = self._owners.get((owner.refers, row[owner.name]))
            if tree is None:
                message = f"no {owner.name} has the id {shown(row[owner.name])}"
                self.problems.append(Problem(row.at(owner.name), message, "dangling-reference"))
            else:
                self._entry(table, tree, row)

    def _entry(self, table: PlainTable, tree: _Tree, row: PlainRow) -> None:
        match table.name:
            case "aliases" | "publisher_aliases":
                self._alias(tree, "name" if table.name == "aliases" else "publisher", row)
            case "hosts":
                tree["city"] = row["city"]
            case "citations":
                self._cited(tree, row)
            case "milestones" | "events":
                names = ("status", "period", "basis") if table.name == "milestones" else ("kind", "period", "document")
                part = {name: row[name] for name in names if row[name]}
                self._numbered[row[table.key[0]], row["position"]] = part
                self._add(tree, table.name, part, row)
            case "participations":
                self._add(tree, "parties" if row["role"] == "party" else "places", row["place"], row)
                if row["role"] not in ("party", "place"):
                    message = f"a role is party or place, not {shown(row['role'])}"
                    self.problems.append(Problem(row.at("role"), message, "invalid-value"))
            case "notes":
                self._add(tree, "notes", {"kind": row["kind"], "text": _both(row, "text")}, row)
            case "focuses":
                self._add(tree, "focus", _both(row, "focus"), row)
            case _:
                field, column = _LISTS[table.name]
                self._add(tree, field, row[column], row)

    def _alias(self, tree: _Tree, field: str, row: PlainRow) -> None:
        names = tree[field] = tree[field] or {}  # a publisher may have further names alone
        if isinstance(names, str):  # one name for both languages has no further ones
            message = "the publisher has no name in a language"
            self.problems.append(Problem(row.at("alias"), message, "contradiction"))
        else:
            names.setdefault("aliases", []).append(row["alias"])

    def _cited(self, tree: _Tree, row: PlainRow) -> None:
        citation = {name: row[name] for name in ("source", "locator", "as_published") if row[name]}
        part = tree if row["part"] == "0" else self._numbered.get((row["record"], row["part"]))
        if part is None:
            message = f"the record has no milestone or event {shown(row['part'])}"
            self.problems.append(Problem(row.at("part"), message, "dangling-reference"))
            return
        part.setdefault("citations", []).append(citation)
        if part is tree:
            self._parts[row["record"], "citations", len(part["citations"]) - 1] = row

    def _add(self, tree: _Tree, field: str, entry: object, row: PlainRow) -> None:
        tree.setdefault(field, []).append(entry)
        self._parts[tree.get("id", ""), field, len(tree[field]) - 1] = row

    def located(self, problem: Problem) -> Problem:
        """Return a problem of the JSON as one of the cell that is to blame."""
        found = _split(problem.path)
        if found is None:
            return problem
        table, number, id, field, position, rest = found.groups()
        if id is None:
            id = self.trees[table][int(number)].get("id", "")
        row = self._parts.get((id, field, int(position))) if field else None
        row = row or self._rows.get((table, id, -1))
        if row is None:
            return problem
        return problem._replace(path=row.at(_column(row, f"{field or ''}{rest}")))


def _column(row: PlainRow, path: str) -> str:
    """Return the column that a path in a record means; a path that no column has is that of its id."""
    words = re.findall(r"\w+", path)
    tries = [*("_".join(words[n:]) for n in range(len(words))), *words[::-1], *(f"{word}_en" for word in words)]
    tries += ["value"] if words[:1] == ["quantity"] else []
    tries += ["latitude"] if words[:1] == ["location"] else []
    return next((each for each in tries if each in row.cells), next(iter(row.cells), path))


def _both(row: PlainRow, column: str) -> dict[str, str]:
    return {lang: row[f"{column}_{lang}"] for lang in ("en", "zh")}


def _position(row: PlainRow) -> int:
    cell = row["position"]
    return int(cell) if _is_number(cell) else 0


def _is_number(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) < 10  # noqa: PLR2004 - a long number


def _typed(kind: CellKind, cell: str) -> object:
    """Return a cell as JSON has it; what is not of its kind stays a text, which the record refuses."""
    if kind is CellKind.BOOLEAN:
        return {"true": True, "false": False}.get(cell, cell)
    if kind is CellKind.INTEGER and _is_number(cell):
        return int(cell)
    return cell


#: The tables whose records the indexes list.
_KINDS = {table.name: table.columns[1].choices for table in TABLES if table.name in INDEXES}
#: The tables of plain lists: the field of the record, and the column of an entry.
_LISTS = {
    "containment": ("within", "within"),
    "former": ("former", "name"),
    "topics": ("topics", "topic"),
}
