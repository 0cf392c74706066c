"""Linkages, case by case: lifting, presence, days, and what absence does not say."""

import inspect
import pickle
from datetime import date
from itertools import combinations
from typing import get_args

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz import Answer, Level, Milestone
from anhui_ftz.analysis.links.matrices import places_shown
from anhui_ftz.analysis.links.query import LinkQuery
from work import calls
from world import WORLD, pact, with_pacts

SIGNED = (Milestone("signed", "../2021-01-25"),)
ENDED = (*SIGNED, Milestone("ended", "2022"))


def pairs(ds: ftz.Dataset, **filters: object) -> list[tuple[str, str]]:
    return [(link.a, link.b) for link in ftz.linkages(ds, **filters)]  # type: ignore[arg-type] # any of the keywords


def test_a_port_counts_for_its_city_s_area_its_city_and_its_province() -> None:
    ds = with_pacts(pact("p", "n-port", "s-port"))
    assert pairs(with_pacts(pact("p", "n-port", "s-a")), level="area") == [("n-a", "s-a")]
    assert pairs(ds, level="city") == [("n-city", "s-city")]
    assert pairs(ds, level="province") == [("north", "south")]
    assert pairs(ds, level="stated") == [("n-port", "s-port")]


def test_a_province_with_two_zones_counts_for_neither_nor_its_city_for_an_area() -> None:
    ds = with_pacts(pact("p", "n-port", "s-port"))
    assert pairs(ds) == pairs(ds, level="area") == []


def test_lifting_is_told_and_can_be_left_out() -> None:
    ds = with_pacts(pact("p", "n-port", "s-one"))
    [link] = ftz.linkages(ds)
    assert (link.evidence[0].lifted_via, link.evidence[0].provincial) == (("north",), True)
    assert pairs(ds, provincial=False) == []


def test_the_sources_of_a_link_are_in_order() -> None:
    ids = [f"source-{number:02}" for number in range(30)]
    cited = attrs.evolve(pact("p", "n-a", "s-one"), citations=[ftz.Citation(id) for id in ids])
    [link] = ftz.linkages(attrs.evolve(WORLD, cooperations=[cited], sources=[ftz.Source(id, "P") for id in ids]))
    assert link.sources == tuple(ids)


def test_a_party_within_stands_for_its_side_beside_one_that_is_lifted() -> None:
    ds = with_pacts(pact("p", "n-port", "n-b", "s-one"))
    [link] = ftz.linkages(ds, provincial=False)
    assert link.evidence[0].stated_at == ("n-b", "n-port", "s-one")
    assert not link.evidence[0].provincial


def test_one_party_in_two_areas_links_nothing_by_itself() -> None:
    assert pairs(with_pacts(pact("p", "bridge")), level="area") == []
    ds = with_pacts(pact("p", "bridge", "n-b"))
    assert pairs(ds, level="area") == [("n-a", "n-b"), ("n-b", "s-a")]


def test_a_party_in_two_zones_is_linked_with_what_another_party_counts_for() -> None:
    ds = with_pacts(pact("p", "bridge", "n-port"))
    [link] = ftz.linkages(ds)
    assert (link.a, link.b) == ("n-zone", "s-one")
    assert link.evidence[0].stated_at == ("bridge", "n-port")
    assert (link.evidence[0].lifted_via, link.evidence[0].provincial) == (("north",), True)
    assert pairs(ds, provincial=False) == []


def test_a_party_in_two_zones_that_is_its_own_place_links_nothing() -> None:
    ds = with_pacts(pact("p", "bridge", places=("bridge",)))
    assert pairs(ds, presence=True) == pairs(ds, level="area", presence=True) == []


def test_linkages_are_sorted_whatever_the_order_of_parties_and_records() -> None:
    ds = with_pacts(pact("z", "s-one", "n-zone"), pact("b", "s-a", "n-b"), pact("a", "s-a", "n-a"))
    assert pairs(ds, level="stated") == [("n-a", "s-a"), ("n-b", "s-a"), ("n-zone", "s-one")]


def test_the_cooperations_of_a_matrix_are_in_the_order_of_their_ids() -> None:
    ds = with_pacts(pact("z", "n-zone", "s-one"), pact("a", "n-zone", "s-two"))
    assert [row.id for row in ftz.linkage_matrix(ds).cooperations] == ["a", "z"]


def test_a_map_shows_all_places_of_a_level_or_one_and_its_partners() -> None:
    ds = with_pacts(pact("z", "n-zone", "s-one"))
    zones, stated = LinkQuery(level="zone"), LinkQuery(level="stated")
    assert places_shown(ds, zones, None, ftz.linkages(ds)) == ["n-zone", "s-one", "s-two"]
    assert places_shown(ds, zones, "s-one", ftz.linkages(ds, of="s-one")) == ["n-zone", "s-one"]
    assert places_shown(ds, zones, "s-two", ftz.linkages(ds, of="s-two")) == ["s-two"]
    assert places_shown(ds, stated, None, ftz.linkages(ds, level="stated")) == ["n-zone", "s-one"]


def test_a_place_makes_a_link_only_when_asked_and_marked() -> None:
    ds = with_pacts(pact("p", "n-zone", places=("s-a",)))
    assert pairs(ds) == []
    [link] = ftz.linkages(ds, presence=True)
    assert link.evidence[0].presence
    both = with_pacts(pact("p", "n-zone", "s-one", places=("s-a", "n-zone")))
    assert [each.presence for link in ftz.linkages(both, presence=True) for each in link.evidence] == [False]


def test_a_place_replaces_no_parties_that_link_but_where_they_do_so_from_outside_and_are_left_out() -> None:
    lifted, direct = (with_pacts(pact("p", party, "s-one", places=("n-a",))) for party in ("n-port", "n-zone"))
    found = [
        ftz.linkages(ds, presence=True, provincial=provincial)[0].evidence[0]
        for ds in (lifted, direct)
        for provincial in (True, False)
    ]
    assert [each.presence for each in found] == [False, True, False, False]
    assert [each.provincial for each in found] == [True, False, False, False]


def test_what_links_are_lifted_through_is_in_order() -> None:
    ends = "oak elm ash fir yew box bay gum".split()
    ds = ftz.Dataset(
        divisions=[ftz.Division(end, end) for end in ends],
        zones=[ftz.Zone(f"{end}-zone", end, end) for end in ends],
        organizations=[ftz.Organization(f"{end}-port", end, "port", within=(end,)) for end in ends],
        sources=WORLD.sources,
        cooperations=[pact("p", *(f"{end}-port" for end in ends))],
    )
    found = [link.evidence[0].lifted_via for link in ftz.linkages(ds)]
    assert found == [*combinations(sorted(ends), 2)]


def test_two_places_of_one_event_are_not_linked() -> None:
    ds = with_pacts(pact("p", "moon", places=("n-zone", "s-one")))
    assert pairs(ds, presence=True) == []


def test_a_topic_keeps_what_has_it() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one"))
    assert pairs(ds, topic=["port", "talent"]) == [("n-zone", "s-one")]
    assert pairs(ds, topic="talent") == []


def test_days_sort_sure_from_possible() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one", milestones=SIGNED))
    assert pairs(ds, on="2021-01-24") == []
    assert pairs(ds, on="2021-01-24", sure=False) == [("n-zone", "s-one")] == pairs(ds, on="2021-01-25")


def test_what_may_have_ended_is_no_longer_sure() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one", milestones=ENDED))
    assert [len(pairs(ds, on=day)) for day in ("2021-12-31", "2022-06-01", "2023-01-01")] == [1, 0, 0]
    assert [len(pairs(ds, on=day, sure=False)) for day in ("2022-06-01", "2022-12-31")] == [1, 0]
    assert pairs(ds, status="ended") == [("n-zone", "s-one")]


def test_an_undated_record_is_possible_on_every_day() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one"))
    assert pairs(ds, on="2021-01-01") == []
    assert pairs(ds, on="2021-01-01", sure=False) == [("n-zone", "s-one")]
    assert pairs(ds, on="2021-01-01", sure=False, status="signed") == []


@pytest.mark.parametrize(
    ("milestones", "day", "answer"),
    [
        (SIGNED, None, Answer.YES),
        (SIGNED, "2021-01-25", Answer.YES),
        (SIGNED, "2021-01-24", Answer.POSSIBLY),
        (ENDED, None, Answer.ENDED),
        (ENDED, "2022-06-01", Answer.POSSIBLY),
        (ENDED, "2023-01-01", Answer.ENDED),
        ((), None, Answer.YES),
        ((), "2021-01-25", Answer.POSSIBLY),
        ((Milestone("signed", "2021-01-25/.."),), None, Answer.POSSIBLY),
        ((Milestone("signed", "2021"),), "2020-12-31", Answer.UNKNOWN),
    ],
)
def test_an_answer_is_never_no(milestones: tuple[Milestone, ...], day: str | None, answer: Answer) -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one", milestones=milestones))
    assert ftz.is_linked(ds, "s-one", "n-zone", on=day) is answer
    assert ftz.is_linked(ds, "s-two", "n-zone", on=day) is Answer.UNKNOWN


def test_an_answer_can_be_asked_of_one_status() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one", milestones=ENDED))
    assert ftz.is_linked(ds, "n-zone", "s-one", status="signed", on="2021-06-01") is Answer.YES
    assert ftz.is_linked(ds, "n-zone", "s-one", status="signed", on="2023-01-01") is Answer.UNKNOWN
    assert ftz.is_linked(ds, "n-zone", "s-one", level=Level.ZONE, topic="port", form=["project"]) is Answer.ENDED


def test_places_of_two_levels_are_asked_of_as_stated() -> None:
    ds = with_pacts(pact("p", "n-zone", "south"))
    assert ftz.is_linked(ds, "n-zone", "south") is Answer.YES
    assert list(ftz.partners(ds, "n-zone", level="stated")) == ["south"]


def test_a_linkage_tells_its_counts_and_its_other_end() -> None:
    ds = with_pacts(pact("p", "n-zone", "s-one", milestones=SIGNED), pact("q", "n-zone", "s-one"))
    link = ftz.partners(ds, "s-one")["n-zone"]
    assert link.by_status == {ftz.CooperationStatus.SIGNED: 1, None: 1}
    assert link.by_form == {ftz.CooperationForm.PROJECT: 2}
    assert (link.other("n-zone"), link.other("s-one"), link.sources) == ("s-one", "n-zone", ("mirror",))


def test_a_channel_is_a_shortest_chain() -> None:
    ds = with_pacts(
        pact("a", "n-zone", "s-one"),
        pact("b", "s-one", "s-two"),
        pact("c", "n-port", "s-port"),
        pact("d", "s-port", "moon"),
    )
    assert [link.cooperations[0].id for link in ftz.shortest_path(ds, "n-zone", "s-two")] == ["a", "b"]
    assert [link.cooperations[0].id for link in ftz.shortest_path(ds, "moon", "n-port")] == ["d", "c"]
    assert ftz.shortest_path(ds, "moon", "block") == ()
    assert ftz.shortest_path(ds, "n-zone", "s-two", status="signed") == ()
    own = ds.cooperations["a"].form
    assert [link.cooperations[0].id for link in ftz.shortest_path(ds, "n-zone", "s-two", form=own)] == ["a", "b"]
    other = next(each for each in ftz.CooperationForm if each is not own)
    assert ftz.shortest_path(ds, "n-zone", "s-two", form=other) == ()


def test_a_matrix_is_square_over_all_places_of_the_level() -> None:
    ds = with_pacts(pact("a", "n-zone", "s-one"), pact("b", "n-zone", "moon"))
    matrix = ftz.linkage_matrix(ds)
    assert matrix.places == ("n-zone", "s-one", "s-two")
    assert matrix.counts == ((0, 1, 0), (1, 0, 0), (0, 0, 0))
    assert (matrix["s-one", "n-zone"], len(matrix)) == (1, 3)
    with pytest.raises(ftz.UnknownName, match="nearest: s-one"):
        matrix["s-on", "n-zone"]
    assert ftz.linkage_matrix(ds, level="stated").places == ("moon", "n-zone", "s-one")


def test_gaps_are_what_no_record_covers() -> None:
    ds = with_pacts(pact("a", "n-zone", "s-one"))
    assert ftz.linkage_gaps(ds, "n-zone") == (ftz.LinkageGap("n-zone", "s-two", "port"),)
    asked = ftz.linkage_gaps(ds, "n-zone", topics="talent", level="zone")
    assert [gap.partner for gap in asked] == ["s-one", "s-two"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda ds: ftz.linkages(ds, level="country"),  # type: ignore[arg-type]
            r"level: 'country' is not a level \(stated, area, city, zone, province\)",
        ),
        (
            lambda ds: ftz.linkages(ds, form="aliance"),  # type: ignore[arg-type]
            r"form: 'aliance' is not a form; did you mean 'alliance'\? \(framework-agreement, alliance, ",
        ),
        (
            lambda ds: ftz.linkages(ds, status=["signed", "done"]),  # type: ignore[list-item]
            r"status: 'done' is not a status.* \(explored, ",
        ),
        (
            lambda ds: ftz.linkages(ds, parties="bilatral"),  # type: ignore[arg-type]
            r"parties: 'bilatral' is not a choice of parties; did you mean 'bilateral'\? \(all, bilateral\)",
        ),
        (lambda ds: ftz.linkages(ds, sure="no"), "sure is True or False, not 'no'"),  # type: ignore[arg-type]
        (lambda ds: ftz.linkages(ds, topic=[3]), "topic: 3 is not a topic"),  # type: ignore[list-item]
        (lambda ds: ftz.linkages(ds, on="25 January"), "a day is written 2021-01-25"),
        (lambda ds: ftz.linkages(ds, of="n-port"), "n-port is not a zone; pass level='stated', or name a zone"),
        (lambda ds: ftz.is_linked(ds, "n-zone", "n-zone"), "between two places, not n-zone and itself"),
        (
            lambda ds: ftz.shortest_path(ds, "n-zone", "north", level="zone"),
            "north is not a zone; pass level='province'",
        ),
    ],
)
def test_wrong_questions_are_refused_with_the_way_out(call: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(ftz.InvalidValue, match=message):
        call(with_pacts(pact("p", "n-zone", "s-one")))


def test_a_query_is_valid_whatever_way_it_is_made_and_compares_by_value() -> None:
    query = ftz.LinkQuery(level="area", form="alliance", status=["signed", "held"], on="2021-01-25", topic="port")
    assert query == ftz.LinkQuery(
        level=ftz.Level.AREA,
        form=[ftz.CooperationForm.ALLIANCE],
        status=(ftz.CooperationStatus.HELD, "signed"),
        on=date(2021, 1, 25),
        topic=["port"],
    )
    assert pickle.loads(pickle.dumps(query)) == query == attrs.evolve(query)  # noqa: S301 - our own
    with pytest.raises(ftz.InvalidValue, match="'zon' is not a level; did you mean 'zone'"):
        attrs.evolve(query, level="zon")  # type: ignore[arg-type]


def test_the_words_for_type_checkers_are_the_members() -> None:
    from anhui_ftz.analysis.links.query import Parties, PartiesName
    from anhui_ftz.analysis.links.rollup import LevelName
    from anhui_ftz.model.cooperation import FormName, StatusName

    pairs = ((LevelName, ftz.Level), (FormName, ftz.CooperationForm), (StatusName, ftz.CooperationStatus))
    for words, kind in (*pairs, (PartiesName, Parties)):
        assert get_args(words) == tuple(each.value for each in kind)


def test_every_function_of_linkages_takes_the_fields_of_a_query() -> None:
    fields = {field.name: field.default for field in attrs.fields(ftz.LinkQuery)}
    own = {"linkage_gaps": {"topic"}, "is_linked": {"sure"}}  # topics to look for; the answer says how sure
    for function in (
        ftz.linkages,
        ftz.partners,
        ftz.linkage_matrix,
        ftz.shortest_path,
        ftz.is_linked,
        ftz.linkage_gaps,
    ):
        taken = inspect.signature(function).parameters
        expected = fields.keys() - own.get(function.__name__, set())
        assert {name for name in taken if name in fields} == expected
        assert {name: taken[name].default for name in expected - {"level"}} == {
            n: fields[n] for n in expected - {"level"}
        }


def test_bilateral_keeps_cooperations_of_two_parties_as_stated() -> None:
    ds = with_pacts(pact("two", "n-zone", "s-one"), pact("three", "n-a", "n-zone", "s-one"))
    found = {link.a: link for link in ftz.linkages(ds, of="s-one", parties="bilateral")}
    assert [each.id for link in found.values() for each in link.cooperations] == ["two"]
    assert len(ftz.partners(ds, "s-one")["n-zone"].evidence) == 2
    assert ftz.linkage_matrix(ds, parties="bilateral")["n-zone", "s-one"] == 1
    assert not ftz.linkages(with_pacts(pact("alone", "n-zone", places=("s-one",))), presence=True, parties="bilateral")


def test_gaps_ask_by_the_same_query() -> None:
    ds = with_pacts(pact("a", "n-zone", "s-one", milestones=(Milestone("signed", "2021"),)))
    assert "s-one" not in {gap.partner for gap in ftz.linkage_gaps(ds, "n-zone")}
    assert "s-one" in {gap.partner for gap in ftz.linkage_gaps(ds, "n-zone", on="2020-12-31")}
    assert "s-one" in {gap.partner for gap in ftz.linkage_gaps(ds, "n-zone", form="training")}


def test_mappings_in_results_are_read_only_and_pickle() -> None:
    found = ftz.partners(with_pacts(pact("p", "n-zone", "s-one")), "n-zone")
    assert pickle.loads(pickle.dumps(found)) == found == dict(found)  # noqa: S301 - our own
    with pytest.raises(TypeError):
        found["s-two"] = found["s-one"]  # type: ignore[index]
    with pytest.raises(TypeError):
        found["s-one"].by_form["alliance"] = 1  # type: ignore[index]


def test_the_work_for_one_agreement_grows_with_its_pairs_and_not_with_their_parties_each() -> None:
    def work(count: int) -> int:
        bodies = [ftz.Organization(f"body-{n:04}", "Body", "company") for n in range(count)]
        row = ftz.Cooperation(
            "pact", "Pact", "alliance", [each.id for each in bodies], citations=[ftz.Citation("page")]
        )
        ds = ftz.Dataset(organizations=bodies, cooperations=[row], sources=[ftz.Source("page", "Publisher")])
        return calls(lambda: ftz.linkages(ds, level="stated"))

    assert work(80) < 5 * work(40)


def test_an_unknown_place_is_refused_with_the_nearest() -> None:
    with pytest.raises(ftz.UnknownName, match="nearest: n-zone"):
        ftz.partners(with_pacts(), "nzone")


def test_levels_of_places() -> None:
    ds = with_pacts()
    from anhui_ftz.analysis.links.rollup import level_of

    found = {id: level_of(ds.place(id)).value for id in ("n-county", "n-city", "north", "n-a", "n-zone", "moon")}
    assert found == {
        "n-county": "stated",
        "n-city": "city",
        "north": "province",
        "n-a": "area",
        "n-zone": "zone",
        "moon": "stated",
    }


def test_an_answer_that_is_not_yes_is_neither_true_nor_false() -> None:
    assert Answer.YES
    for answer in set(Answer) - {Answer.YES}:
        with pytest.raises(ftz.InvalidValue, match="is neither true nor false: compare it, as in answer == 'yes'"):
            bool(answer)
