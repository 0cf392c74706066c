"""What an edition revised, withdrew or added among the figures and cooperations of another, as values."""

from __future__ import annotations

__all__ = ["Change", "ChangeKind", "Changes", "changes"]

from collections.abc import Iterator
from enum import StrEnum
from typing import cast

import attrs

from anhui_ftz.model.cooperation import Cooperation
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.statistics import Observation
from anhui_ftz.storage.records import Difference, differences, spelled

#: Fields that say how a record is supported and explained, not what it states.
_SUPPORT = ("citations", "notes")


class ChangeKind(StrEnum):
    """What happened to a record."""

    #: Only the later data set has it.
    ADDED = "added"
    #: Both have it, and it states something else.
    REVISED = "revised"
    #: Only the earlier data set has it.
    WITHDRAWN = "withdrawn"


_MARKS = {ChangeKind.ADDED: "+", ChangeKind.REVISED: "~", ChangeKind.WITHDRAWN: "-"}


@attrs.frozen
class Change:
    """What happened to one figure or cooperation; as text, one line.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> quantity = ftz.Quantity.exactly(5, "1")
    >>> print(
    ...     Change(
    ...         ChangeKind.ADDED,
    ...         None,
    ...         ftz.Observation("x", "anhui", "firms", "2020", quantity),
    ...     )
    ... )
    + x: firms of anhui, 2020: 5
    """

    #: Whether the record was added, revised or withdrawn.
    kind: ChangeKind
    #: The record in the earlier data set; None if it was added.
    before: Observation | Cooperation | None
    #: The record in the later data set; None if it was withdrawn.
    after: Observation | Cooperation | None
    #: The fields that differ, each with its values before and after; empty unless the record was revised.
    differences: tuple[Difference, ...] = ()

    @property
    def record(self) -> Observation | Cooperation:
        """The record: as the later data set has it, or, if it was withdrawn, as the earlier one had it."""
        return cast("Observation | Cooperation", self.before if self.after is None else self.after)

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    def __str__(self) -> str:
        if self.differences:
            words = "; ".join(map(_worded, self.differences))
        elif isinstance(self.record, Observation):
            row = self.record
            words = f"{row.indicator} of {row.subject}, {row.period}: {row.quantity:en}"
        else:
            words = f"{self.record.form} of {', '.join(self.record.parties)}: {self.record.name}"
        return f"{_MARKS[self.kind]} {self.id}: {words}"


@attrs.frozen(repr=False)
class Changes:
    """The figures and cooperations that differ between two data sets: a collection, which is false if it is empty.

    As text, a line for each. `changes` makes it.
    """

    #: What changed: figures first, then cooperations, each by id.
    rows: tuple[Change, ...] = ()

    @property
    def added(self) -> tuple[Change, ...]:
        """The records that only the later data set has."""
        return self._of(ChangeKind.ADDED)

    @property
    def revised(self) -> tuple[Change, ...]:
        """The records that state something else in the later data set."""
        return self._of(ChangeKind.REVISED)

    @property
    def withdrawn(self) -> tuple[Change, ...]:
        """The records that only the earlier data set has."""
        return self._of(ChangeKind.WITHDRAWN)

    def _of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(row for row in self.rows if row.kind is kind)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> Change:
        return self.rows[index]

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))

    def __repr__(self) -> str:
        counted = []
        for kind in ChangeKind:
            rows = self._of(kind)
            figures = sum(isinstance(row.record, Observation) for row in rows)
            counted.append(f"{kind} {figures} figures and {len(rows) - figures} cooperations")
        return f"<Changes: {'; '.join(counted)}>"


def changes(a: Dataset, b: Dataset) -> Changes:
    """Return the figures and cooperations that were revised, withdrawn or added between two data sets.

    A record is revised if it states something else: another figure, period, subject, party, name or status.
    A further source or another note is not a revision; `diff` returns every difference of every table.

    Parameters
    ----------
    a, b
        The earlier and the later data set.

    Returns
    -------
    Changes
        What changed, as a collection; ``added``, ``revised`` and ``withdrawn`` select from it.

    Raises
    ------
    InvalidValue
        If one of them is not a data set.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> revisions = ftz.changes(ftz.load(edition="2026.11"), ftz.load())
    >>> revisions
    <Changes: added ... figures and ... cooperations; revised ...; withdrawn ...>
    >>> print(next(each for each in revisions.revised if each.id == "ah-obs-145"))
    ~ ah-obs-145: period "2020-09-24/2024-12-31" -> "2020-09-24/2024-03-31"; basis "printed" -> "inferred"
    """
    before, after = _stating(as_dataset(a)), _stating(as_dataset(b))
    rows: list[Change] = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old is None:
            rows.append(Change(ChangeKind.ADDED, None, new))
        elif new is None:
            rows.append(Change(ChangeKind.WITHDRAWN, old, None))
        elif old != new and (found := tuple(_differences(old, new))):
            rows.append(Change(ChangeKind.REVISED, old, new, found))
    return Changes(tuple(rows))


def _stating(ds: Dataset) -> dict[tuple[bool, str], Observation | Cooperation]:
    """Return the figures and cooperations in the order of the answer."""
    return {(isinstance(row, Cooperation), row.id): row for row in (*ds.observations, *ds.cooperations)}


def _differences(before: Observation | Cooperation, after: Observation | Cooperation) -> Iterator[Difference]:
    for each in differences(_bare(before), _bare(after)):
        if each.path.split(".")[1] not in _SUPPORT:
            yield each


def _bare(record: Observation | Cooperation) -> Observation | Cooperation:
    """Return a record whose milestones cite nothing: another source is not a revision of them."""
    if isinstance(record, Observation):
        return record
    return attrs.evolve(record, milestones=[attrs.evolve(each, citations=()) for each in record.milestones])


def _worded(difference: Difference) -> str:
    """Word a difference: figures in words, unless the words are the same."""
    before, after = difference.before, difference.after
    if isinstance(before, Quantity) and isinstance(after, Quantity) and f"{before:en}" != f"{after:en}":
        return f"{difference.path[1:]} {before:en} -> {after:en}"
    return f"{difference.path[1:]} {spelled(before)} -> {spelled(after)}"
