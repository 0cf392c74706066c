"""Plots with matplotlib, each on axes of the caller's own or new ones, imported on first use. Extra: ``plot``.

Bounds stay bounds: a figure that is "more than" ends in an arrow, a date that is only "by then" fades out,
and what is not on record is said to be unknown, never drawn as zero.
"""

TYPE_CHECKING = bool()  # noqa: UP018 - as in anhui_ftz, where the reason is given
if TYPE_CHECKING:
    from anhui_ftz.plots.coverage_grid import plot_coverage
    from anhui_ftz.plots.figure_charts import plot_parts, plot_statistics
    from anhui_ftz.plots.linkage_map import plot_linkage_map
    from anhui_ftz.plots.matrix import plot_linkage_matrix
    from anhui_ftz.plots.svg import save_svg
    from anhui_ftz.plots.timeline import plot_timeline

__all__ = [
    "plot_coverage",
    "plot_linkage_map",
    "plot_linkage_matrix",
    "plot_parts",
    "plot_statistics",
    "plot_timeline",
    "save_svg",
]

#: The module below this package that has each name.
_HOMES = {
    "coverage_grid": "plot_coverage",
    "figure_charts": "plot_parts plot_statistics",
    "linkage_map": "plot_linkage_map",
    "matrix": "plot_linkage_matrix",
    "svg": "save_svg",
    "timeline": "plot_timeline",
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}


if not TYPE_CHECKING:  # a type checker that sees this would believe in any name

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562)."""
        from anhui_ftz import _first_use

        return _first_use(__name__, _HOME.get(name), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return __all__
