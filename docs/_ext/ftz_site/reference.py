"""The reference: a page for each room of the house, with every public name, made from the face itself."""

from __future__ import annotations

__all__ = ["setup"]

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer

import anhui_ftz as ftz
from ftz_site.text import heading, page, table

#: Title and opening words of the page of each room, in the order of the menu.
ROOMS = {
    "model": ("Data model", "What the data are made of. All are immutable, hashable, and checked when they are built."),
    "storage": ("Reading and writing", "Data sets in and out of files, and the differences between them."),
    "analysis": ("Operations", "Pure functions: a data set goes in, a value comes out, and nothing else changes."),
    "reading": ("Printed text", "The figures and days that printed words mean, read completely or refused."),
    "reports": ("Reports", "Text and tables for people."),
    "words": ("Words", "What values are called in English and Chinese."),
    "io": ("Other formats", "Each function says which extra it requires, if that is missing."),
    "plots": ("Plots", "Drawn by matplotlib, which the extra ``plot`` installs."),
    "errors": ("Errors", "All are `FtzError`; each is also the built-in error that a caller would catch."),
}


#: Modules whose names are public though `anhui_ftz` does not hand them on.
DOORS = ("anhui_ftz.errors", "anhui_ftz.io", "anhui_ftz.plots")


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for them, and point every mention of a name to its page."""
    app.connect("config-inited", lambda app, _: _write(Path(app.srcdir) / "api"))
    app.connect("missing-reference", _resolve)
    app.connect("autodoc-process-docstring", _shield, priority=100)


def _write(folder: Path) -> None:
    rooms: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in ftz.__all__:
        home = _home(name)
        rooms[home.split(".")[1]][home].append(f"anhui_ftz.{name}")
    for name in _door_names():
        space, _, short = name.rpartition(".")
        rooms[name.split(".")[1]][getattr(getattr(import_module(space), short), "__module__", space)].append(name)
    shown = [room for room in ROOMS if room in rooms]
    for room in shown:
        page(folder / f"{room}.rst", _room(*ROOMS[room], rooms[room]))
    page(folder / "index.rst", _contents(shown, rooms))
    missing = set(rooms) - set(ROOMS)
    if missing:
        raise RuntimeError(f"no page of the reference holds {missing}; add it to ROOMS")
    strategies = import_module("anhui_ftz.testing")
    modules = {
        f"anhui_ftz.testing.{part.name}": [
            f"anhui_ftz.testing.{name}" for name in offered if name in strategies.__all__
        ]
        for part in iter_modules(strategies.__path__)
        if (offered := import_module(f"anhui_ftz.testing.{part.name}").__all__)
    }
    page(folder / "testing.rst", _room("Strategies", (strategies.__doc__ or "").strip(), modules))


def _contents(shown: list[str], rooms: Mapping[str, Mapping[str, list[str]]]) -> Iterable[str]:
    """List every name under its room, with the sentence that says what it is."""
    yield from heading("The library", "=")
    yield from ("All names stand in ``anhui_ftz`` itself, unless another module is given.", "")
    for room in shown:
        yield from heading(ROOMS[room][0], "-")
        names = sorted((name for names in rooms[room].values() for name in names), key=str.lower)
        yield from table(["Name", "What it is"], [[f"`~{name}`", _sentence(name)] for name in names])
    yield from (".. toctree::", "   :hidden:", "", *(f"   {room}" for room in (*shown, "testing")))


def _sentence(name: str) -> str:
    space, _, short = name.rpartition(".")
    value = getattr(import_module(space), short)
    if inspect.isclass(value) or inspect.isroutine(value):
        return re.split(r"\n\s*\n", inspect.getdoc(value) or "")[0].replace("\n", " ")
    return " ".join(_comments(_home(short))[("", short)])


def _home(name: str) -> str:
    """Return the module that defines a public name."""
    home = getattr(getattr(ftz, name), "__module__", "")
    if home.startswith("anhui_ftz."):
        return home
    stated = next(home for home, names in ftz._HOMES.items() if name in names.split())  # noqa: SLF001 - our own face
    package = import_module(stated)
    candidates = [
        stated,
        *(f"{stated}.{path.stem}" for path in sorted(Path(package.__file__ or "").parent.glob("*.py"))),
    ]
    return next(each for each in candidates if ("", name) in _comments(each))


def _comments(module: str) -> dict[tuple[str, str], list[str]]:
    return ModuleAnalyzer.for_module(module).find_attr_docs()


def _room(title: str, words: str, modules: dict[str, list[str]]) -> Iterable[str]:
    yield from (*heading(title, "="), words, "")
    for module, names in sorted(modules.items(), key=lambda each: _order(each[0])):
        opening, _, rest = (import_module(module).__doc__ or "").strip().partition("\n")
        title, _, detail = opening.rstrip(".").partition(": ")
        yield from heading(title, "-")
        yield from ((detail[:1].upper() + detail[1:] + ".", "") if detail else ())
        yield from (inspect.cleandoc(rest), "")
        for name in names:
            yield from _entry(name, module)


def _order(module: str) -> tuple[int, str]:
    """Order the modules of the verbs as one meets them, the others by name."""
    first = [
        "model.dataset",
        "storage",
        "analysis.names",
        "analysis.figures.lookup",
        "analysis.figures.derived",
        "analysis.figures.totals",
    ]
    short = module.removeprefix("anhui_ftz.")
    return (first.index(short) if short in first else len(first), short)


def _entry(name: str, module: str) -> Iterable[str]:
    """Write the directive that documents one name."""
    space, _, short = name.rpartition(".")
    value = getattr(import_module(space), short)
    if inspect.isclass(value):
        kind = "autoexception" if issubclass(value, Exception) else "autoclass"
        yield from (f".. {kind}:: {name}", "   :members:", "   :undoc-members:", "")
    elif callable(value) and hasattr(value, "__name__") and inspect.isroutine(value):
        yield from (f".. autofunction:: {name}", "")
    else:
        words = " ".join(_comments(module)[("", short)])
        yield from (f".. py:data:: {name}", "", f"   {words}", "")


def _shield(app: Sphinx, what: str, name: str, value: object, options: object, lines: list[str]) -> None:
    """Keep napoleon from reading "A quotient: a share" as a type and its description."""
    if what in ("attribute", "property", "data") and lines:
        lines[:0] = ["..", ""]  # an empty comment: napoleon looks for a type in the first line alone


def _resolve(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.Element | None:
    """Resolve a name as the source writes it, such as ``Place``, to the page that documents it."""
    if node.get("refdomain") != "py":
        return None
    target = _public(node["reftarget"])
    if target is None:
        return content if _is_room(node["reftarget"]) else None
    return env.domains.python_domain.resolve_xref(
        env, node.get("refdoc", ""), app.builder, "obj", target, node, content
    )


def _public(written: str) -> str | None:
    """Return the full public name that a name within the source stands for; None if there is none."""
    parts = written.split(".")
    for at, part in enumerate(parts):
        if part in ftz.__all__:
            return ".".join(["anhui_ftz", *parts[at:]])
    return next((name for name in _door_names() if name.endswith(f".{parts[-1]}")), None)


@cache
def _door_names() -> tuple[str, ...]:
    """List the names that only a door to another tool offers."""
    modules = [door for door in DOORS if _is_room(door)]
    return tuple(
        f"{each}.{name}" for each in modules for name in import_module(each).__all__ if name not in ftz.__all__
    )


def _is_room(module: str) -> bool:
    """Whether a dotted name is that of a module of ours."""
    parent, _, last = module.rpartition(".")
    return module == "anhui_ftz" or (parent != "" and _is_room(parent) and last in _parts(parent))


def _parts(package: str) -> list[str]:
    return [part.name for part in iter_modules(getattr(import_module(package), "__path__", ()))]
