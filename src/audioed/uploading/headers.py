"""What a web server says of a file: the type, and for how long a copy may be used without asking."""

from audioed.uploading.published import File

_TYPES = {
    "chapters.json": "application/json+chapters",
    ".avif": "image/avif",
    ".css": "text/css",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".lpf": "application/lpf+zip",
    ".m4b": "audio/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""By how the name ends; the first that fits. Python's own table is read from the system and differs among them."""

_FEED = "application/rss+xml"

_IN_UTF_8 = ("text/", "application/x-subrip", "application/xml", _FEED)
"""Types whose characters a client would guess at otherwise. JSON is UTF-8 by definition (RFC 8259 §8.1)."""

_MINUTES_5 = "public, max-age=300"
_HOUR = "public, max-age=3600"


def content_type(file: File) -> str:
    """Return the media type, with the encoding of characters where it has one."""
    kind = _FEED if file.is_feed else _type_by_name(file.path)
    return f"{kind}; charset=utf-8" if kind.startswith(_IN_UTF_8) else kind


def cache_control(file: File) -> str:
    """Return how long a copy may be used before its owner is asked for a newer one (RFC 9111 §5.2.2).

    A corrected article's files keep their addresses, so nothing may be kept for good: sound and pictures an hour, all
    else five minutes.
    """
    return _HOUR if content_type(file).startswith(("audio/", "image/", "font/")) else _MINUTES_5


def _type_by_name(path: str) -> str:
    name = path.lower()
    return next((kind for ending, kind in _TYPES.items() if name.endswith(ending)), "application/octet-stream")
