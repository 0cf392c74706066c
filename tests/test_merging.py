"""Merging and reading upon a base, by example: what is joined, what conflicts, and how it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz.storage.merging import joined_head
from world import WORLD, count, figure, pact, with_figures, with_pacts

MINE = """{
"zones": [{"id": "my-zone", "name": "My Zone", "province": "north"}],
"areas": [
{"id": "my-a", "name": "Area One", "zone": "my-zone", "city": "n-city"},
{"id": "my-b", "name": "Area Two", "zone": "my-zone"}
],
"observations": [
{"id": "my-1", "subject": "my-a", "indicator": "firms", "period": "2020", "quantity": {"value": 3, "unit": "1"}, \
"citations": [{"source": "paper"}]},
{"id": "my-2", "subject": "my-b", "indicator": "firms", "period": "2020", "quantity": {"value": 4, "unit": "1"}, \
"citations": [{"source": "paper"}]},
{"id": "my-3", "subject": "n-a", "indicator": "firms", "period": "2020", "quantity": {"value": 5, "unit": "1"}, \
"citations": [{"source": "mirror"}]}
]
}"""


def problems_of(text: str, base: ftz.Dataset = WORLD) -> list[tuple[str, str, str]]:
    """Return path, rule and message of every problem of a text upon a base."""
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.loads(text, base=base)
    return [(problem.path, problem.rule, problem.message) for problem in caught.value.problems]


def with_zone(**fields: Any) -> ftz.Dataset:
    """Return the world with some fields of one zone changed."""
    zones = [attrs.evolve(row, **fields) if row.id == "n-zone" else row for row in WORLD.zones]
    return attrs.evolve(WORLD, zones=zones)


# --- upon a base ------------------------------------------------------------------------------------------------


def test_a_small_file_need_not_repeat_what_it_leans_on(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(MINE, encoding="utf-8")
    both = ftz.load(tmp_path / "mine.json", base=WORLD)
    assert len(both) == len(WORLD) + 6
    assert both.get("my-a", ftz.Area).within == ("my-zone", "n-city")
    assert ftz.total(both, ftz.observations(both, indicator="firms")).quantity == count(12)


def test_without_the_base_the_same_file_is_refused_for_each_thing_it_lacks() -> None:
    told = problems_of(MINE, ftz.Dataset())
    assert {rule for _, rule, _ in told} == {"dangling-reference"}
    assert {message.rpartition(" ")[2] for _, _, message in told} == {
        "north",
        "n-city",
        "firms",
        "n-a",
        "paper",
        "mirror",
    }


def test_a_folder_leans_on_a_base_as_well(tmp_path: Path) -> None:
    for name, rows in json.loads(MINE).items():
        (tmp_path / f"{name}.json").write_text(json.dumps({name: rows}), encoding="utf-8")
    assert ftz.load(tmp_path, base=WORLD) == ftz.loads(MINE, base=WORLD)


def test_the_bundled_data_stands_beside_any_base() -> None:
    assert ftz.load(base=ftz.load()) == ftz.load()
    assert ftz.load(base=ftz.Dataset(edition="mine")).edition == f"{ftz.load().edition} + mine"


def test_the_base_is_left_as_it_is() -> None:
    before = ftz.dumps(WORLD)
    ftz.loads(MINE, base=WORLD)
    assert ftz.dumps(WORLD) == before


def test_the_slow_reader_leans_on_the_base_too() -> None:
    respelled = MINE.replace('{"value": 3, "unit": "1"}', '{"unit": "1", "value": 3, "lower": 3, "upper": 3}')
    assert ftz.loads(respelled, base=WORLD) == ftz.loads(MINE, base=WORLD)


def test_all_faults_of_a_file_are_told_at_once_by_path_rule_and_hint() -> None:
    text = """{
    "zone": [],
    "divisions": [{"id": "north", "name": "The North"}, {"id": "n-city", "name": "Norton", "kind": "city"}],
    "zones": [{"id": "My Zone", "name": "Z", "province": "north"}, {"id": "z", "name": "Z", "province": "nort"}],
    "areas": [{"id": "moon", "name": "A", "zone": "n-zone"}],
    "observations": [{"id": "o", "subject": "n-a", "indicator": "firms", "period": "2020",
                      "quantity": {"value": 1, "unit": "t"}}]
    }"""
    assert problems_of(text) == [
        ("$.zone", "unknown-key", "unknown key"),
        ("$.zones[0].id", "invalid-value", "id must be kebab-case ASCII such as anhui-ftz, not 'My Zone'"),
        ("$.divisions['north'].name.en", "conflict", 'the base has "North", the file "The North"'),
        ("$.organizations['moon'].id", "duplicate-id", "id moon is taken by a record of areas"),
        ("$.zones['z'].province", "dangling-reference", "no division has the id nort"),
        ("$.observations['o'].quantity.unit", "wrong-unit", "firms is measured in 1, not in t"),
        ("$.observations['o'].citations", "uncited", "cites no source; one at least is needed"),
    ]
    with pytest.raises(ftz.DatasetError, match=r"say the same.*\n.*\n.*did you mean north"):
        ftz.loads(text, base=WORLD)


def test_sound_records_of_a_file_may_still_conflict_with_the_base() -> None:
    text = '{"zones": [{"id": "n-zone", "name": "North Zone", "province": "south", "batch": 6}]}'
    assert problems_of(text) == [("$.zones['n-zone'].province", "conflict", 'the base has "north", the file "south"')]


def test_a_record_that_stands_twice_in_the_file_is_told_though_the_base_has_it_too() -> None:
    row = '{"id": "n-zone", "name": "North Zone", "province": "north"}'
    assert problems_of(f'{{"zones": [{row}, {row}]}}') == [
        ("$.zones['n-zone'].id", "duplicate-id", "id n-zone appears twice")
    ]


def test_a_file_that_is_no_json_is_told_as_without_a_base() -> None:
    assert [rule for _, rule, _ in problems_of("{")] == ["not-json"]


@pytest.mark.parametrize("junk", ["x", 5, {}, []])
def test_a_base_is_a_data_set(junk: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="base is a Dataset"):
        ftz.loads("{}", base=junk)


# --- what joins, and what does not ------------------------------------------------------------------------------


def test_what_one_leaves_blank_the_other_fills() -> None:
    one = with_zone(batch=6, name=ftz.Name("North Zone", aliases=["NZ"]))
    two = with_zone(document="国发〔2020〕10号", name=ftz.Name("", "北区"))
    zone = ftz.merge(one, two).get("n-zone", ftz.Zone)
    assert (zone.batch, zone.document, zone.name) == (6, "国发〔2020〕10号", ftz.Name("North Zone", "北区", ["NZ"]))


def test_a_definition_that_one_leaves_blank_or_has_in_one_language_is_filled_by_the_other() -> None:
    def defined(*words: str) -> ftz.Dataset:
        text = ftz.Text(*words)
        return attrs.evolve(WORLD, indicators=[attrs.evolve(row, definition=text) for row in WORLD.indicators])

    whole = ftz.Text("Counted.", "计数。")
    for one, two in [((), ("Counted.", "计数。")), (("Counted.",), ("", "计数。"))]:
        for merged in (ftz.merge(defined(*one), defined(*two)), ftz.merge(defined(*two), defined(*one))):
            assert {row.definition for row in merged.indicators} == {whole}
    with pytest.raises(ftz.DatasetError, match=r"definition\.zh: the first has"):
        ftz.merge(defined("Counted.", "计数。"), defined("", "数一数。"))


def test_every_conflict_is_told_at_once_with_both_values_and_what_to_do() -> None:
    one = with_zone(batch=6, document="x", name=ftz.Name("A", aliases=["x"]), within=["south"])
    two = with_zone(batch=7, document="y", name=ftz.Name("B", aliases=["x", "y"]), within=["n-city"])
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.merge(one, two)
    assert [(each.path, each.message) for each in caught.value.problems] == [
        ("$.zones['n-zone'].name.en", 'the first has "A", the second "B"'),
        ("$.zones['n-zone'].name.aliases", 'the first has ["x"], the second ["x", "y"]'),
        ("$.zones['n-zone'].batch", "the first has 6, the second 7"),
        ("$.zones['n-zone'].document", 'the first has "x", the second "y"'),
        ("$.zones['n-zone'].within", 'the first has ["south"], the second ["n-city"]'),
    ]
    assert all(each.rule == "conflict" and "prefer=" in each.hint for each in caught.value.problems)


@pytest.mark.parametrize(("prefer", "batch", "province"), [("first", 6, "north"), ("second", 7, "south")])
def test_a_conflict_is_settled_for_the_preferred_side(prefer: Any, batch: int, province: str) -> None:
    zone = ftz.merge(with_zone(batch=6), with_zone(batch=7, province="south", within=[]), prefer=prefer).get(
        "n-zone", ftz.Zone
    )
    assert (zone.batch, zone.province, zone.within) == (batch, province, (province,))


def test_a_city_that_one_side_names_is_no_conflict_with_a_place_that_the_other_lies_within() -> None:
    def area(**fields: Any) -> ftz.Dataset:
        return attrs.evolve(WORLD, areas=[*WORLD.areas, ftz.Area("x", "X", "n-zone", **fields)])

    named = area(city="n-city", within=["s-city"])
    for said in (area(within=["n-city"]), area(within=["n-city", "s-city"])):
        assert ftz.merge(named, said).get("x") == ftz.merge(said, named).get("x") == named.get("x")


def test_an_id_that_two_kinds_of_records_use_is_told() -> None:
    two = ftz.Dataset(divisions=[ftz.Division("moon", "Moon")])
    for pair in ((WORLD, two), (two, WORLD)):
        with pytest.raises(ftz.DatasetError, match="id moon is taken by a record of divisions"):
            ftz.merge(*pair, prefer="second")


def test_a_circle_that_only_the_union_has_is_told_beside_the_conflicts() -> None:
    def body(id: str, *within: str, note: str = "none") -> ftz.Organization:
        return ftz.Organization(id, id, "port", within, notes=[ftz.Note("scope", note)])

    one = ftz.Dataset(organizations=[body("x", "y"), body("y"), body("z", note="one")])
    two = ftz.Dataset(organizations=[body("x"), body("y", "x"), body("z", note="two")])
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.merge(one, two)
    assert [each.rule for each in caught.value.problems] == ["conflict", "containment-circle"]


def test_a_fault_that_hangs_on_a_conflict_is_not_told_before_it_is_settled() -> None:
    def measured(unit: str) -> ftz.Dataset:
        row = figure(f"in-{unit}", "n-a", "i", "2020", ftz.Quantity.exactly(1, unit))
        return attrs.evolve(WORLD, indicators=[ftz.Indicator("i", "I", unit, "stock")], observations=[row])

    with pytest.raises(ftz.DatasetError) as caught:
        ftz.merge(measured("t"), measured("km2"))
    assert [each.rule for each in caught.value.problems] == ["conflict"]
    with pytest.raises(ftz.DatasetError, match="i is measured in t, not in km2"):
        ftz.merge(measured("t"), measured("km2"), prefer="first")


@pytest.mark.parametrize("prefer", ["third", "First", 1, "", True])
def test_a_side_is_first_or_second(prefer: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="prefer is 'first', 'second' or None"):
        ftz.merge(WORLD, WORLD, prefer=prefer)


@pytest.mark.parametrize("junk", [None, "x", 5, {}])
def test_only_data_sets_are_merged(junk: Any) -> None:
    for pair in ((WORLD, junk), (junk, WORLD)):
        with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
            ftz.merge(*pair)


def test_records_of_both_stand_in_the_union() -> None:
    one, two = with_figures(figure("f", "n-a", "firms", "2020", count(1))), with_pacts(pact("p", "n-port", "s-port"))
    union = ftz.merge(one, two)
    assert ("f" in union, "p" in union, len(union)) == (True, True, len(WORLD) + 2)


# --- editions, titles and licences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "one", "two", "joined"),
    [
        ("edition", "2026.11", "", "2026.11"),
        ("edition", "2026.11", "mine", "2026.11 + mine"),
        ("edition", "b + a", "c", "a + b + c"),
        ("edition", "a + b", "b", "a + b"),
        ("title", "C++ in trade", "A", "A + C++ in trade"),
        ("title", " + ", "A", "A"),
        ("title", " + ", "", " + "),
        ("licence", "MIT", "CC-BY-4.0", "CC-BY-4.0 AND MIT"),
        ("licence", "MIT AND 0BSD", "MIT", "0BSD AND MIT"),
        ("licence", "MIT OR 0BSD", "MIT", "(MIT OR 0BSD) AND MIT"),
        ("licence", "(MIT OR 0BSD) AND X", "MIT OR 0BSD", "(MIT OR 0BSD) AND X"),
        ("licence", "(A AND B", "C)", "A AND B AND C"),
        ("licence", "A) AND (B", "C", "A AND B AND C"),
        ("licence", "LicenseRef-AND-x", "A", "A AND LicenseRef-AND-x"),
    ],
)
def test_heads_that_differ_stand_side_by_side(field: str, one: str, two: str, joined: str) -> None:
    assert joined_head(field, one, two) == joined_head(field, two, one) == joined


@pytest.mark.parametrize(
    "other",
    [
        attrs.evolve(WORLD, edition="another"),
        WORLD.with_(cooperations=[pact("new", "n-zone", "s-one")]),
        WORLD.with_(zones=[attrs.evolve(WORLD.zones[0], document="another")]),
    ],
    ids=["head", "added", "changed"],
)
def test_a_difference_of_one_kind_is_a_difference(other: ftz.Dataset) -> None:
    for changes in (ftz.diff(WORLD, other), ftz.diff(other, WORLD)):
        assert changes
        assert str(changes)
