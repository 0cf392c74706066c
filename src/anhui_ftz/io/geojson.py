"""Places and linkages as GeoJSON (RFC 7946), for QGIS, geopandas, Leaflet, Mapbox and every other map."""

from __future__ import annotations

__all__ = ["to_geojson"]

from decimal import Decimal
from typing import Any

from anhui_ftz.analysis.choices import yes_or_no
from anhui_ftz.analysis.figures.lookup import latest
from anhui_ftz.analysis.figures.preference import Preference
from anhui_ftz.analysis.links.evidence import Linkage
from anhui_ftz.analysis.links.linkages import linkages_by
from anhui_ftz.analysis.links.matrices import places_shown
from anhui_ftz.analysis.links.query import Forms, LinkQuery, Parties, PartiesName, Statuses, Topics
from anhui_ftz.analysis.links.rollup import Level, LevelName
from anhui_ftz.analysis.points import RepresentativePoint, representative_point
from anhui_ftz.errors import ConflictError, NoObservation, UnknownName
from anhui_ftz.model.checks import Day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone

_Json = dict[str, Any]
#: The indicator that has the size of a place.
_SIZE = "area"


def to_geojson(
    ds: Dataset,
    level: Level | LevelName = Level.ZONE,
    *,
    links: bool = False,
    of: str | Place | None = None,
    form: Forms = None,
    topic: Topics = None,
    status: Statuses = None,
    on: Day | None = None,
    sure: bool = True,
    provincial: bool = True,
    presence: bool = False,
    parties: Parties | PartiesName = Parties.ALL,
) -> dict[str, Any]:
    """Return the places of a level as a GeoJSON FeatureCollection of points, and their linkages as lines.

    A point says where to draw a place, not where it begins and ends: ``point`` tells ``own`` (the place's own point),
    ``other`` (the point of another place) or ``mean`` (of several places), and ``point_of`` lists their ids. A place or
    a linkage without a point has the geometry null.

    Parameters
    ----------
    ds
        The data set.
    level
        ``zone``, ``area``, ``city``, ``province``, or ``stated``: the parties of cooperations as stated.
    links
        True adds a line for each pair of places that cooperation links.
    of
        Only this place and its partners, and the linkages of this place.
    on
        The day for which sizes and linkages are asked; None takes the newest sizes and the linkages of all time.
    form, topic, status, sure, provincial, presence, parties
        As for `linkages`.

    Returns
    -------
    dict
        Plain JSON values: ``json.dump`` writes them. A place has ``id``, ``name_en``, ``name_zh``, ``kind``, ``within``
        and ``sources``; ``point``, how its point is known (``own``, ``other``, ``mean`` or ``unknown``), and
        ``point_of``, the ids of the places whose points were taken. A division has ``iso_3166_2`` and ``gb_t_2260``, a
        zone ``batch`` and ``status``. Where a size is on record, it is in ``size_km2`` with ``size_exact``,
        ``size_lower``, ``size_upper``, ``size_bound``, ``size_observation`` (its id) and ``size_differs`` (whether
        sources differ). The days of events are there by kind, such as ``inaugurated``. A linkage has ``a``, ``b``,
        ``a_en``, ``a_zh``, ``b_en``, ``b_zh``, ``weight``, ``cooperations``, ``forms``, ``statuses``, ``topics`` and
        ``sources``.

    Raises
    ------
    UnknownName
        If ``of`` is in no table.
    InvalidValue
        If ``of`` is not of the level, or a word names no level, form, status or choice of parties.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> from anhui_ftz.io import to_geojson
    >>> zones = to_geojson(ftz.load())["features"]
    >>> anhui = next(each for each in zones if each["id"] == "anhui-ftz")
    >>> (
    ...     anhui["geometry"]["type"],
    ...     anhui["properties"]["size_km2"],
    ...     anhui["properties"]["point"],
    ... )
    ('Point', 119.86, 'mean')
    """
    as_dataset(ds)
    query = LinkQuery(
        level=level,
        form=form,
        topic=topic,
        status=status,
        on=on,
        sure=sure,
        provincial=provincial,
        presence=presence,
        parties=parties,
    )
    drawn = yes_or_no(links, "links")
    needed = drawn or of is not None or query.level is Level.STATED
    found = linkages_by(ds, query, of) if needed else ()
    features = [_place(ds, id, on) for id in places_shown(ds, query, of, found)]
    features += [_link(ds, each) for each in found] if drawn else []
    head = {"title": ds.title, "edition": ds.edition, "licence": ds.licence, "level": query.level.value}
    box = _box(features)
    return {"type": "FeatureCollection", **head, **({"bbox": box} if box else {}), "features": features}


def _box(features: list[_Json]) -> list[float]:
    """Return west, south, east and north of all points; nothing if no place has a point."""
    points = [each["geometry"]["coordinates"] for each in features if (each["geometry"] or {}).get("type") == "Point"]
    ends = [list(map(end, zip(*points, strict=True))) for end in (min, max)] if points else []
    return [degree for each in ends for degree in each]


def _place(ds: Dataset, id: str, on: Day | None) -> _Json:
    place, point = ds.place(id), representative_point(ds, id)
    properties = {
        "id": id,
        "name_en": place.name.en,
        "name_zh": place.name.zh,
        "kind": _kind(place),
        "within": list(place.within),
        **_codes(place),
        **_size(ds, id, on),
        **_days(place),
        **_exactness(id, point),
        "sources": sorted({each.source for each in place.citations}),
    }
    geometry = None if point is None else {"type": "Point", "coordinates": _position(point)}
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def _position(point: RepresentativePoint) -> list[float]:
    return [float(point.location.longitude), float(point.location.latitude)]


def _kind(place: Place) -> str:
    return str(place.kind) if isinstance(place, Division | Organization) else type(place).__name__.lower()


def _codes(place: Place) -> _Json:
    if isinstance(place, Division):
        return {"iso_3166_2": place.iso_3166_2, "gb_t_2260": place.gb_t_2260}
    return {"batch": place.batch, "status": str(place.status)} if isinstance(place, Zone) else {}


def _exactness(id: str, point: RepresentativePoint | None) -> _Json:
    if point is None:
        return {"point": "unknown", "point_of": []}
    kind = "own" if point.of == (id,) else "other" if len(point.of) == 1 else "mean"
    return {"point": kind, "point_of": list(point.of)}


def _size(ds: Dataset, id: str, on: Day | None) -> _Json:
    """Return the size of a place; where sources differ, the one nearest to a publisher."""
    differs = False
    try:
        row = latest(ds, id, _SIZE, on=on)
    except ConflictError:
        differs, row = True, latest(ds, id, _SIZE, on=on, prefer=Preference.PUBLISHER_FIRST)
    except (NoObservation, UnknownName):
        return {}
    size = row.quantity
    if str(size.unit) != "km2":  # an indicator of this name that measures something else
        return {}
    return {
        "size_km2": float(size.value),
        "size_exact": format(size.value, "f"),
        "size_lower": _finite(size.lower),
        "size_upper": _finite(size.upper),
        "size_bound": str(size.bound),
        "size_differs": differs,
        "size_observation": row.id,
    }


def _finite(figure: Decimal) -> float | None:
    return float(figure) if figure.is_finite() else None


def _days(place: Place) -> _Json:
    """Return the earliest days of each kind of event, as EDTF."""
    kinds = dict.fromkeys(each.kind for each in place.events) if isinstance(place, Zone | Area) else {}
    days = {str(kind): place.date_of(kind) for kind in kinds} if isinstance(place, Zone | Area) else {}
    return {kind: period.edtf for kind, period in days.items() if period is not None}


def _link(ds: Dataset, link: Linkage) -> _Json:
    ends = [representative_point(ds, id) for id in (link.a, link.b)]
    line = [_position(each) for each in ends if each is not None]
    drawable = len(line) == len(ends) and line[0] != line[1]
    properties = {
        "a": link.a,
        "b": link.b,
        **{
            f"{end}_{lang}": getattr(ds.place(id).name, lang)
            for end, id in (("a", link.a), ("b", link.b))
            for lang in ("en", "zh")
        },
        "weight": len(link.evidence),
        "cooperations": [each.id for each in link.cooperations],
        "forms": [str(form) for form in link.by_form],
        "statuses": [None if each is None else str(each) for each in link.by_status],
        "topics": sorted({topic for each in link.cooperations for topic in each.topics}),
        "sources": list(link.sources),
    }
    geometry = {"type": "LineString", "coordinates": line} if drawable else None
    return {"type": "Feature", "id": f"{link.a}--{link.b}", "geometry": geometry, "properties": properties}
