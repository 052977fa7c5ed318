"""Staff: who works in the account."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        parts.also("userid"),
        *parts.texts("username", "fname", "lname", "organization", "display_name", "email"),
        *parts.texts("bus_phone", "mob_phone", "home_phone", "fax", "note", "api_token"),
        *parts.texts("p_street", "p_street2", "p_city", "p_province", "p_country", "p_code"),
        *parts.integers("level", "num_logins"),
        *parts.decimals("rate"),
        parts.CURRENCY,
        parts.LANGUAGE,
        Field("last_login", "datetime"),
        Field("signup_date", "datetime"),
        Field("projectids", "array", item="integer", include=True),
        parts.ACCOUNT,
        parts.UPDATED,
        parts.VIS_STATE,
    ),
)

RESOURCE = Resource(
    name="staff",
    family="accounting",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="staff",
    sdk=True,
    scope="account_id",
    path="users/staffs",
    single_path="users/staffs/{id}",
    methods=("get", "list", "update", "delete"),
    delete="PUT",
    deleted=("vis_state", 1),
    single="staff",
    plural="staffs",
    key="id",
    alias="userid",
    paging="beside",
    fields=_FIELDS,
    includes=("projectids",),
    filters=(
        *parts.filters("equals", "userid", "user_levels"),
        *parts.filters("in", "userids"),
        *parts.filters("like", "user_like", "note_like", "phone_like", "email_like"),
    ),
    scopes=("user:teams:read",),
    note="The documentation recommends team_members instead.",
)
