"""The rules by which figures go together: every reason to refuse a sum, with its words."""

from __future__ import annotations

__all__ = ["TOTAL_RULES", "Allowed", "Rule", "TotalRule", "rules_allowed"]

from collections.abc import Collection
from enum import StrEnum
from typing import Literal

from anhui_ftz.analysis.choices import choices
from anhui_ftz.errors import Reason


class Rule(StrEnum):
    """A rule that forbids a result which would mislead; ``allow=`` takes most of them.

    Examples
    --------
    >>> print(Rule.UNIT.broken("CNY, USD"))
    unit: CNY, USD are different units; bring them to one unit first
    """

    EMPTY = "empty"
    UNIT = "unit"
    INDICATOR = "indicator"
    RATIO = "ratio"
    NOT_ADDITIVE = "not-additive"
    STOCK_OVER_TIME = "stock-over-time"
    CONFLICTING_SOURCES = "conflicting-sources"
    OVERLAPPING_PERIODS = "overlapping-periods"
    OVERLAPPING_SUBJECTS = "overlapping-subjects"

    def broken(self, found: str = "") -> Reason:
        """Return the reason that figures break the rule; what was found names those concerned."""
        these, text = _TEXTS[self]
        return Reason(self.value, f"{found or these} {text}")


#: What the message says: of figures that are not named, and of all.
_TEXTS = {
    Rule.EMPTY: ("a sum of nothing", "has no unit; give at least one observation"),
    Rule.UNIT: ("these", "are different units; bring them to one unit first"),
    Rule.INDICATOR: ("the indicators", "measure different things, and one may be inside the other"),
    Rule.RATIO: ("a ratio", "is never added; add what it is a ratio of, then divide"),
    Rule.NOT_ADDITIVE: ("an indicator", "is declared not additive"),
    Rule.STOCK_OVER_TIME: ("stocks", "have no day in common, and a stock counts on a day; choose one day"),
    Rule.CONFLICTING_SOURCES: ("several sources", "state the same figure; take one, by latest(..., prefer=)"),
    Rule.OVERLAPPING_PERIODS: (
        "periods of one subject",
        "cover some of the same days, so one may be inside the other",
    ),
    Rule.OVERLAPPING_SUBJECTS: (
        "subjects",
        "share ground, so that part would count twice; keep the whole or the parts",
    ),
}

#: What `total` may be told to set aside: there is no sum of unlike units, and none of nothing.
TotalRule = Literal[
    "indicator",
    "ratio",
    "not-additive",
    "stock-over-time",
    "conflicting-sources",
    "overlapping-periods",
    "overlapping-subjects",
]
#: What ``allow=`` of `total` takes: one rule or several.
Allowed = Rule | TotalRule | Collection[Rule | TotalRule]
TOTAL_RULES = tuple(rule for rule in Rule if rule not in (Rule.EMPTY, Rule.UNIT))


def rules_allowed(allow: Rule | str | Collection[Rule | str], among: Collection[Rule]) -> frozenset[Rule]:
    """Return the rules that a caller sets aside.

    Raises
    ------
    InvalidValue
        If one of them is not among those that may be set aside.

    Examples
    --------
    >>> rules_allowed("unit", TOTAL_RULES)
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: allow: 'unit' is not a rule that can be set aside here (indicator, ratio, ...)
    """
    return choices(Rule, allow, "allow", "a rule that can be set aside here", among)
