"""The JSON Schema (2020-12) of data sets: worked out from the model, shipped as a file, read by editors.

``python -m anhui_ftz.storage.schema > src/anhui_ftz/data/schema.json`` writes the file anew.
"""

from __future__ import annotations

__all__ = ["FORMS", "comments", "dataset_schema", "generated"]

import inspect
import json
import re
import sys
from collections.abc import Iterable
from enum import StrEnum
from pkgutil import get_data
from typing import Any, get_args, get_origin

import attrs

from anhui_ftz.model.checks import ID, LONGEST_ID, check_id, check_optional_id, ids, sorted_ids
from anhui_ftz.model.dataset import HEAD, PARTS, TABLES, Dataset
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit
from anhui_ftz.storage.files import SCHEMA_FILE
from anhui_ftz.storage.json_text import FORMAT, SCHEMA_KEY

_Json = dict[str, Any]

_MONTH, _DAY = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
_PART = f"-{_MONTH}(-{_DAY})?|-3[3-6]|-4[01]|-?Q[1-4]|-?[HS][12]"
_CHINESE_PART = "(0?[1-9]|1[0-2])月((0?[1-9]|[12][0-9]|3[01])日)?"
_DATE = f"[0-9]{{4}}({_PART})?|[0-9]{{4}}年({_CHINESE_PART})?"
_SPAN = f"[0-9]{{4}}-{_MONTH}-{_DAY}/P([0-9]{{1,4}}Y)?([0-9]{{1,5}}M)?([0-9]{{1,6}}W)?([0-9]{{1,7}}D)?"
_DECIMAL = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"
_INFINITE = "[+-]?[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?"
_SYMBOL = r"([A-Za-z%]+|\{[A-Za-z][A-Za-z-]*\})(-?[0-9]{1,2})?"
_IDS = (ids, sorted_ids)
_DEGREES = r"-?[0-9]{1,3}(\.[0-9]{1,10})?"

#: What is written as a text of its own form: the form, and what to tell of it.
FORMS: dict[str, _Json] = {
    "id": {
        "description": "Kebab-case ASCII, unique over all tables, such as anhui-ftz-hefei.",
        "maxLength": LONGEST_ID,
        "pattern": f"^{ID}$",
    },
    "text": {
        "description": "Text without control characters or bidirectional overrides.",
        "pattern": r"^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]*$",
    },
    "Period": {
        "description": "EDTF: a year, half, quarter, month or day, or an interval of two, with .. for an open end.",
        "examples": ["2020", "2021-01", "2021-01-25", "2021-33", "2020-09-24/2021-01-25", "../2021-01-25", "2020/.."],
        "maxLength": 60,
        "pattern": rf"^\s*({_DATE}|({_DATE}|\.\.)?/({_DATE}|\.\.)?|{_SPAN})\s*$",
    },
    "Unit": {
        "description": "UCUM symbols, ISO 4217 codes or {what is counted}, joined by . and /; 1 is a plain count.",
        "examples": ["1", "%", "km2", "t", "TEU", "CNY", "USD", "CNY/km2", "{train}/wk"],
        "maxLength": 200,
        "pattern": rf"^(1|{_SYMBOL})(\.(1|{_SYMBOL})|/{_SYMBOL})*$",
    },
    "Location": {
        "description": "Latitude and longitude in decimal degrees on WGS 84.",
        "examples": ["31.86389,117.28083"],
        "pattern": rf"^{_DEGREES},\s?{_DEGREES}$",
    },
}


def dataset_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of data sets, in one file or one file per table; a new copy each time.

    It tells an editor or a validator what a record looks like. What it refuses `loads` refuses too; `loads`
    checks more: that ids are unique and resolve, that units fit, that all is cited.

    >>> dataset_schema()["title"]
    'Data set of anhui_ftz'
    """
    result: dict[str, Any] = json.loads(get_data("anhui_ftz", f"data/{SCHEMA_FILE}") or b"{}")
    return result


def generated() -> str:
    """Work the schema out from the model: its fields with their comments, types, enumerations and forms.

    Returns
    -------
    str
        The text of the file that ships.
    """
    kinds = (*TABLES.values(), *PARTS)
    notes = comments(Dataset)
    heads = {name: _described({"$ref": "#/$defs/text"}, notes[name]) for name in HEAD}
    tables = {name: _described({"type": "array", "items": _ref(kind)}, notes[name]) for name, kind in TABLES.items()}
    tree = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Data set of anhui_ftz",
        "description": "A data set in one file, or one file of a folder with one per table: every key is optional.",
        "type": "object",
        "properties": {
            SCHEMA_KEY: {"type": "string", "description": "Address of this schema, by which an editor finds it."},
            "format": {"const": FORMAT, "description": "Version of the shape."},
            **heads,
            **tables,
        },
        "additionalProperties": False,
        "$defs": {
            **{kind.__name__: _record(kind) for kind in kinds},
            "Quantity": _quantity(),
            **{name: {"type": "string", **form} for name, form in FORMS.items()},
            **{kind.__name__: _enumeration(kind) for kind in _enumerations(kinds)},
        },
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _record(kind: type[Any]) -> _Json:
    notes = comments(kind)
    fields = _fields(kind)
    return _object(
        kind,
        {field.alias: _described(_field(field), notes[field.name]) for field in fields},
        [field.alias for field in fields if field.default is attrs.NOTHING],
    )


def _quantity() -> _Json:
    """Describe a quantity, which is written in another way than it is built: bounds may be left out."""
    notes = comments(Quantity)
    finite = {"type": ["string", "number"], "pattern": rf"^\s*{_DECIMAL}\s*$"}
    either = {"type": ["string", "number"], "pattern": rf"^\s*({_DECIMAL}|{_INFINITE})\s*$"}
    forms = {"value": finite, "lower": either, "upper": either, "unit": _ref(Unit), "bound": _ref(Bound)}
    fields = {name: _described(form, notes[name]) for name, form in forms.items()}
    return _object(Quantity, fields, ["value", "unit"])


def _object(kind: type[Any], properties: _Json, required: list[str]) -> _Json:
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return _described({**shape, **({"required": required} if required else {})}, _first_sentence(kind))


def _enumeration(kind: type[StrEnum]) -> _Json:
    return _described({"enum": [member.value for member in kind]}, _first_sentence(kind))


def _fields(kind: type[Any]) -> list[Any]:
    return [field for field in attrs.fields(attrs.resolve_types(kind)) if field.init]


def _enumerations(kinds: Iterable[type[Any]]) -> list[type[StrEnum]]:
    """Return the enumerations that fields of these classes draw on, in the order of their names."""
    held = (each for kind in kinds for field in _fields(kind) for each in (field.type, *get_args(field.type)))
    found = {each for each in held if isinstance(each, type) and issubclass(each, StrEnum)}
    return sorted({*found, Bound}, key=lambda kind: kind.__name__)


def _field(field: Any) -> _Json:
    """Describe what one field may contain, with its default where that is a word."""
    kinds = [each for each in get_args(field.type) or (field.type,) if each is not type(None)]
    if get_origin(field.type) is tuple:
        form: _Json = {"type": "array", "items": _one(field, kinds[0])}
        form |= {"uniqueItems": True} if field.converter in _IDS else {}
        return form | ({"minItems": field.metadata["fewest"]} if "fewest" in field.metadata else {})
    one = {"anyOf": [_ref(Name), _text(field)]} if kinds == [Name, str] else _one(field, kinds[0])
    if type(None) in get_args(field.type) or "null" in field.metadata:
        return {"anyOf": [one, {"type": "null"}]}
    return {**one, "default": field.default} if isinstance(field.default, str) and field.default else one


def _one(field: Any, kind: type[Any]) -> _Json:
    if kind in (Name, Text):
        alone = attrs.fields(kind).en
        return {"anyOf": [_ref(kind), {"description": f"The English {kind.__name__.lower()} alone.", **_text(alone)}]}
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer", "minimum": field.metadata["least"], "maximum": field.metadata["most"]}
    return _text(field) if kind is str else _ref(kind)


def _text(field: Any) -> _Json:
    if field.converter in _IDS or field.validator in (check_id, check_optional_id):
        return {"$ref": "#/$defs/id"}
    if "pattern" in field.metadata:
        pattern = field.metadata["pattern"]
        return {"type": "string", "pattern": f"^(?:{pattern})$" if field.default != "" else f"^(?:{pattern})?$"}
    longest = {"maxLength": field.metadata["longest"]} if "longest" in field.metadata else {}
    return {"$ref": "#/$defs/text", **longest}


def _ref(kind: type[Any]) -> _Json:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _described(form: _Json, text: str) -> _Json:
    return {"description": re.sub(r"\bNone\b", "null", text.replace("``", "")), **form}


def _first_sentence(kind: type[Any]) -> str:
    return (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " ")


def comments(kind: type[Any]) -> dict[str, str]:
    """Return what the ``#:`` lines above each field or member of a class say; nothing where its source is missing."""
    try:
        source = inspect.getsource(kind)
    except OSError:  # as in a program that was packed without its source
        return {}
    blocks = re.findall(r"((?:^ +#: .*\n)+) +(\w+)(?::| =)", source, re.MULTILINE)
    return {name: " ".join(line.strip().removeprefix("#: ") for line in block.splitlines()) for block, name in blocks}


if __name__ == "__main__":
    sys.stdout.buffer.write(generated().encode())
