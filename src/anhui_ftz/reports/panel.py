"""The treatment panel: units by time, with the day from which a zone treats each, for policy evaluation."""

from __future__ import annotations

__all__ = ["PanelRow", "TreatmentPanel", "treatment_panel"]

from collections.abc import Collection, Mapping
from datetime import date
from html import escape
from os import PathLike
from typing import Any, Literal, get_args

import attrs

from anhui_ftz.analysis.containment import ancestors
from anhui_ftz.analysis.names import find
from anhui_ftz.analysis.treatments import StartName, Treatment, UnitName, treatments, units_of
from anhui_ftz.errors import InvalidValue, shown, suggestion
from anhui_ftz.model.dataset import Dataset, as_dataset
from anhui_ftz.model.event import ZoneEventKind
from anhui_ftz.model.table import ReadOnly
from anhui_ftz.reports.panel_rows import FreqName, PanelRow, PanelRows, TimingName, spans_of
from anhui_ftz.storage.whole import whole_file
from anhui_ftz.words import check_language, phrase

ByName = Literal["zone", "area"]
IncludeName = Literal["linked-innovation"]
NeverName = Literal["keep", "drop"]


@attrs.frozen(repr=False)
class TreatmentPanel:
    """Units by time, with the treatments behind it; `treatment_panel` makes it."""

    #: One row for each unit and period, in the order of codes and time.
    rows: tuple[PanelRow, ...]
    #: What treats each unit: the list that papers print.
    treatments: tuple[Treatment, ...]
    #: What was asked for, by the names of the arguments.
    choices: Mapping[str, str]

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources of all days of treatment, sorted."""
        return tuple(sorted({id for row in self.treatments for id in row.sources}))

    def to_frame(self, backend: str = "pandas") -> Any:
        """Return the rows as a frame.

        Parameters
        ----------
        backend
            ``pyarrow``, ``polars``, ``polars-lazy``, ``pandas``, ``duckdb`` or ``pyspark``.

        Raises
        ------
        MissingExtra
            If the libraries of the extra ``frames`` or the backend are not installed.
        """
        from anhui_ftz.io.frames.record_frames import frame_of

        types = {
            **dict.fromkeys(_DAYS, "date32"),
            **dict.fromkeys(_LISTS, "list"),
            **dict.fromkeys(_NUMBERS, "float64"),
            **dict.fromkeys(_INTEGERS, "int32"),
            "delta": "bool",
        }
        columns = {field.name: types.get(field.name, "string") for field in attrs.fields(PanelRow)}
        return frame_of(columns, ({name: getattr(row, name) for name in columns} for row in self.rows), backend)

    def to_stata(self, path: str | PathLike[str], lang: str = "en") -> None:
        """Write the rows as a Stata file (.dta, version 118) whose variables have labels.

        Days are Stata dates, numbers that are not known are missing, and lists of ids are joined by ``; ``.
        R reads the file with ``haven::read_dta``.

        Parameters
        ----------
        path
            The file to write, whole or not at all.
        lang
            ``en`` or ``zh``: the language of the labels.

        Raises
        ------
        MissingExtra
            If pandas or the libraries of the extra ``frames`` are not installed.
        OSError
            If the file cannot be written; an old one is untouched then.
        """
        labels = {field.name: phrase(f"panel.{field.name}", lang) for field in attrs.fields(PanelRow)}
        frame = self.to_frame("pandas")
        import pandas as pd

        for name in frame.columns:
            if name in _LISTS:
                frame[name] = ["; ".join(ids) for ids in frame[name]]
            elif name in _DAYS:
                frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
            elif name in _NUMBERS:
                frame[name] = frame[name].astype("float64")
            elif name != "delta":
                frame[name] = frame[name].astype(object).fillna("")
        with whole_file(path) as file:
            frame.to_stata(
                file, write_index=False, version=118, variable_labels=labels, convert_dates=dict.fromkeys(_DAYS, "td")
            )

    def codebook(self, lang: str = "en") -> str:
        """Return what each column means, a line for each, after the choices that were made.

        Parameters
        ----------
        lang
            ``en`` or ``zh``.
        """
        check_language(lang)
        colon = phrase("colon", lang)
        made = [f"{name} = {value}" for name, value in self.choices.items()]
        names = (field.name for field in attrs.fields(PanelRow))
        lines = [f"{name}{colon}{phrase(f'panel.{name}', lang)}" for name in names]
        return "\n".join([phrase("panel.choices", lang), *made, "", *lines, "", phrase("panel.hosts", lang)])

    def __repr__(self) -> str:
        treated = len({row.unit for row in self.treatments})
        units = len({row.unit for row in self.rows})
        return f"<TreatmentPanel: {units} units, {treated} of them treated, {len(self.rows)} rows>"

    def _repr_html_(self) -> str:
        shown_columns = ("unit", "zone", "upper", "kind", "document", "area_km2")
        head = "".join(f"<th>{name}</th>" for name in shown_columns)
        cells = (
            "".join(f"<td>{escape(str(getattr(row, name) or ''))}</td>" for name in shown_columns)
            for row in self.treatments
        )
        body = "".join(f"<tr>{each}</tr>" for each in cells)
        return f"<p>{escape(repr(self))}</p>\n<table><tr>{head}</tr>{body}</table>"


#: Columns by what they contain; those of whole numbers are numbers too.
_DAYS, _LISTS = ("start_lower", "start_upper"), ("areas", "sources")
_INTEGERS = "year time batch cohort treated event_time days_treated enlarged neighbours_treated".split()
_NUMBERS = (*_INTEGERS, "exposure", "area_km2", "km_to_nearest")


def treatment_panel(
    ds: Dataset,
    unit: UnitName = "province",
    *,
    years: tuple[int, int] = (2008, 2024),
    freq: FreqName = "Y",
    start: StartName = "inaugurated",
    timing: TimingName = "same",
    treated_by: ByName | None = None,
    include: Collection[IncludeName] = (),
    region: str | Collection[str] | None = None,
    never: NeverName = "keep",
    distance: bool = False,
) -> TreatmentPanel:
    """Return a panel of units by time for policy evaluation, with the evidence for each day of treatment.

    Parameters
    ----------
    ds
        The data set.
    unit
        ``province`` (31 units) or ``prefecture`` (337: prefecture-level units and the four municipalities).
    years
        The first and the last year, both included.
    freq
        ``Y`` years, ``Q`` quarters, ``M`` months.
    start
        The day from which treatment counts: ``inaugurated`` (it opened), ``decided``, ``approved`` or
        ``plan-published``. By default, a zone that was never inaugurated begins when its plan was made
        public; ``start_kind`` says so. With the others, a unit without that day has an empty ``cohort``.
    timing
        ``same``: treated in the period that contains the day; ``next``: from the period after it; ``midyear``,
        for years only: in the same year if the day lies in its first half, otherwise from the next.
    treated_by
        ``zone``: every unit of the province from the day of the zone; ``area``: each prefecture from the day of
        the first area in it. None is ``zone`` for provinces and ``area`` for prefectures.
    include
        ``linked-innovation``: the hosts of linked innovation zones are treated too, on days not known.
    region
        A group such as ``yrd-provinces``, or several ids or names: only units that lie in it.
    never
        ``drop`` leaves out the units that are never treated.
    distance
        Whether to work out ``km_to_nearest`` and ``neighbours_treated``.

    Returns
    -------
    TreatmentPanel
        ``rows``, ``treatments``, ``to_frame(backend)``, ``codebook(lang)`` and ``sources``.

    Raises
    ------
    InvalidValue
        If an argument is not one of its words, the years are not in order, or ``midyear`` is asked for with
        quarters or months.

    Examples
    --------
    >>> import anhui_ftz as ftz
    >>> panel = ftz.treatment_panel(ftz.load(), "prefecture", years=(2018, 2022))
    >>> panel
    <TreatmentPanel: 337 units, ... of them treated, 1685 rows>
    >>> [
    ...     (row.year, row.cohort, row.treated, row.event_time)
    ...     for row in panel.rows
    ...     if row.unit == "wuhu-city"
    ... ][1:4]
    [(2019, 2020, 0, -1), (2020, 2020, 1, 0), (2021, 2020, 1, 1)]
    >>> hainan = next(row for row in panel.treatments if row.unit == "haikou-city")
    >>> hainan.upper, hainan.kind.value  # never inaugurated: its plan was made public
    (datetime.date(2018, 10, 16), 'plan-published')
    """
    as_dataset(ds)
    _word("unit", unit, UnitName)
    _word("freq", freq, FreqName)
    _word("start", start, StartName)
    _word("timing", timing, TimingName)
    _word("never", never, NeverName)
    for each in include:
        _word("include", each, IncludeName)
    if treated_by is not None:
        _word("treated_by", treated_by, ByName)
    if timing == "midyear" and freq != "Y":
        raise InvalidValue(f"timing: 'midyear' is only for years (freq='Y'), not for freq={freq!r}")
    by = treated_by or ("zone" if unit == "province" else "area")
    spans = spans_of(_years(years), freq)
    every = units_of(ds, unit)
    kind, linked = ZoneEventKind(start), "linked-innovation" in include
    found = treatments(ds, unit, kind, by_zone=by == "zone", linked_innovation=linked)
    treated = {row.unit for row in found}
    inside = None if region is None else {find(ds, each).id for each in _several(region)}
    units = [
        row
        for row in every
        if (inside is None or not inside.isdisjoint(ancestors(ds, row.id))) and (never == "keep" or row.id in treated)
    ]
    ids = {row.id for row in units}
    made = PanelRows(ds, found, spans, freq, timing)
    rows = made.of(units, every if distance else ())
    chosen = {
        "unit": unit,
        "years": f"{years[0]}-{years[1]}",
        "freq": freq,
        "start": start,
        "timing": timing,
        "treated_by": by,
        "never": never,
    }
    return TreatmentPanel(tuple(rows), tuple(made.treatments(ids)), ReadOnly(chosen))


def _word(name: str, given: object, allowed: Any) -> None:
    words = get_args(allowed)
    if given not in words:
        raise InvalidValue(f"{name}: {shown(given)} is not one of {', '.join(words)}{suggestion(given, words)}")


def _several(region: str | Collection[str]) -> list[str]:
    return [region] if isinstance(region, str) else list(region)


def _years(years: object) -> tuple[int, int]:
    pair = tuple(years) if isinstance(years, tuple | list) else ()
    if len(pair) != 2 or not all(type(year) is int for year in pair):  # noqa: PLR2004 - the first and the last
        raise InvalidValue(f"years: give the first and the last year, such as (2008, 2024), not {shown(years)}")
    first, last = pair
    if not date.min.year <= first <= last <= date.max.year:
        raise InvalidValue(f"years: {first} to {last} is not a range of years")
    return first, last
