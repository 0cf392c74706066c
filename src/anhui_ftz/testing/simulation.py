"""Simulation: a made-up national data set of any size, valid and the same for the same seed, for load tests."""

from __future__ import annotations

__all__ = ["Simulation", "simulate"]

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from os import PathLike
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import attrs

from anhui_ftz.errors import InvalidValue, shown
from anhui_ftz.io.frames import from_frame, write_parquet
from anhui_ftz.io.frames.frame_tables import arrow_schema
from anhui_ftz.model.cooperation import Cooperation, CooperationForm, CooperationStatus, Milestone
from anhui_ftz.model.dataset import Dataset
from anhui_ftz.model.note import Note
from anhui_ftz.model.period import Period
from anhui_ftz.model.places import Area, Division, Zone
from anhui_ftz.model.progress import Progress, progress_of
from anhui_ftz.model.source import Citation, Source
from anhui_ftz.model.statistics import Indicator, Observation

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = ("flow", "flow", "stock", "flow", "ratio")
_UNITS = {"flow": "CNY", "stock": "1", "ratio": "%"}
_FIRST_YEAR, _BATCH = 1950, 1 << 16
#: How many parties the cooperations have, in turn: three and a third on average.
_PARTIES = (2, 3, 5)


def simulate(seed: int = 0, zones: int = 22, areas: int = 3, indicators: int = 5, months: int = 12) -> Simulation:
    """Return a synthetic national data set: its places at once, its rows as a stream.

    Every area has one figure of every indicator for every month, so that there are
    ``zones * areas * indicators * months`` observations: exact figures, some rounded, some lower bounds. Of five
    indicators three are flows, one is a stock and one a ratio. Some provinces have two zones.

    Parameters
    ----------
    seed
        Same seed, same data.
    zones
        Number of zones, from 1.
    areas
        Number of areas of each zone, from 1; each has a city of its own.
    indicators, months
        How many, from 1; the months follow one another from January 1950.

    Raises
    ------
    InvalidValue
        If a number is not positive; names all that are not.

    Examples
    --------
    >>> made = simulate(seed=1, zones=3, areas=2, indicators=2, months=2)
    >>> made.rows, sum(batch.num_rows for batch in made.observations())
    (24, 24)
    >>> [zone.id for zone in made.places.zones]
    ['z0', 'z1', 'z2']
    """
    numbers = {"zones": zones, "areas": areas, "indicators": indicators, "months": months}
    wrong = [f"{name}={shown(number)}" for name, number in numbers.items() if type(number) is not int or number < 1]
    if wrong:
        raise InvalidValue(f"numbers to simulate are whole and positive, not {', '.join(wrong)}")
    return Simulation(seed, zones, areas, indicators, months)


@attrs.frozen
class Simulation:
    """A made-up data set, as `simulate` describes it."""

    #: What all figures follow from.
    seed: int
    #: Number of zones.
    zones: int
    #: Number of areas of each zone.
    areas: int
    #: Number of indicators.
    indicators: int
    #: Number of months.
    months: int

    @property
    def rows(self) -> int:
        """Number of observations."""
        return self.zones * self.areas * self.indicators * self.months

    @property
    def places(self) -> Dataset:
        """The data set without its figures and cooperations: what rolls up to what, and what is measured."""
        home = {f"z{z}": f"p{z - (z % 7 == 6)}" for z in range(self.zones)}  # noqa: PLR2004 - each seventh shares
        spots = [(f"{zone}-a{a}", zone, f"{home[zone]}-{zone}-c{a}") for zone in home for a in range(self.areas)]
        provinces = [Division(id, id) for id in dict.fromkeys(home.values())]
        return Dataset(
            divisions=[*provinces, *(Division(c, c, "city", within=(home[zone],)) for _, zone, c in spots)],
            zones=[Zone(id, id, province) for id, province in home.items()],
            areas=[Area(id, id, zone, city) for id, zone, city in spots],
            indicators=[
                Indicator(f"i{n}", f"Indicator {n}", _UNITS[_kind(n)], _kind(n)) for n in range(self.indicators)
            ],
            sources=[Source("made-up", "Nobody", notes=[Note("scope", f"Simulated, seed {self.seed}.")])],
        )

    def observations(self) -> Iterator[pa.RecordBatch]:
        """Yield the observations as Arrow batches with the columns of `anhui_ftz.io.frames.to_frame`."""
        import pyarrow as pa

        subjects = pa.array([f"z{z}-a{a}" for z in range(self.zones) for a in range(self.areas)], pa.string())
        maker = _Figures(subjects, self.seed)
        for indicator in range(self.indicators):
            yield from _gathered(maker.month(indicator, month) for month in range(self.months))

    def participations(self, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield participations, so many rows or up to four more, as Arrow batches of whole cooperations.

        Their parties are areas, cities and provinces; nobody takes part twice.
        """
        places = self.places
        members = [row.id for table in (places.areas, places.divisions) for row in table]
        _random(self.seed).shuffle(members)
        done = number = 0
        while done < rows:
            batch = _parties(members, _random(f"{self.seed}/{number}"), number, min(_BATCH, rows - done))
            yield batch
            done += batch.num_rows
            number += 1

    def dataset(self, participations: int = 0, *, progress: Progress = None) -> Dataset:
        """Return the whole data set as objects: only for small numbers.

        Parameters
        ----------
        participations
            Number of parties of cooperations, or up to four more.
        progress
            A callable of the observations made and their number, or True for a bar.

        Examples
        --------
        >>> ds = simulate(zones=2, areas=1, indicators=1, months=2).dataset(
        ...     participations=10
        ... )
        >>> len(ds.observations), sum(len(each.parties) for each in ds.cooperations) >= 10
        (4, True)
        """
        import pyarrow as pa

        figures: list[Observation] = []
        with progress_of(progress, self.rows, "simulating") as advance:
            for batch in self.observations():
                figures += from_frame(pa.Table.from_batches([batch]))
                advance(batch.num_rows)
        parties: dict[tuple[str, str, str], list[str]] = {}
        for batch in self.participations(participations):
            for row in batch.to_pylist():
                parties.setdefault((row["cooperation"], row["form"], row["status"]), []).append(row["party"])
        cited = (Citation("made-up"),)
        pacts = [
            Cooperation(id, id, form, ids, milestones=[Milestone(status, "2020")], citations=cited)
            for (id, form, status), ids in parties.items()
        ]
        return attrs.evolve(self.places, observations=figures, cooperations=pacts)

    def write(self, folder: str | PathLike[str], participations: int = 0, *, progress: Progress = None) -> None:
        """Write the data set as Parquet: ``observations`` by indicator, and ``participations`` if any are asked for.

        Parameters
        ----------
        folder
            A folder; the two folders in it must not exist yet.
        participations
            Number of rows.
        progress
            A callable of the observations written and their number, or True for a bar.
        """
        with progress_of(progress, self.rows, "simulating") as advance:

            def told() -> Iterator[pa.RecordBatch]:
                for batch in self.observations():
                    yield batch
                    advance(batch.num_rows)

            write_parquet(told(), Path(folder, "observations"), partition_by="indicator")
        if participations:
            write_parquet(self.participations(participations), Path(folder, "participations"))


def _random(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - the same for the same seed is what is wanted


def _kind(indicator: int) -> str:
    return _KINDS[indicator % len(_KINDS)]


def _month(number: int, kind: str) -> Period:
    """Return a month, or its last day for a stock."""
    year, month = divmod(number, 12)
    following = date(_FIRST_YEAR + (number + 1) // 12, (number + 1) % 12 + 1, 1)
    last = following - timedelta(days=1)
    return Period(last if kind == "stock" else date(_FIRST_YEAR + year, month + 1, 1), last)


def _gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield fewer, larger batches."""
    import pyarrow as pa

    while chunk := list(islice(batches, 1)):
        chunk += islice(batches, max(0, _BATCH // chunk[0].num_rows - 1))
        yield pa.concat_batches(chunk)


class _Figures:
    """Makes the figures of one indicator and month for all subjects, column by column."""

    def __init__(self, subjects: pa.StringArray, seed: int) -> None:
        import pyarrow as pa

        self._subjects, self._seed = subjects, seed
        self._schema = arrow_schema("observations")
        one = pa.array([["made-up"]] * len(subjects), pa.list_(pa.string()))
        none = pa.array([[""]] * len(subjects), pa.list_(pa.string()))
        self._cited = {"sources": one, "locators": none, "as_published": none}

    def month(self, indicator: int, month: int) -> pa.RecordBatch:
        import pyarrow as pa
        import pyarrow.compute as pc

        kind, size = _kind(indicator), len(self._subjects)
        period = _month(month, kind)
        alike = {
            "indicator": f"i{indicator}",
            "kind": kind,
            "additive": kind != "ratio",
            "period": period.edtf,
            "period_start": period.start,
            "period_end": period.end,
            "unit": _UNITS[kind],
            "beyond": None,
            "status": "A",
            "note_kinds": [],
            "notes_en": [],
            "notes_zh": [],
            "basis": "printed",
        }
        columns = {
            name: pa.repeat(pa.scalar(value, self._schema.field(name).type), size) for name, value in alike.items()
        }
        columns["id"] = pc.binary_join_element_wise(f"o-{indicator}-{month}", self._subjects, "-")
        columns["subject"] = self._subjects
        columns |= self._cited | _values(_random(f"{self._seed}/{indicator}/{month}"), size)
        arrays = [columns[field.name].cast(field.type) for field in self._schema]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)


def _values(random: Random, size: int) -> dict[str, pa.Array]:
    """Return figures with their bounds: one of eight is rounded, one of 32 a lower bound."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bits = pa.Array.from_buffers(pa.int64(), size, [None, pa.py_buffer(random.randbytes(8 * size))])
    drawn = pc.bit_wise_and(bits, 2**40 - 1)
    lot = pc.bit_wise_and(pc.shift_right(bits, 45), 31)
    open_, rounded = pc.equal(lot, 0), pc.equal(pc.bit_wise_and(lot, 7), 1)
    half = pc.if_else(rounded, 500, 0)
    return {
        "value": drawn,
        "lower": pc.subtract(drawn, half),
        "upper": pc.if_else(open_, pa.scalar(None, pa.int64()), pc.add(drawn, half)),
        "bound": pc.if_else(open_, "at-least", pc.if_else(rounded, "rounded", "exact")),
    }


def _parties(members: Sequence[str], random: Random, number: int, rows: int) -> pa.RecordBatch:
    """Return whole cooperations of so many rows or a few more; their parties are evenly spaced on the list."""
    import pyarrow as pa

    forms, statuses = list(CooperationForm), list(CooperationStatus)
    columns: dict[str, list[object]] = {"cooperation": [], "party": [], "form": [], "status": []}
    while len(columns["party"]) < rows:
        count = min(_PARTIES[random.getrandbits(8) % 3], len(members))
        stride = 1 + random.getrandbits(20) % max(1, len(members) // count - 1)
        first = random.getrandbits(20)
        bits = random.getrandbits(8)
        columns["cooperation"] += [f"c-{number}-{len(columns['party'])}"] * count
        columns["party"] += [members[(first + turn * stride) % len(members)] for turn in range(count)]
        columns["form"] += [forms[bits % len(forms)].value] * count
        columns["status"] += [statuses[bits >> 5].value] * count
    size = len(columns["party"])
    columns |= {"topics": [[]] * size, "sources": [["made-up"]] * size}
    schema = arrow_schema("participations")
    return pa.RecordBatch.from_arrays([pa.array(columns[field.name], field.type) for field in schema], schema=schema)
