"""Verbs about people: user add, list, disable, enable, password; key new, rotate."""

import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from cli.opened_store import opened
from cli.options import Options, Result, Verbs, add_verb
from cli.terminal import say
from errors import DaoanError
from language import translate as _

if TYPE_CHECKING:
    from storage.accounts import Account

COMMAND_AUTHOR = "daoan"
ROLES = ("reader", "officer", "administrator")


def add_account_verbs(verbs: Verbs) -> None:
    """Add the verbs about people."""
    users = verbs.add_parser("user", help="Accounts: who may sign in, and as what.")
    actions = users.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = add_verb(actions, "add", run_user_add)
    add.add_argument("name", metavar="NAME", help="what is typed to sign in; author of saves")
    add.add_argument("--role", required=True, choices=ROLES)
    add.add_argument("--display", default="", metavar="NAME", help="shown on pages")
    add_verb(actions, "list", run_user_list)
    password = add_verb(actions, "password", run_user_password)
    for name, run in (("disable", run_user_disable), ("enable", run_user_enable)):
        add_verb(actions, name, run).add_argument("name", metavar="NAME")
    password.add_argument("name", metavar="NAME")
    for verb in (add, password):
        verb.add_argument(
            "--password-stdin", action="store_true", help="first line of standard input"
        )
    keys = verbs.add_parser("key", help="The key file that seals identities of parties.")
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, run in (("new", run_key_new), ("rotate", run_key_rotate)):
        add_verb(actions, name, run).add_argument("file", type=Path, metavar="FILE")


def run_user_add(options: Options) -> Result:
    """Make an account; its password is asked for, never an option."""
    from storage.accounts import Role

    with opened(options) as store:
        account = store.add_account(
            options.name,
            display_name=options.display,
            role=Role(options.role),
            password=_password(options),
            author=COMMAND_AUTHOR,
        )
        say("The account {name} is made.", name=account.name)
        return _said(account)


def run_user_list(options: Options) -> Result:
    """List the accounts."""
    with opened(options, create=False) as store:
        accounts = [_said(one) for one in store.accounts()]
        if not options.json:
            for one in accounts:
                state = _("disabled") if one["disabled"] else _("active")
                print(f"{one['name']}\t{one['role']}\t{state}\t{one['display_name']}")
        return {"accounts": accounts}


def run_user_disable(options: Options) -> Result:
    """Let an account sign in no more, and sign it out."""
    with opened(options, create=False) as store:
        account = store.change_account(options.name, disabled=True, author=COMMAND_AUTHOR)
        say("The account {name} is disabled and signed out.", name=account.name)
        return _said(account)


def run_user_enable(options: Options) -> Result:
    """Let a disabled account sign in again."""
    with opened(options, create=False) as store:
        account = store.change_account(options.name, disabled=False, author=COMMAND_AUTHOR)
        say("The account {name} may sign in again.", name=account.name)
        return _said(account)


def run_user_password(options: Options) -> Result:
    """Give an account another password, and sign it out."""
    with opened(options, create=False) as store:
        password = _password(options)
        account = store.change_account(options.name, password=password, author=COMMAND_AUTHOR)
        say("The password of {name} is changed.", name=account.name)
        return _said(account)


def run_key_new(options: Options) -> Result:
    """Write a new key for identities into a new file."""
    from storage.identity_key import make_key_file

    ring = make_key_file(options.file)
    say(
        "The key is in {file}. Name it in DAOAN_KEY_FILE, and keep a copy apart from the backups:"
        " without it identities cannot be opened by anybody.",
        file=options.file,
    )
    return {"file": str(options.file), "key_id": ring.current.key_id}


def run_key_rotate(options: Options) -> Result:
    """Add a new key to the file and seal all identities of the store with it."""
    from storage.identity_key import add_key

    with opened(options, create=False) as store:
        ring = add_key(options.file)
        count = store.seal_identities_anew(author=COMMAND_AUTHOR, key=ring)
        say(
            "{count} identities are sealed with the new key. The older keys stay in {file} as long"
            " as backups need them.",
            count=count,
            file=options.file,
        )
        return {"file": str(options.file), "key_id": ring.current.key_id, "sealed_anew": count}


def _password(options: Options) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass(_("Password: "), stream=sys.stderr)
    if getpass(_("Once more: "), stream=sys.stderr) != password:
        raise DaoanError("The two passwords are not the same.")
    return password


def _said(account: "Account") -> Result:
    return {
        "name": account.name,
        "display_name": account.display_name,
        "role": str(account.role),
        "disabled": account.disabled,
        "created_at": account.created_at.isoformat(),
    }
