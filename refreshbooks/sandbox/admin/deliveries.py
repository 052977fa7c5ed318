"""What was posted to callbacks and webhooks: each handle as a function of a request."""

from typing import Any

from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.admin.request import Request

__all__ = ["SOUGHT", "allow", "clear", "search", "wait"]

SOUGHT = ("event", "object_id", "callback_id", "status", "after")

_LONGEST_WAIT = 60.0


def search(request: Request) -> dict[str, Any]:
    """Returns the attempts that are like this, oldest first."""
    found = request.account.deliveries.search(**request.words())
    return {"count": len(found), "deliveries": [one.facts() for one in found]}


def wait(request: Request) -> dict[str, Any]:
    """Returns the first attempt that is like this, as soon as it was made."""
    words = request.words()
    if not 0 <= words.get("timeout", 0) <= _LONGEST_WAIT:
        raise Refusal(400, f"The timeout is a number of seconds up to {_LONGEST_WAIT:g}.")
    try:
        return request.account.deliveries.wait_for(**words).facts()
    except TimeoutError as error:
        raise Refusal(404, str(error)) from error


def clear(request: Request) -> None:
    """Forgets all attempts, and what was to be tried again."""
    request.account.deliveries.clear()


def allow(request: Request) -> None:
    """Lets events go to other machines too."""
    hosts = request.arguments.get("hosts")
    if not isinstance(hosts, list) or not all(isinstance(host, str) and host for host in hosts):
        raise Refusal(400, "hosts is a list of names, such as shop.example.com or *.test.")
    request.account.deliveries.allow(*hosts)
