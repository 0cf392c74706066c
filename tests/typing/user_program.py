"""A user's small program, read by type checkers against the installed wheel, and run there.

Lines that a type checker must refuse are marked so; both checkers complain if such a mark is not needed.
"""

from collections.abc import Mapping
from typing import assert_type

import anhui_ftz as ftz


def size_of_zone(ds: ftz.Dataset, zone: str) -> ftz.Derived:
    """Add up the areas of a zone."""
    sizes = [ftz.latest(ds, area.id, "area") for area in ds.areas if area.zone == zone]
    return ftz.total(ds, sizes)


def partners_of(ds: ftz.Dataset, zone: str) -> Mapping[str, int]:
    """Count the evidence of each linkage of a zone."""
    return {partner: len(link.evidence) for partner, link in ftz.partners(ds, zone).items()}


def what_checkers_know(ds: ftz.Dataset) -> None:
    """State the types that the face promises."""
    assert_type(ds.get("anhui-ftz", ftz.Zone), ftz.Zone)
    assert_type(ftz.linkages(ds), tuple[ftz.Linkage, ...])
    assert_type(ftz.is_linked(ds, "anhui-ftz", "shanghai-ftz"), ftz.Answer)
    assert_type(ftz.latest(ds, "anhui-ftz", "area"), ftz.Observation)
    assert_type(ftz.latest(ds, "anhui-ftz", "area", prefer="hull"), ftz.Derived)
    assert_type(ftz.Quantity.exactly(1, "km2") + ftz.Quantity.exactly(2, "km2"), ftz.Quantity)
    assert_type(ftz.dumps(ds), str)
    query = ftz.LinkQuery(level="area", form=["alliance", ftz.CooperationForm.PLATFORM], status="signed")
    assert_type(query.level, ftz.Level)


def what_tables_answer(ds: ftz.Dataset) -> None:
    """State what a table returns: its own kind of record, by id, by position, one by one."""
    assert_type(ds.zones["anhui-ftz"], ftz.Zone)
    assert_type(ds.zones["anhui-ftz"].document, str)
    assert_type(ds.zones[0], ftz.Zone)
    assert_type(ds.zones[:2], ftz.Table[ftz.Zone] | tuple[ftz.Zone, ...])
    assert_type(ds.zones.get("anhui-ftz"), ftz.Zone | None)
    assert_type(ds.zones.get("atlantis-ftz", "none"), ftz.Zone | str)
    assert_type([zone.batch for zone in ds.zones], list[int | None])
    assert_type("anhui-ftz" in ds.zones, bool)
    assert_type(ds.observations["ah-obs-010"].quantity, ftz.Quantity)
    assert_type(ds.places["anhui-ftz"].name, ftz.Name)
    assert_type(ds["anhui-ftz"].id, str)
    assert_type(ds.get("ah-obs-010", ftz.Observation).period, ftz.Period)
    assert_type(ftz.density(ds.observations["ah-obs-010"], ds.observations["ah-obs-001"]), ftz.Derived)
    assert_type(ds.with_(zones=[ds.zones["anhui-ftz"]]), ftz.Dataset)
    assert_type(ds.without(["ah-obs-010"]), ftz.Dataset)
    zones: ftz.Table[ftz.Zone] = ds.zones
    places: ftz.Table[ftz.Place] = zones  # a table of zones is one of places too
    assert len(places) == len(zones)


def what_checkers_refuse(ds: ftz.Dataset) -> None:
    """State what is wrong, each on a line of its own."""
    ds.zones[0].batch = 2  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    print(ds.zones["anhui-ftz"].quantity)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]  # noqa: T201 - two checkers
    print(ds.zone)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]  # noqa: T201 - two checkers
    ds.with_(zones=[ds.areas[0]])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    ftz.lod()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    ftz.linkages(ds, level="zon")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ftz.partners(ds, "anhui-ftz", form="aliance")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ftz.LinkQuery(status=["done"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    ftz.total(ds, 3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def main() -> None:
    """Print the size and the partners of the Anhui zone."""
    ds = ftz.load()
    what_checkers_know(ds)
    what_tables_answer(ds)
    print(size_of_zone(ds, "anhui-ftz").quantity, sorted(partners_of(ds, "anhui-ftz")))  # noqa: T201 - a program


if __name__ == "__main__":
    main()
