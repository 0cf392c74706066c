"""Draw the picture of the README: `python docs/picture.py`, whenever the data have changed."""

from pathlib import Path

import anhui_ftz as ftz
from anhui_ftz.plots import plot_linkage_map

ax = plot_linkage_map(ftz.load(), among=["anhui", "jiangsu", "shanghai", "zhejiang"])
# what it shows is written into it, so that a test can tell an old picture from the data of today
zones = {"anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"}
links = [link for link in ftz.linkages(ftz.load()) if {link.a, link.b} <= zones]
shown = "; ".join(f"{link.a} {link.b} {len(link.evidence)}" for link in links)
ax.figure.savefig(
    Path(__file__).parent / "_static" / "linkages.png",
    dpi=120,
    bbox_inches="tight",
    metadata={"Description": shown, "Software": None},
)
