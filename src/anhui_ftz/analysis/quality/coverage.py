"""Coverage: which zone, indicator and year is stated, bounded, implied, or absent; absent is unknown, not zero."""

from __future__ import annotations

__all__ = ["Coverage", "CoverageState", "coverage"]

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum

import attrs

from anhui_ftz.analysis.figures.agreement import implied_figures, levels
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.lookup import indicator_of, observations
from anhui_ftz.model.checks import as_years
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Indicator, Observation


class CoverageState(StrEnum):
    """How much is known of one figure."""

    #: A source gives it, within two ends.
    STATED = "stated"
    #: Sources give one end alone: "more than", "less than".
    BOUNDED = "bounded"
    #: No source gives it, and others imply it.
    IMPLIED = "implied"
    #: Nothing is known of it, which does not say that it is zero.
    ABSENT = "absent"


@attrs.frozen
class Coverage:
    """How much is known of one zone, indicator and year.

    Examples
    --------
    >>> print(Coverage("anhui-ftz", "goods-trade", 2019, CoverageState.ABSENT))
    goods-trade of anhui-ftz in 2019: absent (unknown, not zero)
    """

    #: Id of the zone.
    zone: str
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

    def __str__(self) -> str:
        stated = [f"{row.quantity:en} ({row.id})" for row in self.observations]
        implied = [f"{each.quantity:en} ({_basis(each)})" for each in self.implied]
        known = "; ".join([*stated, *implied])
        tail = f", {known}" if known else " (unknown, not zero)"
        return f"{self.indicator} of {self.zone} in {self.year}: {self.state}{tail}"


def coverage(
    ds: Dataset,
    *,
    zones: str | Zone | Iterable[str | Zone] | None = None,
    indicators: str | Indicator | Iterable[str | Indicator] | None = None,
    years: int | Iterable[int] | None = None,
) -> tuple[Coverage, ...]:
    """Return, for every zone, indicator and year, how much is known.

    A flow or ratio is stated by a figure for the full year, a stock by one that held on some day of it.
    It is implied by the figure of the next year with its growth rate, or by its share of the province
    with the province's figure.

    Parameters
    ----------
    ds
        The data set.
    zones
        One or several; by default all zones that any figure is about.
    indicators
        One or several; by default all that any figure of these zones has.
    years
        One or several; by default from the first to the last that figures of these zones and indicators name.

    Returns
    -------
    tuple of Coverage
        One for each, sorted by zone, indicator and year.

    Raises
    ------
    UnknownName
        If an id is in no table.
    InvalidValue
        If an id is that of something else, or a year is not a year.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> [str(each.state) for each in ftz.coverage(ftz.load(), zones="anhui-ftz", indicators="area", years=[1999, 2021])]
    ['absent', 'stated']
    """
    as_dataset(ds)
    chosen = _zones(ds, zones)
    measured = _indicators(ds, indicators, chosen)
    span = _years(ds, years, chosen, measured)
    return tuple(_gap(ds, zone, each, year) for zone in chosen for each in measured for year in span)


def _gap(ds: Dataset, zone: Zone, indicator: Indicator, year: int) -> Coverage:
    days = Period(date(year, 1, 1), date(year, 12, 31))
    rows = levels(ds, zone.id, indicator, days)
    for state, fits in _STATES.items():
        if found := tuple(row for row in rows if fits(row.quantity)):
            return Coverage(zone.id, indicator.id, year, state, found)
    implied = implied_figures(ds, zone.id, indicator, days)
    return Coverage(
        zone.id, indicator.id, year, CoverageState.IMPLIED if implied else CoverageState.ABSENT, implied=implied
    )


def _is_finite(quantity: Quantity) -> bool:
    return quantity.width.is_finite()


def _has_an_end(quantity: Quantity) -> bool:
    return quantity.lower.is_finite() or quantity.upper.is_finite()


_STATES: dict[CoverageState, Callable[[Quantity], bool]] = {
    CoverageState.STATED: _is_finite,
    CoverageState.BOUNDED: _has_an_end,
}


def _zones(ds: Dataset, zones: str | Zone | Iterable[str | Zone] | None) -> list[Zone]:
    if zones is None:
        measured = {row.subject for row in ds.observations}
        return [zone for zone in ds.zones if zone.id in measured]
    given = [zones] if isinstance(zones, str | Zone) else zones
    ids = {each.id if isinstance(each, Zone) else each for each in given}
    return [ds.get(id, Zone) for id in sorted(ids)]


def _indicators(
    ds: Dataset, indicators: str | Indicator | Iterable[str | Indicator] | None, zones: list[Zone]
) -> list[Indicator]:
    if indicators is None:
        ids = {row.indicator for zone in zones for row in observations(ds, subject=zone)}
    else:
        given = [indicators] if isinstance(indicators, str | Indicator) else indicators
        asked = {each.id if isinstance(each, Indicator) else each for each in given}
        ids = {id if id in ds else indicator_of(ds, id).id for id in asked}
    return [ds.get(id, Indicator) for id in sorted(ids)]


def _years(ds: Dataset, years: int | Iterable[int] | None, zones: list[Zone], indicators: list[Indicator]) -> list[int]:
    if years is None:
        wanted = {each.id for each in indicators}
        periods = [row.period for zone in zones for row in observations(ds, subject=zone) if row.indicator in wanted]
        named = [day.year for period in periods for day in (period.start, period.end) if day is not None]
        return list(range(min(named), max(named) + 1)) if named else []
    return as_years(years)


def _basis(derived: Derived) -> str:
    return f"{derived.rule} of {' and '.join(row.id for row in derived.observations)}"
