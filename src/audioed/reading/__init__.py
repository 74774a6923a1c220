"""Reading: a path, an address or standard input becomes an article.

`load` has the source's bytes, `read_source` makes the article of them, and `read` does both. Pictures are brought by
`gather_pictures`, since sound needs none but the cover; `picture_places` and `Errand` give them unchanged.
"""

from audioed.reading.assembling import read, read_source
from audioed.reading.errand import Errand
from audioed.reading.html_metadata import SAVED_BY
from audioed.reading.illustrations import gather_pictures, picture_places
from audioed.reading.source import MediaType, Source, is_address, load

__all__ = [
    "SAVED_BY",
    "Errand",
    "MediaType",
    "Source",
    "gather_pictures",
    "is_address",
    "load",
    "picture_places",
    "read",
    "read_source",
]
