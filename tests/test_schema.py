"""The JSON Schema: current, sound, and never stricter than reading is; it refuses what an editor should show."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import anhui_ftz as ftz
import anhui_ftz.storage.schema as module
from anhui_ftz.model import TABLES
from anhui_ftz.storage.json_text import dumps_tables
from anhui_ftz.testing import datasets

SHIPPED = (files("anhui_ftz") / "data" / "schema.json").read_bytes()
SCHEMA: dict[str, Any] = json.loads(SHIPPED)
WHOLE = Draft202012Validator(SCHEMA)
RARELY = settings(max_examples=settings().max_examples // 4)

SOUND: dict[str, Any] = {
    "$schema": "schema.json",
    "format": 1,
    "edition": "2026.11",
    "divisions": [
        {"id": "anhui", "name": "Anhui", "iso_3166_2": "CN-AH", "gb_t_2260": "34"},
        {"id": "hefei-city", "name": {"en": "Hefei", "zh": "合肥市", "aliases": ["合肥"]}, "kind": "city"},
    ],
    "zones": [
        {
            "id": "anhui-ftz",
            "name": "Zone",
            "province": "anhui",
            "batch": 6,
            "events": [{"kind": "approved", "period": "2020-08-30"}],
        }
    ],
    "areas": [{"id": "a-hefei", "name": "Hefei", "zone": "anhui-ftz", "city": "hefei-city", "focus": ["robotics"]}],
    "organizations": [{"id": "port", "name": "Port", "kind": "port", "within": ["anhui"], "location": "31.8,117.2"}],
    "indicators": [{"id": "trade", "name": "Trade", "unit": "CNY", "kind": "flow", "additive": True}],
    "observations": [
        {
            "id": "obs",
            "subject": "anhui",
            "indicator": "trade",
            "period": "2020",
            "status": "A",
            "quantity": {"value": "5", "lower": 5, "upper": "Infinity", "unit": "CNY", "bound": "at-least"},
            "citations": [{"source": "cns", "locator": "paragraph 1", "as_published": "5"}],
        }
    ],
    "cooperations": [
        {
            "id": "pact",
            "name": "Pact",
            "form": "event",
            "parties": ["port"],
            "milestones": [{"status": "held", "period": "../2021-01-25"}],
            "value": {"value": 5, "unit": "CNY"},
            "citations": [{"source": "cns"}],
        }
    ],
    "sources": [{"id": "cns", "publisher": "CNS", "language": "en", "url": "HTTPS://example.org/", "sha256": "0" * 64}],
}


def accepts(tree: Any) -> bool:
    """Whether the schema has nothing against a tree."""
    return bool(WHOLE.is_valid(tree))


def is_read(tree: Any) -> bool:
    """Whether reading has nothing against it."""
    try:
        ftz.loads(json.dumps(tree, default=str))
    except ftz.DatasetError:
        return False
    return True


def changed(path: tuple[Any, ...], value: Any) -> Any:
    """Return the sound tree with one value changed."""
    tree = node = json.loads(json.dumps(SOUND))
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return tree


def test_the_shipped_schema_is_what_the_model_gives_byte_for_byte() -> None:
    assert module.generated().encode() == SHIPPED


def test_the_command_that_the_docs_give_writes_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    runpy.run_path(str(module.__file__), run_name="__main__")
    assert capfdbinary.readouterr().out == SHIPPED


def test_the_schema_is_a_sound_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_every_reference_in_it_resolves_and_every_definition_is_used() -> None:
    used = {line.split('"')[3].removeprefix("#/$defs/") for line in SHIPPED.decode().split("\n") if '"$ref"' in line}
    assert used == SCHEMA["$defs"].keys()


def test_every_key_is_described_and_nothing_in_it_is_python() -> None:
    shapes = [SCHEMA, *(each for each in SCHEMA["$defs"].values() if "properties" in each)]
    described = [field for shape in shapes for field in shape["properties"].values()] + list(SCHEMA["$defs"].values())
    assert all(each["description"].endswith(".") for each in described)
    assert not any("None" in each["description"] or "``" in each["description"] for each in described)


def test_it_is_public_and_each_caller_has_a_copy() -> None:
    ftz.schema()["$defs"].clear()
    assert ftz.schema() == SCHEMA


def test_it_describes_the_bundled_data_whole_and_file_by_file() -> None:
    assert list(WHOLE.iter_errors(json.loads(ftz.dumps(ftz.load())))) == []
    folder = files("anhui_ftz") / "data"
    for name in dumps_tables(ftz.load()):
        assert list(WHOLE.iter_errors(json.loads((folder / name).read_bytes()))) == []


def test_it_is_no_table_of_a_folder(tmp_path: Any) -> None:
    for name, text in {**dumps_tables(ftz.load()), "schema.json": SHIPPED.decode()}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert ftz.load(tmp_path) == ftz.load()


def test_a_folder_that_holds_the_schema_alone_holds_no_data(tmp_path: Any) -> None:
    (tmp_path / "schema.json").write_bytes(SHIPPED)
    with pytest.raises(ftz.DatasetError, match=r"the folder contains no \*\.json"):
        ftz.load(tmp_path)


def test_every_file_of_a_folder_may_name_its_schema(tmp_path: Any) -> None:
    for name, text in dumps_tables(ftz.load()).items():
        named = text.replace("{", '{"$schema": "./schema.json",', 1)
        assert accepts(json.loads(named))
        (tmp_path / name).write_text(named, encoding="utf-8")
    assert ftz.load(tmp_path) == ftz.load()


@pytest.mark.parametrize("text", ['{"$schema": 5}', '{"$schema": "\\u0007", "titel": ""}'])  # codespell:ignore titel
def test_a_schema_is_named_by_a_text(text: str) -> None:
    with pytest.raises(ftz.DatasetError) as caught:
        ftz.loads(text)
    assert "$['$schema']" in [problem.path for problem in caught.value.problems]


@RARELY
@given(datasets())
def test_whatever_is_written_fits_it(ds: ftz.Dataset) -> None:
    assert list(WHOLE.iter_errors(json.loads(ftz.dumps(ds)))) == []
    assert all(accepts(json.loads(text)) for text in dumps_tables(ds).values())


def test_the_sound_tree_is_sound_to_both() -> None:
    assert accepts(SOUND)
    assert is_read(SOUND)
    assert TABLES.keys() <= SOUND.keys()


OBSERVATION = ("observations", 0)
REFUSED: dict[str, list[tuple[tuple[Any, ...], Any]]] = {
    "wrong type": [
        (("zones",), {}),
        (("edition",), 2026),
        (("title",), None),
        (("format",), "1"),
        (("zones", 0), "anhui-ftz"),
        (("zones", 0, "name"), 5),
        (("zones", 0, "batch"), "6"),
        (("zones", 0, "batch"), 0),
        (("zones", 0, "batch"), 6.5),
        (("zones", 0, "citations"), {}),
        (("areas", 0, "focus"), "robotics"),
        (("areas", 0, "focus"), [5]),
        (("indicators", 0, "additive"), "true"),
        ((*OBSERVATION, "quantity"), "5 CNY"),
        ((*OBSERVATION, "quantity", "value"), True),
        ((*OBSERVATION, "quantity", "value"), "five"),
        ((*OBSERVATION, "quantity", "value"), "Infinity"),
        ((*OBSERVATION, "quantity", "lower"), None),
        ((*OBSERVATION, "quantity", "unit"), 5),
        ((*OBSERVATION, "citations", 0, "as_published"), "x" * 201),
        (("divisions", 1, "name", "zh"), "x" * 301),
        (("divisions", 0, "name"), "x" * 301),
        (("cooperations", 0, "parties"), []),
        (("cooperations", 0, "parties"), ["port", "port"]),
        (("sources", 0, "notes"), [{"kind": "scope", "text": {"en": "a\u202eb"}}]),
        (("sources", 0, "notes"), [{"kind": "remark", "text": "One."}]),
        (("sources", 0, "notes"), [{"kind": "scope", "text": {"zh": "x" * 1_001}}]),
    ],
    "unknown key": [
        (("zone",), []),
        (("zones", 0, "provinces"), "anhui"),
        ((*OBSERVATION, "quantity", "is_stated"), True),
        ((*OBSERVATION, "citations", 0, "page"), 3),
        (("cooperations", 0, "milestones", 0, "day"), "2020"),
        (("divisions", 1, "name", "de"), "Hefei"),
    ],
    "bad id": [
        (("zones", 0, "id"), "Anhui-FTZ"),
        (("zones", 0, "id"), "anhui--ftz"),
        (("zones", 0, "id"), "安徽"),
        (("zones", 0, "id"), ""),
        (("zones", 0, "id"), "x" * 121),
        (("zones", 0, "province"), "An hui"),
        (("areas", 0, "city"), "-hefei"),
        (("organizations", 0, "within"), ["Anhui"]),
        ((*OBSERVATION, "citations", 0, "source"), "CNS"),
    ],
    "bad member": [
        (("divisions", 1, "kind"), "town"),
        (("zones", 0, "status"), "planned"),
        (("organizations", 0, "kind"), None),
        (("indicators", 0, "kind"), "Flow"),
        ((*OBSERVATION, "status"), "Z"),
        ((*OBSERVATION, "quantity", "bound"), "at least"),
        (("cooperations", 0, "form"), "treaty"),
        (("cooperations", 0, "milestones", 0, "status"), "done"),
        (("sources", 0, "carrier"), "blog"),
        (("sources", 0, "translation"), "ai"),
    ],
    "bad form": [
        ((*OBSERVATION, "period"), "2020-13"),
        ((*OBSERVATION, "period"), "20-09"),
        ((*OBSERVATION, "period"), "2020-09-24/2021-01-25/2022"),
        ((*OBSERVATION, "period"), ".."),
        ((*OBSERVATION, "period"), ""),
        ((*OBSERVATION, "period"), "2021-Q5"),
        ((*OBSERVATION, "period"), "Sept 2020"),
        (("zones", 0, "events", 0, "period"), "30.8.2020"),
        ((*OBSERVATION, "quantity", "unit"), "亿元"),
        ((*OBSERVATION, "quantity", "unit"), "km²"),
        ((*OBSERVATION, "quantity", "unit"), "CNY / km2"),
        (("indicators", 0, "unit"), ""),
        (("organizations", 0, "location"), "31.8"),
        (("divisions", 0, "iso_3166_2"), "AH"),
        (("divisions", 0, "gb_t_2260"), "340"),
        (("sources", 0, "url"), "example.org"),
        (("sources", 0, "url"), "https://a b"),
        (("sources", 0, "language"), "English"),
        (("sources", 0, "sha256"), "0" * 63),
    ],
}


@pytest.mark.parametrize(
    ("path", "value"), [case for cases in REFUSED.values() for case in cases], ids=lambda part: ascii(part)[:40]
)
def test_what_an_editor_should_show_is_refused_by_both(path: tuple[Any, ...], value: Any) -> None:
    tree = changed(path, value)
    assert not accepts(tree)
    assert not is_read(tree)


@pytest.mark.parametrize(
    ("table", "key"),
    [(name, key) for name, kind in TABLES.items() for key in SCHEMA["$defs"][kind.__name__]["required"]],
)
def test_a_key_that_is_required_is_missed_by_both(table: str, key: str) -> None:
    tree = json.loads(json.dumps(SOUND))
    del tree[table][0][key]
    assert not accepts(tree)
    assert not is_read(tree)


JUNK: list[Any] = [
    None, True, False, 0, 1, 6, -1, 0.5, "", " ", "x", "2020", " 2020 ", "1", "-0", ".5", "1e5", "inf", "NaN", "CNY",
    "km2/a", "port", "city", "flow", "A", "zh", "anhui", "../2021", "/", "/..", "2021年9月", "2021-S2", "10,10",
    "CN-34", "340100", "http://x", [], ["anhui"], ["anhui", "anhui"], [""], [[]], {}, {"en": "x"},
    {"value": 1, "unit": "CNY"}, {"source": "cns"},
]  # fmt: skip


def spots(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value of a tree."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [each for key, value in inner for each in ((*path, key), *spots(value, (*path, key)))]


@pytest.mark.parametrize("path", spots(SOUND), ids=lambda path: ".".join(map(str, path)))
def test_what_reading_accepts_the_schema_accepts_whatever_stands_in_a_field(path: tuple[Any, ...]) -> None:
    for junk in JUNK:
        tree = changed(path, junk)
        assert not is_read(tree) or accepts(tree), junk


@RARELY
@given(datasets(max_observations=2, max_cooperations=2), st.data())
def test_what_reading_accepts_the_schema_accepts_wherever_it_stands(ds: ftz.Dataset, data: st.DataObject) -> None:
    tree = json.loads(ftz.dumps(ds))
    for _ in range(4):
        path = data.draw(st.sampled_from(spots(tree)))
        node = tree = json.loads(ftz.dumps(ds))
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = data.draw(st.sampled_from(JUNK))
        assert not is_read(tree) or accepts(tree)


@cache
def form(name: str) -> Draft202012Validator:
    """Return what checks the form of one kind of text."""
    node = {"$ref": f"#/$defs/{name}"} if "/" not in name else {"$ref": f"#/$defs/{name.replace('/', '/properties/')}"}
    return Draft202012Validator({"$schema": SCHEMA["$schema"], "$defs": SCHEMA["$defs"], **node})


def allowed(build: Callable[[Any], object], value: Any) -> bool:
    """Whether something can be built of a value."""
    try:
        build(value)
    except ftz.FtzError:
        return False
    return True


def mixed(*pieces: str) -> st.SearchStrategy[str]:
    """Generate texts out of pieces that lie near to something lawful."""
    return st.lists(st.sampled_from(pieces), max_size=7).map("".join)


DATES = (
    "2020",
    "0000",
    "20",
    "-",
    "09",
    "9",
    "13",
    "31",
    "/",
    "..",
    "Q1",
    "S2",
    "年",
    "月",
    "日",
    " ",
    "\u3000",
    "\n",
    "１",
)
FIGURES = ("1", "0", "9", ".", "e", "E", "+", "-", "inf", "Infinity", "nan", "_", " ", "\t", "\n", "\u3000", "٣")
UNITS = ("km", "CNY", "%", "1", "2", "-", "10", ".", "/", "{", "}", "train", "{x-y}", "²", " ", "\n")


@given(mixed(*DATES))
@example("2020-02-30/..")
@example("\x1c2020")
def test_every_period_that_is_read_has_the_form(text: str) -> None:
    assert form("Period").is_valid(text) or not allowed(ftz.Period.parse, text)


@given(mixed(*FIGURES))
@example("1e31")
def test_every_figure_that_is_read_has_the_form(text: str) -> None:
    def build(value: str) -> ftz.Quantity:
        return ftz.Quantity.read(value, "t")

    def build_bound(value: str) -> ftz.Quantity:
        return ftz.Quantity.read(0, "t", "-1e30" if value.strip()[:1] != "-" else value, value.strip().lstrip("-"))

    assert form("Quantity/value").is_valid(text) or not allowed(build, text)
    assert form("Quantity/upper").is_valid(text) or not allowed(build_bound, text)


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
def test_every_number_that_is_read_has_the_form(number: Decimal | int) -> None:
    assert form("Quantity/value").is_valid(number)


@given(mixed(*UNITS))
def test_every_unit_that_is_read_has_the_form(text: str) -> None:
    assert form("Unit").is_valid(text) or not allowed(ftz.Unit.parse, text)


@given(mixed("1", "90", ".", ",", "-", " ", "\u3000", "e", "٣"))
def test_every_location_that_is_read_has_the_form(text: str) -> None:
    assert form("Location").is_valid(text) or not allowed(ftz.Location.parse, text)


@given(mixed("http", "s", "ſ", "HTTPS", "://", "x", " ", "\xa0", '"', "\n", "é"))
def test_every_address_that_is_read_has_the_form(text: str) -> None:
    assert form("Source/url").is_valid(text) or not allowed(lambda url: ftz.Source("s", "P", url=url), text)


@given(st.text(st.characters(codec="utf-8")) | mixed("a", "-", "0", "A", "é", "\n"))
def test_every_text_or_id_that_is_read_has_the_form(text: str) -> None:
    # Python's $ lets a line feed at the very end pass, unlike that of the editors
    line = text.rstrip("\n")
    assert form("text").is_valid(line) == allowed(lambda title: ftz.Dataset(title=title), line)
    assert form("id").is_valid(line) == allowed(ftz.Citation, line)


def test_comments_are_those_of_fields_and_of_members() -> None:
    assert module.comments(ftz.Dataset)["zones"] == "Pilot free trade zones."
    assert set(module.comments(ftz.Carrier)) == set(ftz.Carrier.__members__)


def test_a_class_without_its_source_has_no_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_kind: object) -> str:
        raise OSError("source code not available")

    assert module.comments(ftz.Zone)["batch"]
    monkeypatch.setattr("inspect.getsource", gone)
    assert module.comments(ftz.Zone) == {}
