"""Findings: what is doubtful in valid data, each with its rule, its path and what would be right."""

from __future__ import annotations

__all__ = ["RULES", "Finding", "Severity", "finding", "sorted_findings"]

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Any

import attrs

from anhui_ftz.words import phrase_or, word_of
from anhui_ftz.words.remark import Remark


class Severity(StrEnum):
    """How much a finding weighs."""

    #: Something stated cannot be true, or is not in its source.
    ERROR = "error"
    #: Something is doubtful, or rests on less than it could.
    WARNING = "warning"
    #: Something is not there that a reader may miss.
    INFO = "info"


#: Every rule with its severity; those of `check` first, then those of `audit` alone.
_SEVERITIES = {
    "figure-differs-from-print": Severity.ERROR,
    "bound-differs-from-print": Severity.WARNING,
    "inaugurated-before-approved": Severity.ERROR,
    "parts-contradict-whole": Severity.ERROR,
    "disjoint-figures": Severity.ERROR,
    "cumulative-series-falls": Severity.ERROR,
    "part-larger-than-whole": Severity.ERROR,
    "party-within-party": Severity.WARNING,
    "party-is-place": Severity.WARNING,
    "one-print-twice": Severity.WARNING,
    "exact-without-print": Severity.WARNING,
    "total-investment-as-contracted": Severity.WARNING,
    "growth-in-other-currency": Severity.WARNING,
    "period-ends-with-source": Severity.WARNING,
    "party-is-subject": Severity.WARNING,
    "milestone-on-source-day": Severity.WARNING,
    "same-cooperation-twice": Severity.WARNING,
    "note-depends": Severity.WARNING,
    "note-repeats": Severity.WARNING,
    "name-numbers-differ": Severity.WARNING,
    "bracket-not-closed": Severity.WARNING,
    "conflicting-sources": Severity.WARNING,
    "published-before-period-ends": Severity.WARNING,
    "milestones-out-of-order": Severity.WARNING,
    "same-url": Severity.WARNING,
    "source-without-date": Severity.WARNING,
    "no-locator": Severity.WARNING,
    "no-as-published": Severity.WARNING,
    "area-without-size": Severity.WARNING,
    "unreadable-print": Severity.INFO,
    "growth-without-level": Severity.INFO,
    "one-party": Severity.INFO,
    "no-chinese-name": Severity.INFO,
    "no-english-name": Severity.INFO,
    "ambiguous-name": Severity.INFO,
    "unused-source": Severity.INFO,
    "unused-indicator": Severity.INFO,
    "other-text": Severity.ERROR,
    "no-such-paragraph": Severity.ERROR,
    "wrong-paragraph": Severity.ERROR,
    "not-in-text": Severity.ERROR,
    "unplaced-locator": Severity.INFO,
}
#: Every rule, with what it says of what it finds.
RULES = {rule: word_of("rule", rule, "en") for rule in _SEVERITIES}
#: The id of the record in a path.
_RECORD = re.compile(r"^\$\.\w+\['([^']*)'\]")
_RANK = {rule: rank for rank, rule in enumerate(_SEVERITIES)}


@attrs.frozen
class Finding:
    """Something doubtful: where it is, what it is, and what would be right.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> mine = ftz.Dataset(sources=[ftz.Source("page", "Publisher", published="2021")])
    >>> (found,) = ftz.check(mine)
    >>> print(found)
    info: $.sources['page']: no record cites it (cite it, or leave it out) [unused-source]
    >>> found.message.in_("zh")
    '没有记录引用它'
    """

    #: Id of the rule, a key of ``RULES``.
    rule: str
    #: How much it weighs.
    severity: Severity
    #: Place of it, such as ``$.observations['ah-obs-012'].citations[0]``.
    path: str
    #: What is doubtful: a remark, which ``in_("zh")`` returns in Chinese.
    message: str
    #: What would be right, likewise; empty where the message says it.
    hint: str = ""
    #: Ids of the records concerned: the one at the path, then others.
    records: tuple[str, ...] = ()

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.severity}: {self.path}: {self.message}{tail} [{self.rule}]"


def finding(rule: str, path: str, *values: Any, others: Iterable[str] = ()) -> Finding:
    """Build a finding with the severity and words of its rule.

    Parameters
    ----------
    rule, path
        As the fields of `Finding`.
    values
        What the words of the rule take: ids, texts, figures, periods, citations, remarks, or lists of them.
    others
        Ids of further records concerned.

    Examples
    --------
    >>> found = finding("party-is-place", "$.cooperations['a'].places", "b", others=["b"])
    >>> found.records, found.hint.in_("zh")
    (('a', 'b'), '如由其签署或实施，留作参与方，否则留作地点')
    """
    own = _RECORD.match(path)
    records = dict.fromkeys((own[1], *others) if own else others)
    return Finding(rule, _SEVERITIES[rule], path, Remark(rule, *values), _hint(rule, values), tuple(records))


def _hint(rule: str, values: tuple[Any, ...]) -> str:
    words = phrase_or(f"remark.hint.{rule}", "en", "")
    if "{" in words:
        return Remark(f"hint.{rule}", *values)
    return _plain_hint(rule) if words else ""


@cache
def _plain_hint(rule: str) -> Remark:
    """Return a hint into which no values are filled: one for all findings of a rule."""
    return Remark(f"hint.{rule}")


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the weightiest first, then by rule in the order of ``RULES``, path and message; none twice."""
    ranks = list(Severity)
    return tuple(sorted(set(findings), key=lambda f: (ranks.index(f.severity), _RANK[f.rule], f.path, f.message)))
