"""The page on which users let an application in, and who can press its buttons."""

import re
import unittest
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.rest.oauth.registration import check, is_registered
from tests.marks import integration
from tests.sandbox.rest.granting import Granting, answered


@integration
class PageTest(Granting):
    def setUp(self):
        super().setUp()
        self.sandbox.redirect_uri = "https://127.0.0.1/callback"


class ConsentTest(PageTest):
    def test_a_user_who_agrees_is_sent_back_with_a_code_and_the_state(self):
        url = self.application.consent_url(state="a & b", scope="user:clients:read")
        sent_to = self.application.press({**self.application.fields(url), "decision": "agree"})
        self.assertEqual(sent_to.status_code, 302)
        place = urlsplit(sent_to.headers["Location"])
        self.assertEqual(place._replace(query="").geturl(), self.sandbox.redirect_uri)
        back = answered(sent_to.headers["Location"])
        self.assertEqual(back["state"], "a & b")
        told = self.application.exchange(back["code"]).json()
        self.assertEqual(told["scope"], "user:profile:read user:clients:read")

    def test_a_user_who_does_not_is_sent_back_with_an_error_and_the_state(self):
        url = self.application.consent_url(state="7")
        for decision in ("deny", "", "anything"):
            fields = {**self.application.fields(url), "decision": decision}
            back = answered(self.application.press(fields).headers["Location"])
            self.assertEqual((back["error"], back["state"]), ("access_denied", "7"))
            self.assertNotIn("code", back)
        self.assertEqual(
            answered(self.sandbox.consent(url, agrees=False))["error"], "access_denied"
        )

    def test_the_page_says_who_asks_for_what_and_where_it_leads(self):
        url = self.application.consent_url(scope="user:time_entries:write", state="<b>")
        page = self.application.page(url).text
        for said in ("time entries: write", "profile: read", self.sandbox.redirect_uri):
            self.assertIn(said, page)
        self.assertNotIn("<b>", page)
        self.assertNotIn(self.sandbox.client_secret, page)

    def test_the_page_says_that_it_is_the_sandbox_and_which_application_asks(self):
        page = self.application.page().text
        self.assertIn("the refreshbooks sandbox", page)
        self.assertIn(f"<code>{self.sandbox.client_id[:8]}\u2026</code>", page)

    def test_scopes_stand_in_order_each_with_all_that_may_be_done(self):
        scope = "user:time_entries:write user:clients:read user:clients:write"
        page = self.application.page(self.application.consent_url(scope=scope)).text
        listed = re.findall("<li>(.*)</li>", page)
        self.assertEqual(listed, ["clients: read, write", "profile: read", "time entries: write"])

    def test_the_second_address_shows_a_page_whose_buttons_lead_there(self):
        path = "/service/auth/oauth/authorize"
        fields = self.application.fields(self.application.consent_url(path))
        sent_to = self.application.press({**fields, "decision": "agree"}, path)
        self.assertIn("code", answered(sent_to.headers["Location"]))

    def test_a_user_may_be_the_owner_of_another_account(self):
        other = self.sandbox.account("other")
        fields = {**self.application.fields(), "decision": "agree", "account": "other"}
        code = answered(self.application.press(fields).headers["Location"])["code"]
        told = self.application.exchange(code).json()
        me = self.application.me(told["access_token"]).json()["response"]
        self.assertEqual(me["business_memberships"][0]["business"]["account_id"], other.account_id)
        # Each user has a refresh token of their own with the application.
        self.assertEqual(self.application.refresh().status_code, 200)
        self.assertEqual(self.application.refresh(told["refresh_token"]).status_code, 200)

    def test_an_application_has_many_users(self):
        users = [self.sandbox, self.sandbox.account("other"), self.sandbox.account("third")]
        url = self.application.consent_url()
        told = [
            self.application.exchange(answered(user.consent(url))["code"]).json() for user in users
        ]
        for user, one in zip(users, told, strict=True):
            renewed = self.application.refresh(one["refresh_token"]).json()
            me = self.application.me(renewed["access_token"]).json()["response"]
            business = me["business_memberships"][0]["business"]
            self.assertEqual(business["account_id"], user.account_id)

    def test_of_nobody_s_account_no_owner_agrees(self):
        fields = {**self.application.fields(), "decision": "agree", "account": "nothing"}
        self.assertEqual(self.application.press(fields).status_code, 400)

    def test_unknown_applications_and_addresses_get_a_page_and_send_nobody_anywhere(self):
        for changed in (
            {"client_id": "0123456789abcdef"},
            {"client_id": None},
            {"redirect_uri": "https://elsewhere.example.com/callback"},
            {"redirect_uri": "http://127.0.0.1/other"},
            {"redirect_uri": "nothing"},
        ):
            with self.subTest(**changed):
                url = self.application.consent_url(**changed)
                shown = self.application.page(url)
                self.assertEqual(shown.status_code, 400)
                self.assertNotIn("Location", shown.headers)
                with self.assertRaises(ValueError):
                    self.sandbox.consent(url)

    def test_who_is_sent_to_a_strange_address_is_told_the_registered_ones(self):
        self.sandbox.redirect_uris = ["https://example.com/a", "https://127.0.0.1/b"]
        url = self.application.consent_url(redirect_uri="https://example.com/c'd")
        with self.assertRaises(ValueError) as caught:
            self.sandbox.consent(url)
        self.assertEqual(
            str(caught.exception),
            "Mismatching redirect URI. https://example.com/c'd is not registered; these are:"
            " https://example.com/a, https://127.0.0.1/b. Others are registered by"
            " redirect_uris, or where the sandbox is started by --redirect-uri.",
        )
        self.assertIn("https://example.com/c&#x27;d is not", self.application.page(url).text)

    def test_other_faults_of_an_address_are_not_put_down_to_where_it_leads(self):
        for asked in ({}, {"redirect_uri": None}):
            url = self.application.consent_url(**asked) + "&scope=a&scope=b"
            with self.assertRaises(ValueError) as caught:
                self.sandbox.consent(url)
            self.assertEqual(str(caught.exception), "Duplicate scope parameter.")

    def test_who_is_no_application_is_told_where_client_ids_are(self):
        for client_id in ("<anything>", None):
            url = self.application.consent_url(client_id=client_id)
            with self.assertRaisesRegex(ValueError, "client_id.* Each account of the sandbox"):
                self.sandbox.consent(url)

    def test_without_an_address_the_first_registered_one_is_meant(self):
        self.sandbox.redirect_uris = ["https://example.com/a", "https://example.com/b"]
        back = self.sandbox.consent(self.application.consent_url(redirect_uri=None))
        self.assertTrue(back.startswith("https://example.com/a?code="), back)

    def test_other_response_types_are_refused_by_way_of_the_address(self):
        for changed in ({"response_type": "token"}, {"response_type": None}):
            with self.subTest(**changed):
                back = answered(self.sandbox.consent(self.application.consent_url(**changed)))
                self.assertRegex(back["error"], "unsupported_response_type|invalid_request")

    def test_the_journal_has_page_and_button(self):
        self.application.press({**self.application.fields(), "decision": "agree"})
        shown, pressed = self.sandbox.journal.search("oauth.authorize")
        self.assertEqual((shown.verb, shown.status, shown.applied), ("GET", 200, False))
        self.assertEqual((pressed.verb, pressed.status, pressed.applied), ("POST", 302, True))


class ForgedTest(PageTest):
    def agreed(self, **changed):
        return {**self.application.fields(), "decision": "agree", **changed}

    def test_a_form_without_the_page_s_mark_is_refused(self):
        for mark in ("", "0" * 64):
            self.assertEqual(self.application.press(self.agreed(mark=mark)).status_code, 403)

    def test_a_mark_is_good_for_what_was_shown_alone(self):
        fields = self.agreed(scope="user:clients:write", state="mine")
        self.assertEqual(self.application.press(fields).status_code, 403)

    def test_a_form_of_another_page_is_refused_whatever_it_knows(self):
        for headers in (
            {"Origin": "https://evil.example.com"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ):
            with self.subTest(**headers):
                self.assertEqual(self.application.press(self.agreed(), **headers).status_code, 403)
        own = {"Origin": self.sandbox.url, "Sec-Fetch-Site": "same-origin"}
        self.assertEqual(self.application.press(self.agreed(), **own).status_code, 302)

    def test_under_another_name_of_this_machine_there_is_no_page(self):
        headers = {"Host": "evil.example.com"}
        self.assertEqual(self.application.page(None, **headers).status_code, 403)
        self.assertEqual(self.application.press(self.agreed(), **headers).status_code, 403)

    def test_no_page_shows_it_inside_itself_and_no_address_is_passed_on(self):
        headers = self.application.page().headers
        self.assertEqual(headers["X-Frame-Options"], "DENY")
        self.assertIn("frame-ancestors 'none'", headers["Content-Security-Policy"])
        self.assertEqual(headers["Referrer-Policy"], "same-origin")
        self.assertEqual(headers["Cache-Control"], "no-store")


class RegistrationTest(unittest.TestCase):
    def test_an_address_is_secure_or_on_this_machine_and_plain(self):
        for address in (
            "https://example.com/callback",
            "http://127.0.0.1:8000/callback",
            "http://localhost/",
            "http://[::1]:80/callback",
        ):
            self.assertEqual(check(address), address)
        for address in (
            "http://example.com/callback",
            "https://example.com/callback?a=b",
            "https://example.com/callback#a",
            "https:///callback",
            "https://example.com:port/callback",
            "javascript:alert(1)",
            "https://example.com/call back",
            "callback",
            "",
            None,
            7,
        ):
            with self.subTest(address=address), self.assertRaises(ValueError):
                check(address)

    @settings(max_examples=30, deadline=None)
    @given(st.integers(1, 65535), st.sampled_from(["http", "https"]))
    def test_an_address_on_this_machine_stands_for_all_its_ports(self, port, scheme):
        registered = ["https://127.0.0.1/callback"]
        self.assertTrue(is_registered(f"{scheme}://127.0.0.1:{port}/callback", registered))
        self.assertFalse(is_registered(f"{scheme}://127.0.0.1:{port}/other", registered))
        self.assertFalse(is_registered(f"{scheme}://localhost:{port}/callback", registered))
        self.assertFalse(is_registered(f"{scheme}://ann@127.0.0.1:{port}/callback", registered))
        self.assertFalse(is_registered(f"{scheme}://127.0.0.1:{port}/callback?a=b", registered))

    def test_other_addresses_stand_for_themselves(self):
        registered = ["https://example.com/callback"]
        for address in ("https://example.com:444/callback", "https://example.com/callback/"):
            self.assertFalse(is_registered(address, registered))

    def test_an_application_has_one_address_at_least(self):
        with Sandbox() as sandbox, self.assertRaises(ValueError):
            sandbox.redirect_uris = []
