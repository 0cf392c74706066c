"""The groups of the reference: every public name under the task for which a reader looks it up."""

from __future__ import annotations

__all__ = ["GROUPS", "Group", "home", "opening", "short", "value"]

import inspect
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sphinx.pycode import ModuleAnalyzer

import anhui_ftz as ftz

#: Modules whose names are public though `anhui_ftz` itself does not offer them.
_INTERFACES = ("anhui_ftz.io", "anhui_ftz.plots", "anhui_ftz.testing")


@dataclass(frozen=True)
class Group:
    """The names of one task: those of the modules named here, and some of other modules."""

    stem: str
    title: str
    words: str
    #: Modules without the leading ``anhui_ftz.``; the longest that fits a name decides.
    modules: str = ""
    #: Names that belong here although their module belongs elsewhere.
    also: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The full public names, functions first, each kind in the order of the alphabet."""
        mine = [name for name, group in _grouped().items() if group is self]
        return tuple(sorted(mine, key=lambda name: (inspect.isclass(value(name)), short(name).lower())))


GROUPS = (
    Group("find", "Find", "From a name that a reader would write to the place or the indicator that is meant.",
          "analysis.names analysis.indicators analysis.matching"),
    Group("figures", "Read figures", "Look figures up: all that match, the newest, or what is on record of a place.",
          "analysis.figures.lookup analysis.figures.preference analysis.on_record"),
    Group("add", "Add and compare", "Totals, shares and tables that state their working, or say why they are refused.",
          "analysis.figures analysis.quality.reconciliation reports.comparison_table reports.explanation"),
    Group("growth", "Growth", "Change over time, with bounds, and panels for policy evaluation.",
          "analysis.figures.trends analysis.figures.series analysis.figures.agreement analysis.treatments "
          "reports.panel",
          "anhui_ftz.implied_base"),
    Group("links", "Links", "Who is linked with whom, on which day, and on what evidence.",
          "analysis.links reports.linkage_rows reports.linkage_table"),
    Group("quality", "Quality", "What is missing, what sources disagree on, and what is doubtful.",
          "analysis.quality reports.coverage_table"),
    Group("time", "Time", "What was known on a day, and what changed between two data sets or editions.",
          "analysis.time storage.patching storage.changes"),
    Group("printed", "Read printed text", "From words on a page to figures and days, read completely or refused.",
          "reading analysis.drafts analysis.releases"),
    Group("report", "Report and cite", "Text, citations and plain values for people and for other programs.",
          "reports words io.citations"),
    Group("files", "Files and frames", "Data sets and results in and out of files, data frames and other tools. "
          "A function that requires an extra names it if it is missing.",
          "storage io"),
    Group("pictures", "Pictures", "Charts and maps, drawn by matplotlib, which the extra ``plot`` installs.",
          "plots analysis.points"),
    Group("models", "Models", "What the data consist of. All are immutable, hashable, and checked when they are built.",
          "model"),
    Group("errors", "Errors", "All are `FtzError`; each is also the built-in error that a caller would catch.",
          "errors"),
    Group("testing", "Testing", "Strategies of Hypothesis and synthetic data sets, for tests of your own.", "testing"),
)  # fmt: skip


@cache
def _grouped() -> dict[str, Group]:
    """Sort every public name into its group."""
    names = [f"anhui_ftz.{name}" for name in ftz.__all__]
    for module in _INTERFACES:
        names += [f"{module}.{name}" for name in import_module(module).__all__ if name not in ftz.__all__]
    prefixes = {prefix: group for group in GROUPS for prefix in group.modules.split()}
    exceptions = {name: group for group in GROUPS for name in group.also.split()}
    grouped = {}
    for name in names:
        module = home(name).removeprefix("anhui_ftz.")
        fitting = [prefix for prefix in prefixes if f"{module}.".startswith(f"{prefix}.")]
        if name not in exceptions and not fitting:
            raise RuntimeError(f"no group of the reference contains {name}, of the module {module}; add it to GROUPS")
        grouped[name] = exceptions.get(name) or prefixes[max(fitting, key=len)]
    return grouped


def value(name: str) -> Any:
    """Return what a full public name refers to."""
    space, _, last = name.rpartition(".")
    return getattr(import_module(space), last)


def short(name: str) -> str:
    """Return the last part of a dotted name."""
    return name.rpartition(".")[2]


@cache
def home(name: str) -> str:
    """Return the module that defines a full public name."""
    module: str = getattr(value(name), "__module__", "")
    if module.startswith("anhui_ftz."):
        return module
    space, _, last = name.rpartition(".")
    if space == "anhui_ftz":
        space = next(stated for stated, names in ftz._HOMES.items() if last in names.split())  # noqa: SLF001
    path = Path(import_module(space).__file__ or "")
    inside = sorted(path.parent.glob("*.py")) if path.name == "__init__.py" else []
    return next(each for each in (space, *(f"{space}.{file.stem}" for file in inside)) if _comment(each, last))


def _comment(module: str, name: str) -> str:
    """Return the comment that describes a value of a module."""
    return " ".join(ModuleAnalyzer.for_module(module).find_attr_docs().get(("", name), []))


def opening(name: str) -> str:
    """Return the first paragraph of what is written on a full public name, on one line."""
    subject = value(name)
    if inspect.isclass(subject) or inspect.isroutine(subject):
        return re.split(r"\n\s*\n", inspect.getdoc(subject) or "")[0].replace("\n", " ")
    return _comment(home(name), short(name))
