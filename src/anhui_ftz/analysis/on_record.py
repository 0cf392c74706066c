"""What is on record of a place: one row for each indicator, so that nobody needs to know an id beforehand."""

from __future__ import annotations

__all__ = ["OnRecord", "OnRecordRow", "on_record"]

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import attrs

from anhui_ftz.analysis.figures.lookup import last_of, observations
from anhui_ftz.analysis.figures.preference import one_or_disputed
from anhui_ftz.analysis.quality.grades import best_grade
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.source import Grade
from anhui_ftz.model.statistics import Observation
from anhui_ftz.words import check_language, phrase
from anhui_ftz.words.display import Documented
from anhui_ftz.words.document import Document, Line, Numbers, Section
from anhui_ftz.words.periods import stated_period_words
from anhui_ftz.words.sources import citation_words


@attrs.frozen
class OnRecordRow:
    """What is on record of one place and indicator."""

    #: Id of the indicator.
    indicator: str
    #: Its name.
    name: Name
    #: The periods of the figures, each once, by first and last day.
    periods: tuple[Period, ...]
    #: The figure whose period ends last; all that disagree where sources conflict.
    newest: tuple[Observation, ...]
    #: The best grade among the sources of the newest figure; None if it cites nothing.
    grade: Grade | None
    #: All figures, by period and id.
    observations: tuple[Observation, ...]

    @property
    def conflicting(self) -> bool:
        """Whether sources disagree on the newest figure."""
        return len(self.newest) > 1

    def __str__(self) -> str:
        figures = " / ".join(f"{row.quantity:en}" for row in self.newest)
        days = stated_period_words(self.newest[0], "en", short=True)
        return f"{self.indicator}: {figures}, {days} (grade {self.grade}; figures: {len(self.observations)})"


@attrs.frozen(repr=False)
class OnRecord(Documented):
    """What is on record of a place; `on_record` makes it.

    Iterating gives the rows. As text it is a table, in a notebook an HTML table.
    """

    #: Id of the place.
    place: str
    #: Its name.
    name: Name
    #: One row for each indicator, the ones that a reader wants first at the top.
    rows: tuple[OnRecordRow, ...]
    #: Language of its text, ``en`` or ``zh``.
    lang: str = "en"

    def __iter__(self) -> Iterator[OnRecordRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def document(self) -> Document:
        """Return the table as a document, with its citations as numbered notes."""
        lang, numbers = self.lang, Numbers()
        columns = ("field.indicator", "field.id", "on-record.newest", "field.period", "field.grade", "on-record.count")
        rows = tuple(self._cells(row, numbers) for row in self.rows)
        heads = tuple(phrase(each, lang) for each in columns)
        section = (
            Section("", (), heads, rows) if rows else Section(rows=((Line(phrase("briefing.no-figures", lang)),),))
        )
        title = phrase("on-record.title", lang, self.name.in_(lang))
        return Document(title, lang, (section,), numbers.keys, anchor=self.place)

    def _cells(self, row: OnRecordRow, numbers: Numbers) -> tuple[Line, ...]:
        newest = row.newest[0]
        figures = phrase("on-record.or", self.lang).join(format(each.quantity, self.lang) for each in row.newest)
        cited = [citation_words(each, self.lang) for record in row.newest for each in record.citations]
        return (
            Line(row.name.in_(self.lang)),
            Line(row.indicator),
            Line(figures, numbers.refs(cited)),
            Line(stated_period_words(newest, self.lang, short=True)),
            Line(row.grade.value if row.grade is not None else ""),
            Line(str(len(row.observations))),
        )

    def __repr__(self) -> str:
        figures = sum(len(row.observations) for row in self.rows)
        return f"<OnRecord: {self.place}, {len(self.rows)} indicators, {figures} figures>"


def on_record(ds: Dataset, place: str | Place, *, lang: str = "en") -> OnRecord:
    """Return what is on record about a place: one row per indicator, in the order of their ranks.

    Parameters
    ----------
    ds
        The data set.
    place
        The id of a place or body, or the place; `find` reads names. Figures about places within it are not
        included.
    lang
        ``en`` or ``zh``: the language of its text.

    Returns
    -------
    OnRecord
        To be iterated over. Each row has the indicator, its name, the periods, the newest figure (all that
        disagree where sources conflict), the grade of its sources, and all figures.

    Raises
    ------
    UnknownName
        If there is no such place.
    InvalidValue
        If the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> found = ftz.on_record(ftz.load(), "anhui-ftz")
    >>> found
    <OnRecord: anhui-ftz, ... indicators, ... figures>
    >>> print(found.rows[0])
    new-enterprises: 7,674, Jan to Jun 2022 (grade C; figures: 4)
    """
    as_dataset(ds)
    check_language(lang)
    about = ds.place(place)
    rows = [
        _row(ds, indicator, tuple(figures))
        for indicator, figures in groupby(observations(ds, subject=about), attrgetter("indicator"))
    ]
    ordered = sorted(rows, key=lambda row: (ds.indicators[row.indicator].rank, row.indicator))
    return OnRecord(about.id, about.name, tuple(ordered), lang)


def _row(ds: Dataset, indicator: str, figures: tuple[Observation, ...]) -> OnRecordRow:
    newest = _newest(ds, figures)
    periods = tuple(dict.fromkeys(row.period for row in figures))
    return OnRecordRow(indicator, ds.indicators[indicator].name, periods, newest, best_grade(ds, newest), figures)


def _newest(ds: Dataset, figures: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Return the figure whose period ends last, or all that disagree on it."""
    return one_or_disputed(figures, lambda: last_of(ds, figures, None))
