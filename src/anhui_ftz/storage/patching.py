"""What changed between two data sets, as a value: to read, to keep, and to apply."""

from __future__ import annotations

__all__ = ["Diff", "diff", "patch"]

from collections.abc import Iterator
from typing import Any

import attrs

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.model.dataset import HEAD, TABLES, Dataset, Record, as_dataset
from anhui_ftz.storage.records import TABLE_OF, differences, spelled, step


@attrs.frozen
class Diff:
    """What changed between two data sets; false where nothing did. As text, a line for every change.

    Examples
    --------
    >>> from anhui_ftz import Dataset, Division
    >>> old = Dataset(divisions=[Division("anhui", "Anhui")])
    >>> new = Dataset(
    ...     divisions=[Division("anhui", "An Hui"), Division("shanghai", "Shanghai")],
    ...     edition="2026.12",
    ... )
    >>> print(diff(old, new))
    ~ edition: "" -> "2026.12"
    + divisions['shanghai']
    ~ divisions['anhui'].name.en: "Anhui" -> "An Hui"
    >>> bool(diff(old, old))
    False
    """

    #: Records that only the second has, in the order of the tables.
    added: tuple[Record, ...] = ()
    #: Records that only the first has, in the order of the tables.
    removed: tuple[Record, ...] = ()
    #: Records of one id that differ: as the first has each, and as the second has it.
    changed: tuple[tuple[Record, Record], ...] = ()
    #: Head fields that differ: name, text of the first, text of the second.
    head: tuple[tuple[str, str, str], ...] = ()

    @property
    def reversed(self) -> Diff:
        """The way back.

        >>> from anhui_ftz import Dataset
        >>> old, new = Dataset(edition="2026.11"), Dataset(edition="2026.12")
        >>> diff(old, new).reversed == diff(new, old)
        True
        """
        return Diff(
            self.removed,
            self.added,
            tuple((after, before) for before, after in self.changed),
            tuple((field, after, before) for field, before, after in self.head),
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.head)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for field, before, after in self.head:
            yield f"~ {field}: {spelled(before)} -> {spelled(after)}"
        yield from (f"- {step(record)}" for record in self.removed)
        yield from (f"+ {step(record)}" for record in self.added)
        for one, two in self.changed:
            yield from (f"~ {step(one)}{difference}" for difference in differences(one, two))


def diff(a: Dataset, b: Dataset) -> Diff:
    """Return the changes that turn one data set into another.

    Parameters
    ----------
    a, b
        The data set before the changes, and the one after them.

    Examples
    --------
    >>> from anhui_ftz import Dataset, Zone, Division
    >>> old = Dataset(
    ...     divisions=[Division("anhui", "Anhui")],
    ...     zones=[Zone("anhui-ftz", "Zone", "anhui", batch=5)],
    ... )
    >>> new = Dataset(
    ...     divisions=[Division("anhui", "Anhui")],
    ...     zones=[Zone("anhui-ftz", "Zone", "anhui", batch=6)],
    ... )
    >>> print(diff(old, new))
    ~ zones['anhui-ftz'].batch: 5 -> 6
    >>> patch(old, diff(old, new)) == new
    True
    """
    before, after = _records(a), _records(b)
    heads = ((field, getattr(a, field), getattr(b, field)) for field in HEAD)
    return Diff(
        tuple(record for key, record in after.items() if key not in before),
        tuple(record for key, record in before.items() if key not in after),
        tuple((record, after[key]) for key, record in before.items() if key in after and record != after[key]),
        tuple(each for each in heads if each[1] != each[2]),
    )


def patch(a: Dataset, diff: Diff) -> Dataset:
    """Return a data set with changes applied that `diff` returned for it, or for one with equal records there.

    Parameters
    ----------
    a
        The data set.
    diff
        The changes.

    Raises
    ------
    DatasetError
        If a record differs from what the changes expect, or the result would be invalid. Lists every problem.

    Examples
    --------
    >>> from anhui_ftz import Dataset, Division
    >>> old, new = Dataset(), Dataset(divisions=[Division("anhui", "Anhui")])
    >>> patch(new, diff(old, new))
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.DatasetError: 1 problem:
      $.divisions['anhui']: to be added, and already there (...) [patch-mismatch]
    """
    if not isinstance(diff, Diff):
        raise InvalidValue(f"expected a Diff, got {shown(diff)}")
    records = _records(a)
    problems = list(_mismatches(a, records, diff))
    if problems:
        raise DatasetError(problems)
    for record in (*diff.removed, *(before for before, _ in diff.changed)):
        del records[_key(record)]
    records |= {_key(record): record for record in (*diff.added, *(after for _, after in diff.changed))}
    tables = {name: [record for (table, _), record in records.items() if table == name] for name in TABLES}
    return attrs.evolve(a, **tables, **{field: after for field, _, after in diff.head})


_Key = tuple[str, str]


def _key(record: Record) -> _Key:
    return TABLE_OF[type(record)], record.id


def _records(dataset: Any) -> dict[_Key, Record]:
    return {(name, row.id): row for name, rows in as_dataset(dataset).tables() for row in rows}


def _mismatches(a: Dataset, records: dict[_Key, Record], diff: Diff) -> Iterator[Problem]:
    for field, before, _ in diff.head:
        if getattr(a, field) != before:
            yield _mismatch(field, f"is {spelled(getattr(a, field))}, not {spelled(before)}")
    for record in diff.added:
        if _key(record) in records:
            yield _mismatch(step(record), "to be added, and already there")
    for record in (*diff.removed, *(each for each, _ in diff.changed)):
        there = records.get(_key(record))
        if there is None:
            yield _mismatch(step(record), "to be changed or removed, and not there")
        else:
            for path, expected, found in differences(record, there):
                yield _mismatch(step(record) + path, f"is {spelled(found)}, not {spelled(expected)}")


def _mismatch(path: str, message: str) -> Problem:
    hint = "apply it to the data set that it was made from, or make it anew"
    return Problem(f"$.{path}", message, "patch-mismatch", hint)
