"""What the columns of each frame are: names, types, and how exact figures are held."""

from __future__ import annotations

__all__ = ["BACKENDS", "CITED", "COLUMNS", "DIGITS", "SCALE", "TABLES", "arrow_schema", "fits"]

from decimal import Decimal
from typing import TYPE_CHECKING

from anhui_ftz.errors import MissingExtra

if TYPE_CHECKING:
    import pyarrow as pa

#: What a frame may be made of; ``polars-lazy`` and ``duckdb`` and ``pyspark`` are lazy.
BACKENDS = ("pyarrow", "polars", "polars-lazy", "pandas", "duckdb", "pyspark")
#: Figures are decimal128(28, 8): up to 20 digits before the point and 8 behind it. A sum of ten thousand
#: million of them fits decimal128(38, 8), into which every backend adds them: no sum can overflow unseen.
DIGITS, SCALE = 28, 8
#: Columns of the citations of a row: parallel lists, one entry a citation.
CITED = {"sources": "texts", "locators": "texts", "as_published": "texts"}

_OBSERVATIONS = {
    "id": "text",
    "subject": "text",
    "indicator": "text",
    "kind": "text",
    "additive": "flag",
    "period": "text",
    "period_start": "day",
    "period_end": "day",
    "value": "figure",
    "lower": "figure",
    "upper": "figure",
    "unit": "text",
    "bound": "text",
    "beyond": "text",
    "status": "text",
    **CITED,
    "note": "text",
}
_PARTICIPATIONS = {
    "cooperation": "text",
    "party": "text",
    "form": "text",
    "status": "text",
    "topics": "texts",
    "sources": "texts",
}
_LINKAGES = {
    "a": "text",
    "b": "text",
    "cooperation": "text",
    "form": "text",
    "status": "text",
    "provincial": "flag",
    "stated_at": "texts",
    "lifted_via": "texts",
    "sources": "texts",
}
_PLACES = {
    "id": "text",
    "table": "text",
    "kind": "text",
    "level": "text",
    "name_en": "text",
    "name_zh": "text",
    "aliases": "texts",
    "within": "texts",
    "iso_3166_2": "text",
    "gb_t_2260": "text",
    "latitude": "degrees",
    "longitude": "degrees",
    **CITED,
    "note": "text",
}
_SOURCES = {
    "id": "text",
    "publisher": "text",
    "title": "text",
    "language": "text",
    "published": "text",
    "published_start": "day",
    "published_end": "day",
    "url": "text",
    "carrier": "text",
    "translation": "text",
    "sha256": "text",
    "note": "text",
}
_HIERARCHY = {"place": "text", "ancestor": "text", "level": "text", "via": "text"}

#: The columns of each table, with what each holds.
COLUMNS: dict[str, dict[str, str]] = {
    "observations": _OBSERVATIONS,
    "participations": _PARTICIPATIONS,
    "linkages": _LINKAGES,
    "places": _PLACES,
    "sources": _SOURCES,
    "hierarchy": _HIERARCHY,
}
#: The tables that ``to_frame`` gives.
TABLES = tuple(name for name in COLUMNS if name != "hierarchy")


def fits(figure: Decimal) -> bool:
    """Whether a finite figure is held exactly by a column of figures.

    >>> fits(Decimal("292.2e9")), fits(Decimal("1e-30")), fits(Decimal("1e20"))
    (True, False, False)
    """
    exponent = figure.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -SCALE and figure.adjusted() < DIGITS - SCALE


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table.

    Parameters
    ----------
    table
        Name of a table, or ``hierarchy``.

    Raises
    ------
    MissingExtra
        If pyarrow is not installed.

    Examples
    --------
    >>> arrow_schema("observations").field("value").type
    Decimal128Type(decimal128(28, 8))
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("anhui_ftz.io.frames", "frames") from None
    types = {
        "text": pa.string(),
        "flag": pa.bool_(),
        "day": pa.date32(),
        "figure": pa.decimal128(DIGITS, SCALE),
        "degrees": pa.decimal128(13, 10),
        "texts": pa.list_(pa.string()),
    }
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS[table].items()])
