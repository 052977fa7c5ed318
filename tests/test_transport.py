"""The factories of headers: who asks."""

import base64
import copy
import pickle
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from refreshbooks import exceptions, transport
from refreshbooks.transports import use_requests

TOKEN = "0123456789abcdef0123456789abcdef"
BASIC = {"Authorization": "Basic " + base64.b64encode(f"{TOKEN}:X".encode()).decode()}
CONSUMER = SimpleNamespace(key="shop", secret="s1")
GRANT = SimpleNamespace(key="t2", secret="s3")


def test_a_token_becomes_the_user_name_of_basic_authentication() -> None:
    for token in (TOKEN, TOKEN.encode()):
        authorization = transport.TokenAuthorization(token)
        assert authorization() == authorization.headers == BASIC


def test_each_request_gets_headers_of_its_own() -> None:
    authorization = transport.TokenAuthorization(TOKEN)
    for factory in (
        authorization,
        transport.KeepAliveHeaders(authorization),
        transport.UserAgentHeaders(authorization, "Shop/1.0"),
    ):
        factory()["Authorization"] = "changed"
        assert factory()["Authorization"] == BASIC["Authorization"]
    authorization.headers.clear()
    assert authorization() == BASIC


def test_no_factory_changes_what_another_one_handed_out() -> None:
    owned = {"X-Own": "1"}
    wrapped = transport.UserAgentHeaders(transport.KeepAliveHeaders(lambda: owned), "Shop/1.0")
    assert wrapped() == {"X-Own": "1", "Connection": "Keep-Alive", "User-Agent": "Shop/1.0"}
    assert owned == {"X-Own": "1"}


def test_a_token_shows_in_no_dump_of_what_holds_it() -> None:
    authorization = transport.TokenAuthorization(TOKEN)
    wrapped = transport.UserAgentHeaders(transport.KeepAliveHeaders(authorization), None)
    dumps = [repr(authorization), str(vars(authorization)), str(vars(wrapped))]
    for dump in dumps:
        assert TOKEN not in dump
        assert BASIC["Authorization"].removeprefix("Basic ") not in dump
    assert repr(authorization) == "<TokenAuthorization ***>"


def test_a_token_is_copied_and_not_pickled() -> None:
    authorization = transport.TokenAuthorization(TOKEN)
    assert copy.copy(authorization)() == copy.deepcopy(authorization)() == BASIC
    with pytest.raises(TypeError, match="a secret is not pickled"):
        pickle.dumps(authorization)


def test_a_token_with_a_line_break_is_refused_and_not_shown() -> None:
    for ending in ("\n", "\r\n", "\0", "\x1b", "\x7f", "\t"):
        for token in (TOKEN + ending, ending + TOKEN, (TOKEN + ending).encode()):
            with pytest.raises(exceptions.BadParameter, match="strip it") as caught:
                transport.TokenAuthorization(token)
            assert TOKEN not in str(caught.value)
            assert TOKEN not in repr(caught.value)


def test_what_is_no_token_is_refused_by_its_kind() -> None:
    for token in (None, 5, ["a"]):
        with pytest.raises(exceptions.BadParameter, match="token: a token is text or bytes, not"):
            transport.TokenAuthorization(token)  # type: ignore[arg-type]


def test_a_token_with_half_a_character_is_refused_and_shown_nowhere() -> None:
    for half in ("\ud800", "\udbff", "\udfff"):
        with pytest.raises(exceptions.BadParameter, match="half of a character") as caught:
            transport.TokenAuthorization(TOKEN + half)
        assert caught.value.__context__ is None
        assert caught.value.__cause__ is None
        assert TOKEN not in repr(caught.value)


def test_a_token_of_bytes_that_python_read_as_text_is_sent_as_those_bytes() -> None:
    for token in (b"t\xff", b"t\xff".decode("utf-8", "surrogateescape")):
        sent = transport.TokenAuthorization(token)()["Authorization"]
        assert base64.b64decode(sent.removeprefix("Basic ")) == b"t\xff:X"


def test_tokens_of_any_letters_are_sent_in_utf_8() -> None:
    sent = transport.TokenAuthorization("cl\xe9 :")()["Authorization"].removeprefix("Basic ")
    assert base64.b64decode(sent) == "cl\xe9 ::X".encode()
    assert "\n" not in transport.TokenAuthorization("a" * 1000)()["Authorization"]


def test_a_program_is_named_as_it_names_itself_or_as_the_library() -> None:
    assert transport.UserAgentHeaders(dict, "Shop/1.0")() == {"User-Agent": "Shop/1.0"}
    named = transport.UserAgentHeaders(dict, None)()["User-Agent"]
    assert named == transport.UserAgentHeaders(dict)()["User-Agent"]
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert named.startswith("refreshbooks/3.")
    assert named.endswith(f" python/{version}")


def test_a_factory_that_names_a_program_is_outdone_by_a_name_of_one_s_own_only() -> None:
    for spelling in ("User-Agent", "user-agent", "USER-AGENT"):
        named = {spelling: "Mine/1.0"}
        assert transport.UserAgentHeaders(lambda named=named: named)() == named
        outdone = transport.UserAgentHeaders(lambda named=named: named, "Shop/1.0")()
        assert outdone == {"User-Agent": "Shop/1.0"}


def test_keep_alive_stands_in_place_of_another_spelling() -> None:
    kept = transport.KeepAliveHeaders(lambda: {"connection": "close", "X-Own": "1"})()
    assert kept == {"Connection": "Keep-Alive", "X-Own": "1"}


def test_the_default_transport_is_the_one_by_requests() -> None:
    assert transport.HttpTransport is use_requests.Transport
    assert transport.TransportException is exceptions.TransportException


def test_oauth_takes_a_consumer_and_a_token_with_key_and_secret() -> None:
    header = transport.OAuthAuthorization(CONSUMER, GRANT)()["Authorization"]
    assert header.startswith('OAuth realm="", ')
    for part in (
        'oauth_consumer_key="shop"',
        'oauth_token="t2"',
        'oauth_signature_method="PLAINTEXT"',
        'oauth_signature="s1%26s3"',
    ):
        assert part in header


def test_oauth_takes_its_method_as_a_name_or_as_an_object_that_has_one() -> None:
    url = "https://books.example.com/api/2.1/xml-in"
    methods: list[Any] = ["HMAC-SHA1", SimpleNamespace(name="HMAC-SHA1")]
    for method in methods:
        sign = transport.OAuthAuthorization(CONSUMER, GRANT, sig_method=method, url=url)
        assert 'oauth_signature_method="HMAC-SHA1"' in sign()["Authorization"]
    assert "PLAINTEXT" in transport.OAuthAuthorization(CONSUMER, GRANT, None)()["Authorization"]


def test_oauth_is_loaded_only_by_those_who_use_it() -> None:
    program = (
        "import sys; from refreshbooks import api;"
        "print('oauthlib' in sys.modules);"
        "api.OAuthClient('books.example.com', 'a', 'b', 'c', 'd');"
        "print('oauthlib' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.split() == [b"False", b"True"]
