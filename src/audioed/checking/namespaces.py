"""Namespaces of podcast feeds, by the prefixes that apps expect."""

from typing import Final

NAMESPACES: Final = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
}


def split(tag: str) -> tuple[str, str]:
    """Return namespace, empty where there is none, and local name."""
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name
