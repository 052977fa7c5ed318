"""One error for silence, which tells whether the request had left."""

import pickle
import ssl
from types import FunctionType
from typing import Any

import requests

from refreshbooks import exceptions
from refreshbooks.transports.failures import never_left, no_response

URL = "https://me:word@books.example.com/api/2.1/xml-in?key=1"


class Choosy(Exception):
    """Is made of three things, as no one else can know."""

    __slots__ = ("a", "b", "c")

    def __init__(self, a: int, b: int, c: int) -> None:
        super().__init__(a, b, c)


def raised(function: Any, *args: Any) -> Exception:
    """Returns what a function raised, as a transport sees it: from its call on."""
    try:
        function(*args)
    except Exception as error:  # noqa: BLE001
        below = error.__traceback__
        assert below is not None
        return error.with_traceback(below.tb_next)
    raise AssertionError("nothing was raised")


def of_a_library(function: Any, module: str = "http.client") -> Any:
    """Returns the function as if it stood in a module of a library."""
    return FunctionType(
        function.__code__,
        {**function.__globals__, "__name__": module},
        closure=function.__closure__,
        argdefs=function.__defaults__,
    )


@of_a_library
def connect() -> None:
    raise ConnectionRefusedError(111, "Connection refused")


@of_a_library
def send() -> None:
    raise BrokenPipeError(32, "Broken pipe")


@of_a_library
def wrapped(function: Any) -> None:
    try:
        function()
    except OSError as error:
        raise requests.ConnectionError(error) from None


@of_a_library
def dispatch_hook(hook: Any) -> None:
    hook()


def test_what_was_raised_while_connecting_had_not_left() -> None:
    for error in (raised(connect), raised(wrapped, connect)):
        assert never_left(error)
        assert no_response(error, URL).sent is False
    for error in (raised(send), raised(wrapped, send), OSError("never raised")):
        assert not never_left(error)
        assert no_response(error, URL).sent is True


def test_what_anybody_else_was_doing_may_have_come_after_the_request() -> None:
    def someone() -> None:
        connect()

    library = of_a_library(someone, "requests.sessions")
    assert not never_left(raised(dispatch_hook, connect))
    assert not never_left(raised(wrapped, of_a_library(lambda: dispatch_hook(connect))))
    assert never_left(raised(library))
    for module in ("books", "requests_cache", "httpx", ""):
        assert not never_left(raised(of_a_library(someone, module)))


def test_an_earlier_failure_that_the_caller_was_handling_does_not_count() -> None:
    @of_a_library
    def second_try() -> None:
        try:
            connect()
        except OSError:
            send()

    error = raised(second_try)
    assert isinstance(error.__context__, ConnectionRefusedError)
    assert no_response(error, URL).sent is True


def test_the_one_who_knows_better_is_believed() -> None:
    assert no_response(raised(connect), URL, sent=True).sent is True
    assert no_response(raised(send), URL, sent=False).sent is False


def test_the_message_names_the_host_and_the_reason_and_no_secret() -> None:
    message = str(no_response(raised(wrapped, connect), URL))
    assert message == (
        "no answer from https://books.example.com/api/2.1/xml-in: ConnectionRefusedError:"
        " [Errno 111] Connection refused (nothing was sent)"
    )
    assert "(the request may have arrived)" in str(no_response(raised(send), URL))
    told = OSError("see http://proxy:hush@10.0.0.1\nand password=hush2")
    assert "hush" not in str(no_response(told, URL))
    assert ": TimeoutError (the" in str(no_response(TimeoutError(), URL))


def test_tls_to_a_port_that_speaks_none_says_what_to_write() -> None:
    error = ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number")
    assert "write http:// before the host" in str(no_response(error, URL))


def test_the_error_is_of_both_kinds_and_survives_pickling() -> None:
    error = no_response(raised(wrapped, connect), URL)
    for one in (error, pickle.loads(pickle.dumps(error))):
        assert isinstance(one, exceptions.NoResponse)
        assert isinstance(one, requests.ConnectionError)
        assert one.sent is False
        assert str(one) == str(error)
    other = no_response(raised(send), URL, kind=requests.ReadTimeout)
    assert isinstance(other, requests.ReadTimeout)


def test_a_class_that_goes_with_no_other_leaves_ours_alone() -> None:
    for error in (Choosy(1, 2, 3), UnicodeEncodeError("ascii", "é", 0, 1, "not there")):
        assert type(no_response(error, URL)) is exceptions.NoResponse
