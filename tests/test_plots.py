"""Plots: what is drawn, what is said, and how it looks. ``python tests/test_plots.py`` renews the images."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, partial
from itertools import combinations, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
from attrs import evolve
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text
from PIL import Image

import anhui_ftz as ftz
from anhui_ftz import Milestone, Name, Period, Quantity
from anhui_ftz.plots import (
    plot_coverage,
    plot_linkage_map,
    plot_linkage_matrix,
    plot_parts,
    plot_statistics,
    plot_timeline,
    save_svg,
)
from anhui_ftz.plots import speech as spoken
from anhui_ftz.plots.speech import chinese_font
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.screen import width_of
from world import WORLD, count, figure, pact

if TYPE_CHECKING:
    from matplotlib.axes import Axes

IMAGES = Path(__file__).parent / "images"
#: Root mean square of differences in grey levels that a font renderer may make.
TOLERANCE = 6.0
POINTS = {"n-city": "31.9,117.3", "s-city": "30.3,120.2", "south": "29.2,120.5"}
SIGNED = (Milestone("signed", "2020-06"),)
MAPPED = evolve(
    WORLD,
    divisions=[evolve(row, location=POINTS.get(row.id)) for row in WORLD.divisions],
    cooperations=[
        pact("a", "n-zone", "s-one", milestones=SIGNED),
        pact("b", "n-zone", "s-one", milestones=(Milestone("planned", "2020"), Milestone("signed", "2021/.."))),
        pact("c", "n-port", "s-one", "s-two", milestones=(Milestone("planned", "../2021-03-31"),)),
        pact("d", "n-a", "s-a"),
    ],
)
FIGURED = evolve(
    WORLD,
    observations=[
        figure("whole", "n-zone", "firms", "2020-12-31", count(120)),
        figure("part-a", "n-a", "firms", "2020-12-31", Quantity.at_least(70, "1")),
        figure("rate-n", "north", "rate", "2020", Quantity.about(-4, "%", 2)),
        figure("rate-s", "south", "rate", "2020", Quantity.at_most("9.5", "%")),
        figure("rate-0", "n-city", "rate", "2020", Quantity("0", "-Infinity", "Infinity", "%")),
        figure("rate-t", "s-city", "rate", "2020/..", Quantity.exactly("6.5", "%")),
    ],
)
COVERED = evolve(
    WORLD,
    indicators=[*WORLD.indicators, ftz.Indicator("money-growth", Name("Growth", "增速"), "%", "ratio")],
    observations=[
        figure("stated", "n-zone", "money", "2020", Quantity.exactly(5, "CNY"), source="paper"),
        figure("part", "n-zone", "money", "2021-01/2021-06", Quantity.exactly(5, "CNY")),
        figure("bound", "n-zone", "money", "2023", Quantity.at_least(9, "CNY")),
        figure("pace", "n-zone", "money-growth", "2023", Quantity.exactly(5, "%")),
        figure("held", "n-zone", "firms", "2024-12-31", count(9)),
    ],
)
RATES = [row for row in FIGURED.observations if row.indicator == "rate"]
PICTURES: dict[str, Callable[[Axes], Axes]] = {
    "linkage-map": lambda ax: plot_linkage_map(MAPPED, ax=ax),
    "linkage-matrix": lambda ax: plot_linkage_matrix(MAPPED, ax=ax),
    "timeline": lambda ax: plot_timeline(MAPPED, ax=ax),
    "statistics": lambda ax: plot_statistics(FIGURED, RATES, ax=ax),
    "parts": lambda ax: plot_parts(FIGURED, ftz.reconcile(FIGURED, "n-zone", "firms"), ax=ax),
    "coverage": lambda ax: plot_coverage(COVERED, "n-zone", ax=ax),
    "coverage-zh": lambda ax: plot_coverage(COVERED, "n-zone", lang="zh", ax=ax),
    "linkage-map-areas": lambda ax: plot_linkage_map(MAPPED, level="area", ax=ax),
    "linkage-map-areas-zh": lambda ax: plot_linkage_map(MAPPED, level="area", lang="zh", ax=ax),
    "linkage-matrix-zh": lambda ax: plot_linkage_matrix(MAPPED, lang="zh", ax=ax),
    "timeline-zh": lambda ax: plot_timeline(MAPPED, lang="zh", ax=ax),
    "statistics-zh": lambda ax: plot_statistics(FIGURED, RATES, lang="zh", ax=ax),
}
BUNDLED = ftz.load()
_DELTA = ["anhui", "jiangsu", "shanghai", "zhejiang"]
#: Plots of the bundled data, which has sources.
SOURCED: dict[str, Callable[..., Axes]] = {
    "linkage-map": partial(plot_linkage_map, BUNDLED, among=_DELTA),
    "linkage-matrix": partial(plot_linkage_matrix, BUNDLED, among=_DELTA),
    "coverage": partial(plot_coverage, BUNDLED, "anhui-ftz"),
    "timeline": partial(plot_timeline, BUNDLED, ["ah-coop-001", "ah-coop-014"]),
    "statistics": partial(plot_statistics, BUNDLED, [BUNDLED.observations["ah-obs-010"]]),
    "parts": partial(plot_parts, BUNDLED, ftz.reconcile(BUNDLED, "anhui-ftz", "area", prefer="publisher-first")),
}
_TRADE = ftz.observations(BUNDLED, subject="anhui-ftz", indicator="goods-trade")
SOURCED_AND_LONG = SOURCED | {
    "several lengths": partial(plot_statistics, BUNDLED, _TRADE),
    "linked zones": partial(plot_linkage_matrix, BUNDLED, unlinked=False),
    "all zones": partial(plot_linkage_map, BUNDLED),
}
#: Figures of which a picture has many rows.
GROWTH = [row for row in BUNDLED.observations if row.indicator == "goods-trade-growth"]
#: What pictures with Chinese words were drawn with.
FONT = "Noto Sans CJK SC"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the figures that plots made."""
    yield
    plt.close("all")


def drawn(plot: Callable[[Axes], Axes], path: Path) -> Axes:
    """Draw on a figure of the caller's own and save it."""
    with mpl.rc_context({"font.family": ["DejaVu Sans"]}):
        fig = Figure(figsize=(6.4, 3.2), dpi=70, layout="constrained")
        ax = plot(fig.add_subplot())
        fig.savefig(path)  # matplotlib writes its version into it
    return ax


def save(ax: Any, path: Path) -> None:
    """Save the figure that axes are on."""
    ax.figure.savefig(path)


def texts(ax: Axes) -> list[str]:
    """Return all that is written on axes, and beside them."""
    legend = ax.get_legend()
    return [
        *(each.get_text() for each in ax.texts),
        *(each.get_text() for each in (legend.get_texts() if legend else ())),
        *(each.get_text() for each in [*ax.get_xticklabels(), *ax.get_yticklabels()]),
        ax.get_title(loc="left"),
        ax.get_xlabel(),
    ]


@cache
def mapped() -> Axes:
    """Return the map that several tests look at, and none changes."""
    return plot_linkage_map(MAPPED)


@cache
def usual_growth() -> dict[str, list[str]]:
    """Return the panels of growth rates at the usual width."""
    return panels(plot_statistics(BUNDLED, GROWTH))


def minor_version(path: Path) -> list[str]:
    """Return the version of matplotlib that drew an image, without its last part."""
    with Image.open(path) as image:
        return str(image.info["Software"]).split(",")[0].split(".")[:2]


@pytest.mark.parametrize("name", PICTURES)
def test_a_plot_looks_as_it_did(name: str, tmp_path: Path) -> None:
    if name.endswith("-zh") and spoken.chinese_font() != FONT:
        pytest.skip(f"the images in Chinese are drawn with {FONT}")
    drawn(PICTURES[name], tmp_path / f"{name}.png")
    if minor_version(IMAGES / f"{name}.png") != minor_version(tmp_path / f"{name}.png"):
        pytest.skip("another matplotlib lays out otherwise: python tests/test_plots.py renews the images")
    assert compare_images(str(IMAGES / f"{name}.png"), str(tmp_path / f"{name}.png"), TOLERANCE) is None


@pytest.mark.parametrize("name", PICTURES)
def test_a_plot_is_drawn_on_the_axes_that_it_is_given(name: str) -> None:
    ax = Figure().add_subplot()
    assert PICTURES[name](ax) is ax
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    "plot",
    [
        lambda **keys: plot_linkage_map(MAPPED, **keys),
        lambda **keys: plot_linkage_matrix(MAPPED, **keys),
        lambda **keys: plot_timeline(MAPPED, **keys),
        lambda **keys: plot_coverage(COVERED, "n-zone", **keys),
        lambda **keys: plot_statistics(FIGURED, RATES, **keys),
        lambda **keys: plot_parts(FIGURED, ftz.reconcile(FIGURED, "n-zone", "firms"), **keys),
    ],
)
class TestEveryPlot:
    """What all plots have in common."""

    def test_makes_a_figure_where_no_axes_are_given(self, plot: Callable[..., Axes]) -> None:
        plot()
        assert len(plt.get_fignums()) == 1

    def test_refuses_a_language_that_it_does_not_have(self, plot: Callable[..., Axes]) -> None:
        with pytest.raises(ftz.InvalidValue, match="the languages are en and zh"):
            plot(lang="fr")

    def test_names_the_extra_where_matplotlib_is_not_installed(
        self, plot: Callable[..., Axes], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "matplotlib", None)
        with pytest.raises(ftz.MissingExtra, match=r"anhui-ftz\[plot\]"):
            plot()

    def test_is_in_english_with_one_warning_where_no_font_has_chinese(
        self, plot: Callable[..., Axes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(spoken, "chinese_font", lambda: None)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            english = texts(plot())
            assert caught == []
            ax = plot(lang="zh")
            save(ax, tmp_path / "plot.png")
        assert texts(ax) == english
        assert [str(each.message)[:40] for each in caught] == ["no installed font has Chinese characters"]

    @pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters is installed")
    def test_has_every_glyph_in_chinese(self, plot: Callable[..., Axes], tmp_path: Path) -> None:
        ax = plot(lang="zh")
        save(ax, tmp_path / "plot.png")  # a glyph that is missing would be a warning, which is an error
        assert any(ord(character) >= 0x4E00 for text in texts(ax) for character in text)


def named(en: str, zh: str = "") -> ftz.Dataset:
    """Return a world whose first cooperation and first city bear a name."""
    cities = [evolve(row, name=Name(en, zh)) if row.id == "n-city" else row for row in MAPPED.divisions]
    pacts = [evolve(row, name=Name(en, zh)) if row.id == "a" else row for row in MAPPED.cooperations]
    return evolve(MAPPED, divisions=cities, cooperations=pacts)


def test_a_dollar_begins_no_formula(tmp_path: Path) -> None:
    ax = plot_timeline(named(r"US$1 and $\frac{"))
    save(ax, tmp_path / "plot.png")
    assert r"US\$1 and \$\frac{" in texts(ax)


@pytest.mark.parametrize("name", ["x" * 90, "a long name " * 9, "芜湖" * 40])
def test_a_long_name_is_written_in_several_lines_and_whole(name: str) -> None:
    label = next(text for text in texts(plot_timeline(named(name))) if text.startswith(name[:2]))
    assert label.replace("\n", "").replace(" ", "") == name.replace(" ", "")
    assert max(map(width_of, label.splitlines())) <= 52


def written(fig: Figure) -> list[tuple[str, Any]]:
    """Return every text of a picture that is drawn, and its box: the words alone, without a line to their place."""
    unseen = {id(text) for ax in fig.axes for text in unseen_ticks(ax)}
    found = [each for each in fig.findobj(Text) if each.get_visible() and id(each) not in unseen]
    return [(each.get_text(), Text.get_window_extent(each)) for each in found if each.get_text().strip()]


def ground_of(text: Any) -> Any:
    """Return the colour on which a text is written: of its own box, of a cell of a matrix, or of the axes."""
    if text.get_bbox_patch() is not None:
        return text.get_bbox_patch().get_facecolor()
    images = text.axes.images if text.axes is not None and text in text.axes.texts and text.get_gid() is None else ()
    for image in images:
        column, row = text.get_position()
        return image.get_array()[row][column]
    return text.figure.get_facecolor()


def luminance(colour: Any) -> float:
    """Return how bright a colour is, as WCAG 2 counts it."""
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("style", ["default", "dark_background"])
@pytest.mark.parametrize("name", [*SOURCED, "no linkages"])
def test_every_text_can_be_read_in_a_light_and_in_a_dark_style(name: str, style: str) -> None:
    plots = SOURCED | {"no linkages": partial(plot_linkage_map, evolve(MAPPED, cooperations=()))}
    with plt.style.context(style):
        fig: Any = plots[name](source_line=True).figure
        fig.draw_without_rendering()
    unseen = {id(text) for ax in fig.axes for text in unseen_ticks(ax)}
    faint = []
    for text in fig.findobj(Text):
        if text.get_visible() and text.get_text().strip() and id(text) not in unseen:
            low, high = sorted((luminance(text.get_color()), luminance(ground_of(text))))
            if (high + 0.05) / (low + 0.05) < 4.5:
                faint.append((text.get_text(), text.get_color()))
    assert faint == []


def coloured(ax: Any) -> set[str]:
    """Return the colours that depend on the ground: of hollow marks, of blank cells, and of the lines of hatches."""
    hollow = {to_hex(colour) for group in ax.collections for colour in group.get_facecolors()} - {"#000000"}
    blank = {to_hex(cell) for image in ax.images for row in image.get_array() for cell in row}
    return hollow | blank | {to_hex(patch.get_edgecolor()) for patch in ax.patches if patch.get_hatch()}


@pytest.mark.parametrize("ground", [("none", "none"), ("none", "#f8f0e0"), ((0.0, 0.0, 0.0, 0.2), "white")])
@pytest.mark.parametrize(
    "plot",
    [
        lambda ax: plot_linkage_map(evolve(MAPPED, cooperations=MAPPED.cooperations[:1]), ax=ax),
        lambda ax: plot_linkage_matrix(MAPPED, ax=ax),
        lambda ax: plot_timeline(MAPPED, ax=ax),
    ],
    ids=["map", "matrix", "timeline"],
)
def test_the_ground_of_transparent_axes_is_what_is_seen_through_them(plot: Callable[[Any], Any], ground: Any) -> None:
    seen = {"none none": "white", "none #f8f0e0": "#f8f0e0"}.get(" ".join(map(str, ground)), "#cccccc")
    fig, opaque = Figure(), Figure()
    through, plain_axes = half_of(fig).add_subplot(), half_of(opaque).add_subplot()
    fig.set_facecolor(ground[1])
    through.set_facecolor(ground[0])
    plain_axes.set_facecolor(seen)
    assert coloured(plot(through)) == coloured(plot(plain_axes)) != set()


def unseen_ticks(ax: Any) -> Iterator[Any]:
    """Yield the labels of ticks beyond the limits of axes, which are not drawn; all of axes that are switched off."""
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not (ax.axison and low <= tick.get_loc() <= high):
                yield from (tick.label1, tick.label2)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("width", "size"), [(3.6, 11), *((inches, 10) for inches in (4.2, 5.5, 6.5, 7.0, 8.0, 10.0))])
@pytest.mark.parametrize("name", SOURCED_AND_LONG)
def test_every_text_lies_inside_the_picture_and_covers_no_other(name: str, width: float, size: int, lang: str) -> None:
    with mpl.rc_context({"font.size": size}):
        ax: Any = SOURCED_AND_LONG[name](width=width, lang=lang, source_line=True)
    fig = ax.figure
    fig.draw_without_rendering()
    found = written(fig)
    whole = fig.bbox.padded(1)
    assert [words for words, box in found if not (whole.x0 <= box.x0 and box.x1 <= whole.x1)] == []
    assert [words for words, box in found if not (whole.y0 <= box.y0 and box.y1 <= whole.y1)] == []
    narrowed = [(words, box.padded(-1)) for words, box in found]
    assert [(a, b) for (a, one), (b, two) in combinations(narrowed, 2) if one.overlaps(two)] == []


@pytest.mark.parametrize("width", [3.6, 6.0])
@pytest.mark.parametrize("level", ["zone", "area"])
def test_a_narrow_map_is_as_high_as_what_is_on_it(level: Any, width: float) -> None:
    fig: Any = plot_linkage_map(BUNDLED, level=level, of=None, width=width, source_line=True).figure
    fig.draw_without_rendering()
    assert fig.get_tightbbox().height > 0.85 * fig.get_figheight()


@pytest.mark.parametrize("width", [3.6, 6.0, 12.0])
def test_numbers_of_lines_beside_each_other_are_not_read_as_one(width: float) -> None:
    fig: Any = plot_linkage_map(BUNDLED, level="area", among=_DELTA, width=width).figure
    fig.draw_without_rendering()
    numbers = [text for ax in fig.axes for text in ax.texts if text.get_gid() == "count"]
    boxes = [each.get_window_extent().padded(fig.dpi / 72, -1) for each in numbers]
    assert len(boxes) > 5
    assert not any(one.overlaps(two) for one, two in combinations(boxes, 2))


@pytest.mark.parametrize("width", [3.6, 6.0, 12.0])
def test_a_label_is_the_same_words_at_any_width(width: float) -> None:
    assert len(GROWTH) > 5
    other = panels(plot_statistics(BUNDLED, GROWTH, width=width))
    for heading, labels in usual_growth().items():
        for label, again in zip(labels, other[heading], strict=True):
            words = label.split()
            assert again.split()[: len(words)] == words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_axis_writes_numbers_as_the_figures_beside_it(lang: str) -> None:
    rows = [figure("x", "n-zone", "firms", "2020-12-31", count(12_501))]
    ax: Any = plot_statistics(FIGURED, rows, lang=lang)
    ax.figure.draw_without_rendering()
    comma = "," if lang == "en" else ""
    assert f"12{comma}501" in texts(ax)
    assert f"10{comma}000" in texts(ax)


@pytest.mark.parametrize(("lang", "heading"), [("en", "1,096 days"), ("zh", "1096天")])
def test_the_days_of_a_panel_are_written_as_the_language_writes_numbers(lang: str, heading: str) -> None:
    rows = [
        figure(f"x{len(each)}", "n-zone", "rate", each, Quantity.exactly(5, "%"))
        for each in ("2020-02-02/2023-02-01", "2020")
    ]
    assert next(iter(panels(plot_statistics(FIGURED, rows, lang=lang)))) == heading


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("width", [4.0, 10.0])
def test_nothing_is_cut_at_the_edge_of_the_callers_own_picture(width: float, lang: str) -> None:
    fig = Figure(figsize=(width, 5), layout="constrained")
    plot_statistics(BUNDLED, _TRADE, ax=fig.add_subplot(), lang=lang, source_line=True)
    fig.draw_without_rendering()
    found, whole = written(fig), fig.bbox.padded(1)
    assert [words for words, box in found if not (whole.x0 <= box.x0 and box.x1 <= whole.x1)] == []
    assert [words for words, box in found if not (whole.y0 <= box.y0 and box.y1 <= whole.y1)] == []


@pytest.mark.parametrize("name", ["linkage-map", "linkage-matrix", "timeline", "statistics", "parts"])
def test_a_narrow_picture_leaves_room_for_what_it_draws(name: str) -> None:
    fig = Figure(figsize=(4.3, 4), layout="constrained")
    ax = SOURCED[name](ax=fig.add_subplot(), source_line=True)
    fig.draw_without_rendering()
    assert ax.get_position().width > 0.3
    assert ax.get_position().height > 0.3


def test_without_a_font_a_chinese_name_gives_way_to_the_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoken, "chinese_font", lambda: None)
    assert "a" in texts(plot_timeline(named("", "甲")))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", SOURCED)
def test_a_plot_says_below_who_published_what_it_shows_if_asked(name: str, lang: str) -> None:
    ax: Any = SOURCED[name](lang=lang, source_line=True)
    (source,) = [each for each in ax.texts if each.get_gid() == "source"]
    words = source.get_text().replace("\n", " " if lang == "en" else "")
    assert words.startswith("Sources: " if lang == "en" else "来源：")
    assert f"{BUNDLED.edition}" in words
    ax.figure.draw_without_rendering()
    assert source.get_window_extent().y1 < ax.get_window_extent().y0


@pytest.mark.parametrize("name", SOURCED)
def test_a_plot_does_not_say_who_published_what_it_shows_unless_asked(name: str) -> None:
    assert not [each for each in SOURCED[name]().texts if each.get_gid() == "source"]


def test_a_grid_of_coverage_has_a_cell_for_each_state_and_a_letter_for_each_grade() -> None:
    ax: Any = plot_coverage(COVERED, "n-zone")
    cells = {patch.get_gid(): patch for patch in ax.patches}
    assert set(cells) == {
        *(f"firms-{year}-unknown" for year in range(2020, 2024)), "firms-2024-stated",
        "money-2020-stated", "money-2021-part", "money-2022-implied", "money-2023-bounded", "money-2024-unknown",
        *(f"money-growth-{year}-unknown" for year in (2020, 2021, 2022, 2024)), "money-growth-2023-stated",
    }  # fmt: skip
    hatches = [cells[f"money-{state}"].get_hatch() for state in
               ("2020-stated", "2021-part", "2022-implied", "2023-bounded", "2024-unknown")]  # fmt: skip
    assert len(set(hatches)) == 4  # stated is dark, unknown is white, and both have no hatch
    assert [each.get_text() for each in ax.texts] == ["C", "A", "C", "C", "C", "C"]
    legend = [each.get_text() for each in ax.get_legend().get_texts()]
    assert legend == [
        "stated", "bounded on one side", "implied by other figures", "only part of the year", "unknown",
    ]  # fmt: skip
    assert "Nothing on record" in texts(plot_coverage(COVERED, "moon"))


@pytest.mark.parametrize(("width", "years", "turned"), [(4.0, 5, 90), (10.0, 5, 0), (10.0, 12, 90)])
def test_years_do_not_run_into_each_other(width: float, years: int, turned: int) -> None:
    fig = Figure(figsize=(width, 4), layout="constrained")
    ax = plot_coverage(COVERED, "n-zone", years=range(2020, 2020 + years), ax=fig.add_subplot())
    fig.draw_without_rendering()
    assert {each.get_rotation() for each in ax.get_xticklabels()} == {turned}
    boxes = [each.get_window_extent() for each in ax.get_xticklabels()]
    assert all(one.x1 < two.x0 for one, two in pairwise(boxes))


@pytest.mark.parametrize("name", SOURCED)
def test_svg_has_a_title_and_a_description_and_is_the_same_each_time(name: str, tmp_path: Path) -> None:
    for path in ("one.svg", "two.svg"):
        save_svg(SOURCED[name](lang="zh", source_line=True), tmp_path / path)
    text = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - its own
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "title desc")
    title, described = (root.find(f"{{http://www.w3.org/2000/svg}}{each}") for each in ("title", "desc"))
    assert title is not None
    assert described is not None
    assert re.search("[一-鿿]", title.text or "")
    assert "来源：" in (described.text or "")


def test_the_description_of_a_picture_has_the_rows_of_all_its_panels(tmp_path: Path) -> None:
    ax = SOURCED_AND_LONG["several lengths"](source_line=True)
    save_svg(ax, tmp_path / "panels.svg")
    described = (tmp_path / "panels.svg").read_text(encoding="utf-8").partition("</desc>")[0]
    found = panels(ax)
    assert len(found) > 1
    for words in ["Sources: ", *found, *(row for rows in found.values() for row in rows)]:
        assert " ".join(words.split()) in described


def test_a_picture_of_several_plots_is_described_with_their_titles(tmp_path: Path) -> None:
    fig = Figure()
    ax, other = plot_timeline(MAPPED, ax=fig.add_subplot(1, 2, 1)), plot_linkage_matrix(MAPPED, ax=fig.add_subplot(122))
    save_svg(ax, tmp_path / "two.svg")
    head, _, described = (tmp_path / "two.svg").read_text(encoding="utf-8").partition("</title>")
    title = " ".join(other.get_title(loc="left").split())
    assert (title in head, title in described.partition("</desc>")[0]) == (False, True)


def test_a_picture_that_cannot_be_saved_leaves_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "old.svg").mkdir()
    with pytest.raises(IsADirectoryError, match="a folder, not a file"):
        save_svg(plot_timeline(named("A")), tmp_path / "old.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["old.svg"]


@pytest.mark.parametrize("width", [1, 101, True, "5", float("nan")])
def test_what_is_no_width_is_refused(width: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="width is a number of inches from 2 to 100, not"):
        plot_timeline(MAPPED, width=width)
    assert plt.get_fignums() == []


@pytest.mark.parametrize("width", [np.int64(6), np.float32(6), Fraction(6)])
def test_any_real_number_is_a_width(width: Any) -> None:
    ax: Any = plot_timeline(MAPPED, width=width)
    assert ax.figure.get_figwidth() == 6


def test_the_width_is_that_of_a_new_figure() -> None:
    ax: Any = plot_timeline(MAPPED, width=4)
    assert ax.figure.get_figwidth() == 4
    with pytest.raises(ftz.InvalidValue, match="give ax or width, not both"):
        plot_timeline(MAPPED, width=4, ax=ax)


def test_the_description_of_a_picture_can_be_ones_own(tmp_path: Path) -> None:
    save_svg(plot_timeline(named("US$1")), tmp_path / "own.svg", description="A < B & C")
    assert '<desc id="desc">A &lt; B &amp; C</desc>' in (tmp_path / "own.svg").read_text(encoding="utf-8")
    save_svg(plot_timeline(named("US$1")), tmp_path / "made.svg")
    assert "US$1" in (tmp_path / "made.svg").read_text(encoding="utf-8").partition("</desc>")[0]
    with pytest.raises(ftz.InvalidValue, match="ax is one Axes of matplotlib, not 'x'"):
        save_svg("x", tmp_path / "own.svg")  # type: ignore[arg-type]


# the map


def map_names(ax: Axes) -> list[str]:
    return [each.get_text() for each in ax.texts if each.get_gid() is None]


def counts_on_lines(ax: Axes) -> list[str]:
    return sorted(each.get_text() for each in ax.texts if each.get_gid() == "count")


def test_each_line_bears_its_number_of_cooperations() -> None:
    assert counts_on_lines(mapped()) == ["1", "1", "4"]
    for link in ftz.linkages(BUNDLED, of="anhui-ftz", form="framework-agreement"):
        ax = plot_linkage_map(
            BUNDLED, of="anhui-ftz", form="framework-agreement", among=["anhui", BUNDLED.zones[link.other("anhui-ftz")]]
        )
        assert counts_on_lines(ax) == [str(len(link.evidence))]


SQUARE = {"type": "Polygon", "coordinates": [[[117, 30], [121, 30], [121, 32], [117, 30]]]}
LINE = {"type": "LineString", "coordinates": [[117, 30], [121, 32]]}


class Frame:
    """What a GeoDataFrame has, in metres until it is told otherwise."""

    crs = "EPSG:3857"

    def to_crs(self, epsg: int) -> SimpleNamespace:
        assert epsg == 4326
        return SimpleNamespace(__geo_interface__={"type": "FeatureCollection", "features": [feature(SQUARE)]})


def feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


@pytest.mark.parametrize(
    ("outlines", "areas", "lines"),
    [
        (SQUARE, 1, 1),
        (feature(LINE), 0, 1),
        (feature(None), 0, 0),
        ({"type": "GeometryCollection", "geometries": [SQUARE, LINE, {"type": "Point", "coordinates": [1, 2]}]}, 1, 2),
        ({"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]] * 2}, 2, 2),
        ({"type": "MultiLineString", "coordinates": [LINE["coordinates"]]}, 0, 1),
        (SimpleNamespace(__geo_interface__={"type": "FeatureCollection", "features": [feature(SQUARE)] * 3}), 3, 3),
        (Frame(), 1, 1),
    ],
)
def test_outlines_are_drawn_below_the_places_and_do_not_widen_the_map(outlines: object, areas: int, lines: int) -> None:
    ax: Any = plot_linkage_map(MAPPED, outlines=outlines)
    assert (ax.get_xlim(), ax.get_ylim()) == (mapped().get_xlim(), mapped().get_ylim())
    ground, edges = ax.collections[:2]
    assert (len(ground.get_paths()), len(edges.get_paths())) == (areas, lines)
    assert max(ground.get_zorder(), edges.get_zorder()) < min(arc.get_zorder() for arc in arcs(ax))


@pytest.mark.parametrize(
    ("outlines", "message"),
    [
        (3, "outlines are a GeoDataFrame or a mapping as GeoJSON has it, not 3"),
        ({"type": "Circle"}, "'Circle' is not a type of GeoJSON"),
        ({}, "None is not a type of GeoJSON"),
        ({"type": "Polygon"}, "the coordinates of a Polygon are not lists of numbers"),
        ({"type": "LineString", "coordinates": [["x", 1]]}, "the coordinates of a LineString are not lists"),
        ({"type": "LineString", "coordinates": [[1]]}, "the coordinates of a LineString are not lists"),
    ],
)
def test_what_are_no_outlines_is_refused(outlines: object, message: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=message):
        plot_linkage_map(MAPPED, outlines=outlines)


def marks(ax: Any) -> list[tuple[float, float]]:
    """Return where places are drawn."""
    return [(float(x), float(y)) for x, y in ax.collections[-1].get_offsets()]


def arcs(ax: Axes) -> list[Any]:
    """Return the lines between places."""
    return [patch for patch in ax.patches if "--" in (patch.get_gid() or "")]


def test_a_line_is_drawn_for_each_linkage_with_points_at_both_ends() -> None:
    assert sorted(arc.get_gid() for arc in arcs(mapped())) == [
        "n-zone--s-one",
        "n-zone--s-two",
        "s-one--s-two",
    ]


def test_more_evidence_makes_a_wider_line() -> None:
    widths = {arc.get_gid(): arc.get_linewidth() for arc in arcs(mapped())}
    assert widths["n-zone--s-one"] > widths["n-zone--s-two"] == widths["s-one--s-two"]


@pytest.mark.parametrize(
    ("milestones", "words"),
    [
        (SIGNED, "signed, running or held"),
        ((Milestone("planned", "2020"),), "explored, planned or negotiated"),
        ((), "status not confirmed"),
        ((Milestone("signed", "2019"), Milestone("ended", "2020")), "ended"),
    ],
)
def test_the_style_of_a_line_is_that_of_its_status(milestones: tuple[Milestone, ...], words: str) -> None:
    ds = evolve(MAPPED, cooperations=[pact("a", "n-zone", "s-one", milestones=milestones)])
    assert words in texts(plot_linkage_map(ds))


def test_a_place_without_linkages_is_shown_and_said_to_have_none_on_record() -> None:
    found = texts(plot_linkage_map(evolve(MAPPED, cooperations=())))
    assert {"North", "South One", "South Two", "no linkage on record"} <= set(found)


def test_a_place_without_a_point_is_named_below_the_map() -> None:
    ds = evolve(
        MAPPED, divisions=[evolve(row, location=None) if row.id == "south" else row for row in MAPPED.divisions]
    )
    ax = plot_linkage_map(ds)
    assert ax.get_xlabel() == "Not on the map, since no source gives a point: South Two"
    assert len(arcs(ax)) == 1


def test_of_many_places_without_a_point_the_first_are_named_and_the_rest_counted() -> None:
    pacts = [pact("all", *(row.id for table in (WORLD.zones, WORLD.areas, WORLD.organizations) for row in table))]
    ax = plot_linkage_map(evolve(WORLD, cooperations=pacts), level="stated")
    assert ", and 5 more" in "".join(map_names(ax))


def test_where_nothing_is_on_record_the_map_says_so() -> None:
    assert "Nothing on record" in map_names(plot_linkage_map(ftz.Dataset()))


def test_one_place_has_a_map_of_its_own() -> None:
    ax = plot_linkage_map(evolve(MAPPED, cooperations=()), of="n-zone")
    assert map_names(ax) == ["North"]
    assert ax.get_ylim() == pytest.approx((31.9 - 0.42 - 0, 31.9 + 0.42), abs=1.2)


def test_places_that_coincide_are_spread_on_a_ring() -> None:
    ax = plot_linkage_map(MAPPED, level="stated")
    assert len(set(marks(ax))) == len(map_names(ax)) > 2


def test_among_leaves_out_what_lies_elsewhere() -> None:
    ax = plot_linkage_map(MAPPED, among=["south"])
    assert sorted(map_names(ax)) == ["South One", "South Two"]
    assert [arc.get_gid() for arc in arcs(ax)] == ["s-one--s-two"]
    with pytest.raises(ftz.InvalidValue, match="among: give a text, a record or a list of these, not 5"):
        plot_linkage_map(MAPPED, among=5)  # type: ignore[arg-type] # what a caller may do
    with pytest.raises(ftz.InvalidValue, match="expected a list of cooperations or their ids, got 5"):
        plot_timeline(MAPPED, 5)  # type: ignore[arg-type] # what a caller may do


def test_names_cover_neither_each_other_nor_the_frame(tmp_path: Path) -> None:
    ax = drawn(lambda ax: plot_linkage_map(MAPPED, level="stated", ax=ax), tmp_path / "map.png")
    boxes = [Text.get_window_extent(each) for each in ax.texts]  # the words alone, without the line to their place
    frame = ax.get_window_extent().padded(1)
    assert len(map_names(ax)) > 5
    assert len(counts_on_lines(ax)) > 2
    assert not any(a.padded(-0.5).overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in boxes)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in boxes)


def test_names_for_which_there_is_no_room_are_counted() -> None:
    fig = Figure(figsize=(0.9, 0.7), dpi=70)
    ax = plot_linkage_map(MAPPED, level="stated", ax=fig.add_subplot())
    (note,) = [each.get_text() for each in ax.texts if each.get_gid() == "note"]
    names, numbers = (int(each) for each in re.findall(r": (\d+)", " ".join(note.split())))
    assert names + len(map_names(ax)) == len(marks(ax))
    assert numbers + len(counts_on_lines(ax)) == len(arcs(ax))


def test_the_title_says_level_and_day() -> None:
    ax = plot_linkage_map(MAPPED, level="area", on="2021-01-25")
    assert ax.get_title(loc="left") == "Linkages of areas of free trade zones on record, 2021-01-25"


# the matrix


def test_a_cell_has_the_number_of_cooperations_and_a_blank_one_has_none() -> None:
    ax = plot_linkage_matrix(MAPPED)
    places = [label.get_text() for label in ax.get_yticklabels()]
    assert places == ["North", "South One", "South Two"] == [label.get_text() for label in ax.get_xticklabels()]
    found = {(places[int(t.get_position()[1])], places[int(t.get_position()[0])]): t.get_text() for t in ax.texts}
    assert found["North", "South One"] == "4" == found["South One", "North"]
    assert ("North", "North") not in found
    assert ax.get_xlabel() == ""


def test_a_matrix_explains_blank_cells_where_it_has_any() -> None:
    ax = plot_linkage_matrix(MAPPED, level="area")
    assert "blank: none on record" in " ".join(ax.get_xlabel().split())


def test_unlinked_places_can_be_left_out() -> None:
    ax = plot_linkage_matrix(MAPPED, level="area", unlinked=False)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Area A", "Area S"]


def test_a_matrix_can_be_of_one_region() -> None:
    ax = plot_linkage_matrix(MAPPED, among=["south"], on="2021-06-30")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["South One", "South Two"]


def test_an_empty_matrix_says_that_nothing_is_on_record() -> None:
    assert "Nothing on record" in texts(plot_linkage_matrix(ftz.Dataset()))


# the timeline


def timeline(*milestones: Milestone) -> Any:
    return plot_timeline(MAPPED, [pact("x", "n-zone", "s-one", milestones=milestones)])


def bars(ax: Any) -> list[tuple[float, float]]:
    """Return the first and the last day of the solid bars, as days since 1970."""
    solid = [patch for patch in ax.patches if patch.get_alpha() is None]
    return [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in solid]


def test_a_bar_is_as_long_as_the_days_within_which_a_status_was_reached() -> None:
    ((start, end),) = bars(timeline(Milestone("signed", "2020-01-01/2020-12-31")))
    assert (start, end) == (18262, 18262 + 366)


def test_a_single_day_is_wide_enough_to_be_seen() -> None:
    day, _ = bars(timeline(Milestone("signed", "2020-01-01"), Milestone("ended", "2021/2022")))
    assert day[0] < 18262
    assert day[1] > 18263


def test_an_open_end_fades_out_into_an_arrow() -> None:
    ax = timeline(Milestone("signed", "../2021-01-25"), Milestone("ended", "2022-01-01/.."))
    fading = [patch.get_alpha() for patch in ax.patches if patch.get_alpha() is not None]
    assert [line.get_marker() for line in ax.lines] == ["<", ">"]
    assert fading == sorted(fading[:16], reverse=True) * 2
    assert (fading[0], fading[15]) == pytest.approx((0.8, 0.05))


def test_what_overlaps_stands_in_lanes_of_its_own() -> None:
    ax = timeline(Milestone("planned", "2020"), Milestone("signed", "2020-06"), Milestone("ended", "2022"))
    lanes = [(patch.get_y(), patch.get_height()) for patch in ax.patches]
    assert len(set(lanes)) == 2
    assert {height for _, height in lanes} == {0.31}


@pytest.mark.parametrize("last", ["2020-01-03", "2020-02-20", "2020-08-01", "2023-05-05", "2090-01-01"])
def test_ticks_are_even(last: str) -> None:
    ax = timeline(Milestone("planned", "2020-01-01"), Milestone("signed", last))
    ax.figure.draw_without_rendering()
    ticks = [tick for tick in ax.get_xticks() if ax.get_xlim()[0] <= tick <= ax.get_xlim()[1]]
    steps = [after - before for before, after in pairwise(ticks)]
    assert 3 <= len(ticks) <= 10
    assert max(steps) - min(steps) <= max(3, 0.1 * max(steps))  # months and years differ by days


@pytest.mark.parametrize("width", [3.6, 6.0, 12.0])
@pytest.mark.parametrize("days", [3, 20, 45, 100, 200, 365, 545, 600, 730, 950, 1130, 1500, 4000, 9000])
def test_time_has_two_ticks_or_more_at_any_width(days: int, width: float) -> None:
    last = str(date(2020, 6, 20) + timedelta(days))
    row = pact("x", "n-zone", "s-one", milestones=(Milestone("planned", "2020-06-20"), Milestone("signed", last)))
    ax: Any = plot_timeline(MAPPED, [row], width=width)
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    ticks = [tick.label1.get_window_extent() for tick in ax.xaxis.get_major_ticks() if low <= tick.get_loc() <= high]
    assert len(ticks) >= 2
    assert all(one.x1 < two.x0 for one, two in pairwise(ticks))


def test_statuses_are_told_apart_without_colour() -> None:
    looks = []
    for status in ftz.CooperationStatus:
        patch = timeline(Milestone(status, "2020")).patches[0]
        red, green, blue, _ = patch.get_facecolor()
        looks.append((patch.get_hatch(), 0.299 * red + 0.587 * green + 0.114 * blue))
    for (pattern, grey), (other, shade) in combinations(looks, 2):
        assert pattern != other or abs(grey - shade) > 0.25


def test_what_has_no_date_says_so() -> None:
    ax = plot_timeline(
        MAPPED, [pact("x", "n-zone", "s-one"), pact("y", "n-zone", milestones=(Milestone("held", "../.."),))]
    )
    assert [text for text in texts(ax) if "no date" in text] == ["no date on record", "held, no date on record"]


def test_the_earliest_stands_on_top_and_the_undated_last() -> None:
    ax = plot_timeline(MAPPED)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b", "a", "c", "d"]


@pytest.mark.parametrize("period", ["0001-01-01/9999-12-31", "9999-12-31", "0001-01-01/..", "../9999"])
def test_the_ends_of_the_calendar_can_be_drawn(period: str, tmp_path: Path) -> None:
    ax = timeline(Milestone("signed", period))
    save(ax, tmp_path / "plot.png")
    assert bars(ax)


@pytest.mark.parametrize("wrong", ["a", MAPPED.cooperations[0], ["n-zone"]])
def test_what_is_no_list_of_cooperations_is_refused(wrong: Any) -> None:
    with pytest.raises(ftz.InvalidValue):
        plot_timeline(MAPPED, wrong)


def test_without_cooperations_the_timeline_says_that_nothing_is_on_record() -> None:
    assert "Nothing on record" in texts(plot_timeline(MAPPED, []))


def test_agreements_of_two_parties_alone_can_be_drawn() -> None:
    assert [arc.get_gid() for arc in arcs(plot_linkage_map(MAPPED, parties="bilateral"))] == ["n-zone--s-one"]
    assert [each.get_text() for each in plot_linkage_matrix(MAPPED, parties="bilateral").texts] == ["3", "3"]


@pytest.mark.parametrize("plot", [plot_linkage_map, plot_linkage_matrix])
def test_a_picture_can_be_narrowed_to_one_place_too(plot: Callable[..., Axes]) -> None:
    zone = MAPPED.zones[0]
    many, one, named = (texts(plot(MAPPED, among=among)) for among in ([zone.id], zone.id, zone))
    assert many == one == named


# statistics and parts


def drawn_figure(quantity: Quantity) -> tuple[list[tuple[float, float]], list[str], list[float]]:
    """Return the full and the pale bar, the ways of arrows, and where the tick is."""
    ax: Any = plot_statistics(FIGURED, [figure("x", "north", "rate", "2020", quantity)])
    full, pale = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches[:2]]
    ways = [">" if each.xy[0] > each.xyann[0] else "<" for each in ax.texts if hasattr(each, "xyann")]
    ticks = [line.get_xdata()[0] for line in ax.lines if line.get_gid() == "stated"]
    return [(min(each), max(each)) for each in (full, pale)], ways, ticks


@pytest.mark.parametrize(
    ("quantity", "full", "pale", "ways", "tick"),
    [
        (Quantity.exactly(5, "%"), (0, 5), (5, 5), [], 5),
        (Quantity.about(5, "%", 2), (0, 3), (3, 7), [], 5),
        (Quantity.at_least(5, "%"), (0, 5), (5, 5), [">"], 5),
        (Quantity.at_least(-5, "%"), (0, 0), (-5, 0), [">"], -5),
        (Quantity.at_most(5, "%"), (0, 0), (0, 5), ["<"], 5),
        (Quantity.at_most(-5, "%"), (-5, 0), (-5, -5), ["<"], -5),
        (Quantity.about(0, "%", 1), (0, 0), (-1, 1), [], 0),
        (Quantity.about(-5, "%", 2), (-3, 0), (-7, -3), [], -5),
    ],
)
def test_what_is_certain_is_full_and_what_is_possible_is_pale(
    quantity: Quantity, full: tuple[int, int], pale: tuple[int, int], ways: list[str], tick: int
) -> None:
    assert drawn_figure(quantity) == ([full, pale], ways, [tick])


@pytest.mark.parametrize(
    ("quantity", "brackets", "words"),
    [
        (Quantity.exactly(5, "%"), None, []),
        (Quantity.at_least(5, "%"), None, ["lower bound"]),
        (Quantity.at_most(5, "%"), None, ["upper bound"]),
        (Quantity.about(5, "%", 2), (3, 7), ["approximate"]),
        (Quantity.rounded(5000, "%", 1), (5000 * 0.994, 5000 * 1.006), ["rounded"]),
    ],
)
def test_brackets_stand_around_what_is_not_exact_and_can_be_seen(
    quantity: Quantity, brackets: tuple[float, float] | None, words: list[str]
) -> None:
    ax: Any = plot_statistics(FIGURED, [figure("x", "north", "rate", "2020", quantity)])
    ends = [x for line in ax.lines if line.get_gid() == "bound" for x in line.get_xdata()]
    assert ((min(ends), max(ends)) if ends else None) == pytest.approx(brackets)
    legend = ax.get_legend()
    assert [each.get_text() for each in (legend.get_texts() if legend else ())] == words


def title_of(ax: Axes) -> str:
    return ax.get_title(loc="left")


def panels(ax: Any) -> dict[str, list[str]]:
    """Return the labels of the rows of each panel by its heading."""
    found = {}
    for each in ax.figure.axes:
        heading = next((text.get_text() for text in each.texts if text.get_gid() == "heading"), "")
        found[heading] = [label.get_text() for label in each.get_yticklabels()]
    return found


def test_each_length_of_period_has_an_axis_of_its_own() -> None:
    periods = {"q": "2021-01/2021-03", "y": "2021", "n": "2021-01/2021-09", "z": "2020", "d": "2021-01-05/2021-01-25"}
    rows = [figure(id, "north", "rate", period, Quantity.exactly(5, "%")) for id, period in periods.items()]
    rows += [figure("o", "north", "rate", "2021/..", Quantity.exactly(5, "%"))]
    assert panels(plot_statistics(FIGURED, rows)) == {
        "Periods without a start or an end": ["since 2021-01-01"],
        "12 months": ["2021", "2020"],
        "9 months": ["2021-01-01 to 2021-09-30"],
        "3 months": ["2021-01-01 to 2021-03-31"],
        "21 days": ["2021-01-05 to 2021-01-25"],
    }


def of_periods(*texts: str) -> dict[str, list[str]]:
    """Return the panels of figures of these periods, by their heading."""
    rows = [figure(f"x{number}", "north", "rate", text, Quantity.exactly(5, "%")) for number, text in enumerate(texts)]
    return panels(plot_statistics(FIGURED, rows))


@pytest.mark.parametrize(
    ("periods", "headings"),
    [
        (["2023-01-01/2023-03-15", "2024-01-01/2024-03-15"], {"": [0, 1]}),  # a leap year
        (["2023-01-01/2023-03-15", "2024-01-01/2024-03-15", "2020"], {"12 months": [2], "74–75 days": [0, 1]}),
        (["2023-01/2023-09", "2024-01/2024-09", "2024"], {"12 months": [2], "9 months": [0, 1]}),
        (["2021-Q1", "2021-01-05/2021-04-04", "2021-Q3", "2021"], {"12 months": [3], "90–92 days": [0, 1, 2]}),
        (["2021-01/2021-09", "2021-04/2021-12"], {"275 days": [1], "273 days": [0]}),  # 9 months each, but not alike
        (["2021-02-01/2021-03-02", "2021-02", "2021-04", "2021"], {"12 months": [3], "28–30 days": [0, 1, 2]}),
        (["2021-02-01/2021-02-10", "2021-02", "2021-03-05"], {"One month": [1], "10 days": [0], "One day": [2]}),
    ],
)
def test_periods_that_can_be_compared_are_in_one_panel(periods: list[str], headings: dict[str, list[int]]) -> None:
    words = [period_words(Period.parse(text), "en", iso=True) for text in periods]
    expected = [(heading, [words[number] for number in numbers]) for heading, numbers in headings.items()]
    assert list(of_periods(*periods).items()) == expected


def test_an_indicator_of_states_alone_is_as_of_a_day() -> None:
    held = figure("held", "n-zone", "firms", "2020", count(9))
    assert list(panels(plot_statistics(FIGURED, [held, evolve(held, id="x", indicator="rate")]))) == [
        "12 months", "As of a day",
    ]  # fmt: skip


@pytest.mark.parametrize("period", ["9999-10/9999-12", "9999-12-31", "9999"])
def test_a_period_at_the_end_of_the_calendar_can_be_drawn(period: str) -> None:
    ax = plot_statistics(FIGURED, [figure("x", "north", "rate", period, Quantity.exactly(5, "%"))])
    assert len(ax.get_yticklabels()) == 1


def half_of(figure: Any) -> Any:
    """Return the left one of two parts of a figure."""
    return figure.subfigures(1, 2)[0]


@pytest.mark.parametrize(
    "place",
    [
        lambda: None,
        lambda: Figure(layout="constrained").add_subplot(),
        lambda: Figure(figsize=(8, 6)).add_subplot(1, 2, 2),
        lambda: Figure(figsize=(8, 6)).add_axes((0.3, 0.2, 0.6, 0.7)),
        lambda: half_of(Figure(figsize=(12, 6), layout="constrained")).add_subplot(),
    ],
    ids=["new", "constrained", "beside", "placed", "subfigure"],
)
def test_a_quarter_is_not_a_small_year_wherever_it_is_drawn(place: Callable[[], Any]) -> None:
    given = place()
    room = None if given is None else given.get_position().frozen()
    year = figure("y", "north", "money", "2020", Quantity.exactly("400e9", "CNY"))
    quarter = figure("q", "north", "money", "2021-01/2021-03", Quantity.exactly("90e9", "CNY"))
    ax: Any = plot_statistics(FIGURED, [quarter, year], ax=given)
    upper, lower = ax.figure.axes
    assert (upper is ax, ax is given) == (True, given is not None)
    assert (upper.get_xlim()[1], lower.get_xlim()[1]) == (pytest.approx(442e9), pytest.approx(99.45e9))
    assert [each.get_xlabel() for each in (upper, lower)] == ["billion yuan"] * 2
    assert len({id(each.xaxis) for each in (upper, lower)}) == 2
    ax.get_figure(root=True).draw_without_rendering()
    assert lower.get_tightbbox().y1 < upper.get_tightbbox().y0
    if room is not None and ax.get_figure(root=True).get_layout_engine() is None:
        assert (lower.get_position().y0, upper.get_position().y1) == pytest.approx((room.y0, room.y1))


def test_a_title_has_one_size_whether_there_are_panels_below_or_not() -> None:
    year = figure("y", "north", "money", "2020", Quantity.exactly("400e9", "CNY"))
    quarter = figure("q", "north", "money", "2021-01/2021-03", Quantity.exactly("90e9", "CNY"))
    one, several = (plot_statistics(FIGURED, rows) for rows in ([year, year], [year, quarter]))
    assert len(panels(several)) == 2
    sizes = [
        text.get_fontsize() for ax in (one, several) for text in ax.findobj(Text) if text.get_text() == title_of(ax)
    ]
    assert sizes == [10, 10]


def test_figures_of_one_length_stay_on_the_axes_given() -> None:
    ax: Any = plot_statistics(FIGURED, [row for row in RATES if row.period.end is not None])
    assert ax.figure.axes == [ax]
    assert list(panels(ax)) == [""]


def test_a_growth_rate_stands_with_the_periods_that_it_compares() -> None:
    half = next(row for row in ftz.growth_series(BUNDLED, "anhui-ftz", "goods-trade") if row.computed and row.stated)
    assert half.computed is not None
    ax = plot_statistics(BUNDLED, [half.computed, *half.stated], lang="zh")
    (labels,) = panels(ax).values()  # one length of period: one panel
    assert labels[0] == "增长率\n2021-01-01至2021-06-30、2022-01-01至2022-06-30"
    assert len(labels) == 1 + len(half.stated)
    year = figure("y", "north", "rate", "2020", Quantity.exactly(5, "%"))
    month = figure("m", "north", "rate", "2021-01", Quantity.exactly(4, "%"))
    mixed = ftz.Derived(Quantity.exactly(1, "%"), "growth", (year, month))
    assert list(panels(plot_statistics(FIGURED, [year, mixed]))) == ["12 months", "Several periods"]


def test_states_of_different_days_are_one_group() -> None:
    rows = [figure(day, "n-zone", "firms", day, count(5)) for day in ("2020-12-31", "2021-06-30")]
    ax = plot_statistics(FIGURED, rows)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["2020-12-31", "2021-06-30"]


def test_a_figure_without_bounds_is_named_and_not_drawn() -> None:
    ax = plot_statistics(FIGURED, [row for row in RATES if row.id == "rate-0"])
    assert len(ax.patches) == 0
    assert any("unknown" in text for text in texts(ax))


def test_figures_of_two_units_have_no_common_axis() -> None:
    with pytest.raises(ftz.UnitError, match="figures in %, 1 have no common axis"):
        plot_statistics(FIGURED, FIGURED.observations)


@pytest.mark.parametrize("wrong", [["whole"], [Quantity.exactly(1, "1")], "whole", FIGURED.observations[0]])
def test_what_is_no_list_of_figures_is_refused(wrong: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match=r"expected (a list of )?Observations and Deriveds"):
        plot_statistics(FIGURED, wrong)


def test_a_figure_beyond_all_floats_is_refused() -> None:
    huge = Quantity.exactly("1e30", "1")
    for _ in range(4):
        huge = huge * huge
    with pytest.raises(ftz.InvalidValue, match="too large to be drawn"):
        plot_statistics(FIGURED, [ftz.share(huge, Quantity.exactly(1, "1"))])


def test_what_all_rows_share_stands_in_the_title_and_not_in_the_labels() -> None:
    ax = plot_statistics(FIGURED, RATES[1:3])
    assert ax.get_title(loc="left") == "Rate, 2020"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["North", "South"]


def test_without_figures_the_statistics_say_that_nothing_is_on_record() -> None:
    assert "Nothing on record" in texts(plot_statistics(FIGURED, []))


def test_several_sources_of_one_figure_are_told_apart_by_their_ids() -> None:
    rows = [evolve(RATES[0], id=f"source-{n}") for n in range(2)]
    ax = plot_statistics(FIGURED, rows)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["source-0", "source-1"]


def test_derived_figures_are_called_by_their_rule() -> None:
    whole, part = FIGURED.get("whole", ftz.Observation), FIGURED.get("part-a", ftz.Observation)
    ax = plot_statistics(FIGURED, [ftz.share(part, whole), ftz.share(whole, whole)])
    assert ax.get_title(loc="left") == "share, 2020-12-31"
    assert [label.get_text() for label in ax.get_yticklabels()] == ["several places", "North Zone"]


def test_large_figures_have_a_scale_word() -> None:
    money = figure("m", "north", "money", "2020", Quantity.exactly("292.2e9", "CNY"))
    assert plot_statistics(FIGURED, [money]).get_xlabel() == "billion yuan"


def test_parts_follow_each_other_and_a_missing_one_has_no_bar() -> None:
    ax = plot_parts(FIGURED, ftz.reconcile(FIGURED, "n-zone", "firms"))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["whole as stated", "Area A", "Area B", "sum of the parts known"]
    bars: Any = ax.patches
    rows = {round(patch.get_y() + patch.get_height() / 2) for patch in bars if patch.get_width()}
    assert rows == {0, 1, 3}
    assert {"?", "unknown"} <= set(texts(ax))
    assert "not every part is known" in ax.get_title(loc="left")


def test_where_no_part_is_known_there_is_no_sum() -> None:
    ds = evolve(FIGURED, observations=[row for row in FIGURED.observations if row.id != "part-a"])
    ax = plot_parts(ds, ftz.reconcile(ds, "n-zone", "firms"))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["whole as stated", "Area A", "Area B"]


def test_parts_are_drawn_from_a_reconciliation_alone() -> None:
    with pytest.raises(ftz.InvalidValue, match=r"expected what reconcile\(\) returns, got 'n-zone'"):
        plot_parts(FIGURED, "n-zone")  # type: ignore[arg-type]


# fonts


def test_a_font_that_was_installed_later_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    added: list[str] = []
    original = mpl.font_manager.fontManager.addfont

    def add(path: str) -> None:
        added.append(path)
        original(path)

    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(mpl.font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(mpl.font_manager, "findSystemFonts", lambda: [str(tmp_path / "broken.ttf")])
    monkeypatch.setattr(mpl.font_manager.fontManager, "addfont", add)
    assert spoken.chinese_font.__wrapped__() is None
    assert added == [str(tmp_path / "broken.ttf")]


def test_only_a_font_that_has_the_characters_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = next(each for each in mpl.font_manager.fontManager.ttflist if each.name == "DejaVu Sans")
    fake = type(latin)(fname=latin.fname, name="SimHei")
    monkeypatch.setattr(mpl.font_manager.fontManager, "ttflist", [fake])
    assert spoken.chinese_font.__wrapped__() is None


@pytest.mark.parametrize("plot", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("wrong", ["x", plt.figure, lambda: plt.subplots(1, 2)[1]], ids=["text", "figure", "several"])
def test_what_is_not_one_axes_is_told(plot: Callable[[Any], Axes], wrong: Any) -> None:
    with pytest.raises(ftz.InvalidValue, match="ax is one Axes of matplotlib, not"):
        plot(wrong() if callable(wrong) else wrong)


# days on which a page was only seen


def test_a_day_that_was_only_seen_is_not_written_beside_a_figure() -> None:
    row = ftz.load().observations["ah-obs-037"]
    assert row.basis is ftz.Basis.SEEN
    said = " ".join(each.get_text() for each in plot_statistics(ftz.load(), [row]).get_yticklabels())
    said = " ".join(said.split())
    assert "since 2020-09-24, to a date not stated" in said
    assert str(row.period.end) not in said


def test_a_day_that_was_only_seen_has_no_bar_in_a_timeline() -> None:
    row = ftz.load().cooperations["ah-coop-019"]
    assert {each.basis for each in row.milestones} == {ftz.Basis.SEEN}
    assert list(plot_timeline(ftz.load(), [row]).patches) == []


if __name__ == "__main__":
    for name, picture in PICTURES.items():
        drawn(picture, IMAGES / f"{name}.png")
