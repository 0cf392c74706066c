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
#: What the first answer needs on its way, so that it is known where the time goes.
_STAGES = {
    "`import attrs`": "import attrs",
    "the classes of the model": "import anhui_ftz as f; f.Dataset",
    "`load()`, which reads each table when it is needed": "import anhui_ftz as f; f.load()",
}
_PEER_ANSWER = "import pycountry; pycountry.subdivisions.get(code='CN-AH')"


def rows(rounds: int = 21) -> list[Row]:
    """Return the figures of import, first linkages and first briefing, from so many rounds A B A B."""
    bare, imported, *stages = processes_in_turns([_NOTHING, _IMPORT, *_STAGES.values()], rounds)
    ours, told, peer = processes_in_turns([_ANSWER, _BRIEFING, _PEER_ANSWER], rounds)
    return [
        Row(
            "(a) `import anhui_ftz`, process",
            spread(imported),
            f"`python -c pass`: {spread(bare)}",
            median(imported) / median(bare),
            "at most 1.1",
        ),
        *(
            Row(
                f"(b) cold start up to {stage}, process",
                spread(times),
                f"`python -c pass`: {spread(bare)}",
                median(times) / median(bare),
                "to be known",
            )
            for stage, times in zip(_STAGES, stages, strict=True)
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
