"""Strategies for records and whole data sets: small, lawful, and awkward where the real ones are."""

from __future__ import annotations

__all__ = ["citations", "datasets", "ids", "locations", "names", "overlapping", "sources"]


from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus, Milestone
from anhui_ftz.model.dataset import Dataset, Record
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name
from anhui_ftz.model.places import Area, Division, DivisionKind, Organization, OrganizationKind, Place, Zone
from anhui_ftz.model.source import Carrier, Citation, Source, Translation
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation, ObservationStatus
from anhui_ftz.testing.quantities import periods, quantities

_FORMS_OF_NAMES = [
    "Anhui", "anhui", "安徽", "安徽省", "皖", "Hefei", "HEFEI", "Hé féi", "合肥", "合肥片区", "合肥片區",
    "Suzhou", "苏州", "宿州", "Lin-gang", "Lingang", "中国(安徽)", "中国（安徽）", "Lu'an", "x",
]  # fmt: skip
_TOPICS = ["port", "shipping", "talent", "data"]
_NOTES = st.sampled_from(["", "", "a note", "（待核实）"])


def ids(prefix: str = "") -> st.SearchStrategy[str]:
    """Generate kebab-case ids, with a prefix where one is given."""
    return st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).map(prefix.__add__)


def names() -> st.SearchStrategy[Name]:
    """Generate names, some shared, some that differ in case, accents or brackets alone."""
    form = st.one_of(st.sampled_from(_FORMS_OF_NAMES), st.text("abcäé片区 -", max_size=6))
    return st.builds(Name, form, form, st.lists(form, max_size=2))


def sources() -> st.SearchStrategy[Source]:
    """Generate sources of every carrier and translation, dated or not."""
    return st.builds(
        Source,
        id=ids("src-"),
        publisher=st.sampled_from(["China News Service", "安徽日报", ""]),
        title=st.sampled_from(["", "标题", 'A "title" <b>']),
        language=st.sampled_from(["zh", "en", "zh-Hant"]),
        published=st.none() | periods(),
        url=st.sampled_from(["", "https://example.org/a?b=c"]),
        carrier=st.none() | st.sampled_from(Carrier),
        translation=st.sampled_from(Translation),
        sha256=st.sampled_from(["", "0" * 64]),
        note=st.sampled_from(["", "a note"]),
    )


def citations(source_ids: st.SearchStrategy[str]) -> st.SearchStrategy[Citation]:
    """Generate citations of the given sources."""
    printed = st.sampled_from(["", "3857", "2922亿元", "exceed 500 billion yuan"])
    return st.builds(Citation, source_ids, st.sampled_from(["", "paragraph 1", "title"]), printed)


def locations() -> st.SearchStrategy[Location]:
    """Generate points on the globe, the awkward ways to write degrees among them."""
    degrees = st.one_of(
        st.decimals(-90, 90, allow_nan=False, places=5), st.sampled_from([*map(Decimal, ("-0", "0E-8", "1E+1"))])
    )
    return st.builds(Location, degrees, degrees)


@st.composite
def datasets(draw: st.DrawFn, *, max_observations: int = 6, max_cooperations: int = 6) -> Dataset:
    """Generate lawful data sets: a few provinces with cities, zones, areas and bodies, figures and cooperation.

    Some provinces have two zones and some cities two areas, some bodies lie in several places or in none,
    and some places have a point on the map.

    Parameters
    ----------
    draw
        Hypothesis passes it.
    max_observations, max_cooperations
        The most of each.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(datasets())
    ... def test_every_area_lies_in_its_zone(ds):
    ...     assert all(area.zone in area.within for area in ds.areas)
    >>> test_every_area_lies_in_its_zone()
    """
    source_rows: list[Source] = draw(st.lists(sources(), min_size=1, max_size=3, unique_by=_id))
    cited = st.lists(citations(st.sampled_from([row.id for row in source_rows])), min_size=1, max_size=2)
    points = st.none() | locations()
    provinces = [Division(f"p{n}", draw(names()), location=draw(points)) for n in range(draw(st.integers(1, 3)))]
    cities = [
        Division(f"{province.id}-c{n}", draw(names()), DivisionKind.CITY, within=(province.id,), location=draw(points))
        for province in provinces
        for n in range(draw(st.integers(0, 2)))
    ]
    zones = [
        _zone(draw, f"{province.id}-z{n}", province.id, draw(cited))
        for province in provinces
        for n in range(draw(st.sampled_from([0, 1, 1, 1, 2])))
    ]
    areas = [
        Area(f"{zone.id}-a{n}", draw(names()), zone.id, draw(_one_of_or_none([c.id for c in cities])))
        for zone in zones
        for n in range(draw(st.integers(0, 2)))
    ]
    above: list[Place] = [*provinces, *cities, *zones, *areas]
    places = [place.id for place in above]
    organizations: list[Organization] = []
    for n in range(draw(st.integers(0, 5))):
        within = draw(_some_of([*places, *(row.id for row in organizations)], 2))
        kind = draw(st.sampled_from(OrganizationKind))
        where = draw(points)
        organizations.append(
            Organization(f"o{n}", draw(names()), kind, tuple(within), draw(cited), draw(_NOTES), where)
        )
    places += [row.id for row in organizations]
    indicators = [
        Indicator("firms", "Firms", "1", IndicatorKind.STOCK),
        Indicator("growth", "Growth", "%", IndicatorKind.RATIO),
        Indicator("trade", "Trade", "CNY", IndicatorKind.FLOW),
    ]
    observations = [
        _observation(draw, f"obs-{n}", places, draw(st.sampled_from(indicators)), draw(cited))
        for n in range(draw(st.integers(0, max_observations)))
    ]
    cooperations = [
        _cooperation(draw, f"coop-{n}", places, draw(cited)) for n in range(draw(st.integers(0, max_cooperations)))
    ]
    return Dataset(
        divisions=[*provinces, *cities],
        zones=zones,
        areas=areas,
        organizations=organizations,
        indicators=indicators,
        observations=observations,
        cooperations=cooperations,
        sources=source_rows,
        edition=draw(st.sampled_from(["", "2026.11"])),
    )


@st.composite
def overlapping(draw: st.DrawFn, *, count: int = 2) -> tuple[Dataset, ...]:
    """Generate data sets that share records and conflict nowhere: parts of one, some of their fields left blank.

    Parameters
    ----------
    draw
        Hypothesis passes it.
    count
        How many.

    Examples
    --------
    >>> from hypothesis import given
    >>> import anhui_ftz as ftz
    >>> @given(overlapping())
    ... def test_what_is_in_a_part_is_in_the_union(parts):
    ...     union = ftz.merge(*parts)
    ...     assert all(row.id in union for part in parts for _, rows in part.tables() for row in rows)
    >>> test_what_is_in_a_part_is_in_the_union()
    """
    whole = draw(datasets(max_observations=3, max_cooperations=3))
    return tuple(_part(draw, whole) for _ in range(count))


def _part(draw: st.DrawFn, whole: Dataset) -> Dataset:
    """Draw some records with all that they refer to."""
    rows = {row.id: row for _, table in whole.tables() for row in table}
    wanted = draw(st.lists(st.sampled_from(sorted(rows)), max_size=8))
    kept: dict[str, Record] = {}
    while wanted:
        row = rows[wanted.pop()]
        if row.id not in kept:
            kept[row.id] = _some_blank(draw, row)
            wanted += _references(row)
    tables = {name: [kept[row.id] for row in table if row.id in kept] for name, table in whole.tables()}
    return Dataset(**tables, edition=draw(st.sampled_from(["", whole.edition])))


def _references(row: Any) -> Iterator[str]:
    for field in ("within", "parties", "places"):
        yield from getattr(row, field, ())
    yield from (getattr(row, field) for field in ("subject", "indicator") if hasattr(row, field))
    for holder in (row, *getattr(row, "milestones", ())):
        yield from (cited.source for cited in getattr(holder, "citations", ()))


def _some_blank(draw: st.DrawFn, row: Any) -> Any:
    """Leave some fields blank that no rule asks for."""
    free = [field for field in attrs.fields(type(row)) if field.default in (None, "", ()) and field.name != "citations"]
    blank = {field.alias: field.default for field in free if draw(st.integers(0, 4)) == 0}
    if hasattr(row, "name"):
        blank["name"] = _some_blank(draw, row.name)
    return attrs.evolve(row, **blank)


def _zone(draw: st.DrawFn, id: str, province: str, cited: list[Citation]) -> Zone:
    batch, approved = draw(st.none() | st.integers(1, 7)), draw(st.none() | periods())
    document = draw(st.sampled_from(["", "国发〔2020〕10号"]))
    return Zone(id, draw(names()), province, batch, approved, document=document, citations=cited, note=draw(_NOTES))


def _observation(
    draw: st.DrawFn, id: str, places: list[str], indicator: Indicator, cited: list[Citation]
) -> Observation:
    return Observation(
        id,
        draw(st.sampled_from(places)),
        indicator.id,
        draw(periods()),
        draw(quantities(indicator.unit)),
        draw(st.sampled_from(ObservationStatus)),
        cited,
        draw(_NOTES),
    )


def _cooperation(draw: st.DrawFn, id: str, places: list[str], cited: list[Citation]) -> Cooperation:
    milestones = st.builds(
        Milestone, st.sampled_from(CooperationStatus), periods(), st.sampled_from([(), tuple(cited)])
    )
    return Cooperation(
        id,
        draw(names()),
        draw(st.sampled_from(CooperationForm)),
        tuple(draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=True))),
        tuple(draw(_some_of(places, 2))),
        draw(st.lists(milestones, max_size=3)),
        tuple(draw(_some_of(_TOPICS, 2))),
        draw(st.none() | quantities("CNY")),
        cited,
        draw(_NOTES),
    )


def _id(row: Source) -> str:
    return row.id


def _some_of(values: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True) if values else st.just([])


def _one_of_or_none(values: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values) if values else st.none()
