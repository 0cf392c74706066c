"""Observations as SDMX-CSV 2.0 (SDMX 3.0), one row each."""

from __future__ import annotations

__all__ = ["AGENCY", "COLUMNS", "STRUCTURE_NAME", "VERSION", "sdmx_csv", "write_sdmx_csv"]

import os
import re
from collections.abc import Iterator

from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.columns import CellKind, Column, csv_pieces, figure
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.note import joined
from anhui_ftz.model.period import Period
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.storage.whole import whole_file

_SHOWN = 5
#: Who maintains the structure, what it is called, and its version.
AGENCY, STRUCTURE_NAME, VERSION = "ANHUI_FTZ", "FTZ_OBSERVATIONS", "1.0.0"


def write_sdmx_csv(ds: Dataset, path: str | os.PathLike[str], *, progress: Progress = None) -> None:
    """Write the observations of a data set as SDMX-CSV 2.0, whole or not at all.

    The dimensions are ``REF_AREA`` (the subject), ``INDICATOR``, ``OBS_ID`` (since several sources for one
    figure are both kept) and ``TIME_PERIOD``; the measure is ``OBS_VALUE``, a decimal in full;
    attributes are ``OBS_STATUS`` (CL_OBS_STATUS), ``UNIT_MEASURE`` (UCUM or ISO 4217), ``LOWER`` and
    ``UPPER`` (empty where the wording sets no such bound), ``BOUND``, ``PERIOD_EDTF``, ``SOURCES`` (ids,
    parted by blanks) and ``COMMENT_OBS``.

    ``TIME_PERIOD`` is a year, month, day, quarter or half where the period is one, else a range of start
    and duration such as ``2020-09-24/P124D``. SDMX knows no open end: such a period is written as the one day
    that is known, and ``PERIOD_EDTF`` has it exactly.

    Parameters
    ----------
    ds
        The data set.
    path
        The file to write.
    progress
        A callable of what is done and the total, or True for a bar.

    Raises
    ------
    InvalidValue
        If a period has neither start nor end, which SDMX cannot say; names all such observations.
    OSError
        If the file cannot be written; an old one is untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io.packages import write_sdmx_csv
    >>> with tempfile.TemporaryDirectory() as room:
    ...     file = pathlib.Path(room, "figures.csv")
    ...     write_sdmx_csv(ftz.load(), file)
    ...     rows = [line.split(",") for line in file.read_text("utf-8").splitlines()]
    >>> next(row[3:8] for row in rows if row[5] == "ah-obs-010")
    ['anhui-ftz', 'new-enterprises', 'ah-obs-010', '2020-09-24/P124D', '3857']
    """
    as_dataset(ds)
    with whole_file(path) as file:
        for content in sdmx_csv(ds, progress):
            file.write(content)


def sdmx_csv(ds: Dataset, progress: Progress = None) -> Iterator[bytes]:
    """Write the observations as SDMX-CSV piece by piece; `write_sdmx_csv` says how.

    >>> import anhui_ftz as ftz
    >>> next(sdmx_csv(ftz.load()))[:30]
    b'STRUCTURE,STRUCTURE_ID,ACTION,'
    """
    timeless = [row.id for row in ds.observations if row.period.start is None and row.period.end is None]
    if timeless:
        more = f" and {len(timeless) - _SHOWN} more" if len(timeless) > _SHOWN else ""
        which = ", ".join(timeless[:_SHOWN])
        raise InvalidValue(f"SDMX needs a period with a start or an end, which {which}{more} lack")
    with progress_of(progress, len(ds.observations), "writing SDMX-CSV") as advance:
        for rows, content in csv_pieces(COLUMNS, ds.observations):
            yield content
            advance(rows)


_REPORTING = {
    "01-01/03-31": "Q1",
    "04-01/06-30": "Q2",
    "07-01/09-30": "Q3",
    "10-01/12-31": "Q4",
    "01-01/06-30": "S1",
    "07-01/12-31": "S2",
}
_IN_ONE_YEAR = re.compile(r"(\d{4})-(\d\d-\d\d)/\1-(\d\d-\d\d)", re.ASCII).fullmatch


def _time(period: Period) -> str:
    """Write a period as an SDMX ObservationalTimePeriod."""
    if period.start is None or period.end is None:
        return str(period.start or period.end)
    dates = _IN_ONE_YEAR(f"{period.start}/{period.end}")
    if dates and (reporting := _REPORTING.get(f"{dates[2]}/{dates[3]}")):
        return f"{period.year:04}-{reporting}"
    return f"{period.start}/P{period.days}D" if period.calendar_unit is None else period.edtf


_VALUE, _LOWER, _UPPER, _UNIT, _BOUND = (each.cell for each in figure(lambda row: row.quantity))
#: The columns: structure and action, dimensions, measure, attributes.
COLUMNS = (
    Column("STRUCTURE", "Kind of structure.", lambda _: "datastructure"),
    Column("STRUCTURE_ID", "The structure.", lambda _: f"{AGENCY}:{STRUCTURE_NAME}({VERSION})"),
    Column("ACTION", "What a receiver does with the row: insert it.", lambda _: "I"),
    Column("REF_AREA", "The place or body.", lambda row: row.subject),
    Column("INDICATOR", "What is measured.", lambda row: row.indicator),
    Column("OBS_ID", "The observation.", lambda row: row.id),
    Column("TIME_PERIOD", "The period.", lambda row: _time(row.period)),
    Column("OBS_VALUE", "The figure, in the unit.", _VALUE, CellKind.DECIMAL),
    Column("OBS_STATUS", "Status, of CL_OBS_STATUS.", lambda row: row.status),
    Column("UNIT_MEASURE", "UCUM symbol or ISO 4217 code.", _UNIT),
    Column("LOWER", "Smallest value that the wording allows.", _LOWER, CellKind.DECIMAL),
    Column("UPPER", "Largest value that the wording allows.", _UPPER, CellKind.DECIMAL),
    Column("BOUND", "How the figure bounds the true one.", _BOUND),
    Column("PERIOD_EDTF", "The period as EDTF.", lambda row: row.period.edtf),
    Column(
        "SOURCES", "Ids of the sources.", lambda row: " ".join(dict.fromkeys(each.source for each in row.citations))
    ),
    Column("COMMENT_OBS", "What a reader should know.", lambda row: joined(row.notes, "en")),
)
