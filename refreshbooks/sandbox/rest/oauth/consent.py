"""The page on which a user lets an application in, or not.

What the page sends when a button is pressed bears a mark that only this page
knows: another page in the same browser can neither read it nor guess it, and
may not show this one inside itself.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlencode

__all__ = ["ASKED", "HEADERS", "Question", "is_marked", "page", "trouble"]

# What an application asks with; everything else it sends along is left out.
ASKED = (
    "client_id",
    "response_type",
    "redirect_uri",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
)

# As much of a client id as tells one from others.
_SHOWN = 8

# No "form-action": browsers apply it to where users are sent back to as well.
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)

_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; max-width: 40rem; margin: 1.5rem auto; padding: 0 1rem; }}
button, select {{ font-size: 1rem; padding: .4rem 1rem; margin-right: .5rem; }}
ul {{ columns: 14rem; max-height: 45vh; overflow: auto; border: 1px solid #bbb;
padding: .5rem 1rem .5rem 2rem; line-height: 1.4; }}
.sandbox {{ background: #fec; padding: .5rem 1rem; }}
</style>
</head>
<body>
<p class="sandbox">This is <strong>the refreshbooks sandbox</strong> on your own machine. Behind it
is no account at FreshBooks.</p>
<h1>{title}</h1>
{inside}
</body>
</html>
"""
_QUESTION = """<p>The application <code>{client_id}</code> of the account
<strong>{application}</strong> asks to be let in. This is what it may do then:</p>
<ul>
{scopes}
</ul>
<p>You will be sent back to <code>{redirect_uri}</code>.</p>
<form method="post" action="{action}">
{hidden}
<p><label>You are the owner of <select name="account">
{accounts}
</select></label></p>
<p><button name="decision" value="agree">Agree</button>
<button name="decision" value="deny">Deny</button></p>
</form>"""
_HIDDEN = '<input type="hidden" name="{}" value="{}">'


@dataclass(frozen=True)
class Question:
    """What a user is asked.

    Attributes:
        asked: What the application sent its user with.
        scopes: What the application would be allowed.
        redirect_uri: Where the user is sent then.
        accounts: Whose owner the user may be, first that of the application.
        action: Where the buttons lead.
    """

    asked: Mapping[str, str] = field(repr=False)
    scopes: Sequence[str]
    redirect_uri: str
    accounts: Sequence[str]
    action: str


def page(question: Question, salt: str) -> str:
    """Returns the page; its mark is made with the salt."""
    hidden = {**question.asked, "mark": _mark(question.asked, salt)}
    inside = _QUESTION.format(
        application=escape(question.accounts[0]),
        client_id=escape(f"{question.asked['client_id'][:_SHOWN]}\u2026"),
        scopes="\n".join(f"<li>{escape(line)}</li>" for line in _spoken(question.scopes)),
        redirect_uri=escape(question.redirect_uri),
        action=escape(question.action),
        hidden="\n".join(_HIDDEN.format(escape(name), escape(hidden[name])) for name in hidden),
        accounts="\n".join(f"<option>{escape(name)}</option>" for name in question.accounts),
    )
    return _FRAME.format(title="Let this application in?", inside=inside)


def trouble(text: str) -> str:
    """Returns the page for a user who can neither agree nor be sent back."""
    return _FRAME.format(title="This does not work", inside=f"<p>{escape(text)}</p>")


def is_marked(asked: Mapping[str, str], mark: str, salt: str) -> bool:
    """Says whether a mark is that of the page which was shown for this."""
    return hmac.compare_digest(mark.encode(), _mark(asked, salt).encode())


def _mark(asked: Mapping[str, str], salt: str) -> str:
    said = urlencode({name: asked[name] for name in ASKED if name in asked})
    return hmac.new(salt.encode(), said.encode(), hashlib.sha256).hexdigest()


def _spoken(scopes: Iterable[str]) -> list[str]:
    """Returns scopes in words, those of one thing in one line.

    >>> _spoken(["user:time_entries:write", "user:bills:read", "user:bills:write"])
    ['bills: read, write', 'time entries: write']
    """
    verbs: dict[str, list[str]] = {}
    for scope in sorted(scopes):
        _, name, verb = scope.split(":")
        verbs.setdefault(name.replace("_", " "), []).append(verb)
    return [f"{name}: {', '.join(verbs[name])}" for name in verbs]
