"""A service in a process of its own that answers ``invoice.list`` after a given wait.

Its pages are made once, so that what is measured is the client. Invoices are of
a usual size, about 1.5 KB each.
"""

import contextlib
import functools
import multiprocessing
import re
import threading
from collections.abc import Iterator
from multiprocessing.connection import Connection

from refreshbooks import api

__all__ = ["PER_PAGE", "client", "listing"]

PER_PAGE = 100

_PAGE = re.compile(rb"<page>([0-9]+)</page>")
_LINE = (
    "<line><line_id>{line}</line_id><name>Yard Work</name><description>Mowing and raking"
    "</description><unit_cost>10.00</unit_cost><quantity>4</quantity><amount>40.00</amount>"
    "<tax1_name>GST</tax1_name><tax1_percent>5</tax1_percent><type>Item</type></line>"
)
_INVOICE = (
    "<invoice><invoice_id>{number}</invoice_id><client_id>{client}</client_id>"
    "<number>{number:07}</number><amount>126.00</amount><amount_outstanding>0</amount_outstanding>"
    "<paid>126.00</paid><status>paid</status><date>2026-05-01</date><po_number/>"
    "<discount>0</discount><notes>Thank you for your business</notes><currency_code>USD"
    "</currency_code><language>en</language><folder>active</folder><first_name>Ada</first_name>"
    "<last_name>Example</last_name><organization>Example Gardens</organization>"
    "<p_street1>1 Example Street</p_street1><p_city>Toronto</p_city><lines>"
    + _LINE.format(line=1)
    + _LINE.format(line=2)
    + _LINE.format(line=3)
    + "</lines></invoice>"
)


@contextlib.contextmanager
def listing(invoices: int, latency: float) -> Iterator[str]:
    """Serves so many invoices until the end of the block, and hands over the address.

    Args:
        latency: Seconds that every answer waits.
    """
    ready, telling = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.get_context("spawn").Process(
        target=_serve, args=(telling, invoices, latency), daemon=True
    )
    server.start()
    try:
        yield f"http://127.0.0.1:{ready.recv()}"
    finally:
        server.terminate()
        server.join()


def _serve(telling: Connection, invoices: int, latency: float) -> None:
    # Here, since only the server's process needs it.
    from tests.servers import Reply, Request, Server

    never = threading.Event()

    def script(request: Request) -> Reply:
        never.wait(latency)
        asked = _PAGE.search(request.body)
        return Reply(_page(int(asked[1]) if asked else 1, invoices))

    server = Server(script)
    telling.send(server.server_port)
    server.serve_forever()


@functools.lru_cache(maxsize=100)
def _page(page: int, total: int) -> bytes:
    # The newest first, as the service lists them.
    newest = total - (page - 1) * PER_PAGE
    numbers = range(newest, max(newest - PER_PAGE, 0), -1)
    rows = "".join(_INVOICE.format(number=number, client=number % 50 + 1) for number in numbers)
    pages = -(-total // PER_PAGE)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<response xmlns="http://www.freshbooks.com/api/"'
        f' status="ok"><invoices page="{page}" per_page="{PER_PAGE}" pages="{pages}"'
        f' total="{total}">{rows}</invoices></response>'
    ).encode()


def client(url: str) -> api.client.Client:
    """Returns a client of the service."""
    return api.TokenClient(url, "abc")
