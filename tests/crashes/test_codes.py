"""The official code lists: texts to codes and back, in both editions of the form."""

import json
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from crashes.code_reading import read_codes
from crashes.codes import CodeError, CodeVersion, code_list, code_lists, code_text, code_texts
from crashes.model import CASE_ITEMS, PARTY_COLUMNS
from crashes.text_column import TextColumn
from language import Language

OLD, NEW = CodeVersion
FIELDS = sorted(code_lists())


def code(field, *texts, version=NEW):
    unknown = Counter()
    columns = list(
        zip(code_list(field).fields[field], [TextColumn.of([t]) for t in texts], strict=True)
    )
    [found] = read_codes(code_list(field), columns, np.array([version is NEW]), unknown)
    return None if pd.isna(found) else found, dict(unknown)


def test_every_coded_column_of_the_tables_has_a_list():
    coded = {name for name in (*CASE_ITEMS, *PARTY_COLUMNS) if name.endswith("_code")}
    assert coded == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_a_code_has_one_meaning_in_an_edition(field):
    for version in CodeVersion:
        values = code_list(field).of_version(version)
        codes = [value.code for value in values]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_comes_back_from_its_text_and_has_both_languages(field):
    one = code_list(field)
    for version in CodeVersion:
        for value in one.of_version(version):
            assert value.en
            assert value.in_language(Language.ZH_TW)
            if not one.fields[field]:
                continue  # not in the open data
            texts = (value.group, value.text) if one.groups else (value.text,)
            assert code(field, *texts, version=version) == (value.code, {})


@pytest.mark.parametrize(
    ("field", "texts", "version", "expected"),
    [
        ("crash_type_code", ("人與汽(機)車", "穿越道路中"), OLD, "03"),
        ("crash_type_code", ("車輛本身", "撞電桿"), NEW, "38"),
        ("crash_type_code", ("汽(機)車本身", "撞路樹、電桿"), OLD, "26"),
        ("position_code", ("交叉路口", "交叉口附近"), NEW, "02"),
        ("median_code", ("中央分向島", "寛式(50公分以上)"), OLD, "01"),
        ("median_code", ("中央分向島", "寬式（５０公分以上）"), NEW, "01"),
        ("protection_code", ("未戴案全帽或未繫安全帶(未使用幼童安全椅)",), OLD, "2"),
        ("action_code", ("車的狀態", "等待(引擎未熄火)"), NEW, "14"),
        ("action_code", ("車的狀態", "左轉彎"), NEW, "05"),
        ("action_code", ("車的狀態", "右轉彎"), NEW, "06"),
        ("action_code", ("人的狀態", "不明"), NEW, "21"),
        ("contact_first_code", ("機車", "前車頭"), OLD, "11"),
        ("contact_first_code", ("汽車", "前車頭"), OLD, "01"),
        ("sight_code", ("有遮蔽物", "彎道"), NEW, "1"),
        ("surface_defect_code", ("突出(高低)不平",), OLD, "2"),
        ("surface_defect_code", ("突出(高低)不平",), NEW, "5"),
        ("road_form_code", ("圓環廣場", "圓環"), OLD, "16"),
        ("road_form_code", ("圓環廣場", "圓環"), NEW, "18"),
        ("kind_code", ("小客車(含客、貨兩用)", "自用"), NEW, "B03"),
        ("kind_code", ("小貨車(含客、貨兩用)", "自用"), NEW, "B12"),
        ("kind_code", ("大客車", "自用"), NEW, "A06"),
        ("cause_code", ("其他", "開啟車門不當"), NEW, "40"),
        ("cause_code", ("", "肇事逃逸未查獲，無法查明肇因"), NEW, "119"),
        ("cause_code", ("無(非車輛駕駛人因素)", "動物竄出"), NEW, "66"),
    ],
)
def test_texts_of_the_data_find_their_code(field, texts, version, expected):
    assert code(field, *texts, version=version) == (expected, {})


def test_a_cause_of_one_edition_is_not_read_in_the_other():
    assert code("cause_code", "駕駛人", "未注意車前狀態", version=OLD)[0] == "23"
    assert code("cause_code", "駕駛人", "未注意車前狀態", version=NEW)[0] is None


def test_the_number_42_means_another_cause_in_each_edition():
    old, new = (
        code_text("cause_code", "42", version, language=Language.EN) for version in (OLD, NEW)
    )
    assert old == "Other violation or improper act"
    assert new == "Other improper driving"


@pytest.mark.parametrize(
    ("texts", "unknown"),
    [
        (("車的狀態", "飛行"), {("當事者行動狀態子類別名稱", "飛行"): 1}),
        (("神的狀態", "左轉彎"), {("當事者行動狀態大類別名稱", "神的狀態"): 1}),
        (("人的狀態", "左轉彎"), {("當事者行動狀態子類別名稱", "人的狀態 > 左轉彎"): 1}),
        (("", ""), {}),
    ],
)
def test_what_no_list_knows_is_missing_and_says_which_cell(texts, unknown):
    assert code("action_code", *texts) == (None, unknown)


def test_an_unknown_text_is_never_read_as_other():
    assert code("road_class_code", "未知道路") == (
        None,
        {("道路類別-第1當事者-名稱", "未知道路"): 1},
    )


def test_codes_that_the_form_does_not_have_are_marked_as_ours():
    own = {value.code for field in FIELDS for value in code_list(field).values if value.own}
    assert own == {"91", "A91", "B91", "B92", "C91", "G91", "H91"}


def test_a_column_of_codes_is_put_into_words():
    codes = pd.Series(["05", None, "77"], index=[3, 4, 5], dtype="str")
    texts = code_texts(
        "action_code", codes, pd.Series([NEW] * 3, index=codes.index), language=Language.EN
    )
    assert texts.index.tolist() == [3, 4, 5]
    assert texts.tolist()[0] == "Turning left"
    assert texts.isna().tolist() == [False, True, False]
    assert texts.tolist()[2] == "77"


def test_a_column_without_a_list_is_refused():
    with pytest.raises(CodeError):
        code_list("lon")


@pytest.mark.real_data
def test_every_text_counted_in_the_open_data_is_known(real_data):
    hierarchy = json.loads((real_data / "npa" / "categories_hierarchy.json").read_text("utf-8"))
    unknown = []
    for columns, groups in hierarchy.items():
        names = tuple(columns.split(" > "))
        fields = [field for field in FIELDS if code_list(field).fields[field] == names]
        for field in fields:
            tables = code_list(field).codes_by_text.values()
            known = {key for table in tables for key in table}
            unknown += [
                (field, main, sub)
                for main, subs in groups.items()
                for sub in subs
                if (main or sub)
                and code(field, main, sub, version=OLD)[0] is None
                and code(field, main, sub, version=NEW)[0] is None
            ]
            assert known
    assert unknown == []


@pytest.mark.real_data
def test_codes_agree_with_the_official_form(real_data):
    form = json.loads((real_data / "report_form" / "codes_form_2023-07.json").read_text("utf-8"))
    items = {
        "weather_code": "4 天候",
        "road_class_code": "6 道路類別",
        "signal_kind_code": "12-1 號誌種類",
        "signal_state_code": "12-2 號誌動作",
        "lane_line_code": "14-1 快車道或一般車道間",
        "fast_slow_line_code": "14-2 快慢車道間",
        "position_code": "9 事故位置",
    }
    for field, item in items.items():
        ours = {v.code: v.text for v in code_list(field).values if not v.own and NEW in v.versions}
        printed = form[item]
        assert {code: printed.get(code) for code in ours} == ours
