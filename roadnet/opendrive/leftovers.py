"""Count what a file says and the map cannot hold, and tell it."""

from collections import Counter

from language import Message


class Leftovers:
    """What was left out of a file, with how often.

    Examples
    --------
    >>> left = Leftovers()
    >>> left.add("lateralProfile/shape", 2)
    >>> [str(note) for note in left.notes()]
    ['Not taken over: 2 × lateralProfile/shape.']
    """

    def __init__(self) -> None:
        self._elements: Counter[str] = Counter()
        self._sentences: Counter[str] = Counter()
        self._plain: list[Message] = []

    def add(self, element: str, count: int = 1) -> None:
        """Count an element of the file that was left out."""
        if count:
            self._elements[element] += count

    def tell(self, sentence: str, count: int = 1) -> None:
        """Count something told by a sentence with the field `count`."""
        if count:
            self._sentences[sentence] += count

    def say(self, message: Message) -> None:
        """Add a note as it is."""
        self._plain.append(message)

    def notes(self) -> tuple[Message, ...]:
        """Return what was counted, ordered."""
        told = [Message(text, {"count": self._sentences[text]}) for text in sorted(self._sentences)]
        left = [
            Message(
                "Not taken over: {count} × {element}.",
                {"count": self._elements[element], "element": element},
            )
            for element in sorted(self._elements)
        ]
        return (*self._plain, *told, *left)
