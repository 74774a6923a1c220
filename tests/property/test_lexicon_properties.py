"""What holds for every lexicon and every text."""

from itertools import pairwise
from unicodedata import normalize as normalize_unicode

from hypothesis import given, settings
from hypothesis import strategies as st

from audioed.normalizing import Entry, Lexicon, normalize
from audioed.normalizing.lexicons.pls import read_pls, to_pls
from audioed.normalizing.lexicons.table import read_table, with_entry

WORDS = st.text("abKİı'’-. é\u0301", min_size=1, max_size=6)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), max_size=12)
ENTRIES = st.builds(Entry, written=WORDS.filter(str.strip), spoken=LINE, any_case=st.booleans())


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=6), st.text(alphabet="abKİı'’-. é\u03015$@/£", max_size=40))
def test_raw_parts_rebuild_the_source_with_any_lexicon(entries: list[Entry], text: str) -> None:
    tokens = normalize(text, "en-GB", lexicon=Lexicon(entries))

    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(before.end == after.start for before, after in pairwise(tokens))


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=6), st.text(alphabet="abKİı'’-. é\u0301", max_size=40))
def test_entries_are_found_in_order_and_apart_where_they_are_written(entries: list[Entry], text: str) -> None:
    position = 0
    for start, end, entry in Lexicon(entries).find_entries(text):
        assert position <= start < end <= len(text)
        found, wanted = (typed(form) for form in (text[start:end], normalize_unicode("NFC", entry.written.strip())))
        assert found.casefold() == wanted.casefold() if entry.any_case else found == wanted
        position = end


def typed(text: str) -> str:
    return text.replace("’", "'")


FULL = st.builds(
    Entry,
    written=LINE.filter(lambda text: text.strip() and not text.startswith("#")),
    spoken=LINE.filter(bool),
    ipa=LINE,
    kind=LINE,
    any_case=st.booleans(),
    sentence=LINE,
    expected=LINE,
)


@settings(max_examples=100, deadline=None)
@given(FULL)
def test_an_entry_comes_back_from_a_table(entry: Entry) -> None:
    assert read_table(with_entry("", entry, name="x"), name="x") == (entry,)


@settings(max_examples=100, deadline=None)
@given(FULL)
def test_an_entry_comes_back_from_pls(entry: Entry) -> None:
    (told,), findings = read_pls(to_pls([entry], language="en").encode(), name="x")

    assert (told.written, told.spoken, told.ipa, told.kind) == (entry.written, entry.spoken, entry.ipa, entry.kind)
    assert (told.any_case, told.sentence, told.expected) == (entry.any_case, entry.sentence, entry.expected)
    assert told.language == "en"
    assert findings == ()
