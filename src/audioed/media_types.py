"""Which media type a file is sent with: by its name, and where that leaves it open, by how it begins."""

from pathlib import PurePath

UNKNOWN = "application/octet-stream"
FEED = "application/rss+xml; charset=utf-8"
CHAPTERS = "application/json+chapters"
HEAD_SIZE = 1024
"""Bytes of a file that are enough to tell."""

_TYPES = {
    ".aac": "audio/aac",
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".epub": "application/epub+zip",
    ".flac": "audio/flac",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".lpf": "application/lpf+zip",
    ".m4a": "audio/mp4",
    ".m4b": "audio/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".opml": "text/x-opml; charset=utf-8",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": FEED,
    ".srt": "application/x-subrip; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".xsl": "application/xslt+xml; charset=utf-8",
    ".zip": "application/zip",
}
"""Not the standard library's list: that one is read from the system, and answers differently from one to the next."""


def media_type(name: str, head: bytes = b"") -> str:
    """Return a file's media type.

    XML that begins as RSS is a feed, and JSON that begins with chapters is what Podcasting 2.0 calls chapters, whatever
    their names: neither format has a file name extension of its own.

    Args:
        name: The file's.
        head: How it begins; `HEAD_SIZE` bytes will do.
    """
    found = _TYPES.get(PurePath(name).suffix.lower(), UNKNOWN)
    if found.startswith("application/xml") and b"<rss" in head:
        return FEED
    if found == "application/json" and (name.lower().endswith("chapters.json") or b'"chapters"' in head):
        return CHAPTERS
    return found


def is_text(kind: str) -> bool:
    """Return whether what has this media type gets smaller when it is compressed."""
    essence = kind.partition(";")[0]
    return essence.startswith("text/") or essence.endswith(("+xml", "/xml", "json", "+chapters", "x-subrip"))
