"""The draft of a press release in the terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import anhui_ftz as ftz
from anhui_ftz.__main__ import main
from anhui_ftz.reports.draft_table import draft_text

DS = ftz.load()
TEXT = """2022年，安徽省货物进出口总额7530.6亿元，同比增长8.9%，其中货物出口额超4700亿元，同比增长约15%。
合肥片区2022年新设企业近8000家，占全区的65%；芜湖片区新设企业2000余家。
截至2022年底，全省累计形成制度创新成果100余项，每亩税收30万元。
苏州或合肥新设企业5家。目前，蚌埠片区高新技术企业达120家，有望突破150家。
"""
PAGE = ftz.Source("release-2023", "Department of Commerce", "A release", language="zh", published="2023-01-20")


@pytest.fixture
def release(tmp_path: Path) -> Path:
    (tmp_path / "release.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "release.txt"


def printed(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> str:
    assert main(["read", *map(str, arguments)]) == 0
    return capsysbinary.readouterr().out.decode()


def refused(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> str:
    """Return the one line on stderr of a command that fails."""
    assert main(["read", *map(str, arguments)]) == 1
    captured = capsysbinary.readouterr()
    assert captured.out == b""
    line = captured.err.decode()
    assert line.startswith("anhui_ftz: ")
    assert line.count("\n") == 1
    return line


def test_the_table_has_a_row_for_each_figure_and_the_counts(
    release: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = printed(capsysbinary, release, "--published", "2023-01-20")
    lines = text.splitlines()
    assert re.split("  +", lines[0]) == ["As printed", "Subject", "Indicator", "Period", "Status"]
    assert any(re.split("  +", line) == ["近8000家", "Hefei Area", "New enterprises", "2022", "new"] for line in lines)
    assert "to decide: indicator: a share" in " ".join(text.split())
    assert "突破150家: follows '有望', which leaves it open" in text
    draft = ftz.read_release(TEXT, DS, source=PAGE, published="2023-01-20")
    settled = sum(each.is_settled for each in draft.candidates)
    decide, left = len(draft.candidates) - settled, len(draft.left)
    assert lines[-1] == f"figures: {settled + decide} ({settled} settled, {decide} to decide); not read: {left}"


def test_a_day_that_was_only_seen_is_not_shown(release: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capsysbinary, release, "--published", "2023-01-20")
    [line] = [line for line in text.splitlines() if line.startswith("达120家")]
    assert "date not stated" in line


def test_the_chinese_table_has_no_english_but_ids(release: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = printed(capsysbinary, release, "--published", "2023-01-20", "--lang", "zh")
    words = set(re.findall("[A-Za-z][A-Za-z-]*", text))
    assert words <= {place.id for place in DS.places} | {row.id for row in DS.indicators}
    assert "突破150家" in text
    assert text.splitlines()[-1].startswith("共")


@pytest.mark.parametrize("printed", ["5.5.5%", "7,5 TEU", "1,23%", "-5-6%"])
def test_a_figure_that_is_not_read_has_no_english_reason_in_chinese(printed: str) -> None:
    draft = ftz.read_release(f"2022年，合肥片区新设企业{printed}。", DS, source=PAGE, published="2023-01-20")
    text = draft_text(draft, "zh")
    assert draft.left
    assert not re.search("[a-z]{2}", text), text


def test_the_how_to_shows_what_is_printed(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    page = (Path(__file__).parents[1] / "docs" / "how-to-releases.md").read_text(encoding="utf-8")
    text = page.partition('text = """')[2].partition('"""')[0].replace("\n... ", "\n")
    (tmp_path / "release.txt").write_text(text, encoding="utf-8")
    assert printed(capsysbinary, tmp_path / "release.txt", "--published", "2023-01-20") in page


def test_a_release_without_figures_says_so(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "x.txt").write_text("没有数字。", encoding="utf-8")
    text = printed(capsysbinary, tmp_path / "x.txt", "--published", "2023-01-20")
    assert text == "\nfigures: 0 (0 settled, 0 to decide); not read: 0\n"


def test_source_day_and_subject_are_taken(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "x.txt").write_bytes("目前，新设企业120家。".encode("gb18030"))
    source = next(row for row in DS.sources if row.published and row.published.end)
    arguments = (tmp_path / "x.txt", "--encoding", "gb18030", "--subject", "合肥片区", "--csv", tmp_path / "x.csv")
    text = printed(capsysbinary, *arguments, "--source", source.id)
    assert "Hefei Area" in text
    [row] = csv.DictReader(io.StringIO((tmp_path / "x.csv").read_text("utf-8-sig")))
    assert (row["source"], row["source_publisher"], row["subject"]) == (source.id, "", "anhui-ftz-hefei")


def test_what_is_wrong_is_one_line(release: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "No such file" in refused(capsysbinary, tmp_path / "nowhere", "--published", "2023-01-20")
    assert "'nope'" in refused(capsysbinary, release, "--source", "nope")
    assert "'Nowhere'" in refused(capsysbinary, release, "--published", "2023-01-20", "--subject", "Nowhere")
    assert "'yesterday'" in refused(capsysbinary, release, "--published", "yesterday")
    (tmp_path / "odd.txt").write_bytes("数字".encode("gb18030"))
    assert "--encoding says how" in refused(capsysbinary, tmp_path / "odd.txt", "--published", "2023-01-20")
    wrong = refused(capsysbinary, release, "--published", "2023-01-20", "--encoding", "klingon")
    assert "unknown encoding" in wrong
    folder = refused(capsysbinary, release, "--published", "2023-01-20", "--csv", tmp_path)
    assert "is a folder, not a file" in folder


def test_the_table_never_replaces_what_it_is_made_from(
    release: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    day = ("--published", "2023-01-20")
    (tmp_path / "link.csv").symlink_to(release)
    (tmp_path / "twin.csv").hardlink_to(release)
    (tmp_path / "folder").mkdir()
    for name in ("release.txt", "link.csv", "twin.csv", "folder/../release.txt"):
        line = refused(capsysbinary, release, *day, "--csv", tmp_path / name)
        assert "--csv is the file of the release: give the table another name" in line
    mine = tmp_path / "mine.json"
    ftz.save(DS, mine)
    line = refused(capsysbinary, release, *day, "--data", mine, "--csv", mine)
    assert "--csv is the file of the data set: give the table another name" in line
    assert ftz.load(mine) == DS
    assert release.read_text(encoding="utf-8") == TEXT


def test_a_release_without_a_day_is_a_wrong_command(release: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["read", str(release)])
    assert end.value.code == 2
    assert b"--published is required" in capsysbinary.readouterr().err


def decided(table: str) -> str:
    """Return the rows of a draft that need nothing, as a person leaves them."""
    rows = [row for row in csv.DictReader(io.StringIO(table)) if not row["needs"]]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_written(table: str) -> bytes:
    return table.encode()


def as_excel_saves(table: str) -> bytes:
    """Return what Excel's "CSV UTF-8" makes of a table: a byte order mark, CRLF, quotes only where needed."""
    rows = list(csv.reader(io.StringIO(table, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def with_semicolons(table: str) -> bytes:
    """Return what a spreadsheet makes of a table where the comma is the decimal mark."""
    rows = list(csv.reader(io.StringIO(table, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode()


def with_dates_as_excel_shows_them(table: str) -> bytes:
    return as_excel_saves(re.sub(r"\b(2023)-0(1)-(20)\b", r"\1/\2/\3", table))


@pytest.mark.parametrize("save", [as_written, as_excel_saves, with_semicolons, with_dates_as_excel_shows_them])
@pytest.mark.parametrize("known", [False, True])
def test_a_draft_comes_back_from_a_spreadsheet(save: Callable[[str], bytes], known: bool, tmp_path: Path) -> None:
    ds = DS.with_(sources=[PAGE]) if known else DS
    draft = ftz.read_release(TEXT, ds, source=PAGE, published="2023-01-20")
    (tmp_path / "draft.csv").write_bytes(save(decided(draft.to_csv())))
    read = ftz.load_csv(tmp_path / "draft.csv", ds)
    settled = [each for each in draft.candidates if each.is_settled]
    new = {row.id: row for row in read.observations if row.id not in ds.observations}

    def said(subject: object, indicator: object, *rest: object) -> tuple[str, ...]:
        return tuple(map(repr, (subject, indicator, *rest)))

    assert sorted(
        said(row.subject, row.indicator, row.period, row.quantity, row.basis, row.citations) for row in new.values()
    ) == sorted(
        said(
            each.subject,
            each.indicator,
            each.period,
            each.quantity,
            each.basis,
            (ftz.Citation(PAGE.id, f"paragraph {each.paragraph}", each.printed),),
        )
        for each in settled
    )
    assert read.sources[PAGE.id] == PAGE


def test_a_row_that_is_not_decided_is_refused(tmp_path: Path) -> None:
    draft = ftz.read_release(TEXT, DS, source=PAGE, published="2023-01-20")
    (tmp_path / "draft.csv").write_bytes(as_excel_saves(draft.to_csv()))
    with pytest.raises(ftz.DatasetError) as refusal:
        ftz.load_csv(tmp_path / "draft.csv", DS)
    open_ = sum(not each.is_settled for each in draft.candidates)
    assert sum(each.rule == "undecided" for each in refusal.value.problems) == open_


def test_the_table_speaks_the_languages_of_the_library() -> None:
    draft = ftz.read_release(TEXT, DS, source=PAGE, published="2023-01-20")
    with pytest.raises(ftz.InvalidValue, match="languages"):
        draft_text(draft, "it")
