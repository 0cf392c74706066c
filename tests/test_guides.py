"""The table of tasks and the home page: each function exists, and each link leads to a page."""

import inspect
import re
from collections.abc import Iterator
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


@pytest.mark.parametrize("page", ["how-do-i.md", "explanation.md", "glossary.md"])
def test_a_link_has_the_title_of_its_page(page: str) -> None:
    links = re.findall(r"\[([^]`]+)\]\(([\w-]+\.md)\)", (DOCS / page).read_text(encoding="utf-8"))
    assert links
    for words, target in links:
        title = re.findall(r"^# (.+)", (DOCS / target).read_text(encoding="utf-8"), re.MULTILINE)[0]
        assert title.casefold().startswith(words.casefold()), target


#: The widest line of code that a page of the site shows without wrapping it.
WIDEST = 80
PAGES = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]


def _code(text: str) -> list[str]:
    """Return the lines that a reader would copy from examples, without their prompts."""
    return [found[1] for line in text.splitlines() if (found := re.match(r"\s*(?:>>>|\.\.\.) (.*)", line))]


def _documented() -> Iterator[tuple[str, str]]:
    """Yield every public function, class and member with what is written on it."""
    for module in ("anhui_ftz", "anhui_ftz.io", "anhui_ftz.plots", "anhui_ftz.testing"):
        space = import_module(module)
        for name in space.__all__:
            public = getattr(space, name)
            if inspect.isclass(public) or inspect.isroutine(public):
                yield f"{module}.{name}", inspect.getdoc(public) or ""
            if inspect.isclass(public):
                for member, inner in vars(public).items():
                    if not member.startswith("_") and (text := inspect.getdoc(inner)):
                        yield f"{module}.{name}.{member}", text


def test_every_public_function_has_an_example() -> None:
    documented = dict(_documented())
    functions = [
        f"{module}.{name}"
        for module in ("anhui_ftz", "anhui_ftz.io", "anhui_ftz.plots")
        for name in import_module(module).__all__
        if inspect.isroutine(getattr(import_module(module), name))
    ]
    assert len(functions) > 60
    assert [name for name in functions if not _code(documented[name])] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_on_a_page_fits_beside_the_navigation(page: Path) -> None:
    assert [line for line in _code(page.read_text(encoding="utf-8")) if len(line) > WIDEST] == []


def test_code_in_the_reference_fits_beside_the_navigation() -> None:
    documented = dict(_documented())
    assert sum(bool(_code(text)) for text in documented.values()) > 80
    wide = {name: [line for line in _code(text) if len(line) > WIDEST] for name, text in documented.items()}
    assert {name: lines for name, lines in wide.items() if lines} == {}
