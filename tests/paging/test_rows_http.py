"""Lists of a real account, read over HTTP while nobody or somebody changes them."""

import random
import threading
import unittest
import warnings

from refreshbooks import api, catalog
from refreshbooks.exceptions import PagingWarning
from refreshbooks.sandbox import Sandbox
from tests.marks import integration


def lists():
    """Returns the documented methods that list records page by page."""
    methods = (method for resource in catalog.resources() for method in resource.methods)
    return [m for m in methods if m.name.endswith(".list") and m.documented]


def reached(client, name):
    """Returns the chain of a method's name."""
    for part in name.split("."):
        client = getattr(client, part)
    return client


@integration
class SeededAccountTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.made = cls.sandbox.seed(invoices=60)
        cls.sandbox.snapshot("seeded")
        cls.c = api.TokenClient(cls.sandbox.classic_url, cls.sandbox.token)

    @classmethod
    def tearDownClass(cls):
        api.close(cls.c)
        cls.sandbox.close()

    def setUp(self):
        self.sandbox.restore("seeded")

    def test_every_list_comes_whole_with_any_page_size(self):
        for method in lists():
            chain = reached(self.c, method.name)
            whole = [row.tag + str(row.countchildren()) for row in api.paginate(chain)]
            for per_page, prefetch in ((1, 4), (7, 3), (7, 1)):
                if len(whole) > 20 * per_page:
                    continue
                with self.subTest(list=method.name, per_page=per_page):
                    rows = api.paginate(chain, per_page=per_page, prefetch=prefetch)
                    self.assertEqual([row.tag + str(row.countchildren()) for row in rows], whole)
                    self.assertEqual(rows.doubts, [])
                    self.assertIn(rows.total, (len(whole), None))

    def test_filters_narrow_every_page(self):
        paid = api.paginate(self.c.invoice.list, per_page=4, status="paid")
        self.assertEqual({str(invoice.status) for invoice in paid}, {"paid"})
        self.assertGreater(paid.total, 8)

    def test_a_reading_goes_on_with_another_client(self):
        rows = api.paginate(self.c.invoice.list, per_page=7)
        seen = [int(next(rows).invoice_id) for _ in range(33)]
        rows.close()
        with api.TokenClient(self.sandbox.classic_url, self.sandbox.token) as other:
            rest = api.paginate(other.invoice.list, per_page=7, resume=rows.token)
            seen += [int(row.invoice_id) for row in rest]
        self.assertEqual(seen, [int(row.invoice_id) for row in api.paginate(self.c.invoice.list)])

    def test_others_who_write_meanwhile_make_no_row_come_twice_or_vanish_in_silence(self):
        for prefetch in (1, 4):
            self.sandbox.restore("seeded")
            throughout = {int(row.invoice_id) for row in api.paginate(self.c.invoice.list)}
            writer = Writer(self.sandbox, sorted(throughout))
            with writer, warnings.catch_warnings():
                warnings.simplefilter("ignore", PagingWarning)
                rows = api.paginate(self.c.invoice.list, per_page=3, prefetch=prefetch)
                seen = [int(row.invoice_id) for row in rows]
            self.assertEqual(len(seen), len(set(seen)))
            self.assertGreater(writer.written, 0)
            if not rows.doubts:
                self.assertLessEqual(throughout - writer.deleted, set(seen))


class Writer:
    """Creates and deletes invoices in a thread of its own, until the block is left."""

    def __init__(self, sandbox, existing):
        self.written = 0
        self.deleted = set()
        self._existing = existing
        self._c = api.TokenClient(sandbox.classic_url, sandbox.token)
        self._client_id = next(api.paginate(self._c.client.list)).client_id
        self._over = threading.Event()
        self._begun = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def __enter__(self):
        self._thread.start()
        self._begun.wait(10)
        return self

    def __exit__(self, *raised):
        self._over.set()
        self._thread.join()
        api.close(self._c)

    def _write(self):
        chance = random.Random(1)
        while not self._over.is_set():
            if chance.random() < 0.5 or len(self._existing) < 10:
                self._c.invoice.create(invoice=dict(client_id=self._client_id))
            else:
                number = self._existing.pop(chance.randrange(len(self._existing)))
                self.deleted.add(number)
                try:
                    self._c.invoice.delete(invoice_id=number)
                except api.client.FailedRequest:
                    continue
            self.written += 1
            self._begun.set()
