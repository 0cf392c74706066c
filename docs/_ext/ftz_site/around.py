"""What surrounds the pages: the library in brief as ``llms.txt``, and the links of the page for a wrong address."""

from __future__ import annotations

__all__ = ["setup"]

import inspect
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

import anhui_ftz as ftz
from ftz_site.groups import GROUPS, Group, opening, short, value

_START = """\
import anhui_ftz as ftz
from anhui_ftz import io, plots  # other formats, and pictures

ds = ftz.load()  # the bundled data set; all functions are pure and take it first
zone = ftz.find(ds, "安徽自贸区")  # a place by any of its names
trade = ftz.find_indicator(ds, "进出口总额")
newest = ftz.latest(ds, zone, trade)  # an observation: quantity with bounds, period, citations
print(newest.quantity, ftz.cite(newest), sep="\\n")
"""


def setup(app: Sphinx) -> None:
    """Register what is done once the pages are read, and once they are written."""
    app.connect("doctree-resolved", _from_root)
    app.connect("build-finished", _finish)


def _from_root(app: Sphinx, tree: nodes.document, page: str) -> None:
    """Write the links of the page for a wrong address from the root of the site: it is shown at any depth."""
    if page == app.config.notfound_pagename:
        for link in tree.findall(nodes.reference):
            if link.get("internal") and "refuri" in link:
                link["refuri"] = app.config.notfound_urls_prefix + link["refuri"]


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        text = "\n".join(_lines(app)) + "\n"
        Path(app.outdir, "llms.txt").write_text(text, encoding="utf-8")


def _lines(app: Sphinx) -> Iterator[str]:
    base = app.config.html_baseurl
    yield from (f"# {app.config.project}", "", f"> {(ftz.__doc__ or '').strip().splitlines()[0]}", "")
    yield from (f"Version {app.config.version}, edition {ftz.load().edition} of the data.", "")
    yield from ("```python", *_START.splitlines(), "```", "")
    for group in GROUPS:
        yield from (f"## {group.title}", "", group.words.replace("``", "`"), "")
        yield from (_line(base, group, name) for name in group.names)
        yield ""
    yield from ("## Guides", "")
    guides = [page for page in sorted(app.env.found_docs) if page.startswith("how-to-") or page == "tutorial"]
    yield from (f"- [{app.env.titles[page].astext()}]({base}{page}.html)" for page in guides)


def _line(base: str, group: Group, name: str) -> str:
    subject = value(name)
    page = f"{group.stem}/{short(name)}" if inspect.isroutine(subject) else group.stem
    called = name.removeprefix("anhui_ftz.")
    if inspect.isroutine(subject):
        called += f"({', '.join(_parameters(inspect.signature(subject)))})"
    return f"- [`{called}`]({base}api/{page}.html#{name}): {opening(name).replace('``', '`')}"


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    """Write the parameters without types and defaults; an optional one ends in ``=``."""
    star = False
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not star:
            star = True
            yield "*"
        star = star or each.kind is each.VAR_POSITIONAL
        yield str(each.replace(annotation=each.empty, default=each.empty)) + ("" if each.default is each.empty else "=")
