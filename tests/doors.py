"""Each extra by itself: ``python tests/doors.py EXTRA ...`` where the wheel is installed with these extras alone.

The core works, the doors of these extras open, and every other door says which extra it wants. `.ci/run` tries each
extra in an environment of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import anhui_ftz as ftz

DS = ftz.load()


def excel() -> None:
    """Write a workbook and read it back."""
    from anhui_ftz.io.excel import read_excel, write_excel

    with TemporaryDirectory() as folder:
        write_excel(DS, Path(folder, "all.xlsx"))
        assert read_excel(Path(folder, "all.xlsx")) == DS


def frames() -> None:
    """Bring the figures to a frame and back."""
    from anhui_ftz.io.frames import from_frame, to_frame

    assert set(from_frame(to_frame(DS, "observations"))) == set(DS.observations)


def graph() -> None:
    """Bring the linkages to a graph."""
    from anhui_ftz.io.graphs import to_networkx

    assert to_networkx(DS).number_of_edges() == sum(len(link.evidence) for link in ftz.linkages(DS))


def plot() -> None:
    """Draw a picture."""
    import_module("anhui_ftz.plots").plot_linkage_matrix(DS)


def spark() -> None:
    """Bring the places to Spark."""
    from anhui_ftz.io.frames import to_frame

    assert to_frame(DS, "places", "pyspark").count() > 0


def testing() -> None:
    """Have the strategies."""
    import_module("anhui_ftz.testing")


def packages() -> None:
    """Validate a data package by the library that the extra brings; writing it needs none."""
    from anhui_ftz.io.packages import write_datapackage

    with TemporaryDirectory() as folder:
        write_datapackage(DS, Path(folder, "package"))
        try:
            frictionless = import_module("frictionless")
        except ImportError:
            raise ftz.MissingExtra("reading packages back", "packages") from None
        assert frictionless.validate(str(Path(folder, "package", "datapackage.json"))).valid


DOORS: dict[str, Callable[[], None]] = {
    each.__name__: each for each in (excel, frames, graph, plot, spark, testing, packages)
}
#: What an extra brings beside its own door.
ALSO = {"spark": ("frames",), "all": ("excel", "frames", "graph", "packages", "plot", "spark")}


def main(extras: list[str]) -> None:
    """Try every door."""
    assert ftz.loads(ftz.dumps(DS)) == DS
    installed = {*extras, *(more for extra in extras for more in ALSO.get(extra, ()))}
    for name, door in DOORS.items():
        try:
            door()
        except ftz.MissingExtra as error:
            if name in installed or error.extra != name:
                sys.exit(f"the door of {name}, with {extras} installed: {error}")
            continue
        if name not in installed:
            sys.exit(f"{name} opened, though its extra is not installed")
    sys.stdout.write(f"{' '.join(extras) or 'no extra'}: the core works, and each door opens or names its extra\n")


if __name__ == "__main__":
    main(sys.argv[1:])
