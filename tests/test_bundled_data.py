"""The bundled edition as a whole: lawful, cited, canonical, and what its figures and names must answer."""

from __future__ import annotations

import calendar
import re
import runpy
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import anhui_ftz as ftz
from anhui_ftz.analysis.names import bearers as bearers_of
from anhui_ftz.model.outline import KEPT
from anhui_ftz.storage.files import outlined
from anhui_ftz.storage.json_text import dumps_tables
from curation.aliases import curated, with_aliases
from together import together

DS = ftz.load()
DATA = Path(ftz.__file__).parent / "data"
PLACES = [place for table in (DS.divisions, DS.zones, DS.areas, DS.organizations) for place in table]
ESTABLISHED = [zone for zone in DS.zones if zone.status is ftz.ZoneStatus.ESTABLISHED]
#: Prints that mean what only their context says, with what that is.
READ_BY_CONTEXT = {
    "ah-obs-071": "the sentence says about for both of its figures",
    "ah-obs-072": "the sentence says about for both of its figures",
    "gap-obs-017": "with the imports of the same page it makes the printed total to the hundredth of a billion",
    "n2-obs-sh-liz2-n": "the sum of the two numbers that are printed",
    "ah-obs-126": "the thousandth train ran on that day: exactly so many by then",
    "yrd-obs-202": "a misprint: the marks of the print are neither thousands nor decimals",
    "yrd-obs-068-growth": "its sentence says about",
    "gap-obs-060": "a misprint: a full stop and a comma in one number",
}


#: Chinese names by which publishers of pages in other languages call themselves, and what describes a page instead.
OWN_NAMES = frozenset(
    """
    上海市人民政府 上海市人民政府新闻办公室 上海自贸试验区管委会 东方网日文版 两江新区管委会 中国一带一路网
    中国国际广播电台菲律宾语部 中国国际电视台 中国新闻周刊英文版 中国新闻网英文网站 中国日报临港网站 中国日报宁波网站
    中国日报文本 中国日报浙江网站 中国日报美国版 中国日报舟山网站 中国网日文版 中国美国商会 中葡论坛
    临港新片区管委会 亚洲日报 人民网意大利文版 北京周报 北京市人民政府 华南美国商会 南华早报报道 印象浙江
    启源会计师事务所 吴江区人民政府 吴语维基百科 哈尔滨市人民政府 四川省人民政府 国务院新闻办公室 孖士打律师行
    安徽省人民政府 巴士的报 平湖市人民政府 广东省司法厅 开封片区管委会 律商联讯 德勤中国 政治家报
    新华社俄文 新华社德文 杭州市政府英文网站 求是网英文版 江苏广电 浙江省人民政府 浙江省政府英文网站 浦东新区人民政府
    澳门经济局CEPA网站 澳门贸易投资促进局 环球时报 科技日报英文版 美通社，宁波市政府新闻办公室 美通社／Adnkronos
    芜湖市人民政府外事办公室 芜湖市外事办公室 苏州工业园区管委会 菲律宾通讯社 路透社 辽宁省商务厅 选择山东
    青岛中德生态园 香港贸发局 香港贸发局概况文本 关于上海外贸的报道 新闻网站 郴州文本 docs.rs的country-code软件包
    """.split()
) | {
    "GitHub公开文件“Public Corpus Provenance Registry (public5m)”，列有www.gov.cn文件",
}
TRANSLATED = "The Chinese name of the publisher is our translation; no page found prints it."


def test_the_edition_is_lawful_as_a_whole() -> None:
    assert ftz.load(DATA) == DS  # read from its files as a user's would be, every reference checked


def test_the_edition_before_is_kept_whole_and_without_notes() -> None:
    file = DATA / "editions" / "2026.11.json"
    before = ftz.load(file)
    counts = len(before.observations), len(before.cooperations), len(before.sources)
    assert (before.edition, counts) == ("2026.11", (946, 148, 485))
    assert file.read_text(encoding="utf-8") == ftz.dumps(before)
    assert not any(row.notes for _, rows in before.tables() for row in rows)


def test_the_files_are_canonical() -> None:
    assert {name: (DATA / name).read_text(encoding="utf-8") for name in dumps_tables(DS)} == dumps_tables(DS)


def test_a_chinese_name_of_a_publisher_is_its_own_or_marked_as_translated() -> None:
    """Pages in Chinese print the name of their publisher, and so do records of bodies."""
    chinese = [source.publisher_in("zh") for source in DS.sources if source.language.startswith("zh")]
    printed = {part for name in chinese for part in re.split("[（）／，、：]|经|来源", name)}
    printed |= {name for place in DS.places for name in place.name.all}
    unsettled: dict[str, str] = {}
    for source in DS.sources:
        name = source.publisher_in("zh")
        heads = {name, *(re.split(mark, name)[0] for mark in ("（", "（|经", "[（／，、：]|经"))}
        foreign = not source.language.startswith("zh") and re.search("[\u4e00-\u9fff]", name.partition("（")[0])
        marked = TRANSLATED in {note.text.en for note in source.notes}
        if foreign and not marked and heads.isdisjoint(printed | OWN_NAMES):
            unsettled[source.id] = name
    assert unsettled == {}


def test_the_name_of_a_publisher_does_not_contradict_its_carrier() -> None:
    """A mirror is not a reprint, and a page of the publisher's own is no mirror."""
    reprinted = [each.id for each in DS.sources if each.carrier == "mirror" and "转载" in each.publisher_in("zh")]
    mirrored = [
        each.id
        for each in DS.sources
        if each.carrier in ("publisher", "reprint")
        for name in each.publisher_names
        if "镜像" in name or "mirror" in name
    ]
    assert (reprinted, mirrored) == ([], [])


def test_a_publisher_is_named_without_the_day_or_year_of_its_page() -> None:
    """A source has a field for when it was published; one publisher then has one name."""
    month = "|".join(calendar.month_name[1:])
    day = re.compile(rf"(?<![A-Za-z\d])(?:19|20)\d\d(?!\d)|\d[月日]|\b\d{{1,2}} (?:{month})\b|\b(?:{month}) \d")
    dated = {source.id: name for source in DS.sources for name in source.publisher_names if day.search(name)}
    assert dated == {}


@pytest.mark.filterwarnings("ignore:.*found in sys.modules")
def test_the_outlines_that_linkages_read_say_what_the_records_say(capsys: pytest.CaptureFixture[str]) -> None:
    kept = (DATA / f"{KEPT}.json").read_text(encoding="utf-8")
    assert kept == outlined(DS)
    runpy.run_module("anhui_ftz.storage.files", run_name="__main__")  # the command that the docs give
    assert capsys.readouterr().out == kept


def test_the_first_linkages_read_no_place() -> None:
    """Names, notes and citations of places wait until somebody asks for them."""
    code = (
        "import anhui_ftz as f; ds = f.load(); f.linkages(ds);"
        "read = [t.resource._memo._values for t in (ds.divisions, ds.areas, ds.organizations, ds.observations)];"
        "assert read == [{}] * 4, read"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_first_briefing_reads_the_places_that_it_names_and_no_more() -> None:
    code = (
        "import anhui_ftz as f; ds = f.load(); f.briefing(ds, 'anhui-ftz').text;"
        "tables = (ds.divisions, ds.zones, ds.areas, ds.organizations);"
        "read = [id for t in tables for id in t.resource._memo._values if isinstance(id, str)];"
        "assert 'anhui-ftz' in read and len(read) < 50, read;"
        "read = [id for id in ds.observations.resource._memo._values if isinstance(id, str)];"
        "assert 'ah-obs-010' in read and len(read) < 100, read"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_figures_read_one_subject_at_a_time_are_those_of_all() -> None:
    everything = ftz.observations(DS)
    for place in DS.places:
        assert ftz.observations(DS, subject=place.id) == tuple(row for row in everything if row.subject == place.id)


def test_the_aliases_are_what_the_curation_script_makes() -> None:
    assert curated(DS) == DS


@pytest.mark.parametrize(
    ("zh", "said"),
    [
        ("亳州", "Bo Zhou"), ("六安", "Lu An"), ("厦门", "Xia Men"), ("台州", "Tai Zhou"), ("蚌埠", "Beng Bu"),
        ("重庆", "Chong Qing"), ("长三角三省一市", "Chang San Jiao San Sheng Yi Shi"), ("长沙", "Chang Sha"),
        ("陕西", "Shaan Xi"),
    ],
)  # fmt: skip
def test_characters_of_several_readings_are_read_as_the_name_is(zh: str, said: str) -> None:
    assert said in with_aliases(ftz.Name(zh=zh)).aliases


def test_the_zones_and_areas_of_the_country_are_in() -> None:
    assert len(ESTABLISHED) == len(DS.zones) == 23
    assert len({area.id for area in DS.areas}) == 72


@pytest.mark.parametrize("zone", [zone.id for zone in ESTABLISHED if zone.id != "inner-mongolia-ftz"])  # no size yet
def test_the_areas_make_up_the_zone_or_are_named_as_missing(zone: str) -> None:
    check = ftz.reconcile(DS, zone, "area")
    areas = tuple(area.id for area in DS.areas if area.zone == zone)
    expected = (ftz.Verdict.INCOMPLETE, areas) if zone == "hebei-ftz" else (ftz.Verdict.EQUAL, ())
    assert (check.verdict, check.missing) == expected


@pytest.mark.parametrize(
    ("zone", "day", "size"),
    [
        ("shanghai-ftz", "2014-06-01", "28.78"),
        ("shanghai-ftz", "2015-04-26", "28.78"),
        ("shanghai-ftz", "2015-04-27", "120.72"),
        ("shanghai-ftz", "2019-08-20", "240.22"),
        ("zhejiang-ftz", "2020-08-29", "119.95"),
        ("zhejiang-ftz", "2020-09-30", "239.45"),
    ],
)
def test_a_zone_had_the_size_of_its_day_and_so_had_its_areas(zone: str, day: str, size: str) -> None:
    check = ftz.reconcile(DS, zone, "area", on=day)
    assert (str(check.whole.quantity.value), check.verdict) == (size, "equal")


def test_every_figure_and_cooperation_is_cited_with_a_locator() -> None:
    rows = [*DS.observations, *DS.cooperations, *PLACES]
    assert not [row.id for row in rows if not row.citations or not all(each.locator for each in row.citations)]


@together(DS.observations, lambda row: row.id)
def test_a_figure_is_what_its_print_says(row: ftz.Observation) -> None:
    prints = [each.as_published for each in row.citations if each.as_published]
    if row.id in READ_BY_CONTEXT or row.indicator == "area":
        assert prints or row.indicator == "area"
        return
    read = [ftz.read_figure(text, row.quantity.unit) for text in prints]
    assert row.quantity in read


def test_every_indicator_is_defined_and_measured_or_named_as_growth() -> None:
    assert not [each.id for each in DS.indicators if not each.definition or not each.name.zh]
    used = {row.indicator for row in DS.observations}
    assert not [each.id for each in DS.indicators if each.id not in used]


def test_near_synonyms_stay_apart_and_say_how_they_differ() -> None:
    for id in (
        "institutional-innovation-measures",
        "institutional-innovation-items",
        "institutional-innovation-results",
    ):
        assert DS.get(id, ftz.Indicator).notes
    for id in ("new-enterprises", "registered-enterprises", "new-market-entities"):
        assert DS.get(id, ftz.Indicator).notes


def test_one_page_is_one_source() -> None:
    assert not [url for url, count in Counter(row.url for row in DS.sources if row.url).items() if count > 1]


def test_a_site_that_serves_https_is_addressed_so() -> None:
    pages = [urlsplit(row.url) for row in DS.sources if row.url]
    safe = {page.netloc for page in pages if page.scheme == "https"}
    assert not [page.geturl() for page in pages if page.scheme == "http" and page.netloc in safe]


def test_no_source_is_from_the_future() -> None:
    days = {row.id: row.published.start for row in DS.sources if row.published is not None}
    assert not [id for id, day in days.items() if day is None or day > date(2026, 11, 25)]


@cache
def named() -> dict[str, set[str]]:
    """Return the ids of the places that bear each name."""
    found: dict[str, set[str]] = {}
    for place in PLACES:
        for form in place.name.all:
            found.setdefault(form, set()).add(place.id)
    return found


@together(PLACES, lambda place: place.id)
def test_every_name_finds_its_place_or_all_that_bear_it(place: ftz.Place) -> None:
    for form in place.name.all:
        bearers = named()[form]
        found = set(bearers_of(DS, form))
        assert bearers <= found
        assert len(bearers) > 1 or ftz.find(DS, form) == place


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("安徽", "anhui"), ("皖", "anhui"), ("CN-AH", "anhui"), ("340100", "hefei-city"), ("Hefei", "hefei-city"),
        ("安徽自贸区", "anhui-ftz"), ("合肥片区", "anhui-ftz-hefei"), ("合肥片區", "anhui-ftz-hefei"),
        ("Lin-gang", "shanghai-ftz-lingang"), ("Lingang", "shanghai-ftz-lingang"), ("苏州", "suzhou-city-js"),
        ("蘇州", "suzhou-city-js"), ("宿州", "suzhou-city-ah"), ("上海自贸区", "shanghai-ftz"),
        ("SHFTZ", "shanghai-ftz"),
    ],
)  # fmt: skip
def test_names_that_people_write_are_found(text: str, id: str) -> None:
    assert ftz.find(DS, text).id == id


def test_suzhou_may_mean_either() -> None:
    with pytest.raises(ftz.AmbiguousName) as error:
        ftz.find(DS, "Suzhou")
    assert error.value.candidates == ("suzhou-city-ah", "suzhou-city-js")


def test_a_group_is_never_added_to_its_member() -> None:
    four = ftz.latest(DS, "yrd-ftz-four-zones", "area")
    one = ftz.latest(DS, "anhui-ftz", "area", on="2021-05-10")
    with pytest.raises(ftz.NotAdditiveError) as refusal:
        ftz.total(DS, [four, one])
    assert "overlapping-subjects" in {reason.rule for reason in refusal.value.reasons}


def test_organizations_lie_in_an_area_only_where_the_data_say_so() -> None:
    areas = {area.id for area in DS.areas}
    assert areas.isdisjoint(DS.get("hangzhou-high-tech-zone", ftz.Organization).within)
    assert areas.isdisjoint(DS.get("suzhou-industrial-park", ftz.Organization).within)
    assert "anhui-ftz-hefei" in DS.get("anhui-ftz-hefei-etdz-block", ftz.Organization).within


def test_what_could_be_written_on_the_day_of_the_article() -> None:
    then = ftz.as_known_on(DS, "2021-01-25")
    article = {row.id for row in DS.observations if any(each.source == "cns-2021-01-25" for each in row.citations)}
    assert article and article <= {row.id for row in then.observations}  # noqa: PT018 - one fact
    assert "xinjiang-ftz" not in then
    assert all(row.published is not None and row.published.sure_by("2021-01-25") for row in then.sources)
    assert {"shanghai-ftz", "zhejiang-ftz", "jiangsu-ftz"} <= set(ftz.partners(then, "anhui-ftz"))


@pytest.mark.parametrize(
    ("subject", "period", "verdict"),
    [("anhui", "2020", "confirmed"), ("anhui-ftz", "2021-40", "conflicting")],
)
def test_figures_that_agree_or_disagree_are_told(subject: str, period: str, verdict: str) -> None:
    found = [each for each in ftz.cross_checks(DS) if (each.subject, each.period.edtf) == (subject, period)]
    assert verdict in {each.verdict for each in found if each.indicator == "goods-trade"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_is_worded_so_that_it_can_be_read_back(language: str) -> None:
    for row in DS.observations:
        read = ftz.read_figure(format(row.quantity, language), row.quantity.unit)
        assert (read.value, read.bound) == (row.quantity.value, row.quantity.bound), row.id
