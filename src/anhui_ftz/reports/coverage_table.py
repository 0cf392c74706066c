"""The coverage table: what is known of places by indicator and year, with grade, and what is not."""

from __future__ import annotations

__all__ = ["CoverageTable", "coverage"]

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

import attrs

from anhui_ftz.analysis.quality.coverage import Coverage, CoverageState, covered, uncovered
from anhui_ftz.analysis.quality.grades import grade
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.words import check_language, label, phrase
from anhui_ftz.words.display import Documented
from anhui_ftz.words.document import Document, Line, Numbers, Section
from anhui_ftz.words.periods import stated_period_words
from anhui_ftz.words.sources import citation_words


@attrs.frozen(repr=False)
class CoverageTable(Documented):
    """How much is known of places by indicator and year; `coverage` makes it. Iterating gives the cells.

    As text it is a table for each place, in a notebook an HTML table.
    """

    #: A cell for each place, indicator and year, in the order of these.
    cells: tuple[Coverage, ...]
    #: Figures that run over several of the years, such as those since the opening; they are in no cell.
    outside: tuple[Observation, ...]
    #: Its language, ``en`` or ``zh``.
    lang: str
    _ds: Dataset = attrs.field(eq=False)

    @property
    def unknown(self) -> tuple[Coverage, ...]:
        """The cells of which nothing at all is known: no figure, no part of the year, and nothing implied."""
        return tuple(cell for cell in self.cells if cell.is_unknown)

    def __iter__(self) -> Iterator[Coverage]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, index: int) -> Coverage:
        return self.cells[index]

    def document(self) -> Document:
        """Return the table as a document, with the citations as numbered notes."""
        numbers, lang = Numbers(), self.lang
        sections = [Section("", (Line(phrase("coverage.unknown", lang)),))]
        for subject, cells in groupby(self.cells, attrgetter("subject")):
            sections.append(self._section(subject, list(cells), numbers))
        lines = tuple(self._further(row, numbers) for row in self.outside)
        sections += [Section(phrase("compare.further", lang), lines)] if lines else []
        return Document(phrase("coverage.title", lang), lang, tuple(sections), numbers.keys, anchor="coverage")

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the cells as a frame, a row for each place, indicator and year.

        ``lower`` and ``upper`` contain all figures that state or imply the cell; they are empty where no figure
        of the whole year is known. ``parts`` has the ids of figures of parts of the year.

        Parameters
        ----------
        backend
            ``pyarrow``, ``polars``, ``polars-lazy``, ``pandas``, ``duckdb`` or ``pyspark``.

        Raises
        ------
        MissingExtra
            If the libraries of the extra ``frames`` or the backend are not installed.
        """
        from anhui_ftz.io.frames.record_frames import frame_of

        columns = {
            **dict.fromkeys(("subject", "indicator"), "string"),
            "year": "int32",
            **dict.fromkeys(("state", "grade", "unit"), "string"),
            **dict.fromkeys(("lower", "upper"), "float64"),
            **dict.fromkeys(("observations", "parts"), "list"),
        }
        return frame_of(columns, map(_record, self.cells), backend)

    def _section(self, subject: str, cells: list[Coverage], numbers: Numbers) -> Section:
        years = sorted({cell.year for cell in cells})
        by_key = {(cell.indicator, cell.year): cell for cell in cells}
        indicators = [self._ds.indicators[id] for id in dict.fromkeys(cell.indicator for cell in cells)]
        rows = tuple(
            (Line(each.name.in_(self.lang)), *(self._line(by_key[each.id, year], numbers) for year in years))
            for each in sorted(indicators, key=lambda row: (row.rank, row.id))
        )
        heads = (phrase("field.indicator", self.lang), *map(str, years))
        return Section(self._ds.place(subject).name.in_(self.lang), columns=heads, rows=rows)

    def _line(self, cell: Coverage, numbers: Numbers) -> Line:
        """Word a cell: its figures, else its newest part with its months, and the grade."""
        lang, marks = self.lang, list[str]()
        if cell.is_unknown:
            return Line("–")
        cited = cell.observations or tuple(row for each in cell.implied for row in each.observations)
        figures, best = _quantities(cell), cell.grade
        if not figures:
            part = max(cell.parts, key=lambda row: (row.period.days or 0, row.period.end or date.min, row.id))
            figures, cited, best = [part.quantity], (part,), grade(self._ds, part)
            marks = [stated_period_words(part, lang, short=True)]
        marks += [label(cell.state, lang)] if cell.state is CoverageState.IMPLIED else []
        marks += [best.value] if best is not None else []
        refs = numbers.refs(citation_words(each, lang) for row in cited for each in row.citations)
        words = dict.fromkeys(format(each, lang) for each in figures)
        return Line(phrase("on-record.or", lang).join(words), refs, aside=phrase("clause", lang).join(marks))

    def _further(self, row: Observation, numbers: Numbers) -> Line:
        clause, colon = phrase("clause", self.lang), phrase("colon", self.lang)
        names = (self._ds.place(row.subject).name, self._ds.indicators[row.indicator].name)
        head = clause.join([*(name.in_(self.lang) for name in names), stated_period_words(row, self.lang)])
        refs = numbers.refs(citation_words(each, self.lang) for each in row.citations)
        return Line(f"{head}{colon}{row.quantity:{self.lang}}", refs)

    def __repr__(self) -> str:
        places = len({cell.subject for cell in self.cells})
        known = len(self.cells) - len(self.unknown)
        return f"<CoverageTable: {places} places, {len(self.cells)} cells, something known of {known}>"


def _quantities(cell: Coverage) -> list[Quantity]:
    return [*(each.quantity for each in cell.observations), *(each.quantity for each in cell.implied)]


def _record(cell: Coverage) -> dict[str, Any]:
    known = _quantities(cell)
    units = {str(each.unit) for each in known}
    one = len(units) == 1
    return {
        "subject": cell.subject,
        "indicator": cell.indicator,
        "year": cell.year,
        "state": cell.state.value,
        "grade": None if cell.grade is None else cell.grade.value,
        "unit": units.pop() if one else None,
        "lower": float(min(each.lower for each in known)) if one else None,
        "upper": float(max(each.upper for each in known)) if one else None,
        "observations": [row.id for row in cell.observations],
        "parts": [row.id for row in cell.parts],
    }


def coverage(
    ds: Dataset,
    places: str | Place | Iterable[str | Place] | None = None,
    *,
    zones: str | Zone | Iterable[str | Zone] | None = None,
    indicators: str | Indicator | Iterable[str | Indicator] | None = None,
    years: int | Iterable[int] | None = None,
    lang: str = "en",
) -> CoverageTable:
    """Return how much is known of places by indicator and year, with the grade, and what is not known.

    A flow or ratio is stated by a figure for the full year, a stock by one that held on some day of it.
    It is implied by the figure of the next year with its growth rate, or by its share of the province
    with the province's figure. Figures of parts of a year are listed in ``parts``.

    Parameters
    ----------
    ds
        The data set.
    places
        One or several places, by id or as records; by default all zones that any figure is about.
    zones
        The same, restricted to zones.
    indicators
        One or several; by default all that any figure of these places has.
    years
        One or several; by default from the first to the last that figures of these places and indicators name.
    lang
        ``en`` or ``zh``: the language of its text.

    Returns
    -------
    CoverageTable
        To be iterated over: one `Coverage` for each place, indicator and year, in the order of these.

    Raises
    ------
    UnknownName
        If an id is in no table.
    InvalidValue
        If an id is that of something else, a year is not a year, or both places and zones are given.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     str(each.state)
    ...     for each in ftz.coverage(
    ...         ds, "anhui-ftz", indicators="area", years=[1999, 2021]
    ...     )
    ... ]
    ['absent', 'stated']
    >>> ftz.coverage(ds, "wuhu-port")
    <CoverageTable: 1 places, ... cells, something known of ...>
    """
    as_dataset(ds)
    check_language(lang)
    if zones is not None:
        if places is not None:
            raise InvalidValue("give places or zones, not both")
        given = [zones] if isinstance(zones, str | Zone) else zones
        places = [ds.get(each.id if isinstance(each, Zone) else each, Zone) for each in given]
    cells = covered(ds, places, indicators=indicators, years=years)
    return CoverageTable(cells, uncovered(ds, cells), lang, ds)
