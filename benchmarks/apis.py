"""Both APIs as the proofs call them: the same kinds of calls, each in its own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from refreshbooks import aio, api, rest
from refreshbooks.sandbox import Sandbox

__all__ = ["APIS", "CLASSIC", "REST", "Api", "Operation"]


@dataclass(frozen=True)
class Operation:
    """One kind of call about a client.

    Attributes:
        name: The last name of the method.
        needs_record: Whether each call has to have a record of its own.
        call: Makes it: by a client, in a sandbox, with a record's number and a word of
            its own. By an awaited client it is to be awaited.
        mark: What tells calls apart in the journal, by the number and the word.
    """

    name: str
    needs_record: bool
    call: Callable[[Any, Sandbox, int, str], Any]
    mark: Callable[[int, str], str]


@dataclass(frozen=True)
class Api:
    """One of the APIs.

    Attributes:
        name: As tables show it.
        resource: Of the clients, as its methods are called.
        client: Makes a client of a sandbox, with options.
        awaited: Makes one whose calls are awaited.
        engage: Makes a record by a client, and returns its number.
        operations: The kinds of calls.
    """

    name: str
    resource: str
    client: Callable[..., Any]
    awaited: Callable[..., Any]
    engage: Callable[[Any, Sandbox], int]
    operations: tuple[Operation, ...]


def _classic(maker: Any) -> Callable[..., Any]:
    return lambda sandbox, **options: maker(sandbox.classic_url, sandbox.token, **options)


def _rest(maker: Any) -> Callable[..., Any]:
    def made(sandbox: Sandbox, **options: Any) -> Any:
        client = maker(sandbox.client_id, access_token=sandbox.access_token, **options)
        client.base_url = sandbox.rest_url
        return client

    return made


CLASSIC = Api(
    name="Classic",
    resource="client",
    client=_classic(api.TokenClient),
    awaited=_classic(aio.TokenClient),
    engage=lambda c, s: int(c.client.create(client={"email": "ada@example.com"}).client_id),
    operations=(
        Operation(
            "get",
            False,
            lambda c, s, number, word: c.client.get(client_id=number),
            lambda number, word: f">{number}",
        ),
        Operation(
            "create",
            False,
            lambda c, s, number, word: c.client.create(client={"email": f"{word}@example.com"}),
            lambda number, word: f">{word}",
        ),
        Operation(
            "update",
            False,
            lambda c, s, number, word: c.client.update(client={"client_id": number, "notes": word}),
            lambda number, word: f">{word}",
        ),
        Operation(
            "delete",
            True,
            lambda c, s, number, word: c.client.delete(client_id=number),
            lambda number, word: f">{number}",
        ),
    ),
)

REST = Api(
    name="REST",
    resource="clients",
    client=_rest(rest.Client),
    awaited=_rest(aio.RestClient),
    engage=lambda c, s: int(c.clients.create(s.account_id, {"email": "ada@example.com"}).id),
    operations=(
        Operation(
            "get",
            False,
            lambda c, s, number, word: c.clients.get(s.account_id, number),
            lambda number, word: f"/clients/{number}",
        ),
        Operation(
            "create",
            False,
            lambda c, s, number, word: c.clients.create(
                s.account_id, {"email": f"{word}@example.com"}
            ),
            lambda number, word: f'"{word}',
        ),
        Operation(
            "update",
            False,
            lambda c, s, number, word: c.clients.update(s.account_id, number, {"note": word}),
            lambda number, word: f'"{word}',
        ),
        Operation(
            "delete",
            True,
            lambda c, s, number, word: c.clients.delete(s.account_id, number),
            lambda number, word: f"/clients/{number}",
        ),
    ),
)

APIS = (CLASSIC, REST)
