"""The encoder's few words are those of the catalog."""

from refreshbooks import catalog
from refreshbooks.nouns import FILTERS, KEYS, LISTS, MONEY, NOTES, RESOURCE_KEYS, UNLISTED, UNPAGED


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


def test_keys_that_break_the_rule_are_those_of_the_catalog():
    irregular = {
        resource.name: resource.key
        for resource in catalog.resources()
        if resource.key and resource.key != f"{resource.name}_id"
    }
    assert irregular == RESOURCE_KEYS


def test_what_narrows_a_list_is_a_filter_of_it_and_an_element_of_the_record():
    for resource, names in FILTERS.items():
        filters = {field.name for field in catalog.find(f"{resource}.list").params}
        create = catalog.find(f"{resource}.create")
        elements = {field.name for field in fields_below(create.params)}
        assert set(names) <= filters & elements, resource


def test_every_list_that_takes_a_part_of_the_record_is_narrowed_by_it():
    for resource in catalog.resources():
        create, lists = (catalog.find(f"{resource.name}.{verb}") for verb in ("create", "list"))
        if create is None or lists is None or not create.documented:
            continue
        record = {field.name for param in create.params for field in param.fields}
        useful = {field.name for field in lists.params if field.type != "enum"} & record
        left_out = useful - set(FILTERS.get(resource.name, ()))
        assert left_out <= {"autobill", "compound", "folder", "notes", "recurring_id", "status"}


def created_and_listed():
    """Yields each resource that can be created and listed, with the fields of both."""
    for resource in catalog.resources():
        create, listing = (catalog.find(f"{resource.name}.{verb}") for verb in ("create", "list"))
        if create and listing:
            shown = {field.name for field in listing.answer[0].fields}
            fields = [field for field in create.params[0].fields if not field.read_only]
            yield resource.name, fields, shown


def test_notes_can_be_sent_and_are_shown_in_lists():
    free = {"notes", "description"}
    found = {}
    for resource, fields, shown in created_and_listed():
        for field in fields:
            if field.name in free & shown:
                assert field.type == "string"
                found[resource] = field.name
    assert found == NOTES


def test_what_lists_never_show_is_known():
    simple = {"object": False, "list": False}
    found = {
        resource: {field.name for field in fields if simple.get(field.type, True)} - shown
        for resource, fields, shown in created_and_listed()
    }
    assert {resource: names for resource, names in found.items() if names} == UNLISTED


def test_lists_without_pages_are_those_of_the_catalog():
    whole = {
        resource.name: method.answer[0].name
        for resource in catalog.resources()
        for method in resource.methods
        if method.documented
        and not method.paged
        and (method.name.endswith(".list") or resource.name == "report")
    }
    assert whole == UNPAGED


def test_ids_with_names_of_their_own_are_those_of_the_catalog():
    listed = {
        resource.record: resource.key
        for resource in catalog.resources()
        if any(method.name == f"{resource.name}.list" for method in resource.methods)
        and resource.key
        and resource.name not in UNPAGED
    }
    assert {name: key for name, key in listed.items() if key != f"{name}_id"} == KEYS
