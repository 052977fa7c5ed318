"""What a service in trouble answers, one thing after the other; for :mod:`tests.servers`."""

import itertools
import threading

from tests.servers import Reply

__all__ = ["CREATED", "CUT_OFF", "DROPPED", "PAGE", "after", "status"]

CREATED = b'<response status="ok"><invoice_id>344</invoice_id></response>'
CUT_OFF = Reply(CREATED[:-20])
PAGE = Reply(b"<html><body>Sorry</body></html>", headers={"Content-Type": "text/html"})
DROPPED = None


def status(code, **headers):
    """Returns an answer of this HTTP status."""
    return Reply(b"<p>no</p>", code, {"Content-Type": "text/html", **headers})


def after(*troubles):
    """Returns a script: the troubles one after the other, and then what was asked for."""
    replies = itertools.chain(troubles, itertools.repeat(Reply(CREATED)))
    lock = threading.Lock()

    def script(request):
        with lock:
            return next(replies)

    return script
