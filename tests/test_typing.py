"""What type checkers say of a user's program, and of the examples in the README and the documentation."""

from __future__ import annotations

import doctest
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "tests" / "typing" / "user_program.py"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _program(page: Path) -> str:
    """Return the examples of a page as one program."""
    parsed = doctest.DocTestParser().get_examples(page.read_text(encoding="utf-8"))
    return "".join(example.source for example in parsed if doctest.SKIP not in example.options)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write the program of the user and those of the pages to a folder that has no settings."""
    folder = tmp_path_factory.mktemp("programs")
    shutil.copy(PROGRAM, folder)
    for page in PAGES:
        if source := _program(page):
            (folder / f"{page.stem.replace('-', '_')}.py").write_text(source, encoding="utf-8")
    return sorted(folder.iterdir())


def test_mypy_accepts_the_program_and_every_page_and_refuses_what_is_wrong(programs: list[Path]) -> None:
    """Functions of the pages need no annotations; everything else is as strict as can be."""
    command = [
        *(sys.executable, "-m", "mypy", "--strict", "--allow-untyped-defs", "--allow-untyped-calls"),
        *("--config-file=", "--cache-dir", str(programs[0].parent / "cache")),
        *map(str, programs),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "src")
    assert (run.stdout.splitlines()[-1], run.stderr) == (
        f"Success: no issues found in {len(programs)} source files",
        "",
    ), run.stdout


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is not installed")
def test_pyright_accepts_the_program_and_the_readme_and_refuses_what_is_wrong(
    programs: list[Path], tmp_path: Path
) -> None:
    shutil.copy(PROGRAM.with_name("package.json"), tmp_path)  # the version of pyright
    options = "--silent --no-package-lock --ignore-scripts --no-audit --no-fund --prefer-offline --prefix"
    install = ["npm", "install", *options.split(), str(tmp_path)]
    if subprocess.run(install, capture_output=True, check=False, timeout=300).returncode:
        pytest.skip("npm reaches no registry")
    folder = programs[0].parent
    settings = {
        "include": ["user_program.py", "README.py"],
        "extraPaths": [str(ROOT / "src")],
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
        "reportUnusedExpression": "none",  # a page shows the value of an expression
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    pyright = tmp_path / "node_modules" / ".bin" / "pyright"
    run = subprocess.run(
        [pyright, "--pythonpath", sys.executable, "--project", folder], capture_output=True, text=True, check=False
    )
    assert run.stdout.splitlines()[-1] == "0 errors, 0 warnings, 0 informations", run.stdout


def test_the_program_runs() -> None:
    run = subprocess.run([sys.executable, PROGRAM], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("119.86 km² ")
