"""The comparison table: places side by side with everything on record, in either language or as a frame."""

from __future__ import annotations

__all__ = ["Comparison", "compare"]

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal

import attrs

from anhui_ftz.analysis.figures.comparison import (
    ComparisonCell,
    ComparisonKind,
    cells_of,
    columns_of,
    outside_of,
)
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.lookup import indicator_of
from anhui_ftz.analysis.figures.preference import OneSource, Preference, as_preference
from anhui_ftz.analysis.names import place_meant
from anhui_ftz.errors import InvalidValue, UnknownName, shown, suggestion
from anhui_ftz.model.checks import one_or_several
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation
from anhui_ftz.words import check_language, label, phrase
from anhui_ftz.words.display import Documented
from anhui_ftz.words.document import Document, Line, Numbers, Section
from anhui_ftz.words.periods import short_period, stated_period_words
from anhui_ftz.words.sources import citation_words

Beside = Literal["share", "growth"]
_BESIDE = ("share", "growth")


@attrs.frozen(repr=False)
class Comparison(Documented):
    """Places side by side; `compare` makes it. Iterating gives the cells, place by place.

    As text it is a table; in a notebook an HTML table.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zones = ["anhui-ftz", "jiangsu-ftz"]
    >>> table = ftz.compare(
    ...     ftz.load(), zones, "goods-trade", periods=[2021], show=["share"]
    ... )
    >>> print(table["jiangsu-ftz", 2021].share.quantity)
    between 11.34620 and 11.34642%
    """

    #: What is compared.
    indicator: Indicator
    #: The places, in the order asked for.
    places: tuple[Place, ...]
    #: The periods of the columns, in the order of time.
    periods: tuple[Period, ...]
    #: A cell for each place and period, place by place.
    cells: tuple[ComparisonCell, ...]
    #: Figures that overlap a column and fit into none, such as those that run over several years.
    outside: tuple[Observation, ...]
    #: Its language, ``en`` or ``zh``.
    lang: str = "en"

    @property
    def missing(self) -> tuple[ComparisonCell, ...]:
        """The cells of which nothing is on record."""
        return tuple(cell for cell in self.cells if cell.kind is ComparisonKind.ABSENT)

    @property
    def conflicts(self) -> tuple[ComparisonCell, ...]:
        """The cells on which sources disagree."""
        return tuple(cell for cell in self.cells if cell.kind is ComparisonKind.CONFLICT)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns of ``rows``."""
        return "subject", "period", "kind", "quantity", "figures", "figure_period", "share", "growth", "observations"

    @property
    def rows(self) -> tuple[tuple[object, ...], ...]:
        """A row for each cell, then one for each figure outside the columns, as `write_excel` writes them."""
        return tuple(
            (
                cell.subject,
                cell.period,
                cell.kind,
                cell.quantity,
                tuple(_quantities(cell)),
                cell.figures[0].period if cell.figures else None,
                cell.share,
                cell.growth,
                tuple(row.id for row in cell.observations),
            )
            for cell in (*self.cells, *self._outside())
        )

    def _outside(self) -> Iterator[ComparisonCell]:
        """Yield the figures that fit into no cell as cells of their own periods."""
        return (ComparisonCell(row.subject, row.period, ComparisonKind.STATED, (row,)) for row in self.outside)

    def _words(self, cell: ComparisonCell) -> str:
        return phrase("on-record.or", self.lang).join(format(each, self.lang) for each in _quantities(cell))

    def __getitem__(self, key: tuple[str, int | str | Period]) -> ComparisonCell:
        place, given = key
        ids = [each.id for each in self.places]
        if place not in ids:
            raise UnknownName(str(place), nearest(place, ids))
        period = Period.parse(f"{given:04}" if isinstance(given, int) else given)
        if period not in self.periods:
            columns = ", ".join(map(str, self.periods))
            raise InvalidValue(f"the periods compared are {columns}, not {period}")
        return self.cells[ids.index(place) * len(self.periods) + self.periods.index(period)]

    def __iter__(self) -> Iterator[ComparisonCell]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    def document(self) -> Document:
        """Return the table as a document: the cells, then the further figures, with citations as numbered notes."""
        numbers, lang = Numbers(), self.lang
        width, names = len(self.periods), [place.name.in_(lang) for place in self.places]
        rows = [
            (Line(name), *(self._line(cell, numbers) for cell in self.cells[n * width : (n + 1) * width]))
            for n, name in enumerate(names)
        ]
        columns = ("", *(short_period(each, lang) for each in self.periods))
        title = self.indicator.name.in_(lang)
        table = Section(title, (Line(phrase("compare.unknown", lang)),), columns, tuple(rows))
        by_name = {place.id: (n, name) for n, (place, name) in enumerate(zip(self.places, names, strict=True))}
        shown = {row.id for cell in self.cells for row in cell.figures}
        others = (row for cell in self.cells for row in cell.others if row.id not in shown)
        further = sorted(
            {*others, *self.outside}, key=lambda row: (by_name[row.subject][0], *in_time(row.period), row.id)
        )
        lines = tuple(
            self._figure(row, numbers, f"{by_name[row.subject][1]}{phrase('clause', lang)}") for row in further
        )
        sections = (table, Section(phrase("compare.further", lang), lines)) if lines else (table,)
        return Document(phrase("compare.title", lang, title), lang, sections, numbers.keys, anchor=self.indicator.id)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the table as a frame: a row for each cell, then one for each figure that fits into no cell.

        In a conflict, ``value`` is empty, and ``lower`` and ``upper`` contain all figures. Money and other
        figures are floats; ``unit`` says in what. ``share`` and ``growth`` are in per cent.

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
            **dict.fromkeys(("subject", "indicator", "period", "kind", "figure_period", "unit"), "string"),
            **dict.fromkeys(("value", "lower", "upper", "share", "growth"), "float64"),
            "observations": "list",
        }
        return frame_of(columns, (self._record(cell) for cell in (*self.cells, *self._outside())), backend)

    def _record(self, cell: ComparisonCell) -> dict[str, Any]:
        known = _quantities(cell)
        one = cell.quantity
        return {
            "subject": cell.subject,
            "indicator": self.indicator.id,
            "period": cell.period.edtf,
            "kind": cell.kind.value,
            "figure_period": cell.figures[0].period.edtf if cell.figures else cell.period.edtf if known else None,
            "unit": str(known[0].unit) if known else None,
            "value": None if one is None else float(one.value),
            "lower": float(min(each.lower for each in known)) if known else None,
            "upper": float(max(each.upper for each in known)) if known else None,
            "share": None if cell.share is None else float(cell.share.quantity.value),
            "growth": None if cell.growth is None else float(cell.growth.quantity.value),
            "observations": [row.id for row in cell.observations],
        }

    def _line(self, cell: ComparisonCell, numbers: Numbers) -> Line:
        """Word a cell: figures, the months of a part, and what is implied or in conflict."""
        lang, kind = self.lang, cell.kind
        if kind is ComparisonKind.ABSENT:
            return Line("–")
        beside = [(rule, each.quantity) for rule, each in (("share", cell.share), ("growth", cell.growth)) if each]
        words = [self._words(cell), *(f"{phrase(f'rule.{rule}', lang)} {each:{lang}}" for rule, each in beside)]
        stated = cell.figures or tuple(row for each in cell.implied for row in each.observations)
        # the days of a stock that applies at the end of the period say nothing more
        part = kind is not ComparisonKind.STATED and cell.figures and cell.figures[0].period != cell.period
        marks = [stated_period_words(cell.figures[0], lang, short=True)] if part else []
        marks += [label(kind, lang)] if kind in (ComparisonKind.IMPLIED, ComparisonKind.CONFLICT) else []
        refs = numbers.refs(citation_words(each, lang) for row in stated for each in row.citations)
        return Line(phrase("stop", lang).join(words), refs, aside=phrase("clause", lang).join(marks))

    def _figure(self, row: Observation, numbers: Numbers, before: str) -> Line:
        text = f"{before}{stated_period_words(row, self.lang)}{phrase('colon', self.lang)}{row.quantity:{self.lang}}"
        return Line(text, numbers.refs(citation_words(each, self.lang) for each in row.citations))

    def __repr__(self) -> str:
        kinds = [cell.kind for cell in self.cells]
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ComparisonKind if kind in kinds)
        return f"<Comparison of {self.indicator.id}: {len(self.places)} places, {len(self.periods)} periods, {counts}>"


def compare(
    ds: Dataset,
    subjects: str | Place | Iterable[str | Place],
    indicator: str | Indicator,
    *,
    periods: Literal["years", "best"] | int | Iterable[int | str | Period] = "years",
    prefer: OneSource = None,
    show: Beside | Collection[Beside] = (),
    lang: str = "en",
) -> Comparison:
    """Return a table that compares places by period, with everything on record about one indicator.

    A cell is *stated*, *part-year* (only some months are known), *implied* by other figures, in *conflict* (all
    figures are shown) or *absent*. A figure belongs to the column of its period, otherwise to the shortest
    column that contains it; ``outside`` has those that fit into none. A stock counts in each column on whose
    last day it applies.

    Parameters
    ----------
    ds
        The data set.
    subjects
        The places to compare: ids, names in either language, or places.
    indicator
        What is measured: an id; `find_indicator` reads names.
    periods
        ``years``: each year from the first to the last on record. ``best``: the periods of which the most
        places have a figure. Or a list of years and EDTF periods.
    prefer
        How to choose where sources disagree: ``publisher-first``, ``newest`` or ``narrowest``. None shows all.
    show
        What to work out beside each figure: ``share`` of the province, ``growth`` on the year before.
    lang
        ``en`` or ``zh``: the language of its text.

    Raises
    ------
    UnknownName, AmbiguousName
        If a place or indicator is not known, or a name means several.
    InvalidValue
        If no place is given, or an argument is not one of its words.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> zones = ["anhui-ftz", "zhejiang-ftz"]
    >>> table = ftz.compare(ftz.load(), zones, "goods-trade", periods=[2021, 2022])
    >>> table
    <Comparison of goods-trade: 2 places, 2 periods, ...>
    >>> print(table["anhui-ftz", 2021].quantity)
    more than 154 billion yuan
    """
    as_dataset(ds)
    check_language(lang)
    if as_preference(prefer) is Preference.HULL:
        raise InvalidValue("prefer: a hull is not a figure to compare; prefer one source")
    beside = list(show) if isinstance(show, Iterable) and not isinstance(show, str) else [show]
    for each in beside:
        if each not in _BESIDE:
            raise InvalidValue(f"show: {shown(each)} is not one of {', '.join(_BESIDE)}{suggestion(each, _BESIDE)}")
    given = one_or_several(subjects, Place, "subjects")
    places = tuple({place.id: place for place in (place_meant(ds, each) for each in given)}.values())
    if not places:
        raise InvalidValue("subjects: give one place at least")
    ids, record = [place.id for place in places], indicator_of(ds, indicator)
    columns = columns_of(ds, ids, record, periods)
    cells = tuple(cell for id in ids for cell in cells_of(ds, id, record, columns, prefer=prefer, show=beside))
    return Comparison(record, places, columns, cells, outside_of(ds, ids, record, columns), lang)


def _quantities(cell: ComparisonCell) -> list[Quantity]:
    """Return the figures of a cell, or what others imply of it."""
    return [*(each.quantity for each in cell.figures), *(each.quantity for each in cell.implied)]
