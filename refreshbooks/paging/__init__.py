"""A list call, page after page.

:mod:`~refreshbooks.paging.walk` decides which page is wanted next, what comes of
it, and what has to be read again; it makes no call. A driver makes them:
:mod:`~refreshbooks.paging.rows` is the synchronous one. What a page says of itself
is read by :mod:`~refreshbooks.paging.answers`, which alone knows the Classic API's
documents.
"""

from refreshbooks.paging.pages import Doubt, Page
from refreshbooks.paging.rows import Rows, paginate

__all__ = ["Doubt", "Page", "Rows", "paginate"]
