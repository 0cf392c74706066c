"""The peer of `loads`: frozen pydantic models with the same checks, field by field and across the records."""

from __future__ import annotations

__all__ = ["Dataset"]

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from anhui_ftz import ObservationStatus, OrganizationKind

from .peer_checks import EdtfPeriod, Figure, Id, KnownUnit, ShortText, Text


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Name(_Model):
    en: Text = ""
    zh: Text = ""
    aliases: tuple[Text, ...] = ()


class Citation(_Model):
    source: Id
    locator: Text = ""
    as_published: ShortText = ""


class Quantity(_Model):
    value: Figure
    lower: Figure = Field(default_factory=lambda data: data["value"])
    upper: Figure = Field(default_factory=lambda data: data["value"])
    unit: KnownUnit
    bound: Literal["exact", "rounded", "about", "at-least", "at-most"] | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.lower <= self.value <= self.upper or self.value.is_infinite():
            raise ValueError("need lower <= value <= upper")
        if self.bound in ("rounded", "about") and (self.lower == self.upper or (self.upper - self.lower).is_infinite()):
            raise ValueError(f"this interval cannot be called {self.bound}")
        return self


class Both(_Model):
    en: Text = ""
    zh: Text = ""


class Note(_Model):
    kind: Literal["definition", "scope", "unconfirmed", "sources-differ", "translation", "basis"]
    text: Both | Text


class _Place(_Model):
    id: Id
    name: Name | Text
    within: tuple[Id, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()

    def parents(self) -> set[str]:
        """Return the ids of what it lies in."""
        return set(self.within)


class Division(_Place):
    kind: Literal["province", "city", "county"] = "province"
    iso_3166_2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}-[A-Z0-9]{1,3}$")] | None = None
    gb_t_2260: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}(?:[0-9]{2}){0,2}$")] | None = None


class ZoneEvent(_Model):
    kind: Literal[
        "decided",
        "approved",
        "authorised",
        "plan-issued",
        "plan-published",
        "inaugurated",
        "enlarged",
        "regulated",
    ]
    period: EdtfPeriod
    document: Text = ""
    citations: tuple[Citation, ...] = ()


class Zone(_Place):
    province: Id
    batch: Annotated[int, Field(ge=1, le=99, strict=True)] | None = None
    events: tuple[ZoneEvent, ...] = ()
    document: Text = ""
    status: Literal["established", "reported"] = "established"

    def parents(self) -> set[str]:
        return {self.province, *self.within}


class Area(_Place):
    zone: Id
    city: Id | None = None
    focus: tuple[Both | Text, ...] = ()
    since: EdtfPeriod | None = None

    def parents(self) -> set[str]:
        return {self.zone, *self.within} | ({self.city} if self.city else set())


class Organization(_Place):
    kind: OrganizationKind


class Indicator(_Model):
    id: Id
    name: Name | Text
    unit: KnownUnit
    kind: Literal["stock", "flow", "ratio"]
    additive: bool | None = None
    definition: Both | Text = ""
    citations: tuple[Citation, ...] = ()


class Source(_Model):
    id: Id
    publisher: Text
    title: Text = ""
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "zh"
    published: EdtfPeriod | None = None
    url: Annotated[str, StringConstraints(pattern=r"^(https?://[^\s\x22<>]+)?$")] = ""
    carrier: Literal["publisher", "reprint", "mirror"] | None = None
    translation: Literal["original", "human", "machine"] = "original"
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""
    notes: tuple[Note, ...] = ()


class Observation(_Model):
    id: Id
    subject: Id
    indicator: Id
    period: EdtfPeriod
    quantity: Quantity
    status: ObservationStatus = ObservationStatus.NORMAL
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    notes: tuple[Note, ...] = ()


class Dataset(_Model):
    """The tables of the synthetic data set; it has no cooperations."""

    format: Literal[1] = 1
    edition: Text = ""
    title: Text = ""
    licence: Text = ""
    divisions: tuple[Division, ...] = ()
    zones: tuple[Zone, ...] = ()
    areas: tuple[Area, ...] = ()
    organizations: tuple[Organization, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = list(_faults(self))
        if problems:
            raise ValueError("; ".join(problems))
        return self


def _faults(data: Dataset) -> Iterator[str]:
    """Yield what does not hold across the records."""
    places: list[Any] = [*data.divisions, *data.zones, *data.areas, *data.organizations]
    rows = [*places, *data.indicators, *data.observations, *data.sources]
    if len({row.id for row in rows}) != len(rows):
        yield "an id stands twice"
    sources = {source.id for source in data.sources}
    for row in (*places, *data.indicators, *data.observations):
        for cited in row.citations:
            if cited.source not in sources:
                yield f"{row.id}: no source {cited.source}"
    yield from _containment_faults(data, places)
    known = {place.id for place in places}
    units = {indicator.id: indicator.unit for indicator in data.indicators}
    for row in data.observations:
        if row.subject not in known:
            yield f"{row.id}: no place {row.subject}"
        unit = units.get(row.indicator)
        if unit is None or (row.quantity.unit is not unit and not row.quantity.unit.measures_like(unit)):
            yield f"{row.id}: {row.quantity.unit} does not fit {row.indicator}"


def _containment_faults(data: Dataset, places: list[Any]) -> Iterator[str]:
    parents = {place.id: place.parents() for place in places}
    divisions, zones = {division.id for division in data.divisions}, {zone.id for zone in data.zones}
    yield from (f"{id} lies in an unknown place" for id, above in parents.items() if not above <= parents.keys())
    provinces = {division.id for division in data.divisions if division.kind == "province"}
    yield from (f"{zone.id}: no province {zone.province}" for zone in data.zones if zone.province not in provinces)
    for area in data.areas:
        if area.zone not in zones or (area.city is not None and area.city not in divisions):
            yield f"{area.id}: no zone {area.zone} or no city {area.city}"
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        yield f"containment runs in a circle: {error.args[1]}"
