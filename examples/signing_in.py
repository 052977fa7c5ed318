"""Signs a user in by OAuth 2.0, keeps the tokens in a file, and goes on with them later.

Runs against a sandbox of its own, which also plays the user: ``sandbox.consent(url)``
agrees on the page that a browser would show, and returns where it would lead.
"""

import os
import tempfile
from pathlib import Path

from refreshbooks.credentials import FileStore
from refreshbooks.rest import Client
from refreshbooks.rest.consent import Authorization
from refreshbooks.sandbox import Sandbox

SCOPES = ["user:profile:read", "user:clients:read"]


def main():
    with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        os.environ["FRESHBOOKS_API_URL"] = sandbox.rest_url
        os.environ["FRESHBOOKS_AUTH_URL"] = sandbox.rest_url
        application = (sandbox.client_id, sandbox.client_secret, sandbox.redirect_uri)
        store = FileStore(Path(folder, "tokens"))

        session = {}
        url = leave(application, session)
        print("The user is sent to the consent page, agrees, and comes back.")
        come_back(application, session, sandbox.consent(url), store)
        go_on(application, store)


def leave(application, session):
    """The first web request: where to send the user. The session keeps the rest."""
    with Client(*application) as client:
        way = client.authorization(SCOPES)
    session["way"] = way.as_dict()
    return way.url


def come_back(application, session, address, store):
    """The second web request: the user is back, with a code in the address."""
    way = Authorization.from_dict(session.pop("way"))
    with Client(*application, store=store, identity="user 17") as client:
        client.get_access_token(way.code(address), verifier=way.verifier)
        print(f"Signed in as {client.current_user().email}")


def go_on(application, store):
    """Another process, another day: the store has the tokens, and gets the new ones."""
    with Client(*application, store=store, identity="user 17") as client:
        before = client.access_token
        client.refresh_access_token()
        print(f"The access token is a new one: {client.access_token != before}")
        print(f"Businesses: {', '.join(one.business.name for one in memberships(client))}")


def memberships(client):
    """Returns what the user is a member of."""
    return client.current_user().business_memberships


if __name__ == "__main__":
    main()
