"""The faults that mutation testing plants: each is valid Python, differs from the file, and is one change."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random

import pytest

from mutants.__main__ import CORE, OF_PARTS, PACKAGE, TESTS, every_fault, of_its_part, survivors
from mutants.planted import Fault, faults_in

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


def test_every_part_of_the_core_has_tests() -> None:
    assert all(of_its_part(fault) for fault in every_fault())
    assert all((TESTS / f"{name}.py").is_file() for names in OF_PARTS.values() for name in names.split())


def test_a_fault_that_a_test_sees_is_found_and_one_that_none_sees_survives() -> None:
    wrong = next(fault for fault in faults_in(PACKAGE, PACKAGE / "reading" / "year_parts.py") if fault.before.isdigit())
    unseen = Fault("reading/year_parts.py", 1, "", "#\n", 0, 0)
    assert survivors([wrong, unseen], jobs=1, thorough=False) == [unseen]
