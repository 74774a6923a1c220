"""What a web server says of a file: the type, and for how long a copy may be used without asking."""

from audioed.media_types import FEED, media_type
from audioed.uploading.published import File

_MINUTES_5 = "public, max-age=300"
_HOUR = "public, max-age=3600"


def content_type(file: File) -> str:
    """Return the media type, with the encoding of characters where it has one."""
    return FEED if file.is_feed else media_type(file.path)


def cache_control(file: File) -> str:
    """Return how long a copy may be used before its owner is asked for a newer one (RFC 9111 §5.2.2).

    A corrected article's files keep their addresses, so nothing may be kept for good: sound and pictures an hour, all
    else five minutes.
    """
    return _HOUR if content_type(file).startswith(("audio/", "image/", "font/")) else _MINUTES_5
