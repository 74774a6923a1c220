from audioed.synthesizing.rewriting import Rewriting


def test_places_of_what_is_kept_move_and_those_of_what_is_replaced_lead_to_its_begin() -> None:
    rewriting = Rewriting()
    rewriting.keep("We met ", 0)
    rewriting.replace("[[n'i:v]]", 7)
    rewriting.keep(" there", 12)

    text = rewriting.text()

    assert text == "We met [[n'i:v]] there"
    assert [rewriting.source(text.index(piece)) for piece in ("met", "[[", "v]]", " there", "re")] == [3, 7, 7, 12, 16]


def test_an_empty_piece_between_two_replaced_ones_takes_no_place() -> None:
    rewriting = Rewriting()
    rewriting.replace("ab", 0)
    rewriting.keep("", 1)
    rewriting.replace("cd", 1)

    assert [rewriting.source(place) for place in range(4)] == [0, 0, 1, 1]
