"""The structure of the package: imports run downward, nothing is imported by text, and each name means one module.

Imports are read from the syntax trees, those inside functions and under TYPE_CHECKING too.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import anhui_ftz

SOURCE = Path(anhui_ftz.__file__).parent
FILES = {
    ".".join(["anhui_ftz", *path.relative_to(SOURCE).with_suffix("").parts]).removesuffix(".__init__"): path
    for path in sorted(SOURCE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}
#: Packages and modules from the top down; each imports only from those after it, or from itself.
LAYERS = """
__main__ testing reports plots io analysis reading storage model words errors
""".split()
#: Interfaces that import what they offer on first use, by its name.
LAZY = {"anhui_ftz", "anhui_ftz.io", "anhui_ftz.plots"}
#: Lines of a module, but for the catalogues of words; and the number of modules, which may only fall.
LONGEST, MOST = 320, 184


def _imported(module: str, tree: ast.AST) -> Iterator[str]:
    """Yield the modules of the package that a tree imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            base = node.module or ""
            for alias in node.names:
                inside = f"{base}.{alias.name}"
                yield inside if inside in FILES else base
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _layer(module: str) -> str:
    return module.split(".")[1]


@cache
def _graph() -> dict[str, set[str]]:
    """Return what each module imports; the root package offers all and is left out."""
    return {
        module: {name for name in _imported(module, tree) if name in FILES and name not in ("anhui_ftz", module)}
        for module, tree in TREES.items()
        if module != "anhui_ftz"
    }


def _circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_at_any_depth() -> None:
    assert _circle(_graph()) == []


def test_a_circle_inside_functions_is_seen() -> None:
    tree = ast.parse("def one():\n    if True:\n        from anhui_ftz.model import unit")
    assert list(_imported("anhui_ftz.errors", tree)) == ["anhui_ftz.model.unit"]
    assert _circle({"a": {"b"}, "b": {"c"}, "c": {"a"}})


@pytest.mark.parametrize("module", [name for name in FILES if name != "anhui_ftz"])
def test_imports_run_downward(module: str) -> None:
    below = set(LAYERS[LAYERS.index(_layer(module)) :])
    assert {_layer(name) for name in _graph()[module]} <= below


def test_packages_of_analysis_do_not_import_each_other_in_circles() -> None:
    graph: dict[str, set[str]] = {}
    for module, names in _graph().items():
        if module.startswith("anhui_ftz.analysis."):
            own = module.split(".")[2]
            used = {name.split(".")[2] for name in names if name.startswith("anhui_ftz.analysis.")}
            graph.setdefault(own, set()).update(used - {own})
    assert _circle(graph) == []


@pytest.mark.parametrize("module", [name for name in FILES if name not in LAZY])
def test_no_module_is_imported_by_text(module: str) -> None:
    names = {node.id for node in ast.walk(TREES[module]) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute)}
    assert {"import_module", "__import__"}.isdisjoint(names | attributes)


def test_no_two_modules_have_one_name() -> None:
    counted = Counter(path.stem for path in FILES.values() if path.stem != "__init__")
    counted.update(path.parent.name for path in FILES.values() if path.stem == "__init__" and path.parent != SOURCE)
    assert [name for name, count in counted.items() if count > 1] == []


def test_no_two_public_classes_have_one_name() -> None:
    classes = Counter(
        node.name
        for tree in TREES.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in classes.items() if count > 1] == []


def test_no_module_is_long() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in FILES.items()}
    assert {name for name, length in lengths.items() if length > LONGEST} <= {
        "anhui_ftz.words.en",
        "anhui_ftz.words.zh",
    }


def test_there_are_no_more_modules_than_now() -> None:
    assert len(FILES) <= MOST, "join modules: their number may only fall"
