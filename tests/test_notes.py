"""Notes and texts in both languages: how they are built, read, and shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz.errors import DatasetError, InvalidValue
from anhui_ftz.model.note import joined
from world import WORLD

BOTH = ftz.Text("Of the whole city.", "为全市数据。")


def test_a_text_falls_back_to_the_other_language() -> None:
    assert (BOTH.in_("en"), BOTH.in_("zh")) == ("Of the whole city.", "为全市数据。")
    assert (ftz.Text("One.").in_("zh"), ftz.Text(zh="一。").in_("en")) == ("One.", "一。")
    assert (str(BOTH), str(ftz.Text(zh="一。")), bool(BOTH), bool(ftz.Text())) == (BOTH.en, "一。", True, False)


def test_a_text_has_no_third_language() -> None:
    with pytest.raises(InvalidValue, match="the languages are en and zh, not 'fr'"):
        BOTH.in_("fr")


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("remark", BOTH, "a NoteKind is one of definition, scope, unconfirmed, sources-differ, translation, basis"),
        ("scope", "", "a note says something in English or in Chinese; both are empty"),
        ("scope", ftz.Text(), "both are empty"),
        ("scope", 5, "expected text, got 5"),
        ("scope", "up\u202eside", r"text may not contain the control character U\+202E"),
        ("scope", "line\nline", r"text may not contain the control character U\+000A"),
        ("scope", "x" * 1_001, "text of 1001 characters where 1000 is the most"),
    ],
)
def test_a_note_that_says_nothing_or_cannot_be_shown_is_refused(kind: Any, text: Any, message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        ftz.Note(kind, text)


def test_a_lone_text_of_a_note_is_the_english_one() -> None:
    assert ftz.Note("scope", "Of the whole city.").text == ftz.Text(en="Of the whole city.")


def test_a_note_of_one_language_is_shown_in_both() -> None:
    note = ftz.Note("basis", ftz.Text(zh="日期系推断。"))
    assert (note.in_("en"), note.in_("zh"), str(note)) == ("日期系推断。",) * 3


def test_several_notes_make_one_text() -> None:
    rows = ftz.Note("scope", BOTH), ftz.Note("basis", ftz.Text("Two.", "二。"))
    assert (joined(rows, "en"), joined(rows, "zh"), joined((), "en")) == (
        "Of the whole city. Two.",
        "为全市数据。二。",
        "",
    )


def test_a_file_may_give_the_english_text_alone() -> None:
    tree = {"id": "a", "name": "A", "notes": [{"kind": "scope", "text": "One."}]}
    [row] = ftz.loads(json.dumps({"divisions": [tree]})).divisions
    assert row.notes == (ftz.Note("scope", "One."),)


@pytest.mark.parametrize(
    ("note", "path"),
    [
        ({"kind": "scope", "text": ""}, ""),
        ({"kind": "scope", "text": {}}, ""),
        ({"kind": "remark", "text": "One."}, ".kind"),
        ({"kind": "scope", "text": {"en": 5}}, ".text.en"),
        ({"kind": "scope", "text": {"fr": "Un."}}, ".text.fr"),
        ({"kind": "scope"}, ".text"),
        ("One.", ""),
    ],
)
def test_a_file_with_a_bad_note_is_refused_at_its_path(note: object, path: str) -> None:
    tree = {"divisions": [{"id": "a", "name": "A", "notes": [{"kind": "basis", "text": "One."}, note]}]}
    with pytest.raises(DatasetError) as caught:
        ftz.loads(json.dumps(tree))
    assert [each.path for each in caught.value.problems] == [f"$.divisions[0].notes[1]{path}"]


def test_a_changed_definition_differs_language_by_language() -> None:
    old, new = (
        WORLD.with_(indicators=[ftz.Indicator("i", "I", "1", "flow", definition=ftz.Text("Old.", zh))])
        for zh in ("旧。", "新。")
    )
    assert str(ftz.diff(old, new)) == '~ indicators[\'i\'].definition.zh: "旧。" -> "新。"'


@pytest.mark.parametrize(("lang", "said"), [("en", "A note."), ("zh", "一条说明。")])
def test_a_notebook_shows_the_notes_of_a_record_by_kind(lang: str, said: str) -> None:
    from anhui_ftz.words.display import display

    kind = ftz.label(ftz.NoteKind.SOURCES_DIFFER, lang).capitalize()
    zone = ftz.Zone("z", "Z", "p", notes=[ftz.Note("sources-differ", ftz.Text("A note.", "一条说明。"))])
    lines = display(zone, lang).text.splitlines()
    assert [line.split() for line in lines if said in line] == [[*kind.split(), *said.split()]]


def test_a_citation_of_a_source_ends_with_its_notes_in_the_language() -> None:
    source = ftz.Source("daily", "Daily", notes=[ftz.Note("scope", BOTH)])
    assert json.loads(ftz.cite(source, "csl-json", lang="zh"))[0]["note"].endswith(BOTH.zh)
    assert json.loads(ftz.cite(source, "csl-json"))[0]["note"].endswith(BOTH.en)
