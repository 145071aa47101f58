"""Which street a scene is drawn on: an area, a day, and the moment it was known at."""

from dataclasses import dataclass
from datetime import date, datetime

from errors import DaoanError

FORM = "{on}@{known_at}/{area}"


class MapPinError(DaoanError, ValueError):
    """The map version of a scene cannot be read."""


@dataclass(frozen=True, slots=True)
class MapPin:
    """A version of the street map that never changes: later edits are known later.

    Examples
    --------
    >>> from datetime import UTC
    >>> pin = MapPin("demo", date(2026, 11, 20), datetime(2026, 11, 21, 4, 30, tzinfo=UTC))
    >>> pin.text
    '2026-11-20@2026-11-21T04:30:00+00:00/demo'
    >>> MapPin.read(pin.text) == pin
    True
    """

    area: str  # of the street map
    on: date  # the street as it stood that day
    known_at: datetime  # as the map knew it at that moment, UTC

    @property
    def text(self) -> str:
        """The version as a scene names it."""
        return FORM.format(on=self.on, known_at=self.known_at.isoformat(), area=self.area)

    @classmethod
    def read(cls, text: str) -> "MapPin":
        """Return the version that a text names.

        Raises
        ------
        MapPinError
            It is no version of this form.
        """
        moments, _, area = text.partition("/")
        on, _, known_at = moments.partition("@")
        try:
            pin = cls(area, date.fromisoformat(on), datetime.fromisoformat(known_at))
        except ValueError:
            raise MapPinError("“{text}” is no version of the map.", text=text) from None
        if not area or pin.known_at.tzinfo is None:
            raise MapPinError("“{text}” is no version of the map.", text=text)
        return pin
