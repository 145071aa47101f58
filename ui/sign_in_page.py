"""The sign-in page: plain HTML of our own server, so that the password meets no script."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from language import Language, in_language
from language import translate as _
from ui.assets import asset_url
from ui.visitor import Visitor

FIRST_ACCOUNT = "daoan user add NAME --role administrator"

FONT_STYLE = "vendor/noto-sans-tc-5.3.1/index.css"
STYLE = """
:root { --ink: #1d2b32; --soft: #55666d; --line: #d3dcdb; --accent: #17616f; --warn: #7a4b00; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px;
  background: #fbfbf9; color: var(--ink);
  font: 16px/1.5 "Noto Sans TC Variable", "Noto Sans TC", sans-serif; }
main { width: min(400px, 100%); background: #fff; border: 1px solid var(--line);
  border-radius: 8px; padding: 28px; }
h1 { font-size: 1.5rem; margin: 0 0 4px; }
p { margin: 0 0 16px; color: var(--soft); }
label { display: block; margin: 12px 0 6px; font-weight: 550; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: inherit;
  border: 1px solid #8a989c; border-radius: 6px; background: #fff; }
button, .back { width: 100%; min-height: 44px; margin-top: 20px; padding: 8px 16px; font: inherit;
  font-weight: 600; border: 1px solid var(--accent); border-radius: 6px; cursor: pointer;
  background: var(--accent); color: #fff; }
button.second, .back { background: #fff; color: var(--accent); margin-top: 12px; display: block;
  text-align: center; text-decoration: none; }
:focus-visible { outline: 3px solid #7fb3bb; outline-offset: 2px; }
.fault { background: #fdf1dc; color: var(--warn); border-radius: 6px; padding: 10px 12px; }
code { font-size: 0.9em; background: #eef2f1; padding: 2px 4px; border-radius: 4px;
  overflow-wrap: anywhere; }
nav { margin-top: 20px; text-align: right; font-size: 0.9rem; }
nav a { color: var(--accent); display: inline-block; padding: 10px 0 10px 16px; }
"""


@dataclass(frozen=True, slots=True)
class SignInView:
    """What the sign-in page shows."""

    language: Language
    action: str  # address of the sign-in
    sign_out: str  # address of the sign-out
    back_to: str  # path of the app to come back to
    visitor: Visitor | None = None  # who has signed in already
    has_accounts: bool = True
    is_demo: bool = False
    fault: str = ""  # why the last attempt failed, in the language of the page
    name: str = ""  # what was typed as name


def sign_in_html(view: SignInView) -> str:
    """Return the whole page."""
    with in_language(view.language):
        body = _signed_in(view) if view.visitor else _form(view)
        switch = _language_switch(view)
        title = _("Sign in")
    return f"""<!DOCTYPE html>
<html lang="{view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>{escape(title)}</title>
<link rel="icon" href="{asset_url("icon.svg")}">
<link rel="stylesheet" href="{asset_url(FONT_STYLE)}">
<style>{STYLE}</style>
</head>
<body><main>
{body}
{switch}
</main></body>
</html>
"""


def _form(view: SignInView) -> str:
    fault = f'<p class="fault" role="alert">{escape(view.fault)}</p>' if view.fault else ""
    parts = [f"<h1>{escape(_('Sign in'))}</h1>", fault]
    if view.is_demo:
        parts.append(_demo(view))
    if view.has_accounts:
        parts.append(_password(view))
    elif not view.is_demo:
        parts.append(_no_account())
    parts.append(f'<a class="back" href="{escape(view.back_to)}">{escape(_("Back"))}</a>')
    return "\n".join(part for part in parts if part)


def _password(view: SignInView) -> str:
    return f"""<form method="post" action="{escape(view.action)}">
{_hidden(view)}
<label for="name">{escape(_("Account"))}</label>
<input id="name" name="name" value="{escape(view.name)}" autocomplete="username" required
 maxlength="100" autocapitalize="none" spellcheck="false"{"" if view.name else " autofocus"}>
<label for="password">{escape(_("Password"))}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required
 maxlength="1000"{" autofocus" if view.name else ""}>
<button type="submit">{escape(_("Sign in"))}</button>
</form>"""


def _demo(view: SignInView) -> str:
    said = _("The demo has an officer without a password; all data are invented.")
    return f"""<form method="post" action="{escape(view.action)}/demo">
{_hidden(view)}
<p>{escape(said)}</p>
<button type="submit">{escape(_("Go on as the officer of the demo"))}</button>
</form>"""


def _no_account() -> str:
    said = _("There is no account yet. Make the first one on the server with this command:")
    return f"<p>{escape(said)}</p><p><code>{FIRST_ACCOUNT}</code></p>"


def _signed_in(view: SignInView) -> str:
    assert view.visitor is not None
    said = _("You are signed in as {name}.", name=view.visitor.display_name or view.visitor.name)
    return f"""<h1>{escape(_("Sign in"))}</h1>
<p>{escape(said)}</p>
<a class="back" href="{escape(view.back_to)}">{escape(_("Back"))}</a>
<form method="post" action="{escape(view.sign_out)}">
{_hidden(view)}
<button type="submit" class="second">{escape(_("Sign out"))}</button>
</form>"""


def _hidden(view: SignInView) -> str:
    return (
        f'<input type="hidden" name="next" value="{escape(view.back_to)}">'
        f'<input type="hidden" name="lang" value="{view.language}">'
    )


def _language_switch(view: SignInView) -> str:
    other, name = (
        (Language.EN, "English") if view.language is Language.ZH_TW else (Language.ZH_TW, "中文")
    )
    address = f"{view.action}?lang={other}&next={quote(view.back_to, safe='/')}"
    return f'<nav><a href="{escape(address)}" hreflang="{other}">{name}</a></nav>'
