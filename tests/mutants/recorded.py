"""The page for contributors: which faults were tried, and which of them no test found."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable

from mutants.forked import PACKAGE, TESTS, Ended

PAGE = TESTS.parent / "docs" / "mutation.md"
_TOP = """# Mutation testing

`nox -s mutants` plants small faults in the core, one at a time, such as `<` for `<=`, and runs the tests of the module
and the laws against each. A fault that no test finds shows a hole in the tests.
`nox -s mutants -- --sample 400 --record` writes this page.

- *found*: a test failed, or ran for ever.
- *survived*: no test failed.
- *equivalent*: the fault changes nothing that can be seen, so no test can find it.
  `tests/mutants/equivalent.txt` lists these faults with the reason for each, and they are not tried.

`nox -s mutants`, a step of `.ci/run`, tries 150 faults, those in lines that changed since commit `{commit}` first, and
fails if less than 95% are found.

## The last recorded sample

{found} of {tried} faults were found: {share:.1f}%.

| module | tried | found | survived | equivalent |
|---|---:|---:|---:|---:|
"""


def git(*words: str) -> str:
    """Return what git prints; nothing where it is not installed, or knows no such thing."""
    try:
        run = subprocess.run(["git", "-C", str(PACKAGE), *words], capture_output=True, check=False, encoding="utf-8")  # noqa: S607 - whichever is here
    except OSError:
        return ""
    return run.stdout * (not run.returncode)


def recorded_commit() -> str:
    """Return the commit of the last recorded sample; empty before there is one."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = re.search("since commit `([0-9a-f]+)`", " ".join(text.split()))
    return found[1] if found else ""


def page(done: Iterable[Ended], known: Iterable[str]) -> str:
    """Return the page in Markdown, from how the tests of each fault ended and the names of equivalent faults."""
    ends = [(each.run.fault, each.found) for each in done if each.run.fault]
    found = Counter(fault.path for fault, is_found in ends if is_found)
    survived = Counter(fault.path for fault, is_found in ends if not is_found)
    equivalent = Counter(name.split(":")[0] for name in known)
    top = _TOP.format(
        commit=git("rev-parse", "--short=12", "HEAD").strip(),
        found=found.total(),
        tried=len(ends),
        share=100 * found.total() / len(ends),
    )
    rows = [
        f"| `{path}` | {found[path] + survived[path]} | {found[path]} | {survived[path]} | {equivalent[path]} |\n"
        for path in sorted(found.keys() | survived.keys() | equivalent.keys())
    ]
    left = sorted(fault.name for fault, is_found in ends if not is_found)
    listed = "".join(f"- ``{name}``\n" for name in left)
    return top + "".join(rows) + (f"\n## What survived\n\n{listed}" if left else "")
