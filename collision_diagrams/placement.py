"""Where people have moved glyphs on the diagram of a site: an offset for each crash.

An offset is counted from the computed anchor of the crash, in millimetres of an A3 sheet, so that
it holds when new crashes come in or another paper is chosen. The point of the record stays as it
is.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from drawing.model import Point
from errors import DaoanError

A3_WIDTH_MM = 420.0
DECIMALS = 2
FURTHEST_MM = 600.0  # more than the diagonal of the sheet: no offset that anybody made


class PlacementError(DaoanError, ValueError):
    """A stored placement cannot be read."""


@dataclass(frozen=True, slots=True)
class Move:
    """How far one glyph was moved, by whom and when."""

    offset_mm: Point  # right and down from the anchor, on A3
    author: str
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """What was moved on the diagram of one site."""

    moves: Mapping[str, Move] = field(default_factory=dict)  # by crash_id

    def offsets_mm(self, paper_width_mm: float = A3_WIDTH_MM) -> dict[str, Point]:
        """Return crash -> offset from its anchor on a paper whose longer side is given."""
        scale = paper_width_mm / A3_WIDTH_MM
        return {
            crash_id: (move.offset_mm[0] * scale, move.offset_mm[1] * scale)
            for crash_id, move in sorted(self.moves.items())
        }

    def with_move(self, crash_id: str, move: Move) -> "Placement":
        """Return the placement with one glyph moved to another offset."""
        x, y = (round(value, DECIMALS) for value in move.offset_mm)
        if not math.hypot(x, y) <= FURTHEST_MM:
            raise PlacementError("The glyph was moved off the sheet.")
        return Placement({**self.moves, crash_id: Move((x, y), move.author, move.moved_at)})

    def without(self, crash_id: str) -> "Placement":
        """Return the placement with one glyph back where it was computed."""
        return Placement({key: move for key, move in self.moves.items() if key != crash_id})


def placement_key(junction_id: str | None, x_m: float, y_m: float) -> str:
    """Return the key under which the moved glyphs of a site are stored.

    A junction keeps its own whatever radius is looked at; any other place is named by its metre.

    Examples
    --------
    >>> placement_key("j-12", 0.0, 0.0), placement_key(None, 194000.4, 2598000.2)
    ('j-12', 'at 194000 2598000')
    """
    return junction_id or f"at {x_m:.0f} {y_m:.0f}"


def placement_text(placement: Placement) -> str:
    """Return a placement as JSON; empty for one without moves, which withdraws the document."""
    if not placement.moves:
        return ""
    said = {
        crash_id: {
            "offset_mm": list(move.offset_mm),
            "author": move.author,
            "moved_at": move.moved_at.isoformat(timespec="seconds"),
        }
        for crash_id, move in sorted(placement.moves.items())
    }
    return json.dumps({"moves": said}, ensure_ascii=False, indent=1)


def parse_placement(text: str) -> Placement:
    """Return the placement that `placement_text` wrote.

    Raises
    ------
    PlacementError
        The text is none.

    Examples
    --------
    >>> parse_placement("").moves
    {}
    """
    if not text:
        return Placement()
    try:
        moves = {
            str(crash_id): Move(
                (float(one["offset_mm"][0]), float(one["offset_mm"][1])),
                str(one["author"]),
                datetime.fromisoformat(one["moved_at"]),
            )
            for crash_id, one in json.loads(text)["moves"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise PlacementError("The stored places of glyphs cannot be read.") from error
    return Placement(moves)
