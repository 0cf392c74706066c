"""Every answer and message comes in one order, whatever the seed of hashes: sets of texts have another under each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import anhui_ftz as ftz
import crowd


def _answers(part: str, seed: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, crowd.__file__, part],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(ftz.__file__).parents[1])},
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("part", crowd.ANSWERS)
def test_answers_are_the_same_under_every_seed_of_hashes(part: str) -> None:
    one, two = (_answers(part, seed) for seed in ("1", "2"))
    assert one.keys() == crowd.ANSWERS[part].keys()
    assert one == two
