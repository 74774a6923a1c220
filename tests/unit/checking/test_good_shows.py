from typing import Any


def test_nothing_is_found_in_a_show_that_is_as_it_should_be(published: Any) -> None:
    assert published.findings(is_listened_to=True) == ()
