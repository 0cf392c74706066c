"""A data set as plain tables: its eight tables, and one for each list in them, so that no cell holds a list.

Nothing is lost: the tables can be put together to the same data set. What may stand for any place or any
record is listed in ``places`` and ``records``, so that every reference is a foreign key.
"""

from __future__ import annotations

__all__ = ["TABLES"]

from anhui_ftz.io.packages import table_rows as rows
from anhui_ftz.io.packages.table_columns import Column, Kind, Table
from anhui_ftz.model.cooperation import CooperationForm, CooperationStatus
from anhui_ftz.model.places import DivisionKind, OrganizationKind, ZoneStatus
from anhui_ftz.model.quantity import Bound
from anhui_ftz.model.source import Carrier, Translation
from anhui_ftz.model.statistics import IndicatorKind, ObservationStatus

_ID = Column("id", "Kebab-case id.", required=True)
_NAMES = (
    Column("name_en", "English name; empty where none was seen."),
    Column("name_zh", "Chinese name in simplified characters; empty where none was seen."),
)
_POINT = (
    Column("latitude", "Degrees north of a representative point, on WGS 84.", Kind.DECIMAL),
    Column("longitude", "Degrees east of a representative point, on WGS 84.", Kind.DECIMAL),
)
_NOTE = Column("note", "What a reader should know.")
_POSITION = Column("position", "Place in the list, from 1.", Kind.INTEGER, required=True)


def _figure(prefix: str, *, required: bool) -> tuple[Column, ...]:
    return (
        Column(f"{prefix}value", "The figure as stated, in the unit.", Kind.DECIMAL, required=required),
        Column(f"{prefix}lower", "Smallest value that the wording allows; empty where it sets none.", Kind.DECIMAL),
        Column(f"{prefix}upper", "Largest value that the wording allows; empty where it sets none.", Kind.DECIMAL),
        Column(f"{prefix}unit", "UCUM symbol or ISO 4217 code.", required=required),
        Column(f"{prefix}bound", "How the figure bounds the true one.", required=required, choices=Bound),
    )


def _period(about: str) -> tuple[Column, ...]:
    return (
        Column("period", f"{about}, as EDTF; '..' is an open end, nothing an unknown one.", required=True),
        Column("period_start", "First day of the period; empty where open or unknown.", Kind.DATE),
        Column("period_end", "Last day of the period; empty where open or unknown.", Kind.DATE),
    )


def _chosen(
    name: str, about: str, choices: type[DivisionKind | ZoneStatus | OrganizationKind | CooperationForm]
) -> Column:
    return Column(name, about, required=True, choices=choices)


def _refers(name: str, table: str, about: str) -> Column:
    return Column(name, about, required=True, refers=table)


#: Every table, each before those that point to it.
TABLES: tuple[Table, ...] = (
    Table(
        "records",
        "Every record that may cite sources, with its table.",
        ("id",),
        (_ID, Column("table", "Name of its table.", required=True, choices=rows.RECORDS)),
        rows.records,
    ),
    Table(
        "places",
        "Every place or body, with its table.",
        ("id",),
        (_ID, Column("table", "Name of its table.", required=True, choices=rows.PLACES)),
        rows.places,
    ),
    Table(
        "divisions",
        "Administrative divisions of China: provinces, cities and counties.",
        ("id",),
        (
            _ID,
            *_NAMES,
            _chosen("kind", "Its rank.", DivisionKind),
            Column("iso_3166_2", "ISO 3166-2 code; empty below the provinces."),
            Column("gb_t_2260", "GB/T 2260 code of 2, 4 or 6 digits."),
            *_POINT,
            _NOTE,
        ),
        rows.divisions,
    ),
    Table(
        "zones",
        "Pilot free trade zones.",
        ("id",),
        (
            _ID,
            *_NAMES,
            _refers("province", "divisions", "Its province."),
            Column("batch", "Number of the batch in which it was approved.", Kind.INTEGER),
            Column("approved", "When the State Council approved it, as EDTF."),
            Column("inaugurated", "When it was inaugurated, as EDTF."),
            Column("document", "Number of the founding document."),
            _chosen("status", "Whether it stands.", ZoneStatus),
            _NOTE,
        ),
        rows.zones,
    ),
    Table(
        "areas",
        "Areas of the zones.",
        ("id",),
        (
            _ID,
            *_NAMES,
            _refers("zone", "zones", "Its zone."),
            Column("since", "Since when it exists, as EDTF."),
            _NOTE,
        ),
        rows.areas,
    ),
    Table(
        "organizations",
        "Ports, companies, authorities and other bodies.",
        ("id",),
        (_ID, *_NAMES, _chosen("kind", "What it is.", OrganizationKind), *_POINT, _NOTE),
        rows.organizations,
    ),
    Table(
        "indicators",
        "What is measured.",
        ("id",),
        (
            _ID,
            *_NAMES,
            Column("unit", "Unit of its observations: UCUM symbol or ISO 4217 code.", required=True),
            Column("kind", "How it relates to time.", required=True, choices=IndicatorKind),
            Column("additive", "Whether figures of disjoint places may be added.", Kind.BOOLEAN, required=True),
            Column("definition", "What is counted, and what is not."),
            Column("concept", "The SDMX concept or standard that it follows."),
            _NOTE,
        ),
        rows.indicators,
    ),
    Table(
        "observations",
        "Figures: of what, where, when, how large.",
        ("id",),
        (
            _ID,
            _refers("subject", "places", "The place or body that it is about."),
            _refers("indicator", "indicators", "What is measured."),
            *_period("The days counted, or on which it held"),
            *_figure("", required=True),
            Column("status", "SDMX observation status (CL_OBS_STATUS).", required=True, choices=ObservationStatus),
            _NOTE,
        ),
        rows.observations,
    ),
    Table(
        "cooperations",
        "Agreements and other standing arrangements.",
        ("id",),
        (
            _ID,
            *_NAMES,
            _chosen("form", "What kind of arrangement it is.", CooperationForm),
            *_figure("value_", required=False),
            _NOTE,
        ),
        rows.cooperations,
    ),
    Table(
        "sources",
        "Pages and documents that the records rest on.",
        ("id",),
        (
            _ID,
            Column("publisher", "Who published it."),
            Column("title", "Title as printed; empty where it was not seen."),
            Column("language", "Language of the words seen, as a BCP 47 tag.", required=True),
            Column("published", "When it was published, as EDTF; empty where it does not say."),
            Column("url", "Address where it was seen."),
            Column("carrier", "Whose page it is; empty where that is not known.", choices=Carrier),
            Column("translation", "Whether its words are translated.", required=True, choices=Translation),
            Column("sha256", "SHA-256 of the text where it is held."),
            _NOTE,
        ),
        rows.sources,
    ),
    Table(
        "aliases",
        "Further names of places, indicators and cooperations.",
        ("record", "position"),
        (_refers("record", "records", "What bears the name."), _POSITION, Column("alias", "The name.")),
        rows.aliases,
    ),
    Table(
        "containment",
        "What lies within what.",
        ("place", "within"),
        (
            _refers("place", "places", "The place or body within."),
            _refers("within", "places", "What it lies within."),
        ),
        rows.containment,
    ),
    Table(
        "hosts",
        "The city of an area, where a source says; apart, since a foreign key is never empty.",
        ("area",),
        (_refers("area", "areas", "The area."), _refers("city", "divisions", "Its city.")),
        rows.hosts,
    ),
    Table(
        "focuses",
        "Industries and tasks that the plan of an area names.",
        ("area", "position"),
        (_refers("area", "areas", "The area."), _POSITION, Column("focus", "The industry or task.")),
        rows.focuses,
    ),
    Table(
        "participations",
        "Who takes part in a cooperation, and where it stands.",
        ("cooperation", "role", "position"),
        (
            _refers("cooperation", "cooperations", "The cooperation."),
            Column(
                "role", "A party takes part; a place is where it stands.", required=True, choices=("party", "place")
            ),
            _POSITION,
            _refers("place", "places", "The place or body."),
        ),
        rows.participations,
    ),
    Table(
        "milestones",
        "What a cooperation reached when.",
        ("cooperation", "position"),
        (
            _refers("cooperation", "cooperations", "The cooperation."),
            _POSITION,
            Column("status", "The status reached.", required=True, choices=CooperationStatus),
            *_period("The days within which it was reached"),
        ),
        rows.milestones,
    ),
    Table(
        "topics",
        "Topics of a cooperation.",
        ("cooperation", "position"),
        (_refers("cooperation", "cooperations", "The cooperation."), _POSITION, Column("topic", "Kebab-case topic.")),
        rows.topics,
    ),
    Table(
        "citations",
        "Where a record is stated, with the figure as printed there.",
        ("record", "milestone", "position"),
        (
            _refers("record", "records", "The record that cites."),
            Column("milestone", "Position of the milestone; 0 is the record itself.", Kind.INTEGER, required=True),
            _POSITION,
            _refers("source", "sources", "The source."),
            Column("locator", "Place in the source, such as 'paragraph 3'."),
            Column("as_published", "The figure, name or title as printed."),
        ),
        rows.citations,
    ),
)
