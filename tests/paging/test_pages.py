"""What an answer says of the page it holds."""

from refreshbooks.paging.pages import Answer


def test_a_page_is_the_last_one_as_far_as_it_says():
    assert Answer(["a row"], [1], page=3, pages=3).is_last
    assert not Answer(["a row"], [1], page=2, pages=3).is_last


def test_a_page_that_says_nothing_is_the_last_one_when_it_is_empty():
    assert Answer([], []).is_last
    assert not Answer(["a row"], [1]).is_last
