"""Coverage: which place, indicator and year is stated, bounded, implied, or absent; absent is unknown, not zero."""

from __future__ import annotations

__all__ = ["Coverage", "CoverageState", "covered", "uncovered"]

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

import attrs

from anhui_ftz.analysis.figures.agreement import implied_figures, levels
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import indicator_of, observations
from anhui_ftz.analysis.quality.grades import best_grade
from anhui_ftz.model.checks import as_years, one_or_several
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Grade
from anhui_ftz.model.statistics import Indicator, Observation

_T = TypeVar("_T")
#: What may be chosen: nothing, one or several, by id or as records.
Chosen: TypeAlias = str | _T | Iterable[str | _T] | None


class CoverageState(StrEnum):
    """How much is known of one figure."""

    #: A source states it, with a lower and an upper bound.
    STATED = "stated"
    #: Sources state only one bound: "more than", "less than".
    BOUNDED = "bounded"
    #: No source states it, but other figures imply it.
    IMPLIED = "implied"
    #: Nothing is known about it, which does not mean zero.
    ABSENT = "absent"


@attrs.frozen
class Coverage:
    """How much is known of one place, indicator and year.

    Examples
    --------
    >>> print(Coverage("anhui-ftz", "goods-trade", 2019, CoverageState.ABSENT))
    goods-trade of anhui-ftz in 2019: absent (unknown, not zero)
    """

    #: Id of the place.
    subject: str
    #: Id of the indicator.
    indicator: str
    #: The calendar year.
    year: int
    #: How much is known.
    state: CoverageState
    #: The figures that state or bound it, by id.
    observations: tuple[Observation, ...] = ()
    #: What other figures imply; empty unless the state is ``implied``.
    implied: tuple[Derived, ...] = ()
    #: Figures of parts of the year.
    parts: tuple[Observation, ...] = ()
    #: The best grade among the sources of what is known; None where nothing is.
    grade: Grade | None = None

    @property
    def zone(self) -> str:
        """Id of the place, as tables of zones call it."""
        return self.subject

    @property
    def is_unknown(self) -> bool:
        """Whether nothing at all is known of the year: no figure, no part, and nothing implied."""
        return self.state is CoverageState.ABSENT and not self.parts

    def __str__(self) -> str:
        stated = [f"{row.quantity:en} ({row.id})" for row in self.observations]
        implied = [f"{each.quantity:en} ({_basis(each)})" for each in self.implied]
        known = "; ".join([*stated, *implied])
        tail = f", {known}" if known else " (unknown, not zero)"
        return f"{self.indicator} of {self.subject} in {self.year}: {self.state}{tail}"


def covered(
    ds: Dataset,
    places: Chosen[Place] = None,
    *,
    indicators: Chosen[Indicator] = None,
    years: int | Iterable[int] | None = None,
) -> tuple[Coverage, ...]:
    """Return how much is known of every place, indicator and year, in the order of these; `coverage` says how.

    >>> import anhui_ftz as ftz
    >>> [
    ...     each.state.value
    ...     for each in covered(
    ...         ftz.load(), "anhui-ftz", indicators="area", years=[1999, 2021]
    ...     )
    ... ]
    ['absent', 'stated']
    """
    chosen = _places(ds, places)
    measured = _indicators(ds, indicators, chosen)
    span = _years(ds, years, chosen, measured)
    return tuple(_gap(ds, place, each, year) for place in chosen for each in measured for year in span)


def uncovered(ds: Dataset, cells: Iterable[Coverage]) -> tuple[Observation, ...]:
    """Return the figures that cover days of the years of some cells and are in none of these, such as of two years.

    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [
    ...     str(row.period)
    ...     for row in uncovered(
    ...         ds, covered(ds, "anhui-ftz", indicators="new-enterprises")
    ...     )
    ... ]
    ['2020-09-24/2021-01-25']
    """
    years: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    inside: set[str] = set()
    for each in cells:
        inside.update(row.id for row in (*each.observations, *each.parts))
        if ds.indicators[each.indicator].kind.has_length:
            years[each.subject, each.indicator].append(each.year)
    for asked in years.values():
        asked.sort()
    return tuple(
        row
        for subject, indicator in sorted(years, key=lambda key: (key[0], ds.indicators[key[1]].rank, key[1]))
        for row in observations(ds, subject=subject, indicator=indicator)
        if row.id not in inside and _meets(row.period, years[subject, indicator])
    )


def _meets(period: Period, years: list[int]) -> bool:
    """Whether a period covers a day of one of the years, which are in order."""
    first = bisect_left(years, (period.start or date.min).year)
    return first < len(years) and years[first] <= (period.end or date.max).year


def _gap(ds: Dataset, place: Place, indicator: Indicator, year: int) -> Coverage:
    days = Period(date(year, 1, 1), date(year, 12, 31))
    rows = levels(ds, place.id, indicator, days)
    every = observations(ds, subject=place, indicator=indicator, during=days) if indicator.kind.has_length else ()
    parts = tuple(row for row in every if row.period != days)
    for state, fits in _STATES.items():
        if found := tuple(row for row in rows if fits(row.quantity)):
            return _graded(ds, Coverage(place.id, indicator.id, year, state, found, parts=parts))
    implied = implied_figures(ds, place.id, indicator, days)
    state = CoverageState.IMPLIED if implied else CoverageState.ABSENT
    return _graded(ds, Coverage(place.id, indicator.id, year, state, implied=implied, parts=parts))


def _graded(ds: Dataset, cell: Coverage) -> Coverage:
    """Return a cell with its grade: that of its figures, else of what implies it, else of its parts."""
    known = cell.observations or tuple(row for each in cell.implied for row in each.observations) or cell.parts
    return attrs.evolve(cell, grade=best_grade(ds, known))


def _is_finite(quantity: Quantity) -> bool:
    return quantity.width.is_finite()


def _has_an_end(quantity: Quantity) -> bool:
    return quantity.lower.is_finite() or quantity.upper.is_finite()


_STATES: dict[CoverageState, Callable[[Quantity], bool]] = {
    CoverageState.STATED: _is_finite,
    CoverageState.BOUNDED: _has_an_end,
}


def _places(ds: Dataset, places: Chosen[Place]) -> list[Place]:
    if places is None:
        measured = {row.subject for row in ds.observations}
        return [zone for zone in ds.zones if zone.id in measured]
    found = {ds.place(each).id for each in one_or_several(places, Place, "places")}
    return [ds.place(id) for id in sorted(found)]


def _indicators(ds: Dataset, indicators: Chosen[Indicator], places: list[Place]) -> list[Indicator]:
    if indicators is None:
        ids = {row.indicator for place in places for row in observations(ds, subject=place)}
    else:
        given = one_or_several(indicators, Indicator, "indicators")
        asked = {each.id if isinstance(each, Indicator) else each for each in given}
        ids = {id if id in ds else indicator_of(ds, id).id for id in asked}
    return [ds.get(id, Indicator) for id in sorted(ids)]


def _years(
    ds: Dataset, years: int | Iterable[int] | None, places: list[Place], indicators: list[Indicator]
) -> list[int]:
    if years is None:
        wanted = {each.id for each in indicators}
        periods = [row.period for place in places for row in observations(ds, subject=place) if row.indicator in wanted]
        named = [day.year for period in periods for day in (period.start, period.end) if day is not None]
        return list(range(min(named), max(named) + 1)) if named else []
    return as_years(years)


def _basis(derived: Derived) -> str:
    return f"{derived.rule} of {' and '.join(row.id for row in derived.observations)}"
