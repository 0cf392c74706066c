"""The page for contributors: which faults were tried, and which of them no test found."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mutants.forked import TESTS, Ended

PAGE = TESTS.parent / "docs" / "mutation.md"
_TOP = """# Mutation testing

Tests are tested too: `nox -s mutants` plants a small fault in the core, such as `<` for `<=`, and runs the tests of its
module and the laws. A fault that no test finds shows a hole in the tests. `nox -s mutants -- --record` writes this page.

- *found*: a test failed, or ran for ever.
- *survived*: no test failed.
- *equivalent*: the fault changes nothing that can be seen, so no test can find it.
  `tests/mutants/equivalent.txt` lists these faults with the reason for each, and they are not tried.

`.ci/run` tries 150 faults, those in lines that changed since commit `{commit}` first, and fails if less than 95 % are
found.

## The last recorded sample

{found} of {tried} faults were found: {share:.1f} %.

| module | tried | found | survived | equivalent |
|---|---:|---:|---:|---:|
"""


def page(done: Iterable[Ended], known: Iterable[str]) -> str:
    """Return the page in Markdown, from how the tests of each fault ended and the names of those that are equivalent."""
    ends = [(each.run.fault, each.found) for each in done if each.run.fault]
    found = Counter(fault.path for fault, is_found in ends if is_found)
    survived = Counter(fault.path for fault, is_found in ends if not is_found)
    equivalent = Counter(name.split(":")[0] for name in known)
    commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, check=True, text=True).stdout  # noqa: S607
    top = _TOP.format(
        commit=commit.strip(), found=found.total(), tried=len(ends), share=100 * found.total() / len(ends)
    )
    rows = [
        f"| `{path}` | {found[path] + survived[path]} | {found[path]} | {survived[path]} | {equivalent[path]} |\n"
        for path in sorted(found.keys() | survived.keys() | equivalent.keys())
    ]
    left = sorted(fault.name for fault, is_found in ends if not is_found)
    listed = "".join(f"- ``{name}``\n" for name in left)
    return top + "".join(rows) + (f"\n## What survived\n\n{listed}" if left else "")
