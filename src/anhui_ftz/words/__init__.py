"""What the library says to people: one catalogue of words for each language.

A further language is one file with its catalogue, listed in ``CATALOGUES``.
"""

from __future__ import annotations

__all__ = [
    "CATALOGUES", "LANGUAGES", "as_heading", "catalogue", "check_language", "label", "phrase", "phrase_or",
    "status_words", "word_of",
]  # fmt: skip

from collections.abc import Iterable
from enum import StrEnum

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.words.catalogue import Catalogue
from anhui_ftz.words.en import ENGLISH
from anhui_ftz.words.zh import CHINESE

#: The catalogues by language.
CATALOGUES: dict[str, Catalogue] = {each.language: each for each in (ENGLISH, CHINESE)}
#: The languages that the library speaks.
LANGUAGES = tuple(CATALOGUES)


def check_language(language: str) -> str:
    """Return the language if the library speaks it.

    Raises
    ------
    InvalidValue
        If there is no catalogue for it.
    """
    return catalogue(language).language


def catalogue(language: str) -> Catalogue:
    """Return the words of a language.

    Raises
    ------
    InvalidValue
        If there is no catalogue for it.
    """
    found = CATALOGUES.get(language) if isinstance(language, str) else None
    if found is None:
        raise InvalidValue(f"the languages are {' and '.join(CATALOGUES)}, not {shown(language)}")
    return found


def phrase(key: str, language: str, *values: object) -> str:
    """Return a fixed text in a language, with its values filled in.

    >>> phrase("more", "en", 3), phrase("more", "zh", 3)
    ('and 3 more', '另有3项')
    """
    text = catalogue(language).phrases[key]
    return text.format(*values) if values else text


def phrase_or(key: str, language: str, default: str) -> str:
    """Return a fixed text in a language; the default if the catalogue does not know the key.

    >>> phrase_or("topic.customs", "zh", "customs"), phrase_or("topic.mine", "zh", "mine")
    ('海关', 'mine')
    """
    return catalogue(language).phrases.get(key, default)


def word_of(kind: str, code: str, language: str) -> str:
    """Return the word for a code of a kind, such as a topic, theme or rule; one that is not known stays as it is.

    >>> word_of("topic", "customs", "zh"), word_of("topic", "mine", "zh")
    ('海关', 'mine')
    """
    return phrase_or(f"{kind}.{code}", language, code)


def label(value: StrEnum, lang: str = "en") -> str:
    """Return the name of a member of an enumeration, as tables and sentences use it.

    Parameters
    ----------
    value
        A member of any enumeration of the library, such as ``CooperationStatus.SIGNED``.
    lang
        ``en`` or ``zh``.

    Raises
    ------
    InvalidValue
        If it is not such a member, or the language is not known.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> (
    ...     ftz.label(ftz.CooperationStatus.UNDER_NEGOTIATION),
    ...     ftz.label(ftz.CooperationForm.SHIPPING_ROUTE, "zh"),
    ... )
    ('under negotiation', '航线')
    >>> ftz.label("signed")
    Traceback (most recent call last):
    ...
    anhui_ftz.errors.InvalidValue: label takes a member of an enumeration of this library, ...
    """
    kind, labels = type(value), catalogue(lang).labels
    ours = isinstance(value, StrEnum) and kind.__module__.startswith("anhui_ftz.")
    if not ours or value.value not in labels.get(kind.__name__, {}):
        what = "a member of an enumeration of this library, such as CooperationStatus.SIGNED"
        raise InvalidValue(f"label takes {what}, not {shown(value)}")
    return labels[kind.__name__][value.value]


def status_words(status: StrEnum | None, possible: Iterable[StrEnum], language: str) -> list[str]:
    """Return how far a cooperation has come: the status that is certain, then those that it may have reached.

    >>> from anhui_ftz import CooperationStatus
    >>> status_words(None, [CooperationStatus.SIGNED], "en")
    ['not confirmed', 'may be signed']
    """
    certain = phrase("not-confirmed", language) if status is None else label(status, language)
    return [certain, *(phrase("may", language, label(each, language)) for each in possible)]


def as_heading(words: str) -> str:
    """Return words with a capital at the start, as the heading of a row or column.

    >>> as_heading("approved by the State Council"), as_heading("揭牌")
    ('Approved by the State Council', '揭牌')
    """
    return words[:1].upper() + words[1:]
