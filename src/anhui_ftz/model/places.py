"""Places and bodies: divisions, zones, areas, organizations, and how each lies within others."""

from __future__ import annotations

__all__ = [
    "Area",
    "Division",
    "DivisionKind",
    "Organization",
    "OrganizationKind",
    "Place",
    "Zone",
    "ZoneStatus",
]

import re
from enum import StrEnum
from typing import Any

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.model.checks import check_id, check_optional_id, each_id, ids, member, sorted_ids, text, texts
from anhui_ftz.model.event import EventKindName, ZoneEvent, ZoneEventKind, date_of, events
from anhui_ftz.model.location import Location, as_optional_location
from anhui_ftz.model.name import Name, Text, as_texts, named
from anhui_ftz.model.note import Note, notes
from anhui_ftz.model.notebook import repr_html
from anhui_ftz.model.period import Period, as_optional_period
from anhui_ftz.model.source import Citation, citations

_ISO = r"[A-Z]{2}-[A-Z0-9]{1,3}"
_GB = r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2})?)?"
_is_iso, _is_gb = re.compile(_ISO).fullmatch, re.compile(_GB).fullmatch
_MOST_BATCHES = 99


class DivisionKind(StrEnum):
    """Rank of an administrative division; a municipality under the State Council is a province here."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class ZoneStatus(StrEnum):
    """Whether a zone is established, or is only reported."""

    ESTABLISHED = "established"
    #: Reported by weak sources alone, or on the way as of a day; never counted among the established.
    REPORTED = "reported"


class OrganizationKind(StrEnum):
    """What a body or place outside the administrative order is."""

    PORT = "port"
    AIRPORT = "airport"
    DEVELOPMENT_ZONE = "development-zone"
    INNOVATION_ZONE = "innovation-zone"
    BLOCK = "block"
    PARK = "park"
    #: Under customs supervision: a bonded zone, bonded port area or bonded logistics centre.
    BONDED_ZONE = "bonded-zone"
    AUTHORITY = "authority"
    COMPANY = "company"
    INSTITUTE = "institute"
    EXCHANGE = "exchange"
    ALLIANCE = "alliance"
    EVENT = "event"
    TRAIN_SERVICE = "train-service"
    FACILITY = "facility"
    CORRIDOR = "corridor"
    GROUP_OF_PLACES = "group-of-places"


def _kind_of_division(value: DivisionKind | str) -> DivisionKind:
    return member(DivisionKind, value)


def _kind_of_organization(value: OrganizationKind | str) -> OrganizationKind:
    return member(OrganizationKind, value)


def _zone_status(value: ZoneStatus | str) -> ZoneStatus:
    return member(ZoneStatus, value)


def _iso(_: object, __: object, value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not _is_iso(value)):
        raise InvalidValue(f"iso_3166_2 looks like CN-AH, not {shown(value)}")


def _gb(_: object, __: object, value: Any) -> None:
    if value is not None and (not isinstance(value, str) or not _is_gb(value)):
        raise InvalidValue(f"gb_t_2260 looks like 34 or 340100, not {shown(value)}")


def _check_within(place: Place) -> None:
    if place.id in place.within:
        raise InvalidValue(f"{place.id} does not lie within itself")


def _drop_own_parents(place: Zone | Area, *parents: str | None) -> None:
    """Keep of ``within`` what no other field of the place says, so that equal places are stored alike.

    This is the one place that writes to a frozen object: a converter of attrs cannot see the other fields
    in a way that type checkers understand.
    """
    further = tuple(sorted({*place._within}.difference(parents)))  # noqa: SLF001 - this is its constructor
    object.__setattr__(place, "_within", further)
    _check_within(place)


@attrs.frozen
class Division:
    """An administrative division of China: a province, city or county.

    Source: ISO 3166-2:CN for provinces, GB/T 2260 for all.

    Examples
    --------
    >>> Division(
    ...     "anhui", Name("Anhui", "安徽省"), iso_3166_2="CN-AH", gb_t_2260="34"
    ... ).kind.value
    'province'
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: Its rank.
    kind: DivisionKind = attrs.field(default=DivisionKind.PROVINCE, converter=_kind_of_division)
    #: ISO 3166-2 code such as ``CN-AH``; None below the provinces.
    iso_3166_2: str | None = attrs.field(default=None, validator=_iso, metadata={"pattern": _ISO})
    #: GB/T 2260 code of 2, 4 or 6 digits, such as ``34`` or ``340100``.
    gb_t_2260: str | None = attrs.field(default=None, validator=_gb, metadata={"pattern": _GB})
    #: Ids of what it lies within.
    within: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each_id)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: A representative point; None where no source gives one.
    location: Location | None = attrs.field(default=None, converter=as_optional_location)
    #: Names and GB/T 2260 codes of earlier lists for what it is now, or for territory that is now part of it.
    former: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def __attrs_post_init__(self) -> None:
        _check_within(self)


@attrs.frozen
class Zone:
    """A pilot free trade zone; its size is an observation of the indicator ``area``.

    Examples
    --------
    >>> zone = Zone(
    ...     "anhui-ftz",
    ...     "China (Anhui) Pilot Free Trade Zone",
    ...     province="anhui",
    ...     batch=6,
    ... )
    >>> zone.within
    ('anhui',)
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: Id of its province, which is part of ``within``.
    province: str = attrs.field(validator=check_id)
    #: Number of the batch in which it was established, from 1; None where no source says.
    batch: int | None = attrs.field(default=None, metadata={"least": 1, "most": _MOST_BATCHES})
    #: Number of the founding document, such as ``国发〔2020〕10号``; empty where it was not seen.
    document: str = attrs.field(default="", converter=text)
    #: Whether it is established.
    status: ZoneStatus = attrs.field(default=ZoneStatus.ESTABLISHED, converter=_zone_status)
    #: What happened when, in order.
    events: tuple[ZoneEvent, ...] = attrs.field(default=(), converter=events)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: Ids of what else it lies within.
    _within: tuple[str, ...] = attrs.field(default=(), converter=ids, validator=each_id, alias="within")

    def __attrs_post_init__(self) -> None:
        _drop_own_parents(self, self.province)

    @batch.validator
    def _check_batch(self, _: object, batch: object) -> None:
        if batch is not None and (type(batch) is not int or not 1 <= batch <= _MOST_BATCHES):
            raise InvalidValue(f"batch is a number from 1, not {shown(batch)}")

    @property
    def within(self) -> tuple[str, ...]:
        """Ids of what it lies within, sorted: its province, and what else is stated."""
        return tuple(sorted({self.province, *self._within}))

    def date_of(self, kind: ZoneEventKind | EventKindName) -> Period | None:
        """Return the earliest days of its own events of a kind, or None where none is on record.

        >>> import anhui_ftz as ftz
        >>> ftz.load().zones["anhui-ftz"].date_of("inaugurated")
        Period('2020-09-24')
        """
        return date_of(self.events, kind)

    _repr_html_ = repr_html


@attrs.frozen
class Area:
    """An area (片区) of a zone; its size is an observation of the indicator ``area``.

    Examples
    --------
    >>> Area(
    ...     "anhui-ftz-hefei", "Hefei Area", zone="anhui-ftz", city="hefei-city"
    ... ).within
    ('anhui-ftz', 'hefei-city')
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: Id of its zone, which is part of ``within``.
    zone: str = attrs.field(validator=check_id)
    #: Id of its city, which is part of ``within``. None where no source says.
    city: str | None = attrs.field(default=None, validator=check_optional_id)
    #: Industries and tasks that its plan names.
    focus: tuple[Text, ...] = attrs.field(default=(), converter=as_texts)
    #: The period since which it exists.
    since: Period | None = attrs.field(default=None, converter=as_optional_period)
    #: What happened when, in order.
    events: tuple[ZoneEvent, ...] = attrs.field(default=(), converter=events)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: Ids of what else it lies within.
    _within: tuple[str, ...] = attrs.field(default=(), converter=ids, validator=each_id, alias="within")

    def __attrs_post_init__(self) -> None:
        _drop_own_parents(self, self.zone, self.city)

    @property
    def within(self) -> tuple[str, ...]:
        """Ids of what it lies within, sorted: its zone, its city, and what else is stated."""
        own = {self.zone} if self.city is None else {self.zone, self.city}
        return tuple(sorted(own.union(self._within)))

    def date_of(self, kind: ZoneEventKind | EventKindName) -> Period | None:
        """Return the earliest days of its own events of a kind, or None where none is on record."""
        return date_of(self.events, kind)


@attrs.frozen
class Organization:
    """A body or place outside the administrative order: a port, authority, company, alliance and so on.

    Examples
    --------
    >>> Organization(
    ...     "wuhu-port", Name("Wuhu Port", "芜湖港"), kind="port", within=["wuhu-city"]
    ... ).kind.value
    'port'
    """

    #: Kebab-case id.
    id: str = attrs.field(validator=check_id)
    #: Its names.
    name: Name = attrs.field(converter=named)
    #: What it is.
    kind: OrganizationKind = attrs.field(converter=_kind_of_organization)
    #: Ids of what it lies within; an area only where a source says so.
    within: tuple[str, ...] = attrs.field(default=(), converter=sorted_ids, validator=each_id)
    #: Where this is stated.
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=citations)
    #: What a reader should know.
    notes: tuple[Note, ...] = attrs.field(default=(), converter=notes)
    #: A representative point; None where no source gives one.
    location: Location | None = attrs.field(default=None, converter=as_optional_location)

    def __attrs_post_init__(self) -> None:
        _check_within(self)


#: Anything that a figure can be about, or that can take part in a cooperation.
Place = Division | Zone | Area | Organization
