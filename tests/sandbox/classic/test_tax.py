"""Taxes, items and contractors: the little they do beyond being kept."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, refused


@integration
class TaxTest(AccountTest):
    def tax(self, name: str, **values: object) -> int:
        return int(self.c.tax.create(tax={"name": name, **values}).tax_id)

    def test_no_two_share_a_name(self):
        self.tax("GST")
        refused(40060, "'name'", self.c.tax.create, tax={"name": "GST"})
        self.c.tax.delete(tax_id=1)
        assert self.tax("GST") == 2

    def test_a_name_has_at_most_fifteen_characters(self):
        self.tax("N" * 15)
        refused(40060, "'name'", self.c.tax.create, tax={"name": "N" * 16})

    def test_a_tax_is_nothing_and_simple_unless_it_says_more(self):
        tax = self.c.tax.get(tax_id=self.tax("GST")).tax
        assert (tax.rate, tax.compound, tax.number.text) == (0, 0, None)
        tax = self.c.tax.get(tax_id=self.tax("PST", rate="7.50", compound=1)).tax
        assert (str(tax.rate), tax.compound) == ("7.5", 1)

    def test_compound_ones_are_listed_apart(self):
        self.tax("GST")
        self.tax("QST", compound=1)
        assert str(self.c.tax.list(compound=1).taxes.tax.name) == "QST"
        assert str(self.c.tax.list(compound=0).taxes.tax.name) == "GST"


@integration
class ItemTest(AccountTest):
    def test_stock_is_tracked_until_it_is_sent_empty(self):
        made = self.c.item.create(item={"name": "Spade", "unit_cost": "17.50", "inventory": 3})
        item = self.c.item.get(item_id=made.item_id).item
        assert (str(item.unit_cost), item.inventory) == ("17.50", 3)
        self.c.item.update(item={"item_id": made.item_id, "inventory": ""})
        assert self.c.item.get(item_id=made.item_id).item.inventory.text is None


@integration
class ContractorTest(AccountTest):
    def test_a_contractor_is_invited_and_an_update_answers_the_number(self):
        task = self.c.task.create(task={"name": "Digging"})
        given = {"email": "lee@example.com", "task_id": task.task_id}
        made = self.c.contractor.create(contractor=given)
        contractor = self.c.contractor.get(contractor_id=made.contractor_id).contractor
        assert (contractor.status, contractor.projects.countchildren()) == ("invited", 0)
        change = {"contractor_id": made.contractor_id, "name": "Lee", "email": ""}
        assert self.c.contractor.update(contractor=change).contractor_id == made.contractor_id
        contractor = self.c.contractor.get(contractor_id=made.contractor_id).contractor
        assert (contractor.name, contractor.email) == ("Lee", "lee@example.com")
        assert contractor.status == "invited"
