"""Evidence: what links two places, and how the parties of each cooperation came to count there."""

from __future__ import annotations

__all__ = ["Evidence", "Linkage"]

from collections import Counter
from collections.abc import Mapping
from datetime import date

import attrs

from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.table import ReadOnly


@attrs.frozen
class Evidence:
    """One cooperation that links two places, and how its parties count for them."""

    #: The cooperation.
    cooperation: Cooperation
    #: Ids of the parties that count for either place, as stated, sorted.
    stated_at: tuple[str, ...]
    #: Ids of the cities or provinces through which parties from outside count, sorted.
    lifted_via: tuple[str, ...] = ()
    #: Whether the link rests on such lifting: without it, one side has no party.
    provincial: bool = False
    #: Whether one side is only where the cooperation is located, not a party.
    presence: bool = False
    #: The day in question; None for all time.
    on: date | None = None

    @property
    def status(self) -> CooperationStatus | None:
        """The latest status certainly reached by that day; None if none is certain."""
        return self.cooperation.status_on(self.on)

    @property
    def possible(self) -> tuple[CooperationStatus, ...]:
        """Further statuses that may have been reached by then."""
        return self.cooperation.possible_statuses_on(self.on)


@attrs.frozen
class Linkage:
    """Two places that cooperations link.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> link = ftz.partners(ftz.load(), "anhui-ftz", form="shipping-route")[
    ...     "shanghai-ftz"
    ... ]
    >>> link.a, link.b, link.evidence[0].cooperation.id
    ('anhui-ftz', 'shanghai-ftz', 'ah-coop-014')
    >>> link.evidence[0].stated_at, link.evidence[0].lifted_via
    (('shanghai-waigaoqiao-port', 'wuhu-port'), ('anhui', 'shanghai'))
    """

    #: Id of the place that sorts first.
    a: str
    #: Id of the other place.
    b: str
    #: What links them, sorted by the id of the cooperation; never empty.
    evidence: tuple[Evidence, ...]

    @property
    def cooperations(self) -> tuple[Cooperation, ...]:
        """The cooperations that link them."""
        return tuple(each.cooperation for each in self.evidence)

    @property
    def by_status(self) -> Mapping[CooperationStatus | None, int]:
        """How many cooperations have which status, in order of life; None counts those without a certain one."""
        found = Counter(each.status for each in self.evidence)
        return ReadOnly({status: found[status] for status in (*CooperationStatus, None) if status in found})

    @property
    def by_form(self) -> Mapping[CooperationForm, int]:
        """How many cooperations have which form."""
        found = Counter(each.cooperation.form for each in self.evidence)
        return ReadOnly({form: found[form] for form in CooperationForm if form in found})

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of the evidence, sorted."""
        return tuple(sorted({id for each in self.cooperations for id in each.sources}))

    def other(self, place: str) -> str:
        """Return the id of the partner of one of the two."""
        return self.b if place == self.a else self.a

    _repr_html_ = repr_html
