"""Laws of the linkage table: the rows are those that asking every two parties finds, and no link is lost."""

from __future__ import annotations

from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets
from property.test_linkage_laws import STATED, above, counts_at, days, levels, networks, standing

#: A cooperation, what is shown on its own side, and the partner.
Row = tuple[str, frozenset[str], str]


def level_of(ds: ftz.Dataset, place: str) -> ftz.Level:
    return next((level for level in ftz.Level if level is not STATED and place in standing(ds, level)), STATED)


def is_of(ds: ftz.Dataset, party: str, place: str) -> bool:
    return place in above(ds, party) or place in counts_at(ds, party, level_of(ds, place))


def shown(ds: ftz.Dataset, party: str, level: ftz.Level, *, away_from: str = "", fallback: bool) -> set[str]:
    """Return where a partner is shown: away from the place if it can be, else as stated."""
    found = set(counts_at(ds, party, level)) - {away_from} if level is not STATED else set[str]()
    outside = {each for each in found if not is_of(ds, each, away_from)}
    return (outside or found) or ({party} if fallback or level is STATED else set())


def own_shown(ds: ftz.Dataset, party: str, level: ftz.Level, place: str, *, fallback: bool) -> set[str]:
    found = {each for each in counts_at(ds, party, level) if is_of(ds, each, place)} if level is not STATED else set()
    return found or ({party} if fallback or level is STATED else set())


def rows_of(ds: ftz.Dataset, place: str, level: ftz.Level, *, fallback: bool) -> set[Row]:
    """Ask of every two parties of every cooperation whether the one is of the place, and the other its partner."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in ds.cooperations:
        for own in row.parties:
            for other in row.parties:
                if own == other or not is_of(ds, own, place):
                    continue
                here = level_of(ds, place)
                elsewhere = here is not STATED and set(counts_at(ds, other, here)) - {place}
                if is_of(ds, other, place) and own != place and not elsewhere:
                    continue
                sides = own_shown(ds, own, level, place, fallback=fallback)
                for partner in shown(ds, other, level, away_from=place, fallback=fallback) if sides else ():
                    found.setdefault((row.id, partner), set()).update(sides)
    return {(id, frozenset(sides), partner) for (id, partner), sides in found.items()}


def table_rows(ds: ftz.Dataset, place: str, **options: Any) -> set[Row]:
    rows = ftz.linkage_table(ds, place, **options).rows
    found = [(row.cooperation, frozenset(row.own_ids), row.partner_ids[0]) for row in rows]
    assert len(set(found)) == len(found)
    assert all(len(row.partner_ids) == 1 for row in rows)
    return set(found)


def cooperations(links: Any) -> set[str]:
    return {each.cooperation.id for link in links.values() for each in link.evidence}


def places_of(ds: ftz.Dataset) -> list[str]:
    return [place.id for place in ds.places]


@given(networks() | datasets(), levels, st.booleans())
def test_the_rows_are_those_that_asking_every_two_parties_finds(
    ds: ftz.Dataset, level: ftz.Level, fallback: bool
) -> None:
    for place in places_of(ds):
        rows = table_rows(ds, place, level=level, fallback="stated" if fallback else None)
        assert rows == rows_of(ds, place, level, fallback=fallback)


@given(networks() | datasets(), levels)
def test_no_cooperation_that_partners_knows_is_lost(ds: ftz.Dataset, level: ftz.Level) -> None:
    for place in places_of(ds):
        known = {row.cooperation for row in ftz.linkage_table(ds, place, level=level).rows}
        assert cooperations(ftz.partners(ds, place, level="stated")) <= known
        assert cooperations(ftz.partners(ds, place)) <= known


@given(networks(), levels)
def test_without_the_fallback_the_table_of_a_place_is_its_partners(ds: ftz.Dataset, level: ftz.Level) -> None:
    for place in standing(ds, level) if level is not STATED else ():
        rows = ftz.linkage_table(ds, place, level=level, fallback=None).rows
        links = ftz.partners(ds, place)
        found = {(partner, each.cooperation.id) for partner, link in links.items() for each in link.evidence}
        assert {(*row.partner_ids, row.cooperation) for row in rows} == found


@given(networks())
def test_the_partners_that_are_chosen_are_all_of_theirs(ds: ftz.Dataset) -> None:
    for place in places_of(ds):
        for other in places_of(ds):
            chosen = ftz.linkage_table(ds, place, level="stated", partners=other).rows
            every = ftz.linkage_table(ds, place, level="stated").rows
            assert chosen == tuple(row for row in every if is_of(ds, row.partner_ids[0], other))


@given(networks(), days | st.none())
def test_a_day_that_was_only_seen_is_never_a_date(ds: ftz.Dataset, on: Any) -> None:
    seen = ds.with_(
        cooperations=[
            evolve(row, milestones=[evolve(each, basis="seen") for each in row.milestones]) for row in ds.cooperations
        ]
    )
    for place in places_of(seen):
        for row in ftz.linkage_table(seen, place, on=on).rows:
            assert (row.date, row.earliest, row.latest) == ("", None, None)
            assert row.date_kind is ftz.DateKind.NOT_STATED


@given(networks(), days | st.none())
def test_the_date_is_one_that_is_stated_for_the_status(ds: ftz.Dataset, on: Any) -> None:
    for place in places_of(ds):
        for row in ftz.linkage_table(ds, place, on=on).rows:
            pact = ds.cooperations[row.cooperation]
            assert row.status is pact.status_on(on)
            reached = row.status or next(iter(pact.possible_statuses_on(on)), None)
            stated = {(each.period.start, each.period.end) for each in pact.milestones if each.status is reached}
            assert (row.earliest, row.latest) in (stated or {(None, None)})


@given(networks(), levels)
def test_a_folded_table_has_each_cooperation_once_with_all_its_partners(ds: ftz.Dataset, level: ftz.Level) -> None:
    for place in places_of(ds):
        table = ftz.linkage_table(ds, place, level=level)
        folded = table.folded()
        assert [row.cooperation for row in folded.rows] == list(dict.fromkeys(row.cooperation for row in folded.rows))
        apart = {(row.cooperation, each) for row in table.rows for each in row.partner_ids}
        assert {(row.cooperation, each) for row in folded.rows for each in row.partner_ids} == apart
        assert folded.folded() == folded


@given(networks(), st.randoms())
def test_the_order_of_the_data_does_not_matter(ds: ftz.Dataset, random: Any) -> None:
    shuffled = [evolve(row, parties=random.sample(row.parties, len(row.parties))) for row in ds.cooperations]
    other = ds.with_(cooperations=shuffled)
    for place in places_of(ds):
        assert table_rows(ds, place) == table_rows(other, place)
