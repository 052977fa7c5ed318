"""Processes that share one stored token: one of them renews it, and any of them may die."""

import datetime
import importlib.util
import tempfile
import threading
import time
import unittest
from pathlib import Path

from refreshbooks.credentials import FileStore, Grant
from refreshbooks.rest.request import Request
from tests.marks import integration, shown_once
from tests.rest.issuing import LIFETIME, Issuer
from tests.rest.sharing import IDENTITY, all_at_once, sharing
from tests.servers import serving

APPLICATION = ("an_app", "a_secret", "https://app.example.com/back")

# Seconds that a token is still good for that is to be renewed already.
_LEFT = 200


class Halted:
    """An issuer that stops in the middle of a token call, when it is told to."""

    def __init__(self):
        self.issuer = Issuer(now=time.time())
        self.reached, self.goes_on = threading.Event(), threading.Event()
        self.stops = None

    def stop(self, where):
        """Has the next token call stop before or after the issuer has acted on it."""
        self.reached.clear()
        self.goes_on.clear()
        self.stops = where

    def script(self, request):
        stops = self.stops if request.method == "POST" else None
        reply = None if stops == "before" else self.issuer.script(request)
        if stops is not None:
            self.stops = None
            self.reached.set()
            self.goes_on.wait(60)
        return reply


@unittest.skipUnless(importlib.util.find_spec("filelock"), "filelock is not installed")
@integration
@shown_once
class SharedTokenTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = FileStore(self.folder)
        self.service = Halted()
        self.issuer = self.service.issuer
        serving_it = serving(self.service.script)
        self.url = serving_it.__enter__().url
        self.addCleanup(serving_it.__exit__, None, None, None)
        self.addCleanup(self.service.goes_on.set)

    def processes(self, count):
        running = sharing(count, self.url, self.folder, APPLICATION)
        found = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        return found

    def keep(self, *, left):
        """Stores a grant that the service still takes, and that ends soon as far as we know."""
        ends = datetime.datetime.fromtimestamp(time.time() + left, datetime.timezone.utc)
        tokens = (self.issuer.access_token, self.issuer.refresh_token)
        self.store.save(IDENTITY, Grant(*tokens, ends, time.time() + left - LIFETIME, LIFETIME))

    def kill_one_while_it_renews(self, where, *, of):
        """Returns those that live on."""
        one, *others = self.processes(of)
        self.keep(left=_LEFT)
        self.service.stop(where)
        one.ask(1)
        self.assertTrue(self.service.reached.wait(60))
        # While it holds the lock the others work on.
        self.assertEqual(others[0].made(), ["ok"])
        one.kill()
        self.service.goes_on.set()
        return others

    def test_one_renews_for_all_of_them_early_or_late(self):
        self.keep(left=_LEFT)
        one, *others = self.processes(3)
        self.assertEqual(all_at_once([one, *others], 10), ["ok"] * 30)
        self.assertEqual((len(self.issuer.asked), self.issuer.turned_away), (1, 0))
        self.issuer.now += LIFETIME
        self.assertEqual(one.made(), ["ok"])
        one.kill()
        self.assertEqual(all_at_once(others, 10), ["ok"] * 20)
        self.assertEqual((len(self.issuer.asked), self.issuer.spent), (2, 0))
        self.assertEqual(self.store.load(IDENTITY).refresh_token, self.issuer.refresh_token)

    def test_nothing_is_lost_if_one_is_killed_before_the_service_has_acted(self):
        others = self.kill_one_while_it_renews("before", of=2)
        self.assertEqual(all_at_once(others, 3), ["ok"] * 3)
        self.assertEqual(self.store.load(IDENTITY).access_token, "access-2")
        self.assertEqual((len(self.issuer.asked), self.issuer.spent), (1, 0))

    def test_if_one_is_killed_after_that_the_others_work_on_and_then_need_consent(self):
        others = self.kill_one_while_it_renews("after", of=3)
        self.assertEqual(all_at_once(others, 3), ["ok"] * 6)
        self.assertEqual(self.store.load(IDENTITY).access_token, "access-1")
        self.issuer.now += LIFETIME
        self.assertEqual(all_at_once(others, 2), ["ConsentNeeded"] * 4)
        # Each has asked once for itself.
        self.assertEqual(self.issuer.spent, 2)
        self.issuer(Request("POST", self.url, {}, b"grant_type=authorization_code&code=ab"))
        self.keep(left=LIFETIME)
        self.assertEqual(all_at_once(others, 1), ["ok"] * 2)
