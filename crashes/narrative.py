"""Read who came from where out of the sentences in which officers describe a crash.

An explicit grammar: road names are set aside, the rest is cut into words of the lexicon, and each
word goes to the party it stands with. What no word of the lexicon covers is returned.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crashes.narrative_words import (
    COMPASS_DEG,
    MOVEMENTS,
    NOISE,
    TOKEN,
    Word,
    movement_of,
)

QUARTER_DEG, HALF_DEG, FULL_DEG = 90.0, 180.0, 360.0
TURN_LIMITS_DEG = (30.0, 150.0)  # a change of direction between these is a turn
TURNS_DEG = {"left": -QUARTER_DEG, "right": QUARTER_DEG, "uturn": HALF_DEG}
COMPASS = "東北|東南|西北|西南|東|南|西|北"
PARTY_LETTERS = dict(zip("甲乙丙丁戊", "ABCDE", strict=True))
BREAKS = "，。；、：:,;"


class Beside(StrEnum):
    """Where a party came from, as seen from the other one."""

    SAME = "same"  # from the same approach
    OPPOSITE = "opposite"  # from the approach that faces it


@dataclass(frozen=True, slots=True)
class ToldParty:
    """What a sentence tells of one party."""

    name: str  # A, B, C…
    from_deg: float | None = None  # compass side it came from
    to_deg: float | None = None  # compass side it left to
    beside: Beside | None = None  # its side, as seen from the party named before or after it
    movement: str | None = None  # a key of MOVEMENTS
    road: str | None = None  # the road it drove on

    @property
    def came_from_deg(self) -> float | None:
        """Compass side it came from, also where only its turn and the side it left to are told.

        Examples
        --------
        >>> ToldParty("A", to_deg=90.0, movement="right").came_from_deg
        180.0
        """
        if self.from_deg is not None or self.to_deg is None or self.movement not in TURNS_DEG:
            return self.from_deg
        return (self.to_deg - TURNS_DEG[self.movement] - HALF_DEG) % FULL_DEG


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a description tells, and which of its words were not understood."""

    parties: tuple[ToldParty, ...]  # in the order of their letters
    not_understood: tuple[str, ...]

    def party(self, name: str) -> ToldParty | None:
        """Return what is told of a party."""
        return next((one for one in self.parties if one.name == name), None)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    stop: int


def read_narrative(text: str) -> Narrative:
    """Return what an officer's description tells of the parties.

    Examples
    --------
    >>> told = read_narrative("A車沿忠孝路由北往南直行，與B車沿新生路由東往西左轉發生碰撞。")
    >>> [(one.name, one.from_deg, one.movement, one.road) for one in told.parties]
    [('A', 0.0, 'through', '忠孝路'), ('B', 90.0, 'left', '新生路')]
    """
    tokens = list(_tokens(text))
    owned = _owners(tokens)
    names = sorted({name for owner in owned for name in owner})
    parties = [
        _told(name, [token for token, owner in zip(tokens, owned, strict=True) if name in owner])
        for name in names
    ]
    return Narrative(tuple(_completed(parties)), tuple(_rest(text, tokens)))


def _tokens(text: str) -> Iterator[_Token]:
    for found in TOKEN.finditer(text):
        yield _Token(str(found.lastgroup), found.group(), found.start(), found.end())


def _letter(token: _Token) -> str:
    return PARTY_LETTERS.get(token.text[0], token.text[0])


def _owners(tokens: Sequence[_Token]) -> list[str]:
    """Return the letter of the party each word belongs to; several letters after 均.

    A word belongs to the party named before it, unless a link (與, 遭, 追撞…) or a break stands
    between them and another party follows before the next one: then it describes that party.
    """
    owners = [""] * len(tokens)
    current = together = ""
    since: int | None = 0  # where the words before a coming party begin
    for place, token in enumerate(tokens):
        if token.kind == Word.PARTY:
            name = _letter(token)
            if since is not None:
                owners[since:place] = [name] * (place - since)
            together = together + name if since == place else name
            current, since, owners[place] = name, None, name
        elif token.kind == Word.BOTH:
            current = together
        elif token.kind in {Word.LINK, Word.BREAK}:
            since = place + 1
        else:
            owners[place] = current
    return owners


def _told(name: str, tokens: Sequence[_Token]) -> ToldParty:
    """Return what the words of one party say; the first direction counts."""
    told = ToldParty(name)
    strength = 0
    for token in tokens:
        if token.kind == Word.PAIR and told.from_deg is None:
            told = _with_pair(told, token.text)
        elif token.kind == Word.TOWARD:
            told = _with_toward(told, token.text, turned=told.movement in TURNS_DEG)
        elif token.kind == Word.BESIDE and told.beside is None:
            beside = Beside.OPPOSITE if token.text.startswith("對向") else Beside.SAME
            told = replace(told, beside=beside)
        elif token.kind == Word.ROAD and told.road is None:
            told = replace(told, road=token.text)
        elif token.kind == Word.MOVE:
            movement = movement_of(token.text)
            if movement.strength > strength:
                strength = movement.strength
                told = replace(told, movement=movement.name)
    return _with_turn_of_directions(told, strength)


def _with_pair(told: ToldParty, text: str) -> ToldParty:
    first, last = re.findall(COMPASS, text)
    return replace(told, from_deg=COMPASS_DEG[first], to_deg=COMPASS_DEG[last])


def _with_toward(told: ToldParty, text: str, *, turned: bool) -> ToldParty:
    """Read 「往南」: after a turn where the party left to, else where it was heading."""
    word = {"北上": "北", "南下": "南"}.get(text) or re.findall(COMPASS, text)[0]
    to_deg = COMPASS_DEG[word]
    if turned or told.from_deg is not None:
        return replace(told, to_deg=to_deg)
    return replace(told, from_deg=(to_deg + HALF_DEG) % FULL_DEG, to_deg=to_deg)


def _with_turn_of_directions(told: ToldParty, strength: int) -> ToldParty:
    """Complete a party: two directions tell a turn, a turn tells where the party left to."""
    if told.from_deg is None:
        return told
    to_deg = (told.from_deg + HALF_DEG) % FULL_DEG if told.to_deg is None else told.to_deg
    turned = (to_deg - told.from_deg - HALF_DEG) % FULL_DEG
    is_turn = TURN_LIMITS_DEG[0] < min(turned, FULL_DEG - turned) < TURN_LIMITS_DEG[1]
    if is_turn and strength <= MOVEMENTS["through"].strength:
        return replace(told, movement="right" if turned < HALF_DEG else "left", to_deg=to_deg)
    if not is_turn and told.movement in TURNS_DEG:
        to_deg = (told.from_deg + HALF_DEG + TURNS_DEG[told.movement]) % FULL_DEG
    return replace(told, movement=told.movement or "through", to_deg=to_deg)


def _completed(parties: Sequence[ToldParty]) -> Iterator[ToldParty]:
    """Give the first party the side that another one has of it, where nothing else tells it."""
    for party in parties:
        others = [one for one in parties if one.name != party.name and one.beside]
        if party.from_deg is None and party.beside is None and others:
            yield replace(party, beside=others[0].beside)
        else:
            yield party


def _rest(text: str, tokens: Sequence[_Token]) -> Iterator[str]:
    """Return the pieces that no word of the lexicon covers."""
    place = 0
    for token in [*tokens, _Token("end", "", len(text), len(text))]:
        piece = NOISE.sub("", text[place : token.start]).strip(BREAKS + " ()（）")
        if piece:
            yield piece
        place = token.stop
