"""The sandbox's handles, used over HTTP alone, as another language would use them."""

import base64
import json
import re
import threading
import unittest
from datetime import datetime, timezone
from urllib.parse import quote

import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refreshbooks.sandbox import Sandbox
from refreshbooks.sandbox.admin.routes import ROUTES
from tests.marks import integration
from tests.sandbox.speaking import Speaker

CREDENTIALS = ("token", "consumer_key", "consumer_secret", "oauth_token", "oauth_token_secret")
ANN = "<client><email>ann@example.com</email></client>"
PNG = b"\x89PNG\r\n\x1a\n\xff"


class AdminTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.close)
        self.speaker = Speaker(self.sandbox)
        self.addCleanup(self.speaker.close)
        self.session = requests.Session()
        self.addCleanup(self.session.close)
        self.session.auth = (self.sandbox.token, "X")

    def asked(self, verb, path, arguments=None, *, code=200, **query):
        """Returns what is answered, which is JSON in any case."""
        body = None if verb in ("GET", "DELETE") else json.dumps(arguments or {})
        answer = self.session.request(
            verb,
            f"{self.sandbox.url}/_sandbox/{path}",
            params=query,
            data=body,
            headers={"Content-Type": "application/json"} if body else {},
            timeout=10,
        )
        self.assertEqual(answer.status_code, code, answer.text)
        return answer.json()

    def refused(self, verb, path, arguments=None, *, code=400, **query):
        """Returns the text of a refusal."""
        said = self.asked(verb, path, arguments, code=code, **query)
        self.assertEqual(list(said), ["error"])
        return said["error"]


@integration
class AddressTest(AdminTest):
    def test_the_index_says_where_the_api_is_and_lists_every_address(self):
        said = self.asked("GET", "")
        self.assertEqual(said["url"], self.sandbox.url)
        self.assertEqual(said["classic_url"], self.sandbox.classic_url)
        self.assertEqual((said["account"], said["accounts"]), ("sandbox", ["sandbox"]))
        self.assertEqual(
            [(row["verb"], row["path"]) for row in said["routes"]],
            [(route.verb, route.path) for route in ROUTES],
        )
        self.assertTrue(all(row["does"] for row in said["routes"]))

    def test_every_listed_address_is_there_and_no_other_verb_is(self):
        listed = {}
        for row in self.asked("GET", "")["routes"]:
            listed.setdefault(re.sub(r"\{\w+\}", "7", row["path"]), set()).add(row["verb"])
        for path, verbs in listed.items():
            for verb in {"GET", "POST", "PUT", "DELETE", "PATCH"} - verbs:
                # An address with a name in it may also be one of another row.
                if verb not in listed.get(re.sub("[^/]+$", "7", path), ()):
                    with self.subTest(f"{verb} {path}"):
                        self.refused(verb, path, code=405)

    def test_what_is_not_there_is_not_found(self):
        for path in ("nothing", "faults/1/2", "accounts/sandbox/nothing", "accounts/a/accounts/a"):
            text = self.refused("GET", path, code=404)
            self.assertRegex(text, "Nothing is here|No account")
        self.refused("GET", "%ff", code=404)
        answer = self.session.get(f"{self.sandbox.url}/_sandboxes", timeout=10)
        self.assertEqual((answer.status_code, "xml-in" in answer.text), (404, True))

    def test_head_tells_what_get_would(self):
        answer = self.session.head(f"{self.sandbox.url}/_sandbox/clock", timeout=10)
        self.assertEqual((answer.status_code, answer.content), (200, b""))
        self.assertGreater(int(answer.headers["Content-Length"]), 10)

    def test_what_is_not_known_is_refused_by_naming_what_is(self):
        text = self.refused("POST", "clock/freeze", {"when": "now", "for": 7})
        self.assertEqual(text, "This takes at, not for, when.")
        self.assertEqual(self.refused("POST", "reset", x=1), "This takes nothing, not x.")
        self.assertIn("count", self.refused("GET", "faults", count=1))

    def test_what_stands_in_the_wrong_place_is_refused_and_not_passed_over(self):
        for verb, path, query in (
            ("POST", "seed", {"invoices": 3}),
            ("PUT", "chance", {"seed": 3}),
            ("POST", "clock/freeze", {"at": "2026-05-01T12:00:00Z"}),
            ("POST", "faults", {"method": "client.list"}),
        ):
            self.assertIn("in the body", self.refused(verb, path, **query))
        answer = self.session.get(
            f"{self.sandbox.url}/_sandbox/journal", json={"status": 500}, timeout=10
        )
        self.assertEqual((answer.status_code, "in the address" in answer.text), (400, True))
        self.assertFalse(self.sandbox.clock.is_frozen)
        self.assertEqual(list(self.sandbox.faults), [])

    def test_a_parameter_that_stands_there_twice_is_refused(self):
        self.refused("GET", "journal?status=200&status=500")

    def test_a_body_that_is_no_json_object_is_refused(self):
        for body in (
            b"[",
            b"[]",
            b"7",
            b'"x"',
            b"null",
            b"\xff",
            b'{"seed": NaN}',
            b"[" * 100_000,
            b"{}{}",
        ):
            answer = self.session.put(
                f"{self.sandbox.url}/_sandbox/chance",
                data=body,
                headers={"Content-Type": "application/json; charset=utf-8"},
                timeout=10,
            )
            self.assertEqual(answer.status_code, 400, body[:20])
            self.assertIn("The body is no JSON", answer.json()["error"])

    def test_where_nothing_is_to_be_said_the_body_may_be_empty(self):
        answer = self.session.post(
            f"{self.sandbox.url}/_sandbox/reset",
            headers={"Content-Type": "Application/JSON;charset=utf-8"},
            timeout=10,
        )
        self.assertEqual((answer.status_code, answer.json()), (200, {}))

    def test_it_stands_in_no_journal_and_no_fault_touches_it(self):
        self.asked("POST", "faults", {"kind": "drop_before"}, code=201)
        for _ in range(3):
            self.asked("GET", "faults")
        self.assertEqual(self.asked("GET", "journal")["entries"], [])
        self.assertEqual(self.asked("GET", "faults")["faults"][0]["struck"], 0)


@integration
class AccountsTest(AdminTest):
    def test_an_account_is_made_when_it_is_first_put(self):
        made = self.asked("PUT", "accounts/worker-1", code=201)
        self.assertEqual(made, self.asked("PUT", "accounts/worker-1"))
        self.assertEqual(made, self.asked("GET", "accounts/worker-1"))
        account = self.sandbox.account("worker-1")
        self.assertEqual(
            [made[name] for name in CREDENTIALS], [getattr(account, name) for name in CREDENTIALS]
        )
        listed = self.asked("GET", "accounts")["accounts"]
        self.assertEqual([one["name"] for one in listed], ["sandbox", "worker-1"])

    def test_asking_for_one_makes_none(self):
        for verb, path in (("GET", "accounts/nobody"), ("POST", "accounts/nobody/reset")):
            self.assertIn("'nobody'", self.refused(verb, path, code=404))
        self.assertEqual(len(self.sandbox.accounts), 1)

    def test_a_name_that_cannot_be_one_is_refused(self):
        self.assertIn("cannot be an account's name", self.refused("PUT", "accounts/-"))

    def test_every_account_has_handles_of_its_own(self):
        other = self.sandbox.account("other")
        self.asked("POST", "accounts/other/faults", {"kind": "html"}, code=201)
        self.asked("PUT", "accounts/other/clock", {"now": "2026-05-01T12:00:00Z"})
        self.assertEqual(self.asked("GET", "faults")["faults"], [])
        self.session.auth = (other.token, "X")
        self.assertEqual(len(self.asked("GET", "faults")["faults"]), 1)
        self.assertIn("2026-05-01T12:00:00", self.asked("GET", "clock")["now"])
        self.asked("POST", "accounts/sandbox/reset")
        self.assertEqual(len(other.faults), 1)


@integration
class FaultsTest(AdminTest):
    def test_a_fault_is_put_in_force_and_strikes(self):
        made = self.asked(
            "POST",
            "faults",
            {"kind": "status", "code": 503, "retry_after": 7, "method": "client.*", "count": 1},
            code=201,
        )
        self.assertEqual(
            {name: made[name] for name in ("number", "kind", "method", "count", "struck")},
            {"number": 1, "kind": "status", "method": "client.*", "count": 1, "struck": 0},
        )
        self.assertEqual(made["details"], {"code": 503, "retry_after": "7"})
        self.assertEqual(self.asked("GET", "faults"), {"faults": [made]})
        self.assertEqual(self.asked("GET", "faults/1"), made)
        answer = self.speaker.call("client.list")
        self.assertEqual((answer.status, answer.headers["retry-after"]), (503, "7"))
        self.assertTrue(self.speaker.call("client.list").is_ok)
        self.assertEqual(self.asked("GET", "faults"), {"faults": []})

    def test_faults_are_ended_one_by_one_or_all_at_once(self):
        for _ in range(3):
            self.asked("POST", "faults", {"kind": "html"}, code=201)
        self.assertEqual(self.asked("DELETE", "faults/2"), {})
        self.assertIn("in force", self.refused("DELETE", "faults/2", code=404))
        self.refused("GET", "faults/x", code=404)
        numbers = [one["number"] for one in self.asked("GET", "faults")["faults"]]
        self.assertEqual(numbers, [1, 3])
        self.asked("DELETE", "faults")
        self.assertEqual(list(self.sandbox.faults), [])

    def test_what_cannot_be_a_fault_is_refused_and_puts_none_in_force(self):
        for arguments, words in (
            ({}, "A fault has a kind."),
            ({"kind": "earthquake"}, "drop_after"),
            ({"kind": ["status"]}, ""),
            ({"kind": "status", "code": 7}, "code="),
            ({"kind": "html", "probability": 2}, "0 to 1"),
            ({"kind": "html", "count": 0}, "1 or more"),
            ({"kind": "html", "self": 1}, ""),
        ):
            with self.subTest(arguments):
                self.assertIn(words, self.refused("POST", "faults", arguments))
        self.assertEqual(list(self.sandbox.faults), [])

    def test_chance_is_the_same_again_once_it_is_seeded(self):
        def struck():
            self.asked("PUT", "chance", {"seed": 7})
            return [self.speaker.call("tax.list").is_ok for _ in range(12)]

        self.asked("POST", "faults", {"kind": "html", "probability": 0.5}, code=201)
        first = struck()
        self.assertEqual(struck(), first)
        self.assertEqual(set(first), {True, False})


@integration
class JournalTest(AdminTest):
    def setUp(self):
        super().setUp()
        self.speaker.make("client.create", ANN)
        self.speaker.call("invoice.get", "<invoice_id>9</invoice_id>")
        self.speaker.call("client.list")

    def test_a_call_is_shown_with_all_there_is_to_know(self):
        entry = self.asked("GET", "journal/1")
        self.assertEqual(
            {name: entry[name] for name in ("number", "method", "status", "applied", "fault")},
            {"number": 1, "method": "client.create", "status": 200, "applied": True, "fault": None},
        )
        self.assertEqual((entry["user"], entry["auth"]), ("1", "token"))
        self.assertIn("ann@example.com", entry["request"]["text"])
        self.assertIn("<client_id>1</client_id>", entry["response"]["text"])
        self.assertIsNotNone(datetime.fromisoformat(entry["at"]).utcoffset())
        self.refused("GET", "journal/99", code=404)

    def test_calls_are_found_by_what_they_are_like(self):
        for query, numbers in (
            ({}, [1, 2, 3]),
            ({"method": "client.*"}, [1, 3]),
            ({"applied": "false"}, [2]),
            ({"status": 200, "after": 1}, [2, 3]),
            ({"status": 500}, []),
            ({"text": "ann@example.com"}, [1, 3]),
            ({"fields": json.dumps({"client/email": "ann@example.com"})}, [1]),
            ({"fault": "false", "user": "1", "auth": "token"}, [1, 2, 3]),
            ({"fault": "html"}, []),
        ):
            with self.subTest(query):
                found = self.asked("GET", "journal", **query)
                self.assertEqual([entry["number"] for entry in found["entries"]], numbers)
                self.assertEqual(found["count"], len(numbers))
                self.assertEqual(
                    self.asked("GET", "journal/count", **query), {"count": len(numbers)}
                )

    def test_of_many_calls_the_latest_can_be_asked_for(self):
        for most, numbers in ((2, [2, 3]), (0, []), (9, [1, 2, 3])):
            found = self.asked("GET", "journal", most=most)
            self.assertEqual([entry["number"] for entry in found["entries"]], numbers)
            self.assertEqual((found["count"], found["forgotten"]), (3, 0))

    def test_words_that_mean_nothing_are_refused(self):
        for query in (
            {"status": "good"},
            {"applied": "maybe"},
            {"fields": "["},
            {"fields": "7"},
            {"fields": '{"[": 1}'},
            {"fields": "[" * 9_000},
            {"most": -1},
            {"after": "9" * 5000},
            {"colour": "green"},
        ):
            self.refused("GET", "journal", **query)
        for timeout in ("soon", -1, 61, "nan", "inf"):
            self.refused("GET", "journal/wait", timeout=timeout)

    def test_a_call_that_has_still_to_come_is_waited_for(self):
        answers = []
        waiting = threading.Thread(
            target=lambda: answers.append(
                self.asked("GET", "journal/wait", method="tax.list", timeout=30)
            )
        )
        waiting.start()
        self.speaker.call("tax.list")
        waiting.join(30)
        self.assertEqual([entry["method"] for entry in answers], ["tax.list"])

    def test_a_call_that_does_not_come_is_not_found_and_the_nearest_are_named(self):
        text = self.refused("GET", "journal/wait", method="client.get", timeout=0, code=404)
        self.assertIn("Closest", text)
        misses = self.asked("GET", "journal/near-misses", method="client.lists", most=1)
        (miss,) = misses["near_misses"]
        self.assertEqual(miss["entry"]["number"], 3)
        self.assertEqual(miss["differences"], ["method 'client.list'"])

    def test_a_body_that_is_no_text_comes_in_base64(self):
        category = self.speaker.make("category.create", "<category><name>Ü</name></category>")
        inside = f"<staff_id>1</staff_id><category_id>{category}</category_id><amount>1</amount>"
        expense = self.speaker.make("expense.create", f"<expense>{inside}</expense>")
        document = (
            '<request method="receipt.create"><receipt><image>cid:picture</image>'
            f"<expense_id>{expense}</expense_id></receipt></request>"
        )
        parts = (
            b"--B\r\n\r\n"
            + document.encode()
            + (b"\r\n--B\r\nContent-Type: image/png\r\nContent-ID: <picture>\r\n\r\n" + PNG)
            + b"\r\n--B--"
        )
        sent = self.speaker.post(parts, Content_Type="multipart/related; boundary=B")
        self.assertIsNone(sent.failure)
        self.speaker.call("receipt.get", f"<expense_id>{expense}</expense_id>")
        entry = self.asked("GET", "journal", method="receipt.get")["entries"][0]
        self.assertEqual(base64.b64decode(entry["response"]["base64"]), PNG)
        self.assertIn("receipt.get", entry["request"]["text"])

    def test_no_secret_is_in_it(self):
        shown = self.session.get(f"{self.sandbox.url}/_sandbox/journal", timeout=10).text
        for name in CREDENTIALS:
            self.assertNotIn(getattr(self.sandbox, name), shown)

    def test_it_can_be_emptied(self):
        self.asked("DELETE", "journal")
        self.assertEqual(self.asked("GET", "journal/count"), {"count": 0})


@integration
class ClockTest(AdminTest):
    def test_it_is_set_moved_stopped_and_let_go(self):
        self.asked("POST", "clock/freeze", {"at": "2026-05-01T12:00:00+02:00"})
        stands = {"now": "2026-05-01T10:00:00+00:00", "is_frozen": True}
        self.assertEqual(self.asked("GET", "clock"), stands)
        moved = self.asked("POST", "clock/advance", {"days": 1, "hours": -2})
        self.assertEqual(moved["now"], "2026-05-02T08:00:00+00:00")
        self.assertEqual(
            self.asked("PUT", "clock", {"now": "2026-06-01T00:00:00Z"})["now"],
            "2026-06-01T00:00:00+00:00",
        )
        self.assertFalse(self.asked("POST", "clock/run")["is_frozen"])
        self.assertEqual(self.sandbox.clock.now().month, 6)
        self.assertTrue(self.asked("POST", "clock/freeze")["is_frozen"])
        self.asked("POST", "clock/reset")
        now = datetime.now(timezone.utc)
        self.assertLess(abs((self.sandbox.clock.now() - now).total_seconds()), 3600)

    def test_what_is_no_moment_is_refused_and_leaves_it_alone(self):
        before = self.asked("POST", "clock/freeze")
        for arguments in (
            {},
            {"now": None},
            {"now": 7},
            {"now": "soon"},
            {"now": "2026-05-01T12:00:00"},
            {"now": "2026-05-01"},
            {"now": "9999-01-01T00:00:00Z"},
            {"now": {}},
        ):
            text = self.refused("PUT", "clock", arguments)
            self.assertRegex(text, "moment, now|now is a moment with its zone|the years 1000")
        for units in ({"days": 1e300}, {"days": "x"}, {"days": 10**9}, {"years": 1}):
            self.refused("POST", "clock/advance", units)
        self.assertEqual(self.asked("GET", "clock"), before)


@integration
class BooksTest(AdminTest):
    def test_books_are_kept_and_put_back(self):
        name = quote("before the müll, 1")
        self.speaker.make("client.create", ANN)
        self.assertEqual(
            self.asked("PUT", f"snapshots/{name}", code=201),
            {"snapshots": ["before the müll, 1"]},
        )
        self.speaker.make("client.create", ANN)
        self.assertEqual(self.asked("POST", f"snapshots/{name}/restore"), {})
        self.assertEqual(self.speaker.call("client.list").attributes("clients")["total"], "1")
        self.asked("PUT", f"snapshots/{name}")
        self.assertEqual(self.asked("GET", "snapshots"), {"snapshots": ["before the müll, 1"]})

    def test_a_snapshot_that_is_not_there_cannot_be_restored(self):
        self.assertIn("'nothing'", self.refused("POST", "snapshots/nothing/restore", code=404))

    def test_a_reset_makes_the_account_as_it_was_at_first(self):
        self.speaker.make("client.create", ANN)
        self.asked("POST", "faults", {"kind": "drop_before"}, code=201)
        self.asked("POST", "clock/freeze")
        self.assertEqual(self.asked("POST", "reset"), {})
        self.assertEqual(self.asked("GET", "faults"), {"faults": []})
        self.assertFalse(self.asked("GET", "clock")["is_frozen"])
        self.assertEqual(self.speaker.call("client.list").attributes("clients")["total"], "0")

    def test_fresh_books_are_filled_once(self):
        made = self.asked("POST", "seed", {"invoices": 12, "seed": 7})
        self.assertEqual(made["invoice"], 12)
        self.assertGreater(made["client"], 1)
        self.assertIn("reset this one first", self.refused("POST", "seed", code=409))
        self.asked("POST", "reset")
        for arguments in ({"invoices": -1}, {"invoices": "many"}, {"seed": None}):
            self.assertIn("whole number", self.refused("POST", "seed", arguments))
        self.assertIn("takes invoices, seed", self.refused("POST", "seed", {"size": 1}))

    def test_half_a_character_is_refused_without_breaking_anything(self):
        url = f"{self.sandbox.url}/_sandbox/faults"
        headers = {"Content-Type": "application/json"}
        for body in (
            b'{"kind": "\\ud800"}',
            b'{"kind": "html", "method": "\\ud800"}',
            b'{"kind": "html", "\\ud800": 1}',
        ):
            answer = self.session.post(url, data=body, headers=headers, timeout=10)
            self.assertEqual(answer.status_code, 400)
            self.assertTrue(answer.json()["error"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
NAMES = sorted({name for route in ROUTES for name in route.takes} - {"..."})
# Waiting is tested above, and books are not filled by chance.
TRIED = [route for route in ROUTES if route.path not in ("journal/wait", "deliveries/wait", "seed")]


@integration
class HostileTest(AdminTest):
    @given(
        st.sampled_from(TRIED),
        st.dictionaries(st.sampled_from([*NAMES, "seconds", "code"]), VALUES, max_size=3),
        st.sampled_from(["1", "x", "Ü", "%ff", "%00", ".", "..", "%2e%2e", "%2F"]),
    )
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def test_whatever_is_sent_is_answered_in_json_and_breaks_nothing(self, route, sent, name):
        sent = {"kind": "html", **sent} if route.path == "faults" else sent
        if sent.get("kind") == "refuse":
            return
        answer = self.session.send(
            requests.Request(
                route.verb,
                f"{self.sandbox.url}/_sandbox/{re.sub('{.*?}', name, route.path)}",
                auth=self.session.auth,
                params=sent if route.verb == "GET" else None,
                data=None if route.verb == "GET" else json.dumps(sent),
                headers={"Content-Type": "application/json"},
            ).prepare(),
            timeout=10,
        )
        self.assertLess(answer.status_code, 500, answer.text)
        self.assertIsInstance(answer.json() if route.verb != "HEAD" else {}, dict)
