"""The briefing in the terminal, as a newcomer calls it."""

import html
import io
import json
import os
import signal
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
    text = printed(capsysbinary, "--full")
    for words in (
        "the parts add up to the whole exactly",
        "Total imports and exports of goods, 1 January 2025 to 30 September 2025: more than 229.7 billion yuan",
        "China (Shanghai) Pilot Free Trade Zone: ",
        "under negotiation; through Anhui, Jiangsu",
        "New enterprises / Area = about 64.0247 per km²",
        "[1] State Council",
    ):
        assert words in text


def test_the_first_screen_has_the_founding_and_the_newest_figures(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capsysbinary)
    for words in ("3,857", "341", "292.2 billion yuan", "31", "7,674", "more than 229.7 billion yuan", "119.86 km²"):
        assert words in text
    assert "opened 24 Sep 2020" in text
    assert "--full" in text.splitlines()[-1]
    assert len(text.splitlines()) <= 40


def test_the_readme_shows_the_first_screen() -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert ftz.briefing(ftz.load(), "anhui-ftz").text.rstrip() in readme


def test_one_section_can_be_asked_for(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capsysbinary, "--section", "areas", "--lang", "zh")
    assert "64.95平方公里" in text
    assert "超过" not in text
    assert "\n[3] " in text
    assert "[4]" not in text


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", "nowhere.json"]) == 1
    assert capsys.readouterr().err == "anhui_ftz: 'nowhere.json': No such file or directory\n"


def test_the_version_is_printed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsysbinary.readouterr().out.decode() == f"anhui_ftz {ftz.__version__}\n"


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
    lines = [line for section in tree["sections"] for line in section.get("lines", [])]
    lines += [cell for section in tree["sections"] for row in section.get("rows", []) for cell in row]
    numbers = {number for line in lines for number in line["sources"]}
    assert numbers == set(range(1, len(tree["sources"]) + 1))


def test_a_data_set_of_one_s_own_is_read(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    mine = ftz.Dataset(divisions=[ftz.Division("utopia", "Utopia")])
    ftz.save(mine, tmp_path / "mine.json")
    text = printed(capsysbinary, "--data", str(tmp_path / "mine.json"), "--place", "Utopia")
    assert text.startswith("Utopia\n\nFigures      No figures are on record. That means unknown, not zero.\n")


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


def run(*arguments: str, command: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    call = ["bash", "-c", command] if command else [sys.executable, "-m", "anhui_ftz", *arguments]
    path = {"PYTHONPATH": str(Path(ftz.__file__).parents[1]), "PATH": os.environ["PATH"]}
    return subprocess.run(call, capture_output=True, env=path | environment, check=False)


def test_it_prints_utf_8_under_a_locale_without_encoding() -> None:
    assert "km²" in run(LC_ALL="C").stdout.decode()


def test_a_chinese_name_is_understood_under_a_locale_without_chinese() -> None:
    found = run("--place", "芜湖片区", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"Wuhu Area" in found.stdout


@pytest.mark.parametrize(("name", "found"), [("眉山", "Meishan"), ("平潭", "Pingtan"), ("豫", "Henan")])
def test_a_name_that_the_locale_has_is_taken_as_it_is(
    name: str, found: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In GBK, the bytes of these names are those of other characters in UTF-8."""
    monkeypatch.setattr("os.fsencode", lambda word: word.encode("gbk", "surrogateescape"))
    assert main(["--place", name]) == 0
    assert found in capsys.readouterr().out


def test_a_name_that_is_no_utf_8_is_unknown() -> None:
    found = run("--place", os.fsdecode(b"\xff"))
    assert found.returncode == 1
    assert found.stderr.startswith(b"anhui_ftz: nothing is called")


@pytest.mark.parametrize("words", [["--x\x1b[31m\u202e芜湖"], ["read", "a", "--x\x1b[31m\u202e芜湖"]])
def test_an_unknown_argument_is_shown_escaped(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert capsys.readouterr().err.endswith("unrecognized arguments: --x\\x1b[31m\\u202e芜湖\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp936", "gb18030", "utf-16"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_prints_in_the_encoding_of_the_stream_what_that_has(encoding: str, lang: str) -> None:
    found = run("--lang", lang, PYTHONIOENCODING=encoding)
    assert (found.returncode, found.stderr) == (0, b"")
    assert "119.86" in found.stdout.decode(encoding)


def test_what_the_stream_does_not_have_is_spelled_as_each_form_allows() -> None:
    forms = {
        form: run("--format", form, PYTHONIOENCODING="ascii").stdout.decode("ascii")
        for form in ("text", "markdown", "html", "json")
    }
    assert "119.86 km2" in forms["text"]
    assert "\\u4e2d" in forms["text"]
    assert html.unescape(forms["html"]) == html.unescape(ftz.briefing(ftz.load(), "anhui-ftz").html)
    assert "119.86 km&#178;" in forms["markdown"]
    assert json.loads(forms["json"]) == json.loads(ftz.briefing(ftz.load(), "anhui-ftz").json)


@pytest.mark.parametrize("closed", [">&-", ">/dev/full"])
def test_a_stdout_that_takes_nothing_is_one_line_and_1(closed: str) -> None:
    found = run(command=f"{sys.executable} -m anhui_ftz {closed}")
    assert found.returncode == 1
    assert found.stderr.decode().count("\n") == 1
    assert found.stderr.startswith(b"anhui_ftz: ")


@pytest.mark.skipif(sys.platform != "linux", reason="the size of a pipe is set on Linux alone")
def test_ctrl_c_is_130_without_a_traceback() -> None:
    """The briefing is longer than the pipe, so the process waits for a reader when it is stopped."""
    command = [sys.executable, "-m", "anhui_ftz", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, pipesize=4096) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"{"
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_ctrl_c_while_the_data_are_read_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("anhui_ftz.storage.files.load", stopped)
    assert main([]) == 130


def test_a_stream_without_an_encoding_is_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    assert main([]) == 0
    assert "119.86 km²" in stream.getvalue()
