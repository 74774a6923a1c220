import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audioed.errors import ConfigError
from audioed.model import Metadata
from audioed.reading.front_matter import KEYS, FrontMatter, read_front_matter, tidy_code

SCHEMA = Path(__file__).parents[3] / "docs" / "front-matter.md"


def front(yaml: str) -> FrontMatter:
    return read_front_matter(f"---\n{dedent(yaml).strip()}\n---\nBody.\n", name="a.md")


def metadata(yaml: str) -> Metadata:
    return front(yaml).metadata


def test_every_key_of_the_schema_is_read() -> None:
    found = metadata("""
        title: The year
        authors: [Ada Quill, Piet van der Meulen]
        date: 2024-02-29
        language: en-GB
        summary: |
          Two
          lines.
        image: a.png
        image_alt: A ring
        id: year
        slug: the-year
        source: https://example.org/year
        publisher: The Gazette
        voice: en-gb
        lexicon: {Quill: kwill}
        corrections:
          - {date: 2024-03-04, text: Wrong year.}
    """)

    assert found == Metadata(
        title="The year",
        language="en-GB",
        authors=("Ada Quill", "Piet van der Meulen"),
        date=datetime(2024, 2, 29, tzinfo=UTC),
        summary="Two lines.",
        image="a.png",
        image_alt="A ring",
        id="year",
        slug="the-year",
        source="https://example.org/year",
        publisher="The Gazette",
        voice="en-gb",
        lexicon=(("Quill", "kwill"),),
        corrections=(("2024-03-04", "Wrong year."),),
    )


def test_the_schema_for_people_names_every_key() -> None:
    documented = SCHEMA.read_text(encoding="utf-8")

    assert [key for key in KEYS if f"\n| `{key}`" not in documented] == []


def test_the_example_of_the_schema_is_read() -> None:
    example = SCHEMA.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]

    read = read_front_matter(example, name="example")

    assert read.findings == ()
    assert all(getattr(read.metadata, key) for key in KEYS)


@pytest.mark.parametrize(
    ("yaml", "field", "value"),
    [
        ("author: Jane Doe", "authors", ("Jane Doe",)),
        ("authors: Jane Doe", "authors", ("Jane Doe",)),
        ("authors:\n  - name: Jane Doe\n    url: https://example.org", "authors", ("Jane Doe",)),
        ("description: Short.", "summary", "Short."),
        ("title: 1984", "title", "1984"),
        ("title: Yes", "title", "Yes"),
        ("title: ''", "title", ""),
        ("title:", "title", ""),
        ("language: no", "language", "no"),
        ("lang: pt_br", "language", "pt-BR"),
        ("date: 2025-07-04T09:30:00", "date", datetime(2025, 7, 4, 9, 30, tzinfo=UTC)),
        ("date: 2025-07-04 09:30:00Z", "date", datetime(2025, 7, 4, 9, 30, tzinfo=UTC)),
        ("date: 2025-07-04T22:30-04:00", "date", datetime(2025, 7, 4, 22, 30, tzinfo=timezone(-timedelta(hours=4)))),
        ("lexicon: {10k: ten thousand}", "lexicon", (("10k", "ten thousand"),)),
    ],
)
def test_values_are_taken_as_written(yaml: str, field: str, value: object) -> None:
    assert getattr(metadata(yaml), field) == value


def test_unknown_keys_are_kept_as_json_and_ignored() -> None:
    found = metadata("""
        layout: post
        tags: [sea, {deep: "no"}]
        draft:
    """)

    assert {key: json.loads(value) for key, value in found.extra} == {
        "layout": "post",
        "tags": ["sea", {"deep": "no"}],
        "draft": None,
    }


def test_a_key_that_looks_like_a_slip_is_reported() -> None:
    found = front("""
        title: A
        langauge: de
    """)

    assert found.findings == ('Line 3: "langauge" is no key of the front matter; did you mean "language"?',)


def test_what_only_a_show_heeds_is_kept_and_no_slip_of_the_pen() -> None:
    read = read_front_matter("---\ncorrection: reissue\ncorection: silent\n---\n", name="a.md")

    assert read.metadata.extra == (("correction", '"reissue"'), ("corection", '"silent"'))
    assert read.findings == ('Line 3: "corection" is no key of the front matter; did you mean "correction"?',)


def test_all_problems_are_listed_at_once_with_their_lines() -> None:
    with pytest.raises(ConfigError) as caught:
        front("""
            title: [a, b]
            date: yesterday
            language: Klingon!
            slug: a/b
            source: ftp://example.org
            authors: {url: x}
            lexicon: x
            corrections: x
            title: again
        """)

    assert caught.value.message.splitlines() == [
        "a.md: the front matter doesn't fit:",
        "  line 2, title: takes a text",
        '  line 3, date: "yesterday" is no date; it takes 2025-03-14 or 2025-03-14T09:30:00+01:00',
        '  line 4, language: "Klingon!" won\'t do; it takes a language code, such as "en-GB", "de" or "pt-BR"',
        '  line 5, slug: "a/b" won\'t do; it takes a name without spaces and slashes',
        '  line 6, source: "ftp://example.org" won\'t do; it takes a web address',
        "  line 7, authors: takes a name, or a list of names",
        '  line 8, lexicon: takes "written: spoken" lines',
        "  line 9, corrections: takes a list, each with a date and a text",
        "  line 10, title: is given twice",
    ]
    assert caught.value.hint == "docs/front-matter.md says what each key takes."


def test_a_correction_needs_a_date_and_a_text() -> None:
    with pytest.raises(ConfigError, match="line 3 takes a date and a text"):
        front("corrections:\n  - {date: 2025-01-01}")


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("title: The sea: a history", "line 2 of the front matter is no YAML: mapping values are not allowed here"),
        ("title: A\n- b", "line 3 of the front matter is no YAML"),
        ("a: &a [x]\nb: [*a, *a]", r"line 3 of the front matter is no YAML: aliases \(\*name\) are not read"),
        ("extra: " + "[" * 600, "nested too deeply"),
        ("a: \ufffe", "the front matter is no YAML"),
        ("? [a]\n: b\ntitle: x\n--- \nb: c\n", "Body"),
    ],
)
def test_what_is_no_yaml_is_an_error_with_its_line(yaml: str, message: str) -> None:
    if message == "Body":
        assert front(yaml).metadata.title == "x"
        return
    with pytest.raises(ConfigError, match=message):
        front(yaml)


def test_front_matter_that_is_a_list_is_an_error() -> None:
    with pytest.raises(ConfigError, match="no list of keys with values"):
        front("[a,\nb: c]")


def test_front_matter_that_takes_too_long_to_read_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"a\.md: the front matter has 300,003 characters, more than 300,000"):
        read_front_matter(f"---\na: {'b' * 299_999}\n---\n", name="a.md")


def test_front_matter_that_is_never_closed_is_an_error() -> None:
    with pytest.raises(ConfigError, match="never closed"):
        read_front_matter("---\ntitle: A\n\nText.\n", name="a.md")


@pytest.mark.parametrize(
    "text",
    [
        "Text.\n",
        "",
        "---\n\nA rule above, another below.\n\n---\n\nMore.\n",
        "---\n",
        "--- \nText\n",
        " ---\na: b\n---\n",
    ],
)
def test_a_text_without_front_matter_is_all_body(text: str) -> None:
    read = read_front_matter(text, name="a.md")

    assert read == FrontMatter(metadata=Metadata(title="", language=""), body=text)


def test_empty_front_matter_says_nothing() -> None:
    assert read_front_matter("---\n---\nText.", name="a.md").body == "\n\nText."


def test_the_body_keeps_its_line_numbers() -> None:
    read = read_front_matter("---\ntitle: A\n...\nfourth\n", name="a.md")

    assert read.body.split("\n")[3] == "fourth"


@pytest.mark.parametrize(
    ("code", "tidy"), [("EN", "en"), ("en_gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("de-1996", "de-1996")]
)
def test_language_codes_get_their_usual_form(code: str, tidy: str) -> None:
    assert tidy_code(code) == tidy


@given(st.text())
def test_any_text_is_read_or_refused_as_front_matter(text: str) -> None:
    with suppress(ConfigError):
        assert "Body" in read_front_matter(f"---\ntitle: {text}\n---\nBody", name="a.md").body
