"""Hypothesis profiles: quick is the default; HYPOTHESIS_PROFILE=ci looks deeper, and nightly much deeper."""

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from functools import cache, wraps
from typing import Any

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


class _Fonts:
    """Skips what draws Chinese on a machine without a font for it, such as a new one; `.ci/run` installs one."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None]:
        try:
            yield
        except UserWarning as warning:
            if re.search("no installed font|missing from font", str(warning)) and not _has_chinese_font():
                pytest.skip(str(warning))
            raise


@cache
def _has_chinese_font() -> bool:
    """Ask anew, as a test may have put another function in the place of the library's."""
    code = "import sys; from anhui_ftz.plots.speech import chinese_font; sys.exit(chinese_font() is None)"
    return subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


#: So many values have room in a frame that has ample: half a megabyte.
_AMPLE = 70_000


def _with_ample_frame(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that calls another one from a frame with room for two thousand others.

    Python keeps frames in pieces of 16 KiB, and gives a piece back to the system as soon as it is empty: where a loop
    happens to stand at the end of a piece, each call in it asks the system for memory. A large frame has a large piece.
    """

    def call(*arguments: Any, **options: Any) -> Any:
        return function(*arguments, **options)

    call.__code__ = call.__code__.replace(co_stacksize=_AMPLE)
    return wraps(function)(call)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Run each test in it: with Hypothesis, a third of the time of some tests went into asking for memory."""
    pyfuncitem.obj = _with_ample_frame(pyfuncitem.obj)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of later collections of garbage: it stays, and is large."""
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    """Register both for the doctests of the package and of the pages too, which are not under this folder."""
    config.pluginmanager.register(_Figures())
    config.pluginmanager.register(_Fonts())
