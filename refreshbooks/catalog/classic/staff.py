"""Staff: the people of the account."""

from refreshbooks.catalog import parts
from refreshbooks.catalog.model import Field, Method, Resource
from refreshbooks.catalog.shapes import creates, deletes, gets, lists, open_to, updates

__all__ = ["RESOURCE"]

THEMSELVES = "staff, for themselves"

STAFF = (
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

GET = gets("staff", STAFF)

RESOURCE = Resource(
    name="staff",
    record="member",
    plural="staff_members",
    key="staff_id",
    methods=(
        *open_to(
            THEMSELVES,
            Method("staff.current", answer=GET.answer, note="Whoever the credential belongs to."),
            GET,
        ),
        *open_to(
            parts.ADMINISTRATOR,
            lists("staff", STAFF, at="staff_members/member"),
            creates("staff", STAFF),
            updates("staff", STAFF),
            deletes("staff"),
        ),
    ),
    note="The administrator is number 1, and may call everything.",
)
