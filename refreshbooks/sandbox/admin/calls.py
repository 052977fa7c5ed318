"""The journal: each of its handles as a function of a request."""

import base64
from typing import Any

from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.admin.request import Request
from refreshbooks.sandbox.entries import Entry

__all__ = ["clear", "count", "entry", "near_misses", "search", "wait"]

# Nobody keeps a request waiting for longer than this many seconds.
_LONGEST_WAIT = 60.0


def search(request: Request) -> dict[str, Any]:
    """Returns the calls that are like this, oldest first; the latest so many of them."""
    words = request.words()
    most = words.pop("most", None)
    found = request.account.journal.search(**words)
    shown = found if most is None else found[max(0, len(found) - most) :]
    return {
        "count": len(found),
        "forgotten": request.account.journal.forgotten,
        "entries": [_facts(one) for one in shown],
    }


def clear(request: Request) -> None:
    """Forgets all calls."""
    request.account.journal.clear()


def count(request: Request) -> dict[str, int]:
    """Returns how many calls are like this."""
    return {"count": request.account.journal.count(**request.words())}


def wait(request: Request) -> dict[str, Any]:
    """Returns the first call that is like this, as soon as it has come."""
    words = request.words()
    if not 0 <= words.get("timeout", 0) <= _LONGEST_WAIT:
        raise Refusal(400, f"The timeout is a number of seconds up to {_LONGEST_WAIT:g}.")
    try:
        return _facts(request.account.journal.wait_for(**words))
    except TimeoutError as error:
        raise Refusal(404, str(error)) from error


def near_misses(request: Request) -> dict[str, Any]:
    """Returns the calls that are nearly like this, the nearest first."""
    misses = request.account.journal.near_misses(**request.words())
    return {
        "near_misses": [
            {"entry": _facts(miss.entry), "differences": list(miss.differences)} for miss in misses
        ]
    }


def entry(request: Request) -> dict[str, Any]:
    """Returns one call."""
    for one in request.account.journal:
        if str(one.number) == request.names["number"]:
            return _facts(one)
    raise Refusal(404, "No call of that number stands in the journal.")


def _facts(one: Entry) -> dict[str, Any]:
    bodies = {"request": _body(one.request), "response": _body(one.response)}
    return {**one.facts(), **bodies}


def _body(content: bytes) -> dict[str, str]:
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(content).decode()}
