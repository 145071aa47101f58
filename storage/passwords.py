"""Passwords: hashed with argon2id, compared in a time that tells nothing.

A hash takes 64 MB and a few hundredths of a second on purpose, so only few are made at a time.
"""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from storage.store import StoreError

SHORTEST = 10
LONGEST = 1_000
HASHED_AT_ONCE = 4

_hasher = PasswordHasher()  # RFC 9106, second recommended option: argon2id, 64 MiB, 3 passes
_turns = BoundedSemaphore(HASHED_AT_ONCE)


class WeakPasswordError(StoreError):
    """A password is too easy to guess."""


def hash_password(password: str, *, account_name: str) -> str:
    """Return the hash to keep.

    Raises
    ------
    WeakPasswordError
        The password is short, absurdly long, one character over and over, or the account's name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPasswordError(
            "A password needs {shortest} to {longest} characters.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if len(set(password)) == 1 or password.casefold() == account_name.casefold():
        raise WeakPasswordError("This password is too easy to guess: choose another one.")
    with _turns:
        return _hasher.hash(password)


def hash_again(password: str) -> str:
    """Return the hash, with today's settings, of a password that has just proved right."""
    with _turns:
        return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Tell whether a password is the right one; without a hash it takes as long to say no."""
    try:
        with _turns:
            _hasher.verify(password_hash or _hash_of_nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Tell whether a hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash("nobody has this password")
