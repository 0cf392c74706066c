"""Every exception of the library: one root, and each also the built-in that a caller would catch.

Errors carry their culprits as fields, so that a program can act on them, and say in one message
what was wrong, where, and what would be right.
"""

from __future__ import annotations

__all__ = [
    "AmbiguousName",
    "ConflictError",
    "DatasetError",
    "FtzError",
    "GroupsRefused",
    "InvalidValue",
    "MissingExtra",
    "NoObservation",
    "NotAdditiveError",
    "NotComparableError",
    "Problem",
    "Reason",
    "UndefinedQuotient",
    "UnitError",
    "UnknownName",
    "shown",
    "suggestion",
]

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

#: So many characters of a wrong word are compared with the right ones: hostile input stays cheap.
_SPELLED = 40
#: Spells decimals; repr() follows the context of the caller.
_CAPITALS = Context(capitals=1)


class FtzError(Exception):
    """The base class of all errors of this library."""


class InvalidValue(FtzError, ValueError):
    """A value is invalid, so that its object cannot be built.

    >>> from anhui_ftz import Quantity
    >>> Quantity.exactly("NaN", "t")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: a figure must be a number, not NaN
    """

    def __init__(self, message: str) -> None:
        #: What is wrong. If a print cannot be read, it is a remark, which ``in_("zh")`` returns in Chinese.
        self.message = message
        super().__init__(message)


class UnitError(FtzError, ValueError):
    """A unit is not known, or quantities of different units were combined.

    >>> from anhui_ftz import Quantity
    >>> Quantity.exactly(1, "t") + Quantity.exactly(1, "km2")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.UnitError: cannot add t and km2: bring both to one unit first
    """


class UndefinedQuotient(FtzError, ZeroDivisionError):
    """The stated figure of a divisor is zero."""


class Problem(NamedTuple):
    """One fault of an input: where it is, what is wrong, and what would be right."""

    #: Place of the fault, such as ``$.observations['ah-obs-012'].subject`` or ``$.zones[3].batch``.
    path: str
    #: What is wrong.
    message: str
    #: Id of the rule that is broken, such as ``dangling-reference``.
    rule: str = "invalid-value"
    #: What would be right; empty where the message says it.
    hint: str = ""

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.path}: {self.message}{tail} [{self.rule}]"


class DatasetError(FtzError, ValueError):
    """A data set cannot be built; ``problems`` lists every problem, not only the first.

    >>> import anhui_ftz as ftz
    >>> ftz.loads('{"zone": []}')
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.DatasetError: 1 problem:
      $.zone: unknown key (did you mean zones?) [unknown-key]
    """

    #: Lines that the message shows; ``problems`` has all of them.
    SHOWN = 20

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = [f"{count} problem{'s' if count != 1 else ''}:"]
        lines += [f"  {problem}" for problem in self.problems[: self.SHOWN]]
        if count > self.SHOWN:
            lines.append(f"  ... and {count - self.SHOWN} more in .problems")
        return "\n".join(lines)


class Reason(NamedTuple):
    """Why figures cannot be combined: the rule that forbids it, and what to do instead."""

    #: Id of the rule; what ``allow=`` takes.
    rule: str
    #: What is wrong, with the ids concerned, and what would be right.
    text: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"


class _Refusal(FtzError, ValueError):
    """Observations were refused; every reason is listed."""

    verb = "combined"

    def __init__(self, observations: Sequence[str], reasons: Sequence[Reason]) -> None:
        #: Ids of the observations, in the order given.
        self.observations = tuple(observations)
        #: Every reason, not the first alone.
        self.reasons = tuple(reasons)
        super().__init__(self.observations, self.reasons)

    def __str__(self) -> str:
        head = f"{len(self.observations)} observations cannot be {self.verb}:"
        return "\n".join([head, *(f"  {reason}" for reason in self.reasons)])


class NotAdditiveError(_Refusal):
    """A sum was refused, because it would mislead: ``reasons`` lists every reason."""

    verb = "added"


class GroupsRefused(NotAdditiveError):
    """Sums over a frame were refused: ``observations`` names the groups, ``reasons`` says of each what is wrong."""

    #: Lines that the message shows; ``reasons`` has all of them.
    SHOWN = 20

    def __str__(self) -> str:
        count = len(self.observations)
        lines = [f"{count} group{'s' if count != 1 else ''} cannot be added:"]
        lines += [f"  {reason}" for reason in self.reasons[: self.SHOWN]]
        if len(self.reasons) > self.SHOWN:
            lines.append(f"  ... and {len(self.reasons) - self.SHOWN} more in .reasons")
        return "\n".join(lines)


class NotComparableError(_Refusal):
    """A share, change or growth was refused, because its two figures cannot be compared."""

    verb = "compared"


class ConflictError(FtzError, ValueError):
    """Sources disagree on one figure, and no rule was named to choose between them."""

    def __init__(self, observations: Sequence[str], message: str) -> None:
        #: Ids of the observations that disagree.
        self.observations = tuple(observations)
        self.message = message
        super().__init__(self.observations, message)

    def __str__(self) -> str:
        return self.message


class NoObservation(FtzError, LookupError):
    """No figure is on record: it is unknown, which does not mean zero."""


class UnknownName(FtzError, KeyError):
    """Nothing in the data set bears this id or name; ``nearest`` has what was probably meant."""

    #: Characters of the text that the message shows; ``text`` has all of them.
    SHOWN = 1000

    def __init__(self, text: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        self.text = text
        self.nearest = tuple(nearest)
        self.hint = hint
        super().__init__(text, self.nearest, hint)

    def __str__(self) -> str:
        meant = f"; nearest: {', '.join(self.nearest)}" if self.nearest else ""
        hint = f"; {self.hint}" if self.hint else ""
        asked = self.text if len(self.text) <= self.SHOWN else f"{self.text[: self.SHOWN]}..."
        return f"nothing is called {asked!r}{meant}{hint}"


class AmbiguousName(FtzError, LookupError):
    """Several places, bodies or indicators have this name; ``candidates`` lists all their ids."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        self.text = text
        self.candidates = tuple(candidates)
        super().__init__(text, self.candidates)

    def __str__(self) -> str:
        return f"{self.text!r} may mean any of {', '.join(self.candidates)}; ask by id"


class MissingExtra(FtzError, ImportError):
    """An optional library is needed, and not installed."""

    def __init__(self, what: str, extra: str, library: str = "") -> None:
        self.extra = extra
        self.what = what
        #: A library that is wanted beside the extra; empty where the extra brings all.
        self.library = library
        super().__init__(what, extra, library)

    def __str__(self) -> str:
        beside = f" {self.library}" if self.library else ""
        return f"{self.what} needs an optional library: pip install 'anhui-ftz[{self.extra}]'{beside}"


def shown(value: object, limit: int = 60) -> str:
    """Return ``repr(value)``, cut: no message grows with hostile input.

    >>> shown("x" * 100, limit=12)
    "'xxxxxxxx..."
    """
    if isinstance(value, str):
        value = value[:limit]
    elif isinstance(value, dict):
        return f"an object of {len(value)} keys"
    elif isinstance(value, list | tuple | set | frozenset):
        return f"a list of {len(value)}"
    try:
        spelled = f"Decimal('{_CAPITALS.to_sci_string(value)}')" if isinstance(value, Decimal) else repr(value)
    except ValueError:  # Python does not print integers of thousands of digits
        return "a number of thousands of digits"
    if not spelled.isprintable():  # as that of an object which shows its contents, in several lines
        spelled = spelled.encode("unicode_escape").decode()
    return spelled if len(spelled) <= limit else spelled[: limit - 3] + "..."


def suggestion(given: object, words: Iterable[str]) -> str:
    """Return the word that was probably meant, as the end of a message; nothing where none is like it.

    >>> (
    ...     suggestion("aliance", ["alliance", "project"]),
    ...     suggestion("x", ["alliance"]),
    ...     suggestion(5, ["alliance"]),
    ... )
    ("; did you mean 'alliance'?", '', '')
    """
    from difflib import get_close_matches

    near = get_close_matches(given[:_SPELLED], list(map(str, words)), 1) if isinstance(given, str) else []
    return f"; did you mean {near[0]!r}?" if near else ""
