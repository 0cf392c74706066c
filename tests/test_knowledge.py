"""What could be known on a day, on the China News Service report of 25 January 2021 and on small cases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

import anhui_ftz as ftz
from anhui_ftz.analysis.time import NAME_ALONE
from world import WORLD, count, figure

DS = ftz.load()
#: In the small world, "paper" is of January 2021, "mirror" of June 2021, and "web" has no date.
PAPER, MIRROR, WEB = (ftz.Citation(source, "paragraph 1") for source in ("paper", "mirror", "web"))
SAID = (ftz.Note("scope", "As M says."),)


def known(day: str, **tables: object) -> ftz.Dataset:
    return ftz.as_known_on(evolve(WORLD, **tables), day)  # type: ignore[arg-type]


def pact(
    *milestones: ftz.Milestone, citations: tuple[ftz.Citation, ...] = (), notes: tuple[ftz.Note, ...] = ()
) -> ftz.Cooperation:
    return ftz.Cooperation("pact", "Pact", "project", ["north"], (), milestones, citations=citations, notes=notes)


@pytest.mark.parametrize(
    "ask",
    [
        lambda day: ftz.as_known_on(WORLD, day),
        lambda day: ftz.LinkQuery(on=day),
        lambda day: ftz.latest(WORLD, "n-a", "new-firms", on=day),
        lambda day: ftz.observations(WORLD, during=day),
        lambda day: ftz.reconcile(WORLD, "n-zone", "new-firms", on=day),
    ],
    ids=["as_known_on", "LinkQuery", "latest", "observations", "reconcile"],
)
def test_what_is_not_a_day_is_refused_wherever_a_day_is_required(ask: Callable[[Any], object]) -> None:
    pandas, numpy = pytest.importorskip("pandas"), pytest.importorskip("numpy")
    for day in (pandas.NaT, numpy.datetime64("NaT", "D"), float("nan"), 20210125, "25 January 2021"):
        with pytest.raises(ftz.InvalidValue):
            ask(day)


def test_on_the_day_of_the_article_all_its_facts_are_known() -> None:
    told = [row for row in DS.observations if any(each.source == "cns-2021-01-25" for each in row.citations)]
    on_the_day = ftz.as_known_on(DS, "2021-01-25")
    assert told
    assert all(row.id in on_the_day for row in told)
    assert "cns-2021-01-25" not in ftz.as_known_on(DS, "2021-01-24")


def test_the_zones_that_the_article_links_are_linked_that_day() -> None:
    found = ftz.partners(ftz.as_known_on(DS, "2021-01-25"), "anhui-ftz", on="2021-01-25")
    assert {"jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"} <= set(found)


def test_before_the_first_source_the_vocabulary_is_left() -> None:
    found = ftz.as_known_on(DS, "2000-01-01")
    assert [row.id for row in found.divisions] == [row.id for row in DS.divisions]
    assert [row.id for row in found.indicators] == [row.id for row in DS.indicators]
    assert found.observations == found.cooperations == ()


def test_a_month_of_publication_is_over_before_it_counts() -> None:
    row = figure("row", "north", "firms", "2020", count(3), source="paper")
    assert known("2021-01-30", observations=[row]).observations == ()
    assert known("2021-01-31", observations=[row]).observations == (row,)


def test_what_rests_on_an_undated_source_alone_is_never_known() -> None:
    row = figure("row", "north", "firms", "2020", count(3), source="web")
    assert known("9999-12-31", observations=[row]).observations == ()


def test_a_note_goes_with_any_citation() -> None:
    row = evolve(figure("row", "north", "firms", "2020", count(3)), citations=(PAPER, MIRROR), notes=SAID)
    assert known("2021-06-30", observations=[row]).get("row") == row
    assert known("2021-06-29", observations=[row]).get("row") == evolve(row, citations=(PAPER,), notes=())


def test_a_milestone_rests_on_its_own_sources_or_on_those_of_its_cooperation() -> None:
    by_itself = ftz.Milestone("signed", "2020", [PAPER])
    by_all = ftz.Milestone("planned", "2019")
    assert known("2021-03-01", cooperations=[pact(by_all, by_itself, citations=(MIRROR,))]).cooperations == (
        pact(by_itself),
    )
    assert known("2021-03-01", cooperations=[pact(by_all, by_itself)]).cooperations == (pact(by_all, by_itself),)


def test_a_milestone_that_lies_ahead_is_not_known() -> None:
    row = pact(ftz.Milestone("signed", "2021-02/.."), citations=(PAPER,), notes=SAID)
    assert known("2021-01-31", cooperations=[row]).cooperations == (pact(citations=(PAPER,), notes=SAID),)
    assert known("2021-02-01", cooperations=[row]).cooperations == (row,)


def test_a_cooperation_goes_with_its_last_citation() -> None:
    row = pact(ftz.Milestone("signed", "2021-03", [PAPER]))
    assert known("2021-02-01", cooperations=[row]).cooperations == ()


def test_a_place_without_known_source_goes_unless_something_needs_it() -> None:
    port = ftz.Organization("port", "Port", "port", ("n-a",), [MIRROR], SAID, "31.3, 118.4")
    row = figure("row", "port", "firms", "2020", count(3), source="paper")
    assert known("2021-03-01", organizations=[port]).organizations == ()
    assert known("2021-03-01", organizations=[port], observations=[row]).organizations == (
        ftz.Organization("port", "Port", "port", ("n-a",), notes=[NAME_ALONE]),
    )


def test_of_a_zone_without_known_source_the_name_is_left() -> None:
    zone = evolve(WORLD.zones[0], citations=[MIRROR], batch=6, events=[ftz.ZoneEvent("approved", "2020")], document="x")
    area = evolve(
        WORLD.areas[0], citations=[MIRROR], since="2020", focus=["ships"], events=[ftz.ZoneEvent("inaugurated", "2020")]
    )
    row = figure("row", "n-a", "firms", "2020", count(3), source="paper")
    found = known("2021-03-01", zones=[zone], areas=[area], organizations=[], observations=[row])
    assert found.zones == (evolve(WORLD.zones[0], status="reported", notes=[NAME_ALONE]),)
    assert found.areas == (evolve(WORLD.areas[0], notes=[NAME_ALONE]),)


def test_a_place_known_by_name_goes_when_what_needed_it_does() -> None:
    port = ftz.Organization("port", "Port", "port", citations=[WEB])
    row = figure("row", "port", "firms", "2020", count(3), source="paper")
    then = known("2021-03-01", organizations=[port], observations=[row])
    assert "port" in then
    assert "port" not in ftz.as_known_on(then, "2020-12-31")


def test_dates_that_lie_ahead_are_blank() -> None:
    approved, ahead = ftz.ZoneEvent("approved", "2020"), ftz.ZoneEvent("inaugurated", "2021-03")
    zone = evolve(WORLD.zones[0], citations=[PAPER], events=[approved, ahead])
    area = evolve(WORLD.areas[0], citations=[PAPER], since="2021-03")
    found = known("2021-02-01", zones=[zone], areas=[area], organizations=[])
    assert found.zones == (evolve(zone, events=[approved]),)
    assert found.areas == (evolve(area, since=None),)


@pytest.mark.parametrize(
    ("approved", "inaugurated", "status"),
    [
        ("2020", "2021-03", "established"),
        ("2021-03", "2021-04", "reported"),
        (None, "2021-03", "reported"),
        (None, "2020", "established"),
        (None, None, "established"),
        ("../2021-03", None, "established"),
    ],
)
def test_a_zone_that_lies_ahead_is_not_yet_established(
    approved: str | None, inaugurated: str | None, status: str
) -> None:
    days = {"approved": approved, "inaugurated": inaugurated}
    events = [ftz.ZoneEvent(kind, day) for kind, day in days.items() if day is not None]  # type: ignore[arg-type]
    zone = evolve(WORLD.zones[0], citations=[PAPER], events=events)
    found = known("2021-02-01", zones=[zone], areas=[], organizations=[]).zones
    assert [each.status for each in found] == [status]


def test_an_event_stays_while_one_of_its_sources_does() -> None:
    event = ftz.ZoneEvent("approved", "2020", citations=[PAPER, WEB])
    zone = evolve(
        WORLD.zones[0], citations=[PAPER], events=[event, ftz.ZoneEvent("decided", "2020", citations=[MIRROR])]
    )
    (found,) = known("2021-02-01", zones=[zone], areas=[], organizations=[]).zones
    assert found.events == (evolve(event, citations=[PAPER]),)


def test_no_zone_counts_as_established_before_it_was_founded() -> None:
    for day in ("2013-08-16", "2015-05-01", "2018-12-01", "2020-08-29", "2023-10-20"):
        counted = {zone.id for zone in ftz.as_known_on(DS, day).zones if zone.status == "established"}
        kinds = ("approved", "plan-issued", "plan-published", "inaugurated")
        begun = {
            zone.id for zone in DS.zones for each in zone.events if each.kind in kinds and each.period.possible_by(day)
        }
        assert counted <= begun


def test_a_day_must_be_a_day() -> None:
    with pytest.raises(ftz.InvalidValue, match="a day is written 2021-01-25"):
        ftz.as_known_on(DS, "2021")
