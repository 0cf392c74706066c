"""The explorer and the live page: the data and the programs that they need, put beside the built pages."""

from __future__ import annotations

__all__ = ["setup"]

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

import anhui_ftz as ftz
from ftz_site.explorer import explorer_data

_LOG = logging.getLogger(__name__)
#: What the live page runs, beside the library's own wheel; the versions that this build was tested with.
_WHEELS = ("attrs", "cattrs", "typing_extensions")
#: What it loads, with all that this needs, once code imports it.
_IMPORTED = ("pygal",)
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def setup(app: Sphinx) -> None:
    """Put the files beside the pages once these are written."""
    app.connect("build-finished", _finish)
    app.connect("html-page-context", _scripts)


def _scripts(app: Sphinx, name: str, template: str, context: dict[str, object], tree: object) -> None:
    """Load the programs on the pages that use them, and on no other."""
    app.add_js_file("tables.js", loading_method="defer")
    if name == "explorer":
        for part in ("-data", "-rules", "-map", "-evidence", ""):
            app.add_js_file(f"explorer{part}.js", loading_method="defer")
    if name == "live":
        for script in ("live-examples.js", "live.js"):
            app.add_js_file(script, loading_method="defer")


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    text = json.dumps(explorer_data(ftz.load()), ensure_ascii=False, separators=(",", ":"))
    (static / "explorer-data.js").write_text(f"window.FTZ = {text};\n", encoding="utf-8")
    root = Path(app.srcdir).parent
    folder = root / "build" / "vendor"
    try:
        _fetch(root, folder)
    except (OSError, subprocess.CalledProcessError) as reason:
        _LOG.warning("the explorer and the live page lack their programs: %s", reason)
        return
    for source, target in _files(folder):
        (static / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, static / target)
    (static / "vendor" / "wheels.json").write_text(json.dumps(_wheels(folder / "wheels")), encoding="utf-8")


def _wheels(folder: Path) -> dict[str, object]:
    """Return the wheels that every run needs, and those that wait for an import."""
    imported = {name: [f"{name}/{path.name}" for path in sorted((folder / name).glob("*.whl"))] for name in _IMPORTED}
    return {"always": sorted(path.name for path in folder.glob("*.whl")), "imported": imported}


def _fetch(root: Path, folder: Path) -> None:
    """Fetch what is pinned, unless it is there; build the library's wheel anew each time."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted, known = root / "docs" / "_web" / "package.json", folder / "package.json"
    if not known.exists() or known.read_bytes() != wanted.read_bytes() or not (folder / "node_modules").exists():
        shutil.copyfile(wanted, known)
        _run(["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    wheels = folder / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    pinned = [f"{name}=={version(name)}" for name in _WHEELS]
    _run([*pip, "download", "--no-deps", "--only-binary=:all:", "--dest", str(wheels), *pinned], root)
    for name in _IMPORTED:
        _run([*pip, "download", "--only-binary=:all:", "--dest", str(wheels / name), f"{name}=={version(name)}"], root)
    _run([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(root)], root)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    modules = folder / "node_modules"
    for name in _PYODIDE:
        yield modules / "pyodide" / name, f"vendor/pyodide/{name}"
    for wheel in (folder / "wheels").rglob("*.whl"):
        yield wheel, f"vendor/{wheel.relative_to(folder).as_posix()}"
