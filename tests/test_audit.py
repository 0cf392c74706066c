"""The audit of evidence: where locators point, how words are compared, and the texts that we hold."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.quality.locators import Page

DS = ftz.load()
#: Where the texts of sources lie, a file each, named by the id of the source; the folder is not part of the project.
FOLDER = Path(os.environ.get("ANHUI_FTZ_SOURCES", Path(__file__).parents[2] / "shared" / "sources"))
TEXTS = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
TEXT = """The Anhui zone opens

It covers 119.86 square kilometers（三个片区）.
  At present, 3857 new enterprises and 341 projects.

Trade exceeded ５０００亿元，31 measures “initially formed”.
"""


def audited(locator: str, printed: str, *, title: str = "", text: str = TEXT, digest: str = "") -> list[str]:
    ds = ftz.Dataset(
        divisions=[ftz.Division("anhui", "Anhui", citations=[ftz.Citation("page", locator, printed)])],
        sources=[ftz.Source("page", "Publisher", title, sha256=digest)],
    )
    return [each.rule for each in ftz.audit(ds, "page", text)]


@pytest.mark.parametrize(
    ("locator", "printed"),
    [
        ("paragraph 2", "119.86 square kilometers"),
        ("Paragraph 3", "3857"),
        ("paragraphs 2-3", "341 projects"),
        ("paragraphs 1, 3\u20134", "31"),
        ("paragraphs 1 and 4", "5000亿元"),
        ("last paragraph", "5000 亿元"),
        ("whole page", '"initially formed"'),
        ("", "(三个片区)"),
        ("title", "The Anhui zone"),
        ("paragraph 2", "119.86\u00a0square  kilometers (sic)"),
        ("paragraph 3", "3857 … 341"),
        ("paragraph 3", "3857 new ... projects"),
        ("paragraph 3", "…3857…341 projects…"),
        ("paragraph 3", ""),
    ],
)
def test_words_that_stand_where_the_locator_points(locator: str, printed: str) -> None:
    assert audited(locator, printed) == []


def test_the_title_of_the_source_counts_as_title() -> None:
    assert audited("title", "Guo Fa No. 38", title="Circular, Guo Fa No. 38") == []
    assert audited("title", "Guo Fa No. 38", title="Circular") == ["not-in-text"]


@pytest.mark.parametrize(
    ("locator", "printed", "rules"),
    [
        ("paragraph 2", "3857", ["wrong-paragraph"]),
        ("title", "3857", ["wrong-paragraph"]),
        ("paragraph 9", "3857", ["no-such-paragraph", "wrong-paragraph"]),
        ("paragraphs 4-5", "", ["no-such-paragraph"]),
        ("paragraph 0", "3857", ["unplaced-locator"]),
        ("paragraph 3", "385", ["not-in-text"]),
        ("paragraph 3", "41", ["not-in-text"]),
        ("paragraph 2", "119", ["not-in-text"]),
        ("paragraph 2", "86", ["not-in-text"]),
        ("paragraph 4", "5000", ["not-in-text"]),
        ("paragraph 3", "341 … 3857", ["not-in-text"]),
        ("paragraph 3", "(sic)", ["not-in-text"]),
        ("section 2, paragraph 3", "3857", ["unplaced-locator"]),
        ("row CN-AH", "CN-AH", ["not-in-text", "unplaced-locator"]),
    ],
)
def test_words_that_do_not(locator: str, printed: str, rules: list[str]) -> None:
    assert audited(locator, printed) == rules


def test_a_number_that_goes_on_in_words_is_another_number() -> None:
    assert audited("paragraph 1", "30", text="30 million firms") == ["not-in-text"]
    assert audited("paragraph 1", "30", text="30 firms, not 30 million") == []


def test_a_finding_says_where_the_words_stand_instead() -> None:
    text = "\n".join(["3857 firms"] * 7)
    ds = ftz.Dataset(
        divisions=[ftz.Division("anhui", "Anhui", citations=[ftz.Citation("page", "paragraph 8", "3857")])],
        sources=[ftz.Source("page", "Publisher", "All 3857")],
    )
    (beyond, elsewhere) = ftz.audit(ds, "page", text)
    assert beyond.path == elsewhere.path == "$.divisions['anhui'].citations[0]"
    assert beyond.message == "the text has 7 paragraphs, and 'paragraph 8' names paragraph 8"
    assert elsewhere.message == "'3857' is not in paragraph 8"
    assert elsewhere.hint == ("it is in the title, paragraph 1, paragraph 2, paragraph 3, paragraph 4 and 3 more")


def test_a_page_of_combining_marks_is_read_in_no_time() -> None:
    marks = "a" + "\u0323\u0301" * 60_000
    assert audited("paragraph 1", "3857", text=f"3857\n{marks}") == []
    assert audited("paragraph 2", "e\u0301", text=f"3857\nCaf\u00e9 {marks}") == []


def test_words_with_many_gaps_are_searched_in_no_time() -> None:
    assert audited("paragraph 1", "a…" * 90 + "b", text="a" * 5_000) == ["not-in-text"]


def test_the_digest_of_the_text_is_compared() -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    assert audited("", "3857", digest=digest) == []
    assert audited("", "3857", digest=digest, text=TEXT + "\n") == ["other-text"]


def test_milestones_are_audited_too() -> None:
    signed = ftz.Milestone("signed", "2020", [ftz.Citation("page", "paragraph 1", "signed")])
    ds = ftz.Dataset(
        divisions=[ftz.Division("anhui", "Anhui")],
        cooperations=[ftz.Cooperation("pact", "Pact", "project", ["anhui"], milestones=[signed])],
        sources=[ftz.Source("page", "Publisher")],
    )
    assert [each.path for each in ftz.audit(ds, "page", "agreed")] == [
        "$.cooperations['pact'].milestones[0].citations[0]"
    ]


def test_citations_of_other_sources_are_left_alone() -> None:
    ds = ftz.Dataset(
        divisions=[ftz.Division("anhui", "Anhui", citations=[ftz.Citation("other", "paragraph 9", "gone")])],
        sources=[ftz.Source("page", "Publisher"), ftz.Source("other", "Publisher")],
    )
    assert ftz.audit(ds, "page", "text") == ()


def test_an_empty_text_has_no_paragraphs() -> None:
    assert len(Page(" \n\n")) == 0
    assert audited("last paragraph", "3857", text="") == ["not-in-text"]
    assert audited("title", "3857", text="", title="All 3857") == []


def test_a_source_is_audited_by_its_id_or_as_it_is() -> None:
    source = DS.sources["cns-2021-01-25"]
    assert ftz.audit(DS, source, "text") == ftz.audit(DS, source.id, "text")
    with pytest.raises(ftz.UnknownName, match="'other'"):
        ftz.audit(DS, ftz.Source("other", "Publisher"), "text")


@pytest.mark.parametrize(
    ("source", "text", "error", "message"),
    [
        ("cns-2021", "", ftz.UnknownName, "nearest: .*cns-2021-01-25"),
        ("anhui-ftz", "", ftz.InvalidValue, "anhui-ftz is a Zone, not a Source"),
        ("cns-2021-01-25", b"", ftz.InvalidValue, "an audit reads text"),
    ],
)
def test_what_is_no_source_or_no_text_is_refused(source: str, text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ftz.audit(DS, source, text)


@pytest.mark.skipif(not TEXTS, reason="the texts of the sources are not here; ANHUI_FTZ_SOURCES names their folder")
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_citation_of_a_text_that_we_hold_is_true(path: Path) -> None:
    found = ftz.audit(DS, path.stem, path.read_bytes().decode("utf-8"))
    assert [str(each) for each in found if each.severity is ftz.Severity.ERROR] == []
