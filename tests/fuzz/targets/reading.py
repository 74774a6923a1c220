"""Articles: whatever is handed in as one, it goes the whole way to segments, or is refused with a reason."""

from itertools import pairwise

from tests.fuzz.targets.fetching import loopback_alone
from tests.fuzz.targets.samples import folder

from audioed.errors import ProofError
from audioed.markup import xml_safe
from audioed.model import Article, Passage, Voice
from audioed.narrating import load_policy, narrate, policy_names
from audioed.normalizing.lexicons import lexicon_for
from audioed.normalizing.script import normalize_script
from audioed.publishing import script_text
from audioed.publishing.escape import to_feed_date
from audioed.reading import MediaType, Source, gather_pictures, read_source
from audioed.reading.html import read_fragment
from audioed.reading.source import refuse_binary, sniff
from audioed.segmenting import segment
from audioed.show.saving import to_html
from audioed.verifying import prove_script

_ADDRESS = "https://example.org/news/article"


def markdown(content: bytes) -> None:
    """Read a Markdown file, front matter and all."""
    _read(Source(name="a-file.md", address=_path("a-file.md"), media_type=MediaType.MARKDOWN, content=content))


def plain_text(content: bytes) -> None:
    """Read a text file."""
    _read(Source(name="a file.txt", address=_path("a file.txt"), media_type=MediaType.PLAIN, content=content))


def html_document(content: bytes) -> None:
    """Read a page that was saved."""
    _read(Source(name="a_file.html", address=_path("a_file.html"), media_type=MediaType.HTML, content=content))


def web_page(content: bytes) -> None:
    """Read a page as it was fetched; the first line is what the server says of its encoding and its kind."""
    head, _, body = content.partition(b"\n")
    charset, _, kind = head.decode("latin-1").strip().partition(" ")
    media_type = MediaType(kind) if kind in [*MediaType] else MediaType.HTML
    _read(Source(name="article", address=_ADDRESS, media_type=media_type, content=body, charset=charset))


def standard_input(content: bytes) -> None:
    """Read what nobody says the kind of."""
    refuse_binary(content, "standard input")
    _read(Source(name="standard input", address="-", media_type=sniff(content), content=content))


def html_fragment(content: bytes) -> None:
    """Read a part of a page, as Markdown is read."""
    blocks, skipped = read_fragment(content.decode("utf-8", "replace"))
    ids = [block.id for block in blocks]
    assert len(set(ids)) == len(ids), ids
    assert all(one.reason for one in skipped), skipped


def _read(source: Source) -> None:
    article = read_source(source)
    if not source.is_remote:
        with loopback_alone():
            gather_pictures(article, source, only="all")
    say(article, policy_names()[len(source.content) % len(policy_names())])


def say(article: Article, policy: str = "standard") -> str:
    """Take an article to its segments, hold the promises against each other, and return its script as text."""
    script = narrate(article, load_policy(policy))
    script = normalize_script(script, lexicon=lexicon_for(article.metadata.language))
    segments = segment(script, _voice)
    try:
        prove_script(article, script, segments)
    except ProofError as error:
        raise AssertionError(error.message) from error
    for passage in script.passages:
        _hold(passage)
    for said in (article.metadata.title, article.metadata.slug, *article.metadata.authors):
        assert xml_safe(said) == said, said
    if article.metadata.date:
        to_feed_date(article.metadata.date)
    to_html(article, {}).encode()
    return "".join(form(script) for form in (script_text.to_text, script_text.to_json, script_text.to_diff))


def _hold(passage: Passage) -> None:
    text, tokens = passage.text, passage.tokens
    assert "".join(text[token.start : token.end] for token in tokens) == text, text
    assert all(before.end == after.start for before, after in pairwise(tokens)), tokens
    assert all(0 <= span.start < span.end <= len(text) for span in passage.spans), passage.spans
    passage.spoken.encode()


def _path(name: str) -> str:
    return str(folder("articles") / name)


def _voice(language: str) -> Voice:
    return Voice(name=language, engine="tone", language=language, variant="")
