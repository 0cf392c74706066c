"""Parsed JSON that is not sound: read it again field by field, and report every fault with its path."""

from __future__ import annotations

__all__ = ["diagnosed"]

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_origin

import attrs
from cattrs import (
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from anhui_ftz.errors import DatasetError, InvalidValue, Problem, shown
from anhui_ftz.model.checks import key_step, text
from anhui_ftz.model.cooperation import Milestone
from anhui_ftz.model.dataset import TABLES, Dataset
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.integrity import faults, nearest
from anhui_ftz.model.name import Name
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.unit import Unit, as_dimension
from anhui_ftz.storage.merging import UPON_BASE, merged, united
from anhui_ftz.storage.text import FORMAT, HEAD, is_format


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
    tables, broken = _read_tables(tree, problems)
    beneath = Dataset() if base is None else base
    together, conflicts = united(dict(beneath.tables()), tables, calls=UPON_BASE, assumed=broken)
    # what points into a table that could not be read is not to blame
    unread = any(problem.rule in _UNREAD for problem in problems)
    found = conflicts or faults(together, broken)
    problems += [each for each in found if not (unread and each.rule == "dangling-reference")]
    if problems:
        raise DatasetError(problems)
    return merged(beneath, {**tables, **{name: tree.get(name, "") for name in HEAD}}, calls=UPON_BASE)


def _read_tables(tree: dict[str, Any], problems: list[Problem]) -> tuple[dict[str, tuple[Any, ...]], set[str]]:
    """Read every record that can be read, and return the ids that the others claim."""
    tables: dict[str, tuple[Any, ...]] = {}
    broken: set[str] = set()
    for name, kind in TABLES.items():
        rows = []
        for path, item in _items(tree, name, problems):
            try:
                rows.append(_converter().structure(item, kind))
            except BaseValidationError as error:
                problems += _flattened(error, path)
                broken |= _claimed_id(item)
            except (ValueError, TypeError) as error:
                problems.append(Problem(path, str(error)))
        tables[name] = tuple(sorted(rows, key=lambda row: row.id))
    return tables, broken


#: Rules that say that a whole file or table is lost.
_UNREAD = frozenset({"not-json", "not-utf-8", "too-deep", "wrong-type"})


def _head_problems(tree: dict[str, Any]) -> Iterator[Problem]:
    for key in sorted(tree.keys() - {"format", *HEAD, *TABLES}):
        meant = nearest(key, [*TABLES, *HEAD], 1)
        yield Problem(f"${key_step(key)}", "unknown key", "unknown-key", f"did you mean {meant[0]}?" if meant else "")
    if not is_format(tree.get("format", FORMAT)):
        yield Problem("$.format", f"format {shown(tree['format'])} is not 1, the one that is read", "wrong-format")
    for key in HEAD:
        try:
            text(tree.get(key, ""))
        except InvalidValue as error:
            yield Problem(f"$.{key}", str(error))


def _items(tree: dict[str, Any], name: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    rows = tree.get(name, [])
    if not isinstance(rows, list):
        problems.append(Problem(f"$.{name}", f"expected a list of records, got {shown(rows)}", "wrong-type"))
        rows = []
    return ((f"$.{name}[{index}]", row) for index, row in enumerate(rows))


def _claimed_id(item: Any) -> set[str]:
    claimed = item.get("id") if isinstance(item, dict) else None
    return {claimed} if isinstance(claimed, str) else set()


@cache
def _converter() -> Converter:
    """Make a converter that checks each field by the field's own rules, before it builds the record."""
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    for kind in (Name, Citation, Milestone, ZoneEvent, Quantity, *TABLES.values()):
        hooks: dict[str, Any] = {
            field.name: override(struct_hook=_field_hook(field, converter))
            for field in attrs.fields(attrs.resolve_types(kind))
            if field.init
        }
        structure: Callable[[Any, Any], Any] = make_dict_structure_fn(
            kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_alias=True, **hooks
        )
        converter.register_structure_hook(kind, _of_object(kind, structure))
    return converter


def _of_object(kind: type[Any], structure: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def hook(value: Any, type_: Any) -> Any:
        if isinstance(value, str) and kind is Name:
            return Name(en=value)
        if not isinstance(value, dict):
            raise InvalidValue(f"expected an object, got {shown(value)}")
        if kind is Quantity:
            structure({**dict.fromkeys(("lower", "upper"), _exact_end(value)), **value}, type_)
            return Quantity.read(**value)
        return structure(value, type_)

    return hook


def _exact_end(tree: dict[str, Any]) -> Any:
    """Return the figure that a missing bound stands for; a figure that is at fault itself is one fault, not three."""
    try:
        return Quantity(tree["value"], tree["value"], tree["value"], "1").value
    except (InvalidValue, KeyError):
        return 0


def _field_hook(field: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """Return what reads one field: a nested record, a list of them, or a plain value with its checks."""
    nested = next((kind for kind in (field.type, *get_args(field.type)) if kind in _NESTED), None)
    if field.type is Unit:  # a figure in another unit of the dimension is converted
        return lambda value, _: as_dimension(value)
    if nested is None:
        return lambda value, _: _plain(field, value)
    if field.type is nested:
        return lambda value, _: converter.structure(value, nested)
    if field.name == "value":
        return lambda value, _: None if value is None else converter.structure(value, nested)
    return lambda value, _: converter.structure(_listed(value), tuple[nested, ...])  # type: ignore[valid-type] # chosen at run time


_NESTED = (Name, Citation, Milestone, ZoneEvent, Quantity)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidValue(f"expected a list, got {shown(value)}")
    return value


def _plain(field: Any, value: Any) -> Any:
    """Check a plain value by the field's own rules, a list of them item by item first."""
    if get_origin(field.type) is tuple:
        _each(field, _listed(value))
    converted = value if field.converter is None else field.converter(value)
    if field.validator is not None:
        field.validator(None, field, converted)
    return value


def _each(field: Any, values: list[Any]) -> None:
    errors: list[Exception] = []
    for index, item in enumerate(values):
        try:
            converted = field.converter([item])
            if field.validator is not None:
                field.validator(None, field, converted)
        except InvalidValue as error:
            error.add_note(IterableValidationNote("in a list", index, str))
            errors.append(error)
    if errors:
        raise IterableValidationError("in a list", errors, list)


def _flattened(error: BaseException, path: str) -> Iterator[Problem]:
    """Walk a tree of errors to its leaves, each with the path that its notes spell."""
    if isinstance(error, ForbiddenExtraKeysError):
        names = [field.alias for field in attrs.fields(error.cl) if field.init]
        for key in sorted(error.extra_fields):
            meant = nearest(key, names, 1)
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
    for note in getattr(error, "__notes__", ()):
        return f"[{note.index}]" if isinstance(note, IterableValidationNote) else f".{note.name.lstrip('_')}"
    return ""
