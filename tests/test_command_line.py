"""The briefing in the terminal, as a newcomer calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import anhui_ftz as ftz
from anhui_ftz.__main__ import main


def printed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsysbinary.readouterr().out.decode()


def test_the_briefing_says_what_it_promises(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capsysbinary)
    for words in (
        "the parts add up to the whole exactly",
        "Total imports and exports of goods, 1 January 2025 to 30 September 2025: more than 229.7 billion yuan",
        "China (Shanghai) Pilot Free Trade Zone: ",
        "under negotiation; through Anhui, Jiangsu",
        "New enterprises / Area = about 64.0247 per km²",
        "[1] State Council",
    ):
        assert words in text


def test_it_speaks_chinese(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "超过2297亿元" in printed(capsysbinary, "--lang", "zh")


@pytest.mark.parametrize("place", ["芜湖片区", "wuhu-port", "Shanghai", "CN-ZJ", "japan-main-ports", "jiangsu-ftz"])
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_every_place_has_a_briefing_in_every_form(
    capsysbinary: pytest.CaptureFixture[bytes], place: str, form: str
) -> None:
    assert ftz.find(ftz.load(), place).name.en in printed(capsysbinary, "--place", place, "--format", form)


def test_json_is_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    tree = json.loads(printed(capsysbinary, "--format", "json"))
    assert tree["place"] == "anhui-ftz"
    numbers = {number for section in tree["sections"] for line in section["lines"] for number in line["sources"]}
    assert numbers == set(range(1, len(tree["sources"]) + 1))


def test_a_data_set_of_one_s_own_is_read(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    mine = ftz.Dataset(divisions=[ftz.Division("utopia", "Utopia")])
    ftz.save(mine, tmp_path / "mine.json")
    assert "No figure" not in printed(capsysbinary, "--data", str(tmp_path / "mine.json"), "--place", "Utopia")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--place", "Anhwei"], "nothing is called 'Anhwei'; nearest: Anhui"),
        (["--data", "no-such-file.json"], "No such file"),
        (["--data", __file__], "not-json"),
    ],
)
def test_what_is_wrong_stands_on_stderr(
    capsysbinary: pytest.CaptureFixture[bytes], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 1
    streams = capsysbinary.readouterr()
    assert message in streams.err.decode()
    assert not streams.out


def test_a_reader_that_hangs_up_is_no_error() -> None:
    command = f"{sys.executable} -m anhui_ftz | head -1; echo ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)  # noqa: S607 - any bash
    assert run.stdout.split("\n")[1] == "0"
    assert run.stderr == ""


def test_it_prints_utf_8_under_any_locale() -> None:
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PATH": ""}
    run = subprocess.run([sys.executable, "-m", "anhui_ftz"], capture_output=True, env=environment, check=True)
    assert "km²" in run.stdout.decode()
