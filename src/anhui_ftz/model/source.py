"""Names, sources and citations: what each record of the data set rests on (PROV: the primary source)."""

from __future__ import annotations

__all__ = ["Carrier", "Citation", "Grade", "Source", "Translation", "citations"]

import re
from collections.abc import Iterable
from enum import StrEnum

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import check_id, instances, member, text
from anhui_ftz.model.name import Name, name_in, short_text
from anhui_ftz.model.note import Note, notes
from anhui_ftz.model.period import Period, as_optional_period

_URL = r'[Hh][Tt][Tt][Pp][Ss]?://[^\s"<>]+'
_SHA256 = r"[0-9a-f]{64}"
_LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_is_url, _is_sha256, _is_language = (re.compile(each).fullmatch for each in (_URL, _SHA256, _LANGUAGE))
_PRINTED = 200


class Carrier(StrEnum):
    """Whether a page is the publisher's own, a reprint, or an unauthorised mirror of it; the nearest first."""

    #: The publisher's own page.
    PUBLISHER = "publisher"
    #: The page of another publisher, which shows the same text.
    REPRINT = "reprint"
    #: The page of an unrelated site, which copied the text; names and digits may have been changed.
    MIRROR = "mirror"
    #: The page was read, but whether it is the publisher's own could not be determined; or seen only in print.
    UNKNOWN = "unknown"


class Translation(StrEnum):
    """Whether the words of a source are original or translated, and by whom."""

    ORIGINAL = "original"
    HUMAN = "human"
    MACHINE = "machine"


class Grade(StrEnum):
    """How close a source is to what was published; the best first."""

    #: A publisher's own page.
    A = "A"
    #: A reprint, or the machine translation of a publisher's page.
    B = "B"
    #: A mirror, or the machine translation of a reprint.
    C = "C"
    #: Not known, or the machine translation of a mirror.
    D = "D"


_GRADES = tuple(Grade)
_CARRIERS = tuple(Carrier)


def _carrier(value: Carrier | str | None) -> Carrier:
    return Carrier.UNKNOWN if value is None else member(Carrier, value)


def _publisher(value: Name | str) -> Name | str:
    """Return a name, or a text; a name without any form is an empty text."""
    return (value if value.all else "") if isinstance(value, Name) else text(value)


def _translation(value: Translation | str) -> Translation:
    return member(Translation, value)


def _printed(value: str) -> str:
    return short_text(value, _PRINTED)


@attrs.frozen
class Source:
    """A page or document that facts are taken from.

    Raises
    ------
    InvalidValue
        If the id is not kebab-case, or address, language code or digest are not well formed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> seed = ftz.load().get("cns-2021-01-25")
    >>> seed.published, seed.carrier.value, seed.translation.value
    (Period('2021-01-25'), 'reprint', 'machine')
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Who published it: a name in both languages, or a text that serves for both.
    publisher: Name | str = attrs.field(converter=_publisher)
    #: Title as printed; empty where it was not seen.
    title: str = attrs.field(default="", converter=text)
    #: Language of the words seen, as a BCP 47 tag.
    language: str = attrs.field(default="zh", metadata={"pattern": _LANGUAGE})
    #: When it was published; None where the page does not say.
    published: Period | None = attrs.field(default=None, converter=as_optional_period)
    #: Address where it was seen; empty for print.
    url: str = attrs.field(default="", converter=text, metadata={"pattern": _URL})
    #: Whose page it is; None is read as ``unknown``.
    carrier: Carrier = attrs.field(default=Carrier.UNKNOWN, converter=_carrier, metadata={"null": True})
    #: Whether its words are original or translated.
    translation: Translation = attrs.field(default=Translation.ORIGINAL, converter=_translation)
    #: SHA-256 of the text that was read; empty if the text was not kept.
    sha256: str = attrs.field(default="", converter=text, metadata={"pattern": _SHA256})
    #: What a reader should know of it.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)

    @property
    def grade(self) -> Grade:
        """How near it is to what was published: A to D by its carrier, and one lower for a machine translation.

        >>> Source("daily", "Anhui Daily", carrier="reprint").grade
        <Grade.B: 'B'>
        >>> Source("daily", "Anhui Daily", carrier="reprint", translation="machine").grade
        <Grade.C: 'C'>
        """
        lower = self.translation is Translation.MACHINE
        return _GRADES[min(_CARRIERS.index(self.carrier) + lower, len(_GRADES) - 1)]

    def publisher_in(self, lang: str) -> str:
        """Return who published it, in a language where the name is known in it.

        Parameters
        ----------
        lang
            ``en`` or ``zh``.

        Examples
        --------
        >>> Source("daily", Name("Anhui Daily", "安徽日报")).publisher_in("zh")
        '安徽日报'
        """
        return name_in(self.publisher, lang)

    @property
    def publisher_names(self) -> tuple[str, ...]:
        """Every name of who published it; one empty text if that is not known.

        >>> Source("daily", Name("Anhui Daily", "安徽日报")).publisher_names
        ('Anhui Daily', '安徽日报')
        """
        return self.publisher.all if isinstance(self.publisher, Name) else (self.publisher,)

    @language.validator
    def _check_language(self, _: object, language: object) -> None:
        if not isinstance(language, str) or not _is_language(language):
            raise InvalidValue(f"language is a BCP 47 tag such as zh, not {shown(language)}")

    @url.validator
    def _check_url(self, _: object, url: str) -> None:
        if url and not _is_url(url):
            raise InvalidValue(f"url starts with http:// or https:// and contains no space, not {shown(url)}")

    @sha256.validator
    def _check_sha256(self, _: object, digest: str) -> None:
        if digest and not _is_sha256(digest):
            raise InvalidValue(f"sha256 is 64 lower-case hexadecimal digits, not {shown(digest)}")


@attrs.frozen
class Citation:
    """Where in a source a fact is printed, and the figure as printed there.

    Examples
    --------
    >>> Citation("cns-2021-01-25", "paragraph 3", "292.2 billion yuan").locator
    'paragraph 3'
    """

    #: Id of the source.
    source: str = attrs.field(validator=check_id)
    #: Place in the source, such as ``paragraph 3``, counted from 1.
    locator: str = attrs.field(default="", converter=text)
    #: The figure, name or title as printed; never a sentence.
    as_published: str = attrs.field(default="", converter=_printed, metadata={"longest": _PRINTED})


def citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    """Convert to a tuple of Citations."""
    return instances(Citation, values)
