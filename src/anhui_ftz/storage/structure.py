"""Parsed JSON to records: in one go where it is right; field by field, with every problem, where it is not.

What is right is defined by the nouns alone. The quick way hands each object to its class while the text is parsed.
The thorough way asks the converter and the validator of each field, through cattrs, which keeps the paths.
"""

from __future__ import annotations

__all__ = ["DoubleKeyError", "built", "made", "read_each", "rows_of"]

import re
from collections.abc import Iterator
from functools import cache
from sys import intern
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from anhui_ftz.errors import InvalidValue, Problem, shown
from anhui_ftz.model.checks import key_step
from anhui_ftz.model.dataset import PARTS, TABLES
from anhui_ftz.model.integrity import HINTED, nearest
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Observation
from anhui_ftz.model.unit import Unit, as_dimension

if TYPE_CHECKING:
    from cattrs import Converter

#: The classes of what stands in records, by the names that annotations have.
_PARTS = {kind.__name__: kind for kind in (*PARTS, Quantity)}
_words = re.compile(r"\w+").findall


class DoubleKeyError(Exception):
    """A key appears twice in one object; where, is found by reading again."""


def built(pairs: list[tuple[str, Any]]) -> Any:
    """Build what is most frequent while the JSON is parsed, so that the tree of a large text never exists.

    Such an object is known by a key that only its class has. What is built where it does not belong is refused by
    the class of the object around it.
    """
    tree = dict(pairs)
    if len(tree) != len(pairs):
        raise DoubleKeyError
    if "source" in tree:
        tree["source"] = intern(tree["source"])  # an id that many records name is kept once
        return Citation(**tree)
    if "id" in tree:
        if "quantity" not in tree:
            return tree
        tree["subject"], tree["indicator"] = intern(tree["subject"]), intern(tree["indicator"])
        return Observation(**tree)
    if "unit" in tree:
        return _quantity(tree)
    return made(Note, tree) if "text" in tree else tree


def rows_of(kind: type[Any], trees: Any) -> list[Any]:
    """Build the records of one table from what `built` left; raises without a path where something is wrong."""
    if type(trees) is not list:
        raise TypeError
    rows = [made(kind, tree) for tree in trees]
    if any(type(row) is not kind for row in rows):
        raise TypeError
    return rows


def made(kind: Any, tree: Any) -> Any:
    """Build an object with all its keys; what is not an object stays, for the class around it to judge."""
    if type(tree) is not dict:
        return tree
    if kind is Quantity:
        return _quantity(tree)
    for key, part in _parts_of(kind):
        value = tree.get(key)
        if type(value) is list:
            tree[key] = [each if type(each) is part else made(part, each) for each in value]
        elif type(value) is dict:
            tree[key] = made(part, value)
    return kind(**tree)


def _quantity(tree: dict[str, Any]) -> Quantity:
    if None in tree.values():  # what is not stated is left out
        raise TypeError
    return Quantity.read(**tree)


@cache
def _parts_of(kind: Any) -> tuple[tuple[str, type[Any]], ...]:
    """Return the keys under which a record has parts, with their classes.

    Annotations are read as they are written: to evaluate them takes as long as to read a table.
    """
    words = ((field.alias, word) for field in attrs.fields(kind) for word in _words(str(field.type)))
    return tuple((key, _PARTS[word]) for key, word in words if word in _PARTS)


def read_each(kind: type[Any], trees: list[Any], path: str, problems: list[Problem]) -> tuple[list[Any], set[str]]:
    """Read every record of a table that can be read.

    Parameters
    ----------
    kind
        The class of the records.
    trees
        The parsed JSON of each.
    path
        The path of the table.
    problems
        Everything that is wrong is added to these.

    Returns
    -------
    tuple
        The records, and the ids that those which cannot be read claim.
    """
    from cattrs import BaseValidationError

    rows: list[Any] = []
    claimed: set[str] = set()
    for index, tree in enumerate(trees):
        try:
            rows.append(_converter().structure(tree, kind))
        except BaseValidationError as error:
            problems += _flattened(error, f"{path}[{index}]")
            if isinstance(tree, dict) and isinstance(tree.get("id"), str):
                claimed.add(tree["id"])
        except (ValueError, TypeError) as error:
            problems.append(Problem(f"{path}[{index}]", str(error)))
    return rows, claimed


@cache
def _converter() -> Converter:
    """Make a converter that checks each field by the field's own rules, before it builds the record."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind in (*_PARTS.values(), *TABLES.values()):
        hooks = {
            field.name: override(struct_hook=_field_hook(field, converter))
            for field in attrs.fields(attrs.resolve_types(kind))
            if field.init
        }
        structure: Any = make_dict_structure_fn(
            kind,
            converter,
            _cattrs_forbid_extra_keys=True,
            _cattrs_use_alias=True,
            **hooks,  # type: ignore[arg-type] # by name
        )
        converter.register_structure_hook(kind, _of_object(kind, structure))
    return converter


def _of_object(kind: type[Any], structure: Any) -> Any:
    def hook(tree: Any, type_: Any) -> Any:
        if isinstance(tree, str) and kind in (Name, Text):
            return kind(en=tree)
        if not isinstance(tree, dict):
            raise InvalidValue(f"expected an object, got {shown(tree)}")
        if kind is Quantity:
            structure({**dict.fromkeys(("lower", "upper"), _exact_end(tree)), **tree}, type_)
            return Quantity.read(**tree)
        return structure(tree, type_)

    return hook


def _exact_end(tree: dict[str, Any]) -> Any:
    """Return the figure that a missing bound means; a figure that is at fault itself is one fault, not three."""
    try:
        return Quantity(tree["value"], tree["value"], tree["value"], "1").value
    except (InvalidValue, KeyError):
        return 0


def _field_hook(field: Any, converter: Converter) -> Any:
    """Return what reads one field: a part, a list of parts, or a plain value with its checks."""
    part = next((kind for kind in (field.type, *get_args(field.type)) if kind in _PARTS.values()), None)
    if field.type is Unit:  # a figure in another unit of the dimension is converted
        return lambda value, _: as_dimension(value)
    if part is None:
        return lambda value, _: _plain(field, value)
    if get_origin(field.type) is tuple:
        return lambda value, _: converter.structure(_listed(value), tuple[part, ...])  # type: ignore[valid-type] # chosen at run time
    if str in get_args(field.type):  # a name, or a text that serves for both languages
        return lambda value, _: _plain(field, value) if isinstance(value, str) else converter.structure(value, part)
    optional = type(None) in get_args(field.type)
    return lambda value, _: None if value is None and optional else converter.structure(value, part)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue(f"expected a list, got {shown(value)}")
    return value


def _plain(field: Any, value: Any) -> Any:
    """Check a plain value by the field's own rules, a list of them item by item first."""
    if get_origin(field.type) is tuple:
        _each(field, _listed(value))
    _checked(field, value)
    return value


def _checked(field: Any, value: Any) -> None:
    converted = value if field.converter is None else field.converter(value)
    if field.validator is not None:
        field.validator(None, field, converted)


def _each(field: Any, values: list[Any]) -> None:
    from cattrs import IterableValidationError, IterableValidationNote

    errors: list[Exception] = []
    for index, item in enumerate(values):
        try:
            _checked(field, [item])
        except InvalidValue as error:
            error.add_note(IterableValidationNote("in a list", index, str))
            errors.append(error)
    if errors:
        raise IterableValidationError("in a list", errors, list)


def _flattened(error: BaseException, path: str) -> Iterator[Problem]:
    """Walk a tree of errors to its leaves, each with the path that its notes spell."""
    from cattrs import BaseValidationError, ForbiddenExtraKeysError

    if isinstance(error, ForbiddenExtraKeysError):
        names = [field.alias for field in attrs.fields(error.cl) if field.init]
        for count, key in enumerate(sorted(error.extra_fields)):
            meant = nearest(key, names, 1) if count < HINTED else []
            hint = f"did you mean {meant[0]}?" if meant else f"the keys are {', '.join(names)}"
            yield Problem(f"{path}{key_step(str(key))}", "unknown key", "unknown-key", hint)
    elif isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _flattened(inner, path + _step(inner))
    elif isinstance(error, KeyError):
        yield Problem(path, "required, and missing", "missing-key")
    else:
        yield Problem(path, str(error))


def _step(error: BaseException) -> str:
    from cattrs import IterableValidationNote

    for note in getattr(error, "__notes__", ()):
        return f"[{note.index}]" if isinstance(note, IterableValidationNote) else f".{note.name.lstrip('_')}"
    return ""
