"""Laws of linkages (6) and of time (7): equal to brute force, symmetric, free of order; what is sure stays sure."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from datetime import date, timedelta
from itertools import chain, combinations, permutations, product
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import datasets

#: Two places, sorted, and a cooperation that links them.
Link = tuple[str, str, str]

STATED, AREA, CITY, ZONE, PROVINCE = ftz.Level
levels = st.sampled_from(ftz.Level)
_topics = st.sampled_from(["port", "shipping", "talent", "data"])
_statuses = st.sampled_from(ftz.CooperationStatus)
_TURNS = ["2019-01-01", "2019-12-31", "2020-06-30", "2020-12-31", "2021-12-31", "2022-01-01"]
#: Days on which fates turn, and the days before.
DAYS = [date.fromisoformat(day) - timedelta(less) for day in _TURNS for less in (0, 1)]
days = st.sampled_from(DAYS)
_FILTERS: dict[str, st.SearchStrategy[Any]] = {
    "form": st.none()
    | st.sampled_from(ftz.CooperationForm)
    | st.sets(st.sampled_from(ftz.CooperationForm), min_size=2),
    "topic": st.none() | _topics | st.sets(_topics),
    "status": st.none() | _statuses | st.sets(_statuses),
    "on": st.none() | days,
    "sure": st.booleans(),
    "parties": st.sampled_from(["all", "bilateral"]),
}
filters = st.fixed_dictionaries(_FILTERS)
_FATES = [
    [ftz.Milestone(each.split()[0], each.split()[1]) for each in fate.split(", ")] if fate else []
    for fate in (
        "", "", "signed 2020", "signed ../2020-06-30", "signed 2020/..", "explored 2019",
        "planned 2019, signed 2020/2021", "planned 2020, in-progress 2021", "in-operation 2019, ended 2021",
        "signed 2020, ended 2020-06-30/2021", "signed 2020, ended ../2021", "signed 2020, ended 2021/",
        "ended 2020-06-30/2021", "held 2020-06-30",
    )
]  # fmt: skip


@st.composite
def networks(draw: st.DrawFn) -> ftz.Dataset:
    """Generate places of every level and bodies among them, with cooperations whose fates run through 2019 to 2021."""
    provinces = [f"p{n}" for n in range(draw(st.integers(1, 3)))]
    cities = {f"{home}-c{n}": home for home in provinces for n in range(draw(st.integers(0, 2)))}
    zones = {f"{home}-z{n}": home for home in provinces for n in range(draw(st.sampled_from([1, 1, 0, 2])))}
    areas = {f"{zone}-a{n}": zone for zone in zones for n in range(draw(st.integers(0, 2)))}
    seats = st.none() | st.sampled_from([*cities]) if cities else st.none()
    spots, bodies = [*provinces, *cities, *zones, *areas], dict[str, list[str]]()
    for n in range(draw(st.integers(0, 4))):
        bodies[f"o{n}"] = draw(st.lists(st.sampled_from([*spots, *bodies]), max_size=2, unique=True))
    members = st.sampled_from([*spots, *bodies])
    return ftz.Dataset(
        divisions=[*map(_province, provinces), *(ftz.Division(id, id, "city", within=[cities[id]]) for id in cities)],
        zones=[ftz.Zone(id, id, home) for id, home in zones.items()],
        areas=[ftz.Area(id, id, zone, draw(seats)) for id, zone in areas.items()],
        organizations=[ftz.Organization(id, id, "port", within) for id, within in bodies.items()],
        cooperations=[_cooperation(draw, f"coop-{n}", members) for n in range(draw(st.integers(0, 4)))],
        sources=[ftz.Source("source", "Publisher")],
    )


def _province(id: str) -> ftz.Division:
    return ftz.Division(id, id)


def _cooperation(draw: st.DrawFn, id: str, members: st.SearchStrategy[str]) -> ftz.Cooperation:
    return ftz.Cooperation(
        id,
        id,
        draw(st.sampled_from(ftz.CooperationForm)),
        draw(st.lists(members, min_size=1, max_size=4, unique=True)),
        draw(st.lists(members, max_size=2, unique=True)),
        draw(st.sampled_from(_FATES)),
        draw(st.lists(_topics, max_size=2, unique=True)),
        citations=[ftz.Citation("source")],
    )


def linked(ds: ftz.Dataset, level: ftz.Level = ZONE, **options: Any) -> set[Link]:
    """Ask the library for every link at a level."""
    found = ftz.linkages(ds, level=level, **options)
    return {(link.a, link.b, each.cooperation.id) for link in found for each in link.evidence}


def above(ds: ftz.Dataset, id: str) -> set[str]:
    """Walk upwards from a place, itself included."""
    return {id}.union(*(above(ds, parent) for parent in ds.place(id).within))


def standing(ds: ftz.Dataset, level: ftz.Level) -> set[str]:
    """Return the places of a level."""
    tables: dict[str, Collection[ftz.Place]] = {
        AREA: ds.areas,
        CITY: [each for each in ds.divisions if each.kind == "city"],
        ZONE: ds.zones,
        PROVINCE: [each for each in ds.divisions if each.kind == "province"],
        STATED: [*ds.divisions, *ds.zones, *ds.areas, *ds.organizations],
    }
    return {place.id for place in tables[level]}


def counts_at(ds: ftz.Dataset, party: str, level: ftz.Level) -> dict[str, str | None]:
    """Return where a party counts, and through which province or city if it lies in no place of the level."""
    if level is STATED:
        return {party: None}
    over = above(ds, party)
    inside = over & standing(ds, level)
    if inside or level in (CITY, PROVINCE):
        return dict.fromkeys(inside)
    homes = [(zone.province, zone.id) for zone in ds.zones]
    if level is AREA:
        homes = [(area.city, area.id) for area in ds.areas if area.city is not None]
    only = {home: place for home, place in homes if [each for each, _ in homes].count(home) == 1}
    found = {only[home]: home for home in over if home in only}
    if level is AREA:  # a city's area, but of no zone for which the body does not count
        found = {area: home for area, home in found.items() if above(ds, area) & counts_at(ds, party, ZONE).keys()}
    return {**found}


def links(ds: ftz.Dataset, level: ftz.Level, *, provincial: bool = True, presence: bool = False) -> set[Link]:
    """Ask of every two members of every cooperation whether they count at two places."""
    found: set[Link] = set()
    for row in ds.cooperations:
        pairs = list(permutations(row.parties, 2))
        if presence:
            pairs += [each for pair in product(row.parties, row.places) for each in (pair, pair[::-1])]
        for one, two in pairs:
            ends = [counts_at(ds, member, level).items() for member in (one, two) if one != two]
            spots = [{place for place, via in end if provincial or via is None} for end in ends]
            found |= {(a, b, row.id) for a, b in product(*spots) if a < b} if spots else set()
    return found


@given(networks() | datasets())
def test_linkages_are_those_that_asking_every_two_parties_finds(ds: ftz.Dataset) -> None:
    for level in ftz.Level:
        assert linked(ds, level) == links(ds, level)
        assert linked(ds, level, presence=True) == links(ds, level, presence=True)
        assert linked(ds, level, provincial=False) == links(ds, level, provincial=False)


@given(networks())
def test_without_provincial_evidence_only_what_lies_inside_links_even_by_presence(ds: ftz.Dataset) -> None:
    for level in ftz.Level:
        direct = links(ds, level, provincial=False, presence=True)
        assert linked(ds, level, provincial=False, presence=True) == direct


@given(networks())
def test_each_filter_leaves_a_part_of_what_there_is_without_it(ds: ftz.Dataset) -> None:
    for level in ftz.Level:
        parties, direct = linked(ds, level), linked(ds, level, provincial=False)
        assert direct <= parties <= linked(ds, level, presence=True)
        assert direct <= linked(ds, level, provincial=False, presence=True)


@given(networks(), levels)
def test_evidence_says_who_counts_and_through_what(ds: ftz.Dataset, level: ftz.Level) -> None:
    among_parties = links(ds, level)
    direct = [links(ds, level, provincial=False, presence=presence) for presence in (False, True)]
    for link in ftz.linkages(ds, level=level, presence=True):
        for each in link.evidence:
            row, key = each.cooperation, (link.a, link.b, each.cooperation.id)
            members = {*row.parties, *(row.places if each.presence else ())}
            lifted = {member: counts_at(ds, member, level) for member in members}
            here = {member: at for member, at in lifted.items() if {link.a, link.b} & at.keys()}
            via = {at[place] for at in here.values() for place in (link.a, link.b) if at.get(place)}
            assert (set(each.stated_at), set(each.lifted_via)) == (set(here), via)
            assert each.presence == (key not in among_parties)
            assert each.provincial == (key not in direct[each.presence])


@given(networks(), levels, filters)
def test_partners_are_partners_both_ways(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> None:
    every = ftz.linkages(ds, level=level, **chosen)
    assert all(link.a < link.b for link in every)
    for place in standing(ds, level):
        own = {link.other(place): link for link in every if place in (link.a, link.b)}
        assert ftz.partners(ds, place, level=level, **chosen) == own
        assert all(ftz.partners(ds, other, level=level, **chosen)[place] == link for other, link in own.items())


@given(networks(), levels)
def test_parties_link_every_pair_of_the_distinct_places_where_they_count(ds: ftz.Dataset, level: ftz.Level) -> None:
    for row in ds.cooperations:
        alone = evolve(ds, cooperations=[row])
        spots = [set(counts_at(ds, party, level)) for party in row.parties]
        assert len(ftz.linkages(alone, level=STATED)) == len(row.parties) * (len(row.parties) - 1) // 2
        if all(len(spot) <= 1 for spot in spots):
            distinct = len(set().union(*spots))
            assert len(ftz.linkages(alone, level=level)) == distinct * (distinct - 1) // 2


@given(networks(), levels, filters, st.data())
def test_the_order_of_records_and_parties_does_not_matter(
    ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any], data: st.DataObject
) -> None:
    tables: dict[str, Any] = {name: data.draw(st.permutations(tuple(rows))) for name, rows in ds.tables()}
    assert ftz.linkages(ftz.Dataset(**tables), level=level, **chosen) == ftz.linkages(ds, level=level, **chosen)
    turned = [evolve(row, parties=row.parties[::-1], places=row.places[::-1]) for row in ds.cooperations]
    assert linked(evolve(ds, cooperations=turned), level, **chosen) == linked(ds, level, **chosen)


def worlds(row: ftz.Cooperation, on: date | None) -> list[set[ftz.CooperationStatus]]:
    """Return every set of statuses that may have been reached by a day, each milestone on some day of its period."""
    reached: list[list[bool]] = []
    for each in row.milestones:
        first, last = each.period.start or date.min, each.period.end
        by_then = last is not None and last <= (on or date.max)
        reached.append([True] if by_then else [False, True] if first <= (on or date.max) else [False])
    statuses = [each.status for each in row.milestones]
    return [{status for status, come in zip(statuses, world, strict=True) if come} for world in product(*reached)]


def _latest(world: set[ftz.CooperationStatus]) -> ftz.CooperationStatus | None:
    return max(world, key=list(ftz.CooperationStatus).index, default=None)


def _runs(world: set[ftz.CooperationStatus]) -> bool:
    return bool(world) and ftz.CooperationStatus.ENDED not in world


def stands(row: ftz.Cooperation, status: Any, on: date | None, *, sure: bool) -> bool:
    """Whether a cooperation has a status in the worlds that count, or, if none is asked for, runs on the day."""
    possible = worlds(row, on)
    if status is not None:
        latest = [_latest(set.intersection(*possible))] if sure else map(_latest, possible)
        return any(each in _several(status) for each in latest)
    if on is None:
        return True
    return all(map(_runs, possible)) if sure else not row.milestones or any(map(_runs, possible))


def _several(values: Any) -> set[Any]:
    return {values} if isinstance(values, str) else set(values)


def passes(
    row: ftz.Cooperation, form: Any, topic: Any, status: Any, on: date | None, *, sure: bool, parties: str
) -> bool:
    """Whether a cooperation passes all filters."""
    if parties == "bilateral" and len(set(row.parties)) != 2:
        return False
    of_form = form is None or row.form in _several(form)
    of_topic = topic is None or bool(_several(topic) & set(row.topics))
    return of_form and of_topic and stands(row, status, on, sure=sure)


def _begun(ds: ftz.Dataset) -> ftz.Dataset:
    """Leave out the cooperations of which the end alone is dated."""
    ended = [{each.status for each in row.milestones} == {ftz.CooperationStatus.ENDED} for row in ds.cooperations]
    return evolve(ds, cooperations=[row for row, out in zip(ds.cooperations, ended, strict=True) if not out])


@given(networks().map(_begun), levels, filters)
def test_a_filter_commutes_with_the_roll_up(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> None:
    kept = evolve(ds, cooperations=[row for row in ds.cooperations if passes(row, **chosen)])
    assert linked(ds, level, **chosen) == linked(kept, level) == links(kept, level)
    for link in ftz.linkages(ds, level=level, **chosen):
        for each in link.evidence:
            possible = worlds(each.cooperation, chosen["on"])
            assert each.status == _latest(set.intersection(*possible))
            assert set(each.possible) == {s for s in set().union(*possible) if s.rank > _rank(each.status)}


@given(networks().map(_begun), levels)
def test_on_each_day_what_runs_in_every_world_is_sure_and_what_runs_in_some_is_possible(
    ds: ftz.Dataset, level: ftz.Level
) -> None:
    every, rows = links(ds, level), {row.id: row for row in ds.cooperations}
    for on, sure, status in product(DAYS, (True, False), (None, "signed", "ended")):
        expected = {link for link in every if stands(rows[link[2]], status, on, sure=sure)}
        assert linked(ds, level, on=on, sure=sure, status=status) == expected


def _rank(status: ftz.CooperationStatus | None) -> int:
    return -1 if status is None else list(ftz.CooperationStatus).index(status)


@given(networks(), days)
def test_what_has_ended_may_have_run_until_then_though_no_start_is_dated(ds: ftz.Dataset, on: date) -> None:
    end = ftz.Milestone("ended", ftz.Period(None, on))
    rows = [evolve(row, milestones=[end]) for row in ds.cooperations]
    ended = evolve(ds, cooperations=rows)
    before = on - timedelta(1)
    assert linked(ended, on=before, sure=False) == linked(ds)
    assert linked(ended, on=on, sure=False) == linked(ended, on=before) == set()


@given(networks(), levels, days, days)
def test_what_is_sure_stays_sure_unless_it_may_have_ended(
    ds: ftz.Dataset, level: ftz.Level, one: date, two: date
) -> None:
    early, late = sorted((one, two))
    may_have_ended = {
        row.id for row in ds.cooperations if any(ftz.CooperationStatus.ENDED in w for w in worlds(row, late))
    }
    lost = linked(ds, level, on=early) - linked(ds, level, on=late)
    assert {id for _, _, id in lost} <= may_have_ended


@given(networks(), levels, filters)
def test_what_is_sure_is_among_what_may_be(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> None:
    sure, possible = (linked(ds, level, **{**chosen, "sure": sure}) for sure in (True, False))
    assert sure <= possible <= linked(ds, level)


def _in_zones(ds: ftz.Dataset, found: set[Link]) -> set[Link]:
    """Carry links between areas up to the zones of these areas."""
    zone_of = {area.id: area.zone for area in ds.areas}
    pairs = {(*sorted((zone_of[a], zone_of[b])), id) for a, b, id in found}
    return {(a, b, id) for a, b, id in pairs if a != b}


def _stated_at_a_zone(ds: ftz.Dataset, parties: Collection[str], zones: Collection[str]) -> bool:
    """Whether a party lies in one of the zones and in no area of it."""
    areas = {zone: {area.id for area in ds.areas if area.zone == zone} for zone in zones}
    walks = [above(ds, party) for party in parties]
    return any(zone in walk and not walk & areas[zone] for walk in walks for zone in zones)


@given(networks())
def test_what_areas_themselves_have_linked_is_linked_at_their_zones(ds: ftz.Dataset) -> None:
    direct, at_zones = _in_zones(ds, linked(ds, AREA, provincial=False)), linked(ds, ZONE, provincial=False)
    parties = {row.id: row.parties for row in ds.cooperations}
    assert direct <= at_zones
    assert all(_stated_at_a_zone(ds, parties[id], (a, b)) for a, b, id in at_zones - direct)


@given(networks())
def test_the_zones_show_all_that_the_areas_show_and_what_is_stated_or_lifted_above_them(ds: ftz.Dataset) -> None:
    carried = _in_zones(ds, linked(ds, AREA))
    assert carried <= linked(ds, ZONE)
    for link in ftz.linkages(ds, level=ZONE):
        for each in link.evidence:
            stated = _stated_at_a_zone(ds, each.stated_at, (link.a, link.b))
            assert each.lifted_via or stated or (link.a, link.b, each.cooperation.id) in carried


@given(networks(), levels, filters)
def test_is_linked_says_what_the_linkages_say(ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]) -> None:
    asked = {key: value for key, value in chosen.items() if key not in ("on", "sure")}
    for on in DAYS:
        sure, possible = (_pairs(linked(ds, level, **asked, on=on, sure=sure)) for sure in (True, False))
        ended = _pairs(linked(ds, level, **{**asked, "status": "ended"}, on=on)) if asked["status"] is None else set()
        known = [("yes", sure), ("possibly", possible), ("ended", ended)]
        for a, b in combinations(sorted(standing(ds, level))[:6], 2):
            answer = ftz.is_linked(ds, a, b, level=level, **asked, on=on)
            assert answer == next((word for word, pairs in known if (a, b) in pairs), "unknown")
            assert answer is ftz.is_linked(ds, b, a, level=level, **asked, on=on)


def _pairs(found: set[Link]) -> set[tuple[str, str]]:
    return {(a, b) for a, b, _ in found}


@given(networks(), levels)
def test_without_a_day_is_linked_answers_by_what_became_of_the_records(ds: ftz.Dataset, level: ftz.Level) -> None:
    rows, every = {row.id: row for row in ds.cooperations}, links(ds, level)
    for a, b in combinations(sorted(standing(ds, level)), 2):
        fates = [worlds(rows[id], None) for one, two, id in every if (one, two) == (a, b)]
        yes = any(fate == [set()] or all(map(_runs, fate)) for fate in fates)
        over = all(ftz.CooperationStatus.ENDED in world for fate in fates for world in fate)
        expected = "yes" if yes else "possibly" if not over else "ended" if fates else "unknown"
        assert ftz.is_linked(ds, a, b, level=level) == expected


@given(networks(), levels, filters)
def test_the_matrix_is_symmetric_and_counts_the_evidence(
    ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]
) -> None:
    found = linked(ds, level, **chosen)
    matrix = ftz.linkage_matrix(ds, level=level, **chosen)
    ends = {place for a, b, _ in found for place in (a, b)}
    assert matrix.places == tuple(sorted(ends if level is STATED else standing(ds, level)))
    assert matrix.counts == tuple(zip(*matrix.counts, strict=True))
    for a, b in product(matrix.places, repeat=2):
        assert matrix[a, b] == sum({a, b} == {one, two} for one, two, _ in found)


@given(networks(), levels, st.none() | st.sets(_topics | st.just("unheard-of")))
def test_the_gaps_are_exactly_what_no_record_covers(ds: ftz.Dataset, level: ftz.Level, topics: set[str] | None) -> None:
    of = {row.id: set(row.topics) for row in ds.cooperations}
    asked = set().union(*of.values()) if topics is None else topics
    covered = {
        (a, b, topic) for one, two, id in links(ds, level) for a, b in ((one, two), (two, one)) for topic in of[id]
    }
    places = sorted(standing(ds, level))
    for place in places:
        every = [(place, other, topic) for other in places if other != place for topic in sorted(asked)]
        gaps = ftz.linkage_gaps(ds, place, topics=topics, level=level)
        assert list(gaps) == [gap for gap in every if gap not in covered]


@st.composite
def webs(draw: st.DrawFn) -> ftz.Dataset:
    """Generate bodies with so many cooperations that chains of several steps are common."""
    bodies = [f"body-{letter}" for letter in "abcdefg"]
    parties = st.lists(st.sampled_from(bodies), min_size=2, max_size=3, unique=True)
    groups = draw(st.lists(parties, min_size=3, max_size=9))
    cited = [ftz.Citation("source")]
    return ftz.Dataset(
        organizations=[ftz.Organization(body, body, "company", citations=cited) for body in bodies],
        cooperations=[
            ftz.Cooperation(f"coop-{n}", "C", "project", group, citations=cited) for n, group in enumerate(groups)
        ],
        sources=[ftz.Source("source", "Publisher")],
    )


def chains(found: set[Link], start: str, goal: str) -> list[tuple[str, ...]]:
    """Return every shortest chain of places, by walking all that visit no place twice, the short ones first."""
    queue, best = deque[tuple[str, ...]]([(start,)]), list[tuple[str, ...]]()
    while queue and not (best and len(queue[0]) > len(best[0])):
        walk = queue.popleft()
        if walk[-1] == goal:
            best.append(walk)
        nearby = {place for a, b, _ in found if walk[-1] in (a, b) for place in (a, b)}
        queue.extend((*walk, place) for place in nearby - set(walk))
    return best


def walked(start: str, steps: tuple[ftz.Linkage, ...]) -> tuple[str, ...]:
    """Return the places that a channel passes."""
    places = [start]
    for step in steps:
        assert places[-1] in (step.a, step.b)
        places.append(step.other(places[-1]))
    return tuple(places)


@given(webs(), st.data())
def test_a_channel_is_a_shortest_chain_of_linkages(ds: ftz.Dataset, data: st.DataObject) -> None:
    start, goal = data.draw(st.permutations([each.id for each in ds.organizations]))[:2]
    steps, every = ftz.shortest_path(ds, start, goal), ftz.linkages(ds, level=STATED)
    shortest = chains(linked(ds, STATED), start, goal)
    assert set(steps) <= set(every)
    assert walked(start, steps) in shortest if shortest else steps == ()


@given(webs(), st.data())
def test_of_several_shortest_channels_the_first_by_ids_is_given(ds: ftz.Dataset, data: st.DataObject) -> None:
    start, goal = data.draw(st.permutations([each.id for each in ds.organizations]))[:2]
    shortest = chains(linked(ds, STATED), start, goal)
    assert walked(start, ftz.shortest_path(ds, start, goal)) == min(shortest, default=(start,))


@given(networks(), levels, filters)
def test_a_channel_keeps_to_the_level_and_the_filters(
    ds: ftz.Dataset, level: ftz.Level, chosen: dict[str, Any]
) -> None:
    found = linked(ds, level, **chosen)
    for a, b in combinations(sorted(standing(ds, level))[:5], 2):
        steps = ftz.shortest_path(ds, a, b, level=level, **chosen)
        used = chain.from_iterable({(s.a, s.b, each.cooperation.id) for each in s.evidence} for s in steps)
        shortest = chains(found, a, b)
        assert set(used) <= found
        assert walked(a, steps) in shortest if shortest else steps == ()
