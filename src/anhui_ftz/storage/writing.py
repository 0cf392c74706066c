"""Records to JSON: one line each, fields in the model's order, defaults left out."""

from __future__ import annotations

__all__ = ["json_of", "record_lines"]

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn

from anhui_ftz.model.cooperation import Milestone
from anhui_ftz.model.dataset import TABLES
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.progress import Advance
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.unit import Unit


def record_lines(table: str, rows: Sequence[Any], advance: Advance) -> Iterator[str]:
    """Write records as lines of JSON, without the line ends; each is told to ``advance``."""
    unstructure = _converter().get_unstructure_hook(TABLES[table])
    for row in rows:
        yield json.dumps(unstructure(row), ensure_ascii=False)
        advance(1)


def json_of(value: object) -> object:
    """Return what one field holds, as JSON has it.

    >>> from anhui_ftz import Quantity
    >>> json_of((Quantity.exactly(5, "t"),))
    [{'value': '5', 'unit': 't'}]
    """
    return _converter().unstructure(value)


@cache
def _converter() -> Converter:
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Period, str)
    converter.register_unstructure_hook(Unit, str)
    converter.register_unstructure_hook(Location, str)
    converter.register_unstructure_hook(Quantity, _quantity)
    for kind in (Name, Citation, Milestone, ZoneEvent, *TABLES.values()):
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
