"""OAuth 2.0 from the server's side: consent, codes, tokens that end, and scopes.

Each account has an application of its own, registered from the first line on,
and an owner, who has agreed to all that the application may ask for. What was
granted stands in the sandbox's store: of many programs that come with the same
code, or with the same refresh token, one gets an answer.

The protocol itself is oauthlib's; it is loaded by the first call that needs it.
"""
