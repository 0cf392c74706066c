"""Words: one catalogue per language with the same keys, and a label for every member of every enumeration."""

import ast
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz import words
from anhui_ftz.__main__ import main
from anhui_ftz.io.packages.plain_tables import TABLES as PLAIN_TABLES
from anhui_ftz.model.dataset import TABLES
from anhui_ftz.plots import plot_linkage_matrix
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.display import display
from anhui_ftz.words.document import Document, Line, Section
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.screen import fitted, width_of
from anhui_ftz.words.sources import locator_words, title_words
from anhui_ftz.words.working import working


def enumerations() -> Iterator[type[StrEnum]]:
    """Iterate over every enumeration that a module of the package defines."""
    for found in pkgutil.walk_packages(ftz.__path__, "anhui_ftz."):
        if not found.name.endswith("__main__"):
            for _, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
                if issubclass(kind, StrEnum) and kind.__module__ == found.name:
                    yield kind


ENUMERATIONS = list(enumerations())
MEMBERS = [member for kind in ENUMERATIONS for member in kind]
each_language = pytest.mark.parametrize("language", words.LANGUAGES)


def templates(catalogue: Catalogue) -> dict[str, str]:
    """Return every text of a catalogue by its path."""
    found = {}
    for name, value in attrs.asdict(catalogue, recurse=False).items():
        nested = value if isinstance(value, Mapping) else {"": value}
        for key, text in nested.items():
            inner = text if isinstance(text, Mapping) else {"": text}
            found.update({f"{name}/{key}/{last}": each for last, each in inner.items() if isinstance(each, str)})
    return found


def test_every_language_has_the_same_keys() -> None:
    """Data have places in sources in English, which needs no words for them."""
    english, chinese = (set(templates(each)) for each in words.CATALOGUES.values())
    assert english == {key for key in chinese if not key.startswith("locators/")}


def said_by(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Yield the texts and names in a program, and whether a text is but the start of a computed one."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) | ast.AnnAssign(target=ast.Name(id=text)):
                yield text, False
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
                yield text, True


def test_every_phrase_is_used() -> None:
    """A key is named in full, or is what a computed key starts with and a word of the package, its data or site."""
    root, package = Path(__file__).parents[1], Path(ftz.__file__).parent
    programs = [*package.rglob("*.py"), *(root / "docs/_ext").rglob("*.py")]
    trees = [ast.parse(path.read_text()) for path in programs if path.stem not in words.CATALOGUES]
    said = {text for tree in trees for text, computed in said_by(tree) if not computed}
    heads = {text for tree in trees for text, computed in said_by(tree) if computed and re.fullmatch("[a-z.-]+", text)}
    ds = ftz.load()
    said |= {topic for row in ds.cooperations for topic in row.topics} | {row.theme for row in ds.indicators}
    said |= {str(each) for each in MEMBERS} | {column.name for table in PLAIN_TABLES for column in table.columns}
    for path in (root / "docs/explorer.md", *(root / "docs/_static").glob("explorer*.js")):
        site = path.read_text()
        said.update(re.findall(r'"([a-z.-]+)"', site))
        heads.update(re.findall(r"`([a-z.-]+)\$\{", site))
    unused = [
        key
        for key in words.CATALOGUES["en"].phrases
        if key not in said and not any(key.startswith(head) and key.removeprefix(head) in said for head in heads)
    ]
    assert unused == []


def test_every_language_fills_in_the_same_values() -> None:
    """A name of a month is a number in Chinese, and a scale word may be said once or twice; the rest is the same."""
    english, chinese = (templates(each) for each in words.CATALOGUES.values())
    assert all(key in english or re.fullmatch(r"[^{}]*(\{0\}[^{}]*)?", text) for key, text in chinese.items())
    for key in english:
        assert set(re.findall(r"\{\w*\}", english[key])) == set(re.findall(r"\{\w*\}", chinese[key])), key


@each_language
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in templates(words.CATALOGUES[language]).items() if not text] in ([], ["counted//"])


def test_chinese_is_chinese() -> None:
    """Letters are left to codes, to the names of standards, and to the link to the English page."""
    allowed = re.compile(r"GB/T 2260|ISO 3166-2|SHA-256|EDTF|English|\{\w*\}")
    for key, text in templates(words.CATALOGUES["zh"]).items():
        if key not in ("language//", "number//"):
            assert not re.search("[A-Za-z]", allowed.sub("", text)), key


@each_language
@pytest.mark.parametrize("member", MEMBERS, ids=lambda each: f"{type(each).__name__}.{each.name}")
def test_every_member_of_every_enumeration_has_a_label(member: StrEnum, language: str) -> None:
    assert ftz.label(member, language)


def test_no_label_is_left_over() -> None:
    labels = words.CATALOGUES["en"].labels
    wanted: dict[str, set[str]] = {}
    for kind in ENUMERATIONS:
        wanted.setdefault(kind.__name__, set()).update(kind)
    assert {name: set(labels[name]) for name in labels} == wanted


@pytest.mark.parametrize("value", ["signed", None, 3, ftz.CooperationStatus, StrEnum("Level", {"NONE": "none"}).NONE])  # type: ignore[attr-defined]
def test_anything_else_has_no_label(value: object) -> None:
    with pytest.raises(ftz.InvalidValue, match="a member of an enumeration of this library"):
        ftz.label(value)  # type: ignore[arg-type]


def test_a_language_that_is_not_known_is_refused() -> None:
    with pytest.raises(ftz.InvalidValue, match="the languages are en and zh, not 'fr'"):
        ftz.label(ftz.Level.ZONE, "fr")


# a further language


def shouted(value: Any) -> Any:
    """Return the texts of a catalogue in capitals, their placeholders and keys as they are."""
    if isinstance(value, Mapping):
        return {key: shouted(text) for key, text in value.items()}
    return re.sub(r"\{\w*\}|[^{}]+", lambda part: part[0] if "{" in part[0] else part[0].upper(), str(value))


@pytest.fixture
def loud(monkeypatch: pytest.MonkeyPatch) -> str:
    """Add a language: the English words in capitals."""
    fields = ("figures", "units", "periods", "labels", "phrases")
    english = words.CATALOGUES["en"]
    toy = attrs.evolve(
        english,
        language="loud",
        months=tuple(month.upper() for month in english.months),
        scales=tuple((power, word.upper()) for power, word in english.scales),
        per=" PER {0}",
        locators={"paragraph": "PARAGRAPH {0}"},
        **{name: shouted(getattr(english, name)) for name in fields},
    )
    found = {**words.CATALOGUES, "loud": toy}
    monkeypatch.setattr(words, "CATALOGUES", found)
    monkeypatch.setattr(words, "LANGUAGES", tuple(found))
    return "loud"


def test_a_further_language_words_figures_periods_members_and_sources(loud: str) -> None:
    ds = ftz.load()
    assert format(ftz.Quantity.at_least("500e9", "CNY"), loud) == "MORE THAN 500 BILLION YUAN"
    assert format(ftz.Quantity.exactly(5, "CNY") / ftz.Quantity.exactly(2, "km2"), loud) == "EXACTLY 2.5 YUAN PER KM²"
    assert period_words(ftz.Period.parse("../2021-01-25"), loud) == "BY 25 JANUARY 2021"
    assert ftz.label(ftz.CooperationStatus.SIGNED, loud) == "SIGNED"
    assert ftz.Name("Anhui", "安徽省").in_(loud) == "Anhui"
    assert "REPRINT, MACHINE TRANSLATION, PARAGRAPH 3" in ftz.cite(ds.get("ah-obs-012"), lang=loud)
    assert "DATA SET" in ftz.cite(ds, lang=loud)


def test_a_further_language_has_briefings_and_working(loud: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    ds = ftz.load()
    brief = ftz.briefing(ds, "anhui-ftz", loud, depth="full")
    titles = [section.title for section in brief.sections]
    assert titles[:2] == ["PLACE", "AREAS"]
    assert brief.html.startswith('<article lang="loud">')
    assert "SUM OF THE PARTS: 119.86 KM²; RESIDUAL: 0 KM²" in brief.text
    ratio = ftz.density(ds.observations["ah-obs-010"], ds.observations["ah-obs-001"])
    assert ftz.explain(ratio, loud).startswith("DENSITY = ABOUT 32.1792 PER KM²")
    assert display(ds.zones["anhui-ftz"], loud).sections[0].rows[0][0].text == "PROVINCE"
    assert main(["--lang", loud, "--full"]) == 0
    assert "DATA EDITION" in capsysbinary.readouterr().out.decode()
    assert main([]) == 0
    assert "--lang zh|loud " in capsysbinary.readouterr().out.decode(), "a reader is offered every other language"


def test_a_further_language_has_plots(loud: str) -> None:
    assert plot_linkage_matrix(ftz.load(), lang=loud).get_title(loc="left") == (
        "COOPERATIONS ON RECORD BETWEEN FREE TRADE ZONES"
    )


# records in notebooks


def test_every_field_of_every_record_has_a_heading() -> None:
    for kind in TABLES.values():
        names = {field.alias for field in attrs.fields(kind) if field.init} - {"citations", "name"}
        assert {name for name in names if f"field.{name}" not in words.CATALOGUES["en"].phrases} == set()


@each_language
def test_every_record_and_table_of_the_bundled_data_can_be_shown(language: str) -> None:
    ds = ftz.load()
    for _, table in ds.tables():
        assert len(display(table, language).sections[0].rows) == min(len(table), 20) + (len(table) > 20)
        for record in table[:5]:
            assert record.id in display(record, language).title
    shown = display(ds, language)
    assert f"{len(ds.zones)}" in shown.text
    assert len(shown.notes) + shown.left_out == len(ds.sources)


@pytest.mark.parametrize(("count", "names"), [(4, "A, B, C, D"), (5, "A, B, C, D, …")])
def test_a_table_names_its_first_records_and_says_whether_there_are_more(count: int, names: str) -> None:
    ds = ftz.Dataset(divisions=[ftz.Division(id, id.upper()) for id in "abcdef"[:count]])
    assert f">{names}<" in ds._repr_html_()


def test_a_row_with_an_empty_cell_is_shown_and_an_empty_row_is_not() -> None:
    assert list(fitted([["a", ""], ["", ""], ["", "b"]], 20)) == ["a", "   b"]


def test_the_widest_column_is_narrowed_by_no_more_than_it_must() -> None:
    assert list(fitted([["aaaa bb", "cccc dd"]], 15)) == ["aaaa    cccc dd", "bb"]


def test_characters_take_two_columns_from_the_first_part_of_a_chinese_one_on() -> None:
    assert (width_of("\u2e7f"), width_of("\u2e80")) == (1, 2)


def test_what_has_no_heading_is_not_indented() -> None:
    assert Document("Title", "en", (Section("", (Line("first"),)),)).compact(80) == "Title\nfirst\n"


def test_json_shows_chinese_as_it_is() -> None:
    assert '"title": "安徽"' in Document("安徽", "zh", ()).json


def test_what_several_results_rest_on_is_worked_out_once_and_the_rest_is_shown() -> None:
    one, two = (ftz.Derived(ftz.Quantity.exactly(number, "1"), "total", ()) for number in (1, 2))
    texts = [line.text for line in working(ftz.Derived(one.quantity, "share", (one, one, two)), "en")]
    assert texts == ["share = 1", "total = 1", "total = 1, as worked out above", "total = 2"]


def test_json_has_the_lines_of_every_section_but_those_that_are_only_a_table() -> None:
    line, rows = Line("first"), ((Line("cell"),),)
    sections = (Section("A"), Section("B", (line,)), Section("C", (), (), rows), Section("D", (line,), (), rows))
    tree = json.loads(Document("Title", "en", sections).json)
    assert ["lines" in each for each in tree["sections"]] == [True, True, False, True]


def test_a_blank_stays_between_a_note_and_its_address() -> None:
    note = Document("Title", "en", (), ("Anhui Daily https://a.org http://b.org/ c",), notes_title="Sources")
    assert "1. Anhui Daily <https://a.org> <http://b.org/> c" in note.markdown
    assert 'Anhui Daily <a href="https://a.org">https://a.org</a> <a ' in note.html


def test_notes_of_a_text_are_numbered_from_one_under_a_heading() -> None:
    text = Document("Title", "en", (), ("first", "second"), notes_title="Sources").text
    assert text.endswith("Sources\n-------\n[1] first\n[2] second\n")


def test_the_first_cell_of_a_row_is_its_heading_where_no_column_has_one() -> None:
    cells = (Line("Area"), Line("119.86 km²"))
    for columns, first in (((), "th"), (("what", "how much"), "td")):
        document = Document("Title", "en", (Section("Areas", (), columns, (cells,)),))
        assert re.findall(r"<(t[hd])\b[^>]*>(?:Area|119)", document.html) == [first, "td"]


def test_steps_of_the_working_of_a_figure_are_indented_up_to_twenty_times() -> None:
    figure = ftz.Derived(ftz.Quantity.exactly(1, "1"), "total", ())
    for _ in range(30):
        figure = ftz.Derived(figure.quantity, "total", (figure,))
    assert [line.depth for line in working(figure, "en")] == [*range(20), *[20] * 11]
    row = ftz.Observation("a", "b", "c", "2021", figure.quantity, citations=(ftz.Citation("d"),))
    assert [line.depth for line in working(row, "en")] == [0, 1]


def test_the_edge_of_a_screen_is_two_columns_behind_its_widest_heading() -> None:
    assert Document("Title", "en", (Section("Areas"),), ("first",), notes_title="Sources").edge == len("Sources") + 2
    assert Document("Title", "zh", (Section("片区与面积"),), notes_title="Sources").edge == 10 + 2


def test_a_title_has_one_pair_of_marks() -> None:
    for title, chinese in (
        ("《条例》", "《条例》"),
        ("条例", "《条例》"),
        ("《条例》公布", "《〈条例〉公布》"),
        ("《一》和《二》", "《〈一〉和〈二〉》"),
    ):
        assert title_words(title, "zh") == chinese
    for title, english in (("“New”", "“New”"), ("A “new” era", "“A ‘new’ era”")):
        assert title_words(title, "en") == english
    assert locator_words("section «“十四五”规划»", "zh") == "《“十四五”规划》一节"
    assert locator_words("section «《规划》»", "zh") == "《规划》一节"
    assert locator_words("item «《规划》»", "zh") == "条目《规划》"
