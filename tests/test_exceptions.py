"""The tree of errors: what each carries, says, and is caught by."""

import copy
import pickle
import traceback

import requests
from lxml import etree, objectify

from refreshbooks import exceptions as x
from refreshbooks.client import FailedRequest

SECRET = "0123456789abcdef0123456789abcdef"
FAIL = b'<response status="fail"><error>No such client.</error><code>50010</code></response>'


def one_of_each():
    return [
        x.FailedRequest("no", code=40040, field="client_id", messages=("no", "never")),
        x.ValidationError("no", code=40040),
        x.TransportException(500, b"oops"),
        x.RateLimited(429, b"", 30.0),
        x.AccountMoved(301, b"", "https://new.example.com/"),
        x.NoResponse("no answer within 30 s", sent=True),
        x.OutcomeUnknown("no answer within 30 s"),
        x.BadResponse("an HTML page came", b"<html>"),
        x.BadParameter("a NaN has no XML form", path="invoice.amount"),
        x.MissingExtra("the httplib2 transport", "httplib2"),
        x.NotCreated("several clients have that email", (3, 7)),
        x.also(x.NoResponse, requests.exceptions.ReadTimeout)("no answer", sent=True),
    ]


def test_every_error_has_the_one_root():
    for error in one_of_each():
        assert isinstance(error, x.RefreshbooksError)


def test_every_error_survives_pickling_and_copying():
    for error in one_of_each():
        for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert type(again) is type(error)
            assert str(again) == str(error)
            assert repr(again) == repr(error)
            assert again.args == error.args
            for name in ("code", "field", "messages", "status", "sent", "path", "extra", "ids"):
                assert getattr(again, name, None) == getattr(error, name, None)


def test_an_answer_that_is_none_and_lacks_a_key_too_survives_pickling():
    error = x.also(x.BadResponse, KeyError)("the answer has no status", b"<response/>")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert isinstance(again, KeyError)
    assert (str(again), again.content) == (str(error), b"<response/>")


def test_no_error_shows_a_secret():
    secretive = [
        x.FailedRequest(f"{SECRET} is not known"),
        x.TransportException(401, b"<error>" + SECRET.encode()),
        x.AccountMoved(302, b"", f"https://example.com/?oauth_token={SECRET}"),
        x.NoResponse(f"Authorization: Basic {SECRET}"),
        x.BadResponse(SECRET, SECRET.encode()),
        x.BadParameter(SECRET, path="callback.verifier"),
    ]
    for error in secretive:
        assert SECRET not in str(error)


def test_no_error_shows_a_secret_in_its_repr():
    for error in (
        x.FailedRequest(f"{SECRET} is not known"),
        x.BadResponse(SECRET),
        x.BadParameter(SECRET),
        x.NoResponse(SECRET),
    ):
        assert SECRET not in repr(error)
        assert type(error).__name__ in repr(error)


def test_a_traceback_shows_all_that_a_bad_response_says():
    error = x.BadResponse(f"no document for {SECRET}", b"<html>")
    error.hint = "look before you send it again"
    printed = "".join(traceback.format_exception(error))
    assert str(error) in printed
    assert SECRET not in printed


def test_a_bad_response_carries_nothing_of_other_documents():
    try:
        etree.fromstring(b"<somebody-elses-secret>")
    except etree.XMLSyntaxError:
        assert not list(x.BadResponse("the answer has no status", b"<response/>").error_log)


def test_the_errors_that_2_0_let_escape_still_catch_ours():
    assert issubclass(x.BadResponse, etree.XMLSyntaxError)
    assert issubclass(x.BadResponse, ValueError)
    assert issubclass(x.BadParameter, TypeError)
    assert issubclass(x.BadParameter, ValueError)
    assert issubclass(x.NoResponse, OSError)
    assert issubclass(x.MissingExtra, ImportError)


def test_a_failed_request_is_what_2_0_made_of_it():
    element = objectify.fromstring(FAIL).error
    error = FailedRequest(element)
    assert error.error is element
    assert error.args == (element,)
    assert str(error) == repr(element) == "'No such client.'"
    assert error.error.getparent().code == 50010


def test_a_hint_is_said_after_the_service_s_own_words():
    error = FailedRequest("Invalid value for field 'method'.")
    error.hint = "did you mean invoice.create?"
    assert str(error).endswith("(did you mean invoice.create?)")


def test_the_first_digit_of_the_code_chooses_the_class():
    classes = {
        10030: x.GeneralError,
        20010: x.AuthenticationError,
        30010: x.AuthorizationError,
        40040: x.ValidationError,
        50010: x.ProcessingError,
        60000: x.FailedRequest,
        4: x.FailedRequest,
        None: x.FailedRequest,
    }
    for code, kind in classes.items():
        assert x.failure_class(code) is kind


def test_a_large_body_is_shown_in_part_and_without_half_of_a_secret():
    shown = repr(x.TransportException(500, b"x" * 60_000))
    assert shown.endswith("xxx... of 60000 bytes')")
    assert len(shown) < 11_000
    for length in range(9_960, 10_001, 8):
        shown = repr(x.TransportException(500, b" " * length + SECRET.encode() + b" " * 10_000))
        assert SECRET[:4] not in shown


def test_a_transport_exception_prints_as_it_did_in_2_0():
    error = x.TransportException(401, b"<error>no</error>\xff")
    assert str(error) == repr(error) == r"TransportException(401, b'<error>no</error>\xff')"
    assert (error.status, error.content) == (401, b"<error>no</error>\xff")
    assert error.args == (401, b"<error>no</error>\xff")


def test_a_body_that_is_text_prints_too():
    assert str(x.TransportException(500, "oops")) == "TransportException(500, 'oops')"


def test_rate_limited_says_how_long_to_wait():
    assert "30 seconds" in str(x.RateLimited(429, b"", 30.0))
    assert "wait (HTTP 429)" in str(x.RateLimited(429, b""))


def test_account_moved_says_where_to():
    assert "https://new.example.com/" in str(x.AccountMoved(301, b"", "https://new.example.com/"))
    assert "did not name" in str(x.AccountMoved(302, b""))


def test_a_bad_response_shows_how_it_begins():
    assert str(x.BadResponse("an HTML page came", b"<html>\n<p>")).endswith("begins: <html> <p>")
    assert str(x.BadResponse("an empty body came")) == "an empty body came"


def test_a_bad_parameter_gathers_its_path_from_the_inside_out():
    error = x.BadParameter("a NaN has no XML form", path="quantity").within("[2]").within("lines")
    assert error.within("invoice").path == "invoice.lines[2].quantity"
    assert str(error.within("invoice")).startswith("invoice.lines[2].quantity: ")


def test_a_missing_extra_says_what_to_install():
    assert "pip install 'refreshbooks[sandbox]'" in str(x.MissingExtra("the sandbox", "sandbox"))


def test_a_combined_error_is_made_once_and_caught_as_either():
    kind = x.also(x.NoResponse, requests.exceptions.ReadTimeout)
    assert kind is x.also(x.NoResponse, requests.exceptions.ReadTimeout)
    assert issubclass(kind, x.NoResponse)
    assert issubclass(kind, requests.exceptions.Timeout)
    assert kind("no answer").besides is requests.exceptions.ReadTimeout
    assert kind.__name__ == "NoResponse"


def test_what_is_already_of_the_kind_needs_no_combining():
    assert x.also(x.NoResponse, OSError) is x.NoResponse
