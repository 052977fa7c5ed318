"""Lists of the REST API: pages, filters, sorts and includes, family by family."""

import unittest

from refreshbooks.catalog import rest as catalog
from tests.marks import integration
from tests.sandbox.rest.asking import Asking

_ITEMS = "/accounting/account/{account_id}/items/items"
_PROJECTS = "/projects/business/{business_id}/projects"


class _Lists(Asking):
    def names(self, query: str, path: str = "items/items", plural: str = "items"):
        rows = self.ask.result("GET", f"{path}?{query}")[plural]
        return [row["name"] for row in rows]

    def numbers(self, query: str, path: str = "items/items"):
        result = self.ask.result("GET", f"{path}?{query}")
        return tuple(result[name] for name in ("page", "pages", "per_page", "total"))

    def items(self, *names, **fields):
        for name in names:
            self.made("items/items", "item", name=name, **fields)

    def project(self, **fields):
        address = "/projects/business/{business_id}/project"
        return self.ask("POST", address, json={"project": fields}).json()["project"]

    def projects(self, query=""):
        answer = self.ask("GET", f"{_PROJECTS}?{query}")
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()


@integration
class Paged(_Lists):
    def test_each_family_has_a_size_of_its_own(self):
        for path, size in (
            ("/accounting/account/{account_id}/items/items", 15),
            ("/events/account/{account_id}/events/callbacks", 15),
            ("/projects/business/{business_id}/projects", 30),
            ("/comments/business/{business_id}/services", 50),
        ):
            with self.subTest(path=path):
                body = self.ask("GET", path).json()
                numbers = body.get("meta") or body["response"]["result"]
                self.assertEqual(numbers["per_page"], size)

    def test_there_are_no_pages_where_there_are_no_rows(self):
        self.assertEqual(self.numbers(""), (1, 0, 15, 0))

    def test_pages_follow_each_other(self):
        self.items(*"abcde")
        self.assertEqual(self.names("per_page=2"), ["a", "b"])
        self.assertEqual(self.names("per_page=2&page=2"), ["c", "d"])
        self.assertEqual(self.names("per_page=2&page=3"), ["e"])
        self.assertEqual(self.numbers("per_page=2&page=3"), (3, 3, 2, 5))

    def test_page_nought_is_the_first(self):
        self.items(*"abc")
        self.assertEqual(self.names("per_page=2&page=0"), ["a", "b"])

    def test_behind_the_last_page_is_nothing_with_the_true_totals(self):
        self.items(*"abc")
        for page in ("3", "99999999999999999999"):
            with self.subTest(page=page):
                self.assertEqual(self.names(f"per_page=2&page={page}"), [])
                self.assertEqual(self.numbers(f"per_page=2&page={page}")[1:], (2, 2, 3))

    def test_more_than_a_hundred_rows_are_never_given(self):
        self.assertEqual(self.numbers("per_page=2000")[2], 100)

    def test_what_is_no_number_of_a_page_is_refused(self):
        for query, errno in (
            ("page=-1", 1014),
            ("page=two", 1014),
            ("page=1.5", 1014),
            ("per_page=0", 1013),
            ("per_page=-3", 1013),
            ("per_page=all", 1013),
            ("per_page=²", 1013),
        ):
            with self.subTest(query=query):
                status, (error,) = self.ask.errors("GET", f"items/items?{query}")
                self.assertEqual((status, error["errno"]), (422, errno))


@integration
class Filtered(_Lists):
    def test_equal_values_are_found(self):
        self.items("a", sku="1")
        self.items("b", sku="2")
        self.assertEqual(self.names("search[sku]=2"), ["b"])
        self.assertEqual(self.names("search[itemid]=1"), ["a"])

    def test_brackets_may_be_encoded_or_not(self):
        self.items("a", sku="1")
        self.items("b", sku="2")
        self.assertEqual(self.names("search%5Bsku%5D=2"), ["b"])
        self.assertEqual(self.names("search%5bitemids%5d%5b%5d=2&search[itemids][]=7"), ["b"])

    def test_one_of_several_numbers_is_found(self):
        self.items(*"abc")
        self.assertEqual(
            self.names("search[itemids][]=1&search[itemids][]=3&search[itemids][]=9"), ["a", "c"]
        )

    def test_a_range_has_its_lower_end_in_it_and_not_its_upper_one(self):
        # The documentation of searches says so of both ends.
        for name, cost in (("a", "1"), ("b", "5"), ("c", "10.00"), ("d", "100")):
            self.items(name, unit_cost={"amount": cost, "code": "USD"})
        for query, names in (
            ("search[unit_cost_min]=5", ["b", "c", "d"]),
            ("search[unit_cost_max]=10", ["a", "b"]),
            ("search[unit_cost_min]=5&search[unit_cost_max]=10", ["b"]),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), names)

    def test_the_days_of_changes_are_whole_ones(self):
        self.items("today")
        self.ask.account.clock.advance(days=1)
        self.items("tomorrow")
        for query, names in (
            ("search[updated_min]=2026-05-02", ["tomorrow"]),
            ("search[updated_min]=2026-05-01", ["today", "tomorrow"]),
            ("search[updated_max]=2026-05-02", ["today"]),
            ("search[updated_max]=2026-05-01", []),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), names)

    def test_like_finds_a_piece_in_any_letters(self):
        for name in ("Green Bowls", "Grey Mugs", "Blue"):
            self.made("taxes/taxes", "tax", name=name)
        self.assertEqual(
            self.names("search[name]=gre", "taxes/taxes", "taxes"), ["Green Bowls", "Grey Mugs"]
        )
        self.assertEqual(self.names("search[name]=%25", "taxes/taxes", "taxes"), [])

    def test_booleans_are_found_with_brackets_and_without(self):
        self.made("taxes/taxes", "tax", name="a", compound=True)
        self.made("taxes/taxes", "tax", name="b", compound=False)
        for query, names in (
            ("search[compound]=true", ["a"]),
            ("search[compound]=False", ["b"]),
            ("compound=True", ["a"]),
            ("compound=false", ["b"]),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.names(query, "taxes/taxes", "taxes"), names)

    def test_in_every_filter_one_is_true_and_zero_is_false(self):
        self.ask.account.seed(30, api="rest")
        for name in catalog.names():
            resource = catalog.find(name)
            booleans = [one.name for one in resource.filters if one.kind == "boolean"]
            for filtered in booleans if resource.family == "accounting" else ():
                with self.subTest(resource=name, filtered=filtered):
                    found = {
                        value: self.numbers(f"search[{filtered}]={value}", resource.path)[-1]
                        for value in ("1", "true", "0", "false")
                    }
                    everything = self.numbers("", resource.path)[-1]
                    self.assertEqual(found["1"], found["true"])
                    self.assertEqual(found["0"], found["false"])
                    self.assertEqual(found["1"] + found["0"], everything)

    def test_unknown_searches_do_nothing(self):
        # Seen live: the list comes back as if nothing had been asked.
        self.items("a", "b")
        for query in ("search[colour]=blue", "sku=1", "search[sku][x]=1", "search[]=1"):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), ["a", "b"])

    def test_values_that_cannot_be_compared_are_refused(self):
        for query, errno in (
            ("search[itemid]=one", 1024),
            ("search[itemids][]=x", 1024),
            ("search[unit_cost_min]=cheap", 1024),
            ("search[unit_cost_max]=1e999", 1024),
            ("search[updated_min]=yesterday", 1023),
        ):
            with self.subTest(query=query):
                status, (error,) = self.ask.errors("GET", f"items/items?{query}")
                self.assertEqual((status, error["errno"]), (422, errno))
        status, (error,) = self.ask.errors("GET", "taxes/taxes?search[compound]=maybe")
        self.assertEqual((status, error["errno"]), (422, 1032))

    def test_lists_hold_what_is_not_deleted_unless_a_state_is_asked_for(self):
        self.items("active")
        self.items("deleted", vis_state=1)
        self.items("archived", vis_state=2)
        for query, names in (
            ("", ["active", "archived"]),
            ("search[vis_state]=0", ["active"]),
            ("search[vis_state]=1", ["deleted"]),
            ("search[vis_state]=2", ["archived"]),
            ("search[vis_state]=7", ["active", "archived"]),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), names)


@integration
class OfProjects(_Lists):
    def setUp(self):
        super().setUp()
        self.project(title="b", client_id=7)
        self.ask.account.clock.advance(hours=2)
        self.project(title="a", active=False)

    def titles(self, query):
        return [row["title"] for row in self.projects(query)["projects"]]

    def test_filters_are_bare(self):
        for query, titles in (
            ("active=true", ["b"]),
            ("active=False", ["a"]),
            ("client_id=7", ["b"]),
            ("updated_since=2026-05-01T17:00:00", ["a"]),
            ("updated_since=2026-05-01T17:00:00Z", ["a"]),
            ("updated_since=2026-05-01T12:00:00-04:00", ["b", "a"]),
            ("updated_since=2026-05-01", ["b", "a"]),
            ("updated_since=2026-05-02", []),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.titles(query), titles)

    def test_searches_in_brackets_do_nothing(self):
        # Seen live.
        self.assertEqual(self.titles("search[active]=true"), ["b", "a"])

    def test_a_malformed_moment_is_refused_in_the_words_of_the_service(self):
        answer = self.ask("GET", f"{_PROJECTS}?updated_since=20")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(
            answer.json(),
            {
                "errno": 2001,
                "error": {
                    "updated_since": "Input should be a valid datetime or date, input is too short"
                },
            },
        )

    def test_other_values_that_cannot_be_read_are_refused_too(self):
        for query, name in (("active=perhaps", "active"), ("client_id=x", "client_id")):
            with self.subTest(query=query):
                answer = self.ask("GET", f"{_PROJECTS}?{query}")
                self.assertEqual((answer.status_code, list(answer.json()["error"])), (422, [name]))

    def test_they_are_sorted_by_known_keys_and_any_key_is_echoed(self):
        # Seen live: the list says that it is sorted by whatever was asked.
        for key, titles in (
            ("title", ["a", "b"]),
            ("-title", ["b", "a"]),
            ("-created_at", ["a", "b"]),
            ("colour", ["b", "a"]),
        ):
            with self.subTest(key=key):
                body = self.projects(f"sort={key}")
                self.assertEqual([row["title"] for row in body["projects"]], titles)
                self.assertEqual(body["meta"]["sort"], [key])
        self.assertEqual(self.projects()["meta"]["sort"], [])


@integration
class Sorted(_Lists):
    def setUp(self):
        super().setUp()
        for email in ("b@example.com", "C@example.com", "a@example.com"):
            self.made("users/clients", "client", email=email)

    def emails(self, query):
        rows = self.ask.result("GET", f"users/clients?{query}")["clients"]
        return "".join(row["email"][0] for row in rows)

    def test_by_a_key_and_a_direction(self):
        self.assertEqual(self.emails("sort=email_asc"), "abC")
        self.assertEqual(self.emails("sort=email_desc"), "Cba")

    def test_unknown_keys_and_directions_do_nothing(self):
        for key in ("colour_asc", "email", "_asc", "", "email_sideways"):
            with self.subTest(key=key):
                self.assertEqual(self.emails(f"sort={key}"), "bCa")


@integration
class Included(_Lists):
    def test_some_fields_come_only_where_they_are_asked_for(self):
        self.made("users/clients", "client", email="ann@example.com")
        for path in ("users/clients", "users/clients/1"):
            for query, is_there in (
                ("", False),
                ("?include[]=late_reminders", True),
                ("?include%5B%5D=late_reminders&include[]=colours", True),
                ("?include[]=colours", False),
                ("?late_reminders=true", False),
            ):
                with self.subTest(path=path, query=query):
                    result = self.ask.result("GET", path + query)
                    client = result.get("client") or result["clients"][0]
                    self.assertEqual("late_reminders" in client, is_there)

    def test_creates_and_updates_take_them_too(self):
        sent = {"json": {"client": {"email": "ann@example.com"}}}
        for method, path in (("POST", "users/clients"), ("PUT", "users/clients/1")):
            with self.subTest(method=method):
                answer = self.ask.result(method, f"{path}?include[]=late_reminders", **sent)
                self.assertIn("late_reminders", answer["client"])


@integration
class Many(_Lists):
    def test_the_last_of_many_pages_comes_as_fast_as_the_first(self):
        self.made("items/items", "item", name="first")
        book = self.ask.account._rest.book
        (first,) = book.select("items")
        with book.store.transaction():
            book.put_all(
                ("items", n, {**first, "id": n, "itemid": n, "serial": n}) for n in range(2, 5001)
            )
        seconds = [
            self.ask("GET", f"{_ITEMS}?per_page=100&page={page}").elapsed.total_seconds()
            for page in (1, 50) * 5
        ]
        self.assertLess(sorted(seconds[1::2])[2], 5 * sorted(seconds[::2])[2])


if __name__ == "__main__":
    unittest.main()
