"""Findings: what is doubtful in data that are lawful, each with its rule, place, and what would be right."""

from __future__ import annotations

__all__ = ["RULES", "Finding", "Severity", "finding", "sorted_findings"]

from collections.abc import Iterable
from enum import StrEnum

import attrs


class Severity(StrEnum):
    """How much a finding weighs."""

    #: Something stated cannot be true, or is not in its source.
    ERROR = "error"
    #: Something is doubtful, or rests on less than it could.
    WARNING = "warning"
    #: Something is not there that a reader may miss.
    INFO = "info"


#: Every rule, with what it says of what it finds; those of `check` first, then those of `audit` alone.
RULES = {
    "figure-differs-from-print": "the figure as printed reads as another value",
    "bound-differs-from-print": "the figure as printed has the same value and other bounds",
    "inaugurated-before-approved": "a zone was inaugurated before it was approved",
    "parts-contradict-whole": "the areas of a zone cannot add up to what is stated of it",
    "conflicting-sources": "figures for one thing share no value",
    "published-before-period-ends": "a source states what had not yet come about",
    "milestones-out-of-order": "a cooperation surely reached a later status first",
    "same-url": "two sources are one page",
    "source-without-date": "a source has no date, so nothing is known when it rests on it alone",
    "no-locator": "a citation does not say where in its source",
    "no-as-published": "a figure is cited without its printed form",
    "area-without-size": "an area of a zone has no size",
    "unreadable-print": "the figure as printed is read by nobody but a person",
    "growth-without-level": "a growth rate has no figure that grew",
    "one-party": "a cooperation has one party, so it links nothing",
    "no-chinese-name": "there is no Chinese name",
    "no-english-name": "there is no English name",
    "ambiguous-name": "several places share a name, so find refuses it",
    "unused-source": "no record cites a source",
    "unused-indicator": "no observation has an indicator",
    "other-text": "the text is not the one whose digest the source has",
    "no-such-paragraph": "a citation points beyond the text",
    "wrong-paragraph": "the words as printed stand elsewhere in the text",
    "not-in-text": "the words as printed stand nowhere in the text",
    "unplaced-locator": "a locator cannot be followed in bare text, so that the whole text was searched",
}
_ERRORS = {
    "figure-differs-from-print",
    "inaugurated-before-approved",
    "parts-contradict-whole",
    "other-text",
    "no-such-paragraph",
    "wrong-paragraph",
    "not-in-text",
}
_INFOS = {
    "unreadable-print",
    "growth-without-level",
    "one-party",
    "no-chinese-name",
    "no-english-name",
    "ambiguous-name",
    "unused-source",
    "unused-indicator",
    "unplaced-locator",
}
_RANK = {rule: rank for rank, rule in enumerate(RULES)}


@attrs.frozen
class Finding:
    """One thing that is doubtful: where it is, what it is, and what would be right.

    Examples
    --------
    >>> print(finding("no-locator", "$.observations['x'].citations[0]", "seed is cited as a whole", "add a paragraph"))
    warning: $.observations['x'].citations[0]: seed is cited as a whole (add a paragraph) [no-locator]
    """

    #: Id of the rule, a key of ``RULES``.
    rule: str
    #: How much it weighs.
    severity: Severity
    #: Place of it, such as ``$.observations['ah-obs-012'].citations[0]``.
    path: str
    #: What is doubtful.
    message: str
    #: What would be right; empty where the message says it.
    hint: str = ""

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.severity}: {self.path}: {self.message}{tail} [{self.rule}]"


def finding(rule: str, path: str, message: str, hint: str = "") -> Finding:
    """Build a finding with the severity of its rule."""
    severity = Severity.ERROR if rule in _ERRORS else Severity.INFO if rule in _INFOS else Severity.WARNING
    return Finding(rule, severity, path, message, hint)


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the weightiest first, then by rule in the order of ``RULES``, path and message; none twice."""
    ranks = list(Severity)
    return tuple(sorted(set(findings), key=lambda f: (ranks.index(f.severity), _RANK[f.rule], f.path, f.message)))
