"""The basis of a period: how the days of a milestone or of a figure are known."""

from __future__ import annotations

__all__ = ["Basis", "BasisName", "as_basis"]

from enum import StrEnum
from typing import Literal

from anhui_ftz.model.checks import member


class Basis(StrEnum):
    """How the days of a milestone or of a figure are known."""

    #: A source prints them.
    PRINTED = "printed"
    #: They follow from what sources print: the year of a page gives that of a month.
    INFERRED = "inferred"
    #: The day on which the page was published or read, since no source prints the day: never shown as a date.
    SEEN = "seen"


BasisName = Literal["printed", "inferred", "seen"]


def as_basis(value: Basis | BasisName) -> Basis:
    """Convert to a Basis."""
    return member(Basis, value)
