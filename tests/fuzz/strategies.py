"""What comes over borders: pieces of each format put together at random, and real samples with a few bytes changed."""

import os
from collections.abc import Iterable
from typing import Final

from hypothesis import strategies as st

LONG: Final = os.environ.get("AUDIOED_LONG") == "1"
_TIMES: Final = int(os.environ.get("AUDIOED_FUZZ_TIMES", "40" if LONG else "1"))


def examples(number: int) -> int:
    """Return how many examples a test takes where one run of CI takes `number`."""
    return number * _TIMES


_LONGEST: Final = 6000
"""Bytes of a sample that are changed: there is as much to break in them as in more, and it takes less time."""
_NASTY: Final = (
    b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xf0\x9f\x8f\xbd",
    b"9" * 5000, b"-1", b"[" * 300, b"(" * 300, b"<b>" * 50, b"\r", b"\x85", b"%00", b"&#xD800;", b"&#0;", b"\\ud800",
    b'"', b"'", b"\n\n", b"\t", b"---\n", b"...", b"1/2", b"1e999", b"NaN", b"{}", b"..", b"/", b"//[", b"]]>", b"--",
    b"0", b"\xcc\x81", b"\xd9\xa3",
)  # fmt: skip


def mutations(samples: Iterable[bytes]) -> st.SearchStrategy[bytes]:
    """Return real samples, or stretches of them, in which a few things are changed, doubled or taken away."""
    kept = [sample[:_LONGEST] for sample in samples]

    @st.composite
    def mutated(draw: st.DrawFn) -> bytes:
        content = bytearray(draw(st.sampled_from(kept)))
        for _ in range(draw(st.integers(1, 6))):
            at = draw(st.integers(0, len(content)))
            match draw(st.sampled_from(["byte", "insert", "cut", "double", "head", "splice"])):
                case "byte" if at < len(content):
                    content[at] = draw(st.integers(0, 255))
                case "insert":
                    content[at:at] = draw(st.sampled_from(_NASTY) | st.binary(max_size=8))
                case "cut":
                    del content[at : at + draw(st.integers(1, 400))]
                case "double":
                    content[at:at] = content[at : at + draw(st.integers(1, 400))]
                case "splice":
                    other = draw(st.sampled_from(kept))
                    begin = draw(st.integers(0, len(other)))
                    content[at:] = other[begin : begin + len(content) - at + 100]
                case _:
                    del content[at:]
        return bytes(content)

    return mutated()


# Markdown. ------------------------------------------------------------------------------------------------------------

_WORDS: Final = st.sampled_from(
    ["qqx", "qqx qqx.", "Dr qqx", "qqx 1/2 qqx", "£2.50 qqx", "**qqx**", "*qqx*", "`qqx`", "~~qqx~~",
     "[qqx](http://[x)", "![qqx](a.png)", "qqx[^1]", "$qqx$", "\\*qqx", "&lt;qqx", "<b>qqx", "</b>qqx", "qqx<br>qqx",
     "<!-- c -->qqx", "qqx  \nqqx", "https://example.org/a?b qqx", "<span lang=de>qqx</span>",
     "<abbr title=qqy>qqx</abbr>", "qqx\u00a0qqx", "\u202eqqx", "<time datetime=2021-13-45>qqx</time>", "🎉 qqx",
     "qqx—qqx", "“qqx”", "<sup>1</sup>qqx", "HTML qqx"]
)  # fmt: skip
_LINE: Final = st.lists(_WORDS, min_size=1, max_size=4).map(" ".join)
_BLOCKS: Final = st.one_of(
    _LINE,
    st.builds(lambda level, line: f"{'#' * level} {line}", st.integers(1, 7), _LINE),
    st.builds(lambda lines: "\n".join(f"> {line}" for line in lines), st.lists(_LINE, min_size=1, max_size=3)),
    st.builds(
        lambda mark, lines: "\n".join(f"{'  ' * (number % 3)}{mark} {line}" for number, line in enumerate(lines)),
        st.sampled_from(["-", "1.", "*", "999999999)"]),
        st.lists(_LINE, min_size=1, max_size=4),
    ),
    st.builds(lambda line: f"| {line} | qqx |\n|---|:-:|\n| qqx | {line} |", _LINE),
    st.builds(lambda line: f"```py\n{line}\n```", _LINE),
    st.builds(lambda line: f"[^1]: {line}\n    \n    {line}", _LINE),
    st.builds(lambda one, two: f"{one}\n: {two}", _LINE, _LINE),
    st.builds(lambda line: f"<figure><img src=a alt='qqx'><figcaption>{line}</figcaption></figure>", _LINE),
    st.builds(lambda line: f"<div hidden>\n\n{line}\n\n</div>", _LINE.filter(lambda line: "![" not in line)),
    st.builds(lambda line: f"$$\n{line}\n$$", _LINE),
    st.sampled_from(
        [
            "***",
            "---",
            "<hr>",
            "[a]: http://[",
            "===",
            "*[HTML]: markup",
            "\t\tqqx",
            "<details><summary>qqx",
            "<table><td>qqx",
        ]
    ),
)
MARKDOWN: Final = st.lists(_BLOCKS, max_size=8).map("\n\n".join)

# Front matter. --------------------------------------------------------------------------------------------------------

_KEYS: Final = st.sampled_from(
    ["title", "authors", "author", "date", "language", "summary", "image", "id", "slug", "source", "voice", "lexicon",
     "corrections", "correction", "Title", "? x", "'a b'", "<<", "!!x"]
)  # fmt: skip
_VALUES: Final = st.sampled_from(
    ["qqx", "'qqx'", '"\\x07"', '"\\ud800"', '"\\UFFFFFFFF"', "[a, [b, {c: d}]]", "{name: Bo}", "- a\n- b",
     "|\n  qqx", ">-\n  q", "2021-02-30", "2021-01-01T00:00:00+14:00", "0001-01-01", "0x1F", "no", "~", "", "*a",
     "&a b", "!!binary qqx", "!!python/x", "[{date: 2021-01-01, text: a}]", "[{date: x}]", "en-GB", "de-", "http://[",
     "a/../b", "\n  K: v", "[", "{", "'", "%", "@", "`", "9" * 5000]
)  # fmt: skip
_ENTRIES: Final = st.lists(st.builds("{}: {}".format, _KEYS, _VALUES), max_size=6).map("\n".join)
FRONT_MATTER: Final = st.builds(
    lambda entries, end, text: f"---\n{entries}\n{end}\n\n{text}",
    _ENTRIES,
    st.sampled_from(["---", "...", "--- ", "", "----"]),
    MARKDOWN,
)

# HTML that isn't well-formed, or that the property tests of reading leave out. ----------------------------------------

_TAGS: Final = st.sampled_from(
    "p div section article main header footer aside blockquote figure figcaption ul ol li dl dt dd h1 h2 h6 table "
    "caption tr th td a abbr b code del em q ruby rt span sub sup time var math mi svg title desc pre template "
    "noscript iframe video select option button input br hr img wbr base body html head script style form details "
    "x-own".split()
)
_ATTRIBUTES: Final = st.sampled_from(
    ["", "", "hidden", "lang=de", "lang='-'", "id=a", "id='a'", "href=#a", "href='http://['", "src='//['",
     "class=footnotes", "role=doc-footnote", "role=doc-noteref", "role=presentation", "role=heading aria-level=99",
     "aria-label=qqx", "colspan=0", "rowspan=70000", "start=-5", "reversed", "value=x", "datetime=9999-12-31",
     "title=qqx", "alt=qqx", "alt", "style='display:none'", "class='math display'", "type=application/ld+json",
     "dir=rtl", "cite='['", "srcset=','", "name=author content=qqx", "property=og:title content=qqx",
     "itemprop=datePublished datetime=0001-01-01T00:00+14:00", "class='hentry byline vcard fn'"]
)  # fmt: skip
_TEXTS: Final = st.sampled_from(
    ["qqx", " ", "\n", "&nbsp;", "&#xD800;", "&bogus;", "<!--", "-->", "<![CDATA[qqx]]>", "<?x?>", "]]>", "<", "</",
     "1/2", "\u200b", '{"@type": "NewsArticle", "headline": ["qqx"], "author": [[1]], "datePublished": 5}', "By qqx",
     "\u0301"]
)  # fmt: skip
_PARTS: Final = st.one_of(
    _TEXTS,
    st.builds("<{} {}>".format, _TAGS, _ATTRIBUTES),
    st.builds("<{} {}>".format, _TAGS, _ATTRIBUTES),
    st.builds("</{}>".format, _TAGS),
    st.builds("<{0} {1}>qqx qqx.</{0}>".format, _TAGS, _ATTRIBUTES),
)
HTML: Final = st.lists(_PARTS, max_size=30).map("".join)

# TOML, and JSON that is nearly right. ---------------------------------------------------------------------------------

TOML_VALUES: Final = st.sampled_from(
    ['""', '"qqx"', "'\u202e'", "0", "-1", "1e999", "nan", "true", "[]", '["a"]', "[1, 'a']", "{}", "{a = 1}",
     "2021-01-01", "0001-01-01T00:00:00+14:00", "9" * 5000, '"\\u0000"', '"~nobody/a"', '"../a"', "[" * 2000,
     '"http://["', "[{name = 'a'}]", "07:32:00"]
)  # fmt: skip


def toml(keys: Iterable[str]) -> st.SearchStrategy[bytes]:
    """Return files of these keys, dotted or in tables as they are, with values that they may not take."""
    lines = st.builds("{} = {}".format, st.sampled_from([*keys]), TOML_VALUES) | st.sampled_from(
        ["[a]", "[[a]]", "# a", "="]
    )
    return st.lists(lines, max_size=6).map(lambda some: "\n".join(some).encode())
