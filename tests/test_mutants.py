"""The faults that mutation testing plants: each is valid Python, differs from the file, and is one change."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from mutants.__main__ import (
    CORE,
    OF_PARTS,
    equivalents,
    every_fault,
    files_for,
    lines_since,
    part_of,
    sample_of,
    tried,
)
from mutants.forked import PACKAGE, STOPPED, TESTS, Ended, Run
from mutants.planted import Fault, faults_in
from mutants.recorded import PAGE, page, recorded_commit

FILES = sorted(path for part in CORE for path in (PACKAGE / part).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_planted_fault_is_one_change_and_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    whole = ast.dump(ast.parse(text))
    faults = faults_in(PACKAGE, path)
    for fault in Random(1).sample(faults, min(len(faults), 20)):  # noqa: S311 - no secret
        planted = fault.planted(text)
        assert text[fault.start : fault.end] == fault.before
        assert planted != text
        assert ast.dump(ast.parse(planted)) != whole, fault


def test_no_fault_is_planted_in_types_and_messages(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(
        """
def first(one: int | None) -> str | None:
    '''Words.'''
    two: int | None = 3
    if one:
        raise ValueError(4)
    raise ValueError(5)
""",
        encoding="utf-8",
    )
    assert [(each.before, each.after) for each in faults_in(tmp_path, tmp_path / "one.py")] == [
        ("3", "4"),
        ("one", "not (one)"),
    ]


def test_a_set_that_is_a_constant_stays_one_and_what_it_is_made_of_is_changed(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(
        """
_FEW, _MANY = frozenset("ab"), frozenset(map(chr, range(9)))
_SOME, _BOUND = frozenset("ab"), 3
few = frozenset("ab")
""",
        encoding="utf-8",
    )
    assert [(each.line, each.before, each.after) for each in faults_in(tmp_path, tmp_path / "one.py")] == [
        (2, "9", "10"),
        (3, "frozenset", "tuple"),
        (3, "3", "4"),
        (4, "frozenset", "tuple"),
    ]


def test_every_part_of_the_core_has_tests() -> None:
    assert all(files_for(part_of(fault)) for fault in every_fault())
    assert all((TESTS / f"{name}.py").is_file() for part in OF_PARTS for name in files_for(part))


def test_a_fault_is_known_by_its_name() -> None:
    faults = every_fault()
    assert len({fault.name for fault in faults}) == len(faults)


def test_each_fault_listed_as_equivalent_is_there_and_has_its_reason() -> None:
    assert set(equivalents()) <= {fault.name for fault in every_fault()}
    assert all(len(reason.split()) > 3 for reason in equivalents().values())


def test_a_sample_stays_when_other_faults_come_and_begins_with_changed_lines() -> None:
    faults = every_fault()
    sample = sample_of(faults, 100, 1, set())
    assert sample == sample_of(reversed(faults), 100, 1, set())
    assert sample != sample_of(faults, 100, 2, set())
    assert set(sample_of(faults[::2], 100, 1, set())) >= set(sample) & set(faults[::2])
    lines = {(fault.path, fault.line) for fault in faults[:3]}
    assert {(fault.path, fault.line) for fault in sample_of(faults, len(lines), 1, lines)} <= lines


def test_lines_that_changed_are_those_that_git_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*words: str) -> str:
        command = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    package = tmp_path / "src" / "package"
    package.mkdir(parents=True)
    (package / "one.py").write_text("a = 1\nb = 2\nc = 3\n", encoding="utf-8")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "one")
    commit = git("rev-parse", "HEAD")
    (package / "one.py").write_text("a = 1\nb = 3\nd = 4\nc = 3\n", encoding="utf-8")
    monkeypatch.setattr("mutants.recorded.PACKAGE", package)
    assert lines_since(commit) == {("one.py", 2), ("one.py", 3)}
    assert lines_since("no-such-commit") == set()


def _year_part() -> Fault:
    return next(fault for fault in every_fault() if fault.path == "reading/year_parts.py" and fault.before.isdigit())


def found() -> dict[str, bool]:
    """Return which of a few faults are found."""
    planted = {
        "wrong": _year_part(),
        "unseen": Fault("reading/year_parts.py", 1, "", "#\n", 0, 0, "unseen"),
        "broken": Fault("reading/year_parts.py", 1, "", "this is no Python\n", 0, 0, "broken"),
        "endless": Fault("reading/year_parts.py", 1, "", "while True: pass\n", 0, 0, "endless"),
    }
    ends = {each.run.fault: each.found for each in tried(list(planted.values()), jobs=1)}
    return {name: ends[fault] for name, fault in planted.items()}


def found_with(tests: str) -> None:
    """Try a fault with other tests of its part."""
    OF_PARTS["reading/year_parts"] = tests
    tried([_year_part()], jobs=1)


def apart(code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process that has not imported the package: faults are planted in a copy of it."""
    command = [sys.executable, "-c", f"import json, test_mutants as tests; {code}"]
    return subprocess.run(command, capture_output=True, check=False, text=True, cwd=TESTS)


def test_a_fault_that_a_test_sees_is_found_and_one_that_none_sees_survives() -> None:
    run = apart("print(json.dumps(tests.found()))")
    assert run.stderr == ""
    assert json.loads(run.stdout) == {"wrong": True, "unseen": False, "broken": True, "endless": True}


@pytest.mark.parametrize("status", [0, 1, 2, 3, 4, 5, STOPPED, "SIGSEGV"])
def test_only_a_test_that_fails_finds_a_fault(status: int | str) -> None:
    assert Ended(Run(None, (), (), 1), status, 1, {}).found is (status in (1, STOPPED, "SIGSEGV"))


def test_tests_that_fail_without_a_fault_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_wrong():\n    assert False\n", encoding="utf-8")
    run = apart(f"tests.found_with({str(tmp_path / 'test_wrong')!r})")
    assert run.returncode == 1
    assert "the tests of reading/year_parts do not pass without a fault: 1" in run.stderr


@pytest.mark.parametrize("part", ["models", "tests"])
def test_a_part_that_is_not_there_is_an_error(part: str) -> None:
    command = [sys.executable, "-m", "mutants", "--part", part]
    run = subprocess.run(command, capture_output=True, check=False, text=True, cwd=TESTS)
    assert run.returncode == 2
    assert f"no file of the core begins with '{part}'" in run.stderr


def test_the_page_counts_by_module_and_lists_what_survived() -> None:
    one, two, three, known = every_fault()[:4]
    ends = [Ended(Run(fault, (), (), 1), status, 1, {}) for fault, status in ((one, 1), (two, 0), (three, STOPPED))]
    lines = page(ends, [known.name]).splitlines()
    assert one.path == two.path == three.path == known.path
    assert f"| `{one.path}` | 3 | 2 | 1 | 1 |" in lines
    assert "2 of 3 faults were found: 66.7%." in lines
    assert lines[-1] == f"- ``{two.name}``"
    assert "What survived" not in page(ends[:1], [])


def test_the_recorded_page_adds_up() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w/]+\.py)` \| (\d+) \| (\d+) \| (\d+) \| \d+ \|$", text, re.MULTILINE)
    tried, found, survived = (sum(int(row[column]) for row in rows) for column in (1, 2, 3))
    assert tried == found + survived >= 400
    assert f"{found} of {tried} faults were found" in text
    assert len(re.findall("^- ``.+``$", text, re.MULTILINE)) == survived
    assert found >= 0.95 * tried
    assert re.fullmatch("[0-9a-f]{12}", recorded_commit())
