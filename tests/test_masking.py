"""Secrets do not survive masking; everything else does."""

import copy
import pickle
import subprocess
import sys
import unittest

from hypothesis import given
from hypothesis import strategies as st

from refreshbooks import masking

TOKEN = "0123456789abcdef0123456789ABCDEF"

HIDDEN = {
    "a basic credential": ("Authorization: Basic c2VjcmV0Olg=", "c2VjcmV0Olg"),
    "a bearer credential": ("'Authorization': 'Bearer abc.def-ghi'", "abc.def-ghi"),
    "an oauth signature in a header": ('oauth_signature="one%26two", x', "one%26two"),
    "an oauth token in a form": ("oauth_token=tok1&oauth_token_secret=tok2", "tok2"),
    "an oauth token before another": ("oauth_token=tok1&oauth_token_secret=tok2", "tok1"),
    "a consumer secret in a repr": ("{'consumer_secret': 'open sesame'}", "sesame"),
    "a password in JSON": ('{"password": "open sesame"}', "sesame"),
    "a password element": ("<password>open sesame</password>", "sesame"),
    "a password element with a namespace": ("<f:password>open</f:password>", "open"),
    "a password in CDATA": ("<password><![CDATA[open sesame]]></password>", "sesame"),
    "a bracket in CDATA": ("<password><![CDATA[open]sesame]]></password>", "sesame"),
    "a password in CDATA that is cut off": ("<password><![CDATA[open]sesa", "sesa"),
    "a password behind CDATA": ("<password><![CDATA[open ]]>sesame</password>", "sesame"),
    "a password with an attribute": ('<password kind="a/b">open</password>', "open"),
    "a token of an address": ("https://example.com/?token=xyzzy&page=1", "xyzzy"),
    "a verifier element": ("<verifier>xyzzy</verifier>", "xyzzy"),
    "a card number": ("<card>\n <number>4111111111111111</number>", "4111111111111111"),
    "a card number with attributes": ('<card id="1"><number x="">41111</number>', "41111"),
    "a card number with prefixes": ("<a:card><a:name>x</a:name><a:number>41111</a:n", "41111"),
    "a card number in CDATA": ("<card><number><![CDATA[4111111]]></number></card>", "4111"),
    "a Classic token anywhere": (f"no such user {TOKEN}!", TOKEN),
}

KEPT = [
    "<number>0000042</number>",
    "invoice 4111 of 2026-01-02",
    "<error>Authentication failed.</error>",
    "https://example.freshbooks.com/view/0123456789abcdef",
    "the password is wrong",
]


def test_secrets_are_hidden_wherever_they_stand():
    for place, (text, secret) in HIDDEN.items():
        assert secret not in masking.mask(text), place
        assert masking.MASK in masking.mask(text), place


def test_other_text_stays_as_it_is():
    for text in KEPT:
        assert masking.mask(text) == text


def test_what_follows_a_masked_parameter_stays():
    assert masking.mask("oauth_token=abc&page=2") == "oauth_token=***&page=2"


def test_hostile_text_does_not_keep_masking_busy_for_ever():
    # Looking past each of them for an end would take some twenty minutes.
    for endless in (
        "<card>",
        "<card ",
        "<a:card",
        "<password><![CDATA[",
        "password='",
        "://",
        "<password ",
        "a:",
        'name="token"',
        'name="token"\r\n',
    ):
        program = f"from refreshbooks import masking; masking.mask({endless!r} * 100_000)"
        subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_an_excerpt_is_one_short_line():
    shown = masking.excerpt(b"<html>\n\n  <p>" + b"word " * 500)
    assert "\n" not in shown
    assert len(shown) == 120
    assert shown.endswith("…")


def test_an_excerpt_shows_no_half_of_a_secret():
    for offset in range(90, 125):
        assert "01234" not in masking.excerpt(b"x" * offset + b" " + TOKEN.encode())


def test_an_excerpt_of_utf_16_is_masked_too():
    for encoding in ("utf-16", "utf-16-be", "utf-32"):
        shown = masking.excerpt("<a><password>open</password></a>".encode(encoding))
        assert shown.endswith("<a><password>***</password></a>")


def test_an_excerpt_of_bytes_that_are_no_text_is_still_text():
    assert "PDF" in masking.excerpt(b"%PDF\xff\xfe")


def test_the_user_of_an_address_is_hidden_and_its_host_is_not():
    shown = masking.mask(
        "see https://me:open-sesame@books.example.com/in, or http://me@example.com"
    )
    assert shown == "see https://***@books.example.com/in, or http://***@example.com"


def test_a_secret_value_shows_itself_to_nobody_and_is_not_pickled():
    secret = masking.Secret("open sesame")
    for one in (secret, copy.copy(secret), copy.deepcopy([secret])[0]):
        assert one.reveal() == "open sesame"
        assert "sesame" not in f"{one} {one!r}"
    with unittest.TestCase().assertRaises(TypeError):
        pickle.dumps(secret)


@given(st.text())
def test_masking_twice_is_masking_once(text):
    once = masking.mask(text)
    assert masking.mask(once) == once
