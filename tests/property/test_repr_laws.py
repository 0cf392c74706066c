"""Laws of values in notebooks: whatever the data say is text, never markup, and every source is a footnote."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from html.parser import HTMLParser
from typing import Protocol

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import anhui_ftz as ftz
from anhui_ftz import Citation, Cooperation, Dataset, Indicator, Milestone, Name, Observation, Source, Zone, ZoneEvent
from anhui_ftz.model.notebook import repr_html as html_of
from anhui_ftz.testing import datasets, quantities
from world import CITED, WORLD, count, figure, pact

#: All that our own tables and articles are made of.
ELEMENTS = {"table", "caption", "b", "sup", "tr", "th", "td", "small", "ol", "li", "article", "h1", "h2", "ul", "a"}
ATTRIBUTES = {"style", "lang", "href", "id"}
_HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><h1 onclick=x>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "<!-- --> <![CDATA[ ]]>",
    "javascript:alert(1)",
    "{{7*7}} ${x} %s",
]
texts = st.sampled_from(_HOSTILE) | st.text("<>&\"'=/ab片", max_size=12)
names = st.builds(Name, texts, texts)
notes = st.lists(st.builds(ftz.Note, st.just("scope"), texts.filter(bool)), max_size=2)


class Notebook(Protocol):
    def _repr_html_(self) -> str: ...


class Page(HTMLParser):
    """What a browser would make of HTML: its elements, attributes and words; tags must be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


@st.composite
def hostile(draw: st.DrawFn) -> Dataset:
    """Generate data sets in which every text tries to be markup."""
    cited = [Citation("src", draw(texts), draw(texts))]
    row = Observation("obs", "z", "firms", "2020", draw(quantities("1")), citations=cited, notes=draw(notes))
    return Dataset(
        divisions=[ftz.Division("p", draw(names)), ftz.Division("q", draw(names))],
        zones=[
            Zone("y", draw(names), "q"),
            Zone("z", draw(names), "p", document=draw(texts), citations=cited, notes=draw(notes)),
        ],
        indicators=[Indicator("firms", draw(names), "1", "stock")],
        observations=[row],
        cooperations=[
            Cooperation("c", draw(names), "event", ["y", "z"], milestones=[Milestone("held", "2020")], citations=cited)
        ],
        sources=[Source("src", draw(texts), draw(texts), url=draw(st.sampled_from(["", "https://x/?a='&b"])))],
        edition=draw(texts),
        title=draw(texts),
        licence=draw(texts),
    )


def values(ds: Dataset) -> list[Notebook]:
    """Return one of each kind of value that notebooks show."""
    row = ds.observations[0]
    derived = ftz.Derived(
        row.quantity, "total", (row, row), missing=("q",), notes=tuple(each.text.en for each in row.notes)
    )
    return [ds, ds.zones[-1], row, derived, ftz.linkages(ds)[0], ftz.briefing(ds, "z"), ftz.briefing(ds, "z", "zh")]


@given(hostile())
def test_nothing_that_the_data_say_is_markup(ds: Dataset) -> None:
    for value in values(ds):
        page = Page(value._repr_html_())
        assert page.elements <= ELEMENTS
        assert page.attributes <= ATTRIBUTES


@given(hostile())
def test_what_the_data_say_is_there_to_be_read(ds: Dataset) -> None:
    zone, row = ds.zones[-1], ds.observations[0]
    said = {
        ds: [ds.title, ds.edition, ds.licence, str(ds.sources[0].publisher), str(zone.name)],
        zone: [
            zone.name.en,
            zone.name.zh,
            zone.document,
            *(each.text.en for each in zone.notes),
            zone.citations[0].locator,
        ],
        row: [
            *(each.text.en for each in row.notes),
            row.citations[0].locator,
            row.citations[0].as_published,
            format(row.quantity, "en"),
        ],
        ftz.linkages(ds)[0]: [ds.cooperations[0].name.en, ds.cooperations[0].name.zh],
    }
    for value, words in said.items():
        page = Page(html_of(value))
        assert all(" ".join(each.split()) in " ".join(page.words.split()) for each in words)


@given(datasets())
def test_every_data_set_and_all_in_it_can_be_shown(ds: Dataset) -> None:
    for value in (ds, *ds.zones, *ds.observations, *ftz.linkages(ds, level="stated")):
        page = Page(html_of(value))
        assert page.elements <= ELEMENTS


@given(quantities())
def test_the_ends_of_an_interval_that_are_shown_hold_it(quantity: ftz.Quantity) -> None:
    page = Page(html_of(ftz.Derived(quantity, "given")))
    if quantity.bound in ("rounded", "about", "between"):
        low, high = (Decimal(end.replace(",", "")) for end in ends(page.words))
        assert low <= quantity.lower <= quantity.upper <= high


def ends(words: str) -> list[str]:
    """Return the two ends that stand in the last brackets."""
    return words.rpartition("(")[2].partition(")")[0].split(" to ")


# what is shown


def test_an_observation_shows_its_figure_and_its_citation() -> None:
    words = Page(html_of(figure("f", "n-zone", "firms", "2020", count(1234)))).words
    assert words.splitlines()[:6] == [
        "f",
        "Subjectn-zone",
        "Indicatorfirms",
        "Period2020",
        "Figure1,234[1]",
        "StatusA (normal)",
    ]
    assert words.endswith("mirror, paragraph 1")


def test_the_working_of_a_derived_figure_is_indented_and_says_what_is_missing() -> None:
    row = figure("f", "n-a", "firms", "2020", count(3))
    inner = ftz.Derived(count(3), "total", (row,), missing=("n-b",))
    lines = Page(html_of(ftz.Derived(count(3), "convert", (inner,), notes=("a note",)))).words.splitlines()
    assert lines[:6] == [
        "conversion",
        "3",
        "\u2003a note",
        "\u2003total = 3",
        "\u2003\u2003n-b: not known, and not counted as zero",
        "\u2003\u2003n-a: firms, 2020 = 3[1]",
    ]


def test_a_linkage_has_a_row_a_piece_of_evidence() -> None:
    pacts = [
        Cooperation("lifted", "Lifted", "project", ["n-port", "s-one"], citations=CITED),
        Cooperation(
            "may", "May", "project", ["n-a", "s-one"], milestones=[Milestone("signed", "2020/..")], citations=CITED
        ),
    ]
    lines = Page(html_of(ftz.linkages(evolve(WORLD, cooperations=pacts))[0])).words.splitlines()
    assert lines[:4] == [
        "n-zone – s-one",
        "CooperationFormStatusParties",
        "Lifted (lifted)[1]projectnot confirmedn-port, s-one; through north",
        "May (may)[1]projectnot confirmed, may be signedn-a, s-one",
    ]


def test_a_matrix_is_shown_with_its_blanks() -> None:
    lines = Page(html_of(ftz.linkage_matrix(evolve(WORLD, cooperations=[pact("a", "n-zone", "s-one")])))).words
    assert lines.splitlines() == [
        "Cooperations on record[1]",
        "n-zones-ones-two",
        "n-zone1",
        "s-one1",
        "s-two",
        "",
        "blank: none on record, which means unknown",
    ]


def test_a_reconciliation_shows_whole_parts_sum_and_verdict() -> None:
    rows = [
        figure("w", "n-zone", "firms", "2021", count(9)),
        figure("a", "n-a", "firms", "2021", count(5)),
        figure("b", "n-b", "firms", "2021", count(4)),
    ]
    check = ftz.reconcile(evolve(WORLD, observations=rows), "n-zone", "firms")
    assert Page(check._repr_html_()).words.splitlines()[:6] == [
        "n-zone: firms, 2021: the parts add up to the whole exactly",
        "whole as stated9[1]",
        "n-a5[1]",
        "n-b4[1]",
        "sum of the parts9",
        "residual0",
    ]
    missing = ftz.reconcile(evolve(WORLD, observations=rows[:2]), "n-zone", "firms")
    assert "n-bno figure on record" in Page(missing._repr_html_()).words


def test_a_cooperation_shows_its_milestones_with_their_sources() -> None:
    made = Cooperation(
        "c",
        Name("Pact", "协议"),
        "platform",
        ["n-zone", "s-one"],
        milestones=[Milestone("planned", "2020", CITED), Milestone("signed", "2021-05")],
        citations=CITED,
    )
    assert Page(html_of(made)).words.splitlines()[:5] == [
        "Pact · 协议 (c)[1]",
        "Formplatform",
        "Partiesn-zone, s-one",
        "Planned2020[1]",
        "SignedMay 2021",
    ]


def test_a_table_shows_the_fields_that_tell_its_records_apart() -> None:
    assert Page(WORLD.sources._repr_html_()).words.splitlines()[:3] == [
        f"{len(WORLD.sources)} records",
        "IdPublisherTitlePublished",
        "mirrorMJune 2021",
    ]


def test_what_is_much_is_cut_and_counted() -> None:
    pacts = [Cooperation(f"c-{n}", "C", "project", ["n-zone", "s-one"], citations=CITED) for n in range(25)]
    link = ftz.linkages(evolve(WORLD, cooperations=pacts))[0]
    assert "and 5 more" in Page(html_of(link)).words
    rows = [
        Observation(f"o-{n}", "n-zone", "firms", "2020", count(1), citations=[Citation("mirror", f"p {n}")])
        for n in range(30)
    ]
    words = Page(html_of(ftz.Derived(count(30), "total", rows))).words
    assert "and 11 more" in words  # rows: the result is one of them
    assert "and 10 more" in words  # footnotes
    crowded = evolve(rows[0], citations=[Citation("mirror", f"p {n}") for n in range(12)])
    assert "[1, 2, 3, 4, 5, 6, 7, 8, …]" in Page(html_of(crowded)).words


def test_a_deep_tree_is_shown_without_growing_out_of_bounds() -> None:
    tree = ftz.Derived(count(1), "given")
    for _ in range(3_000):
        tree = ftz.Derived(count(1), "total", (tree,))
    assert len(html_of(tree)) < 10_000


def test_a_zone_without_days_and_batch_leaves_them_out() -> None:
    assert Page(html_of(Zone("z", Name("", "某区"), "p"))).words.splitlines()[:3] == [
        "某区 (z)",
        "Provincep",
        "Statusestablished",
    ]


def test_days_are_worded() -> None:
    assert "by 25 January 2021" in html_of(Zone("z", "Z", "p", events=[ZoneEvent("approved", "../2021-01-25")]))


def test_anything_else_is_refused() -> None:
    with pytest.raises(
        ftz.InvalidValue, match="expected a data set, a table, a record, a derived figure or a linkage, got 3"
    ):
        html_of(3)


def test_importing_a_noun_imports_no_words() -> None:
    code = (
        "import sys; from anhui_ftz.model import Zone; before = 'anhui_ftz.words' in sys.modules;"
        "Zone('z', 'Z', 'p')._repr_html_(); print(before, 'anhui_ftz.words' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]
