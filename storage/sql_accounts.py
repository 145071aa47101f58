"""The verbs about people on either engine; passwords are hashed outside transactions."""

from functools import partial
from typing import Any

from storage import account_rows, identity_rows, sign_in_rows
from storage.account_rows import NO_PASSWORD
from storage.accounts import DEMO_OFFICER, Account, Role, SignIn, plain_name
from storage.database import Database, Renews
from storage.identity import Identity
from storage.identity_key import KeyRing
from storage.passwords import hash_again, hash_password, is_outdated, is_right
from storage.settings import read_settings
from storage.sign_in_rows import SignInError
from storage.store import StoreError

CHANGEABLE = {"display_name", "role", "disabled", "password"}
NO_FIT = "Name and password do not fit."


class AccountVerbs:
    """The verbs of `storage.account_store.AccountStore`, which says what each means."""

    _database: Database

    def add_account(
        self, name: str, *, display_name: str = "", role: Role, password: str, author: str
    ) -> Account:
        """Save a new account."""
        account = account_rows.new_account(name, display_name, role)
        account_rows.require_name(account.name)
        password_hash = hash_password(password, account_name=account.name)
        with self._database.writing(bulk=True, renews=Renews.OTHERS) as connection:
            account_rows.add_account(connection, account, password_hash, author=author)
        return account

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts, by name."""
        with self._database.reading() as connection:
            return account_rows.read_accounts(connection)

    def change_account(self, name: str, *, author: str, **changes: Any) -> Account:
        """Change an account and sign it out."""
        if not changes or changes.keys() - CHANGEABLE:
            raise StoreError("An account has no {names}.", names=", ".join(sorted(changes)))
        columns = {key: one for key, one in changes.items() if key != "password"}
        if "password" in changes:
            plain = plain_name(name)
            columns["password_hash"] = hash_password(changes["password"], account_name=plain)
        with self._database.writing(renews=Renews.OTHERS) as connection:
            return account_rows.change_account(connection, name, columns, author=author)

    def sign_in(self, name: str, password: str, *, address: str) -> SignIn:
        """Sign in from a network address."""
        plain = plain_name(name)[: account_rows.LONGEST_NAME]
        with self._database.writing(renews=Renews.NOTHING) as connection:
            sign_in_rows.count_attempt(connection, plain, address)
            password_hash = account_rows.read_hash(connection, plain)
        if not is_right(password, password_hash) or password_hash is None:
            raise SignInError(NO_FIT)
        fresh_hash = hash_again(password) if is_outdated(password_hash) else password_hash
        with self._database.writing(renews=Renews.OTHERS) as connection:
            if account_rows.read_hash(connection, plain) != password_hash:
                raise SignInError(NO_FIT)  # changed or disabled in this moment
            account_rows.save_hash(connection, plain, fresh_hash)
            account = account_rows.read_account(connection, plain)
            return sign_in_rows.begin(connection, account, address=address)

    def sign_in_demo(self, *, address: str) -> SignIn:
        """Sign in as the officer of the demo."""
        with self._database.writing(bulk=True, renews=Renews.OTHERS) as connection:
            if not read_settings(connection).is_demo:
                raise SignInError("Only the demo has an officer without a password.")
            known = {one.name: one for one in account_rows.read_accounts(connection)}
            account = known.get(DEMO_OFFICER)
            if account is None:
                account = account_rows.new_account(DEMO_OFFICER, "Demo officer", Role.OFFICER)
                account_rows.add_account(connection, account, NO_PASSWORD, author=DEMO_OFFICER)
            if account.disabled:
                raise SignInError(NO_FIT)
            return sign_in_rows.begin(connection, account, address=address)

    def signed_in(self, token: str) -> Account | None:
        """Return who is signed in with a token."""
        if not token:
            return None
        with self._database.reading() as connection:
            found = sign_in_rows.find(connection, token)
        if found is None:
            return None
        account, must_be_noted = found
        if must_be_noted:
            self._database.write_if_free(partial(sign_in_rows.note_seen, token=token))
        return account

    def sign_out(self, token: str) -> None:
        """End a sign-in."""
        with self._database.writing(renews=Renews.NOTHING) as connection:
            sign_in_rows.end(connection, token)

    def save_identity(
        self, crash_id: str, party_no: int, identity: Identity, *, author: str, key: KeyRing
    ) -> None:
        """Seal and save who a party is."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            identity_rows.save_identity(
                connection, crash_id, party_no, identity, author=author, key=key
            )

    def identity(
        self, crash_id: str, party_no: int, *, reader: str, reason: str, key: KeyRing
    ) -> Identity | None:
        """Return who a party is, and log it."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            return identity_rows.open_identity(
                connection, crash_id, party_no, reader=reader, reason=reason, key=key
            )

    def has_identity(self, crash_id: str) -> bool:
        """Tell whether the identity of any party of a crash is saved."""
        return bool(self.parties_with_identity(crash_id))

    def parties_with_identity(self, crash_id: str) -> tuple[int, ...]:
        """Return the numbers of the parties whose identity is saved."""
        with self._database.reading() as connection:
            return identity_rows.parties_with_identity(connection, crash_id)

    def seal_identities_anew(self, *, author: str, key: KeyRing) -> int:
        """Seal with the current key what older ones sealed."""
        with self._database.writing(renews=Renews.OTHERS) as connection:
            return identity_rows.seal_anew(connection, author=author, key=key)
