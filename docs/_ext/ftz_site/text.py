"""reStructuredText, written so that no character of the data can be taken for markup."""

from __future__ import annotations

__all__ = ["escaped", "heading", "page", "setup", "table"]

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from anhui_ftz.words.screen import width_of

_MARKUP = re.compile(r"([\\*`|_<>\[\]:.#+\-(){}=~^\"'$%&@/!?;,])", re.ASCII)


def setup(app: Sphinx) -> None:
    """Show examples without the blank line that ends them in the source, where doctest needs it."""
    app.connect("doctree-read", lambda _, tree: _trim(tree))


def _trim(tree: nodes.document) -> None:
    for block in tree.findall(nodes.literal_block):
        text = block.astext()
        if block.rawsource == text and text.endswith("\n"):
            block.rawsource = text.rstrip("\n")
            block.children = []
            block.append(nodes.Text(block.rawsource))


def escaped(text: object) -> str:
    """Write a text so that it is shown as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def heading(title: str, underline: str) -> tuple[str, str, str]:
    """Write a heading; a Chinese character is two columns wide."""
    return (title, underline * max(width_of(title), 3), "")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> Iterable[str]:
    """Write a table; its cells are markup already."""
    rows = list(rows)
    if not rows:
        return
    yield f".. list-table:: {caption}"
    yield from ("   :header-rows: 1", "   :class: data", "")
    for row in (columns, *rows):
        for at, cell in enumerate(row):
            yield f"   {'*' if at == 0 else ' '} - {cell}"
    yield ""


def page(path: Path, lines: Iterable[str]) -> None:
    """Write a page if that changes it, so that Sphinx reads again only what is new."""
    text = "\n".join(lines) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
