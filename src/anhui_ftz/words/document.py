"""Documents: sections of statements and tables with numbered notes, as plain text, Markdown, HTML or JSON.

Whatever the texts say, they stay text: nothing in them becomes markup.
"""

from __future__ import annotations

__all__ = ["Document", "Line", "Numbers", "Section", "cut"]

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from typing import Any

import attrs

from anhui_ftz.words import phrase
from anhui_ftz.words.screen import aligned, fitted, padded, underlined, width_of, wrapped_text

#: How many rows, notes, and numbers of notes in one place a table in a notebook shows; the rest is counted.
_ROWS, _NOTES, _MARKS = 20, 20, 8
_LINK = re.compile(r"( ?)(https?://[^\s\"<>]+)( ?)")
#: What Markdown reads as markup anywhere, and what it reads as the start of a list or as an underline.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|)([-+=.)])")
_BLANKS = re.compile(r"[ \t\r\n]+")
_LEFT = ' style="text-align:left"'


@attrs.frozen
class Line:
    """A statement, or a cell of a table."""

    #: What it says.
    text: str
    #: Numbers of the notes that it rests on, from 1.
    refs: tuple[int, ...] = ()
    #: Depth of indentation, from 0.
    depth: int = 0
    #: What is added in brackets.
    aside: str = ""
    #: What it says as names and values, for the JSON form.
    facts: tuple[tuple[str, object], ...] = ()


@attrs.frozen
class Section:
    """Statements, or a table, under a heading."""

    #: The heading; empty where the title of the document is enough.
    title: str = ""
    #: The statements, in order.
    lines: tuple[Line, ...] = ()
    #: The headings of the columns; where there are none, the first cell of a row is its heading.
    columns: tuple[str, ...] = ()
    #: The rows of the table.
    rows: tuple[tuple[Line, ...], ...] = ()


class Numbers:
    """Gives each key a number, from 1, in the order in which they come up."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def refs(self, keys: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of some keys, sorted.

        >>> numbers = Numbers()
        >>> numbers.refs(["a", "b"]), numbers.refs(["c", "a", "a"]), numbers.keys
        ((1, 2), (1, 3), ('a', 'b', 'c'))
        """
        return tuple(sorted({self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys}))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, in the order of their numbers."""
        return tuple(self._numbers)


def cut(rows: Iterable[tuple[Line, ...]], language: str) -> tuple[tuple[Line, ...], ...]:
    """Return the first rows of a long table, and how many more there are.

    >>> rows = cut(((Line(str(n)), Line("")) for n in range(22)), "en")
    >>> len(rows), rows[-1][0].text
    (21, 'and 2 more')
    """
    left = iter(rows)
    shown = list(islice(left, _ROWS))
    if more := sum(1 for _ in left):
        shown.append((Line(phrase("more", language, more)), *(Line("") for _ in shown[0][1:])))
    return tuple(shown)


@attrs.frozen
class Document:
    r"""Sections with numbered notes, ready to be read.

    Examples
    --------
    >>> firms = Section("Firms", (Line("more than 100", (1,)), Line("- no markup & no *stars*")))
    >>> note = Document("Hefei", "en", (firms,), ("Anhui Daily",), notes_title="Sources")
    >>> note.text.splitlines()[3:7]
    ['Firms', '-----', '- more than 100 [1]', '- - no markup & no *stars*']
    >>> print(note.markdown.splitlines()[5])
    - \- no markup \& no \*stars\*
    """

    #: Its title.
    title: str
    #: Its language, ``en`` or ``zh``.
    language: str
    #: Its sections, in order.
    sections: tuple[Section, ...]
    #: The notes that its statements refer to, in the order of their numbers.
    notes: tuple[str, ...] = ()
    #: The heading of the notes.
    notes_title: str = attrs.field(default="", kw_only=True)
    #: Numbers of the notes that the title rests on.
    refs: tuple[int, ...] = attrs.field(default=(), kw_only=True)
    #: How many further notes are only counted.
    left_out: int = attrs.field(default=0, kw_only=True)
    #: Name in the addresses of its notes in HTML.
    anchor: str = attrs.field(default="", kw_only=True)

    @property
    def text(self) -> str:
        """The document as plain text for a terminal."""
        blocks = [underlined(self.title + _marks(self.refs), "=")]
        for section in self.sections:
            head = [underlined(section.title, "-")] if section.title else []
            lines = [f"{'  ' * line.depth}- {self._words(line)}" for line in _nested(section.lines)]
            blocks.append("\n".join([*head, *lines, *aligned(self._grid(section))]))
        notes = [f"[{number}] {note}" for number, note in enumerate(self.notes, 1)]
        if notes or self.notes_title:
            blocks.append("\n".join([underlined(self._notes_title, "-"), *notes, *self._more(self.left_out)]))
        return "\n\n".join(blocks) + "\n"

    @property
    def edge(self) -> int:
        """Columns that the headings of `compact` take, with the blanks behind them."""
        return max(map(width_of, (self._notes_title * bool(self.notes), *(each.title for each in self.sections)))) + 2

    def compact(self, width: int) -> str:
        """Return the document as plain text of few lines: headings on the left, texts wrapped to a width."""
        notes = "   ".join(f"[{number}]\u00a0{note}" for number, note in enumerate(self.notes, 1))
        blocks, edge = [], self.edge
        for section in (*self.sections, *([Section(self._notes_title, (Line(notes),))] if notes else [])):
            indent = edge if section.title else 0
            wrapped = [part for line in section.lines for part in wrapped_text(self._words(line), width - indent)]
            wrapped += fitted(self._grid(section), width - indent)
            heads = [section.title, *("" for _ in wrapped[1:])]
            blocks.append("\n".join(padded(head, indent) + line for head, line in zip(heads, wrapped, strict=True)))
        head = f"{self.title}{_marks(self.refs)}\n{blocks[0]}".rstrip("\n")
        return "\n\n".join([head, *blocks[1:]]) + "\n"

    @property
    def markdown(self) -> str:
        """The document as Markdown (CommonMark, with the tables of GitHub)."""
        blocks = [f"# {_unmarked(self.title + _marks(self.refs))}"]
        for section in self.sections:
            blocks += [f"## {_unmarked(section.title)}"] if section.title else []
            lines = [f"{'  ' * line.depth}- {_item(self._words(line))}" for line in _nested(section.lines)]
            blocks += ["\n".join(lines)] if lines else []
            rows = [f"| {' | '.join(map(_unmarked, row))} |" for row in self._grid(section)]
            blocks += ["\n".join([rows[0], f"|{' --- |' * len(section.rows[0])}", *rows[1:]])] if section.rows else []
        notes = [
            f"{number}. {_with_links(note, _unmarked, '<{0}>'.format)}" for number, note in enumerate(self.notes, 1)
        ]
        if notes or self.notes_title:
            blocks += [f"## {_unmarked(self._notes_title)}", "\n".join(notes), *self._more(self.left_out)]
        return "\n\n".join(filter(None, blocks)) + "\n"

    @property
    def html(self) -> str:
        """The document as HTML, all text escaped: an article, or only the table where there is nothing else."""
        if len(self.sections) == 1 and not self.sections[0].title:
            return "\n".join([*self._html_table(self.sections[0]), *self._html_notes()])
        parts = [f'<article lang="{escape(self.language)}">', f"<h1>{escape(self.title)}</h1>"]
        for section in self.sections:
            parts += [f"<h2>{escape(section.title)}</h2>", *self._html_list(section.lines)]
            parts += self._html_table(section) if section.rows else []
        notes = (_with_links(note, escape, _html_link) for note in self.notes)
        items = (f'<li id="{self._anchor(number)}">{note}</li>' for number, note in enumerate(notes, 1))
        parts += [f"<h2>{escape(self._notes_title)}</h2>", "<ol>", *items, "</ol>"]
        return "\n".join([*parts, "</article>"]) + "\n"

    @property
    def json(self) -> str:
        """The document as JSON: language, title, sections and sources."""
        return json.dumps(self._tree(), ensure_ascii=False, indent=1) + "\n"

    def __str__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html

    def _tree(self) -> dict[str, Any]:
        sections = []
        for section in self.sections:
            tree: dict[str, Any] = {"title": section.title}
            if section.rows:
                tree |= {"columns": section.columns, "rows": [list(map(_leaf, row)) for row in section.rows]}
            if section.lines or not section.rows:
                tree["lines"] = [_leaf(line) | {"depth": line.depth} for line in section.lines]
            sections.append(tree)
        return {"language": self.language, "title": self.title, "sections": sections, "sources": self.notes}

    @property
    def _notes_title(self) -> str:
        return self.notes_title or phrase("sources", self.language)

    def _more(self, count: int) -> list[str]:
        return [phrase("more", self.language, count)] if count > 0 else []

    def _words(self, line: Line) -> str:
        aside = phrase("brackets", self.language, line.aside) if line.aside else ""
        return line.text + aside + _marks(line.refs)

    def _grid(self, section: Section) -> list[list[str]]:
        """Return the table as texts; its first row is the heading, which may be blank."""
        columns = section.columns or ("",) * len(section.rows[0]) if section.rows else ()
        rows = [["\u2003" * cell.depth + self._words(cell) for cell in row] for row in section.rows]
        return [list(columns), *rows] if rows else []

    def _anchor(self, number: int) -> str:
        return escape(f"{self.anchor}-{self.language}-source-{number}")

    def _html_list(self, lines: Iterable[Line]) -> Iterator[str]:
        depth = -1
        for line in _nested(lines):
            if line.depth > depth:
                yield "<ul>"
            else:
                yield "</li>" + "</ul></li>" * (depth - line.depth)
            depth = line.depth
            notes = (f'<sup><a href="#{self._anchor(ref)}">[{ref}]</a></sup>' for ref in line.refs)
            yield f"<li>{self._html_words(line)}{''.join(notes)}"
        yield "</li></ul>" * (depth + 1)

    def _html_table(self, section: Section) -> Iterator[str]:
        """Yield the lines of a table with its caption."""
        title = escape(section.title or self.title)
        yield f"<table><caption{_LEFT}><b>{title}</b>{_superscript(self.refs)}</caption>"
        if section.columns:
            yield _html_row(map(escape, section.columns), headings=len(section.columns))
        for row in section.rows:
            cells = (f"{'&emsp;' * each.depth}{self._html_words(each)}{_superscript(each.refs)}" for each in row)
            yield _html_row(cells, headings=0 if section.columns or len(row) == 1 else 1)
        yield "</table>"

    def _html_notes(self) -> Iterator[str]:
        """Yield the notes of a table, the first alone where there are many."""
        items = "".join(f"<li><small>{escape(note)}</small></li>" for note in self.notes[:_NOTES])
        more = self._more(max(len(self.notes) - _NOTES, 0) + self.left_out)
        if items:
            yield f"<ol>{items}</ol>" + "".join(f"<small>{escape(each)}</small>" for each in more)

    def _html_words(self, line: Line) -> str:
        aside = escape(phrase("brackets", self.language, line.aside)) if line.aside else ""
        return escape(line.text) + (f"<small>{aside}</small>" if aside else "")


def _html_row(cells: Iterable[str], *, headings: int) -> str:
    """Return a row of cells that are HTML already, the first of them headings."""
    tags = (("th" if index < headings else "td", cell) for index, cell in enumerate(cells))
    return f"<tr>{''.join(f'<{tag}{_LEFT}>{cell}</{tag}>' for tag, cell in tags)}</tr>"


def _superscript(refs: Sequence[int]) -> str:
    shown = [*map(str, refs[:_MARKS]), *(["…"] if len(refs) > _MARKS else [])]
    return f"<sup>[{', '.join(shown)}]</sup>" if refs else ""


def _marks(refs: Sequence[int]) -> str:
    return f" [{', '.join(map(str, refs))}]" if refs else ""


def _leaf(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "sources": line.refs,
        **({"aside": line.aside} if line.aside else {}),
        **dict(line.facts),
    }


def _nested(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield statements, none of them more than one step deeper than the one before it."""
    depth = -1
    for line in lines:
        depth = min(line.depth, depth + 1)
        yield line if line.depth == depth else attrs.evolve(line, depth=depth)


def _item(text: str) -> str:
    """Return text as an item of a list; an empty item would make a heading of the item before it."""
    return _unmarked(text) or "\u00a0"


def _unmarked(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return _AT_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", _BLANKS.sub(" ", text).strip()))


def _html_link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _with_links(text: str, plain: Callable[[str], str], link: Callable[[str], str]) -> str:
    """Return a text, the addresses in it as links."""
    parts, last = [], 0
    for match in _LINK.finditer(text):
        before, address, behind = match.groups()
        parts += [plain(text[last : match.start()]), before, link(address), behind]
        last = match.end()
    return "".join([*parts, plain(text[last:])])
