"""Expenses and categories."""

from tests.marks import integration
from tests.sandbox.classic.account import AccountTest, refused


class CategorizedTest(AccountTest):
    def category(self, name: str, **values: object) -> int:
        return int(self.c.category.create(category={"name": name, **values}).category_id)


@integration
class ExpenseTest(CategorizedTest):
    def setUp(self) -> None:
        super().setUp()
        self.fuel = self.category("Fuel")

    def expense(self, **values: object):
        given = {"staff_id": 1, "category_id": self.fuel, "amount": 100, **values}
        made = self.c.expense.create(expense=given)
        return self.c.expense.get(expense_id=made.expense_id).expense

    def test_taxes_are_inside_the_amount(self):
        shown = self.expense(tax1_name="GST", tax1_percent=5)
        assert (str(shown.amount), str(shown.tax1_amount)) == ("100", "4.76")
        assert shown.tax2_amount.text is None

    def test_two_taxes_lie_side_by_side_or_on_top_of_each_other(self):
        both = {"tax1_percent": 5, "tax2_percent": 10}
        shown = self.expense(amount=115, **both)
        assert (shown.tax1_amount, shown.tax2_amount) == (5, 10)
        shown = self.expense(amount="115.50", compound_tax=1, **both)
        assert (str(shown.tax1_amount), str(shown.tax2_amount)) == ("5", "10.5")

    def test_an_amount_of_tax_may_be_given_instead_of_a_percentage(self):
        shown = self.expense(tax1_name="GST", tax1_amount="4.50")
        assert (str(shown.tax1_amount), shown.tax1_percent.text) == ("4.5", None)

    def test_a_changed_amount_holds_another_tax(self):
        expense_id = self.expense(tax1_percent=5).expense_id
        self.c.expense.update(expense={"expense_id": expense_id, "amount": 200})
        shown = self.c.expense.get(expense_id=expense_id).expense
        assert str(shown.tax1_amount) == "9.52"

    def test_the_status_follows_the_client_whatever_is_sent(self):
        assert self.expense(status=2).status == 0
        shown = self.expense(status=0, client_id=self.client())
        assert shown.status == 1
        for nobody in (0, ""):
            self.c.expense.update(expense={"expense_id": 2, "client_id": shown.client_id})
            self.c.expense.update(expense={"expense_id": 2, "client_id": nobody})
            after = self.c.expense.get(expense_id=2).expense
            assert (after.status, after.client_id) == (0, 0)

    def test_nobody_may_have_spent_it_for_nobody(self):
        shown = self.expense(staff_id=0, client_id=0)
        assert (shown.staff_id, shown.client_id, shown.date) == (0, 0, "2026-05-04")

    def test_staff_category_and_amount_are_required(self):
        given = {"staff_id": 1, "category_id": self.fuel, "amount": 100}
        for name in given:
            rest = {key: value for key, value in given.items() if key != name}
            refused(40040, f"'{name}'", self.c.expense.create, expense=rest)

    def test_a_receipt_shows_in_the_expense(self):
        assert self.expense().has_receipt == 0


@integration
class CategoryTest(CategorizedTest):
    def names(self, categories: object) -> list[str]:
        return [str(each.name) for each in categories.iterchildren()]

    def test_no_two_share_a_name(self):
        first = self.category("Fuel")
        refused(40060, "'name'", self.c.category.create, category={"name": "Fuel"})
        other = self.category("Food")
        change = {"category_id": other, "name": "Fuel"}
        refused(40060, "'name'", self.c.category.update, category=change)
        self.c.category.update(category={"category_id": first, "name": "Fuel"})
        self.c.category.delete(category_id=first)
        self.c.category.update(category=change)

    def test_an_empty_parent_lists_two_storeys(self):
        fees = self.category("Fees")
        self.category("Bank", parent_id=fees)
        self.category("Card", parent_id=fees)
        self.category("Food")
        top = self.c.category.list(parent_id="").categories
        assert (top.get("per_page"), top.get("total")) == ("25", "2")
        assert self.names(top) == ["Fees", "Food"]
        assert self.names(top.category[0].subcategories) == ["Bank", "Card"]
        assert self.names(top.category[1].subcategories) == []

    def test_without_a_parent_the_list_is_flat(self):
        fees = self.category("Fees")
        self.category("Bank", parent_id=fees)
        flat = self.c.category.list().categories
        assert (flat.get("per_page"), self.names(flat)) == ("100", ["Fees", "Bank"])
        assert [each.parent_id.text for each in flat.category] == [None, str(fees)]
        assert not hasattr(flat.category[0], "subcategories")

    def test_a_parents_number_lists_what_is_below_it(self):
        fees = self.category("Fees")
        self.category("Bank", parent_id=fees)
        below = self.c.category.list(parent_id=fees).categories
        assert self.names(below) == ["Bank"]

    def test_a_parent_has_to_be_there_and_somebody_else(self):
        refused(
            50010, "'parent_id'", self.c.category.create, category={"name": "A", "parent_id": 9}
        )
        own = {"category_id": self.category("Fees"), "parent_id": 1}
        refused(40060, "'parent_id'", self.c.category.update, category=own)

    def test_no_category_stands_below_one_that_is_below_it(self):
        fees = self.category("Fees")
        bank = self.category("Bank", parent_id=fees)
        turned = {"category_id": fees, "parent_id": self.category("Card", parent_id=bank)}
        refused(40060, "'parent_id'", self.c.category.update, category=turned)
        assert self.names(self.c.category.list(parent_id="").categories) == ["Fees"]

    def test_parent_zero_is_none(self):
        self.category("Fees", parent_id=0)
        assert self.names(self.c.category.list(parent_id="").categories) == ["Fees"]
        assert self.names(self.c.category.list(parent_id=0).categories) == ["Fees"]

    def test_what_was_below_a_deleted_category_moves_up(self):
        fees = self.category("Fees")
        bank = self.category("Bank", parent_id=fees)
        self.c.category.delete(category_id=fees)
        assert self.c.category.get(category_id=bank).category.parent_id.text is None
