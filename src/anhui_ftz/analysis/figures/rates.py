"""Figures worked out from others: shares, densities, changes, each with its bounds and its working."""

from __future__ import annotations

__all__ = ["change", "convert", "density", "growth", "implied_base", "increments", "share"]

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import pairwise

from anhui_ftz.analysis.figures.derived import Derived, Figure, as_derived, leaves
from anhui_ftz.errors import InvalidValue, NotComparableError, Reason, UnitError
from anhui_ftz.model.checks import instances
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation
from anhui_ftz.model.unit import Unit

_HUNDRED_PERCENT = Quantity.exactly(100, "%")
_ONE = Quantity.exactly(1, "1")
_PERCENT = Unit.parse("%")


def share(part: Figure, whole: Figure, *, allow: Collection[str] = ()) -> Derived:
    """Work out what share of a whole a part is.

    Parameters
    ----------
    part, whole
        Two figures of one unit; observations must agree in indicator and period.
    allow
        Rules to set aside: ``indicator``, ``period``.

    Returns
    -------
    Derived
        The share in ``%``, rule ``share``.

    Raises
    ------
    NotComparableError
        If indicator or period differ.
    UnitError
        If the units differ.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.share(ds.get("ah-obs-003"), ds.get("ah-obs-001")).quantity)
    about 54.1882%
    """
    inputs = _comparable((part, whole), ("indicator", "period"), allow)
    _same_unit("share", *inputs)
    quantity = inputs[0].quantity / inputs[1].quantity * _HUNDRED_PERCENT
    return Derived(quantity, "share", inputs, period=inputs[0].period)


def density(n: Figure, area: Figure) -> Derived:
    """Work out how much of one figure there is to a unit of another, such as firms to a square kilometre.

    Parameters
    ----------
    n
        What is spread.
    area
        What it is spread over: mostly the observation of an ``area``; any other figure gives its ratio.

    Returns
    -------
    Derived
        The quotient, in the quotient of the units, rule ``density``.

    Raises
    ------
    UndefinedQuotient
        If the stated area is zero.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.density(ds.get("ah-obs-012"), ds.get("ah-obs-011")).quantity)  # yuan a project
    between 856.74 and 857.04 million yuan
    """
    inputs = (as_derived(n), as_derived(area))
    return Derived(inputs[0].quantity / inputs[1].quantity, "density", inputs, period=inputs[0].period)


def change(a: Figure, b: Figure, *, allow: Collection[str] = ()) -> Derived:
    """Work out the change from ``a`` to ``b``, that is b less a.

    Parameters
    ----------
    a, b
        The earlier and the later figure; observations must agree in subject and indicator.
    allow
        Rules to set aside: ``subject``, ``indicator``.

    Returns
    -------
    Derived
        The difference, in their unit, rule ``change``.

    Raises
    ------
    NotComparableError
        If subject or indicator differ.
    UnitError
        If the units differ.

    Examples
    --------
    >>> from anhui_ftz import Quantity, change
    >>> print(change(Quantity.rounded("120.4", "亿元", "0.1"), Quantity.rounded("153.3", "亿元", "0.1")).quantity)
    between 3.28 and 3.3 billion yuan
    """
    inputs = _comparable((a, b), ("subject", "indicator"), allow)
    _same_unit("change", *inputs)
    return Derived(inputs[1].quantity - inputs[0].quantity, "change", inputs)


def growth(a: Figure, b: Figure, *, allow: Collection[str] = ()) -> Derived:
    """Work out the growth rate from ``a`` to ``b``, that is b over a, less one.

    Parameters
    ----------
    a, b
        The earlier and the later figure; observations must agree in subject and indicator.
    allow
        Rules to set aside: ``subject``, ``indicator``.

    Returns
    -------
    Derived
        The rate in ``%``, rule ``growth``.

    Raises
    ------
    NotComparableError
        If subject or indicator differ.
    UnitError
        If the units differ.
    UndefinedQuotient
        If the earlier figure is zero.

    Examples
    --------
    >>> from anhui_ftz import Quantity, growth
    >>> print(growth(Quantity.exactly(200, "1"), Quantity.exactly(250, "1")).quantity)
    exactly 25%
    """
    inputs = _comparable((a, b), ("subject", "indicator"), allow)
    _same_unit("growth", *inputs)
    quantity = inputs[1].quantity / inputs[0].quantity * _HUNDRED_PERCENT - _HUNDRED_PERCENT
    return Derived(quantity, "growth", inputs)


def implied_base(value: Figure, growth: Figure) -> Derived:
    """Work out the earlier figure that a later one and its growth rate imply.

    Parameters
    ----------
    value
        The later figure.
    growth
        Its growth rate, in ``%``, or as a plain ratio.

    Returns
    -------
    Derived
        The earlier figure, in the unit of ``value``, rule ``implied-base``.

    Raises
    ------
    UnitError
        If the rate is no rate.
    InvalidValue
        If the rate may be -100 % or less: then nothing is implied.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.implied_base(ds.get("ah-obs-017"), ds.get("ah-obs-017-growth")).quantity)
    between 126.9 and 128.1 million t
    """
    inputs = (as_derived(value), as_derived(growth))
    rate = inputs[1].quantity
    if rate.unit == _PERCENT:
        rate = rate / _HUNDRED_PERCENT
    if rate.unit != _ONE.unit:
        raise UnitError(f"a growth rate is in % or 1, not in {rate.unit}")
    factor = _ONE + rate
    if factor.lower <= 0:
        raise InvalidValue(f"a growth of {inputs[1].quantity:en} implies no earlier figure")
    return Derived(inputs[0].quantity / factor, "implied-base", inputs)


def increments(observations: Iterable[Observation], *, allow: Collection[str] = ()) -> tuple[Derived, ...]:
    """Work out what was added between successive figures of one running series.

    Parameters
    ----------
    observations
        Figures of one subject and indicator: flows that begin on the same day and end on different ones,
        or stocks of different days.
    allow
        Rules to set aside: ``subject``, ``indicator``, ``start``.

    Returns
    -------
    tuple of Derived
        One increment for each step, in order of time, with the days that it was added in; rule ``increment``.

    Raises
    ------
    NotComparableError
        If subjects, indicators or first days differ, or two figures end on the same day.

    Examples
    --------
    >>> from attrs import evolve
    >>> import anhui_ftz as ftz
    >>> first = ftz.load().get("ah-obs-011")
    >>> later = evolve(first, id="later", period="2020-09-24/2021-06-30", quantity=ftz.Quantity.exactly(500, "1"))
    >>> [(str(each.period), str(each.quantity)) for each in ftz.increments([later, first])]
    [('2021-01-26/2021-06-30', '159')]
    """
    given = instances(Observation, tuple(observations))
    rows = sorted(given, key=lambda row: (row.period.end or date.max, row.id))
    _comparable(rows, ("subject", "indicator", "start"), allow, _unordered(rows))
    return tuple(_increment(one, two) for one, two in pairwise(rows))


def convert(figure: Figure, rate: Figure) -> Derived:
    """Bring a figure to another currency by a rate that the caller passes; no rate is built in.

    Parameters
    ----------
    figure
        The figure, in a currency.
    rate
        The rate, such as a Quantity in ``CNY/USD``.

    Returns
    -------
    Derived
        The figure in the other currency, rule ``convert``; the rate shows in its working.

    Raises
    ------
    UnitError
        If the rate does not lead from the figure's currency to another one.

    Examples
    --------
    >>> from anhui_ftz import Quantity, convert
    >>> print(convert(Quantity.exactly(100, "USD"), Quantity.exactly("6.45", "CNY/USD")).quantity)
    645 yuan
    """
    inputs = (as_derived(figure), as_derived(rate))
    quantity = inputs[0].quantity * inputs[1].quantity
    before, after = inputs[0].quantity.unit.currencies, quantity.unit.currencies
    if len(before) != 1 or len(after) != 1 or before == after:
        raise UnitError(f"a rate in {inputs[1].quantity.unit} does not convert {inputs[0].quantity.unit}")
    return Derived(quantity, "convert", inputs, period=inputs[0].period)


def _increment(one: Observation, two: Observation) -> Derived:
    start, end = one.period.end, two.period.end
    period = None if start is None or end is None else Period(start + timedelta(days=1), end)
    return Derived(two.quantity - one.quantity, "increment", (one, two), period=period)


def _unordered(rows: list[Observation]) -> list[Reason]:
    """Say why figures have no order in time."""
    ends = [row.period.end for row in rows]
    twice = [str(end) for end in dict.fromkeys(ends) if ends.count(end) > 1]
    reasons = [Reason("period", f"several figures end on {', '.join(twice)}; keep one of each day")] if twice else []
    if None in ends:
        reasons.append(Reason("period", "a figure whose period has no end has no place in the series"))
    return reasons


def _comparable(
    figures: Iterable[Figure],
    same: tuple[str, ...],
    allow: Collection[str],
    reasons: Iterable[Reason] = (),
) -> tuple[Observation | Derived, ...]:
    """Refuse figures whose observations differ in what they must share; bare quantities are the caller's."""
    inputs = tuple(map(as_derived, figures))
    allowed = {allow} if isinstance(allow, str) else set(allow)
    if not allowed <= set(same):
        raise InvalidValue(f"allow takes any of {', '.join(same)}, not {', '.join(sorted(allowed - set(same)))}")
    found = list(reasons)
    for aspect in same:
        values = {_aspect(each, aspect) for each in inputs} - {""}
        if len(values) > 1 and aspect not in allowed:
            found.append(Reason(aspect, f"the {aspect}s differ: {', '.join(sorted(values))}; set aside by allow="))
    if found:
        raise NotComparableError([leaf.id for leaf in leaves(inputs)], found)
    return inputs


def _aspect(figure: Observation | Derived, aspect: str) -> str:
    if aspect == "period":
        return "" if figure.period is None else figure.period.edtf
    if aspect == "start":
        return ", ".join(sorted({str(leaf.period.start) for leaf in leaves([figure])}))
    return ", ".join(sorted({getattr(leaf, aspect) for leaf in leaves([figure])}))


def _same_unit(rule: str, one: Observation | Derived, two: Observation | Derived) -> None:
    if one.quantity.unit != two.quantity.unit:
        raise UnitError(
            f"a {rule} needs one unit, not {one.quantity.unit} and {two.quantity.unit}; convert one of them"
        )
