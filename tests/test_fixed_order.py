"""Every answer and message comes in one order, whatever the seed of hashes: sets of texts have another under each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from attrs import evolve

import anhui_ftz as ftz
import crowd
from crowd import refusal
from public import not_called_in

#: What is not asked of a data set, or reads what another function writes, which is equal to what was written.
OF_NO_SET = set(
    """
    label read_datapackage read_dating read_excel read_figure read_parquet read_period read_sqlite
    """.split()
)

DS, APART = crowd.DS, crowd.APART
Rows = tuple[ftz.Observation, ...]
_YEARS = tuple(row for row in DS.observations if row.id.startswith("row-year-"))
_AREAS = tuple(row for row in APART.observations if row.id.startswith("row-firms-"))
_PARTS = tuple(evolve(row, period="2020-02") for row in _AREAS[:3])
#: What is asked of figures, and of which: neither an answer nor a message depends on their order.
OF_FIGURES: dict[str, tuple[Callable[[Rows], object], Rows]] = {
    "a total": (lambda rows: (ftz.total(APART, rows).quantity, ftz.total(APART, rows).sources), _AREAS),
    "no total": (lambda rows: refusal(lambda: ftz.total(DS, rows)), tuple(DS.observations)),
    "no total of areas": (lambda rows: refusal(lambda: ftz.total(DS, rows)), _AREAS),
    "no total with gaps": (lambda rows: refusal(lambda: ftz.total(DS, rows)), _YEARS[::2]),
    "no total of unequal days": (lambda rows: refusal(lambda: ftz.total(APART, rows)), (*_PARTS, *_AREAS[3:])),
    "days left out": (
        lambda rows: [each.missing for each in ftz.totals(APART, rows, "year", allow=["unequal-periods"]).values()],
        (*_PARTS, *_AREAS[3:]),
    ),
    "totals": (lambda rows: [*ftz.totals(DS, rows).items()], _AREAS),
    "no totals": (lambda rows: refusal(lambda: ftz.totals(DS, rows)), tuple(DS.observations)),
    "increments": (
        lambda rows: [(each.inputs, each.period) for each in ftz.increments(rows, ds=DS)],
        tuple(evolve(row, period=f"2010/{row.period}") for row in _YEARS),
    ),
    "no increments": (lambda rows: refusal(lambda: ftz.increments(rows, ds=DS)), tuple(DS.observations)),
}


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


def test_every_public_function_that_answers_from_a_data_set_is_asked() -> None:
    assert not_called_in(crowd.__file__) == OF_NO_SET


@pytest.mark.parametrize("name", OF_FIGURES)
def test_the_order_of_the_figures_given_does_not_matter(name: str) -> None:
    ask, rows = OF_FIGURES[name]
    mixed = Random(1).sample(rows, len(rows))  # noqa: S311 - repeatable, not secret
    assert ask(rows) == ask(rows[::-1]) == ask((*mixed,))
