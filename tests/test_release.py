"""What a release is held to: one version, an edition of its own, and the files that go with it."""

import json
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from runpy import run_path

import pytest

import anhui_ftz as ftz

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_stands_in_one_place_and_others_follow() -> None:
    stated = re.search(r"^version: *(\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert stated is not None
    assert stated[1].strip("'\"") == PROJECT["version"] == ftz.__version__
    written = [
        path for path in (ROOT / "src").rglob("*.py") if f'"{PROJECT["version"]}"' in path.read_text(encoding="utf-8")
    ]
    assert written == []


def test_the_edition_of_the_data_is_no_version_of_the_code() -> None:
    edition = json.loads((ROOT / "src/anhui_ftz/data/edition.json").read_text(encoding="utf-8"))["edition"]
    assert re.fullmatch(r"20\d\d\.\d{1,2}(\.\d+)?", edition)
    assert edition == ftz.load().edition != PROJECT["version"]


def test_the_metadata_are_complete() -> None:
    known = metadata("anhui-ftz")
    assert known["License-Expression"] == "MIT AND CC-BY-4.0"
    assert set(known.get_all("License-File", [])) == {"LICENSE", "LICENSE-DATA"}
    assert {"Summary", "Keywords", "Requires-Python", "Description-Content-Type", "Author"} <= set(known)
    assert "Typing :: Typed" in known.get_all("Classifier", [])


def test_the_package_is_for_every_system_and_imports_no_module_of_one_alone() -> None:
    assert "Operating System :: OS Independent" in PROJECT["classifiers"]
    some = re.compile(r"^import (fcntl|resource|pwd|grp|termios|winreg|msvcrt)\b", re.MULTILINE)
    sources = (ROOT / "src/anhui_ftz").rglob("*.py")
    assert [path.name for path in sources if some.search(path.read_text(encoding="utf-8"))] == []


def test_the_extra_of_the_benchmarks_brings_what_makes_their_data() -> None:
    own = [row for row in PROJECT["optional-dependencies"]["bench"] if row.startswith("anhui-ftz[")]
    brought = {extra for row in own for extra in row.removeprefix("anhui-ftz[").rstrip("]").split(",")}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests/benchmarks").glob("*.py")]
    assert ("testing" in brought) == any("anhui_ftz.testing" in text for text in texts)


@pytest.mark.parametrize("name", ["README", "CHANGELOG", "CONTRIBUTING", "SECURITY"])
def test_links_between_the_files_of_the_project_resolve(name: str) -> None:
    text = (ROOT / f"{name}.md").read_text(encoding="utf-8")
    linked = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in linked if link and not (ROOT / link).exists()] == []


def test_the_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading) for heading in headings[1:])
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_picture_of_the_readme_shows_the_linkages_of_today() -> None:
    zones = {"anhui-ftz", "jiangsu-ftz", "shanghai-ftz", "zhejiang-ftz"}
    links = [link for link in ftz.linkages(ftz.load()) if {link.a, link.b} <= zones]
    shown = "; ".join(f"{link.a} {link.b} {len(link.evidence)}" for link in links)
    picture = (ROOT / "docs/_static/linkages.png").read_bytes()
    assert f"Description\0{shown}".encode("latin-1") in picture


def test_the_terminal_and_the_badges_of_the_readme_are_those_of_today() -> None:
    drawn = run_path(str(ROOT / "docs/picture.py"))
    pictures = {"briefing.svg": drawn["terminal"](), **drawn["badges"]()}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, picture in pictures.items():
        assert (ROOT / "docs/_static" / name).read_text(encoding="utf-8") == picture
        assert f"(docs/_static/{name})" in readme


def test_the_readme_uses_only_what_its_host_renders() -> None:
    """No role of Sphinx, and nothing from the network in its pictures."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\{[a-z:]+\}`", readme) == []
    assert re.findall(r"!\[[^\]]*\]\([a-z]+://", readme) == []
