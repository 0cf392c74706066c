"""The face of the library, and the order of the house."""

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import ModuleType
from typing import Any

import jedi
import pytest

import anhui_ftz as ftz
from anhui_ftz import io, plots
from anhui_ftz.io import frames, graphs, packages

SOURCE = Path(ftz.__file__).parent
#: Interfaces that import what they offer on first use.
LAZY = (ftz, io, plots)
each_interface = pytest.mark.parametrize("interface", LAZY, ids=lambda each: each.__name__)
MODULES = sorted(path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py"))
CONTRACT = """
Quantity Unit Period Name Source Citation Division Zone Area Organization Cooperation CooperationForm CooperationStatus
Indicator Observation Dataset Derived Linkage Level Answer CrossCheck Coverage CoverageState ComparisonCell
RepresentativePoint cite load loads dumps save find observations latest total totals share density change growth
implied_base increments compare reconcile merge diff patch linkages partners linkage_matrix linkage_table shortest_path
is_linked linkage_gaps representative_point explain briefing conflicts as_known_on check coverage audit FtzError
DatasetError NotAdditiveError AmbiguousName UnknownName ConflictError UnitError
""".split()


def test_every_name_of_the_contract_is_public() -> None:
    assert set(CONTRACT) <= set(ftz.__all__)


@each_interface
def test_every_public_name_can_be_had_and_is_listed(interface: ModuleType) -> None:
    for name in interface.__all__:
        assert getattr(interface, name) is not None
    assert set(interface.__all__) <= set(dir(interface))


@each_interface
def test_type_checkers_see_the_names_that_run_time_has(interface: ModuleType) -> None:
    tree = ast.parse(Path(str(interface.__file__)).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    seen = {alias.name for node in imports for alias in node.names if (node.module or "").startswith("anhui_ftz.")}
    assert seen == set(interface.__all__)


@each_interface
def test_an_unknown_name_is_an_attribute_error(interface: ModuleType) -> None:
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        interface.lod  # noqa: B018 - the access is what is tested


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
        ("ftz.linkage_", {"linkage_gaps", "linkage_matrix", "linkage_table"}),
        ("ftz.load().zo", {"zones"}),
        ("ftz.Quantity.at_l", {"at_least"}),
        ("ftz.total(ftz.load(), []).qua", {"quantity"}),
        ("io.write_d", {"write_datapackage"}),
        ("plots.plot_l", {"plot_linkage_map", "plot_linkage_matrix"}),
    ],
)
def test_editors_and_notebooks_complete_names(code: str, completed: set[str]) -> None:
    lines = f"import anhui_ftz as ftz\nfrom anhui_ftz import io, plots\n{code}"
    project = jedi.Project(SOURCE.parent)
    assert {each.name for each in jedi.Script(lines, project=project).complete()} >= completed
    names = {"ftz": ftz, "io": io, "plots": plots}
    assert {each.name for each in jedi.Interpreter(code, [names], project=project).complete()} >= completed


@each_interface
def test_importing_an_interface_imports_nothing_else(interface: ModuleType) -> None:
    name = interface.__name__
    code = f"import sys; before = set(sys.modules); import {name}; print(*sorted(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == sorted({"anhui_ftz", name})


#: Calls that need an extra, and its name.
EXTRAS = {
    "io.to_frame(ftz.load())": "frames",
    "io.from_frame([])": "frames",
    "io.hierarchy(ftz.load())": "frames",
    "io.linkage_frame([], ftz.load())": "frames",
    "io.evidence_frame([], ftz.load())": "frames",
    "io.total_frame([], ftz.load())": "frames",
    "io.write_parquet([], 'x')": "frames",
    "io.read_parquet('x')": "frames",
    "io.write_excel(ftz.load(), 'x')": "excel",
    "io.read_excel('x')": "excel",
    "io.load_excel('x', ftz.load())": "excel",
    "io.to_networkx(ftz.load())": "graph",
    "io.write_graphml({}, 'x')": "graph",
    "io.write_gexf({}, 'x')": "graph",
    "plots.plot_linkage_map(ftz.load())": "plot",
    "plots.plot_linkage_matrix(ftz.load())": "plot",
    "plots.plot_timeline(ftz.load())": "plot",
    "plots.plot_statistics(ftz.load(), [])": "plot",
    "plots.plot_parts(ftz.load(), ftz.reconcile(ftz.load(), 'anhui-ftz', 'area', prefer='publisher-first'))": "plot",
}
WITHOUT_EXTRAS = """
import json, sys
calls, hidden = map(json.loads, sys.argv[1:])
sys.modules.update(dict.fromkeys(hidden))
import anhui_ftz as ftz
from anhui_ftz import io, plots
[getattr(each, name) for each in (io, plots) for name in each.__all__]
def missing(call):
    try:
        eval(call)
    except ftz.MissingExtra as error:
        return error.extra
print(json.dumps({call: missing(call) for call in calls}))
"""


@pytest.fixture(scope="module")
def missing_extras(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """Return the extra that each call names as missing, in a process that has no optional library."""
    hidden = "narwhals pyarrow polars pandas duckdb pyspark networkx matplotlib openpyxl xlsxwriter".split()
    command = [sys.executable, "-c", WITHOUT_EXTRAS, json.dumps([*EXTRAS]), json.dumps(hidden)]
    run = subprocess.run(command, cwd=tmp_path_factory.mktemp("without"), capture_output=True, text=True, check=True)
    found: dict[str, str | None] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("call", EXTRAS)
def test_a_missing_extra_is_named_when_a_function_needs_it(call: str, missing_extras: dict[str, str | None]) -> None:
    assert missing_extras[call] == EXTRAS[call]


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
