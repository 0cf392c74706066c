"""Findings: what is doubtful in valid data, each with its rule, its path and what would be right."""

from __future__ import annotations

__all__ = ["RULES", "Finding", "Severity", "finding", "sorted_findings"]

import re
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


#: Every rule with its severity and what it says of what it finds; those of `check` first, then those of `audit` alone.
_TABLE = {
    "figure-differs-from-print": (Severity.ERROR, "the figure as printed reads as another value"),
    "bound-differs-from-print": (Severity.WARNING, "the figure as printed has the same value and other bounds"),
    "inaugurated-before-approved": (Severity.ERROR, "a zone was inaugurated before it was approved"),
    "parts-contradict-whole": (Severity.ERROR, "the areas of a zone cannot add up to what is stated of it"),
    "disjoint-figures": (Severity.ERROR, "two figures for one thing share no value, and no note says why"),
    "cumulative-series-falls": (Severity.ERROR, "a flow since one day is smaller on a later one"),
    "part-larger-than-whole": (Severity.ERROR, "a figure is larger than that of the place or time around it"),
    "party-within-party": (Severity.WARNING, "a party of a cooperation lies in another party of it"),
    "party-is-place": (Severity.WARNING, "a party of a cooperation is also its place"),
    "one-print-twice": (Severity.WARNING, "two records state one printed figure"),
    "exact-without-print": (Severity.WARNING, "no print supports an exact figure in money, weight or per cent"),
    "total-investment-as-contracted": (Severity.WARNING, "total investment is recorded as contracted investment"),
    "growth-in-other-currency": (Severity.WARNING, "the level of a growth rate is only known in another currency"),
    "period-ends-with-source": (Severity.WARNING, "a period ends on the day of its source, and has no basis"),
    "party-is-subject": (Severity.WARNING, "a party is what its cooperation founds, builds or organises"),
    "milestone-on-source-day": (Severity.WARNING, "a milestone is on the day of its source, and has no basis"),
    "same-cooperation-twice": (Severity.WARNING, "two cooperations have the same parties and form at one time"),
    "note-depends": (Severity.WARNING, "a note cannot be understood without another record"),
    "note-repeats": (Severity.WARNING, "a note says something twice"),
    "name-numbers-differ": (Severity.WARNING, "the English and the Chinese name have different numbers"),
    "conflicting-sources": (Severity.WARNING, "figures for one thing share no value"),
    "published-before-period-ends": (Severity.WARNING, "a source states what had not happened yet"),
    "milestones-out-of-order": (Severity.WARNING, "a cooperation certainly reached a later status first"),
    "same-url": (Severity.WARNING, "two sources are one page"),
    "source-without-date": (Severity.WARNING, "a source has no date, so nothing is known when it rests on it alone"),
    "no-locator": (Severity.WARNING, "a citation does not say where in its source"),
    "no-as-published": (Severity.WARNING, "a figure is cited without its printed form"),
    "area-without-size": (Severity.WARNING, "an area of a zone has no size"),
    "unreadable-print": (Severity.INFO, "the figure as printed cannot be read automatically"),
    "growth-without-level": (Severity.INFO, "a growth rate has no figure for its period"),
    "one-party": (Severity.INFO, "a cooperation has one party, so it links nothing"),
    "no-chinese-name": (Severity.INFO, "there is no Chinese name"),
    "no-english-name": (Severity.INFO, "there is no English name"),
    "ambiguous-name": (Severity.INFO, "several places share a name, so find refuses it"),
    "unused-source": (Severity.INFO, "no record cites a source"),
    "unused-indicator": (Severity.INFO, "no observation has an indicator"),
    "other-text": (Severity.ERROR, "the text is not the one whose digest the source has"),
    "no-such-paragraph": (Severity.ERROR, "a citation points beyond the text"),
    "wrong-paragraph": (Severity.ERROR, "the words as printed are elsewhere in the text"),
    "not-in-text": (Severity.ERROR, "the words as printed are not in the text"),
    "unplaced-locator": (
        Severity.INFO,
        "a locator cannot be followed in bare text, so that the whole text was searched",
    ),
}
#: Every rule, with what it says of what it finds.
RULES = {rule: text for rule, (_, text) in _TABLE.items()}
#: The id of the record in a path.
_RECORD = re.compile(r"^\$\.\w+\['([^']*)'\]")
_RANK = {rule: rank for rank, rule in enumerate(RULES)}


@attrs.frozen
class Finding:
    """Something doubtful: where it is, what it is, and what would be right.

    Examples
    --------
    >>> print(
    ...     finding(
    ...         "no-locator",
    ...         "$.observations['x'].citations[0]",
    ...         "seed is cited as a whole",
    ...         "add a paragraph",
    ...     )
    ... )
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
    #: Ids of the records concerned: the one at the path, then others.
    records: tuple[str, ...] = ()

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.severity}: {self.path}: {self.message}{tail} [{self.rule}]"


def finding(rule: str, path: str, message: str, hint: str = "", others: Iterable[str] = ()) -> Finding:
    """Build a finding with the severity of its rule.

    Parameters
    ----------
    rule, path, message, hint
        As the fields of `Finding`.
    others
        Ids of further records concerned.

    Examples
    --------
    >>> finding(
    ...     "one-print-twice",
    ...     "$.observations['b']",
    ...     "a states the same print",
    ...     "keep one",
    ...     ["a"],
    ... ).records
    ('b', 'a')
    """
    own = _RECORD.findall(path)[:1]
    return Finding(rule, _TABLE[rule][0], path, message, hint, tuple(dict.fromkeys([*own, *others])))


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the weightiest first, then by rule in the order of ``RULES``, path and message; none twice."""
    ranks = list(Severity)
    return tuple(sorted(set(findings), key=lambda f: (ranks.index(f.severity), _RANK[f.rule], f.path, f.message)))
