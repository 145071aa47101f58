"""How somebody knows what a correction states."""

from dataclasses import dataclass

from errors import DaoanError
from roadnet.model import BY_PEOPLE, Measured, Method, Stated

METHODS = tuple(method for method in Method if method in BY_PEOPLE)
USUAL_SIGMA_M = {
    Method.SURVEYED: 0.02,  # tape or total station
    Method.ORTHOPHOTO: 0.25,  # pixel of 10 to 25 cm, read twice
    Method.OFFICER: 0.5,  # a statement without an instrument
    Method.DRAWN: 1.0,  # by eye on the map
}
LARGEST_SIGMA_M = 20.0


class MapEditError(DaoanError, ValueError):
    """A correction of the map states what cannot be."""


@dataclass(frozen=True, slots=True)
class How:
    """Method, standard error and source of what a correction states."""

    method: Method
    sigma_m: float | None = None
    source: str = ""  # survey, photo or document

    def __post_init__(self) -> None:
        """Refuse what is no way for people to know a thing."""
        if self.method not in BY_PEOPLE:
            raise MapEditError("A correction is surveyed, read off a photo, stated or drawn.")
        if self.sigma_m is not None and not 0 <= self.sigma_m <= LARGEST_SIGMA_M:
            raise MapEditError(
                "A standard error lies between 0 and {most} m.", most=LARGEST_SIGMA_M
            )

    def measured(self, value: float) -> Measured:
        """Return a number that is known in this way."""
        return Measured(round(value, 3), self.method, self.sigma_m, self.source)

    def stated(self, note: str = "") -> Stated:
        """Return this as the default of a whole record."""
        return Stated(self.method, self.sigma_m, self.source, note=note)
