"""Checks of words: names in both languages, what they share, and notes that can be understood alone."""

from __future__ import annotations

__all__ = ["numbers_missing", "word_checks"]

import re
from collections.abc import Iterator
from decimal import Decimal

from anhui_ftz.analysis.names import folded_name, shared_names
from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.note import Note
from anhui_ftz.model.source import Source
from anhui_ftz.model.statistics import Observation

#: Marks that come in pairs.
_PAIRS = tuple(zip("([（【《〈“「«", ")]）】》〉”」»", strict=True))
#: Words that point to what a reader of one note does not see.
_POINTERS = re.compile(
    r"\b(?:(?:the )?same (?:reading|as (?:above|before|the other))|(?:see|as) above|as before|(?:the )?other record|"
    r"see the note|ditto|ibid)\b|同上|同前|见上(?!海)|如上(?!海)|见前|另一条记录|同一读法",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？；;])")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_ENGLISH = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:[\s-]?(thousand|million|billion)(?:th)?\b)?", re.IGNORECASE
)
_CHINESE = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)")
_HAN = re.compile("[一二两三四五六七八九十百千万亿]+")
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "万": 4, "亿": 8, "": 0}
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
#: Words by their number; regular ordinals lose their ending before they are looked up.
_NUMBERS = {
    word: Decimal(number)
    for number, words in enumerate(
        "zero one,first two,second,both three,third four five,fifth,fif six seven eight,eigh nine,nin ten eleven "
        "twelve,twelfth,twelf thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty,twentie".split()
    )
    for word in words.split(",")
}
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def word_checks(ds: Dataset) -> Iterator[Finding]:
    """Yield what is doubtful about names and notes."""
    yield from _names(ds)
    yield from _shared(ds)
    yield from _numbers(ds)
    yield from _brackets(ds)
    yield from _notes(ds)


def _names(ds: Dataset) -> Iterator[Finding]:
    for table, rows in ds.tables():
        for row in rows:
            if not isinstance(row, Observation | Source):
                path = f"$.{table}['{row.id}'].name"
                if not row.name.zh:
                    yield finding("no-chinese-name", f"{path}.zh", row.name.en or row.id)
                if not row.name.en:
                    yield finding("no-english-name", f"{path}.en", row.name.zh or row.id)


def _shared(ds: Dataset) -> Iterator[Finding]:
    tables = {row.id: table for table, rows in ds.tables() for row in rows}
    for name, ids in shared_names(ds).items():
        path = f"$.{tables[ids[0]]}['{ids[0]}'].name"
        yield finding("ambiguous-name", path, name, tuple(ids), others=ids)


def _numbers(ds: Dataset) -> Iterator[Finding]:
    """Report names whose English and Chinese forms have different numbers."""
    for table, rows in ds.tables():
        for row in rows:
            name = getattr(row, "name", None)
            if name is not None and name.en and name.zh and (missing := numbers_missing(name.en, name.zh)):
                yield finding("name-numbers-differ", f"$.{table}['{row.id}'].name", name.en, name.zh, missing)


def _brackets(ds: Dataset) -> Iterator[Finding]:
    """Report names, of publishers too, in which a bracket or quotation mark has no other half."""
    for table, rows in ds.tables():
        for row in rows:
            field = "publisher" if isinstance(row, Source) else "name"
            names = row.publisher_names if isinstance(row, Source) else getattr(row, field, Name()).all
            for name in names:
                if any(name.count(one) != name.count(other) for one, other in _PAIRS):
                    yield finding("bracket-not-closed", f"$.{table}['{row.id}'].{field}", name)


def _notes(ds: Dataset) -> Iterator[Finding]:
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
            yield finding("note-depends", path, tuple(dict.fromkeys([*words, *named])), others=named)


def _repeated(note: Note, path: str, said: set[str]) -> Iterator[Finding]:
    """Report a sentence that the notes of a record have had before."""
    for text in (note.text.en, note.text.zh):
        for sentence in _SENTENCES.split(text):
            key = folded_name(sentence)
            if key and key in said:
                yield finding("note-repeats", path, sentence.strip())
            said.add(key)


def numbers_missing(en: str, zh: str) -> tuple[str, ...]:
    """Return the numbers in digits of either name that the other has neither in digits nor in words.

    >>> numbers_missing("Plan for 2021 to 2025", "2021—2025年规划"), numbers_missing("The 6th fair", "第六届博览会")
    ((), ())
    >>> numbers_missing("Plan to 2025", "至2035年规划")
    ('2025', '2035')
    >>> numbers_missing("Projects of over 100 million yuan", "亿元以上项目")
    ()
    """
    english, chinese = _english(en), _chinese(zh)
    spelled = (word.removesuffix("th") for word in _WORDS.findall(en.casefold()))
    words = {_NUMBERS[word] for word in spelled if word in _NUMBERS}
    numerals = {value for run in _HAN.findall(zh) for value in _values(run)}
    lost = [*sorted(english - chinese - numerals), *sorted(chinese - english - words)]
    return tuple(f"{each:f}" for each in lost)


def _english(text: str) -> set[Decimal]:
    found = _ENGLISH.findall(text)
    return {_scaled(digits.replace(",", ""), word.casefold()) for digits, word in found}


def _chinese(text: str) -> set[Decimal]:
    return {_scaled(digits, scale) for digits, scale in _CHINESE.findall(text)}


def _scaled(digits: str, scale: str) -> Decimal:
    return Decimal(f"{digits}E{_POWERS[scale]}")  # as text: the caller's decimal context has no effect


def _values(run: str) -> set[Decimal]:
    """Return what a run of numerals may mean: each of its digits and scale words, and the whole below a hundred."""
    single = {Decimal(_DIGITS[each]) for each in run if each in _DIGITS}
    single |= {_scaled("1", each) for each in run if each in _POWERS}
    tens, ten, ones = run.partition("十")
    if ten:
        single.add(Decimal(_DIGITS.get(tens[-1:], 1) * 10 + _DIGITS.get(ones[:1], 0)))
    return single
