"""The official SDKs, unmodified, as witnesses of what the sandbox answers.

They are told where the API is by their own settings and take the same walk as
our client does in the tests. ``make witnesses`` runs them all.
"""

__all__: list[str] = []
