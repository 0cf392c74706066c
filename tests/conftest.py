"""Hypothesis profiles: quick is the default; HYPOTHESIS_PROFILE=ci looks deeper, and nightly much deeper."""

import gc
import os
import sys

import pytest
from hypothesis import HealthCheck, Phase, settings

_PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]

#: The same examples each time: who installs the package and runs its tests looks for a broken installation.
for _name, _examples in {"quick": 40, "desk": 25, "ci": 200}.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        derandomize=True,
        print_blob=True,
        suppress_health_check=_PATIENT,
    )
#: For one look at a faulty copy of the package: whether a test fails, and not on what smallest example.
settings.register_profile(
    "glance",
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=_PATIENT,
)
#: Other examples each time; `nox -s nightly` runs it.
settings.register_profile("nightly", max_examples=5_000, deadline=None, print_blob=True, suppress_health_check=_PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


class _Figures:
    """Closes what a test or a doctest has drawn: matplotlib warns of more than twenty open figures."""

    def pytest_runtest_teardown(self) -> None:
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close("all")


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of later collections of garbage: it stays, and is large."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Register it for the doctests of the package and of the pages too, which are not under this folder."""
    config.pluginmanager.register(_Figures())
