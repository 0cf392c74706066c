"""How values look in a notebook: the one thread from the nouns up to the words."""

from __future__ import annotations

__all__ = ["repr_html"]

from importlib import import_module
from typing import Protocol, cast


class _Room(Protocol):
    def html_of(self, value: object) -> str: ...


def repr_html(value: object) -> str:
    """Return a value as HTML; a noun has this as its ``_repr_html_``, which notebooks call.

    A noun knows no words, and importing one imports none. So the room of words is called for by its name,
    here alone, and only when a notebook asks.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> repr_html(ftz.load().get("anhui-ftz")).startswith("<table")
    True
    """
    return cast("_Room", import_module("anhui_ftz.reports.html")).html_of(value)
