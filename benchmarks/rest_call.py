"""One call of the current API beside others' ways: ``python -m benchmarks.rest_call``.

The others are the official SDK, which opens a connection for each call, and
``requests.get`` on an open session, of which the answer is merely read as JSON.
"""

import os
from collections.abc import Callable
from typing import Any
from unittest import mock

import requests

from benchmarks import rounds
from benchmarks.served_rest import ACCOUNT, Served, serving
from refreshbooks import rest

__all__ = ["main", "official"]

WANTED_OF_THE_SDK = 0.5
WANTED_OF_THE_SDK_OVER_TLS = 0.25
WANTED_OF_REQUESTS = 0.75


def main() -> None:
    """Prints how a call compares with each."""
    with serving() as served:
        ours = by_the_library(served)
        for name, floor, wanted in (
            ("REST call, against the official SDK", by_the_sdk(served), WANTED_OF_THE_SDK),
            ("REST call, against Session.get().json()", by_requests(served), WANTED_OF_REQUESTS),
        ):
            rounds.report(name, rounds.compare(ours, floor), wanted)
    with serving(tls=True) as served:
        trusting = {"REQUESTS_CA_BUNDLE": served.authorities}
        with mock.patch.dict(os.environ, trusting):
            ratio = rounds.compare(by_the_library(served), by_the_sdk(served), calls=20)
        rounds.report("REST call over TLS, against it", ratio, WANTED_OF_THE_SDK_OVER_TLS)


def by_the_library(served: Served) -> Callable[[], Any]:
    """Returns a call through a client of ours, whose answer is looked at."""
    c = made(rest.Client, served)
    return lambda: c.clients.get(ACCOUNT, 12345).organization


def by_the_sdk(served: Served) -> Callable[[], Any]:
    """Returns the same by the official SDK."""
    c = made(official().Client, served)
    return lambda: c.clients.get(ACCOUNT, 12345).organization


def by_requests(served: Served) -> Callable[[], Any]:
    """Returns the same by requests as one would write it."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer abc"
    url = f"{served.clients}/12345"
    return lambda: session.get(url).json()["response"]["result"]["client"]["organization"]


def made(client: Any, served: Served) -> Any:
    """Returns a client of either library for what is served."""
    with mock.patch.dict(os.environ, {"FRESHBOOKS_API_URL": served.url}):
        return client("some_application", access_token="abc")


def official() -> Any:
    """Returns the official SDK.

    Raises:
        SystemExit: It is not installed.
    """
    try:
        import freshbooks
    except ImportError:
        raise SystemExit("This compares with freshbooks-sdk: pip install freshbooks-sdk") from None
    return freshbooks


if __name__ == "__main__":
    main()
