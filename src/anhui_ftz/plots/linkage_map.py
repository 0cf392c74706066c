"""The map of linkages: places where they lie, lines as wide as the evidence, in the style of its status."""

from __future__ import annotations

__all__ = ["plot_linkage_map"]

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import linkages_by
from anhui_ftz.analysis.links.matrices import places_shown
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.analysis.points import representative_point
from anhui_ftz.model.checks import Day
from anhui_ftz.model.cooperation import CooperationStatus
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Place
from anhui_ftz.plots.canvas import Canvas
from anhui_ftz.plots.map_frame import Frame, Outlines, draw_outlines
from anhui_ftz.plots.map_names import BEND, draw_names
from anhui_ftz.plots.matrix import lying_in
from anhui_ftz.plots.speech import Speech, in_even_lines, speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import FancyArrowPatch

_Point = tuple[float, float]

#: How far cooperation has come: line style and colour.
_STYLES: dict[str, tuple[Any, str]] = {
    "established": ("-", "#2f7fb8"),
    "foreseen": ((0, (5, 2)), "#c2702a"),
    "unsure": ((0, (1, 1.6)), "#9a6fb8"),
    "ended": ((0, (6, 2, 1, 2)), "#8a8a8a"),
}
#: Area of a mark, and the widths of lines, as matplotlib counts them.
_MARK, _THINNEST, _WIDEST = 30.0, 0.9, 6.0
_SHOWN = 6
#: Ticks of an axis in a narrow figure, and elsewhere.
_FEW, _MANY = 3, 6


def plot_linkage_map(
    ds: Dataset,
    *,
    level: Level | LevelName = Level.ZONE,
    of: str | Place | None = None,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
    among: Iterable[str | Place] | Place | None = None,
    outlines: Outlines | None = None,
    source_line: bool = False,
    width: float | None = None,
    ax: Axes | None = None,
    lang: str = "en",
) -> Axes:
    """Draw a map of places, with a line between each two that cooperations link.

    The number on a line counts the cooperations, and more cooperations make it wider. Its style is that of the
    cooperation whose status is furthest along. A hollow place has no linkage on record, which means unknown. Places
    with the same point, such as the areas of a city, are drawn on a ring around it. Places without a point are
    listed below the map. Lines are not routes, and only the given ``outlines`` are drawn as borders.

    Parameters
    ----------
    ds
        The data set.
    of
        Draw only this place and its partners. None draws all places of the level.
    level, form, topic, status, on, sure, provincial, presence, parties
        As for `anhui_ftz.linkages`.
    among
        Only places that are, or lie within, one of these, such as the provinces of a region.
    outlines
        A GeoDataFrame or a mapping in the form of GeoJSON, in longitude and latitude: borders or coasts to draw
        below the places. None draws no outlines.
    source_line
        Whether to write below the plot who published what it shows, the edition, and how much is not exact.
    width
        Inches of a new figure, from 2 to 100. In less than 7, such as a column or a phone, labels take more lines,
        and what is usually beside the axes is below. None takes a width for a screen.
    ax
        Axes to draw on; None makes a figure. Names are set for the size that the axes have now.
    lang
        ``en``, or ``zh`` if a font has it; if none has, the plot is in English, with a warning.

    Returns
    -------
    matplotlib.axes.Axes
        The axes, in degrees of longitude and latitude.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownName
        If ``of`` or a place of ``among`` is in no table.
    InvalidValue
        If ``of`` is not of the level, a word names no level, form, status or choice of parties, or the
        outlines are not GeoJSON; if the width is out of range, or is given together with ``ax``.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.plots import plot_linkage_map
    >>> ax = plot_linkage_map(ftz.load(), of="anhui-ftz", on="2021-01-25")
    >>> ax.get_title(loc="left")
    'Linkages of free trade zones on record, 2021-01-25'
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
    voice, found = speech(lang), linkages_by(ds, query, of)
    places = lying_in(ds, places_shown(ds, query, of, found), among)
    known = {id: at.location for id in places if (at := representative_point(ds, id)) is not None}
    off_map = [voice.short(ds, ds.place(id)) for id in places if id not in known]
    title = voice.title("plot.map", query)
    if not known:
        return _empty(Canvas.of(ax, width, voice, 9), title, _notes(voice, off_map))
    true = {id: (float(point.longitude), float(point.latitude)) for id, point in known.items()}
    frame = Frame.around(true.values())
    canvas = Canvas.of(ax, width, voice, 10)
    canvas.set_title(title)
    _set_frame(canvas, frame)
    if outlines is not None:
        draw_outlines(canvas.ax, outlines)
    chart = _Map(canvas, true, frame.spread(true), [link for link in found if {link.a, link.b} <= known.keys()])
    chart.draw()
    chart.write(ds, off_map, source_line=source_line)
    return canvas.ax


def _empty(canvas: Canvas, title: str, notes: str) -> Axes:
    canvas.set_height(2, 5, 5)
    canvas.set_title(title)
    return canvas.empty(notes)


def _set_frame(canvas: Canvas, frame: Frame) -> None:
    canvas.set_height(2, 1 + (0.7 + 0.2 * canvas.is_narrow) * canvas.inches * min(frame.steepness, 1.1), 100)
    frame.set_on(canvas.ax, _FEW if canvas.is_narrow else _MANY)
    canvas.ax.tick_params(labelsize="x-small" if canvas.is_narrow else "small")


def _notes(voice: Speech, off_map: Sequence[str], left_out: int = 0, uncounted: int = 0) -> str:
    notes = []
    if off_map:
        more = [voice.word("more", len(off_map) - _SHOWN)] if len(off_map) > _SHOWN else []
        notes.append(voice.word("plot.off-map", voice.word("sep").join([*off_map[:_SHOWN], *more])))
    if left_out:
        notes.append(voice.word("plot.no-labels", left_out))
    if uncounted:
        notes.append(voice.word("plot.no-counts", uncounted))
    return "\n".join(notes)


def _standing(link: Linkage) -> str:
    """Say how far the cooperation of two places has come: that which has come furthest."""
    statuses = {each.status for each in link.evidence}
    if any(status.is_established for status in statuses if status is not None):
        return "established"
    if statuses - {None, CooperationStatus.ENDED}:
        return "foreseen"
    return "unsure" if None in statuses else "ended"


class _Map(NamedTuple):
    """What is drawn where: the true points, those where places are shown, and the linkages between them."""

    canvas: Canvas
    true: Mapping[str, _Point]
    shown: Mapping[str, _Point]
    links: Sequence[Linkage]

    def draw(self) -> None:
        self.draw_links()
        self.draw_places()
        self.draw_legend()

    def write(self, ds: Dataset, off_map: Sequence[str], *, source_line: bool) -> None:
        """Write notes, source line and names; names need to know what room the others take."""
        canvas = self.canvas
        canvas.set_note(in_even_lines(_notes(canvas.voice, off_map), canvas.columns))
        if source_line:
            canvas.set_source(ds, self.links)
        canvas.fit()
        canvas.set_note(in_even_lines(_notes(canvas.voice, off_map, *self.draw_names(ds)), canvas.columns))
        canvas.fit()  # for more notes: around them everything stays

    def draw_links(self) -> None:
        for link in sorted(self.links, key=lambda link: len(link.evidence), reverse=True):
            self.canvas.ax.add_patch(self._arc(link))

    def draw_places(self) -> None:
        ax = self.canvas.ax
        for id, (x, y) in self.shown.items():
            if (x, y) != self.true[id]:
                ax.plot([self.true[id][0], x], [self.true[id][1], y], color="#b5b5b5", linewidth=0.6, zorder=1)
        linked = self._weights().keys()
        ink, ground = self.canvas.ink, self.canvas.ground
        colours = [ink if id in linked else ground for id in self.shown]
        across, up = [at[0] for at in self.shown.values()], [at[1] for at in self.shown.values()]
        ax.scatter(across, up, s=_MARK, c=colours, edgecolors=ink, linewidths=0.8, zorder=3)

    def draw_legend(self) -> None:
        standings = {_standing(link) for link in self.links}
        counts = {len(link.evidence) for link in self.links}
        voice = self.canvas.voice
        handles = [_line(voice.word(f"plot.{key}"), *style, 1.8) for key, style in _STYLES.items() if key in standings]
        widths = sorted({min(counts), max(counts)} if counts else ())
        handles += [_line(voice.cooperations(each), "-", self.canvas.shade(0.68), self._width(each)) for each in widths]
        linked = self._weights().keys()
        if linked < self.shown.keys():
            ink, ground = self.canvas.ink, self.canvas.ground
            kinds = {"linked": ink, "unlinked": ground} if linked else {"unlinked": ground}
            handles += [_dot(voice.word(f"plot.{key}"), ink, colour) for key, colour in kinds.items()]
        self.canvas.set_legend(handles)

    def draw_names(self, ds: Dataset) -> tuple[int, int]:
        """Write names and counts where each has room, those with most evidence first; return how many have none."""
        weights = self._weights()
        order = sorted(sorted(self.shown), key=lambda each: -weights.get(each, 0))
        names = [(self.canvas.voice.short(ds, ds.place(id)), self.shown[id]) for id in order]
        links = sorted(self.links, key=lambda link: -len(link.evidence))
        arcs = [(str(len(link.evidence)), (self.shown[link.a], self.shown[link.b])) for link in links]
        return draw_names(self.canvas, names, arcs, sqrt(_MARK) / 2 + 1)

    def _weights(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for link in self.links:
            for id in (link.a, link.b):
                found[id] = found.get(id, 0) + len(link.evidence)
        return found

    def _width(self, count: int) -> float:
        most = max(len(link.evidence) for link in self.links)
        return _THINNEST + (_WIDEST - _THINNEST) * (count - 1) / max(most - 1, 9)

    def _arc(self, link: Linkage) -> FancyArrowPatch:
        from matplotlib.patches import FancyArrowPatch

        style, colour = _STYLES[_standing(link)]
        return FancyArrowPatch(
            self.shown[link.a],
            self.shown[link.b],
            arrowstyle="-",
            connectionstyle=f"arc3,rad={BEND}",
            shrinkA=0,
            shrinkB=0,
            linewidth=self._width(len(link.evidence)),
            linestyle=style,
            color=colour,
            alpha=0.7,
            zorder=2,
            gid=f"{link.a}--{link.b}",
        )


def _line(label: str, style: Any, colour: str, width: float) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle=style, color=colour, linewidth=width, solid_capstyle="butt", label=label)


def _dot(label: str, ink: str, colour: str) -> Line2D:
    from matplotlib.lines import Line2D

    return Line2D(
        [],
        [],
        linestyle="",
        marker="o",
        markersize=sqrt(_MARK),
        color=ink,
        markerfacecolor=colour,
        markeredgewidth=0.8,
        label=label,
    )
