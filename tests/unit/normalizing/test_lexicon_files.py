from pathlib import Path

import pytest
from lxml import etree

from audioed.errors import NormalizationError, OutputError
from audioed.normalizing import Entry
from audioed.normalizing.lexicons import add_entry, general_entries, general_files, lexicon_for, read_entries
from audioed.normalizing.lexicons.pls import read_pls, to_pls
from audioed.normalizing.lexicons.table import read_table, with_entry

FULL = Entry(
    written="Kyiv",
    spoken="Keev",
    ipa="ˈkiːjɪu̯",
    language="en-GB",
    kind="place",
    any_case=True,
    sentence="<Kyiv> & co.",
    expected='Keev "and" co.',
)
PLS = '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" xml:lang="en"{}>{}</lexicon>'


def pls(body: str, attributes: str = ' alphabet="ipa"') -> bytes:
    return PLS.format(attributes, body).encode()


def test_a_table_names_its_columns_in_any_order() -> None:
    table = "# Ours.\n\nspoken\twritten\tcase\n# places\nKeev\tKyiv\nnice\tNice\tany\n"

    entries = read_table(table, name="x")

    assert entries == (
        Entry(written="Kyiv", spoken="Keev"),
        Entry(written="Nice", spoken="nice", any_case=True),
    )


@pytest.mark.parametrize("table", ["", "# nothing\n\n"])
def test_an_empty_table_has_no_entries(table: str) -> None:
    assert read_table(table, name="x") == ()


def test_all_problems_of_a_table_are_told_at_once() -> None:
    table = "written\tspoken\tcase\na\tb\tc\td\n\tb\na\na\tb\tsmall\n"

    with pytest.raises(NormalizationError) as caught:
        read_table(table, name="names.tsv")

    assert caught.value.message.splitlines() == [
        "names.tsv can't be used as a lexicon:",
        "  line 2: it has 4 fields, but there are 3 columns",
        "  line 3: nothing is written",
        '  line 4: "a" has neither a spoken form nor its IPA',
        '  line 5: case takes "exact" or "any", not "small"',
    ]


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("Kyiv\tKeev", 'there is no column "kyiv"'),
        ("written\tkind", "the columns must be named"),
        ("written\tspoken\tspoken", "a column is named twice"),
    ],
)
def test_a_head_that_does_not_fit_is_told(head: str, problem: str) -> None:
    with pytest.raises(NormalizationError, match=problem):
        read_table(head, name="x")


def test_an_entry_is_added_to_a_table_that_stays_as_it_is() -> None:
    table = "# Ours.\nwritten\tspoken\n# places\nBath\tbarth\n"

    told = with_entry(table, Entry(written="Kyiv", spoken="Keev", kind="place"), name="x")

    assert told == "# Ours.\nwritten\tspoken\tkind\n# places\nBath\tbarth\nKyiv\tKeev\tplace\n"


def test_an_entry_takes_the_place_of_the_one_for_the_same_word() -> None:
    table = "written\tspoken\nBath\tbath\nWells\twells\n"

    told = with_entry(table, Entry(written="Bath", spoken="barth"), name="x")

    assert told == "written\tspoken\nBath\tbarth\nWells\twells\n"


def test_a_table_takes_no_tab() -> None:
    with pytest.raises(NormalizationError, match="no tab"):
        with_entry("", Entry(written="a\tb", spoken="c"), name="x")


@pytest.mark.parametrize("name", ["own.tsv", "own.pls", "folder/own.xml"])
def test_an_entry_comes_back_from_its_file_as_it_was_put_in(name: str, tmp_path: Path) -> None:
    path = tmp_path / name

    first, second = add_entry(path, FULL), add_entry(path, FULL)

    assert read_entries(path) == ((FULL,), ())
    assert (first, second) == (False, True)


def test_a_pls_document_grows_in_its_language(tmp_path: Path) -> None:
    path = tmp_path / "own.pls"
    add_entry(path, FULL)

    add_entry(path, Entry(written="Bath", spoken="barth"))

    assert [(entry.written, entry.language) for entry in read_entries(path)[0]] == [
        ("Kyiv", "en-GB"),
        ("Bath", "en-GB"),
    ]


def test_a_pls_document_needs_a_language(tmp_path: Path) -> None:
    with pytest.raises(NormalizationError, match="needs a language"):
        add_entry(tmp_path / "own.pls", Entry(written="Bath", spoken="barth"))


def test_a_pls_document_has_one_language() -> None:
    with pytest.raises(NormalizationError, match='"Kyiv" is "en-GB", not "de"'):
        to_pls([FULL], language="de")


def test_what_is_written_is_pls_to_others() -> None:
    document = etree.fromstring(to_pls([FULL], language="en-GB").encode())
    of_pls = {"p": "http://www.w3.org/2005/01/pronunciation-lexicon"}

    assert document.get("version") == "1.0"
    assert document.get("alphabet") == "ipa"
    assert document.xpath("//p:lexeme/*[namespace-uri() != $pls]", namespaces=of_pls, pls=of_pls["p"]) == []
    assert document.xpath("string(//p:phoneme)", namespaces=of_pls) == "ˈkiːjɪu̯"
    assert [etree.QName(child).localname for child in document[0]] == ["grapheme", "alias", "phoneme", "example"]


_CONTENT_MODEL = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/01/pronunciation-lexicon"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start>
    <element name="lexicon">
      <attribute name="version" ns=""><value>1.0</value></attribute>
      <attribute name="alphabet" ns=""><data type="string"/></attribute>
      <attribute name="lang" ns="http://www.w3.org/XML/1998/namespace"><data type="language"/></attribute>
      <zeroOrMore>
        <element name="lexeme">
          <oneOrMore><element name="grapheme"><text/></element></oneOrMore>
          <zeroOrMore>
            <choice><element name="alias"><text/></element><element name="phoneme"><text/></element></choice>
          </zeroOrMore>
          <zeroOrMore><element name="example"><text/></element></zeroOrMore>
        </element>
      </zeroOrMore>
    </element>
  </start>
</grammar>
"""
"""PLS 1.0, section 4, as far as this program writes it."""


def test_what_is_written_conforms_once_the_attributes_of_other_namespaces_are_removed() -> None:
    """PLS 1.0, section 5: other namespaces don't count."""
    awkward = Entry(written='a "b" <c> & d\x0b', spoken="", ipa="ʌ", kind='x"', sentence="\U0001f600]]>")
    document = etree.fromstring(to_pls([FULL, awkward], language="en-GB").encode())

    for element in document.iter():
        for name in filter(lambda name: name.startswith("{urn:"), list(element.attrib)):
            del element.attrib[name]

    etree.RelaxNG(etree.fromstring(_CONTENT_MODEL)).assertValid(document)
    assert [child.text for child in document[1]] == ['a "b" <c> & d', "ʌ", "\U0001f600]]>"]


def test_every_grapheme_of_a_lexeme_is_said_with_its_preferred_pronunciation() -> None:
    body = """<!-- both --><lexeme><grapheme>colour</grapheme><grapheme>color</grapheme>
      <alias>one</alias><alias prefer="true">two</alias><phoneme>a</phoneme><phoneme alphabet="x-sampa">b</phoneme>
      <example>What   colour?</example></lexeme>"""

    entries, findings = read_pls(pls(body), name="x")

    assert entries == tuple(
        Entry(written=written, spoken="two", ipa="a", language="en", sentence="What colour?")
        for written in ("colour", "color")
    )
    assert findings == ()


def test_a_lexeme_without_a_usable_pronunciation_is_a_finding() -> None:
    body = "<lexeme><grapheme>Kyiv</grapheme><phoneme>a</phoneme></lexeme><lexeme><phoneme>b</phoneme></lexeme>"

    entries, findings = read_pls(pls(body, ' alphabet="x-sampa"'), name="own.pls")

    assert entries == ()
    assert findings == (
        "own.pls: Kyiv (line 1) has neither an alias nor IPA: it is left out.",
        "own.pls: a lexeme (line 1) has neither an alias nor IPA: it is left out.",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<lexicon", "not well-formed"),
        (b"<html/>", "no PLS document: its first element is 'html'"),
        (b'<!DOCTYPE l [<!ENTITY e SYSTEM "file:///etc/passwd">]><l>&e;</l>', "declares a document type"),
    ],
)
def test_what_is_no_pls_is_told(content: bytes, problem: str) -> None:
    with pytest.raises(NormalizationError, match=problem):
        read_pls(content, name="own.pls")


@pytest.mark.parametrize(
    ("content", "problem"), [(None, "No such file"), ("written\tspoken\ncafé\tx".encode("latin-1"), "is not UTF-8")]
)
def test_a_file_that_cannot_be_read_is_named(content: bytes | None, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(NormalizationError, match=f"own.tsv .*{problem}"):
        read_entries(path)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputError, match="can't be written"):
        add_entry(tmp_path / "file" / "own.tsv", FULL)


def test_the_general_lexicon_says_what_each_of_its_entries_is() -> None:
    entries = general_entries("en-GB")

    assert len(entries) >= 500
    assert {entry.kind for entry in entries} == {
        "name", "place", "organization", "brand", "acronym", "abbreviation", "word",
    }  # fmt: skip
    assert {entry.language for entry in entries} == {"en"}
    assert len({entry.written for entry in entries}) == len(entries)


def test_there_is_no_general_lexicon_where_no_file_is() -> None:
    assert general_entries("tlh") == ()
    assert [path.name for path in general_files()] == ["en.tsv"]


def test_a_shows_lexicons_stand_above_the_general_one_the_last_highest(tmp_path: Path) -> None:
    one, two = tmp_path / "1.tsv", tmp_path / "2.tsv"
    one.write_text("written\tspoken\nNiamh\tone\nOkello\tone\n")
    two.write_text("written\tspoken\nOkello\ttwo\n")

    lexicon = lexicon_for("en-GB", (one, two))

    assert [spoken for _, _, spoken in lexicon.find("Niamh Okello Kyiv", "en-GB")] == ["one", "two", "Keev"]


def test_findings_of_a_shows_lexicon_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "own.pls"
    path.write_bytes(pls("<lexeme><grapheme>Kyiv</grapheme></lexeme>"))

    assert len(lexicon_for("en-GB", (path,)).findings) == 1
