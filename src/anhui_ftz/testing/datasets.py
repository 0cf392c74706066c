"""Strategies for whole data sets: small, valid, and awkward where the real ones are."""

from __future__ import annotations

__all__ = ["datasets", "lawful_sums", "overlapping"]

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import settings
from hypothesis import strategies as st

from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus, Milestone
from anhui_ftz.model.dataset import Dataset, Record
from anhui_ftz.model.event import ZoneEvent, ZoneEventKind
from anhui_ftz.model.integrity import cited_parts
from anhui_ftz.model.name import Text
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, DivisionKind, Organization, OrganizationKind, Zone
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation, ObservationStatus
from anhui_ftz.testing.strategies import Choices, DrawnChoices

_TOPICS = ["port", "shipping", "talent", "data"]
_EDITIONS, _DOCUMENTS = ["", "2026.11"], ["", "国发〔2020〕10号"]
#: Former names and codes of a division.
_FORMER = ((), ("旧市",), ("旧地区", "342300"))
#: What ids begin with, so that their order is not that in which records are made.
_HEADS = ["", "", "b-", "z-"]
_INDICATORS = [
    Indicator("firms", "Firms", "1", IndicatorKind.STOCK),
    Indicator("growth", "Growth", "%", IndicatorKind.RATIO),
    Indicator("trade", "Trade", "CNY", IndicatorKind.FLOW),
]
#: Enough bytes for the choices of the longest record, and for those of a whole data set.
_RECORD, _WHOLE = 64, 256
#: Who runs that many examples wants the strategies with the widest range.
_DEEP = 1_000


@st.composite
def datasets(
    draw: st.DrawFn, *, max_observations: int = 6, max_cooperations: int = 6, rich: bool | None = None
) -> Dataset:
    """Generate valid data sets: a few provinces with cities, zones, areas and bodies, figures and cooperation.

    Some provinces have two zones and some cities two areas, some bodies lie in several places or in none,
    and some places have a point on the map.

    Parameters
    ----------
    max_observations, max_cooperations
        The most of each.
    rich
        False makes each record from a few bytes, with names, figures and days from wide pools: 3 ms per data set.
        True draws each part from the strategy for it, such as `quantities`: 70 ms. None is True where the settings
        of Hypothesis run a thousand examples or more.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(datasets())
    ... def test_every_area_lies_in_its_zone(ds):
    ...     assert all(area.zone in area.within for area in ds.areas)
    >>> test_every_area_lies_in_its_zone()
    """
    rows = _Rows(draw, rich=rich)
    sources = [each.source(f"src-{n}") for n, each in rows.of(3, fewest=1)]
    cited = [row.id for row in sources]
    provinces = [
        Division(f"{each.of(_HEADS)}p{n}", each.name(), location=_point(each)) for n, each in rows.of(3, fewest=1)
    ]
    cities = [_city(each, n, provinces) for n, each in rows.of(4)]
    zones = [_zone(each, n, provinces, cited) for n, each in rows.of(4)]
    areas = [_area(each, n, zones, cities, cited) for n, each in rows.of(5)] if zones else []
    places = [row.id for table in (provinces, cities, zones, areas) for row in table]
    organizations = []
    for n, each in rows.of(5):
        organizations.append(_organization(each, n, places, cited))
        places.append(organizations[-1].id)
    return Dataset(
        divisions=[*provinces, *cities],
        zones=zones,
        areas=areas,
        organizations=organizations,
        indicators=_INDICATORS,
        observations=[_observation(each, n, places, cited) for n, each in rows.of(max_observations)],
        cooperations=[_cooperation(each, n, places, cited) for n, each in rows.of(max_cooperations)],
        sources=sources,
        edition=draw(st.sampled_from(_EDITIONS)),
    )


@st.composite
def overlapping(draw: st.DrawFn, *, count: int = 2, rich: bool | None = None) -> tuple[Dataset, ...]:
    """Generate data sets that share records without conflicts: parts of one data set, with some fields left blank.

    Parameters
    ----------
    count
        How many.
    rich
        As for `datasets`.

    Examples
    --------
    >>> from hypothesis import given
    >>> import anhui_ftz as ftz
    >>> @given(overlapping())
    ... def test_what_is_in_a_part_is_in_the_union(parts):
    ...     union = ftz.merge(*parts)
    ...     assert all(row.id in union for part in parts for row in part.zones)
    >>> test_what_is_in_a_part_is_in_the_union()
    """
    whole = draw(datasets(max_observations=3, max_cooperations=3, rich=rich))
    rows = _Rows(draw, rich=rich)
    return tuple(_part(rows.one(_WHOLE), whole) for _ in range(count))


@st.composite
def lawful_sums(
    draw: st.DrawFn, *, kind: IndicatorKind | None = None, rich: bool | None = None
) -> tuple[Dataset, tuple[Observation, ...]]:
    """Generate a data set with a set of its observations that can be added.

    The subjects are disjoint areas of one zone. Flows cover the same days for each subject, in periods that
    follow each other; stocks are of one common day, once per subject. The data set also has an observation of
    the zone itself (``whole``), of another unit (``other-unit``), of another day (``other-day``) and of a ratio
    (``ratio``), for tests that want a sum to be refused.

    Parameters
    ----------
    kind
        Stock or flow; None draws one.
    rich
        As for `datasets`.
    """
    chosen = kind or draw(st.sampled_from([IndicatorKind.STOCK, IndicatorKind.FLOW]))
    rows = _Rows(draw, rich=rich)
    cited, areas, summed = [Citation("source", "paragraph 1")], [], []
    span = _span(rows.one(_RECORD))
    for n, each in rows.of(4, fewest=1):
        areas.append(Area(f"area-{n}", f"Area {n}", "zone"))
        for number, period in enumerate([_holding(each)] if chosen is IndicatorKind.STOCK else _pieces(each, span)):
            quantity = each.quantity("CNY")
            summed.append(Observation(f"area-{n}-{number}", f"area-{n}", "figure", period, quantity, citations=cited))
    last, first = rows.one(_RECORD), summed[0].period
    extra = [
        Observation("whole", "zone", "figure", first, last.quantity("CNY"), citations=cited),
        Observation("other-unit", "elsewhere", "figure", first, last.quantity("USD"), citations=cited),
        Observation("other-day", "elsewhere", "figure", "2010-01-01", last.quantity("CNY"), citations=cited),
        Observation("ratio", "elsewhere", "rate", "2020-06-30", last.quantity("CNY"), citations=cited),
    ]
    ds = Dataset(
        divisions=[Division("elsewhere", "Elsewhere"), Division("province", "Province")],
        zones=[Zone("zone", "Zone", "province")],
        areas=areas,
        indicators=[Indicator("figure", "Figure", "CNY", chosen), Indicator("rate", "Rate", "CNY", "ratio")],
        observations=[*summed, *extra],
        sources=[Source("source", "Publisher")],
    )
    return ds, tuple(sorted(summed, key=lambda _: last.number(len(summed))))


class _Rows:
    """Draws the choices that records are made of."""

    def __init__(self, draw: st.DrawFn, *, rich: bool | None) -> None:
        self._draw = draw
        self._rich = settings().max_examples >= _DEEP if rich is None else rich

    def one(self, size: int) -> Choices:
        """Draw the choices of one thing."""
        return DrawnChoices(self._draw) if self._rich else Choices(self._draw(st.binary(min_size=size, max_size=size)))

    def of(self, most: int, *, fewest: int = 0) -> Iterator[tuple[int, Choices]]:
        """Draw the choices of several records, each with its number."""
        if self._rich:
            return enumerate([self.one(_RECORD)] * self._draw(st.integers(fewest, most)))
        contents = st.lists(st.binary(min_size=_RECORD, max_size=_RECORD), min_size=fewest, max_size=most)
        return enumerate(map(Choices, self._draw(contents)))


def _point(each: Choices) -> Any:
    return each.of([None, each.location()])


def _citations(each: Choices, sources: Sequence[str]) -> tuple[Citation, ...]:
    one, two = each.citation(sources), each.citation(sources)
    return (one, two)[: 1 + each.number(2)]


def _city(each: Choices, n: int, provinces: Sequence[Division]) -> Division:
    id, home = f"{each.of(_HEADS)}c{n}", each.of(provinces).id
    return Division(id, each.name(), DivisionKind.CITY, within=(home,), location=_point(each), former=each.of(_FORMER))


def _zone(each: Choices, n: int, provinces: Sequence[Division], sources: Sequence[str]) -> Zone:
    return Zone(
        f"{each.of(_HEADS)}z{n}",
        each.name(),
        each.of(provinces).id,
        each.of([None, *range(1, 8)]),
        document=each.of(_DOCUMENTS),
        events=_events(each, sources),
        citations=_citations(each, sources),
        notes=each.notes(),
    )


def _events(each: Choices, sources: Sequence[str]) -> list[ZoneEvent]:
    kinds, cited = list(ZoneEventKind), [(), _citations(each, sources)]
    number = range(each.number(3))
    return [ZoneEvent(each.of(kinds), each.period(), each.of(_DOCUMENTS), each.of(cited)) for _ in number]


def _area(each: Choices, n: int, zones: Sequence[Zone], cities: Sequence[Division], sources: Sequence[str]) -> Area:
    city, events = each.of([None, *(row.id for row in cities)]), _events(each, sources)
    return Area(f"{each.of(_HEADS)}a{n}", each.name(), each.of(zones).id, city, events=events)


def _organization(each: Choices, n: int, places: Sequence[str], sources: Sequence[str]) -> Organization:
    return Organization(
        f"{each.of(_HEADS)}o{n}",
        each.name(),
        each.of(list(OrganizationKind)),
        each.some(places, 2),
        _citations(each, sources),
        each.notes(),
        _point(each),
    )


def _observation(each: Choices, n: int, places: Sequence[str], sources: Sequence[str]) -> Observation:
    indicator = each.of(_INDICATORS)
    return Observation(
        f"{each.of(_HEADS)}obs-{n}",
        each.of(places),
        indicator.id,
        each.period(),
        each.quantity(indicator.unit),
        each.of(list(ObservationStatus)),
        _citations(each, sources),
        each.notes(),
        each.of(list(Basis)),
    )


def _cooperation(each: Choices, n: int, places: Sequence[str], sources: Sequence[str]) -> Cooperation:
    cited = _citations(each, sources)
    milestones = [
        Milestone(each.of(list(CooperationStatus)), each.period(), each.of([(), cited]), each.of(list(Basis)))
        for _ in range(3)
    ]
    return Cooperation(
        f"{each.of(_HEADS)}coop-{n}",
        each.name(),
        each.of(list(CooperationForm)),
        each.some(places, 4, fewest=1),
        each.some(places, 2),
        milestones[: each.number(4)],
        each.some(_TOPICS, 2),
        each.of([None, each.quantity("CNY")]),
        cited,
        each.notes(),
    )


def _span(each: Choices) -> Period:
    """Return the days that all subjects of a sum cover."""
    start = date(2015, 1, 1) + timedelta(each.number(901))
    return Period(start, start + timedelta(each.number(1_000)))


def _pieces(each: Choices, span: Period) -> list[Period]:
    """Cut days into up to three periods that follow each other."""
    first, last = (day.toordinal() for day in (span.start, span.end) if day is not None)
    cuts = sorted({first + each.number(last - first) for _ in range(each.number(3)) if last > first})
    pairs = zip([first, *(day + 1 for day in cuts)], [*cuts, last], strict=True)
    return [Period(date.fromordinal(start), date.fromordinal(end)) for start, end in pairs]


def _holding(each: Choices) -> Period:
    """Return a period around a day that all stocks of a sum have."""
    middle = date(2020, 6, 30)
    return Period(middle - timedelta(each.number(401)), middle + timedelta(each.number(401)))


def _part(choices: Choices, whole: Dataset) -> Dataset:
    """Choose some records with all that they refer to."""
    rows = {row.id: row for _, table in whole.tables() for row in table}
    wanted = list(choices.some(sorted(rows), 8))
    kept: dict[str, Record] = {}
    while wanted:
        row = rows[wanted.pop()]
        if row.id not in kept:
            kept[row.id] = _some_blank(choices, row)
            wanted += _references(row)
    tables = {name: [kept[row.id] for row in table if row.id in kept] for name, table in whole.tables()}
    return Dataset(**tables, edition=choices.of(["", whole.edition]))


def _references(row: Any) -> Iterator[str]:
    for field in ("within", "parties", "places"):
        yield from getattr(row, field, ())
    yield from (getattr(row, field) for field in ("subject", "indicator") if hasattr(row, field))
    for holder in (row, *(part for _, parts in cited_parts(row) for part in parts)):
        yield from (cited.source for cited in getattr(holder, "citations", ()))


def _some_blank(choices: Choices, row: Any) -> Any:
    """Leave some fields blank that no rule requires."""
    filled = (each for each in attrs.fields(type(row)) if getattr(row, each.name) != each.default)
    free = [each for each in filled if each.default in (None, "", (), Text()) and each.name != "citations"]
    inner = {name: _some_blank(choices, getattr(row, name)) for name in ("name", "definition") if hasattr(row, name)}
    blank = {each.alias: each.default for each in free if choices.number(5) == 1}
    return attrs.evolve(row, **inner | blank)
