"""E-books that are read and heard at once: EPUB 3.3 with media overlays, as files that a zip archive is made of."""

from audioed.publishing.epub.contents import Headings
from audioed.publishing.epub.package import to_epub

__all__ = ["Headings", "to_epub"]
