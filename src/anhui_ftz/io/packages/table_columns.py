"""The shape of the tables that a data set is written as: columns, keys, and what points to what."""

from __future__ import annotations

__all__ = ["Column", "Kind", "Row", "Table", "fixed"]

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

import attrs

from anhui_ftz.model.dataset import Dataset

#: A row, a cell a column; an empty cell is a value that is not there.
Row = tuple[str, ...]


class Kind(StrEnum):
    """What the cells of a column hold; the names are those of both Table Schema and XML Schema."""

    STRING = "string"
    #: A decimal to the last digit, never rounded by a float.
    DECIMAL = "decimal"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


def _choices(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


@attrs.frozen
class Column:
    """A column of a table."""

    #: Its name in the header.
    name: str
    #: What it means, with the unit.
    about: str
    #: What its cells hold.
    kind: Kind = Kind.STRING
    #: Whether no cell is empty.
    required: bool = attrs.field(default=False, kw_only=True)
    #: The table whose first column has each of its values; empty where it points to none.
    refers: str = attrs.field(default="", kw_only=True)
    #: The values it may have; empty where any.
    choices: tuple[str, ...] = attrs.field(default=(), converter=_choices, kw_only=True)


@attrs.frozen
class Table:
    """A table: what it holds, how rows are told apart, and the rows of a data set."""

    #: Its name, which its file has too.
    name: str
    #: What a row is.
    about: str
    #: Names of the columns that tell rows apart.
    key: tuple[str, ...]
    #: Its columns, in order.
    columns: tuple[Column, ...]
    #: The rows of a data set, in order.
    rows: Callable[[Dataset], Iterable[Row]]

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.name}.csv"

    @property
    def header(self) -> Row:
        """Names of its columns."""
        return tuple(column.name for column in self.columns)


def fixed(figure: Decimal) -> str:
    """Write a figure in full, without exponent; empty where it is infinite.

    >>> fixed(Decimal("5E+11")), fixed(Decimal("Infinity"))
    ('500000000000', '')
    """
    return format(figure, "f") if figure.is_finite() else ""
