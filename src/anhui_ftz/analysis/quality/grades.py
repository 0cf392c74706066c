"""How near the sources of a record are to what was published."""

from __future__ import annotations

__all__ = ["best_grade", "cited_sources", "grade"]

from collections.abc import Iterable
from typing import Any

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.dataset import TABLES, Dataset, Record, as_dataset
from anhui_ftz.model.integrity import cited_parts
from anhui_ftz.model.source import Grade, Source


def grade(ds: Dataset, record: Record | str) -> Grade | None:
    """Return the best grade among the sources of a record; None if it cites nothing.

    A is a publisher's own page, B a reprint, C a mirror and D not known; a machine translation is one lower.

    Parameters
    ----------
    ds
        The data set that has the sources.
    record
        A record or its id; the sources of its milestones and events count too. A source has its own grade.

    Raises
    ------
    UnknownName
        If there is no such record, or a source is missing.
    InvalidValue
        If it is not a record.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> grade(ds, "ah-obs-001"), grade(ds, "anhui-ftz")
    (<Grade.A: 'A'>, <Grade.A: 'A'>)
    """
    found = as_dataset(ds)[record] if isinstance(record, str) else record
    if isinstance(found, Source):
        return found.grade
    if not isinstance(found, tuple(TABLES.values())):
        raise InvalidValue(f"expected a record or its id, got {shown(found)}")
    return min((each.grade for each in cited_sources(ds, found)), default=None)


def cited_sources(ds: Dataset, record: Any) -> tuple[Source, ...]:
    """Return the sources that a record and its parts cite, each once, in the order of their citations.

    >>> import anhui_ftz as ftz
    >>> ds = ftz.load()
    >>> [each.id for each in cited_sources(ds, ds.observations["ah-obs-010"])]
    ['cns-2021-01-25']
    """
    parts = [part for _, parts in cited_parts(record) for part in parts]
    ids = dict.fromkeys(each.source for holder in (record, *parts) for each in holder.citations)
    return tuple(ds.sources[id] for id in ids)


def best_grade(ds: Dataset, records: Iterable[Record]) -> Grade | None:
    """Return the best grade among the sources of several records; None if they cite nothing.

    >>> import anhui_ftz as ftz
    >>> best_grade(ftz.load(), ftz.load().observations[:3]), best_grade(ftz.load(), [])
    (<Grade.A: 'A'>, None)
    """
    return min((found for record in records if (found := grade(ds, record)) is not None), default=None)
