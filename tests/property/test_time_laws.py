"""Laws of time (7): what is known on a day grows with the day; what is sure on a day stays sure unless ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeVar

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets, days

Body = ftz.Zone | ftz.Area | ftz.Organization
_ids = st.sampled_from([f"src-{n}" for n in range(4)])
_cited = st.lists(st.builds(ftz.Citation, _ids), max_size=2)
_surely_cited = st.lists(st.builds(ftz.Citation, _ids), min_size=1, max_size=2)
NOTE = ftz.Note("scope", "a note")
_notes = st.sampled_from([(), (NOTE,)])
_events = st.lists(
    st.builds(ftz.ZoneEvent, st.sampled_from(ftz.ZoneEventKind), st.sampled_from(["2019", "2020-06-30", "../2021"])),
    max_size=2,
)
_dates = st.none() | st.sampled_from(["2019", "2020-06-30", "2021", "../2021"])
_published = st.sampled_from(["2019", "2020-06", "2020-06-30", "2021", "2020/..", "../2021", None])
_fates = st.sampled_from(["2019", "2020", "2020-06-30", "2021", "2020/..", "../2020", "2020-07/2021", "2021/"])
#: Places at every depth; bodies that lie in areas, zones and other bodies.
PLACES = ["p", "q", "p-city", "p-zone", "q-zone", "p-area", "q-area", "port", "quay", "alliance"]


@st.composite
def histories(draw: st.DrawFn) -> ftz.Dataset:
    """Generate two provinces and what lies in them, each with sources of many days or none, notes and dates."""

    def cite(row: Row, **more: object) -> Row:
        return evolve(row, citations=draw(_cited), notes=draw(_notes), **more)  # type: ignore[arg-type]

    zones = [ftz.Zone(f"{home}-zone", home, home) for home in ("p", "q")]
    areas = [ftz.Area("p-area", "P Area", "p-zone", "p-city"), ftz.Area("q-area", "Q Area", "q-zone")]
    return ftz.Dataset(
        divisions=[*map(cite, _DIVISIONS)],
        zones=[cite(row, events=draw(_events), batch=1) for row in zones],
        areas=[cite(row, since=draw(_dates), events=draw(_events)) for row in areas],
        organizations=[*map(cite, _BODIES)],
        indicators=[cite(ftz.Indicator("firms", "Firms", "1", "stock"))],
        observations=[_figure(draw, f"obs-{n}") for n in range(draw(st.integers(0, 3)))],
        cooperations=[_pact(draw, f"coop-{n}") for n in range(draw(st.integers(0, 3)))],
        sources=[ftz.Source(f"src-{n}", "P", published=draw(_published)) for n in range(4)],
    )


Row = TypeVar("Row", ftz.Division, ftz.Zone, ftz.Area, ftz.Organization, ftz.Indicator)
_DIVISIONS = [ftz.Division("p", "P"), ftz.Division("q", "Q"), ftz.Division("p-city", "P", "city", within=["p"])]
_BODIES = [
    ftz.Organization("port", "Port", "port", ["p-city"]),
    ftz.Organization("quay", "Quay", "port", ["port", "p-area"]),
    ftz.Organization("alliance", "Alliance", "alliance"),
]


def _figure(draw: st.DrawFn, id: str) -> ftz.Observation:
    row = ftz.Observation(id, draw(st.sampled_from(PLACES)), "firms", "2020", ftz.Quantity.exactly(3, "1"))
    return evolve(row, citations=draw(_surely_cited), notes=draw(_notes))


def _pact(draw: st.DrawFn, id: str) -> ftz.Cooperation:
    parties = draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True))
    milestones = draw(
        st.lists(st.builds(ftz.Milestone, st.sampled_from(ftz.CooperationStatus), _fates, _cited), max_size=3)
    )
    own = draw(_cited if any(each.citations for each in milestones) else _surely_cited)
    return ftz.Cooperation(id, id, "project", parties, ["quay"], milestones, citations=own, notes=draw(_notes))


#: Days on which something changes in these histories, and the days before, and any others.
turns = days() | st.sampled_from(
    [date.fromisoformat(day) - timedelta(less) for day in ("2019-12-31", "2020-06-30", "2021-12-31") for less in (0, 1)]
)


def cited_by(ds: ftz.Dataset) -> Iterator[str]:
    """Iterate over the ids of all sources that anything cites."""
    for name, rows in ds.tables():
        for row in rows if name != "sources" else ():
            yield from row.sources if isinstance(row, ftz.Cooperation) else (each.source for each in row.citations)


def out_by(ds: ftz.Dataset, day: date) -> set[str]:
    """Return the ids of the sources that were surely published by a day."""
    ends = {each.id: each.published.end for each in ds.sources if each.published is not None}
    return {id for id, end in ends.items() if end is not None and end <= day}


@given(histories(), turns, turns)
def test_looking_back_twice_is_looking_back_to_the_earlier_day(ds: ftz.Dataset, one: date, two: date) -> None:
    earlier, later = sorted((one, two))
    assert ftz.as_known_on(ftz.as_known_on(ds, later), earlier) == ftz.as_known_on(ds, earlier)


@settings(max_examples=max(25, settings().max_examples // 5))  # these take longer to draw
@given(datasets(max_observations=3, max_cooperations=3), turns, turns)
def test_looking_back_twice_is_so_whatever_the_data(ds: ftz.Dataset, one: date, two: date) -> None:
    earlier, later = sorted((one, two))
    assert ftz.as_known_on(ftz.as_known_on(ds, later), earlier) == ftz.as_known_on(ds, earlier)


@given(histories(), turns)
def test_looking_back_is_idempotent(ds: ftz.Dataset, day: date) -> None:
    known = ftz.as_known_on(ds, day)
    assert ftz.as_known_on(known, day) == known


@given(histories(), turns, turns)
def test_what_is_known_earlier_is_known_later(ds: ftz.Dataset, one: date, two: date) -> None:
    early, late = (ftz.as_known_on(ds, day) for day in sorted((one, two)))
    for (_, before), (_, after) in zip(early.tables(), late.tables(), strict=True):
        assert {row.id for row in before} <= {row.id for row in after}
    assert set(cited_by(early)) <= set(cited_by(late))


@given(histories(), turns)
def test_nothing_known_cites_what_was_published_later(ds: ftz.Dataset, day: date) -> None:
    known = ftz.as_known_on(ds, day)
    assert {source.id for source in known.sources} == out_by(ds, day)
    assert set(cited_by(known)) <= out_by(ds, day)


@given(histories(), turns)
def test_a_figure_stays_if_a_source_of_it_was_out(ds: ftz.Dataset, day: date) -> None:
    out = out_by(ds, day)
    kept = {row.id for row in ds.observations if any(each.source in out for each in row.citations)}
    assert {row.id for row in ftz.as_known_on(ds, day).observations} == kept


@given(histories(), turns)
def test_a_milestone_stays_if_it_lies_not_ahead_and_what_it_rests_on_was_out(ds: ftz.Dataset, day: date) -> None:
    out = out_by(ds, day)
    expected = {}
    for row in ds.cooperations:
        own = any(each.source in out for each in row.citations)
        expected[row.id] = [
            (each.status, each.period)
            for each in row.milestones
            if (each.period.start is None or each.period.start <= day)
            and (any(c.source in out for c in each.citations) or (not each.citations and (own or not row.citations)))
        ]
    known = {row.id: row for row in ftz.as_known_on(ds, day).cooperations}
    for id, row in known.items():
        assert [(each.status, each.period) for each in row.milestones] == expected[id]
    dropped = [row for row in ds.cooperations if row.id not in known]
    assert not any(each.source in out for row in dropped for each in row.citations)


@given(histories(), turns)
def test_a_note_stays_exactly_if_every_citation_does(ds: ftz.Dataset, day: date) -> None:
    for name, rows in ftz.as_known_on(ds, day).tables():
        for row in rows if name != "sources" else ():
            before = ds.get(row.id)
            assert not isinstance(before, ftz.Source)
            if _citations(row) == _citations(before):
                assert row.notes == before.notes
            else:
                assert NOTE not in row.notes


def _citations(row: ftz.Cooperation | ftz.Observation | ftz.Indicator | ftz.Place) -> list[ftz.Citation]:
    milestones = row.milestones if isinstance(row, ftz.Cooperation) else ()
    return [*row.citations, *(each for milestone in milestones for each in milestone.citations)]


@given(histories(), turns)
def test_a_place_stays_if_it_is_supported_uncited_or_needed(ds: ftz.Dataset, day: date) -> None:
    out, known = out_by(ds, day), ftz.as_known_on(ds, day)
    bodies: tuple[Body, ...] = (*ds.zones, *ds.areas, *ds.organizations)
    supported = {row.id for row in bodies if any(each.source in out for each in row.citations) or not row.citations}
    staying: tuple[Body, ...] = (*known.zones, *known.areas, *known.organizations)
    kept = {row.id for row in staying}
    needed = {row.subject for row in known.observations}
    needed |= {id for row in known.cooperations for id in (*row.parties, *row.places)}
    needed |= {id for row in (*known.divisions, *staying) for id in row.within}
    assert supported <= kept <= supported | needed
    assert {row.id for row in known.divisions} == {row.id for row in ds.divisions}
    assert not any(row.batch for row in known.zones if row.id not in supported)


@given(histories())
def test_in_the_end_all_is_known_that_has_a_date(ds: ftz.Dataset) -> None:
    dated = evolve(ds, sources=[evolve(each, published="2020") for each in ds.sources])
    assert ftz.as_known_on(dated, "9999-12-31") == dated


@given(histories(), turns, turns)
def test_what_is_sure_on_a_day_stays_sure_unless_it_may_have_ended(ds: ftz.Dataset, one: date, two: date) -> None:
    earlier, later = sorted((one, two))
    assume(earlier < later)
    ending = {
        row.id
        for row in ds.cooperations
        if any(each.status is ftz.CooperationStatus.ENDED and each.period.possible_by(later) for each in row.milestones)
    }
    before, after = (
        {(link.a, link.b, row.id) for link in ftz.linkages(ds, on=day) for row in link.cooperations}
        for day in (earlier, later)
    )
    assert {link for link in before if link[2] not in ending} <= after
