"""What an account is: who may sign in, and as what."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DEMO_OFFICER = "demo"  # name of the account that the demo signs in without a password


class Role(StrEnum):
    """What a person does here; each may do what its sentence says and no more."""

    READER = "reader"  # reads everything but identities
    OFFICER = "officer"  # also enters, draws, corrects, imports, confirms, and opens identities
    ADMINISTRATOR = "administrator"  # also changes settings that hold for everybody


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; what is known of the password stays in the store."""

    name: str  # what is typed to sign in, and what stands as author of every save
    display_name: str
    role: Role
    disabled: bool
    created_at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class SignIn:
    """What a browser gets when somebody has signed in."""

    token: str  # the secret of the cookie; the store knows only its hash
    account: Account
    expires_at: datetime  # UTC


def plain_name(name: str) -> str:
    """Return a name of an account in the one way it is kept, however it was typed.

    Examples
    --------
    >>> plain_name(" Ａ１２ ")
    'A12'
    """
    return unicodedata.normalize("NFKC", name).strip()
