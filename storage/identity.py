"""Who a party of a crash is: kept apart from the crash, and only ever sealed."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """Name, ID number, plate, phone, address, birth date of a party; empty where not known."""

    name: str = ""
    id_number: str = ""
    plate: str = ""
    phone: str = ""
    address: str = ""
    birth_date: str = ""  # as the form has it, for example 1990-05-17

    def __bool__(self) -> bool:
        """Tell whether anything is known."""
        return any(astuple(self))

    def __repr__(self) -> str:
        """Say nothing: what is printed ends up in logs."""
        return "Identity(...)"
