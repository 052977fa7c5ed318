"""What errors add for whoever has to deal with them."""

import copy
import pickle

from refreshbooks import catalog, exceptions
from refreshbooks.advice import explained


def told(error, method="invoice.create", account="example.freshbooks.com", params=None):
    return explained(error, method, params or {}, account, catalog.names_under)


def hint(method):
    return told(exceptions.FailedRequest("no"), method).hint


def test_a_documented_method_needs_no_hint():
    for method in ("invoice.create", "invoice.getPDF", "invoice.lines.add", "system.current"):
        assert hint(method) is None


def test_a_method_that_is_known_without_being_documented_needs_none_either():
    for method in ("client.undelete", "addon.list", "session.create"):
        assert hint(method) is None


def test_a_misspelt_method_gets_the_nearest_one_of_the_same_resource():
    meant = {
        "invoice.craete": "invoice.create",
        "invoice.getPdf": "invoice.getPDF",
        "Invoice.list": "invoice.list",
        "invoices.list": "invoice.list",
        "invoice.line.delete": "invoice.lines.delete",
        "timeentry.list": "time_entry.list",
    }
    for method, right in meant.items():
        assert hint(method) == f"no method {method} is documented; did you mean {right}?"


def test_a_method_unlike_all_others_gets_what_there_is_and_never_the_opposite():
    assert hint("client.remove").endswith("client has create, delete, get, list, update")
    assert hint("invoice.lines.foo").endswith("invoice.lines has add, delete, update")
    assert "the service has callback, category, client" in hint("zzz.list")
    assert hint("invoice.create.now") == "no method invoice.create.now is documented"


def test_without_a_catalog_there_is_nothing_to_say():
    failure = explained(
        exceptions.FailedRequest("no"), "zzz", {}, "", lambda prefix, documented=True: ()
    )
    assert failure.hint is None
    assert failure.method == "zzz"


def test_a_refused_credential_says_what_to_check():
    error = told(exceptions.TransportException(401, b"<error/>"), "client.list")
    assert "check the credential" in error.hint
    assert "example.freshbooks.com" in error.hint
    assert str(error) == repr(error) == "TransportException(401, b'<error/>')"
    assert error.hint in getattr(error, "__notes__", [error.hint])
    assert pickle.loads(pickle.dumps(error)).hint == error.hint


def test_where_the_account_is_not_known_the_hint_does_without():
    error = told(exceptions.TransportException(401, b""), account="")
    assert error.hint.endswith("and that it belongs to the account")


def test_a_write_that_met_a_server_s_own_trouble_is_in_doubt_and_keeps_the_status():
    for status in (500, 502, 503, 504, 520):
        error = told(exceptions.TransportException(status, b"<p>down</p>"))
        assert isinstance(error, exceptions.OutcomeUnknown)
        assert isinstance(error, exceptions.TransportException)
        assert (error.status, error.content, error.sent) == (status, b"<p>down</p>", True)
        assert str(error).startswith(f"the answer was HTTP status {status}; invoice.create was")
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), again.status, again.check) == (str(error), status, error.check)


def test_what_refuses_a_write_leaves_no_doubt():
    for error in (
        exceptions.TransportException(404, b""),
        exceptions.RateLimited(429, b""),
        exceptions.AccountMoved(301, b"", "https://new.example.com/"),
        exceptions.NoResponse("refused", sent=False),
        exceptions.FailedRequest("no"),
    ):
        assert told(error) is error


def test_a_read_that_met_trouble_is_never_in_doubt():
    for error in (
        exceptions.TransportException(502, b""),
        exceptions.BadResponse("no"),
        exceptions.NoResponse("silence"),
    ):
        assert told(error, "invoice.list") is error
        assert error.method == "invoice.list"


def test_a_broken_answer_leaves_a_write_in_doubt_and_says_what_came():
    broken = exceptions.BadResponse("the answer breaks off", b"<resp")
    error = told(broken)
    assert isinstance(error, exceptions.OutcomeUnknown)
    assert error.__cause__ is broken
    assert "it begins: <resp; invoice.create was sent and may have been applied" in str(error)


def test_a_write_in_doubt_says_which_call_would_tell():
    line = {"line": {"name": "Yard Work"}}
    telling = {
        "invoice.create": (
            {"invoice": {"client_id": 8, "lines": line}},
            "invoice.list(client_id=8)",
        ),
        "invoice.update": ({"invoice": {"invoice_id": "344"}}, "invoice.get(invoice_id=344)"),
        "invoice.delete": ({"invoice_id": 344}, "invoice.get(invoice_id=344)"),
        "invoice.lines.add": ({"invoice_id": 344, "lines": line}, "invoice.get(invoice_id=344)"),
        "invoice.sendByEmail": ({"invoice_id": 344}, "invoice.get(invoice_id=344)"),
        "client.create": (
            {"client": {"email": "ada@example.com", "password": "hush"}},
            "client.list(email='ada@example.com')",
        ),
        "receipt.create": ({"receipt": {"expense_id": 2}}, "receipt.get(expense_id=2)"),
        "task.create": ({"task": {"name": "Mowing"}}, "task.list()"),
        "callback.verify": ({"callback": {"callback_id": 3}}, "callback.list()"),
        "payment.create": ({"payment": {"invoice_id": 1}}, "payment.list(invoice_id=1)"),
    }
    for method, (params, look) in telling.items():
        error = told(exceptions.NoResponse("silence"), method, params=params)
        assert error.check == look
        assert error.hint.startswith(f"look with {look}")
        assert error.hint.endswith(" before you send it again")
        assert error.hint in str(error)


def test_a_write_in_doubt_keeps_how_long_the_service_asked_to_wait():
    failed = exceptions.TransportException(503, b"")
    failed.retry_after = 30.0
    assert told(failed).retry_after == 30.0


class Overloaded(exceptions.TransportException):
    """What a transport of a user's own raises."""

    def __init__(self, server):
        super().__init__(503, b"")
        self.server = server


def test_a_write_in_doubt_is_still_of_the_class_that_a_user_s_own_transport_raised():
    error = told(Overloaded("books-3"))
    for one in (error, pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert isinstance(one, Overloaded)
        assert isinstance(one, exceptions.UnknownAfterStatus)
        assert (one.server, one.status, one.method) == ("books-3", 503, "invoice.create")
        assert "may have been applied" in str(one)


def test_a_write_in_doubt_is_told_whatever_class_the_transport_raised():
    class Odd(exceptions.TransportException, StopIteration):
        """Goes with no OSError."""

    assert type(told(Odd(503, b""))) is exceptions.UnknownAfterStatus


def test_where_no_call_would_tell_the_doubt_says_so_without_one():
    error = told(exceptions.NoResponse("silence"), "zzz.create")
    assert error.check is None
    assert str(error).endswith("may have been applied: look before you send it again")


def test_each_trouble_of_an_account_says_what_can_be_done():
    advice = {
        exceptions.TransportException(400, b""): "switched off",
        exceptions.TransportException(403, b""): "check what the credential's user may do",
        exceptions.TransportException(404, b""): "check the domain",
        exceptions.TransportException(503, b""): "try again later",
        exceptions.RateLimited(429, b"", 30): "wait before you call again",
        exceptions.AuthorizationError("no", code=30010): "check what the credential's user may do",
        exceptions.AuthenticationError("no", code=20010): "check the credential",
        exceptions.GeneralError("no", code=10030): "no such account: check the domain",
        exceptions.AccountMoved(301, b"", "https://new.example.com/"): "with the new address",
        exceptions.AccountMoved(302, b"", "https://example.com/deactivated"): "opened again",
        exceptions.AccountMoved(302, b"", "/internal/loginSearch.php"): "check the domain",
    }
    for error, words in advice.items():
        assert words in told(error, "invoice.list").hint
        assert words in str(error) or isinstance(error, exceptions.TransportException)
    assert told(exceptions.TransportException(418, b"")).hint is None
    assert told(exceptions.FailedRequest("no", code=50010)).hint is None


def test_trouble_of_a_read_says_that_it_may_be_called_again():
    advice = {
        exceptions.NoResponse("silence"): "call again, if need be with a longer timeout=",
        exceptions.NoResponse("refused", sent=False): "check the domain and the network",
        exceptions.BadResponse("an HTML page"): "nothing was changed: call again",
        exceptions.TransportException(500, b""): "try again later",
    }
    for error, words in advice.items():
        assert words in told(error, "invoice.list").hint
        assert words in str(error) or isinstance(error, exceptions.TransportException)


def test_what_a_list_has_no_filter_for_is_named_beside_the_call_that_would_tell():
    named = {
        "task.create": ({"task": {"name": "Mowing"}}, "task.list() for name='Mowing'"),
        "expense.create": (
            {"expense": {"category_id": 1, "amount": "12.50", "date": "2026-05-01"}},
            "expense.list(category_id=1) for amount='12.50', date='2026-05-01'",
        ),
        "invoice.create": ({"invoice": {"client_id": 8, "number": "7"}}, None),
        "task.update": ({"task": {"task_id": 3, "name": "Mowing"}}, "task.get(task_id=3) before"),
    }
    for method, (params, words) in named.items():
        hint = told(exceptions.NoResponse("silence"), method, params=params).hint
        assert words in hint if words else " for " not in hint
