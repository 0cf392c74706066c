"""How the days of the bundled edition are known: what no source prints is marked as inferred, or as only seen."""

from __future__ import annotations

from collections.abc import Iterator

import anhui_ftz as ftz

DS = ftz.load()
#: Milestones on the day of their source that the source itself prints, as a second reader confirmed.
ON_ITS_DAY = {
    "ah-coop-035": "the release reports the first sailing on its day",
    "ah-coop-036": "the paper reports the first sailing on its day",
    "ah-coop-037": "signed on 5 September 2023, which a second report of 7 September prints",
    "yrd-coop-007": "launched at the market forum of that day",
    "yrd-coop-021": "the report prints 7 April; another prints it as the first day of the station",
    "yrd-coop-041": "the project was settled on 6 August 2020",
    "yrd-coop-042": "the forum was held on 17 August 2022",
    "yrd-coop-043": "the forum was held on 7 June 2025",
    "yrd-coop-054": "signed on World Oceans Day, 8 June",
    "yrd-coop-072": "announced on 29 December 2024",
    "yrd-coop-074": "the plan was issued on 29 May 2021",
}
#: The article whose day is printed: it reports what was said at a press conference of that day.
PRESS_CONFERENCE = "cns-2021-01-25"
#: Figures up to the day of a source that the source prints.
UP_TO_ITS_DAY = {
    "ah-obs-010": "said at the press conference of that day", "ah-obs-011": "said at the press conference of that day",
    "ah-obs-012": "said at the press conference of that day", "ah-obs-013": "said at the press conference of that day",
    "ah-obs-143": "said at the press conference of that day",
    "ah-obs-126": "the thousandth train ran on that day", "ah-obs-139": "the five-thousandth train ran on that day",
    "ah-obs-140": "the five-thousandth train ran on that day", "n2-obs-ys24a": "accepted by customs on that day",
}  # fmt: skip


def source_days(citations: tuple[ftz.Citation, ...]) -> Iterator[ftz.Period]:
    """Yield the days on which what is cited was published, where these are single days."""
    for cited in citations:
        published = DS.sources[cited.source].published
        if published is not None and published.calendar_unit == "day":
            yield published


def test_a_milestone_up_to_the_day_of_its_source_is_only_seen_or_inferred() -> None:
    for row in DS.cooperations:
        for each in row.milestones:
            cited = each.citations or row.citations
            if PRESS_CONFERENCE in {one.source for one in cited} or each.period.calendar_unit is not None:
                continue
            if each.period.end in {day.end for day in source_days(cited)}:
                known = ftz.Basis.SEEN if each.period.start is None else each.basis
                assert each.basis is known is not ftz.Basis.PRINTED, row.id


def test_a_milestone_on_the_day_of_its_source_is_one_that_the_source_prints() -> None:
    found = {
        row.id
        for row in DS.cooperations
        for each in row.milestones
        if each.basis is ftz.Basis.PRINTED and each.period in set(source_days(each.citations or row.citations))
    }
    assert found == set(ON_ITS_DAY)


def test_no_day_on_which_a_page_was_read_is_shown_as_a_date() -> None:
    read = ftz.Period.parse("2026-11-23")
    for row in DS.cooperations:
        for each in row.milestones:
            assert each.period.end != read.end or each.basis is ftz.Basis.SEEN, row.id


def test_a_figure_up_to_the_day_of_its_source_is_only_seen_or_inferred() -> None:
    found = {
        row.id
        for row in DS.observations
        if row.indicator != "area"
        and row.basis is ftz.Basis.PRINTED
        and row.period.end in {day.end for day in source_days(row.citations)}
    }
    assert found == set(UP_TO_ITS_DAY)


def test_a_note_on_the_basis_goes_with_a_basis() -> None:
    for row in DS.observations:
        said = [each.text.en for each in row.notes if each.kind is ftz.NoteKind.BASIS]
        if row.indicator != "area" and any("ounted since" not in each for each in said):
            assert row.basis is not ftz.Basis.PRINTED or row.id in UP_TO_ITS_DAY, row.id


def test_a_growth_rate_is_of_the_days_of_its_level() -> None:
    for row in DS.observations:
        level = DS.observations.get(row.id.removesuffix("-growth"))
        if level is not None and level is not row and level.period == row.period:
            assert level.basis is row.basis or row.basis is not ftz.Basis.PRINTED, row.id
