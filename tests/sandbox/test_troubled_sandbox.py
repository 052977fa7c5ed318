"""Faults and journals of a whole sandbox, over the network and without one."""

import threading
import time
import unittest

import requests

from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.troubles import KINDS
from tests.marks import integration
from tests.sandbox.speaking import request
from tests.sandbox.watching import ANN


def call(session, account, method="client.create", inside=ANN, **options):
    """Returns what a caller gets: a status and a body, or the class of an error."""
    options = {"timeout": 10, "allow_redirects": False} | options
    entity = request(method, inside)
    try:
        answer = session.post(account.classic_url, entity, auth=(account.token, "X"), **options)
    except requests.RequestException as error:
        return type(error)
    return answer.status_code, answer.content


@integration
class TroubledSandboxTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.session = requests.Session()
        self.addCleanup(self.session.close)

    def clients(self, account):
        account.faults.clear()
        _, body = call(self.session, account, "client.list", "")
        return body.count(b"<client>")

    def test_callers_without_a_network_get_the_same(self):
        inside = self.sandbox.session()
        self.addCleanup(inside.close)
        details = {
            "delay": {"seconds": 0.01},
            "slow": {"seconds": 0.01},
            "truncate": {"connection": True, "at": 40},
        }
        for kind in KINDS:
            seen = []
            for session in (self.session, inside):
                self.sandbox.reset()
                self.sandbox.faults.add(kind, **details.get(kind, {}))
                came = call(session, self.sandbox)
                entry = self.sandbox.journal.last
                told = entry and (entry.status, entry.applied, entry.fault, entry.user)
                seen.append((came, told, self.clients(self.sandbox)))
            with self.subTest(kind=kind):
                assert seen[0] == seen[1]
                assert (seen[0][1] is None) == (kind == "refuse")

    def test_a_refusal_is_what_the_caller_learns_of_without_a_network_too(self):
        inside = self.sandbox.session()
        self.addCleanup(inside.close)
        for session in (self.session, inside):
            for _ in range(3):
                assert call(session, self.sandbox)[0] == 200
                with self.sandbox.faults.add("refuse", seconds=60):
                    assert call(session, self.sandbox) is requests.ConnectionError
        assert self.sandbox.journal.count() == 6

    def test_a_caller_that_has_no_patience_learns_nothing_of_a_delayed_call(self):
        inside = self.sandbox.session()
        self.addCleanup(inside.close)
        self.sandbox.faults.add("delay", seconds=600)
        for session in (self.session, inside):
            assert call(session, self.sandbox, timeout=(10, 0.05)) is requests.ReadTimeout
        self.sandbox.reset()
        assert self.clients(self.sandbox) == 0

    def test_accounts_have_faults_and_journals_of_their_own(self):
        other = self.sandbox.account("other")
        self.sandbox.faults.add("drop_after")
        assert call(self.session, other)[0] == 200
        assert call(self.session, self.sandbox) is requests.ConnectionError
        assert [entry.fault for entry in self.sandbox.journal] == ["drop_after"]
        assert [entry.fault for entry in other.journal] == [None]
        assert (self.clients(self.sandbox), self.clients(other)) == (1, 1)

    def test_a_refusal_of_one_account_shuts_the_address_of_all(self):
        other = self.sandbox.account("other")
        with other.faults.add("refuse", seconds=60):
            assert call(self.session, self.sandbox) is requests.ConnectionError
        assert call(self.session, self.sandbox)[0] == 200

    def test_a_reset_ends_the_trouble_of_one_account(self):
        other = self.sandbox.account("other")
        other.faults.add("drop_before")
        self.sandbox.faults.add("refuse", seconds=60)
        self.sandbox.faults.add("drop_before")
        self.sandbox.reset()
        assert (list(self.sandbox.faults), list(self.sandbox.journal)) == ([], [])
        assert call(self.session, self.sandbox)[0] == 200
        assert call(self.session, other) is requests.ConnectionError

    def test_closing_is_quick_whatever_goes_on(self):
        before = set(threading.enumerate())
        other = self.sandbox.account("other")
        other.faults.add("delay", seconds=600)
        caller = threading.Thread(target=call, args=(requests.Session(), other))
        caller.start()
        passed = threading.Event()
        while not next(iter(other.faults)).struck:
            assert not passed.wait(0.001)
        self.sandbox.faults.add("refuse", seconds=600)
        began = time.monotonic()
        self.sandbox.close()
        assert time.monotonic() - began < 10
        caller.join(10)
        for thread in set(threading.enumerate()) - before:
            thread.join(10)
            assert not thread.is_alive()

    def test_no_secret_of_an_account_is_in_what_it_tells_of_its_calls(self):
        account = self.sandbox
        self.sandbox.faults.add("status", probability=0.5)
        for _ in range(10):
            call(self.session, account)
            call(self.session, account, f"{account.token}", f"<x>{account.oauth_token}</x>")
        told = [repr(account.faults), repr(account.journal)]
        told += [str(fault.facts()) for fault in account.faults]
        for entry in account.journal:
            told += [repr(entry), str(entry.facts())]
        with self.assertRaises(TimeoutError) as caught:
            account.journal.wait_for("task.delete", text=account.oauth_token, timeout=0)
        told.append(str(caught.exception))
        with self.assertRaises(ValueError) as caught:
            account.journal.wait_for(account.token, timeout=0)
        told.append(str(caught.exception))
        for secret in (account.token, account.oauth_token, account.consumer_secret):
            assert not [text for text in told if secret in text]
