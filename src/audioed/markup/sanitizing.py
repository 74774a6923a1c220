"""Parts of pages that may be shown to others."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nh3 import Cleaner

_SHOWN_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "title"},
    "a": {"href"},
    "img": {"alt", "height", "loading", "src", "width"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
"""What the elements of a page's text may have."""


def sanitize(fragment: str) -> str:
    """Return a part of a page without anything that runs, loads from elsewhere by itself, or styles.

    Elements and attributes for text, tables and pictures stay, and of addresses those of the web, of mail, and relative
    ones. The text stays whole, but for that of scripts and styles.
    """
    return _cleaner().clean(fragment)


@cache
def _cleaner() -> "Cleaner":
    import nh3  # noqa: PLC0415 - only publishing needs it

    return nh3.Cleaner(
        tags=nh3.ALLOWED_TAGS,
        attributes=_SHOWN_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
