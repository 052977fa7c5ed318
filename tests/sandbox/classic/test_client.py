"""Clients: what they are given, and what never comes back."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, refused


@integration
class ClientTest(AccountTest):
    def get(self, client_id: object):
        return self.c.client.get(client_id=client_id).client

    def test_an_address_alone_is_enough_and_several_clients_may_share_it(self):
        for _ in range(2):
            made = self.c.client.create(client={"email": "kim@example.com"})
            shown = self.get(made.client_id)
            assert (shown.username, shown.language) == ("kim@example.com", "en")
            assert (shown.currency_code, shown.folder) == ("USD", "active")

    def test_the_username_is_made_of_the_names(self):
        assert self.get(self.client()).username == "Jo Marsh"
        assert self.get(self.client(username="jo")).username == "jo"

    def test_without_an_address_there_is_no_client(self):
        refused(40040, "'email'", self.c.client.create, client={"first_name": "Jo"})
        refused(40040, "'email'", self.c.client.create, client={"email": ""})

    def test_a_password_never_comes_back(self):
        shown = self.get(self.client(password="open sesame"))
        assert not hasattr(shown, "password")
        assert "sesame" not in "".join(shown.itertext())

    def test_links_lead_to_three_pages(self):
        shown = self.get(self.client())
        pages = [str(link) for link in shown.links.iterchildren()]
        assert len(set(pages)) == 3
        assert str(shown.links.view) == f"{self.sandbox.url}/clients/1"
        assert (shown.url, shown.auth_url) == (shown.links.client_view, shown.links.view)

    def test_secret_pages_are_each_clients_own(self):
        first, second = self.get(self.client()), self.get(self.client())
        assert first.links.client_view != second.links.client_view
        assert first.links.client_view == self.get(1).links.client_view

    def test_contacts_have_numbers_and_an_update_replaces_them(self):
        kim, lee = {"email": "kim@example.com"}, {"email": "lee@example.com"}
        client_id = self.client(contacts=[kim, lee])
        contacts = self.get(client_id).contacts.contact
        assert [int(contact.contact_id) for contact in contacts] == [1, 2]
        changed = {"contact_id": 2, "email": "lee@example.org"}
        self.c.client.update(client={"client_id": client_id, "contacts": [changed]})
        contact = self.get(client_id).contacts.contact
        assert (len(contact), contact.contact_id, contact.email) == (1, 2, "lee@example.org")
        self.c.client.update(client={"client_id": client_id, "notes": "Hello"})
        assert self.get(client_id).contacts.contact.contact_id == 2

    def test_a_contact_has_an_address(self):
        given = {"email": "jo@example.com", "contacts": [{"first_name": "Kim"}]}
        refused(40040, "'email'", self.c.client.create, client=given)

    def test_what_cannot_be_empty_keeps_its_value(self):
        client_id = self.client(language="fr", notes="Old")
        change = {"client_id": client_id, "email": "", "language": "", "username": "", "notes": ""}
        self.c.client.update(client=change)
        shown = self.get(client_id)
        assert (shown.email, shown.language, shown.username) == ("jo@example.com", "fr", "Jo Marsh")
        assert shown.notes.text is None

    def test_a_currency_sent_empty_is_refused(self):
        given = {"email": "jo@example.com", "currency_code": ""}
        refused(40060, "'currency_code'", self.c.client.create, client=given)

    def test_credits_sent_back_are_passed_over(self):
        client_id = self.client()
        shown = self.get(client_id)
        self.c.client.update(
            client={"client_id": client_id, "credit": "99", "credits": shown.credits}
        )
        assert str(self.get(client_id).credit) == "0.00"
