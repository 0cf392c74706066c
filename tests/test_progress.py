"""Progress of long calls: the caller is told the truth, at a bearable pace, and can stop the work."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz.model.progress import progress_of
from world import WORLD


class Log:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int | None]] = []

    def __call__(self, done: int, total: int | None) -> None:
        self.told.append((done, total))


class Cancelled(Exception):
    """The caller has had enough."""


def cancel(done: int, _total: int | None) -> None:
    if done:
        raise Cancelled


@given(st.lists(st.integers(0, 40_000), max_size=30), st.booleans())
def test_what_is_told_begins_at_nothing_only_grows_and_ends_at_all(steps: list[int], known: bool) -> None:
    log, total = Log(), sum(steps) if known else None
    with progress_of(log, total, "counting") as advance:
        for step in steps:
            advance(step)
    done = [done for done, _ in log.told]
    assert done[0] == 0
    assert done[-1] == sum(steps)
    assert done == sorted(set(done))
    assert {total for _, total in log.told} == {total}


@pytest.mark.parametrize("total", [0, 1, 999, 1_000, 1_001, 123_456])
def test_the_caller_is_told_a_thousand_times_at_most_beside_the_start_and_the_end(total: int) -> None:
    log = Log()
    with progress_of(log, total, "counting") as advance:
        for _ in range(total):
            advance(1)
    assert min(total, 500) <= len(log.told) <= 1_002


@pytest.mark.parametrize("silent", [None, False])
def test_nobody_is_told_without_progress(silent: bool | None, capsys: pytest.CaptureFixture[str]) -> None:
    with progress_of(silent, 3, "counting") as advance:
        advance(3)
    assert capsys.readouterr() == ("", "")


def test_anything_else_is_refused_before_work_begins() -> None:
    with pytest.raises(ftz.InvalidValue, match="callable of done and total, True or None, not 'yes'"):
        ftz.dumps(WORLD, progress="yes")  # type: ignore[arg-type]


def test_every_record_is_counted_when_written() -> None:
    log = Log()
    assert ftz.dumps(WORLD, progress=log) == ftz.dumps(WORLD)
    assert log.told == [(done, len(WORLD)) for done in range(len(WORLD) + 1)]


def test_what_the_callable_raises_stops_saving_and_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    ftz.save(WORLD, file)
    old = file.read_bytes()
    with pytest.raises(Cancelled):
        ftz.save(ftz.Dataset(), file, progress=lambda done, total: cancel(done + 1, total))
    assert file.read_bytes() == old
    assert list(tmp_path.iterdir()) == [file]


def test_true_draws_a_bar_where_tqdm_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    ftz.dumps(WORLD, progress=True)
    assert f"{len(WORLD)}/{len(WORLD)}" in capsys.readouterr().err


def test_a_bar_is_closed_when_the_work_fails(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    with pytest.raises(Cancelled), progress_of(True, 2, "counting"):
        raise Cancelled
    assert "0/2" in capsys.readouterr().err


def test_true_counts_on_stderr_where_tqdm_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with progress_of(True, 4_000, "counting") as advance:
        advance(4_000)
    with progress_of(True, None, "reading") as advance:
        advance(7)
    assert capsys.readouterr().err == "\rcounting: 0 of 4,000\rcounting: 4,000 of 4,000\n\rreading: 0\rreading: 7\n"
