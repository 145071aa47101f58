"""What the desk of a diagram is handed: the sheet, the crashes in words, what is to be decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from collision_diagrams.buckets import Case
from collision_diagrams.diagram import DiagramResult
from collision_diagrams.factors import Conditions, Factor, FactorKeys, factor_word
from collision_diagrams.ghosts import SHOWN, candidate_drawing
from collision_diagrams.mirror import mirrored_reading
from collision_diagrams.model import CrashFacts, DiagramType, Resolution, Side
from collision_diagrams.panel import Mode
from collision_diagrams.sheet import sheet_frame
from collision_diagrams.wording import KIND_WORDS, STATUS_WORDS, TYPE_WORDS
from crashes.codes import code_text
from drawing.svg import write_svg
from language import Language, Message
from language import translate as _

ASKED_AT_ONCE = 60  # undecided crashes on the desk; the others follow when these are decided
FACTORS = (
    Factor.DIAGRAM,
    Factor.HOUR,
    Factor.SEVERITY,
    Factor.LIGHT,
    Factor.WEATHER,
    Factor.SURFACE,
    Factor.KIND,
    Factor.TYPE,
    Factor.CAUSE,
)


@dataclass(frozen=True, slots=True)
class DeskState:
    """What the page knows of the user."""

    selected: tuple[str, ...] = ()
    token: int = 0  # another one when the address has chosen, not the desk
    may_write: bool = False
    moved: tuple[str, ...] = ()  # crashes whose glyphs were moved
    highlighted: Conditions | None = None  # the others step back


def desk_data(
    result: DiagramResult,
    keys: Mapping[str, FactorKeys],
    pictures: tuple[str, str],
    state: DeskState,
    language: Language,
) -> dict[str, Any]:
    """Return everything the desk shows, as plain JSON values.

    Parameters
    ----------
    result
        The diagram.
    keys
        crash_id -> keys of each factor.
    pictures
        The sheet and its ghosts as SVG texts.
    state
        What was chosen, moved and may be done.
    language
        Language of the words.
    """
    cases = result.reading.cases
    undecided = undecided_cases(result)[:ASKED_AT_ONCE]
    panel = result.placed.panel
    drawn = {case.facts.crash_id for case in panel.plotted}
    lit = state.highlighted
    return {
        "svg": pictures[0],
        "ghosts": pictures[1],
        "crashes": [crash_words(case, result, keys, language) for case in cases],
        "factors": [factor_words(factor, keys, language) for factor in FACTORS],
        "stands_for": {
            one.crash_id: one.drawn_as for one in panel.places if one.drawn_as != one.crash_id
        },
        "undecided": [
            question_words(case, language, mirrored=result.reading.is_mirrored)
            for case in undecided
        ],
        "selection": {"ids": list(state.selected), "token": state.token},
        "highlighted": [one for one in keys if lit.fit(keys[one])] if lit else None,
        "moved": sorted(drawn.intersection(state.moved)),
        "may_write": state.may_write,
        "may_move": panel.mode is Mode.SINGLE,
        "frame_mm": list(sheet_frame(result.drawings[0].paper)),
        "anchors_mm": {one.crash_id: list(one.anchor_mm) for one in panel.places},
        "words": desk_words(),
    }


def undecided_cases(result: DiagramResult) -> list[Case]:
    """Return the crashes that a person has to decide and that have readings to choose from."""
    return [
        case
        for case in result.reading.cases
        if not case.resolution.status.plotted and case.resolution.candidates
    ]


def crash_words(
    case: Case, result: DiagramResult, keys: Mapping[str, FactorKeys], language: Language
) -> dict[str, Any]:
    """Return what the desk says of one crash."""
    facts, read = case.facts, case.resolution
    reason = result.placed.listed.get(case.serial)
    why = [reason] if reason else list(read.explanation)
    joint = "" if language is Language.ZH_TW else " "
    first = read.paths[0] if read.paths and not result.placed.plan.is_schematic else None
    return {
        "id": facts.crash_id,
        "no": case.serial,
        "when": f"{facts.occurred_at:%Y-%m-%d %H:%M}",
        "severity": str(facts.severity),
        "drawn_as": TYPE_WORDS[read.diagram_type].in_language(language),
        "status": STATUS_WORDS[read.status].in_language(language),
        "parties": party_words(facts, language),
        "why": joint.join(line.in_language(language) for line in why),
        "heading_deg": (first.from_deg + 180.0) % 360.0 if first else 0.0,
        "keys": {str(factor): list(keys[facts.crash_id][factor]) for factor in FACTORS},
    }


def party_words(facts: CrashFacts, language: Language) -> list[str]:
    """Return number, kind and movement of each party."""
    said = []
    for party in facts.parties:
        action = code_text("action_code", party.action_code, facts.code_version, language=language)
        kind = KIND_WORDS[party.kind].in_language(language)
        said.append(f"{party.party_no} {kind} {action or ''}".rstrip())
    return said


def factor_words(
    factor: Factor, keys: Mapping[str, FactorKeys], language: Language
) -> dict[str, Any]:
    """Return a factor with the words of the keys that occur, in the order they are shown."""
    counts: dict[str, int] = {}
    for of_crash in keys.values():
        for key in of_crash[factor]:
            counts[key] = counts.get(key, 0) + 1
    by_size = factor not in {Factor.HOUR, Factor.SEVERITY, Factor.LIGHT}
    order = sorted(counts, key=lambda key: (-counts[key] if by_size else 0, key.zfill(2), key))
    return {
        "name": str(factor),
        "heading": factor.heading.in_language(language),
        "words": [[key, factor_word(factor, key, language)] for key in order],
    }


def question_words(case: Case, language: Language, *, mirrored: bool) -> dict[str, Any]:
    """Return an undecided crash with its readings, the best first."""
    reason = case.resolution.reason
    offered = case.resolution.candidates[:SHOWN]
    return {
        "id": case.facts.crash_id,
        "reason": reason.in_language(language) if reason else "",
        "candidates": [
            candidate_words(case.facts, mirrored_reading(one) if mirrored else one, share, language)
            for one, share in zip(offered, shares_said(case.resolution), strict=False)
        ],
    }


def shares_said(reading: Resolution) -> list[str]:
    """Return how likely each offered reading is, in percent; together no more than 100.

    Each is judged by itself; where two hold equally well, such as who was behind in a rear-end
    crash, each gets its part of the whole.
    """
    together = max(1.0, sum(one.confidence for one in reading.candidates))
    return [f"{one.confidence / together:.0%}" for one in reading.candidates]


def candidate_words(
    facts: CrashFacts, one: Resolution, share: str, language: Language
) -> dict[str, str]:
    """Return one possible reading as picture, name, share and what speaks for it."""
    joint = "" if language is Language.ZH_TW else " "
    lines = [*roles_said(one), *one.explanation]
    return {
        "svg": write_svg(candidate_drawing(facts, one, language)),
        "drawn_as": TYPE_WORDS[one.diagram_type].in_language(language),
        "share": share,
        "said": joint.join(line.in_language(language) for line in lines),
    }


def roles_said(reading: Resolution) -> list[Message]:
    """Return who was behind, or on which side, where that is what a person has to decide."""
    if len(reading.parties) < 2:  # noqa: PLR2004 (a pair)
        return []
    values = dict(zip(("first", "second"), reading.parties, strict=False))
    if reading.diagram_type is DiagramType.REAR:
        return [Message("Party {first} ran into party {second}.", values)]
    if reading.lateral is Side.LEFT:
        return [Message("Party {second} was on the left of party {first}.", values)]
    if reading.lateral is Side.RIGHT:
        return [Message("Party {second} was on the right of party {first}.", values)]
    return []


def desk_words() -> dict[str, str]:
    """Return the words of the desk in the language of the page."""
    return {
        "larger": _("Larger"),
        "smaller": _("Smaller"),
        "move": _("Move glyphs"),
        "move_help": _("Drag a glyph, or choose it with Tab and use the arrow keys."),
        "choose_help": _("Click a crash to choose it everywhere; Shift adds another."),
        "all_back": _("Put all back"),
        "all_back_help": _("Every glyph goes back to where it was computed."),
        "one_back": _("Put this glyph back"),
        "open_record": _("Open the record"),
        "decide": _("Decide how it is read"),
        "clear": _("Clear the choice"),
        "chosen_count": _("{count} crashes chosen"),
        "stick_table": _("Stick table"),
        "pattern_matrix": _("Pattern matrix"),
        "to_confirm": _("To be confirmed"),
        "decide_help": _("Choose how each crash happened, here or by its ghost on the sheet."),
        "may_not_write": _("You may read here, not decide."),
        "order": _("Order by"),
        "by_time": _("Time"),
        "upright": _("Turn glyphs so that party 1 comes from below"),
        "number": _("No."),
        "glyph": _("Glyph"),
        "date": _("Date"),
        "time": _("Time of day"),
        "status": _("Status"),
        "show_all": _("Show all"),
        "against": _("Diagram against"),
        "not_recorded": _("not recorded"),
        "not_decided": _("Not decided"),
        "all": _("All"),
    }
