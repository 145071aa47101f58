import pytest

from roadnet.model import Dash, KerbType, LaneChange, LineStyle, PaintColour
from tests.roadnet.opendrive.xodr_files import document, lane, road, section, width


def mark(kind="solid", more="", inner="", s=0.0, colour="white"):
    return f'<roadMark sOffset="{s}" type="{kind}" color="{colour}" {more}>{inner}</roadMark>'


def line(length=0.0, space=0.0, t=0.0, s=0.0, more=""):
    return f'<line length="{length}" space="{space}" tOffset="{t}" sOffset="{s}" {more}/>'


def shape(*lines):
    return f'<type name="x" width="0.3">{"".join(lines)}</type>'


@pytest.fixture
def boundaries(read):
    """The boundaries of a road of two lanes: left edge, centre, right edge."""

    def read_marks(left="", centre="", right=""):
        text = section([lane(1, width() + left)], [lane(-1, width() + right)], centre=centre)
        streets = read(document(road(sections=text)))
        return streets, [streets.roads[0].sections[0].boundary(index) for index in range(3)]

    return read_marks


def test_marks_stand_on_the_outer_lines_and_the_centre(boundaries):
    _, found = boundaries(mark("solid"), mark("broken", colour="yellow"), mark("none"))
    styles = [one.markings[0].style for one in found]
    assert styles == [LineStyle.SOLID, LineStyle.BROKEN, LineStyle.NONE]
    assert found[1].markings[0].colour is PaintColour.YELLOW


def test_no_mark_says_nothing(boundaries):
    _, found = boundaries(left=mark())
    assert [len(one.markings) for one in found] == [1, 0, 0]


def test_double_lines_are_named_from_the_inside_out(boundaries):
    left, right = mark("solid broken"), mark("solid broken")
    _, found = boundaries(left, mark("solid broken"), right)
    styles = [one.markings[0].style for one in found]
    assert styles == [LineStyle.BROKEN_SOLID, LineStyle.SOLID_BROKEN, LineStyle.SOLID_BROKEN]


def test_lines_of_a_mark_give_its_sizes(boundaries):
    inner = shape(line(4.0, 6.0, s=1.5, more='width="0.12"'))
    _, found = boundaries(right=mark("broken", 'width="0.2"', inner))
    one = found[2].markings[0]
    assert (one.width.value, one.dash, one.gap) == (0.12, Dash(4.0, 6.0, 1.5), None)


def test_the_gap_of_a_double_line_lies_between_its_lines(boundaries):
    inner = shape(line(t=0.1, more='width="0.1"'), line(2, 4, t=-0.12, more='width="0.1"'))
    _, found = boundaries(centre=mark("solid broken", inner=inner))
    one = found[1].markings[0]
    assert one.gap.value == pytest.approx(0.12)
    assert one.dash == Dash(2.0, 4.0)


@pytest.mark.parametrize(
    ("lines", "style"),
    [
        ([line()], LineStyle.SOLID),
        ([line(3, 3)], LineStyle.BROKEN),
        ([line(t=-0.1), line(3, 3, t=0.1)], LineStyle.BROKEN_SOLID),
        ([], LineStyle.UNKNOWN),
    ],
)
def test_a_custom_mark_is_what_its_lines_draw(boundaries, lines, style):
    _, found = boundaries(right=mark("custom", inner=shape(*lines) if lines else ""))
    assert found[2].markings[0].style is style


def test_a_curb_is_a_kerb(boundaries):
    _, found = boundaries(right=mark("curb"))
    assert found[2].kerb is KerbType.RAISED
    assert found[2].markings == ()


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("both", LaneChange.BOTH),
        ("none", LaneChange.NEITHER),
        ("increase", LaneChange.TO_LEFT),
        ("decrease", LaneChange.TO_RIGHT),
    ],
)
def test_lane_changes_count_along_the_stations(boundaries, text, change):
    _, found = boundaries(right=mark(more=f'laneChange="{text}"'), left=mark())
    assert found[2].markings[0].lane_change is change
    assert found[0].markings[0].lane_change is LaneChange.UNKNOWN


def test_marks_follow_each_other_and_the_last_of_one_place_holds(boundaries):
    right = mark("solid") + mark("broken", s=40) + mark("none", s=40) + mark("solid", s=100)
    _, found = boundaries(right=right)
    told = [(one.start_m, one.style) for one in found[2].markings]
    assert told == [(0.0, LineStyle.SOLID), (40.0, LineStyle.NONE)]


def test_what_marks_cannot_keep_is_counted(boundaries):
    inner = '<explicit><line length="1" tOffset="0" sOffset="0"/></explicit>'
    streets, _ = boundaries(right=mark("solid", inner=inner, colour="violet"))
    notes = {str(note) for note in streets.notes}
    assert "Not taken over: 1 × roadMark/explicit." in notes
    assert "Not taken over: 1 × roadMark color=violet." in notes


ALL_MARKS = (
    mark("solid", 'width="0.15" laneChange="none"'),
    mark("broken", 'laneChange="increase"', shape(line(2, 4, s=1, more='width="0.1"'))),
    mark("solid solid",
         inner=shape(line(t=0.1, more='width="0.1"'), line(t=-0.1, more='width="0.1"'))),
    mark("solid broken", 'laneChange="decrease"',
         shape(line(t=0.1, more='width="0.1"'), line(2, 4, t=-0.1, more='width="0.1"'))),
    mark("broken solid",
         inner=shape(line(2, 4, t=0.2, more='width="0.1"'), line(t=-0.2, more='width="0.1"'))),
    mark("broken broken", inner=shape(line(2, 4, t=0.1, more='width="0.1"'),
                                      line(2, 4, t=-0.1, more='width="0.1"'))),
    mark("botts dots"), mark("none"), mark("curb"), mark("custom"),
    mark("solid", colour="yellow") + mark("broken", s=30, colour="red"),
)  # fmt: skip


@pytest.mark.parametrize("text", ALL_MARKS)
def test_marks_are_written_as_they_were_read(boundaries, again, text):
    streets, found = boundaries(text, text, text)
    back = again(streets).roads[0].sections[0]
    assert [back.boundary(index) for index in range(3)] == found
