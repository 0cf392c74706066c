"""Results as plain JSON values: one mechanism for every class of the library, by its fields."""

from __future__ import annotations

__all__ = ["as_record", "json_fields"]

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from operator import attrgetter
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.location import Location
from anhui_ftz.model.period import Period
from anhui_ftz.model.unit import Unit
from anhui_ftz.storage.json_text import dumps

_Children = dict[str, Any] | list[Any]


def as_record(value: object) -> Any:
    """Return a result as plain JSON values, which ``json.dumps`` can write.

    An object becomes a dict of its fields, a list or table a list, a mapping a dict with texts as keys. A decimal
    becomes a text with every digit, a period EDTF, a day ISO 8601, a unit or choice its code. Nothing is rounded or
    left out, except the data set of a draft. `schema` describes the record of each class.

    Parameters
    ----------
    value
        Any result of the library, a record, a data set, or a list, tuple or mapping of them.

    Raises
    ------
    InvalidValue
        If something in it is not of this library and has no JSON.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> size = ftz.as_record(ftz.latest(ftz.load(), "anhui-ftz", "area"))
    >>> size["quantity"]
    {'value': '119.86', 'lower': '119.86', 'upper': '119.86', 'unit': 'km2', 'bound': 'exact'}
    >>> size["period"], size["status"]
    ('2020-09-24/..', 'A')
    """
    # without recursion, since results of results may be nested deeply; what is used twice is worked out once
    done: dict[int, Any] = {}
    opened: dict[int, _Children] = {}
    kept = [value]
    stack = [value]
    while stack:
        top = stack[-1]
        if id(top) in done:
            stack.pop()
        elif _is_plain(top):
            done[id(top)] = _plain(top)
        elif id(top) not in opened:
            children = opened[id(top)] = _opened(top)
            parts = children.values() if isinstance(children, dict) else children
            kept += parts
            stack += (part for part in parts if id(part) not in done)
        else:
            children = opened.pop(id(top))
            if isinstance(children, dict):
                done[id(top)] = {key: done[id(part)] for key, part in children.items()}
            else:
                done[id(top)] = [done[id(part)] for part in children]
    return done[id(value)]


_AS_TEXT = (str, StrEnum, Period, Unit, Location)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, (bool, int, float, Decimal, date, Dataset, *_AS_TEXT))


def _plain(value: Any) -> Any:
    """Return a value that has no parts."""
    if isinstance(value, Dataset):
        return json.loads(dumps(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float) and not isfinite(value):
        return None
    if isinstance(value, Period):
        return value.edtf
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, _AS_TEXT) else value


def _opened(value: Any) -> _Children:
    """Return the parts of a value: by name, or in order."""
    if isinstance(value, Mapping):
        return {_key(key): part for key, part in value.items()}
    if hasattr(value, "_asdict"):
        return dict(value._asdict())
    if attrs.has(type(value)) and not isinstance(value, Sequence):
        return {name: get(value) for name, get in json_fields(type(value))}
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if not isinstance(value, Sequence) or isinstance(value, bytes | bytearray | memoryview):
        raise _refused(value)
    return list(value)


def _key(key: object) -> str:
    if not _is_plain(key):
        raise _refused(key)
    return str(_plain(key))


def _refused(value: object) -> InvalidValue:
    return InvalidValue(f"as_record takes results of this library, and lists and mappings of them, not {shown(value)}")


def json_fields(kind: type[Any]) -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Yield the fields of a class that its JSON has, by name, each with what gets it.

    What a class keeps for itself is left out, unless a property of the same name shows it.

    >>> from anhui_ftz import Zone
    >>> [name for name, _ in json_fields(Zone)][-2:]
    ['notes', 'within']
    """
    for field in attrs.fields(kind):
        name = field.name.lstrip("_")
        if field.repr and (name == field.name or hasattr(kind, name)):
            yield name, attrgetter(name)
