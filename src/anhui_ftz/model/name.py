"""Names: what a place, body or agreement is called, in both languages."""

from __future__ import annotations

__all__ = ["Name", "name_in", "named", "short_text"]

from collections.abc import Iterable

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import items, text

_NAME = 300


def short_text(value: str, limit: int) -> str:
    """Convert to text that can be shown, of so many characters at most."""
    result = text(value)
    if len(result) > limit:
        raise InvalidValue(f"text of {len(result)} characters where {limit} is the most")
    return result


def _form_of_name(value: str) -> str:
    return short_text(value, _NAME)


def _forms_of_name(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_form_of_name, items(values)))


def named(value: Name | str) -> Name:
    """Convert to a Name; a lone text is the English name."""
    if isinstance(value, Name):
        return value
    return Name(en=text(value))


def name_in(name: Name | str, lang: str) -> str:
    """Return a name in a language; a text serves for every language.

    >>> name_in(Name("Anhui Daily", "安徽日报"), "zh"), name_in("CNS", "zh")
    ('安徽日报', 'CNS')
    """
    return name.in_(lang) if isinstance(name, Name) else name


@attrs.frozen
class Name:
    """What a place, body or agreement is called.

    Examples
    --------
    >>> Name(en="Anhui", zh="安徽省", aliases=["安徽", "皖"]).aliases
    ('安徽', '皖')
    """

    #: English name; empty where none was seen.
    en: str = attrs.field(default="", converter=_form_of_name, metadata={"longest": _NAME})
    #: Chinese name in simplified characters; empty where none was seen.
    zh: str = attrs.field(default="", converter=_form_of_name, metadata={"longest": _NAME})
    #: Short names, traditional characters, pinyin and other spellings.
    aliases: tuple[str, ...] = attrs.field(default=(), converter=_forms_of_name, metadata={"longest": _NAME})

    @property
    def all(self) -> tuple[str, ...]:
        """Every form of the name, none empty, none twice.

        >>> Name(en="Hefei", zh="合肥市", aliases=["Hefei"]).all
        ('Hefei', '合肥市')
        """
        return tuple(dict.fromkeys(form for form in (self.en, self.zh, *self.aliases) if form))

    def in_(self, lang: str) -> str:
        """Return the name in a language, or in the other where the data have none.

        Parameters
        ----------
        lang
            ``en`` or ``zh``.

        Raises
        ------
        InvalidValue
            If the language is not known.

        Examples
        --------
        >>> Name("Anhui", "安徽省").in_("zh"), Name("Anhui").in_("zh")
        ('安徽省', 'Anhui')
        """
        from anhui_ftz.words import check_language  # the first answer has no words, and need not wait for them

        return (self.zh if check_language(lang) == "zh" else self.en) or self.en or self.zh

    def __str__(self) -> str:
        return self.en or self.zh
