"""The encoder's few words are those of the catalog."""

from refreshbooks import catalog
from refreshbooks.nouns import LISTS, MONEY


def fields_below(fields):
    for field in fields:
        yield field
        yield from fields_below(field.fields)


def sent():
    for resource in catalog.resources():
        for method in resource.methods:
            yield from fields_below(method.params)


def answered():
    for resource in catalog.resources():
        for method in resource.methods:
            yield from fields_below(method.answer)


def test_every_list_that_can_be_sent_has_its_noun():
    lists = {(field.name, field.item) for field in sent() if field.type == "list"}
    assert ("lines", "line") in lists
    assert lists <= set(LISTS.items())


def test_every_noun_is_one_that_the_service_uses():
    lists = {(field.name, field.item) for field in [*sent(), *answered()] if field.type == "list"}
    assert set(LISTS.items()) <= lists


def test_every_list_that_comes_has_its_noun_or_repeats_plain_ids():
    for field in answered():
        if field.type == "list":
            assert field.name in LISTS, field.name
            assert field.item == LISTS[field.name] or field.item.endswith("_id"), field.item


def test_all_money_is_of_the_type_decimal():
    decimals = {field.name for field in sent() if field.type == "decimal"}
    assert decimals >= MONEY


def test_what_is_decimal_and_no_money_counts_something_else():
    decimals = {field.name for field in sent() if field.type == "decimal"}
    assert decimals - MONEY == {"hour_budget", "hours", "quantity"}
