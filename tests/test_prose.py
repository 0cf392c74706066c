"""How pages, docstrings and messages are written: phrases that a professional editor would change are found here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: What is not written, each with what to write.
PHRASES = {
    r"\btold\b": "is reported, is listed, is named",
    r"\b(stands?|stood)\b(?!-)": "is, contains, appears, is written",
    r"\bholds?\b(?! (out|back)\b)": "contains, is true, keeps, applies",
    r"\b(un)?lawful(ly)?\b": "valid, allowed",
    r"\bmend(s|ed|ing)?\b": "fix, correct",
    r"\basks? for\b": "requires, is given, is called with",
    r"\b(doors?|house rules)\b": "entry point, interface, rules",
    r"\b(?:if|where|that|unless|and) there is none\b": "if no ... has it; or: unknown",
    r"\b(?:an?|the) [\w-]+ (?:is|was) none\b": "is not a ...",
    r"(?<!there )\b(?:is|are|was|were) no (?!longer\b|more\b)": "is not a ...",
    r"\b(?:of|from) (?:what|when|where|whatever), and\b|\bof what,|\bof when\b": "its subject, period and source",
    r"\bof whatever was given\b": "the function needs a ...; got ...",
    r"\bnone says\b|\bnone of warmth\b": "a missing record means unknown, not absent",
    r"\bbeside (?:the|it|them) (?:stands?|is|are|comes?)\b": "subject, verb, object",
    r"\b(?:put|given) in place of\b": "instead of",
    r"\breach(?:es)? one in the last digit\b|\bno trailing zero\b": "a table of examples",
    r"\bwhat is sure\b|\bstays? sure\b": "once ... is certain, it stays certain",
    r"\bsurely\b": "certainly",
    r"\b(?:records?|files?|rows?|lines?|figures?|sheets?|entry|items?) an? (?!few\b|row\b|time\b)"
    r"(?:table|line|pair|source|place|group|step|party|figure|record|zone|year)\b": "per",
    r"\bnot? (?:care|warmth)\b|\bleans? on\b|\bwithout a word\b|\bwhoever asks\b": "plain words, no image",
    r"\b(?:it|who) knows of\b": "records",
    r"\bwill be (?:added|fixed|supported)\b|\bcoming soon\b|\bin a later (?:version|release)\b": "what is now",
    r"\b(?:sorry|unfortunately|apologi[sz]e)\b": "no apology",
    r"\d %(?! ?[\d(]|\w)": "22.3%, without a space",
    r"(?<!\")\b0\.\d+ (?:million|billion|trillion)\b": "a number of at least one, with the smaller scale word",
}
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs").glob("*.rst")),
]
MODULES = [*sorted((ROOT / "src" / "anhui_ftz").rglob("*.py")), *sorted((ROOT / "docs" / "_ext").rglob("*.py"))]


def _strings(source: str) -> Iterator[tuple[int, str]]:
    """Give each text of a program with its line: docstrings, messages, and the parts of formatted texts."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    source = path.read_text(encoding="utf-8")
    yield from _strings(source) if path.suffix == ".py" else [(1, source)]


def clumsy(path: Path) -> list[str]:
    """List the phrases of a file with their line and what to write."""
    found = []
    for line, text in _texts(path):
        for phrase, better in PHRASES.items():
            for match in re.finditer(phrase, text, re.IGNORECASE):
                at = line + text.count("\n", 0, match.start())
                found.append(f"{path.relative_to(ROOT)}:{at}: {match[0]!r}: write {better}")
    return found


@pytest.mark.parametrize("path", [*PAGES, *MODULES], ids=lambda path: str(path.relative_to(ROOT)))
def test_pages_docstrings_and_messages_have_no_clumsy_phrase(path: Path) -> None:
    assert clumsy(path) == []


@pytest.mark.parametrize(
    "text",
    [
        "Every fault is told with its path.",
        "The licence stands in one file.",
        "A table holds records.",
        "It is no period of days.",
        "A year is none.",
        "The end, or None if there is none.",
        "0.5 billion yuan",
        "It asks for the extra.",
        "What is known on a day stays sure.",
        "Then it surely began.",
        "One file a table.",
        "A line a source, with paragraphs.",
        "A name given in place of an id.",
        "It need not repeat what it leans on.",
        "It grew by 28.5 %.",
    ],
)
def test_each_kind_of_phrase_is_found(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_prose.ROOT", tmp_path)
    for name, content in (("page.md", text), ("module.py", f'"""{text}"""\n')):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert len(clumsy(tmp_path / name)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "There is no record.",
        "It is no longer understood.",
        "A threshold and a household.",
        "10.5 billion yuan",
        "It grew by 28.5%, and 7 % 4 is 3.",
        "Read line a of the figure.",
    ],
)
def test_plain_words_are_left_alone(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("test_prose.ROOT", tmp_path)
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    assert clumsy(tmp_path / "page.md") == []
