"""Matching the names of other tables: what is meant is found, what may mean several is said so, nothing is guessed."""

import random

import pytest

import anhui_ftz as ftz
from anhui_ftz import DivisionKind, MatchMethod, MatchStatus

DS = ftz.load()
PROVINCES = {row.id: row for row in DS.divisions if row.kind is DivisionKind.PROVINCE}
CITIES = [row for row in DS.divisions if row.kind is DivisionKind.CITY and row.gb_t_2260]


def one(name: object, code: object = None) -> ftz.PlaceMatch:
    (row,) = ftz.match_places(DS, [name], None if code is None else [code])
    return row


@pytest.mark.parametrize(
    ("name", "id", "how"),
    [
        ("芜湖市", "wuhu-city", "exact"),
        ("Wuhu", "wuhu-city", "exact"),
        ("wuhu-city", "wuhu-city", "exact"),
        ("芜湖", "wuhu-city", "alias"),
        ("蕪湖市", "wuhu-city", "alias"),
        ("WU HU", "wuhu-city", "alias"),
        ("安徽省芜湖市", "wuhu-city", "parts"),
        ("安徽芜湖", "wuhu-city", "parts"),
        ("Hefei, Anhui", "hefei-city", "parts"),
        ("Anhui, Hefei", "hefei-city", "parts"),
        ("Hefei, Anhui Province", "hefei-city", "parts"),
        ("Anhui Province", "anhui", "parts"),
        ("Hefei City", "hefei-city", "alias"),
        ("Ili Prefecture", "ili-prefecture", "alias"),
        ("Wuxi City", "wuxi-city", "alias"),
        ("Urumqi Municipality", "urumqi-city", "parts"),
        ("Beijing Municipality", "beijing", "parts"),
        ("中国（安徽）自由贸易试验区合肥片区", "anhui-ftz-hefei", "parts"),
        ("安徽自贸区合肥片区", "anhui-ftz-hefei", "parts"),
        ("襄樊市", "xiangyang-city", "former"),
        ("襄樊", "xiangyang-city", "former"),
        ("思茅", "puer-city", "former"),
        ("江苏省泰州市", "taizhou-city-js", "parts"),
        ("江西抚州", "fuzhou-city-jx", "parts"),
        ("延边州", "yanbian-prefecture", "alias"),
        ("吉林", "jilin", "alias"),
        ("吉林市", "jilin-city", "exact"),
        ("江西省", "jiangxi", "exact"),
        ("340200", "wuhu-city", "code"),
        ("34", "anhui", "code"),
    ],
)
def test_a_name_is_matched_and_says_by_what(name: str, id: str, how: str) -> None:
    row = one(name)
    assert (row.status, row.id, row.how) == (MatchStatus.FOUND, id, how)
    assert row.input == name


@pytest.mark.parametrize("name", ["Taizhou", "Suzhou", "Yichun", "巢湖"])
def test_a_name_that_several_bear_is_ambiguous_with_all_of_them(name: str) -> None:
    row = one(name)
    assert row.status is MatchStatus.AMBIGUOUS
    assert len(row.candidates) > 1
    assert row.id is row.how is row.gb_t_2260 is None


@pytest.mark.parametrize(
    "name", [None, float("nan"), "", "  ", 7, "Atlantis", "浙江省芜湖市", "x" * 100_000, "\u0301" * 999]
)
def test_what_names_no_place_is_unknown(name: object) -> None:
    assert one(name).status is MatchStatus.UNKNOWN


def test_a_cell_without_a_name_is_empty_in_whatever_way_a_table_has_it() -> None:
    pd = pytest.importorskip("pandas")
    empty = [None, float("nan"), pd.NA, pd.NaT]
    assert [row.input for row in ftz.match_places(DS, empty, empty)] == [""] * 4
    column = pd.Series(["合肥", None], dtype="string")
    assert [row.id for row in ftz.match_places(DS, column, pd.Series([3401, None], dtype="Int64"))] == [
        "hefei-city",
        None,
    ]
    assert one(pd.Series(["合肥", "芜湖"]).array).input.startswith("<")


@pytest.mark.parametrize("code", ["34", "3402", "340200", 3402, 340200, 340200.0])
def test_a_code_of_two_four_or_six_digits_matches_as_text_or_number(code: object) -> None:
    assert one("", code).id == ("anhui" if code == "34" else "wuhu-city")
    assert one(None, code).how is MatchMethod.CODE


@pytest.mark.parametrize("code", [None, float("nan"), "", "34O2", "0340200", "三四", True, -34, 340200.5, "３４"])
def test_what_is_no_code_leaves_the_name_to_decide(code: object) -> None:
    assert one("Wuhu", code).id == "wuhu-city"
    assert one("", code).status is MatchStatus.UNKNOWN


def test_historic_codes_lead_to_what_holds_the_ground_now() -> None:
    assert one("日喀则地区", "542300").id == "shigatse-city"
    assert one("铜仁地区", 522200).id == "tongren-city"
    assert set(one("巢湖市", "341400").candidates) == {"hefei-city", "maanshan-city", "wuhu-city"}


def test_a_code_and_a_name_of_different_places_are_not_matched() -> None:
    row = one("Wuhu", "340100")
    assert row.status is MatchStatus.AMBIGUOUS
    assert row.candidates == ("hefei-city", "wuhu-city")
    assert one("Suzhou", "341300").id == "suzhou-city-ah"


def test_there_is_one_code_for_each_name() -> None:
    with pytest.raises(ftz.InvalidValue, match="need one code for each name, got 1 codes and 2 names"):
        ftz.match_places(DS, ["Wuhu", "Hefei"], ["340200"])


def test_every_prefecture_is_found_by_province_and_name_and_by_each_code() -> None:
    for row in CITIES:
        province = next(PROVINCES[id] for id in row.within if id in PROVINCES)
        plain = row.name.en.partition(" (")[0]
        for text in (f"{province.name.zh}{row.name.zh}", f"{plain}, {province.name.en}"):
            assert one(text).id == row.id, text
        assert row.gb_t_2260 is not None
        assert one("", int(row.gb_t_2260)).id == one("", row.gb_t_2260[:4]).id == row.id


def test_three_hundred_cities_with_awkward_spellings_are_matched_or_said_to_be_ambiguous() -> None:
    rng = random.Random(2260)  # noqa: S311 - the same rows each time
    rows = rng.sample(CITIES, 300)

    def spelled(row: ftz.Division) -> str:  # as other tables have it
        province = next(PROVINCES[id] for id in row.within if id in PROVINCES)
        text = rng.choice([row.name.zh, row.name.en, *row.name.aliases, f"{province.name.zh} {row.name.zh}"])
        changed: str = rng.choice([text.upper(), text.lower(), text.title(), text, f"\u3000{text} "])
        wide = changed.translate({ord(c): ord(c) + 0xFEE0 for c in "abcABC()"})
        return rng.choice([changed, wide])

    found = ftz.match_places(DS, [spelled(row) for row in rows])
    for row, match in zip(rows, found, strict=True):
        assert match.id == row.id or (match.status is MatchStatus.AMBIGUOUS and row.id in match.candidates), match
    assert sum(match.status is MatchStatus.FOUND for match in found) > 280
