"""Hypothesis strategies for tests of code that uses this library."""

from anhui_ftz.errors import MissingExtra

try:
    import hypothesis  # noqa: F401 - whether it is there is the question
except ImportError:
    raise MissingExtra("anhui_ftz.testing", "testing") from None

from anhui_ftz.testing.datasets import datasets, lawful_sums, overlapping
from anhui_ftz.testing.simulation import Simulation, simulate
from anhui_ftz.testing.strategies import (
    citations,
    days,
    decimals,
    ids,
    locations,
    names,
    periods,
    quantities,
    sources,
    units,
)

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
