"""Systems: the account itself."""

from refreshbooks.catalog.rest import parts
from refreshbooks.catalog.rest.model import Field, Resource

__all__ = ["RESOURCE"]

_FIELDS = (
    *parts.seen(
        "docs",
        parts.ID,
        parts.also("systemid"),
        *parts.texts("name", "email", "bus_phone", "mob_phone", "fax", "vat_name", "vat_number"),
        *parts.texts("accountid", "billing_status", "business_type", "business_uuid"),
        *parts.texts("discountid", "heard_about_us_via", "info_email", "ip", "landing_url"),
        *parts.texts("referralid", "referring_url", "salutation", "split_token", "timezone"),
        *parts.texts("street", "street2", "city", "province", "country", "code"),
        *parts.integers("auto_bill", "duration", "num_clients", "num_staff", "payment_frequency"),
        *parts.integers("size_limit", "timezoneid"),
        *parts.moneys("gst_amount", "payment_amount"),
        *parts.flags("active", "dst", "masterlock_billing", "modern_system", "test_system"),
        parts.CURRENCY,
        Field("date", "datetime"),
        Field("migrated_to_smux_at", "datetime"),
    ),
)

RESOURCE = Resource(
    name="systems",
    family="accounting",
    certainty="certain",
    seen_in=("python", "docs"),
    attribute="systems",
    sdk=True,
    scope="account_id",
    single_path="systems/systems/{id}",
    methods=("get",),
    single="system",
    plural="systems",
    key="id",
    alias="systemid",
    fields=_FIELDS,
    scopes=("user:business:read",),
    contradictions=("The id is the system id; the Postman collection puts the business id there.",),
)
