"""The web application that receives deliveries, and the handshake."""

import io
import logging
import queue
import threading
import unittest
from types import SimpleNamespace
from urllib.parse import urlencode
from wsgiref import simple_server
from wsgiref.validate import validator

from refreshbooks import webhooks
from refreshbooks.exceptions import BadParameter
from refreshbooks.rest import Client
from refreshbooks.rest.errors import NotFound
from refreshbooks.sandbox import Sandbox
from refreshbooks.webhooks import DeliveryRefused
from tests.marks import integration

VERIFIER = "v3rif1er-open-sesame"
_VARIABLE = "HTTP_X_FRESHBOOKS_HMAC_SHA256"


def delivered(app, body, signed=None, **environ):
    """Posts a body as a server would, and returns the status."""
    said = []
    asked = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/hooks",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **({} if signed is None else {_VARIABLE: signed}),
        **environ,
    }
    result = validator(app)(asked, lambda status, headers, *_: said.append((status, headers)))
    list(result)
    result.close()
    status, headers = said[0]
    return int(status.split()[0]), dict(headers)


def form(name, **further):
    told = {"name": name, "object_id": "7", "account_id": "xZNQ1", **further}
    return urlencode(told).encode()


class ReceiverTest(unittest.TestCase):
    def setUp(self):
        self.kept = {2001: VERIFIER}
        self.receiver = webhooks.Receiver(self.kept.values)
        self.told = []
        logging.getLogger("refreshbooks").setLevel(logging.CRITICAL)
        self.addCleanup(logging.getLogger("refreshbooks").setLevel, logging.NOTSET)

    def note(self, label):
        return lambda event: self.told.append((label, event.name))

    def status(self, body, signed=None, **environ):
        return delivered(self.receiver, body, signed, **environ)[0]

    def signed_status(self, body):
        return self.status(body, webhooks.signature(body, VERIFIER))

    def test_functions_are_told_of_the_events_that_they_are_for(self):
        self.receiver.on("invoice.create", "client")(self.note("some"))
        self.receiver.on("invoice")(self.note("all of invoices"))
        self.receiver.on()(self.note("all"))
        for name in ("invoice.create", "invoice.sendByEmail", "client.delete", "bill.update"):
            self.assertEqual(self.signed_status(form(name)), 200)
        self.assertEqual(
            self.told,
            [
                ("some", "invoice.create"),
                ("all of invoices", "invoice.create"),
                ("all", "invoice.create"),
                ("all of invoices", "invoice.sendByEmail"),
                ("all", "invoice.sendByEmail"),
                ("some", "client.delete"),
                ("all", "client.delete"),
                ("all", "bill.update"),
            ],
        )

    def test_what_is_no_event_is_refused_before_one_waits_for_it_in_vain(self):
        for name, meant in (
            ("invoices.crate", "did you mean invoice.create"),
            ("giraffe", "they look like invoice.create"),
            (7, "7 is no event"),
        ):
            with self.assertRaisesRegex(BadParameter, f"names: .*{meant}"):
                self.receiver.on("client", name)
        self.receiver.on("giraffe.create", unknown_events=True)(self.note("new"))
        self.assertEqual(self.signed_status(form("giraffe.create")), 200)
        self.assertEqual(self.told, [("new", "giraffe.create")])

    def test_a_function_stays_what_it_is(self):
        @self.receiver.on("invoice")
        def fetch(event):
            return event.object_id

        @self.receiver.on_handshake
        def agree(event):
            return event.verifier

        self.assertEqual(fetch(SimpleNamespace(object_id=7)), 7)
        self.assertEqual(agree(SimpleNamespace(verifier="v")), "v")

    def test_what_is_not_signed_tells_nobody_anything(self):
        self.receiver.on()(self.note("all"))
        for body, signed in (
            (form("invoice.create"), None),
            (form("invoice.create"), "x"),
            (form("invoice.create"), webhooks.signature(form("invoice.delete"), VERIFIER)),
            (b"", webhooks.signature(b"", VERIFIER)),
            (b"\xff", ""),
        ):
            self.assertEqual(self.status(body, signed), 400)
        self.assertEqual(self.told, [])

    def test_a_verifier_that_was_kept_meanwhile_is_good_at_once(self):
        self.receiver.on()(self.note("all"))
        self.kept.clear()
        self.assertEqual(self.signed_status(form("invoice.create")), 400)
        self.kept[2002] = VERIFIER
        self.assertEqual(self.signed_status(form("invoice.create")), 200)

    def test_a_function_that_fails_has_the_service_try_again(self):
        self.receiver.on()(lambda event: 1 / 0)
        self.assertEqual(self.signed_status(form("invoice.create")), 500)

    def test_only_posts_are_taken(self):
        for method in ("GET", "PUT", "DELETE"):
            status, headers = delivered(self.receiver, b"", REQUEST_METHOD=method)
            self.assertEqual((status, headers["Allow"]), (405, "POST"))

    def test_a_body_too_large_is_not_even_read(self):
        for length in ("65537", "9" * 4000):
            self.assertEqual(self.status(b"", CONTENT_LENGTH=length), 413)

    def test_a_body_of_unknown_length_is_none(self):
        self.assertEqual(self.status(b"name=x&object_id=1", CONTENT_LENGTH=""), 400)

    def test_a_handshake_goes_to_whoever_agrees_and_to_nobody_else(self):
        self.receiver.on()(self.note("all"))
        body = form("callback.verify", verifier="n3w-verifier")
        self.assertEqual(self.status(body), 400)
        self.receiver.on_handshake(lambda event: self.told.append(event.verifier))
        self.assertEqual(self.status(body), 200)
        self.assertEqual(self.told, ["n3w-verifier"])


class HandshakeTest(unittest.TestCase):
    def client(self, answer=None):
        def verify(*arguments):
            self.asked.append(arguments)
            if answer is not None:
                raise answer

        self.asked = []
        return SimpleNamespace(callbacks=SimpleNamespace(verify=verify))

    def test_the_verifier_goes_back_to_the_service_and_is_returned_to_be_kept(self):
        event = webhooks.event_of(form("callback.verify", verifier=VERIFIER))
        self.assertEqual(webhooks.verify(self.client(), event), VERIFIER)
        self.assertEqual(self.asked, [("xZNQ1", 7, VERIFIER)])

    def test_a_verifier_that_the_service_does_not_know_is_not_returned(self):
        event = webhooks.event_of(form("callback.verify", verifier="forged"))
        with self.assertRaises(NotFound):
            webhooks.verify(self.client(NotFound(404, "no such callback")), event)

    def test_what_is_no_handshake_is_not_handed_to_anybody(self):
        for body in (
            form("invoice.create", verifier=VERIFIER),
            form("callback.verify"),
            form("callback.verify", verifier=VERIFIER, account_id=""),
        ):
            with self.assertRaises(DeliveryRefused):
                webhooks.verify(self.client(), webhooks.event_of(body))
            self.assertEqual(self.asked, [])


class _Silent(simple_server.WSGIRequestHandler):
    def log_message(self, *args):
        pass


@integration
class WithTheSandboxTest(unittest.TestCase):
    def test_a_callback_is_verified_and_its_events_arrive(self):
        kept, told = {}, queue.Queue()
        receiver = webhooks.Receiver(kept.values)
        receiver.on("client")(told.put)
        with Sandbox() as sandbox, Client("an_app", access_token=sandbox.access_token) as client:
            client.base_url = sandbox.rest_url

            @receiver.on_handshake
            def agree(event):
                kept[event.object_id] = webhooks.verify(client, event)
                told.put(event)

            address = self.served(receiver)
            account = sandbox.account_id
            made = client.callbacks.create(account, {"event": "client", "uri": address})
            self.assertEqual(told.get(timeout=10).object_id, made.callbackid)
            self.assertTrue(client.callbacks.get(account, made.callbackid).verified)
            barnes = client.clients.create(account, {"organization": "Barnes"})
            event = told.get(timeout=10)
        self.assertEqual((event.name, event.object_id), ("client.create", barnes.id))
        self.assertEqual((event.account_id, event.business_id), (account, sandbox.business_id))

    def served(self, app):
        server = simple_server.make_server("127.0.0.1", 0, app, handler_class=_Silent)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for done in (thread.join, server.server_close, server.shutdown):
            self.addCleanup(done)
        return f"http://127.0.0.1:{server.server_port}/hooks"
