"""What is sent for a file: itself, or for visitors who can take it, compressed; a feed with addresses that hold."""

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO, FileIO

from audioed.errors import ReadingError
from audioed.markup import absolutize
from audioed.media_types import FEED, is_text
from audioed.serving.files import PublishedFile, digest_of
from audioed.serving.keeping import Kept

_KEPT_BYTES = 16_000_000
_WORTH_IT = range(512, 16_000_000)
"""Bytes of a text that is compressed: in less there is nothing to gain, and more isn't held in memory."""

_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Representation:
    """What stands for a file in one answer."""

    source: FileIO | bytes
    size: int
    etag: str
    """Strong, in its quotes."""
    modified: int
    """Seconds since 1970."""
    headers: Mapping[str, str]
    """Those that describe it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Made:
    """What is not on the disk."""

    content: bytes
    digest: str


class Variants:
    """Makes the representations that are not the file itself, and keeps some of them."""

    def __init__(self) -> None:
        self._made = Kept[tuple[str, str], _Made](limit=_KEPT_BYTES, weigh=lambda made: len(made.content))

    async def choose(self, file: PublishedFile, headers: Mapping[str, str], address: str) -> Representation:
        """Return what a request is answered with.

        Ranges are always those of the file itself, never of a compressed one.

        Args:
            file: What is asked for.
            headers: Of the request, by any case.
            address: Where the visitor found it; empty where nobody knows.
        """
        source: FileIO | bytes = file.stream
        size, digest = file.size, file.facts.digest
        if file.facts.type == FEED and address:
            made = await self._make(_absolute, file, digest, address)
            source, size, digest = made.content, len(made.content), made.digest
        if not is_text(file.facts.type) or size not in _WORTH_IT:
            return _described(file, source, size, digest)
        if "range" in headers or not _takes_gzip(headers.get("accept-encoding", "")):
            return _described(file, source, size, digest, {"Vary": "Accept-Encoding"})
        packed = (await self._make(_packed, source if isinstance(source, bytes) else file, digest, "gzip")).content
        coding = {"Vary": "Accept-Encoding", "Content-Encoding": "gzip", "Accept-Ranges": "none"}
        return _described(file, packed, len(packed), f"{digest}-gzip", coding)

    async def _make(
        self, function: Callable[[bytes, str], bytes], source: PublishedFile | bytes, digest: str, how: str
    ) -> _Made:
        """Return what a function makes of bytes that have this digest."""
        key = (digest, how)
        if key in self._made:
            return self._made[key]
        content = source if isinstance(source, bytes) else source.content()
        return await self._made.get(key, lambda: _digested(function(content, how)))


def _digested(content: bytes) -> _Made:
    return _Made(content=content, digest=digest_of(BytesIO(content)))


def _absolute(feed: bytes, address: str) -> bytes:
    try:
        return absolutize(feed, address)
    except ReadingError:
        return feed  # what isn't well-formed goes out as it is, and `audioed check` says what is wrong with it


def _packed(text: bytes, _how: str) -> bytes:
    return gzip.compress(text, 6, mtime=0)


def _described(
    file: PublishedFile, source: FileIO | bytes, size: int, tag: str, headers: Mapping[str, str] | None = None
) -> Representation:
    common = {
        "ETag": f'"{tag}"',
        "Content-Type": file.facts.type,
        "Accept-Ranges": "bytes",
        # It may be kept, but each use asks first whether it still holds: what is built anew is seen at once.
        "Cache-Control": "no-cache",
    }
    return Representation(
        source=source,
        size=size,
        etag=f'"{tag}"',
        modified=file.modified,
        headers={**common, **(headers or {})},
    )


def _takes_gzip(header: str) -> bool:
    """Return whether an Accept-Encoding names gzip, and not as what is not wanted (RFC 9110, section 12.5.3)."""
    found = _GZIP.search(header)
    return found is not None and (found[1] is None or found[1].strip("0.") != "")
