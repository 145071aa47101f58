"""Place texts of the police: county, district, roads, numbers, and the junction they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crashes.model import PLACE_COLUMNS
from crashes.places import CROSS, junction_name, places_of, read_place
from crashes.text_column import TextColumn

ROADS = st.sampled_from(
    ["中山路", "博愛路1段", "文化路", "忠孝路", "重慶一街", "仁義新村", "文化路123巷", "台1線"]
)


@pytest.mark.parametrize(
    ("text", "county", "district"),
    [
        ("嘉義市東區中央里中山路5號", "嘉義市", "東區"),
        ("臺南市新市區環西路一段", "臺南市", "新市區"),
        ("桃園市平鎮區振興西路口", "桃園市", "平鎮區"),
        ("屏東縣屏東市和生路2段口", "屏東縣", "屏東市"),
        ("屏東縣三地門鄉台24線21公里", "屏東縣", "三地門鄉"),
        ("新北市板橋區新北市板橋區中山路", "新北市", "板橋區"),
        ("新北市林口區新北市林區中山路262之1號", "新北市", "林口區"),
        ("屏東縣里港鄉里港鄉春林村里港路", "屏東縣", "里港鄉"),
        ("台中市西屯區台灣大道", "臺中市", "西屯區"),
        ("桃園縣中壢市中正路", "桃園市", "中壢市"),
        ("高雄市國道1號 360公里", "高雄市", None),
        ("某處", None, None),
    ],
)
def test_county_and_district_are_read(text, county, district):
    place = read_place(text)
    assert (place.county, place.district) == (county, district)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("嘉義市西區湖邊里博愛路1段 / 嘉義市西區湖邊里文化路", "博愛路1段×文化路"),
        ("嘉義市西區重興里自由路 / 嘉義市西區重興里友忠路", "友忠路×自由路"),
        ("嘉義市西區民生南路 / 嘉義市西區世賢路四段", "世賢路4段×民生南路"),
        ("嘉義市東區義教里忠孝路 / 嘉義市東區義教里博東路", "忠孝路×博東路"),
        ("嘉義市東區忠孝路 / 嘉義市東區仁義新村", "仁義新村×忠孝路"),
        ("新竹縣竹北市自強三路與成功八路交叉口", "成功八路×自強三路"),
        ("花蓮縣花蓮市中原路口 / 花蓮縣花蓮市國風街口", "中原路×國風街"),
        ("桃園市楊梅區甲路附近 / 桃園市楊梅區乙街北側", "乙街×甲路"),
        ("屏東縣長治鄉復興路與86巷口前", "復興路×復興路86巷"),
        ("苗栗縣苑裡鎮中山路與台一線路口", "中山路×台1線"),
        ("嘉義市西區磚\U000fffa8里友忠路 / 嘉義市西區磚\U000fffa8里大統路", "大統路×友忠路"),
        ("新北市新店區安祥路 / 新北市新店區無名路", None),
        ("花蓮縣花蓮市仁愛街與無名路口", None),
        ("嘉義縣六腳鄉六斗村縣道145線與村里道路口", None),
        ("嘉義市東區中華路3段 / 嘉義市東區中華路3段", None),
        ("臺南市永康區自治街東側 / 臺南市永康區自治街", None),
        ("新北市新莊區新北大道7段 / 新北市新莊區新北大道", None),
        ("嘉義市東區中山路154號前0.0公尺", None),
    ],
)
def test_a_crossing_is_named_by_its_roads(text, name):
    assert read_place(text).junction_name == name


@pytest.mark.parametrize(
    ("text", "kind", "road", "house", "kilometre"),
    [
        ("嘉義市東區中央里中山路262號前0.0公尺", "address", "中山路", "262", None),
        ("彰化縣芬園鄉芬草路二段275號", "address", "芬草路2段", "275", None),
        ("臺北市北投區承德路7段401巷551號前0.0公尺", "address", "承德路7段401巷", "551", None),
        ("嘉義縣朴子市永和里應菜埔105之94號前", "address", "應菜埔", "105-94", None),
        ("臺中市西屯區台灣大道3段99號", "address", "臺灣大道3段", "99", None),
        ("宜蘭縣蘇澳鎮台2線166.7公里處(蘇港路北上車道)", "kilometre", "台2線", None, 166.7),
        ("高雄市阿蓮區國道1號 343公里100.0公尺處北側向內側", "kilometre", "國道1號", None, 343.1),
        ("新北市板橋區堤外便道1公里650公尺處", "kilometre", "堤外便道", None, 1.65),
        ("苗栗縣公館鄉台72 28.1K處(北往南方向)", "kilometre", "台72線", None, 28.1),
        ("嘉義縣新港鄉縣157線 19公里500.0公尺處", "kilometre", "縣道157號", None, 19.5),
        ("臺東縣蘭嶼鄉東80線8.6公里", "kilometre", "東80線", None, 8.6),
        ("臺中市東區東光路前0.0公尺", "road", "東光路", None, None),
        ("臺中市西屯區中科路路燈CR04前(西往東)", "road", "中科路", None, None),
        ("高雄市湖內區村東方路", "road", "東方路", None, None),
        ("高雄市仁武區村永宏巷10號前0.0公尺", "address", "永宏巷", "10", None),
        ("嘉義縣水上鄉柳新村村里道路", "other", None, None, None),
        ("雲林縣口湖鄉下崙村中興路(077306號電桿旁)", "road", "中興路", None, None),
        ("臺北市士林區百齡橋前0.0公尺", "other", None, None, None),
        ("", "other", None, None, None),
    ],
)
def test_road_house_number_and_kilometre_are_read(text, kind, road, house, kilometre):
    place = read_place(text)
    assert (str(place.place_kind), place.road_1) == (kind, road)
    assert (place.house_number, place.kilometre) == (house, kilometre)


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("臺中市大里區新里里大里路 / 臺中市大里區新里里新興路", "大里路"),
        ("臺中市西區吉龍里美村路一段619號", "美村路1段"),
        ("臺中市豐原區豐原里東北街33號", "東北街"),
        ("花蓮縣吉安鄉東里十一街附近", "東里十一街"),
        ("臺東縣太麻里鄉太麻里街與泰王路口", "太麻里街"),
        ("彰化縣田中鎮南路里中正路與公館路口", "中正路"),
        ("臺南市下營區仁里里環營南路二段", "環營南路2段"),
        ("屏東縣南州鄉仁里路19-3號前", "仁里路"),
        ("苗栗縣竹南鎮港墘里3鄰中山路29號", "中山路"),
    ],
)
def test_villages_are_told_from_roads(text, road):
    place = read_place(text)
    assert road in (place.road_1, place.road_2)


@given(st.lists(ROADS, min_size=2, max_size=2, unique=True))
def test_both_orders_of_a_crossing_are_one_place(roads):
    texts = [" / ".join(f"嘉義市東區{road}" for road in order) for order in (roads, roads[::-1])]
    one, other = (read_place(text) for text in texts)
    assert one == other


@given(st.lists(ROADS, min_size=2, max_size=4, unique=True), st.randoms())
def test_a_junction_has_one_name_in_every_order_of_its_roads(roads, random):
    shuffled = roads.copy()
    random.shuffle(shuffled)
    assert junction_name(roads) == junction_name(shuffled)
    assert set(junction_name(roads).split(CROSS)) == set(roads)


@given(st.integers(1, 30))
def test_digits_of_every_width_and_kind_write_one_section(number):
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    numerals = "零一二三四五六七八九"
    tens, units = divmod(number, 10)
    chinese = ("" if tens < 2 else numerals[tens]) + ("十" if tens else "")
    chinese += numerals[units] if units or not tens else ""
    roads = {read_place(f"嘉義市東區中山路{one}段").road_1 for one in (number, wide, chinese)}
    assert roads == {f"中山路{number}段"}


@given(st.text(max_size=80))
def test_any_text_is_read_without_harm(text):
    assert len(read_place(text)) == len(PLACE_COLUMNS)
    assert len(read_place(f"嘉義市東區{text} / 嘉義市東區{text}")) == len(PLACE_COLUMNS)


def test_a_column_of_texts_is_read_like_each_of_them():
    texts = ["嘉義市東區甲路1號", "嘉義市西區乙路 / 嘉義市西區丙路", "嘉義市東區甲路1號"]
    table = places_of(TextColumn.of(texts))
    assert tuple(table.columns) == PLACE_COLUMNS
    assert table["house_number"].tolist()[::2] == ["1", "1"]
    assert table["junction_name"].tolist()[1] == read_place(texts[1]).junction_name
