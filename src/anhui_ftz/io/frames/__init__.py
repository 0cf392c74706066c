"""Frames: the data set as tables of pyarrow, polars, pandas, DuckDB or Spark, and the heavy verbs on them."""

from anhui_ftz.io.frames.linkage_frames import evidence_frame, linkage_frame
from anhui_ftz.io.frames.parquet import read_parquet, write_parquet
from anhui_ftz.io.frames.record_frames import from_frame, hierarchy, to_frame
from anhui_ftz.io.frames.total_frames import total_frame

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
