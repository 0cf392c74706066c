"""Laws of documents: whatever the texts say, each of the four forms shows them as text and nothing else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import chain
from typing import Any

import attrs
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from anhui_ftz.words import LANGUAGES
from anhui_ftz.words.document import Document, Line, Numbers, Section

_STARTS = [
    "- ", "+ ", "* ", "1. ", "12) ", "# ", "> ", "    ", "\t", "---", "***", "===", "```", "~~~", "| a | b |", "[^1]: ",
    "[a]: /b", "<div>", "<!-- ", "&copy;", "&#60;", "![x](y)", "[a](b)", "`d`", "*c*", "__u__", "~~s~~", "\\",
    "www.a.cn ",
    "https://a.cn/?x=1&y=_z_ ", "a@b.cn", "$x$", "2021. ", "3 ", "-5% ", "片区", "–", "",
]  # fmt: skip
texts = st.lists(st.sampled_from(_STARTS) | st.text("ab<>&*_`#-+.|!\\[]()~ 片1", max_size=4), max_size=4).map("".join)
lines = st.builds(Line, texts, st.sets(st.integers(1, 3)).map(sorted).map(tuple), aside=texts)
statements = st.lists(st.builds(attrs.evolve, lines, depth=st.integers(0, 3)), min_size=1, max_size=4).map(tuple)
tables = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        lambda columns, rows: Section("Table", columns=columns, rows=rows),
        st.just(()) | st.tuples(*[texts] * width),
        st.lists(st.tuples(*[lines] * width), min_size=1, max_size=3).map(tuple),
    )
)
sections = st.builds(Section, texts.filter(str.strip), statements) | tables
documents = st.builds(
    Document,
    texts,
    st.sampled_from(LANGUAGES),
    st.lists(sections, max_size=2).map(tuple),
    st.lists(texts, max_size=3).map(tuple),
    notes_title=texts,
)

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_LISTS = {"bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}
_PLAIN = {"heading", "paragraph", "inline", "text"} | _LISTS


def tokens(markdown: str) -> list[Any]:
    return [each for token in _MARKDOWN.parse(markdown) for each in (token, *(token.children or ()))]


def squeezed(text: str) -> str:
    """Leave the blanks out, which Markdown and HTML do not keep."""
    return "".join(text.split())


def said(document: Document) -> list[str]:
    """Return every text of a document, in the order in which all forms show them."""
    found = [document.title]
    for section in document.sections:
        found.append(section.title)
        found += [part for line in section.lines for part in (line.text, line.aside)]
        found += section.columns
        found += [part for row in section.rows for cell in row for part in (cell.text, cell.aside)]
    return [squeezed(each) for each in (*found, *document.notes) if each.strip()]


def assert_in_order(parts: list[str], whole: str) -> None:
    position = 0
    for part in parts:
        position = whole.find(part, position) + len(part)
        assert position >= len(part), part


@given(documents)
@example(Document("# 1. - a", "en", (Section("---", (Line("    a"), Line("+ b", depth=1), Line("1. c", depth=2))),)))
@example(Document("a", "en", (), ("see https://a.cn/?x=1&copy=2",)))
def test_markdown_shows_every_text_and_makes_no_markup_of_it(document: Document) -> None:
    found = tokens(document.markdown)
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in found}
    links = sum(note.count("https://") for note in document.notes)
    assert kinds <= _PLAIN | ({"link"} if links else set())
    assert sum(token.type == "link_open" for token in found) <= links
    headings = sum(token.type == "heading_open" for token in found)
    assert headings == 1 + len(document.sections) + bool(document.notes or document.notes_title)
    assert sum(token.type == "list_item_open" for token in found) == sum(
        len(section.lines) for section in document.sections
    ) + len(document.notes)
    shown = squeezed("".join(token.content for token in found if token.type == "text"))
    assert_in_order(said(document), shown)


@given(documents)
def test_a_list_of_markdown_is_as_deep_as_its_statements(document: Document) -> None:
    """A statement is at most one step deeper than the one before it."""
    expected = []
    for section in document.sections:
        depth = -1
        for line in section.lines:
            depth = min(line.depth, depth + 1)
            expected.append(1 + 2 * depth)
    depths = [token.level for token in tokens(document.markdown) if token.type == "list_item_open"]
    assert depths == expected + [1] * len(document.notes)


class Words(HTMLParser):
    """The words of HTML, its tags closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@given(documents)
def test_html_and_text_show_every_text(document: Document) -> None:
    assert_in_order(said(document), squeezed(Words(document.html).words))
    assert_in_order(said(document), squeezed(document.text))
    assert "<script" not in document.html


@given(documents)
def test_json_is_the_document(document: Document) -> None:
    tree = json.loads(document.json)
    assert (tree["title"], tree["language"], tree["sources"]) == (
        document.title,
        document.language,
        list(document.notes),
    )
    for section, leaf in zip(document.sections, tree["sections"], strict=True):
        assert [same(line, depth=True) for line in section.lines] == leaf.get("lines", [])
        assert [[same(cell) for cell in row] for row in section.rows] == leaf.get("rows", [])


def same(line: Line, *, depth: bool = False) -> dict[str, Any]:
    leaf: dict[str, Any] = {"text": line.text, "sources": list(line.refs)}
    return leaf | ({"aside": line.aside} if line.aside else {}) | ({"depth": line.depth} if depth else {})


@given(st.lists(st.lists(st.sampled_from("abcdefghijklmnop"))))
@example(["abcdefghi", "ia"])
def test_keys_have_numbers_in_the_order_in_which_they_come_up(given_keys: list[Sequence[str]]) -> None:
    numbers, order = Numbers(), list(dict.fromkeys(chain.from_iterable(given_keys)))
    for keys in given_keys:
        assert list(numbers.refs(keys)) == sorted({1 + order.index(key) for key in keys})
    assert list(numbers.keys) == order
