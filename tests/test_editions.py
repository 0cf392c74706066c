"""Editions: earlier ones in the present data model, and what changed since, as values."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz.model.statistics import ObservationStatus
from world import CITED, WORLD, count, figure, pact, with_figures

PACKAGE = Path(ftz.__file__).parent
BEFORE = evolve(
    with_figures(figure("f-1", "n-a", "firms", "2020", count(5)), figure("f-2", "n-a", "firms", "2021", count(6))),
    cooperations=[pact("p", "n-port", "s-port", milestones=(ftz.Milestone("planned", "2020", citations=CITED),))],
)


def test_the_editions_are_those_on_file_newest_first() -> None:
    kept = {path.stem for path in (PACKAGE / "data" / "editions").iterdir()}
    assert set(ftz.editions()) == {ftz.load().edition, *kept}
    numbers = [tuple(map(int, each.split("."))) for each in ftz.editions()]
    assert numbers == sorted(numbers, reverse=True)


def test_every_edition_is_loaded_once_and_says_which_it_is() -> None:
    for edition in ftz.editions():
        assert ftz.load(edition=edition).edition == edition
        assert ftz.load(edition=edition) is ftz.load(edition=edition)
    assert ftz.load(edition=ftz.load().edition) is ftz.load()


def test_the_first_edition_has_its_figures_and_cooperations() -> None:
    first = ftz.load(edition="2026.11")
    assert (len(first.observations), len(first.cooperations)) == (946, 148)
    assert ftz.loads(ftz.dumps(first)) == first
    assert not any(getattr(row, "note", "") or getattr(row, "notes", ()) for _, rows in first.tables() for row in rows)


@pytest.mark.parametrize("edition", ["2026.10", "", "../schema", 2026.12, ["2026.11"], None])
def test_an_unknown_edition_is_refused_with_those_there_are(edition: Any) -> None:
    if edition is None:
        assert ftz.load(edition=None) is ftz.load()
        return
    with pytest.raises(ftz.UnknownName, match=r"the editions are 2026\.12, 2026\.11"):
        ftz.load(edition=edition)


def test_an_edition_that_is_no_text_is_told_so() -> None:
    missing: Any = pytest.importorskip("pandas").NA
    number: Any = 2026.12
    for edition, shown in ((number, "2026.12"), (missing, "<NA>")):
        with pytest.raises(ftz.UnknownName, match=f"'{shown}'; an edition is a text; the editions are 2026"):
            ftz.load(edition=edition)


def test_a_path_and_an_edition_are_refused_together(tmp_path: Path) -> None:
    with pytest.raises(ftz.InvalidValue, match="a path or an edition, not both"):
        ftz.load(tmp_path, edition="2026.11")


def test_an_edition_stands_beside_a_base() -> None:
    mine = ftz.Dataset(divisions=[ftz.Division("atlantis", "Atlantis")])
    both = ftz.load(edition="2026.11", base=mine)
    assert "atlantis" in both.divisions
    assert len(both.observations) == 946


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["unix", "windows"])
def test_editions_are_read_from_a_zip_file(tmp_path: Path, line_end: bytes) -> None:
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in PACKAGE.rglob("*"):
            if path.suffix in (".py", ".json"):
                packed.writestr(path.relative_to(PACKAGE.parent).as_posix(), path.read_bytes().replace(b"\n", line_end))
    code = (
        "import anhui_ftz as ftz; print(ftz.editions()[-1], len(ftz.load(edition='2026.11').observations), "
        "ftz.load().sources[-1].id, len(ftz.linkages(ftz.load())))"
    )
    libraries = str(Path(evolve.__code__.co_filename).parents[1])
    search = f"import sys; sys.path[:0] = [{str(archive)!r}, {libraries!r}]; "
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", search + code], capture_output=True, text=True, check=True, env={}
    )
    found = [ftz.load().sources[-1].id, str(len(ftz.linkages(ftz.load())))]
    assert run.stdout.split() == ["2026.11", "946", *found]


def test_changes_are_values() -> None:
    revised = evolve(BEFORE.observations["f-1"], quantity=count(7))
    new = figure("f-3", "n-a", "firms", "2022", count(8))
    signed = ftz.Milestone("signed", "2021", citations=CITED)
    agreed = evolve(BEFORE.cooperations["p"], milestones=(*BEFORE.cooperations["p"].milestones, signed))
    after = evolve(BEFORE, observations=[revised, new], cooperations=[agreed])
    found = ftz.changes(BEFORE, after)
    assert [(row.kind.value, row.id) for row in found] == [
        ("revised", "f-1"),
        ("withdrawn", "f-2"),
        ("added", "f-3"),
        ("revised", "p"),
    ]
    assert (len(found), bool(found), found[2].record) == (4, True, new)
    assert [row.id for row in found.added] == ["f-3"]
    assert [row.record for row in found.withdrawn] == [BEFORE.observations["f-2"]]
    assert found.revised[0].before == BEFORE.observations["f-1"]
    assert found.revised[0].after == found.revised[0].record == revised
    milestones = '[{"status": "planned", "period": "2020"}]'
    assert str(found).splitlines() == [
        "~ f-1: quantity 5 -> 7",
        "- f-2: firms of n-a, 2021: 6",
        "+ f-3: firms of n-a, 2022: 8",
        f'~ p: milestones {milestones} -> {milestones[:-1]}, {{"status": "signed", "period": "2021"}}]',
    ]
    counts = "added 1 figures and 0 cooperations; revised 1 figures and 1 cooperations"
    assert repr(found) == f"<Changes: {counts}; withdrawn 1 figures and 0 cooperations>"
    assert str(ftz.changes(WORLD, BEFORE)[2]) == "+ p: project of n-port, s-port: p"


def test_bounds_that_read_alike_are_shown_as_numbers() -> None:
    wide, narrow = (ftz.Quantity.about(4, "1", within) for within in (1, "0.5"))
    one, two = (with_figures(figure("f", "n-a", "firms", "2020", each)) for each in (wide, narrow))
    assert '"lower": "3"' in str(ftz.changes(one, two))
    assert '"lower": "3.5"' in str(ftz.changes(one, two))


def test_another_source_is_no_revision() -> None:
    cited = (*CITED, ftz.Citation("paper", "title"))
    figures = [evolve(row, citations=cited) for row in BEFORE.observations]
    milestones = [evolve(each, citations=cited) for each in BEFORE.cooperations[0].milestones]
    pacts = [evolve(row, milestones=milestones, citations=cited) for row in BEFORE.cooperations]
    found = ftz.changes(BEFORE, evolve(BEFORE, observations=figures, cooperations=pacts))
    assert (len(found), bool(found), str(found)) == (0, False, "")


@pytest.mark.parametrize(
    "fields",
    [{"status": ObservationStatus.PROVISIONAL}, {"period": "2019"}, {"subject": "n-b"}, {"basis": "inferred"}],
)
def test_what_a_figure_states_is_compared(fields: dict[str, Any]) -> None:
    rows = [evolve(row, **fields) if row.id == "f-1" else row for row in BEFORE.observations]
    (found,) = ftz.changes(BEFORE, evolve(BEFORE, observations=rows))
    assert [each.path for each in found.differences] == [f".{next(iter(fields))}"]


def test_changes_run_backwards_too_and_agree_with_the_diff() -> None:
    old, new = ftz.load(edition="2026.11"), ftz.load()
    there, back, every = ftz.changes(old, new), ftz.changes(new, old), ftz.diff(old, new)
    assert {row.id for row in there.added} == {row.id for row in back.withdrawn}
    assert {row.id for row in there.revised} == {row.id for row in back.revised}
    figures = (ftz.Observation, ftz.Cooperation)
    assert [row.record for row in there.added] == [row for row in every.added if isinstance(row, figures)]
    assert [row.record for row in there.withdrawn] == [row for row in every.removed if isinstance(row, figures)]
    assert {row.id for row in there.revised} < {row.id for row, _ in every.changed}
    assert hash(there) == hash(ftz.changes(old, new))


@pytest.mark.parametrize("junk", [None, "x", 5])
def test_changes_need_two_data_sets(junk: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="expected a Dataset"):
        ftz.changes(WORLD, junk)
