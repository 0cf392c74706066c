"""What is cited: the works behind a record or a result, each once, with the places in it that are meant."""

from __future__ import annotations

__all__ = ["Citable", "Citables", "Sourced", "Work", "WorkKind", "unknown_sources", "works"]

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from typing import Protocol, runtime_checkable

import attrs

from anhui_ftz.analysis.figures.derived import Derived
from anhui_ftz.analysis.links.evidence import Evidence, Linkage
from anhui_ftz.analysis.quality.reconciliation import Reconciliation
from anhui_ftz.errors import InvalidValue, UnknownName, shown
from anhui_ftz.model.cooperation import Cooperation, Milestone
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.event import ZoneEvent
from anhui_ftz.model.integrity import cited_parts
from anhui_ftz.model.name import Name, name_in
from anhui_ftz.model.note import Note, joined
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone
from anhui_ftz.model.source import Carrier, Citation, Source, Translation
from anhui_ftz.model.statistics import Indicator, Observation


@runtime_checkable
class Sourced(Protocol):
    """What knows the ids of its sources, such as a panel of treatments."""

    @property
    def sources(self) -> Iterable[str]:
        """The ids."""


#: Anything that rests on sources; a text is the id of a record.
Citable = (
    str | Source | Citation | Dataset | Place | Indicator | Observation | Derived | Reconciliation
    | Cooperation | Milestone | ZoneEvent | Evidence | Linkage | Sourced
)  # fmt: skip
#: One of them, or several; of a mapping the values count.
Citables = Citable | Iterable[Citable] | Mapping[Hashable, Citable]
_OF_THEIR_OWN = (Division, Zone, Area, Organization, Indicator, Observation, Cooperation, Milestone, ZoneEvent)

_NEWS = re.compile(
    r"\b(news|daily|times|xinhua|herald|post)\b|[日晚时商周]报|[時商週]報|新闻|新聞|新华|新華", re.IGNORECASE
)
_OFFICIAL = re.compile(r"\b(notice|circular|communiqu[eé]|regulations?)\b|通知|公[报報]|[条條]例|方案", re.IGNORECASE)
_EDITION = re.compile(r"(\d{4})[.-](0?[1-9]|1[0-2])\b", re.ASCII).match
_MOST_WORDS, _LONGEST_KEY, _SHOWN = 8, 60, 20


class WorkKind(StrEnum):
    """What a work is, in the terms of CSL."""

    WEBPAGE = "webpage"
    NEWS = "article-newspaper"
    OFFICIAL = "report"
    DOCUMENT = "document"
    DATASET = "dataset"


@attrs.frozen
class Work:
    """A work as bibliographies list it; what is not known is empty, never filled in."""

    #: Key that is stable, unique in a list, and of letters, digits, hyphens and dots.
    key: str
    #: What it is.
    kind: WorkKind
    #: Title as printed.
    title: str = ""
    #: Who made it, where that is not the publisher.
    creator: str = ""
    #: Who published it.
    publisher: Name | str = ""
    #: Language of the words seen, as a BCP 47 tag.
    language: str = ""
    #: When it was published.
    published: Period | None = None
    #: Address where it was seen.
    url: str = ""
    #: Its edition.
    version: str = ""
    #: Whose page it is.
    carrier: Carrier = Carrier.UNKNOWN
    #: Whether its words are translated.
    translation: Translation = Translation.ORIGINAL
    #: Its licence.
    licence: str = ""
    #: What a reader should know of it.
    notes: tuple[Note, ...] = ()
    #: The places in it that are meant, with the figures as printed there.
    pinpoints: tuple[Citation, ...] = ()

    def publisher_in(self, lang: str) -> str:
        """Return who published it, in a language where the name is known in it."""
        return name_in(self.publisher, lang)

    def note_in(self, lang: str) -> str:
        """Return its licence and its notes in a language."""
        return self.licence or joined(self.notes, lang)


def works(ds: Dataset, cited: Citables, creator: str = "") -> tuple[Work, ...]:
    """Return the works that something rests on, each once, in the order of use.

    Parameters
    ----------
    ds
        The data set that contains the sources.
    cited
        A record, a result, the id of a record, a data set, or a sequence or mapping of such.
    creator
        Who made the data sets that are cited themselves.

    Raises
    ------
    UnknownName
        If sources are not in the data set, all of which are named, or an id is not.
    InvalidValue
        If something rests on no sources.
    """
    found: dict[str, Work] = {}
    pinpoints: dict[str, dict[Citation, None]] = {}
    unknown: dict[str, None] = {}
    for each in _roots(ds, cited):
        original = _original(ds, each)
        if original is None:
            unknown[each.source] = None  # type: ignore[union-attr] # nothing but a citation is not found
            continue
        key = _key(original)
        if key not in found:
            found[key] = _work(original, key, creator)
        if isinstance(each, Citation) and (each.locator or each.as_published):
            pinpoints.setdefault(key, {})[each] = None
    if unknown:
        raise unknown_sources(unknown)
    return tuple(attrs.evolve(work, pinpoints=tuple(pinpoints.get(key, ()))) for key, work in found.items())


def unknown_sources(ids: Collection[str]) -> UnknownName:
    """Return the error that names sources that a data set does not contain.

    >>> print(unknown_sources(["a", "b"]))
    nothing is called 'a, b'; pass the data set that contains these sources as ds=
    """
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return UnknownName(
        ", ".join(islice(ids, _SHOWN)) + more, hint="pass the data set that contains these sources as ds="
    )


def _roots(ds: Dataset, cited: Citables) -> Iterator[Source | Citation | Dataset]:
    if isinstance(cited, Mapping):
        cited = cited.values()
    members = cited if isinstance(cited, Iterable) and not isinstance(cited, str) else (cited,)
    for each in members:
        record = ds.get(each) if isinstance(each, str) else each
        yield from _rests_on(record)


def _rests_on(record: object) -> Iterable[Source | Citation | Dataset]:
    if isinstance(record, Source | Citation | Dataset):
        return (record,)
    if isinstance(record, _OF_THEIR_OWN):
        parts = (part for _, parts in cited_parts(record) for part in parts)
        return (*record.citations, *(each for part in parts for each in part.citations))
    if isinstance(record, Evidence):
        return _rests_on(record.cooperation)
    if isinstance(record, Derived | Reconciliation):
        rows = record.observations if isinstance(record, Derived) else (record.whole, *record.parts)
        return (each for row in rows for each in row.citations)
    if isinstance(record, Linkage):
        return (each for row in record.cooperations for each in _rests_on(row))
    if isinstance(record, Sourced):
        return map(Citation, record.sources)
    raise InvalidValue(f"what is cited is a record, a result, a source, a data set or an id, not {shown(record)}")


def _original(ds: Dataset, cited: Source | Citation | Dataset) -> Source | Dataset | None:
    """Return what is cited, or None where the data set does not contain the source."""
    return ds.sources.get(cited.source) if isinstance(cited, Citation) else cited


def _key(original: Source | Dataset) -> str:
    """Return the id of a source, or title and edition of a data set, with a dot that no id has."""
    if isinstance(original, Source):
        return original.id
    words, version = (re.findall(r"[a-z0-9]+", text.lower(), re.ASCII) for text in (original.title, original.edition))
    return f"{_cut(words) or 'untitled'}.{_cut(version) or 'dataset'}"


def _cut(words: list[str]) -> str:
    return "-".join(words[:_MOST_WORDS])[:_LONGEST_KEY].strip("-")


def _work(original: Source | Dataset, key: str, creator: str) -> Work:
    if isinstance(original, Dataset):
        day = _EDITION(original.edition)
        return Work(
            key=key,
            kind=WorkKind.DATASET,
            title=original.title,
            creator=creator,
            published=Period.parse(f"{day[1]}-{int(day[2]):02}") if day else None,
            version=original.edition,
            licence=original.licence,
        )
    return Work(
        key=key,
        kind=_kind(original),
        title=original.title,
        publisher=original.publisher,
        language=original.language,
        published=original.published,
        url=original.url,
        carrier=original.carrier,
        translation=original.translation,
        notes=original.notes,
    )


def _kind(source: Source) -> WorkKind:
    """Read off the words of title and publisher what a work is; the data do not say it otherwise."""
    if _OFFICIAL.search(source.title):
        return WorkKind.OFFICIAL
    if _NEWS.search(str(source.publisher)):
        return WorkKind.NEWS
    return WorkKind.WEBPAGE if source.url else WorkKind.DOCUMENT
