"""Pictures as SVG that a screen reader can read: with a title and a description."""

from __future__ import annotations

__all__ = ["save_svg"]

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.plots.speech import pyplot
from anhui_ftz.storage.whole import whole_file

if TYPE_CHECKING:
    from os import PathLike

    from matplotlib.axes import Axes


def save_svg(ax: Axes, path: str | PathLike[str], *, description: str = "") -> None:
    """Save the figure of a plot as SVG with a title and a description for screen readers.

    Texts remain texts, so that they can be searched and copied. The same picture gives the same file.

    Parameters
    ----------
    ax
        Axes that a plot of this package returned.
    path
        The file to write, whole or not at all.
    description
        What the picture shows; empty takes what is written on it: rows, figures, legend and source line of all panels.

    Raises
    ------
    InvalidValue
        If ``ax`` is not an Axes.
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_parts, save_svg
    >>> ds = ftz.load()
    >>> ax = plot_parts(
    ...     ds, ftz.reconcile(ds, "anhui-ftz", "area", prefer="publisher-first")
    ... )
    >>> save_svg(ax, "parts.svg")  # doctest: +SKIP
    """
    from io import StringIO

    plt = pyplot()
    if not isinstance(ax, plt.Axes):
        raise InvalidValue(f"ax is one Axes of matplotlib, not {shown(ax)}")
    figure, drawn = ax.get_figure(root=True), StringIO()
    title = _words(ax.get_title(loc="left"))
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "anhui_ftz"}):
        figure.savefig(drawn, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    head, tag, rest = drawn.getvalue().partition("<svg ")
    attributes, end, body = rest.partition(">")
    named = f'{tag}role="img" aria-labelledby="title desc" {attributes}{end}'
    words = escape(description or _description(figure.axes, title))
    told = f'\n <title id="title">{escape(title)}</title>\n <desc id="desc">{words}</desc>'
    with whole_file(path) as file:
        file.write((head + named + told + body).encode())


def _description(axes: Iterable[Axes], title: str) -> str:
    """Return what is written on all axes of a figure below its title, each text once."""
    words = (_words(text) for ax in axes for text in _texts(ax))
    return "; ".join(text for text in dict.fromkeys(words) if text not in ("", title))


def _texts(ax: Axes) -> Iterator[str]:
    """Yield what is written on axes: title, rows, columns, figures, legend, notes."""
    legend = ax.get_legend()
    yield ax.get_title(loc="left")
    for each in [*ax.get_yticklabels(), *ax.get_xticklabels(), *ax.texts, *(legend.get_texts() if legend else ())]:
        yield each.get_text()
    yield ax.get_xlabel()


def _words(text: str) -> str:
    return " ".join(text.replace("\\$", "$").split())
