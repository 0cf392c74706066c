"""Reading back: whether a figure as printed says what its observation says."""

from __future__ import annotations

__all__ = ["misread"]

from collections.abc import Iterator

from anhui_ftz.analysis.quality.findings import Finding, finding
from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.reading.printed import read_figure


def misread(quantity: Quantity, printed: str, path: str) -> Iterator[Finding]:
    """Yield what is wrong with a printed figure: it reads as another value, or cannot be read.

    Examples
    --------
    >>> [each.rule for each in misread(Quantity.exactly("292.2e9", "CNY"), "2932亿元", "$")]
    ['figure-differs-from-print']
    """
    try:
        read = read_figure(printed, quantity.unit)
    except InvalidValue as error:
        yield finding("unreadable-print", path, str(error), "a person should compare it with the figure")
        return
    if read.unit != quantity.unit or read.value != quantity.value:
        message = f"{printed!r} reads as {read:en}, and the figure is {quantity:en}"
        yield finding("figure-differs-from-print", path, message, "mend the figure or its printed form")
