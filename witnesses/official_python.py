"""The official SDK for Python in the sandbox: ``python -m witnesses.official_python``.

Its errors are listed where they are its own: a call that it sends wrongly, or an
answer that it cannot read. Each is asserted, so that a newer SDK shows.
"""

import os
from importlib import metadata
from types import SimpleNamespace
from typing import Any
from unittest import mock

from refreshbooks.sandbox import Sandbox
from tests.rest.walk import Walk, hook, ids_of

__all__ = ["main"]


def main() -> None:
    """Takes the walk, and prints what went how.

    Raises:
        AssertionError: Something went otherwise than it should.
        SystemExit: The SDK is not installed.
    """
    library = official()
    with Sandbox() as sandbox, hook() as (address, verifier):
        client = made(library, sandbox)
        walk = Walk(library, client, ids_of(sandbox), address)
        refused = walk.whole()
        walk.verified(verifier)
        refreshed(library, client)
    show(walk, refused)


def official() -> Any:
    """Returns the SDK, with its errors and builders under one name."""
    try:
        import freshbooks
        from freshbooks import errors
    except ImportError:
        raise SystemExit("The witness is missing: pip install freshbooks-sdk") from None
    names = ("Client", "FilterBuilder", "IncludesBuilder", "PaginateBuilder", "SortBuilder")
    return SimpleNamespace(
        **{name: getattr(freshbooks, name) for name in names},
        FreshBooksError=errors.FreshBooksError,
    )


def made(library: Any, sandbox: Sandbox) -> Any:
    """Returns its client of a sandbox, told where that is by the SDK's own settings."""
    where = {"FRESHBOOKS_API_URL": sandbox.rest_url, "FRESHBOOKS_AUTH_URL": sandbox.rest_url}
    with mock.patch.dict(os.environ, where):
        return library.Client(
            sandbox.client_id,
            client_secret=sandbox.client_secret,
            redirect_uri=sandbox.redirect_uri,
            access_token=sandbox.access_token,
            refresh_token=sandbox.refresh_token,
        )


def refreshed(library: Any, client: Any) -> None:
    """Has the SDK refresh its tokens, and sees that the refresh token works once."""
    before = client.access_token, client.refresh_token
    client.refresh_access_token()
    assert client.access_token != before[0]
    assert client.current_user().email
    try:
        client.refresh_access_token(before[1])
    except library.FreshBooksError as error:
        print(f"a refresh token a second time: {error}")
    else:
        raise AssertionError("a refresh token worked twice")


def show(walk: Walk, refused: list[tuple[str, Any]]) -> None:
    """Prints the calls by resource, and the errors as the SDK read them."""
    print(f"freshbooks-sdk {metadata.version('freshbooks-sdk')}")
    by_resource: dict[str, list[str]] = {}
    for resource, call in walk.done:
        by_resource.setdefault(resource, []).append(call)
    for resource, calls in by_resource.items():
        print(f"  {resource:<26} {' '.join(dict.fromkeys(calls))}")
    for said, error in refused:
        print(f"  {said}: {error.status_code} {error} ({error.error_code})")
    print(f"{len(walk.done)} calls of {len(by_resource)} resources went well")


if __name__ == "__main__":
    main()
