"""Plain whole numbers as ids: those of the source where they are free, else the next ones."""

from collections.abc import Iterable
from dataclasses import dataclass, field

LARGEST = 2_000_000_000


@dataclass(slots=True)
class PlainIds:
    """Ids of one class of things, each used once.

    Examples
    --------
    >>> ids = PlainIds.of([("a/r7", "7"), ("a/w1", None), ("b/r7", "7")])
    >>> ids["a/r7"], ids["a/w1"], ids["b/r7"]
    ('7', '8', '9')
    """

    _of: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, wanted: Iterable[tuple[str, str | None]]) -> "PlainIds":
        """Return ids for keys, in their order; some of the keys have an id in their source."""
        ids = cls()
        used: set[int] = set()
        open_keys = []
        for key, text in wanted:
            number = _number(text)
            if number is None or number in used:
                open_keys.append(key)
            else:
                used.add(number)
                ids._of[key] = str(number)
        following = max(used, default=0) + 1
        for number, key in enumerate(open_keys, start=following):
            ids._of[key] = str(number)
        return ids

    def __getitem__(self, key: str) -> str:
        """Return the id of a key."""
        return self._of[key]

    def __contains__(self, key: str) -> bool:
        """Whether a key has an id."""
        return key in self._of


def _number(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdecimal() or str(int(text)) != text:
        return None
    return int(text) if int(text) < LARGEST else None
