"""Strategies for figures: decimals, units, quantities, days and periods."""

from __future__ import annotations

__all__ = ["days", "decimals", "periods", "quantities", "units"]

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.period import Period
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.unit import Unit

#: Figures that arithmetic gets wrong when it is careless.
_AWKWARD = [
    *map(Decimal, ("0", "1", "-1", "0.1", "3", "7", "119.86", "292.2e9", "1e-30", "1e30", "-1e30")),
    Decimal("9" * 30 + "." + "9" * 10),
    Decimal("-" + "9" * 31 + "." + "9" * 9),
    Decimal("0.3333333333333333333333333333333333333333"),
]
_UNITS = ["1", "%", "km2", "t", "CNY", "USD", "TEU", "CNY/km2", "1/km2", "TEU/a", "{train}/wk"]


def decimals() -> st.SearchStrategy[Decimal]:
    """Generate finite figures that a Quantity accepts, awkward ones among them."""
    small = st.decimals(-(10**6), 10**6, allow_nan=False, places=3)
    wide = st.builds(
        lambda digits, exponent: Decimal(f"{digits}e{exponent}"),
        st.integers(-(10**12), 10**12),
        st.integers(-18, 18),
    )
    return st.one_of(small, st.sampled_from(_AWKWARD), wide)


def units() -> st.SearchStrategy[Unit]:
    """Generate units, simple and compound."""
    return st.sampled_from(_UNITS).map(Unit.parse)


@st.composite
def quantities(
    draw: st.DrawFn, unit: Unit | str | None = None, *, figures: st.SearchStrategy[Decimal] | None = None
) -> Quantity:
    """Generate quantities of every bound.

    Parameters
    ----------
    draw
        Hypothesis passes it.
    unit
        Their unit; None draws one.
    figures
        Where the figures come from; None takes `decimals`.
    """
    chosen = Unit.parse(unit) if unit is not None else draw(units())
    chosen_figures = decimals() if figures is None else figures
    value, other = draw(chosen_figures), draw(chosen_figures)
    kind = draw(st.sampled_from(["exactly", "at_least", "at_most", "rounded", "about", "between"]))
    if kind in ("exactly", "at_least", "at_most"):
        build = {"exactly": Quantity.exactly, "at_least": Quantity.at_least, "at_most": Quantity.at_most}[kind]
        return build(value, chosen)
    if kind == "between":
        return Quantity(value, min(value, other), max(value, other), chosen)
    step = abs(other) or Decimal(1)
    try:
        return (Quantity.rounded if kind == "rounded" else Quantity.about)(value, chosen, step)
    except InvalidValue:  # the ends would need more digits than a stated figure may have
        return Quantity.exactly(value, chosen)


def days() -> st.SearchStrategy[date]:
    """Generate days of the years that the data are about."""
    return st.dates(date(2013, 1, 1), date(2026, 12, 31))


@st.composite
def periods(draw: st.DrawFn, *, closed: bool = False) -> Period:
    """Generate periods: years, months, days, intervals, and such with an open or unknown end.

    Parameters
    ----------
    draw
        Hypothesis passes it.
    closed
        True leaves out open and unknown ends.
    """
    start = draw(days())
    end = start + timedelta(days=draw(st.integers(0, 800)))
    text = draw(st.sampled_from(["{s:%Y}", "{s:%Y-%m}", "{s}", "{s}/{e}", "../{e}", "/{e}", "{s}/..", "{s}/"]))
    return Period.parse((text if not closed else "{s}/{e}" if "/" in text else text).format(s=start, e=end))
