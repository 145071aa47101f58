"""Save and read accounts; each change stands in the audit log, no password does."""

import unicodedata
from typing import Any

import sqlalchemy as sa

from storage.account_tables import accounts, sign_ins
from storage.accounts import Account, Role, plain_name
from storage.audit import append
from storage.moments import moment_text, now, read_moment
from storage.store import StoreError

LONGEST_NAME = 60
NO_PASSWORD = ""  # an account with which nobody can sign in by password


def add_account(
    connection: sa.Connection, account: Account, password_hash: str, *, author: str
) -> None:
    """Save a new account.

    Raises
    ------
    StoreError
        The name cannot be one, or is taken (also by one that differs in case only).
    """
    require_name(account.name)
    taken = {name.casefold() for name in connection.scalars(sa.select(accounts.c.name))}
    if account.name.casefold() in taken:
        raise StoreError("There is an account {name} already.", name=account.name)
    connection.execute(
        accounts.insert().values(
            name=account.name,
            display_name=account.display_name,
            password_hash=password_hash,
            role=str(account.role),
            disabled=account.disabled,
            created_at=moment_text(account.created_at),
        )
    )
    append(connection, author, "add account", account.name, {"role": str(account.role)})


def new_account(name: str, display_name: str, role: Role) -> Account:
    """Return an account that was not saved yet."""
    plain = plain_name(name)
    return Account(plain, display_name.strip() or plain, Role(role), False, now())


def change_account(
    connection: sa.Connection, name: str, changes: dict[str, Any], *, author: str
) -> Account:
    """Change columns of an account and sign it out everywhere; return what it is now.

    Raises
    ------
    StoreError
        There is no such account.
    """
    plain = plain_name(name)
    read_account(connection, plain)
    connection.execute(accounts.update().where(accounts.c.name == plain).values(**changes))
    connection.execute(sign_ins.delete().where(sign_ins.c.account_name == plain))
    said = {key: str(one) for key, one in changes.items() if key != "password_hash"}
    if "password_hash" in changes:
        said["password"] = "changed"
    append(connection, author, "change account", plain, said)
    return read_account(connection, plain)


def read_account(connection: sa.Connection, name: str) -> Account:
    """Return an account; StoreError when there is none of that name."""
    row = connection.execute(
        sa.select(accounts).where(accounts.c.name == plain_name(name))
    ).one_or_none()
    if row is None:
        raise StoreError("There is no account {name}.", name=name)
    return account_of(row)


def read_hash(connection: sa.Connection, name: str) -> str | None:
    """Return the password hash of an account; None when nobody can sign in with it."""
    usable = sa.select(accounts.c.password_hash).where(
        accounts.c.name == name, accounts.c.disabled.is_(sa.false())
    )
    return connection.scalar(usable) or None


def save_hash(connection: sa.Connection, name: str, password_hash: str) -> None:
    """Put the hash of the same password, made anew, in the place of the one that is there."""
    mine = accounts.update().where(accounts.c.name == name)
    connection.execute(mine.values(password_hash=password_hash))


def read_accounts(connection: sa.Connection) -> tuple[Account, ...]:
    """Return all accounts, by name."""
    found = (account_of(row) for row in connection.execute(sa.select(accounts)))
    return tuple(sorted(found, key=lambda one: one.name))


def account_of(row: Any) -> Account:
    """Return the account of a row."""
    return Account(
        row.name,
        row.display_name,
        Role(row.role),
        bool(row.disabled),
        read_moment(row.created_at),
    )


def require_name(name: str) -> None:
    """Raise unless a text may be the name of an account."""
    strange = any(unicodedata.category(one)[0] in "CZ" for one in name)
    if not name or len(name) > LONGEST_NAME or strange:
        raise StoreError(
            "{name} cannot be the name of an account: 1 to {longest} characters without spaces.",
            name=repr(name[:LONGEST_NAME]),
            longest=LONGEST_NAME,
        )
