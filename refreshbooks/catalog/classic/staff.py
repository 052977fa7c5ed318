"""Staff: the people of the account."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

_THEMSELVES = "staff, for themselves"

_STAFF = (
    Field("username", condition="when password is sent"),
    Field("password", condition="when username is sent", only="sent", note="Never shown again."),
    Field("email_credentials", "bool", only="sent", note="1: mails them how to log in."),
    *parts.texts("first_name", "last_name"),
    Field("email", required=True),
    *parts.texts("business_phone", "mobile_phone"),
    *parts.texts("home_phone", "fax", only="sent"),
    Field("rate", "decimal", note="The bare number."),
    Field("last_login", "datetime", only="answered"),
    Field("number_of_logins", "int", only="answered"),
    Field("signup_date", "datetime", only="answered"),
    *parts.texts("street1", "street2", "city", "state", "country", "code"),
    Field(
        "projects",
        "list",
        item="project",
        fields=(Field("project_id", "id", required=True),),
        only="sent",
        note="An update replaces them all.",
    ),
    Field("notes", only="sent", note="Hidden from the person."),
)

_GET = gets("staff", _STAFF)

RESOURCE = Resource(
    name="staff",
    record="member",
    plural="staff_members",
    key="staff_id",
    methods=(
        *open_to(
            _THEMSELVES,
            Method("staff.current", answer=_GET.answer, note="Whoever the credential belongs to."),
            _GET,
        ),
        *open_to(
            parts.ADMINISTRATOR,
            lists("staff", _STAFF, at="staff_members/member"),
            creates("staff", _STAFF),
            updates("staff", _STAFF),
            deletes("staff"),
        ),
    ),
    note="The administrator is number 1, and may call everything.",
)
