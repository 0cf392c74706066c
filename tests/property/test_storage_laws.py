"""Laws of storage (8): what is written is read back whole, canonically, in any order and by either reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.model import TABLES
from anhui_ftz.storage.json_text import diagnosed
from anhui_ftz.storage.structure import built, rows_of
from anhui_ftz.testing import datasets

_JUNK: list[Any] = [None, True, 0, -1, 0.5, "", "x", [], {}, [[]], ["x"], [{}], {"x": 1}, "1", "2020"]
randoms = st.randoms(use_true_random=True)


def bounds(ds: ftz.Dataset) -> list[ftz.Bound | None]:
    """Return how every figure is worded, which equality does not look at."""
    values = [row.value for row in ds.cooperations]
    return [None if each is None else each.bound for each in (*(row.quantity for row in ds.observations), *values)]


def shuffled(tree: Any, random: Random) -> Any:
    """Put the keys of every object, and the records of every table, in another order."""
    if isinstance(tree, list):
        return [shuffled(each, random) for each in tree]
    if not isinstance(tree, dict):
        return tree
    pairs = [(key, shuffled(value, random)) for key, value in tree.items()]
    return {
        key: random.sample(value, len(value)) if key in TABLES else value
        for key, value in random.sample(pairs, len(pairs))
    }


def respelled(tree: Any, random: Random) -> Any:
    """Write a tree otherwise to the same effect: numbers as numbers, bounds and defaults in full, names as texts."""
    if isinstance(tree, list):
        return [respelled(each, random) for each in tree]
    if not isinstance(tree, dict) or random.random() < 0.2:
        return tree
    fields = {key: respelled(value, random) for key, value in tree.items()}
    if fields.keys() == {"en"}:
        return fields["en"]
    if {"value", "unit"} <= fields.keys():
        exact = {"lower": fields["value"], "upper": fields["value"]}
        return {key: value if key in ("unit", "bound") else number(value) for key, value in {**exact, **fields}.items()}
    defaults: dict[str, Any] = {"notes": [], "citations": []} if "name" in fields or "subject" in fields else {}
    return {**({} if "unit" in fields else defaults), **fields}


def number(text: Any) -> Any:
    """Write a figure as a number where JSON has it to the last digit."""
    figure = Decimal(text)
    if figure.is_infinite():
        return text
    near = int(figure) if figure == int(figure) else float(figure)
    return near if Decimal(repr(near)) == figure else text


def plain(text: str) -> Any:
    """Parse JSON without building anything."""
    return json.loads(text, parse_float=Decimal)


def quickly(text: str) -> ftz.Dataset:
    """Read sound JSON the quick way alone."""
    tree = json.loads(text, parse_float=Decimal, object_pairs_hook=built)
    tables: dict[str, Any] = {name: rows_of(kind, tree.get(name, [])) for name, kind in TABLES.items()}
    return ftz.Dataset(**tables, edition=tree.get("edition", ""))


def slots(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Walk a tree: every list or object in it, with every index or key."""
    for key, value in list(tree.items() if isinstance(tree, dict) else enumerate(tree)):
        yield tree, key
        if isinstance(value, dict | list):
            yield from slots(value)


def outcome(reader: Callable[[Any], ftz.Dataset], given_to_it: Any) -> object:
    """Return what a reader makes of it, down to the wording of the figures; None if it refuses."""
    try:
        ds = reader(given_to_it)
    except ftz.DatasetError:
        return None
    return ds, bounds(ds)


@given(datasets())
def test_what_is_written_is_read_back_equal_and_written_again_the_same(ds: ftz.Dataset) -> None:
    text = ftz.dumps(ds)
    again = ftz.loads(text)
    assert again == ds
    assert bounds(again) == bounds(ds)
    assert ftz.dumps(again) == text
    assert ftz.loads(text.encode()) == ds


@given(datasets(), randoms)
def test_the_order_of_keys_and_records_does_not_matter(ds: ftz.Dataset, random: Random) -> None:
    text = ftz.dumps(ds)
    again = ftz.loads(json.dumps(shuffled(json.loads(text), random)))
    assert again == ds
    assert ftz.dumps(again) == text


@given(datasets(), randoms)
def test_both_readers_build_the_same_from_every_sound_text(ds: ftz.Dataset, random: Random) -> None:
    written = json.loads(ftz.dumps(ds))
    for tree in (written, respelled(written, random), shuffled(respelled(written, random), random)):
        text = json.dumps(tree)
        assert outcome(quickly, text) == outcome(diagnosed, plain(text)) == (ds, bounds(ds))


@given(datasets(max_observations=2, max_cooperations=2), st.data())
def test_what_the_slow_reader_refuses_the_quick_one_never_lets_pass(ds: ftz.Dataset, data: st.DataObject) -> None:
    text = ftz.dumps(ds)
    for junk in data.draw(st.lists(st.sampled_from(_JUNK), min_size=1, max_size=8)):
        tree = json.loads(text)
        spots = list(slots(tree))
        container, key = spots[data.draw(st.integers(0, len(spots) - 1))]
        container[key] = junk
        broken = json.dumps(tree)
        assert outcome(ftz.loads, broken) == outcome(diagnosed, plain(broken))
