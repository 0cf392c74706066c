"""Filters over cooperations: form, topic, and how far each had come on a day."""

from __future__ import annotations

__all__ = ["Filter"]

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TypeVar

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus

_E = TypeVar("_E", bound=StrEnum)
_Several = str | Collection[str] | None


@attrs.frozen
class Filter:
    """What a cooperation must be to count; every None lets all pass."""

    forms: frozenset[CooperationForm] | None
    topics: frozenset[str] | None
    statuses: frozenset[CooperationStatus] | None
    on: date | None
    sure: bool

    @classmethod
    def of(
        cls,
        *,
        form: _Several = None,
        topic: _Several = None,
        status: _Several = None,
        on: Day | None = None,
        sure: bool = True,
    ) -> Filter:
        """Build a filter from what a caller writes: one value or several of each.

        Raises
        ------
        InvalidValue
            If a form or status does not exist, or the day is none.

        Examples
        --------
        >>> Filter.of(form="aliance")
        Traceback (most recent call last):
        ...
        anhui_ftz.errors.InvalidValue: form must be among framework-agreement, alliance, shipping-route, platform, \
project, investment, training, exchange, mechanism, event, not 'aliance'
        """
        return cls(
            _members(CooperationForm, form, "form"),
            None if topic is None else frozenset([topic] if isinstance(topic, str) else topic),
            _members(CooperationStatus, status, "status"),
            None if on is None else as_day(on),
            bool(sure),
        )

    def keeps(self, row: Cooperation) -> bool:
        """Whether a cooperation passes."""
        if self.forms is not None and row.form not in self.forms:
            return False
        if self.topics is not None and self.topics.isdisjoint(row.topics):
            return False
        return (self.on is None and self.statuses is None) or self._stands(row)

    def _stands(self, row: Cooperation) -> bool:
        """Whether it surely, or possibly, has a wanted status on the day; ended is wanted only if asked for."""
        reached, further = row.status_on(self.on), row.possible_statuses_on(self.on)
        if self.statuses is None:
            wanted = frozenset(CooperationStatus) - {CooperationStatus.ENDED}
            surely = reached in wanted and CooperationStatus.ENDED not in further
            # what is known to have ended was there before, since when is not known
            undated = reached is None and all(each.status is CooperationStatus.ENDED for each in row.milestones)
        else:
            wanted = self.statuses
            surely = reached in wanted
            undated = False
        if self.sure:
            return surely
        return surely or undated or reached in wanted or not wanted.isdisjoint(further)


def _members(kind: type[_E], given: _Several, name: str) -> frozenset[_E] | None:
    if given is None:
        return None
    try:
        return frozenset(kind(each) for each in ([given] if isinstance(given, str) else given))
    except (ValueError, TypeError):
        raise InvalidValue(f"{name} must be among {', '.join(kind)}, not {shown(given)}") from None
