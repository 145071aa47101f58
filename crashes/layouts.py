"""The layouts of police crash files: their columns, and which layout a header has."""

from collections.abc import Sequence
from enum import StrEnum

YEAR = "發生年度"
MONTH = "發生月份"
DATE = "發生日期"
TIME = "發生時間"
SEVERITY = "事故類別名稱"
POLICE_UNIT = "處理單位名稱警局層"
PLACE = "發生地點"
SPEED_LIMIT = "速限-第1當事者"
CASUALTIES = "死亡受傷人數"
ORDINAL = "當事者順位"
KIND_MAIN = "當事者區分-類別-大類別名稱-車種"
KIND_SUB = "當事者區分-類別-子類別名稱-車種"
SEX = "當事者屬-性-別名稱"
AGE = "當事者事故發生時年齡"
HIT_AND_RUN = "肇事逃逸類別名稱-是否肇逃"
LON = "經度"
LAT = "緯度"
VEHICLES = "車種"

PARTY_LAYOUT_COLUMNS = (
    YEAR,
    MONTH,
    DATE,
    TIME,
    SEVERITY,
    POLICE_UNIT,
    PLACE,
    "天候名稱",
    "光線名稱",
    "道路類別-第1當事者-名稱",
    SPEED_LIMIT,
    "道路型態大類別名稱",
    "道路型態子類別名稱",
    "事故位置大類別名稱",
    "事故位置子類別名稱",
    "路面狀況-路面鋪裝名稱",
    "路面狀況-路面狀態名稱",
    "路面狀況-路面缺陷名稱",
    "道路障礙-障礙物名稱",
    "道路障礙-視距品質名稱",
    "道路障礙-視距名稱",
    "號誌-號誌種類名稱",
    "號誌-號誌動作名稱",
    "車道劃分設施-分向設施大類別名稱",
    "車道劃分設施-分向設施子類別名稱",
    "車道劃分設施-分道設施-快車道或一般車道間名稱",
    "車道劃分設施-分道設施-快慢車道間名稱",
    "車道劃分設施-分道設施-路面邊線名稱",
    "事故類型及型態大類別名稱",
    "事故類型及型態子類別名稱",
    "肇因研判大類別名稱-主要",
    "肇因研判子類別名稱-主要",
    CASUALTIES,
    ORDINAL,
    KIND_MAIN,
    KIND_SUB,
    SEX,
    AGE,
    "保護裝備名稱",
    "行動電話或電腦或其他相類功能裝置名稱",
    "當事者行動狀態大類別名稱",
    "當事者行動狀態子類別名稱",
    "車輛撞擊部位大類別名稱-最初",
    "車輛撞擊部位子類別名稱-最初",
    "車輛撞擊部位大類別名稱-其他",
    "車輛撞擊部位子類別名稱-其他",
    "肇因研判大類別名稱-個別",
    "肇因研判子類別名稱-個別",
    HIT_AND_RUN,
    LON,
    LAT,
)
SIMPLE_LAYOUT_COLUMNS = (TIME, PLACE, CASUALTIES, VEHICLES)  # coordinates may follow


class Layout(StrEnum):
    """What a row of a police crash file is; the value is the `source` of its crashes."""

    NPA = "npa"  # one row for each party, 51 columns
    NPA_SIMPLE = "npa_simple"  # one row for each crash: time, place, casualties, vehicles


def layout_of(columns: Sequence[str]) -> Layout | None:
    """Return the layout whose columns are all there, None for a file of another kind.

    Columns may stand in any order, and others may stand between them.

    Examples
    --------
    >>> layout_of(["發生時間", "發生地點", "死亡受傷人數", "車種", "經度", "緯度"])
    <Layout.NPA_SIMPLE: 'npa_simple'>
    >>> layout_of(["id", "date"]) is None
    True
    """
    if set(PARTY_LAYOUT_COLUMNS) <= set(columns):
        return Layout.NPA
    if set(SIMPLE_LAYOUT_COLUMNS) <= set(columns):
        return Layout.NPA_SIMPLE
    return None
