"""The linkage table: who is linked with whom, by what and on what evidence, as flat rows for a report."""

from __future__ import annotations

__all__ = ["LinkageTable", "linkage_table"]

from collections.abc import Collection
from os import PathLike
from typing import Any, Literal

import attrs

from anhui_ftz.analysis.links.query import LinkQuery, Parties, PartiesName, Statuses
from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.analysis.links.ties import Tie, ties
from anhui_ftz.analysis.names import place_meant
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import Day, one_or_several
from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.reports.linkage_rows import LinkageRow, LinkageRows
from anhui_ftz.words import check_language, label, phrase
from anhui_ftz.words.display import Documented
from anhui_ftz.words.document import Document, Line, Numbers, Section

FallbackName = Literal["stated"]
#: The columns of the printed table, in order; the address is among the notes.
_PRINTED = (
    "own_side", "partner_zone", "partner", "title", "form", "status", "date", "date_kind", "parties", "n_parties",
    "direct", "topics", "as_printed", "publisher", "grade",
)  # fmt: skip
#: All columns of words, then what programs need.
_WORDS = (*_PRINTED, "url", "own_level", "partner_level")
_FOR_PROGRAMS = (
    "earliest", "latest", "cooperation", "own_ids", "zone_ids", "partner_ids", "party_ids", "via_ids", "source_ids",
)  # fmt: skip


@attrs.frozen(repr=False)
class LinkageTable(Documented):
    """The linkages of a place as flat rows, with their evidence; `linkage_table` makes it."""

    #: The rows.
    rows: tuple[LinkageRow, ...]
    #: Id of the place.
    place: str
    #: Its language, ``en`` or ``zh``.
    language: str
    #: Name of the place in that language.
    name: str
    #: Edition of the data.
    edition: str
    _ds: Dataset = attrs.field(eq=False)
    _ties: tuple[Tie, ...] = attrs.field(eq=False)
    _query: LinkQuery = attrs.field(eq=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields of the rows that are the columns of a sheet, in order; those of ids last."""
        programs = (name for name in _FOR_PROGRAMS if name != "cooperation")  # which ``title`` says
        return tuple("status_words" if name == "status" else name for name in (*_WORDS, *programs))

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of all rows, sorted."""
        return tuple(sorted({id for row in self.rows for id in row.source_ids}))

    @property
    def cooperations(self) -> tuple[Cooperation, ...]:
        """The cooperations of the table, sorted by id."""
        return tuple(self._ds.cooperations[id] for id in sorted({row.cooperation for row in self.rows}))

    def folded(self) -> LinkageTable:
        """Return the table with one row for each cooperation, in which all its partners are named."""
        rows = LinkageRows(self._ds, self._query.on, self.language).folded(self._ties)
        return attrs.evolve(self, rows=rows)

    def document(self) -> Document:
        """Return the table as a document, with the sources as numbered notes."""
        numbers, lang = Numbers(), self.language
        rows = tuple(tuple(self._line(row, name, numbers) for name in _PRINTED) for row in self.rows)
        columns = tuple(phrase(f"link.{name}", lang) for name in _PRINTED)
        count = phrase("link.count", lang, len(self.rows), len({row.cooperation for row in self.rows}))
        edition = phrase("link.edition", lang, self.edition) if self.edition else ""
        facts = phrase("clause", lang).join(filter(None, [count, edition]))
        title = phrase("link.heading", lang, self.name)
        lines = (Line(facts), Line(phrase("link.unknown", lang)))
        sections = (Section("", lines), Section(phrase("briefing.linkages", lang), columns=columns, rows=rows))
        return Document(title, lang, sections, numbers.keys, notes_title=phrase("sources", lang), anchor=self.place)

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the rows as a frame: the columns of the table in its language, then days and ids.

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

        types = {
            "n_parties": "int32",
            **dict.fromkeys(("earliest", "latest"), "date32"),
            **{name: "list" for name in _FOR_PROGRAMS if name.endswith("_ids")},
        }
        columns = {name: types.get(name, "string") for name in (*_WORDS, *_FOR_PROGRAMS)}
        return frame_of(columns, ({name: self._value(row, name) for name in columns} for row in self.rows), backend)

    def to_excel(self, path: str | PathLike[str]) -> None:
        """Write the rows as an Excel workbook in the language of the table, with links to the sources.

        Days are dates, so that the sheet can be sorted and filtered by them; columns of ids are hidden. A further sheet
        says what grades mean.

        Parameters
        ----------
        path
            The file to write, ``.xlsx``; whole or not at all.

        Raises
        ------
        MissingExtra
            If the extra ``excel`` is not installed.
        OSError
            If the file cannot be written; an old one is untouched then.
        """
        from anhui_ftz.io.excel.workbook_writer import write_excel

        write_excel(self, path, self.language, ds=self._ds)

    def __repr__(self) -> str:
        cooperations = len({row.cooperation for row in self.rows})
        return f"<LinkageTable of {self.place}: {len(self.rows)} rows, {cooperations} cooperations>"

    def _value(self, row: LinkageRow, name: str) -> Any:
        """Return what a column says of a row: words in the language, numbers, days or ids."""
        if name == "status":
            return row.status_words
        value = getattr(row, name)
        if name in ("form", "date_kind", "own_level", "partner_level"):
            return label(value, self.language)
        return value.value if name == "grade" else value

    def _line(self, row: LinkageRow, name: str, numbers: Numbers) -> Line:
        text = str(self._value(row, name))
        if name == "publisher":
            return Line(text, numbers.refs([row.reference]))
        levels = {"own_side": row.own_level, "partner": row.partner_level}
        fell_back = levels.get(name, self._query.level) is not self._query.level
        return Line(text, aside=phrase("link.as-stated", self.language) if fell_back else "")


def linkage_table(
    ds: Dataset,
    place: str | Place,
    *,
    partners: str | Place | Collection[str | Place] | None = None,
    level: Level | LevelName = Level.AREA,
    fallback: FallbackName | None = "stated",
    parties: Parties | PartiesName = Parties.ALL,
    status: Statuses = None,
    on: Day | None = None,
    lang: str = "en",
) -> LinkageTable:
    """Return the linkages of a place as flat rows: one for each cooperation and partner, with the evidence.

    A party is of the place if it is the place, lies within it, or counts for it by roll-up, such as a port of
    the zone's province. A cooperation that is not listed is *unknown*, not absent.

    Parameters
    ----------
    ds
        The data set.
    place
        The place: an id, a name in either language, or the place itself.
    partners
        One or several places: only partners that are of one of them. None keeps all.
    level
        The level at which both sides are shown: ``area``, ``zone``, ``city``, ``province`` or ``stated``.
    fallback
        ``stated``: a party that the level does not know, such as a port that lies in no area, is shown as it is
        stated, and the row says so. None leaves such links out.
    parties
        ``bilateral`` keeps only cooperations of exactly two parties, counted as stated.
    status
        One or several to keep: the latest status certainly reached, by ``on`` if given.
    on
        A day: only what had certainly begun by then and not ended.
    lang
        ``en`` or ``zh``.

    Returns
    -------
    LinkageTable
        ``rows``, ``folded()``, ``to_markdown()``, ``to_html()``, ``to_frame(backend)`` and ``to_excel(path)``.
        Sorted by the zone of the partner, then the newest first. A day on which a page was only seen is never
        shown as a date.

    Raises
    ------
    UnknownName, AmbiguousName
        If a place is not known, or a name means several.
    InvalidValue
        If a word names no level, fallback, status, choice of parties or language.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> table = ftz.linkage_table(
    ...     ftz.load(), "anhui-ftz", partners="shanghai-ftz", lang="zh"
    ... )
    >>> row = next(row for row in table.rows if row.cooperation == "ah-coop-014")
    >>> print(row.own_side, row.partner, row.date, row.direct, sep=" | ")
    芜湖片区 | 上海外高桥港区 | 2020年 | 经由芜湖市、上海市
    """
    if fallback is not None and fallback != "stated":
        raise InvalidValue(f"fallback: {shown(fallback)} is not 'stated' or None")
    query = LinkQuery(level=level, parties=parties, status=status, on=on)
    as_dataset(ds)
    record, lang = place_meant(ds, place), check_language(lang)
    several = None if partners is None else one_or_several(partners, Place, "partners")
    wanted = None if several is None else [place_meant(ds, each) for each in several]
    found = ties(ds, record, query, partners=wanted, fallback=fallback is not None)
    rows = LinkageRows(ds, query.on, lang).of(found)
    return LinkageTable(rows, record.id, lang, record.name.in_(lang), ds.edition, ds, found, query)
