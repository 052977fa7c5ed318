"""Sessions: logins made for add-ons of the old store. None of it is documented."""

from refreshbooks.catalog.model import Field, Method, Resource

__all__ = ["RESOURCE"]

RESOURCE = Resource(
    name="session",
    record="session",
    methods=(
        Method(
            "session.create",
            (
                Field(
                    "session",
                    "object",
                    required=True,
                    fields=(Field("target", note="The page to open."),),
                ),
            ),
            (
                Field(
                    "session",
                    "object",
                    fields=(Field("url", note="Logs the user in."), Field("target")),
                ),
            ),
            documented=False,
        ),
    ),
)
