"""Records of accounting: made, read, changed, taken away, as far as the catalog says it all."""

import re
import unittest

from tests.marks import integration
from tests.sandbox.rest.asking import Asking


@integration
class Made(Asking):
    def test_a_record_is_answered_with_its_number_under_both_names(self):
        item = self.made("items/items", "item", name="Bowl")
        self.assertEqual((item["id"], item["itemid"]), (1, 1))
        self.assertEqual(self.made("items/items", "item", name="Mug")["id"], 2)

    def test_every_declared_field_is_answered_and_no_other(self):
        item = self.made("items/items", "item", name="Bowl", colour="blue")
        self.assertNotIn("colour", item)
        self.assertNotIn("folder", item)
        self.assertNotIn("serial", item)
        self.assertIn("sku", item)
        self.assertEqual(item["accounting_systemid"], self.ask.account.account_id)

    def test_times_are_eastern_but_for_those_that_are_not(self):
        client = self.made("users/clients", "client", email="ann@example.com")
        self.assertEqual(client["updated"], "2026-05-01 12:00:00")
        self.assertEqual(client["signup_date"], "2026-05-01 16:00:00")

    def test_money_has_two_digits_and_a_currency(self):
        for sent, kept in (
            ({"amount": "1", "code": "CAD"}, {"amount": "1.00", "code": "CAD"}),
            ({"amount": 1.5, "code": "CAD"}, {"amount": "1.50", "code": "CAD"}),
            ({"amount": "1.125", "code": "CAD"}, {"amount": "1.125", "code": "CAD"}),
            ({"amount": "3"}, {"amount": "3.00", "code": "USD"}),
            ("4", {"amount": "4.00", "code": "USD"}),
        ):
            with self.subTest(sent=sent):
                item = self.made("items/items", "item", name="Bowl", unit_cost=sent)
                self.assertEqual(item["unit_cost"], kept)

    def test_numbers_may_come_as_texts_and_texts_as_numbers(self):
        item = self.made("items/items", "item", name=17, tax1="0", qty=4)
        self.assertEqual((item["name"], item["tax1"], item["qty"]), ("17", 0, "4"))

    def test_what_only_answers_have_is_passed_over(self):
        item = self.made("items/items", "item", name="Bowl", id=77, itemid=78, updated="never")
        self.assertEqual((item["id"], item["itemid"]), (1, 1))
        self.assertEqual(item["updated"], "2026-05-01 12:00:00")

    def test_a_record_may_be_made_in_a_state(self):
        item = self.made("items/items", "item", name="Bowl", vis_state=2)
        self.assertEqual(item["vis_state"], 2)


@integration
class Refused(Asking):
    def test_values_that_are_none_of_their_type_are_refused_with_the_number_for_it(self):
        for name, value, errno, message in (
            ("tax1", "many", 1015, "The field 'tax1' must be a number."),
            ("tax1", True, 1015, "The field 'tax1' must be a number."),
            ("tax1", 1.5, 1015, "The field 'tax1' must be a number."),
            ("qty", "NaN", 1015, "The field 'qty' must be a number."),
            ("unit_cost", {"amount": "ten"}, 1015, "The field 'unit_cost' must be a number."),
            ("name", {"a": 1}, 1035, None),
            ("name", ["a"], 1035, None),
            ("tax1", "1_000", 1015, None),
            ("tax1", "\u0661", 1015, None),
            ("tax1", 10**18, 1015, None),
            ("qty", "1e99", 1015, None),
        ):
            with self.subTest(name=name, value=value):
                fields = {"name": "Bowl", name: value}
                status, (error,) = self.ask.errors("POST", "items/items", json={"item": fields})
                self.assertEqual((status, error["errno"]), (422, errno))
                self.assertEqual((error["field"], error["object"]), (name, "item"))
                self.assertEqual(error["value"], value)
                if message:
                    self.assertEqual(error["message"], message)
        self.assertEqual(self.ask.result("GET", "items/items")["total"], 0)

    def test_booleans_and_dates_have_numbers_of_their_own(self):
        for path, single, name, value, errno in (
            ("taxes/taxes", "tax", "compound", "perhaps", 1031),
            ("other_incomes/other_incomes", "other_income", "date", "2026-02-30", 1033),
            ("other_incomes/other_incomes", "other_income", "date", "01/02/2026", 1033),
            ("other_incomes/other_incomes", "other_income", "date", "20260102", 1033),
        ):
            with self.subTest(name=name, value=value):
                status, (error,) = self.ask.errors("POST", path, json={single: {name: value}})
                self.assertEqual((status, error["errno"], error["field"]), (422, errno, name))

    def test_every_missing_field_is_named(self):
        status, errors = self.ask.errors("POST", "items/items", json={"item": {"qty": "1"}})
        self.assertEqual(status, 422)
        self.assertEqual(
            errors,
            [
                {
                    "errno": 1001,
                    "field": "name",
                    "message": "The field 'name' is required.",
                    "object": "item",
                    "value": None,
                }
            ],
        )

    def test_a_body_that_is_none_is_refused(self):
        path = "/accounting/account/{account_id}/items/items"
        for body in (b"", b"[]", b"{", b'{"item": 1}', b'{"item": null}', b"\xff"):
            with self.subTest(body=body):
                answer = self.ask("POST", path, data=body)
                self.assertEqual(answer.status_code, 400)
                self.assertEqual(answer.json()["response"]["errors"][0]["errno"], 1005)

    def test_a_body_without_its_wrapper_is_refused(self):
        status, (error,) = self.ask.errors("POST", "items/items", json={"name": "Bowl"})
        self.assertEqual((status, error["errno"], error["field"]), (422, 1001, "item"))

    def test_what_is_not_there_is_not_found(self):
        for path, field, message in (
            ("users/clients/12345", "userid", "Client not found."),
            ("credit_notes/credit_notes/9", "creditid", "Credit note not found."),
            ("items/items/abc", "itemid", "Item not found."),
            ("items/items/99999999999999999999999", "itemid", "Item not found."),
        ):
            with self.subTest(path=path):
                status, (error,) = self.ask.errors("GET", path)
                self.assertEqual((status, error["errno"]), (404, 1012))
                self.assertEqual((error["field"], error["message"]), (field, message))
                self.assertEqual(error["value"], path.rpartition("/")[2])


@integration
class Changed(Asking):
    def test_what_is_not_sent_stays(self):
        self.made("items/items", "item", name="Bowl", sku="B1")
        item = self.ask.result("PUT", "items/items/1", json={"item": {"name": "Mug"}})["item"]
        self.assertEqual((item["name"], item["sku"]), ("Mug", "B1"))
        self.assertEqual(self.ask.result("GET", "items/items/1")["item"], item)

    def test_null_takes_nothing_away_that_is_never_null(self):
        client = self.made("users/clients", "client", email="ann@example.com", uuid=None)
        self.assertTrue(client["uuid"])
        sent = {"client": {"uuid": None, "role": None, "signup_date": None}}
        changed = self.ask.result("PUT", "users/clients/1", json=sent)["client"]
        self.assertEqual(changed, client)

    def test_what_a_create_needs_cannot_be_taken_away(self):
        self.made("items/items", "item", name="Bowl")
        status, (error,) = self.ask.errors("PUT", "items/items/1", json={"item": {"name": None}})
        self.assertEqual((status, error["errno"], error["field"]), (422, 1001, "name"))

    def test_the_time_of_a_change_is_stamped(self):
        self.made("items/items", "item", name="Bowl")
        self.ask.account.clock.advance(hours=1)
        item = self.ask.result("PUT", "items/items/1", json={"item": {"name": "Mug"}})["item"]
        self.assertEqual(item["updated"], "2026-05-01 13:00:00")

    def test_a_put_does_one_phase_and_drops_the_rest(self):
        # Section "one phase per PUT" of the documentation's page on updates.
        self.made("items/items", "item", name="Bowl")
        for first, name, state in (
            ({"vis_state": 0}, "Bowl", 0),
            ({"vis_state": 2}, "Bowl", 2),
            ({"ext_vis_state": 1, "vis_state": 0}, "Bowl", 2),
            ({"action_email": True}, "Bowl", 2),
            ({"action_email": False}, "Mug", 2),
        ):
            with self.subTest(first=first):
                sent = {"item": {**first, "name": "Mug"}}
                item = self.ask.result("PUT", "items/items/1", json=sent)["item"]
                self.assertEqual((item["name"], item["vis_state"]), (name, state))

    def test_a_state_is_one_of_three_numbers(self):
        self.made("items/items", "item", name="Bowl")
        for state, errno in ((3, 1004), ("gone", 1015), (-1, 1015), (True, 1015)):
            with self.subTest(state=state):
                status, (error,) = self.ask.errors(
                    "PUT", "items/items/1", json={"item": {"vis_state": state}}
                )
                self.assertEqual((status, error["errno"]), (422, errno))

    def test_a_refused_change_changes_nothing(self):
        self.made("items/items", "item", name="Bowl")
        before = self.ask.result("GET", "items/items/1")
        self.ask.errors("PUT", "items/items/1", json={"item": {"name": "Mug", "tax1": "x"}})
        self.assertEqual(self.ask.result("GET", "items/items/1"), before)


@integration
class TakenAway(Asking):
    def test_both_verbs_delete_every_kind(self):
        # Client libraries and the documentation disagree on which it is.
        for path, single in (
            ("items/items", "item"),
            ("taxes/taxes", "tax"),
            ("users/clients", "client"),
        ):
            for verb in ("DELETE", "PUT"):
                with self.subTest(path=path, verb=verb):
                    self.setUp()
                    fields = {"name": "One", "email": "one@example.com"}
                    self.made(path, single, **fields)
                    more = {"json": {single: {"vis_state": 1}}} if verb == "PUT" else {}
                    answer = self.ask(verb, f"/accounting/account/{{account_id}}/{path}/1", **more)
                    self.assertEqual(answer.status_code, 200)
                    self.assertEqual(self.ask.result("GET", path)["total"], 0)

    def test_the_verb_delete_answers_an_empty_response(self):
        self.made("items/items", "item", name="Bowl")
        answer = self.ask("DELETE", "/accounting/account/{account_id}/items/items/1")
        self.assertEqual(answer.json(), {"response": {}})

    def test_a_deletion_by_put_answers_the_record(self):
        self.made("items/items", "item", name="Bowl")
        item = self.ask.result("PUT", "items/items/1", json={"item": {"vis_state": 1}})["item"]
        self.assertEqual((item["name"], item["vis_state"]), ("Bowl", 1))

    def test_a_deleted_record_is_still_got_by_its_number_and_can_come_back(self):
        self.made("items/items", "item", name="Bowl")
        self.ask("DELETE", "/accounting/account/{account_id}/items/items/1")
        self.assertEqual(self.ask.result("GET", "items/items/1")["item"]["vis_state"], 1)
        self.ask.result("PUT", "items/items/1", json={"item": {"vis_state": 0}})
        self.assertEqual(self.ask.result("GET", "items/items")["total"], 1)

    def test_a_repeated_deletion_does_no_harm(self):
        self.made("items/items", "item", name="Bowl")
        for _ in range(2):
            answer = self.ask("DELETE", "/accounting/account/{account_id}/items/items/1")
            self.assertEqual(answer.status_code, 200)

    def test_numbers_are_never_given_twice(self):
        self.made("items/items", "item", name="Bowl")
        self.ask("DELETE", "/accounting/account/{account_id}/items/items/1")
        self.assertEqual(self.made("items/items", "item", name="Mug")["id"], 2)


@integration
class Absurd(Asking):
    def test_numbers_that_nobody_could_reckon_with_are_refused(self):
        for fields in (
            {"qty": "1000000000"},
            {"qty": "9e17"},
            {"unit_cost": {"amount": "1000000000000"}},
            {"unit_cost": {"amount": "-1000000000000.00"}},
        ):
            with self.subTest(fields=fields):
                status, (error,) = self.ask.errors(
                    "POST", "items/items", json={"item": {"name": "Bowl", **fields}}
                )
                self.assertEqual((status, error["errno"]), (422, 1015))

    def test_the_largest_ones_are_reckoned_with(self):
        self.made("users/clients", "client", email="ann@example.com")
        cost = {"amount": "999999999999.99", "code": "USD"}
        line = {"name": "Star", "qty": "999999999", "unit_cost": cost}
        fields = {"customerid": 1, "create_date": "2026-05-01", "lines": [line]}
        invoice = self.made("invoices/invoices", "invoice", **fields)
        self.assertEqual(invoice["amount"]["amount"], "999999998999990000000.01")


@integration
class Identified(Asking):
    def test_uuids_are_given_at_random(self):
        first, second = (
            self.made("users/clients", "client", email=f"{name}@example.com") for name in "ab"
        )
        self.assertNotEqual(first["uuid"], second["uuid"])
        self.assertTrue(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first["uuid"]))


if __name__ == "__main__":
    unittest.main()
