"""The REST client as a type checker sees it.

Its resources have types of their own, made from the catalog; what they answer is read
by attributes of any name.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from refreshbooks import aio, rest
from refreshbooks.rest.api.accounting import AccountingResource
from refreshbooks.rest.api.addressed import AddressedResource
from refreshbooks.rest.api.projects import ProjectsResource
from refreshbooks.rest.models import Identity, ListResult, Result

if TYPE_CHECKING:
    from typing_extensions import assert_type


def resources(client: rest.Client) -> None:
    """Every resource is known, and a misspelt one is not."""
    assert_type(client.clients, AccountingResource)
    assert_type(client.projects, ProjectsResource)
    assert_type(client.reports.profitloss, AddressedResource)
    client.client  # type: ignore[attr-defined]  # noqa: B018
    client.reports.profit_and_loss  # type: ignore[attr-defined]  # noqa: B018


def calls(client: rest.Client) -> None:
    """Ids first, then what is sent or asked for."""
    assert_type(client.clients.get("6BApk", 8), Result)
    assert_type(client.clients.get(account_id="6BApk", resource_id="8"), Result)
    assert_type(client.clients.list("6BApk", builders=[rest.PaginateBuilder(1, 50)]), ListResult)
    assert_type(client.projects.create(98765, {"title": "Rigging"}), Result)
    client.reports.profitloss.get("6BApk", start_date=date(2026, 1, 1))
    client.clients.get("6BApk")  # type: ignore[call-arg]
    client.clients.lost("6BApk")  # type: ignore[attr-defined]


async def awaited(client: aio.RestClient) -> None:
    """The same, awaited."""
    assert_type(await client.clients.get("6BApk", 8), Result)
    assert_type(await client.projects.list(98765), ListResult)
    await client.callbacks.verify("6BApk", 4, "a verifier")
    await client.reports.profitloss.get("6BApk", start_date=date(2026, 1, 1))
    client.client  # type: ignore[attr-defined]  # noqa: B018


def answers(client: rest.Client) -> None:
    """What comes back."""
    assert_type(client.current_user(), Identity)
    for one in client.clients.list("6BApk"):
        assert_type(one, Result)
        assert_type(one.organization, Any)
