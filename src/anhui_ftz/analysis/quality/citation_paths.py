"""Citing: every citation of a data set, with the record that it stands in and the path to it."""

from __future__ import annotations

__all__ = ["Cited", "citing"]

from collections.abc import Iterator
from typing import NamedTuple

from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset, Record
from anhui_ftz.model.source import Citation, Source


class Cited(NamedTuple):
    """One citation, and where it stands."""

    #: Path, such as ``$.observations['ah-obs-012'].citations[0]``.
    path: str
    #: The record whose citation it is.
    record: Record
    #: The citation.
    citation: Citation


def citing(ds: Dataset) -> Iterator[Cited]:
    """Iterate over every citation, those of milestones among them, in the order of the tables.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> next(each.path for each in citing(ftz.load()) if each.record.id == "ah-obs-012")
    "$.observations['ah-obs-012'].citations[0]"
    """
    for table, rows in ds.tables():
        for row in rows:
            if isinstance(row, Source):
                continue
            path = f"$.{table}['{row.id}']"
            yield from _each(path, row, row.citations)
            if isinstance(row, Cooperation):
                for index, milestone in enumerate(row.milestones):
                    yield from _each(f"{path}.milestones[{index}]", row, milestone.citations)


def _each(path: str, record: Record, citations: tuple[Citation, ...]) -> Iterator[Cited]:
    for index, citation in enumerate(citations):
        yield Cited(f"{path}.citations[{index}]", record, citation)
