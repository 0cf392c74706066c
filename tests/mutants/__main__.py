"""Plant faults in the core, one at a time, and see whether a test fails: `cd tests && python -m mutants --help`.

Each fault is planted in a copy of the package. The tests of its module and the laws run against it first; only what
survives these is tried against all other tests of the core, with ``--thorough``. Faults that change nothing that can
be seen are listed in ``equivalent.txt``, each with its reason.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from mutants.planted import Fault, faults_in

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "src" / "anhui_ftz"
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
CORE = ("model", "words", "reading", "analysis", "storage")
#: The tests of each part of the core, the more special part first.
OF_PARTS = {
    "reading/dates": "test_dating test_printed_periods property/test_date_laws test_releases",
    "reading/year_parts": "test_dating test_printed_periods property/test_date_laws",
    "reading": (
        "test_phrases test_printed test_printed_periods property/test_phrase_laws property/test_reading_laws "
        "test_figures"
    ),
    "model/period": "test_periods property/test_period_laws test_model",
    "model/unit": "test_units property/test_unit_laws test_quantities",
    "model/quantity": "test_quantities property/test_quantity_laws",
    "model/decimals": "test_quantities property/test_quantity_laws",
    "model": "test_model test_tables property/test_evolve_laws test_bad_input test_notes test_knowledge",
    "words": (
        "test_words property/test_wording_laws property/test_document_laws property/test_repr_laws "
        "test_remarks test_briefing"
    ),
    "storage": (
        "test_storage property/test_storage_laws property/test_diff_laws property/test_merge_laws "
        "test_merging test_whole test_schema test_editions test_changes test_bad_input"
    ),
    "analysis/links": "test_linkages property/test_linkage_laws test_linkage_table property/test_linkage_table_laws",
    "analysis/quality": (
        "test_quality test_fault_kinds test_audit property/test_audit_laws test_coverage test_grades "
        "test_basis test_edges"
    ),
    "analysis/figures": (
        "test_figures test_totals property/test_likeness_laws property/test_sum_laws "
        "property/test_derived_laws test_lookup test_comparison test_growth_series test_agreement "
        "property/test_agreement_laws test_deep_results test_edges"
    ),
    "analysis/releases": "test_releases test_draft_table",
    "analysis/drafts": "test_releases test_draft_table test_edges",
    "analysis/time": "property/test_time_laws test_knowledge",
    "analysis/treatments": "test_panel test_edges",
    "analysis/sizes": "test_panel test_edges",
    "analysis": (
        "property/test_naming_laws test_lookup test_matching test_suggestions property/test_position_laws "
        "test_locations test_linkages test_edges"
    ),
}
#: So many seconds a run may take before the fault counts as found: it made something run for ever.
LIMIT = 300


def report(line: str) -> None:
    """Print a line at once: a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


class _Bench:
    """A copy of the package, in which faults are planted one after the other."""

    def __init__(self, folder: Path) -> None:
        self.package = folder / "anhui_ftz"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))

    def fails(self, fault: Fault, tests: Iterable[str]) -> bool:
        """Whether a test fails with a fault planted."""
        path = self.package / fault.path
        text = path.read_text(encoding="utf-8")
        path.write_text(fault.planted(text), encoding="utf-8")
        try:
            return self._run(tests)
        finally:
            path.write_text(text, encoding="utf-8")

    def _run(self, tests: Iterable[str]) -> bool:
        files = [str(TESTS / f"{name}.py") for name in tests]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *files]
        environment = os.environ | {
            "PYTHONPATH": str(self.package.parent),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_PROFILE": "desk",
            "PYTEST_ADDOPTS": "",
        }
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            try:
                return process.wait(LIMIT) != 0
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return True


def of_its_part(fault: Fault) -> list[str]:
    """Return the tests of the part that a fault is in."""
    part = next(part for part in OF_PARTS if fault.path.startswith(part))
    return OF_PARTS[part].split()


def every_fault() -> list[Fault]:
    """Return every fault of the core, but for those that change nothing that can be seen."""
    known = {line.split("  # ")[0] for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if line}
    files = sorted(path for part in CORE for path in (PACKAGE / part).rglob("*.py"))
    return [fault for path in files for fault in faults_in(PACKAGE, path) if fault.name not in known]


def survivors(faults: list[Fault], *, jobs: int, thorough: bool) -> list[Fault]:
    """Return the faults that no test finds, and print each as soon as it is known."""
    left: list[Fault] = []
    benches: SimpleQueue[_Bench] = SimpleQueue()
    others = sorted({name for names in OF_PARTS.values() for name in names.split()})

    def survives(fault: Fault) -> None:
        bench = benches.get()
        try:
            tests = of_its_part(fault)
            found = bench.fails(fault, tests)
            if not found and thorough:
                found = bench.fails(fault, (name for name in others if name not in tests))
        finally:
            benches.put(bench)
        if not found:
            left.append(fault)
            report(f"survives: {fault.path}:{fault.line}: {fault.before!r} -> {fault.after!r}")

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        for number in range(jobs):
            benches.put(_Bench(Path(folder, str(number))))
        list(pool.map(survives, faults))
    return left


def main() -> None:
    """Try a sample of all faults, and fail if too many survive."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many faults to try (150)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--part", default="", help="only files whose path begins like this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (one per core)")
    parser.add_argument("--thorough", action="store_true", help="try what survives against the other tests too")
    parser.add_argument("--least", type=float, default=95, help="per cent that must be found (95)")
    options = parser.parse_args()
    began = time.monotonic()
    faults = [fault for fault in every_fault() if fault.path.startswith(options.part)]
    sample = random.Random(options.seed).sample(faults, min(options.sample, len(faults)))  # noqa: S311 - no secret
    left = survivors(sample, jobs=options.jobs, thorough=options.thorough)
    tried, lived = (Counter(fault.path.split("/")[0] for fault in each) for each in (sample, left))
    for part in tried:
        report(f"{part:10} {tried[part] - lived[part]:4} of {tried[part]:4} found")
    share = 100 * (len(sample) - len(left)) / len(sample)
    report(f"{share:.1f} % of {len(sample)} found, of {len(faults)} in all, in {time.monotonic() - began:.0f} s")
    if share < options.least:
        sys.exit(f"below {options.least:g} %")


if __name__ == "__main__":
    main()
