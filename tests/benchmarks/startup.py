"""Start: a bare import, and the time to a first answer, as whole processes."""

from __future__ import annotations

__all__ = ["rows"]

from importlib.metadata import version
from statistics import median

from .measure import Row, processes_in_turns, spread

_NOTHING = "pass"
_IMPORT = "import anhui_ftz"
_ANSWER = "import anhui_ftz as f; f.linkages(f.load())"
_BRIEFING = "import anhui_ftz as f; str(f.briefing(f.load(), 'anhui-ftz'))"
_PEER_ANSWER = "import pycountry; pycountry.subdivisions.get(code='CN-AH')"


def rows(rounds: int = 21) -> list[Row]:
    """Return the three figures, from so many rounds A B A B."""
    bare, imported = processes_in_turns([_NOTHING, _IMPORT], rounds)
    ours, told, peer = processes_in_turns([_ANSWER, _BRIEFING, _PEER_ANSWER], rounds)
    return [
        Row(
            "(a) `import anhui_ftz`, process",
            spread(imported),
            f"`python -c pass`: {spread(bare)}",
            median(imported) / median(bare),
            "at most 1.1",
        ),
        Row(
            "(b) cold start to first answer, process",
            spread(ours),
            f"pycountry {version('pycountry')}: {spread(peer)}",
            median(ours) / median(peer),
            "at most 0.8",
        ),
        Row(
            "(b) cold start to first briefing, process",
            spread(told),
            f"pycountry {version('pycountry')}: {spread(peer)}",
            median(told) / median(peer),
            "at most 1.2",
        ),
    ]
