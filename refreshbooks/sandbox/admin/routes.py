"""All addresses of the admin API in one table: what each takes, and what it does."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from refreshbooks.sandbox.admin import calls, deliveries, handles
from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.admin.request import Request

__all__ = ["ROUTES", "Route", "found"]

_NAME = re.compile(r"\{(\w+)\}")
_SOUGHT = (
    "method",
    "status",
    "applied",
    "fault",
    "user",
    "auth",
    "verb",
    "path",
    "text",
    "fields",
    "after",
)


@dataclass(frozen=True)
class Route:
    """One row.

    Attributes:
        verb: The HTTP method.
        path: What follows ``/_sandbox/``, with names for what varies.
        does: What it is for, for the index.
        act: Does it, and returns what to answer.
        takes: The arguments it knows; ``...`` stands for any.
    """

    verb: str
    path: str
    does: str
    act: Callable[[Request], Any]
    takes: tuple[str, ...] = ()

    def names(self, path: str) -> dict[str, str] | None:
        """Returns what stands in a path, by name; None if it is none of this route."""
        pattern = _NAME.sub(r"(?P<\1>[^/]+)", self.path)
        match = re.fullmatch(pattern, path)
        return None if match is None else match.groupdict()


def _index(request: Request) -> dict[str, Any]:
    rows = [
        {"verb": route.verb, "path": route.path, "takes": route.takes, "does": route.does}
        for route in ROUTES
    ]
    return {**handles.sandbox(request), "routes": rows}


ROUTES = (
    Route("GET", "", "this list, and where the API is", _index),
    Route("GET", "accounts", "all accounts and their credentials", handles.accounts),
    Route("GET", "accounts/{name}", "one account and its credentials", handles.account),
    Route("PUT", "accounts/{name}", "make it, unless it is there", handles.make_account),
    Route("POST", "reset", "make the account as it was at first", handles.reset),
    Route(
        "POST",
        "seed",
        "fill its books of one API with a small business",
        handles.seed,
        ("invoices", "seed", "api"),
    ),
    Route("GET", "application", "what its application is registered with", handles.application),
    Route(
        "PUT",
        "application",
        "register it with something else",
        handles.register,
        ("redirect_uris", "scopes", "token_lifetime"),
    ),
    Route(
        "POST",
        "consent",
        "agree to what an application sends its users to, or not",
        handles.consent,
        ("address", "agrees"),
    ),
    Route("GET", "faults", "the faults in force", handles.faults),
    Route(
        "POST",
        "faults",
        "put one in force; each kind takes details of its own",
        handles.add_fault,
        ("kind", "method", "probability", "count", "..."),
    ),
    Route("DELETE", "faults", "end all of them", handles.clear_faults),
    Route("GET", "faults/{number}", "one of them", handles.fault),
    Route("DELETE", "faults/{number}", "end it", handles.remove_fault),
    Route("PUT", "chance", "make chance repeatable", handles.seed_faults, ("seed",)),
    Route("GET", "journal", "the calls that are like this", calls.search, (*_SOUGHT, "most")),
    Route("DELETE", "journal", "forget all calls", calls.clear),
    Route("GET", "journal/count", "how many calls are like this", calls.count, _SOUGHT),
    Route(
        "GET",
        "journal/wait",
        "the first call like this; waits for it up to timeout seconds",
        calls.wait,
        (*_SOUGHT, "timeout"),
    ),
    Route(
        "GET",
        "journal/near-misses",
        "the calls that are nearly like this",
        calls.near_misses,
        (*_SOUGHT, "most"),
    ),
    Route("GET", "journal/{number}", "one call", calls.entry),
    Route(
        "GET",
        "deliveries",
        "what was posted to callbacks and webhooks, and is like this",
        deliveries.search,
        deliveries.SOUGHT,
    ),
    Route("DELETE", "deliveries", "forget all of them", deliveries.clear),
    Route(
        "GET",
        "deliveries/wait",
        "the first one like this; waits for it up to timeout seconds",
        deliveries.wait,
        (*deliveries.SOUGHT, "timeout"),
    ),
    Route(
        "POST",
        "deliveries/allow",
        "let events go to other machines too",
        deliveries.allow,
        ("hosts",),
    ),
    Route("GET", "clock", "the account's time", handles.clock),
    Route("PUT", "clock", "set it", handles.set_clock, ("now",)),
    Route("POST", "clock/advance", "move it on", handles.advance_clock, handles.UNITS),
    Route("POST", "clock/freeze", "let it stand still", handles.freeze_clock, ("at",)),
    Route("POST", "clock/run", "let it go on from where it stands", handles.run_clock),
    Route("POST", "clock/reset", "let it tell the real time", handles.reset_clock),
    Route("GET", "snapshots", "the names of the snapshots", handles.snapshots),
    Route("PUT", "snapshots/{name}", "keep the books under a name", handles.take_snapshot),
    Route("POST", "snapshots/{name}/restore", "put the books back", handles.restore),
)


def found(verb: str, path: str) -> tuple[Route, dict[str, str]]:
    """Returns the route for a request, and what stands in its path by name.

    Raises:
        Refusal: If there is none.
    """
    fitting = list(_fitting(path))
    for route, names in fitting:
        if route.verb == verb:
            return route, names
    if not fitting:
        raise Refusal(404, "Nothing is here. GET /_sandbox/ lists what there is.")
    allowed = ", ".join(sorted({route.verb for route, _ in fitting}))
    raise Refusal(405, f"Only {allowed} can be used here.", [("Allow", allowed)])


def _fitting(path: str) -> Iterator[tuple[Route, dict[str, str]]]:
    for route in ROUTES:
        names = route.names(path)
        if names is not None:
            yield route, names
