"""Files that are no police crash files: refused as a whole, with what was found and expected."""

import io
import zipfile

import pytest

from crashes.crash_file import SIGNATURES, CrashFileError
from crashes.intake import read_crash_file, read_crash_files
from language import Language, catalogue


def workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


def refusal(path):
    with pytest.raises(CrashFileError) as refused:
        read_crash_file(path)
    assert str(path) in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n  \r\n", "is empty"),
        (workbook(), "Excel workbook"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF document"),
        (b"\x1f\x8b\x08\x00\x00", "compressed archive"),
        (bytes(range(256)) * 50, "binary or in an unknown encoding"),
        (b"\x00" * 1000, "binary or in an unknown encoding"),
        ("編號,日期,地點\n1,2025-01-01,甲路\n".encode(), "does not have the columns"),
        (b"a;b;c\n1;2;3\n", "does not have the columns"),
        (b'"unclosed\n', "header"),
    ],
)
def test_a_file_of_another_kind_is_refused(police_file, content, said):
    assert said in refusal(police_file(content))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("big5", "Big5"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_another_encoding_is_named(police_file, csv_bytes, row, encoding, said):
    content = csv_bytes([row()]).decode("utf-8-sig").encode(encoding, errors="replace")
    message = refusal(police_file(content))
    assert said in message
    assert "UTF-8" in message


def test_a_body_in_another_encoding_than_its_header_is_refused(police_file, csv_bytes, row):
    header, body = csv_bytes([row(), row(當事者順位="2")]).split(b"\r\n", 1)
    mixed = header + b"\r\n" + body.decode().encode("big5", errors="replace")
    with pytest.raises(CrashFileError, match="another encoding than its header"):
        read_crash_file(police_file(mixed))


def test_missing_columns_are_named(police_file, row):
    columns = tuple(name for name in row() if name not in ("發生日期", "緯度"))
    message = refusal(police_file([row()], columns=columns))
    assert "發生日期, 緯度" in message
    assert "49 columns" in message


def test_a_column_named_twice_is_refused(police_file, row):
    assert "twice" in refusal(police_file([row()], columns=(*row(), "緯度")))


def test_columns_beside_the_official_ones_are_kept(police_file, row):
    columns = (*row(), "案號")
    batch = read_crash_file(police_file([row() | {"案號": "X1"}], columns=columns))
    assert batch.counts["party_rows"] == 1
    assert batch.raw_rows["cells"].iloc[0].endswith(",X1")


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    assert "folder" in refusal(tmp_path)
    assert "There is no file" in refusal(tmp_path / "absent.csv")


def test_the_files_before_a_bad_one_are_given(police_file, row):
    files = read_crash_files(
        [police_file([row()], name="good.csv"), police_file(b"", name="bad.csv")]
    )
    assert next(files).file == "good.csv"
    with pytest.raises(CrashFileError):
        next(files)


@pytest.mark.parametrize("sentence", sorted({sentence for _, sentence in SIGNATURES}))
def test_every_refusal_has_its_chinese(sentence):
    assert sentence in catalogue(Language.ZH_TW)
