"""The reference: a page per task with a table of its names, and a page per function, made from the library itself."""

from __future__ import annotations

__all__ = ["setup"]

import inspect
import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import iter_modules

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import anhui_ftz as ftz
from anhui_ftz.words.display import Documented
from ftz_site import data_quality, tables
from ftz_site.groups import GROUPS, Group, home, opening, short, value
from ftz_site.text import escaped, heading, page, table


def setup(app: Sphinx) -> None:
    """Write the pages before Sphinx looks for them, and point every mention of a name to its page."""
    app.connect("config-inited", lambda app, _: _write(Path(app.srcdir) / "api"))
    app.connect("doctree-read", _link_names)
    app.connect("missing-reference", _resolve)
    app.connect("autodoc-process-docstring", _shield, priority=100)
    app.connect("autodoc-process-docstring", _spell_out, priority=100)


def _write(folder: Path) -> None:
    pages = {folder / "index.rst": _contents()}
    for group in GROUPS:
        pages[folder / f"{group.stem}.rst"] = _group(group)
        for name in filter(_is_routine, group.names):
            pages[folder / group.stem / f"{short(name)}.rst"] = _function(name)
    for path, lines in pages.items():
        page(path, lines)
    for stale in {*folder.glob("*.rst"), *folder.glob("*/*.rst")} - pages.keys():
        if stale.name not in {data_quality.PAGE, *tables.PAGES}:
            stale.unlink()  # of a name that there is no more


def _is_routine(name: str) -> bool:
    return inspect.isroutine(value(name))


def _contents() -> Iterable[str]:
    """List the tasks, with the functions of each."""
    yield from heading("The library by task", "=")
    yield from ("All names are in ``anhui_ftz`` itself, unless another module is given.", "")
    rows = []
    for group in GROUPS:
        names = [name for name in group.names if _is_routine(name)] or group.names
        rows.append([f":doc:`{group.title} <{group.stem}>`", ", ".join(f"`~{name}`" for name in names)])
    yield from table(["Task", "Names"], rows)
    yield from (".. toctree::", "   :hidden:", "", *(f"   {group.stem}" for group in GROUPS))


def _group(group: Group) -> Iterable[str]:
    """Write the page of a task: a table of its names, then its classes and values."""
    yield from (*heading(group.title, "="), group.words, "")
    yield from table(["Name", "What it is"], [[f"`~{name}`", opening(name)] for name in group.names])
    functions = [name for name in group.names if _is_routine(name)]
    if functions:
        entries = (f"   {short(name)} <{group.stem}/{short(name)}>" for name in functions)
        yield from (".. toctree::", "   :hidden:", "", *entries, "")
    others = [name for name in group.names if name not in functions]
    for module, names in groupby(sorted(others, key=home), key=home):
        title, _, detail = (import_module(module).__doc__ or "").strip().partition("\n")[0].rstrip(".").partition(": ")
        yield from heading(escaped(title), "-")
        yield from ((detail[:1].upper() + detail[1:] + ".", "") if detail else ())
        for name in names:
            yield from _entry(name)


def _function(name: str) -> Iterable[str]:
    words = opening(name).replace("`", "")
    yield from (f":og\\:description: {escaped(words)}", "", ".. meta::", f"   :description: {words}", "")
    yield from (*heading(escaped(short(name)), "="), f".. autofunction:: {name}", "")


def _entry(name: str) -> Iterable[str]:
    """Write the directive that documents a class or a value."""
    if inspect.isclass(subject := value(name)):
        kind = "autoexception" if issubclass(subject, Exception) else "autoclass"
        yield from (f".. {kind}:: {name}", "   :members:", "   :undoc-members:")
        yield from ("   :inherited-members:", "") if issubclass(subject, Documented) else ("",)
    else:
        yield from (f".. py:data:: {name}", "", f"   {opening(name)}", "")


def _spell_out(app: Sphinx, what: str, name: str, subject: object, options: object, lines: list[str]) -> None:
    """Replace "level, form: As for `linkages`" by what `linkages` says of each, so that every page is complete."""
    for at in reversed(range(1, len(lines))):
        if found := re.fullmatch(r"    As for `([\w.]+)`\.", lines[at]):
            known = _parameters(str(found[1]))
            lines[at - 1 : at + 1] = [
                line for each in lines[at - 1].split(", ") for line in (each, *known[each.strip()])
            ]


def _parameters(written: str) -> dict[str, list[str]]:
    """Return what a function says of each of its parameters, line by line."""
    target = _public(written)
    if target is None:
        raise RuntimeError(f"{written} is not a public name")
    _, _, rest = (inspect.getdoc(value(target)) or "").partition("Parameters\n----------\n")
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in rest.split("\n\n")[0].splitlines():
        if line.startswith(" "):
            current.append(line)
        else:
            current = []
            found.update(dict.fromkeys(line.split(", "), current))
    return found


def _link_names(app: Sphinx, tree: nodes.document) -> None:
    """Link every public name on a page that says so in its front matter: ``linked_names: true``."""
    if "linked_names" not in app.env.metadata[app.env.docname]:
        return
    for literal in list(tree.findall(nodes.literal)):
        target = f"anhui_ftz.{literal.astext()}"
        if _is_public(target):
            found = pending_xref("", refdomain="py", reftype="obj", reftarget=target, refdoc=app.env.docname)
            literal.replace_self(found)
            found.append(literal)


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
        return content if _is_module(node["reftarget"]) else None
    return env.domains.python_domain.resolve_xref(
        env, node.get("refdoc", ""), app.builder, "obj", target, node, content
    )


def _public(written: str) -> str | None:
    """Return the full public name that a name within the source refers to; None if it is not public."""
    parts = written.split(".")
    for at, part in enumerate(parts):
        if part in ftz.__all__:
            return ".".join(["anhui_ftz", *parts[at:]])
    return next((name for name in _elsewhere() if short(name) == parts[-1]), None)


@cache
def _elsewhere() -> tuple[str, ...]:
    """List the public names that `anhui_ftz` itself does not offer."""
    return tuple(name for group in GROUPS for name in group.names if name.count(".") > 1)


def _is_public(name: str) -> bool:
    return name.removeprefix("anhui_ftz.") in ftz.__all__ or name in _elsewhere()


def _is_module(dotted: str) -> bool:
    """Whether a dotted name is that of a module of ours."""
    parent, _, last = dotted.rpartition(".")
    return dotted == "anhui_ftz" or (parent != "" and _is_module(parent) and last in _parts(parent))


def _parts(package: str) -> list[str]:
    return [part.name for part in iter_modules(getattr(import_module(package), "__path__", ()))]
