"""Pictures: drawn by the code that is folded below them, for light and dark themes, for screens and for phones."""

from __future__ import annotations

__all__ = ["setup"]

import re
import sys
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from matplotlib import pyplot as plt
from sphinx.application import Sphinx

from anhui_ftz import plots
from ftz_site.hypertext import element

#: What the code of every picture begins with.
OPENING = """\
import anhui_ftz as ftz
from anhui_ftz.plots import (
    plot_coverage, plot_linkage_map, plot_linkage_matrix,
    plot_parts, plot_statistics, plot_timeline, save_svg,
)

ds = ftz.load()
delta = ["anhui", "jiangsu", "shanghai", "zhejiang"]
"""
#: Inches and the size of type: on a phone every text has ten pixels or more.
_SIZES: dict[str, tuple[float, Any]] = {
    "wide": (8.0, {"figure.figsize": (8, 4.4)}),
    "phone": (3.6, {"figure.figsize": (3.6, 3.4), "font.size": 11}),
}
#: A square picture is not as wide as the page.
_WIDEST = {"plot_linkage_matrix": 5.6}
_THEMES: dict[str, Any] = {
    "light": {},
    "dark": {
        **{f"{part}.facecolor": "#131416" for part in ("figure", "axes", "savefig")},
        **dict.fromkeys(("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), "#d8dee4"),
    },
}
#: From this width of the page on, the picture for screens is shown.
_SCREEN = "(min-width: 46em)"
#: Heading and id of each picture in the text of a page.
_PICTURE = re.compile(r"^(\S.*)\n-+\n(?:(?!^\S.*\n-+\n).*\n)*?^\.\. picture:: (\S+)$", re.MULTILINE)


def setup(app: Sphinx) -> None:
    """Register the directives."""
    mpl.use("agg")
    app.add_directive("picture", _Picture)
    app.add_directive("opening", _Opening)
    app.add_directive("thumbnails", _Thumbnails)
    app.add_config_value("pictures_opening", OPENING, "env")


class _Picture(Directive):
    """Draw a picture, or write a table, from the code that is then folded below it, unless it is hidden."""

    required_arguments = 1
    has_content = True
    option_spec = {  # noqa: RUF012 - as docutils has it
        "alt": directives.unchanged_required,
        "caption": directives.unchanged,
        "hide-code": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the picture, and its code."""
        env = self.state.document.settings.env
        name, code, alt = self.arguments[0], "\n".join(self.content), self.options.get("alt", "")
        if env.app.builder.format != "html":
            return []
        folder = Path(env.app.outdir) / "_images"
        folder.mkdir(parents=True, exist_ok=True)
        table = _draw(name, code, alt, folder, Path(env.app.srcdir))
        root = "../" * env.docname.count("/")
        shown = element("div", table, class_="table-wrapper") if table else "".join(_themed(root, name, alt))
        caption = escape(self.options.get("caption", ""))
        words = element("figcaption", caption) if caption else ""
        figure = element("figure", shown, words, class_="picture", id=f"picture-{name}")
        if "hide-code" in self.options:
            return [_raw(figure)]
        return [_raw(f'{figure}<details class="more"><summary>Code</summary>'), _block(code), _raw("</details>")]


class _Opening(Directive):
    """Show what the code of every picture begins with."""

    def run(self) -> list[nodes.Node]:
        """Return the code."""
        return [_block(OPENING.rstrip())]


class _Thumbnails(Directive):
    """Show the pictures of pages, each small and with the question that it answers."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the list of pictures."""
        env = self.state.document.settings.env
        items = []
        for page in self.content:
            path = Path(env.app.srcdir) / f"{page}.rst"
            env.note_dependency(str(path))
            for title, name in _PICTURE.findall(path.read_text(encoding="utf-8")):
                drawn = "".join(_small(name)) if not title.startswith("Table") else ""
                link = element("a", drawn, element("span", escape(title)), href=f"{page}.html#picture-{name}")
                items.append(element("li", link))
        return [_raw(element("ul", *items, class_="thumbnails"))]


def _block(code: str) -> nodes.literal_block:
    return nodes.literal_block(code, code, language="python")


def _raw(markup: str) -> nodes.raw:
    return nodes.raw("", markup, format="html")


def _draw(name: str, code: str, alt: str, folder: Path, source: Path) -> str:
    """Run the code for each size and theme, and save what it draws; return the table if it makes one."""
    if str(source) not in sys.path:
        sys.path.insert(0, str(source))
    for size, (width, measures) in _SIZES.items():
        for theme, colours in _THEMES.items():
            with mpl.rc_context(measures | colours):
                space = _run(code, width)
                if "table" in space:
                    return str(space["table"].to_html())
                plots.save_svg(plt.gcf().axes[0], folder / f"{name}-{size}-{theme}.svg", description=alt)
                plt.close("all")
    return ""


def _run(code: str, width: float) -> dict[str, Any]:
    """Run code whose plots have a width; return the names that it leaves."""
    space: dict[str, Any] = {}
    exec(OPENING, space)  # noqa: S102 - what the page itself shows
    for each in plots.__all__:
        if each.startswith("plot_"):
            space[each] = partial(getattr(plots, each), width=min(width, _WIDEST.get(each, width)))
    exec(code, space)  # noqa: S102 - the same
    return space


def _themed(root: str, name: str, alt: str) -> Iterator[str]:
    for theme in _THEMES:
        yield element(
            "picture",
            f'<source media="{_SCREEN}" srcset="{root}_images/{name}-wide-{theme}.svg">',
            f'<img src="{root}_images/{name}-phone-{theme}.svg" alt="{escape(alt)}" loading="lazy">',
            class_=f"only-{theme}",
        )


def _small(name: str) -> Iterator[str]:
    for theme in _THEMES:
        source = f"_images/{name}-wide-{theme}.svg"
        yield f'<img class="only-{theme}" src="{source}" alt="" loading="lazy">'
