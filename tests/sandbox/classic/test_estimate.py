"""Estimates: draft, sent, accepted; never what a request says."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, a_line, refused


@integration
class EstimateTest(AccountTest):
    def estimate(self, **values: object) -> int:
        made = self.c.estimate.create(estimate={"client_id": self.client(), **values})
        return int(made.estimate_id)

    def status(self, estimate_id: int) -> str:
        return str(self.c.estimate.get(estimate_id=estimate_id).estimate.status)

    def test_a_client_is_all_an_estimate_needs(self):
        shown = self.c.estimate.get(estimate_id=self.estimate()).estimate
        assert (shown.status, shown.amount, shown.discount) == ("draft", 0, 0)
        assert (str(shown.number), shown.last_name) == ("0000001", "Marsh")
        assert (hasattr(shown, "contacts"), shown.date) == (False, "2026-05-04")

    def test_it_has_two_links_and_their_old_names(self):
        shown = self.c.estimate.get(estimate_id=self.estimate()).estimate
        assert [link.tag.partition("}")[2] for link in shown.links.iterchildren()] == [
            "client_view",
            "view",
        ]
        assert str(shown.auth_url) == f"{self.sandbox.url}/estimates/1"

    def test_lines_add_up_and_numbers_of_lines_are_not_shown(self):
        estimate_id = self.estimate()
        lines = [a_line(5, 5), a_line(15, 3)]
        self.c.estimate.update(estimate={"estimate_id": estimate_id, "lines": lines})
        shown = self.c.estimate.get(estimate_id=estimate_id).estimate
        assert (shown.amount, shown.status) == (70, "draft")
        assert not hasattr(shown.lines.line[0], "line_id")

    def test_a_status_in_a_request_is_passed_over(self):
        estimate_id = self.estimate(status="accepted")
        assert self.status(estimate_id) == "draft"
        self.c.estimate.update(estimate={"estimate_id": estimate_id, "status": "sent"})
        assert self.status(estimate_id) == "draft"

    def test_it_may_be_sent_again_and_again_and_accepted_once(self):
        estimate_id = self.estimate()
        for send in (self.c.estimate.markAsSent, self.c.estimate.sendByEmail) * 2:
            send(estimate_id=estimate_id)
            assert self.status(estimate_id) == "sent"
        self.c.estimate.accept(estimate_id=estimate_id)
        assert self.status(estimate_id) == "accepted"
        text = "Failed to accept estimate. Estimate is already accepted."
        refused(50020, text, self.c.estimate.accept, estimate_id=estimate_id)

    def test_sending_what_was_accepted_leaves_it_accepted(self):
        estimate_id = self.estimate()
        self.c.estimate.accept(estimate_id=estimate_id)
        self.c.estimate.markAsSent(estimate_id=estimate_id)
        assert self.status(estimate_id) == "accepted"

    def test_subject_and_message_come_together_or_not_at_all(self):
        estimate_id, send = self.estimate(), self.c.estimate.sendByEmail
        refused(40040, "'message'", send, estimate_id=estimate_id, subject="Hello")
        send(estimate_id=estimate_id, subject="Hello", message="::estimate link::")
        assert self.status(estimate_id) == "sent"
