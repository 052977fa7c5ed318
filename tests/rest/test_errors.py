"""The errors of the REST client: what each carries, says, and is caught by."""

import copy
import pickle
import traceback
import unittest

from refreshbooks import exceptions
from refreshbooks.rest import errors

SECRET = "0123456789abcdef0123456789abcdef"
BODY = {"response": {"errors": [{"errno": 1012, "message": "No such tax."}]}}
FACTS = ("status_code", "status", "error_code", "error_details", "raw_response", "messages")

LEAVES = [
    errors.BadAnswer,
    errors.Conflict,
    errors.Forbidden,
    errors.NotFound,
    errors.RateLimited,
    errors.ServerFailure,
    errors.Unauthenticated,
    errors.ValidationError,
]


def one_of_each():
    refusals = [kind(418, "No such tax.", BODY, 1012, [{"errno": 1012}]) for kind in LEAVES]
    refusals[0].hint = "look again"
    refusals[1].retry_after, refusals[1].reason = 7.0, "busy"
    refusals[2].messages = ("one", "two")
    return [
        *refusals,
        errors.FreshBooksError(404, "No such tax."),
        errors.FreshBooksNotImplementedError("staffs", "create"),
        errors.FreshBooksClientConfigError("redirect_uri must be configured"),
    ]


class TreeTest(unittest.TestCase):
    def test_every_error_has_the_one_root(self):
        for error in one_of_each():
            self.assertIsInstance(error, exceptions.RefreshbooksError)

    def test_every_refusal_is_caught_under_the_official_name(self):
        for kind in LEAVES:
            self.assertTrue(issubclass(kind, errors.FreshBooksError))

    def test_the_three_official_errors_are_not_of_each_other(self):
        kinds = [
            errors.FreshBooksError,
            errors.FreshBooksNotImplementedError,
            errors.FreshBooksClientConfigError,
        ]
        for kind in kinds:
            for other in kinds:
                self.assertEqual(issubclass(kind, other), kind is other)

    def test_every_class_of_the_module_is_a_public_name(self):
        own = [found for found in vars(errors).values() if isinstance(found, type)]
        names = {kind.__name__ for kind in own if kind.__module__ == errors.__name__}
        self.assertEqual(names, set(errors.__all__))


class FactsTest(unittest.TestCase):
    def test_the_official_arguments_can_be_given_by_position_or_by_name(self):
        by_position = errors.FreshBooksError(404, "No such tax.", BODY, 1012, [1])
        by_name = errors.FreshBooksError(
            status_code=404,
            message="No such tax.",
            raw_response=BODY,
            error_code=1012,
            error_details=[1],
        )
        for name in FACTS:
            self.assertEqual(getattr(by_position, name), getattr(by_name, name))

    def test_all_but_status_and_message_may_be_left_out(self):
        error = errors.FreshBooksError(500, "no")
        told = [error.raw_response, error.error_code, error.error_details, error.reason]
        self.assertEqual([*told, error.retry_after, error.hint], [None] * 6)
        self.assertEqual((error.status, error.messages), (500, ("no",)))

    def test_every_error_survives_pickling_and_copying(self):
        for error in one_of_each():
            for again in (
                pickle.loads(pickle.dumps(error)),
                copy.copy(error),
                copy.deepcopy(error),
            ):
                with self.subTest(error):
                    self.assertIs(type(again), type(error))
                    self.assertEqual((str(again), repr(again)), (str(error), repr(error)))
                    for name in (*FACTS, "hint", "retry_after", "reason"):
                        self.assertEqual(getattr(again, name, None), getattr(error, name, None))

    def test_a_note_survives_pickling(self):
        error = errors.BadAnswer(200, "no")
        error.note(b"<html>")
        self.assertEqual(pickle.loads(pickle.dumps(error)).__notes__, error.__notes__)


class TextTest(unittest.TestCase):
    def test_the_text_is_the_message(self):
        self.assertEqual(str(errors.NotFound(404, "No such tax.", BODY, 1012)), "No such tax.")

    def test_a_hint_stands_behind_what_is_our_own_and_not_behind_the_services_words(self):
        for error in one_of_each()[-2:]:
            before = str(error).removesuffix(" (look again)")
            error.hint = "look again"
            self.assertEqual(str(error), f"{before} (look again)")
        error = one_of_each()[0]
        error.hint = "look again"
        self.assertNotIn("look again", str(error))

    def test_the_repr_tells_class_status_and_code(self):
        self.assertEqual(
            repr(errors.NotFound(404, "No such tax.", BODY, 1012)),
            "NotFound(404, 'No such tax.', error_code=1012)",
        )
        self.assertEqual(repr(errors.ServerFailure(500, "no")), "ServerFailure(500, 'no')")

    def test_a_missing_call_is_told_in_the_official_words(self):
        error = errors.FreshBooksNotImplementedError("staffs", "create")
        self.assertEqual(str(error), "The method 'create' does not exist for staffs")

    def test_a_note_says_how_the_answer_began(self):
        error = errors.ServerFailure(502, "no")
        error.note(b"<html>\n<h1>Bad gateway</h1>")
        told = "HTTP status 502; the answer begins: <html> <h1>Bad gateway</h1>"
        self.assertEqual(error.__notes__, [told])

    def test_a_note_about_nothing_names_the_status(self):
        error = errors.ServerFailure(502, "no")
        error.note(b"")
        self.assertEqual(error.__notes__, ["HTTP status 502"])

    @unittest.skipUnless(hasattr(BaseException, "add_note"), "tracebacks show no notes before 3.11")
    def test_a_traceback_shows_the_note(self):
        error = errors.ServerFailure(502, "no")
        error.note(b"<html>")
        self.assertIn("begins: <html>", "".join(traceback.format_exception(error)))


class SecrecyTest(unittest.TestCase):
    def test_no_error_shows_a_secret(self):
        text = f"access_token={SECRET}, {SECRET}"
        shown = [kind(400, text, {"access_token": SECRET}, 1, [SECRET]) for kind in LEAVES]
        shown.append(errors.FreshBooksClientConfigError(text))
        shown.append(errors.FreshBooksError(400, "no", error_code=SECRET))
        shown.append(errors.FreshBooksError(400, "no"))
        shown[-1].messages = ("no", text)
        shown[-1].note(f'{{"refresh_token": "{SECRET}"}}'.encode())
        for error in shown:
            told = "".join(traceback.format_exception(error))
            self.assertNotIn(SECRET, f"{error} {error!r} {told} {getattr(error, '__notes__', '')}")

    def test_the_body_stays_as_it_came(self):
        body = {"access_token": SECRET}
        self.assertIs(errors.Unauthenticated(401, "no", body).raw_response, body)
