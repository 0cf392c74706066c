"""Printed phrases that a reader of fragments gets wrong: each is read as what it says, or refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from anhui_ftz import InvalidValue, Quantity, read_figure

#: How many of the phrases must be read, and not refused.
LEAST = 58


class Phrase(NamedTuple):
    kind: str
    text: str
    unit: str
    #: Empty where any is right; ``refuse`` where only a refusal is.
    lower: str = ""
    value: str = ""
    upper: str = ""


LINES = Path(__file__).with_name("printed_phrases.tsv").read_text(encoding="utf-8").splitlines()[1:]
PHRASES = [Phrase(*line.split("\t")) for line in LINES]


def read(phrase: Phrase) -> Quantity | None:
    try:
        return read_figure(phrase.text, phrase.unit)
    except InvalidValue:
        return None


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_is_read_as_what_it_says_or_refused(phrase: Phrase) -> None:
    quantity = read(phrase)
    if phrase.lower == "refuse":
        assert quantity is None
    elif quantity is not None:
        ends = zip((quantity.lower, quantity.value, quantity.upper), phrase[3:], strict=True)
        assert all(got == Decimal(right) for got, right in ends if right), quantity


def test_most_of_the_phrases_are_read() -> None:
    assert sum(read(phrase) is not None for phrase in PHRASES) >= LEAST
