"""Words: one catalogue per language with the same keys, and a label for every member of every enumeration."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs
import pytest

import anhui_ftz as ftz
from anhui_ftz import words
from anhui_ftz.words.catalogue import Catalogue


def enumerations() -> Iterator[type[StrEnum]]:
    """Iterate over every enumeration that a module of the package defines."""
    for found in pkgutil.walk_packages(ftz.__path__, "anhui_ftz."):
        if not found.name.endswith("__main__"):
            for _, kind in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
                if issubclass(kind, StrEnum) and kind.__module__ == found.name:
                    yield kind


ENUMERATIONS = list(enumerations())
MEMBERS = [member for kind in ENUMERATIONS for member in kind]
each_language = pytest.mark.parametrize("language", words.LANGUAGES)


def templates(catalogue: Catalogue) -> dict[str, str]:
    """Return every text of a catalogue by its path."""
    found = {}
    for name, value in attrs.asdict(catalogue, recurse=False).items():
        nested = value if isinstance(value, Mapping) else {"": value}
        for key, text in nested.items():
            inner = text if isinstance(text, Mapping) else {"": text}
            found.update({f"{name}/{key}/{last}": each for last, each in inner.items() if isinstance(each, str)})
    return found


def test_every_language_has_the_same_keys() -> None:
    english, chinese = (set(templates(each)) for each in words.CATALOGUES.values())
    assert english == chinese


def test_every_language_fills_in_the_same_values() -> None:
    """A name of a month is a number in Chinese, and a scale word may be said once or twice; the rest is the same."""
    english, chinese = (templates(each) for each in words.CATALOGUES.values())
    for key in english:
        assert set(re.findall(r"\{\w*\}", english[key])) == set(re.findall(r"\{\w*\}", chinese[key])), key


@each_language
def test_no_text_is_empty(language: str) -> None:
    assert [key for key, text in templates(words.CATALOGUES[language]).items() if not text] in ([], ["counted//"])


def test_chinese_is_chinese() -> None:
    """Letters are left to codes, to the names of standards, and to the link to the English page."""
    allowed = re.compile(r"GB/T 2260|ISO 3166-2|SHA-256|English|kWh|\{\w*\}")
    for key, text in templates(words.CATALOGUES["zh"]).items():
        if key not in ("language//", "number//"):
            assert not re.search("[A-Za-z]", allowed.sub("", text)), key


@each_language
@pytest.mark.parametrize("member", MEMBERS, ids=lambda each: f"{type(each).__name__}.{each.name}")
def test_every_member_of_every_enumeration_has_a_label(member: StrEnum, language: str) -> None:
    assert ftz.label(member, language)


def test_no_label_is_left_over() -> None:
    labels = words.CATALOGUES["en"].labels
    wanted: dict[str, set[str]] = {}
    for kind in ENUMERATIONS:
        wanted.setdefault(kind.__name__, set()).update(kind)
    assert {name: set(labels[name]) for name in labels} == wanted


@pytest.mark.parametrize("value", ["signed", None, 3, ftz.CooperationStatus, StrEnum("Level", {"NONE": "none"}).NONE])  # type: ignore[attr-defined]
def test_anything_else_has_no_label(value: object) -> None:
    with pytest.raises(ftz.InvalidValue, match="a member of an enumeration of this library"):
        ftz.label(value)  # type: ignore[arg-type]


def test_a_language_that_is_not_known_is_refused() -> None:
    with pytest.raises(ftz.InvalidValue, match="the languages are en and zh, not 'fr'"):
        ftz.label(ftz.Level.ZONE, "fr")
