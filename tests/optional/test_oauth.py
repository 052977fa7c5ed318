"""Signatures: against published examples, and verified by a provider."""

import copy
import io
import logging
import pickle
import re
from typing import Any
from urllib.parse import unquote

import pytest
from oauthlib import oauth1

from refreshbooks.exceptions import BadParameter
from refreshbooks.optional.oauth import OAuth

URL = "https://books.example.com/api/2.1/xml-in"
PARAMETER = re.compile(r'(\w+)="([^"]*)"')

# The application of RFC 5849's story and of the older OAuth Core's.
PRINTER = ("dpf43f3p2l4k3l03", "kd94hf93k423kf44")
PHOTOS = "http://photos.example.net/photos?file=vacation.jpg&size=original"


def parameters(sign: OAuth) -> dict[str, str]:
    """Returns the parameters of a signed request's header, decoded once."""
    (header,) = sign().values()
    scheme, _, rest = header.partition(" ")
    assert scheme == "OAuth"
    return {name: unquote(value) for name, value in PARAMETER.findall(rest)}


def signature(*credentials: str, method: str = "HMAC-SHA1", **options: Any) -> str:
    sign = OAuth(*credentials, signature_method=method, **options)
    return parameters(sign)["oauth_signature"]


def example(**options: Any) -> OAuth:
    return OAuth("shop", "s1", "t2", "s3", **options)


def test_the_three_requests_of_the_standard_s_story_are_signed_as_there() -> None:
    # RFC 5849, section 1.2. Its requests leave the version out.
    first = signature(
        *PRINTER,
        "",
        "",
        url="https://photos.example.net/initiate",
        callback_uri="http://printer.example.com/ready",
        timestamp="137131200",
        nonce="wIjqoS",
        version=None,
    )
    second = signature(
        *PRINTER,
        "hh5s93j4hdidpola",
        "hdhd0244k9j7ao03",
        url="https://photos.example.net/token",
        verifier="hfdp7dh39dks9884",
        timestamp="137131201",
        nonce="walatlh",
        version=None,
    )
    third = signature(
        *PRINTER,
        "nnch734d00sl2jdk",
        "pfkkdhi9sl3r4s00",
        url=PHOTOS,
        http_method="GET",
        timestamp="137131202",
        nonce="chapoH",
        version=None,
    )
    assert first == "74KNZJeDHnMBp0EMJ9ZHt/XKycU="
    assert second == "gKgrFCywp7rO0OXSjdot/IHF7IU="
    assert third == "MdpQcU8iPSUjWoN/UDMsK2sui9I="


def test_the_standard_s_plain_requests_are_signed_as_there() -> None:
    # RFC 5849, sections 2.1 and 2.3.
    client = ("jd83jd92dhsh93js", "ja893SD9")
    assert signature(*client, "", "", method="PLAINTEXT") == "ja893SD9&"
    granted = signature(*client, "hdk48Djdsa", "xyz4992k83j47x0b", method="PLAINTEXT")
    assert granted == "ja893SD9&xyz4992k83j47x0b"


def test_the_older_document_s_request_is_signed_as_there() -> None:
    # OAuth Core 1.0, appendix A.5; it names the version.
    signed = signature(
        *PRINTER,
        "nnch734d00sl2jdk",
        "pfkkdhi9sl3r4s00",
        url=PHOTOS,
        http_method="GET",
        timestamp="1191242096",
        nonce="kllo9940pd9333jh",
    )
    assert signed == "tR3+Ty81lMeYAr/Fid0kMTYa/WM="


def test_a_plain_signature_is_both_secrets_and_travels_in_the_header_alone() -> None:
    sign = example()
    assert list(sign()) == ["Authorization"]
    sent = parameters(sign)
    assert sent.pop("oauth_nonce")
    assert sent.pop("oauth_timestamp").isdigit()
    assert sent == {
        "realm": "",
        "oauth_consumer_key": "shop",
        "oauth_token": "t2",
        "oauth_version": "1.0",
        "oauth_signature_method": "PLAINTEXT",
        "oauth_signature": "s1&s3",
    }


def test_an_empty_realm_comes_first() -> None:
    assert example()()["Authorization"].startswith('OAuth realm="", oauth_')


def test_secrets_of_any_letters_are_escaped_before_they_are_joined() -> None:
    sign = OAuth("a&b", "50%", "t\xe9", "x/y z")
    assert parameters(sign)["oauth_signature"] == "50%25&x%2Fy%20z"
    header = sign()["Authorization"]
    assert 'oauth_consumer_key="a%26b"' in header
    assert 'oauth_token="t%C3%A9"' in header


def test_each_request_has_a_nonce_of_its_own() -> None:
    sign = example()
    nonces = {parameters(sign)["oauth_nonce"] for _ in range(50)}
    assert len(nonces) == 50


def test_headers_are_new_each_time() -> None:
    sign = example()
    sign().clear()
    assert sign()["Authorization"]


def test_hmac_needs_the_address_and_says_so() -> None:
    with pytest.raises(BadParameter, match=r"url: HMAC-SHA1 signs the address .* url="):
        example(signature_method="HMAC-SHA1")


def test_an_unknown_method_is_refused_by_naming_the_known_ones() -> None:
    for method in ("HMAC-SHA256", "RSA-SHA1", "plaintext", "", 5):
        with pytest.raises(BadParameter, match="one of PLAINTEXT, HMAC-SHA1"):
            example(signature_method=method, url=URL)
    assert parameters(example(signature_method=None))["oauth_signature_method"] == "PLAINTEXT"


def test_a_credential_with_a_line_break_is_refused_by_name_and_not_shown() -> None:
    names = ("consumer_key", "consumer_secret", "token", "token_secret")
    for place, name in enumerate(names):
        credentials = ["one", "two", "three", "four"]
        for value in ("hush\n", b"hush\n", "hush\0"):
            credentials[place] = value  # type: ignore[call-overload]
            with pytest.raises(BadParameter, match=f"^the {name} holds .*strip it$") as caught:
                OAuth(*credentials)
            assert "hush" not in str(caught.value)


def test_a_credential_that_is_no_text_is_refused() -> None:
    with pytest.raises(BadParameter, match=r"^the token_secret must be text, not NoneType$"):
        OAuth("shop", "s1", "t2", None)  # type: ignore[arg-type]


def test_a_credential_that_cannot_be_read_as_text_is_refused_and_shown_nowhere() -> None:
    for place, name in enumerate(("consumer_key", "consumer_secret", "token", "token_secret")):
        credentials = ["one", "two", "three", "four"]
        for value in (b"hush\xff", "hush\xe9".encode("latin-1"), "hush\ud800"):
            credentials[place] = value  # type: ignore[call-overload]
            with pytest.raises(BadParameter, match=f"^the {name} is no text in UTF-8") as caught:
                OAuth(*credentials)
            assert caught.value.__context__ is None
            assert "hush" not in repr(caught.value)


def test_credentials_of_bytes_are_read_as_text() -> None:
    sent = parameters(OAuth(b"shop", b"s1", b"t2", b"s3"))  # type: ignore[arg-type]
    assert (sent["oauth_consumer_key"], sent["oauth_signature"]) == ("shop", "s1&s3")


def test_secrets_show_in_no_dump_of_what_holds_them() -> None:
    hushed = OAuth("shop", "hush1", "t2", "hush3")
    for dump in (repr(hushed), str(vars(hushed))):
        assert "hush" not in dump
    assert repr(hushed) == "<OAuth PLAINTEXT ***>"


def test_a_signer_tells_no_log_what_it_signs() -> None:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    log = logging.getLogger("oauthlib")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        for method in ("PLAINTEXT", "HMAC-SHA1"):
            OAuth("shop", "s1", "a-token", "s3", signature_method=method, url=URL)()
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
    assert "a-token" not in told.getvalue()
    assert "oauth_" not in told.getvalue()


def test_a_signer_is_copied_and_not_pickled() -> None:
    assert parameters(copy.copy(example()))["oauth_signature"] == "s1&s3"
    assert parameters(copy.deepcopy(example()))["oauth_signature"] == "s1&s3"
    with pytest.raises(TypeError, match="a secret is not pickled"):
        pickle.dumps(example())


class Provider(oauth1.RequestValidator):
    """Knows one application and one grant, and remembers what it saw."""

    allowed_signature_methods = ("PLAINTEXT", "HMAC-SHA1")
    enforce_ssl = False
    safe_characters = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
    client_key_length = access_token_length = (1, 50)
    nonce_length = (10, 50)
    dummy_client = dummy_access_token = "nobody"

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[tuple[str, str]] = set()

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        return client_key == "shop"

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        return token == "t2"

    def validate_timestamp_and_nonce(
        self, client_key: str, timestamp: str, nonce: str, *args: Any, **kwargs: Any
    ) -> bool:
        fresh = (timestamp, nonce) not in self.seen
        self.seen.add((timestamp, nonce))
        return fresh

    def validate_realms(self, *args: Any, **kwargs: Any) -> bool:
        return True

    def get_client_secret(self, client_key: str, request: Any) -> str:
        return "s1"

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        return "s3"


def is_accepted(provider: Provider, headers: dict[str, str], url: str = URL) -> bool:
    endpoint = oauth1.ResourceEndpoint(provider)
    entity = '<request method="staff.current"/>'
    sent = {**headers, "Content-Type": "application/xml"}
    valid, _ = endpoint.validate_protected_resource_request(url, "POST", entity, sent, realms=[])
    return bool(valid)


def test_a_provider_accepts_each_request_once() -> None:
    for method in ("PLAINTEXT", "HMAC-SHA1"):
        sign, provider = example(signature_method=method, url=URL), Provider()
        headers = sign()
        assert is_accepted(provider, headers)
        assert not is_accepted(provider, headers)
        assert is_accepted(provider, sign())


def test_a_provider_refuses_another_secret_and_hmac_for_another_address() -> None:
    for method in ("PLAINTEXT", "HMAC-SHA1"):
        forged = OAuth("shop", "s1", "t2", "wrong", signature_method=method, url=URL)
        assert not is_accepted(Provider(), forged())
    sign = example(signature_method="HMAC-SHA1", url=URL)
    assert not is_accepted(Provider(), sign(), url=URL.replace("books", "others"))
