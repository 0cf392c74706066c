"""The nouns: immutable, hashable, equal by value, impossible to build wrong."""

from __future__ import annotations

import copy
import pickle
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from threading import Barrier, Thread
from typing import Any

import attrs
import pytest

from anhui_ftz import latest, load
from anhui_ftz.errors import DatasetError, FtzError, InvalidValue, Problem, UnknownName, shown, suggestion
from anhui_ftz.model import (
    TABLES,
    Area,
    Basis,
    Carrier,
    Citation,
    Cooperation,
    CooperationForm,
    CooperationStatus,
    Dataset,
    Division,
    DivisionKind,
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
from anhui_ftz.model.checks import as_day, as_years, instances, items, member, text

CITED = [Citation("cns", "paragraph 3", "5")]
NOTE = Note("scope", Text("A note.", "一条说明。"))
MONEY = Quantity.exactly(5, "CNY")

#: One of each noun, every field filled, lists where a caller would write lists.
FIELDS: dict[type[Any], dict[str, Any]] = {
    Name: {"en": "Anhui", "zh": "安徽省", "aliases": ["皖"]},
    Text: {"en": "A note.", "zh": "一条说明。"},
    Note: {"kind": "scope", "text": Text("A note.", "一条说明。")},
    ZoneEvent: {"kind": "approved", "period": "2020-08-30", "document": "国函〔2020〕1号", "citations": CITED},
    Citation: {"source": "cns", "locator": "paragraph 3", "as_published": "5"},
    Source: {
        "id": "cns",
        "publisher": "China News Service",
        "title": "Title",
        "language": "zh",
        "published": "2021-01-25",
        "url": "https://example.org/a",
        "carrier": "publisher",
        "translation": "machine",
        "sha256": "0" * 64,
        "notes": [NOTE],
    },
    Division: {
        "id": "anhui",
        "name": Name("Anhui"),
        "kind": "province",
        "iso_3166_2": "CN-AH",
        "gb_t_2260": "34",
        "within": ["delta"],
        "citations": CITED,
        "notes": [NOTE],
        "location": "31.86,117.28",
    },
    Zone: {
        "id": "anhui-ftz",
        "name": "Zone",
        "province": "anhui",
        "batch": 6,
        "document": "国发〔2020〕10号",
        "status": "established",
        "events": [ZoneEvent("approved", "2020-08-30")],
        "within": ["delta"],
        "citations": CITED,
        "notes": [NOTE],
    },
    Area: {
        "id": "hefei",
        "name": "Hefei Area",
        "zone": "anhui-ftz",
        "city": "hefei-city",
        "focus": [Text("robotics", "机器人")],
        "since": "2020-09-24",
        "events": [ZoneEvent("inaugurated", "2020-09-24")],
        "within": ["delta"],
        "citations": CITED,
        "notes": [NOTE],
    },
    Organization: {
        "id": "wuhu-port",
        "name": "Wuhu Port",
        "kind": "port",
        "within": ["wuhu-city"],
        "citations": CITED,
        "notes": [NOTE],
        "location": "31.86,117.28",
    },
    Indicator: {
        "id": "trade",
        "name": "Trade",
        "unit": "CNY",
        "kind": "flow",
        "additive": True,
        "definition": Text("What customs count.", "海关统计。"),
        "citations": CITED,
        "notes": [NOTE],
        "concept": "IMTS 2010",
        "theme": "trade",
        "rank": 20,
    },
    Observation: {
        "id": "obs-1",
        "subject": "anhui",
        "indicator": "trade",
        "period": "2020",
        "quantity": MONEY,
        "status": "A",
        "citations": CITED,
        "notes": [NOTE],
        "basis": "inferred",
    },
    Milestone: {"status": "signed", "period": "../2021-01-25", "citations": CITED, "basis": "seen"},
    Cooperation: {
        "id": "pact",
        "name": "Pact",
        "form": "platform",
        "parties": ["anhui", "wuhu-port"],
        "places": ["hefei-city"],
        "milestones": [Milestone("signed", "2021")],
        "topics": ["port"],
        "value": MONEY,
        "citations": CITED,
        "notes": [NOTE],
    },
}
#: For each field that any noun has, another lawful value.
OTHERS: dict[str, Any] = {
    "en": "Other", "zh": "别的", "aliases": [], "source": "other", "locator": "title", "as_published": "6",
    "id": "other", "publisher": "Other", "title": "Other", "language": "en", "published": None, "url": "",
    "carrier": None, "translation": "original", "sha256": "", "notes": [], "concept": "", "name": "Other",
    "iso_3166_2": None, "gb_t_2260": None, "within": ["elsewhere"], "citations": [], "province": "jiangsu",
    "batch": None, "events": [], "document": "", "zone": "other-ftz", "city": None,
    "focus": [], "since": None, "unit": "USD",
    "additive": False, "definition": Text(), "subject": "jiangsu",
    "indicator": "other", "period": "2019",
    "quantity": Quantity.exactly(6, "CNY"), "form": "event", "parties": ["anhui"], "places": [], "milestones": [],
    "topics": [], "value": None, "theme": "size", "rank": 10, "basis": "printed",
    "text": Text("Another."),
}  # fmt: skip
OTHER_KINDS: dict[tuple[type[Any], str], Any] = {
    (Note, "kind"): "basis",
    (ZoneEvent, "kind"): "enlarged",
    (Division, "kind"): "city",
    (Organization, "kind"): "airport",
    (Indicator, "kind"): "stock",
    (Zone, "status"): "reported",
    (Observation, "status"): "E",
    (Milestone, "status"): "held",
}
NOUNS = list(FIELDS)
each_noun = pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
each_field = pytest.mark.parametrize(
    ("noun", "field"),
    [pytest.param(noun, field, id=f"{noun.__name__}-{field}") for noun in NOUNS for field in FIELDS[noun]],
)


def built(noun: type[Any], **changes: Any) -> Any:
    """Build a noun with every field filled, some of them otherwise."""
    return noun(**{**FIELDS[noun], **changes})


def small(**changes: Any) -> Dataset:
    """Build a small data set with every table, some of them otherwise."""
    tables: dict[str, Any] = {
        "divisions": [
            Division("wuhu-city", "Wuhu", "city", within=["anhui"]),
            Division("anhui", "Anhui"),
            Division("hefei-city", "Hefei", "city", within=["anhui"]),
        ],
        "zones": [Zone("anhui-ftz", "Zone", "anhui")],
        "areas": [Area("hefei", "Hefei Area", "anhui-ftz", "hefei-city")],
        "organizations": [Organization("wuhu-port", "Wuhu Port", "port", ["wuhu-city"])],
        "indicators": [Indicator("trade", "Trade", "CNY", "flow")],
        "observations": [Observation("obs-1", "anhui", "trade", "2020", MONEY, citations=CITED)],
        "cooperations": [Cooperation("pact", "Pact", "event", ["anhui"], citations=CITED)],
        "sources": [Source("cns", "China News Service")],
        "edition": "2026.11",
    }
    return Dataset(**{**tables, **changes})


def parts(value: object) -> Iterator[object]:
    """Iterate over a value and all that it holds."""
    yield value
    inner = value if isinstance(value, tuple) else ()
    if attrs.has(kind := type(value)):
        inner = tuple(getattr(value, field.name) for field in attrs.fields(kind))
    for each in inner:
        yield from parts(each)


# --- every noun -------------------------------------------------------------------------------------------------


@each_field
def test_no_field_can_be_set_or_deleted(noun: type[Any], field: str) -> None:
    record = built(noun)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, field, getattr(record, field))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(record, field)


@each_noun
def test_a_noun_has_slots_and_takes_no_other_attribute(noun: type[Any]) -> None:
    record = built(noun)
    assert not hasattr(record, "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        record.remark = "x"


@each_noun
def test_lists_become_tuples_all_the_way_down(noun: type[Any]) -> None:
    lists = {field: tuple(value) for field, value in FIELDS[noun].items() if isinstance(value, list)}
    assert not [each for each in parts(built(noun)) if isinstance(each, list | dict | set)]
    assert all(set(value) <= set(getattr(built(noun), field)) for field, value in lists.items())


@each_noun
def test_a_list_that_is_changed_later_does_not_change_the_noun(noun: type[Any]) -> None:
    given = {field: list(value) for field, value in FIELDS[noun].items() if isinstance(value, list)}
    record = built(noun, **given)
    for value in given.values():
        value.clear()
    assert record == built(noun)


@each_noun
def test_nouns_of_equal_fields_are_equal_and_hash_alike(noun: type[Any]) -> None:
    one, two = built(noun), built(noun)
    assert one == two
    assert hash(one) == hash(two)
    assert len({one, two}) == 1


@each_field
def test_nouns_that_differ_in_a_field_are_unequal(noun: type[Any], field: str) -> None:
    other = built(noun, **{field: OTHER_KINDS.get((noun, field), OTHERS.get(field))})
    assert built(noun) != other
    assert len({built(noun), other}) == 2


@each_noun
def test_a_noun_equals_nothing_of_another_kind(noun: type[Any]) -> None:
    assert all(built(noun) != built(other) for other in NOUNS if other is not noun)
    assert built(noun) != FIELDS[noun]


@each_noun
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_noun_survives_pickling(noun: type[Any], protocol: int) -> None:
    record = built(noun)
    again = pickle.loads(pickle.dumps(record, protocol))  # noqa: S301 - pickled here
    assert (again, hash(again), repr(again)) == (record, hash(record), repr(record))


@each_noun
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, attrs.evolve])
def test_a_copy_of_a_noun_is_equal(noun: type[Any], copied: Callable[[Any], Any]) -> None:
    assert copied(built(noun)) == built(noun)


@each_noun
def test_a_noun_is_shown_with_its_class_and_fields(noun: type[Any]) -> None:
    spelled = repr(built(noun))
    assert spelled.startswith(f"{noun.__name__}(")
    assert all(f"{field}=" in spelled for field in FIELDS[noun])


@each_noun
def test_what_a_noun_gives_back_builds_it_again(noun: type[Any]) -> None:
    record = built(noun)
    assert noun(**{field: getattr(record, field) for field in FIELDS[noun]}) == record


# --- refusals ---------------------------------------------------------------------------------------------------

KEBAB = "must be kebab-case ASCII such as anhui-ftz, not"
IDS = [
    (noun, field)
    for noun in NOUNS
    for field in FIELDS[noun]
    if field in ("id", "source", "province", "zone", "city", "subject", "indicator")
]
ID_LISTS = [
    (noun, field) for noun in NOUNS for field in FIELDS[noun] if field in ("within", "parties", "places", "topics")
]
TEXTS = [
    (noun, field)
    for noun in NOUNS
    for field in FIELDS[noun]
    if field
    in (
        "en",
        "zh",
        "locator",
        "as_published",
        "publisher",
        "title",
        "url",
        "sha256",
        "document",
        "concept",
    )
]
LISTS = [(noun, field) for noun in NOUNS for field in FIELDS[noun] if isinstance(FIELDS[noun][field], list)]
PERIODS = [(Source, "published"), (Area, "since"), (Observation, "period"),
           (Milestone, "period"), (ZoneEvent, "period")]  # fmt: skip
MEMBERS: list[tuple[type[Any], str, type[StrEnum]]] = [
    (Source, "carrier", Carrier),
    (Source, "translation", Translation),
    (Division, "kind", DivisionKind),
    (Zone, "status", ZoneStatus),
    (Organization, "kind", OrganizationKind),
    (Indicator, "kind", IndicatorKind),
    (Observation, "status", ObservationStatus),
    (Milestone, "status", CooperationStatus),
    (Note, "kind", NoteKind),
    (ZoneEvent, "kind", ZoneEventKind),
    (Milestone, "basis", Basis),
    (Observation, "basis", Basis),
    (Cooperation, "form", CooperationForm),
]


def refusal(noun: type[Any], **changes: Any) -> str:
    """Return the message with which a noun refuses some values."""
    with pytest.raises(InvalidValue) as caught:
        built(noun, **changes)
    return str(caught.value)


@pytest.mark.parametrize(("noun", "field"), IDS)
@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("", "''"), ("Anhui", "'Anhui'"), ("a_b", "'a_b'"), ("-a", "'-a'"), ("a-", "'a-'"), ("a--b", "'a--b'"),
        ("a b", "'a b'"), ("皖", "'皖'"), ("a\n", "'a\\n'"), ("٣", "'٣'"), (5, "5"), (True, "True"),
        (["a"], "a list of 1"), ("a" * 121, "'" + "a" * 56 + "..."),
    ],
)  # fmt: skip
def test_an_id_is_kebab_case(noun: type[Any], field: str, value: Any, spelled: str) -> None:
    assert refusal(noun, **{field: value}) == f"{field} {KEBAB} {spelled}"


@pytest.mark.parametrize("value", ["a", "0", "a1", "1a", "a-b-c", "a" * 120, "2021-01-25"])
def test_kebab_case_ids_are_taken(value: str) -> None:
    assert built(Source, id=value).id == value


@pytest.mark.parametrize(("noun", "field"), ID_LISTS)
@pytest.mark.parametrize("value", ["Anhui", "", 5, None])
def test_each_id_of_a_list_is_kebab_case(noun: type[Any], field: str, value: Any) -> None:
    assert refusal(noun, **{field: ["a", value]}) == f"{field} {KEBAB} {value!r}"


@pytest.mark.parametrize(("noun", "field"), ID_LISTS)
def test_a_list_of_ids_names_none_twice(noun: type[Any], field: str) -> None:
    assert refusal(noun, **{field: ["b", "a", "b"]}).startswith(f"{field} names an id twice: ")


@pytest.mark.parametrize(("noun", "field"), LISTS)
@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("ab", "'ab'"), ("", "''"), (b"ab", "b'ab'"), (5, "5"), (None, "None"), ({"a": 1}, "an object of 1 keys"),
    ],
)  # fmt: skip
def test_a_list_is_no_text_and_no_mapping(noun: type[Any], field: str, value: Any, spelled: str) -> None:
    assert refusal(noun, **{field: value}) == f"expected a list, got {spelled}"


@pytest.mark.parametrize(("noun", "field"), TEXTS)
@pytest.mark.parametrize(("value", "spelled"), [(5, "5"), (None, "None"), (b"a", "b'a'"), (["a"], "a list of 1")])
def test_a_text_is_a_str(noun: type[Any], field: str, value: Any, spelled: str) -> None:
    assert refusal(noun, **{field: value}) == f"expected text, got {spelled}"


@pytest.mark.parametrize(("noun", "field"), TEXTS)
@pytest.mark.parametrize(
    "character", ["\x00", "\n", "\x7f", "\x9b", "\u202e", "\u2067", "\u200f", "\u061c", "\ud83d"], ids=ascii
)
def test_a_text_holds_no_control_bidi_override_or_lone_surrogate(noun: type[Any], field: str, character: str) -> None:
    message = f"text may not contain the control character U+{ord(character):04X}"
    assert refusal(noun, **{field: f"a{character}b"}) == message


@pytest.mark.parametrize(("noun", "field"), [(Name, "aliases"), (Area, "focus")])
@pytest.mark.parametrize(
    ("value", "message"),
    [(5, "expected text, got 5"), ("a\x07", "text may not contain the control character U+0007")],
)
def test_each_text_of_a_list_can_be_shown(noun: type[Any], field: str, value: Any, message: str) -> None:
    assert refusal(noun, **{field: ["a", value]}) == message


@pytest.mark.parametrize(
    ("noun", "field", "limit"), [(Name, "en", 300), (Name, "zh", 300), (Citation, "as_published", 200)]
)
def test_a_name_or_printed_figure_is_short(noun: type[Any], field: str, limit: int) -> None:
    assert getattr(built(noun, **{field: "x" * limit}), field) == "x" * limit
    message = f"text of {limit + 1} characters where {limit} is the most"
    assert refusal(noun, **{field: "x" * (limit + 1)}) == message


def test_each_alias_is_short() -> None:
    assert refusal(Name, aliases=["x" * 301]) == "text of 301 characters where 300 is the most"


@pytest.mark.parametrize(("noun", "field"), PERIODS)
@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2020, "a period is an EDTF text such as 2020-09, not 2020"),
        (["2020"], "a period is an EDTF text such as 2020-09, not a list of 1"),
        ("soon", "'soon' is not a period: write 2020, 2021-01, 2021-01-25, 2020-09-24/2021-01-25 or ../2021-01-25"),
        ("2021/2020", "a period starts before it ends, not 2021-01-01/2020-12-31"),
    ],
)
def test_a_period_is_edtf(noun: type[Any], field: str, value: Any, message: str) -> None:
    assert refusal(noun, **{field: value}) == message


@pytest.mark.parametrize(("noun", "field", "kind"), MEMBERS)
@pytest.mark.parametrize("value", ["other", "", 5, True, [], {}])
def test_a_word_of_an_enumeration_names_its_members(
    noun: type[Any], field: str, kind: type[StrEnum], value: Any
) -> None:
    article = "an" if kind.__name__[0] in "AEIOU" else "a"
    message = f"{article} {kind.__name__} is one of {', '.join(kind)}, not {shown(value)}"
    assert refusal(noun, **{field: value}) == message + suggestion(value, kind)


@pytest.mark.parametrize(("noun", "field", "kind"), MEMBERS)
def test_each_member_is_taken_as_such_and_as_its_word(noun: type[Any], field: str, kind: type[StrEnum]) -> None:
    changes = {"additive": False} if noun is Indicator else {}
    for each in kind:
        assert getattr(built(noun, **{field: each, **changes}), field) is each
        assert getattr(built(noun, **{field: each.value, **changes}), field) is each


@pytest.mark.parametrize(("noun", "field"), [(noun, "name") for noun in NOUNS if "name" in FIELDS[noun]])
@pytest.mark.parametrize(("value", "spelled"), [(5, "5"), (None, "None"), ({"en": "A"}, "an object of 1 keys")])
def test_a_name_is_a_name_or_text(noun: type[Any], field: str, value: Any, spelled: str) -> None:
    assert refusal(noun, **{field: value}) == f"expected text, got {spelled}"


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if "citations" in FIELDS[noun]])
@pytest.mark.parametrize(("value", "spelled"), [("cns", "'cns'"), ({"source": "cns"}, "an object of 1 keys")])
def test_citations_are_citations(noun: type[Any], value: Any, spelled: str) -> None:
    assert refusal(noun, citations=[*CITED, value]) == f"expected records of Citation, got {spelled}"


@pytest.mark.parametrize(
    ("noun", "changes", "message"),
    [
        (Source, {"language": "Chinese"}, "language is a BCP 47 tag such as zh, not 'Chinese'"),
        (Source, {"language": "zh_CN"}, "language is a BCP 47 tag such as zh, not 'zh_CN'"),
        (Source, {"language": ""}, "language is a BCP 47 tag such as zh, not ''"),
        (Source, {"language": None}, "language is a BCP 47 tag such as zh, not None"),
        (
            Source,
            {"url": "example.org"},
            "url starts with http:// or https:// and contains no space, not 'example.org'",
        ),
        (Source, {"url": "http://a b"}, "url starts with http:// or https:// and contains no space, not 'http://a b'"),
        (
            Source,
            {"url": "javascript:alert(1)"},
            "url starts with http:// or https:// and contains no space, not 'javascript:alert(1)'",
        ),
        (Source, {"sha256": "0" * 63}, f"sha256 is 64 lower-case hexadecimal digits, not {'0' * 63!r:.57}..."),
        (Source, {"sha256": "A" * 64}, f"sha256 is 64 lower-case hexadecimal digits, not {'A' * 64!r:.57}..."),
        (Division, {"iso_3166_2": "AH"}, "iso_3166_2 looks like CN-AH, not 'AH'"),
        (Division, {"iso_3166_2": "CN-AHUI"}, "iso_3166_2 looks like CN-AH, not 'CN-AHUI'"),
        (Division, {"iso_3166_2": 34}, "iso_3166_2 looks like CN-AH, not 34"),
        (Division, {"gb_t_2260": "3"}, "gb_t_2260 looks like 34 or 340100, not '3'"),
        (Division, {"gb_t_2260": "34010"}, "gb_t_2260 looks like 34 or 340100, not '34010'"),
        (Division, {"gb_t_2260": "٣٤"}, "gb_t_2260 looks like 34 or 340100, not '٣٤'"),
        (Division, {"gb_t_2260": 34}, "gb_t_2260 looks like 34 or 340100, not 34"),
        (Division, {"within": ["anhui"]}, "anhui does not lie within itself"),
        (Zone, {"province": "anhui-ftz"}, "anhui-ftz does not lie within itself"),
        (Area, {"zone": "hefei"}, "hefei does not lie within itself"),
        (Area, {"city": "hefei"}, "hefei does not lie within itself"),
        (Organization, {"within": ["wuhu-port"]}, "wuhu-port does not lie within itself"),
        (Zone, {"batch": 0}, "batch is a number from 1, not 0"),
        (Zone, {"batch": 100}, "batch is a number from 1, not 100"),
        (Zone, {"batch": True}, "batch is a number from 1, not True"),
        (Zone, {"batch": "6"}, "batch is a number from 1, not '6'"),
        (Zone, {"batch": 6.0}, "batch is a number from 1, not 6.0"),
        (Indicator, {"additive": 1}, "additive is true or false, not 1"),
        (Indicator, {"additive": None}, "additive is true or false, not None"),
        (Indicator, {"kind": "ratio"}, "a ratio is not additive"),
        (Indicator, {"unit": None}, "a unit is a text such as km2, not None"),
        (Indicator, {"unit": ["t"]}, "a unit is a text such as km2, not a list of 1"),
        (Indicator, {"unit": {}}, "a unit is a text such as km2, not an object of 0 keys"),
        (Observation, {"quantity": 5}, "quantity must be a Quantity, not 5"),
        (Observation, {"quantity": {"value": 5}}, "quantity must be a Quantity, not an object of 1 keys"),
        (Observation, {"quantity": None}, "quantity must be a Quantity, not None"),
        (Cooperation, {"value": 5}, "value is a stated Quantity or None, not 5"),
        (Cooperation, {"parties": []}, "a cooperation has one party at least"),
        (Cooperation, {"milestones": ["signed"]}, "expected records of Milestone, got 'signed'"),
    ],
)
def test_a_noun_refuses_what_it_cannot_be(noun: type[Any], changes: dict[str, Any], message: str) -> None:
    assert refusal(noun, **changes) == message


def test_a_result_with_more_digits_than_a_stated_figure_is_no_observation() -> None:
    result = Quantity.sum([Quantity.exactly("1e30", "CNY"), Quantity.exactly("1e-30", "CNY")])
    assert not result.is_stated
    assert refusal(Observation, quantity=result).endswith("has more digits than a stated figure may; round it")
    assert refusal(Cooperation, value=result).startswith("value is a stated Quantity or None, not Quantity(")


@pytest.mark.parametrize(
    "build",
    [
        lambda: built(Zone, batch=10**5000),
        lambda: built(Source, publisher=10**5000),
        lambda: built(Source, id=10**5000),
        lambda: built(Division, kind=10**5000),
        lambda: built(Zone, events=10**5000),
        lambda: built(Division, within=10**5000),
        lambda: Quantity.exactly(10**5000, "t"),
        lambda: load().get(10**5000),  # type: ignore[call-overload] # on purpose
    ],
)
def test_a_number_that_python_does_not_print_is_refused_like_any_other(build: Callable[[], object]) -> None:
    with pytest.raises(FtzError):
        build()


# --- what single nouns do ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "forms", "spelled"),
    [
        (Name("A", "皖", ["A", "", "B"]), ("A", "皖", "B"), "A"),
        (Name(zh="皖"), ("皖",), "皖"),
        (Name(), (), ""),
    ],
)
def test_a_name_lists_its_forms_once(name: Name, forms: tuple[str, ...], spelled: str) -> None:
    assert name.all == forms
    assert str(name) == spelled


def test_a_lone_text_is_the_english_name() -> None:
    assert Division("anhui", "Anhui").name == Name(en="Anhui")


@pytest.mark.parametrize("url", ["", "http://a", "HTTPS://example.org/a?b=c#d", "https://例.中国/路"])
def test_web_addresses_are_taken(url: str) -> None:
    assert built(Source, url=url).url == url


@pytest.mark.parametrize("language", ["zh", "en", "yue", "zh-Hant", "zh-Hans-CN"])
def test_language_tags_are_taken(language: str) -> None:
    assert built(Source, language=language).language == language


@pytest.mark.parametrize(
    ("place", "within"),
    [
        (Division("a", "A", within=["z", "b"]), ("b", "z")),
        (Zone("a", "A", "p", within=["b", "p"]), ("b", "p")),
        (Zone("a", "A", "p"), ("p",)),
        (Area("a", "A", "z", "c", within=["b"]), ("b", "c", "z")),
        (Area("a", "A", "z"), ("z",)),
        (Organization("a", "A", "port", within=["z", "b"]), ("b", "z")),
    ],
)
def test_a_place_lies_sorted_within_what_its_fields_name(place: Any, within: tuple[str, ...]) -> None:
    assert place.within == within


@pytest.mark.parametrize(("kind", "additive"), [("stock", True), ("flow", True), ("ratio", False)])
def test_all_but_ratios_are_additive_unless_said_otherwise(kind: str, additive: bool) -> None:
    assert Indicator("i", "I", "1", kind).additive is additive
    assert Indicator("i", "I", "1", kind, additive=False).additive is False


def test_statuses_are_ranked_in_the_order_of_life() -> None:
    assert [status.rank for status in CooperationStatus] == list(range(8))
    assert all(one.rank < two.rank for one, two in pairwise(CooperationStatus))


def test_what_is_established_is_neither_planned_nor_ended() -> None:
    assert [status for status in CooperationStatus if status.is_established] == [
        CooperationStatus.SIGNED, CooperationStatus.IN_PROGRESS, CooperationStatus.IN_OPERATION, CooperationStatus.HELD,
    ]  # fmt: skip


LIFE = Cooperation(
    "pact",
    "Pact",
    "platform",
    ["anhui"],
    milestones=[
        Milestone("ended", "2023/..", [Citation("b")]),
        Milestone("planned", "2020", [Citation("a")]),
        Milestone("signed", "../2021-01-25", [Citation("b")]),
    ],
    citations=[Citation("c")],
)


@pytest.mark.parametrize(
    ("day", "sure", "possible"),
    [
        ("2019-12-31", None, ("signed",)),
        ("2020-06-01", None, ("planned", "signed")),
        (date(2020, 12, 31), "planned", ("signed",)),
        ("2021-01-24", "planned", ("signed",)),
        ("2021-01-25", "signed", ()),
        (datetime(2021, 1, 25, 12, tzinfo=UTC), "signed", ()),
        ("2023-01-01", "signed", ("ended",)),
        (None, "signed", ("ended",)),
    ],
)
def test_a_status_is_surely_reached_at_the_end_of_its_days(day: Any, sure: Any, possible: tuple[str, ...]) -> None:
    assert LIFE.status_on(day) == sure
    assert LIFE.possible_statuses_on(day) == possible


def test_a_cooperation_without_milestones_has_no_status_on_record() -> None:
    assert built(Cooperation, milestones=[]).status_on() is None
    assert built(Cooperation, milestones=[]).possible_statuses_on() == ()


def test_the_sources_of_a_cooperation_are_its_own_and_those_of_its_milestones() -> None:
    assert LIFE.sources == ("a", "b", "c")


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2021-02-30", "2021-02-30 is not a day of the calendar: day is out of range for month"),
        ("2021-1-5", "a day is written 2021-01-25, not '2021-1-5'; Period.parse reads longer periods"),
        ("20210125", "a day is written 2021-01-25, not '20210125'; Period.parse reads longer periods"),
        ("２０２１-01-25", "a day is written 2021-01-25, not '２０２１-01-25'; Period.parse reads longer periods"),
        (20210125, "a day is written 2021-01-25, not 20210125; Period.parse reads longer periods"),
        ([], "a day is written 2021-01-25, not a list of 0; Period.parse reads longer periods"),
    ],
)
def test_a_day_is_a_date_of_the_calendar(day: Any, message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        LIFE.status_on(day)
    assert str(caught.value) == message


# --- checks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("x" * 100, "'" + "x" * 56 + "..."), ("x" * 57, repr("x" * 57)), ([1] * 5, "a list of 5"),
        ((1,), "a list of 1"), ({1, 2}, "a list of 2"), (frozenset(), "a list of 0"),
        ({"a": 1}, "an object of 1 keys"), (None, "None"),
        ("\u202e", "'\\u202e'"), ("\ud800", "'\\ud800'"), (1.5, "1.5"), (b"x" * 100, "b'" + "x" * 55 + "..."),
    ],
)  # fmt: skip
def test_a_refused_value_is_shown_cut_and_escaped(value: object, spelled: str) -> None:
    assert shown(value) == spelled
    assert len(spelled) <= 60


@pytest.mark.parametrize("value", ["", "a b", "皖", "\u3000", "\u00a0", "\u200b", "𠀀", "e\u0301"], ids=ascii)
def test_a_text_that_can_be_shown_passes_through(value: str) -> None:
    assert text(value) is value


def test_items_takes_any_iterable_once() -> None:
    assert items(n for n in range(3)) == (0, 1, 2)


def test_instances_takes_subclasses() -> None:
    assert instances(int, [1, True]) == (1, True)


def test_member_passes_a_member_through() -> None:
    assert member(CooperationForm, CooperationForm.EVENT) is CooperationForm.EVENT


@pytest.mark.parametrize("year", [True, 2021.0, 0, 10_000])
def test_a_year_is_a_whole_number_of_the_calendar(year: Any) -> None:
    assert as_years([1, 9_999]) == [1, 9_999]
    with pytest.raises(InvalidValue, match="a year is a number such as 2021, not "):
        as_years([year])


def test_a_day_may_be_a_date_or_a_moment() -> None:
    days = [as_day(date(2021, 1, 25)), as_day(datetime(2021, 1, 25, 23, tzinfo=UTC)), as_day("2021-01-25")]
    assert days == [date(2021, 1, 25)] * 3
    assert not any(isinstance(day, datetime) for day in days)


# --- the data set -----------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_contract() -> None:
    assert " ".join(TABLES) == "divisions zones areas organizations indicators observations cooperations sources"
    assert [name for name, _ in small().tables()] == list(TABLES)


def test_records_are_sorted_by_id_whatever_the_order_given() -> None:
    assert [row.id for row in small().divisions] == ["anhui", "hefei-city", "wuhu-city"]
    assert small(divisions=tuple(reversed(small().divisions))) == small()


@pytest.mark.parametrize("name", [*TABLES, "edition", "title", "licence"])
def test_no_field_of_a_data_set_can_be_set(name: str) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(small(), name, ())


def test_a_data_set_has_slots_and_takes_no_other_attribute() -> None:
    assert not hasattr(small(), "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        small().remark = "x"  # type: ignore[attr-defined] # on purpose


def test_a_data_set_holds_no_list_all_the_way_down() -> None:
    tables = tuple(rows for _, rows in load().tables())
    assert not [each for each in parts(tables) if isinstance(each, list | dict | set)]


def test_data_sets_of_equal_records_are_equal_and_hash_alike() -> None:
    assert small() == small()
    assert hash(small()) == hash(small())
    assert len({small(), small(), small(edition="2026.12")}) == 2


@pytest.mark.parametrize(
    "changes",
    [{"edition": "x"}, {"title": "x"}, {"licence": "x"}, {"cooperations": []}, {"observations": []}, {"areas": []}],
)
def test_data_sets_that_differ_in_a_field_are_unequal(changes: dict[str, Any]) -> None:
    assert small(**changes) != small()


def test_what_was_worked_out_about_a_data_set_does_not_make_it_another() -> None:
    asked, fresh = small(), small()
    asked.get("anhui")
    assert (asked, hash(asked), repr(asked)) == (fresh, hash(fresh), repr(fresh))


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(
    "copied",
    [
        copy.copy,
        copy.deepcopy,
        attrs.evolve,
        *[lambda ds, p=protocol: pickle.loads(pickle.dumps(ds, p)) for protocol in range(2, 6)],  # noqa: S301 - our own
    ],
)
def test_a_copy_of_a_data_set_is_equal_and_answers(copied: Callable[[Dataset], Dataset], asked: bool) -> None:
    original = small()
    if asked:
        original.get("anhui")
    again = copied(original)
    assert (again, hash(again)) == (original, hash(original))
    assert again.get("anhui") == original.get("anhui")


def test_a_pickled_data_set_leaves_its_indexes_behind() -> None:
    asked, fresh = small(), small()
    asked.get("anhui")
    assert len(pickle.dumps(asked)) == len(pickle.dumps(fresh))


@pytest.mark.parametrize("copied", [copy.deepcopy, attrs.evolve])
def test_a_deep_copy_works_out_its_own_indexes(copied: Callable[[Dataset], Dataset]) -> None:
    original = small()
    assert copied(original).memo(_marked) is not original.memo(_marked)


def _marked(_: Dataset) -> object:
    return object()


@pytest.mark.parametrize("table", list(TABLES))
def test_get_gives_the_record_of_any_table(table: str) -> None:
    row = getattr(small(), table)[0]
    assert small().get(row.id) == row


@pytest.mark.parametrize(
    ("id", "nearest"),
    [("anhui-fzt", ("anhui-ftz", "anhui")), ("wuhu", ("wuhu-port", "wuhu-city", "anhui")), ("qqqq", ()), ("", ())],
)
def test_get_refuses_an_unknown_id_with_the_nearest(id: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName) as caught:
        small().get(id)
    assert caught.value.text == id
    assert set(caught.value.nearest) <= set(nearest)
    assert caught.value.nearest[:1] == nearest[:1]


def test_a_name_where_an_id_is_needed_leads_to_the_id() -> None:
    ds = load()
    for ask in (ds.get, ds.place, ds.zones.__getitem__, lambda name: latest(ds, name, "area")):
        with pytest.raises(UnknownName) as caught:
            ask("Anhui FTZ")
        assert str(caught.value) == "nothing is called 'Anhui FTZ'; nearest: anhui-ftz; an id is needed here"


@pytest.mark.parametrize("id", [None, 5, [], {}, b"anhui", ("anhui",)])
def test_get_refuses_what_is_no_id(id: Any) -> None:
    with pytest.raises(UnknownName):
        small().get(id)


@pytest.mark.parametrize(("table", "kind"), list(TABLES.items()))
def test_get_gives_a_record_of_the_kind_asked_for(table: str, kind: type[Any]) -> None:
    row = getattr(small(), table)[0]
    assert small().get(row.id, kind) == row


@pytest.mark.parametrize("kind", ["zone", 5, Division("anhui", "Anhui")])
def test_get_takes_a_kind_for_what_it_is(kind: Any) -> None:
    with pytest.raises(InvalidValue, match="a kind is a class such as Zone, not "):
        small().get("anhui", kind)


def test_an_array_without_dimensions_is_no_list() -> None:
    array: Any = pytest.importorskip("numpy").array(2021)
    assert as_years(array) == [2021]
    with pytest.raises(InvalidValue, match="expected a list, got array"):
        small().without(array)


def test_records_are_left_out_by_id_or_as_they_are() -> None:
    ds = small()
    assert ds.without([ds.observations[0]]) == ds.without([ds.observations[0].id])
    with pytest.raises(UnknownName, match="nowhere"):
        ds.without([Division("nowhere", "Nowhere")])
    with pytest.raises(UnknownName, match="'5'"):
        ds.without([5])  # type: ignore[list-item] # what a caller may do


def test_get_refuses_a_record_of_another_kind() -> None:
    with pytest.raises(InvalidValue, match=r"^anhui is a Division, not a Zone$"):
        small().get("anhui", Zone)


@pytest.mark.parametrize("id", ["anhui", "anhui-ftz", "hefei", "wuhu-port"])
def test_place_gives_places_by_id_and_lets_places_through(id: str) -> None:
    assert small().place(id) == small().get(id)
    assert small().place(small().place(id)) == small().get(id)


@pytest.mark.parametrize(
    ("id", "kind"), [("trade", "Indicator"), ("obs-1", "Observation"), ("pact", "Cooperation"), ("cns", "Source")]
)
def test_place_refuses_what_is_no_place(id: str, kind: str) -> None:
    with pytest.raises(InvalidValue, match=rf"^{id} is an? {kind}, not a place or body$"):
        small().place(id)


@pytest.mark.parametrize("id", ["nowhere", Division("nowhere", "Nowhere")])
def test_place_refuses_what_the_data_set_does_not_hold(id: Any) -> None:
    with pytest.raises(UnknownName, match="nowhere"):
        small().place(id)


@pytest.mark.parametrize("id", [None, 5, [], b"anhui"])
def test_place_refuses_what_is_neither_id_nor_place(id: Any) -> None:
    with pytest.raises(FtzError):
        small().place(id)


def test_a_data_set_contains_its_ids() -> None:
    assert "anhui" in small()
    assert "trade" in small()
    assert "nowhere" not in small()
    assert None not in small()


def test_a_data_set_counts_its_records() -> None:
    assert len(small()) == 10
    assert len(Dataset()) == 0


def test_a_data_set_is_true_even_when_empty() -> None:
    assert Dataset()


@pytest.mark.parametrize(
    ("dataset", "spelled"),
    [
        (Dataset(), "<Dataset without edition: empty>"),
        (Dataset(edition="2026.11", sources=[Source("a", "A")]), "<Dataset 2026.11: 1 sources>"),
        (
            small(areas=[], indicators=[], observations=[], sources=[Source("cns", "A"), Source("b", "B")]),
            "<Dataset 2026.11: 3 divisions, 1 zones, 1 organizations, 1 cooperations, 2 sources>",
        ),
    ],
)
def test_a_data_set_shows_its_edition_and_counts(dataset: Dataset, spelled: str) -> None:
    assert repr(dataset) == spelled


@pytest.mark.parametrize("table", list(TABLES))
@pytest.mark.parametrize(
    ("value", "message"),
    [(5, "expected a list, got 5"), ("ab", "expected a list, got 'ab'"), (None, "expected a list, got None")],
)
def test_a_table_is_a_list(table: str, value: Any, message: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Dataset(**{table: value})
    assert str(caught.value) == message


@pytest.mark.parametrize("name", ["edition", "title", "licence"])
@pytest.mark.parametrize("value", [None, 5, "a\x00"])
def test_the_heading_is_text_that_can_be_shown(name: str, value: Any) -> None:
    with pytest.raises(InvalidValue, match="text"):
        Dataset(**{name: value})


def test_rows_of_the_wrong_kind_are_all_reported_by_their_place() -> None:
    with pytest.raises(DatasetError) as caught:
        Dataset(zones=[Division("a", "A"), 5], sources=[Source("s", "S"), {"id": "t"}])
    assert caught.value.problems == (
        Problem("$.zones[0]", "expected a Zone, got " + shown(Division("a", "A")), "wrong-type"),
        Problem("$.zones[1]", "expected a Zone, got 5", "wrong-type"),
        Problem("$.sources[1]", "expected a Source, got an object of 1 keys", "wrong-type"),
    )


def test_building_a_data_set_reports_every_breach_of_integrity_at_once() -> None:
    with pytest.raises(DatasetError) as caught:
        small(
            zones=[Zone("anhui-ftz", "Zone", "anhui"), Zone("anhui-ftz", "Twin", "anhui")],
            observations=[Observation("x", "nowhere", "trade", "2020", Quantity.exactly(1, "t"))],
            sources=[],
        )
    assert [(each.path, each.rule) for each in caught.value.problems] == [
        ("$.zones['anhui-ftz'].id", "duplicate-id"),
        ("$.observations['x'].subject", "dangling-reference"),
        ("$.observations['x'].quantity.unit", "wrong-unit"),
        ("$.observations['x'].citations", "uncited"),
        ("$.cooperations['pact'].citations", "dangling-reference"),
    ]


@pytest.mark.parametrize("shift", range(1, 6))
def test_the_order_of_rows_does_not_change_the_problems(shift: int) -> None:
    rows = [Division(f"a{n}", "A", within=[f"a{(n + 3) % 6}", f"b{n}"]) for n in range(6)]
    assert _problems(rows[shift:] + rows[:shift]) == _problems(rows)


def _problems(rows: list[Division]) -> tuple[Problem, ...]:
    with pytest.raises(DatasetError) as caught:
        Dataset(divisions=rows)
    return caught.value.problems


# --- the memo ---------------------------------------------------------------------------------------------------


def test_what_is_worked_out_about_a_data_set_is_worked_out_once() -> None:
    dataset, calls = small(), list[str]()

    def count(ds: Dataset, table: str) -> int:
        calls.append(table)
        return len(getattr(ds, table))

    assert [dataset.memo(count, name) for name in ("zones", "divisions", "zones")] == [1, 3, 1]
    assert calls == ["zones", "divisions"]


def test_a_failure_to_work_something_out_is_not_kept() -> None:
    dataset, answers = small(), iter([None, 5])

    def build(_: Dataset) -> int:
        answer = next(answers)
        if answer is None:
            raise MemoryError
        return answer

    with pytest.raises(MemoryError):
        dataset.memo(build)
    assert dataset.memo(build) == 5


def test_working_something_out_may_ask_for_something_else() -> None:
    dataset = small()
    assert dataset.memo(lambda ds: ds.memo(len) + 1) == 11


def test_none_is_kept_like_any_other_answer() -> None:
    dataset, calls = small(), list[int]()

    def build(_: Dataset) -> None:
        calls.append(1)

    assert [dataset.memo(build), dataset.memo(build)] == [None, None]
    assert calls == [1]


def test_sixteen_threads_that_ask_at_once_get_one_index() -> None:
    dataset, calls, answers = small(), list[int](), list[object]()
    barrier = Barrier(16)

    def build(_: Dataset) -> object:
        calls.append(1)
        time.sleep(0.1)
        return object()

    def ask() -> None:
        barrier.wait()
        answers.append(dataset.memo(build))

    threads = [Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(calls), len(answers), len(set(map(id, answers)))) == (1, 16, 1)


def test_sixteen_threads_that_look_up_ids_at_once_all_find_them() -> None:
    dataset, found = load(), list[object]()
    ids = [row.id for _, rows in dataset.tables() for row in rows]
    fresh = attrs.evolve(dataset)
    threads = [Thread(target=lambda: found.extend(fresh.get(id) for id in ids)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16 * len(ids)


def test_a_unit_and_a_period_are_shared_parts_that_hash() -> None:
    assert {Unit("CNY"), Unit("CNY")} == {built(Indicator).unit}
    assert {Period.parse("2020"), Period.parse("2020-01-01/2020-12-31")} == {built(Observation).period}


@pytest.mark.parametrize("text", ["31.86389,117.28083", "-90,180", "0, -180", "12.5,-0.25"])
def test_a_location_is_read_as_it_is_written(text: str) -> None:
    place = Location.parse(text)
    assert Location.parse(str(place)) == place == Location.parse(place)


@pytest.mark.parametrize(
    "text", ["", "31.8", "91,0", "0,180.1", "-90.01,0", "a,b", "31.8;117", "1e1,2", None, 31.8, True]
)
def test_what_is_no_point_on_the_globe_is_refused(text: Any) -> None:
    with pytest.raises(InvalidValue, match=r"location|point"):
        Location.parse(text)


@pytest.mark.parametrize(
    "degrees",
    ["x", 1.5, None, True, "NaN", "sNaN", "Infinity", "1e999999999", "1e-999999999", "0.12345678901", 10**400],
)
def test_degrees_are_decimals(degrees: Any) -> None:
    with pytest.raises(InvalidValue, match="degrees are a decimal"):
        Location(degrees, 0)


@pytest.mark.parametrize(
    ("parties", "named"),
    [
        (["a", "b", "a"], "a"),
        ([*"abcdabcd", "e"], "a, b, c"),
        ([f"p-{n}" for n in range(98)] + ["p-0"], "p-0"),
        ([f"p-{n}" for n in range(99)] + ["p-0"], "among many"),
    ],
)
def test_an_id_that_is_named_twice_is_named_once(parties: list[str], named: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        Organization("body", "Body", "park", parties, CITED)
    assert str(caught.value) == f"within names an id twice: {named}"
