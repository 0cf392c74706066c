"""The filters of linkage queries, as the doors pass them on."""

from __future__ import annotations

__all__ = ["LinkageFilters", "MatrixFilters"]

from typing import TypedDict

from anhui_ftz.analysis.links.query import Forms, Parties, PartiesName, Statuses, Topics
from anhui_ftz.model.checks import Day
from anhui_ftz.model.places import Place


class MatrixFilters(TypedDict, total=False):
    """What `linkage_matrix` takes to choose cooperations by."""

    #: Forms to keep.
    form: Forms
    #: Topics to keep.
    topic: Topics
    #: Statuses to keep.
    status: Statuses
    #: A day: only what had surely begun by then and not ended.
    on: Day | None
    #: False keeps also what may have been so on that day.
    sure: bool
    #: False leaves out links that rest on lifting a body from outside every zone or area.
    provincial: bool
    #: True adds links to where a cooperation stands.
    presence: bool
    #: Which cooperations count by the number of their parties.
    parties: Parties | PartiesName


class LinkageFilters(MatrixFilters, total=False):
    """What `linkages` takes to choose linkages by."""

    #: Only linkages of this place.
    of: str | Place | None
