"""Who has signed in: looked up in the store for each run of a page and each request."""

from urllib.parse import quote, urlsplit

import streamlit as st
from starlette.requests import Request

from language import Language, chosen_language
from language import translate as _
from ui.assets import base_path
from ui.sign_in_page import FIRST_ACCOUNT
from ui.store_access import store_settings, the_store
from ui.visitor import Deed, Visitor, may, visitor_of

COOKIE = "daoan_sign_in"
SIGN_IN_ROUTE = "/sign-in"
SIGN_OUT_ROUTE = "/sign-out"


def visitor_of_page() -> Visitor | None:
    """Return who looks at the running page; None when nobody has signed in."""
    return _visitor(token_of_page())


def who_asks(request: Request) -> Visitor | None:
    """Return who sent a request, by its cookie; None when nobody has signed in."""
    return _visitor(request.cookies.get(COOKIE, ""))


def token_of_page() -> str:
    """Return the secret that the browser of the running page has, empty without one."""
    return st.context.cookies.get(COOKIE, "")


def page_may(deed: Deed) -> bool:
    """Tell whether who looks at the running page may do something."""
    return may(visitor_of_page(), deed, sign_in_required=store_settings().sign_in_required)


def request_may(request: Request, deed: Deed) -> bool:
    """Tell whether who sent a request may do something."""
    return may(who_asks(request), deed, sign_in_required=store_settings().sign_in_required)


def author_of_page() -> str:
    """Return the name that a save of the running page carries, empty where nobody may save."""
    visitor = visitor_of_page()
    return visitor.name if visitor and visitor.may_write else ""


def sign_in_address(back_to: str = "") -> str:
    """Return the address of the sign-in, from which one comes back to a path of the app."""
    query = [f"next={quote(back_to, safe='/')}"] if back_to else []
    if chosen_language() is not Language.ZH_TW:
        query.append(f"lang={chosen_language()}")
    return f"{base_path()}{SIGN_IN_ROUTE}" + (f"?{'&'.join(query)}" if query else "")


def address_of_page() -> str:
    """Return the path and query of the running page, to come back to."""
    url = urlsplit(st.context.url or "")
    query = "&".join(f"{quote(name)}={quote(value)}" for name, value in st.query_params.items())
    return f"{url.path or '/'}" + (f"?{query}" if query else "")


def ask_to_sign_in() -> None:
    """Say on the running page that what comes needs a sign-in, with the way to it."""
    visitor = visitor_of_page()
    if visitor is not None:
        st.info(_("You are signed in as {name} and may read only.", name=visitor.display_name))
        return
    if not (store_settings().is_demo or the_store().accounts()):
        st.info(_("There is no account yet. Make the first one on the server with this command:"))
        st.code(FIRST_ACCOUNT, language=None)
        return
    st.info(_("Sign in to change anything here."), icon=":material/lock:")
    address = sign_in_address(address_of_page())
    st.html(f'<a class="daoan-sign-in" href="{address}" target="_self">{_("Sign in")}</a>')


def _visitor(token: str) -> Visitor | None:
    account = the_store().signed_in(token) if token else None
    return visitor_of(account) if account else None
