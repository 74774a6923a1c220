from hypothesis import given
from hypothesis import strategies as st

from audioed.verifying.differences import Changed, Difference, Missing, Moved, Surplus, differences


def between(expected: str, found: str) -> list[Difference]:
    return list(differences(expected, found))


def test_the_same_differs_in_nothing() -> None:
    assert between("abcd", "abcd") == []
    assert between("", "") == []


def test_an_item_that_is_gone_is_missing() -> None:
    assert between("abcd", "acd") == [Missing(1)]


def test_an_item_in_whose_place_a_stranger_stands_is_changed() -> None:
    assert between("abcd", "axcd") == [Changed(1, 1)]


def test_an_item_that_is_there_twice_is_a_surplus() -> None:
    assert between("abcd", "abbcd") in ([Surplus(2, 2)], [Surplus(1, 1)])


def test_swapped_items_are_one_that_moved() -> None:
    assert between("abcd", "acbd") in ([Moved(1, 2)], [Moved(2, 1)])


def test_a_stranger_is_a_surplus_before_the_next() -> None:
    assert between("abcd", "abxcd") == [Surplus(2, 2)]


def test_all_at_once_are_told_apart() -> None:
    assert between("abcdefgh", "acxdefghbb") == [Moved(1, 8), Surplus(2, 3), Surplus(9, 8)]


@given(expected=st.text("abcxyz", max_size=12), found=st.text("abcxyz", max_size=12))
def test_each_item_that_differs_is_accounted_for_once(expected: str, found: str) -> None:
    told = between(expected, found)

    gone = [item.expected for item in told if isinstance(item, Missing | Changed | Moved)]
    come = [item.found for item in told if isinstance(item, Surplus | Changed | Moved)]
    assert (told == []) == (expected == found)
    assert len(set(gone)) == len(gone)
    assert len(set(come)) == len(come)
    rest = [item for index, item in enumerate(expected) if index not in gone]
    assert rest == [item for index, item in enumerate(found) if index not in come]
    assert all(expected[item.expected] == found[item.found] for item in told if isinstance(item, Moved))
