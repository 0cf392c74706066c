"""Looking figures up: all that match, or the latest one."""

from __future__ import annotations

__all__ = ["indicator_of", "last_of", "latest", "observations"]

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Literal, overload

from anhui_ftz.analysis.containment import descendants
from anhui_ftz.analysis.figures.days import in_time
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.preference import OneSource, Preference, Preferred, as_preference, chosen
from anhui_ftz.analysis.indicators import nearest_indicators
from anhui_ftz.errors import NoObservation, UnknownName, shown
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Place
from anhui_ftz.model.statistics import Indicator, Observation


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
        The place or body that the figure is about: the id or the record. None keeps all.
    indicator
        What is measured: the id or the record. None keeps all.
    during
        A day or period, in EDTF: flows and ratios whose period lies within it, stocks that apply on a day of it.
    within
        A place: figures about it, and about all that lies within it.

    Raises
    ------
    UnknownName
        If an id is in no table, so that a misspelled id never returns an empty result.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> found = ftz.observations(
    ...     ftz.load(), subject="wuhu-port", during="2020", indicator="cargo-throughput"
    ... )
    >>> [each.id for each in found]
    ['ah-obs-017']
    """
    as_dataset(ds)
    about = None if subject is None else ds.place(subject).id
    wanted = None if indicator is None else indicator_of(ds, indicator).id
    days = None if during is None else Period.parse(during)
    if about is not None and wanted is not None:
        if days is not None and within is None:
            return ds.memo(_InTime, about, wanted).during(ds, days)
        rows = ds.memo(_by_indicator, about).get(wanted, ())
    else:
        rows = ds.memo(_ordered) if about is None else ds.memo(_BySubject)[about]
        rows = rows if wanted is None else tuple(row for row in rows if row.indicator == wanted)
    if within is not None:
        inside = descendants(ds, ds.place(within).id)
        rows = tuple(row for row in rows if row.subject in inside)
    if days is not None:
        rows = tuple(row for row in rows if _counts_in(ds, row, days))
    return rows


@overload
def latest(
    ds: Dataset,
    subject: str | Place,
    indicator: str | Indicator,
    *,
    on: Day | None = None,
    prefer: OneSource = None,
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
    """Return the observation whose period ends last; if several do, the one with the longest period.

    The period of a flow or ratio must have ended by ``on``; that of a stock must have begun.
    Sources whose intervals share a value do not disagree: the figure with the narrowest interval is returned.
    A figure in a currency other than the indicator's is returned only if no figure is in that currency.

    Parameters
    ----------
    ds
        The data set.
    subject, indicator
        The place or body, and what is measured: the id or the record. `find` and `find_indicator` read names.
    on
        The last day that counts; None means no limit.
    prefer
        How to choose between sources that disagree: ``publisher-first``, ``newest``, ``narrowest``, or ``hull``,
        which returns the smallest interval that contains all their figures.

    Returns
    -------
    Observation or Derived
        A `Derived` only for ``hull``.

    Raises
    ------
    ConflictError
        If sources disagree and ``prefer`` is not given.
    NoObservation
        If nothing is on record by then.
    UnknownName
        If an id is in no table.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> print(
    ...     ftz.latest(
    ...         ftz.load(), "anhui-ftz", "new-enterprises", on="2021-01-25"
    ...     ).quantity
    ... )
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
    rows = [row for row in candidates if _rank(row, day) == last]
    return chosen(ds, rows, indicator_of(ds, rows[0].indicator), prefer)


def _begun(ds: Dataset, row: Observation, day: date) -> bool:
    return row.period.possible_by(day) if _is_stock(ds, row) else row.period.sure_by(day)


def _rank(row: Observation, day: date | None) -> tuple[date, int]:
    """Rank by the end, then by the length; a period without end goes on to the day asked of."""
    end = row.period.end or date.max
    end = end if day is None else min(end, day)
    return end, (end - (row.period.start or date.min)).days


def _counts_in(ds: Dataset, row: Observation, days: Period) -> bool:
    return days.overlaps(row.period) if _is_stock(ds, row) else days.contains(row.period)


class _InTime:
    """The figures of one subject and indicator, which finds those of some days without a look at all others."""

    def __init__(self, ds: Dataset, subject: str, indicator: str) -> None:
        self._rows = ds.memo(_by_indicator, subject).get(indicator, ())
        spans = [in_time(row.period) for row in self._rows]
        self._starts = [start for start, _ in spans]
        #: The last end of the figures up to each.
        self._reached = list(accumulate((end for _, end in spans), max))

    def during(self, ds: Dataset, days: Period) -> tuple[Observation, ...]:
        """Return the figures that count in some days, in order."""
        first, last = in_time(days)
        near = self._rows[bisect_left(self._reached, first) : bisect_right(self._starts, last)]
        return tuple(row for row in near if _counts_in(ds, row, days))


def _is_stock(ds: Dataset, row: Observation) -> bool:
    return not indicator_of(ds, row.indicator).kind.has_length


def indicator_of(ds: Dataset, indicator: str | Indicator) -> Indicator:
    """Return the indicator with that id, or one of the data set.

    Raises
    ------
    UnknownName
        If the data set has none; names the ids that a name or a misspelled id means.
    """
    id = indicator.id if isinstance(indicator, Indicator) else indicator
    found = ds.indicators.get(id) if isinstance(id, str) else None
    if found is None:
        text = id if isinstance(id, str) else shown(id)
        raise UnknownName(text, nearest_indicators(ds, text), "an id is needed here; find_indicator() reads names")
    return found


def _ordered(ds: Dataset) -> tuple[Observation, ...]:
    return tuple(sorted(ds.observations, key=_order))


def _order(row: Observation) -> tuple[str, str, date, date, str]:
    return row.subject, row.indicator, *in_time(row.period), row.id


class _BySubject(dict[str, tuple[Observation, ...]]):
    """Subject to its figures, in order; of an edition those of other subjects are not read."""

    def __init__(self, ds: Dataset) -> None:
        super().__init__()
        self._edition = ds.observations.resource
        if self._edition is None:
            self.update((key, tuple(rows)) for key, rows in groupby(ds.memo(_ordered), attrgetter("subject")))

    def __missing__(self, subject: str) -> tuple[Observation, ...]:
        near = () if self._edition is None else self._edition.naming(subject)
        found = self[subject] = tuple(sorted((row for row in near if row.subject == subject), key=_order))
        return found


def _by_indicator(ds: Dataset, subject: str) -> dict[str, tuple[Observation, ...]]:
    return {key: tuple(rows) for key, rows in groupby(ds.memo(_BySubject)[subject], attrgetter("indicator"))}
