"""Work grows as the input and the answer do, not as their squares: steps are counted, for n and for four times n.

Each public function is given the input that is worst for it. Where a text may have so many characters at most, both
sizes are below that.
"""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

import anhui_ftz as ftz
import large
from anhui_ftz import io, plots
from public import not_called_in
from work import FACTOR, Case, growth_of, work_of

#: Four times the work, and 15 % for the logarithm of sorting.
MOST = 4.6


def refusal(call: Callable[[], object]) -> object:
    """Return what a call returns, or the text of what it raises."""
    try:
        return call()
    except ftz.FtzError as error:
        return str(error)


def refused(text: str) -> object:
    """Read the text of a data set that is likely to be refused."""
    return refusal(lambda: ftz.loads(text))


def in_folder(call: Callable[[Path], object]) -> object:
    """Call a function with a folder of its own."""
    with TemporaryDirectory() as folder:
        return call(Path(folder))


def load_sheet(text: str) -> object:
    """Read a spreadsheet, or return why it is refused."""

    def read(folder: Path) -> object:
        file = folder / "sheet.csv"
        file.write_text(text, encoding="utf-8")
        return refusal(lambda: ftz.load_csv(file, large.dataset()))

    return in_folder(read)


def load_workbook_of(text: str) -> object:
    """Read the table of a spreadsheet from a workbook."""

    def read(folder: Path) -> object:
        book = openpyxl.Workbook()
        for line in text.splitlines():
            book.worksheets[0].append(line.split(","))
        book.save(folder / "sheet.xlsx")
        return refusal(lambda: io.load_excel(folder / "sheet.xlsx", large.dataset()))

    return in_folder(read)


def save_and_load(ds: ftz.Dataset) -> object:
    """Write a data set to a file, and read it."""

    def both(folder: Path) -> object:
        ftz.save(ds, folder / "mine.json")
        return ftz.load(folder / "mine.json")

    return in_folder(both)


def package_and_back(ds: ftz.Dataset) -> ftz.Dataset:
    """Write a data set as a package, and read it."""
    with TemporaryDirectory() as folder:
        io.write_datapackage(ds, Path(folder, "package"))
        return io.read_datapackage(Path(folder, "package"))


def workbook_and_back(ds: ftz.Dataset) -> ftz.Dataset:
    """Write a data set as a workbook, and read it."""
    with TemporaryDirectory() as folder:
        io.write_excel(ds, Path(folder, "all.xlsx"))
        return io.read_excel(Path(folder, "all.xlsx"))


def database_and_back(ds: ftz.Dataset) -> ftz.Dataset:
    """Write a data set as a database, and read it."""
    with TemporaryDirectory() as folder:
        io.write_sqlite(ds, Path(folder, "all.db"))
        return io.read_sqlite(Path(folder, "all.db"))


def save_picture(ds: ftz.Dataset) -> object:
    """Save a timeline as SVG."""
    return in_folder(lambda folder: plots.save_svg(plots.plot_timeline(ds), folder / "picture.svg"))


def write_and_read(frame: object) -> object:
    """Write a frame as Parquet, and read it."""

    def both(folder: Path) -> object:
        io.write_parquet(frame, folder / "run")
        return io.read_parquet(folder / "run")

    return in_folder(both)


def cities(ds: ftz.Dataset) -> list[str]:
    """Return the ids of the cities."""
    return [row.id for row in ds.divisions if row.id != "anhui"]


READING = {
    "many figures": Case(lambda n: ftz.dumps(large.series(n)), ftz.loads),
    "many milestones": Case(lambda n: ftz.dumps(large.stations(n)), ftz.loads),
    "a chain of places": Case(lambda n: ftz.dumps(large.deep(n)), ftz.loads),
    "a text upon a base": Case(
        lambda n: (large.series(n), ftz.dumps(large.series(n))), lambda two: ftz.loads(two[1], base=two[0])
    ),
    "a file": Case(large.series, save_and_load),
    "unknown keys": Case(lambda n: large.trees(1, **{f"k{k}": 1 for k in range(n)}), refused, small=300),
    "unknown keys of records": Case(lambda n: large.trees(n, nothing=1), refused),
    "references to nothing": Case(lambda n: large.trees(n, within=["nowhere"]), refused),
    "references to as many nothings": Case(lambda n: large.tree_within(n, lambda k: f"b{k}"), refused),
    "a chain that ends in nothing": Case(lambda n: large.tree_within(n, lambda k: f"a{k + 1}"), refused),
    "a circle of places": Case(lambda n: large.tree_within(n, lambda k: f"a{(k + 1) % n}"), refused),
    "places within themselves": Case(lambda n: large.tree_within(n, lambda k: f"a{k}"), refused),
    "a place named often": Case(lambda n: large.trees(1, within=["a0"] * n), refused),
    "one id of all": Case(lambda n: large.trees(n).replace('"a', '"b').replace('"b1', '"b0'), refused),
    "keys that occur twice": Case(lambda n: "{" + ",".join(['"a": 1'] * n) + "}", refused),
    "a nest of lists": Case(lambda n: '{"divisions": ' + "[" * n + "]" * n + "}", refused),
    "a nest of objects": Case(lambda n: '{"divisions": [' + '{"id": ' * n + "1" + "}" * n + "]}", refused),
    "a text that is cut short": Case(lambda n: ftz.dumps(large.series(n))[:-9], refused),
    "a long number": Case(lambda n: large.trees(1, batch=0).replace("0}", "9" * n + "}"), refused, small=9),
    "a long id": Case(lambda n: json.dumps({"divisions": [{"id": "a-" * n + "a", "name": "A"}]}), refused, small=14),
    "a long name": Case(lambda n: json.dumps({"divisions": [{"id": "a", "name": "e\u0301" * n}]}), refused, small=37),
    "a spreadsheet": Case(large.sheet, load_sheet),
    "a workbook of observations": Case(large.sheet, load_workbook_of, within="anhui_ftz"),
    "a spreadsheet that names nothing": Case(lambda n: large.sheet(n, "nobody,nothing,once,much,none"), load_sheet),
    "a spreadsheet of namesakes": Case(lambda n: large.sheet(n, "Twin,firms,2020,5,source-0"), load_sheet),
    "a spreadsheet of many columns": Case(
        lambda n: large.sheet(1, "," * n, ",".join(f"column-{k}" for k in range(n + 1))), load_sheet
    ),
    "a spreadsheet of one column": Case(lambda n: large.sheet(1, "", "subject" + ",subject" * n), load_sheet),
}

STORAGE = {
    "dumps": Case(large.series, ftz.dumps),
    "merging what is the same": Case(lambda n: (large.series(n), large.series(n)), lambda two: ftz.merge(*two)),
    "refusing to merge": Case(large.revised, lambda two: refusal(lambda: ftz.merge(*two))),
    "merging by preference": Case(large.revised, lambda two: ftz.merge(*two, prefer="first")),
    "telling the difference": Case(large.revised, lambda two: str(ftz.diff(*two))),
    "changes in words": Case(large.revised, lambda two: str(ftz.changes(*two))),
    "patching": Case(lambda n: (large.series(n), ftz.diff(*large.revised(n))), lambda two: ftz.patch(*two)),
    "refusing to patch": Case(
        lambda n: (large.dataset(), ftz.diff(*large.revised(n))), lambda two: refusal(lambda: ftz.patch(*two))
    ),
    "pickling": Case(large.series, lambda ds: pickle.loads(pickle.dumps(ds))),  # noqa: S301 - its own pickle
    "building, in any order": Case(
        lambda n: large.series(n).observations[::-1], lambda rows: large.dataset(observations=rows)
    ),
    "adding records": Case(large.series, lambda ds: large.dataset().with_(observations=ds.observations)),
    "taking records away": Case(large.series, lambda ds: ds.without([row.id for row in ds.observations])),
    "comparing and hashing": Case(large.series, lambda ds: (hash(ds), ds == large.series(len(ds.observations)))),
    "looking up by id": Case(large.series, lambda ds: [ds.observations[row.id] for row in ds.observations]),
    "looking up anywhere": Case(large.series, lambda ds: [ds.get(row.id) for row in ds.observations]),
    "knowing milestones on a day": Case(large.stations, lambda ds: ftz.as_known_on(ds, "2021-01-01")),
    "knowing figures on a day": Case(large.disputed, lambda ds: ftz.as_known_on(ds, "2021-01-01")),
    "knowing a chain on a day": Case(large.deep, lambda ds: ftz.as_known_on(ds, "2021-01-01")),
}

FIGURES = {
    "observations": Case(large.series, lambda ds: ftz.observations(ds, subject="anhui", during="2000/2010")),
    "observations below a place": Case(large.deep, lambda ds: ftz.observations(ds, within="anhui")),
    "the latest": Case(large.series, lambda ds: ftz.latest(ds, "anhui", "firms")),
    "no latest": Case(large.disputed, lambda ds: refusal(lambda: ftz.latest(ds, "anhui", "firms"))),
    "the preferred": Case(large.disputed, lambda ds: ftz.latest(ds, "anhui", "firms", prefer="publisher-first")),
    "a total of days": Case(large.series, lambda ds: ftz.total(ds, ds.observations)),
    "a total of places": Case(large.broad, lambda ds: ftz.total(ds, ds.observations)),
    "no total of one figure": Case(large.disputed, lambda ds: refusal(lambda: ftz.total(ds, ds.observations))),
    "no total of a chain": Case(large.deep, lambda ds: refusal(lambda: ftz.total(ds, ds.observations))),
    "a total of all": Case(
        large.disputed, lambda ds: ftz.total(ds, ds.observations, allow=["conflicting-sources", "overlapping-periods"])
    ),
    "totals": Case(large.broad, lambda ds: ftz.totals(ds, ds.observations)),
    "totals of a chain": Case(
        large.deep, lambda ds: refusal(lambda: ftz.totals(ds, ds.observations, "province")), small=50
    ),
    "no totals of one figure": Case(
        large.disputed, lambda ds: refusal(lambda: ftz.totals(ds, ds.observations, "indicator"))
    ),
    "no totals without a key": Case(large.broad, lambda ds: refusal(lambda: ftz.totals(ds, ds.observations, "zone"))),
    "increments": Case(large.running, ftz.increments),
    "no increments": Case(lambda n: large.disputed(n).observations, lambda rows: refusal(lambda: ftz.increments(rows))),
    "a comparison of places": Case(large.broad, lambda ds: ftz.compare(ds, cities(ds), "firms", periods=2000)),
    "a comparison of conflicts": Case(large.disputed, lambda ds: ftz.compare(ds, ["anhui"], "firms", periods=2000)),
    "a reconciliation": Case(large.areas, lambda ds: ftz.reconcile(ds, "zone", "stock")),
    "growth of a series": Case(large.yearly, lambda ds: ftz.growth_series(ds, "anhui", "firms")),
    "growth of days": Case(large.two_years, lambda ds: ftz.growth_series(ds, "anhui", "firms"), small=90),
    "a grade": Case(large.series, lambda ds: ftz.grade(ds, ds.observations[0])),
    "a release": Case(
        lambda n: "2021年，安徽省新设企业3857家。\n" * n,
        lambda text: ftz.read_release(text, large.series(1), source="source-0", published="2022-01-01"),
    ),
    "a release and many records": Case(
        lambda n: (f"In 2005, the Anhui Firms were {n}.\n" * n, large.yearly(n)),
        lambda two: ftz.read_release(two[0], two[1], source="source-0", published="2022-01-01").observations(),
    ),
    "cross-checks": Case(large.disputed, ftz.cross_checks),
    "conflicts": Case(large.disputed, ftz.conflicts),
    "coverage": Case(large.series, lambda ds: ftz.coverage(ds, years=range(2000, 2002))),
    "coverage of many years": Case(large.yearly, lambda ds: ftz.coverage(ds, "anhui")),
    "coverage of many years of a stock": Case(
        lambda n: large.yearly(n, "stock"), lambda ds: ftz.coverage(ds, "anhui", indicators="stock")
    ),
    "coverage by shares": Case(
        large.shares,
        lambda ds: ftz.coverage(ds, "zone", indicators="stock", years={row.period.year for row in ds.observations}),
    ),
    "coverage of zones": Case(large.ring, lambda ds: ftz.coverage(ds, years=2000)),
    "a panel of years": Case(
        lambda n: (large.areas(3), n), lambda two: ftz.treatment_panel(two[0], years=(2000, 2000 + two[1]))
    ),
    "a panel of provinces": Case(large.ring, ftz.treatment_panel),
}

RESULTS = {
    "changes of results": Case(large.chained, lambda it: ftz.change(it, it)),
    "growth of results": Case(large.chained, lambda it: ftz.growth(it, it)),
    "shares of results": Case(large.chained, lambda it: ftz.share(it, it)),
    "densities of results": Case(large.chained, lambda it: ftz.density(it, ftz.Quantity.exactly(5, "km2"))),
    "bases of results": Case(large.chained, lambda it: ftz.implied_base(it, ftz.Quantity.exactly(5, "%"))),
    "conversions of results": Case(
        lambda n: ftz.Derived(ftz.Quantity.exactly(5, "USD"), "total", (large.chained(n),)),
        lambda it: ftz.convert(it, ftz.Quantity.exactly(7, "CNY/USD")),
    ),
    "equal results": Case(lambda n: (large.chained(n), large.chained(n)), lambda two: two[0] == two[1]),
    "hashes of results": Case(large.chained, hash),
    "pickles of results": Case(large.chained, lambda it: pickle.loads(pickle.dumps(it))),  # noqa: S301 - its own
    "copies of results": Case(large.chained, copy.deepcopy),
    "explanations": Case(large.chained, ftz.explain),
    "explanations in Chinese": Case(large.chained, lambda it: ftz.explain(it, "zh")),
    "reprs of results": Case(large.chained, repr),
    "leaves and sources": Case(large.chained, lambda it: (it.observations, it.sources)),
    "leaves of shared results": Case(large.shared, lambda it: (hash(it), it.observations, it.sources), small=5),
    "equal shared results": Case(lambda n: (large.shared(n), large.shared(n)), lambda two: two[0] == two[1], small=5),
    "pickles of shared results": Case(large.shared, lambda it: pickle.loads(pickle.dumps(it)), small=5),  # noqa: S301
    "copies of shared results": Case(large.shared, copy.deepcopy, small=5),
    "changes of shared results": Case(large.shared, lambda it: ftz.growth(it, it), small=5),
    "explanations of shared results": Case(large.shared, ftz.explain, small=5),
}

LINKS = {
    "links in a ring": Case(large.ring, ftz.linkages),
    "links by many agreements": Case(large.often, ftz.linkages),
    "links in a crowd": Case(large.crowd, lambda ds: ftz.linkages(ds, level="stated"), len, small=20),
    "links of one in a crowd": Case(large.crowd, lambda ds: ftz.linkages(ds, level="stated", of="city-0")),
    "links of a chain": Case(large.deep, lambda ds: ftz.linkages(ds, level="stated"), small=50),
    "links of a chain by province": Case(large.deep, lambda ds: ftz.linkages(ds, level="province"), small=50),
    "links of a chain by zone": Case(large.deep, lambda ds: ftz.linkages(ds, presence=True), small=50),
    "links of woven bodies": Case(large.woven, ftz.linkages, small=20),
    "partners": Case(large.ring, lambda ds: ftz.partners(ds, "z0")),
    "partners in a crowd": Case(large.crowd, lambda ds: ftz.partners(ds, "city-0", level="stated")),
    "a caption": Case(large.broad, lambda ds: ftz.caption(ds.observations, ds=ds)),
    "a linkage table of many": Case(large.ring, lambda ds: ftz.linkage_table(ds, "z0")),
    "a linkage table of many agreements": Case(large.often, lambda ds: ftz.linkage_table(ds, "z0").to_markdown()),
    "a linkage table of a chain": Case(
        large.deep, lambda ds: ftz.linkage_table(ds, "anhui", partners=list(ds.zones), level="stated"), small=50
    ),
    "a linkage table of a crowd": Case(large.crowd, lambda ds: ftz.linkage_table(ds, "city-0", level="stated")),
    "links of one in a full place": Case(large.full, lambda ds: ftz.partners(ds, "z0", presence=True)),
    "partners by many agreements": Case(large.often, lambda ds: ftz.partners(ds, "z0")),
    "being linked": Case(large.often, lambda ds: ftz.is_linked(ds, "z0", "z1")),
    "a path in a ring": Case(large.ring, lambda ds: ftz.shortest_path(ds, "z0", f"z{len(ds.zones) // 2}")),
    "a path in a crowd": Case(large.crowd, lambda ds: ftz.shortest_path(ds, "city-0", "city-9", level="stated")),
    "topics without links": Case(large.often, lambda ds: ftz.linkage_gaps(ds, "z0")),
    "topics of a ring": Case(large.ring, lambda ds: ftz.linkage_gaps(ds, "z0"), len, small=20),
    "a matrix": Case(large.ring, ftz.linkage_matrix, lambda matrix: len(matrix.places) ** 2, small=25),
    "statuses": Case(
        lambda n: large.stations(n).cooperations[0],
        lambda row: (row.status_on(), row.possible_statuses_on(), row.sources),
    ),
    "points on the map": Case(large.areas, lambda ds: ftz.representative_point(ds, "zone")),
}

QUALITY = {
    "checks of figures": Case(large.series, ftz.check),
    "checks of one print": Case(large.printed_once, ftz.check),
    "checks of conflicts": Case(large.disputed, ftz.check),
    "checks of milestones": Case(large.stations, ftz.check),
    "checks of agreements": Case(large.often, ftz.check),
    "checks of namesakes": Case(large.namesakes, ftz.check),
    "checks of a chain": Case(large.deep, ftz.check),
    "checks of areas": Case(large.areas, ftz.check),
    "an audit of citations": Case(large.series, lambda ds: ftz.audit(ds, "source-0", "3857 firms\n\nand more")),
    "an audit of paragraphs": Case(
        lambda n: "3857 firms\n\n" * n, lambda text: ftz.audit(large.series(1), "source-0", text)
    ),
    "an audit of a paragraph": Case(
        lambda n: "3857 firms, " * n, lambda text: ftz.audit(large.series(1), "source-0", text)
    ),
}

NAMES = {
    "a place": Case(large.broad, lambda ds: ftz.find(ds, "City 7")),
    "a place within a chain": Case(large.deep, lambda ds: ftz.find(ds, "City 7, Anhui")),
    "a name of many": Case(large.namesakes, lambda ds: refusal(lambda: ftz.find(ds, "Twin"))),
    "a name of none": Case(large.broad, lambda ds: refusal(lambda: ftz.find(ds, "Cty 7"))),
    "an indicator": Case(large.measures, lambda ds: ftz.find_indicator(ds, "Firms 7")),
    "an indicator of many": Case(large.measures, lambda ds: refusal(lambda: ftz.find_indicator(ds, "twin"))),
    "an indicator of none": Case(large.measures, lambda ds: refusal(lambda: ftz.find_indicator(ds, "firm"))),
    "what is on record": Case(large.measures, lambda ds: str(ftz.on_record(ds, "anhui"))),
    "conflicts on record": Case(large.disputed, lambda ds: str(ftz.on_record(ds, "anhui"))),
    "a long name": Case(lambda n: "x" * n, lambda text: refusal(lambda: ftz.find(large.broad(9), text))),
    "many parts": Case(lambda n: "Anhui, " * n, lambda text: refusal(lambda: ftz.find(large.broad(9), text))),
    "many marks": Case(lambda n: "e" + "\u0301" * n, lambda text: refusal(lambda: ftz.find(large.broad(9), text))),
    "many names": Case(large.broad, lambda ds: ftz.match_places(ds, [f"City {n}" for n in range(len(cities(ds)))])),
    "many names of none": Case(
        large.broad, lambda ds: ftz.match_places(ds, [f"Town {n}" for n in range(len(cities(ds)))])
    ),
}

TEXTS = {
    "hedges": Case(lambda n: "about " * n + "5", lambda text: refusal(lambda: ftz.read_figure(text, "1")), small=12),
    "figures": Case(lambda n: "5 km2 " * n, lambda text: refusal(lambda: ftz.read_figure(text)), small=12),
    "figures of a clause": Case(
        lambda n: "出口5亿元进口3%" * n, lambda text: refusal(lambda: ftz.read_figure(text, "CNY")), small=7
    ),
    "a release of a clause": Case(
        lambda n: "2021年安徽省新设企业" + "5家进口3%" * n,
        lambda text: ftz.read_release(text, large.series(1), source="source-0", published="2022-01-01"),
        small=9,
    ),
    "digits": Case(lambda n: "9" * n, lambda text: refusal(lambda: ftz.read_figure(text, "1")), small=16),
    "grouped digits": Case(
        lambda n: "9" + ",999" * n, lambda text: refusal(lambda: ftz.read_figure(text, "1")), small=3
    ),
    "Chinese digits": Case(lambda n: "一百" * n, lambda text: refusal(lambda: ftz.read_figure(text, "1")), small=37),
    "a period": Case(lambda n: "2020年" * n, lambda text: refusal(lambda: ftz.read_period(text)), small=12),
    "a dating": Case(lambda n: "in 2020 " * n, lambda text: refusal(lambda: ftz.read_dating(text)), small=9),
    "an EDTF": Case(lambda n: "2020-" * n, lambda text: refusal(lambda: ftz.Period.parse(text)), small=3),
    "a unit": Case(lambda n: "km2." * n + "t", lambda text: refusal(lambda: ftz.Unit.parse(text))),
    "a unit of many symbols": Case(
        lambda n: ".".join(f"{{thing{k}}}" for k in range(n)), lambda text: refusal(lambda: ftz.Unit.parse(text))
    ),
}

REPORTS = {
    "figures in a briefing": Case(large.series, lambda ds: str(ftz.briefing(ds, "anhui"))),
    "conflicts in a briefing": Case(large.disputed, lambda ds: str(ftz.briefing(ds, "anhui", "zh"))),
    "agreements in a briefing": Case(large.often, lambda ds: str(ftz.briefing(ds, "z0"))),
    "partners in a briefing": Case(large.ring, lambda ds: str(ftz.briefing(ds, "z0"))),
    "areas in a briefing": Case(large.areas, lambda ds: str(ftz.briefing(ds, "zone"))),
    "footnotes": Case(large.disputed, lambda ds: ftz.cite(ds.observations, ds=ds)),
    "BibTeX": Case(large.disputed, lambda ds: ftz.cite(ds.sources, "bibtex", ds=ds)),
    "CSL-JSON": Case(large.disputed, lambda ds: io.cite(ds.sources, "csl-json", ds=ds)),
}

FORMATS = {
    "a frame of figures": Case(large.series, lambda ds: io.to_frame(ds, "observations")),
    "a frame of agreements": Case(large.crowd, lambda ds: io.to_frame(ds, "participations")),
    "figures of a frame": Case(lambda n: io.to_frame(large.series(n), "observations"), io.from_frame),
    "a hierarchy": Case(large.broad, io.hierarchy),
    "totals of a frame": Case(
        large.broad, lambda ds: io.total_frame(io.to_frame(ds, "observations"), io.hierarchy(ds))
    ),
    "links of a frame": Case(
        large.ring, lambda ds: io.linkage_frame(io.to_frame(ds, "participations"), io.hierarchy(ds))
    ),
    "evidence of a frame": Case(
        large.ring, lambda ds: io.evidence_frame(io.to_frame(ds, "participations"), io.hierarchy(ds))
    ),
    "Parquet": Case(lambda n: io.to_frame(large.series(n), "observations"), write_and_read),
    "a graph": Case(large.ring, io.to_networkx),
    "a graph of many agreements": Case(large.often, lambda ds: io.to_networkx(ds, multigraph=False)),
    "GraphML": Case(
        lambda n: io.to_networkx(large.ring(n)),
        lambda graph: in_folder(lambda folder: io.write_graphml(graph, folder / "graph")),
    ),
    "GEXF": Case(
        lambda n: io.to_networkx(large.ring(n)),
        lambda graph: in_folder(lambda folder: io.write_gexf(graph, folder / "graph")),
    ),
    "PROV": Case(
        lambda n: (ds := large.series(n), ftz.total(ds, ds.observations)), lambda two: io.to_prov(two[1], two[0])
    ),
    "a data package": Case(
        large.series, lambda ds: in_folder(lambda folder: io.write_datapackage(ds, folder / "package"))
    ),
    "a package read back": Case(large.series, package_and_back),
    "a workbook read back": Case(large.series, workbook_and_back, small=8, within="anhui_ftz"),
    "a database read back": Case(large.series, database_and_back),
    "GeoJSON": Case(large.ring, lambda ds: io.to_geojson(ds, "area", links=True)),
    "results as plain values": Case(lambda n: ftz.linkages(large.ring(n), level="area"), ftz.as_record),
    "CSV on the web": Case(large.series, lambda ds: in_folder(lambda folder: io.write_csvw(ds, folder / "package"))),
    "SDMX": Case(large.series, lambda ds: in_folder(lambda folder: io.write_sdmx(ds, folder / "sdmx"))),
    "SDMX-CSV": Case(large.series, lambda ds: in_folder(lambda folder: io.write_sdmx_csv(ds, folder / "file.csv"))),
}

#: How matplotlib draws is its own affair: only the library's code is counted.
PLOTS = {
    name: Case(make, run, answer, small=8, within="anhui_ftz")
    for name, make, run, answer in (
        ("a map", large.ring, plots.plot_linkage_map, None),
        ("a matrix drawn", large.ring, plots.plot_linkage_matrix, lambda ax: len(ax.get_xticklabels()) ** 2),
        ("a grid of coverage", large.measures, lambda ds: plots.plot_coverage(ds, "anhui"), None),
        ("a timeline", large.often, plots.plot_timeline, None),
        ("a timeline of milestones", large.stations, plots.plot_timeline, None),
        ("bars", large.disputed, lambda ds: plots.plot_statistics(ds, ds.observations), None),
        ("a picture as SVG", large.often, save_picture, None),
        ("parts", large.areas, lambda ds: plots.plot_parts(ds, ftz.reconcile(ds, "zone", "stock")), None),
    )
}

CASES = READING | STORAGE | FIGURES | RESULTS | LINKS | QUALITY | NAMES | TEXTS | REPORTS | FORMATS | PLOTS
#: What has no input that grows.
CONSTANT = {"editions", "label", "schema"}


@pytest.mark.parametrize("name", CASES)
def test_work_grows_as_the_input_or_the_answer_does(name: str) -> None:
    assert growth_of(CASES[name]) <= MOST


def test_every_public_function_has_a_case() -> None:
    assert not_called_in(__file__) == CONSTANT


# The measure itself: what is planted here must be seen


def _pairs(rows: list[int]) -> object:
    return [one for one in rows for two in rows if one == two]


def _counted(rows: list[int]) -> object:
    return [one for one in rows if rows.count(one) > 1]


def _cut(text: str) -> object:
    parts = []
    while text:
        head, _, text = text.partition(" ")
        parts.append(head)
    return parts


def _once(rows: list[int]) -> object:
    return sorted({one: one for one in rows}, key=lambda one: -one)


@pytest.mark.parametrize("call", [_pairs, _counted])
def test_a_planted_square_is_seen(call: Callable[[Any], object]) -> None:
    assert growth_of(Case(lambda n: list(range(n)), call)) > 2 * MOST


def test_a_text_cut_from_its_front_is_seen() -> None:
    assert growth_of(Case(lambda n: "word " * n, _cut)) > MOST


def test_a_square_planted_in_the_library_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = ftz.total.__globals__
    real = sums["instances"]
    monkeypatch.setitem(sums, "instances", lambda kind, rows: [each for each in real(kind, rows) if each in [*rows]])
    assert growth_of(FIGURES["a total of days"]) > MOST


def test_one_pass_and_a_sort_are_linear() -> None:
    assert growth_of(Case(lambda n: list(range(n)), _once)) == pytest.approx(FACTOR, rel=0.05)


def test_an_answer_of_all_pairs_may_take_as_much() -> None:
    assert growth_of(Case(lambda n: list(range(n)), lambda rows: [(a, b) for a in rows for b in rows], len)) < MOST


def test_work_is_the_same_each_time_and_leaves_tracing_as_it_was() -> None:
    def call() -> object:
        return _once(list(range(50)))

    work_of(call)  # Python 3.12 and later count a function fully once they have traced it
    assert len({work_of(call) for _ in range(3)}) == 1
    assert work_of(call, within="nowhere") == 0
