"""Figures as pages print them, read with the interval that their digits support."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from anhui_ftz import Bound, read_figure

#: What a bound of the vetted facts may be read as.
BOUNDS = {
    "exact": {Bound.EXACT, Bound.ROUNDED},
    "more_than": {Bound.AT_LEAST},
    "at_least": {Bound.AT_LEAST},
    "about": {Bound.ABOUT},
}
#: Prints that do not say what was meant, and why.
UNCLEAR = {
    "3.08 miliardi di yuan (sic)": "a misprint of 3.080",
    "1.250,200 TEU (sic)": "grouped with a dot and a comma: 1250.2 or 1250200",
}
#: Prints that say less or more than the sentence around them, and why.
OTHERWISE = {
    "4%": "the hedge stands before another figure of the sentence",
    "7%": "the hedge stands before another figure of the sentence",
    "第1000列": "the thousandth train says that there were a thousand at least",
}


class Row(NamedTuple):
    as_published: str
    unit: str
    value: str
    bound: str


with Path(__file__).with_name("printed_figures.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = [Row(*row) for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


@pytest.mark.parametrize("row", [row for row in ROWS if row.as_published not in UNCLEAR], ids=lambda row: row[0])
def test_every_print_of_the_vetted_facts_is_read_as_what_it_says(row: Row) -> None:
    quantity = read_figure(row.as_published, row.unit)
    assert (quantity.value, str(quantity.unit)) == (Decimal(row.value), row.unit)
    assert quantity.bound in BOUNDS[row.bound] or row.as_published in OTHERWISE
