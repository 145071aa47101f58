"""Sentences of officers, some written before the grammar, some after it."""

from pathlib import Path

from crashes.narrative import Beside, read_narrative
from crashes.narrative_words import COMPASS_DEG

FOLDER = Path(__file__).parent / "narratives"
POINTS = dict(zip(("N", "NE", "E", "SE", "S", "SW", "W", "NW"), COMPASS_DEG.values(), strict=True))


def sentences(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" =>") for line in lines if line and not line.startswith("#")]


def expected(text):
    parties = {}
    for word in text.split():
        name, said = word.split(":")
        side, movement = said.split(",")
        parties[name] = (side, movement)
    return parties


def is_right(told, side, movement):
    """Whether the side and the movement are those of the sentence; `-` is: nothing told."""
    if (told.movement or "-") != movement:
        return False
    if side[0] in "=~":
        beside = Beside.SAME if side[0] == "=" else Beside.OPPOSITE
        return told.from_deg is None and told.beside is beside
    return told.from_deg == POINTS.get(side)


def score(name):
    right = directions_wrong = 0
    lines = sentences(name)
    for sentence, said in lines:
        told, wanted = read_narrative(sentence), expected(said)
        found = {one.name: one for one in told.parties}
        hits = [key in found and is_right(found[key], *wanted[key]) for key in wanted]
        right += all(hits)
        directions_wrong += any(
            found[key].from_deg is not None and found[key].from_deg != POINTS.get(side[0])
            for key, side in wanted.items()
            if key in found and side[0] in POINTS
        )
        if not all(hits):
            read = [(one.name, one.from_deg, one.beside, one.movement) for one in told.parties]
            print(sentence, "=>", said, "|", read)
    print(f"{name}: {right} of {len(lines)} sentences, {directions_wrong} with a wrong direction")
    return right / len(lines), directions_wrong


def test_the_sentences_written_before_the_grammar_are_read():
    right, wrong = score("before.txt")
    assert len(sentences("before.txt")) >= 150
    assert right >= 0.9
    assert wrong == 0


def test_the_sentences_written_after_the_grammar_are_read():
    mended_by, mended_by_wrong = score("after.txt")  # 47 of 60 when they were first read
    right, wrong = score("later.txt")  # written after that, the grammar is as it was then
    assert min(len(sentences("after.txt")), len(sentences("later.txt"))) >= 60
    assert mended_by >= 0.9
    assert right >= 0.9
    assert wrong == mended_by_wrong == 0


def test_what_no_word_of_the_lexicon_covers_is_shown():
    told = read_narrative("A車由北往南直行，因打滑與B車發生碰撞。")
    assert told.not_understood == ("因打滑",)


def test_words_of_several_parties_go_to_each_of_them():
    told = read_narrative("A車與B車均由南往北直行。")
    assert [one.from_deg for one in told.parties] == [180.0, 180.0]


def test_a_turn_and_the_side_left_to_complete_each_other():
    by_turn = read_narrative("A車由南往北左轉。").party("A")
    by_sides = read_narrative("A車由南往西行駛。").party("A")
    assert (by_turn.from_deg, by_turn.to_deg, by_turn.movement) == (180.0, 270.0, "left")
    assert (by_sides.from_deg, by_sides.to_deg, by_sides.movement) == (180.0, 270.0, "left")


def test_compass_words_in_road_names_are_no_directions():
    told = read_narrative("A車沿吳鳳北路直行，與沿垂楊東路直行之B車碰撞。")
    assert [one.from_deg for one in told.parties] == [None, None]
    assert [one.road for one in told.parties] == ["吳鳳北路", "垂楊東路"]


def test_a_finding_on_the_right_of_way_is_no_direction():
    told = read_narrative("A車由北往南直行，左方車未讓右方車先行，與B車碰撞。")
    assert told.party("A").movement == "through"


def test_a_turn_and_the_side_left_to_tell_where_a_party_came_from():
    told = read_narrative("A車由中山路100巷駛出右轉中山路往東。").party("A")
    assert (told.came_from_deg, told.to_deg, told.movement) == (180.0, 90.0, "right")


def test_the_direction_of_a_carriageway_is_a_direction():
    told = read_narrative("A車沿國道1號北向行駛，追撞前方B車。")
    assert (told.party("A").from_deg, told.party("A").to_deg) == (180.0, 0.0)


def test_one_who_moves_off_heads_where_it_goes():
    assert read_narrative("A車自路邊起駛往西。").party("A").from_deg == 90.0


def test_a_change_to_the_outer_lane_is_one_to_the_right():
    told = read_narrative("A車沿環河路往北行駛，變換車道至外側車道。").party("A")
    assert (told.movement, told.from_deg) == ("lane_right", 180.0)
