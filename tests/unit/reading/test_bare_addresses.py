"""Which addresses in Markdown become links without a mark."""

import pytest
from markdown_it import MarkdownIt

from audioed.reading.bare_addresses import link_addresses


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    link_addresses(parser)
    return parser


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see www.example.org.", ["http://www.example.org"]),
        ("a: b: https://example.org/x?y=1, http://two.example", ["https://example.org/x?y=1", "http://two.example"]),
        ("me@example.org or mailto:you@example.org", ["mailto:me@example.org", "mailto:you@example.org"]),
        (f"http://example.org/{'a' * 7900} b", [f"http://example.org/{'a' * 7900}"]),
        ("http://, www. and @ are none", []),
        (f"www.{'a' * 256}.org is none", []),
        (f"http://example.org/{'a' * 8000} is none", []),
    ],
    ids=["host", "schemes", "mail", "long", "no host", "too long a host", "too long"],
)
def test_bare_addresses_are_links(parser: MarkdownIt, text: str, links: list[str]) -> None:
    (_, line, _) = parser.parse(text)

    children = line.children or []
    assert [child.attrs["href"] for child in children if child.type == "link_open"] == links
    assert "".join(child.content for child in children) == text


@pytest.mark.parametrize("unit", ["<", ":", "xhttp:", "http://_ ", "_www.", "mailto:a@", "a@"])
def test_a_row_of_signs_that_could_belong_to_addresses_is_read_in_time_that_grows_with_it(
    parser: MarkdownIt, unit: str
) -> None:
    row = unit * (100_000 // len(unit))

    rendered = parser.render(row)  # by the plugin alone in minutes

    assert rendered.startswith("<p>")
