"""Documents of the service against the sandbox: the same names, at the same places.

The folder with the documents is named by ``REFRESHBOOKS_REST_DOCUMENTS``.
"""

import json
import os
import unittest
from pathlib import Path

from refreshbooks.catalog import rest as catalog
from tests.marks import integration
from tests.sandbox.rest.asking import NOON, Asking
from tests.sandbox.rest.made import ACCOUNTING, ANN, MADE

_FOLDER = os.environ.get("REFRESHBOOKS_REST_DOCUMENTS", "")

# Names of the official SDK's own making, which no answer of the service has.
_INVENTED = {"test_amount"}


def _documents(kind: str) -> list[tuple[dict[str, str], object]]:
    if not _FOLDER:
        raise unittest.SkipTest("REFRESHBOOKS_REST_DOCUMENTS names no folder.")
    folder = Path(_FOLDER)
    index = json.loads((folder / "INDEX.json").read_text(encoding="utf-8"))
    return [
        (one, json.loads((folder / one["file"]).read_text(encoding="utf-8")))
        for one in index
        if one["kind"] == kind
    ]


def _records(body, resource) -> list[dict[str, object]]:
    """Returns the records of an answer, out of whatever envelope."""
    for name in ("response", "result"):
        body = body.get(name, body) if isinstance(body, dict) else body
    found = body.get(resource.single) or body.get(resource.plural) or []
    return found if isinstance(found, list) else [found]


@integration
class Documents(Asking):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ask.account.reset()
        cls.ask.account.clock.set(NOON)
        cls.answered = {}
        for name, path, sent in MADE:
            resource = catalog.find(name)
            includes = "&".join(f"include[]={one}" for one in resource.includes)
            answer = cls.ask("POST", f"{path}?{includes}", json=sent)
            assert answer.status_code == 200, (name, answer.text)
            (record,) = _records(answer.json(), resource)
            cls.answered[name] = record

    def setUp(self):
        """Leaves what the class has made."""

    def test_records_have_every_name_that_the_service_was_seen_to_answer(self):
        for one, body in _documents("response"):
            answered = self.answered.get(one["resource"])
            if answered is None:
                continue
            for record in _records(body, catalog.find(one["resource"])):
                # What is told in lists only.
                names = set(record) - _INVENTED - {"group_id"}
                with self.subTest(file=one["file"]):
                    self.assertLessEqual(names, set(answered))

    def test_values_are_of_the_kinds_that_the_service_was_seen_to_answer(self):
        for one, body in _documents("response"):
            answered = self.answered.get(one["resource"])
            if answered is None or one["repo"] == "constructed":
                continue
            for record in _records(body, catalog.find(one["resource"])):
                for name in set(record).intersection(answered):
                    ours, theirs = answered[name], record[name]
                    if ours is None or theirs is None or _is_typed_by_an_sdk(one, name):
                        continue
                    with self.subTest(file=one["file"], name=name):
                        self.assertIs(type(ours), type(theirs), (ours, theirs))

    def test_lists_have_the_same_frames(self):
        frames = {}
        for one, body in _documents("response"):
            resource = catalog.find(one["resource"])
            if resource is None or not one["file"].endswith("__list.json") or not resource.path:
                continue
            frames.setdefault(one["resource"], (one, body))
        self.assertGreater(len(frames), 20)
        roots = {row: path for row, path, _ in MADE}
        for name, (one, body) in frames.items():
            resource = catalog.find(name)
            root = roots.get(name, ACCOUNTING + "/x/x").split("/")[:4]
            if resource.family not in ("accounting", "events", "projects", "comments"):
                continue
            with self.subTest(file=one["file"]):
                ours = self.ask("GET", "/".join([*root, resource.path])).json()
                self.assertEqual(_frame(ours), _frame(body))


def _is_typed_by_an_sdk(one, name):
    """Says whether a document has a number as text, because one SDK reads it so."""
    return one["repo"].endswith("nodejs-sdk") and name.endswith("id")


def _frame(body):
    """Returns the names around the rows."""
    if not isinstance(body, dict):
        return type(body).__name__
    return {name: _frame(value) for name, value in body.items()}


@integration
class Requests(Asking):
    def test_bodies_that_client_libraries_send_can_be_sent(self):
        made = {name: path for name, path, _ in MADE}
        for _, path, sent in MADE[:13]:
            self.ask("POST", path, json=sent)
        for one, body in _documents("request"):
            if not one["file"].endswith("__create.json") or one["resource"] not in made:
                continue
            with self.subTest(file=one["file"]):
                answer = self.ask("POST", made[one["resource"]], json=_known(body))
                self.assertEqual(answer.status_code, 200, answer.text)

    def test_deletions_by_put_can_be_sent(self):
        self.ask("POST", MADE[0][1], json=ANN)
        for one, body in _documents("request"):
            if one["file"].endswith("any__delete_via_update.json"):
                client = self.ask.result("PUT", "users/clients/1", json=body)["client"]
                self.assertEqual(client["vis_state"], 1)


# Records that are there in these tests, by the names that refer to them.
_NUMBERS = (
    *("customerid", "clientid", "client_id", "vendorid", "categoryid", "invoiceid", "billid"),
    "tax1",
)


def _known(body):
    """Returns a request that refers to the first record of each kind."""
    if isinstance(body, list):
        return [_known(one) for one in body]
    if not isinstance(body, dict):
        return body
    return {
        name: 1 if name in _NUMBERS and value not in (None, "0") else _known(value)
        for name, value in body.items()
        if name != "tax2"  # which may not be the first one again
    }


if __name__ == "__main__":
    unittest.main()
