"""Bills a project of a joiner's by the current API: a client, time, an invoice, a payment.

Runs against a sandbox of its own. With a real account, leave out the address, and sign in
as ``examples/signing_in.py`` does::

    client = Client("your application's id", access_token="...")

"""

import os
from datetime import date, datetime, timezone
from decimal import Decimal

from refreshbooks import rest
from refreshbooks.rest import Client, FilterBuilder, IncludesBuilder
from refreshbooks.rest.errors import ValidationError
from refreshbooks.sandbox import Sandbox

RATE = Decimal("48.50")
HOURS = (2, 5, Decimal("1.5"))


def main():
    with Sandbox() as sandbox:
        os.environ["FRESHBOOKS_API_URL"] = sandbox.rest_url
        with Client(sandbox.client_id, access_token=sandbox.access_token) as client:
            business = client.business()
            wren = engage_client(business)
            hours = log_time(business, wren)
            invoice = bill(business, wren, hours)
            pay(business, invoice, Decimal(200))
            print_what_is_owed(client, business.account_id)
            print_refusal(business)


def engage_client(business):
    """Adds the client that the work is for, and returns it."""
    wren = business.clients.create({"organization": "Wren House", "email": "ida@example.com"})
    print(f"New client: {wren.organization} (id {wren.id})")
    return wren


def log_time(business, wren):
    """Opens a project, logs the hours, and returns how many there were."""
    project = business.projects.create(
        {"title": "Kitchen shelves", "client_id": wren.id, "project_type": "hourly_rate"}
    )
    for day, hours in enumerate(HOURS, start=2):
        business.time_entries.create(
            {
                "is_logged": True,
                "project_id": project.id,
                "client_id": wren.id,
                "started_at": datetime(2026, 11, day, 14, tzinfo=timezone.utc),
                "duration": int(hours * 3600),
            }
        )
    entries = rest.paginate(business.time_entries.list)
    total = Decimal(sum(entry.duration for entry in entries)) / 3600
    print(f"Time on {project.title}: {total} hours")
    return total


def bill(business, wren, hours):
    """Makes the invoice and prints what the service made of it."""
    work = {"name": "Joinery", "qty": hours, "unit_cost": {"amount": RATE, "code": "USD"}}
    invoice = business.invoices.create(
        {"customerid": wren.id, "create_date": date(2026, 11, 5), "lines": [work]},
        includes=IncludesBuilder().include("lines"),
    )
    print(f"Invoice {invoice.invoice_number} of {invoice.create_date:%d %B %Y}")
    for line in invoice.lines:
        print(f"  {line.name}: {line.qty} x {line.unit_cost.amount} = {line.amount.amount}")
    return invoice


def pay(business, invoice, amount):
    """Books what the client paid."""
    business.payments.create(
        {
            "invoiceid": invoice.id,
            "amount": {"amount": amount, "code": "USD"},
            "date": date(2026, 11, 12),
            "type": "Cash",
        }
    )


def print_what_is_owed(client, account_id):
    """Prints every invoice that is not paid, whatever number of pages there are."""
    unpaid = FilterBuilder().equals("outstanding", True)
    for invoice in rest.paginate(client.invoices.list, account_id, builders=[unpaid]):
        owed = invoice.outstanding
        print(f"Still owed on {invoice.invoice_number}: {owed.amount} {owed.code}")


def print_refusal(business):
    """Prints what the service says of an invoice for nobody."""
    try:
        business.invoices.create({"create_date": date(2026, 11, 5)})
    except ValidationError as error:
        print(f"Refused: {error} (status {error.status_code}, number {error.error_code})")


if __name__ == "__main__":
    main()
