"""HTML for the pages made of data: every text is escaped, and every element has the attributes it was given."""

from __future__ import annotations

__all__ = ["element", "folded", "grid", "raw"]

from collections.abc import Iterable, Iterator, Sequence
from html import escape


def element(tag: str, *content: str, **attributes: str) -> str:
    """Write an element; its content is markup already, and an attribute without a value is left out."""
    words = {name.strip("_").replace("_", "-"): value for name, value in attributes.items() if value}
    opening = "".join(f' {name}="{escape(value)}"' for name, value in words.items())
    return f"<{tag}{opening}>{''.join(content)}</{tag}>"


def grid(columns: Sequence[str], rows: Iterable[str], **attributes: str) -> str:
    """Write a table that scrolls by itself where it is wider than the page; its rows are markup already."""
    head = element("tr", *(element("th", escape(name), scope="col") for name in columns))
    body = element("tbody", *rows)
    return element(
        "div",
        element("table", element("thead", head), body, **{"class_": "data docutils"} | attributes),
        class_="table-wrapper",
    )


def folded(summary: str, *content: str) -> str:
    """Write what is shown only once it is unfolded."""
    return element("details", element("summary", escape(summary)), *content, class_="more")


def raw(*markup: str) -> Iterator[str]:
    """Put markup on a page as it is."""
    yield from (".. raw:: html", "", *(f"   {line}" for each in markup for line in each.splitlines()), "")
