"""Why printed text is not read, in both languages: in Chinese, nothing but the print itself and codes is English."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import anhui_ftz as ftz
from anhui_ftz.__main__ import main
from anhui_ftz.errors import InvalidValue
from anhui_ftz.reading.plain import Plain
from anhui_ftz.words import CATALOGUES
from anhui_ftz.words.remark import Remark, in_language
from test_printed import REFUSED

DS = ftz.load()
PAGE = ftz.Source("release-2023", "商务厅", published="2023-01-20")
UNITS = (None, "CNY", "USD", "1", "%", "t", "km2", "TEU", "亿元")


def column(name: str, number: int) -> Iterator[str]:
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")[number]


#: Prints that are refused for reasons that no other print here is refused for.
MORE = (
    "超过5亿元有望、约7亿元",
    "5亿元 (万元)",
    "(亿元) 5亿元，3万家，5万",
    "三到5",
    "减少为5亿元",
    "平均5亿元",
    "下降带动增长5%",
    "比全省高5%",
    "5，万",
    "7至5亿元",
    "5亿元 (含)",
    "9" * 50 + "元",
    "5e99元",
    "5" * 301,
    "2020年1月-3月5",
)
FIGURES = sorted(
    {*column("printed_phrases.tsv", 1), *column("printed_otherwise.tsv", 0), *(row[0] for row in REFUSED), *MORE}
)
PERIODS = [*column("printed_periods.tsv", 0), "2021年2月30日", "2021年12月-3月", "①月", "近年来" * 25, *MORE]


@cache
def refused(text: str) -> tuple[InvalidValue, ...]:
    """Return the refusals of a text as a figure of each unit."""
    found = []
    for unit in UNITS:
        try:
            ftz.read_figure(text, unit)
        except InvalidValue as error:
            found.append(error)
    return tuple(found)


@cache
def no_period(text: str) -> tuple[InvalidValue, ...]:
    """Return the refusals of a text as a period, with and without the day of its page."""
    found = []
    for published in (None, "2023-01-20"):
        try:
            ftz.read_period(text, published=published)
        except InvalidValue as error:
            found.append(error)
    return tuple(found)


@cache
def left(text: str) -> tuple[str, ...]:
    """Return what is left of releases with a text, alone and in a sentence."""
    releases = (text, f"2022年，合肥片区新设企业{text}。")
    return tuple(each for release in releases for each in ftz.read_release(release, DS, source=PAGE).left)


def plain(text: str) -> str:
    try:
        return Plain.of(text).text
    except InvalidValue:
        return text


def english(chinese: str, text: str) -> set[str]:
    """Return the words in Latin letters that a text, as given or in plain characters, does not have.

    Units are codes, a character without a shape is its number, and what a figure is rounded to is read as such.
    """
    known = f"{text} {plain(text)} {' '.join(filter(None, UNITS))}" + " rounded" * ("to the nearest" in text)
    words = re.findall("[A-Za-z]+", re.sub(r"\\u[0-9a-f]{4}", "", chinese))
    return {word for word in words if word not in known}


def keys(remark: object) -> Iterator[str]:
    """Yield the keys of a remark and of the remarks in it."""
    if isinstance(remark, Remark):
        _, (key, values, _) = remark.__reduce__()
        yield key
        for each in values:
            yield from keys(each)


@pytest.mark.parametrize("text", FIGURES)
def test_why_a_figure_is_not_read_is_said_in_chinese(text: str) -> None:
    for error in refused(text):
        assert str(error) == error.message
        chinese = in_language(error.message, "zh")
        assert chinese != error.message
        assert not english(chinese, text), chinese


@pytest.mark.parametrize("text", PERIODS)
def test_why_days_are_not_read_is_said_in_chinese(text: str) -> None:
    for error in no_period(text):
        assert str(error) == error.message
        chinese = in_language(error.message, "zh")
        assert chinese != error.message
        assert not english(chinese, text), chinese


@pytest.mark.parametrize("text", FIGURES)
def test_why_something_is_left_of_a_release_is_said_in_chinese(text: str) -> None:
    for each in left(text):
        chinese = in_language(each, "zh")
        assert not english(chinese, text), chinese
        if isinstance(each, Remark):
            _, printed, reason = chinese.rpartition("：")
            assert printed
            assert re.search("[\u4e00-\u9fff]", reason), chinese


def test_each_reason_is_that_of_some_print() -> None:
    said = {key for text in FIGURES for error in refused(text) for key in keys(error.message)}
    said |= {key for text in PERIODS for error in no_period(text) for key in keys(error.message)}
    said |= {key for text in FIGURES for each in left(text) for key in keys(each)}
    wanted = {key.removeprefix("remark.") for key in CATALOGUES["zh"].phrases if re.match(r"remark\.unread(\.|$)", key)}
    assert wanted - said == set()


def test_the_whole_table_of_a_release_is_in_chinese(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    release = [f"2022年，合肥片区新设企业{text}。" for text in FIGURES if not re.search("[A-Za-z\ue000-\uf8ff]", text)]
    (tmp_path / "release.txt").write_text("\n".join(release), encoding="utf-8")
    assert main(["read", str(tmp_path / "release.txt"), "--published", "2023-01-20", "--lang", "zh"]) == 0
    text = capsysbinary.readouterr().out.decode()
    ids = {part for row in (*DS.places, *DS.indicators) for part in re.findall("[a-z]+", row.id)}
    assert set(re.findall("[A-Za-z]+", text)) <= ids
    assert "前面有“每”，因此是单位平均值" in text


@pytest.mark.parametrize("text", ["每亩5亿元", "①5亿元", "9" * 50, "5亿元5亿家", "x" * 400])
def test_a_refusal_keeps_its_reason_through_a_pickle(text: str) -> None:
    for error in refused(text):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own
        assert (str(again), in_language(again.message, "zh")) == (str(error), in_language(error.message, "zh"))
