"""What errors add for whoever has to deal with them."""

import pickle

from refreshbooks import catalog, exceptions
from refreshbooks.advice import explained


def told(error, method="invoice.create", account="example.freshbooks.com"):
    return explained(error, method, account, catalog.names_under)


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
        exceptions.FailedRequest("no"), "zzz", "", lambda prefix, documented=True: ()
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
    assert error.hint.endswith("and that it belongs there")


def test_a_server_s_own_trouble_leaves_a_write_in_doubt_and_a_read_not():
    assert "may have been applied" in told(exceptions.TransportException(502, b"")).hint
    assert told(exceptions.TransportException(502, b""), "invoice.get").hint is None
    assert told(exceptions.TransportException(404, b"")).hint is None
    assert told(exceptions.RateLimited(429, b"")).hint is None


def test_a_broken_answer_leaves_a_write_in_doubt_and_a_read_not():
    error = told(exceptions.BadResponse("the answer breaks off", b"<resp"))
    assert "invoice.create was sent and may have been applied" in str(error)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert "applied" not in str(told(exceptions.BadResponse("no"), "invoice.list"))
