"""Hypothesis strategies for tests of code that uses this library."""

from anhui_ftz.errors import MissingExtra

try:
    import hypothesis  # noqa: F401 - whether it is there is the question
except ImportError:
    raise MissingExtra("anhui_ftz.testing", "testing") from None

from anhui_ftz.testing.datasets import citations, datasets, ids, locations, names, overlapping, sources
from anhui_ftz.testing.quantities import days, decimals, periods, quantities, units
from anhui_ftz.testing.simulation import Simulation, simulate
from anhui_ftz.testing.sums import lawful_sums

__all__ = [
    "Simulation",
    "citations",
    "datasets",
    "days",
    "decimals",
    "ids",
    "lawful_sums",
    "locations",
    "names",
    "overlapping",
    "periods",
    "quantities",
    "simulate",
    "sources",
    "units",
]
