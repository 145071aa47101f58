"""What a record says of how two vehicles met, item by item, for the learned weights."""

from collections.abc import Callable

from collision_diagrams.model import CrashFacts, Party

Item = Callable[[CrashFacts, Party, Party], str]
NOT_SAID = "-"
HEADING_STEP_DEG = 45


def evidence(facts: CrashFacts, first: Party, second: Party) -> dict[str, str]:
    """Return every item of ITEMS as text, `-` where the record says nothing.

    The crash type is not among them: it chooses among the classes of a table of weights.

    Examples
    --------
    >>> from datetime import datetime
    >>> from collision_diagrams.model import KindClass, Movement
    >>> from crashes.model import Severity
    >>> first = Party(1, KindClass.CAR, Movement.LEFT, from_deg=180.0, to_deg=270.0)
    >>> second = Party(2, KindClass.CAR, Movement.THROUGH, from_deg=0.0, to_deg=180.0)
    >>> facts = CrashFacts("a", datetime(2025, 1, 1), Severity.A2, (first, second), "from-2023-07")
    >>> said = evidence(facts, first, second)
    >>> said["headings"], said["turned_1"], said["turned_2"], said["cause_1"]
    ('180', '270', '0', '-')
    """
    return {name: read(facts, first, second) for name, read in ITEMS.items()}


def _said(value: str | None) -> str:
    return value or NOT_SAID


def _headings(first: Party, second: Party) -> str:
    """Return from where the second came, clockwise from where the first came, in eighths."""
    if first.from_deg is None or second.from_deg is None:
        return NOT_SAID
    return _eighth(second.from_deg - first.from_deg)


def _turned(party: Party) -> str:
    if party.from_deg is None or party.to_deg is None:
        return NOT_SAID
    return _eighth(party.to_deg - party.from_deg + 180)


def _eighth(angle_deg: float) -> str:
    return str(round(angle_deg / HEADING_STEP_DEG) * HEADING_STEP_DEG % 360)


def _contact(party: Party) -> str:
    return NOT_SAID if party.contact_deg is None else str(round(party.contact_deg))


ITEMS: dict[str, Item] = {
    "action_1": lambda _, first, __: _said(first.action_code),
    "action_2": lambda _, __, second: _said(second.action_code),
    "contact_1": lambda _, first, __: _contact(first),
    "contact_2": lambda _, __, second: _contact(second),
    "kind_1": lambda _, first, __: first.kind.value,
    "kind_2": lambda _, __, second: second.kind.value,
    "cause_1": lambda _, first, __: _said(first.cause),
    "cause_2": lambda _, __, second: _said(second.cause),
    "main_cause": lambda facts, _, __: _said(facts.main_cause),
    "position": lambda facts, _, __: _said(facts.position_code),
    "control": lambda facts, _, __: _said(facts.signal_kind_code),
    "road_form": lambda facts, _, __: _said(facts.road_form_code),
    "headings": lambda _, first, second: _headings(first, second),
    "turned_1": lambda _, first, __: _turned(first),
    "turned_2": lambda _, __, second: _turned(second),
}
