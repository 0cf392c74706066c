"""The China (Anhui) Pilot Free Trade Zone as cited data, with its linkages in the Yangtze River Delta.

>>> import anhui_ftz as ftz
>>> ds = ftz.load()
>>> sizes = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == "anhui-ftz"]
>>> print(ftz.total(ds, sizes).quantity)
119.86 km²
>>> sorted(ftz.partners(ds, "anhui-ftz", on="2021-01-25"))
['jiangsu-ftz', 'shanghai-ftz', 'zhejiang-ftz']
"""

import os
from _thread import RLock  # as threading has it, which takes longer to import

# Type checkers know the name. It is not imported from typing, which takes time, and it is not written False:
# jedi, which completes names in editors and notebooks, would skip what it sees is never run.
TYPE_CHECKING = bool()  # noqa: UP018
if TYPE_CHECKING:
    __version__: str
    from anhui_ftz.analysis.drafts import Candidate, Draft
    from anhui_ftz.analysis.figures.agreement import Agreement
    from anhui_ftz.analysis.figures.comparison import ComparisonCell, ComparisonKind
    from anhui_ftz.analysis.figures.derived import Derived
    from anhui_ftz.analysis.figures.lookup import latest, observations
    from anhui_ftz.analysis.figures.preference import Preference
    from anhui_ftz.analysis.figures.rates import convert, density, implied_base, share
    from anhui_ftz.analysis.figures.series import GrowthRow, growth_series
    from anhui_ftz.analysis.figures.totals import total, totals
    from anhui_ftz.analysis.figures.trends import change, growth, increments
    from anhui_ftz.analysis.indicators import find_indicator
    from anhui_ftz.analysis.links.dated import DateKind
    from anhui_ftz.analysis.links.evidence import Evidence, Linkage
    from anhui_ftz.analysis.links.linkages import linkages, partners
    from anhui_ftz.analysis.links.matrices import LinkageGap, LinkageMatrix, linkage_gaps, linkage_matrix
    from anhui_ftz.analysis.links.paths import Answer, is_linked, shortest_path
    from anhui_ftz.analysis.links.query import LinkQuery
    from anhui_ftz.analysis.links.rollup import Level
    from anhui_ftz.analysis.matching import MatchMethod, MatchStatus, PlaceMatch, match_places
    from anhui_ftz.analysis.names import find
    from anhui_ftz.analysis.on_record import OnRecord, OnRecordRow, on_record
    from anhui_ftz.analysis.points import RepresentativePoint, representative_point
    from anhui_ftz.analysis.quality.audit import audit
    from anhui_ftz.analysis.quality.check import check
    from anhui_ftz.analysis.quality.coverage import Coverage, CoverageState
    from anhui_ftz.analysis.quality.cross_checks import CrossCheck, conflicts, cross_checks
    from anhui_ftz.analysis.quality.findings import Finding, Severity
    from anhui_ftz.analysis.quality.grades import grade
    from anhui_ftz.analysis.quality.reconciliation import Reconciliation, Verdict, reconcile
    from anhui_ftz.analysis.releases import read_release
    from anhui_ftz.analysis.time import as_known_on
    from anhui_ftz.analysis.treatments import Treatment
    from anhui_ftz.errors import (
        AmbiguousName,
        ConflictError,
        DatasetError,
        FtzError,
        GroupsRefused,
        InvalidValue,
        MissingExtra,
        NoObservation,
        NotAdditiveError,
        NotComparableError,
        Problem,
        Reason,
        UndefinedQuotient,
        UnitError,
        UnknownName,
    )
    from anhui_ftz.io.citations import caption, cite
    from anhui_ftz.io.csv import load_csv
    from anhui_ftz.model import (
        Area,
        Basis,
        Bound,
        Carrier,
        Citation,
        Cooperation,
        CooperationForm,
        CooperationStatus,
        Dataset,
        Division,
        DivisionKind,
        Grade,
        Indicator,
        IndicatorKind,
        Location,
        Milestone,
        Name,
        Note,
        NoteKind,
        Observation,
        ObservationStatus,
        Organization,
        OrganizationKind,
        Period,
        Place,
        Quantity,
        Source,
        Table,
        Text,
        Translation,
        Unit,
        Zone,
        ZoneEvent,
        ZoneEventKind,
        ZoneStatus,
    )
    from anhui_ftz.reading.dates import Dating, read_dating, read_period
    from anhui_ftz.reading.printed import read_figure
    from anhui_ftz.reports.briefing import Briefing, briefing
    from anhui_ftz.reports.comparison_table import Comparison, compare
    from anhui_ftz.reports.coverage_table import CoverageTable, coverage
    from anhui_ftz.reports.explanation import explain
    from anhui_ftz.reports.linkage_rows import LinkageRow
    from anhui_ftz.reports.linkage_table import LinkageTable, linkage_table
    from anhui_ftz.reports.panel import TreatmentPanel, treatment_panel
    from anhui_ftz.reports.plain_values import as_record
    from anhui_ftz.reports.result_schemas import schema
    from anhui_ftz.storage.changes import Change, ChangeKind, Changes, changes
    from anhui_ftz.storage.files import editions, load, save
    from anhui_ftz.storage.json_text import dumps, loads
    from anhui_ftz.storage.merging import merge
    from anhui_ftz.storage.patching import Diff, diff, patch
    from anhui_ftz.words import label

__all__ = [
    "Agreement", "AmbiguousName", "Answer", "Area", "Basis", "Bound", "Briefing", "Candidate", "Carrier", "Change",
    "ChangeKind", "Changes", "Citation", "Comparison", "ComparisonCell", "ComparisonKind", "ConflictError",
    "Cooperation", "CooperationForm", "CooperationStatus", "Coverage", "CoverageState", "CoverageTable", "CrossCheck",
    "Dataset", "DatasetError", "DateKind", "Dating", "Derived", "Diff", "Division", "DivisionKind", "Draft",
    "Evidence", "Finding", "FtzError", "Grade", "GroupsRefused", "GrowthRow", "Indicator", "IndicatorKind",
    "InvalidValue", "Level", "LinkQuery", "Linkage", "LinkageGap", "LinkageMatrix", "LinkageRow", "LinkageTable",
    "Location", "MatchMethod", "MatchStatus", "Milestone", "MissingExtra", "Name", "NoObservation",
    "NotAdditiveError", "NotComparableError", "Note", "NoteKind", "Observation", "ObservationStatus", "OnRecord",
    "OnRecordRow", "Organization", "OrganizationKind", "Period", "Place", "PlaceMatch", "Preference", "Problem",
    "Quantity", "Reason", "Reconciliation", "RepresentativePoint", "Severity", "Source", "Table", "Text",
    "Translation", "Treatment", "TreatmentPanel", "UndefinedQuotient", "Unit", "UnitError", "UnknownName", "Verdict",
    "Zone", "ZoneEvent", "ZoneEventKind", "ZoneStatus", "as_known_on", "as_record", "audit", "briefing", "caption",
    "change", "changes", "check", "cite", "compare", "conflicts", "convert", "coverage", "cross_checks", "density",
    "diff", "dumps", "editions", "explain", "find", "find_indicator", "grade", "growth", "growth_series",
    "implied_base", "increments", "is_linked", "label", "latest", "linkage_gaps", "linkage_matrix", "linkage_table",
    "linkages", "load", "load_csv", "loads", "match_places", "merge", "observations", "on_record", "partners",
    "patch", "read_dating", "read_figure", "read_period", "read_release", "reconcile", "representative_point", "save",
    "schema", "share", "shortest_path", "total", "totals", "treatment_panel",
]  # fmt: skip

#: Where each public name is defined; it is imported when it is first asked for.
_HOMES = {
    "anhui_ftz.errors": (
        "AmbiguousName ConflictError DatasetError FtzError GroupsRefused InvalidValue MissingExtra NoObservation "
        "NotAdditiveError NotComparableError Problem Reason UndefinedQuotient UnitError UnknownName"
    ),
    "anhui_ftz.model": (
        "Area Basis Bound Carrier Citation Cooperation CooperationForm CooperationStatus Dataset Division DivisionKind "
        "Grade Indicator IndicatorKind Location Milestone Name Note NoteKind Observation ObservationStatus "
        "Organization OrganizationKind Period Place Quantity Source Table Text Translation Unit Zone ZoneEvent "
        "ZoneEventKind ZoneStatus"
    ),
    "anhui_ftz.reading.dates": "Dating read_dating read_period",
    "anhui_ftz.reading.printed": "read_figure",
    "anhui_ftz.storage.files": "editions load save",
    "anhui_ftz.storage.json_text": "dumps loads",
    "anhui_ftz.storage.patching": "Diff diff patch",
    "anhui_ftz.storage.changes": "Change ChangeKind Changes changes",
    "anhui_ftz.storage.merging": "merge",
    "anhui_ftz.analysis.matching": "MatchMethod MatchStatus PlaceMatch match_places",
    "anhui_ftz.analysis.names": "find",
    "anhui_ftz.analysis.indicators": "find_indicator",
    "anhui_ftz.analysis.on_record": "OnRecord OnRecordRow on_record",
    "anhui_ftz.analysis.figures.lookup": "latest observations",
    "anhui_ftz.analysis.figures.preference": "Preference",
    "anhui_ftz.analysis.figures.comparison": "ComparisonCell ComparisonKind",
    "anhui_ftz.reports.comparison_table": "Comparison compare",
    "anhui_ftz.analysis.figures.derived": "Derived",
    "anhui_ftz.analysis.figures.series": "GrowthRow growth_series",
    "anhui_ftz.analysis.figures.totals": "total totals",
    "anhui_ftz.analysis.figures.rates": "convert density implied_base share",
    "anhui_ftz.analysis.figures.trends": "change growth increments",
    "anhui_ftz.analysis.figures.agreement": "Agreement",
    "anhui_ftz.analysis.quality.cross_checks": "CrossCheck conflicts cross_checks",
    "anhui_ftz.analysis.quality.audit": "audit",
    "anhui_ftz.analysis.quality.coverage": "Coverage CoverageState",
    "anhui_ftz.reports.coverage_table": "CoverageTable coverage",
    "anhui_ftz.analysis.quality.grades": "grade",
    "anhui_ftz.analysis.quality.findings": "Finding Severity",
    "anhui_ftz.analysis.drafts": "Candidate Draft",
    "anhui_ftz.analysis.releases": "read_release",
    "anhui_ftz.analysis.time": "as_known_on",
    "anhui_ftz.analysis.quality.check": "check",
    "anhui_ftz.analysis.points": "RepresentativePoint representative_point",
    "anhui_ftz.analysis.quality.reconciliation": "Reconciliation Verdict reconcile",
    "anhui_ftz.analysis.links.rollup": "Level",
    "anhui_ftz.analysis.links.dated": "DateKind",
    "anhui_ftz.analysis.links.evidence": "Evidence Linkage",
    "anhui_ftz.analysis.links.linkages": "linkages partners",
    "anhui_ftz.analysis.links.matrices": "LinkageGap LinkageMatrix linkage_gaps linkage_matrix",
    "anhui_ftz.analysis.links.paths": "Answer is_linked shortest_path",
    "anhui_ftz.analysis.links.query": "LinkQuery",
    "anhui_ftz.io.csv": "load_csv",
    "anhui_ftz.reports.briefing": "Briefing briefing",
    "anhui_ftz.reports.explanation": "explain",
    "anhui_ftz.reports.linkage_rows": "LinkageRow",
    "anhui_ftz.reports.linkage_table": "LinkageTable linkage_table",
    "anhui_ftz.reports.panel": "TreatmentPanel treatment_panel",
    "anhui_ftz.reports.plain_values": "as_record",
    "anhui_ftz.reports.result_schemas": "schema",
    "anhui_ftz.analysis.treatments": "Treatment",
    "anhui_ftz.io.citations": "caption cite",
    "anhui_ftz.words": "label",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}


#: Held while a module is imported, and while the process is forked: a child that is forked in the middle of an import
#: by another thread would wait forever for Python's own lock of that module.
_IMPORTING = RLock()
if register := getattr(os, "register_at_fork", None):  # Windows has no fork
    register(before=_IMPORTING.acquire, after_in_parent=_IMPORTING.release, after_in_child=_IMPORTING.release)
    del register


def _first_use(package: str, home: str | None, name: str) -> object:
    """Import a public name of a package from its home, and keep it there; without a home, there is no such name."""
    if home is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    from importlib import import_module

    with _IMPORTING:
        value = getattr(import_module(home), name)
        setattr(import_module(package), name, value)
    return value


if not TYPE_CHECKING:  # a type checker that sees this would believe in any name

    def __getattr__(name: str) -> object:
        """Import a public name on first use (PEP 562)."""
        if name == "__version__":
            from importlib.metadata import PackageNotFoundError, version

            try:
                return version("anhui-ftz")
            except PackageNotFoundError:  # run from a copy that was not installed
                return "0+unknown"
        return _first_use(__name__, _HOME.get(name), name)


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return [*__all__, "__version__"]
