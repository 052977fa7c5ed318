"""The client of the current FreshBooks API (REST, JSON).

Everything that the official SDK has at its top stands here under the same name, so that
its programs go on after changing the import::

    from refreshbooks.rest import Client

    client = Client("my_app", access_token="...")
    client.invoices.get("ACM123", 17)
"""

from refreshbooks.exceptions import BadParameter, NoResponse, OutcomeUnknown
from refreshbooks.optional.rate import RateLimit
from refreshbooks.rest.builders.filter import FilterBuilder
from refreshbooks.rest.builders.includes import IncludesBuilder
from refreshbooks.rest.builders.paginator import PaginateBuilder
from refreshbooks.rest.builders.sort import SortBuilder
from refreshbooks.rest.client import Client
from refreshbooks.rest.errors import (
    BadAnswer,
    Conflict,
    ConsentNeeded,
    Forbidden,
    FreshBooksClientConfigError,
    FreshBooksError,
    FreshBooksNotImplementedError,
    IgnoredWarning,
    NotFound,
    RateLimited,
    ServerFailure,
    Unauthenticated,
    ValidationError,
)
from refreshbooks.rest.models import VisState
from refreshbooks.rest.once import find_or_create
from refreshbooks.rest.paging import paginate
from refreshbooks.retry import Retry

__all__ = [
    "BadAnswer",
    "BadParameter",
    "Client",
    "Conflict",
    "ConsentNeeded",
    "FilterBuilder",
    "Forbidden",
    "FreshBooksClientConfigError",
    "FreshBooksError",
    "FreshBooksNotImplementedError",
    "IgnoredWarning",
    "IncludesBuilder",
    "NoResponse",
    "NotFound",
    "OutcomeUnknown",
    "PaginateBuilder",
    "RateLimited",
    "Retry",
    "ServerFailure",
    "SortBuilder",
    "Unauthenticated",
    "ValidationError",
    "VisState",
    "find_or_create",
    "paginate",
    "rate_limit",
]

rate_limit = RateLimit
