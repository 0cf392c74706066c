"""Row of a table of observations to the values of the model."""

from __future__ import annotations

__all__ = ["read_quantity"]

import unicodedata
from decimal import Decimal

from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.headings import plain
from anhui_ftz.io.sheet import Row
from anhui_ftz.model.checks import member
from anhui_ftz.model.decimals import exactly
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.symbols import SCALES
from anhui_ftz.model.unit import Unit, scaled
from anhui_ftz.reading.printed import read_figure

_INFINITY = Decimal("Infinity")
_LONGEST_UNIT = 40


def read_quantity(cells: Row, unit: Unit) -> Quantity | None:
    """Return the figure of a row, as printed or as a number with its bounds; None after a problem.

    A number settles what it is; a print beside it must not contradict it.

    Parameters
    ----------
    cells
        The row.
    unit
        Unit of the indicator; a figure in another currency is accepted where this one is money.
    """
    own = cells.read("unit", _scale_word) if "unit" in cells else unit
    if own is None:
        return None
    quantity = _stated(cells, own) if "value" in cells else _printed(cells, own, unit)
    if quantity is not None and not quantity.unit.measures_like(unit):
        column = "unit" if "unit" in cells else "figure"
        hint = f"for money, write {cells['unit']}元" if unit.currencies and cells["unit"] in SCALES else ""
        message = f"the indicator is measured in {unit}, not in {quantity.unit}"
        cells.refuse(column, message, "wrong-unit", hint)
        return None
    return quantity


def _scale_word(cell: str) -> Unit | str:
    """Return a unit, or a scale word such as 亿元 unchanged."""
    text = unicodedata.normalize("NFKC", cell) if len(cell) <= _LONGEST_UNIT else cell  # as in km², ㎡ and ％
    factor, unit = scaled(text)
    return unit if factor == 1 else text


def _printed(cells: Row, own: Unit | str, unit: Unit) -> Quantity | None:
    for column in ("lower", "upper", "bound"):
        if column in cells:
            cells.refuse(column, "belongs to a value, and the row has none", "missing-value")
    if "figure" not in cells:
        cells.refuse("figure", "a row needs a figure or a value", "missing-value")
        return None
    if "unit" not in cells and unit.currencies and (other := _read(cells["figure"], None)):
        own = other.unit if other.unit.measures_like(unit) else own
    return cells.read("figure", lambda cell: read_figure(cell, own), "a number in the column value settles it")


def _stated(cells: Row, own: Unit | str) -> Quantity | None:
    hint = "" if "figure" in cells else "a figure as printed belongs in the column figure"
    value = cells.read("value", lambda cell: _number(cell, own), hint)
    bound = cells.read("bound", _bound) if "bound" in cells else Bound.UNBOUNDED
    ends = _open_ends(value, bound)
    lower, upper = (
        cells.read(column, lambda cell: _number(cell, own)) if column in cells else end
        for column, end in zip(("lower", "upper"), ends, strict=True)
    )
    if value is None or bound is None or lower is None or upper is None:
        return None
    named = None if bound is Bound.UNBOUNDED else bound
    quantity = cells.read("value", lambda _: Quantity.read(value, scaled(own)[1], lower, upper, named))
    printed = _read(cells["figure"], quantity.unit) if quantity else None
    if quantity and printed and not printed.may_equal(quantity):
        cells.refuse("figure", f"says {printed}, the value {quantity}", "contradiction")
        return None
    return quantity


def _open_ends(value: Decimal | None, bound: Bound | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of an interval where no cell gives them."""
    lower = _INFINITY.copy_negate() if bound is Bound.AT_MOST else value
    return lower, _INFINITY if bound is Bound.AT_LEAST else value


def _read(figure: str, unit: Unit | None) -> Quantity | None:
    try:
        return read_figure(figure, unit)
    except InvalidValue:
        return None


def _bound(cell: str) -> Bound:
    return member(Bound, plain(cell))


def _number(cell: str, own: Unit | str) -> Decimal:
    """Return a number in the plain unit; an end may be infinite."""
    number = plain(cell)
    if number.removeprefix("-").casefold() in ("infinity", "inf"):
        return exactly(number)
    return Quantity.exactly(number, own).value
