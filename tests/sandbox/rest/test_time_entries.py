"""Time entries: what they need, in what order they come, and what they come to."""

import unittest

from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_PATH = "/timetracking/business/{business_id}/time_entries"
_TEN = "2026-05-01T10:00:00Z"


@integration
class TimeEntries(Asking):
    def send(self, **fields):
        return self.ask("POST", _PATH, json={"time_entry": fields})

    def entry(self, **fields):
        fields = {"is_logged": True, "duration": 60, "started_at": _TEN, **fields}
        answer = self.send(**fields)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["time_entry"]

    def list(self, query=""):
        return self.ask("GET", f"{_PATH}?{query}").json()

    def numbers(self, query=""):
        return [row["id"] for row in self.list(query)["time_entries"]]

    def test_one_is_the_callers_own_and_billable(self):
        entry = self.entry()
        self.assertEqual(entry["identity_id"], self.ask.me)
        self.assertEqual((entry["billable"], entry["billed"], entry["active"]), (True, False, True))
        self.assertEqual(entry["created_at"], "2026-05-01T16:00:00Z")
        self.assertIsNone(entry["timer"])

    def test_moments_may_be_written_in_many_ways(self):
        for text, kept in (
            ("2026-05-01T10:00:00.000Z", _TEN),
            ("2026-05-01T10:00:00.1234567Z", _TEN),
            ("2026-05-01T10:00:00", _TEN),
            ("2026-05-01 10:00:00", _TEN),
            ("2026-05-01T12:00:00+02:00", _TEN),
            ("2026-05-01", "2026-05-01T00:00:00Z"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.entry(started_at=text)["started_at"], kept)

    def test_the_local_clock_is_told_where_the_zone_is(self):
        entry = self.entry(local_timezone="America/Toronto")
        self.assertEqual(entry["local_started_at"], "2026-05-01T06:00:00")
        for zone in ("Nowhere/Land", "../etc", "America", "\0", "x" * 300, None):
            with self.subTest(zone=zone):
                self.assertIsNone(self.entry(local_timezone=zone)["local_started_at"])
        entry = self.entry(local_timezone="Asia/Tokyo", started_at="9999-12-31T23:00:00Z")
        self.assertIsNone(entry["local_started_at"])

    def test_what_one_needs_is_said_in_the_words_of_the_service(self):
        for fields, error in (
            (
                {},
                dict.fromkeys(("is_logged", "started_at", "duration"), "field required"),
            ),
            (
                {"is_logged": True},
                {
                    "started_at": "field required",
                    "__root__": "Logged entries must have a duration",
                },
            ),
            ({"is_logged": False}, {"started_at": "field required"}),
        ):
            with self.subTest(fields=fields):
                answer = self.send(**fields)
                self.assertEqual(answer.status_code, 422)
                self.assertEqual(answer.json(), {"errno": 2001, "error": error})

    def test_what_is_no_moment_is_refused(self):
        for text in ("soon", "20", "0001-01-01T00:00:00+23:00", "9999-12-31T23:00:00-23:00"):
            with self.subTest(text=text):
                answer = self.send(is_logged=True, duration=1, started_at=text)
                self.assertEqual(answer.status_code, 422)
                self.assertEqual(list(answer.json()["error"]), ["started_at"])

    def test_the_newest_comes_first_whatever_sort_is_asked_for(self):
        for hour in (10, 12, 11):
            self.entry(started_at=f"2026-05-01T{hour}:00:00Z")
        for query in ("", "sort=started_at", "sort=-id"):
            with self.subTest(query=query):
                self.assertEqual(self.numbers(query), [2, 3, 1])

    def test_filters_are_bare(self):
        self.entry(client_id=7, project_id=1)
        self.ask.account.clock.advance(hours=1)
        self.entry(client_id=8, billable=False, started_at="2026-05-02T10:00:00Z")
        for query, numbers in (
            ("client_id=7", [1]),
            ("project_id=1", [1]),
            ("billable=false", [2]),
            ("billed=true", []),
            ("started_from=2026-05-02", [2]),
            ("started_from=2026-05-01T10:00:00Z", [2, 1]),
            ("started_to=2026-05-01T10:00:00Z", [1]),
            ("started_from=2026-05-01T09:00:00&started_to=2026-05-01T11:00:00", [1]),
            ("updated_since=2026-05-01T16:30:00Z", [2]),
            ("search[client_id]=7", [2, 1]),
            ("identity_id=5", []),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.numbers(query), numbers)

    def test_a_malformed_moment_in_a_filter_is_refused(self):
        for name in ("started_from", "started_to", "updated_since"):
            with self.subTest(name=name):
                answer = self.ask("GET", f"{_PATH}?{name}=20")
                self.assertEqual((answer.status_code, answer.json()["errno"]), (422, 2001))
                self.assertEqual(list(answer.json()["error"]), [name])

    def test_entries_of_others_come_with_the_team(self):
        self.entry()
        self.entry(identity_id=5)
        self.assertEqual(self.numbers(), [1])
        self.assertEqual(sorted(self.numbers("team=true")), [1, 2])
        self.assertEqual(self.numbers("identity_id=5"), [2])

    def test_running_ones_come_where_they_are_asked_for(self):
        entry = self.entry(is_logged=False, duration=None)
        self.assertEqual(entry["timer"], {"id": 1, "is_running": True})
        self.assertEqual(self.numbers(), [])
        self.assertEqual(self.numbers("include_unlogged=true"), [1])
        sent = {"time_entry": {"is_logged": True, "duration": 5}}
        entry = self.ask("PUT", f"{_PATH}/1", json=sent).json()["time_entry"]
        self.assertEqual(entry["timer"], {"id": 1, "is_running": False})
        self.assertEqual(self.numbers(), [1])

    def test_deleted_ones_are_gone_but_for_lists_that_ask_for_them(self):
        self.entry()
        answer = self.ask("DELETE", f"{_PATH}/1")
        self.assertEqual((answer.status_code, answer.content), (204, b""))
        self.assertEqual(self.numbers(), [])
        self.assertEqual(self.numbers("include_deleted=true"), [1])
        self.assertIs(self.list("include_deleted=true")["time_entries"][0]["active"], False)
        for method in ("GET", "PUT", "DELETE"):
            with self.subTest(method=method):
                answer = self.ask(method, f"{_PATH}/1", json={"time_entry": {"duration": 1}})
                self.assertEqual(answer.status_code, 404)

    def test_a_list_says_what_all_of_its_pages_come_to(self):
        self.entry(duration=100, client_id=7)
        self.entry(duration=20, client_id=8, billable=False)
        self.entry(duration=3, client_id=7, billed=True)
        self.entry(duration=4000, identity_id=5)
        me = self.ask.me
        meta = self.list("per_page=1")["meta"]
        self.assertEqual((meta["total"], meta["pages"]), (3, 3))
        self.assertEqual((meta["total_logged"], meta["total_unbilled"]), (123, 100))
        self.assertEqual(
            meta["total_logged_per_team_member"], [{"identity_id": me, "total_logged": 123}]
        )
        by_client = {row["client_id"]: row for row in meta["total_logged_per_client"]}
        self.assertEqual(by_client[7]["total_logged"], 103)
        self.assertEqual(self.list("client_id=8")["meta"]["total_logged"], 20)

    def test_sums_keep_up_with_changes(self):
        self.entry(duration=1)
        self.assertEqual(self.list()["meta"]["total_logged"], 1)
        self.ask("PUT", f"{_PATH}/1", json={"time_entry": {"duration": 5}})
        self.assertEqual(self.list()["meta"]["total_logged"], 5)

    def test_an_empty_list_has_no_size(self):
        # As a capture of the service shows it.
        self.assertEqual(
            self.list()["meta"],
            {
                "total": 0,
                "per_page": 0,
                "page": 1,
                "pages": 0,
                "total_logged": 0,
                "total_unbilled": 0,
                "total_logged_per_team_member": [],
                "total_logged_per_client": [],
            },
        )


if __name__ == "__main__":
    unittest.main()
