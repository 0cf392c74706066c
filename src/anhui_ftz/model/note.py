"""Notes: what a reader should know of a record, each of one kind, in both languages."""

from __future__ import annotations

__all__ = ["Note", "NoteKind", "NoteKindName", "joined", "notes"]

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import instances, member
from anhui_ftz.model.name import Text, as_text


class NoteKind(StrEnum):
    """What a note is about."""

    #: How a term is defined, or how it differs from one that sounds like it.
    DEFINITION = "definition"
    #: What the record covers, and what it does not.
    SCOPE = "scope"
    #: What no source confirms.
    UNCONFIRMED = "unconfirmed"
    #: Where sources print different figures, days or names.
    SOURCES_DIFFER = "sources-differ"
    #: What was translated, and by whom.
    TRANSLATION = "translation"
    #: How a day or period is known.
    BASIS = "basis"


#: The same as words, for type checkers.
NoteKindName = Literal["definition", "scope", "unconfirmed", "sources-differ", "translation", "basis"]


def _kind(value: NoteKind | NoteKindName) -> NoteKind:
    return member(NoteKind, value)


@attrs.frozen
class Note:
    """What a reader should know about a record; it can be understood on its own.

    Raises
    ------
    InvalidValue
        If there is no such kind, or the text is empty in both languages.

    Examples
    --------
    >>> note = Note(
    ...     "scope",
    ...     Text("Of the whole city, not of the area.", "为全市数据，非片区数据。"),
    ... )
    >>> note.in_("zh")
    '为全市数据，非片区数据。'
    >>> print(Note("unconfirmed", "No page says who signed."))
    No page says who signed.
    """

    #: What it is about.
    kind: NoteKind = attrs.field(converter=_kind)
    #: What it says; a lone text is the English one.
    text: Text = attrs.field(converter=as_text)

    @text.validator
    def _check_text(self, _: object, text: Text) -> None:
        if not text:
            raise InvalidValue("a note says something in English or in Chinese; both are empty")

    def in_(self, lang: str) -> str:
        """Return what it says in a language, or in the other if it is empty."""
        return self.text.in_(lang)

    def __str__(self) -> str:
        return str(self.text)


def notes(values: Iterable[Note]) -> tuple[Note, ...]:
    """Convert to a tuple of Notes."""
    return instances(Note, values)


def joined(rows: Iterable[Note], lang: str) -> str:
    """Return what several notes say in a language; empty where there are none.

    >>> rows = Note("scope", Text("One.", "一。")), Note("basis", Text("Two.", "二。"))
    >>> joined(rows, "en"), joined(rows, "zh")
    ('One. Two.', '一。二。')
    """
    return ("" if lang == "zh" else " ").join(each.in_(lang) for each in rows)
