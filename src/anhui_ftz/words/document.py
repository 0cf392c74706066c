"""A briefing in its forms: plain text, Markdown, HTML, JSON."""

from __future__ import annotations

__all__ = ["as_html", "as_json", "as_markdown", "as_text"]

import json
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from anhui_ftz.words.labels import LABELS

if TYPE_CHECKING:
    from anhui_ftz.reports.briefing import Briefing, Line, Section

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINK = re.compile(r"https?://[^\s\"<>]+")


def as_text(brief: Briefing) -> str:
    """Render as plain text: headings underlined, statements indented, sources numbered."""
    blocks = [_underlined(brief.title, "=")]
    for section in brief.sections:
        lines = [f"{'  ' * line.depth}- {line.text}{_numbers(line)}" for line in section.lines]
        blocks.append("\n".join([_underlined(section.title, "-"), *lines]))
    blocks.append("\n".join([_underlined(_sources_title(brief), "-"), *_numbered(brief)]))
    return "\n\n".join(blocks) + "\n"


def as_markdown(brief: Briefing) -> str:
    """Render as Markdown; what the data say cannot become markup."""
    blocks = [f"# {_plain(brief.title)}"]
    for section in brief.sections:
        lines = [f"{'  ' * line.depth}- {_plain(line.text)}{_plain(_numbers(line))}" for line in section.lines]
        blocks.append("\n".join([f"## {_plain(section.title)}", "", *lines]))
    numbered = [f"{number}. {_plain(words)}" for number, words in enumerate(brief.sources, 1)]
    blocks.append("\n".join([f"## {_plain(_sources_title(brief))}", "", *numbered]))
    return "\n\n".join(blocks) + "\n"


def as_html(brief: Briefing) -> str:
    """Render as an HTML article with sources as footnotes; every text is escaped."""
    anchor = f"{brief.place}-{brief.language}"
    parts = [
        f'<article lang="{escape(brief.language)}">',
        f"<h1>{escape(brief.title)}</h1>",
        *(part for section in brief.sections for part in _html_section(section, anchor)),
        f"<h2>{escape(_sources_title(brief))}</h2>",
        "<ol>",
        *(f'<li id="{anchor}-source-{number}">{_linked(words)}</li>' for number, words in enumerate(brief.sources, 1)),
        "</ol>",
        "</article>",
    ]
    return "\n".join(parts) + "\n"


def as_json(brief: Briefing) -> str:
    """Render as JSON: place, language, edition, title, sections, sources."""
    tree = {
        "place": brief.place,
        "language": brief.language,
        "edition": brief.edition,
        "title": brief.title,
        "sections": [
            {
                "title": section.title,
                "lines": [
                    {"text": line.text, "sources": list(line.refs), "depth": line.depth} for line in section.lines
                ],
            }
            for section in brief.sections
        ],
        "sources": list(brief.sources),
    }
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _sources_title(brief: Briefing) -> str:
    labels = LABELS[brief.language]
    edition = labels["brackets"].format(f"{labels['edition']} {brief.edition}") if brief.edition else ""
    return labels["sources"] + edition


def _numbers(line: Line) -> str:
    return f" [{', '.join(map(str, line.refs))}]" if line.refs else ""


def _numbered(brief: Briefing) -> Iterator[str]:
    return (f"[{number}] {words}" for number, words in enumerate(brief.sources, 1))


def _underlined(title: str, mark: str) -> str:
    width = sum(2 if ord(character) > 0x2E80 else 1 for character in title)  # noqa: PLR2004 - CJK is wide
    return f"{title}\n{mark * width}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _html_section(section: Section, anchor: str) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    depth = -1
    for line in section.lines:
        if line.depth > depth:
            yield "<ul>" * (line.depth - depth)
        else:
            yield "</li>" + "</ul></li>" * (depth - line.depth)
        depth = line.depth
        notes = "".join(f'<sup><a href="#{anchor}-source-{ref}">[{ref}]</a></sup>' for ref in line.refs)
        yield f"<li>{escape(line.text)}{notes}"
    yield "</li></ul>" * (depth + 1)


def _linked(words: str) -> str:
    """Escape, and make the addresses in it links."""
    parts, last = [], 0
    for match in _LINK.finditer(words):
        url = escape(match[0])
        parts += [escape(words[last : match.start()]), f'<a href="{url}">{url}</a>']
        last = match.end()
    return "".join([*parts, escape(words[last:])])
