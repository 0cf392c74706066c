"""The matrix of linkages: how many cooperations are on record between each pair of places."""

from __future__ import annotations

__all__ = ["lying_in", "plot_linkage_matrix"]

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import linkages_by
from anhui_ftz.analysis.links.matrices import LinkageMatrix, matrix_by
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.model.checks import Day, one_or_several
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.speech import in_even_lines, speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How far blank cells, and those of a place with itself, are from the ground.
_BLANK, _SELF = 0.03, 0.16
#: The colour of the most, and how bright a ground is on which black is read better than white.
_BLUE, _BRIGHT = "#08519c", 0.179
#: Up to here the scale of colours is linear (sRGB).
_LINEAR = 0.03928


def plot_linkage_matrix(
    ds: Dataset,
    *,
    level: Level | LevelName = Level.ZONE,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
    among: Iterable[str | Place] | Place | None = None,
    unlinked: bool = True,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw a matrix of how many cooperations are on record between each pair of places of a level.

    A blank cell means unknown, not unlinked.

    Parameters
    ----------
    ds
        The data set.
    level, form, topic, status, on, sure, provincial, presence, parties
        As for `anhui_ftz.linkages`.
    among
        Only places that are, or lie within, one of these, such as the provinces of a region.
    unlinked
        False leaves out places without a linkage on record.
    source_line
        Whether to write below the plot who published what it shows, the edition, and how much is not exact.
    width
        Inches of a new figure, from 2 to 100. In less than 7, such as a column or a phone, labels take more lines,
        and what is usually beside the axes is below. None takes a width for a screen.
    ax
        Axes to draw on; None makes a figure.
    lang
        ``en``, or ``zh`` if a font has it; if none has, the plot is in English, with a warning.

    Returns
    -------
    matplotlib.axes.Axes
        The axes: one row and one column per place, by id.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownName
        If a place of ``among`` is in no table.
    InvalidValue
        If a word names no level, form, status or choice of parties;
        if the width is out of range, or is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_linkage_matrix
    >>> ax = plot_linkage_matrix(
    ...     ftz.load(), among=["anhui", "jiangsu", "shanghai", "zhejiang"]
    ... )
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Anhui', 'Jiangsu', 'Shanghai', 'Zhejiang']
    """
    as_dataset(ds)
    query = LinkQuery(
        level=level,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    voice = speech(lang)
    matrix = matrix_by(ds, query)
    places = _shown(matrix, lying_in(ds, matrix.places, among), unlinked=unlinked)
    side = 0.34 * len(places)
    canvas = Canvas.of(ax, width, voice, min(max(side + 2.2, 4.5), 24))
    canvas.set_height(3.5, side + 1.6, 24)
    canvas.set_title(voice.title("plot.cooperations", query))
    if not places:
        return canvas.empty()
    counts = [[matrix[a, b] for b in places] for a in places]
    _draw_cells(canvas, counts)
    _name(canvas, [voice.short(ds, ds.place(id)) for id in places])
    if any(not count for row, cells in enumerate(counts) for count in cells[:row]):
        canvas.set_note(in_even_lines(voice.word("no-record"), canvas.columns))
    if source_line:
        canvas.set_source(ds, _between(linkages_by(ds, query), places))
    canvas.fit()
    return canvas.ax


def _shown(matrix: LinkageMatrix, places: list[str], *, unlinked: bool) -> list[str]:
    """Return the places, without those that are linked to none of the others unless these are wanted."""
    return places if unlinked else [a for a in places if any(matrix[a, b] for b in places)]


def _name(canvas: Canvas, names: Sequence[str]) -> None:
    """Name rows and columns."""
    canvas.set_ticks("y", names)
    canvas.set_ticks("x", names)
    canvas.ax.tick_params(axis="x", rotation=90)


def _between(links: Iterable[Linkage], places: Collection[str]) -> list[Linkage]:
    """Return the links of which both ends are shown."""
    return [link for link in links if {link.a, link.b} <= {*places}]


def lying_in(ds: Dataset, ids: Iterable[str], among: Iterable[str | Place] | Place | None) -> list[str]:
    """Return those of some ids whose places are, or lie in, a place of ``among``; None keeps all.

    Raises
    ------
    UnknownName
        If a place of ``among`` is not in the data.
    """
    if among is None:
        return list(ids)
    wanted = {ds.place(each).id for each in one_or_several(among, Place, "among")}
    return [id for id in ids if not wanted.isdisjoint(ancestors(ds, id))]


def _luminance(colour: Sequence[float]) -> float:
    """Return how bright a colour is, from 0 to 1, as WCAG 2 counts it.

    >>> [round(_luminance((grey, grey, grey, 1)), 4) for grey in (0, 0.02, 0.5, 1)]
    [0.0, 0.0015, 0.214, 1.0]
    """
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in map(float, colour[:3])
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _draw_cells(canvas: Canvas, counts: list[list[int]]) -> None:
    """Colour and number the cells; blank ones get neither, those of a place with itself are grey."""
    from matplotlib.colors import to_rgba

    ax, most = canvas.ax, max(max(row) for row in counts)
    picture = [[to_rgba(canvas.shade(_BLANK))] * len(counts) for _ in counts]
    for row, cells in enumerate(counts):
        picture[row][row] = to_rgba(canvas.shade(_SELF))
        for column, count in enumerate(cells):
            if count:
                depth = 0.15 + 0.75 * count / most
                picture[row][column] = to_rgba(canvas.shade(depth, _BLUE))
                ink = "black" if _luminance(picture[row][column]) > _BRIGHT else "white"
                ax.text(column, row, str(count), ha="center", va="center", fontsize="small", color=ink)
    ax.imshow(picture, aspect="equal", interpolation="nearest")
    edges = [each - 0.5 for each in range(1, len(counts))]
    for draw in (ax.axhline, ax.axvline):
        for edge in edges:
            draw(edge, color=canvas.ground, linewidth=1)
    ax.spines[:].set_visible(False)
