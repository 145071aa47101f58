"""Who looks at a page or sends a request, and what he may do."""

from dataclasses import dataclass
from enum import Enum

from language import translate as _
from storage.accounts import DEMO_OFFICER, Account, Role


class Deed(Enum):
    """What somebody wants to do."""

    READ_RECORDS = "read_records"  # pages and maps of records without identities
    READ_SCENES = "read_scenes"  # scenes, cases and their photos
    WRITE = "write"  # enter, draw, correct, import, confirm
    OPEN_IDENTITY = "open_identity"  # see or save who a party is
    ADMINISTER = "administer"  # change settings and rules that hold for everybody


MAY = {
    Role.READER: {Deed.READ_RECORDS, Deed.READ_SCENES},
    Role.OFFICER: {Deed.READ_RECORDS, Deed.READ_SCENES, Deed.WRITE, Deed.OPEN_IDENTITY},
    Role.ADMINISTRATOR: set(Deed),
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who has signed in: the name that every save carries, and whether he may save."""

    name: str
    may_write: bool
    role: Role = Role.READER
    display_name: str = ""


def visitor_of(account: Account) -> Visitor:
    """Return the visitor who has signed in with an account."""
    writes = Deed.WRITE in MAY[account.role]
    shown = _("Demo officer") if account.name == DEMO_OFFICER else account.display_name
    return Visitor(account.name, writes, account.role, shown)


def may(visitor: Visitor | None, deed: Deed, *, sign_in_required: bool = True) -> bool:
    """Tell whether a visitor (None: nobody has signed in) may do something.

    Parameters
    ----------
    sign_in_required
        The setting of the store: whether records are read by those only who have signed in. All
        other deeds need it in every store.

    Examples
    --------
    >>> reader = Visitor("lin", may_write=False)
    >>> may(reader, Deed.READ_SCENES), may(reader, Deed.WRITE)
    (True, False)
    >>> may(None, Deed.READ_RECORDS, sign_in_required=False)
    True
    """
    if visitor is None:
        return deed is Deed.READ_RECORDS and not sign_in_required
    if deed is Deed.WRITE:
        return visitor.may_write
    return deed in MAY[visitor.role]


def may_write(visitor: Visitor | None) -> bool:
    """Tell whether a visitor may change anything."""
    return may(visitor, Deed.WRITE)
