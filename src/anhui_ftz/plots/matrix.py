"""The matrix of linkages: how many cooperations are on record between each pair of places."""

from __future__ import annotations

__all__ = ["plot_linkage_matrix"]

from collections.abc import Iterable
from typing import TYPE_CHECKING, Unpack

from anhui_ftz.analysis.links.matrices import LinkageMatrix, linkage_matrix
from anhui_ftz.analysis.links.rollup import Level, LevelName, as_level
from anhui_ftz.io.link_filters import MatrixFilters
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.plots.canvas import axes, emptied, set_ticks, titled
from anhui_ftz.plots.region import lying_in
from anhui_ftz.plots.speech import Speech, speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DARK, _MAP = 0.55, "Blues"
_BLANK, _SELF = "#f7f7f5", "#d9d9d6"


def plot_linkage_matrix(
    ds: Dataset,
    *,
    level: Level | LevelName = Level.ZONE,
    among: Iterable[str | Place] | Place | None = None,
    unlinked: bool = True,
    ax: Axes | None = None,
    lang: str = "en",
    **filters: Unpack[MatrixFilters],
) -> Axes:
    """Draw how many cooperations are on record between each pair of places of a level.

    A blank cell says that none is on record, which does not say that there is none.

    Parameters
    ----------
    ds
        The data set.
    level
        Zones by default; areas, cities, provinces, or parties as stated.
    among
        Only places that are, or lie within, one of these, such as the provinces of a region.
    unlinked
        False leaves out places that nothing on record links with any other.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en`` or ``zh``.
    **filters
        ``form``, ``topic``, ``status``, ``on``, ``sure``, ``provincial`` and ``presence`` as for
        `linkage_matrix`.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: a row and a column a place, by id.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    InvalidValue, UnknownName
        As for `linkage_matrix`.

    Warns
    -----
    UserWarning
        If Chinese is asked for and no font has it.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_linkage_matrix
    >>> ax = plot_linkage_matrix(ftz.load(), among=["anhui", "jiangsu", "shanghai", "zhejiang"])
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Anhui', 'Jiangsu', 'Shanghai', 'Zhejiang']
    """
    as_dataset(ds)
    voice = speech(lang)
    matrix = linkage_matrix(ds, level=level, **filters)
    places = _chosen(ds, matrix, among, unlinked=unlinked)
    side = 0.34 * len(places)
    ax = axes(ax, min(max(side + 2.2, 4.5), 24), min(max(side + 1.6, 3.5), 24))
    titled(ax, voice.title("plot.cooperations", as_level(level), filters.get("on")), voice.families)
    if not places:
        return emptied(ax, voice.word("plot.nothing"), voice.families)
    _draw_cells(ax, [[matrix[a, b] for b in places] for a in places])
    names = [voice.short(ds, ds.place(id)) for id in places]
    set_ticks(ax.yaxis, range(len(places)), names, voice.families)
    set_ticks(ax.xaxis, range(len(places)), names, voice.families)
    ax.tick_params(length=0, labelsize="small")
    ax.tick_params(axis="x", rotation=90)
    _note(ax, voice)
    return ax


def _chosen(
    ds: Dataset, matrix: LinkageMatrix, among: Iterable[str | Place] | Place | None, *, unlinked: bool
) -> tuple[str, ...]:
    places = tuple(lying_in(ds, matrix.places, among))
    return places if unlinked else tuple(a for a in places if any(matrix[a, b] for b in places))


def _draw_cells(ax: Axes, counts: list[list[int]]) -> None:
    """Colour and number the cells; blank ones get neither, those of a place with itself are grey."""
    from matplotlib import colormaps
    from matplotlib.colors import to_rgba

    most, shades = max(max(row) for row in counts), colormaps[_MAP]
    picture = [[to_rgba(_BLANK)] * len(counts) for _ in counts]
    for row, cells in enumerate(counts):
        picture[row][row] = to_rgba(_SELF)
        for column, count in enumerate(cells):
            if count:
                depth = 0.15 + 0.75 * count / most
                picture[row][column] = shades(depth)
                ink = "white" if depth > _DARK else "#1a1a1a"
                ax.text(column, row, str(count), ha="center", va="center", fontsize="small", color=ink)
    ax.imshow(picture, aspect="equal", interpolation="nearest")
    edges = [each - 0.5 for each in range(1, len(counts))]
    for draw in (ax.axhline, ax.axvline):
        for edge in edges:
            draw(edge, color="white", linewidth=1)
    ax.spines[:].set_visible(False)


def _note(ax: Axes, voice: Speech) -> None:
    ax.set_xlabel(voice.word("no-record"), loc="left", fontsize="small", fontfamily=list(voice.families))
