"""For whom the business works: clients in three currencies."""

from refreshbooks.sandbox.rest.seeds.business import Business
from refreshbooks.sandbox.seeds import words
from refreshbooks.sandbox.store import Record

__all__ = ["find_clients"]

_FEWEST_CLIENTS, _INVOICES_PER_CLIENT = 8, 12
# The currencies that one client after another pays in: all three from the first.
_CURRENCIES = ("USD", "CAD", "EUR", "USD", "USD", "CAD", "USD", "EUR")
_PLACE = ("p_street", "p_city", "p_province", "p_code", "p_country", "language")
# Of so many clients one is archived, and one deleted that nobody worked for.
_ROUND, _ARCHIVED, _DELETED = 16, 5, 6
_STATES = {_ARCHIVED: 2, _DELETED: 1}


def find_clients(business: Business) -> None:
    """Makes the clients."""
    count = max(_FEWEST_CLIENTS, business.invoices // _INVOICES_PER_CLIENT)
    for number in range(count):
        moment = business.times.at(number, count)
        client = business.hand.make("clients", moment, _client(business, number))
        state = _STATES.get(number % _ROUND)
        if state:
            client = business.hand.change("clients", moment, client, vis_state=state)
        if number % _ROUND != _DELETED:
            business.clients.append(client)


def _client(business: Business, number: int) -> Record:
    dice = business.dice
    currency = _CURRENCIES[number % len(_CURRENCIES)]
    email = f"client{number + 1}@example.com"
    street = f"{dice.between(1, 99)} {dice.pick(words.STREETS)}"
    client: Record = {
        **_name(business),
        "uuid": business.letters(),
        "organization": f"{dice.pick(words.SITES)} {dice.pick(words.FIRMS)}",
        "email": email,
        "bus_phone": f"555-{dice.below(10_000):04}",
        "currency_code": currency,
        "contacts": [_contact(business, f"contact{which}.{email}") for which in range(number % 3)],
        **dict(zip(_PLACE, (street, *dice.pick(words.PLACES[currency])), strict=True)),
    }
    if currency == "EUR":
        client |= {"vat_name": "VAT Number", "vat_number": f"XX{number + 1:09}"}
    if dice.one_in(4):
        client["note"] = dice.pick(words.NOTES)
    return client


def _contact(business: Business, email: str) -> Record:
    return {**_name(business), "email": email, "phone1": f"555-{business.dice.below(10_000):04}"}


def _name(business: Business) -> Record:
    pick = business.dice.pick
    return {"fname": pick(words.FIRST_NAMES), "lname": pick(words.LAST_NAMES)}
