"""Observations as SDMX: SDMX-CSV 2.0, one row each, and the SDMX-ML 3.0 that says what its columns and codes mean."""

from __future__ import annotations

__all__ = ["COLUMNS", "write_sdmx", "write_sdmx_csv"]

import os
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from xml.etree import ElementTree as ET

from anhui_ftz.errors import InvalidValue
from anhui_ftz.io.columns import CellKind, Column, csv_pieces, figure, xml_text
from anhui_ftz.model.bound import Bound
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.note import joined
from anhui_ftz.model.period import Period
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.model.statistics import ObservationStatus
from anhui_ftz.storage.whole import whole_file, whole_folder
from anhui_ftz.words import LANGUAGES, label

_SHOWN = 5
#: Who maintains the structure, what it is called, and its version.
_AGENCY, _NAME, _VERSION = "ANHUI_FTZ", "FTZ_OBSERVATIONS", "1.0.0"
_REPORTING = {
    "01-01/03-31": "Q1",
    "04-01/06-30": "Q2",
    "07-01/09-30": "Q3",
    "10-01/12-31": "Q4",
    "01-01/06-30": "S1",
    "07-01/12-31": "S2",
}
_IN_ONE_YEAR = re.compile(r"(\d{4})-(\d\d-\d\d)/\1-(\d\d-\d\d)", re.ASCII).fullmatch
#: The files of a folder.
_DATA, _STRUCTURE = "data.csv", "structure.xml"
_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_MES, _STR, _COM = (f"{{{_SCHEMAS}{name}}}" for name in ("message", "structure", "common"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CONCEPTS, _URN = "CS_FTZ", "urn:sdmx:org.sdmx.infomodel."
#: The code list of each component that has one.
_LISTS = {"REF_AREA": "CL_REF_AREA", "INDICATOR": "CL_INDICATOR", "OBS_STATUS": "CL_OBS_STATUS", "BOUND": "CL_BOUND"}
_TITLES = {
    "CL_REF_AREA": Name("Places and bodies", "地点和机构"),
    "CL_INDICATOR": Name("Indicators", "指标"),
    "CL_OBS_STATUS": Name("Observation status", "数据状态"),
    "CL_BOUND": Name("How a figure bounds the true one", "数值性质"),
}
#: A day for a data set without an edition: no file says when it was written, so that equal data are equal files.
_NO_DAY = "2000-01-01"
_edition = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])", re.ASCII).fullmatch
_Code = tuple[str, Name]


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
    Column("STRUCTURE_ID", "The structure.", lambda _: f"{_AGENCY}:{_NAME}({_VERSION})"),
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
#: Those of the structure: dimensions, measure, attributes.
_COMPONENTS = COLUMNS[3:]


def write_sdmx(ds: Dataset, folder: str | os.PathLike[str], *, progress: Progress = None) -> None:
    """Write the observations of a data set as SDMX, whole or not at all: the data and their structure.

    ``data.csv`` is SDMX-CSV 2.0, as `write_sdmx_csv` writes it. ``structure.xml`` is SDMX-ML 3.0: the data structure
    definition, its concepts, a dataflow, and code lists of places, indicators, statuses and bounds with names in
    English and Chinese. A reader of SDMX needs no other description.

    Parameters
    ----------
    ds
        The data set.
    folder
        Where to write; a folder that exists is replaced if it contains nothing but such files.
    progress
        A callable of what is done and the total, or True for a bar.

    Raises
    ------
    InvalidValue
        If a period has neither start nor end, which SDMX cannot say, or the folder contains other files.
    OSError
        If the folder cannot be written; old files are untouched then.

    Examples
    --------
    >>> import anhui_ftz as ftz, pathlib, tempfile
    >>> from anhui_ftz.io import write_sdmx
    >>> with tempfile.TemporaryDirectory() as room:
    ...     write_sdmx(ftz.load(), pathlib.Path(room, "sdmx"))
    ...     sorted(path.name for path in pathlib.Path(room, "sdmx").iterdir())
    ['data.csv', 'structure.xml']
    """
    as_dataset(ds)
    with whole_folder(folder, {_DATA, _STRUCTURE}) as room:
        with (room / _DATA).open("wb") as file:
            for content in sdmx_csv(ds, progress):
                file.write(content)
        (room / _STRUCTURE).write_bytes(_message(ds))


def _message(ds: Dataset) -> bytes:
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ET.register_namespace(prefix, _SCHEMAS + name)
    message = ET.Element(f"{_MES}Structure")
    header = ET.SubElement(message, f"{_MES}Header")
    ET.SubElement(header, f"{_MES}ID").text = _NAME
    ET.SubElement(header, f"{_MES}Test").text = "false"
    found = _edition(ds.edition)
    day = f"{found[1]}-{found[2]}-01" if found else _NO_DAY
    ET.SubElement(header, f"{_MES}Prepared").text = f"{day}T00:00:00Z"
    ET.SubElement(header, f"{_MES}Sender", id=_AGENCY)
    structures = ET.SubElement(message, f"{_MES}Structures")
    title = Name(ds.title or "Figures")
    flow = _artefact(ET.SubElement(structures, f"{_STR}Dataflows"), "Dataflow", _NAME, title)
    ET.SubElement(flow, f"{_STR}Structure").text = _urn("datastructure.DataStructure", _NAME)
    lists = ET.SubElement(structures, f"{_STR}Codelists")
    for list_, codes in _code_lists(ds).items():
        parent = _artefact(lists, "Codelist", list_, _TITLES[list_], isPartial="false")
        for code, called in codes:
            _named(ET.SubElement(parent, f"{_STR}Code", id=code), called, code)
    schemes = ET.SubElement(structures, f"{_STR}ConceptSchemes")
    concepts = _artefact(schemes, "ConceptScheme", _CONCEPTS, Name("Concepts", "概念"), isPartial="false")
    for column in _COMPONENTS:
        concept = ET.SubElement(concepts, f"{_STR}Concept", id=column.name)
        _named(concept, Name(column.name), column.name)
        ET.SubElement(concept, f"{_COM}Description", {_LANG: "en"}).text = column.about
    _data_structure(ET.SubElement(structures, f"{_STR}DataStructures"), title)
    ET.indent(message)
    content: bytes = ET.tostring(message, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _code_lists(ds: Dataset) -> dict[str, list[_Code]]:
    return {
        "CL_REF_AREA": [(row.id, row.name) for row in ds.places],
        "CL_INDICATOR": [(row.id, row.name) for row in ds.indicators],
        "CL_OBS_STATUS": list(_members(ObservationStatus)),
        "CL_BOUND": list(_members(Bound)),
    }


def _members(kind: type[StrEnum]) -> Iterator[_Code]:
    return ((each.value, Name(*(label(each, lang) for lang in LANGUAGES))) for each in kind)


def _data_structure(parent: ET.Element, title: Name) -> None:
    structure = _artefact(parent, "DataStructure", _NAME, title)
    components = ET.SubElement(structure, f"{_STR}DataStructureComponents")
    dimensions, attributes, measures = (
        ET.SubElement(components, f"{_STR}{name}", id=id)
        for name, id in (
            ("DimensionList", "DimensionDescriptor"),
            ("AttributeList", "AttributeDescriptor"),
            ("MeasureList", "MeasureDescriptor"),
        )
    )
    for position, column in enumerate(_COMPONENTS, 1):
        if column.name == "TIME_PERIOD":
            _component(dimensions, "TimeDimension", column)
        elif column.name in ("REF_AREA", "INDICATOR", "OBS_ID"):
            _component(dimensions, "Dimension", column, position=str(position))
        elif column.name == "OBS_VALUE":
            _component(measures, "Measure", column, usage="mandatory")
        else:
            attribute = _component(attributes, "Attribute", column, usage="optional")
            ET.SubElement(ET.SubElement(attribute, f"{_STR}AttributeRelationship"), f"{_STR}Observation")


def _component(parent: ET.Element, kind: str, column: Column, **about: str) -> ET.Element:
    component = ET.SubElement(parent, f"{_STR}{kind}", {"id": column.name, **about})
    concept = _urn("conceptscheme.Concept", _CONCEPTS) + f".{column.name}"
    ET.SubElement(component, f"{_STR}ConceptIdentity").text = concept
    representation = ET.SubElement(component, f"{_STR}LocalRepresentation")
    if column.name in _LISTS:
        ET.SubElement(representation, f"{_STR}Enumeration").text = _urn("codelist.Codelist", _LISTS[column.name])
    else:
        kinds = {"TIME_PERIOD": "ObservationalTimePeriod"}
        kind = kinds.get(column.name, "Decimal" if column.kind is CellKind.DECIMAL else "String")
        ET.SubElement(representation, f"{_STR}TextFormat", textType=kind)
    return component


def _artefact(parent: ET.Element, kind: str, id: str, name: Name, **about: str) -> ET.Element:
    plain = {"id": id, "version": _VERSION, "agencyID": _AGENCY, "isExternalReference": "false", **about}
    artefact = ET.SubElement(parent, f"{_STR}{kind}", plain)
    _named(artefact, name, id)
    return artefact


def _named(element: ET.Element, name: Name, id: str) -> None:
    """Add the names of an artefact in each language that has one; its id where none has."""
    names: Iterable[tuple[str, str]] = [(lang, text) for lang in LANGUAGES if (text := getattr(name, lang))]
    for lang, text in names or [("en", str(name) or id)]:
        ET.SubElement(element, f"{_COM}Name", {_LANG: lang}).text = xml_text(text)


def _urn(kind: str, id: str) -> str:
    return f"{_URN}{kind}={_AGENCY}:{id}({_VERSION})"
