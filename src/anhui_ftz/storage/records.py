"""Records as JSON has them: one line each, defaults left out; and where two records of one kind differ."""

from __future__ import annotations

__all__ = [
    "TABLE_OF",
    "Difference",
    "differences",
    "own_parents",
    "record_lines",
    "spelled",
    "stated_within",
    "step",
]

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from anhui_ftz.model.dataset import PARTS, TABLES, Record
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Zone
from anhui_ftz.model.progress import Advance
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.unit import Unit

#: The table of each kind of record.
TABLE_OF: dict[type[Any], str] = {kind: name for name, kind in TABLES.items()}
#: Fields whose ids are part of ``within`` without being said there.
_OWN_PARENTS: dict[type[Any], tuple[str, ...]] = {Zone: ("province",), Area: ("zone", "city")}


class Difference(NamedTuple):
    """One field in which two records differ."""

    #: Path below the record, such as ``.name.en``.
    path: str
    #: What the one and the other hold.
    before: Any
    after: Any

    def __str__(self) -> str:
        return f"{self.path}: {spelled(self.before)} -> {spelled(self.after)}"


def step(record: Record) -> str:
    """Spell the path of a record, without the ``$.`` before it.

    >>> from anhui_ftz import Division
    >>> step(Division("anhui", "Anhui"))
    "divisions['anhui']"
    """
    return f"{TABLE_OF[type(record)]}['{record.id}']"


def stated_within(record: Any, implied: tuple[str | None, ...] = ()) -> tuple[str, ...]:
    """Return what ``within`` says beyond the parents that other fields name, and beyond ``implied``.

    >>> from anhui_ftz import Zone
    >>> stated_within(Zone("anhui-ftz", "Zone", "anhui", within=["anhui", "east"]))
    ('east',)
    """
    own = {*implied, *(getattr(record, field) for field in own_parents(type(record)))}
    return tuple(parent for parent in record.within if parent not in own)


def own_parents(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields whose ids are part of ``within`` without being said there.

    >>> from anhui_ftz import Area
    >>> own_parents(Area)
    ('zone', 'city')
    """
    return _OWN_PARENTS.get(kind, ())


def differences(before: Any, after: Any, path: str = "") -> Iterator[Difference]:
    """Iterate over the fields in which two records of one kind differ; names and texts form by form.

    >>> from anhui_ftz import Division
    >>> print(*differences(Division("anhui", "Anhui"), Division("anhui", "An Hui")))
    .name.en: "Anhui" -> "An Hui"
    """
    for field in attrs.fields(type(before)):
        one, two = getattr(before, field.name), getattr(after, field.name)
        if isinstance(one, Name | Text) and type(one) is type(two):
            yield from differences(one, two, f"{path}.{field.alias}")
        elif one != two:
            yield Difference(f"{path}.{field.alias}", one, two)


def spelled(value: object) -> str:
    """Spell what a field contains, as JSON has it and whole.

    >>> from anhui_ftz import Period, Unit
    >>> spelled(None), spelled(6), spelled(Period.parse("2020-09")), spelled(("a",))
    ('null', '6', '"2020-09"', '["a"]')
    """
    return json.dumps(_converter().unstructure(value), ensure_ascii=False)


def record_lines(table: str, rows: Iterable[Any], advance: Advance) -> Iterator[str]:
    """Write records as lines of JSON, without the line ends; each is reported to ``advance``."""
    unstructure = _converter().get_unstructure_hook(TABLES[table])
    for row in rows:
        yield json.dumps(unstructure(row), ensure_ascii=False)
        advance(1)


@cache
def _converter() -> Converter:
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Period, str)
    converter.register_unstructure_hook(Unit, str)
    converter.register_unstructure_hook(Location, str)
    converter.register_unstructure_hook(Quantity, _quantity)
    for kind in (*PARTS, *TABLES.values()):
        converter.register_unstructure_hook(
            kind, make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, _cattrs_use_alias=True)
        )
    return converter


def _quantity(quantity: Quantity) -> dict[str, str]:
    tree = {"value": format(quantity.value, "f")}
    if quantity.lower != quantity.upper:
        tree |= {"lower": format(quantity.lower, "f"), "upper": format(quantity.upper, "f")}
    tree["unit"] = str(quantity.unit)
    if quantity.bound in (Bound.ROUNDED, Bound.ABOUT):
        tree["bound"] = quantity.bound.value
    return tree
