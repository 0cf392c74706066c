"""What the public functions say of the bundled edition, kept as text: a change of data shows as a diff of statements.

``python tests/test_snapshot.py`` writes the snapshot anew; read its diff before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import anhui_ftz as ftz

FOLDER = Path(__file__).parent / "snapshots"
DS = ftz.load()
DELTA = ["anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"]
YEARS = range(2015, 2027)


def size() -> Iterator[str]:
    """Say how many records there are."""
    yield from (f"{len(rows)} {name}" for name, rows in DS.tables())


def partners() -> Iterator[str]:
    """Say who the partners of every zone are, and by how much of what status."""
    for zone in DS.zones:
        found = ftz.partners(DS, zone)
        yield f"{zone.id}: {'no record' if not found else ''}".rstrip()
        for partner, link in found.items():
            counts = ", ".join(f"{count} {status or 'not sure'}" for status, count in link.by_status.items())
            yield f"  {partner}: {counts}"


def partners_by_year() -> Iterator[str]:
    """Say with how many zones each zone of the Delta was linked at the end of a year: surely, and possibly."""
    for zone in DELTA:
        for year in YEARS:
            day = f"{year}-12-31"
            sure, possible = ftz.partners(DS, zone, on=day), ftz.partners(DS, zone, on=day, sure=False)
            records = [sum(len(link.evidence) for link in found.values()) for found in (sure, possible)]
            yield (
                f"{zone} {year}: {len(sure)} surely by {records[0]} records, "
                f"{len(possible)} possibly by {records[1]} records"
            )


def areas() -> Iterator[str]:
    """Say whether the areas make up each zone."""
    for zone in DS.zones:
        try:
            check = ftz.reconcile(DS, zone, "area")
        except ftz.NoObservation as error:
            yield f"{zone.id}: {error}"
            continue
        total = "unknown" if check.sum is None else str(check.sum.quantity)
        missing = f"; missing {', '.join(check.missing)}" if check.missing else ""
        yield f"{zone.id}: {check.whole.quantity} stated, {total} in {len(check.parts)} areas: {check.verdict}{missing}"


def conflicts() -> Iterator[str]:
    """Say where figures confirm or contradict each other."""
    yield from map(str, ftz.cross_checks(DS))


def figures_by_year() -> Iterator[str]:
    """Say what is on record of each zone, year by year; a pair that is not named has no record."""
    yield from (str(gap) for gap in ftz.coverage(DS) if gap.state != "absent")


def delta_side_by_side() -> Iterator[str]:
    """Put trade, foreign investment and new enterprises of the four zones side by side, with all that is on record."""
    for indicator in ("goods-trade", "actual-foreign-capital", "new-enterprises"):
        yield from (
            ftz.compare(DS, DELTA, indicator, periods=range(2018, 2026), show=("share", "growth"))
            .to_markdown()
            .splitlines()
        )


def quality() -> Iterator[str]:
    """Say how often each rule of data quality finds something."""
    found = [(finding.severity, finding.rule) for finding in ftz.check(DS)]
    yield from (f"{severity} {rule}: {found.count((severity, rule))}" for severity, rule in sorted(set(found)))


STATEMENTS = [size, partners, partners_by_year, areas, conflicts, figures_by_year, delta_side_by_side, quality]


@cache
def spelled() -> dict[str, str]:
    return {each.__name__: "\n".join([str(each.__doc__), *each()]) + "\n" for each in STATEMENTS}


@pytest.mark.parametrize("name", [each.__name__ for each in STATEMENTS])
def test_the_edition_says_what_the_snapshot_says(name: str) -> None:
    assert spelled()[name] == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {each.__name__ for each in STATEMENTS}


if __name__ == "__main__":
    for stem, text in spelled().items():
        (FOLDER / f"{stem}.txt").write_text(text, encoding="utf-8")
