"""Grades of sources and records, and publishers with names in both languages."""

from __future__ import annotations

from itertools import product

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz import Carrier, Citation, Cooperation, Grade, Milestone, Name, Source, Translation
from world import WORLD, count, figure

EXPECTED = {
    ("publisher", False): "A", ("publisher", True): "B", ("reprint", False): "B", ("reprint", True): "C",
    ("mirror", False): "C", ("mirror", True): "D", ("unknown", False): "D", ("unknown", True): "D",
}  # fmt: skip


@pytest.mark.parametrize(("carrier", "translation"), list(product(Carrier, Translation)))
def test_a_source_is_graded_by_its_carrier_and_one_lower_if_a_machine_translated_it(
    carrier: Carrier, translation: Translation
) -> None:
    source = Source("s", "S", carrier=carrier, translation=translation)
    assert source.grade == EXPECTED[carrier.value, translation is Translation.MACHINE]


def test_a_carrier_that_is_not_given_is_unknown() -> None:
    assert Source("s", "S").carrier is Carrier.UNKNOWN
    assert Source("s", "S", carrier=None) == Source("s", "S")
    assert ftz.loads('{"sources": [{"id": "s", "publisher": "S", "carrier": null}]}').sources["s"].grade is Grade.D


def test_a_record_has_the_best_grade_of_its_sources() -> None:
    row = figure("row", "n-zone", "firms", "2020", count(3))
    row = attrs.evolve(row, citations=[Citation("mirror"), Citation("paper")])
    assert ftz.grade(WORLD, row) is Grade.A
    assert ftz.grade(WORLD, attrs.evolve(row, citations=[Citation("mirror")])) is Grade.C
    assert ftz.grade(WORLD, WORLD.sources["mirror"]) is ftz.grade(WORLD, "mirror") is Grade.C
    assert ftz.grade(WORLD, WORLD.divisions[0]) is None


def test_the_sources_of_milestones_and_events_count() -> None:
    milestone = Milestone("signed", "2021", [Citation("paper")])
    pact = Cooperation("pact", "Pact", "event", ["north"], milestones=[milestone], citations=[Citation("mirror")])
    assert ftz.grade(WORLD, pact) is Grade.A
    zone = attrs.evolve(WORLD.zones[0], events=[ftz.ZoneEvent("inaugurated", "2021", citations=[Citation("mirror")])])
    assert ftz.grade(WORLD, zone) is Grade.C


def test_what_is_no_record_has_no_grade() -> None:
    with pytest.raises(ftz.InvalidValue, match="expected a record or its id, got 5"):
        ftz.grade(WORLD, 5)  # type: ignore[arg-type]
    with pytest.raises(ftz.UnknownName):
        ftz.grade(WORLD, "nothing")


def test_every_record_of_the_edition_is_graded_by_its_sources() -> None:
    ds = ftz.load()
    for row in ds.observations:
        assert ftz.grade(ds, row) == min(ds.sources[cited.source].grade for cited in row.citations)


def test_a_publisher_may_be_named_in_both_languages() -> None:
    daily = Source("daily", Name("Anhui Daily", "安徽日报"), "R&D", url="https://example.org/a", published="2021-01-25")
    ds = ftz.Dataset(sources=[daily, Source("cns", "CNS")])
    assert [source.publisher_in("zh") for source in ds.sources] == ["CNS", "安徽日报"]
    assert ftz.loads(ftz.dumps(ds)) == ds
    assert ftz.loads(ftz.dumps(ds)).sources["cns"].publisher == "CNS"
    assert "安徽日报" in ftz.cite(daily, lang="zh")
    assert "Anhui Daily" in ftz.cite(daily)
    assert str(ftz.diff(ds, attrs.evolve(ds, sources=[attrs.evolve(daily, publisher="Daily"), ds.sources["cns"]])))
    with pytest.raises(ftz.DatasetError, match="expected an object, got 5"):
        ftz.loads('{"sources": [{"id": "s", "publisher": 5}]}')
    with pytest.raises(ftz.DatasetError, match=r"publisher\.zh"):
        ftz.loads('{"sources": [{"id": "s", "publisher": {"zh": 5}}]}')
