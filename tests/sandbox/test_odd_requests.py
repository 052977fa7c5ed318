"""Requests that are a little odd get a document, and nothing is made of them in silence."""

from tests.marks import integration
from tests.sandbox.calling import ClassicTest
from tests.sandbox.speaking import PATH, request

LINE = "<line><name>Digging</name><unit_cost>10</unit_cost><quantity>4</quantity></line>"


@integration
class OddRequestTest(ClassicTest):
    def invoice(self, inside=""):
        client_id = self.client()
        return self.make(
            "invoice.create", f"<invoice><client_id>{client_id}</client_id>{inside}</invoice>"
        )

    def test_a_host_that_cannot_stand_in_a_document_stands_in_no_link(self):
        number = self.client()
        for host in ["a\x01b", "a<b", "", 'a"b', "user@a"]:
            asked = request("client.get", f"<client_id>{number}</client_id>")
            answer = self.speaker.post(asked, Host=host)
            assert answer.is_ok
            assert answer.text("client/links/view") == f"{self.sandbox.url}/clients/{number}"

    def test_links_stand_under_the_name_that_the_program_called(self):
        number = self.client()
        asked = request("client.get", f"<client_id>{number}</client_id>")
        answer = self.speaker.post(asked, Host="sandbox.example.com:8080")
        assert answer.text("client/links/view") == (
            f"http://sandbox.example.com:8080/clients/{number}"
        )

    def test_an_address_in_full_is_as_good_as_its_path(self):
        answer = self.speaker.post(request("tax.list"), path=self.sandbox.url + PATH)
        assert answer.is_ok

    def test_a_part_with_control_characters_in_its_head_is_refused(self):
        content_type = "multipart/related; boundary=B"
        asked = request("tax.list").decode()
        body = f"--B\r\n\r\n{asked}\r\n--B\r\nContent-ID: <a\x01b>\r\n\r\nxx\r\n--B--"
        answer = self.speaker.post(body.encode(), Content_Type=content_type)
        assert answer.failure == ("40010", "Your XML is not formatted correctly.")

    def test_blank_is_as_good_as_empty_where_something_is_required(self):
        for method, inside, name in [
            ("client.get", "<client_id> </client_id>", "client_id"),
            ("receipt.get", "<expense_id>\n</expense_id>", "expense_id"),
            ("task.create", "<task><name> </name></task>", "name"),
            ("invoice.lines.add", "<invoice_id>1</invoice_id><lines> </lines>", "lines"),
        ]:
            self.assert_fails(40040, f"Missing required field: '{name}'.", method, inside)

    def test_auto_billing_sent_blank_ends_like_one_sent_empty(self):
        inside = f"<client_id>{self.client()}</client_id><autobill>\n  </autobill>"
        self.make("recurring.create", f"<recurring>{inside}</recurring>")

    def test_text_where_elements_belong_is_refused_and_takes_nothing_away(self):
        number = self.invoice(f"<lines>{LINE}</lines>")
        for name, inside in [
            ("lines", "<lines>none</lines>"),
            ("lines", f"<lines>{LINE} and so on</lines>"),
            ("line", "<lines><line>Digging</line></lines>"),
            ("invoice", "and so on"),
        ]:
            self.assert_fails(
                40060,
                f"Invalid value for field '{name}'. It takes elements, not text.",
                "invoice.update",
                f"<invoice><invoice_id>{number}</invoice_id>{inside}</invoice>",
            )
        self.assert_fails(
            40060,
            "Invalid value for field 'request'. It takes elements, not text.",
            "tax.list",
            "and so on",
        )
        shown = self.call("invoice.get", f"<invoice_id>{number}</invoice_id>")
        assert shown.text("invoice/amount") == "40"

    def test_a_number_of_thousands_of_digits_is_kept_and_counts_for_nothing(self):
        long = "9" * 5000
        number = self.invoice(f"<number>{long}</number>")
        shown = self.call("invoice.get", f"<invoice_id>{number}</invoice_id>")
        assert shown.text("invoice/number") == long
        shown = self.call("invoice.get", f"<invoice_id>{self.invoice()}</invoice_id>")
        assert shown.text("invoice/number") == "0000001"

    def test_the_greatest_amounts_are_multiplied_added_and_paid_exactly(self):
        great = "999999999999999"
        line = f"<line><unit_cost>{great}</unit_cost><quantity>{great}</quantity></line>"
        number = self.invoice(f"<status>sent</status><lines>{line * 2}</lines>")
        paid = f"<invoice_id>{number}</invoice_id><amount>{great}</amount>"
        self.make("payment.create", f"<payment>{paid}</payment>")
        shown = self.call("invoice.get", f"<invoice_id>{number}</invoice_id>")
        assert shown.text("invoice/amount") == str(2 * int(great) ** 2)
        assert shown.text("invoice/amount_outstanding") == str(2 * int(great) ** 2 - int(great))
        report = self.call("report.getInvoiceDetails")
        assert report.text("reports/report/billed") == f"{2 * int(great) ** 2}.00"

    def test_no_two_contacts_of_a_client_share_a_number(self):
        contact = "<contact>{}<email>kim@example.com</email></contact>"
        number = self.client(f"<contacts>{contact.format('')}</contacts>")
        again = contact.format("<contact_id>1</contact_id>") * 2
        inside = f"<client_id>{number}</client_id><contacts>{again}</contacts>"
        assert self.call("client.update", f"<client>{inside}</client>").is_ok
        shown = self.call("client.get", f"<client_id>{number}</client_id>")
        assert shown.texts("client/contacts/contact/contact_id") == ["1", "2"]

    def test_notes_are_searched_in_any_letter_case_of_any_language(self):
        number = self.client(notes="Fährt über Köln")
        assert self.listed("<notes>ÜBER KÖLN</notes>") == [number]
        assert self.listed("<notes>uber</notes>") == []

    def test_a_reset_forgets_how_many_calls_there_were(self):
        self.call("tax.list")
        self.sandbox.reset()
        assert self.call("system.current").text("system/api/requests") == "1"

    def test_a_list_finds_what_belongs_to_a_deleted_record(self):
        number = self.invoice()
        assert self.call("client.delete", "<client_id>1</client_id>").is_ok
        answer = self.call("invoice.list", "<client_id>1</client_id>")
        assert answer.failure is None
        assert answer.texts("invoices/invoice/invoice_id") == [number]
        self.assert_fails(
            50010,
            "'client_id' not found. Client not found.",
            "invoice.list",
            "<client_id>2</client_id>",
        )
