"""Who may use the admin API: programs on this machine, by an account's token.

A page that is open in a browser on this machine can reach the sandbox's port as
well, and must not be able to do anything there. So requests are refused

- under any other name than this machine's own with the sandbox's port: the name
  of a page whose owner lets it lead here (DNS rebinding) is another one,
- with an ``Origin``, which browsers send for scripts and forms of pages,
- with a ``Sec-Fetch-Site`` other than ``none``, which they send for everything
  else that a page asks for, were it only a picture.

Further users of the machine reach the port too, and sandboxes keep what they
would not want to show around. So a request bears the token of one of the
accounts, as a call of the API does: who started the sandbox knows it, and so
does every program that was told how to call it.
"""

import hmac
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.credentials import claim
from refreshbooks.sandbox.sites import is_for_this_machine

if TYPE_CHECKING:
    from refreshbooks.sandbox.accounts import Account

__all__ = ["caller"]


def caller(environ: dict[str, Any], accounts: Iterable["Account"]) -> "Account":
    """Returns the account whose token a request bears.

    Raises:
        Refusal: If it may come from a page, or bears no account's token. In the
            first case nothing else was looked at.
    """
    if not (is_for_this_machine(environ) and _is_of_no_page(environ)):
        raise Refusal(403, "This is for programs on this machine, and not for pages.")
    bearer = _bearer(environ.get("HTTP_AUTHORIZATION", ""), accounts)
    if bearer is None:
        raise Refusal(
            401,
            "A request bears an account's token, as the user name of HTTP Basic.",
            [("WWW-Authenticate", 'Basic realm="sandbox"')],
        )
    return bearer


def _is_of_no_page(environ: dict[str, Any]) -> bool:
    return "HTTP_ORIGIN" not in environ and environ.get("HTTP_SEC_FETCH_SITE", "none") == "none"


def _bearer(authorization: str, accounts: Iterable["Account"]) -> "Account | None":
    # By OAuth one claims two names, which are nobody's token.
    token = claim(authorization)
    # All are compared: how long it takes must not tell whose it is like.
    owners = [one for one in accounts if hmac.compare_digest(token, one.token.encode())]
    return owners[0] if owners else None
