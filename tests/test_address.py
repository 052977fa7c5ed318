"""What is accepted as an account's address, and what is not."""

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refreshbooks.address import (
    API_PATH,
    api_url,
    loopback_host,
    refuse_plain_http,
    without_credentials,
)
from refreshbooks.exceptions import BadParameter

ACCEPTED = {
    "example.freshbooks.com": "https://example.freshbooks.com/api/2.1/xml-in",
    "Example.FreshBooks.com": "https://Example.FreshBooks.com/api/2.1/xml-in",
    "my_shop-2.freshbooks.com": "https://my_shop-2.freshbooks.com/api/2.1/xml-in",
    "books": "https://books/api/2.1/xml-in",
    "books.example.com:8443": "https://books.example.com:8443/api/2.1/xml-in",
    "localhost:8080": "https://localhost:8080/api/2.1/xml-in",
    "127.0.0.1": "https://127.0.0.1/api/2.1/xml-in",
    "192.0.2.7:444": "https://192.0.2.7:444/api/2.1/xml-in",
    "[2001:db8::1]:444": "https://[2001:db8::1]:444/api/2.1/xml-in",
    "xn--bcher-kva.example": "https://xn--bcher-kva.example/api/2.1/xml-in",
    "https://books.example.com": "https://books.example.com/api/2.1/xml-in",
    "HTTPS://books.example.com/": "https://books.example.com/api/2.1/xml-in",
    "https://books.example.com:0443/api/2.1/xml-in": "https://books.example.com:443/api/2.1/xml-in",
    "http://127.0.0.1:8080": "http://127.0.0.1:8080/api/2.1/xml-in",
    "http://127.255.0.9/": "http://127.255.0.9/api/2.1/xml-in",
    "http://LocalHost:80/": "http://LocalHost:80/api/2.1/xml-in",
    "http://[::1]:8080/api/2.1/xml-in": "http://[::1]:8080/api/2.1/xml-in",
    "http://[0:0::0:1]": "http://[0:0::0:1]/api/2.1/xml-in",
}

REFUSED = [
    "",
    " ",
    "/",
    "://",
    "https://",
    "http://",
    "https:///",
    "ftp://books.example.com",
    "//books.example.com",
    "books.example.com/",
    "books.example.com/api/2.1/xml-in",
    "https://books.example.com/api",
    "https://books.example.com//",
    "https://books.example.com/api/2.1/xml-in/",
    "books.example.com?x=1",
    "https://books.example.com?x=1",
    "https://books.example.com/?x=1",
    "https://books.example.com/#x",
    "books.example.com#x",
    "me@books.example.com",
    "https://me:word@books.example.com/",
    "books.example.com:80@elsewhere.example.com",
    "books.example.com\\@elsewhere.example.com",
    "books.example.com\n",
    "\nbooks.example.com",
    "books.example.com\r\nHost: elsewhere.example.com",
    "books.example.com\0",
    "books example.com",
    "books.example.com\t",
    "books.example.com\N{NO-BREAK SPACE}",
    "b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example.com",
    "books.example.com\N{FULLWIDTH SOLIDUS}x",
    "books.example.com:",
    "books.example.com:0",
    "books.example.com:65536",
    "books.example.com:+80",
    "books.example.com:8 0",
    "books.example.com:80:80",
    "books.example.com:\N{ARABIC-INDIC DIGIT EIGHT}",
    ".example.com",
    "books..example.com",
    "books.example.com.",
    "-books.example.com",
    "books-.example.com",
    "a" * 64 + ".example.com",
    ".".join(["a" * 60] * 5),
    "127.1",
    "127.0.0.256",
    "127.0.0.01",
    "1.2.3",
    "2130706433",
    "[::1",
    "::1",
    "[]",
    "[::1%25eth0]",
    "[127.0.0.1]",
    "%2e.example.com",
]

PLAIN_HTTP = [
    "http://books.example.com",
    "http://192.0.2.7/",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.example.com",
    "http://[2001:db8::1]",
    "http://[::ffff:127.0.0.1]",
]


def test_hosts_and_full_addresses_become_the_address_of_the_api() -> None:
    for domain, url in ACCEPTED.items():
        assert api_url(domain) == url, domain


def test_whatever_is_more_or_less_than_a_host_is_refused() -> None:
    for domain in REFUSED:
        with pytest.raises(BadParameter):
            print(repr(domain), api_url(domain, allow_http=True))


def test_what_is_no_text_is_refused_by_an_error_that_is_also_a_type_error() -> None:
    for domain in (b"books.example.com", None, 5, ["books.example.com"]):
        with pytest.raises(TypeError, match=r"'example\.freshbooks\.com', not "):
            api_url(domain)  # type: ignore[arg-type]


def test_a_refusal_says_what_to_do_and_repeats_no_password() -> None:
    remedies = {
        "https://me:word@books.example.com": "credentials are given by themselves",
        "b\xfccher.example.com": "xn--",
        "https://books.example.com/login": API_PATH,
        "books.example.com/login": "write 'example.freshbooks.com'",
        "books.example.com:99999": "between 1 and 65535",
        "http://books.example.com": "allow_http=True",
    }
    for domain, remedy in remedies.items():
        with pytest.raises(BadParameter) as caught:
            api_url(domain)
        assert remedy in str(caught.value)
        assert "word" not in str(caught.value)


def test_plain_http_beyond_this_machine_must_be_asked_for_by_name() -> None:
    for domain in PLAIN_HTTP:
        with pytest.raises(BadParameter, match="plain http"):
            api_url(domain)
        assert api_url(domain, allow_http=True) == domain.rstrip("/") + API_PATH


def test_names_up_to_the_longest_are_accepted() -> None:
    longest = ".".join(["a" * 63] * 3 + ["b" * 61])
    assert len(longest) == 253
    assert api_url(longest) == f"https://{longest}{API_PATH}"
    with pytest.raises(BadParameter):
        api_url(longest + "b")


ODD = st.text(st.sampled_from("ab.:-_/@[]%?#\\ \n\t1270x\N{KELVIN SIGN}"), max_size=20)
SCHEMES = st.sampled_from(["", "http://", "https://", "HTTP://", "//", "file://"])


@given(scheme=SCHEMES, rest=st.one_of(ODD, st.text(string.printable, max_size=20)))
def test_whatever_is_accepted_names_one_host_and_the_api_and_nothing_else(
    scheme: str, rest: str
) -> None:
    try:
        url = api_url(scheme + rest, allow_http=True)
    except BadParameter:
        return
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.hostname in rest.lower()
    assert rest.lower().startswith((parts.hostname, f"[{parts.hostname}]"))
    assert parts.scheme == ("http" if scheme.lower() == "http://" else "https")
    assert parts.path == API_PATH
    assert (parts.username, parts.password, parts.query, parts.fragment) == (None, None, "", "")
    assert parts.port is None or 0 < parts.port < 65536
    assert api_url(url, allow_http=True) == url


def test_an_address_is_shown_without_what_may_be_secret() -> None:
    shown = without_credentials("https://me:word@books.example.com:444/api?key=1#part")
    assert shown == "https://books.example.com:444/api"
    assert without_credentials("https://books.example.com/api") == "https://books.example.com/api"


@given(st.one_of(st.text(), ODD, st.none(), st.binary(), st.integers()))
def test_whatever_is_no_address_can_still_be_shown(url: object) -> None:
    shown = without_credentials(url)
    assert "?" not in shown
    assert "#" not in shown


def test_no_broken_address_shows_a_password() -> None:
    for url in ("http://me:word@[::1", "https://me:word@books.example.com:x/", "me:word@books"):
        assert "word" not in without_credentials(url)
        assert "me" not in without_credentials(url).replace("example", "")


def test_hosts_on_this_machine_are_known_in_whole_addresses() -> None:
    for host in ("127.0.0.1", "127.9.8.7", "localhost", "[::1]", "[0:0:0:0:0:0:0:1]"):
        for scheme, port in (("http", ""), ("https", ":8080"), ("HTTP", ":1")):
            assert loopback_host(f"{scheme}://{host.upper()}{port}/api") == host.strip("[]")
    for url in (
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://127.1/",
        "http://[::2]/",
        "http://[::1",
        "http://[x:]/",
        "127.0.0.1",
        "",
    ):
        assert loopback_host(url) is None, url


def test_plain_http_is_for_this_machine_alone_unless_one_asks_for_it() -> None:
    for url in (
        "http://192.0.2.2:8000/auth",
        " HTTP://books.example.com/",
        "http://[2001:db8::1]/",
    ):
        with pytest.raises(BadParameter, match=r"base_url: plain http .* allow_http=True"):
            refuse_plain_http(url, path="base_url")
    for url in (
        "http://127.0.0.1:8000/a",
        "http://localhost/",
        "http://[::1]/",
        "https://x.example/",
    ):
        refuse_plain_http(url, path="base_url")
    for url in ("http://", "http://[", "", "/a"):  # no address at all, as whoever sends will say
        refuse_plain_http(url, path="base_url")
