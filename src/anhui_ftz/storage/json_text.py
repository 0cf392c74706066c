"""JSON text to a data set and back; canonical: equal data sets have equal text."""

from __future__ import annotations

__all__ = ["FORMAT", "SCHEMA_KEY", "dataset_of", "diagnosed", "dumps", "dumps_tables", "in_file", "loads"]

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.model.checks import key_step
from anhui_ftz.model.checks import text as shown_text
from anhui_ftz.model.dataset import HEAD, TABLES, Dataset, as_dataset
from anhui_ftz.model.integrity import HINTED, faults, nearest
from anhui_ftz.model.progress import Advance, Progress, progress_of
from anhui_ftz.storage.merging import UPON_BASE, merged, united
from anhui_ftz.storage.records import record_lines
from anhui_ftz.storage.strict import decoded, parsed, read
from anhui_ftz.storage.structure import DoubleKeyError, built, read_each, rows_of

#: Version of the JSON shape.
FORMAT = 1
#: The key under which a file may name the schema that describes it.
SCHEMA_KEY = "$schema"
#: Rules that say that a whole file or table is lost.
_UNREAD = frozenset({"not-json", "not-utf-8", "too-deep", "wrong-type"})


def loads(text: str | bytes, *, base: Dataset | None = None) -> Dataset:
    """Build a data set from JSON text.

    Parameters
    ----------
    text
        The JSON as `dumps` writes it; bytes are UTF-8. The order of records and keys does not matter.
    base
        A data set to which the references of the text may point; the result contains both, as `merge` combines
        them.

    Returns
    -------
    Dataset
        A complete and valid data set.

    Raises
    ------
    DatasetError
        Whatever is wrong with the text: not JSON, wrong types, unknown or double keys, dangling ids,
        circles, deep nesting, huge numbers, NaN, conflicts with the base. ``problems`` lists every fault
        with its path.

    Examples
    --------
    >>> from anhui_ftz import dumps, load, loads
    >>> loads(dumps(load())) == load()
    True
    >>> loads('{"edition": NaN}')
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.DatasetError: 1 problem:
      $: NaN is not a JSON number [not-json]
    >>> loads(
    ...     '{"zones": [{"id": "my-ftz", "name": "My FTZ", "province": "anhui"}]}',
    ...     base=load(),
    ... ).get("my-ftz").within
    ('anhui',)
    """
    return dataset_of({"": text}, base)


def dataset_of(texts: Mapping[str, str | bytes], base: Dataset | None = None) -> Dataset:
    """Build a data set from the texts of its files: quickly where they are sound, else to find every fault.

    Parameters
    ----------
    texts
        Name of each file to its JSON; a lone text has the empty name. Each table is in one of them.
    base
        What references may point into, and what the texts are united with.

    Raises
    ------
    DatasetError
        With every fault and its path, led by the name of the file where it has one.
    InvalidValue
        If the base is not a Dataset.
    """
    if base is not None and not isinstance(base, Dataset):
        raise InvalidValue(f"base is a Dataset or None, not {shown(base)}")
    fields = _quick(texts.values())
    if fields is None:
        return diagnosed(*_joined(texts), base)
    return Dataset(**fields) if base is None else merged(base, fields, calls=UPON_BASE)


def _quick(texts: Iterable[str | bytes]) -> dict[str, Any] | None:
    """Return what a data set is built from, or None where anything at all is odd."""
    tree: dict[str, Any] = {}
    try:
        for text in texts:
            part = read(decoded(text), built)
            shown_text(part.pop(SCHEMA_KEY, ""))
            if part.keys() & tree.keys():
                return None
            tree |= part
        fields: dict[str, Any] = {name: rows_of(kind, tree.get(name, [])) for name, kind in TABLES.items()}
        fields |= {name: shown_text(tree.get(name, "")) for name in HEAD}
    except (TypeError, ValueError, AttributeError, LookupError, RecursionError, DoubleKeyError):
        return None
    sound = _is_format(tree.get("format", FORMAT)) and tree.keys() <= {"format", *fields}
    return fields if sound else None


def _joined(texts: Mapping[str, str | bytes]) -> tuple[Any, list[Problem]]:
    """Parse the texts with all their faults, and join their objects."""
    joined: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in texts.items():
        try:
            tree, found = parsed(text)
        except DatasetError as error:
            tree, found = {}, list(error.problems)
            if not name:
                raise
        if not isinstance(tree, dict):
            if not name:
                return tree, found
            tree, found = {}, [*found, Problem("$", "expected an object", "wrong-type")]
        found += _schema_key(tree)
        twice = sorted(tree.keys() & joined.keys())
        found += [Problem(f"${key_step(key)}", "is in an earlier file too", "double-key") for key in twice]
        problems += [each._replace(path=in_file(name, each.path)) for each in found]
        joined |= tree
    return joined, problems


def in_file(name: str, path: str) -> str:
    """Spell a path in a file of a folder; a lone text has an empty name.

    >>> in_file("zones.json", "$.zones[3]")
    'zones.json: $.zones[3]'
    """
    return f"{name if name.isprintable() else shown(name)}: {path}" if name else path


def _schema_key(tree: dict[str, Any]) -> Iterator[Problem]:
    """Take out the address of the schema, by which editors help; every file may have one."""
    try:
        shown_text(tree.pop(SCHEMA_KEY, ""))
    except InvalidValue as error:
        yield Problem(f"$[{SCHEMA_KEY!r}]", str(error))


def diagnosed(tree: Any, known: Sequence[Problem] = (), base: Dataset | None = None) -> Dataset:
    """Build a data set from parsed JSON, or report everything that is wrong with it.

    Parameters
    ----------
    tree
        What `json.loads` gave.
    known
        Problems that were found before.
    base
        What references may point into, and what the tree is united with.

    Raises
    ------
    DatasetError
        With every fault: of shape and type by position, of integrity by id.
    """
    if not isinstance(tree, dict):
        raise DatasetError(
            [*known, Problem("$", f"expected an object with the tables, got {shown(tree)}", "wrong-type")]
        )
    problems = [*known, *_head_problems(tree)]
    tables: dict[str, Any] = {}
    broken: set[str] = set()
    for name, kind in TABLES.items():
        rows, claimed = read_each(kind, _listed(tree, name, problems), f"$.{name}", problems)
        tables[name] = sorted(rows, key=lambda row: row.id)
        broken |= claimed
    beneath = Dataset() if base is None else base
    together, conflicts = united(dict(beneath.tables()), tables, calls=UPON_BASE, assumed=broken)
    # what points into a table that could not be read is not to blame
    unread = any(problem.rule in _UNREAD for problem in problems)
    found = conflicts or faults(together, broken)
    problems += [each for each in found if not (unread and each.rule == "dangling-reference")]
    if problems:
        raise DatasetError(problems)
    return merged(beneath, {**tables, **{name: tree.get(name, "") for name in HEAD}}, calls=UPON_BASE)


def _head_problems(tree: dict[str, Any]) -> Iterator[Problem]:
    for count, key in enumerate(sorted(tree.keys() - {"format", *HEAD, *TABLES})):
        meant = nearest(key, [*TABLES, *HEAD], 1) if count < HINTED else []
        yield Problem(f"${key_step(key)}", "unknown key", "unknown-key", f"did you mean {meant[0]}?" if meant else "")
    if not _is_format(tree.get("format", FORMAT)):
        yield Problem("$.format", f"format {shown(tree['format'])} is not 1, the one that is read", "wrong-format")
    for key in HEAD:
        try:
            shown_text(tree.get(key, ""))
        except InvalidValue as error:
            yield Problem(f"$.{key}", str(error))


def _listed(tree: dict[str, Any], name: str, problems: list[Problem]) -> list[Any]:
    rows = tree.get(name, [])
    if isinstance(rows, list):
        return rows
    problems.append(Problem(f"$.{name}", f"expected a list of records, got {shown(rows)}", "wrong-type"))
    return []


def _is_format(value: Any) -> bool:
    """Whether a value is the version of the shape that is read; true and 1.0 are not."""
    return type(value) is int and value == FORMAT


def dumps(dataset: Dataset, *, progress: Progress = None) -> str:
    """Write a data set as canonical JSON: one record per line, sorted by id, defaults left out.

    Parameters
    ----------
    dataset
        The data set.
    progress
        Called with the records done and their number; True shows a bar.

    Returns
    -------
    str
        JSON that `loads` reads back to an equal data set; it ends with a line feed.

    Raises
    ------
    InvalidValue
        If it is not a Dataset.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(ftz.dumps(ftz.Dataset(edition="2026.11")))
    {
    "format": 1,
    "edition": "2026.11"
    }
    <BLANKLINE>
    """
    as_dataset(dataset)
    with progress_of(progress, len(dataset), "writing records") as advance:
        return _object_text([*_head_lines(dataset), *_table_lines(dataset, advance).values()])


def dumps_tables(dataset: Dataset, *, progress: Progress = None) -> dict[str, str]:
    """Write a data set as a folder has it: file names to canonical JSON, one file per table."""
    with progress_of(progress, len(dataset), "writing records") as advance:
        tables = {f"{name}.json": _object_text([lines]) for name, lines in _table_lines(dataset, advance).items()}
    return {"edition.json": _object_text(_head_lines(dataset)), **tables}


def _object_text(entries: list[str]) -> str:
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _head_lines(dataset: Dataset) -> list[str]:
    head = {"format": FORMAT, **{name: getattr(dataset, name) for name in HEAD}}
    return [f'"{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in head.items() if value]


def _table_lines(dataset: Dataset, advance: Advance) -> dict[str, str]:
    return {
        name: f'"{name}": [\n' + ",\n".join(record_lines(name, rows, advance)) + "\n]"
        for name, rows in dataset.tables()
        if rows
    }
