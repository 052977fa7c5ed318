"""Images: see :mod:`refreshbooks.sandbox.rest.uploads`."""

from refreshbooks.sandbox.rest.uploads import UPLOADS

__all__ = ["BEHAVIOUR"]

BEHAVIOUR = UPLOADS
