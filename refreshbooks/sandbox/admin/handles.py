"""Accounts, faults, clock and snapshots: each handle as a function of a request."""

from typing import TYPE_CHECKING, Any

from refreshbooks.sandbox.admin.refusal import Refusal
from refreshbooks.sandbox.admin.request import Request

if TYPE_CHECKING:
    from refreshbooks.sandbox.accounts import Account, Accounts
    from refreshbooks.sandbox.faults import Fault

__all__ = [
    "UNITS",
    "account",
    "accounts",
    "add_fault",
    "advance_clock",
    "application",
    "clear_faults",
    "clock",
    "consent",
    "fault",
    "faults",
    "freeze_clock",
    "make_account",
    "named",
    "register",
    "remove_fault",
    "reset",
    "reset_clock",
    "restore",
    "run_clock",
    "sandbox",
    "seed",
    "seed_faults",
    "set_clock",
    "snapshots",
    "take_snapshot",
]

UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_FACTS = (
    "name",
    "url",
    "classic_url",
    "token",
    "consumer_key",
    "consumer_secret",
    "oauth_token",
    "oauth_token_secret",
    "rest_url",
    "account_id",
    "business_id",
    "business_uuid",
    "client_id",
    "client_secret",
    "redirect_uri",
    "access_token",
    "refresh_token",
)
_APPLICATION = ("redirect_uris", "scopes", "token_lifetime")


def named(accounts: "Accounts", name: str) -> "Account":
    """Returns an account that is there.

    Raises:
        Refusal: If it is not. Asking for one makes none.
    """
    for one in accounts:
        if one.name == name:
            return one
    raise Refusal(404, f"No account is called {name!r}. PUT /_sandbox/accounts/NAME makes one.")


def sandbox(request: Request) -> dict[str, Any]:
    """Returns where the API is, whose token was shown, and which accounts there are."""
    return {
        "url": request.account.url,
        "classic_url": request.account.classic_url,
        "rest_url": request.account.rest_url,
        "account": request.account.name,
        "accounts": [one.name for one in request.accounts],
    }


def accounts(request: Request) -> dict[str, Any]:
    """Returns all accounts."""
    return {"accounts": [_facts(one) for one in request.accounts]}


def account(request: Request) -> dict[str, str | int]:
    """Returns one account."""
    return _facts(named(request.accounts, request.names["name"]))


def make_account(request: Request) -> dict[str, str | int]:
    """Returns an account; makes it when it is first asked for."""
    name = request.names["name"]
    request.status = 200 if name in {one.name for one in request.accounts} else 201
    return _facts(request.accounts.account(name))


def reset(request: Request) -> None:
    """Makes the account as it was at first."""
    request.account.reset()


def seed(request: Request) -> dict[str, int]:
    """Fills the account's books, and returns how many records of each kind that made."""
    return request.account.seed(**request.arguments)


def application(request: Request) -> dict[str, Any]:
    """Returns what the account's application is registered with."""
    told = {name: getattr(request.account, name) for name in _APPLICATION}
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in told.items()
    }


def register(request: Request) -> dict[str, Any]:
    """Registers the application with something else, as far as that is said."""
    for name in ("redirect_uris", "scopes"):
        if not isinstance(request.arguments.get(name, []), list):
            raise Refusal(400, f"{name} is a list.")
    before = application(request)
    try:
        _set(request.account, request.arguments)
    except ValueError:
        # Of several that were sent, some may have been taken already.
        _set(request.account, before)
        raise
    return application(request)


def consent(request: Request) -> dict[str, str]:
    """Does what the owner does on the consent page, and returns where that leads."""
    address = request.arguments.get("address")
    if not isinstance(address, str):
        raise Refusal(400, "address is where the application sends its users.")
    agrees = request.arguments.get("agrees", True) is True
    return {"location": request.account.consent(address, agrees=agrees)}


def faults(request: Request) -> dict[str, Any]:
    """Returns the faults in force."""
    return {"faults": [one.facts() for one in request.account.faults]}


def add_fault(request: Request) -> dict[str, Any]:
    """Puts a fault in force."""
    if "kind" not in request.arguments:
        raise Refusal(400, "A fault has a kind.")
    request.status = 201
    return request.account.faults.add(**request.arguments).facts()


def fault(request: Request) -> dict[str, Any]:
    """Returns one fault in force."""
    return _numbered(request).facts()


def remove_fault(request: Request) -> None:
    """Ends one fault."""
    _numbered(request).remove()


def clear_faults(request: Request) -> None:
    """Ends all faults."""
    request.account.faults.clear()


def seed_faults(request: Request) -> None:
    """Makes what faults leave to chance come out the same each time."""
    request.account.faults.seed(request.arguments.get("seed"))


def clock(request: Request) -> dict[str, Any]:
    """Returns what the account's clock tells."""
    told = request.account.clock
    return {"now": told.now().isoformat(), "is_frozen": told.is_frozen}


def set_clock(request: Request) -> dict[str, Any]:
    """Puts the clock to a moment."""
    moment = request.moment("now")
    if moment is None:
        raise Refusal(400, "The clock is set to a moment, now.")
    request.account.clock.set(moment)
    return clock(request)


def advance_clock(request: Request) -> dict[str, Any]:
    """Moves the clock on."""
    try:
        request.account.clock.advance(**request.arguments)
    except OverflowError as error:
        raise Refusal(400, "That leads out of the calendar.") from error
    return clock(request)


def freeze_clock(request: Request) -> dict[str, Any]:
    """Lets the clock stand still."""
    request.account.clock.freeze(request.moment("at"))
    return clock(request)


def run_clock(request: Request) -> dict[str, Any]:
    """Lets the clock go on."""
    request.account.clock.run()
    return clock(request)


def reset_clock(request: Request) -> dict[str, Any]:
    """Lets the clock tell the real time."""
    request.account.clock.reset()
    return clock(request)


def snapshots(request: Request) -> dict[str, Any]:
    """Returns the names of the snapshots."""
    return {"snapshots": list(request.account.snapshots)}


def take_snapshot(request: Request) -> dict[str, Any]:
    """Keeps the books under a name."""
    name = request.names["name"]
    request.status = 200 if name in request.account.snapshots else 201
    request.account.snapshot(name)
    return snapshots(request)


def restore(request: Request) -> None:
    """Puts the books back."""
    try:
        request.account.restore(request.names["name"])
    except LookupError as error:
        raise Refusal(404, str(error)) from error


def _set(account: "Account", values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(account, name, value)


def _facts(one: "Account") -> dict[str, str | int]:
    return {name: getattr(one, name) for name in _FACTS}


def _numbered(request: Request) -> "Fault":
    for one in request.account.faults:
        if str(one.number) == request.names["number"]:
            return one
    raise Refusal(404, "No fault of that number is in force.")
