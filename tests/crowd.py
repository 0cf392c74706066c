"""Answers of all kinds over a data set in which everything occurs eight times, as text: ``python tests/crowd.py PART``.

Sets of texts come in another order under each seed of hashes; `test_fixed_order` runs this file under several.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import io, plots
from anhui_ftz.analysis.links.matrices import places_shown
from anhui_ftz.analysis.links.query import LinkQuery
from anhui_ftz.analysis.names import shared_names
from anhui_ftz.analysis.quality.coverage import covered, uncovered

#: The ends of ids, of which neither the order nor the reverse is that of the alphabet.
ENDS = "oak elm ash fir yew box bay gum".split()
_PAGE = ftz.Source("page", "Publisher", published="2022-01-20")
_CITED = [ftz.Citation(f"source-{end}") for end in ENDS]
_BEGUN = [ftz.ZoneEvent("inaugurated", "2020-05", citations=_CITED)]


def _figure(id: str, subject: str, indicator: str, period: str, value: str = "5") -> ftz.Observation:
    quantity = ftz.Quantity.exactly(value.removesuffix("%"), "%" if value.endswith("%") else "1")
    return ftz.Observation(id, subject, indicator, period, quantity, citations=_CITED)


def _pact(id: str, *parties: str, places: tuple[str, ...] = (), topics: list[str] | None = None) -> ftz.Cooperation:
    milestones = [ftz.Milestone("signed", "2020")]
    return ftz.Cooperation(id, id, "project", parties, places, milestones, topics or ["port"], citations=_CITED)


def dataset() -> ftz.Dataset:
    """Return eight cities of a province, with an area of a zone in each, and eight of all else."""
    cities, areas = [f"city-{end}" for end in ENDS], [f"area-{end}" for end in ENDS]
    twin = ftz.Name("Twin", "双城", ["Twain"])
    seats = [ftz.Location(f"3{n}.5", f"11{n}.5") for n in range(8)]
    return ftz.Dataset(
        divisions=[
            ftz.Division("home", ftz.Name("Home", "家省"), gb_t_2260="340000"),
            *(
                ftz.Division(id, twin, "city", gb_t_2260=f"3401{n:02}", within=["home"], location=seat)
                for n, (id, seat) in enumerate(zip(cities, seats, strict=True))
            ),
        ],
        zones=[
            ftz.Zone("zone", "Zone", "home", events=_BEGUN),
            *(ftz.Zone(f"zone-{end}", "Other Zone", "home") for end in ENDS),
        ],
        areas=[
            *(ftz.Area(area, "Area", "zone", city, events=_BEGUN) for area, city in zip(areas, cities, strict=True)),
            *(ftz.Area(f"part-{end}", "Part", f"zone-{end}") for end in ENDS),
        ],
        organizations=[
            ftz.Organization("joint", "Joint Body", "company", within=areas),
            ftz.Organization("broad", "Broad Body", "company", within=[f"part-{end}" for end in ENDS]),
            *(ftz.Organization(f"port-{end}", "Port", "port", within=[f"area-{end}"]) for end in ENDS),
        ],
        indicators=[
            ftz.Indicator("firms", ftz.Name("Firms", "企业数"), "1", "flow"),
            *(ftz.Indicator(f"kind-{end}", ftz.Name("Kind", "种类数"), "1", "flow") for end in ENDS),
            *(ftz.Indicator(f"{end}-growth", "Growth", "%", "ratio") for end in ENDS),
        ],
        observations=[
            _figure("whole", "zone", "firms", "2020", "40"),
            _figure("another", "home", "firms", "2010", "41"),
            *(_figure(f"row-firms-{end}", f"area-{end}", "firms", "2020") for end in ENDS),
            *(_figure(f"row-kind-{end}", "zone", f"kind-{end}", "2020") for end in ENDS),
            *(_figure(f"row-rate-{end}", "zone", f"{end}-growth", "2020", "5%") for end in ENDS),
            *(_figure(f"row-year-{end}", "home", "firms", f"201{n}") for n, end in enumerate(ENDS)),
        ],
        cooperations=[
            _pact("all", "joint", "broad", topics=[f"topic-{end}" for end in ENDS]),
            _pact("every", *(f"port-{end}" for end in ENDS), places=tuple(f"part-{end}" for end in ENDS)),
            *(_pact(f"pact-{a}", f"port-{a}", f"port-{b}", "broad") for a, b in pairwise(ENDS)),
            _pact("around", "port-oak", "area-oak", "zone", "city-oak", "home"),
            *(_pact(f"link-{a}", f"zone-{a}", "home") for a in ENDS),
        ],
        sources=[_PAGE, *(ftz.Source(f"source-{end}", "Publisher", published="2021") for end in ENDS)],
    )


DS = dataset()
#: Without the bodies that lie in all areas, so that the areas share no ground.
APART = DS.without([row.id for row in (*DS.organizations, *DS.cooperations)])


def _rows(prefix: str) -> list[ftz.Observation]:
    return [DS.observations[f"row-{prefix}-{end}"] for end in ENDS]


def _sum(prefix: str) -> ftz.Derived:
    allowed: Any = ["indicator", "ratio", "overlapping-subjects", "gaps", "conflicting-sources", "overlapping-periods"]
    return ftz.total(DS, _rows(prefix), allow=allowed)


def _years(rows: list[ftz.Observation]) -> Any:
    return ftz.totals(APART, rows, "year", allow=["unequal-periods"])


def _links(ds: ftz.Dataset = DS, **asked: Any) -> object:
    found = ftz.linkages(ds, **asked)
    return [(each.a, each.b, [(e.stated_at, e.lifted_via) for e in each.evidence], each.sources) for each in found]


def _matrix(level: Any) -> object:
    matrix = ftz.linkage_matrix(DS, level=level)
    return matrix.places, matrix.counts, [row.id for row in matrix.cooperations]


def _long_ids() -> list[ftz.Division]:
    """Return places with ids that differ at their ends alone, and one that lies in none of them."""
    beginning = "x" * 80
    known = [ftz.Division(f"{beginning}-{end}", "Place") for end in ENDS]
    return [*known, ftz.Division("inner", "Inner", "city", within=[beginning])]


def _unequal() -> list[ftz.Observation]:
    """Return a year of all areas but for three, of which there are some months."""
    some = [evolve(row, period="2020-01/2020-03") for row in _rows("firms")[:3]]
    return [*some, *_rows("firms")[3:]]


def refusal(ask: Callable[[], object]) -> str:
    """Return the message with which an answer is refused."""
    try:
        answer = ask()
    except ftz.FtzError as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError(f"not refused: {answer!r}")


def written(write: Callable[[Path], object]) -> dict[str, str]:
    """Return the digest of each file that is written into a folder."""
    with TemporaryDirectory() as name:
        write(Path(name))
        files = sorted(file for file in Path(name).rglob("*") if file.is_file())
        return {file.relative_to(name).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files}


def _loaded(text: str) -> object:
    with TemporaryDirectory() as name:
        file = Path(name, "sheet.csv")
        file.write_text(text, encoding="utf-8")
        return ftz.dumps(ftz.load_csv(file, DS))


def _loaded_from_excel(rows: list[list[str]]) -> object:
    import openpyxl  # only here: the other parts need none of what the extras bring

    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    with TemporaryDirectory() as name:
        book.save(Path(name, "sheet.xlsx"))
        return ftz.dumps(io.load_excel(Path(name, "sheet.xlsx"), DS))


def _parties() -> Any:
    return io.to_frame(DS, "participations")


def _total_frame() -> Any:
    return io.total_frame(io.to_frame(DS, "observations"), io.hierarchy(DS), by="indicator")


def _in_order(frame: Any) -> object:
    """Return the rows of a frame in order: the engine that works them out has an order of its own."""
    return sorted(map(str, frame.to_pylist()))


def _drawn(ax: Any) -> object:
    return written(lambda folder: plots.save_svg(ax, folder / "picture.svg"))


#: What is asked, by the part of the library that answers.
ANSWERS: dict[str, dict[str, Callable[[], object]]] = {
    "model": {
        "what a place lies within": lambda: [
            ftz.Zone("z", "Z", "p", within=ENDS),
            ftz.Area("a", "A", "z", within=ENDS),
        ],
        "what it lies within in all": lambda: [
            row.within for row in (*DS.areas, *DS.organizations, ftz.Zone("z", "Z", "p", within=ENDS))
        ],
        "sources": lambda: [row.sources for row in DS.cooperations],
        "no data set of long ids": lambda: refusal(lambda: ftz.Dataset(divisions=_long_ids())),
    },
    "links": {
        "of areas": lambda: _links(level="area", presence=True),
        "of zones": lambda: _links(level="zone", presence=True),
        "of provinces": lambda: _links(level="province"),
        "as stated": lambda: _links(level="stated"),
        "of one": lambda: _links(level="area", of="area-oak"),
        "partners": lambda: list(ftz.partners(DS, "area-oak", presence=True)),
        "a matrix of areas": lambda: _matrix("area"),
        "a matrix as stated": lambda: _matrix("stated"),
        "topics without a record": lambda: ftz.linkage_gaps(DS, "zone-oak"),
        "whether two are linked": lambda: ftz.is_linked(DS, "area-oak", "area-gum"),
        "places shown": lambda: places_shown(DS, LinkQuery(level="area"), "area-oak", ftz.linkages(DS, level="area")),
        "a path": lambda: ftz.shortest_path(DS, "area-oak", "area-gum"),
        "a table": lambda: ftz.linkage_table(DS, "area-oak").to_markdown(),
        "two that are in no matrix": lambda: refusal(lambda: ftz.linkage_matrix(DS, level="area")["nowhere", "never"]),
        "points": lambda: [
            ftz.representative_point(DS, place) for place in ("zone", "zone-oak", "joint", "broad", "port-oak")
        ],
    },
    "figures": {
        "sources of a result": lambda: _sum("firms").sources,
        "no total": lambda: refusal(lambda: ftz.total(DS, DS.observations)),
        "no total of subjects": lambda: refusal(lambda: ftz.total(DS, [*_rows("firms"), DS.observations["whole"]])),
        "totals": lambda: list(ftz.totals(DS, _rows("firms"), "subject").items()),
        "no totals": lambda: refusal(lambda: ftz.totals(DS, DS.observations, "subject")),
        "days left out": lambda: [each.missing for each in _years(_unequal()).values()],
        "no share": lambda: refusal(lambda: ftz.share(_sum("firms"), _sum("kind"), ds=DS)),
        "no growth": lambda: refusal(lambda: ftz.growth(_sum("firms"), _sum("rate"), ds=DS)),
        "no base": lambda: refusal(lambda: ftz.implied_base(_sum("kind"), _sum("rate"), ds=DS)),
        "no increments": lambda: refusal(lambda: ftz.increments([*_rows("firms"), *_rows("kind")], ds=DS)),
        "growth": lambda: ftz.growth_series(DS, "home", "firms"),
        "a comparison": lambda: str(ftz.compare(DS, ["zone", "home"], "firms")),
        "a reconciliation": lambda: ftz.reconcile(APART, "zone", "firms"),
        "on record": lambda: str(ftz.on_record(DS, "zone")),
        "found": lambda: ftz.observations(DS, within="home"),
        "the latest": lambda: (ftz.latest(DS, "zone", "firms"), ftz.grade(DS, DS.observations["whole"])),
        "no latest": lambda: refusal(lambda: ftz.latest(DS, "home", "firms", on="2010-12-31")),
        "a change": lambda: ftz.change(*_rows("year")[:2], ds=DS),
        "no change": lambda: refusal(lambda: ftz.change(_sum("firms"), _sum("kind"), ds=DS)),
        "a density": lambda: ftz.density(_sum("firms"), ftz.Quantity.exactly(5, "km2")),
        "no conversion": lambda: refusal(lambda: ftz.convert(_sum("firms"), _sum("rate"))),
    },
    "names": {
        "shared": lambda: shared_names(DS),
        "to the letter": lambda: refusal(lambda: ftz.find(DS, "Twin")),
        "plainly": lambda: refusal(lambda: ftz.find(DS, "tWIN")),
        "in two parts": lambda: refusal(lambda: ftz.find(DS, "Twin, Home")),
        "in brackets": lambda: refusal(lambda: ftz.find(DS, "Twin (Home)")),
        "run together": lambda: refusal(lambda: ftz.find(DS, "家省双城")),
        "of none": lambda: refusal(lambda: ftz.find(DS, "Twim")),
        "of indicators": lambda: refusal(lambda: ftz.find_indicator(DS, "Kind")),
        "of indicators, plainly": lambda: refusal(lambda: ftz.find_indicator(DS, "kIND")),
        "of no indicator": lambda: refusal(lambda: ftz.find_indicator(DS, "Kinds")),
        "of a column": lambda: ftz.match_places(DS, ["Twin", "Area"], codes=["3401", "3401"]),
        "in a release": lambda: ftz.read_release("2020年双城种类数5个。", DS, source="page").candidates,
        "behind a figure": lambda: ftz.read_release("In 2020, 5 firms began in Twain.", DS, source="page").candidates,
    },
    "quality": {
        "findings": lambda: ftz.check(DS),
        "coverage": lambda: covered(DS, [row.id for row in DS.areas], years=2020),
        "days without a cell": lambda: uncovered(DS, covered(DS, years=2000)),
        "an audit": lambda: ftz.audit(DS, "source-oak", "5 firms"),
        "cross-checks": lambda: ftz.cross_checks(DS),
        "conflicts": lambda: ftz.conflicts(DS),
        "a table": lambda: str(ftz.coverage(DS, ["home", "zone"])),
    },
    "panels": {
        "of cities": lambda: ftz.treatment_panel(DS, "prefecture", years=(2019, 2021)).rows,
        "of provinces": lambda: ftz.treatment_panel(DS, years=(2019, 2021)).rows,
    },
    "the bundled data": {
        "links": lambda: _links(ftz.load(), level="zone", presence=True),
        "no data set": lambda: refusal(lambda: ftz.load().without([row.id for row in ftz.load().zones])),
        "editions": ftz.editions,
        "a schema": lambda: json.dumps(ftz.schema()),
    },
    "storage": {
        "text": lambda: ftz.dumps(DS),
        "no data set": lambda: refusal(lambda: DS.without([f"city-{end}" for end in ENDS])),
        "unknown keys": lambda: refusal(lambda: ftz.loads(json.dumps({"format": 1, **dict.fromkeys(ENDS, 1)}))),
        "changes": lambda: str(ftz.changes(DS, DS.without([row.id for row in DS.observations]))),
        "what was known": lambda: ftz.dumps(ftz.as_known_on(DS, "2021-06-30")),
        "a patch": lambda: ftz.dumps(ftz.patch(DS, ftz.diff(DS, APART))),
        "a difference": lambda: str(ftz.diff(DS, APART)),
        "a file": lambda: written(lambda folder: ftz.save(DS, folder / "all.json")),
        "a spreadsheet": lambda: refusal(
            lambda: _loaded("subject,indicator,period,value,source\nTwin,Kind,2020,5,page\n")
        ),
        "a spreadsheet of other columns": lambda: refusal(lambda: _loaded(f"{','.join(ENDS)}\n")),
        "a union": lambda: refusal(lambda: ftz.merge(DS, ftz.Dataset(sources=[ftz.Source("page", "Another")]))),
    },
    "reports": {
        "footnotes": lambda: ftz.cite(DS.observations, ds=DS),
        "BibTeX": lambda: ftz.cite(DS.sources, "bibtex", ds=DS),
        "a caption": lambda: ftz.caption(DS.observations, ds=DS),
        "a briefing": lambda: str(ftz.briefing(DS, "zone")),
        "a briefing in Chinese": lambda: str(ftz.briefing(DS, "area-oak", "zh", depth="full")),
        "an explanation": lambda: ftz.explain(_sum("firms")),
        "plain values": lambda: json.dumps(ftz.as_record(ftz.linkages(DS, level="area"))),
    },
    "formats": {
        "frames": lambda: [
            str(io.to_frame(DS, name).to_pylist()) for name in ("observations", "places", "participations")
        ],
        "a frame read back": lambda: io.from_frame(io.to_frame(DS, "observations")),
        "totals of a frame": lambda: _in_order(_total_frame()),
        "links of a frame": lambda: _in_order(io.linkage_frame(_parties(), io.hierarchy(DS), "area")),
        "evidence of a frame": lambda: _in_order(io.evidence_frame(_parties(), io.hierarchy(DS), "area")),
        "Parquet": lambda: written(lambda folder: io.write_parquet(_parties(), folder / "run")),
        "GeoJSON": lambda: json.dumps(io.to_geojson(DS, "area", links=True)),
        "GraphML": lambda: written(lambda folder: io.write_graphml(io.to_networkx(DS, level="area"), folder / "graph")),
        "GEXF": lambda: written(lambda folder: io.write_gexf(io.to_networkx(DS, level="zone"), folder / "graph")),
        "PROV": lambda: io.to_prov(_sum("firms"), DS),
        "CSL-JSON": lambda: io.cite(DS.sources, "csl-json", ds=DS),
        "a data package": lambda: written(lambda folder: io.write_datapackage(DS, folder / "package")),
        "CSV on the web": lambda: written(lambda folder: io.write_csvw(DS, folder / "package")),
        "SDMX": lambda: written(lambda folder: io.write_sdmx(DS, folder / "sdmx")),
        "SDMX-CSV": lambda: written(lambda folder: io.write_sdmx_csv(DS, folder / "file.csv")),
        "a workbook of other columns": lambda: refusal(lambda: _loaded_from_excel([ENDS, ENDS])),
        "a database": lambda: written(lambda folder: io.write_sqlite(DS, folder / "all.db")),
        "a workbook": lambda: written(lambda folder: io.write_excel(DS, folder / "all.xlsx")),
    },
    "pictures": {
        "a map": lambda: _drawn(plots.plot_linkage_map(DS, level="area")),
        "a matrix": lambda: _drawn(plots.plot_linkage_matrix(DS, level="area")),
        "coverage": lambda: _drawn(plots.plot_coverage(DS, "zone")),
        "parts": lambda: _drawn(plots.plot_parts(APART, ftz.reconcile(APART, "zone", "firms"))),
        "statistics": lambda: _drawn(plots.plot_statistics(DS, _rows("kind"))),
        "a timeline": lambda: _drawn(plots.plot_timeline(DS)),
    },
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({name: repr(ask()) for name, ask in ANSWERS[sys.argv[1]].items()}))
