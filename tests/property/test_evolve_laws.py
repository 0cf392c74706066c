"""Laws of change: evolving a field of a noun gives what building it anew with that field gives."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anhui_ftz import (
    Area,
    Basis,
    Bound,
    Carrier,
    Citation,
    Cooperation,
    CooperationForm,
    CooperationStatus,
    Division,
    DivisionKind,
    FtzError,
    Indicator,
    IndicatorKind,
    Location,
    Milestone,
    Name,
    Note,
    NoteKind,
    Observation,
    ObservationStatus,
    Organization,
    OrganizationKind,
    Period,
    Quantity,
    Source,
    Text,
    Translation,
    Unit,
    Zone,
    ZoneEvent,
    ZoneEventKind,
    ZoneStatus,
)

Fields = dict[str, st.SearchStrategy[Any]]

#: Few ids, so that fields name each other often.
ids = st.sampled_from(["a", "b", "c", "d"])
id_lists = st.lists(ids, unique=True, max_size=3)
texts = st.sampled_from(["", "one", "二"])
text_lists = st.lists(texts, max_size=2)
names = st.sampled_from(["", "Name"]) | st.builds(Name, texts, texts, text_lists)
periods = st.sampled_from(["2020", "2020-09-24", "../2021", "2021/", Period.parse("2022-03")])
numbers = st.sampled_from(["-1", 0, "0.5", 2, "Infinity", "-Infinity"])
quantities = st.builds(Quantity.exactly, st.integers(0, 9), st.sampled_from(["CNY", "t"]))
citations = st.lists(st.builds(Citation, ids, texts, texts), max_size=2)
locations = st.none() | st.sampled_from(["31.86,117.28", "0,0"])
both = texts | st.builds(Text, texts, texts)
notes = st.lists(st.builds(Note, st.sampled_from(NoteKind), st.just("one")), max_size=2)
described: Fields = {"citations": citations, "notes": notes}


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


#: What each field may be given as.
FIELDS: dict[type[Any], Fields] = {
    Name: {"en": texts, "zh": texts, "aliases": text_lists},
    Text: {"en": texts, "zh": texts},
    Note: {"kind": st.sampled_from(NoteKind), "text": both},
    ZoneEvent: {
        "kind": st.sampled_from(ZoneEventKind),
        "period": periods,
        "document": texts,
        "citations": citations,
    },
    Location: {"latitude": st.integers(-91, 91), "longitude": st.integers(-181, 181)},
    Period: {
        "start": optional(st.dates()),
        "end": optional(st.dates()),
        "start_unknown": st.booleans(),
        "end_unknown": st.booleans(),
    },
    Unit: {"powers": st.sampled_from(["km2", "CNY/km2", "1", [("t", 1)], [("t", 0)], [("t", 1), ("km", 1)]])},
    Quantity: {
        "value": numbers,
        "lower": numbers,
        "upper": numbers,
        "unit": st.sampled_from(["t", "CNY"]),
        "bound": st.sampled_from(Bound),
    },
    Citation: {"source": ids, "locator": texts, "as_published": texts},
    Source: {
        "id": ids,
        "publisher": names,
        "title": texts,
        "language": st.sampled_from(["zh", "en", ""]),
        "published": optional(periods),
        "url": st.sampled_from(["", "https://example.org/", "ftp://example.org/"]),
        "carrier": optional(st.sampled_from(Carrier)),
        "translation": st.sampled_from(Translation),
        "sha256": st.sampled_from(["", "0" * 64, "0"]),
        "notes": notes,
    },
    Division: {
        "id": ids,
        "name": names,
        "kind": st.sampled_from(DivisionKind),
        "iso_3166_2": st.sampled_from([None, "CN-AH", "AH"]),
        "gb_t_2260": st.sampled_from([None, "34", "340100", "3"]),
        "within": id_lists,
        "location": locations,
        "former": text_lists,
        **described,
    },
    Zone: {
        "id": ids,
        "name": names,
        "province": ids,
        "batch": optional(st.integers(-1, 7)),
        "events": st.lists(st.builds(ZoneEvent, st.sampled_from(ZoneEventKind), periods, texts), max_size=2),
        "document": texts,
        "status": st.sampled_from(ZoneStatus),
        "within": id_lists,
        **described,
    },
    Area: {
        "id": ids,
        "name": names,
        "zone": ids,
        "city": optional(ids),
        "focus": st.lists(both, max_size=2),
        "since": optional(periods),
        "events": st.lists(st.builds(ZoneEvent, st.sampled_from(ZoneEventKind), periods), max_size=2),
        "within": id_lists,
        **described,
    },
    Organization: {
        "id": ids,
        "name": names,
        "kind": st.sampled_from(OrganizationKind),
        "within": id_lists,
        "location": locations,
        **described,
    },
    Indicator: {
        "id": ids,
        "name": names,
        "unit": st.sampled_from(["CNY", "%"]),
        "kind": st.sampled_from(IndicatorKind),
        "additive": st.booleans(),
        "definition": both,
        "concept": texts,
        "theme": ids,
        "rank": st.integers(0, 1000),
        **described,
    },
    Observation: {
        "id": ids,
        "subject": ids,
        "indicator": ids,
        "period": periods,
        "quantity": quantities,
        "status": st.sampled_from(ObservationStatus),
        "basis": st.sampled_from(Basis),
        **described,
    },
    Milestone: {
        "status": st.sampled_from(CooperationStatus),
        "period": periods,
        "citations": citations,
        "basis": st.sampled_from(Basis),
    },
    Cooperation: {
        "id": ids,
        "name": names,
        "form": st.sampled_from(CooperationForm),
        "parties": id_lists,
        "places": id_lists,
        "milestones": st.lists(st.builds(Milestone, st.sampled_from(CooperationStatus), periods), max_size=2),
        "topics": id_lists,
        "value": optional(quantities),
        **described,
    },
}
#: Quantities that can be built, since three ends and a wording drawn apart rarely fit.
STATED = [
    ("5", "5", "5", "exact"), ("5", "4", "6", "rounded"), ("5", "4", "6", "about"), ("5", "4", "6", "between"),
    ("5", "5", "Infinity", "at-least"), ("5", "-Infinity", "5", "at-most"), ("5", "-Infinity", "Infinity", "unbounded"),
]  # fmt: skip
wholes = {noun: st.fixed_dictionaries(fields) for noun, fields in FIELDS.items()}
wholes[Quantity] = st.sampled_from(
    [{"value": v, "lower": low, "upper": high, "unit": "t", "bound": bound} for v, low, high, bound in STATED]
)
OWN_PARENTS = {Zone: ("province",), Area: ("zone", "city")}
each_noun = pytest.mark.parametrize("noun", FIELDS, ids=lambda noun: noun.__name__)


def outcome(build: Callable[[], Any]) -> Any:
    """Return what is built, or the words in which it is refused."""
    try:
        return build()
    except FtzError as refusal:
        return str(refusal)


@each_noun
def test_every_field_is_changed_here(noun: type[Any]) -> None:
    assert set(FIELDS[noun]) == {field.alias for field in attrs.fields(noun) if field.init}


@each_noun
@pytest.mark.parametrize("evolve", [attrs.evolve, getattr(copy, "replace", attrs.evolve)], ids=["attrs", "copy"])
@given(data=st.data())
def test_evolving_a_field_is_building_anew(noun: type[Any], evolve: Callable[..., Any], data: st.DataObject) -> None:
    fields = data.draw(wholes[noun])
    # what within says beyond the parents of other fields: only that is a field of its own
    own = {fields[parent] for parent in OWN_PARENTS.get(noun, ())}
    assume(own.isdisjoint(fields.get("within", ())))
    record = outcome(lambda: noun(**fields))
    assume(not isinstance(record, str))
    changed = data.draw(st.sampled_from(sorted(fields)))
    value = data.draw(FIELDS[noun][changed])
    assert outcome(lambda: evolve(record, **{changed: value})) == outcome(lambda: noun(**{**fields, changed: value}))


@given(ids, ids, ids, id_lists)
def test_a_zone_that_is_moved_leaves_its_province(id: str, old: str, new: str, within: list[str]) -> None:
    assume(id not in {old, new, *within})
    moved = attrs.evolve(Zone(id, "Zone", old, within=within), province=new)
    assert set(moved.within) == {new, *within} - {old} | {new}
    assert moved == Zone(id, "Zone", new, within=[each for each in within if each != old])


@given(ids, ids, id_lists)
def test_naming_the_own_parents_within_changes_nothing(id: str, zone: str, within: list[str]) -> None:
    assume(id not in {zone, *within})
    spoken = Area(id, "Area", zone, within=sorted({zone, *within}))
    silent = Area(id, "Area", zone, within=[each for each in within if each != zone])
    assert (spoken, hash(spoken), spoken.within) == (silent, hash(silent), silent.within)
    assert attrs.evolve(spoken, zone="e").within == attrs.evolve(silent, zone="e").within
