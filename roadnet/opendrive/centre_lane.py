"""Where the centre lane runs: between the directions of traffic, going on over sections."""

from collections.abc import Sequence

from roadnet.model import Direction, DrivingSide, Section

SAME_OFFSET_M = 0.001
Cost = tuple[int, int, int]  # strips on the wrong side, steps of the centre lane, lines passed
FREE: Cost = (0, 0, 0)


def centres_of(sections: Sequence[Section], side: DrivingSide) -> list[int]:
    """Return for each section of a road how many strips lie left of the centre lane.

    Traffic on the left comes against the stations where it keeps right. Of the lines that part the
    directions equally well, those are taken that go on into each other (some readers look for the
    end of a section with the offset of the next one), then those nearest to the datum.
    """
    best: list[tuple[Cost, list[int]]] = [(FREE, [])]
    ends: tuple[float, ...] = ()
    for section in sections:
        starts = section.offsets_at(0.0)
        best = [
            _cheapest(best, ends, start_m, _cost(section, count, side), count)
            for count, start_m in enumerate(starts)
        ]
        ends = section.offsets_at(section.length_m)
    return min(best)[1]


def _cheapest(
    best: Sequence[tuple[Cost, list[int]]],
    ends: Sequence[float],
    start_m: float,
    own: Cost,
    count: int,
) -> tuple[Cost, list[int]]:
    """Return the cheapest way to a line that starts at an offset; `ends` is empty at the first."""
    ways = []
    for number, (cost, way) in enumerate(best):
        steps = bool(ends) and abs(ends[number] - start_m) > SAME_OFFSET_M
        ways.append(((cost[0] + own[0], cost[1] + steps, cost[2] + own[2]), [*way, count]))
    return min(ways)


def _cost(section: Section, count: int, side: DrivingSide) -> Cost:
    wrong_on_left = Direction.FORWARD if side is DrivingSide.RIGHT else Direction.BACKWARD
    wrong_on_right = Direction(-wrong_on_left)
    ways = [strip.direction for strip in section.strips]
    wrong = ways[:count].count(wrong_on_left) + ways[count:].count(wrong_on_right)
    return wrong, 0, abs(count - section.left_count)
