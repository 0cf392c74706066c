"""Packages read by other libraries, and a data set put together again from what they read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import sdmx.reader.csv as sdmx_csv
from csvw import CSVW, TableGroup
from frictionless import Package
from sdmx.model import common, v30

import anhui_ftz as ftz
from anhui_ftz.io.packages.sdmx import COLUMNS

NAMES = [column.name for column in COLUMNS]
Rows = dict[str, list[Mapping[str, Any]]]


def read_datapackage(folder: Path) -> Rows:
    """Validate a Data Package with frictionless, hashes and foreign keys too, and read its rows."""
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    return {
        each: [row.to_dict() for row in package.get_table_resource(each).read_rows()] for each in package.resource_names
    }


def read_csvw(folder: Path) -> Rows:
    """Validate CSV on the Web with csvw, strictly, and read its rows."""
    path = str(folder / "csv-metadata.json")
    found = CSVW(path, validate=True)
    assert found.is_valid, [str(each.message) for each in found.warnings][:5]
    tables = TableGroup.from_file(path).tabledict
    with localcontext(prec=80):  # the library rounds decimals to the context that it finds
        return {name.removesuffix(".csv"): list(table.iterdicts()) for name, table in tables.items()}


def read_sdmx(path: Path) -> list[dict[str, str]]:
    """Read SDMX-CSV with sdmx1, by a structure written here: the components of each observation, as text."""
    structure = v30.DataStructureDefinition(id="FTZ_OBSERVATIONS")
    structure.dimensions.extend(common.Dimension(id=name) for name in NAMES[3:7])
    structure.measures.append(v30.Measure(id=NAMES[7]))
    structure.attributes.extend(v30.DataAttribute(id=name) for name in NAMES[8:])
    with path.open("rb") as file:
        message = sdmx_csv.Reader().convert(file, structure=structure)
    return [_components(each) for data in message.data for each in data.obs]


def _components(read: v30.Observation) -> dict[str, str]:
    assert read.dimension is not None
    keys = {name: str(each.value) for name, each in read.dimension.values.items()}
    said = {name: str(each.value) for name, each in read.attached_attribute.items()}
    return {**keys, "OBS_VALUE": str(read.value), **said}


def rebuilt(rows: Rows, descriptor: Mapping[str, Any]) -> ftz.Dataset:
    """Put a data set together from the rows of its tables."""
    return _Rebuilder(rows).dataset(descriptor)


def described(folder: Path) -> Any:
    """Return the descriptor of a Data Package."""
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


class _Rebuilder:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.indexes: dict[tuple[str, ...], dict[tuple[object, ...], list[Mapping[str, Any]]]] = {}

    def found(self, table: str, key: Mapping[str, object]) -> list[Mapping[str, Any]]:
        """Return the rows with a key, in the order of their positions."""
        if (table, *key) not in self.indexes:
            index = self.indexes[(table, *key)] = {}
            for row in sorted(self.rows[table], key=lambda row: row.get("position", 0)):
                index.setdefault(tuple(row[name] for name in key), []).append(row)
        return self.indexes[(table, *key)].get(tuple(key.values()), [])

    def listed(self, table: str, key: Mapping[str, object], value: str) -> list[str]:
        """Return the values of a list, in their order."""
        return [_text(row[value]) for row in self.found(table, key)]

    def name(self, row: Mapping[str, Any]) -> ftz.Name:
        return ftz.Name(
            _text(row["name_en"]), _text(row["name_zh"]), self.listed("aliases", {"record": row["id"]}, "alias")
        )

    def citations(self, id: str, part: int = 0) -> list[ftz.Citation]:
        rows = self.found("citations", {"record": id, "part": part})
        return [ftz.Citation(row["source"], _text(row["locator"]), _text(row["as_published"])) for row in rows]

    def notes(self, id: str) -> list[ftz.Note]:
        rows = self.found("notes", {"record": id})
        return [ftz.Note(row["kind"], _both(row, "text")) for row in rows]

    def place(self, row: Mapping[str, Any]) -> dict[str, Any]:
        within = self.listed("containment", {"place": row["id"]}, "within")
        return {**self.record(row), "within": within}

    def record(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": row["id"],
            "name": self.name(row),
            "notes": self.notes(row["id"]),
            "citations": self.citations(row["id"]),
        }

    def divisions(self) -> Iterator[ftz.Division]:
        for row in self.rows["divisions"]:
            codes = {name: row[name] for name in ("kind", "iso_3166_2", "gb_t_2260")}
            former = self.listed("former", {"division": row["id"]}, "name")
            yield ftz.Division(**self.place(row), **codes, location=_location(row), former=former)

    def zones(self) -> Iterator[ftz.Zone]:
        for row in self.rows["zones"]:
            fields = {name: row[name] for name in ("province", "batch", "status")}
            events = self.events(row["id"])
            yield ftz.Zone(**self.place(row), **fields, document=_text(row["document"]), events=events)

    def areas(self) -> Iterator[ftz.Area]:
        for row in self.rows["areas"]:
            city = next(iter(self.listed("hosts", {"area": row["id"]}, "city")), None)
            focus = [_both(each, "focus") for each in self.found("focuses", {"area": row["id"]})]
            fields = {"zone": row["zone"], "since": row["since"], "events": self.events(row["id"])}
            yield ftz.Area(**self.place(row), **fields, city=city, focus=focus)

    def events(self, id: str) -> list[ftz.ZoneEvent]:
        rows = self.found("events", {"place": id})
        return [
            ftz.ZoneEvent(row["kind"], row["period"], _text(row["document"]), self.citations(id, row["position"]))
            for row in rows
        ]

    def organizations(self) -> Iterator[ftz.Organization]:
        for row in self.rows["organizations"]:
            yield ftz.Organization(**self.place(row), kind=row["kind"], location=_location(row))

    def indicators(self) -> Iterator[ftz.Indicator]:
        for row in self.rows["indicators"]:
            fields: dict[str, Any] = {name: row[name] for name in ("unit", "kind", "additive", "theme", "rank")}
            fields |= {"definition": _both(row, "definition"), "concept": _text(row["concept"])}
            yield ftz.Indicator(**self.record(row), **fields)

    def observations(self) -> Iterator[ftz.Observation]:
        for row in self.rows["observations"]:
            fields = {name: row[name] for name in ("id", "subject", "indicator", "period", "status", "basis")}
            quantity = _quantity(row, "")
            assert quantity is not None
            yield ftz.Observation(
                **fields, quantity=quantity, citations=self.citations(row["id"]), notes=self.notes(row["id"])
            )

    def cooperations(self) -> Iterator[ftz.Cooperation]:
        for row in self.rows["cooperations"]:
            takes_part = {"cooperation": row["id"]}
            milestones = self.found("milestones", takes_part)
            yield ftz.Cooperation(
                **self.record(row),
                form=row["form"],
                parties=self.listed("participations", {**takes_part, "role": "party"}, "place"),
                places=self.listed("participations", {**takes_part, "role": "place"}, "place"),
                milestones=[
                    ftz.Milestone(
                        each["status"],
                        each["period"],
                        citations=self.citations(row["id"], each["position"]),
                        basis=each["basis"],
                    )
                    for each in milestones
                ],
                topics=self.listed("topics", takes_part, "topic"),
                value=_quantity(row, "value_"),
            )

    def sources(self) -> Iterator[ftz.Source]:
        for row in self.rows["sources"]:
            texts: dict[str, Any] = {name: _text(row[name]) for name in ("publisher", "title", "url", "sha256")}
            plain = {name: row[name] for name in ("id", "language", "published", "carrier", "translation")}
            if (_text(row["publisher_en"]), _text(row["publisher_zh"])) != ("", ""):
                further = self.listed("publisher_aliases", {"source": row["id"]}, "alias")
                texts["publisher"] = ftz.Name(_text(row["publisher_en"]), _text(row["publisher_zh"]), further)
            yield ftz.Source(**plain, **texts, notes=self.notes(row["id"]))

    def dataset(self, descriptor: Mapping[str, Any]) -> ftz.Dataset:
        return ftz.Dataset(
            divisions=self.divisions(),
            zones=self.zones(),
            areas=self.areas(),
            organizations=self.organizations(),
            indicators=self.indicators(),
            observations=self.observations(),
            cooperations=self.cooperations(),
            sources=self.sources(),
            edition=descriptor.get("version", ""),
            title=descriptor.get("title", ""),
            licence=" AND ".join(each["name"] for each in descriptor.get("licenses", [])),
        )


def _text(cell: str | None) -> str:
    return cell or ""


def _both(row: Mapping[str, Any], name: str) -> ftz.Text:
    return ftz.Text(_text(row[f"{name}_en"]), _text(row[f"{name}_zh"]))


def _location(row: Mapping[str, Any]) -> ftz.Location | None:
    return None if row["latitude"] is None else ftz.Location(row["latitude"], row["longitude"])


def _quantity(row: Mapping[str, Any], prefix: str) -> ftz.Quantity | None:
    value, lower, upper, unit, bound = (row[prefix + name] for name in ("value", "lower", "upper", "unit", "bound"))
    if value is None:
        return None
    assert isinstance(value, Decimal)
    ends = (Decimal("-Infinity") if lower is None else lower, Decimal("Infinity") if upper is None else upper)
    return ftz.Quantity(value, *ends, unit, bound)
