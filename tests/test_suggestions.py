"""A wrong word is named, with the right ones and the one that was probably meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import anhui_ftz as ftz
from anhui_ftz import Dataset, Division, Name
from anhui_ftz.analysis.choices import choice
from anhui_ftz.errors import suggestion
from anhui_ftz.io import to_frame, write_parquet

DS = ftz.load()
anything: Any = ftz


@pytest.mark.parametrize(
    ("ask", "wrong", "right"),
    [
        (lambda: anything.linkages(DS, form="aliance"), "aliance", "alliance"),
        (lambda: anything.linkages(DS, status="singed"), "singed", "signed"),  # codespell:ignore
        (lambda: anything.linkages(DS, level="provinces"), "provinces", "province"),
        (lambda: anything.linkages(DS, parties="bilatral"), "bilatral", "bilateral"),
        (lambda: anything.latest(DS, "anhui-ftz", "area", prefer="newst"), "newst", "newest"),
        (lambda: anything.total(DS, DS.observations[:1], allow=["gap"]), "gap", "gaps"),
        (lambda: anything.treatment_panel(DS, "prefectures"), "prefectures", "prefecture"),
        (lambda: anything.treatment_panel(DS, start="inagurated"), "inagurated", "inaugurated"),  # codespell:ignore
        (lambda: anything.briefing(DS, "anhui-ftz", depth="ful"), "ful", "full"),
        (lambda: anything.compare(DS, ["anhui"], "goods-trade", periods=[2021], show="shares"), "shares", "share"),
        (lambda: anything.cite(DS.sources[0], style="bibtx"), "bibtx", "bibtex"),
        (lambda: anything.schema("linkge"), "linkge", "linkage"),
        (lambda: to_frame(DS, "observation"), "observation", "observations"),
        (lambda: to_frame(DS, "observations", "panda"), "panda", "pandas"),
        (lambda: Division("x", "X", "provence"), "provence", "province"),  # codespell:ignore
        (lambda: anything.Milestone("singed", "2021"), "singed", "signed"),  # codespell:ignore
        (lambda: anything.Cooperation("x", "X", "aliance", ["y"]), "aliance", "alliance"),
        (lambda: anything.Quantity.read(1, "t", 0, 2, "roundd"), "roundd", "rounded"),
    ],
)
def test_the_word_that_was_meant_is_suggested(ask: Callable[[], object], wrong: str, right: str) -> None:
    with pytest.raises(ftz.InvalidValue) as refusal:
        ask()
    message = str(refusal.value)
    assert repr(wrong) in message
    assert f"did you mean {right!r}?" in message


def test_a_word_like_none_is_not_guessed_at() -> None:
    with pytest.raises(ftz.InvalidValue) as refusal:
        anything.linkages(DS, form="zzz")
    assert "did you mean" not in str(refusal.value)
    assert suggestion("x" * 10_000, ["x" * 39]) == f"; did you mean {'x' * 39!r}?"


@pytest.mark.parametrize(("name", "said"), [("level", "is not a level"), ("area", "is not an area")])
def test_the_article_is_that_of_the_word(name: str, said: str) -> None:
    with pytest.raises(ftz.InvalidValue, match=said):
        choice(ftz.Level, "x", name)


def test_a_province_is_not_suggested_for_one_that_only_ends_alike() -> None:
    ds = Dataset(divisions=[Division("shaanxi", Name("Shaanxi", "陕西省")), Division("anhui", Name("Anhui", "安徽省"))])
    assert nearest(ds, "江西省") == ()
    assert nearest(ds, "西省") == ("陕西省",)
    assert nearest(ds, "安辉省") == ("安徽省",)
    assert nearest(ds, "陕西身") == ("陕西省",)
    assert nearest(ds, "Anhwi") == ("Anhui",)


def nearest(ds: Dataset, text: str) -> tuple[str, ...]:
    with pytest.raises(ftz.UnknownName) as refusal:
        ftz.find(ds, text)
    return tuple(name for name in refusal.value.nearest if name not in ds)


def test_a_wrong_backend_of_a_folder_is_suggested_too(tmp_path: Path) -> None:
    write_parquet(to_frame(DS, "sources"), tmp_path / "run")
    with pytest.raises(ftz.InvalidValue, match="did you mean 'polars'"):
        anything.io.read_parquet(tmp_path / "run", "polar")
