"""XML of strangers, such as lexicons and feeds: no entities, no document type, nothing fetched, nothing that grows."""

import threading
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from audioed.errors import NormalizationError, ReadingError
from audioed.markup import absolutize, parse, parse_xml, raw_text
from audioed.normalizing.lexicon import Entry
from audioed.normalizing.lexicons.pls import read_pls, to_pls

SECRET = "the secret of the machine"  # noqa: S105 - no password, but a file that must not be read
PLS = 'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"'


def laughs(count: int, *, in_attribute: bool = False) -> str:
    entities = '<!ENTITY a0 "ha ha ha ha ha ha ha ha">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, count)
    )
    used = f"&a{count - 1};"
    return f"<!DOCTYPE l [{entities}]>" + (f'<l a="{used}"/>' if in_attribute else f"<l>{used}</l>")


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address that answers with an entity, and what was asked of it."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!ENTITY x 'y'>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", paths
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "document",
    [
        laughs(3),
        laughs(10),
        laughs(10, in_attribute=True),
        laughs(40),
        f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]><l>{"&a;" * 10_000}</l>',
        '<!DOCTYPE l [<!ENTITY a "&b;"><!ENTITY b "&a;">]><l>&a;</l>',
        "<!DOCTYPE l [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]><l>&b;</l>",
        "<!DOCTYPE l><l/>",
        "<!DOCTYPE l []><l/>",
        "<!DOCTYPE l [<!ATTLIST l a CDATA 'default'>]><l/>",
        "<!-- before --><!DOCTYPE l><l/>",
        "<l>&undefined;</l>",
        "<l>&eacute;</l>",
        "<l>&#0;</l>",
        "<a>" * 100_000,
        f'<l a="{"x" * 12_000_000}"/>',
    ],
    ids=[
        "a few laughs",
        "a billion laughs",
        "in an attribute",
        "a longer chain",
        "quadratic",
        "a circle",
        "parameter entities",
        "a document type",
        "an empty one",
        "defaults",
        "after a comment",
        "an unknown entity",
        "one of HTML's",
        "NUL",
        "depth",
        "length",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_declares_or_grows_is_refused(document: str, encoding: str) -> None:
    content = document.encode(encoding)

    with pytest.raises(ReadingError) as refused:
        parse_xml(content)
    with pytest.raises(ReadingError):
        absolutize(content, "https://example.org/")
    with pytest.raises(NormalizationError, match="can't be used as a lexicon"):
        read_pls(content, name="words.pls")

    assert refused.value.hint


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE l [<!ENTITY x SYSTEM "{}">]><l>&x;</l>',
        '<!DOCTYPE l [<!ENTITY % x SYSTEM "{}"> %x;]><l/>',
        '<!DOCTYPE l SYSTEM "{}"><l/>',
        '<!DOCTYPE l PUBLIC "-//X//Y" "{}"><l/>',
        '<?xml-stylesheet type="text/xsl" href="{}"?><l/>',
        '<l xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{}" parse="text"/></l>',
        '<l xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="{}"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml" manifest="{}"/>',
    ],
)
def test_nothing_is_fetched_and_no_file_is_read(document: str, asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, paths = asked
    secret = tmp_path / "secret"
    secret.write_text(SECRET)

    for place in (f"{address}/x.dtd", secret.as_uri(), str(secret), f"jar:{secret.as_uri()}!/", f"expect://{secret}"):
        told = ""
        try:
            told = etree.tostring(parse_xml(document.format(place).encode()), encoding="unicode")
        except ReadingError as refused:
            told = str(refused)
        told += raw_text(parse(document.format(place)))

        assert SECRET not in told
    assert paths == []


@pytest.mark.parametrize("declared", ["utf-7", "ebcdic-us", "x-nonsense", "utf-32"])
def test_an_encoding_that_hides_what_is_written_is_refused(declared: str) -> None:
    with pytest.raises(ReadingError):
        parse_xml(f'<?xml version="1.0" encoding="{declared}"?>+ADw-!DOCTYPE l+AD4-<l>+AD0-</m>'.encode())


@given(st.text(alphabet=st.characters(codec=None)), st.text(alphabet=st.characters(codec=None)))
def test_a_lexicon_of_any_text_is_well_formed_and_reads_back(written: str, spoken: str) -> None:
    document = to_pls([Entry(written=f"a{written}", spoken=f"b{spoken}")], language="en-GB")

    entries, _ = read_pls(document.encode("utf-8"), name="words.pls")

    assert len(entries) == 1
    assert entries[0].written.startswith("a")


def test_markup_in_a_lexicon_is_text() -> None:
    hostile = "]]></alias><!DOCTYPE x><script>alert(1)</script>"
    document = f'<lexicon version="1.0" {PLS} alphabet="ipa" xml:lang="en"><lexeme><grapheme>a</grapheme>'
    document += f"<alias>{escape(hostile)}</alias></lexeme></lexicon>"

    entries, _ = read_pls(document.encode(), name="words.pls")

    assert entries[0].spoken == hostile
    assert read_pls(to_pls(entries, language="en").encode(), name="words.pls")[0] == entries
