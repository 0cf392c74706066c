"""Quotients of figures: shares, densities and what growth rates imply, each with its bounds and its working."""

from __future__ import annotations

__all__ = ["GROWTH", "SHARE", "convert", "density", "implied_base", "share"]

from collections.abc import Iterator

from anhui_ftz.analysis.figures.derived import Derived, Figure, as_derived
from anhui_ftz.analysis.figures.likeness import (
    Seen,
    compared,
    differing,
    no_ratios,
    same_days,
    same_units,
    seen,
)
from anhui_ftz.analysis.figures.rules import (
    Allowed,
    BaseRule,
    DensityRule,
    Rule,
    ShareRule,
    set_aside,
)
from anhui_ftz.errors import InvalidValue, Reason, UnitError, shown
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.unit import Unit
from anhui_ftz.words.remark import listed

#: What the indicator of a growth rate is called: that of the level, with this behind.
GROWTH = "-growth"
#: What the indicator of a share is called: that of the level, with this before.
SHARE = "share-of-province-"
_HUNDRED_PERCENT = Quantity.exactly(100, "%")
_ONE = Quantity.exactly(1, "1")
_PERCENT = Unit.parse("%")


def share(part: Figure, whole: Figure, *, ds: Dataset | None = None, allow: Allowed[ShareRule] = ()) -> Derived:
    """Return the share of a part in a whole, in per cent.

    Parameters
    ----------
    part, whole
        Two figures of one indicator, unit and period.
    ds
        The data set that says what is a ratio; without it, a figure in ``%`` is one.
    allow
        Rules to set aside: ``indicator``, ``ratio``, ``period``, ``gaps``, ``unbounded``.

    Returns
    -------
    Derived
        The share in ``%``, rule ``share``.

    Raises
    ------
    NotComparableError
        If the two cannot be compared, or the share would have no bound. Lists every reason.
    UndefinedQuotient
        If the whole is zero.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(ftz.share(ds.get("ah-obs-003"), ds.get("ah-obs-001")).quantity)
    about 54.1882%
    """
    inputs = (seen(part, ds), seen(whole, ds))
    reasons = [
        *same_units(inputs),
        *differing(Rule.INDICATOR, [each.indicators for each in inputs]),
        *no_ratios(inputs),
        *same_days(inputs),
    ]
    return compared(
        "share",
        inputs,
        lambda: _quotient(*inputs) * _HUNDRED_PERCENT,
        reasons,
        set_aside(allow, ShareRule),
        floor=0,
        period=inputs[0].period,
    )


def density(n: Figure, area: Figure, *, ds: Dataset | None = None, allow: Allowed[DensityRule] = ()) -> Derived:
    """Return how much of one figure there is per unit of another, such as firms per square kilometre.

    Parameters
    ----------
    n
        The figure to divide, such as a number of firms.
    area
        The figure to divide by: usually an observation of the indicator ``area``.
    ds
        The data set that says what is a ratio; without it, a figure in ``%`` is one.
    allow
        Rules to set aside: ``subject``, ``ratio``, ``period``, ``gaps``, ``unbounded``.

    Returns
    -------
    Derived
        The quotient, in the quotient of the units, rule ``density``.

    Raises
    ------
    NotComparableError
        If the two are about different subjects or share no day, or the quotient would have no bound.
    UndefinedQuotient
        If the stated area is zero.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(
    ...     ftz.density(ds.get("ah-obs-012"), ds.get("ah-obs-011")).quantity
    ... )  # yuan per project
    between 856.74 and 857.04 million yuan
    """
    inputs = (seen(n, ds), seen(area, ds))
    reasons = [*differing(Rule.SUBJECT, [each.subjects for each in inputs]), *no_ratios(inputs)]
    spread, over = (each.period for each in inputs)
    if spread is not None and over is not None and not spread.overlaps(over):
        reasons.append(Rule.PERIOD.broken(f"{spread} and {over}", "take figures that share days"))
    allowed = set_aside(allow, DensityRule)
    return compared("density", inputs, lambda: _quotient(*inputs), reasons, allowed, floor=0, period=inputs[0].period)


def implied_base(value: Figure, growth: Figure, *, ds: Dataset | None = None, allow: Allowed[BaseRule] = ()) -> Derived:
    """Return the earlier figure that a later figure and its growth rate imply.

    Parameters
    ----------
    value
        The later figure; not a ratio itself.
    growth
        Its growth rate in ``%``, of the same subject and period. An indicator that is named for the growth of
        another one, such as ``goods-trade-growth``, must be that of the value.
    ds
        The data set that says what is a ratio; without it, a figure in ``%`` is one.
    allow
        Rules to set aside: ``subject``, ``indicator``, ``ratio``, ``period``, ``gaps``, ``unbounded``.

    Returns
    -------
    Derived
        The earlier figure, in the unit of ``value``, rule ``implied-base``.

    Raises
    ------
    NotComparableError
        If the rate is not that of the value or not in ``%``, or the earlier figure would have no bound.
    InvalidValue
        If the rate may be -100% or less, which implies nothing.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> print(
    ...     ftz.implied_base(ds.get("ah-obs-017"), ds.get("ah-obs-017-growth")).quantity
    ... )
    between 126.9 and 128.1 million t
    """
    inputs = (seen(value, ds), seen(growth, ds))
    rate = inputs[1].figure.quantity

    def base() -> Quantity:
        factor = _ONE + rate / _HUNDRED_PERCENT
        if factor.lower <= 0:
            raise InvalidValue(f"a growth of {rate:en} implies no earlier figure")
        return inputs[0].figure.quantity / factor

    reasons = [
        *([] if rate.unit == _PERCENT else [Rule.UNIT.broken(f"{rate.unit}, %", "give the growth rate in %")]),
        *differing(Rule.SUBJECT, [each.subjects for each in inputs]),
        *_of_another(*inputs),
        *no_ratios(inputs[:1]),
        *same_days(inputs),
    ]
    return compared("implied-base", inputs, base, reasons, set_aside(allow, BaseRule), floor=0)


def convert(figure: Figure, rate: Figure) -> Derived:
    """Return a figure in another currency, by a rate that you pass; the library contains no rates.

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
    InvalidValue
        If one of them is not a figure.

    Examples
    --------
    >>> from anhui_ftz import Quantity, convert
    >>> print(
    ...     convert(
    ...         Quantity.exactly(100, "USD"), Quantity.exactly("6.45", "CNY/USD")
    ...     ).quantity
    ... )
    exactly 645 yuan
    """
    if not isinstance(rate, Figure):
        raise InvalidValue(f"a rate is a figure such as Quantity.exactly('7.1', 'CNY/USD'), not {shown(rate)}")
    inputs = (as_derived(figure), as_derived(rate))
    quantity = inputs[0].quantity * inputs[1].quantity
    before, after = inputs[0].quantity.unit.currencies, quantity.unit.currencies
    if len(before) != 1 or len(after) != 1 or before == after:
        raise UnitError(f"a rate in {inputs[1].quantity.unit} does not convert {inputs[0].quantity.unit}")
    return Derived(quantity, "convert", inputs, period=inputs[0].period)


def _quotient(one: Seen, two: Seen) -> Quantity:
    return one.figure.quantity / two.figure.quantity


def _of_another(value: Seen, rate: Seen) -> Iterator[Reason]:
    """Yield a reason if a rate is named for the growth of another indicator, or for a share."""
    for name in rate.indicators:
        of = name.removesuffix(GROWTH)
        if (of != name and value.indicators and of not in value.indicators) or name.startswith(SHARE):
            yield Rule.INDICATOR.broken(listed([*value.indicators, name]))
