"""Results as plain JSON: every public class has a schema, and what comes out of it is valid."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import anhui_ftz as ftz
from anhui_ftz import Dataset, Location, Period, Table, Unit, as_record, schema
from anhui_ftz.reports.result_schemas import RESULTS
from anhui_ftz.testing import datasets
from world import WORLD, count, figure

DS = ftz.load()
RELEASE = "2021年，安徽自贸试验区新设企业超过3857家。合肥片区进出口总额约100亿元，同比增长5%。其他情况良好。"


@cache
def samples() -> dict[type[Any], list[Any]]:
    """Return results of every kind, with all that is in them, by class."""
    size = ftz.latest(DS, "anhui-ftz", "area")
    sizes = [ftz.latest(DS, area.id, "area") for area in DS.areas if area.zone == "anhui-ftz"]
    firms = DS.observations["ah-obs-010"]
    panel = ftz.treatment_panel(DS, "prefecture", years=(2019, 2021), distance=True)
    other = DS.with_(zones=[attrs.evolve(DS.zones["anhui-ftz"], batch=7)]).without(["ah-obs-014"])
    values: list[object] = [
        *DS.tables(),
        size,
        ftz.total(DS, sizes),
        ftz.share(sizes[0], size, ds=DS),
        ftz.density(firms, size),
        ftz.growth_series(DS, "anhui", "goods-trade"),
        ftz.compare(DS, ["anhui-ftz", "jiangsu-ftz"], "goods-trade", periods=[2020, 2021]),
        ftz.linkages(DS, on="2021-01-25", sure=False),
        ftz.LinkQuery(level="area", form="alliance", on="2021-01-25"),
        ftz.linkage_matrix(DS),
        ftz.linkage_gaps(DS, "anhui-ftz", topics=["shipping"]),
        ftz.linkage_table(DS, "anhui-ftz"),
        ftz.match_places(DS, ["合肥", "Taizhou", "Atlantis"]),
        ftz.representative_point(DS, "anhui-ftz"),
        ftz.on_record(DS, "anhui-ftz"),
        ftz.coverage(DS, zones="anhui-ftz", indicators=["goods-trade"], years=range(2020, 2023)),
        ftz.cross_checks(DS),
        ftz.check(DS),
        ftz.reconcile(DS, "anhui-ftz", "area"),
        panel,
        ftz.read_release(RELEASE, DS, source=DS.sources[0], published="2022-01-14"),
        ftz.read_dating("2021年1月25日"),
        ftz.diff(DS, other),
        ftz.changes(DS, other),
        ftz.briefing(DS, "anhui-ftz"),
        ftz.Problem("$.x", "wrong"),
        ftz.Reason("unit", "different units"),
    ]
    found: dict[type[Any], list[Any]] = {}
    seen: set[int] = set()
    for value in values:
        for each in parts(value, seen):
            found.setdefault(type(each), []).append(each)
    return found


def parts(value: Any, seen: set[int]) -> Iterator[Any]:
    """Yield an object and every object in it, each once."""
    if id(value) in seen or isinstance(value, Dataset | str):
        return
    seen.add(id(value))
    if isinstance(value, tuple | list | frozenset | Table):
        yield from (inner for each in value for inner in parts(each, seen))
    if type(value) in RESULTS.values():
        yield value
        names = [each.name for each in attrs.fields(type(value))] if attrs.has(type(value)) else ()
        yield from (inner for name in names for inner in parts(getattr(value, name), seen))


@cache
def validator(name: str) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema(name))
    return Draft202012Validator(schema(name), format_checker=FormatChecker())


@pytest.mark.parametrize("name", RESULTS)
def test_what_comes_out_of_every_result_is_valid(name: str) -> None:
    found = samples().get(RESULTS[name], [])
    assert found, f"no sample of {name}"
    for each in [*found[:200], *found[200:][-200:]]:  # the first and the last, none of them twice
        record = json.loads(json.dumps(as_record(each), allow_nan=False))
        validator(name).validate(record)


def test_every_public_class_of_results_has_a_schema() -> None:
    classes = {each for name in ftz.__all__ if isinstance(each := getattr(ftz, name), type)}
    with_fields = {each for each in classes if attrs.has(each) or hasattr(each, "_fields")}
    assert with_fields - set(RESULTS.values()) == {Dataset, Table, Period, Unit, Location}


@pytest.mark.parametrize("name", RESULTS)
def test_a_field_that_is_missing_wrong_or_unknown_is_refused(name: str) -> None:
    record = as_record(samples()[RESULTS[name]][0])
    for key in record:
        assert not validator(name).is_valid({field: value for field, value in record.items() if field != key})
    assert not validator(name).is_valid({**record, "colour": "red"})
    assert not validator(name).is_valid([record])


@given(datasets(), st.data())
def test_records_of_every_data_set_are_valid(ds: Dataset, data: st.DataObject) -> None:
    rows = [row for _, table in ds.tables() for row in table]
    row = data.draw(st.sampled_from(rows))
    name = next(name for name, kind in RESULTS.items() if kind is type(row))
    validator(name).validate(as_record(row))


def test_values_are_exact_and_plain() -> None:
    size = figure("x", "n-a", "money", "2020-09-24/..", ftz.Quantity.at_least("-5e11", "CNY"))
    record = as_record(size)
    assert record["quantity"] == {
        "value": "-500000000000", "lower": "-500000000000", "upper": "Infinity", "unit": "CNY", "bound": "at-least",
    }  # fmt: skip
    assert (record["period"], record["basis"], record["citations"][0]["source"]) == (
        "2020-09-24/..",
        "printed",
        "mirror",
    )
    plain = [date(2020, 1, 2), Decimal("1E+3"), Location("1.5", "2"), Unit.parse("km2"), float("nan"), None]
    assert as_record(plain) == ["2020-01-02", "1000", "1.5,2", "km2", None, None]
    assert as_record({ftz.Level.ZONE: {"a"}, None: (1, True)}) == {"zone": ["a"], "None": [1, True]}
    assert as_record(WORLD) == json.loads(ftz.dumps(WORLD))
    assert as_record(WORLD.zones["n-zone"])["within"] == ["north"]
    assert as_record(WORLD.zones) == [as_record(row) for row in WORLD.zones]
    assert "base" not in as_record(ftz.read_release(RELEASE, DS, source=DS.sources[0], published="2022-01-14"))


def test_a_mapping_of_results_keeps_its_keys() -> None:
    assert set(as_record(ftz.partners(DS, "anhui-ftz"))) == set(ftz.partners(DS, "anhui-ftz"))


@pytest.mark.parametrize("value", [object(), b"bytes", 1j, print, [object()], {(1, 2): 3}, iter([])])
def test_what_is_not_of_the_library_is_refused(value: object) -> None:
    with pytest.raises(ftz.InvalidValue, match="as_record takes results of this library"):
        as_record(value)


def test_results_of_results_may_be_nested_deeply_and_shared() -> None:
    deep = shared = ftz.Derived(count(1), "step", (figure("x", "n-a", "firms", "2021", count(1)),))
    for _ in range(5_000):
        deep = ftz.Derived(count(1), "step", (deep,))
    for _ in range(60):
        shared = ftz.Derived(count(1), "step", (shared, shared))
    found, depth = as_record(deep), 0
    while "rule" in found:
        found, depth = found["inputs"][0], depth + 1
    assert depth == 5_001
    record = as_record(shared)
    assert record["inputs"][0] is record["inputs"][1]


def test_a_schema_without_a_name_is_that_of_data_sets() -> None:
    assert schema()["title"] == "Data set of anhui_ftz"
    schema("linkage")["$defs"].clear()
    assert schema("linkage")["$defs"]


@pytest.mark.parametrize(("name", "message"), [("Linkage", "did you mean 'linkage'"), (5, "no schema is called 5 ")])
def test_an_unknown_name_is_refused_with_the_right_ones(name: Any, message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        schema(name)
