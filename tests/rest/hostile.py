"""Hostile and broken answers of the REST API: what each is, and what a client makes of it.

They are sent over HTTP to a real client. The large ones are read in a process of
its own, which may take no more memory than stated::

    python -m tests.rest.hostile http://127.0.0.1:8080    # as the test starts it
"""

import gzip
import io
import json
import resource
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from refreshbooks.exceptions import RefreshbooksError
from refreshbooks.rest import Client
from tests.rest.walked import used, walked

__all__ = ["CALLS", "CASES", "LARGE", "Case", "client", "outcome"]

MEMORY = 512 * 2**20
"""Bytes of address space that reading may take beyond what the client has at first."""

_MIB = 2**20
_LONGEST = 300

CALLS: Mapping[str, Callable[[Client], Any]] = {
    "client": lambda c: c.clients.get("aB1", 8),
    "clients": lambda c: c.clients.list("aB1"),
    "deleted": lambda c: c.invoices.delete("aB1", 8),
    "ledger": lambda c: c.ledger_accounts.get("u-1", "u-2"),
    "ledgers": lambda c: c.ledger_accounts.list("u-1"),
    "callback": lambda c: c.callbacks.get("aB1", 8),
    "project": lambda c: c.projects.get(1, 8),
    "projects": lambda c: c.projects.list(1),
    "options": lambda c: c.invoice_payment_options.get("aB1", 8),
    "image": lambda c: c.images.upload("aB1", file_stream=io.BytesIO(b"GIF89a")),
    "me": lambda c: c.current_user(),
}


@dataclass(frozen=True)
class Case:
    """An answer, the call that it is given to, and how what comes of it begins."""

    call: str
    body: bytes
    outcome: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


def client(url: str) -> Client:
    """Returns a client that repeats nothing."""
    found = Client("an-app", access_token="a-token-for-tests", timeout=20, auto_retry=False)
    found.base_url = url
    return found


def outcome(case: Case, caller: Client) -> str:
    """Makes the call, and returns what came of it."""
    try:
        found = CALLS[case.call](caller)
        used(found)
    except RefreshbooksError as error:
        why = getattr(error, "messages", ())[1:]
        return " | ".join([f"{type(error).__name__}: {error}", *why])[:_LONGEST]
    return f"read: {json.dumps(walked(found), ensure_ascii=False)}"[:_LONGEST]


def _result(inner: bytes) -> bytes:
    return b'{"response": {"result": ' + inner + b"}}"


_UNEXPECTED = "BadAnswer: Returned an unexpected response"
_NO_JSON = "BadAnswer: Failed to parse response | the answer is not JSON: "
_DOUBT = "UnknownAfterAnswer: the answer was HTTP status 200"

CASES: Mapping[str, Case] = {
    # No JSON at all.
    "empty": Case("client", b"", _NO_JSON + "it is empty"),
    "blank": Case("client", b" \r\n\t", _NO_JSON + "it is empty"),
    "empty_with_no_content": Case("client", b"", "read: {}", 204),
    "html": Case("client", b"<!DOCTYPE html><p>Log in</p>", _NO_JSON + "it is a page of HTML"),
    "html_created": Case("client", b"<html>", _NO_JSON + "it is a page of HTML", 201),
    "xml": Case("me", b"<response status='fail'/>", _NO_JSON + "it is a page of HTML or XML"),
    "pdf": Case("project", b"%PDF-1.7\n%\xe2\xe3", _NO_JSON + "it is a PDF"),
    "word": Case("projects", b"OK", _NO_JSON + "Expecting value"),
    "picture": Case("image", b"\x89PNG\r\n\x1a\n\0\0", _DOUBT),
    "zeros": Case("client", bytes(64), _NO_JSON),
    "python": Case("client", b"{'response': None}", _NO_JSON + "Expecting property name"),
    "form": Case("client", b"error=unauthenticated", _NO_JSON + "Expecting value"),
    "two_documents": Case("client", b"{} {}", _NO_JSON + "Extra data"),
    "trailing_comma": Case("client", b'{"response": {},}', _NO_JSON),
    "comment": Case("client", b'{"response": {}} // done', _NO_JSON + "Extra data"),
    # Cut off.
    "cut_off_in_a_text": Case("client", b'{"response": {"resu', _NO_JSON + "it is cut off"),
    "cut_off_in_an_object": Case("client", b'{"response": {', _NO_JSON),
    "cut_off_in_a_list": Case("clients", b'{"response": {"result": {"clients": [', _NO_JSON),
    "cut_off_in_a_number": Case("projects", b'{"projects": [{"id": 1.', _NO_JSON),
    "cut_off_in_a_character": Case("me", b'{"response": {"email": "\xc3', _NO_JSON),
    "cut_off_in_an_escape": Case("me", b'{"response": {"email": "\\u00', _NO_JSON),
    # Bytes that are no text.
    "latin1": Case("client", _result(b'{"client": {"fname": "Ren\xe9"}}'), _NO_JSON + "'utf-8'"),
    "overlong": Case("client", _result(b'{"client": {"fname": "\xc0\x80"}}'), _NO_JSON + "'utf-8'"),
    "surrogate": Case(
        "client", _result(b'{"client": {"a": "\xed\xa0\x80"}}'), _NO_JSON + "'utf-8'"
    ),
    "control_character": Case(
        "client", _result(b'{"client": {"a": "\x01"}}'), _NO_JSON + "Invalid"
    ),
    # Encodings that JSON once had.
    "byte_order_mark": Case(
        "client", b"\xef\xbb\xbf" + _result(b'{"client": {"id": 8}}'), 'read: {"id": 8}'
    ),
    "utf16": Case(
        "client", _result(b'{"client": {"id": 8}}').decode().encode("utf-16"), 'read: {"id": 8}'
    ),
    # Words that are JavaScript and not JSON.
    "nan": Case("client", _result(b'{"client": {"id": NaN}}'), _NO_JSON + "NaN is not JSON"),
    "infinity": Case("client", _result(b'{"client": {"a": -Infinity}}'), _NO_JSON + "-Infinity"),
    "undefined": Case("client", _result(b'{"client": undefined}'), _NO_JSON + "Expecting value"),
    # Numbers at the edges.
    "huge_exponent": Case(
        "client", _result(b'{"client": {"a": 1e99999}}'), 'read: {"a": "1E+99999"}'
    ),
    "exponent_beyond_decimal": Case(
        "client",
        _result(b'{"client": {"a": 1e99999999999999999999}}'),
        _NO_JSON + "a number is too",
    ),
    "many_digits": Case(
        "client",
        _result(b'{"client": {"a": ' + b"9" * 4301 + b"}}"),
        _NO_JSON + "a number has more",
    ),
    "minus_zero": Case("client", _result(b'{"client": {"id": -0, "a": -0.0}}'), 'read: {"id": 0, '),
    "leading_zero": Case("client", _result(b'{"client": {"id": 08}}'), _NO_JSON),
    "fraction": Case(
        "client",
        _result(b'{"client": {"a": 0.1000000000000000055511151231257827}}'),
        'read: {"a": "0.1000000000000000055511151231257827"}',
    ),
    # JSON that is something else.
    "null": Case("client", b"null", _UNEXPECTED),
    "number": Case("client", b"7", _UNEXPECTED),
    "text": Case("client", b'"ok"', _UNEXPECTED),
    "list": Case("client", b"[]", _UNEXPECTED),
    "list_of_projects": Case("projects", b'[{"id": 1}]', _UNEXPECTED),
    "true": Case("me", b"true", _UNEXPECTED),
    # Envelopes with a hole in them.
    "no_response": Case("client", b"{}", _UNEXPECTED),
    "no_response_for_me": Case("me", b"{}", _UNEXPECTED),
    "no_response_for_a_callback": Case("callback", b'{"result": {}}', _UNEXPECTED),
    "no_image": Case("image", b'{"link": "https://example.com/"}', _DOUBT),
    "no_data": Case("ledgers", b'{"accounts": 7}', _UNEXPECTED),
    "response_null": Case("client", b'{"response": null}', _UNEXPECTED),
    "response_list": Case("client", b'{"response": []}', _UNEXPECTED),
    "response_text": Case("me", b'{"response": "ok"}', _UNEXPECTED),
    "result_null": Case("client", _result(b"null"), _UNEXPECTED),
    "result_list": Case("clients", _result(b"[]"), _UNEXPECTED),
    "result_empty": Case("client", _result(b"{}"), "read: {}"),
    "result_of_another_kind": Case("client", _result(b'{"invoice": {"id": 8}}'), "read: {}"),
    "response_without_a_result": Case("deleted", b'{"response": {}}', "read: {}"),
    "data_null": Case("ledger", b'{"data": null}', "read: null"),
    "data_list": Case("ledger", b'{"data": []}', _UNEXPECTED),
    "data_object_for_a_list": Case("ledgers", b'{"data": {}}', _UNEXPECTED),
    # A record that is none.
    "record_null": Case("client", _result(b'{"client": null}'), "read: null"),
    "record_list": Case("client", _result(b'{"client": []}'), _UNEXPECTED),
    "record_text": Case("project", b'{"project": "gone"}', _UNEXPECTED),
    "record_number": Case("options", b'{"payment_options": 0}', _UNEXPECTED),
    "record_false": Case("callback", _result(b'{"callback": false}'), _UNEXPECTED),
    # Rows that are none.
    "rows_lacking": Case("clients", _result(b'{"page": 1, "pages": 1}'), "read: []"),
    "rows_null": Case("clients", _result(b'{"clients": null, "page": 1}'), "read: []"),
    "rows_object": Case("clients", _result(b'{"clients": {"id": 8}}'), _UNEXPECTED),
    "rows_text": Case("projects", b'{"projects": "none"}', _UNEXPECTED),
    "rows_of_null": Case("clients", _result(b'{"clients": [null, {"id": 1}]}'), "read: [null, {"),
    "rows_of_numbers": Case("projects", b'{"projects": [1, "a", []]}', 'read: [1, "a", []]'),
    # Paging that is none.
    "paging_of_texts": Case(
        "clients", _result(b'{"clients": [], "page": "x", "pages": {}, "total": null}'), "read: []"
    ),
    "meta_list": Case("projects", b'{"projects": [], "meta": [1]}', "read: []"),
    "meta_of_fractions": Case("projects", b'{"projects": [], "meta": {"page": 1.5}}', "read: []"),
    "paging_below_zero": Case(
        "projects",
        b'{"projects": [], "meta": {"page": -1, "per_page": -5, "total": 9}}',
        "read: []",
    ),
    # Fields that are not what they are declared as.
    "names_of_python": Case(
        "client",
        _result(
            b'{"client": {"__class__": "a", "__dict__": {}, "__init__": 1, "data": 2, "_name": "b",'
            b' "_fields": [], "_shape": 7, "keys": "c", "__len__": null, "": 3, "vis_state": 9}}'
        ),
        'read: {"__class__": "a", "__dict__": {}, "__init__": 1, "data": 2, "_name": "b"',
    ),
    "names_twice": Case("client", _result(b'{"client": {"id": 1, "id": 2}}'), 'read: {"id": 2}'),
    "times_that_are_none": Case(
        "client",
        _result(
            b'{"client": {"updated": "0000-00-00 00:00:00", "signup_date": "2026-02-30", "id":'
            b' "2026-01-01"}}'
        ),
        'read: {"updated": "0000-00-00 00:00:00", "signup_date": "2026-02-30", "id": "2026-01-01"}',
    ),
    "times_beyond_the_calendar": Case(
        "client",
        _result(b'{"client": {"updated": "9999-12-31 23:59:59"}}'),
        'read: {"updated": "9999-12-31 23:59:59"}',
    ),
    "times_of_other_types": Case(
        "client",
        _result(b'{"client": {"updated": 1700000000, "signup_date": {"a": "2026-01-01"}}}'),
        'read: {"updated": 1700000000, "signup_date": {"a": "2026-01-01"}}',
    ),
    "texts_that_are_objects": Case(
        "client",
        _result(b'{"client": {"fname": {"amount": "1"}, "email": [{"b": 1}, null], "lname": []}}'),
        'read: {"fname": {"amount": "1"}, "email": [{"b": 1}, null], "lname": []}',
    ),
    "state_that_is_none": Case(
        "client", _result(b'{"client": {"vis_state": "0"}}'), 'read: {"vis_state": null}'
    ),
    "half_a_character": Case(
        "client", _result(b'{"client": {"fname": "\\ud800"}}'), 'read: {"fname": "\ud800"}'
    ),
    "memberships_of_nothing": Case(
        "me", b'{"response": {"business_memberships": [null, 7, {"business": null}]}}', "read: {"
    ),
    "memberships_that_are_none": Case(
        "me", b'{"response": {"business_memberships": "none"}}', _UNEXPECTED
    ),
    # Refusals in odd forms.
    "refused_empty": Case("client", b"", "NotFound: Failed to parse response", 404),
    "refused_html": Case("clients", b"<h1>Bad gateway</h1>", "ServerFailure: Failed to parse", 502),
    "refused_null": Case("client", b"null", "ValidationError: Unknown error", 400),
    "refused_list": Case("client", b'[{"errno": 7}]', "ValidationError: Unknown error", 422),
    "refused_text": Case("project", b'"no"', "Forbidden: Unknown error", 403),
    "refused_number": Case("project", b"7", "Conflict: Unknown error", 409),
    "refused_without_a_message": Case(
        "client", b'{"response": {"errors": [{"errno": 1012}]}}', "NotFound: Unknown error", 404
    ),
    "refused_without_entries": Case(
        "client", b'{"response": {"errors": []}}', "ValidationError: Unknown error", 422
    ),
    "refused_with_odd_entries": Case(
        "client",
        b'{"response": {"errors": [null, 7, {"message": ["a"]}, {"message": "That is it."}]}}',
        "ValidationError: That is it.",
        422,
    ),
    "refused_with_a_huge_number": Case(
        "client", b'{"errno": ' + b"9" * 4301 + b"}", "ValidationError: Failed to parse", 400
    ),
    "refused_with_a_long_number_as_text": Case(
        "client",
        b'{"response": {"errors": [{"errno": "' + b"9" * 5000 + b'", "message": "no"}]}}',
        "ValidationError: no",
        400,
    ),
    "refused_with_objects": Case(
        "project",
        b'{"error": {"title": {"a": ["b"]}}}',
        "ValidationError: Error: title {'a': ['b']}",
        422,
    ),
    "refused_upload": Case("image", b'{"reason": "no"}', "ValidationError: Unknown error", 400),
    "refused_with_a_secret": Case(
        "client",
        b'{"message": "access_token=open-sesame is not known"}',
        "ConsentNeeded: access_token=*** is not known",
        401,
    ),
    "refused_html_with_a_secret": Case(
        "client", b"<p>refresh_token=open-sesame</p>", "ServerFailure: Failed to parse", 500
    ),
    "told_to_wait": Case(
        "client", b"slow down", "RateLimited: Failed to parse response", 429, {"Retry-After": "7"}
    ),
    "told_to_wait_for_ever": Case(
        "client", b"{}", "RateLimited: Unknown error", 429, {"Retry-After": "9" * 400}
    ),
    "teapot": Case("client", b'{"message": "short and stout"}', "FreshBooksError: short and", 418),
    "status_unheard_of": Case("client", b'{"message": "no"}', "ServerFailure: no", 599),
    "broken_compression": Case(
        "client", b"no gzip", "NoResponse: ", 200, {"Content-Encoding": "gzip"}
    ),
}


def _gzipped(call: str, content: bytes, said: str) -> Case:
    return Case(call, content, said, headers={"Content-Encoding": "gzip"})


def _bomb(begin: bytes, piece: bytes, times: int, end: bytes) -> bytes:
    """Returns a compressed document that is mostly one piece, many times."""
    machine = zlib.compressobj(1, wbits=31)
    pieces = [begin, *[piece * (_MIB // len(piece))] * times, end]
    return b"".join([*map(machine.compress, pieces), machine.flush()])


LARGE: Mapping[str, Callable[[], Case]] = {
    "bomb_of_blanks": lambda: _gzipped("client", _bomb(b"{", b" ", 80, b"}"), "BadResponse: "),
    "bomb_of_lists": lambda: _gzipped("client", _bomb(b"[", b"[],", 80, b"[]]"), "BadResponse: "),
    "bomb_of_an_error": lambda: Case(
        "client",
        _bomb(b'{"message": "', b"x", 80, b'"}'),
        "BadResponse: ",
        500,
        {"Content-Encoding": "gzip"},
    ),
    "many_levels": lambda: Case("client", b"[" * 300_000, _NO_JSON + "it is nested too deeply"),
    "many_levels_of_objects": lambda: Case(
        "client", b'{"a":' * 1_000_000, _NO_JSON + "it is nested too deeply"
    ),
    "many_levels_of_an_error": lambda: Case(
        "client", b"[" * 1_000_000, "ValidationError: Failed to parse response", 400
    ),
    "long_text": lambda: Case(
        "client", _result(b'{"client": {"fname": "' + b"x" * 10 * _MIB + b'"}}'), 'read: {"fname":'
    ),
    "long_number": lambda: Case(
        "client", _result(b'{"client": {"id": ' + b"9" * 5 * _MIB + b"}}"), _NO_JSON + "a number"
    ),
    "long_fraction": lambda: Case(
        "client", _result(b'{"client": {"id": 0.' + b"9" * _MIB + b"}}"), 'read: {"id": "0.999'
    ),
    "many_rows": lambda: Case(
        "clients", _result(b'{"clients": [' + b"{}," * 5_000 + b"{}]}"), "read: [{}, {}, "
    ),
    "many_errors": lambda: Case(
        "client",
        b'{"response": {"errors": [' + b'{"message": "no"},' * 50_000 + b'{"message": "no"}]}}',
        "ValidationError: no",
        422,
    ),
    "many_names": lambda: Case(
        "client",
        _result(
            b'{"client": {' + b",".join(b'"a%d":0' % number for number in range(30_000)) + b"}}"
        ),
        'read: {"a0": 0, "a1": 0',
    ),
    "small_gzip": lambda: _gzipped(
        "client", gzip.compress(_result(b'{"client": {"id": 8}}')), 'read: {"id": 8}'
    ),
}


def _large_outcomes(url: str) -> dict[str, str]:
    """Makes every large call within the bounds; what they come to, by name."""
    with open("/proc/self/statm") as sizes:
        taken = int(sizes.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))
    found = {}
    for name, made in LARGE.items():
        with client(f"{url}/{name}") as caller:
            found[name] = outcome(made(), caller)
    return found


if __name__ == "__main__":
    print(json.dumps(_large_outcomes(sys.argv[1])))
