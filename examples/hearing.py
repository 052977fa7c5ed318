"""Hears of invoices by webhooks: an address that is verified, and deliveries that are signed.

Runs against a sandbox of its own, which posts to a little server on this machine. A real
application is reached by https, and keeps verifiers in its database.
"""

import os
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

from refreshbooks import webhooks
from refreshbooks.rest import Client
from refreshbooks.sandbox import Sandbox

LONGEST_WAIT = 20


class Quiet(WSGIRequestHandler):
    """Answers without a line in the log."""

    def log_message(self, format, *told):  # noqa: A002
        """Says nothing."""


class Office:
    """Where deliveries arrive, and what is kept of them."""

    def __init__(self, client):
        self.verifiers = {}
        self.heard = []
        self.agreed, self.told = threading.Event(), threading.Event()
        self.receiver = webhooks.Receiver(lambda: list(self.verifiers.values()))

        @self.receiver.on_handshake
        def agree(event):
            self.verifiers[event.object_id] = webhooks.verify(client, event)
            self.agreed.set()

        @self.receiver.on("invoice.create")
        def hear(event):
            self.heard.append(event)
            self.told.set()


def main():
    with Sandbox() as sandbox:
        os.environ["FRESHBOOKS_API_URL"] = sandbox.rest_url
        with Client(sandbox.client_id, access_token=sandbox.access_token) as client:
            office = Office(client)
            server = make_server("127.0.0.1", 0, office.receiver, handler_class=Quiet)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                listen(client, sandbox.account_id, office, server.server_port)
            finally:
                server.shutdown()
                server.server_close()


def listen(client, account_id, office, port):
    """Registers the address, makes an invoice, and prints what is heard of it."""
    wish = {"event": "invoice.create", "uri": f"http://127.0.0.1:{port}/"}
    callback = client.callbacks.create(account_id, wish)
    office.agreed.wait(LONGEST_WAIT)
    is_verified = client.callbacks.get(account_id, callback.callbackid).verified
    print(f"The address is verified: {is_verified}")

    wren = client.clients.create(account_id, {"organization": "Wren House"})
    wanted = {"customerid": wren.id, "create_date": "2026-11-05"}
    invoice = client.invoices.create(account_id, wanted)
    office.told.wait(LONGEST_WAIT)
    for event in office.heard:
        print(f"Heard, and signed: {event.name}, id {event.object_id}")
    print(f"It is the one just made: {office.heard[0].object_id == invoice.id}")


if __name__ == "__main__":
    main()
