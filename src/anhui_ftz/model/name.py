"""Names and texts in both languages."""

from __future__ import annotations

__all__ = ["Name", "Text", "as_text", "as_texts", "name_in", "named", "short_text"]

from collections.abc import Iterable

import attrs

from anhui_ftz.errors import InvalidValue
from anhui_ftz.model.checks import items, text

_NAME, _TEXT = 300, 1_000


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


def _text(value: str) -> str:
    return short_text(value, _TEXT)


def _in(both: Name | Text, lang: str) -> str:
    """Return what is said in a language, or in the other where the data have none."""
    from anhui_ftz.words import check_language  # the first answer has no words, and need not wait for them

    return (both.zh if check_language(lang) == "zh" else both.en) or both.en or both.zh


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
        return _in(self, lang)

    def __str__(self) -> str:
        return self.en or self.zh


@attrs.frozen
class Text:
    """A sentence or phrase in both languages.

    Examples
    --------
    >>> print(Text(en="Cargo handled.", zh="装卸的货物。"))
    Cargo handled.
    """

    #: In English; empty where none is given.
    en: str = attrs.field(default="", converter=_text, metadata={"longest": _TEXT})
    #: In Chinese, simplified characters; empty where none is given.
    zh: str = attrs.field(default="", converter=_text, metadata={"longest": _TEXT})

    def in_(self, lang: str) -> str:
        """Return the text in a language, or in the other where the data have none.

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
        >>> (
        ...     Text("Cargo handled.", "装卸的货物。").in_("zh"),
        ...     Text("Cargo handled.").in_("zh"),
        ... )
        ('装卸的货物。', 'Cargo handled.')
        """
        return _in(self, lang)

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def __str__(self) -> str:
        return self.en or self.zh


def as_text(value: Text | str) -> Text:
    """Convert to a Text; a lone text is the English one."""
    return value if isinstance(value, Text) else Text(en=text(value))


def as_texts(values: Iterable[Text | str]) -> tuple[Text, ...]:
    """Convert to a tuple of Texts."""
    return tuple(map(as_text, items(values)))
