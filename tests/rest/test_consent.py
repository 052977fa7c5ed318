"""The whole way with the sandbox: consent, tokens, what becomes of them, what users are told."""

import importlib.util
import tempfile
import unittest

from refreshbooks import webhooks
from refreshbooks.credentials import FileStore, MemoryStore
from refreshbooks.rest import Client, consent, errors
from refreshbooks.sandbox import Sandbox
from tests.marks import integration


@integration
class ConsentTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.close()

    def client(self, **settings):
        client = Client(
            self.sandbox.client_id,
            self.sandbox.client_secret,
            self.sandbox.redirect_uri,
            **settings,
        )
        self.addCleanup(client.close)
        client.base_url = self.sandbox.rest_url
        client.token_url = f"{self.sandbox.rest_url}/auth/oauth/token"
        client.authorization_url = f"{self.sandbox.rest_url}/oauth/authorize"
        return client

    def consented(self, **settings):
        client = self.client(**settings)
        way = client.authorization()
        client.get_access_token(way.code(self.sandbox.consent(way.url)), verifier=way.verifier)
        return client

    def test_the_way_survives_between_two_requests_of_a_web_application(self):
        session = self.client().authorization(["user:profile:read"]).as_dict()
        redirected = self.sandbox.consent(session["url"])
        later, way = self.client(), consent.Authorization.from_dict(session)
        granted = later.get_access_token(way.code(redirected), verifier=way.verifier)
        self.assertEqual(granted.access_token, later.access_token)
        self.assertEqual(later.introspect()["scope"], "user:profile:read")
        self.assertEqual(later.current_user().business_memberships[0].role, "owner")

    def test_a_code_is_of_no_use_without_the_verifier_or_a_second_time(self):
        client = self.client()
        way = client.authorization()
        code = way.code(self.sandbox.consent(way.url))
        for verifier in (None, "x" * 43):
            with self.assertRaises(errors.FreshBooksError):
                client.get_access_token(code, verifier=verifier)
        way = client.authorization()
        code = way.code(self.sandbox.consent(way.url))
        client.get_access_token(code, verifier=way.verifier)
        with self.assertRaises(errors.ConsentNeeded):
            client.get_access_token(code, verifier=way.verifier)
        self.assertIsNotNone(client.access_token)

    def test_the_old_call_still_does(self):
        client = self.client()
        redirected = self.sandbox.consent(client.get_auth_request_url(["user:profile:read"]))
        code = redirected.partition("code=")[2].partition("&")[0]
        self.assertEqual(client.get_access_token(code).access_token, client.access_token)
        before = client.access_token
        self.assertNotEqual(client.refresh_access_token().access_token, before)
        self.assertIsNotNone(client.access_token_expires_at.tzinfo)

    def test_a_user_who_does_not_agree_is_told_of(self):
        way = self.client().authorization()
        with self.assertRaisesRegex(errors.ConsentNeeded, "access_denied"):
            way.code(self.sandbox.consent(way.url, agrees=False))

    def test_a_token_that_ended_is_renewed_by_the_call_itself(self):
        client = self.consented()
        before = client.access_token
        self.sandbox.clock.advance(hours=13)
        self.assertEqual(client.current_user().email, "sandy.box@example.com")
        self.assertNotEqual(client.access_token, before)

    def test_a_token_of_a_minute_is_not_renewed_at_every_call(self):
        self.sandbox.token_lifetime = 60
        self.addCleanup(setattr, self.sandbox, "token_lifetime", 43200)
        client = self.consented()
        before = client.access_token
        for _ in range(5):
            client.current_user()
        self.assertEqual(client.access_token, before)

    @unittest.skipUnless(importlib.util.find_spec("filelock"), "filelock is not installed")
    def test_a_client_that_is_made_anew_finds_its_tokens_in_the_store(self):
        with tempfile.TemporaryDirectory() as folder:
            before = self.consented(store=FileStore(folder), identity="user 17")
            again = self.client(store=FileStore(folder), identity="user 17")
            self.assertEqual(again.current_user().identity_id, before.current_user().identity_id)
            stranger = self.client(store=FileStore(folder), identity="user 18")
            self.assertIsNone(stranger.access_token)

    def test_without_an_identity_tokens_are_kept_under_that_of_the_application(self):
        store = MemoryStore()
        client = self.consented(store=store)
        self.assertEqual(store.load(client.client_id).access_token, client.access_token)

    def test_what_is_revoked_is_good_for_nothing_and_gone(self):
        store = MemoryStore()
        client = self.consented(store=store)
        access, refresh = client.access_token, client.refresh_token
        client.revoke()
        self.assertEqual((client.access_token, client.refresh_token), (None, None))
        self.assertIsNone(store.load(client.client_id))
        self.assertFalse(client.introspect(access)["active"])
        with self.assertRaises(errors.ConsentNeeded):
            client.refresh_access_token(refresh)

    def test_one_token_alone_can_be_revoked(self):
        client = self.consented()
        client.revoke(client.access_token)
        self.assertFalse(client.introspect()["active"])
        self.assertEqual(client.current_user().identity_id, client.current_user().identity_id)

    def test_a_client_that_has_but_one_token_revokes_that(self):
        client = self.client(access_token=self.consented().access_token)
        client.revoke()
        self.assertIsNone(client.access_token)

    def test_what_is_assigned_reaches_the_store(self):
        store = MemoryStore()
        before, client = self.consented(), self.client(store=store)
        client.access_token = before.access_token
        client.refresh_token = before.refresh_token
        client.access_token_expires_at = before.access_token_expires_at
        again = self.client(store=store)
        self.assertEqual(again.access_token_expires_at, before.access_token_expires_at)
        self.assertEqual(again.refresh_access_token().access_token, again.access_token)

    def test_what_a_token_may_not_do_is_told_with_the_scope_that_is_missing(self):
        client = self.client()
        way = client.authorization(["user:clients:read"])
        client.get_access_token(way.code(self.sandbox.consent(way.url)), verifier=way.verifier)
        client.clients.list(self.sandbox.account_id)
        with self.assertRaises(errors.Forbidden) as caught:
            client.clients.create(self.sandbox.account_id, {"organization": "Barnes"})
        self.assertIn("the scope user:clients:write", caught.exception.hint)

    def test_two_users_in_one_store_are_two(self):
        store = MemoryStore()
        one = self.consented(store=store, identity="one")
        self.assertIsNone(self.client(store=store, identity="other").access_token)
        self.assertIsNotNone(self.client(store=store, identity="one").access_token)
        self.assertEqual(one.business().account_id, self.sandbox.account_id)


@integration
class WebhookTest(unittest.TestCase):
    def test_a_forged_handshake_is_refused_by_the_service_and_keeps_no_verifier(self):
        with Sandbox() as sandbox:
            client = Client(sandbox.client_id, access_token=sandbox.access_token)
            client.base_url = sandbox.rest_url
            forged = (
                f"name=callback.verify&object_id=7&account_id={sandbox.account_id}"
                "&verifier=i-made-this-up"
            )
            with client:
                with self.assertRaises(errors.FreshBooksError):
                    webhooks.verify(client, webhooks.event_of(forged.encode()))
