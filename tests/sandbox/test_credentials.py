"""Who gets in: tokens by HTTP Basic, and OAuth 1.0a in all its spellings."""

import base64
import contextlib
import hashlib
import hmac
import time
import unittest
from datetime import datetime
from urllib.parse import quote

from oauthlib import oauth1

from refreshbooks import catalog
from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.classic.call import Call
from refreshbooks.sandbox.clock import system_time
from refreshbooks.sandbox.credentials import Credentials
from refreshbooks.sandbox.delivery import CLASSIC, Deliveries, Delivery
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.speaking import Speaker, basic, request

QUESTION = request("staff.current")


def setup_module():
    global sandbox, speaker  # noqa: PLW0603
    sandbox = Sandbox()
    speaker = Speaker(sandbox)


def teardown_module():
    speaker.close()
    sandbox.close()


def asked(authorization, **options):
    return speaker.post(QUESTION, Authorization=authorization, **options)


def plaintext(**changes):
    """Returns a header in the documented form, some of its parameters changed."""
    parameters = {
        "realm": "",
        "oauth_version": "1.0",
        "oauth_consumer_key": sandbox.consumer_key,
        "oauth_token": sandbox.oauth_token,
        "oauth_timestamp": "1257294000",
        "oauth_nonce": "seldom",
        "oauth_signature_method": "PLAINTEXT",
        "oauth_signature": f"{sandbox.consumer_secret}%26{sandbox.oauth_token_secret}",
        **changes,
    }
    shown = {name: value for name, value in parameters.items() if value is not None}
    return "OAuth " + ",".join(f'{name}="{value}"' for name, value in shown.items())


def hmac_sha1_by_hand(url):
    """Signs by the rules of RFC 5849, section 3.4, and nobody's library."""
    parameters = {
        "oauth_consumer_key": sandbox.consumer_key,
        "oauth_nonce": "once",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(int(time.time())),
        "oauth_token": sandbox.oauth_token,
    }
    normalized = "&".join(f"{name}={quote(value, '')}" for name, value in parameters.items())
    text = "&".join(["POST", quote(url, ""), quote(normalized, "")])
    key = f"{sandbox.consumer_secret}&{sandbox.oauth_token_secret}"
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()
    parameters["oauth_signature"] = quote(base64.b64encode(digest).decode(), "")
    return "OAuth " + ", ".join(f'{name}="{value}"' for name, value in parameters.items())


class StrangersMixin:
    def assert_let_in(self, authorization, **options):
        answer = asked(authorization, **options)
        assert answer.status == 200, authorization
        assert answer.text("staff/staff_id") == "1"

    def assert_refused(self, authorization, **options):
        answer = asked(authorization, **options)
        assert answer.status == 401, authorization
        assert answer.failure == ("20010", "Authentication failed.")
        assert answer.root.get("status") == "fail"
        assert answer.headers["content-type"].startswith("application/xml")
        assert answer.headers["www-authenticate"] == 'Basic realm="FreshBooks"'


@integration
class TokenTest(StrangersMixin, unittest.TestCase):
    def test_the_token_lets_in_whatever_the_password_is(self):
        for password in ["X", "", "any:thing", "ä"]:
            self.assert_let_in(basic(sandbox.token, password))
        self.assert_let_in(basic(sandbox.token).replace("Basic", "basic"))

    def test_anything_else_is_refused(self):
        for authorization in [
            None,
            "",
            "Basic",
            "Basic !!!",
            "Basic ====",
            f"Bearer {sandbox.token}",
            f"Token {sandbox.token}",
            basic(""),
            basic("X", sandbox.token),
            basic(sandbox.token[:-1]),
            basic(sandbox.token + "0"),
            basic(sandbox.token.upper() + "x"),
            basic(sandbox.oauth_token),
            basic("tökén"),
        ]:
            with self.subTest(authorization=authorization):
                self.assert_refused(authorization)

    def test_an_empty_body_is_401_for_a_stranger_and_40010_for_a_friend(self):
        stranger = speaker.post(b"", Authorization=basic("0" * 32))
        assert stranger.status == 401
        friend = speaker.post(b"")
        assert friend.status == 200
        assert friend.failure == ("40010", "Your XML is not formatted correctly.")

    def test_a_program_that_gives_its_token_only_when_asked_is_asked(self):
        self.assert_refused(None)
        self.assert_let_in(basic(sandbox.token))

    def test_a_get_without_credentials_is_refused_too(self):
        self.assert_refused(None, verb="GET")
        self.assert_let_in(basic(sandbox.token), verb="GET")


@integration
class PlaintextTest(StrangersMixin, unittest.TestCase):
    def test_the_documented_header_lets_in(self):
        self.assert_let_in(plaintext())

    def test_signatures_raw_encoded_and_encoded_twice_are_one(self):
        for ampersand in ["&", "%26", "%2526", "%252526"]:
            signature = f"{sandbox.consumer_secret}{ampersand}{sandbox.oauth_token_secret}"
            self.assert_let_in(plaintext(oauth_signature=signature))

    def test_order_blanks_realm_and_version_do_not_matter(self):
        header = plaintext()
        scheme, _, rest = header.partition(" ")
        backwards = ",".join(reversed(rest.split(",")))
        self.assert_let_in(f"{scheme} {backwards}")
        self.assert_let_in(header.replace('",', '", '))
        self.assert_let_in(header.replace('",', '",\t'))
        self.assert_let_in(header.replace("OAuth", "oauth"))
        self.assert_let_in(plaintext(realm=None))
        self.assert_let_in(plaintext(realm="http://books.example.com/"))
        self.assert_let_in(plaintext(oauth_version=None))

    def test_an_old_timestamp_and_a_repeated_nonce_pass(self):
        for _ in range(2):
            self.assert_let_in(plaintext(oauth_nonce="1257294000"))
        self.assert_let_in(plaintext(oauth_nonce="7"))

    def test_no_part_may_be_wrong_or_missing(self):
        wrong = "0" * 32
        secret, other = sandbox.consumer_secret, sandbox.oauth_token_secret
        for change in [
            {"oauth_consumer_key": wrong},
            {"oauth_token": wrong},
            {"oauth_signature": f"{secret}%26{wrong}"},
            {"oauth_signature": f"{wrong}%26{other}"},
            {"oauth_signature": f"{secret}%26"},
            {"oauth_signature": f"{other}%26{secret}"},
            {"oauth_signature": ""},
            {"oauth_version": "2.0"},
            {"oauth_signature_method": "MD5"},
            {"oauth_signature_method": "RSA-SHA1"},
            {"oauth_timestamp": "yesterday!"},
            {"oauth_nonce": ""},
            *(
                {f"oauth_{name}": None}
                for name in [
                    "consumer_key",
                    "token",
                    "timestamp",
                    "nonce",
                    "signature_method",
                    "signature",
                ]
            ),
        ]:
            with self.subTest(**change):
                self.assert_refused(plaintext(**change))

    def test_headers_that_are_no_oauth_at_all_are_refused(self):
        for header in [
            "OAuth",
            "OAuth ",
            "OAuth x",
            'OAuth "',
            "OAuth =,=",
            "OAuth a=b",
            "OAuth \xff",
        ]:
            with self.subTest(header=header):
                self.assert_refused(header)

    def test_parameters_outside_the_header_do_not_sign(self):
        query = plaintext().removeprefix("OAuth ").replace('"', "").replace(",", "&")
        self.assert_refused(None, path=f"/api/2.1/xml-in?{query}")


@integration
class HmacTest(StrangersMixin, unittest.TestCase):
    def signed(self, url, **options):
        client = oauth1.Client(
            sandbox.consumer_key,
            client_secret=options.pop("client_secret", sandbox.consumer_secret),
            resource_owner_key=sandbox.oauth_token,
            resource_owner_secret=sandbox.oauth_token_secret,
            **options,
        )
        _, headers, _ = client.sign(url, "POST")
        return headers["Authorization"]

    def test_a_signature_made_by_hand_lets_in(self):
        self.assert_let_in(hmac_sha1_by_hand(sandbox.classic_url))

    def test_signatures_of_oauthlib_let_in(self):
        self.assert_let_in(self.signed(sandbox.classic_url))
        self.assert_let_in(self.signed(sandbox.classic_url, signature_method="PLAINTEXT"))
        self.assert_let_in(self.signed(sandbox.classic_url, realm="FreshBooks"))

    def test_the_signature_covers_the_address_and_the_verb(self):
        self.assert_refused(self.signed("http://127.0.0.1:1/api/2.1/xml-in"))
        self.assert_refused(self.signed(sandbox.url + "/elsewhere"))
        self.assert_refused(self.signed(sandbox.classic_url), verb="PUT")

    def test_the_signature_does_not_cover_a_body_that_calls_itself_a_form(self):
        form = "application/x-www-form-urlencoded"
        self.assert_let_in(self.signed(sandbox.classic_url), Content_Type=form)

    def test_a_wrong_secret_is_refused(self):
        self.assert_refused(self.signed(sandbox.classic_url, client_secret="0" * 32))


class SecretsTest(unittest.TestCase):
    def test_a_call_shows_neither_what_was_sent_nor_what_makes_pages_secret(self):
        with contextlib.closing(Store()) as store:
            book = store.book("classic", "here")
            call = Call(
                method=catalog.find("client.create"),
                resource=catalog.resource("client"),
                book=book,
                now=datetime(2026, 5, 1),
                user="1",
                site="http://127.0.0.1",
                salt="pepper",
                delivery=Delivery(book, CLASSIC, Deliveries(system_time)),
                sent={"client": {"password": "open sesame"}},
            )
            assert call.values["password"] == "open sesame"
            assert "sesame" not in repr(call)
            assert "pepper" not in repr(call)

    def test_every_secret_is_its_own_of_32_hexadecimal_digits(self):
        made = [Credentials.invented(), Credentials.invented()]
        found = [value for credentials in made for value in vars(credentials).values()]
        assert len(set(found)) == len(found)
        assert all(len(value) == 32 and int(value, 16) >= 0 for value in found)

    def test_no_secret_shows_in_a_repr(self):
        credentials = Credentials.invented()
        shown = repr(credentials) + repr(sandbox)
        for value in [*vars(credentials).values(), sandbox.token, sandbox.oauth_token_secret]:
            assert value not in shown
