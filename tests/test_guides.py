"""The table of tasks and the home page: each function exists, and each link leads to a page."""

import re
from importlib import import_module
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
TASKS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "how-do-i.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
][1:]


def test_the_table_has_thirty_tasks_or_more() -> None:
    assert len({task for task, _, _ in TASKS}) == len(TASKS) >= 30


@pytest.mark.parametrize(("task", "calls", "guide"), TASKS, ids=[task for task, _, _ in TASKS])
def test_each_task_has_functions_that_exist_and_a_guide(task: str, calls: str, guide: str) -> None:
    names = re.findall(r"`([a-zA-Z_.]+)`", calls)
    assert names, task
    for name in names:
        module, _, function = f"anhui_ftz.{name}".rpartition(".")
        assert callable(getattr(import_module(module), function))
    (linked,) = re.findall(r"\]\(([^)]+)\)", guide)
    assert (DOCS / linked).is_file()


@pytest.mark.parametrize(("task", "calls", "guide"), TASKS, ids=[task for task, _, _ in TASKS])
def test_the_guide_of_a_task_names_one_of_its_functions(task: str, calls: str, guide: str) -> None:
    text = (DOCS / re.findall(r"\]\(([^)]+)\)", guide)[0]).read_text(encoding="utf-8")
    assert any(name.rpartition(".")[2] in text for name in re.findall(r"`([a-zA-Z_.]+)`", calls)), task
