"""Observations as SDMX-CSV 2.0, with the SDMX-ML 3.0 that says what each of their columns and codes means."""

from __future__ import annotations

__all__ = ["DATA", "STRUCTURE", "write_sdmx"]

import os
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from xml.etree import ElementTree as ET

from anhui_ftz.io.columns import CellKind, Column, xml_text
from anhui_ftz.io.packages.sdmx import AGENCY, COLUMNS, STRUCTURE_NAME, VERSION, sdmx_csv
from anhui_ftz.model.bound import Bound
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.name import Name
from anhui_ftz.model.progress import Progress
from anhui_ftz.model.statistics import ObservationStatus
from anhui_ftz.storage.whole import whole_folder
from anhui_ftz.words import LANGUAGES, label

#: The files of a folder.
DATA, STRUCTURE = "data.csv", "structure.xml"
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
    with whole_folder(folder, {DATA, STRUCTURE}) as room:
        with (room / DATA).open("wb") as file:
            for content in sdmx_csv(ds, progress):
                file.write(content)
        (room / STRUCTURE).write_bytes(_message(ds))


def _message(ds: Dataset) -> bytes:
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ET.register_namespace(prefix, _SCHEMAS + name)
    message = ET.Element(f"{_MES}Structure")
    header = ET.SubElement(message, f"{_MES}Header")
    ET.SubElement(header, f"{_MES}ID").text = STRUCTURE_NAME
    ET.SubElement(header, f"{_MES}Test").text = "false"
    found = _edition(ds.edition)
    day = f"{found[1]}-{found[2]}-01" if found else _NO_DAY
    ET.SubElement(header, f"{_MES}Prepared").text = f"{day}T00:00:00Z"
    ET.SubElement(header, f"{_MES}Sender", id=AGENCY)
    structures = ET.SubElement(message, f"{_MES}Structures")
    title = Name(ds.title or "Figures")
    flow = _artefact(ET.SubElement(structures, f"{_STR}Dataflows"), "Dataflow", STRUCTURE_NAME, title)
    ET.SubElement(flow, f"{_STR}Structure").text = _urn("datastructure.DataStructure", STRUCTURE_NAME)
    lists = ET.SubElement(structures, f"{_STR}Codelists")
    for list_, codes in _code_lists(ds).items():
        parent = _artefact(lists, "Codelist", list_, _TITLES[list_], isPartial="false")
        for code, called in codes:
            _named(ET.SubElement(parent, f"{_STR}Code", id=code), called, code)
    schemes = ET.SubElement(structures, f"{_STR}ConceptSchemes")
    concepts = _artefact(schemes, "ConceptScheme", _CONCEPTS, Name("Concepts", "概念"), isPartial="false")
    for column in _components():
        concept = ET.SubElement(concepts, f"{_STR}Concept", id=column.name)
        _named(concept, Name(column.name), column.name)
        ET.SubElement(concept, f"{_COM}Description", {_LANG: "en"}).text = column.about
    _data_structure(ET.SubElement(structures, f"{_STR}DataStructures"), title)
    ET.indent(message)
    content: bytes = ET.tostring(message, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def _components() -> tuple[Column, ...]:
    return COLUMNS[3:]


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
    structure = _artefact(parent, "DataStructure", STRUCTURE_NAME, title)
    components = ET.SubElement(structure, f"{_STR}DataStructureComponents")
    dimensions, attributes, measures = (
        ET.SubElement(components, f"{_STR}{name}", id=id)
        for name, id in (
            ("DimensionList", "DimensionDescriptor"),
            ("AttributeList", "AttributeDescriptor"),
            ("MeasureList", "MeasureDescriptor"),
        )
    )
    for position, column in enumerate(_components(), 1):
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
    plain = {"id": id, "version": VERSION, "agencyID": AGENCY, "isExternalReference": "false", **about}
    artefact = ET.SubElement(parent, f"{_STR}{kind}", plain)
    _named(artefact, name, id)
    return artefact


def _named(element: ET.Element, name: Name, id: str) -> None:
    """Add the names of an artefact in each language that has one; its id where none has."""
    names: Iterable[tuple[str, str]] = [(lang, text) for lang in LANGUAGES if (text := getattr(name, lang))]
    for lang, text in names or [("en", str(name) or id)]:
        ET.SubElement(element, f"{_COM}Name", {_LANG: lang}).text = xml_text(text)


def _urn(kind: str, id: str) -> str:
    return f"{_URN}{kind}={AGENCY}:{id}({VERSION})"
