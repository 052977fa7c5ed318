"""What the sandbox posts to programs by itself, and how it bears with them."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import socket
import threading
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qsl

import requests

from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.delivery import REST, Deliveries, Delivery
from refreshbooks.sandbox.delivery.signing import signature
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.calling import ClassicTest
from tests.sandbox.receiver import Receiver
from tests.sandbox.speaking import Speaker

WISH = "<callback><event>{}</event><uri>{}</uri></callback>"
PROOF = "<callback><callback_id>{}</callback_id><verifier>{}</verifier></callback>"
NOON = datetime(2026, 5, 4, 12, tzinfo=timezone.utc)


class SignatureTest(unittest.TestCase):
    def test_it_is_that_of_the_form_as_json_with_spaces_and_escapes(self):
        fields = {"name": "client.create", "object_id": "7", "account_id": "Ä1"}
        text = '{"name": "client.create", "object_id": "7", "account_id": "\\u00c41"}'
        digest = hmac.new("schlüssel".encode(), text.encode(), hashlib.sha256).digest()
        assert signature("schlüssel", fields) == base64.b64encode(digest).decode()

    def test_it_agrees_with_the_vectors_of_the_folder(self):
        folder = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS")
        if not folder:
            raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder")
        vectors = json.loads((Path(folder) / "expected/webhook_signatures.json").read_text())
        assert vectors["vectors"]
        for vector in vectors["vectors"]:
            fields = dict(parse_qsl(vector["body"], strict_parsing=True))
            with self.subTest(body=vector["body"]):
                assert signature(vector["verifier"], fields) == vector["signature"]


class DeliveryTest(unittest.TestCase):
    """A book of callbacks, a receiver, and a clock that the test moves."""

    def setUp(self):
        self.now = NOON
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)
        self.store = Store()
        self.addCleanup(self.store.close)
        self.book = self.store.book("rest", "here")
        self.deliveries = self.made()
        self.delivery = Delivery(self.book, REST, self.deliveries)

    def made(self, **options):
        made = Deliveries(lambda: self.now, **options)
        self.addCleanup(made.close)
        return made

    def callback(self, event="invoice", *, uri=None, verified=True):
        number = self.book.next_id("callbacks")
        record = {"callbackid": number, "event": event, "verified": verified}
        record["uri"] = uri or f"{self.receiver.url}/hook"
        self.book.put("callbacks", number, record)
        return record

    def let_pass(self, **time):
        self.now += timedelta(**time)


@integration
class AnnouncingTest(DeliveryTest):
    def test_an_event_is_posted_as_a_form_in_the_order_given(self):
        self.callback()
        self.delivery.announce("invoice.create", 12, account_id="Ab9", user_id=1)
        post = self.receiver.next()
        assert post.path == "/hook"
        assert post.headers["content-type"] == "application/x-www-form-urlencoded"
        assert post.body == "name=invoice.create&object_id=12&account_id=Ab9&user_id=1"

    def test_a_query_stays_in_the_address(self):
        self.callback(uri=f"{self.receiver.url}/?wc-api=hook&a=%20b")
        self.delivery.announce("invoice.create", 12)
        assert self.receiver.next().path == "/?wc-api=hook&a=%20b"

    def test_an_address_without_a_path_is_posted_to_at_its_root(self):
        self.callback(uri=self.receiver.url)
        self.delivery.announce("invoice.create", 12)
        assert self.receiver.next().path == "/"

    def test_events_are_signed_with_the_verifier_that_was_posted(self):
        callback = self.callback(verified=False)
        self.delivery.challenge(callback)
        verifier = self.receiver.next().form["verifier"]
        self.book.put("callbacks", 1, {**callback, "verified": True})
        self.delivery.announce("invoice.create", 12)
        post = self.receiver.next()
        assert post.headers["x-freshbooks-hmac-sha256"] == signature(verifier, post.form)
        assert self.deliveries.wait_for("invoice.create").is_signed

    def test_a_challenge_is_not_signed_and_always_the_same(self):
        callback = self.callback(verified=False)
        self.delivery.challenge(callback, account_id="Ab9")
        self.delivery.challenge(callback, account_id="Ab9")
        first, second = self.receiver.next(), self.receiver.next()
        assert "x-freshbooks-hmac-sha256" not in first.headers
        assert first.body == second.body
        assert list(first.form) == ["name", "object_id", "account_id", "verifier"]
        assert len(first.form["verifier"]) == 34

    def test_each_callback_has_a_verifier_of_its_own(self):
        for _ in range(2):
            self.delivery.challenge(self.callback(verified=False))
        assert self.receiver.next().form["verifier"] != self.receiver.next().form["verifier"]

    def test_only_the_verifier_that_was_posted_proves_a_callback(self):
        callback = self.callback(verified=False)
        assert not self.delivery.is_proven(callback, "")
        self.delivery.challenge(callback)
        verifier = self.receiver.next().form["verifier"]
        assert self.delivery.is_proven(callback, verifier)
        for wrong in ["", None, verifier + "x", verifier.swapcase(), "é"]:
            assert not self.delivery.is_proven(callback, wrong)
        self.delivery.forget(callback)
        assert not self.delivery.is_proven(callback, verifier)

    def test_a_noun_covers_its_verbs_and_nothing_else_is_told(self):
        self.callback("invoice", uri=f"{self.receiver.url}/noun")
        self.callback("invoice.update", uri=f"{self.receiver.url}/verb")
        for event in ["client.update", "invoice.create", "invoice.update"]:
            self.delivery.announce(event, 12)
        told = sorted(
            (post.path, post.form["name"]) for post in (self.receiver.next() for _ in range(3))
        )
        assert told == [
            ("/noun", "invoice.create"),
            ("/noun", "invoice.update"),
            ("/verb", "invoice.update"),
        ]
        self.deliveries.wait_for(number=3)
        assert not self.receiver.has_more

    def test_a_callback_that_is_not_verified_hears_nothing(self):
        self.callback(verified=False)
        self.callback(verified="0")
        self.callback("client")
        self.delivery.announce("invoice.create", 1)
        self.delivery.announce("client.create", 2)
        assert self.receiver.next().form["name"] == "client.create"
        assert [one.event for one in [self.deliveries.wait_for()]] == ["client.create"]
        assert not self.receiver.has_more

    def test_what_is_undone_is_not_told(self):
        self.callback()
        with contextlib.suppress(KeyError), self.store.transaction():
            self.delivery.announce("invoice.create", 1)
            raise KeyError
        with self.store.transaction():
            self.delivery.announce("invoice.create", 2)
            assert not self.receiver.has_more
        assert self.receiver.next().form["object_id"] == "2"

    def test_the_events_of_a_callback_come_in_their_order(self):
        self.callback()
        for number in range(50):
            self.delivery.announce("invoice.create", number)
        came = [self.receiver.next().form["object_id"] for _ in range(50)]
        assert came == [str(number) for number in range(50)]


@integration
class TroubleTest(DeliveryTest):
    def test_a_receiver_that_fails_is_tried_again_by_the_accounts_clock(self):
        self.callback()
        self.receiver.answers = [500, 302, 404, 200]
        self.delivery.announce("invoice.create", 12)
        for attempt, (status, pause) in enumerate([(500, 1), (302, 10), (404, 60)], 1):
            one = self.deliveries.wait_for(attempt=attempt)
            assert (one.status, one.is_received) == (status, False)
            assert one.again_at == self.now + timedelta(seconds=pause)
            self.let_pass(seconds=pause)
        last = self.deliveries.wait_for(attempt=4)
        assert (last.status, last.again_at, last.is_received) == (200, None, True)

    def test_it_is_given_up_after_the_last_attempt_and_the_next_event_comes_all_the_same(self):
        self.callback()
        self.deliveries.pauses = (5,)
        self.receiver.answers = [500, 500]
        self.delivery.announce("invoice.create", 1)
        assert self.deliveries.wait_for(attempt=1).again_at == NOON + timedelta(seconds=5)
        self.let_pass(seconds=5)
        assert self.deliveries.wait_for(attempt=2).again_at is None
        self.delivery.announce("invoice.create", 2)
        assert self.deliveries.wait_for(object_id=2).is_received

    def test_what_waits_for_another_attempt_keeps_nothing_else_waiting(self):
        self.callback()
        self.receiver.answers = [500]
        self.delivery.announce("invoice.create", 1)
        self.deliveries.wait_for(object_id=1)
        self.delivery.announce("invoice.create", 2)
        assert self.deliveries.wait_for(object_id=2).is_received

    def test_a_receiver_that_refuses_or_speaks_no_http_is_a_failure_like_others(self):
        with socket.create_server(("127.0.0.1", 0)) as closed:
            uri = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        self.callback("invoice", uri=uri)
        self.delivery.announce("invoice.create", 1)
        one = self.deliveries.wait_for(object_id=1)
        assert one.status is None
        assert one.note.startswith("ConnectionRefusedError")
        assert one.again_at is not None
        self.callback("client")
        self.receiver.answers = [b"Hello\r\n\r\n"]
        self.delivery.announce("client.create", 2)
        assert self.deliveries.wait_for(object_id=2).status is None

    def test_a_receiver_that_hangs_or_drips_is_left_after_the_time_and_others_do_not_wait(self):
        self.deliveries = self.made(seconds=0.2)
        self.delivery = Delivery(self.book, REST, self.deliveries)
        self.receiver.answers = [None]
        self.callback(uri=f"{self.receiver.url}/hangs")
        other = Receiver()
        self.addCleanup(other.close)
        self.callback(uri=f"{other.url}/answers")
        with dripping() as uri:
            self.callback(uri=uri)
            self.delivery.announce("invoice.create", 1)
            assert other.next().form["object_id"] == "1"
            assert self.deliveries.wait_for(callback_id=1).status is None
            assert self.deliveries.wait_for(callback_id=3).status is None

    def test_closing_ends_what_is_under_way_at_once_and_nothing_is_sent_any_more(self):
        self.callback()
        self.receiver.answers = [None]
        self.delivery.announce("invoice.create", 1)
        self.receiver.next()
        self.deliveries.close()
        assert not [one for one in threading.enumerate() if one.name == "refreshbooks-delivery"]
        self.delivery.announce("invoice.create", 2)
        assert not self.receiver.has_more
        assert len(self.deliveries) == 0

    def test_clearing_forgets_what_waits_and_counts_from_one_again(self):
        self.callback()
        self.receiver.answers = [500]
        self.delivery.announce("invoice.create", 1)
        self.deliveries.wait_for()
        self.deliveries.clear()
        self.let_pass(days=1)
        self.delivery.announce("invoice.create", 2)
        one = self.deliveries.wait_for()
        assert (one.number, one.object_id) == (1, "2")
        assert len(self.deliveries) == 1

    def test_threads_end_when_there_is_nothing_to_carry(self):
        self.callback()
        self.delivery.announce("invoice.create", 1)
        self.deliveries.wait_for()
        for thread in threading.enumerate():
            if thread.name == "refreshbooks-delivery":
                thread.join(5)
                assert not thread.is_alive()


class OtherMachinesTest(DeliveryTest):
    def test_nothing_goes_to_another_machine_and_a_note_says_what_to_do(self):
        for uri in [
            "https://shop.example.com/hook",
            "http://192.0.2.1/",
            "http://localhost.example/",
        ]:
            self.callback(uri=uri)
        self.delivery.announce("invoice.create", 1)
        assert len(self.deliveries) == 3
        assert all("allow(" in one.note and one.again_at is None for one in self.deliveries)
        assert "deliveries.allow('shop.example.com')" in self.deliveries[0].note

    def test_names_of_this_machine_are_its_own(self):
        port = self.receiver.url.rpartition(":")[2]
        self.callback(uri=f"http://localhost:{port}/")
        self.delivery.announce("invoice.create", 1)
        assert self.receiver.next().headers["host"] == f"localhost:{port}"

    def test_an_allowed_one_is_posted_to(self):
        port = self.receiver.url.rpartition(":")[2]
        self.callback(uri=f"http://[::ffff:127.0.0.1]:{port}/")
        self.deliveries.allow("::ffff:*")
        self.delivery.announce("invoice.create", 1)
        assert self.receiver.next().form["object_id"] == "1"


class InspectionTest(DeliveryTest):
    def test_secrets_are_masked_wherever_they_could_show(self):
        uri = "http://user:sesame@shop.example.com/?token=sesame"
        self.delivery.challenge(self.callback(uri=uri, verified=False))
        verifier = self.book.get("callback verifier", 1)["verifier"]
        one = self.deliveries.last
        shown = repr(one) + one.body + one.uri + json.dumps(one.facts()) + repr(self.deliveries)
        assert verifier not in shown
        assert "sesame" not in shown
        assert "verifier=***" in one.body
        with self.assertRaises(TimeoutError) as late:
            self.deliveries.wait_for("nothing", timeout=0)
        assert verifier not in str(late.exception)
        assert "callback.verify of 1 to callback 1, attempt 1 -> no answer" in str(late.exception)

    def test_they_are_found_by_event_pattern_number_and_attributes(self):
        self.callback(uri="http://example.com/")
        self.callback("client", uri="http://example.com/")
        for event in ["invoice.create", "invoice.update", "client.create"]:
            self.delivery.announce(event, 9)
        assert [one.event for one in self.deliveries.search("*.create")] == [
            "invoice.create",
            "client.create",
        ]
        assert [one.number for one in self.deliveries.search("invoice.*", after=1)] == [2]
        assert [one.event for one in self.deliveries.search(callback_id=2)] == ["client.create"]
        assert [one.number for one in self.deliveries[1:]] == [2, 3]
        assert self.deliveries.last.number == 3

    def test_an_attribute_that_there_is_not_is_refused(self):
        with self.assertRaisesRegex(TypeError, "no 'objekt_id'; it has again_at, at,"):
            self.deliveries.search(objekt_id=1)


@contextlib.contextmanager
def dripping():
    """Yields the address of a server that answers one byte now and then, without an end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closing = threading.Event()

        def drip():
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                while not closing.wait(0.05):
                    connection.sendall(b"H")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        closing.set()
        thread.join(5)


@integration
class ClassicCallbackTest(ClassicTest):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.close)

    def callback(self, event="all"):
        return self.make("callback.create", WISH.format(event, f"{self.receiver.url}/?wc-api=fb"))

    def verified(self, event="all"):
        number = self.callback(event)
        assert self.verify(number, self.receiver.next().form["verifier"]).is_ok
        return number

    def verify(self, number, verifier):
        return self.call("callback.verify", PROOF.format(number, verifier))

    def test_a_new_callback_is_challenged_at_once(self):
        number = self.callback()
        post = self.receiver.next()
        assert post.path == "/?wc-api=fb"
        assert list(post.form) == ["name", "object_id", "system", "user_id", "verifier"]
        assert post.form["name"] == "callback.verify"
        assert post.form["object_id"] == number
        assert post.form["system"] == self.sandbox.url
        assert post.form["user_id"] == "1"
        assert post.headers["user-agent"].startswith("FreshHooks/0.4")

    def test_events_follow_once_the_verifier_was_sent_back(self):
        number = self.callback()
        verifier = self.receiver.next().form["verifier"]
        self.client()
        assert self.verify(number, "wrong").failure == (
            "40060",
            "Invalid value for field 'verifier'.",
        )
        assert self.call("callback.list").texts("callbacks/callback/verified") == ["0"]
        assert self.verify(number, verifier).is_ok
        assert self.call("callback.list").texts("callbacks/callback/verified") == ["1"]
        client = self.client()
        post = self.receiver.next()
        assert post.form == {
            "name": "client.create",
            "object_id": client,
            "system": self.sandbox.url,
            "user_id": "1",
        }
        assert "x-freshbooks-hmac-sha256" not in post.headers

    def test_the_verifier_is_posted_again_until_it_was_sent_back(self):
        number = self.callback()
        first = self.receiver.next()
        assert self.call("callback.resendToken", f"<callback_id>{number}</callback_id>").is_ok
        again = self.receiver.next()
        assert again.body == first.body
        self.verify(number, again.form["verifier"])
        assert self.call("callback.resendToken", f"<callback_id>{number}</callback_id>").is_ok
        self.client()
        assert self.receiver.next().form["name"] == "client.create"

    def test_what_is_done_to_records_is_told_and_what_is_refused_or_read_is_not(self):
        self.verified()
        client = self.client()
        self.call("client.get", f"<client_id>{client}</client_id>")
        self.call("client.create", "<client><folder>x</folder></client>")
        self.call("client.delete", "<client_id>99</client_id>")
        invoice = self.make("invoice.create", f"<invoice><client_id>{client}</client_id></invoice>")
        named = f"<invoice_id>{invoice}</invoice_id>"
        self.call("invoice.sendByEmail", named)
        line = "<lines><line><name>Oak</name><unit_cost>5</unit_cost></line></lines>"
        assert self.call("invoice.lines.add", named + line).is_ok
        self.call("invoice.update", f"<invoice>{named}<notes>new</notes></invoice>")
        self.call("invoice.delete", named)
        told = [self.receiver.next().form for _ in range(6)]
        assert [(form["name"], form["object_id"]) for form in told] == [
            ("client.create", client),
            ("invoice.create", invoice),
            ("invoice.sendByEmail", invoice),
            ("invoice.update", invoice),
            ("invoice.update", invoice),
            ("invoice.delete", invoice),
        ]

    def test_a_deleted_callback_hears_nothing(self):
        number = self.verified("client")
        other = self.verified("client.create")
        self.call("callback.delete", f"<callback_id>{number}</callback_id>")
        self.client()
        self.receiver.next()
        assert self.sandbox.deliveries.wait_for("client.create").callback_id == other
        assert len(self.sandbox.deliveries.search("client.create")) == 1

    def test_a_reset_forgets_what_was_delivered(self):
        self.callback()
        self.sandbox.deliveries.wait_for("callback.verify")
        self.sandbox.reset()
        assert len(self.sandbox.deliveries) == 0

    def test_attempts_bear_the_time_of_the_account(self):
        self.sandbox.clock.freeze(NOON)
        self.callback()
        assert self.sandbox.deliveries.wait_for("callback.verify").at == NOON

    def test_a_snapshot_keeps_what_proves_a_callback(self):
        number = self.callback()
        self.sandbox.snapshot("asked")
        self.call("callback.delete", f"<callback_id>{number}</callback_id>")
        self.sandbox.restore("asked")
        assert self.verify(number, self.receiver.next().form["verifier"]).is_ok


@integration
class ClosingTest(unittest.TestCase):
    def test_a_sandbox_closes_although_a_receiver_hangs(self):
        receiver = Receiver(None)
        self.addCleanup(receiver.close)
        with Sandbox() as sandbox:
            speaker = Speaker(sandbox)
            speaker.make("callback.create", WISH.format("all", receiver.url))
            speaker.close()
            receiver.next()
        assert not [one for one in threading.enumerate() if one.name == "refreshbooks-delivery"]


@integration
class HandlesTest(ClassicTest):
    """The same from another language."""

    def ask(self, verb, path, code=200, **options):
        answer = requests.request(
            verb,
            f"{self.sandbox.url}/_sandbox/{path}",
            auth=(self.sandbox.token, "X"),
            timeout=10,
            **options,
        )
        assert answer.status_code == code, answer.text
        return answer.json() if answer.content else None

    def test_what_was_posted_is_listed_waited_for_and_forgotten(self):
        self.make("callback.create", WISH.format("all", "http://shop.example.com/?token=sesame"))
        waited = self.ask("GET", "deliveries/wait", params={"event": "callback.*", "timeout": 5})
        assert waited["callback_id"] == "1"
        listed = self.ask("GET", "deliveries", params={"object_id": "1"})
        assert listed == {"count": 1, "deliveries": [waited]}
        assert "sesame" not in str(listed)
        assert "verifier=***" in waited["body"]
        self.ask("GET", "deliveries/wait", params={"event": "x", "timeout": 0}, code=404)
        self.ask("GET", "deliveries/wait", params={"timeout": 99}, code=400)
        self.ask("DELETE", "deliveries")
        assert self.ask("GET", "deliveries")["count"] == 0

    def test_other_machines_are_allowed_by_name(self):
        receiver = Receiver()
        self.addCleanup(receiver.close)
        self.ask("POST", "deliveries/allow", json={"hosts": ["::ffff:*"]})
        port = receiver.url.rpartition(":")[2]
        self.make("callback.create", WISH.format("all", f"http://[::ffff:127.0.0.1]:{port}/"))
        assert receiver.next().form["name"] == "callback.verify"
        for wrong in ({}, {"hosts": "all"}, {"hosts": [1]}):
            self.ask("POST", "deliveries/allow", json=wrong, code=400)
