"""Search in English and Chinese: Chinese is written without spaces, so every pair of characters is a word.

A query is cut the same way, and a page is found if it contains every pair. So any part of a name finds it,
whatever a dictionary would take for its words.
"""

from __future__ import annotations

__all__ = ["EnglishAndChinese", "setup"]

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


class EnglishAndChinese(SearchEnglish):
    """English words stemmed as Sphinx does; Chinese by single characters and pairs."""

    lang = "en-zh"
    js_splitter_code = r"""
function splitQuery(query) {
  const words = query.replace(/[\u3400-\u9fff\uf900-\ufaff]+/g, " ")
    .split(/[^\p{Letter}\p{Number}_\p{Emoji_Presentation}]+/gu);
  const runs = query.match(/[\u3400-\u9fff\uf900-\ufaff]+/g) || [];
  const pairs = runs.flatMap((run) => run.length === 1
    ? [run] : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)));
  return [...words, ...pairs].filter((word) => word);
}
"""

    def split(self, input: str) -> list[str]:
        """Cut a text into English words, Chinese characters and pairs of them."""
        pairs = [
            part for run in _HAN.findall(input) for part in (*run, *(run[at : at + 2] for at in range(len(run) - 1)))
        ]
        return [*super().split(_HAN.sub(" ", input)), *pairs]

    def word_filter(self, word: str) -> bool:
        """Keep any Chinese; drop the English words that say nothing."""
        return bool(_HAN.match(word)) or super().word_filter(word)


def setup(app: Sphinx) -> None:
    """Register the language of the search."""
    app.add_search_language(EnglishAndChinese)
