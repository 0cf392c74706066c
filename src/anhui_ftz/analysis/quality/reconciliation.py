"""Parts against the whole: whether the parts of a place add up to what is stated of it."""

from __future__ import annotations

__all__ = ["Reconciliation", "Verdict", "reconcile"]

from enum import StrEnum

import attrs

from anhui_ftz.analysis.containment import children
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import indicator_of, last_of, latest, observations
from anhui_ftz.analysis.figures.preference import Preferred
from anhui_ftz.analysis.figures.totals import total
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Place, Zone
from anhui_ftz.model.statistics import Indicator, Observation


class Verdict(StrEnum):
    """What parts say of a whole."""

    #: All parts are known, and their sum is the whole to the last digit.
    EQUAL = "equal"
    #: All parts are known, and within their bounds they can add up to the whole.
    CONSISTENT = "consistent"
    #: All parts are known, and no values within their bounds add up to the whole.
    CONTRADICTED = "contradicted"
    #: Some part is not known; it is never counted as zero.
    INCOMPLETE = "incomplete"


@attrs.frozen
class Reconciliation:
    """A whole compared with the sum of its parts.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> check = ftz.reconcile(ftz.load(), "anhui-ftz", "area")
    >>> print(check.verdict, check.sum.quantity, check.residual.quantity)
    equal 119.86 km² 0 km²
    """

    #: What is stated of the whole.
    whole: Observation
    #: What is stated of the parts.
    parts: tuple[Observation, ...]
    #: Their sum; None where no part is known.
    sum: Derived | None
    #: The whole less the sum; None where no part is known.
    residual: Derived | None
    #: Ids of the parts of which nothing is stated.
    missing: tuple[str, ...]
    #: What follows.
    verdict: Verdict

    _repr_html_ = repr_html


def reconcile(
    ds: Dataset,
    whole: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: Preferred = None,
) -> Reconciliation:
    """Compare the sum of the parts of a place with the whole.

    The parts of a zone are its areas, those of a division are its divisions, and those of an area are the places
    directly within it. An area that was added later is not a part before that. The figure of a part is its latest
    that fits the period of the whole: the same days for a flow, a common day for a stock.

    Parameters
    ----------
    ds
        The data set.
    whole
        The place.
    indicator
        What is measured; it must be additive.
    on
        The day to look back from; None looks at all.
    prefer
        How to choose between sources that disagree: ``publisher-first``, ``newest`` or ``narrowest``.

    Returns
    -------
    Reconciliation
        Sum, residual interval, missing parts and verdict.

    Raises
    ------
    NoObservation
        If there is no figure for the whole.
    InvalidValue
        If the data set contains no parts of it.
    ConflictError
        If sources disagree and ``prefer`` is not given.
    NotAdditiveError
        If the parts cannot be added.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ftz.reconcile(ftz.load(), "anhui-ftz", "area").verdict.value
    'equal'
    """
    as_dataset(ds)
    place = ds.place(whole)
    stated = latest(ds, place, indicator, on=on, prefer=prefer)
    if isinstance(stated, Derived):
        raise InvalidValue("a hull is not a stated figure to compare parts with; prefer one source")
    ids = _parts(ds, place, stated.period)
    if not ids:
        raise InvalidValue(f"the data set has no parts of {place.id}")
    found = {id: _fitting(ds, id, stated, prefer) for id in ids}
    parts = tuple(part for part in found.values() if part is not None)
    missing = tuple(id for id, part in found.items() if part is None)
    if not parts:
        return Reconciliation(stated, (), None, None, missing, Verdict.INCOMPLETE)
    added = total(ds, parts)
    residual = Derived(stated.quantity - added.quantity, "residual", (stated, added), period=stated.period)
    return Reconciliation(stated, parts, added, residual, missing, _verdict(residual, missing))


def _verdict(residual: Derived, missing: tuple[str, ...]) -> Verdict:
    if missing:
        return Verdict.INCOMPLETE
    lower, upper = residual.quantity.lower, residual.quantity.upper
    if lower == upper == 0:
        return Verdict.EQUAL
    return Verdict.CONSISTENT if lower <= 0 <= upper else Verdict.CONTRADICTED


def _parts(ds: Dataset, place: Place, days: Period) -> list[str]:
    kind = Area if isinstance(place, Zone) else Division if isinstance(place, Division) else None
    below = [ds.place(id) for id in children(ds, place.id)]
    return [part.id for part in below if (kind is None or isinstance(part, kind)) and not _came_later(part, days)]


def _came_later(part: Place, days: Period) -> bool:
    return isinstance(part, Area) and part.since is not None and days.precedes(part.since)


def _fitting(ds: Dataset, part: str, whole: Observation, prefer: Preferred) -> Observation | None:
    """Return the part's figure for the whole's days, or None: unknown is not zero."""
    counts = indicator_of(ds, whole.indicator).kind.has_length
    rows = [
        row
        for row in observations(ds, subject=part, indicator=whole.indicator)
        if (row.period == whole.period if counts else row.period.overlaps(whole.period))
        and row.quantity.unit == whole.quantity.unit
    ]
    if not rows:
        return None
    chosen = last_of(ds, rows, prefer)
    return chosen if isinstance(chosen, Observation) else None
