"""Two data sets as one: records of one id are joined field by field, and every conflict is reported."""

from __future__ import annotations

__all__ = ["UPON_BASE", "Calls", "joined_head", "merge", "merged", "united"]

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

import attrs

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.model.dataset import HEAD, TABLES, Dataset, as_dataset
from anhui_ftz.model.integrity import faults
from anhui_ftz.model.name import Name, Text
from anhui_ftz.storage.records import own_parents, spelled, stated_within, step

#: Whose value stands where the two differ.
Side = Literal["first", "second"]
#: Rows by table.
Tables = Mapping[str, Iterable[Any]]


class Calls(NamedTuple):
    """What messages call the two sides, and what they propose."""

    first: str
    second: str
    hint: str


#: A file that is read upon a base.
UPON_BASE = Calls("base", "file", "say the same, leave the field out, or give the record an id of its own")

_BESIDE = Calls("first", "second", "make them equal, leave one blank, or settle it with prefer='first' or 'second'")
_SIDES: tuple[Side, Side] = ("first", "second")
_BLANK = (None, "", (), Text())
#: A plus, AND or OR that stands by itself; the plus of C++ or GPL-2.0+ is part of its word.
_PLUS = re.compile(r"(?:^|(?<=\s))\+(?=\s|$)")
_SPDX = re.compile(r"(?<![\w.+-])(AND|OR)(?![\w.+-])|([()])")


def merge(a: Dataset, b: Dataset, *, prefer: Side | None = None) -> Dataset:
    """Return two data sets combined by id: a field that is blank in one takes the value of the other.

    Records with one id are combined field by field. Equal fields are kept; a blank one (None, an empty text or
    an empty list) takes the value of the other record; the parts of a name are combined one by one; lists are
    compared as a whole. Editions and titles that differ are both kept (``2026.11 + mine``), and licences are
    joined by ``AND``.

    Parameters
    ----------
    a, b
        The data sets; their order matters only for ``prefer``.
    prefer
        ``"first"`` or ``"second"``: whose value is kept in every conflict; None refuses conflicts.

    Raises
    ------
    DatasetError
        If fields conflict, or the result would be invalid in any case, such as an id used by two kinds of
        records. Lists every problem.
    InvalidValue
        If ``prefer`` is anything else.

    Examples
    --------
    >>> from anhui_ftz import Dataset, Division, Name
    >>> english = Dataset(
    ...     divisions=[Division("anhui", Name("Anhui"))], edition="2026.11"
    ... )
    >>> chinese = Dataset(
    ...     divisions=[Division("anhui", Name(zh="安徽省"), gb_t_2260="34")],
    ...     edition="mine",
    ... )
    >>> both = merge(english, chinese)
    >>> both.get("anhui").name, both.edition
    (Name(en='Anhui', zh='安徽省', aliases=()), '2026.11 + mine')

    What conflicts is reported, or settled:

    >>> other = Dataset(divisions=[Division("anhui", "An-hwei")])
    >>> merge(english, other)
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.DatasetError: 1 problem:
      $.divisions['anhui'].name.en: the first has "Anhui", the second "An-hwei" (make them equal, ...) [conflict]
    >>> merge(english, other, prefer="second").get("anhui").name.en
    'An-hwei'
    """
    if prefer not in (None, *_SIDES):
        raise InvalidValue(f"prefer is 'first', 'second' or None, not {shown(prefer)}")
    other = as_dataset(b)
    return merged(as_dataset(a), {**dict(other.tables()), **{field: getattr(other, field) for field in HEAD}}, prefer)


def merged(a: Dataset, b: Mapping[str, Any], prefer: Side | None = None, calls: Calls = _BESIDE) -> Dataset:
    """Unite a data set with what another one would be built from.

    Parameters
    ----------
    a
        The first data set.
    b
        The fields of the second by name: its tables, whose references may point into the first, and its head.
    prefer
        Whose value is kept in a conflict.
    calls
        What messages call the two.

    Raises
    ------
    DatasetError
        With every conflict and breach of integrity.
    """
    tables, problems = united(dict(a.tables()), b, prefer, calls)
    if problems:
        raise DatasetError(problems)
    return Dataset(**tables, **{field: joined_head(field, getattr(a, field), b[field]) for field in HEAD})


def united(
    a: Tables, b: Tables, prefer: Side | None = None, calls: Calls = _BESIDE, assumed: Collection[str] = ()
) -> tuple[dict[str, tuple[Any, ...]], list[Problem]]:
    """Join the tables of two data sets.

    Parameters
    ----------
    a, b
        The tables by name; an id may appear twice in the second.
    prefer
        Whose value is kept in a conflict.
    calls
        What messages call the two.
    assumed
        Ids to take for granted, as in `anhui_ftz.model.integrity.faults`.

    Returns
    -------
    tuple
        The joined tables; every conflict, and if there is any, each breach of integrity that stays
        however the conflicts are settled. Without conflicts integrity is left to who builds on the tables.
    """
    union = _Union(prefer, calls)
    tables = union.of(a, b)
    if not union.conflicts:
        return tables, []
    either, other = (faults(_Union(side, calls).of(a, b), assumed) for side in _SIDES)
    lasting = {problem[:3] for problem in other}
    return tables, [*union.conflicts, *(problem for problem in either if problem[:3] in lasting)]


class _Union:
    """The union of two sets of tables, and the conflicts met on the way."""

    def __init__(self, prefer: Side | None, calls: Calls) -> None:
        self._prefer = prefer
        self._calls = calls
        self.conflicts: list[Problem] = []

    def of(self, a: Tables, b: Tables) -> dict[str, tuple[Any, ...]]:
        return {name: self._table(a[name], b[name]) for name in TABLES}

    def _table(self, a: Iterable[Any], b: Iterable[Any]) -> tuple[Any, ...]:
        first = {row.id: row for row in a}
        rows = [self._record(first[row.id], row) if row.id in first else row for row in b]
        joined = {row.id for row in rows}
        return tuple(sorted([*rows, *(row for row in a if row.id not in joined)], key=lambda row: row.id))

    def _record(self, one: Any, two: Any) -> Any:
        if one == two:
            return one
        fields = self._fields(f"$.{step(one)}", one, two, without=("within",))
        if hasattr(one, "within"):
            # a parent that a field of the joined record names need not be said by either
            implied = tuple(fields[field] for field in own_parents(type(one)))
            within = stated_within(one, implied), stated_within(two, implied)
            fields["within"] = self._value(f"$.{step(one)}.within", *within)
        return attrs.evolve(one, **fields)

    def _fields(self, path: str, one: Any, two: Any, without: Collection[str] = ()) -> dict[str, Any]:
        names = [field.alias for field in attrs.fields(type(one)) if field.alias not in without]
        return {name: self._value(f"{path}.{name}", getattr(one, name), getattr(two, name)) for name in names}

    def _value(self, path: str, one: Any, two: Any) -> Any:
        if one == two or two in _BLANK:
            return one
        if one in _BLANK:
            return two
        if isinstance(one, Name | Text) and type(one) is type(two):
            return type(one)(**self._fields(path, one, two))
        if self._prefer is None:
            message = f"the {self._calls.first} has {spelled(one)}, the {self._calls.second} {spelled(two)}"
            self.conflicts.append(Problem(path, message, "conflict", self._calls.hint))
        return two if self._prefer == "second" else one


def joined_head(field: str, one: str, two: str) -> str:
    """Join a head field of two data sets: what is blank gives way, what differs is kept from both.

    Parameters
    ----------
    field
        ``edition``, ``title`` or ``licence``.
    one, two
        The values of the data sets.

    Examples
    --------
    >>> joined_head("edition", "2026.11", "mine")
    '2026.11 + mine'
    >>> joined_head("licence", "MIT OR 0BSD", "CC-BY-4.0")
    '(MIT OR 0BSD) AND CC-BY-4.0'
    """
    if one == two:
        return one
    parts, glue = (_terms, " AND ") if field == "licence" else (_pieces, " + ")
    return _side_by_side(one, two, parts, glue)


def _side_by_side(one: str, two: str, parts: Callable[[str], set[str]], glue: str) -> str:
    first, second = parts(one), parts(two)
    if not (first and second):  # a text of nothing but glue counts as blank
        return one if first else two if second else max(one, two)
    return glue.join(sorted(first | second))


def _pieces(text: str) -> set[str]:
    return {piece for part in _PLUS.split(text) if (piece := part.strip())}


def _terms(licence: str) -> set[str]:
    """Split an SPDX expression at each AND outside brackets; one with an OR there is one term."""
    depth, start, either, ends = 0, 0, False, list[str]()
    for match in _SPDX.finditer(licence):
        if match[2]:
            depth += 1 if match[2] == "(" else -1
            if depth < 0:
                break
        elif not depth:
            either |= match[1] == "OR"
            ends.append(licence[start : match.start()])
            start = match.end()
    if depth:  # the brackets do not match, so they say nothing
        return _terms(re.sub(r"[()]", " ", licence))
    if either:
        return {f"({licence.strip()})"}
    return {term for each in (*ends, licence[start:]) if (term := each.strip())}
