"""The way to the consent page and back, and the calls that bring tokens."""

import base64
import copy
import datetime
import hashlib
import json
import pickle
import unittest
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import requests

from refreshbooks import exceptions
from refreshbooks.exceptions import BadParameter, BadResponse, NoResponse, OutcomeUnknown
from refreshbooks.files import Answer
from refreshbooks.rest import consent, errors, oauth2, scopes
from refreshbooks.transports.rest_requests import Transport
from tests.marks import integration
from tests.rest import golden
from tests.rest.issuing import Issuer
from tests.servers import Reply, serving

NOW = 1_800_000_000.0
SECRET = "5ecret-7f0d1c3b9a"
ACCESS = "eyJ0eXAiOiJKV1Qi.c2VjcmV0LWFjY2Vzcw"
REFRESH = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
GIVEN = {
    "access_token": ACCESS,
    "refresh_token": REFRESH,
    "token_type": "Bearer",
    "created_at": 1_799_999_990,
    "expires_in": 43200,
}


def app(**changes):
    settings = {
        "client_id": "an_app",
        "client_secret": SECRET,
        "redirect_uri": "https://app.example.com/back?from=books",
        "authorization_url": "https://auth.example.com/oauth/authorize",
        "token_url": "https://api.example.com/auth/oauth/token",
    }
    return SimpleNamespace(**{**settings, **changes})


def answering(content, status=200, headers=None):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda request: Answer(body, status, headers or {})


def exchanged(send, **changes):
    return oauth2.exchanged(app(**changes), send, "a_code", clock=lambda: NOW)


class ConsentUrlTest(unittest.TestCase):
    def test_the_address_has_four_values_in_the_order_that_the_service_documents(self):
        self.assertEqual(
            consent.consent_url(app(), ["user:profile:read", "user:clients:read"]),
            "https://auth.example.com/oauth/authorize?client_id=an_app&response_type=code"
            "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback%3Ffrom%3Dbooks"
            "&scope=user%3Aprofile%3Aread+user%3Aclients%3Aread",
        )

    def test_without_scopes_none_are_named(self):
        for none in (None, [], ()):
            self.assertNotIn("scope", consent.consent_url(app(), none))

    def test_the_addresses_are_those_of_the_official_library(self):
        given = app(
            client_id="some_client",
            redirect_uri="https://example.com",
            authorization_url="https://auth.freshbooks.com/oauth/authorize",
        )
        for case in golden.read("expected/authorize_urls.json"):
            self.assertEqual(consent.consent_url(given, case["scopes"]), case["url"])

    def test_there_has_to_be_somewhere_to_come_back_to(self):
        for none in (None, ""):
            with self.assertRaises(errors.FreshBooksClientConfigError) as caught:
                consent.consent_url(app(redirect_uri=none))
            self.assertEqual(str(caught.exception), "redirect_uri must be configured")


class AuthorizationTest(unittest.TestCase):
    def query(self, way):
        return dict(parse_qsl(urlsplit(way.url).query))

    def test_the_old_address_stands_first_and_unchanged(self):
        asked = ["user:profile:read"]
        way = consent.authorization(app(), asked)
        self.assertTrue(way.url.startswith(consent.consent_url(app(), asked) + "&state="))

    def test_what_proves_the_program_is_not_in_the_address_but_its_digest_is(self):
        way = consent.authorization(app())
        digest = base64.urlsafe_b64encode(hashlib.sha256(way.verifier.encode()).digest())
        query = self.query(way)
        self.assertNotIn(way.verifier, way.url)
        self.assertEqual(query["code_challenge"], digest.decode().rstrip("="))
        self.assertEqual(query["code_challenge_method"], "S256")
        self.assertRegex(way.verifier, "^[A-Za-z0-9_-]{43,128}$")

    def test_no_two_ways_are_alike(self):
        one, other = consent.authorization(app()), consent.authorization(app())
        self.assertNotEqual(one.state, other.state)
        self.assertNotEqual(one.verifier, other.verifier)
        self.assertGreaterEqual(len(one.state), 40)

    def test_a_state_of_ones_own_comes_back_as_it_is(self):
        way = consent.authorization(app(), state="käse & co")
        self.assertEqual(self.query(way)["state"], "käse & co")
        self.assertEqual(way.code("/back?state=k%C3%A4se+%26+co&code=ab"), "ab")

    def test_an_empty_state_would_be_none(self):
        for state in ("", b"state", 17):
            with self.assertRaises(BadParameter):
                consent.authorization(app(), state=state)

    def test_pkce_can_be_left_out(self):
        way = consent.authorization(app(), pkce=False)
        self.assertIsNone(way.verifier)
        self.assertNotIn("code_challenge", way.url)

    def test_it_survives_between_two_requests_in_whatever_keeps_sessions(self):
        way = consent.authorization(app())
        kept = json.loads(json.dumps(way.as_dict()))
        for again in (
            consent.Authorization.from_dict(kept),
            pickle.loads(pickle.dumps(way)),
            copy.deepcopy(way),
        ):
            self.assertEqual(again, way)
            self.assertEqual((again.verifier, again.url), (way.verifier, way.url))

    def test_what_is_no_way_is_not_taken_for_one(self):
        for kept in ({}, {"url": "u", "state": "s"}, None, "text"):
            with self.assertRaises(BadParameter):
                consent.Authorization.from_dict(kept)

    def test_it_shows_neither_state_nor_verifier(self):
        way = consent.authorization(app())
        for shown in (repr(way), str(way)):
            self.assertNotIn(way.state, shown)
            self.assertNotIn(way.verifier, shown)

    def test_the_code_is_read_from_the_address_that_the_user_came_back_to(self):
        way = consent.Authorization("https://example.com", "k7")
        for address in (
            "https://app.example.com/back?from=books&code=a%2Fb&state=k7#top",
            "/back?state=k7&code=a%2Fb",
        ):
            self.assertEqual(way.code(address), "a/b")

    def test_a_code_with_another_state_is_refused(self):
        way = consent.Authorization("https://example.com", "k7")
        for query in (
            "code=ab",
            "code=ab&state=",
            "code=ab&state=k",
            "code=ab&state=k8",
            "code=ab&state=k7&state=k7",
        ):
            with self.subTest(query=query):
                with self.assertRaisesRegex(BadParameter, "another user's"):
                    way.code(f"https://app.example.com/back?{query}")

    def test_what_is_no_address_is_told_from_one_of_somebody_else(self):
        way = consent.Authorization("https://example.com", "k7")
        for given in ("ab12", "https://app.example.com/back", "/back?from=books"):
            with self.subTest(given=given):
                with self.assertRaisesRegex(BadParameter, "hand over the whole one"):
                    way.code(given)

    def test_the_state_is_looked_at_even_where_consent_was_refused(self):
        way = consent.Authorization("https://example.com", "k7")
        with self.assertRaises(BadParameter):
            way.code("/back?error=access_denied&state=k8")

    def test_consent_that_was_refused_is_an_error_of_its_own(self):
        way = consent.Authorization("https://example.com", "k7")
        with self.assertRaisesRegex(errors.ConsentNeeded, "^access_denied: The user said no$"):
            way.code("/back?error=access_denied&error_description=The+user+said+no&state=k7")

    def test_a_redirect_without_a_code_or_with_two_is_none(self):
        way = consent.Authorization("https://example.com", "k7")
        for query in ("state=k7", "state=k7&code=a&code=b"):
            with self.assertRaisesRegex(BadParameter, "no code"):
                way.code(f"/back?{query}")


class ScopesTest(unittest.TestCase):
    def test_known_scopes_pass_in_their_order_and_once(self):
        asked = ["user:invoices:write", "user:bills:read", "user:invoices:write", "mcp:tools"]
        self.assertEqual(
            scopes.checked(asked), ("user:invoices:write", "user:bills:read", "mcp:tools")
        )
        self.assertEqual(scopes.checked(None), ())

    def test_an_unknown_scope_is_refused_with_what_was_meant(self):
        for given, meant in {
            "user:invoice:read": "user:invoices:read",
            "user:time_entry:write": "user:time_entries:write",
            "invoices": "user:invoices:read",
            "user:profile:write": "user:profile:read",
            "USER:CLIENTS:READ": "user:clients:read",
        }.items():
            with self.subTest(given=given):
                with self.assertRaisesRegex(BadParameter, f"did you mean .*{meant}"):
                    scopes.checked([given])

    def test_what_is_like_nothing_is_shown_how_scopes_look(self):
        with self.assertRaisesRegex(BadParameter, "they look like user:invoices:read"):
            scopes.checked(["xyz"])

    def test_a_scope_that_is_new_passes_when_it_is_asked_for_by_name(self):
        self.assertEqual(scopes.checked(["user:yards:read"], unknown=True), ("user:yards:read",))
        way = consent.authorization(app(), ["user:yards:read"], unknown_scopes=True)
        self.assertIn("scope=user%3Ayards%3Aread", way.url)
        with self.assertRaises(BadParameter):
            consent.authorization(app(), ["user:yards:read"])

    def test_what_is_no_scope_never_passes(self):
        for given in ("", "user:a:read user:b:read", None, 17, "user:café:read"):
            with self.subTest(given=given):
                with self.assertRaises(BadParameter):
                    scopes.checked([given], unknown=True)
        with self.assertRaisesRegex(BadParameter, "a list"):
            scopes.checked("user:profile:read")

    def test_the_old_call_asks_for_whatever_it_is_told(self):
        self.assertIn("scope=some%3Ascope", consent.consent_url(app(), ["some:scope"]))

    def test_a_call_needs_the_scope_of_its_kind(self):
        row = ("user:clients:read", "user:clients:write")
        self.assertEqual(scopes.needed(row, is_read=True), "user:clients:read")
        self.assertEqual(scopes.needed(row, is_read=False), "user:clients:write")
        self.assertIsNone(scopes.needed((), is_read=True))


class TokenCallTest(unittest.TestCase):
    def test_a_code_is_sent_as_a_form_in_the_documented_order(self):
        sent = []

        def send(request):
            sent.append(request)
            return answering(GIVEN)(request)

        grant = exchanged(send)
        self.assertEqual((sent[0].method, sent[0].url), ("POST", app().token_url))
        self.assertEqual(
            sent[0].body.decode(),
            f"client_id=an_app&client_secret={SECRET}&grant_type=authorization_code"
            "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fback%3Ffrom%3Dbooks&code=a_code",
        )
        self.assertEqual(
            dict(sent[0].headers), {"Content-Type": "application/x-www-form-urlencoded"}
        )
        self.assertEqual((grant.access_token, grant.refresh_token), (ACCESS, REFRESH))
        self.assertEqual((grant.received_at, grant.lifetime), (NOW, 43200))

    def test_the_verifier_goes_last(self):
        issuer = Issuer()
        oauth2.exchanged(app(), issuer, "a_code", verifier="v" * 43)
        self.assertEqual(
            list(issuer.asked[0]),
            ["client_id", "client_secret", "grant_type", "redirect_uri", "code", "code_verifier"],
        )

    def test_a_refresh_token_goes_in_the_place_of_a_code(self):
        issuer = Issuer()
        oauth2.refreshed(app(), issuer, "refresh-1")
        self.assertEqual(issuer.asked[0]["grant_type"], "refresh_token")
        self.assertEqual(list(issuer.asked[0])[-1], "refresh_token")

    def test_the_end_is_when_it_was_made_and_the_seconds_it_lives(self):
        given = {**GIVEN, "created_at": 1287273500, "expires_in": 100}
        self.assertEqual(
            exchanged(answering(given)).expires_at,
            datetime.datetime(2010, 10, 17, tzinfo=datetime.timezone.utc),
        )

    def test_numbers_may_come_as_text(self):
        grant = exchanged(answering({**GIVEN, "created_at": "1799999990", "expires_in": "43200"}))
        self.assertEqual(grant.ends_at, NOW + 43190)

    def test_what_is_returned_has_three_attributes_and_shows_no_token(self):
        told = oauth2.granted(exchanged(answering(GIVEN)))
        self.assertIsInstance(told, SimpleNamespace)
        self.assertEqual(
            sorted(vars(told)), ["access_token", "access_token_expires_at", "refresh_token"]
        )
        self.assertEqual(told.access_token, ACCESS)
        self.assertNotIn(ACCESS, repr(told))
        self.assertNotIn(REFRESH, str(told))
        self.assertIn("2027", repr(told))

    def test_what_is_missing_is_asked_for_in_order_before_anything_is_sent(self):
        def refresh(token, **changes):
            oauth2.refreshed(app(**changes), lambda request: self.fail("sent"), token)

        for missing, message in (
            ({"redirect_uri": None, "client_secret": None}, "redirect_uri must be configured"),
            ({"client_secret": ""}, "client_secret must be configured"),
        ):
            for attempt in (lambda m=missing: refresh("r", **m), lambda m=missing: self.bare(m)):
                with self.assertRaises(errors.FreshBooksClientConfigError) as caught:
                    attempt()
                self.assertEqual(str(caught.exception), message)
        for none in (None, ""):
            with self.assertRaises(errors.FreshBooksClientConfigError) as caught:
                refresh(none, redirect_uri=None)
            self.assertEqual(str(caught.exception), "refresh_token must be configured or provided")

    def bare(self, changes):
        exchanged(lambda request: self.fail("sent"), **changes)

    def test_whatever_is_missing_from_a_grant_makes_it_none(self):
        for name in ("access_token", "refresh_token", "created_at", "expires_in"):
            for given in (
                {key: value for key, value in GIVEN.items() if key != name},
                {**GIVEN, name: None},
                {**GIVEN, name: []},
                {**GIVEN, name: ""},
            ):
                with self.subTest(name=name, value=given.get(name, "absent")):
                    with self.assertRaises(errors.FreshBooksError) as caught:
                        exchanged(answering(given))
                    self.assertEqual(str(caught.exception), "Failed to fetch access_token")
                    self.assertEqual(caught.exception.status_code, 200)
                    self.assertNotIn(ACCESS, str(caught.exception) + repr(caught.exception))

    def test_a_token_that_could_not_stand_in_a_header_is_none(self):
        for token in ("two\r\nlines", "café", "\0"):
            with self.assertRaises(errors.FreshBooksError):
                exchanged(answering({**GIVEN, "access_token": token}))

    def test_times_that_are_none_make_no_grant(self):
        for value in (1e300, "soon", -1e300, {"a": 1}):
            with self.assertRaises(errors.FreshBooksError):
                exchanged(answering({**GIVEN, "created_at": value}))

    def test_answers_that_are_no_grant_are_all_the_same_error(self):
        for content in (b"", b"<html>", b"[]", b"null", b"17", b"\xff", b'{"a": ', b"{}"):
            for status in (200, 404, 503):
                with self.subTest(content=content, status=status):
                    with self.assertRaises(errors.FreshBooksError) as caught:
                        exchanged(answering(content, status))
                    self.assertEqual(caught.exception.status_code, status)
                    self.assertIsNone(caught.exception.error_code)

    def test_the_status_does_not_matter_where_there_is_a_grant(self):
        self.assertEqual(exchanged(answering(GIVEN, 203)).access_token, ACCESS)

    def test_a_refusal_says_what_the_service_said(self):
        body = {"error": "unauthenticated", "error_description": "This action requires a login."}
        with self.assertRaises(errors.FreshBooksError) as caught:
            exchanged(answering(body, 403))
        error = caught.exception
        self.assertEqual((str(error), error.status_code), ("This action requires a login.", 403))
        self.assertEqual((error.error_code, error.error_details), (None, None))
        self.assertEqual(json.loads(error.raw_response), body)

    def test_a_spent_grant_says_that_consent_is_needed(self):
        body = {"error": "invalid_grant", "error_description": "It was used before."}
        for status in (400, 401):
            with self.assertRaises(errors.ConsentNeeded) as caught:
                exchanged(answering(body, status))
            self.assertEqual(str(caught.exception), "It was used before.")
            self.assertEqual(caught.exception.reason, "invalid_grant")
            self.assertEqual(json.loads(caught.exception.raw_response), body)
            self.assertEqual(caught.exception.method, "oauth.token")
            self.assertIn("send them to client.authorization", caught.exception.hint)
            self.assertIn(caught.exception.hint, caught.exception.__notes__)

    def test_a_secret_that_is_wrong_needs_no_consent(self):
        with self.assertRaises(errors.Unauthenticated) as caught:
            exchanged(answering({"error": "invalid_client"}, 401))
        self.assertNotIsInstance(caught.exception, errors.ConsentNeeded)
        self.assertEqual(caught.exception.hint, "check client_id and client_secret")

    def test_the_golden_refusal_is_read_as_the_official_library_reads_it(self):
        with self.assertRaises(errors.ConsentNeeded) as caught:
            exchanged(answering(golden.content("errors/oauth__400_invalid_grant.json"), 400))
        self.assertTrue(str(caught.exception).startswith("The provided authorization grant is"))

    def test_the_golden_grant_is_read(self):
        grant = exchanged(answering(golden.content("auth/token.json")))
        self.assertEqual(grant.access_token, "my_access_token")
        self.assertEqual(grant.expires_at.isoformat(), "2010-10-17T00:00:00+00:00")

    def test_a_wait_that_is_asked_for_is_told(self):
        with self.assertRaises(errors.RateLimited) as caught:
            exchanged(answering(b"slow down", 429, {"Retry-After": "30"}))
        self.assertEqual(caught.exception.retry_after, 30)


class LostAnswerTest(unittest.TestCase):
    def lost(self, call):
        kind = exceptions.also(NoResponse, requests.exceptions.ReadTimeout)

        def send(request):
            raise kind("no answer within 30 s", sent=True) from requests.exceptions.ReadTimeout()

        with self.assertRaises(OutcomeUnknown) as caught:
            call(send)
        return caught.exception

    def test_a_lost_answer_to_a_refresh_says_what_may_have_become_of_it(self):
        error = self.lost(lambda send: oauth2.refreshed(app(), send, REFRESH))
        self.assertIn("the refresh token was sent and may have been used", str(error))
        self.assertIn("call again", error.hint)
        self.assertIsInstance(error, requests.exceptions.ReadTimeout)
        self.assertIsInstance(error.__cause__, requests.exceptions.ReadTimeout)
        self.assertNotIn(REFRESH, str(error))

    def test_a_lost_answer_to_a_code_sends_the_user_to_the_consent_page_anew(self):
        self.assertIn("consent page anew", self.lost(exchanged).hint)

    def test_an_answer_too_large_to_be_read_is_a_lost_one(self):
        def send(request):
            raise BadResponse("the answer is larger than 64 MiB", b"{")

        with self.assertRaises(OutcomeUnknown) as caught:
            exchanged(send)
        self.assertIsInstance(caught.exception.__cause__, BadResponse)

    def test_what_was_never_sent_is_told_as_that(self):
        def send(request):
            raise NoResponse("no route", sent=False)

        with self.assertRaises(NoResponse) as caught:
            exchanged(send)
        self.assertNotIsInstance(caught.exception, OutcomeUnknown)
        self.assertFalse(caught.exception.sent)

    def test_no_token_call_is_ever_made_twice(self):
        for status in (400, 408, 429, 500, 502, 503, 504):
            calls = []

            def send(request, status=status, calls=calls):
                calls.append(request)
                return Answer(b"", status)

            with self.assertRaises(errors.FreshBooksError):
                exchanged(send)
            self.assertEqual(len(calls), 1)


class RevokeTest(unittest.TestCase):
    def asked(self, call, content=b"{}", status=200):
        sent = []

        def send(request):
            sent.append(request)
            return answering(content, status)(request)

        return call(app(), send, ACCESS), sent[0]

    def test_a_token_is_revoked_beside_the_token_call(self):
        result, sent = self.asked(oauth2.revoke)
        self.assertIsNone(result)
        self.assertEqual(sent.url, "https://api.example.com/auth/oauth/revoke")
        self.assertEqual(
            dict(parse_qsl(sent.body.decode())),
            {"client_id": "an_app", "client_secret": SECRET, "token": ACCESS},
        )

    def test_introspection_tells_what_the_service_knows(self):
        result, sent = self.asked(oauth2.introspected, {"active": True, "scope": "user:a:read"})
        self.assertEqual(result, {"active": True, "scope": "user:a:read"})
        self.assertEqual(sent.url, "https://api.example.com/auth/oauth/introspect")

    def test_a_refusal_is_an_error_and_so_is_what_tells_nothing(self):
        with self.assertRaises(errors.Unauthenticated):
            self.asked(oauth2.revoke, {"error": "invalid_client"}, 401)
        for content in (b"[]", b"<html>"):
            with self.assertRaises(errors.FreshBooksError):
                self.asked(oauth2.introspected, content)

    def test_the_secret_is_needed(self):
        with self.assertRaises(errors.FreshBooksClientConfigError):
            oauth2.revoke(app(client_secret=None), answering(b"{}"), ACCESS)


@integration
class OverHttpTest(unittest.TestCase):
    def test_the_token_call_goes_by_the_transport_of_the_client(self):
        issuer = Issuer()
        with serving(issuer.script) as server:
            here = app(token_url=f"{server.url}/auth/oauth/token")
            grant = oauth2.refreshed(here, Transport(), issuer.refresh_token)
            self.assertEqual(grant.access_token, issuer.access_token)
            request = server.requests[0]
        self.assertEqual(request.path, "/auth/oauth/token")
        self.assertEqual(request.headers["Content-Type"], "application/x-www-form-urlencoded")
        self.assertNotIn("Authorization", request.headers)

    def test_a_connection_that_ends_without_an_answer_leaves_doubt_and_one_request(self):
        with serving(lambda request: None) as server:
            here = app(token_url=f"{server.url}/auth/oauth/token")
            with self.assertRaises(OutcomeUnknown) as caught:
                oauth2.refreshed(here, Transport(), REFRESH)
            self.assertEqual(len(server.requests), 1)
        self.assertIsInstance(caught.exception, requests.exceptions.ConnectionError)

    def test_a_redirect_is_not_followed_with_the_secret(self):
        with serving(Reply(b"", 307, {"Location": "https://elsewhere.example.com/"})) as server:
            here = app(token_url=f"{server.url}/auth/oauth/token")
            with self.assertRaises(errors.FreshBooksError) as caught:
                oauth2.refreshed(here, Transport(), REFRESH)
        self.assertEqual(caught.exception.status_code, 307)
