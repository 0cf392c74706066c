"""Looking figures up: all that match, or the latest one."""

from __future__ import annotations

__all__ = ["Preference", "Preferred", "as_preference", "chosen", "indicator_of", "last_of", "latest", "observations"]

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import Literal, overload

from anhui_ftz.analysis.choices import choice
from anhui_ftz.analysis.containment import descendants
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.errors import ConflictError, NoObservation, UnknownName
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.integrity import nearest
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
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
    #: No choice: the interval that holds all of them, as a `Derived`.
    HULL = "hull"


#: What ``prefer=`` takes: a preference or its word, or None to refuse where sources disagree.
Preferred = Preference | Literal["publisher-first", "newest", "narrowest", "hull"] | None
_One = Literal[Preference.PUBLISHER_FIRST, Preference.NEWEST, Preference.NARROWEST]
_OneSource = _One | Literal["publisher-first", "newest", "narrowest"] | None  # fmt: skip


def observations(
    ds: Dataset,
    *,
    subject: str | Place | None = None,
    indicator: str | Indicator | None = None,
    during: Period | Day | None = None,
    within: str | Place | None = None,
) -> tuple[Observation, ...]:
    """Return the observations that match, ordered by subject, indicator, period and id.

    Parameters
    ----------
    ds
        The data set.
    subject
        The place or body that the figure is about.
    indicator
        What is measured.
    during
        A day or period, in EDTF: flows and ratios that lie within it, stocks that held on some day of it.
    within
        A place: figures of it, and of all that lies within it.

    Raises
    ------
    UnknownName
        If an id is in no table; an empty answer is never due to a misspelling.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> found = ftz.observations(ftz.load(), subject="wuhu-port", during="2020", indicator="cargo-throughput")
    >>> [each.id for each in found]
    ['ah-obs-017']
    """
    as_dataset(ds)
    about = None if subject is None else ds.place(subject).id
    wanted = None if indicator is None else indicator_of(ds, indicator).id
    if about is not None and wanted is not None:
        rows = ds.memo(_by_subject_and_indicator).get((about, wanted), ())
    else:
        rows = ds.memo(_ordered) if about is None else ds.memo(_by_subject).get(about, ())
        rows = rows if wanted is None else tuple(row for row in rows if row.indicator == wanted)
    if within is not None:
        inside = descendants(ds, ds.place(within).id)
        rows = tuple(row for row in rows if row.subject in inside)
    if during is not None:
        days = Period.parse(during)
        rows = tuple(row for row in rows if _counts_in(ds, row, days))
    return rows


@overload
def latest(
    ds: Dataset,
    subject: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: Literal[
        Preference.PUBLISHER_FIRST, Preference.NEWEST, Preference.NARROWEST, "publisher-first", "newest", "narrowest"
    ]
    | None = None,
) -> Observation: ...
@overload
def latest(
    ds: Dataset,
    subject: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: Literal[Preference.HULL, "hull"],
) -> Derived: ...
@overload
def latest(
    ds: Dataset,
    subject: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: Preferred,
) -> Observation | Derived: ...


def latest(
    ds: Dataset,
    subject: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: Preferred = None,
) -> Observation | Derived:
    """Return the observation whose period ends last; of several, the longest.

    Of a flow or ratio the period must have ended by ``on``; a stock must have begun to hold.
    Several sources whose intervals share a value do not disagree: the narrowest is returned.
    A figure in another currency than the indicator's counts only where there is none in the indicator's own.

    Parameters
    ----------
    ds
        The data set.
    subject, indicator
        Of what, and what.
    on
        The day to look back from; None looks at all.
    prefer
        How to choose between sources that disagree: ``publisher-first``, ``newest``, ``narrowest`` or ``hull``.

    Returns
    -------
    Observation or Derived
        A `Derived` only for ``hull``.

    Raises
    ------
    ConflictError
        If sources disagree and ``prefer`` is not given.
    NoObservation
        If there is none by then.
    UnknownName
        If an id is in no table.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(ftz.latest(ftz.load(), "anhui-ftz", "new-enterprises", on="2021-01-25").quantity)
    3,857
    >>> print(ftz.latest(ftz.load(), "shanghai-ftz", "area", on="2014-06-01").quantity)
    28.78 km²
    """
    as_dataset(ds)
    as_preference(prefer)
    day = None if on is None else as_day(on)
    rows = [
        row for row in observations(ds, subject=subject, indicator=indicator) if day is None or _begun(ds, row, day)
    ]
    if not rows:
        when = "" if day is None else f" by {day}"
        raise NoObservation(f"no {indicator_of(ds, indicator).id} of {ds.place(subject).id} is recorded{when}")
    return last_of(ds, rows, prefer, day)


def last_of(
    ds: Dataset, candidates: Sequence[Observation], prefer: Preferred, day: date | None = None
) -> Observation | Derived:
    """Choose among figures of one subject and indicator, as `latest` does; at least one must be given.

    Raises
    ------
    ConflictError
        If those that end last disagree and ``prefer`` is not given.
    """
    last = max(_rank(row, day) for row in candidates)
    return chosen(ds, [row for row in candidates if _rank(row, day) == last], candidates[0].indicator, prefer)


def chosen(
    ds: Dataset,
    candidates: list[Observation],
    indicator: str | Indicator,
    prefer: Preferred,
) -> Observation | Derived:
    """Choose among figures of one subject, indicator and period, as `latest` does; one at least.

    Raises
    ------
    ConflictError
        If they disagree and ``prefer`` is not given.
    """
    own, rule = indicator_of(ds, indicator).unit, as_preference(prefer)
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


def _agree(rows: list[Observation]) -> bool:
    units = {row.quantity.unit for row in rows}
    return len(units) == 1 and max(row.quantity.lower for row in rows) <= min(row.quantity.upper for row in rows)


def _hull(left: Quantity, right: Quantity) -> Quantity:
    if left.unit != right.unit:
        raise ConflictError((), f"no interval holds both {left.unit} and {right.unit}: convert one of them")
    return Quantity(left.value, min(left.lower, right.lower), max(left.upper, right.upper), left.unit)


_Key = Callable[[Observation], tuple[object, ...]]
_CARRIERS = (*Carrier, None)


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
    by_id = ds.memo(_sources_by_id)
    return [by_id[cited.source] for cited in row.citations]


def _sources_by_id(ds: Dataset) -> dict[str, Source]:
    return {source.id: source for source in ds.sources}


def as_preference(prefer: Preferred) -> Preference | None:
    """Return the preference that a word names; None stays None.

    Raises
    ------
    InvalidValue
        If it names none.
    """
    return None if prefer is None else choice(Preference, prefer, "prefer", "a preference")


def _begun(ds: Dataset, row: Observation, day: date) -> bool:
    return row.period.possible_by(day) if _is_stock(ds, row) else row.period.sure_by(day)


def _rank(row: Observation, day: date | None) -> tuple[date, int]:
    """Rank by the end, then by the length; a period without end goes on to the day asked of."""
    end = row.period.end or date.max
    end = end if day is None else min(end, day)
    return end, (end - (row.period.start or date.min)).days


def _counts_in(ds: Dataset, row: Observation, days: Period) -> bool:
    return days.overlaps(row.period) if _is_stock(ds, row) else days.contains(row.period)


def _is_stock(ds: Dataset, row: Observation) -> bool:
    return not indicator_of(ds, row.indicator).kind.has_length


def indicator_of(ds: Dataset, indicator: str | Indicator) -> Indicator:
    """Return the indicator with that id, or one that the data set holds.

    Raises
    ------
    UnknownName
        If the data set has none.
    """
    id = indicator.id if isinstance(indicator, Indicator) else indicator
    found = ds.memo(_indicators).get(id)
    if found is None:
        raise UnknownName(str(id), nearest(id, ds.memo(_indicators)))
    return found


def _indicators(ds: Dataset) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in ds.indicators}


def _ordered(ds: Dataset) -> tuple[Observation, ...]:
    return tuple(sorted(ds.observations, key=_order))


def _order(row: Observation) -> tuple[str, str, date, date, str]:
    return row.subject, row.indicator, row.period.start or date.min, row.period.end or date.max, row.id


def _by_subject(ds: Dataset) -> dict[str, tuple[Observation, ...]]:
    return {key: tuple(rows) for key, rows in groupby(ds.memo(_ordered), attrgetter("subject"))}


def _by_subject_and_indicator(ds: Dataset) -> dict[tuple[str, str], tuple[Observation, ...]]:
    return {key: tuple(rows) for key, rows in groupby(ds.memo(_ordered), attrgetter("subject", "indicator"))}
