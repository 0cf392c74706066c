"""Citations, case by case; other libraries read them back."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from citeproc import Citation as Cluster
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

import anhui_ftz as ftz
from anhui_ftz import Citation, Milestone, Source
from world import CITED, WORLD, count, figure, pact, with_figures, with_pacts

ESCAPED = r"R\&D \textbraceleft{}5\%\textbraceright{} a\_b \#1 \$ \textasciitilde{} \textasciicircum{} \textbackslash{}"
SEED = "cns-2021-01-25"


def cited(source: Source, style: str = "footnote", lang: str = "en") -> str:
    return ftz.cite(source, style, lang=lang)


def item(source: Source) -> dict[str, object]:
    found: list[dict[str, object]] = json.loads(cited(source, "csl-json"))
    return found[0]


def test_a_footnote_says_who_what_when_how_where_and_the_figure_as_printed() -> None:
    text = ftz.cite(ftz.load().get("ah-obs-012"))
    for part in ("China News Service", "25 January 2021", "reprint", "machine translation", "https://www.teller"):
        assert part in text
    assert "paragraph 3: “292.2 billion yuan”" in text


def test_a_chinese_footnote_has_chinese_words_around_the_title_as_printed() -> None:
    text = ftz.cite("ah-obs-012", lang="zh")
    assert "《The Anhui Pilot Free Trade Zone" in text
    assert "2021年1月25日，转载，机器翻译，第3段：“292.2 billion yuan”。https://" in text


def test_a_source_is_listed_once_with_every_place_and_figure_in_it() -> None:
    rows = [
        evolve(figure("one", "n-a", "firms", "2020", count(1)), citations=[Citation("paper", "paragraph 1", "1")]),
        evolve(figure("two", "n-b", "firms", "2020", count(2)), citations=[Citation("paper", "paragraph 1", "2")]),
        evolve(figure("three", "s-a", "firms", "2020", count(2)), citations=[Citation("paper", "title")]),
    ]
    ds = with_figures(*rows)
    assert ftz.cite(rows, ds=ds) == "P, January 2021, paragraph 1: “1”, “2”; title"
    assert ftz.cite(rows, ds=ds, lang="zh") == "P，2021年1月，第1段：“1”，“2”；标题"


def test_results_rest_on_what_their_figures_rest_on() -> None:
    rows = [figure("one", "n-a", "firms", "2020", count(1)), figure("two", "n-b", "firms", "2020", count(2))]
    whole = figure("whole", "n-zone", "firms", "2020", count(3), source="paper")
    ds = with_figures(*rows, whole)
    expected = "M, June 2021, mirror, not the publisher's own page, paragraph 1"
    assert ftz.cite(ftz.total(ds, rows), ds=ds) == expected
    assert ftz.cite(ftz.totals(ds, rows, by="subject"), ds=ds) == expected
    assert ftz.cite(ftz.reconcile(ds, "n-zone", "firms"), ds=ds) == f"P, January 2021, paragraph 1\n{expected}"


def test_a_linkage_rests_on_its_cooperations_and_their_milestones() -> None:
    row = pact("deal", "n-zone", "s-one", milestones=(Milestone("signed", "2021", [Citation("web", "title")]),))
    ds = with_pacts(row)
    link = ftz.linkages(ds)[0]
    both = "M, June 2021, mirror, not the publisher's own page, paragraph 1\nW, title"
    assert ftz.cite(link, ds=ds) == ftz.cite(link.evidence, ds=ds) == ftz.cite(row, ds=ds) == both
    assert ftz.cite(row.milestones, ds=ds) == "W, title"


def test_a_place_rests_on_what_it_cites_itself() -> None:
    ds = evolve(WORLD, zones=[evolve(zone, citations=CITED) for zone in WORLD.zones])
    assert ftz.cite(ds.zones, ds=ds).startswith("M, ")
    assert ftz.cite("north", ds=ds) == ftz.cite([], "bibtex", ds=ds) == ""
    assert json.loads(ftz.cite("north", "csl-json", ds=ds)) == []


def test_a_data_set_is_a_work_of_its_own() -> None:
    ds = ftz.load()
    assert f"edition {ds.edition}, data set, CC-BY-4.0" in ftz.cite(ds)
    assert ftz.cite(ds).startswith("The anhui_ftz authors, “")
    assert ftz.cite(ds, lang="zh").startswith("anhui_ftz作者，《")
    entry = json.loads(ftz.cite(ds, "csl-json"))[0]
    assert (entry["type"], entry["version"], entry["author"]) == (
        "dataset",
        ds.edition,
        [{"literal": "The anhui_ftz authors"}],
    )


def test_a_title_inside_a_title_has_inner_marks_and_no_pair_of_marks_is_doubled() -> None:
    ds = ftz.load()
    assert "，《中国(安徽)自由贸易试验区条例》" in ftz.cite("anhui-regulations-2022", lang="zh")
    assert "《〈中国（江苏）自由贸易试验区条例〉正式施行》" in ftz.cite("ev-investinchina-2021-03-01", lang="zh")
    assert "《架起“水上高速路”》" in ftz.cite("anhui-daily-2023-09-14", lang="zh")
    assert "“架起‘水上高速路’”" in ftz.cite("anhui-daily-2023-09-14")
    quoted = ftz.Citation("anhui-daily-2023-09-14", "item «国务院印发《方案》», paragraph 1")
    assert "，条目《国务院印发〈方案〉》，第1段" in ftz.cite(quoted, lang="zh")
    everything = ftz.cite(list(ds.sources), lang="zh")
    assert [each for each in everything.splitlines() if "《《" in each or "》》" in each] == []


def test_nobody_is_made_the_author_of_another_data_set() -> None:
    mine = ftz.Dataset(title="Mine", edition="second")
    assert ftz.cite(mine) == "“Mine”, edition second, data set"
    assert ftz.cite(mine, lang="zh") == "《Mine》，second版，数据集"
    assert json.loads(ftz.cite(mine, "csl-json")) == [
        {"id": "mine.second", "type": "dataset", "title": "Mine", "version": "second"}
    ]


def test_a_data_set_named_like_a_source_has_a_key_of_its_own() -> None:
    ds = ftz.Dataset(title="paper", sources=[Source("paper", "P")])
    entries = parse_string(ftz.cite([*ds.sources, ds], "bibtex", ds=ds), "bibtex").entries
    assert list(entries) == ["paper", "paper.dataset"]


def test_a_publisher_is_named_in_the_language_of_the_citation() -> None:
    ds = ftz.Dataset(sources=[Source("daily", ftz.Name("Anhui Daily", "安徽日报"))])
    for lang, name in (("en", "Anhui Daily"), ("zh", "安徽日报")):
        entry = parse_string(ftz.cite("daily", "bibtex", ds=ds, lang=lang), "bibtex").entries["daily"]
        assert (entry.fields["howpublished"], entry.fields["key"]) == (name, name)


def test_what_latex_reads_as_markup_is_escaped() -> None:
    source = Source("s", "R&D {5%} a_b #1 $ ~ ^ \\", "<é安徽>|", url="https://x.org/a_b%20{c}&d#e")
    entry = parse_string(cited(source, "bibtex"), "bibtex").entries["s"]
    assert entry.fields["howpublished"] == entry.fields["key"] == ESCAPED
    assert entry.fields["title"] == r"{\textless{}é安徽\textgreater{}\textbar{}}"
    assert entry.fields["url"] == "https://x.org/a_b%20%7Bc%7D&d#e"


@pytest.mark.parametrize(
    ("published", "fields", "issued"),
    [
        ("2021", {"year": "2021"}, {"date-parts": [[2021]]}),
        ("2021-02", {"year": "2021", "month": "February"}, {"date-parts": [[2021, 2]]}),
        ("2021-02-03", {"year": "2021", "month": "February", "day": "3"}, {"date-parts": [[2021, 2, 3]]}),
        (
            "2021-02-03/2021-03-05",
            {"year": "2021", "note": "3 February 2021 to 5 March 2021"},
            {"date-parts": [[2021, 2, 3], [2021, 3, 5]]},
        ),
        ("../2021-02-03", {"note": "by 3 February 2021"}, {"literal": "by 3 February 2021"}),
        (None, {}, None),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(
    published: str | None, fields: dict[str, str], issued: dict[str, object] | None
) -> None:
    source = Source("s", "P", published=published)
    entry = parse_string(cited(source, "bibtex"), "bibtex").entries["s"]
    dated = {name: value for name, value in entry.fields.items() if name in ("year", "month", "day", "note")}
    assert dated == fields
    assert item(source).get("issued") == issued


@pytest.mark.parametrize(
    ("publisher", "title", "url", "kind"),
    [
        ("Anhui Daily", "", "https://x.org", "article-newspaper"),
        ("安徽日报", "", "", "article-newspaper"),
        ("State Council", "国务院关于印发总体方案的通知", "https://x.org", "report"),
        ("Wuhu", "Welcome", "https://x.org", "webpage"),
        ("Wuhu", "Welcome", "", "document"),
    ],
)
def test_the_kind_of_a_work_is_read_off_publisher_and_title(publisher: str, title: str, url: str, kind: str) -> None:
    assert item(Source("s", publisher, title, url=url))["type"] == kind


def test_what_is_not_known_is_absent() -> None:
    assert item(Source("s", "", language="zh")) == {"id": "s", "type": "document", "language": "zh"}
    assert cited(Source("s", ""), "bibtex") == "@misc{s,\n  language = {zh},\n}\n"
    assert cited(Source("s", "")) == "s"


def test_a_citation_processor_prints_the_items() -> None:
    items = json.loads(ftz.cite(["ah-obs-012", "ah-obs-004"], "csl-json"))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for each in items:
        bibliography.register(Cluster([CitationItem(each["id"])]))
    printed = "\n".join(map(str, bibliography.bibliography()))
    for part in ("(2021)", "25 January", "https://www.tellerreport.com", "Anhui pilot FTZ inaugurated"):
        assert part in printed


def test_every_unknown_source_is_named_with_the_way_out() -> None:
    rows = [figure(each, "n-a", "firms", "2020", count(1), source=each) for each in ("one", "two")]
    with pytest.raises(ftz.UnknownName, match=r"one, two.*pass the data set") as refusal:
        ftz.cite(rows)
    assert isinstance(refusal.value, LookupError)


def test_a_message_does_not_grow_with_the_sources_that_are_missing() -> None:
    with pytest.raises(ftz.UnknownName, match="x19 and 980 more'"):
        ftz.cite([Citation(f"x{n}") for n in range(1_000)])


def test_a_citation_of_what_is_no_source_is_refused() -> None:
    with pytest.raises(ftz.UnknownName, match="n-zone"):
        ftz.cite(Citation("n-zone"), ds=WORLD)


def test_sources_are_looked_up_in_a_data_set_alone() -> None:
    with pytest.raises(ftz.InvalidValue, match=r"expected a Dataset, got 'mine\.json'"):
        ftz.cite(SEED, ds="mine.json")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "call",
    [
        lambda: ftz.cite(SEED, "apa"),
        lambda: ftz.cite(SEED, lang="fr"),
        lambda: ftz.cite(3),  # type: ignore[arg-type]
        lambda: ftz.cite([[SEED]]),  # type: ignore[list-item]
        lambda: ftz.cite(SEED, ["bibtex"]),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_cited_is_refused_in_words(call: object) -> None:
    assert callable(call)
    with pytest.raises(ftz.InvalidValue, match="not"):
        call()


def test_a_result_with_sources_is_cited_by_them() -> None:
    ds = ftz.load()
    panel, table = ftz.treatment_panel(ds, years=(2020, 2021)), ftz.linkage_table(ds, "anhui-ftz")
    for result in (panel, ftz.cross_checks(ds)[0], table):
        assert ftz.cite(result) == ftz.cite(result.sources)
