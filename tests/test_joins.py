"""Joining: a table of 300 cities with awkward spellings finds each of them, and guesses none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pandas as pd
import pytest

import anhui_ftz as ftz

DS = ftz.load()
CITIES = [row for row in DS.divisions if row.kind is ftz.DivisionKind.CITY and row.gb_t_2260]
_WIDE = {ord("!") + n: ord("\N{FULLWIDTH EXCLAMATION MARK}") + n for n in range(94)}
#: Ways in which people type the name of a city.
SPELLINGS: dict[str, Callable[[ftz.Division], str]] = {
    "Chinese": lambda city: city.name.zh,
    "with blanks": lambda city: f"  {city.name.zh} ",
    "blanks inside": lambda city: " ".join(city.name.zh),
    "with the province": lambda city: f"{province(city).name.zh}{city.name.zh}",
    "with the province in front of a blank": lambda city: f"{province(city).name.zh} {city.name.zh}",
    "the province in brackets": lambda city: f"{city.name.zh}（{province(city).name.zh}）",
    "English and province": lambda city: f"{city.name.en}, {province(city).name.en}",
    "capitals": lambda city: f"{city.name.en}, {province(city).name.en}".upper(),
    "full width": lambda city: f"{city.name.en}, {province(city).name.en}".translate(_WIDE),
    "the province in English brackets": lambda city: f"{city.name.en} ({province(city).name.en})",
}
CODES: list[Callable[[ftz.Division], Any]] = [
    lambda city: city.gb_t_2260,
    lambda city: int(str(city.gb_t_2260)),
    lambda city: str(city.gb_t_2260)[:4],
    lambda city: int(str(city.gb_t_2260)[:4]),
    lambda city: float(str(city.gb_t_2260)[:4]),
    lambda city: f" {city.gb_t_2260} ",
]


def province(city: ftz.Division) -> ftz.Place:
    """Return the province of a city."""
    return next(
        place
        for place in map(DS.place, city.within)
        if isinstance(place, ftz.Division) and place.kind is ftz.DivisionKind.PROVINCE
    )


def test_three_hundred_cities_with_awkward_spellings_are_all_found() -> None:
    random = Random(0)  # noqa: S311 - a choice of spellings, no secret
    cities = random.sample(CITIES, 300)
    ways = [random.choice(list(SPELLINGS)) for _ in cities]
    table = pd.DataFrame({"city": [SPELLINGS[way](city) for way, city in zip(ways, cities, strict=True)]})
    found = ftz.match_places(DS, table["city"])
    wrong = [(row.input, row.id, row.candidates) for row, city in zip(found, cities, strict=True) if row.id != city.id]
    assert wrong == []
    table["unit"] = [row.id for row in found]
    panel = ftz.treatment_panel(DS, "prefecture", years=(2020, 2021)).to_frame()
    joined = table.merge(panel, on="unit", how="left", validate="one_to_many")
    assert len(joined) == 2 * len(table)
    assert joined["gb_t_2260"].notna().all()


@pytest.mark.parametrize("way", SPELLINGS)
def test_each_spelling_finds_every_city(way: str) -> None:
    found = ftz.match_places(DS, [SPELLINGS[way](city) for city in CITIES])
    assert [row.id for row in found] == [city.id for city in CITIES]


def test_a_bare_name_is_found_or_lists_all_that_bear_it() -> None:
    shared = Counter(city.name.en for city in CITIES)
    for city, row in zip(CITIES, ftz.match_places(DS, [city.name.en for city in CITIES]), strict=True):
        if shared[city.name.en] > 1:
            assert row.status is ftz.MatchStatus.AMBIGUOUS
            assert city.id in row.candidates
        else:
            assert row.id == city.id or city.id in row.candidates


@pytest.mark.parametrize("code", CODES)
def test_codes_of_every_length_and_type_find_every_city(code: Callable[[ftz.Division], Any]) -> None:
    found = ftz.match_places(DS, [None] * len(CITIES), codes=[code(city) for city in CITIES])
    assert [row.id for row in found] == [city.id for city in CITIES]
    assert {row.how for row in found} == {ftz.MatchMethod.CODE}


def test_historic_codes_find_what_the_ground_is_now() -> None:
    holders: dict[str, list[str]] = {}
    for row in DS.divisions:
        for code in row.former:
            if code.isdigit():
                holders.setdefault(code, []).append(row.id)
    assert len(holders) >= 15
    for code, ids in holders.items():
        for given in (code, int(code), code.removesuffix("00"), float(code.removesuffix("00"))):
            (found,) = ftz.match_places(DS, [""], codes=[given])
            assert (found.id, *found.candidates) == ((ids[0],) if len(ids) == 1 else (None, *sorted(ids)))


def test_provinces_have_codes_of_two_digits() -> None:
    rows = [row for row in DS.divisions if row.kind is ftz.DivisionKind.PROVINCE]
    for cut in (2, 4, 6):
        found = ftz.match_places(DS, [""] * len(rows), codes=[str(row.gb_t_2260)[:cut] for row in rows])
        assert [each.id for each in found] == [row.id for row in rows]


def test_a_code_and_a_name_that_differ_are_not_settled() -> None:
    (row,) = ftz.match_places(DS, ["芜湖市"], codes=[3401])
    assert (row.status.value, row.candidates) == ("ambiguous", ("hefei-city", "wuhu-city"))
