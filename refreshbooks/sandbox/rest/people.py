"""What the auth family says of an account's owner and business, wherever it says it."""

from typing import Any

from refreshbooks.sandbox.rest.identity import Business

__all__ = [
    "DATE_FORMAT",
    "LANGUAGE",
    "OWNER",
    "PHONE_NUMBER",
    "SINCE",
    "TIME_ZONE",
    "address",
    "number",
    "phone_number",
]

# The owner's number among the staff.
OWNER = 1
PHONE_NUMBER = "5555550100"
LANGUAGE = "en"
TIME_ZONE = "America/New_York"
DATE_FORMAT = "mm/dd/yyyy"
# All accounts were there long before anybody asks.
SINCE = "2020-01-06T15:00:00Z"

_NUMBERS = ("membership", "group", "role", "profession", "address", "phone number")


def number(business: Business, of: str) -> int:
    """Returns the number of something that every account has one of."""
    return business.business_id + 1 + _NUMBERS.index(of)


def address(business: Business) -> dict[str, Any]:
    """Returns where the business is."""
    return {
        "id": number(business, "address"),
        "street": "1 Sandpit Lane",
        "street2": "",
        "city": "Springfield",
        "province": "Massachusetts",
        "country": "United States",
        "postal_code": "01101",
    }


def phone_number(business: Business) -> dict[str, Any]:
    """Returns by which number the business is called."""
    return {"id": number(business, "phone number"), "phone_number": PHONE_NUMBER}
