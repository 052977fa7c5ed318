"""Several accounts in one sandbox: each call finds its own, and no other."""

import contextlib
import http.client
import json
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st
from oauthlib import oauth1

from refreshbooks.sandbox import Account, Sandbox
from refreshbooks.sandbox.credentials import Credentials, claim
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.speaking import Speaker, basic, request

SECRETS = ("token", "consumer_key", "consumer_secret", "oauth_token", "oauth_token_secret")
NOON = datetime(2026, 5, 4, 16, tzinfo=timezone.utc)
DIGGING = "<task><name>Digging</name></task>"
INVOICE = (
    "<invoice><client_id>1</client_id><status>sent</status><lines><line><name>{}</name>"
    "<unit_cost>10</unit_cost><quantity>4</quantity></line></lines></invoice>"
)


def signed(account, **changes):
    """Returns the header of a call that an account's application signs."""
    client = oauth1.Client(
        changes.get("consumer_key", account.consumer_key),
        client_secret=account.consumer_secret,
        resource_owner_key=changes.get("oauth_token", account.oauth_token),
        resource_owner_secret=account.oauth_token_secret,
    )
    return client.sign(account.classic_url, "POST")[1]["Authorization"]


class AccountsTest(unittest.TestCase):
    """One sandbox, with the accounts "sandbox", "one" and "two"."""

    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.one, self.two = map(self.sandbox.account, ("one", "two"))

    def speaker(self, account):
        speaker = Speaker(account)
        self.addCleanup(speaker.close)
        return speaker

    def tasks(self, account):
        return self.speaker(account).call("task.list").texts("tasks/task/name")


@integration
class HandleTest(AccountsTest):
    def test_an_account_is_made_when_it_is_first_asked_for_and_is_the_same_ever_after(self):
        assert isinstance(self.one, Account)
        assert self.sandbox.account("one") is self.one
        assert self.sandbox.account("sandbox") is self.sandbox
        assert [account.name for account in self.sandbox.accounts] == ["sandbox", "one", "two"]

    def test_all_have_one_address_and_credentials_of_their_own(self):
        accounts = self.sandbox.accounts
        assert {account.url for account in accounts} == {self.sandbox.url}
        assert {account.classic_url for account in accounts} == {self.sandbox.classic_url}
        secrets = {getattr(account, name) for account in accounts for name in SECRETS}
        assert len(secrets) == 15

    def test_no_secret_shows_in_a_repr(self):
        shown = f"{self.one!r} {self.sandbox!r} {self.sandbox.accounts}"
        assert repr(self.one) == f"<Account 'one' at {self.sandbox.url}>"
        for name in SECRETS:
            assert getattr(self.one, name) not in shown

    def test_what_cannot_be_a_name_is_refused_with_what_can(self):
        for name in ["", " ", "a b", "a/b", "..", "-a", "ä", "a\n", "a" * 65, None, 7]:
            with self.subTest(name=name), self.assertRaisesRegex(ValueError, "English letters"):
                self.sandbox.account(name)
        for name in ["gw0", "7", "A.b_c-d", "a" * 64]:
            assert self.sandbox.account(name).name == name

    def test_threads_that_ask_at_once_get_one_account(self):
        together = threading.Barrier(8)

        def ask(_):
            together.wait(10)
            return self.sandbox.account("three")

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(ask, range(8)))) == 1

    def test_nothing_is_changed_in_a_closed_sandbox(self):
        self.sandbox.close()
        for wish in [
            self.one.reset,
            self.one.session,
            lambda: self.one.snapshot("now"),
            lambda: self.one.restore("now"),
            lambda: self.sandbox.account("three"),
            lambda: self.one.faults.add("refuse"),
        ]:
            with self.assertRaisesRegex(RuntimeError, "is closed; make another"):
                wish()


@integration
class WhoseCallTest(AccountsTest):
    def test_a_token_opens_the_books_of_its_account_alone(self):
        self.speaker(self.one).make("task.create", DIGGING)
        assert self.tasks(self.one) == ["Digging"]
        assert self.tasks(self.two) == self.tasks(self.sandbox) == []
        # Numbers too begin anew in each.
        assert self.speaker(self.two).make("task.create", DIGGING) == "1"

    def test_so_does_a_signature(self):
        stranger = self.speaker(self.sandbox)
        for account in self.sandbox.accounts:
            made = stranger.post(
                request("task.create", f"<task><name>{account.name}</name></task>"),
                Authorization=signed(account),
            )
            assert made.is_ok
        for account in self.sandbox.accounts:
            assert self.tasks(account) == [account.name]

    def test_names_of_one_account_and_secrets_of_another_open_neither(self):
        speaker = self.speaker(self.sandbox)
        for header in [
            signed(self.one, consumer_key=self.two.consumer_key),
            signed(self.one, oauth_token=self.two.oauth_token),
            signed(self.one, consumer_key=self.two.consumer_key, oauth_token=self.two.oauth_token),
            basic(f"{self.one.consumer_key} {self.one.oauth_token}"),
        ]:
            assert speaker.post(request("task.list"), Authorization=header).status == 401

    def test_who_names_no_account_is_refused(self):
        speaker = self.speaker(self.sandbox)
        for header in [None, "", "Basic", "OAuth", "Bearer x", basic("nobody"), basic(" ")]:
            with self.subTest(header=header):
                answer = speaker.post(request("task.list"), Authorization=header)
                assert (answer.status, answer.failure[0]) == (401, "20010")

    def test_a_page_is_found_without_credentials(self):
        addresses = []
        for account in (self.one, self.two):
            speaker = self.speaker(account)
            speaker.make("client.create", "<client><email>ann@example.com</email></client>")
            speaker.make("invoice.create", INVOICE.format(f"Work for {account.name}"))
            shown = speaker.call("invoice.get", "<invoice_id>1</invoice_id>")
            addresses.append(shown.text("invoice/links/client_view"))
        for account, address in zip((self.one, self.two), addresses, strict=True):
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert f"Work for {account.name}" in answer.read().decode()
            shown = self.speaker(account).call("invoice.get", "<invoice_id>1</invoice_id>")
            assert shown.text("invoice/status") == "viewed"
        # Whoever has the address sees the page, be it with another account's token.
        page = self.speaker(self.one).post(None, verb="GET", path=urlsplit(addresses[1]).path)
        assert b"Work for two" in page.body
        with self.assertRaises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(f"{addresses[0][:-1]}2", timeout=10)
        with caught.exception as refusal:
            assert refusal.code == 404

    def test_a_reset_touches_no_other_account(self):
        for account in self.sandbox.accounts:
            self.speaker(account).make("task.create", DIGGING)
        self.one.reset()
        assert [self.tasks(account) for account in self.sandbox.accounts] == [
            ["Digging"],
            [],
            ["Digging"],
        ]
        self.sandbox.reset()
        assert self.tasks(self.two) == ["Digging"]

    def test_calls_are_counted_by_account(self):
        for account, calls in [(self.one, 3), (self.two, 1)]:
            counted = [
                self.speaker(account).call("system.current").text("system/api/requests")
                for _ in range(calls)
            ]
            assert counted == [str(number) for number in range(1, calls + 1)]
        self.one.reset()
        again = self.speaker(self.one).call("system.current")
        assert again.text("system/api/requests") == "1"

    def test_parallel_calls_reach_each_their_own_account(self):
        def work(name):
            account = self.sandbox.account(name)
            speaker = Speaker(account)
            numbers = [
                speaker.make("task.create", f"<task><name>{name} {number}</name></task>")
                for number in range(20)
            ]
            speaker.close()
            return name, numbers

        with ThreadPoolExecutor(8) as pool:
            for name, numbers in pool.map(work, [f"worker{number}" for number in range(8)]):
                assert numbers == [str(number) for number in range(1, 21)]
                expected = {f"{name} {number}" for number in range(20)}
                assert set(self.tasks(self.sandbox.account(name))) == expected


changes = st.sampled_from(
    [
        ("task.create", DIGGING),
        ("task.update", "<task><task_id>1</task_id><rate>9</rate></task>"),
        ("task.delete", "<task_id>1</task_id>"),
        ("item.create", "<item><name>Spade</name></item>"),
        ("client.create", "<client><email>ann@example.com</email></client>"),
        ("time_entry.list", ""),
        ("reset", ""),
    ]
)
names = st.sampled_from(["sandbox", "one", "two"])


@integration
class SeparateTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox(clock=lambda: NOON)
        self.addCleanup(self.sandbox.close)
        self.speaker = Speaker(self.sandbox)
        self.addCleanup(self.speaker.close)

    def call(self, account, method, inside=""):
        if method == "reset":
            return account.reset()
        body = request(method, inside)
        return self.speaker.post(body, Authorization=basic(account.token)).body

    def lists(self, account):
        return [self.call(account, f"{kind}.list") for kind in ("task", "item", "staff")]

    @given(st.lists(st.tuples(names, changes), max_size=12))
    @settings(max_examples=25, deadline=None)
    def test_what_one_does_is_as_if_the_others_were_not_there(self, plan):
        for account in self.sandbox.accounts:
            account.reset()
        for name, change in plan:
            self.call(self.sandbox.account(name), *change)
        together = {one.name: self.lists(one) for one in self.sandbox.accounts}
        lonely = self.sandbox.account("lonely")
        for name, found in together.items():
            lonely.reset()
            for _, change in (step for step in plan if step[0] == name):
                self.call(lonely, *change)
            assert found == self.lists(lonely)


@integration
class TroubleTest(AccountsTest):
    def statuses(self):
        return [self.speaker(account).call("task.list").status for account in self.sandbox.accounts]

    def test_faults_befall_the_calls_of_one_account(self):
        self.one.faults.add("status", code=503)
        assert self.statuses() == [200, 503, 200]
        assert (self.one.journal.last.fault, self.one.journal.last.user) == ("status", "1")
        self.one.faults.clear()
        self.sandbox.faults.add("status", code=503)
        assert self.statuses() == [503, 200, 200]

    def test_a_journal_holds_the_calls_of_one_account_and_who_made_them(self):
        self.speaker(self.one).call("task.list")
        self.speaker(self.two).post(request("staff.current"), Authorization=signed(self.two))
        self.speaker(self.two).post(request("staff.current"), Authorization=None)
        told = [
            [(entry.method, entry.status, entry.user) for entry in account.journal]
            for account in self.sandbox.accounts
        ]
        assert told == [
            [("staff.current", 401, None)],
            [("task.list", 200, "1")],
            [("staff.current", 200, "1")],
        ]

    def test_journals_follow_the_clock(self):
        moment = datetime(2031, 5, 1, tzinfo=timezone.utc)
        self.one.clock.freeze(moment)
        self.speaker(self.one).call("task.list")
        assert self.one.journal.last.at == moment

    def test_a_reset_ends_faults_and_empties_the_journal_of_its_account_alone(self):
        for account in self.sandbox.accounts:
            account.faults.add("status", code=503)
        self.statuses()
        self.one.reset()
        assert [len(account.journal) for account in self.sandbox.accounts] == [1, 0, 1]
        assert self.statuses() == [503, 200, 503]

    def test_closing_lets_go_of_calls_that_a_fault_delays(self):
        has_come = threading.Event()

        def told():
            # The first who asks for the time is the journal, when a call comes.
            has_come.set()
            return datetime.now(timezone.utc)

        def call():
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.speaker(sandbox).call("task.list")

        others = set(threading.enumerate())
        with Sandbox(clock=told) as sandbox:
            sandbox.faults.add("delay", seconds=600)
            has_come.clear()
            threading.Thread(target=call, daemon=True).start()
            assert has_come.wait(10)
        for thread in set(threading.enumerate()) - others:
            thread.join(10)
            assert not thread.is_alive()

    def test_who_may_use_the_handles_over_http_is_told_about_their_account(self):
        speaker = self.speaker(self.one)
        answer = speaker.post(None, verb="GET", path="/_sandbox/clock", Content_Type=None)
        assert answer.status == 200, answer.body
        refused = speaker.post(None, verb="GET", path="/_sandbox", Authorization=None)
        assert refused.status == 401
        assert speaker.post(None, path="/_sandboxes", Authorization=None).status == 404
        # None of them is a call of the API.
        assert self.one.journal.search(text="clock") == []


@integration
class SessionTest(AccountsTest):
    def test_a_session_reaches_the_account_that_its_credentials_name(self):
        with self.two.session() as session:
            answer = session.post(
                self.two.classic_url,
                request("task.create", DIGGING),
                auth=(self.two.token, "X"),
                timeout=10,
            )
        assert answer.status_code == 200
        assert (self.tasks(self.one), self.tasks(self.two)) == ([], ["Digging"])


@integration
class KeptAccountsTest(unittest.TestCase):
    def test_accounts_are_there_again_with_their_books_and_credentials(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            with Sandbox(path) as sandbox:
                known = {
                    name: {secret: getattr(sandbox.account(name), secret) for secret in SECRETS}
                    for name in ("sandbox", "one", "two")
                }
                speaker = Speaker(sandbox.account("two"))
                speaker.make("task.create", DIGGING)
                speaker.close()
            with Sandbox(path) as sandbox:
                assert [account.name for account in sandbox.accounts] == list(known)
                # Before anybody asks for the account, its token is good.
                speaker = Speaker(sandbox, token=known["two"]["token"])
                assert speaker.call("task.list").texts("tasks/task/name") == ["Digging"]
                speaker.close()
                for account in sandbox.accounts:
                    for secret, value in known[account.name].items():
                        assert getattr(account, secret) == value

    def test_a_file_that_knew_but_one_account_keeps_its_credentials(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "books.db")
            kept = {name: name * 3 for name in (*SECRETS, "salt")}
            with contextlib.closing(Store(path)) as store:
                store.remember("credentials", json.dumps(kept))
            for _ in range(2):
                with Sandbox(path) as sandbox:
                    assert {name: getattr(sandbox, name) for name in SECRETS} == {
                        name: kept[name] for name in SECRETS
                    }
                    assert sandbox.account("other").token != sandbox.token
                    sandbox.reset()


class ClaimTest(unittest.TestCase):
    def test_names_are_found_in_every_spelling_of_a_header(self):
        for header in [
            'OAuth oauth_consumer_key="who",oauth_token="what"',
            'OAuth realm="x", oauth_token_secret="no",oauth_token="what", oauth_consumer_key="who"',
            "oauth oauth_token = what,\toauth_consumer_key = who",
            'OAuth oauth_token="w%68at",oauth_consumer_key="%77ho"',
        ]:
            with self.subTest(header=header):
                assert claim(header) == b"who what"

    @given(st.text(st.characters(max_codepoint=255)))
    @settings(deadline=None)
    def test_whatever_a_header_says_strangers_are_nobody(self, header):
        credentials = Credentials.invented()
        for scheme in ("", "Basic ", "OAuth ", "OAuth oauth_token=", "OAuth oauth_consumer_key="):
            assert not credentials.are_claimed_by(claim(scheme + header))
