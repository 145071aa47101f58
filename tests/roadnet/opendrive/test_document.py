import pytest

from errors import DaoanError
from roadnet.opendrive import document as opener
from roadnet.opendrive.document import OpenDriveError
from roadnet.opendrive.read import read_opendrive
from tests.roadnet.opendrive.xodr_files import LINE, document, road


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(OpenDriveError, match=r"no file .*nowhere\.xodr"):
        read_opendrive(tmp_path / "nowhere.xodr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "cannot be read as XML"),
        ("no XML at all", "cannot be read as XML"),
        ("<OpenDRIVE><header", "cannot be read as XML"),
        ("<osm/>", "<OpenDRIVE> was expected"),
        ('<OpenDRIVE><header revMajor="2" revMinor="0"/><road id="1"/></OpenDRIVE>', "2.0"),
        ('<OpenDRIVE><header revMajor="1" revMinor="6"/></OpenDRIVE>', "holds no road"),
    ],
)
def test_what_is_no_opendrive_file_is_refused_with_its_name(read, text, expected):
    with pytest.raises(OpenDriveError, match=expected) as caught:
        read(text)
    assert "town.xodr" in str(caught.value)


def test_entities_are_refused_before_they_expand(read):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE OpenDRIVE [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + ']><OpenDRIVE><header revMajor="1" revMinor="6" name="&i;"/></OpenDRIVE>'
    )
    with pytest.raises(OpenDriveError, match=r"document type|cannot be read"):
        read(bomb)


def test_other_files_are_never_opened(read, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("private", encoding="utf-8")
    text = f'<!DOCTYPE OpenDRIVE [<!ENTITY x SYSTEM "file://{secret}">]>' + document().replace(
        '<?xml version="1.0"?>', ""
    ).replace('name=""', 'name="&x;"')
    with pytest.raises(OpenDriveError) as caught:
        read(text)
    assert "private" not in str(caught.value)


def test_a_document_type_is_found_in_any_encoding(tmp_path):
    path = tmp_path / "wide.xodr"
    path.write_bytes('<!DOCTYPE OpenDRIVE [<!ENTITY a "b">]><OpenDRIVE/>'.encode("utf-16"))
    with pytest.raises(OpenDriveError, match="document type"):
        read_opendrive(path)


def test_a_file_too_large_to_be_read_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(opener, "LARGEST_BYTES", 100)
    path = tmp_path / "city.xodr"
    path.write_text(document(), encoding="utf-8")
    with pytest.raises(OpenDriveError, match="larger than"):
        read_opendrive(path)


def test_deep_nesting_is_refused(read):
    with pytest.raises(OpenDriveError, match="cannot be read as XML"):
        read("<OpenDRIVE>" + "<a>" * 5000 + "</a>" * 5000 + "</OpenDRIVE>")


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e300", "ten", "0x10"])
def test_what_is_no_usable_number_is_refused_with_its_line(read, value):
    with pytest.raises(OpenDriveError, match=r"line \d+: x='.*' of <geometry>"):
        read(document(road(plan=LINE.replace('x="0"', f'x="{value}"'))))


def test_a_missing_value_is_named(read):
    with pytest.raises(OpenDriveError, match="<geometry> has no attribute hdg"):
        read(document(road(plan=LINE.replace('hdg="0"', ""))))


def test_a_road_without_a_plan_is_named(read):
    with pytest.raises(OpenDriveError, match="road 7 has no plan"):
        read(document(road(7, plan="")))


def test_an_endless_road_is_refused(read):
    with pytest.raises(OpenDriveError, match="longer than any road"):
        read(document(road(plan=LINE.replace('length="100"', 'length="1e8"'))))


def test_an_unknown_piece_of_a_plan_is_refused(read):
    with pytest.raises(OpenDriveError, match="found wave"):
        read(document(road(plan=LINE.replace("<line/>", "<wave/>"))))


def test_two_roads_of_one_id_are_refused(read):
    with pytest.raises(OpenDriveError, match="2 roads have the id 1"):
        read(document(road(1), road(1)))


def test_errors_are_for_the_user(read):
    with pytest.raises(DaoanError):
        read("<osm/>")


def test_a_namespace_changes_nothing(read):
    plain = read(document())
    named = read(document().replace("<OpenDRIVE>", '<OpenDRIVE xmlns="http://code.asam.net/x">'))
    assert named.roads == plain.roads


def test_an_older_version_is_read_and_told(read):
    notes = [str(note) for note in read(document(minor=1)).notes]
    assert any("declares OpenDRIVE 1.1" in note for note in notes)
