"""Plant faults in the core, one at a time, and see whether a test fails: `cd tests && python -m mutants --help`.

The tests of the module of a fault, its examples and the laws run against each; only what survives these is tried
against all other tests of the core, with ``--thorough``. First these tests run without any fault, and must pass. Faults
that change nothing that can be seen are listed in ``equivalent.txt``, each with its reason.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mutants.forked import PACKAGE, PATIENCE, TIMES, Ended, Run, ended
from mutants.planted import Fault, faults_in
from mutants.recorded import PAGE, git, page, recorded_commit

EQUIVALENT = Path(__file__).with_name("equivalent.txt")
CORE = ("model", "words", "reading", "analysis", "storage")
#: The tests of each part of the core, the more special part first.
OF_PARTS = {
    "reading/dates": "test_dating test_printed_periods property/test_date_laws test_releases",
    "reading/year_parts": "test_dating test_printed_periods property/test_date_laws",
    "reading/shapes": "test_shapes test_printed property/test_reading_laws",
    "reading/printed": (
        "test_shapes test_phrases test_printed test_printed_periods property/test_phrase_laws "
        "property/test_reading_laws test_figures"
    ),
    "reading": (
        "test_phrases test_printed test_printed_periods property/test_phrase_laws property/test_reading_laws "
        "test_figures"
    ),
    "model/period": "test_periods property/test_period_laws test_model",
    "model/unit": "test_units property/test_unit_laws test_quantities",
    "model/location": "test_locations test_model",
    "model/symbols": "test_units property/test_unit_laws test_quantities",
    "model/bound": "test_quantities property/test_quantity_laws",
    "model/quantity": "test_quantities property/test_quantity_laws",
    "model/decimals": "test_quantities property/test_quantity_laws",
    "model/progress": "test_progress",
    "model/outline": "test_tables test_bundled_data",
    "model": "test_model test_tables property/test_evolve_laws test_notes test_knowledge test_fixed_order",
    "words/quantities": "test_quantities test_words property/test_wording_laws",
    "words/numbers": "test_printed test_phrases test_quantities property/test_wording_laws",
    "words/periods": "test_dating test_words test_remarks test_briefing property/test_wording_laws",
    "words/display": "test_words test_comparison test_remarks",
    "words": (
        "test_words property/test_wording_laws property/test_document_laws property/test_repr_laws "
        "test_remarks test_briefing"
    ),
    "storage": (
        "test_storage property/test_storage_laws property/test_diff_laws property/test_merge_laws "
        "test_merging test_whole test_schema test_editions test_changes test_fixed_order"
    ),
    "analysis/links": (
        "test_linkages property/test_linkage_laws test_linkage_table property/test_linkage_table_laws test_fixed_order"
    ),
    "analysis/quality/reconciliation": "test_lookup test_audit test_knowledge test_edges test_fixed_order",
    "analysis/quality": (
        "test_quality test_fault_kinds test_audit property/test_audit_laws test_coverage test_grades "
        "test_agreement property/test_agreement_laws test_basis test_edges test_fixed_order"
    ),
    "analysis/figures": (
        "test_figures test_totals property/test_likeness_laws property/test_sum_laws "
        "property/test_derived_laws test_lookup test_comparison test_growth_series test_agreement "
        "property/test_agreement_laws test_deep_results test_edges test_fixed_order"
    ),
    "analysis/release": "test_releases test_draft_table test_edges test_fixed_order",
    "analysis/drafts": "test_releases test_draft_table test_edges",
    "analysis/mentions": "test_releases test_draft_table test_edges",
    "analysis/indicators": "property/test_naming_laws test_lookup test_suggestions test_edges test_fixed_order",
    "analysis/time": "property/test_time_laws test_knowledge",
    "analysis/treatments": "test_panel test_edges test_fixed_order",
    "analysis/sizes": "test_panel test_edges test_fixed_order",
    "analysis": (
        "property/test_naming_laws test_lookup test_matching test_suggestions property/test_position_laws "
        "test_locations test_linkages test_edges test_fixed_order"
    ),
}
#: So many seconds of work the tests of a part may take without a fault.
LIMIT = 300


def report(line: str) -> None:
    """Print a line at once: a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def part_of(fault: Fault) -> str:
    """Return the part of the core that a fault is in."""
    return next(part for part in OF_PARTS if fault.path.startswith(part))


def files_for(part: str) -> tuple[str, ...]:
    """Return the tests of a part of the core."""
    return tuple(OF_PARTS[part].split())


def equivalents() -> dict[str, str]:
    """Return the faults that change nothing that can be seen, each with its reason."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return dict(line.split("  # ", 1) for line in lines if line)


def every_fault() -> list[Fault]:
    """Return every fault of the core."""
    files = sorted(path for part in CORE for path in (PACKAGE / part).rglob("*.py"))
    return [fault for path in files for fault in faults_in(PACKAGE, path)]


def lines_since(commit: str) -> set[tuple[str, int]]:
    """Return the file and number of each line that is not as it was at a commit; none, if that is not to be known."""
    found: set[tuple[str, int]] = set()
    path = ""
    for line in git("diff", "--relative", "--no-prefix", "--unified=0", commit, "--", ".").splitlines():
        if line.startswith("+++ "):
            path = line.removeprefix("+++ ")
        elif hunk := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
            first, count = int(hunk[1]), int(hunk[2] or 1)
            found.update((path, number) for number in range(first, first + count))
    return found


def sample_of(faults: Iterable[Fault], size: int, seed: int, changed: set[tuple[str, int]]) -> list[Fault]:
    """Return some faults, those in changed lines first: each is chosen by its name, so that others may come and go."""

    def rank(fault: Fault) -> tuple[bool, bytes]:
        return (fault.path, fault.line) not in changed, hashlib.sha256(f"{seed} {fault.name}".encode()).digest()

    return sorted(faults, key=rank)[:size]


def without_faults(faults: list[Fault], *, jobs: int, folder: Path) -> dict[str, Ended]:
    """Return how the tests of each part end without a fault; they must pass."""
    examples: dict[str, set[str]] = {}
    for fault in faults:
        examples.setdefault(part_of(fault), set()).add(fault.path)
    runs = [Run(None, files_for(part), tuple(sorted(files)), LIMIT) for part, files in examples.items()]
    parts = dict(zip(((run.tests, run.examples) for run in runs), examples, strict=True))
    passed = {}
    for each in ended(runs, jobs=jobs, folder=folder):
        part = parts[each.run.tests, each.run.examples]
        if each.status != pytest.ExitCode.OK:
            sys.exit(f"the tests of {part} do not pass without a fault: {each.status}\n{each.printed[-2_000:]}")
        passed[part] = each
    return passed


def tried(
    faults: list[Fault], *, jobs: int, thorough: bool = False, told: Callable[[Ended], None] = lambda _: None
) -> list[Ended]:
    """Return how the tests of each fault ended, and tell of each as soon as it is known."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        passed = without_faults(faults, jobs=jobs, folder=folder / "without")

        def first(fault: Fault) -> Run:
            usual = passed[part_of(fault)]
            return Run(fault, usual.run.tests, (fault.path,), PATIENCE + TIMES * sum(usual.each.values()), usual.each)

        def then(fault: Fault) -> Run:
            others = ("test_bad_input", *(name for part in OF_PARTS for name in files_for(part)))
            return Run(fault, tuple(sorted(set(others).difference(files_for(part_of(fault))))), (), LIMIT)

        done = []
        for each in ended(map(first, faults), jobs=jobs, folder=folder / "first"):
            done.append(each)
            told(each)
        if thorough:
            left = [each.run.fault for each in done if not each.found and each.run.fault]
            done = [each for each in done if each.found]
            for each in ended(map(then, left), jobs=jobs, folder=folder / "others"):
                done.append(each)
                told(each)
        return done


def main() -> None:
    """Try a sample of all faults, and fail if too many survive."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many faults to try (150)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--part", default="", help="only files whose path begins like this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (one per core)")
    parser.add_argument("--thorough", action="store_true", help="try what survives against the other tests too")
    parser.add_argument("--least", type=float, default=95, help="per cent that must be found (95)")
    parser.add_argument(
        "--since", default=recorded_commit(), help="a commit: lines changed since it come first (the recorded one)"
    )
    parser.add_argument("--record", action="store_true", help="write the page for contributors")
    options = parser.parse_args()
    began = time.monotonic()
    known = equivalents()
    faults = [each for each in every_fault() if each.path.startswith(options.part) and each.name not in known]
    if not faults:
        parser.error(f"no file of the core begins with {options.part!r}")
    changed = lines_since(options.since) if options.since else set()
    sample = sample_of(faults, options.sample, options.seed, changed)

    def told(each: Ended) -> None:
        if not each.found and (fault := each.run.fault):
            unusual = f" (pytest ended with {each.status})" * bool(each.status)
            report(f"survives: line {fault.line} of {fault.name}{unusual}")

    done = tried(sample, jobs=options.jobs, thorough=options.thorough, told=told)
    found = sum(each.found for each in done)
    share = 100 * found / len(done)
    report(f"{share:.1f} % of {len(done)} found, of {len(faults)} in all, in {time.monotonic() - began:.0f} s")
    if options.record:
        PAGE.write_text(page(done, known), encoding="utf-8")
    if share < options.least:
        sys.exit(f"below {options.least:g} %")


if __name__ == "__main__":
    main()
