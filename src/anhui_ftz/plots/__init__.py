"""Plots with matplotlib, each on axes of the caller's own or new ones. Extra: ``plot``.

Bounds stay bounds: a figure that is "more than" ends in an arrow, a date that is only "by then" fades out,
and what is not on record is said to be unknown, never drawn as zero.
"""

from anhui_ftz.plots.intervals import plot_statistics
from anhui_ftz.plots.linkage_map import plot_linkage_map
from anhui_ftz.plots.matrix import plot_linkage_matrix
from anhui_ftz.plots.parts import plot_parts
from anhui_ftz.plots.timeline import plot_timeline

__all__ = ["plot_linkage_map", "plot_linkage_matrix", "plot_parts", "plot_statistics", "plot_timeline"]
