"""The side of an application that asks for tokens, in bare requests."""

import base64
import hashlib
import re
import unittest
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import requests

from refreshbooks.sandbox import Sandbox

__all__ = ["NOBODYS_TOKEN", "Application", "Granting", "answered", "challenge_of"]

NOBODYS_TOKEN = "0123456789abcdef" * 4
_FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


class Application:
    """An application that is registered with an account of a sandbox."""

    def __init__(self, account):
        self.account = account
        self.session = requests.Session()
        self.session.trust_env = False

    def close(self):
        self.session.close()

    def consent_url(self, path="/oauth/authorize", **changed):
        asked = {
            "client_id": self.account.client_id,
            "response_type": "code",
            "redirect_uri": self.account.redirect_uri,
            **changed,
        }
        query = urlencode({name: text for name, text in asked.items() if text is not None})
        return f"{self.account.rest_url}{path}?{query}"

    def code(self, **changed):
        """Returns a fresh code, as the owner agrees."""
        return answered(self.account.consent(self.consent_url(**changed)))["code"]

    def page(self, url=None, **headers):
        return self.session.get(
            url or self.consent_url(), headers=headers, allow_redirects=False, timeout=10
        )

    def fields(self, url=None):
        """Returns what the page would send but for the button."""
        shown = self.page(url)
        assert shown.status_code == 200, shown.text
        return {unescape(name): unescape(text) for name, text in _FIELD.findall(shown.text)}

    def press(self, fields, path="/oauth/authorize", **headers):
        return self.session.post(
            f"{self.account.rest_url}{path}",
            data=fields,
            headers=headers,
            allow_redirects=False,
            timeout=10,
        )

    def told(self, verb, path="/auth/oauth", **sent):
        """Posts a form to one of the application's own addresses, with its secret."""
        shown = {
            "client_id": self.account.client_id,
            "client_secret": self.account.client_secret,
        }
        sent = {name: text for name, text in {**shown, **sent}.items() if text is not None}
        return self.session.post(f"{self.account.rest_url}{path}/{verb}", data=sent, timeout=10)

    def exchange(self, code, **changed):
        sent = {"redirect_uri": self.account.redirect_uri, "code": code}
        return self.told("token", **{"grant_type": "authorization_code", **sent, **changed})

    def refresh(self, refresh_token=None, **changed):
        token = refresh_token or self.account.refresh_token
        sent = {"redirect_uri": self.account.redirect_uri, "refresh_token": token}
        return self.told("token", **{"grant_type": "refresh_token", **sent, **changed})

    def me(self, access_token=None):
        return self.session.get(
            f"{self.account.rest_url}/auth/api/v1/users/me",
            headers={"Authorization": f"Bearer {access_token or self.account.access_token}"},
            timeout=10,
        )


class Granting(unittest.TestCase):
    """A sandbox and an application of its account, for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()
        cls.application = Application(cls.sandbox)

    @classmethod
    def tearDownClass(cls):
        cls.application.close()
        cls.sandbox.close()

    def setUp(self):
        self.sandbox.reset()


def answered(location):
    """Returns what stands behind the question mark of where a user was sent."""
    return dict(parse_qsl(urlsplit(location).query, keep_blank_values=True))


def challenge_of(verifier):
    """Returns the challenge of PKCE, S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
