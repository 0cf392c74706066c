"""Tables: the records of a data set as the rows of frames."""

from __future__ import annotations

__all__ = ["hierarchy", "table_of", "to_frame"]

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.links.linkages import linkages
from anhui_ftz.analysis.links.rollup import Level, LevelName, level_of, lifts
from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.frames.engines import extra_for, narwhals, native_of
from anhui_ftz.io.frames.frame_schema import COLUMNS, TABLES, arrow_schema, fits
from anhui_ftz.model.checks import Day, as_day
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.places import Area, Division, Organization, Place, Zone
from anhui_ftz.model.progress import Advance, Progress, progress_of
from anhui_ftz.model.quantity import Quantity
from anhui_ftz.model.source import Citation
from anhui_ftz.model.statistics import Indicator, Observation

if TYPE_CHECKING:
    import pyarrow as pa

_Row = dict[str, object]


def to_frame(
    ds: Dataset,
    table: str = "observations",
    backend: str = "pyarrow",
    *,
    level: Level | LevelName = Level.ZONE,
    on: Day | None = None,
    progress: Progress = None,
) -> Any:
    """Return a table of a data set as a frame.

    Figures are decimals, exactly: ``value``, ``lower`` and ``upper`` are decimal128(28, 8), and a bound that
    the wording does not set is null. The few figures that these cannot hold (beyond 1e20, or with more than
    8 decimals) are null there and stand as text in ``beyond``; nothing is rounded. Citations are parallel
    lists: ``sources``, ``locators``, ``as_published``.

    Parameters
    ----------
    ds
        The data set.
    table
        ``observations``, ``participations`` (one row a party of a cooperation), ``linkages`` (one row a pair
        of places and a cooperation that links them), ``places`` or ``sources``.
    backend
        ``pyarrow``, ``polars``, ``polars-lazy``, ``pandas``, ``duckdb`` (a relation on its default
        connection) or ``pyspark`` (in the active session).
    level
        For ``linkages``: the level of the places.
    on
        For ``participations`` and ``linkages``: the day of ``status``; None asks of all time.
    progress
        A callable of the rows done and their number (None where that is not known), or True for a bar.

    Returns
    -------
    frame
        A frame of that backend.

    Raises
    ------
    InvalidValue
        If there is no such table or backend, or ``ds`` is no Dataset.
    MissingExtra
        If a library is not installed.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> frame = to_frame(ftz.load(), "observations")
    >>> row = next(row for row in frame.to_pylist() if row["id"] == "ah-obs-014")
    >>> row["subject"], row["value"], row["upper"], row["bound"], row["locators"]
    ('anhui', Decimal('500000000000.00000000'), None, 'at-least', ['paragraph 3'])
    """
    as_dataset(ds)
    if table not in TABLES:
        raise InvalidValue(f"table is one of {', '.join(TABLES)}, not {shown(table)}")
    narwhals(extra_for(backend))
    rows: dict[str, Callable[[], Iterable[_Row]]] = {
        "observations": lambda: observation_rows(ds.observations, _indicators(ds)),
        "participations": lambda: _participations(ds, on),
        "linkages": lambda: _linkages(ds, level, on),
        "places": lambda: _places(ds),
        "sources": lambda: _sources(ds),
    }
    known = {"observations": len(ds.observations), "sources": len(ds.sources)}
    with progress_of(progress, known.get(table), f"framing {table}") as advance:
        arrow = table_of(table, _counted(rows[table](), advance))
    return native_of(arrow, backend)


def hierarchy(ds: Dataset, backend: str = "pyarrow") -> Any:
    """Return what lies within what, with every place in between: what the frame verbs roll up by.

    A row says that ``place`` counts at ``ancestor``, which stands at ``level``. Where ``via`` is null, it
    lies there, however deep (each place lies in itself); else it lies in no place of that level, and counts
    there through the province or city ``via``, as for `anhui_ftz.linkages`.

    Parameters
    ----------
    ds
        The data set.
    backend
        As for `to_frame`.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> rows = [row for row in hierarchy(ftz.load()).to_pylist() if row["place"] == "wuhu-port"]
    >>> [(row["ancestor"], row["level"], row["via"]) for row in rows if row["level"] in ("zone", "province")]
    [('anhui', 'province', None), ('anhui-ftz', 'zone', 'anhui')]
    """
    as_dataset(ds)
    return native_of(table_of("hierarchy", _hierarchy(ds)), backend)


def table_of(table: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Return rows as an Arrow table with the columns of a table."""
    schema = arrow_schema(table)
    import pyarrow as pa

    columns: dict[str, list[object]] = {name: [] for name in COLUMNS[table]}
    for row in rows:
        for name, values in columns.items():
            values.append(row[name])
    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def observation_rows(rows: Iterable[Observation], indicators: Mapping[str, Indicator]) -> Iterator[_Row]:
    """Yield observations as rows, with the kind of their indicator."""
    for row in rows:
        indicator = indicators[row.indicator]
        yield {
            "id": row.id,
            "subject": row.subject,
            "indicator": row.indicator,
            "kind": indicator.kind.value,
            "additive": indicator.additive,
            "period": row.period.edtf,
            "period_start": row.period.start,
            "period_end": row.period.end,
            **_figures(row.quantity),
            "unit": str(row.quantity.unit),
            "bound": row.quantity.bound.value,
            "status": row.status.value,
            **_cited(row.citations),
            "note": row.note,
        }


def _counted(rows: Iterable[_Row], advance: Advance) -> Iterator[_Row]:
    for row in rows:
        yield row
        advance(1)


def _figures(quantity: Quantity) -> _Row:
    figures = {"value": quantity.value, "lower": quantity.lower, "upper": quantity.upper}
    finite = {name: figure if figure.is_finite() else None for name, figure in figures.items()}
    if all(figure is None or fits(figure) for figure in finite.values()):
        return {**finite, "beyond": None}
    return {**dict.fromkeys(figures), "beyond": " ".join(map(str, figures.values()))}


def _cited(citations: Iterable[Citation]) -> _Row:
    cited = tuple(citations)
    return {
        "sources": [each.source for each in cited],
        "locators": [each.locator for each in cited],
        "as_published": [each.as_published for each in cited],
    }


def _indicators(ds: Dataset) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in ds.indicators}


def _participations(ds: Dataset, on: Day | None) -> Iterator[_Row]:
    for row in ds.cooperations:
        shared = {
            "cooperation": row.id,
            "form": row.form.value,
            "status": row.status_on(on),
            "topics": row.topics,
            "sources": row.sources,
        }
        for party in row.parties:
            yield {**shared, "party": party}


def _linkages(ds: Dataset, level: Level | LevelName, on: Day | None) -> Iterator[_Row]:
    day = None if on is None else as_day(on)
    for link in linkages(ds, level=level):
        for each in link.evidence:
            yield {
                "a": link.a,
                "b": link.b,
                "cooperation": each.cooperation.id,
                "form": each.cooperation.form.value,
                "status": each.cooperation.status_on(day),
                "provincial": each.provincial,
                "stated_at": each.stated_at,
                "lifted_via": each.lifted_via,
                "sources": each.cooperation.sources,
            }


def _places(ds: Dataset) -> Iterator[_Row]:
    for table in ("divisions", "zones", "areas", "organizations"):
        for place in getattr(ds, table):
            yield {
                **_place(place),
                "table": table,
                "level": level_of(place).value,
                "name_en": place.name.en,
                "name_zh": place.name.zh,
                "aliases": place.name.aliases,
                **_cited(place.citations),
            }


def _place(place: Place) -> _Row:
    location = place.location if isinstance(place, Division | Organization) else None
    return {
        "id": place.id,
        "kind": None if isinstance(place, Zone | Area) else place.kind.value,
        "within": place.within,
        "iso_3166_2": place.iso_3166_2 if isinstance(place, Division) else None,
        "gb_t_2260": place.gb_t_2260 if isinstance(place, Division) else None,
        "latitude": None if location is None else location.latitude,
        "longitude": None if location is None else location.longitude,
        "note": place.note,
    }


def _sources(ds: Dataset) -> Iterator[_Row]:
    for row in ds.sources:
        published = row.published
        yield {
            "id": row.id,
            "publisher": row.publisher,
            "title": row.title,
            "language": row.language,
            "published": None if published is None else published.edtf,
            "published_start": None if published is None else published.start,
            "published_end": None if published is None else published.end,
            "url": row.url,
            "carrier": row.carrier,
            "translation": row.translation.value,
            "sha256": row.sha256,
            "note": row.note,
        }


def _hierarchy(ds: Dataset) -> Iterator[_Row]:
    for table in (ds.divisions, ds.zones, ds.areas, ds.organizations):
        for place in table:
            for ancestor in sorted(ancestors(ds, place.id)):
                level = level_of(ds.place(ancestor))
                yield {"place": place.id, "ancestor": ancestor, "level": level.value, "via": None}
            for level in (Level.ZONE, Level.AREA):
                for lift in lifts(ds, place.id, level):
                    if lift.via is not None:
                        yield {"place": place.id, "ancestor": lift.place, "level": level.value, "via": lift.via}
