"""The nouns: immutable values that cannot be built wrong."""

from anhui_ftz.model.basis import Basis
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus, Milestone
from anhui_ftz.model.dataset import TABLES, Dataset, Record
from anhui_ftz.model.event import ZoneEvent, ZoneEventKind
from anhui_ftz.model.location import Location
from anhui_ftz.model.name import Name, Text
from anhui_ftz.model.note import Note, NoteKind
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import (
    Area,
    Division,
    DivisionKind,
    Organization,
    OrganizationKind,
    Place,
    Zone,
    ZoneStatus,
)
from anhui_ftz.model.quantity import Bound, Quantity
from anhui_ftz.model.source import Carrier, Citation, Grade, Source, Translation
from anhui_ftz.model.statistics import Indicator, IndicatorKind, Observation, ObservationStatus
from anhui_ftz.model.table import Table
from anhui_ftz.model.unit import Unit

__all__ = [
    "TABLES",
    "Area",
    "Basis",
    "Bound",
    "Carrier",
    "Citation",
    "Cooperation",
    "CooperationForm",
    "CooperationStatus",
    "Dataset",
    "Division",
    "DivisionKind",
    "Grade",
    "Indicator",
    "IndicatorKind",
    "Location",
    "Milestone",
    "Name",
    "Note",
    "NoteKind",
    "Observation",
    "ObservationStatus",
    "Organization",
    "OrganizationKind",
    "Period",
    "Place",
    "Quantity",
    "Record",
    "Source",
    "Table",
    "Text",
    "Translation",
    "Unit",
    "Zone",
    "ZoneEvent",
    "ZoneEventKind",
    "ZoneStatus",
]
