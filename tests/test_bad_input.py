"""Bad input ends in DatasetError, with every fault at its path, and in nothing else."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.errors import DatasetError, Problem
from together import together

Tree = dict[str, Any]
Steps = tuple[str | int, ...]
Fault = tuple[str, str]

MEBIBYTE = 2**20


def _cited(source: str = "s") -> list[Tree]:
    return [{"source": source, "locator": "paragraph 1", "as_published": "5"}]


def _name(english: str) -> Tree:
    return {"en": english, "zh": "名", "aliases": ["皖"]}


def _notes() -> list[Tree]:
    return [{"kind": "scope", "text": {"en": "a note", "zh": "说明"}}]


def _noted() -> Tree:
    return {"citations": _cited(), "notes": _notes()}


def lawful() -> Tree:
    """Return a data set as parsed JSON that has every table and every field."""
    return {
        "format": 1,
        "edition": "2026.11",
        "title": "Test",
        "licence": "CC0-1.0",
        "divisions": [
            {
                "id": "p",
                "name": _name("Province"),
                "kind": "province",
                "iso_3166_2": "CN-AH",
                "gb_t_2260": "34",
                "within": ["delta"],
                **_noted(),
            },
            {"id": "c", "name": "City", "kind": "city", "within": ["p"]},
        ],
        "zones": [
            {
                "id": "z",
                "name": _name("Zone"),
                "province": "p",
                "batch": 6,
                "events": [{"kind": "approved", "period": "2020-08-30", "document": "x"}],
                "document": "国发〔2020〕10号",
                "status": "established",
                "within": ["delta"],
                **_noted(),
            }
        ],
        "areas": [
            {
                "id": "a",
                "name": _name("Area"),
                "zone": "z",
                "city": "c",
                "focus": ["robotics"],
                "since": "2020-09-24",
                "within": ["delta"],
                **_noted(),
            }
        ],
        "organizations": [
            {"id": "delta", "name": "Delta", "kind": "corridor"},
            {"id": "o", "name": _name("Port"), "kind": "port", "within": ["c"], **_noted()},
        ],
        "indicators": [
            {
                "id": "i",
                "name": _name("Cargo"),
                "unit": "t",
                "kind": "flow",
                "additive": True,
                "definition": {"en": "Cargo handled.", "zh": "装卸的货物。"},
                "citations": _cited(),
            }
        ],
        "observations": [
            {
                "id": "x",
                "subject": "z",
                "indicator": "i",
                "period": "2020",
                "quantity": {"value": "5", "lower": "4", "upper": "6", "unit": "t", "bound": "about"},
                "status": "A",
                **_noted(),
            }
        ],
        "cooperations": [
            {
                "id": "k",
                "name": _name("Pact"),
                "form": "platform",
                "parties": ["z", "o"],
                "places": ["c"],
                "milestones": [{"status": "signed", "period": "../2021-01-25", "citations": _cited()}],
                "topics": ["port"],
                "value": {"value": "5", "lower": "4", "upper": "6", "unit": "CNY", "bound": "about"},
                **_noted(),
            }
        ],
        "sources": [
            {
                "id": "s",
                "publisher": "Paper",
                "title": "Title",
                "language": "zh",
                "published": "2021-01-25",
                "url": "https://example.org/a",
                "carrier": "publisher",
                "translation": "original",
                "sha256": "0" * 64,
                "notes": _notes(),
            }
        ],
    }


def steps(node: Any, above: Steps = ()) -> Iterator[Steps]:
    """Iterate over the places of all values, but not into lists of plain values."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield (*above, key)
            yield from steps(value, (*above, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if isinstance(value, dict):
                yield (*above, index)
                yield from steps(value, (*above, index))


def path_of(place: Steps) -> str:
    """Spell a place as problems do."""
    return "$" + "".join(f"[{step!r}]" if isinstance(step, int) or not step else f".{step}" for step in place)


def value_at(tree: Tree, place: Steps) -> Any:
    """Return what stands at a place."""
    node: Any = tree
    for step in place:
        node = node[step]
    return node


def spoilt(*changes: tuple[Steps, Any]) -> Tree:
    """Return the lawful tree with other values at some places."""
    tree = lawful()
    for place, value in changes:
        value_at(tree, place[:-1])[place[-1]] = value
    return tree


def without(place: Steps) -> Tree:
    """Return the lawful tree less one key."""
    tree = lawful()
    del value_at(tree, place[:-1])[place[-1]]
    return tree


def with_literal(place: Steps, literal: str) -> str:
    """Return the lawful text with a JSON literal put in at a place."""
    return json.dumps(spoilt((place, "@@"))).replace('"@@"', literal)


def problems_of(content: Any) -> tuple[Problem, ...]:
    """Return what `loads` finds wrong with a text, or with a tree written as text."""
    text = json.dumps(content) if isinstance(content, dict) else content
    with pytest.raises(DatasetError) as caught:
        ftz.loads(text)
    return caught.value.problems


def faults_of(content: Any) -> list[Fault]:
    """Return the paths and rules of what `loads` finds wrong."""
    return [(problem.path, problem.rule) for problem in problems_of(content)]


def peak_of(work: Callable[[], object]) -> int:
    """Return the most bytes that some work held at once."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


PLACES = list(steps(lawful()))
STRINGS = [place for place in PLACES if isinstance(value_at(lawful(), place), str)]
BY_TYPE: dict[str, Any] = {"null": None, "bool": True, "number": 5, "string": "", "array": [], "object": {}}
#: What the contract lets a field be beside the type that the lawful tree shows.
ALSO: dict[str, set[str]] = {
    "name": {"string", "object"},
    "publisher": {"string", "object"},
    "text": {"string", "object"},
    "definition": {"string", "object"},
    "batch": {"null"},
    "lower": {"number"},
    "upper": {"number"},
    "value": {"number", "null"},
    **{name: {"null"} for name in ("iso_3166_2", "gb_t_2260", "city", "since")},
    **{name: {"null"} for name in ("published", "carrier")},
}
QUANTITY: Steps = ("observations", 0, "quantity")


def _json_type(value: Any) -> str:
    names = {type(None): "null", bool: "bool", int: "number", str: "string", list: "array", dict: "object"}
    return names[type(value)]


def _mistyped() -> Iterator[tuple[Steps, Any]]:
    for place in PLACES:
        fitting = {_json_type(value_at(lawful(), place)), *ALSO.get(str(place[-1]), ())}
        if place == ("observations", 0, "quantity", "value"):
            fitting -= {"null"}
        for name, value in BY_TYPE.items():
            if name not in fitting:
                yield place, value


def _rule_of_type(place: Steps) -> str:
    if place == ("format",):
        return "wrong-format"
    return "wrong-type" if len(place) == 1 and isinstance(value_at(lawful(), place), list) else "invalid-value"


def test_the_lawful_tree_that_these_tests_spoil_is_lawful() -> None:
    assert len(ftz.loads(json.dumps(lawful()))) == 10


# --- no JSON at all ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "{", "}", '{"zones": [', '{"zones": []', '{"zones": [],}', "{'zones': []}", '{"zones" []}',
        '{"edition": "x}', '{"edition": "\n"}', '{"edition": "\\x"}', '{"edition": "\\ud8"}', "{} {}", "{}x", "nul",
        '{"format": 01}', '{"format": 1.}', '{"format": .5}', '{"format": +1}', '{"format": 0x1}', '{"format": 1e}',
        "<html>", "// {}", "\ufeff{}", "[1,]", "tru",  # codespell:ignore tru
    ],
)  # fmt: skip
def test_text_that_is_no_json_is_one_fault_at_the_root(text: str) -> None:
    assert faults_of(text) == [("$", "not-json")]


@pytest.mark.parametrize("share", [n / 40 for n in range(40)])
def test_a_text_cut_short_anywhere_is_no_json(share: float) -> None:
    text = ftz.dumps(ftz.load()).rstrip()
    assert faults_of(text[: int(len(text) * share)]) == [("$", "not-json")]


def test_what_is_no_json_says_the_line_and_column() -> None:
    assert "line 2 column 1" in problems_of('{"zones":\n]}')[0].message


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("place", [("format",), ("zones", 0, "batch"), (*QUANTITY, "value")])
def test_nan_and_infinity_are_no_json(place: Steps, literal: str) -> None:
    problem = problems_of(with_literal(place, literal))[0]
    assert (problem.rule, problem.message) == ("not-json", f"{literal} is not a JSON number")


@pytest.mark.parametrize("word", ["NaN", "sNaN", "nan", "-NaN12", "Infinity", "-Infinity", "inf"])
def test_nan_and_infinity_spelled_as_text_are_no_stated_figure(word: str) -> None:
    tree = spoilt((QUANTITY, {"value": word, "unit": "t"}))
    path = "$.observations[0].quantity"
    assert all(each.startswith(path) and rule == "invalid-value" for each, rule in faults_of(tree))


@pytest.mark.parametrize(
    ("text", "kind"),
    [("null", "None"), ("true", "True"), ("5", "5"), ('"x"', "'x'"), ("[]", "a list of 0"), ("[{}]", "a list of 1")],
)
def test_a_top_level_that_is_no_object_is_refused(text: str, kind: str) -> None:
    [problem] = problems_of(text)
    assert (problem.path, problem.rule) == ("$", "wrong-type")
    assert problem.message == f"expected an object with the tables, got {kind}"


@pytest.mark.parametrize("content", [None, 5, {}, [], memoryview(b"{}"), Path("x")])
def test_what_is_neither_text_nor_bytes_is_refused(content: Any) -> None:
    with pytest.raises(DatasetError, match="expected JSON text") as caught:
        ftz.loads(content)
    assert [(each.path, each.rule) for each in caught.value.problems] == [("$", "wrong-type")]


# --- bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "position"),
    [
        (b"\xff", 0), (b'{"title": "\xe5\xae"}', 11), (b'{"title": "\xc0\x80"}', 11),
        (b'{"title": "\xed\xa0\x80"}', 11), ("{}".encode("utf-16"), 0), ("安".encode("gbk"), 0), (b"{}\x80", 2),
        (b'{"title": "\xf5\x80\x80\x80"}', 11),
    ],
)  # fmt: skip
def test_bytes_that_are_not_utf_8_are_refused_with_their_position(content: bytes, position: int) -> None:
    [problem] = problems_of(content)
    assert (problem.path, problem.rule) == ("$", "not-utf-8")
    assert problem.message == f"byte {position} is not UTF-8"


@pytest.mark.parametrize("kind", [bytes, bytearray])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_are_read_with_or_without_a_byte_order_mark(kind: type[bytes | bytearray], mark: bytes) -> None:
    assert ftz.loads(bytes(kind(mark + b'{"title": "\xe7\x9a\x96"}'))).title == "皖"


# --- types ------------------------------------------------------------------------------------------------------


@together(list(_mistyped()), lambda case: f"{path_of(case[0])}, {_json_type(case[1])}")
def test_a_value_of_the_wrong_type_is_refused_at_its_path(case: tuple[Steps, Any]) -> None:
    place, value = case
    assert (path_of(place), _rule_of_type(place)) in faults_of(spoilt((place, value)))


def test_wrong_types_in_every_field_are_all_reported_at_once() -> None:
    inner = [place for place in PLACES if place[-1] != "id" and not any(other[:-1] == place for other in PLACES)]
    tree = spoilt(*((place, 5 if isinstance(value_at(lawful(), place), list) else [{}]) for place in inner))
    assert {path_of(place) for place in inner} <= {path for path, _ in faults_of(tree)}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("divisions", 0, "within"), [5, "B!"]),
        (("areas", 0, "focus"), [5, "\x07"]),
        (("divisions", 0, "name", "aliases"), [5, "\x07"]),
        (("cooperations", 0, "parties"), [5, "B!"]),
        (("cooperations", 0, "places"), [None, ""]),
        (("cooperations", 0, "topics"), ["Port", "a b"]),
    ],
)
def test_each_fault_within_a_list_of_plain_values_is_reported_by_its_index(place: Steps, value: list[Any]) -> None:
    wanted = {(f"{path_of(place)}[{index}]", "invalid-value") for index in range(len(value))}
    assert wanted <= set(faults_of(spoilt((place, value))))


@pytest.mark.parametrize("record", [None, True, 5, "", "x", [], [["id", "p"], ["name", "P"]], ["ab"]])
@pytest.mark.parametrize("table", list(lawful())[4:])
def test_a_record_that_is_no_object_is_refused(table: str, record: Any) -> None:
    assert (f"$.{table}[0]", "invalid-value") in faults_of({table: [record]})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("zones", 0, "batch"), True),
        ((*QUANTITY, "value"), True),
        ((*QUANTITY, "lower"), False),
        ((*QUANTITY, "upper"), True),
        (("cooperations", 0, "value", "value"), False),
        (("indicators", 0, "additive"), 1),
        (("indicators", 0, "additive"), 0),
        (("zones", 0, "batch"), 6.0),
        (("zones", 0, "batch"), 0),
        (("zones", 0, "batch"), 100),
    ],
)
def test_a_bool_is_no_number_and_a_number_no_bool(place: Steps, value: Any) -> None:
    assert faults_of(spoilt((place, value))) == [(path_of(place), "invalid-value")]


@pytest.mark.parametrize(
    "place", [("indicators", 0, "unit"), (*QUANTITY, "unit"), ("cooperations", 0, "value", "unit")]
)
@pytest.mark.parametrize(
    ("value", "kind"), [([], "a list of 0"), ({}, "an object of 0 keys"), (None, "None"), (1, "1")]
)
def test_a_unit_that_is_no_text_says_what_would_be_right(place: Steps, value: Any, kind: str) -> None:
    [problem] = problems_of(spoilt((place, value)))
    assert problem.path == path_of(place)
    assert problem.message == f"a unit is a text such as km2, not {kind}"


@pytest.mark.parametrize("version", [0, 2, -1, "1", None, True, [], {}, 1.0, 1.5, 10**30, "x" * 1000])
def test_another_version_of_the_format_is_refused(version: Any) -> None:
    [problem] = problems_of(spoilt((("format",), version)))
    assert (problem.path, problem.rule) == ("$.format", "wrong-format")
    assert len(problem.message) < 200


@pytest.mark.parametrize("value", ["q", "", "1,000", "1_000", "٣", "0x10", "1 2", "--1"])  # fmt: skip
def test_a_figure_that_is_no_decimal_is_one_fault_where_it_stands(value: str) -> None:
    tree = spoilt((QUANTITY, {"value": value, "unit": "t"}))
    assert faults_of(tree) == [("$.observations[0].quantity.value", "invalid-value")]


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (QUANTITY, {"value": "5", "lower": "6", "upper": "7", "unit": "t"}, "$.observations[0].quantity"),
        (QUANTITY, {"value": "5", "unit": "t", "bound": "about"}, "$.observations[0].quantity"),
        (QUANTITY, {"value": "5", "unit": "furlong"}, "$.observations[0].quantity.unit"),
        (("indicators", 0, "kind"), "ratio", "$.indicators[0]"),
        (("observations", 0, "period"), "2021-13", "$.observations[0].period"),
        (("observations", 0, "period"), "2021-02-30", "$.observations[0].period"),
        (("observations", 0, "period"), "2021/2020", "$.observations[0].period"),
        (("sources", 0, "url"), "ftp://example.org", "$.sources[0].url"),
        (("sources", 0, "sha256"), "0" * 63, "$.sources[0].sha256"),
        (("sources", 0, "language"), "Chinese!", "$.sources[0].language"),
        (("divisions", 0, "iso_3166_2"), "CN-ah", "$.divisions[0].iso_3166_2"),
        (("divisions", 0, "gb_t_2260"), "3", "$.divisions[0].gb_t_2260"),
        (("divisions", 0, "id"), "Anhui", "$.divisions[0].id"),
        (("divisions", 0, "id"), "a" * 121, "$.divisions[0].id"),
        (("divisions", 0, "id"), "a--b", "$.divisions[0].id"),
        (("divisions", 0, "name", "en"), "x" * 301, "$.divisions[0].name.en"),
        (("divisions", 0, "citations", 0, "as_published"), "x" * 201, "$.divisions[0].citations[0].as_published"),
        (("divisions", 0, "within"), ["delta", "delta"], "$.divisions[0].within"),
        (("cooperations", 0, "parties"), [], "$.cooperations[0].parties"),
        (("cooperations", 0, "milestones", 0, "status"), "done", "$.cooperations[0].milestones[0].status"),
    ],
)
def test_a_value_that_breaks_its_field_is_refused_at_its_path(place: Steps, value: Any, path: str) -> None:
    assert (path, "invalid-value") in faults_of(spoilt((place, value)))


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "hint"),
    [
        (("zone",), "did you mean zones?"),
        (("editon",), "did you mean edition?"),
        (("qqq",), ""),
        (("divisions", 0, "nmae"), "did you mean name?"),  # codespell:ignore nmae
        (
            ("divisions", 0, "qqq"),
            "the keys are id, name, kind, iso_3166_2, gb_t_2260, within, citations, notes, location, former",
        ),
        (("divisions", 0, "name", "alias"), "did you mean aliases?"),
        (("zones", 0, "citations", 0, "qqq"), "the keys are source, locator, as_published"),
        ((*QUANTITY, "is_stated"), "the keys are value, lower, upper, unit, bound"),
        (("cooperations", 0, "milestones", 0, "state"), "did you mean status?"),
        (
            ("cooperations", 0, "milestones", 0, "citations", 0, "sorce"),  # codespell:ignore sorce
            "did you mean source?",
        ),
        (("cooperations", 0, "value", "units"), "did you mean unit?"),
        (("sources", 0, "self"), None),
        (("sources", 0, ""), None),
    ],
)
def test_an_unknown_key_is_refused_with_what_was_meant(place: Steps, hint: str | None) -> None:
    [problem] = problems_of(spoilt((place, 1)))
    assert (problem.path, problem.rule, problem.message) == (path_of(place), "unknown-key", "unknown key")
    assert hint is None or problem.hint == hint


def test_unknown_keys_at_the_top_come_in_a_fixed_order() -> None:
    paths = [path for path, _ in faults_of({f"k{n}": 1 for n in range(10, 60)})]
    assert paths == sorted(paths)


@pytest.mark.parametrize(
    "place",
    [
        *[(table, 0, "id") for table in list(lawful())[4:]],
        *[(table, 0, "name") for table in list(lawful())[4:] if table not in ("observations", "sources")],
        ("zones", 0, "province"),
        ("areas", 0, "zone"),
        ("organizations", 0, "kind"),
        ("indicators", 0, "unit"),
        ("indicators", 0, "kind"),
        ("observations", 0, "subject"),
        ("observations", 0, "indicator"),
        ("observations", 0, "period"),
        ("observations", 0, "quantity"),
        ("cooperations", 0, "form"),
        ("cooperations", 0, "parties"),
        ("cooperations", 0, "milestones", 0, "status"),
        ("cooperations", 0, "milestones", 0, "period"),
        ("sources", 0, "publisher"),
        ("divisions", 0, "citations", 0, "source"),
        (*QUANTITY, "value"),
        (*QUANTITY, "unit"),
    ],
    ids=path_of,
)
def test_a_missing_key_is_reported_where_it_should_stand(place: Steps) -> None:
    assert (path_of(place), "missing-key") in faults_of(without(place))


def test_bounds_that_may_be_left_out_are_not_called_missing() -> None:
    tree = spoilt((QUANTITY, {"unit": "t"}))
    assert faults_of(tree) == [("$.observations[0].quantity.value", "missing-key")]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('{"edition": "a", "edition": "b"}', ["$.edition"]),
        ('{"zones": [], "zones": []}', ["$.zones"]),
        ('{"divisions": [{"id": "a", "id": "a", "name": "A"}]}', ["$.divisions[0].id"]),
        ('{"divisions": [{"id": "a", "name": {"en": "A", "en": "A", "zh": "", "zh": ""}}]}',
         ["$.divisions[0].name.en", "$.divisions[0].name.zh"]),
        ('{"divisions": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "notes": [], "notes": [], "notes": []}]}',
         ["$.divisions[1].notes"]),
    ],
)  # fmt: skip
def test_a_double_key_is_refused_at_its_path(text: str, paths: list[str]) -> None:
    assert faults_of(text) == [(path, "double-key") for path in paths]


def test_double_keys_come_together_with_all_other_faults() -> None:
    text = '{"edition": "a", "edition": 5, "zone": [], "divisions": [{"id": "a", "id": "B"}], "areas": 7}'
    assert set(faults_of(text)) == {
        ("$.edition", "double-key"),
        ("$.divisions[0].id", "double-key"),
        ("$.edition", "invalid-value"),
        ("$.zone", "unknown-key"),
        ("$.divisions[0].id", "invalid-value"),
        ("$.divisions[0].name", "missing-key"),
        ("$.areas", "wrong-type"),
    }


def test_a_double_key_says_how_often_it_stands() -> None:
    [problem] = problems_of('{"edition": "a", "edition": "a", "edition": "a"}')
    assert problem.hint == "it appears 3 times; keep one"


# --- ids and references -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (("divisions", 1, "within"), ["nowhere"], "$.divisions['c'].within"),
        (("zones", 0, "within"), ["nowhere"], "$.zones['z'].within"),
        (("areas", 0, "within"), ["nowhere"], "$.areas['a'].within"),
        (("organizations", 1, "within"), ["nowhere"], "$.organizations['o'].within"),
        (("zones", 0, "province"), "nowhere", "$.zones['z'].province"),
        (("areas", 0, "zone"), "nowhere", "$.areas['a'].zone"),
        (("areas", 0, "city"), "nowhere", "$.areas['a'].city"),
        (("zones", 0, "province"), "o", "$.zones['z'].province"),
        (("areas", 0, "zone"), "c", "$.areas['a'].zone"),
        (("areas", 0, "city"), "o", "$.areas['a'].city"),
        (("observations", 0, "subject"), "nowhere", "$.observations['x'].subject"),
        (("observations", 0, "subject"), "i", "$.observations['x'].subject"),
        (("observations", 0, "indicator"), "nothing", "$.observations['x'].indicator"),
        (("observations", 0, "indicator"), "z", "$.observations['x'].indicator"),
        (("cooperations", 0, "parties"), ["z", "nobody"], "$.cooperations['k'].parties"),
        (("cooperations", 0, "places"), ["nowhere"], "$.cooperations['k'].places"),
        *[
            ((table, 0, "citations"), _cited("unseen"), f"$.{table}['{row}'].citations")
            for table, row in [("divisions", "p"), ("zones", "z"), ("areas", "a"), ("indicators", "i")]
        ],
        (("organizations", 1, "citations"), _cited("unseen"), "$.organizations['o'].citations"),
        (("observations", 0, "citations"), _cited("z"), "$.observations['x'].citations"),
        (("cooperations", 0, "citations"), _cited("unseen"), "$.cooperations['k'].citations"),
        (("cooperations", 0, "milestones", 0, "citations"), _cited("unseen"), "$.cooperations['k'].milestones"),
    ],
)
def test_a_reference_to_nothing_is_one_fault_at_its_field(place: Steps, value: Any, path: str) -> None:
    assert faults_of(spoilt((place, value))) == [(path, "dangling-reference")]


@pytest.mark.parametrize("id", ["delta", "wuhu-port", "-".join(["long"] * 12), "a" * 119])
def test_a_dangling_reference_names_the_nearest_id(id: str) -> None:
    rows = [{"id": id, "name": "A"}, {"id": "q", "name": "Q", "within": [f"{id}x"]}]
    assert [problem.hint for problem in problems_of({"divisions": rows})] == [f"did you mean {id}?"]


def test_a_dangling_reference_like_no_id_has_no_hint() -> None:
    assert problems_of(spoilt((("cooperations", 0, "parties"), ["q9q9q9"])))[0].hint == ""


def test_references_to_a_record_that_cannot_be_read_are_not_blamed() -> None:
    tree = spoilt((("zones", 0, "batch"), "six"), (("indicators", 0, "unit"), "furlong"), (("sources", 0, "url"), "x"))
    paths = ["$.zones[0].batch", "$.indicators[0].unit", "$.sources[0].url"]
    assert faults_of(tree) == [(path, "invalid-value") for path in paths]


@pytest.mark.parametrize("table", list(lawful())[4:])
def test_an_id_that_stands_twice_in_a_table_is_refused(table: str) -> None:
    tree = lawful()
    tree[table].append(tree[table][0])
    path = f"$.{table}['{tree[table][0]['id']}'].id"
    assert faults_of(tree) == [(path, "duplicate-id")]


def test_an_id_that_two_tables_use_is_refused_in_the_later_one() -> None:
    tree = lawful()
    tree["sources"].append({"id": "p", "publisher": "Paper"})
    [problem] = problems_of(tree)
    assert problem[:3] == ("$.sources['p'].id", "id p is taken by a record of divisions", "duplicate-id")


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ([(("divisions", 0, "within"), ["c"])], {"$.divisions['c'].within", "$.divisions['p'].within"}),
        ([(("organizations", 0, "within"), ["o"])], {"$.organizations['o'].within", "$.divisions['p'].within",
                                                     "$.divisions['c'].within", "$.organizations['delta'].within"}),
        ([(("divisions", 0, "within"), ["z"])], {"$.zones['z'].within", "$.divisions['p'].within"}),
    ],
)  # fmt: skip
def test_a_circle_of_places_is_one_fault_on_the_circle(changes: list[tuple[Steps, Any]], paths: set[str]) -> None:
    [(path, rule)] = faults_of(spoilt(*changes))
    assert rule == "containment-circle"
    assert path in paths


def test_a_circle_is_spelled_out() -> None:
    [problem] = problems_of(spoilt((("divisions", 0, "within"), ["c"])))
    assert problem.message == "containment runs in a circle: c within p within c"


def test_a_circle_too_long_to_spell_out_ends_in_dots() -> None:
    rows = [{"id": f"a{n}", "name": "A", "within": [f"a{(n + 1) % 10}"]} for n in range(10)]
    [problem] = problems_of({"divisions": rows})
    assert problem.message.startswith("containment runs in a circle: a0 within a1 within a2 within a3")
    assert problem.message.endswith("...")


@pytest.mark.parametrize(
    ("place", "value", "path"),
    [
        (("divisions", 0, "within"), ["p"], "$.divisions[0]"),
        (("zones", 0, "province"), "z", "$.zones[0]"),
        (("areas", 0, "zone"), "a", "$.areas[0]"),
        (("areas", 0, "city"), "a", "$.areas[0]"),
        (("organizations", 1, "within"), ["o"], "$.organizations[1]"),
    ],
)
def test_a_place_within_itself_is_refused(place: Steps, value: Any, path: str) -> None:
    [problem] = problems_of(spoilt((place, value)))
    assert problem.path == path
    assert problem.message.endswith("does not lie within itself")


def test_circles_apart_are_all_reported() -> None:
    pairs = [(f"a{n}", f"b{n}") for n in range(20)]
    rows = [{"id": x, "name": "X", "within": [y]} for a, b in pairs for x, y in ((a, b), (b, a))]
    assert [rule for _, rule in faults_of({"divisions": rows})] == ["containment-circle"] * 20


def test_a_zone_lies_in_a_province_and_not_in_a_city() -> None:
    [problem] = problems_of(spoilt((("zones", 0, "province"), "c")))
    assert problem[:3] == ("$.zones['z'].province", "c is a city, not a province", "wrong-kind")


@pytest.mark.parametrize("kind", ["observations", "cooperations"])
def test_what_cites_nothing_is_refused(kind: str) -> None:
    tree = spoilt(((kind, 0, "citations"), []), (("cooperations", 0, "milestones"), []))
    row = {"observations": "x", "cooperations": "k"}[kind]
    assert faults_of(tree) == [(f"$.{kind}['{row}'].citations", "uncited")]


def test_a_cooperation_may_be_cited_by_a_milestone_alone() -> None:
    assert ftz.loads(json.dumps(without(("cooperations", 0, "citations")))).cooperations[0].sources == ("s",)


@pytest.mark.parametrize(
    ("place", "unit", "message"),
    [
        (QUANTITY, "km2", "i is measured in t, not in km2"),
        (QUANTITY, "%", "i is measured in t, not in %"),
        (QUANTITY, "CNY", "i is measured in t, not in CNY"),
        (("cooperations", 0, "value"), "t", "the value of a cooperation is money, not t"),
    ],
)
def test_a_figure_in_the_wrong_unit_is_refused(place: Steps, unit: str, message: str) -> None:
    row = {"observations": "x", "cooperations": "k"}[str(place[0])]
    [problem] = problems_of(spoilt(((*place, "unit"), unit)))
    assert problem[:3] == (f"$.{place[0]}['{row}'].{place[-1]}.unit", message, "wrong-unit")


def test_a_figure_may_stand_in_another_currency_than_its_indicator() -> None:
    tree = spoilt((("indicators", 0, "unit"), "CNY"), ((*QUANTITY, "unit"), "USD"))
    assert len(ftz.loads(json.dumps(tree)).observations) == 1


# --- many at once -----------------------------------------------------------------------------------------------


def test_faults_of_every_kind_come_at_once() -> None:
    tree = spoilt(
        (("format",), 2),
        (("edition",), 5),
        (("zone",), []),
        (("divisions", 0, "kind"), "county town"),
        (("divisions", 1, "qqq"), 1),
        (("zones", 0, "citations", 0, "source"), "unseen"),
        (("areas", 0, "city"), "delta"),
        (("organizations", 1, "citations"), 5),
        (("observations", 0, "citations"), []),
        (("observations", 0, "subject"), "nowhere"),
        ((*QUANTITY, "unit"), "km2"),
        (("cooperations", 0, "milestones", 0, "period"), "soon"),
        (("sources", 0, "published"), "yesterday"),
    )
    tree["sources"].append({"id": "z", "publisher": "Paper"})
    assert set(faults_of(tree)) == {
        ("$.format", "wrong-format"),
        ("$.edition", "invalid-value"),
        ("$.zone", "unknown-key"),
        ("$.divisions[0].kind", "invalid-value"),
        ("$.divisions[1].qqq", "unknown-key"),
        ("$.zones['z'].citations", "dangling-reference"),
        ("$.areas['a'].city", "dangling-reference"),
        ("$.organizations[1].citations", "invalid-value"),
        ("$.observations['x'].citations", "uncited"),
        ("$.observations['x'].subject", "dangling-reference"),
        ("$.observations['x'].quantity.unit", "wrong-unit"),
        ("$.cooperations[0].milestones[0].period", "invalid-value"),
        ("$.sources[0].published", "invalid-value"),
        ("$.sources['z'].id", "duplicate-id"),
    }


def test_several_faults_of_one_record_come_at_once() -> None:
    tree = {
        "divisions": [{"id": "A", "name": {"en": 5, "q": 1}, "kind": "x", "citations": [{}, {"source": 5}], "r": 1}]
    }
    assert set(faults_of(tree)) == {
        ("$.divisions[0].id", "invalid-value"),
        ("$.divisions[0].name.en", "invalid-value"),
        ("$.divisions[0].name.q", "unknown-key"),
        ("$.divisions[0].kind", "invalid-value"),
        ("$.divisions[0].citations[0].source", "missing-key"),
        ("$.divisions[0].citations[1].source", "invalid-value"),
        ("$.divisions[0].r", "unknown-key"),
    }


# --- hostile text -----------------------------------------------------------------------------------------------

UNSAFE = ["\x00", "\x07", "\t", "\n", "\x1b", "\x7f", "\x85", "\u200e", "\u200f", "\u061c", "\u202a", "\u202b",
          "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u2028", "\u2029",
          "\ud800", "\udfff"]  # fmt: skip


@pytest.mark.parametrize("place", STRINGS, ids=path_of)
@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\ud800"], ids=ascii)
def test_no_field_takes_a_control_bidi_override_or_lone_surrogate(place: Steps, character: str) -> None:
    tree = spoilt((place, value_at(lawful(), place) + character))
    assert (path_of(place), "invalid-value") in faults_of(tree)


@pytest.mark.parametrize("character", UNSAFE, ids=ascii)
@pytest.mark.parametrize("place", [("divisions", 0, "notes", 0, "text", "zh"), ("title",)], ids=path_of)
def test_every_unsafe_character_is_named(place: Steps, character: str) -> None:
    [problem] = problems_of(spoilt((place, f"a{character}b")))
    assert problem.path == path_of(place)
    assert problem.message == f"text may not contain the control character U+{ord(character):04X}"


@pytest.mark.parametrize("code", [0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xFDD0, 0xFDEF], ids=hex)
def test_a_noncharacter_is_refused_and_its_neighbours_are_not(code: int) -> None:
    [problem] = problems_of(spoilt((("title",), f"a{chr(code)}b")))
    assert problem.message == f"text may not contain the noncharacter U+{code:04X}"
    for neighbour in (0xFFFD, 0x1FFFD, 0xFDCF, 0xFDF0):
        assert ftz.loads(json.dumps(spoilt((("title",), chr(neighbour))))).title == chr(neighbour)


@pytest.mark.parametrize("character", ["\u3000", "\u00a0", "é", "皖", "𠀀", "\u200b", "'", '"', "\\", "<"], ids=ascii)
def test_ordinary_characters_that_are_no_ascii_are_kept(character: str) -> None:
    assert ftz.loads(json.dumps(spoilt((("title",), character)))).title == character


@pytest.mark.parametrize("character", ["\n", "\x1b", "\u202e", "\ud800"], ids=ascii)
@pytest.mark.parametrize("above", [(), ("divisions", 0), ("divisions", 0, "name")], ids=path_of)
def test_unsafe_characters_of_a_key_do_not_reach_the_message(above: Steps, character: str) -> None:
    with pytest.raises(DatasetError) as caught:
        ftz.loads(json.dumps(spoilt(((*above, f"k{character}"), 1))))
    text = str(caught.value).split("\n")
    assert len(text) == 2
    assert all(line.isprintable() for line in text)


@pytest.mark.parametrize("character", ["\x1b", "\u202e", "\ud800"], ids=ascii)
def test_unsafe_characters_of_a_double_key_do_not_reach_the_message(character: str) -> None:
    key = json.dumps(f"k{character}")
    with pytest.raises(DatasetError) as caught:
        ftz.loads(f"{{{key}: 1, {key}: 1}}")
    assert all(line.isprintable() for line in str(caught.value).split("\n"))


# --- depth and size ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [100_000, 1_000_000])
@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('{"zones":[', "]}"), ("[", ""), ('{"a":', "")]
)
def test_deep_nesting_is_refused_without_recursion(opening: str, closing: str, depth: int) -> None:
    assert faults_of(opening * depth + "1" * bool(closing) + closing * depth) == [("$", "too-deep")]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("field", ["id", "name", "kind", "iso_3166_2", "within", "citations", "notes", "qqq"])
def test_nesting_of_any_depth_gives_a_dataset_error(field: str, opening: str, closing: str) -> None:
    limit = sys.getrecursionlimit()
    for depth in range(limit - 100, limit + 20):
        text = with_literal(("divisions", 0, field), f"{opening * depth}1{closing * depth}")
        assert not any("recursion" in problem.message for problem in problems_of(text))


NINES = "9" * 10**6
HUGE = [
    NINES, f"-{NINES}", f"1.{NINES}", f"0.{NINES}", f"1e{'0' * 10**6}31", "1e31", "1e999999999", "-1e999999999",
    "1e-999999999", "1e99999999999999999999", "-1e-99999999999999999999", "9" * 79, "9" * 80, "9" * 4300, "9" * 4301,
]  # fmt: skip


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("number", HUGE, ids=lambda number: f"{number[:8]}-{len(number)}")
def test_a_huge_number_is_refused_where_it_stands(number: str, quoted: bool) -> None:
    text = with_literal((*QUANTITY, "upper"), f'"{number}"' if quoted else number)
    [problem] = problems_of(text)
    assert (problem.path, problem.rule) == ("$.observations[0].quantity.upper", "invalid-value")
    assert len(problem.message) < 200


@pytest.mark.parametrize("place", [("format",), ("edition",), ("zones", 0, "batch"), ("zones",), ("zones", 0, "id")])
@pytest.mark.parametrize("number", HUGE, ids=lambda number: f"{number[:8]}-{len(number)}")
def test_a_huge_number_anywhere_is_refused_at_its_path(place: Steps, number: str) -> None:
    found = problems_of(with_literal(place, number))
    assert path_of(place) in {problem.path for problem in found}
    assert all(len(problem.message) < 200 for problem in found)


def test_a_huge_number_hides_no_other_fault() -> None:
    text = with_literal((*QUANTITY, "value"), "1e99999999999999999999").replace('"2026.11"', "5")
    assert {"$.edition", "$.observations[0].quantity.value"} <= {path for path, _ in faults_of(text)}


@pytest.mark.parametrize("field", ["id", "name", "kind", "iso_3166_2", "within", "citations"])
def test_a_text_of_ten_megabytes_is_refused_with_a_short_message(field: str) -> None:
    found = problems_of(spoilt((("divisions", 0, field), "a-" * (5 * 10**6))))
    assert found[0].path == f"$.divisions[0].{field}"
    assert len(str(found[0])) < 300


def test_a_key_of_ten_megabytes_is_refused_with_a_short_message() -> None:
    [problem] = problems_of(spoilt((("divisions", 0, "k" * 10**7), 1)))
    assert problem.rule == "unknown-key"
    assert len(str(problem)) < 300


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("divisions", 0, "within"), [f"a{n}" for n in range(10_000)] * 2),
        (("cooperations", 0, "topics"), ["x"] * 10_000),
        ((*QUANTITY, "unit"), "{" + "a" * 10**5 + "}"),
        ((*QUANTITY, "unit"), "furlong" * 10**4),
        (("observations", 0, "period"), "2" * 10**5),
    ],
    ids=["parents", "topics", "counted", "unit", "period"],
)
def test_no_message_grows_with_hostile_input(place: Steps, value: Any) -> None:
    assert all(len(str(problem)) < 1000 for problem in problems_of(spoilt((place, value))))


def _many(count: int, **fields: Any) -> list[Tree]:
    return [{"id": f"a{n}", "name": "A", **fields} for n in range(count)]


MANY = 100_000


@pytest.mark.parametrize(
    ("tree", "count"),
    [
        (lambda: {"divisions": [{"id": "a", "name": "A"}] * MANY}, MANY - 1),
        (lambda: {"divisions": _many(MANY), "indicators": _many(MANY, unit="t", kind="flow")}, MANY),
        (lambda: {"divisions": _many(MANY, within=["nowhere"])}, MANY),
        (lambda: {"divisions": [{"id": "a", "name": "A", "within": [f"b{n}" for n in range(MANY)]}]}, MANY),
        (lambda: {"divisions": [5] * MANY}, MANY),
        (lambda: {f"k{n}": 1 for n in range(MANY)}, MANY),
        (lambda: {"divisions": [{"id": "a", "name": "A", **{f"k{n}": 1 for n in range(MANY // 5)}}]}, MANY // 5),
        (lambda: {"divisions": [{"id": "a", "name": "A", "citations": [{}] * (MANY // 5)}]}, MANY // 5),
    ],
    ids=["twins", "twins-across", "dangling", "parents", "numbers", "keys", "keys-of-record", "citations"],
)
def test_any_number_of_faults_is_reported(tree: Callable[[], Tree], count: int) -> None:
    assert len(problems_of(tree())) == count


def test_any_number_of_double_keys_is_reported() -> None:
    text = "{" + ",".join(f'"k{n}":1,"k{n}":2' for n in range(MANY // 5)) + "}"
    assert [rule for _, rule in faults_of(text)].count("double-key") == MANY // 5


@pytest.mark.parametrize("closed", [False, True])
def test_a_chain_of_fifty_thousand_places_is_followed_without_recursion(closed: bool) -> None:
    rows: list[Tree] = [{"id": f"a{n}", "name": "A", "within": [f"a{n + 1}"]} for n in range(50_000)]
    rows[-1]["within"] = ["a0"] if closed else []
    if closed:
        assert [rule for _, rule in faults_of({"divisions": rows})] == ["containment-circle"]
    else:
        assert len(ftz.loads(json.dumps({"divisions": rows}))) == 50_000


def test_places_that_lie_in_thousands_of_others_are_followed_once() -> None:
    rows = [{"id": f"a{n}", "name": "A", "within": [f"a{m}" for m in range(n + 1, 600)]} for n in range(600)]
    assert len(ftz.loads(json.dumps({"divisions": rows}))) == 600


@pytest.mark.parametrize("repeated", [2, 3, 6])
def test_hints_for_hostile_ids_stay_cheap(repeated: int) -> None:
    # ids of two letters are what difflib finds hardest
    ids = [f"{n * 40503 % 2**16:016b}".translate({48: "a", 49: "b"}) * repeated for n in range(2_020)]
    rows: list[Tree] = [{"id": each, "name": "A"} for each in ids[20:]]
    rows += [{"id": f"q{n}", "name": "A", "within": [ids[n]]} for n in range(20)]
    before = time.process_time()
    assert len(problems_of({"divisions": rows})) == 20
    assert time.process_time() - before < 10


def _a_unit_of_many_letters() -> str:
    rows = [
        {"id": f"o{n}", "subject": "z", "indicator": "i", "period": "2020", "quantity": {"value": 1, "unit": "km2"},
         "citations": _cited()}
        for n in range(1_000)
    ]  # fmt: skip
    return json.dumps(spoilt((("indicators", 0, "unit"), "{" + "a" * 200_000 + "}"), (("observations",), rows)))


def _deep_and_wide_below_a_double_key() -> str:
    nest = ('{"' + "k" * 60 + '":') * 400
    return '{"k": 1, "k": ' + nest + "[" + '{"a": 1, "a": 2},' * 5_000 + "0]" + "}" * 400 + "}"


@pytest.mark.parametrize("text", [_a_unit_of_many_letters, _deep_and_wide_below_a_double_key])
def test_faults_take_memory_in_proportion_to_the_input(text: Callable[[], str]) -> None:
    content = text()
    assert peak_of(lambda: problems_of(content)) < 64 * MEBIBYTE


# --- files and folders ------------------------------------------------------------------------------------------


def _state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        str(file.relative_to(folder)): (file.stat().st_mtime_ns, file.stat().st_mode, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _faults_in(path: Path) -> list[Fault]:
    before = _state(path.parent)
    with pytest.raises(DatasetError) as caught:
        ftz.load(path)
    assert _state(path.parent) == before
    return [(problem.path, problem.rule) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ("$", "not-json")),
        (b"null", ("$", "wrong-type")),
        (b"\xff", ("$", "not-utf-8")),
        (b'{"zones": 5}', ("$.zones", "wrong-type")),
        (b'{"zone": []}', ("$.zone", "unknown-key")),
        (b'{"title": "\\u0000"}', ("$.title", "invalid-value")),
        (b"[" * 100_000, ("$", "too-deep")),
    ],
)
def test_a_file_that_is_no_data_set_is_refused_and_left_alone(tmp_path: Path, content: bytes, fault: Fault) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(content)
    assert _faults_in(file) == [fault]


def _folder(tmp_path: Path, **contents: bytes) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, content in contents.items():
        (folder / f"{name}.json").write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ("zones.json: $", "not-json")),
        (b"{", ("zones.json: $", "not-json")),
        (b"[]", ("zones.json: $", "wrong-type")),
        (b"null", ("zones.json: $", "wrong-type")),
        (b"\xff", ("zones.json: $", "not-utf-8")),
        (b"[" * 100_000, ("zones.json: $", "too-deep")),
        (b'{"areas": [], "areas": []}', ("zones.json: $.areas", "double-key")),
        (b'{"divisions": []}', ("zones.json: $.divisions", "double-key")),
    ],
)
def test_a_broken_file_of_a_folder_is_named(tmp_path: Path, content: bytes, fault: Fault) -> None:
    folder = _folder(tmp_path, divisions=b'{"divisions": [{"id": "p", "name": "P"}]}', zones=content)
    assert _faults_in(folder) == [fault]


def test_faults_of_all_files_of_a_folder_come_at_once(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        areas=b'{"areas": [], "areas": []}',
        divisions=b'{"divisions": [{"id": "P", "name": "P"}], "edition": "a"}',
        edition=b'{"edition": "b", "format": 2}',
        more=b'{"zone": []}',
        organizations=b"\xff",
        zones=b"[",
    )
    assert set(_faults_in(folder)) == {
        ("areas.json: $.areas", "double-key"),
        ("edition.json: $.edition", "double-key"),
        ("organizations.json: $", "not-utf-8"),
        ("zones.json: $", "not-json"),
        ("$.divisions[0].id", "invalid-value"),
        ("$.format", "wrong-format"),
        ("$.zone", "unknown-key"),
    }


def test_tables_that_stand_in_two_files_come_in_a_fixed_order(tmp_path: Path) -> None:
    content = json.dumps({name: [] for name in sorted(lawful())[:9] if isinstance(lawful()[name], list)}).encode()
    paths = [path for path, _ in _faults_in(_folder(tmp_path, a=content, b=content))]
    assert paths == sorted(paths)


def test_a_file_that_is_no_object_keeps_the_faults_found_in_it(tmp_path: Path) -> None:
    folder = _folder(tmp_path, zones=b'[{"a": 1, "a": 2}]')
    assert _faults_in(folder) == [("zones.json: $[0].a", "double-key"), ("zones.json: $", "wrong-type")]


@pytest.mark.parametrize("character", ["\n", "\x1b", "\u202e"], ids=ascii)
def test_unsafe_characters_of_a_file_name_do_not_reach_the_message(tmp_path: Path, character: str) -> None:
    (tmp_path / f"zones{character}.json").write_bytes(b"{")
    with pytest.raises(DatasetError) as caught:
        ftz.load(tmp_path)
    assert all(line.isprintable() for line in str(caught.value).split("\n"))
    assert len(str(caught.value).split("\n")) == 2
