"""Data Packages read back, and what is wrong with those that were tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz import Milestone, Name, Quantity, Source, ZoneEvent
from anhui_ftz.io import read_datapackage, write_datapackage
from anhui_ftz.io.packages.plain_tables import TABLES
from world import CITED, WORLD, figure, pact

EVENTS = (ZoneEvent("decided", "2019", citations=CITED), ZoneEvent("inaugurated", "2020", "号", CITED))
MILESTONES = (Milestone("signed", "../2021", CITED), Milestone("in-operation", "2022", CITED, "inferred"))
RICH = evolve(
    WORLD,
    zones=[evolve(row, events=EVENTS) for row in WORLD.zones],
    areas=[evolve(row, focus=["", "=1"], events=EVENTS) for row in WORLD.areas],
    cooperations=[
        evolve(
            pact("deal", "moon", "n-zone", milestones=MILESTONES, places=("bridge",)), value=Quantity.exactly(1, "USD")
        )
    ],
    observations=[figure("x", "n-a", "money", "2020-09-24/..", Quantity.at_least("-5e11", "CNY"))],
    sources=[*WORLD.sources, Source("both", Name("", "报", ["Paper"])), Source("one", Name("Daily"))],
    title="Title",
    edition="2026.11",
    licence="CC-BY-4.0 OR MIT",
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_datapackage(RICH, tmp_path / "package")
    return tmp_path / "package"


def described(package: Path, change: Callable[[Any], object]) -> None:
    """Change the descriptor of a package."""
    file = package / "datapackage.json"
    tree = json.loads(file.read_text("utf-8"))
    change(tree)
    file.write_text(json.dumps(tree), "utf-8")


def unsealed(package: Path, table: str, old: str, new: str) -> None:
    """Change a table, and let the descriptor say nothing about its bytes."""
    described(package, lambda tree: [each.pop("hash") and each.pop("bytes") for each in tree["resources"]])
    file = package / table
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def problems(package: Path) -> list[tuple[str, str]]:
    with pytest.raises(ftz.DatasetError) as refusal:
        read_datapackage(package)
    return [(each.path, each.message) for each in refusal.value.problems]


def paths(package: Path) -> list[str]:
    return [path for path, _ in problems(package)]


@pytest.mark.parametrize("ds", [RICH, ftz.Dataset(), ftz.load()], ids=["rich", "empty", "bundled"])
def test_what_comes_back_is_what_went_in(ds: ftz.Dataset, tmp_path: Path) -> None:
    write_datapackage(ds, tmp_path / "package")
    assert read_datapackage(tmp_path / "package") == ds


def test_a_publisher_without_any_name_is_an_empty_text() -> None:
    assert Source("x", Name()) == Source("x", "")


def test_a_changed_table_is_refused_unless_its_seal_is_removed(package: Path) -> None:
    file = package / "zones.csv"
    file.write_bytes(file.read_bytes().replace(b"North Zone", b"Other Zone"))
    assert problems(package) == [("zones.csv", "the file is not the one that the descriptor describes")]
    described(package, lambda tree: [each.pop("hash") and each.pop("bytes") for each in tree["resources"]])
    assert read_datapackage(package).zones["n-zone"].name.en == "Other Zone"


@pytest.mark.parametrize(
    ("table", "old", "new", "path"),
    [
        ("observations.csv", "-500000000000", "many", "observations.csv: line 2, column value"),
        ("observations.csv", "n-a,", "atlantis,", "observations.csv: line 2, column subject"),
        ("observations.csv", "2020-09-24/..", "yesterday", "observations.csv: line 2, column period"),
        ("observations.csv", "CNY", "km2", "observations.csv: line 2, column unit"),
        ("zones.csv", "North Zone", "North\u202eZone", "zones.csv: line 2, column name_en"),
        ("zones.csv", "n-zone", "N zone", "zones.csv: line 2, column id"),
        ("indicators.csv", "true", "yes", "indicators.csv: line 2, column additive"),
        ("indicators.csv", "999", "first", "indicators.csv: line 2, column rank"),
        ("milestones.csv", "signed", "sealed", "milestones.csv: line 2, column status"),
        ("milestones.csv", "inferred", "guessed", "milestones.csv: line 3, column basis"),
        ("events.csv", "decided", "dreamt", "events.csv: line 2, column kind"),
        ("citations.csv", "deal,0,1", "gone,0,1", "citations.csv: line 3, column record"),
        ("citations.csv", "deal,1,1", "deal,7,1", "citations.csv: line 16, column part"),
        ("participations.csv", "deal,party,1", "deal,guest,1", "participations.csv: line 2, column role"),
        ("participations.csv", "moon", "sun", "cooperations.csv: line 2, column id"),
        ("publisher_aliases.csv", "both", "mirror", "publisher_aliases.csv: line 2, column alias"),
        ("divisions.csv", "n-city", "s-city", "divisions.csv: line 5, column id"),
        ("hosts.csv", "n-city", "moon", "areas.csv: line 2, column id"),
        ("sources.csv", "mirror,M", "mirror ,M", "sources.csv: line 3, column id"),
    ],
)
def test_a_fault_is_reported_where_the_cell_is(package: Path, table: str, old: str, new: str, path: str) -> None:
    unsealed(package, table, old, new)
    assert path in paths(package)


def test_a_row_that_stands_twice_is_refused(package: Path) -> None:
    file = package / "topics.csv"
    unsealed(package, "topics.csv", "deal,1,port\r\n", "deal,1,port\r\ndeal,1,data\r\n")
    assert file.exists()
    assert problems(package) == [
        ("topics.csv: line 3, column position", "an earlier row has the same cooperation, position: 'deal, 1'")
    ]


@pytest.mark.parametrize(
    ("content", "path", "message"),
    [
        (b"\xff", "topics.csv: line 1", "the text is not UTF-8"),
        (b"", "topics.csv: line 1", "a column is missing: cooperation"),
        (b"cooperation,position,topic,colour\r\n", "topics.csv: line 1", "unknown column 'colour'"),
        (b"cooperation,position,topic,topic\r\n", "topics.csv: line 1", "a column appears twice"),
        (b"cooperation,position,topic\r\na\r\n", "topics.csv: line 2", "1 cells, where the header has 3"),
        (b'cooperation,position,topic\r\n"a', "topics.csv: line 2", "not read on from here: unexpected end of data"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(package: Path, content: bytes, path: str, message: str) -> None:
    described(package, lambda tree: [each.pop("hash") and each.pop("bytes") for each in tree["resources"]])
    (package / "topics.csv").write_bytes(content)
    assert (path, message) in problems(package)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda tree: tree.update(title=1), "datapackage.json: $.title"),
        (lambda tree: tree.update(resources=1), "datapackage.json: $.resources"),
        (lambda tree: tree["resources"].pop(), "datapackage.json: $.resources"),
        (lambda tree: tree["resources"][0].update(name="colours"), "datapackage.json: $.resources[0].name"),
        (lambda tree: tree["resources"][0].update(path="../x"), "datapackage.json: $.resources[0].path"),
        (lambda tree: tree["resources"][3].update(bytes=1), f"{TABLES[3].name}.csv"),
    ],
)
def test_a_descriptor_that_was_tampered_with_is_refused(
    package: Path, change: Callable[[Any], object], path: str
) -> None:
    described(package, change)
    assert path in paths(package)


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"title": 1, "title": 2}', b"\xff"])
def test_a_descriptor_that_is_no_json_object_is_refused(package: Path, content: bytes) -> None:
    (package / "datapackage.json").write_bytes(content)
    assert all(path.startswith("datapackage.json: $") for path in paths(package))


def test_a_missing_file_is_named(package: Path) -> None:
    (package / "topics.csv").unlink()
    assert problems(package) == [("topics.csv", "the file is missing")]
    (package / "datapackage.json").unlink()
    assert problems(package) == [("datapackage.json", "the file is missing")]
    with pytest.raises(FileNotFoundError):
        read_datapackage(package / "nowhere")


def test_a_citation_has_its_place_in_the_list(package: Path) -> None:
    lines = (package / "citations.csv").read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, 1) if ",mirror," in line)
    unsealed(package, "citations.csv", lines[at - 1], lines[at - 1].replace("mirror", "Mirror site"))
    assert [path.rpartition(",")[0] for path in paths(package)] == [f"citations.csv: line {at}"]


def test_a_position_that_is_no_number_is_refused(package: Path) -> None:
    unsealed(package, "topics.csv", "deal,1,port", "deal,first,port")
    assert problems(package) == [("topics.csv: line 2, column position", "position is a number, not 'first'")]


def test_every_problem_names_a_rule_of_its_own(package: Path) -> None:
    described(package, lambda tree: tree["resources"][0].update(name="colours"))
    described(package, lambda tree: tree["resources"][1].update(path="../x"))
    described(package, lambda tree: [each.pop("hash") and each.pop("bytes") for each in tree["resources"]])
    (package / "topics.csv").write_bytes(b"cooperation,position,colour\r\n")
    (package / "hosts.csv").write_bytes(b"area,city,city\r\n")
    with pytest.raises(ftz.DatasetError) as refusal:
        read_datapackage(package)
    assert {each.rule for each in refusal.value.problems} == {
        "unknown-table", "missing-table", "other-file", "unknown-column", "missing-column", "duplicate-column",
    }  # fmt: skip


def test_a_publisher_may_have_further_names_alone(tmp_path: Path) -> None:
    ds = ftz.Dataset(sources=[ftz.Source("page", ftz.Name(aliases=["Paper", "报"]))])
    write_datapackage(ds, tmp_path / "package")
    assert read_datapackage(tmp_path / "package") == ds
