"""Calls that meet trouble, against a real server: repeated, refused, or left in doubt."""

import email.utils
import os
import signal
import threading
import time
import unittest

from refreshbooks import api, exceptions
from tests.marks import integration
from tests.servers import OK, Reply, serving
from tests.troubled import CUT_OFF, DROPPED, PAGE, after, status


class Repeating(unittest.TestCase):
    def setUp(self):
        self.slept = []

    def client(self, server, *, retry=None, **options):
        policy = retry or api.Retry(sleep=self.slept.append, random=lambda: 1.0)
        return api.TokenClient(server.api_url, "a" * 32, retry=policy, **options)


@integration
class ReadsTest(Repeating):
    def test_a_read_is_repeated_after_whatever_may_pass(self):
        passing = (DROPPED, CUT_OFF, PAGE, status(429), status(502), status(503), status(504))
        for trouble in passing:
            with self.subTest(trouble=trouble), serving(after(trouble, trouble)) as server:
                self.slept.clear()
                self.client(server).invoice.list()
                self.assertEqual(len(server.requests), 3)
                self.assertEqual(self.slept, [0.5, 1.0])

    def test_a_read_that_is_refused_is_sent_once(self):
        for code in (301, 400, 401, 403, 404, 500):
            with self.subTest(code=code), serving(after(status(code))) as server:
                with self.assertRaises(exceptions.TransportException):
                    self.client(server).invoice.list()
                self.assertEqual(len(server.requests), 1)

    def test_a_read_that_fails_each_time_raises_the_last_error(self):
        with serving(after(status(503), status(502), status(504))) as server:
            with self.assertRaises(exceptions.TransportException) as caught:
                self.client(server).invoice.list()
        self.assertEqual(caught.exception.status, 504)
        self.assertEqual(caught.exception.method, "invoice.list")

    def test_a_wish_to_wait_is_fulfilled_as_seconds_and_as_a_date(self):
        date = email.utils.formatdate(time.time() + 30, usegmt=True)
        for wish in ("30", date):
            with serving(after(status(503, **{"Retry-After": wish}))) as server:
                self.slept.clear()
                self.client(server).invoice.list()
            self.assertAlmostEqual(self.slept[0], 30.5, delta=2)

    def test_repeating_can_be_turned_off_for_a_client_and_for_a_call(self):
        for turned_off in (
            lambda server: self.client(server, retries=0),
            lambda server: self.client(server, retry=api.Retry(retries=0)),
            lambda server: api.with_options(self.client(server), retries=0),
        ):
            with serving(after(status(503))) as server:
                with self.assertRaises(exceptions.TransportException):
                    turned_off(server).invoice.list()
                self.assertEqual(len(server.requests), 1)

    def test_calls_with_other_options_come_out_of_the_client_s_budget(self):
        policy = api.Retry(sleep=self.slept.append, budget=2)
        with serving(lambda request: status(503)) as server:
            c = self.client(server, retry=policy)
            for _ in range(5):
                with self.assertRaises(exceptions.TransportException):
                    api.with_options(c.invoice.list, retries=3)()
            self.assertEqual(len(server.requests), 5 + 2)

    def test_each_attempt_is_signed_anew(self):
        with serving(after(DROPPED)) as server:
            keys = ("key", "secret", "token", "token secret")
            policy = api.Retry(sleep=self.slept.append)
            api.OAuthClient(server.api_url, *keys, retry=policy).invoice.list()
        first, second = (request.headers["Authorization"] for request in server.requests)
        self.assertNotEqual(first, second)

    def test_each_repeat_is_one_line_of_the_log(self):
        with serving(after(status(503), DROPPED)) as server:
            with self.assertLogs("refreshbooks", "INFO") as logs:
                self.client(server).invoice.list()
        self.assertEqual(
            logs.output,
            [
                "INFO:refreshbooks:invoice.list: status 503; again in 0.50 s (attempt 2 of 3)",
                "INFO:refreshbooks:invoice.list: NoResponse; again in 1.00 s (attempt 3 of 3)",
            ],
        )

    def test_an_upload_is_repeated_as_it_was(self):
        receipt = api.files.NamedBytes(b"\x89PNG...", "receipt.png")
        with serving(after(status(429))) as server:
            c = self.client(server)
            c.receipt.create(receipt=dict(expense_id=1, image=receipt))
        first, second = server.requests
        self.assertIn(b"\x89PNG...", first.body)
        self.assertEqual(first.body, second.body)


@integration
class WritesTest(Repeating):
    def test_a_write_in_doubt_is_sent_once_and_says_where_to_look(self):
        doubtful = (DROPPED, CUT_OFF, PAGE, *map(status, (500, 502, 503, 504)))
        for trouble in doubtful:
            with self.subTest(trouble=trouble), serving(after(trouble)) as server:
                with self.assertRaises(exceptions.OutcomeUnknown) as caught:
                    self.client(server).invoice.create(invoice=dict(client_id=8))
                self.assertEqual(len(server.requests), 1)
                self.assertEqual(caught.exception.check, "invoice.list(client_id=8)")

    def test_a_write_that_came_too_early_is_repeated(self):
        with serving(after(status(429, **{"Retry-After": "2"}), status(429))) as server:
            created = self.client(server).invoice.create(invoice=dict(client_id=8))
        self.assertEqual(created.invoice_id, 344)
        self.assertEqual((len(server.requests), self.slept), (3, [2.5, 1.0]))

    def test_a_write_that_never_left_is_repeated(self):
        with serving() as gone:
            pass
        with self.assertRaises(exceptions.NoResponse) as caught:
            self.client(gone).invoice.create()
        self.assertNotIsInstance(caught.exception, exceptions.OutcomeUnknown)
        self.assertEqual(self.slept, [0.5, 1.0])

    def test_a_status_after_a_write_is_still_a_transport_exception(self):
        with serving(after(status(503))) as server:
            with self.assertRaises(exceptions.TransportException) as caught:
                self.client(server).invoice.create()
        self.assertEqual((caught.exception.status, caught.exception.content), (503, b"<p>no</p>"))

    def test_a_refused_write_is_no_doubt(self):
        with serving(after(status(403))) as server:
            with self.assertRaises(exceptions.TransportException) as caught:
                self.client(server).invoice.create()
        self.assertNotIsInstance(caught.exception, exceptions.OutcomeUnknown)


@integration
class CtrlCTest(Repeating):
    def interrupted(self, call):
        """Calls, and presses Ctrl-C once the request is there."""
        over = threading.Event()

        def script(request):
            os.kill(os.getpid(), signal.SIGINT)
            over.wait(10)
            return Reply(OK)

        with serving(script) as server:
            try:
                call(self.client(server))
            finally:
                over.set()

    def test_ctrl_c_in_the_middle_of_a_write_leaves_it_in_doubt_and_is_still_ctrl_c(self):
        for kind in (KeyboardInterrupt, exceptions.OutcomeUnknown):
            with self.assertRaisesRegex(kind, r"look with invoice\.list\(client_id=8\)"):
                self.interrupted(lambda c: c.invoice.create(invoice=dict(client_id=8)))

    def test_ctrl_c_in_the_middle_of_a_read_is_ctrl_c_alone(self):
        with self.assertRaises(KeyboardInterrupt) as caught:
            self.interrupted(lambda c: c.invoice.list())
        self.assertIs(type(caught.exception), KeyboardInterrupt)

    def test_ctrl_c_before_a_repeat_is_ctrl_c_alone(self):
        def sleep(seconds):
            raise KeyboardInterrupt

        with serving(after(status(429))) as server:
            with self.assertRaises(KeyboardInterrupt) as caught:
                self.client(server, retry=api.Retry(sleep=sleep)).invoice.create()
        self.assertIs(type(caught.exception), KeyboardInterrupt)


@integration
class ReadOnlyTest(Repeating):
    def test_a_client_that_only_reads_refuses_every_write_before_it_is_sent(self):
        with serving() as server:
            c = self.client(server, read_only=True)
            for write in (c.invoice.create, c.invoice.delete, c.invoice.sendByEmail, c.getting.it):
                with self.assertRaisesRegex(exceptions.WriteRefused, r"was not sent: this client"):
                    write(invoice_id=1)
            self.assertEqual(server.requests, [])
            c.invoice.list()
            c.staff.current()
            self.assertEqual(len(server.requests), 2)

    def test_one_chain_may_be_made_to_write_nothing(self):
        with serving() as server:
            c = self.client(server)
            with self.assertRaises(PermissionError) as caught:
                api.with_options(c.invoice, read_only=True).create()
            self.assertEqual(caught.exception.method, "invoice.create")
            c.invoice.create()


class TurnsTest(unittest.TestCase):
    def test_each_attempt_waits_for_its_turn(self):
        order = []

        class Limit:
            def wait(self):
                order.append("turn")

        def transport(entity):
            order.append("sent")
            if len(order) < 4:
                raise exceptions.NoResponse("silence")
            return OK

        policy = api.Retry(sleep=lambda seconds: order.append("wait"))
        c = api.TokenClient("example.freshbooks.com", "a" * 32, retry=policy, limit=Limit())
        api.client.with_transport(c, transport).invoice.list()
        self.assertEqual(order, ["turn", "sent", "wait", "turn", "sent"])
