"""Error bodies of every form and family, and the errors that they become."""

import json
import unittest

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.rest import errors
from refreshbooks.rest.refusals import refusal, unexpected
from tests.rest import differences, golden

FAMILIES = (
    "accounting",
    "accounting_businesses",
    "auth",
    "comments",
    "events",
    "oauth",
    "payments",
    "projects",
    "timetracking",
    "uploads",
)
LISTING = ("comments", "events", "projects", "timetracking")

GATEWAY = {"error": "unauthenticated", "error_description": "Log in first."}

DIFFERENCES = {
    # The later forms of these errors are read too; the official SDK no longer does.
    "errors/accounting__404_google_rpc.json": {
        "message": "Client not found.",
        "error_code": 1012,
        "error_details": [
            {
                "object": "client",
                "message": "Client not found.",
                "value": "12345",
                "field": "userid",
            }
        ],
    },
    "errors/accounting__401_google_rpc.json": {
        "message": "The server could not verify that you are authorized to access the URL"
        " requested.",
        "error_code": 1003,
        "error_details": [
            {
                "object": "",
                "message": "The server could not verify that you are authorized to access the"
                " URL requested.",
                "value": "",
                "field": "",
            }
        ],
    },
}
"""Where our error says more than the official SDK's ("error-texts"): all of it, by sample."""


def refused(family, body, status=400, **headers):
    return refusal(family, status, json.dumps(body).encode(), headers)


def facts(error):
    return {
        "message": str(error),
        "error_code": error.error_code,
        "status_code": error.status_code,
        "error_details": error.error_details,
        "raw_response_is": type(error.raw_response).__name__,
    }


class GoldenTest(unittest.TestCase):
    def test_the_differences_are_documented(self):
        self.assertIn("error-texts", differences.TABLE)

    def test_every_sample_becomes_the_official_error_but_for_the_differences(self):
        differing = set()
        samples = {
            name: entry for name, entry in golden.index().items() if "python_sdk_raises" in entry
        }
        for name, entry in samples.items():
            # Reports are part of accounting.
            family = {"reports": "accounting"}.get(entry["family"], entry["family"])
            error = refusal(family, entry["status"], golden.content(name), {})
            official = entry["python_sdk_raises"]
            with self.subTest(name):
                self.assertEqual(facts(error), {**official, **DIFFERENCES.get(name, {})})
            if facts(error) != official:
                differing.add(name)
        self.assertEqual(differing, set(DIFFERENCES))
        self.assertGreaterEqual(len(samples), 31)


LIST = {
    "response": {
        "errors": [
            {"errno": 1001, "field": "name", "message": "A name is needed.", "value": None},
            {"errno": "1004", "field": "amount", "message": "Too much.", "value": "1e9"},
        ]
    }
}


class AccountingTest(unittest.TestCase):
    def test_the_first_entry_is_the_error_and_all_are_kept(self):
        error = refused("accounting", LIST, 422)
        self.assertEqual((str(error), error.error_code), ("A name is needed.", 1001))
        self.assertEqual(error.error_details, LIST["response"]["errors"])
        self.assertEqual(error.messages, ("A name is needed.", "Too much."))
        self.assertEqual(error.raw_response, LIST)

    def test_an_object_in_place_of_the_list_is_read_too(self):
        error = refused("accounting", {"response": {"errors": {"errno": "1012", "message": "No"}}})
        self.assertEqual((str(error), error.error_code, error.error_details), ("No", 1012, None))

    def test_what_an_entry_lacks_is_none(self):
        error = refused("accounting", {"response": {"errors": [{"message": "No"}]}})
        self.assertEqual((str(error), error.error_code), ("No", None))
        error = refused("accounting", {"response": {"errors": [{"errno": 1012}]}})
        self.assertEqual((str(error), error.error_code), ("Unknown error", 1012))

    def test_the_first_message_counts_where_the_first_entry_has_none(self):
        body = {"response": {"errors": [{"errno": 1012}, {"errno": 7, "message": "No"}]}}
        error = refused("accounting", body)
        self.assertEqual((str(error), error.error_code), ("No", 1012))

    def test_codes_that_are_no_numbers_are_none(self):
        for odd in (True, None, "many", {}, [], 1.5):
            error = refused(
                "accounting", {"response": {"errors": [{"errno": odd, "message": "n"}]}}
            )
            self.assertIsNone(error.error_code)

    def test_a_bare_number_and_message_are_read(self):
        error = refused("accounting", {"message": "Account not found", "errno": 404}, 404)
        self.assertEqual((str(error), error.error_code), ("Account not found", 404))

    def test_the_form_of_google_is_read(self):
        body = {
            "code": 5,
            "message": "Request failed",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "1012",
                    "metadata": {"message": "No such tax.", "field": "taxid"},
                }
            ],
        }
        error = refused("accounting", body, 404)
        self.assertEqual((str(error), error.error_code), ("No such tax.", 1012))
        self.assertEqual(error.error_details, [{"message": "No such tax.", "field": "taxid"}])


class OtherFamiliesTest(unittest.TestCase):
    def test_businesses_tell_the_last_reason_and_keep_all(self):
        details = [
            {"reason": "name: Needed.", "metadata": {"field": "name", "message": "Needed."}},
            {"reason": "sub_type: Needed.", "metadata": {"field": "sub_type"}},
        ]
        body = {"errors": {"message": "Request failed", "status": 400, "details": details}}
        error = refused("accounting_businesses", body)
        self.assertEqual((str(error), error.error_code), ("sub_type: Needed.", None))
        self.assertEqual(error.error_details, [detail["metadata"] for detail in details])
        self.assertEqual(error.messages, ("name: Needed.", "sub_type: Needed."))

    def test_businesses_without_reasons_tell_the_message(self):
        error = refused("accounting_businesses", {"errors": {"message": "Request failed"}})
        self.assertEqual((str(error), error.messages), ("Request failed", ("Request failed",)))

    def test_events_tell_message_number_and_details(self):
        body = {"errno": 422, "message": "Not so.", "details": ["event: Unheard of.", "uri: Bad."]}
        error = refused("events", body, 422)
        self.assertEqual((str(error), error.error_code), ("Not so.", 422))
        self.assertEqual(error.error_details, body["details"])
        self.assertEqual(error.messages, ("Not so.", "event: Unheard of.", "uri: Bad."))

    def test_events_in_the_form_of_google_keep_their_details_and_tell_them(self):
        details = [
            {"@type": "BadRequest", "fieldViolations": [{"field": "uri", "description": "Bad."}]}
        ]
        error = refused("events", {"code": 3, "message": "Not so.", "details": details})
        self.assertEqual((str(error), error.error_code), ("Not so.", None))
        self.assertEqual(error.error_details, details)
        self.assertEqual(error.messages, ("Not so.", "uri: Bad."))

    def test_projects_tell_a_text(self):
        for family in ("comments", "projects", "timetracking"):
            for body in ({"error": "Not there."}, {"message": "Not there."}):
                error = refused(family, body, 404)
                told = (str(error), error.error_code, error.error_details)
                self.assertEqual(told, ("Not there.", None, []))

    def test_of_both_texts_the_error_counts(self):
        error = refused("projects", {"message": "that", "error": "this", "errno": 7})
        self.assertEqual((str(error), error.error_code), ("this", 7))

    def test_projects_tell_the_last_field_and_keep_all(self):
        body = {"errno": 2001, "error": {"title": "is needed", "due_date": "is no date"}}
        error = refused("projects", body, 422)
        self.assertEqual((str(error), error.error_code), ("Error: due_date is no date", 2001))
        self.assertEqual(error.error_details, [{"title": "is needed"}, {"due_date": "is no date"}])
        self.assertEqual(error.messages, ("title: is needed", "due_date: is no date"))

    def test_payments_tell_field_and_message(self):
        entry = {"error_type": "type_error", "message": "is none", "field": "entity_type"}
        for errors_told in ([entry, {"message": "and so on"}], entry):
            body = {"error_type": "validation", "message": "Not so.", "errors": errors_told}
            error = refused("payments", body)
            told = (str(error), error.error_code, error.error_details, error.reason)
            self.assertEqual(told, ("entity_type: is none", None, None, "validation"))

    def test_payments_without_entries_tell_the_message(self):
        error = refused("payments", {"error_type": "not_found", "message": "Not there."}, 404)
        self.assertEqual((str(error), error.reason), ("Not there.", "not_found"))

    def test_the_identity_tells_a_word_as_its_code(self):
        error = refused("auth", GATEWAY, 401)
        self.assertEqual((str(error), error.error_code), ("Log in first.", "unauthenticated"))
        self.assertIsNone(error.error_details)

    def test_the_identity_without_a_word_or_a_sentence_has_the_other(self):
        error = refused("auth", {"error_description": "Log in first."}, 401)
        self.assertEqual((str(error), error.error_code), ("Log in first.", "Unknown Error"))
        error = refused("auth", {"error": "unauthenticated"}, 401)
        self.assertEqual((str(error), error.error_code), ("unauthenticated", "unauthenticated"))

    def test_uploads_and_tokens_keep_the_body_as_text(self):
        error = refused("uploads", {"error": "File not found"}, 404)
        self.assertEqual((str(error), error.raw_response), ("File not found", error.raw_response))
        self.assertEqual(json.loads(error.raw_response), {"error": "File not found"})
        error = refused("oauth", GATEWAY)
        self.assertEqual((str(error), error.error_code), ("Log in first.", None))
        self.assertEqual(json.loads(error.raw_response), GATEWAY)

    def test_a_token_call_without_a_sentence_says_what_failed(self):
        error = refused("oauth", {"error": "invalid_grant"})
        told = (str(error), error.reason)
        self.assertEqual(told, ("Failed to fetch access_token", "invalid_grant"))
        self.assertIsInstance(error, errors.Unauthenticated)


class EverywhereTest(unittest.TestCase):
    def test_the_gateways_sentence_is_told_in_every_family(self):
        for family in FAMILIES:
            error = refused(family, GATEWAY, 401)
            with self.subTest(family):
                self.assertIsInstance(error, errors.Unauthenticated)
                self.assertEqual(str(error), "Log in first.")
                self.assertEqual(error.reason, "unauthenticated")
                self.assertEqual(error.error_details, [] if family in LISTING else None)
                code = "unauthenticated" if family == "auth" else None
                self.assertEqual(error.error_code, code)

    def test_a_form_of_another_family_is_read_as_well(self):
        bodies = [
            {"response": {"errors": [{"errno": 1, "message": "told"}]}},
            {"errors": {"message": "told"}},
            {"errno": 1, "message": "told"},
            {"error": "told"},
            {"error_type": "a", "message": "told"},
            {"details": [{"@type": "a", "metadata": {"message": "told"}}]},
            {"title": "told"},
            {"detail": "told"},
        ]
        for family in set(FAMILIES) - {"auth", "oauth"} | {"", "unheard of"}:
            for body in bodies:
                with self.subTest(family, body=body):
                    self.assertIn("told", refused(family, body).messages)

    def test_a_body_that_says_nothing_is_an_unknown_error_that_shows_the_body(self):
        for body in ({}, [], None, 7, "no", [[]], {"response": []}, {"errors": [7]}, {"error": {}}):
            for family in FAMILIES:
                error = refused(family, body, 503)
                with self.subTest(family, body=body):
                    self.assertEqual((str(error), error.error_code), ("Unknown error", None))
                    self.assertIn(json.dumps(body), error.__notes__[0])

    def test_a_blank_says_nothing(self):
        for body in ({"error": " "}, {"message": ""}, {"error_description": "\n"}):
            self.assertEqual(str(refused("projects", body)), "Unknown error")

    def test_the_form_of_google_goes_before_a_families_own_where_it_tells_more(self):
        details = [{"@type": "a", "reason": "7", "metadata": {"message": "told"}}]
        for family in set(FAMILIES) - {"events", "uploads"}:
            error = refused(family, {"code": 5, "message": "failed", "details": details})
            with self.subTest(family):
                self.assertEqual((str(error), error.error_code), ("told", 7))

    def test_a_number_without_a_word_is_kept(self):
        error = refused("accounting", {"errno": 1012})
        self.assertEqual((str(error), error.error_code), ("Unknown error", 1012))

    def test_a_body_that_is_not_json_is_kept_as_text_and_shown(self):
        for family in FAMILIES:
            error = refusal(family, 502, b"<html>Bad gateway</html>", {})
            self.assertEqual(str(error), "Failed to parse response")
            self.assertEqual(error.raw_response, "<html>Bad gateway</html>")
            self.assertEqual((error.error_code, error.error_details), (None, None))
            self.assertIsInstance(error, errors.ServerFailure)
            self.assertIn("it is a page of HTML", error.messages[1])
            self.assertIn("<html>Bad gateway</html>", error.__notes__[0])


class KindTest(unittest.TestCase):
    def test_the_status_decides_the_class(self):
        kinds = {
            200: errors.BadAnswer,
            302: errors.FreshBooksError,
            400: errors.ValidationError,
            401: errors.Unauthenticated,
            402: errors.FreshBooksError,
            403: errors.Forbidden,
            404: errors.NotFound,
            409: errors.Conflict,
            422: errors.ValidationError,
            429: errors.RateLimited,
            500: errors.ServerFailure,
            503: errors.ServerFailure,
            599: errors.ServerFailure,
        }
        for status, kind in kinds.items():
            for content in (b"{}", b"<html>", b""):
                error = refusal("accounting", status, content, {})
                self.assertIs(type(error), kind, status)
                self.assertEqual((error.status, error.status_code), (status, status))

    def test_the_code_decides_where_the_status_is_vague(self):
        kinds = {
            401: errors.Unauthenticated,
            403: errors.Forbidden,
            404: errors.NotFound,
            409: errors.Conflict,
            1001: errors.ValidationError,
            1003: errors.Forbidden,
            1012: errors.NotFound,
            1038: errors.Forbidden,
        }
        for code, kind in kinds.items():
            body = {"response": {"errors": [{"errno": code, "message": "no"}]}}
            self.assertIs(type(refused("accounting", body, 400)), kind, code)
            self.assertIs(type(refused("accounting", body, 422)), kind, code)
            self.assertIs(type(refused("accounting", body, 401)), errors.Unauthenticated, code)
            self.assertIs(type(refused("accounting", body, 500)), errors.ServerFailure, code)

    def test_a_refused_grant_is_about_the_token_whatever_the_status(self):
        for word in ("invalid_grant", "invalid_client", "unauthorized_client", "invalid_token"):
            for status in (400, 401, 403):
                error = refused("oauth", {"error": word}, status)
                self.assertIsInstance(error, errors.Unauthenticated)
        self.assertIs(type(refused("oauth", {"error": "invalid_scope"})), errors.ValidationError)

    def test_the_time_to_wait_is_read_whatever_the_header_is_spelt_like(self):
        for name in ("Retry-After", "retry-after", "RETRY-AFTER"):
            error = refusal("accounting", 429, b"{}", {name: "7"})
            self.assertEqual(error.retry_after, 7.0)
            self.assertEqual(refusal("projects", 503, b"", {name: "7"}).retry_after, 7.0)
        self.assertIsNone(refusal("accounting", 429, b"{}", {}).retry_after)

    def test_json_that_lacks_what_it_should_bring_is_a_bad_answer(self):
        error = unexpected(200, b'{"surprise": 1}')
        self.assertIsInstance(error, errors.BadAnswer)
        self.assertEqual(str(error), "Returned an unexpected response")
        self.assertEqual((error.status_code, error.raw_response), (200, '{"surprise": 1}'))
        self.assertIn('{"surprise": 1}', error.__notes__[0])


NAMES = st.sampled_from(
    [
        *("response", "errors", "error", "error_description", "error_type", "message", "title"),
        *("details", "detail", "reason", "metadata", "errno", "field", "fieldViolations"),
        *("description", "code", "@type", "value"),
    ]
)
BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["1012", "no", " "]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


class AnyBodyTest(unittest.TestCase):
    @given(BODIES, st.sampled_from(FAMILIES), st.integers(300, 599))
    def test_any_body_becomes_one_of_our_errors(self, body, family, status):
        error = refused(family, body, status)
        self.assertIsInstance(error, errors.FreshBooksError)
        self.assertIsInstance(str(error), str)
        self.assertTrue(error.messages and all(isinstance(each, str) for each in error.messages))
        self.assertIsInstance(error.error_code, int | str | None)
        self.assertIsInstance(error.error_details, list | None)
        self.assertEqual(error.status, status)
