"""The front door: clients put together, and what is done around a call."""

import contextlib
import io
import unittest

import requests

from refreshbooks import api, catalog, exceptions
from refreshbooks.files import Answer
from refreshbooks.sandbox import Sandbox
from refreshbooks.transports import use_urllib2
from tests.marks import integration

PDF = Answer(b"%PDF-1.4", headers={"Content-Type": "application/pdf"})
ANSWER = b'<response status="ok"><number>00042</number></response>'


class DecoderTest(unittest.TestCase):
    def test_a_file_comes_back_as_it_is_whichever_reading_was_asked_for(self):
        for decode in (api.default_response_decoder, api.response_decoder_of_2_0):
            self.assertIs(decode(PDF), PDF)

    def test_the_reading_of_2_0_is_given_back_on_request(self):
        self.assertEqual(str(api.default_response_decoder(ANSWER).number), "00042")
        self.assertEqual(str(api.response_decoder_of_2_0(ANSWER).number), "42")

    def test_an_answer_that_is_text_already_is_read_too(self):
        text = '<?xml version="1.0" encoding="utf-8"?><response status="ok"><n>7</n></response>'
        for decode in (
            api.default_response_decoder,
            api.response_decoder_of_2_0,
            api.logging_response_decoder,
        ):
            with contextlib.redirect_stderr(io.StringIO()):
                self.assertEqual(decode(text).n, 7)

    def test_the_logging_coders_print_what_goes_by_without_its_secrets(self):
        printed = io.StringIO()
        with contextlib.redirect_stderr(printed):
            api.logging_request_encoder(
                "recurring.create", card={"number": "4111111111111111"}, password=b"hunter2"
            )
            api.logging_response_decoder(b'<response status="ok"><token>xyzzy</token></response>')
        for secret in ("4111111111111111", "hunter2", "xyzzy"):
            self.assertNotIn(secret, printed.getvalue())
        self.assertIn("recurring.create", printed.getvalue())

    def test_both_readings_raise_what_the_service_refuses(self):
        refusal = b'<response status="fail"><error>No.</error><code>40010</code></response>'
        for decode in (api.default_response_decoder, api.response_decoder_of_2_0):
            with self.assertRaises(exceptions.ValidationError):
                decode(refusal)


class OptionsTest(unittest.TestCase):
    def setUp(self):
        self.c = api.TokenClient("example.freshbooks.com", "a token")
        self.addCleanup(api.close, self.c)

    def test_options_of_one_call_leave_the_client_and_its_connections_as_they_are(self):
        before = self.c.transport.timeout
        patient = api.with_options(self.c.invoice.getPDF, timeout=300)
        self.assertEqual(patient.names, ["invoice", "getPDF"])
        self.assertEqual(patient.transport.timeout, (300.0, 300.0))
        self.assertIs(patient.transport.session, self.c.transport.session)
        self.assertEqual(self.c.transport.timeout, before)

    def test_an_option_that_is_none_is_refused(self):
        with self.assertRaisesRegex(TypeError, "patience"):
            api.with_options(self.c, patience=300)

    def test_what_a_call_returned_is_told_from_the_method_itself(self):
        with self.assertRaisesRegex(TypeError, r"write with_options\(c\.invoice\.list"):
            api.with_options(api.objectify.fromstring("<response/>"), timeout=3)

    def test_headers_that_nobody_can_call_for_are_refused_at_once(self):
        with self.assertRaisesRegex(exceptions.BadParameter, "a dict cannot be"):
            api.AuthorizingClient("example.freshbooks.com", {"Authorization": "Basic eDpY"})

    def test_a_transport_of_ones_own_without_options_says_so(self):
        self.c.transport = lambda entity: entity
        with self.assertRaisesRegex(TypeError, "takes no options"):
            api.with_options(self.c, timeout=300)

    def test_a_transport_of_ones_own_needs_nothing_to_be_closed(self):
        self.c.transport = lambda entity: entity
        api.close(self.c)


class MistakenOptionsTest(unittest.TestCase):
    def test_a_misspelt_option_is_told_what_it_was_meant_to_be(self):
        for wrong, meant in {
            "readonly": "read_only",
            "timeouts": "timeout",
            "retry_": "retry",
        }.items():
            with self.assertRaisesRegex(TypeError, f"'{wrong}'; did you mean {meant}\\?"):
                api.TokenClient("example.freshbooks.com", "a" * 32, **{wrong: True})

    def test_a_number_is_no_policy_and_no_limit(self):
        c = api.TokenClient("example.freshbooks.com", "a" * 32)
        for name, said in {"retry": "retries=3", "limit": "rate_limit"}.items():
            with self.assertRaisesRegex(exceptions.BadParameter, f"^{name}: .*{said}"):
                api.TokenClient("example.freshbooks.com", "a" * 32, **{name: 3})
            with self.assertRaisesRegex(exceptions.BadParameter, f"^{name}: .*{said}"):
                api.with_options(c.invoice, **{name: 3})

    def test_an_option_of_a_transport_of_one_s_own_reaches_it(self):
        made = []
        api.TokenClient(
            "example.freshbooks.com",
            "a" * 32,
            transport_class=lambda *given, **options: made.append(options),
            compression="brotli",
        )
        self.assertEqual(made, [{"compression": "brotli"}])


class CompletionTest(unittest.TestCase):
    def test_a_client_knows_every_documented_name(self):
        c = api.TokenClient("example.freshbooks.com", "a token")
        self.assertLessEqual(set(catalog.names_under("")), set(dir(c)))
        self.assertLessEqual({"add", "delete", "update"}, set(dir(c.invoice.lines)))


@integration
class ClientsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)

    def staff_seen_by(self, c):
        with c:
            return c.staff.current().staff.staff_id

    def test_every_kind_of_client_signs_in(self):
        s, url = self.sandbox, self.sandbox.classic_url
        oauth = (s.consumer_key, s.consumer_secret, s.oauth_token, s.oauth_token_secret)
        clients = [
            api.TokenClient(url, s.token),
            api.TokenClient(url, s.token.encode()),
            api.TokenClient(s.url, s.token, "a program/1.0", timeout=(3, 30)),
            api.OAuthClient(url, *oauth),
            api.OAuthClient(url, *oauth, signature_method="HMAC-SHA1"),
            api.AuthorizingClient(url, api.transport.TokenAuthorization(s.token)),
        ]
        self.assertEqual([self.staff_seen_by(c) for c in clients], [1] * len(clients))

    def test_a_wrong_credential_is_refused_and_not_shown(self):
        secret = "0123456789abcdef" * 2
        for c in (
            api.TokenClient(self.sandbox.url, secret),
            api.OAuthClient(self.sandbox.url, "key", "secret", secret, secret),
        ):
            with self.assertRaises(exceptions.TransportException) as caught:
                c.staff.current()
            self.assertEqual(caught.exception.status, 401)
            self.assertNotIn(secret, f"{caught.exception!r} {c!r} {c.staff!r}")

    def test_a_session_of_ones_own_is_used_and_left_open(self):
        with requests.Session() as session:
            session.headers["X-Program"] = "mine"
            c = api.TokenClient(self.sandbox.url, self.sandbox.token, session=session)
            self.assertIs(c.transport.session, session)
            self.assertEqual(self.staff_seen_by(c), 1)
            again = api.TokenClient(self.sandbox.url, self.sandbox.token, session=session)
            self.assertEqual(self.staff_seen_by(again), 1)

    def test_a_client_may_have_another_transport_and_a_class_of_its_own(self):
        class Shop(api.client.Client):
            """Says whose it is."""

        options = {"transport_class": use_urllib2.Transport, "client_class": Shop, "timeout": 5}
        c = api.TokenClient(self.sandbox.classic_url, self.sandbox.token, **options)
        self.assertIsInstance(c, Shop)
        self.assertIsInstance(c.transport, use_urllib2.Transport)
        self.assertEqual(c.transport.timeout, (5.0, 5.0))
        self.assertEqual(self.staff_seen_by(c), 1)

    def test_a_closed_client_opens_a_new_connection_for_the_next_call(self):
        c = api.TokenClient(self.sandbox.url, self.sandbox.token)
        self.assertEqual([self.staff_seen_by(c), self.staff_seen_by(c)], [1, 1])
