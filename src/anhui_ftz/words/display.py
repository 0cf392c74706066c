"""Values as notebooks show them: a table for each record, result, table and data set, with its sources as notes."""

from __future__ import annotations

__all__ = ["Documented", "display"]

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.words import as_heading, catalogue, label, phrase, status_words
from anhui_ftz.words.document import Document, Line, Numbers, Section, cut
from anhui_ftz.words.nouns import Days, Interval, Named, Result
from anhui_ftz.words.periods import dated_words, period_words, stated_period_words
from anhui_ftz.words.sources import citation_words, source_words
from anhui_ftz.words.working import figure_line, rule_words, working

#: How many names of a table of a data set are shown, and how many of its sources.
_NAMES, _SOURCES = 4, 20
#: The fields that a table of records shows, where they have them, in this order.
_COLUMNS = (
    "id", "name", "publisher", "title", "subject", "indicator", "period", "quantity", "kind", "form", "parties",
    "unit", "province", "zone", "status", "published",
)  # fmt: skip
#: The fields of a record that its table does not repeat: they are its caption, its notes, and words of its period.
_ELSEWHERE = frozenset({"id", "name", "citations", "basis"})
_Row = tuple[Line, ...]


class Documented(ABC):
    """A result that is read as a document of its own: as text, Markdown and HTML."""

    __slots__ = ()

    @abstractmethod
    def document(self) -> Document:
        """Return it as a document, with its sources as numbered notes."""

    def to_markdown(self) -> str:
        """Return it as Markdown, with a numbered list of its sources."""
        return self.document().markdown

    def to_html(self) -> str:
        """Return it as HTML, all text escaped, with a list of its sources."""
        return self.document().html

    def __str__(self) -> str:
        return self.document().text

    def _repr_html_(self) -> str:
        return self.to_html()


def display(value: object, language: str = "en") -> Document:
    """Return a value as a document of one table.

    Parameters
    ----------
    value
        A data set, a table of it, a record, a derived figure, a linkage, a matrix of linkages or a
        reconciliation.
    language
        ``en`` or ``zh``.

    Raises
    ------
    InvalidValue
        If it is something else, or the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(display(ftz.load().observations["ah-obs-010"]).text)
    ah-obs-010
    ==========
    <BLANKLINE>
    Subject    anhui-ftz
    Indicator  new-enterprises
    Period     24 September 2020 to 25 January 2021
    Figure     3,857 [1]
    Status     A (normal)
    ...
    """
    catalogue(language)
    for fits, show in _KINDS:
        if fits(value):
            return show(_Writer(language), value)
    raise InvalidValue(f"expected a data set, a table, a record, a derived figure or a linkage, got {shown(value)}")


class _Writer:
    """Builds one document, and numbers the citations as they come up."""

    def __init__(self, language: str) -> None:
        self.language, self.numbers = language, Numbers()

    def document(self, title: str, rows: Iterable[_Row], columns: Iterable[str] = (), **more: Any) -> Document:
        section = Section(columns=tuple(columns), rows=tuple(rows))
        return Document(title, self.language, (section,), self.numbers.keys, **more)

    def result(self, result: Result) -> Document:
        rows = cut(((line,) for line in working(result, self.language, self.numbers)), self.language)
        return self.document(rule_words(result.rule, self.language), rows)

    def linkage(self, link: Any) -> Document:
        sep = self.word("sep")
        rows = []
        for each in link.evidence:
            row, parties = each.cooperation, sep.join(each.stated_at)
            if each.lifted_via:
                parties += self.word("stop") + self.word("lifted", sep.join(each.lifted_via))
            name = Line(_title(row), self.refs(row, *row.milestones))
            status = sep.join(status_words(each.status, each.possible, self.language))
            rows.append((name, Line(label(row.form, self.language)), Line(status), Line(parties)))
        columns = ("cooperation", "field.form", "field.status", "field.parties")
        return self.document(f"{link.a} – {link.b}", cut(rows, self.language), map(self.word, columns))

    def reconciliation(self, check: Any) -> Document:
        whole = check.whole
        rows = [(Line(self.word("whole")), self.figure(whole.quantity, whole))]
        rows += ((Line(part.subject), self.figure(part.quantity, part)) for part in check.parts)
        rows += ((Line(id), Line(self.word("no-figure"))) for id in check.missing)
        worked_out = (("sum", check.sum), ("residual", check.residual))
        rows += ((Line(self.word(key)), self.figure(each.quantity)) for key, each in worked_out if each is not None)
        days = stated_period_words(whole, self.language)
        what = self.word("working.figure", whole.subject, whole.indicator, days)
        return self.document(what + self.word("colon") + label(check.verdict, self.language), rows)

    def matrix(self, matrix: Any) -> Document:
        """Leave the zeros of a matrix blank; a note says what that means."""
        rows = (
            (Line(place), *(Line(str(count) if count else "") for count in counts))
            for place, counts in zip(matrix.places, matrix.counts, strict=True)
        )
        refs = self.numbers.refs([self.word("no-record")])
        return self.document(self.word("matrix"), cut(rows, self.language), ("", *matrix.places), refs=refs)

    def dataset(self, ds: Any) -> Document:
        rows = [
            (Line(self.word(f"table.{name}")), Line(f"{len(table):,}"), Line(_first_names(table)))
            for name, table in ds.tables()
            if table
        ]
        title = ", ".join(filter(None, [ds.title or self.word("data-set"), ds.edition, ds.licence]))
        notes = tuple(source_words(source, self.language) for source in ds.sources[:_SOURCES])
        left_out = len(ds.sources) - len(notes)
        return Document(title, self.language, (Section(rows=tuple(rows)),), notes, left_out=left_out)

    def table(self, records: Sequence[Any]) -> Document:
        names = [name for name in _COLUMNS if any(hasattr(record, name) for record in records[:_SOURCES])]
        rows = (tuple(self.field(record, getattr(record, name, None)) for name in names) for record in records)
        columns = (self.word(f"field.{name}") for name in names)
        return self.document(self.word("records", f"{len(records):,}"), cut(rows, self.language), columns)

    def record(self, record: Any) -> Document:
        refs = () if hasattr(record, "quantity") else self.refs(record)
        rows: list[_Row] = []
        said: set[object] = set()
        for name in (field.alias for field in attrs.fields(type(record)) if field.init):
            value = getattr(record, name)
            if name == "within":
                value = tuple(id for id in value if id not in said)
            if isinstance(value, tuple) and all(hasattr(each, "period") for each in value):
                rows += map(self.dated, value)
            elif name == "notes":
                rows += map(self.remark, value)
            elif name not in _ELSEWHERE and (line := self.field(record, value)).text:
                rows.append((Line(self.word(f"field.{name}")), line))
                said.add(value)
        return self.document(_title(record), rows, refs=refs)

    def dated(self, each: Any) -> _Row:
        """Return a row for what happened on some day: what, when, and where it is stated."""
        words, when = dated_words(each, self.language)
        return Line(as_heading(words)), Line(when, self.refs(each))

    def remark(self, note: Any) -> _Row:
        """Return a row for a note: what it is about, and what it says."""
        return Line(as_heading(label(note.kind, self.language))), Line(self.text(note.text))

    def field(self, record: Any, value: Any) -> Line:
        """Word a field of a record by what it is; the figure of an observation carries its sources."""
        if isinstance(value, Interval):
            return self.figure(value, *([record] if hasattr(record, "quantity") else []))
        if isinstance(value, Days) and hasattr(record, "basis"):
            return Line(stated_period_words(record, self.language))
        if isinstance(value, tuple):
            return Line(self.word("sep").join(map(self.text, value)))
        return Line(self.text(value))

    def text(self, value: object) -> str:
        if isinstance(value, StrEnum):  # a code is shown beside what it means
            words = label(value, self.language)
            return f"{value.value}{self.word('brackets', words)}" if value.isupper() else words
        if isinstance(value, Days):
            return period_words(value, self.language)
        if isinstance(value, Named):
            return value.in_(self.language)
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        return "" if value is None else str(value)

    def word(self, key: str, *values: object) -> str:
        return phrase(key, self.language, *values)

    def figure(self, quantity: Interval, *holders: Any) -> Line:
        return figure_line(quantity, self.language, self.refs(*holders))

    def refs(self, *holders: Any) -> tuple[int, ...]:
        """Return the numbers of the citations of some records."""
        citations = (each for holder in holders for each in getattr(holder, "citations", ()))
        return self.numbers.refs(citation_words(each, self.language) for each in citations)


def _title(record: Any) -> str:
    name = getattr(record, "name", None)
    names = () if name is None else dict.fromkeys(filter(None, (name.en, name.zh)))
    return f"{' · '.join(names)} ({record.id})" if names else record.id


def _first_names(table: Sequence[Any]) -> str:
    names = [str(getattr(row, "name", "")) or row.id for row in table[:_NAMES]]
    return ", ".join(names) + (", …" if len(table) > _NAMES else "")


def _is_table(value: object) -> bool:
    return isinstance(value, Sequence) and all(hasattr(row, "id") for row in value[:1])


def _has(*names: str) -> Callable[[object], bool]:
    return lambda value: all(hasattr(value, name) for name in names)


#: What a value may be, by what it has, and how it is shown; the first that fits counts.
_KINDS: tuple[tuple[Callable[[object], bool], Callable[[_Writer, Any], Document]], ...] = (
    (_has("rule", "inputs"), _Writer.result),
    (_has("a", "b", "evidence"), _Writer.linkage),
    (_has("whole", "parts", "verdict"), _Writer.reconciliation),
    (_has("places", "counts"), _Writer.matrix),
    (_has("tables"), _Writer.dataset),
    (_is_table, _Writer.table),
    (lambda value: attrs.has(type(value)) and hasattr(value, "id"), _Writer.record),
)
