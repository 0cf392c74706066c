"""The reference: a page for each room of the house, with every public name, made from the face itself."""

from __future__ import annotations

__all__ = ["setup"]

import inspect
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer

import anhui_ftz as ftz
from ftz_site.text import heading, page

#: Title and opening words of the page of each room, in the order of the menu.
ROOMS = {
    "model": ("Nouns", "What the data are made of. All are immutable, hashable, and checked when they are built."),
    "storage": ("Reading and writing", "Data sets in and out of files, and the differences between them."),
    "analysis": ("Verbs", "Pure functions: a data set goes in, a value comes out, and nothing else changes."),
    "reports": ("Reports", "What a person reads."),
    "export": ("Doors to other tools", "Each needs an extra, named in its error if that is missing."),
    "errors": ("Errors", "All are `FtzError`; each is also the built-in error that a caller would catch."),
}


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
    for room, (title, words) in ROOMS.items():
        if room in rooms:
            page(folder / f"{room}.rst", _room(title, words, rooms[room]))
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
        "storage.files",
        "analysis.naming",
        "analysis.lookup",
        "analysis.derived",
        "analysis.totals",
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
    parts = node["reftarget"].split(".")
    if parts[0] == "anhui_ftz":
        parts = parts[[part in ftz.__all__ for part in (*parts, ftz.__all__[0])].index(True) :]
    if not parts or parts[0] not in ftz.__all__:
        return None
    domain = env.domains.python_domain
    target = ".".join(["anhui_ftz", *parts])
    return domain.resolve_xref(env, node.get("refdoc", ""), app.builder, "obj", target, node, content)
