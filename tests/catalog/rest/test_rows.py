"""What the REST side of the catalog promises to its readers: client, sandbox, stubs, docs."""

import re
import string
import subprocess
import sys
import unittest

from refreshbooks import catalog
from refreshbooks.catalog import rest
from refreshbooks.catalog.rest import parts

ALL = "get list create update delete"

# What users of the official Python SDK write.
SDK = {
    "attachments": "upload get",
    "bill_payments": ALL,
    "bill_vendors": ALL,
    "bills": ALL,
    "callbacks": f"{ALL} verify resend_verification",
    "clients": ALL,
    "credit_notes": ALL,
    "estimates": ALL,
    "expenses": ALL,
    "expenses_categories": "get list",
    "gateways": "list delete",
    "images": "upload get",
    "invoice_payment_options": "get create defaults",
    "invoice_profiles": ALL,
    "invoices": ALL,
    "items": ALL,
    "ledger_accounts": "get list create update",
    "other_income": ALL,
    "payments": ALL,
    "projects": ALL,
    "service_rates": "get list create update",
    "services": ALL,
    "staff": "get list update delete",
    "systems": "get",
    "tasks": ALL,
    "taxes": ALL,
    "time_entries": ALL,
}

# What the SDK does not offer there, beside its methods.
ADDED = {"bills": {"archive"}}

DELETED_BY_PUT = """
    bill_payments bill_vendors bills clients credit_notes expenses invoice_profiles items payments
    staff tasks
"""

# Times of accounting that are not on Eastern clocks, by resource.
UTC_IN_ACCOUNTING = {
    "bill_vendors": {"created_at", "updated_at", "tax_defaults"},
    "bills": {"created_at", "updated_at", "vendor"},
    "clients": {"signup_date"},
}

NUMBERS_NAMED_LIKE_TIMES = {"invoice_profiles occurrences_to_date", "oauth_token created_at"}

IDS = {"account_id", "business_id", "business_uuid"}

SCOPE_NOUNS = """
    bill_payments bill_vendors billable_items bills business clients credit_notes estimates
    expenses invoices journal_entries online_payments other_income payments profile projects
    reports retainers taxes teams time_entries
"""


def rows():
    return [rest.find(name) for name in rest.names()]


def within(fields, at=""):
    """Yields every field with its path, those inside others too."""
    for field in fields:
        yield at + field.name, field
        yield from within(field.fields, f"{at}{field.name}.")


def everywhere():
    return [(f"{row.name} {path}", field) for row in rows() for path, field in within(row.fields)]


def placeholders(template):
    return [name for _, name, _, _ in string.Formatter().parse(template) if name]


def names_of(things):
    return [thing.name for thing in things]


class LookUpTest(unittest.TestCase):
    def test_a_resource_is_found_by_the_name_it_bears(self):
        for name in rest.names():
            self.assertEqual(rest.find(name).name, name)

    def test_what_is_not_there_is_none(self):
        for name in ("", "client", "model", "parts", "Clients", "os.path", "__init__", ".clients"):
            self.assertIsNone(rest.find(name), name)

    def test_attributes_lead_to_the_rows_that_name_them(self):
        named = {row.attribute: row.name for row in rows() if row.attribute}
        self.assertEqual(dict(rest.attributes()), named)

    def test_what_calls_of_their_own_reach_is_no_attribute(self):
        without = [row.name for row in rows() if not row.attribute]
        self.assertEqual(without, ["oauth_revoke", "oauth_token", "users_me"])

    def test_reports_stand_in_a_group(self):
        group = [one for one in rest.attributes() if "." in one]
        self.assertEqual(len(group), 16)
        self.assertIn("reports.profitloss", group)
        self.assertEqual({one.partition(".")[0] for one in group}, {"reports"})

    def test_attributes_can_be_written_in_a_program(self):
        for attribute in rest.attributes():
            self.assertTrue(all(part.isidentifier() for part in attribute.split(".")), attribute)

    def test_nothing_is_loaded_before_it_is_asked_for(self):
        for statement, loaded in (
            ("from refreshbooks import catalog, api", []),
            ("from refreshbooks.catalog import rest; rest.names(); rest.attributes()", []),
            ("from refreshbooks.catalog import rest; rest.find('taxes')", ["parts", "taxes"]),
        ):
            program = f"import sys; {statement};"
            program += "print(*sorted(n for n in sys.modules if 'catalog.rest.' in n))"
            ran = subprocess.run(
                [sys.executable, "-c", program], capture_output=True, text=True, check=True
            )
            names = {name.rpartition(".")[2] for name in ran.stdout.split()}
            self.assertEqual(sorted(names - {"model"}), loaded, statement)

    def test_what_it_is_written_with_is_no_resource(self):
        self.assertIs(catalog.resource("rest"), None)
        self.assertFalse({"model", "parts", "scopes"} & set(rest.names()))


class OfficialSdkTest(unittest.TestCase):
    def test_all_of_its_resources_are_there_under_its_names_with_its_methods(self):
        ours = {row.attribute: set(row.methods) - ADDED.get(row.name, set()) for row in rows()}
        for attribute, methods in SDK.items():
            self.assertEqual(ours[attribute], set(methods.split()), attribute)

    def test_they_are_marked_and_no_others_are(self):
        self.assertEqual({row.attribute for row in rows() if row.sdk}, set(SDK))
        for row in rows():
            if row.sdk:
                self.assertEqual((row.certainty, row.seen_in[0]), ("certain", "python"), row.name)

    def test_what_it_deletes_by_put_we_delete_by_put(self):
        put = {row.name for row in rows() if row.sdk and row.delete == "PUT"}
        self.assertEqual(put, set(DELETED_BY_PUT.split()))
        for name in put:
            self.assertEqual(rest.find(name).deleted, ("vis_state", 1))

    def test_the_keys_that_differ_from_the_rule(self):
        ledger, income = rest.find("ledger_accounts"), rest.find("other_income")
        self.assertEqual((ledger.single, ledger.plural, ledger.key), ("accounts",) * 2 + ("uuid",))
        self.assertEqual((income.single, income.plural), ("other_income", "other_income"))
        self.assertEqual(rest.find("staff").plural, "staffs")


class AddressTest(unittest.TestCase):
    def test_every_method_has_its_address(self):
        needs = {"list": "path", "upload": "path", "defaults": "defaults_path"}
        for row in rows():
            for method in row.methods:
                with self.subTest(row=row.name, method=method):
                    if method == "create":
                        self.assertTrue(row.create_path or row.path)
                    else:
                        self.assertTrue(getattr(row, needs.get(method, "single_path")))

    def test_an_address_without_a_method_is_not_there(self):
        single = {"get", "update", "delete", "verify", "resend_verification", "archive"}
        for row in rows():
            with self.subTest(row=row.name):
                self.assertEqual(bool(row.single_path), bool(single & set(row.methods)))
                collection = {"list", "upload"} & set(row.methods)
                made = "create" in row.methods and not row.create_path
                self.assertEqual(bool(row.path), bool(collection or made))

    def test_only_the_scope_is_filled_in_from_an_account_or_a_business(self):
        for row in rows():
            for template in (row.path, row.create_path, row.single_path):
                with self.subTest(row=row.name, template=template):
                    self.assertLessEqual(IDS & set(placeholders(template)), {row.scope})

    def test_whole_addresses_name_their_scope_and_others_leave_it_to_the_family(self):
        for row in rows():
            for template in (row.path, row.create_path, row.single_path):
                if template and not (row.family == "uploads" and template.startswith("/")):
                    whole = template.startswith("/")
                    with self.subTest(row=row.name, template=template):
                        named = row.scope in placeholders(template)
                        self.assertEqual(named, whole and bool(row.scope))

    def test_templates_are_plain(self):
        for row in rows():
            for template in (row.path, row.create_path, row.single_path, row.defaults_path):
                self.assertRegex(template, r"^(/?[\w-]+|/?\{\w+\}(\.csv)?|/)*$")
                self.assertFalse(template.endswith("/"), row.name)

    def test_two_rows_share_no_address_and_method(self):
        taken = {}
        for row in rows():
            for method in row.methods:
                single = method not in {"list", "create", "upload"}
                template = row.single_path if single else row.create_path or row.path
                call = row.family, re.sub(r"\{\w+\}", "{}", template), method
                self.assertIsNone(taken.get(call), (row.name, taken.get(call)))
                taken[call] = row.name


class RowTest(unittest.TestCase):
    def test_what_is_deleted_says_how(self):
        for row in rows():
            with self.subTest(row=row.name):
                self.assertEqual("delete" in row.methods, bool(row.delete))
                self.assertEqual(row.delete == "PUT", row.deleted is not None)

    def test_what_is_paged_is_a_list(self):
        for row in rows():
            if row.paging:
                self.assertIn("list", row.methods, row.name)
            if "list" in row.methods and row.name != "manual_journal_entries":
                self.assertTrue(row.plural, row.name)

    def test_ids_are_declared_fields(self):
        for row in rows():
            for name in filter(None, (row.key, row.alias)):
                if row.fields:
                    self.assertIn(name, names_of(row.fields), row.name)

    def test_ids_are_not_written(self):
        for row in rows():
            for field in row.fields:
                if row.family == "accounting" and field.name in ("id", row.alias):
                    self.assertTrue(field.read_only, f"{row.name} {field.name}")

    def test_what_a_create_needs_is_a_field_that_can_be_written(self):
        for row in rows():
            known = {field.name: field for field in row.fields}
            for name in (one for names in row.required for one in names.split("|")):
                with self.subTest(row=row.name, name=name):
                    if "create" in row.methods:
                        self.assertFalse(known[name].read_only)
                    else:
                        self.assertIn(name, names_of(row.filters))

    def test_every_include_is_a_field_or_a_flag(self):
        flags = {"include_logged_duration", "include_task_id", "team", "gateway"}
        for row in rows():
            brought = {field.name for field in row.fields if field.include}
            rest_of = set(row.includes) - brought
            self.assertLessEqual(rest_of - {"last_activity"}, flags, row.name)

    def test_a_field_that_an_include_brings_has_an_include(self):
        for row in rows():
            for field in row.fields:
                if field.include:
                    self.assertTrue({field.name, f"include_{field.name}"} & set(row.includes))

    def test_a_filter_that_does_nothing_is_no_filter_and_names_those_that_work(self):
        for row in rows():
            working = set(names_of(row.filters))
            for one in row.ignored_filters:
                with self.subTest(row=row.name, name=one.name):
                    self.assertNotIn(one.name, working)
                    self.assertLessEqual(set(one.instead), working)

    def test_filters_are_written_as_their_kind_asks(self):
        endings = {"in": r"s$", "between": r"_(min|max)$"}
        for row in rows():
            self.assertEqual(len(set(names_of(row.filters))), len(row.filters), row.name)
            for one in row.filters:
                with self.subTest(row=row.name, name=one.name):
                    self.assertRegex(one.name, endings.get(one.kind, r"^\w+(\[\])?$"))

    def test_scopes_are_those_of_the_service(self):
        for row in rows():
            for scope in row.scopes:
                user, noun, access = scope.split(":")
                with self.subTest(row=row.name, scope=scope):
                    self.assertEqual(user, "user")
                    self.assertIn(noun, SCOPE_NOUNS.split())
                    self.assertIn(access, ("read", "write"))

    def test_a_certain_row_is_known_to_an_sdk_and_an_inferred_one_says_why(self):
        for row in rows():
            with self.subTest(row=row.name):
                sdks = {"python", "node", "php", "java"} & set(row.seen_in)
                self.assertEqual(bool(sdks), row.certainty == "certain")
                if row.certainty == "inferred":
                    self.assertTrue(row.note)

    def test_notes_are_sentences(self):
        notes = [(row.name, text) for row in rows() for text in (row.note, *row.contradictions)]
        notes += [(path, field.note) for path, field in everywhere()]
        for place, text in notes:
            if text:
                self.assertRegex(text, r"^[\w(].*\.$", place)


class FieldTest(unittest.TestCase):
    def test_no_two_fields_of_one_object_share_a_name(self):
        paths = [path for path, _ in everywhere()]
        self.assertEqual(sorted(set(paths)), sorted(paths))

    def test_who_knows_a_field_is_said_of_each(self):
        known = {"java", "node", "php", "python", "spec", "docs"}
        for row in rows():
            for field in row.fields:
                with self.subTest(row=row.name, field=field.name):
                    self.assertTrue(field.seen_in)
                    self.assertLessEqual(set(field.seen_in), known)

    def test_what_a_field_holds_fits_its_type(self):
        for path, field in everywhere():
            with self.subTest(path=path):
                if field.fields:
                    self.assertIn(field.type, ("object", "array"))
                if field.item:
                    self.assertEqual((field.type, field.fields), ("array", ()))
                if field.values:
                    self.assertEqual(field.type, "string")
                self.assertFalse(field.read_only and field.write_only)

    def test_the_times_of_accounting_that_are_in_utc(self):
        utc = {}
        for row in rows():
            for path, field in within(row.fields):
                if row.family == "accounting" and field.type == "utc":
                    utc.setdefault(row.name, set()).add(path.partition(".")[0])
        self.assertEqual(utc, UTC_IN_ACCOUNTING)

    def test_no_time_outside_accounting_is_on_eastern_clocks(self):
        for row in rows():
            if row.family != "accounting":
                for path, field in within(row.fields):
                    self.assertNotEqual(field.type, "datetime", f"{row.name} {path}")

    def test_what_is_named_like_a_time_is_declared_as_one(self):
        times = {"datetime", "utc", "local", "date"}
        for path, field in everywhere():
            if re.search(r"(_at|_date|^date|^updated)$", path.rpartition(".")[2]):
                number = path in NUMBERS_NAMED_LIKE_TIMES
                self.assertTrue(number or field.type in times | {"object"}, path)

    def test_lines_are_brought_by_an_include(self):
        for name in ("invoices", "estimates", "invoice_profiles", "credit_notes"):
            (lines,) = (field for field in rest.find(name).fields if field.name == "lines")
            self.assertTrue(lines.include, name)
            self.assertEqual(lines.fields, parts.LINE)


class EventTest(unittest.TestCase):
    def test_fifteen_nouns_have_three_verbs_each_and_two_are_sent(self):
        events = rest.find("callbacks").fields
        (event,) = (field for field in events if field.name == "event")
        self.assertEqual(len(event.values), 15 * 4 + 2)
        for one in ("invoice", "invoice.sendByEmail", "time_entry.delete", "recurring.create"):
            self.assertIn(one, event.values)
