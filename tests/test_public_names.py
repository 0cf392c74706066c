"""The face of the library, and the order of the house."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import jedi
import pytest

import anhui_ftz as ftz
from anhui_ftz import plots
from anhui_ftz.io import frames, graphs, packages

SOURCE = Path(ftz.__file__).parent
MODULES = sorted(path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py"))
CONTRACT = """
Quantity Unit Period Name Source Citation Division Zone Area Organization Cooperation CooperationForm CooperationStatus
Indicator Observation Dataset Derived Linkage Level Answer CrossCheck Coverage CoverageState ComparisonCell
RepresentativePoint cite load loads dumps save find observations latest total totals share density change growth
implied_base increments compare reconcile merge diff patch linkages partners linkage_matrix shortest_path is_linked
linkage_gaps representative_point explain briefing conflicts as_known_on check coverage audit FtzError DatasetError
NotAdditiveError AmbiguousName UnknownName ConflictError UnitError
""".split()


def test_every_name_of_the_contract_is_public() -> None:
    assert set(CONTRACT) <= set(ftz.__all__)


def test_every_public_name_can_be_had_and_is_listed() -> None:
    for name in ftz.__all__:
        assert getattr(ftz, name) is not None
    assert set(ftz.__all__) <= set(dir(ftz))


def test_type_checkers_see_the_names_that_run_time_has() -> None:
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    seen = {alias.name for node in imports for alias in node.names if (node.module or "").startswith("anhui_ftz.")}
    assert seen == set(ftz.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        ftz.lod  # type: ignore[attr-defined]  # noqa: B018 - the access is what is tested


def test_the_version_is_that_of_the_package() -> None:
    assert ftz.__version__.count(".") == 2


def test_a_copy_that_was_not_installed_has_a_version_too(tmp_path: Path) -> None:
    copytree(SOURCE, tmp_path / "anhui_ftz", ignore=ignore_patterns("data", "__pycache__"))
    code = "import anhui_ftz as ftz; print(hasattr(ftz, '__version__'), ftz.__version__)"
    run = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["True", "0+unknown"]


@pytest.mark.parametrize(
    ("code", "completed"),
    [
        ("ftz.lo", {"load", "load_csv", "loads", "Location"}),
        ("ftz.linkage_", {"linkage_gaps", "linkage_matrix"}),
        ("ftz.load().zo", {"zones"}),
        ("ftz.Quantity.at_l", {"at_least"}),
        ("ftz.total(ftz.load(), []).qua", {"quantity"}),
    ],
)
def test_editors_and_notebooks_complete_names(code: str, completed: set[str]) -> None:
    lines = f"import anhui_ftz as ftz\n{code}"
    project = jedi.Project(SOURCE.parent)
    assert {each.name for each in jedi.Script(lines, project=project).complete()} >= completed
    assert {each.name for each in jedi.Interpreter(code, [{"ftz": ftz}], project=project).complete()} >= completed


def test_importing_the_face_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import anhui_ftz; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["anhui_ftz"]


def _needed(verb: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(verb).parameters.values()
    return [each.name for each in parameters if each.default is each.empty and each.kind is not each.VAR_KEYWORD]


def _verbs() -> list[tuple[Callable[..., Any], str]]:
    """List the public functions that cannot do without a data set, with the name by which they take it."""
    found: list[tuple[Callable[..., Any], str]] = []
    for room in (ftz, frames, graphs, packages, plots):
        for name in room.__all__:
            verb = getattr(room, name)
            if inspect.isfunction(verb):
                takes = [each for each in _needed(verb) if each in ("ds", "dataset")]
                found += [(verb, each) for each in takes]
    return found


@pytest.mark.parametrize(("verb", "taken"), _verbs(), ids=lambda each: getattr(each, "__name__", each))
@pytest.mark.parametrize("wrong", [None, "data.json", Path("data.json")], ids=["none", "text", "path"])
def test_every_verb_says_so_when_it_is_given_no_data_set(verb: Callable[..., Any], taken: str, wrong: object) -> None:
    needed = dict.fromkeys(_needed(verb), "x")
    with pytest.raises(ftz.InvalidValue, match=r"expected a Dataset, got .*; load\(\) returns one"):
        verb(**(needed | {taken: wrong}))


def test_the_verbs_that_take_a_data_set_are_found() -> None:
    assert {"linkages", "latest", "save", "to_frame", "to_networkx", "write_csvw"} < {
        verb.__name__ for verb, _ in _verbs()
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_offers(module: str) -> None:
    tree = ast.parse((SOURCE / f"{module}.py").read_text(encoding="utf-8"))
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in assigned
    assert ast.get_docstring(tree)


def test_the_core_needs_attrs_and_cattrs_alone() -> None:
    optional = {"hypothesis", "numpy", "pandas", "polars", "networkx", "matplotlib", "pydantic", "tqdm"}
    code = (
        "import sys, anhui_ftz as f; [getattr(f, n) for n in f.__all__]; f.linkages(f.load());"
        "f.briefing(f.load(), 'anhui-ftz'); f.dumps(f.load()); print(*{m.split('.')[0] for m in sys.modules})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert optional.isdisjoint(run.stdout.split())
    assert {"attr", "cattrs"} <= set(run.stdout.split())
