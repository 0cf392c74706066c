"""Totals: sums that are exact, show what they are made of, and refuse where they would mislead."""

from __future__ import annotations

__all__ = ["total", "totals"]

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from operator import attrgetter

from anhui_ftz.analysis.containment import Inherited, is_province
from anhui_ftz.analysis.figures.days import span_of
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.refusals import days_covered, days_left_out, in_order, reasons_against
from anhui_ftz.analysis.figures.rules import Allowed, Rule, TotalRule, set_aside, set_aside_remark
from anhui_ftz.errors import InvalidValue, NotAdditiveError, Reason, shown
from anhui_ftz.model.checks import instances
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.outline import Outline
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation
from anhui_ftz.model.table import ReadOnly
from anhui_ftz.words.remark import Remark

#: How to group: a name, a function of an observation, or several of them.
Key = str | Callable[[Observation], Hashable]


#: What of an observation is a key as it is.
_FIELDS = ("subject", "indicator")
#: The rules about days that are left out.
_GAPPY = {Rule.GAPS, Rule.UNEQUAL_PERIODS}


def total(ds: Dataset, observations: Iterable[Observation], *, allow: Allowed[TotalRule] = ()) -> Derived:
    """Return the sum of observations, or refuse with every reason why the sum would mislead.

    Parameters
    ----------
    ds
        The data set.
    observations
        What to add, in any order.
    allow
        Rules to set aside: ``indicator``, ``ratio``, ``not-additive``, ``stock-over-time``,
        ``conflicting-sources``, ``overlapping-periods``, ``overlapping-subjects``, ``gaps`` (days between the
        periods of one subject), ``unequal-periods`` (subjects that cover different days). The result notes
        each reason that is set aside, and ``missing`` lists the days left out.

    Returns
    -------
    Derived
        The exact sum, in the unit of the observations, with rule ``total``.

    Raises
    ------
    NotAdditiveError
        If units or indicators differ, a ratio or a stock over time is among them, subjects or periods
        overlap, several sources state one figure, or days are left out. Lists every reason.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(
    ...     ftz.total(
    ...         ds, map(ds.get, ("ah-obs-003", "ah-obs-004", "ah-obs-005"))
    ...     ).quantity
    ... )
    119.86 km²
    >>> ftz.total(ds, map(ds.get, ("ah-obs-012", "ah-obs-010")))
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.NotAdditiveError: 2 observations cannot be added:
      unit: 1, CNY are different units; bring them to one unit first
      indicator: contracted-investment, new-enterprises measure different things, and one may be inside the other
      overlapping-periods: ah-obs-012 and ah-obs-010 cover some of the same days, so one may be inside the other
    """
    return _added(as_dataset(ds), instances(Observation, observations), set_aside(allow, TotalRule))


def _added(ds: Dataset, rows: Sequence[Observation], allowed: Collection[Rule], year: Period | None = None) -> Derived:
    """Return the sum of observations; that of a year says whether it is complete."""
    ordered = in_order(rows)
    days = days_covered(ds, ordered)
    reasons = reasons_against(ds, ordered, days)
    left = [reason for reason in reasons if reason.rule not in allowed]
    if left:
        raise NotAdditiveError([row.id for row in rows], left)
    notes = [set_aside_remark(reason) for reason in reasons]
    missing: tuple[str, ...] = ()
    if year is not None or _GAPPY.intersection(reason.rule for reason in reasons):
        missing = days_left_out(days, year)
    if year is not None and missing:
        notes.append(Remark("incomplete", year, missing))
    return Derived(
        Quantity.sum(row.quantity for row in rows),
        "total",
        rows,
        missing=missing,
        period=span_of([row.period for row in rows]),
        notes=notes,
    )


def totals(
    ds: Dataset,
    observations: Iterable[Observation],
    by: Key | Sequence[Key] = "subject",
    *,
    allow: Allowed[TotalRule] = (),
) -> Mapping[Hashable, Derived]:
    """Return the sum of each group of observations.

    Parameters
    ----------
    ds
        The data set.
    observations
        What to add.
    by
        ``subject``, ``indicator``, ``year``, ``zone``, ``province``, a function of an observation, or a
        list of these, which makes the keys tuples.
    allow
        As for `total`.

    Returns
    -------
    Mapping
        Read-only, from key to total, sorted by the text of the keys. No observation is dropped. By year, the total
        of a year with days left out lists them in ``missing``, and a note says that it is incomplete.

    Raises
    ------
    NotAdditiveError
        If any group cannot be added; lists the reasons of all groups.
    InvalidValue
        If an observation has no key: it lies in no single year, zone or province.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> sizes = ftz.observations(ds, indicator="area", within="anhui-ftz")
    >>> areas = [
    ...     size for size in sizes if size.subject in {area.id for area in ds.areas}
    ... ]
    >>> {
    ...     key: str(each.quantity)
    ...     for key, each in ftz.totals(ds, areas, by="zone").items()
    ... }
    {'anhui-ftz': '119.86 km²'}
    """
    as_dataset(ds)
    rows, allowed = instances(Observation, observations), set_aside(allow, TotalRule)
    key, by_year = _key(ds, by), not callable(by) and "year" in by
    keys, problems = [], []
    for row in rows:
        try:
            keys.append(key(row))
        except _NoKeyError as error:
            problems.append(f"{row.id} {error}")
    if problems:
        more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""  # noqa: PLR2004 - enough to see
        raise InvalidValue("cannot group: " + "; ".join(problems[:5]) + more)
    groups: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    for each, row in zip(keys, rows, strict=True):
        groups[each].append(row)
    results: dict[Hashable, Derived] = {}
    reasons: list[Reason] = []
    refused: list[str] = []
    for each in sorted(groups, key=str):
        try:
            year = Period.parse(f"{groups[each][0].period.year:04}") if by_year else None
            results[each] = _added(ds, groups[each], allowed, year)
        except NotAdditiveError as error:
            refused += error.observations
            reasons += [Reason(reason.rule, f"in {each}: {reason.text}") for reason in error.reasons]
    if reasons:
        raise NotAdditiveError(refused, reasons)
    return ReadOnly(results)


class _NoKeyError(Exception):
    """An observation belongs to no group."""


def _key(ds: Dataset, by: Key | Sequence[Key]) -> Callable[[Observation], Hashable]:
    if callable(by):
        return by
    if isinstance(by, Iterable) and not isinstance(by, str | bytes):
        several = tuple(by)
        if len(several) > 1 and all(each in _FIELDS for each in several):
            return attrgetter(*map(str, several))  # in a third of the time
        keys = [_key(ds, each) for each in several]
        return lambda row: tuple([key(row) for key in keys])
    named: dict[str, Callable[[Observation], Hashable]] = {
        **{field: attrgetter(field) for field in _FIELDS},
        "year": _year,
        "zone": lambda row: _above(ds, row, "zone"),
        "province": lambda row: _above(ds, row, "province"),
    }
    if by not in named:
        raise InvalidValue(f"by is a function or any of {', '.join(named)}, not {shown(by)}")
    return named[by]


def _year(row: Observation) -> int:
    if row.period.year is None:
        raise _NoKeyError(f"lies in no single year ({row.period})")
    return row.period.year


def _above(ds: Dataset, row: Observation, what: str) -> str:
    found = ds.memo(Inherited, is_province if what == "province" else _is_zone)[row.subject]
    if len(found) != 1:
        raise _NoKeyError(f"is about {row.subject}, which lies in {len(found) or 'no'} {what}{'s' * bool(found)}")
    return found[0]


def _is_zone(place: Outline) -> bool:
    return place.rank == "zone"
