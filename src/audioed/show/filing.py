"""How a source becomes a file of the show, with its pictures beside it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from audioed.errors import ReadingError, ShowError
from audioed.model import Article
from audioed.naming import slug
from audioed.reading import Errand, MediaType, Source, picture_places, read_source
from audioed.reading.decoding import decode
from audioed.reading.identify import text_of
from audioed.show.saving import to_html

SUFFIXES: Final = {MediaType.MARKDOWN: ".md", MediaType.HTML: ".html", MediaType.PLAIN: ".txt"}

_PICTURES: Final = (
    (re.compile(rb"\x89PNG\r\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
    (re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)[^\0]{0,2000}?<?svg", re.IGNORECASE), ".svg"),
)
"""How pictures begin. What doesn't is not copied: a page may name any file of this machine as one."""

_BEFORE: Final = r"""(?P<before>\]\(\s*<?|\]:[ \t]*<?|=\s*["']?|^image:[ \t]*["']?)"""
_AFTER: Final = r"""(?=["'\s)>]|$)"""
"""Around the address of a picture: in links and their definitions, in attributes, and in the front matter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filed:
    """An article as the show keeps it."""

    suffix: str
    """Of the file."""
    content: bytes = field(repr=False)
    pictures: Mapping[str, bytes] = field(repr=False)
    """By name, in the article's own folder."""
    findings: tuple[str, ...] = ()
    """Sentences on pictures that can't be had."""


def filed(source: Source, article: Article, folder: str) -> Filed:
    """Return the file and the pictures from which the article can be read again, without the network.

    A local file stays as it is but for the addresses of its pictures. Of a web page the article alone is kept.

    Args:
        source: What the article was read from.
        article: As it was read.
        folder: Name of the article's folder, beside its file.

    Raises:
        ShowError: a picture's address can't be changed in the text.
    """
    pictures: dict[str, bytes] = {}
    places: dict[str, str] = {}
    findings: list[str] = []
    errand = Errand(source)
    for place in picture_places(article):
        if place.lower().startswith("data:"):
            places[place] = place
            continue
        try:
            content, suffix = _picture(place, errand)
        except ReadingError as error:
            findings.append(f"The picture {place} can't be had: {error.message}. Its description stands for it.")
            continue
        name = next((name for name, known in pictures.items() if known == content), "")
        if not name:
            name = _free_name(place, suffix, pictures)
            pictures[name] = content
        places[place] = f"{folder}/{name}"
    if source.is_remote and source.media_type is MediaType.HTML:
        content = to_html(article, places).encode()
    else:
        content = _moved(source, article, places)
    return Filed(suffix=SUFFIXES[source.media_type], content=content, pictures=pictures, findings=tuple(findings))


def _picture(place: str, errand: Errand) -> tuple[bytes, str]:
    """Return a picture as it is where it stands, and its suffix.

    Raises:
        ReadingError: it can't be had, or is no picture.
    """
    _, content = errand.bring(place)
    for beginning, suffix in _PICTURES:
        if beginning.match(content):
            return content, suffix
    raise ReadingError("it is no JPEG, PNG, GIF, WebP or SVG")


def _free_name(place: str, suffix: str, taken: Collection[str]) -> str:
    try:
        stem = slug(PurePosixPath(unquote(urlsplit(place).path)).stem)
    except ValueError:  # such as of "data://["
        stem = slug("")
    name, number = f"{stem}{suffix}", 2
    while name in taken:
        name, number = f"{stem}-{number}{suffix}", number + 1
    return name


def _moved(source: Source, article: Article, places: Mapping[str, str]) -> bytes:
    """Return the source as it reads where its pictures have moved to.

    Raises:
        ShowError: a picture's address can't be found in it.
    """
    moving = {place: now for place, now in places.items() if place != now}
    if not moving and not source.is_remote:
        return source.content
    decoded = decode(source.content, name=source.name, charset=source.charset)
    if source.is_remote:
        text, encoding = _with_source(decoded.text, article.metadata.source), "utf-8"
    else:
        text, encoding = source.content.decode(decoded.encoding), decoded.encoding
    content = _readdressed(text, moving).encode(encoding)
    again = read_source(Source(name=source.name, address="", media_type=source.media_type, content=content))
    is_same = list(map(text_of, again.blocks)) == list(map(text_of, article.blocks))
    lost = [place for place in moving if moving[place] not in picture_places(again)]
    if is_same and not lost:
        return content
    if source.media_type is MediaType.HTML:
        return to_html(article, places).encode()
    raise ShowError(
        f"{source.name} doesn't read the same once its pictures stand beside it: {', '.join(lost or moving)}",
        hint="Copy the article and its pictures into articles/ yourself: the next build takes it up.",
    )


def _readdressed(text: str, moving: Mapping[str, str]) -> str:
    """Return the text with other addresses of its pictures."""
    forms = {form: now for place, now in moving.items() for form in (place, unquote(place), escape(place))}
    if not forms:
        return text
    one_of = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    pattern = re.compile(f"{_BEFORE}(?P<place>{one_of}){_AFTER}", re.MULTILINE)
    return pattern.sub(lambda match: match["before"] + forms[match["place"]], text)


def _with_source(text: str, address: str) -> str:
    """Return a Markdown or plain text with the address of the original in its front matter, unless it says one."""
    front = re.match(r"---[ \t]*\n(?P<said>(?:(?!---|\.\.\.).*\n)*)", text)
    line = f"---\nsource: {address}\n"
    if front is None:
        return f"{line}---\n{text}"
    is_said = re.search(r"^(?:source|canonical):", front["said"], re.MULTILINE)
    return text if is_said else line + text[front.start("said") :]
