"""Words that name a choice: each is read as a member of its enumeration, or refused with the nearest word."""

from __future__ import annotations

__all__ = ["choice", "choices", "yes_or_no"]

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from anhui_ftz.errors import InvalidValue, shown, suggestion

_E = TypeVar("_E", bound=StrEnum)


def choice(kind: type[_E], given: object, name: str, noun: str = "", among: Iterable[_E] = ()) -> _E:
    """Return the member that a word names; a member passes through.

    Parameters
    ----------
    kind
        The enumeration.
    given
        What the caller wrote.
    name
        The argument that it was given for.
    noun
        What a member is called, with its article; by default the name of the argument.
    among
        The members that may be named; by default all.

    Raises
    ------
    InvalidValue
        If it names none of them; the error quotes it, suggests the nearest word and lists all.

    Examples
    --------
    >>> from anhui_ftz import CooperationForm, Preference
    >>> choice(Preference, "newest", "prefer")
    <Preference.NEWEST: 'newest'>
    >>> choice(CooperationForm, "aliance", "form")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: form: 'aliance' is not a form; did you mean 'alliance'? (framework-agreement, ...)
    """
    possible = tuple(among) or tuple(kind)
    if isinstance(given, str) and given in possible:
        return kind(given)
    meant = suggestion(given, possible)
    raise InvalidValue(f"{name}: {shown(given)} is not {noun or _article(name)}{meant} ({', '.join(possible)})")


def _article(noun: str) -> str:
    """Return a noun with its article.

    >>> _article("level"), _article("area")
    ('a level', 'an area')
    """
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def choices(kind: type[_E], given: object, name: str, noun: str = "", among: Iterable[_E] = ()) -> frozenset[_E]:
    """Return the members that one word names, or several of them; see `choice`.

    >>> from anhui_ftz import CooperationStatus
    >>> sorted(choices(CooperationStatus, ["signed", "held"], "status"))
    [<CooperationStatus.HELD: 'held'>, <CooperationStatus.SIGNED: 'signed'>]
    """
    words = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    return frozenset(choice(kind, word, name, noun, among) for word in words)


def yes_or_no(value: bool, name: str) -> bool:
    """Return a truth value as it is; anything else is refused, since every text counts as true.

    >>> yes_or_no("no", "sure")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: sure is True or False, not 'no'
    """
    if not isinstance(value, bool):
        raise InvalidValue(f"{name} is True or False, not {shown(value)}")
    return value
