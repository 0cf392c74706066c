"""Three questions of each kind of reader: the answer is two clicks from the home page, by links in the text alone."""

from __future__ import annotations

from html.parser import HTMLParser
from posixpath import join, normpath
from urllib.parse import urlsplit

import pytest

from built import BUILT

#: Who wants to know what, the pages from the home page to the answer, and words of the answer.
QUESTIONS = [
    ("economist", "Which cities are treated, and when?", ["how-do-i", "how-to-did"], "lists each with its day"),
    ("economist", "How do I match my table of cities?", ["how-do-i", "how-to-join"], "GB/T 2260 code"),
    (
        "economist",
        "Why is this growth rate refused?",
        ["explanation", "why-sums-refuse"],
        "a year compared with a quarter",
    ),
    ("analyst", "How large are the zone and its areas?", ["zones/index", "zones/anhui-ftz"], "119.86"),
    ("analyst", "How do two zones compare by year?", ["how-do-i", "how-to-compare"], "table of places and years"),
    ("analyst", "Who is linked with the zone on a day?", ["how-do-i", "how-to-linked"], "partners of a place on a day"),
    ("journalist", "How do I cite a figure?", ["how-do-i", "how-to-cite"], "footnote for a figure"),
    ("journalist", "How often was the data wrong?", ["api/data-quality"], "in 100"),
    ("journalist", "Why is a reprint not the publisher's page?", ["glossary", "trust"], "whose page it is"),
    ("developer", "What are the parameters of total?", ["how-do-i", "api/add/total"], "overlapping-periods"),
    ("developer", "How do I return results as JSON?", ["how-do-i", "how-to-services"], "plain JSON values"),
    ("developer", "What is the form of a data file?", ["reference", "data"], "one file per table"),
]


class _Article(HTMLParser):
    """The links and the words of the text of a page, without its navigation."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.words = ""
        self._page, self._depth = page, 0
        self.feed((BUILT / f"{page}.html").read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "article":
            self._depth += 1
        link = urlsplit(values.get("href") or "")
        if self._depth and tag == "a" and link.path and not link.scheme:
            self.links.add(normpath(join(self._page, "..", link.path)).removesuffix(".html"))

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        self.words += data if self._depth else ""


@pytest.mark.parametrize(("reader", "question", "path", "answer"), QUESTIONS, ids=[each[1] for each in QUESTIONS])
def test_the_answer_is_within_two_clicks(reader: str, question: str, path: list[str], answer: str) -> None:
    assert len(path) <= 2
    for page, following in zip(["index", *path], path, strict=False):
        assert following in _Article(page).links, f"{reader}: {question}"
    assert answer in " ".join(_Article(path[-1]).words.split())


def test_each_kind_of_reader_has_three_questions() -> None:
    readers = [reader for reader, *_ in QUESTIONS]
    assert {reader: readers.count(reader) for reader in readers} == dict.fromkeys(
        ("economist", "analyst", "journalist", "developer"), 3
    )
