"""The JSON Schema (2020-12) of what `as_record` returns, class by class, worked out from the types of the fields."""

from __future__ import annotations

__all__ = ["RESULTS", "schema"]

import inspect
import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from anhui_ftz.analysis.drafts import Candidate, Draft
from anhui_ftz.analysis.figures.comparison import ComparisonCell
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.series import GrowthRow
from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.links.matrices import LinkageGap, LinkageMatrix
from anhui_ftz.analysis.links.query import LinkQuery
from anhui_ftz.analysis.matching import PlaceMatch
from anhui_ftz.analysis.on_record import OnRecord, OnRecordRow
from anhui_ftz.analysis.points import RepresentativePoint
from anhui_ftz.analysis.quality.coverage import Coverage
from anhui_ftz.analysis.quality.cross_checks import CrossCheck
from anhui_ftz.analysis.quality.findings import Finding
from anhui_ftz.analysis.quality.reconciliation import Reconciliation
from anhui_ftz.analysis.treatments import Treatment
from anhui_ftz.errors import InvalidValue, Problem, Reason, shown, suggestion
from anhui_ftz.model.dataset import PARTS, TABLES, Dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.reading.dates import Dating
from anhui_ftz.reports.briefing import Briefing
from anhui_ftz.reports.comparison_table import Comparison
from anhui_ftz.reports.coverage_table import CoverageTable
from anhui_ftz.reports.linkage_rows import LinkageRow
from anhui_ftz.reports.linkage_table import LinkageTable
from anhui_ftz.reports.panel import PanelRow, TreatmentPanel
from anhui_ftz.reports.plain_values import json_fields
from anhui_ftz.storage.changes import Change, Changes
from anhui_ftz.storage.patching import Diff
from anhui_ftz.storage.schema import FORMS, comments, dataset_schema

_Json = dict[str, Any]
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _named(kind: type[Any]) -> str:
    """Return the name of a class as `schema` takes it: LinkageMatrix is linkage-matrix."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind.__name__).lower()


#: Every class of which `as_record` makes a dict, by the name that `schema` takes.
RESULTS: dict[str, type[Any]] = {
    _named(kind): kind
    for kind in (
        *TABLES.values(),
        *PARTS,
        Quantity,
        Derived,
        GrowthRow,
        Comparison,
        ComparisonCell,
        Linkage,
        Evidence,
        LinkQuery,
        LinkageMatrix,
        LinkageGap,
        LinkageTable,
        LinkageRow,
        PlaceMatch,
        RepresentativePoint,
        OnRecord,
        OnRecordRow,
        Coverage,
        CoverageTable,
        CrossCheck,
        Finding,
        Reconciliation,
        Treatment,
        TreatmentPanel,
        PanelRow,
        Candidate,
        Draft,
        Dating,
        Diff,
        Changes,
        Change,
        Briefing,
        Problem,
        Reason,
    )
}


def schema(name: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of data sets, or of what `as_record` makes of a class; a new copy each time.

    Parameters
    ----------
    name
        None: data sets as `load` reads them, in one file or one file per table. Otherwise a class in lower case with
        hyphens, such as ``linkage``, ``linkage-matrix``, ``observation``, ``derived`` or ``cross-check``.

    Raises
    ------
    InvalidValue
        If there is no such class; names the nearest and lists all.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zone = ftz.schema()["$defs"]["Zone"]
    >>> zone["required"], zone["properties"]["batch"]["description"]
    (['id', 'name', 'province'], 'Number of the batch in which it was established, from 1; null where no source says.')
    >>> ftz.schema("linkage-gap")["$defs"]["LinkageGap"]["properties"]["topic"]
    {'description': 'The topic.', 'type': 'string'}
    >>> ftz.schema("linkge")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: no schema is called 'linkge'; did you mean 'linkage'? (division, zone, ...)
    """
    if name is None:
        return dataset_schema()
    if not isinstance(name, str) or name not in RESULTS:
        raise InvalidValue(f"no schema is called {shown(name)}{suggestion(name, RESULTS)} ({', '.join(RESULTS)})")
    return deepcopy(_worked_out(name))


@cache
def _worked_out(name: str) -> _Json:
    """Return the schema of a class, with all that its fields may have."""
    kind = RESULTS[name]
    found: dict[str, _Json] = {}
    waiting: list[type[Any]] = [kind]
    while waiting:
        each = waiting.pop()
        if each.__name__ not in found:
            needed: list[type[Any]] = []
            found[each.__name__] = _definition(each, needed)
            waiting += needed
    return {
        "$schema": _DRAFT,
        "title": kind.__name__,
        "$ref": f"#/$defs/{kind.__name__}",
        "$defs": dict(sorted(found.items())),
    }


def _definition(kind: type[Any], needed: list[type[Any]]) -> _Json:
    about = {"description": (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")}
    if issubclass(kind, StrEnum):
        return {**about, "enum": [each.value for each in kind]}
    if kind.__name__ in FORMS:
        return {"type": "string", **FORMS[kind.__name__]}
    if kind is Dataset:
        return {**about, "type": "object"}
    notes, types = comments(kind), _types(kind)
    properties = {name: _field(notes.get(name, ""), _of(type_, needed)) for name, type_ in types.items()}
    required = list(properties)
    return {**about, "type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _field(about: str, form: _Json) -> _Json:
    text = re.sub(r"\bNone\b", "null", about.replace("``", ""))
    return {**({"description": text} if text else {}), **form}


def _types(kind: type[Any]) -> dict[str, Any]:
    """Return the types of what `as_record` makes of an object, by name."""
    hints = get_type_hints(kind)
    if not attrs.has(kind):
        return {name: hints[name] for name in kind._fields}
    return {name: hints.get(name, hints.get(f"_{name}", object)) for name, _ in json_fields(kind)}


_PLAIN: dict[Any, _Json] = {
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": ["number", "null"]},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "pattern": r"^-?([0-9]+(\.[0-9]+)?|Infinity)$"},
}
_UNIONS = (Union, UnionType)


def _of(type_: Any, needed: list[type[Any]]) -> _Json:
    """Return the schema of a type; the classes that it names are added to those that are needed."""
    if type_ in _PLAIN:
        return dict(_PLAIN[type_])
    if isinstance(origin := get_origin(type_), type) and origin is not UnionType:
        return _several(origin, get_args(type_), needed)
    if origin in _UNIONS:
        return {"anyOf": [_of(each, needed) for each in get_args(type_)]}
    if origin is Literal:
        return {"enum": list(map(str, get_args(type_)))}
    if type_ in (object, Any):
        return {}
    needed.append(type_)
    return {"$ref": f"#/$defs/{type_.__name__}"}


def _several(origin: type[Any], inner: tuple[Any, ...], needed: list[type[Any]]) -> _Json:
    """Return the schema of a list, a table, a mapping, or a tuple of so many things."""
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(inner[1], needed)}
    if origin is tuple and inner[-1:] != (Ellipsis,):
        items = [_of(each, needed) for each in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    return {"type": "array", "items": _of(inner[0], needed)}
