"""Preferences: how to choose between sources that disagree on one figure."""

from __future__ import annotations

__all__ = ["OneSource", "Preference", "Preferred", "as_preference", "chosen", "one_or_disputed"]

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import reduce
from typing import Literal

from anhui_ftz.analysis.choices import choice
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.errors import ConflictError
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Carrier, Source
from anhui_ftz.model.statistics import Indicator, Observation


class Preference(StrEnum):
    """How to choose between sources that disagree."""

    #: The publisher's own page before a reprint, a reprint before a mirror.
    PUBLISHER_FIRST = "publisher-first"
    #: The source published last.
    NEWEST = "newest"
    #: The figure with the narrowest interval.
    NARROWEST = "narrowest"
    #: No choice: the interval that contains all of them, as a `Derived`.
    HULL = "hull"


#: What ``prefer=`` takes: a preference or its word, or None to refuse where sources disagree.
Preferred = Preference | Literal["publisher-first", "newest", "narrowest", "hull"] | None
#: The same without ``hull``: what chooses one figure.
_One = Literal[Preference.PUBLISHER_FIRST, Preference.NEWEST, Preference.NARROWEST]
OneSource = _One | Literal["publisher-first", "newest", "narrowest"] | None


def as_preference(prefer: Preferred) -> Preference | None:
    """Return the preference that a word names; None stays None.

    Raises
    ------
    InvalidValue
        If it names none.
    """
    return None if prefer is None else choice(Preference, prefer, "prefer", "a preference")


def chosen(
    ds: Dataset,
    candidates: list[Observation],
    indicator: Indicator,
    prefer: Preferred,
) -> Observation | Derived:
    """Choose among figures of one subject, indicator and period, as `latest` does; one at least.

    Raises
    ------
    ConflictError
        If they disagree and ``prefer`` is not given.
    """
    own, rule = indicator.unit, as_preference(prefer)
    rows = [row for row in candidates if row.quantity.unit == own] or candidates
    if rule is Preference.HULL:
        return Derived(reduce(_hull, (row.quantity for row in rows)), "hull", rows, period=rows[0].period)
    if rule is not None:
        return min(rows, key=_ORDERS[rule](ds))
    if not _agree(rows):
        figures = "; ".join(f"{row.quantity:en} ({row.id})" for row in rows)
        choices = ", ".join(Preference)
        raise ConflictError(
            [row.id for row in rows],
            f"sources disagree on {rows[0].indicator} of {rows[0].subject} in {rows[0].period}: {figures}; "
            f"choose with prefer=, one of {choices}",
        )
    return min(rows, key=_ORDERS[Preference.NARROWEST](ds))


def one_or_disputed(
    rows: Sequence[Observation], choose: Callable[[], Observation | Derived]
) -> tuple[Observation, ...]:
    """Return the one of some figures that a choice gives, or all those that it finds to disagree."""
    try:
        found = choose()
    except ConflictError as error:
        disputed = set(error.observations)
        return tuple(row for row in rows if row.id in disputed)
    return tuple(row for row in rows if row is found)


def _agree(rows: list[Observation]) -> bool:
    units = {row.quantity.unit for row in rows}
    return len(units) == 1 and max(row.quantity.lower for row in rows) <= min(row.quantity.upper for row in rows)


def _hull(left: Quantity, right: Quantity) -> Quantity:
    if left.unit != right.unit:
        raise ConflictError((), f"no interval contains both {left.unit} and {right.unit}: convert one of them")
    return Quantity(left.value, min(left.lower, right.lower), max(left.upper, right.upper), left.unit)


_Key = Callable[[Observation], tuple[object, ...]]
_CARRIERS = tuple(Carrier)


def _publisher_first(ds: Dataset) -> _Key:
    def key(row: Observation) -> tuple[object, ...]:
        carried = min(_CARRIERS.index(source.carrier) for source in _sources(ds, row))
        return carried, row.quantity.width, row.id

    return key


def _newest(ds: Dataset) -> _Key:
    def key(row: Observation) -> tuple[object, ...]:
        days = [source.published.end for source in _sources(ds, row) if source.published is not None]
        ends = [day.toordinal() for day in days if day is not None]
        return -max(ends, default=0), row.quantity.width, row.id

    return key


def _narrowest(ds: Dataset) -> _Key:
    carried = _publisher_first(ds)
    return lambda row: (row.quantity.width, *carried(row))


_ORDERS = {
    Preference.PUBLISHER_FIRST: _publisher_first,
    Preference.NEWEST: _newest,
    Preference.NARROWEST: _narrowest,
}


def _sources(ds: Dataset, row: Observation) -> list[Source]:
    return [ds.sources[cited.source] for cited in row.citations]
