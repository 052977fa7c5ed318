"""Who works for the business, and for whom it works."""

from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.seeds.business import Business
from refreshbooks.sandbox.store import Record

__all__ = ["find_clients", "hire_contractors", "hire_staff"]

_STAFF = 4
_CONTRACTORS = 3
_FEWEST_CLIENTS = 8
_INVOICES_PER_CLIENT = 12
# The currencies that one client after another pays in: all three from the first.
_CURRENCIES = ("USD", "CAD", "EUR", "USD", "USD", "CAD", "USD", "EUR")
# Of so many clients one is archived, and one deleted that nobody worked for.
_ROUND, _ARCHIVED, _DELETED = 16, 5, 6


def hire_staff(business: Business) -> None:
    """Makes the staff beside the administrator, who has been there from the first."""
    hand, start = business.hand, business.times.at(0, 1)
    business.staff.append(hand.read("staff", "1"))
    for number in range(1, _STAFF + 1):
        member = {
            **_name(business),
            "email": f"staff{number}@example.com",
            "business_phone": f"555-01{number:02}",
            "rate": str(20 + 5 * number),
            **_address(business, "USD", ("street1", "city", "state", "code", "country")),
        }
        business.staff.append(hand.make("staff", start, member))


def hire_contractors(business: Business) -> None:
    """Makes contractors for the first projects; all but the last have accepted."""
    hand, now = business.hand, business.times.at(1, 2)
    for number in range(1, _CONTRACTORS + 1):
        name = _name(business)
        contractor = {
            "name": f"{name['first_name']} {name['last_name']}",
            "email": f"contractor{number}@example.com",
            "rate": str(30 + 5 * number),
            "task_id": business.dice.pick(business.tasks)["task_id"],
            "projects": [{"project_id": business.projects[number - 1]["project_id"]}],
        }
        made = hand.make("contractor", now, contractor)
        if number < _CONTRACTORS:
            hand.change("contractor", now, made, status="accepted")


def find_clients(business: Business) -> None:
    """Makes the clients, in three currencies."""
    count = max(_FEWEST_CLIENTS, business.invoices // _INVOICES_PER_CLIENT)
    for number in range(count):
        moment = business.times.at(number, count)
        client = business.hand.make("client", moment, _client(business, number))
        folder = {_ARCHIVED: "archived", _DELETED: "deleted"}.get(number % _ROUND, "active")
        if folder != "active":
            business.hand.change("client", moment, client, folder=folder)
        if folder != "deleted":
            business.clients.append(client)


def _client(business: Business, number: int) -> Record:
    dice = business.dice
    currency = _CURRENCIES[number % len(_CURRENCIES)]
    email = f"client{number + 1}@example.com"
    contacts = [_contact(business, f"contact{which}.{email}") for which in range(number % 3)]
    client: Record = {
        **_name(business),
        "organization": f"{dice.pick(words.SITES)} {dice.pick(words.FIRMS)}",
        "email": email,
        "work_phone": f"555-{dice.below(10_000):04}",
        "currency_code": currency,
        **_address(
            business,
            currency,
            ("p_street1", "p_city", "p_state", "p_code", "p_country", "language"),
        ),
    }
    if contacts:
        client["contacts"] = contacts
    if currency == "EUR":
        client |= {"vat_name": "VAT Number", "vat_number": f"XX{number + 1:09}"}
    if dice.one_in(4):
        client["notes"] = dice.pick(words.NOTES)
    return client


def _contact(business: Business, email: str) -> Record:
    return {**_name(business), "email": email, "phone1": f"555-{business.dice.below(10_000):04}"}


def _name(business: Business) -> Record:
    pick = business.dice.pick
    return {"first_name": pick(words.FIRST_NAMES), "last_name": pick(words.LAST_NAMES)}


def _address(business: Business, currency: str, names: tuple[str, ...]) -> Record:
    dice = business.dice
    street = f"{dice.between(1, 99)} {dice.pick(words.STREETS)}"
    # The language comes last, and not everybody is asked for it.
    return dict(zip(names, (street, *dice.pick(words.PLACES[currency])), strict=False))
