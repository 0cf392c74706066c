"""The decimal context of the caller changes no answer: precision, exponents, rounding, capitals and traps."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import localcontext
from functools import cache
from pathlib import Path

import pytest

import anhui_ftz as ftz
from context_sweep import CONTEXTS

HOSTILE = [name for name in CONTEXTS if name != "default"]


@cache
def answers(context: str) -> dict[str, str]:
    """Ask everything in a new process, which has the context from its start."""
    script = str(Path(__file__).with_name("context_sweep.py"))
    run = subprocess.run(
        [sys.executable, script, context], capture_output=True, text=True, encoding="utf-8", check=True
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("context", HOSTILE)
def test_no_answer_depends_on_the_context_of_the_caller(context: str) -> None:
    usual, others = answers("default"), answers(context)
    assert usual.keys() == others.keys()
    assert {asked: (usual[asked], others[asked]) for asked in usual if usual[asked] != others[asked]} == {}


def test_what_is_asked_is_answered() -> None:
    usual = answers("default")
    assert len(usual) > 1_500
    assert not [asked for asked, answer in usual.items() if answer.startswith(("TypeError", "AttributeError"))]
    assert usual["exactly 1234567.891 亿元"] != usual["exactly 1234567.891 CNY"]


@pytest.mark.parametrize("context", HOSTILE)
def test_a_context_that_is_set_later_changes_nothing_either(context: str) -> None:
    text = ftz.dumps(ftz.load())
    with localcontext(CONTEXTS[context]):
        ds = ftz.loads(text)
        assert ftz.dumps(ds) == text
        assert ftz.cross_checks(ds) == ftz.cross_checks(ftz.load())
        assert ftz.check(ds) == ftz.check(ftz.load())
