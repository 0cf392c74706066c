"""The page that says what is in the bundled data, how good it is and what is missing; made from the data."""

from __future__ import annotations

__all__ = ["PAGE", "setup"]

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx.application import Sphinx

import anhui_ftz as ftz
from anhui_ftz.analysis.quality import findings
from anhui_ftz.model.dataset import TABLES
from anhui_ftz.storage.schema import comments
from ftz_site.cited_page import short_name
from ftz_site.text import escaped, heading, page, table

PAGE = "data-quality.rst"
_TITLE = "What is in the data, and how good is it"
#: The edition that was compared again with pages found independently.
_COMPARED_EDITION = "2026.11"
#: How many of its records were compared, were wrong, and stayed doubtful.
_COMPARED = {"observations": (474, 18, 26), "cooperations": (140, 42, 37)}
#: The zones that the data cover in depth, in the order of the pictures.
_DEPTH = ("anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz")
#: How many indicators a picture shows.
_INDICATORS = 12


def setup(app: Sphinx) -> None:
    """Write the page before Sphinx looks for it."""
    app.connect("config-inited", lambda app, _: page(Path(app.srcdir) / "api" / PAGE, _page(ftz.load())))


def _page(ds: ftz.Dataset) -> Iterator[str]:
    lead = (
        f"Edition {ds.edition} of the bundled data in numbers, counted when this site was built. "
        "What is not on record is unknown. It is not zero, and it may well exist."
    )
    yield from (f":og\\:description: {lead}", "", ".. meta::", f"   :description: {lead}", "")
    yield from heading(_TITLE, "=")
    yield from (lead, "")
    for title, section in (
        ("How much there is", _counts),
        ("What is known by year", _years),
        ("How close the sources are to the publisher", _sources),
        ("How exactly the sources are cited", _citations),
        ("How many errors were found", _errors),
        ("What is doubtful", _doubtful),
        ("What is missing", _missing),
    ):
        yield from heading(title, "-")
        yield from section(ds)


def _said(*sentences: str) -> tuple[str, str]:
    return " ".join(sentences), ""


def _share(count: int, all: int) -> str:
    return f"{count:,} ({100 * count / all:.0f}%)"


def _counts(ds: ftz.Dataset) -> Iterator[str]:
    content = comments(ftz.Dataset)
    counts = [[f"``{name}``", f"{len(rows):,}", content[name]] for name, rows in ds.tables()]
    yield from table(["Table", "Records", "Content"], counts)


def _years(ds: ftz.Dataset) -> Iterator[str]:
    yield from _said(
        "The data cover four zones in depth: those of the Yangtze River Delta.",
        f"Each picture shows the first {_INDICATORS} of its indicators in the order in which readers want them.",
        "A blank cell is unknown. The letter is the :term:`grade` of the source.",
    )
    rows = []
    for zone in (ds.zones[id] for id in _DEPTH):
        name = short_name(zone, "en")
        cells = ftz.coverage(ds, zone)
        indicators = list(dict.fromkeys(ds.indicators[each.indicator] for each in cells))
        first = [each.id for each in sorted(indicators, key=lambda each: (each.rank, each.id))[:_INDICATORS]]
        states = Counter(each.state for each in cells)
        counts = (_share(states[state], len(cells)) for state in ftz.CoverageState)
        rows.append([f":doc:`{name} </zones/{zone.id}>`", f"{len(indicators)}", *counts])
        yield from (f".. picture:: known-{zone.id}", "   :hide-code:")
        yield from (f"   :alt: Grid of what is known about the zone of {name}, by indicator and year.", "")
        yield from (f"   plot_coverage(ds, {zone.id!r}, indicators={first!r}, source_line=True)", "")
    yield from _said("The table counts one cell for each indicator of which the zone has a figure, and for each year:")
    columns = (escaped(ftz.label(state).capitalize()) for state in ftz.CoverageState)
    yield from table(["Zone", "Indicators", *columns], rows)
    yield from _said("`coverage` gives the same table for any place.")


def _sources(ds: ftz.Dataset) -> Iterator[str]:
    yield from _said(
        "Every figure and every cooperation cites at least one source. A source has a grade by whose page it is, and a",
        "machine translation is one grade lower. A record has the best grade among its sources.",
    )
    graded: dict[str, list[ftz.Grade | None]] = {
        "Sources": [source.grade for source in ds.sources],
        "Figures": [ftz.grade(ds, row) for row in ds.observations],
        "Cooperations": [ftz.grade(ds, row) for row in ds.cooperations],
    }
    rows = [
        [grade.value, escaped(ftz.label(grade)), *(_share(each.count(grade), len(each)) for each in graded.values())]
        for grade in ftz.Grade
    ]
    yield from table(["Grade", "Meaning", *graded], rows)
    carriers = Counter(source.carrier for source in ds.sources)
    whose = comments(ftz.Carrier)
    rows = [[f"``{each}``", whose[each.name], _share(carriers[each], len(ds.sources))] for each in ftz.Carrier]
    yield from table(["Carrier", "Meaning", "Sources"], rows)
    several = sum(len({each.source for each in row.citations}) > 1 for row in ds.observations)
    yield from _said(f"{several:,} figures have more than one source.")


def _citations(ds: ftz.Dataset) -> Iterator[str]:
    yield from _said(
        "A citation may name the place in the source, and for a figure the words as printed. The table counts",
        "citations, of which a record may have several.",
    )
    rows = []
    for name in ("observations", "cooperations"):
        cited = [each for row in getattr(ds, name) for each in row.citations]
        fine = sum(each.locator not in ("", "whole page") for each in cited)
        printed = sum(bool(each.as_published) for each in cited)
        rows.append([f"``{name}``", f"{len(cited):,}", _share(fine, len(cited)), _share(printed, len(cited))])
    yield from table(["Table", "Citations", "Name a part of the page", "Have the words as printed"], rows)


def _errors(ds: ftz.Dataset) -> Iterator[str]:
    old = ftz.load(edition=_COMPARED_EDITION)
    yield from _said(
        f"Edition {_COMPARED_EDITION} was compared again with pages that were found independently of the first",
        "reading. No printed number was misread. The errors were in other fields: the period, the bound, the",
        "indicator or the note of a figure; the parties, dates or names of a cooperation.",
    )
    compared = [
        [
            f"``{name}``",
            f"{len(getattr(old, name)):,}",
            f"{checked:,}",
            *(f"{count:,} ({100 * count / checked:.1f} in 100)" for count in (wrong, doubtful)),
        ]
        for name, (checked, wrong, doubtful) in _COMPARED.items()
    ]
    yield from table(["Table", f"Records in {old.edition}", "Compared", "Wrong", "Doubtful"], compared)
    changes = ftz.changes(old, ds)
    yield from _said(
        "Every record that was wrong has been corrected or withdrawn. A doubtful one was corrected, or its note says",
        "what is doubtful. After that, all cooperations were reviewed by one written rule of",
        "who is a party (:doc:`/data`). `changes` lists each change from then to now:",
    )
    counts = {
        kind: Counter(type(change.after or change.before) for change in getattr(changes, kind))
        for kind in ("revised", "withdrawn", "added")
    }
    rows = [[f"``{name}``", *(f"{each[TABLES[name]]:,}" for each in counts.values())] for name in _COMPARED]
    yield from table(["Table", *(kind.capitalize() for kind in counts)], rows)
    yield from _said(
        f"Edition {ds.edition} has not been compared again, so its own error rate is not known. A figure that was not",
        "compared may be wrong as often as those that were. Before you rely on a figure, open its source:",
        "`cite` gives the page and the paragraph.",
    )


def _doubtful(ds: ftz.Dataset) -> Iterator[str]:
    found = Counter((each.severity, each.rule) for each in ftz.check(ds))
    errors = sum(count for (severity, _), count in found.items() if severity is ftz.Severity.ERROR)
    order = list(ftz.Severity)
    ranked = sorted(found.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1]))
    yield from _said(
        "`check` compares the records with each other and with their words as printed.",
        f"In this edition it finds {errors:,} errors. It also finds what a reader should know before relying on",
        "a record:",
    )
    rows = [
        [f"``{rule}``", severity.value, f"{count:,}", f"{escaped(findings.RULES[rule])}"]
        for (severity, rule), count in ranked
    ]
    yield from table(["Finding", "Weight", "How many", "Meaning"], rows)
    kinds = Counter(note.kind for row in ds.observations for note in row.notes)
    yield from _said(
        f"{kinds[ftz.NoteKind.UNCONFIRMED]:,} figures have a note that something about them is unconfirmed, and",
        f"{kinds[ftz.NoteKind.SOURCES_DIFFER]:,} a note that sources differ.",
    )


def _missing(ds: ftz.Dataset) -> Iterator[str]:
    sized = {row.subject for row in ftz.observations(ds, indicator="area")}
    lacking: dict[str, list[ftz.Zone] | list[ftz.Area]] = {
        "Zones without a figure of their own, except their size": [
            zone for zone in ds.zones if all(row.indicator == "area" for row in ftz.observations(ds, subject=zone))
        ],
        "Zones without a cooperation with another zone on record": [
            zone for zone in ds.zones if not ftz.partners(ds, zone)
        ],
        "Zones without a size": [zone for zone in ds.zones if zone.id not in sized],
        "Areas without a size": [area for area in ds.areas if area.id not in sized],
    }
    rows = [[what, f"{len(places)}", escaped(_names(places)) or "–"] for what, places in lacking.items()]
    yield from table(["Missing", "How many", "Which"], rows)
    basis = Counter(row.basis for row in ds.observations)
    untitled = sum(not source.title for source in ds.sources)
    undated = sum(source.published is None for source in ds.sources)
    rows = [
        ["Figures whose period is inferred from what a source prints", f"{basis[ftz.Basis.INFERRED]:,}",
         "The figure says so wherever it is shown."],
        ["Figures whose period no source prints", f"{basis[ftz.Basis.SEEN]:,}",
         "The day on which the page was seen is never shown as a date."],
        ["Sources whose title was not seen", f"{untitled:,}", "They are cited by publisher and address."],
        ["Sources without a date", f"{undated:,}", "`as_known_on` leaves out records that cite no other source."],
    ]  # fmt: skip
    yield from table(["Not stated", "How many", "What follows"], rows)


def _names(places: Sequence[ftz.Zone | ftz.Area]) -> str:
    return ", ".join(short_name(place, "en") if isinstance(place, ftz.Zone) else place.name.en for place in places)
