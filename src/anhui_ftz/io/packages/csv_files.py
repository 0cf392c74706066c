"""Tables as CSV files: RFC 4180, UTF-8, every cell as it is.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula to some spreadsheets. It is written
unchanged all the same: an apostrophe before it would falsify the data for every other reader, negative
numbers begin so, and no quoting keeps a spreadsheet from it. Import such a file as text.
"""

from __future__ import annotations

__all__ = ["Written", "csv_bytes", "write_tables"]

import csv
from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import StringIO
from itertools import islice
from pathlib import Path

import attrs

from anhui_ftz.io.packages.plain_tables import TABLES
from anhui_ftz.io.packages.table_columns import Row, Table
from anhui_ftz.model.dataset import TABLES as CONTRACT
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.progress import Progress, progress_of

_AT_ONCE = 1_000


@attrs.frozen
class Written:
    """A table that was written to its file."""

    #: The table.
    table: Table
    #: Length of the file in bytes.
    size: int
    #: SHA-256 of the file.
    sha256: str


def write_tables(ds: Dataset, folder: Path, progress: Progress) -> tuple[Written, ...]:
    """Write every table to its file."""
    with progress_of(progress, len(ds), "writing tables") as advance:
        written = []
        for table in TABLES:
            digest, size = sha256(), 0
            with (folder / table.file).open("wb") as file:
                for rows, content in csv_bytes(table.header, table.rows(ds)):
                    file.write(content)
                    digest.update(content)
                    size += len(content)
                    advance(rows if table.name in CONTRACT else 0)
            written.append(Written(table, size, digest.hexdigest()))
    return tuple(written)


def csv_bytes(header: Row, rows: Iterable[Row]) -> Iterator[tuple[int, bytes]]:
    r"""Write CSV piece by piece: the number of rows in each piece, and its bytes; the header comes first.

    >>> list(csv_bytes(("a", "b"), [("=1", 'x"y')]))
    [(0, b'a,b\r\n'), (1, b'=1,"x""y"\r\n')]
    """
    yield 0, _encoded([header])
    for some in _pieces(rows):
        yield len(some), _encoded(some)


def _encoded(rows: Iterable[Row]) -> bytes:
    buffer = StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode()


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some
