"""Laws of citations: read back by other libraries they say what the sources say, and nothing more."""

from __future__ import annotations

import json
import re

from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

import anhui_ftz as ftz
from anhui_ftz.model.note import joined
from anhui_ftz.testing import datasets, ids, periods

_HOSTILE = [
    "\\",
    "{",
    "}",
    "%",
    "&",
    "#",
    "_",
    "$",
    "~",
    "^",
    "<",
    ">",
    "|",
    '"',
    "@",
    ",",
    "=",
    "é",
    "安徽",
    "}}",
    "\\}",
]
_COMMAND = re.compile(r"\\text(backslash|braceleft|braceright|asciitilde|asciicircum|less|greater|bar)\{\}|\\([%&#_$])")
_MEANT = dict(
    zip(
        ["backslash", "braceleft", "braceright", "asciitilde", "asciicircum", "less", "greater", "bar"],
        "\\{}~^<>|",
        strict=True,
    )
)
texts = st.lists(st.one_of(st.sampled_from(_HOSTILE), st.text("ab c.安", min_size=1, max_size=4)), max_size=8).map(
    "".join
)
sources = st.builds(
    ftz.Source,
    ids("src-"),
    texts,
    texts,
    published=st.none() | periods(),
    url=st.sampled_from(["", "https://x.org/a_b%20c", "https://x.org/{}\\&#"]),
    carrier=st.none() | st.sampled_from(ftz.Carrier),
    translation=st.sampled_from(ftz.Translation),
    notes=st.lists(st.builds(ftz.Note, st.just("scope"), texts.filter(bool)), max_size=2),
)
shelves = st.lists(sources, max_size=4, unique_by=lambda source: source.id)


def unescaped(text: str) -> str:
    """Undo the escapes, as LaTeX would print them."""
    return _COMMAND.sub(lambda match: _MEANT[match[1]] if match[1] else match[2], text)


def squeezed(text: str) -> str:
    """Join runs of blanks, as BibTeX does."""
    return re.sub(r"\s+", " ", text).strip()


@given(shelves)
def test_bibtex_read_by_another_library_has_every_text_as_it_was(rows: list[ftz.Source]) -> None:
    entries = parse_string(ftz.cite(rows, "bibtex"), "bibtex").entries
    assert list(entries) == [row.id for row in rows]
    for row in rows:
        fields = entries[row.id].fields
        assert squeezed(unescaped(fields.get("howpublished", ""))) == squeezed(str(row.publisher))
        assert squeezed(unescaped(fields.get("title", "{}")[1:-1])) == squeezed(row.title)
        assert squeezed(unescaped(fields.get("note", ""))).endswith(squeezed(joined(row.notes, "en")))
        assert fields.get("url", "").replace("%7B", "{").replace("%7D", "}").replace("%5C", "\\") == row.url


@given(shelves)
def test_csl_json_has_every_text_as_it_was_and_nothing_that_is_not_known(rows: list[ftz.Source]) -> None:
    items = json.loads(ftz.cite(rows, "csl-json"))
    read = CiteProcJSON(items)
    assert [each["id"] for each in items] == [row.id for row in rows]
    for row, item in zip(rows, items, strict=True):
        assert (item.get("title", ""), item.get("publisher", "")) == (row.title, row.publisher)
        assert (item.get("URL", ""), "issued" in item) == (row.url, row.published is not None)
        assert "".join(read[row.id].get("title", [])) == row.title


@given(sources)
def test_a_day_of_a_date_is_never_more_precise_than_the_source(source: ftz.Source) -> None:
    issued = json.loads(ftz.cite(source, "csl-json"))[0].get("issued", {})
    parts = ["-".join(f"{part:02}" for part in each) for each in issued.get("date-parts", [])]
    if parts:
        assert ftz.Period.parse("/".join(parts)) == source.published
    else:
        assert source.published is None or None in (source.published.start, source.published.end)


@given(datasets())
def test_what_is_cited_are_the_sources_of_the_record_each_once(ds: ftz.Dataset) -> None:
    for row in ds.cooperations:
        assert {each["id"] for each in json.loads(ftz.cite(row, "csl-json", ds=ds))} == set(row.sources)
    for figure in ds.observations:
        entries = json.loads(ftz.cite(figure, "csl-json", ds=ds))
        assert [each["id"] for each in entries] == list(dict.fromkeys(each.source for each in figure.citations))


@given(datasets())
def test_an_entry_depends_on_its_source_alone(ds: ftz.Dataset) -> None:
    whole = ftz.cite(ds.sources, "bibtex", ds=ds)
    for row in ds.observations:
        assert all(entry in whole for entry in ftz.cite(row, "bibtex", ds=ds).split("\n\n"))


@given(datasets())
def test_a_footnote_names_every_place_and_figure_of_the_citations(ds: ftz.Dataset) -> None:
    for row in ds.observations:
        lines = ftz.cite(row, ds=ds).splitlines()
        assert len(lines) == len({each.source for each in row.citations})
        for each in row.citations:
            line = next(line for line in lines if each.locator in line and each.as_published in line)
            assert line
