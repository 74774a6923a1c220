"""Every border by name: what is done with bytes that come over it, and what fuzzing begins with."""

import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from tests.fuzz.targets import (
    editions,
    fetching,
    memories,
    published,
    reading,
    samples,
    saying,
    settings,
    visitors,
)

from audioed.errors import AudioedError
from audioed.resources import bundled


@dataclass(frozen=True, kw_only=True, slots=True)
class Border:
    """A place where bytes come in that nobody has looked at."""

    take: Callable[[bytes], None]
    """Hands them to what a user reaches, and holds what was made of them against what is promised."""
    seeds: Callable[[], Iterable[bytes]]

    def __call__(self, content: bytes) -> None:
        """Take bytes in. A refusal with a reason is as good as an answer; every other exception is a defect."""
        with suppress(AudioedError):
            self.take(content)


def _markdown() -> Iterable[bytes]:
    return [samples.LAMP.encode(), *samples.texts(".md"), b'---\ntitle: "A: b"\nauthors: [Ada, {name: Bo}]\n---\nText']


def _pages() -> Iterable[bytes]:
    return samples.texts(".html")


def _lines() -> Iterable[bytes]:
    return [bytes([number % len(saying.LOCALES)]) + line.encode() for number, line in enumerate(samples.golden_lines())]


def _settings() -> Iterable[bytes]:
    content = (samples.show() / "audioed.toml").read_bytes()
    more = b'rate_wpm = 180\nto = ["mp3", "m4b"]\nalso = "vtt"\nkeep = "90 days"\nopening = ""\n'
    return [content, more, content + more, b'[voices]\nde = "de"\n[[persons]]\nname = "Ada"\n']


def _records() -> Iterable[bytes]:
    return [zlib.decompress(editions.record_sample())]


def _editions(suffix: str) -> Callable[[], Iterable[bytes]]:
    return lambda: [samples.edition(suffix)]


def _tags() -> Iterable[bytes]:
    whole = samples.edition("mp3")
    return [whole[:20_000]]


def _answers() -> Iterable[bytes]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 11\r\n\r\n<p>A lamp.\n\n"
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n3\r\n<p>\r\n0\r\n\r\n"
    return [head, chunked, b"HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n"]


def _requests() -> Iterable[bytes]:
    return [
        b'GET\n/sound.mp3\nrange: bytes=0-9,20-\nif-range: "a"',
        b"HEAD\n/episodes/one\nhost: a.example",
        b"GET\n/feed.xml\nhost: a.example:80\naccept-encoding: gzip;q=0.5",
        b"GET\n/../outside.txt\nif-none-match: *",
        b"OPTIONS\n/.hidden",
    ]


def _tables() -> Iterable[bytes]:
    shipped = [path.read_bytes()[:2000] for path in sorted((bundled("voices") / "lexicons").glob("*.tsv"))]
    return [b"written\tspoken\tkind\tcase\nSQL\tsequel\tabbreviation\tany\n# a remark\nNiamh\tNeev\tname\t\n", *shipped]


_PLS: Final = (
    b'<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">'
    b'<lexeme><grapheme>SQL</grapheme><alias>sequel</alias></lexeme><lexeme xmlns:a="urn:audioed:lexicon" a:case="any">'
    b'<grapheme>Niamh</grapheme><phoneme prefer="true">ni\xcb\x90v</phoneme><example>Ask Niamh.</example></lexeme>'
    b"</lexicon>"
)
_POLICY: Final = (
    b'extends = "standard"\n[opening]\nsay = true\ntemplate = "{title}[ by {authors}]"\n[tables]\ntreatment = "skip"\n'
    b'[phrases.en]\nimage = "Picture"\n'
)
_LEDGER: Final = (
    b'podcast_guid = "x"\n[[article]]\nid = "a"\nfile = "articles/a.md"\nslug = "a"\nguid = "g"\nnumber = 1\n'
    b'published = 2024-03-01T00:00:00Z\nsource = "00"\n[[article.correction]]\nat = 2024-03-02T00:00:00Z\n'
    b'kind = "silent"\ntext = "A word."\n'
)

BORDERS: Final[Mapping[str, Border]] = {
    "markdown": Border(take=reading.markdown, seeds=_markdown),
    "plain-text": Border(take=reading.plain_text, seeds=lambda: samples.texts(".txt")),
    "html-document": Border(take=reading.html_document, seeds=_pages),
    "html-fragment": Border(take=reading.html_fragment, seeds=_pages),
    "web-page": Border(take=reading.web_page, seeds=lambda: (b"utf-8\n" + page for page in _pages())),
    "standard-input": Border(take=reading.standard_input, seeds=lambda: samples.texts(".md", ".txt", ".html")),
    "address": Border(
        take=fetching.address, seeds=lambda: [b"[::1]:80/a?b#c", b"ada@example.org:8/%2e", "bücher".encode()]
    ),
    "answer": Border(take=fetching.answer, seeds=_answers),
    "normalization": Border(take=saying.normalization, seeds=_lines),
    "sentences": Border(take=saying.sentences, seeds=_lines),
    "settings": Border(take=settings.settings, seeds=_settings),
    "show-settings": Border(take=settings.show_settings, seeds=_settings),
    "ledger": Border(take=settings.ledger, seeds=lambda: [_LEDGER]),
    "policy": Border(take=settings.policy, seeds=lambda: [_POLICY]),
    "opening": Border(take=settings.opening, seeds=lambda: [b"{title}[ by {authors}][, {date}]. {length}."]),
    "lexicon-table": Border(take=settings.lexicon_table, seeds=_tables),
    "lexicon-pls": Border(take=settings.lexicon_pls, seeds=lambda: [_PLS]),
    "voice": Border(
        take=settings.voice, seeds=lambda: [p.read_bytes() for p in sorted(bundled("voices").glob("*.toml"))[:2]]
    ),
    "names": Border(take=settings.names, seeds=lambda: [b"espeak:de+f3", b"en-gb", b"tone", b"90 days", b"~/x.toml"]),
    "record": Border(take=editions.record, seeds=lambda: [editions.record_sample()]),
    "record-text": Border(take=editions.record_text, seeds=_records),
    "tag": Border(take=editions.tag, seeds=_tags),
    "mp3": Border(take=editions.mp3, seeds=_editions("mp3")),
    "m4b": Border(take=editions.m4b, seeds=_editions("m4b")),
    "opus": Border(take=editions.opus, seeds=_editions("opus")),
    "ranges": Border(take=visitors.ranges, seeds=lambda: [b"bytes=0-9", b"bytes=-5,3-, 4-4", b"bytes = 99-"]),
    "preconditions": Border(
        take=visitors.preconditions,
        seeds=lambda: [b'"a", W/"b"\nSun, 06 Nov 1994 08:49:37 GMT\n*\n1 Jan 2024 0:0 -0500'],
    ),
    "request": Border(take=visitors.request, seeds=_requests),
    "built": Border(take=memories.built, seeds=lambda: [memories.built_sample()]),
    "store-entry": Border(take=memories.store_entry, seeds=lambda: [memories.store_sample()]),
    "run": Border(take=memories.run, seeds=lambda: [memories.run_sample()]),
    "sent-notes": Border(take=memories.sent_notes, seeds=lambda: [b'{"feed.xml": {"mark": "1", "sha256": "00"}}']),
    "published": Border(take=published.one_file, seeds=lambda: map(published.sample, range(len(published.files())))),
    "feed": Border(take=published.feed, seeds=lambda: [published.sample(0)[1:]]),
    "notes": Border(take=published.notes, seeds=_pages),
}
