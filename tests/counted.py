"""Work counted in function calls, which are the same on every machine, and data that make much of it."""

import sys
from collections.abc import Callable

import anhui_ftz as ftz


def calls(run: Callable[[], object]) -> int:
    """Return how many functions are called, those of C too, while something runs."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def chain(length: int) -> ftz.Dataset:
    """Build bodies of which each lies within the one before, with a figure of each for one year."""
    names = [f"body-{n:05}" for n in range(length)]
    within = [[], *([name] for name in names)]
    cited = [ftz.Citation("page", "title", "1")]
    one = ftz.Quantity.exactly(1, "1")
    return ftz.Dataset(
        organizations=[
            ftz.Organization(name, "Body", "park", above) for name, above in zip(names, within, strict=False)
        ],
        indicators=[ftz.Indicator("firms", "Firms", "1", "flow")],
        observations=[ftz.Observation(f"{name}-row", name, "firms", "2021", one, citations=cited) for name in names],
        sources=[ftz.Source("page", "Publisher")],
    )
