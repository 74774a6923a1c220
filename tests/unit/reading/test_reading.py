import io
from hashlib import sha256
from pathlib import Path

import pytest

from audioed.errors import EmptyArticleError, ReadingError
from audioed.model import Article, Heading, ListItem, Quotation
from audioed.progress import Began, Event
from audioed.reading import MediaType, Source, load, read, read_source
from audioed.reading.identify import text_of

SAMPLES = Path(__file__).parents[3] / "samples"
ARTICLES = sorted(path for path in SAMPLES.iterdir() if path.is_file())


def article(text: str, media_type: MediaType = MediaType.MARKDOWN, *, name: str = "the-sea.md") -> Article:
    return read_source(Source(name=name, address=f"texts/{name}", media_type=media_type, content=text.encode()))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_a_sample_is_read_with_title_author_language_and_headings(path: Path) -> None:
    found = read(str(path))

    assert found.metadata.title
    assert found.metadata.authors
    assert found.metadata.language in {"en-GB", "en-US", "de", "fr", "ar"}
    assert 300 <= sum(len(text_of(block).split()) for block in found.blocks) <= 1500
    headings = [block for block in found.blocks if isinstance(block, Heading)]
    assert len(headings) >= 2 or path.name == "tides.md"
    assert found.inputs == ((str(path), sha256(path.read_bytes()).hexdigest()),)


def test_ids_are_unique_and_none_is_missing() -> None:
    ids = [block.id for block in read(str(SAMPLES / "every-block.md")).blocks]

    assert all(ids)
    assert len(set(ids)) == len(ids)


def test_one_sample_holds_every_kind_of_block() -> None:
    kinds = {type(block).__name__ for block in read(str(SAMPLES / "every-block.md")).blocks}

    assert kinds == {
        "Heading",
        "Paragraph",
        "Quotation",
        "ListItem",
        "Figure",
        "Table",
        "Code",
        "Maths",
        "Verse",
        "Note",
        "Embed",
        "Break",
    }


def test_reading_says_that_it_begins() -> None:
    events: list[Event] = []

    read("-", stdin=io.BytesIO(b"Hello world"), report=events.append)

    assert events == [Began(stage="reading")]


@pytest.mark.parametrize(
    ("text", "media_type", "title"),
    [
        ("---\ntitle: Said\n---\n# Heading\n\nText", MediaType.MARKDOWN, "Said"),
        ("## Lower\n\n# The *first* heading\n\nText", MediaType.MARKDOWN, "The first heading"),
        ("Text alone.", MediaType.MARKDOWN, "The sea"),
        ("---\ntitle: Said\n---\nA Line\n\nText.", MediaType.PLAIN, "Said"),
        ("A Line\n\nText.", MediaType.PLAIN, "A Line"),
        ("Text alone.", MediaType.PLAIN, "The sea"),
        ("<title>Said</title><p>Text", MediaType.HTML, "Said"),
        ("<p>Text alone.", MediaType.HTML, "The sea"),
    ],
)
def test_the_title_is_said_or_stands_at_the_top_or_is_the_name(text: str, media_type: MediaType, title: str) -> None:
    assert article(text, media_type).metadata.title == title


@pytest.mark.parametrize("name", ["standard input", "2024.md", "--.md"])
def test_what_has_no_name_is_untitled(name: str) -> None:
    assert article("Text.", name=name).metadata.title == "Untitled"


def test_headings_under_the_title_are_rebased() -> None:
    blocks = article("# Sea\n\nText\n\n### Tides\n\nText\n\n##### Moon\n\nText").blocks

    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 1, 2]


def test_front_matter_stands_above_plain_text_too() -> None:
    metadata = article("---\nauthor: Jane Doe\n---\nText.", MediaType.PLAIN).metadata

    assert metadata.authors == ("Jane Doe",)


def test_the_language_given_wins() -> None:
    found = read("-", language="de", stdin=io.BytesIO(b"---\nlanguage: en-GB\n---\nHello world"))

    assert found.metadata.language == "de"
    assert len(found.findings) == 1


def test_code_tells_nothing_of_the_region() -> None:
    found = article("---\nlanguage: en\n---\n# Streams\n\nThe colour is kept.\n\n```\nawk $1 $2 $3\n```\n")

    assert found.metadata.language == "en-GB"


def test_what_was_odd_about_the_source_is_reported() -> None:
    content = "---\nlanguage: de\ntittle: x\n---\nGr\xfc\xdfe\x08 von der See".encode("cp1252")

    findings = read("-", stdin=io.BytesIO(content)).findings

    assert [next(sign for sign in ("windows-1252", "control", "tittle") if sign in each) for each in findings] == [
        "windows-1252",
        "control",
        "tittle",
    ]


def test_a_page_of_the_web_knows_its_address() -> None:
    source = Source(
        name="sea",
        address="https://example.org/sea",
        media_type=MediaType.HTML,
        content=b"<html lang=en><title>Sea</title><article><p>" + b"The sea is wide and the sky is high. " * 20,
    )

    assert read_source(source).metadata.source == "https://example.org/sea"


def test_markdown_from_the_web_knows_its_address() -> None:
    source = Source(name="a.md", address="https://example.org/a.md", media_type=MediaType.MARKDOWN, content=b"Text")

    assert read_source(source).metadata.source == "https://example.org/a.md"


@pytest.mark.parametrize(
    ("text", "media_type", "message"),
    [
        ("", MediaType.MARKDOWN, "the-sea.md is empty"),
        (" \n\t\n", MediaType.PLAIN, "the-sea.md is empty"),
        ("", MediaType.HTML, "the-sea.md is empty"),
        ("---\ntitle: A\n---\n", MediaType.MARKDOWN, "the-sea.md is empty"),
        ("🙂 🙃\n\n🙂", MediaType.PLAIN, "the-sea.md holds nothing to say, only signs: 🙂🙃"),
        ("... !", MediaType.MARKDOWN, "only signs: ...!"),
        ("```\ncode\n```\n\n![](a.png)\n", MediaType.MARKDOWN, "only code (1), figure (1)"),
        ("<script>document.write('Hello')</script>", MediaType.HTML, "all of its text is hidden or no article"),
    ],
)
def test_a_source_without_words_is_refused(text: str, media_type: MediaType, message: str) -> None:
    with pytest.raises(EmptyArticleError) as caught:
        article(text, media_type)

    assert message in caught.value.message
    assert caught.value.hint


def test_a_formula_with_words_for_it_can_be_said() -> None:
    found = article('<math display="block" alttext="a squared"><mi>a</mi></math>', MediaType.HTML)

    assert len(found.blocks) == 1


def test_emoji_among_words_are_kept() -> None:
    assert text_of(article("Good 🙂 day").blocks[0]) == "Good 🙂 day"


def test_text_from_right_to_left_is_read() -> None:
    found = article("# البحر\n\nقال: «hello» ثم مضى.", name="a.md")

    assert found.metadata.language == "ar"
    assert text_of(found.blocks[1]) == "قال: «hello» ثم مضى."


def test_a_paragraph_of_200_000_characters_is_read() -> None:
    text = "word " * 40_000

    assert [text_of(block) for block in article(text).blocks] == [text.strip()]


def test_a_list_30_deep_is_read_in_html_too() -> None:
    text = "<ul><li>item " * 30

    assert sum(isinstance(block, ListItem) for block in article(text, MediaType.HTML).blocks) == 30


def test_a_quotation_in_plain_text_is_one_in_the_article() -> None:
    assert isinstance(article("> Well said.\n\nHe said.", MediaType.PLAIN).blocks[0], Quotation)


def test_the_bytes_are_there_before_anything_is_made_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"---\ntitle: [\n")

    assert load(str(path)).digest == sha256(b"---\ntitle: [\n").hexdigest()


def test_wrong_encoding_is_an_error_that_names_the_place() -> None:
    with pytest.raises(ReadingError, match="line 1, byte 25"):
        read("-", stdin=io.BytesIO(b'<meta charset="utf-8">ab\xffc'))
