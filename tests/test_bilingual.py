"""The bundled edition in both languages: complete, in full sentences, with the same figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

import anhui_ftz as ftz
from numbers_in_words import said, written

DS = ftz.load()
RECORDS = {row.id: row for _, rows in DS.tables() for row in rows}
NOTED: dict[str, Any] = {id: row for id, row in RECORDS.items() if row.notes}


def texts(row: Any) -> Iterator[ftz.Text]:
    """Yield every text of a record that has two languages."""
    yield from (each.text for each in row.notes)
    yield from (row.definition,) if isinstance(row, ftz.Indicator) else ()


#: Publishers that no Chinese name was found for; further ones are known by the address of their site alone.
FOREIGN = {
    "China Checkup", "China Law & Practice", "GeoNames", "Global-Regulation", "IBNEWS", "Infomarine", "WTS Global",
}  # fmt: skip


def test_every_publisher_has_a_name_in_both_languages() -> None:
    alone = {source.publisher for source in DS.sources if isinstance(source.publisher, str)}
    assert {each for each in alone if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", each)} == FOREIGN
    names = [source.publisher for source in DS.sources if isinstance(source.publisher, ftz.Name)]
    assert len(names) > 600
    assert not [name for name in names if not name.en or re.search("[\u4e00-\u9fff]", name.en)]
    assert not [name for name in names if not re.search("[\u4e00-\u9fff]", name.zh)]


def test_every_place_indicator_and_cooperation_has_a_name_in_both_languages() -> None:
    named = [row for _, rows in DS.tables() for row in rows if not isinstance(row, (ftz.Source, ftz.Observation))]
    assert not [row.id for row in named if not row.name.en or not row.name.zh]


def test_the_focus_of_an_area_is_there_in_both_languages() -> None:
    for area in DS.areas:
        assert all(each.en and re.search("[\u4e00-\u9fff]", each.zh) for each in area.focus), area.id


TEXTS = {(text.en, text.zh): row.id for row in RECORDS.values() for text in texts(row)}


def test_notes_and_definitions_are_there_in_both_languages() -> None:
    assert len(NOTED) > 1_000
    assert not [id for (en, zh), id in TEXTS.items() if not en or not zh]


@pytest.mark.parametrize("note", ["1 of 2", "Ten of 12.", "30 million yuan in 2021."])
def test_a_figure_of_one_language_alone_is_found(note: str) -> None:
    assert written(note) - said("2021年。")


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("2.5 billion yuan on 30 March 2021", "2021年3月30日25亿元"),
        ("6 areas", "六个片区"),
        ("six areas", "6个片区"),
        ("12,500 firms", "1.25万家"),
        ("the 14th five-year plan", "“十四五”"),
        ("see https://x.cn/2021/03.html", "见https://x.cn/2021/03.html。"),
    ],
)
def test_a_figure_that_both_languages_write_in_their_own_way_is_one(en: str, zh: str) -> None:
    assert not written(en) - said(zh)
    assert not written(zh) - said(en)


def test_both_languages_have_the_same_figures() -> None:
    apart = {
        id: (sorted(written(en) - said(zh)), sorted(written(zh) - said(en)))
        for (en, zh), id in TEXTS.items()
        if written(en) - said(zh) or written(zh) - said(en)
    }
    assert not apart


def test_a_note_is_one_sentence_in_each_language() -> None:
    for (en, zh), id in TEXTS.items():
        assert re.fullmatch(r"[A-Z0-9“‘].*[.”)]", en), (id, en)
        assert not re.search(r"[a-z0-9%²)”]\. [A-Z]", en.replace("no. ", "")), (id, en)
        assert zh.endswith("。"), (id, zh)
        assert zh.count("。") == 1, (id, zh)


def test_chinese_notes_have_chinese_punctuation() -> None:
    for (_, zh), id in TEXTS.items():
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()](?!\w)|[,;](?=[\u4e00-\u9fff])", zh), (id, zh)


def test_no_note_leans_on_another_record_or_repeats_itself() -> None:
    leaning = re.compile(r"\b(same as above|see above|as above|the same reading|ditto)\b|同上|见上", re.IGNORECASE)
    ids = re.compile(r"\b(?:ah|yrd|gap|n2)-(?:obs|coop)-\S+")
    for (en, zh), id in TEXTS.items():
        assert not leaning.search(f"{en} {zh}"), (id, en)
        assert not ids.search(f"{en} {zh}"), (id, en)
    for id, row in NOTED.items():
        said_twice = [each.text for each in row.notes]
        assert len(set(said_twice)) == len(said_twice), id


def test_a_note_that_is_unconfirmed_says_what_is() -> None:
    for id, row in NOTED.items():
        for note in row.notes:
            assert len(note.text.en.split()) > 3, (id, note.text.en)
            assert not re.match(r"(Unconfirmed|Unclear)\b", note.text.en), (id, note.text.en)
