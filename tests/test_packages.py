"""Packages for other tools, case by case; each is read back by the library that it is meant for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from prov.model import ProvDerivation, ProvDocument, ProvEntity, ProvGeneration, ProvUsage
from pysdmx.io.csv.sdmx20.reader import read as read_with_pysdmx

import anhui_ftz as ftz
from anhui_ftz import Milestone, Quantity
from anhui_ftz.io.packages import to_prov, write_csvw, write_datapackage, write_sdmx_csv
from anhui_ftz.model.note import joined
from packaged import described, read_csvw, read_datapackage, read_sdmx, rebuilt
from world import WORLD, count, figure, pact, with_figures

ROOT = Path(__file__).parent.parent
SPREADSHEET = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("x")', 'a,"b"', " a ", "'", "#1", "NA", "null", "1e5"]
Writer = Callable[..., None]
folders = pytest.mark.parametrize("write", [write_datapackage, write_csvw])


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def stopping(_done: int, _total: int | None) -> None:
    raise KeyboardInterrupt


def hostile() -> ftz.Dataset:
    """Return the world with texts that a spreadsheet or a careless reader would change."""
    sources = [
        evolve(row, notes=[ftz.Note("scope", note)]) for row, note in zip(WORLD.sources, SPREADSHEET[:3], strict=True)
    ]
    bodies = [
        evolve(
            row,
            notes=[ftz.Note("basis", ftz.Text("x", SPREADSHEET[3 + n]))],
            name=ftz.Name(SPREADSHEET[n], SPREADSHEET[-n], SPREADSHEET),
        )
        for n, row in enumerate(WORLD.organizations)
    ]
    cities = [evolve(row, location="31.8600,-117.28", gb_t_2260="0100") for row in WORLD.divisions]
    deal = pact("deal", "moon", "n-zone", milestones=(Milestone("signed", "../2021", WORLD_CITED),))
    value = Quantity.at_most("0.10", "USD")
    return evolve(
        WORLD,
        divisions=cities,
        organizations=bodies,
        sources=sources,
        cooperations=[evolve(deal, value=value, places=["bridge"])],
        observations=[figure("x", "n-a", "money", "2020-09-24/..", Quantity.at_least("-5e11", "CNY"))],
        title="=Title",
        edition="2026.11",
        licence="CC-BY-4.0",
    )


WORLD_CITED = (ftz.Citation("web", "=A1", "+5%"),)


def test_a_data_package_is_valid_and_holds_the_bundled_data_set_whole(tmp_path: Path) -> None:
    write_datapackage(ftz.load(), tmp_path / "package")
    assert rebuilt(read_datapackage(tmp_path / "package"), described(tmp_path / "package")) == ftz.load()


def test_csv_on_the_web_is_valid_and_holds_the_bundled_data_set_whole(tmp_path: Path) -> None:
    write_csvw(ftz.load(), tmp_path / "tables")
    head = {"title": ftz.load().title, "version": ftz.load().edition, "licenses": [{"name": ftz.load().licence}]}
    assert rebuilt(read_csvw(tmp_path / "tables"), head) == ftz.load()
    about = json.loads((tmp_path / "tables" / "csv-metadata.json").read_text("utf-8"))
    assert (about["dc:title"], about["dc:license"]) == (head["title"], "CC-BY-4.0")


def test_cells_that_look_like_formulas_or_nulls_come_back_as_they_went_in(tmp_path: Path) -> None:
    ds = hostile()
    write_datapackage(ds, tmp_path / "package")
    write_csvw(ds, tmp_path / "tables")
    about = described(tmp_path / "package")
    assert rebuilt(read_datapackage(tmp_path / "package"), about) == ds
    assert rebuilt(read_csvw(tmp_path / "tables"), about) == ds


def test_the_package_says_who_made_it_under_which_licence_from_what(tmp_path: Path) -> None:
    ds = evolve(hostile(), licence="CC-BY-4.0 AND LicenseRef-Own")
    ds = evolve(ds, sources=[evolve(row, url=f"HTTPS://x.org/{row.id}") for row in ds.sources])
    write_datapackage(ds, tmp_path, contributors=["Li"])
    about = described(tmp_path)
    assert about["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert about["contributors"] == [{"title": "Li", "roles": ["wrangler"]}]
    assert [each["name"] for each in about["licenses"]] == ["CC-BY-4.0", "LicenseRef-Own"]
    assert about["sources"][1] == {"name": "paper", "title": "P, January 2021", "path": "https://x.org/paper"}


def test_an_empty_data_set_is_a_package_too(tmp_path: Path) -> None:
    write_datapackage(ftz.Dataset(), tmp_path / "package", contributors=[])
    about = described(tmp_path / "package")
    assert set(about) == {"$schema", "name", "resources"}
    assert rebuilt(read_datapackage(tmp_path / "package"), about) == ftz.Dataset()


def test_keys_and_references_are_told(tmp_path: Path) -> None:
    write_datapackage(WORLD, tmp_path / "package")
    schemas = {each["name"]: each["schema"] for each in described(tmp_path / "package")["resources"]}
    assert schemas["areas"]["foreignKeys"] == [
        {"fields": ["zone"], "reference": {"resource": "zones", "fields": ["id"]}}
    ]
    assert schemas["citations"]["primaryKey"] == ["record", "part", "position"]
    fields = {each["name"]: each for each in schemas["observations"]["fields"]}
    assert fields["value"]["type"] == "number"
    assert "at-least" in fields["bound"]["constraints"]["enum"]


@folders
def test_a_package_takes_the_place_of_an_older_one(write: Writer, tmp_path: Path) -> None:
    target = tmp_path / "package"
    write(WORLD, target)
    target.chmod(0o750)
    before = names(target)
    write(ftz.load(), target)
    assert names(target) == before
    assert names(tmp_path) == {"package"}
    assert target.stat().st_mode & 0o777 == 0o750


@folders
def test_a_folder_with_other_files_is_left_alone(write: Writer, tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / name).write_text("mine")
    with pytest.raises(ftz.InvalidValue, match="contains other files, 'a', 'b', 'c' and more"):
        write(WORLD, tmp_path)
    assert names(tmp_path) == set("abcd")


@folders
def test_a_writer_that_is_stopped_leaves_the_old_package(write: Writer, tmp_path: Path) -> None:
    target = tmp_path / "package"
    write(WORLD, target)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write(ftz.load(), target, progress=stopping)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert names(tmp_path) == {"package"}


def test_a_package_that_cannot_take_its_name_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "package"
    write_csvw(WORLD, target)
    rename = Path.rename

    def refused(path: Path, other: Path) -> Path:
        if path.name == "new":
            raise PermissionError
        return rename(path, other)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        write_csvw(ftz.load(), target)
    assert read_csvw(target)["zones"][0]["id"] == "n-zone"
    with pytest.raises(PermissionError):
        write_csvw(ftz.load(), tmp_path / "second")
    assert names(tmp_path) == {"package"}


@pytest.mark.parametrize("write", [write_datapackage, write_csvw, write_sdmx_csv])
def test_what_is_no_data_set_is_refused_before_anything_is_written(write: Writer, tmp_path: Path) -> None:
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        write([], tmp_path / "x")
    assert names(tmp_path) == set()


@folders
def test_the_writer_tells_how_far_it_is(write: Writer, tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    write(ftz.load(), tmp_path / "package", progress=lambda done, total: told.append((done, total)))
    assert (told[0][0], told[-1]) == (0, (len(ftz.load()), len(ftz.load())))


def test_a_killed_writer_leaves_no_half_package(tmp_path: Path) -> None:
    target = tmp_path / "package"
    code = (
        "import os, sys, anhui_ftz as f; from anhui_ftz.io.packages import write_datapackage as w\n"
        "w(f.load(), sys.argv[1], progress=lambda done, total: done and os._exit(9))"
    )
    run = subprocess.run([sys.executable, "-c", code, target], check=False, env=os.environ)
    assert run.returncode == 9
    assert not target.exists()


def test_sdmx_csv_read_by_sdmx1_has_every_figure_to_the_last_digit(tmp_path: Path) -> None:
    write_sdmx_csv(ftz.load(), tmp_path / "figures.csv")
    for row, read in zip(ftz.load().observations, read_sdmx(tmp_path / "figures.csv"), strict=True):
        assert (read["REF_AREA"], read["INDICATOR"], read["OBS_ID"]) == (row.subject, row.indicator, row.id)
        assert Decimal(read["OBS_VALUE"]) == row.quantity.value
        assert Decimal(read["UPPER"] or "Infinity") == row.quantity.upper
        assert (read["OBS_STATUS"], read["UNIT_MEASURE"]) == (row.status.value, str(row.quantity.unit))
        assert (read["PERIOD_EDTF"], read["COMMENT_OBS"]) == (
            row.period.edtf,
            joined(row.notes, "en"),
        )


def test_sdmx_csv_read_by_pysdmx_is_one_data_set_with_every_observation(tmp_path: Path) -> None:
    write_sdmx_csv(ftz.load(), tmp_path / "figures.csv")
    (data,) = read_with_pysdmx((tmp_path / "figures.csv").read_text("utf-8"))
    assert data.structure == "DataStructure=ANHUI_FTZ:FTZ_OBSERVATIONS(1.0.0)"
    assert list(data.data["OBS_ID"]) == [row.id for row in ftz.load().observations]


@pytest.mark.parametrize(
    ("period", "time"),
    [
        ("2020", "2020"),
        ("2020-09", "2020-09"),
        ("2020-09-24", "2020-09-24"),
        ("2021-Q1", "2021-Q1"),
        ("2021-07-01/2021-09-30", "2021-Q3"),
        ("2021-S2", "2021-S2"),
        ("2020-01-01/2021-06-30", "2020-01-01/P547D"),
        ("2020-09-24/2021-01-25", "2020-09-24/P124D"),
        ("2020-09-24/..", "2020-09-24"),
        ("../2021-01-25", "2021-01-25"),
        ("/2021-01-25", "2021-01-25"),
    ],
)
def test_a_period_is_written_as_sdmx_allows(period: str, time: str, tmp_path: Path) -> None:
    write_sdmx_csv(with_figures(figure("x", "n-a", "firms", period, count(1))), tmp_path / "x.csv")
    (read,) = read_sdmx(tmp_path / "x.csv")
    assert read["TIME_PERIOD"] == time


def test_a_period_that_sdmx_cannot_say_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")
    rows = [figure(f"x{n}", "n-a", "firms", "../..", count(1)) for n in range(7)]
    with pytest.raises(ftz.InvalidValue, match="which x0, x1, x2, x3, x4 and 2 more lack"):
        write_sdmx_csv(with_figures(*rows), file)
    with pytest.raises(KeyboardInterrupt):
        write_sdmx_csv(ftz.load(), file, progress=stopping)
    assert (file.read_text(), names(tmp_path)) == ("old", {"x.csv"})


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("old")
    file.chmod(0o604)
    write_sdmx_csv(WORLD, file)
    assert file.stat().st_mode & 0o777 == 0o604
    assert file.read_bytes().startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,")


def test_prov_reads_the_whole_working_down_to_the_sources() -> None:
    ds = ftz.load()
    firms, size = ds.get("ah-obs-010", ftz.Observation), ds.get("ah-obs-001", ftz.Observation)
    document = ProvDocument.deserialize(content=to_prov(ftz.density(firms, size), ds))
    pairs = {(str(each.args[0]), str(each.args[1])) for each in document.get_records(ProvDerivation)}
    assert pairs == {
        ("result:1", "record:ah-obs-010"),
        ("result:1", "record:ah-obs-001"),
        ("record:ah-obs-010", "record:cns-2021-01-25"),
        ("record:ah-obs-001", "record:cns-2021-01-25"),
        ("record:ah-obs-001", "record:ah-gov-2020-09-25"),
    }
    primary = [
        each for each in document.get_records(ProvDerivation) if "PrimarySource" in str(each.get_asserted_types())
    ]
    assert len(primary) == 3
    (made,) = document.get_records(ProvGeneration)
    assert [str(each) for each in made.args[:2]] == ["result:1", "step:1"]
    assert len(list(document.get_records(ProvUsage))) == 2


def test_an_input_used_twice_is_one_entity_and_what_is_missing_is_said() -> None:
    row = figure("one", "n-a", "firms", "2020", count(1))
    whole = figure("whole", "n-zone", "firms", "2020", count(3))
    ds = with_figures(row, whole)
    half = ftz.Derived(count(1), "own", (row, row), missing=["n-b"], notes=["a note"])
    twice = ftz.Derived(count(1), "twice", (half, half))
    text = to_prov(ftz.share(twice, count(2), allow=["gaps"]), ds)
    document = ProvDocument.deserialize(content=text)
    assert len(list(document.get_records(ProvEntity))) == len(["share", "twice", "own", "given", "one", "mirror"])
    assert '"ftz:missing": [\n        "n-b"\n      ]' in text


def test_a_lone_observation_has_a_working_of_its_own() -> None:
    row = figure("one", "n-a", "firms", "2020-09-24/..", Quantity.at_least("-0.1", "1"))
    entity = json.loads(to_prov(row, with_figures(row)))["entity"]
    assert entity["record:one"]["prov:value"] == {"$": "-0.1", "type": "xsd:decimal"}
    assert "ftz:upper" not in entity["record:one"]


def test_a_working_is_refused_where_it_would_mislead() -> None:
    row = figure("one", "n-a", "firms", "2020", count(1))
    other = evolve(row, quantity=count(2))
    with pytest.raises(ftz.InvalidValue, match="different observations share the id one"):
        to_prov(ftz.Derived(count(3), "own", (row, other)), WORLD)
    with pytest.raises(ftz.UnknownName, match=r"mirror.*pass the data set"):
        to_prov(row, ftz.Dataset())
    with pytest.raises(ftz.InvalidValue, match="expected a Derived or an Observation"):
        to_prov("one", WORLD)  # type: ignore[arg-type]


def test_a_working_of_a_thousand_steps_is_written() -> None:
    row = figure("one", "n-a", "firms", "2020", count(1))
    result: ftz.Derived | ftz.Observation = row
    for _ in range(2_000):
        result = ftz.Derived(count(1), "own", (result, result))
    document = json.loads(to_prov(result, with_figures(row)))
    assert len(document["activity"]) == 2_000
    assert len(document["used"]) == 4_000


def test_writing_needs_no_optional_library(tmp_path: Path) -> None:
    code = (
        "import sys, anhui_ftz as f; from anhui_ftz.io import packages as p; ds = f.load()\n"
        "p.write_datapackage(ds, sys.argv[1] + '/a'); p.write_csvw(ds, sys.argv[1] + '/b')\n"
        "p.write_sdmx_csv(ds, sys.argv[1] + '/c'); p.to_prov(ds.observations[0], ds); f.cite(ds.sources, 'csl-json')\n"
        "print(*{m.split('.')[0] for m in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=True)
    assert {"frictionless", "csvw", "prov", "sdmx", "pysdmx", "pandas"}.isdisjoint(run.stdout.split())


def test_the_citation_file_names_the_version_of_the_package() -> None:
    said = re.search(r"^version: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    built = re.search(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert said is not None
    assert built is not None
    assert said[1] == built[1]
