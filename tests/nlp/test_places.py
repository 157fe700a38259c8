"""Names of places, judged in the light of the text, the source and the year."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.gazetteer import by_code, regions
from nlp.places import find_places
from nlp.spans import Place


def names(text: str, home: str | None = None, published: str = "2022-05-18") -> list[str | None]:
    return [place.name for place in find_places(text, published, home)]


def test_a_place_as_a_whole() -> None:
    assert find_places("在山东省淄博市张店区开工", "2022-05-18", None) == [
        Place(1, 10, "山东省淄博市张店区", "370303", "淄博市张店区", "county")
    ]


def test_a_zone_has_the_key_of_its_city() -> None:
    assert find_places("淄博高新区签约", "2022-05-18", None) == [
        Place(0, 5, "淄博高新区", "3703:高新区", "淄博市高新区", "zone")
    ]


@pytest.mark.parametrize(("published", "code"), [("2020-06-01", "5000:两江新区"), ("2026-06-01", "500157")])
def test_a_zone_becomes_a_district(published: str, code: str) -> None:
    (place,) = find_places("重庆两江新区", published, None)
    assert (place.code, place.name) == (code, "重庆市两江新区")


def test_what_stays_ambiguous_has_candidates_and_no_name() -> None:
    (place,) = find_places("西湖区某小区", "2022-05-18", None)
    assert place == Place(
        0, 3, "西湖区", None, None, "county", (("330106", "杭州市西湖区"), ("360103", "南昌市西湖区"))
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("广东深圳南山", "深圳市南山区"),
        ("北京朝阳区", "北京市朝阳区"),
        ("上海市浦东东方路12号", "上海市浦东新区"),
        ("福建省鼓楼区", "福州市鼓楼区"),
        ("吉林省吉林市船营区", "吉林市船营区"),
        ("辽宁朝阳", "朝阳市"),
        ("吉林长春朝阳区", "长春市朝阳区"),
        ("湖南湘潭市湘潭县", "湘潭市湘潭县"),
        ("山西晋城市城区", "晋城市城区"),
        ("四川阿坝州汶川县", "阿坝藏族羌族自治州汶川县"),
        ("通道县", "怀化市通道侗族自治县"),
        ("济南市中区", "济南市市中区"),
        ("青岛市北区", "青岛市市北区"),
        ("石家庄市井陉县", "石家庄市井陉县"),
        ("江西省会昌县", "赣州市会昌县"),
        ("信阳新县", "信阳市新县"),
        ("山西吉县", "临汾市吉县"),
        ("河南济源市", "河南省济源市"),
        ("重庆渝中区", "重庆市渝中区"),
        ("内蒙古通辽市科尔沁左翼后旗", "通辽市科尔沁左翼后旗"),
        ("海南藏族自治州", "海南藏族自治州"),
        ("台湾省屏东县", "台湾省屏东县"),
        ("河北雄安新区容城县", "保定市容城县"),
        ("雄安新区容城县", "保定市容城县"),
        ("廣東省廣州市番禺區", "广州市番禺区"),
        ("合川区洛阳溪街89号", "重庆市合川区"),
        ("保定市北市区", "保定市莲池区"),
        ("甘肃白银", "白银市"),
    ],
)
def test_chains_of_an_address_are_one_place(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("即墨市", "2016-03-01", "青岛市即墨市"),
        ("即墨", "2020-03-01", "青岛市即墨区"),
        ("即墨市", "2020-03-01", "青岛市即墨区"),
        ("莱芜", "2015-03-01", "莱芜市"),
        ("莱芜", "2020-03-01", "济南市莱芜区"),
        ("湖北省襄樊市", "2008-03-01", "襄樊市"),
        ("湖北省襄樊市", "2020-03-01", "襄阳市"),
        ("柳州地区忻城县", "2020-03-01", "来宾市忻城县"),
        ("成都市新津县", "2024-03-01", "成都市新津区"),
    ],
)
def test_names_mean_what_exists_on_the_day(text: str, published: str, name: str) -> None:
    assert names(text, None, published) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "提高县域经济发展质量",
        "提高青年就业水平",
        "会同县有关部门",
        "杭州湾产业带",
        "实现长治久安，吃三明治",
        "在和县城里",
        "跬步江山即寥廓",
        "据新华社电",
        "和平路改造",
        "城区道路改造，老城区更新",
        "某高新区、国家级经开区、一流高新区",
        "公安机关、资源优势、合作共赢",
        "浦东发展银行贷款",
        "上城改造与金水河治理",
        "宝山钢铁、鞍山钢铁",
        "吉林大路与长春大街",
        "年产白银300吨，种植哈密瓜",
        "赴北海道，在上海合作组织，北京时间8点",
        "住在北市区",
        "提高区域竞争力，途经区县",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert names(text, "淄博市") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("莅临淄博考察", "淄博市"),
        ("济南市中心", "济南市"),
        ("保定召开会议", "保定市"),
        ("平湖市和平湖市场", "嘉兴市平湖市"),
        ("北海市重庆路11号", "北海市"),
        ("成都市新津县金华镇", "成都市新津区"),
        ("淄博凤阳家居公司", "淄博市"),
        ("桓台县域经济", "淄博市桓台县"),
    ],
)
def test_words_around_a_name_draw_its_bounds(text: str, name: str) -> None:
    assert set(names(text)) == {name}


def test_counties_are_found_behind_their_city_and_their_province() -> None:
    rows = [row for row in regions() if row.kind == "county" and row.valid(2024) and row.code < "700000"]
    for row in rows[::7]:
        for above in (by_code(row.city, 2024), by_code(row.province, 2024)):
            assert above is not None
            found = find_places(f"在{above.own}{row.own}举行", "2024-06-01", None)
            assert {row.name} <= {found[0].name, *(name for _, name in found[0].candidates)}, row


def test_a_short_name_before_a_county_of_elsewhere_is_short_for_something_else() -> None:
    found = find_places("巴州库尔勒市", "2022-05-18", None)
    assert [place.name for place in found] == ["巴音郭楞蒙古自治州库尔勒市"]


def test_short_names_count_in_a_row_or_where_the_text_speaks_of_them() -> None:
    assert names("历下、市中、天桥三区", "济南市") == ["济南市历下区", "济南市市中区", "济南市天桥区"]
    assert names("城市中心市中、天桥下", "济南市") == []
    assert names("沂源派驻专班", "淄博市") == ["淄博市沂源县"]
    assert names("恩施、利川两县市", None)[1:] == ["恩施土家族苗族自治州利川市"]


def test_a_county_elsewhere_counts_where_it_stands_by_itself() -> None:
    assert names("走进兰考，学习东阳的经验", "菏泽市") == ["开封市兰考县", "金华市东阳市"]
    assert names("东阳云达物流、卧龙电驱、三河汇福粮油", "菏泽市") == []
    assert names("突破4500亿元大关", "南阳市") == []


def test_home_decides_between_counties_of_one_name() -> None:
    assert names("海州区", "连云港市海州区") == ["连云港市海州区"]
    assert names("阜新市海州区、海州区", "连云港市海州区") == ["阜新市海州区", "连云港市海州区"]
    assert names("市中区、滕州市", "枣庄市") == ["枣庄市市中区", "枣庄市滕州市"]


@pytest.mark.parametrize(
    ("text", "home", "found"),
    [
        ("高新区、张店区", "淄博市", ["淄博市高新区", "淄博市张店区"]),
        ("经开区完成投资", "淄博市经开区", ["淄博市经开区"]),
        ("烟台经济技术开发区", None, ["烟台市经开区"]),
        ("桓台经济开发区", None, ["淄博市桓台县"]),
        ("荣成市、南海新区分别开工", "威海市", ["威海市荣成市", "威海市南海新区"]),
        ("文昌湖区5个", "淄博市", ["淄博市文昌湖区"]),
        ("惠州仲恺高新区", "赣州市南康区", ["惠州市仲恺高新区"]),
        ("重庆两江新区", None, ["重庆市两江新区"]),
        ("高新区开工", None, []),
        ("未央区、曲江新区", "西安市", ["西安市未央区", "西安市曲江新区"]),
        ("揭阳滨海新区，滨海新区", "揭阳市惠来县", ["揭阳市滨海新区", "揭阳市滨海新区"]),
        ("天津市滨海新区", "潍坊市", ["天津市滨海新区"]),
        ("昆都仑区和稀土高新区", "包头市", ["包头市昆都仑区", "包头市稀土高新区"]),
        ("；火炬开发区、国家高新区", "中山市", ["中山市火炬开发区"]),
        ("环翠区增长3.6%、临港区增长7.5%", "威海市", ["威海市环翠区", "威海市临港区"]),
        ("全市开发区、各类开发区", "威海市", []),
        ("环翠区、高区、经区", "威海市", ["威海市环翠区", "威海市高新区", "威海市经开区"]),
        ("东城区86.31分", "许昌市", ["许昌市东城区"]),
        ("滨海区总投资5亿元", "潍坊市", ["潍坊市滨海区"]),
        ("赴北京市东城区考察", "许昌市", ["北京市东城区"]),
        ("绵阳市在科技城新区举行", None, ["绵阳市", "绵阳市科技城新区"]),
        ("周口市城乡一体化示范区，示范区党工委", "周口市", ["周口市示范区", "周口市示范区"]),
    ],
)
def test_zones_belong_to_their_city(text: str, home: str | None, found: list[str]) -> None:
    assert names(text, home) == found


PIECES = st.lists(
    st.sampled_from(
        ["淄博", "张店区", "高新区", "、", "江山", "提高", "县", "市", "和", "朝阳", "\n", "x", "１"]
    )
    | st.text(max_size=3),
    max_size=40,
)


@given(
    pieces=PIECES, home=st.sampled_from([None, "淄博市", "淄博市高新区", "浙江省", "江山市", "衢州市江山市"])
)
def test_spans_hold_and_do_not_overlap(pieces: list[str], home: str | None) -> None:
    text = "".join(pieces)
    places = find_places(text, "2022-05-18", home)
    assert all(text[place.start : place.end] == place.quote for place in places)
    assert all(before.end <= after.start for before, after in pairwise(places))
    assert all((place.name is None) == (place.code is None) == bool(place.candidates) for place in places)
    assert places == find_places(text, "2022-05-18", home)
