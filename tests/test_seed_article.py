"""What the data must say of the article that the project began with, statement by statement."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import anhui_ftz as ftz

DS = ftz.load()
SEED = "cns-2021-01-25"


def observation(id: str) -> ftz.Observation:
    return DS.get(id, ftz.Observation)


def cooperation(id: str) -> ftz.Cooperation:
    return DS.get(id, ftz.Cooperation)


@pytest.mark.parametrize(
    ("id", "subject", "indicator", "period", "words", "paragraph", "printed"),
    [
        ("ah-obs-001", "anhui-ftz", "area", "2020-09-24/..", "119.86 km²", 2, "119.86 square kilometers"),
        ("ah-obs-010", "anhui-ftz", "new-enterprises", "2020-09-24/2021-01-25", "3,857", 3, "3857"),
        ("ah-obs-011", "anhui-ftz", "signed-projects", "2020-09-24/2021-01-25", "341", 3, "341"),
        (
            "ah-obs-012",
            "anhui-ftz",
            "contracted-investment",
            "2020-09-24/2021-01-25",
            "292.2 billion yuan",
            3,
            "292.2 billion yuan",
        ),
        ("ah-obs-013", "anhui-ftz", "institutional-innovation-measures", "2020-09-24/2021-01-25", "31", 3, "31"),
        ("ah-obs-014", "anhui", "goods-trade", "2020", "more than 500 billion yuan", 3, "exceed 500 billion yuan"),
        ("ah-obs-015", "anhui-ftz", "ciie-promotion-signed-projects", "2020-11", "30", 5, "30"),
        (
            "ah-obs-016",
            "anhui-ftz",
            "ciie-promotion-total-investment",
            "2020-11",
            "27.945 billion yuan",
            5,
            "27.945 billion yuan",
        ),
        ("ah-obs-017", "wuhu-port", "cargo-throughput", "2020", "135 million t", 6, "135 million tons"),
        ("ah-obs-017-growth", "wuhu-port", "cargo-throughput-growth", "2020", "5.9%", 6, "5.9%"),
        (
            "ah-obs-143",
            "anhui-ftz",
            "offshore-incubation-platform-investment",
            "2020-09-24/2021-01-25",
            "800 million yuan",
            7,
            "800 million yuan",
        ),
    ],
)
def test_every_figure_of_the_article_stands_as_printed(  # noqa: PLR0917 - a row of the table
    id: str, subject: str, indicator: str, period: str, words: str, paragraph: int, printed: str
) -> None:
    row = observation(id)
    assert (row.subject, row.indicator, row.period.edtf) == (subject, indicator, period)
    assert format(row.quantity, "en") == words
    assert ftz.Citation(SEED, f"paragraph {paragraph}", printed) in row.citations


@pytest.mark.parametrize(
    ("id", "form", "parties", "status", "paragraph"),
    [
        ("ah-coop-001", "framework-agreement", {"anhui", "shanghai"}, "signed", 8),
        ("ah-coop-002", "framework-agreement", {"anhui", "zhejiang"}, "signed", 8),
        ("ah-coop-003", "framework-agreement", {"anhui", "jiangsu"}, "under-negotiation", 8),
        ("ah-coop-004", "platform", {"anhui", "shanghai", "jiangsu", "zhejiang"}, "in-progress", 8),
        ("ah-coop-005", "alliance", {"anhui-ftz"}, "planned", 8),
        ("ah-coop-006", "exchange", {"anhui-ftz", "shanghai-ftz-lingang"}, "in-operation", 9),
        ("ah-coop-006-nanjing", "exchange", {"anhui-ftz", "jiangsu-ftz-nanjing"}, "in-operation", 9),
        ("ah-coop-006-mechanism", "mechanism", {"anhui-ftz"}, "in-operation", 9),
        ("ah-coop-007", "training", {"anhui-ftz"}, "held", 4),
        ("ah-coop-007-experts", "exchange", {"anhui-ftz"}, "held", 4),
        ("ah-coop-008", "event", {"anhui-ftz"}, "held", 5),
        ("ah-coop-009", "investment", {"anhui-ftz"}, "in-progress", 7),
        ("ah-coop-010", "project", {"anhui-ftz"}, "explored", 7),
        ("ah-coop-011", "framework-agreement", {"hefei-high-tech-zone", "hangzhou-high-tech-zone"}, "signed", 7),
        ("ah-coop-012", "project", {"anhui-ftz-wuhu", "zhejiang-ftz-ningbo"}, "planned", 7),
        ("ah-coop-013", "platform", {"anhui-ftz-wuhu", "ningbo-city"}, "planned", 7),
        ("ah-coop-014", "shipping-route", {"wuhu-port", "shanghai-waigaoqiao-port"}, "in-operation", 6),
        ("ah-coop-016", "shipping-route", {"wuhu-port", "japan-main-ports"}, "in-operation", 6),
        ("ah-coop-seed-linkage-jiangsu", "mechanism", {"anhui-ftz", "jiangsu-ftz"}, "in-progress", 1),
        ("ah-coop-seed-linkage-shanghai", "mechanism", {"anhui-ftz", "shanghai-ftz"}, "in-progress", 1),
        ("ah-coop-seed-linkage-zhejiang", "mechanism", {"anhui-ftz", "zhejiang-ftz"}, "in-progress", 1),
        ("ah-coop-seed-linkage-shanghai", "mechanism", {"anhui-ftz", "shanghai-ftz"}, "in-progress", 6),
        ("ah-coop-seed-linkage-zhejiang", "mechanism", {"anhui-ftz", "zhejiang-ftz"}, "in-progress", 6),
        ("ah-coop-seed-shanghai-port", "mechanism", {"anhui-ftz", "shanghai-port"}, "in-progress", 6),
    ],
)
def test_every_cooperation_of_the_article_has_its_parties_and_its_status(
    id: str, form: str, parties: set[str], status: str, paragraph: int
) -> None:
    row = cooperation(id)
    assert row.form == form
    assert set(row.parties) == parties
    assert row.status_on("2021-01-25") == status
    assert f"paragraph {paragraph}" in {each.locator for each in row.citations if each.source == SEED}


def test_what_is_next_is_planned_and_not_more() -> None:
    ids = ["pairing", "joint-promotion", "best-practice", "talents"]
    rows = [cooperation(f"ah-coop-seed-{id}") for id in ids]
    assert {row.status_on("2021-01-25") for row in rows} == {ftz.CooperationStatus.PLANNED}
    assert {each.locator for row in rows for each in row.citations} == {"paragraph 10"}


def test_the_host_of_the_press_conference_is_a_body_and_the_conference_a_source() -> None:
    assert DS.get("anhui-commerce-dept", ftz.Organization).kind == "authority"
    assert "anhui-press-conference-2021-01-25" not in DS


def test_the_zone_was_inaugurated_on_24_september_2020() -> None:
    zone = DS.get("anhui-ftz", ftz.Zone)
    assert zone.date_of("inaugurated") == ftz.Period.parse("2020-09-24")
    assert zone.batch == 6


def test_the_misprint_anhui_suzhou_is_kept_with_its_reading() -> None:
    row = cooperation("ah-coop-003")
    assert row.citations[0].as_published == "Anhui-Suzhou"
    assert any("皖苏" in each.in_("en") for each in row.notes)
    assert "jiangsu" in row.parties


@pytest.mark.parametrize("day", ["2021-01-25", "2021-12-31", "2026-11-23", "9999-12-31"])
def test_the_jiangsu_agreement_is_surely_signed_on_no_day(day: str) -> None:
    row = cooperation("ah-coop-003")
    assert row.status_on(day) == ftz.CooperationStatus.UNDER_NEGOTIATION
    assert ftz.CooperationStatus.SIGNED not in {each.status for each in row.milestones}


def test_signed_by_then_is_never_signed_on_that_day() -> None:
    for id in ("ah-coop-001", "ah-coop-002", "ah-coop-011"):
        assert [each.period.edtf for each in cooperation(id).milestones] == ["../2021-01-25"]
        assert cooperation(id).status_on("2021-01-24") is None


def test_areas_reconcile_equal_with_the_zone() -> None:
    check = ftz.reconcile(DS, "anhui-ftz", "area")
    assert check.verdict == "equal"
    assert check.sum is not None
    assert check.sum.quantity == ftz.Quantity.exactly("119.86", "km2")
    assert sorted(str(part.quantity.value) for part in check.parts) == ["19.91", "35", "64.95"]


def test_the_total_of_the_areas_is_exactly_119_86() -> None:
    result = ftz.total(DS, [observation(f"ah-obs-00{n}") for n in (3, 4, 5)])
    assert (result.quantity.lower, result.quantity.upper) == (Decimal("119.86"), Decimal("119.86"))


def test_density_of_new_enterprises() -> None:
    quantity = ftz.density(observation("ah-obs-010"), observation("ah-obs-001")).quantity
    assert str(quantity.value).startswith("32.179")
    assert str(quantity.unit) == "1/km2"
    assert Fraction(quantity.lower) <= Fraction(3857) / Fraction("119.86") <= Fraction(quantity.upper)


def test_agreed_investment_per_project() -> None:
    quantity = ftz.density(observation("ah-obs-012"), observation("ah-obs-011")).quantity
    assert Decimal("856.7e6") <= quantity.lower <= quantity.upper <= Decimal("857.1e6")
    assert str(quantity.unit) == "CNY"


def test_implied_throughput_of_wuhu_port_in_2019() -> None:
    quantity = ftz.implied_base(observation("ah-obs-017"), observation("ah-obs-017-growth")).quantity
    assert Decimal("126.9e6") <= quantity.lower <= quantity.upper <= Decimal("128.1e6")


def test_the_event_s_money_is_never_added_to_the_zone_s() -> None:
    with pytest.raises(ftz.NotAdditiveError, match="one may be inside the other") as refusal:
        ftz.total(DS, [observation("ah-obs-012"), observation("ah-obs-016")])
    assert {reason.rule for reason in refusal.value.reasons} == {"indicator", "overlapping-periods"}


def test_the_zone_is_never_added_to_its_areas() -> None:
    with pytest.raises(ftz.NotAdditiveError) as refusal:
        ftz.total(DS, [observation(f"ah-obs-00{n}") for n in (1, 3, 4, 5)])
    assert [reason.rule for reason in refusal.value.reasons] == ["overlapping-subjects"]


def test_the_partner_zones_on_the_day_of_the_article() -> None:
    assert set(ftz.partners(DS, "anhui-ftz", on="2021-01-25")) == {"shanghai-ftz", "zhejiang-ftz", "jiangsu-ftz"}


def test_hefei_hangzhou_is_a_link_of_areas_that_lifts_to_the_zones() -> None:
    area = ftz.partners(DS, "anhui-ftz-hefei", form="framework-agreement")["zhejiang-ftz-hangzhou"]
    [evidence] = [each for each in area.evidence if each.cooperation.id == "ah-coop-011"]
    assert evidence.lifted_via == ("hangzhou-city", "hefei-city")
    zone = ftz.partners(DS, "anhui-ftz", form="framework-agreement", status="signed")["zhejiang-ftz"]
    assert evidence.cooperation in zone.cooperations


def test_anhui_s_platform_in_shanghai_is_presence_and_no_party() -> None:
    assert all(row.id != "ah-coop-009" for link in ftz.linkages(DS) for row in link.cooperations)
    link = ftz.partners(DS, "anhui-ftz", form="investment", presence=True)["shanghai-ftz"]
    assert [each.presence for each in link.evidence if each.cooperation.id == "ah-coop-009"] == [True]


def test_the_trade_is_the_province_s_and_not_the_zone_s() -> None:
    assert ftz.observations(DS, subject="anhui-ftz", indicator="goods-trade", during="2020") == ()
    assert observation("ah-obs-014").subject == "anhui"
    assert observation("ah-obs-014").quantity.bound == "at-least"


def test_every_record_of_the_bundled_data_is_cited_with_a_locator() -> None:
    for name, rows in DS.tables():
        if name not in ("sources", "indicators"):
            assert all(row.citations and all(each.locator for each in row.citations) for row in rows), name


def test_no_source_goes_unused() -> None:
    used = {each.source for _, rows in DS.tables() for row in rows for each in getattr(row, "citations", ())}
    used |= {id for row in DS.cooperations for id in row.sources}
    events = (event for rows in (DS.zones, DS.areas) for row in rows for event in row.events)
    used |= {each.source for event in events for each in event.citations}
    assert used == {source.id for source in DS.sources}


def test_the_article_s_words_stay_outside_the_repository() -> None:
    """No run of twelve words of the article stands in the data, where the article is at hand to compare with."""
    article = Path(__file__).parents[2] / "shared" / "sources" / f"{SEED}.txt"
    if not article.exists():
        pytest.skip("the article is not beside the checkout")
    words = article.read_text(encoding="utf-8").split()
    text = ftz.dumps(DS)
    assert not [run for i in range(len(words) - 11) if (run := " ".join(words[i : i + 12])) in text]


def test_the_article_is_the_text_that_its_digest_names() -> None:
    article = Path(__file__).parents[2] / "shared" / "sources" / f"{SEED}.txt"
    if not article.exists():
        pytest.skip("the article is not beside the checkout")
    from hashlib import sha256

    assert sha256(article.read_bytes()).hexdigest() == DS.get(SEED, ftz.Source).sha256


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("安徽", "anhui"), ("皖", "anhui"), ("CN-AH", "anhui"), ("34", "anhui"), ("340000", "anhui"),
        ("安徽自贸区", "anhui-ftz"), ("安徽自貿區", "anhui-ftz"), ("中国(安徽)自由贸易试验区", "anhui-ftz"),
        ("合肥片区", "anhui-ftz-hefei"), ("合肥片區", "anhui-ftz-hefei"), ("Hefei", "hefei-city"),
        ("hefei area", "anhui-ftz-hefei"), ("Lin-gang", "shanghai-ftz-lingang"), ("Lingang", "shanghai-ftz-lingang"),
        ("芜湖港", "wuhu-port"), ("Wu Hu Gang", "wuhu-port"), ("蕪湖港", "wuhu-port"),
    ],
)  # fmt: skip
def test_names_that_people_write_are_found(text: str, id: str) -> None:
    assert ftz.find(DS, text).id == id
