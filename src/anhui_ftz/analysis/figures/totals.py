"""Totals: sums that are exact, show what they are made of, and refuse where they would mislead."""

from __future__ import annotations

__all__ = ["total", "totals"]

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.figures.refusals import reasons_against
from anhui_ftz.analysis.figures.rules import TOTAL_RULES, Allowed, rules_allowed
from anhui_ftz.analysis.read_only import ReadOnly
from anhui_ftz.errors import InvalidValue, NotAdditiveError, Reason, shown
from anhui_ftz.model.checks import instances
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Division, DivisionKind, Zone
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation

#: How to group: a name, a function of an observation, or several of them.
Key = str | Callable[[Observation], Hashable]


def total(ds: Dataset, observations: Iterable[Observation], *, allow: Allowed = ()) -> Derived:
    """Add observations, or refuse with every reason why the sum would mislead.

    Parameters
    ----------
    ds
        The data set.
    observations
        What to add, in any order.
    allow
        Rules to set aside, such as ``"overlapping-periods"``; the result notes each reason set aside.

    Returns
    -------
    Derived
        The exact sum, in the unit of the observations, with rule ``total``.

    Raises
    ------
    NotAdditiveError
        If units or indicators differ, a ratio or a stock over time is among them, subjects or periods
        overlap, or several sources state one figure. Lists every reason.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.total(ds, map(ds.get, ("ah-obs-003", "ah-obs-004", "ah-obs-005"))).quantity)
    119.86 km²
    >>> ftz.total(ds, map(ds.get, ("ah-obs-012", "ah-obs-010")))
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.NotAdditiveError: 2 observations cannot be added:
      unit: 1, CNY are different units; bring them to one unit first
      indicator: contracted-investment, new-enterprises measure different things, and one may be inside the other
      overlapping-periods: ah-obs-012 and ah-obs-010 cover some of the same days, so one may be inside the other
    """
    as_dataset(ds)
    rows = instances(Observation, tuple(observations))
    allowed = rules_allowed(allow, TOTAL_RULES)
    reasons = reasons_against(ds, rows)
    if any(reason.rule not in allowed for reason in reasons):
        raise NotAdditiveError([row.id for row in rows], [r for r in reasons if r.rule not in allowed])
    return Derived(
        Quantity.sum(row.quantity for row in rows),
        "total",
        rows,
        period=_span(rows),
        notes=[f"set aside: {reason}" for reason in reasons],
    )


def totals(
    ds: Dataset,
    observations: Iterable[Observation],
    by: Key | Sequence[Key] = "subject",
    *,
    allow: Allowed = (),
) -> Mapping[Hashable, Derived]:
    """Add observations group by group.

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
        Rules to set aside, as for `total`.

    Returns
    -------
    Mapping
        Read-only, from the key, in order of the keys' text. No observation is dropped.

    Raises
    ------
    NotAdditiveError
        If any group must not be added; lists the reasons of all groups.
    InvalidValue
        If an observation has no key: it lies in no single year, zone or province.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> sizes = ftz.observations(ds, indicator="area", within="anhui-ftz")
    >>> areas = [size for size in sizes if size.subject in {area.id for area in ds.areas}]
    >>> {key: str(each.quantity) for key, each in ftz.totals(ds, areas, by="zone").items()}
    {'anhui-ftz': '119.86 km²'}
    """
    as_dataset(ds)
    rows = instances(Observation, tuple(observations))
    key = _key(ds, by)
    keys, problems = [], []
    for row in rows:
        try:
            keys.append(key(row))
        except _NoKeyError as error:
            problems.append(f"{row.id} {error}")
    if problems:
        more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""  # noqa: PLR2004 - enough to see
        raise InvalidValue("cannot group: " + "; ".join(problems[:5]) + more)
    groups: dict[Hashable, list[Observation]] = {}
    for each, row in zip(keys, rows, strict=True):
        groups.setdefault(each, []).append(row)
    results: dict[Hashable, Derived] = {}
    reasons: list[Reason] = []
    refused: list[str] = []
    for each in sorted(groups, key=str):
        try:
            results[each] = total(ds, groups[each], allow=allow)
        except NotAdditiveError as error:
            refused += error.observations
            reasons += [Reason(reason.rule, f"in {each}: {reason.text}") for reason in error.reasons]
    if reasons:
        raise NotAdditiveError(refused, reasons)
    return ReadOnly(results)


class _NoKeyError(Exception):
    """An observation belongs to no group."""


def _span(rows: Sequence[Observation]) -> Period:
    """Return the days from the first start to the last end; what is open for one is open for all, else unknown."""
    periods = [row.period for row in rows]
    starts = [each.start for each in periods if each.start is not None]
    ends = [each.end for each in periods if each.end is not None]
    begun, ended = len(starts) == len(periods), len(ends) == len(periods)
    return Period(
        min(starts) if begun else None,
        max(ends) if ended else None,
        start_unknown=not begun and all(each.start or each.start_unknown for each in periods),
        end_unknown=not ended and all(each.end or each.end_unknown for each in periods),
    )


def _key(ds: Dataset, by: Key | Sequence[Key]) -> Callable[[Observation], Hashable]:
    if callable(by):
        return by
    if not isinstance(by, str):
        keys = [_key(ds, each) for each in by]
        return lambda row: tuple(key(row) for key in keys)
    named: dict[str, Callable[[Observation], Hashable]] = {
        "subject": lambda row: row.subject,
        "indicator": lambda row: row.indicator,
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
    found = []
    for id in ancestors(ds, row.subject):
        place = ds.place(id)
        is_zone = isinstance(place, Zone)
        is_province = isinstance(place, Division) and place.kind is DivisionKind.PROVINCE
        if is_zone if what == "zone" else is_province:
            found.append(id)
    if len(found) != 1:
        raise _NoKeyError(f"is about {row.subject}, which lies in {len(found) or 'no'} {what}{'s' * bool(found)}")
    return found[0]
