"""Codes and tokens: what is good, for how long, and how often."""

import base64
import contextlib
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from unittest import mock

from refreshbooks.catalog.rest.scopes import SCOPES
from refreshbooks.sandbox.rest.oauth.grants import Grants
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.rest.granting import NOBODYS_TOKEN, Application, Granting, answered, challenge_of

NOON = datetime(2026, 5, 1, 16, tzinfo=timezone.utc)
HOURS = 60 * 60
VERIFIER = "a-verifier-that-is-long-enough-to-be-one-43"


@integration
class OAuthTest(Granting):
    def setUp(self):
        super().setUp()
        self.sandbox.clock.freeze(NOON)
        self.sandbox.scopes = SCOPES

    def refused(self, answer, error, status=400):
        self.assertEqual((answer.status_code, answer.json()["error"]), (status, error))
        self.assertGreater(len(answer.json()["error_description"]), 10)
        entry = self.sandbox.journal.last
        self.assertEqual((entry.method, entry.applied), ("oauth.token", False))


class TokenTest(OAuthTest):
    def test_a_code_gives_tokens_that_open_the_books(self):
        told = self.application.exchange(self.application.code()).json()
        self.assertEqual(self.application.me(told["access_token"]).status_code, 200)
        self.assertEqual(told["token_type"], "Bearer")
        self.assertEqual(told["expires_in"], 12 * HOURS)
        self.assertEqual(told["created_at"], int(NOON.timestamp()))
        self.assertEqual(set(told["scope"].split()), set(SCOPES))
        self.assertRegex(told["refresh_token"], r"\A[0-9a-f]{64}\Z")
        self.assertEqual(told["access_token"].count("."), 2)
        self.assertGreater(len(told["access_token"]), 900)

    def test_answers_with_tokens_are_kept_by_nobody_on_the_way(self):
        answer = self.application.refresh()
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Content-Type"], "application/json")

    def test_forms_json_and_parts_are_taken(self):
        url = f"{self.sandbox.rest_url}/auth/oauth/token"
        for way in ("data", "json", "files"):
            sent = {
                "client_id": self.sandbox.client_id,
                "client_secret": self.sandbox.client_secret,
                "grant_type": "refresh_token",
                "redirect_uri": self.sandbox.redirect_uri,
                "refresh_token": self.sandbox.refresh_token,
            }
            if way == "files":
                sent = {name: (None, text) for name, text in sent.items()}
            with self.subTest(way=way):
                answer = self.application.session.post(url, **{way: sent}, timeout=10)
                self.assertEqual(answer.status_code, 200, answer.text)

    def test_the_secret_may_be_shown_by_http_basic(self):
        for account in (self.sandbox, self.sandbox.account("other")):
            shown = f"{account.client_id}:{account.client_secret}".encode()
            sent = {"grant_type": "refresh_token", "refresh_token": account.refresh_token}
            answer = self.application.session.post(
                f"{self.sandbox.rest_url}/auth/oauth/token",
                data=sent,
                headers={"Authorization": f"Basic {base64.b64encode(shown).decode()}"},
                timeout=10,
            )
            self.assertEqual(answer.status_code, 200, answer.text)

    def test_the_second_set_of_addresses_does_the_same(self):
        sent = {"grant_type": "refresh_token", "refresh_token": self.sandbox.refresh_token}
        answer = self.application.told("token", path="/service/auth/oauth", **sent)
        self.assertEqual(answer.status_code, 200)
        entry = self.sandbox.journal.last
        self.assertEqual((entry.method, entry.user, entry.auth), ("oauth.token", "1", "client"))

    def test_what_is_no_body_is_refused(self):
        url = f"{self.sandbox.rest_url}/auth/oauth/token"
        bodies = {
            "application/json": b'["client_id"]',
            "application/json; charset=utf-8": b'{"client_id": {}}',
            "multipart/form-data": b"--nothing",
            "application/x-www-form-urlencoded": b"client_id=\xff",
            "multipart/form-data; boundary=b": b"--b\r\n\r\nnameless\r\n--b--\r\n",
        }
        for media_type, body in bodies.items():
            with self.subTest(media_type=media_type):
                headers = {"Content-Type": media_type}
                answer = self.application.session.post(url, body, headers=headers, timeout=10)
                self.refused(answer, "invalid_request")

    def test_the_address_takes_posts_alone(self):
        answer = self.application.session.get(
            f"{self.sandbox.rest_url}/auth/oauth/token", timeout=10
        )
        self.assertEqual(answer.status_code, 405)


class RefusalTest(OAuthTest):
    def test_a_code_works_once(self):
        code = self.application.code()
        self.assertEqual(self.application.exchange(code).status_code, 200)
        self.refused(self.application.exchange(code), "invalid_grant")

    def test_a_code_lives_five_minutes(self):
        for seconds, status in ((299, 200), (300, 400)):
            with self.subTest(seconds=seconds):
                code = self.application.code()
                self.sandbox.clock.advance(seconds=seconds)
                self.assertEqual(self.application.exchange(code).status_code, status)

    def test_a_code_is_good_for_the_address_it_was_sent_to(self):
        other = "http://127.0.0.1:9000/callback"
        code = self.application.code(redirect_uri=other)
        self.refused(self.application.exchange(code), "invalid_request")
        self.assertEqual(self.application.exchange(code, redirect_uri=other).status_code, 200)

    def test_a_code_of_another_application_is_no_code(self):
        other = self.sandbox.account("other")
        code = answered(other.consent(Application(other).consent_url()))["code"]
        self.refused(self.application.exchange(code), "invalid_grant")

    def test_who_shows_another_secret_is_nobody(self):
        for changed in ({"client_secret": NOBODYS_TOKEN}, {"client_secret": None}):
            with self.subTest(**changed):
                told = self.application.refresh(**changed)
                self.refused(told, "invalid_client", status=401)
        self.assertEqual(self.application.refresh().status_code, 200)

    def test_an_unknown_application_is_refused_in_the_first_account_s_journal(self):
        told = self.application.refresh(client_id="an application that nobody knows")
        self.refused(told, "invalid_client", status=401)

    def test_other_grants_are_not_given(self):
        sent = {"grant_type": "password", "username": "ann", "password": "secret"}
        self.refused(self.application.told("token", **sent), "unsupported_grant_type")

    def test_parameters_that_are_missing_are_named(self):
        self.refused(self.application.exchange(None), "invalid_request")
        self.refused(self.application.refresh(refresh_token=" "), "invalid_grant")


class RefreshTest(OAuthTest):
    def test_a_refresh_token_works_once_and_names_the_next_one(self):
        first = self.sandbox.refresh_token
        second = self.application.refresh(first).json()["refresh_token"]
        self.assertNotEqual(first, second)
        self.assertEqual(self.sandbox.refresh_token, second)
        self.refused(self.application.refresh(first), "invalid_grant")
        self.assertEqual(self.application.refresh(second).status_code, 200)

    def test_the_access_token_from_before_goes_on_until_it_ends(self):
        before = self.application.refresh().json()["access_token"]
        self.sandbox.clock.advance(hours=11)
        after = self.application.refresh().json()["access_token"]
        self.assertEqual(self.application.me(before).status_code, 200)
        self.sandbox.clock.advance(hours=1)
        self.assertEqual(self.application.me(before).status_code, 401)
        self.assertEqual(self.application.me(after).status_code, 200)

    def test_of_one_user_and_application_one_refresh_token_is_good(self):
        first = self.application.exchange(self.application.code()).json()
        second = self.application.exchange(self.application.code()).json()
        self.refused(self.application.refresh(first["refresh_token"]), "invalid_grant")
        self.assertEqual(self.application.me(first["access_token"]).status_code, 200)
        self.assertEqual(self.application.refresh(second["refresh_token"]).status_code, 200)

    def test_a_refresh_token_keeps_the_scopes_that_were_agreed_to(self):
        self.application.exchange(self.application.code(scope="user:clients:read"))
        told = self.application.refresh(scope="user:invoices:write").json()
        self.assertEqual(told["scope"], "user:profile:read user:clients:read")

    def test_a_refused_refresh_uses_nothing_up(self):
        token = self.sandbox.refresh_token
        self.application.refresh(token, client_secret=NOBODYS_TOKEN)
        self.assertEqual(self.application.refresh(token).status_code, 200)

    def test_of_fifty_that_come_at_once_with_the_same_token_one_wins(self):
        token, together = self.sandbox.refresh_token, threading.Barrier(50)

        def come(_):
            application = Application(self.sandbox)
            application.session.get(self.sandbox.url, timeout=30)  # opens the connection
            together.wait(30)
            status = application.refresh(token).status_code
            application.close()
            return status

        with ThreadPoolExecutor(50) as crowd:
            statuses = sorted(crowd.map(come, range(50)))
        self.assertEqual(statuses, [200, *[400] * 49])
        self.assertEqual(self.sandbox.journal.count("oauth.token", applied=True), 1)
        self.assertEqual(self.application.refresh().status_code, 200)

    def test_who_comes_while_a_token_is_exchanged_has_to_wait(self):
        token, meeting, look = self.sandbox.refresh_token, threading.Barrier(2), Grants.refreshable

        def look_together(grants, *asked):
            found = look(grants, *asked)
            # Whoever can get here waits for the other one.
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(0.3)
            return found

        with mock.patch.object(Grants, "refreshable", look_together), ThreadPoolExecutor() as both:
            applications = [Application(self.sandbox) for _ in range(2)]
            answers = both.map(lambda one: one.refresh(token).status_code, applications)
            self.assertEqual(sorted(answers), [200, 400])


class LifetimeTest(OAuthTest):
    def test_tokens_end_by_the_account_s_clock(self):
        token = self.application.refresh().json()["access_token"]
        self.sandbox.clock.advance(hours=11, minutes=59, seconds=59)
        self.assertEqual(self.application.me(token).status_code, 200)
        self.sandbox.clock.advance(seconds=1)
        answer = self.application.me(token)
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(
            answer.json(),
            {
                "error": "unauthenticated",
                "error_description": "This action requires authentication to continue.",
            },
        )

    def test_the_lifetime_can_be_another(self):
        self.sandbox.token_lifetime = 60
        told = self.application.refresh().json()
        self.assertEqual(told["expires_in"], 60)
        self.sandbox.clock.advance(seconds=60)
        self.assertEqual(self.application.me(told["access_token"]).status_code, 401)

    def test_a_lifetime_is_a_whole_number_of_seconds(self):
        for wrong in (0, -1, 1.5, True, None, "60"):
            with self.subTest(wrong=wrong), self.assertRaises(ValueError):
                self.sandbox.token_lifetime = wrong

    def test_the_account_s_own_token_is_the_same_until_it_ends(self):
        access, refresh = self.sandbox.access_token, self.sandbox.refresh_token
        self.assertEqual((self.sandbox.access_token, self.sandbox.refresh_token), (access, refresh))
        self.sandbox.clock.advance(hours=12)
        self.assertNotEqual(self.sandbox.access_token, access)
        self.assertEqual(self.sandbox.refresh_token, refresh)
        self.assertEqual(self.application.me().status_code, 200)
        self.assertEqual(self.application.refresh(refresh).status_code, 200)

    def test_the_account_s_own_token_is_for_everything_whatever_users_agree_to(self):
        access = self.sandbox.access_token
        code = self.application.code(scope="user:clients:read")
        told = self.application.exchange(code).json()
        self.assertEqual(self.sandbox.refresh_token, told["refresh_token"])
        self.application.refresh()
        self.assertEqual(self.sandbox.access_token, access)
        described = self.application.told("introspect", token=access).json()
        self.assertEqual(set(described["scope"].split()), set(SCOPES))

    def test_it_follows_what_the_application_is_registered_for(self):
        wide = self.sandbox.access_token
        self.addCleanup(setattr, self.sandbox, "scopes", SCOPES)
        self.sandbox.scopes = ["user:clients:read"]
        described = self.application.told("introspect", token=self.sandbox.access_token).json()
        self.assertEqual(described["scope"], "user:clients:read user:profile:read")
        self.assertEqual(self.application.me(wide).status_code, 200)

    def test_refresh_tokens_do_not_end(self):
        token = self.sandbox.refresh_token
        self.sandbox.clock.advance(days=3650)
        self.assertEqual(self.application.refresh(token).status_code, 200)


class PkceTest(OAuthTest):
    def code_for(self, verifier, method="S256"):
        return self.application.code(
            code_challenge=challenge_of(verifier), code_challenge_method=method
        )

    def test_a_code_that_was_asked_for_with_a_challenge_wants_its_verifier(self):
        code = self.code_for(VERIFIER)
        self.refused(self.application.exchange(code), "invalid_request")
        wrong = {"code_verifier": VERIFIER + "x"}
        self.refused(self.application.exchange(code, **wrong), "invalid_grant")
        told = self.application.exchange(code, code_verifier=VERIFIER)
        self.assertEqual(told.status_code, 200)

    def test_the_challenge_is_a_hash(self):
        for method in ("plain", None, "S512"):
            url = self.application.consent_url(
                code_challenge=VERIFIER, code_challenge_method=method, state="s"
            )
            with self.subTest(method=method):
                back = answered(self.sandbox.consent(url))
                self.assertEqual((back["error"], back["state"]), ("invalid_request", "s"))


class RevokeTest(OAuthTest):
    def test_a_revoked_access_token_is_good_for_nothing(self):
        token, refresh = self.sandbox.access_token, self.sandbox.refresh_token
        answer = self.application.told("revoke", token=token)
        self.assertEqual((answer.status_code, answer.json()), (200, {}))
        self.assertEqual(self.application.me(token).status_code, 401)
        self.assertEqual(self.application.refresh(refresh).status_code, 200)

    def test_a_revoked_refresh_token_takes_all_access_with_it(self):
        before = self.sandbox.access_token
        told = self.application.refresh().json()
        self.application.told("revoke", token=told["refresh_token"])
        self.refused(self.application.refresh(told["refresh_token"]), "invalid_grant")
        for token in (before, told["access_token"]):
            self.assertEqual(self.application.me(token).status_code, 401)
        self.assertEqual(self.application.me(self.sandbox.access_token).status_code, 200)

    def test_what_is_no_token_of_the_application_is_revoked_without_a_word(self):
        other = self.sandbox.account("other")
        access, refresh = other.access_token, other.refresh_token
        for token in (NOBODYS_TOKEN, access, refresh):
            answer = self.application.told("revoke", token=token)
            self.assertEqual((answer.status_code, answer.json()), (200, {}))
        self.assertEqual(Application(other).me(access).status_code, 200)
        self.assertEqual(Application(other).refresh(refresh).status_code, 200)

    def test_nobody_else_revokes(self):
        token = self.sandbox.access_token
        answer = self.application.told("revoke", token=token, client_secret=NOBODYS_TOKEN)
        self.assertEqual(answer.status_code, 401)
        self.assertEqual(self.application.me(token).status_code, 200)

    def test_a_good_token_is_described(self):
        told = self.application.told("introspect", token=self.sandbox.access_token).json()
        self.assertTrue(told["active"])
        self.assertEqual(told["client_id"], self.sandbox.client_id)
        self.assertEqual(told["token_type"], "access_token")
        self.assertEqual(told["exp"] - told["iat"], 12 * HOURS)
        self.assertIn("user:clients:read", told["scope"].split())
        told = self.application.told("introspect", token=self.sandbox.refresh_token).json()
        self.assertEqual((told["active"], told["token_type"]), (True, "refresh_token"))

    def test_of_any_other_text_nothing_is_said(self):
        ended = self.application.refresh().json()["access_token"]
        self.sandbox.clock.advance(hours=12)
        other = self.sandbox.account("other")
        for token in (ended, NOBODYS_TOKEN, other.access_token, other.refresh_token):
            told = self.application.told("introspect", token=token).json()
            self.assertEqual(told, {"active": False})


class ScopeTest(OAuthTest):
    def call(self, token, method, path, **more):
        return self.application.session.request(
            method,
            f"{self.sandbox.rest_url}/accounting/account/{self.sandbox.account_id}/{path}",
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
            **more,
        )

    def granted(self, scope):
        return self.application.exchange(self.application.code(scope=scope)).json()

    def test_a_token_opens_what_its_scopes_say(self):
        token = self.granted("user:clients:read")["access_token"]
        client = {"client": {"fname": "Ann"}}
        self.assertEqual(self.call(token, "GET", "users/clients").status_code, 200)
        self.assertEqual(self.call(token, "POST", "users/clients", json=client).status_code, 403)
        self.assertEqual(self.call(token, "GET", "items/items").status_code, 403)
        self.assertEqual(self.sandbox.journal.last.applied, False)

    def test_who_somebody_is_may_always_be_asked(self):
        told = self.granted("user:clients:read")
        self.assertEqual(told["scope"], "user:profile:read user:clients:read")
        self.assertEqual(self.application.me(told["access_token"]).status_code, 200)

    def test_an_unknown_scope_makes_the_whole_consent_fail(self):
        url = self.application.consent_url(scope="user:clients:read user:clients:eat", state="7")
        back = answered(self.sandbox.consent(url))
        self.assertEqual((back["error"], back["state"]), ("invalid_scope", "7"))
        self.assertNotIn("code", back)

    def test_an_application_asks_for_no_more_than_it_is_registered_for(self):
        self.sandbox.scopes = ["user:clients:read"]
        self.assertEqual(self.granted(None)["scope"], "user:profile:read user:clients:read")
        url = self.application.consent_url(scope="user:items:read")
        self.assertEqual(answered(self.sandbox.consent(url))["error"], "invalid_scope")

    def test_only_scopes_that_there_are_can_be_registered(self):
        with self.assertRaisesRegex(ValueError, "'user:clients:eat'"):
            self.sandbox.scopes = ["user:clients:eat"]


class MetadataTest(OAuthTest):
    def test_the_addresses_can_be_looked_up(self):
        url = f"{self.sandbox.rest_url}/.well-known/oauth-authorization-server"
        told = self.application.session.get(url, timeout=10).json()
        self.assertEqual(told["issuer"], self.sandbox.rest_url)
        self.assertEqual(told["code_challenge_methods_supported"], ["S256"])
        sent = {"grant_type": "refresh_token", "refresh_token": self.sandbox.refresh_token}
        shown = {"client_id": self.sandbox.client_id, "client_secret": self.sandbox.client_secret}
        answer = self.application.session.post(
            told["token_endpoint"], {**sent, **shown}, timeout=10
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.application.page(told["authorization_endpoint"]).status_code, 400)


class LogTest(OAuthTest):
    def test_whatever_is_done_no_log_is_told_a_code_or_a_token(self):
        with self.assertLogs(level="DEBUG") as log:
            code = self.application.code()
            told = [self.application.exchange(code).json()]
            self.application.exchange(code)
            token = told[0]["refresh_token"]
            told += [self.application.refresh(token).json()]
            self.application.refresh(token)
            for secret in (told[1]["refresh_token"], told[1]["access_token"]):
                self.application.told("introspect", token=secret)
                self.application.told("token", grant_type="refresh_token", refresh_token=secret)
                self.application.told("revoke", token=secret)
        secrets = [code, self.sandbox.client_secret]
        secrets += [one[name] for one in told for name in ("access_token", "refresh_token")]
        written = "\n".join(log.output)
        self.assertEqual([secret for secret in secrets if secret in written], [])
        # What stands in a token's place says what it is.
        self.assertRegex(written, "refresh token sha256:[0-9a-f]{64} ")


class GrantsTest(unittest.TestCase):
    def test_tokens_and_codes_show_in_no_repr(self):
        grants = Grants(Store(), "sandbox", lambda: NOON)
        issued = grants.issue("somebody", ["user:clients:read"])
        for shown in (repr(issued), repr(grants.whose(issued.access_token)), repr(grants)):
            for secret in (issued.access_token, issued.refresh_token):
                self.assertNotIn(secret, shown)

    def test_a_token_of_one_account_is_none_of_another(self):
        store = Store()
        one, other = (Grants(store, name, lambda: NOON) for name in ("one", "other"))
        token = one.issue("somebody", []).access_token
        self.assertIsNotNone(one.whose(token))
        self.assertIsNone(other.whose(token))

    def test_the_time_until_a_token_ends_is_told_by_each_account_s_own_clock(self):
        store, times = Store(), [NOON]
        grants = Grants(store, "one", lambda: times[-1])
        token = grants.issue("somebody", []).access_token
        times.append(NOON + timedelta(hours=13))
        self.assertIsNone(grants.whose(token))
        times.append(NOON)
        self.assertIsNotNone(grants.whose(token))
