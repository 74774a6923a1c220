"""A published show fetched from its server, so that it can be looked at as a folder is."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from audioed.checking.feed import own_address
from audioed.checking.site import base_of, folder_of
from audioed.errors import ReadingError
from audioed.markup import XmlElement, attribute, descendants, parse, parse_xml
from audioed.reading.addresses import on_the_wire
from audioed.reading.fetching import Answer, Limits, fetch

_LIMITS: Final = Limits(bytes=1_000_000_000, total_s=900)
_MOST_FILES: Final = 50_000
_FEEDS: Final = (".xml", ".rss")
_KEYS: Final = ("href", "url", "src", "uri")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A show as its server gives it."""

    folder: Path
    """What was fetched, under the names that it has on the server."""
    feed: Path
    files: tuple[tuple[str, str, str], ...]
    """Name in the folder, address, and media type as the server says it."""
    refused: tuple[tuple[str, str], ...]
    """Address and why the server didn't give it; what merely isn't there is no refusal."""
    private_hosts: tuple[str, ...]
    """Machines that may be asked though they are not public: the one that was named."""


@contextmanager
def fetched(address: str) -> Iterator[Fetched]:
    """Fetch a feed and everything of the show that it, or a page of it, leads to; what lies elsewhere is left alone.

    Args:
        address: Of the feed, or of the folder that holds feed.xml.

    Raises:
        ReadingError: the feed can't be had.
    """
    allowed = (urlsplit(on_the_wire(address)).hostname or "",)  # whoever names a server may look at it
    answer = _feed(address, allowed)
    here = urljoin(answer.address, ".")
    name = unquote(PurePosixPath(urlsplit(answer.address).path).name)
    name = name if name.isprintable() and "/" not in name and name.strip(".") else "feed.xml"
    with TemporaryDirectory(prefix="audioed-check-") as temporary:
        crawl = _Crawl(
            folder=Path(temporary).resolve(),
            here=here,
            base=_declared_base(answer.content, name) or here,
            private_hosts=allowed,
        )
        crawl.keep(name, answer)
        crawl.follow()
        yield Fetched(
            folder=crawl.folder,
            feed=crawl.folder / name,
            files=tuple(crawl.files),
            refused=tuple(crawl.refused),
            private_hosts=allowed,
        )


def _feed(address: str, private_hosts: tuple[str, ...]) -> Answer:
    path = urlsplit(address).path
    if path.endswith(_FEEDS):
        return fetch(address, _LIMITS, private_hosts=private_hosts)
    try:
        return fetch(f"{address.rstrip('/')}/feed.xml", _LIMITS, private_hosts=private_hosts)
    except ReadingError:
        answer = fetch(address, _LIMITS, private_hosts=private_hosts)
        if b"<rss" in answer.content[:2000]:
            return answer
        raise


def _declared_base(feed: bytes, name: str) -> str:
    """Return the address of the folder for which a feed was built; empty where it isn't said."""
    with suppress(ReadingError):
        channel = parse_xml(feed).find("channel")
        own = "" if channel is None else own_address(channel)
        return base_of(own, name) or folder_of(own)
    return ""


class _Crawl:
    """Goes from one file to those that it names."""

    def __init__(self, *, folder: Path, here: str, base: str, private_hosts: tuple[str, ...]) -> None:
        self.folder = folder
        self.files: list[tuple[str, str, str]] = []
        self.refused: list[tuple[str, str]] = []
        self._here = here
        self._base = base
        self._private_hosts = private_hosts
        self._known: set[str] = set()
        self._waiting: deque[str] = deque()

    def keep(self, name: str, answer: Answer) -> None:
        """Write a file under its name, and take up what it leads to."""
        self._known.add(name)
        path = self.folder / name
        try:
            if not path.resolve().is_relative_to(self.folder):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(answer.content)
        except OSError as error:  # such as a file with the name of a folder
            self.refused.append((answer.address, f"it can't be kept: {error.strerror}"))
            return
        except ValueError:  # a NUL in its name
            self.refused.append((answer.address, "it can't be kept: no file can have its name"))
            return
        self.files.append((name, answer.address, answer.media_type))
        # The first is the feed, whatever its name.
        for link in _links(path.suffix if len(self.files) > 1 else _FEEDS[0], answer.content):
            found = self._name(link, name)
            if found is not None and found not in self._known and len(self._known) < _MOST_FILES:
                self._known.add(found)
                self._waiting.append(found)

    def follow(self) -> None:
        """Fetch until nothing more is named."""
        while self._waiting:
            name = self._waiting.popleft()
            address = urljoin(self._here, name)
            try:
                answer = fetch(address, _LIMITS, private_hosts=self._private_hosts)
            except ReadingError as error:
                if " answered 404 " not in error.message:
                    self.refused.append((address, error.message))
            else:
                is_folder = not name or name.endswith("/")
                self.keep(f"{name}index.html" if is_folder else unquote(name), answer)

    def _name(self, link: str, holder: str) -> str | None:
        """Return a file's name inside the folder, as addresses have it; None: it lies elsewhere."""
        try:
            whole = urljoin(urljoin(self._base, holder), link).partition("#")[0].partition("?")[0]
        except ValueError:  # such as "http://["
            return None
        return whole.removeprefix(self._base) if whole.startswith(self._base) else None


def _links(suffix: str, content: bytes) -> Iterator[str]:
    with suppress(ReadingError):
        if suffix in _FEEDS:
            for element in parse_xml(content).iter():
                yield from _named_by(element)
        elif suffix in {".html", ".htm"}:
            for tag in descendants(parse(content.decode("utf-8", "replace"))):
                yield from (value for key in _KEYS if (value := attribute(tag, key)))


def _named_by(element: XmlElement) -> Iterator[str]:
    yield from (value for key in _KEYS if (value := element.get(key)))
    if str(element.tag) in {"link", "url"} and element.text:
        yield element.text.strip()
