"""Police files made by hand: a row with all 51 cells, and files of such rows."""

import csv
import io

import pytest

from crashes.layouts import PARTY_LAYOUT_COLUMNS

CELLS = {
    "發生年度": "2025",
    "發生月份": "1",
    "發生日期": "20250115",
    "發生時間": "183000",
    "事故類別名稱": "A2",
    "處理單位名稱警局層": "嘉義市政府警察局",
    "發生地點": "嘉義市東區中央里中山路 / 嘉義市東區中央里文化路",
    "天候名稱": "晴",
    "光線名稱": "有照明且開啟",
    "道路類別-第1當事者-名稱": "市區道路",
    "速限-第1當事者": "50",
    "道路型態大類別名稱": "交岔路",
    "道路型態子類別名稱": "四岔路",
    "事故位置大類別名稱": "交叉路口",
    "事故位置子類別名稱": "交叉路口內",
    "路面狀況-路面鋪裝名稱": "柏油",
    "路面狀況-路面狀態名稱": "乾燥",
    "路面狀況-路面缺陷名稱": "無缺陷",
    "道路障礙-障礙物名稱": "無障礙物",
    "道路障礙-視距品質名稱": "無遮蔽物",
    "道路障礙-視距名稱": "良好",
    "號誌-號誌種類名稱": "行車管制號誌",
    "號誌-號誌動作名稱": "正常",
    "車道劃分設施-分向設施大類別名稱": "行車分向線",
    "車道劃分設施-分向設施子類別名稱": "無標記",
    "車道劃分設施-分道設施-快車道或一般車道間名稱": "未繪設車道線",
    "車道劃分設施-分道設施-快慢車道間名稱": "快慢車道分隔線",
    "車道劃分設施-分道設施-路面邊線名稱": "有",
    "事故類型及型態大類別名稱": "車與車",
    "事故類型及型態子類別名稱": "側撞",
    "肇因研判大類別名稱-主要": "駕駛者",
    "肇因研判子類別名稱-主要": "左轉彎未依規定",
    "死亡受傷人數": "死亡0;受傷1",
    "當事者順位": "1",
    "當事者區分-類別-大類別名稱-車種": "機車",
    "當事者區分-類別-子類別名稱-車種": "普通重型",
    "當事者屬-性-別名稱": "女",
    "當事者事故發生時年齡": "35",
    "保護裝備名稱": "戴半罩式安全帽",
    "行動電話或電腦或其他相類功能裝置名稱": "未使用",
    "當事者行動狀態大類別名稱": "車的狀態",
    "當事者行動狀態子類別名稱": "左轉彎",
    "車輛撞擊部位大類別名稱-最初": "機車與自行車",
    "車輛撞擊部位子類別名稱-最初": "前車頭",
    "車輛撞擊部位大類別名稱-其他": "",
    "車輛撞擊部位子類別名稱-其他": "",
    "肇因研判大類別名稱-個別": "駕駛者",
    "肇因研判子類別名稱-個別": "左轉彎未依規定",
    "肇事逃逸類別名稱-是否肇逃": "否",
    "經度": "120.449100",
    "緯度": "23.480200",
}
FOOTERS = ["資料提供日期：114年03月16日", "事故類別：A2類"]


@pytest.fixture(scope="session")
def row():
    """Make one row: the cells above, those given replaced."""

    def make(**changes):
        assert tuple(CELLS) == PARTY_LAYOUT_COLUMNS
        unknown = set(changes) - set(CELLS)
        assert not unknown, unknown
        return CELLS | changes

    return make


@pytest.fixture(scope="session")
def csv_bytes():
    """Make the bytes of a police file: BOM, CRLF, footers at the end."""

    def make(rows, *, footers=(), columns=tuple(CELLS), line_end="\r\n"):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator=line_end)
        writer.writerow(columns)
        writer.writerows([[one[column] for column in columns] for one in rows])
        writer.writerows([[footer, *[""] * (len(columns) - 1)] for footer in footers])
        return text.getvalue().encode("utf-8-sig")

    return make


@pytest.fixture
def police_file(tmp_path, csv_bytes):
    """Write a police file of some rows, or of bytes as they are."""

    def write(content, *, name="crashes.csv", **options):
        path = tmp_path / name
        data = content if isinstance(content, bytes) else csv_bytes(content, **options)
        path.write_bytes(data)
        return path

    return write
