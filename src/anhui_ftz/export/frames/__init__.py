"""Frames: the data set as tables of pyarrow, polars, pandas, DuckDB or Spark, and the heavy verbs on them."""

from anhui_ftz.export.frames.links import evidence_frame, linkage_frame
from anhui_ftz.export.frames.parquet import read_parquet, write_parquet
from anhui_ftz.export.frames.reading import from_frame
from anhui_ftz.export.frames.sums import total_frame
from anhui_ftz.export.frames.tables import hierarchy, to_frame

__all__ = [
    "evidence_frame",
    "from_frame",
    "hierarchy",
    "linkage_frame",
    "read_parquet",
    "to_frame",
    "total_frame",
    "write_parquet",
]
