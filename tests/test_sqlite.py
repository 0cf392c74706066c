"""Databases: typed, keyed and exact; their views agree with the library, and the data set comes back."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

import anhui_ftz as ftz
from anhui_ftz import Level, Quantity
from anhui_ftz.io import read_sqlite, write_sqlite
from anhui_ftz.testing import datasets
from world import WORLD, figure, pact

DS = ftz.load()
SMALL = evolve(
    WORLD,
    observations=[
        figure("low", "n-a", "money", "2021", Quantity.at_least("123456789012345678901.25", "CNY")),
        figure("sure", "n-b", "money", "2021", Quantity.exactly("0.1", "CNY")),
    ],
    cooperations=[pact("deal", "moon", "n-a", "s-a"), pact("road", "n-port", "s-port")],
    title="It's; a 'title'",
)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("databases") / "all.db"
    write_sqlite(DS, path)
    with closing(sqlite3.connect(path)) as database:
        yield database


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_sqlite(SMALL, tmp_path / "small.db")
    return tmp_path / "small.db"


def changed(path: Path, *statements: str) -> None:
    """Change a database as a person would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for each in statements:
            database.execute(each)


def problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(ftz.DatasetError) as refusal:
        read_sqlite(path)
    return [(each.path, each.message) for each in refusal.value.problems]


@pytest.mark.parametrize("ds", [SMALL, ftz.Dataset(), DS], ids=["small", "empty", "bundled"])
def test_what_comes_back_is_what_went_in(ds: ftz.Dataset, tmp_path: Path) -> None:
    write_sqlite(ds, tmp_path / "x.db")
    assert read_sqlite(tmp_path / "x.db") == ds


@settings(max_examples=40)
@given(datasets())
def test_reading_a_database_inverts_writing_it(ds: ftz.Dataset) -> None:
    with tempfile.TemporaryDirectory() as room:
        write_sqlite(ds, Path(room, "x.db"))
        assert read_sqlite(Path(room, "x.db")) == ds


def test_every_reference_is_a_foreign_key_that_is_met(bundled: sqlite3.Connection) -> None:
    assert bundled.execute("PRAGMA foreign_key_check").fetchall() == []
    assert bundled.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    keys = {row[3]: row[2] for row in bundled.execute("PRAGMA foreign_key_list(observations)")}
    assert keys == {"subject": "places", "indicator": "indicators"}


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO topics VALUES ('gone', 1, 'port')",
        "INSERT INTO topics VALUES ('deal', 1, 'port')",
        "UPDATE observations SET bound = 'guess'",
        "UPDATE observations SET value = NULL",
        "UPDATE indicators SET additive = 2",
    ],
)
def test_the_database_itself_refuses_what_breaks_its_rules(small: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        changed(small, "PRAGMA foreign_keys = ON", statement)


def test_sums_of_the_exact_decimals_equal_the_totals(bundled: sqlite3.Connection) -> None:
    sizes = [ftz.latest(DS, area.id, "area") for area in DS.areas if area.zone == "anhui-ftz"]
    found = bundled.execute(
        "SELECT value_exact, lower_exact, upper_exact FROM figures JOIN areas ON areas.id = subject"
        " WHERE zone = 'anhui-ftz' AND indicator = 'area'"
    ).fetchall()
    value, lower, upper = (sum(map(Decimal, column)) for column in zip(*found, strict=True))
    total = ftz.total(DS, sizes).quantity
    assert (value, lower, upper) == (total.value, total.lower, total.upper)


def test_decimals_are_exact_next_to_a_real_and_open_ends_are_null(small: Path) -> None:
    with closing(sqlite3.connect(small)) as database:
        rows = database.execute("SELECT value_exact, value, typeof(value), upper, upper_exact FROM figures").fetchall()
    assert rows == [
        ("123456789012345678901.25", 123456789012345678901.25, "real", None, None),
        ("0.1", 0.1, "real", 0.1, "0.1"),
    ]


def test_the_view_of_figures_has_each_observation_once_with_its_names(bundled: sqlite3.Connection) -> None:
    rows = bundled.execute("SELECT id, subject_zh, indicator_en, period, sources FROM figures ORDER BY id").fetchall()
    assert rows == [
        (
            row.id,
            DS.place(row.subject).name.zh or None,
            DS.indicators[row.indicator].name.en or None,
            row.period.edtf,
            " ".join(dict.fromkeys(each.source for each in row.citations)),
        )
        for row in DS.observations
    ]


def test_the_view_of_linkages_has_the_evidence_of_each_level(bundled: sqlite3.Connection) -> None:
    counted = dict(bundled.execute("SELECT level, count(*) FROM linkages GROUP BY level").fetchall())
    assert counted == {str(each): sum(len(link.evidence) for link in ftz.linkages(DS, level=each)) for each in Level}
    pairs: Counter[tuple[str, str]] = Counter(
        pair for row in DS.cooperations for pair in combinations(sorted(row.parties), 2)
    )
    stated = bundled.execute("SELECT a, b, count(*) FROM linkages WHERE level = 'stated' GROUP BY a, b").fetchall()
    assert {(a, b): number for a, b, number in stated} == pairs
    assert counted["stated"] == pairs.total()


def test_the_day_decides_the_status_of_a_linkage(tmp_path: Path) -> None:
    write_sqlite(DS, tmp_path / "x.db", on="2021-01-25")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        found = database.execute("SELECT a, b, cooperation, status FROM linkages WHERE level = 'zone'").fetchall()
    due = {
        (link.a, link.b, each.cooperation.id, each.status)
        for link in ftz.linkages(DS, on="2021-01-25")
        for each in link.evidence
    }
    assert set(found) == due
    with pytest.raises(ftz.InvalidValue):
        write_sqlite(DS, tmp_path / "x.db", on="yesterday")


def found(database: sqlite3.Connection, words: str) -> set[str]:
    return {row[0] for row in database.execute("SELECT id FROM search WHERE search MATCH ?", (f'"{words}"',))}


def test_places_are_found_by_their_names_and_by_any_part_of_a_chinese_one(bundled: sqlite3.Connection) -> None:
    for zone in DS.zones:
        assert zone.id in found(bundled, zone.name.en)
        longest = max(re.findall("[\u4e00-\u9fff]+", zone.name.zh), key=len)
        parts = {longest[at : at + size] for size in (1, 2, 12) for at in range(3)}
        assert all(zone.id in found(bundled, part) for part in parts)
    assert "anhui" in found(bundled, "皖")
    assert "anhui-ftz-wuhu" in found(bundled, "芜湖片区")
    notes = bundled.execute("SELECT count(*) FROM search WHERE field = 'note'").fetchone()
    assert notes[0] > 0


def test_a_publisher_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    names = ftz.Name("Anhui Daily", "安徽日报", ["AHRB"])
    write_sqlite(ftz.Dataset(sources=[ftz.Source("daily", names, "Trade")]), tmp_path / "x.db")
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        assert all(found(database, name) == {"daily"} for name in (*names.all, "安徽", "Trade"))


def test_the_views_name_each_source_once_with_blanks_between(bundled: sqlite3.Connection) -> None:
    twice = [row for row in DS.observations if len({each.source for each in row.citations}) < len(row.citations)]
    for row in twice[:5]:
        [said] = bundled.execute("SELECT sources FROM figures WHERE id = ?", (row.id,)).fetchone()
        assert said.split(" ") == list(dict.fromkeys(each.source for each in row.citations))
    assert twice
    for id, said in bundled.execute("SELECT DISTINCT cooperation, sources FROM linkages").fetchall():
        assert sorted(said.split(" ")) == sorted(DS.cooperations[id].sources)


def test_a_sqlite_without_full_text_search_gets_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anhui_ftz.io.sqlite._SEARCH", "CREATE VIRTUAL TABLE search USING no_such_module (id)")
    write_sqlite(SMALL, tmp_path / "x.db")
    assert read_sqlite(tmp_path / "x.db") == SMALL
    with closing(sqlite3.connect(tmp_path / "x.db")) as database, pytest.raises(sqlite3.OperationalError):
        database.execute("SELECT * FROM search")


@pytest.mark.parametrize(
    ("statement", "path"),
    [
        ("UPDATE observations SET value_exact = 'many' WHERE id = 'low'", "table observations, row 1, column value"),
        ("UPDATE observations SET subject = 'gone' WHERE id = 'sure'", "table observations, row 2, column subject"),
        ("UPDATE zones SET name_en = char(8238) WHERE id = 'n-zone'", "table zones, row 1, column name_en"),
        ("DROP TABLE topics", "table topics"),
        ("ALTER TABLE hosts RENAME COLUMN city TO town", "database"),
        ("UPDATE zones SET name_en = CAST(x'ff' AS TEXT) WHERE id = 'n-zone'", "database"),
    ],
)
def test_a_database_that_was_tampered_with_is_refused(small: Path, statement: str, path: str) -> None:
    changed(small, *(f"DROP VIEW {each}" for each in ("linkages", "figures")), statement)
    assert path in [where for where, _ in problems(small)]


@pytest.mark.parametrize("content", [b"", b"subject,indicator", b"SQLite format 3\0" + b"\xff" * 200])
def test_what_is_no_database_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(content)
    assert all(path == "database" or path.startswith("table ") for path, _ in problems(tmp_path / "x.db"))
    with pytest.raises(FileNotFoundError):
        read_sqlite(tmp_path / "nowhere.db")


def test_a_view_in_place_of_a_table_is_not_read(small: Path) -> None:
    make = "CREATE VIEW topics AS SELECT 'deal' AS cooperation, 1 AS position, 'x' AS topic"
    changed(small, "DROP VIEW linkages", "DROP TABLE topics", make)
    assert problems(small) == [("table topics", "the table is missing")]


@pytest.mark.parametrize("write", [lambda path: write_sqlite(SMALL, path)])
def test_equal_data_sets_are_equal_files(write: Callable[[Path], None], tmp_path: Path) -> None:
    write(tmp_path / "one.db")
    write(tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
