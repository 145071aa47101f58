"""What a store knows of people: accounts, who is signed in, and sealed identities."""

from typing import TYPE_CHECKING, Any, Protocol

from storage.accounts import Account, Role, SignIn
from storage.identity import Identity

if TYPE_CHECKING:
    from storage.identity_key import KeyRing


class AccountStore(Protocol):
    """The verbs of `Store` that are about people."""

    def add_account(
        self, name: str, *, display_name: str = "", role: Role, password: str, author: str
    ) -> Account:
        """Save a new account; StoreError when the name is taken or the password is too weak."""
        ...

    def accounts(self) -> tuple[Account, ...]:
        """Return all accounts, by name."""
        ...

    def change_account(self, name: str, *, author: str, **changes: Any) -> Account:
        """Change `display_name`, `role`, `disabled` or `password`, and sign the account out.

        StoreError when there is no such account, or the password is too weak.
        """
        ...

    def sign_in(self, name: str, password: str, *, address: str) -> SignIn:
        """Sign in from a network address.

        `sign_in_rows.SignInError` when name and password do not fit, TooManyFailuresError when
        there were too many attempts.
        """
        ...

    def sign_in_demo(self, *, address: str) -> SignIn:
        """Sign in as the officer of the demo without a password; only a demo store does so."""
        ...

    def signed_in(self, token: str) -> Account | None:
        """Return who is signed in with a token; None when nobody is, or not any more."""
        ...

    def sign_out(self, token: str) -> None:
        """End what `sign_in` began."""
        ...

    def save_identity(
        self, crash_id: str, party_no: int, identity: Identity, *, author: str, key: "KeyRing"
    ) -> None:
        """Seal and save who a party is; an empty identity takes away what was saved.

        `identity_key.read_key_file` gives the key; without one nothing can be saved or opened.
        """
        ...

    def identity(
        self, crash_id: str, party_no: int, *, reader: str, reason: str, key: "KeyRing"
    ) -> Identity | None:
        """Return who a party is, None when nothing was saved; each opening is logged.

        `identity_key.IdentityKeyError` when it was sealed with another key.
        """
        ...

    def has_identity(self, crash_id: str) -> bool:
        """Tell whether the identity of any party of a crash is saved."""
        ...

    def parties_with_identity(self, crash_id: str) -> tuple[int, ...]:
        """Return the numbers of the parties of a crash whose identity is saved."""
        ...

    def seal_identities_anew(self, *, author: str, key: "KeyRing") -> int:
        """Seal with the current key what older ones sealed; return how many those were."""
        ...
