"""What the catalog promises to its readers: client, sandbox, command line."""

import subprocess
import sys
import unittest
from decimal import Decimal

from refreshbooks import catalog
from refreshbooks.catalog import parts
from refreshbooks.catalog.classic.recurring import FREQUENCIES
from tests.catalog.agreement import fits

DOCUMENTED, UNDOCUMENTED = 108, 8

RESOURCES = (
    "callback category client contractor currency default_terms email_template estimate expense"
    " gateway invoice item language payment project receipt recurring report staff system task"
    " tax time_entry"
)

# The element around a list and the one around a record, where they are not the
# noun with an "s" and the noun.
IRREGULAR = {
    "category.list": ("categories", "category"),
    "currency.list": ("currencies", "currency"),
    "default_terms.list": ("default_terms", "terms"),
    "staff.list": ("staff_members", "member"),
    "tax.list": ("taxes", "tax"),
    "time_entry.list": ("time_entries", "time_entry"),
}

WITH_FOLDERS = {"client", "estimate", "expense", "invoice", "item", "recurring"}

# Only clients for add-ons know it, and none shows what its answer carries.
PAGED_FOR_ALL_WE_KNOW = {"license.list"}


def methods():
    return [method for noun in catalog.resources() for method in noun.methods]


def fields_of(method):
    """Yields every field of a method with its path, those of params first."""
    for side in ("params", "answer"):
        yield from within(getattr(method, side), f"{method.name} {side}")


def within(fields, place):
    for field in fields:
        path = f"{place}/{field.name}"
        yield path, field
        yield from within(field.fields, path)
        yield from within(field.beside, path)


def everywhere():
    for method in methods():
        yield from fields_of(method)


def param(method, *names):
    """Returns a parameter by its path, such as ("invoice", "lines", "type")."""
    fields = catalog.find(method).params
    for name in names:
        (found,) = (field for field in fields if field.name == name)
        fields = found.fields
    return found


def answered(method, *names):
    fields = catalog.find(method).answer
    for name in names:
        (found,) = (field for field in fields if field.name == name)
        fields = found.fields
    return found


class LookUpTest(unittest.TestCase):
    def test_all_methods_are_there_and_the_undocumented_ones_say_so(self):
        marks = [method.documented for method in methods()]
        self.assertEqual((marks.count(True), marks.count(False)), (DOCUMENTED, UNDOCUMENTED))

    def test_a_method_is_found_by_its_name_and_no_two_share_one(self):
        self.assertEqual(len({method.name for method in methods()}), len(methods()))
        for method in methods():
            self.assertIs(catalog.find(method.name), method)

    def test_a_method_stands_with_its_resource(self):
        for noun in catalog.resources():
            self.assertIs(catalog.resource(noun.name), noun)
            for method in noun.methods:
                self.assertEqual(method.name.partition(".")[0], noun.name)

    def test_what_is_not_there_is_none(self):
        for name in ("", "invoice", "invoice.", "invoice.Create", "nothing.list", "os.path", "."):
            self.assertIsNone(catalog.find(name), name)
        for name in ("", "Invoice", "invoices", "invoice.create", "__init__", "../invoice"):
            self.assertIsNone(catalog.resource(name), name)

    def test_under_nothing_stand_the_documented_resources(self):
        self.assertEqual(" ".join(catalog.names_under("")), RESOURCES)

    def test_under_a_resource_stand_its_methods_and_the_names_on_the_way_to_them(self):
        verbs = "create delete get getPDF lines list sendByEmail sendBySnailMail update"
        self.assertEqual(" ".join(catalog.names_under("invoice")), verbs)
        self.assertEqual(catalog.names_under("recurring.lines"), ("add", "delete", "update"))

    def test_under_a_method_and_under_what_is_unknown_stands_nothing(self):
        for prefix in ("invoice.create", "invoice.lines.add", "invo", "nothing", "session"):
            self.assertEqual(catalog.names_under(prefix), (), prefix)

    def test_one_look_up_loads_one_resource(self):
        program = (
            "import sys; from refreshbooks import catalog; catalog.find('tax.get');"
            "print(*(name for name in sys.modules if 'catalog.classic.' in name))"
        )
        ran = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
        self.assertEqual(ran.stdout.split(), ["refreshbooks.catalog.classic.tax"])


class ShapeTest(unittest.TestCase):
    def test_a_list_call_answers_a_list_named_after_its_resource(self):
        for method in methods():
            if not method.name.endswith(".list"):
                continue
            noun = catalog.resource(method.name.partition(".")[0])
            wanted = IRREGULAR.get(method.name, (f"{noun.name}s", noun.name))
            (listed,) = method.answer
            with self.subTest(method=method.name):
                self.assertEqual((listed.type, listed.name, listed.item), ("list", *wanted))
                self.assertEqual((noun.plural, noun.record), wanted)

    def test_a_call_is_paged_where_it_takes_a_page(self):
        for method in methods():
            takes = {"page", "per_page"} <= {field.name for field in method.params}
            if method.name not in PAGED_FOR_ALL_WE_KNOW:
                with self.subTest(method=method.name):
                    self.assertEqual(method.paged, takes)

    def test_three_lists_give_a_hundred_a_page_unless_asked_for_less(self):
        long = {
            method.name
            for method in methods()
            if method.paged and param(method.name, "per_page").default == "100"
        }
        self.assertEqual(long, {"category.list", "currency.list", "gateway.list"})

    def test_six_resources_have_folders_and_their_lists_filter_by_them(self):
        self.assertEqual({noun.name for noun in catalog.resources() if noun.folders}, WITH_FOLDERS)
        for name in WITH_FOLDERS:
            folders = ("active", "archived", "deleted")
            self.assertEqual(param(f"{name}.list", "folder").values, folders)
            self.assertEqual(answered(f"{name}.get", name, "folder").values, folders)

    def test_files_answer_three_calls(self):
        binary = {method.name for method in methods() if method.binary}
        self.assertEqual(binary, {"estimate.getPDF", "invoice.getPDF", "receipt.get"})
        self.assertTrue(all(not catalog.find(name).answer for name in binary))

    def test_create_answers_the_id_and_update_takes_it(self):
        for noun in catalog.resources():
            if noun.key == f"{noun.name}_id" and catalog.find(f"{noun.name}.update"):
                with self.subTest(resource=noun.name):
                    self.assertEqual(catalog.find(f"{noun.name}.create").answer[0].name, noun.key)
                    self.assertTrue(param(f"{noun.name}.update", noun.name, noun.key).required)
                    self.assertTrue(param(f"{noun.name}.get", noun.key).required)
                    self.assertTrue(param(f"{noun.name}.delete", noun.key).required)

    def test_updates_answer_nothing_save_that_of_a_contractor(self):
        answering = {method.name for method in methods() if method.name.endswith(".update")}
        answering = {name for name in answering if catalog.find(name).answer}
        self.assertEqual(answering, {"contractor.update"})


class FieldTest(unittest.TestCase):
    def test_no_two_fields_share_a_place(self):
        for method in methods():
            places = [path for path, _ in fields_of(method)]
            beside = {
                f"{path}/{each.name}"
                for path, field in fields_of(method)
                for each in field.beside
                if each.name in {inner.name for inner in field.fields}
            }
            twice = {path for path in places if places.count(path) > 1}
            self.assertEqual(twice - beside, set())

    def test_every_list_names_its_item_and_nothing_else_does(self):
        for path, field in everywhere():
            self.assertEqual(bool(field.item), field.type == "list", path)

    def test_only_objects_and_lists_have_children(self):
        for path, field in everywhere():
            if field.fields or field.beside:
                self.assertIn(field.type, {"object", "list"}, path)

    def test_every_enum_names_its_values_once_and_nothing_else_does(self):
        for path, field in everywhere():
            self.assertEqual(bool(field.values), field.type == "enum", path)
            self.assertEqual(len(field.values), len(set(field.values)), path)

    def test_a_default_is_a_text_of_its_type_or_a_word_for_what_is_worked_out(self):
        for path, field in everywhere():
            if field.default is not None and field.default not in parts.COMPUTED_DEFAULTS:
                good = field.default in field.values or fits(field.default, field.type, False)
                self.assertTrue(good, path)

    def test_every_word_for_a_default_is_used(self):
        used = {field.default for _, field in everywhere()}
        self.assertLessEqual(parts.COMPUTED_DEFAULTS, used)

    def test_answers_promise_nothing_of_requests(self):
        for path, field in everywhere():
            if " answer/" in path:
                marks = (field.required, field.condition, field.read_only, field.default)
                self.assertEqual(marks, (False, "", False, None), path)

    def test_requests_carry_no_attributes_and_nothing_beside_a_lists_items(self):
        for path, field in everywhere():
            if " params/" in path:
                self.assertEqual((field.attributes, field.beside), ((), ()), path)

    def test_what_is_ignored_is_not_described_further(self):
        for path, field in everywhere():
            if field.read_only:
                self.assertEqual(field.fields, (), path)

    def test_an_update_leaves_alone_what_it_does_not_name(self):
        for method in methods():
            if method.name.endswith(".update") and method.params[0].type == "object":
                for field in method.params[0].fields:
                    marks = (field.condition, field.default)
                    self.assertEqual(marks, ("", None), f"{method.name} {field.name}")

    def test_the_calls_of_a_record_are_sorted_out(self):
        self.assertEqual({field.only for _, field in everywhere()}, {""})

    def test_what_is_required_is_not_ignored_as_well(self):
        for path, field in everywhere():
            self.assertFalse(field.required and field.read_only, path)


class FactsTest(unittest.TestCase):
    def test_there_are_56_events(self):
        events = param("callback.create", "callback", "event").values
        self.assertEqual(len(events), 56)
        self.assertLessEqual({"all", "invoice", "time_entry.delete"}, set(events))

    def test_a_frequency_is_sent_in_words_and_comes_back_as_a_code(self):
        sent = param("recurring.create", "recurring", "frequency").values
        came = answered("recurring.get", "recurring", "frequency").values
        self.assertEqual(dict(zip(sent, came, strict=True)), FREQUENCIES)

    def test_a_payments_date_is_sent_as_a_day_and_comes_back_with_its_time(self):
        self.assertEqual(param("payment.create", "payment", "date").type, "date")
        self.assertEqual(answered("payment.get", "payment", "date").type, "datetime")

    def test_an_update_requires_its_id_alone_but_what_it_replaces_has_to_be_whole(self):
        required = [field.name for field in param("invoice.update", "invoice").fields]
        required = [n for n in required if param("invoice.update", "invoice", n).required]
        self.assertEqual(required, ["invoice_id"])
        self.assertTrue(param("client.update", "client", "contacts", "email").required)
        self.assertEqual(param("invoice.update", "invoice", "lines", "quantity").default, "0")

    def test_a_line_changed_in_place_keeps_what_it_is_not_sent(self):
        lines = param("invoice.lines.update", "lines").fields
        self.assertEqual([field.name for field in lines if field.required], ["line_id"])
        self.assertEqual({field.default for field in lines}, {None})

    def test_some_calls_are_the_administrators_alone(self):
        closed = {method.name for method in methods() if method.access == parts.ADMINISTRATOR}
        whole = ("callback", "contractor")
        wanted = {m.name for noun in whole for m in catalog.resource(noun).methods}
        wanted |= {f"staff.{verb}" for verb in ("list", "create", "update", "delete")}
        wanted |= {"system.current", "category.update", "category.delete"}
        self.assertEqual(closed, wanted)

    def test_passwords_never_come_back(self):
        answers = [path for path, field in everywhere() if field.name == "password"]
        self.assertTrue(answers)
        self.assertFalse([path for path in answers if " answer/" in path])

    def test_invoices_can_be_created_in_four_statuses_and_come_in_eleven(self):
        settable = param("invoice.create", "invoice", "status").values
        self.assertEqual(set(settable), {"disputed", "draft", "sent", "viewed"})
        self.assertEqual(len(answered("invoice.get", "invoice", "status").values), 11)
        self.assertIn("unpaid", param("invoice.list", "status").values)

    def test_money_is_decimal_and_counts_are_not(self):
        self.assertEqual(answered("invoice.get", "invoice", "amount_outstanding").type, "decimal")
        self.assertEqual(param("recurring.create", "recurring", "occurrences").type, "int")
        self.assertEqual(Decimal(param("tax.create", "tax", "rate").default), 0)
