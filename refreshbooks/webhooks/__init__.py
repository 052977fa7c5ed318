"""What the service posts to us: told from forgeries, read, answered.

A webhook is set up by a client (``client.callbacks.create``); then the service posts its
verifier to the address, once, and whoever hands that back by the API has shown that the
address is theirs. From then on each delivery is signed with the verifier: keep it, under
the number of the callback.

    >>> body = b"name=invoice.create&object_id=1234567&account_id=xZNQ1&business_id=6543"
    >>> event = received(body, signature(body, "open sesame"), ["open sesame", "an older one"])
    >>> event.name, event.noun, event.verb, event.object_id
    ('invoice.create', 'invoice', 'create', 1234567)

In a web application::

    event = webhooks.received(request.body, request.headers[webhooks.HEADER], verifiers)

:class:`Receiver` is such an application already. A delivery tells what was changed and
not how: fetch the record. It carries neither time nor number, so it may come twice, late,
or be sent again by somebody who has seen it: what is done about it has to bear that.
"""

from refreshbooks.webhooks.errors import DeliveryRefused
from refreshbooks.webhooks.events import Event, event_of
from refreshbooks.webhooks.handshake import verify
from refreshbooks.webhooks.receiving import Receiver
from refreshbooks.webhooks.signatures import HEADER, is_signed, received, signature

__all__ = [
    "HEADER",
    "DeliveryRefused",
    "Event",
    "Receiver",
    "event_of",
    "is_signed",
    "received",
    "signature",
    "verify",
]
