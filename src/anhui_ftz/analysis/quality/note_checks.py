"""Checks of notes: each can be understood on its own, and says everything once."""

from __future__ import annotations

__all__ = ["note_checks"]

import re
from collections.abc import Iterator

from anhui_ftz.analysis.names import folded_name
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.note import Note

#: Words that point to what a reader of one note does not see.
_POINTERS = re.compile(
    r"\b(?:(?:the )?same (?:reading|as (?:above|before|the other))|(?:see|as) above|as before|(?:the )?other record|"
    r"see the note|ditto|ibid)\b|同上|同前|见上(?!海)|如上(?!海)|见前|另一条记录|同一读法",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；;])")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def note_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield the notes that depend on another record, and those that say something twice."""
    figures = {row.id for rows in (ds.observations, ds.cooperations) for row in rows}
    for table, rows in ds.tables():
        for row in rows:
            said: set[str] = set()
            for index, note in enumerate(getattr(row, "notes", ())):
                path = f"$.{table}['{row.id}'].notes[{index}]"
                yield from _leaning(note, path, figures)
                yield from _repeated(note, path, said)


def _leaning(note: Note, path: str, figures: set[str]) -> Iterator[Finding]:
    for text in (note.text.en, note.text.zh):
        words = [match[0] for match in _POINTERS.finditer(text)]
        named = [id for id in dict.fromkeys(_ID.findall(text)) if id in figures]
        if words or named:
            message = f"it depends on what is elsewhere: {', '.join(dict.fromkeys([*words, *named]))}"
            yield finding("note-depends", path, message, "say it in words that can be understood alone", named)


def _repeated(note: Note, path: str, said: set[str]) -> Iterator[Finding]:
    """Report a sentence that the notes of a record have had before."""
    for text in (note.text.en, note.text.zh):
        for sentence in _SENTENCES.split(text):
            key = folded_name(sentence)
            if key and key in said:
                yield finding("note-repeats", path, f"{sentence.strip()!r} is said twice", "say it once")
            said.add(key)
