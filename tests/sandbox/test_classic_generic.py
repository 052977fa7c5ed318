"""What every resource does by the catalog alone: shapes, rules, refusals, pages."""

from refreshbooks import catalog
from tests.marks import integration
from tests.sandbox.calling import ANN, ClassicTest


@integration
class DocumentTest(ClassicTest):
    def test_answers_are_written_as_the_service_writes_them(self):
        answer = self.call("tax.list")
        assert answer.headers["content-type"] == "application/xml; charset=utf-8"
        assert answer.body == (
            b'<?xml version="1.0" encoding="utf-8"?>\n'
            b'<response xmlns="http://www.freshbooks.com/api/" status="ok">\n'
            b'  <taxes page="1" per_page="25" pages="0" total="0"/>\n'
            b"</response>\n"
        )

    def test_refusals_are_documents_too(self):
        answer = self.call("project.get", "<project_id>9</project_id>")
        assert (answer.status, answer.root.get("status")) == (200, "fail")
        assert answer.text("error") == "'project_id' not found. Project not found."
        assert (answer.text("code"), answer.text("field")) == ("50010", "project_id")

    def test_bodies_that_are_no_request_document_are_refused(self):
        for body in [
            b"",
            b" ",
            b"hello",
            b"<request method='client.list'>",
            b"<request method='client.list'/><request/>",
            b"<order method='client.list'/>",
            b'<request xmlns="http://www.freshbooks.com/api/" method="client.list"/>',
            b"<request/>",
            b'<request method=""/>',
            b"\xff\xfe\x00",
            b'<request method="client.list">\x00</request>',
            b'<request method="client.list">&nobody;</request>',
            b"<r>" * 400,
        ]:
            with self.subTest(body=body[:60]):
                answer = self.speaker.post(body)
                assert answer.status == 200
                assert answer.failure == ("40010", "Your XML is not formatted correctly.")

    def test_a_doctype_is_refused_and_no_entity_is_ever_read(self):
        for doctype in [
            "<!DOCTYPE request>",
            '<!DOCTYPE request [<!ENTITY a "b">]>',
            '<!DOCTYPE request [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE request SYSTEM "http://127.0.0.1:1/a.dtd">',
            '<!DOCTYPE request [<!ENTITY a "aa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
        ]:
            for encoding in ["utf-8", "utf-16"]:
                text = f'{doctype}<request method="client.list"><email>&a;</email></request>'
                answer = self.speaker.post(text.replace("&a;", "").encode(encoding))
                assert answer.failure == ("40010", "Your XML is not formatted correctly.")
                answer = self.speaker.post(text.encode(encoding))
                assert answer.failure[0] == "40010"

    def test_declaration_comments_and_cdata_may_be_as_they_like(self):
        for body in [
            '<request method="client.list"/>',
            '<!--?xml version="1.0"?--><request method="client.list"/>',
            '<?xml version="1.0" encoding="ISO-8859-1"?><request method="client.list"/>',
            '\ufeff<request method="client.list" source-token="abc"/>',
            '<request method="client.list"><!-- all --><page>1</page> <?go?></request>',
        ]:
            assert self.speaker.post(body.encode()).is_ok, body
        number = self.client("<notes><![CDATA[5 < 6 & <b>]]></notes>")
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.text("client/notes") == "5 < 6 & <b>"

    def test_text_comes_back_as_it_was_sent(self):
        for text in ["Zoë — ¥ 日本 🙂", " two  blanks ", "line\nbreak", "&amp;", "007", "1e5"]:
            number = self.client(notes=text)
            client = self.call("client.get", f"<client_id>{number}</client_id>")
            assert client.text("client/notes") == text

    def test_content_types_do_not_matter(self):
        for kind in ["application/x-www-form-urlencoded", "text/xml", "application/atom+xml", None]:
            answer = self.speaker.post(b'<request method="client.list"/>', Content_Type=kind)
            assert answer.is_ok


@integration
class MethodTest(ClassicTest):
    def test_unknown_methods_are_refused(self):
        for method in ["client.fetch", "nobody.get", "client", "Client.get", "invoice.getpdf", "."]:
            self.assert_fails(40060, "Invalid value for field 'method'.", method)

    def test_a_method_that_is_known_but_not_there_yet_says_so(self):
        for method, inside in [
            ("client.undelete", "<client_id>1</client_id>"),
            ("license.create", "<license><addon_id>1</addon_id></license>"),
            ("session.create", "<session><target>/</target></session>"),
        ]:
            assert self.call(method, inside).failure == (
                "40060",
                f"This sandbox does not do {method} yet.",
            )

    def test_every_method_of_the_catalog_answers_one_way_or_another(self):
        for resource in catalog.resources():
            for method in resource.methods:
                with self.subTest(method=method.name):
                    answer = self.call(method.name)
                    assert answer.status == 200
                    assert answer.root is not None


@integration
class RequiredTest(ClassicTest):
    def test_what_is_required_may_neither_lack_nor_be_empty(self):
        for field, method, inside in [
            ("client", "client.create", ""),
            ("client", "client.create", "<client/>"),
            ("email", "client.create", "<client><notes>x</notes></client>"),
            ("email", "client.create", "<client><email/></client>"),
            ("email", "client.create", ANN.format("<contacts><contact/></contacts>")),
            ("client_id", "client.get", ""),
            ("client_id", "client.get", "<client_id></client_id>"),
            ("client_id", "client.update", "<client><email>x</email></client>"),
            ("client_id", "client.delete", "<client_id/>"),
            ("estimate_id", "estimate.get", "<estimate_id/>"),
            ("type", "default_terms.get", "<type/>"),
        ]:
            with self.subTest(method=method, inside=inside):
                self.assert_fails(40040, f"Missing required field: '{field}'.", method, inside)

    def test_required_comes_before_values_and_values_before_existence(self):
        project = "<project>{}</project>"
        self.assert_fails(
            40040,
            "Missing required field: 'bill_method'.",
            "project.create",
            project.format("<name>x</name><rate>much</rate><client_id>9</client_id>"),
        )
        named = "<name>x</name><bill_method>task-rate</bill_method><client_id>9</client_id>"
        self.assert_fails(
            40060,
            "Invalid value for field 'hour_budget'.",
            "project.create",
            project.format(named + "<hour_budget>much</hour_budget>"),
        )
        self.assert_fails(
            50010,
            "'client_id' not found. Client not found.",
            "project.create",
            project.format(named),
        )


@integration
class ValueTest(ClassicTest):
    def test_values_that_cannot_be_are_refused(self):
        expense = "<expense><staff_id>1</staff_id><category_id>1</category_id>{}</expense>"
        for field, method, inside in [
            ("type", "default_terms.get", "<type>a</type>"),
            ("type", "email_template.get", "<type>a</type>"),
            ("folder", "client.list", "<folder>cellar</folder>"),
            ("language", "client.create", ANN.format("<language>xx</language>")),
            ("amount", "expense.create", expense.format("<amount>1,5</amount>")),
            ("amount", "expense.create", expense.format("<amount>NaN</amount>")),
            ("amount", "expense.create", expense.format("<amount>1e2</amount>")),
            ("amount", "expense.create", expense.format("<amount>1<b/></amount>")),
            ("date", "expense.create", expense.format("<amount>1</amount><date>now</date>")),
            ("date", "expense.create", expense.format("<amount>1</amount><date>2026-02-30</date>")),
            ("date", "expense.create", expense.format("<amount>1</amount><date>1.2.2026</date>")),
            ("updated_from", "client.list", "<updated_from>2026-01-01 25:00:00</updated_from>"),
            ("updated_to", "client.list", "<updated_to>soon</updated_to>"),
            ("billable", "task.create", "<task><name>x</name><billable>yes</billable></task>"),
        ]:
            with self.subTest(method=method, inside=inside):
                code, error = self.call(method, inside).failure
                assert code == "40060"
                assert error.startswith(f"Invalid value for field '{field}'.")

    def test_elements_that_the_method_does_not_have_are_refused(self):
        for method, inside in [
            ("client.create", ANN.format("<nickname>A</nickname>")),
            ("client.create", ANN.format("<contacts><person/></contacts>")),
            ("client.get", "<client_id>1</client_id><verbose>1</verbose>"),
            ("client.list", "<nickname>A</nickname>"),
        ]:
            code, error = self.call(method, inside).failure
            assert code == "40060"
            assert error.startswith("Invalid node: '")

    def test_the_order_of_a_line_is_refused_though_the_service_itself_sends_it(self):
        line = "<lines><line><name>x</name><order>1</order></line></lines>"
        invoice = f"<invoice><client_id>{self.client()}</client_id>{line}</invoice>"
        code, error = self.call("invoice.create", invoice).failure
        assert (code, error.startswith("Invalid node: 'order'.")) == ("40060", True)

    def test_read_only_elements_may_be_sent_back_and_are_passed_over(self):
        number = self.client(
            "<folder>deleted</folder><updated>1999-01-01 00:00:00</updated><credit>50</credit>"
            "<url>http://x.example.com</url><links><view>x</view></links><credits/>"
        )
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.text("client/folder") == "active"
        assert not client.text("client/updated").startswith("1999")

    def test_words_of_a_list_may_be_sent_in_any_letter_case(self):
        line = "<lines><line><name>x</name><type>tImE</type></line></lines>"
        number = self.make(
            "invoice.create", f"<invoice><client_id>{self.client()}</client_id>{line}</invoice>"
        )
        invoice = self.call("invoice.get", f"<invoice_id>{number}</invoice_id>")
        assert invoice.text("invoice/lines/line/type") == "Time"

    def test_of_an_element_that_comes_twice_the_first_counts(self):
        number = self.client("<notes>first</notes><notes>second</notes>")
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.texts("client/notes") == ["first"]

    def test_dates_are_written_out_in_full(self):
        category = self.make("category.create", "<category><name>Fees</name></category>")
        number = self.make(
            "expense.create",
            f"<expense><staff_id>1</staff_id><category_id>{category}</category_id>"
            "<amount>1</amount><date>2026-2-8</date></expense>",
        )
        expense = self.call("expense.get", f"<expense_id>{number}</expense_id>")
        assert expense.text("expense/date") == "2026-02-08"

    def test_an_unknown_or_empty_currency_is_refused(self):
        for code in ["", "XXX", "usd", "Dollars"]:
            self.assert_fails(
                40060,
                "Invalid value for field 'currency_code'. Unknown currency.",
                "client.create",
                ANN.format(f"<currency_code>{code}</currency_code>"),
            )

    def test_passwords_are_not_kept(self):
        number = self.client(password="open sesame")
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert b"sesame" not in client.body


@integration
class RecordTest(ClassicTest):
    def test_ids_are_dense_from_one_for_each_kind(self):
        assert [self.client() for _ in range(3)] == ["1", "2", "3"]
        assert self.make("task.create", "<task><name>Digging</name></task>") == "1"
        self.call("client.create", "<client/>")
        assert self.client() == "4"

    def test_ids_may_be_padded_and_what_is_no_number_names_nobody(self):
        self.client()
        for text in ["1", "01", "00000000001", " 1 "]:
            answer = self.call("client.get", f"<client_id>{text}</client_id>")
            assert answer.text("client/client_id") == "1"
        for text in ["2", "a", "-1", "1.0", "0", "1 1", "\u0661", "9" * 30]:
            self.assert_fails(
                50010,
                "'client_id' not found. Client not found.",
                "client.get",
                f"<client_id>{text}</client_id>",
            )

    def test_padded_references_are_the_same_as_plain_ones(self):
        self.client()
        for client in ["1", "00000000001"]:
            project = "<project><name>Lawn</name><bill_method>task-rate</bill_method>{}</project>"
            number = self.make("project.create", project.format(f"<client_id>{client}</client_id>"))
            shown = self.call("project.get", f"<project_id>{number}</project_id>")
            assert shown.text("project/client_id") == "1"
        found = self.call("project.list", "<client_id>01</client_id>")
        assert found.attributes("projects")["total"] == "2"

    def test_what_the_documentation_does_not_show_is_left_out_where_there_is_nothing(self):
        number = self.client()
        elements = self.call("client.get", f"<client_id>{number}</client_id>").names("client")
        assert "notifications" not in elements
        assert {"fax", "vat_name", "credits"} <= set(elements)

    def test_defaults_stand_where_an_element_was_left_out_but_not_where_it_is_empty(self):
        plain = self.client("<first_name>Ann</first_name><last_name>Example</last_name>")
        client = self.call("client.get", f"<client_id>{plain}</client_id>")
        assert client.text("client/username") == "Ann Example"
        assert client.text("client/currency_code") == "USD"
        for inside, billable in [("", "0"), ("<billable/>", ""), ("<billable>1</billable>", "1")]:
            number = self.make("task.create", f"<task><name>Digging</name>{inside}</task>")
            task = self.call("task.get", f"<task_id>{number}</task_id>")
            assert task.text("task/billable") == billable

    def test_an_update_replaces_what_it_names_and_nothing_else(self):
        number = self.client(
            "<contacts><contact><email>x@example.com</email></contact>"
            "<contact><email>y@example.com</email></contact></contacts>",
            first_name="Ann",
            notes="old",
            mobile="1",
        )
        answer = self.call(
            "client.update",
            f"<client><client_id>{number}</client_id><notes>new</notes><mobile/></client>",
        )
        assert answer.is_ok
        assert len(answer.root) == 0
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert [client.text(f"client/{name}") for name in ("first_name", "notes", "mobile")] == [
            "Ann",
            "new",
            "",
        ]
        assert client.texts("client/contacts/contact/email") == ["x@example.com", "y@example.com"]

    def test_an_update_replaces_a_list_as_a_whole_and_known_items_keep_their_ids(self):
        contact = "<contact>{}<email>{}@example.com</email></contact>"
        number = self.client(
            f"<contacts>{contact.format('', 'x')}{contact.format('', 'y')}</contacts>"
        )
        sent = contact.format("<contact_id>2</contact_id>", "y") + contact.format("", "z")
        wrapped = f"<client><client_id>{number}</client_id><contacts>{{}}</contacts></client>"
        assert self.call("client.update", wrapped.format(sent)).is_ok
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.texts("client/contacts/contact/contact_id") == ["2", "3"]
        assert self.call("client.update", wrapped.format("")).is_ok
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.texts("client/contacts/contact") == []

    def test_items_of_a_list_that_an_update_sends_take_the_defaults_too(self):
        client = self.client()
        self.make("invoice.create", f"<invoice><client_id>{client}</client_id></invoice>")
        line = "<lines><line><name>Yard Work</name></line></lines>"
        update = f"<invoice><invoice_id>1</invoice_id>{line}</invoice>"
        assert self.call("invoice.update", update).is_ok
        invoice = self.call("invoice.get", "<invoice_id>1</invoice_id>")
        assert invoice.text("invoice/lines/line/type") == "Item"
        assert invoice.text("invoice/lines/line/quantity") == "0"

    def test_only_the_update_of_a_contractor_answers_with_the_id(self):
        self.make("task.create", "<task><name>Digging</name></task>")
        email = "<email>con@example.com</email>"
        self.make("contractor.create", f"<contractor>{email}<task_id>1</task_id></contractor>")
        answer = self.call(
            "contractor.update", "<contractor><contractor_id>01</contractor_id></contractor>"
        )
        assert answer.text("contractor_id") == "1"
        answer = self.call("task.update", "<task><task_id>1</task_id></task>")
        assert answer.is_ok
        assert len(answer.root) == 0

    def test_zero_names_nobody(self):
        project = "<project><name>Lawn</name><bill_method>task-rate</bill_method>{}</project>"
        for client in ["0", "00000000000", ""]:
            self.make("project.create", project.format(f"<client_id>{client}</client_id>"))

    def test_contacts_sent_with_another_accounts_ids_get_their_own(self):
        contact = "<contact><contact_id>99</contact_id><email>x@example.com</email></contact>"
        number = self.client(f"<contacts>{contact}</contacts>")
        client = self.call("client.get", f"<client_id>{number}</client_id>")
        assert client.texts("client/contacts/contact/contact_id") == ["1"]

    def test_referenced_records_must_exist_and_must_not_be_deleted(self):
        project = (
            "<project><name>Lawn</name><bill_method>task-rate</bill_method>"
            "<client_id>{}</client_id>{}</project>"
        )
        number = self.client()
        self.call("client.delete", f"<client_id>{number}</client_id>")
        for client, more, error in [
            ("7", "", "'client_id' not found. Client not found."),
            ("a", "", "'client_id' not found. Client not found."),
            (number, "", "'client_id' not found. Client is deleted."),
            (
                "",
                "<tasks><task><task_id>3</task_id></task></tasks>",
                "'task_id' not found. Task not found.",
            ),
        ]:
            self.assert_fails(50010, error, "project.create", project.format(client, more))

    def test_a_document_goes_to_contacts_of_its_own_client_and_no_other(self):
        contact = "<contacts><contact><email>x@example.com</email></contact></contacts>"
        own, other = self.client(contact), self.client(contact)
        named = "<contacts><contact><contact_id>{}</contact_id></contact></contacts>"
        created = f"<invoice><client_id>{own}</client_id>{named}</invoice>"
        number = self.make("invoice.create", created.format("1"))
        updated = f"<invoice><invoice_id>{number}</invoice_id>{named}</invoice>"
        assert self.call("invoice.update", updated.format("1")).is_ok
        moved = f"<client_id>{other}</client_id></invoice>"
        assert self.call("invoice.update", updated.format("2").replace("</invoice>", moved)).is_ok
        for method, inside in [
            ("invoice.create", created.format("2")),
            ("invoice.create", created.format("x")),
            ("invoice.update", updated.format("1")),
        ]:
            self.assert_fails(50010, "'contact_id' not found. Contact not found.", method, inside)

    def test_an_element_that_nobody_knows_the_inside_of_may_hold_anything(self):
        number = self.client()
        gateways = "<gateways><gateway><name>PayPal</name></gateway></gateways>"
        invoice = f"<invoice><client_id>{number}</client_id>{gateways}</invoice>"
        assert self.make("invoice.create", invoice) == "1"

    def test_a_deleted_record_of_a_kind_with_folders_is_refused_from_then_on(self):
        number = self.client()
        key = f"<client_id>{number}</client_id>"
        assert self.call("client.delete", key).is_ok
        for method, inside in [
            ("client.get", key),
            ("client.delete", key),
            ("client.update", f"<client>{key}<notes>x</notes></client>"),
        ]:
            self.assert_fails(50010, "'client_id' not found. Client is deleted.", method, inside)
        assert self.listed() == []
        assert self.listed("<folder>deleted</folder>") == [number]
        assert self.listed("<folder>active</folder>") == []

    def test_a_deleted_record_of_a_kind_without_folders_is_gone(self):
        number = self.make("task.create", "<task><name>Digging</name></task>")
        assert self.call("task.delete", f"<task_id>{number}</task_id>").is_ok
        for method in ["task.get", "task.delete"]:
            self.assert_fails(
                50010,
                "'task_id' not found. Task not found.",
                method,
                f"<task_id>{number}</task_id>",
            )
        assert self.make("task.create", "<task><name>Digging</name></task>") == "2"

    def test_a_refused_call_leaves_nothing_behind(self):
        self.assert_fails(
            50010,
            "'task_id' not found. Task not found.",
            "project.create",
            "<project><name>Lawn</name><bill_method>task-rate</bill_method>"
            "<tasks><task><task_id>3</task_id></task></tasks></project>",
        )
        assert self.call("project.list").attributes("projects")["total"] == "0"


@integration
class ListTest(ClassicTest):
    def pages(self, inside):
        return self.call("client.list", inside).attributes("clients")

    def test_pages_have_25_records_unless_told_otherwise(self):
        for _ in range(30):
            self.client()
        assert self.pages("") == {"page": "1", "per_page": "25", "pages": "2", "total": "30"}
        assert self.listed() == [str(number) for number in range(30, 5, -1)]
        assert self.listed("<page>2</page>") == ["5", "4", "3", "2", "1"]
        assert self.listed("<page>2</page><per_page>7</per_page>") == [
            str(number) for number in range(23, 16, -1)
        ]
        assert self.pages("<per_page/><page/>")["per_page"] == "25"

    def test_a_page_past_the_end_is_empty_and_says_how_many_there_are(self):
        self.client()
        for page in ["2", "3", "9" * 25]:
            answer = self.call("client.list", f"<page>{page}</page>")
            assert answer.attributes("clients") == {
                "page": page,
                "per_page": "25",
                "pages": "1",
                "total": "1",
            }
            assert answer.names("clients") == []

    def test_no_page_has_more_than_100_records(self):
        for asked in ["101", "1000000"]:
            assert self.pages(f"<per_page>{asked}</per_page>")["per_page"] == "100"
        assert self.pages("<per_page>100</per_page>")["per_page"] == "100"

    def test_pages_that_are_no_number_are_refused(self):
        for field in ["page", "per_page"]:
            for text in ["a", "0", "-1", "1.5"]:
                self.assert_fails(
                    40060,
                    f"Invalid value for field '{field}'.",
                    "client.list",
                    f"<{field}>{text}</{field}>",
                )

    def test_lists_that_have_no_pages_carry_no_attributes(self):
        for method, path, count in [
            ("default_terms.list", "default_terms", 3),
            ("email_template.list", "email_templates", 13),
        ]:
            answer = self.call(method)
            assert answer.attributes(path) == {}
            assert len(answer.names(path)) == count

    def test_filters_combine(self):
        self.client(username="ann", notes="Prefers e-mail")
        self.client(username="bob", notes="Prefers the telephone")
        assert self.listed("<username>ann</username>") == ["1"]
        assert self.listed("<username>an</username>") == []
        assert self.listed("<notes>PREFERS</notes>") == ["2", "1"]
        assert self.listed("<notes>phone</notes><username>ann</username>") == []
        assert self.listed("<email>ann@example.com</email>") == ["2", "1"]
        assert self.listed("<email/>") == ["2", "1"]

    def test_changes_are_found_by_when_they_happened(self):
        self.client()
        updated = self.call("client.get", "<client_id>1</client_id>").text("client/updated")
        day = updated[:10]
        for inside, found in [
            (f"<updated_from>{updated}</updated_from>", ["1"]),
            (f"<updated_to>{updated}</updated_to>", ["1"]),
            (f"<updated_from>{day}</updated_from><updated_to>{day}</updated_to>", ["1"]),
            ("<updated_from>2099-01-01 00:00:00</updated_from>", []),
            ("<updated_to>1999-12-31</updated_to>", []),
        ]:
            assert self.listed(inside) == found, inside

    def test_tasks_come_by_name_and_taxes_newest_first(self):
        for name in ["mowing", "Digging", "Weeding"]:
            self.make("task.create", f"<task><name>{name}</name></task>")
            self.make("tax.create", f"<tax><name>{name}</name><rate>5</rate></tax>")
        names = self.listed(method="task.list", path="tasks/task/name")
        assert names == ["Digging", "mowing", "Weeding"]
        assert self.listed(method="tax.list", path="taxes/tax/tax_id") == ["3", "2", "1"]

    def test_time_entries_come_by_date(self):
        self.make("task.create", "<task><name>Digging</name></task>")
        self.make(
            "project.create",
            "<project><name>Lawn</name><bill_method>task-rate</bill_method>"
            "<tasks><task><task_id>1</task_id></task></tasks>"
            "<staff><staff><staff_id>1</staff_id></staff></staff></project>",
        )
        for day in ["2026-05-02", "2026-05-03", "2026-05-01"]:
            self.make(
                "time_entry.create",
                "<time_entry><project_id>1</project_id><task_id>1</task_id><staff_id>1</staff_id>"
                f"<hours>1</hours><date>{day}</date></time_entry>",
            )
        days = self.listed(method="time_entry.list", path="time_entries/time_entry/date")
        assert days == ["2026-05-01", "2026-05-02", "2026-05-03"]

    def test_records_in_a_list_have_the_elements_of_a_single_one(self):
        self.client()
        single = self.call("client.get", "<client_id>1</client_id>")
        assert self.call("client.list").names("clients/client") == single.names("client")
