"""Bills an afternoon of yard work, fetches the invoice back, and lists them all.

Runs against a sandbox of its own, twice: signed in by OAuth 1.0a, and by a
token. Against a real account only the first two arguments of a client differ::

    c = api.TokenClient("example.freshbooks.com", "the account's token")

"""

from refreshbooks import api
from refreshbooks.sandbox import Sandbox

PER_PAGE = 3


def main():
    with Sandbox() as sandbox:
        print(f"A sandbox of FreshBooks listens at {sandbox.url}\n")

        print("Signed in by OAuth 1.0a")
        with api.OAuthClient(
            sandbox.classic_url,
            sandbox.consumer_key,
            sandbox.consumer_secret,
            sandbox.oauth_token,
            sandbox.oauth_token_secret,
        ) as c:
            client_id = engage_client(c)
            bill_yard_work(c, client_id)
            bill_the_season(c, client_id)
            print_all_invoices(c)

        print("\nSigned in by token")
        with api.TokenClient(sandbox.classic_url, sandbox.token) as c:
            bill_yard_work(c, client_id)
            print_all_invoices(c)

    print("\nAll of it went over HTTP, and none of it left this machine; the program is")
    print("examples/yard_work.py. A sandbox that stays, to try calls of your own:")
    print("  refreshbooks sandbox    (after make demo: .venv/bin/refreshbooks sandbox)")


def engage_client(c):
    """Adds the client whose yard it is, and returns the id."""
    response = c.client.create(
        client=dict(
            first_name="Ada",
            last_name="Example",
            organization="Example Gardens",
            email="ada@example.com",
        )
    )
    return response.client_id


def bill_yard_work(c, client_id):
    """Makes the invoice, fetches it back and prints what the service made of it."""
    response = c.invoice.create(  # <request method="invoice.create">
        invoice=dict(  #              <invoice>
            client_id=client_id,  #     <client_id>1</client_id>
            lines=[  #                  <lines>
                api.types.line(  #        <line>
                    name="Yard Work",  #    <name>Yard Work</name>
                    unit_cost="10",  #      <unit_cost>10</unit_cost>
                    quantity="4",  #        <quantity>4</quantity>
                )  #                      </line>
            ],  #                       </lines>
        )  #                          </invoice>
    )  #                            </request>

    invoice = c.invoice.get(invoice_id=response.invoice_id).invoice
    print(f"  New invoice created: #{invoice.number} (id {invoice.invoice_id})")
    for line in invoice.lines.line:
        print(
            f"    {line.name}: {line.quantity} x {line.unit_cost:.2f}"
            f" = {line.amount:.2f} {invoice.currency_code}"
        )


def bill_the_season(c, client_id):
    """Makes enough further invoices to fill several pages."""
    numbers = []
    for hours in range(1, 7):
        mowing = api.types.line(name="Mowing", unit_cost="12.50", quantity=hours)
        response = c.invoice.create(invoice=dict(client_id=client_id, lines=[mowing]))
        numbers.append(c.invoice.get(invoice_id=response.invoice_id).invoice.number)
    print(f"  ... and six more for the season: #{numbers[0]} to #{numbers[-1]}")


def print_all_invoices(c):
    """Prints every invoice, page by page, and what they come to."""
    total = 0
    for page in api.paginate(c.invoice.list, per_page=PER_PAGE).pages():
        if page.page == 1:
            print(f"  There are {page.pages} pages of invoices, the newest first.")
        print(f"  Page {page.page}")
        for invoice in page:
            print(f"    #{invoice.number}  id {invoice.invoice_id:<4} {invoice.amount:>9.2f}")
            total += invoice.amount
    print(f"  Altogether{total:>19.2f}")


if __name__ == "__main__":
    main()
