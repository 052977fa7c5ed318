"""What every fresh account has: its people, its lists, its texts; and callbacks."""

import contextlib
import unittest
from datetime import datetime, timezone

from refreshbooks.sandbox.classic.app import App
from refreshbooks.sandbox.server import Server
from refreshbooks.sandbox.store import Store
from tests.marks import integration
from tests.sandbox.calling import ClassicTest
from tests.sandbox.speaking import Speaker

SWITCHED = [
    "payment_notification",
    "credit_card_expiry",
    "credit_card_failure",
    "late_payment_reminder_first",
    "late_payment_reminder_second",
    "late_payment_reminder_third",
]


@integration
class ListTest(ClassicTest):
    def test_there_are_154_currencies_and_the_everyday_ones_come_first(self):
        first, second = self.call("currency.list"), self.call("currency.list", "<page>2</page>")
        expected = {"page": "1", "per_page": "100", "pages": "2", "total": "154"}
        assert first.attributes("currencies") == expected
        codes = first.texts("currencies/currency/code") + second.texts("currencies/currency/code")
        assert codes[:5] == ["USD", "CAD", "EUR", "GBP", "AUD"]
        assert len(set(codes)) == 154
        assert all(len(code) == 3 and code.isupper() for code in codes)

    def test_there_are_twelve_languages(self):
        answer = self.call("language.list", "<per_page>5</per_page><page>3</page>")
        expected = {"page": "3", "per_page": "5", "pages": "3", "total": "12"}
        assert answer.attributes("languages") == expected
        assert answer.texts("languages/language/code") == ["es-419", "sv"]
        assert answer.texts("languages/language/name") == ["Spanish (Latin America)", "Swedish"]

    def test_gateways_are_found_by_whether_they_can_charge_by_themselves(self):
        def names(inside=""):
            return self.call("gateway.list", inside).texts("gateways/gateway/name")

        capable = names("<autobill_capable>1</autobill_capable>")
        others = names("<autobill_capable>0</autobill_capable>")
        assert capable
        assert others
        assert sorted(capable + others) == sorted(names())


@integration
class TextTest(ClassicTest):
    def test_default_terms_are_read_and_changed_by_type(self):
        listed = self.call("default_terms.list")
        assert listed.texts("default_terms/terms/type") == ["invoice", "estimate", "credit"]
        changed = "<terms><type>estimate</type><message>As it is.</message></terms>"
        assert self.call("default_terms.update", changed).is_ok
        found = self.call("default_terms.get", "<type>estimate</type>")
        assert found.text("terms/message") == "As it is."
        again = self.call("default_terms.list").texts("default_terms/terms/message")
        assert again[1] == "As it is."
        assert again[::2] == listed.texts("default_terms/terms/message")[::2]

    def test_all_thirteen_templates_can_be_read_one_by_one(self):
        listed = self.call("email_template.list")
        types = listed.texts("email_templates/email_template/type")
        assert len(set(types)) == 13
        for name in types:
            single = self.call("email_template.get", f"<type>{name}</type>")
            elements = single.names("email_template")
            assert ("enabled" in elements) == (name in SWITCHED)
            assert ("required_params" in elements) == (name != "payment_notification")
            body = single.text("email_template/body")
            for variable in single.texts("email_template/required_params/required_param"):
                assert f"::{variable}::" in body

    def test_a_template_keeps_what_an_update_leaves_out(self):
        before = self.call("email_template.get", "<type>new_invoice</type>")
        update = "<email_template><type>new_invoice</type><subject>Bill</subject></email_template>"
        assert self.call("email_template.update", update).is_ok
        after = self.call("email_template.get", "<type>new_invoice</type>")
        assert after.text("email_template/subject") == "Bill"
        assert after.text("email_template/body") == before.text("email_template/body")

    def test_a_body_must_hold_what_it_has_to(self):
        update = "<email_template><type>new_invoice</type><body>Pay!</body></email_template>"
        code, error = self.call("email_template.update", update).failure
        assert (code, "::invoice link::" in error) == ("40060", True)
        update = update.replace("Pay!", "Pay: ::invoice link::")
        assert self.call("email_template.update", update).is_ok

    def test_only_some_templates_can_be_switched(self):
        update = "<email_template><type>{}</type><enabled>1</enabled></email_template>"
        assert self.call("email_template.update", update.format("credit_card_failure")).is_ok
        found = self.call("email_template.get", "<type>credit_card_failure</type>")
        assert found.text("email_template/enabled") == "1"
        refused = self.call("email_template.update", update.format("new_staff"))
        assert refused.failure[0] == "40060"


@integration
class StaffTest(ClassicTest):
    def test_whoever_calls_is_shown_to_themselves(self):
        current = self.call("staff.current")
        assert current.text("staff/staff_id") == "1"
        single = self.call("staff.get", "<staff_id>1</staff_id>")
        assert single.names("staff") == current.names("staff")

    def test_the_system_counts_its_calls(self):
        first = int(self.call("system.current").text("system/api/requests"))
        second = self.call("system.current")
        assert second.text("system/api/requests") == str(first + 1)
        assert second.text("system/api/request_limit") == "2147483647"
        assert second.attributes("system/api/request_limit") == {"deprecated": "1"}

    def test_a_login_is_given_whole_or_not_at_all(self):
        person = "<staff><email>bob@example.com</email>{}</staff>"
        for inside, missing in [
            ("<username>bob</username>", "password"),
            ("<password>secret</password>", "username"),
            ("<username>bob</username><password/>", "password"),
        ]:
            answer = self.call("staff.create", person.format(inside))
            assert answer.failure == ("40040", f"Missing required field: '{missing}'.")
        login = "<username>bob</username><password>secret</password>"
        number = self.make(
            "staff.create", person.format(login + "<email_credentials>1</email_credentials>")
        )
        assert number == "2"
        assert self.make("staff.create", person.format("")) == "3"
        answer = self.call("staff.list")
        assert answer.texts("staff_members/member/username") == ["admin", "bob", ""]

    def test_what_is_only_sent_does_not_come_back(self):
        number = self.make(
            "staff.create",
            "<staff><email>bob@example.com</email><home_phone>1</home_phone>"
            "<notes>late</notes></staff>",
        )
        elements = self.call("staff.get", f"<staff_id>{number}</staff_id>").names("staff")
        assert {"home_phone", "notes", "password", "projects"}.isdisjoint(elements)

    def test_the_administrator_cannot_be_deleted(self):
        assert self.call("staff.delete", "<staff_id>1</staff_id>").failure[0] == "50020"
        assert self.call("staff.current").is_ok


@integration
class CallbackTest(ClassicTest):
    def test_callbacks_are_kept_unverified_and_found_by_event_and_address(self):
        wish = "<callback><event>{}</event><uri>{}</uri></callback>"
        self.make("callback.create", wish.format("invoice.create", "http://127.0.0.1:1/?wc-api=a"))
        self.make("callback.create", wish.format("all", "https://example.com/hook"))

        def found(inside=""):
            answer = self.call("callback.list", inside)
            return answer.texts("callbacks/callback/callback_id")

        assert sorted(found()) == ["1", "2"]
        assert found("<event>all</event>") == ["2"]
        assert found("<uri>http://127.0.0.1:1/?wc-api=a</uri>") == ["1"]
        assert self.call("callback.list").texts("callbacks/callback/verified") == ["0", "0"]
        assert self.call("callback.delete", "<callback_id>1</callback_id>").is_ok
        assert found() == ["2"]

    def test_an_address_must_be_one_that_can_be_posted_to(self):
        wish = "<callback><event>all</event><uri>{}</uri></callback>"
        for uri in ["example.com", "ftp://example.com/", "http://", "javascript:x", "http://[x"]:
            answer = self.call("callback.create", wish.format(uri))
            assert answer.failure == ("40060", "Invalid value for field 'uri'.")

    def test_an_event_must_be_one_of_those_there_are(self):
        wish = "<callback><event>invoice.eaten</event><uri>http://127.0.0.1/</uri></callback>"
        assert self.call("callback.create", wish).failure == (
            "40060",
            "Invalid value for field 'event'.",
        )


class _AsStaff:
    """Credentials that take everybody for the second member of staff."""

    salt = "salt"

    def user(self, method, url, authorization):
        return "2"


def _now():
    return datetime.now(timezone.utc)


@integration
class PermissionTest(unittest.TestCase):
    def test_what_only_the_administrator_may_do_is_refused_to_others(self):
        with contextlib.closing(Store()) as store:
            server = Server(App(store, _AsStaff(), clock=_now))
            with contextlib.closing(server):
                server.token = "anything"
                with contextlib.closing(Speaker(server)) as speaker:
                    for method in ["system.current", "callback.list", "contractor.create"]:
                        refused = speaker.call(method)
                        assert refused.failure == ("30010", "Permission Denied.")
                    assert speaker.call("client.list").is_ok
