"""Who is signed in: one row for each browser, known by the hash of a secret that only it has.

An attempt to sign in counts as failed until the password has proved right, so that many attempts at
once do not slip past the limits. Nothing here tells whether an account exists.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

import sqlalchemy as sa

from storage.account_rows import account_of
from storage.account_tables import accounts, sign_in_failures, sign_ins
from storage.accounts import Account, SignIn
from storage.audit import append
from storage.moments import moment_text, now, read_moment
from storage.store import StoreError

LASTS = timedelta(hours=16)  # after that everybody signs in anew: a long night and its report
IDLE = timedelta(hours=4)  # without any request
SEEN_AGAIN = timedelta(minutes=1)  # how exactly it is noted when somebody was last seen
COUNTED = timedelta(minutes=15)  # how long a failure counts
MOST_OF_BOTH = 5  # failures of one name from one address
MOST_OF_NAME = 30  # of one name from anywhere: a guesser, but he shall not lock its owner out early
MOST_OF_ADDRESS = 100  # from one address, which may be that of a proxy before all officers
TOKEN_BYTES = 32


class SignInError(StoreError):
    """Name and password do not fit, or the account is disabled."""


class TooManyFailuresError(SignInError):
    """There were so many failures that nobody may try for a while."""


def count_attempt(connection: sa.Connection, name: str, address: str) -> None:
    """Count an attempt as failed, until the password has proved right.

    Raises
    ------
    TooManyFailuresError
        Name or address failed too often; the password is not even looked at.
    """
    moment = now()
    table = sign_in_failures.c
    old = moment_text(moment - COUNTED)
    connection.execute(sign_in_failures.delete().where(table.failed_at < old))
    of_name, of_address = table.account_name == name, table.address == address
    for condition, most in (
        (sa.and_(of_name, of_address), MOST_OF_BOTH),
        (of_name, MOST_OF_NAME),
        (of_address, MOST_OF_ADDRESS),
    ):
        query = sa.select(sa.func.count()).select_from(sign_in_failures).where(condition)
        if (connection.scalar(query) or 0) >= most:
            raise TooManyFailuresError(
                "Too many failed attempts: try again in {minutes} minutes.",
                minutes=int(COUNTED.total_seconds() // 60),
            )
    attempt = {"account_name": name, "address": address, "failed_at": moment_text(moment)}
    connection.execute(sign_in_failures.insert().values(**attempt))


def begin(connection: sa.Connection, account: Account, *, address: str) -> SignIn:
    """Sign an account in, whose password was right; forget its failures."""
    moment = now()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = moment + LASTS
    attempts = connection.execute(
        sign_in_failures.delete().where(
            sign_in_failures.c.account_name == account.name,
            sign_in_failures.c.address == address,
        )
    )
    connection.execute(sign_ins.delete().where(sign_ins.c.expires_at < moment_text(moment)))
    connection.execute(
        sign_ins.insert().values(
            token_hash=_hash(token),
            account_name=account.name,
            created_at=moment_text(moment),
            last_seen_at=moment_text(moment),
            expires_at=moment_text(expires_at),
        )
    )
    failures = max(0, attempts.rowcount - 1)  # the last attempt was this one
    append(connection, account.name, "sign in", account.name, {"failures_before": failures})
    return SignIn(token, account, expires_at)


def find(connection: sa.Connection, token: str) -> tuple[Account, bool] | None:
    """Return who is signed in with a token, and whether that must be noted; None: nobody is."""
    row = connection.execute(
        sa.select(accounts, sign_ins.c.last_seen_at, sign_ins.c.expires_at)
        .join(sign_ins, sign_ins.c.account_name == accounts.c.name)
        .where(sign_ins.c.token_hash == _hash(token))
        .where(accounts.c.disabled.is_(sa.false()))
    ).one_or_none()
    if row is None:
        return None
    moment, seen_at = now(), read_moment(row.last_seen_at)
    if moment >= read_moment(row.expires_at) or moment >= seen_at + IDLE:
        return None
    return account_of(row), moment >= seen_at + SEEN_AGAIN


def note_seen(connection: sa.Connection, token: str) -> None:
    """Note that somebody is still there."""
    mine = sign_ins.update().where(sign_ins.c.token_hash == _hash(token))
    connection.execute(mine.values(last_seen_at=moment_text(now())))


def end(connection: sa.Connection, token: str) -> None:
    """Sign out; a token that nobody has any more is no error."""
    connection.execute(sign_ins.delete().where(sign_ins.c.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
