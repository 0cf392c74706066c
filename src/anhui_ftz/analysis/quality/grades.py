"""How near the sources of a record are to what was published."""

from __future__ import annotations

__all__ = ["best_grade", "grade"]

from collections.abc import Iterable

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
    parts = [part for _, parts in cited_parts(found) for part in parts]
    cited = {each.source for holder in (found, *parts) for each in holder.citations}
    return min((ds.sources[id].grade for id in cited), default=None)


def best_grade(ds: Dataset, records: Iterable[Record]) -> Grade | None:
    """Return the best grade among the sources of several records; None if they cite nothing.

    >>> import anhui_ftz as ftz
    >>> best_grade(ftz.load(), ftz.load().observations[:3]), best_grade(ftz.load(), [])
    (<Grade.A: 'A'>, None)
    """
    return min((found for record in records if (found := grade(ds, record)) is not None), default=None)
