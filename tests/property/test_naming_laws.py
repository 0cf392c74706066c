"""Laws of naming (9): an id, and every name, alias or code that no other place shares, finds the place itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.testing import names

_ISO_CODES = st.none() | st.sampled_from(["CN-AH", "CN-SH", "CN-JS"])
_GB_CODES = st.none() | st.sampled_from(["34", "31", "3401", "340100", "310000"])
_BODIES = st.sampled_from(["a", "x", "anhui-", "lin-gang-"])
_ACCENT = "\N{COMBINING ACUTE ACCENT}"
_WIDE = {ord("!") + n: ord("\N{FULLWIDTH EXCLAMATION MARK}") + n for n in range(94)}
#: Ways to write a text otherwise that leave its letters and digits the same.
SPELLINGS: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    str.swapcase,
    " ".join,
    "-".join,
    lambda text: f"  {text} ",
    lambda text: f"({text})",
    lambda text: text.translate(_WIDE),
    lambda text: text.translate(
        {ord("("): "\N{FULLWIDTH LEFT PARENTHESIS}", ord(")"): "\N{FULLWIDTH RIGHT PARENTHESIS}"}
    ),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "".join(each + _ACCENT if each.isascii() and each.isalpha() else each for each in text),
    lambda text: "".join(each for each in text if each not in " -'"),
]
spellings = st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=3)


@st.composite
def gazetteers(draw: st.DrawFn) -> ftz.Dataset:
    """Generate divisions with codes and bodies without; names and codes are often shared."""
    numbers = range(draw(st.integers(1, 6)))
    divisions = [
        ftz.Division(f"p{n}", draw(names()), "province", draw(_ISO_CODES), draw(_GB_CODES)) for n in numbers[:3]
    ]
    bodies = [ftz.Organization(draw(_BODIES) + str(n), draw(names()), "port") for n in numbers[3:]]
    indicators = [ftz.Indicator("anhui", "An id that a place may be called", "1", "stock")]
    return ftz.Dataset(divisions=divisions, organizations=bodies, indicators=indicators)


def places(ds: ftz.Dataset) -> list[ftz.Place]:
    """Return every place and body."""
    return [*ds.divisions, *ds.organizations]


def forms(place: ftz.Place) -> set[str]:
    """Return the names, aliases and codes of a place; a code of GB/T 2260 also with the noughts that pad it."""
    found = {place.name.en, place.name.zh, *place.name.aliases}
    if isinstance(place, ftz.Division):
        code = place.gb_t_2260 or ""
        significant = code[:2] if code.endswith("0000"[: len(code) - 2]) else code[:4] if code[4:] == "00" else code
        found |= {place.iso_3166_2 or "", *(significant.ljust(size, "0") for size in (2, 4, 6) if code)}
    return found - {""}


def plainly(text: str) -> str:
    """Keep the letters and digits of a text, without case, accents and full-width forms."""
    letters = (each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return re.sub(r"[\W_]", "", "".join(letters)).casefold()


def meant(ds: ftz.Dataset, text: str) -> set[str]:
    """Return the ids that a text may mean: by id, else to the letter, else plainly."""
    by_id = {place.id for place in places(ds) if place.id == text}
    exactly = {place.id for place in places(ds) if text in forms(place)}
    return by_id or exactly or called(ds, text)


def called(ds: ftz.Dataset, text: str) -> set[str]:
    """Return the ids of the places that are plainly called so."""
    key = plainly(text)
    return {place.id for place in places(ds) if key and key in map(plainly, {place.id, *forms(place)})}


def answer(ds: ftz.Dataset, text: str) -> list[str]:
    """Return the ids that finding a text gives: one if it is found, all candidates if it is ambiguous."""
    try:
        return [ftz.find(ds, text).id]
    except ftz.AmbiguousName as several:
        return list(several.candidates)
    except ftz.UnknownName:
        return []


@given(gazetteers())
def test_an_id_finds_the_place_itself(ds: ftz.Dataset) -> None:
    for place in places(ds):
        assert ftz.find(ds, place.id) == place


@given(gazetteers())
def test_a_name_or_code_finds_the_one_that_bears_it_or_lists_all_that_do(ds: ftz.Dataset) -> None:
    for form in set().union(*map(forms, places(ds))):
        bearers = sorted(place.id for place in places(ds) if form in forms(place))
        by_id = [form] if any(place.id == form for place in places(ds)) else []
        assert answer(ds, form) == (by_id or bearers)


@given(gazetteers(), st.data())
def test_case_accents_spaces_hyphens_and_full_width_forms_do_not_matter(ds: ftz.Dataset, data: st.DataObject) -> None:
    for place in places(ds):
        form = text = data.draw(st.sampled_from(sorted({place.id, *forms(place)})))
        for respell in data.draw(spellings):
            text = respell(text)
        if called(ds, form) == {place.id}:
            assert ftz.find(ds, text) == place


@given(gazetteers(), st.text("abcä安徽片區(-)（ ' 34", max_size=5), st.data())
def test_any_text_finds_exactly_what_it_means_and_never_another_place(
    ds: ftz.Dataset, text: str, data: st.DataObject
) -> None:
    known = data.draw(st.sampled_from(sorted(set().union(*map(forms, places(ds))) or {""})))
    for asked in (text, known + text, text + known, known[:-1]):
        assert answer(ds, asked) == sorted(meant(ds, asked))


@given(gazetteers(), st.text(max_size=8))
def test_what_no_place_is_called_is_unknown(ds: ftz.Dataset, text: str) -> None:
    unheard = f"unheard-of {text}"
    with pytest.raises(ftz.UnknownName) as refusal:
        ftz.find(ds, unheard)
    assert refusal.value.text == unheard
    assert all(meant(ds, near) for near in refusal.value.nearest)
