"""Articles are put together: text, blocks, metadata and language, whatever the source's format."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO, assert_never

from audioed.errors import EmptyArticleError
from audioed.model import Article, Block, Break, Code, Heading, Maths, Metadata
from audioed.progress import Began, Report, ignore
from audioed.reading.decoding import decode
from audioed.reading.identify import identify, kind_of, rebase, text_of
from audioed.reading.language import settle
from audioed.reading.source import MediaType, Source, load

_UNTITLED = "Untitled"


def read(
    source: str,
    *,
    language: str = "",
    stdin: BinaryIO | None = None,
    private_hosts: Collection[str] = (),
    report: Report = ignore,
) -> Article:
    """Read a source as an article.

    Args:
        source: A path, an address (http or https), or "-" for standard input.
        language: BCP 47; wins over what the source says. Empty: what the source says, else what is detected.
        stdin: What to read for "-"; None: the process's own.
        private_hosts: Names, addresses and networks that may be asked though they are not public.
        report: Told when reading begins.

    Raises:
        ReadingError: the source can't be had, or is no text.
        ConfigError: its front matter doesn't fit.
        EmptyArticleError: there is nothing to say in it.
    """
    return read_source(load(source, stdin=stdin, private_hosts=private_hosts), language=language, report=report)


def read_source(source: Source, *, language: str = "", usual_language: str = "", report: Report = ignore) -> Article:
    """Make an article of a source that was loaded.

    Args:
        source: As `load` returns it.
        language: As for `read`.
        usual_language: That of the show: taken where the source says none and its text is not in another, and for the
            region where the source says the language alone.
        report: Told when reading begins.

    Raises:
        ReadingError: the source is no text in the encoding it claims.
        ConfigError: its front matter doesn't fit.
        EmptyArticleError: there is nothing to say in it.
    """
    report(Began(stage="reading"))
    decoded = decode(source.content, name=source.name, charset=source.charset)
    article = _parse(source, decoded.text)
    _refuse_silence(article, source)
    said = article.metadata.language
    prose = (text_of(block) for block in article.blocks if not isinstance(block, Code))
    settled = settle(said, asked=language, text="\n".join(prose), usual=usual_language)
    findings = (*decoded.findings, *article.findings, *settled.findings)
    return replace(
        article,
        metadata=replace(article.metadata, language=settled.language),
        findings=tuple(findings),
        inputs=((source.address, source.digest), *article.inputs),
    )


def _parse(source: Source, text: str) -> Article:
    match source.media_type:
        case MediaType.HTML:
            return _from_html(source, text)
        case MediaType.MARKDOWN:
            return _from_markdown(source, text)
        case MediaType.PLAIN:
            return _from_plain_text(source, text)
        case _:
            assert_never(source.media_type)


def _from_html(source: Source, text: str) -> Article:
    from audioed.reading.web_page import read_file, read_page  # noqa: PLC0415 - plain text needs no tree

    title = _name_as_title(source.name)
    if source.is_remote:
        return read_page(text, address=source.address, title=title)
    return read_file(text, name=title)


def _from_markdown(source: Source, text: str) -> Article:
    from audioed.reading.markdown import read_markdown  # noqa: PLC0415 - plain text needs no parser

    front, body, findings = _front_matter(text, source.name)
    blocks, skipped = read_markdown(body, name=source.name)
    metadata = _with_title(front, _first_heading(blocks) or _name_as_title(source.name), source)
    return Article(
        metadata=metadata,
        blocks=rebase(blocks, metadata.title),
        skipped=skipped,
        findings=findings,
    )


def _from_plain_text(source: Source, text: str) -> Article:
    from audioed.reading.plain_text import read_plain_text  # noqa: PLC0415 - Markdown and pages need none of it

    front, body, findings = _front_matter(text, source.name)
    plain = read_plain_text(body)
    metadata = _with_title(front, plain.title or _name_as_title(source.name), source)
    return Article(
        metadata=replace(metadata, authors=metadata.authors or plain.authors),
        blocks=rebase(identify(plain.blocks), metadata.title),
        skipped=plain.skipped,
        findings=findings,
    )


def _front_matter(text: str, name: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """Return what stands above an article, the text below it, and what there is to say about that."""
    if not text.startswith("---"):
        return Metadata(title="", language=""), text, ()
    from audioed.reading.front_matter import read_front_matter  # noqa: PLC0415 - brings YAML

    front = read_front_matter(text, name=name)
    return front.metadata, front.body, front.findings


def _with_title(metadata: Metadata, title: str, source: Source) -> Metadata:
    address = metadata.source or (source.address if source.is_remote else "")
    return replace(metadata, title=metadata.title or title, source=address)


def _first_heading(blocks: Sequence[Block]) -> str:
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            return " ".join(text_of(block).split())
    return ""


def _name_as_title(name: str) -> str:
    words = " ".join(PurePath(name).stem.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] if any(map(str.isalpha, words)) and name != "standard input" else _UNTITLED


def _refuse_silence(article: Article, source: Source) -> None:
    """Stop at an article without a letter or digit to say.

    Raises:
        EmptyArticleError: there is none; the message says what there is.
    """
    if any(map(str.isalnum, _sayable(article.blocks))):
        return
    name = source.name
    kinds = Counter(map(kind_of, article.blocks))
    found = [f"{kind} ({number})" for kind, number in sorted(kinds.items())]
    signs = "".join(dict.fromkeys("".join(_sayable(article.blocks)).split()))[:20]
    if signs:
        raise EmptyArticleError(f"{name} holds nothing to say, only signs: {signs}", hint="Add words to it.")
    if found:
        raise EmptyArticleError(f"{name} holds nothing to say, only {', '.join(found)}", hint="Add words to it.")
    if article.skipped or (source.media_type is MediaType.HTML and source.content.strip()):
        hint = (
            "A page that is made by scripts holds its text in a browser alone: save it from there, and name the file."
        )
        raise EmptyArticleError(f"{name} holds nothing to say: all of its text is hidden or no article", hint=hint)
    raise EmptyArticleError(f"{name} is empty", hint="Name a file with words in it.")


def _sayable(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Code() | Break():
                pass
            case Maths():
                yield from block.alt
            case _:
                yield from text_of(block)
