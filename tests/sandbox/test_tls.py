"""A sandbox that is reached by https, and an independent OAuth 2.0 client that insists on it."""

import http.client
import importlib.util
import logging
import socket
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import requests
from requests_oauthlib import OAuth2Session

from refreshbooks.exceptions import MissingExtra
from refreshbooks.sandbox import Sandbox
from tests.marks import integration
from tests.processes import running_sandbox
from tests.sandbox.rest.granting import Application, answered
from tests.sandbox.speaking import PATH, basic, request

ME = "/auth/api/v1/users/me"


class TlsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if importlib.util.find_spec("trustme") is None:
            raise unittest.SkipTest("needs the extra tls")
        cls.sandbox = Sandbox(tls=True)
        cls.port = int(cls.sandbox.url.rpartition(":")[2])

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls, "sandbox"):
            cls.sandbox.close()

    def setUp(self):
        self.sandbox.reset()
        self.session = requests.Session()
        self.addCleanup(self.session.close)
        self.session.trust_env = False
        self.session.verify = str(self.sandbox.ca_file)
        self.bearer = {"Authorization": f"Bearer {self.sandbox.access_token}"}

    def me(self, session=None):
        session = session or self.session
        return session.get(self.sandbox.url + ME, headers=self.bearer, timeout=10)


@integration
class AddressTest(TlsTest):
    def test_both_apis_are_served_to_whom_trusts_the_authority(self):
        self.assertTrue(self.sandbox.rest_url.startswith("https://127.0.0.1:"))
        self.assertEqual(self.me().status_code, 200)
        answer = self.session.post(
            self.sandbox.classic_url,
            data=request("staff.current"),
            headers={"Authorization": basic(self.sandbox.token), "Content-Type": "text/xml"},
            timeout=10,
        )
        self.assertIn('status="ok"', answer.text)

    def test_nobody_trusts_it_unasked(self):
        self.session.verify = True
        with self.assertRaises(requests.exceptions.SSLError):
            self.me()
        with Sandbox(tls=True) as other:
            self.session.verify = str(other.ca_file)
            with self.assertRaises(requests.exceptions.SSLError):
                self.me()

    def test_a_context_for_other_libraries_trusts_it(self):
        context = self.sandbox.ssl_context
        for name in ("127.0.0.1", "localhost"):
            line = http.client.HTTPSConnection(name, self.port, context=context, timeout=10)
            line.request("GET", ME, headers=self.bearer)
            self.assertEqual(line.getresponse().status, 200)
            line.close()

    def test_links_in_answers_are_secure_too(self):
        told = self.session.get(
            f"{self.sandbox.url}/.well-known/oauth-authorization-server", timeout=10
        )
        self.assertEqual(told.json()["issuer"], self.sandbox.url)

    def test_plain_http_is_not_understood_and_disturbs_nobody(self):
        with self.assertRaises(requests.RequestException):
            self.session.get(f"http://127.0.0.1:{self.port}{PATH}", timeout=10)
        with socket.create_connection(("127.0.0.1", self.port), timeout=10):
            # Who says nothing keeps nobody waiting.
            self.assertEqual(self.me().status_code, 200)

    def test_connections_are_cut_by_faults_as_plain_ones_are(self):
        for kind, details in (
            ("drop_before", {}),
            ("drop_after", {}),
            ("truncate", {"connection": True}),
        ):
            with self.subTest(kind=kind), self.sandbox.faults.add(kind, **details):
                with self.assertRaises(requests.RequestException):
                    self.me()
        with self.sandbox.faults.add("refuse"), self.assertRaises(requests.ConnectionError):
            self.me()
        self.assertEqual(self.me().status_code, 200)

    def test_a_session_without_a_network_needs_no_certificate(self):
        with self.sandbox.session() as session:
            self.assertEqual(self.me(session).url, self.sandbox.url + ME)
            self.assertEqual(self.me(session).status_code, 200)
            with self.assertRaises(requests.ConnectionError):
                session.get(f"http://127.0.0.1:{self.port}{ME}", timeout=10)


@integration
class WitnessTest(TlsTest):
    """The dance of OAuth 2.0 as requests-oauthlib does it, which is not ours."""

    def setUp(self):
        super().setUp()
        # What it tells its log at DEBUG is its own affair.
        log = logging.getLogger("requests_oauthlib.oauth2_session")
        silence = mock.patch.object(log, "disabled", True)
        silence.start()
        self.addCleanup(silence.stop)
        self.updated = []
        self.witness = OAuth2Session(
            self.sandbox.client_id,
            redirect_uri=self.sandbox.redirect_uri,
            scope=["user:clients:read", "user:profile:read"],
            auto_refresh_url=f"{self.sandbox.url}/auth/oauth/token",
            auto_refresh_kwargs={
                "client_id": self.sandbox.client_id,
                "client_secret": self.sandbox.client_secret,
            },
            token_updater=self.update,
            pkce="S256",
        )
        self.addCleanup(self.witness.close)
        self.witness.trust_env = False
        self.witness.verify = str(self.sandbox.ca_file)

    def update(self, token):
        self.updated.append(token)
        self.witness.token = token

    def let_in(self):
        url, state = self.witness.authorization_url(f"{self.sandbox.url}/oauth/authorize")
        application = Application(self.sandbox)
        application.session = self.session
        fields = {**application.fields(url), "decision": "agree"}
        back = application.press(fields).headers["Location"]
        application.close()
        self.assertEqual(answered(back)["state"], state)
        return self.witness.fetch_token(
            f"{self.sandbox.url}/auth/oauth/token",
            authorization_response=back,
            client_secret=self.sandbox.client_secret,
            include_client_id=True,
        )

    def test_it_is_let_in_calls_and_renews_its_tokens(self):
        first = self.let_in()
        path = f"{self.sandbox.url}/accounting/account/{self.sandbox.account_id}/users/clients"
        self.assertEqual(self.witness.get(path, timeout=10).status_code, 200)
        self.assertEqual(self.witness.post(path, json={}, timeout=10).status_code, 403)
        self.witness.token = {**first, "expires_at": 1}
        self.assertEqual(self.witness.get(path, timeout=10).status_code, 200)
        (second,) = self.updated
        self.assertNotEqual(first["refresh_token"], second["refresh_token"])
        self.assertNotEqual(first["access_token"], second["access_token"])
        self.witness.token = {**first, "expires_at": 1}
        with self.assertRaisesRegex(Exception, "invalid_grant"):
            self.witness.get(path, timeout=10)

    def test_pkce_is_checked(self):
        url, _ = self.witness.authorization_url(f"{self.sandbox.url}/oauth/authorize")
        self.assertIn("code_challenge_method=S256", url)
        back = self.sandbox.consent(url)
        self.witness._code_verifier = "another-verifier-" * 4
        with self.assertRaisesRegex(Exception, "invalid_grant"):
            self.witness.fetch_token(
                f"{self.sandbox.url}/auth/oauth/token",
                authorization_response=back,
                client_secret=self.sandbox.client_secret,
                include_client_id=True,
            )

    def test_who_does_not_agree_lets_nobody_in(self):
        url, _ = self.witness.authorization_url(f"{self.sandbox.url}/oauth/authorize")
        with self.assertRaisesRegex(Exception, "access_denied"):
            self.witness.fetch_token(
                f"{self.sandbox.url}/auth/oauth/token",
                authorization_response=self.sandbox.consent(url, agrees=False),
                client_secret=self.sandbox.client_secret,
            )


@integration
class FileTest(unittest.TestCase):
    def test_the_file_is_there_as_long_as_the_sandbox_and_holds_no_key(self):
        if importlib.util.find_spec("trustme") is None:
            raise unittest.SkipTest("needs the extra tls")
        with Sandbox(tls=True) as sandbox:
            text = sandbox.ca_file.read_text(encoding="ascii")
            self.assertIn("BEGIN CERTIFICATE", text)
            self.assertNotIn("KEY", text)
            self.assertEqual([sandbox.ca_file], list(sandbox.ca_file.parent.iterdir()))
        self.assertFalse(sandbox.ca_file.exists())
        sandbox.close()

    def test_without_tls_there_is_none(self):
        with Sandbox() as sandbox:
            self.assertIsNone(sandbox.ca_file)
            self.assertIsNone(sandbox.ssl_context)

    def test_who_lacks_the_library_is_told_which_extra_brings_it(self):
        with mock.patch.dict(sys.modules, {"trustme": None}):
            with self.assertRaisesRegex(MissingExtra, r"refreshbooks\[tls\]"):
                Sandbox(tls=True)

    def test_a_sandbox_that_cannot_be_opened_leaves_no_file_behind(self):
        if importlib.util.find_spec("trustme") is None:
            raise unittest.SkipTest("needs the extra tls")
        with (
            tempfile.TemporaryDirectory() as folder,
            mock.patch.object(tempfile, "tempdir", folder),
        ):
            with Sandbox() as other, self.assertRaises(OSError):
                Sandbox(port=int(other.url.rpartition(":")[2]), tls=True)
            self.assertEqual(list(Path(folder).iterdir()), [])


@integration
class CommandTest(unittest.TestCase):
    def test_the_command_serves_by_https_and_says_whom_to_trust(self):
        if importlib.util.find_spec("trustme") is None:
            raise unittest.SkipTest("needs the extra tls")
        with running_sandbox("--tls", "--redirect-uri", "https://example.com/cb") as said:
            self.assertEqual(said["redirect URI"], "https://example.com/cb")
            answer = requests.get(
                said["REST API"] + ME,
                headers={"Authorization": f"Bearer {said['FRESHBOOKS_ACCESS_TOKEN']}"},
                verify=said["CA file"],
                timeout=10,
            )
            memberships = answer.json()["response"]["business_memberships"]
            self.assertEqual(memberships[0]["business"]["account_id"], said["account id"])
            sent = {
                "grant_type": "refresh_token",
                "client_id": said["client id"],
                "client_secret": said["client secret"],
                "refresh_token": said["refresh token"],
            }
            url = said["REST API"] + "/auth/oauth/token"
            answer = requests.post(url, sent, verify=said["CA file"], timeout=10)
            self.assertEqual(answer.status_code, 200)
