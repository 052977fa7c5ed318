"""One record of each kind, as it is made by a call: the ones before are there by then."""

__all__ = ["ACCOUNTING", "ANN", "MADE", "list_of"]

ACCOUNTING = "/accounting/account/{account_id}"
ANN = {"client": {"email": "ann@example.com"}}
_LINE = {"name": "Bowl", "qty": "2", "unit_cost": {"amount": "5", "code": "USD"}}
MADE = (
    ("clients", f"{ACCOUNTING}/users/clients", ANN),
    ("taxes", f"{ACCOUNTING}/taxes/taxes", {"tax": {"name": "HST", "amount": "13"}}),
    (
        "invoices",
        f"{ACCOUNTING}/invoices/invoices",
        {"invoice": {"customerid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "estimates",
        f"{ACCOUNTING}/estimates/estimates",
        {"estimate": {"customerid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "invoice_profiles",
        f"{ACCOUNTING}/invoice_profiles/invoice_profiles",
        {
            "invoice_profile": {
                "customerid": 1,
                "create_date": "2026-05-01",
                "frequency": "m",
                "lines": [_LINE],
            }
        },
    ),
    (
        "payments",
        f"{ACCOUNTING}/payments/payments",
        {"payment": {"invoiceid": 1, "amount": {"amount": "3"}, "date": "2026-05-01"}},
    ),
    (
        "credit_notes",
        f"{ACCOUNTING}/credit_notes/credit_notes",
        {"credit_note": {"clientid": 1, "create_date": "2026-05-01", "lines": [_LINE]}},
    ),
    (
        "expenses",
        f"{ACCOUNTING}/expenses/expenses",
        {
            "expense": {
                "amount": {"amount": "3"},
                "categoryid": 1,
                "staffid": 1,
                "date": "2026-05-01",
            }
        },
    ),
    ("items", f"{ACCOUNTING}/items/items", {"item": {"name": "Bowl"}}),
    ("tasks", f"{ACCOUNTING}/projects/tasks", {"task": {"name": "Digging"}}),
    (
        "other_income",
        f"{ACCOUNTING}/other_incomes/other_incomes",
        {
            "other_income": {
                "amount": {"amount": "3"},
                "date": "2026-05-01",
                "payment_type": "Cash",
                "category_name": "online_sales",
                "source": "Shop",
            }
        },
    ),
    (
        "bill_vendors",
        f"{ACCOUNTING}/bill_vendors/bill_vendors",
        {"bill_vendor": {"vendor_name": "Mill", "currency_code": "USD", "language": "en"}},
    ),
    (
        "bills",
        f"{ACCOUNTING}/bills/bills",
        {
            "bill": {
                "vendorid": 1,
                "issue_date": "2026-05-01",
                "due_offset_days": 30,
                "currency_code": "USD",
                "language": "en",
                "lines": [{"categoryid": 1, "quantity": 1, "unit_cost": {"amount": "9"}}],
            }
        },
    ),
    (
        "bill_payments",
        f"{ACCOUNTING}/bill_payments/bill_payments",
        {
            "bill_payment": {
                "billid": 1,
                "amount": {"amount": "3"},
                "payment_type": "Check",
                "paid_date": "2026-05-01",
            }
        },
    ),
    (
        "callbacks",
        "/events/account/{account_id}/events/callbacks",
        {"callback": {"event": "invoice.create", "uri": "http://127.0.0.1:9/hook"}},
    ),
    ("projects", "/projects/business/{business_id}/project", {"project": {"title": "Pond"}}),
    (
        "time_entries",
        "/timetracking/business/{business_id}/time_entries",
        {
            "time_entry": {
                "is_logged": True,
                "duration": 60,
                "started_at": "2026-05-01T10:00:00Z",
                "local_timezone": "America/Toronto",
            }
        },
    ),
    ("services", "/comments/business/{business_id}/service", {"service": {"name": "Mowing"}}),
    (
        "service_rates",
        "/comments/business/{business_id}/service/1/rate",
        {"service_rate": {"rate": "10"}},
    ),
    (
        "retainers",
        "/comments/business/{business_id}/retainers",
        {"retainer": {"client_user_id": 1, "start_date": "2026-05-01", "fee": "9"}},
    ),
    (
        "invoice_payment_options",
        "/payments/account/{account_id}/invoice/1/payment_options",
        {"gateway_name": "fbpay"},
    ),
)


def list_of(path, resource):
    """Returns where a resource is listed that is made at a path."""
    return "/".join([*path.split("/")[:4], resource.path or path.split("/", 4)[4]])
