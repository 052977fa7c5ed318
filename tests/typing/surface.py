"""The front door as a type checker sees it.

On the dynamic surface anything goes in and ``Any`` comes out; everything around
it has types of its own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import requests

from refreshbooks import adapters, api, client, exceptions, files
from refreshbooks.sandbox import Sandbox

if TYPE_CHECKING:
    from typing_extensions import assert_type


def clients(session: requests.Session) -> None:
    """Clients of every kind, with their options."""
    by_token = api.TokenClient("example.freshbooks.com", "a token", "a program/1.0", timeout=5)
    assert_type(by_token, client.Client)
    api.TokenClient("example.freshbooks.com", b"a token", timeout=(3, 30), session=session)
    by_oauth = api.OAuthClient(
        "example.freshbooks.com",
        "key",
        "secret",
        "token",
        "token secret",
        signature_method="HMAC-SHA1",
    )
    assert_type(by_oauth, client.Client)
    assert_type(api.AuthorizingClient("example.freshbooks.com", dict), client.Client)
    with by_token as entered:
        assert_type(entered, client.Client)
    api.TokenClient(8, "a token")  # type: ignore[arg-type]
    api.TokenClient("example.freshbooks.com")  # type: ignore[call-arg]


def calls(c: client.Client) -> None:
    """Chains, whatever their length; arguments of any kind, answers of any kind."""
    assert_type(c.invoice, client.RemoteMethod)
    assert_type(c.invoice.lines.add, client.RemoteMethod)
    assert_type(c.invoice.create(invoice={"client_id": 8}), Any)
    for invoice in c.invoice.list(page=1).invoices.invoice:
        print(invoice.amount * 2)
    assert_type(c.invoice.list.names, list[str])
    # Every argument has a name.
    c.invoice.get(1)  # type: ignore[arg-type]


def arguments() -> None:
    """What list elements and encoders take and give."""
    assert_type(api.types.line(name="Yard Work"), tuple[str, dict[str, object]])
    assert_type(adapters.xml_request("invoice.get", invoice_id=1), bytes)


def answers(content: bytes) -> None:
    """Files that came instead of XML."""
    answer = files.Answer(content)
    assert_type(answer.content_type, str | None)
    assert_type(answer.headers, Mapping[str, str])
    assert_type(answer.status, int)
    answer.save(Path("invoice.pdf"))
    answer.save("invoice.pdf")


def errors(c: client.Client) -> int | None:
    """Errors carry their facts with types."""
    try:
        c.invoice.get(invoice_id=1)
    except exceptions.FailedRequest as failed:
        assert_type(failed.code, int | None)
        assert_type(failed.messages, tuple[str, ...])
        return failed.code
    except exceptions.RateLimited as limited:
        assert_type(limited.retry_after, float | None)
    except exceptions.NoResponse as silent:
        assert_type(silent.sent, bool)
    return None


def repeats() -> None:
    """How calls are repeated, refused and held back."""
    policy = api.Retry(retries=5, base=1, deadline=None)
    assert_type(policy.deadline, float | None)
    limit = api.rate_limit(10, 1)
    c = api.TokenClient("example.freshbooks.com", "a token", retry=policy, limit=limit)
    api.TokenClient("example.freshbooks.com", "a token", retries=0, read_only=True)
    api.with_options(c.invoice.list, retries=1)(per_page=100)
    api.Retry(5)  # type: ignore[call-arg]


def every_row(c: client.Client) -> None:
    """Rows are trees, and what is said of their list has types."""
    rows = api.paginate(c.invoice.list, per_page=25, prefetch=8, status="unpaid")
    for row in rows:
        assert_type(row, Any)
    assert_type(rows.total, int | None)
    assert_type(rows.token, str)
    for page in api.paginate(c.invoice.list, resume=rows.token).pages():
        assert_type(page.page, int)
    for doubt in rows.doubts:
        assert_type(doubt.pages, range)


def once(c: client.Client) -> None:
    """What is found or created; whether an id is a number is up to the API."""
    found = api.find_or_create(c.client.create, by="email", client={"email": "ada@example.com"})
    assert_type(found.created, bool)
    assert_type(found.id, Any)


def doubt(c: client.Client) -> str | None:
    """What to look for after a write whose answer was lost."""
    try:
        c.invoice.create(invoice={"client_id": 8})
    except exceptions.OutcomeUnknown as unknown:
        return unknown.check
    return None


def own_parts() -> client.Client:
    """A client of three functions of one's own."""

    def encode(method: str, **params: object) -> bytes:
        return method.encode()

    def carry(entity: bytes) -> bytes:
        return entity

    def decode(entity: bytes) -> str:
        return entity.decode()

    return client.Client(encode, carry, decode)


def sandbox() -> None:
    """The sandbox, in memory and in a file."""
    with Sandbox() as here:
        assert_type(here.url, str)
        assert_type(here.token, str)
    with Sandbox(database=Path("books.db"), port=8080):
        pass
    with Sandbox() as here:
        other = here.account("other")
        assert_type(other.faults.add("status", "invoice.*", count=1, code=503).struck, int)
        for call in other.journal:
            assert_type(call.applied, bool)
        other.clock.advance(days=30)
        other.snapshot("before")
        other.restore("before")
    Sandbox(":memory:", port="8080")  # type: ignore[arg-type]
