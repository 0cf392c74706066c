"""Remarks on results: sentences of the library's own, in every language that it speaks."""

from __future__ import annotations

__all__ = ["Quoted", "Remark", "as_quoted", "in_language", "listed"]

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Self

from anhui_ftz.errors import shown
from anhui_ftz.words import label, phrase
from anhui_ftz.words.periods import period_words
from anhui_ftz.words.quantities import quantity_words
from anhui_ftz.words.sources import locator_words

_SHOWN = 4
#: So many characters of a text are quoted.
_QUOTED = 60


def listed(items: Sequence[object], language: str = "en") -> str:
    """Return the first few of a list in one line, with how many more there are.

    >>> listed(["a", "b", "c", "d", "e"]), listed("abcde", "zh")
    ('a, b, c, d and 1 more', 'a、b、c、d，另有1项')
    """
    first = phrase("comma", language).join(map(str, items[:_SHOWN]))
    return phrase("list-and-more", language, first, len(items) - _SHOWN) if len(items) > _SHOWN else first


class Quoted(str):
    """Words of a text, which a remark quotes: as a program writes them in English, else in the marks of the language.

    >>> remark = Remark("unread.touches", Quoted("±"))
    >>> remark, remark.in_("zh")
    ("touches '±', which is not understood", '与无法识别的“±”相连')
    """

    __slots__ = ()


class Remark(str):
    """A sentence about a result. As text it is English; `in_` gives it in another language.

    Examples
    --------
    >>> remark = Remark("incomplete", "2021", ("2021-02", "2021-05"))
    >>> remark
    '2021 is incomplete: without 2021-02, 2021-05'
    >>> remark.in_("zh")
    '2021不完整：缺2021-02、2021-05'
    """

    __slots__ = ("_key", "_values")
    _key: str
    _values: tuple[Any, ...]

    def __new__(cls, key: str, *values: Any, detail: str = "") -> Self:
        """Fill values into a phrase of the catalogues: ids, texts, figures, periods, citations or lists of them.

        The detail is in the English text alone, such as the message of a refusal.
        """
        words = _worded(key, values, "en")
        self = super().__new__(cls, f"{words}: {detail}" if detail else words)
        self._key, self._values = key, values
        return self

    def in_(self, lang: str) -> str:
        """Return the sentence in a language.

        Raises
        ------
        InvalidValue
            If the language is not known.
        """
        return str(self) if lang == "en" else _worded(self._key, self._values, lang)

    def __reduce__(self) -> tuple[Any, ...]:
        detail = str(self).removeprefix(_worded(self._key, self._values, "en")).removeprefix(": ")
        return _again, (self._key, self._values, detail)


def in_language(text: str, lang: str) -> str:
    """Return a text in a language if it is a remark; any other text as it is.

    >>> in_language(Remark("subject-not-named"), "zh"), in_language("mine", "zh")
    ('主体：句中未提及地点', 'mine')
    """
    return text.in_(lang) if isinstance(text, Remark) else text


def as_quoted(value: object) -> str:
    """Return a text to be quoted, and of any other value what Python writes.

    >>> Remark("unread.none", as_quoted("")).in_("zh"), Remark("unread.none", as_quoted(None)).in_("zh")
    ('“”中没有数字', 'None中没有数字')
    """
    return Quoted(value) if isinstance(value, str) else shown(value)


def _again(key: str, values: tuple[Any, ...], detail: str) -> Remark:
    return Remark(key, *values, detail=detail)


def _worded(key: str, values: tuple[Any, ...], language: str) -> str:
    words = phrase(f"remark.{key}", language)
    return words.format(*(_word(value, language) for value in values)) if "{" in words else words


def _listed(values: tuple[Any, ...], language: str) -> str:
    words = [_word(each, language) for each in values]
    remarks = all(isinstance(each, Remark) for each in values)
    return phrase("stop", language).join(words) if remarks else listed(words, language)


def _word(value: Any, language: str) -> str:
    """Return a value in words; in English, ids of rules and days stay what a program would write.

    A citation is worded as the place in its source; of a list of ids, the first few are named, of remarks all.
    """
    if isinstance(value, str):
        return _text(value, language)
    if isinstance(value, tuple):
        return _listed(value, language)
    if hasattr(value, "bound"):
        return quantity_words(value, language)
    if hasattr(value, "locator"):
        return locator_words(value.locator, language)
    if hasattr(value, "edtf") and language != "en":
        return period_words(value, language)
    return str(value)


def _text(value: str, language: str) -> str:
    if isinstance(value, Quoted):
        return _quoted(value, language)
    if isinstance(value, StrEnum) and language != "en":
        is_rule = hasattr(value, "broken")  # programs set a rule aside by its id
        return label(value, language) + (phrase("brackets", language, value) if is_rule else "")
    return in_language(value, language)


def _quoted(value: str, language: str) -> str:
    if language == "en":
        return shown(value, _QUOTED)
    return phrase("print", language, value if len(value) <= _QUOTED else f"{value[:_QUOTED]}…")
