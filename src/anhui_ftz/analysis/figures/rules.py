"""The rules by which figures go together: every reason to refuse a result that would mislead, with its words."""

from __future__ import annotations

__all__ = [
    "Allowed",
    "BaseRule",
    "ChangeRule",
    "DensityRule",
    "GrowthRule",
    "IncrementRule",
    "Rule",
    "ShareRule",
    "TotalRule",
    "set_aside",
    "set_aside_remark",
]

from collections.abc import Collection
from enum import StrEnum
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from anhui_ftz.analysis.choices import choices
from anhui_ftz.errors import Reason
from anhui_ftz.words.remark import Remark


class Rule(StrEnum):
    """A rule that forbids a result which would mislead; ``allow=`` takes most of them.

    Examples
    --------
    >>> print(Rule.UNIT.broken("CNY, USD"))
    unit: CNY, USD are different units; bring them to one unit first
    """

    EMPTY = "empty"
    UNIT = "unit"
    SUBJECT = "subject"
    INDICATOR = "indicator"
    RATIO = "ratio"
    NOT_ADDITIVE = "not-additive"
    STOCK_OVER_TIME = "stock-over-time"
    PERIOD = "period"
    PERIOD_LENGTH = "period-length"
    START = "start"
    CONFLICTING_SOURCES = "conflicting-sources"
    OVERLAPPING_PERIODS = "overlapping-periods"
    OVERLAPPING_SUBJECTS = "overlapping-subjects"
    GAPS = "gaps"
    UNEQUAL_PERIODS = "unequal-periods"
    UNBOUNDED = "unbounded"

    def broken(self, found: str = "", hint: str = "") -> Reason:
        """Return the reason that figures break the rule.

        Parameters
        ----------
        found
            Those concerned; without it, the reason speaks of a group.
        hint
            What would be right, where that depends on the case.
        """
        these, text = _TEXTS[self]
        return Reason(self.value, f"{found or these} {text}" + (f"; {hint}" if hint else ""))


#: What the message says: of figures that are not named, and of all.
_TEXTS = {
    Rule.EMPTY: ("a sum of nothing", "has no unit; give at least one observation"),
    Rule.UNIT: ("these", "are different units; bring them to one unit first"),
    Rule.SUBJECT: ("these", "are different subjects; take figures of one"),
    Rule.INDICATOR: ("the indicators", "measure different things, and one may be inside the other"),
    Rule.RATIO: (
        "a ratio",
        "is never added or divided; work with what it is a ratio of, or take the change in percentage points",
    ),
    Rule.NOT_ADDITIVE: ("an indicator", "is declared not additive"),
    Rule.STOCK_OVER_TIME: ("stocks", "have no day in common, and a stock counts on a day; choose one day"),
    Rule.PERIOD: ("the periods", "do not fit together"),
    Rule.PERIOD_LENGTH: ("the periods", "differ in length"),
    Rule.START: ("the first days", "differ, and a running series begins on one day"),
    Rule.CONFLICTING_SOURCES: ("several sources", "state the same figure; take one, by latest(..., prefer=)"),
    Rule.OVERLAPPING_PERIODS: (
        "periods of one subject",
        "cover some of the same days, so one may be inside the other",
    ),
    Rule.OVERLAPPING_SUBJECTS: (
        "subjects",
        "share ground, so that part would count twice; keep the whole or the parts",
    ),
    Rule.GAPS: ("days between the periods", "are left out; give figures of all days"),
    Rule.UNEQUAL_PERIODS: ("the subjects", "cover different days; give figures of the same days for each"),
    Rule.UNBOUNDED: ("the figures", "bound the result on no side, so that it would say nothing"),
}

#: What each function may be told to set aside. Units are never set aside, nor that there is nothing to add.
TotalRule = Literal[
    "indicator",
    "ratio",
    "not-additive",
    "stock-over-time",
    "conflicting-sources",
    "overlapping-periods",
    "overlapping-subjects",
    "gaps",
    "unequal-periods",
]
ShareRule = Literal["indicator", "ratio", "period", "gaps", "unbounded"]
GrowthRule = Literal["subject", "indicator", "ratio", "period-length", "overlapping-periods", "gaps", "unbounded"]
ChangeRule = Literal["subject", "indicator", "period-length", "overlapping-periods", "gaps", "unbounded"]
DensityRule = Literal["subject", "ratio", "period", "gaps", "unbounded"]
BaseRule = Literal["subject", "indicator", "ratio", "period", "gaps", "unbounded"]
IncrementRule = Literal["subject", "indicator", "ratio", "start", "unbounded"]

_Word = TypeVar("_Word", bound=str)
#: What ``allow=`` takes: one rule or several.
Allowed: TypeAlias = Rule | _Word | Collection[Rule | _Word]


def set_aside(allow: Allowed[str], words: Any) -> frozenset[Rule]:
    """Return the rules that a caller sets aside.

    Parameters
    ----------
    allow
        What the caller gave.
    words
        The words that may be given, as a ``Literal``.

    Raises
    ------
    InvalidValue
        If one of them is not among those that may be set aside.

    Examples
    --------
    >>> set_aside("unit", TotalRule)
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: allow: 'unit' is not a rule that can be set aside here (indicator, ratio, ...)
    """
    return choices(Rule, allow, "allow", "a rule that can be set aside here", [Rule(word) for word in get_args(words)])


def set_aside_remark(reason: Reason) -> Remark:
    """Return the remark that a caller set a reason aside.

    >>> set_aside_remark(Rule.GAPS.broken("2021-02")).in_("zh")
    '已按要求不适用以下规则：有日期缺失（gaps）'
    """
    return Remark("set-aside", Rule(reason.rule), detail=reason.text)
