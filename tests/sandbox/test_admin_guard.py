"""A page in a browser on this machine, and who else is on it, get nothing out of the handles."""

import http.client
import json
import unittest
from urllib.parse import urlsplit

from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.admin import guard
from refreshbooks.sandbox.admin.refusal import Refusal
from tests.marks import integration
from tests.sandbox.speaking import basic

JSON = {"Content_Type": "application/json"}
NOT_FOR_PAGES = {"error": "This is for programs on this machine, and not for pages."}
A_TOKEN = {"error": "A request bears an account's token, as the user name of HTTP Basic."}


class GuardTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.other = cls.sandbox.account("other")
        cls.port = urlsplit(cls.sandbox.url).port

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def setUp(self):
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self.addCleanup(self.connection.close)

    def asked(self, verb="GET", path="", body=None, **headers):
        """Returns status, headers and what the JSON of an answer says.

        Headers that are None are not sent at all.
        """
        sent = {"Authorization": basic(self.sandbox.token), "Host": f"127.0.0.1:{self.port}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.putrequest(
            verb, f"/_sandbox/{path}", skip_host=True, skip_accept_encoding=True
        )
        for name, value in sent.items():
            if value is not None:
                self.connection.putheader(name, value)
        if body is not None:
            self.connection.putheader("Content-Length", str(len(body)))
        self.connection.endheaders(body)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, answer.headers, json.loads(text) if text else None

    def assert_shut_out(self, **request):
        status, headers, said = self.asked(**request)
        self.assertEqual((status, said), (403, NOT_FOR_PAGES))
        self.assertNotIn("WWW-Authenticate", headers)


@integration
class PageTest(GuardTest):
    def test_a_name_that_was_made_to_lead_here_is_refused(self):
        port = self.port
        for host in (
            f"page.example.com:{port}",
            "page.example.com",
            "127.0.0.1",
            "localhost",
            f"127.0.0.1:{port + 1}",
            f"127.0.0.1:{port}0",
            f"127.0.0.1.example.com:{port}",
            f"localhost.example.com:{port}",
            f"localhost.:{port}",
            f"127.1:{port}",
            f"2130706433:{port}",
            f"0.0.0.0:{port}",
            f"[::]:{port}",
            f"me@127.0.0.1:{port}",
            f"127.0.0.1:{port}, page.example.com",
            "",
            None,
        ):
            with self.subTest(host):
                self.assert_shut_out(Host=host)

    def test_this_machine_s_own_names_are_good(self):
        for name in ("127.0.0.1", "localhost", "LocalHost", "[::1]"):
            status, _, _ = self.asked(Host=f"{name}:{self.port}")
            self.assertEqual(status, 200, name)

    def test_a_port_that_browsers_leave_out_may_be_left_out(self):
        asked = {
            "HTTP_AUTHORIZATION": basic(self.sandbox.token),
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
        }
        self.assertIs(
            guard.caller({**asked, "SERVER_PORT": "80"}, self.sandbox.accounts), self.sandbox
        )
        with self.assertRaises(Refusal):
            guard.caller({**asked, "SERVER_PORT": "8080"}, self.sandbox.accounts)

    def test_whatever_has_an_origin_is_refused_were_it_the_sandbox_s_own(self):
        for origin in ("https://page.example.com", "null", "", self.sandbox.url, "file://"):
            for verb in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
                with self.subTest(origin=origin, verb=verb):
                    self.assert_shut_out(verb=verb, path="faults", Origin=origin, **JSON)

    def test_whatever_a_page_asks_for_is_refused(self):
        for site in ("cross-site", "same-site", "same-origin", "", "None", "none, cross-site"):
            with self.subTest(site):
                self.assert_shut_out(Sec_Fetch_Site=site)

    def test_an_address_that_somebody_typed_is_answered(self):
        self.assertEqual(self.asked(Sec_Fetch_Site="none")[0], 200)

    def test_a_preflight_is_refused_and_allows_nothing(self):
        headers = {
            "Origin": "https://page.example.com",
            "Access_Control_Request_Method": "POST",
            "Access_Control_Request_Headers": "content-type,authorization",
            "Access_Control_Request_Private_Network": "true",
            "Authorization": None,
        }
        status, answered, _ = self.asked("OPTIONS", "faults", **headers)
        self.assertEqual(status, 403)
        self.assertFalse([name for name in answered if name.lower().startswith("access-control")])

    def test_options_without_an_origin_are_no_method_of_any_address(self):
        status, answered, _ = self.asked("OPTIONS", "faults")
        self.assertEqual((status, answered["Allow"]), (405, "DELETE, GET, POST"))

    def test_no_answer_of_any_kind_lets_a_page_read_it_or_take_it_for_a_document(self):
        for request in (
            {},
            {"path": "nothing"},
            {"verb": "POST", "path": "reset"},
            {"Origin": "null"},
            {"Authorization": None},
        ):
            _, headers, _ = self.asked(**request)
            cors = [name for name in headers if name.lower().startswith("access-control")]
            self.assertEqual(cors, [])
            self.assertEqual(headers["Content-Type"], "application/json; charset=utf-8")
            self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
            self.assertEqual(headers["Cache-Control"], "no-store")
            self.assertEqual(headers["Cross-Origin-Resource-Policy"], "same-origin")
            self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])

    def test_what_a_form_can_send_is_no_body_even_if_it_is_json(self):
        for kind in (
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=B",
            "text/json",
            "text/plain; x=application/json",
            "",
            None,
        ):
            for body in (b'{"kind": "drop_before"}', b""):
                with self.subTest(kind=kind, body=body):
                    status, _, said = self.asked("POST", "faults", body, Content_Type=kind)
                    self.assertEqual(status, 415)
                    self.assertIn("application/json", said["error"])
        self.assertEqual(list(self.sandbox.faults), [])

    def test_no_get_changes_anything(self):
        for path in ("reset", "seed", "chance", "clock/advance", "clock/freeze", "clock/run"):
            for verb in ("GET", "HEAD"):
                status, headers, _ = self.asked(verb, path)
                self.assertEqual(status, 405, path)
                self.assertNotIn("GET", headers["Allow"])

    def test_another_spelling_of_the_address_is_guarded_as_well(self):
        for path in ("/_sandbox", "/%5Fsandbox/faults", "/_sandbox//faults", "/_sandbox/?x=1"):
            self.connection.request("GET", path, headers={"Origin": "null"})
            answer = self.connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 403, path)

    def test_a_request_that_names_the_whole_address_says_its_host_beside_it(self):
        self.connection.putrequest("GET", f"{self.sandbox.url}/_sandbox/", skip_host=True)
        self.connection.putheader("Host", "page.example.com")
        self.connection.endheaders()
        self.assertEqual(self.connection.getresponse().status, 403)


@integration
class StrangerTest(GuardTest):
    def test_without_a_token_nothing_is_told_or_done(self):
        names = f"{self.sandbox.consumer_key} {self.sandbox.oauth_token}"
        signer = (
            f'OAuth oauth_consumer_key="{self.sandbox.consumer_key}",'
            f' oauth_token="{self.sandbox.oauth_token}"'
        )
        for shown in (
            None,
            "",
            "Basic",
            "Basic ????",
            basic(""),
            basic("nobody"),
            basic(self.sandbox.token[:-1]),
            basic(names),
            basic("X", self.sandbox.token),
            f"Bearer {self.sandbox.token}",
            signer,
        ):
            with self.subTest(shown):
                for verb, path in (
                    ("GET", ""),
                    ("GET", "accounts"),
                    ("POST", "reset"),
                    ("GET", "?"),
                ):
                    status, headers, said = self.asked(verb, path, Authorization=shown)
                    self.assertEqual((status, said), (401, A_TOKEN))
                    self.assertEqual(headers["WWW-Authenticate"], 'Basic realm="sandbox"')

    def test_the_token_says_which_account_is_meant(self):
        for one in (self.sandbox, self.other):
            _, _, said = self.asked(Authorization=basic(one.token))
            self.assertEqual(said["account"], one.name)

    def test_a_page_learns_nothing_from_whether_a_token_is_good(self):
        for shown in (None, basic("nobody"), basic(self.sandbox.token)):
            self.assert_shut_out(Authorization=shown, Origin="https://page.example.com")

    def test_refusals_hold_no_secret(self):
        secrets = {
            getattr(one, name)
            for one in (self.sandbox, self.other)
            for name in (
                "token",
                "consumer_key",
                "consumer_secret",
                "oauth_token",
                "oauth_token_secret",
            )
        }
        for request in (
            {"Origin": "null"},
            {"Authorization": basic("nobody")},
            {"path": "nothing"},
            {"path": "accounts/nobody"},
            {"verb": "PATCH", "path": "accounts"},
            {"verb": "POST", "path": "faults", "body": b"[", "Content_Type": "application/json"},
            {"verb": "POST", "path": "faults", "body": b"[]", "Content_Type": "application/json"},
        ):
            status, headers, said = self.asked(**request)
            self.assertGreaterEqual(status, 400)
            shown = f"{headers} {said}"
            self.assertFalse([secret for secret in secrets if secret in shown], request)
