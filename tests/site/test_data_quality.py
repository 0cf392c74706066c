"""The page on what is in the data: every number on it is that of the data."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

import pytest

import anhui_ftz as ftz
from built import BUILT

PAGE = BUILT / "api" / "data-quality.html"


class _Tables(HTMLParser):
    """The tables of a page, each as its rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's call
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.cell = True

    def handle_endtag(self, tag: str) -> None:
        self.cell = self.cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.cell:
            self.tables[-1][-1][-1] += data


@pytest.fixture(scope="module")
def tables() -> dict[tuple[str, ...], dict[str, list[str]]]:
    """Read each table by its headings, as rows by their first cell."""
    parser = _Tables()
    parser.feed(PAGE.read_text(encoding="utf-8"))
    trimmed = [[[cell.strip() for cell in row] for row in table] for table in parser.tables]
    return {tuple(rows[0]): {row[0]: row[1:] for row in rows[1:]} for rows in trimmed}


_Tabled = dict[tuple[str, ...], dict[str, list[str]]]


def _found(tables: _Tabled, *columns: str) -> dict[str, list[str]]:
    return next(rows for heading, rows in tables.items() if set(columns) <= set(heading))


def _number(cell: str) -> int:
    return int(cell.split(" ", maxsplit=1)[0].replace(",", ""))


def test_the_counts_of_records_are_those_of_the_tables(tables: _Tabled) -> None:
    shown = {name: _number(row[0]) for name, row in _found(tables, "Records", "Content").items()}
    assert shown == {name: len(rows) for name, rows in ftz.load().tables()}


def test_the_counts_by_year_are_those_of_coverage(tables: _Tabled) -> None:
    ds = ftz.load()
    shown = _found(tables, "Zone", "Indicators")
    assert list(shown) == ["Anhui", "Jiangsu", "Shanghai", "Zhejiang"]
    for name, row in shown.items():
        cells = ftz.coverage(ds, f"{name.lower()}-ftz")
        states = Counter(each.state for each in cells)
        counts = [len({each.indicator for each in cells}), *(states[state] for state in ftz.CoverageState)]
        assert [_number(cell) for cell in row] == counts


def test_the_grades_and_carriers_are_those_of_the_records(tables: _Tabled) -> None:
    ds = ftz.load()
    shown = {name: [_number(cell) for cell in row[1:]] for name, row in _found(tables, "Grade").items()}
    graded = [
        Counter(str(source.grade) for source in ds.sources),
        *(Counter(str(ftz.grade(ds, row)) for row in rows) for rows in (ds.observations, ds.cooperations)),
    ]
    assert shown == {str(grade): [each[str(grade)] for each in graded] for grade in ftz.Grade}
    carriers = {name: _number(row[1]) for name, row in _found(tables, "Carrier").items()}
    assert carriers == {str(each): sum(source.carrier is each for source in ds.sources) for each in ftz.Carrier}


def test_the_counts_of_citations_are_those_of_the_records(tables: _Tabled) -> None:
    ds = ftz.load()
    for name, row in _found(tables, "Citations").items():
        cited = [each for record in getattr(ds, name) for each in record.citations]
        within = [each for each in cited if each.locator and each.locator != "whole page"]
        printed = [each for each in cited if each.as_published]
        assert [_number(cell) for cell in row] == [len(cited), len(within), len(printed)]


def test_the_rates_are_those_of_the_counts_and_the_changes_those_of_the_editions(tables: _Tabled) -> None:
    old, new = ftz.load(edition="2026.11"), ftz.load()
    for name, (records, compared, *faulty) in _found(tables, "Compared").items():
        assert _number(records) == len(getattr(old, name)) >= _number(compared)
        for cell in faulty:
            assert f"({100 * _number(cell) / _number(compared):.1f} in 100)" in cell
    changes = ftz.changes(old, new)
    kinds = {"observations": ftz.Observation, "cooperations": ftz.Cooperation}
    for name, row in _found(tables, "Revised").items():
        counts = [
            sum(isinstance(change.after or change.before, kinds[name]) for change in each)
            for each in (changes.revised, changes.withdrawn, changes.added)
        ]
        assert [_number(cell) for cell in row] == counts


def test_the_findings_are_those_of_check(tables: _Tabled) -> None:
    found = Counter((each.rule, str(each.severity)) for each in ftz.check(ftz.load()))
    shown = {(rule, row[0]): _number(row[1]) for rule, row in _found(tables, "Finding").items()}
    assert shown == found


def test_what_is_missing_is_missing(tables: _Tabled) -> None:
    ds = ftz.load()
    for what, (count, names) in _found(tables, "Missing").items():
        listed = [] if names == "–" else names.split(", ")
        assert len(listed) == _number(count), what
    lacking = _found(tables, "Missing")["Zones without a cooperation with another zone on record"][1].split(", ")
    assert set(lacking) == {
        zone.name.en.partition("(")[2].partition(")")[0] for zone in ds.zones if not ftz.partners(ds, zone)
    }
    counts = [_number(row[0]) for row in _found(tables, "Not stated").values()]
    assert counts == [
        sum(row.basis is ftz.Basis.INFERRED for row in ds.observations),
        sum(row.basis is ftz.Basis.SEEN for row in ds.observations),
        sum(not source.title for source in ds.sources),
        sum(source.published is None for source in ds.sources),
    ]
