"""A token server in memory: codes and refresh tokens work once, access tokens end.

It is called as a client's transport is. Over HTTP it is served by ``tests.servers``, with
:meth:`Issuer.script`.
"""

import json
import threading
from urllib.parse import parse_qsl

from refreshbooks.files import Answer
from tests.servers import Reply

__all__ = ["LIFETIME", "Issuer"]

LIFETIME = 43200

_SPENT = {"error": "invalid_grant", "error_description": "The grant is invalid or expired."}


class Issuer:
    """Gives out grants, and knows which access tokens are good.

    Attributes:
        now: Its time, in seconds since 1970.
        lifetime: Of the access tokens to come.
        asked: The forms of all token calls, in order.
        spent: How many of them were refused since the token was spent.
        let_in: How many calls came with a good token, and
        turned_away: how many with one that is none or has ended.
    """

    def __init__(self, *, now=1_782_907_200.0, lifetime=LIFETIME, prefix=""):
        self.now = now
        self.lifetime = lifetime
        self.asked = []
        self.spent = self.let_in = self.turned_away = 0
        self._prefix = prefix
        self._number = 1
        self._ends = {self.access_token: now + lifetime}
        self._lock = threading.Lock()

    @property
    def access_token(self):
        """The newest access token."""
        return f"{self._prefix}access-{self._number}"

    @property
    def refresh_token(self):
        """The only refresh token that is good."""
        return f"{self._prefix}refresh-{self._number}"

    def __call__(self, request):
        """Answers a token call, or any other call by whether its token is good."""
        with self._lock:
            if request.method == "POST":
                status, body = self._granted(dict(parse_qsl(request.body.decode())))
            else:
                status, body = self._entered(request.headers.get("Authorization", ""))
        return Answer(json.dumps(body).encode(), status, {"Content-Type": "application/json"})

    def script(self, request):
        """The same for a server of ``tests.servers``."""
        answer = self(request)
        return Reply(bytes(answer), answer.status, {"Content-Type": "application/json"})

    def _granted(self, form):
        self.asked.append(form)
        if form.get("refresh_token", self.refresh_token) != self.refresh_token:
            self.spent += 1
            return 400, _SPENT
        self._number += 1
        self._ends[self.access_token] = self.now + self.lifetime
        return 200, {
            "access_token": self.access_token,
            "token_type": "Bearer",
            "expires_in": self.lifetime,
            "refresh_token": self.refresh_token,
            "scope": "user:profile:read",
            "created_at": int(self.now),
        }

    def _entered(self, authorization):
        token = authorization.removeprefix("Bearer ")
        if self._ends.get(token, 0) <= self.now:
            self.turned_away += 1
            return 401, {"error": "unauthenticated", "error_description": "Authenticate."}
        self.let_in += 1
        return 200, {"response": {"id": 8, "identity_id": 8}}
